#pragma once

// A device token of APNs: bytes, however they were written down.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/array.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/pasted_token.hpp>
#include <nimpush/model/pasted_token/around.hpp>

namespace nimpush::inline v1 {

namespace detail {

inline void device_token_is_not_whole_hexadecimal_bytes() {}
inline void device_token_is_not_1_to_100_bytes() {}
static_assert(limits::device_token == 100, "the name above says how many");

}  // namespace detail

/// The address of an app on one device, 1 to `most` bytes; none by default.
///
/// It is always held as bytes, so it never has an odd digit or a wrong one.
class device_token {
  public:
    static constexpr std::size_t most = limits::device_token;
    /// Bytes of the tokens that devices get today; Apple's documentation asks not to count on it.
    static constexpr std::size_t usual = detail::usual_digits / 2;

    constexpr device_token() noexcept = default;

    /// Bytes as the system hands them over. out_of_range for none or more than `most`.
    static constexpr result<device_token> from(span<const std::uint8_t> bytes) {
        result<device_token> made;
        if (bytes.empty() || bytes.size() > most) {
            made = wrong_size(bytes.size());
            return made;
        }
        for (std::size_t i = 0; i < bytes.size(); ++i) made->bytes_[i] = bytes[i];
        made->size_ = static_cast<std::uint8_t>(bytes.size());
        return made;
    }
    /// Hexadecimal text in either case.
    static constexpr result<device_token> from_hex(std::string_view s) {
        result<device_token> made;
        if (!made->take_digits(s)) made = no_digits(s);
        return made;
    }
    /// What Apple's NSData printed before iOS 13: `<aabbccdd 11223344>`, groups parted by spaces.
    static constexpr result<device_token> from_description(std::string_view s) {
        if (s.size() < 2 || s.front() != '<' || s.back() != '>')
            return detail::fail(errc::not_hex, "a description stands between < and >");
        device_token token;
        std::size_t size = 0;
        int high = -1;
        for (std::size_t i = 1; i + 1 < s.size(); ++i) {
            if (s[i] == ' ' && high < 0) continue;
            const int digit = hex_value(s[i]);
            if (digit < 0)
                return detail::fail(errc::not_hex, detail::join("no hexadecimal digit at byte ", detail::count_text(i)),
                                    i);
            if (high < 0) {
                high = digit;
                continue;
            }
            if (size < most) token.bytes_[size] = static_cast<std::uint8_t>(high * 16 + digit);
            ++size;
            high = -1;
        }
        if (high >= 0) return detail::fail(errc::not_hex, "an odd number of hexadecimal digits", s.size() - 1);
        if (size == 0 || size > most) return wrong_size(size);
        token.size_ = static_cast<std::uint8_t>(size);
        return token;
    }
    /// Base64 of either alphabet, with or without padding.
    static constexpr result<device_token> from_base64(std::string_view s) {
        if (const std::size_t at = base64_fault(s); at != npos)
            return detail::fail(errc::not_base64, detail::join("not base64 at byte ", detail::count_text(at)), at);
        const std::size_t size = base64_decoded_size(s);
        if (size == 0 || size > most) return wrong_size(size);
        device_token token;
        token.size_ = static_cast<std::uint8_t>(size);
        read_base64(s, token.bytes_.data());
        return token;
    }
    /// What people paste, the one reading of it: hexadecimal digits in either case, with blanks, quotes, brackets, 0x,
    /// a label and line ends around them; a description, iOS 13's too where it is whole; Base64 of either alphabet.
    ///
    /// Text that is whole hexadecimal bytes is taken as such, although it could be Base64 as well. Refused, with what to
    /// do about it: what is cut (truncated), damaged digits (not_hex), several tokens (too_many), the ids of other push
    /// services (wrong_type) and what is printed for no token (missing). The offset counts bytes of `s`.
    static constexpr result<device_token> parse(std::string_view s) {
        result<device_token> made;
        // The usual token by itself is no other thing, and most of what is read.
        if (s.size() != detail::usual_digits || !made->take_digits(s)) made = parse_pasted(s);
        return made;
    }

