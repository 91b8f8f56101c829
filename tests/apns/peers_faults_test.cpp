// What other libraries got wrong, each as a case of ours, and round trips of payloads with any text.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/random_value.hpp"
#include "../support/read_into.hpp"

namespace {

using namespace nimpush;
using apns::notification;
using apns::push_type;
using test::lines;

std::string written(const notification& n) { return json::to_string(n).value(); }

apns::request to_token(std::string_view hex) {
    return {.bundle_id = "com.example.acme",
            .token = device_token::from_hex(hex).value(),
            .payload = {.alert = {.plain = "hi"}}};
}

TEST_CASE("apns2 (Go) takes expiration 0 for none") {
    apns::request r = to_token("ab");
    r.expiration = 0;
    CHECK(headers(r).find("apns-expiration") == "0");
    r.expiration.reset();
    CHECK(headers(r).size() == 2);
}

TEST_CASE("apns2 (Go) makes a sound critical by its name (sideshow/apns2#114)") {
    CHECK(written({.sound = "test"}) == R"({"aps":{"sound":"test"}})");
}

TEST_CASE("apns2 (Go) drops a volume of 0 and a critical of 0 (omitempty)") {
    CHECK(written({.sound = apns::sound::critical("a", 0.0)}) ==
          R"({"aps":{"sound":{"critical":1,"name":"a","volume":0.0}}})");
    notification n;
    const auto payload = json::read(R"({"aps":{"sound":{"critical":0,"name":"a","volume":0}}})").value();
    CHECK(test::lines_of(test::put(apns::read_notification(payload), n)) == lines{});
    CHECK(written(n) == R"({"aps":{"sound":{"critical":0,"name":"a","volume":0.0}}})");
}

TEST_CASE("a2 (Rust) writes mutable-content 0 into silent pushes") {
    CHECK(written({.content_available = true}) == R"({"aps":{"content-available":1}})");
    CHECK(test::lines_of(
              check(notification{.content_available = true, .mutable_content = false}, push_type::background)) ==
          lines{"unknown_key aps: aps of a background push holds content-available and nothing else"});
}

TEST_CASE("APNSwift writes iat as text") {
    std::array<char, 256> buffer{};
    const auto size = apns::write_signing_input("TEAMID1234", "KEYID12345", 1700000000, buffer);
    REQUIRE(size);
    const std::string_view input(buffer.data(), *size);
    // {"iss":"TEAMID1234","iat":1700000000}, a number.
    CHECK(input.substr(input.find('.') + 1) == "eyJpc3MiOiJURUFNSUQxMjM0IiwiaWF0IjoxNzAwMDAwMDAwfQ");
}

TEST_CASE("node-apn ignores what has the wrong type") {
    notification n;
    const auto payload = json::read(R"({"aps":{"badge":"hello","sound":5}})").value();
    CHECK(test::lines_of(test::put(apns::read_notification(payload), n)).size() == 2);
}

TEST_CASE("node-apn drops a custom key named aps without a word") {
    free_map keys;
    keys.set("aps", value::map({{"badge", 1}}));
    const auto refused =
        json::to_string(notification{.alert = {.plain = "hi"}, .custom = apns::custom_keys(std::move(keys))});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == errc::duplicate_key);
}

TEST_CASE("apns-dotnet refuses content-available beside an alert, which only background pushes forbid") {
    const notification n{.alert = {.plain = "hi"}, .content_available = true};
    CHECK(test::lines_of(check(n, push_type::alert)) == lines{});
    CHECK(test::lines_of(check(n, push_type::background)).size() == 1);
}

TEST_CASE("pushy cuts dates to 32 bits, so that they end in 2038") {
    CHECK(written({.timestamp = 4102444800}) == R"({"aps":{"timestamp":4102444800}})");
    apns::request r = to_token("ab");
    r.expiration = 4102444800;
    CHECK(headers(r).find("apns-expiration") == "4102444800");
    const auto answer = apns::read_response(410, {}, R"({"reason":"Unregistered","timestamp":4102444800000})");
    CHECK(answer.timestamp_ms == 4102444800000);
}

TEST_CASE("mock servers want 64 digits of a token; Apple says that its length may change") {
    for (const std::size_t bytes :
         {std::size_t{1}, std::size_t{31}, std::size_t{32}, std::size_t{33}, std::size_t{80}, std::size_t{100}}) {
        CAPTURE(bytes);
        const apns::request r = to_token(std::string(2 * bytes, 'a'));
        CHECK(test::lines_of(check(r)) == lines{});
        std::array<char, apns::longest_path> path{};
        CHECK(apns::write_path(r.token, path) == apns::device_path.size() + 2 * bytes);
    }
}

TEST_CASE("any text goes through render and read, and comes back as it was") {
    constexpr std::uint64_t seed = 20261124;
    CAPTURE(seed);
    test::random random(seed);
    const auto any = [&] { return text::from(random.text()).value(); };
    for (std::size_t round = 0; round < 2000; ++round) {
        CAPTURE(round);
        notification n{.alert = {.title = any(), .subtitle = any(), .body = any()}, .thread_id = any()};
        if (random.one_in(3)) n.alert.loc_args = std::vector<text>{any(), any()};
        if (random.one_in(3)) n.alert.title = apns::localized{any(), std::vector<text>{any()}};
        if (random.one_in(4)) n.alert = {.plain = any()};
        if (random.one_in(2)) n.badge = natural::unchecked(static_cast<std::int64_t>(random.below(1000)));
        if (random.one_in(3)) n.sound = apns::sound::critical(any(), 0.25);
        for (std::size_t k = random.below(4); k != 0; --k) {
            const text key = any();
            if (key.view() != "aps" && key.view() != "mdm") {
                free_map keys = n.custom.keys();
                keys.set(key, test::random_json(random, 2));
                n.custom = apns::custom_keys(std::move(keys));
            }
        }
        const std::string payload = written(n);
        REQUIRE(is_utf8(payload));
        REQUIRE(json::size(n).value() == payload.size());
        notification again;
        REQUIRE(test::lines_of(test::put(apns::read_notification(json::read(payload).value()), again)) == lines{});
        // Whole numbers of a double come back as integers: equal is what is written.
        REQUIRE(written(again) == payload);
    }
}

}  // namespace
