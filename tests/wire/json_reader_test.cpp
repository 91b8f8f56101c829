#include <nimpush/wire/json_reader.hpp>

#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/print.hpp"

namespace {

using namespace nimpush;
using namespace std::string_view_literals;

struct good_row {
    std::string_view why;
    std::string_view given;
};
// What RFC 8259 allows; most of it is Nicolas Seriot's JSONTestSuite (its y_ files).
constexpr good_row good_rows[] = {
    {"spaces inside an empty array", "[[]   ]"},
    {"an empty text", R"([""])"},
    {"an empty array", "[]"},
    {"false", "[false]"},
    {"kinds mixed", R"([null, 1, "1", {}])"},
    {"null", "[null]"},
    {"a line feed behind a number", "[1\n]"},
    {"a space in front", " [1]"},
    {"several nulls", "[1,null,null,null,2]"},
    {"a space behind", "[2] "},
    {"an exponent", "[123e65]"},
    {"zero with an exponent", "[0e+1]"},
    {"zero with a bare exponent", "[0e1]"},
    {"a space in front of a number", "[ 4]"},
    {"close to zero", "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]"},
    {"an integer with an exponent", "[20e1]"},
    {"minus zero", "[-0]"},
    {"a negative number", "[-123]"},
    {"capital E", "[1E22]"},
    {"capital E, negative", "[1E-2]"},
    {"capital E, positive", "[1E+2]"},
    {"a fraction with an exponent", "[123.456e78]"},
    {"a negative exponent", "[1e-2]"},
    {"a positive exponent", "[1e+2]"},
    {"a simple number", "[123]"},
    {"a simple fraction", "[123.456789]"},
    {"an exponent far below zero", "[123.456e-789]"},
    {"an underflow", "[123e-10000000]"},
    {"an object of two", R"({"asd":"sdf", "dfg":"fgh"})"},
    {"an empty object", "{}"},
    {"an empty key", R"({"":0})"},
    {"an escaped zero in a key", R"({"foo\u0000bar": 42})"},
    {"extreme numbers", R"({ "min": -1.0e+28, "max": 1.0e+28 })"},
    {"an array in an object", R"({"a":[]})"},
    {"Cyrillic, escaped", R"({"title":"\u041f\u043e\u043b\u0442\u043e\u0440\u0430" })"},
    {"line feeds", "{\n\"a\": \"b\"\n}"},
    {"escapes of one, two, three bytes", R"(["\u0060\u012a\u12AB"])"},
    {"a surrogate pair", R"(["\uD801\udc37"])"},
    {"two surrogate pairs", R"(["\ud83d\ude39\ud83d\udc8d"])"},
    {"every short escape", R"(["\"\\\/\b\f\n\r\t"])"},
    {"a backslash and u0000", R"(["\\u0000"])"},
    {"an escaped quote", R"(["\""])"},
    {"comments in a text", R"(["a/*b*/c/*d//e"])"},
    {"an escaped backslash", R"(["\\a"])"},
    {"an escaped backslash and n", R"(["\\n"])"},
    {"an escaped control", R"(["\u0012"])"},
    {"an escaped noncharacter", R"(["\uFFFF"])"},
    {"a space in front of a text", R"([ "asd"])"},
    {"the last surrogates", R"(["\uDBFF\uDFFF"])"},
    {"an escaped no-break space", R"(["new\u00A0line"])"},
    {"U+10FFFF as it is", "[\"\xf4\x8f\xbf\xbf\"]"},
    {"U+FFFF as it is", "[\"\xef\xbf\xbf\"]"},
    {"an escaped zero", R"(["\u0000"])"},
    {"pi", R"(["π"])"},
    {"U+1BFFF as it is", "[\"\xf0\x9b\xbf\xbf\"]"},
    {"a text of one space", R"(" ")"},
    {"a clef", R"(["\uD834\uDd1e"])"},
    {"three bytes", R"(["\u0821"])"},
    {"U+2028 as it is", "[\"\xe2\x80\xa8\"]"},
    {"U+2029 as it is", "[\"\xe2\x80\xa9\"]"},
    {"an escaped line feed", R"(["new\u000Aline"])"},
    {"a delete as it is", "[\"\x7f\"]"},
    {"an escaped quote by number", R"(["\u0022"])"},
    {"an escaped backslash by number", R"(["\u005C"])"},
    {"the euro and a clef", R"(["€𝄞"])"},
    {"false alone", "false"},
    {"42 alone", "42"},
    {"a fraction alone", "-0.1"},
    {"null alone", "null"},
    {"a text alone", R"("asd")"},
    {"true alone", "true"},
    {"an empty text alone", R"("")"},
    {"a line feed at the end", "[\"a\"]\n"},
    {"white space around everything", " \t\r\n[ \t\r\n] \t\r\n"},
    {"white space in an object", R"({ "a" : 1 , "b" : 2 })"},
};

struct bad_row {
    std::string_view why;
    std::string_view given;
    errc expected;
    std::size_t offset;
};
// What it does not allow (n_ files), and what it leaves open and is refused here (i_ files).
constexpr bad_row bad_rows[] = {
    {"nothing", "", errc::truncated, 0},
    {"a space", " ", errc::truncated, 1},
    {"no comma", "[1 true]", errc::not_json, 3},
    {"an ill-formed byte in an array", "[a\xe5]", errc::not_json, 1},
    {"a colon for a comma", R"(["": 1])", errc::not_json, 3},
    {"a comma behind the end", R"([""],)", errc::not_json, 4},
    {"a comma first", "[,1]", errc::not_json, 1},
    {"two commas", "[1,,2]", errc::not_json, 3},
    {"two commas at the end", R"(["x",,])", errc::not_json, 5},
    {"one bracket too many", R"(["x"]])", errc::not_json, 5},
    {"a comma at the end", R"(["",])", errc::not_json, 4},
    {"not closed", R"(["x")", errc::truncated, 4},
    {"a bare letter", "[x", errc::not_json, 1},
    {"no comma before an array", "[3[4]]", errc::not_json, 2},
    {"an ill-formed byte alone", "[\xff]", errc::not_json, 1},
    {"colons between items", "[1:2]", errc::not_json, 2},
    {"a comma alone", "[,]", errc::not_json, 1},
    {"a minus alone", "[-]", errc::not_json, 2},
    {"a missing first item", R"([   , ""])", errc::not_json, 4},
    {"lines, not closed", "[\"a\",\n4\n,1,", errc::truncated, 11},
    {"a number and a comma", "[1,]", errc::not_json, 3},
    {"vertical tab and form feed",
     "[\"\x0b"
     "a\"\\f]",
     errc::not_json, 2},
    {"a star", "[*]", errc::not_json, 1},
    {"a text, not closed", R"(["")", errc::truncated, 3},
    {"a comma, not closed", "[1,", errc::truncated, 3},
    {"an object, not closed", "[{}", errc::truncated, 3},
    {"fals", "[fals]", errc::not_json, 5},
    {"nul", "[nul]", errc::not_json, 4},
    {"tru", "[tru]", errc::not_json, 4},
    {"a zero byte behind a number", "123\0"sv, errc::not_json, 3},
    {"++", "[++1234]", errc::not_json, 1},
    {"a plus", "[+1]", errc::not_json, 1},
    {"+Inf", "[+Inf]", errc::not_json, 1},
    {"a zero in front, negative", "[-01]", errc::not_json, 3},
    {"two points", "[-1.0.]", errc::not_json, 5},
    {"nothing behind the point, negative", "[-2.]", errc::not_json, 4},
    {"-NaN", "[-NaN]", errc::not_json, 2},
    {"a point and a minus", "[.-1]", errc::not_json, 1},
    {"nothing before the point, exponent", "[.2e-3]", errc::not_json, 1},
    {"three parts", "[0.1.2]", errc::not_json, 4},
    {"an exponent with a sign alone", "[0.3e+]", errc::not_json, 6},
    {"an exponent without digits", "[0.3e]", errc::not_json, 5},
    {"a point before the exponent", "[0.e1]", errc::not_json, 3},
    {"0E+", "[0E+]", errc::not_json, 4},
    {"0E", "[0E]", errc::not_json, 3},
    {"1.0e-", "[1.0e-]", errc::not_json, 6},
    {"a space in a number", "[1 000.0]", errc::not_json, 3},
    {"two exponents", "[1eE2]", errc::not_json, 3},
    {"a point and an exponent", "[2.e+3]", errc::not_json, 3},
    {"Inf", "[Inf]", errc::not_json, 1},
    {"NaN", "[NaN]", errc::not_json, 1},
    {"a full-width digit", "[\xef\xbc\x91]", errc::not_json, 1},
    {"a sum", "[1+2]", errc::not_json, 2},
    {"hexadecimal", "[0x42]", errc::not_json, 2},
    {"Infinity", "[Infinity]", errc::not_json, 1},
    {"+-", "[0e+-1]", errc::not_json, 4},
    {"letters behind a number", "[-123.123foo]", errc::not_json, 9},
    {"an ill-formed byte behind a number", "[123\xe5]", errc::not_json, 4},
    {"an ill-formed byte in the exponent", "[1e1\xe5]", errc::not_json, 4},
    {"-Infinity", "[-Infinity]", errc::not_json, 2},
    {"a space behind the minus", "[- 1]", errc::not_json, 2},
    {"a zero in front of digits, negative", "[-012]", errc::not_json, 3},
    {"nothing before the point, negative", "[-.123]", errc::not_json, 2},
    {"-1x", "[-1x]", errc::not_json, 3},
    {"a letter in the exponent", "[1ea]", errc::not_json, 3},
    {"nothing behind the point", "[1.]", errc::not_json, 3},
    {"nothing before the point", "[.123]", errc::not_json, 1},
    {"a letter in the fraction", "[1.2a-3]", errc::not_json, 4},
    {"a zero in front", "[012]", errc::not_json, 2},
    {"a bad value", R"(["x", truth])", errc::not_json, 9},
    {"a bracket for a key", R"({[: "x"})", errc::not_json, 1},
    {"a comma for the colon", R"({"x", null})", errc::not_json, 4},
    {"two colons", R"({"x"::"b"})", errc::not_json, 5},
    {"an emoji for a member", "{\xf0\x9f\x87\xa8}", errc::not_json, 1},
    {"a number behind a member", R"({"a":"a" 123})", errc::not_json, 9},
    {"a bare key", "{key: 'value'}", errc::not_json, 1},
    {"a continuation byte in a key", "{\"\xb9\":\"0\",}", errc::bad_utf8, 2},
    {"no colon", R"({"a" b})", errc::not_json, 5},
    {"no key", R"({:"b"})", errc::not_json, 1},
    {"no colon, a text", R"({"a" "b"})", errc::not_json, 5},
    {"no value", R"({"a":)", errc::truncated, 5},
    {"no colon, ended", R"({"a")", errc::truncated, 4},
    {"a number for a key", "{1:1}", errc::not_json, 1},
    {"a huge number for a key", "{9999E9999:1}", errc::not_json, 1},
    {"null for a key", "{null:null,null:null}", errc::not_json, 1},
    {"several commas at the end", R"({"id":0,,,,,})", errc::not_json, 8},
    {"a single quote", "{'a':0}", errc::not_json, 1},
    {"a comma at the end of an object", R"({"id":0,})", errc::not_json, 8},
    {"a comment behind", R"({"a":"b"}/**/)", errc::not_json, 9},
    {"a slash behind", R"({"a":"b"}/)", errc::not_json, 9},
    {"two commas in a row", R"({"a":"b",,"c":"d"})", errc::not_json, 9},
    {"a text not closed", R"({"a":"a)", errc::truncated, 7},
    {"a key alone", R"({ "foo" : "bar", "a" })", errc::not_json, 21},
    {"a hash behind", R"({"a":"b"}#)", errc::not_json, 9},
    {"a first surrogate, then an escape", R"(["\uD800\"])", errc::bad_utf8, 2},
    {"a first surrogate and u", R"(["\uD800\u"])", errc::bad_utf8, 2},
    {"a first surrogate and one digit", R"(["\uD800\u1"])", errc::bad_utf8, 2},
    {"a first surrogate and a bad digit", R"(["\uD800\u1x"])", errc::bad_utf8, 2},
    {"a first surrogate alone", R"(["\uDADA"])", errc::bad_utf8, 2},
    {"a second surrogate alone", R"(["\uDFAA"])", errc::bad_utf8, 2},
    {"the wrong way round", R"(["\uDd1e\uD834"])", errc::bad_utf8, 2},
    {"a first surrogate and a letter", R"(["\uD888\u1234"])", errc::bad_utf8, 2},
    {"two first surrogates", R"(["\uD800\uD800\n"])", errc::bad_utf8, 2},
    {"a first surrogate and a text", R"(["\ud800abc"])", errc::bad_utf8, 2},
    {"half a second surrogate", R"(["a\uD834\uDd"])", errc::bad_utf8, 3},
    {"no quotes", "[\xc3\xa9]", errc::not_json, 1},
    {"an escaped zero byte", "[\"\\\0\"]"sv, errc::not_json, 2},
    {"escape x", R"(["\x00"])", errc::not_json, 2},
    {"three backslashes", R"(["\\\"])", errc::truncated, 7},
    {"an escaped tab", "[\"\\\t\"]", errc::not_json, 2},
    {"an escaped emoji", "[\"\\\xf0\x9f\x8c\x80\"]", errc::not_json, 2},
    {"a backslash at the end", R"(["\"])", errc::truncated, 5},
    {"three digits", R"(["\u00A"])", errc::not_json, 2},
    {"an ill-formed byte in an escape", "[\"\\u\xe5\"]", errc::not_json, 2},
    {"escape a", R"(["\a"])", errc::not_json, 2},
    {"no hexadecimal digits", R"(["\uqqqq"])", errc::not_json, 2},
    {"an ill-formed byte behind an escape", "[\"\\\xe5\"]", errc::not_json, 2},
    {"an escape in front of a text", R"([\u0020"asd"])", errc::not_json, 1},
    {"an escape for a text", R"([\n])", errc::not_json, 1},
    {"a quote alone", R"(")", errc::truncated, 1},
    {"single quotes", "['single quote']", errc::not_json, 1},
    {"bare letters", "abc", errc::not_json, 0},
    {"an escape, not closed", R"(["\)", errc::truncated, 3},
    {"a zero byte in a text",
     "[\"a\0"
     "a\"]"sv,
     errc::not_json, 3},
    {"a line feed in a text", "[\"new\nline\"]", errc::not_json, 5},
    {"a tab in a text", "[\"\t\"]", errc::not_json, 2},
    {"the last control in a text", "[\"\x1f\"]", errc::not_json, 2},
    {"capital U", R"("\UA66D")", errc::not_json, 1},
    {"a letter behind a text", R"(""x)", errc::not_json, 2},
    {"a word joiner", "[\xe2\x81\xa0]", errc::not_json, 1},
    {"a byte order mark alone", "\xef\xbb\xbf", errc::not_json, 0},
    {"a byte order mark in front", "\xef\xbb\xbf{}", errc::not_json, 0},
    {"angle brackets", "<null>", errc::not_json, 0},
    {"a letter behind an array", "[1]x", errc::not_json, 3},
    {"a text in an array, not closed", R"(["asd])", errc::truncated, 6},
    {"capitals", "[True]", errc::not_json, 1},
    {"an array that was not opened", "1]", errc::not_json, 1},
    {"a comma for the brace", R"({"x": true,)", errc::truncated, 11},
    {"two arrays", "[][]", errc::not_json, 2},
    {"a bracket alone", "]", errc::not_json, 0},
    {"half a byte order mark", "\xef\xbb{}", errc::not_json, 0},
    {"an ill-formed byte, nothing else", "\xe5", errc::not_json, 0},
    {"an open bracket", "[", errc::truncated, 1},
    {"a zero byte outside of texts", "[\0]"sv, errc::not_json, 1},
    {"a number and garbage", "2@", errc::not_json, 1},
    {"an object closed twice", "{}}", errc::not_json, 2},
    {"an object, no value", R"({"":)", errc::truncated, 4},
    {"a comment inside", R"({"a":/*comment*/"b"})", errc::not_json, 5},
    {"a text behind an object", R"({"a": true} "x")", errc::not_json, 12},
    {"an apostrophe", "['", errc::not_json, 1},
    {"a comma in an open array", "[,", errc::not_json, 1},
    {"an open object in an open array", "[{", errc::truncated, 2},
    {"an open text", R"(["a)", errc::truncated, 3},
    {"an open object", "{", errc::truncated, 1},
    {"a bracket in an open object", "{]", errc::not_json, 1},
    {"a comma in an open object", "{,", errc::not_json, 1},
    {"an array in an open object", "{[", errc::not_json, 1},
    {"an open key", R"({"a)", errc::truncated, 3},
    {"escapes outside of texts", R"(["\{["\{["\{["\{)", errc::not_json, 2},
    {"a single star", "*", errc::not_json, 0},
    {"an escaped line feed outside", R"([\u000A""])", errc::not_json, 1},
    {"an array, not closed", "[1", errc::truncated, 2},
    {"a partial null, not closed", "[ false, nul", errc::truncated, 12},
    {"a partial false", "[ true, fals", errc::truncated, 12},
    {"a partial true", "[ false, tru", errc::truncated, 12},
    {"an object, not closed at a text", R"({"asd":"asd")", errc::truncated, 12},
    {"a form feed for white space", "[\x0c]", errc::not_json, 1},
    {"a vertical tab for white space", "[\x0b]", errc::not_json, 1},
    {"a no-break space for white space", "[\xc2\xa0]", errc::not_json, 1},
    {"an ill-formed byte in a text", "[\"\xff\"]", errc::bad_utf8, 2},
    {"an overlong slash", "[\"\xc0\xaf\"]", errc::bad_utf8, 2},
    {"above U+10FFFF", "[\"\xf4\xbf\xbf\xbf\"]", errc::bad_utf8, 2},
    {"a surrogate in UTF-8", "[\"ab\xed\xa0\x80\"]", errc::bad_utf8, 4},
    {"an ill-formed byte behind an escape in a text", "[\"\\n\xe0\xff\"]", errc::bad_utf8, 4},
    {"UTF-16", "\0[\0]"sv, errc::not_json, 0},
    {"above int64", "[9223372036854775808]", errc::out_of_range, 1},
    {"far above int64", "[ 100000000000000000000]", errc::out_of_range, 2},
    {"below int64", "[-9223372036854775809]", errc::out_of_range, 1},
    {"above the largest double", "[1.5e+9999]", errc::out_of_range, 1},
    {"below the lowest double", "[-1e+9999]", errc::out_of_range, 1},
    {"a huge exponent", "[0.4e00669999999999999999999999999999999999999999999999999999999999999999969999999006]",
     errc::out_of_range, 1},
    {"a key twice", R"({"a":"b","a":"c"})", errc::duplicate_key, 9},
    {"a key twice, one escaped", R"({"a":1, "\u0061":2})", errc::duplicate_key, 8},
    {"a key twice, the same value", R"({"a":"b","a":"b"})", errc::duplicate_key, 9},
    {"an empty key twice", R"({"":1,"":2})", errc::duplicate_key, 6},
};

// While compiling too: in pieces, since compilers limit the work of one constant expression.
constexpr bool all_good(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
        if (!json::read(good_rows[i].given)) return false;
    return true;
}
constexpr bool all_bad(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const auto made = json::read(bad_rows[i].given);
        if (made || made.error().code != bad_rows[i].expected || made.error().offset != bad_rows[i].offset)
            return false;
    }
    return true;
}
static_assert(std::size(good_rows) == 75 && std::size(bad_rows) == 185, "extend the lines below");
static_assert(all_good(0, 40) && all_good(40, 75));
static_assert(all_bad(0, 60) && all_bad(60, 120) && all_bad(120, 185));

std::string repeated(std::string_view piece, std::size_t times) {
    std::string made;
    made.reserve(piece.size() * times);
    for (; times != 0; --times) made += piece;
    return made;
}
std::string nested(std::size_t depth) { return repeated("[", depth) + repeated("]", depth); }

struct number_row {
    std::string_view given;
    value expected;
};

struct path_row {
    std::string_view given;
    std::string_view message;
};
// Whole messages, as a tool prints them.
constexpr path_row path_rows[] = {
    {"", "the text ends too early at offset 0"},
    {"[1,", "[1]: the text ends too early at offset 3"},
    {R"({"pushPayload":{"aps":{"alert":[0,{"title":tru}]}}})",
     "pushPayload.aps.alert[1].title: this cannot stand here at offset 46"},
    {R"({"a":1 "b":2})", "this cannot stand here at offset 7"},
    {R"({"options":{"a":1,}})", "options: this cannot stand here at offset 18"},
    {R"({"a":{"b":1,"c":2,"b":3}})", "a.b: this key stands twice at offset 18"},
    {R"([[],[1,2],[3,9223372036854775808]])", "[2][1]: a whole number outside 64 bits at offset 13"},
    {R"([1e400])", "[0]: a number beyond the largest double at offset 1"},
    {R"(["\ud800"])", "[0]: half a surrogate pair at offset 2"},
    {R"(["\q"])", "[0]: no such escape at offset 2"},
    {R"(["\u12g4"])", "[0]: four hexadecimal digits must follow \\u at offset 2"},
    {"[\"a\xff\"]", "[0]: ill-formed UTF-8 at offset 3"},
    {"[\"\\n\xff\"]", "[0]: ill-formed UTF-8 at offset 4"},
    {"[\"a\nb\"]", "[0]: a control character must be escaped at offset 3"},
    {"{\"a", "the text ends inside a string at offset 3"},
    {"{} {}", "something stands after the value at offset 3"},
    {"{\"line\\nend\":x}", "line?end: this cannot stand here at offset 13"},
};

}  // namespace

TEST_CASE("RFC 8259: what it allows is read") {
    for (const good_row& r : good_rows) {
        CAPTURE(r.why);
        CAPTURE(r.given);
        CHECK(json::read(r.given).has_value());
    }
}

TEST_CASE("RFC 8259: what it does not allow is refused, with the offset of the fault") {
    for (const bad_row& r : bad_rows) {
        CAPTURE(r.why);
        CAPTURE(r.given);
        const auto made = json::read(r.given);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == r.expected);
        CHECK(made.error().offset == r.offset);
    }
}

