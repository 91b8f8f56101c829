#pragma once

// What V2's native side tells Dart where 1.7.7's tells something else (events.hpp), and which apps hear of it.
//
// Reached by what an app of V2 has with it: who adds no such device has none of it in the program.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// The key under which an event carries its value.
template <schema::fixed_string Key, class T> constexpr std::string_view carried_key(const v2::single<Key, T>*) {
    return Key.view();
}

/// The apps of the account that is logged in on the caller which hear of something now and speak V2; the caller's own
/// among them, or not.
template <class From> std::vector<of_caller<From, app>*> v2_clients(const From& from, bool and_own) {
    std::vector<of_caller<From, app>*> found;
    const auto* owner = from.logged_in();
    if (owner == nullptr) return found;
    for (app& one : from.all) {
        if (&one == &from.self ? !and_own : one.account != owner->name || !one.is_awake) continue;
        const delivery::device& state = state_in(from.nim.accounts, one);
        const bool hears = state.login == login_state::in && state.app != app_state::killed && state.is_connected();
        if (hears && native_form{state.platform, one.plugin}.is_v2()) found.push_back(&one);
    }
    return found;
}

template <class From> void tell_v2_login(const From& from, login_step step) {
    using status = v2::login_status;
    const status now = step == login_step::begins ? status::logining
                       : step == login_step::done ? status::logined
                                                  : status::logout;
    tell<v2::login_status_changed>(from.self, from.form(), map_of("status", value(number_of(now))));
}
template <class From> void tell_v2_refused(const From& from) {
    value said = map_of(schema::key_of<&v2::sdk_error::code>, value(v2_code(302)));
    said.append(name_value(schema::key_of<&v2::sdk_error::desc>), value(text("wrong account or token")));
    tell<v2::login_failed>(from.self, from.form(), std::move(said));
}
template <class App> void tell_v2_kicked(App& to, const native_form& form, const maybe<device_platform>& by) {
    using detail = v2::kicked_offline_detail;
    using reason = v2::kicked_offline_reason;
    value said =
        map_of(schema::key_of<&detail::reason>, value(number_of(by ? reason::client_exclusive : reason::server)));
    said.append(name_value(schema::key_of<&detail::reason_desc>),
                value(by ? text("another client") : text("the server")));
    said.append(name_value(schema::key_of<&detail::client_type>), client_number(by));
    said.append(name_value(schema::key_of<&detail::custom_client_type>), value(0));
    to.kicked_detail = said;
    tell<v2::kicked_offline>(to, form, std::move(said));
    tell<v2::login_status_changed>(to, form, map_of("status", value(number_of(v2::login_status::logout))));
}
template <class When, class App>
void tell_v2_letter(App& to, const native_form& form, const typename When::template type<letter>& one,
                    const text& receiver) {
    if (one.sent.is_notification)
        tell_list<v2::custom_notifications_received>(to, form, arrived_v2_notification(one, form, receiver));
    else
        tell_list<v2::messages_received>(to, form, arrived_v2_message(one, form, receiver));
}
/// The sum of what is unread.
template <class App> void tell_v2_unread(App& to, const native_form& form, std::int64_t count) {
    tell<v2::total_unread_count_changed>(to, form, map_of("unreadCount", value(count)));
}

template <class From, class App>
inline constexpr app_speech v2_speech{&tell_v2_login<From>, &tell_v2_refused<From>, &tell_v2_kicked<App>,
                                      &tell_v2_letter<typename From::when, App>, &tell_v2_unread<App>};

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
