// What nim_core 1.7.7 does otherwise than one would think; each case has the number that it
// has in docs/facts/flutter_channel.md, Quirks, or Second reading. What only the native side does cannot be tested here.

#include <nimpush/dialect/flutter_channel.hpp>

#include <cstdint>
#include <string>
#include <string_view>

#include "../../support/faults.hpp"
#include "../../support/full_models.hpp"
#include "../../support/read_into.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
namespace channel = nimpush::flutter_channel;

/// Method and arguments of the message that a call sends.
template <class Call> standard_codec::method_call sent(const Call& call, channel::context world = {}) {
    const auto read = standard_codec::decode_method_call(*channel::encode(call, world));
    REQUIRE(read.has_value());
    return *read;
}
/// The argument under a key as JSON, "absent" where there is none.
template <class Call> std::string argument(const Call& call, std::string_view key) {
    const auto message = sent(call);
    const value* found = message.arguments.find(key);
    return found == nullptr ? "absent" : test::json_of<schema::spelling::wire>(*found);
}
/// The keys of the arguments in their order.
template <class Call> std::string keys_of(const Call& call) {
    const auto message = sent(call);
    std::string all;
    for (const value::member& one : message.arguments.members()) all += std::string(one.key.chars()) + " ";
    return all;
}
std::size_t position(const std::string& all, std::string_view part) { return all.find(part); }

channel::initialize<ios_sdk_options> full_ios() { return {test::full_ios_options()}; }

}  // namespace

TEST_CASE("1: cdnTrackInterval is lost on iOS and on the desktop, whose constructors misspell it") {
    CHECK(argument(full_ios(), "cdnTrackInterval") == "absent");
    CHECK(argument(full_ios(), "cndTrackInterval") == "absent");
    CHECK(argument(channel::initialize<windows_sdk_options>{test::full_windows_options()}, "cdnTrackInterval") ==
          "absent");
    CHECK(argument(channel::initialize<macos_sdk_options>{test::full_macos_options()}, "cdnTrackInterval") == "absent");
    CHECK(argument(channel::initialize<android_sdk_options>{test::full_android_options()}, "cdnTrackInterval") == "2");
}

TEST_CASE("2: disableTraceroute is no parameter of the constructor, but a field that is written") {
    CHECK(argument(full_ios(), "disableTraceroute") == "true");
    CHECK(argument(channel::initialize<ios_sdk_options>{}, "disableTraceroute") == "null");
}

TEST_CASE("3: KEY_OPPO_APP_SERCET") {
    const mix_push_config vendors{.oppo_app_secret = "s"};
    CHECK(test::tree_of<schema::spelling::wire>(vendors).find("KEY_OPPO_APP_SERCET")->chars() == "s");
    CHECK(test::tree_of<schema::spelling::wire>(vendors).find("KEY_OPPO_APP_SECRET") == nullptr);
    CHECK(test::tree_of(vendors).find("oppoAppSecret")->chars() == "s");
}

TEST_CASE("4: registerBadgeCount is registerBadgeCountHandler on the channel, on Android too") {
    CHECK(sent(channel::register_badge_count{5}, {platform::android, 0}).method == "registerBadgeCountHandler");
    CHECK(channel::register_badge_count::info.api == "SettingsService.registerBadgeCount");
    CHECK_FALSE(answered_locally(channel::register_badge_count{5}, platform::android).has_value());
}

TEST_CASE("5: customContentKey is key on the channel; null is written") {
    channel::update_apns_token call{octets(), "name"};
    CHECK(keys_of(call) == "token key serviceName ");
    CHECK(argument(call, "key") == R"("name")");
    call.custom_content_key = nullptr;
    CHECK(argument(call, "key") == "null");
    call.custom_content_key = "";
    CHECK(argument(call, "key") == R"("")");
}

TEST_CASE("6: updatePushKitToken has no call in the Dart API") {
    CHECK_FALSE(channel::with_call("SettingsService.updatePushKitToken", platform::ios, []<class Call>() {}));
}

TEST_CASE("7: iOS reports a refusal of the do-not-disturb hours or the details as success, the code as data") {
    const auto swallowed = *standard_codec::encode_success(value::map({{"code", 0}, {"data", 408}}));
    const auto hours = channel::read_reply<channel::set_push_no_disturb_config>(swallowed);
    REQUIRE(hours.has_value());
    CHECK(hours->ok());
    CHECK(hours->data == value(408));
    const auto details = channel::read_reply<channel::enable_push_show_detail>(swallowed);
    REQUIRE(details.has_value());
    CHECK(details->data == value(408));
}

