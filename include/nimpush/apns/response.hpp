#pragma once

// What APNs answers: status, ids, the reason, and what to do about it.
//
// Sources: [RESP] "Handling notification responses from APNs", [ERR] "Handling error responses from Apple
// Push Notification service". A reason that nobody knows survives as text: Apple added several over the
// years. Where Apple is silent about retrying, the comment says that the reading is ours.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/apns/request.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Every `reason` of [RESP] and, behind them, those that only broadcasts and channels have [ERR].
enum class reason : std::uint8_t {
    none,  // the body has none
    bad_collapse_id,
    bad_device_token,
    bad_expiration_date,
    bad_message_id,
    bad_priority,
    bad_topic,
    device_token_not_for_topic,
    duplicate_headers,
    idle_timeout,
    invalid_push_type,
    missing_device_token,
    missing_topic,
    payload_empty,
    topic_disallowed,
    bad_certificate,
    bad_certificate_environment,
    expired_provider_token,
    forbidden,
    invalid_provider_token,
    missing_provider_token,
    unrelated_key_id_in_token,
    bad_environment_key_id_in_token,
    bad_path,
    method_not_allowed,
    expired_token,
    unregistered,
    payload_too_large,
    too_many_provider_token_updates,
    too_many_requests,
    internal_server_error,
    service_unavailable,
    shutdown,
    feature_not_enabled,
    missing_channel_id,
    bad_channel_id,
    channel_not_registered,
    bad_request_params,
    bad_request_payload,
    missing_push_type,
    cannot_create_channel_config,
    topic_mismatch,
    unknown,  // none of these: the text says which
};

/// What to do with an answer.
enum class advice : std::uint8_t {
    delivered,
    fix_request,           // sending the same again gives the same answer
    drop_token,            // unless the device registered it again since the timestamp: should_drop()
    renew_provider_token,  // provider_token_cache::expired(), then send again
    slow_down,             // send again after the delay, and less often
    retry_later,           // send again after the delay
};

/// Whether the same push may be sent again, in the words of the command line.
enum class retry : std::uint8_t {
    never,
    after_fix,
    delay,
    after_15_min,
};

/// What Apple says of one reason.
struct reason_facts {
    std::string_view name;
    int status;
    apns::advice advice;
    apns::retry retry;
    std::int64_t delay_seconds;  // before the first repetition
    bool reopen;                 // whether the connection has to be opened anew
    std::string_view meaning;
};

