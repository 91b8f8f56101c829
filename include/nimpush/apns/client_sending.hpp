#pragma once

// What a client sends: single pushes and campaigns, each push from its beginning to its result.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// What became of one push, for good.
struct push_result {
    std::size_t index = 0;  // of the token in its range; 0 of a single push
    http::fate fate = http::fate::not_processed;
    response answer{};          // Apple's last, where there was one
    unsigned sent = 0;          // how often it left
    std::string_view reason{};  // why there is no answer, for people; a text that lasts

    /// Apple has taken it.
    constexpr bool ok() const noexcept { return fate == http::fate::answered && answer.ok(); }
};

namespace detail {

/// Pushes that are sent alike, and who hears of them.
class sending {
  public:
    sending() = default;
    sending(const sending&) = delete;
    sending& operator=(const sending&) = delete;
    virtual ~sending() = default;

    /// The next push and its index; none where there are no more. An error is of this push alone.
    virtual maybe<result<single_push>> next(std::size_t& index) = 0;
    virtual void tell(const push_result& one) = 0;
    /// Whether it has a result even where the client is stopped before it is begun.
    virtual bool is_single() const noexcept = 0;

    std::size_t open = 0;  // begun, without a result
    bool has_more = true;
    std::size_t place = 0;  // among those of the client
};

template <class Done> class single_sending final : public sending {
    campaign push_;
    device_token to_;
    Done done_;

  public:
    single_sending(campaign push, const device_token& to, Done done)
        : push_(std::move(push)), to_(to), done_(std::move(done)) {}
    maybe<result<single_push>> next(std::size_t& index) override {
        index = 0;
        if (!this->has_more) return {};
        this->has_more = false;
        return push_for(push_, to_);
    }
    void tell(const push_result& one) override { done_(one); }
    bool is_single() const noexcept override { return true; }
};

template <class Tokens, class Personal, class Done> class many_sending final : public sending {
    const campaign& push_;
    const Tokens& tokens_;
    std::size_t position_;
    Personal personal_of_;
    Done done_;

  public:
    many_sending(const campaign& push, const Tokens& tokens, std::size_t position, Personal personal_of, Done done)
        : push_(push), tokens_(tokens), position_(position), personal_of_(std::move(personal_of)),
          done_(std::move(done)) {
        this->has_more = position_ < tokens_.size();
    }
    maybe<result<single_push>> next(std::size_t& index) override {
        if (!this->has_more) return {};
        index = position_++;
        this->has_more = position_ < tokens_.size();
        const personal& own = personal_of_(index);
        const auto& token = tokens_[index];
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(token)>, device_token>) {
            return push_for(push_, token, own);
        } else {
            const auto whole = device_token::from(token.bytes());
            if (!whole) return result<single_push>(unexpected(whole.error()));
            return push_for(push_, *whole, own);
        }
    }
    void tell(const push_result& one) override { done_(one); }
    bool is_single() const noexcept override { return false; }
};

/// See client::send().
template <class Done> result<std::unique_ptr<sending>> make_sending(const request& push, Done done) {
    if (!push.token.has_value()) return unexpected(error_of(device_fault::no_token));
    auto prepared = prepare(push);
    if (!prepared) return unexpected(prepared.error());
    return std::unique_ptr<sending>(
        std::make_unique<single_sending<Done>>(*std::move(prepared), push.token, std::move(done)));
}
inline personal nothing_personal(std::size_t) { return {}; }

/// One push from its beginning to its result.
struct flight {
    single_push push;
    sending* of = nullptr;  // null: it has its result already
    std::size_t index = 0;
    unsigned repetitions = 0, restarts = 0, sent = 0;
    std::uint64_t generation = 0;  // of the provider token that it left with
    std::int64_t sent_at_ms = 0;
    std::int64_t due_ms = 0;
    bool is_unsure = false;  // it left once and nobody knows what became of it
    response answer{};       // the last

    explicit flight(single_push made) : push(std::move(made)) {}
};

}  // namespace detail

}  // namespace apns
}  // namespace nimpush::v1
