#include <nimpush/core/read.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/allocations.hpp"
#include "../support/described.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/random_value.hpp"
#include "../support/read_into.hpp"
#include "../support/rows.hpp"

namespace {

using namespace nimpush;
using test::color;
using test::demanding;
using test::point;
using test::sample;

/// A whole finding in one line, as a tool would print it.
std::string line_of(const problem& p) {
    return std::string(name_of(p.what.code)) + " " + std::string(to_text(p.what).view());
}
std::vector<std::string> lines_of(const problems& found) {
    std::vector<std::string> lines;
    for (const problem& p : found) lines.push_back(line_of(p));
    return lines;
}
using lines = std::vector<std::string>;

template <class T = sample> lines api_faults(const value& v) {
    T x;
    return lines_of(test::read_parameters(v, x));
}
sample from_api(const value& v) {
    sample x;
    const problems found = test::read_parameters(v, x);
    CHECK(lines_of(found) == lines{});
    return x;
}
template <class T> T from_wire(const value& v) {
    const auto made = read_wire<T>(v);
    REQUIRE(made.has_value());
    return *made;
}
template <class T> std::string wire_fault(const value& v) {
    const auto made = read_wire<T>(v);
    return made ? "none" : line_of({made.error(), {}});
}

value all_demanded() { return value::map({{"id", 1}, {"title", "t"}, {"kind", "green"}, {"position", 1}}); }
value demanded_but(text key, value other) {
    value v = all_demanded();
    v.set(key, std::move(other));
    return v;
}

constexpr bool reads_while_compiling() {
    point p;
    const problems none = test::read_parameters(value::map({{"y", 2}, {"x", 1}}), p);
    const auto wire = read_wire<point>(value::map({{"x", 3}, {"unknown", 4}}));
    const auto bad = read_wire<point>(value::map({{"x", "3"}}));
    return none.empty() && p == point{1, 2} && *wire == point{3, 0} && bad.error().code == errc::wrong_type;
}
static_assert(reads_while_compiling());

}  // namespace

TEST_CASE("api: every parameter by its API name, in any order; what is absent keeps its default") {
    const sample x = from_api(value::map({{"renamed", "r"},
                                          {"name", "acme"},
                                          {"position", "blue"},
                                          {"perhaps", "green"},
                                          {"perhapsPosition", nullptr},
                                          {"flag", false},
                                          {"count", 9},
                                          {"ratio", 2},
                                          {"size", 7},
                                          {"percent", 100},
                                          {"payload", value::map({{"a", 1}})},
                                          {"neverWritten", 5},
                                          {"around", value::map({{"x", 1}, {"y", 2}})},
                                          {"inside", value::map({{"y", 4}})},
                                          {"outerX", 6},
                                          {"points", value::list({value::map({{"x", 8}})})},
                                          {"accounts", value::list({"bob"})},
                                          {"token", "00fF"},
                                          {"anything", value::list({1})}}));
    CHECK(x == sample{.name = "acme",
                      .renamed = "r",
                      .position = color::blue,
                      .perhaps = color::green,
                      .flag = false,
                      .count = 9,
                      .ratio = 2.0,
                      .size = 7,
                      .percent = 100,
                      .payload = {{"a", 1}},
                      .never_written = 5,
                      .around = {1, 2},
                      .inside = {0, 4},
                      .outer = {6, 0},
                      .points = {{8, 0}},
                      .accounts = {"bob"},
                      .token = octets(std::vector<std::uint8_t>{0, 255}),
                      .anything = value::list({1})});
}

TEST_CASE("api: a parameter that the API loses is looked at and forgotten") {
    CHECK(from_api(value::map({{"name", "a"}, {"lostOnTheWay", "text"}})).lost_on_the_way == nullptr);
    CHECK(api_faults(value::map({{"name", "a"}, {"lostOnTheWay", 1}})) ==
          lines{"wrong_type lostOnTheWay: a whole number, must be a text"});
}

