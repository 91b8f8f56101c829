#pragma once

// What the events of V2 carry beside messages. Whole numbers that the plugin casts come as doubles too.

#include <cstdint>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/plugin/dart_text.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// Who logged in or out beside this client (NIMLoginClientChangeEvent).
struct login_client_change_event {
    maybe<login_client_change> change{};
    maybe<std::vector<login_client>> clients{};
    using described_by = field_list<field<"change", &login_client_change_event::change>,
                                    field<"clients", &login_client_change_event::clients>>;
};
/// A custom notification that came in (NIMCustomNotification).
struct custom_notification {
    text sender_id{}, receiver_id{}, content{};
    maybe<flutter_channel_v2::conversation_type> conversation_type{};
    std::int64_t timestamp = 0;
    maybe<flutter_channel_v2::notification_config> notification_config{};
    maybe<notification_push_config> push_config{};
    maybe<notification_antispam_config> antispam_config{};
    maybe<flutter_channel_v2::route_config> route_config{};
    using described_by = field_list<field<"senderId", &custom_notification::sender_id>,
                                    field<"receiverId", &custom_notification::receiver_id>,
                                    field<"conversationType", &custom_notification::conversation_type>,
                                    field<"timestamp", &custom_notification::timestamp, schema::strict>,
                                    field<"content", &custom_notification::content>,
                                    field<"notificationConfig", &custom_notification::notification_config>,
                                    field<"pushConfig", &custom_notification::push_config>,
                                    field<"antispamConfig", &custom_notification::antispam_config>,
                                    field<"routeConfig", &custom_notification::route_config>>;
};
namespace detail {

/// 10.3.1 takes a number alone. Later ones take a number, cut, or a text that int.parse() reads, and make 0 of all else
/// (notify_models.dart of 10.9.90).
struct broadcast_id {
    template <class Policy>
    static constexpr void read(const value* found, std::int64_t& to, const place& here, fault_list& faults) {
        const bool is_number = found != nullptr && (found->is(value::kind::int64) || found->is(value::kind::float64));
        if (is_number || (faults.spoken.is_said() && faults.spoken < v10_9_2)) {
            if (found == nullptr || found->is_null()) return faults.wrong_type(here, value(), "present");
            return nimpush::detail::read_into<Policy>(*found, to, here, faults);
        }
        to = 0;
        if (found == nullptr || !Policy::is_text(*found)) return;
        if (const auto parsed = plugin::dart_int(found->chars()))
            to = *parsed;
        else
            faults.add(here, errc::not_json, "a text that is no whole number: int.parse() throws");
    }
};

}  // namespace detail

