#pragma once

// Every call of V2, to look one up by its name.

#include <string_view>

#include <nimpush/dialect/call_list.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/plugin/call.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

using all_calls = call_list<
    initialize<ios_sdk_options>, initialize<android_sdk_options>, initialize<pc_sdk_options>,
    initialize<ohos_sdk_options>, release_desktop, update_apns_token, update_apns_token_with_custom_key,
    update_push_kit_token, register_badge_count, current_setting, current_multiport_config, update_apns_setting,
    update_apns_multiport_config, set_dnd_config, get_dnd_config, set_push_mobile_on_desktop_online,
    get_push_mobile_on_desktop_online, update_notification_config_android, enable_notification_android,
    get_conversation_mute_status, set_p2p_message_mute_mode, get_p2p_message_mute_mode, get_p2p_message_mute_list,
    set_team_message_mute_mode, get_team_message_mute_mode, set_app_background, login, logout, kick_offline,
    get_login_user, get_login_status, get_login_clients, get_current_login_client, get_kicked_offline_detail,
    get_connect_status, get_data_sync, get_chatroom_link_address, set_reconnect_delay_provider, create_text_message,
    create_tips_message, create_image_message, create_audio_message, create_video_message, create_file_message,
    create_location_message, create_custom_message, create_forward_message, create_call_message, send_message,
    reply_message, revoke_message, add_quick_comment, remove_quick_comment, insert_message_to_local,
    send_p2p_message_receipt, is_peer_read, send_team_message_receipts, cancel_message_attachment_upload,
    insert_message_to_local_ex, modify_message, update_local_message, clear_roaming_message, clear_local_message,
    message_serialization, message_deserialization, stop_ai_stream_message, regen_ai_message, set_message_filter,
    register_manually_provide_push_token_callback, ohos_push_enable, ohos_push_is_enable, send_custom_notification,
    get_total_unread_count, clear_total_unread_count, get_unread_count_by_ids, clear_unread_count_by_ids,
    clear_unread_count_by_types, clear_unread_count_by_group_id, get_stick_top_conversation_list,
    mark_conversation_read, get_conversation_read_time, p2p_conversation_id, team_conversation_id,
    super_team_conversation_id, conversation_type_of, conversation_target_id>;

/// See plugin::find_call(). It finds the calls of all versions: has_call<Call>({.plugin = …}) says whether one has it.
template <class F> constexpr bool with_call(std::string_view api, platform p, F&& f) {
    return plugin::find_call<all_calls>(api, p, f);
}

}  // namespace nimpush::v1::flutter_channel_v2
