#pragma once

// Apple's gateway as far as it is documented: a request as it arrives in, the answer out. The judge in
// tests and in the simulator.
//
// Sources: [SEND] "Sending notification requests to APNs", [RESP]; for broadcasts and channels apns/channel_book.hpp.
// No I/O, no clock and no chance: what time it is and which id an answer gets come in. Apple documents no order of its
// checks: that of pushes is ours. What check() calls an error of a request is refused here too, and the other way
// round; of the payload only its size is looked at, and that it is JSON (PayloadEmpty else, as APNSwift's test server
// has it).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/channel_book.hpp>
#include <nimpush/apns/connection.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/provider_token_reader.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/saturate.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// A request as it arrives: nothing about it is known to be right.
struct arriving_request {
    std::string_view method{};
    std::string_view path{};
    header_views headers{};  // any range of name and value
    std::string_view body{};
    maybe<std::size_t> body_size{};  // where the body itself is not at hand
};

/// What a gateway is before anything arrives.
struct gateway_settings {
    apns::environment environment = environment::production;
    bool knows_every_token = false;          // any well-formed token is registered for any topic
    std::vector<text> certificate_topics{};  // of each connection's client certificate; none: provider tokens
    /// Apps that it knows by name, whose bundle ids may end as topics do: `com.example.voip`.
    std::vector<text> bundle_ids{};
};

/// What a gateway knows of one connection.
struct gateway_connection {
    apns::connection keys{};
    std::vector<text> certificate_topics{};  // of its client certificate; none: provider tokens
};

/// Answers as Apple would.
///
/// It looks first at what the request itself shows (method, path, each header), then at who asks, then at
/// the size of the body, and at the device token's standing last: so a request at fault gets the same
/// answer whatever is registered.
class gateway {
    enum class standing : std::uint8_t { registered, expired, unregistered };
    struct device {
        text token;  // hexadecimal
        text topic;  // null: any
        apns::gateway::standing standing = standing::registered;
        std::int64_t since_ms = 0;
    };
    struct provider {
        text token;
        maybe<std::int64_t> issued_at;
        maybe<provider_key> key;
        apns::key_id key_id{};  // of the key, or what the token says
        bool expired = false;
    };

    gateway_settings settings_;
    std::vector<device> devices_{};
    nimpush::detail::key_index by_token_{};
    std::vector<provider> providers_{};  // of one token the last counts
    nimpush::detail::key_index by_provider_token_{};
    std::vector<std::size_t> last_of_key_{};  // positions: the token that each key was used with last
    nimpush::detail::key_index by_key_{};
    gateway_connection own_;  // of who has but one connection at a time
    detail::channel_book channels_{};
    reason next_ = reason::none;
    std::uint64_t ids_made_ = 0;

    constexpr auto provider_at() const noexcept {
        return [this](std::size_t i) { return providers_[i].token.view(); };
    }
    constexpr auto key_at() const noexcept {
        return [this](std::size_t i) { return providers_[last_of_key_[i]].key_id.view(); };
    }
    constexpr auto token_at() const noexcept {
        return [this](std::size_t i) { return devices_[i].token.view(); };
    }

  public:
    constexpr explicit gateway(gateway_settings settings = {})
        : settings_(std::move(settings)), own_(new_connection()) {}

    /// A connection that no key has bound yet.
    [[nodiscard]] constexpr gateway_connection new_connection() const {
        return {connection(settings_.environment), settings_.certificate_topics};
    }
    /// From here on the requests that name no connection come over another one.
    constexpr void open_connection() { own_ = new_connection(); }

    /// A device registers; again, after it was unregistered or has expired, too.
    constexpr void register_token(const device_token& token, text topic) {
        device& one = device_of(token);
        one.topic = std::move(topic);
        one.standing = standing::registered;
    }
    /// The app was removed: 410 Unregistered from now on.
    constexpr void unregister_token(const device_token& token, std::int64_t at_ms) {
        end(token, standing::unregistered, at_ms);
    }
    /// 410 ExpiredToken from now on.
    constexpr void expire_token(const device_token& token, std::int64_t at_ms) { end(token, standing::expired, at_ms); }

