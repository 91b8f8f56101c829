#pragma once

// What events carry beside messages: receipts, sessions, comments, pins, system messages.

#include <cstdint>
#include <string_view>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {

/// State of the login (NIMAuthStatus); `unknown` is never reported.
enum class auth_status : std::uint8_t {
    unknown,
    un_login,
    connecting,
    logging,
    logged_in,
    forbidden,
    net_broken,
    version_error,
    pwd_error,
    kick_out,
    kick_out_by_other_client,
    data_sync_start,
    data_sync_finish,
};
template <> struct names<auth_status> {
    static constexpr std::string_view list[] = {"unknown",
                                                "unLogin",
                                                "connecting",
                                                "logging",
                                                "loggedIn",
                                                "forbidden",
                                                "netBroken",
                                                "versionError",
                                                "pwdError",
                                                "kickOut",
                                                "kickOutByOtherClient",
                                                "dataSyncStart",
                                                "dataSyncFinish"};
};

/// How a message was taken back (RevokeMessageType).
enum class revoke_message_type : std::uint8_t {
    undefined,
    p2p_delete_msg,
    team_delete_msg,
    super_team_delete_msg,
    p2p_one_way_delete_msg,
    team_one_way_delete_msg,
};
template <> struct names<revoke_message_type> {
    static constexpr std::string_view list[] = {"undefined",          "p2pDeleteMsg",       "teamDeleteMsg",
                                                "superTeamDeleteMsg", "p2pOneWayDeleteMsg", "teamOneWayDeleteMsg"};
};

enum class chatroom_status : std::uint8_t { connecting, connected, disconnected, failure };
template <> struct names<chatroom_status> {
    static constexpr std::string_view list[] = {"connecting", "connected", "disconnected", "failure"};
};
enum class chatroom_kick_out_reason : std::uint8_t { unknown, dismissed, by_manager, by_conflict_login, blacklisted };
template <> struct names<chatroom_kick_out_reason> {
    static constexpr std::string_view list[] = {"unknown", "dismissed", "byManager", "byConflictLogin", "blacklisted"};
};
enum class system_message_type : std::uint8_t {
    undefined,
    apply_join_team,
    reject_team_apply,
    team_invite,
    decline_team_invite,
    add_friend,
    super_team_apply,
    super_team_apply_reject,
    super_team_invite,
    super_team_invite_reject,
};
template <> struct names<system_message_type> {
    static constexpr std::string_view list[] = {
        "undefined", "applyJoinTeam",  "rejectTeamApply",      "teamInvite",      "declineTeamInvite",
        "addFriend", "superTeamApply", "superTeamApplyReject", "superTeamInvite", "superTeamInviteReject"};
};
enum class system_message_status : std::uint8_t {
    init,
    passed,
    declined,
    ignored,
    expired,
    extension1,
    extension2,
    extension3,
    extension4,
    extension5,
};
template <> struct names<system_message_status> {
    static constexpr std::string_view list[] = {"init",       "passed",     "declined",   "ignored",    "expired",
                                                "extension1", "extension2", "extension3", "extension4", "extension5"};
};

