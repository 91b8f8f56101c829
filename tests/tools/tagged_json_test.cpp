#include "../../tools/nimpush/tagged_json.hpp"

#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/span.hpp>

#include "../support/print.hpp"
#include "../support/random_value.hpp"

namespace {

using namespace nimpush;
using namespace nimpush_tool;
namespace codec = nimpush::standard_codec;

value json_of(std::string_view s) { return json::read(s, read_tagged_json).value(); }
std::string text_of(const value& v) { return json::to_string(v, write_tagged_json).value(); }

/// The whole message of the refusal, behind the name of its code.
template <class T> std::string fault_of(const result<T>& made) {
    if (made) return "none";
    return std::string(name_of(made.error().code)) + " " + std::string(to_text(made.error()).view());
}

template <class T> value typed(value (*make)(nimpush::span<const T>), std::vector<T> elements) {
    return make(elements);
}

struct row {
    std::string_view json;
    value held;
};
// One value, one text.
std::vector<row> rows() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr float float_infinity = std::numeric_limits<float>::infinity();
    const double quiet = std::bit_cast<double>(std::uint64_t{0x7FF8000000000000});
    const float float_quiet = std::bit_cast<float>(std::uint32_t{0x7FC00000});
    return {
        {R"({"t":"null"})", nullptr},
        {R"({"t":"bool","v":true})", true},
        {R"({"t":"bool","v":false})", false},
        {R"({"t":"int","v":"0"})", 0},
        {R"({"t":"int","v":"-1"})", -1},
        {R"({"t":"int","v":"9223372036854775807"})", std::numeric_limits<std::int64_t>::max()},
        {R"({"t":"int","v":"-9223372036854775808"})", std::numeric_limits<std::int64_t>::min()},
        {R"({"t":"bigint","v":"deadBEEF"})", value::bigint("deadBEEF").value()},
        {R"({"t":"bigint","v":"-00f"})", value::bigint("-00f").value()},
        {R"({"t":"double","v":1.5})", 1.5},
        {R"({"t":"double","v":1.0})", 1.0},
        {R"({"t":"double","v":0.0})", 0.0},
        {R"({"t":"double","v":"-0.0"})", -0.0},
        {R"({"t":"double","v":"NaN"})", quiet},
        {R"({"t":"double","v":"Infinity"})", infinity},
        {R"({"t":"double","v":"-Infinity"})", -infinity},
        {R"({"t":"double","v":5e-324})", 5e-324},
        {R"({"t":"double","v":1.7976931348623157e+308})", 1.7976931348623157e308},
        {R"({"t":"string","v":""})", ""},
        {R"({"t":"string","v":"é\"😀\u0000"})", text::from(std::string_view("é\"😀\0", 8)).value()},
        {R"({"t":"uint8_list","v":""})", value::bytes({})},
        {R"({"t":"uint8_list","v":"00ff0a"})", typed<std::uint8_t>(value::bytes, {0, 255, 10})},
        {R"({"t":"int32_list","v":[]})", value::int32_list({})},
        {R"({"t":"int32_list","v":[1,-2147483648,2147483647]})",
         typed<std::int32_t>(value::int32_list, {1, std::numeric_limits<std::int32_t>::min(), 2147483647})},
        {R"({"t":"int64_list","v":["1","-9223372036854775808"]})",
         typed<std::int64_t>(value::int64_list, {1, std::numeric_limits<std::int64_t>::min()})},
        {R"({"t":"float32_list","v":[0.5,0.10000000149011612,3.4028234663852886e+38,"-0.0","NaN","Infinity","-Infinity"]})",
         typed<float>(value::float32_list, {0.5f, 0.1f, std::numeric_limits<float>::max(), -0.0f, float_quiet,
                                            float_infinity, -float_infinity})},
        {R"({"t":"float64_list","v":[0.1,"-0.0","NaN"]})", typed<double>(value::float64_list, {0.1, -0.0, quiet})},
        {R"({"t":"list","v":[]})", value::list()},
        {R"({"t":"list","v":[{"t":"null"},{"t":"list","v":[{"t":"int","v":"7"}]}]})",
         value::list({nullptr, value::list({7})})},
        {R"({"t":"map","v":[]})", value::map()},
        {R"({"t":"map","v":[[{"t":"string","v":"a"},{"t":"null"}],[{"t":"int","v":"1"},{"t":"map","v":[]}]]})",
         value::map({{"a", nullptr}, {1, value::map()}})},
    };
}

