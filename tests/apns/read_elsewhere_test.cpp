#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/read_elsewhere.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/faults.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;
using apns::collapse_id_for;
using apns::read_elsewhere;
using apns::read_elsewhere_fitting;

constexpr std::string_view sixty_four = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

struct row {
    std::string_view why;
    std::string_view id;
    std::string_view expected;
};
// The digests are by another implementation (Python's integers). None of these may ever change: what lies on a device
// is found by them.
constexpr row rows[] = {
    {"an id as it is", "eabeae54-14a8-11e5-b60b-1697f925ec7b", "eabeae54-14a8-11e5-b60b-1697f925ec7b"},
    {"one character", "7", "7"},
    {"a blank inside", "a b", "a b"},
    {"what JSON escapes", R"(a"b\c)", R"(a"b\c)"},
    {"64 bytes", sixty_four, sixty_four},
    {"a digest already", "fnv1a128-d228cb696f1a8caf78912b704e4a8964", "fnv1a128-d228cb696f1a8caf78912b704e4a8964"},
    {"65 bytes", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     "fnv1a128-e09d1c9073eb86771c3233a27c7d3d77"},
    {"no ASCII", "\xC3\xA9", "fnv1a128-088093bf9eab1be95aa0733054c70821"},
    {"a blank at the start", " a", "fnv1a128-088094a9eeab1be95aa07330555782ca"},
    {"a blank at the end", "a ", "fnv1a128-08809544f9ab1be95aa0733055b6e6ac"},
    {"a line", "a\n", "fnv1a128-0880954523ab1be95aa0733055b71a5a"},
    {"no UTF-8, and a zero", {"\xFF\0", 2}, "fnv1a128-08809418ddab1be95aa0733054fe5722"},
    {"forty Chinese characters",
     "\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6"
     "\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6"
     "\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6"
     "\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6"
     "\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6\xE8\xAF\x81\xE4\xB9\xA6",
     "fnv1a128-16c166f9acd0ffb128a6c4feaae72dcd"},
    {"104 bytes",
     "msg 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
     "fnv1a128-f70d33e0c622abea9ec7a6ac02d6e84e"},
};

template <std::size_t Row> constexpr bool holds = collapse_id_for(rows[Row].id).view() == rows[Row].expected;
static_assert([]<std::size_t... I>(std::index_sequence<I...>) {
    return (holds<I> && ...);
}(std::make_index_sequence<std::size(rows)>()));

constexpr bool is_made_while_compiling() {
    const auto made = read_elsewhere("com.example.acme", {"a", "b"});
    return made && made->payload.custom.keys().find("read-elsewhere")->size() == 2;
}
static_assert(is_made_while_compiling());

std::string body_of(const apns::request& r) { return json::to_string(r.payload).value(); }

/// `count` ids of the same length.
std::vector<std::string> ids_of(std::size_t count, std::size_t size) {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string digits = std::to_string(1000 + i);
        made.push_back(std::string(size - digits.size(), 'm') + digits);
    }
    return made;
}

}  // namespace

TEST_CASE("a message has one collapse id, for ever") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(collapse_id_for(r.id).view() == r.expected);
    }
    CHECK_FALSE(collapse_id_for("").has_value());
    // The published vectors of FNV-1a 128.
    const auto digest_of = [](std::string_view s) {
        std::array<char, 32> digits{};
        write_hex(apns::detail::fnv1a_128(s), digits.data());
        return std::string(digits.data(), digits.size());
    };
    CHECK(digest_of("") == "6c62272e07bb014262b821756295c58d");
    CHECK(digest_of("a") == "d228cb696f1a8caf78912b704e4a8964");
    CHECK(digest_of("foobar") == "343e1662793c64bf6f0d3597ba446f18");
}

TEST_CASE("whatever the id, its collapse id is one that Apple takes, and is its own") {
    constexpr std::uint64_t seed = 20261109;
    CAPTURE(seed);
    test::random random(seed);
    for (int i = 0; i < 2'000; ++i) {
        std::string id = random.one_in(2) ? random.text(80) : std::string();
        if (id.empty())
            for (std::size_t n = 1 + random.below(130); n != 0; --n) id += static_cast<char>(random.byte());
        const apns::collapse_id made = collapse_id_for(id);
        CHECK(apns::collapse_id::from(made.view()).has_value());
        CHECK(collapse_id_for(made.view()) == made);
        CHECK(collapse_id_for(id) == made);
        CHECK((made.view() == id) == apns::collapse_id::from(id).has_value());
        std::string other = id;
        other[random.below(other.size())] ^= static_cast<char>(1 + random.below(255));
        CHECK(collapse_id_for(other) != made);
    }
}

TEST_CASE("the push that takes notifications away is a background push that names them") {
    const auto made = read_elsewhere("com.example.acme", {"m-1", " m 2", R"(m"3)"});
    REQUIRE(made.has_value());
    CHECK(made->type == apns::push_type::background);
    CHECK(made->priority == apns::priority::power_aware);
    CHECK_FALSE(made->collapse_id.has_value());
    CHECK_FALSE(made->expiration.has_value());
    const std::string second(collapse_id_for(" m 2").view());
    CHECK(body_of(*made) == R"({"aps":{"content-available":1},"read-elsewhere":["m-1",")" + second + R"(","m\"3"]})");
    CHECK(apns::prepare(*made)->headers().find("apns-priority") == "5");
    CHECK(apns::prepare(*made)->headers().find("apns-push-type") == "background");

    // Any range of text, and the caller's key.
    const std::string_view whole = R"({"aps":{"content-available":1},"gone":["a","b"]})";
    const std::string_view views[] = {"a", "b"};
    CHECK(body_of(read_elsewhere("com.example.acme", views, "gone").value()) == whole);
    CHECK(body_of(read_elsewhere("com.example.acme", std::vector<std::string>{"a", "b"}, "gone").value()) == whole);
    CHECK(body_of(read_elsewhere("com.example.acme", std::array<text, 2>{"a", "b"}, "gone").value()) == whole);
    CHECK(body_of(read_elsewhere("com.example.acme",
                                 std::vector<apns::collapse_id>{collapse_id_for("a"), collapse_id_for("b")}, "gone")
                      .value()) == whole);
}

