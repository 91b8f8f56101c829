#include <nimpush/wire/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/octets.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/span.hpp>

#include "../support/described.hpp"
#include "../support/print.hpp"
#include "../support/random_value.hpp"
#include "../support/read_into.hpp"

namespace {

using namespace nimpush;

// There and back while compiling.
constexpr bool round_trips_while_compiling() {
    constexpr std::string_view given =
        R"({"pushPayload":{"aps":{"alert":{"title":"B\"ob","body":"héllo 😀"},"badge":3}},"n":[1,-2.5,1e+21,null,true]})";
    const auto read = json::read(given);
    if (!read) return false;
    char buffer[256]{};
    const auto size = json::write(*read, nimpush::span<char>(buffer));
    return size && std::string_view(buffer, *size) == given;
}
static_assert(round_trips_while_compiling());

/// The same text with white space wherever it may stand.
std::string spaced_out(std::string_view compact, test::random& random) {
    std::string made;
    bool inside = false;
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char c = compact[i];
        const bool structural = !inside && std::string_view("[]{},:").find(c) != std::string_view::npos;
        if (structural) made.append(random.below(3), " \t\r\n"[random.below(4)]);
        made += c;
        if (structural) made.append(random.below(3), " \t\r\n"[random.below(4)]);
        if (inside && c == '\\') made += compact[++i];
        if (c == '"') inside = !inside;
    }
    return made;
}

}  // namespace

TEST_CASE("a random tree, written and read back, is the same; white space changes nothing") {
    constexpr std::uint64_t seed = 2;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 4000; ++round) {
        CAPTURE(round);
        const value given = test::random_json(random);
        const std::string written = json::to_string(given).value();
        CAPTURE(written);
        const auto back = json::read(written);
        REQUIRE(back.has_value());
        REQUIRE(*back == given);
        REQUIRE(json::to_string(*back).value() == written);
        REQUIRE(json::read(spaced_out(written, random)).value() == given);
    }
}

TEST_CASE("a random tree, cut or changed at random, is read or refused") {
    constexpr std::uint64_t seed = 3;
    CAPTURE(seed);
    test::random random(seed);
    std::size_t read = 0;
    for (int round = 0; round < 20000; ++round) {
        CAPTURE(round);
        const std::string written = json::to_string(test::random_json(random, 3)).value();
        std::vector<char> given(written.begin(), written.end());
        for (std::size_t changes = 1 + random.below(3); changes != 0 && !given.empty(); --changes) {
            const std::size_t at = random.below(given.size());
            const auto place = given.begin() + static_cast<std::ptrdiff_t>(at);
            switch (random.below(4)) {
                case 0: given.resize(at); break;
                case 1: given.erase(place); break;
                case 2: *place = static_cast<char>(random.byte()); break;
                default: given.insert(place, "\"\\{}[]:,0-e.tu"[random.below(14)]); break;
            }
        }
        const std::vector<char> exact(given);  // no room behind it: the address sanitizer sees a byte too many
        const auto made = json::read({exact.data(), exact.size()});
        if (!made) {
            REQUIRE(made.error().offset <= exact.size());
            REQUIRE(is_utf8(to_text(made.error()).view()));
            continue;
        }
        ++read;
        REQUIRE(json::read(json::to_string(*made).value()).value() == *made);
    }
    CHECK(read > 1000);
}

TEST_CASE("a described type comes back through its API spelling") {
    const test::sample given{.name = "acme",
                             .renamed = "\"quoted\"\n",
                             .short_note = "s",
                             .by_name = test::color::blue,
                             .position = test::color::green,
                             .perhaps = test::color::red,
                             .ratio = 0.1,
                             .size = 7,
                             .percent = 100,
                             .payload = {{"a", value::list({1, 2.0, "x"})}},
                             .never_written = 4,
                             .around = {1, 2},
                             .points = {{3, 4}, {5, 6}},
                             .accounts = {"bob", "ann"},
                             .token = octets(std::vector<std::uint8_t>{0, 255}),
                             .anything = value::map({{"k", nullptr}})};
    const value read = json::read(json::to_string<schema::spelling::api>(given).value()).value();
    test::sample back;
    CHECK(test::read_parameters(read, back).empty());
    CHECK(back == given);
}
