#pragma once

// What the native side of V2 tells and asks: see the head of flutter_channel/events.hpp.

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/asks.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/dialect/plugin/reply.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

using plugin::apns_token_handed_over, plugin::bare, plugin::decode_event;
using plugin::event_call, plugin::event_info, plugin::event_list, plugin::event_view;
using plugin::event_outcome, plugin::failure, plugin::list_rule;

/// Events of all versions of the dialect.
struct from_the_start {
    static constexpr plugin_version first{};
};

/// An event that carries what Carried reads. Its stream is called as the method; a question has none.
template <schema::fixed_string Api, class Carried, class Since = from_the_start> struct event : Carried {
    static constexpr event_info info{
        detail::before_dot(Api.view()), detail::after_dot(Api.view()), detail::after_dot(Api.view()), {}, Since::first};
};

template <class T> using whole = plugin::whole<T, plugin::dart_num>;
template <schema::fixed_string Key, class T, list_rule Rule = list_rule::may_be_missing>
using listed = plugin::listed<Key, T, Rule, plugin::dart_num>;
/// One value, which must be there.
template <schema::fixed_string Key, class T> struct single {
    T data{};
    static constexpr bool read(const value& arguments, single& to, detail::fault_list& faults) {
        const value* found = arguments.find(Key.view());
        if (found == nullptr || found->is_null())
            plugin::detail::add_missing<T>(detail::place{}.at(Key.view()), faults);
        else
            nimpush::detail::read_into<plugin::dart>(*found, to.data, detail::place{}.at(Key.view()), faults);
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, data); }
};
/// The login changed.
using login_status_changed = event<"LoginService.onLoginStatus", single<"status", login_status>>;
using login_failed = event<"LoginService.onLoginFailed", whole<sdk_error>>;
using connect_failed = event<"LoginService.onConnectFailed", whole<sdk_error>>;
using disconnected = event<"LoginService.onDisconnected", whole<sdk_error>>;
using kicked_offline = event<"LoginService.onKickedOffline", whole<kicked_offline_detail>>;
using login_client_changed = event<"LoginService.onLoginClientChanged", whole<login_client_change_event>>;
using data_synced = event<"LoginService.onDataSync", whole<data_sync_detail>>;
using connect_status_changed = event<"LoginService.onConnectStatus", single<"status", connect_status>>;
/// A message of one's own, in each of its states.
using message_sent = event<"MessageService.onSendMessage", whole<message>>;
using send_progressed = event<"MessageService.onSendMessageProgress", whole<send_progress>>;
/// One message that Dart cannot read loses the whole list.
using messages_received = event<"MessageService.onReceiveMessages", listed<"messages", message>>;
/// iOS of 10.3.1 sends it too, which its Dart does not know (FLTMessageService.swift:778).
using messages_modified =
    event<"MessageService.onReceiveMessagesModified", listed<"messages", message>, schema::since<10, 5, 0>>;
using p2p_receipts =
    event<"MessageService.onReceiveP2PMessageReadReceipts", listed<"p2pMessageReadReceipts", p2p_read_receipt>>;
using team_receipts =
    event<"MessageService.onReceiveTeamMessageReadReceipts", listed<"teamMessageReadReceipts", team_read_receipt>>;
using messages_revoked =
    event<"MessageService.onMessageRevokeNotifications", listed<"revokeNotifications", revoke_notification>>;
using message_pinned = event<"MessageService.onMessagePinNotification", whole<pin_notification>>;
using quick_comment_changed =
    event<"MessageService.onMessageQuickCommentNotification", whole<quick_comment_notification>>;
using messages_deleted =
    event<"MessageService.onMessageDeletedNotifications", listed<"deletedNotifications", deleted_notification>>;
using history_cleared =
    event<"MessageService.onClearHistoryNotifications", listed<"clearHistoryNotifications", clear_notification>>;
using custom_notifications_received =
    event<"NotificationService.onReceiveCustomNotifications",
          listed<"customNotifications", custom_notification, list_rule::must_be_there>>;
