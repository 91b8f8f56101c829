#pragma once

// A sender of pushes over any http_transport: who gets what, how often, and what became of each.
//
//     apns::client sender(transport, apns::token_provider("DEF123GHIJ", "ABC123DEFG", sign));
//     sender.fan_out(campaign, tokens, [&](const apns::push_result& one) { … });
//     while (!sender.is_idle()) sender.step({monotonic_ms, seconds_since_1970}, 100);
//
// No thread, no clock, no random numbers of its own: step() does what there is to do. Each push has one result. One that
// was answered is sent again only where the answer asks for it; one without an answer only where the server surely has
// not looked at it, or the caller allows more.

#include <climits>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/client_provider.hpp>  // IWYU pragma: export
#include <nimpush/apns/client_sending.hpp>   // IWYU pragma: export
#include <nimpush/apns/client_stats.hpp>
#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/random_sequence.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/saturate.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Now, by both clocks: the one that only goes on, for waiting; the one that is set, for provider tokens.
struct instant {
    std::int64_t monotonic_ms = 0;
    std::int64_t unix_seconds = 0;
};

/// The milliseconds before repetition `attempt` (0: the first) of a push with this answer. `random` is any number.
using retry_delay = std::int64_t (*)(const response& answer, unsigned attempt, std::uint64_t random);

/// What the answer says, doubled each time, and up to half of it more, so that not all come back at one moment.
[[nodiscard]] constexpr std::int64_t usual_delay(const response& answer, unsigned attempt,
                                                 std::uint64_t random) noexcept {
    const std::int64_t least = 1000 * answer.delay_seconds(attempt);
    return least + static_cast<std::int64_t>(random % (static_cast<std::uint64_t>(least) / 2 + 1));
}

struct client_options {
    unsigned most_repetitions = 3;      // of a push whose answer asks for one; then that answer is its result
    unsigned most_restarts = 20;        // of a push that the server has not looked at
    bool repeat_unsure = false;         // send again what may have been carried out: somebody may get it twice
    std::size_t most_waiting = 10'000;  // pushes to be repeated; as long as there are more, none is begun
    retry_delay delay = &usual_delay;
    std::uint64_t seed = 0;  // of the numbers that retry_delay gets
    tally_limits limits{};   // of what halts the client: see client::finding()
    bool halts = true;       // whether a finding does
};