TEST_CASE("9: unset options are written as nulls, which iOS reads as NO and 0") {
    const std::string keys = keys_of(channel::initialize<ios_sdk_options>{});
    for (const char* key :
         {"enabledHttpsForInfo", "enabledHttpsForMessage", "enableFileQuickTransfer", "maximumLogDays"}) {
        CHECK(position(keys, key) != std::string::npos);
        CHECK(argument(channel::initialize<ios_sdk_options>{}, key) == "null");
    }
    CHECK(argument(channel::initialize<ios_sdk_options>{}, "autoLoginInfo") == "absent");
}

TEST_CASE("11: the authType of an automatic login stands in autoLoginInfo, where iOS does not look") {
    CHECK(argument(full_ios(), "authType") == "absent");
    CHECK(argument(full_ios(), "autoLoginInfo") ==
          R"({"account":"bob","token":"token","authType":2,"loginExt":"ext","customClientType":7})");
}

TEST_CASE(
    "13: a CustomNotificationConfig made without arguments is three nulls, whatever its field initialisers "
    "say") {
    channel::send_custom_notification call;
    call.notification.config = custom_notification_config{};
    const auto message = sent(call);
    CHECK(test::json_of<schema::spelling::wire>(*message.arguments.find("customNotification")->find("config")) ==
          R"({"enablePush":null,"enablePushNick":null,"enableUnreadCount":null})");
}

TEST_CASE("14: resend is always written, as iOS takes a missing one for true") {
    CHECK(argument(channel::send_message{}, "resend") == "false");
    CHECK(argument(channel::send_message{{}, true}, "resend") == "true");
    CHECK(keys_of(channel::send_message{}).ends_with(" robotInfo resend serviceName "));
    CHECK(argument(channel::reply_message{}, "resend") == "false");
    CHECK(argument(channel::send_chatroom_message{}, "resend") == "false");
    CHECK(argument(channel::create_message{}, "resend") == "absent");
}

TEST_CASE("15: no attachment is an empty map, as Android throws for null") {
    CHECK(argument(channel::send_message{}, "messageAttachment") == "{}");
    CHECK(argument(channel::create_message{}, "messageAttachment") == "{}");
    CHECK(argument(channel::create_chatroom_custom_message{"36"}, "attachment") == "null");
}

TEST_CASE("16: createMessage sends the push fields that the native sides ignore") {
    const channel::create_message create{test::full_message()};
    CHECK(argument(create, "pushContent") == R"("push text")");
    CHECK(keys_of(create) + "resend " == [] {
        std::string keys = keys_of(channel::send_message{test::full_message()});
        return keys.replace(position(keys, "resend serviceName "), std::string::npos, "serviceName resend ");
    }());
}

TEST_CASE("17: a revoke writes its own pushPayload over the message's, also where it is null") {
    channel::revoke_message call{.message = test::full_message(), .push_payload = {{"own", 1}}};
    CHECK(argument(call, "pushPayload") == R"({"own":1})");
    CHECK(keys_of(call).ends_with(" robotInfo customApnsText shouldNotifyBeCount postscript attach serviceName "));
    call.push_payload = nullptr;
    CHECK(argument(call, "pushPayload") == "null");
    CHECK(call.message.push_payload.has_value());  // the caller's message is as it was
}

TEST_CASE("18: the anti-spam switch is on by default where it is made, off where it is read") {
    CHECK(test::json_of<schema::spelling::wire>(anti_spam_option{}) ==
          R"({"enable":true,"content":null,"antiSpamConfigId":null})");
    CHECK(read_wire<anti_spam_option>(value::map())->enable == false);
}

TEST_CASE("19: a chatroom message loses its yidun results, on the way out and on the way in") {
    channel::send_chatroom_message call;
    call.message = test::full_chatroom_message();
    const auto message = sent(call);
    const value& inner = *message.arguments.find("message");
    CHECK(inner.find("yidunAntiSpamRes")->is_null());
    CHECK(inner.find("yidunAntiSpamExt")->is_null());
    value back = inner;
    back.set("yidunAntiSpamRes", "res");
    CHECK(read_wire<chatroom_message>(back)->common.yidun_anti_spam_res == nullptr);
    CHECK(argument(channel::send_message{test::full_message()}, "yidunAntiSpamRes") == R"("res")");
}

TEST_CASE("20: macOS cannot receive bytes, and is never sent a token") {
    CHECK(answered_locally(channel::update_apns_token{}, platform::macos) ==
          channel::reply<>{-1, {}, "Support iOS platform only"});
}

TEST_CASE("21: the desktop's kickOut comes with client types that are texts, and Dart does not look") {
    const auto kicked = [](const char* status) {
        return *channel::decode_event(*standard_codec::encode_method_call(
            "onAuthStatusChanged", value::map({{"status", text::from(status).value()},
                                               {"clientType", ""},
                                               {"customClientType", ""},
                                               {"serviceName", "AuthService"}})));
    };
    auth_status seen = auth_status::unknown;
    const auto visit = [&](const channel::auth_status_event& e) { seen = e.status; };
    CHECK(channel::read_event(kicked("kickOut"), visit).has_value());
    CHECK(seen == auth_status::kick_out);
    CHECK_FALSE(channel::read_event(kicked("kickOutByOtherClient"), visit).has_value());
}

