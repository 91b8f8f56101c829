// A client over a transport that replies from four threads. The same file is built with -fsanitize=thread too
// (threads/posted): what only looks right here is seen there.

#include <nimpush/transport/posted.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/client.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/standard_codec.hpp>

namespace {

using namespace nimpush;
using namespace nimpush::literals;
namespace channel = nimpush::flutter_channel;

using bytes_of = std::vector<std::uint8_t>;

/// Jobs that one side adds and another takes.
template <class Job> class job_queue {
    std::mutex mutex_{};
    std::condition_variable added_{};
    std::deque<Job> jobs_{};
    bool closed_ = false;

  public:
    void push(Job job) {
        {
            const std::lock_guard lock(mutex_);
            jobs_.push_back(std::move(job));
        }
        added_.notify_one();
    }
    /// Waits for one; none when it is closed and empty.
    std::optional<Job> pop() {
        std::unique_lock lock(mutex_);
        added_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty()) return {};
        std::optional<Job> first(std::move(jobs_.front()));
        jobs_.pop_front();
        return first;
    }
    std::size_t size() {
        const std::lock_guard lock(mutex_);
        return jobs_.size();
    }
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        added_.notify_all();
    }
};

/// The client's thread, as an event loop would be: here whoever calls run().
using event_loop = job_queue<posted_reply>;

void run(event_loop& loop, std::size_t replies) {
    for (std::size_t i = 0; i < replies; ++i) (*loop.pop())();
}

/// A transport with four threads of its own. Each reply is copied about and destroyed there.
class pool_transport {
    job_queue<std::function<void()>> jobs_{};
    std::vector<std::thread> threads_{};

  public:
    int replies_to_each = 1;

    pool_transport() {
        for (int i = 0; i < 4; ++i)
            threads_.emplace_back([this] {
                while (auto job = jobs_.pop()) (*job)();
            });
    }
    ~pool_transport() { finish(); }

    /// Every call has been answered when this returns.
    void finish() {
        jobs_.close();
        for (auto& one : threads_) one.join();
        threads_.clear();
    }
    auto messenger() {
        return [this](std::string_view name, message_bytes message, auto reply) {
            CHECK(name == channel::name);
            jobs_.push([reply, times = replies_to_each, kept = bytes_of(message.begin(), message.end())]() mutable {
                // Echoes what it was called with, as data.
                const auto call = standard_codec::decode_method_call(kept).value();
                const auto bytes =
                    standard_codec::encode_success(value::map({{"code", 0}, {"data", call.arguments}})).value();
                for (int i = 0; i < times; ++i) reply(message_bytes(bytes));
            });
        };
    }
};

auto home_to(event_loop& loop) {
    return [&loop](posted_reply reply) { loop.push(std::move(reply)); };
}

/// Must be copied and destroyed on one thread; counts those that are there.
struct of_one_thread {
    std::thread::id mine = std::this_thread::get_id();
    int* alive;  // not atomic on purpose
    std::atomic<int>* strangers;

    of_one_thread(int& a, std::atomic<int>& s) : alive(&a), strangers(&s) { ++*alive; }
    of_one_thread(const of_one_thread& other) : mine(other.mine), alive(other.alive), strangers(other.strangers) {
        look();
        ++*alive;
    }
    of_one_thread& operator=(const of_one_thread&) = delete;
    ~of_one_thread() {
        look();
        --*alive;
    }
    void look() const {
        if (std::this_thread::get_id() != mine) ++*strangers;
    }
};

using posted_pool =
    posted<decltype(std::declval<pool_transport&>().messenger()), decltype(home_to(std::declval<event_loop&>()))>;
static_assert(asynchronous_messenger<posted_pool>);
static_assert(!std::is_copy_constructible_v<posted_pool> && !std::is_copy_assignable_v<posted_pool>);
static_assert(std::is_nothrow_move_constructible_v<posted_pool>);
static_assert(std::is_copy_constructible_v<posted_reply> && std::is_nothrow_move_constructible_v<posted_reply>);

constexpr channel::ios_sdk_options options{.common = {.app_key = "key1"}, .apns_cername = "acme_prod"};

}  // namespace

TEST_CASE("thousands of calls are answered once each, on the client's thread") {
    constexpr int calls = 4000;
    event_loop loop;
    pool_transport pool;
    int alive = 0;
    std::atomic<int> strangers = 0;
    int answers = 0;
    std::vector<bool> seen(calls);
    {
        channel::client nim(posted(pool.messenger(), home_to(loop)), channel::platform::ios);
        for (int i = 0; i < calls; ++i)
            nim.call(channel::register_badge_count{i},
                     [&, i, held = of_one_thread(alive, strangers)](const auto& reply) {
                         held.look();
                         answers += reply && reply->ok() && !seen[static_cast<std::size_t>(i)];
                         seen[static_cast<std::size_t>(i)] = true;
                     });
        CHECK(alive == calls);
        run(loop, calls);
        CHECK(answers == calls);
        CHECK(alive == 0);
    }
    CHECK(strangers == 0);
}

TEST_CASE("calls that are made of replies, and a token that is handed over by one") {
    event_loop loop;
    pool_transport pool;
    channel::client nim(posted(pool.messenger(), home_to(loop)), channel::platform::ios);
    int rounds = 0;
    const std::function<void()> again = [&] {
        nim.logout([&](const auto& reply) {
            CHECK(reply.has_value());
            if (++rounds < 500) again();
        });
    };
    nim.token_changed("aabb"_token);
    nim.initialize(options);
    again();
    run(loop, 502);
    CHECK(rounds == 500);
    CHECK(loop.size() == 0);
}

