// Versions of V2: how many keys each writes and in which order, what of one is another's, what is refused.

#include <nimpush/dialect/flutter_channel_v2.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/read.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/wire/json.hpp>

#include "../../support/faults.hpp"
#include "../../support/read_into.hpp"
#include "../../support/rows.hpp"
#include "../../support/version_walks.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using channel::v10_3_1, channel::v10_9_2, channel::v10_9_90;
using test::lines, test::lines_of;

value arguments_of(const std::vector<std::uint8_t>& bytes) {
    const auto call = standard_codec::decode_method_call(bytes);
    REQUIRE(call.has_value());
    return call->arguments;
}
template <class Call> value sent(const Call& call, plugin::plugin_version spoken) {
    const auto bytes = channel::encode(call, {.plugin = spoken});
    CAPTURE(bytes ? std::string() : test::line_of(bytes.error()));
    REQUIRE(bytes.has_value());
    return arguments_of(*bytes);
}
template <class T> value written(const T& x, plugin::plugin_version spoken) {
    return *to_value(schema::as_spoken<T>{x, spoken});
}
/// Where a key stands in a map; npos where it does not.
std::size_t place_of(const value& map, std::string_view key) {
    for (std::size_t i = 0; i < map.size(); ++i)
        if (map.members()[i].key.chars() == key) return i;
    return npos;
}
template <class Call> std::string refusal(const Call& call, plugin::plugin_version spoken) {
    const auto bytes = channel::encode(call, {.plugin = spoken});
    return bytes ? "none" : test::line_of(bytes.error());
}

template <class T> using init = channel::initialize<T>;
using ios = channel::ios_sdk_options;
using android = channel::android_sdk_options;

}  // namespace

TEST_CASE("how many keys each version writes") {
    struct row {
        std::string_view what;
        std::size_t in_10_3_1, in_10_9_2, in_10_9_90;
        std::size_t (*count)(plugin::plugin_version);
    };
    const row rows[] = {
        // extras and serviceName stand behind the options
        {"iOS", 33, 34, 38,
         [](auto v) { return sent(init<ios>{.options = {.common = {.app_key = "k"}}}, v).size() - 2; }},
        {"Android", 30, 33, 38,
         [](auto v) { return sent(init<android>{.options = {.common = {.app_key = "k"}}}, v).size() - 2; }},
        {"basicOption", 7, 10, 18, [](auto v) { return written(channel::basic_option{}, v).size(); }},
        {"mixPushConfig", 16, 17, 17, [](auto v) { return written(plugin::mix_push_config{}, v).size(); }},
        {"notificationConfig", 18, 18, 20,
         [](auto v) { return written(plugin::status_bar_notification_config{}, v).size(); }},
        {"option of login", 5, 7, 8, [](auto v) { return written(channel::login_option{}, v).size(); }},
        {"login client", 6, 7, 7, [](auto v) { return written(channel::login_client{}, v).size(); }},
        {"NIMMessage", 26, 29, 34, [](auto v) { return written(channel::message{}, v).size(); }},
        {"aiConfig of a message", 2, 6, 6, [](auto v) { return written(channel::ai_config{}, v).size(); }},
        {"updatedTeamInfo", 12, 13, 13, [](auto v) { return written(channel::updated_team_info{}, v).size(); }},
        {"params of sendMessage", 8, 9, 9, [](auto v) { return written(channel::send_message_params{}, v).size(); }},
    };
    for (const row& r : rows) {
        CAPTURE(r.what);
        CHECK(r.count(v10_3_1) == r.in_10_3_1);
        CHECK(r.count(v10_9_2) == r.in_10_9_2);
        CHECK(r.count(v10_9_90) == r.in_10_9_90);
    }
    const auto on_ohos = sent(init<channel::ohos_sdk_options>{.options = {.common = {.app_key = "k"}}}, v10_9_90);
    CHECK(on_ohos.size() == 24 + 2);
}

