// expect: number_is_above_its_maximum
// expect: number_is_below_its_minimum
// expect: number_is_above_its_maximum
// The quality of a preloaded image is from 0 to 100.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::windows_sdk_options windows{.preload_image_quality = 101};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::windows_sdk_options windows{.preload_image_quality = -1};
#elif MUST_FAIL == 3
constexpr nimpush::flutter_channel::macos_sdk_options macos{.preload_image_quality = 101};
#else
constexpr nimpush::flutter_channel::windows_sdk_options windows{.preload_image_quality = 100};
constexpr nimpush::flutter_channel::macos_sdk_options macos{.preload_image_quality = 0};
static_assert(windows.preload_image_quality.value() == 100 && macos.preload_image_quality.has_value());
#endif
