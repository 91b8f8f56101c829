#include <nimpush/core/error.hpp>

#include <concepts>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

// Names are part of the interface: tools and documents search for them.
constexpr std::string_view names_in_order[] = {
    "too_long",        "too_short",         "wrong_length",  "bad_character",    "bad_utf8",
    "not_hex",         "not_base64",        "out_of_range",  "too_many",         "missing",
    "unknown_key",     "null_value",        "wrong_type",    "bad_enumerator",   "duplicate_key",
    "not_json",        "not_representable", "too_deep",      "buffer_too_small", "truncated",
    "size_past_end",   "unknown_type",      "bad_padding",   "bad_bigint",       "trailing_bytes",
    "bad_method_name", "bad_envelope",      "not_supported", "refused"};
constexpr bool all_named() {
    for (std::size_t i = 0; i < std::size(names_in_order); ++i)
        if (name_of(static_cast<errc>(i + 1)) != names_in_order[i]) return false;
    return true;
}
static_assert(all_named());
static_assert(name_of(errc{}) == "none" && name_of(static_cast<errc>(255)) == "none");
static_assert(name_of(errc::too_long) == "too_long" && name_of(errc::refused) == "refused");
static_assert(name_of(errc::size_past_end) == "size_past_end" && name_of(errc::bad_envelope) == "bad_envelope");

static_assert(std::regular<error> && std::regular<problem> && std::regular<result<int>> && std::regular<result<text>>);
static_assert(!std::is_default_constructible_v<result<std::reference_wrapper<int>>>);
static_assert(std::is_same_v<result<int>::value_type, int> && std::is_same_v<result<int>::error_type, error>);
static_assert(!std::convertible_to<result<int>, bool>, "only where a condition stands");

constexpr result<int> half(int n) {
    if (n % 2 != 0) return unexpected(error{errc::out_of_range, "n", "odd"});
    return n / 2;
}

static_assert(half(4) && half(4).has_value() && *half(4) == 2 && half(4).value() == 2);
static_assert(!half(3) && half(3).error().code == errc::out_of_range);
static_assert(half(4).value_or(7) == 2 && half(3).value_or(7) == 7);
static_assert(half(8).and_then(half).and_then(half) == result<int>(1));
static_assert(half(6).and_then(half) == half(3));
static_assert(half(4).transform([](int n) { return n + 0.5; }).value() == 2.5);
static_assert(half(3).transform([](int n) { return n + 0.5; }).error() == half(3).error());
static_assert(half(4) == half(4) && half(4) != half(6) && half(3) == half(5) && half(4) != half(3));
static_assert(result<int>() == 0);

// The rest of std::expected's face.
constexpr result<int> none() { return unexpected(error{errc::missing}); }
static_assert(none().or_else([](const error&) { return half(6); }).value() == 3 &&
              half(4).or_else([](const error&) { return none(); }).value() == 2);
static_assert(none().transform_error([](const error& e) { return e.code; }) ==
              result<int, errc>(unexpected(errc::missing)));
static_assert(half(4) == 2 && !(none() == 0) && half(3) != 1);
static_assert(half(4).transform([](int) {}).has_value() &&
              std::is_same_v<decltype(half(4).transform([](int) {})), result<void>>);
constexpr result<long long> wider(int n) { return half(n); }
static_assert(wider(4).value() == 2 && wider(3).error() == half(3).error());
constexpr result<text> named(bool good) {
    if (good) return text("a literal");
    return unexpected(error{errc::missing});
}
static_assert(*named(true) == "a literal" && named(true).value_or("other") == "a literal");
static_assert(!std::convertible_to<const char (&)[2], result<text>>);
inline result<std::string> spelt() { return "acme_prod"; }
constexpr result<void> nothing(bool good) {
    if (!good) return unexpected(error{errc::refused});
    return {};
}
static_assert(nothing(true) && !nothing(false) && nothing(false).error().code == errc::refused);
static_assert(nothing(true).and_then([] { return half(2); }) == 1 &&
              nothing(false).and_then([] { return half(2); }).error().code == errc::refused);
static_assert(nothing(false).or_else([](const error&) { return nothing(true); }) && nothing(true) == nothing(true) &&
              nothing(true) != nothing(false) && nothing(true).transform([] { return 5; }) == 5);
static_assert(std::regular<result<void>>);

constexpr bool replaced_and_moved() {
    result<text> one = unexpected(error{errc::missing});
    one.emplace(std::string_view("made here"));
    text taken = std::move(one).value_or("none");
    result<text> failed = unexpected(error{errc::missing, {}, text(std::string_view("why"))});
    failed.error().code = errc::refused;
    const error why = std::move(failed).and_then([](text t) { return result<text>(t); }).error();
    return taken == "made here" && one.has_value() && one->has_value() == false && why.detail == "why" &&
           why.code == errc::refused && result<text>(one) == one;
}
static_assert(replaced_and_moved());

constexpr bool owns_while_compiling() {
    result<text> good = text(detail::unchecked{}, "owned");
    result<text> bad = unexpected(error{errc::missing, {}, text(detail::unchecked{}, "also owned")});
    result<text> copy = good;
    good = bad;
    bad = std::move(copy);
    return !good && good.error().detail == "also owned" && bad && *bad == "owned" && bad->size() == 5;
}
static_assert(owns_while_compiling());

static_assert(to_text(error{errc::too_long, "apnsCername", "40 characters, at most 32"}) ==
              "apnsCername: 40 characters, at most 32");
static_assert(to_text(error{errc::not_json, nullptr, "at offset 3"}) == "at offset 3");
static_assert(to_text(error{errc::not_json, "", "at offset 3"}) == "at offset 3");
static_assert(error{}.offset == npos);

