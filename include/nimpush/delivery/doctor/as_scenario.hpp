#pragma once

// What the logs prove as a scenario of `nimpush explain`. What they do not say stands in its `unknown`, not as good.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/header.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor/answer.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/finding.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>
#include <nimpush/delivery/doctor/patient.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

class scenario_writer {
    const timeline& of_;
    const answer& said_;
    scenario made_{};
    std::vector<unknown_fact> unknown_{};

    static constexpr std::string_view name_of_sender(const answer& said) noexcept {
        const entry* sent = said.about.sent;
        return sent != nullptr && has(sent->from) ? sent->from.view() : std::string_view("sender");
    }
    constexpr void open(unknown_fact which) { unknown_.push_back(which); }
    static constexpr value in_text(std::string_view s) { return value(text(nimpush::detail::unchecked{}, s)); }

    constexpr void set_time() {
        const patient& phone = said_.phone;
        std::int32_t zone = 480;
        if (phone.has_log()) zone = of_.files()[phone.file].zone;
        std::int64_t at = said_.about.at;
        if (!said_.about.has_time)
            for (const log_file& one : of_.files()) at = one.has_time && one.end > at ? one.end : at;
        const std::int64_t local = at + zone * minute_ms;
        const std::int64_t days = (local >= 0 ? local : local - ms_of_day + 1) / ms_of_day;
        const std::int64_t ms = local - days * ms_of_day;
        const auto date = delivery::detail::civil_from_days(days);
        char chars[25]{};
        char* out = delivery::detail::write_digits(date.year, 4, chars);
        *out++ = '-';
        out = delivery::detail::write_digits(date.month, 2, out);
        *out++ = '-';
        out = delivery::detail::write_digits(date.day, 2, out);
        *out++ = 'T';
        out = delivery::detail::write_digits(ms / 3600000, 2, out);
        *out++ = ':';
        out = delivery::detail::write_digits(ms / 60000 % 60, 2, out);
        *out++ = ':';
        out = delivery::detail::write_digits(ms / 1000 % 60, 2, out);
        out = utc_offset::of_minutes(zone).write(out);
        if (auto read = moment::from({chars, static_cast<std::size_t>(out - chars)})) made_.now = *read;
    }
    constexpr void set_login(device& d) {
        const patient& p = said_.phone;
        if (p.kicked != nullptr)
            d.login = login_state::kicked;
        else if (p.logged_out != nullptr || p.other_login != nullptr)
            d.login = login_state::out;
        else if (p.login == nullptr && (p.login_failed != nullptr || p.covers_launch))
            d.login = login_state::never;
        else if (p.login != nullptr && p.login_failed == nullptr)
            d.login = login_state::in;
        else
            open(unknown_fact::receiver_login_state);
    }
    constexpr void set_app(device& d) {
        const patient& p = said_.phone;
        if (p.app == nullptr || !p.covers_send) return open(unknown_fact::receiver_app_state);
        d.app = p.app->kind == event_kind::foreground   ? app_state::foreground
                : p.app->kind == event_kind::background ? app_state::background
                                                        : app_state::killed;
        if (p.received != nullptr)
            d.connected = true;
        else if (p.connection != nullptr && p.connection->kind == event_kind::disconnected)
            d.connected = false;
    }
    constexpr void set_token(device& d) {
        const patient& p = said_.phone;
        constexpr std::string_view some = "00000000000000000000000000000000000000000000000000000000000000f0";
        const bool is_lost = p.token_refused != nullptr && p.handed_over == nullptr;
        if (p.handed_over != nullptr) {
            const text& given = has(p.handed_over->token) ? p.handed_over->token
                                : p.token_got != nullptr  ? p.token_got->token
                                                          : p.handed_over->token;
            auto read = device_token::parse(has(given) ? given.view() : some);
            d.token = read ? *read : *device_token::parse(some);
        } else if (!is_lost && !(p.covers_launch && !p.is_android)) {
            open(unknown_fact::receiver_token_uploaded);
        }
        const entry* setting = nullptr;
        for (const entry& one : of_.entries())
            if (one.kind == event_kind::console_config && one.environment != service::unknown) setting = &one;
        const cause found = said_.main.cause;
        if (p.build != nullptr)
            d.token_environment =
                p.build->environment == service::development ? environment::sandbox : environment::production;
        if (p.build == nullptr || setting == nullptr) open(unknown_fact::build_environment);
        if (found == cause::unregistered_token)
            d.token_state = token_state::unregistered;
        else
            open(unknown_fact::reinstall_time);
        const bool names_none =
            p.launched != nullptr && p.launched->has_certificate_field && d.certificate_name().empty();
        if (names_none) return;
        if (setting == nullptr || d.certificate_name().empty()) return open(unknown_fact::console_certificates);
        auto bundle = apns::bundle_id::from(has(setting->topic) ? setting->topic.view() : "com.example.unknown");
        if (!bundle) return open(unknown_fact::console_certificates);
        push_certificate known;
        known.certificate = text(nimpush::detail::unchecked{}, d.certificate_name());
        known.bundle_id = *std::move(bundle);
        known.environment =
            setting->environment == service::development ? environment::sandbox : environment::production;
        made_.console.apns.push_back(std::move(known));
    }
    constexpr device make_device() {
        const patient& p = said_.phone;
        device d;
        d.platform = p.is_android ? device_platform::android : device_platform::ios;
        if (p.launched != nullptr) {
            if (has(p.launched->certificate))
                d.options.set(text("apnsCername"), in_text(p.launched->certificate.view()));
            if (has(p.launched->app_key)) d.options.set(text("appKey"), in_text(p.launched->app_key.view()));
        }
        d.initialized = !(p.failed_to_launch != nullptr && p.launched == nullptr);
        set_login(d);
        set_app(d);
        set_token(d);
        return d;
    }
    constexpr void set_receiver(account& who) {
        const patient& p = said_.phone;
        who.devices.push_back(make_device());
        if (p.hours != nullptr && p.hours->hours.start >= 0 && p.hours->hours.end >= 0) {
            who.do_not_disturb.enable = p.hours->hours.on != said::no;
            who.do_not_disturb.start_time = clock_of(p.hours->hours.start);
            who.do_not_disturb.end_time = clock_of(p.hours->hours.end);
        } else {
            open(unknown_fact::receiver_dnd);
        }
        if (p.mute != nullptr && p.mute->message.push == said::no)
            who.muted_accounts.push_back(made_.send.from);
        else
            open(unknown_fact::receiver_mutes);
    }
    static constexpr clock_time clock_of(std::int16_t minutes) noexcept {
        char chars[5]{};
        char* out = delivery::detail::write_digits(minutes / 60, 2, chars);
        *out++ = ':';
        delivery::detail::write_digits(minutes % 60, 2, out);
        return clock_time::from({chars, 5});
    }
    constexpr void set_send(std::string_view receiver) {
        const entry* sent = said_.about.sent;
        value message = value::map();
        message.append("sessionId", in_text(receiver));
        message.append("sessionType", in_text("p2p"));
        const bool is_notification = sent != nullptr && sent->what == call::notify;
        const bool is_online_only = sent != nullptr && sent->message.online_only == said::yes;
        if (is_notification) {
            message.append("content", in_text("{}"));
            if (!sent->message.lacks_text) message.append("apnsText", in_text("?"));
            message.append("sendToOnlineUserOnly", value(is_online_only));
        } else {
            message.append("messageType", in_text("text"));
            message.append("content", in_text("?"));
        }
        value config = value::map();
        const said push = sent == nullptr ? said::nothing : sent->message.push;
        if (push == said::nothing)
            open(unknown_fact::message_config);
        else
            config.append("enablePush", value(push == said::yes));
        if (is_online_only && !is_notification) config.append("enablePersist", value(false));
        if (!is_notification) message.append("config", std::move(config));
        auto map = free_map::from(std::move(message));
        if (!map) return;
        if (is_notification)
            made_.send.custom_notification = sent_map(*std::move(map));
        else
            made_.send.message = sent_map(*std::move(map));
    }

