#include <nimpush/model/device_token.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;

constexpr std::string_view one = "7f03c1a9e5d2480b9c6f1e3d5a7b8092a4c6e8f0013579bdf02468ace1b3d597";
constexpr std::string_view other = "0e1d2c3b4a596877869504f3e2d1c0bfae9d8c7b6a59483726150413f2e1d0cf";
constexpr std::string_view groups = "7f03c1a9 e5d2480b 9c6f1e3d 5a7b8092 a4c6e8f0 013579bd f02468ac e1b3d597";
constexpr std::string_view base64 = "fwPBqeXSSAucbx49WnuAkqTG6PABNXm98CRorOGz1Zc=";

std::string around(std::string_view before, std::string_view what, std::string_view behind = {}) {
    std::string all(before);
    all += what;
    all += behind;
    return all;
}

/// What is read as `one`.
struct taken {
    std::string_view why;
    std::string given;
};

const taken all_taken[] = {
    {"digits", std::string(one)},
    {"upper case", "7F03C1A9E5D2480B9C6F1E3D5A7B8092A4C6E8F0013579BDF02468ACE1B3D597"},
    {"blanks around", around(" \t", one, " \r\n")},
    {"no-break spaces and a byte order mark", around("\xEF\xBB\xBF\xC2\xA0", one, "\xC2\xA0")},
    {"a wide space", around("\xE3\x80\x80", one)},
    {"groups", std::string(groups)},
    {"a description", around("<", groups, ">")},
    {"an ellipsis in a log's prefix", around("Loading... 12:00 didRegister deviceToken=", one)},
    {"quoted", around("\"", one, "\"")},
    {"quoted by apostrophes, with a comma", around("'", one, "',")},
    {"quoted by a word processor", around("\u201c", one, "\u201d")},
    {"quoted as code", around("`", one, "`;")},
    {"quoted in a text", around("\\\"", one, "\\\"")},
    {"Objective-C's literal", around("@\"", one, "\";")},
    {"0x", around("0x", one)},
    {"0X", around("0X", one)},
    {"0x in front of each group",
     "0x7f03c1a9 0xe5d2480b 0x9c6f1e3d 0x5a7b8092 0xa4c6e8f0 0x013579bd 0xf02468ac 0xe1b3d597"},
    {"0x in front of each group, in a list",
     "[0x7f03c1a9, 0xe5d2480b, 0x9c6f1e3d, 0x5a7b8092, 0xa4c6e8f0, 0x013579bd, 0xf02468ac, 0xe1b3d597]"},
    {"colons between groups", "7f03c1a9:e5d2480b:9c6f1e3d:5a7b8092:a4c6e8f0:013579bd:f02468ac:e1b3d597"},
    {"hyphens between groups", "7f03c1a9-e5d2480b-9c6f1e3d-5a7b8092-a4c6e8f0-013579bd-f02468ac-e1b3d597"},
    {"deviceToken:", around("deviceToken: ", one)},
    {"token=", around("token=", one)},
    {"an arrow", around("Device Token -> ", groups)},
    {"a wide colon", around("apns token\uFF1A", one)},
    {"Chinese", around("\u8BBE\u5907\u4EE4\u724C\uFF1A", one, "\u3002")},
    {"Token is", around("Token is ", one, ".")},
    {"a label without token", around("APNs: ", one)},
    {"another", around("device => ", one)},
    {"a number", around("Device token #2: ", one)},
    {"a size", around("Device token (32 bytes): ", one)},
    {"in upper case", around("DEVICE_TOKEN=", one)},
    {"Swift's optional", around("Optional(\"", one, "\")")},
    {"Swift's optional, labelled", around("token: Optional(<", groups, ">)")},
    {"a line of code", around("let deviceTokenString = \"", one, "\"")},
    {"JSON", around("{\"token\": \"", one, "\"}")},
    {"JSON with more", around("{\"deviceToken\": \"", one, "\", \"platform\": \"ios\"}")},
    {"a log", around("2026-11-24 10:15:32.302811+0800 Acme[7101:99] [push] did register, deviceToken: <", groups, ">")},
    {"two lines", around(one.substr(0, 32), "\n", one.substr(32))},
    {"two lines of unlike length, split in a byte", around(one.substr(0, 41), "\r\n  ", one.substr(41))},
    {"three lines", around(one.substr(0, 30), "\n", around(one.substr(30, 30), "\n", one.substr(60)))},
    {"iOS 13, whole", around("{length = 32, bytes = 0x", groups, " }")},
    {"iOS 13, whole and labelled", around("didRegister deviceToken: {length = 32, bytes = 0x", groups, " }\n")},
    {"iOS 13, without blanks", around("{length=32,bytes=0x", one, "}")},
    {"base64", std::string(base64)},
    {"base64, quoted and labelled", around("token: \"", base64, "\"")},
    {"base64 over two lines", around(base64.substr(0, 40), "\n", base64.substr(40))},
    {"base64 without padding", std::string(base64.substr(0, 43))},
};

