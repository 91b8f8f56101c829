#include "../../tools/nimpush/text_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/fit.hpp>
#include <nimpush/core/utf8.hpp>

#include "../support/growth.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush_tool;
using lines = std::vector<std::string>;

/// Each line behind `<` where it runs from right to left.
lines wrapped(std::string_view s, std::size_t room, std::size_t most = 99) {
    lines made;
    for (const text_line& one : wrap(fit_text(s), room, most))
        made.push_back((one.right_to_left ? "<" : "") + one.text);
    return made;
}

// An n has 12 twentieths, a space 6, a Chinese character 20, an emoji 25, the ellipsis 17.
struct row {
    std::string_view why;
    std::string_view text;
    std::size_t room;
    std::size_t most;
    lines expected;
};
const std::vector<row> rows = {
    {"nothing has no line", "", 100, 4, {}},
    {"space alone is nothing", " \n \t ", 100, 4, {}},
    {"what fits stays", "nnn nnn", 78, 4, {"nnn nnn"}},
    {"what does not breaks at the space", "nnn nnn", 77, 4, {"nnn", "nnn"}},
    {"spaces at a line's end take no room", "nnn      nnn", 36, 4, {"nnn", "nnn"}},
    {"spaces within a line are all there", "n  n", 99, 4, {"n  n"}},
    {"a long word is broken where it must be", "nnnnnnnn", 36, 4, {"nnn", "nnn", "nn"}},
    {"but begins on a line of its own", "n nnnnnn", 36, 4, {"n", "nnn", "nnn"}},
    {"a line narrower than any character takes one", "nn", 1, 4, {"n", "n"}},
    {"a hyphen ends a line", "nnn-nnn", 50, 4, {"nnn-", "nnn"}},
    {"a space that does not break", "nn\u00a0nn nn", 60, 4, {"nn\u00a0nn", "nn"}},

    {"line breaks are kept", "n\nn", 99, 4, {"n", "n"}},
    {"of every kind", "n\r\nn\rn\u2028n\u2029n\u0085n\vn\fn", 99, 9, {"n", "n", "n", "n", "n", "n", "n", "n"}},
    {"an empty line too", "n\n\nn", 99, 4, {"n", "", "n"}},
    {"not around the text", "\n n \n", 99, 4, {"n"}},
    {"a tab is a space", "n\tn", 99, 4, {"n n"}},

    {"the last line that there is ends with an ellipsis", "nnn nnn nnn", 78, 1, {"nnn n…"}},
    {"in the middle of a word", "nnnnn nnnn", 60, 1, {"nnn…"}},
    {"no space stands before it", "nnn nnn", 60, 1, {"nnn…"}},
    {"what just fits is not cut", "nnn nnn\nnnn nnn", 78, 2, {"nnn nnn", "nnn nnn"}},
    {"a line too many is", "nnn nnn\nnnn\nn", 78, 2, {"nnn nnn", "nnn…"}},
    {"no room but for the ellipsis", "nnnn", 20, 1, {"…"}},

    {"Chinese breaks anywhere", "一二三四五", 40, 4, {"一二", "三四", "五"}},
    {"but not before its full stop", "一二。三", 40, 4, {"一", "二。", "三"}},
    {"nor behind its bracket", "一「二」三", 40, 4, {"一", "「二", "」三"}},
    {"and beside Latin", "一nnn二", 40, 4, {"一", "nnn", "二"}},
    {"Hangul too", "한국어", 40, 4, {"한국", "어"}},

    {"an emoji is one character, with its skin", "👍🏿👍🏿👍🏿", 50, 4, {"👍🏿👍🏿", "👍🏿"}},
    {"so is a family", "👨‍👩‍👧‍👦👩‍💻", 30, 4, {"👨‍👩‍👧‍👦", "👩‍💻"}},
    {"and a flag", "🇩🇪🇫🇷🇯🇵", 50, 4, {"🇩🇪🇫🇷", "🇯🇵"}},
    {"of a country in a country",
     "🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿",
     30,
     4,
     {"🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"}},
    {"and a key", "1️⃣2️⃣", 30, 4, {"1️⃣", "2️⃣"}},
    {"cut whole",
     "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
     70,
     1,
     {"👨‍👩‍👧‍👦👨‍👩‍👧‍👦…"}},
    {"an accent takes no room", "e\u0301e\u0301e\u0301", 36, 4, {"e\u0301e\u0301e\u0301"}},

    {"Hebrew runs from right to left", "שלום", 99, 4, {"<שלום"}},
    {"Arabic too", "مرحبا", 99, 4, {"<مرحبا"}},
    {"the first letter counts", "Hi שלום", 199, 4, {"Hi שלום"}},
    {"signs, digits and emoji do not", "42, 🎉 ٤ שלום Hi", 299, 4, {"<42, 🎉 ٤ שלום Hi"}},
    {"what an isolate holds does not", "\u2067שלום\u2069 Hi", 299, 4, {"\u2067שלום\u2069 Hi"}},
    {"a mark for the eye's sake does", "\u200fHi", 99, 4, {"<\u200fHi"}},
    {"each paragraph has its own", "Hi\nשלום", 99, 4, {"Hi", "<שלום"}},
    {"each line that of its paragraph", "של Hi", 30, 4, {"<של", "<Hi"}},
    {"no letter, no direction", "42!", 99, 4, {"42!"}},
};

}  // namespace

TEST_CASE("lines break, are cut and run as they should") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(wrapped(r.text, r.room, r.most) == r.expected);
    }
}

