#include <nimpush/wire/codec_writer.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/hex.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "../support/allocations.hpp"
#include "../support/described.hpp"
#include "../support/guarded_buffer.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
namespace codec = nimpush::standard_codec;
using test::color;
using test::point;
using test::sample;

std::string hex_of(const result<std::vector<std::uint8_t>>& made) {
    if (!made) return std::string(name_of(made.error().code));
    std::string digits(made->size() * 2, '?');
    write_hex(*made, digits.data());
    return digits;
}
template <class T> std::string encoded(const T& x) { return hex_of(codec::encode(x)); }

value typed(auto make, auto... elements) {
    const std::vector elements_of{elements...};
    return make(nimpush::span(elements_of));
}
double from_bits(std::uint64_t bits) { return std::bit_cast<double>(bits); }

struct row {
    std::string_view why;
    value given;
    std::string_view hex;
};
// By hand from the description of the format: the vectors of standard_codec_test.cpp are the other source.
std::vector<row> rows() {
    return {
        {"null", nullptr, "00"},
        {"1 is true", true, "01"},
        {"2 is false", false, "02"},
        {"zero in the int32 form", 0, "0300000000"},
        {"minus one", -1, "03ffffffff"},
        {"the highest int32", 2147483647, "03ffffff7f"},
        {"the lowest int32", std::int64_t{-2147483648}, "0300000080"},
        {"one above: int64, not aligned", std::int64_t{2147483648}, "040000008000000000"},
        {"one below", std::int64_t{-2147483649}, "04ffffff7fffffffff"},
        {"the lowest int64", std::numeric_limits<std::int64_t>::min(), "040000000000000080"},
        {"the highest int64", std::numeric_limits<std::int64_t>::max(), "04ffffffffffffff7f"},
        {"a double is aligned to 8", 1.5, "0600000000000000000000000000f83f"},
        {"minus zero is kept", -0.0, "06000000000000000000000000000080"},
        {"NaN keeps its bits", from_bits(0xFFF8000000000001u), "0600000000000000010000000000f8ff"},
        {"a text: its size in bytes", "é中😀", "0709c3a9e4b8adf09f9880"},
        {"an empty text", "", "0700"},
        {"a bigint is text too", value::bigint("-ff").value(), "05032d6666"},
        {"bytes are never padded", typed(value::bytes, std::uint8_t{1}, std::uint8_t{255}), "080201ff"},
        {"int32s: padding to 4 behind the size", typed(value::int32_list, 7), "0901000007000000"},
        {"int64s: padding to 8", typed(value::int64_list, std::int64_t{-1}), "0a01000000000000ffffffffffffffff"},
        {"floats", typed(value::float32_list, 0.5f), "0e0100000000003f"},
        {"doubles", typed(value::float64_list, 0.5), "0b01000000000000000000000000e03f"},
        {"no int32s: padded as well", value::int32_list({}), "09000000"},
        {"no int64s", value::int64_list({}), "0a00000000000000"},
        {"no doubles", value::float64_list({}), "0b00000000000000"},
        {"no floats", value::float32_list({}), "0e000000"},
        {"no bytes", value::bytes({}), "0800"},
        {"an empty list", value::list(), "0c00"},
        {"an empty map", value::map(), "0d00"},
        {"[true, 1.5]", value::list({true, 1.5}),
         "0c020106"
         "00000000"
         "000000000000f83f"},
        {"doubles in a list", value::list({0.5, 0.5}),
         "0c0206"
         "0000000000"
         "000000000000e03f"
         "06"
         "00000000000000"
         "000000000000e03f"},
        {"a map: what is padded counts from the message's first byte",
         value::map({{"a", typed(value::int32_list, 7)}, {"b", nullptr}}),
         "0d0207016109010007000000"
         "07016200"},
        {"keys of any kind", value::map({{1, 2}, {nullptr, true}, {value::list({1}), "x"}}),
         "0d03"
         "03010000000302000000"
         "0001"
         "0c010301000000070178"},
        {"a double as a key", value::map({{0.5, 1}}),
         "0d0106"
         "0000000000"
         "000000000000e03f"
         "0301000000"},
    };
}

