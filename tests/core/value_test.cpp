#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/cert_name.hpp>

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/text.hpp>

#include "../support/print.hpp"
#include "../support/random_value.hpp"

namespace {

using namespace nimpush;

constexpr double nan_of(std::uint64_t bits) { return std::bit_cast<double>(bits); }
constexpr double quiet = nan_of(0x7FF8000000000000u);
constexpr double negative_quiet = nan_of(0xFFF8000000000000u);

static_assert(std::regular<value> && std::regular<value::member> && std::regular<free_map>);
static_assert(std::is_nothrow_move_constructible_v<value> && std::is_nothrow_move_assignable_v<value>);
static_assert(sizeof(value) <= 16 + sizeof(void*));

// Each kind from what it is made of; nothing else converts.
static_assert(value().is_null() && value(nullptr).is_null() && value() == value(nullptr));
static_assert(std::constructible_from<value, int> && std::constructible_from<value, std::int8_t> &&
              std::constructible_from<value, float> && std::constructible_from<value, std::uint32_t>);
static_assert(!std::constructible_from<value, char> && !std::constructible_from<value, wchar_t> &&
              !std::constructible_from<value, char8_t> && !std::constructible_from<value, std::uint64_t>);
static_assert(sizeof(long double) == sizeof(double) || !std::constructible_from<value, long double>);
static_assert(value(true).type() == value::kind::boolean && value(1).type() == value::kind::int64 &&
              value(1.0).type() == value::kind::float64);
static_assert(value("").type() == value::kind::string && value(1.5f).type() == value::kind::float64 &&
              *value(1.5f).as_double() == 1.5);
static_assert(value(0).type() == value::kind::int64, "0 is a number, not a null pointer");
static_assert(*value(std::uint32_t{0xFFFFFFFF}).as_int() == 0xFFFFFFFF && *value(std::int8_t{-1}).as_int() == -1);
static_assert(!std::constructible_from<value, std::uint64_t>, "it may be too large");
static_assert(!std::constructible_from<value, const char*> && !std::constructible_from<value, std::string>);
static_assert(!std::constructible_from<value, const void*> && !std::constructible_from<value, int*>);

// A literal is not copied, a null text is a null.
constexpr char chars[] = "literal";
static_assert(value(chars).chars().data() == chars && value(text(chars)).chars().data() == chars);
static_assert(value(text()).is_null() && value(text("")) == value("") && value(cert_name("acme")) == value("acme"));

// Kinds do not mix.
static_assert(value(1) != value(1.0) && value(1) != value(true) && value(0) != value() && value("1") != value(1));
static_assert(value("") != value() && value::list() != value::map() && value::list() != value());
static_assert(value::bigint("ff") != value("ff") && value::bigint("ff")->chars() == "ff");

// Doubles are compared by their bits.
static_assert(value(quiet) == value(quiet) && value(quiet) != value(negative_quiet));
static_assert(value(0.0) != value(-0.0) && value(-0.0) == value(-0.0));

// What is asked for as another kind is not there.
static_assert(!value(1).as_bool() && !value(1.0).as_int() && !value("a").as_double() && !value(1).as_text());
static_assert(*value(3).as_double() == 3.0, "an integer is a num too");
static_assert(value(1).items().empty() && value(1).members().empty() && value(1).as_bytes().empty());
static_assert(value(1).chars().empty() && value(1).size() == 0 && value(1).find("a") == nullptr);

// Text of tag 5.
static_assert(value::bigint("0") && value::bigint("-ff") && value::bigint("DEADbeef00") && value::bigint("00"));
static_assert(!value::bigint("") && !value::bigint("-") && !value::bigint("--1") && !value::bigint("+1"));
static_assert(!value::bigint("0x1") && !value::bigint("fg") && !value::bigint("1 ") && !value::bigint("é"));
static_assert(detail::bigint_fault("-") == 1 && detail::bigint_fault("12g4") == 2 && detail::bigint_fault("") == 0);

constexpr bool lives_while_compiling() {
    value v = value::map();
    v.append("a", value::list({1, 2.5, "three", nullptr, true}));
    v.append("b", value::bytes(std::vector<std::uint8_t>{1, 2, 3}));
    v.append(1, "an int as a key");
    value copy = v;
    copy.find("a")->push_back(value::map({{"deep", 1}}));
    v.set("b", text::from("replaced").value());
    const value moved = std::move(copy);
    copy = v;
    return v.size() == 3 && v.find("a")->size() == 5 && moved.find("a")->size() == 6 && copy == v && moved != v &&
           moved.find("b")->as_bytes().size() == 3 && v.find("b")->as_text() == "replaced" && v.find("1") == nullptr;
}
static_assert(lives_while_compiling());

value number(std::size_t n) { return static_cast<std::int64_t>(n); }

value list_of(std::size_t n) {
    value made = value::list();
    for (std::size_t i = 0; i < n; ++i) made.push_back(number(i));
    return made;
}

}  // namespace