TEST_CASE("what no drawing can hold is replaced, the rest stays") {
    struct given {
        std::string_view why;
        std::string_view text;
        std::string_view expected;
    };
    using namespace std::string_view_literals;
    for (const given& g : {
             given{"control characters", "a\0b\x01\x1f\x7f\u0080"sv, "a\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFD"},
             given{"no characters", "\uFFFE\uFFFF\U0001FFFE\U0010FFFF\uFDD0"sv, "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
             given{"a lone continuation, an overlong slash", "a\x80\xC0\xAF"sv, "a\uFFFD\uFFFD\uFFFD"},
             given{"a surrogate", "\xED\xA0\x80"sv, "\uFFFD\uFFFD\uFFFD"},
             given{"a sequence without its end", "a\xF0\x9F\x98"sv, "a\uFFFD\uFFFD\uFFFD"},
             given{"markup is not its business", "<b>&\"'--"sv, "<b>&\"'--"},
             given{"marks of direction stay", "\u202Ea\u2066"sv, "\u202Ea\u2066"},
         }) {
        CAPTURE(g.why);
        CHECK(fit_text(g.text) == g.expected);
    }
}

TEST_CASE("widths in twentieths of an em") {
    CHECK(text_width("") == 0);
    CHECK(text_width("n") == 12);
    CHECK(text_width("il.") < text_width("n") * 2);
    CHECK(text_width("中文") == 40);
    CHECK(text_width("e\u0301") == text_width("e"));
    CHECK(text_width("👩‍💻") == 25);
    CHECK(text_width("\u200b\u200e\u2060") == 0);
    // What every one-liner of the alphabet sums up to in Inter Regular: 13.9 em of 26 letters.
    const std::size_t alphabet = text_width("abcdefghijklmnopqrstuvwxyz");
    CHECK(alphabet >= 275);
    CHECK(alphabet <= 285);
}

TEST_CASE("whatever the text, nothing is lost but space, nothing is cut through, no line is too long") {
    constexpr std::uint64_t seed = 20261125;
    CAPTURE(seed);
    test::random random(seed);
    static constexpr std::string_view pieces[] = {
        "a",      " ",        "  ",   "word",    "-",      "\n",     "中",     "。", "「", "👩‍💻",
        "🇩🇪",     "👍🏿", "ש",    "e\u0301", "\u0301", "\u200d", "\u200b", "한", "ا",  "longwordthatgoeson",
        "\u00a0", "\x01",     "\xFF", "%"};
    for (int i = 0; i < 3000; ++i) {
        CAPTURE(i);
        std::string given;
        for (std::size_t n = random.below(40); n != 0; --n) given += pieces[random.below(std::size(pieces))];
        const std::string fit = fit_text(given);
        REQUIRE(nimpush::is_utf8(fit));
        REQUIRE(fit_text(fit) == fit);
        const std::size_t room = 30 + random.below(200);
        const auto without_space = [](std::string_view s) {
            std::string made;
            for (const char c : s)
                if (c != ' ' && c != '\n') made += c;
            return made;
        };

        const auto skip_space = [](std::string_view& s) {  // but not one with an accent
            while (s.starts_with(' ') || s.starts_with('\n')) {
                if (s[0] == ' ' && nimpush::apns::detail::cluster_length(s) != 1) return;
                s.remove_prefix(1);
            }
        };

        // Letters that a joiner holds together may be wider than any line.
        const auto fits = [room](std::string_view s) {
            return text_width(s) <= room || nimpush::apns::detail::cluster_length(s) == s.size();
        };

        std::string together;
        for (const text_line& line : wrap(fit, room, 1000)) {
            CHECK(fits(line.text));
            CHECK(line.text.ends_with(' ') == line.text.ends_with("\u200d "));  // a joiner makes it its own
            together += without_space(line.text);
        }
        CHECK(together == without_space(fit));

        const std::size_t most = 1 + random.below(4);
        const auto few = wrap(fit, room, most);
        CHECK(few.size() <= most);
        std::string_view rest = fit;
        for (const text_line& line : few) {
            std::string_view shown = line.text;
            if (&line == &few.back() && shown.ends_with("…")) shown.remove_suffix(std::string_view("…").size());
            CHECK(fits(line.text));
            skip_space(rest);
            skip_space(shown);
            while (!shown.empty()) {  // cluster by cluster, the line is the text
                const std::size_t length = nimpush::apns::detail::cluster_length(rest.substr(0, rest.find('\n')));
                REQUIRE(length != 0);
                REQUIRE(shown.starts_with(rest.substr(0, length)));
                shown.remove_prefix(length);
                rest.remove_prefix(length);
            }
        }
    }
}

TEST_CASE("the time grows as the text does") {
    struct row_of {
        std::string_view why;
        std::string_view piece;
    };
    for (const row_of& r :
         {row_of{"letters", "a"}, row_of{"words", "ab "}, row_of{"line breaks", "\n"}, row_of{"accents", "\u0301"},
          row_of{"nothing to see", "\u200b"}, row_of{"joiners", "👩\u200d"}, row_of{"digits", "٤"},
          row_of{"no UTF-8", "\xFF"}, row_of{"isolates", "\u2066"}}) {
        CAPTURE(r.why);
        CHECK(test::growth(50'000, [&](std::size_t n) {
                  std::string text = "n";
                  while (text.size() < n) text += r.piece;
                  text += "n";
                  CHECK(wrap(fit_text(text), 400, 4).size() <= 4);
              }) < test::linear);
    }
}
