#pragma once

// What the native side tells Dart: the login, who ended it, messages, unread counts; in the form of each dialect.
//
// They come to apps that run and whose connection is alive, and stay until they are taken.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/dialect/flutter_channel/event_models.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Puts an event into the app's own list.
inline void tell_as(app& to, const native_form& form, std::string_view service, std::string_view method,
                    value arguments) {
    arguments.append(name_value(plugin::detail::spelt<plugin::detail::service_key>()), name_value(service));
    if (form.is_arkts()) as_arkts(arguments);
    if (auto bytes = standard_codec::encode_method_call(method, arguments)) to.events.push_back(*std::move(bytes));
}
/// The same of an Event; what it carries is `arguments`, a map.
template <class Event> void tell(app& to, const native_form& form, value arguments) {
    tell_as(to, form, Event::info.service, Event::info.method, std::move(arguments));
}
/// The key under which an event carries its list, or its value.
template <schema::fixed_string Key, class T, plugin::list_rule Rule, class Policy>
constexpr std::string_view carried_key(const plugin::listed<Key, T, Rule, Policy>*) {
    return Key.view();
}
template <schema::fixed_string Key, class T> constexpr std::string_view carried_key(const v2::single<Key, T>*) {
    return Key.view();
}
/// What an Event of a list carries where the list has one.
template <class Event> value list_of_one(value one) {
    value list = value::list();
    list.push_back(std::move(one));
    return map_of(carried_key(static_cast<const Event*>(nullptr)), std::move(list));
}
template <class Event> void tell_list(app& to, const native_form& form, value one) {
    tell<Event>(to, form, list_of_one<Event>(std::move(one)));
}

enum class login_step : std::uint8_t { begins, done, over };

/// The steps of a login on this very device. How many more a platform tells is unverified.
inline void tell_login(const caller& from, login_step step) {
    const native_form form = from.form();
    if (form.is_v2()) {
        using status = v2::login_status;
        const status now = step == login_step::begins ? status::logining
                           : step == login_step::done ? status::logined
                                                      : status::logout;
        return tell<v2::login_status_changed>(from.self, form, map_of("status", value(number_of(now))));
    }
    const auth_status now = step == login_step::begins ? auth_status::logging
                            : step == login_step::done ? auth_status::logged_in
                                                       : auth_status::un_login;
    tell<flutter_channel::auth_status_event>(from.self, form, map_of("status", name_value(name_of(now))));
}
/// The server took no login of the account.
inline void tell_refused(const caller& from) {
    const native_form form = from.form();
    if (!form.is_v2())
        return tell<flutter_channel::auth_status_event>(from.self, form,
                                                        map_of("status", name_value(name_of(auth_status::pwd_error))));
    value said = map_of(schema::key_of<&v2::sdk_error::code>, value(v2_code(302)));
    said.append(name_value(schema::key_of<&v2::sdk_error::desc>), value(text("wrong account or token")));
    tell<v2::login_failed>(from.self, form, std::move(said));
}

constexpr v2::login_client_type client_type_of(device_platform p) noexcept {
    using type = v2::login_client_type;
    switch (p) {
        case device_platform::ios: return type::ios;
        case device_platform::android: return type::android;
        case device_platform::harmony: return type::harmony;
        case device_platform::windows: return type::pc;
        case device_platform::macos: return type::mac;
        default: return type::web;
    }
}

/// Another client ended the login, or the server did. On iOS and Android the number of the client's type comes along.
inline void tell_kicked(app& to, const native_form& form, const std::optional<device_platform>& by) {
    const value type = by ? value(number_of(client_type_of(*by))) : value();
    if (!form.is_v2()) {
        const auth_status why = by ? auth_status::kick_out_by_other_client : auth_status::kick_out;
        value said = map_of("status", name_value(name_of(why)));
        said.append(name_value("clientType"), type);
        said.append(name_value("customClientType"), value(0));
        return tell<flutter_channel::auth_status_event>(to, form, std::move(said));
    }
    using detail = v2::kicked_offline_detail;
    using reason = v2::kicked_offline_reason;
    value said =
        map_of(schema::key_of<&detail::reason>, value(number_of(by ? reason::client_exclusive : reason::server)));
    said.append(name_value(schema::key_of<&detail::reason_desc>),
                value(by ? text("another client") : text("the server")));
    said.append(name_value(schema::key_of<&detail::client_type>), type);
    said.append(name_value(schema::key_of<&detail::custom_client_type>), value(0));
    to.kicked_detail = said;
    tell<v2::kicked_offline>(to, form, std::move(said));
    tell<v2::login_status_changed>(to, form, map_of("status", value(number_of(v2::login_status::logout))));
}

