#include <nimpush/dialect/plugin/dart_text.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace nimpush;
using plugin::dart_int, plugin::dart_text;

// int.parse(): signs, spaces, hexadecimal digits behind 0x; nothing where Dart throws.
static_assert(dart_int("42") == 42 && dart_int("-7") == -7 && dart_int("+7") == 7 && dart_int(" \t12\n") == 12);
static_assert(dart_int("0x2A") == 42 && dart_int("-0xff") == -255 && dart_int("0X0") == 0 && dart_int("007") == 7);
static_assert(dart_int("9223372036854775807") == INT64_MAX && dart_int("-9223372036854775808") == INT64_MIN);
static_assert(!dart_int("9223372036854775808") && !dart_int("-9223372036854775809") && !dart_int(""));
static_assert(!dart_int("-") && !dart_int("1.0") && !dart_int("1e3") && !dart_int("0x") && !dart_int("4 2"));
static_assert(!dart_int("--1") && !dart_int("abc") && !dart_int("0xg") && !dart_int("\u0661"));
static_assert(dart_int("0xFFFFFFFFFFFFFFFF") == -1 && !dart_int("0x1FFFFFFFFFFFFFFFF"));

}  // namespace

TEST_CASE("what Dart's toString() makes of whatever came") {
    struct row {
        value of;
        std::string_view expected;
    };
    const std::int32_t ints[] = {1, -2};
    const double doubles[] = {0.5, -0.0};
    const std::uint8_t bytes[] = {0, 255};
    for (const row& r : {row{812, "812"},
                         row{INT64_MIN, "-9223372036854775808"},
                         row{1.0, "1.0"},
                         row{-0.0, "-0.0"},
                         row{1e21, "1e+21"},
                         row{1e-7, "1e-7"},
                         row{123456789012345680000.0, "123456789012345680000.0"},
                         row{std::numeric_limits<double>::infinity(), "Infinity"},
                         row{-std::numeric_limits<double>::infinity(), "-Infinity"},
                         row{std::numeric_limits<double>::quiet_NaN(), "NaN"},
                         row{true, "true"},
                         row{false, "false"},
                         row{value(), "null"},
                         row{"你好", "你好"},
                         row{"", ""},
                         row{value::list(), "[]"},
                         row{value::list({1, "a", nullptr}), "[1, a, null]"},
                         row{value::map(), "{}"},
                         row{value::map({{"a", 1}, {"b", value::list({2.5})}}), "{a: 1, b: [2.5]}"},
                         row{value::int32_list(ints), "[1, -2]"},
                         row{value::float64_list(doubles), "[0.5, -0.0]"},
                         row{value::bytes(bytes), "[0, 255]"}}) {
        CAPTURE(r.expected);
        CHECK(dart_text(r.of) == r.expected);
    }
}
