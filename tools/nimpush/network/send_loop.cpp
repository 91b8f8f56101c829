#include "send_job.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <signal.h>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/client_stats.hpp>
#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/http2_transport.hpp>

#include "../arguments.hpp"
#include "paced_transport.hpp"
#include "progress.hpp"
#include "result_lines.hpp"
#include "results_file.hpp"
#include "token_list.hpp"

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;

/// Signals that came, while it lives; those before are back afterwards.
class signals {
    static inline volatile sig_atomic_t count = 0;
    static constexpr std::array<int, 3> which = {SIGINT, SIGTERM, SIGPIPE};
    std::array<struct sigaction, 3> before_{};

  public:
    signals() {
        count = 0;
        for (std::size_t i = 0; i < which.size(); ++i) {
            struct sigaction ours {};
            sigemptyset(&ours.sa_mask);
            if (which[i] == SIGPIPE)
                ours.sa_handler = SIG_IGN;  // a reader of the results that is gone is a failure to write
            else
                ours.sa_handler = [](int) { count = count + 1; };
            ::sigaction(which[i], &ours, &before_[i]);
        }
    }
    signals(const signals&) = delete;
    signals& operator=(const signals&) = delete;
    ~signals() {
        for (std::size_t i = 0; i < which.size(); ++i) ::sigaction(which[i], &before_[i], nullptr);
    }
    int came() const { return count; }
};

/// Tokens of a list, in the order of their places.
class rows {
    const token_list* all_;
    const std::vector<std::uint32_t>* to_;

  public:
    struct row {
        nimpush::span<const std::uint8_t> held;
        nimpush::span<const std::uint8_t> bytes() const { return held; }
    };
    rows(const token_list& all, const std::vector<std::uint32_t>& to) : all_(&all), to_(&to) {}
    std::size_t size() const { return to_->size(); }
    row operator[](std::size_t i) const { return {all_->token(all_->all[(*to_)[i]])}; }
};

/// What --retry-after says; below 0: what Apple does. A plain function has to find it.
std::int64_t retry_after_ms = -1;

std::int64_t delay_of(const apns::response& answer, unsigned attempt, std::uint64_t random) {
    if (retry_after_ms < 0) return apns::usual_delay(answer, attempt, random);
    const std::int64_t least = retry_after_ms << std::min(attempt, 4u);
    return least + static_cast<std::int64_t>(random % (static_cast<std::uint64_t>(least) / 2 + 1));
}

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

