#include <nimpush/core/octets.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/read.hpp>

#include "../support/print.hpp"
#include "../support/read_into.hpp"
#include "../support/transcript.hpp"

namespace {

using namespace nimpush;

static_assert(std::regular<octets>);
static_assert(octets().size() == 0 && octets().bytes().empty());

constexpr bool reads_while_compiling() {
    const std::uint8_t bytes[] = {0x00, 0xAB};
    octets from_text;
    const problems none = test::read_parameters(value("00aB"), from_text);
    octets odd;
    const problems one = test::read_parameters(value("00a"), odd);
    return none.empty() && from_text == octets(bytes) && *read_wire<octets>(value::bytes(bytes)) == from_text &&
           one.size() == 1 && one[0].what.code == errc::not_hex;
}
static_assert(reads_while_compiling());

struct row {
    std::string_view why;
    std::string_view given;
    std::string_view fault;
};
constexpr row rows[] = {
    {"empty is no bytes", "", ""},
    {"either case", "00fFAb", ""},
    {"odd", "abc", "not_hex an odd number of hexadecimal digits"},
    {"a letter outside", "0x", "not_hex no hexadecimal digit at byte 1"},
    {"a space", "00 11", "not_hex no hexadecimal digit at byte 2"},
};

std::string fault_of(const problems& found) {
    if (found.empty()) return "";
    return std::string(name_of(found[0].what.code)) + " " + std::string(to_text(found[0].what).view());
}

}  // namespace

TEST_CASE("as a parameter: hexadecimal text") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        octets made;
        CHECK(fault_of(test::read_parameters(value(text::from(r.given).value()), made)) == r.fault);
        CHECK(made.size() == (r.fault.empty() ? r.given.size() / 2 : 0));
    }
    octets made;
    CHECK(fault_of(test::read_parameters(value::bytes({}), made)) ==
          "wrong_type bytes, must be bytes as hexadecimal text");
}

TEST_CASE("on the wire: bytes and nothing else") {
    const std::vector<std::uint8_t> bytes{1, 2, 255};
    CHECK(read_wire<octets>(value::bytes(bytes)).value() == octets(bytes));
    CHECK(read_wire<octets>(value::bytes({})).value() == octets());
    CHECK(read_wire<octets>(value("00")).error().detail == "a text, must be bytes");
    CHECK(read_wire<octets>(value::list({1})).error().code == errc::wrong_type);
}

TEST_CASE("bytes are owned and handed to the sink as bytes") {
    std::vector<std::uint8_t> source{1, 255};
    const octets made(source);
    source[0] = 9;
    CHECK(made.bytes()[0] == 1);
    CHECK(test::transcript_of(made) == "<1,255,> ");
    CHECK(octets(std::vector<std::uint8_t>{1}) != octets(std::vector<std::uint8_t>{2}));
}
