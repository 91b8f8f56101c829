#include <nimpush/apns/fit.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/utf8.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/growth.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/read_into.hpp"

namespace {

using namespace nimpush;
using apns::fit;
using apns::fit_options;
using apns::notification;

using clusters = std::vector<std::string_view>;

text text_of(std::string_view s) { return text::from(s).value(); }
std::string json_of(const notification& n) { return json::to_string(n).value(); }

std::string first_of(const clusters& all, std::size_t count) {
    std::string made;
    for (std::size_t i = 0; i < count; ++i) made += all[i];
    return made;
}

// What is shown, with company on both sides of it.
notification with_body(std::string_view s) {
    return {.alert = {.title = "Bob", .body = text_of(s)}, .badge = 1, .custom = {{"id", "b\"1"}}};
}
notification with_plain(std::string_view s) {
    return {.alert = {.plain = text_of(s)}, .sound = "default", .custom = {{"id", 1}}};
}
notification with_title(std::string_view s) { return {.alert = {.title = text_of(s), .subtitle = "of us"}}; }

// The user-perceived characters were parted by hand, after Unicode's annex 29.
struct sample {
    std::string_view why;
    clusters parts;
};
const std::vector<sample> samples = {
    {"nothing", {}},
    {"ASCII", {"h", "e", "l", "l", "o", " ", "B", "o", "b"}},
    {"two, three and four bytes", {"\u00e9", "\u4e2d", "\u6587", "\U0001f600", "\U00020000", "a", "\u00df"}},
    {"quotes and backslashes are two bytes", {"\"", "a", "\\", "\\", "\"", "\"", "b"}},
    {"controls are two or six", {"\n", "\x01", "a", "\t", "\x1f", "\x1f", "\x7f", "\b"}},
    {"combining accents", {"a", "e\u0301", "e\u0301", "o\u0302\u0323", "\u00e9"}},
    {"an accent in front belongs to nobody", {"\u0301", "a"}},
    {"a heap of accents", {"a", "z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309", "b"}},
    {"flags, an even run", {"\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7", "\U0001f1ee\U0001f1f9"}},
    {"flags, an odd run", {"x", "\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7", "\U0001f1ee", "y"}},
    {"half a flag, and a flag behind a letter", {"\U0001f1e9", "x", "\U0001f1e9\U0001f1ea"}},
    {"a family", {"\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f468", "\U0001f469"}},
    {"skin tones", {"\U0001f44d\U0001f3fd", "\U0001f44d", "\U0001f9d1\U0001f3ff\u200d\U0001f680"}},
    {"variation selectors", {"\u2764\ufe0f", "\u2764", "\u845b\U000e0100", "\u2764\ufe0f\u200d\U0001f525"}},
    {"a rainbow flag", {"\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f3f3", "\U0001f308"}},
    {"keycaps", {"1\ufe0f\u20e3", "1", "#\ufe0f\u20e3", "#", "2\u20e3"}},
    {"the flag of Scotland, in tags",
     {"\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "\U0001f3f4"}},
    {"Hangul syllables", {"\ud55c", "\uad6d", "\uc5b4"}},
    {"Hangul jamo",
     {"\u1112\u1161\u11ab", "\u1100\u116e\u11a8", "\u1100\u1100\u1161", "\u1100\uac00\u11a8", "\ua960\u1161", "a"}},
    {"Devanagari conjuncts and vowel signs",
     {"\u0928", "\u092e", "\u0938\u094d\u0924\u0947", "\u0915\u094d\u0937\u093f", "\u0915"}},
    {"a joiner inside a conjunct", {"\u0915\u094d\u200d\u0937", "\u0915"}},
    {"a virama takes no space and no Latin letter with it", {"\u0915\u094d", " ", "\u0915\u094d", "a"}},
    {"Bengali and Malayalam", {"\u0995\u09cd\u09b7", "\u09bd", "\u0d15\u0d4d\u0d37", "\u0d15"}},
    {"Thai and Khmer", {"\u0e01\u0e33", "\u0e01\u0e34\u0e48", "\u1780\u17d2\u1780\u17bb", "\u1780"}},
    {"Hebrew points, Arabic vowels", {"\u05e9\u05c1\u05b8", "\u05dc", "\u0633\u064e\u0651", "\u0645"}},
    {"marks beyond the first plane", {"\U00011013\U0001103a", "\U00011013", "\U0001e922\U0001e944"}},
    {"CR LF is one, LF CR are two", {"a", "\r\n", "\n", "\r", "b", "\r\n", "\r\n", "\n", "\n"}},
};
const std::vector<std::string> ellipses = {
    "\u2026",      "",     "...",
    " \"more\"\n", "\x01", "this ellipsis alone is longer than most of the texts that it stands for"};

/// The longest text of whole clusters with which `show` makes at most `limit` bytes: each one is tried.
template <class Show>
std::optional<std::string> longest(const clusters& parts, const std::string& ellipsis, std::size_t limit,
                                   const Show& show) {
    const std::string whole = first_of(parts, parts.size());
    if (json_of(show(whole)).size() <= limit) return whole;
    for (const std::string& mark : {ellipsis, std::string()})
        for (std::size_t count = parts.size(); count-- > 0;)
            if (const std::string one = first_of(parts, count) + mark; json_of(show(one)).size() <= limit) return one;
    return json_of(show("")).size() <= limit ? std::optional<std::string>("") : std::nullopt;
}

/// From a byte more than the whole needs to a byte less than nothing of it needs.
template <class Show> void check_every_limit(const sample& s, const Show& show, fit_options options = {}) {
    const std::string whole = first_of(s.parts, s.parts.size());
    const notification given = show(whole);
    const std::size_t full = json_of(given).size();
    const std::size_t bare = json_of(show("")).size();
    for (const std::string& ellipsis : ellipses) {
        options.ellipsis = text_of(ellipsis);
        for (std::size_t limit = full + 1; limit + 1 >= bare; --limit) {
            CAPTURE(s.why);
            CAPTURE(ellipsis);
            CAPTURE(limit);
            notification n = given;
            const auto size = fit(n, limit, options);
            const auto expected = longest(s.parts, ellipsis, limit, show);
            REQUIRE(size.has_value() == expected.has_value());
            const std::string got = json_of(n);
            CHECK(got == json_of(expected ? show(*expected) : given));
            CHECK((!size || (*size == got.size() && *size <= limit)));
        }
    }
}

// While compiling as well.
constexpr bool fits_while_compiling() {
    notification n{.alert = {.body = "to be or not to be"}};
    const auto size = fit(n, 40, {.ellipsis = "..."});
    return size && *size == 40 && n.alert.body.plain() == "to be or...";
}
static_assert(fits_while_compiling());

}  // namespace

TEST_CASE("what fits is left byte for byte") {
    for (const sample& s : samples) {
        CAPTURE(s.why);
        for (const notification& given :
             {with_body(first_of(s.parts, s.parts.size())), with_plain(first_of(s.parts, s.parts.size())),
              notification{.badge = 0}, notification{}}) {
            for (const std::size_t more : {std::size_t{0}, std::size_t{1}, std::size_t{10000}}) {
                notification n = given;
                CHECK(fit(n, json_of(given).size() + more, {.ellipsis = "!", .also_title = true}) ==
                      json_of(given).size());
                CHECK(n == given);
            }
        }
    }
}

TEST_CASE("a body is cut to the longest text of whole characters, at every limit") {
    for (const sample& s : samples) check_every_limit(s, with_body);
}

TEST_CASE("so is a plain alert") {
    for (const sample& s : samples) check_every_limit(s, with_plain);
}

TEST_CASE("so is a title, if asked") {
    for (const sample& s : samples) check_every_limit(s, with_title, {.also_title = true});
}

TEST_CASE("a few lengths, counted by hand") {
    struct row {
        std::string_view why;
        std::string_view body;
        std::size_t limit;
        std::string_view json;
    };
    // {"aps":{"alert":""}} has 20 bytes.
    const row rows[] = {
        {"three bytes of ellipsis", "abcdefgh", 27, "{\"aps\":{\"alert\":\"abcd\u2026\"}}"},
        {"the whole", "abcdefgh", 28, R"({"aps":{"alert":"abcdefgh"}})"},
        {"an escape that does not fit goes", "ab\"defgh", 26, "{\"aps\":{\"alert\":\"ab\u2026\"}}"},
        {"an escape that fits stays", "ab\"defgh", 27, "{\"aps\":{\"alert\":\"ab\\\"\u2026\"}}"},
        {"a control takes six",
         "a\x01"
         "bcdefgh",
         29, "{\"aps\":{\"alert\":\"a\u2026\"}}"},
        {"and fits in six",
         "a\x01"
         "bcdefgh",
         30, "{\"aps\":{\"alert\":\"a\\u0001\u2026\"}}"},
        {"ellipsis alone", "abcdefgh", 23, "{\"aps\":{\"alert\":\"\u2026\"}}"},
        {"no room for the ellipsis", "abcdefgh", 22, R"({"aps":{"alert":"ab"}})"},
        {"no room for a letter", "abcdefgh", 20, R"({"aps":{"alert":""}})"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        notification n{.alert = {.plain = text_of(r.body)}};
        CHECK(fit(n, r.limit) == r.json.size());
        CHECK(json_of(n) == r.json);
        CHECK(n.alert.plain.has_value());
    }
}

TEST_CASE("the body goes before the title") {
    const clusters title = {"a", "e\u0301", "\"", "\U0001f1e9\U0001f1ea", "b"};
    const clusters body = {"x", "\n", "\u4e2d", "y", "z"};
    const std::string whole_title = first_of(title, title.size());
    const notification given{.alert = {.title = text_of(whole_title), .body = text_of(first_of(body, body.size()))}};
    const auto both = [&](std::string_view s) {
        return notification{.alert = {.title = text_of(whole_title), .body = text_of(s)}};
    };
    const auto title_alone = [](std::string_view s) { return notification{.alert = {.title = text_of(s)}}; };
    for (std::size_t limit = json_of(given).size(); limit > 20; --limit) {
        CAPTURE(limit);
        for (const bool also_title : {false, true}) {
            notification n = given;
            const auto size = fit(n, limit, {.also_title = also_title});
            notification expected = given;
            if (const auto s = longest(body, "\u2026", limit, both))
                expected = both(*s);
            else if (const auto t = also_title ? longest(title, "\u2026", limit, title_alone) : std::nullopt)
                expected = title_alone(*t);
            CHECK(n == expected);
            CHECK(size.has_value() == (json_of(expected).size() <= limit));
        }
    }
}

TEST_CASE("an error leaves the notification as it was") {
    struct row {
        std::string_view why;
        notification given;
        std::size_t limit;
        std::string_view fault;
    };
    const text filler = text_of(std::string(5000, 'x'));
    const row rows[] = {
        {"no alert", {.thread_id = filler}, 4096, "too_long there is no text that could be shortened"},
        {"a title nobody offered",
         {.alert = {.title = filler}},
         4096,
         "too_long there is no text that could be shortened"},
        {"an object of the app's string tables",
         {.alert = {.body = apns::localized{.key = filler}}},
         4096,
         "too_long there is no text that could be shortened"},
        {"something else is too large",
         {.alert = {.body = "hello"}, .thread_id = filler},
         4096,
         "too_long the payload does not fit without this text"},
        {"so with plain text",
         {.alert = {.plain = "hello"}, .thread_id = filler},
         4096,
         "too_long the payload does not fit without this text"},
        {"so with an empty body",
         {.alert = {.body = ""}, .thread_id = filler},
         4096,
         "too_long the payload does not fit without this text"},
        {"no bytes at all",
         {.alert = {.title = "a", .body = "b"}},
         0,
         "too_long the payload does not fit without this text"},
        {"JSON has no such number",
         {.alert = {.body = filler}, .relevance_score = 1e308 * 10},
         4096,
         "not_representable JSON cannot carry this value"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        notification n = r.given;
        const auto size = fit(n, r.limit);
        REQUIRE_FALSE(size.has_value());
        CHECK(test::line_of(size.error()) == r.fault);
        CHECK(n == r.given);
    }
    notification n{.alert = {.title = "a", .body = "b"}, .thread_id = filler};
    const notification given = n;
    CHECK_FALSE(fit(n, 4096, {.also_title = true}).has_value());
    CHECK(n == given);
}

TEST_CASE("an object stays where the title is shortened") {
    notification n{.alert = {.title = text_of(std::string(5000, 'x')), .body = apns::localized{.key = "K"}}};
    CHECK(fit(n, 4096, {.also_title = true}) == 4096);
    CHECK(n.alert.body.object()->key == "K");
}

TEST_CASE("a push type brings its limit") {
    struct row {
        apns::push_type type;
        std::size_t body;
        std::size_t size;
    };
    for (const row& r : {row{apns::push_type::alert, 5000, 4096}, row{apns::push_type::liveactivity, 5000, 4096},
                         row{apns::push_type::voip, 5000, 5020}, row{apns::push_type::voip, 5100, 5120},
                         row{apns::push_type::voip, 5101, 5120}, row{apns::push_type::alert, 4076, 4096}}) {
        CAPTURE(r.body);
        notification n{.alert = {.plain = text_of(std::string(r.body, 'x'))}};
        CHECK(fit(n, r.type) == r.size);
        CHECK(json_of(n).size() == r.size);
        CHECK(n.alert.plain.view().ends_with("\u2026") == (r.body + 20 > r.size));
    }
}

TEST_CASE("the time grows as the text does") {
    struct row {
        const char* why;
        std::string_view piece;
    };
    for (const row& r : {row{"letters", "a"}, row{"escapes", "\"\x01"}, row{"flags", "\U0001f1e9"},
                         row{"accents without end", "\u0301"}, row{"joiners", "\U0001f468\u200d"}}) {
        CAPTURE(r.why);
        for (const bool is_short : {true, false}) {
            CAPTURE(is_short);
            CHECK(test::growth(50'000, [&](std::size_t n) {
                      std::string body;
                      while (body.size() < n) body += r.piece;
                      notification one{.alert = {.body = text_of(body)}};
                      const std::size_t limit = is_short ? 4096 : n - 1000;
                      const auto size = fit(one, limit);
                      REQUIRE(size.has_value());
                      CHECK(*size <= limit);
                  }) < test::linear);
        }
    }
}

TEST_CASE("any Unicode text comes back valid, within the limit, and reads back as it was written") {
    constexpr std::uint64_t seed = 20261124;
    CAPTURE(seed);
    test::random random(seed);
    static constexpr std::string_view pieces[] = {
        "a",      " ",          "\"",         "\\",         "\r\n",   "\x02",   "e\u0301", "\u0301", "\u200d",
        "\ufe0f", "\U0001f1e9", "\U0001f468", "\U0001f3fd", "\u094d", "\u0915", "\u1100",  "\u1161"};
    const auto any_text = [&](std::size_t most) {
        std::string made;
        for (std::size_t n = random.below(most + 1); n != 0; --n) {
            if (random.one_in(2)) {
                made += pieces[random.below(std::size(pieces))];
                continue;
            }
            char32_t c = static_cast<char32_t>(random.below(0x110000)) >> random.below(16);
            if (c >= 0xD800 && c <= 0xDFFF) c -= 0x800;
            char sequence[4];
            made.append(sequence, write_utf8(c, sequence));
        }
        return made;
    };
    for (int i = 0; i < 3000; ++i) {
        CAPTURE(i);
        const std::string body = any_text(60);
        const std::string ellipsis = any_text(3);
        const notification given{.alert = {.title = text_of(any_text(10)), .body = text_of(body)},
                                 .thread_id = text_of(any_text(5))};
        const std::size_t full = json_of(given).size();
        notification n = given;
        const std::size_t limit = full + 3 - random.below(full + 3);
        const auto size = fit(n, limit, {.ellipsis = text_of(ellipsis)});
        const std::string_view left = n.alert.body.plain().view();
        if (!size || full <= limit) {
            CHECK(n == given);
        } else {
            CHECK(is_utf8(left));
            std::string_view prefix = left;
            if (left.ends_with(ellipsis)) prefix.remove_suffix(ellipsis.size());
            CHECK((body.starts_with(prefix) || body.starts_with(left)));
            CHECK(left != body);
            CHECK(*size <= limit);
        }
        const std::string written = json_of(n);
        CHECK((!size || written.size() == *size));
        notification again;
        CHECK(test::lines_of(test::put(apns::read_notification(json::read(written).value()), again)) == test::lines{});
        CHECK(again == n);
    }
}

TEST_CASE("what is kept is the longest that fits, wherever blocks of bytes end") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    static constexpr std::string_view between[] = {
        "\u0301",       "\"",    "\r\n",   "\r",           "\xc3\xa9",   "\U0001f1e9\U0001f1ea", "\U0001f1e9",
        "\x1f",         "\x7f",  "\u200d", "\u4e2d\u6587", "\U0001f468", "\U00020000",           "\u0938\u094d\u0924",
        "\u1100\u1161", "\ud55c"};
    for (int i = 0; i < 2000; ++i) {
        CAPTURE(i);
        // Of letters with something between them, of it alone, and long rows of one kind.
        const std::size_t size = random.one_in(8) ? 2000 : 200;
        const std::size_t letters = random.one_in(3) ? 1 : 40;
        const std::size_t most = random.one_in(4) ? 200 : 2;
        std::string body;
        while (body.size() < size) {
            body.append(random.below(letters), static_cast<char>('a' + random.below(26)));
            const std::string_view one = between[random.below(std::size(between))];
            for (std::size_t n = random.below(most); n != 0; --n) body += one;
            if (letters == 1 && most == 2) body += one;
        }
        notification n{.alert = {.body = text_of(body)}};
        const std::size_t bare = json_of({.alert = {.body = text_of("")}}).size();
        const std::size_t room = random.below(json_of(n).size() - bare);
        const std::string_view mark = room >= 3 ? "…" : "";

        std::size_t longest = 0;
        std::size_t used = mark.size();
        for (std::size_t at = 0; at < body.size();) {
            const std::size_t length = apns::detail::cluster_length(std::string_view(body).substr(at));
            for (const char c : body.substr(at, length)) used += nimpush::detail::json::escaped_size(c);
            at += length;
            if (used <= room) longest = at;
        }
        const auto fitted = fit(n, bare + room);
        REQUIRE(fitted.has_value());
        CHECK(n.alert.body.plain().view() == body.substr(0, longest) + std::string(mark));
        CHECK(fitted == json_of(n).size());
    }
}

TEST_CASE("what stands beside a plain text is not shown, and does not count") {
    const notification given{.alert = {.plain = "short", .body = text_of(std::string(5000, 'x'))}};
    notification n = given;
    CHECK(fit(n, 4096) == json_of(given).size());
    CHECK(n == given);
}