struct bad_row {
    std::string_view json;
    std::string_view message;
};
constexpr bad_row bad_values[] = {
    {"5", "wrong_type must be an object with t and v"},
    {"[]", "wrong_type must be an object with t and v"},
    {"{}", "missing t: missing"},
    {R"({"v":1})", "missing t: missing"},
    {R"({"t":1,"v":1})", "wrong_type t: must be a text"},
    {R"({"t":"int32","v":"5"})", "bad_enumerator t: no type of the codec has this name"},
    {R"({"t":"Null"})", "bad_enumerator t: no type of the codec has this name"},
    {R"({"t":"null","v":null})", "unknown_key a member that does not belong here"},
    {R"({"t":"bool"})", "missing v: missing"},
    {R"({"t":"bool","v":true,"x":1})", "unknown_key a member that does not belong here"},
    {R"({"t":"bool","v":1})", "wrong_type v: must be true or false"},
    {R"({"t":"int","v":5})", "wrong_type v: must be a number in a text"},
    {R"({"t":"int","v":""})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"-"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"+1"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"007"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"-01"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"-0"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"1.0"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":" 1"})", "bad_character v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"int","v":"9223372036854775808"})", "out_of_range v: a whole number outside 64 bits"},
    {R"({"t":"int","v":"-9223372036854775809"})", "out_of_range v: a whole number outside 64 bits"},
    {R"({"t":"bigint","v":""})", "bad_bigint v: not in the form of -?[0-9a-fA-F]+"},
    {R"({"t":"bigint","v":"+f"})", "bad_bigint v: not in the form of -?[0-9a-fA-F]+"},
    {R"({"t":"bigint","v":255})", "wrong_type v: must be hexadecimal digits in a text"},
    {R"({"t":"double","v":"1.5"})", "wrong_type v: must be a number or one of NaN, Infinity, -Infinity, -0.0"},
    {R"({"t":"double","v":"nan"})", "wrong_type v: must be a number or one of NaN, Infinity, -Infinity, -0.0"},
    {R"({"t":"double","v":true})", "wrong_type v: must be a number or one of NaN, Infinity, -Infinity, -0.0"},
    {R"({"t":"string","v":null})", "wrong_type v: must be a text"},
    {R"({"t":"uint8_list","v":"abc"})", "not_hex v: an odd number of digits"},
    {R"({"t":"uint8_list","v":"0z"})", "not_hex v: no hexadecimal digit at 1"},
    {R"({"t":"uint8_list","v":[1,2]})", "wrong_type v: must be hexadecimal digits in a text"},
    {R"({"t":"int32_list","v":"1"})", "wrong_type v: must be an array"},
    {R"({"t":"int32_list","v":[1,2147483648]})", "out_of_range v[1]: a whole number outside 32 bits"},
    {R"({"t":"int32_list","v":[-2147483649]})", "out_of_range v[0]: a whole number outside 32 bits"},
    {R"({"t":"int32_list","v":[1.0]})", "wrong_type v[0]: must be a whole number"},
    {R"({"t":"int64_list","v":[1]})", "wrong_type v[0]: must be a number in a text"},
    {R"({"t":"int64_list","v":["1","9223372036854775808"]})", "out_of_range v[1]: a whole number outside 64 bits"},
    {R"({"t":"float32_list","v":[0,1e39]})", "out_of_range v[1]: beyond the largest float"},
    {R"({"t":"float32_list","v":[3.4028235677973366e38]})", "out_of_range v[0]: beyond the largest float"},
    {R"({"t":"float64_list","v":["x"]})", "wrong_type v[0]: must be a number or one of NaN, Infinity, -Infinity, -0.0"},
    {R"({"t":"list","v":{}})", "wrong_type v: must be an array"},
    {R"({"t":"list","v":[{"t":"null"},5]})", "wrong_type v[1]: must be an object with t and v"},
    {R"({"t":"list","v":[{"t":"list","v":[{"t":"uint8_list","v":"a"}]}]})",
     "not_hex v[0].v[0].v: an odd number of digits"},
    {R"({"t":"map","v":{}})", "wrong_type v: must be an array of pairs"},
    {R"({"t":"map","v":[1]})", "wrong_type v[0]: must be an array of a key and a value"},
    {R"({"t":"map","v":[[{"t":"null"}]]})", "wrong_type v[0]: must be an array of a key and a value"},
    {R"({"t":"map","v":[[{"t":"null"},{"t":"null"},{"t":"null"}]]})",
     "wrong_type v[0]: must be an array of a key and a value"},
    {R"({"t":"map","v":[[{"t":"null"},{"t":"int","v":"x"}]]})",
     "bad_character v[0][1].v: not in the form of -?(0|[1-9][0-9]*), or -0"},
    {R"({"t":"map","v":[[{"t":"nil"},{"t":"null"}]]})", "bad_enumerator v[0][0].t: no type of the codec has this name"},
    {R"({"t":"map","v":[[{"t":"int","v":"1"},{"t":"null"}],[{"t":"int","v":"1"},{"t":"null"}]]})",
     "duplicate_key v[1][0]: this key stands twice"},
};

