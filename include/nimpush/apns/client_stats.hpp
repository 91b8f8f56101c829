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

  private:
    void put(std::string_view s) {
        for (const char c : s) chars_.push_back(c);
    }
};

}  // namespace detail

/// The counts as Prometheus reads them (text format 0.0.4): nimpush_apns_…, pushes by their end and reason, repetitions,
/// those in flight and waiting, the latency as a histogram in seconds.
[[nodiscard]] inline text to_prometheus(const client_stats& stats) {
    using nimpush::detail::count_text;
    detail::metrics out;
    out.head("nimpush_apns_pushes_total", "counter", "Pushes with a result, by its reason.");
    const auto ended = [&](std::string_view reason, std::uint64_t count) {
        out.line("nimpush_apns_pushes_total{reason=\"", reason, "\"} ", count_text(count));
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
    out.head("nimpush_apns_repetitions_total", "counter", "Times that a push was put off to be sent again.");
    const auto repeated = [&](std::string_view why, std::uint64_t count) {
        out.line("nimpush_apns_repetitions_total{why=\"", why, "\"} ", count_text(count));
    };
    repeated("answer", stats.repeated);
    repeated("not_processed", stats.restarted);
    repeated("unsure", stats.repeated_unsure);
    out.head("nimpush_apns_in_flight", "gauge", "Requests without an answer.");
    out.line("nimpush_apns_in_flight ", count_text(stats.in_flight));
    out.head("nimpush_apns_waiting", "gauge", "Pushes that wait to be sent again.");
    out.line("nimpush_apns_waiting ", count_text(stats.waiting));
    out.head("nimpush_apns_latency_seconds", "histogram", "From a request to its answer.");
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < latency_buckets::size; ++i) {
        all += stats.latency[i];
        char bound[32]{};
        const bool is_last = i + 1 == latency_buckets::size;
        const char* const end =
            is_last ? bound : write_decimal(static_cast<double>(latency_buckets::most_of(i)) / 1000, bound);
        out.line("nimpush_apns_latency_seconds_bucket{le=\"",
                 is_last ? std::string_view("+Inf") : std::string_view(bound, static_cast<std::size_t>(end - bound)),
                 "\"} ", count_text(all));
    }
    char sum[32]{};
    const char* const end = write_decimal(static_cast<double>(stats.latency.sum_ms()) / 1000, sum);
    out.line("nimpush_apns_latency_seconds_sum ", std::string_view(sum, static_cast<std::size_t>(end - sum)));
    out.line("nimpush_apns_latency_seconds_count ", count_text(all));
    return out.take();
}

}  // namespace apns
}  // namespace nimpush::v1