namespace detail {

inline constexpr std::int64_t quarter_hour = 900;  // seconds

/// A reason whose request has to be changed.
constexpr reason_facts to_fix(std::string_view name, int status, std::string_view meaning, bool reopen = false) {
    return {name, status, advice::fix_request, retry::after_fix, 0, reopen, meaning};
}
/// One that [RESP] forbids to retry.
constexpr reason_facts in_vain(std::string_view name, int status, std::string_view meaning) {
    return {name, status, advice::fix_request, retry::never, 0, false, meaning};
}

/// By enumerator; the last one has no entry.
inline constexpr reason_facts all_reasons[] = {
    {"", 0, advice::delivered, retry::never, 0, false, "no reason was given"},
    to_fix("BadCollapseId", 400, "The collapse id is longer than 64 bytes."),
    // Not drop_token: the other environment's token gets this answer too.
    in_vain("BadDeviceToken", 400, "The device token is malformed, or of the other environment."),
    to_fix("BadExpirationDate", 400, "The expiration is no number, or not 0 on a channel that stores nothing."),
    to_fix("BadMessageId", 400, "The apns-id is no canonical UUID."),
    to_fix("BadPriority", 400, "The priority is none, or not one of this push type."),
    to_fix("BadTopic", 400, "The topic is malformed."),
    in_vain("DeviceTokenNotForTopic", 400, "The device token belongs to another topic, or to another kind of push."),
    to_fix("DuplicateHeaders", 400, "A header is there more than once."),
    // [RESP] has 400 under "fix it", but there is nothing to fix: ours is to reconnect and send again.
    {"IdleTimeout", 400, advice::retry_later, retry::delay, 0, true, "The connection was idle for too long."},
    to_fix("InvalidPushType", 400, "The push type is none of Apple's; for channels, not LiveActivity."),
    to_fix("MissingDeviceToken", 400, "The path has no device token."),
    to_fix("MissingTopic", 400, "The topic is missing, and the certificate has not exactly one."),
    to_fix("PayloadEmpty", 400, "The request has no body."),
    to_fix("TopicDisallowed", 400, "The provider may not push to this topic; for broadcasts, a suffix is too much."),
    to_fix("BadCertificate", 403, "The certificate is invalid.", true),
    to_fix("BadCertificateEnvironment", 403, "The certificate is of the other environment.", true),
    {"ExpiredProviderToken", 403, advice::renew_provider_token, retry::after_fix, 0, false,
     "The provider token is older than one hour."},
    in_vain("Forbidden", 403, "The action is not allowed."),
    to_fix("InvalidProviderToken", 403, "The provider token is invalid, or its signature cannot be verified."),
    to_fix("MissingProviderToken", 403, "There is neither a certificate nor a provider token."),
    to_fix("UnrelatedKeyIdInToken", 403, "The token's key is another than that of the connection's first push.", true),
    to_fix("BadEnvironmentKeyIdInToken", 403, "The token's key is of the other environment."),
    to_fix("BadPath", 404, "The path is none of Apple's."),
    to_fix("MethodNotAllowed", 405, "The method is not allowed here."),
    {"ExpiredToken", 410, advice::drop_token, retry::never, 0, false, "The device token has expired."},
    {"Unregistered", 410, advice::drop_token, retry::never, 0, false,
     "The device token is inactive for the topic since the timestamp."},
    in_vain("PayloadTooLarge", 413, "The body is larger than the push type allows."),
    // Apple gives no delay; another token is accepted after 20 minutes. The old one may be used at once.
    {"TooManyProviderTokenUpdates", 429, advice::slow_down, retry::delay, 1200, false,
     "Provider tokens change more often than every 20 minutes: share one."},
    {"TooManyRequests", 429, advice::slow_down, retry::delay, 60, false,  // the minute is ours
     "Too many requests were made to the same device token."},
    {"InternalServerError", 500, advice::retry_later, retry::after_15_min, quarter_hour, true,
     "Something went wrong at Apple."},
    {"ServiceUnavailable", 503, advice::retry_later, retry::after_15_min, quarter_hour, true,
     "The service is not available."},
    {"Shutdown", 503, advice::retry_later, retry::after_15_min, quarter_hour, true,
     "The server is shutting down: another connection may succeed at once."},
    to_fix("FeatureNotEnabled", 400, "Broadcasts are not enabled for this bundle id on the developer site."),
    to_fix("MissingChannelId", 400, "The channel id is missing."),
    to_fix("BadChannelId", 400, "The channel id is malformed."),
    to_fix("ChannelNotRegistered", 400, "There is no such channel in this environment."),
    to_fix("BadRequestParams", 400, "A parameter of the request is wrong."),
    to_fix("BadRequestPayload", 400, "The body is not what this request needs."),
    to_fix("MissingPushType", 400, "The push type is missing."),
    to_fix("CannotCreateChannelConfig", 400, "The app has 10,000 channels already."),
    to_fix("TopicMismatch", 403, "The bundle id in the path is not the provider's."),
};
static_assert(std::size(all_reasons) == static_cast<std::size_t>(reason::unknown));

struct other_spelling {
    std::string_view spelt;
    apns::reason meant;
};
inline constexpr other_spelling other_spellings[] = {
    {"Service Unavailable", reason::service_unavailable},                   // [ERR] prints it so
    {"BadEnvironmentKeyInToken", reason::bad_environment_key_id_in_token},  // seen on the wire, APNSwift PR#229
    {"BroadcastFeatureNotEnabled", reason::feature_not_enabled},            // reported by third parties
};

}  // namespace detail

}  // namespace apns

template <> struct names<apns::reason> {
    static constexpr auto list = [] {
        std::array<std::string_view, std::size(apns::detail::all_reasons)> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = apns::detail::all_reasons[i].name;
        return all;
    }();
};
template <> struct names<apns::advice> {
    static constexpr std::string_view list[] = {"delivered", "fix_request", "drop_token", "renew_provider_token",
                                                "slow_down", "retry_later"};
};
template <> struct names<apns::retry> {
    static constexpr std::string_view list[] = {"never", "after_fix", "delay", "after_15_min"};
};

