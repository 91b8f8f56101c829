// The app's JSON inside the SDK's: order, numbers, escapes, and how many of them.

#include <nimpush/dialect/desktop_sdk/json_text.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "../../support/faults.hpp"
#include "../../support/random.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace sdk = nimpush::desktop_sdk;

/// The text that the SDK gets, taken out of its quotes, or the first fault.
template <class T> std::string text_of(const T& x) {
    std::string quoted;
    detail::fault_list faults;
    x.put_text(quoted, detail::place{}, faults);
    if (!faults.empty()) return test::line_of(faults.all().front().what);
    return std::string(json::read(quoted)->chars());
}
std::string text_of_value(const value& v) { return text_of(sdk::json_text<>::of(v)); }

// In constant expressions too, and regular.
static_assert(sdk::json_text<>("{}").view() == "{}");
static_assert(sdk::json_text<>().empty() && sdk::json_text<>("").empty() && !sdk::json_text<>("x").empty());
static_assert(!std::is_constructible_v<sdk::json_text<2048, true>, text>);

}  // namespace

TEST_CASE("keys stand by their bytes, at every level, and the last of equal ones counts") {
    value map =
        value::map({{"z", 1}, {"a", value::map({{"中", 1}, {"é", 2}, {"_", 3}, {"Z", 4}, {"9", 5}, {"10", 6}})}});
    CHECK(text_of_value(map) == R"({"a":{"10":6,"9":5,"Z":4,"_":3,"é":2,"中":1},"z":1})");
    map.append("z", 2);
    map.append("", value::list({value::map({{"b", nullptr}, {"a", true}})}));
    CHECK(text_of_value(map) == R"({"":[{"a":true,"b":null}],"a":{"10":6,"9":5,"Z":4,"_":3,"é":2,"中":1},"z":2})");
}

TEST_CASE("numbers and texts as the wrapper writes them") {
    CHECK(
        text_of_value(value::list({INT64_MIN, INT64_MAX, *value::bigint("ffffffffffffffff"), 30.0, 0.1, 1e21, -0.0})) ==
        "[-9223372036854775808,9223372036854775807,18446744073709551615,30,0.10000000000000001,1e+21,-0]");
    CHECK(text_of_value(value::list({"a/b\x7f\u2028", "\x01\x1f\b\f\n\r\t\"\\", "\x1f\\u001f"})) ==
          "[\"a/b\x7f\u2028\",\"\\u0001\\u001F\\b\\f\\n\\r\\t\\\"\\\\\",\"\\u001F\\\\u001f\"]");
    CHECK(text_of_value(value::map({{"\x1f", 1}})) == R"({"\u001F":1})");
    const std::uint8_t octets[] = {0, 255};
    const std::int32_t small[] = {-1};
    const double reals[] = {0.5};
    CHECK(text_of_value(value::list({value::bytes(octets), value::int32_list(small), value::float64_list(reals)})) ==
          "[[0,255],[-1],[0.5]]");
}

TEST_CASE("a text is taken as it is, an object becomes its text") {
    CHECK(text_of(sdk::json_text<>(R"({"b":1, "a":2})")) == R"({"b":1, "a":2})");
    CHECK(text_of(sdk::json_text<>{{"b", 1}, {"a", 2}}) == R"({"a":2,"b":1})");
    CHECK(text_of(sdk::json_text<>()) == "");
    CHECK(text_of(sdk::json_text<>::of(value::list())) == "[]");
    CHECK(sdk::json_text<>::of(value::list()).empty());
    CHECK_FALSE(sdk::json_text<>::of(value(0)).empty());
}

TEST_CASE("limits count characters of the text") {
    CHECK(text_of(sdk::json_text<5>("中中中中中")) == "中中中中中");
    CHECK(text_of(sdk::json_text<5>("中中中中中中")) == "too_long 6 characters, at most 5");
    CHECK(text_of(sdk::json_text<7>{{"a", 1}}) == R"({"a":1})");
    CHECK(text_of(sdk::json_text<6>{{"a", 1}}) == "too_long 7 characters, at most 6");
}

TEST_CASE("300,000 keys are sorted in no time, whatever their order") {
    constexpr int count = 300000;
    for (const int step : {1, 7919, count - 1}) {
        value map = value::map();
        std::int64_t at = 0;
        for (int i = 0; i < count; ++i, at = (at + step) % count) {
            const std::string key = std::to_string(1000000 + at);
            map.append(value::string(detail::unchecked{}, key), i);
        }
        const auto read = json::read(text_of_value(map));
        REQUIRE(read.has_value());
        REQUIRE(read->size() == count);
        bool in_order = true;
        for (std::size_t i = 1; i < read->size(); ++i)
            in_order = in_order && read->members()[i - 1].key.chars() < read->members()[i].key.chars();
        CHECK(in_order);
    }
}

TEST_CASE("sort puts any row in order") {
    test::random random(5);
    for (std::size_t size = 0; size < 200; ++size) {
        std::vector<std::int64_t> numbers;
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < size; ++i)
            sum += numbers.emplace_back(static_cast<std::int64_t>(random.below(100)));
        sdk::detail::sort(numbers, [](std::int64_t a, std::int64_t b) { return a < b; });
        for (std::size_t i = 1; i < size; ++i) REQUIRE(numbers[i - 1] <= numbers[i]);
        for (const std::int64_t n : numbers) sum -= n;
        REQUIRE(sum == 0);
    }
}
