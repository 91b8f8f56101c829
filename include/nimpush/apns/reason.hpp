#pragma once

// Why APNs refuses: each reason with its status, and what to do about it.
//
// Sources: [RESP] "Handling notification responses from APNs", [ERR] "Handling error responses from Apple
// Push Notification service". A reason that nobody knows survives as text: Apple added several over the
// years. Where Apple is silent about retrying, the comment says that the reading is ours.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>

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
    missing_channel_queue_size,
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
    to_fix("BadCollapseId", 400, "The collapse id is longer than 64 bytes, or cannot be a header."),
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
    to_fix("InvalidPushType", 400,
           "The push type is none of Apple's, or the topic belongs to another one; for channels, not LiveActivity."),
    to_fix("MissingDeviceToken", 400, "The path has no device token."),
    to_fix("MissingTopic", 400, "The topic is missing, and the certificate has not exactly one."),
    to_fix("PayloadEmpty", 400, "The request has no body, or one that is no JSON."),
    to_fix("TopicDisallowed", 400, "The provider may not push to this topic; for broadcasts, a suffix is too much."),
    to_fix("BadCertificate", 403, "The certificate is invalid.", true),
    to_fix("BadCertificateEnvironment", 403, "The certificate is of the other environment.", true),
    {"ExpiredProviderToken", 403, advice::renew_provider_token, retry::after_fix, 0, false,
     "The provider token is older than one hour."},
    in_vain("Forbidden", 403, "The action is not allowed."),
    to_fix("InvalidProviderToken", 403, "The provider token is invalid, or its signature cannot be verified."),
    to_fix("MissingProviderToken", 403, "There is neither a certificate nor a provider token."),
    to_fix(
        "UnrelatedKeyIdInToken", 403,
        "The token's key is not related to the key of the connection's first push: it needs a connection of its own.",
        true),
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
    // A third party's word, not Apple's.
    to_fix("MissingChannelQueueSize", 400, "The message storage policy is missing."),
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
[[nodiscard]] constexpr reason reason_from(std::string_view spelt) noexcept {
    for (const detail::other_spelling& one : detail::other_spellings)
        if (one.spelt == spelt) return one.meant;
    reason found = reason::unknown;
    if (!spelt.empty()) (void)nimpush::detail::take_name(spelt, found);
    return found;
}

/// What is known of a reason; of none and unknown it is what the status alone says.
[[nodiscard]] constexpr reason_facts facts_of(reason r, int status = 0) noexcept {
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

}  // namespace apns
}  // namespace nimpush::v1
