#include <nimpush/dialect/flutter_channel/message.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/plugin/dart.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::from_wire;
using test::json_of;
using test::lines;

// Example E4 of docs/facts/flutter_channel.md, Examples; without serviceName.
constexpr std::string_view text_json =
    R"({"messageId":null,"sessionId":"bob","sessionType":"p2p","messageType":"text","messageSubType":null,)"
    R"("status":"sending","messageDirection":"outgoing","fromAccount":null,"content":"hi",)"
    R"("timestamp":1712800000000,"messageAttachment":{},"attachmentStatus":"transferred","uuid":null,)"
    R"("serverId":null,"config":null,"remoteExtension":null,"localExtension":null,"callbackExtension":null,)"
    R"("pushPayload":null,"pushContent":null,"memberPushOption":null,"senderClientType":null,)"
    R"("antiSpamOption":null,"messageAck":false,"hasSendAck":false,"ackCount":0,"unAckCount":0,)"
    R"("clientAntiSpam":false,"isInBlackList":false,"isChecked":false,"sessionUpdate":true,)"
    R"("messageThreadOption":null,"quickCommentUpdateTime":null,"isDeleted":false,"yidunAntiCheating":null,)"
    R"("env":null,"fromNickname":null,"isRemoteRead":null,"yidunAntiSpamRes":null,"yidunAntiSpamExt":null,)"
    R"("robotInfo":null})";

message text_message() {
    return {.session_id = "bob",
            .session_type = session_type::p2p,
            .message_type = message_type::text,
            .status = message_status::sending,
            .content = "hi",
            .timestamp = 1712800000000,
            .attachment_status = attachment_status::transferred};
}
value least() { return value::map({{"messageDirection", "received"}, {"timestamp", 5}}); }
value with(text key, value to) {
    value v = least();
    v.set(value(key), std::move(to));
    return v;
}

// Example E5: what differs once a message is pushed with everything.
constexpr bool is_rendered_while_compiling() {
    message m{.push_content = "Alice: meeting at 5"};
    m.push_payload = {{"sessionId", "27384"}, {"apsField", value::map({{"mutable-content", 1}})}};
    m.member_push_option = member_push_option{.force_push_list = {{"bob", "carol"}}};
    return m.push_payload.find("apsField")->find("mutable-content")->as_int() == 1 && m == m;
}
static_assert(is_rendered_while_compiling());

}  // namespace

TEST_CASE("41 keys, all always written, in wire order, as in example E4") {
    CHECK(json_of<schema::spelling::wire>(text_message()) == text_json);
    CHECK(fields<message>::size == 41);
}

TEST_CASE("the push fields, as in example E5") {
    message m = text_message();
    m.config = message_config{.enable_push_nick = false};
    m.push_content = "Alice: meeting at 5";
    m.push_payload = {
        {"sessionId", "27384"}, {"sessionType", "team"}, {"apsField", value::map({{"mutable-content", 1}})}};
    m.member_push_option = member_push_option{{{"bob", "carol"}}, "You were mentioned"};
    std::string expected(text_json);
    const auto replace = [&](std::string_view from, std::string_view to) {
        const auto at = expected.find(from);
        REQUIRE(at != std::string::npos);
        expected.replace(at, from.size(), to);
    };
    replace(R"("config":null)",
            R"("config":{"enableHistory":true,"enableRoaming":true,"enableSelfSync":true,"enablePush":true,)"
            R"("enablePushNick":false,"enableUnreadCount":true,"enableRoute":true,"enablePersist":true})");
    replace(R"("pushPayload":null,"pushContent":null,"memberPushOption":null)",
            R"("pushPayload":{"sessionId":"27384","sessionType":"team","apsField":{"mutable-content":1}},)"
            R"("pushContent":"Alice: meeting at 5","memberPushOption":{"forcePushList":["bob","carol"],)"
            R"("forcePushContent":"You were mentioned","isForcePush":true})");
    CHECK(json_of<schema::spelling::wire>(m) == expected);
}