    /// A provider token (what stands behind `bearer `) that is good, for an hour after it was issued where that is
    /// known (seconds since 1970; else what the token says), and not before.
    ///
    /// Two of one key that were issued within 20 minutes of each other earn 429. The key is the one given, or what the
    /// token says; those of which nothing is known count as one. A given key is held to what its connection is bound to.
    constexpr void accept_provider_token(text token, maybe<std::int64_t> issued_at = {}, maybe<provider_key> key = {}) {
        provider one{std::move(token), issued_at, std::move(key)};
        const auto says = read_provider_token(one.token.view());
        if (says && !one.issued_at) one.issued_at = says->issued_at;
        one.key_id = one.key.has_value() ? one.key->id : says ? says->key : apns::key_id();
        add_provider(std::move(one));
    }
    /// 403 ExpiredProviderToken for this one from now on.
    constexpr void expire_provider_token(text token) {
        if (const std::size_t at = provider_of(token.view()); at != npos)
            providers_[at].expired = true;
        else
            add_provider({std::move(token), {}, {}, {}, true});
    }

    /// A channel for broadcasts, as if it had been made by a request.
    constexpr void register_channel(text app, channel_id id, message_storage storage) {
        channels_.add(std::move(app), std::move(id), storage);
    }

    /// Whether it has heard of this provider token, in either way.
    constexpr bool knows_provider_token(std::string_view token) const noexcept { return provider_of(token) != npos; }

    /// The next request gets this reason, whatever it is: TooManyRequests, Shutdown, IdleTimeout ….
    constexpr void answer_next_with(reason r) noexcept { next_ = r; }

    /// The answer. Its apns-id is that of the request, else `made_id`, else one made from a counter; Apple
    /// asks for lower case and takes either.
    [[nodiscard]] constexpr response answer(const arriving_request& r, std::int64_t now_ms,
                                            const message_id& made_id = {}) {
        return answer(r, own_, now_ms, made_id);
    }
    /// The answer to one that came over this connection, for who has several at a time.
    [[nodiscard]] constexpr response answer(const arriving_request& r, gateway_connection& over, std::int64_t now_ms,
                                            const message_id& made_id = {}) {
        response made;
        ++ids_made_;
        const auto asked_id = find(r, "apns-id");
        if (asked_id && detail::is_uuid(*asked_id, false))
            made.apns_id = text(nimpush::detail::unchecked{}, *asked_id);
        else
            made.apns_id = made_id.has_value() ? text(made_id) : uuid(0x8000);
        if (settings_.environment == environment::development) made.apns_unique_id = uuid(0x9000);
        made.reason = std::exchange(next_, reason::none);
        if (made.reason == reason::none) made.reason = judge(r, over, now_ms, made);
        if (made.reason != reason::none)
            made.status = facts_of(made.reason).status;
        else if (made.status == 0)
            made.status = 200;
        if (made.reason != reason::none) made.reason_text = text(nimpush::detail::unchecked{}, name_of(made.reason));
        return made;
    }

  private:
    /// The first header of this name.
    static constexpr maybe<std::string_view> find(const arriving_request& r, std::string_view name) noexcept {
        for (const header& h : r.headers)
            if (is_named(h, name)) return h.value;
        return {};
    }
    static constexpr bool is_double(const arriving_request& r) {
        std::vector<text> names;
        nimpush::detail::key_index known;
        const auto name_at = [&names](std::size_t i) { return names[i].view(); };
        for (const header& h : r.headers) {
            auto name = nimpush::detail::array<char>::of(h.name.size() + 1);
            for (std::size_t i = 0; i < h.name.size(); ++i) name[i] = nimpush::detail::lower(h.name[i]);
            names.push_back(text(nimpush::detail::taken{}, std::move(name)));
            if (known.repeats(names.size(), name_at)) return true;
        }
        return false;
    }
    /// Eight bytes that no other answer has.
    constexpr std::array<std::uint8_t, 8> uuid_bytes(unsigned group) const noexcept {
        std::array<std::uint8_t, 8> made{static_cast<std::uint8_t>(group >> 8), static_cast<std::uint8_t>(group)};
        for (std::size_t i = 2; i < made.size(); ++i) made[i] = static_cast<std::uint8_t>(ids_made_ >> 8 * (7 - i));
        return made;
    }
    constexpr text uuid(unsigned group) const {
        char digits_of[16]{};
        write_hex(uuid_bytes(group), digits_of);
        return nimpush::detail::join("00000000-0000-4000-", nimpush::detail::chars_at(digits_of, 4), "-",
                                     nimpush::detail::chars_at(digits_of + 4, 12));
    }

