#pragma once

// ConversationService and ConversationIdUtil: unread counts, and the one text that names a conversation.

#include <cstdint>
#include <optional>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// An error of the SDK (NIMError).
struct sdk_error {
    std::optional<std::int64_t> code{};
    text desc{};
    free_map detail{};
    using described_by = field_list<field<"code", &sdk_error::code>, field<"desc", &sdk_error::desc>,
                                    field<"detail", &sdk_error::detail>>;
};
/// A conversation that an operation failed for (NIMConversationOperationResult).
struct operation_result {
    text conversation_id{};
    std::optional<sdk_error> error{};
    using described_by = field_list<field<"conversationId", &operation_result::conversation_id>,
                                    field<"error", &operation_result::error>>;
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
/// The conversations that stick to the top; left as the maps that they are.
struct get_stick_top_conversation_list {
    using described_by = later_call<schema::since<10, 9, 2>, "ConversationService.getStickTopConversationList",
                                    under_key<"conversationList", std::vector<value>>>;
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
