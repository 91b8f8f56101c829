#pragma once

// A scenario's verdicts: one for each device of each receiver, with the request that leaves.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/rules.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/delivery/words.hpp>

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
                   field<"remedy", &verdict::remedy>, field<"alert", &verdict::alert>, field<"badge", &verdict::badge>,
                   field<"request", &verdict::request>>;
    friend constexpr bool operator==(const verdict&, const verdict&) = default;
};

/// How verdicts are written.
struct explain_options {
    default_phrases phrases{};
    language in = language::en;  // of the remedies
};

/// The verdict for one device; `index` is its number among the receiver's devices.
constexpr verdict decide(const situation& s, std::size_t index, const explain_options& options = {}) {
    verdict made;
    made.account = s.receiver.name;
    if (s.device != nullptr) {
        made.device = static_cast<std::int64_t>(index);
        made.platform = s.device->platform;
    }
    push_view leaves;
    const bool reaches_apns = s.reaches_apns();
    if (reaches_apns) leaves = see(s, options.phrases);
    const ruling ruled = detail::judge(s, reaches_apns ? &leaves : nullptr);
    made.outcome = ruled.outcome;
    made.rule = ruled.rule;
    made.code = ruled.code;
    made.confidence = ruled.confidence;
    made.considered = ruled.considered;
    made.remedy = remedy_of(ruled.rule, options.in);
    if (made.outcome == outcome::apns) {
        made.badge = leaves.badge;
        made.alert = std::move(leaves.alert);
        made.request = request_for(s, std::move(leaves.payload));
    }
    return made;
}

namespace detail {

constexpr std::vector<verdict> decide_all(const moment& now, const delivery::console& console,
                                          const keyed<account>& accounts, const keyed<team>& teams, const sending& sent,
                                          const explain_options& options) {
    std::vector<verdict> verdicts;
    const auto* sender = accounts.find(sent.from.view());
    if (sender == nullptr) return verdicts;  // the callers have looked
    const sender_side side(sent, *sender);
    const team_standing standing = side.standing(teams);
    std::size_t count = 0;
    each_receiver(accounts, teams, sent, [&](const keyed<account>::entry& receiver) {
        count += receiver.val.devices.empty() ? 1 : receiver.val.devices.size();
    });
    verdicts.reserve(count);
    each_receiver(accounts, teams, sent, [&](const keyed<account>::entry& receiver) {
        situation one{.now = now,
                      .console = console,
                      .sending = sent,
                      .sender = *sender,
                      .receiver = receiver,
                      .standing = standing,
                      .relation = side.to(receiver)};
        const auto& devices = receiver.val.devices;
        if (devices.empty()) verdicts.push_back(decide(one, 0, options));
        for (std::size_t i = 0; i < devices.size(); ++i) {
            one.device = &devices[i];
            verdicts.push_back(decide(one, i, options));
        }
    });
    return verdicts;
}

}  // namespace detail

/// Who is pushed, who is not, and why: in the order of `members` and of `devices`.
constexpr result<std::vector<verdict>, problems> explain(const scenario& s, const explain_options& options = {}) {
    detail::fault_list faults;
    const sending sent = detail::check_scenario(s, faults);
    if (!faults.empty()) return unexpected<problems>(faults.take());
    return detail::decide_all(s.now, s.console, s.accounts, s.teams, sent, options);
}

}  // namespace delivery
}  // namespace nimpush::v1
