#pragma once

// The code of an app that the examples beside it test: it sends pushes, and says what became of each.

#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include <nimpush/apns/client_provider.hpp>
#include <nimpush/apns/client_sending.hpp>
#include <nimpush/apns/runner.hpp>
#include <nimpush/interop/http2_transport.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/nimpush.hpp>

namespace acme {

/// Where Apple is and who asks; a test says that it is on localhost.
struct settings {
    std::string host = "api.push.apple.com";
    std::uint16_t port = 443;
    std::string authority{};  // whom to trust, as PEM; empty: whom the system does
    std::string p8{};
    std::string key_id{};
    std::string team_id{};
};

enum class outcome { sent, forget_token, failed };

class sender {
    using transport = nimpush::interop::http2_transport;
    using provider = nimpush::apns::token_provider<nimpush::openssl::signing_key>;

    nimpush::apns::runner<transport, provider> runner_;

    sender(nimpush::interop::http2_settings to, provider by)
        : runner_([&] { return transport(std::move(to)); }, std::move(by)) {}

  public:
    /// An error where a setting is none.
    static nimpush::result<std::unique_ptr<sender>> make(const settings& all) {
        auto tls = nimpush::openssl::tls_context::client(all.authority);
        if (!tls) return nimpush::unexpected(tls.error());
        auto key = nimpush::openssl::signing_key::from_pem(all.p8);
        if (!key) return nimpush::unexpected(key.error());
        auto key_id = nimpush::apns::key_id::from(all.key_id);
        if (!key_id) return nimpush::unexpected(key_id.error());
        auto team_id = nimpush::apns::team_id::from(all.team_id);
        if (!team_id) return nimpush::unexpected(team_id.error());
        return std::unique_ptr<sender>(
            new sender({.host = nimpush::text(all.host), .port = all.port, .tls = *std::move(tls)},
                       {*std::move(team_id), *std::move(key_id), *std::move(key)}));
    }

    /// From any thread; what is returned becomes ready with Apple's answer.
    std::future<outcome> send(const nimpush::device_token& to, const std::string& words) {
        const auto made = std::make_shared<std::promise<outcome>>();
        const auto taken = runner_.send(
            {.bundle_id = "com.example.acme",
             .token = to,
             .payload = {.alert = {.body = nimpush::text(words)}, .sound = "default"}},
            [made](const nimpush::apns::push_result& one) {
                const bool is_gone = one.answer.advice() == nimpush::apns::advice::drop_token;
                made->set_value(one.ok() ? outcome::sent : is_gone ? outcome::forget_token : outcome::failed);
            });
        if (!taken) made->set_value(outcome::failed);
        return made->get_future();
    }
};

}  // namespace acme
