#include <nimpush/core/schema.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "../support/described.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using test::color;
using test::point;
using test::sample;

static_assert(described<point> && described<sample> && !described<color> && !described<int> && !described<text>);
static_assert(named<color> && !named<int> && !named<errc> && !named<point>);
static_assert(fields<point>::size == 2);

// Enumerators and their texts.
static_assert(name_of(color::red) == "red" && name_of(color::blue) == "blue");
static_assert(name_of(static_cast<color>(3)).empty() && name_of(static_cast<color>(255)).empty());
constexpr bool finds(std::string_view spelt, color expected) {
    color found = color::red;
    return from_name(spelt, found) && found == expected;
}
static_assert(finds("red", color::red) && finds("green", color::green) && finds("blue", color::blue));
constexpr bool leaves_alone(std::string_view spelt) {
    color found = color::green;
    return !from_name(spelt, found) && found == color::green;
}
static_assert(leaves_alone("Red") && leaves_alone("") && leaves_alone("red ") && leaves_alone("re"), "case counts");

static_assert(fixed_string("abc").view() == "abc" && fixed_string("").view().empty());

// A field: the API's name, the wire's key, its member, its options.
using plain = field<"x", &point::x>;
using spelt_otherwise = field<"count", &sample::count, omit_null, wire_key<"n">, required>;
static_assert(plain::name.view() == "x" && plain::key.view() == "x" && !plain::is_constant);
static_assert(spelt_otherwise::name.view() == "count" && spelt_otherwise::key.view() == "n");
static_assert(spelt_otherwise::has<omit_null> && spelt_otherwise::has<required> && !spelt_otherwise::has<not_null>);
static_assert(!plain::has<required> && std::is_void_v<plain::otherwise_option> &&
              std::is_void_v<plain::if_missing_option>);

using with_fallback = field<"fallback", &sample::fallback, strict, otherwise<color::blue>>;
static_assert(with_fallback::otherwise_option::enumerator == color::blue);

using with_substitute = field<"textOrP2p", &sample::text_or_p2p, if_missing<fixed_string("p2p")>>;
static_assert(with_substitute::if_missing_option::substitute.view() == "p2p");
static_assert(field<"enumOrBlue", &sample::enum_or_blue, if_missing<color::blue>>::if_missing_option::substitute == color::blue);

static_assert(constant<"messageType", "text">::is_constant && constant<"messageType", "text">::key.view() == "messageType");
static_assert(constant<"messageType", "text">::member.view == "text");

// Members are reached directly, and through a member; const stays const.
using direct = field<"inside", &sample::inside>;
using through = field<"outerX", via<&sample::outer, &point::x>>;
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
using both = joined<field_list<field<"x", &point::x>>, field_list<field<"y", &point::y>, field<"z", &sample::count>>>;

}  // namespace

TEST_CASE("fields are visited in wire order") {
    std::vector<std::string> seen;
    fields<point>::each([&](auto one) { seen.emplace_back(decltype(one)::name.view()); });
    CHECK(seen == std::vector<std::string>{"x", "y"});
}

TEST_CASE("the names that the API takes leave the constants out") {
    using list = field_list<field<"x", &point::x>, constant<"messageType", "text">, field<"y", &point::y>>;
    const auto names = list::names();
    CHECK(std::vector<std::string_view>(names.begin(), names.end()) == std::vector<std::string_view>{"x", "y"});
}

TEST_CASE("lists are joined in their order") {
    std::vector<std::string> seen;
    both::each([&](auto one) { seen.emplace_back(decltype(one)::name.view()); });
    CHECK(seen == std::vector<std::string>{"x", "y", "z"});
    CHECK(both::size == 3);
}
