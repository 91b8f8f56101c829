#pragma once

// The provider token: an ES256 JWT for `authorization: bearer …`, signed by the caller, shared by all.
//
// Sources: [JWT] "Establishing a token-based connection to APNs"; RFC 7515 and 7518. Apple's printed sample
// has no `alg`, an `iat` of text in milliseconds and a signature in DER: none of it is imitated. Nothing
// here can be printed: the token leaves by authorization() alone, and no error quotes it.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/apns/provider_token_reader.hpp>  // IWYU pragma: export
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/signature.hpp>  // IWYU pragma: export
#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/saturate.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

using nimpush::detail::fail;

/// Characters in room of their own.
template <std::size_t Room> struct chars_of {
    std::array<char, Room> chars{};
    std::size_t size = 0;

    constexpr std::string_view view() const noexcept { return {chars.data(), size}; }
    constexpr void put(std::string_view s) noexcept {
        for (const char c : s) chars[size++] = c;
    }
    constexpr void put_base64url(std::string_view s) noexcept {
        std::array<std::uint8_t, 64> bytes{};
        for (std::size_t i = 0; i < s.size(); ++i) bytes[i] = static_cast<std::uint8_t>(s[i]);
        put_base64url(span(bytes).first(s.size()));
    }
    constexpr void put_base64url(span<const std::uint8_t> bytes) noexcept {
        const char* end = write_base64(bytes, chars.data() + size, base64_alphabet::url);
        size = static_cast<std::size_t>(end - chars.data());
    }
};

inline constexpr std::size_t header_size = std::string_view(R"({"alg":"ES256","kid":"0123456789"})").size();
inline constexpr std::size_t longest_claims = std::string_view(R"({"iss":"0123456789","iat":})").size() + longest_int64;
inline constexpr std::size_t longest_signing_input =
    base64_size(header_size, base64_alphabet::url) + 1 + base64_size(longest_claims, base64_alphabet::url);
/// Of ours, and of one that another program made: with `typ`, a blank here and there, a signature in DER. Ours.
inline constexpr std::size_t longest_token = 400;
static_assert(longest_token >= longest_signing_input + 1 + base64_size(64, base64_alphabet::url));

}  // namespace detail

/// The part of the token that is signed: `base64url(header).base64url(claims)`. No secret by itself.
class signing_input {
    detail::chars_of<detail::longest_signing_input> held_{};

  public:
    static constexpr std::size_t longest = detail::longest_signing_input;

    /// Header {"alg":"ES256","kid":…}, claims {"iss":…,"iat":…}; issued_at in seconds since 1970, as a
    /// number (APNSwift once wrote a text, Apple's sample has milliseconds). Exists while compiling too.
    static constexpr result<signing_input> make(const team_id& team, const key_id& key, std::int64_t issued_at) {
        if (!team.has_value()) return missing("iss", "the team id is missing");
        if (!key.has_value()) return missing("kid", "the key id is missing");
        if (!detail::are_seconds(issued_at))
            return unexpected(nimpush::error{errc::out_of_range, "iat", "seconds since 1970"});
        detail::chars_of<64> part;
        part.put(R"({"alg":"ES256","kid":")");
        part.put(key.view());
        part.put(R"("})");
        signing_input made;
        made.held_.put_base64url(part.view());
        made.held_.put(".");
        part.size = 0;
        part.put(R"({"iss":")");
        part.put(team.view());
        part.put(R"(","iat":)");
        std::array<char, longest_int64> number{};
        const char* end = write_decimal(issued_at, number.data());
        part.put({number.data(), static_cast<std::size_t>(end - number.data())});
        part.put("}");
        made.held_.put_base64url(part.view());
        return made;
    }

    constexpr std::string_view view() const noexcept { return held_.view(); }

  private:
    static constexpr unexpected<nimpush::error> missing(text path, text what) {
        return unexpected(nimpush::error{errc::missing, std::move(path), std::move(what)});
    }
};

/// Writes the signing input into the caller's buffer and returns its size.
constexpr result<std::size_t> write_signing_input(const team_id& team, const key_id& key, std::int64_t issued_at,
                                                  span<char> buffer) {
    const auto made = signing_input::make(team, key, issued_at);
    if (!made) return unexpected(made.error());
    const std::string_view chars = made->view();
    if (buffer.size() < chars.size())
        return detail::fail(errc::buffer_too_small, "the buffer does not hold the signing input");
    nimpush::detail::copy_chars(chars.data(), chars.size(), buffer.data());
    return chars.size();
}

/// Signs bytes with ECDSA on P-256 and SHA-256; OpenSSL's DER goes through signature_from_der().
template <class S>
concept signer = requires(S& sign, span<const std::uint8_t> bytes) {
    { sign(bytes) } -> std::same_as<result<signature>>;
};