TEST_CASE("a text that is cut off is `truncated` at its end, wherever between two characters") {
    for (const good_row& r : good_rows) {
        CAPTURE(r.given);
        for (std::size_t size = 0; size < r.given.size(); ++size) {
            // Of its own size, so that the address sanitizer sees a byte read behind it.
            const std::vector<char> cut(r.given.begin(), r.given.begin() + static_cast<std::ptrdiff_t>(size));
            const std::string_view given(cut.data(), cut.size());
            const auto made = json::read(given);
            if (made || !is_utf8(given)) continue;  // `4` of `42`
            CAPTURE(size);
            CHECK(made.error().code == errc::truncated);
            CHECK(made.error().offset == size);
        }
    }
}

TEST_CASE("the message has the path, what is wrong and the offset") {
    for (const path_row& r : path_rows) {
        CAPTURE(r.given);
        const auto made = json::read(r.given);
        REQUIRE_FALSE(made.has_value());
        CHECK(to_text(made.error()) == r.message);
    }
}

TEST_CASE("integers are exact to both ends of 64 bits; a point or an exponent makes a double") {
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    const number_row rows[] = {
        {"0", 0},
        {"-0", 0},
        {"-1", -1},
        {"9007199254740993", std::int64_t{9007199254740993}},
        {"9223372036854775807", highest},
        {"9223372036854775806", highest - 1},
        {"-9223372036854775808", lowest},
        {"-9223372036854775807", lowest + 1},
        {"1712800000000", std::int64_t{1712800000000}},
        {"1.0", 1.0},
        {"-0.0", -0.0},
        {"0e0", 0.0},
        {"1E2", 100.0},
        {"9223372036854775808.0", 9223372036854775808.0},
        {"0.1", 0.1},
        {"1.7976931348623157e308", std::numeric_limits<double>::max()},
        {"5e-324", std::numeric_limits<double>::denorm_min()},
        {"2e-324", 0.0},
        {"-2e-324", -0.0},
        {"1e-400", 0.0},
    };
    for (const number_row& r : rows) {
        CAPTURE(r.given);
        CHECK(json::read(r.given).value() == r.expected);
        CHECK(json::read("[" + std::string(r.given) + "]").value() == value::list({r.expected}));
    }
    for (const std::string_view given :
         {"9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999999999999999",
          "1.8e308", "-1e309", "1e99999999999999999999"}) {
        CAPTURE(given);
        const auto made = json::read(given);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == errc::out_of_range);
        CHECK(made.error().offset == 0);
    }
}