TEST_CASE("api: all faults come back, with their paths, in the order of the fields; unknown names first") {
    CHECK(api_faults(value::map({{"renamed", 1},
                                 {"re_named", "the wire's key is no parameter"},
                                 {"messageType", "nor is a constant"},
                                 {"shortNote", nullptr},
                                 {"byName", "Red"},
                                 {"position", 1},
                                 {"perhaps", true},
                                 {"flag", nullptr},
                                 {"count", 1.0},
                                 {"ratio", "1"},
                                 {"percent", 101},
                                 {"payload", value::map({{"a", nullptr}, {"b", 1}, {"c", nullptr}})},
                                 {"extras", value::map({{1, 1}})},
                                 {"around", value::list()},
                                 {"inside", value::map({{"x", "1"}, {"z", 1}})},
                                 {"outerX", nullptr},
                                 {"points", value::list({value::map(), 5, nullptr, value::map({{"y", 0.5}})})},
                                 {"accounts", value::list({"bob", nullptr})},
                                 {"token", "0g"}})) ==
          lines{"unknown_key re_named: there is no such parameter: `renamed` was likely meant",
                "unknown_key messageType: there is no such parameter",
                "missing name: missing: it is required",
                "wrong_type renamed: a whole number, must be a text",
                "bad_enumerator byName: `Red` is none of red, green, blue",
                "wrong_type position: a whole number, must be the name of an enumerator",
                "wrong_type perhaps: a bool, must be the name of an enumerator",
                "null_value flag: null, which it cannot be",
                "wrong_type count: a double, must be a whole number",
                "wrong_type ratio: a text, must be a number",
                "out_of_range percent: 101, at most 100",
                "null_value payload.a: null, which this map cannot hold",
                "null_value payload.c: null, which this map cannot hold",
                "wrong_type extras: a map, must be a map with text keys",
                "wrong_type around: a list, must be a map",
                "unknown_key inside.z: there is no such parameter",
                "wrong_type inside.x: a text, must be a whole number",
                "null_value outerX: null, which it cannot be",
                "wrong_type points[1]: a whole number, must be a map",
                "wrong_type points[2]: null, must be no null",
                "wrong_type points[3].y: a double, must be a whole number",
                "wrong_type accounts[1]: null, must be no null",
                "not_hex token: no hexadecimal digit at byte 1"});
}

TEST_CASE("api: a text's rule speaks with its consequence; not_null refuses a null that the member could hold") {
    CHECK(api_faults(value::map({{"name", "0123456789abcdef0123456789abcdefX"}})) ==
          lines{"too_long name: 33 characters, at most 32: the login would fail with code 500"});
    CHECK(api_faults(value::map({{"name", nullptr}})) == lines{"null_value name: null, which it cannot be"});
}

TEST_CASE("api: null where there can be one is a null, whatever stood there") {
    sample x{.renamed = "r", .perhaps = color::red, .size = 1, .percent = 2, .payload = {{"a", 1}}, .anything = 3};
    const problems found = test::read_parameters(value::map({{"name", "a"},
                                                             {"renamed", nullptr},
                                                             {"perhaps", nullptr},
                                                             {"size", nullptr},
                                                             {"percent", nullptr},
                                                             {"payload", nullptr},
                                                             {"anything", nullptr}}),
                                                 x);
    CHECK(lines_of(found) == lines{});
    CHECK(x == sample{.name = "a"});
}

TEST_CASE("api: what is no map has one fault, at the root") {
    CHECK(api_faults(value::list()) == lines{"wrong_type a list, must be a map"});
    CHECK(api_faults(value()) == lines{"wrong_type null, must be a map"});
}

TEST_CASE("api: keys that are no text are unknown, even those that are spelt like a parameter") {
    value v = value::map({{"x", 1}});
    v.append(1, 1);
    v.append(value::bigint("a").value(), 1);
    CHECK(api_faults<point>(v).size() == 2);
}

