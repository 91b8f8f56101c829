#pragma once

// The events of the native side, each a type with its service, method and Dart stream.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/event_models.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using plugin::apns_token_handed_over, plugin::bare, plugin::event_info, plugin::event_view, plugin::list_rule,
    plugin::listed, plugin::whole;

// AuthService.

/// The login changed. The client types come with kick_out_by_other_client alone.
struct auth_status_event {
    auth_status status = auth_status::unknown;
    maybe<std::int64_t> client_type{};
    maybe<std::int64_t> custom_client_type{};

    static constexpr event_info info{"AuthService", "onAuthStatusChanged", "authStatus"};
    template <class Event> static constexpr bool read(const value& arguments, Event& to, detail::fault_list& faults) {
        const detail::place root;
        const value* spelt = arguments.find("status");
        if (spelt == nullptr || !spelt->is(value::kind::string)) {
            faults.wrong_type(root.at("status"), spelt == nullptr ? value() : value(*spelt), "a text");
            return false;
        }
        for (std::size_t i = 1; i < std::size(names<auth_status>::list); ++i)  // the case does not matter
            if (nimpush::detail::same_but_for_case(names<auth_status>::list[i], spelt->chars()))
                to.status = static_cast<auth_status>(i);
        if (to.status == auth_status::kick_out_by_other_client) {
            detail::read_nullable(arguments.find("clientType"), to.client_type, root.at("clientType"), faults);
            detail::read_nullable(arguments.find("customClientType"), to.custom_client_type,
                                  root.at("customClientType"), faults);
        }
        return to.status != auth_status::unknown;
    }
    template <class Out> constexpr void emit_to(Out& out) const {
        const bool kicked = status == auth_status::kick_out_by_other_client;
        const bool sync = status == auth_status::data_sync_start || status == auth_status::data_sync_finish;
        auto mark = out.begin_map(kicked ? 4 : 2);
        out.template key<"class">();
        out.string(kicked ? "NIMKickOutByOtherClientEvent" : sync ? "NIMDataSyncStatusEvent" : "NIMAuthStatusEvent");
        out.template key<"status">();
        out.string(name_of(status));
        if (kicked) {
            out.template key<"clientType">();
            schema::write(out, client_type);
            out.template key<"customClientType">();
            schema::write(out, custom_client_type);
        }
        out.end_map(mark);
    }
};
/// The other clients of the account; an empty list where none was sent, as on the desktop.
struct online_clients_updated {
    std::vector<online_client> clients{};
    static constexpr event_info info{"AuthService", "onOnlineClientsUpdated", "onlineClients"};
    template <class Event> static constexpr bool read(const value& arguments, Event& to, detail::fault_list& faults) {
        const value* all = arguments.find("clients");
        if (all == nullptr || !all->is(value::kind::list)) return true;
        listed<"clients", typename decltype(to.clients)::value_type> list;
        list.read(arguments, list, faults);
        to.clients = std::move(list.data);
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, clients); }
};
/// The SDK asks for a token of the account; the reply is the token as text, or null.
struct dynamic_token_asked {
    text account{};
    static constexpr event_info info{"AuthService", "getDynamicToken", {}, "dynamicTokenProvider"};
    using described_by = field_list<field<"account", &dynamic_token_asked::account>>;
    template <class Policy = plugin::dart>
    static constexpr bool read(const value& arguments, dynamic_token_asked& to, detail::fault_list& faults) {
        const value* account = arguments.find("account");
        if (account == nullptr || account->is_null()) return false;
        nimpush::detail::read_into<Policy>(*account, to.account, detail::place{}.at("account"), faults);
        return true;
    }
};

// MessageService.

