// expect: a_custom_key_cannot_be_aps
// expect: number_is_not_from_0_to_1
// expect: text_is_longer_than_its_limit
// expect: apns_id_is_not_a_canonical_uuid
// expect: text_has_a_character_outside_its_class
// expect: text_has_a_character_outside_its_class
// expect: number_is_below_its_minimum
#include <nimpush/apns/request.hpp>
#include <nimpush/wire/json.hpp>

using namespace nimpush;

#if MUST_FAIL == 1
constexpr auto body = render<[] { return apns::notification{.badge = 1, .custom = {{"aps", 1}}}; }>();
#elif MUST_FAIL == 2
constexpr apns::fraction volume = 1.5;
#elif MUST_FAIL == 3
constexpr apns::collapse_id id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefX";  // 65
#elif MUST_FAIL == 4
constexpr apns::message_id id = "123e4567-e89b-12d3-a456-42665544000";  // 11 digits at the end
#elif MUST_FAIL == 5
constexpr apns::bundle_id id = "com.example/acme";
#elif MUST_FAIL == 6
constexpr apns::collapse_id id = "two\r\nlines";
#elif MUST_FAIL == 7
constexpr apns::notification n{.badge = -1};
#else
constexpr auto body = render<[] { return apns::notification{.badge = 1, .custom = {{"apns", 1}}}; }>();
constexpr apns::fraction volume = 1.0;
constexpr apns::collapse_id id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";  // 64
constexpr apns::message_id uuid = "123e4567-e89b-12d3-a456-4266554400a0";
constexpr apns::bundle_id bundle = "com.example-1.acme";
constexpr apns::notification n{.badge = 0};
#endif
