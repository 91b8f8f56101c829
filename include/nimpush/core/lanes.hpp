#pragma once

// Blocks of sixteen bytes at once where the machine has vectors: SSE2, NEON and wasm's through the vector types that g++
// and clang share, since <emmintrin.h> alone costs a tenth of an include. Everywhere else, and while compiling, the
// callers' plain loops do all of it; they do the ends too.

#include <cstddef>
#include <cstdint>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail::lanes {

/// The highest bit of each byte: a bit for each, the lowest byte's is the lowest.
inline unsigned places(std::uint64_t word) noexcept {
    return static_cast<unsigned>(((word >> 7 & 0x0101010101010101u) * 0x0102040810204080u) >> 56);
}

inline bool any(std::uint64_t word) noexcept { return word != 0; }

/// Bytes of a block; two digits are one.
inline constexpr std::size_t block = 16;

// Without such registers, as on i386, g++ warns that a vector changes the ABI.
#if defined(__GNUC__) && (defined(__SSE2__) || defined(__ARM_NEON) || defined(__wasm_simd128__)) && \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

inline constexpr bool are_here = true;

using byte_lanes [[gnu::vector_size(16)]] = std::uint8_t;
using signed_lanes [[gnu::vector_size(16)]] = std::int8_t;
using pair_lanes [[gnu::vector_size(16)]] = std::uint16_t;
using widest = byte_lanes;

/// The same of sixteen.
inline unsigned places(const byte_lanes& b) noexcept {
#if defined(__SSE2__)
    using chars [[gnu::vector_size(16)]] = char;
    return static_cast<unsigned>(__builtin_ia32_pmovmskb128((chars)b));
#else
    std::uint64_t halves[2];
    __builtin_memcpy(halves, &b, sizeof halves);
    return places(halves[0]) | places(halves[1]) << 8;
#endif
}

/// Is any bit set? Of bytes the highest ones alone may count: a comparison sets all of a byte's or none.
template <class Lanes> inline bool any(const Lanes& lanes) noexcept {
#if defined(__SSE2__)
    if constexpr (sizeof(lanes[0]) == 1) return places((byte_lanes)lanes) != 0;
#endif
    std::uint64_t halves[2];
    __builtin_memcpy(halves, &lanes, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/// Sixteen bytes of two words.
inline byte_lanes joined(std::uint64_t low, std::uint64_t high) noexcept {
    using words [[gnu::vector_size(16)]] = std::uint64_t;
    return (byte_lanes)words{low, high};
}

inline bool is_ascii(const byte_lanes& b) noexcept { return !any(b & 0x80); }

/// Of bytes that are together less than 65,536.
inline std::size_t sum(const byte_lanes& b) noexcept {
    const pair_lanes pairs = ((pair_lanes)b & 0xFF) + ((pair_lanes)b >> 8);
    std::uint64_t halves[2];
    __builtin_memcpy(halves, &pairs, sizeof halves);
    return static_cast<std::size_t>((halves[0] + halves[1]) * 0x0001000100010001u >> 48);
}

/// What sixteen hexadecimal digits come to, a byte in each pair; `wrong` gets bits where a character is none.
inline pair_lanes digit_pairs(const char* from, byte_lanes& wrong) noexcept {
    byte_lanes c;
    __builtin_memcpy(&c, from, sizeof c);
    const byte_lanes decimal = c - '0';
    const byte_lanes letter = (c | 0x20) - 'a';
    const byte_lanes is_decimal = (byte_lanes)(decimal < 10);
    const byte_lanes is_letter = (byte_lanes)(letter < 6);
    wrong |= ~(is_decimal | is_letter);
    const pair_lanes digits = (pair_lanes)((decimal & is_decimal) | ((letter + 10) & is_letter));
    return ((digits & 15) << 4) | (digits >> 8);  // the first digit of a pair stands in its low byte
}

/// Bits where one of sixteen characters is no hexadecimal digit, of small letters or of either, and `but` has none.
inline byte_lanes no_digits(const char* from, const std::uint8_t* but, bool small_alone) noexcept {
    byte_lanes c;
    byte_lanes passed;
    __builtin_memcpy(&c, from, sizeof c);
    __builtin_memcpy(&passed, but, sizeof passed);
    const std::uint8_t capital = small_alone ? 0 : 0x20;
    return ~(passed | (byte_lanes)(c - '0' < 10) | (byte_lanes)((c | capital) - 'a' < 6));
}

/// Thirty-two hexadecimal digits as sixteen bytes; false, and nothing of use in `to`, where one is none. One store,
/// because bytes that are written in pieces and read as a whole wait for each other.
inline bool read_hex(const char* from, std::uint8_t* to) noexcept {
    byte_lanes wrong{};
    const byte_lanes begin = (byte_lanes)digit_pairs(from, wrong);
    const byte_lanes end = (byte_lanes)digit_pairs(from + block, wrong);
    const byte_lanes bytes =
        __builtin_shufflevector(begin, end, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    __builtin_memcpy(to, &bytes, sizeof bytes);
    return !any(wrong);
}

/// Sixteen bytes as thirty-two lower-case hexadecimal digits.
inline void write_hex(const std::uint8_t* from, char* to) noexcept {
    byte_lanes b;
    __builtin_memcpy(&b, from, sizeof b);
    const byte_lanes high = b >> 4;
    const byte_lanes low = b & 15;
    // Signed, which SSE2 compares in one instruction and not in three.
    const byte_lanes first = high + '0' + ((byte_lanes)((signed_lanes)high > 9) & ('a' - '0' - 10));
    const byte_lanes second = low + '0' + ((byte_lanes)((signed_lanes)low > 9) & ('a' - '0' - 10));
    const byte_lanes begin =
        __builtin_shufflevector(first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const byte_lanes end =
        __builtin_shufflevector(first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    __builtin_memcpy(to, &begin, sizeof begin);
    __builtin_memcpy(to + sizeof begin, &end, sizeof end);
}

#else

inline constexpr bool are_here = false;

using widest = std::uint64_t;
inline std::uint64_t joined(std::uint64_t, std::uint64_t high) noexcept { return high; }  // such ends are blocks here
inline bool is_ascii(std::uint64_t b) noexcept { return (b & 0x8080808080808080u) == 0; }
template <class Lanes> inline std::size_t sum(const Lanes&) noexcept { return 0; }
inline widest no_digits(const char*, const std::uint8_t*, bool) noexcept { return 0; }
inline bool read_hex(const char*, std::uint8_t*) noexcept { return false; }
inline void write_hex(const std::uint8_t*, char*) noexcept {}

#endif

}  // namespace detail::lanes
}  // namespace nimpush::v1
