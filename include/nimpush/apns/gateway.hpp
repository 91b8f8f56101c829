#pragma once

// Apple's gateway as far as it is documented: a request as it arrives in, the answer out. The judge in
// tests and in the simulator.
//
// Sources: [SEND] "Sending notification requests to APNs", [RESP]. No I/O, no clock and no chance: what time
// it is and which id an answer gets come in. Apple documents no order of its checks and nothing about a body
// that is no JSON: the order is ours, the body is counted and not read.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/number.hpp>
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
    span<const header> headers{};
    std::string_view body{};
    std::optional<std::size_t> body_size{};  // where the body itself is not at hand
};

/// What a gateway is before anything arrives.
struct gateway_settings {
    apns::environment environment = environment::production;
    bool knows_every_token = false;          // any well-formed token is registered for any topic
    std::vector<text> certificate_topics{};  // of the connection's client certificate; none: provider tokens
};

/// Whether a topic can be one of this push type: its suffix once, and for MDM the certificate's UID.
constexpr bool topic_suits(push_type type, std::string_view topic) noexcept {
    if (type == push_type::mdm) return topic.starts_with("com.apple.mgmt.");
    const std::string_view suffix = rules_of(type).topic_suffix;
    if (suffix.empty()) return true;
    if (topic.size() <= suffix.size() || !topic.ends_with(suffix)) return false;
    return !topic.substr(0, topic.size() - suffix.size()).ends_with(suffix);
}

/// Answers as Apple would.
///
/// It looks first at what the request itself shows (method, path, each header), then at who asks, then at
/// the size of the body, and at the device token's standing last: so a request at fault gets the same
/// answer whatever is registered.
class gateway {
    enum class standing : std::uint8_t { registered, expired, unregistered };
    struct device {
        device_token token;
        text topic;  // null: any
        apns::gateway::standing standing = standing::registered;
        std::int64_t since_ms = 0;
    };
    struct provider {
        text token;
        std::optional<std::int64_t> issued_at;
        bool expired = false;
    };

    gateway_settings settings_;
    std::vector<device> devices_{};  // sorted by token
    std::vector<provider> providers_{};
    std::size_t last_provider_ = npos;
    reason next_ = reason::none;
    std::uint64_t ids_made_ = 0;

  public:
    constexpr explicit gateway(gateway_settings settings = {}) : settings_(std::move(settings)) {}

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

    /// A provider token (what stands behind `bearer `) that is good, for an hour after it was issued where
    /// that is known (seconds since 1970). Two that were issued within 20 minutes of each other earn 429.
    constexpr void accept_provider_token(text token, std::optional<std::int64_t> issued_at = {}) {
        providers_.push_back({std::move(token), issued_at});
    }
    /// 403 ExpiredProviderToken for this one.
    constexpr void expire_provider_token(text token) { providers_.push_back({std::move(token), {}, true}); }

    /// The next request gets this reason, whatever it is: TooManyRequests, Shutdown, IdleTimeout ….
    constexpr void answer_next_with(reason r) noexcept { next_ = r; }

    /// The answer. Its apns-id is that of the request, else `made_id`, else one made from a counter; Apple
    /// asks for lower case and takes either.
    constexpr response answer(const arriving_request& r, std::int64_t now_ms, const message_id& made_id = {}) {
        response made;
        ++ids_made_;
        const auto asked_id = find(r, "apns-id");
        if (asked_id && detail::is_uuid(*asked_id, false))
            made.apns_id = text(nimpush::detail::unchecked{}, *asked_id);
        else
            made.apns_id = made_id.has_value() ? text(made_id) : uuid(0x8000);
        if (settings_.environment == environment::development) made.apns_unique_id = uuid(0x9000);
        made.reason = std::exchange(next_, reason::none);
        if (made.reason == reason::none) made.reason = judge(r, now_ms, made.timestamp_ms);
        made.status = made.reason == reason::none ? 200 : facts_of(made.reason).status;
        if (made.reason != reason::none) made.reason_text = text(nimpush::detail::unchecked{}, name_of(made.reason));
        return made;
    }

