#pragma once

// Which calls the simulator answers: types of the dialect, whose names on the wire are the dialect's own.

#include <string_view>

#include <nimpush/core/part.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/auth.hpp>
#include <nimpush/delivery/simulator/messages.hpp>
#include <nimpush/delivery/simulator/mutes.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/settings.hpp>
#include <nimpush/delivery/simulator/v2_auth.hpp>
#include <nimpush/delivery/simulator/v2_conversations.hpp>
#include <nimpush/delivery/simulator/v2_message_changes.hpp>
#include <nimpush/delivery/simulator/v2_messages.hpp>
#include <nimpush/delivery/simulator/v2_push_services.hpp>
#include <nimpush/delivery/simulator/v2_settings.hpp>
#include <nimpush/dialect/call_list.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Each has an answer() in one of the rooms.
using answered_calls = call_list<
    initialize_call, flutter_channel::login, flutter_channel::logout, flutter_channel::kick_out_other_online_client,
    flutter_channel::update_apns_token, flutter_channel::set_push_no_disturb_config,
    flutter_channel::get_push_no_disturb_config, flutter_channel::enable_push_show_detail,
    flutter_channel::is_push_show_detail_enabled, flutter_channel::enable_mobile_push_when_pc_online,
    flutter_channel::is_mobile_push_enabled_when_pc_online, flutter_channel::register_badge_count,
    flutter_channel::set_mute, flutter_channel::is_mute, flutter_channel::get_mute_list, flutter_channel::mute_team,
    flutter_channel::mute_super_team, flutter_channel::create_message, flutter_channel::send_message,
    flutter_channel::revoke_message, flutter_channel::set_chatting_account, flutter_channel::query_total_unread_count,
    flutter_channel::clear_all_session_unread_count, flutter_channel::send_custom_notification>;

/// The same of V2, whatever the version: one that does not have a call does not answer it.
using v2_answered_calls = call_list<
    v2_initialize_call, v2::login, v2::logout, v2::kick_offline, v2::get_login_user, v2::get_login_status,
    v2::get_login_clients, v2::get_current_login_client, v2::get_kicked_offline_detail, v2::get_connect_status,
    v2::get_data_sync, v2::current_setting, v2::current_multiport_config, v2::update_apns_setting,
    v2::update_apns_multiport_config, v2::update_apns_token, v2::update_apns_token_with_custom_key,
    v2::update_push_kit_token, v2::register_badge_count, v2::set_dnd_config, v2::get_dnd_config,
    v2::set_push_mobile_on_desktop_online, v2::get_push_mobile_on_desktop_online, v2::set_p2p_message_mute_mode,
    v2::get_p2p_message_mute_mode, v2::get_p2p_message_mute_list, v2::set_team_message_mute_mode,
    v2::get_team_message_mute_mode, v2::get_conversation_mute_status, v2::create_text_message, v2::create_tips_message,
    v2::create_image_message, v2::create_audio_message, v2::create_video_message, v2::create_file_message,
    v2::create_location_message, v2::create_custom_message, v2::create_call_message, v2::create_forward_message,
    v2::send_message, v2::reply_message, v2::revoke_message, v2::modify_message, v2::add_quick_comment,
    v2::remove_quick_comment, v2::send_custom_notification, v2::get_total_unread_count, v2::clear_total_unread_count,
    v2::get_unread_count_by_ids, v2::clear_unread_count_by_ids, v2::clear_unread_count_by_types,
    v2::mark_conversation_read, v2::p2p_conversation_id, v2::team_conversation_id, v2::super_team_conversation_id,
    v2::register_manually_provide_push_token_callback, v2::ohos_push_enable, v2::ohos_push_is_enable>;

/// A call that is answered, and how. V2's bodies are templates: who adds no device of V2 does not pay for compiling them.
struct route {
    std::string_view service;
    std::string_view method;
    plugin::plugin_version since;
    native_reply (*handler)(const caller&, const value&);
};

template <class C> native_reply answer_to(const caller& from, const value& arguments) {
    return answer(from, reading::part<C>(arguments));
}
template <class Calls> struct route_table;
template <class... C> struct route_table<call_list<C...>> {
    static constexpr route list[] = {
        {plugin::info_of<C>.service, plugin::info_of<C>.method, plugin::info_of<C>.since, &answer_to<C>}...};
};

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
