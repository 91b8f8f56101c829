#pragma once

// NIM's service in one process: it speaks the bytes of the channel of nim_core 1.7.7 and of nim_core_v2, keeps accounts, devices and
// settings, and says for each message what is pushed.
//
//     delivery::simulator nim({.apns = {{"acme_prod", "com.example.acme"}}}, now);
//     nim.add_account("bob", {.nickname = "Bob"});
//     const auto phone = nim.add_device();
//     auto reply = nim.handle(phone, flutter_channel::name, bytes);
//
// Each service that it answers has a room in simulator/. It decides by delivery/rules.hpp alone. Nothing in it looks at
// a clock or draws a number: the same calls give the same bytes. Passwords it does not know: any login token is taken.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/auth.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/routes.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/delivery/simulator/v2_events.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/codec_tree.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// An account of a simulator, by its name: whatever is added to the simulator meanwhile, it is that account. Good as
/// long as the simulator is and does not move. Ends the program where there is none: look first.
template <class Accounts> class account_handle {
    Accounts* all_;
    text name_;

  public:
    account_handle(Accounts& all, text name) : all_(&all), name_(std::move(name)) {}

    explicit operator bool() const noexcept { return get() != nullptr; }
    friend bool operator==(const account_handle& a, std::nullptr_t) noexcept { return a.get() == nullptr; }
    /// A pointer for the moment: adding an account moves what it points to. Null where there is none.
    auto* get() const noexcept {
        auto* found = all_->find(name_.view());
        return found == nullptr ? nullptr : &found->val;
    }
    auto& operator*() const {
        auto* found = get();
        if (found == nullptr) nimpush::detail::result_has_no_value();
        return *found;
    }
    auto* operator->() const { return &**this; }
};

