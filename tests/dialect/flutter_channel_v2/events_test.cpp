// The events of every version's rows, and more: what nim_core_v2 puts on its streams, and what it is asked.

#include <nimpush/dialect/flutter_channel_v2/events.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "../../support/v2_dialect.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;

using dialect = test::v2_events;

std::string of(text service, std::string_view method, std::initializer_list<value::member> more) {
    return test::event_text<dialect>(std::move(service), method, more);
}

}  // namespace

TEST_CASE("every event row: the stream with its value, or what Dart throws") {
    for (const test::v2_rows& of : test::rows_of_v2) {
        CAPTURE(of.file);
        dialect::plugin = of.plugin;
        CHECK(test::read_rows(of.file, "events").size() == of.events);
        test::check_events<dialect>(of.file);
    }
}

TEST_CASE("an unknown method: silence in two services and where none is registered, else UnimplementedError") {
    for (const text& silent : {text("SettingsService"), text("MessageCreatorService"), text("AuthService"), text("")})
        CHECK(of(silent, "onWhatever", {}) == "null");
    for (const text& loud :
         {text("InitializeService"), text("APNSService"), text("LoginService"), text("MessageService"),
          text("NotificationService"), text("ConversationService"), text("ConversationIdUtil")}) {
        const std::string thrown = of(loud, "onWhatever", {});
        CHECK(thrown == "UnimplementedError not_supported " + std::string(loud.view()) + " knows no such event");
    }
}

TEST_CASE("questions: what the provider is told, nothing without an account or a delay") {
    test::check_all({
        {"a token", of("LoginService", "getToken", {{"accountId", "u1"}}),
         R"({"asks":"tokenProvider","account":"u1"})"},
        {"no account", of("LoginService", "getToken", {}), "null"},
        {"a null account", of("LoginService", "getLoginExtension", {{"accountId", nullptr}}), "null"},
        {"an account that is no text", of("LoginService", "getToken", {{"accountId", 1}}),
         "TypeError wrong_type accountId: a whole number, must be a text"},
        {"a delay", of("LoginService", "getReconnectDelay", {{"delay", 5000}}),
         R"({"asks":"reconnectDelayProvider","delay":5000})"},
        {"`as int?` takes no double", of("LoginService", "getReconnectDelay", {{"delay", 5000.0}}),
         "TypeError wrong_type delay: a double, must be a whole number"},
        {"no delay", of("LoginService", "getReconnectDelay", {}), "null"},
        {"a name",
         of("InitializeService", "onGetDisplayNameForMessageNotifier",
            {{"account", "a"}, {"sessionId", "s"}, {"sessionType", "superTeam"}}),
         R"({"asks":"displayNameForMessageNotifierProvider","account":"a","sessionId":"s","sessionType":"superTeam"})"},
        {"an unknown session type, and none, are p2p",
         of("InitializeService", "onGetAvatarForMessageNotifier", {{"sessionType", "club"}}),
         R"({"asks":"avatarForMessageNotifierProvider","sessionType":"p2p","sessionId":null})"},
        {"none", of("InitializeService", "onGetAvatarForMessageNotifier", {{"sessionType", nullptr}}),
         R"({"asks":"avatarForMessageNotifierProvider","sessionType":"p2p","sessionId":null})"},
        {"a session type that is no text",
         of("InitializeService", "onGetAvatarForMessageNotifier", {{"sessionType", 1}}),
         "TypeError wrong_type sessionType: a whole number, must be a text"},
        {"a notification's text, without a message", of("InitializeService", "onMakeNotifyContent", {{"nick", "Al"}}),
         R"({"asks":"makeNotifyContentProvider","nick":"Al","message":null})"},
        {"a message that is none", of("InitializeService", "onMakeTicker", {{"message", "x"}}),
         "TypeError wrong_type message: a text, must be a map"},
    });
    const std::string tip =
        of("InitializeService", "onMakeRevokeMsgTip",
           {{"revokeAccount", "bob"}, {"item", value::map({{"createTime", 1.5}, {"messageType", 10}})}});
    CHECK(tip.find(R"({"asks":"makeRevokeMsgTipProvider","revokeAccount":"bob","message":{"senderId":null,)") == 0);
    CHECK(tip.find(R"("createTime":1,)") != tip.npos);
    CHECK(tip.find(R"("messageType":"tip")") != tip.npos);
}

TEST_CASE("a missing list: no event of messages, a TypeError of notifications") {
    for (const std::string_view method :
         {"onReceiveMessages", "onReceiveP2PMessageReadReceipts", "onReceiveTeamMessageReadReceipts",
          "onMessageRevokeNotifications", "onMessageDeletedNotifications", "onClearHistoryNotifications"}) {
        CAPTURE(method);
        CHECK(of("MessageService", method, {}) == "null");
    }
    CHECK(of("NotificationService", "onReceiveBroadcastNotifications", {}) ==
          "TypeError wrong_type broadcastNotifications: null, must be a list");
    CHECK(of("ConversationService", "onConversationDeleted", {}) ==
          "TypeError wrong_type conversationIdList: null, must be a list");
}

