#pragma once

// What decides in V2 how a message or a notification is pushed, and what it is sent with.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// `antispamCheating` and `antispamExtension` (limits::antispam_extension).
using antispam_text = basic_text<schema::at_most<limits::antispam_extension, schema::characters>>;
/// The content of a notification that is looked at for spam (limits::notification_antispam_bytes).
using antispam_notification_text = basic_text<schema::at_most<limits::notification_antispam_bytes, schema::bytes>>;

/// A JSON text of a map, for the push payload, which V2 takes as text. Fails for what JSON cannot carry.
inline result<text> json_text(const free_map& map) {
    const auto json = nimpush::json::to_string(map);
    if (!json) return unexpected(json.error());
    return text::from(*json);
}

namespace detail {

// What NIM's servers refuse and V2's documents do not speak of: warnings.

constexpr void warn_above(errc code, std::size_t found, std::size_t limit, std::string_view what, const place& here,
                          fault_list& faults) {
    if (found > limit)
        faults.add(here, {code, {}, join(count_text(found), " ", what, ", NIM takes at most ", count_text(limit))},
                   degree::warning);
}
struct push_content_hint {
    template <class T> static constexpr void at(const T&, const text& said, const place& here, fault_list& faults) {
        warn_above(errc::too_long, schema::characters::count(said.view()), limits::push_text, "characters", here,
                   faults);
    }
};
struct push_payload_hint {
    template <class T> static constexpr void at(const T&, const text& payload, const place& here, fault_list& faults) {
        warn_above(errc::too_long, payload.size(), limits::push_payload, "bytes", here, faults);
        if (payload.empty()) return;
        if (const auto json = nimpush::json::read(payload.view()); !json || !json->is(value::kind::map))
            faults.add(here, {errc::not_json, {}, "no JSON object: the push comes without it"}, degree::warning);
    }
};
struct forced_accounts_hint {
    template <class T, class Accounts>
    static constexpr void at(const T&, const Accounts& accounts, const place& here, fault_list& faults) {
        if (accounts.has_value())
            warn_above(errc::too_many, accounts->size(), limits::forced_accounts, "accounts", here, faults);
    }
};

}  // namespace detail

/// How a message or a notification is pushed. Null leaves the SDK's default: pushed, with the nickname, not
/// forced (MessageExtensionsV2.kt:257).
template <class Account> struct push_config {
    maybe<bool> push_enabled{}, push_nick_enabled{};
    text push_content{}, push_payload{};  // the payload is a JSON text; json_text() makes one
    maybe<bool> force_push{};             // passes over the receiver's do-not-disturb
    text force_push_content{};
    maybe<std::vector<Account>> force_push_account_ids{};  // null: everyone
    using described_by = field_list<
        field<"pushEnabled", &push_config::push_enabled>, field<"pushNickEnabled", &push_config::push_nick_enabled>,
        field<"pushContent", &push_config::push_content, schema::checked_by<detail::push_content_hint>>,
        field<"pushPayload", &push_config::push_payload, schema::checked_by<detail::push_payload_hint>>,
        field<"forcePush", &push_config::force_push>, field<"forcePushContent", &push_config::force_push_content>,
        field<"forcePushAccountIds", &push_config::force_push_account_ids,
              schema::checked_by<detail::forced_accounts_hint>>>;
};
/// Of a message (NIMMessagePushConfig), whose accounts may be nulls, and of a notification
/// (NIMNotificationPushConfig).
using message_push_config = push_config<text_or_null>;
using notification_push_config = push_config<text>;

/// Switches of a message (NIMMessageConfig); null leaves the SDK's default.
struct message_config {
    maybe<bool> read_receipt_enabled{}, last_message_update_enabled{}, history_enabled{}, roaming_enabled{},
        online_sync_enabled{}, offline_enabled{}, unread_enabled{};
    using described_by = field_list<field<"readReceiptEnabled", &message_config::read_receipt_enabled>,
                                    field<"lastMessageUpdateEnabled", &message_config::last_message_update_enabled>,
                                    field<"historyEnabled", &message_config::history_enabled>,
                                    field<"roamingEnabled", &message_config::roaming_enabled>,
                                    field<"onlineSyncEnabled", &message_config::online_sync_enabled>,
                                    field<"offlineEnabled", &message_config::offline_enabled>,
                                    field<"unreadEnabled", &message_config::unread_enabled>>;
};

/// Whether, and in which environment, a copy goes to the app's server (NIMMessageRouteConfig,
/// NIMNotificationRouteConfig).
struct route_config {
    maybe<bool> route_enabled{};
    text route_environment{};
    using described_by = field_list<field<"routeEnabled", &route_config::route_enabled>,
                                    field<"routeEnvironment", &route_config::route_environment>>;
};

/// What the anti-spam service looks at (NIMMessageAntispamConfig).
struct antispam_config {
    maybe<bool> antispam_enabled{};
    text antispam_business_id{}, antispam_custom_message{};
    antispam_text antispam_cheating{}, antispam_extension{};
    using described_by = field_list<field<"antispamEnabled", &antispam_config::antispam_enabled>,
                                    field<"antispamBusinessId", &antispam_config::antispam_business_id>,
                                    field<"antispamCustomMessage", &antispam_config::antispam_custom_message>,
                                    field<"antispamCheating", &antispam_config::antispam_cheating>,
                                    field<"antispamExtension", &antispam_config::antispam_extension>>;
};

