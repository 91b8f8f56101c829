#pragma once

// Many answers looked at together: a mass of refusals is often one fault, and not one of each device.
//
//     apns::tally seen;
//     seen.add(answer);  // each that comes back on this connection
//     if (seen.finding() == apns::finding::wrong_environment_likely) { … stop; the tokens stay … }
//
// Sources: [RESP] for what each reason means. Apple says nothing of answers taken together: what is concluded here,
// and from how many, is ours, and where it is a guess its words say "likely".

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// What answers say when they are taken together.
enum class finding : std::uint8_t {
    nothing,
    wrong_environment_likely,  // most tokens got BadDeviceToken
    wrong_topic_likely,        // most tokens got DeviceTokenNotForTopic
    provider_fault,            // the provider's token, key or certificate is refused, whatever is sent
};

}  // namespace apns

template <> struct names<apns::finding> {
    static constexpr std::string_view list[] = {"nothing", "wrong_environment_likely", "wrong_topic_likely",
                                                "provider_fault"};
};

namespace apns {

/// From how many answers on one fault is found. Apple names no such numbers: these are ours, and the caller's to set.
struct tally_limits {
    std::uint64_t least = 20;              // answers about a token; with fewer of them nothing is said of tokens
    std::uint64_t more_than_percent = 50;  // of these with the same reason; 100 or more: nothing is said of tokens
    std::uint64_t provider_faults = 1;     // in a row: the next request would be answered alike
};

/// Whether a reason is about who pushes, and not about a request or a device: the next request gets it too.
[[nodiscard]] constexpr bool is_provider_fault(reason r) noexcept {
    switch (r) {
        case reason::bad_certificate:
        case reason::bad_certificate_environment:
        case reason::expired_provider_token:
        case reason::invalid_provider_token:
        case reason::missing_provider_token:
        case reason::unrelated_key_id_in_token:
        case reason::bad_environment_key_id_in_token:
        case reason::too_many_provider_token_updates: return true;
        default: return false;
    }
}

/// Counts the answers to the pushes of one app over one connection, or over several to the same environment, and says
/// whether they show one fault.
///
/// It decides nothing about a single token: should_drop() does, and BadDeviceToken is never a reason to drop one, as a
/// token of the other environment gets it too. So a campaign that was sent to the wrong environment loses no token.
/// Copies share nothing; `{}` begins anew, as it should once a fault has been mended. Counts stop at the largest number
/// and never start again from 0.
class tally {
    std::array<std::uint64_t, static_cast<std::size_t>(reason::unknown) + 1> refused_{};
    std::uint64_t accepted_ = 0;
    std::uint64_t about_tokens_ = 0;
    std::uint64_t provider_faults_in_a_row_ = 0;
    reason last_provider_fault_ = reason::none;

    static constexpr std::uint64_t sum(std::uint64_t a, std::uint64_t b) noexcept {
        return b > UINT64_MAX - a ? UINT64_MAX : a + b;
    }
    static constexpr std::size_t place_of(reason r) noexcept {
        return static_cast<std::size_t>(r < reason::unknown ? r : reason::unknown);
    }
    /// Of a refusal.
    static constexpr bool is_about_token(const response& r) noexcept {
        switch (r.reason) {
            case reason::bad_device_token:
            case reason::device_token_not_for_topic:
            case reason::expired_token:
            case reason::unregistered:
            case reason::too_many_requests: return true;
            case reason::none:
            case reason::unknown: return facts_of(r.reason, r.status).advice == advice::drop_token;
            default: return false;
        }
    }
    constexpr bool is_most(reason r, const tally_limits& limits) const noexcept {
        const std::uint64_t all = about_tokens();
        if (all == 0 || all < limits.least || limits.more_than_percent >= 100) return false;
        // The share of all in whole answers, without a product that overflows.
        const std::uint64_t share = all / 100 * limits.more_than_percent + all % 100 * limits.more_than_percent / 100;
        return count(r) > share;
    }

  public:
    /// Counts one answer, or `times` of the same. GOAWAY (status 0) answers no push and is not counted.
    ///
    /// An accepted push ends a row of provider faults: who pushes is known again.
    constexpr void add(const response& r, std::uint64_t times = 1) noexcept {
        if (r.status == 0 || times == 0) return;
        if (r.ok() || is_about_token(r)) about_tokens_ = sum(about_tokens_, times);
        if (r.ok()) {
            accepted_ = sum(accepted_, times);
            provider_faults_in_a_row_ = 0;
            return;
        }
        std::uint64_t& of_reason = refused_[place_of(r.reason)];
        of_reason = sum(of_reason, times);
        if (!is_provider_fault(r.reason)) return;
        provider_faults_in_a_row_ = sum(provider_faults_in_a_row_, times);
        last_provider_fault_ = r.reason;
    }

