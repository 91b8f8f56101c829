// The events of nim_calls.json, and more: what nim_core 1.7.7 puts on its streams for what the native side
// says.

#include <nimpush/dialect/flutter_channel/events.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../../support/channel_rows.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
namespace channel = nimpush::flutter_channel;
using test::text_of;

using test::arguments_of;
using test::call_of;
using test::check_all;

struct dialect {
    template <class Visitor> static auto read_event(const channel::event_call& call, Visitor&& visit) {
        return channel::read_event(call, visit);
    }
};

value outcome_of(const channel::event_call& call, std::string& fault) {
    return test::event_outcome_of<dialect>(call, fault);
}
std::string of(text service, std::string_view method, std::initializer_list<value::member> more) {
    return test::event_text<dialect>(std::move(service), method, more);
}

value least_message() { return value::map({{"messageDirection", "received"}, {"timestamp", 1}}); }

}  // namespace

TEST_CASE("every event row: the stream with its value, or what Dart throws") {
    CHECK(test::read_rows("nim_calls.json", "events").size() == 42);
    test::check_events<dialect>("nim_calls.json");
}

TEST_CASE("the service is found by its name in the arguments") {
    const auto service_of = [](const value& arguments) { return call_of("m", arguments).service; };
    CHECK(service_of(value::map({{"serviceName", "AuthService"}})) == "AuthService");
    CHECK(service_of(value::map()) == "");
    CHECK(service_of(value::map({{"serviceName", nullptr}})) == "");
    CHECK(service_of(value::map({{"serviceName", 1}})) == nullptr);
    CHECK(service_of(value()) == nullptr);
    CHECK(service_of(value::list()) == nullptr);

    std::string fault;
    for (const value& broken : {value::map({{"serviceName", 1}}), value::list(), value(5), value("text")})
        CHECK(test::json_of(outcome_of(call_of("onMessage", broken), fault)) == R"({"throws":{"type":"TypeError"}})");
    CHECK(test::json_of(outcome_of(call_of("onMessage", value()), fault)) == R"({"event":null})");
    CHECK(test::json_of(outcome_of(call_of("onMessage", value::map()), fault)) == R"({"event":null})");
}

TEST_CASE("an unknown method throws in four services and passes in silence in the others") {
    for (const char* service : {"AuthService", "MessageService", "ChatroomService", "SettingsService"}) {
        CAPTURE(service);
        const text named = text::from(service).value();
        CHECK(of(named, "onNothing", {}) ==
              "UnimplementedError not_supported " + std::string(service) + " knows no such event");
    }
    CHECK(of("SettingsService", "onMessage", {}) ==
          "UnimplementedError not_supported SettingsService knows no such event");
    for (const char* service :
         {"SystemMessageService", "UserService", "TeamService", "SuperTeamService", "NOSService", ""})
        CHECK(of(text::from(service).value(), "onNothing", {}) == "null");
}

