#pragma once

// Which keys may share a connection, and what its first push binds.
//
// Source: Apple's page "Establishing a token-based connection to APNs" ([JWT], with what it had in November 2026: team
// keys, topic keys and related ones). Which reason Apple gives for a topic that a key is not for is not written there:
// TopicDisallowed is ours.

#include <concepts>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/apns/header.hpp>
#include <nimpush/apns/provider_token_reader.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

constexpr bool is_among(const std::vector<text>& all, std::string_view one) noexcept {
    for (const text& other : all)
        if (other.view() == one) return true;
    return false;
}

}  // namespace detail

/// What a signing key may push to.
enum class key_scope : std::uint8_t {
    team,    // all topics of its team
    topics,  // the topics that it was made for, 400 at most
};

/// A signing key (`.p8`), as the developer site has it: what is known of it, never the key itself.
struct provider_key {
    key_id id{};
    team_id team{};
    maybe<apns::environment> environment{};  // absent: it is for both
    key_scope scope = key_scope::team;
    std::vector<text> topics{};  // of a topic key; those of pushes, with their suffix
    key_id related{};            // of a topic key: the other key that may share its connections

    /// Whether it is for this topic; of a team key always, since which topics a team has it does not know.
    constexpr bool is_for(std::string_view topic) const noexcept {
        return scope == key_scope::team || detail::is_among(topics, topic);
    }
};

/// Whether two keys may be used on one connection, the second after the first: team keys of one team, and two topic
/// keys of which one names the other as related. Both must be for one environment.
[[nodiscard]] constexpr bool may_follow(const provider_key& first, const provider_key& next) noexcept {
    if (first.environment.has_value() && next.environment.has_value() && *first.environment != *next.environment)
        return false;
    if (first.id == next.id && first.team == next.team) return true;
    if (first.team != next.team || first.scope != next.scope) return false;
    return first.scope == key_scope::team || (first.related.has_value() && first.related == next.id) ||
           (next.related.has_value() && next.related == first.id);
}

/// A connection as far as keys go: its environment, and the key that its first push was signed with.
///
/// A value without I/O: bind() it with each answer that does not refuse the provider token, that to a push which is too
/// large among them; make a new one for a new connection. It also has to be a new one for a new bundle id, and for an app that came from another team: of that a connection knows nothing.
class connection {
    apns::environment environment_ = environment::production;
    maybe<provider_key> first_{};

  public:
    constexpr explicit connection(apns::environment to = environment::production) noexcept : environment_(to) {}

    constexpr apns::environment environment() const noexcept { return environment_; }
    /// What binds it; none before the first push.
    constexpr const maybe<provider_key>& first_key() const noexcept { return first_; }
    /// A push came whose provider token, signed by this key, was accepted. The first one counts.
    constexpr void bind(const provider_key& key) {
        if (!first_.has_value()) first_ = key;
    }
};

/// What Apple answers to a push to `topic` that this key signed, on this connection; reason::none where it goes on to
/// look at the rest. Where facts_of() says reopen, another connection helps; where it is BadEnvironmentKeyIdInToken or
/// TopicDisallowed, only another key does.
[[nodiscard]] constexpr reason judge_key(const connection& on, const provider_key& key,
                                         std::string_view topic) noexcept {
    if (key.environment.has_value() && *key.environment != on.environment())
        return reason::bad_environment_key_id_in_token;
    if (on.first_key().has_value() && !may_follow(*on.first_key(), key)) return reason::unrelated_key_id_in_token;
    return key.is_for(topic) ? reason::none : reason::topic_disallowed;
}

/// Whether a push that this key signed needs a connection of its own, since this one is bound to another.
[[nodiscard]] constexpr bool needs_new_connection(const connection& on, const provider_key& key) noexcept {
    return on.first_key().has_value() && !may_follow(*on.first_key(), key);
}

/// Every problem of a request, and of sending it over this connection with this key.
template <std::same_as<request> Request = request>
[[nodiscard]] constexpr problems(check)(const Request& r, const connection& on, const provider_key& key,
                                        maybe<std::int64_t> now = {}) {
    problems found = (check)(r, now);
    if (r.environment != on.environment())
        found.push_back({nimpush::error{errc::not_supported, "environment", "another than that of the connection"}});
    if (r.authentication != authentication::token) return found;
    const header_list list = headers(r);
    const reason wrong = judge_key(on, key, list.find("apns-topic"));
    if (wrong != reason::none)
        found.push_back(
            {nimpush::error{errc::not_supported, "authentication",
                            nimpush::detail::join(facts_of(wrong).meaning, " Apple answers ", name_of(wrong))}});
    return found;
}

}  // namespace apns
}  // namespace nimpush::v1
