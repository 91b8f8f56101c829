// A client in a thread of its own: what any thread sends has one result, and none comes after its end. Run under
// ThreadSanitizer too.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <nimpush/apns/runner.hpp>

#include "../support/faults.hpp"
#include "../support/tokens.hpp"

namespace {

using namespace nimpush;
using namespace std::chrono_literals;
using test::tokens_of;

/// What a test and a transport, which the runner's thread has, know of each other.
struct world {
    std::mutex mutex{};
    std::condition_variable woken{};
    bool is_woken = false;
    bool answers = true;
    int status = 200;
    std::size_t taken = 0;
    std::atomic<int> longest_wait{0};

    void hold(bool answer) {
        {
            const std::lock_guard lock(mutex);
            answers = answer;
        }
        wake();
    }
    void wake() {
        {
            const std::lock_guard lock(mutex);
            is_woken = true;
        }
        woken.notify_all();
    }
};

/// Answers all at the next poll.
struct waking_transport {
    world* all;
    std::vector<std::uint64_t> open{};

    std::size_t room() const { return open.size() < 50 ? 50 - open.size() : 0; }
    bool submit(const http::request& r, std::uint64_t tag) {
        if (room() == 0) return false;
        CHECK(r.body.size() > 10);
        open.push_back(tag);
        const std::lock_guard lock(all->mutex);
        ++all->taken;
        return true;
    }
    template <class Done> void poll(int wait, Done&& done) {
        std::vector<std::uint64_t> now;
        int status = 200;
        {
            std::unique_lock lock(all->mutex);
            if (open.empty() || !all->answers)
                all->woken.wait_for(lock, std::chrono::milliseconds(wait), [this] { return all->is_woken; });
            all->is_woken = false;
            if (all->answers) now = std::exchange(open, {});
            status = all->status;
        }
        for (const std::uint64_t tag : now)
            done(http::outcome{
                tag, http::fate::answered, status, {}, status == 200 ? "" : R"({"reason":"InvalidProviderToken"})"});
    }
    void wake() { all->wake(); }
};
static_assert(http_transport<waking_transport>);
/// The same, but nothing wakes it.
struct sleeping_transport {
    waking_transport held;