// While compiling too.
constexpr bool encodes_while_compiling() {
    const auto made = codec::encode(value::map({{"a", value::list({1, 2.5, "x", nullptr})}}));
    std::uint8_t buffer[64]{};
    const auto size = codec::encode(point{1, -1}, buffer);
    constexpr std::uint8_t expected[] = {0x0d, 2, 7, 1, 'x', 3, 1, 0, 0, 0, 7, 1, 'y', 3, 0xff, 0xff, 0xff, 0xff};
    if (!made || made->size() != 28 || !size || *size != sizeof expected) return false;
    for (std::size_t i = 0; i < sizeof expected; ++i)
        if (buffer[i] != expected[i]) return false;
    return buffer[sizeof expected] == 0 && *codec::encoded_size(point{}) == sizeof expected;
}
static_assert(encodes_while_compiling());

static_assert(detail::codec::size_of_size(253) == 1 && detail::codec::size_of_size(254) == 3 &&
              detail::codec::size_of_size(65535) == 3 && detail::codec::size_of_size(65536) == 5);
static_assert(detail::codec::padding(0, 8) == 0 && detail::codec::padding(1, 8) == 7 &&
              detail::codec::padding(8, 8) == 0 && detail::codec::padding(5, 4) == 3);

value nested(std::size_t depth, bool as_key = false) {
    value v = 7;
    for (; depth != 0; --depth) {
        value around;
        if (as_key)
            around.append(std::move(v), nullptr);
        else
            around.push_back(std::move(v));
        v = std::move(around);
    }
    return v;
}

}  // namespace

TEST_CASE("each kind of value has its exact bytes") {
    for (const row& r : rows()) {
        CAPTURE(r.why);
        CHECK(encoded(r.given) == r.hex);
        CHECK(codec::encoded_size(r.given).value() * 2 == r.hex.size());
    }
}

TEST_CASE("a size takes 1, 3 or 5 bytes") {
    struct sized {
        std::size_t n;
        std::string_view head;
    };
    for (const sized& s : {sized{253, "fd"}, sized{254, "fefe00"}, sized{255, "feff00"}, sized{65535, "feffff"},
                           sized{65536, "ff00000100"}}) {
        CAPTURE(s.n);
        const std::string ascii(s.n, 'a');
        const std::string made = encoded(text::from(ascii).value());
        CHECK(made.substr(0, 2 + s.head.size()) == "07" + std::string(s.head));
        CHECK(made.size() == 2 + s.head.size() + s.n * 2);

        value list = value::list();
        value map = value::map();
        for (std::size_t i = 0; i < s.n; ++i) {
            list.push_back(nullptr);
            map.append(true, nullptr);
        }
        CHECK(encoded(list).substr(0, 2 + s.head.size()) == "0c" + std::string(s.head));
        CHECK(encoded(map).substr(0, 2 + s.head.size()) == "0d" + std::string(s.head));
        CHECK(codec::encoded_size(map).value() == 1 + s.head.size() / 2 + s.n * 2);
    }
}

TEST_CASE("padding brings every offset in the message to a multiple, whatever stands in front") {
    for (std::size_t before = 0; before < 20; ++before) {
        CAPTURE(before);
        const std::string front(before, 'x');
        struct aligned {
            value held;
            std::size_t size;  // of the payload, at the end of the message
            std::size_t to;
        };
        const aligned all[] = {{1.5, 8, 8},
                               {typed(value::int32_list, 1, 2), 8, 4},
                               {typed(value::float32_list, 1.0f), 4, 4},
                               {typed(value::int64_list, std::int64_t{1}), 8, 8},
                               {typed(value::float64_list, 1.0, 2.0), 16, 8},
                               {value::int64_list({}), 0, 8}};
        for (const aligned& one : all) {
            value message = value::list({text::from(front).value()});
            message.push_back(one.held);
            const std::size_t size = codec::encoded_size(message).value();
            CHECK((size - one.size) % one.to == 0);
        }
    }
}

