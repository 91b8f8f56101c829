// An Apple of one's own over real TLS and HTTP/2: what it believes, what it limits, and how it fails where it is asked to.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nimpush/apns/client.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/signature.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/interop/apns_test_server.hpp>
#include <nimpush/interop/http2_transport.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_tls.hpp>

#include "../support/tokens.hpp"

namespace {

namespace apns = nimpush::apns;
namespace interop = nimpush::interop;
namespace openssl = nimpush::openssl;

using apple = std::unique_ptr<apns::test_server>;

apns::instant now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count(), std::time(nullptr)};
}
openssl::tls_context trusting(const apple& server) {
    return openssl::tls_context::client(server->authority().view()).value();
}
interop::http2_settings settings_for(const apple& server) {
    return {.host = "localhost", .port = server->port(), .tls = trusting(server), .first_back_off = 1};
}
apns::token_provider<openssl::signing_key> provider_of(const apple& server) {
    return {*apns::team_id::from(apns::test_server::team_name), *apns::key_id::from(apns::test_server::key_name),
            openssl::signing_key::from_pem(server->key().view()).value()};
}
apns::campaign hello() {
    const apns::request r{.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
    return apns::prepare(r).value();
}

/// Until nothing is left to do; a bound, so that a fault is no endless run.
template <class Client> bool work(Client& sender, std::chrono::seconds most = std::chrono::seconds(60)) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!sender.is_idle() && std::chrono::steady_clock::now() < end)
        if (!sender.step(now(), 20)) return false;
    return sender.is_idle();
}

/// One request with this `authorization`, by a transport of its own.
int status_of(const apple& server, std::string_view authorization, interop::http2_settings settings) {
    interop::http2_transport to(std::move(settings));
    std::vector<nimpush::http::header> headers{{"apns-topic", "com.example.acme"}, {"apns-push-type", "alert"}};
    if (!authorization.empty()) headers.push_back({"authorization", authorization});
    const std::string body = R"({"aps":{"alert":"hello"}})";
    int status = 0;
    bool is_sent = false;
    for (int i = 0; i < 500 && status == 0 && to.problem().empty(); ++i) {
        if (!is_sent && to.room() != 0) is_sent = to.submit({"POST", "/3/device/0b30557a9fc4e90e", headers, body}, 1);
        to.poll(20, [&](const nimpush::http::outcome& one) { status = one.status; });
    }
    (void)server;
    return status;
}
std::string token_of(const openssl::signing_key& signs, std::string_view team, std::string_view key, std::int64_t at) {
    const auto made = apns::provider_token::make(*apns::team_id::from(team), *apns::key_id::from(key), at, signs);
    return std::string(made.value().authorization());
}

TEST_CASE("pushes arrive as they were sent, and each has its answer") {
    const apple server = apns::test_server::start().value();
    interop::http2_transport to(settings_for(server));
    apns::client sender(to, provider_of(server));
    const auto tokens = test::tokens_of(300);
    const apns::campaign push = hello();
    std::size_t accepted = 0;
    sender.fan_out(push, tokens, 0, [&](const apns::push_result& one) { accepted += one.ok(); });
    REQUIRE(work(sender));
    CHECK(accepted == tokens.size());
    REQUIRE(server->wait_for(tokens.size()));
    const auto came = server->pushes();
    REQUIRE(came.size() == tokens.size());
    CHECK(came[0].body == R"({"aps":{"alert":{"body":"hello"}}})");
    CHECK(came[0].method == "POST");
    CHECK(came[0].header("apns-topic") == "com.example.acme");
    CHECK(came[0].header("authorization").empty());
    CHECK(came[0].team.view() == apns::test_server::team_name);
    CHECK(came[0].key.view() == apns::test_server::key_name);
    CHECK(came[0].status == 200);
    CHECK(came[0].note.empty());
    CHECK(std::all_of(came.begin(), came.end(), [](const auto& one) { return one.connection == 1; }));
}

