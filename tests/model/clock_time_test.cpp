// A time of the day, HH:mm.

#include <nimpush/model/clock_time.hpp>

#include <string_view>

#include <doctest/doctest.h>

namespace {

using nimpush::clock_minutes;

struct clock_row {
    std::string_view time;
    bool is_one;
};
constexpr clock_row clock_rows[] = {
    {"00:00", true},  {"23:59", true},  {"07:30", true},  {"24:00", false}, {"23:60", false},  {"7:30", false},
    {"07:3", false},  {"0730", false},  {"07-30", false}, {"", false},      {"07:300", false}, {"ab:cd", false},
    {"-1:00", false}, {" 7:30", false}, {"99:99", false}, {"20:00", true},  {"19:09", true},   {"29:00", false},
};
constexpr bool clock_rows_hold() {
    for (const clock_row& r : clock_rows)
        if (clock_minutes(r.time).has_value() != r.is_one) return false;
    return true;
}
static_assert(clock_rows_hold());
static_assert(clock_minutes("00:00") == 0 && clock_minutes("07:30") == 450 && clock_minutes("23:59") == 1439);

}  // namespace

TEST_CASE("clock times are HH:mm from 00:00 to 23:59") {
    for (const clock_row& r : clock_rows) {
        CAPTURE(r.time);
        CHECK(clock_minutes(r.time).has_value() == r.is_one);
    }
}
