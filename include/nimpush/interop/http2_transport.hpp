#pragma once

// An http_transport over POSIX sockets: HTTP/2 by nghttp2, TLS by OpenSSL, one connection or several, no thread.
//
//     interop::http2_transport to_apple({.host = "api.push.apple.com", .tls = *openssl::tls_context::client()});
//     apns::client sender(to_apple, …);
//
// Connections are opened when they are needed and again when they end; until one is there room() is 0 and problem() says
// why. The system's resolver blocks for as long as it takes; all else waits in poll() alone.

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <netdb.h>
#include <netinet/in.h>  // IWYU pragma: keep
#include <poll.h>
#include <sys/socket.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/nghttp2.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/interop/socket.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace interop {

struct http2_settings {
    text host{};               // name or address; what the server's certificate has
    std::uint16_t port = 443;  // APNs takes 2197 too, where 443 is closed
    openssl::tls_context tls;
    text proxy_host{};  // of an HTTP proxy that knows CONNECT; null: none
    std::uint16_t proxy_port = 3128;
    std::size_t most_connections = 1;   // more are opened where the streams of those that are there are all in use
    std::size_t most_in_flight = 1000;  // on each; the server's limit counts where it is lower
    // Milliseconds.
    std::int64_t connect_within = 10'000;
    std::int64_t ping_after = 3'600'000;         // without a byte from the server; APNs' page: about an hour
    std::int64_t ping_in_flight_after = 20'000;  // the same where requests wait for an answer
    std::int64_t answer_ping_within = 10'000;    // else the connection is taken for broken
    std::int64_t first_back_off = 1'000;         // after a connection that failed; doubled each time
    std::int64_t longest_back_off = 60'000;
};

namespace detail {

/// The addresses of a host that were not tried yet.
class addresses {
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all_{nullptr, &::freeaddrinfo};
    const addrinfo* next_ = nullptr;

  public:
    result<void> resolve(std::string_view host, std::uint16_t port) {
        addrinfo wanted{};
        wanted.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        const int failed = ::getaddrinfo(std::string(host).c_str(), std::to_string(port).c_str(), &wanted, &found);
        all_.reset(found);
        next_ = found;
        if (failed == 0) return {};
        return nimpush::detail::fail(
            errc::refused, nimpush::detail::join("no address: ", nimpush::detail::printable(::gai_strerror(failed))));
    }
    const addrinfo* next() noexcept {
        const addrinfo* const one = next_;
        if (one != nullptr) next_ = one->ai_next;
        return one;
    }
};

/// One connection from its first byte to its last.
class http2_connection {
    enum class stage : std::uint8_t { connecting, asking_proxy, greeting, running, over };

    const http2_settings& settings_;
    detail::addresses addresses_{};
    detail::socket socket_{};
    maybe<openssl::tls_session> tls_{};
    std::unique_ptr<nghttp2::client_session> session_{};
    std::vector<std::uint8_t> plain_{};
    std::vector<std::uint8_t> unsent_{};
    std::size_t sent_ = 0;
    std::string proxy_said_{};
    stage stage_ = stage::connecting;
    text problem_{};
    std::int64_t began_ms_, heard_ms_, now_ms_, pinged_ms_ = 0;

    bool has_proxy() const noexcept { return settings_.proxy_host.has_value(); }

  public:
    http2_connection(const http2_settings& settings, std::int64_t now)
        : settings_(settings), began_ms_(now), heard_ms_(now), now_ms_(now) {
        const auto found = addresses_.resolve((has_proxy() ? settings.proxy_host : settings.host).view(),
                                              has_proxy() ? settings.proxy_port : settings.port);
        if (!found)
            end(found.error().detail);
        else
            try_next({});
    }
    http2_connection(const http2_connection&) = delete;
    http2_connection& operator=(const http2_connection&) = delete;
    ~http2_connection() = default;

    nghttp2::client_session* session() const noexcept { return session_.get(); }
    bool is_running() const noexcept { return stage_ == stage::running; }
    bool is_over() const noexcept { return stage_ == stage::over; }
    /// Why it is over, where that was no end that it was to have.
    const text& problem() const noexcept { return problem_; }
    std::size_t room() const noexcept { return is_running() ? session_->room() : 0; }
    std::size_t in_flight() const noexcept { return session_ ? session_->in_flight() : 0; }
    bool is_ending() const noexcept { return is_over() || (session_ && session_->is_ending()); }

