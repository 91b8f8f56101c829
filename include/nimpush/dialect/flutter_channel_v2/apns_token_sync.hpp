#pragma once

// The token on nim_core_v2: who hands it over depends on the version.
//
// Up to 10.9.5 the app does, as in 1.7.7. Since 10.9.6 the plugin itself does on iOS, where autoUpdateApnsToken is true:
// it takes the token as an application delegate, and gives it to the SDK behind the answer to initialize, or at once
// where that was before. It has no custom key, and Dart is told nothing (SwiftNimCorePlugin.swift, FLTAPNSService.swift,
// FLTInitializeService.swift of 10.9.90).

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/one_of.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
#include <nimpush/dialect/plugin/apns_token.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

using plugin::guide_token_channel;

/// Hands the device token to NIM exactly once each time it should be, and not where the plugin does so itself.
///
/// Tell it what happens, then ask next(). With a custom key it hands the token over even so, as the plugin's own way has
/// none; warnings() says what may become of that.
class apns_token_sync : public plugin::apns_token {
    plugin_version spoken_ = v10_9_90;
    bool auto_update_ = true;    // autoUpdateApnsToken: true until initialize has run
    bool is_forwarded_ = false;  // a token came over the app's own channel
    bool reaches_plugin_ = true;

  public:
    /// The call that hands a token over, with a custom key or without; or none.
    using due = one_of<update_apns_token, update_apns_token_with_custom_key>;

    constexpr apns_token_sync() = default;
    /// `channel` is the name of the app's own channel, the same on both sides; none is needed where the plugin takes the
    /// token itself.
    constexpr explicit apns_token_sync(flutter_channel_v2::platform p, plugin_version spoken = v10_9_90,
                                       text channel = {nimpush::detail::literal_tag{}, guide_token_channel})
        : apns_token(p, std::move(channel)), spoken_(spoken.is_said() ? spoken : v10_9_90) {}

    /// On the platform and version of a context.
    constexpr explicit apns_token_sync(const context& world) : apns_token_sync(world.platform, world.plugin) {}

    constexpr plugin_version version() const noexcept { return spoken_; }
    /// Does the plugin hand the token over, so that nobody else should?
    constexpr bool is_automatic() const noexcept {
        return platform() == platform::ios && reaches_plugin_ && hands_token_over(spoken_, auto_update_);
    }

    using apns_token::initialized;
    /// initialize was answered with success, and its options had this autoUpdateApnsToken.
    constexpr void initialized(bool auto_update_apns_token) noexcept {
        auto_update_ = auto_update_apns_token;
        initialized();
    }
    /// The same by the options.
    constexpr void initialized(const plugin::ios_sdk_options& options) noexcept {
        initialized(options.auto_update_apns_token);
    }
    /// The AppDelegate overrides didRegisterForRemoteNotificationsWithDeviceToken: without `super` (Flutter's rule,
    /// inferred) the plugin sees no token, and next() hands it over.
    constexpr void app_delegate_overrides(bool calls_super) noexcept { reaches_plugin_ = calls_super; }
    /// See plugin::apns_token.
    constexpr std::vector<std::uint8_t> on_message(span<const std::uint8_t> message) {
        auto reply = apns_token::on_message(message);
        is_forwarded_ = is_forwarded_ || !reply.empty();
        return reply;
    }
    /// The call to send now, or none; it counts as sent from here on. 10.9.6 and later get none on iOS, where they do
    /// it themselves and no custom key is set.
    constexpr maybe<due> next() {
        if (!is_due() || (is_automatic() && !custom_content_key().has_value())) return {};
        return taken<maybe<due>>([](const device_token& token, const text& key) -> due {
            if (key.has_value()) return update_apns_token_with_custom_key{token, key};
            return update_apns_token{token};
        });
    }
    /// What may go wrong as things stand: a custom key that is lost or overwritten, and an AppDelegate that keeps the
    /// token from the plugin. Empty on other platforms than iOS.
    [[nodiscard]] constexpr problems warnings() const {
        detail::fault_list faults;
        const detail::place root;
        if (platform() != platform::ios) return faults.take();
        if (custom_content_key().has_value() && !custom_content_key().empty())
            detail::warn_of_custom_key(spoken_, is_automatic(),
                                       root.at(schema::key_of<&update_apns_token_with_custom_key::key>), faults);
        const bool would_take = hands_token_over(spoken_, auto_update_);
        if (would_take && (is_forwarded_ || !reaches_plugin_))
            faults.add(
                root.at("didRegisterForRemoteNotificationsWithDeviceToken"),
                {errc::not_supported,
                 {},
                 detail::join("the AppDelegate overrides it: ",
                              reaches_plugin_ ? std::string_view("unless it calls super,")
                                              : std::string_view("as it does not call super,"),
                              " the plugin sees no token and hands none over (inferred); drop the override or "
                              "call super, or set autoUpdateApnsToken to false and hand the token over yourself")},
                degree::warning);
        return faults.take();
    }
};

}  // namespace nimpush::v1::flutter_channel_v2