/// A message or a notification arrives over the connection.
inline void tell_letter(app& to, const native_form& form, const letter& one, const text& receiver) {
    if (one.sent.is_notification) {
        if (!form.is_v2())
            return tell<flutter_channel::custom_notification_received>(to, form, arrived_notification(one));
        return tell_list<v2::custom_notifications_received>(to, form, arrived_v2_notification(one, form, receiver));
    }
    if (!form.is_v2()) return tell_list<flutter_channel::messages_received>(to, form, arrived_message(one));
    tell_list<v2::messages_received>(to, form, arrived_v2_message(one, form, receiver));
}

/// The app that runs on this device of an account and hears of it now; a null pointer for none.
inline app* listener(std::vector<app>& all, const service& nim, std::string_view name, std::size_t device) {
    const auto* owner = nim.accounts.find(name);
    if (owner == nullptr || device >= owner->val.devices.size()) return nullptr;
    const delivery::device& state = owner->val.devices[device];
    if (state.app == app_state::killed || !state.is_connected()) return nullptr;
    for (app& one : all)
        if (one.is_awake && one.index == device && one.account.has_value() && one.account.view() == name) return &one;
    return nullptr;
}
/// What was just sent arrives where the connection is alive, as the verdicts have it.
inline void tell_receivers(const caller& from, const letter& one) {
    for (const verdict& each : from.nim.verdicts) {
        if (each.outcome != outcome::connection || !each.device) continue;
        app* to = listener(from.all, from.nim, each.account.view(), static_cast<std::size_t>(*each.device));
        if (to != nullptr) tell_letter(*to, {*each.platform, to->plugin}, one, each.account);
    }
}

/// What an app is told in.
inline native_form form_of(const service& nim, const app& of) {
    return {state_in(nim.accounts, of).platform, of.plugin};
}
/// The apps of the account that is logged in on the caller which hear of something now and speak V2; the caller's own
/// among them, or not.
inline std::vector<app*> v2_clients(const caller& from, bool and_own) {
    std::vector<app*> found;
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

/// iOS of 10.9.90 listens to conversations of the cloud alone where the options turn them on
/// (FLTConversationService.swift).
inline bool hears_of_conversations(const native_form& form, const delivery::device& state) {
    if (!form.is_ios() || form.plugin < plugin::plugin_version{10, 9, 90}) return true;
    const value* on = state.options.find(schema::key_of<&plugin::ios_sdk_options::enable_v2_cloud_conversation>);
    return on != nullptr && on->as_bool().value_or(false);
}

/// What is unread changed: V2 is told the sum, 1.7.7 the session.
inline void tell_unread(app& to, const native_form& form, const service& nim, const changed_session& what) {
    const auto* owner = nim.accounts.find(what.account.view());
    if (owner == nullptr) return;
    if (form.is_v2())
        return tell<v2::total_unread_count_changed>(to, form, map_of("unreadCount", value(owner->val.unread.value())));
    if (!what.session.has_value()) return tell<flutter_channel::all_messages_read>(to, form, value::map());
    const std::string_view name = what.session.view();
    const std::size_t colon = name.find(':');
    using session = flutter_channel::session;
    value one = value::map();
    one.append(name_value(schema::key_of<&session::session_id>), name_value(name.substr(colon + 1)));
    one.append(name_value(schema::key_of<&session::session_type>), name_value(name.substr(0, colon)));
    one.append(name_value(schema::key_of<&session::unread_count>), value(nim.unread_in(what.account.view(), name)));
    value list = value::list();
    list.push_back(std::move(one));
    tell<flutter_channel::sessions_updated>(to, form, map_of("data", std::move(list)));
}

/// All that the service has not told yet.
inline void tell_the_rest(std::vector<app>& all, service& nim) {
    for (const kicked_device& one : std::exchange(nim.kicked, {})) {
        app* to = listener(all, nim, one.account.view(), one.device);
        if (to != nullptr) tell_kicked(*to, {state_in(nim.accounts, *to).platform, to->plugin}, one.by);
    }
    for (const changed_session& one : std::exchange(nim.changed, {})) {
        const auto* owner = nim.accounts.find(one.account.view());
        if (owner == nullptr) continue;
        for (std::size_t i = 0; i < owner->val.devices.size(); ++i) {
            const delivery::device& state = owner->val.devices[i];
            app* to = state.login == login_state::in ? listener(all, nim, one.account.view(), i) : nullptr;
            if (to == nullptr) continue;
            const native_form form{state.platform, to->plugin};
            if (hears_of_conversations(form, state)) tell_unread(*to, form, nim, one);
        }
    }
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
