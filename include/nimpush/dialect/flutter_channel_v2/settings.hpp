#pragma once

// APNSService and SettingsService: tokens, badge, do-not-disturb, mutes.

#include <cstdint>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// A call with a token alone.
template <schema::fixed_string Api, class Data> struct token_call {
    octets token{};
    using described_by = call_fields<Api, Data, given<"token", &token_call::token>>;
};
/// Hands the device token to NIM.
using update_apns_token = token_call<"APNSService.updateApnsToken", anything>;
/// The same with the name of a push text of the console. iOS of 10.3.1 looks for `customKey` and finds none
/// (FLTAPNSService.swift:79), so the text is never used; 10.9.2 and later read it.
struct update_apns_token_with_custom_key {
    octets token{};
    text key{};
    using described_by = call_fields<"APNSService.updateApnsTokenWithCustomKey", anything,
                                     given<"token", &update_apns_token_with_custom_key::token>,
                                     needed<"key", &update_apns_token_with_custom_key::key>>;
};
/// Hands the token for calls to NIM. iOS never answers a success (FLTAPNSService.swift:92).
using update_push_kit_token = token_call<"APNSService.updatePushKitToken", anything>;
/// Tells the SDK the badge that it reports to the server.
struct register_badge_count {
    std::int64_t count = 0;
    using described_by =
        call_fields<"APNSService.registerBadgeCount", anything, given<"count", &register_badge_count::count>>;
};
/// Dart makes no type of the answer: any but null is a TypeError (method_channel_apns_service.dart:40).
struct current_setting {
    using described_by = call_fields<"APNSService.currentSetting", nothing>;
};
struct current_multiport_config {
    using described_by = call_fields<"APNSService.currentMultiportConfig", nothing>;
};

/// What APNSService calls the settings of pushes (NIMPushNotificationSetting): hours up to 23, minutes up to 59.
struct apns_setting {
    push_notification_display_type type = push_notification_display_type::detail;
    bool no_disturbing = false;
    ranged<0, limits::last_hour> no_disturbing_start_h = 0;
    ranged<0, limits::last_minute> no_disturbing_start_m = 0;
    ranged<0, limits::last_hour> no_disturbing_end_h = 0;
    ranged<0, limits::last_minute> no_disturbing_end_m = 0;
    push_notification_profile profile = push_notification_profile::not_set;
    using described_by = field_list<field<"type", &apns_setting::type, schema::required>,
                                    field<"noDisturbing", &apns_setting::no_disturbing, schema::required>,
                                    needed<"noDisturbingStartH", &apns_setting::no_disturbing_start_h>,
                                    needed<"noDisturbingStartM", &apns_setting::no_disturbing_start_m>,
                                    needed<"noDisturbingEndH", &apns_setting::no_disturbing_end_h>,
                                    needed<"noDisturbingEndM", &apns_setting::no_disturbing_end_m>,
                                    field<"profile", &apns_setting::profile, schema::required>>;
};
/// Whether phones are pushed beside a desktop (NIMPushNotificationMultiportConfig).
struct apns_multiport_config {
    bool should_push_notification_when_pc_online = false;
    using described_by =
        field_list<field<"shouldPushNotificationWhenPCOnline",
                         &apns_multiport_config::should_push_notification_when_pc_online, schema::required>>;
};
/// Up to 10.9.2 the plugin puts the object itself into the map, its codec throws, and nothing goes out
/// (method_channel_apns_service.dart:44 and :55); 10.9.90 sends it.
struct update_apns_setting {
    apns_setting setting{};
    using described_by = call_fields<"APNSService.updateApnsSetting", anything,
                                     given<"setting", &update_apns_setting::setting, schema::carried_since<10, 9, 90>>>;
};
struct update_apns_multiport_config {
    apns_multiport_config config{};
    using described_by =
        call_fields<"APNSService.updateApnsMultiportConfig", anything,
                    given<"config", &update_apns_multiport_config::config, schema::carried_since<10, 9, 90>>>;
};

namespace detail {

struct needed_while_on {
    template <class T, class Clock>
    static constexpr void at(const T& config, const Clock& time, const place& here, fault_list& faults) {
        if (config.dnd_on.value_or(false) && !time.has_value())
            faults.add(here, errc::missing, "missing: it is needed while dndOn is true");
    }
};

}  // namespace detail