TEST_CASE("22: errorDetails is the key of a reply; msg, which NIMResult.toMap writes, is not read") {
    const auto reply = channel::read_reply<channel::logout>(
        *standard_codec::encode_success(value::map({{"code", -1}, {"msg", "not this"}})));
    REQUIRE(reply.has_value());
    CHECK(reply->error_details == nullptr);
}

TEST_CASE("second reading, 3: setMute takes null") {
    CHECK(argument(channel::set_mute{"bob", std::nullopt}, "isMute") == "null");
    channel::set_mute call{};
    CHECK(test::lines_of(test::read_parameters(value::map({{"userId", "bob"}, {"isMute", nullptr}}), call)) ==
          test::lines{});
    CHECK(test::lines_of(test::read_parameters(value::map({{"userId", "bob"}}), call)) ==
          test::lines{"missing isMute: missing: it is required"});
}

TEST_CASE(
    "second reading, 8: a messageType in custom data keeps its place and is overwritten; an ext can be "
    "b/photo") {
    const channel::create_custom_message custom{"bob", session_type::p2p, nullptr,
                                                custom_attachment{{{"a", 1}, {"messageType", "mine"}, {"b", 2}}}};
    CHECK(argument(custom, "messageAttachment") == R"({"a":1,"messageType":"custom","b":2})");
    const channel::create_image_message picture{"bob", session_type::p2p, "/a.b/photo", 1};
    CHECK(argument(picture, "messageAttachment").find(R"("ext":"b/photo")") != std::string::npos);
}

TEST_CASE("second reading, 9: useAssetServerConfig is null on Windows and false on macOS") {
    CHECK(argument(channel::initialize<windows_sdk_options>{}, "useAssetServerConfig") == "null");
    CHECK(argument(channel::initialize<macos_sdk_options>{}, "useAssetServerConfig") == "false");
}

TEST_CASE("second reading, 9: the two calls for quick comments differ in where ext stands") {
    CHECK(keys_of(channel::add_quick_comment{}) ==
          "msg replyType ext needPush needBadge pushTitle pushContent pushPayload serviceName ");
    CHECK(keys_of(channel::remove_quick_comment{}) ==
          "msg replyType needPush needBadge ext pushTitle pushContent pushPayload serviceName ");
}

TEST_CASE("second reading, 9: enablePushServiceAndroid goes out everywhere") {
    for (const platform p : {platform::ios, platform::android, platform::windows, platform::macos})
        CHECK_FALSE(answered_locally(channel::enable_push_service_android{}, p).has_value());
}

TEST_CASE("forward, save and receipt write one key over the message's") {
    const message m = test::full_message();
    const channel::forward_message forward{m, "team1", session_type::team};
    CHECK(argument(forward, "sessionId") == R"("team1")");
    CHECK(argument(forward, "sessionType") == R"("team")");
    CHECK(argument(channel::save_message{m, "carol"}, "fromAccount") == R"("carol")");
    CHECK(argument(channel::send_message_receipt{"dave", m}, "sessionId") == R"("dave")");
    CHECK(keys_of(forward) == keys_of(channel::create_message{m}));
}

TEST_CASE("a login takes the client type of the options where it has none of its own") {
    channel::login call{{.account = "u", .token = "t"}, channel::login_sdk_options{7}};
    CHECK(argument(call, "customClientType") == "7");
    call.login_info.custom_client_type = 0;
    CHECK(argument(call, "customClientType") == "0");
    CHECK(argument(channel::login{{.account = "u", .token = "t"}, {}}, "customClientType") == "null");
    CHECK(keys_of(call) == "account token authType loginExt customClientType serviceName ");
}

TEST_CASE("uploadLogs: no chat room is an empty text; no comment is null on phones and an empty text elsewhere") {
    const channel::upload_logs call{};
    for (const platform p : {platform::ios, platform::android, platform::windows, platform::macos}) {
        const auto message = sent(call, {p, 0});
        CHECK(message.arguments.find("chatroomId")->chars() == "");
        CHECK(message.arguments.find("chatroomId")->is(value::kind::string));
        CHECK(message.arguments.find("comment")->is_null() == is_mobile(p));
    }
}

TEST_CASE("extras: the plugin's version by default, an empty map for null") {
    CHECK(argument(channel::initialize<ios_sdk_options>{}, "extras") == R"({"versionCode":177,"versionName":"1.7.7"})");
    CHECK(argument(channel::initialize<ios_sdk_options>{{}, channel::extras()}, "extras") == "{}");
    CHECK(argument(channel::initialize<ios_sdk_options>{{}, channel::extras({{"k", 1}})}, "extras") == R"({"k":1})");
}
