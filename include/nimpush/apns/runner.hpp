#pragma once

// A client that runs by itself, in a thread of its own, for those who have no loop: any thread sends.
//
//     apns::runner sender([&] { return interop::http2_transport(settings); },
//                         apns::token_provider("DEF123GHIJ", "ABC123DEFG", sign));
//     sender.send(request, [](const apns::push_result& one) { … });  // called on the runner's thread
//     sender.wait_idle();
//
// What was taken has one result, called before the destructor returns and not after it; the tokens of a campaign that
// were not begun when it is stopped have none. A callback that throws ends the program.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <system_error>  // IWYU pragma: keep
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/client_sending.hpp>
#include <nimpush/apns/client_stats.hpp>
#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

struct runner_options {
    client_options client{};
    std::size_t most_posted = 10'000;  // calls of send(), fan_out() and call() that the thread has not taken yet
    int linger_ms = 30'000;            // how long answers are waited for once it is stopped; then they are unsure
};

/// Where most_posted is reached.
enum class when_full : std::uint8_t {
    wait,    // for room. On the runner's own thread, as in a callback, it is taken all the same
    refuse,  // with an error
};

/// See the head of this file. Every function may be called from any thread, from a result's callback too, but for
/// wait_idle() and the destructor, which wait for the callbacks.
template <http_transport Transport, class Provider> class runner {
    using clock = std::chrono::steady_clock;
    using client_type = apns::client<Transport, Provider>;

    struct task {
        task() = default;
        task(const task&) = delete;
        task& operator=(const task&) = delete;
        virtual ~task() = default;
        virtual void operator()(client_type& sender, Transport& transport) = 0;
    };
    template <class F> struct task_of final : task {
        F f;

        explicit task_of(F given) : f(std::move(given)) {}
        void operator()(client_type& sender, Transport& transport) override { f(sender, transport); }
    };
    template <class Tokens> struct kept {
        campaign push;
        Tokens tokens;
    };

    static constexpr std::size_t most_unfinished = 1'000;  // that the client has at a time
    static constexpr bool can_wake = requires(Transport & t) { t.wake(); };

    const runner_options options_;
    // The thread's alone.
    Transport transport_;
    client_type sender_;
    // All threads'.
    mutable std::mutex mutex_{};
    std::condition_variable has_room_{}, is_idle_now_{};
    std::deque<std::unique_ptr<detail::sending>> posted_{};
    std::vector<std::unique_ptr<task>> calls_{};
    client_stats stats_{};
    apns::finding finding_ = apns::finding::nothing;
    text problem_{};
    std::thread::id mine_{};
    bool is_stopped_ = false;
    bool is_idle_ = true;
    bool has_more_ = false;  // the thread's: it is to take more at once
    std::thread thread_{};

  public:
    /// Over the transport that `make()` returns.
    template <class Make>
    requires std::is_same_v<std::invoke_result_t<Make&>, Transport>
    explicit runner(Make make, Provider provider, runner_options options = {})
        : options_(options), transport_(make()), sender_(transport_, std::move(provider), options.client) {
#if defined(__cpp_exceptions)
        try {
            thread_ = std::thread([this] { run(); });
        } catch (const std::system_error&) {
            is_stopped_ = true;
            problem_ = "the system gives no thread";
        }
#else
        thread_ = std::thread([this] { run(); });
#endif
    }
    runner(const runner&) = delete;
    runner& operator=(const runner&) = delete;
    /// stop(), and waits until what was taken has its result.
    ~runner() {
        stop();
        if (thread_.joinable()) thread_.join();
    }

    /// See client::send(). An error too where it is stopped, or full and is not to wait: done is not called then.
    template <class Done> result<void> send(const request& push, Done done, when_full full = when_full::wait) {
        auto made = detail::make_sending(push, std::move(done));
        if (!made) return unexpected(made.error());
        return add(posted_, *std::move(made), full);
    }
    /// See client::fan_out(). It keeps the campaign and the tokens; where these show something else's memory, that must
    /// outlive the results.
    template <class Tokens, class Personal, class Done>
    result<void> fan_out(campaign push, Tokens tokens, std::size_t position, Personal personal_of, Done done,
                         when_full full = when_full::wait) {
        const auto held = std::make_shared<const kept<Tokens>>(kept<Tokens>{std::move(push), std::move(tokens)});
        auto tell = [held, done = std::move(done)](const push_result& one) mutable { done(one); };
        return add(posted_,
                   std::make_unique<detail::many_sending<Tokens, Personal, decltype(tell)>>(
                       held->push, held->tokens, position, std::move(personal_of), std::move(tell)),
                   full);
    }
    template <class Tokens, class Done>
    result<void> fan_out(campaign push, Tokens tokens, std::size_t position, Done done) {
        return fan_out(std::move(push), std::move(tokens), position, &detail::nothing_personal, std::move(done));
    }
    /// Calls f(client, transport) on the runner's thread, as for resume(), another key or another certificate; before what
    /// was sent and is not taken yet.
    template <class F> result<void> call(F f, when_full full = when_full::wait) {
        return add(calls_, std::make_unique<task_of<F>>(std::move(f)), full);
    }

    /// See client::stop(). What is in flight is waited for as long as linger_ms says.
    void stop() {
        {
            const std::lock_guard lock(mutex_);
            is_stopped_ = true;
        }
        has_room_.notify_all();
        wake();
    }
    bool is_stopped() const {
        const std::lock_guard lock(mutex_);
        return is_stopped_;
    }
    /// Waits until each push has its result, or a finding halts the client and nothing is in flight.
    void wait_idle() {
        std::unique_lock lock(mutex_);
        is_idle_now_.wait(lock, [this] { return is_idle_; });
    }

    /// The counts after its last step.
    client_stats stats() const {
        const std::lock_guard lock(mutex_);
        return stats_;
    }
    /// See client::finding(). call() its resume() once it was mended.
    apns::finding finding() const {
        const std::lock_guard lock(mutex_);
        return finding_;
    }
    /// Why nothing leaves: see client::problem(), or that no provider token can be made. Empty where all is well.
    text problem() const {
        const std::lock_guard lock(mutex_);
        return problem_;
    }

  private:
    void wake() {
        if constexpr (can_wake) transport_.wake();
    }
    template <class All, class One> result<void> add(All& all, One one, when_full full) {
        {
            std::unique_lock lock(mutex_);
            const auto has_room = [this] {
                return is_stopped_ || posted_.size() + calls_.size() < options_.most_posted;
            };
            if (full == when_full::refuse && !has_room())
                return nimpush::detail::fail(errc::refused, "too many wait to be sent already");
            if (full == when_full::wait && std::this_thread::get_id() != mine_) has_room_.wait(lock, has_room);
            if (is_stopped_) return nimpush::detail::fail(errc::refused, "the runner is stopped");
            all.push_back(std::move(one));
            is_idle_ = false;
        }
        wake();
        return {};
    }

    static instant now() noexcept {
        using std::chrono::duration_cast;
        return {duration_cast<std::chrono::milliseconds>(clock::now().time_since_epoch()).count(),
                duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
    }
    void run() {
        {
            const std::lock_guard lock(mutex_);
            mine_ = std::this_thread::get_id();
        }
        std::vector<std::unique_ptr<task>> calls;
        maybe<std::int64_t> give_up_at;
        while (true) {
            const bool is_stopping = take(calls);
            for (const auto& one : calls) (*one)(sender_, transport_);
            calls.clear();
            const instant at = now();
            int wait = can_wake ? 1'000 : 20;
            if (is_stopping) {
                if (!give_up_at) give_up_at = at.monotonic_ms + options_.linger_ms;
                const std::int64_t left = *give_up_at - at.monotonic_ms;
                sender_.stop();
                if (left <= 0) sender_.abandon();
                if (left < wait) wait = left < 0 ? 0 : static_cast<int>(left);
                if (sender_.stats().in_flight == 0) wait = 0;
            }
            const auto fine = sender_.step(at, has_more_ ? 0 : wait);
            if (publish(fine, is_stopping)) return;
        }
    }
    /// Moves to the client what it can have. Whether it is stopped: then that is all.
    bool take(std::vector<std::unique_ptr<task>>& calls) {
        std::size_t room = sender_.unfinished() < most_unfinished ? most_unfinished - sender_.unfinished() : 0;
        bool is_stopping = false;
        {
            const std::lock_guard lock(mutex_);
            is_stopping = is_stopped_;
            if (is_stopping) room = posted_.size();
            for (; room != 0 && !posted_.empty(); --room) {
                sender_.adopt(std::move(posted_.front()));
                posted_.pop_front();
            }
            calls.swap(calls_);
            has_more_ = !posted_.empty() && sender_.unfinished() < transport_.room();
        }
        has_room_.notify_all();
        return is_stopping;
    }
    /// Whether it was the last step.
    bool publish(const result<void>& fine, bool is_stopping) {
        const bool is_idle = sender_.is_idle();
        const bool is_halted = sender_.finding() != apns::finding::nothing;
        const bool is_full = sender_.unfinished() >= most_unfinished;
        {
            const std::lock_guard lock(mutex_);
            stats_ = sender_.stats();
            finding_ = sender_.finding();
            if (!fine)
                problem_ = fine.error().detail;
            else if (problem_.view() != sender_.problem())
                problem_ = text(sender_.problem());
            is_idle_ = is_idle && calls_.empty() && (posted_.empty() || (is_halted && is_full));
            if (!is_idle_) return false;
        }
        is_idle_now_.notify_all();
        return is_stopping;
    }
};

template <class Make, class Provider>
runner(Make, Provider, runner_options = {}) -> runner<std::invoke_result_t<Make&>, Provider>;

}  // namespace apns
}  // namespace nimpush::v1
