#include <nimpush/core/emit.hpp>
#include <nimpush/model/cert_name.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "../support/described.hpp"
#include "../support/print.hpp"
#include "../support/transcript.hpp"

namespace {

using namespace nimpush;
using test::color;
using test::point;
using test::sample;
using test::transcript_of;

static_assert(detail::is_text<cert_name> && !detail::is_text<std::string>);
static_assert(detail::is_null(text()) && !detail::is_null(text("")) && !detail::is_null(0));
static_assert(detail::is_null(std::optional<int>()) && detail::is_null(value()) && !detail::is_null(value(0)));
static_assert(detail::is_null(free_map()) && !detail::is_null(free_map::empty_map()) && detail::is_null(natural()));

struct key_counter : test::transcript<schema::spelling::wire> {
    std::size_t keys = 0;
    template <std::size_t N> void rendered(const schema::fixed_string<N>&) { keys += depth == 0; }
};

sample everything_set() {
    return {.name = "acme",
            .renamed = "r",
            .short_note = "s",
            .by_name = color::green,
            .position = color::blue,
            .perhaps = color::red,
            .perhaps_position = color::green,
            .fallback = color::green,
            .from_text = color::blue,
            .enum_or_blue = color::green,
            .text_or_p2p = "team",
            .flag = false,
            .count = 1,
            .ratio = 0.5,
            .size = 2,
            .percent = 3,
            .payload = {{"a", 1}},
            .extras = {{"b", 2}},
            .never_written = 4,
            .lost_on_the_way = "lost",
            .around = {5, 6},
            .inside = {7, 8},
            .outer = {9, 10},
            .points = {{11, 12}, {13, 14}},
            .accounts = {"bob", "ann"},
            .token = octets(std::vector<std::uint8_t>{0, 255}),
            .anything = value::list({1, "x"})};
}

}  // namespace

TEST_CASE("the wire: keys, positions, flat members, constants; what the API alone takes stays away") {
    CHECK(transcript_of(everything_set()) ==
          "{28 \"name\":\"acme\" \"re_named\":\"r\" \"shortNote\":\"s\" \"byName\":\"green\" \"position\":2 "
          "\"perhaps\":\"red\" \"perhapsPosition\":1 \"fallback\":\"green\" \"fromText\":\"blue\" "
          "\"enumOrBlue\":\"green\" \"textOrP2p\":\"team\" \"messageType\":\"sample\" \"flag\":false \"n\":1 "
          "\"ratio\":0.500000 \"size\":2 \"percent\":3 \"payload\":{1 \"a\":1 } \"extras\":{1 \"b\":2 } "
          "\"lostOnTheWay\":null \"x\":5 \"y\":6 \"inside\":{2 \"x\":7 \"y\":8 } \"outerX\":9 "
          "\"points\":[2 {2 \"x\":11 \"y\":12 } {2 \"x\":13 \"y\":14 } ] \"accounts\":[2 \"bob\" \"ann\" ] "
          "\"token\":<0,255,> \"anything\":[2 1 \"x\" ] } ");
}

TEST_CASE("the wire with nothing set: nulls are written, or left out where the field says so") {
    CHECK(transcript_of(sample{}) ==
          "{26 \"name\":null \"re_named\":null \"byName\":\"red\" \"position\":0 \"perhaps\":null \"fallback\":\"red\" "
          "\"fromText\":\"red\" \"enumOrBlue\":\"red\" \"textOrP2p\":null \"messageType\":\"sample\" \"flag\":true "
          "\"n\":0 \"ratio\":0.000000 \"size\":null \"percent\":null \"payload\":null \"extras\":{0 } "
          "\"lostOnTheWay\":null \"x\":0 \"y\":0 \"inside\":{2 \"x\":0 \"y\":0 } \"outerX\":0 \"points\":[0 ] "
          "\"accounts\":[0 ] \"token\":<> \"anything\":null } ");
}