TEST_CASE("AuthService") {
    check_all({
        {"a status", of("AuthService", "onAuthStatusChanged", {{"status", "loggedIn"}}),
         R"({"stream":"authStatus","value":{"class":"NIMAuthStatusEvent","status":"loggedIn"}})"},
        {"in any case", of("AuthService", "onAuthStatusChanged", {{"status", "KICKOUT"}}),
         R"({"stream":"authStatus","value":{"class":"NIMAuthStatusEvent","status":"kickOut"}})"},
        {"a sync has a class of its own", of("AuthService", "onAuthStatusChanged", {{"status", "dataSyncFinish"}}),
         R"({"stream":"authStatus","value":{"class":"NIMDataSyncStatusEvent","status":"dataSyncFinish"}})"},
        {"a kick has the client types",
         of("AuthService", "onAuthStatusChanged", {{"status", "kickOutByOtherClient"}, {"clientType", 16}}),
         R"({"stream":"authStatus","value":{"class":"NIMKickOutByOtherClientEvent","status":"kickOutByOtherClient","clientType":16,"customClientType":null}})"},
        {"which are ints",
         of("AuthService", "onAuthStatusChanged", {{"status", "kickOutByOtherClient"}, {"clientType", "ios"}}),
         "TypeError wrong_type clientType: a text, must be a whole number"},
        {"the desktop's texts on kickOut are never read",
         of("AuthService", "onAuthStatusChanged", {{"status", "kickOut"}, {"clientType", ""}}),
         R"({"stream":"authStatus","value":{"class":"NIMAuthStatusEvent","status":"kickOut"}})"},
        {"unknown is dropped", of("AuthService", "onAuthStatusChanged", {{"status", "unknown"}}), "null"},
        {"anything else too", of("AuthService", "onAuthStatusChanged", {{"status", "logged_in"}}), "null"},
        {"a status is a text", of("AuthService", "onAuthStatusChanged", {{"status", 4}}),
         "TypeError wrong_type status: a whole number, must be a text"},
        {"clients",
         of("AuthService", "onOnlineClientsUpdated",
            {{"clients", value::list({value::map({{"os", "o"}, {"clientType", "web"}, {"loginTime", 5}})})}}),
         R"({"stream":"onlineClients","value":[{"os":"o","clientType":"web","loginTime":5,"customTag":null}]})"},
        {"no list is an empty one", of("AuthService", "onOnlineClientsUpdated", {{"clients", "?"}}),
         R"({"stream":"onlineClients","value":[]})"},
        {"a client that is no map", of("AuthService", "onOnlineClientsUpdated", {{"clients", value::list({nullptr})}}),
         "TypeError wrong_type clients[0]: null, must be a map with text keys"},
        {"a client without a kind",
         of("AuthService", "onOnlineClientsUpdated", {{"clients", value::list({value::map({{"os", "o"}})})}}),
         "ArgumentError bad_enumerator clients[0].clientType: missing: Dart demands a value here"},
        {"a token is asked for", of("AuthService", "getDynamicToken", {{"account", "bob"}}),
         R"({"asks":"dynamicTokenProvider","account":"bob"})"},
        {"of nobody", of("AuthService", "getDynamicToken", {}), "null"},
        {"of a number", of("AuthService", "getDynamicToken", {{"account", 1}}),
         "TypeError wrong_type account: a whole number, must be a text"},
    });
}

TEST_CASE("MessageService: lists of messages, receipts and sessions") {
    check_all({
        {"one bad message loses the whole list",
         of("MessageService", "onMessage", {{"messageList", value::list({least_message(), value::map()})}}),
         "ArgumentError bad_enumerator messageList[1].messageDirection: missing: Dart demands a value here"},
        {"a null among them too", of("MessageService", "onMessage", {{"messageList", value::list({nullptr})}}),
         "TypeError wrong_type messageList[0]: null, must be a map with text keys"},
        {"no list, no event", of("MessageService", "onMessage", {{"messageList", nullptr}}), "null"},
        {"a map is no list", of("MessageService", "onMessage", {{"messageList", value::map()}}),
         "TypeError wrong_type messageList: a map, must be a list"},
        {"a status without a time", of("MessageService", "onMessageStatus", {{"messageDirection", "outgoing"}}),
         "TypeError wrong_type timestamp: null, must be present"},
        {"keys that are no texts",
         of("MessageService", "onMessageStatus", {{"messageDirection", "outgoing"}, {"timestamp", 1}, {1, 2}}),
         "TypeError wrong_type a map, must be a map with text keys"},
        {"receipts",
         of("MessageService", "onMessageReceipt",
            {{"messageReceiptList", value::list({value::map({{"sessionId", "bob"}, {"time", 5}})})}}),
         R"({"stream":"onMessageReceipt","value":[{"sessionId":"bob","time":5}]})"},
        {"a receipt without a session",
         of("MessageService", "onMessageReceipt", {{"messageReceiptList", value::list({value::map({{"time", 5}})})}}),
         "TypeError wrong_type messageReceiptList[0].sessionId: null, must be present"},
        {"receipts of a team",
         of("MessageService", "onTeamMessageReceipt",
            {{"teamMessageReceiptList", value::list({value::map({{"messageId", "1"}, {"ackCount", 2}})})}}),
         R"({"stream":"onTeamMessageReceipt","value":[{"messageId":"1","ackCount":2,"unAckCount":null,"newReaderAccount":null}]})"},
        {"progress, as num", of("MessageService", "onAttachmentProgress", {{"id", "u"}, {"progress", 1}}),
         R"({"stream":"onAttachmentProgress","value":{"id":"u","progress":1.0}})"},
        {"progress of nothing", of("MessageService", "onAttachmentProgress", {{"progress", 0.5}}),
         "TypeError wrong_type id: null, must be present"},
        {"a broadcast of nothing", of("MessageService", "onBroadcastMessage", {}),
         R"({"stream":"onBroadcastMessage","value":{"id":null,"fromAccount":null,"time":null,"content":null}})"},
        {"what is no map is passed over",
         of("MessageService", "onMessagesDelete", {{"messageList", value::list({1, nullptr, "x"})}}),
         R"({"stream":"onMessagesDelete","value":[]})"},
        {"all read", of("MessageService", "allMessagesRead", {}), R"({"stream":"allMessagesRead","value":null})"},
        {"a revoke of an unknown kind",
         of("MessageService", "onMessageRevoked", {{"revokeType", "later"}, {"notificationType", 1}}),
         R"({"stream":"onMessageRevoked","value":{"message":null,"attach":null,"revokeAccount":null,"customInfo":null,"notificationType":1,"revokeType":"undefined","callbackExt":null}})"},
    });
}