constexpr bad_row bad_calls[] = {
    {"[]", "wrong_type must be an object"},
    {R"({"t":"null"})", "missing method: missing"},
    {R"({"method":"m"})", "missing args: missing"},
    {R"({"method":5,"args":{"t":"null"}})", "wrong_type method: must be a text"},
    {R"({"method":"m","args":{"t":"null"},"x":1})", "unknown_key a member that does not belong here"},
    {R"({"method":"m","args":{"t":"int","v":5}})", "wrong_type args.v: must be a number in a text"},
};

constexpr bad_row bad_envelopes[] = {
    {"{}", "wrong_type must be an object with one of success, error, not_implemented"},
    {R"({"other":1})", "unknown_key must have one of success, error, not_implemented"},
    {R"({"success":{"t":"null"},"not_implemented":true})",
     "wrong_type must be an object with one of success, error, not_implemented"},
    {R"({"success":5})", "wrong_type success: must be an object with t and v"},
    {R"({"not_implemented":false})", "wrong_type not_implemented: must be true"},
    {R"({"not_implemented":null})", "wrong_type not_implemented: must be true"},
    {R"({"error":5})", "wrong_type error: must be an object"},
    {R"({"error":{"code":"c","message":null}})", "missing error.details: missing"},
    {R"({"error":{"code":"c","details":{"t":"null"}}})", "missing error.message: missing"},
    {R"({"error":{"message":null,"details":{"t":"null"}}})", "missing error.code: missing"},
    {R"({"error":{"code":null,"message":null,"details":{"t":"null"}}})", "wrong_type error.code: must be a text"},
    {R"({"error":{"code":"c","message":5,"details":{"t":"null"}}})",
     "wrong_type error.message: must be a text or null"},
    {R"({"error":{"code":"c","message":null,"details":null}})",
     "wrong_type error.details: must be an object with t and v"},
    {R"({"error":{"code":"c","message":null,"details":{"t":"null"},"stacktrace":1}})",
     "wrong_type error.stacktrace: must be a text or null"},
    {R"({"error":{"code":"c","message":null,"details":{"t":"null"},"trace":"t"}})",
     "unknown_key error: a member that does not belong here"},
};

value nested(std::size_t depth, bool maps) {
    value v = 7;
    for (; depth != 0; --depth) v = maps ? value::map({{"k", v}}) : value::list({v});
    return v;
}

}  // namespace

TEST_CASE("values have one tagged form, and come back from it") {
    for (const row& r : rows()) {
        CAPTURE(r.json);
        CHECK(text_of(to_tagged(r.held)) == r.json);
        CHECK(from_tagged(json_of(r.json)).value() == r.held);
    }
}