/// A signed token. A secret: it has no fields, converts to nothing and cannot be compared;
/// authorization() is the one way out, for the header that must never be indexed or logged.
class provider_token {
    detail::chars_of<detail::token_scheme.size() + detail::longest_token> held_{};
    std::int64_t issued_at_ = 0;
    std::uint64_t number_ = 0;

    template <class> friend class provider_token_cache;

  public:
    /// What a signer's error says stays behind, since it may hold the key; its code comes along.
    template <signer S>
    static constexpr result<provider_token> make(const team_id& team, const key_id& key, std::int64_t issued_at,
                                                 S&& sign) {
        const auto input = signing_input::make(team, key, issued_at);
        if (!input) return unexpected(input.error());
        const std::string_view chars = input->view();
        std::array<std::uint8_t, signing_input::longest> bytes{};
        for (std::size_t i = 0; i < chars.size(); ++i) bytes[i] = static_cast<std::uint8_t>(chars[i]);
        const result<signature> signed_by = sign(span<const std::uint8_t>(bytes).first(chars.size()));
        if (!signed_by) return detail::fail(signed_by.error().code, "the provider token could not be signed");
        provider_token made;
        made.issued_at_ = issued_at;
        made.held_.put(detail::token_scheme);  // lower case in all of Apple's samples
        made.held_.put(chars);
        made.held_.put(".");
        made.held_.put_base64url(span<const std::uint8_t>(*signed_by));
        return made;
    }

    /// The value of the header `authorization`. Secret. May be stored in a secret place, for
    /// provider_token_cache::restore().
    constexpr std::string_view authorization() const noexcept { return held_.view(); }
    /// Seconds since 1970.
    constexpr std::int64_t issued_at() const noexcept { return issued_at_; }

  private:
    constexpr provider_token() = default;
};

/// After how many seconds a token is replaced: 20 to 60 minutes, 50 where none is given.
using renewal = ranged<shortest_renewal, longest_use>;

