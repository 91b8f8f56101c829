#pragma once

// MessageService since 10.5.0: messages that are changed, stored, cleared, streamed and filtered.

#include <cstdint>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// A message that was changed (NIMModifyMessageResult).
struct modify_message_result {
    maybe<flutter_channel_v2::message> message{};
    maybe<std::int64_t> error_code{};
    text antispam_result{};
    maybe<flutter_channel_v2::client_antispam_result> client_antispam_result{};
    using described_by = field_list<field<"message", &modify_message_result::message>,
                                    field<"errorCode", &modify_message_result::error_code>,
                                    field<"antispamResult", &modify_message_result::antispam_result>,
                                    field<"clientAntispamResult", &modify_message_result::client_antispam_result>>;
};
/// What a message is stored with (V2NIMMessageInsertParams); time 0 is now, in milliseconds.
struct insert_params {
    text conversation_id{}, sender_id{};
    natural create_time = 0;
    bool last_message_update_enabled = true;
    using described_by = field_list<needed<"conversationId", &insert_params::conversation_id>,
                                    field<"senderId", &insert_params::sender_id>,
                                    field<"createTime", &insert_params::create_time, schema::not_null>,
                                    field<"lastMessageUpdateEnabled", &insert_params::last_message_update_enabled>>;
};
struct insert_message_to_local_ex {
    flutter_channel_v2::message message{};
    insert_params params{};
    using described_by =
        later_call<schema::since<10, 9, 6>, "MessageService.insertMessageToLocalEx",
                   converted<flutter_channel_v2::message>, given<"message", &insert_message_to_local_ex::message>,
                   given<"params", &insert_message_to_local_ex::params>>;
};
/// What a message becomes (NIMModifyMessageParams). It may push again: `push_config`.
struct modify_params {
    maybe<std::int64_t> sub_type{};
    nimpush::text text{};
    message_attachment attachment{};
    nimpush::text server_extension{};
    maybe<flutter_channel_v2::antispam_config> antispam_config{};
    maybe<flutter_channel_v2::route_config> route_config{};
    maybe<message_push_config> push_config{};
    bool client_antispam_enabled = false;
    nimpush::text client_antispam_replace{};
    using described_by =
        field_list<field<"subType", &modify_params::sub_type>, field<"text", &modify_params::text>,
                   field<"attachment", &modify_params::attachment>,
                   field<"serverExtension", &modify_params::server_extension>,
                   field<"antispamConfig", &modify_params::antispam_config>,
                   field<"routeConfig", &modify_params::route_config>, field<"pushConfig", &modify_params::push_config>,
                   field<"clientAntispamEnabled", &modify_params::client_antispam_enabled>,
                   field<"clientAntispamReplace", &modify_params::client_antispam_replace>>;
};
/// Changes a message that was sent.
struct modify_message {
    flutter_channel_v2::message message{};
    modify_params params{};
    using described_by =
        later_call<schema::since<10, 5, 0>, "MessageService.modifyMessage", converted<modify_message_result>,
                   given<"message", &modify_message::message>, given<"params", &modify_message::params>>;
};
namespace detail {

/// A message that is stored here alone is sent or has failed; any other state is a parameter error (message.dart of
/// 10.9.90).
struct settled_state {
    template <class T, class State>
    static constexpr void at(const T&, const State& state, const place& here, fault_list& faults) {
        using states = flutter_channel_v2::sending_state;
        if (state.has_value() && *state != states::succeeded && *state != states::failed)
            faults.add(here, errc::bad_enumerator, join(name_of(*state), ", must be succeeded or failed"));
    }
};

}  // namespace detail

