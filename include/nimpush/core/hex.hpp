#pragma once

// Hexadecimal text, both ways.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/core/lanes.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// By character: what is no digit has bits above a digit's, so that a pair needs one test.
inline constexpr auto hex_values = [] {
    std::array<std::int8_t, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = -1;
    for (std::size_t i = 0; i < 10; ++i) all['0' + i] = static_cast<std::int8_t>(i);
    for (std::size_t i = 10; i < 16; ++i) all['a' + i - 10] = all['A' + i - 10] = static_cast<std::int8_t>(i);
    return all;
}();

}  // namespace detail

/// The value of a hexadecimal digit in either case, -1 for any other character.
constexpr int hex_value(char c) noexcept { return detail::hex_values[static_cast<unsigned char>(c)]; }

/// Writes two lower-case digits a byte and returns the end.
constexpr char* write_hex(span<const std::uint8_t> bytes, char* out) noexcept {
    constexpr const char* digits = "0123456789abcdef";  // an array would be copied to the stack
    const std::uint8_t* from = bytes.data();
    std::size_t left = bytes.size();
    if (detail::lanes::are_here && !std::is_constant_evaluated())
        for (; left >= detail::lanes::block; left -= detail::lanes::block) {
            detail::lanes::write_hex(from, out);
            from += detail::lanes::block;
            out += 2 * detail::lanes::block;
        }
    for (; left != 0; --left, ++from) {
        *out++ = digits[*from >> 4];
        *out++ = digits[*from & 15];
    }
    return out;
}

namespace detail {

/// Writes the bytes of the whole pairs of `s`, and whether all of their characters are digits. Where not, what it wrote
/// is of no use, but no more than for digits.
constexpr bool try_read_hex(std::string_view s, std::uint8_t* out) noexcept {
    std::size_t i = 0;
    if (lanes::are_here && !std::is_constant_evaluated())
        for (; s.size() - i >= 2 * lanes::block; i += 2 * lanes::block)
            if (!lanes::read_hex(s.data() + i, out + i / 2)) return false;
    int all = 0;
    for (; i + 1 < s.size(); i += 2) {
        const int high = hex_value(s[i]);
        const int low = hex_value(s[i + 1]);
        all |= high | low;
        out[i / 2] = static_cast<std::uint8_t>((high & 15) * 16 + (low & 15));
    }
    return all >= 0;
}

}  // namespace detail

/// Offset of the first character that is no digit, or of the end where one digit is missing there;
/// size_t(-1) where the text is whole bytes.
constexpr std::size_t hex_fault(std::string_view s) noexcept {
    for (std::size_t i = 0; i < s.size(); ++i)
        if (hex_value(s[i]) < 0) return i;
    return s.size() % 2 == 0 ? static_cast<std::size_t>(-1) : s.size();
}

namespace detail {

/// Offset of the first character that breaks `-?` and hexadecimal digits, or of the end where there is no digit;
/// size_t(-1) for none.
constexpr std::size_t bigint_fault(std::string_view s) noexcept {
    const std::size_t sign = !s.empty() && s[0] == '-';
    for (std::size_t i = sign; i < s.size(); ++i)
        if (hex_value(s[i]) < 0) return i;
    return s.size() == sign ? sign : static_cast<std::size_t>(-1);
}

}  // namespace detail

/// Writes the bytes of a text without hex_fault() and returns the end.
constexpr std::uint8_t* read_hex(std::string_view s, std::uint8_t* out) noexcept {
    detail::try_read_hex(s, out);
    return out + s.size() / 2;
}

}  // namespace nimpush::v1