/// What is refused, with a part of what is said.
struct refused {
    std::string_view why;
    std::string given;
    errc code;
    std::string_view said;
};

const refused all_refused[] = {
    {"cut by iOS 13", "{length = 32, bytes = 0x7f03c1a9 e5d2480b 9c6f1e3d 5a7b8092 ... f02468ac e1b3d597 }",
     errc::truncated, "deviceToken.map { String(format: \"%02x\", $0) }.joined()"},
    {"cut, labelled", "token: {length = 32, bytes = 0x7f03c1a9 ... e1b3d597 }", errc::truncated, "missing where"},
    {"cut, with an ellipsis", "0x7f03c1a9e5d2480b\u2026e1b3d597", errc::truncated, "missing where"},
    {"cut by a console", "7f03c1a9e5d2480b9c6f1e3d5a7b8092...", errc::truncated, "at byte 32"},
    {"cut after its length", "{length = 32, bytes = ... }", errc::truncated, "missing where"},
    {"iOS 13 with a group less", "{length = 32, bytes = 0x7f03c1a9 e5d2480b}", errc::wrong_length,
     "says 32 bytes and has 8"},
    {"iOS 13 with a length less", around("{length = 31, bytes = 0x", groups, " }"), errc::wrong_length,
     "says 31 bytes and has 32"},
    {"iOS 13 with a wrong letter", "{length = 4, bytes = 0x7f03z1a9}", errc::not_hex, "`z`"},
    {"iOS 13 without 0x", around("{length = 32, bytes = ", groups, " }"), errc::not_hex, "begin with 0x"},
    {"two of iOS 13", "{length = 1, bytes = 0x7f} {length = 1, bytes = 0x7f}", errc::trailing_bytes, "behind"},
    {"a token and one of iOS 13", around(one, " {length = 1, bytes = 0x7f}"), errc::too_many, "before"},
    {"swift's size", "32 bytes", errc::truncated, "size"},
    {"swift's size, labelled", "Device Token: 32 bytes", errc::truncated, "size"},
    {"two lines", around(one, "\n", other), errc::too_many, "2 whole tokens"},
    {"two lines of groups", around(groups, "\r\n", groups), errc::too_many, "2 whole tokens"},
    {"three by commas", around(one, ",", around(other, ", ", one)), errc::too_many, "3 whole tokens"},
    {"two by a blank", around(one, " ", one), errc::too_many, "2 whole tokens"},
    {"two labelled", around("token 1: ", one, around("\ntoken 2: ", other)), errc::too_many, "2 whole tokens"},
    {"two quoted", around("\"", one, around("\" \"", other, "\"")), errc::too_many, "2 whole tokens"},
    {"two of base64", around(base64.substr(0, 43), "\n", base64.substr(0, 43)), errc::too_many, "2 whole tokens"},
    {"two descriptions", around("<", groups, around("><", groups, ">")), errc::not_hex, "one < and one >"},
    {"one and a half", around(one, "\n", other.substr(0, 32)), errc::trailing_bytes, "something else"},
    {"one and words", around(one, " is the one"), errc::trailing_bytes, "something else"},
    {"the first letter wrong", around("g", one.substr(1)), errc::not_hex, "at byte 0: `g`"},
    {"the last letter wrong", around(one.substr(0, 63), "z"), errc::not_hex, "at byte 63: `z`"},
    {"the last letter the padding of base64", around(one.substr(0, 63), "="), errc::not_hex, "at byte 63: `=`"},
    {"O for 0", around("7fO3", one.substr(4)), errc::not_hex, "the letter O for the digit 0?"},
    {"l for 1", around(one.substr(0, 60), "l597"), errc::not_hex, "for the digit 1?"},
    {"x in front", around("0x", one.substr(2)), errc::not_hex, "62 hexadecimal digits"},
    {"x in a group", around(one.substr(0, 32), " 0x", one.substr(34)), errc::not_hex, "x stands for a digit"},
    {"a wide digit", around(one.substr(0, 9), "\uFF11", one.substr(10)), errc::not_hex, "at byte 9"},
    {"in a short one", "abcdabcg", errc::not_hex, "at byte 7: `g`"},
    {"in a description", "<7f03c1a9 e5g2480b>", errc::not_hex, "`g`"},
    {"a digit less", std::string(one.substr(1)), errc::not_hex, "odd number of hexadecimal digits: 63"},
    {"a digit more", around(one, "7"), errc::not_hex, "odd number of hexadecimal digits: 65"},
    {"a digit less, labelled", around("token: <", groups.substr(1), ">"), errc::not_hex, "odd number"},
    {"decimal numbers", "[127, 3, 193, 169, 229, 210]", errc::not_hex, "decimal numbers are not read"},
    {"half bytes", "0x7, 0x3, 0xc1, 0xa9", errc::not_hex, "%02x"},
    {"a description without its end", around("<", groups), errc::not_hex, "one < and one >"},
    {"OPPO", "OPPO_CN_7f03c1a9e5d2480b9c6f1e3d5a7b8092", errc::wrong_type, "is a registration id of OPPO"},
    {"OPPO, labelled", "regId=OPPO_CN_7f03c1a9e5d2480b9c6f1e3d5a7b8092", errc::wrong_type, "OPPO"},
    {"OPPO without its name", "CN_7f03c1a9e5d2480b9c6f1e3d5a7b8092", errc::wrong_type, "OPPO"},
    {"realme", "realme_IN_7f03c1a9e5d2480b9c6f1e3d5a7b8092", errc::wrong_type, "OPPO"},
    {"an underline in a token", around(one.substr(0, 31), "_", one.substr(32)), errc::not_hex, "`_`"},
    {"FCM", "eXmPl3_1234:APA91bF3kq-9sXyZ_0a1B2c3D4e5F6g7H8i9J0", errc::wrong_type, "is a registration token of FCM"},
    {"FCM, labelled", "fcm token: eXmPl:APA91bF3kq-9sXyZ_0a1B2c3D4e5F6g7H8i9J0", errc::wrong_type, "FCM"},
    {"old FCM", "APA91bF3kq-9sXyZ_0a1B2c3D4e5F6g7H8i9J0", errc::wrong_type, "FCM"},
    {"Expo", "ExponentPushToken[qWeRtYuIoPaSdFgHjKlZxC]", errc::wrong_type, "Expo"},
    {"HUAWEI", around("IQAAAACy0000", base64, base64), errc::wrong_type, "looks like a token of HUAWEI"},
    {"old HUAWEI", "0866090038551682300000059700CN01", errc::wrong_type, "HUAWEI"},
    {"HarmonyOS", around("MAMzLgIkEUZ", base64.substr(0, 43), base64.substr(0, 43)), errc::wrong_type, "HarmonyOS"},
    {"vivo", "16061929478711032501234", errc::wrong_type, "vivo"},
    {"Xiaomi", "qWeRtYuIoP1aSdFgHjKl2ZxCvBnMq3WeRtYuIoP4aSdFgHjKl5ZxCvBnM+qW/eR=", errc::wrong_type, "Xiaomi"},
    {"a UUID", "7f03c1a9-e5d2-480b-9c6f-1e3d5a7b8092", errc::wrong_type, "UUID"},
    {"nothing", "", errc::missing, "no token is there"},
    {"blanks", " \n", errc::missing, "no token is there"},
    {"a label alone", "deviceToken: ", errc::missing, "no token is there"},
    {"empty brackets", "<>", errc::missing, "no token is there"},
    {"Objective-C's null", "(null)", errc::missing, "the app sent none"},
    {"NSNull", "token = \"<null>\"", errc::missing, "the app sent none"},
    {"nil", "Optional(nil)", errc::missing, "the app sent none"},
    {"undefined", "token: undefined", errc::missing, "the app sent none"},
    {"null", "NULL", errc::missing, "the app sent none"},
    {"no letter of any form", "qW*3", errc::not_base64, "at byte 2"},
    {"101 bytes", around(one, one, around(one, other.substr(0, 10))), errc::out_of_range, "101 bytes, from 1 to 100"},
};

