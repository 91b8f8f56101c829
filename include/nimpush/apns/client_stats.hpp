#pragma once

// What a sender has done so far, as numbers and as the text that Prometheus reads.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// How long answers took, in buckets of milliseconds: each holds those of up to twice the one before.
class latency_buckets {
  public:
    static constexpr std::size_t size = 16;  // up to 1, 2, 4 … 16,384 ms, and beyond

    constexpr void add(std::int64_t ms) noexcept {
        const std::uint64_t took = ms < 0 ? 0 : static_cast<std::uint64_t>(ms);
        std::size_t at = 0;
        while (at < size - 1 && took > most_of(at)) ++at;
        ++counts_[at];
        sum_ms_ += took;
    }
    /// The most milliseconds of a bucket but the last, which has no bound.
    static constexpr std::uint64_t most_of(std::size_t bucket) noexcept { return std::uint64_t{1} << bucket; }
    constexpr std::uint64_t operator[](std::size_t bucket) const noexcept { return counts_[bucket]; }
    constexpr std::uint64_t sum_ms() const noexcept { return sum_ms_; }
    constexpr latency_buckets& operator+=(const latency_buckets& other) noexcept {
        for (std::size_t i = 0; i < size; ++i) counts_[i] += other.counts_[i];
        sum_ms_ += other.sum_ms_;
        return *this;
    }
    constexpr std::uint64_t count() const noexcept {
        std::uint64_t all = 0;
        for (const std::uint64_t one : counts_) all += one;
        return all;
    }

  private:
    std::array<std::uint64_t, size> counts_{};
    std::uint64_t sum_ms_ = 0;
};

/// Counts of pushes; each that was begun is in one of answers, not_processed, unsure, faulty, in_flight and waiting.
struct client_stats {
    std::uint64_t begun = 0;
    tally answers{};                    // results that Apple gave, by reason
    std::uint64_t not_processed = 0;    // results: given up, nobody has it
    std::uint64_t unsure = 0;           // results: nobody knows
    std::uint64_t faulty = 0;           // results: no token, or what is its own does not fit
    std::uint64_t repeated = 0;         // times that a push was put off, as its answer asks
    std::uint64_t restarted = 0;        // times that one was put off which the server had not looked at
    std::uint64_t repeated_unsure = 0;  // times that one was put off although it may have been carried out
    std::uint64_t in_flight = 0;
    std::uint64_t waiting = 0;
    latency_buckets latency{};  // of each answer, of those that ask for a repetition too

    /// With those of another client.
    constexpr client_stats& operator+=(const client_stats& other) noexcept {
        begun += other.begun;
        answers.add(other.answers);
        not_processed += other.not_processed;
        unsure += other.unsure;
        faulty += other.faulty;
        repeated += other.repeated;
        restarted += other.restarted;
        repeated_unsure += other.repeated_unsure;
        in_flight += other.in_flight;
        waiting += other.waiting;
        latency += other.latency;
        return *this;
    }
};

/// The counts of one of several clients.
struct team_stats {
    std::string_view team{};  // empty: there is one alone
    const client_stats* stats = nullptr;
};

namespace detail {

/// Lines of Prometheus' text format 0.0.4.
class metrics {
    nimpush::detail::array<char> chars_{};

  public:
    template <class... Pieces> void line(const Pieces&... pieces) {
        (put(std::string_view(pieces)), ...);
        put("\n");
    }
    void head(std::string_view name, std::string_view type, std::string_view help) {
        line("# HELP ", name, " ", help);
        line("# TYPE ", name, " ", type);
    }
    text take() {
        chars_.push_back('\0');
        return text(nimpush::detail::taken{}, std::move(chars_));
    }

    void put(std::string_view s) {
        for (const char c : s) chars_.push_back(c);
    }
    void put_label(std::string_view s) {
        for (const char c : s) {
            if (c == '\\' || c == '"') chars_.push_back('\\');
            if (c == '\n')
                put("\\n");
            else
                chars_.push_back(c);
        }
    }
};

/// Milliseconds in seconds.
class seconds_text {
    char chars_[32]{};
    std::size_t size_;

