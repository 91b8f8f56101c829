#include <nimpush/wire/json_writer.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/lanes.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "../support/allocations.hpp"
#include "../support/described.hpp"
#include "../support/guarded_buffer.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;
using test::color;
using test::point;
using test::sample;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

value typed(auto make, auto... elements) {
    const std::vector elements_of{elements...};
    return make(nimpush::span(elements_of));
}

struct row {
    std::string_view why;
    value given;
    std::string_view expected;
};
std::vector<row> rows() {
    return {
        {"null", nullptr, "null"},
        {"true", true, "true"},
        {"false", false, "false"},
        {"zero", 0, "0"},
        {"the lowest integer", std::numeric_limits<std::int64_t>::min(), "-9223372036854775808"},
        {"the highest integer", std::numeric_limits<std::int64_t>::max(), "9223372036854775807"},
        {"a whole double stays a double", 1.0, "1.0"},
        {"minus zero", -0.0, "-0.0"},
        {"the shortest digits", 0.1, "0.1"},
        {"an exponent", 1e21, "1e+21"},
        {"below one millionth", 1e-7, "1e-7"},
        {"an empty text", "", R"("")"},
        {"no escape for a slash, delete or what is not ASCII", "/\x7f é中😀\u2028", "\"/\x7f é中😀\u2028\""},
        {"every short escape", "\"\\\b\f\n\r\t", R"("\"\\\b\f\n\r\t")"},
        {"an empty list", value::list(), "[]"},
        {"an empty map", value::map(), "{}"},
        {"a list of one", value::list({1}), "[1]"},
        {"lists in a list", value::list({value::list(), value::list({value::list()}), "x"}), R"([[],[[]],"x"])"},
        {"a map of one", value::map({{"a", 1}}), R"({"a":1})"},
        {"the order is kept", value::map({{"z", 1}, {"a", value::map({{"", nullptr}})}}), R"({"z":1,"a":{"":null}})"},
        {"a key is escaped as a text is", value::map({{"\"\n\\", 1}}), R"({"\"\n\\":1})"},
        {"a key that stands twice is written twice", value::map({{"a", 1}, {"a", 2}}), R"({"a":1,"a":2})"},
        {"bytes are hexadecimal text", typed(value::bytes, std::uint8_t{0}, std::uint8_t{255}), R"("00ff")"},
        {"no bytes", value::bytes({}), R"("")"},
        {"a bigint is its text", value::bigint("-ff").value(), R"("-ff")"},
        {"2^64-1 is a number", value::bigint("ffffffffffffffff").value(), "18446744073709551615"},
        {"2^63 is one", value::bigint("8000000000000000").value(), "9223372036854775808"},
        {"in capitals too", value::bigint("FFFFFFFFFFFFFFFE").value(), "18446744073709551614"},
        {"one that int64 has is text", value::bigint("7fffffffffffffff").value(), R"("7fffffffffffffff")"},
        {"below zero is text", value::bigint("-fffffffffffffff").value(), R"("-fffffffffffffff")"},
        {"beyond 64 bits is text", value::bigint("10000000000000000").value(), R"("10000000000000000")"},
        {"a list of int32", typed(value::int32_list, 1, -2), "[1,-2]"},
        {"a list of int64", typed(value::int64_list, std::int64_t{3}), "[3]"},
        {"a list of floats, as the doubles of equal value", typed(value::float32_list, 0.5f, 0.1f),
         "[0.5,0.10000000149011612]"},
        {"an empty list of doubles", value::float64_list({}), "[]"},
    };
}

/// RFC 8259 the slow way.
std::string in_quotes(std::string_view s) {
    std::string made = "\"";
    for (const char c : s) {
        constexpr std::string_view letters = "\"\\\b\f\n\r\t";
        constexpr std::string_view written = "\"\\bfnrt";
        if (const std::size_t i = letters.find(c); i != letters.npos) {
            made += '\\';
            made += written[i];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            made += std::string("\\u00") + (c < 0x10 ? "0" : "1") + "0123456789abcdef"[c & 15];
        } else {
            made += c;
        }
    }
    return made + "\"";
}