std::string hex_of(const result<device_token>& token) {
    return token ? std::string(token->to_hex().view()) : std::string(to_text(token.error()).view());
}

static_assert(*device_token::parse("token: <7f03 c1a9>") == *device_token::from_hex("7f03c1a9"));
static_assert(device_token::parse("<7f03 ... c1a9>").error().code == errc::truncated);

/// A token's text, with where each of its digits stands.
struct pasted {
    std::string text{};
    std::array<std::size_t, 64> digits{};
};

pasted decorated(test::random& random, std::string_view hex) {
    const auto any = [&random](auto&... all) {
        const std::string_view list[] = {all...};
        return list[random.below(std::size(list))];
    };
    pasted made;
    std::string& s = made.text;
    s += any("", " ", "\n", "\xEF\xBB\xBF", "\xC2\xA0");
    s += any("", "", "deviceToken: ", "token=", "Device Token -> ", "apns token\uFF1A", "Token is ",
             "APNs: ", "My iPhone token: ", "2026-11-24 10:15:32 Acme[71:99] token = ", "push token:\n",
             "DEVICE_TOKEN=");
    struct quotes {
        std::string_view open, close;
    };
    static constexpr quotes pairs[] = {{"", ""},      {"\"", "\""},         {"'", "'"},
                                       {"`", "`"},    {"\u201c", "\u201d"}, {"Optional(\"", "\")"},
                                       {"@\"", "\""}, {"\\\"", "\\\""}};
    const quotes pair = pairs[random.below(std::size(pairs))];
    s += pair.open;

    const bool described = random.one_in(6);
    const bool bracketed = !described && random.one_in(3);
    static constexpr std::size_t sizes[] = {64, 64, 2, 8, 16, 32, 40, 25};
    const std::size_t group = sizes[random.below(std::size(sizes))];
    // In a group of 25 a byte is split, which only blanks may do.
    const std::string_view between = group == 25 || described ? any(" ", "\t", "\n", "\r\n", "\xC2\xA0", "  ")
                                                              : any(" ", " ", "\n", "\r\n", ":", "-", ", ");
    const std::size_t prefix = described || group == 25 ? 0 : random.below(4);  // 1: 0x in front, 2: of each group
    const bool each = prefix == 2 && between != ":" && between != "-";
    const std::size_t letter_case = random.below(3);
    s += described ? "{length = 32, bytes = 0x" : bracketed ? "<" : "";
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i != 0 && i % group == 0) s += between;
        if ((i == 0 && (prefix == 1 || each)) || (each && i % group == 0)) s += "0x";
        made.digits[i] = s.size();
        const bool upper = letter_case == 1 || (letter_case == 2 && random.one_in(2));
        s += upper && hex[i] >= 'a' ? static_cast<char>(hex[i] - 'a' + 'A') : hex[i];
    }
    s += described ? " }" : bracketed ? ">" : "";
    s += pair.close;
    s += any("", "", ",", ";", ".", "\n", "\r\n", " ");
    return made;
}

}  // namespace

