#pragma once

// The server's end of an HTTP/2 connection, by nghttp2: what a local gateway needs to answer as APNs does, and to fail as
// APNs may. Bytes go in and come out, what carries them is another's business.
//
//     nghttp2::server_session session({.most_streams = 1});
//     session.feed(socket.read());
//     session.requests([&](const nghttp2::arrived& one) { session.answer(one.stream, 200, headers, {}); });
//     socket.write(session.take_bytes());

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/interop/nghttp2.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace nghttp2 {

/// Of a server's end.
struct server_settings {
    std::uint32_t most_streams = 1000;         // that a client may have open
    std::uint32_t longest_header_list = 8000;  // bytes, as APNs says; more is answered 431
    std::size_t longest_body = 1 << 20;        // bytes of a request that are kept; the rest is counted
};

/// A request that has come whole. The views live while it is told, also once it is answered.
struct arrived {
    std::int32_t stream = 0;
    std::string_view method{};
    std::string_view path{};
    span<const http::header> headers{};  // without those that begin with a colon
    std::string_view body{};
    std::size_t body_size = 0;  // of what was sent
};

/// See the head of this file. It belongs to one thread at a time, and does not move.
class server_session {
    struct stream {
        std::int32_t id = 0;
        detail::header_block headers{};
        std::vector<char> body{};
        std::size_t body_size = 0;
        std::vector<char> reply{};
        detail::leaving_body answer{};  // what of the reply has not left
    };

    server_settings settings_;
    detail::owned_session held_{};
    std::vector<std::unique_ptr<stream>> open_{};
    std::vector<std::int32_t> arrived_{};  // streams whose request is to be told
    std::vector<http::header> shown_{};
    bool is_over_ = false;

  public:
    explicit server_session(server_settings settings = {}) : settings_(settings) {
        if (!start()) is_over_ = true;
    }
    server_session(const server_session&) = delete;
    server_session& operator=(const server_session&) = delete;
    ~server_session() = default;

    /// What is to be sent now, until the next call of whatever of this; empty where there is nothing.
    span<const std::uint8_t> take_bytes() {
        if (is_over_) return {};
        const std::uint8_t* bytes = nullptr;
        const auto size = nghttp2_session_mem_send(held_.get(), &bytes);
        if (size < 0 ||
            (size == 0 && nghttp2_session_want_read(held_.get()) == 0 && nghttp2_session_want_write(held_.get()) == 0))
            is_over_ = true;
        return size > 0 ? span<const std::uint8_t>(bytes, static_cast<std::size_t>(size)) : span<const std::uint8_t>();
    }
    /// What came. An error where the client does not speak HTTP/2: what is left to send says so to it.
    result<void> feed(span<const std::uint8_t> bytes) {
        if (is_over_) return {};
        const auto taken = nghttp2_session_mem_recv(held_.get(), bytes.data(), bytes.size());
        if (taken >= 0) return {};
        is_over_ = true;
        if (taken == NGHTTP2_ERR_NOMEM || taken == NGHTTP2_ERR_CALLBACK_FAILURE) return detail::out_of_memory();
        return nimpush::detail::fail(errc::unknown_type, "the client does not speak HTTP/2");
    }

    /// Tells each request that has come whole since this was last called: `f(arrived)`, which may answer at once.
    template <class F> void requests(F&& f) {
        for (std::size_t i = 0; i < arrived_.size(); ++i)
            if (const stream* const one = find(arrived_[i])) tell(*one, f);
        arrived_.clear();
    }

    /// Answers a stream. False where it is there no more, or memory has run out.
    bool answer(std::int32_t to, int status, span<const http::header> headers, std::string_view body) {
        stream* const one = find(to);
        if (one == nullptr || is_over_) return false;
        one->reply.assign(body.begin(), body.end());
        one->answer = {{one->reply.data(), one->reply.size()}};
        char digits[longest_int64]{};
        const auto size = static_cast<std::size_t>(write_decimal(std::int64_t{status}, digits) - digits);
        std::vector<nghttp2_nv> list;
        const auto add = [&](std::string_view name, std::string_view value) {
            list.push_back(detail::sent_header(name, value, NGHTTP2_NV_FLAG_NONE));
        };
        add(":status", {digits, size});
        for (const http::header& h : headers) add(h.name, h.value);
        nghttp2_data_provider provider{};
        provider.read_callback = &server_session::read_body;
        return nghttp2_submit_response(held_.get(), to, list.data(), list.size(), body.empty() ? nullptr : &provider) ==
               0;
    }
    /// Ends a stream without an answer: REFUSED_STREAM says that nothing was processed, other codes say nothing of it.
    void reset(std::int32_t to, std::uint32_t code) {
        if (!is_over_) (void)nghttp2_submit_rst_stream(held_.get(), NGHTTP2_FLAG_NONE, to, code);
    }
    /// Says that the connection ends: streams above `last` were not looked at.
    void go_away(std::int32_t last, std::uint32_t code, std::string_view debug_data = {}) {
        if (!is_over_)
            (void)nghttp2_submit_goaway(held_.get(), NGHTTP2_FLAG_NONE, last, code,
                                        reinterpret_cast<const std::uint8_t*>(debug_data.data()), debug_data.size());
    }
    /// The highest stream that came.
    std::int32_t last_stream() const noexcept { return nghttp2_session_get_last_proc_stream_id(held_.get()); }
    /// Changes how many streams the client may have open.
    void allow(std::uint32_t most_streams) {
        settings_.most_streams = most_streams;
        const nghttp2_settings_entry one[] = {{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, most_streams}};
        if (!is_over_) (void)nghttp2_submit_settings(held_.get(), NGHTTP2_FLAG_NONE, one, std::size(one));
    }
    bool is_over() const noexcept { return is_over_; }
    /// Streams without an answer that has left.
    std::size_t open_streams() const noexcept { return open_.size(); }

  private:
    bool start() {
        const detail::owned_callbacks callbacks = detail::new_callbacks();
        auto* const made = callbacks.get();
        if (made == nullptr) return false;
        nghttp2_session_callbacks_set_on_begin_headers_callback(made, &server_session::on_begin);
        nghttp2_session_callbacks_set_on_header_callback(made, &server_session::on_header);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made, &server_session::on_data);
        nghttp2_session_callbacks_set_on_frame_recv_callback(made, &server_session::on_frame);
        nghttp2_session_callbacks_set_on_stream_close_callback(made, &server_session::on_close);
        nghttp2_session* session = nullptr;
        if (nghttp2_session_server_new(&session, made, this) != 0) return false;
        held_.reset(session);
        const nghttp2_settings_entry ours[] = {
            {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, settings_.most_streams},
            {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, settings_.longest_header_list},
        };
        return nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, ours, std::size(ours)) == 0;
    }

    static stream* stream_of(nghttp2_session* session, std::int32_t id) noexcept {
        return static_cast<stream*>(nghttp2_session_get_stream_user_data(session, id));
    }
    stream* find(std::int32_t id) const noexcept { return stream_of(held_.get(), id); }
    template <class F> void tell(const stream& one, F& f) {
        arrived shown{.stream = one.id, .body = {one.body.data(), one.body.size()}, .body_size = one.body_size};
        shown_.clear();
        one.headers.each([&](std::string_view name, std::string_view value) {
            if (name == ":method")
                shown.method = value;
            else if (name == ":path")
                shown.path = value;
            else if (!name.starts_with(':'))
                shown_.push_back({name, value});
        });
        shown.headers = shown_;
        f(static_cast<const arrived&>(shown));
    }

    static server_session& self(void* user) noexcept { return *static_cast<server_session*>(user); }

    static detail::signed_size read_body(nghttp2_session* session, std::int32_t id, std::uint8_t* to, std::size_t room,
                                         std::uint32_t* flags, nghttp2_data_source*, void*) noexcept {
        stream* const one = stream_of(session, id);
        if (one == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
        return one->answer.give(to, room, flags);
    }
    static int on_begin(nghttp2_session* session, const nghttp2_frame* frame, void* user) noexcept {
        if (frame->hd.type != NGHTTP2_HEADERS || frame->headers.cat != NGHTTP2_HCAT_REQUEST) return 0;
        return detail::guarded([&] {
            auto& open = self(user).open_;
            open.push_back(std::make_unique<stream>());
            open.back()->id = frame->hd.stream_id;
            return nghttp2_session_set_stream_user_data(session, frame->hd.stream_id, open.back().get());
        });
    }
    static int on_header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                         std::size_t name_size, const std::uint8_t* value, std::size_t size, std::uint8_t,
                         void*) noexcept {
        stream* const one = stream_of(session, frame->hd.stream_id);
        if (one == nullptr) return 0;
        return detail::guarded([&] {
            one->headers.add(detail::view_of(name, name_size), detail::view_of(value, size));
            return 0;
        });
    }
    static int on_data(nghttp2_session* session, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                       std::size_t size, void* user) noexcept {
        stream* const one = stream_of(session, id);
        if (one == nullptr) return 0;
        one->body_size += size;
        const std::size_t room = self(user).settings_.longest_body - one->body.size();
        return detail::guarded([&] {
            one->body.insert(one->body.end(), bytes, bytes + (size < room ? size : room));
            return 0;
        });
    }
    static int on_frame(nghttp2_session* session, const nghttp2_frame* frame, void* user) noexcept {
        if (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA) return 0;
        if ((frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0) return 0;
        stream* const one = stream_of(session, frame->hd.stream_id);
        if (one == nullptr) return 0;
        return detail::guarded([&] {
            self(user).arrived_.push_back(one->id);
            return 0;
        });
    }
    static int on_close(nghttp2_session* session, std::int32_t id, std::uint32_t, void* user) noexcept {
        nghttp2_session_set_stream_user_data(session, id, nullptr);
        auto& open = self(user).open_;
        for (auto& one : open) {
            if (one->id != id) continue;
            std::swap(one, open.back());
            open.pop_back();
            break;
        }
        return 0;
    }
};

}  // namespace nghttp2
}  // namespace nimpush::v1
