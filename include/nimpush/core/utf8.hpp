#pragma once

// Is this text well-formed UTF-8, and how long is it in the unit that a limit counts?
//
// Well-formed is what Unicode's table 3-7 lists: no overlong form, no surrogate, nothing above
// U+10FFFF. Peers refuse or mangle anything else, so nimpush never lets it in.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

/// No fault, no position: what utf8_fault() returns for well-formed text.
inline constexpr std::size_t npos = static_cast<std::size_t>(-1);

namespace detail {

constexpr unsigned byte_at(std::string_view s, std::size_t i) noexcept { return static_cast<unsigned char>(s[i]); }

/// Length in bytes of the well-formed sequence that starts at i, 0 for an ill-formed one.
constexpr std::size_t sequence_length(std::string_view s, std::size_t i) noexcept {
    const unsigned lead = byte_at(s, i);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (s.size() - i < length) return 0;
    // The second byte carries the limits of table 3-7; the others are 80..BF.
    const unsigned low = lead == 0xE0 ? 0xA0u : lead == 0xF0 ? 0x90u : 0x80u;
    const unsigned high = lead == 0xED ? 0x9Fu : lead == 0xF4 ? 0x8Fu : 0xBFu;
    if (byte_at(s, i + 1) < low || byte_at(s, i + 1) > high) return 0;
    for (std::size_t k = 2; k < length; ++k)
        if ((byte_at(s, i + k) & 0xC0u) != 0x80u) return 0;
    return length;
}

}  // namespace detail

namespace detail {

/// As many bytes as a Word has, wherever they stand.
template <class Word> inline Word load(const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// Is no byte beyond ASCII? Eight at a time, the last eight perhaps twice.
inline bool is_ascii(std::string_view s) noexcept {
    const std::size_t n = s.size();
    const auto eight = [s](std::size_t at) { return load<std::uint64_t>(s.data() + at); };
    std::uint64_t seen = 0;
    if (n >= 8) {
        for (std::size_t i = 0; i + 8 < n; i += 8) seen |= eight(i);
        seen |= eight(n - 8);
    } else {
        for (std::size_t i = 0; i < n; ++i) seen |= static_cast<unsigned char>(s[i]);
    }
    return (seen & 0x8080808080808080u) == 0;
}
/// Is this a sequence of three bytes whose second has no other limit than that it continues? Most of Chinese is.
constexpr bool is_usual_three(std::string_view s, std::size_t i) noexcept {
    const unsigned lead = byte_at(s, i);
    return lead > 0xE0 && lead < 0xF0 && lead != 0xED && s.size() - i >= 3 &&
           (((byte_at(s, i + 1) ^ 0x80u) | (byte_at(s, i + 2) ^ 0x80u)) & 0xC0u) == 0;
}

}  // namespace detail

/// Offset of the first byte of the first ill-formed sequence, npos where the text is well-formed.
constexpr std::size_t utf8_fault(std::string_view s) noexcept {
    if (!std::is_constant_evaluated() && detail::is_ascii(s)) return npos;
    std::size_t i = 0;
    while (i < s.size()) {
        const std::size_t length = detail::is_usual_three(s, i) ? 3 : detail::sequence_length(s, i);
        if (length == 0) return i;
        i += length;
    }
    return npos;
}

constexpr bool is_utf8(std::string_view s) noexcept { return utf8_fault(s) == npos; }

/// Number of Unicode code points of well-formed text: what people call characters most of the time.
constexpr std::size_t count_characters(std::string_view s) noexcept {
    std::size_t n = 0;
    for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    return n;
}

/// Number of UTF-16 units of well-formed text: what languages whose texts are UTF-16 call its length.
constexpr std::size_t count_utf16_units(std::string_view s) noexcept {
    std::size_t n = 0;
    for (const char c : s) {
        const auto byte = static_cast<unsigned char>(c);
        n += ((byte & 0xC0u) != 0x80u) + (byte >= 0xF0u ? 1u : 0u);
    }
    return n;
}

/// Appends the UTF-8 form of a code point (no surrogate, at most U+10FFFF) and returns the new end.
constexpr char* write_utf8(char32_t c, char* out) noexcept {
    const auto put = [&](std::uint32_t byte) { *out++ = static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0u | (c >> 6));
        put(0x80u | (c & 0x3Fu));
    } else if (c < 0x10000) {
        put(0xE0u | (c >> 12));
        put(0x80u | ((c >> 6) & 0x3Fu));
        put(0x80u | (c & 0x3Fu));
    } else {
        put(0xF0u | (c >> 18));
        put(0x80u | ((c >> 12) & 0x3Fu));
        put(0x80u | ((c >> 6) & 0x3Fu));
        put(0x80u | (c & 0x3Fu));
    }
    return out;
}

}  // namespace nimpush::v1
