#pragma once

// Numbers that look random, for jitter and faults: never for secrets.

#include <cstdint>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

/// A sequence of numbers that look random (splitmix64 of Vigna, in the public domain).
constexpr std::uint64_t next_number(std::uint64_t& state) noexcept {
    std::uint64_t z = (state += 0x9E37'79B9'7F4A'7C15u);
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9u;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBu;
    return z ^ (z >> 31);
}

}  // namespace detail
}  // namespace nimpush::v1
