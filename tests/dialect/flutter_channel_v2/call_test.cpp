#include <nimpush/dialect/flutter_channel_v2/call.hpp>

#include <array>
#include <cstdint>
#include <string_view>

#include <nimpush/core/check.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;

// The names of a call are the halves of its name in the API; the creators' service is called otherwise.
static_assert(channel::info_of<channel::logout>.api == "LoginService.logout");
static_assert(channel::info_of<channel::logout>.service == "LoginService");
static_assert(channel::info_of<channel::logout>.method == "logout");
static_assert(channel::info_of<channel::create_text_message>.api == "MessageCreator.createTextMessage");
static_assert(channel::info_of<channel::create_text_message>.service == "MessageCreatorService");
static_assert(channel::info_of<channel::create_text_message>.method == "createTextMessage");
static_assert(channel::name == "flutter.yunxin.163.com/nim_core");

// Models and calls are the same where all of their members are.
constexpr channel::dnd_config night{.dnd_on = true, .from_h = 22, .from_m = 0, .to_h = 7, .to_m = 30};
static_assert(night == channel::dnd_config{.dnd_on = true, .from_h = 22, .from_m = 0, .to_h = 7, .to_m = 30});
static_assert(night != channel::dnd_config{.dnd_on = true, .from_h = 22, .from_m = 0, .to_h = 7, .to_m = 31});
static_assert(channel::set_dnd_config{night} == channel::set_dnd_config{.config = night});
static_assert(channel::set_dnd_config{} != channel::set_dnd_config{night});
static_assert(channel::message_attachment(channel::file_attachment{.size = 1}) !=
              channel::message_attachment(channel::file_attachment{.size = 2}));
static_assert(channel::create_file_message{.file_path = "a"} == channel::create_file_message{.file_path = "a"});
static_assert(channel::update_apns_setting{} != channel::update_apns_setting{.setting = {.no_disturbing = true}});

// A call's bytes while compiling.
constexpr auto mute = [] {
    std::array<std::uint8_t, 256> room{};
    const auto size = channel::encode(
        channel::set_p2p_message_mute_mode{.account_id = "bob", .mute_mode = channel::p2p_message_mute_mode::on}, room);
    return std::pair(room, *size);
}();

}  // namespace

TEST_CASE("the bytes of a call exist while compiling; an enumerator is its number") {
    CHECK(test::hex_of(nimpush::span(mute.first).first(mute.second)) ==
          "0715736574503250"
          "4d6573736167654d7574654d6f6465"
          "0d03"
          "07096163636f756e744964"
          "0703626f62"
          "07086d7574654d6f6465"
          "0301000000"
          "070b736572766963654e616d65"
          "070f53657474696e677353657276696365");
}

TEST_CASE("a call without parameters has the service's name alone") {
    CHECK(test::hex_of(*channel::encode(channel::logout{})) ==
          "07066c6f676f7574"
          "0d01"
          "070b736572766963654e616d65"
          "070c4c6f67696e53657276696365");
}

TEST_CASE("nothing is answered in Dart itself") {
    for (const plugin::platform p :
         {plugin::platform::ios, plugin::platform::android, plugin::platform::windows, plugin::platform::macos})
        CHECK_FALSE(answered_locally(channel::update_apns_token{}, p).has_value());
}

TEST_CASE("the two calls that put the object itself into the map do not go out until 10.9.90") {
    const channel::update_apns_setting call{.setting = {.no_disturbing = true}};
    CHECK(channel::encode(call).has_value());
    CHECK(channel::encode(call, {.plugin = channel::v10_9_90}).has_value());
    for (const auto before : {channel::v10_3_1, channel::v10_9_2}) {
        const auto bytes = channel::encode(call, {.plugin = before});
        REQUIRE_FALSE(bytes.has_value());
        CHECK(bytes.error().code == errc::not_representable);
        CHECK(bytes.error().path == "setting");
    }
    CHECK(test::lines_of(check(call, {.plugin = channel::v10_3_1})) ==
          test::lines{"not_representable setting: version 10.3.1 cannot send it, nothing goes out: it can since "
                      "10.9.90"});
    CHECK(test::lines_of(check(channel::update_apns_multiport_config{}, {.plugin = channel::v10_9_2})).size() == 1);
    CHECK(check(call).empty());
}
