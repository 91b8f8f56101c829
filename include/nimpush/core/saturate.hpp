#pragma once

// Sums that stop at the ends of 64 bits: clocks and counts come from outside, and may be anything.

#include <cstdint>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

constexpr std::int64_t saturated_sum(std::int64_t a, std::int64_t b) noexcept {
    if (b > 0 && a > INT64_MAX - b) return INT64_MAX;
    if (b < 0 && a < INT64_MIN - b) return INT64_MIN;
    return a + b;
}
constexpr std::int64_t saturated_difference(std::int64_t a, std::int64_t b) noexcept {
    if (b < 0 && a > INT64_MAX + b) return INT64_MAX;
    if (b > 0 && a < INT64_MIN + b) return INT64_MIN;
    return a - b;
}

static_assert(saturated_sum(INT64_MAX, 1) == INT64_MAX && saturated_sum(INT64_MIN, -1) == INT64_MIN);
static_assert(saturated_sum(INT64_MAX, INT64_MIN) == -1 && saturated_sum(1, 2) == 3);
static_assert(saturated_difference(INT64_MIN, 1) == INT64_MIN && saturated_difference(0, INT64_MIN) == INT64_MAX);
static_assert(saturated_difference(INT64_MAX, INT64_MAX) == 0 && saturated_difference(-1, INT64_MIN) == INT64_MAX);

}  // namespace detail
}  // namespace nimpush::v1