TEST_CASE("a field that moved stands once, at the place of its version") {
    const init<ios> phone{.options = {.common = {.app_key = "k"}}};
    const value first = sent(phone, v10_3_1), middle = sent(phone, v10_9_2), last = sent(phone, v10_9_90);
    CHECK(place_of(first, "enableFcs") + 1 == place_of(first, "nosSceneConfig"));
    CHECK(place_of(first, "enableV2CloudConversation") == npos);
    CHECK(place_of(middle, "enableFcs") + 1 == place_of(middle, "enableV2CloudConversation"));
    CHECK(place_of(middle, "enableFcs") + 2 == place_of(middle, "nosSceneConfig"));
    CHECK(place_of(last, "serverConfig") + 1 == place_of(last, "enableFcs"));
    CHECK(place_of(last, "enableV2CloudConversation") + 1 == place_of(last, "autoUpdateApnsToken"));

    const init<android> other{.options = {.common = {.app_key = "k"}}};
    CHECK(place_of(sent(other, v10_3_1), "reducedIM") + 1 == place_of(sent(other, v10_3_1), "enableFcs"));
    CHECK(place_of(sent(other, v10_9_2), "reducedIM") + 1 == place_of(sent(other, v10_9_2), "enableFcs"));
    CHECK(place_of(sent(other, v10_9_90), "serverConfig") + 1 == place_of(sent(other, v10_9_90), "enableFcs"));

    const value desktop = written(channel::basic_option{}, v10_9_2);
    CHECK(place_of(desktop, "disableAppNap") == 6);
    CHECK(place_of(desktop, "enableCloudConversation") == 7);
    CHECK(place_of(desktop, "reduceUnreadOnMessageRecall") == 8);
    CHECK(place_of(desktop, "teamNotificationBadge") == 9);
    CHECK(place_of(written(channel::basic_option{}, v10_9_90), "enableCloudConversation") == 2);
}

TEST_CASE("extras name the version that speaks, the newest where none is said") {
    const init<ios> call{.options = {.common = {.app_key = "k"}}};
    const auto extras = [&](plugin::plugin_version v) { return test::json_of(*sent(call, v).find("extras")); };
    CHECK(extras(v10_3_1) == R"({"versionCode":1031,"versionName":"10.3.1"})");
    CHECK(extras(v10_9_2) == R"({"versionCode":1092,"versionName":"10.9.2"})");
    CHECK(extras(v10_9_90) == R"({"versionCode":10990,"versionName":"10.9.90"})");
    CHECK(extras({}) == extras(v10_9_90));
    CHECK(sent(call, {}) == sent(call, v10_9_90));
}

