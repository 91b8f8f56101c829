#include <nimpush/delivery/scenario/clock.hpp>

#include <string>
#include <string_view>

#include <nimpush/core/to_value.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"

namespace {

using nimpush::delivery::clock_time;
using nimpush::delivery::moment;
using nimpush::delivery::utc_offset;

struct row {
    std::string_view why;
    std::string_view given;
    std::int64_t seconds;  // as `date -u -d … +%s` says
    std::int32_t offset;
};

constexpr row moments[] = {
    {"the epoch", "1970-01-01T00:00:00Z", 0, 0},
    {"a usual one", "2026-11-23T14:00:00+08:00", 1795413600, 480},
    {"west of UTC", "2026-11-22T22:00:00-08:00", 1795413600, -480},
    {"half an hour", "2026-11-23T11:30:00+05:30", 1795413600, 330},
    {"hours and minutes alone", "2026-11-23T06:00Z", 1795413600, 0},
    {"fractions are dropped", "2026-11-23T06:00:00.999999Z", 1795413600, 0},
    {"before the epoch", "1969-12-31T23:59:59Z", -1, 0},
    {"29 February of a leap year", "2000-02-29T00:00:00Z", 951782400, 0},
    {"a century that is none", "1900-03-01T00:00:00Z", -2203891200, 0},
    {"the last second of the last year", "9999-12-31T23:59:59Z", 253402300799, 0},
};

constexpr bool holds(const row& r) {
    const auto read = moment::from(r.given);
    return read && read->seconds == r.seconds && read->offset.minutes() == r.offset;
}
template <int Row> constexpr bool row_holds = holds(moments[Row]);
static_assert(row_holds<0> && row_holds<1> && row_holds<2> && row_holds<3> && row_holds<4> && row_holds<5> &&
              row_holds<6> && row_holds<7> && row_holds<8> && row_holds<9>);
static_assert(std::size(moments) == 10, "a row was added: extend the line above");

struct fault {
    std::string_view given;
    std::string_view message;
};
constexpr fault faults[] = {
    {"", "`` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"now", "`now` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"2026-11-23", "`2026-11-23` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"2026-11-23 14:00:00+08:00", "`2026-11-23 14:00:00+08:00` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"2026-13-01T00:00:00Z", "`2026-13-01T00:00:00Z` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"2026-11-23T24:00:00Z", "`2026-11-23T24:00:00Z` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"2026-11-23T06:00:00.Z", "`2026-11-23T06:00:00.Z` is no moment such as 2026-11-23T14:00:00+08:00"},
    {"2026-02-29T00:00:00Z", "`2026-02-29T00:00:00Z` is a day that its month does not have"},
    {"2026-04-31T00:00:00Z", "`2026-04-31T00:00:00Z` is a day that its month does not have"},
    {"2026-11-23T14:00:00", "`2026-11-23T14:00:00` has no offset from UTC, such as Z or +08:00"},
    {"2026-11-23T14:00:00+8", "`2026-11-23T14:00:00+8` ends in no offset such as Z or +08:00"},
    {"2026-11-23T14:00:00+24:00", "`2026-11-23T14:00:00+24:00` ends in no offset such as Z or +08:00"},
    {"2026-11-23T14:00:00Z ", "`2026-11-23T14:00:00Z ` goes on behind its Z"},
};

constexpr std::int32_t minute_of(std::string_view s, std::string_view where) {
    return moment::from(s)->minute_of_day(utc_offset::from(where));
}
static_assert(minute_of("2026-11-23T14:00:59+08:00", "+08:00") == 14 * 60);
static_assert(minute_of("2026-11-23T14:00:00+08:00", "-08:00") == 22 * 60);
static_assert(minute_of("1969-12-31T23:59:59Z", "+00:00") == 23 * 60 + 59);
static_assert(minute_of("1969-12-31T23:59:59Z", "+00:01") == 0);

static_assert(!utc_offset().has_value() && utc_offset().minutes() == 0);
static_assert(utc_offset::from("-03:30").minutes() == -210);
static_assert(!utc_offset::from("+8:00").has_value() && !utc_offset::from("08:00").has_value() &&
              !utc_offset::from("+08:60").has_value() && !utc_offset::from("+08:00 ").has_value() &&
              !utc_offset::from("Z").has_value());

static_assert(!clock_time().has_value() && clock_time::from("00:00").has_value());
static_assert(clock_time::from("23:59").minutes() == 23 * 60 + 59);
static_assert(!clock_time::from("24:00").has_value() && !clock_time::from("7:00").has_value() &&
              !clock_time::from("07:60").has_value() && !clock_time::from("07:00:00").has_value() &&
              !clock_time::from("").has_value() && !clock_time::from("0 :00").has_value());

}  // namespace

