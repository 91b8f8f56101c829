#pragma once

// APNSService and SettingsService of V2: the token, the badge, the hours without pushes, mutes.

#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/mutes.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/settings.hpp>
#include <nimpush/delivery/simulator/v2_auth.hpp>
#include <nimpush/delivery/simulator/v2_events.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// A token as bytes; nothing for what is none.
inline maybe<device_token> token_of(const value* bytes) {
    if (bytes == nullptr || !bytes->is(value::kind::bytes)) return {};
    const auto token = device_token::from(bytes->as_bytes());
    if (!token) return {};
    return *token;
}

// APNSService is registered on iOS alone: elsewhere there are no bytes.

template <class From> native_reply answer(const From& from, const asked_of<From, v2::update_apns_token>& asked) {
    if (from.on() != device_platform::ios) return none();
    const auto token = token_of(asked.template find<&v2::update_apns_token::token>());
    if (!token) return v2_bad_parameter();
    take_token(from.state(), *token);
    return fine();
}
/// iOS of 10.3.1 looks for `customKey`, which nobody writes: the token arrives and the key is lost
/// (FLTAPNSService.swift:79).
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::update_apns_token_with_custom_key>& asked) {
    using call = v2::update_apns_token_with_custom_key;
    if (from.on() != device_platform::ios) return none();
    const auto token = token_of(asked.template find<&call::token>());
    if (!token) return v2_bad_parameter();
    take_token(from.state(), *token);
    if (from.self.plugin >= v2::custom_key_since) take_key(from, asked.template text<&call::key>());
    return fine();
}
/// Never answered where the token is one (FLTAPNSService.swift:92).
template <class From> native_reply answer(const From& from, const asked_of<From, v2::update_push_kit_token>& asked) {
    if (from.on() != device_platform::ios) return none();
    const value* token = asked.template find<&v2::update_push_kit_token::token>();
    return token != nullptr && token->is(value::kind::bytes) ? none() : v2_bad_parameter();
}
/// A negative count turns the SDK's own counting on again, which is what NIM has anyway.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::register_badge_count>& asked) {
    if (from.on() != device_platform::ios) return none();
    const auto count = number_at<&v2::register_badge_count::count>(asked);
    if (!count) return v2_bad_parameter();
    if (auto* owner = from.logged_in(); owner != nullptr && *count >= 0) owner->val.unread = natural::unchecked(*count);
    return fine();
}

/// Whether phones are pushed beside a desktop, through either service (one setting: inferred). The account's other
/// clients hear of it (onOtherClientChangedPushNotificationMultiportConfig of NIMApnsManagerProtocol.h).
template <class From> void push_beside_desktop(const From& from, bool push) {
    auto* owner = from.logged_in();
    if (owner == nullptr) return;
    owner->val.push_when_desktop_online = push;
    using event = v2::push_mobile_on_desktop_online;
    for (app* one : v2_clients(from, false))
        if (one->plugin >= event::info.since)
            tell<event>(*one, form_of(from.nim, *one),
                        map_of(carried_key(static_cast<const event*>(nullptr)), value(push)));
}
inline clock_time time_of(maybe<std::int64_t> hour, maybe<std::int64_t> minute) {
    const std::int64_t h = hour.value_or(0), m = minute.value_or(0);
    if (h < 0 || h > limits::last_hour || m < 0 || m > limits::last_minute) return {};
    char chars[] = {static_cast<char>('0' + h / 10), static_cast<char>('0' + h % 10), ':',
                    static_cast<char>('0' + m / 10), static_cast<char>('0' + m % 10)};
    return clock_time::from({chars, sizeof chars});
}

