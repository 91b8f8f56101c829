#pragma once

// The closed lists of the doctor: kinds of event, causes, facts that are missing, and how sure an answer is.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// What a line of a log tells. `note` is for the doctor alone and stands in no timeline.
enum class event_kind : std::uint8_t {
    initialized,
    token_got,
    token_failed,
    token_handed_over,
    token_refused,
    permission_granted,
    permission_denied,
    login_started,
    logged_in,
    login_failed,
    logged_out,
    kicked_out,
    connected,
    disconnected,
    foreground,
    background,
    killed,
    setting_changed,
    console_config,
    message_sent,  // NIM took it
    send_failed,
    message_received,  // over the long connection
    push_sent,
    push_accepted,
    push_refused,
    tls_failed,
    push_received,
    push_shown,
    note,
};

/// Why there was no push, or none was seen.
enum class cause : std::uint8_t {
    token_never_uploaded,
    token_uploaded_before_init_lost,
    token_wrong_form,
    no_entitlement,
    simulator,
    vendor_fingerprint,
    hms_missing,
    not_initialized,
    no_certificate_name,
    wrong_certificate_name,
    certificate_name_too_long,
    app_key_mismatch,
    never_logged_in,
    login_failed_wrong_token,
    login_failed_network,
    logged_out,
    kicked_out,
    in_foreground,
    alive_in_background,
    desktop_online,
    do_not_disturb,
    muted_conversation,
    blocked,
    not_friends,
    send_failed_antispam,
    send_failed,
    push_disabled_in_config,
    online_only,
    no_push_text,
    environment_mismatch,
    profile_environment,
    certificate_revoked,
    certificate_expired,
    unregistered_token,
    wrong_topic,
    payload_too_large,
    provider_token_expired,
    too_many_provider_token_updates,
    apns_server_trouble,
    permission_denied_by_user,
    network_timeout_recovered,
    not_a_push_problem,
    cannot_know,
};

/// What would settle it, and is not in the logs.
enum class fact : std::uint8_t {
    token_handed_over,
    logged_in_again,
    receiver_log,
    receiver_log_at_send,
    receiver_token_uploaded,
    app_calls_update_token,
    receiver_login_state,
    receiver_app_state,
    receiver_dnd,
    receiver_mutes,
    receiver_blacklist,
    friends_and_strangers_setting,
    nim_token_of_account,
    console_certificates,
    console_app_key,
    build_environment,
    notification_permission,
    sender_result,
    message_config,
    push_text,
    payload_of_push,
    badge_expected,
    provider_answer,
    provider_setup,
    vendor_answer,
    vendor_console_fingerprint,
    reinstall_time,
};

/// `proved`: the lines leave no other reading. `likely`: they fit it and nothing else in the logs does.
enum class sureness : std::uint8_t { proved, likely, possible, cannot_know };

inline constexpr std::size_t cause_count = static_cast<std::size_t>(cause::cannot_know) + 1;
inline constexpr std::size_t fact_count = static_cast<std::size_t>(fact::reinstall_time) + 1;

}  // namespace doctor
}  // namespace delivery

template <> struct names<delivery::doctor::event_kind> {
    static constexpr std::string_view list[] = {
        "initialized",   "token_got",          "token_failed",      "token_handed_over",
        "token_refused", "permission_granted", "permission_denied", "login_started",
        "logged_in",     "login_failed",       "logged_out",        "kicked_out",
        "connected",     "disconnected",       "foreground",        "background",
        "killed",        "setting_changed",    "console_config",    "message_sent",
        "send_failed",   "message_received",   "push_sent",         "push_accepted",
        "push_refused",  "tls_failed",         "push_received",     "push_shown",
        "note"};
};
template <> struct names<delivery::doctor::cause> {
    static constexpr std::string_view list[] = {"token_never_uploaded",
                                                "token_uploaded_before_init_lost",
                                                "token_wrong_form",
                                                "no_entitlement",
                                                "simulator",
                                                "vendor_fingerprint",
                                                "hms_missing",
                                                "not_initialized",
                                                "no_certificate_name",
                                                "wrong_certificate_name",
                                                "certificate_name_too_long",
                                                "app_key_mismatch",
                                                "never_logged_in",
                                                "login_failed_wrong_token",
                                                "login_failed_network",
                                                "logged_out",
                                                "kicked_out",
                                                "in_foreground",
                                                "alive_in_background",
                                                "desktop_online",
                                                "do_not_disturb",
                                                "muted_conversation",
                                                "blocked",
                                                "not_friends",
                                                "send_failed_antispam",
                                                "send_failed",
                                                "push_disabled_in_config",
                                                "online_only",
                                                "no_push_text",
                                                "environment_mismatch",
                                                "profile_environment",
                                                "certificate_revoked",
                                                "certificate_expired",
                                                "unregistered_token",
                                                "wrong_topic",
                                                "payload_too_large",
                                                "provider_token_expired",
                                                "too_many_provider_token_updates",
                                                "apns_server_trouble",
                                                "permission_denied_by_user",
                                                "network_timeout_recovered",
                                                "not_a_push_problem",
                                                "cannot_know"};
};
template <> struct names<delivery::doctor::fact> {
    static constexpr std::string_view list[] = {"token_handed_over",
                                                "logged_in_again",
                                                "receiver_log",
                                                "receiver_log_at_send",
                                                "receiver_token_uploaded",
                                                "app_calls_update_token",
                                                "receiver_login_state",
                                                "receiver_app_state",
                                                "receiver_dnd",
                                                "receiver_mutes",
                                                "receiver_blacklist",
                                                "friends_and_strangers_setting",
                                                "nim_token_of_account",
                                                "console_certificates",
                                                "console_app_key",
                                                "build_environment",
                                                "notification_permission",
                                                "sender_result",
                                                "message_config",
                                                "push_text",
                                                "payload_of_push",
                                                "badge_expected",
                                                "provider_answer",
                                                "provider_setup",
                                                "vendor_answer",
                                                "vendor_console_fingerprint",
                                                "reinstall_time"};
};
template <> struct names<delivery::doctor::sureness> {
    static constexpr std::string_view list[] = {"proved", "likely", "possible", "cannot_know"};
};

namespace delivery::doctor {

using nimpush::name_of;
static_assert(std::size(names<event_kind>::list) == static_cast<std::size_t>(event_kind::note) + 1);
static_assert(std::size(names<cause>::list) == cause_count && std::size(names<fact>::list) == fact_count);

}  // namespace delivery::doctor
}  // namespace nimpush::v1