    constexpr bool has_value() const noexcept { return size_ != 0; }
    constexpr span<const std::uint8_t> bytes() const noexcept { return {bytes_.data(), size_}; }
    constexpr std::size_t size() const noexcept { return size_; }
    /// Lower-case hexadecimal, as APNs wants it in the path.
    constexpr text to_hex() const {
        char digits[2 * most]{};
        const char* end = write_hex(bytes(), digits);
        if (!has_value()) return {};
        return text(detail::unchecked{}, detail::chars_at(digits, static_cast<std::size_t>(end - digits)));
    }
    /// Standard base64 with padding.
    constexpr text to_base64() const {
        char letters[base64_size(most)]{};
        const char* end = write_base64(bytes(), letters);
        if (!has_value()) return {};
        return text(detail::unchecked{}, detail::chars_at(letters, static_cast<std::size_t>(end - letters)));
    }
    /// Are these bytes the ASCII text of a whole token's digits, as where the text was encoded and not the bytes? Such a
    /// token is twice as long as it should be, and APNs answers BadDeviceToken.
    constexpr bool is_text_of_digits() const noexcept { return meant().has_value(); }
    /// The token that the text stands for; none where is_text_of_digits() is not so.
    constexpr device_token meant() const noexcept {
        device_token made;
        if (size_ < detail::usual_digits) return made;
        std::size_t digits = 0;
        for (const std::uint8_t byte : bytes()) {
            const char c = static_cast<char>(byte);
            if (c == ' ' || c == '<' || c == '>') continue;
            const int digit = hex_value(c);
            if (digit < 0) return {};
            std::uint8_t& to = made.bytes_[digits++ / 2];
            to = static_cast<std::uint8_t>(to * 16 + digit);
        }
        if (digits < detail::usual_digits || digits % 2 != 0) return {};
        made.size_ = static_cast<std::uint8_t>(digits / 2);
        return made;
    }
    /// The bytes, for a call of the channel.
    constexpr operator octets() const { return octets(bytes()); }

    friend constexpr bool operator==(const device_token&, const device_token&) = default;

  private:
    std::array<std::uint8_t, most> bytes_{};
    std::uint8_t size_ = 0;

    /// The bytes of these digits; false where they are no token.
    constexpr bool take_digits(std::string_view s) noexcept {
        if (s.empty() || s.size() % 2 != 0 || s.size() > 2 * most || !detail::try_read_hex(s, bytes_.data()))
            return false;
        size_ = static_cast<std::uint8_t>(s.size() / 2);
        return true;
    }
    static constexpr result<device_token> no_digits(std::string_view s) {
        if (const std::size_t at = hex_fault(s); at != npos)
            return detail::fail(errc::not_hex, detail::hex_fault_text(s, at), at);
        return wrong_size(s.size() / 2);
    }
    static constexpr result<device_token> parse_pasted(std::string_view s) {
        auto pasted = detail::token_paste_reader(s).read();
        if (!pasted) return unexpected(std::move(pasted).error());
        return pasted->is_base64 ? from_base64(pasted->view()) : from_hex(pasted->view());
    }
    static constexpr result<device_token> wrong_size(std::size_t n) {
        return detail::fail(errc::out_of_range,
                            detail::join(detail::count_text(n), " bytes, from 1 to ", detail::count_text(most)));
    }
};

/// What can be said of a token by itself: a warning where it is the text of one, device_token::is_text_of_digits().
template <std::derived_from<device_token> Token = device_token, class Problem = problem>
[[nodiscard]] constexpr std::vector<Problem>(check)(const Token& token) {
    std::vector<Problem> found;
    if (!token.is_text_of_digits()) return found;
    text says = detail::join(
        "the bytes are the ASCII text of a token's hexadecimal digits, so the text was encoded and not the bytes: APNs "
        "answers BadDeviceToken; meant is ",
        token.meant().to_hex().view());
    found.push_back(Problem{{errc::wrong_type, {}, std::move(says)}, degree::warning});
    return found;
}

inline namespace literals {

/// A token as hexadecimal text, checked while compiling.
consteval device_token operator""_token(const char* digits, std::size_t size) {
    if (hex_fault({digits, size}) != npos) detail::device_token_is_not_whole_hexadecimal_bytes();
    if (size == 0 || size > 2 * device_token::most) detail::device_token_is_not_1_to_100_bytes();
    return *device_token::from_hex({digits, size});
}

}  // namespace literals
}  // namespace nimpush::v1
