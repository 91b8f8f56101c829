// The runner over real TLS and HTTP/2 on loopback, from several threads; under ThreadSanitizer too.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <nimpush/apns/runner.hpp>
#include <nimpush/interop/http2_transport.hpp>

#include "../support/loopback_server.hpp"
#include "../support/push_stage.hpp"
#include "../support/tokens.hpp"

namespace {

using namespace nimpush;
using namespace std::chrono_literals;
using test::loopback_server;

struct stage {
    loopback_server server{test::server_context()};
    std::map<std::string, int> arrived{};  // by path
    std::size_t requests = 0;
    loopback_server::handler handle = [this](loopback_server::peer& from, const nghttp2::arrived& one) {
        ++requests;
        ++arrived[std::string(one.path)];
        CHECK(from.http.answer(one.stream, 200, {}, {}));
    };
    interop::http2_settings settings{.host = "localhost",
                                     .port = server.port(),
                                     .tls = openssl::tls_context::client(test::ca().pem()).value(),
                                     .most_in_flight = 50,
                                     .first_back_off = 5};

    template <class Condition> void serve_until(Condition&& is_done) {
        for (int n = 0; n < 60'000 && !is_done(); ++n) {
            server.step(handle);
            std::this_thread::sleep_for(200us);
        }
        CHECK(is_done());
    }
};

apns::request news(const device_token& to) {
    apns::request one = test::news();
    one.token = to;
    return one;
}

}  // namespace

TEST_CASE("pushes of several threads arrive once, through a reconnection and another certificate") {
    stage it;
    const auto tokens = test::tokens_of(2'000);
    std::atomic<int> told{0}, ok{0};
    {
        apns::runner sender([&] { return interop::http2_transport(it.settings); }, apns::certificate_provider(),
                            {.most_posted = 100});
        const auto done = [&](const apns::push_result& one) {
            ok += one.ok();
            ++told;
        };
        std::vector<std::thread> threads;
        for (std::size_t t = 0; t < 2; ++t)
            threads.emplace_back([&, t] {
                for (std::size_t i = t; i < 1'000; i += 2) CHECK(sender.send(news(tokens[i]), done).has_value());
            });
        CHECK(sender
                  .fan_out(apns::prepare(news(tokens[0])).value(),
                           std::vector<device_token>(tokens.begin() + 1'000, tokens.end()), 0, done)
                  .has_value());
        it.serve_until([&] { return it.requests >= 300; });
        CHECK(sender
                  .call([&](auto&, interop::http2_transport& transport) {
                      transport.replace_tls(openssl::tls_context::client(test::ca().pem()).value());
                  })
                  .has_value());
        it.serve_until([&] { return told == 2'000; });
        for (std::thread& one : threads) one.join();
        sender.wait_idle();
        CHECK(sender.stats().answers.accepted() == 2'000);
        CHECK(sender.problem().empty());
    }
    CHECK(ok == 2'000);
    CHECK(it.arrived.size() == 2'000);
    CHECK(it.requests == 2'000);
    CHECK(it.server.accepted == 2);
}

TEST_CASE("what is posted while it waits for the network leaves at once") {
    stage it;
    const auto tokens = test::tokens_of(1);
    apns::runner sender([&] { return interop::http2_transport(it.settings); }, apns::certificate_provider());
    std::atomic<int> told{0};
    const auto done = [&](const apns::push_result& one) { told += one.ok(); };
    CHECK(sender.send(news(tokens[0]), done).has_value());
    it.serve_until([&] { return told == 1; });
    for (int n = 0; n < 20; ++n) {
        const auto before = std::chrono::steady_clock::now();
        CHECK(sender.send(news(tokens[0]), done).has_value());
        it.serve_until([&] { return told == n + 2; });
        CHECK(std::chrono::steady_clock::now() - before < 500ms);
    }
}

TEST_CASE("it ends while nobody listens: what was taken has its result") {
    stage it;
    it.server.stop_listening();
    const auto tokens = test::tokens_of(10);
    std::atomic<int> told{0};
    {
        apns::runner sender([&] { return interop::http2_transport(it.settings); }, apns::certificate_provider());
        for (const device_token& one : tokens)
            CHECK(
                sender.send(news(one), [&](const apns::push_result& r) { told += r.fate == http::fate::not_processed; })
                    .has_value());
        for (int n = 0; n < 10'000 && sender.problem().empty(); ++n) std::this_thread::sleep_for(1ms);
        CHECK(sender.problem() == "Connection refused");
    }
    CHECK(told == 10);
}
