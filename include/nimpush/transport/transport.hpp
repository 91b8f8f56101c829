#pragma once

// What carries the bytes: anything that sends a message on a named channel and brings a reply.
//
//     [](std::string_view channel, span<const std::uint8_t> message, auto reply) { … reply(bytes); }
//     [](std::string_view channel, span<const std::uint8_t> message) { return bytes; }
//
// A reply of no bytes says that nobody listens, as on Flutter's own messengers.

#include <concepts>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {

/// Bytes of a message or a reply, borrowed for the time of the call.
using message_bytes = span<const std::uint8_t>;

namespace detail {

struct any_reply {
    void operator()(message_bytes) const {}
};

}  // namespace detail

/// Calls back with the reply, now or later, exactly once. The callback can be moved, and copied where the caller's
/// own can. It belongs to the thread that sent: it is called, copied and destroyed there. A transport that has threads
/// of its own goes through nimpush::posted (transport/posted.hpp).
template <class M>
concept asynchronous_messenger = std::invocable<M&, std::string_view, message_bytes, detail::any_reply>;

/// Returns the reply.
template <class M>
concept synchronous_messenger = requires(M& m, std::string_view channel, message_bytes message) {
    {message_bytes(m(channel, message))};
};

/// A transport: a lambda is enough.
template <class M>
concept binary_messenger = asynchronous_messenger<M> || synchronous_messenger<M>;

/// Sends through either kind; reply takes message_bytes.
template <binary_messenger M, class Reply>
void send(M& messenger, std::string_view channel, message_bytes message, Reply&& reply) {
    if constexpr (asynchronous_messenger<M>) {
        messenger(channel, message, std::forward<Reply>(reply));
    } else {
        const auto bytes = messenger(channel, message);
        reply(message_bytes(bytes));
    }
}

}  // namespace nimpush::v1
