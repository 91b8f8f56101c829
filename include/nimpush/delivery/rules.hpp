#pragma once

// The rules that decide whether a push is sent, in their order: one pure function from a situation to a ruling.
//
// Names, order and outcomes: docs/facts/delivery.md, Rules. All are looked at; the first that stops the push
// decides. A rule is one line of rule_table; what it says in words stands in words.hpp.

#include <array>
#include <cstddef>
#include <cstdint>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// A rule and what it said.
struct considered {
    delivery::rule rule{};
    consideration result{};

    using described_by = field_list<field<"rule", &considered::rule>, field<"result", &considered::result>>;
    friend constexpr bool operator==(const considered&, const considered&) = default;
};

/// What each rule but `pushed` said, in their order.
class considered_rules {
    std::array<considered, rule_count - 1> list_{};
    std::size_t size_ = 0;

  public:
    constexpr span<const considered> all() const noexcept { return {list_.data(), size_}; }
    constexpr void add(considered one) noexcept { list_[size_++] = one; }
    /// What this rule said; nothing for `pushed`.
    constexpr maybe<consideration> find(rule which) const noexcept {
        for (const considered& one : all())
            if (one.rule == which) return one.result;
        return {};
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_list(size_);
        for (const considered& one : all()) {
            out.item();
            schema::write(out, one);
        }
        out.end_list(mark);
    }
    friend constexpr bool operator==(const considered_rules&, const considered_rules&) = default;
};

/// Which rule decided, and how each of them saw it.
struct ruling {
    delivery::outcome outcome = outcome::apns;
    delivery::rule rule = rule::pushed;
    maybe<std::int64_t> code{};  // what NIM answers where it refuses, or where the login fails
    delivery::confidence confidence = confidence::documented;
    considered_rules considered{};

    friend constexpr bool operator==(const ruling&, const ruling&) = default;
};

