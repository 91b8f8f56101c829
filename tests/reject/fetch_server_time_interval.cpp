// expect: number_is_below_its_minimum
// Android asks the server for its time at most once in 1,000 ms.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#ifdef MUST_FAIL
constexpr nimpush::flutter_channel::android_sdk_options options{.fetch_server_time_interval = 999};
#else
constexpr nimpush::flutter_channel::android_sdk_options options{.fetch_server_time_interval = 1000};
#endif

static_assert(options.fetch_server_time_interval.has_value());
