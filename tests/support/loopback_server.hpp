#pragma once

// A server of HTTP/2 over TLS on loopback that is stepped by the test: no thread.

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <nimpush/interop/http2_transport.hpp>
#include <nimpush/interop/nghttp2_server.hpp>
#include <nimpush/interop/openssl_tls.hpp>

namespace test {

class loopback_server {
  public:
    struct peer {
        nimpush::interop::detail::socket socket{};
        std::unique_ptr<nimpush::openssl::tls_session> tls{};
        nimpush::nghttp2::server_session http;
        std::string asked{};  // of a proxy
        bool is_closing = false;

        peer(nimpush::interop::detail::socket taken, const nimpush::openssl::tls_context& context,
             nimpush::nghttp2::server_settings settings)
            : socket(std::move(taken)), tls(std::make_unique<nimpush::openssl::tls_session>(
                                            nimpush::openssl::tls_session::to_client(context).value())),
              http(settings) {}
    };
    using handler = std::function<void(peer&, const nimpush::nghttp2::arrived&)>;

    nimpush::nghttp2::server_settings settings{};
    std::string proxy_answer{};  // not empty: it is a proxy first
    std::size_t accepted = 0;
    std::vector<std::unique_ptr<peer>> peers{};

    explicit loopback_server(nimpush::openssl::tls_context context)
        : context_(std::move(context)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(listener_.fd(), reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
        REQUIRE(::listen(listener_.fd(), 20) == 0);
        REQUIRE(listener_.prepare());
        socklen_t size = sizeof at;
        REQUIRE(::getsockname(listener_.fd(), reinterpret_cast<sockaddr*>(&at), &size) == 0);
        port_ = ntohs(at.sin_port);
    }
    std::uint16_t port() const { return port_; }
    void stop_listening() { listener_ = {}; }

    void step(const handler& handle) {
        while (listener_) {
            nimpush::interop::detail::socket one(::accept(listener_.fd(), nullptr, nullptr));
            if (!one) break;
            REQUIRE(one.prepare());
            ++accepted;
            peers.push_back(std::make_unique<peer>(std::move(one), context_, settings));
        }
        for (std::size_t i = 0; i < peers.size();) {
            if (work(*peers[i], handle)) {
                ++i;
            } else {
                peers[i] = std::move(peers.back());
                peers.pop_back();
            }
        }
    }

  private:
    nimpush::openssl::tls_context context_;
    nimpush::interop::detail::socket listener_;
    std::uint16_t port_ = 0;

    static bool send(peer& to, nimpush::span<const std::uint8_t> bytes) {
        for (std::size_t at = 0; at < bytes.size();) {
            const auto size = ::send(to.socket.fd(), bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (size < 0 && errno != EAGAIN) return false;
            if (size > 0) at += static_cast<std::size_t>(size);
        }
        return true;
    }
    bool work(peer& one, const handler& handle) {
        std::uint8_t room[16'384];
        while (true) {
            const auto size = ::recv(one.socket.fd(), room, sizeof room, 0);
            if (size == 0) return false;
            if (size < 0) {
                if (errno == EAGAIN) break;
                return false;
            }
            nimpush::span<const std::uint8_t> bytes(room, static_cast<std::size_t>(size));
            if (!proxy_answer.empty() && one.asked.find("\r\n\r\n") == std::string::npos) {
                one.asked.append(bytes.begin(), bytes.end());
                if (one.asked.find("\r\n\r\n") != std::string::npos &&
                    !send(one, {reinterpret_cast<const std::uint8_t*>(proxy_answer.data()), proxy_answer.size()}))
                    return false;
                continue;
            }
            if (!one.tls->feed(bytes)) {
                (void)send(one, one.tls->take_bytes());
                return false;
            }
        }
        if (const auto plain = one.tls->read(); !plain.empty()) (void)one.http.feed(plain);
        one.http.requests([&](const nimpush::nghttp2::arrived& came) { handle(one, came); });
        if (one.tls->is_ready())
            for (auto plain = one.http.take_bytes(); !plain.empty(); plain = one.http.take_bytes())
                (void)one.tls->write(plain);
        if (!send(one, one.tls->take_bytes())) return false;
        return !one.is_closing && !one.tls->is_closed();
    }
};

}  // namespace test
