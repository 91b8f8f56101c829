#pragma once

// Verdicts where not all is known: three outcomes for each rule, and the question that would settle most.
//
// The rules are those of explain(). What is unknown is assumed good, and each thing in turn bad in each way that there
// is: a rule that says the same each time does not hang on it.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/unknown.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// What a rule says of a push of which not all is known.
enum class insight : std::uint8_t { passes, stops, cannot_know };

/// A rule, what it says, and on what that hangs where it cannot know.
struct weighed {
    delivery::rule rule{};
    insight result{};

    using described_by = field_list<field<"rule", &weighed::rule>, field<"result", &weighed::result>>;
    friend constexpr bool operator==(const weighed&, const weighed&) = default;
};

/// One device's verdict where not all is known. As JSON it is what `nimpush explain --json` prints of it.
struct open_verdict {
    text account{};
    maybe<std::int64_t> device{};
    maybe<delivery::rule> rule{};            // that stops the push whatever is unknown, or `pushed`; null: not decided
    std::vector<weighed> considered{};       // in the order of the rules
    std::vector<unknown_fact> depends_on{};  // what the rules before that hang on
    maybe<unknown_fact> ask{};               // of these the one whose answer settles most

    using described_by = field_list<field<"account", &open_verdict::account>, field<"device", &open_verdict::device>,
                                    field<"rule", &open_verdict::rule>, field<"considered", &open_verdict::considered>,
                                    field<"dependsOn", &open_verdict::depends_on>, field<"ask", &open_verdict::ask>>;
    friend constexpr bool operator==(const open_verdict&, const open_verdict&) = default;
};

}  // namespace delivery

template <> struct names<delivery::insight> {
    static constexpr std::string_view list[] = {"passes", "stops", "cannot_know"};
};

namespace delivery {
namespace detail {

/// In how many ways a fact may be bad.
constexpr std::size_t ways_of(unknown_fact which) noexcept {
    if (which == unknown_fact::receiver_login_state) return 3;
    return which == unknown_fact::receiver_app_state || which == unknown_fact::receiver_mutes ? 2 : 1;
}

/// Makes a fact good (way 0), or bad in one of its ways, for all who get the message.
class assumption {
    scenario& of_;
    unknown_fact which_;
    std::size_t way_;

    constexpr bool is_bad() const noexcept { return way_ != 0; }
    static constexpr value text_value(std::string_view s) { return value(text(nimpush::detail::unchecked{}, s)); }
    constexpr void for_device(device& d) const {
        switch (which_) {
            case unknown_fact::receiver_login_state:
                d.login = static_cast<login_state>(way_ == 0 ? 1 : way_ == 1 ? 0 : way_);
                return;
            case unknown_fact::receiver_app_state:
                d.app = way_ == 0 ? app_state::killed : way_ == 1 ? app_state::foreground : app_state::background;
                d.connected = way_ != 0;
                return;
            case unknown_fact::receiver_token_uploaded:
                if (is_bad())
                    d.token = {};
                else if (!d.token.has_value())
                    d.token = *device_token::parse("00000000000000000000000000000000000000000000000000000000000000f0");
                return;
            case unknown_fact::build_environment: {
                const push_certificate* known = of_.console.find(d.certificate_name());
                const environment right = known == nullptr ? environment::production : known->environment;
                const bool is_production = right == environment::production;
                d.token_environment = is_bad() == is_production ? environment::sandbox : environment::production;
                return;
            }
            case unknown_fact::reinstall_time:
                d.token_state = is_bad() ? token_state::unregistered : token_state::valid;
                return;
            case unknown_fact::console_certificates: {
                if (is_bad()) return;
                // Its name is open, too, where none is said.
                if (d.certificate_name().empty() && d.platform == device_platform::ios)
                    d.options.set(text(schema::key_of<&plugin::ios_sdk_options::apns_cername>), text_value("unknown"));
                if (of_.console.find(d.certificate_name()) != nullptr || d.certificate_name().empty()) return;
                push_certificate made;
                made.certificate = text(nimpush::detail::unchecked{}, d.certificate_name());
                made.bundle_id = *apns::bundle_id::from("com.example.unknown");
                made.environment = d.token_environment;
                of_.console.apns.push_back(std::move(made));
                return;
            }
            case unknown_fact::console_app_key:
                if (!d.app_key().empty())
                    of_.console.app_key =
                        is_bad() ? text("another key") : text(nimpush::detail::unchecked{}, d.app_key());
                return;
            default: return;
        }
    }
    constexpr void for_receiver(account& who) const {
        switch (which_) {
            case unknown_fact::receiver_blacklist:
                if (is_bad()) who.blacklist.push_back(of_.send.from);
                return;
            case unknown_fact::receiver_dnd:
                who.do_not_disturb.enable = is_bad();
                if (is_bad()) {
                    who.do_not_disturb.start_time = clock_time::from("00:00");
                    who.do_not_disturb.end_time = clock_time::from("00:00");
                }
                return;
            case unknown_fact::receiver_mutes:
                if (way_ == 1) who.muted_accounts.push_back(of_.send.from);
                if (way_ == 2)
                    for (const auto& team : of_.teams.entries()) who.teams.set(team.name, team_notify_type::mute);
                return;
            default: break;
        }
        for (device& one : who.devices) for_device(one);
    }
    constexpr void for_send() const {
        if (which_ == unknown_fact::friends_and_strangers_setting) {
            of_.console.strangers_may_message = !is_bad();
            if (is_bad())
                for (auto& one : of_.accounts.entries()) one.val.friends.clear();
        }
        if (which_ == unknown_fact::console_certificates && is_bad()) of_.console.apns.clear();
        if (which_ != unknown_fact::message_config || of_.send.is_v2() || !of_.send.message.has_value()) return;
        const value* known = of_.send.message.find("config");
        value config = known != nullptr && known->is(value::kind::map) ? *known : value::map();
        config.set(text_value("enablePush"), value(!is_bad()));
        of_.send.message.set(text("config"), std::move(config));
    }

