#include <nimpush/dialect/flutter_channel/call.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>

#include "../../support/print.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
namespace channel = nimpush::flutter_channel;
using channel::guard;

// Which platforms let a call out, and what Dart answers elsewhere.
struct row {
    std::string_view why;
    guard g;
    bool ios, android, windows, macos;
    std::string_view refusal;
};
constexpr row rows[] = {
    {"no guard", guard::none, true, true, true, true, ""},
    {"phones", guard::mobile, true, true, false, false, "Support Mobile platform only"},
    {"phones, spelt otherwise for files", guard::mobile_files, true, true, false, false,
     "Support mobile platform only"},
    {"Android", guard::android, false, true, false, false, "Support Android platform only"},
    {"iOS", guard::ios, true, false, false, false, "Support iOS platform only"},
};
constexpr bool holds(const row& r) {
    return lets_pass(r.g, platform::ios) == r.ios && lets_pass(r.g, platform::android) == r.android &&
           lets_pass(r.g, platform::windows) == r.windows && lets_pass(r.g, platform::macos) == r.macos &&
           refusal(r.g) == r.refusal;
}
static_assert(holds(rows[0]) && holds(rows[1]) && holds(rows[2]) && holds(rows[3]) && holds(rows[4]));
static_assert(std::size(rows) == 5, "a row was added: extend the line above");

// A call's bytes while compiling: the name, a map of one pair and the service.
constexpr auto badge = [] {
    std::array<std::uint8_t, 128> room{};
    const auto size = channel::encode(channel::register_badge_count{5}, room);
    return std::pair(room, *size);
}();
constexpr std::string_view badge_hex =
    "07197265676973746572426164676543 6f756e7448616e646c65720d0207056 36f756e740305000000"
    "070b736572766963654e616d65070f53657474696e677353657276696365";

static_assert(channel::reply<>{}.ok() && channel::reply<>{200, {}, {}}.ok());
static_assert(!channel::reply<>{-1, {}, {}}.ok());
static_assert(channel::name == "flutter.yunxin.163.com/nim_core");

}  // namespace

TEST_CASE("a guard lets a call out or not; Dart's words where it does not") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(holds(r));
    }
}

TEST_CASE("what Dart answers itself: code -1, no data, its words") {
    const auto answer = answered_locally(channel::register_badge_count{5}, platform::windows);
    REQUIRE(answer.has_value());
    CHECK(*answer == channel::reply<>{-1, {}, "Support mobile platform only"});
    CHECK_FALSE(answer->ok());
    CHECK_FALSE(answered_locally(channel::register_badge_count{5}, platform::android).has_value());
    CHECK_FALSE(answered_locally(channel::enable_push_service_android{}, platform::macos).has_value());
}

TEST_CASE("the bytes of a call exist while compiling: method, arguments, serviceName last") {
    std::string expected;
    for (const char c : badge_hex)
        if (c != ' ') expected += c;
    CHECK(test::hex_of(nimpush::span(badge.first).first(badge.second)) == expected);
}

TEST_CASE("a call without parameters has the service's name alone") {
    CHECK(test::hex_of(*channel::encode(channel::logout{})) ==
          "07066c6f676f7574"
          "0d01"
          "070b736572766963654e616d65"
          "070b4175746853657276696365");
}

TEST_CASE("no buffer at all is too small") {
    const auto size = channel::encode(channel::logout{}, nimpush::span<std::uint8_t>());
    REQUIRE_FALSE(size.has_value());
    CHECK(size.error() == error{errc::buffer_too_small, {}, "the buffer does not hold the message"});
}

TEST_CASE("a payload that nests too deep is refused by the codec") {
    value deep = value::list();
    for (int i = 0; i < 70; ++i) {
        value around = value::list();
        around.push_back(std::move(deep));
        deep = std::move(around);
    }
    channel::send_custom_notification call;
    call.notification.push_payload = {{"k", deep}};
    const auto bytes = channel::encode(call);
    REQUIRE_FALSE(bytes.has_value());
    CHECK(bytes.error() == error{errc::too_deep, {}, "the codec cannot carry this value"});
}

TEST_CASE("a reply as JSON, with isSuccess as in Dart") {
    CHECK(test::json_of(channel::reply_view<bool>{{200, true, "ok"}}) ==
          R"({"code":200,"isSuccess":true,"data":true,"errorDetails":"ok"})");
    CHECK(test::json_of(channel::reply_view<value>{{-1, {}, {}}}) ==
          R"({"code":-1,"isSuccess":false,"data":null,"errorDetails":null})");
}