  public:
    explicit seconds_text(std::uint64_t ms)
        : size_(static_cast<std::size_t>(write_decimal(static_cast<double>(ms) / 1000, chars_) - chars_)) {}
    std::string_view view() const noexcept { return {chars_, size_}; }
};

}  // namespace detail

/// The counts as Prometheus reads them (text format 0.0.4): nimpush_apns_…, pushes by their end and reason, repetitions,
/// those in flight and waiting, the latency as a histogram in seconds; of each team, as the label `team`.
[[nodiscard]] inline text to_prometheus(span<const team_stats> all) {
    using nimpush::detail::count_text;
    detail::metrics out;
    // name{team="…",key="value"} number
    const auto sample = [&](const team_stats& of, std::string_view name, std::string_view key, std::string_view value,
                            std::string_view number) {
        const bool has_team = !of.team.empty(), has_key = !key.empty();
        out.put(name);
        if (has_team || has_key) out.put("{");
        if (has_team) {
            out.put("team=\"");
            out.put_label(of.team);
            out.put(has_key ? "\"," : "\"");
        }
        if (has_key)
            out.line(key, "=\"", value, "\"} ", number);
        else
            out.line(has_team ? "} " : " ", number);
    };
    out.head("nimpush_apns_pushes_total", "counter", "Pushes with a result, by its reason.");
    for (const team_stats& of : all) {
        const client_stats& stats = *of.stats;
        const auto ended = [&](std::string_view reason, std::uint64_t count) {
            sample(of, "nimpush_apns_pushes_total", "reason", reason, count_text(count));
        };
        ended("accepted", stats.answers.accepted());
        ended("none", stats.answers.count(reason::none));
        for (std::size_t i = 1; i <= static_cast<std::size_t>(reason::unknown); ++i) {
            const auto one = static_cast<reason>(i);
            if (const std::uint64_t count = stats.answers.count(one); count != 0)
                ended(one == reason::unknown ? std::string_view("unknown") : name_of(one), count);
        }
        ended("not_processed", stats.not_processed);
        ended("unsure", stats.unsure);
        ended("faulty", stats.faulty);
    }
    out.head("nimpush_apns_repetitions_total", "counter", "Times that a push was put off to be sent again.");
    for (const team_stats& of : all) {
        const auto repeated = [&](std::string_view why, std::uint64_t count) {
            sample(of, "nimpush_apns_repetitions_total", "why", why, count_text(count));
        };
        repeated("answer", of.stats->repeated);
        repeated("not_processed", of.stats->restarted);
        repeated("unsure", of.stats->repeated_unsure);
    }
    out.head("nimpush_apns_in_flight", "gauge", "Requests without an answer.");
    for (const team_stats& of : all) sample(of, "nimpush_apns_in_flight", {}, {}, count_text(of.stats->in_flight));
    out.head("nimpush_apns_waiting", "gauge", "Pushes that wait to be sent again.");
    for (const team_stats& of : all) sample(of, "nimpush_apns_waiting", {}, {}, count_text(of.stats->waiting));
    out.head("nimpush_apns_latency_seconds", "histogram", "From a request to its answer.");
    for (const team_stats& of : all) {
        const latency_buckets& latency = of.stats->latency;
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < latency_buckets::size; ++i) {
            sum += latency[i];
            const detail::seconds_text bound(latency_buckets::most_of(i));
            sample(of, "nimpush_apns_latency_seconds_bucket", "le",
                   i + 1 == latency_buckets::size ? std::string_view("+Inf") : bound.view(), count_text(sum));
        }
        sample(of, "nimpush_apns_latency_seconds_sum", {}, {}, detail::seconds_text(latency.sum_ms()).view());
        sample(of, "nimpush_apns_latency_seconds_count", {}, {}, count_text(sum));
    }
    return out.take();
}
/// Of one client.
[[nodiscard]] inline text to_prometheus(const client_stats& stats) {
    const team_stats one[] = {{{}, &stats}};
    return to_prometheus(one);
}

}  // namespace apns
}  // namespace nimpush::v1
