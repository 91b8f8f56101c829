#pragma once

// Every call of the dialect, to look one up by its name.

#include <string_view>

#include <nimpush/dialect/call_list.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/chatroom.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using all_calls = call_list<
    initialize<ios_sdk_options>, initialize<android_sdk_options>, initialize<windows_sdk_options>,
    initialize<macos_sdk_options>, release_desktop, login, logout, kick_out_other_online_client,
    enable_mobile_push_when_pc_online, is_mobile_push_enabled_when_pc_online, enable_notification_android,
    update_notification_config_android, enable_push_service_android, is_push_service_enabled_android,
    get_push_no_disturb_config, set_push_no_disturb_config, is_push_show_detail_enabled, enable_push_show_detail,
    update_apns_token, register_badge_count, archive_logs, upload_logs, get_size_of_dir_cache, clear_dir_cache,
    remove_resource_files, search_resource_files, create_text_message, create_image_message, create_audio_message,
    create_video_message, create_file_message, create_location_message, create_tip_message, create_custom_message,
    create_empty_message, create_message, send_message, revoke_message, forward_message, send_message_receipt,
    send_team_message_receipt, save_message, reply_message, set_chatting_account, query_total_unread_count,
    clear_all_session_unread_count, add_quick_comment, remove_quick_comment, send_custom_notification, set_mute,
    is_mute, get_mute_list, mute_team, mute_super_team, set_push_config, get_push_config, create_chatroom_text_message,
    create_chatroom_image_message, create_chatroom_audio_message, create_chatroom_location_message,
    create_chatroom_video_message, create_chatroom_file_message, create_chatroom_tip_message,
    create_chatroom_robot_message, create_chatroom_custom_message, send_chatroom_message>;

/// See find_call().
template <class F> constexpr bool with_call(std::string_view api, platform p, F&& f) {
    return find_call<all_calls>(api, p, f);
}

}  // namespace flutter_channel
}  // namespace nimpush::v1
