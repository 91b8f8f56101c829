// Two ends of TLS in one process, without a socket: who is let in, who is not and in which words, and that what is
// written arrives, however the bytes are cut. Keys and certificates are made here.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <nimpush/interop/openssl_tls.hpp>

#include "../support/certificates.hpp"
#include "../support/faults.hpp"

namespace {

using namespace nimpush;
using openssl::tls_context, openssl::tls_session;
using bytes = std::vector<std::uint8_t>;

bytes bytes_of(std::string_view s) { return {s.begin(), s.end()}; }
std::string chars_of(const bytes& b) { return {b.begin(), b.end()}; }

const test::authority& ca() {
    static const test::authority one("nimpush test CA");
    return one;
}

struct pair {
    result<tls_session> client, server;
    std::size_t step = 100'000;
    std::string client_fault = "none", server_fault = "none";

    pair(const result<tls_context>& mine, const result<tls_context>& theirs, std::string_view host = "localhost")
        : client(tls_session::to_server(mine.value(), host)), server(tls_session::to_client(theirs.value())) {
        REQUIRE((client.has_value() && server.has_value()));
    }
    static bool move(tls_session& from, tls_session& to, std::size_t step, std::string& fault) {
        const auto view = from.take_bytes();
        const bytes moved(view.begin(), view.end());
        for (std::size_t at = 0; at < moved.size(); at += step) {
            const std::size_t size = moved.size() - at < step ? moved.size() - at : step;
            const auto fed = to.feed(span<const std::uint8_t>(moved).subspan(at, size));
            if (!fed && fault == "none") fault = test::line_of(fed.error());
        }
        return !moved.empty();
    }
    void run() {
        for (bool moved = true; moved;) {
            moved = move(*client, *server, step, server_fault);
            moved = move(*server, *client, step, client_fault) || moved;
        }
        CHECK(ERR_peek_error() == 0);
    }
};

}  // namespace

TEST_CASE("two ends that trust each other speak, however the bytes are cut") {
    const auto leaf = ca().issue("localhost");
    const auto mine = tls_context::client(ca().pem());
    const auto theirs = tls_context::server({leaf.certificate, leaf.key, {}});
    for (const std::size_t step : {1u, 7u, 1'000u, 100'000u}) {
        CAPTURE(step);
        pair both(mine, theirs);
        both.step = step;
        REQUIRE(both.client->write(bytes_of("before the greeting")).has_value());
        CHECK_FALSE(both.client->is_ready());
        both.run();
        CHECK((both.client->is_ready() && both.server->is_ready()));
        CHECK(both.client_fault == "none");
        CHECK(chars_of(both.server->read()) == "before the greeting");
        CHECK(both.server->read().empty());
        const std::string large(step < 1'000 ? 20'000 : 3'000'000, 'x');
        REQUIRE(both.server->write(bytes_of(large)).has_value());
        REQUIRE(both.client->write(bytes_of("hello")).has_value());
        both.run();
        CHECK(chars_of(both.client->read()) == large);
        CHECK(chars_of(both.server->read()) == "hello");
        CHECK(both.server->peer_certificate().empty());
        CHECK(both.client->peer_certificate().view().starts_with("-----BEGIN CERTIFICATE-----"));
        both.client->close();
        both.run();
        CHECK(both.server->is_closed());
        CHECK(test::line_of(both.client->write(bytes_of("x")).error()) == "refused the connection has ended");
        CHECK(both.client->feed(bytes_of("late")).has_value());
    }
}

TEST_CASE("a client refuses a server of another name, another authority, or without HTTP/2") {
    const auto leaf = ca().issue("localhost");
    const auto theirs = tls_context::server({leaf.certificate, leaf.key, {}});
    pair named(tls_context::client(ca().pem()), theirs, "api.push.apple.com");
    named.run();
    CHECK(named.client_fault == "refused the peer's certificate is refused: hostname mismatch");
    CHECK(named.client->is_closed());
    CHECK(named.server_fault.find("alert") != std::string::npos);

    const test::authority other("another CA");
    pair trusted(tls_context::client(other.pem()), theirs);
    trusted.run();
    CHECK(trusted.client_fault.starts_with("refused the peer's certificate is refused: unable to get local issuer"));

    pair system(tls_context::client(), theirs);
    system.run();
    CHECK(system.client_fault.starts_with("refused the peer's certificate is refused: "));

    const auto old = ca().issue("localhost", -1);
    pair expired(tls_context::client(ca().pem()), tls_context::server({old.certificate, old.key, {}}));
    expired.run();
    CHECK(expired.client_fault == "refused the peer's certificate is refused: certificate has expired");
}

TEST_CASE("what is no TLS is an error, and ends the connection") {
    auto client = tls_session::to_server(*tls_context::client(ca().pem()), "localhost");
    REQUIRE(client.has_value());
    const auto fed = client->feed(bytes_of("HTTP/1.1 400 Bad Request\r\n\r\n"));
    REQUIRE_FALSE(fed.has_value());
    CHECK(test::line_of(fed.error()) == "refused TLS, greeting each other: wrong version number");
    CHECK(client->is_closed());
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("a server sees the client's certificate, or none") {
    const auto leaf = ca().issue("localhost");
    const auto theirs = tls_context::server({leaf.certificate, leaf.key, {}}, ca().pem());
    const auto own = ca().issue("Apple Push Services: com.example.acme");
    pair both(tls_context::client(ca().pem(), openssl::certificate_and_key{own.certificate, own.key, {}}), theirs);
    both.run();
    CHECK((both.client->is_ready() && both.server->is_ready()));
    CHECK(both.server->peer_certificate() == own.certificate);

    const test::authority other("another CA");
    const auto stranger = other.issue("x");
    pair strange(tls_context::client(ca().pem(), openssl::certificate_and_key{stranger.certificate, stranger.key, {}}),
                 theirs);
    strange.run();
    CHECK(strange.server_fault.starts_with("refused the peer's certificate is refused: "));
    CHECK(strange.client_fault.find("alert") != std::string::npos);
}

TEST_CASE("certificates and keys that do not fit are refused before anybody is spoken to") {
    const auto fault = [](const result<tls_context>& made) {
        CHECK(ERR_peek_error() == 0);
        return made ? "none" : test::line_of(made.error());
    };
    const auto one = ca().issue("localhost"), other = ca().issue("localhost");
    CHECK(fault(tls_context::server({one.certificate, one.key, {}})) == "none");
    CHECK(fault(tls_context::server({one.certificate, other.key, {}})) ==
          "refused the private key is not that of the certificate");
    CHECK(fault(tls_context::server({one.key, one.key, {}})) == "refused no certificate that OpenSSL reads");
    CHECK(fault(tls_context::server({one.certificate, one.certificate, {}})) == "missing no block PRIVATE KEY");
    CHECK(fault(tls_context::server({"", one.key, {}})).starts_with("missing no PEM block"));
    const std::string whole = std::string(one.certificate) + one.key;
    CHECK(fault(tls_context::server({whole, whole, {}})) == "none");
    CHECK(fault(tls_context::client("no PEM")) == "refused no certificate of an authority that OpenSSL reads");
    CHECK(fault(tls_context::client(one.certificate)) == "none");
}
