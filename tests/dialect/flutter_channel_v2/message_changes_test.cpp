// What came after 10.3.1 beside keys: rules of the plugin's comments, functions that stay in Dart, replies that it
// throws away.

#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../../support/channel_rows.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using channel::v10_3_1, channel::v10_9_2, channel::v10_9_90;
using test::lines, test::lines_of;

standard_codec::method_call sent(const auto& call) {
    const auto bytes = channel::encode(call);
    REQUIRE(bytes.has_value());
    return *standard_codec::decode_method_call(*bytes);
}
template <class Call> lines found_in(std::string_view input) {
    const auto read = read_parameters<Call>(json::read(input).value(), v10_9_90);
    return lines_of(has_errors(read.found) ? read.found : check(read.made, plugin::context{}));
}

}  // namespace

TEST_CASE("a super team has no message to all but some; teams and accounts may") {
    const auto to = [](std::string_view conversation, std::string_view inclusive) {
        return found_in<channel::send_message>(R"({"message":{},"conversationId":")" + std::string(conversation) +
                                               R"(","params":{"targetConfig":{"inclusive":)" + std::string(inclusive) +
                                               R"(,"receiverIds":["b"]}}})");
    };
    CHECK(to("alice|3|9", "false") ==
          lines{"refused params.targetConfig.inclusive: false, which it must not be for a super team"});
    CHECK(to("|3|9", "false").size() == 1);
    CHECK(to("alice|3|9", "true").empty());
    CHECK(to("alice|2|9", "false").empty());
    CHECK(to("alice|1|bob", "false").empty());
    CHECK(to("no id", "false").empty());
    CHECK(
        found_in<channel::reply_message>(
            R"({"message":{},"replyMessage":{"conversationId":"a|3|9"},"params":{"targetConfig":{"inclusive":false}}})")
            .size() == 1);
}

TEST_CASE("what is cleared, and what a message that is stored here becomes") {
    const auto clear = [](std::size_t n) {
        channel::clear_roaming_message call;
        call.conversation_ids.resize(n, "a|1|b");
        return lines_of(check(call));
    };
    CHECK(clear(50).empty());
    CHECK(clear(0).empty());
    CHECK(clear(51) == lines{"too_many conversationIds: 51 conversations, at most 50"});

    const auto becomes = [](std::string_view params) {
        return found_in<channel::update_local_message>(R"({"message":{},"params":)" + std::string(params) + "}");
    };
    CHECK(becomes(R"({"subType":0,"sendingState":"failed"})").empty());
    CHECK(becomes(R"({"sendingState":"succeeded"})").empty());
    CHECK(becomes(R"({"sendingState":null})").empty());
    CHECK(becomes(R"({"subType":-1})") == lines{"out_of_range params.subType: -1, at least 0"});
    CHECK(becomes(R"({"sendingState":"sending"})") ==
          lines{"bad_enumerator params.sendingState: sending, must be succeeded or failed"});
    CHECK(found_in<channel::modify_message>(R"({"message":{},"params":{"subType":-1}})").empty());
}

TEST_CASE("null parameters of clearLocalMessage are no key, empty ones two nulls") {
    CHECK(test::json_of(sent(channel::clear_local_message{}).arguments) == R"({"serviceName":"MessageService"})");
    CHECK(test::json_of(sent(channel::clear_local_message{channel::clear_local_params{}}).arguments) ==
          R"({"params":{"anchorTime":null,"deleteConversation":null},"serviceName":"MessageService"})");
}

TEST_CASE("a function stays in Dart: the filter goes out as a bool, the callback as the name of the method") {
    CHECK(test::json_of(sent(channel::set_message_filter{.filter = true}).arguments) ==
          R"({"filter":true,"serviceName":"MessageService"})");
    CHECK(test::json_of(sent(channel::set_message_filter{}).arguments) ==
          R"({"filter":false,"serviceName":"MessageService"})");
    using callback = channel::register_manually_provide_push_token_callback;
    CHECK(sent(callback{.callback = true}).method == "registerManuallyProvidePushTokenCallback");
    CHECK(sent(callback{}).method == "unregisterManuallyProvidePushTokenCallback");
    CHECK(test::json_of(sent(callback{}).arguments) == R"({"serviceName":"MixPushService"})");
    CHECK(found_in<callback>(R"({"callback":true})").empty());
    CHECK(found_in<callback>(R"({"callback":null})").empty());
    CHECK(found_in<callback>(R"({})") == lines{"missing callback: missing: it is required"});
    CHECK(found_in<callback>(R"({"callback":false})") ==
          lines{"wrong_type callback: a bool, must be true, for a function, or null"});
    CHECK(found_in<channel::set_message_filter>(R"({"filter":1})").size() == 1);
}