namespace apns {

/// The reason with this text, in either of Apple's spellings; unknown where there is none such.
constexpr reason reason_from(std::string_view spelt) noexcept {
    for (const detail::other_spelling& one : detail::other_spellings)
        if (one.spelt == spelt) return one.meant;
    reason found = reason::unknown;
    if (!spelt.empty()) (void)from_name(spelt, found);
    return found;
}

/// What is known of a reason; of none and unknown it is what the status alone says.
constexpr reason_facts facts_of(reason r, int status = 0) noexcept {
    if (r != reason::none && r != reason::unknown) return detail::all_reasons[static_cast<std::size_t>(r)];
    if (status >= 200 && status < 300) return {"", status, advice::delivered, retry::never, 0, false, "accepted"};
    if (status == 410)
        return {"", status, advice::drop_token, retry::never, 0, false, "The device token is no longer active."};
    if (status == 413) return detail::in_vain("", status, "The body is too large.");
    if (status == 429) return {"", status, advice::slow_down, retry::delay, 60, false, "Too many requests."};
    if (status >= 500)
        return {"", status, advice::retry_later, retry::after_15_min, detail::quarter_hour, true, "Apple is at fault."};
    if (status >= 400) return detail::to_fix("", status, "The request is refused.");
    return {"", status, advice::retry_later, retry::delay, 0, true, "The connection ended."};  // GOAWAY
}

/// The answer to one request, or the debug data of a GOAWAY frame (status 0).
struct response {
    int status = 0;
    text apns_id{};
    text apns_unique_id{};   // development alone; the key into Apple's delivery log
    text apns_request_id{};  // broadcasts and channels
    text apns_channel_id{};  // of the channel that was created
    apns::reason reason = reason::none;
    text reason_text{};                          // as it came, in Apple's spelling of the day
    std::optional<std::int64_t> timestamp_ms{};  // since when the token is dead; with 410 alone
    text malformed_body{};                       // a body that is no JSON object, as it came

    constexpr bool success() const noexcept { return status >= 200 && status < 300; }
    /// Success outweighs a reason, a known reason outweighs the status.
    constexpr reason_facts facts() const noexcept {
        reason_facts known = facts_of(success() ? reason::none : reason, status);
        if (status == 0) known.reopen = true;
        return known;
    }
    constexpr apns::advice advice() const noexcept { return facts().advice; }
    constexpr apns::retry retry() const noexcept { return facts().retry; }
    /// Before repetition `attempt` (0: the first); doubles each time, four times at most. "Back-off" is
    /// Apple's word for 5xx, the doubling is ours.
    constexpr std::int64_t delay_seconds(unsigned attempt = 0) const noexcept {
        return facts().delay_seconds << (attempt < 4 ? attempt : 4);
    }
    constexpr bool should_reopen() const noexcept { return facts().reopen; }
    constexpr std::string_view meaning() const noexcept { return facts().meaning; }

    friend constexpr bool operator==(const response&, const response&) = default;
};

/// Whether the token is to be forgotten: it is dead, and was registered no later than Apple says.
///
/// `registered_at_ms`: when the device handed the token over last, in milliseconds since 1970, as the
/// timestamp is. Without a timestamp a dead token is to be dropped.
constexpr bool should_drop(const response& r, std::int64_t registered_at_ms) noexcept {
    return r.advice() == advice::drop_token && (!r.timestamp_ms.has_value() || registered_at_ms <= *r.timestamp_ms);
}

namespace detail {

/// Text from outside: as it is where it is UTF-8, else without what is not.
constexpr text text_from_wire(std::string_view s) {
    if (is_utf8(s)) return text(nimpush::detail::unchecked{}, s);
    return nimpush::detail::printable(s, s.size());
}

/// The members of a JSON object that cannot be read as a whole, each as the characters that it has. Looks no deeper,
/// so that a member at fault (a number too large, a key given twice) does not take the others with it.
class raw_members {
    std::string_view s_;
    std::size_t at_ = 0;