template <class Provider> class sender {
    using transport = paced_transport<nimpush::interop::http2_transport>;

    /// Pushes with keys of their own that are begun at once: each is rendered by itself.
    static constexpr std::size_t most_own = 1'000;
    static constexpr std::int64_t wait_at_end_ms = 15'000;

    const send_plan& plan_;
    const send_settings& settings_;
    results_file& results_;
    nimpush::interop::http2_transport wire_;
    transport paced_;
    apns::client<transport, Provider> client_;
    std::vector<rows> rows_{};
    std::size_t next_own_ = 0, open_own_ = 0, faulty_own_ = 0;
    std::size_t accepted_ = 0, results_told_ = 0;
    std::int64_t connected_at_ms_, deadline_ms_ = 0;
    nimpush::text problem_{};
    progress shown_;

    std::size_t all() const { return plan_.size(); }

    void tell(std::uint32_t place, const apns::push_result& one) {
        const recipient& of = plan_.tokens->all[place];
        append_result(of, plan_.tokens->token(of), one, results_.lines());
        ++results_told_;
        if (one.ok()) ++accepted_;
    }
    void say(std::string_view what) {
        shown_.clear();
        std::cerr << what << '\n';
    }
    /// No more is begun; what is in flight has a while for its answers.
    void stop(std::string_view why) {
        if (client_.is_stopped()) return;
        say(why);
        client_.stop();
        deadline_ms_ = now_ms() + wait_at_end_ms;
    }
    void begin_own() {
        while (!client_.is_stopped() && open_own_ < most_own && next_own_ < plan_.own.size()) {
            const std::uint32_t place = plan_.own[next_own_++];
            const recipient& of = plan_.tokens->all[place];
            const auto fine = client_.send(plan_.request_of(of), [this, place](const apns::push_result& one) {
                --open_own_;
                tell(place, one);
            });
            if (fine) {
                ++open_own_;
                continue;
            }
            ++faulty_own_;
            ++results_told_;
            append_fault(of.line, plan_.tokens->token(of), nimpush::to_text(fine.error()).view(), results_.lines());
        }
    }
    void watch_connection(std::int64_t now) {
        if (wire_.room() != 0 || client_.stats().in_flight != 0) {
            connected_at_ms_ = now;
            problem_ = {};
            return;
        }
        if (wire_.problem().has_value() && wire_.problem() != problem_) {
            problem_ = wire_.problem();
            say("no connection: " + std::string(problem_.view()));
        }
        if (now - connected_at_ms_ > settings_.give_up_after_ms)
            stop("given up: no connection for " + std::to_string(settings_.give_up_after_ms / 1'000) + " s");
    }
    bool is_over(std::int64_t now) {
        if (client_.is_stopped() && now > deadline_ms_) {
            say(std::to_string(client_.stats().in_flight) + " pushes have no answer and no result");
            return true;
        }
        return client_.is_idle() && (client_.is_stopped() || next_own_ == plan_.own.size());
    }
    int summary(const earlier_results& earlier) {
        const apns::client_stats& stats = client_.stats();
        std::string made = std::to_string(accepted_) + " accepted";
        const std::string refused = listed_refusals(stats);
        const auto add = [&](std::uint64_t count, std::string_view what) {
            if (count != 0) made += "; " + std::to_string(count) + std::string(what);
        };
        if (!refused.empty()) made += "; refused: " + refused;
        add(stats.faulty + faulty_own_, " that cannot be sent");
        add(stats.not_processed, " that Apple has not looked at");
        add(stats.unsure, " of which nobody knows");
        add(all() - results_told_, " without a result");
        add(plan_.tokens->faulty.size(), " lines without a token");
        add(stats.repeated + stats.restarted, " sent once more");
        add(earlier.final_count, " had a final result before");
        made += "; " + std::to_string(shown_.rate(stats, now_ms())) + " a second over " +
                std::to_string(wire_.opened()) + (wire_.opened() == 1 ? " connection" : " connections");
        say(made);
        const bool is_whole = accepted_ == all() && plan_.tokens->faulty.empty() && earlier.refused == 0;
        return is_whole ? fine : input_at_fault;
    }

  public:
    sender(const send_plan& plan, const send_settings& settings, results_file& results, Provider provider)
        : plan_(plan), settings_(settings), results_(results), wire_(settings.connection), paced_(wire_, settings.rate),
          client_(
              paced_, std::move(provider),
              {.most_repetitions = settings.retries, .delay = &delay_of, .seed = static_cast<std::uint64_t>(now_ms())}),
          connected_at_ms_(now_ms()), shown_(plan.size(), now_ms()) {}

    int run(const earlier_results& earlier) {
        const signals caught;
        rows_.reserve(plan_.same.size());
        for (const same_push& one : plan_.same) {
            if (one.to.empty()) continue;  // the client would wait for a connection to find that out
            const rows& to = rows_.emplace_back(*plan_.tokens, one.to);
            client_.fan_out(
                one.push, to, 0,
                [this, &one](std::size_t i) {
                    const std::int32_t badge = plan_.tokens->all[one.to[i]].badge;
                    return badge < 0 ? apns::personal{}
                                     : apns::personal{.badge = nimpush::natural::from(badge).value()};
                },
                [this, &one](const apns::push_result& made) { tell(one.to[made.index], made); });
        }
        bool is_written = true;
        for (std::int64_t now = now_ms(); !is_over(now); now = now_ms()) {
            if (caught.came() > 1) break;
            if (caught.came() != 0)
                stop("stopping: what is in flight has 15 s for its answers; once more leaves at once");
            begin_own();
            const apns::instant both{now, static_cast<std::int64_t>(std::time(nullptr))};
            if (const auto made = client_.step(both, 100); !made)
                stop("no provider token: " + std::string(nimpush::to_text(made.error()).view()));
            // What was told is written before more is begun, so that a kill loses no more than was in flight.
            is_written = results_.flush();
            if (!is_written) stop("the results cannot be written: " + results_.problem());
            if (client_.finding() != apns::finding::nothing)
                stop("stopping: " + std::string(apns::to_text(client_.answers()).view()));
            watch_connection(now);
            shown_.show(client_.stats(), now);
        }
        if (!results_.flush()) {
            say("results are missing: " + results_.problem());
            is_written = false;
        }
        const int status = summary(earlier);
        return is_written ? status : input_at_fault;
    }
};

}  // namespace

int send_all(const send_plan& plan, const send_settings& settings, const earlier_results& earlier, results_file& to) {
    retry_after_ms = settings.retry_after_ms;
    const auto& faulty = plan.tokens->faulty;
    for (std::size_t i = 0; i < faulty.size(); ++i)
        if (!earlier.done_faulty[i]) append_fault(faulty[i].line, {}, faulty[i].why, to.lines());
    if (!to.flush()) {
        std::cerr << "the results cannot be written: " << to.problem() << '\n';
        return input_at_fault;
    }
    if (!settings.signer) return sender(plan, settings, to, apns::certificate_provider{}).run(earlier);
    const send_signer& signer = *settings.signer;
    return sender(plan, settings, to, apns::token_provider(signer.team, signer.key, signer.sign)).run(earlier);
}

}  // namespace nimpush_tool
