// Pushes over real TLS and HTTP/2 on loopback: what is sent arrives once, whatever the connection does.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/interop/http2_transport.hpp>

#include "../support/certificates.hpp"
#include "../support/loopback_server.hpp"
#include "../support/tokens.hpp"

namespace {

using namespace nimpush;
using test::loopback_server;
using test::tokens_of;

const test::authority& ca() {
    static const test::authority one("nimpush test CA");
    return one;
}
openssl::tls_context server_context() {
    static const test::issued leaf = ca().issue("localhost");
    return openssl::tls_context::server({leaf.certificate, leaf.key, {}}).value();
}
interop::http2_settings settings_for(const loopback_server& server) {
    return {.host = "localhost",
            .port = server.port(),
            .tls = openssl::tls_context::client(ca().pem()).value(),
            .first_back_off = 5};
}
apns::request news() { return {.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}}; }
const apns::campaign& campaign() {
    static const apns::campaign one = apns::prepare(news()).value();  // a request in braces here undoes clang 14
    return one;
}

/// A sender, its transport, and a server that says 200 where the test says nothing else.
struct stage {
    loopback_server server{server_context()};
    interop::http2_transport transport;
    apns::client<interop::http2_transport, apns::certificate_provider> sender;
    std::map<std::size_t, std::vector<apns::push_result>> results{};
    std::map<std::string, int> arrived{};  // by path
    std::size_t requests = 0;
    std::int64_t now = 1'000;
    loopback_server::handler handle = [this](loopback_server::peer& from, const nghttp2::arrived& one) {
        accept(from, one);
    };

    stage() : transport(settings_for(server)), sender(transport, {}) {}
    explicit stage(interop::http2_settings (*change)(interop::http2_settings), apns::client_options options = {})
        : transport(change(settings_for(server))), sender(transport, {}, options) {}

    void accept(loopback_server::peer& from, const nghttp2::arrived& one) {
        ++requests;
        ++arrived[std::string(one.path)];
        CHECK(one.body == campaign().body());
        CHECK(from.http.answer(one.stream, 200, {}, {}));
    }
    void send(const std::vector<device_token>& tokens) {
        sender.fan_out(campaign(), tokens, 0,
                       [this](const apns::push_result& one) { results[one.index].push_back(one); });
    }
    void step() {
        server.step(handle);
        CHECK(sender.step({++now, 1'700'000'000}, 1).has_value());
        server.step(handle);
    }
    void run(int most = 20'000) {
        for (int n = 0; n < most && !sender.is_idle(); ++n) step();
        CHECK(sender.is_idle());
    }
    std::size_t ok() const {
        std::size_t count = 0;
        for (const auto& [index, list] : results) {
            CHECK(list.size() == 1);
            count += list[0].ok();
        }
        return count;
    }
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