TEST_CASE("MessageService: sessions") {
    constexpr std::string_view session =
        R"({"sessionId":"bob","senderAccount":null,"senderNickname":null,"sessionType":"p2p","lastMessageId":null,"lastMessageType":null,"lastMessageStatus":null,"lastMessageContent":null,"lastMessageTime":null,"lastMessageAttachment":null,"unreadCount":null,"extension":null,"sessionForWeb":null,"tag":null})";
    const value bob = value::map({{"sessionId", "bob"}, {"sessionType", "p2p"}});
    value strange = bob;
    strange.set("lastMessageType", "hologram");
    const std::string updated = R"({"stream":"onSessionUpdate","value":[)" + std::string(session) + "]}";
    const std::string deleted = R"({"stream":"onSessionDelete","value":)" + std::string(session) + "}";
    check_all({
        {"an update, what is no map is passed over",
         of("MessageService", "onSessionUpdate", {{"data", value::list({1, bob})}}), updated},
        {"an unknown kind of session",
         of("MessageService", "onSessionUpdate",
            {{"data", value::list({value::map({{"sessionId", "bob"}, {"sessionType", "x"}})})}}),
         "ArgumentError bad_enumerator data[0].sessionType: `x` is none of none, p2p, team, superTeam, "
         "system, ysf, chatRoom"},
        {"an unknown kind of message has no fallback here",
         of("MessageService", "onSessionUpdate", {{"data", value::list({strange})}}),
         "ArgumentError bad_enumerator data[0].lastMessageType: `hologram` is none of undef, text, image, "
         "audio, video, location, file, avchat, notification, tip, robot, netcall, custom, appCustom, "
         "qiyuCustom"},
        {"no data, no event", of("MessageService", "onSessionUpdate", {}), "null"},
        {"a text is no list", of("MessageService", "onSessionUpdate", {{"data", "x"}}),
         "TypeError wrong_type data: a text, must be a list"},
        {"nothing but the service's name: all are gone", of("MessageService", "onSessionDelete", {}),
         R"({"stream":"onSessionDelete","value":null})"},
        {"one is gone", of("MessageService", "onSessionDelete", {{"sessionId", "bob"}, {"sessionType", "p2p"}}),
         deleted},
        {"something else stands there", of("MessageService", "onSessionDelete", {{"x", 1}}),
         "TypeError wrong_type sessionId: null, must be present"},
        {"a session of the server needs the session in it",
         of("MessageService", "onMySessionUpdate",
            {{"sessionId", "p2p|bob"}, {"updateTime", 5}, {"sessionType", "p2p"}}),
         "TypeError wrong_type recentSession: null, must be present"},
        {"and a kind, as a text",
         of("MessageService", "onMySessionUpdate",
            {{"sessionId", "p2p|bob"}, {"updateTime", 5}, {"recentSession", bob}}),
         "TypeError wrong_type sessionType: null, must be a text"},
        {"that is on top",
         of("MessageService", "onStickTopSessionAdd",
            {{"sessionId", "bob"}, {"sessionType", "team"}, {"createTime", 1}}),
         R"({"stream":"onStickTopSessionAdd","value":{"sessionId":"bob","sessionType":"team","ext":null,"createTime":1,"updateTime":null}})"},
        {"an unknown kind has no fallback there",
         of("MessageService", "onStickTopSessionAdd", {{"sessionId", "bob"}, {"sessionType", "x"}}),
         "ArgumentError bad_enumerator sessionType: `x` is none of none, p2p, team, superTeam, system, ysf, "
         "chatRoom"},
        {"nor can it be a number",
         of("MessageService", "onStickTopSessionRemove", {{"sessionId", "bob"}, {"sessionType", 1}}),
         "TypeError wrong_type sessionType: a whole number, must be a text"},
        {"a list of them", of("MessageService", "onSyncStickTopSession", {{"data", value::list()}}),
         R"({"stream":"onSyncStickTopSession","value":[]})"},
    });
}

