#pragma once

// The rules that decide whether a push is sent, in their order: one pure function from what is known to
// a ruling.
//
// Names, order and outcomes are delivery.md's closed list. All are looked at; the first that stops the
// push decides. A rule is one line of rule_table: numbers 1 to 5, 12, 16 and 20 to 26 are still to come.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/world.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// The closed list, in the order in which the rules are looked at.
enum class rule : std::uint8_t {
    to_oneself,
    blocked,
    not_friends,
    not_in_team,
    chat_banned,
    not_initialized,
    certificate_name_too_long,
    never_logged_in,
    logged_out,
    kicked_out,
    in_foreground,
    alive_in_background,
    push_off,
    online_only,
    no_push_text,
    not_an_apns_device,
    no_certificate_name,
    certificate_unknown,
    no_token,
    desktop_online,
    do_not_disturb,
    conversation_muted,
    sender_muted,
    environment_mismatch,
    token_unregistered,
    payload_too_large,
    pushed,
};

/// What becomes of the message for one device.
enum class outcome : std::uint8_t {
    none,        // no push: the message waits for the next login
    apns,        // pushed through APNs
    vendor,      // pushed by a phone's maker
    connection,  // the long connection delivers it
    refused,     // NIM does not take it from the sender
};

/// What one rule said.
enum class consideration : std::uint8_t {
    passes,
    stops,
    overridden,  // it would stop the push, but the push is forced
    unreached,   // it needs something that is not there, such as a token
};

/// Whether a source settles the rule, or it is our model and not NetEase's word.
enum class confidence : std::uint8_t { documented, unverified };

}  // namespace delivery

template <>
struct names<delivery::rule> {
    static constexpr std::string_view list[] = {"to_oneself",
                                                "blocked",
                                                "not_friends",
                                                "not_in_team",
                                                "chat_banned",
                                                "not_initialized",
                                                "certificate_name_too_long",
                                                "never_logged_in",
                                                "logged_out",
                                                "kicked_out",
                                                "in_foreground",
                                                "alive_in_background",
                                                "push_off",
                                                "online_only",
                                                "no_push_text",
                                                "not_an_apns_device",
                                                "no_certificate_name",
                                                "certificate_unknown",
                                                "no_token",
                                                "desktop_online",
                                                "do_not_disturb",
                                                "conversation_muted",
                                                "sender_muted",
                                                "environment_mismatch",
                                                "token_unregistered",
                                                "payload_too_large",
                                                "pushed"};
};
template <>
struct names<delivery::outcome> {
    static constexpr std::string_view list[] = {"none", "apns", "vendor", "connection", "refused"};
};
template <>
struct names<delivery::consideration> {
    static constexpr std::string_view list[] = {"passes", "stops", "overridden", "unreached"};
};
template <>
struct names<delivery::confidence> {
    static constexpr std::string_view list[] = {"documented", "unverified"};
};

namespace delivery {

static_assert(std::size(names<rule>::list) == static_cast<std::size_t>(rule::pushed) + 1);

/// The rule in words, behind "not pushed: …".
constexpr std::string_view describe(rule which) noexcept {
    constexpr std::string_view list[] = {
        "the receiver is the sender",
        "one of the two has the other on the blacklist",
        "the two are not friends, and the console refuses strangers",
        "the sender is not a member of the team",
        "the sender is chat-banned in the team",
        "the app never initialised the SDK on this device",
        "apnsCername has more than 32 characters, so the login fails with code 500",
        "the account never logged in on this device",
        "the account has logged out on this device",
        "the account was kicked out on this device",
        "the app is in the foreground and connected",
        "the app is connected in the background, and the SDK shows a notification itself",
        "the sender turned the push off",
        "it goes to clients that are online alone",
        "the notification has no apnsText",
        "APNs does not serve this device",
        "the app named no push certificate",
        "the console has no certificate of the name that the app gave",
        "no device token was uploaded",
        "the account is online on a desktop and wants no push then",
        "the receiver does not want to be disturbed now",
        "the receiver muted the team",
        "the receiver muted the sender",
        "the token is not of the certificate's environment",
        "APNs does not know the token any more",
        "the payload is over 4,096 bytes",
        "nothing stops it",
    };
    static_assert(std::size(list) == std::size(names<rule>::list));
    return list[static_cast<std::size_t>(which)];
}

/// All that the rules look at: what was sent, one receiver, and one of the receiver's devices. Borrows.
struct situation {
    moment now{};
    const delivery::console& console;
    const delivery::sending& sending;
    const keyed<account>::entry& sender;
    const keyed<account>::entry& receiver;
    const delivery::device* device = nullptr;  // none: the receiver has no device

    constexpr bool is_forced() const noexcept { return sending.is_forced_for(receiver.name.view()); }
    constexpr const push_certificate* certificate() const noexcept {
        return device == nullptr ? nullptr : console.find(device->certificate_name());
    }
};

/// A rule and what it said.
struct considered {
    delivery::rule rule{};
    consideration result{};

    using described_by = field_list<field<"rule", &considered::rule>, field<"result", &considered::result>>;
    friend constexpr bool operator==(const considered&, const considered&) = default;
};

/// All rules that were looked at, in their order.
class considered_rules {
    std::array<considered, std::size(names<rule>::list)> list_{};
    std::size_t size_ = 0;

  public:
    constexpr span<const considered> all() const noexcept { return {list_.data(), size_}; }
    constexpr void add(considered one) noexcept { list_[size_++] = one; }
    /// What this rule said; nothing where it was not looked at.
    constexpr std::optional<consideration> find(rule which) const noexcept {
        for (const considered& one : all())
            if (one.rule == which) return one.result;
        return {};
    }