TEST_CASE("a provider token is believed for its signature alone") {
    const apple server = apns::test_server::start().value();
    const auto own = openssl::signing_key::from_pem(server->key().view()).value();
    const auto other = openssl::signing_key::generate().value();
    const std::int64_t at = std::time(nullptr);
    const std::string_view team = apns::test_server::team_name, key = apns::test_server::key_name;
    const auto ask = [&](const std::string& authorization) {
        return status_of(server, authorization, settings_for(server));
    };
    const auto note = [&] { return std::string(server->pushes().back().note.view()); };
    CHECK(ask({}) == 403);
    CHECK(server->pushes().back().reason == apns::reason::missing_provider_token);
    CHECK(ask(token_of(other, team, key, at)) == 403);
    CHECK(server->pushes().back().reason == apns::reason::invalid_provider_token);
    CHECK(note() == "the provider token: the signature is not that of the key");
    CHECK(ask(token_of(own, "OTHERTEAM1", key, at)) == 403);
    CHECK(note() == "the provider token: the key belongs to LOCALTEAM1, iss says OTHERTEAM1");
    CHECK(ask(token_of(own, team, "OTHERKEY01", at)) == 403);
    CHECK(note() == "the provider token: no key is called OTHERKEY01");
    CHECK(ask("bearer x.y") == 403);
    CHECK(note().starts_with("the provider token: "));
    CHECK(ask(token_of(own, team, key, at - 4'000)) == 403);
    CHECK(server->pushes().back().reason == apns::reason::expired_provider_token);

    // One bit of the claims, and the signature is of another text.
    std::string changed = token_of(own, team, key, at);
    const std::size_t claims = changed.find('.') + 3;
    changed[claims] = changed[claims] == 'a' ? 'b' : 'a';
    CHECK(ask(changed) == 403);
    for (const auto& one : server->pushes()) CHECK(one.status == 403);

    // In DER, as pushy and Apple's recipe for openssl have it, which Apple takes.
    const std::string good = token_of(own, team, key, at);
    const std::string signed_part = good.substr(7, good.rfind('.') - 7);
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(signed_part.data());
    const auto der = apns::signature_to_der(own({bytes, signed_part.size()}).value()).value();
    std::string der_chars(nimpush::base64_size(der.bytes().size(), nimpush::base64_alphabet::url), '\0');
    (void)nimpush::write_base64(der.bytes(), der_chars.data(), nimpush::base64_alphabet::url);
    CHECK(ask("bearer " + signed_part + "." + der_chars) == 200);
    CHECK(note().find("DER") != std::string::npos);
}

TEST_CASE("one stream until it knows who asks") {
    const apple server = apns::test_server::start({.most_streams = 7}).value();
    interop::http2_transport to(settings_for(server));
    for (int i = 0; i < 500 && to.room() == 0; ++i) to.poll(20, [](const nimpush::http::outcome&) {});
    CHECK(to.room() == 1);
    const std::string authorization = std::string(provider_of(server).authorization(std::time(nullptr)).value());
    const std::vector<nimpush::http::header> headers{{"apns-topic", "com.example.acme"},
                                                     {"authorization", authorization}};
    const std::string body = R"({"aps":{"alert":"hello"}})";
    int status = 0;
    const auto take = [&](const nimpush::http::outcome& one) { status = one.status; };
    REQUIRE(to.submit({"POST", "/3/device/0b30557a9fc4e90e", headers, body}, 1));
    for (int i = 0; i < 500 && (status == 0 || to.room() < 2); ++i) to.poll(20, take);
    CHECK(status == 200);
    CHECK(to.room() == 7);
}

TEST_CASE("a client certificate pushes to its own topics, without a token") {
    const apple server = apns::test_server::start().value();
    const auto own = server->client_certificate("com.example.acme").value();
    const auto other = server->client_certificate("com.example.other").value();
    const auto with = [&](const openssl::issued& shown) {
        auto made = settings_for(server);
        made.tls =
            openssl::tls_context::client(server->authority().view(),
                                         openssl::certificate_and_key{shown.certificate.view(), shown.key.view()})
                .value();
        return made;
    };
    CHECK(status_of(server, {}, with(own)) == 200);
    CHECK(status_of(server, {}, with(other)) == 400);
    CHECK(server->pushes().back().reason == apns::reason::topic_disallowed);
    // The limit of one stream is of provider tokens alone: nothing has to be sent before it ends.
    for (const auto& [settings, streams] : {std::pair(with(own), 1000U), std::pair(settings_for(server), 1U)}) {
        interop::http2_transport to(settings);
        for (int i = 0; i < 500 && to.room() == 0; ++i) to.poll(20, [](const nimpush::http::outcome&) {});
        CHECK(to.room() == streams);
    }
    // One that another authority has signed is not let in.
    const auto stranger = apns::test_server::start().value()->client_certificate("com.example.acme").value();
    CHECK(status_of(server, {}, with(stranger)) == 0);
}

TEST_CASE("what a test says of tokens and answers holds from then on") {
    const apple server = apns::test_server::start().value();
    interop::http2_transport to(settings_for(server));
    apns::client sender(to, provider_of(server), {.most_repetitions = 0});
    const auto tokens = test::tokens_of(3);
    server->unregister_token(tokens[0], 1'700'000'000'000);
    server->answer_token_with(tokens[1], apns::reason::bad_device_token);
    std::map<std::size_t, apns::response> answers;
    const apns::campaign push = hello();
    sender.fan_out(push, tokens, 0, [&](const apns::push_result& one) { answers[one.index] = one.answer; });
    REQUIRE(work(sender));
    CHECK(answers[0].reason == apns::reason::unregistered);
    CHECK(answers[0].timestamp_ms == 1'700'000'000'000);
    CHECK(answers[1].reason == apns::reason::bad_device_token);
    CHECK(answers[2].ok());
    server->forget_pushes();
    server->answer_next_with(apns::reason::payload_too_large);
    sender.fan_out(push, tokens, 2, [&](const apns::push_result& one) { answers[one.index] = one.answer; });
    REQUIRE(work(sender));
    CHECK(answers[2].status == 413);
    CHECK(server->pushes().size() == 1);
    CHECK_FALSE(server->wait_for(2, std::chrono::milliseconds(30)));
    // Ended connections are opened anew, and what was on its way is not lost.
    server->end_connections();
    sender.fan_out(push, tokens, 2, [&](const apns::push_result& one) { answers[one.index] = one.answer; });
    REQUIRE(work(sender));
    CHECK(answers[2].ok());
    CHECK(server->pushes().back().connection == 2);
}

/// What became of 2,000 pushes while something goes wrong all the time.
void with_faults(interop::fault_rates faults, bool may_be_unsure) {
    const apple server = apns::test_server::start({.faults = faults, .slow_ms = 20}).value();
    interop::http2_transport to(settings_for(server));
    apns::client sender(to, provider_of(server),
                        {.most_repetitions = 50,
                         .most_restarts = 1'000,
                         .delay = [](const apns::response&, unsigned, std::uint64_t) { return std::int64_t{1}; },
                         .halts = false});
    const auto tokens = test::tokens_of(2'000);
    std::vector<int> results(tokens.size());
    std::size_t accepted = 0, unsure = 0;
    const apns::campaign push = hello();
    sender.fan_out(push, tokens, 0, [&](const apns::push_result& one) {
        ++results[one.index];
        accepted += one.ok();
        unsure += one.fate == nimpush::http::fate::unsure;
    });
    REQUIRE(work(sender));
    CHECK(std::all_of(results.begin(), results.end(), [](int n) { return n == 1; }));
    CHECK(accepted + unsure == tokens.size());
    if (!may_be_unsure) CHECK(unsure == 0);
    if (may_be_unsure) CHECK(accepted != 0);
    // Nobody got it twice: of each token one push at most was answered with 200, and none after it.
    std::map<std::string, int> taken;
    std::size_t faulty = 0;
    for (const apns::received& one : server->pushes()) {
        CHECK(taken[one.path] == 0);
        taken[one.path] += one.status == 200;
        faulty += one.fault != interop::fault::none;
    }
    CHECK(faulty != 0);
}
TEST_CASE("every fault by itself: each push has one result, and nobody gets one twice") {
    for (std::size_t i = 1; i < 7; ++i) {
        const auto which = static_cast<interop::fault>(i);
        CAPTURE(nimpush::name_of(which));
        interop::fault_rates faults;
        faults[which] = which == interop::fault::cut || which == interop::fault::go_away ? 5'000 : 30'000;
        with_faults(faults, which == interop::fault::cut);
    }
}
TEST_CASE("all faults at once") {
    interop::fault_rates faults;
    for (std::size_t i = 1; i < 7; ++i) faults[static_cast<interop::fault>(i)] = 4'000;
    with_faults(faults, true);
}

TEST_CASE("several threads may ask and order at once") {
    const apple server = apns::test_server::start().value();
    std::vector<std::thread> all;
    std::vector<int> done(4);
    for (std::size_t i = 0; i < done.size(); ++i)
        all.emplace_back([&, i] {
            const auto mine = test::tokens_of(1 + i);
            for (int n = 0; n < 5; ++n) {
                server->register_token(mine.back(), "com.example.acme");
                done[i] += status_of(server, {}, settings_for(server)) == 403;
                (void)server->pushes();
            }
        });
    for (auto& one : all) one.join();
    CHECK(done == std::vector<int>(4, 5));
    CHECK(server->pushes().size() == 20);
}

}  // namespace