namespace detail {

/// What a rule finds, before it is known whether the push is forced.
struct finding {
    consideration result = consideration::passes;
    delivery::confidence confidence = confidence::documented;
};
constexpr finding stops_if(bool so, bool unverified = false) noexcept {
    return {so ? consideration::stops : consideration::passes,
            unverified ? confidence::unverified : confidence::documented};
}
/// Looks at the device, where there is one.
template <class Look> constexpr finding on_device(const situation& s, Look look) noexcept {
    return s.device == nullptr ? finding{consideration::unreached} : stops_if(look(*s.device));
}
/// Looks at it where it is one of Apple's.
template <class Look> constexpr finding on_ios(const situation& s, Look look) noexcept {
    if (s.device == nullptr || s.device->platform != device_platform::ios) return {consideration::unreached};
    return stops_if(look(*s.device));
}
/// Looks at a phone of HarmonyOS whose app set its push up; what NIM does then is our model.
template <class Look> constexpr finding on_harmony(const situation& s, Look look) noexcept {
    if (s.device == nullptr || s.device->platform != device_platform::harmony || !s.device->has_harmony_push())
        return {consideration::unreached};
    return stops_if(look(*s.device), true);
}
/// Looks at what only APNs finds out.
template <class Look> constexpr finding at_apns(const situation& s, Look look) noexcept {
    return s.reaches_apns() ? stops_if(look(*s.device)) : finding{consideration::unreached};
}
constexpr bool is_maker_pushed(const situation& s) noexcept {
    return s.device->platform == device_platform::android || s.device->platform == device_platform::harmony;
}
/// Start included, end not; equal times are a whole day (unverified).
constexpr bool is_within(const do_not_disturb& window, const moment& now) noexcept {
    if (!window.enable) return false;
    const auto minute = now.minute_of_day(window.utc_offset.has_value() ? window.utc_offset : now.offset);
    const auto start = window.start_time.minutes();
    const auto end = window.end_time.minutes();
    return start < end ? start <= minute && minute < end : start <= minute || minute < end;
}
/// A list of nobody was given to a forced push: that it forces nobody is unverified.
constexpr bool forces_nobody(const sending& sent) noexcept {
    return sent.is_to_team() && sent.force.has_value() && sent.force->is_force_push &&
           sent.force->force_push_list.has_value() && sent.force->force_push_list->empty();
}

struct rule_row {
    delivery::rule rule{};
    finding (*look)(const situation&) noexcept = nullptr;  // null: payload_too_large, which looks at what leaves
    delivery::outcome outcome = outcome::none;
    std::int64_t code = 0;  // none
    bool yields_to_force = false;
};

/// At most so many characters are taken for a certificate name (NIMSDK.h).
constexpr bool has_too_long_name(const device& d) noexcept {
    return schema::characters::count(d.certificate_name()) > limits::certificate_name;
}

inline constexpr by_rule<rule_row, rule_count - 1> rule_table{{
    {rule::to_oneself,
     [](const situation& s) noexcept {
         return stops_if(!s.sending.is_to_team() && s.receiver.name == s.sending.from);
     }},
    // A team's other members get it all the same; what NIM does for the one who blocked is unverified.
    {rule::blocked, [](const situation& s) noexcept { return stops_if(s.relation.is_blocked, s.sending.is_to_team()); },
     outcome::refused, 7101},
    {rule::not_friends,
     [](const situation& s) noexcept {
         return stops_if(!s.sending.is_to_team() && !s.console.strangers_may_message && !s.relation.are_friends);
     },
     outcome::refused, 403},
    {rule::not_in_team,
     [](const situation& s) noexcept { return stops_if(s.sending.is_to_team() && !s.standing.is_member); },
     outcome::refused, 804},
    {rule::chat_banned,
     [](const situation& s) noexcept { return stops_if(s.sending.is_to_team() && s.standing.is_chat_banned); },
     outcome::refused, 812},
    // A message that is directed to some of a team (targetConfig): nothing says what NIM does with the others' pushes.
    {rule::not_meant,
     [](const situation& s) noexcept { return stops_if(s.sending.is_to_team() && !s.relation.is_meant, true); }},
    {rule::not_initialized,
     [](const situation& s) noexcept { return on_device(s, [](const device& d) { return !d.initialized; }); }},
    {rule::certificate_name_too_long,
     [](const situation& s) noexcept { return on_device(s, [](const device& d) { return has_too_long_name(d); }); },
     outcome::none, 500},
    // Neither page nor code says how a login with an unknown app key fails: the code is left out.
    {rule::another_app_key,
     [](const situation& s) noexcept {
         return on_device(s, [&](const device& d) {
             return !s.console.app_key.empty() && !d.app_key().empty() && d.app_key() != s.console.app_key.view();
         });
     }},
    {rule::never_logged_in,
     [](const situation& s) noexcept {
         return stops_if(s.device == nullptr || s.device->login == login_state::never);
     }},
    {rule::logged_out,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.login == login_state::out; });
     }},
    {rule::kicked_out,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.login == login_state::kicked; });
     }},
    {rule::in_foreground,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.app == app_state::foreground && d.is_connected(); });
     },
     outcome::connection},
    {rule::alive_in_background,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) {
             return d.platform != device_platform::ios && d.app == app_state::background && d.is_connected();
         });
     },
     outcome::connection},
    // Whether a forced push passes over this one and over desktop_online is unverified: we say no.
    {rule::push_off,
     [](const situation& s) noexcept { return stops_if(!s.sending.enable_push, s.relation.is_forced); }},
    {rule::online_only, [](const situation& s) noexcept { return stops_if(s.sending.online_only); }},
    {rule::no_push_text,
     [](const situation& s) noexcept { return stops_if(s.sending.is_notification && s.sending.push_text.empty()); }},
    {rule::no_harmony_certificate_name,
     [](const situation& s) noexcept {
         return on_harmony(s, [](const device& d) { return d.harmony_certificate_name().empty(); });
     }},
    {rule::harmony_certificate_unknown,
     [](const situation& s) noexcept {
         if (!s.console.harmony.has_value()) return finding{consideration::unreached};
         if (s.device != nullptr && s.device->harmony_certificate_name().empty())
             return finding{consideration::unreached};
         return on_harmony(s, [&](const device& d) { return !s.console.has_harmony(d.harmony_certificate_name()); });
     }},
    {rule::not_an_apns_device,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.platform != device_platform::ios; });
     }},
    {rule::no_certificate_name,
     [](const situation& s) noexcept {
         return on_ios(s, [](const device& d) { return d.certificate_name().empty(); });
     }},
    {rule::certificate_unknown,
     [](const situation& s) noexcept {
         if (s.device != nullptr && s.device->certificate_name().empty()) return finding{consideration::unreached};
         return on_ios(s, [&](const device&) { return s.certificate() == nullptr; });
     }},
    {rule::no_token,
     [](const situation& s) noexcept { return on_ios(s, [](const device& d) { return !d.token.has_value(); }); }},
    {rule::desktop_online,
     [](const situation& s) noexcept {
         if (s.device == nullptr) return finding{consideration::unreached};
         const std::size_t others = s.relation.online_desktops - (is_online_desktop(*s.device) ? 1 : 0);
         return stops_if(others != 0 && !s.receiver.val.push_when_desktop_online, s.relation.is_forced);
     }},
    {rule::do_not_disturb,
     [](const situation& s) noexcept {
         const delivery::do_not_disturb& window = s.receiver.val.do_not_disturb;
         return stops_if(is_within(window, s.now), window.start_time == window.end_time || forces_nobody(s.sending));
     },
     outcome::none, 0, true},
    {rule::conversation_muted,
     [](const situation& s) noexcept {
         const bool muted = s.relation.team_notify == team_notify_type::mute ||
                            (s.relation.team_notify == team_notify_type::manager && !s.standing.is_manager);
         return stops_if(s.sending.is_to_team() && muted, forces_nobody(s.sending));
     },
     outcome::none, 0, true},
    {rule::sender_muted,
     [](const situation& s) noexcept { return stops_if(!s.sending.is_to_team() && s.relation.is_sender_muted); }},
    {rule::token_is_text,
     [](const situation& s) noexcept {
         return at_apns(s, [](const device& d) { return d.token.is_text_of_digits(); });
     }},
    {rule::environment_mismatch,
     [](const situation& s) noexcept {
         return at_apns(s, [&](const device& d) { return d.token_environment != s.certificate()->environment; });
     }},
    {rule::token_unregistered,
     [](const situation& s) noexcept {
         return at_apns(s, [](const device& d) { return d.token_state == token_state::unregistered; });
     }},
    {rule::payload_too_large},
}};

