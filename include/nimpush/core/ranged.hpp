#pragma once

// Whole numbers with limits, checked while compiling where they are literal.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/whole_number.hpp>

namespace nimpush::inline v1 {

namespace detail {

inline void number_is_below_its_minimum() {}
inline void number_is_above_its_maximum() {}

/// A signed number for a sentence.
constexpr text number_text(std::int64_t n) {
    const auto magnitude = n < 0 ? ~static_cast<std::uint64_t>(n) + 1 : static_cast<std::uint64_t>(n);
    return join(n < 0 ? "-" : "", count_text(magnitude));
}

}  // namespace detail

inline constexpr std::int64_t no_maximum = INT64_MAX;

/// Nullable whole number from Min to Max; null by default. A literal outside does not compile.
template <std::int64_t Min, std::int64_t Max = no_maximum> class ranged {
    std::int64_t number_ = 0;
    bool has_value_ = false;

  public:
    constexpr ranged() noexcept = default;
    constexpr ranged(std::same_as<std::nullptr_t> auto) noexcept {}  // a template, so that 0 is a number
    /// Whole numbers alone: 2.9 and 'a' do not compile.
    template <detail::whole_number Integer>
    consteval ranged(Integer n) : number_(static_cast<std::int64_t>(n)), has_value_(true) {
        if (std::cmp_less(n, Min)) detail::number_is_below_its_minimum();
        if (std::cmp_greater(n, Max)) detail::number_is_above_its_maximum();
    }
    static constexpr result<ranged> from(std::int64_t n) {
        if (n < Min)
            return detail::fail(errc::out_of_range, detail::join(detail::number_text(n).view(), ", at least ",
                                                                 detail::number_text(Min).view()));
        if (n > Max)
            return detail::fail(errc::out_of_range, detail::join(detail::number_text(n).view(), ", at most ",
                                                                 detail::number_text(Max).view()));
        return unchecked(n);
    }
    /// A number that a peer sent, kept as it came; check() looks at it.
    static constexpr ranged unchecked(std::int64_t n) {
        ranged made;
        made.number_ = n;
        made.has_value_ = true;
        return made;
    }
    /// Whether the number obeys the limits; null does.
    constexpr result<ranged> test() const {
        if (!has_value_) return *this;  // no `? :`, whose result g++ 12 destroys too early while compiling
        return from(number_);
    }

    constexpr bool has_value() const noexcept { return has_value_; }
    /// The number, 0 for null.
    constexpr std::int64_t value() const noexcept { return number_; }

    friend constexpr bool operator==(const ranged&, const ranged&) = default;
};

/// Sizes, durations and counts that cannot be negative.
using natural = ranged<0>;

}  // namespace nimpush::v1