struct messages_received : listed<"messageList", message> {
    static constexpr event_info info{"MessageService", "onMessage", "onMessage"};
};
struct message_status_changed : whole<message> {
    static constexpr event_info info{"MessageService", "onMessageStatus", "onMessageStatus"};
};
struct message_receipts : listed<"messageReceiptList", message_receipt> {
    static constexpr event_info info{"MessageService", "onMessageReceipt", "onMessageReceipt"};
};
struct team_message_receipts : listed<"teamMessageReceiptList", team_message_receipt> {
    static constexpr event_info info{"MessageService", "onTeamMessageReceipt", "onTeamMessageReceipt"};
};
struct message_revoked : whole<revoked_message> {
    static constexpr event_info info{"MessageService", "onMessageRevoked", "onMessageRevoked"};
};
struct attachment_progressed : whole<attachment_progress> {
    static constexpr event_info info{"MessageService", "onAttachmentProgress", "onAttachmentProgress"};
};
struct broadcast_received : whole<broadcast_message> {
    static constexpr event_info info{"MessageService", "onBroadcastMessage", "onBroadcastMessage"};
};
struct sessions_updated : listed<"data", session, list_rule::may_be_missing_maps_only> {
    static constexpr event_info info{"MessageService", "onSessionUpdate", "onSessionUpdate"};
};
/// A session is gone; null: all of them.
struct session_deleted {
    maybe<session> data{};
    static constexpr event_info info{"MessageService", "onSessionDelete", "onSessionDelete"};
    template <class Policy = plugin::dart>
    static constexpr bool read(const value& arguments, session_deleted& to, detail::fault_list& faults) {
        if (arguments.size() != 1)  // more than the service name
            nimpush::detail::read_into<Policy>(arguments, to.data.emplace(), detail::place{}, faults);
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, data); }
};
struct message_pin_added : whole<message_pin> {
    static constexpr event_info info{"MessageService", "onMessagePinAdded", "onMessagePinNotify"};
};
struct message_pin_removed : whole<message_pin> {
    static constexpr event_info info{"MessageService", "onMessagePinRemoved", "onMessagePinNotify"};
};
struct message_pin_updated : whole<message_pin> {
    static constexpr event_info info{"MessageService", "onMessagePinUpdated", "onMessagePinNotify"};
};
struct my_session_updated : whole<recent_session> {
    static constexpr event_info info{"MessageService", "onMySessionUpdate", "onMySessionUpdate"};
};
struct quick_comment_added : whole<quick_comment> {
    static constexpr event_info info{"MessageService", "onQuickCommentAdd", "onQuickCommentAdd"};
};
struct quick_comment_removed : whole<quick_comment> {
    static constexpr event_info info{"MessageService", "onQuickCommentRemove", "onQuickCommentRemove"};
};
struct stick_top_sessions_synced : listed<"data", stick_top_session_info, list_rule::may_be_missing_maps_only> {
    static constexpr event_info info{"MessageService", "onSyncStickTopSession", "onSyncStickTopSession"};
};
struct stick_top_session_added : whole<stick_top_session_info> {
    static constexpr event_info info{"MessageService", "onStickTopSessionAdd", "onStickTopSessionAdd"};
};
struct stick_top_session_removed : whole<stick_top_session_info> {
    static constexpr event_info info{"MessageService", "onStickTopSessionRemove", "onStickTopSessionRemove"};
};
struct stick_top_session_updated : whole<stick_top_session_info> {
    static constexpr event_info info{"MessageService", "onStickTopSessionUpdate", "onStickTopSessionUpdate"};
};
struct messages_deleted : listed<"messageList", message, list_rule::may_be_missing_maps_only> {
    static constexpr event_info info{"MessageService", "onMessagesDelete", "onMessagesDelete"};
};
struct all_messages_read : bare {
    static constexpr event_info info{"MessageService", "allMessagesRead", "allMessagesRead"};
};

// SystemMessageService.

/// A built-in system message. Dart parses the attachment of an `addFriend` at once, and loses the event
/// where that is not what it expects (system_message.dart:50).
struct system_message_received : whole<system_message> {
    static constexpr event_info info{"SystemMessageService", "onReceiveSystemMsg", "onReceiveSystemMessage"};
    template <class Event> static constexpr bool read(const value& arguments, Event& to, detail::fault_list& faults) {
        const detail::place root;
        const value* type = arguments.find("type");
        if (type != nullptr && !type->is_null() && !type->is(value::kind::string))  // `as String?`, then the name
            faults.wrong_type(root.at("type"), *type, "a text");
        whole::read(arguments, to, faults);
        if (faults.empty() && to.data.type == system_message_type::add_friend && to.data.attach.has_value())
            read_attach(to.data.attach.view(), root.at("attach"), faults);
        return true;
    }