TEST_CASE("api: foreign names and enumerators are shown without control characters, cut at 80 bytes") {
    CHECK(api_faults<point>(value::map({{"a\r\nb", 1}})) == lines{"unknown_key a??b: there is no such parameter"});
    value v = value::map({{"name", "a"}});
    v.append("byName", text::from("\x1b" + std::string(200, 'x')).value());
    CHECK(api_faults(v) ==
          lines{"bad_enumerator byName: `?" + std::string(79, 'x') + "...` is none of red, green, blue"});
}

TEST_CASE("api: at most 100 faults are collected") {
    value v = value::map();
    for (int i = 0; i < 99; ++i) v.append(text::from("k" + std::to_string(i)).value(), 1);
    CHECK(api_faults<point>(v).size() == 99);
    v.append("one", 1);
    CHECK(api_faults<point>(v).size() == 100);
    v.append("more", 1);
    v.append("x", "wrong too");
    CHECK(api_faults<point>(v).size() == 100);
    CHECK(detail::fault_list::most == 100);
}

TEST_CASE("wire: the wire's keys, positions, flat members; unknown keys pass, absent and null are the same") {
    const sample x = from_wire<sample>(value::map({{"name", "acme"},
                                                   {"re_named", "r"},
                                                   {"renamed", "not this one"},
                                                   {"byName", "blue"},
                                                   {"position", 2},
                                                   {"perhaps", "green"},
                                                   {"perhapsPosition", 1},
                                                   {"fromText", "red"},
                                                   {"messageType", "anything"},
                                                   {"unknown", 1},
                                                   {"n", 9},
                                                   {"count", 10},
                                                   {"ratio", 2},
                                                   {"extras", value::map()},
                                                   {"neverWritten", "of any type"},
                                                   {"lostOnTheWay", "lost"},
                                                   {"x", 1},
                                                   {"y", 2},
                                                   {"inside", value::map({{"x", 3}})},
                                                   {"outerX", 4},
                                                   {"token", value::bytes(std::vector<std::uint8_t>{7})},
                                                   {1, "an int as a key"}}));
    CHECK(x == sample{.name = "acme",
                      .renamed = "r",
                      .by_name = color::blue,
                      .position = color::blue,
                      .perhaps = color::green,
                      .perhaps_position = color::green,
                      .enum_or_blue = color::blue,
                      .text_or_p2p = "p2p",
                      .count = 9,
                      .ratio = 2,
                      .extras = free_map::empty_map(),
                      .around = {1, 2},
                      .inside = {3, 0},
                      .outer = {4, 0},
                      .token = octets(std::vector<std::uint8_t>{7})});
}

TEST_CASE("wire: what a peer sends is kept even where it breaks a rule") {
    const value v = value::map({{"name", "0123456789abcdef0123456789abcdefX"}, {"fromText", "red"}, {"percent", 300}});
    const sample x = from_wire<sample>(v);
    CHECK(x.name.size() == 33);
    CHECK(x.percent.value() == 300);
    CHECK_FALSE(x.percent.test().has_value());
}

TEST_CASE("wire: unknown enumerators have their fallback, or are an ArgumentError") {
    const auto with = [](text key, value v) { return value::map({{"fromText", "red"}, {value(key), v}}); };
    CHECK(from_wire<sample>(with("fallback", "pink")).fallback == color::blue);
    CHECK(from_wire<sample>(with("fallback", 1)).fallback == color::blue);
    CHECK(from_wire<sample>(with("fallback", nullptr)).fallback == color::red);
    CHECK(from_wire<sample>(value::map({{"fromText", "pink"}})).from_text == color::green);
    CHECK(wire_fault<sample>(with("byName", "pink")) == "bad_enumerator byName: `pink` is none of red, green, blue");
    CHECK(wire_fault<sample>(with("byName", 1)) ==
          "bad_enumerator byName: a whole number, must be one of red, green, blue");
    CHECK(wire_fault<sample>(with("perhaps", "")) == "bad_enumerator perhaps: `` is none of red, green, blue");
}

