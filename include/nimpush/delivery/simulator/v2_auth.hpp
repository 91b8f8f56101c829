#pragma once

// InitializeService and LoginService of V2.

#include <cstddef>
#include <utility>

#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/auth.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// The same failure with V2's code.
inline native_reply with_v2_code(native_reply made) {
    made.code = v2_code(made.code);
    return made;
}
inline native_reply v2_not_logged_in() { return with_v2_code(not_logged_in()); }
/// 199414 everywhere, but for Android's SettingsService (FLTBaseService.swift, LocalError.kt, FLTSettingsService.kt).
inline native_reply v2_bad_parameter() { return {199414, {}, "parameter error"}; }

/// Does the plugin take the device token by itself (SwiftNimCorePlugin.swift)?
template <class From> bool takes_tokens(const From& from) {
    return from.on() == device_platform::ios && from.self.plugin >= v2::automatic_token_since;
}

using v2_initialize_call = v2::initialize<plugin::ios_sdk_options>;

/// Of every platform, as in 1.7.7. The flag of the token holds from here on; a token that came before is handed over.
template <class From> native_reply answer(const From& from, const asked_of<From, v2_initialize_call>& asked) {
    native_reply made = wake_up(from, asked);
    if (!from.self.is_awake || !takes_tokens(from)) return made;
    from.self.takes_tokens = asked.template get<&plugin::ios_sdk_options::auto_update_apns_token>().value_or(true);
    if (from.self.takes_tokens && from.self.waiting_token.has_value())
        take_token(from.state(), std::exchange(from.self.waiting_token, {}));
    return made;
}

template <class From> native_reply answer(const From& from, const asked_of<From, v2::login>& asked) {
    const text name = asked.template text<&v2::login::account_id>();
    if (name.empty() || asked.template text<&v2::login::token>().empty()) return v2_bad_parameter();
    return with_v2_code(enter(from, name));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::logout>&) { return leave(from); }

/// Another client as this one sees it. The app names neither time, tag nor id.
template <class Form> value client_map(const device& of, const Form& form) {
    using client = v2::login_client;
    value made = empty_map_of<client>(form.plugin);
    put<&client::type>(made, value(number_of(client_type_of(of.platform))));
    put<&client::os>(made, name_value(name_of(of.platform)));
    return form.is_ios() ? without_nulls(made) : made;
}
/// Ends the account's other logins on clients of this type.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::kick_offline>& asked) {
    const value* client = asked.template find<&v2::kick_offline::client>();
    if (client == nullptr || !client->is(value::kind::map)) return v2_bad_parameter();
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const auto type = enum_at<&v2::login_client::type>(asked_of<From, v2::login_client>(*client));
    const bool found = from.nim.kick(owner->name, owner->val, from.self.index,
                                     [&](const delivery::device& d) { return client_type_of(d.platform) == type; });
    return found ? fine() : native_reply{191006, {}, "no such client"};
}

template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_login_user>&) {
    const auto* owner = from.logged_in();
    return reply_with(owner == nullptr ? value() : value(owner->name));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_login_status>&) {
    const auto status = from.logged_in() == nullptr ? v2::login_status::logout : v2::login_status::logined;
    return reply_with(map_of("status", value(number_of(status))));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_login_clients>&) {
    value list = value::list();
    if (const auto* owner = from.logged_in())
        for (std::size_t i = 0; i < owner->val.devices.size(); ++i)
            if (i != from.self.index && owner->val.devices[i].login == login_state::in)
                list.push_back(client_map(owner->val.devices[i], from.form()));
    return reply_with(map_of("loginClient", std::move(list)));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_current_login_client>&) {
    return reply_with(from.logged_in() == nullptr ? value() : client_map(from.state(), from.form()));
}

/// What onKickedOffline said last, nothing where it said nothing (FLTLoginService). Whether a later login takes it
/// away is unverified: HarmonyOS's logout leaves it.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_kicked_offline_detail>&) {
    return reply_with(from.self.kicked_detail);
}
/// A login whose connection is gone waits to connect again (V2NIM_CONNECT_STATUS_WAITING of V2NIMLoginServiceProtocol.h,
/// LoginLifeCycle of HarmonyOS).
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_connect_status>&) {
    using status = v2::connect_status;
    const status now = from.logged_in() == nullptr   ? status::disconnected
                       : from.state().is_connected() ? status::connected
                                                     : status::waiting;
    return reply_with(under_key_of<v2::get_connect_status>(value(number_of(now))));
}
/// The main data, fetched with the login; nothing without one, as on HarmonyOS (DataSync). iOS and Android name team
/// members too, which when is unverified.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_data_sync>&) {
    using detail = v2::data_sync_detail;
    value list = value::list();
    if (from.logged_in() != nullptr) {
        value main = map_of(schema::key_of<&detail::type>, value(number_of(v2::data_sync_type::main)));
        put<&detail::state>(main, value(number_of(v2::data_sync_state::completed)));
        list.push_back(std::move(main));
    }
    return reply_with(under_key_of<v2::get_data_sync>(std::move(list)));
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
