#include <nimpush/wire/codec_reader.hpp>

#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/hex.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "../support/allocations.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
namespace codec = nimpush::standard_codec;
using outcome = codec::envelope::outcome;

/// A message in a room of exactly its size, so that the address sanitizer sees every byte read behind it.
constexpr std::vector<std::uint8_t> bytes_of(std::string_view hex) {
    std::vector<std::uint8_t> made;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        made.push_back(static_cast<std::uint8_t>(hex_value(hex[i]) * 16 + hex_value(hex[i + 1])));
    made.shrink_to_fit();
    return made;
}
std::string repeated(std::string_view piece, std::size_t times) {
    std::string made;
    for (; times != 0; --times) made += piece;
    return made;
}

struct bad_row {
    std::string_view why;
    std::string_view hex;
    errc expected;
    std::size_t offset;
};
// In the order of the checks: type byte there, known, depth, size complete, size fits, padding, payload, text.
constexpr bad_row bad_rows[] = {
    {"nothing", "", errc::truncated, 0},
    {"the first tag that Flutter reserves", "0f", errc::unknown_type, 0},
    {"the first of an extension", "80", errc::unknown_type, 0},
    {"the last", "ff", errc::unknown_type, 0},
    {"an unknown tag in a list, after a value", "0c0200ff", errc::unknown_type, 3},
    {"int32 cut", "03010203", errc::truncated, 1},
    {"int64 cut", "0401020304050607", errc::truncated, 1},
    {"a double cut in its padding", "06000000", errc::truncated, 1},
    {"a double cut behind its padding", "0600000000000000", errc::truncated, 8},
    {"a double cut in its bytes", "060000000000000000000000000000", errc::truncated, 8},
    {"a size is missing", "07", errc::truncated, 1},
    {"a size of 3 bytes, cut", "07fe01", errc::truncated, 2},
    {"a size of 5 bytes, cut", "07ff010000", errc::truncated, 2},
    {"a text one byte too long", "070261", errc::size_past_end, 1},
    {"a text of 4 GiB", "07ffffffffff61", errc::size_past_end, 1},
    {"bytes of 4 GiB", "08ffffffffff", errc::size_past_end, 1},
    {"a bigint of 4 GiB", "05ffffffffff", errc::size_past_end, 1},
    {"int32s of 4 GiB in all: 2^30 times 4 is 0 in 32 bits", "09ff000000400000", errc::size_past_end, 1},
    {"int64s: 2^29 times 8", "0aff00000020", errc::size_past_end, 1},
    {"doubles: 2^32 - 1", "0bffffffffff", errc::size_past_end, 1},
    {"floats: 2^32 - 1", "0effffffffff", errc::size_past_end, 1},
    {"a list of 2^32 - 1", "0cffffffffff00", errc::size_past_end, 1},
    {"a map of 2^32 - 1", "0dffffffffff0000", errc::size_past_end, 1},
    {"a map of 2^31: two bytes a pair are 0 in 32 bits", "0dff00000080", errc::size_past_end, 1},
    {"a list of 3 with 2 bytes left", "0c030000", errc::size_past_end, 1},
    {"a list of 3 with 3 bytes left that run out", "0c03000700", errc::truncated, 5},
    {"a map of 2 with 3 bytes left", "0d02000000", errc::size_past_end, 1},
    {"a map that runs out at a value", "0d010700", errc::truncated, 4},
    {"int32s: the padding is missing", "0901", errc::size_past_end, 1},
    {"int32s: padding there, element cut", "09010000070000", errc::size_past_end, 1},
    {"no int32s, padding missing", "0900", errc::truncated, 2},
    {"no int64s, padding cut", "0a0000000000", errc::truncated, 2},
    {"padding of a double", "0600000100000000000000000000f83f", errc::bad_padding, 3},
    {"padding of int32s: the second byte", "0901000107000000", errc::bad_padding, 3},
    {"padding of no floats", "0e000100", errc::bad_padding, 2},
    {"ill-formed UTF-8", "070361ff62", errc::bad_utf8, 3},
    {"a surrogate", "0703eda080", errc::bad_utf8, 2},
    {"a sequence cut by the size", "0702e4b8", errc::bad_utf8, 2},
    {"an empty bigint", "0500", errc::bad_bigint, 2},
    {"a minus alone", "05012d", errc::bad_bigint, 3},
    {"a plus", "05022b31", errc::bad_bigint, 2},
    {"a letter outside",
     "050261"
     "67",
     errc::bad_bigint, 3},
    {"a byte behind", "0001", errc::trailing_bytes, 1},
    {"a byte behind a container", "0c010000", errc::trailing_bytes, 3},
};
constexpr bool all_bad() {
    for (const bad_row& r : bad_rows) {
        const auto made = codec::decode(bytes_of(r.hex));
        if (made || made.error().code != r.expected || made.error().offset != r.offset) return false;
    }
    return true;
}
static_assert(all_bad());

