#pragma once

// A scenario's verdicts: one for each device of each receiver, with the request that leaves.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
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
    maybe<std::int64_t> device{};  // null: the receiver has none
    maybe<device_platform> platform{};
    delivery::outcome outcome = outcome::none;
    delivery::rule rule = rule::pushed;
    maybe<std::int64_t> code{};
    delivery::confidence confidence = confidence::documented;
    considered_rules considered{};
    text remedy{};
    maybe<push_alert> alert{};  // this and the next two for outcome apns alone
    maybe<std::int64_t> badge{};
    maybe<apns_request> request{};

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
template <class Situation> constexpr text with_name_near(text remedy, rule which, const Situation& s, language in) {
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

/// Fills in a verdict that nothing is said in yet.
template <class Verdict, class Situation>
constexpr void decide_into(Verdict& made, const Situation& s, std::size_t index, const explain_options& options) {
    made.account = s.receiver.name;
    if (s.device != nullptr) {
        made.device = static_cast<std::int64_t>(index);
        made.platform = s.device->platform;
    }
    push_view leaves;
    const bool reaches_apns = s.reaches_apns();
    if (reaches_apns) leaves = see(s, options.phrases);
    const ruling ruled = judge(s, reaches_apns ? &leaves : nullptr);
    made.outcome = ruled.outcome;
    made.rule = ruled.rule;
    made.code = ruled.code;
    made.confidence = ruled.confidence;
    made.considered = ruled.considered;
    made.remedy = with_name_near(remedy_of(ruled.rule, options.in, s.sending.plugin.number, s.receiver_plugin().number),
                                 ruled.rule, s, options.in);
    if (made.outcome == outcome::apns) {
        made.badge = leaves.badge;
        made.alert = std::move(leaves.alert);
        made.request = request_for(s, std::move(leaves.payload));
    }
}

}  // namespace detail

/// The verdict for one device; `index` is its number among the receiver's devices.
template <std::same_as<situation> Situation = situation>
constexpr verdict decide(const Situation& s, std::size_t index, const explain_options& options = {}) {
    verdict made;
    detail::decide_into(made, s, index, options);
    return made;
}

namespace detail {

/// A list that is filled where it stands: empty, not half of it, after an allocation that failed.
template <class T> class filling {
    std::vector<T>& list_;
    bool is_done_ = false;

  public:
    constexpr explicit filling(std::vector<T>& list) noexcept : list_(list) { list.clear(); }
    filling(const filling&) = delete;
    filling& operator=(const filling&) = delete;
    constexpr ~filling() {
        if (!is_done_) list_.clear();
    }
    constexpr void done() noexcept { is_done_ = true; }
};

/// In place of the verdicts that are there.
template <class Verdict>
constexpr void decide_all(std::vector<Verdict>& verdicts, const moment& now, const delivery::console& console,
                          const keyed<account>& accounts, const keyed<team>& teams, const sending& sent,
                          const explain_options& options) {
    filling verdicts_made(verdicts);
    const auto* sender = accounts.find(sent.from.view());
    if (sender == nullptr) return;  // the callers have looked
    const sender_side side(sent, *sender);
    const team_standing standing = side.standing(teams);
    const certificates_by_name certificates(console);
    std::size_t at = 0;
    each_receiver(accounts, teams, sent, [&](const keyed<account>::entry& receiver) {
        situation one{.now = now,
                      .console = console,
                      .sending = sent,
                      .sender = *sender,
                      .receiver = receiver,
                      .standing = standing,
                      .relation = side.to(receiver)};
        const auto& devices = receiver.val.devices;
        const std::size_t end = at + (devices.empty() ? 1 : devices.size());
        if (std::is_constant_evaluated())  // clang 14 does not evaluate libstdc++ 12's resize(n)
            while (verdicts.size() != end) verdicts.push_back({});
        else
            verdicts.resize(end);
        for (std::size_t i = 0; at != end; ++i) {
            if (!devices.empty()) {
                one.device = &devices[i];
                one.looked_up = certificates.find(devices[i].certificate_name());
            }
            decide_into(verdicts[at++], one, i, options);
        }
    });
    verdicts_made.done();
}

/// What was sent, with the errors of what decides about it: of accounts only those are looked at that get it.
template <std::same_as<scenario> Scenario> constexpr sending check_concerned(const Scenario& s, fault_list& faults) {
    const place root;
    const place accounts = root.at(schema::key_of<&scenario::accounts>);
    constexpr std::string_view send = schema::key_of<&scenario::send>;
    check_certificates(s.console, root.at(schema::key_of<&scenario::console>), faults);
    sending sent = read_sending(s.send, root.at(send), faults);
    if (is_at_fault(faults, send)) return sent;
    check_people(s, sent, faults);
    each_receiver(s.accounts, s.teams, sent, [&](const keyed<account>::entry& receiver) {
        check_window(receiver.val, accounts.at(receiver.name.view()), faults);
    });
    return sent;
}

}  // namespace detail

/// Who is pushed, who is not, and why: in the order of `members` and of `devices`.
///
/// Takes as long as there are receivers, however many accounts stand beside them: a fault of theirs, which check() and
/// read_scenario() tell, does not matter here. Where something of the receivers does, all problems of the scenario come
/// back.
template <std::same_as<scenario> Scenario = scenario, class Verdict = verdict>
constexpr result<std::vector<Verdict>, problems> explain(const Scenario& s, const explain_options& options = {}) {
    detail::fault_list faults;
    const sending sent = detail::check_concerned(s, faults);
    if (has_errors(faults.all())) {
        problems all = (check)(s);  // of which the first hundred may be warnings
        return unexpected<problems>(has_errors(all) ? std::move(all) : faults.take());
    }
    std::vector<Verdict> verdicts;
    detail::decide_all(verdicts, s.now, s.console, s.accounts, s.teams, sent, options);
    return verdicts;
}

}  // namespace delivery
}  // namespace nimpush::v1
