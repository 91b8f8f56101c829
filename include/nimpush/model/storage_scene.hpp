#pragma once

// The storage scenes that have two names: the plugin's, and the C SDK's (docs/facts/translation.md, Storage scenes; that
// V2 has the plugin's is unverified). Any other scene has one name everywhere.

#include <string_view>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

/// The names of the scenes of NIM's own.
namespace storage_scene {

inline constexpr char im[] = "defaultIm", im_of_sdk[] = "nim_default_im";
inline constexpr char profile[] = "defaultProfile", profile_of_sdk[] = "nim_default_profile_icon";

/// The C SDK's name of a scene of the plugin.
constexpr std::string_view to_sdk(std::string_view name) noexcept {
    return name == im ? im_of_sdk : name == profile ? profile_of_sdk : name;
}
/// The plugin's name of a scene of the C SDK.
constexpr std::string_view from_sdk(std::string_view name) noexcept {
    return name == im_of_sdk ? im : name == profile_of_sdk ? profile : name;
}

}  // namespace storage_scene
}  // namespace nimpush::v1