/// APNs answers 413; whether NIM shortens the text first is unverified.
constexpr finding too_large(const push_view* leaves) noexcept {
    if (leaves == nullptr) return {consideration::unreached};
    const auto size = json::size(leaves->payload);
    return stops_if(!size || *size > apns::payload_limit, true);
}

/// Decides; `leaves` is what would go to APNs, a null pointer where nothing would.
constexpr ruling judge(const situation& s, const push_view* leaves) {
    ruling made;
    for (const rule_row& row : rule_table) {
        finding found = row.look == nullptr ? too_large(leaves) : row.look(s);
        if (found.result == consideration::stops && row.yields_to_force && s.relation.is_forced)
            found.result = consideration::overridden;
        made.considered.add({row.rule, found.result});
        if (found.result != consideration::stops || made.rule != rule::pushed) continue;
        made.outcome = row.rule == rule::not_an_apns_device && is_maker_pushed(s) ? outcome::vendor : row.outcome;
        made.rule = row.rule;
        if (row.code != 0) made.code = row.code;
        made.confidence = found.confidence;
    }
    return made;
}

}  // namespace detail

/// Decides for one device: no clock, no randomness, no state but what is passed in.
constexpr ruling judge(const situation& s, const default_phrases& phrases = {}) {
    if (!s.reaches_apns()) return detail::judge(s, nullptr);
    const push_view leaves = see(s, phrases);
    return detail::judge(s, &leaves);
}

}  // namespace delivery
}  // namespace nimpush::v1