TEST_CASE("a callback that cannot be copied, over a transport that copies") {
    event_loop loop;
    pool_transport pool;
    channel::client nim(posted(pool.messenger(), home_to(loop)), channel::platform::ios);
    int answers = 0;
    nim.logout([&, one = std::make_unique<int>(1)](const auto&) { answers += *one; });
    run(loop, 1);
    CHECK(answers == 1);
}

#ifdef __cpp_exceptions
TEST_CASE("a transport that throws keeps no callback") {
    event_loop loop;
    const auto full = [](std::string_view, message_bytes, auto) { throw std::bad_alloc(); };
    channel::client nim(posted(full, home_to(loop)), channel::platform::ios);
    const auto held = std::make_shared<int>(0);
    CHECK_THROWS_AS(nim.logout([held](const auto&) {}), std::bad_alloc);
    CHECK(held.use_count() == 1);
}
#endif

TEST_CASE("a client that goes while replies are on their way") {
    constexpr int calls = 500;
    int alive = 0;
    std::atomic<int> strangers = 0;
    for (int round = 0; round < 20; ++round) {
        event_loop loop;
        pool_transport pool;
        int answers = 0;
        {
            channel::client nim(posted(pool.messenger(), home_to(loop)), channel::platform::ios);
            nim.token_changed("aabb"_token);
            nim.initialize(options);
            for (int i = 0; i < calls; ++i)
                nim.logout([&, held = of_one_thread(alive, strangers)](const auto&) { ++answers; });
            run(loop, static_cast<std::size_t>(round));
        }
        // The callbacks went with the client, though the pool and the loop still hold their halves.
        CHECK(alive == 0);
        CHECK(answers <= round);
        const int before = answers;
        pool.finish();
        while (loop.size() > 0) (*loop.pop())();
        CHECK(answers == before);
    }
    CHECK(strangers == 0);
}

TEST_CASE("a loop that is thrown away with its replies") {
    int alive = 0;
    std::atomic<int> strangers = 0;
    int answers = 0;
    pool_transport pool;
    {
        std::optional<event_loop> loop;
        loop.emplace();
        channel::client nim(posted(pool.messenger(), home_to(*loop)), channel::platform::ios);
        for (int i = 0; i < 100; ++i)
            nim.logout([&, held = of_one_thread(alive, strangers)](const auto&) { ++answers; });
        pool.finish();
        std::thread([&] { loop.reset(); }).join();
        CHECK(alive == 100);
    }
    CHECK(alive == 0);
    CHECK(answers == 0);
    CHECK(strangers == 0);
}

TEST_CASE("a second reply to the same call, and a reply that is called twice") {
    event_loop loop;
    pool_transport pool;
    pool.replies_to_each = 3;
    int answers = 0;
    channel::client nim(posted(pool.messenger(), home_to(loop)), channel::platform::ios);
    for (int i = 0; i < 100; ++i) nim.logout([&](const auto&) { ++answers; });
    pool.finish();
    CHECK(loop.size() == 300);
    while (loop.size() > 0) {
        const auto reply = *loop.pop();
        const auto copy = reply;
        reply();
        reply();
        copy();
    }
    CHECK(answers == 100);
}

TEST_CASE("a callback may end the client and its transport") {
    event_loop loop;
    pool_transport pool;
    using client_type = channel::client<posted_pool>;
    std::optional<client_type> nim;
    nim.emplace(posted(pool.messenger(), home_to(loop)), channel::platform::ios);
    int answers = 0;
    nim->logout([&](const auto&) {
        ++answers;
        nim.reset();
        ++answers;
    });
    nim->logout([&](const auto&) { answers += 100; });
    run(loop, 2);
    CHECK((answers == 2 || answers == 102));  // the pool may answer the second first
}

TEST_CASE("a transport that replies at once, and a post that runs it at once") {
    event_loop loop;
    int answers = 0;
    {
        const auto at_once = [](std::string_view, message_bytes, auto reply) { reply(message_bytes()); };
        channel::client nim(posted(at_once, [](const posted_reply& reply) { reply(); }), channel::platform::ios);
        nim.logout([&](const auto& reply) { answers += reply.error().kind == channel::failure_kind::missing_plugin; });
    }
    CHECK(answers == 1);
}

TEST_CASE("what was moved from answers with no bytes; what is assigned to lets its callbacks go") {
    event_loop loop;
    std::vector<std::function<void(message_bytes)>> first_open, second_open;
    const auto transport = [](std::vector<std::function<void(message_bytes)>>& open) {
        return std::function<void(std::string_view, message_bytes, std::function<void(message_bytes)>)>(
            [&open](std::string_view, message_bytes, std::function<void(message_bytes)> reply) {
                open.push_back(std::move(reply));
            });
    };
    posted one(transport(first_open), home_to(loop));
    int empty = 0, answers = 0;
    one("c", {}, [&](message_bytes bytes) { answers += bytes.empty() ? 100 : 1; });
    posted other = std::move(one);
    one("c", {}, [&](message_bytes bytes) { empty += bytes.empty(); });
    CHECK(empty == 1);
    const std::uint8_t byte[] = {1};
    first_open.at(0)(byte);
    run(loop, 1);
    CHECK(answers == 1);

    const auto held = std::make_shared<int>(0);
    other("c", {}, [&answers, held](message_bytes) { answers += 100; });
    CHECK(held.use_count() == 2);
    other = posted(transport(second_open), home_to(loop));
    CHECK(held.use_count() == 1);
    first_open.at(1)(byte);
    run(loop, 1);
    CHECK(answers == 1);
    other("c", {}, [&](message_bytes) { ++answers; });
    second_open.at(0)(byte);
    run(loop, 1);
    CHECK(answers == 2);
}