TEST_CASE("what else may stand for a value") {
    CHECK(from_tagged(json_of(R"({"v":true,"t":"bool"})")).value() == value(true));
    CHECK(from_tagged(json_of(R"({"t":"double","v":1})")).value() == value(1.0));
    CHECK(from_tagged(json_of(R"({"t":"double","v":-0.0})")).value() == value(-0.0));
    CHECK(from_tagged(json_of(R"({"t":"uint8_list","v":"aAFf"})")).value() ==
          typed<std::uint8_t>(value::bytes, {0xAA, 0xFF}));
    // Rounded to the nearest float, also just above the largest.
    CHECK(from_tagged(json_of(R"({"t":"float32_list","v":[0.1,1,3.40282356e38,-3.40282356e38,1e-50]})")).value() ==
          typed<float>(value::float32_list,
                       {0.1f, 1.0f, std::numeric_limits<float>::max(), -std::numeric_limits<float>::max(), 0.0f}));
}

TEST_CASE("everything else is refused, with its path") {
    for (const bad_row& r : bad_values) {
        CAPTURE(r.json);
        CHECK(fault_of(from_tagged(json_of(r.json))) == r.message);
    }
}

TEST_CASE("keys are the same where type and value are, not where their bits are") {
    const auto pair_of_keys = [](std::string_view a, std::string_view b) {
        return fault_of(from_tagged(json_of("{\"t\":\"map\",\"v\":[[" + std::string(a) + ",{\"t\":\"null\"}],[" +
                                            std::string(b) + ",{\"t\":\"null\"}]]}")));
    };
    struct keys {
        std::string_view a, b;
        bool same;
    };
    for (const keys& k :
         {keys{R"({"t":"int","v":"1"})", R"({"t":"double","v":1})", false},
          {R"({"t":"double","v":1})", R"({"t":"double","v":1.0})", true},
          {R"({"t":"double","v":0.0})", R"({"t":"double","v":"-0.0"})", false},
          {R"({"t":"double","v":"NaN"})", R"({"t":"double","v":"NaN"})", true},
          {R"({"t":"bigint","v":"a"})", R"({"t":"string","v":"a"})", false},
          {R"({"t":"bigint","v":"a"})", R"({"t":"bigint","v":"A"})", false},
          {R"({"t":"uint8_list","v":"0a"})", R"({"t":"uint8_list","v":"0A"})", true},
          {R"({"t":"list","v":[{"t":"int","v":"1"}]})", R"({"t":"list","v":[{"t":"int","v":"1"}]})", true},
          {R"({"t":"list","v":[]})", R"({"t":"map","v":[]})", false},
          {R"({"t":"null"})", R"({"t":"bool","v":false})", false}}) {
        CAPTURE(k.a);
        CAPTURE(k.b);
        CHECK(pair_of_keys(k.a, k.b) == (k.same ? "duplicate_key v[1][0]: this key stands twice" : "none"));
        CHECK(pair_of_keys(k.b, k.a) == (k.same ? "duplicate_key v[1][0]: this key stands twice" : "none"));
    }
}

TEST_CASE("of a key that stands twice on the wire the last value is shown, at the first place") {
    value v = value::map({{"a", 1}, {"b", 2}, {"a", 3}});
    CHECK(text_of(to_tagged(v)) == text_of(to_tagged(value::map({{"a", 3}, {"b", 2}}))));
    // NaN with other bits is one key too, and within a list.
    const double other = std::bit_cast<double>(std::uint64_t{0xFFF8000000000001});
    const double quiet = std::bit_cast<double>(std::uint64_t{0x7FF8000000000000});
    v = value::map({{value::list({quiet}), 1}, {value::list({other}), 2}});
    CHECK(to_tagged(v) == to_tagged(value::map({{value::list({quiet}), 2}})));
}

