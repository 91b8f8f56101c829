#pragma once

// Base64 of RFC 4648, both ways: the standard alphabet with padding, and base64url without.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {

enum class base64_alphabet : std::uint8_t { standard, url };

namespace detail {

inline constexpr char base64_letters[2][65] = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                                               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

constexpr int base64_value(char c) noexcept {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    if (c == '/' || c == '_') return 63;
    return -1;
}

}  // namespace detail

/// Characters for n bytes; the url alphabet has no padding.
constexpr std::size_t base64_size(std::size_t n, base64_alphabet a = base64_alphabet::standard) noexcept {
    return a == base64_alphabet::standard ? (n + 2) / 3 * 4 : n / 3 * 4 + (n % 3 == 0 ? 0 : n % 3 + 1);
}

/// Writes base64_size(bytes.size()) characters and returns the end.
constexpr char* write_base64(span<const std::uint8_t> bytes, char* out,
                             base64_alphabet a = base64_alphabet::standard) noexcept {
    const char* letters = detail::base64_letters[static_cast<int>(a)];
    std::size_t i = 0;
    for (; bytes.size() - i >= 3; i += 3) {
        const std::uint32_t group = static_cast<std::uint32_t>(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
        for (unsigned shift = 18;; shift -= 6) {
            *out++ = letters[(group >> shift) & 63u];
            if (shift == 0) break;
        }
    }
    const std::size_t rest = bytes.size() - i;
    if (rest == 0) return out;
    const std::uint32_t group = static_cast<std::uint32_t>(bytes[i] << 16 | (rest == 2 ? bytes[i + 1] << 8 : 0));
    *out++ = letters[(group >> 18) & 63u];
    *out++ = letters[(group >> 12) & 63u];
    if (rest == 2) *out++ = letters[(group >> 6) & 63u];
    if (a == base64_alphabet::standard)
        for (std::size_t k = rest; k < 3; ++k) *out++ = '=';
    return out;
}

/// Offset of the first fault, size_t(-1) for none. Padding may be left out where it is complete or not
/// there at all; bits behind the last byte must be zero, so that each byte sequence has one text.
constexpr std::size_t base64_fault(std::string_view s) noexcept {
    std::size_t n = s.size();
    while (n != 0 && s.size() - n < 2 && s[n - 1] == '=') --n;
    for (std::size_t i = 0; i < n; ++i)
        if (detail::base64_value(s[i]) < 0) return i;
    if (n % 4 == 1) return n;
    if (n != s.size() && s.size() % 4 != 0) return s.size();
    if (n % 4 != 0 && (detail::base64_value(s[n - 1]) & (n % 4 == 2 ? 15 : 3)) != 0) return n - 1;
    return static_cast<std::size_t>(-1);
}

/// Bytes that a text without fault stands for.
constexpr std::size_t base64_decoded_size(std::string_view s) noexcept {
    std::size_t n = s.size();
    while (n != 0 && s[n - 1] == '=') --n;
    return n / 4 * 3 + (n % 4 == 0 ? 0 : n % 4 - 1);
}

/// Writes base64_decoded_size(s) bytes of a text without base64_fault(), of either alphabet.
constexpr std::uint8_t* read_base64(std::string_view s, std::uint8_t* out) noexcept {
    std::uint32_t bits = 0;
    int have = 0;
    for (const char c : s) {
        if (c == '=') break;
        bits = (bits << 6) | static_cast<std::uint32_t>(detail::base64_value(c));
        have += 6;
        if (have >= 8) {
            have -= 8;
            *out++ = static_cast<std::uint8_t>(bits >> have);
            bits &= (1u << have) - 1u;
        }
    }
    return out;
}

}  // namespace nimpush::v1
