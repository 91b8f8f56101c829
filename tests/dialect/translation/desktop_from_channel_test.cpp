// Calls of the channel as texts for the desktop's C SDK: the rows of desktop.json, and what no row has.

#include <nimpush/dialect/translation/desktop_from_channel.hpp>

#include <string>
#include <string_view>

#include "../../support/faults.hpp"
#include "../desktop_sdk/rows.hpp"

namespace {

using namespace nimpush;
namespace sdk = nimpush::desktop_sdk;
using test::text_of;

value json_value(std::string_view text) {
    const auto read = json::read(text);
    REQUIRE(read.has_value());
    return *read;
}
std::string shown(const result<std::string>& made) { return made ? *made : test::line_of(made.error()); }
/// A text message with more members.
std::string message_with(std::string_view more) {
    return shown(sdk::from_channel(
        "sendMessage", json_value(R"({"sessionId":"b","messageType":"text","uuid":"u")" + std::string(more) + "}")));
}
std::string notification_with(std::string_view members, const text& id = "n") {
    return shown(sdk::from_channel("sendCustomNotification",
                                   json_value(R"({"customNotification":{)" + std::string(members) + "}}"), id));
}
std::string attached(std::string_view type, std::string_view attachment) {
    return shown(sdk::from_channel("sendMessage",
                                   json_value(R"({"sessionId":"b","uuid":"u","messageType":")" + std::string(type) +
                                              R"(","messageAttachment":)" + std::string(attachment) + "}")));
}
constexpr std::string_view plain =
    R"({"anti_spam_using_yidun":1,"client_msg_id":"u","msg_body":"","msg_type":0,"talk_id":"b","to_accid":"b","to_type":0})";

}  // namespace

TEST_CASE("every call of desktop.json") {
    std::size_t count = 0;
    for (const std::string_view list : {"rows", "refused"}) {
        const value rows = test::desktop_rows(list);
        for (const value& row : rows.items()) {
            if (text_of(row, "kind") != "from_channel") continue;
            ++count;
            const std::string id(text_of(row, "id"));
            CAPTURE(id);
            const auto made = sdk::from_channel(text_of(row, "form"), *row.find("input"),
                                                text::from(text_of(row, "client_msg_id")).value());
            const auto expected = test::expected_of(row);
            CAPTURE(shown(made));
            REQUIRE(made.has_value() == (list == "rows" && !expected.refused));
            if (made)
                CHECK(*made == expected.text);
            else if (list == "refused")
                CHECK("$." + std::string(made.error().path.view()) == text_of(row, "path"));
        }
    }
    CHECK(count == 53);
}

TEST_CASE("a fault is told where it stands in the call") {
    CHECK(message_with("") == plain);
    CHECK(message_with(R"(,"config":"x")") == "wrong_type config: a text, must be a map");
    CHECK(message_with(R"(,"memberPushOption":{"forcePushContent":1})") ==
          "wrong_type memberPushOption.forcePushContent: a whole number, must be a text");
    CHECK(message_with(R"(,"localExtension":"x")") == "wrong_type localExtension: a text, must be a map");
    CHECK(message_with(R"(,"messageThreadOption":{"replyMessageTime":"x"})") ==
          "wrong_type messageThreadOption.replyMessageTime: a text, must be a whole number from 0 on");
    CHECK(message_with(R"(,"pushContent":")" + std::string(201, 'x') + "\"") ==
          "too_long pushContent: 201 bytes, at most 200");
    CHECK(message_with(R"(,"pushPayload":{"k":")" + std::string(2041, 'x') + "\"}") ==
          "too_long pushPayload: 2049 characters, at most 2048");
    CHECK(shown(sdk::from_channel("sendMessage", json_value(R"({"messageType":"text","uuid":"u"})"))) ==
          "missing sessionId: missing: it is required");
    CHECK(shown(sdk::from_channel("sendMessage", json_value(R"({"messageType":"text","sessionId":"b"})"))) ==
          "missing uuid: missing: it is required");
    CHECK(shown(sdk::from_channel("sendMessage", json_value(R"({"sessionId":"b","uuid":"u"})"))) ==
          "not_supported messageType: the desktop sends no such message");
    CHECK(shown(sdk::from_channel("sendMessage", json_value("[]"))) == "wrong_type the arguments of a call are a map");
    CHECK(shown(sdk::from_channel("revokeMessage", json_value("{}"))) ==
          "not_supported neither sendMessage, sendCustomNotification nor initialize");
    CHECK(notification_with(R"("sessionId":"b","sessionType":"ysf")") ==
          "bad_enumerator customNotification.sessionType: neither p2p, team nor superTeam");
    CHECK(notification_with(R"("sessionId":"b","config":{"enablePush":1})") ==
          "wrong_type customNotification.config.enablePush: a whole number, must be a bool");
    CHECK(notification_with(R"("sessionId":"b")", {}) == "missing client_msg_id: missing: it is required");
    CHECK(shown(sdk::from_channel("sendCustomNotification", json_value(R"({"customNotification":null})"), "n")) ==
          "missing customNotification: missing: it is required");
    CHECK(shown(sdk::from_channel("initialize", json_value("{}"))) == "missing appKey: missing: it is required");
    CHECK(shown(sdk::from_channel("initialize", json_value(R"({"appKey":"k","customClientType":0})"))) ==
          "out_of_range customClientType: 0, at least 1");
}