using broadcasts_received = event<"NotificationService.onReceiveBroadcastNotifications",
                                  listed<"broadcastNotifications", broadcast_notification, list_rule::must_be_there>>;
using team_mute_mode_changed = event<"SettingsService.onTeamMessageMuteModeChanged", whole<team_mute_mode_change>>;
using p2p_mute_mode_changed = event<"SettingsService.onP2PMessageMuteModeChanged", whole<p2p_mute_mode_change>>;
/// Whether phones are pushed while the account is online on a desktop.
using push_mobile_on_desktop_online =
    event<"SettingsService.onPushMobileOnDesktopOnline", single<"need", bool>, schema::since<10, 9, 2>>;
/// The token of an Android phone's push vendor, as the SDK has it; what is missing is `disable`, or empty.
using mix_push_token_received =
    event<"MixPushService.onMixPushToken", whole<mix_push_token>, schema::since<10, 9, 5, 1>>;
using sync_started = event<"ConversationService.onSyncStarted", bare>;
using sync_finished = event<"ConversationService.onSyncFinished", bare>;
using sync_failed = event<"ConversationService.onSyncFailed", bare>;
using total_unread_count_changed =
    event<"ConversationService.onTotalUnreadCountChanged", single<"unreadCount", std::int64_t>>;
/// One conversation that Dart cannot read loses the event.
using conversation_created = event<"ConversationService.onConversationCreated", whole<conversation>>;
using conversations_changed = event<"ConversationService.onConversationChanged",
                                    listed<"conversationList", conversation, list_rule::must_be_there>>;
using conversations_deleted =
    event<"ConversationService.onConversationDeleted", listed<"conversationIdList", text, list_rule::must_be_there>>;
using unread_count_changed_by_filter =
    event<"ConversationService.onUnreadCountChangedByFilter", whole<filtered_unread_count>>;
using conversation_read_time_updated =
    event<"ConversationService.onConversationReadTimeUpdated", whole<read_time_update>>;
using all_events =
    event_list<login_status_changed, login_failed, connect_failed, disconnected, kicked_offline, login_client_changed,
               data_synced, connect_status_changed, message_sent, send_progressed, messages_received, messages_modified,
               p2p_receipts, team_receipts, messages_revoked, message_pinned, quick_comment_changed, messages_deleted,
               history_cleared, custom_notifications_received, broadcasts_received, team_mute_mode_changed,
               p2p_mute_mode_changed, push_mobile_on_desktop_online, mix_push_token_received, sync_started,
               sync_finished, sync_failed, total_unread_count_changed, conversation_created, conversations_changed,
               conversations_deleted, unread_count_changed_by_filter, conversation_read_time_updated, token_asked,
               login_extension_asked, reconnect_delay_asked, display_name_asked, avatar_asked, display_title_asked,
               notify_content_asked, ticker_asked, revoke_tip_asked, category_asked, channel_id_asked,
               provided_token_asked, manually_provided_token_asked, ignoring_asked>;

namespace detail {

struct event_dialect {
    using events = all_events;
    /// Every service that is registered, but two that pass in silence what they do not know.
    static constexpr bool throws_for_unknown(std::string_view service) noexcept {
        for (const std::string_view one : {"InitializeService", "APNSService", "LoginService", "MessageService",
                                           "NotificationService", "ConversationService", "ConversationIdUtil"})
            if (one == service) return true;
        return false;
    }
    static constexpr bool is_known(std::string_view, std::string_view) noexcept { return false; }
};

}  // namespace detail

/// Makes the event's type and calls visit with it, if visit takes it; else says what Dart would do, in the version
/// that speaks.
template <class Visitor>
constexpr result<event_outcome, failure> read_event(const event_call& call, Visitor&& visit,
                                                    const context& world = {}) {
    return plugin::read_event_of<detail::event_dialect>(
        call, visit, spoken_version(static_cast<const event_call*>(nullptr), world.plugin));
}

}  // namespace nimpush::v1::flutter_channel_v2
