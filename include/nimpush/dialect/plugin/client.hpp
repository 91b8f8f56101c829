#pragma once

// What the typed clients of both dialects share: calls out over a messenger, answers back, and the device token that is
// handed over when it is due.
//
// A client belongs to one thread: it is called there, its messenger replies there, and it is destroyed there. A
// messenger with threads of its own is wrapped in nimpush::posted. A client neither copies nor moves. It may go before
// its replies do: their callbacks are not called any more, only destroyed.

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/presence.hpp>
#include <nimpush/transport/transport.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// Takes any reply and does nothing: for calls whose result does not matter.
struct ignore_reply {
    template <class Reply> constexpr void operator()(const Reply&) const noexcept {}
};

/// What a call C is answered with.
template <plugin::call C> using answer_of = result<plugin::reply<plugin::data_of<C>>, plugin::failure>;

/// A callback for the answer to a call C: it may return anything.
template <class Callback, class C>
concept takes_answer = std::move_constructible<Callback> && std::invocable<Callback&, answer_of<C>>;

/// See the head of this file. Messenger is kept by value: a lambda, a reference wrapper, an object. TokenSync says by
/// next() which call hands the token over, if one is due: one call, or a one_of of several.
template <binary_messenger Messenger, class TokenSync> class client_base {
    Messenger messenger_;
    plugin::context world_;
    TokenSync token_;
    nimpush::detail::presence presence_{};

  public:
    client_base(const client_base&) = delete;
    client_base& operator=(const client_base&) = delete;

    plugin::platform on() const noexcept { return world_.platform; }
    const TokenSync& token() const& noexcept { return token_; }
    void token() const&& = delete;
    Messenger& messenger() & noexcept { return messenger_; }
    void messenger() && = delete;

    /// Any call of the dialect. Where Dart answers itself, nothing is sent and the callback is called at
    /// once; `now` (milliseconds) is read by message builders alone.
    template <plugin::call C, takes_answer<C> Callback = ignore_reply>
    void call(const C& one, Callback callback = {}, std::int64_t now = 0) {
        using answer = answer_of<C>;
        if (auto local = answered_locally(one, world_.platform)) {
            typename answer::value_type made{local->code, {}, std::move(local->error_details)};
            if constexpr (std::is_same_v<decltype(made.data), decltype(local->data)>)
                made.data = std::move(local->data);
            (void)callback(answer(std::move(made)));
            return;
        }
        plugin::context world = world_;
        world.now = now;
        const auto message = encode(one, world);  // of its own dialect, whose builders have another
        if (!message) {
            (void)callback(answer(malformed(message.error())));
            return;
        }
        nimpush::send(messenger_, plugin::name, *message,
                      [here = presence_.seen(), world, callback = std::move(callback)](message_bytes bytes) mutable {
                          // Taken away, so that a second reply to the same call finds nobody.
                          if (const auto once = std::exchange(here, {}))
                              (void)callback(plugin::read_reply<C>(bytes, world));
                      });
    }

    /// A message on the app's own channel. Returns the reply to give; a token in it goes to NIM as soon as
    /// it can.
    std::vector<std::uint8_t> on_app_message(message_bytes message) {
        auto reply = token_.on_message(message);
        hand_over_token();
        return reply;
    }
    /// The system gave a token (for apps whose native side is C++).
    void token_changed(const device_token& token) {
        token_.token_changed(token);
        hand_over_token();
    }
    /// The console's push text to use while details are hidden: null leaves it, "" clears it.
    void custom_content_key_changed(text key) {
        token_.custom_content_key_changed(std::move(key));
        hand_over_token();
    }

  protected:
    client_base(Messenger send, const plugin::context& world, TokenSync token)
        : messenger_(std::move(send)), world_(world), token_(std::move(token)) {}
    ~client_base() = default;

    const plugin::context& world() const noexcept { return world_; }
    TokenSync& own_token() noexcept { return token_; }

    static unexpected<failure> malformed(nimpush::error what) {
        return unexpected(failure{failure_kind::malformed, std::move(what), {}});
    }
    /// An event on the plugin's channel, read by read(event).
    template <class Read> static result<event_outcome, failure> read_with(message_bytes message, Read&& read) {
        const auto event = decode_event(message);
        if (!event) return malformed(event.error());
        return read(*event);
    }

    /// Asks the SDK to create a message, and sends what make(message) makes of it. The callback gets the answer to the
    /// sending, or the failed creation.
    template <plugin::call Creator, class Make, class Callback>
    void create_then(const Creator& creator, std::int64_t now, Make make, Callback callback) {
        call(
            creator,
            [this, here = presence_.seen(), make = std::move(make),
             callback = std::move(callback)](auto created) mutable {
                if (!created || !created->ok() || !created->data) {
                    (void)callback(std::move(created));
                    return;
                }
                const auto send = make(*std::move(created->data));
                if (!here) return;  // make ended the client
                this->call(send, std::move(callback));
            },
            now);
    }

    /// The SDK is awake, or something of the token changed: what is due goes to NIM.
    void hand_over_token() {
        const auto due = token_.next();
        if (!due) return;
        // A messenger that throws, or no memory for the bytes: it did not go out.
        struct unsent {
            TokenSync* token;
            ~unsent() {
                if (token != nullptr) token->retry();
            }
        } guard{&token_};
        const auto send = [this](const auto& one) {
            call(one, [this](const auto& reply) {
                if (!reply || !reply->ok()) token_.retry();
            });
        };
        if constexpr (requires { due->visit(send); })
            due->visit(send);
        else
            send(*due);
        guard.token = nullptr;
    }
};

}  // namespace plugin
}  // namespace nimpush::v1
