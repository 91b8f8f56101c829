#pragma once

// apns::test_server: an Apple of one's own for C++ tests, in a thread of its own, with its certificates and keys.
//
//     const auto apple = apns::test_server::start().value();
//     my_sender sender({.host = "localhost", .port = apple->port(), .ca = apple->authority(), .p8 = apple->key()});
//     sender.send(token, "hello");
//     REQUIRE(apple->wait_for(1));
//     CHECK(apple->pushes()[0].body == R"({"aps":{"alert":"hello"}})");
//
// examples/testing/ has it with doctest and with GoogleTest. Each test has its own: nothing is shared, nothing is written
// to a disk, only 127.0.0.1 is listened on.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/provider_token_reader.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/apns_server.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_authority.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// A request that a test_server has got, as it keeps it.
struct received {
    std::string method{};
    std::string path{};
    std::vector<std::pair<std::string, std::string>> headers{};  // without `authorization`
    std::string body{};
    std::uint64_t connection = 0;  // counts from 1
    team_id team{};                // of the provider token
    key_id key{};
    int status = 0;  // that it was answered with; 0: none
    apns::reason reason = apns::reason::none;
    interop::fault fault = interop::fault::none;
    text note{};

    /// A header's value, empty where there is none; names as HTTP/2 spells them, in lower case.
    std::string_view header(std::string_view name) const noexcept {
        for (const auto& [key_of, held] : headers)
            if (key_of == name) return held;
        return {};
    }
};

struct test_server_options {
    gateway_settings gateway{.knows_every_token = true};
    interop::fault_rates faults{};
    std::uint64_t seed = 1;
    std::int64_t slow_ms = 500;
    std::uint32_t most_streams = 1000;
};

/// See the head of this file. Its functions may be called from any thread. It does not move.
class test_server {
    openssl::authority signer_;
    text authority_{};
    text key_{};
    std::unique_ptr<interop::apns_server> server_{};
    mutable std::mutex guard_{};
    std::condition_variable came_{};
    std::vector<received> all_{};
    std::vector<std::function<void(interop::apns_server&)>> orders_{};
    std::size_t carried_out_ = 0, given_ = 0;  // of the orders
    std::atomic<bool> is_stopped_{false};
    std::thread thread_{};

    explicit test_server(openssl::authority signer) : signer_(std::move(signer)) {}

  public:
    /// The key that it knows, and its team.
    static constexpr std::string_view key_name = "LOCALKEY01";
    static constexpr std::string_view team_name = "LOCALTEAM1";

    /// Runs from here on. An error where OpenSSL or the system refuses.
    static result<std::unique_ptr<test_server>> start(test_server_options options = {}) {
        auto ca = openssl::authority::make("nimpush test authority");
        if (!ca) return unexpected(ca.error());
        const auto own = ca->issue({.name = "localhost", .hosts = {"localhost", "127.0.0.1"}});
        if (!own) return unexpected(own.error());
        auto trusted = ca->to_pem();
        if (!trusted) return unexpected(trusted.error());
        auto tls = openssl::tls_context::server({own->certificate.view(), own->key.view()}, trusted->view());
        if (!tls) return unexpected(tls.error());
        const auto signs = openssl::signing_key::generate();
        if (!signs) return unexpected(signs.error());
        auto verifies = signs->public_key();
        if (!verifies) return unexpected(verifies.error());
        auto secret = signs->secret_pem();
        if (!secret) return unexpected(secret.error());
        std::unique_ptr<test_server> made(new test_server(*std::move(ca)));
        made->key_ = *std::move(secret);
        made->authority_ = *std::move(trusted);
        auto server = interop::apns_server::listen({.tls = *std::move(tls),
                                                    .gateway = std::move(options.gateway),
                                                    .most_streams = options.most_streams,
                                                    .faults = options.faults,
                                                    .seed = options.seed,
                                                    .slow_ms = options.slow_ms});
        if (!server) return unexpected(server.error());
        made->server_ = *std::move(server);
        made->server_->trust_key({.id = *key_id::from(key_name), .team = *team_id::from(team_name)},
                                 *std::move(verifies));
        made->thread_ = std::thread([one = made.get()] { one->run(); });
        return made;
    }
    test_server(const test_server&) = delete;
    test_server& operator=(const test_server&) = delete;
    ~test_server() {
        is_stopped_ = true;
        if (thread_.joinable()) thread_.join();
    }