/// The one token of a key, for all workers of a process: several at once are what earns 429.
///
/// `Mutex` is the caller's: std::mutex, or whatever has lock() and unlock() (<mutex> and <atomic> would
/// cost every user of the library 4,700 lines and more). While somebody signs, the others go on with the
/// old token as long as it is good, and wait for the new one otherwise. The signer must not call back
/// into the cache.
///
/// The clock comes in as seconds since 1970 and may step: age adds up what went by, so that a clock set
/// back neither keeps a token for ever nor makes a second one too soon. A worker that read the clock
/// before the machine slept looks like a clock set back and forth; that counts as no time. In doubt a
/// token gets too old: that is one 403 and one new token, too young is 429 for twenty minutes.
///
/// **Restarts and several processes.** Whoever makes a token stores authorization() and issued_at() where secrets
/// are kept; restore() takes it up, after a restart and elsewhere. Of several processes either
/// - one alone has the key: it calls restore() once, then token(), and stores what is new; the others call
///   restore() of what is stored every minute or so, and token() with a signer that returns an error; or
/// - all have it, and do this under one lock over the store, every minute or so: restore() of what is stored,
///   token(), store what is new. In between they send with the token that they were given.
/// Two that sign without looking at the store make two tokens, which is 429 for both.
template <class Mutex> class provider_token_cache {
    team_id team_;
    key_id key_;
    std::int64_t renew_after_;
    Mutex data_mutex_{};     // over everything below
    Mutex signing_mutex_{};  // held by the one who signs
    maybe<provider_token> current_{};
    std::int64_t age_ = 0;
    std::int64_t latest_ = 0;   // reading of the clock
    std::int64_t highest_ = 0;  // of them all
    std::uint64_t taken_ = 0;   // tokens, made or restored
    bool signing_ = false;
    bool refused_ = false;        // expired() was said of the current one
    bool after_refusal_ = false;  // the current one was made because of expired()

    /// Workers read the clock before they get here, so a second or two backwards is no step.
    static constexpr std::int64_t jitter = 60;

    template <class M> struct guard {
        M& mutex;
        explicit guard(M& m) : mutex(m) { mutex.lock(); }
        guard(const guard&) = delete;
        guard& operator=(const guard&) = delete;
        ~guard() { mutex.unlock(); }
    };

  public:
    provider_token_cache(team_id team, key_id key, renewal renew_after = {})
        : team_(std::move(team)), key_(std::move(key)),
          renew_after_(renew_after.has_value() ? renew_after.value() : 3000) {}
    provider_token_cache(const provider_token_cache&) = delete;
    provider_token_cache& operator=(const provider_token_cache&) = delete;

    /// The token to send with at `now`; `sign` is called where there has to be a new one.
    ///
    /// Where signing fails, the old token is given as long as it is under an hour old and not refused.
    template <signer S> result<provider_token> token(std::int64_t now, S&& sign) {
        {
            const guard<Mutex> hold(data_mutex_);
            observe(now);
            if (!is_due(now) || (signing_ && is_usable())) return *current_;
        }
        const guard<Mutex> alone(signing_mutex_);
        {
            const guard<Mutex> hold(data_mutex_);
            if (!is_due(now)) return *current_;  // somebody has made it meanwhile
            signing_ = true;
        }
        struct done {  // whatever the signer does
            provider_token_cache& cache;
            ~done() {
                const guard<Mutex> hold(cache.data_mutex_);
                cache.signing_ = false;
            }
        } const afterwards{*this};
        auto made = provider_token::make(team_, key_, now, sign);
        const guard<Mutex> hold(data_mutex_);
        if (!made) return is_usable() ? result<provider_token>(*current_) : made;
        take(*made);
        age_ = 0;
        return *current_;
    }

    /// Takes up a token that was made before, by this process or another, with the time that was stored with it:
    /// its age counts from there. A newer one that the cache has stays, which is no fault: restore() may be called
    /// as often as one likes. It waits while somebody signs.
    ///
    /// `now`, where it is given, is what token() would be told; without it the clock is that of the latest
    /// token(), and a token that turns out to be too old is replaced by the next one. Refused is what is no token
    /// (read_provider_token()), one of another team or key, one with another time than `issued_at`, one that is an
    /// hour old or of the future, and one with so much else in it that no client is known to make it.
    result<void> restore(std::string_view authorization, std::int64_t issued_at, maybe<std::int64_t> now = {}) {
        const auto read = read_provider_token(authorization);
        if (!read) return unexpected(read.error());
        if (read->team != team_) return detail::token_fault(errc::refused, "iss", "another team than the cache's");
        if (read->key != key_) return detail::token_fault(errc::refused, "kid", "another key than the cache's");
        if (read->issued_at != issued_at)
            return detail::token_fault(errc::refused, "iat", "another time than the one that was stored with it");
        if (read->jwt.size() > detail::longest_token)
            return detail::fail(errc::too_long, "longer than a provider token that is restored may be");
        provider_token made;
        made.issued_at_ = issued_at;
        made.held_.put(detail::token_scheme);
        made.held_.put(read->jwt);

        const guard<Mutex> alone(signing_mutex_);
        const guard<Mutex> hold(data_mutex_);
        if (now) observe(*now);
        const std::int64_t age = nimpush::detail::saturated_difference(latest_, issued_at);
        if (age >= longest_use)
            return detail::token_fault(errc::refused, "iat", "an hour old: APNs answers 403 ExpiredProviderToken");
        if (now && age < -jitter) return detail::token_fault(errc::refused, "iat", "in the future");
        if (current_.has_value() && current_->issued_at() >= issued_at) return {};
        take(made);
        age_ = age > 0 ? age : 0;
        if (age < 0) latest_ = issued_at;  // what goes by from then on is its age, though nobody read the clock
        if (latest_ > highest_) highest_ = latest_;
        return {};
    }

    /// APNs answered 403 ExpiredProviderToken to a push that had this token: the next token() makes a new
    /// one. Of a token that has been replaced already nothing happens, so that a hundred answers to one old
    /// token make one new token. A replacement that is refused as well means that the clocks differ, and
    /// must rest its 20 minutes.
    void expired(const provider_token& refused) {
        const guard<Mutex> hold(data_mutex_);
        if (current_.has_value() && current_->number_ == refused.number_) refused_ = true;
    }

  private:
    bool is_usable() const noexcept { return current_.has_value() && !refused_ && age_ < longest_use; }
    bool is_due(std::int64_t now) const noexcept {
        if (!current_.has_value()) return true;
        if (refused_ && !after_refusal_) return true;
        if (age_ < shortest_renewal) return false;
        // Issued in what is the future now: made while the clock was wrong, Apple may refuse it.
        return refused_ || age_ >= renew_after_ ||
               now < nimpush::detail::saturated_difference(current_->issued_at(), jitter);
    }
    void observe(std::int64_t now) noexcept {
        if (now > latest_) {
            using nimpush::detail::saturated_difference;
            const std::int64_t went = saturated_difference(now, latest_);
            const bool is_back = went > jitter && now >= saturated_difference(highest_, jitter);
            const std::int64_t counts = !is_back ? went : now > highest_ ? saturated_difference(now, highest_) : 0;
            age_ = nimpush::detail::saturated_sum(age_, counts);
            latest_ = now;
        } else if (now < nimpush::detail::saturated_difference(latest_, jitter)) {
            latest_ = now;
        }
        if (latest_ > highest_) highest_ = latest_;
    }
    void take(const provider_token& made) {
        after_refusal_ = refused_;
        refused_ = false;
        current_ = made;
        current_->number_ = ++taken_;
    }
};

}  // namespace apns
}  // namespace nimpush::v1
