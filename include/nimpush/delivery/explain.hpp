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
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/rules.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/delivery/words_v2.hpp>

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

namespace detail {

/// The remedy with the console's certificate that was likely meant, where one is near.
constexpr text name_near(text remedy, std::string_view given, std::string_view meant, language in) {
    if (meant.empty()) return remedy;
    constexpr words lead{" Likely it is `", "很可能应为控制台中的“"};
    constexpr words middle{"` of the console that is meant; the app gave `", "”，应用给出的是“"};
    constexpr words end{"`.", "”。"};
    return nimpush::detail::join(remedy.view(), lead.in(in), nimpush::detail::printable(meant), middle.in(in),
                                 nimpush::detail::printable(given), end.in(in));
}
constexpr text with_name_near(text remedy, rule which, const situation& s, language in) {
    if (which == rule::certificate_unknown) {
        const std::string_view given = s.device->certificate_name();
        const push_certificate* meant = s.console.find_near(given);
        return name_near(std::move(remedy), given, meant == nullptr ? std::string_view() : meant->certificate.view(),
                         in);
    }
    if (which == rule::harmony_certificate_unknown) {
        const std::string_view given = s.device->harmony_certificate_name();
        return name_near(std::move(remedy), given, s.console.harmony_near(given), in);
    }
    return remedy;
}

}  // namespace detail

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
    made.remedy =
        detail::with_name_near(remedy_of(ruled.rule, options.in, s.sending.plugin.number, s.receiver_plugin().number),
                               ruled.rule, s, options.in);
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
    const certificates_by_name certificates(console);
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
                      .relation = side.to(receiver),
                      .certificates = &certificates};
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
    if (has_errors(faults.all())) return unexpected<problems>(faults.take());
    return detail::decide_all(s.now, s.console, s.accounts, s.teams, sent, options);
}

}  // namespace delivery
}  // namespace nimpush::v1
