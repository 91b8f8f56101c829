#pragma once

// Who signs for a client: one team by its key, or nobody, where the connection has a certificate.

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include <nimpush/apns/provider_token.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Signs for one team, with one token for all streams. `Signer` as for provider_token::make(); it may look up the key of
/// the day, so that a file of it can be replaced while this runs.
template <signer Signer> class token_provider {
    struct no_mutex {
        void lock() noexcept {}
        void unlock() noexcept {}
    };
    std::unique_ptr<provider_token_cache<no_mutex>> cache_;
    maybe<Signer> sign_;  // emplaced anew, since a lambda cannot be assigned
    maybe<provider_token> current_{};
    std::uint64_t generation_ = 0;

  public:
    token_provider(team_id team, key_id key, Signer sign, renewal renew_after = {})
        : cache_(std::make_unique<provider_token_cache<no_mutex>>(std::move(team), std::move(key), renew_after)),
          sign_(std::move(sign)) {}

    /// Another key from now on: the next push has a token of it. Those that are on their way keep theirs.
    void replace(team_id team, key_id key, Signer sign, renewal renew_after = {}) {
        cache_ = std::make_unique<provider_token_cache<no_mutex>>(std::move(team), std::move(key), renew_after);
        sign_.emplace(std::move(sign));
        current_ = {};
    }
    /// See provider_token_cache::restore().
    result<void> restore(std::string_view authorization, std::int64_t issued_at, maybe<std::int64_t> now = {}) {
        return cache_->restore(authorization, issued_at, now);
    }

    /// The value of `authorization` at this time. Secret.
    result<std::string_view> authorization(std::int64_t now) {
        auto made = cache_->token(now, *sign_);
        if (!made) return unexpected(made.error());
        if (!current_ || current_->authorization() != made->authorization()) ++generation_;
        current_ = *std::move(made);
        return current_->authorization();
    }
    /// Changes with the token.
    std::uint64_t generation() const noexcept { return generation_; }
    /// Apple calls the token of this generation expired.
    void expired(std::uint64_t generation) {
        if (current_ && generation == generation_) cache_->expired(*current_);
    }
};

/// The connection has a client certificate: there is no token.
struct certificate_provider {
    result<std::string_view> authorization(std::int64_t) noexcept { return std::string_view(); }
    std::uint64_t generation() const noexcept { return 0; }
    void expired(std::uint64_t) noexcept {}
};

}  // namespace apns
}  // namespace nimpush::v1