/// simulator as a template, so that who only includes it does not pay for compiling it.
template <class When> class basic_simulator {
    template <class T> using of = typename When::template type<T>;
    using app = of<detail::app>;
    using device_state = of<delivery::device>;
    using accounts = keyed<of<account>>;

  public:
    using device_id = std::size_t;

    basic_simulator(of<delivery::console> settings, moment now) : nim_(std::move(settings), {}, {}, now) {}
    /// Begins where a scenario is: its devices have the numbers in which they stand there.
    explicit basic_simulator(const scenario& s) : nim_(s.console, s.accounts, s.teams, s.now) {
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
        device_state fresh{.platform = platform,
                           .initialized = false,
                           .login = login_state::never,
                           .app = app_state::foreground,
                           .token_environment = tokens};
        apps_.push_back(app{.own = std::move(fresh)});
        return apps_.size() - 1;
    }
    /// The same of an app that is built with this plugin: nim_core 1.7.7, or a version of nim_core_v2, 10.3.1 to 10.9.90.
    /// Each is answered as its native side does.
    template <std::same_as<plugin::plugin_version> Version>
    device_id add_device(device_platform platform, environment tokens, Version plugin) {
        const device_id made = add_device(platform, tokens);
        apps_[made].plugin = plugin;
        if (!plugin_release{plugin}.is_v2()) return made;
        apps_[made].routes = detail::route_table<of<detail::v2_answered_calls>>::list;
        apps_[made].speech = &detail::v2_speech<caller, app>;
        return made;
    }

    /// The state of an account, by its name. Friends, blacklist and the like, which other services of the plugin set,
    /// are set here.
    account_handle<accounts> find_account(std::string_view name) & { return {nim_.accounts, detail::copied(name)}; }
    account_handle<const accounts> find_account(std::string_view name) const& {
        return {nim_.accounts, detail::copied(name)};
    }
    void find_account(std::string_view name) const&& = delete;
    /// The state of a device, until an account or device is added or something is handled.
    const device_state& device(device_id id) const& {
        static const device_state nobodys{.initialized = false, .login = login_state::never, .app = app_state::killed};
        return id < apps_.size() ? state(apps_[id]) : nobodys;
    }
    void device(device_id id) const&& = delete;

    /// An app that was killed starts anew: it must initialise the SDK again.
    bool bring_to_foreground(device_id id) {
        return at(id, [&](app& one) {
            if (state(one).app == app_state::killed) detail::forget_process(one);
            move(one, app_state::foreground);
        });
    }
    bool send_to_background(device_id id) {
        return at(id, [&](app& one) { move(one, app_state::background); });
    }
    bool kill(device_id id) {
        return at(id, [&](app& one) {
            detail::forget_process(one);
            move(one, app_state::killed);
        });
    }
    /// The network is gone; the connection comes back when the app next comes to the foreground.
    bool lose_connection(device_id id) {
        return at(id, [&](app& one) { state(one).connected = false; });
    }
    /// Somebody else's login, or the server, ends the login on this device.
    bool kick_out(device_id id) {
        return at(id, [&](app& one) {
            if (state(one).login != login_state::in) return;
            state(one).login = login_state::kicked;
            nim_.kicked.push_back({one.account, one.index, {}});
            tell_all();
        });
    }
    /// iOS gives the app delegate a device token. Since 10.9.6 the plugin hands it to NIM itself where
    /// autoUpdateApnsToken is on, now or when the SDK wakes up; else, and in older versions, the app must. False where
    /// there is no such app, no iOS, or the app does not run.
    bool register_device_token(device_id id, const device_token& token) {
        bool is_there = false;
        at(id, [&](app& one) {
            auto& phone = state(one);
            is_there = phone.platform == device_platform::ios && phone.app != app_state::killed;
            if (!is_there || one.plugin < flutter_channel_v2::automatic_token_since || !one.takes_tokens) return;
            if (one.is_awake)
                detail::take_token(phone, token);
            else
                one.waiting_token = token;
        });
        return is_there;
    }

    /// What the native side told Dart since this was last asked: method calls on the plugin's channel, oldest first, as
    /// flutter_channel::read_event or flutter_channel_v2::read_event reads them. The login's status and its end by
    /// others, messages and notifications that arrive over the connection, unread counts; of V2 also messages that are
    /// taken back, changed or commented, mutes, and pushes beside a desktop. An app that is killed forgets them, one
    /// without a connection hears of nothing.
    std::vector<std::vector<std::uint8_t>> take_events(device_id id) {
        if (id >= apps_.size()) return {};
        return std::exchange(apps_[id].events, {});
    }

    /// A message of the Dart side, answered as the native side does. No bytes: not implemented, an app
    /// that is killed, another channel, or a call that the native side never answers. What is nested deeper than a
    /// reply could carry is refused before it does anything, and the reply says so. No bytes either for what the
    /// simulator keeps nothing of: V2's read receipts, messages stored on the device alone, pins, collections, AI, chat
    /// rooms, Android's notification bar.
    std::vector<std::uint8_t> handle(device_id from, std::string_view channel, span<const std::uint8_t> message) {
        if (from >= apps_.size() || channel != flutter_channel::name || device(from).app == app_state::killed)
            return {};
        detail::own_pairs own;
        const caller from_app{nim_, apps_[from], counter_, apps_, own};
        std::vector<std::uint8_t> reply;
        const errc wrong = nimpush::detail::codec::with_call(
            message,
            [&](std::string_view method, const value& arguments) { reply = answer(from_app, method, arguments); });
        if (wrong == errc::too_deep) return detail::encode_reply(detail::nested_too_deep(), from_app.form());
        return reply;
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
    bool unregister_token(device_id id) {
        return at(id, [&](app& one) { state(one).token_state = token_state::unregistered; });
    }

    /// The user has looked at a session: what was unread in it no longer counts.
    void mark_read(std::string_view by, flutter_channel::session_type type, std::string_view session_id) {
        if (auto* known = nim_.accounts.find(by)) nim_.read_session(*known, type, detail::copied(session_id));
        tell_all();
    }
    void mark_all_read(std::string_view by) {
        if (auto* known = nim_.accounts.find(by)) nim_.read(*known, nullptr);
        tell_all();
    }

  private:
    using caller = detail::basic_caller<When>;

    detail::basic_service<When> nim_;
    std::vector<app> apps_{};
    std::uint64_t counter_ = 0;

    static span<const detail::route> routes_of(const app& one) noexcept {
        if (one.routes.empty()) return detail::route_table<of<detail::answered_calls>>::list;
        return one.routes;
    }
    void tell_all() { detail::tell_the_rest(apps_, nim_); }
    /// To a call that was read; it ends with this.
    std::vector<std::uint8_t> answer(const caller& from, std::string_view method, const value& arguments) {
        const detail::native_form form = from.form();
        const value* service = arguments.find(plugin::detail::spelt<plugin::detail::service_key>());
        if (service == nullptr || !service->is(value::kind::string)) return {};
        return detail::encode_reply(made_for(from, form, service->chars(), method, arguments), form);
    }
    detail::native_reply made_for(const caller& from, const detail::native_form& form, std::string_view service,
                                  std::string_view method, const value& arguments) {
        if (detail::is_too_deep(arguments)) return detail::nested_too_deep();
        if (!from.self.is_awake && service != plugin::info_of<detail::initialize_call>.service)
            return detail::uninitialized(form);
        for (const detail::route& one : routes_of(from.self)) {
            if (one.method != method || one.service != service || form.plugin < one.since) continue;
            detail::native_reply made = one.handler(from, arguments);
            tell_all();
            return made;
        }
        return detail::none();
    }
    void install_apps(const typename accounts::entry& owner) {
        const auto& devices = owner.val.devices;
        const auto at = static_cast<std::size_t>(&owner - nim_.accounts.entries().data());
        for (std::size_t i = 0; i < devices.size(); ++i)
            apps_.push_back(app{.account = owner.name,
                                .owner = at,
                                .index = i,
                                .is_awake = devices[i].initialized && devices[i].app != app_state::killed});
    }
    device_state& state(app& one) { return detail::state_in(nim_.accounts, one); }
    const device_state& state(const app& one) const { return detail::state_in(nim_.accounts, one); }
    template <class F> bool at(device_id id, F&& f) {
        if (id >= apps_.size()) return false;
        f(apps_[id]);
        return true;
    }
    void move(app& one, app_state to) {
        state(one).app = to;
        state(one).connected = std::nullopt;
    }
};

/// See the head of this file. Copies stand alone.
///
/// A device that add_device or a scenario has not made does nothing: what is said to it answers false, and device() is
/// one that was never started.
using simulator = basic_simulator<detail::when_used>;

}  // namespace delivery
}  // namespace nimpush::v1
