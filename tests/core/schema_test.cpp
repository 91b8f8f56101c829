#include <nimpush/core/schema.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/read.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/described.hpp"
#include "../support/numbered_sample.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using test::color;
using test::point;
using test::sample;

static_assert(schema::described<point> && schema::described<sample> && !schema::described<color> &&
              !schema::described<int> && !schema::described<text>);
static_assert(schema::named<color> && !schema::named<int> && !schema::named<errc> && !schema::named<point>);
static_assert(fields<point>::size == 2);

static_assert(schema::numbered<test::change> && schema::numbered<test::client> && !schema::numbered<color>);
static_assert(name_of(test::change::logout) == "logged out" && number_of(test::change::logout) == 2);
static_assert(number_of(test::client::unknown) == -1 && number_of(test::client::harmony) == 65);
constexpr bool has_number(std::int64_t number, test::client expected) {
    return from_number<test::client>(number) == expected;
}
static_assert(has_number(4, test::client::pc) && has_number(-1, test::client::unknown));
static_assert(!has_number(0, test::client::unknown) && !has_number(5, test::client::pc));

// Enumerators and their texts.
static_assert(name_of(color::red) == "red" && name_of(color::blue) == "blue");
static_assert(name_of(static_cast<color>(3)).empty() && name_of(static_cast<color>(255)).empty());
constexpr bool finds(std::string_view spelt, color expected) { return from_name<color>(spelt) == expected; }
static_assert(finds("red", color::red) && finds("green", color::green) && finds("blue", color::blue));
constexpr bool leaves_alone(std::string_view spelt) {
    color found = color::green;
    return !nimpush::detail::take_name(spelt, found) && found == color::green;
}
static_assert(leaves_alone("Red") && leaves_alone("") && leaves_alone("red ") && leaves_alone("re"), "case counts");

static_assert(schema::fixed_string("abc").view() == "abc" && schema::fixed_string("").view().empty());

// A field: the API's name, the wire's key, its member, its options.
using plain = field<"x", &point::x>;
using spelt_otherwise = field<"count", &sample::count, schema::omit_null, schema::wire_key<"n">, schema::required>;
static_assert(plain::name.view() == "x" && plain::key.view() == "x" && !plain::is_constant);
static_assert(spelt_otherwise::name.view() == "count" && spelt_otherwise::key.view() == "n");
static_assert(spelt_otherwise::has<schema::omit_null> && spelt_otherwise::has<schema::required> &&
              !spelt_otherwise::has<schema::not_null>);
static_assert(!plain::has<schema::required> && std::is_void_v<plain::otherwise_option> &&
              std::is_void_v<plain::if_missing_option>);

using with_fallback = field<"fallback", &sample::fallback, schema::strict, schema::otherwise<color::blue>>;
static_assert(with_fallback::otherwise_option::enumerator == color::blue);

using with_substitute = field<"textOrP2p", &sample::text_or_p2p, schema::if_missing<schema::fixed_string("p2p")>>;
static_assert(with_substitute::if_missing_option::substitute.view() == "p2p");
static_assert(
    field<"enumOrBlue", &sample::enum_or_blue, schema::if_missing<color::blue>>::if_missing_option::substitute ==
    color::blue);

static_assert(schema::constant<"messageType", "text">::is_constant &&
              schema::constant<"messageType", "text">::key.view() == "messageType");
static_assert(
    std::is_same_v<decltype(schema::constant<"messageType", "text">::member), const schema::constant_text<"text">>);
static_assert(schema::numeric_constant<"nimCoreMessageType", 6>::is_constant);

// Members are reached directly, and through a member; const stays const.
using direct = field<"inside", &sample::inside>;
using through = field<"outerX", schema::via<&sample::outer, &point::x>>;
static_assert(std::is_same_v<decltype(std::declval<sample*>()->*direct::member), point&>);
static_assert(std::is_same_v<decltype(std::declval<const sample*>()->*direct::member), const point&>);
static_assert(std::is_same_v<decltype(std::declval<sample*>()->*through::member), std::int64_t&>);
static_assert(std::is_same_v<decltype(std::declval<const sample*>()->*through::member), const std::int64_t&>);

constexpr bool reaches() {
    sample s;
    &s->*through::member = 7;
    return s.outer.x == 7 && s.outer.y == 0;
}
static_assert(reaches());

// Lists in a row.
using both =
    schema::joined<field_list<field<"x", &point::x>>, field_list<field<"y", &point::y>, field<"z", &sample::count>>>;

}  // namespace

TEST_CASE("fields are visited in wire order") {
    std::vector<std::string> seen;
    fields<point>::each([&](auto one) { seen.emplace_back(decltype(one)::name.view()); });
    CHECK(seen == std::vector<std::string>{"x", "y"});
}

TEST_CASE("the names that the API takes leave the constants out") {
    using list = field_list<field<"x", &point::x>, schema::constant<"messageType", "text">, field<"y", &point::y>>;
    const auto names = list::names();
    CHECK(std::vector<std::string_view>(names.begin(), names.end()) == std::vector<std::string_view>{"x", "y"});
}

TEST_CASE("lists are joined in their order") {
    std::vector<std::string> seen;
    both::each([&](auto one) { seen.emplace_back(decltype(one)::name.view()); });
    CHECK(seen == std::vector<std::string>{"x", "y", "z"});
    CHECK(both::size == 3);
}

TEST_CASE("an enumerator that has a number is that number on the wire, and its name in the API") {
    test::numbered_sample x;
    x.what = test::change::logout;
    x.who = test::client::harmony;
    x.all = {test::client::unknown, test::client::pc};
    x.accounts = {"bob", nullptr};
    x.points = {test::point{1, 2}, std::nullopt};
    CHECK(json::to_string(x).value() ==
          R"({"what":2,"who":65,"all":[-1,4],"count":0,"accounts":["bob",null],"points":[{"x":1,"y":2},null]})");
    CHECK(json::to_string<schema::spelling::api>(x).value() ==
          R"({"what":"logged out","who":"harmony","all":["unknown","pc"],"count":0,"accounts":["bob",null],)"
          R"("points":[{"x":1,"y":2},null]})");
}
