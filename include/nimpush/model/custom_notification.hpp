#pragma once

// The other carrier of a push beside the message: a custom system notification.

#include <cstdint>
#include <optional>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/push.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {

/// Switches of a notification (CustomNotificationConfig). All three null by default, as the plugin's
/// constructor makes them whatever its field initialisers say (custom_notification.dart:78): iOS then
/// reads them as NO and pushes nothing. Leave the config out, or set all three.
struct custom_notification_config {
    std::optional<bool> enable_push{};
    std::optional<bool> enable_push_nick{};
    std::optional<bool> enable_unread_count{};

    friend constexpr bool operator==(const custom_notification_config&, const custom_notification_config&) = default;
};
template <>
struct fields<custom_notification_config>
    : field_list<field<"enablePush", &custom_notification_config::enable_push>,
                 field<"enablePushNick", &custom_notification_config::enable_push_nick>,
                 field<"enableUnreadCount", &custom_notification_config::enable_unread_count>> {};

/// A custom system notification (CustomNotification). Pushed only where send_to_online_user_only is
/// false (its default is true) and apns_text is there.
struct custom_notification {
    text session_id{};
    nimpush::session_type session_type = session_type::p2p;
    text from_account{};
    std::optional<std::int64_t> time{};  // milliseconds
    text content{};                      // JSON by convention
    std::optional<bool> send_to_online_user_only = true;
    push_text apns_text{};
    free_map push_payload{};
    std::optional<custom_notification_config> config{};
    std::optional<nimpush::anti_spam_option> anti_spam_option{};  // ignored by iOS
    text env{};                                                   // ignored by iOS

    friend constexpr bool operator==(const custom_notification&, const custom_notification&) = default;
};
template <>
struct fields<custom_notification>
    : field_list<
          field<"sessionId", &custom_notification::session_id>,
          field<"sessionType", &custom_notification::session_type, required, text_first>,
          field<"fromAccount", &custom_notification::from_account>, field<"time", &custom_notification::time>,
          field<"content", &custom_notification::content>,
          field<"sendToOnlineUserOnly", &custom_notification::send_to_online_user_only, if_missing<true>>,
          field<"apnsText", &custom_notification::apns_text>, field<"pushPayload", &custom_notification::push_payload>,
          field<"config", &custom_notification::config>,
          field<"antiSpamOption", &custom_notification::anti_spam_option>, field<"env", &custom_notification::env>> {};

}  // namespace nimpush::v1
