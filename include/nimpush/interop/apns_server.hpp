#pragma once

// An Apple of one's own on loopback: HTTP/2 over TLS, answers by apns/gateway.hpp, provider tokens verified by their
// signature, the limit of streams that APNs has, and faults where they are asked for. Stepped by who has it: no thread
// (apns_test_server.hpp has one).
//
//     auto apple = interop::apns_server::listen({.tls = context});
//     (*apple)->trust_key({.id = key_id, .team = team_id}, public_key);
//     while (…) (*apple)->poll(100, [](const interop::served& one) { … });

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <poll.h>

#include <nimpush/apns/connection.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/goaway.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/provider_token_reader.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/random_sequence.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/interop/http2_server.hpp>
#include <nimpush/interop/nghttp2_server.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_certificate.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/http.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace interop {

/// What may go wrong on the way, where it is asked for.
enum class fault : std::uint8_t {
    none,
    throttle,      // 429 TooManyRequests
    server_error,  // 500 InternalServerError, 503 ServiceUnavailable and Shutdown by turns
    go_away,       // the request is answered, and the connection ends by a GOAWAY: later streams are not looked at
    refuse,        // RST_STREAM with REFUSED_STREAM
    cut,           // the connection ends without a word, each second time once the push was taken
    slow,          // the answer takes slow_ms
};
schema::texts<"none", "throttle", "server_error", "go_away", "refuse", "cut", "slow"> enum_names(fault);

/// How often each fault happens: of a million requests, so many.
struct fault_rates {
    std::array<std::uint32_t, 7> of_a_million{};  // by fault; the first means nothing

    std::uint32_t& operator[](fault one) noexcept { return of_a_million[static_cast<std::size_t>(one)]; }
};

struct apns_server_settings {
    openssl::tls_context tls;
    std::uint16_t port = 0;  // 0: one that is free
    apns::gateway_settings gateway{.knows_every_token = true};
    // Of a connection: at once where it shows a certificate, else once a provider token was accepted; one before.
    std::uint32_t most_streams = 1000;
    fault_rates faults{};
    std::uint64_t seed = 1;  // of what decides which request has which fault
    std::int64_t slow_ms = 500;
};

/// A request that came, and what became of it. The views live while it is told. Nothing of a provider token is in it.
struct served {
    std::uint64_t number = 0;      // counts from 1
    std::int64_t at_ms = 0;        // since 1970
    std::uint64_t connection = 0;  // counts from 1
    std::int32_t stream = 0;
    std::string_view method{};
    std::string_view path{};
    span<const http::header> headers{};  // without `authorization`
    std::string_view body{};
    apns::team_id team{};  // who the provider token says it is, where one can be read
    apns::key_id key{};
    apns::response answer{};  // status 0 where none was given
    bool is_taken = false;    // whether Apple took the push, of one without an answer too
    interop::fault fault = interop::fault::none;
    text note{};  // what is wrong with a provider token, or odd about it, for people

    /// Whether the answer is none that a fault of ours made.
    bool is_refused() const noexcept { return fault == interop::fault::none && answer.status != 0 && !answer.ok(); }
};

/// See the head of this file. It belongs to one thread at a time and does not move.
class apns_server {
    struct peer {
        apns::gateway_connection known{};
        std::string last_token{};       // that was found good
        bool is_free = false;           // of the limit of one stream
        std::int32_t last = INT32_MAX;  // the last stream that is looked at, once a GOAWAY has said so
    };
    using server = http2_server<peer>;
    using connection = server::connection;

    struct trusted {
        apns::provider_key who;
        openssl::verifying_key key;
    };
    struct planned {
        device_token token;
        apns::reason why;
    };
    struct late {
        std::int64_t due_ms;
        std::uint64_t connection;
        std::int32_t stream;
        apns::response answer;
    };

    apns_server_settings settings_;
    std::unique_ptr<server> server_;
    apns::gateway gateway_;
    std::vector<trusted> trusted_{};
    std::vector<planned> planned_{};
    std::vector<late> late_{};  // in the order in which they are due
    std::vector<http::header> shown_{};
    std::string body_{};  // of an answer
    std::uint64_t served_ = 0;
    std::uint64_t faults_ = 0;
    std::uint64_t random_;

    apns_server(apns_server_settings settings, std::unique_ptr<server> made)
        : settings_(std::move(settings)), server_(std::move(made)), gateway_(settings_.gateway),
          random_(settings_.seed) {}

  public:
    /// On a port of 127.0.0.1.
    static result<std::unique_ptr<apns_server>> listen(apns_server_settings settings) {
        auto made = server::listen({.tls = settings.tls, .port = settings.port, .http = {.most_streams = 1}});
        if (!made) return unexpected(made.error());
        return std::unique_ptr<apns_server>(new apns_server(std::move(settings), *std::move(made)));
    }