TEST_CASE("a chatroom message: 43 keys; the yidun results are lost, the other way round, and there is no robot") {
    chatroom_message m{.common = text_message()};
    m.common.yidun_anti_spam_res = "lost";
    m.common.yidun_anti_spam_ext = "lost";
    m.common.robot_info = message_robot_info{.topic = "lost"};
    std::string expected(text_json.substr(0, text_json.find(R"("yidunAntiSpamRes")")));
    expected += R"("yidunAntiSpamExt":null,"yidunAntiSpamRes":null,"enableHistory":true,)"
                R"("isHighPriorityMessage":false,"extension":null})";
    CHECK(json_of<schema::spelling::wire>(m) == expected);
    CHECK(fields<chatroom_message>::size == 43);

    m.extension = chatroom_message_extension{"nick", "https://a", {{"k", 1}}};
    CHECK(json_of<schema::spelling::wire>(m).find(
              R"("extension":{"nickname":"nick","avatar":"https://a","senderExtension":{"k":1}})") !=
          std::string::npos);
}

TEST_CASE("from the wire: what is missing has the defaults of Dart's fromMap, not those of the constructor") {
    message expected{.message_id = "-1", .message_direction = message_direction::received, .timestamp = 5};
    CHECK(from_wire<message, nimpush::plugin::dart>(least()) == expected);
    value nulls = test::tree_of<schema::spelling::wire>(message{});
    nulls.set("messageDirection", "received");
    nulls.set("timestamp", 5);
    for (value::member& one : nulls.members())
        if (one.key.chars() != "messageDirection" && one.key.chars() != "timestamp") one.val = nullptr;
    CHECK(from_wire<message, nimpush::plugin::dart>(nulls) == expected);
    CHECK(from_wire<message, nimpush::plugin::dart>(with("serviceName", "MessageService")) == expected);

    const chatroom_message room = from_wire<chatroom_message, nimpush::plugin::dart>(least());
    CHECK(room == chatroom_message{.common = expected});
}

TEST_CASE("from the wire: an unknown enumerator has its fallback, of any type") {
    const message expected{.message_id = "-1",
                           .session_type = session_type::p2p,
                           .message_type = message_type::undef,
                           .status = message_status::sending,
                           .message_direction = message_direction::outgoing,
                           .timestamp = 5,
                           .attachment_status = attachment_status::transferred,
                           .sender_client_type = client_type::unknown};
    for (const value& unknown : {value("?"), value(1), value(true), value("P2P"), value::list(), value::map()}) {
        value v = least();
        for (const char* key :
             {"sessionType", "messageType", "status", "messageDirection", "attachmentStatus", "senderClientType"})
            v.set(text::from(key).value(), unknown);
        CHECK(from_wire<message, nimpush::plugin::dart>(v) == expected);
    }
}

TEST_CASE("from the wire: what Dart's casts throw for, by its first fault") {
    struct row {
        std::string_view why;
        value given;
        const char* fault;
    };
    const row rows[] = {
        {"no direction", value::map({{"timestamp", 1}}),
         "bad_enumerator messageDirection: missing: Dart demands a value here"},
        {"no time", value::map({{"messageDirection", "outgoing"}}), "wrong_type timestamp: null, must be present"},
        {"the order of Dart's arguments decides", value::map({{"messageId", 1}}),
         "wrong_type messageId: a whole number, must be a text"},
        {"a double is no int", with("timestamp", 1.0), "wrong_type timestamp: a double, must be a whole number"},
        {"a number is no text", with("content", 5), "wrong_type content: a whole number, must be a text"},
        {"a number is no bool", with("messageAck", 1), "wrong_type messageAck: a whole number, must be a bool"},
        {"a text is no map", with("pushPayload", "{}"), "wrong_type pushPayload: a text, must be a map with text keys"},
        {"nor for an option", with("config", "x"), "wrong_type config: a text, must be a map"},
        {"a list with a null", with("memberPushOption", value::map({{"forcePushList", value::list({"a", nullptr})}})),
         "wrong_type memberPushOption.forcePushList[1]: null, must be no null"},
        {"the texts of a thread", with("messageThreadOption", value::map()),
         "wrong_type messageThreadOption.replyMessageFromAccount: null, must be present"},
        {"an attachment of a broken type", with("messageAttachment", value::map({{"messageType", 1}})),
         "wrong_type messageAttachment.messageType: a whole number, must be a text"},
        {"a file without force_upload", with("messageAttachment", value::map({{"messageType", "file"}})),
         "wrong_type messageAttachment.force_upload: null, must be present"},
        {"a lost key is looked at too", with("yidunAntiSpamExt", 1),
         "wrong_type yidunAntiSpamExt: a whole number, must be a text"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(test::fault_of_wire<message, nimpush::plugin::dart>(r.given) == r.fault);
        CHECK(test::fault_of_wire<chatroom_message, nimpush::plugin::dart>(r.given) == r.fault);
    }
    CHECK(test::fault_of_wire<message, nimpush::plugin::dart>(with("robotInfo", 1)) ==
          "wrong_type robotInfo: a whole number, must be a map");
    CHECK(test::fault_of_wire<chatroom_message, nimpush::plugin::dart>(with("robotInfo", 1)) == "none");
    CHECK(test::fault_of_wire<chatroom_message, nimpush::plugin::dart>(with("extension", 1)) ==
          "wrong_type extension: a whole number, must be a map");
    CHECK(test::fault_of_wire<message, nimpush::plugin::dart>(with("extension", 1)) == "none");
}

TEST_CASE("from the wire: options that are there, but for their keys") {
    value v = with("config", value::map());
    v.set("memberPushOption", value::map());
    v.set("antiSpamOption", value::map());
    v.set("robotInfo", value::map());
    v.set("messageAttachment", value::map());
    const message m = from_wire<message, nimpush::plugin::dart>(v);
    CHECK(m.config == message_config{});
    CHECK(m.member_push_option == member_push_option{});
    CHECK(m.anti_spam_option == anti_spam_option{.enable = false});
    CHECK(m.robot_info == message_robot_info{});
    CHECK(m.message_attachment == attachment());
    // Texts over a limit are kept: check() is who looks at them.
    const std::string long_text(501, 'x');
    CHECK(from_wire<message, nimpush::plugin::dart>(with("pushContent", text::from(long_text).value())).push_content ==
          long_text);
}

TEST_CASE("as parameters: three are required, enumerators go by their names") {
    CHECK(test::faults_of_parameters<message>(value::map()) ==
          lines{"missing messageType: missing: it is required", "missing messageDirection: missing: it is required",
                "missing timestamp: missing: it is required"});
    const value given = value::map({{"messageType", "superText"},
                                    {"messageDirection", nullptr},
                                    {"timestamp", 1.5},
                                    {"ackCount", nullptr},
                                    {"robot", 1}});
    CHECK(test::faults_of_parameters<message>(given) ==
          lines{"unknown_key robot: there is no such parameter",
                "bad_enumerator messageType: `superText` is none of undef, text, image, audio, video, "
                "location, file, "
                "avchat, notification, tip, robot, netcall, custom, appCustom, qiyuCustom",
                "null_value messageDirection: null, which it cannot be",
                "wrong_type timestamp: a double, must be a whole number",
                "null_value ackCount: null, which it cannot be"});
    // The id is null for a parameter that is left out, "-1" on the wire alone.
    const message made = test::from_parameters<message>(
        value::map({{"messageType", "text"}, {"messageDirection", "outgoing"}, {"timestamp", 1}}));
    CHECK(made == message{.message_type = message_type::text, .timestamp = 1});
    CHECK(test::faults_of_parameters<chatroom_message>(value::map(
              {{"messageType", "text"}, {"messageDirection", "outgoing"}, {"timestamp", 1}, {"robotInfo", nullptr}})) ==
          lines{"unknown_key robotInfo: there is no such parameter"});
}

TEST_CASE("enumerators in the order of Dart's") {
    CHECK(name_of(message_type::qiyu_custom) == "qiyuCustom");
    CHECK(static_cast<int>(message_type::qiyu_custom) == 14);
    CHECK(name_of(message_type::avchat) == "avchat");
    CHECK(name_of(message_status::unread) == "unread");
    CHECK(name_of(message_direction::received) == "received");
    CHECK(name_of(attachment_status::cancel) == "cancel");
    message_type found{};
    CHECK(nimpush::detail::take_name("appCustom", found));
    CHECK(found == message_type::app_custom);
    CHECK_FALSE(nimpush::detail::take_name("AppCustom", found));
    CHECK_FALSE(nimpush::detail::take_name("", found));
    CHECK(name_of(static_cast<message_type>(99)).empty());
}
