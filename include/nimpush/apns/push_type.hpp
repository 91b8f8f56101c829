#pragma once

// What hangs on the push type: topic, size, priority, authentication.

#include <cstddef>
#include <cstdint>
#include <string_view>

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
        case push_type::fileprovider: return {".pushkit.fileprovider", payload_limit, true, true, true, true};
        case push_type::liveactivity: return {".push-type.liveactivity", payload_limit, true, false, true, true};
        case push_type::location: return {".location-query", payload_limit, true, true, true, false};
        case push_type::mdm: return {"", payload_limit, true, true, false, true};  // the certificate's UID is the topic
        case push_type::pushtotalk: return {".voip-ptt", payload_limit, true, true, true, true};
        case push_type::voip: return {".voip", voip_payload_limit, true, true, true, true};
        case push_type::widgets: return {".push-type.widgets", payload_limit, true, true, true, true};
        default: return {"", payload_limit, true, true, true, true};
    }
}

constexpr bool allows(push_type type, priority p) noexcept {
    const push_type_rules rules = rules_of(type);
    return p == priority::immediately ? rules.allows_10 : p == priority::power_first ? rules.allows_1 : true;
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
template <> struct names<apns::environment> {
    static constexpr std::string_view list[] = {"production", "development"};
};

}  // namespace nimpush::v1
