#pragma once

// Hexadecimal text, both ways.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {

/// The value of a hexadecimal digit in either case, -1 for any other character.
constexpr int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Writes two lower-case digits a byte and returns the end.
constexpr char* write_hex(span<const std::uint8_t> bytes, char* out) noexcept {
    constexpr char digits[] = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        *out++ = digits[byte >> 4];
        *out++ = digits[byte & 15];
    }
    return out;
}

/// Offset of the first character that is no digit, or of the end where one digit is missing there;
/// size_t(-1) where the text is whole bytes.
constexpr std::size_t hex_fault(std::string_view s) noexcept {
    for (std::size_t i = 0; i < s.size(); ++i)
        if (hex_value(s[i]) < 0) return i;
    return s.size() % 2 == 0 ? static_cast<std::size_t>(-1) : s.size();
}

/// Writes the bytes of a text without hex_fault() and returns the end.
constexpr std::uint8_t* read_hex(std::string_view s, std::uint8_t* out) noexcept {
    for (std::size_t i = 0; i + 1 < s.size(); i += 2)
        *out++ = static_cast<std::uint8_t>(hex_value(s[i]) * 16 + hex_value(s[i + 1]));
    return out;
}

}  // namespace nimpush::v1