/// A message for a robot (NIMMessageRobotConfig).
struct robot_config {
    text account_id{}, topic{}, function{}, custom_content{};
    using described_by =
        field_list<field<"accountId", &robot_config::account_id>, field<"topic", &robot_config::topic>,
                   field<"function", &robot_config::function>, field<"customContent", &robot_config::custom_content>>;
};

/// What an AI is asked (NIMAIModelCallContent); 0 is text, the one type there is.
struct ai_content {
    text msg{};
    std::int64_t type = 0;
    using described_by =
        field_list<field<"msg", &ai_content::msg>, field<"type", &ai_content::type, schema::required, schema::strict>>;
};

/// What was said before (NIMAIModelCallMessage).
struct ai_message {
    maybe<ai_role_type> role{};
    text msg{};
    std::int64_t type = 0;
    using described_by = field_list<field<"role", &ai_message::role>, field<"msg", &ai_message::msg>,
                                    field<"type", &ai_message::type, schema::required, schema::strict>>;
};

/// How the model answers (NIMAIModelConfigParams).
struct ai_model_config_params {
    text prompt{};
    maybe<std::int64_t> max_tokens{};
    maybe<double> top_p{}, temperature{};
    using described_by = field_list<
        field<"prompt", &ai_model_config_params::prompt>, field<"maxTokens", &ai_model_config_params::max_tokens>,
        field<"topP", &ai_model_config_params::top_p>, field<"temperature", &ai_model_config_params::temperature>>;
};

/// A message for an AI account (NIMMessageAIConfigParams).
struct ai_config_params {
    text account_id{};
    maybe<ai_content> content{};
    maybe<std::vector<maybe<ai_message>>> messages{};
    text prompt_variables{};
    maybe<ai_model_config_params> model_config_params{};
    bool ai_stream = false;
    using described_by =
        field_list<field<"accountId", &ai_config_params::account_id>, field<"content", &ai_config_params::content>,
                   field<"messages", &ai_config_params::messages>,
                   field<"promptVariables", &ai_config_params::prompt_variables>,
                   field<"modelConfigParams", &ai_config_params::model_config_params>,
                   field<"aiStream", &ai_config_params::ai_stream, schema::since<10, 8, 0>>>;
};

/// Whom of a team a message is for (NIMMessageTargetConfig): those that are listed, or all but them. In a super team
/// it must be those that are listed (message.dart).
struct target_config {
    bool inclusive = true;
    maybe<std::vector<text>> receiver_ids{};
    bool new_member_visible = false;
    using described_by =
        field_list<field<"inclusive", &target_config::inclusive>, field<"receiverIds", &target_config::receiver_ids>,
                   field<"newMemberVisible", &target_config::new_member_visible>>;
};

/// All that a message is sent with (NIMSendMessageParams).
struct send_message_params {
    maybe<flutter_channel_v2::message_config> message_config{};
    maybe<flutter_channel_v2::route_config> route_config{};
    maybe<message_push_config> push_config{};
    maybe<flutter_channel_v2::antispam_config> antispam_config{};
    maybe<flutter_channel_v2::robot_config> robot_config{};
    maybe<ai_config_params> ai_config{};
    maybe<flutter_channel_v2::target_config> target_config{};
    maybe<bool> client_antispam_enabled{};
    text client_antispam_replace{};
    using described_by = field_list<field<"messageConfig", &send_message_params::message_config>,
                                    field<"routeConfig", &send_message_params::route_config>,
                                    field<"pushConfig", &send_message_params::push_config>,
                                    field<"antispamConfig", &send_message_params::antispam_config>,
                                    field<"robotConfig", &send_message_params::robot_config>,
                                    field<"aiConfig", &send_message_params::ai_config>,
                                    field<"targetConfig", &send_message_params::target_config, schema::since<10, 6, 0>>,
                                    field<"clientAntispamEnabled", &send_message_params::client_antispam_enabled>,
                                    field<"clientAntispamReplace", &send_message_params::client_antispam_replace>>;
};

/// Switches of a notification (NIMNotificationConfig).
struct notification_config {
    maybe<bool> offline_enabled{}, unread_enabled{};
    using described_by = field_list<field<"offlineEnabled", &notification_config::offline_enabled>,
                                    field<"unreadEnabled", &notification_config::unread_enabled>>;
};

/// What the anti-spam service looks at (NIMNotificationAntispamConfig).
struct notification_antispam_config {
    maybe<bool> antispam_enabled{};
    antispam_notification_text antispam_custom_notification{};
    using described_by =
        field_list<field<"antispamEnabled", &notification_antispam_config::antispam_enabled>,
                   field<"antispamCustomNotification", &notification_antispam_config::antispam_custom_notification>>;
};

/// All that a notification is sent with (NIMSendCustomNotificationParams).
struct custom_notification_params {
    maybe<flutter_channel_v2::notification_config> notification_config{};
    maybe<notification_push_config> push_config{};
    maybe<notification_antispam_config> antispam_config{};
    maybe<flutter_channel_v2::route_config> route_config{};
    using described_by = field_list<field<"notificationConfig", &custom_notification_params::notification_config>,
                                    field<"pushConfig", &custom_notification_params::push_config>,
                                    field<"antispamConfig", &custom_notification_params::antispam_config>,
                                    field<"routeConfig", &custom_notification_params::route_config>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