/// See the head of this file. It belongs to one thread at a time and does not move; what it was given by reference
/// outlives it. From within a result's callback everything but step() may be called.
template <http_transport Transport, class Provider> class client {
    Transport& transport_;
    Provider provider_;
    client_options options_;
    std::vector<std::unique_ptr<detail::sending>> sendings_{};  // those with a push to begin, or without a result
    std::vector<detail::sending*> unfinished_{};                // of them: with a push to begin
    std::vector<std::unique_ptr<detail::flight>> flights_{};    // by tag
    std::vector<std::size_t> free_{};                           // tags
    std::vector<std::unique_ptr<detail::flight>> waiting_{};    // a heap: the one due first is at the front
    std::vector<header> headers_{};
    client_stats stats_{};
    apns::tally tally_{};
    instant now_{};
    std::size_t turn_ = 0;  // of the sendings
    bool is_stopped_ = false;
    bool is_refused_ = false;  // no provider token could be made

  public:
    client(Transport& transport, Provider provider, client_options options = {})
        : transport_(transport), provider_(std::move(provider)), options_(options) {}
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client() = default;

    /// Sends one push; `done(push_result)` is called from a later step(). An error where check() has one: nothing is sent.
    template <class Done> result<void> send(const request& push, Done done) {
        auto made = detail::make_sending(push, std::move(done));
        if (!made) return unexpected(made.error());
        adopt(*std::move(made));
        return {};
    }
    /// Sends a campaign to tokens[position …], in their order, as the transport takes them; `done(push_result)` for each.
    /// `personal_of(index)` as for apns::fan_out(). Campaign and tokens must outlive the results.
    template <class Tokens, class Personal, class Done>
    void fan_out(const campaign& push, const Tokens& tokens, std::size_t position, Personal personal_of, Done done) {
        adopt(std::make_unique<detail::many_sending<Tokens, Personal, Done>>(push, tokens, position,
                                                                             std::move(personal_of), std::move(done)));
    }
    template <class Tokens, class Done>
    void fan_out(const campaign& push, const Tokens& tokens, std::size_t position, Done done) {
        fan_out(push, tokens, position, &detail::nothing_personal, std::move(done));
    }
    /// What another thread has made ready (see runner.hpp).
    void adopt(std::unique_ptr<detail::sending> made) {
        if (!made->has_more) return;  // a campaign to nobody
        unfinished_.push_back(made.get());
        made->place = sendings_.size();
        sendings_.push_back(std::move(made));
    }
    /// How many calls of send() and fan_out() have a push that was not begun.
    std::size_t unfinished() const noexcept { return unfinished_.size(); }

    /// Does what there is to do: begins pushes, lets the transport work and wait for at most so long, tells results. An
    /// error where no provider token can be made: nothing was begun, and what is in flight goes on.
    result<void> step(const instant& now, int wait_ms) {
        now_ = now;
        result<void> fine{};
        if (is_stopped_)
            give_up_waiting();
        else
            fine = begin();
        is_refused_ = !fine;
        transport_.poll(until_due(now, wait_ms), [this](const http::outcome& one) { take(one); });
        return fine;
    }
    /// How long one may wait before the next step, so many milliseconds at most (negative: as long as one likes): not at
    /// all where there is something to begin. For who waits for several clients.
    int longest_wait(const instant& now, int wait_ms) const noexcept {
        if (is_stopped_ ? has_single() || !waiting_.empty()
                        : has_more() && waiting_.size() < options_.most_waiting && !is_refused_ &&
                              finding() == apns::finding::nothing && transport_.room() != 0)
            return 0;
        return until_due(now, wait_ms);
    }

    /// Nothing is begun any more. What waits and the single pushes that were not begun get their result with the next
    /// step, what is in flight when it has one; the tokens of a campaign that were not begun get none.
    void stop() noexcept { is_stopped_ = true; }
    /// stop(), and what is in flight is given up at once: each push has its result now, as unsure. What the transport
    /// tells of them afterwards is nobody's any more.
    void abandon() {
        stop();
        give_up_waiting();
        for (std::size_t i = 0; i < flights_.size(); ++i) {
            detail::flight* const one = flights_[i].get();
            if (one == nullptr || one->of == nullptr) continue;
            --stats_.in_flight;
            ++stats_.unsure;
            // It and what it is of stay as long as the transport may read its body.
            std::exchange(one->of, nullptr)
                ->tell({one->index, http::fate::unsure, std::move(one->answer), one->sent + 1,
                        "its answer was not waited for"});
        }
    }
    bool is_stopped() const noexcept { return is_stopped_; }
    /// What halts the client: nothing more is begun while the answers show one fault of many (a wrong environment, a
    /// refused key), so that it does not meet every token. resume() goes on, when it was mended.
    apns::finding finding() const noexcept {
        return options_.halts ? tally_.finding(options_.limits) : apns::finding::nothing;
    }
    void resume() noexcept { tally_ = {}; }

    /// Whether there is nothing to do: every push has its result, or a finding halts the client and nothing is in flight.
    bool is_idle() const noexcept {
        if (stats_.in_flight != 0) return false;
        if (!is_stopped_ && finding() != apns::finding::nothing) return true;
        return waiting_.empty() && (is_stopped_ ? !has_single() : !has_more());
    }
    /// Why nothing leaves although there are pushes to send: what halts the client, or why the transport has no
    /// connection. Empty where all is well, and while the first connection is being made. It lasts until the next step().
    std::string_view problem() const noexcept {
        if (is_stopped_ || !(has_more() || !waiting_.empty())) return {};
        if (const apns::finding found = finding(); found != apns::finding::nothing) return meaning(found);
        if constexpr (requires { transport_.problem().view(); })
            return transport_.problem().view();
        else
            return {};
    }
    const client_stats& stats() const noexcept { return stats_; }
    const apns::tally& answers() const noexcept { return tally_; }
    Provider& provider() noexcept { return provider_; }

  private:
    /// As long as nothing is in flight, no longer than until the first that waits is due.
    int until_due(const instant& now, int wait_ms) const noexcept {
        if (stats_.in_flight != 0 || waiting_.empty()) return wait_ms;
        const std::int64_t left = nimpush::detail::saturated_difference(waiting_.front()->due_ms, now.monotonic_ms);
        return left < 0 ? 0 : left < (wait_ms < 0 ? INT_MAX : wait_ms) ? static_cast<int>(left) : wait_ms;
    }
    result<void> begin() {
        if (finding() != apns::finding::nothing) return {};
        if (!has_due() && !has_more()) return {};
        std::size_t room = transport_.room();
        if (room == 0) return {};
        const auto authorization = provider_.authorization(now_.unix_seconds);
        if (!authorization) return unexpected(authorization.error());
        for (; room != 0 && has_due(); --room) {
            auto one = pop_waiting();
            --stats_.waiting;
            if (!submit(std::move(one), *authorization)) return {};
        }
        while (room != 0 && !is_stopped_ && waiting_.size() < options_.most_waiting) {
            detail::sending* const from = next_sending();
            if (from == nullptr) return {};
            std::size_t index = 0;
            auto push = from->next(index);
            if (!from->has_more) forget_unfinished();
            if (!push) {
                forget(*from);
                continue;
            }
            ++stats_.begun;
            if (!*push) {
                ++stats_.faulty;
                from->tell({.index = index, .reason = "it cannot be sent: no token, or what is its own does not fit"});
                forget(*from);
                continue;
            }
            auto one = std::make_unique<detail::flight>(**std::move(push));
            one->of = from;
            one->index = index;
            ++from->open;
            if (!submit(std::move(one), *authorization)) return {};
            --room;
        }
        return {};
    }
    bool has_due() const noexcept { return !waiting_.empty() && waiting_.front()->due_ms <= now_.monotonic_ms; }
    bool has_more() const noexcept { return !unfinished_.empty(); }
    bool has_single() const noexcept {
        for (const detail::sending* one : unfinished_)
            if (one->is_single()) return true;
        return false;
    }
    /// In turn, so that a large campaign does not hold up a single push.
    detail::sending* next_sending() noexcept {
        if (unfinished_.empty()) return nullptr;
        turn_ = turn_ + 1 < unfinished_.size() ? turn_ + 1 : 0;
        return unfinished_[turn_];
    }
    /// Of the one whose turn it is.
    void forget_unfinished() noexcept {
        unfinished_[turn_] = unfinished_.back();
        unfinished_.pop_back();
    }
    /// Ends a sending that has no push any more, to begin or in flight.
    void forget(const detail::sending& of) noexcept {
        if (of.has_more || of.open != 0) return;
        const std::size_t place = of.place;
        std::swap(sendings_[place], sendings_.back());
        sendings_[place]->place = place;
        sendings_.pop_back();
    }

    /// False where the transport takes no more; the push waits.
    bool submit(std::unique_ptr<detail::flight> one, std::string_view authorization) {
        if (free_.empty()) {
            flights_.emplace_back();
            free_.push_back(flights_.size() - 1);
        }
        const std::size_t tag = free_.back();
        headers_.clear();
        if (!authorization.empty()) headers_.push_back({"authorization", authorization, hpack::never_index});
        for (const header& h : one->push.headers()) headers_.push_back(h);
        one->generation = provider_.generation();
        one->sent_at_ms = now_.monotonic_ms;
        const http::request made{"POST", one->push.path(), headers_, one->push.body()};
        if (!transport_.submit(made, tag)) {
            wait(std::move(one), now_.monotonic_ms);
            return false;
        }
        free_.pop_back();
        flights_[tag] = std::move(one);
        ++stats_.in_flight;
        return true;
    }

    void take(const http::outcome& came) {
        auto one = std::move(flights_[static_cast<std::size_t>(came.tag)]);
        free_.push_back(static_cast<std::size_t>(came.tag));
        if (one->of == nullptr) return;  // given up before
        --stats_.in_flight;
        if (came.fate != http::fate::not_processed) ++one->sent;
        if (came.fate == http::fate::answered) return take_answer(std::move(one), came);
        const bool was_taken = came.fate == http::fate::unsure;
        if (was_taken) one->is_unsure = true;
        if (!is_stopped_ && one->restarts < options_.most_restarts && (!was_taken || options_.repeat_unsure)) {
            ++one->restarts;
            ++(was_taken ? stats_.repeated_unsure : stats_.restarted);
            return wait(std::move(one), now_.monotonic_ms);
        }
        give_up(*one);
    }
    void take_answer(std::unique_ptr<detail::flight> one, const http::outcome& came) {
        one->answer = read_response(came.status, header_views(came.headers), came.body);
        stats_.latency.add(nimpush::detail::saturated_difference(now_.monotonic_ms, one->sent_at_ms));
        if constexpr (requires { transport_.reopen(); })
            if (one->answer.should_reopen()) transport_.reopen();
        const advice next = one->answer.advice();
        // What is repeated is counted with its last answer alone, but for what says that all are refused.
        const bool may_repeat = !is_stopped_ && one->repetitions < options_.most_repetitions;
        if (next == advice::renew_provider_token) {
            provider_.expired(one->generation);
            if (may_repeat) {
                ++one->repetitions;
                ++stats_.repeated;
                return wait(std::move(one), now_.monotonic_ms);
            }
        } else if ((next == advice::slow_down || next == advice::retry_later) && may_repeat) {
            const std::uint64_t random = nimpush::detail::next_number(options_.seed);
            const std::int64_t delay = options_.delay(one->answer, one->repetitions, random);
            ++one->repetitions;
            ++stats_.repeated;
            return wait(std::move(one), nimpush::detail::saturated_sum(now_.monotonic_ms, delay < 0 ? 0 : delay));
        }
        finish_answered(*one, {});
    }
    void finish_answered(detail::flight& one, std::string_view reason) {
        tally_.add(one.answer);
        stats_.answers.add(one.answer);
        finish(one, http::fate::answered, reason);
    }
    void finish(detail::flight& one, http::fate fate, std::string_view reason) {
        --one.of->open;
        one.of->tell({one.index, fate, std::move(one.answer), one.sent, reason});
        forget(*one.of);
    }

    void wait(std::unique_ptr<detail::flight> one, std::int64_t due_ms) {
        one->due_ms = due_ms;
        waiting_.push_back(std::move(one));
        ++stats_.waiting;
        for (std::size_t at = waiting_.size() - 1; at != 0;) {
            const std::size_t above = (at - 1) / 2;
            if (waiting_[above]->due_ms <= waiting_[at]->due_ms) break;
            std::swap(waiting_[above], waiting_[at]);
            at = above;
        }
    }
    std::unique_ptr<detail::flight> pop_waiting() {
        std::swap(waiting_.front(), waiting_.back());
        auto first = std::move(waiting_.back());
        waiting_.pop_back();
        for (std::size_t at = 0;;) {
            std::size_t least = at;
            for (const std::size_t below : {2 * at + 1, 2 * at + 2})
                if (below < waiting_.size() && waiting_[below]->due_ms < waiting_[least]->due_ms) least = below;
            if (least == at) return first;
            std::swap(waiting_[least], waiting_[at]);
            at = least;
        }
    }
    /// The end of a push whose last sending has no answer: what is known of those before counts.
    void give_up(detail::flight& one) {
        if (one.is_unsure) {
            ++stats_.unsure;
            return finish(one, http::fate::unsure, "its stream or connection ended without an answer");
        }
        if (one.answer.status == 0) {
            ++stats_.not_processed;
            return finish(one, http::fate::not_processed, "the server has not looked at it");
        }
        finish_answered(one, "it was not sent again");
    }
    void give_up_waiting() {
        while (!waiting_.empty()) {
            const auto one = pop_waiting();
            --stats_.waiting;
            give_up(*one);
        }
        // Once each: a callback may send more.
        const std::vector<detail::sending*> all = std::exchange(unfinished_, {});
        for (detail::sending* const one : all) {
            if (!one->is_single()) {
                unfinished_.push_back(one);
                continue;
            }
            one->has_more = false;
            ++stats_.begun;
            ++stats_.not_processed;
            one->tell({.reason = "it was not begun: the client was stopped"});
            forget(*one);
        }
    }
};

}  // namespace apns
}  // namespace nimpush::v1
