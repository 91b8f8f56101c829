// expect: image_size_is_not_like_100x50
// The size of a preloaded image is two numbers around an x.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::windows_sdk_options options{.preload_image_resize = "100*50"};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::windows_sdk_options options{.preload_image_resize = "100X50"};
#elif MUST_FAIL == 3
constexpr nimpush::flutter_channel::windows_sdk_options options{.preload_image_resize = "x50"};
#elif MUST_FAIL == 4
constexpr nimpush::flutter_channel::windows_sdk_options options{.preload_image_resize = "100x"};
#elif MUST_FAIL == 5
constexpr nimpush::flutter_channel::windows_sdk_options options{.preload_image_resize = "100x50x1"};
#elif MUST_FAIL == 6
constexpr nimpush::flutter_channel::macos_sdk_options options{.preload_image_resize = "100 x50"};
#elif MUST_FAIL == 7
constexpr nimpush::flutter_channel::macos_sdk_options options{.preload_image_resize = ""};
#else
constexpr nimpush::flutter_channel::windows_sdk_options options{.preload_image_resize = "1920x1080"};
static_assert(options.preload_image_resize == "1920x1080");
#endif
