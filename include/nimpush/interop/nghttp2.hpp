#pragma once

// The client's end of an HTTP/2 connection to APNs, by nghttp2: bytes go in and come out, what carries them is another's
// business.
//
//     nghttp2::client_session session({.authority = "api.push.apple.com"});
//     session.submit(request, tag);
//     socket.write(session.take_bytes());
//     session.feed(socket.read());
//     session.drain([](const http::outcome& one) { … });
//
// It tells what other clients hide: which requests the server has not looked at (GOAWAY's last stream, REFUSED_STREAM, or
// never sent), the limit of streams that the server sets and changes, and each header's hint for HPACK. Needs nghttp2 1.43
// or later.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

#include <nimpush/apns/goaway.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace nghttp2 {

/// Of a client's end.
struct client_settings {
    text authority{};                    // `:authority`: the host, with its port where that is not 443
    std::size_t most_in_flight = 1000;   // requests without an outcome; the server's limit counts where it is lower
    std::size_t longest_body = 1 << 20;  // bytes of an answer: the list of 10,000 channels has some 300,000
};

namespace detail {

template <class T, void (*Free)(T*)> struct freed_by {
    void operator()(T* one) const noexcept { Free(one); }
};

/// ssize_t, which not every platform has.
using signed_size = decltype(nghttp2_session_mem_send(nullptr, nullptr));

/// What runs beneath nghttp2, which is C: nothing may be thrown through it.
template <class F> int guarded(F&& f) noexcept {
#if defined(__cpp_exceptions)
    try {
        return f();
    } catch (...) {
        return NGHTTP2_ERR_CALLBACK_FAILURE;
    }
#else
    return f();
#endif
}

inline auto out_of_memory() { return nimpush::detail::fail(errc::refused, "nghttp2 could not: memory has run out"); }

using owned_session = std::unique_ptr<nghttp2_session, freed_by<nghttp2_session, nghttp2_session_del>>;
using owned_callbacks =
    std::unique_ptr<nghttp2_session_callbacks, freed_by<nghttp2_session_callbacks, nghttp2_session_callbacks_del>>;
inline owned_callbacks new_callbacks() noexcept {
    nghttp2_session_callbacks* made = nullptr;
    return owned_callbacks(nghttp2_session_callbacks_new(&made) == 0 ? made : nullptr);
}

/// A header as nghttp2 takes it, which copies the characters.
inline nghttp2_nv sent_header(std::string_view name, std::string_view value, std::uint8_t flags) noexcept {
    const auto chars = [](std::string_view s) { return reinterpret_cast<std::uint8_t*>(const_cast<char*>(s.data())); };
    return {chars(name), chars(value), name.size(), value.size(), flags};
}

/// Headers that come, one behind the other.
class header_block {
    struct place {
        std::size_t name, value, end;
    };
    std::vector<place> places_{};
    std::vector<char> chars_{};  // names and values

  public:
    void clear() noexcept {
        places_.clear();
        chars_.clear();
    }
    void add(std::string_view name, std::string_view value) {
        const std::size_t at = chars_.size();
        chars_.insert(chars_.end(), name.begin(), name.end());
        chars_.insert(chars_.end(), value.begin(), value.end());
        places_.push_back({at, at + name.size(), chars_.size()});
    }
    /// Calls f(name, value) for each.
    template <class F> void each(F&& f) const {
        const char* const chars = chars_.data();
        for (const place& p : places_)
            f(std::string_view(chars + p.name, p.value - p.name), std::string_view(chars + p.value, p.end - p.value));
    }
};
inline std::string_view view_of(const std::uint8_t* chars, std::size_t size) noexcept {
    return {reinterpret_cast<const char*>(chars), size};
}

/// A body that leaves in pieces.
struct leaving_body {
    std::string_view chars{};
    std::size_t sent = 0;

    signed_size give(std::uint8_t* to, std::size_t room, std::uint32_t* flags) noexcept {
        const std::size_t left = chars.size() - sent;
        const std::size_t size = left < room ? left : room;
        if (size != 0) std::memcpy(to, chars.data() + sent, size);
        sent += size;
        if (size == left) *flags |= NGHTTP2_DATA_FLAG_EOF;
        return static_cast<signed_size>(size);
    }
};

/// One request, from submit() until its outcome is told; then the next.
struct exchange {
    std::uint64_t tag = 0;
    leaving_body body{};
    std::int32_t stream = 0;
    std::size_t place = 0;  // among the open ones
    bool is_sent = false;   // its headers may have left
    bool is_whole = false;  // the answer has its end
    bool is_too_long = false;
    http::fate fate = http::fate::unsure;
    int status = 0;
    std::string_view reason{};
    header_block headers{};
    std::vector<char> answer{};

