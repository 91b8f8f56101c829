#pragma once

// MixPushService of Android and PushService of HarmonyOS: does the app give tokens itself, is the phone pushed.
//
// Each is registered on its platform alone: elsewhere there are no bytes.

#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/v2_auth.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Registers the native callback (FLTMixPushService.kt); the method that takes it away, Android does not know.
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::register_manually_provide_push_token_callback>&) {
    return from.on() == device_platform::android ? fine() : none();
}

/// Kept for is_enable; whether the maker's service pushes is not decided here.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::ohos_push_enable>& asked) {
    if (from.on() != device_platform::harmony) return none();
    const auto enable = asked.template get<&v2::ohos_push_enable::enable>();
    if (!enable) return v2_bad_parameter();
    from.self.is_push_enabled = *enable;
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::ohos_push_is_enable>&) {
    return from.on() == device_platform::harmony ? reply_with(value(from.self.is_push_enabled)) : none();
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
