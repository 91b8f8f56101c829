#pragma once

// What the native side tells Dart: the login, who ended it, messages, unread counts; in the form of each dialect.
//
// They come to apps that run and whose connection is alive, and stay until they are taken.

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/dialect/flutter_channel/event_models.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Puts an event into the app's own list.
template <class App, class Value>
void tell_as(App& to, const native_form& form, std::string_view service, std::string_view method, Value arguments) {
    arguments.append(name_value(plugin::detail::spelt<plugin::detail::service_key>()), name_value(service));
    if (form.is_arkts()) arguments = arkts_copy(arguments);
    if (auto bytes = standard_codec::encode_method_call(method, arguments)) to.events.push_back(*std::move(bytes));
}
/// The same of an Event; what it carries is `arguments`, a map.
template <class Event, class App> void tell(App& to, const native_form& form, value arguments) {
    tell_as(to, form, Event::info.service, Event::info.method, std::move(arguments));
}
/// The key under which an event carries its list, or its value.
template <schema::fixed_string Key, class T, plugin::list_rule Rule, class Policy>
constexpr std::string_view carried_key(const plugin::listed<Key, T, Rule, Policy>*) {
    return Key.view();
}
/// What an Event of a list carries where the list has one.
template <class Event> value list_of_one(value one) {
    value list = value::list();
    list.push_back(std::move(one));
    return map_of(carried_key(static_cast<const Event*>(nullptr)), std::move(list));
}
template <class Event, class App> void tell_list(App& to, const native_form& form, value one) {
    tell<Event>(to, form, list_of_one<Event>(std::move(one)));
}

/// The steps of a login on this very device. How many more a platform tells is unverified.
template <class From> void tell_login(const From& from, login_step step) {
    if (from.self.speech != nullptr) return from.self.speech->login(from, step);
    const auth_status now = step == login_step::begins ? auth_status::logging
                            : step == login_step::done ? auth_status::logged_in
                                                       : auth_status::un_login;
    tell<flutter_channel::auth_status_event>(from.self, from.form(), map_of("status", lasting_value(name_of(now))));
}
/// The server took no login of the account.
template <class From> void tell_refused(const From& from) {
    if (from.self.speech != nullptr) return from.self.speech->refused(from);
    tell<flutter_channel::auth_status_event>(from.self, from.form(),
                                             map_of("status", lasting_value(name_of(auth_status::pwd_error))));
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

/// The number of its type; null for none.
inline value client_number(const maybe<device_platform>& client) {
    return client ? value(number_of(client_type_of(*client))) : value();
}

/// Another client ended the login, or the server did. On iOS and Android the number of the client's type comes along.
template <class App> void tell_kicked(App& to, const native_form& form, const maybe<device_platform>& by) {
    if (to.speech != nullptr) return to.speech->kicked(to, form, by);
    const auth_status why = by ? auth_status::kick_out_by_other_client : auth_status::kick_out;
    value said = map_of("status", lasting_value(name_of(why)));
    said.append(lasting_value("clientType"), client_number(by));
    said.append(lasting_value("customClientType"), value(0));
    tell<flutter_channel::auth_status_event>(to, form, std::move(said));
}

/// A message or a notification arrives over the connection.
template <class When, class App>
void tell_letter(App& to, const native_form& form, const typename When::template type<letter>& one,
                 const text& receiver) {
    if (to.speech != nullptr) return to.speech->arrived(to, form, one, receiver);
    if (one.sent.is_notification)
        tell<flutter_channel::custom_notification_received>(to, form, arrived_notification(one));
    else
        tell_list<flutter_channel::messages_received>(to, form, arrived_message<When>(one));
}

/// The app that runs on this device of an account and hears of it now; a null pointer for none.
template <class App, class Service>
App* listener(std::vector<App>& all, const Service& nim, std::string_view name, std::size_t device) {
    const auto* owner = nim.accounts.find(name);
    if (owner == nullptr || device >= owner->val.devices.size()) return nullptr;
    const delivery::device& state = owner->val.devices[device];
    if (state.app == app_state::killed || !state.is_connected()) return nullptr;
    for (App& one : all)
        if (one.is_awake && one.index == device && one.account.has_value() && one.account.view() == name) return &one;
    return nullptr;
}
/// What was just sent arrives where the connection is alive, as the verdicts have it.
template <class From> void tell_receivers(const From& from, const letter& one) {
    for (const auto& each : from.nim.verdicts) {
        if (each.outcome != outcome::connection || !each.device) continue;
        auto* to = listener(from.all, from.nim, each.account.view(), static_cast<std::size_t>(*each.device));
        if (to != nullptr) tell_letter<typename From::when>(*to, {*each.platform, to->plugin}, one, each.account);
    }
}

/// What an app is told in.
template <class Service> native_form form_of(const Service& nim, const app& of) {
    return {state_in(nim.accounts, of).platform, of.plugin};
}
/// iOS of 10.9.90 listens to conversations of the cloud alone where the options turn them on
/// (FLTConversationService.swift).
inline bool hears_of_conversations(const native_form& form, const delivery::device& state) {
    if (!form.is_ios() || form.plugin < plugin::plugin_version{10, 9, 90}) return true;
    const value* on = state.options.find(schema::key_of<&plugin::ios_sdk_options::enable_v2_cloud_conversation>);
    return on != nullptr && on->as_bool().value_or(false);
}

/// What is unread changed: V2 is told the sum, 1.7.7 the session.
template <class App, class Service>
void tell_unread(App& to, const native_form& form, const Service& nim, const changed_session& what) {
    const auto* owner = nim.accounts.find(what.account.view());
    if (owner == nullptr) return;
    if (to.speech != nullptr) return to.speech->unread(to, form, owner->val.unread.value());
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
template <class App, class Service> void tell_what_changed(std::vector<App>& all, Service& nim) {
    for (const auto& one : std::exchange(nim.kicked, {})) {
        App* to = listener(all, nim, one.account.view(), one.device);
        if (to != nullptr) tell_kicked(*to, {state_in(nim.accounts, *to).platform, to->plugin}, one.by);
    }
    for (const auto& one : std::exchange(nim.changed, {})) {
        const auto* owner = nim.accounts.find(one.account.view());
        if (owner == nullptr) continue;
        for (std::size_t i = 0; i < owner->val.devices.size(); ++i) {
            const delivery::device& state = owner->val.devices[i];
            App* to = state.login == login_state::in ? listener(all, nim, one.account.view(), i) : nullptr;
            if (to == nullptr) continue;
            const native_form form{state.platform, to->plugin};
            if (hears_of_conversations(form, state)) tell_unread(*to, form, nim, one);
        }
    }
}
template <class App, class Service> void tell_the_rest(std::vector<App>& all, Service& nim) {
    if (!nim.kicked.empty() || !nim.changed.empty()) tell_what_changed(all, nim);
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
