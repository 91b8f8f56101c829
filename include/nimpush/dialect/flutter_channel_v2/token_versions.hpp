#pragma once

// What of the device token depends on the version of nim_core_v2: who hands it over, and whether a custom key comes with
// it.

#include <nimpush/core/error.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// The first version whose plugin hands the token over itself (autoUpdateApnsToken).
inline constexpr plugin_version automatic_token_since =
    schema::field_of<&plugin::ios_sdk_options::auto_update_apns_token>::life.first;
/// The first version that is known to read the custom key on iOS; 10.3.1 looks for it under another key than Dart
/// writes (FLTAPNSService.swift:79).
inline constexpr plugin_version custom_key_since = v10_9_2;

/// Does iOS of this version hand the token over itself, with these options?
constexpr bool hands_token_over(plugin_version spoken, bool auto_update_apns_token) noexcept {
    return auto_update_apns_token && (!spoken.is_said() || spoken >= automatic_token_since);
}

namespace detail {

/// What becomes of a custom key on iOS, as warnings: 10.3.1 loses it, and an automatic hand-over has none. `here` is
/// where the key stands.
constexpr void warn_of_custom_key(plugin_version spoken, bool auto_update_apns_token, const place& here,
                                  fault_list& faults) {
    const text version = schema::version_text(spoken.is_said() ? spoken : v10_9_90);
    if (spoken.is_said() && spoken < custom_key_since)
        faults.add(here,
                   {errc::not_supported,
                    {},
                    join("lost: iOS of ", version.view(), " looks for `customKey` where Dart writes `key`; ",
                         schema::version_text(custom_key_since).view(), " and later read it")},
                   degree::warning);
    if (hands_token_over(spoken, auto_update_apns_token))
        faults.add(here,
                   {errc::not_supported,
                    {},
                    join("may be lost: ", version.view(),
                         " hands the token over itself, without a key, and perhaps last (inferred); set "
                         "autoUpdateApnsToken to false")},
                   degree::warning);
}

}  // namespace detail

}  // namespace nimpush::v1::flutter_channel_v2
