// Pushes over real TLS and HTTP/2 on loopback: what is sent arrives once, whatever the connection does.
#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/teams.hpp>
#include <nimpush/interop/http2_transport.hpp>

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
using test::server_context;

interop::http2_settings settings_for(const loopback_server& server) {
    return {.host = "localhost",
            .port = server.port(),
            .tls = openssl::tls_context::client(ca().pem()).value(),
            .first_back_off = 5};
}
struct stage : test::push_stage<interop::http2_transport> {
    stage() : push_stage(settings_for) {}
    explicit stage(interop::http2_settings (*change)(interop::http2_settings), apns::client_options options = {})
        : push_stage([change](const loopback_server& to) { return change(settings_for(to)); }, options) {}
};

}  // namespace

static_assert(http_transport<interop::http2_transport>);

TEST_CASE("a campaign over one connection") {
    stage it;
    const auto tokens = tokens_of(3'000);
    CHECK(it.transport.room() == 0);
    it.send(tokens);
    it.run();
    CHECK(it.ok() == 3'000);
    CHECK(it.arrived.size() == 3'000);
    CHECK(it.requests == 3'000);
    CHECK(it.server.accepted == 1);
    CHECK(it.transport.opened() == 1);
    CHECK(it.transport.problem().empty());
    CHECK(it.sender.problem().empty());
}

TEST_CASE("more connections where the server allows one stream on each") {
    stage it([](interop::http2_settings s) {
        s.most_connections = 3;
        return s;
    });
    it.server.settings.most_streams = 1;
    // Answers only when two are there at once.
    struct waiting {
        loopback_server::peer* from;
        std::int32_t stream;
    };
    std::vector<waiting> held;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        held.push_back({&from, one.stream});
        if (held.size() < 2) return;
        for (const waiting& w : held) CHECK(w.from->http.answer(w.stream, 200, {}, {}));
        held.clear();
    };
    const auto tokens = tokens_of(50);
    it.send(tokens);
    it.run();
    CHECK(it.ok() == 50);
    CHECK(it.server.accepted >= 2);
    CHECK(it.server.accepted <= 3);
}

TEST_CASE("a server that goes away gently: what it did not look at goes over the next connection, once") {
    stage it;
    int gone = 0;
    std::size_t next = 150;
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        if (from.is_closing) return;
        it.accept(from, one);
        if (gone == 3 || it.requests != next) return;
        ++gone;
        next += 400;
        from.http.go_away(one.stream, 0, R"({"reason":"Shutdown"})");
        from.is_closing = true;
    };
    const auto tokens = tokens_of(1'500);
    it.send(tokens);
    it.run();
    CHECK(gone == 3);
    CHECK(it.ok() == 1'500);
    for (const auto& [path, count] : it.arrived) CHECK(count == 1);
    CHECK(it.sender.stats().restarted > 0);
    CHECK(it.transport.opened() == 4);
    CHECK(it.transport.connections() == 1);
}

TEST_CASE("a connection that breaks in the middle: each push has one result, none that was answered comes again") {
    stage it([](interop::http2_settings s) {
        s.most_in_flight = 50;
        return s;
    });
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
    std::size_t unsure = 0;
    for (const auto& [index, list] : it.results) {
        CHECK(list.size() == 1);
        unsure += list[0].fate == http::fate::unsure;
    }
    CHECK(it.ok() + unsure == 800);
    CHECK(unsure > 0);
    for (const auto& [path, count] : it.arrived) CHECK(count == 1);
    CHECK(it.transport.opened() == 4);
}

TEST_CASE("an answer that asks for another connection gets one") {
    stage it([](interop::http2_settings s) { return s; },
             {.delay = [](const apns::response&, unsigned, std::uint64_t) { return std::int64_t{1}; }});
    it.handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        if (it.requests++ == 0) {
            CHECK(from.http.answer(one.stream, 503, {}, R"({"reason":"Shutdown"})"));
            return;
        }
        CHECK(from.http.answer(one.stream, 200, {}, {}));
    };
    const auto tokens = tokens_of(20);
    it.send(tokens);
    it.run();
    CHECK(it.ok() == 20);
    CHECK(it.transport.opened() == 2);
}

TEST_CASE("no connection: nothing is taken, the reason is told, and it is tried again") {
    const auto tokens = tokens_of(5);
    SUBCASE("nobody listens") {
        stage it;
        it.server.stop_listening();
        it.send(tokens);
        for (int n = 0; n < 30; ++n) it.step();
        CHECK(it.transport.problem() == "Connection refused");
        CHECK(it.sender.problem() == "Connection refused");
        CHECK(it.results.empty());
        CHECK(it.transport.opened() > 1);
    }
    SUBCASE("a server that is not trusted") {
        static const test::authority other("another CA");
        stage it([](interop::http2_settings s) {
            s.tls = openssl::tls_context::client(other.pem()).value();
            return s;
        });
        it.send(tokens);
        for (int n = 0; n < 30; ++n) it.step();
        CHECK(it.transport.problem().view().starts_with("the peer's certificate is refused: "));
        CHECK(it.results.empty());
    }
    SUBCASE("a name that is none") {
        stage it([](interop::http2_settings s) {
            s.host = "no.such.host.invalid";
            return s;
        });
        it.send(tokens);
        for (int n = 0; n < 3; ++n) it.step();
        CHECK(it.transport.problem().view().starts_with("no address: "));
    }
}

TEST_CASE("through a proxy") {
    const auto through = [](interop::http2_settings s) {
        s.proxy_host = "127.0.0.1";
        s.proxy_port = s.port;
        return s;
    };
    const auto tokens = tokens_of(20);
    stage it(through);
    it.server.proxy_answer = "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n";
    it.send(tokens);
    it.run();
    CHECK(it.ok() == 20);

    stage refused(through);
    refused.server.proxy_answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
    refused.send(tokens);
    for (int n = 0; n < 10; ++n) refused.step();
    CHECK(refused.transport.problem() == "the proxy refuses: HTTP/1.1 407 Proxy Authentication Required");
    CHECK(refused.server.accepted > 0);
}

TEST_CASE("a client certificate that is replaced: new connections show it, what is in flight finishes") {
    static const test::issued leaf = ca().issue("localhost");
    const test::issued first = ca().issue("first push"), second = ca().issue("second push");
    const auto context_of = [](const test::issued& own) {
        return openssl::tls_context::client(ca().pem(), openssl::certificate_and_key{own.certificate, own.key, {}})
            .value();
    };
    loopback_server server(openssl::tls_context::server({leaf.certificate, leaf.key, {}}, ca().pem()).value());
    interop::http2_settings settings = settings_for(server);
    settings.most_in_flight = 40;
    settings.tls = context_of(first);
    interop::http2_transport transport(settings);
    apns::client sender(transport, apns::certificate_provider());
    const auto tokens = tokens_of(600);
    std::map<std::size_t, int> results;
    std::map<std::string, int> arrived, shown;
    sender.fan_out(campaign(), tokens, 0, [&](const apns::push_result& one) {
        CHECK(one.ok());
        ++results[one.index];
    });
    std::size_t requests = 0;
    const auto handle = [&](loopback_server::peer& from, const nghttp2::arrived& one) {
        ++requests;
        ++arrived[std::string(one.path)];
        ++shown[std::string(from.tls->peer_certificate().view())];
        CHECK(from.http.answer(one.stream, 200, {}, {}));
        if (requests != 200) return;
        CHECK(sender.stats().in_flight > 0);
        transport.replace_tls(context_of(second));
    };
    std::int64_t now = 1'000;
    for (int n = 0; n < 20'000 && !sender.is_idle(); ++n) {
        server.step(handle);
        CHECK(sender.step({++now, 1'700'000'000}, 1).has_value());
    }
    CHECK(sender.is_idle());
    CHECK(results.size() == 600);
    CHECK(requests == 600);
    for (const auto& [path, count] : arrived) CHECK(count == 1);
    CHECK(shown.size() == 2);
    CHECK(shown[first.certificate] >= 200);
    CHECK(shown[first.certificate] <= 300);
    CHECK(shown[second.certificate] == 600 - shown[first.certificate]);
    CHECK(transport.opened() == 2);
    for (int n = 0; n < 10; ++n) {
        server.step(handle);
        CHECK(sender.step({++now, 1'700'000'000}, 1).has_value());
    }
    CHECK(transport.connections() == 1);
    CHECK(server.peers.size() == 1);

    // One that the server does not trust, then one that it does.
    static const test::authority other("another CA");
    const test::issued foreign = other.issue("foreign push");
    transport.replace_tls(context_of(foreign));
    results.clear();
    const auto more = tokens_of(3);
    sender.fan_out(campaign(), more, 0, [&](const apns::push_result& one) { ++results[one.index]; });
    for (int n = 0; n < 200 && sender.problem().empty(); ++n) {
        server.step(handle);
        CHECK(sender.step({++now, 1'700'000'000}, 1).has_value());
    }
    CHECK(sender.problem() == transport.problem().view());
    CHECK(sender.problem().starts_with("TLS, "));
    CHECK(results.empty());
    transport.replace_tls(context_of(second));
    for (int n = 0; n < 20'000 && !sender.is_idle(); ++n) {
        server.step(handle);
        CHECK(sender.step({++now, 1'700'000'000}, 1).has_value());
    }
    CHECK(results.size() == 3);
    CHECK(sender.problem().empty());
}

TEST_CASE("two teams over connections of their own, woken together") {
    loopback_server server{server_context()};
    apns::teams<interop::http2_transport, apns::certificate_provider> senders;
    for (const char* const team : {"one", "two"})
        REQUIRE(senders.add(text(std::string_view(team)), {},
                            [&] { return interop::http2_transport(settings_for(server)); }));
    const auto tokens = tokens_of(300);
    std::map<std::string, std::size_t> ok;
    std::int64_t now = 1'000;
    for (const char* const team : {"one", "two"})
        senders.find(team)->fan_out(campaign(), tokens, 0,
                                    [&ok, team](const apns::push_result& one) { ok[team] += one.ok(); });
    const auto handle = [](loopback_server::peer& from, const nghttp2::arrived& one) {
        CHECK(from.http.answer(one.stream, 200, {}, {}));
    };
    for (int n = 0; n < 20'000 && !senders.is_idle(); ++n) {
        server.step(handle);
        CHECK(senders.step({++now, 1'700'000'000}, 1).has_value());
    }
    CHECK(ok["one"] == 300);
    CHECK(ok["two"] == 300);
    CHECK(server.accepted == 2);
    CHECK(senders.stats().answers.accepted() == 600);
    // Woken before it waits: the wait of a second ends at once.
    senders.transport_of("two")->wake();
    const auto before = std::chrono::steady_clock::now();
    CHECK(senders.step({++now, 1'700'000'000}, 1'000).has_value());
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::milliseconds(500));
}