    void begin(std::uint64_t with_tag, std::string_view with_body) noexcept {
        tag = with_tag;
        body = {with_body};
        stream = 0;
        is_sent = is_whole = is_too_long = false;
        fate = http::fate::unsure;
        status = 0;
        reason = {};
        headers.clear();
        answer.clear();
    }
};

}  // namespace detail

/// See the head of this file. It belongs to one thread at a time, and does not move.
class client_session {
    using exchange = detail::exchange;

    client_settings settings_;
    detail::owned_session held_{};
    std::vector<std::unique_ptr<exchange>> all_{};
    std::vector<exchange*> free_{};
    std::vector<exchange*> open_{};   // in no order
    std::vector<exchange*> ended_{};  // whose outcome is to be told
    std::size_t told_ = 0;            // of them
    std::vector<http::header> shown_{};
    std::vector<nghttp2_nv> sent_{};
    std::vector<text> indexed_{};  // names of index_once that were sent
    apns::connection_end end_{};
    maybe<apns::goaway> goaway_{};
    bool has_settings_ = false;
    bool is_over_ = false;
    unsigned pings_open_ = 0;

  public:
    explicit client_session(client_settings settings) : settings_(std::move(settings)) {
        if (!start()) is_over_ = true;
    }
    client_session(const client_session&) = delete;
    client_session& operator=(const client_session&) = delete;
    ~client_session() = default;