/// iOS hands the setting to the SDK and succeeds at once (FLTAPNSService.swift): without a login, or with a time that
/// there is not, nothing changes. What `profile` does to a push nobody says: it is not looked at.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::update_apns_setting>& asked) {
    using setting = v2::apns_setting;
    if (from.on() != device_platform::ios) return none();
    const value* given = asked.template find<&v2::update_apns_setting::setting>();
    if (given == nullptr || !given->is(value::kind::map)) return v2_bad_parameter();
    const asked_of<From, setting> part(*given);
    const clock_time start =
        time_of(number_at<&setting::no_disturbing_start_h>(part), number_at<&setting::no_disturbing_start_m>(part));
    const clock_time end =
        time_of(number_at<&setting::no_disturbing_end_h>(part), number_at<&setting::no_disturbing_end_m>(part));
    auto* owner = from.logged_in();
    if (owner == nullptr || !start.has_value() || !end.has_value()) return fine();
    owner->val.do_not_disturb = {
        .enable = part.template get<&setting::no_disturbing>().value_or(false), .start_time = start, .end_time = end};
    owner->val.show_detail = enum_at<&setting::type>(part) != v2::push_notification_display_type::no_detail;
    return fine();
}
/// A map once there is a login; any but null is a TypeError in Dart. `profile` is left out: the plugin puts Swift's
/// enumerator in (FLTAPNSService.swift), and no source says what the codec makes of it.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::current_setting>&) {
    using setting = v2::apns_setting;
    using type = v2::push_notification_display_type;
    if (from.on() != device_platform::ios) return none();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return fine();
    const do_not_disturb& window = owner->val.do_not_disturb;
    value made = empty_map_of<setting>(from.self.plugin);
    put<&setting::type>(made, value(number_of(owner->val.show_detail ? type::detail : type::no_detail)));
    put<&setting::no_disturbing>(made, value(window.enable));
    put<&setting::no_disturbing_start_h>(made, value(window.start_time.minutes() / 60));
    put<&setting::no_disturbing_start_m>(made, value(window.start_time.minutes() % 60));
    put<&setting::no_disturbing_end_h>(made, value(window.end_time.minutes() / 60));
    put<&setting::no_disturbing_end_m>(made, value(window.end_time.minutes() % 60));
    return reply_with(without_nulls(made));
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::update_apns_multiport_config>& asked) {
    if (from.on() != device_platform::ios) return none();
    const value* given = asked.template find<&v2::update_apns_multiport_config::config>();
    if (given == nullptr || !given->is(value::kind::map)) return v2_bad_parameter();
    const asked_of<From, v2::apns_multiport_config> part(*given);
    const auto push = part.template get<&v2::apns_multiport_config::should_push_notification_when_pc_online>();
    push_beside_desktop(from, push.value_or(false));
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::current_multiport_config>&) {
    if (from.on() != device_platform::ios) return none();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return fine();
    constexpr auto key = schema::key_of<&v2::apns_multiport_config::should_push_notification_when_pc_online>;
    return reply_with(map_of(key, value(owner->val.push_when_desktop_online)));
}

// SettingsService.

/// Android's answers -1 (FLTSettingsService.kt).
template <class From> native_reply bad_setting(const From& from) {
    return from.on() == device_platform::android ? native_reply{-1, {}, "param is invalid"} : v2_bad_parameter();
}
/// A new object each time: what is absent is off, 0, and for the details shown (unverified).
template <class From> native_reply answer(const From& from, const asked_of<From, v2::set_dnd_config>& asked) {
    using config = v2::dnd_config;
    const value* given = asked.template find<&v2::set_dnd_config::config>();
    if (given == nullptr || !given->is(value::kind::map)) return bad_setting(from);
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const asked_of<From, config> part(*given);
    const clock_time start = time_of(number_at<&config::from_h>(part), number_at<&config::from_m>(part));
    const clock_time end = time_of(number_at<&config::to_h>(part), number_at<&config::to_m>(part));
    if (!start.has_value() || !end.has_value()) return {191004, {}, "a time of the day that there is not"};
    owner->val.do_not_disturb = {
        .enable = part.template get<&config::dnd_on>().value_or(false), .start_time = start, .end_time = end};
    owner->val.show_detail = part.template get<&config::show_detail>().value_or(true);
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_dnd_config>&) {
    using config = v2::dnd_config;
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const do_not_disturb& window = owner->val.do_not_disturb;
    value made = empty_map_of<config>(from.self.plugin);
    put<&config::show_detail>(made, value(owner->val.show_detail));
    put<&config::dnd_on>(made, value(window.enable));
    put<&config::from_h>(made, value(window.start_time.minutes() / 60));
    put<&config::from_m>(made, value(window.start_time.minutes() % 60));
    put<&config::to_h>(made, value(window.end_time.minutes() / 60));
    put<&config::to_m>(made, value(window.end_time.minutes() % 60));
    return reply_with(std::move(made));
}

