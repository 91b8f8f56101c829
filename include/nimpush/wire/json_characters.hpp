#pragma once

// Which characters of a JSON string need an escape, and which: one table for who writes and who reads, and the same
// asked of a block of them at once.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/core/lanes.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {
namespace detail::json {

/// What stands behind the backslash for each byte: a letter, `u` where four digits follow it; 0 where there is no escape.
inline constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> letters{};
    for (std::size_t i = 0; i < 0x20; ++i) letters[i] = 'u';
    constexpr std::string_view bytes = "\"\\\b\f\n\r\t";
    for (std::size_t i = 0; i < bytes.size(); ++i) letters[static_cast<unsigned char>(bytes[i])] = "\"\\bfnrt"[i];
    return letters;
}();
constexpr char escape_of(char c) noexcept { return escapes[static_cast<unsigned char>(c)]; }
constexpr bool is_special(char c) noexcept { return escape_of(c) != 0; }

/// What a letter behind a backslash means, 0 for one that means nothing alone. A slash may be escaped and need not.
inline constexpr std::array<char, 256> meanings = [] {
    std::array<char, 256> bytes{};
    for (std::size_t i = 0; i < escapes.size(); ++i)
        if (escapes[i] != 0 && escapes[i] != 'u') bytes[static_cast<unsigned char>(escapes[i])] = static_cast<char>(i);
    bytes[static_cast<unsigned char>('/')] = '/';
    return bytes;
}();

/// Sixteen bytes at a time where the machine has such registers, eight elsewhere.
using block = lanes::widest;
inline constexpr std::size_t block_size = sizeof(block);

/// The top bit of each zero byte.
constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
    constexpr std::uint64_t rest = 0x7F7F7F7F7F7F7F7Fu;
    return ~(((word & rest) + rest) | word | rest);
}
/// The top bit of each byte that needs an escape; in lanes all bits.
template <class Block> inline Block specials(const Block& b) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    if constexpr (std::is_same_v<Block, std::uint64_t>)
        return zero_bytes(b ^ (ones * 0x22)) | zero_bytes(b ^ (ones * 0x5C)) | zero_bytes(b & (ones * 0xE0));
    else
        return (Block)(((b ^ 2) < 0x21) | (b == 0x5C));  // so that a quote and a space become each other
}
template <class Block> inline bool is_plain(const Block& b) noexcept { return !lanes::any(specials(b)); }

/// Where the plain stretch that begins at `at` ends; whether a byte beyond ASCII stands in it. So many bytes may be
/// looked at, of which those behind the text are zeros.
constexpr std::size_t stretch_end(const char* s, std::size_t at, std::size_t size, std::size_t readable,
                                  bool& is_ascii) noexcept {
    unsigned beyond = 0;
    if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
        while (readable - at >= block_size) {
            const auto b = load<block>(s + at);
            const unsigned ends = lanes::places(specials(b));
            beyond |= lanes::places(b) & (ends - 1) & ~ends;
            if (ends != 0) {
                is_ascii = beyond == 0;
                return at + static_cast<std::size_t>(std::countr_zero(ends));
            }
            at += block_size;
        }
        if (readable >= block_size && at != size) {  // the last block, of which the beginning is passed
            const auto b = load<block>(s + readable - block_size);
            const std::size_t passed = block_size - (readable - at);
            const unsigned ends = lanes::places(specials(b)) >> passed;
            beyond |= (lanes::places(b) >> passed) & (ends - 1) & ~ends;
            is_ascii = beyond == 0;
            return ends == 0 ? size : at + static_cast<std::size_t>(std::countr_zero(ends));
        }
    }
    for (; at != size && !is_special(s[at]); ++at) beyond |= static_cast<unsigned char>(s[at]) & 0x80u;
    is_ascii = beyond == 0;
    return at;
}

}  // namespace detail::json
}  // namespace nimpush::v1
