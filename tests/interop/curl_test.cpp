// Pushes by libcurl on loopback: each arrives once, and one that may have arrived is never sent again by libcurl itself.
#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/client.hpp>
#include <nimpush/interop/curl.hpp>

#include "../support/certificates.hpp"
#include "../support/loopback_server.hpp"
#include "../support/push_stage.hpp"
#include "../support/tokens.hpp"

namespace {

using namespace nimpush;
using test::loopback_server;
using test::tokens_of;

using test::ca;
using test::campaign;

text as_text(const std::string& s) { return text(std::string_view(s)); }
struct stage : test::push_stage<interop::curl_transport> {
    using change = std::function<void(interop::curl_settings&)>;
    explicit stage(
        const change& f = [](interop::curl_settings&) {}, apns::client_options options = {},
        std::string_view client_authorities = {})
        : push_stage(
              [&f](const loopback_server& to) {
                  interop::curl_settings s{.host = "localhost",
                                           .port = to.port(),
                                           .tls = {.authorities = as_text(ca().pem())},
                                           .first_back_off = 5};
                  f(s);
                  return s;
              },
              options, client_authorities) {}
};

}  // namespace

static_assert(http_transport<interop::curl_transport>);

TEST_CASE("a campaign over one connection, as Apple's server sees it") {
    stage it;
    std::map<std::string, std::string> seen;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        for (const http::header& h : one.headers) seen[std::string(h.name)] = std::string(h.value);
        CHECK(one.method == "POST");
        it.accept(from, one);
    };
    const auto tokens = tokens_of(500);
    CHECK(it.transport.room() == 1);  // until an answer has come
    it.send(tokens);
    it.run();
    CHECK(it.count(http::fate::answered) == 500);
    CHECK(it.requests == 500);
    CHECK(it.arrived.size() == 500);
    CHECK(it.server.accepted == 1);
    CHECK(it.transport.problem().empty());
    CHECK(it.transport.room() == 1'000);
    for (const http::header& h : campaign().headers()) CHECK(seen[std::string(h.name)] == h.value);
    CHECK(seen["content-length"] == std::to_string(campaign().body().size()));
    CHECK(seen.size() == campaign().headers().size() + 1);  // nothing of libcurl's own
}

TEST_CASE("a refusal comes with its status, headers and reason") {
    stage it;
    const http::header id[] = {{"apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7b"}};
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        CHECK(from.http.answer(one.stream, 410, id, R"({"reason":"Unregistered","timestamp":1454402113000})"));
    };
    const auto tokens = tokens_of(1);
    it.send(tokens);
    it.run();
    REQUIRE(it.results[0].size() == 1);
    const apns::response& answer = it.results[0][0].answer;
    CHECK(answer.status == 410);
    CHECK(answer.reason == apns::reason::unregistered);
    CHECK(answer.apns_id == "eabeae54-14a8-11e5-b60b-1697f925ec7b");
    CHECK(answer.timestamp_ms == 1454402113000);
}

TEST_CASE("a connection that breaks: libcurl sends nothing again that may have arrived") {
    stage it([](interop::curl_settings& s) { s.most_in_flight = 50; });
    int broken = 0;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        if (!from.socket) return;
        it.accept(from, one);
        if (broken == 3 || it.requests % 100 != 70) return;
        ++broken;
        from.socket = {};  // with answers that did not leave
    };
    const auto tokens = tokens_of(800);
    it.send(tokens);
    it.run();
    CHECK(broken == 3);
    CHECK(it.results.size() == 800);
    const std::size_t unsure = it.count(http::fate::unsure);
    CHECK(it.count(http::fate::answered) + unsure == 800);
    CHECK(unsure > 0);
    CHECK(unsure <= 3 * 50);
    for (const auto& [path, count] : it.arrived) CHECK(count == 1);
}

TEST_CASE("a stream that is refused, or an answer that does not come: unsure, as libcurl does not tell more") {
    stage it([](interop::curl_settings& s) { s.answer_within = 300; });
    bool is_silent = false;
    SUBCASE("refused") {}
    SUBCASE("silent") { is_silent = true; }
    int came = 0;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        if (++came != 2) return it.accept(from, one);
        ++it.arrived[std::string(one.path)];
        if (!is_silent) from.http.reset(one.stream, 7);
    };
    const auto tokens = tokens_of(3);
    it.send(tokens);
    it.run();
    CHECK(it.count(http::fate::answered) == 2);
    CHECK(it.count(http::fate::unsure) == 1);
    CHECK(it.results.size() == 3);
    for (const auto& [path, count] : it.arrived) CHECK(count == 1);
}

