#pragma once

// SettingsService: the token, the hours without pushes, the badge, what a push may show.

#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>
#include <nimpush/model/device_token.hpp>
#include <utility>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// The console's text for the account: null leaves it, "" clears it.
template <class From> void take_key(const From& from, text key) {
    if (!key.has_value()) return;
    if (auto* owner = from.logged_in())
        owner->val.custom_content_key = std::move(key);
    else
        from.self.pending_key = std::move(key);  // whether NIM keeps it until the login is unverified
}

template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::update_apns_token>& asked) {
    using call = flutter_channel::update_apns_token;
    if (from.on() != device_platform::ios) return none();
    const auto bytes = asked.template get<&call::token>();
    if (!bytes) return bad_parameter();
    const auto token = device_token::from(bytes->bytes());
    if (!token) return bad_parameter();
    take_token(from.state(), *token);
    take_key(from, asked.template text<&call::custom_content_key>());
    return fine();
}

template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::set_push_no_disturb_config>& asked) {
    using config = flutter_channel::push_no_disturb_config;
    const auto enable = asked.template get<&config::enable>();
    if (!enable) return none();
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    do_not_disturb& window = owner->val.do_not_disturb;
    window = {.enable = *enable,
              .start_time = clock_time::from(asked.template text<&config::start_time>().view()),
              .end_time = clock_time::from(asked.template text<&config::end_time>().view())};
    // Both or none (FLTSettingsService.swift:115).
    if (!window.start_time.has_value() || !window.end_time.has_value())
        window.start_time = window.end_time = clock_time::from("00:00");
    // A new setting object on iOS, which says again that details are shown.
    if (from.on() == device_platform::ios) owner->val.show_detail = true;
    return fine();
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::get_push_no_disturb_config>&) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    const do_not_disturb& window = owner->val.do_not_disturb;
    using config = flutter_channel::push_no_disturb_config;
    value made = map_of(schema::key_of<&config::enable>, value(window.enable));
    put<&config::start_time>(made, value(window.start_time.to_text()));
    put<&config::end_time>(made, value(window.end_time.to_text()));
    return reply_with(std::move(made));
}

/// A switch of the account; `missing` is the answer where there is no bool.
template <class C, class From>
native_reply set_switch(const From& from, const reading::part<C>& asked, bool account::*which, native_reply missing) {
    const auto enable = asked.template get<&C::enable>();
    if (!enable) return missing;
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    owner->val.*which = *enable;
    return fine();
}
template <class From> native_reply get_switch(const From& from, bool account::*which) {
    const auto* owner = from.logged_in();
    return owner == nullptr ? not_logged_in() : reply_with(value(owner->val.*which));
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::enable_push_show_detail>& asked) {
    return set_switch(from, asked, &account::show_detail, none());
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::is_push_show_detail_enabled>&) {
    return get_switch(from, &account::show_detail);
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::enable_mobile_push_when_pc_online>& asked) {
    return set_switch(from, asked, &account::push_when_desktop_online, {-1, {}, "parameter is nil"});
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::is_mobile_push_enabled_when_pc_online>&) {
    return get_switch(from, &account::push_when_desktop_online);
}

/// A negative count turns the SDK's own counting on again, which is what NIM has anyway.
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::register_badge_count>& asked) {
    const auto count = asked.template get<&flutter_channel::register_badge_count::count>();
    if (from.on() != device_platform::ios || !count) return none();
    if (auto* owner = from.logged_in(); owner != nullptr && *count >= 0) owner->val.unread = natural::unchecked(*count);
    return fine();
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