TEST_CASE("calls: the name, then the arguments, in one message") {
    CHECK(hex_of(codec::encode_method_call("m", value())) == "07016d00");
    CHECK(hex_of(codec::encode_method_call("", value())) == "070000");
    CHECK(hex_of(codec::encode_method_call("m", value(2.5))) == "07016d06000000000000000000000440");
    CHECK(hex_of(codec::encode_method_call("m", point{1, 2})) ==
          "07016d0d020701780301000000070179"
          "0302000000");
    std::uint8_t buffer[16];
    CHECK(codec::encode_method_call("m", value(2.5), buffer).value() == 16);
    CHECK(codec::encode_method_call("m", value(2.5), nimpush::span(buffer).first(15)).error().code ==
          errc::buffer_too_small);
}

TEST_CASE("a method's name is UTF-8: nobody could read another") {
    std::uint8_t buffer[16];
    CHECK(hex_of(codec::encode_method_call("\xff", value())) == "bad_utf8");
    CHECK(codec::encode_method_call("a\xc0", value(), buffer).error().code == errc::bad_utf8);
    CHECK(hex_of(codec::encode_method_call("é", value())) == "0702c3a900");
}

TEST_CASE("replies: success, error, error with a fourth value") {
    CHECK(hex_of(codec::encode_success(value())) == "0000");
    CHECK(hex_of(codec::encode_success(value(2.5))) ==
          "0006"
          "000000000000"
          "0000000000000440");
    CHECK(hex_of(codec::encode_success(value::map({{"code", 0}}))) == "000d010704636f64650300000000");
    CHECK(hex_of(codec::encode_error({.code = "code"})) == "010704636f64650000");
    CHECK(hex_of(codec::encode_error({.code = "c", .message = "", .details = 1})) == "0107016307000301000000");
    CHECK(hex_of(codec::encode_error({.code = "c", .message = "m", .stacktrace = text()})) ==
          "01070163"
          "07016d"
          "0000");
    CHECK(hex_of(codec::encode_error({.code = "c", .stacktrace = text("t")})) ==
          "01070163"
          "0000"
          "070174");
}

TEST_CASE("an error's code is never a null: the C++ wrapper would not survive it") {
    CHECK(hex_of(codec::encode_error({})) == "0107000000");
}

TEST_CASE("a described type is a map with the wire's keys") {
    CHECK(encoded(point{1, -1}) ==
          "0d0207017803"
          "01000000"
          "07017903"
          "ffffffff");
    const sample x{.name = "a", .position = color::blue, .token = octets(std::vector<std::uint8_t>{1, 2})};
    const std::string made = encoded(x);
    CHECK(made.substr(0, 4) == "0d1a");  // 26 pairs
    CHECK(made.find("0708"
                    "72655f6e616d6564"
                    "00") != made.npos);  // "re_named": null
    CHECK(made.find("0708706f736974696f6e"
                    "0302000000") != made.npos);  // "position": 2
    CHECK(made.find("070b6d65737361676554797065"
                    "070673616d706c65") != made.npos);  // "messageType": "sample"
    CHECK(made.find("0705746f6b656e"
                    "08020102") != made.npos);  // "token": Uint8List
    CHECK(made.find("0706657874726173"
                    "0d00") != made.npos);  // "extras": {}
    CHECK(codec::encoded_size(x).value() * 2 == made.size());
}

TEST_CASE("a described type fits its exact size and nothing less") {
    const sample x{.name = "acme", .ratio = 0.5, .payload = {{"a", 1.5}}, .points = {{1, 2}}, .accounts = {"bob"}};
    const std::string expected = encoded(x);
    const std::size_t size = expected.size() / 2;
    for (std::size_t room = 0; room <= size + 2; ++room) {
        CAPTURE(room);
        test::guarded_buffer<std::uint8_t> buffer(room);
        const auto written = codec::encode(x, buffer.span());
        CHECK_FALSE(buffer.is_overrun());
        REQUIRE(written.has_value() == (room >= size));
        if (!written) {
            CHECK(written.error().code == errc::buffer_too_small);
            CHECK(to_text(written.error()) == "the buffer does not hold the message");
        } else {
            CHECK(*written == size);
            const auto all = buffer.span().first(size);
            CHECK(hex_of(std::vector<std::uint8_t>(all.begin(), all.end())) == expected);
            for (std::size_t i = size; i < room; ++i) CHECK(buffer.span()[i] == 0xA5);
        }
    }
}

