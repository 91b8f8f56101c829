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
#include "../support/print.hpp"

namespace test {

// Enumerators that are numbers on the wire: they count up, or have a number each.
enum class change { login, logout };
nimpush::counted<1, "logged in", "logged out"> enum_names(change);
enum class client { unknown, pc, harmony };
nimpush::numbered_texts<nimpush::listed_numbers<-1, 4, 65>, "unknown", "pc", "harmony"> enum_names(client);

struct numbered_sample {
    change what = change::login;
    std::optional<client> who{};
    std::vector<client> all{};
    std::int64_t count = 0;
    std::vector<nimpush::text_or_null> accounts{};
    std::vector<std::optional<point>> points{};
    using described_by = nimpush::field_list<
        nimpush::field<"what", &numbered_sample::what>, nimpush::field<"who", &numbered_sample::who>,
        nimpush::field<"all", &numbered_sample::all>, nimpush::field<"count", &numbered_sample::count>,
        nimpush::field<"accounts", &numbered_sample::accounts>, nimpush::field<"points", &numbered_sample::points>>;
};

}  // namespace test

namespace {

using namespace nimpush;
using test::color;
using test::point;
using test::sample;

static_assert(described<point> && described<sample> && !described<color> && !described<int> && !described<text>);
static_assert(named<color> && !named<int> && !named<errc> && !named<point>);
static_assert(fields<point>::size == 2);

static_assert(numbered<test::change> && numbered<test::client> && !numbered<color>);
static_assert(name_of(test::change::logout) == "logged out" && number_of(test::change::logout) == 2);
static_assert(number_of(test::client::unknown) == -1 && number_of(test::client::harmony) == 65);
constexpr bool has_number(std::int64_t number, test::client expected) {
    test::client found{};
    return from_number(number, found) && found == expected;
}
static_assert(has_number(4, test::client::pc) && has_number(-1, test::client::unknown));
static_assert(!has_number(0, test::client::unknown) && !has_number(5, test::client::pc));

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
static_assert(field<"enumOrBlue", &sample::enum_or_blue, if_missing<color::blue>>::if_missing_option::substitute ==
              color::blue);

static_assert(constant<"messageType", "text">::is_constant &&
              constant<"messageType", "text">::key.view() == "messageType");
static_assert(std::is_same_v<decltype(constant<"messageType", "text">::member), const constant_text<"text">>);
static_assert(numeric_constant<"nimCoreMessageType", 6>::is_constant);

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

TEST_CASE("an enumerator that has a number is that number on the wire, and its name in the API") {
    test::numbered_sample x;
    x.what = test::change::logout;
    x.who = test::client::harmony;
    x.all = {test::client::unknown, test::client::pc};
    x.accounts = {"bob", nullptr};
    x.points = {test::point{1, 2}, std::nullopt};
    CHECK(json::to_string(x).value() ==
          R"({"what":2,"who":65,"all":[-1,4],"count":0,"accounts":["bob",null],"points":[{"x":1,"y":2},null]})");
    CHECK(json::to_string<spelling::api>(x).value() ==
          R"({"what":"logged out","who":"harmony","all":["unknown","pc"],"count":0,"accounts":["bob",null],)"
          R"("points":[{"x":1,"y":2},null]})");
}

TEST_CASE("such a number is read as Dart compares: 1.0 is 1, true is not; a list takes nulls where it says so") {
    const auto read = [](const char* text, manner how) {
        const auto v = json::read(text);
        REQUIRE(v.has_value());
        test::numbered_sample x;
        detail::fault_list faults;
        how == manner::wire ? detail::read_into<manner::wire>(*v, x, detail::place{}, faults)
                            : detail::read_into<manner::wire_num>(*v, x, detail::place{}, faults);
        return faults.empty() ? std::string("none") : std::string(to_text(faults.all().front().what).view());
    };
    CHECK(read(R"({"what":1.0,"who":65,"all":[4.0,-1],"accounts":["a",null]})", manner::wire) == "none");
    CHECK(read(R"({"what":3})", manner::wire) == "what: 3 is no number of an enumerator");
    CHECK(read(R"({"what":true})", manner::wire) == "what: a bool, must be the number of an enumerator");
    CHECK(read(R"({"all":["pc"]})", manner::wire) == "all[0]: a text, must be the number of an enumerator");
    CHECK(read(R"({"points":[null]})", manner::wire) == "points[0]: null, must be no null");
    CHECK(read(R"({"count":1.9})", manner::wire) == "count: a double, must be a whole number");
    CHECK(read(R"({"count":1.9})", manner::wire_num) == "none");
    test::numbered_sample x;
    const value parameters = *json::read(R"({"what":"logged out","points":[null,{"x":1}],"accounts":[null]})");
    CHECK(read_parameters(parameters, x).empty());
    CHECK((x.what == test::change::logout && x.points.size() == 2 && !x.points[0].has_value()));
}