TEST_CASE("whole numbers beyond int64 are an option: to 2^64 exact, then doubles") {
    constexpr json::read_options exact{.integers = json::integers::of_uint64};
    constexpr json::read_options any{.integers = json::integers::any};
    for (const auto& options : {exact, any}) {
        CHECK(json::read("9223372036854775807", options).value() == value(std::numeric_limits<std::int64_t>::max()));
        CHECK(json::read("9223372036854775808", options).value() == value::bigint("8000000000000000").value());
        CHECK(json::read("18446744073709551615", options).value() == value::bigint("ffffffffffffffff").value());
        CHECK(json::read("-9223372036854775808", options).value() == value(std::numeric_limits<std::int64_t>::min()));
    }
    for (const std::string_view given : {"18446744073709551616", "-9223372036854775809", "99999999999999999999999999"})
        CHECK(json::read(given, exact).error().code == errc::out_of_range);
    CHECK(json::read("18446744073709551616", any).value() == value(18446744073709551616.0));
    CHECK(json::read("-9223372036854775809", any).value() == value(-9223372036854775808.0));
    CHECK(json::read(repeated("9", 400), any).error().code == errc::out_of_range);
}

TEST_CASE("that the last of equal keys counts is an option") {
    const auto read = json::read(R"({"a":1,"b":2,"a":3})", {.last_key_counts = true});
    REQUIRE(read.has_value());
    CHECK(*read->find("a") == value(3));
    CHECK(read->size() == 3);
}

