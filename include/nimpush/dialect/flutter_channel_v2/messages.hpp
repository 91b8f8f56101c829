#pragma once

// MessageService and NotificationService: send, answer, revoke, comment, notify.

#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// What the SDK itself did to a text (NIMClientAntispamResult).
struct client_antispam_result {
    maybe<client_antispam_operate_type> operate_type{};
    text replaced_text{};
    using described_by = field_list<field<"operateType", &client_antispam_result::operate_type>,
                                    field<"replacedText", &client_antispam_result::replaced_text>>;
};
/// A message that was sent (NIMSendMessageResult).
struct send_message_result {
    maybe<flutter_channel_v2::message> message{};
    text antispam_result{};
    maybe<flutter_channel_v2::client_antispam_result> client_antispam_result{};
    using described_by = field_list<field<"message", &send_message_result::message>,
                                    field<"antispamResult", &send_message_result::antispam_result>,
                                    field<"clientAntispamResult", &send_message_result::client_antispam_result>>;
};
/// The push text and payload of a revocation (message.dart:1226).
using revoke_push_text = basic_text<schema::at_most<limits::push_text, schema::characters>>;
using revoke_payload_text = basic_text<schema::at_most<limits::push_payload, schema::bytes>>;
/// `serverExtension` of a quick comment (limits::comment_extension).
using comment_text = basic_text<schema::at_most<limits::comment_extension, schema::characters>>;
/// What a message is taken back with (NIMMessageRevokeParams); `env` names an environment of the server.
struct revoke_params {
    text postscript{}, server_extension{};
    revoke_push_text push_content{};
    revoke_payload_text push_payload{};
    text env{};
    using described_by =
        field_list<field<"postscript", &revoke_params::postscript>,
                   field<"serverExtension", &revoke_params::server_extension>,
                   field<"pushContent", &revoke_params::push_content>,
                   field<"pushPayload", &revoke_params::push_payload>, field<"env", &revoke_params::env>>;
};
/// How a quick comment is pushed (NIMMessageQuickCommentPushConfig).
struct quick_comment_push_config {
    maybe<bool> push_enabled{}, need_badge{};
    text push_title{}, push_content{}, push_payload{};
    using described_by = field_list<
        field<"pushEnabled", &quick_comment_push_config::push_enabled>,
        field<"needBadge", &quick_comment_push_config::need_badge>,
        field<"pushTitle", &quick_comment_push_config::push_title>,
        field<"pushContent", &quick_comment_push_config::push_content, schema::checked_by<detail::push_content_hint>>,
        field<"pushPayload", &quick_comment_push_config::push_payload, schema::checked_by<detail::push_payload_hint>>>;
};
namespace detail {

/// A message to all of a super team but some is none (message.dart of 10.9.90).
struct target_of_conversation {
    template <class Call>
    static constexpr void at(const Call& call, const maybe<send_message_params>& params, const place& here,
                             fault_list& faults) {
        if (!params.has_value() || !params->target_config.has_value() || params->target_config->inclusive) return;
        const auto id = conversation_id::split(conversation_of(call));
        if (id && id->kind == session_kind::super_team) {
            const place config = here.at("targetConfig");
            faults.add(config.at("inclusive"), errc::refused, "false, which it must not be for a super team");
        }
    }

  private:
    template <class Call> static constexpr std::string_view conversation_of(const Call& call) {
        if constexpr (requires { call.conversation_id; })
            return call.conversation_id.view();
        else
            return call.replied_to.conversation_id.view();
    }
};

}  // namespace detail