  private:
    static constexpr void read_attach(std::string_view attach, const detail::place& here, detail::fault_list& faults) {
        const auto json = nimpush::json::read(attach);
        if (!json) {  // what Dart reads and nimpush does not, such as a key given twice, passes
            const errc code = json.error().code;
            if (code == errc::not_json || code == errc::truncated)
                faults.add(here, errc::not_json, json.error().detail);
            return;
        }
        if (!json->is(value::kind::map)) return faults.wrong_type(here, *json, "a map");
        const value* type = json->find("vt");
        if (type == nullptr || !type->is(value::kind::int64))
            return faults.wrong_type(here.at("vt"), type == nullptr ? value() : value(*type), "a whole number");
        const value* extra = json->find("serverex");
        if (extra == nullptr || extra->is_null()) return;
        const detail::place there = here.at("serverex");
        if (!extra->is(value::kind::map)) return faults.wrong_type(there, *extra, "a map");
        const value* has_text = extra->find("0");
        if (has_text == nullptr || has_text->as_double() != 1.0) return;
        const value* shown = extra->find("1");
        if (shown != nullptr && !shown->is_null() && !shown->is(value::kind::string))
            faults.wrong_type(there.at("1"), *shown, "a text");
    }
};
struct system_unread_count_changed {
    std::int64_t count = 0;
    static constexpr event_info info{"SystemMessageService", "onUnreadCountChange", "onUnreadCountChange"};
    template <class Policy = plugin::dart>
    static constexpr bool read(const value& arguments, system_unread_count_changed& to, detail::fault_list& faults) {
        const value* count = arguments.find("result");
        nimpush::detail::read_into<Policy>(count == nullptr ? value() : value(*count), to.count,
                                           detail::place{}.at("result"), faults);
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { out.integer(count); }
};
/// A custom notification. Dart never reads its antiSpamOption, and its config is never null: an absent
/// one becomes three nulls (custom_notification.dart:43).
struct custom_notification_received {
    custom_notification data{};
    static constexpr event_info info{"SystemMessageService", "onCustomNotification", "onCustomNotification"};
    template <class Policy = plugin::dart>
    static constexpr bool read(const value& arguments, custom_notification_received& to, detail::fault_list& faults) {
        value looked_at = arguments;
        if (value* never = looked_at.find("antiSpamOption")) *never = value();
        if (detail::is_dart_map(looked_at, detail::place{}, faults))
            nimpush::detail::read_into<Policy>(looked_at, to.data, detail::place{}, faults);
        if (!to.data.config.has_value()) to.data.config.emplace();
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, data); }
};

// UserService and the team services; users, friends and teams are left as the maps that they are.

struct mute_list_changed : whole<mute_list_change> {
    static constexpr event_info info{"UserService", "onMuteListChanged", "onMuteListChanged"};
};
struct black_list_changed : bare {
    static constexpr event_info info{"UserService", "onBlackListChanged", "onBlackListChanged"};
};
struct users_changed : listed<"changedUserInfoList", value> {
    static constexpr event_info info{"UserService", "onUserInfoChanged", "onUserInfoChange"};
};
struct friends_changed : listed<"addedOrUpdatedFriendList", value> {
    static constexpr event_info info{"UserService", "onFriendAddedOrUpdated", "onFriendAddedOrUpdated"};
};
/// The accounts. Dart makes text of whatever stands in the list (method_channel_user_service.dart:288):
/// here of bools and numbers without a point too, anything else is shown by its kind.
struct friends_deleted {
    std::vector<text> data{};
    static constexpr event_info info{"UserService", "onFriendAccountDeleted", "onFriendDeleted"};
    template <class Event> static constexpr bool read(const value& arguments, Event& to, detail::fault_list& faults) {
        const value* all = arguments.find("deletedFriendAccountList");
        if (all == nullptr || !all->is(value::kind::list)) {
            faults.wrong_type(detail::place{}.at("deletedFriendAccountList"), all == nullptr ? value() : value(*all),
                              "a list");
            return false;
        }
        for (const value& one : all->items()) to.data.push_back(shown(one));
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, data); }

  private:
    static constexpr text shown(const value& v) {
        if (v.is(value::kind::boolean)) return *v.as_bool() ? text("true") : text("false");
        if (v.is(value::kind::int64)) return nimpush::detail::number_text(*v.as_int());
        return text(nimpush::detail::unchecked{},
                    v.is(value::kind::string) ? v.chars() : nimpush::detail::kind_name(v.type()));
    }
};
struct teams_updated : listed<"teamList", value> {
    static constexpr event_info info{"TeamService", "onTeamListUpdate", "onTeamListUpdate"};
};
struct team_members_updated : listed<"teamMemberList", value> {
    static constexpr event_info info{"TeamService", "onTeamMemberUpdate", "onTeamMemberUpdate"};
};
struct team_members_removed : listed<"teamMemberList", value> {
    static constexpr event_info info{"TeamService", "onTeamMemberRemove", "onTeamMemberRemove"};
};

// ChatroomService.

struct chatroom_status_changed : whole<chatroom_status_change> {
    static constexpr event_info info{"ChatroomService", "onStatusChanged", "onEventNotified"};
};
struct chatroom_kicked_out : whole<chatroom_kick_out> {
    static constexpr event_info info{"ChatroomService", "onKickOut", "onEventNotified"};
};
struct chatroom_messages_received : listed<"messageList", chatroom_message, list_rule::must_be_there_maps_only> {
    static constexpr event_info info{"ChatroomService", "onMessageReceived", "onMessageReceived"};
};
struct chatroom_message_status_changed : whole<chatroom_message> {
    static constexpr event_info info{"ChatroomService", "onMessageStatusChanged", "onMessageStatusChanged"};
};
struct chatroom_attachment_progressed : whole<attachment_progress> {
    static constexpr event_info info{"ChatroomService", "onMessageAttachmentProgressUpdate",
                                     "onMessageAttachmentProgressUpdate"};
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
