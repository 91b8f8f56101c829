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
#include <nimpush/dialect/call_list.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/plugin/call.hpp>

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

struct route {
    std::string_view service;
    std::string_view method;
    native_reply (*handler)(const caller&, const value&);
};

template <class C> native_reply answer_to(const caller& from, const value& arguments) {
    return answer(from, reading::part<C>(arguments));
}
template <class Calls> struct route_table;
template <class... C> struct route_table<call_list<C...>> {
    static constexpr route list[] = {{plugin::info_of<C>.service, plugin::info_of<C>.method, &answer_to<C>}...};
};

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