TEST_CASE("wire: an enumerator that must be text first is a TypeError otherwise") {
    CHECK(wire_fault<sample>(value::map()) == "wrong_type fromText: null, must be a text");
    CHECK(wire_fault<sample>(value::map({{"fromText", 1}})) == "wrong_type fromText: a whole number, must be a text");
}

TEST_CASE("wire: a position out of range is the first enumerator, another type a TypeError") {
    const auto at = [](value v) { return value::map({{"fromText", "red"}, {"position", v}}); };
    CHECK(from_wire<sample>(at(0)).position == color::red);
    CHECK(from_wire<sample>(at(3)).position == color::red);
    CHECK(from_wire<sample>(at(-1)).position == color::red);
    CHECK(from_wire<sample>(at(std::int64_t{1} << 40)).position == color::red);
    CHECK(from_wire<sample>(at(nullptr)).position == color::red);
    CHECK(wire_fault<sample>(at("blue")) == "wrong_type position: a text, must be a whole number");
    CHECK(wire_fault<sample>(at(1.0)) == "wrong_type position: a double, must be a whole number");
}

TEST_CASE("wire: a wrong type is a TypeError, with its path") {
    const auto with = [](text key, value v) { return value::map({{"fromText", "red"}, {value(key), v}}); };
    CHECK(wire_fault<sample>(with("re_named", 1)) == "wrong_type re_named: a whole number, must be a text");
    CHECK(wire_fault<sample>(with("x", "1")) == "wrong_type x: a text, must be a whole number");
    CHECK(wire_fault<sample>(with("inside", value::map({{"y", 0.5}}))) ==
          "wrong_type inside.y: a double, must be a whole number");
    CHECK(wire_fault<sample>(with("points", value::list({value::map(), value::map({{"x", true}})}))) ==
          "wrong_type points[1].x: a bool, must be a whole number");
    CHECK(wire_fault<sample>(with("payload", value::list())) ==
          "wrong_type payload: a list, must be a map with text keys");
    CHECK(wire_fault<sample>(with("token", "00ff")) == "wrong_type token: a text, must be bytes");
    CHECK(wire_fault<sample>(value::list()) == "wrong_type a list, must be a map");
    CHECK(wire_fault<sample>(value()) == "wrong_type null, must be a map");
}

TEST_CASE("wire: what a peer demands must be there") {
    CHECK(from_wire<demanding>(all_demanded()) == demanding{.id = 1,
                                                            .title = "t",
                                                            .kind = color::green,
                                                            .position = color::green,
                                                            .anything = color::green,
                                                            .null_for_missing = std::nullopt,
                                                            .kept_default = "substitute",
                                                            .on = true});
    CHECK(wire_fault<demanding>(demanded_but("id", nullptr)) == "wrong_type id: null, must be present");
    CHECK(wire_fault<demanding>(demanded_but("title", nullptr)) == "wrong_type title: null, must be present");
    CHECK(wire_fault<demanding>(demanded_but("kind", nullptr)) == "bad_enumerator kind: missing: it must be there");
    CHECK(wire_fault<demanding>(demanded_but("position", nullptr)) ==
          "bad_enumerator position: missing: it must be there");
    CHECK(wire_fault<demanding>(value::map()) == "wrong_type id: null, must be present");
}

TEST_CASE("wire: of a key that stands twice the last counts") {
    value v = value::map({{"x", 1}, {"y", 2}});
    v.append("x", 3);
    CHECK(from_wire<point>(v) == point{3, 2});
}

TEST_CASE("wire: of several faults the first comes back") {
    CHECK(wire_fault<point>(value::map({{"y", "1"}, {"x", "2"}})) == "wrong_type x: a text, must be a whole number");
}

