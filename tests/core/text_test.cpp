#include <nimpush/core/text.hpp>
#include <nimpush/model/cert_name.hpp>

#include <concepts>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

struct row {
    std::string_view why;
    std::string_view given;
    errc expected;  // errc{}: accepted
    std::string_view detail = {};
};

template <class Text> constexpr bool as_expected(const row& r) {
    const auto made = Text::from(r.given);
    if (!made) return made.error().code == r.expected && made.error().detail == r.detail;
    return r.expected == errc{} && *made == r.given;
}
template <class Text, std::size_t N> constexpr bool all_as_expected(const row (&rows)[N]) {
    for (const row& r : rows)
        if (!as_expected<Text>(r)) return false;
    return true;
}
template <class Text, std::size_t N> void check_rows(const row (&rows)[N]) {
    for (const row& r : rows) {
        CAPTURE(r.why);
        const auto made = Text::from(r.given);
        CHECK(made.has_value() == (r.expected == errc{}));
        if (made) {
            CHECK(made->view() == r.given);
            CHECK(made->c_str()[made->size()] == '\0');
        } else {
            CHECK(made.error().code == r.expected);
            CHECK(made.error().detail == r.detail);
            CHECK_FALSE(made.error().path.has_value());
        }
    }
}

constexpr row cert_names[] = {
    {"a usual name", "acme_prod", {}},
    {"empty is a text", "", {}},
    {"32 characters fit", "0123456789abcdef0123456789abcdef", {}},
    {"33 do not", "0123456789abcdef0123456789abcdefX", errc::too_long,
     "33 characters, at most 32: the login would fail with code 500"},
    {"characters, not bytes", "证书证书证书证书证书证书", {}},
    {"32 of four bytes each", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", {}},
    {"33 of them", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", errc::too_long,
     "33 characters, at most 32: the login would fail with code 500"},
    {"ill-formed UTF-8 is looked at first",
     "ab\xff"
     "0123456789abcdef0123456789abcdef",
     errc::bad_utf8, "ill-formed UTF-8 at byte 2"},
};
static_assert(all_as_expected<cert_name>(cert_names));

using three_bytes = basic_text<schema::at_most<3, schema::bytes>>;
constexpr row at_most_bytes[] = {
    {"empty", "", {}},
    {"the limit", "abc", {}},
    {"one more", "abcd", errc::too_long, "4 bytes, at most 3"},
    {"one character of three bytes", "中", {}},
    {"two of two", "éé", errc::too_long, "4 bytes, at most 3"},
};
static_assert(all_as_expected<three_bytes>(at_most_bytes));

using three_units = basic_text<schema::at_most<3, schema::utf16_units>>;
constexpr row at_most_units[] = {
    {"three of one unit", "中é1", {}},
    {"one of two, one of one", "😀a", {}},
    {"two of two", "😀😀", errc::too_long, "4 UTF-16 units, at most 3"},
    {"the last of one unit", "\uffff\uffff\uffff", {}},
    {"the first of two", "\U00010000\U00010000", errc::too_long, "4 UTF-16 units, at most 3"},
};
static_assert(all_as_expected<three_units>(at_most_units));

using at_least_two = basic_text<schema::at_least<2, schema::characters>>;
constexpr row at_least_rows[] = {
    {"nothing", "", errc::too_short, "0 characters, at least 2"},
    {"one, in three bytes", "中", errc::too_short, "1 characters, at least 2"},
    {"the limit", "ab", {}},
    {"more", "abc", {}},
};
static_assert(all_as_expected<at_least_two>(at_least_rows));

using exactly_four = basic_text<schema::exactly<4, schema::bytes>>;
constexpr row exactly_rows[] = {
    {"three", "abc", errc::wrong_length, "3 bytes, exactly 4"},
    {"four", "abcd", {}},
    {"five", "abcde", errc::wrong_length, "5 bytes, exactly 4"},
    {"two characters in four", "éé", {}},
};
static_assert(all_as_expected<exactly_four>(exactly_rows));

using a_number = basic_text<schema::only<schema::digits>>;
constexpr row digit_rows[] = {
    {"empty has nothing outside", "", {}},
    {"all of them", "0123456789", {}},
    {"the character before 0", "1/", errc::bad_character, "byte 1 is outside decimal digits"},
    {"the character after 9", ":", errc::bad_character, "byte 0 is outside decimal digits"},
    {"a digit of another script", "1٣", errc::bad_character, "byte 1 is outside decimal digits"},
    {"a zero byte", std::string_view("1\0", 2), errc::bad_character, "byte 1 is outside decimal digits"},
};
static_assert(all_as_expected<a_number>(digit_rows));

using hex_text = basic_text<schema::only<schema::hex_digits>>;
constexpr row hex_rows[] = {
    {"either case", "0123456789abcdefABCDEF", {}},
    {"g", "fg", errc::bad_character, "byte 1 is outside hexadecimal digits"},
    {"the character before A", "@", errc::bad_character, "byte 0 is outside hexadecimal digits"},
    {"the character before a", "`", errc::bad_character, "byte 0 is outside hexadecimal digits"},
};
static_assert(all_as_expected<hex_text>(hex_rows));

using header_text = basic_text<schema::only<schema::visible_ascii>>;
constexpr row header_rows[] = {
    {"both ends of the class", "!~", {}},
    {"a space", "a b", errc::bad_character, "byte 1 is outside visible ASCII"},
    {"a line feed", "a\n", errc::bad_character, "byte 1 is outside visible ASCII"},
    {"delete", "\x7f", errc::bad_character, "byte 0 is outside visible ASCII"},
    {"not ASCII", "é", errc::bad_character, "byte 0 is outside visible ASCII"},
};
static_assert(all_as_expected<header_text>(header_rows));

using pin = basic_text<schema::all_of<schema::only<schema::digits>, schema::at_least<4, schema::bytes>,
                                      schema::at_most<6, schema::bytes>>>;
constexpr row all_of_rows[] = {
    {"all rules hold", "12345", {}},
    {"the first that is broken speaks", "12x", errc::bad_character, "byte 2 is outside decimal digits"},
    {"the second", "123", errc::too_short, "3 bytes, at least 4"},
    {"the third", "1234567", errc::too_long, "7 bytes, at most 6"},
};
static_assert(all_as_expected<pin>(all_of_rows));

constexpr row plain_rows[] = {
    {"empty", "", {}},
    {"a zero byte inside", std::string_view("a\0b", 3), {}},
    {"a byte order mark is kept", "\ufeffa", {}},
    {"any length", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", {}},
    {"half a sequence at the end", "abc\xe4\xb8", errc::bad_utf8, "ill-formed UTF-8 at byte 3"},
};
static_assert(all_as_expected<text>(plain_rows));

static_assert(std::regular<text> && std::regular<cert_name>);
static_assert(std::is_nothrow_move_constructible_v<text> && std::is_nothrow_move_assignable_v<text>);
static_assert(sizeof(text) <= 3 * sizeof(void*));

// A rule may be given up, never put on.
static_assert(std::convertible_to<cert_name, text>);
static_assert(!std::constructible_from<cert_name, text>);
static_assert(!std::constructible_from<cert_name, at_least_two>);
// Only a literal is taken without a look. The rest goes through from(), plain text also through text(s), which says so.
static_assert(std::constructible_from<text, std::string> && !std::convertible_to<std::string, text> &&
              std::constructible_from<text, const char*> && !std::convertible_to<const char*, text> &&
              std::constructible_from<text, std::string_view> && !std::convertible_to<std::string_view, text>);
static_assert(!std::constructible_from<cert_name, std::string> && !std::constructible_from<cert_name, const char*> &&
              !std::constructible_from<text_or_null, std::string>);

constexpr bool made_at_run_time() {
    const char* none = nullptr;
    char buffer[] = {'h', 'i', '\0', '\0'};
    const char* chars = buffer;
    return text(std::string_view("")).has_value() && text(std::string_view()) == "" && !text(none).has_value() &&
           text(chars) == "hi" && !text(chars).is_literal() &&
           text(std::string_view("a\xffz\xe4\xb8")) == "a\uFFFDz\uFFFD\uFFFD" &&
           text(std::string_view("\0z", 2)).size() == 2;
}
static_assert(made_at_run_time());

// It goes where a view goes, and is compared, ordered and hashed by what it says.
static_assert(std::convertible_to<text, std::string_view> && std::convertible_to<cert_name, std::string_view>);
static_assert(std::three_way_comparable<text, std::strong_ordering> && std::totally_ordered_with<text, text>);
static_assert(text() < text("") && text("") < text("a") && text("a") < text("b") && text("b") > "a" && text() < "" &&
              "b" >= text("b") && text("z") < text("\u00e9") && std::string_view("a") < text("b"));
static_assert(cert_name("a") == text("a") && cert_name("a") == text_or_null("a") && cert_name() == text() &&
              cert_name() != text(""));

constexpr char spelt[] = "acme_prod";
constexpr cert_name literal = spelt;
static_assert(literal.view().data() == spelt, "a literal is not copied");
static_assert(literal.is_literal() && literal.size() == 9 && literal == "acme_prod");
static_assert(text(literal).view().data() == spelt && text(literal).is_literal());
static_assert(cert_name("").has_value() && cert_name("").empty());

// Null and empty.
static_assert(!text().has_value() && text().empty() && text().size() == 0 && text().view().empty());
static_assert(text() == nullptr && text(nullptr) == text() && !(text("") == nullptr) && !(text() == text("")));
static_assert(!(text() == "") && text("") == "" && text("") == std::string_view() && text("a") != nullptr);
static_assert(!text().is_literal());

constexpr bool lives_while_compiling() {
    text a = text::from("owned").value();
    text b = a;
    text c = std::move(a);
    b = c;
    c = c.view() == "owned" ? text("literal") : text();
    const text joined = detail::join("a", b.view(), "", c.view());
    return b == "owned" && !b.is_literal() && c.is_literal() && joined == "aownedliteral";
}
static_assert(lives_while_compiling());

}  // namespace

TEST_CASE("cert_name: at most 32 characters, and the consequence is told") { check_rows<cert_name>(cert_names); }
TEST_CASE("text: any UTF-8") { check_rows<text>(plain_rows); }
TEST_CASE("at_most counts bytes") { check_rows<three_bytes>(at_most_bytes); }
TEST_CASE("at_most counts UTF-16 units") { check_rows<three_units>(at_most_units); }
TEST_CASE("at_least counts characters") { check_rows<at_least_two>(at_least_rows); }
TEST_CASE("exactly has one length") { check_rows<exactly_four>(exactly_rows); }
TEST_CASE("only: digits") { check_rows<a_number>(digit_rows); }
TEST_CASE("only: hexadecimal digits") { check_rows<hex_text>(hex_rows); }
TEST_CASE("only: visible ASCII") { check_rows<header_text>(header_rows); }
TEST_CASE("all_of: the first broken rule speaks") { check_rows<pin>(all_of_rows); }

TEST_CASE("an error of a text, put under its key, is a sentence") {
    auto made = cert_name::from("0123456789abcdef0123456789abcdef01234567");
    REQUIRE_FALSE(made.has_value());
    error e = std::move(made).error();
    e.path = "apnsCername";
    CHECK(to_text(e) == "apnsCername: 40 characters, at most 32: the login would fail with code 500");
}

TEST_CASE("the offset of a fault is the first bad byte") {
    CHECK(text::from("0123456789\xc0\x80").error().offset == 10);
    CHECK(a_number::from("12a").error().offset == 2);
    CHECK(cert_name::from("0123456789abcdef0123456789abcdefX").error().offset == npos);
}

TEST_CASE("what is no literal is copied") {
    std::string source = "acme_prod";
    const text made = text::from(source).value();
    source.assign(source.size(), 'x');
    CHECK(made == "acme_prod");
    CHECK_FALSE(made.is_literal());

    const text copy = made;
    CHECK(copy == made);
    CHECK(static_cast<const void*>(copy.c_str()) != made.c_str());
}

TEST_CASE("a copy of a literal shares its characters") {
    static constexpr char chars[] = "literal";
    const text a = chars;
    const text b = a;
    CHECK(static_cast<const void*>(b.c_str()) == chars);
}

TEST_CASE("assignment: from itself, from a literal to an owned one and back, after a move") {
    text a = text::from("first").value();
    const text& same = a;
    a = same;
    CHECK(a == "first");
    text& itself = a;
    a = std::move(itself);
    CHECK(a == "first");
    a = "second";
    CHECK(a.is_literal());
    a = text::from("third").value();
    CHECK(a == "third");
    text b = std::move(a);
    a = b;
    CHECK(a == "third");
    a = nullptr;
    CHECK_FALSE(a.has_value());
    a = {};
    CHECK(a == nullptr);
}

TEST_CASE("a null text reads as an empty view and an empty C string") {
    const text null;
    CHECK(null.view().data() != nullptr);
    CHECK(null.c_str()[0] == '\0');
    CHECK(text::from({}).value() == "");
    CHECK(text::from({}).value().has_value());
}

TEST_CASE("a text is added to a string, a key of a map, and an argument where a view is taken") {
    std::string line = "to ";
    line += text("bob");
    line.append(cert_name("!"));
    CHECK(line == "to bob!");
    std::unordered_map<text, int> unordered{{text("a"), 1}, {text(line), 2}};
    CHECK(unordered.at(text("to bob!")) == 2);
    std::map<text, int> ordered{{text("b"), 2}, {text(), 0}, {text("a"), 1}};
    CHECK(ordered.begin()->second == 0);
    CHECK(std::hash<text>{}(text("a")) == std::hash<std::string_view>{}("a"));
    CHECK(text(std::string("\xf0\x9f\x98")) == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("what was moved from is null, and what was copied stands alone") {
    text first(std::string("owned"));
    text second = std::move(first);
    CHECK(first == nullptr);
    text third = second;
    second = text(std::string("other"));
    CHECK(third == "owned");
    third = *&third;
    CHECK(third == "owned");
    third = std::move(second);
    CHECK(third == "other");
}