    std::uint16_t port() const noexcept { return server_->port(); }
    std::size_t connections() const noexcept { return server_->connections(); }
    /// What it knows of devices and channels, and what it answers next.
    apns::gateway& gateway() noexcept { return gateway_; }
    /// Provider tokens that this key has signed are believed.
    void trust_key(apns::provider_key who, openssl::verifying_key key) {
        trusted_.push_back({std::move(who), std::move(key)});
    }
    /// Pushes to this token get this reason, as long as nothing is wrong with them before the token is looked at.
    /// Unregistered and ExpiredToken have a time: now.
    void answer_token_with(const device_token& token, apns::reason why) {
        if (why == apns::reason::unregistered) return gateway_.unregister_token(token, unix_ms());
        if (why == apns::reason::expired_token) return gateway_.expire_token(token, unix_ms());
        for (planned& one : planned_)
            if (one.token == token) return void(one.why = why);
        planned_.push_back({token, why});
    }
    /// From now on, instead of those before.
    void set_faults(const fault_rates& faults) noexcept { settings_.faults = faults; }

    /// Does what there is to do, waits so long at most where there is nothing, and tells each request with its answer by
    /// `done(served)` as it leaves. `others` as for http2_server::poll().
    template <class Done> void poll(int wait_ms, Done&& done, span<pollfd> others = {}) {
        server_->poll(
            shorter(wait_ms), [&](connection& from, const nghttp2::arrived& came) { take(from, came, done); }, others,
            [&](connection& from) { greet(from); });
        const std::int64_t now = detail::monotonic_ms();
        std::size_t sent = 0;
        for (; sent < late_.size() && late_[sent].due_ms <= now; ++sent)
            if (connection* const to = server_->find(late_[sent].connection))
                answer(*to, late_[sent].stream, late_[sent].answer);
        late_.erase(late_.begin(), late_.begin() + static_cast<std::ptrdiff_t>(sent));
    }
    /// Says to all that their connections end; they do once what came is answered.
    void finish() {
        server_->each([](connection& one) { end(one, one.http().last_stream(), {}); });
    }

