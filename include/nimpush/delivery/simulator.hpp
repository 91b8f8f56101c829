#pragma once

// NIM's service in one process: it speaks the bytes of nim_core's channel, keeps accounts, devices and
// settings, and says for each message what is pushed.
//
//     delivery::simulator nim({.apns = {{"acme_prod", "com.example.acme"}}}, now);
//     nim.add_account("bob", {.nickname = "Bob"});
//     const auto phone = nim.add_device();
//     auto reply = nim.handle(phone, flutter_channel::name, bytes);
//
// It decides by delivery/rules.hpp alone. Nothing in it looks at a clock or draws a number: the same
// calls give the same bytes. Passwords it does not know: any login token is taken.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/model/device_token.hpp>
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
    void add_account(text name, account one = {}) {
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
        const value* service = call->arguments.find("serviceName");
        if (service == nullptr || !service->is(value::kind::string)) return {};

        app& caller = apps_[from];
        const device_platform on = state(caller).platform;
        if (!caller.is_awake && service->chars() != "InitializeService")
            return detail::encode_reply(
                {-1, {}, on == device_platform::android ? text("SDK Uninitialized") : text("sdk is uninitialized")},
                on);
        for (const route& one : routes()) {
            if (one.service != service->chars() || one.method != call->method.view()) continue;
            return detail::encode_reply((this->*one.handler)(caller, call->arguments), on);
        }
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
        if (auto* known = nim_.accounts.find(by))
            nim_.read(*known, detail::session_of(type, detail::copied(session_id), detail::copied(session_id)));
    }
    void mark_all_read(std::string_view by) {
        if (auto* known = nim_.accounts.find(by)) nim_.read(*known, nullptr);
    }

  private:
    using reply = detail::native_reply;

    /// The app on a device: its process, and where NIM keeps what it knows of the device.
    struct app {
        text account{};          // the last that logged in; null for nobody
        std::size_t index = 0;   // among the devices of that account
        delivery::device own{};  // what is known as long as nobody has logged in
        bool is_awake = false;   // this process has initialised the SDK
        text pending_key{};      // a custom content key that came before the login
    };
    struct route {
        std::string_view service;
        std::string_view method;
        reply (simulator::*handler)(app&, const value&);
    };

    detail::service nim_;
    std::vector<app> apps_{};
    std::uint64_t counter_ = 0;

    static span<const route> routes() noexcept {
        static constexpr route list[] = {
            {"InitializeService", "initialize", &simulator::initialize},
            {"AuthService", "login", &simulator::login},
            {"AuthService", "logout", &simulator::logout},
            {"AuthService", "kickOutOtherOnlineClient", &simulator::kick_out_other},
            {"SettingsService", "updateAPNSToken", &simulator::update_apns_token},
            {"SettingsService", "setPushNoDisturbConfig", &simulator::set_no_disturb},
            {"SettingsService", "getPushNoDisturbConfig", &simulator::get_no_disturb},
            {"SettingsService", "enablePushShowDetail", &simulator::enable_show_detail},
            {"SettingsService", "isPushShowDetailEnabled", &simulator::is_show_detail_enabled},
            {"SettingsService", "enableMobilePushWhenPCOnline", &simulator::enable_push_when_pc_online},
            {"SettingsService", "isMobilePushEnabledWhenPCOnline", &simulator::is_push_enabled_when_pc_online},
            {"SettingsService", "registerBadgeCountHandler", &simulator::register_badge_count},
            {"UserService", "setMute", &simulator::set_mute},
            {"UserService", "isMute", &simulator::is_mute},
            {"UserService", "getMuteList", &simulator::get_mute_list},
            {"TeamService", "muteTeam", &simulator::mute_team},
            {"SuperTeamService", "muteTeam", &simulator::mute_team},
            {"MessageService", "createMessage", &simulator::create_message},
            {"MessageService", "sendMessage", &simulator::send_message},
            {"MessageService", "revokeMessage", &simulator::revoke_message},
            {"MessageService", "setChattingAccount", &simulator::set_chatting_account},
            {"MessageService", "queryTotalUnreadCount", &simulator::query_total_unread_count},
            {"MessageService", "clearAllSessionUnreadCount", &simulator::clear_all_unread_count},
            {"SystemMessageService", "sendCustomNotification", &simulator::send_custom_notification},
        };
        return list;
    }

    void install_apps(const keyed<account>::entry& of) {
        const auto& devices = of.val.devices;
        for (std::size_t i = 0; i < devices.size(); ++i)
            apps_.push_back(app{.account = of.name,
                                .index = i,
                                .is_awake = devices[i].initialized && devices[i].app != app_state::killed});
    }
    template <class Accounts, class App> static auto& state_in(Accounts& accounts, App& one) {
        if (!one.account.has_value()) return one.own;
        return accounts.find(one.account.view())->val.devices[one.index];
    }
    delivery::device& state(app& one) { return state_in(nim_.accounts, one); }
    const delivery::device& state(const app& one) const { return state_in(nim_.accounts, one); }
    void move(device_id id, app_state to) {
        state(apps_[id]).app = to;
        state(apps_[id]).connected = std::nullopt;
    }
    /// The account that is logged in on the device, a null pointer for nobody.
    keyed<account>::entry* logged_in(app& caller) {
        if (state(caller).login != login_state::in) return nullptr;
        return nim_.accounts.find(caller.account.view());
    }

    static std::optional<bool> bool_of(const value& arguments, std::string_view key) {
        const value* found = arguments.find(key);
        return found == nullptr ? std::nullopt : found->as_bool();
    }
    static text text_of(const value& arguments, std::string_view key) { return detail::text_member(arguments, key); }
    static reply data(value v) { return {0, std::move(v), {}}; }
    static reply fine() { return {}; }
    static reply none() { return {.never_comes = true}; }
    static reply bad_parameter() { return {-1, {}, "parameter error"}; }  // FLTSettingsService.swift:205
    /// 20001 is the C SDK's code for it; what phones answer is unverified.
    static reply not_logged_in() { return {20001, {}, "not logged in"}; }

    // InitializeService and AuthService.

    reply initialize(app& caller, const value& arguments) {
        value options = value::map();
        for (const value::member& one : arguments.members())
            if (one.key.chars() != "serviceName" && one.key.chars() != "extras") options.append(one.key, one.val);
        auto kept = free_map::from(std::move(options));
        if (!kept) return bad_parameter();
        state(caller).options = *std::move(kept);
        // Awake as soon as there is an app key (NimCore.swift:34); the answer is the same without.
        if (text_of(arguments, "appKey").empty()) return fine();
        state(caller).initialized = true;
        caller.is_awake = true;
        return fine();
    }
    reply login(app& caller, const value& arguments) {
        const text name = text_of(arguments, "account");
        if (!name.has_value() || !text_of(arguments, "token").has_value() || arguments.find("authType") == nullptr)
            return none();  // iOS never answers (FLTAuthService.swift:53)
        if (detail::has_too_long_name(state(caller))) return reply{500, {}, "apnsCername has more than 32 characters"};
        auto* to = nim_.accounts.find(name.view());
        if (to == nullptr) return reply{302, {}, "wrong account or token"};
        hand_to(caller, *to);
        state(caller).login = login_state::in;
        nim_.kick_others(to->val, caller.index);
        if (caller.pending_key.has_value()) to->val.custom_content_key = std::exchange(caller.pending_key, {});
        if (state(caller).platform != device_platform::android) return fine();
        value info = value::map();  // FLTAuthService.kt:44
        for (const std::string_view key : {"account", "token", "loginExt", "customClientType", "authType"})
            if (const value* given = arguments.find(key)) info.append(detail::name_value(key), *given);
        return data(std::move(info));
    }
    reply logout(app& caller, const value&) {
        if (state(caller).login == login_state::in) state(caller).login = login_state::out;
        return fine();
    }
    /// Ends the account's other logins on clients of this type (FLTAuthService.swift:97).
    reply kick_out_other(app& caller, const value& arguments) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        const text type = text_of(arguments, "clientType");
        const bool found = nim_.kick(owner->val, caller.index,
                                     [&](const delivery::device& d) { return name_of(d.platform) == type.view(); });
        return found ? fine() : reply{-1, {}, "no such client"};
    }
    /// The device becomes one of this account; for the account before it, it has logged out. A device
    /// that was here before is known by its token.
    void hand_to(app& caller, keyed<account>::entry& to) {
        if (caller.account == to.name) return;
        const delivery::device moved = state(caller);
        if (caller.account.has_value()) state(caller).login = login_state::out;
        auto& devices = to.val.devices;
        std::size_t at = 0;
        while (at != devices.size() && !(moved.token.has_value() && devices[at].token == moved.token)) ++at;
        if (at == devices.size()) devices.emplace_back();
        devices[at] = moved;
        caller.account = to.name;
        caller.index = at;
    }

    // SettingsService.

    reply update_apns_token(app& caller, const value& arguments) {
        if (state(caller).platform != device_platform::ios) return none();
        const value* bytes = arguments.find("token");
        if (bytes == nullptr || !bytes->is(value::kind::bytes)) return bad_parameter();
        const auto token = device_token::from(bytes->as_bytes());
        if (!token) return bad_parameter();
        if (state(caller).token != *token) state(caller).token_state = token_state::valid;
        state(caller).token = *token;
        if (text key = text_of(arguments, "key"); key.has_value()) {  // null leaves it, "" clears it
            if (auto* owner = logged_in(caller))
                owner->val.custom_content_key = std::move(key);
            else
                caller.pending_key = std::move(key);  // whether NIM keeps it until the login is unverified
        }
        return fine();
    }
    reply set_no_disturb(app& caller, const value& arguments) {
        const auto enable = bool_of(arguments, "enable");
        if (!enable) return none();
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        do_not_disturb& window = owner->val.do_not_disturb;
        window = {.enable = *enable,
                  .start_time = clock_time::from(text_of(arguments, "startTime").view()),
                  .end_time = clock_time::from(text_of(arguments, "endTime").view())};
        // Both or none (FLTSettingsService.swift:115).
        if (!window.start_time.has_value() || !window.end_time.has_value())
            window.start_time = window.end_time = clock_time::from("00:00");
        // A new setting object on iOS, which says again that details are shown.
        if (state(caller).platform == device_platform::ios) owner->val.show_detail = true;
        return fine();
    }
    reply get_no_disturb(app& caller, const value&) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        const do_not_disturb& window = owner->val.do_not_disturb;
        return data(value::map({{"enable", window.enable},
                                {"startTime", value(window.start_time.to_text())},
                                {"endTime", value(window.end_time.to_text())}}));
    }
    /// A switch of the account.
    reply set_switch(app& caller, const value& arguments, bool account::*which, reply missing) {
        const auto enable = bool_of(arguments, "enable");
        if (!enable) return missing;
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        owner->val.*which = *enable;
        return fine();
    }
    reply get_switch(app& caller, bool account::*which) {
        auto* owner = logged_in(caller);
        return owner == nullptr ? not_logged_in() : data(value(owner->val.*which));
    }
    reply enable_show_detail(app& caller, const value& arguments) {
        return set_switch(caller, arguments, &account::show_detail, none());
    }
    reply is_show_detail_enabled(app& caller, const value&) { return get_switch(caller, &account::show_detail); }
    reply enable_push_when_pc_online(app& caller, const value& arguments) {
        return set_switch(caller, arguments, &account::push_when_desktop_online, reply{-1, {}, "parameter is nil"});
    }
    reply is_push_enabled_when_pc_online(app& caller, const value&) {
        return get_switch(caller, &account::push_when_desktop_online);
    }
    /// A negative count turns the SDK's own counting on again, which is what NIM has anyway.
    reply register_badge_count(app& caller, const value& arguments) {
        const value* count = arguments.find("count");
        if (state(caller).platform != device_platform::ios || count == nullptr || !count->is(value::kind::int64))
            return none();
        if (auto* owner = logged_in(caller); owner != nullptr && *count->as_int() >= 0)
            owner->val.unread = natural::unchecked(*count->as_int());
        return fine();
    }

    // Whom the receiver does not want to hear of.

    static std::size_t position(const std::vector<text>& list, std::string_view name) {
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].view() == name) return i;
        return npos;
    }
    reply set_mute(app& caller, const value& arguments) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        const text user = text_of(arguments, "userId");
        if (!user.has_value()) return bad_parameter();
        const bool absent = state(caller).platform == device_platform::android;
        auto& muted = owner->val.muted_accounts;
        const std::size_t at = position(muted, user.view());
        if (!bool_of(arguments, "isMute").value_or(absent)) {
            if (at != npos) muted.erase(muted.begin() + static_cast<std::ptrdiff_t>(at));
        } else if (at == npos) {
            muted.push_back(user);
        }
        return fine();
    }
    reply is_mute(app& caller, const value& arguments) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        const text user = text_of(arguments, "userId");
        if (!user.has_value()) return bad_parameter();
        return data(value(detail::has_name(owner->val.muted_accounts, user.view())));
    }
    reply get_mute_list(app& caller, const value&) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        value list = value::list();
        for (const text& one : owner->val.muted_accounts) list.push_back(value(one));
        return data(value::map({{"userIdList", std::move(list)}}));
    }
    reply mute_team(app& caller, const value& arguments) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        text id = text_of(arguments, "teamId");
        team_notify_type type{};
        if (!id.has_value() || !from_name(text_of(arguments, "notifyType").view(), type)) return bad_parameter();
        if (nim_.teams.find(id.view()) == nullptr) return reply{803, {}, "no such team"};
        owner->val.teams.set(std::move(id), type);
        return fine();
    }

    // MessageService and SystemMessageService.

    detail::author author_of(app& caller) {
        const auto* owner = logged_in(caller);
        if (owner == nullptr) return {{}, {}, state(caller).platform};
        return {owner->name, owner->val.nickname.has_value() ? owner->val.nickname : owner->name,
                state(caller).platform};
    }
    reply create_message(app& caller, const value& arguments) {
        return data(detail::created_message(arguments, author_of(caller), ++counter_, nim_.now));
    }
    reply send_message(app& caller, const value& arguments) {
        // An absent `resend` takes the branch that looks the message up (FLTMessageService.swift:411).
        if (state(caller).platform == device_platform::ios && bool_of(arguments, "resend") != false)
            return reply{-1, {}, "resend message not exist"};
        reply made = deliver(caller, arguments, &detail::read_message);
        if (made.code == 0) made.data = detail::sent_message(arguments, author_of(caller), ++counter_, nim_.now);
        return made;
    }
    reply send_custom_notification(app& caller, const value& arguments) {
        const value* notification = arguments.find("customNotification");
        if (notification == nullptr || !notification->is(value::kind::map)) return none();
        return deliver(caller, *notification, &detail::read_notification);
    }

    using reader = sending (*)(text, const value&, const detail::place&, detail::fault_list&);
    reply deliver(app& caller, const value& map, reader read) {
        const auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        detail::fault_list faults;
        const sending sent = read(owner->name, map, detail::place{}, faults);
        if (!faults.empty()) {  // 811 is documented; 414 for the other limits is unverified
            const error& first = faults.all().front().what;
            return {first.code == errc::too_many ? 811 : 414, {}, to_text(first)};
        }
        return nim_.send(sent, sent.is_notification ? text() : text_of(map, "uuid"));
    }
    /// Reads the text, payload and count of the recall; session and sender are the message's own.
    reply revoke_message(app& caller, const value& arguments) {
        const auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        sending recall{.from = owner->name, .is_notification = true, .enable_push_nick = false};
        recall.push_text = text_of(arguments, "customApnsText");
        recall.enable_unread_count = bool_of(arguments, "shouldNotifyBeCount").value_or(true);
        if (const value* payload = arguments.find("pushPayload"); payload != nullptr && payload->is(value::kind::map))
            if (auto kept = free_map::from(*payload)) recall.push_payload = *std::move(kept);
        return nim_.recall(text_of(arguments, "uuid"), std::move(recall));
    }
    /// Opening a session reads it (FLTMessageService.swift:782); `none` and `all` are no sessions.
    reply set_chatting_account(app& caller, const value& arguments) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        const text id = text_of(arguments, "sessionId");
        flutter_channel::session_type type{};
        if (id.has_value() && from_name(text_of(arguments, "sessionType").view(), type))
            nim_.read(*owner, detail::session_of(type, id, id));
        return fine();
    }
    reply query_total_unread_count(app& caller, const value&) {
        const auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        return data(value::map({{"count", owner->val.unread.value()}}));
    }
    reply clear_all_unread_count(app& caller, const value&) {
        auto* owner = logged_in(caller);
        if (owner == nullptr) return not_logged_in();
        nim_.read(*owner, nullptr);
        return fine();
    }
};

}  // namespace delivery
}  // namespace nimpush::v1
