#pragma once

// A scenario's verdicts: one for each device of each receiver, with the request that leaves.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/rules.hpp>
#include <nimpush/delivery/scenario.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// What happens for one device, and why. As JSON it is what `nimpush explain --json` prints.
struct verdict {
    text account{};
    std::optional<std::int64_t> device{};  // null: the receiver has none
    std::optional<device_platform> platform{};
    delivery::outcome outcome = outcome::none;
    delivery::rule rule = rule::pushed;
    std::optional<std::int64_t> code{};
    delivery::confidence confidence = confidence::documented;
    considered_rules considered{};
    text remedy{};
    std::optional<push_alert> alert{};  // this and the next two for outcome apns alone
    std::optional<std::int64_t> badge{};
    std::optional<apns_request> request{};

    using described_by =
        field_list<field<"account", &verdict::account>, field<"device", &verdict::device>,
                   field<"platform", &verdict::platform>, field<"outcome", &verdict::outcome>,
                   field<"rule", &verdict::rule>, field<"code", &verdict::code>,
                   field<"confidence", &verdict::confidence>, field<"considered", &verdict::considered>,
                   field<"remedy", &verdict::remedy>, field<"alert", &verdict::alert>,
                   field<"badge", &verdict::badge>, field<"request", &verdict::request>>;
    friend constexpr bool operator==(const verdict&, const verdict&) = default;
};

/// The verdict for one device; `index` is its number among the receiver's devices.
constexpr verdict decide(const situation& s, std::size_t index, const default_phrases& phrases = {}) {
    verdict made;
    made.account = s.receiver.name;
    if (s.device != nullptr) {
        made.device = static_cast<std::int64_t>(index);
        made.platform = s.device->platform;
    }
    ruling ruled = judge(s);
    made.outcome = ruled.outcome;
    made.rule = ruled.rule;
    made.code = ruled.code;
    made.confidence = ruled.confidence;
    made.considered = ruled.considered;
    made.remedy = std::move(ruled.remedy);
    if (made.outcome == outcome::apns) {
        push_view seen = see(s, phrases);
        made.request = request_for(s, seen);
        made.badge = seen.badge;
        made.alert = std::move(seen.alert);
    }
    return made;
}

namespace detail {

/// Calls f(entry) for each receiver: the other of a p2p session, the members of a team but the sender.
template <class Accounts, class F>
constexpr void each_receiver(Accounts& accounts, const keyed<team>& teams, const sending& sent, F&& f) {
    const auto tell = [&](const text& name) {
        if (auto* known = accounts.find(name.view())) f(*known);
    };
    if (!sent.is_to_team()) return tell(sent.session_id);
    if (const auto* to = teams.find(sent.session_id.view()))
        for (const text& one : to->val.members)
            if (one != sent.from) tell(one);
}

constexpr std::vector<verdict> decide_all(const moment& now, const delivery::console& console,
                                          const keyed<account>& accounts, const keyed<team>& teams,
                                          const sending& sent, const default_phrases& phrases) {
    std::vector<verdict> verdicts;
    const auto* sender = accounts.find(sent.from.view());
    if (sender == nullptr) return verdicts;  // the callers have looked
    each_receiver(accounts, teams, sent, [&](const keyed<account>::entry& receiver) {
        situation one{
            .now = now, .console = console, .sending = sent, .sender = *sender, .receiver = receiver};
        const auto& devices = receiver.val.devices;
        if (devices.empty()) verdicts.push_back(decide(one, 0, phrases));
        for (std::size_t i = 0; i < devices.size(); ++i) {
            one.device = &devices[i];
            verdicts.push_back(decide(one, i, phrases));
        }
    });
    return verdicts;
}

}  // namespace detail

/// Who is pushed, who is not, and why: in the order of `members` and of `devices`.
constexpr result<std::vector<verdict>, problems> explain(const scenario& s,
                                                         const default_phrases& phrases = {}) {
    detail::fault_list faults;
    const sending sent = detail::check_scenario(s, faults);
    if (!faults.empty()) return unexpected<problems>(faults.take());
    return detail::decide_all(s.now, s.console, s.accounts, s.teams, sent, phrases);
}

}  // namespace delivery
}  // namespace nimpush::v1