TEST_CASE("what people paste is read as the token that it is") {
    for (const taken& row : all_taken) {
        CAPTURE(row.why);
        CHECK(hex_of(device_token::parse(row.given)) == one);
    }
}

TEST_CASE("what is no whole token is refused, with what to do") {
    for (const refused& row : all_refused) {
        CAPTURE(row.why);
        const auto token = device_token::parse(row.given);
        REQUIRE_FALSE(token.has_value());
        CAPTURE(to_text(token.error()));
        CHECK(token.error().code == row.code);
        CHECK(token.error().detail.view().find(row.said) != std::string_view::npos);
    }
}

TEST_CASE("a line of 128 digits is one token of 64 bytes, two lines of 48 one of 48") {
    CHECK(hex_of(device_token::parse(around(one, other))) == around(one, other));
    CHECK(hex_of(device_token::parse(around(one.substr(0, 48), "\n", other.substr(0, 48)))) ==
          around(one.substr(0, 48), other.substr(0, 48)));
}

TEST_CASE("however a token is decorated, the same comes back") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 20000; ++round) {
        std::array<std::uint8_t, 32> bytes{};
        for (std::uint8_t& byte : bytes) byte = random.byte();
        const std::string hex = hex_of(device_token::from(bytes));
        const pasted text = decorated(random, hex);
        CAPTURE(text.text);
        REQUIRE(hex_of(device_token::parse(text.text)) == hex);
    }
}

