#pragma once

// What the SDK is told when it is initialised, for each platform.

#include <nimpush/dialect/flutter_channel/desktop_options.hpp>  // IWYU pragma: export
#include <nimpush/dialect/plugin/nos_scenes.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/dialect/plugin/sdk_options/server_config.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using plugin::android_sdk_options, plugin::common_sdk_options, plugin::ios_sdk_options, plugin::server_config;
using plugin::comm_enca, plugin::handshake_type, plugin::ip_protocol_version, plugin::nego_key_neca;
using plugin::mix_push_config, plugin::notification_extra_type, plugin::notification_fold_style,
    plugin::status_bar_notification_config;
using plugin::nos_scene, plugin::nos_scenes;

}  // namespace flutter_channel
}  // namespace nimpush::v1
