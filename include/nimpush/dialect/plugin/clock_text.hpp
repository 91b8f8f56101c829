#pragma once

// What check() says of times of the day, which the plugin takes as any text.

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/model/clock_time.hpp>

namespace nimpush::inline v1 {
namespace plugin::detail {

constexpr void check_clock(const text& time, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
    if (time.has_value() && !clock_minutes(time.view()))
        faults.add(here,
                   {errc::bad_character,
                    {},
                    nimpush::detail::join("`", nimpush::detail::printable(time.view()).view(), "` is not HH:mm")},
                   degree::warning);
}

/// For schema::checked_by.
struct clock_text {
    template <class T>
    static constexpr void at(const T&, const text& time, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        check_clock(time, here, faults);
    }
};

}  // namespace plugin::detail
}  // namespace nimpush::v1