TEST_CASE("the API's spelling: parameter names, enumerators by name, every member, no constants") {
    CHECK(transcript_of<schema::spelling::api>(everything_set()) ==
          "{27 \"name\":\"acme\" \"renamed\":\"r\" \"shortNote\":\"s\" \"byName\":\"green\" \"position\":\"blue\" "
          "\"perhaps\":\"red\" \"perhapsPosition\":\"green\" \"fallback\":\"green\" \"fromText\":\"blue\" "
          "\"enumOrBlue\":\"green\" \"textOrP2p\":\"team\" \"flag\":false \"count\":1 \"ratio\":0.500000 \"size\":2 "
          "\"percent\":3 \"payload\":{1 \"a\":1 } \"extras\":{1 \"b\":2 } \"neverWritten\":4 "
          "\"lostOnTheWay\":\"lost\" \"around\":{2 \"x\":5 \"y\":6 } \"inside\":{2 \"x\":7 \"y\":8 } \"outerX\":9 "
          "\"points\":[2 {2 \"x\":11 \"y\":12 } {2 \"x\":13 \"y\":14 } ] \"accounts\":[2 \"bob\" \"ann\" ] "
          "\"token\":<0,255,> \"anything\":[2 1 \"x\" ] } ");
}

TEST_CASE("the number of pairs that a map announces is the number that it has") {
    for (const sample& x : {everything_set(), sample{}}) {
        key_counter count;
        detail::emit_members(count, x);
        CHECK(detail::count_members<false>(x, {}) == count.keys);
    }
}

TEST_CASE("each kind of value, keys that are no text, and typed lists") {
    const value v = value::map({{"n", nullptr},
                                {"b", true},
                                {"i", -1},
                                {"d", 0.5},
                                {"big", value::bigint("-ff").value()},
                                {"bytes", value::bytes(std::vector<std::uint8_t>{1})},
                                {"i32", value::int32_list(std::vector<std::int32_t>{-2})},
                                {"i64", value::int64_list(std::vector<std::int64_t>{3})},
                                {"f32", value::float32_list(std::vector<float>{0.5f})},
                                {"f64", value::float64_list({})},
                                {1, "int key"},
                                {value::list({2}), "list key"}});
    CHECK(transcript_of(v) ==
          "{12 \"n\":null \"b\":true \"i\":-1 \"d\":0.500000 \"big\":#-ff \"bytes\":<1,> \"i32\":<-2,> \"i64\":<3,> "
          "\"f32\":<0.500000,> \"f64\":<> (1 ):\"int key\" ([1 2 ] ):\"list key\" } ");
}

TEST_CASE("what is nested too deep is a fault, and the walk goes on") {
    value v = value::list({"innermost"});
    for (int i = 0; i < 3; ++i) v = value::list({v});
    CHECK(transcript_of(v) == "[1 [1 [1 [1 \"innermost\" ] ] ] ] ");
    v = value::list({v, "behind"});
    test::transcript<schema::spelling::wire> out;
    schema::write(out, v);
    CHECK(out.failure == errc::too_deep);
    CHECK(out.all == "[2 [1 [1 [1 fault ] ] ] \"behind\" ] ");
}

TEST_CASE("depth counts described types too") {
    sample x;
    x.anything = value::list({value::list({value::list({})})});
    test::transcript<schema::spelling::wire> out;
    schema::write(out, x);
    CHECK(out.failure == errc{});
    x.anything = value::list({x.anything});
    schema::write(out, x);
    CHECK(out.failure == errc::too_deep);
}

TEST_CASE("a tail of pairs stands behind a type's own, and is counted") {
    test::transcript<schema::spelling::wire> out;
    schema::write_with_tail(out, point{1, 2}, 1, [](auto& to) {
        to.template key<"serviceName">();
        to.string("SettingsService");
    });
    CHECK(out.all == "{3 \"x\":1 \"y\":2 \"serviceName\":\"SettingsService\" } ");
}

TEST_CASE("bare things: texts, numbers, optionals, vectors") {
    CHECK(transcript_of(text("a")) == "\"a\" ");
    CHECK(transcript_of(text()) == "null ");
    CHECK(transcript_of(true) == "true ");
    CHECK(transcript_of(std::int8_t{-7}) == "-7 ");
    CHECK(transcript_of(std::optional<std::int64_t>()) == "null ");
    CHECK(transcript_of(std::optional<text>(text("a"))) == "\"a\" ");
    CHECK(transcript_of(color::blue) == "\"blue\" ");
    CHECK(transcript_of(std::vector<std::vector<bool>>{{true}, {}}) == "[2 [1 true ] [0 ] ] ");
    CHECK(transcript_of(free_map::empty_map()) == "{0 } ");
}