    int fd() const noexcept { return socket_.fd(); }
    short events() const noexcept {
        const bool writes = stage_ == stage::connecting || sent_ < unsent_.size();
        return static_cast<short>(POLLIN | (writes ? POLLOUT : 0));
    }

    /// What the system says of the descriptor.
    void look(short events, std::int64_t now) {
        if (is_over() || events == 0) return;
        now_ms_ = now;
        if (stage_ == stage::connecting) return connected();
        if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) receive();
        send();
    }
    /// What the clock says.
    void look_at_clock(std::int64_t now) {
        if (is_over()) return;
        now_ms_ = now;
        if (!is_running()) {
            if (now - began_ms_ > settings_.connect_within) try_next("the server does not answer");
            return;
        }
        if (session_->is_waiting_for_ping()) {
            if (now - pinged_ms_ > settings_.answer_ping_within) end("the server answers no ping");
            return;
        }
        const std::int64_t quiet = session_->in_flight() != 0 ? settings_.ping_in_flight_after : settings_.ping_after;
        if (now - heard_ms_ < quiet) return;
        session_->ping();
        pinged_ms_ = now;
        send();
    }
    /// Sends what there is.
    void send() {
        while (!is_over()) {
            if (sent_ == unsent_.size()) {
                unsent_.clear();
                sent_ = 0;
                gather();
                if (unsent_.empty()) break;
            }
            const auto size = ::send(socket_.fd(), unsent_.data() + sent_, unsent_.size() - sent_, no_signal);
            if (size < 0) {
                if (!is_later(errno)) end(reason_of(errno));
                return;
            }
            sent_ += static_cast<std::size_t>(size);
        }
        if (session_ && session_->is_over()) end({});
    }
    /// Of one that does not run yet: it has no requests.
    void drop() { end({}); }
    /// Of one that runs.
    void finish() {
        session_->finish();
        send();
    }