TEST_CASE("many short pairs and items, whose room nobody looks for one by one, in buffers of each size") {
    value map = value::map();
    std::vector<std::uint8_t> expected{0x0d, 82};
    const auto put = [&](std::uint64_t bits, std::size_t size) {
        for (; size != 0; --size, bits >>= 8) expected.push_back(static_cast<std::uint8_t>(bits));
    };
    const auto put_real = [&](double d) {
        put(6, 1);
        while (expected.size() % 8 != 0) put(0, 1);
        put(std::bit_cast<std::uint64_t>(d), 8);
    };
    for (unsigned i = 0; i < 40; ++i) {
        map.append(i, i + 0.5);
        put(3, 1);
        put(i, 4);
        put_real(i + 0.5);
        map.append(value::list({i + 0.25, value::list()}), std::numeric_limits<std::int64_t>::max());
        put(0x020c, 2);
        put_real(i + 0.25);
        put(0x04000c, 3);
        put(0x7fffffffffffffff, 8);
    }
    const std::vector<std::uint8_t> large(3000, 7);  // more than what is first written on the stack
    map.append(nullptr, value::bytes(large));
    put(0x0bb8fe0800, 5);
    expected.insert(expected.end(), large.begin(), large.end());
    map.append(true, value::float64_list(std::vector<double>(50, 0.5)));
    put(0x320b01, 3);
    while (expected.size() % 8 != 0) put(0, 1);
    for (int i = 0; i < 50; ++i) put(std::bit_cast<std::uint64_t>(0.5), 8);

    CHECK(codec::encode(map).value() == expected);
    CHECK(codec::encoded_size(map).value() == expected.size());
    for (std::size_t room = 0; room <= expected.size() + 40; room += room < 2000 || room > 4000 ? 1 : 41) {
        CAPTURE(room);
        test::guarded_buffer<std::uint8_t> buffer(room);
        const auto written = codec::encode(map, buffer.span());
        REQUIRE_FALSE(buffer.is_overrun());
        REQUIRE(written.has_value() == (room >= expected.size()));
        const std::size_t both = room < expected.size() ? room : expected.size();
        REQUIRE(std::vector<std::uint8_t>(buffer.span().begin(), buffer.span().begin() + both) ==
                std::vector<std::uint8_t>(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(both)));
    }
}

TEST_CASE("64 containers may be nested, 65 may not; keys count as items do") {
    std::vector<std::uint8_t> buffer(1000);
    for (const bool as_key : {false, true}) {
        CHECK(codec::encode(nested(64, as_key)).has_value());
        CHECK(codec::encode(nested(65, as_key)).error().code == errc::too_deep);
        CHECK(codec::encode(nested(65, as_key), buffer).error().code == errc::too_deep);
        CHECK(codec::encoded_size(nested(65, as_key)).error().code == errc::too_deep);
        CHECK(codec::encode_method_call("m", nested(64, as_key)).has_value());
        CHECK(codec::encode_method_call("m", nested(65, as_key)).error().code == errc::too_deep);
        CHECK(codec::encode_success(nested(65, as_key)).error().code == errc::too_deep);
        CHECK(codec::encode_error({.code = "c", .details = nested(65, as_key)}).error().code == errc::too_deep);
    }
    // A typed list is no container of values.
    value v = value::int32_list({});
    for (int i = 0; i < 64; ++i) v = value::list({v});
    CHECK(codec::encode(v).has_value());
}

TEST_CASE("writing into a caller's buffer allocates nothing") {
    const sample x{.name = "acme", .renamed = "with \"quotes\" and 中文", .payload = {{"a", 1.5}}, .accounts = {"bob"}};
    const std::size_t size = codec::encoded_size(x).value();
    std::vector<std::uint8_t> buffer(size + 8);
    for (const std::size_t room : {size + 8, size, size - 1, std::size_t{0}}) {
        bool good = false;
        CHECK(test::allocations_of([&] {
                  good = codec::encode(x, nimpush::span(buffer).first(room)).has_value();
              }).count == 0);
        CHECK(good == (room >= size));
    }
    CHECK(test::allocations_of([&] { (void)codec::encode_method_call("m", point{}, buffer); }).count == 0);
    CHECK(test::allocations_of([&] { (void)codec::encoded_size(x); }).count == 0);
}
