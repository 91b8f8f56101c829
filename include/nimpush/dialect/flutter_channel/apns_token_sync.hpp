#pragma once

// The token on 1.7.7: handed over with updateAPNSToken, once, whenever it is due (see plugin/apns_token.hpp).

#include <utility>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/plugin/apns_token.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using plugin::guide_token_channel;

/// Hands the device token to NIM exactly once each time it should be.
///
/// Tell it what happens, then ask next(): it answers the call to send, or nothing. A call that was
/// answered with failure is offered again after retry().
class apns_token_sync : public plugin::apns_token {
  public:
    constexpr apns_token_sync() = default;
    /// `channel` is the name of the app's own channel, the same on both sides.
    constexpr explicit apns_token_sync(flutter_channel::platform p,
                                       text channel = {nimpush::detail::literal_tag{}, guide_token_channel})
        : apns_token(p, std::move(channel)) {}

    /// The call to send now, if one is due; it counts as sent from here on.
    constexpr maybe<flutter_channel::update_apns_token> next() {
        using call = flutter_channel::update_apns_token;
        if (!is_due()) return {};
        return taken<maybe<call>>([](const device_token& token, const text& key) { return call{token, key}; });
    }
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
