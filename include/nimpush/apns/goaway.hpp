#pragma once

// The end of a connection: which requests APNs has not looked at, so that they may be sent again on a new one
// without anybody getting them twice.
//
// Sources: RFC 9113, 6.8 (GOAWAY), 8.7 (what may be tried again), 7 (error codes); [SEND] and [RESP], by which
// the debug data may be the JSON of an answer. No frames are made or split here: an HTTP/2 library has the
// payload, or its parts.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Why a connection or a stream ended, by number.
enum class http2_error : std::uint8_t {
    no_error,
    protocol_error,
    internal_error,
    flow_control_error,
    settings_timeout,
    stream_closed,
    frame_size_error,
    refused_stream,  // nothing of it was processed
    cancel,
    compression_error,
    connect_error,
    enhance_your_calm,
    inadequate_security,
    http_1_1_required,
};
schema::counted<0, "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
                "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR",
                "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED">
    enum_names(http2_error);

/// The highest number of a stream. A server that shuts down gently sends a GOAWAY with it first: no more requests
/// on this connection, while all that were sent may still be answered.
inline constexpr std::uint32_t highest_stream_id = 0x7FFF'FFFF;

/// A GOAWAY frame.
struct goaway {
    std::uint32_t last_stream_id = 0;  // the highest that may have been processed; 0: none was
    std::uint32_t error_code = 0;      // as it came: from_number<http2_error>() has none for codes to come
    response said{};                   // what the debug data say, as read_response() reads them with status 0

    friend constexpr bool operator==(const goaway&, const goaway&) = default;
};

/// A GOAWAY of the parts that an HTTP/2 library gives. The reserved bit of the stream's number counts for nothing.
[[nodiscard]] constexpr goaway make_goaway(std::uint32_t last_stream_id, std::uint32_t error_code,
                                           std::string_view debug_data) {
    return {last_stream_id & highest_stream_id, error_code, read_response(0, {}, debug_data)};
}

/// Reads the payload of a GOAWAY frame, what stands behind the nine bytes of its head. Debug data that are no JSON
/// are no fault: `said.malformed_body` has them.
[[nodiscard]] constexpr result<goaway> read_goaway(span<const std::uint8_t> payload) {
    constexpr std::size_t fixed = 8;
    if (payload.size() < fixed)
        return nimpush::detail::fail(errc::truncated, "a GOAWAY has eight bytes and the debug data", payload.size());
    const auto number_at = [&](std::size_t at) {
        return std::uint32_t{payload[at]} << 24 | std::uint32_t{payload[at + 1]} << 16 |
               std::uint32_t{payload[at + 2]} << 8 | std::uint32_t{payload[at + 3]};
    };
    const std::size_t size = payload.size() - fixed;
    auto debug_data = nimpush::detail::array<char>::blank(size);
    for (std::size_t i = 0; i < size; ++i) debug_data[i] = static_cast<char>(payload[fixed + i]);
    return make_goaway(number_at(0), number_at(4), {debug_data.data(), size});
}

/// What became of a request that has no answer.
enum class stream_fate : std::uint8_t {
    not_processed,  // send it again, on a new connection where this one ends: nobody gets it twice
    unsure,         // APNs may have taken it: sent again, it may come twice
};
schema::texts<"not_processed", "unsure"> enum_names(stream_fate);

/// What is known of the requests of one connection that ends. It has no memory of its own: who sends knows which
/// streams have no answer yet, and asks for those alone. One that has its answer needs no other.
class connection_end {
    maybe<std::uint32_t> last_{};

  public:
    /// Takes the next GOAWAY of the connection. There may be several; a later one can only say that less was
    /// processed, never more (RFC 9113, 6.8), so the lowest number counts.
    constexpr void take(const goaway& one) noexcept {
        if (!last_ || one.last_stream_id < *last_) last_ = one.last_stream_id;
    }

    /// Whether a GOAWAY came: no request may be begun on this connection any more.
    constexpr bool is_ending() const noexcept { return last_.has_value(); }
    /// The highest stream that may have been processed; nothing as long as no GOAWAY came.
    constexpr maybe<std::uint32_t> last_stream_id() const noexcept { return last_; }

    /// What became of the request on this stream. `reset` is the code of an RST_STREAM, where the stream got one:
    /// REFUSED_STREAM says by itself that nothing was processed (RFC 9113, 8.7). Without that and without a GOAWAY,
    /// as when a connection just breaks, all are unsure; so is what is no stream of a client (even numbers, 0).
    constexpr stream_fate fate_of(std::uint32_t stream, maybe<std::uint32_t> reset = {}) const noexcept {
        constexpr auto refused = static_cast<std::uint32_t>(http2_error::refused_stream);
        if (stream % 2 == 0 || stream > highest_stream_id) return stream_fate::unsure;
        const bool is_beyond = last_.has_value() && stream > *last_;
        return is_beyond || reset == refused ? stream_fate::not_processed : stream_fate::unsure;
    }
};

}  // namespace apns
}  // namespace nimpush::v1
