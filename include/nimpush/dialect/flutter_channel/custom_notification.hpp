#pragma once

// The other carrier of a push beside the message: a custom system notification.

#include <cstdint>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/push_text.hpp>

namespace nimpush::inline v1::flutter_channel {

/// Switches of a notification (CustomNotificationConfig). All three null by default, as the plugin's
/// constructor makes them whatever its field initialisers say (custom_notification.dart:78): iOS then
/// reads them as NO and pushes nothing. Leave the config out, or set all three.
struct custom_notification_config {
    maybe<bool> enable_push{};
    maybe<bool> enable_push_nick{};
    maybe<bool> enable_unread_count{};

    using described_by = field_list<field<"enablePush", &custom_notification_config::enable_push>,
                                    field<"enablePushNick", &custom_notification_config::enable_push_nick>,
                                    field<"enableUnreadCount", &custom_notification_config::enable_unread_count>>;
    friend constexpr bool operator==(const custom_notification_config&, const custom_notification_config&) = default;
};

namespace detail {

// Templates, as the notification is not complete yet.
struct online_only_hint {
    template <class T>
    static constexpr void at(const T& n, const maybe<bool>& online_only, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        if (online_only.value_or(true) && !n.apns_text.empty())
            faults.add(here, {errc::out_of_range, {}, "true: nobody who is offline gets this, apnsText is for nothing"},
                       degree::warning);
    }
};
struct config_hint {
    template <class T>
    static constexpr void at(const T&, const maybe<custom_notification_config>& config,
                             const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (config.has_value() && !config->enable_push.has_value())
            faults.add(here.at(schema::key_of<&custom_notification_config::enable_push>),
                       {errc::null_value, {}, "null: iOS reads it as false and pushes nothing"}, degree::warning);
    }
};

}  // namespace detail

/// A custom system notification (CustomNotification). Pushed only where send_to_online_user_only is
/// false (its default is true) and apns_text is there.
struct custom_notification {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text from_account{};
    maybe<std::int64_t> time{};  // milliseconds
    text content{};              // JSON by convention
    maybe<bool> send_to_online_user_only = true;
    push_text apns_text{};
    free_map push_payload{};
    maybe<custom_notification_config> config{};
    maybe<flutter_channel::anti_spam_option> anti_spam_option{};  // ignored by iOS
    text env{};                                                   // ignored by iOS

    using described_by =
        field_list<field<"sessionId", &custom_notification::session_id>,
                   field<"sessionType", &custom_notification::session_type, schema::required, schema::text_first>,
                   field<"fromAccount", &custom_notification::from_account>, field<"time", &custom_notification::time>,
                   field<"content", &custom_notification::content>,
                   field<"sendToOnlineUserOnly", &custom_notification::send_to_online_user_only,
                         schema::if_missing<true>, schema::checked_by<detail::online_only_hint>>,
                   field<"apnsText", &custom_notification::apns_text>,
                   field<"pushPayload", &custom_notification::push_payload, schema::checked_by<detail::payload_limit>>,
                   field<"config", &custom_notification::config, schema::checked_by<detail::config_hint>>,
                   field<"antiSpamOption", &custom_notification::anti_spam_option>,
                   field<"env", &custom_notification::env>>;
    friend constexpr bool operator==(const custom_notification&, const custom_notification&) = default;
};

}  // namespace nimpush::v1::flutter_channel