/// What NIM tells everybody (NIMBroadcastNotification).
struct broadcast_notification {
    std::int64_t id = 0, timestamp = 0;
    text sender_id{}, content{};
    using described_by = field_list<field<"id", &broadcast_notification::id, schema::read_by<detail::broadcast_id>>,
                                    field<"senderId", &broadcast_notification::sender_id>,
                                    field<"timestamp", &broadcast_notification::timestamp, schema::strict>,
                                    field<"content", &broadcast_notification::content>>;
};
/// How far an upload is, in percent (NIMSendMessageProgress).
struct send_progress {
    text message_client_id{};
    maybe<std::int64_t> progress{};
    using described_by = field_list<field<"messageClientId", &send_progress::message_client_id>,
                                    field<"progress", &send_progress::progress>>;
};
/// A peer has read up to this time (NIMP2PMessageReadReceipt).
struct p2p_read_receipt {
    text conversation_id{};
    maybe<std::int64_t> timestamp{};
    using described_by = field_list<field<"conversationId", &p2p_read_receipt::conversation_id>,
                                    field<"timestamp", &p2p_read_receipt::timestamp>>;
};
/// How many of a team have read a message (NIMTeamMessageReadReceipt).
struct team_read_receipt {
    text conversation_id{}, message_server_id{}, message_client_id{}, latest_read_account{};
    maybe<std::int64_t> read_count{}, unread_count{};
    using described_by = field_list<field<"conversationId", &team_read_receipt::conversation_id>,
                                    field<"messageServerId", &team_read_receipt::message_server_id>,
                                    field<"messageClientId", &team_read_receipt::message_client_id>,
                                    field<"readCount", &team_read_receipt::read_count>,
                                    field<"unreadCount", &team_read_receipt::unread_count>,
                                    field<"latestReadAccount", &team_read_receipt::latest_read_account>>;
};
/// A message was taken back (NIMMessageRevokeNotification).
struct revoke_notification {
    maybe<flutter_channel_v2::message_refer> message_refer{};
    text server_extension{}, revoke_account_id{}, postscript{}, callback_extension{};
    maybe<flutter_channel_v2::revoke_type> revoke_type{};
    using described_by = field_list<field<"messageRefer", &revoke_notification::message_refer>,
                                    field<"serverExtension", &revoke_notification::server_extension>,
                                    field<"revokeAccountId", &revoke_notification::revoke_account_id>,
                                    field<"postscript", &revoke_notification::postscript>,
                                    field<"revokeType", &revoke_notification::revoke_type>,
                                    field<"callbackExtension", &revoke_notification::callback_extension>>;
};
/// A message was deleted (NIMMessageDeletedNotification).
struct deleted_notification {
    maybe<flutter_channel_v2::message_refer> message_refer{};
    maybe<std::int64_t> delete_time{};
    text server_extension{};
    using described_by = field_list<field<"messageRefer", &deleted_notification::message_refer>,
                                    field<"deleteTime", &deleted_notification::delete_time>,
                                    field<"serverExtension", &deleted_notification::server_extension>>;
};
/// A conversation was cleared (NIMClearHistoryNotification); this time alone is a double in Dart.
struct clear_notification {
    text conversation_id{}, server_extension{};
    maybe<double> delete_time{};
    using described_by = field_list<field<"conversationId", &clear_notification::conversation_id>,
                                    field<"deleteTime", &clear_notification::delete_time>,
                                    field<"serverExtension", &clear_notification::server_extension>>;
};
/// A quick comment (NIMMessageQuickComment).
struct quick_comment {
    maybe<flutter_channel_v2::message_refer> message_refer{};
    text operator_id{}, server_extension{};
    maybe<std::int64_t> index{}, create_time{};
    using described_by =
        field_list<field<"messageRefer", &quick_comment::message_refer>,
                   field<"operatorId", &quick_comment::operator_id>, field<"index", &quick_comment::index>,
                   field<"createTime", &quick_comment::create_time>,
                   field<"serverExtension", &quick_comment::server_extension>>;
};
/// A quick comment came or went (NIMMessageQuickCommentNotification).
struct quick_comment_notification {
    maybe<quick_comment_type> operation_type{};
    maybe<flutter_channel_v2::quick_comment> quick_comment{};
    using described_by = field_list<field<"operationType", &quick_comment_notification::operation_type>,
                                    field<"quickComment", &quick_comment_notification::quick_comment>>;
};
/// A pinned message (NIMMessagePin).
struct message_pin {
    maybe<flutter_channel_v2::message_refer> message_refer{};
    text operator_id{}, server_extension{};
    maybe<std::int64_t> create_time{}, update_time{};
    using described_by =
        field_list<field<"messageRefer", &message_pin::message_refer>, field<"operatorId", &message_pin::operator_id>,
                   field<"serverExtension", &message_pin::server_extension>,
                   field<"createTime", &message_pin::create_time>, field<"updateTime", &message_pin::update_time>>;
};
/// A pin came, went or changed (NIMMessagePinNotification).
struct pin_notification {
    maybe<message_pin> pin{};
    maybe<flutter_channel_v2::pin_state> pin_state{};
    using described_by =
        field_list<field<"pin", &pin_notification::pin>, field<"pinState", &pin_notification::pin_state>>;
};
/// Which messages of a team are pushed from now on (TeamMuteModeChangedResult).
struct team_mute_mode_change {
    text team_id{};
    flutter_channel_v2::team_type team_type = team_type::invalid;
    team_message_mute_mode mute_mode = team_message_mute_mode::off;
    using described_by =
        field_list<field<"teamId", &team_mute_mode_change::team_id, schema::required, schema::not_null, schema::strict>,
                   field<"teamType", &team_mute_mode_change::team_type, schema::strict>,
                   field<"muteMode", &team_mute_mode_change::mute_mode, schema::strict>>;
};
/// Whether those of an account are (P2PMuteModeChangedResult).
struct p2p_mute_mode_change {
    text account_id{};
    p2p_message_mute_mode mute_mode = p2p_message_mute_mode::off;
    using described_by = field_list<
        field<"accountId", &p2p_mute_mode_change::account_id, schema::required, schema::not_null, schema::strict>,
        field<"muteMode", &p2p_mute_mode_change::mute_mode, schema::strict>>;
};
/// Until when a conversation is read (ReadTimeUpdateResult), in milliseconds.
struct read_time_update {
    text conversation_id{};
    std::int64_t read_time = 0;
    using described_by = field_list<
        field<"conversationId", &read_time_update::conversation_id, schema::required, schema::not_null, schema::strict>,
        field<"readTime", &read_time_update::read_time, schema::strict>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
