#pragma once

// SettingsService: token, do-not-disturb, badge, what a push may show, logs and caches.

#include <cstdint>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// Whether phones are pushed while the account is online on a desktop or in a browser.
struct enable_mobile_push_when_pc_online {
    bool enable = false;

    static constexpr call_info info{"SettingsService.enableMobilePushWhenPCOnline", "SettingsService",
                                    "enableMobilePushWhenPCOnline", guard::mobile};
    using data = anything;
    using described_by = field_list<field<"enable", &enable_mobile_push_when_pc_online::enable, schema::required>>;
};
/// iOS leaves the data out as long as there is no setting.
struct is_mobile_push_enabled_when_pc_online {
    static constexpr call_info info{"SettingsService.isMobilePushEnabledWhenPCOnline", "SettingsService",
                                    "isMobilePushEnabledWhenPCOnline", guard::mobile};
    using data = cast<bool>;
    using described_by = field_list<>;
};
struct enable_notification_android {
    bool enable_regular_notification = false;
    bool enable_revoke_message_notification = false;

    static constexpr call_info info{"SettingsService.enableNotificationAndroid", "SettingsService",
                                    "enableNotification", guard::android};
    using data = anything;
    using described_by = field_list<
        field<"enableRegularNotification", &enable_notification_android::enable_regular_notification, schema::required>,
        field<"enableRevokeMessageNotification", &enable_notification_android::enable_revoke_message_notification,
              schema::required>>;
};
struct update_notification_config_android {
    status_bar_notification_config config{};

    static constexpr call_info info{"SettingsService.updateNotificationConfigAndroid", "SettingsService",
                                    "updateNotificationConfig", guard::android};
    using data = anything;
    using described_by =
        field_list<field<"config", &update_notification_config_android::config, schema::required, schema::flat>>;
};
/// Goes out on every platform, although only Android implements it.
struct enable_push_service_android {
    bool enable = false;

    static constexpr call_info info{"SettingsService.enablePushServiceAndroid", "SettingsService", "enablePushService"};
    using data = anything;
    using described_by = field_list<field<"enable", &enable_push_service_android::enable, schema::required>>;
};
struct is_push_service_enabled_android {
    static constexpr call_info info{"SettingsService.isPushServiceEnabledAndroid", "SettingsService",
                                    "isPushServiceEnabled"};
    using data = cast<bool>;
    using described_by = field_list<>;
};
struct get_push_no_disturb_config {
    using described_by = call_fields<"SettingsService.getPushNoDisturbConfig", converted<push_no_disturb_config>>;
};
/// Sets the hours without pushes. iOS resets what a push may show to its default at the same time, and
/// reports a refusal of the server as code 0 with the server's code as data.
struct set_push_no_disturb_config {
    push_no_disturb_config config{};

    using described_by =
        call_fields<"SettingsService.setPushNoDisturbConfig", anything,
                    field<"config", &set_push_no_disturb_config::config, schema::required, schema::flat>>;
};
struct is_push_show_detail_enabled {
    using described_by = call_fields<"SettingsService.isPushShowDetailEnabled", cast<bool>>;
};
/// Whether a push shows the message, or the hidden-detail text.
struct enable_push_show_detail {
    bool enable = false;

    using described_by = call_fields<"SettingsService.enablePushShowDetail", anything,
                                     field<"enable", &enable_push_show_detail::enable, schema::required>>;
};
/// Hands the device token to NIM. `custom_content_key` names a push text of the console: null leaves
/// it as it is, "" clears it (settings_service.dart:94); on the wire it is `key`.
///
/// The plugin takes bytes of any length; those of Apple are no longer than limits::device_token.
struct update_apns_token {
    octets token{};
    text custom_content_key{};

    static constexpr call_info info{"SettingsService.updateAPNSToken", "SettingsService", "updateAPNSToken",
                                    guard::ios};
    using data = anything;
    using described_by =
        field_list<field<"token", &update_apns_token::token, schema::required>,
                   field<"customContentKey", &update_apns_token::custom_content_key, schema::wire_key<"key">>>;
};
/// Tells the SDK the badge that it reports to the server; a negative one turns its own count on again.
struct register_badge_count {
    std::int64_t count = 0;

    static constexpr call_info info{"SettingsService.registerBadgeCount", "SettingsService",
                                    "registerBadgeCountHandler", guard::mobile_files};
    using data = anything;
    using described_by = field_list<field<"count", &register_badge_count::count, schema::required>>;
};
struct archive_logs {
    static constexpr call_info info{"SettingsService.archiveLogs", "SettingsService", "archiveLogs",
                                    guard::mobile_files};
    using data = cast<text>;
    using described_by = field_list<>;
};
/// Uploads the logs; the data is their address. A null comment stays null on phones and becomes "" on
/// the desktop.
struct upload_logs {
    text chatroom_id{};
    text comment{};  // at most 4,096 characters
    bool partial = true;

    using described_by =
        call_fields<"SettingsService.uploadLogs", cast<text>, field<"chatroomId", &upload_logs::chatroom_id>,
                    field<"comment", &upload_logs::comment>, field<"partial", &upload_logs::partial>>;
    constexpr upload_logs prepared(const context& world) const {
        upload_logs ready = *this;
        if (!ready.chatroom_id.has_value()) ready.chatroom_id = "";
        if (!ready.comment.has_value() && !is_mobile(world.platform)) ready.comment = "";
        return ready;
    }
};
/// Times in milliseconds; 0 is no limit.
struct get_size_of_dir_cache {
    std::vector<dir_cache_file_type> file_types{};
    std::int64_t start_time = 0;
    std::int64_t end_time = 0;

    using described_by = call_fields<"SettingsService.getSizeOfDirCache", cast<std::int64_t>,
                                     field<"fileTypes", &get_size_of_dir_cache::file_types, schema::required>,
                                     field<"startTime", &get_size_of_dir_cache::start_time, schema::required>,
                                     field<"endTime", &get_size_of_dir_cache::end_time, schema::required>>;
};
struct clear_dir_cache {
    std::vector<dir_cache_file_type> file_types{};
    std::int64_t start_time = 0;
    std::int64_t end_time = 0;

    using described_by = call_fields<"SettingsService.clearDirCache", anything,
                                     field<"fileTypes", &clear_dir_cache::file_types, schema::required>,
                                     field<"startTime", &clear_dir_cache::start_time, schema::required>,
                                     field<"endTime", &clear_dir_cache::end_time, schema::required>>;
};
struct remove_resource_files {
    resource_query_option option{};

    static constexpr call_info info{"SettingsService.removeResourceFiles", "SettingsService", "removeResourceFiles",
                                    guard::mobile_files};
    using data = cast<std::int64_t>;
    using described_by = field_list<field<"option", &remove_resource_files::option, schema::required, schema::flat>>;
};
struct search_resource_files {
    resource_query_option option{};

    static constexpr call_info info{"SettingsService.searchResourceFiles", "SettingsService", "searchResourceFiles",
                                    guard::mobile_files};
    using data = under_key<"result", std::vector<cache_query_result>, false>;
    using described_by = field_list<field<"option", &search_resource_files::option, schema::required, schema::flat>>;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