struct good_row {
    std::string_view why;
    std::string_view hex;
    value expected;
};
std::vector<good_row> good_rows() {
    return {
        {"null", "00", nullptr},
        {"true", "01", true},
        {"false", "02", false},
        {"int32", "03ffffffff", -1},
        {"int64", "040000000000000080", std::numeric_limits<std::int64_t>::min()},
        {"a small number in the int64 form, as Swift and Kotlin send it", "04c800000000000000", 200},
        {"a double", "0600000000000000000000000000f83f", 1.5},
        {"NaN keeps its bits", "0600000000000000010000000000f0ff", std::bit_cast<double>(0xFFF0000000000001u)},
        {"a longer size than needed", "07fe010061", "a"},
        {"the longest", "07ff0100000061", "a"},
        {"a longer size changes the padding", "09fe010007000000", value::int32_list(std::vector<std::int32_t>{7})},
        {"a byte order mark is kept", "0703efbbbf", "\ufeff"},
        {"U+0000 is a character", "070100", text::from(std::string_view("\0", 1)).value()},
        {"a bigint in capitals is kept as it came",
         "0503"
         "2d4146",
         value::bigint("-AF").value()},
        {"no bytes", "0800", value::bytes({})},
        {"no int64s", "0a00000000000000", value::int64_list({})},
        {"a list", "0c030001070161", value::list({nullptr, true, "a"})},
        {"a map with keys of other kinds",
         "0d02"
         "0001"
         "0c0002",
         value::map({{nullptr, true}, {value::list(), false}})},
        {"a key that stands twice stays twice",
         "0d02"
         "07016101"
         "07016102",
         value::map({{"a", true}, {"a", false}})},
    };
}

constexpr bool decodes_while_compiling() {
    const auto made = codec::decode(bytes_of("0d0107016109010007000000"));
    return made && made->find("a") != nullptr && made->find("a")->int32s()[0] == 7 &&
           codec::decode_method_call(bytes_of("07016d00")).value().method == "m" &&
           codec::decode_envelope({}).value().what == outcome::not_implemented;
}
static_assert(decodes_while_compiling());

struct call_row {
    std::string_view why;
    std::string_view hex;
    errc expected;
    std::size_t offset;
};
constexpr call_row bad_calls[] = {
    {"nothing", "", errc::truncated, 0},
    {"no arguments at all", "07016d", errc::truncated, 3},
    {"the name is null", "0000", errc::bad_method_name, 0},
    {"the name is a bigint", "05016100", errc::bad_method_name, 0},
    {"the name is a list: its own fault comes first", "0c01ff", errc::unknown_type, 2},
    {"the name is a list", "0c010000", errc::bad_method_name, 0},
    {"something behind the arguments", "07016d0000", errc::trailing_bytes, 4},
    {"a fault in the arguments, at its offset in the message", "07016d0702c3", errc::size_past_end, 4},
};
constexpr call_row bad_replies[] = {
    {"an envelope byte of 2", "0200", errc::bad_envelope, 0},
    {"success without a value", "00", errc::truncated, 1},
    {"something behind the value", "000000", errc::trailing_bytes, 2},
    {"an error without a code", "01", errc::truncated, 1},
    {"a code that is null", "01000000", errc::bad_envelope, 1},
    {"a code that is a number", "0103010000000000", errc::bad_envelope, 1},
    {"a message that is a number",
     "010701630301000000"
     "00",
     errc::bad_envelope, 4},
    {"no details", "0107016300", errc::truncated, 5},
    {"a stack trace that is true", "01070163000001", errc::bad_envelope, 6},
    {"something behind the stack trace", "0107016300000000", errc::trailing_bytes, 7},
    {"a fault in the details comes before what is behind",
     "010701630"
     "00f00",
     errc::unknown_type, 5},
};

}  // namespace

TEST_CASE("what no writer sends is refused at its byte") {
    for (const bad_row& r : bad_rows) {
        CAPTURE(r.why);
        CAPTURE(r.hex);
        const auto made = codec::decode(bytes_of(r.hex));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == r.expected);
        CHECK(made.error().offset == r.offset);
        CHECK(to_text(made.error()) == std::string(name_of(r.expected)) + " at offset " + std::to_string(r.offset));
    }
}

TEST_CASE("what real traffic has is read") {
    for (const good_row& r : good_rows()) {
        CAPTURE(r.why);
        CHECK(codec::decode(bytes_of(r.hex)).value() == r.expected);
    }
}