/// Sends. A message that failed is sent again with the same call.
struct send_message {
    flutter_channel_v2::message message{};
    text conversation_id{};
    maybe<send_message_params> params{};
    using described_by =
        call_fields<"MessageService.sendMessage", converted<send_message_result>,
                    given<"message", &send_message::message>, needed<"conversationId", &send_message::conversation_id>,
                    field<"params", &send_message::params, schema::checked_by<detail::target_of_conversation>>>;
};
/// Sends a message as an answer to another.
struct reply_message {
    flutter_channel_v2::message message{}, replied_to{};
    maybe<send_message_params> params{};
    using described_by =
        call_fields<"MessageService.replyMessage", converted<send_message_result>,
                    given<"message", &reply_message::message>, given<"replyMessage", &reply_message::replied_to>,
                    field<"params", &reply_message::params, schema::checked_by<detail::target_of_conversation>>>;
};
/// The first version whose Android and HarmonyOS are known to read `revokeParams`: those of 10.3.1 and 10.9.2 look for
/// `params`, which Dart does not write (FLTMessageService.kt:389, FLTMessageService.ets:276), so text and payload of the
/// push are lost.
inline constexpr plugin_version revoke_params_since = v10_9_90;
/// Takes a message back. See revoke_params_since.
struct revoke_message {
    flutter_channel_v2::message message{};
    maybe<flutter_channel_v2::revoke_params> revoke_params{};
    using described_by =
        call_fields<"MessageService.revokeMessage", anything, given<"message", &revoke_message::message>,
                    field<"revokeParams", &revoke_message::revoke_params>>;
};
/// Puts a quick comment on a message, with a push of its own.
struct add_quick_comment {
    flutter_channel_v2::message message{};
    std::int64_t index = 0;
    comment_text server_extension{};
    maybe<quick_comment_push_config> push_config{};
    using described_by =
        call_fields<"MessageService.addQuickComment", anything, given<"message", &add_quick_comment::message>,
                    given<"index", &add_quick_comment::index>,
                    field<"serverExtension", &add_quick_comment::server_extension>,
                    field<"pushConfig", &add_quick_comment::push_config>>;
};
struct remove_quick_comment {
    flutter_channel_v2::message_refer message_refer{};
    std::int64_t index = 0;
    comment_text server_extension{};
    using described_by = call_fields<"MessageService.removeQuickComment", anything,
                                     given<"messageRefer", &remove_quick_comment::message_refer>,
                                     given<"index", &remove_quick_comment::index>,
                                     field<"serverExtension", &remove_quick_comment::server_extension>>;
};
/// Stores a message without sending it.
struct insert_message_to_local {
    flutter_channel_v2::message message{};
    text conversation_id{}, sender_id{};
    natural create_time{};
    using described_by = call_fields<"MessageService.insertMessageToLocal", converted<flutter_channel_v2::message>,
                                     given<"message", &insert_message_to_local::message>,
                                     needed<"conversationId", &insert_message_to_local::conversation_id>,
                                     field<"senderId", &insert_message_to_local::sender_id>,
                                     field<"createTime", &insert_message_to_local::create_time>>;
};
/// A call with a message alone.
template <schema::fixed_string Api, class Data> struct message_call {
    flutter_channel_v2::message message{};
    using described_by = call_fields<Api, Data, given<"message", &message_call::message>>;
};
/// Tells the peer that the message was read.
using send_p2p_message_receipt = message_call<"MessageService.sendP2PMessageReceipt", anything>;
using is_peer_read = message_call<"MessageService.isPeerRead", cast<bool>>;
struct send_team_message_receipts {
    std::vector<message> messages{};
    using described_by = call_fields<"MessageService.sendTeamMessageReceipts", anything,
                                     given<"messages", &send_team_message_receipts::messages>>;
};
using cancel_message_attachment_upload = message_call<"MessageService.cancelMessageAttachmentUpload", anything>;
/// `content` of a notification (limits::notification_content).
using notification_text = basic_text<schema::at_most<limits::notification_content, schema::characters>>;
/// Sends a custom notification, JSON by convention.
struct send_custom_notification {
    text conversation_id{};
    notification_text content{};
    custom_notification_params params{};
    using described_by = call_fields<"NotificationService.sendCustomNotification", anything,
                                     needed<"conversationId", &send_custom_notification::conversation_id>,
                                     needed<"content", &send_custom_notification::content>,
                                     given<"params", &send_custom_notification::params>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
