// expect: device_token_is_not_whole_hexadecimal_bytes
// expect: device_token_is_not_whole_hexadecimal_bytes
// expect: device_token_is_not_whole_hexadecimal_bytes
// expect: device_token_is_not_whole_hexadecimal_bytes
// expect: device_token_is_not_1_to_100_bytes
// expect: device_token_is_not_1_to_100_bytes
// A literal of a device token is 1 to 100 bytes in hexadecimal digits.
#include <nimpush/model/device_token.hpp>

using namespace nimpush::literals;

#define TEN(digits) digits digits digits digits digits digits digits digits digits digits

#if MUST_FAIL == 1
constexpr auto token = "0b30557a9fc4e90e33587da2c7ec11365b80a5caef14395e83a8cdf2173c618"_token;
#elif MUST_FAIL == 2
constexpr auto token = "0b30557a9fc4e90e33587da2c7ec11365b80a5caef14395e83a8cdf2173c618g"_token;
#elif MUST_FAIL == 3
constexpr auto token = "0b30557a 9fc4e90e"_token;
#elif MUST_FAIL == 4
constexpr auto token = "<0b30557a>"_token;
#elif MUST_FAIL == 5
constexpr auto token = ""_token;
#elif MUST_FAIL == 6
constexpr auto token = TEN(TEN("0b")) "30"_token;
#else
constexpr auto token = "0B30557a9fc4e90e33587da2c7ec11365b80a5caef14395e83a8cdf2173c6186"_token;
static_assert(token.size() == 32 && token.bytes()[31] == 0x86);
static_assert((TEN(TEN("0b")) ""_token).size() == 100 && "ff"_token.size() == 1);
#endif