  private:
    /// The first header of this name.
    static constexpr std::optional<std::string_view> find(const arriving_request& r, std::string_view name) noexcept {
        for (const header& h : r.headers)
            if (is_named(h, name)) return h.value;
        return {};
    }
    static constexpr bool is_double(const arriving_request& r) noexcept {
        for (std::size_t i = 0; i < r.headers.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (nimpush::detail::same_but_for_case(r.headers[i].name, r.headers[k].name)) return true;
        return false;
    }
    static constexpr std::optional<std::int64_t> number(std::string_view s) noexcept {
        std::int64_t n = 0;
        if (s.empty() || schema::only<schema::digits>::fault(s) != npos || !read_int64(s, n)) return {};
        return n;
    }
    constexpr text uuid(unsigned group) const {
        const std::uint8_t bytes[] = {
            static_cast<std::uint8_t>(group >> 8),      static_cast<std::uint8_t>(group),
            static_cast<std::uint8_t>(ids_made_ >> 40), static_cast<std::uint8_t>(ids_made_ >> 32),
            static_cast<std::uint8_t>(ids_made_ >> 24), static_cast<std::uint8_t>(ids_made_ >> 16),
            static_cast<std::uint8_t>(ids_made_ >> 8),  static_cast<std::uint8_t>(ids_made_)};
        char digits_of[16]{};
        write_hex(bytes, digits_of);
        return nimpush::detail::join("00000000-0000-4000-", std::string_view(digits_of, 4), "-",
                                     std::string_view(digits_of + 4, 12));
    }

    static constexpr bool is_before(const device_token& a, const device_token& b) noexcept {
        const auto x = a.bytes();
        const auto y = b.bytes();
        for (std::size_t i = 0; i < x.size() && i < y.size(); ++i)
            if (x[i] != y[i]) return x[i] < y[i];
        return x.size() < y.size();
    }
    constexpr std::size_t position_of(const device_token& token) const noexcept {
        std::size_t low = 0;
        for (std::size_t high = devices_.size(); low < high;) {
            const std::size_t middle = low + (high - low) / 2;
            if (is_before(devices_[middle].token, token))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
    constexpr const device* known(const device_token& token) const noexcept {
        const std::size_t at = position_of(token);
        return at < devices_.size() && devices_[at].token == token ? &devices_[at] : nullptr;
    }
    constexpr device& device_of(const device_token& token) {
        const std::size_t at = position_of(token);
        if (known(token) == nullptr) {
            devices_.push_back({token, {}});
            for (std::size_t i = devices_.size() - 1; i > at; --i) std::swap(devices_[i], devices_[i - 1]);
        }
        return devices_[at];
    }
    constexpr void end(const device_token& token, standing how, std::int64_t at_ms) {
        device& one = device_of(token);
        one.standing = how;
        one.since_ms = at_ms;
    }

    constexpr reason judge(const arriving_request& r, std::int64_t now_ms, std::optional<std::int64_t>& dead_since) {
        if (r.method != "POST") return reason::method_not_allowed;
        if (r.path == device_path || r.path == device_path.substr(0, device_path.size() - 1))
            return reason::missing_device_token;
        if (!r.path.starts_with(device_path)) return reason::bad_path;
        if (is_double(r)) return reason::duplicate_headers;
        if (const auto id = find(r, "apns-id"); id && !detail::is_uuid(*id, false)) return reason::bad_message_id;
        std::optional<push_type> type;
        if (const auto spelt = find(r, "apns-push-type")) {
            if (!from_name(*spelt, type.emplace())) return reason::invalid_push_type;
        }
        std::string_view topic = find(r, "apns-topic").value_or(std::string_view());
        if (topic.empty() && settings_.certificate_topics.size() == 1) topic = settings_.certificate_topics[0].view();
        if (const reason wrong = judge_topic(type, topic); wrong != reason::none) return wrong;
        if (const auto date = find(r, "apns-expiration"); date && !number(*date)) return reason::bad_expiration_date;
        if (!is_priority(type, find(r, "apns-priority").value_or("10"))) return reason::bad_priority;
        if (find(r, "apns-collapse-id").value_or(std::string_view()).size() > 64) return reason::bad_collapse_id;
        const auto token = device_token::from_hex(r.path.substr(device_path.size()));
        if (!token) return reason::bad_device_token;
        if (const reason wrong = judge_provider(r, type, topic, now_ms); wrong != reason::none) return wrong;
        const std::size_t size = r.body_size.value_or(r.body.size());
        if (size == 0) return reason::payload_empty;
        const bool is_voip = type == push_type::voip || (!type && topic_suits(push_type::voip, topic));
        if (size > (is_voip ? voip_payload_limit : payload_limit)) return reason::payload_too_large;
        return judge_device(*token, topic, dead_since);
    }

    static constexpr reason judge_topic(std::optional<push_type> type, std::string_view topic) noexcept {
        if (topic.empty()) return reason::missing_topic;
        for (const char c : topic)
            if (!bundle_id_characters::has(c) && c != '_') return reason::bad_topic;
        return type && !topic_suits(*type, topic) ? reason::topic_disallowed : reason::none;
    }
    /// Of a push without a type every priority is taken.
    static constexpr bool is_priority(std::optional<push_type> type, std::string_view spelt) noexcept {
        for (const priority p : {priority::immediately, priority::power_aware, priority::power_first}) {
            const std::string_view digits_of = p == priority::immediately   ? "10"
                                               : p == priority::power_aware ? "5"
                                                                            : "1";
            if (spelt == digits_of) return !type || allows(*type, p);
        }
        return false;
    }

    constexpr reason judge_provider(const arriving_request& r, std::optional<push_type> type, std::string_view topic,
                                    std::int64_t now_ms) {
        if (!settings_.certificate_topics.empty()) {  // `authorization` is then ignored [SEND]
            bool listed = false;
            for (const text& one : settings_.certificate_topics) listed = listed || one.view() == topic;
            return listed && (!type || allows(*type, authentication::certificate)) ? reason::none
                                                                                   : reason::topic_disallowed;
        }
        const std::string_view sent = find(r, "authorization").value_or(std::string_view());
        if (sent.empty()) return reason::missing_provider_token;
        constexpr std::string_view scheme = "bearer ";
        if (sent.size() < scheme.size() || !nimpush::detail::same_but_for_case(sent.substr(0, scheme.size()), scheme))
            return reason::invalid_provider_token;
        for (std::size_t i = 0; i < providers_.size(); ++i)
            if (providers_[i].token.view() == sent.substr(scheme.size())) return judge_provider(i, type, now_ms);
        return reason::invalid_provider_token;
    }
    constexpr reason judge_provider(std::size_t i, std::optional<push_type> type, std::int64_t now_ms) noexcept {
        constexpr std::int64_t hour = 3600;
        constexpr std::int64_t between_two = 1200;
        const provider& one = providers_[i];
        if (one.expired || (one.issued_at && now_ms / 1000 - *one.issued_at > hour))
            return reason::expired_provider_token;
        if (last_provider_ != npos && last_provider_ != i && one.issued_at && providers_[last_provider_].issued_at) {
            const std::int64_t apart = *one.issued_at - *providers_[last_provider_].issued_at;
            if (apart > -between_two && apart < between_two) return reason::too_many_provider_token_updates;
        }
        last_provider_ = i;
        return type && !allows(*type, authentication::token) ? reason::topic_disallowed : reason::none;
    }

    constexpr reason judge_device(const device_token& token, std::string_view topic,
                                  std::optional<std::int64_t>& dead_since) const noexcept {
        const device* one = known(token);
        if (one == nullptr) return settings_.knows_every_token ? reason::none : reason::bad_device_token;
        if (one->topic.has_value() && one->topic.view() != topic) return reason::device_token_not_for_topic;
        if (one->standing == standing::registered) return reason::none;
        dead_since = one->since_ms;
        return one->standing == standing::expired ? reason::expired_token : reason::unregistered;
    }
};

/// The headers of an answer; body_of() gives its body.
constexpr header_list headers(const response& r) noexcept {
    header_list list;
    if (r.apns_id.has_value()) list.add("apns-id", hpack::always, r.apns_id.view());
    if (r.apns_unique_id.has_value()) list.add("apns-unique-id", hpack::always, r.apns_unique_id.view());
    if (r.apns_request_id.has_value()) list.add("apns-request-id", hpack::always, r.apns_request_id.view());
    if (r.apns_channel_id.has_value()) list.add("apns-channel-id", hpack::always, r.apns_channel_id.view());
    return list;
}

}  // namespace apns
}  // namespace nimpush::v1