    std::size_t room() const { return held.room(); }
    bool submit(const http::request& r, std::uint64_t tag) { return held.submit(r, tag); }
    template <class Done> void poll(int wait, Done&& done) {
        if (held.all->longest_wait < wait) held.all->longest_wait = wait;
        held.poll(wait, done);
    }
};

apns::request news() {
    static const auto to = tokens_of(1)[0];
    apns::request one{.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
    one.token = to;
    return one;
}
apns::campaign campaign() { return apns::prepare(news()).value(); }

template <class Transport = waking_transport> struct stage {
    world all{};
    std::mutex mutex{};
    std::map<std::size_t, int> results{};  // by index
    std::map<http::fate, int> fates{};
    apns::runner<Transport, apns::certificate_provider> sender;

    explicit stage(apns::runner_options options = {}) : sender([this] { return made(); }, {}, options) {}
    Transport made() {
        if constexpr (std::is_same_v<Transport, waking_transport>)
            return {&all};
        else
            return {{&all}};
    }
    auto listener() {
        return [this](const apns::push_result& one) {
            const std::lock_guard lock(mutex);
            ++results[one.index];
            ++fates[one.fate];
        };
    }
};

}  // namespace

TEST_CASE_TEMPLATE("several threads send at once, and each push has one result", Transport, waking_transport,
                   sleeping_transport) {
    stage<Transport> it({.most_posted = 8});
    std::vector<std::thread> threads;
    std::atomic<int> told{0}, refused{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int n = 0; n < 200; ++n)
                if (!it.sender.send(news(), [&](const apns::push_result& one) { told += one.ok(); })) ++refused;
            (void)it.sender.stats();
            (void)it.sender.problem();
        });
    CHECK(it.sender.fan_out(campaign(), tokens_of(500), 0, it.listener()).has_value());
    for (std::thread& one : threads) one.join();
    it.sender.wait_idle();
    CHECK(told == 800);
    CHECK(refused == 0);
    CHECK(it.results.size() == 500);
    for (const auto& [index, count] : it.results) CHECK(count == 1);
    const apns::client_stats s = it.sender.stats();
    CHECK(s.begun == 1'300);
    CHECK(s.answers.accepted() == 1'300);
    if constexpr (std::is_same_v<Transport, sleeping_transport>) CHECK(it.all.longest_wait <= 20);
}

TEST_CASE("what is posted while it waits leaves at once") {
    stage it;
    it.sender.wait_idle();
    std::this_thread::sleep_for(20ms);  // it waits for a second now
    const auto before = std::chrono::steady_clock::now();
    CHECK(it.sender.send(news(), it.listener()).has_value());
    it.sender.wait_idle();
    CHECK(std::chrono::steady_clock::now() - before < 500ms);
    CHECK(it.results[0] == 1);
}

TEST_CASE("a queue that is full refuses or waits, as asked") {
    stage it({.most_posted = 3});
    std::mutex gate;
    gate.lock();
    std::atomic<bool> is_held = false;
    REQUIRE(it.sender.call([&](auto&, auto&) {
        is_held = true;
        const std::lock_guard wait(gate);
    }));
    while (!is_held) std::this_thread::sleep_for(1ms);
    for (int n = 0; n < 3; ++n) CHECK(it.sender.send(news(), it.listener(), apns::when_full::refuse).has_value());
    const auto fourth = it.sender.send(news(), it.listener(), apns::when_full::refuse);
    CHECK(test::line_of(fourth.error()) == "refused too many wait to be sent already");
    std::atomic<bool> was_taken = false;
    std::thread waits([&] {
        CHECK(it.sender.send(news(), it.listener()).has_value());
        was_taken = true;
    });
    std::this_thread::sleep_for(10ms);
    CHECK_FALSE(was_taken);
    gate.unlock();
    waits.join();
    it.sender.wait_idle();
    CHECK(it.results[0] == 4);

    // What is wrong is told at once, on the caller's thread.
    apns::request wrong = news();
    wrong.bundle_id = {};
    CHECK_FALSE(it.sender.send(wrong, it.listener()).has_value());
}

TEST_CASE("a callback may send more, where it would be its own thread that makes room") {
    stage it({.most_posted = 1});
    std::atomic<int> told{0};
    struct again {
        stage<>* at;
        std::atomic<int>* told;
        int left;
        void operator()(const apns::push_result&) const {
            ++*told;
            if (left == 0) return;
            CHECK(at->sender.send(news(), again{at, told, left - 1}).has_value());
            CHECK(at->sender.send(news(), again{at, told, 0}).has_value());
        }
    };
    CHECK(it.sender.send(news(), again{&it, &told, 20}).has_value());
    it.sender.wait_idle();
    CHECK(told == 41);
}

TEST_CASE("its end: each push that was taken has its result before, none after, and nothing more is taken") {
    std::atomic<int> told{0}, unsure{0}, not_processed{0}, taken{0};
    world all;
    all.answers = false;
    std::thread sends;
    {
        apns::runner sender([&] { return waking_transport{&all}; }, apns::certificate_provider(),
                            {.most_posted = 100, .linger_ms = 50});
        const auto done = [&](const apns::push_result& one) {
            ++told;
            unsure += one.fate == http::fate::unsure;
            not_processed += one.fate == http::fate::not_processed;
        };
        std::atomic<bool> has_begun = false;
        sends = std::thread([&] {
            while (sender.send(news(), done)) {
                ++taken;
                has_begun = taken > 60;
            }
            CHECK(sender.is_stopped());
        });
        while (!has_begun || sender.stats().in_flight != 50) std::this_thread::sleep_for(1ms);
        sender.stop();
        CHECK(test::line_of(sender.send(news(), done).error()) == "refused the runner is stopped");
        sends.join();
    }
    CHECK(told == taken);
    CHECK(unsure == 50);  // in flight for longer than it lingers
    CHECK(not_processed == told - 50);
    CHECK(static_cast<std::size_t>(unsure) == all.taken);
}

TEST_CASE("answers that come while it stops count, and a campaign ends where it is") {
    world all;
    all.answers = false;
    std::atomic<int> ok{0}, told{0};
    {
        apns::runner sender([&] { return waking_transport{&all}; }, apns::certificate_provider());
        CHECK(sender
                  .fan_out(campaign(), tokens_of(200), 0,
                           [&](const apns::push_result& one) {
                               ++told;
                               ok += one.ok();
                           })
                  .has_value());
        while (sender.stats().in_flight != 50) std::this_thread::sleep_for(1ms);
        sender.stop();
        all.hold(true);
    }
    CHECK(told == 50);
    CHECK(ok == 50);
}

TEST_CASE("what halts it is told, and mended on its thread") {
    stage it;
    it.all.status = 403;
    CHECK(it.sender.fan_out(campaign(), tokens_of(300), 0, it.listener()).has_value());
    it.sender.wait_idle();
    CHECK(it.sender.finding() == apns::finding::provider_fault);
    CHECK(it.sender.problem() == text(meaning(apns::finding::provider_fault)));
    CHECK(it.results.size() == 50);
    {
        const std::lock_guard lock(it.all.mutex);
        it.all.status = 200;
    }
    CHECK(it.sender.call([](auto& client, auto&) { client.resume(); }).has_value());
    it.sender.wait_idle();
    CHECK(it.results.size() == 300);
    CHECK(it.sender.problem().empty());
}
