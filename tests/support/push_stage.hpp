#pragma once

// A sender over a transport, before a server on loopback that says 200 where the test says nothing else. No thread.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nimpush/apns/client.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/http.hpp>

#include "certificates.hpp"
#include "loopback_server.hpp"

namespace test {

inline const authority& ca() {
    static const authority one("nimpush test CA");
    return one;
}
/// Of localhost. `client_authorities` as for tls_context::server().
inline nimpush::openssl::tls_context server_context(std::string_view client_authorities = {}) {
    static const issued leaf = ca().issue("localhost");
    return nimpush::openssl::tls_context::server({leaf.certificate, leaf.key, {}}, client_authorities).value();
}
inline nimpush::apns::request news() {
    return {.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
}
inline const nimpush::apns::campaign& campaign() {
    // A request in braces here undoes clang 14.
    static const nimpush::apns::campaign one = nimpush::apns::prepare(news()).value();
    return one;
}

template <class Transport> struct push_stage {
    loopback_server server;
    Transport transport;
    nimpush::apns::client<Transport, nimpush::apns::certificate_provider> sender;
    std::map<std::size_t, std::vector<nimpush::apns::push_result>> results{};
    std::map<std::string, int> arrived{};  // by path
    std::size_t requests = 0;
    std::int64_t now = 1'000;
    loopback_server::handler handle = [this](loopback_server::peer& from, const nimpush::nghttp2::arrived& one) {
        accept(from, one);
    };

    /// The transport has the settings that `settings_for(server)` returns.
    template <class Settings>
    explicit push_stage(Settings&& settings_for, nimpush::apns::client_options options = {},
                        std::string_view client_authorities = {})
        : server(server_context(client_authorities)), transport(settings_for(std::as_const(server))),
          sender(transport, {}, options) {}

    void accept(loopback_server::peer& from, const nimpush::nghttp2::arrived& one) {
        ++requests;
        ++arrived[std::string(one.path)];
        CHECK(one.body == campaign().body());
        CHECK(from.http.answer(one.stream, 200, {}, {}));
    }
    void send(const std::vector<nimpush::device_token>& tokens) {
        sender.fan_out(campaign(), tokens, 0,
                       [this](const nimpush::apns::push_result& one) { results[one.index].push_back(one); });
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
    /// Results with this fate; each push must have one.
    std::size_t count(nimpush::http::fate fate) const {
        std::size_t all = 0;
        for (const auto& [index, list] : results) {
            CHECK(list.size() == 1);
            all += list[0].fate == fate;
        }
        return all;
    }
    std::size_t ok() const {
        std::size_t all = 0;
        for (const auto& [index, list] : results) {
            CHECK(list.size() == 1);
            all += list[0].ok();
        }
        return all;
    }
};

}  // namespace test