/// Writes into buffers of the exact size, one less, one and many more, and says what was wrong.
template <class T> std::string fault_of_writing(const T& x, std::string_view expected) {
    if (json::size(x).value() != expected.size()) return "size() differs";
    for (const std::size_t room : {expected.size(), expected.size() + 1, expected.size() * 6 + 100}) {
        test::guarded_buffer<char> buffer(room);
        const auto written = json::write(x, buffer.span());
        if (!written || *written != expected.size()) return "not written into " + std::to_string(room);
        if (buffer.is_overrun()) return "overrun of " + std::to_string(room);
        if (std::string_view(buffer.span().data(), *written) != expected)
            return "wrote " + std::string(buffer.span().data(), *written);
        for (std::size_t i = *written; i < room; ++i)
            if (buffer.span()[i] != static_cast<char>(0xA5)) return "written past the exact size";
    }
    for (const std::size_t room : {expected.size() - 1, expected.size() / 2, std::size_t{0}}) {
        test::guarded_buffer<char> buffer(room);
        const auto written = json::write(x, buffer.span());
        if (written || written.error().code != errc::buffer_too_small) return "no fault for " + std::to_string(room);
        if (buffer.is_overrun()) return "overrun of a buffer that is too small";
    }
    return "";
}

text owned(std::string_view s) { return text::from(s).value(); }

value nested(std::size_t depth) {
    value v = value::list();
    for (; depth > 1; --depth) {
        value around = value::list();
        around.push_back(std::move(v));
        v = std::move(around);
    }
    return v;
}

// The same code renders while compiling.
constexpr auto small = render<[] {
    return value::map({{"alert", value::map({{"title", "Bob \"the\" builder"}, {"body", "héllo\n中\x01"}})},
                       {"badge", 3},
                       {"ratio", 0.1},
                       {"list", value::list({true, nullptr, -1})}});
}>();
static_assert(std::string_view(small.data(), small.size()) ==
              "{\"alert\":{\"title\":\"Bob \\\"the\\\" builder\",\"body\":\"héllo\\n中\\u0001\"},"
              "\"badge\":3,\"ratio\":0.1,\"list\":[true,null,-1]}");

constexpr auto rendered_point = render<[] { return point{1, -2}; }>();
static_assert(std::string_view(rendered_point.data(), rendered_point.size()) == R"({"x":1,"y":-2})");

struct odd_keys {
    int quote = 1;
    int chinese = 2;
};

}  // namespace

template <>
struct nimpush::fields<odd_keys>
    : field_list<field<"a \"quote\"\n", &odd_keys::quote>, field<"键", &odd_keys::chinese>> {};

TEST_CASE("each kind of value has its exact bytes, in buffers of every size") {
    for (const row& r : rows()) {
        CAPTURE(r.why);
        CHECK(json::to_string(r.given).value() == r.expected);
        CHECK(fault_of_writing(r.given, r.expected) == "");
    }
}

TEST_CASE("every byte of ASCII and every code point of two bytes, alone and in a row") {
    std::string all;
    for (char32_t c = 0; c < 0x800; ++c) {
        char utf8[4];
        const std::string_view one(utf8, static_cast<std::size_t>(write_utf8(c, utf8) - utf8));
        all += one;
        if (c < 0x100) {
            CAPTURE(static_cast<unsigned>(c));
            CHECK(fault_of_writing(owned(one), in_quotes(one)) == "");
        }
    }
    CHECK(fault_of_writing(owned(all), in_quotes(all)) == "");
    CHECK(json::to_string(owned(std::string_view("\0\x1f", 2))).value() == R"("\u0000\u001f")");
}

