#pragma once

// A server of HTTP/2 over TLS on loopback, stepped by who has it: no thread. For a local gateway and for tests; it takes
// no connection from elsewhere.
//
//     auto server = interop::http2_server<int>::listen({.tls = context});
//     while (…) (*server)->poll(100, [](auto& connection, const nghttp2::arrived& one) {
//         connection.http().answer(one.stream, 200, {}, {});
//     });

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/nghttp2_server.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/interop/socket.hpp>

namespace nimpush::inline v1 {
namespace interop {

struct http2_server_settings {
    openssl::tls_context tls;
    std::uint16_t port = 0;  // 0: one that is free
    nghttp2::server_settings http{};
    std::size_t most_connections = 200;  // further ones wait
    std::int64_t greet_within = 10'000;  // milliseconds
};

namespace detail {

inline std::int64_t monotonic_ms() noexcept {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// A socket that listens on 127.0.0.1, and the port that it has got.
inline result<socket> listen_on_loopback(std::uint16_t& port) {
    const auto failed = [](std::string_view doing) {
        return nimpush::detail::fail(errc::refused, nimpush::detail::join(doing, reason_of(errno).view()));
    };
    socket made(::socket(AF_INET, SOCK_STREAM, 0));
    const int on = 1;
    if (!made || !made.prepare()) return failed("no socket: ");
    (void)::setsockopt(made.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    if (::bind(made.fd(), reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) return failed("the port: ");
    if (::listen(made.fd(), 100) != 0 || ::getsockname(made.fd(), reinterpret_cast<sockaddr*>(&at), &size) != 0)
        return failed("listening: ");
    port = ntohs(at.sin_port);
    return made;
}

}  // namespace detail

/// See the head of this file. `State` is what the owner keeps of each connection. It belongs to one thread at a time.
template <class State> class http2_server {
  public:
    /// One client. It lives until poll() finds it ended.
    class connection {
        friend class http2_server;
        enum class stage : std::uint8_t { open, finishing, cutting, lingering, over };

        detail::socket socket_;
        openssl::tls_session tls_;
        nghttp2::server_session http_;
        std::vector<std::uint8_t> unsent_{};
        std::size_t sent_ = 0;
        std::uint64_t id_;
        std::int64_t since_ms_;
        stage stage_ = stage::open;
        bool is_greeted_ = false;

      public:
        State state{};

        connection(detail::socket taken, openssl::tls_session tls, const http2_server_settings& settings,
                   std::uint64_t id, std::int64_t now)
            : socket_(std::move(taken)), tls_(std::move(tls)), http_(settings.http), id_(id), since_ms_(now) {}

        /// Counts from 1.
        std::uint64_t id() const noexcept { return id_; }
        nghttp2::server_session& http() noexcept { return http_; }
        openssl::tls_session& tls() noexcept { return tls_; }
        /// Ends once all streams that are there have their answer; say go_away() before.
        void finish() noexcept {
            if (stage_ == stage::open) stage_ = stage::finishing;
        }
        /// Ends in the middle: what is written already still leaves, nothing else does, and no request is told any more.
        void cut() noexcept {
            if (stage_ != stage::over) stage_ = stage::cutting;
        }
        /// Whether requests of it are still told.
        bool is_open() const noexcept { return stage_ == stage::open || stage_ == stage::finishing; }

      private:
        bool has_unsent() const noexcept { return sent_ < unsent_.size(); }

        template <class Greet> void receive(std::int64_t now, Greet& greet) {
            std::uint8_t room[32 * 1024];
            for (int n = 0; n < 8 && stage_ != stage::over; ++n) {
                const auto size = ::recv(socket_.fd(), room, sizeof room, 0);
                if (size == 0) return over();
                if (size < 0) {
                    if (!detail::is_later(errno)) over();
                    return;
                }
                if (stage_ == stage::lingering) continue;
                if (!tls_.feed({room, static_cast<std::size_t>(size)})) return linger(now);
                if (tls_.is_ready() && !std::exchange(is_greeted_, true)) greet(*this);
                const auto plain = tls_.read();
                if (!plain.empty() && !http_.feed(plain)) return linger(now);
                if (tls_.is_closed()) return over();
            }
        }
        void send(std::int64_t now) {
            while (stage_ != stage::over && stage_ != stage::lingering) {
                if (!has_unsent() && !gather()) break;
                const auto size =
                    ::send(socket_.fd(), unsent_.data() + sent_, unsent_.size() - sent_, detail::no_signal);
                if (size < 0) {
                    if (!detail::is_later(errno)) over();
                    return;
                }
                sent_ += static_cast<std::size_t>(size);
            }
            if (stage_ == stage::cutting) return linger(now);
            const bool is_done = http_.is_over() || (stage_ == stage::finishing && http_.open_streams() == 0);
            if (!is_done || !is_open()) return;
            tls_.close();
            if (gather()) (void)::send(socket_.fd(), unsent_.data(), unsent_.size(), detail::no_signal);
            linger(now);
        }
        /// Whether there is anything to send.
        bool gather() {
            if (tls_.is_ready() && !tls_.is_closed()) {
                for (std::size_t taken = 0; taken < std::size_t{256} * 1024;) {
                    const auto plain = http_.take_bytes();
                    if (plain.empty()) break;
                    taken += plain.size();
                    if (!tls_.write(plain)) break;
                }
            }
            const auto bytes = tls_.take_bytes();
            unsent_.assign(bytes.begin(), bytes.end());
            sent_ = 0;
            return !unsent_.empty();
        }
        /// Nothing more is said. What still comes is passed over for a moment: a socket that is closed with bytes to read
        /// takes from its peer what has arrived there already.
        void linger(std::int64_t now) {
            if (const auto last = tls_.take_bytes(); !last.empty())
                (void)::send(socket_.fd(), last.data(), last.size(), detail::no_signal);
            (void)::shutdown(socket_.fd(), SHUT_WR);
            stage_ = stage::lingering;
            since_ms_ = now;
        }
        void over() {
            stage_ = stage::over;
            socket_ = {};
        }
    };

    struct nobody_greets {
        void operator()(connection&) const noexcept {}
    };

    /// On a port of 127.0.0.1.
    static result<std::unique_ptr<http2_server>> listen(http2_server_settings settings) {
        auto listening = detail::listen_on_loopback(settings.port);
        if (!listening) return unexpected(listening.error());
        return std::unique_ptr<http2_server>(new http2_server(std::move(settings), *std::move(listening)));
    }
    http2_server(const http2_server&) = delete;
    http2_server& operator=(const http2_server&) = delete;
    ~http2_server() = default;

    std::uint16_t port() const noexcept { return settings_.port; }
    /// Connections that were accepted so far.
    std::uint64_t accepted() const noexcept { return accepted_; }
    std::size_t connections() const noexcept { return all_.size(); }
    /// Null where it has ended.
    connection* find(std::uint64_t id) noexcept {
        for (const auto& one : all_)
            if (one->id() == id && one->is_open()) return one.get();
        return nullptr;
    }
    template <class F> void each(F&& f) {
        for (const auto& one : all_)
            if (one->is_open()) f(*one);
    }

    /// Does what there is to do, waits so long at most where there is nothing, and calls `handle(connection, arrived)` for
    /// each request that has come whole. `others` are waited for too; what is found of them stands in their revents.
    /// `greet(connection)` is called once for each, when its TLS is known and nothing else of it.
    template <class Handle, class Greet = nobody_greets>
    void poll(int wait_ms, Handle&& handle, span<pollfd> others = {}, Greet&& greet = {}) {
        for (const auto& one : all_) one->send(detail::monotonic_ms());
        polled_.clear();
        for (const pollfd& one : others) polled_.push_back(one);
        const bool accepts = all_.size() < settings_.most_connections;
        polled_.push_back({accepts ? listening_.fd() : -1, POLLIN, 0});
        for (const auto& one : all_) {
            // Who takes no answers is not read from either.
            const int events = one->has_unsent() ? POLLOUT : POLLIN;
            polled_.push_back({one->socket_.fd(), static_cast<short>(events), 0});
        }
        const int found = ::poll(polled_.data(), static_cast<nfds_t>(polled_.size()), shorter(wait_ms));
        const std::int64_t now = detail::monotonic_ms();
        for (std::size_t i = 0; i < others.size(); ++i) others[i].revents = found > 0 ? polled_[i].revents : short{0};
        if (found > 0) {
            const std::size_t before = all_.size();
            if (polled_[others.size()].revents != 0) accept_all(now);
            for (std::size_t i = 0; i < before; ++i)
                work(*all_[i], polled_[others.size() + 1 + i].revents, now, greet, handle);
        }
        forget_ended(now);
    }

  private:
    http2_server_settings settings_;
    detail::socket listening_;
    std::vector<std::unique_ptr<connection>> all_{};
    std::vector<pollfd> polled_{};
    std::uint64_t accepted_ = 0;

    http2_server(http2_server_settings settings, detail::socket listening)
        : settings_(std::move(settings)), listening_(std::move(listening)) {}

    /// The clock has to be looked at for connections that are to end.
    int shorter(int wait_ms) const noexcept {
        constexpr int moment = 50;
        for (const auto& one : all_)
            if (!one->is_open() || !one->tls_.is_ready()) return wait_ms < 0 || wait_ms > moment ? moment : wait_ms;
        return wait_ms;
    }
    void accept_all(std::int64_t now) {
        while (all_.size() < settings_.most_connections) {
            detail::socket one(::accept(listening_.fd(), nullptr, nullptr));
            if (!one) return;
            if (!one.prepare()) continue;
            auto tls = openssl::tls_session::to_client(settings_.tls);
            if (!tls) return;
            all_.push_back(std::make_unique<connection>(std::move(one), *std::move(tls), settings_, ++accepted_, now));
        }
    }
    template <class Greet, class Handle>
    void work(connection& one, short events, std::int64_t now, Greet& greet, Handle& handle) {
        if (events == 0) return;
        if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) one.receive(now, greet);
        if (one.is_open())
            one.http_.requests([&](const nghttp2::arrived& came) {
                if (one.is_open()) handle(one, came);
            });
        one.send(now);
    }
    void forget_ended(std::int64_t now) {
        constexpr std::int64_t longest_linger = 1'000;
        for (std::size_t i = 0; i < all_.size();) {
            connection& one = *all_[i];
            if (one.stage_ == connection::stage::lingering && now - one.since_ms_ > longest_linger) one.over();
            if (!one.tls_.is_ready() && now - one.since_ms_ > settings_.greet_within) one.over();
            if (one.stage_ != connection::stage::over) {
                ++i;
                continue;
            }
            std::swap(all_[i], all_.back());
            all_.pop_back();
        }
    }
};

}  // namespace interop
}  // namespace nimpush::v1