/// When pushes are silenced, and whether they show the message (NIMDndConfig). The four times are needed while
/// dnd_on is true (dnd_config.dart:25).
struct dnd_config {
    maybe<bool> show_detail{}, dnd_on{};
    ranged<0, limits::last_hour> from_h{};
    ranged<0, limits::last_minute> from_m{};
    ranged<0, limits::last_hour> to_h{};
    ranged<0, limits::last_minute> to_m{};
    using described_by = field_list<field<"showDetail", &dnd_config::show_detail>, field<"dndOn", &dnd_config::dnd_on>,
                                    field<"fromH", &dnd_config::from_h, schema::checked_by<detail::needed_while_on>>,
                                    field<"fromM", &dnd_config::from_m, schema::checked_by<detail::needed_while_on>>,
                                    field<"toH", &dnd_config::to_h, schema::checked_by<detail::needed_while_on>>,
                                    field<"toM", &dnd_config::to_m, schema::checked_by<detail::needed_while_on>>>;
};
struct set_dnd_config {
    dnd_config config{};
    using described_by =
        call_fields<"SettingsService.setDndConfig", anything, given<"config", &set_dnd_config::config>>;
};
struct get_dnd_config {
    using described_by = call_fields<"SettingsService.getDndConfig", converted<dnd_config>>;
};
/// Whether phones are pushed while the account is online on a desktop.
struct set_push_mobile_on_desktop_online {
    bool need = false;
    using described_by = call_fields<"SettingsService.setPushMobileOnDesktopOnline", anything,
                                     given<"need", &set_push_mobile_on_desktop_online::need>>;
};
/// Answers whether they are, or null.
struct get_push_mobile_on_desktop_online {
    using described_by =
        later_call<schema::since<10, 9, 2>, "SettingsService.getPushMobileOnDesktopOnline", cast<bool>>;
};

namespace detail {

/// What Dart sends on Android alone, under a name without `Android`.
template <class Since, schema::fixed_string Api, schema::fixed_string Method, class... F>
struct android_call : call_fields<Api, anything, F...> {
    static constexpr call_info info{Api.view(),  before_dot(Api.view()), Method.view(), plugin::guard::android, {},
                                    Since::first};
};

}  // namespace detail

/// Changes the status bar of Android; the keys of the config are the arguments themselves.
struct update_notification_config_android {
    plugin::status_bar_notification_config config{};
    using described_by = detail::android_call<
        schema::since<10, 5, 0>, "SettingsService.updateNotificationConfigAndroid", "updateNotificationConfig",
        field<"config", &update_notification_config_android::config, schema::required, schema::flat>>;
};
/// Whether Android shows notifications at all, and those of messages that were taken back.
struct enable_notification_android {
    bool enable_regular_notification = true, enable_revoke_message_notification = true;
    using described_by = detail::android_call<
        schema::since<10, 5, 0>, "SettingsService.enableNotificationAndroid", "enableNotification",
        given<"enableRegularNotification", &enable_notification_android::enable_regular_notification>,
        given<"enableRevokeMessageNotification", &enable_notification_android::enable_revoke_message_notification>>;
};
using get_conversation_mute_status = conversation_call<"SettingsService.getConversationMuteStatus", cast<bool>>;
/// Mutes an account: its p2p messages are not pushed.
struct set_p2p_message_mute_mode {
    text account_id{};
    p2p_message_mute_mode mute_mode = p2p_message_mute_mode::off;
    using described_by = call_fields<"SettingsService.setP2PMessageMuteMode", anything,
                                     needed<"accountId", &set_p2p_message_mute_mode::account_id>,
                                     given<"muteMode", &set_p2p_message_mute_mode::mute_mode>>;
};
using get_p2p_message_mute_mode =
    account_call<"SettingsService.getP2PMessageMuteMode", looked_up<"muteMode", p2p_message_mute_mode>>;
struct get_p2p_message_mute_list {
    using described_by =
        call_fields<"SettingsService.getP2PMessageMuteList", under_key<"muteList", std::vector<text>, true>>;
};
/// Which messages of a team are pushed.
struct set_team_message_mute_mode {
    text team_id{};
    flutter_channel_v2::team_type team_type = team_type::normal;
    team_message_mute_mode mute_mode = team_message_mute_mode::off;
    using described_by = call_fields<"SettingsService.setTeamMessageMuteMode", anything,
                                     needed<"teamId", &set_team_message_mute_mode::team_id>,
                                     given<"teamType", &set_team_message_mute_mode::team_type>,
                                     given<"muteMode", &set_team_message_mute_mode::mute_mode>>;
};
struct get_team_message_mute_mode {
    text team_id{};
    flutter_channel_v2::team_type team_type = team_type::normal;
    using described_by =
        call_fields<"SettingsService.getTeamMessageMuteMode", looked_up<"muteMode", team_message_mute_mode>,
                    needed<"teamId", &get_team_message_mute_mode::team_id>,
                    given<"teamType", &get_team_message_mute_mode::team_type>>;
};
/// In the platform interface alone: no platform implements it.
struct set_app_background {
    bool is_background = false;
    std::int64_t badge = 0;
    using described_by = call_fields<"SettingsService.setAppBackground", anything,
                                     given<"isBackground", &set_app_background::is_background>,
                                     given<"badge", &set_app_background::badge>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