TEST_CASE("a message without a uuid takes the caller's id") {
    const value call = json_value(R"({"sessionId":"b","messageType":"text","uuid":""})");
    CHECK(shown(sdk::from_channel("sendMessage", call, "mine")).find(R"("client_msg_id":"mine")") != std::string::npos);
}

TEST_CASE("the thread goes along, which the plugin loses") {
    CHECK(
        message_with(
            R"(,"messageThreadOption":{"replyMessageToAccount":"","replyMessageIdServer":7},"isDeleted":true)") ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"u","msg_body":"","msg_type":0,"talk_id":"b","thread_info":{"deleted":1,)"
        R"("reply_msg_from_account":"","reply_msg_id_client":"","reply_msg_id_server":7,"reply_msg_time":0,"replymsg_to_account":"",)"
        R"("thread_msg_from_account":"","thread_msg_id_client":"","thread_msg_id_server":0,"thread_msg_time":0,)"
        R"("thread_msg_to_account":""},"to_accid":"b","to_type":0})");
    CHECK(message_with(R"(,"messageThreadOption":{},"isDeleted":true)") == plain);
}

TEST_CASE("an attachment may lack what the SDK demands; the plugin then sends nothing and 0") {
    CHECK(
        attached("video", "{}") ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"u","local_res_path":"","msg_attach":"{\"dur\":0,\"h\":0,)"
        R"(\"upload_tag\":\"nim_default_im\",\"w\":0}","msg_type":3,"res_id":"u","talk_id":"b","to_accid":"b","to_type":0})");
    CHECK(attached("audio", R"({"dur":1.5})") == "wrong_type messageAttachment.dur: a double, must be a whole number");
    CHECK(attached("image", R"({"w":-1})") == "out_of_range messageAttachment.w: -1, at least 0");
    CHECK(attached("custom", R"("x")") == "wrong_type messageAttachment: a text, must be a map");
    CHECK(attached("custom", "{}").find(R"("msg_attach":"{}")") != std::string::npos);
    for (const std::string_view type :
         {"robot", "notification", "avchat", "netcall", "undef", "appCustom", "qiyuCustom"})
        CHECK(attached(type, "{}") == "not_supported messageType: the desktop sends no such message");
}

TEST_CASE("a notification goes to its session, with its push text") {
    CHECK(
        notification_with(
            R"("sessionId":"9","sessionType":"superTeam","fromAccount":"a","time":1700000000123,"content":"c",)"
            R"("sendToOnlineUserOnly":false,"apnsText":"t","pushPayload":{"k":null},"config":{"enablePushNick":true})") ==
        R"({"attach":"c","client_msg_id":"n","custom_apns_text":"t","custom_save_flag":1,"msg_time":1700000000123,"msg_type":103,)"
        R"("push_payload":"{\"k\":null}","push_prefix":1,"to_account":"9"})");
}

TEST_CASE("a private deployment of the plugin's assets is announced, empty") {
    const std::string made =
        shown(sdk::from_channel("initialize", json_value(R"({"appKey":"k","useAssetServerConfig":true})")));
    CHECK(made.ends_with(
        R"("private_server_setting":{"lbs":"","link":"","link_ipv6":"","module":"","nego_key_enca_key_parta":"",)"
        R"("nego_key_enca_key_partb":"","nego_key_enca_key_version":0,"nos_accelerate":"","nos_accelerate_host":"",)"
        R"("nos_downloader":"","nos_lbs":"","nos_uploader":"","nos_uploader_host":"","probe_ipv4_url":"",)"
        R"("probe_ipv6_url":"","version":0}})"));
}
