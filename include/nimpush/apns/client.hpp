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

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/apns/client_stats.hpp>
#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/saturate.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Now, by both clocks: the one that only goes on, for waiting; the one that is set, for provider tokens.
struct instant {
    std::int64_t monotonic_ms = 0;
    std::int64_t unix_seconds = 0;
};

/// What became of one push, for good.
struct push_result {
    std::size_t index = 0;  // of the token in its range; 0 of a single push
    http::fate fate = http::fate::not_processed;
    response answer{};          // Apple's last, where there was one
    unsigned sent = 0;          // how often it left
    std::string_view reason{};  // why there is no answer, for people; a text that lasts

    /// Apple has taken it.
    constexpr bool ok() const noexcept { return fate == http::fate::answered && answer.ok(); }
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

/// Signs for one team, with one token for all streams. `Signer` as for provider_token::make(); it may look up the key of
/// the day, so that a file of it can be replaced while this runs.
template <signer Signer> class token_provider {
    struct no_mutex {
        void lock() noexcept {}
        void unlock() noexcept {}
    };
    std::unique_ptr<provider_token_cache<no_mutex>> cache_;
    maybe<Signer> sign_;  // emplaced anew, since a lambda cannot be assigned
    maybe<provider_token> current_{};
    std::uint64_t generation_ = 0;

  public:
    token_provider(team_id team, key_id key, Signer sign, renewal renew_after = {})
        : cache_(std::make_unique<provider_token_cache<no_mutex>>(std::move(team), std::move(key), renew_after)),
          sign_(std::move(sign)) {}

    /// Another key from now on: the next push has a token of it. Those that are on their way keep theirs.
    void replace(team_id team, key_id key, Signer sign, renewal renew_after = {}) {
        cache_ = std::make_unique<provider_token_cache<no_mutex>>(std::move(team), std::move(key), renew_after);
        sign_.emplace(std::move(sign));
        current_ = {};
    }
    /// See provider_token_cache::restore().
    result<void> restore(std::string_view authorization, std::int64_t issued_at, maybe<std::int64_t> now = {}) {
        return cache_->restore(authorization, issued_at, now);
    }

    /// The value of `authorization` at this time. Secret.
    result<std::string_view> authorization(std::int64_t now) {
        auto made = cache_->token(now, *sign_);
        if (!made) return unexpected(made.error());
        if (!current_ || current_->authorization() != made->authorization()) ++generation_;
        current_ = *std::move(made);
        return current_->authorization();
    }
    /// Changes with the token.
    std::uint64_t generation() const noexcept { return generation_; }
    /// Apple calls the token of this generation expired.
    void expired(std::uint64_t generation) {
        if (current_ && generation == generation_) cache_->expired(*current_);
    }
};

/// The connection has a client certificate: there is no token.
struct certificate_provider {
    result<std::string_view> authorization(std::int64_t) noexcept { return std::string_view(); }
    std::uint64_t generation() const noexcept { return 0; }
    void expired(std::uint64_t) noexcept {}
};

namespace detail {

/// Pushes that are sent alike, and who hears of them.
class sending {
  public:
    sending() = default;
    sending(const sending&) = delete;
    sending& operator=(const sending&) = delete;
    virtual ~sending() = default;

    /// The next push and its index; none where there are no more. An error is of this push alone.
    virtual maybe<result<single_push>> next(std::size_t& index) = 0;
    virtual void tell(const push_result& one) = 0;

    std::size_t open = 0;  // begun, without a result
    bool has_more = true;
};

template <class Done> class single_sending final : public sending {
    campaign push_;
    device_token to_;
    Done done_;

  public:
    single_sending(campaign push, const device_token& to, Done done)
        : push_(std::move(push)), to_(to), done_(std::move(done)) {}
    maybe<result<single_push>> next(std::size_t& index) override {
        index = 0;
        if (!this->has_more) return {};
        this->has_more = false;
        return push_for(push_, to_);
    }
    void tell(const push_result& one) override { done_(one); }
};

template <class Tokens, class Personal, class Done> class many_sending final : public sending {
    const campaign& push_;
    const Tokens& tokens_;
    std::size_t position_;
    Personal personal_of_;
    Done done_;

  public:
    many_sending(const campaign& push, const Tokens& tokens, std::size_t position, Personal personal_of, Done done)
        : push_(push), tokens_(tokens), position_(position), personal_of_(std::move(personal_of)),
          done_(std::move(done)) {}
    maybe<result<single_push>> next(std::size_t& index) override {
        if (position_ >= tokens_.size()) {
            this->has_more = false;
            return {};
        }
        index = position_++;
        const personal& own = personal_of_(index);
        const auto& token = tokens_[index];
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(token)>, device_token>) {
            return push_for(push_, token, own);
        } else {
            const auto whole = device_token::from(token.bytes());
            if (!whole) return result<single_push>(unexpected(whole.error()));
            return push_for(push_, *whole, own);
        }
    }
    void tell(const push_result& one) override { done_(one); }
};

/// One push from its beginning to its result.
struct flight {
    single_push push;
    sending* of = nullptr;
    std::size_t index = 0;
    unsigned repetitions = 0, restarts = 0, sent = 0;
    std::uint64_t generation = 0;  // of the provider token that it left with
    std::int64_t sent_at_ms = 0;
    std::int64_t due_ms = 0;
    bool is_unsure = false;  // it left once and nobody knows what became of it
    response answer{};       // the last

