#pragma once

// The signature of a provider token: r and s as a JWT has them, and DER as OpenSSL gives and takes it.
//
// Sources: RFC 7518, 3.4 (r and s), RFC 3279, 2.2.3 (the DER). Nothing is signed or verified here.

#include <array>
#include <cstddef>
#include <cstdint>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// r and s of ECDSA on P-256, 32 bytes each, the most significant first (RFC 7518, 3.4).
using signature = std::array<std::uint8_t, 64>;

/// ECDSA-Sig-Value of RFC 3279 (what OpenSSL gives) as r and s. Strict DER: minimal lengths and integers,
/// no negative number, no zero, nothing behind. The offset of an error is where it went wrong.
constexpr result<signature> signature_from_der(span<const std::uint8_t> der) {
    constexpr std::uint8_t sequence_tag = 0x30;
    constexpr std::uint8_t integer_tag = 0x02;
    if (der.size() < 2) return nimpush::detail::fail(errc::truncated, "a DER signature ends too early", der.size());
    if (der[0] != sequence_tag) return nimpush::detail::fail(errc::unknown_type, "no DER sequence", 0);
    // Two integers of 33 bytes need 70: the short form of the length always does.
    if (der[1] >= 0x80)
        return nimpush::detail::fail(errc::out_of_range, "a DER signature on P-256 is at most 72 bytes", 1);
    if (der[1] > der.size() - 2)
        return nimpush::detail::fail(errc::size_past_end, "a DER size claims more than there is", 1);
    if (der[1] < der.size() - 2)
        return nimpush::detail::fail(errc::trailing_bytes, "bytes after the DER signature", std::size_t{2} + der[1]);
    signature made{};
    std::size_t at = 2;
    for (const std::size_t to : {std::size_t{0}, std::size_t{32}}) {
        if (der.size() - at < 2)
            return nimpush::detail::fail(errc::truncated, "a DER signature ends too early", der.size());
        if (der[at] != integer_tag) return nimpush::detail::fail(errc::unknown_type, "no DER integer", at);
        std::size_t size = der[++at];
        if (size >= 0x80 || size > der.size() - at - 1)
            return nimpush::detail::fail(errc::size_past_end, "a DER size claims more than there is", at);
        ++at;
        if (size == 0) return nimpush::detail::fail(errc::truncated, "a DER integer of no bytes", at);
        if (der[at] >= 0x80) return nimpush::detail::fail(errc::out_of_range, "a negative DER integer", at);
        if (der[at] == 0) {
            if (size == 1) return nimpush::detail::fail(errc::out_of_range, "r and s are not zero", at);
            if (der[at + 1] < 0x80)
                return nimpush::detail::fail(errc::bad_padding, "a DER integer with a zero too much", at);
            ++at;
            --size;
        }
        if (size > 32) return nimpush::detail::fail(errc::out_of_range, "r and s have at most 32 bytes", at);
        for (std::size_t i = 0; i < size; ++i) made[to + 32 - size + i] = der[at++];
    }
    if (at != der.size()) return nimpush::detail::fail(errc::trailing_bytes, "bytes after r and s", at);
    return made;
}

/// A signature in DER, in room of its own.
class der_signature {
    std::array<std::uint8_t, 72> held_{};
    std::size_t size_ = 0;

    friend constexpr result<der_signature> signature_to_der(const signature& from);
    constexpr void put(std::uint8_t byte) noexcept { held_[size_++] = byte; }
    constexpr der_signature() = default;

  public:
    static constexpr std::size_t most = 72;  // bytes: two integers of 33 with their heads, and that of both

    /// As long as this object.
    constexpr span<const std::uint8_t> bytes() const& noexcept { return {held_.data(), size_}; }
    span<const std::uint8_t> bytes() const&& = delete;

    friend constexpr bool operator==(const der_signature&, const der_signature&) = default;
};

/// The DER that OpenSSL's EVP_DigestVerify takes: minimal, and what signature_from_der() reads back. An r or an
/// s of zero signs nothing and is an error; whether they are below the curve's order is for who verifies.
constexpr result<der_signature> signature_to_der(const signature& from) {
    constexpr std::size_t half = 32;
    std::array<std::size_t, 2> zeros{};  // that lead r, and s
    std::array<std::size_t, 2> sizes{};  // of the integers
    for (std::size_t n = 0; n < 2; ++n) {
        while (zeros[n] < half && from[n * half + zeros[n]] == 0) ++zeros[n];
        if (zeros[n] == half) return nimpush::detail::fail(errc::out_of_range, "r and s are not zero", n * half);
        sizes[n] = half - zeros[n] + (from[n * half + zeros[n]] >= 0x80 ? 1 : 0);  // a top bit would be a sign
    }
    der_signature made;
    made.put(0x30);
    made.put(static_cast<std::uint8_t>(2 + sizes[0] + 2 + sizes[1]));
    for (std::size_t n = 0; n < 2; ++n) {
        made.put(0x02);
        made.put(static_cast<std::uint8_t>(sizes[n]));
        if (sizes[n] > half - zeros[n]) made.put(0);
        for (std::size_t i = zeros[n]; i < half; ++i) made.put(from[n * half + i]);
    }
    return made;
}

}  // namespace apns
}  // namespace nimpush::v1