  private:
    void end(text why) {
        if (is_over()) return;
        if (problem_.empty()) problem_ = std::move(why);
        if (session_) session_->end("the connection ended");
        if (tls_ && is_running()) {
            tls_->close();
            send_last();
        }
        stage_ = stage::over;
        socket_ = {};
    }
    /// The next address, as long as there is one; `why` the one before did not do.
    void try_next(text why) {
        while (const addrinfo* const to = addresses_.next()) {
            socket_ = socket(::socket(to->ai_family, to->ai_socktype, to->ai_protocol));
            tls_.reset();
            session_.reset();
            unsent_.clear();
            sent_ = 0;
            stage_ = stage::connecting;
            began_ms_ = heard_ms_ = now_ms_;
            if (!socket_ || !socket_.prepare()) {
                why = reason_of(errno);
                continue;
            }
            if (::connect(socket_.fd(), to->ai_addr, to->ai_addrlen) == 0 || errno == EINPROGRESS) return;
            why = reason_of(errno);
        }
        end(std::move(why));
    }
    void connected() {
        int code = 0;
        socklen_t size = sizeof code;
        if (::getsockopt(socket_.fd(), SOL_SOCKET, SO_ERROR, &code, &size) != 0) code = errno;
        if (code != 0) return try_next(reason_of(code));
        if (!has_proxy()) return greet();
        stage_ = stage::asking_proxy;
        const std::string to = std::string(settings_.host.view()) + ":" + std::to_string(settings_.port);
        const std::string ask = "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n";
        unsent_.assign(ask.begin(), ask.end());
        send();
    }
    void greet() {
        stage_ = stage::greeting;
        auto tls = openssl::tls_session::to_server(settings_.tls, settings_.host.view());
        if (!tls) return end(tls.error().detail);
        tls_.emplace(*std::move(tls));
        std::string authority(settings_.host.view());
        if (settings_.port != 443) authority += ":" + std::to_string(settings_.port);
        session_ = std::make_unique<nghttp2::client_session>(nghttp2::client_settings{
            .authority = text(nimpush::detail::unchecked{}, authority), .most_in_flight = settings_.most_in_flight});
        send();
    }
    /// What is to leave next: requests become TLS' records here, many in one, and what is more than one record holds
    /// follows, so that the server works meanwhile.
    void gather() {
        constexpr std::size_t most_of_a_record = 1 << 14;
        if (!tls_) return;
        if (tls_->is_ready()) {
            plain_.clear();
            while (plain_.size() < most_of_a_record) {
                const auto frame = session_->take_bytes();
                if (frame.empty()) break;
                plain_.insert(plain_.end(), frame.begin(), frame.end());
            }
            if (!plain_.empty())
                if (const auto fine = tls_->write(plain_); !fine) return end(fine.error().detail);
        }
        const auto bytes = tls_->take_bytes();
        unsent_.assign(bytes.begin(), bytes.end());
    }
    void receive() {
        std::uint8_t room[32 * 1024];
        // A bound, so that one connection does not hold up the others.
        for (int n = 0; n < 32 && !is_over(); ++n) {
            const auto size = ::recv(socket_.fd(), room, sizeof room, 0);
            if (size == 0) return end(is_running() ? text("the server closed the connection") : unready());
            if (size < 0) {
                if (!is_later(errno)) end(reason_of(errno));
                return;
            }
            heard_ms_ = now_ms_;
            take({room, static_cast<std::size_t>(size)});
        }
    }
    text unready() const {
        return has_proxy() && !tls_ ? text("the proxy closed the connection")
                                    : text("the server closed the connection at once");
    }
    void take(span<const std::uint8_t> bytes) {
        if (stage_ == stage::asking_proxy) return take_of_proxy(bytes);
        const auto fed = tls_->feed(bytes);
        if (!fed) {
            send_last();
            return end(fed.error().detail);
        }
        if (stage_ == stage::greeting && tls_->is_ready()) stage_ = stage::running;
        const auto plain = tls_->read();
        if (!plain.empty()) (void)session_->feed(plain);
        if (tls_->is_closed()) end("the server closed the connection");
    }
    /// What TLS says at the end, so that the server knows why.
    void send_last() {
        const auto last = tls_->take_bytes();
        (void)::send(socket_.fd(), last.data(), last.size(), no_signal);
    }
    void take_of_proxy(span<const std::uint8_t> bytes) {
        constexpr std::size_t most = 16'384;
        proxy_said_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const std::size_t head = proxy_said_.find("\r\n\r\n");
        if (head == std::string::npos) {
            if (proxy_said_.size() > most) end("the proxy answers with more than it should");
            return;
        }
        const std::string line = proxy_said_.substr(0, proxy_said_.find("\r\n"));
        if (!line.starts_with("HTTP/1.") || line.size() < 12 || line.compare(9, 1, "2") != 0)
            return end(nimpush::detail::join("the proxy refuses: ", nimpush::detail::printable(line)));
        const std::string rest = proxy_said_.substr(head + 4);
        proxy_said_.clear();
        greet();
        if (!rest.empty() && !is_over()) take({reinterpret_cast<const std::uint8_t*>(rest.data()), rest.size()});
    }
};

}  // namespace detail

/// See the head of this file. It belongs to one thread at a time and does not move.
class http2_transport {
    http2_settings settings_;
    std::vector<std::unique_ptr<detail::http2_connection>> open_{};
    std::vector<pollfd> polled_{};
    detail::waker wake_{};
    text problem_{};
    std::int64_t retry_at_ms_ = 0;
    std::int64_t back_off_ms_ = 0;
    std::uint64_t opened_ = 0;

  public:
    explicit http2_transport(http2_settings settings) : settings_(std::move(settings)) {}
    http2_transport(const http2_transport&) = delete;
    http2_transport& operator=(const http2_transport&) = delete;
    ~http2_transport() = default;