  public:
    constexpr assumption(scenario& of, unknown_fact which, std::size_t way) : of_(of), which_(which), way_(way) {}
    constexpr void make() const {
        for_send();
        for (auto& one : of_.accounts.entries())
            if (one.name != of_.send.from) for_receiver(one.val);
    }
};

/// Whether a rule stops the push.
constexpr bool stops(const verdict& one, rule which) noexcept {
    const auto found = one.considered.find(which);
    return found.has_value() && *found == consideration::stops;
}

}  // namespace detail

/// Verdicts for a scenario that leaves open what `unknown` names: for each device what each rule says, whether that
/// decides, and what to ask. A scenario that leaves nothing open is decided as explain() decides it. The problems of the
/// scenario come back.
template <std::same_as<scenario> Scenario = scenario>
constexpr result<std::vector<open_verdict>, problems> explain_open(const Scenario& s) {
    std::vector<unknown_fact> open;
    if (s.unknown.has_value())
        for (const unknown_fact one : *s.unknown) {
            bool is_new = true;
            for (const unknown_fact known : open) is_new = is_new && known != one;
            if (is_new) open.push_back(one);
        }
    Scenario good = s;
    for (const unknown_fact one : open) detail::assumption(good, one, 0).make();
    auto base = explain(good);
    if (!base) return unexpected<problems>(std::move(base).error());
    std::vector<open_verdict> made(base->size());
    // By verdict and rule what changes it, as bits.
    std::vector<std::array<std::uint32_t, rule_count>> hangs(base->size());
    for (std::size_t k = 0; k < open.size(); ++k) {
        for (std::size_t way = 1; way <= detail::ways_of(open[k]); ++way) {
            Scenario bad = good;
            detail::assumption(bad, open[k], way).make();
            const auto found = explain(bad);
            if (!found || found->size() != base->size()) continue;
            for (std::size_t i = 0; i < base->size(); ++i)
                for (std::size_t r = 0; r + 1 < rule_count; ++r)
                    if (detail::stops((*found)[i], static_cast<rule>(r)) !=
                        detail::stops((*base)[i], static_cast<rule>(r)))
                        hangs[i][r] |= std::uint32_t{1} << k;
        }
    }
    for (std::size_t i = 0; i < base->size(); ++i) {
        open_verdict& one = made[i];
        one.account = (*base)[i].account;
        one.device = (*base)[i].device;
        std::uint32_t before = 0;
        std::array<std::size_t, 32> weight{};
        for (std::size_t r = 0; r + 1 < rule_count; ++r) {
            const auto which = static_cast<rule>(r);
            const bool is_open = hangs[i][r] != 0;
            const bool is_stop = !is_open && detail::stops((*base)[i], which);
            one.considered.push_back({which, is_open   ? insight::cannot_know
                                             : is_stop ? insight::stops
                                                       : insight::passes});
            if (one.rule.has_value()) continue;  // later rules do not decide
            before |= hangs[i][r];
            for (std::size_t k = 0; k < open.size(); ++k) weight[k] += hangs[i][r] >> k & 1u;
            if (is_stop) one.rule = which;
        }
        if (!one.rule.has_value() && before == 0) one.rule = rule::pushed;
        std::size_t best = open.size();
        for (std::size_t k = 0; k < open.size(); ++k) {
            if ((before >> k & 1u) == 0) continue;
            one.depends_on.push_back(open[k]);
            if (best == open.size() || weight[k] > weight[best]) best = k;
        }
        if (best != open.size()) one.ask = open[best];
    }
    return made;
}

}  // namespace delivery
}  // namespace nimpush::v1