TEST_CASE("MessageService: pins and comments") {
    const value key = value::map({{"sessionType", "p2p"}});
    const value option = value::map({{"fromAccount", "a"}, {"replyType", 1}, {"time", 2}, {"ext", ""}});
    check_all({
        {"a pin", of("MessageService", "onMessagePinAdded", {{"sessionId", "bob"}, {"sessionType", "p2p"}}),
         R"({"stream":"onMessagePinNotify","value":{"sessionId":"bob","sessionType":"p2p","messageFromAccount":null,"messageToAccount":null,"messageId":"-1","messageUuid":null,"pinId":"-1","messageServerId":null,"pinOperatorAccount":null,"pinExt":null,"pinCreateTime":0,"pinUpdateTime":0,"messageTime":0}})"},
        {"a pin on nothing", of("MessageService", "onMessagePinRemoved", {{"sessionId", "bob"}}),
         "ArgumentError bad_enumerator sessionType: missing: Dart demands a value here"},
        {"a comment", of("MessageService", "onQuickCommentAdd", {{"key", key}, {"commentOption", option}}),
         R"({"stream":"onQuickCommentAdd","value":{"key":{"sessionType":"p2p","fromAccount":null,"toAccount":null,"time":null,"serverId":null,"uuid":null},"commentOption":{"fromAccount":"a","replyType":1,"time":2,"ext":"","needPush":null,"needBadge":null,"pushTitle":null,"pushContent":null,"pushPayload":null}}})"},
        {"a comment on nothing", of("MessageService", "onQuickCommentRemove", {{"commentOption", option}}),
         "TypeError wrong_type key: null, must be present"},
        {"a comment of nothing",
         of("MessageService", "onQuickCommentRemove", {{"key", key}, {"commentOption", value::map()}}),
         "TypeError wrong_type commentOption.fromAccount: null, must be present"},
    });
}

TEST_CASE("SystemMessageService: custom notifications") {
    constexpr std::string_view least =
        R"({"stream":"onCustomNotification","value":{"sessionId":null,"sessionType":"p2p","fromAccount":null,"time":null,"content":null,"sendToOnlineUserOnly":true,"apnsText":null,"pushPayload":null,"config":{"enablePush":null,"enablePushNick":null,"enableUnreadCount":null},"antiSpamOption":null,"env":null}})";
    check_all({
        {"a config is always there, of three nulls at least",
         of("SystemMessageService", "onCustomNotification", {{"sessionType", "p2p"}}), least},
        {"antiSpamOption is never read",
         of("SystemMessageService", "onCustomNotification",
            {{"sessionType", "p2p"}, {"antiSpamOption", value::map({{"enable", true}})}}),
         least},
        {"not even for its type",
         of("SystemMessageService", "onCustomNotification", {{"sessionType", "p2p"}, {"antiSpamOption", 5}}), least},
        {"a config of the wrong type",
         of("SystemMessageService", "onCustomNotification", {{"sessionType", "p2p"}, {"config", true}}),
         "TypeError wrong_type config: a bool, must be a map"},
        {"no session type", of("SystemMessageService", "onCustomNotification", {}),
         "TypeError wrong_type sessionType: null, must be a text"},
        {"an unknown one", of("SystemMessageService", "onCustomNotification", {{"sessionType", "x"}}),
         "ArgumentError bad_enumerator sessionType: `x` is none of none, p2p, team, superTeam, system, ysf, "
         "chatRoom"},
    });
}