TEST_CASE("a set field that the version lacks is refused with its path and the version") {
    const channel::send_message to_some{
        .message = {.text = "hi"},
        .conversation_id = "a|2|9",
        .params = channel::send_message_params{.target_config = channel::target_config{.receiver_ids = {{"bob"}}}}};
    const channel::login offline{.account_id = "a", .token = "t", .option = {.offline_mode = true}};
    struct row {
        std::string_view why;
        std::string found;
        std::string_view expected;
    };
    const row rows[] = {
        {"a flag of the options, flat on the wire",
         refusal(init<ios>{.options = {.common = {.app_key = "k"}, .auto_update_apns_token = false}}, v10_9_2),
         "not_supported autoUpdateApnsToken: version 10.9.2 does not have it: known since 10.9.6"},
        {"its default is no set field", refusal(init<ios>{.options = {.common = {.app_key = "k"}}}, v10_3_1), "none"},
        {"what 10.9.2 has", refusal(init<ios>{.options = {.enable_v2_cloud_conversation = true}}, v10_9_2), "none"},
        {"and 10.3.1 has not", refusal(init<ios>{.options = {.enable_v2_cloud_conversation = true}}, v10_3_1),
         "not_supported enableV2CloudConversation: version 10.3.1 does not have it: known since 10.9.2"},
        {"deep inside",
         refusal(
             init<android>{.options = {.mix_push_config = plugin::mix_push_config{.manual_provide_push_token = true}}},
             v10_3_1),
         "not_supported mixPushConfig.KEY_MANUAL_PROVIDE_PUSH_TOKEN: version 10.3.1 does not have it: known since "
         "10.9.0"},
        {"whom of a team", refusal(to_some, v10_3_1),
         "not_supported params.targetConfig: version 10.3.1 does not have it: known since 10.6.0"},
        {"whom of a team, later", refusal(to_some, v10_9_2), "none"},
        {"login", refusal(offline, v10_9_2),
         "not_supported option.offlineMode: version 10.9.2 does not have it: known since 10.9.3"},
        {"an enumerator",
         refusal(channel::is_peer_read{{.message_type = channel::message_type::chatroom_notification}}, v10_3_1),
         "bad_enumerator message.messageType: chatroomNotification: version 10.3.1 does not have it: known since "
         "10.5.0"},
        {"an enumerator of an attachment",
         refusal(channel::is_peer_read{{.attachment =
                                            channel::notification_attachment{
                                                .updated_team_info =
                                                    channel::updated_team_info{.join_mode =
                                                                                   channel::team_join_mode::unknown}}}},
                 v10_3_1),
         "bad_enumerator message.attachment.updatedTeamInfo.joinMode: unknown: version 10.3.1 does not have it: known "
         "since 10.9.2"},
        {"a null account, until then",
         refusal(
             channel::is_peer_read{
                 {.attachment = channel::notification_attachment{.target_ids = {{text_or_null(), text_or_null("a")}}}}},
             v10_3_1),
         "none"},
        {"and since",
         refusal(
             channel::is_peer_read{
                 {.attachment = channel::notification_attachment{.target_ids = {{text_or_null(), text_or_null("a")}}}}},
             v10_9_90),
         "null_value message.attachment.targetIds[0]: null, which this list cannot hold since 10.9.2"},
        {"a call", refusal(channel::ohos_push_enable{.enable = true}, v10_9_2),
         "not_supported OhosPushService.enable: version 10.9.2 does not have it: known since 10.9.7"},
        {"a call with a build number",
         refusal(channel::register_manually_provide_push_token_callback{.callback = true}, v10_3_1),
         "not_supported MixPushService.registerManuallyProvidePushTokenCallback: version 10.3.1 does not have it: "
         "known since 10.9.5+1"},
        {"one between", refusal(channel::ohos_push_enable{.enable = true}, {10, 9, 7}), "none"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(r.found == r.expected);
    }
}

TEST_CASE("what is wrong in some versions alone is said once") {
    const channel::is_peer_read call{
        {.attachment = channel::notification_attachment{.target_ids = {{text_or_null()}}}}};
    CHECK(lines_of(check(call, {.plugin = v10_9_90})) ==
          lines{"null_value message.attachment.targetIds[0]: null, which this list cannot hold since 10.9.2"});
    CHECK(check(call, {.plugin = v10_3_1}).empty());
    CHECK(check(call).empty());
}

TEST_CASE("as parameters: a name of a later version is refused, whatever its value; a moved one is not") {
    const auto found = [](std::string_view json, plugin::plugin_version spoken) {
        return lines_of(read_parameters<init<ios>>(json::read(json).value(), spoken).found);
    };
    CHECK(found(R"({"options":{"appKey":"k","autoUpdateApnsToken":true}})", v10_3_1) ==
          lines{"not_supported options.autoUpdateApnsToken: version 10.3.1 does not have it: known since 10.9.6"});
    CHECK(found(R"({"options":{"appKey":"k","autoUpdateApnsToken":true}})", v10_9_90).empty());
    CHECK(found(R"({"options":{"appKey":"k","enableFcs":false}})", v10_3_1).empty());
    CHECK(found(R"({"options":{"appKey":"k","enableFcs":false}})", v10_9_90).empty());
    CHECK(found(R"({"options":{"appKey":"k","autoLoginInfo":null}})", v10_3_1) ==
          lines{"not_supported options.autoLoginInfo: version 10.3.1 has it no more: gone since 10.3.1"});
    CHECK(found(R"({"options":{"appKey":"k","autoUpdateApnsTokens":true}})", v10_9_90) ==
          lines{"unknown_key options.autoUpdateApnsTokens: there is no such parameter: `autoUpdateApnsToken` was "
                "likely meant"});
}
