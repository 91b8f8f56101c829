#include <nimpush/core/hex.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

struct row {
    std::string_view why;
    std::string_view given;
    std::size_t fault;
};
constexpr row rows[] = {
    {"empty", "", npos},
    {"either case", "00ffABcd", npos},
    {"odd: the end, where a digit is missing", "abc", 3},
    {"one digit", "a", 1},
    {"a letter outside", "0g", 1},
    {"the letter speaks before the odd length", "x", 0},
    {"a space", "00 11", 2},
    {"a prefix", "0x00", 1},
    {"a zero byte",
     std::string_view("00\0"
                      "0",
                      4),
     2},
    {"not ASCII", "é0", 0},
    {"full-width digits", "００", 0},
};
constexpr bool all_hold() {
    for (const row& r : rows)
        if (hex_fault(r.given) != r.fault) return false;
    return true;
}
static_assert(all_hold());

constexpr bool round_trips() {
    for (int i = 0; i < 256; ++i) {
        const std::uint8_t byte[] = {static_cast<std::uint8_t>(i)};
        char digits[2]{};
        std::uint8_t back[1]{};
        if (write_hex(byte, digits) != digits + 2) return false;
        if (read_hex({digits, 2}, back) != back + 1 || back[0] != byte[0]) return false;
        if (hex_value(digits[0]) * 16 + hex_value(digits[1]) != i) return false;
    }
    return true;
}
static_assert(round_trips());
static_assert(hex_value('0') == 0 && hex_value('9') == 9 && hex_value('a') == 10 && hex_value('F') == 15);
static_assert(hex_value('g') == -1 && hex_value('G') == -1 && hex_value('/') == -1 && hex_value(':') == -1 &&
              hex_value('@') == -1 && hex_value('`') == -1 && hex_value('\0') == -1 && hex_value('\xff') == -1);

}  // namespace

TEST_CASE("the first character that is no digit, or the missing one, is at fault") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(hex_fault(r.given) == r.fault);
    }
}

TEST_CASE("bytes become lower-case digits and come back from either case") {
    const std::uint8_t bytes[] = {0x00, 0x01, 0x0a, 0xa0, 0x7f, 0x80, 0xff};
    std::string digits(sizeof bytes * 2, '?');
    CHECK(write_hex(bytes, digits.data()) == digits.data() + digits.size());
    CHECK(digits == "00010aa07f80ff");

    std::vector<std::uint8_t> back(sizeof bytes);
    CHECK(read_hex("00010AA07F80fF", back.data()) == back.data() + back.size());
    CHECK(back == std::vector<std::uint8_t>(std::begin(bytes), std::end(bytes)));
}

TEST_CASE("no bytes are no digits") {
    char nothing = '!';
    CHECK(write_hex({}, &nothing) == &nothing);
    std::uint8_t none = 7;
    CHECK(read_hex("", &none) == &none);
    CHECK(none == 7);
}

namespace {

/// Digit by digit, as the standard's text says it: what blocks of many must equal.
std::vector<std::uint8_t> read_plainly(std::string_view s) {
    std::vector<std::uint8_t> made;
    for (std::size_t i = 0; i + 1 < s.size(); i += 2)
        made.push_back(static_cast<std::uint8_t>(hex_value(s[i]) * 16 + hex_value(s[i + 1])));
    return made;
}

}  // namespace

TEST_CASE("every length at every alignment is what single digits are, and nothing beside it is touched") {
    constexpr std::size_t most = 140;
    constexpr std::uint8_t untouched = 0xEE;
    std::vector<std::uint8_t> given(most + 16);
    for (std::size_t i = 0; i < given.size(); ++i) given[i] = static_cast<std::uint8_t>(i * 167 + 13);
    for (std::size_t at = 0; at < 16; ++at)
        for (std::size_t size = 0; size <= most; ++size) {
            std::string digits(at + 2 * size + 40, '!');
            const span<const std::uint8_t> bytes(given.data() + at, size);
            REQUIRE(write_hex(bytes, digits.data() + at) == digits.data() + at + 2 * size);
            std::string expected;
            for (const std::uint8_t byte : bytes) {
                expected += "0123456789abcdef"[byte >> 4];
                expected += "0123456789abcdef"[byte & 15];
            }
            REQUIRE(digits.substr(at, 2 * size) == expected);
            REQUIRE(digits.find_first_not_of('!') == (size == 0 ? npos : at));
            REQUIRE(digits.substr(at + 2 * size) == std::string(40, '!'));

            std::vector<std::uint8_t> back(at + size + 40, untouched);
            if (size % 2 != 0)
                for (char& c : expected) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
            REQUIRE(read_hex(expected, back.data() + at) == back.data() + at + size);
            REQUIRE(std::vector<std::uint8_t>(back.begin() + static_cast<std::ptrdiff_t>(at),
                                              back.begin() + static_cast<std::ptrdiff_t>(at + size)) ==
                    read_plainly(expected));
            for (std::size_t i = 0; i < back.size(); ++i)
                if (i < at || i >= at + size) REQUIRE(back[i] == untouched);
        }
}

TEST_CASE("each character is a digit or none wherever it stands, alone or in a block") {
    std::vector<std::uint8_t> to(40);
    for (int c = 0; c < 256; ++c)
        for (const std::size_t size : {2u, 30u, 32u, 34u, 64u, 66u})
            for (std::size_t at = 0; at < size; ++at) {
                std::string digits(size, '7');
                digits[at] = static_cast<char>(c);
                const bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
                REQUIRE(detail::try_read_hex(digits, to.data()) == is_digit);
                REQUIRE((hex_fault(digits) == npos) == is_digit);
                if (is_digit) REQUIRE(to[at / 2] == read_plainly(digits)[at / 2]);
            }
}
