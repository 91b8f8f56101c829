#pragma once

// ConversationService and ConversationIdUtil: unread counts, and the one text that names a conversation.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// An error of the SDK (NIMError).
struct sdk_error {
    maybe<std::int64_t> code{};
    text desc{};
    free_map detail{};
    using described_by = field_list<field<"code", &sdk_error::code>, field<"desc", &sdk_error::desc>,
                                    field<"detail", &sdk_error::detail>>;
};
/// A conversation that an operation failed for (NIMConversationOperationResult).
struct operation_result {
    text conversation_id{};
    maybe<sdk_error> error{};
    using described_by = field_list<field<"conversationId", &operation_result::conversation_id>,
                                    field<"error", &operation_result::error>>;
};
/// The last message of a conversation (NIMLastMessage); `text` is the postscript where it was revoked.
struct last_message {
    maybe<flutter_channel_v2::last_message_state> last_message_state{};
    maybe<flutter_channel_v2::message_refer> message_refer{};
    maybe<flutter_channel_v2::message_type> message_type{};
    maybe<std::int64_t> sub_type{};
    maybe<flutter_channel_v2::sending_state> sending_state{};
    nimpush::text text{};
    message_attachment attachment{};
    nimpush::text revoke_account_id{};
    maybe<flutter_channel_v2::revoke_type> revoke_type{};
    nimpush::text server_extension{}, callback_extension{}, sender_name{};
    using described_by = field_list<
        field<"lastMessageState", &last_message::last_message_state>,
        field<"messageRefer", &last_message::message_refer>, field<"messageType", &last_message::message_type>,
        field<"subType", &last_message::sub_type>, field<"sendingState", &last_message::sending_state>,
        field<"text", &last_message::text>, field<"attachment", &last_message::attachment>,
        field<"revokeAccountId", &last_message::revoke_account_id>, field<"revokeType", &last_message::revoke_type>,
        field<"serverExtension", &last_message::server_extension>,
        field<"callbackExtension", &last_message::callback_extension>, field<"senderName", &last_message::sender_name>>;
};
/// A conversation (NIMConversation); times in milliseconds since 1970. Its id, its type, both switches and two of its
/// times must be there: without one Dart throws, and the whole list is lost (conversation_models.g.dart).
struct conversation {
    text conversation_id{};
    conversation_type type = conversation_type::unknown;
    text name{}, avatar{};
    bool mute = false, stick_top = false;
    maybe<std::vector<text>> group_ids{};
    text local_extension{}, server_extension{};
    maybe<flutter_channel_v2::last_message> last_message{};
    maybe<std::int64_t> unread_count{}, last_read_time{}, sort_order{};
    std::int64_t create_time = 0, update_time = 0;
    using described_by = field_list<
        field<"conversationId", &conversation::conversation_id, schema::required, schema::not_null, schema::strict>,
        field<"type", &conversation::type, schema::strict>, field<"name", &conversation::name>,
        field<"avatar", &conversation::avatar>, field<"mute", &conversation::mute, schema::strict>,
        field<"stickTop", &conversation::stick_top, schema::strict>, field<"groupIds", &conversation::group_ids>,
        field<"localExtension", &conversation::local_extension>,
        field<"serverExtension", &conversation::server_extension>, field<"lastMessage", &conversation::last_message>,
        field<"unreadCount", &conversation::unread_count>,
        field<"lastReadTime", &conversation::last_read_time, schema::since<10, 9, 90>>,
        field<"sortOrder", &conversation::sort_order>, field<"createTime", &conversation::create_time, schema::strict>,
        field<"updateTime", &conversation::update_time, schema::strict>>;
};
/// Which conversations a count is of (NIMConversationFilter); null is any.
struct conversation_filter {
    maybe<std::vector<conversation_type>> conversation_types{};
    text conversation_group_id{};
    maybe<bool> ignore_muted{};
    using described_by = field_list<field<"conversationTypes", &conversation_filter::conversation_types>,
                                    field<"conversationGroupId", &conversation_filter::conversation_group_id>,
                                    field<"ignoreMuted", &conversation_filter::ignore_muted>>;
};
/// How much is unread in those of a filter (UnreadChangeFilterResult).
struct filtered_unread_count {
    maybe<flutter_channel_v2::conversation_filter> conversation_filter{};
    maybe<std::int64_t> unread_count{};
    using described_by = field_list<field<"conversationFilter", &filtered_unread_count::conversation_filter>,
                                    field<"unreadCount", &filtered_unread_count::unread_count>>;
};
struct get_total_unread_count {
    using described_by = call_fields<"ConversationService.getTotalUnreadCount", cast<std::int64_t>>;
};
struct clear_total_unread_count {
    using described_by = call_fields<"ConversationService.clearTotalUnreadCount", anything>;
};
struct get_unread_count_by_ids {
    std::vector<text> conversation_ids{};
    using described_by = call_fields<"ConversationService.getUnreadCountByIds", cast<std::int64_t>,
                                     field<"conversationIds", &get_unread_count_by_ids::conversation_ids,
                                           schema::wire_key<"conversationIdList">, schema::required>>;
};
struct clear_unread_count_by_ids {
    std::vector<text> conversation_ids{};
    using described_by = call_fields<"ConversationService.clearUnreadCountByIds",
                                     under_key<"conversationOperationResult", std::vector<operation_result>>,
                                     field<"conversationIds", &clear_unread_count_by_ids::conversation_ids,
                                           schema::wire_key<"conversationIdList">, schema::required>>;
};
struct clear_unread_count_by_types {
    std::vector<conversation_type> conversation_types{};
    using described_by = call_fields<"ConversationService.clearUnreadCountByTypes", anything,
                                     field<"conversationTypes", &clear_unread_count_by_types::conversation_types,
                                           schema::wire_key<"conversationTypeList">, schema::required>>;
};
/// What is unread in the conversations of a group.
struct clear_unread_count_by_group_id {
    text group_id{};
    using described_by = later_call<schema::since<10, 6, 0>, "ConversationService.clearUnreadCountByGroupId", anything,
                                    needed<"groupId", &clear_unread_count_by_group_id::group_id>>;
};
/// The conversations that stick to the top.
struct get_stick_top_conversation_list {
    using described_by = later_call<schema::since<10, 9, 2>, "ConversationService.getStickTopConversationList",
                                    under_key<"conversationList", std::vector<conversation>>>;
};
/// Answers the time until which the conversation is read, in milliseconds.
using mark_conversation_read = conversation_call<"ConversationService.markConversationRead", cast<std::int64_t>>;
using get_conversation_read_time = conversation_call<"ConversationService.getConversationReadTime", cast<std::int64_t>>;
using p2p_conversation_id = account_call<"ConversationIdUtil.p2pConversationId", cast<text>>;
struct team_conversation_id {
    text team_id{};
    using described_by = call_fields<"ConversationIdUtil.teamConversationId", cast<text>,
                                     needed<"teamId", &team_conversation_id::team_id>>;
};
struct super_team_conversation_id {
    text super_team_id{};
    using described_by = call_fields<"ConversationIdUtil.superTeamConversationId", cast<text>,
                                     needed<"superTeamId", &super_team_conversation_id::super_team_id>>;
};
using conversation_type_of =
    conversation_call<"ConversationIdUtil.conversationType", looked_up<"conversationType", conversation_type>>;
using conversation_target_id = conversation_call<"ConversationIdUtil.conversationTargetId", cast<text>>;

}  // namespace nimpush::v1::flutter_channel_v2
