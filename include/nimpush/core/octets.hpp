#pragma once

// Bytes of any length, owned.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// The sentence for hex_fault().
constexpr text hex_fault_text(std::string_view s, std::size_t at) {
    if (at == s.size()) return "an odd number of hexadecimal digits";
    return join("no hexadecimal digit at byte ", count_text(at));
}

}  // namespace detail

/// Bytes of any length: raw where the wire has bytes, hexadecimal text where text is asked for.
class octets {
    detail::array<std::uint8_t> bytes_{};

  public:
    constexpr octets() = default;
    constexpr octets(span<const std::uint8_t> b) {
        if (!b.empty()) bytes_ = detail::array<std::uint8_t>::copy_of(b, b.size());
    }
    constexpr octets(const octets& other) : octets(other.bytes()) {}
    constexpr octets(octets&&) noexcept = default;
    constexpr octets& operator=(octets other) noexcept {
        bytes_.swap(other.bytes_);
        return *this;
    }
    constexpr ~octets() = default;

    constexpr span<const std::uint8_t> bytes() const noexcept { return bytes_.elements(); }
    constexpr std::size_t size() const noexcept { return bytes_.size(); }

    template <class Out> constexpr void emit_to(Out& out) const { out.bytes(bytes()); }
    // Of a value and a fault_list, which who has bytes alone need not include.
    template <class Policy, class Value, class Faults>
    constexpr void read_from(const Value& v, const detail::place& here, Faults& faults) {
        if constexpr (!Policy::is_input) {
            if (!v.is(Value::kind::bytes)) return faults.wrong_type(here, v, "bytes");
            *this = octets(v.as_bytes());
        } else {
            if (!v.is(Value::kind::string)) return faults.wrong_type(here, v, "bytes as hexadecimal text");
            if (const std::size_t at = hex_fault(v.chars()); at != npos)
                return faults.add(here, errc::not_hex, detail::hex_fault_text(v.chars(), at));
            octets made;
            made.bytes_.reserve(v.size() / 2);
            for (std::size_t i = 0; i < v.size(); i += 2)
                made.bytes_.push_back(
                    static_cast<std::uint8_t>(hex_value(v.chars()[i]) * 16 + hex_value(v.chars()[i + 1])));
            *this = std::move(made);
        }
    }

    friend constexpr bool operator==(const octets& a, const octets& b) noexcept {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (a.bytes_[i] != b.bytes_[i]) return false;
        return true;
    }
};

}  // namespace nimpush::v1
