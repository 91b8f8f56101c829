#include <nimpush/apns/static_push.hpp>

#include <array>
#include <cstddef>
#include <string_view>

#include <nimpush/apns/fanout.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;
using apns::request;
using apns::static_push;

// One a form: text, object, escapes, values of the app, and every header; the bytes are written by hand.
constexpr auto plain = [] { return request{.bundle_id = "com.example.acme", .payload = {.alert = {.plain = "hi"}}}; };
constexpr auto full = [] {
    return request{.type = apns::push_type::voip,
                   .bundle_id = "com.example.acme",
                   .priority = apns::priority::power_aware,
                   .expiration = 0,
                   .apns_id = "123e4567-e89b-12d3-a456-4266554400a0",
                   .collapse_id = "call 1",
                   .payload = {.alert = {.title = "\"Bob\"", .body = "\u4f60\u597d\n\x01"},
                               .badge = 0,
                               .custom = {{"call", value::map({{"id", 7}, {"video", true}})}}}};
};
constexpr auto wake = [] {
    return request{.type = apns::push_type::background,
                   .bundle_id = "com.example.acme",
                   .priority = apns::priority::power_aware,
                   .payload = {.content_available = true}};
};
constexpr auto mdm = [] {
    return request{.type = apns::push_type::mdm,
                   .topic = "com.apple.mgmt.External.1",
                   .authentication = apns::authentication::certificate,
                   .payload = {.mdm = "MAGIC"}};
};
constexpr auto silent = [] { return request{.bundle_id = "com.example.acme"}; };  // a warning does not refuse

template <auto Make>
constexpr std::string_view body_of = {static_push<Make>.body.data(), static_push<Make>.body.size()};

static_assert(body_of<plain> == R"({"aps":{"alert":"hi"}})");
static_assert(body_of<full> ==
              "{\"aps\":{\"alert\":{\"title\":\"\\\"Bob\\\"\",\"body\":\"\u4f60\u597d\\n\\u0001\"},\"badge\":0},"
              "\"call\":{\"id\":7,\"video\":true}}");
static_assert(body_of<wake> == R"({"aps":{"content-available":1}})");
static_assert(body_of<mdm> == R"({"mdm":"MAGIC"})");
static_assert(body_of<silent> == R"({})");
static_assert(static_push<full>.headers.size() == 6);
static_assert(static_push<full>.headers[0].name == "apns-push-type" && static_push<full>.headers[0].value == "voip");
static_assert(static_push<full>.headers.find("apns-topic") == "com.example.acme.voip");
static_assert(static_push<full>.headers.find("apns-id") == "123e4567-e89b-12d3-a456-4266554400a0");
static_assert(static_push<full>.headers.find("apns-expiration") == "0");
static_assert(static_push<full>.headers.find("apns-priority") == "5");
static_assert(static_push<full>.headers.find("apns-collapse-id") == "call 1");
static_assert(static_push<mdm>.headers.find("apns-topic") == "com.apple.mgmt.External.1");

template <auto Make> void check_against_run_time() {
    const apns::campaign made = apns::prepare(Make()).value();
    CHECK(body_of<Make> == made.body());
    const apns::header_list& headers = static_push<Make>.headers;
    REQUIRE(headers.size() == made.headers().size());
    for (std::size_t i = 0; i < headers.size(); ++i) {
        CHECK(headers[i].name == made.headers()[i].name);
        CHECK(headers[i].value == made.headers()[i].value);
        CHECK(headers[i].treatment == made.headers()[i].treatment);
    }
    const apns::campaign fixed = apns::prepare<Make>();
    CHECK(fixed.body().data() == body_of<Make>.data());
    CHECK(fixed.limit() == made.limit());
    CHECK(fixed.badge() == made.badge());
    CHECK(fixed.place().at == made.place().at);
    CHECK(fixed.place().size == made.place().size);
}

}  // namespace

TEST_CASE("headers and body are those of prepare() at run time") {
    check_against_run_time<plain>();
    check_against_run_time<full>();
    check_against_run_time<wake>();
    check_against_run_time<mdm>();
    check_against_run_time<silent>();
}

TEST_CASE("a static push goes through fan_out like any other") {
    const std::array<device_token, 2> tokens = {*device_token::from_hex("00ff"), *device_token::from_hex("01")};
    const apns::campaign push = apns::prepare<plain>();
    std::size_t position = 0;
    CHECK(apns::fan_out(push, tokens, position, 9, [](const apns::device_push& one) {
              CHECK(one.path == (one.index == 0 ? "/3/device/00ff" : "/3/device/01"));
              CHECK(one.body.data() == static_push<plain>.body.data());
              return true;
          }) == std::size_t{2});
}