TEST_CASE("the reply to the callback is thrown away, whatever its code; what is no map is not") {
    using callback = channel::register_manually_provide_push_token_callback;
    const auto reply = [](const value& map) {
        const auto read = test::reply_with<callback>(map);
        return read ? test::json_of_reply(*read) : std::string(exception_name(read.error().kind));
    };
    const std::string success = R"({"code":0,"isSuccess":true,"data":null,"errorDetails":null})";
    CHECK(reply(value::map({{"code", -1}, {"errorDetails", "SDK Uninitialized"}})) == success);
    CHECK(reply(value::map()) == success);
    CHECK(reply(value::map({{"code", "x"}, {"data", 7}})) == success);
    CHECK(reply("ok") == "TypeError");
    CHECK(reply(value()) == "PlatformException");
}

TEST_CASE("Android alone changes its notifications; the config's keys are the arguments") {
    const channel::update_notification_config_android call{.config = {.ring = false, .high_importance = true}};
    for (const plugin::platform p :
         {plugin::platform::ios, plugin::platform::windows, plugin::platform::macos, plugin::platform::ohos})
        CHECK(answered_locally(call, p)->error_details == "Support Android platform only");
    CHECK_FALSE(answered_locally(call, plugin::platform::android).has_value());
    const auto whole = sent(call);
    CHECK(whole.method == "updateNotificationConfig");
    CHECK(whole.arguments.size() == 21);
    CHECK(*whole.arguments.find("highImportance") == value(true));
    CHECK(channel::encode(call, {.plugin = v10_9_2}).error().path == "highImportance");
}

TEST_CASE("replies by version: enumerators, what a call's channel may be, keys that are read") {
    const auto thrown = [](value data, plugin::plugin_version spoken) {
        const auto read = plugin::read_reply<channel::message_deserialization>(
            *standard_codec::encode_success(test::with_data(std::move(data))), {.plugin = spoken});
        return read ? std::string("none") : std::string(exception_name(read.error().kind));
    };
    const auto attached = [](std::int64_t type, std::string_view key, value one) {
        value inside = value::map({{"nimCoreMessageType", type}});
        inside.append(value(text::from(key).value()), std::move(one));
        return value::map({{"attachment", std::move(inside)}});
    };
    CHECK(thrown(value::map({{"messageType", 105}}), v10_9_90) == "none");
    CHECK(thrown(value::map({{"messageType", 104}}), v10_9_90) == "ArgumentError");
    const value unknown_mode = attached(5, "updatedTeamInfo", value::map({{"joinMode", -1}}));
    CHECK(thrown(unknown_mode, v10_9_2) == "none");
    CHECK(thrown(attached(12, "channelId", 812), v10_9_90) == "none");
    CHECK(thrown(attached(12, "channelId", 812), v10_9_2) == "TypeError");
    CHECK(thrown(attached(5, "targetIds", value::list({"a", nullptr})), v10_9_2) == "TypeError");
    for (const value& odd : {value("x"), value(9), value(1.5), value(true)}) {
        CHECK(thrown(value::map({{"messageSource", odd}}), v10_9_90) == "none");
        CHECK(thrown(value::map({{"streamConfig", value::map({{"status", odd}})}}), v10_9_90) == "none");
        CHECK(thrown(value::map({{"aiConfig", value::map({{"aiStreamStatus", odd}})}}), v10_9_90) ==
              (odd == value(9) || !odd.is(value::kind::int64) ? "ArgumentError" : "none"));
    }
    // 10.9.2 does not read what it does not know.
    CHECK(thrown(value::map({{"iosSerial", "no map"}}), v10_9_90) == "TypeError");
    CHECK(thrown(value::map({{"iosSerial", "no map"}}), v10_9_2) == "none");
}