    /// On localhost.
    std::uint16_t port() const noexcept { return server_->port(); }
    /// The certificate that a client has to trust, as PEM.
    const text& authority() const noexcept { return authority_; }
    /// The `.p8` of the key that it knows: key_name and team_name say whose.
    const text& key() const noexcept { return key_; }

    /// A client certificate that pushes to the topics of this app without a provider token, and its key.
    result<openssl::issued> client_certificate(std::string_view app) const {
        auto id = text::from(app);
        if (!id) return unexpected(id.error());
        const std::lock_guard<std::mutex> lock(guard_);
        return signer_.issue({.name = "Apple Push Services", .bundle_id = *std::move(id)});
    }

    /// What came so far, in the order in which it came; a push is in it before its answer leaves.
    std::vector<received> pushes() const {
        const std::lock_guard<std::mutex> lock(guard_);
        return all_;
    }
    /// Waits until so many requests have come, this long at most. False where they have not.
    bool wait_for(std::size_t count, std::chrono::milliseconds most = std::chrono::seconds(5)) {
        std::unique_lock<std::mutex> lock(guard_);
        return came_.wait_for(lock, most, [&] { return all_.size() >= count; });
    }
    void forget_pushes() {
        const std::lock_guard<std::mutex> lock(guard_);
        all_.clear();
    }

    /// What it answers from here on; done when this returns.
    void answer_next_with(apns::reason why) {
        order([why](interop::apns_server& s) { s.gateway().answer_next_with(why); });
    }
    void register_token(const device_token& token, text topic) {
        order([&](interop::apns_server& s) { s.gateway().register_token(token, topic); });
    }
    void unregister_token(const device_token& token, std::int64_t at_ms) {
        order([&](interop::apns_server& s) { s.gateway().unregister_token(token, at_ms); });
    }
    /// See apns_server::answer_token_with().
    void answer_token_with(const device_token& token, apns::reason why) {
        order([&](interop::apns_server& s) { s.answer_token_with(token, why); });
    }
    void set_faults(const interop::fault_rates& faults) {
        order([&](interop::apns_server& s) { s.set_faults(faults); });
    }
    /// Ends the connections that are there by a GOAWAY; once what came is answered.
    void end_connections() {
        order([](interop::apns_server& s) { s.finish(); });
    }

  private:
    void order(std::function<void(interop::apns_server&)> what) {
        std::unique_lock<std::mutex> lock(guard_);
        orders_.push_back(std::move(what));
        const std::size_t mine = ++given_;
        came_.wait(lock, [&] { return carried_out_ >= mine; });
    }
    void run() {
        constexpr int moment_ms = 5;
        while (!is_stopped_) {
            {
                const std::lock_guard<std::mutex> lock(guard_);
                for (const auto& one : orders_) one(*server_);
                carried_out_ += orders_.size();
                orders_.clear();
            }
            came_.notify_all();
            server_->poll(moment_ms, [this](const interop::served& one) { keep(one); });
        }
    }
    void keep(const interop::served& one) {
        received made{.method = std::string(one.method),
                      .path = std::string(one.path),
                      .body = std::string(one.body),
                      .connection = one.connection,
                      .team = one.team,
                      .key = one.key,
                      .status = one.answer.status,
                      .reason = one.answer.reason,
                      .fault = one.fault,
                      .note = one.note};
        for (const http::header& h : one.headers) made.headers.emplace_back(h.name, h.value);
        const std::lock_guard<std::mutex> lock(guard_);
        all_.push_back(std::move(made));
    }
};

}  // namespace apns
}  // namespace nimpush::v1
