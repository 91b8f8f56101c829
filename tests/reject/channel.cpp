// expect: text_has_a_character_outside_its_class
// expect: text_is_shorter_than_its_limit
// expect: text_has_a_character_outside_its_class
// expect: apns_id_is_not_a_canonical_uuid
// A channel's ids and names go into a path and into headers.
#include <nimpush/apns/broadcast.hpp>

using namespace nimpush;

#if MUST_FAIL == 1
constexpr apns::read_channel bad{.target = {.bundle_id = "com.example.MyApp"}, .channel = "dHN0\r\nx: y"};
#elif MUST_FAIL == 2
constexpr apns::delete_channel bad{.target = {.bundle_id = "com.example.MyApp"}, .channel = ""};
#elif MUST_FAIL == 3
constexpr apns::list_channels bad{.target = {.bundle_id = "com.example/MyApp"}};
#elif MUST_FAIL == 4
constexpr apns::create_channel bad{.target = {.request_id = "123e4567-e89b-12d3-a456-42665544000"}};
#else
constexpr apns::read_channel good{.target = {.bundle_id = "com.example.MyApp"}, .channel = "dHN0LXNyY2gtY2hubA=="};
static_assert(apns::check(good).empty());
#endif
