#pragma once

// What the SDK is told on every platform (NIMSDKOptions).

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/plugin/nos_scenes.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1::plugin {

/// The options that all four platforms share; `.common` of each platform's options. Null bools leave
/// the SDK's default, which is off unless the comment says otherwise.
///
/// On iOS a null on the wire is read as NO (NSObject+YXModel.m:750), whatever the SDK's default is.
struct common_sdk_options {
    text app_key{};                            // required
    text sdk_root_dir{};                       // data directory
    maybe<std::int64_t> custom_client_type{};  // 0 and less count as none
    maybe<std::int64_t> cdn_track_interval{};  // Android alone writes it; lost elsewhere
    maybe<bool> enable_database_backup{};
    text login_custom_tag{};  // seen by the account's other clients
    maybe<bool> should_sync_unread_count{};
    maybe<bool> should_consider_revoked_message_unread_count{};
    maybe<bool> enable_team_message_read_receipt{};
    maybe<bool> should_team_notification_message_mark_unread{};
    maybe<bool> enable_animated_image_thumbnail{};
    maybe<bool> enable_preload_message_attachment{};  // SDK's default: on
    maybe<bool> should_sync_stick_top_session_infos{};
    maybe<bool> enable_report_log_automatically{};
    maybe<login_info> auto_login_info{};  // 1.7.7 alone, and not on the desktop
    nos_scenes nos_scene_config{};

    friend constexpr bool operator==(const common_sdk_options&, const common_sdk_options&) = default;
};

/// The key of the app key, in the options of each platform.
inline constexpr schema::fixed_string app_key_name = "appKey";

namespace detail {

template <class O>
using sdk_head = field_list<
    field<app_key_name, schema::via<&O::common, &common_sdk_options::app_key>, schema::required, schema::not_null>,
    field<"sdkRootDir", schema::via<&O::common, &common_sdk_options::sdk_root_dir>>,
    field<"customClientType", schema::via<&O::common, &common_sdk_options::custom_client_type>>>;

template <class O>
using sdk_switches =
    field_list<field<"enableDatabaseBackup", schema::via<&O::common, &common_sdk_options::enable_database_backup>>,
               field<"loginCustomTag", schema::via<&O::common, &common_sdk_options::login_custom_tag>>,
               field<"shouldSyncUnreadCount", schema::via<&O::common, &common_sdk_options::should_sync_unread_count>>,
               field<"shouldConsiderRevokedMessageUnreadCount",
                     schema::via<&O::common, &common_sdk_options::should_consider_revoked_message_unread_count>>,
               field<"enableTeamMessageReadReceipt",
                     schema::via<&O::common, &common_sdk_options::enable_team_message_read_receipt>>,
               field<"shouldTeamNotificationMessageMarkUnread",
                     schema::via<&O::common, &common_sdk_options::should_team_notification_message_mark_unread>>,
               field<"enableAnimatedImageThumbnail",
                     schema::via<&O::common, &common_sdk_options::enable_animated_image_thumbnail>>,
               field<"enablePreloadMessageAttachment",
                     schema::via<&O::common, &common_sdk_options::enable_preload_message_attachment>>,
               field<"shouldSyncStickTopSessionInfos",
                     schema::via<&O::common, &common_sdk_options::should_sync_stick_top_session_infos>>,
               field<"enableReportLogAutomatically",
                     schema::via<&O::common, &common_sdk_options::enable_report_log_automatically>>>;

template <class O>
using sdk_scenes = field_list<field<"nosSceneConfig", schema::via<&O::common, &common_sdk_options::nos_scene_config>>>;
template <class O>
using sdk_login =
    schema::joined<field_list<field<"autoLoginInfo", schema::via<&O::common, &common_sdk_options::auto_login_info>,
                                    schema::omit_null, schema::until<10, 3, 1>>>,
                   sdk_scenes<O>>;

/// On iOS and Android it has moved behind `serverConfig`, between 10.9.2 and 10.9.90.
template <class O> using sdk_fcs = field<"enableFcs", &O::enable_fcs, schema::here_since<10, 9, 90>>;

// nim_sdk_ios_options.dart:100 and its desktop twins spell the parameter so, and never write it.
template <class O>
using sdk_misspelt = field_list<
    field<"cndTrackInterval", schema::via<&O::common, &common_sdk_options::cdn_track_interval>, schema::api_only>>;

}  // namespace detail
}  // namespace nimpush::v1::plugin
