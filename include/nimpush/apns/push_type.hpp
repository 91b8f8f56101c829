#pragma once

// What hangs on the push type: topic, size, priority, authentication.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {

/// Apple's leg: the APNs provider protocol.
namespace apns {

/// Kind of push (`apns-push-type`): all eleven of "Sending notification requests to APNs".
enum class push_type : std::uint8_t {
    alert,
    background,
    complication,
    controls,
    fileprovider,
    liveactivity,
    location,
    mdm,
    pushtotalk,
    voip,
    widgets,
};

/// When it is delivered (`apns-priority`); absent counts as 10.
enum class priority : std::uint8_t {
    power_first = 1,  // never wakes the device
    power_aware = 5,  // when it suits the battery
    immediately = 10,
};

/// How the provider proves itself.
enum class authentication : std::uint8_t { token, certificate };

/// Which of Apple's gateways.
enum class environment : std::uint8_t { production, development };

/// What Apple says of one push type. Where it states no rule, everything is allowed.
struct push_type_rules {
    std::string_view topic_suffix;  // behind the bundle id
    std::size_t payload_limit;      // bytes
    bool allows_10;
    bool allows_1;
    bool allows_token;
    bool allows_certificate;
};

namespace detail {

/// Seconds since 1970 reach this in the year 5138; milliseconds did in 1973.
inline constexpr std::int64_t surely_milliseconds = 100'000'000'000;
constexpr bool are_seconds(std::int64_t date) noexcept { return date >= 0 && date < surely_milliseconds; }

}  // namespace detail

/// Where a push to one device goes; its token in lower-case digits follows.
inline constexpr std::string_view device_path = "/3/device/";
inline constexpr std::size_t payload_limit = 4096;
inline constexpr std::size_t voip_payload_limit = 5120;
inline constexpr std::size_t broadcast_payload_limit = 5120;

constexpr push_type_rules rules_of(push_type type) noexcept {
    switch (type) {
        case push_type::background:
            return {"", payload_limit, false, true, true, true};  // "10 is an error"
        // The table prints `h.complication` and `push-type.liveactivity`; the dot form is meant.
        case push_type::complication: return {".complication", payload_limit, true, true, true, true};
        case push_type::controls: return {".push-type.controls", payload_limit, true, true, true, true};
        // "Using push notifications to signal changes": provider tokens, "not provider certificates".
        case push_type::fileprovider: return {".pushkit.fileprovider", payload_limit, true, true, true, false};
        case push_type::liveactivity: return {".push-type.liveactivity", payload_limit, true, false, true, true};
        case push_type::location: return {".location-query", payload_limit, true, true, true, false};
        case push_type::mdm: return {"", payload_limit, true, true, false, true};  // the certificate's UID is the topic
        case push_type::pushtotalk: return {".voip-ptt", payload_limit, true, true, true, true};
        case push_type::voip: return {".voip", voip_payload_limit, true, true, true, true};
        case push_type::widgets: return {".push-type.widgets", payload_limit, true, true, true, true};
        default: return {"", payload_limit, true, true, true, true};
    }
}

/// False for a number that is no priority.
constexpr bool allows(push_type type, priority p) noexcept {
    const push_type_rules rules = rules_of(type);
    switch (p) {
        case priority::immediately: return rules.allows_10;
        case priority::power_aware: return true;
        case priority::power_first: return rules.allows_1;
        default: return false;
    }
}
constexpr bool allows(push_type type, authentication a) noexcept {
    const push_type_rules rules = rules_of(type);
    return a == authentication::token ? rules.allows_token : rules.allows_certificate;
}

}  // namespace apns

template <> struct names<apns::push_type> {
    static constexpr std::string_view list[] = {"alert",        "background",   "complication", "controls",
                                                "fileprovider", "liveactivity", "location",     "mdm",
                                                "pushtotalk",   "voip",         "widgets"};
};
template <> struct names<apns::authentication> { static constexpr std::string_view list[] = {"token", "certificate"}; };
template <> struct names<apns::environment> {
    static constexpr std::string_view list[] = {"production", "development"};
};

namespace apns {

/// Whether Apple's own words differ about this pair, so that it may be refused (TopicDisallowed was seen).
///
/// A Live Activity to a device over a certificate: an engineer of Apple's (developer forum 712499) and WWDC23 10185 say
/// that it is not supported, the page on sending lists both ways. Broadcasts are not meant: there a certificate is fine.
constexpr bool is_unsettled(push_type type, authentication a) noexcept {
    return type == push_type::liveactivity && a == authentication::certificate;
}

/// The topic of an MDM push begins so: the UID of its certificate, which no bundle id gives.
inline constexpr std::string_view mdm_topic_prefix = "com.apple.mgmt.";

/// The push type that this topic belongs to by its suffix (`.voip`) or, for MDM, its prefix; none for a bare bundle id,
/// which alert and background share. An app may really be called `com.example.voip`: a topic alone cannot tell.
[[nodiscard]] constexpr maybe<push_type> push_type_of_topic(std::string_view topic) noexcept {
    if (topic.starts_with(mdm_topic_prefix)) return push_type::mdm;
    for (std::size_t i = 0; i < std::size(names<push_type>::list); ++i) {
        const auto type = static_cast<push_type>(i);
        const std::string_view suffix = rules_of(type).topic_suffix;
        if (!suffix.empty() && topic.size() > suffix.size() && topic.ends_with(suffix)) return type;
    }
    return {};
}

/// The bundle id in a topic of this push type: without its suffix, which is empty for alert, background and MDM. None
/// where the topic does not end so.
[[nodiscard]] constexpr maybe<std::string_view> bundle_id_in(push_type type, std::string_view topic) noexcept {
    const std::string_view suffix = rules_of(type).topic_suffix;
    if (topic.size() <= suffix.size() || !topic.ends_with(suffix)) return {};
    return topic.substr(0, topic.size() - suffix.size());
}

/// Whether a topic can be one of this push type: its suffix once and no other, and for MDM the certificate's UID.
[[nodiscard]] constexpr bool topic_suits(push_type type, std::string_view topic) noexcept {
    if (type == push_type::mdm) return topic.starts_with(mdm_topic_prefix);
    const auto id = bundle_id_in(type, topic);
    return id && !push_type_of_topic(*id);
}

}  // namespace apns

}  // namespace nimpush::v1