TEST_CASE("SystemMessageService: built-in messages and their count") {
    constexpr std::string_view friend_event =
        R"({"stream":"onReceiveSystemMessage","value":{"messageId":null,"type":"addFriend","fromAccount":null,"targetId":null,"time":null,"status":"init","content":null,"attach":"{\"vt\":2}","unread":null,"customInfo":null}})";
    const auto system = [](std::initializer_list<value::member> more) {
        return of("SystemMessageService", "onReceiveSystemMsg", more);
    };
    check_all({
        {"a count", of("SystemMessageService", "onUnreadCountChange", {{"result", 3}}),
         R"({"stream":"onUnreadCountChange","value":3})"},
        {"a count of nothing", of("SystemMessageService", "onUnreadCountChange", {}),
         "TypeError wrong_type result: null, must be a whole number"},
        {"a missing type is undefined", system({{"status", "passed"}}),
         R"({"stream":"onReceiveSystemMessage","value":{"messageId":null,"type":"undefined","fromAccount":null,"targetId":null,"time":null,"status":"passed","content":null,"attach":null,"unread":null,"customInfo":null}})"},
        {"an unknown one throws", system({{"type", "removeFriend"}, {"status", "init"}}),
         "ArgumentError bad_enumerator type: `removeFriend` is none of undefined, applyJoinTeam, "
         "rejectTeamApply, teamInvite, declineTeamInvite, addFriend, superTeamApply, superTeamApplyReject, "
         "superTeamInvite, superTeamInviteReject"},
        {"one that is no text throws in another way", system({{"type", 5}, {"status", "init"}}),
         "TypeError wrong_type type: a whole number, must be a text"},
        {"a missing status throws", system({{"type", "teamInvite"}}),
         "TypeError wrong_type status: null, must be a text"},
        {"an unknown one too", system({{"type", "teamInvite"}, {"status", "x"}}),
         "ArgumentError bad_enumerator status: `x` is none of init, passed, declined, ignored, expired, "
         "extension1, extension2, extension3, extension4, extension5"},
        {"a friend", system({{"type", "addFriend"}, {"status", "init"}, {"attach", R"({"vt":2})"}}), friend_event},
        {"a friend whose attachment is no JSON", system({{"type", "addFriend"}, {"status", "init"}, {"attach", "{"}}),
         "FormatException not_json attach: the text ends too early at offset 1"},
        {"of no kind", system({{"type", "addFriend"}, {"status", "init"}, {"attach", "{}"}}),
         "TypeError wrong_type attach.vt: null, must be a whole number"},
        {"that is no map", system({{"type", "addFriend"}, {"status", "init"}, {"attach", "[]"}}),
         "TypeError wrong_type attach: a list, must be a map"},
        {"with a broken extension",
         system({{"type", "addFriend"}, {"status", "init"}, {"attach", R"({"vt":1,"serverex":{"0":1,"1":5}})"}}),
         "TypeError wrong_type attach.serverex.1: a whole number, must be a text"},
        {"of another message nobody looks at it", system({{"type", "undefined"}, {"status", "init"}, {"attach", "{"}}),
         R"({"stream":"onReceiveSystemMessage","value":{"messageId":null,"type":"undefined","fromAccount":null,"targetId":null,"time":null,"status":"init","content":null,"attach":"{","unread":null,"customInfo":null}})"},
    });
}

TEST_CASE("UserService and the team services") {
    check_all({
        {"muted", of("UserService", "onMuteListChanged", {{"account", "bob"}, {"mute", true}}),
         R"({"stream":"onMuteListChanged","value":{"account":"bob","mute":true}})"},
        {"what iOS sends", of("UserService", "onMuteListChanged", {}),
         "TypeError wrong_type account: null, must be present"},
        {"a black list", of("UserService", "onBlackListChanged", {}),
         R"({"stream":"onBlackListChanged","value":null})"},
        {"friends that are gone, made texts",
         of("UserService", "onFriendAccountDeleted",
            {{"deletedFriendAccountList", value::list({"bob", 5, nullptr, true})}}),
         R"({"stream":"onFriendDeleted","value":["bob","5","null","true"]})"},
        {"no list of them throws", of("UserService", "onFriendAccountDeleted", {}),
         "TypeError wrong_type deletedFriendAccountList: null, must be a list"},
        {"users stay maps",
         of("UserService", "onUserInfoChanged",
            {{"changedUserInfoList", value::list({value::map({{"userId", "a"}})})}}),
         R"({"stream":"onUserInfoChange","value":[{"userId":"a"}]})"},
        {"and must be some", of("UserService", "onUserInfoChanged", {{"changedUserInfoList", value::list({"a"})}}),
         "TypeError wrong_type changedUserInfoList[0]: a text, must be a map with text keys"},
        {"teams", of("TeamService", "onTeamListUpdate", {{"teamList", value::list()}}),
         R"({"stream":"onTeamListUpdate","value":[]})"},
    });
}