/// What a message that is stored here alone becomes (NIMUpdateLocalMessageParams); the sub type is 0 or more.
struct update_local_params {
    natural sub_type{};
    nimpush::text text{};
    message_attachment attachment{};
    nimpush::text local_extension{};
    maybe<flutter_channel_v2::sending_state> sending_state{};
    using described_by = field_list<
        field<"subType", &update_local_params::sub_type>, field<"text", &update_local_params::text>,
        field<"attachment", &update_local_params::attachment>,
        field<"localExtension", &update_local_params::local_extension>,
        field<"sendingState", &update_local_params::sending_state, schema::checked_by<detail::settled_state>>>;
};
struct update_local_message {
    flutter_channel_v2::message message{};
    update_local_params params{};
    using described_by =
        later_call<schema::since<10, 9, 2>, "MessageService.updateLocalMessage", converted<flutter_channel_v2::message>,
                   given<"message", &update_local_message::message>, given<"params", &update_local_message::params>>;
};
/// Forgets what the server keeps of these conversations for other clients; at most 50 of them.
struct clear_roaming_message {
    std::vector<text> conversation_ids{};
    struct most {
        template <class T>
        static constexpr void at(const T&, const std::vector<text>& ids, const detail::place& here,
                                 detail::fault_list& faults) {
            if (ids.size() > limits::cleared_conversations)
                faults.add(here, errc::too_many,
                           detail::join(detail::count_text(ids.size()), " conversations, at most ",
                                        detail::count_text(limits::cleared_conversations)));
        }
    };
    using described_by =
        later_call<schema::since<10, 9, 3>, "MessageService.clearRoamingMessage", anything,
                   given<"conversationIds", &clear_roaming_message::conversation_ids, schema::checked_by<most>>>;
};
/// What is cleared on this device (NIMClearLocalMessageParams): messages before a time, in milliseconds.
struct clear_local_params {
    natural anchor_time{};
    maybe<bool> delete_conversation{};
    using described_by = field_list<field<"anchorTime", &clear_local_params::anchor_time>,
                                    field<"deleteConversation", &clear_local_params::delete_conversation>>;
};
/// Null parameters are no key at all.
struct clear_local_message {
    maybe<clear_local_params> params{};
    using described_by = later_call<schema::since<10, 9, 6>, "MessageService.clearLocalMessage", anything,
                                    given<"params", &clear_local_message::params, schema::omit_null>>;
};
/// A message as a text, and back.
struct message_serialization {
    flutter_channel_v2::message message{};
    using described_by = later_call<schema::since<10, 5, 0>, "MessageService.messageSerialization", cast<text>,
                                    given<"message", &message_serialization::message>>;
};
struct message_deserialization {
    text msg{};
    using described_by =
        later_call<schema::since<10, 5, 0>, "MessageService.messageDeserialization",
                   converted<flutter_channel_v2::message>, needed<"msg", &message_deserialization::msg>>;
};
/// Ends an AI's answer while it is streamed (NIMMessageAIStreamStopParams). Any data in the reply is a TypeError.
struct ai_stop_params {
    ai_stop_operation operation_type = ai_stop_operation::default_;
    text update_content{};
    using described_by = field_list<field<"operationType", &ai_stop_params::operation_type, schema::required>,
                                    field<"updateContent", &ai_stop_params::update_content>>;
};
struct stop_ai_stream_message {
    flutter_channel_v2::message message{};
    ai_stop_params params{};
    using described_by = later_call<schema::since<10, 8, 0>, "MessageService.stopAIStreamMessage", nothing,
                                    given<"message", &stop_ai_stream_message::message>,
                                    given<"params", &stop_ai_stream_message::params>>;
};
/// Asks an AI once more (NIMMessageAIRegenParams). Any data in the reply is a TypeError.
struct ai_regen_params {
    ai_regen_operation operation_type = ai_regen_operation::update;
    using described_by = field_list<field<"operationType", &ai_regen_params::operation_type, schema::required>>;
};
struct regen_ai_message {
    flutter_channel_v2::message message{};
    ai_regen_params params{};
    using described_by =
        later_call<schema::since<10, 8, 0>, "MessageService.regenAIMessage", nothing,
                   given<"message", &regen_ai_message::message>, given<"params", &regen_ai_message::params>>;
};
/// Who says which messages are ignored when Android asks (ignoring_asked); null takes it away.
struct set_message_filter {
    dart_function filter{};
    using described_by = later_call<schema::since<10, 9, 0>, "MessageService.setMessageFilter", anything,
                                    field<"filter", &set_message_filter::filter, schema::required>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