template <class From>
native_reply answer(const From& from, const asked_of<From, v2::set_push_mobile_on_desktop_online>& asked) {
    const auto need = asked.template get<&v2::set_push_mobile_on_desktop_online::need>();
    if (!need) return bad_setting(from);
    if (from.logged_in() == nullptr) return v2_not_logged_in();
    push_beside_desktop(from, *need);
    return fine();
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::get_push_mobile_on_desktop_online>&) {
    const auto* owner = from.logged_in();
    return owner == nullptr ? v2_not_logged_in() : reply_with(value(owner->val.push_when_desktop_online));
}

/// Every client of the account hears of a mute, the one that set it too (V2NIMSettingServiceImpl of HarmonyOS; of the
/// others inferred).
template <class Event, class From> void tell_mute(const From& from, const value& said) {
    for (app* one : v2_clients(from, true)) tell<Event>(*one, form_of(from.nim, *one), said);
}

template <class From>
native_reply answer(const From& from, const asked_of<From, v2::set_p2p_message_mute_mode>& asked) {
    using call = v2::set_p2p_message_mute_mode;
    text user = asked.template text<&call::account_id>();
    const auto mode = enum_at<&call::mute_mode>(asked);
    if (!user.has_value() || !mode) return bad_setting(from);
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    using change = v2::p2p_mute_mode_change;
    value said = map_of(schema::key_of<&change::account_id>, value(user));
    put<&change::mute_mode>(said, value(number_of(*mode)));
    mute_account(owner->val, std::move(user), *mode == v2::p2p_message_mute_mode::on);
    tell_mute<v2::p2p_mute_mode_changed>(from, said);
    return fine();
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::get_p2p_message_mute_mode>& asked) {
    const text user = asked.template text<&v2::get_p2p_message_mute_mode::account_id>();
    if (!user.has_value()) return bad_setting(from);
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    using mode = v2::p2p_message_mute_mode;
    return reply_with(
        map_of("muteMode", value(number_of(has_name(owner->val.muted_accounts, user.view()) ? mode::on : mode::off))));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_p2p_message_mute_list>&) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    return reply_with(under_key_of<v2::get_p2p_message_mute_list>(list_of(owner->val.muted_accounts)));
}

/// V2's managerOff is 1.7.7's `manager`: the messages of managers alone come through (inferred from the name).
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::set_team_message_mute_mode>& asked) {
    using call = v2::set_team_message_mute_mode;
    using mode = v2::team_message_mute_mode;
    text id = asked.template text<&call::team_id>();
    const auto how = enum_at<&call::mute_mode>(asked);
    const auto type = enum_at<&call::team_type>(asked);
    if (!id.has_value() || !how || !type) return bad_setting(from);
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    if (from.nim.teams.find(id.view()) == nullptr) return {v2_code(803), {}, "no such team"};
    using change = v2::team_mute_mode_change;
    value said = map_of(schema::key_of<&change::team_id>, value(id));
    put<&change::team_type>(said, value(number_of(*type)));
    put<&change::mute_mode>(said, value(number_of(*how)));
    owner->val.teams.set(std::move(id), *how == mode::off  ? team_notify_type::all
                                        : *how == mode::on ? team_notify_type::mute
                                                           : team_notify_type::manager);
    tell_mute<v2::team_mute_mode_changed>(from, said);
    return fine();
}
inline team_notify_type notify_type_of(const account& of, std::string_view team) {
    const auto* known = of.teams.find(team);
    return known == nullptr ? team_notify_type::all : known->val;
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::get_team_message_mute_mode>& asked) {
    using call = v2::get_team_message_mute_mode;
    using mode = v2::team_message_mute_mode;
    const text id = asked.template text<&call::team_id>();
    if (!id.has_value() || !enum_at<&call::team_type>(asked)) return bad_setting(from);
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const team_notify_type how = notify_type_of(owner->val, id.view());
    return reply_with(map_of("muteMode", value(number_of(how == team_notify_type::all    ? mode::off
                                                         : how == team_notify_type::mute ? mode::on
                                                                                         : mode::manager_off))));
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::get_conversation_mute_status>& asked) {
    const text id = asked.template text<&v2::get_conversation_mute_status::conversation_id>();
    const auto parts = conversation_id::split(id.view());
    if (!parts) return bad_setting(from);
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const bool muted = parts->kind == session_kind::p2p
                           ? has_name(owner->val.muted_accounts, parts->receiver)
                           : notify_type_of(owner->val, parts->receiver) != team_notify_type::all;
    return reply_with(value(muted));
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
