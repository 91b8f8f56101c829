#pragma once

// What a call can see and change: NIM's servers, the apps on all devices, and the one that calls.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

inline constexpr plugin::plugin_version nim_core_1_7_7{1, 7, 7};
struct app;
template <class When> struct basic_caller;
using caller = basic_caller<when_used>;
struct letter;
struct route;

enum class login_step : std::uint8_t { begins, done, over };
/// How an app is told of what happens, where that is not as 1.7.7 is told.
struct app_speech {
    void (*login)(const caller&, login_step);
    void (*refused)(const caller&);
    void (*kicked)(app&, const native_form&, const maybe<device_platform>& by);
    void (*arrived)(app&, const native_form&, const letter&, const text& receiver);
    void (*unread)(app&, const native_form&, std::int64_t count);
};

using bytes_of_event = std::vector<std::uint8_t>;

/// The app on a device: its process, and where NIM keeps what it knows of the device.
struct app {
    text account{};          // the last that logged in; null for nobody
    std::size_t owner = 0;   // where the account stands among all, which is where it stays
    std::size_t index = 0;   // among the devices of that account
    delivery::device own{};  // what is known as long as nobody has logged in
    bool is_awake = false;   // this process has initialised the SDK
    text pending_key{};      // a custom content key that came before the login
    plugin::plugin_version plugin = nim_core_1_7_7;
    span<const route> routes{};            // what its native side answers; 1.7.7's where there are none
    const app_speech* speech = nullptr;    // of V2; none in 1.7.7
    bool takes_tokens = true;              // autoUpdateApnsToken: true until initialize says otherwise
    uploaded_token waiting_token{};        // which the plugin keeps until the SDK is awake
    value kicked_detail{};                 // what it was last told of its login's end by others; null for nothing
    bool is_push_enabled = true;           // HarmonyOS's PushService; what it begins with is unverified
    std::vector<bytes_of_event> events{};  // that Dart has not taken yet
};
/// The process is gone, with all that it kept.
template <class App> void forget_process(App& of) {
    of.is_awake = false;
    of.takes_tokens = true;
    of.waiting_token = {};
    of.kicked_detail = {};
    of.events.clear();
}

template <class Accounts, class App> auto& state_in(Accounts& accounts, App& one) {
    if (!one.account.has_value()) return one.own;
    return accounts.entries()[one.owner].val.devices[one.index];
}

/// An app that calls, and all that it can reach. Borrows.
template <class When> struct basic_caller {
    using when = When;

    basic_service<When>& nim;
    app& self;
    std::uint64_t& counter;  // of ids
    std::vector<app>& all;   // apps, of everybody
    own_pairs& own;          // room for what a reply refers to

    delivery::device& state() const { return state_in(nim.accounts, self); }
    device_platform on() const { return state().platform; }
    native_form form() const { return {on(), self.plugin}; }
    bool is_v2() const { return form().is_v2(); }
    /// The account that is logged in on the device, a null pointer for nobody.
    auto* logged_in() const {
        const bool is_in = state().login == login_state::in;
        return is_in ? &nim.accounts.entries()[self.owner] : nullptr;
    }
    author as_author() const {
        const auto* owner = logged_in();
        if (owner == nullptr) return {{}, {}, on()};
        const text& nickname = owner->val.nickname.has_value() ? owner->val.nickname : owner->name;
        return {borrowed_text(owner->name), borrowed_text(nickname), on()};
    }
};

/// A type that depends on the caller, for bodies that are compiled when_used.
template <class From, class T> using of_caller = typename From::when::template type<T>;
template <class From, class T> using asked_of = reading::part<of_caller<From, T>>;

// Replies that many calls give.

inline native_reply reply_with(value data) { return {0, std::move(data), {}}; }
inline native_reply fine() { return {}; }
inline native_reply none() { return {.never_comes = true}; }
inline native_reply bad_parameter() { return {-1, {}, "parameter error"}; }  // FLTSettingsService.swift:205
/// 20001 is the C SDK's code for it; what phones answer is unverified.
inline native_reply not_logged_in() { return {20001, {}, "not logged in"}; }

/// The SDK has the token from here on; one that is new is good until Apple says otherwise.
inline void take_token(delivery::device& phone, const device_token& token) {
    if (phone.token != token) phone.token_state = token_state::valid;
    phone.token = token;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
