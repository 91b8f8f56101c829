#pragma once

// What the native side tells: logins, messages, receipts, notifications, and the device token.
//
//     flutter_channel::event_call call = *flutter_channel::decode_event(bytes);
//     flutter_channel::read_event(call, overloaded{
//         [](const flutter_channel::auth_status_event& e) { … },
//         [](const flutter_channel::messages_received& e) { … }});
//
// Each event is a type with its service, method and Dart stream; read_event makes only those that the
// visitor takes, and answers as Dart would where the arguments are at fault.

#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/plugin/event.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using plugin::decode_event, plugin::event_call, plugin::event_list, plugin::event_outcome;

using all_events =
    event_list<auth_status_event, online_clients_updated, dynamic_token_asked, messages_received,
               message_status_changed, message_receipts, team_message_receipts, message_revoked, attachment_progressed,
               broadcast_received, sessions_updated, session_deleted, message_pin_added, message_pin_removed,
               message_pin_updated, my_session_updated, quick_comment_added, quick_comment_removed,
               stick_top_sessions_synced, stick_top_session_added, stick_top_session_removed, stick_top_session_updated,
               messages_deleted, all_messages_read, system_message_received, system_unread_count_changed,
               custom_notification_received, mute_list_changed, black_list_changed, users_changed, friends_changed,
               friends_deleted, teams_updated, team_members_updated, team_members_removed, chatroom_status_changed,
               chatroom_kicked_out, chatroom_messages_received, chatroom_message_status_changed,
               chatroom_attachment_progressed>;

namespace detail {

/// The events of nim_core 1.7.7.
struct event_dialect {
    using events = all_events;
    /// Whether the service throws for a method that it does not know, or passes it in silence.
    static constexpr bool throws_for_unknown(std::string_view service) noexcept {
        for (const std::string_view one : {"AuthService", "MessageService", "ChatroomService", "SettingsService"})
            if (one == service) return true;
        return false;
    }
    /// What Dart knows and has no type here: what a chatroom that is entered without a login asks.
    static constexpr bool is_known(std::string_view service, std::string_view method) noexcept {
        return service == "ChatroomService" &&
               (method == "getIndependentModeLinkAddress" || method == "getChatRoomDynamicToken");
    }
};

}  // namespace detail

/// Makes the event's type and calls visit with it, if visit takes it; else says what Dart would do.
template <class Visitor> constexpr result<event_outcome, failure> read_event(const event_call& call, Visitor&& visit) {
    return plugin::read_event_of<detail::event_dialect>(call, visit);
}

}  // namespace flutter_channel
}  // namespace nimpush::v1
