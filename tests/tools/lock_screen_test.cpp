#include "../../tools/nimpush/lock_screen.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/utf8.hpp>

#include "../../tools/nimpush/text_layout.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/svg.hpp"

namespace {

using namespace nimpush_tool;
using lines = std::vector<std::string>;

lock_screen screen_with(lock_screen_card card) {
    return {.clock = "14:00", .date = "Monday, November 23", .cards = {std::move(card)}};
}

test::svg_document drawn(const lock_screen& screen) {
    auto read = test::read_svg(draw(screen));
    CHECK(read.fault == "");
    return read;
}

/// What stands on the cards: without clock and date.
lines shown(const lock_screen& screen) {
    lines found;
    for (const auto& one : drawn(screen).texts()) found.push_back(one.text);
    REQUIRE(found.size() >= 2);
    CHECK(found[0] == screen.date);
    CHECK(found[1] == screen.clock);
    found.erase(found.begin(), found.begin() + 2);
    return found;
}
lines shown(lock_screen_card card) { return shown(screen_with(std::move(card))); }

}  // namespace

TEST_CASE("a notification shows letter, badge, time, title and text") {
    CHECK(shown({.app = "Acme", .title = "Bob", .body = "hello", .badge = 3}) ==
          lines{"A", "3", "now", "Bob", "hello"});
    CHECK(shown({.app = "Acme", .title = "Bob", .body = "hello", .time = "5m ago"}) ==
          lines{"A", "5m ago", "Bob", "hello"});
    CHECK(shown({.app = "Acme", .title = "Bob", .subtitle = "of us", .body = "hello"}) ==
          lines{"A", "now", "Bob", "of us", "hello"});
}

TEST_CASE("without a title the app's name stands there") {
    CHECK(shown({.app = "Acme", .body = "hello"}) == lines{"A", "now", "Acme", "hello"});
    CHECK(shown({.app = "Acme", .title = " \n", .body = "hello"}) == lines{"A", "now", "Acme", "hello"});
    CHECK(shown({.app = "Acme", .title = "Bob"}) == lines{"A", "now", "Bob"});
    CHECK(shown(lock_screen_card{}) == lines{"now"});
}

TEST_CASE("the letter is the name's first character, whole") {
    CHECK(shown({.app = "acme", .body = "x"})[0] == "A");
    CHECK(shown({.app = "网易", .body = "x"})[0] == "网");
    CHECK(shown({.app = "👩‍💻 club", .body = "x"})[0] == "👩‍💻");
    CHECK(shown({.app = "e\u0301lan", .body = "x"})[0] == "e\u0301");
    CHECK(shown({.app = "<x>", .body = "x"})[0] == "<");
}

TEST_CASE("a badge is the whole number while it fits, and nothing below one") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    struct row {
        std::int64_t badge;
        std::string_view text;
    };
    for (const row& r : {row{1, "1"}, row{99, "99"}, row{100, "100"}, row{1000, "1000"}, row{99999, "99999"},
                         row{100000, "10…00"}, row{most, "92…07"}}) {
        CAPTURE(r.badge);
        const lines found = shown({.app = "Acme", .body = "x", .badge = r.badge});
        REQUIRE(found.size() == 5);
        CHECK(found[1] == r.text);
    }
    for (const std::int64_t none : {std::int64_t{0}, std::int64_t{-1}, least}) {
        CAPTURE(none);
        CHECK(shown({.app = "Acme", .body = "x", .badge = none}) == lines{"A", "now", "Acme", "x"});
    }
}

TEST_CASE("a badge stays on the card, beside the text") {
    for (const std::int64_t badge : {std::int64_t{1}, std::int64_t{99999}, std::int64_t{888888888}}) {
        CAPTURE(badge);
        bool found = false;
        for (const auto& one : drawn(screen_with({.app = "Acme", .body = "x", .badge = badge})).elements) {
            if (one.name != "rect" || one.attribute("fill") != "#ff3b30") continue;
            found = true;
            const int left = std::stoi(one.attribute("x"));
            CHECK(left >= 10);
            CHECK(left + std::stoi(one.attribute("width")) < 72);
        }
        CHECK(found);
    }
}

TEST_CASE("a title has one line, a text has four") {
    const lines found = shown({.app = "Acme", .title = "one\ntwo", .subtitle = "three\nfour", .body = "1\n2\n3\n4\n5"});
    CHECK(found == lines{"A", "now", "one…", "three…", "1", "2", "3", "4…"});
    CHECK(shown({.app = "Acme", .title = "one", .body = "1\n2\n3\n4"}) == lines{"A", "now", "one", "1", "2", "3", "4"});

    std::string long_text;
    while (long_text.size() < 5000) long_text += "words ";
    const lines cut = shown({.app = "Acme", .title = long_text, .body = long_text});
    REQUIRE(cut.size() == 7);
    CHECK(cut[2].ends_with("…"));
    CHECK(cut[2].size() < cut[3].size());  // the time stands beside the title
    CHECK(cut[5].ends_with("words"));
    CHECK(cut[6].ends_with("…"));
    CHECK(text_width(cut[6]) * 15 / 20 <= 297);
}

TEST_CASE("a long time leaves room for the title") {
    const std::string time(1000, 'm');
    const lines found = shown({.app = "Acme", .title = std::string(1000, 'n'), .time = time});
    REQUIRE(found.size() == 3);
    CHECK(found[1].ends_with("…"));
    CHECK(text_width(found[1]) * 13 / 20 <= 80);
    CHECK(text_width(found[2]) * 15 / 20 <= 297 - 92);
    CHECK(text_width(found[2]) * 15 / 20 >= 180);
}

