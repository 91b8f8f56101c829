#pragma once

// Random input that is the same on every machine: the standard's distributions differ from library to library.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace test {

/// Steele, Lea and Flood's SplitMix64. The seed is what a failing test prints.
class random {
    std::uint64_t state_;

  public:
    explicit random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t bits() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// From 0 to n - 1.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }
    bool one_in(std::size_t n) { return below(n) == 0; }

    std::uint8_t byte() { return static_cast<std::uint8_t>(bits()); }
    /// Of any number of bits, so that small ones are as likely as large ones.
    std::int64_t integer() { return static_cast<std::int64_t>(bits()) >> below(64); }
    /// Any bits at all: NaN and infinities too.
    double any_double() { return one_in(3) ? static_cast<double>(integer()) / 8 : std::bit_cast<double>(bits()); }
    double finite_double() {
        for (;;)
            if (const double d = any_double(); d - d == 0) return d;
    }
    float any_float() { return std::bit_cast<float>(static_cast<std::uint32_t>(bits())); }

    /// UTF-8 with plenty of what has to be escaped, counted or cut with care.
    std::string text(std::size_t most = 24) {
        static constexpr std::string_view pieces[] = {
            "a",    "b",    "Z",      "0",      " ",      "plain ", "\"",         "\\",     "/",      "\n",      "\x01",
            "\x1f", "\x7f", "\u00e9", "\u4e2d", "\u6587", "\u2028", "\U0001f600", "\uffff", "\ufeff", "eight ch"};
        std::string made;
        for (std::size_t n = below(most + 1); n != 0; --n) {
            if (one_in(40))
                made += '\0';
            else
                made += pieces[below(std::size(pieces))];
        }
        return made;
    }
};

}  // namespace test