TEST_CASE("texts: every escape, every length around the fast path") {
    CHECK(json::read(R"("\"\\\/\b\f\n\r\t")").value() == value("\"\\/\b\f\n\r\t"));
    CHECK(json::read(R"("\u0000\u0041\u00e9\u4E2D\uffff\ud83d\uDE00")").value() ==
          value(text::from("\0A\u00e9\u4e2d\uffff\U0001f600"sv).value()));
    CHECK(json::read("\"\u00e9\u4e2d\U0001f600\x7f\"").value() == value("\u00e9\u4e2d\U0001f600\x7f"));
    for (std::size_t before = 0; before < 40; ++before) {
        for (std::size_t after = 0; after < 12; ++after) {
            const std::string head(before, 'x');
            const std::string tail(after, 'y');
            CHECK(json::read("\"" + head + "中" + tail + "\"").value().chars() == head + "中" + tail);
            CHECK(json::read("\"" + head + "\\n" + tail + "\"").value().chars() == head + "\n" + tail);
            CHECK(json::read("\"" + head + "\\uD83D\\uDE00" + tail + "\"").value().chars() == head + "😀" + tail);
        }
    }
}

TEST_CASE("every code point of the first plane by its number: surrogates alone are refused") {
    constexpr std::string_view digits = "0123456789abcdef";
    std::size_t wrong = 0;
    for (std::uint32_t c = 0; c <= 0xFFFF; ++c) {
        char given[] = "\"\\u0000\"";
        for (std::size_t i = 0; i < 4; ++i) given[6 - i] = digits[c >> (4 * i) & 15];
        const auto made = json::read(given);
        char utf8[4];
        const auto size = static_cast<std::size_t>(write_utf8(c, utf8) - utf8);
        if (c >= 0xD800 && c <= 0xDFFF)
            wrong += made.has_value() || made.error().code != errc::bad_utf8;
        else
            wrong += !made || made->chars() != std::string_view(utf8, size);
    }
    CHECK(wrong == 0);
}