TEST_CASE("text from right to left begins at the right, and the time gives way") {
    const auto texts = drawn(screen_with({.app = "Acme", .title = "צוות", .body = "שלום\nhello"})).texts();
    REQUIRE(texts.size() == 7);
    const auto& time = texts[3];
    CHECK(time.text == "now");
    CHECK(time.attribute("x") == "72");
    for (const std::size_t i : {std::size_t{4}, std::size_t{5}}) {
        CHECK(texts[i].attribute("direction") == "rtl");
        CHECK(texts[i].attribute("x") == "369");
        CHECK(texts[i].attribute("text-anchor") == "start");
    }
    CHECK(texts[6].text == "hello");
    CHECK(texts[6].attribute("direction") == "");
    CHECK(texts[6].attribute("x") == "72");
    CHECK(drawn(screen_with({.app = "Acme", .title = "Bob"})).texts()[3].attribute("x") == "369");
}

TEST_CASE("spaces are kept as they are") {
    CHECK(drawn(screen_with({.app = "Acme", .body = "a   b"})).elements[0].attribute("xml:space") == "preserve");
    CHECK(shown({.app = "Acme", .body = "a   b"}).back() == "a   b");
}

TEST_CASE("hostile text is text") {
    for (const std::string_view text :
         {"</text></svg><script>alert(1)</script>", "\"/><script href=\"data:,alert(1)\"/>", "' onload='alert(1)",
          "]]><!-- -- -->", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;", "&#0;&lt;&amp;amp;", "<?xml version=\"1.1\"?>",
          "url(#card0)", "javascript:alert(1)", "<![CDATA[x]]>"}) {
        CAPTURE(text);
        const std::string s(text);
        const lock_screen screen{
            .clock = s, .date = s, .cards = {{s, s, s, s, 1, s, s}, {s, s, s, s, 1, s, s}}, .footer = s};
        const test::svg_document read = test::read_svg(draw(screen));
        CHECK(read.fault == "");
        std::size_t whole = 0;
        for (const auto& one : read.texts()) whole += one.text == text;
        CHECK(whole >= 4);  // where it was not cut
        std::size_t roots = 0;
        for (const auto& one : read.elements) roots += one.name == "svg";
        CHECK(roots == 1);
    }
    using namespace std::string_view_literals;
    for (const std::string_view bytes : {"\0\x01\x08\x0B\x1F\x7F"sv, "\xFF\xFE\xC0\x80\xED\xA0\x80\xF4\x90\x80\x80"sv,
                                         "\uFFFE\uFFFF\u0080"sv, "\xF0\x9F\x98"sv}) {
        const std::string s = "a" + std::string(bytes) + "b";
        const test::svg_document read =
            test::read_svg(draw({.clock = s, .date = s, .cards = {{s, s, s, s, 1, s, s}}, .footer = s}));
        CHECK(read.fault == "");
    }
}

TEST_CASE("captions and footer stand outside the cards") {
    const lock_screen screen{
        .clock = "14:00",
        .date = "Monday",
        .cards = {{.app = "Acme", .body = "x", .caption = "bob"}, {.app = "Acme", .body = "y", .caption = "carol"}},
        .footer = "and 3 more"};
    CHECK(shown(screen) == lines{"bob", "A", "now", "Acme", "x", "carol", "A", "now", "Acme", "y", "and 3 more"});
    const auto read = drawn(screen);
    const int height = std::stoi(read.elements[0].attribute("height"));
    for (const auto& one : read.texts()) CHECK(std::stoi(one.attribute("y")) < height);
    CHECK(shown({.clock = "14:00", .date = "Monday"}) == lines{});
}

TEST_CASE("any bytes make a well-formed drawing of a size that they bound") {
    constexpr std::uint64_t seed = 20261126;
    CAPTURE(seed);
    test::random random(seed);
    static constexpr std::string_view pieces[] = {"a",      "word ", "\n",   "<",    "&",           "\"",     "'",
                                                  ">",      "]]>",   "--",   "中",   "👩‍💻", "🇩🇪",     "\u200d",
                                                  "\u0301", "ש",     "\xFF", "\x01", "\uFFFF",      "\u202E", "\u2028"};
    const auto any_text = [&] {
        std::string made;
        for (std::size_t n = random.below(random.one_in(10) ? 2000 : 30); n != 0; --n) {
            if (random.one_in(4))
                made += static_cast<char>(random.byte());
            else
                made += pieces[random.below(std::size(pieces))];
        }
        return made;
    };
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        lock_screen screen{.clock = any_text(), .date = any_text(), .footer = any_text()};
        std::size_t given = screen.clock.size() + screen.date.size() + screen.footer.size();
        for (std::size_t n = random.below(4); n != 0; --n) {
            screen.cards.push_back(
                {any_text(), any_text(), any_text(), any_text(), random.integer(), any_text(), any_text()});
            const lock_screen_card& one = screen.cards.back();
            given += one.app.size() + one.title.size() + one.subtitle.size() + one.body.size() + one.time.size() +
                     one.caption.size();
        }
        const std::string svg = draw(screen);
        REQUIRE(nimpush::is_utf8(svg));
        const auto read = test::read_svg(svg);
        CHECK(read.fault == "");
        // A text stands once on its card and once in the title; one byte becomes six at most.
        CHECK(svg.size() <= 4000 + 4000 * screen.cards.size() + 12 * given);

        const int height = std::stoi(read.elements[0].attribute("height"));
        CHECK(height >= 296);
        CHECK(height <= 400 + 4 * 200);
        for (const auto& one : read.texts()) {
            CHECK(std::stoi(one.attribute("x")) >= 0);
            CHECK(std::stoi(one.attribute("x")) <= 393);
            CHECK(std::stoi(one.attribute("y")) <= height);
        }
    }
}
