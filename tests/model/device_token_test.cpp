#include <nimpush/model/device_token.hpp>

#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "../support/print.hpp"
#include "../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::literals;

constexpr std::string_view hex_of_32 = "0b30557a9fc4e90e33587da2c7ec11365b80a5caef14395e83a8cdf2173c6186";
constexpr std::string_view base64_of_32 = "CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYY=";

std::string times(std::size_t n, std::string_view piece) {
    std::string all;
    for (; n != 0; --n) all += piece;
    return all;
}

/// A form that is taken: what it is, and the bytes as lower-case digits.
struct form {
    std::string_view why;
    result<device_token> (*read)(std::string_view);
    std::string_view given;
    std::string_view hex;
};

constexpr form forms[] = {
    {"hex", device_token::from_hex, hex_of_32, hex_of_32},
    {"hex in upper case", device_token::from_hex, "0B30FFAB", "0b30ffab"},
    {"hex of both cases", device_token::from_hex, "aAbBcCdDeEfF", "aabbccddeeff"},
    {"one byte", device_token::from_hex, "00", "00"},
    {"a description", device_token::from_description, "<0b30557a 9fc4e90e>", "0b30557a9fc4e90e"},
    {"a description without spaces", device_token::from_description, "<0b30557A>", "0b30557a"},
    {"a description of other groups", device_token::from_description, "< 0b  3055 7a >", "0b30557a"},
    {"base64", device_token::from_base64, base64_of_32, hex_of_32},
    {"base64 without padding", device_token::from_base64, "CzBVeg", "0b30557a"},
    {"base64 of one byte", device_token::from_base64, "/w==", "ff"},
    {"base64url", device_token::from_base64, "-_8", "fbff"},
    {"parse: hex", device_token::parse, hex_of_32, hex_of_32},
    {"parse: a description", device_token::parse, "<0b30557a 9fc4e90e>", "0b30557a9fc4e90e"},
    {"parse: base64", device_token::parse, base64_of_32, hex_of_32},
    {"parse: digits alone are hex, though base64 too", device_token::parse, "abcdabcd", "abcdabcd"},
    {"parse: base64 that has other letters too", device_token::parse, "CzBVeg", "0b30557a"},
};

constexpr bool is_read(const form& f) {
    const auto token = f.read(f.given);
    return token.has_value() && token->to_hex() == f.hex && token->size() == f.hex.size() / 2;
}
template <std::size_t... Row> constexpr bool all_are_read(std::index_sequence<Row...>) {
    return (is_read(forms[Row]) && ...);
}
static_assert(all_are_read(std::make_index_sequence<std::size(forms)>()));

/// A form that is refused, with the whole error.
struct fault {
    std::string_view why;
    result<device_token> (*read)(std::string_view);
    std::string given;
    error expected;
};

error not_hex(text detail, std::size_t offset) { return {errc::not_hex, {}, std::move(detail), offset}; }
error not_base64(text detail, std::size_t offset) { return {errc::not_base64, {}, std::move(detail), offset}; }
error size_error(text detail) { return {errc::out_of_range, {}, std::move(detail), npos}; }

const fault faults[] = {
    {"no digits", device_token::from_hex, "", size_error("0 bytes, from 1 to 100")},
    {"a digit is missing", device_token::from_hex, "abc", not_hex("an odd number of hexadecimal digits", 3)},
    {"no digit", device_token::from_hex, "0b3g", not_hex("no hexadecimal digit at byte 3", 3)},
    {"no digit before a missing one", device_token::from_hex, "0x3", not_hex("no hexadecimal digit at byte 1", 1)},
    {"a space", device_token::from_hex, "0b 30", not_hex("no hexadecimal digit at byte 2", 2)},
    {"a line end", device_token::from_hex, "0b30\n", not_hex("no hexadecimal digit at byte 4", 4)},
    {"not ASCII", device_token::from_hex, "0b\u4e2d", not_hex("no hexadecimal digit at byte 2", 2)},
    {"101 bytes", device_token::from_hex, times(101, "0b"), size_error("101 bytes, from 1 to 100")},
    {"no brackets", device_token::from_description, "0b30", not_hex("a description stands between < and >", npos)},
    {"no end", device_token::from_description, "<0b30", not_hex("a description stands between < and >", npos)},
    {"a bracket alone", device_token::from_description, "<", not_hex("a description stands between < and >", npos)},
    {"nothing in the brackets", device_token::from_description, "<>", size_error("0 bytes, from 1 to 100")},
    {"spaces in the brackets", device_token::from_description, "<  >", size_error("0 bytes, from 1 to 100")},
    {"a space in a byte", device_token::from_description, "<0b3 0>", not_hex("no hexadecimal digit at byte 4", 4)},
    {"a description with a digit missing", device_token::from_description, "<0b3>",
     not_hex("an odd number of hexadecimal digits", 4)},
    {"a description of no digits", device_token::from_description, "<(null)>",
     not_hex("no hexadecimal digit at byte 1", 1)},
    {"a description of iOS 13", device_token::from_description, "{length = 32, bytes = 0x0b30}",
     not_hex("a description stands between < and >", npos)},
    {"a description of 101 bytes", device_token::from_description, "<" + times(101, "0b") + ">",
     size_error("101 bytes, from 1 to 100")},
    {"no base64", device_token::from_base64, "", size_error("0 bytes, from 1 to 100")},
    {"padding alone", device_token::from_base64, "==", not_base64("not base64 at byte 2", 2)},
    {"a letter too many", device_token::from_base64, "CzBVe", not_base64("not base64 at byte 5", 5)},
    {"outside the alphabet", device_token::from_base64, "CzB*", not_base64("not base64 at byte 3", 3)},
    {"half the padding", device_token::from_base64, "CzBVeg=", not_base64("not base64 at byte 7", 7)},
    {"bits behind the last byte", device_token::from_base64, "CzBVeh==", not_base64("not base64 at byte 5", 5)},
    {"101 bytes of base64", device_token::from_base64,
     times(33, "AAAA") + "AAA=", size_error("101 bytes, from 1 to 100")},
};