TEST_CASE("every pair of surrogates' corners is one code point") {
    const auto read = [](std::string_view given) {
        return std::string(json::read("\"" + std::string(given) + "\"").value().chars());
    };
    CHECK(read("\\ud800\\udc00") == "\U00010000");
    CHECK(read("\\ud800\\udfff") == "\U000103ff");
    CHECK(read("\\udbff\\udc00") == "\U0010fc00");
    CHECK(read("\\udbff\\udfff") == "\U0010ffff");
}

TEST_CASE("128 containers may be nested, 129 may not; objects count as arrays do") {
    CHECK(json::read(nested(128)).has_value());
    const auto made = json::read(nested(129));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == errc::too_deep);
    CHECK(made.error().offset == 128);
    CHECK(to_text(made.error()) == repeated("[0]", 128) + ": too many nested containers at offset 128");

    CHECK(json::read(repeated(R"({"a":)", 128) + "1" + repeated("}", 128)).has_value());
    const auto maps = json::read(repeated(R"({"a":)", 129) + "1" + repeated("}", 129));
    REQUIRE_FALSE(maps.has_value());
    CHECK(maps.error().code == errc::too_deep);
    CHECK(maps.error().offset == 128 * 5);

    // Side by side is not nested.
    CHECK(json::read("[" + repeated("[],", 1000) + "{}]").has_value());
}