namespace {

struct with_maps {
    free_map first{};
    free_map second{};
    using described_by =
        nimpush::field_list<nimpush::field<"first", &with_maps::first>, nimpush::field<"second", &with_maps::second>>;
};
struct open_point {
    std::int64_t x = 0;
    free_map other{};
    using open_fields = nimpush::field_list<nimpush::field<"x", &open_point::x>>;
};

}  // namespace

TEST_CASE("wire: a free-form map is one allocation, and edited, copied and moved as any other") {
    constexpr std::uint64_t seed = 15;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 300; ++i) {
        value original = value::map();
        for (std::size_t n = from.below(40); n != 0; --n)
            original.set(value(text("key " + std::to_string(n))), test::random_message(from));
        const bool has_any = original.size() != 0;
        with_maps made;
        {
            const value given = value::map({{"second", original}});
            with_maps& to = made;
            detail::fault_list faults;
            CHECK(test::allocations_of([&] {
                      detail::read_into<reading::lenient>(given, to, detail::place{}, faults);
                  }).count == (has_any ? 1 : 0));
            CHECK(faults.empty());
        }
        CHECK(made.second.as_value() == original);
        const with_maps copy = made;
        value own = made.second.as_value();
        with_maps moved = std::move(made);
        CHECK(moved.second.as_value() == original);
        moved.first = std::move(moved.second);
        moved.first.set("key 1", "one text instead");
        moved.first.set("added", copy.second.as_value());
        original.set("key 1", "one text instead");
        CHECK(moved.first.size() == original.size() + 1);
        CHECK(*moved.first.find("added") == copy.second.as_value());
        CHECK(moved.first.find("key 1")->chars() == "one text instead");
        moved = with_maps();
        own.set("key 1", "one text instead");
        CHECK(own == original);
        made = copy;
        made.second = {};
        CHECK(copy.second.size() == original.size() - (has_any ? 0 : 1));
    }
}

TEST_CASE("wire: unknown keys are kept in their order, once each with the last value, few and many") {
    for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 40U}) {
        CAPTURE(count);
        value given = value::map({{"x", 7}});
        free_map wanted;
        for (std::size_t n = 0; n < 2 * count; ++n) {
            const text key("unknown key " + std::to_string(n % count));
            given.append(key, value::list({static_cast<std::int64_t>(n), "a text that is of some length"}));
            wanted.set(key, value::list({static_cast<std::int64_t>(n), "a text that is of some length"}));
        }
        given.append(1, 2);  // a key that is no text is not kept
        const auto made = from_wire<open_point>(given);
        CHECK(made.x == 7);
        CHECK(made.other == wanted);
        CHECK(made.other.has_value() == (count != 0));
    }
}

namespace {

struct unsigned_id {
    std::uint64_t id = 0;
    using described_by = nimpush::field_list<nimpush::field<"id", &unsigned_id::id>>;
};

}  // namespace

TEST_CASE("an unsigned number of 64 bits is read from a whole number or a bigint, and written as it came") {
    using nimpush::value;
    for (const auto& [given, expected] : {std::pair<value, std::uint64_t>{value(0), 0},
                                          {value(INT64_MAX), INT64_MAX},
                                          {*value::bigint("8000000000000000"), std::uint64_t{1} << 63},
                                          {*value::bigint("00ffffffffffffffff"), UINT64_MAX}}) {
        unsigned_id x;
        CHECK(test::read_parameters(value::map({{"id", given}}), x).empty());
        CHECK(x.id == expected);
    }
    for (const value& given :
         {value(-1), *value::bigint("-1"), *value::bigint("10000000000000000"), value(1.0), value("1")}) {
        unsigned_id x;
        const auto found = test::read_parameters(value::map({{"id", given}}), x);
        REQUIRE(found.size() == 1);
        CHECK(found[0].what.code == nimpush::errc::wrong_type);
    }
    CHECK(test::json_of(unsigned_id{UINT64_MAX}) == R"({"id":18446744073709551615})");
    CHECK(test::tree_of(unsigned_id{7}) == value::map({{"id", 7}}));
}
