#pragma once

// NIM's service in one process: it speaks the bytes of nim_core's channel, keeps accounts, devices and
// settings, and says for each message what is pushed.
//
//     delivery::simulator nim({.apns = {{"acme_prod", "com.example.acme"}}}, now);
//     nim.add_account("bob", {.nickname = "Bob"});
//     const auto phone = nim.add_device();
//     auto reply = nim.handle(phone, flutter_channel::name, bytes);
//
// Each service that it answers has a room in simulator/. It decides by delivery/rules.hpp alone. Nothing in it looks at a clock or draws a number: the same
// calls give the same bytes. Passwords it does not know: any login token is taken.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/auth.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/routes.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/wire/codec_reader.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// See the head of this file.
class simulator {
  public:
    using device_id = std::size_t;

    simulator(delivery::console settings, moment now) : nim_(std::move(settings), {}, {}, now) {}
    /// Begins where a scenario is: its devices have the numbers in which they stand there.
    explicit simulator(const scenario& s) : nim_(s.console, s.accounts, s.teams, s.now) {
        for (const auto& entry : nim_.accounts.entries()) install_apps(entry);
    }

    moment now() const noexcept { return nim_.now; }
    void set_now(moment now) noexcept { nim_.now = now; }
    /// For the logins to come; at first one_of_each_kind.
    void set_login_policy(login_policy policy) noexcept { nim_.policy = policy; }

    /// Devices that come with it get the next numbers. Of a known account only the settings change.
    void add_account(const text& name, account one = {}) {
        const auto* known = nim_.accounts.find(name.view());
        if (known != nullptr) one.devices = known->val.devices;
        nim_.accounts.set(name, std::move(one));
        if (known == nullptr) install_apps(nim_.accounts.entries().back());
    }
    void add_team(text id, team one) { nim_.teams.set(std::move(id), std::move(one)); }
    /// A device on which the app has just been started for the first time: nothing initialised, nobody
    /// logged in. `tokens` is the environment that its build gets device tokens of.
    device_id add_device(device_platform platform = device_platform::ios,
                         environment tokens = environment::production) {
        delivery::device fresh{.platform = platform,
                               .initialized = false,
                               .login = login_state::never,
                               .app = app_state::foreground,
                               .token_environment = tokens};
        apps_.push_back(app{.own = std::move(fresh)});
        return apps_.size() - 1;
    }

    /// The state of an account, a null pointer where there is none of this name. Friends, blacklist and the like,
    /// which other services of the plugin set, are set here.
    account* find_account(std::string_view name) noexcept {
        auto* found = nim_.accounts.find(name);
        return found == nullptr ? nullptr : &found->val;
    }
    const account* find_account(std::string_view name) const noexcept {
        const auto* found = nim_.accounts.find(name);
        return found == nullptr ? nullptr : &found->val;
    }
    /// The state of a device; the id must come from add_device.
    const delivery::device& device(device_id id) const { return state(apps_[id]); }

    /// An app that was killed starts anew: it must initialise the SDK again.
    void bring_to_foreground(device_id id) {
        if (device(id).app == app_state::killed) apps_[id].is_awake = false;
        move(id, app_state::foreground);
    }
    void send_to_background(device_id id) { move(id, app_state::background); }
    void kill(device_id id) {
        apps_[id].is_awake = false;
        move(id, app_state::killed);
    }
    /// The network is gone; the connection comes back when the app next comes to the foreground.
    void lose_connection(device_id id) { state(apps_[id]).connected = false; }
    /// Somebody else's login, or the server, ends the login on this device.
    void kick_out(device_id id) {
        if (state(apps_[id]).login == login_state::in) state(apps_[id]).login = login_state::kicked;
    }

    /// A message of the Dart side, answered as the native side does. No bytes: not implemented, an app
    /// that is killed, another channel, or a call that the native side never answers.
    std::vector<std::uint8_t> handle(device_id from, std::string_view channel, span<const std::uint8_t> message) {
        if (from >= apps_.size() || channel != flutter_channel::name || device(from).app == app_state::killed)
            return {};
        const auto call = standard_codec::decode_method_call(message);
        if (!call) return {};
        const value* service = call->arguments.find(plugin::detail::service_key.view());
        if (service == nullptr || !service->is(value::kind::string)) return {};

        const detail::caller caller{nim_, apps_[from], counter_};
        const device_platform on = caller.on();
        if (!caller.self.is_awake && service->chars() != plugin::info_of<detail::initialize_call>.service)
            return detail::encode_reply(
                {-1, {}, on == device_platform::android ? text("SDK Uninitialized") : text("sdk is uninitialized")},
                on);
        for (const detail::route& one : detail::route_table<detail::answered_calls>::list)
            if (one.service == service->chars() && one.method == call->method.view())
                return detail::encode_reply(one.handler(caller, call->arguments), on);
        return {};
    }

    /// What became of the last message or notification that was taken: a verdict for each device of each
    /// receiver, with the request that leaves for APNs.
    const std::vector<verdict>& verdicts() const noexcept { return nim_.verdicts; }
    /// The pushes of the last message, each with Apple's answer.
    const std::vector<sent_push>& pushes() const noexcept { return nim_.pushes; }

    /// Apple puts the next `n` pushes off (429 TooManyRequests).
    void throttle(std::size_t n) noexcept { nim_.throttled = n; }
    /// Pushes of all messages that Apple put off.
    const std::vector<sent_push>& waiting() const noexcept { return nim_.waiting; }
    /// NIM sends them once more; returns how many Apple took now.
    std::size_t retry() { return nim_.retry(); }
    /// The app was removed, or its token replaced: Apple says 410 Unregistered of the device's token.
    void unregister_token(device_id id) { state(apps_[id]).token_state = token_state::unregistered; }

    /// The user has looked at a session: what was unread in it no longer counts.
    void mark_read(std::string_view by, flutter_channel::session_type type, std::string_view session_id) {
        if (auto* known = nim_.accounts.find(by)) nim_.read_session(*known, type, detail::copied(session_id));
    }
    void mark_all_read(std::string_view by) {
        if (auto* known = nim_.accounts.find(by)) nim_.read(*known, nullptr);
    }

  private:
    using app = detail::app;

    detail::service nim_;
    std::vector<app> apps_{};
    std::uint64_t counter_ = 0;

    void install_apps(const keyed<account>::entry& of) {
        const auto& devices = of.val.devices;
        for (std::size_t i = 0; i < devices.size(); ++i)
            apps_.push_back(app{.account = of.name,
                                .index = i,
                                .is_awake = devices[i].initialized && devices[i].app != app_state::killed});
    }
    delivery::device& state(app& one) { return detail::state_in(nim_.accounts, one); }
    const delivery::device& state(const app& one) const { return detail::state_in(nim_.accounts, one); }
    void move(device_id id, app_state to) {
        state(apps_[id]).app = to;
        state(apps_[id]).connected = std::nullopt;
    }
};

}  // namespace delivery
}  // namespace nimpush::v1