    constexpr std::size_t provider_of(std::string_view token) const noexcept {
        return by_provider_token_.find(token, providers_.size(), provider_at());
    }
    constexpr void add_provider(provider one) {
        if (const std::size_t at = provider_of(one.token.view()); at != npos) {
            providers_[at] = std::move(one);
            return;
        }
        providers_.push_back(std::move(one));
        by_provider_token_.learn_all(providers_.size(), provider_at());
    }
    constexpr std::size_t position_of(const device_token& token) const noexcept {
        char digits_of[2 * device_token::most]{};
        const char* const end = write_hex(token.bytes(), digits_of);
        return by_token_.find({digits_of, static_cast<std::size_t>(end - digits_of)}, devices_.size(), token_at());
    }
    constexpr const device* known(const device_token& token) const noexcept {
        const std::size_t at = position_of(token);
        return at == npos ? nullptr : &devices_[at];
    }
    constexpr device& device_of(const device_token& token) {
        if (const std::size_t at = position_of(token); at != npos) return devices_[at];
        devices_.push_back({token.to_hex(), {}});
        by_token_.learn_all(devices_.size(), token_at());
        return devices_.back();
    }
    constexpr void end(const device_token& token, standing how, std::int64_t at_ms) {
        device& one = device_of(token);
        one.standing = how;
        one.since_ms = at_ms;
    }

    constexpr reason judge(const arriving_request& r, gateway_connection& over, std::int64_t now_ms, response& made) {
        const auto target = detail::read_channel_path(r.path);
        return target ? judge_channel(r, over, *target, now_ms, made)
                      : judge_device_push(r, over, now_ms, made.timestamp_ms);
    }
    constexpr reason judge_channel(const arriving_request& r, gateway_connection& over,
                                   const detail::channel_path& target, std::int64_t now_ms, response& made) {
        if (!target.takes(r.method)) return reason::method_not_allowed;
        if (is_double(r)) return reason::duplicate_headers;
        if (const auto request_id = find(r, "apns-request-id")) {
            if (!detail::is_uuid(*request_id, false)) return reason::bad_message_id;
            made.apns_request_id = text(nimpush::detail::unchecked{}, *request_id);
        } else {
            made.apns_request_id = uuid(0xA000);
        }
        detail::channel_request_view asked{target, r.method, r.body, r.body_size};
        asked.channel = find(r, "apns-channel-id");
        asked.push_type = find(r, "apns-push-type");
        asked.expiration = find(r, "apns-expiration");
        asked.priority = find(r, "apns-priority");
        if (const reason wrong = channels_.judge_request(asked); wrong != reason::none) return wrong;
        const text topic = nimpush::detail::join(target.bundle_id, rules_of(push_type::liveactivity).topic_suffix);
        const bool is_bare = detail::is_among(over.certificate_topics, target.bundle_id);
        reason who =
            judge_provider(r, over, push_type::liveactivity, is_bare ? target.bundle_id : topic.view(), now_ms);
        if (who == reason::topic_disallowed) who = reason::topic_mismatch;
        return who != reason::none ? who : channels_.carry_out(asked, uuid_bytes(0xB000), made);
    }

    constexpr reason judge_device_push(const arriving_request& r, gateway_connection& over, std::int64_t now_ms,
                                       maybe<std::int64_t>& dead_since) {
        const bool has_no_token = r.path == device_path || r.path == device_path.substr(0, device_path.size() - 1);
        if (r.path.starts_with(detail::channel_apps_path) || r.path.starts_with(detail::broadcast_path))
            return reason::bad_path;  // of channels, and none of theirs
        if (r.method != "POST") return reason::method_not_allowed;
        if (!has_no_token && !r.path.starts_with(device_path)) return reason::bad_path;
        if (has_no_token) return reason::missing_device_token;
        if (is_double(r)) return reason::duplicate_headers;
        if (const auto id = find(r, "apns-id"); id && !detail::is_uuid(*id, false)) return reason::bad_message_id;
        maybe<push_type> type;
        if (const auto spelt = find(r, "apns-push-type")) {
            type = from_name<push_type>(*spelt);
            if (!type) return reason::invalid_push_type;
        }
        std::string_view topic = find(r, "apns-topic").value_or(std::string_view());
        if (topic.empty() && over.certificate_topics.size() == 1) topic = over.certificate_topics[0].view();
        if (const reason wrong = judge_topic(type, topic); wrong != reason::none) return wrong;
        if (!detail::is_expiration(find(r, "apns-expiration"))) return reason::bad_expiration_date;
        if (!detail::is_priority(type, find(r, "apns-priority"))) return reason::bad_priority;
        if (const auto id = find(r, "apns-collapse-id"); id && !collapse_id::from(*id)) return reason::bad_collapse_id;
        const auto token = device_token::from_hex(r.path.substr(device_path.size()));
        if (!token) return reason::bad_device_token;
        if (const reason wrong = judge_provider(r, over, type, topic, now_ms); wrong != reason::none) return wrong;
        const bool is_voip = type == push_type::voip || (!type && topic_suits(push_type::voip, topic));
        const reason wrong = detail::judge_body(r.body, r.body_size, is_voip ? voip_payload_limit : payload_limit);
        return wrong != reason::none ? wrong : judge_device(*token, topic, dead_since);
    }