    explicit flight(single_push made) : push(std::move(made)) {}
};

/// A sequence of numbers that look random (splitmix64 of Vigna, in the public domain).
constexpr std::uint64_t next_number(std::uint64_t& state) noexcept {
    std::uint64_t z = (state += 0x9E37'79B9'7F4A'7C15u);
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9u;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBu;
    return z ^ (z >> 31);
}

}  // namespace detail

/// See the head of this file. It belongs to one thread at a time and does not move; what it was given by reference
/// outlives it. From within a result's callback everything but step() may be called.
template <http_transport Transport, class Provider> class client {
    Transport& transport_;
    Provider provider_;
    client_options options_;
    std::vector<std::unique_ptr<detail::sending>> sendings_{};
    std::vector<std::unique_ptr<detail::flight>> flights_{};  // by tag
    std::vector<std::size_t> free_{};                         // tags
    std::vector<std::unique_ptr<detail::flight>> waiting_{};  // a heap: the one due first is at the front
    std::vector<header> headers_{};
    client_stats stats_{};
    apns::tally tally_{};
    instant now_{};
    std::size_t turn_ = 0;  // of the sendings
    bool is_stopped_ = false;

  public:
    client(Transport& transport, Provider provider, client_options options = {})
        : transport_(transport), provider_(std::move(provider)), options_(options) {}
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client() = default;

    /// Sends one push; `done(push_result)` is called from a later step(). An error where check() has one: nothing is sent.
    template <class Done> result<void> send(const request& push, Done done) {
        if (!push.token.has_value()) return unexpected(detail::error_of(detail::device_fault::no_token));
        auto prepared = prepare(push);
        if (!prepared) return unexpected(prepared.error());
        sendings_.push_back(
            std::make_unique<detail::single_sending<Done>>(*std::move(prepared), push.token, std::move(done)));
        return {};
    }
    /// Sends a campaign to tokens[position …], in their order, as the transport takes them; `done(push_result)` for each.
    /// `personal_of(index)` as for apns::fan_out(). Campaign and tokens must outlive the results.
    template <class Tokens, class Personal, class Done>
    void fan_out(const campaign& push, const Tokens& tokens, std::size_t position, Personal personal_of, Done done) {
        sendings_.push_back(std::make_unique<detail::many_sending<Tokens, Personal, Done>>(
            push, tokens, position, std::move(personal_of), std::move(done)));
    }
    template <class Tokens, class Done>
    void fan_out(const campaign& push, const Tokens& tokens, std::size_t position, Done done) {
        fan_out(
            push, tokens, position, [](std::size_t) { return personal{}; }, std::move(done));
    }

    /// Does what there is to do: begins pushes, lets the transport work and wait for at most so long, tells results. An
    /// error where no provider token can be made: nothing was begun, and what is in flight goes on.
    result<void> step(const instant& now, int wait_ms) {
        now_ = now;
        result<void> fine{};
        if (is_stopped_)
            give_up_waiting();
        else
            fine = begin();
        transport_.poll(stats_.in_flight != 0 ? wait_ms : shorter(wait_ms),
                        [this](const http::outcome& one) { take(one); });
        forget_finished();
        return fine;
    }

    /// Nothing is begun any more. What waits gets its result with the next step, what is in flight when it has one; the
    /// tokens of a campaign that were not begun get none.
    void stop() noexcept { is_stopped_ = true; }
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
        return waiting_.empty() && (is_stopped_ || !has_more());
    }
    const client_stats& stats() const noexcept { return stats_; }
    const apns::tally& answers() const noexcept { return tally_; }
    Provider& provider() noexcept { return provider_; }

  private:
    /// As long as nothing is in flight, no longer than until the first that waits is due.
    int shorter(int wait_ms) const noexcept {
        if (waiting_.empty()) return wait_ms;
        const std::int64_t left = nimpush::detail::saturated_difference(waiting_.front()->due_ms, now_.monotonic_ms);
        return left < 0 ? 0 : left < wait_ms ? static_cast<int>(left) : wait_ms;
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
        while (room != 0 && waiting_.size() < options_.most_waiting) {
            detail::sending* const from = next_sending();
            if (from == nullptr) return {};
            std::size_t index = 0;
            auto push = from->next(index);
            if (!push) continue;
            ++stats_.begun;
            if (!*push) {
                ++stats_.faulty;
                from->tell({.index = index, .reason = "it cannot be sent: no token, or what is its own does not fit"});
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
    bool has_more() const noexcept {
        for (const auto& one : sendings_)
            if (one->has_more) return true;
        return false;
    }
    /// In turn, so that a large campaign does not hold up a single push.
    detail::sending* next_sending() noexcept {
        for (std::size_t i = 0; i < sendings_.size(); ++i) {
            turn_ = turn_ + 1 < sendings_.size() ? turn_ + 1 : 0;
            if (sendings_[turn_]->has_more) return sendings_[turn_].get();
        }
        return nullptr;
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
            const std::uint64_t random = detail::next_number(options_.seed);
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
    }
    void forget_finished() {
        for (std::size_t i = 0; i < sendings_.size();) {
            if (sendings_[i]->has_more || sendings_[i]->open != 0) {
                ++i;
                continue;
            }
            std::swap(sendings_[i], sendings_.back());
            sendings_.pop_back();
        }
    }
};

}  // namespace apns
}  // namespace nimpush::v1
