// expect: number_is_below_its_minimum
// Sizes, lengths and durations are not negative.
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/chatroom.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::ios_sdk_options ios{.max_upload_log_size = -1};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::android_sdk_options android{.thumbnail_size = -1};
#elif MUST_FAIL == 3
constexpr nimpush::flutter_channel::file_attachment file{.size = -1};
#elif MUST_FAIL == 4
constexpr nimpush::flutter_channel::audio_attachment audio{.duration = -1};
#elif MUST_FAIL == 5
constexpr nimpush::flutter_channel::video_attachment video{.width = -1};
#elif MUST_FAIL == 6
constexpr nimpush::flutter_channel::image_attachment image{.height = -1};
#elif MUST_FAIL == 7
constexpr nimpush::flutter_channel::create_image_message call{.file_size = -1};
#elif MUST_FAIL == 8
constexpr nimpush::flutter_channel::create_chatroom_video_message call{.duration = -1};
#elif MUST_FAIL == 9
constexpr nimpush::natural lowest = -9223372036854775807 - 1;
#else
constexpr nimpush::flutter_channel::ios_sdk_options ios{.max_upload_log_size = 0};
constexpr nimpush::flutter_channel::android_sdk_options android{.thumbnail_size = 0};
constexpr nimpush::flutter_channel::file_attachment file{.size = 0};
constexpr nimpush::flutter_channel::audio_attachment audio{.duration = 0};
constexpr nimpush::flutter_channel::video_attachment video{.width = 0};
constexpr nimpush::flutter_channel::image_attachment image{.height = 0};
constexpr nimpush::flutter_channel::create_image_message call{.file_size = 0};
constexpr nimpush::flutter_channel::create_chatroom_video_message room_call{.duration = 0};
constexpr nimpush::natural highest = 9223372036854775807;
static_assert(file.size.has_value() && highest.value() == nimpush::no_maximum);
#endif