TEST_CASE("a moment is ISO 8601 with an offset") {
    for (const row& r : moments) {
        CAPTURE(r.why);
        const auto read = moment::from(r.given);
        REQUIRE(read);
        CHECK(read->seconds == r.seconds);
        CHECK(read->offset.minutes() == r.offset);
    }
}

TEST_CASE("what is none says why") {
    for (const fault& f : faults) {
        const auto read = moment::from(f.given);
        CAPTURE(f.given);
        REQUIRE_FALSE(read);
        CHECK(read.error().detail == f.message);
    }
}

TEST_CASE("times are written as they are read") {
    CHECK(*nimpush::json::to_string(*moment::from("2026-11-23T14:00:00+08:00")) == "\"2026-11-23T14:00:00+08:00\"");
    CHECK(*nimpush::json::to_string(*moment::from("1899-12-31T23:59:59-03:30")) == "\"1899-12-31T23:59:59-03:30\"");
    CHECK(*nimpush::json::to_string(*moment::from("2000-02-29T06:05Z")) == "\"2000-02-29T06:05:00+00:00\"");
    CHECK(*nimpush::json::to_string(clock_time::from("07:05")) == "\"07:05\"");
    CHECK(*nimpush::json::to_string(clock_time()) == "null");
    CHECK(*nimpush::json::to_string(utc_offset::from("-03:30")) == "\"-03:30\"");
    CHECK(*nimpush::json::to_string(utc_offset()) == "null");
}

TEST_CASE("every day of four centuries is written and read back") {
    using nimpush::delivery::detail::days_from_civil;
    std::int64_t days = days_from_civil(1800, 1, 1);
    int wrong = 0;
    for (int i = 0; i < 146097; ++i, ++days) {
        const auto date = nimpush::delivery::detail::civil_from_days(days);
        wrong += days_from_civil(date.year, static_cast<std::int32_t>(date.month),
                                 static_cast<std::int32_t>(date.day)) != days;
    }
    CHECK(wrong == 0);
    CHECK(days == days_from_civil(2200, 1, 1));
}

// What ISO 8601 has no four digits of a year for is the first or the last moment that it has.
constexpr bool written(std::int64_t seconds, std::int32_t offset, std::string_view expected) {
    const moment one{seconds, utc_offset::of_minutes(offset)};
    return nimpush::to_value(one)->chars() == expected;
}
static_assert(written(INT64_MAX, 0, "9999-12-31T23:59:59+00:00") && written(INT64_MIN, 0, "0000-01-01T00:00:00+00:00"));
static_assert(written(253402300799, 480, "9999-12-31T23:59:59+08:00") &&
              written(253402300800, 0, "9999-12-31T23:59:59+00:00"));
static_assert(written(-62167219200, 0, "0000-01-01T00:00:00+00:00") &&
              written(-62167219201, -1, "0000-01-01T00:00:00-00:01"));
static_assert(written(253402300799, 0, "9999-12-31T23:59:59+00:00") &&
              written(-62167219200, -480, "0000-01-01T00:00:00-08:00"));
static_assert(utc_offset::of_minutes(100000).minutes() == 1439 &&
              utc_offset::of_minutes(INT32_MIN).minutes() == -1439 && utc_offset::of_minutes(-1439).minutes() == -1439);
static_assert(moment{INT64_MAX}.milliseconds() == INT64_MAX && moment{INT64_MIN}.milliseconds() == INT64_MIN &&
              moment{INT64_MAX / 1000}.milliseconds() == INT64_MAX / 1000 * 1000 && moment{-1}.milliseconds() == -1000);
static_assert(moment{INT64_MIN}.minute_of_day(utc_offset::of_minutes(1439)) ==
                  moment{INT64_MIN + 7}.minute_of_day(utc_offset::of_minutes(1439)) &&
              moment{-1}.minute_of_day({}) == 1439 && moment{-60}.minute_of_day({}) == 1439 &&
              moment{0}.minute_of_day({}) == 0 && moment{59}.minute_of_day({}) == 0);