  public:
    constexpr scenario_writer(const timeline& of, const answer& said) : of_(of), said_(said) {}

    constexpr scenario write() {
        const std::string_view receiver = has(said_.about.account) ? said_.about.account.view() : "receiver";
        std::string_view sender = name_of_sender(said_);
        if (sender == receiver) sender = "another sender";
        set_time();
        made_.send.from = text(nimpush::detail::unchecked{}, sender);
        made_.accounts.set(made_.send.from, account{});
        const entry* sent = said_.about.sent;
        account who;
        // What NIM took is neither blocked nor of strangers.
        if (sent == nullptr) {
            open(unknown_fact::receiver_blacklist);
            open(unknown_fact::friends_and_strangers_setting);
        } else if (said_.main.cause == cause::blocked) {
            who.blacklist.push_back(made_.send.from);
        } else if (said_.main.cause == cause::not_friends) {
            made_.console.strangers_may_message = false;
        }
        bool knows_key = false;
        for (const entry& one : of_.entries())
            if (one.kind == event_kind::console_config && has(one.app_key) && !knows_key) {
                made_.console.app_key = one.app_key;
                knows_key = true;
            }
        if (!knows_key) open(unknown_fact::console_app_key);
        set_send(receiver);
        set_receiver(who);
        made_.accounts.set(text(nimpush::detail::unchecked{}, receiver), std::move(who));
        made_.unknown = std::move(unknown_);
        return std::move(made_);
    }
};

}  // namespace detail

/// The scenario of the answer's push, of which `unknown` names what the logs do not say. Placeholders, such as the text of
/// the message, decide nothing.
constexpr scenario as_scenario(const timeline& of, const answer& said) {
    return detail::scenario_writer(of, said).write();
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