TEST_CASE("the depth is an option") {
    CHECK(json::read("1", {.max_depth = 0}).has_value());
    CHECK(json::read("[]", {.max_depth = 0}).error().code == errc::too_deep);
    CHECK(json::read("[[]]", {.max_depth = 2}).has_value());
    CHECK(json::read("[[[]]]", {.max_depth = 2}).error().offset == 2);
    CHECK(json::read(nested(1000), {.max_depth = 1000}).has_value());
}

TEST_CASE("100,000 opening brackets end at the bound") {
    CHECK(json::read(repeated("[", 100000)).error().offset == 128);
    CHECK(json::read(repeated(R"([{"":)", 50000)).error().code == errc::too_deep);
}

namespace {

// Called through pointers that nobody sees through, so that each has a frame of its own.
/// Leaves the stack full of what would be an owned text if it were a value.
void (*volatile const litter)() = [] {
    volatile std::uint64_t words[7500];
    for (auto& word : words) word = static_cast<std::uint64_t>(value::kind::string) | 1U << 8;
};
bool (*volatile const is_read)(std::string_view) = [](std::string_view s) { return json::read(s).has_value(); };

}  // namespace

TEST_CASE("more values than there is room for at first, and a fault behind them: nothing is freed that is not ours") {
    for (const std::string_view begin : {"[", "[[[{\"a\":[", "{\"a\":{\"b\":["}) {
        std::string given(begin);
        for (int i = 0; i < 1000; ++i) given += "1,";
        litter();
        CHECK(!is_read(given));
        litter();
        CHECK(!is_read(given + "x]"));
    }
}

