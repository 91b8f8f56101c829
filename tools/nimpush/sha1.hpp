#pragma once

// SHA-1, for the checksums of NIM's server API alone: it is too weak for anything else.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nimpush_tool {

/// The digest of the bytes (RFC 3174).
inline std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
    std::uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    const auto rotate = [](std::uint32_t x, int n) { return (x << n) | (x >> (32 - n)); };
    const std::size_t padded = (bytes.size() + 8) / 64 * 64 + 64;
    const auto byte_of = [&](std::size_t i) -> std::uint32_t {
        if (i < bytes.size()) return static_cast<unsigned char>(bytes[i]);
        if (i == bytes.size()) return 0x80;
        return i < padded - 8 ? 0
                              : static_cast<std::uint8_t>((std::uint64_t{bytes.size()} * 8) >> (8 * (padded - 1 - i)));
    };
    for (std::size_t block = 0; block < padded; block += 64) {
        std::uint32_t w[80];
        for (std::size_t i = 0; i < 16; ++i) {
            const std::size_t at = block + i * 4;
            w[i] = byte_of(at) << 24 | byte_of(at + 1) << 16 | byte_of(at + 2) << 8 | byte_of(at + 3);
        }
        for (std::size_t i = 16; i < 80; ++i) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (std::size_t i = 0; i < 80; ++i) {
            std::uint32_t f = b ^ c ^ d, k = i < 40 ? 0x6ED9EBA1 : 0xCA62C1D6;
            if (i < 20) f = (b & c) | (~b & d), k = 0x5A827999;
            if (i >= 40 && i < 60) f = (b & c) | (b & d) | (c & d), k = 0x8F1BBCDC;
            const std::uint32_t next = rotate(a, 5) + f + e + k + w[i];
            e = d, d = c, c = rotate(b, 30), b = a, a = next;
        }
        const std::uint32_t sum[5] = {a, b, c, d, e};
        for (std::size_t i = 0; i < 5; ++i) state[i] += sum[i];
    }
    std::array<std::uint8_t, 20> digest{};
    for (std::size_t i = 0; i < 20; ++i) digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

}  // namespace nimpush_tool