TEST_CASE("ChatroomService") {
    check_all({
        {"a status", of("ChatroomService", "onStatusChanged", {{"roomId", "36"}, {"status", "failure"}}),
         R"({"stream":"onEventNotified","value":{"class":"NIMChatroomStatusEvent","roomId":"36","status":"failure","code":null}})"},
        {"an unknown one", of("ChatroomService", "onStatusChanged", {{"roomId", "36"}, {"status", "x"}}),
         "ArgumentError bad_enumerator status: `x` is none of connecting, connected, disconnected, failure"},
        {"a kick",
         of("ChatroomService", "onKickOut",
            {{"roomId", "36"}, {"reason", "byManager"}, {"extension", value::map({{"k", 1}})}}),
         R"({"stream":"onEventNotified","value":{"class":"NIMChatroomKickOutEvent","roomId":"36","reason":"byManager","extension":{"k":1}}})"},
        {"a kick for no reason", of("ChatroomService", "onKickOut", {{"roomId", "36"}}),
         "ArgumentError bad_enumerator reason: missing: Dart demands a value here"},
        {"messages must be a list here", of("ChatroomService", "onMessageReceived", {}),
         "TypeError wrong_type messageList: null, must be a list"},
        {"of which what is no map is passed over",
         of("ChatroomService", "onMessageReceived", {{"messageList", value::list({1, nullptr})}}),
         R"({"stream":"onMessageReceived","value":[]})"},
        {"progress", of("ChatroomService", "onMessageAttachmentProgressUpdate", {{"id", "u"}}),
         R"({"stream":"onMessageAttachmentProgressUpdate","value":{"id":"u","progress":null}})"},
        {"a question to a provider is on no stream",
         of("ChatroomService", "getChatRoomDynamicToken", {{"account", "a"}}), "null"},
        {"nor is the other", of("ChatroomService", "getIndependentModeLinkAddress", {{"roomId", "36"}}), "null"},
    });
}

TEST_CASE("a visitor says what it takes; the rest is not even read") {
    std::string seen;
    const auto takes_kicks = [&](const channel::auth_status_event& e) { seen = name_of(e.status); };
    const auto kick = call_of("onAuthStatusChanged", arguments_of("AuthService", {{"status", "kickOut"}}));
    CHECK(channel::read_event(kick, takes_kicks) == channel::event_outcome::handled);
    CHECK(seen == "kickOut");
    const auto broken = call_of("onMessageStatus", arguments_of("MessageService", {}));
    CHECK(channel::read_event(broken, takes_kicks) == channel::event_outcome::unhandled);
    const auto dropped = call_of("onAuthStatusChanged", arguments_of("AuthService", {{"status", "?"}}));
    CHECK(channel::read_event(dropped, takes_kicks) == channel::event_outcome::dropped);
    const auto token = call_of("updateAPNsToken", value::bytes(std::vector<std::uint8_t>{1}));
    CHECK(channel::read_event(token, takes_kicks) == channel::event_outcome::unhandled);
}

TEST_CASE("the device token comes as bytes that are the whole argument") {
    std::string fault;
    const auto with = [&](std::string_view method, const value& argument) {
        return test::json_of(outcome_of(call_of(method, argument), fault));
    };
    const value bytes = value::bytes(std::vector<std::uint8_t>{0x0b, 0x30});
    CHECK(with("updateAPNsToken", bytes) == R"({"event":{"token":"0b30"}})");
    CHECK(with("updateAPNsToken", value::bytes({})) == R"({"event":{"token":""}})");
    CHECK(with("updateAPNSToken", bytes) == R"({"throws":{"type":"TypeError"}})");
    CHECK(with("updateAPNsToken", "0b30") == R"({"throws":{"type":"TypeError"}})");
    CHECK(with("updateAPNsToken", value()) == R"({"event":null})");
}

TEST_CASE("broken bytes give an event, an exception of Dart's or an error with its offset, and nothing worse") {
    test::check_broken_events<dialect>("nim_calls.json", 0x6576656E7473);
}