TEST_CASE("what cannot leave was surely not processed, is told, and is tried again") {
    const auto tokens = tokens_of(5);
    SUBCASE("nobody listens") {
        stage it([](interop::curl_settings&) {}, {.most_restarts = 1'000});
        it.server.stop_listening();
        it.send(tokens);
        for (int n = 0; n < 60; ++n) it.step();
        CHECK(it.transport.problem().view().find("ailed to connect to localhost") != std::string_view::npos);
        CHECK(it.sender.problem() == it.transport.problem().view());
        CHECK(it.results.empty());
        CHECK(it.sender.stats().restarted > 1);
        CHECK(it.sender.stats().restarted < 30);  // it waits in between
        it.sender.stop();
        it.run();
        CHECK(it.count(http::fate::not_processed) == it.results.size());
    }
    SUBCASE("another CA") {
        static const test::authority other("another CA");
        stage it([](interop::curl_settings& s) { s.tls.authorities = as_text(other.pem()); });
        it.send(tokens);
        for (int n = 0; n < 60; ++n) it.step();
        CHECK(it.transport.problem().view().starts_with("SSL certificate problem: "));
        CHECK(it.results.empty());
        CHECK(it.requests == 0);
        // Mended while it runs.
        it.transport.replace_tls({.authorities = as_text(ca().pem())});
        it.run();
        CHECK(it.count(http::fate::answered) == 5);
        CHECK(it.transport.problem().empty());
    }
    SUBCASE("a name that is none") {
        stage it([](interop::curl_settings& s) { s.host = "no.such.host.invalid"; });
        it.send(tokens);
        for (int n = 0; n < 2'000 && it.transport.problem().empty(); ++n) it.step();
        CHECK(it.transport.problem().view().starts_with("Could not resolve host: "));
    }
}

TEST_CASE("a client certificate, and another while it runs: what is in flight finishes") {
    const test::issued first = ca().issue("first push"), second = ca().issue("second push");
    const auto tls_of = [](const test::issued& own) {
        return interop::curl_tls{
            .authorities = as_text(ca().pem()), .certificate = as_text(own.certificate), .key = as_text(own.key)};
    };
    stage it(
        [&](interop::curl_settings& s) {
            s.tls = tls_of(first);
            s.most_in_flight = 40;
        },
        {}, ca().pem());
    std::map<std::string, int> shown;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        ++shown[std::string(from.tls->peer_certificate().view())];
        it.accept(from, one);
        if (it.requests == 100) it.transport.replace_tls(tls_of(second));
    };
    const auto tokens = tokens_of(300);
    it.send(tokens);
    it.run();
    CHECK(it.count(http::fate::answered) == 300);
    CHECK(it.requests == 300);
    CHECK(shown.size() == 2);
    CHECK(shown[first.certificate] >= 100);
    CHECK(shown[first.certificate] <= 140);
    CHECK(it.server.accepted == 2);
}

TEST_CASE("through a proxy, woken from its wait, and an answer that asks for another connection") {
    stage it([](interop::curl_settings& s) {
        static std::string proxy;
        proxy = "http://127.0.0.1:" + std::to_string(s.port);
        s.proxy = as_text(proxy);
    });
    it.server.proxy_answer = "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n";
    int came = 0;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        if (++came != 1) return it.accept(from, one);
        CHECK(from.http.answer(one.stream, 503, {}, R"({"reason":"Shutdown"})"));
    };
    const auto tokens = tokens_of(20);
    it.send(tokens);
    for (int n = 0; n < 2'000 && it.sender.stats().waiting == 0; ++n) it.step();
    it.now += 3'600'000;
    it.run();
    CHECK(it.count(http::fate::answered) == 20);
    CHECK(it.server.accepted == 2);
    it.transport.wake();
    const auto before = std::chrono::steady_clock::now();
    it.transport.poll(1'000, [](const http::outcome&) {});
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::milliseconds(500));
}

TEST_CASE("what would end a line is not taken") {
    stage it;
    const auto submit = [&](std::string_view path, std::string_view name, std::string_view value) {
        const http::header list[] = {{name, value}};
        return it.transport.submit({"POST", path, list, "{}"}, 1);
    };
    CHECK_FALSE(submit("/3/device/00\r\nx: y", "a", "b"));
    CHECK_FALSE(submit("3/device/00", "a", "b"));
    CHECK_FALSE(submit("/3/device/00", "a", "b\r\nc: d"));
    CHECK_FALSE(submit("/3/device/00", "a\n", "b"));
    CHECK(it.transport.room() == 1);
    CHECK(submit("/3/device/00", "a", "b"));
    CHECK(it.transport.room() == 0);
}