TEST_CASE("a key given twice is found at any distance, among few keys and among many") {
    for (const std::size_t count : {2u, 3u, 15u, 16u, 17u, 18u, 33u, 64u, 65u, 100u}) {
        for (std::size_t first = 0; first < count - 1; first += count < 20 ? 1 : 7) {
            CAPTURE(count);
            CAPTURE(first);
            std::string given = "{";
            for (std::size_t i = 0; i < count - 1; ++i) given += "\"k" + std::to_string(i) + "\":0,";
            CHECK(json::read(given + "\"other\":0}").has_value());
            const std::size_t offset = given.size();
            given += "\"k" + std::to_string(first) + "\":0}";
            const auto made = json::read(given);
            REQUIRE_FALSE(made.has_value());
            CHECK(made.error().code == errc::duplicate_key);
            CHECK(made.error().offset == offset);
            CHECK(made.error().path == "k" + std::to_string(first));
        }
    }
}

TEST_CASE("10,000 keys are read in no time, and one of them twice is found") {
    std::string given = "{";
    for (int i = 0; i < 10000; ++i) given += "\"key number " + std::to_string(i) + "\":" + std::to_string(i) + ",";
    const auto made = json::read(given + "\"last\":null}");
    REQUIRE(made.has_value());
    CHECK(made->size() == 10001);
    CHECK(*made->find("key number 9999") == value(9999));

    const auto twice = json::read(given + "\"key number 0\":null}");
    REQUIRE_FALSE(twice.has_value());
    CHECK(twice.error().code == errc::duplicate_key);
    CHECK(to_text(twice.error()) == "key number 0: this key stands twice at offset " + std::to_string(given.size()));
}

TEST_CASE("the same key in two objects, or as key and value, is no fault") {
    CHECK(json::read(R"([{"a":1},{"a":2}])").has_value());
    CHECK(json::read(R"({"a":{"a":{"a":"a"}}})").has_value());
    CHECK(json::read(R"({"a":1,"A":2,"á":3})").has_value());
}

TEST_CASE("members keep their order") {
    const auto made = json::read(R"({"z":1,"a":[true,false,null],"":{}})");
    REQUIRE(made.has_value());
    CHECK(*made == value::map({{"z", 1}, {"a", value::list({true, false, nullptr})}, {"", value::map()}}));
}

TEST_CASE("no byte crashes the reader, wherever it stands") {
    std::size_t read = 0;
    for (const std::string_view around : {"[1,2]", R"({"a":"b"})", R"("\u0041 text")", "-1.5e+7", "[true,null]"}) {
        for (std::size_t at = 0; at < around.size(); ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                std::string given(around);
                given[at] = static_cast<char>(byte);
                const auto made = json::read(given);
                read += made.has_value();
                if (!made) REQUIRE(made.error().offset <= given.size());
            }
        }
    }
    CHECK(read > 500);
}
