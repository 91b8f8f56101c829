#include <nimpush/core/hex.hpp>

#include <array>
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