TEST_CASE("each kind gives back what it was made of") {
    const std::uint8_t some_bytes[] = {0, 127, 255};
    const std::int32_t some_int32s[] = {std::numeric_limits<std::int32_t>::min(), 0};
    const std::int64_t some_int64s[] = {std::numeric_limits<std::int64_t>::min()};
    const float some_floats[] = {0.5f, -0.0f};
    const double some_doubles[] = {0.1, 1e300};

    CHECK(value::bytes(some_bytes).as_bytes()[2] == 255);
    CHECK(value::int32_list(some_int32s).int32s()[0] == std::numeric_limits<std::int32_t>::min());
    CHECK(value::int64_list(some_int64s).int64s()[0] == std::numeric_limits<std::int64_t>::min());
    CHECK(value::float32_list(some_floats).floats()[0] == 0.5f);
    CHECK(value::float64_list(some_doubles).doubles()[1] == 1e300);
    CHECK(value::bytes(some_bytes).size() == 3);
    CHECK(value::float64_list({}).size() == 0);
    CHECK(value::float64_list({}).type() == value::kind::float64_list);

    CHECK(*value(true).as_bool());
    CHECK(value("é").as_text() == "é");
    CHECK(value("é").size() == 2);
    CHECK(value(text::from(std::string_view("a\0b", 3)).value()).chars() == std::string_view("a\0b", 3));
}

TEST_CASE("copies are deep") {
    value v = value::map({{"list", value::list({1, value::list({2})})},
                          {"text", text::from("owned").value()},
                          {"bytes", value::bytes(std::vector<std::uint8_t>{9})}});
    const value copy = v;
    CHECK(copy == v);
    v.find("list")->items()[1].items()[0] = 3;
    *v.find("text") = "other";
    CHECK(copy.find("list")->items()[1].items()[0] == value(2));
    CHECK(copy.find("text")->as_text() == "owned");
    CHECK(copy.find("bytes")->as_bytes().data() != v.find("bytes")->as_bytes().data());
    CHECK(copy != v);
}

TEST_CASE("typed lists are copied out of what they are made of, and compared by element") {
    std::vector<double> source{1, 2};
    const value made = value::float64_list(source);
    source[0] = 7;
    CHECK(made.doubles()[0] == 1);
    CHECK(made == value::float64_list(std::vector<double>{1, 2}));
    CHECK(made != value::float64_list(std::vector<double>{1}));
    CHECK(value::float64_list(std::vector<double>{quiet}) == value::float64_list(std::vector<double>{quiet}));
    CHECK(value::float64_list(std::vector<double>{0.0}) != value::float64_list(std::vector<double>{-0.0}));
    CHECK(value::float32_list(std::vector<float>{0.0f}) != value::float32_list(std::vector<float>{-0.0f}));
    CHECK(value::float64_list({}) != value::float32_list({}));
    CHECK(value::int32_list({}) == value::int32_list({}));
}

TEST_CASE("a value is assigned from itself, and from what stands inside of it") {
    value v = value::map({{"data", value::list({text::from("deep").value()})}});
    const value& same = v;
    v = same;
    CHECK(v.find("data") != nullptr);
    value& itself = v;
    v = std::move(itself);
    REQUIRE(v.find("data") != nullptr);

    value copied = v;
    copied = *copied.find("data");
    CHECK(copied == value::list({"deep"}));

    v = std::move(*v.find("data"));  // leaked the whole tree once: the old one went into its own child
    CHECK(v == value::list({"deep"}));
    v = std::move(v.items()[0]);
    CHECK(v == value("deep"));
    v.push_back(v);
    CHECK(v == value::list({"deep"}));
}

TEST_CASE("what was moved from is null") {
    value a = value::list({1});
    const value b = std::move(a);
    CHECK(a.is_null());
    CHECK(b.size() == 1);
    value c = "old";
    a = b;
    c = std::move(a);
    CHECK(a.is_null());
    CHECK(c == b);
}

TEST_CASE("lists and maps grow, and copies of every size grow on") {
    for (std::size_t n = 0; n <= 70; ++n) {
        CAPTURE(n);
        value list = list_of(n);
        REQUIRE(list.size() == n);
        value copy = list;
        copy.push_back("one more");
        copy.push_back("and another");
        CHECK(copy.size() == n + 2);
        CHECK(list.size() == n);
        for (std::size_t i = 0; i < n; ++i) REQUIRE(copy.items()[i] == number(i));
        CHECK(copy.items()[n] == value("one more"));

        value map = value::map();
        for (std::size_t i = 0; i < n; ++i) map.append(text::from(std::to_string(i)).value(), number(i));
        value map_copy = map;
        map_copy.append("more", true);
        CHECK(map_copy.size() == n + 1);
        for (std::size_t i = 0; i < n; ++i) REQUIRE(*map_copy.find(std::to_string(i)) == number(i));
    }
}

TEST_CASE("an item of a list can be appended to it while it grows") {
    value list = list_of(4);  // full
    list.push_back(list.items()[1]);
    CHECK(list.items()[4] == value(1));
    value map = value::map({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}});
    map.append("e", *map.find("b"));
    CHECK(*map.find("e") == value(2));
}