// A literal, and the other ways in, while compiling.
static_assert("0b30557A"_token == *device_token::from_hex("0b30557a"));
static_assert("0b30557A"_token.to_base64() == "CzBVeg==");
static_assert(device_token::from_hex("0b3").error().detail == "an odd number of hexadecimal digits");
static_assert(!device_token().has_value() && device_token() != "00"_token);
static_assert(device_token().to_hex() == nullptr && device_token().to_base64() == nullptr);

}  // namespace

TEST_CASE("every written form, in either case, with or without padding") {
    for (const form& f : forms) {
        CAPTURE(f.why);
        const auto token = f.read(f.given);
        REQUIRE(token.has_value());
        CHECK(token->to_hex() == f.hex);
        CHECK(token->size() == f.hex.size() / 2);
        CHECK(token->has_value());
    }
}

TEST_CASE("every fault, with its whole error") {
    for (const fault& f : faults) {
        CAPTURE(f.why);
        const auto token = f.read(f.given);
        REQUIRE_FALSE(token.has_value());
        CHECK(token.error() == f.expected);
    }
}

TEST_CASE("1 to 100 bytes, whatever the form") {
    struct row {
        std::size_t size;
        bool fits;
    };
    for (const row& r : {row{0, false}, row{1, true}, row{32, true}, row{80, true}, row{100, true}, row{101, false},
                         row{256, false}, row{65537, false}}) {
        CAPTURE(r.size);
        std::vector<std::uint8_t> bytes(r.size);
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + 11);
        const std::string hex = test::hex_of(bytes);
        std::string base64(base64_size(bytes.size()), '?');
        write_base64(bytes, base64.data());
        const result<device_token> made[] = {device_token::from(bytes), device_token::from_hex(hex),
                                             device_token::from_description("<" + hex + ">"),
                                             device_token::from_base64(base64)};
        for (const auto& token : made) {
            REQUIRE(token.has_value() == r.fits);
            if (!r.fits) {
                CHECK(token.error() ==
                      size_error(text::from(std::to_string(r.size) + " bytes, from 1 to 100").value()));
                continue;
            }
            CHECK(token->size() == r.size);
            CHECK(std::equal(bytes.begin(), bytes.end(), token->bytes().begin(), token->bytes().end()));
            CHECK(token->to_hex() == hex);
            CHECK(token->to_base64() == base64);
            CHECK(*token == *made[0]);
        }
    }
}

TEST_CASE("tokens are equal where their bytes are: length counts, what lies behind does not") {
    CHECK(*device_token::from_hex("AB00") == "ab00"_token);
    CHECK("ab00"_token != "ab"_token);
    CHECK("ab00"_token != "ab01"_token);
    device_token changed = "ffffff"_token;
    changed = "ab"_token;
    CHECK(changed == "ab"_token);
}

TEST_CASE("a token goes into a call as bytes") {
    const octets bytes = "0b30"_token;
    CHECK(bytes == octets(std::array<std::uint8_t, 2>{0x0b, 0x30}));
}

TEST_CASE("the token rows of apns_vectors.json") {
    const value rows = test::read_json_data("apns_token_vectors.json");
    CHECK(rows.size() == 3);
    for (const value& row : rows.items()) {
        CAPTURE(test::text_of(row, "id"));
        const auto token = device_token::parse(test::text_of(*row.find("input"), "token"));
        const value& expected = *row.find("expected");
        if (expected.find("error") != nullptr) {
            CHECK(expected.find("error")->chars() == "empty_device_token");
            REQUIRE_FALSE(token.has_value());
            CHECK(token.error().code == errc::missing);
        } else {
            REQUIRE(token.has_value());
            CHECK(token->to_hex() == test::text_of(expected, "token"));
        }
    }
}
