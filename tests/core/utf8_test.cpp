#include <nimpush/core/utf8.hpp>

#include <cstdint>
#include <string>
#include <string_view>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

struct row {
    std::string_view why;
    std::string_view given;
    std::size_t fault;  // npos: well-formed
};

// Unicode 15, table 3-7, at both ends of every line and one step outside.
constexpr row rows[] = {
    {"empty", "", npos},
    {"U+007F", "\x7f", npos},
    {"a continuation byte alone", "\x80", 0},
    {"another one", "\xbf", 0},
    {"C0: overlong", "\xc0\x80", 0},
    {"C1: overlong", "\xc1\xbf", 0},
    {"U+0080", "\xc2\x80", npos},
    {"U+07FF", "\xdf\xbf", npos},
    {"C2 before a letter",
     "\xc2"
     "a",
     0},
    {"C2 before C0", "\xc2\xc0", 0},
    {"E0 9F: overlong", "\xe0\x9f\xbf", 0},
    {"U+0800", "\xe0\xa0\x80", npos},
    {"U+0FFF", "\xe0\xbf\xbf", npos},
    {"U+D7FF", "\xed\x9f\xbf", npos},
    {"U+D800: a surrogate", "\xed\xa0\x80", 0},
    {"U+DFFF: a surrogate", "\xed\xbf\xbf", 0},
    {"U+E000", "\xee\x80\x80", npos},
    {"U+FFFF", "\xef\xbf\xbf", npos},
    {"F0 8F: overlong", "\xf0\x8f\xbf\xbf", 0},
    {"U+10000", "\xf0\x90\x80\x80", npos},
    {"U+3FFFF", "\xf0\xbf\xbf\xbf", npos},
    {"U+40000", "\xf1\x80\x80\x80", npos},
    {"U+10FFFF", "\xf4\x8f\xbf\xbf", npos},
    {"above U+10FFFF", "\xf4\x90\x80\x80", 0},
    {"F5", "\xf5\x80\x80\x80", 0},
    {"FF", "\xff", 0},
    {"cut after one of two", "a\xc3", 1},
    {"cut after one of three", "ab\xe4", 2},
    {"cut after two of three", "ab\xe4\xb8", 2},
    {"cut after three of four", "abc\xf0\x9f\x98", 3},
    {"the third byte is a letter",
     "\xe4\xb8"
     "a",
     0},
    {"the fourth byte is a letter",
     "\xf0\x9f\x98"
     "a",
     0},
    {"after well-formed text of each length", "a\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80\xfe", 10},
};
constexpr bool all_rows_hold() {
    for (const row& r : rows)
        if (utf8_fault(r.given) != r.fault || is_utf8(r.given) != (r.fault == npos)) return false;
    return true;
}
static_assert(all_rows_hold());

struct lengths {
    std::string_view given;
    std::size_t characters;
    std::size_t utf16_units;
};
constexpr lengths counted[] = {
    {"", 0, 0},
    {"abc", 3, 3},
    {"é", 1, 1},
    {"中文", 2, 2},
    {"😀", 1, 2},
    {"a😀é中", 4, 5},
    {"\uffff", 1, 1},
    {"\U00010000", 1, 2},
    {"\U0010ffff", 1, 2},
    {"e\u0301", 2, 2},
    {std::string_view("\0", 1), 1, 1},
};
constexpr bool all_counts_hold() {
    for (const lengths& r : counted)
        if (count_characters(r.given) != r.characters || count_utf16_units(r.given) != r.utf16_units) return false;
    return true;
}
static_assert(all_counts_hold());

/// The definition, decoded the long way: what table 3-7 follows from.
bool is_sequence(std::string_view s) {
    const auto byte = [&](std::size_t i) -> std::uint32_t { return static_cast<unsigned char>(s[i]); };
    const std::uint32_t lead = byte(0);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (length != s.size()) return false;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 2) return false;
        point = point << 6 | (byte(i) & 0x3F);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return point >= least[length] && point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF);
}

}  // namespace

TEST_CASE("well-formed is what table 3-7 lists") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(utf8_fault(r.given) == r.fault);
        CHECK(is_utf8(r.given) == (r.fault == npos));
    }
}

TEST_CASE("the fault is found at each distance from the words that are read at once") {
    for (std::size_t before = 0; before <= 20; ++before) {
        for (std::size_t after = 0; after <= 20; ++after) {
            CAPTURE(before);
            CAPTURE(after);
            const std::string prefix(before, 'x');
            const std::string suffix(after, 'y');
            CHECK(utf8_fault(prefix + suffix) == npos);
            CHECK(utf8_fault(prefix + "\x80" + suffix) == before);
            CHECK(utf8_fault(prefix + "é😀中" + suffix) == npos);
            CHECK(utf8_fault(prefix + "中\xf0\x9f\x98" + suffix) == before + 3);
        }
    }
}

TEST_CASE("every sequence of one and two bytes, and every third and fourth at the edges") {
    std::size_t wrong = 0;
    const auto look = [&](const std::string& s) {
        if (is_sequence(s)) {
            wrong += utf8_fault(s) != npos;
        } else if (static_cast<unsigned char>(s[0]) >= 0x80) {
            wrong += utf8_fault(s) != 0;  // nothing shorter than it is well-formed either
        }
    };
    constexpr std::uint8_t edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (unsigned a = 0; a < 256; ++a) {
        std::string s(1, static_cast<char>(a));
        look(s);
        for (unsigned b = 0; b < 256; ++b) {
            s.resize(1);
            s += static_cast<char>(b);
            look(s);
            for (const auto c : edges) {
                s.resize(2);
                s += static_cast<char>(c);
                if (a >= 0xE0) look(s);
                for (const auto d : edges) {
                    s.resize(3);
                    s += static_cast<char>(d);
                    if (a >= 0xF0) look(s);
                }
            }
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("every code point is written in its shortest form") {
    std::size_t wrong = 0;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c == 0xD800) c = 0xE000;
        char out[8];  // g++ 12 at -O2 sees is_utf8() read 8 bytes of less
        const auto size = static_cast<std::size_t>(write_utf8(c, out) - out);
        const std::string_view made(out, size);
        wrong += !is_sequence(made) || !is_utf8(made) || count_characters(made) != 1 ||
                 count_utf16_units(made) != (c < 0x10000 ? 1u : 2u);
    }
    CHECK(wrong == 0);
}

TEST_CASE("lengths in characters and UTF-16 units") {
    for (const lengths& r : counted) {
        CAPTURE(r.given);
        CHECK(count_characters(r.given) == r.characters);
        CHECK(count_utf16_units(r.given) == r.utf16_units);
    }
}
