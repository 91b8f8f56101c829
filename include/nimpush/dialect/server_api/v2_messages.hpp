#pragma once

// v2: messages, streamed and modified, taken back and commented on.

#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/answer.hpp>
#include <nimpush/dialect/server_api/body.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/v2_parts.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// Of a message that was sent, streamed or modified.
struct v2_message_sent {
    id_number message_server_id{}, conversation_type{}, create_time{}, message_type{}, sub_type{}, modify_time{};
    text message_client_id{}, sender_id{}, receiver_id{}, extension{}, modify_account_id{};
    value attachment{}, thread_config{};
    nimpush::text text_{};

    friend constexpr bool operator==(const v2_message_sent&, const v2_message_sent&) = default;
    using me = v2_message_sent;
    using described_by =
        field_list<may<"modify_account_id", &me::modify_account_id>, may<"modify_time", &me::modify_time>,
                   may<"message_server_id", &me::message_server_id>, may<"message_client_id", &me::message_client_id>,
                   may<"sender_id", &me::sender_id>, may<"conversation_type", &me::conversation_type>,
                   may<"receiver_id", &me::receiver_id>, may<"create_time", &me::create_time>,
                   may<"message_type", &me::message_type>, may<"sub_type", &me::sub_type>, may<"text", &me::text_>,
                   may<"attachment", &me::attachment>, may<"extension", &me::extension>,
                   may<"thread_config", &me::thread_config>>;
};

/// One receiver of a batch that was not reached. Java's SDK reads `account_id`, Go's `receiver_id`.
struct failed_receiver {
    text account_id{}, receiver_id{}, error_msg{};
    id_number error_code{};

    constexpr std::string_view account() const noexcept {
        return (account_id.has_value() ? account_id : receiver_id).view();
    }
    friend constexpr bool operator==(const failed_receiver&, const failed_receiver&) = default;
    using described_by =
        field_list<may<"account_id", &failed_receiver::account_id>, may<"receiver_id", &failed_receiver::receiver_id>,
                   may<"error_code", &failed_receiver::error_code>, may<"error_msg", &failed_receiver::error_msg>>;
};

/// Of a batch: the messages, or the accounts that were notified, and who was not reached.
template <class Reached> struct v2_batch_sent {
    std::conditional_t<std::is_same_v<Reached, text>, text_list, maybe<std::vector<Reached>>> success_list{};
    maybe<std::vector<failed_receiver>> failed_list{};

    friend constexpr bool operator==(const v2_batch_sent&, const v2_batch_sent&) = default;
    using me = v2_batch_sent;
    using described_by = field_list<may<"success_list", &me::success_list>, may<"failed_list", &me::failed_list>>;
};

/// A call that sends a message, which has `settings`.
template <class C, schema::fixed_string Name, schema::fixed_string Path, class Data, class... Fields>
using v2_sending = call_of<schema::joined<field_list<Fields...>, settings_fields<C>>, Name, Data, method::post, Path>;

/// One message.
struct send_message {
    server_api::conversation_id conversation_id{};
    message_body message{};
    message_settings settings{};
    maybe<server_api::ai_params> ai_params{};

    using described_by =
        v2_sending<send_message, "send_message", "/im/v2/conversations/{conversation_id}/messages", v2_message_sent,
                   in_path<"conversation_id", &send_message::conversation_id>, must<"message", &send_message::message>,
                   may<"ai_params", &send_message::ai_params>>;
};

/// One message to many accounts, at most limits::v2_batch_accounts.
struct batch_send_p2p_message {
    account sender_id{};
    accounts<limits::v2_batch_accounts> receiver_ids{};
    message_body message{};
    message_settings settings{};
    flag need_message_detail{};

    using described_by =
        v2_sending<batch_send_p2p_message, "batch_send_p2p_message", "/im/v2/conversations/messages",
                   v2_batch_sent<v2_message_sent>, must<"sender_id", &batch_send_p2p_message::sender_id>,
                   must<"receiver_ids", &batch_send_p2p_message::receiver_ids>,
                   must<"message", &batch_send_p2p_message::message>,
                   may<"need_message_detail", &batch_send_p2p_message::need_message_detail>>;
};

/// A piece, from `index` 0 on, of a message that is written while others read; `finish` 1 is the last.
struct stream_piece {
    text text_{};
    number index{};
    ranged<0, 1> finish{};

