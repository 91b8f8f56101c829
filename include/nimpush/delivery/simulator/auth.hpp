#pragma once

// InitializeService and AuthService: an app wakes the SDK up, somebody logs in.

#include <cstddef>
#include <string_view>
#include <utility>

#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/rules.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Of every platform: what it looks at, the options of all have.
using initialize_call = flutter_channel::initialize<flutter_channel::ios_sdk_options>;

template <class Call, class From> native_reply wake_up(const From& from, const reading::part<Call>& asked) {
    constexpr auto app_key = schema::via<&plugin::ios_sdk_options::common, &plugin::common_sdk_options::app_key>;
    value options = value::map();
    each_own(asked.map(), schema::key_of<&Call::extras>,
             [&](const value::member& one) { options.append(one.key, one.val); });
    auto kept = free_map::from(std::move(options));
    if (!kept) return bad_parameter();
    from.state().options = *std::move(kept);
    // Awake as soon as there is an app key (NimCore.swift:34); the answer is the same without.
    if (asked.template text<app_key>().empty()) return fine();
    from.state().initialized = true;
    from.self.is_awake = true;
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, initialize_call>& asked) {
    return wake_up(from, asked);
}

/// The device becomes one of this account; for the account before it, it has logged out. A device
/// that was here before is known by its token.
template <class From, class Entry> void hand_to(const From& from, Entry& to) {
    if (from.self.account == to.name) return;
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): where it stands may move below
    const auto moved = from.state();
    if (from.self.account.has_value()) from.state().login = login_state::out;
    auto& devices = to.val.devices;
    std::size_t at = 0;
    while (at != devices.size() && !(moved.token.has_value() && devices[at].token == moved.token)) ++at;
    if (at == devices.size()) devices.emplace_back();
    devices[at] = moved;
    from.self.account = to.name;
    from.self.owner = static_cast<std::size_t>(&to - from.nim.accounts.entries().data());
    from.self.index = at;
}

/// Those of these members that came, as they came.
template <auto... Members, class C> value what_came(const reading::part<C>& asked) {
    value made = value::map();
    const auto keep = [&](std::string_view key, const value* given) {
        if (given != nullptr) made.append(name_value(key), *given);
    };
    (keep(schema::key_of<Members>, asked.template find<Members>()), ...);
    return made;
}

/// Somebody logs in; the codes are those of 1.7.7.
template <class From> native_reply enter(const From& from, const text& name) {
    static_assert(limits::certificate_name == 32);  // which the answer spells
    if (has_too_long_name(from.state())) return {500, {}, "apnsCername has more than 32 characters"};
    auto* to = from.nim.accounts.find(name.view());
    if (to == nullptr) {
        tell_refused(from);
        return {302, {}, "wrong account or token"};
    }
    hand_to(from, *to);
    from.state().login = login_state::in;
    tell_login(from, login_step::begins);
    tell_login(from, login_step::done);
    from.nim.kick_others(to->name, to->val, from.self.index);
    if (from.self.pending_key.has_value()) to->val.custom_content_key = std::exchange(from.self.pending_key, {});
    return fine();
}
template <class From> native_reply leave(const From& from) {
    if (from.state().login == login_state::in) {
        from.state().login = login_state::out;
        tell_login(from, login_step::over);
    }
    return fine();
}

template <class From> native_reply answer(const From& from, const asked_of<From, flutter_channel::login>& asked) {
    using info = plugin::login_info;
    const text name = asked.template text<&info::account>();
    if (!name.has_value() || !asked.template text<&info::token>().has_value() ||
        !asked.template came<&info::auth_type>())
        return none();  // iOS never answers (FLTAuthService.swift:53)
    native_reply made = enter(from, name);
    if (made.code != 0) return made;
    if (from.on() != device_platform::android) return fine();
    return reply_with(what_came<&info::account, &info::token, &info::login_ext, &info::custom_client_type,
                                &info::auth_type>(asked));  // FLTAuthService.kt:44
}

template <class From> native_reply answer(const From& from, const asked_of<From, flutter_channel::logout>&) {
    return leave(from);
}

/// Ends the account's other logins on clients of this type (FLTAuthService.swift:97).
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::kick_out_other_online_client>& asked) {
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    const text type = asked.template text<&plugin::online_client::client_type>();
    const bool found = from.nim.kick(owner->name, owner->val, from.self.index,
                                     [&](const delivery::device& d) { return name_of(d.platform) == type.view(); });
    return found ? fine() : native_reply{-1, {}, "no such client"};
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
