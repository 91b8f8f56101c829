#pragma once

// What the SDK is told on Android (NIMAndroidSDKOptions), with its push vendors and its notifications.

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/plugin/clock_text.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/server_config.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::plugin {

/// Push vendors of Android phones (NIMMixPushConfig): ids, keys and the console's certificate names.
///
/// The app ids of vivo and Honor stand in the Android manifest; there is nothing for HarmonyOS.
struct mix_push_config {
    text xm_app_id{};
    text xm_app_key{};
    text xm_certificate_name{};
    text hw_app_id{};
    text hw_certificate_name{};
    text mz_app_id{};
    text mz_app_key{};
    text mz_certificate_name{};
    text fcm_certificate_name{};
    text vivo_certificate_name{};
    text oppo_app_id{};
    text oppo_app_key{};
    text oppo_app_secret{};
    text oppo_certificate_name{};
    bool auto_select_push_type = false;
    text honor_certificate_name{};
    bool manual_provide_push_token = false;  // the app has the tokens: the SDK asks for one, and waits 500 ms

    using described_by = field_list<
        field<"xmAppId", &mix_push_config::xm_app_id, schema::wire_key<"KEY_XM_APP_ID">>,
        field<"xmAppKey", &mix_push_config::xm_app_key, schema::wire_key<"KEY_XM_APP_KEY">>,
        field<"xmCertificateName", &mix_push_config::xm_certificate_name, schema::wire_key<"KEY_XM_CERTIFICATE_NAME">>,
        field<"hwAppId", &mix_push_config::hw_app_id, schema::wire_key<"KEY_HW_APP_ID">>,
        field<"hwCertificateName", &mix_push_config::hw_certificate_name, schema::wire_key<"KEY_HW_CERTIFICATE_NAME">>,
        field<"mzAppId", &mix_push_config::mz_app_id, schema::wire_key<"KEY_MZ_APP_ID">>,
        field<"mzAppKey", &mix_push_config::mz_app_key, schema::wire_key<"KEY_MZ_APP_KEY">>,
        field<"mzCertificateName", &mix_push_config::mz_certificate_name, schema::wire_key<"KEY_MZ_CERTIFICATE_NAME">>,
        field<"fcmCertificateName", &mix_push_config::fcm_certificate_name,
              schema::wire_key<"KEY_FCM_CERTIFICATE_NAME">>,
        field<"vivoCertificateName", &mix_push_config::vivo_certificate_name,
              schema::wire_key<"KEY_VIVO_CERTIFICATE_NAME">>,
        field<"oppoAppId", &mix_push_config::oppo_app_id, schema::wire_key<"KEY_OPPO_APP_ID">>,
        field<"oppoAppKey", &mix_push_config::oppo_app_key, schema::wire_key<"KEY_OPPO_APP_KEY">>,
        // SERCET is how nim_sdk_android_options.g.dart:139 and the native side spell it.
        field<"oppoAppSecret", &mix_push_config::oppo_app_secret, schema::wire_key<"KEY_OPPO_APP_SERCET">>,
        field<"oppoCertificateName", &mix_push_config::oppo_certificate_name,
              schema::wire_key<"KEY_OPPO_CERTIFICATE_NAME">>,
        field<"autoSelectPushType", &mix_push_config::auto_select_push_type,
              schema::wire_key<"KEY_AUTO_SELECT_PUSH_TYPE">, schema::strict>,
        field<"honorCertificateName", &mix_push_config::honor_certificate_name,
              schema::wire_key<"KEY_HONOR_CERTIFICATE_NAME">>,
        field<"manualProvidePushToken", &mix_push_config::manual_provide_push_token,
              schema::wire_key<"KEY_MANUAL_PROVIDE_PUSH_TOKEN">, schema::since<10, 9, 0>>>;
    friend constexpr bool operator==(const mix_push_config&, const mix_push_config&) = default;
};

/// How several notifications fold together.
enum class notification_fold_style : std::uint8_t { all, expand, contact };
schema::texts<"all", "expand", "contact"> enum_names(notification_fold_style);
enum class notification_extra_type : std::uint8_t { message, json_arr_str };
schema::texts<"message", "jsonArrStr"> enum_names(notification_extra_type);

/// Status bar of Android while the process lives (NIMStatusBarNotificationConfig); a vendor's offline
/// push is none of its business.
struct status_bar_notification_config {
    bool ring = true;
    text notification_sound{};  // a sound resource; null: the system's
    bool vibrate = true;
    maybe<std::int64_t> led_argb{};
    maybe<std::int64_t> led_on_ms{};
    maybe<std::int64_t> led_off_ms{};
    bool hide_content = false;
    bool down_time_toggle = false;  // silent hours, on this device alone
    text down_time_begin{};         // HH:mm
    text down_time_end{};           // HH:mm; before the begin: on the next day
    bool down_time_enable_notification = true;
    text notification_entrance_class_name{};
    bool title_only_show_app_name = false;
    plugin::notification_fold_style notification_fold_style = notification_fold_style::all;
    maybe<std::int64_t> notification_color{};
    bool show_badge = true;
    text custom_title_when_team_name_empty{};
    plugin::notification_extra_type notification_extra_type = notification_extra_type::message;
    bool high_importance = false;
    bool async_notifier_exe = false;

    using described_by = field_list<
        field<"ring", &status_bar_notification_config::ring, schema::strict>,
        field<"notificationSound", &status_bar_notification_config::notification_sound>,
        field<"vibrate", &status_bar_notification_config::vibrate, schema::strict>,
        field<"ledARGB", &status_bar_notification_config::led_argb>,
        field<"ledOnMs", &status_bar_notification_config::led_on_ms>,
        field<"ledOffMs", &status_bar_notification_config::led_off_ms>,
        field<"hideContent", &status_bar_notification_config::hide_content, schema::strict>,
        field<"downTimeToggle", &status_bar_notification_config::down_time_toggle, schema::strict>,
        field<"downTimeBegin", &status_bar_notification_config::down_time_begin,
              schema::checked_by<detail::clock_text>>,
        field<"downTimeEnd", &status_bar_notification_config::down_time_end, schema::checked_by<detail::clock_text>>,
        field<"downTimeEnableNotification", &status_bar_notification_config::down_time_enable_notification,
              schema::strict>,
        field<"notificationEntranceClassName", &status_bar_notification_config::notification_entrance_class_name>,
        field<"titleOnlyShowAppName", &status_bar_notification_config::title_only_show_app_name, schema::strict>,
        field<"notificationFoldStyle", &status_bar_notification_config::notification_fold_style>,
        field<"notificationColor", &status_bar_notification_config::notification_color>,
        field<"showBadge", &status_bar_notification_config::show_badge, schema::strict>,
        field<"customTitleWhenTeamNameEmpty", &status_bar_notification_config::custom_title_when_team_name_empty>,
        field<"highImportance", &status_bar_notification_config::high_importance, schema::since<10, 9, 90>>,
        field<"asyncNotifierExe", &status_bar_notification_config::async_notifier_exe, schema::since<10, 9, 90>>,
        field<"notificationExtraType", &status_bar_notification_config::notification_extra_type>>;
    friend constexpr bool operator==(const status_bar_notification_config&,
                                     const status_bar_notification_config&) = default;
};

/// Options of Android, of all versions of the plugin: 1.7.7, and nim_core_v2 from 10.3.1 (30 keys) to 10.9.90 (38).
///
/// The SDK asks Dart for names, channels and texts of notifications only where the flag of the question is set
/// (flutter_channel_v2/asks.hpp); 10.3.1 has no such flags and asks always.
struct android_sdk_options {
    common_sdk_options common{};
    maybe<bool> use_asset_server_address_config{};
    maybe<plugin::server_config> server_config{};
    bool improve_sdk_process_priority = true;
    bool pre_load_servers = true;
    bool reduced_im = false;  // weak IM: no push process, no automatic login
    bool enable_fcs = true;
    bool check_manifest_config = false;
    bool disable_awake = false;
    ranged<limits::least_server_time_interval> fetch_server_time_interval = 2000;  // milliseconds
    text custom_push_content_type{};  // the console's copy for hidden details; iOS: customContentKey
    text database_encrypt_key{};      // cannot be taken back once used
    natural thumbnail_size = 350;     // longest side, pixels
    maybe<plugin::mix_push_config> mix_push_config{};
    maybe<status_bar_notification_config> notification_config{};
    bool enabled_qchat_message_cache = false;
    bool console_log_enabled = false;
    bool enable_server_v2_friend_add_application = false;
    bool enable_server_v2_team_join_action_info = false;
    bool search_account_id_enabled = false;
    bool enable_v2_cloud_conversation = false;
    bool enable_user_info_provider = false;
    bool enable_notification_channel_provider = false;
    bool enable_message_notifier_customization = false;

    using described_by = schema::joined<
        detail::sdk_head<android_sdk_options>,
        field_list<field<"cdnTrackInterval",
                         schema::via<&android_sdk_options::common, &common_sdk_options::cdn_track_interval>>>,
        detail::sdk_switches<android_sdk_options>,
        field_list<field<"useAssetServerAddressConfig", &android_sdk_options::use_asset_server_address_config>>,
        detail::sdk_login<android_sdk_options>,
        field_list<
            field<"serverConfig", &android_sdk_options::server_config>, detail::sdk_fcs<android_sdk_options>,
            field<"improveSDKProcessPriority", &android_sdk_options::improve_sdk_process_priority>,
            field<"preLoadServers", &android_sdk_options::pre_load_servers>,
            field<"reducedIM", &android_sdk_options::reduced_im>, schema::stood<detail::sdk_fcs<android_sdk_options>>,
            field<"checkManifestConfig", &android_sdk_options::check_manifest_config>,
            field<"consoleLogEnabled", &android_sdk_options::console_log_enabled, schema::since<10, 9, 5, 1>>,
            field<"disableAwake", &android_sdk_options::disable_awake>,
            field<"fetchServerTimeInterval", &android_sdk_options::fetch_server_time_interval, schema::not_null>,
            field<"customPushContentType", &android_sdk_options::custom_push_content_type>,
            field<"databaseEncryptKey", &android_sdk_options::database_encrypt_key>,
            field<"thumbnailSize", &android_sdk_options::thumbnail_size, schema::not_null>,
            field<"mixPushConfig", &android_sdk_options::mix_push_config>,
            field<"notificationConfig", &android_sdk_options::notification_config>,
            field<"enabledQChatMessageCache", &android_sdk_options::enabled_qchat_message_cache>,
            field<"enableServerV2FriendAddApplication", &android_sdk_options::enable_server_v2_friend_add_application,
                  schema::since<10, 9, 90>>,
            field<"enableServerV2TeamJoinActionInfo", &android_sdk_options::enable_server_v2_team_join_action_info,
                  schema::since<10, 9, 90>>,
            field<"searchAccountIdEnabled", &android_sdk_options::search_account_id_enabled, schema::since<10, 9, 6>>,
            field<"enableV2CloudConversation", &android_sdk_options::enable_v2_cloud_conversation,
                  schema::since<10, 9, 2>>,
            field<"enableUserInfoProvider", &android_sdk_options::enable_user_info_provider, schema::since<10, 9, 0>>,
            field<"enableNotificationChannelProvider", &android_sdk_options::enable_notification_channel_provider,
                  schema::since<10, 9, 3>>,
            field<"enableMessageNotifierCustomization", &android_sdk_options::enable_message_notifier_customization,
                  schema::since<10, 9, 0>>>>;
    friend constexpr bool operator==(const android_sdk_options&, const android_sdk_options&) = default;
};

// Order of nim_sdk_android_options.g.dart:56-102, and of the same file in 10.9.2 and 10.9.90.

}  // namespace nimpush::v1::plugin
