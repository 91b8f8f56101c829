// expect: text_is_longer_than_its_limit
// expect: text_is_longer_than_its_limit
// expect: number_is_below_its_minimum
// expect: number_is_above_its_maximum
// expect: text_is_longer_than_its_limit
// expect: number_is_below_its_minimum
// Limits of the desktop's C SDK: 200 bytes of push text, 5,000 characters of a message, client types from 1 on.
#include <nimpush/dialect/desktop_sdk.hpp>

namespace sdk = nimpush::desktop_sdk;

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

#if MUST_FAIL == 1
constexpr sdk::message_setting setting{.push_content = FIFTY FIFTY FIFTY FIFTY "X"};
#elif MUST_FAIL == 2
constexpr sdk::notification_setting setting{.custom_apns_text = FIFTY FIFTY FIFTY FIFTY "X"};
#elif MUST_FAIL == 3
constexpr sdk::global_config config{.custom_client_type = 0};
#elif MUST_FAIL == 4
constexpr sdk::global_config config{.preload_image_quality = 101};
#elif MUST_FAIL == 5
constexpr sdk::global_config config{.db_encrypt_key = "0123456789abcdef0123456789abcdefX"};
#elif MUST_FAIL == 6
constexpr sdk::image picture{.w = -1};
#else
constexpr sdk::message_setting setting{.push_content = FIFTY FIFTY FIFTY FIFTY};
constexpr sdk::notification_setting notification{.custom_apns_text = FIFTY FIFTY FIFTY FIFTY};
constexpr sdk::global_config config{
    .db_encrypt_key = "0123456789abcdef0123456789abcdef", .preload_image_quality = 100, .custom_client_type = 1};
constexpr sdk::image picture{.w = 0};
static_assert(setting.push_content.size() == 200);
#endif