namespace flutter_channel {

/// A peer has read up to this time (NIMMessageReceipt).
struct message_receipt {
    text session_id{};
    std::int64_t time = 0;
    using described_by = field_list<field<"sessionId", &message_receipt::session_id, schema::strict>,
                                    field<"time", &message_receipt::time, schema::strict>>;
};
/// How many of a team have read a message (NIMTeamMessageReceipt).
struct team_message_receipt {
    text message_id{};
    maybe<std::int64_t> ack_count{};
    maybe<std::int64_t> un_ack_count{};
    text new_reader_account{};
    using described_by = field_list<field<"messageId", &team_message_receipt::message_id, schema::strict>,
                                    field<"ackCount", &team_message_receipt::ack_count>,
                                    field<"unAckCount", &team_message_receipt::un_ack_count>,
                                    field<"newReaderAccount", &team_message_receipt::new_reader_account>>;
};
/// A message was taken back (NIMRevokeMessage).
struct revoked_message {
    maybe<flutter_channel::message> message{};
    text attach{};
    text revoke_account{};
    text custom_info{};
    maybe<std::int64_t> notification_type{};
    maybe<revoke_message_type> revoke_type{};
    text callback_ext{};
    using described_by = field_list<
        field<"message", &revoked_message::message>, field<"attach", &revoked_message::attach>,
        field<"revokeAccount", &revoked_message::revoke_account>, field<"customInfo", &revoked_message::custom_info>,
        field<"notificationType", &revoked_message::notification_type>,
        field<"revokeType", &revoked_message::revoke_type, schema::otherwise<revoke_message_type::undefined>>,
        field<"callbackExt", &revoked_message::callback_ext>>;
};
/// An up- or download moves on, from 0 to 1 (NIMAttachmentProgress); Android sends the int 1 when it
/// knows no total.
struct attachment_progress {
    text id{};
    maybe<double> progress{};
    using described_by = field_list<field<"id", &attachment_progress::id, schema::strict>,
                                    field<"progress", &attachment_progress::progress>>;
};
struct broadcast_message {
    maybe<std::int64_t> id{};
    text from_account{};
    maybe<std::int64_t> time{};
    text content{};
    using described_by =
        field_list<field<"id", &broadcast_message::id>, field<"fromAccount", &broadcast_message::from_account>,
                   field<"time", &broadcast_message::time>, field<"content", &broadcast_message::content>>;
};
/// A conversation in the list (NIMSession).
struct session {
    text session_id{};
    text sender_account{};
    text sender_nickname{};
    plugin::session_type session_type = session_type::p2p;
    text last_message_id{};
    maybe<message_type> last_message_type{};
    maybe<message_status> last_message_status{};
    text last_message_content{};
    maybe<std::int64_t> last_message_time{};
    attachment last_message_attachment{};
    maybe<std::int64_t> unread_count{};
    free_map extension{};
    free_map session_for_web{};
    maybe<std::int64_t> tag{};
    using described_by =
        field_list<field<"sessionId", &session::session_id, schema::strict>,
                   field<"senderAccount", &session::sender_account>, field<"senderNickname", &session::sender_nickname>,
                   field<"sessionType", &session::session_type, schema::strict>,
                   field<"lastMessageId", &session::last_message_id>,
                   field<"lastMessageType", &session::last_message_type>,
                   field<"lastMessageStatus", &session::last_message_status>,
                   field<"lastMessageContent", &session::last_message_content>,
                   field<"lastMessageTime", &session::last_message_time>,
                   field<"lastMessageAttachment", &session::last_message_attachment>,
                   field<"unreadCount", &session::unread_count>, field<"extension", &session::extension>,
                   field<"sessionForWeb", &session::session_for_web>, field<"tag", &session::tag>>;
};
/// A conversation as the server keeps it (RecentSession).
struct recent_session {
    text session_id{};
    std::int64_t update_time = 0;
    text ext{};
    text last_msg{};
    maybe<std::int64_t> last_msg_type{};
    session recent{};
    plugin::session_type session_type = session_type::p2p;
    text session_type_pair{};
    maybe<revoked_message> revoke_notification{};
    using described_by = field_list<field<"sessionId", &recent_session::session_id, schema::strict>,
                                    field<"updateTime", &recent_session::update_time, schema::strict>,
                                    field<"ext", &recent_session::ext>, field<"lastMsg", &recent_session::last_msg>,
                                    field<"lastMsgType", &recent_session::last_msg_type>,
                                    field<"recentSession", &recent_session::recent, schema::strict>,
                                    field<"sessionType", &recent_session::session_type, schema::text_first>,
                                    field<"sessionTypePair", &recent_session::session_type_pair>,
                                    field<"revokeNotification", &recent_session::revoke_notification>>;
};
struct message_pin {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text message_from_account{};
    text message_to_account{};
    text message_id{};
    text message_uuid{};
    text pin_id{};
    maybe<std::int64_t> message_server_id{};
    text pin_operator_account{};
    text pin_ext{};
    std::int64_t pin_create_time = 0;
    std::int64_t pin_update_time = 0;
    std::int64_t message_time = 0;
    using described_by =
        field_list<field<"sessionId", &message_pin::session_id, schema::strict>,
                   field<"sessionType", &message_pin::session_type, schema::strict>,
                   field<"messageFromAccount", &message_pin::message_from_account>,
                   field<"messageToAccount", &message_pin::message_to_account>,
                   field<"messageId", &message_pin::message_id, schema::if_missing<schema::fixed_string("-1")>>,
                   field<"messageUuid", &message_pin::message_uuid>,
                   field<"pinId", &message_pin::pin_id, schema::if_missing<schema::fixed_string("-1")>>,
                   field<"messageServerId", &message_pin::message_server_id>,
                   field<"pinOperatorAccount", &message_pin::pin_operator_account>,
                   field<"pinExt", &message_pin::pin_ext>, field<"pinCreateTime", &message_pin::pin_create_time>,
                   field<"pinUpdateTime", &message_pin::pin_update_time>,
                   field<"messageTime", &message_pin::message_time>>;
};
/// What tells one message from all others (NIMMessageKey).
struct message_key {
    plugin::session_type session_type = session_type::p2p;
    text from_account{};
    text to_account{};
    maybe<std::int64_t> time{};
    maybe<std::int64_t> server_id{};
    text uuid{};
    using described_by = field_list<field<"sessionType", &message_key::session_type, schema::text_first>,
                                    field<"fromAccount", &message_key::from_account>,
                                    field<"toAccount", &message_key::to_account>, field<"time", &message_key::time>,
                                    field<"serverId", &message_key::server_id>, field<"uuid", &message_key::uuid>>;
};
struct quick_comment_option {
    text from_account{};
    std::int64_t reply_type = 0;
    std::int64_t time = 0;
    text ext{};
    maybe<bool> need_push{};
    maybe<bool> need_badge{};
    text push_title{};
    text push_content{};
    free_map push_payload{};
    using described_by = field_list<
        field<"fromAccount", &quick_comment_option::from_account, schema::strict>,
        field<"replyType", &quick_comment_option::reply_type, schema::strict>,
        field<"time", &quick_comment_option::time, schema::strict>,
        field<"ext", &quick_comment_option::ext, schema::strict>, field<"needPush", &quick_comment_option::need_push>,
        field<"needBadge", &quick_comment_option::need_badge>, field<"pushTitle", &quick_comment_option::push_title>,
        field<"pushContent", &quick_comment_option::push_content>,
        field<"pushPayload", &quick_comment_option::push_payload, schema::checked_by<detail::payload_limit>>>;
};
/// A comment and the message that it stands at (NIMHandleQuickCommentOption).
struct quick_comment {
    message_key key{};
    quick_comment_option comment_option{};
    using described_by = field_list<field<"key", &quick_comment::key, schema::strict>,
                                    field<"commentOption", &quick_comment::comment_option, schema::strict>>;
};
struct stick_top_session_info {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text ext{};
    maybe<std::int64_t> create_time{};
    maybe<std::int64_t> update_time{};
    using described_by = field_list<field<"sessionId", &stick_top_session_info::session_id, schema::strict>,
                                    field<"sessionType", &stick_top_session_info::session_type, schema::text_first>,
                                    field<"ext", &stick_top_session_info::ext>,
                                    field<"createTime", &stick_top_session_info::create_time>,
                                    field<"updateTime", &stick_top_session_info::update_time>>;
};
/// A built-in system message; a custom one is a custom_notification.
struct system_message {
    maybe<std::int64_t> message_id{};
    system_message_type type = system_message_type::undefined;
    text from_account{};
    text target_id{};
    maybe<std::int64_t> time{};
    system_message_status status = system_message_status::init;
    text content{};
    text attach{};
    maybe<bool> unread{};
    text custom_info{};
    using described_by =
        field_list<field<"messageId", &system_message::message_id>, field<"type", &system_message::type>,
                   field<"fromAccount", &system_message::from_account>, field<"targetId", &system_message::target_id>,
                   field<"time", &system_message::time>, field<"status", &system_message::status, schema::text_first>,
                   field<"content", &system_message::content>, field<"attach", &system_message::attach>,
                   field<"unread", &system_message::unread>, field<"customInfo", &system_message::custom_info>>;
};
struct mute_list_change {
    text account{};
    bool mute = false;
    using described_by = field_list<field<"account", &mute_list_change::account, schema::strict>,
                                    field<"mute", &mute_list_change::mute, schema::strict>>;
};
struct chatroom_status_change {
    text room_id{};
    chatroom_status status = chatroom_status::connecting;
    maybe<std::int64_t> code{};
    static constexpr std::string_view class_name = "NIMChatroomStatusEvent";
    using described_by = field_list<field<"roomId", &chatroom_status_change::room_id, schema::strict>,
                                    field<"status", &chatroom_status_change::status, schema::strict>,
                                    field<"code", &chatroom_status_change::code>>;
};
struct chatroom_kick_out {
    text room_id{};
    chatroom_kick_out_reason reason = chatroom_kick_out_reason::unknown;
    free_map extension{};
    static constexpr std::string_view class_name = "NIMChatroomKickOutEvent";
    using described_by = field_list<field<"roomId", &chatroom_kick_out::room_id, schema::strict>,
                                    field<"reason", &chatroom_kick_out::reason, schema::strict>,
                                    field<"extension", &chatroom_kick_out::extension>>;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