    constexpr void skip_space() noexcept {
        while (at_ < s_.size() && (s_[at_] == ' ' || s_[at_] == '\n' || s_[at_] == '\r' || s_[at_] == '\t')) ++at_;
    }
    constexpr bool take(char c) noexcept {
        skip_space();
        if (at_ == s_.size() || s_[at_] != c) return false;
        ++at_;
        return true;
    }
    constexpr std::string_view take_value() noexcept {
        skip_space();
        const std::size_t start = at_;
        std::size_t depth = 0;
        for (; at_ < s_.size(); ++at_) {
            const char c = s_[at_];
            if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':')) break;
            if (c == '{' || c == '[') ++depth;
            if (c == '}' || c == ']') --depth;
            if (c != '"') continue;
            for (++at_; at_ < s_.size() && s_[at_] != '"'; ++at_)
                if (s_[at_] == '\\') ++at_;
            if (at_ >= s_.size()) break;
        }
        if (at_ > s_.size()) at_ = s_.size();
        return s_.substr(start, at_ - start);
    }

  public:
    constexpr explicit raw_members(std::string_view s) noexcept : s_(s) {}

    /// Calls f(key, value) with the characters of each; false where this is no object.
    template <class F> constexpr bool each(F&& f) {
        if (!take('{')) return false;
        if (!take('}')) {
            do {
                const std::string_view key = take_value();
                if (!take(':')) return false;
                f(key, take_value());
            } while (take(','));
            if (!take('}')) return false;
        }
        skip_space();
        return at_ == s_.size();
    }
};

constexpr bool is_blank(std::string_view s) noexcept {
    for (const char c : s)
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return false;
    return true;
}

constexpr bool is_known_member(const value& key) noexcept {
    return key.as_text() == "reason" || key.as_text() == "timestamp";
}
/// What one member of a body says, where it can be used: of a key given twice the last that can.
constexpr void take_member(const value& key, const value& held, response& to) {
    if (key.as_text() == "timestamp") {
        if (const auto at = held.as_int(); at && *at >= 0) to.timestamp_ms = at;
    } else if (key.as_text() == "reason" && held.as_text()) {
        to.reason_text = text(nimpush::detail::unchecked{}, held.chars());
        to.reason = reason_from(held.chars());
    }
}

/// Whether what json::read said makes the whole body malformed, and not one member of it unusable.
constexpr bool is_malformed(errc code) noexcept {
    return code == errc::not_json || code == errc::truncated || code == errc::bad_utf8;
}

}  // namespace detail

/// Whether a header has this name; HTTP/2 spells it in lower case, some libraries do not.
constexpr bool is_named(const header& h, std::string_view name) noexcept {
    return nimpush::detail::same_but_for_case(h.name, name);
}

/// Reads an answer: status, headers, and the body, of which success has none.
///
/// Nothing is ever refused: a body that is no JSON is kept in malformed_body, a timestamp of another type
/// is left out, and keys that nobody knows pass. For a GOAWAY frame: status 0, no headers, its debug data.
constexpr response read_response(int status, span<const header> headers, std::string_view body) {
    response r;
    r.status = status;
    for (const header& h : headers) {
        if (is_named(h, "apns-id")) r.apns_id = detail::text_from_wire(h.value);
        if (is_named(h, "apns-unique-id")) r.apns_unique_id = detail::text_from_wire(h.value);
        if (is_named(h, "apns-request-id")) r.apns_request_id = detail::text_from_wire(h.value);
        if (is_named(h, "apns-channel-id")) r.apns_channel_id = detail::text_from_wire(h.value);
    }
    if (detail::is_blank(body)) return r;
    const auto whole = json::read(body);
    bool well_formed = true;
    if (whole) {
        well_formed = whole->is(value::kind::map);
        for (const value::member& one : whole->members()) detail::take_member(one.key, one.val, r);
    } else {
        well_formed = detail::raw_members(body).each([&](std::string_view key, std::string_view chars) {
            const auto name = json::read(key);
            if (!name || !detail::is_known_member(*name)) return;
            if (const auto held = json::read(chars)) detail::take_member(*name, *held, r);
        });
        if (detail::is_malformed(whole.error().code)) well_formed = false;
    }
    if (!well_formed) r.malformed_body = detail::text_from_wire(body);
    return r;
}

/// The body that Apple sends with an answer: `{"reason":…}`, with the timestamp where there is one; null
/// for an answer without a reason.
constexpr value body_of(const response& r) {
    if (!r.reason_text.has_value()) return {};
    value body = value::map();
    body.append("reason", value(r.reason_text));
    if (r.timestamp_ms.has_value()) body.append("timestamp", *r.timestamp_ms);
    return body;
}

}  // namespace apns
}  // namespace nimpush::v1
