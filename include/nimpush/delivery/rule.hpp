#pragma once

// The rules by name, and what can become of a message: the list of docs/facts/delivery.md, Rules, in its order.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// The closed list, in the order in which the rules are looked at.
enum class rule : std::uint8_t {
    to_oneself,
    blocked,
    not_friends,
    not_in_team,
    chat_banned,
    not_initialized,
    certificate_name_too_long,
    never_logged_in,
    logged_out,
    kicked_out,
    in_foreground,
    alive_in_background,
    push_off,
    online_only,
    no_push_text,
    not_an_apns_device,
    no_certificate_name,
    certificate_unknown,
    no_token,
    desktop_online,
    do_not_disturb,
    conversation_muted,
    sender_muted,
    environment_mismatch,
    token_unregistered,
    payload_too_large,
    pushed,
};

/// What becomes of the message for one device.
enum class outcome : std::uint8_t {
    none,        // no push: the message waits for the next login
    apns,        // pushed through APNs
    vendor,      // pushed by a phone's maker
    connection,  // the long connection delivers it
    refused,     // NIM does not take it from the sender
};

/// What one rule said.
enum class consideration : std::uint8_t {
    passes,
    stops,
    overridden,  // it would stop the push, but the push is forced
    unreached,   // it needs something that is not there, such as a token
};

/// Whether a source settles the rule, or it is our model and not NetEase's word.
enum class confidence : std::uint8_t { documented, unverified };

}  // namespace delivery

template <> struct names<delivery::rule> {
    static constexpr std::string_view list[] = {"to_oneself",
                                                "blocked",
                                                "not_friends",
                                                "not_in_team",
                                                "chat_banned",
                                                "not_initialized",
                                                "certificate_name_too_long",
                                                "never_logged_in",
                                                "logged_out",
                                                "kicked_out",
                                                "in_foreground",
                                                "alive_in_background",
                                                "push_off",
                                                "online_only",
                                                "no_push_text",
                                                "not_an_apns_device",
                                                "no_certificate_name",
                                                "certificate_unknown",
                                                "no_token",
                                                "desktop_online",
                                                "do_not_disturb",
                                                "conversation_muted",
                                                "sender_muted",
                                                "environment_mismatch",
                                                "token_unregistered",
                                                "payload_too_large",
                                                "pushed"};
};
template <> struct names<delivery::outcome> {
    static constexpr std::string_view list[] = {"none", "apns", "vendor", "connection", "refused"};
};
template <> struct names<delivery::consideration> {
    static constexpr std::string_view list[] = {"passes", "stops", "overridden", "unreached"};
};
template <> struct names<delivery::confidence> {
    static constexpr std::string_view list[] = {"documented", "unverified"};
};

namespace delivery {

using nimpush::name_of;  // for the enums of this namespace, without a prefix

inline constexpr std::size_t rule_count = static_cast<std::size_t>(rule::pushed) + 1;
static_assert(std::size(names<rule>::list) == rule_count);

}  // namespace delivery
}  // namespace nimpush::v1