    template <class Out>
    constexpr void emit_to(Out& out) const {
        auto mark = out.begin_list(size_);
        for (const considered& one : all()) {
            out.item();
            emit(out, one);
        }
        out.end_list(mark);
    }
    friend constexpr bool operator==(const considered_rules&, const considered_rules&) = default;
};

/// Which rule decided, and how each of them saw it.
struct ruling {
    delivery::outcome outcome = outcome::apns;
    delivery::rule rule = rule::pushed;
    std::optional<std::int64_t> code{};  // what NIM answers where it refuses
    delivery::confidence confidence = confidence::documented;
    considered_rules considered{};
    text remedy{};  // one sentence for whoever can mend it; null for pushed and in_foreground

    friend constexpr bool operator==(const ruling&, const ruling&) = default;
};

namespace detail {

/// What a rule finds, before it is known whether the push is forced.
struct finding {
    consideration result = consideration::passes;
    delivery::confidence confidence = confidence::documented;
};
constexpr finding stops_if(bool so, delivery::confidence how = confidence::documented) noexcept {
    return {so ? consideration::stops : consideration::passes, how};
}
/// Looks at the device, where there is one.
template <class Look>
constexpr finding on_device(const situation& s, Look look) noexcept {
    if (s.device == nullptr) return {consideration::unreached};
    return stops_if(look(*s.device));
}

struct rule_row {
    delivery::rule rule{};
    finding (*look)(const situation&) noexcept = nullptr;
    text remedy{};
    delivery::outcome outcome = outcome::none;
    std::int64_t code = 0;  // none
    bool yields_to_force = false;
};

/// At most so many characters are taken for a certificate name (NIMSDKOption.h).
inline constexpr std::size_t longest_certificate_name = certificate_name_rule::limit;

inline constexpr rule_row rule_table[] = {
    {rule::not_initialized,
     [](const situation& s) noexcept { return on_device(s, [](const device& d) { return !d.initialized; }); },
     "Initialise the SDK in the app's main process as soon as it starts: until then nothing registers for "
     "push, and a log may say \"query token with exception must not refer to a null object\"."},
    {rule::certificate_name_too_long,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) {
             return characters::count(d.certificate_name()) > longest_certificate_name;
         });
     },
     "Give the certificate a name of at most 32 characters, in the console and in apnsCername: with a longer "
     "one the login fails with code 500.",
     outcome::none, 500},
    {rule::never_logged_in,
     [](const situation& s) noexcept {
         return stops_if(s.device == nullptr || s.device->login == login_state::never);
     },
     "The user must log in on the device once: NIM pushes to devices with a login alone."},
    {rule::logged_out,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.login == login_state::out; });
     },
     "The user must log in again: a device that logged out gets no push."},
    {rule::kicked_out,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.login == login_state::kicked; });
     },
     "The user must log in again: a device that was kicked out gets no push."},
    {rule::in_foreground,
     [](const situation& s) noexcept {
         return on_device(s,
                          [](const device& d) { return d.app == app_state::foreground && d.is_connected(); });
     },
     nullptr, outcome::connection},
    // Whether a forced push passes over this one is unverified: we say no.
    {rule::push_off,
     [](const situation& s) noexcept {
         return stops_if(!s.sending.enable_push,
                         s.is_forced() ? confidence::unverified : confidence::documented);
     },
     "The sender's app must leave config.enablePush on; a notification's config of nulls turns it off on "
     "iOS, so leave the config out or set all three of its switches."},
    {rule::online_only, [](const situation& s) noexcept { return stops_if(s.sending.online_only); },
     "The sender's app must send for clients that are offline too: a notification with sendToOnlineUserOnly "
     "false (it is true by default), a message with config.enablePersist true."},
    {rule::no_push_text,
     [](const situation& s) noexcept {
         return stops_if(s.sending.is_notification && s.sending.push_text.empty());
     },
     "The sender's app must give the notification an apnsText: without one it is never pushed."},
    {rule::no_certificate_name,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return d.certificate_name().empty(); });
     },
     "The app must pass apnsCername to initialize: the name that its push certificate has in the console."},
    {rule::certificate_unknown,
     [](const situation& s) noexcept -> finding {
         if (s.device == nullptr || s.device->certificate_name().empty()) return {consideration::unreached};
         return stops_if(s.certificate() == nullptr);
     },
     "Upload the certificate to the console under the name that the app passes as apnsCername, or pass the "
     "name that the console has, letter by letter."},
    {rule::no_token,
     [](const situation& s) noexcept {
         return on_device(s, [](const device& d) { return !d.token.has_value(); });
     },
     "The app must register for remote notifications in its main process, and hand the token over with "
     "updateAPNSToken once the SDK is initialised; a log may say \"query token with exception must not refer "
     "to a null object\"."},
};

}  // namespace detail

/// Decides for one device: no clock, no randomness, no state but what is passed in.
constexpr ruling judge(const situation& s) {
    ruling made;
    const bool forced = s.is_forced();
    for (const detail::rule_row& row : detail::rule_table) {
        detail::finding found = row.look(s);
        if (found.result == consideration::stops && row.yields_to_force && forced)
            found.result = consideration::overridden;
        made.considered.add({row.rule, found.result});
        if (found.result != consideration::stops || made.rule != rule::pushed) continue;
        made.outcome = row.outcome;
        made.rule = row.rule;
        if (row.code != 0) made.code = row.code;
        made.confidence = found.confidence;
        made.remedy = row.remedy;
    }
    return made;
}

}  // namespace delivery
}  // namespace nimpush::v1