TEST_CASE("no more is named than a payload holds, and the error says how many fit") {
    for (const std::size_t size : {std::size_t{8}, std::size_t{36}, std::size_t{64}, std::size_t{65}}) {
        CAPTURE(size);
        const std::vector<std::string> many = ids_of(900, size);
        const std::size_t fit = read_elsewhere_fitting(many).value();
        CHECK(fit != 0);
        CHECK(fit < many.size());
        const auto first = [&](std::size_t n) {
            return std::vector<std::string>(many.begin(), many.begin() + static_cast<std::ptrdiff_t>(n));
        };
        const auto full = read_elsewhere("com.example.acme", first(fit));
        REQUIRE(full.has_value());
        CHECK(body_of(*full).size() <= 4096);
        CHECK(read_elsewhere_fitting(first(fit)).value() == fit);
        const auto over = read_elsewhere("com.example.acme", first(fit + 1));
        REQUIRE_FALSE(over.has_value());
        CHECK(over.error().code == errc::too_long);
        const std::size_t each = collapse_id_for(many[0]).size() + 3;
        CHECK(test::line_of(over.error()) == "too_long message_ids: " + std::to_string(body_of(*full).size() + each) +
                                                 " bytes, at most 4096: the first " + std::to_string(fit) + " of " +
                                                 std::to_string(fit + 1) + " fit");
    }
    // To the byte: a key that leaves room for one id of one character, and one byte less.
    const auto key_of = [](std::size_t size) { return text(std::string(size, 'k')); };
    const std::size_t around = std::string_view(R"({"aps":{"content-available":1},"":["x"]})").size();
    CHECK(body_of(read_elsewhere("a", {"x"}, key_of(4096 - around)).value()).size() == 4096);
    CHECK(test::line_of(read_elsewhere("a", {"x"}, key_of(4097 - around)).error()) ==
          "too_long message_ids: 4097 bytes, at most 4096: the first 0 of 1 fit");
    CHECK(read_elsewhere_fitting(std::vector<std::string>{"x"}, key_of(9'000)).value() == 0);
    CHECK(read_elsewhere_fitting(std::vector<std::string>{"\"\"", "x"}, key_of(4096 - around - 5)).value() == 1);
    CHECK(read_elsewhere_fitting(std::vector<std::string>{"\"", "x"}, key_of(4096 - around - 5)).value() == 2);
}

TEST_CASE("what cannot be asked for is an error") {
    const auto fault_of = [](const result<apns::request>& r) {
        return r ? std::string("none") : test::line_of(r.error());
    };
    CHECK(fault_of(read_elsewhere("com.example.acme", std::vector<std::string>{})) ==
          "missing message_ids: nothing to take away");
    CHECK(fault_of(read_elsewhere("com.example.acme", {"a", "", "b"})) ==
          "missing message_ids[1]: a message without an id");
    CHECK(fault_of(read_elsewhere("com.example.acme", {"a"}, "")) ==
          "missing key: the app finds the identifiers by it");
    CHECK(fault_of(read_elsewhere("com.example.acme", {"a"}, nullptr)) ==
          "missing key: the app finds the identifiers by it");
    CHECK(fault_of(read_elsewhere("com.example.acme", {"a"}, "aps")).starts_with("duplicate_key "));
    CHECK(fault_of(read_elsewhere({}, {"a"})).starts_with("missing bundle_id"));
    CHECK_FALSE(read_elsewhere_fitting(std::vector<std::string>{}).has_value());
    CHECK_FALSE(read_elsewhere_fitting(std::vector<std::string>{"a", ""}).has_value());
}

TEST_CASE("the other devices get it, and the identifiers are the collapse ids of what was pushed") {
    apns::gateway gateway({.knows_every_token = true});
    gateway.accept_provider_token("abc");
    const std::vector<device_token> devices = {*device_token::from_hex("01"), *device_token::from_hex("02"),
                                               *device_token::from_hex("03")};
    std::vector<std::string> shown;
    const auto push = [&](const apns::request& r, const std::vector<device_token>& to) {
        std::size_t position = 0;
        const apns::campaign made = apns::prepare(r).value();
        CHECK(apns::fan_out(made, to, position, npos, [&](const apns::device_push& one) {
                  apns::header_list headers = one.headers;
                  headers.add("authorization", apns::hpack::never_index, "bearer abc");
                  CHECK(gateway
                            .answer({.method = "POST", .path = one.path, .headers = headers, .body = one.body},
                                    1'700'000'000'000)
                            .ok());
                  return true;
              }) == to.size());
        return std::string(made.body());
    };
    const std::string ids[] = {"17", "message of \xE8\xAF\x81", std::string(100, 'z')};
    for (const std::string& id : ids) {
        apns::request arrived{.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
        arrived.collapse_id = collapse_id_for(id);
        push(arrived, devices);
        shown.emplace_back(apns::headers(arrived).find("apns-collapse-id"));
    }
    const std::string body =
        push(read_elsewhere("com.example.acme", ids).value(), {devices.begin() + 1, devices.end()});
    const value read = json::read(body).value();
    REQUIRE(read.find("read-elsewhere") != nullptr);
    std::vector<std::string> named;
    for (const value& one : read.find("read-elsewhere")->items()) named.emplace_back(one.chars());
    CHECK(named == shown);
}