TEST_CASE("what is printed of a token is read as that token") {
    constexpr std::uint64_t seed = 20261202;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 20000; ++round) {
        std::array<std::uint8_t, device_token::most> bytes{};
        for (std::uint8_t& byte : bytes) byte = random.byte();
        // From 28 bytes on, for a short token's Base64 can be digits alone; of 48 bytes it is Xiaomi's.
        const std::size_t size = 28 + random.below(bytes.size() - 27);
        const device_token token = *device_token::from({bytes.data(), size});
        CAPTURE(token.to_hex());
        REQUIRE(device_token::parse(token.to_hex()) == token);
        if (size != 46 && size != 47 && size != 48) REQUIRE(device_token::parse(token.to_base64()) == token);
    }
}

TEST_CASE("a digit that is lost, doubled or another letter never gives another token") {
    constexpr std::uint64_t seed = 20261130;
    CAPTURE(seed);
    test::random random(seed);
    static constexpr std::string_view letters[] = {"g", "G", "x", "X",    "O",    "l",      "z",      "=",      "+",
                                                   "/", "_", "-", ":",    ",",    ";",      ".",      " ",      "\n",
                                                   "<", ">", "(", "}",    "\"",   "'",      "*",      "|",      "\\",
                                                   "@", "#", "?", "\x01", "\xFF", "\u2026", "\u4e2d", "\u201c", "->"};
    for (int round = 0; round < 40000; ++round) {
        std::array<std::uint8_t, 32> bytes{};
        for (std::uint8_t& byte : bytes) byte = random.byte();
        const std::string hex = hex_of(device_token::from(bytes));
        pasted text = decorated(random, hex);
        const std::size_t at = text.digits[random.below(text.digits.size())];
        if (random.one_in(8))
            text.text.erase(at, 1);
        else if (random.one_in(8))
            text.text.insert(at, 1, text.text[at]);
        else
            text.text.replace(at, 1, letters[random.below(std::size(letters))]);
        CAPTURE(text.text);
        REQUIRE_FALSE(device_token::parse(text.text).has_value());
    }
}

TEST_CASE("any bytes are read without harm") {
    constexpr std::uint64_t seed = 20261201;
    CAPTURE(seed);
    test::random random(seed);
    static constexpr std::string_view pieces[] = {
        "token",    "length = ", "bytes = ",  "0x",     "{",
        "}",        "<",         ">",         "...",    ":",
        "=",        "->",        " ",         "\n",     "\xC2",
        "\xE2",     "\"",        "Optional(", "OPPO_",  "7f03",
        "c1a9e5d2", "32",        "zZ+/",      "\uFF1A", "\u4EE4\u724C",
        "\xFF",     ",",         "#1",        "null",   "7f03c1a9e5d2480b9c6f1e3d5a7b8092"};
    for (int round = 0; round < 50000; ++round) {
        std::string s;
        for (std::size_t n = random.below(14); n != 0; --n) s += pieces[random.below(std::size(pieces))];
        const std::string exact(s.data(), s.size());
        const auto token = device_token::parse(exact);
        if (!token) CHECK(utf8_fault(token.error().detail.view()) == npos);
    }
}

TEST_CASE("the text of a token as its bytes is told, with the token that was meant") {
    struct row {
        std::string_view why;
        std::string text;
        bool is_text;
    };
    for (const row& r :
         {row{"digits", std::string(one), true},
          row{"upper case",
              "7F03C1A9E5D2480B9C6F1E3D5A7B8092A4C6E8F0"
              "013579BDF02468ACE1B3D597",
              true},
          row{"a description", around("<", groups, ">"), true}, row{"a digit less", std::string(one.substr(1)), false},
          row{"half a token", std::string(one.substr(0, 32)), false},
          row{"another letter", around("g", one.substr(1)), false}}) {
        CAPTURE(r.why);
        const std::vector<std::uint8_t> bytes(r.text.begin(), r.text.end());
        const device_token token = *device_token::from(bytes);
        CHECK(token.is_text_of_digits() == r.is_text);
        CHECK(token.meant().has_value() == r.is_text);
        const problems found = check(token);
        CHECK(found.size() == (r.is_text ? 1u : 0u));
        if (!r.is_text) continue;
        CHECK(token.meant().to_hex() == one);
        CHECK(found[0].how == degree::warning);
        CHECK(found[0].what.detail.view().find(one) != std::string_view::npos);
        CHECK(found[0].what.detail.view().find("BadDeviceToken") != std::string_view::npos);
        CHECK(device_token::parse(token.to_hex().view()) == token);
    }
    CHECK_FALSE(device_token().is_text_of_digits());
    CHECK(check(*device_token::from_hex(one)).empty());
}