    using described_by = field_list<may<"text", &stream_piece::text_>, may<"index", &stream_piece::index>,
                                    may<"finish", &stream_piece::finish>>;
};

struct stream_body {
    number message_type{}, message_server_id{};
    text message_client_id{};
    maybe<stream_piece> attachment{};

    using described_by = field_list<
        may<"message_type", &stream_body::message_type>, may<"message_client_id", &stream_body::message_client_id>,
        may<"message_server_id", &stream_body::message_server_id>, may<"attachment", &stream_body::attachment>>;
};

/// One piece; `rag_info_list` has objects of name, icon, title, time, url and description.
struct stream_message {
    server_api::conversation_id conversation_id{};
    stream_body message{};
    message_settings settings{};
    maybe<std::vector<free_map>> rag_info_list{};

    using described_by =
        v2_sending<stream_message, "stream_message",
                   "/im/v2/conversations/{conversation_id}/messages/actions/stream_message", v2_message_sent,
                   in_path<"conversation_id", &stream_message::conversation_id>,
                   must<"message", &stream_message::message>, may<"rag_info_list", &stream_message::rag_info_list>>;
};

/// The message to change, and what it becomes.
struct modified_body {
    number message_server_id{}, time{}, sub_type{};
    account sender_id{}, receiver_id{};
    message_kind message_type{};
    limited<limits::message_body> text{};
    free_map attachment{};

    using me = modified_body;
    using described_by = field_list<
        may<"message_server_id", &me::message_server_id>, may<"receiver_id", &me::receiver_id>, may<"time", &me::time>,
        may<"sender_id", &me::sender_id>, may<"message_type", &me::message_type>, may<"sub_type", &me::sub_type>,
        may<"text", &me::text, schema::checked_by<detail::searched_text>>,
        may<"attachment", &me::attachment, holds_attachment, schema::checked_by<detail::attachment_of_kind>>>;
};

/// `type` 1: in a conversation with an account, 2: in a team, 3: in a super team.
struct modify_message {
    account operator_{};
    ranged<1, 3> type{};
    modified_body message{};
    message_settings settings{};

    using described_by = v2_sending<modify_message, "modify_message", "/im/v2/messages/actions/modifyMsg",
                                    v2_message_sent, must<"operator", &modify_message::operator_>,
                                    must<"type", &modify_message::type>, must<"message", &modify_message::message>>;
};

/// Takes a message back: `type` 1 from one side, 2 from both, 3 deletes it without notice. What a push says and
/// where a copy goes counts for 2 alone, and is left out else.
struct withdraw_message {
    server_api::conversation_id conversation_id{};
    natural message_server_id{};
    ranged<1, 3> type{};
    text description{}, route_environment{}, attach{};
    push_string push_content{};
    push_fields push_payload{};
    flag check_team_member_valid{};
    number message_time{}, ignore_revoke_time{};

    constexpr withdraw_message prepared() const {
        withdraw_message ready = *this;
        if (type.value() != 2)
            ready.push_content = {}, ready.push_payload = {}, ready.route_environment = {}, ready.attach = {};
        return ready;
    }
    using me = withdraw_message;
    using described_by =
        v2_call<"withdraw_message", method::del, "/im/v2/conversations/{conversation_id}/messages/{message_server_id}",
                value, in_path<"conversation_id", &me::conversation_id>,
                in_path<"message_server_id", &me::message_server_id>, must<"type", &me::type>,
                may<"description", &me::description>, may<"push_content", &me::push_content>,
                may<"push_payload", &me::push_payload>, may<"route_environment", &me::route_environment>,
                may<"attach", &me::attach>, may<"check_team_member_valid", &me::check_team_member_valid>,
                may<"message_time", &me::message_time>, may<"ignore_revoke_time", &me::ignore_revoke_time>>;
};

/// Comments on a message with a sign, and pushes its sender.
struct add_quick_comment {
    account operator_id{};
    ranged<limits::least_comment_index> index{};
    json_or_text<> extension{};
    message_ref message{};
    maybe<server_api::push_config> push_config{};

    using described_by =
        v2_call<"add_quick_comment", method::patch, "/im/v2/messages/actions/quick_comment", value,
                must<"operator_id", &add_quick_comment::operator_id>, must<"index", &add_quick_comment::index>,
                may<"extension", &add_quick_comment::extension>, must<"message", &add_quick_comment::message>,
                may<"push_config", &add_quick_comment::push_config>>;
};

}  // namespace server_api
}  // namespace nimpush::v1