    std::size_t room() const noexcept {
        std::size_t all = 0;
        for (const auto& one : open_) all += one->room();
        return all;
    }
    /// To the connection with the most room.
    bool submit(const http::request& r, std::uint64_t tag) {
        detail::http2_connection* best = nullptr;
        for (const auto& one : open_)
            if (one->room() != 0 && (best == nullptr || one->room() > best->room())) best = one.get();
        return best != nullptr && best->session()->submit(r, tag);
    }
    /// See http_transport. The wait ends as soon as anything comes.
    template <class Done> void poll(int wait_ms, Done&& done) {
        polled_.clear();
        const int wait = prepare(polled_) ? 0 : shortest(wait_ms);
        if (::poll(polled_.data(), static_cast<nfds_t>(polled_.size()), wait) > 0) {
            if (polled_[0].revents != 0) wake_.clear();
            const std::int64_t now = now_ms();
            for (std::size_t i = 1; i < polled_.size(); ++i) open_[i - 1]->look(polled_[i].revents, now);
        }
        const std::int64_t now = now_ms();
        for (const auto& one : open_) one->look_at_clock(now);
        // Callbacks may submit: no connection goes or comes meanwhile.
        for (const auto& one : open_)
            if (one->session() != nullptr)
                one->session()->drain([&](const http::outcome& came) {
                    if (came.fate == http::fate::answered) back_off_ms_ = 0;
                    done(came);
                });
        forget_ended(now);
    }
    /// Waits for whatever of several transports has something to do; then poll() each.
    static void wait(span<http2_transport* const> all, int wait_ms) {
        if (all.empty()) return;
        std::vector<pollfd>& polled = all[0]->polled_;
        polled.clear();
        bool is_busy = false;
        for (http2_transport* const one : all) is_busy = one->prepare(polled) || is_busy;
        (void)::poll(polled.data(), static_cast<nfds_t>(polled.size()), is_busy ? 0 : shortest(wait_ms));
    }
    /// Ends the wait of poll() at once, or that of the next. Any thread may call it, and a signal's handler.
    void wake() const noexcept { wake_.wake(); }

    /// No more requests on the connections that are there; new ones are opened. For answers that say so.
    void reopen() {
        for (const auto& one : open_)
            if (one->is_running()) one->session()->finish();
    }
    /// Who one is, or whom to trust, from now on: new connections are opened with it at once. Those that are there finish
    /// what is in flight and end.
    void replace_tls(openssl::tls_context tls) {
        settings_.tls = std::move(tls);
        retry_at_ms_ = back_off_ms_ = 0;
        reopen();
        for (const auto& one : open_)
            if (!one->is_running()) one->drop();
    }

    /// Why there is no connection; null while there is one, or none was tried.
    const text& problem() const noexcept { return problem_; }
    std::size_t connections() const noexcept { return open_.size(); }
    /// Connections that were begun so far.
    std::uint64_t opened() const noexcept { return opened_; }

  private:
    static std::int64_t now_ms() noexcept {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
    /// Sends what there is, and lists what to wait for: first what wakes it. True: there is something to do at once.
    bool prepare(std::vector<pollfd>& polled) {
        open_what_is_needed();
        bool is_busy = false;
        polled.push_back({wake_.fd(), POLLIN, 0});
        for (const auto& one : open_) {
            one->send();
            is_busy = is_busy || one->is_over() || (one->session() != nullptr && one->session()->has_outcomes());
            polled.push_back({one->fd(), one->events(), 0});
        }
        return is_busy;
    }
    void open_what_is_needed() {
        std::size_t usable = 0, full = 0;
        for (const auto& one : open_) {
            if (one->is_ending()) continue;
            ++usable;
            full += one->is_running() && one->in_flight() != 0 && one->room() == 0;
        }
        const bool wants_more = usable == 0 || (full == usable && usable < settings_.most_connections);
        const std::int64_t now = now_ms();
        if (!wants_more || now < retry_at_ms_) return;
        ++opened_;
        open_.push_back(std::make_unique<detail::http2_connection>(settings_, now));
    }
    /// Not longer than until the next look at the clock matters.
    static int shortest(int wait_ms) noexcept {
        constexpr int second = 1'000;
        return wait_ms < 0 || wait_ms > second ? second : wait_ms;
    }
    void forget_ended(std::int64_t now) {
        for (std::size_t i = 0; i < open_.size();) {
            auto& one = open_[i];
            if (one->is_running() && !one->is_ending()) problem_ = {};
            if (one->is_running() && one->is_ending() && one->in_flight() == 0) one->finish();
            if (!one->is_over() || one->in_flight() != 0) {
                ++i;
                continue;
            }
            if (one->problem().has_value()) fail(one->problem(), now);
            std::swap(one, open_.back());
            open_.pop_back();
        }
    }
    /// The first time after an answer, another connection may be begun at once.
    void fail(const text& why, std::int64_t now) {
        problem_ = why;
        retry_at_ms_ = now + back_off_ms_;
        const std::int64_t next = back_off_ms_ == 0 ? settings_.first_back_off : back_off_ms_ * 2;
        back_off_ms_ = next < settings_.longest_back_off ? next : settings_.longest_back_off;
    }
};

}  // namespace interop
}  // namespace nimpush::v1
