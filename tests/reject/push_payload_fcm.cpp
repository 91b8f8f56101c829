// expect: text_is_none_of_the_words_that_are_allowed
// expect: text_is_none_of_the_words_that_are_allowed
// expect: text_is_none_of_the_words_that_are_allowed
// expect: text_is_no_duration_such_as_3_5s
// expect: text_is_no_duration_such_as_3_5s
// expect: duration_is_longer_than_its_limit
// expect: text_is_no_color_such_as_rrggbb
// expect: text_is_no_moment_of_rfc_3339
// expect: text_has_a_character_outside_its_class
// expect: text_is_longer_than_its_limit
// Texts of FCM's part of a push payload, of which FCM answers 400 to what is otherwise.
#include <nimpush/model/push_payload.hpp>

using namespace nimpush;

#if MUST_FAIL == 1
constexpr fcm_priority bad = "High";
#elif MUST_FAIL == 2
constexpr fcm_notification_priority bad = "HIGH";
#elif MUST_FAIL == 3
constexpr fcm_android_notification bad{.visibility = "public"};
#elif MUST_FAIL == 4
constexpr fcm_ttl bad = "86400";
#elif MUST_FAIL == 5
constexpr fcm_duration bad = "0.1234567890s";
#elif MUST_FAIL == 6
constexpr fcm_ttl bad = "2419201s";
#elif MUST_FAIL == 7
constexpr fcm_color bad = "#fff";
#elif MUST_FAIL == 8
constexpr fcm_moment bad = "2014-10-02 15:01:23";
#elif MUST_FAIL == 9
constexpr fcm_label bad = "a b";
#elif MUST_FAIL == 10
constexpr fcm_label bad = "012345678901234567890123456789012345678901234567890";
#else
constexpr fcm_priority priority = "HIGH";
constexpr fcm_notification_priority shown = "PRIORITY_HIGH";
constexpr fcm_android_notification locked{.visibility = "PUBLIC"};
constexpr fcm_ttl most = "2419200s";
constexpr fcm_duration fine = "0.123456789s";
constexpr fcm_color color = "#FFf012";
constexpr fcm_moment moment = "2014-10-02T15:01:23Z";
constexpr fcm_label label = "01234567890123456789012345678901234567890123456789";
static_assert(most.size() == 8 && label.size() == 50 && locked.visibility.view() == "PUBLIC");
#endif