static_assert(!has_errors({}));
constexpr bool degrees_count() {
    problems found;
    found.push_back({error{errc::too_long}, degree::warning});
    if (has_errors(found)) return false;
    found.push_back({error{errc::too_long}});
    return has_errors(found);
}
static_assert(degrees_count());

static_assert(std::string_view(detail::count_text(0)) == "0");
static_assert(std::string_view(detail::count_text(1234567890)) == "1234567890");
static_assert(std::string_view(detail::count_text(static_cast<std::uint64_t>(-1))) == "18446744073709551615");

struct shown {
    std::string_view why;
    std::string_view given;
    std::size_t most;
    std::string_view expected;
};
constexpr shown shown_as[] = {
    {"empty", "", 80, ""},
    {"as it is", "pushPayload é中😀", 80, "pushPayload é中😀"},
    {"line ends", "a\r\nb", 80, "a??b"},
    {"zero, escape, delete", std::string_view("\0\x1b\x7f", 3), 80, "???"},
    {"a tab", "a\tb", 80, "a?b"},
    {"C1 controls: the first, next line, the last", "\u0080\u0085\u009f", 80, "???"},
    {"what stands behind them", "\u00a0", 80, "\u00a0"},
    {"line and paragraph separator", "\u2028\u2029", 80, "??"},
    {"their neighbours", "\u2027\u202f", 80, "\u2027\u202f"},
    {"marks of direction", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069", 80, "???????"},
    {"joiners, which emoji and scripts need", "\u200c\u200d\u2065\u206a", 80, "\u200c\u200d\u2065\u206a"},
    {"the byte order mark and annotations", "\ufeff\ufff9\ufffb\ufffc", 80, "???\ufffc"},
    {"ill-formed bytes",
     "a\xff\xc0\x80"
     "b",
     80, "a???b"},
    {"half a sequence at the end", "a\xe4\xb8", 80, "a??"},
    {"a surrogate", "\xed\xa0\x80", 80, "???"},
    {"exactly the limit", "abcd", 4, "abcd"},
    {"one over it", "abcde", 4, "abcd..."},
    {"a character that ends at the limit", "a中b", 4, "a中..."},
    {"a character across it is left out", "ab中", 4, "ab..."},
    {"four bytes across it", "a😀", 4, "a..."},
    {"a control behind the limit does not matter", "abcd\n", 4, "abcd..."},
    {"nothing fits", "abc", 0, "..."},
};
constexpr bool shown_well() {
    for (const shown& r : shown_as)
        if (!(detail::printable(r.given, r.most) == r.expected)) return false;
    return true;
}
static_assert(shown_well());

}  // namespace

TEST_CASE("each error code has its name") {
    for (std::size_t i = 0; i < std::size(names_in_order); ++i)
        CHECK(name_of(static_cast<errc>(i + 1)) == names_in_order[i]);
    CHECK(name_of(static_cast<errc>(std::size(names_in_order) + 1)) == "none");
}

TEST_CASE("foreign text is shown without what breaks a line of a log") {
    for (const shown& r : shown_as) {
        CAPTURE(r.why);
        CHECK(detail::printable(r.given, r.most) == r.expected);
    }
}

TEST_CASE("no byte and no pair of bytes brings a control through") {
    std::size_t wrong = 0;
    for (unsigned a = 0; a < 256; ++a) {
        for (unsigned b = 0; b < 256; ++b) {
            const char pair[] = {static_cast<char>(a), static_cast<char>(b)};
            const text made = detail::printable({pair, 2});
            wrong += !is_utf8(made.view());
            for (std::size_t i = 0; i < made.size(); ++i) {
                const unsigned c = detail::byte_at(made.view(), i);
                wrong += c < 0x20 || c == 0x7F || (c == 0xC2 && detail::byte_at(made.view(), i + 1) < 0xA0);
            }
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("long foreign text is cut at 80 bytes, between characters") {
    const std::string ascii(200, 'x');
    CHECK(detail::printable(ascii) == std::string(80, 'x') + "...");
    std::string chinese;
    for (int i = 0; i < 40; ++i) chinese += "中";
    CHECK(detail::printable(chinese) == chinese.substr(0, 78) + "...");
    CHECK(detail::printable(ascii.substr(0, 80)) == ascii.substr(0, 80));
}

TEST_CASE("a result gives its value away") {
    result<text> made = text::from("a text that is owned").value();
    const text taken = *std::move(made);
    CHECK(taken == "a text that is owned");
    result<text> failed = unexpected(error{errc::missing, "a", "b"});
    const error e = std::move(failed).error();
    CHECK(e == error{errc::missing, "a", "b"});
}

TEST_CASE("a result is assigned from either side to either side, and from itself") {
    const result<text> good = text::from("good").value();
    const result<text> bad = unexpected(error{errc::missing, {}, text::from("bad").value()});
    for (const auto* from : {&good, &bad}) {
        for (const auto* to : {&good, &bad}) {
            result<text> copied = *to;
            copied = *from;
            CHECK(copied == *from);
            result<text> moved = *to;
            moved = result<text>(*from);
            CHECK(moved == *from);
            const result<text>& same = copied;
            copied = same;
            CHECK(copied == *from);
            result<text>& itself = moved;
            moved = std::move(itself);
            CHECK(moved == *from);
        }
    }
}

TEST_CASE("a result is changed through") {
    result<text> made = text("a");
    *made = "b";
    made.value() = text::from("c").value();
    CHECK(made->view() == "c");
}

TEST_CASE("a result is made of what its value is made of") {
    CHECK(*spelt() == "acme_prod");
    CHECK(spelt() == "acme_prod");
}
