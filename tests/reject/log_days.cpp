// expect: number_is_below_its_minimum
// iOS keeps its logs for at least 2 days.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::ios_sdk_options options{.maximum_log_days = 1};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::ios_sdk_options options{.maximum_log_days = 0};
#elif MUST_FAIL == 3
constexpr nimpush::flutter_channel::ios_sdk_options options{.maximum_log_days = -2};
#else
constexpr nimpush::flutter_channel::ios_sdk_options options{.maximum_log_days = 2};
static_assert(options.maximum_log_days.value() == 2);
#endif
