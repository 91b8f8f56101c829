#pragma once

// A transport that replies from threads of its own, for a client that belongs to one.
//
//     nimpush::posted home(messenger, [&](nimpush::posted_reply reply) { loop.push(std::move(reply)); });
//     flutter_channel::client nim(std::move(home), flutter_channel::platform::ios);
//     // the client's thread, for each that was pushed:
//     reply();
//
// What the client called with stays on the client's thread: it is called there and destroyed there, whatever the
// transport does with its own half, which can be copied even where the callback cannot. The umbrella does not include
// this header: threads cost only those who have them.

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/transport/transport.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// The callbacks that wait for their replies. Made, looked at and emptied on the client's thread; others hold it only
/// to name it.
class waiting_replies {
  public:
    using ticket = std::uint64_t;

    template <class Reply> ticket add(Reply&& reply) {
        const ticket mine = next_++;
        all_.emplace(mine, std::make_unique<one_of<std::decay_t<Reply>>>(std::forward<Reply>(reply)));
        return mine;
    }
    /// A second reply to the same, or one that comes after close(), finds nothing.
    void answer(ticket which, message_bytes bytes) {
        // Out of the list before it is called: the callback may end the client, and the list with it.
        if (const auto found = all_.extract(which)) (*found.mapped())(bytes);
    }
    void remove(ticket which) noexcept { all_.erase(which); }
    void close() noexcept { std::exchange(all_, {}).clear(); }

  private:
    struct one {
        one() = default;
        one(const one&) = delete;
        one& operator=(const one&) = delete;
        virtual ~one() = default;
        virtual void operator()(message_bytes) = 0;
    };
    template <class Reply> struct one_of final : one {
        Reply reply;

        explicit one_of(Reply r) : reply(std::move(r)) {}
        void operator()(message_bytes bytes) override { reply(bytes); }
    };

    std::map<ticket, std::unique_ptr<one>> all_{};
    ticket next_ = 0;
};

}  // namespace detail

/// A reply on its way to the client's thread: call it there, once. It owns its bytes.
///
/// It may be made, copied, moved and destroyed on any thread. Called a second time, or when the client is gone, it does
/// nothing; never called, it loses the reply, and the callback goes with the client.
class posted_reply {
    std::shared_ptr<detail::waiting_replies> waiting_;
    detail::waiting_replies::ticket ticket_;
    std::vector<std::uint8_t> bytes_;

  public:
    posted_reply(std::shared_ptr<detail::waiting_replies> waiting, detail::waiting_replies::ticket which,
                 message_bytes bytes)
        : waiting_(std::move(waiting)), ticket_(which), bytes_(bytes.begin(), bytes.end()) {}

    void operator()() const {
        if (const auto held = waiting_) held->answer(ticket_, bytes_);
    }
};

/// A messenger of the client's thread over one that replies on any: `post` brings each posted_reply to the client's
/// thread, in whatever order.
///
/// `post` is called by the transport's threads, by several at once, and even after the client is gone while the
/// transport still has calls open: what it refers to must last as long. It moves, for the client keeps it by value; what
/// was moved from answers every call with no bytes.
template <asynchronous_messenger Messenger, std::invocable<posted_reply> Post> class posted {
    struct office {
        Post post;
        detail::waiting_replies waiting{};

        explicit office(Post p) : post(std::move(p)) {}
    };

    Messenger messenger_;
    std::shared_ptr<office> office_;

    void close() noexcept {
        if (office_) office_->waiting.close();
    }

  public:
    posted(Messenger messenger, Post post)
        : messenger_(std::move(messenger)), office_(std::make_shared<office>(std::move(post))) {}
    posted(posted&&) = default;
    posted& operator=(posted&& other) noexcept(
        std::is_nothrow_move_assignable_v<Messenger>) requires std::is_move_assignable_v<Messenger> {
        if (this == &other) return *this;
        close();
        messenger_ = std::move(other.messenger_);
        office_ = std::move(other.office_);
        return *this;
    }
    ~posted() { close(); }

    template <std::invocable<message_bytes> Reply>
    void operator()(std::string_view channel, message_bytes message, Reply&& reply) {
        if (!office_) {
            reply(message_bytes());
            return;
        }
        // Held beside ours: a transport that replies at once may end the client, and us with it.
        const auto held = office_;
        const auto mine = held->waiting.add(std::forward<Reply>(reply));
        struct unsent {
            detail::waiting_replies* waiting;
            detail::waiting_replies::ticket which;
            ~unsent() {
                if (waiting != nullptr) waiting->remove(which);
            }
        } guard{&held->waiting, mine};  // a messenger that throws brings no reply
        messenger_(channel, message, [held, mine](message_bytes bytes) {
            held->post(posted_reply({held, &held->waiting}, mine, bytes));
        });
        guard.waiting = nullptr;
    }
};

}  // namespace nimpush::v1