    /// Counts what another connection answered too, to another key perhaps. Of two rows of provider faults the longer
    /// counts.
    constexpr void add(const tally& other) noexcept {
        for (std::size_t i = 0; i < refused_.size(); ++i) refused_[i] = sum(refused_[i], other.refused_[i]);
        accepted_ = sum(accepted_, other.accepted_);
        about_tokens_ = sum(about_tokens_, other.about_tokens_);
        if (other.provider_faults_in_a_row_ <= provider_faults_in_a_row_) return;
        provider_faults_in_a_row_ = other.provider_faults_in_a_row_;
        last_provider_fault_ = other.last_provider_fault_;
    }

    /// Pushes that Apple took.
    constexpr std::uint64_t accepted() const noexcept { return accepted_; }
    /// Refusals with this reason; `none` for those without one.
    constexpr std::uint64_t count(reason r) const noexcept { return refused_[place_of(r)]; }
    /// All refusals.
    constexpr std::uint64_t refused() const noexcept {
        std::uint64_t all = 0;
        for (const std::uint64_t one : refused_) all = sum(all, one);
        return all;
    }
    /// All answers.
    constexpr std::uint64_t answered() const noexcept { return sum(accepted_, refused()); }
    /// Answers that tell of a token: those of the tokens that Apple knows here (accepted, no longer active, pushed to
    /// too often), and those of the tokens that it does not take (BadDeviceToken, DeviceTokenNotForTopic).
    ///
    /// A refusal of the provider, of the request or by a server that has a fault tells nothing of a token, so that
    /// such answers hide no finding.
    constexpr std::uint64_t about_tokens() const noexcept { return about_tokens_; }
    /// Of the provider, since the last push that was accepted.
    constexpr std::uint64_t provider_faults_in_a_row() const noexcept { return provider_faults_in_a_row_; }
    /// `none` where there was none at all.
    constexpr reason last_provider_fault() const noexcept { return last_provider_fault_; }

    /// Whether the answers show this; provider_fault and one of the others can hold at once.
    [[nodiscard]] constexpr bool shows(apns::finding f, const tally_limits& limits = {}) const noexcept {
        switch (f) {
            case apns::finding::wrong_environment_likely: return is_most(reason::bad_device_token, limits);
            case apns::finding::wrong_topic_likely: return is_most(reason::device_token_not_for_topic, limits);
            case apns::finding::provider_fault:
                return provider_faults_in_a_row_ != 0 && provider_faults_in_a_row_ >= limits.provider_faults;
            default: return f == apns::finding::nothing && finding(limits) == apns::finding::nothing;
        }
    }
    /// The first that they show, in the order of the enumerators but for `nothing`, which is that there is none.
    [[nodiscard]] constexpr apns::finding finding(const tally_limits& limits = {}) const noexcept {
        for (const apns::finding f : {apns::finding::wrong_environment_likely, apns::finding::wrong_topic_likely,
                                      apns::finding::provider_fault})
            if (shows(f, limits)) return f;
        return apns::finding::nothing;
    }

    friend constexpr bool operator==(const tally&, const tally&) = default;
};

/// What a finding means and what to do about it; what is a guess says "likely". A text that lasts.
[[nodiscard]] constexpr std::string_view meaning(finding f) noexcept {
    switch (f) {
        case finding::wrong_environment_likely:
            return "likely the tokens are of the other environment than this connection (builds that Xcode installs "
                   "get tokens of development, TestFlight and the App Store those of production), or all of them were "
                   "stored wrongly: keep them, send to the other environment or mend how they are stored";
        case finding::wrong_topic_likely:
            return "likely the topic is not that of these tokens (another app's bundle id, or another kind of push, "
                   "whose tokens are others): keep them and mend the topic";
        case finding::provider_fault:
            return "one fault of the provider, not one of each request: stop, mend its token, key or certificate, and "
                   "send those again";
        default: return "no fault that these answers have in common";
    }
}

/// A finding in a sentence with its numbers: "200 of 200 answers about a token are BadDeviceToken: likely …".
[[nodiscard]] constexpr text to_text(const tally& t, const tally_limits& limits = {}) {
    using nimpush::detail::count_text;
    const finding f = t.finding(limits);
    if (f == finding::nothing) return text(nimpush::detail::lasting{}, meaning(f));
    if (f == finding::provider_fault)
        return nimpush::detail::join(count_text(t.provider_faults_in_a_row()),
                                     " refusals of the provider since the last accepted push, the last one ",
                                     name_of(t.last_provider_fault()), ": ", meaning(f));
    const reason of =
        f == finding::wrong_environment_likely ? reason::bad_device_token : reason::device_token_not_for_topic;
    return nimpush::detail::join(count_text(t.count(of)), " of ", count_text(t.about_tokens()),
                                 " answers about a token are ", name_of(of), ": ", meaning(f));
}

}  // namespace apns
}  // namespace nimpush::v1