TEST_CASE("what the events carry, whole numbers as doubles too") {
    test::check_all({
        {"a receipt",
         of("MessageService", "onReceiveP2PMessageReadReceipts",
            {{"p2pMessageReadReceipts", value::list({value::map({{"conversationId", "c"}, {"timestamp", 9.9}})})}}),
         R"({"stream":"onReceiveP2PMessageReadReceipts","value":[{"conversationId":"c","timestamp":9}]})"},
        {"a quick comment",
         of("MessageService", "onMessageQuickCommentNotification",
            {{"operationType", 2}, {"quickComment", value::map({{"operatorId", "bob"}, {"index", 3}})}}),
         R"({"stream":"onMessageQuickCommentNotification","value":{"operationType":"remove","quickComment":)"
         R"({"messageRefer":null,"operatorId":"bob","index":3,"createTime":null,"serverExtension":null}}})"},
        {"a pin", of("MessageService", "onMessagePinNotification", {{"pinState", 2}}),
         R"({"stream":"onMessagePinNotification","value":{"pin":null,"pinState":"updated"}})"},
        {"deleted messages",
         of("MessageService", "onMessageDeletedNotifications",
            {{"deletedNotifications", value::list({value::map({{"deleteTime", 2.0}})})}}),
         R"({"stream":"onMessageDeletedNotifications","value":[{"messageRefer":null,"deleteTime":2,)"
         R"("serverExtension":null}]})"},
        {"deleted conversations",
         of("ConversationService", "onConversationDeleted", {{"conversationIdList", value::list({"a|1|b"})}}),
         R"({"stream":"onConversationDeleted","value":["a|1|b"]})"},
        {"a conversation's read time",
         of("ConversationService", "onConversationReadTimeUpdated", {{"conversationId", "c"}, {"readTime", 5.5}}),
         R"({"stream":"onConversationReadTimeUpdated","value":{"conversationId":"c","readTime":5}})"},
        {"an account's mute mode",
         of("SettingsService", "onP2PMessageMuteModeChanged", {{"accountId", "bob"}, {"muteMode", 1.0}}),
         R"({"stream":"onP2PMessageMuteModeChanged","value":{"accountId":"bob","muteMode":"p2pMessageMuteModeOn"}})"},
    });
}

TEST_CASE("a conversation: what must be there is a TypeError or an ArgumentError without it") {
    const auto created = [](std::initializer_list<value::member> more) {
        return of("ConversationService", "onConversationCreated", more);
    };
    const std::string least = created({{"conversationId", "a|1|b"},
                                       {"type", 1.0},
                                       {"mute", false},
                                       {"stickTop", true},
                                       {"createTime", 1.5},
                                       {"updateTime", 2},
                                       {"lastReadTime", 7},
                                       {"lastMessage", value::map({{"messageType", 105}, {"lastMessageState", 2}})},
                                       {"other", 1}});
    CHECK(least ==
          R"({"stream":"onConversationCreated","value":{"conversationId":"a|1|b","type":"p2p","name":null,)"
          R"("avatar":null,"mute":false,"stickTop":true,"groupIds":null,"localExtension":null,)"
          R"("serverExtension":null,"lastMessage":{"lastMessageState":"clientFill","messageRefer":null,)"
          R"("messageType":"chatroomNotification","subType":null,"sendingState":null,"text":null,)"
          R"("attachment":null,"revokeAccountId":null,"revokeType":null,"serverExtension":null,)"
          R"("callbackExtension":null,"senderName":null},"unreadCount":null,"lastReadTime":7,"sortOrder":null,)"
          R"("createTime":1,"updateTime":2}})");
    test::check_all({
        {"nothing of it", created({}), "TypeError wrong_type conversationId: null, must be present"},
        {"no type", created({{"conversationId", "c"}}),
         "ArgumentError bad_enumerator type: missing: Dart demands a value here"},
        {"an unknown type", created({{"conversationId", "c"}, {"type", 4}}),
         "ArgumentError bad_enumerator type: 4 is no number of an enumerator"},
        {"a switch that is a number", created({{"conversationId", "c"}, {"type", 1}, {"mute", 0}}),
         "TypeError wrong_type mute: a whole number, must be a bool"},
        {"an empty one in the list",
         of("ConversationService", "onConversationChanged", {{"conversationList", value::list({value::map({})})}}),
         "TypeError wrong_type conversationList[0].conversationId: null, must be present"},
        {"an unread count of some",
         of("ConversationService", "onUnreadCountChangedByFilter",
            {{"unreadCount", 3.9}, {"conversationFilter", value::map({{"conversationTypes", value::list({1, 2})}})}}),
         R"({"stream":"onUnreadCountChangedByFilter","value":{"conversationFilter":{"conversationTypes":["p2p","team"],)"
         R"("conversationGroupId":null,"ignoreMuted":null},"unreadCount":3}})"},
        {"of a filter that is none",
         of("ConversationService", "onUnreadCountChangedByFilter", {{"conversationFilter", 5}}),
         "TypeError wrong_type conversationFilter: a whole number, must be a map"},
    });
    dialect::plugin = channel::v10_9_2;
    CHECK(created({{"conversationId", "c"},
                   {"type", 1},
                   {"mute", false},
                   {"stickTop", true},
                   {"createTime", 1},
                   {"updateTime", 2},
                   {"lastReadTime", "unread by it"}})
              .find("lastReadTime") == std::string::npos);
    dialect::plugin = {};
}

TEST_CASE("a visitor gets the types that it takes") {
    const auto call = test::call_of("onKickedOffline", test::arguments_of("LoginService", {{"reason", 2}}));
    std::optional<channel::kicked_offline_reason> reason;
    const auto outcome =
        channel::read_event(call, [&](const channel::kicked_offline& event) { reason = event.data.reason; });
    CHECK(outcome == channel::event_outcome::handled);
    CHECK(reason == channel::kicked_offline_reason::server);
    CHECK(channel::read_event(call, [](const channel::messages_received&) {}) == channel::event_outcome::unhandled);
}

TEST_CASE("broken bytes give an event, an exception of Dart's or an error with its offset, and nothing worse") {
    for (const test::v2_rows& of : test::rows_of_v2) {
        dialect::plugin = of.plugin;
        test::check_broken_events<dialect>(of.file, 0x6576656E7432);
    }
}