    /// How many more requests it takes now: none before the server has said how many it allows, and none once the
    /// connection ends. APNs allows one until a provider token was accepted.
    std::size_t room() const noexcept {
        if (is_over_ || !has_settings_ || end_.is_ending()) return 0;
        const std::uint32_t theirs =
            nghttp2_session_get_remote_settings(held_.get(), NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
        const std::size_t most = theirs < settings_.most_in_flight ? theirs : settings_.most_in_flight;
        return open_.size() < most ? most - open_.size() : 0;
    }
    /// Requests without an outcome.
    std::size_t in_flight() const noexcept { return open_.size() + ended_.size() - told_; }

    /// Whether drain() has something to tell.
    bool has_outcomes() const noexcept { return told_ < ended_.size(); }

    /// False, and nothing was taken, where there is no room.
    bool submit(const http::request& r, std::uint64_t tag) {
        if (room() == 0) return false;
        exchange& one = fresh(tag, r.body);
        sent_.clear();
        add(":method", r.method, http::hpack::always);
        add(":scheme", "https", http::hpack::always);
        add(":authority", settings_.authority.view(), http::hpack::always);
        add(":path", r.path, http::hpack::always);  // nghttp2 itself never indexes a path
        for (const http::header& h : r.headers) add(h.name, h.value, h.treatment);
        nghttp2_data_provider body{};
        body.read_callback = &client_session::read_body;
        one.place = open_.size();
        open_.push_back(&one);
        one.stream = nghttp2_submit_request(held_.get(), nullptr, sent_.data(), sent_.size(),
                                            r.body.empty() ? nullptr : &body, &one);
        if (one.stream > 0) return true;
        // Numbers of streams have run out, or memory: this connection takes no more.
        open_.pop_back();
        free_.push_back(&one);
        end_.take({apns::highest_stream_id, 0, {}});
        return false;
    }

    /// What is to be sent now, until the next call of whatever of this; empty where there is nothing.
    span<const std::uint8_t> take_bytes() {
        if (is_over_) return {};
        const std::uint8_t* bytes = nullptr;
        const auto size = nghttp2_session_mem_send(held_.get(), &bytes);
        if (size < 0) {
            end("HTTP/2: the connection cannot go on");
            return {};
        }
        if (size == 0 && nghttp2_session_want_read(held_.get()) == 0) end("HTTP/2: the connection has ended");
        return {bytes, static_cast<std::size_t>(size)};
    }

    /// What came. What breaks HTTP/2's rules ends the connection, once a GOAWAY has left by take_bytes(); an error, and
    /// the end at once, where nghttp2 gives up or memory has run out.
    result<void> feed(span<const std::uint8_t> bytes) {
        if (is_over_) return {};
        const auto taken = nghttp2_session_mem_recv(held_.get(), bytes.data(), bytes.size());
        if (taken >= 0) return {};
        const bool is_memory = taken == NGHTTP2_ERR_NOMEM || taken == NGHTTP2_ERR_CALLBACK_FAILURE;
        end(is_memory ? "memory has run out" : "what came is not HTTP/2");
        if (is_memory) return detail::out_of_memory();
        return nimpush::detail::fail(errc::unknown_type, "the server does not speak HTTP/2");
    }

    /// The connection is gone, for this reason (a text that lasts): all that have no answer get their fate.
    void end(std::string_view reason) {
        is_over_ = true;
        for (exchange* one : open_) {
            one->reason = reason;
            one->fate = fate_of(*one, {});
            ended_.push_back(one);
        }
        open_.clear();
    }

    /// Tells the outcomes that there are, each once. From within done, submit() may be called.
    template <class Done> void drain(Done&& done) {
        while (told_ < ended_.size()) {
            exchange& one = *ended_[told_++];
            tell(one, done);
            free_.push_back(&one);
        }
        ended_.clear();
        told_ = 0;
    }

    /// Asks whether the other end is there; is_waiting_for_ping() until it answers.
    void ping() {
        if (!is_over_ && nghttp2_submit_ping(held_.get(), NGHTTP2_FLAG_NONE, nullptr) == 0) ++pings_open_;
    }
    bool is_waiting_for_ping() const noexcept { return pings_open_ != 0; }

    /// Ends the connection once what is in flight has its answer: no more requests.
    void finish() {
        if (!is_ending() && nghttp2_submit_goaway(held_.get(), NGHTTP2_FLAG_NONE, 0, NGHTTP2_NO_ERROR, nullptr, 0) == 0)
            end_.take({apns::highest_stream_id, 0, {}});
    }

    /// Whether no request can be begun any more: a new connection is needed.
    bool is_ending() const noexcept { return is_over_ || end_.is_ending(); }
    bool is_over() const noexcept { return is_over_; }
    /// The server's last GOAWAY.
    const maybe<apns::goaway>& goaway() const noexcept { return goaway_; }

  private:
    bool start() {
        const detail::owned_callbacks callbacks = detail::new_callbacks();
        auto* const made = callbacks.get();
        if (made == nullptr) return false;
        nghttp2_session_callbacks_set_on_header_callback(made, &client_session::on_header);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made, &client_session::on_data);
        nghttp2_session_callbacks_set_on_frame_recv_callback(made, &client_session::on_frame);
        nghttp2_session_callbacks_set_before_frame_send_callback(made, &client_session::before_send);
        nghttp2_session_callbacks_set_on_frame_not_send_callback(made, &client_session::not_sent);
        nghttp2_session_callbacks_set_on_stream_close_callback(made, &client_session::on_close);
        nghttp2_session* session = nullptr;
        if (nghttp2_session_client_new(&session, made, this) != 0) return false;
        held_.reset(session);
        const nghttp2_settings_entry ours[] = {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0}};
        return nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, ours, std::size(ours)) == 0;
    }

    exchange& fresh(std::uint64_t tag, std::string_view body) {
        if (free_.empty()) {
            all_.push_back(std::make_unique<exchange>());
            free_.reserve(all_.size());
            open_.reserve(all_.size());
            ended_.reserve(all_.size());
            free_.push_back(all_.back().get());
        }
        exchange& one = *free_.back();
        free_.pop_back();
        one.begin(tag, body);
        return one;
    }

    void add(std::string_view name, std::string_view value, http::hpack treatment) {
        bool is_literal = treatment == http::hpack::never_index;
        if (treatment == http::hpack::index_once) {
            for (const text& known : indexed_) is_literal = is_literal || known.view() == name;
            if (!is_literal) indexed_.push_back(text(nimpush::detail::unchecked{}, name));
        }
        sent_.push_back(detail::sent_header(name, value, is_literal ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE));
    }

    http::fate fate_of(const exchange& one, maybe<std::uint32_t> reset) const noexcept {
        if (one.is_whole) return http::fate::answered;
        if (!one.is_sent) return http::fate::not_processed;
        return end_.fate_of(static_cast<std::uint32_t>(one.stream), reset) == apns::stream_fate::not_processed
                   ? http::fate::not_processed
                   : http::fate::unsure;
    }
    void conclude(exchange& one, maybe<std::uint32_t> reset) {
        if (one.place >= open_.size() || open_[one.place] != &one) return;  // it has ended already
        open_[one.place] = open_.back();
        open_[one.place]->place = one.place;
        open_.pop_back();
        one.fate = fate_of(one, reset);
        if (one.is_too_long)
            one.reason = "an answer longer than is taken";
        else if (one.fate != http::fate::answered && one.reason.empty())
            one.reason = reset ? reason_of(*reset) : std::string_view("the stream ended without an answer");
        ended_.push_back(&one);
    }
    static std::string_view reason_of(std::uint32_t code) noexcept {
        const auto known = from_number<apns::http2_error>(code);
        return known ? name_of(*known) : std::string_view("an error that HTTP/2 does not name");
    }

    template <class Done> void tell(const exchange& one, Done& done) {
        shown_.clear();
        one.headers.each([this](std::string_view name, std::string_view value) { shown_.push_back({name, value}); });
        done(http::outcome{one.tag, one.fate, one.status, shown_, {one.answer.data(), one.answer.size()}, one.reason});
    }

    static client_session& self(void* user) noexcept { return *static_cast<client_session*>(user); }
    static exchange* exchange_of(nghttp2_session* session, std::int32_t stream) noexcept {
        return static_cast<exchange*>(nghttp2_session_get_stream_user_data(session, stream));
    }

    static detail::signed_size read_body(nghttp2_session* session, std::int32_t stream, std::uint8_t* to,
                                         std::size_t room, std::uint32_t* flags, nghttp2_data_source*, void*) noexcept {
        exchange* const one = exchange_of(session, stream);
        if (one == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
        return one->body.give(to, room, flags);
    }
    static int on_header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                         std::size_t name_size, const std::uint8_t* value, std::size_t size, std::uint8_t,
                         void*) noexcept {
        exchange* const one = exchange_of(session, frame->hd.stream_id);
        if (one == nullptr) return 0;
        return detail::guarded([&] {
            const std::string_view key = detail::view_of(name, name_size);
            const std::string_view held = detail::view_of(value, size);
            if (key == ":status") {
                // Three digits: nghttp2 has looked.
                one->status = (held[0] - '0') * 100 + (held[1] - '0') * 10 + (held[2] - '0');
                one->headers.clear();
                return 0;
            }
            one->headers.add(key, held);
            return 0;
        });
    }
    static int on_data(nghttp2_session* session, std::uint8_t, std::int32_t stream, const std::uint8_t* bytes,
                       std::size_t size, void* user) noexcept {
        exchange* const one = exchange_of(session, stream);
        if (one == nullptr || one->is_too_long) return 0;
        if (size > self(user).settings_.longest_body - one->answer.size()) {
            one->is_too_long = true;
            return nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, stream, NGHTTP2_CANCEL) == NGHTTP2_ERR_NOMEM
                       ? NGHTTP2_ERR_CALLBACK_FAILURE
                       : 0;
        }
        return detail::guarded([&] {
            one->answer.insert(one->answer.end(), bytes, bytes + size);
            return 0;
        });
    }
    static int on_frame(nghttp2_session* session, const nghttp2_frame* frame, void* user) noexcept {
        client_session& me = self(user);
        switch (frame->hd.type) {
            case NGHTTP2_HEADERS:
            case NGHTTP2_DATA:
                if ((frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
                    if (exchange* const one = exchange_of(session, frame->hd.stream_id))
                        one->is_whole = one->status >= 200 && !one->is_too_long;
                return 0;
            case NGHTTP2_SETTINGS:
                if ((frame->hd.flags & NGHTTP2_FLAG_ACK) == 0) me.has_settings_ = true;
                return 0;
            case NGHTTP2_PING:
                if ((frame->hd.flags & NGHTTP2_FLAG_ACK) != 0 && me.pings_open_ != 0) --me.pings_open_;
                return 0;
            case NGHTTP2_GOAWAY:
                return detail::guarded([&] {
                    const auto& g = frame->goaway;
                    me.goaway_ = apns::make_goaway(static_cast<std::uint32_t>(g.last_stream_id), g.error_code,
                                                   detail::view_of(g.opaque_data, g.opaque_data_len));
                    me.end_.take(*me.goaway_);
                    return 0;
                });
            default: return 0;
        }
    }
    static int before_send(nghttp2_session* session, const nghttp2_frame* frame, void*) noexcept {
        if (frame->hd.type == NGHTTP2_HEADERS)
            if (exchange* const one = exchange_of(session, frame->hd.stream_id)) one->is_sent = true;
        return 0;
    }
    /// Of a request that nghttp2 gives up before it was begun, as after a GOAWAY; no stream is closed for it.
    static int not_sent(nghttp2_session*, const nghttp2_frame* frame, int, void* user) noexcept {
        if (frame->hd.type != NGHTTP2_HEADERS) return 0;
        client_session& me = self(user);
        for (exchange* one : me.open_) {
            if (one->stream != frame->hd.stream_id) continue;
            one->is_sent = false;
            return detail::guarded([&] {
                me.conclude(*one, {});
                return 0;
            });
        }
        return 0;
    }
    static int on_close(nghttp2_session* session, std::int32_t stream, std::uint32_t code, void* user) noexcept {
        exchange* const one = exchange_of(session, stream);
        if (one == nullptr) return 0;
        nghttp2_session_set_stream_user_data(session, stream, nullptr);
        return detail::guarded([&] {
            self(user).conclude(*one, code);
            return 0;
        });
    }
};

}  // namespace nghttp2
}  // namespace nimpush::v1