TEST_CASE("64 containers may be nested; the tag of the 65th is at fault") {
    CHECK(codec::decode(bytes_of(repeated("0c01", 64) + "00")).has_value());
    CHECK(codec::decode(bytes_of(repeated("0c01", 64) + "0900"
                                                        "0000"))
              .has_value());  // a typed list is none
    CHECK(codec::decode(bytes_of(repeated("0c01", 65) + "00")).error().code == errc::too_deep);
    CHECK(codec::decode(bytes_of(repeated("0c01", 65) + "00")).error().offset == 128);
    CHECK(codec::decode(bytes_of(repeated("0c01", 64) + "0c00")).error().offset == 128);
    CHECK(codec::decode(bytes_of(repeated("0d01", 64) + "0d0000")).error().code == errc::too_deep);  // keys count
    CHECK(codec::decode(bytes_of(repeated("0c01", 1000000))).error().offset == 128);
    CHECK(codec::decode(bytes_of("0cfee803" + repeated("0c00", 1000))).has_value());  // side by side is not nested
}

TEST_CASE("a claim of 4 GiB allocates nothing but the error's sentence") {
    for (const std::string_view tag : {"05", "07", "08", "09", "0a", "0b", "0c", "0d", "0e"}) {
        CAPTURE(tag);
        for (const std::string_view claim : {"ffffffffff", "ff00000040", "ff00000080", "feffff", "fefe00"}) {
            CAPTURE(claim);
            const auto message = bytes_of(std::string(tag) + std::string(claim) + repeated("00", 20));
            bool refused = false;
            const auto used = test::allocations_of([&] { refused = !codec::decode(message).has_value(); });
            CHECK(refused);
            CHECK(used.bytes < 300);
        }
    }
}

TEST_CASE("a claim that might be true allocates no more than in proportion to what is there") {
    // 10,000 lists, each of which claims all that is left: refused when the claims run out, far from 10^8 values.
    std::string message = "0cfe1027";
    for (int i = 0; i < 10000; ++i) message += "00";
    const auto list = bytes_of(message);
    const auto used = test::allocations_of([&] { CHECK(codec::decode(list).has_value()); });
    CHECK(used.bytes < list.size() * 200);

    const auto claims = bytes_of("0cfe1027" + repeated("00", 9000) + "0cfee803" + repeated("00", 999));
    CHECK(test::allocations_of([&] { CHECK_FALSE(codec::decode(claims).has_value()); }).bytes < claims.size() * 200);
}

TEST_CASE("calls") {
    const auto call = codec::decode_method_call(bytes_of("07016d06000000000000000000000440"));
    CHECK(call.value() == codec::method_call{"m", 2.5});
    CHECK(codec::decode_method_call(bytes_of("070000")).value() == codec::method_call{"", {}});
    CHECK(codec::decode_method_call(bytes_of("0700" + repeated("0c01", 64) + "00")).has_value());
    CHECK(codec::decode_method_call(bytes_of("0700" + repeated("0c01", 65) + "00")).error().offset == 2 + 128);
    for (const call_row& r : bad_calls) {
        CAPTURE(r.why);
        const auto made = codec::decode_method_call(bytes_of(r.hex));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == r.expected);
        CHECK(made.error().offset == r.offset);
    }
}

TEST_CASE("replies") {
    CHECK(codec::decode_envelope({}).value() == codec::envelope{});
    CHECK(codec::decode_envelope({}).value().what == outcome::not_implemented);
    CHECK(codec::decode_envelope(bytes_of("0000")).value() == codec::envelope{.what = outcome::success});
    CHECK(codec::decode_envelope(bytes_of("0006"
                                          "000000000000"
                                          "0000000000000440"))
              .value()
              .data == value(2.5));

    const auto error = codec::decode_envelope(bytes_of("0107016307016d0301000000")).value();
    CHECK(error.what == outcome::error);
    CHECK(error.error == codec::platform_error{"c", "m", 1, {}});
    CHECK(codec::decode_envelope(bytes_of("010701630700"
                                          "00"))
              .value()
              .error.message == text(""));
    CHECK_FALSE(codec::decode_envelope(bytes_of("010701630000")).value().error.message.has_value());
    CHECK_FALSE(codec::decode_envelope(bytes_of("010701630000")).value().error.stacktrace.has_value());

    const auto null_trace = codec::decode_envelope(bytes_of("01070163000000")).value().error.stacktrace;
    REQUIRE(null_trace.has_value());
    CHECK_FALSE(null_trace->has_value());
    CHECK(*codec::decode_envelope(bytes_of("010701630000070174")).value().error.stacktrace == text("t"));

    for (const call_row& r : bad_replies) {
        CAPTURE(r.why);
        const auto made = codec::decode_envelope(bytes_of(r.hex));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == r.expected);
        CHECK(made.error().offset == r.offset);
    }
}

TEST_CASE("a reply that was read is encoded again, also the one without bytes") {
    for (const std::string_view hex :
         {"", "0000", "0107016307016d0301000000", "01070163000000", "010701630000070174"}) {
        CAPTURE(hex);
        const auto message = bytes_of(hex);
        CHECK((codec::encode_envelope(codec::decode_envelope(message).value()).value() == message));
    }
}