    /// A known app's id may end as a topic does.
    constexpr reason judge_topic(maybe<push_type> type, std::string_view topic) const noexcept {
        const reason wrong = apns::judge_topic(type, topic);
        if (wrong != reason::invalid_push_type && wrong != reason::topic_disallowed) return wrong;
        const auto id = type == push_type::mdm ? std::nullopt : bundle_id_in(*type, topic);
        return id && detail::is_among(settings_.bundle_ids, *id) ? reason::none : wrong;
    }

    constexpr reason judge_provider(const arriving_request& r, gateway_connection& over, maybe<push_type> type,
                                    std::string_view topic, std::int64_t now_ms) {
        if (!over.certificate_topics.empty()) {  // `authorization` is then ignored [SEND]
            const bool allowed = detail::is_among(over.certificate_topics, topic) &&
                                 (!type || allows(*type, authentication::certificate));
            return allowed ? reason::none : reason::topic_disallowed;
        }
        const std::string_view sent = find(r, "authorization").value_or(std::string_view());
        if (sent.empty()) return reason::missing_provider_token;
        const std::string_view jwt = detail::without_scheme(sent);
        if (jwt.size() == sent.size()) return reason::invalid_provider_token;  // another scheme, or none
        const std::size_t at = provider_of(jwt);
        return at == npos ? reason::invalid_provider_token : judge_provider(at, over.keys, type, topic, now_ms);
    }
    constexpr reason judge_provider(std::size_t i, connection& over, maybe<push_type> type, std::string_view topic,
                                    std::int64_t now_ms) {
        using nimpush::detail::saturated_difference;
        const provider& one = providers_[i];
        // "If the timestamp for token issue is not within the last hour" (Apple's archive): the future is not, either.
        if (one.expired) return reason::expired_provider_token;
        if (one.issued_at) {
            const std::int64_t age = saturated_difference(now_ms / 1000, *one.issued_at);
            if (age < 0 || age > longest_use) return reason::expired_provider_token;
        }
        if (one.key) {
            if (const reason wrong = judge_key(over, *one.key, topic); wrong != reason::none) return wrong;
        }
        const std::size_t known = by_key_.find(one.key_id.view(), last_of_key_.size(), key_at());
        const std::size_t before = known == npos ? i : last_of_key_[known];
        if (before != i && one.issued_at && providers_[before].issued_at) {
            const std::int64_t apart = saturated_difference(*one.issued_at, *providers_[before].issued_at);
            if (apart > -shortest_renewal && apart < shortest_renewal) return reason::too_many_provider_token_updates;
        }
        if (known != npos) {
            last_of_key_[known] = i;
        } else {
            last_of_key_.push_back(i);
            by_key_.learn_all(last_of_key_.size(), key_at());
        }
        if (one.key) over.bind(*one.key);
        return type && !allows(*type, authentication::token) ? reason::topic_disallowed : reason::none;
    }

    constexpr reason judge_device(const device_token& token, std::string_view topic,
                                  maybe<std::int64_t>& dead_since) const noexcept {
        const device* one = known(token);
        if (one == nullptr) return settings_.knows_every_token ? reason::none : reason::bad_device_token;
        if (one->topic.has_value() && one->topic.view() != topic) return reason::device_token_not_for_topic;
        if (one->standing == standing::registered) return reason::none;
        dead_since = one->since_ms;
        return one->standing == standing::expired ? reason::expired_token : reason::unregistered;
    }
};

/// The headers of an answer; body_of() gives its body.
[[nodiscard]] constexpr header_list headers(const response& r) noexcept {
    header_list list;
    if (r.apns_id.has_value()) list.add("apns-id", hpack::always, r.apns_id.view());
    if (r.apns_unique_id.has_value()) list.add("apns-unique-id", hpack::always, r.apns_unique_id.view());
    if (r.apns_request_id.has_value()) list.add("apns-request-id", hpack::always, r.apns_request_id.view());
    if (r.apns_channel_id.has_value()) list.add("apns-channel-id", hpack::always, r.apns_channel_id.view());
    return list;
}

}  // namespace apns
}  // namespace nimpush::v1