  private:
    static std::int64_t unix_ms() noexcept {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    int shorter(int wait_ms) const noexcept {
        if (late_.empty()) return wait_ms;
        const std::int64_t left = late_.front().due_ms - detail::monotonic_ms();
        return left < 0 ? 0 : wait_ms < 0 || left < wait_ms ? static_cast<int>(left) : wait_ms;
    }
    static void end(connection& one, std::int32_t last, std::string_view debug_data) {
        one.state.last = last;
        one.http().go_away(last, static_cast<std::uint32_t>(apns::http2_error::no_error), debug_data);
        one.finish();
    }

    template <class Done> void take(connection& from, const nghttp2::arrived& came, Done& done) {
        if (came.stream > from.state.last) return;
        served one{.number = ++served_,
                   .at_ms = unix_ms(),
                   .connection = from.id(),
                   .stream = came.stream,
                   .method = came.method,
                   .path = came.path,
                   .body = came.body};
        one.fault = choose_fault();
        if (one.fault == fault::refuse) {
            from.http().reset(came.stream, static_cast<std::uint32_t>(apns::http2_error::refused_stream));
            return tell(one, came, done);
        }
        if (one.fault == fault::cut && faults_ % 2 == 0) {
            from.cut();
            return tell(one, came, done);
        }
        judge(from, came, one);
        one.is_taken = one.answer.ok();
        if (one.fault == fault::cut) {
            one.answer = {};
            from.cut();
            return tell(one, came, done);
        }
        if (one.fault == fault::slow) {
            late_.push_back({detail::monotonic_ms() + settings_.slow_ms, from.id(), came.stream, one.answer});
        } else {
            answer(from, came.stream, one.answer);
        }
        if (one.fault == fault::go_away) end(from, came.stream, R"({"reason":"Shutdown"})");
        tell(one, came, done);
    }
    template <class Done> void tell(served& one, const nghttp2::arrived& came, Done& done) {
        shown_.clear();
        for (const http::header& h : came.headers)
            if (!http::is_named(h, "authorization")) shown_.push_back(h);
        one.headers = shown_;
        done(static_cast<const served&>(one));
    }

    fault choose_fault() noexcept {
        constexpr std::uint64_t million = 1'000'000;
        std::uint64_t left = nimpush::detail::next_number(random_) % million;
        for (std::size_t i = 1; i < settings_.faults.of_a_million.size(); ++i) {
            if (left < settings_.faults.of_a_million[i]) {
                ++faults_;
                return static_cast<fault>(i);
            }
            left -= settings_.faults.of_a_million[i];
        }
        return fault::none;
    }

    /// Who shows a certificate pushes to its topics. TLS has looked who signed it.
    void greet(connection& from) {
        from.state.known = gateway_.new_connection();
        const text shown = from.tls().peer_certificate();
        const auto read = shown.empty() ? result<openssl::push_certificate>(unexpected(error{}))
                                        : openssl::push_certificate::from_pem(shown.view());
        if (read)
            for (const openssl::certificate_topic& one : read->topics)
                from.state.known.certificate_topics.push_back(one.name);
        if (!from.state.known.certificate_topics.empty()) free_streams(from);
    }
    void judge(connection& from, const nghttp2::arrived& came, served& to) {
        if (to.fault == fault::throttle) return give(to, apns::reason::too_many_requests);
        if (to.fault == fault::server_error) {
            constexpr apns::reason by_turns[] = {apns::reason::internal_server_error, apns::reason::service_unavailable,
                                                 apns::reason::shutdown};
            return give(to, by_turns[faults_ % std::size(by_turns)]);
        }
        for (const http::header& h : came.headers)
            if (http::is_named(h, "authorization")) verify(from.state, h.value, to);
        const apns::arriving_request arriving{
            came.method, came.path, came.headers, came.body,
            came.body_size == came.body.size() ? maybe<std::size_t>() : maybe(came.body_size)};
        to.answer = gateway_.answer(arriving, from.state.known, to.at_ms);
        if (to.answer.ok() && !planned_.empty()) plan(came.path, to);
        constexpr int forbidden = 403;
        if (!from.state.last_token.empty() && to.answer.status != forbidden) free_streams(from);
    }
    void plan(std::string_view path, served& to) const {
        const auto token = device_token::from_hex(
            path.starts_with(apns::device_path) ? path.substr(apns::device_path.size()) : std::string_view());
        if (!token) return;
        for (const planned& one : planned_)
            if (one.token == *token) return give(to, one.why);
    }
    static void give(served& to, apns::reason why) {
        to.answer.reason = why;
        to.answer.status = apns::facts_of(why).status;
        to.answer.reason_text = text(nimpush::detail::unchecked{}, name_of(why));
    }

    /// A token that this connection has not shown yet is looked at: what is wrong with it is for people, the answer is
    /// the gateway's, which knows only those that were found good.
    void verify(peer& from, std::string_view authorization, served& to) {
        const auto read = apns::read_provider_token(authorization);
        if (!read) {
            to.note = nimpush::detail::join("the provider token: ", whole(read.error()).view());
            return;
        }
        to.team = read->team;
        to.key = read->key;
        if (from.last_token == read->jwt) return;
        if (!gateway_.knows_provider_token(read->jwt)) {
            to.note = fault_of(*read);
            if (!to.note.empty()) return;
            gateway_.accept_provider_token(text(nimpush::detail::unchecked{}, read->jwt), read->issued_at,
                                           find_key(read->key)->who);
            if (read->is_der)
                to.note =
                    "the provider token: its signature is DER, which Apple takes; ES256 has r and s, 64 bytes "
                    "(RFC 7518, 3.4)";
        }
        from.last_token = read->jwt;
    }
    static text whole(const nimpush::error& e) {
        return e.path.empty() ? e.detail : nimpush::detail::join(e.path.view(), ": ", e.detail.view());
    }
    const trusted* find_key(const apns::key_id& id) const noexcept {
        for (const trusted& one : trusted_)
            if (one.who.id == id) return &one;
        return nullptr;
    }
    text fault_of(const apns::provider_token_parts& read) const {
        const trusted* const one = find_key(read.key);
        if (one == nullptr) return nimpush::detail::join("the provider token: no key is called ", read.key.view());
        if (one->who.team != read.team)
            return nimpush::detail::join("the provider token: the key belongs to ", one->who.team.view(), ", iss says ",
                                         read.team.view());
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(read.signing_input.data());
        return one->key.verifies({bytes, read.signing_input.size()}, read.signature)
                   ? text()
                   : text("the provider token: the signature is not that of the key");
    }

    /// APNs allows one stream until it knows who asks by a provider token.
    void free_streams(connection& from) {
        if (!std::exchange(from.state.is_free, true)) from.http().allow(settings_.most_streams);
    }
    void answer(connection& to, std::int32_t stream, const apns::response& made) {
        const apns::header_list list = apns::headers(made);
        body_.clear();
        if (const value body = apns::body_of(made); !body.is_null()) {
            const auto size = json::size(body);
            if (size) body_.resize(*size);
            if (size) (void)json::write(body, span<char>(body_.data(), body_.size()));
        }
        shown_.clear();
        for (const apns::header& h : list) shown_.push_back(h);
        (void)to.http().answer(stream, made.status, shown_, body_);
    }
};

}  // namespace interop
}  // namespace nimpush::v1