TEST_CASE("something to escape at each position of texts of 0 to 40 bytes") {
    for (const std::string_view special : {"\"", "\\", "\b", "\x0b", "\r", "\x01", "\x1f", "é", "\x7f"}) {
        CAPTURE(special);
        for (std::size_t size = 0; size <= 40; ++size) {
            const std::string plain(size, 'x');
            REQUIRE(fault_of_writing(owned(plain), in_quotes(plain)) == "");
            for (std::size_t at = 0; at + special.size() <= size; ++at) {
                std::string given = plain;
                given.replace(at, special.size(), special);
                REQUIRE(fault_of_writing(owned(given), in_quotes(given)) == "");
            }
        }
    }
}

TEST_CASE("lanes see what needs an escape as single bytes do, at each place of a block") {
    namespace writing = detail::json;
    for (unsigned c = 0; c < 256; ++c) {
        for (std::size_t at = 0; at < writing::block_size; ++at) {
            std::string given(writing::block_size, 'x');
            given[at] = static_cast<char>(c);
            const bool special = writing::is_special(given[at]);
            const auto found = detail::lanes::places(writing::specials(detail::load<writing::block>(given.data())));
            CAPTURE(c);
            const bool is_little = std::endian::native == std::endian::little;
            REQUIRE(found == (special ? 1u << (is_little ? at : writing::block_size - 1 - at) : 0));
        }
    }
    CHECK(detail::lanes::places(std::uint64_t{0x80000080'00800080}) == 0x95);
}

TEST_CASE("texts of each length at each alignment, and no byte is read or written beside them") {
    for (const std::string_view pattern : {"x", "x\"", "\\\x01\n", "abcdefgh\"", "0123456789abcdef\n"}) {
        for (std::size_t size = 0; size <= 70; ++size) {
            for (std::size_t offset = 0; offset < 16; ++offset) {
                std::vector<char> around(offset + size);
                for (std::size_t i = 0; i < size; ++i) around[offset + i] = pattern[i % pattern.size()];
                const std::string_view given(around.data() + offset, size);
                const std::string expected = in_quotes(given);
                std::vector<char> made(offset + expected.size(), '#');
                char* const end = detail::json::write_string(given, made.data() + offset);
                REQUIRE(end == made.data() + made.size());
                REQUIRE(std::string_view(made.data() + offset, expected.size()) == expected);
                REQUIRE(detail::json::quoted_size(given) == expected.size());
            }
        }
    }
}

TEST_CASE("two of them at each pair of positions") {
    for (std::size_t size = 2; size <= 20; ++size) {
        for (std::size_t a = 0; a < size; ++a) {
            for (std::size_t b = 0; b < size; ++b) {
                std::string given(size, 'x');
                given[a] = '"';
                given[b] = '\x02';
                REQUIRE(fault_of_writing(owned(given), in_quotes(given)) == "");
            }
        }
    }
}

TEST_CASE("random texts") {
    constexpr std::uint64_t seed = 8259;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 3000; ++round) {
        CAPTURE(round);
        const std::string given = random.text(30);
        REQUIRE(fault_of_writing(owned(given), in_quotes(given)) == "");
    }
}

TEST_CASE("while compiling and at run time the bytes are the same") {
    const value again =
        value::map({{"alert", value::map({{"title", "Bob \"the\" builder"}, {"body", "héllo\n中\x01"}})},
                    {"badge", 3},
                    {"ratio", 0.1},
                    {"list", value::list({true, nullptr, -1})}});
    CHECK(json::to_string(again).value() == std::string_view(small.data(), small.size()));
    CHECK(json::to_string(point{1, -2}).value() == std::string_view(rendered_point.data(), rendered_point.size()));
}

TEST_CASE("a described type: the wire's keys, or the API's names") {
    const sample x{.name = "acme",
                   .renamed = "r",
                   .position = color::blue,
                   .flag = false,
                   .payload = {{"a", 1}},
                   .around = {1, 2},
                   .points = {{3, 4}},
                   .accounts = {"bob"},
                   .token = octets(std::vector<std::uint8_t>{0, 255})};
    constexpr std::string_view wire =
        R"({"name":"acme","re_named":"r","byName":"red","position":2,"perhaps":null,"fallback":"red",)"
        R"("fromText":"red","enumOrBlue":"red","textOrP2p":null,"messageType":"sample","flag":false,"n":0,"ratio":0.0,)"
        R"("size":null,"percent":null,"payload":{"a":1},"extras":{},"lostOnTheWay":null,"x":1,"y":2,)"
        R"("inside":{"x":0,"y":0},"outerX":0,"points":[{"x":3,"y":4}],"accounts":["bob"],"token":"00ff","anything":null})";
    CHECK(json::to_string(x).value() == wire);
    CHECK(fault_of_writing(x, wire) == "");
    CHECK(
        json::to_string<schema::spelling::api>(x).value() ==
        R"({"name":"acme","renamed":"r","shortNote":null,"byName":"red","position":"blue","perhaps":null,)"
        R"("perhapsPosition":null,"fallback":"red","fromText":"red","enumOrBlue":"red","textOrP2p":null,"flag":false,)"
        R"("count":0,"ratio":0.0,"size":null,"percent":null,"payload":{"a":1},"extras":null,"neverWritten":0,)"
        R"("lostOnTheWay":null,"around":{"x":1,"y":2},"inside":{"x":0,"y":0},"outerX":0,"points":[{"x":3,"y":4}],)"
        R"("accounts":["bob"],"token":"00ff","anything":null})");
}

TEST_CASE("keys of described types are escaped too") {
    CHECK(fault_of_writing(odd_keys{}, R"({"a \"quote\"\n":1,"键":2})") == "");
}

TEST_CASE("what JSON cannot carry is refused by all of size, write, append and to_string") {
    const std::vector<float> float_nan{0.5f, std::numeric_limits<float>::quiet_NaN()};
    const value refused[] = {not_a_number,
                             infinity,
                             -infinity,
                             value::list({1, not_a_number}),
                             value::float64_list(std::vector<double>{infinity}),
                             value::float32_list(float_nan),
                             value::map({{1, "an int as a key"}}),
                             value::map({{nullptr, 1}}),
                             value::map({{value::bigint("ff").value(), 1}}),
                             value::map({{"a", value::map({{value::list(), 1}})}})};
    for (const value& given : refused) {
        test::guarded_buffer<char> buffer(500);
        std::string appended = "before";
        CHECK(json::size(given).error().code == errc::not_representable);
        CHECK(json::write(given, buffer.span()).error().code == errc::not_representable);
        CHECK_FALSE(buffer.is_overrun());
        CHECK(json::append(given, appended).error().code == errc::not_representable);
        CHECK(appended == "before");
        CHECK(json::to_string(given).error().code == errc::not_representable);
        CHECK(to_text(json::to_string(given).error()) == "JSON cannot carry this value");
    }
}

TEST_CASE("what cannot be carried is told before the buffer that is too small") {
    const value given = value::list({"a text that the buffer does not hold, and then", not_a_number});
    for (const std::size_t room : {std::size_t{0}, std::size_t{10}, std::size_t{40}, std::size_t{100}}) {
        test::guarded_buffer<char> buffer(room);
        CHECK(json::write(given, buffer.span()).error().code == errc::not_representable);
        CHECK_FALSE(buffer.is_overrun());
    }
    std::vector<char> buffer(100);
    CHECK(json::write(nested(129), nimpush::span(buffer)).error().code == errc::too_deep);
}

TEST_CASE("a buffer of each size up to the exact one and beyond, and texts that are longer than what is usual") {
    const std::string long_text(3000, '\x01');
    const sample x{.name = "acme \"x\"", .payload = {{"a", value::list({1, 0.5, nullptr, value::map()})}}};
    const std::string expected = json::to_string(x).value();
    for (std::size_t room = 0; room <= expected.size() + 40; ++room) {
        CAPTURE(room);
        test::guarded_buffer<char> buffer(room);
        const auto written = json::write(x, buffer.span());
        REQUIRE_FALSE(buffer.is_overrun());
        REQUIRE(written.has_value() == (room >= expected.size()));
        if (written) REQUIRE(std::string_view(buffer.span().data(), *written) == expected);
    }
    CHECK(fault_of_writing(owned(long_text), in_quotes(long_text)) == "");
    CHECK(json::to_string(owned(long_text)).value() == in_quotes(long_text));
    const std::vector<std::uint8_t> zeros(2000);
    CHECK(fault_of_writing(value::bytes(zeros), '"' + std::string(4000, '0') + '"') == "");
}

TEST_CASE("128 containers may be nested, 129 may not; typed lists are containers in JSON") {
    CHECK(json::to_string(nested(128)).value().size() == 256);
    CHECK(json::size(nested(129)).error().code == errc::too_deep);
    CHECK(json::to_string(nested(129)).error().code == errc::too_deep);
    CHECK(to_text(json::to_string(nested(129)).error()) == "more nested containers than allowed");

    value v = value::int32_list(std::vector<std::int32_t>{1});
    for (int i = 0; i < 127; ++i) v = value::map({{"a", v}});
    CHECK(json::size(v).has_value());
    v = value::list({v});
    CHECK(json::size(v).error().code == errc::too_deep);

    free_map payload;
    payload.set("a", nested(126));
    CHECK(json::size(sample{.payload = payload}).has_value());
    payload.set("a", nested(127));
    CHECK(json::size(sample{.payload = payload}).error().code == errc::too_deep);
}

TEST_CASE("the depth is an option of every writer") {
    std::string made;
    test::guarded_buffer<char> buffer(1000);
    CHECK(json::size(nested(200), {.max_depth = 200}).value() == 400);
    CHECK(json::write(nested(200), buffer.span(), {.max_depth = 200}).value() == 400);
    CHECK(json::append(nested(200), made, {.max_depth = 200}).value() == 400);
    CHECK(json::to_string(nested(200), {.max_depth = 200}).value() == made);
    CHECK(json::size(nested(3), {.max_depth = 2}).error().code == errc::too_deep);
    CHECK(json::size(1, {.max_depth = 0}).has_value());
    CHECK(json::size(value::list(), {.max_depth = 0}).error().code == errc::too_deep);
    // Described types count too, and a limit that is passed by more than one stays passed.
    CHECK(json::size(sample{}, {.max_depth = 0}).error().code == errc::too_deep);
    CHECK(json::to_string(sample{}, {.max_depth = 0}).error().code == errc::too_deep);
    CHECK(json::size(std::vector<std::vector<sample>>(1, std::vector<sample>(1)), {.max_depth = 2}).error().code ==
          errc::too_deep);
    free_map payload;
    payload.set("a", nested(1));
    CHECK(json::size(std::vector<sample>{sample{.payload = payload}}, {.max_depth = 1}).error().code == errc::too_deep);
}

TEST_CASE("append puts text behind what is there, in a string or a vector") {
    std::string string = "data=";
    CHECK(json::append(point{1, 2}, string).value() == 13);
    CHECK(json::append(value("x"), string).value() == 3);
    CHECK(string == R"(data={"x":1,"y":2}"x")");
    std::vector<char> vector{'a'};
    CHECK(json::append(value::list({1}), vector).value() == 3);
    CHECK(std::string_view(vector.data(), vector.size()) == "a[1]");
}

TEST_CASE("writing into a caller's buffer allocates nothing, whether it is large, exact or too small") {
    const sample x{.name = "acme", .renamed = "with \"quotes\" and 中文", .payload = {{"a", 1}}, .accounts = {"bob"}};
    const std::size_t size = json::size(x).value();
    bool good = false;
    for (const std::size_t room : {size * 8, size}) {
        std::vector<char> buffer(room);
        CHECK(test::allocations_of([&] { good = json::write(x, nimpush::span(buffer)).has_value(); }).count == 0);
        CHECK(good);
    }
    std::vector<char> buffer(size - 1);
    CHECK(test::allocations_of([&] { good = !json::write(x, nimpush::span(buffer)).has_value(); }).count == 0);
    CHECK(test::allocations_of([&] { good = good && json::size(x).has_value(); }).count == 0);
    CHECK(good);
}
