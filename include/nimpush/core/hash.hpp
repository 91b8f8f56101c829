#pragma once

// One hash for all tables of ours whose keys are texts.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nimpush::inline v1 {
namespace detail {

/// FNV-1a, its high bits folded into the low ones that a table goes by. Not seeded.
constexpr std::size_t hash_of(std::string_view s) noexcept {
    std::uint64_t h = 14695981039346656037u;
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return static_cast<std::size_t>(h ^ (h >> 29));
}

}  // namespace detail
}  // namespace nimpush::v1