TEST_CASE("what is no list becomes an empty one before an item goes in; maps likewise") {
    value v = 7;
    v.push_back(1);
    CHECK(v == value::list({1}));
    v.append("a", 1);
    CHECK(v == value::map({{"a", 1}}));
    v.set("b", 2);
    CHECK(v.size() == 2);
    v.push_back(3);
    CHECK(v == value::list({3}));
}

TEST_CASE("of a key that stands twice the last is found, and the last is overwritten") {
    value v = value::map();
    v.append("a", 1);
    v.append("b", 2);
    v.append("a", 3);
    CHECK(*v.find("a") == value(3));
    v.set("a", 4);
    CHECK(*v.find("a") == value(4));
    CHECK(v.members()[0].val == value(1));
    CHECK(v.size() == 3);
}

TEST_CASE("set keeps the place, append keeps the order, a key of another kind is another key") {
    value v = value::map({{"z", 1}, {"a", 2}});
    v.set("z", "new");
    CHECK(v.members()[0].key == value("z"));
    CHECK(v.members()[0].val == value("new"));
    CHECK(v.members()[1].key == value("a"));
    v.set(1, "int");
    v.set(1.0, "double");
    v.set(nullptr, "null");
    v.set(value::list({1}), "list");
    v.set(value::list({1}), "list again");
    CHECK(v.size() == 6);
    CHECK(v.members()[5].val == value("list again"));
    CHECK(value::map({{"a", 1}, {"b", 2}}) != value::map({{"b", 2}, {"a", 1}}));
}

TEST_CASE("find looks at text keys alone") {
    value v = value::map();
    v.append(value::bigint("a").value(), 1);
    v.append(nullptr, 2);
    CHECK(v.find("a") == nullptr);
    CHECK(v.find("") == nullptr);
    v.append("", 3);
    REQUIRE(v.find("") != nullptr);
    *v.find("") = 4;
    CHECK(*std::as_const(v).find("") == value(4));
    CHECK(value::list({1}).find("a") == nullptr);
}

TEST_CASE("a random tree equals its copy and nothing else") {
    constexpr std::uint64_t seed = 1;
    CAPTURE(seed);
    test::random random(seed);
    value previous;
    for (int round = 0; round < 2000; ++round) {
        CAPTURE(round);
        const value v = test::random_message(random);
        value copy = v;
        REQUIRE(copy == v);
        value other;
        other = copy;
        REQUIRE(other == v);
        const value moved = std::move(copy);
        REQUIRE(moved == v);
        REQUIRE((previous == v) == (v == previous));
        previous = v;
    }
}

TEST_CASE("free_map: null, empty, and in the order of its list") {
    CHECK_FALSE(free_map().has_value());
    CHECK_FALSE(free_map(nullptr).has_value());
    CHECK(free_map::empty_map().has_value());
    CHECK(free_map::empty_map() != free_map());
    CHECK(free_map().as_value().is_null());

    const free_map payload = {{"sessionId", "bob"}, {"sessionType", "p2p"}, {"n", 1}};
    CHECK(payload.size() == 3);
    CHECK(payload.as_value() == value::map({{"sessionId", "bob"}, {"sessionType", "p2p"}, {"n", 1}}));
    CHECK(payload.find("sessionType")->as_text() == "p2p");
    CHECK(payload.find("other") == nullptr);
}

TEST_CASE("free_map: a key given twice stands once, with the last value") {
    free_map map = {{"a", 1}, {"b", 2}, {"a", 3}};
    CHECK(map.as_value() == value::map({{"a", 3}, {"b", 2}}));
    map.set("b", "new");
    map.set("c", nullptr);
    CHECK(map.as_value() == value::map({{"a", 3}, {"b", "new"}, {"c", nullptr}}));
    free_map from_null;
    from_null.set("a", 1);
    CHECK(from_null == free_map{{"a", 1}});
}

TEST_CASE("free_map: keys are texts") {
    CHECK(free_map::from(value::map({{"a", 1}})) == free_map{{"a", 1}});
    CHECK(free_map::from(value()) == free_map());
    CHECK_FALSE(free_map::from(value::map({{1, 1}})).has_value());
    CHECK_FALSE(free_map::from(value::map({{"a", 1}, {nullptr, 1}})).has_value());
    CHECK_FALSE(free_map::from(value::list()).has_value());
    CHECK_FALSE(free_map::from(value("a")).has_value());
    CHECK(free_map{{nullptr, 1}}.as_value() == value::map({{"", 1}}));
}

TEST_CASE("as_unsigned: a bigint of 64 bits, and none below zero") {
    const auto number = [](const char* digits) {
        return nimpush::detail::as_unsigned(nimpush::value::bigint(digits).value());
    };
    CHECK(number("ffffffffffffffff") == UINT64_MAX);
    CHECK(number("0000000000000000ff") == 255u);
    CHECK_FALSE(number("10000000000000000"));
    for (const char* below : {"-1", "-0", "-ff", "-ffffffffffffffff"}) {
        CAPTURE(below);
        CHECK_FALSE(number(below));
    }
    CHECK_FALSE(nimpush::detail::as_unsigned(nimpush::value(-1)));
}