TEST_CASE("64 containers may be nested, 65 may not; the text may be written and read so deep") {
    for (const bool maps : {false, true}) {
        const value deep = nested(64, maps);
        CHECK(from_tagged(json_of(text_of(to_tagged(deep)))).value() == deep);
        const auto made = from_tagged(to_tagged(nested(65, maps)));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == errc::too_deep);
        CHECK(made.error().detail == "more than 64 nested containers");
        std::string path;
        for (int i = 0; i < 64; ++i) path += maps ? (i == 0 ? "v[0][1]" : ".v[0][1]") : (i == 0 ? "v[0]" : ".v[0]");
        CHECK(made.error().path == path);

        codec::envelope reply{.what = codec::envelope::outcome::error, .error = {"c", {}, deep, {}}};
        CHECK(envelope_from_tagged(json_of(text_of(to_tagged(reply)))).value() == reply);
        const codec::method_call call{"m", deep};
        CHECK(call_from_tagged(json_of(text_of(to_tagged(call)))).value() == call);
    }
    value keys = 7;
    for (int i = 0; i < 64; ++i) keys = value::map({{keys, nullptr}});
    CHECK(from_tagged(to_tagged(keys)).value() == keys);
    CHECK(from_tagged(to_tagged(value::map({{keys, nullptr}}))).error().code == errc::too_deep);
}

TEST_CASE("calls") {
    const codec::method_call call{"m", value::map({{"a", 1}})};
    constexpr std::string_view json =
        R"({"method":"m","args":{"t":"map","v":[[{"t":"string","v":"a"},{"t":"int","v":"1"}]]}})";
    CHECK(text_of(to_tagged(call)) == json);
    CHECK(call_from_tagged(json_of(json)).value() == call);
    CHECK(text_of(to_tagged(codec::method_call{})) == R"({"method":"","args":{"t":"null"}})");
    for (const bad_row& r : bad_calls) {
        CAPTURE(r.json);
        CHECK(fault_of(call_from_tagged(json_of(r.json))) == r.message);
    }
}

TEST_CASE("replies") {
    using outcome = codec::envelope::outcome;
    struct reply_row {
        std::string_view json;
        codec::envelope reply;
    };
    const reply_row replies[] = {
        {R"({"success":{"t":"null"}})", {.what = outcome::success}},
        {R"({"success":{"t":"int","v":"1"}})", {.what = outcome::success, .data = 1}},
        {R"({"not_implemented":true})", {}},
        {R"({"error":{"code":"c","message":null,"details":{"t":"null"}}})",
         {.what = outcome::error, .error = {.code = "c"}}},
        {R"({"error":{"code":"","message":"","details":{"t":"int","v":"1"},"stacktrace":null}})",
         {.what = outcome::error, .error = {.code = "", .message = "", .details = 1, .stacktrace = text()}}},
        {R"({"error":{"code":"c","message":"m","details":{"t":"null"},"stacktrace":"t"}})",
         {.what = outcome::error, .error = {.code = "c", .message = "m", .stacktrace = text("t")}}},
    };
    for (const reply_row& r : replies) {
        CAPTURE(r.json);
        CHECK(text_of(to_tagged(r.reply)) == r.json);
        CHECK(envelope_from_tagged(json_of(r.json)).value() == r.reply);
    }
    for (const bad_row& r : bad_envelopes) {
        CAPTURE(r.json);
        CHECK(fault_of(envelope_from_tagged(json_of(r.json))) == r.message);
    }
}

TEST_CASE("random values come back from the text, but for the bits of NaN") {
    constexpr std::uint64_t seed = 9;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 2000; ++round) {
        CAPTURE(round);
        const value given = test::random_message(random);
        const std::string text = text_of(to_tagged(given));
        const auto back = from_tagged(json_of(text));
        REQUIRE(back.has_value());
        REQUIRE(text_of(to_tagged(*back)) == text);
    }
}

TEST_CASE("a map of 20,000 keys is no slower than it must be") {
    value map = value::map();
    for (std::int64_t i = 0; i < 20000; ++i) map.append(i, i);
    const value tagged = to_tagged(map);
    CHECK(from_tagged(tagged).value() == map);
}
