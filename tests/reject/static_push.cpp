// expect: this_push_type_does_not_take_this_priority
// expect: this_push_type_does_not_take_this_authentication
// expect: the_topic_or_bundle_id_does_not_fit_the_push_type
// expect: the_payload_breaks_a_rule_of_its_push_type
// expect: the_payload_breaks_a_rule_of_its_push_type
// expect: the_payload_is_larger_than_its_push_type_allows
#include <nimpush/apns/static_push.hpp>

using namespace nimpush;

namespace {

constexpr auto make = [] {
    apns::request r{.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
#if MUST_FAIL == 1
    r = {.type = apns::push_type::background,
         .bundle_id = "com.example.acme",
         .priority = apns::priority::immediately,
         .payload = {.content_available = true}};
#elif MUST_FAIL == 2
    r.type = apns::push_type::location;
    r.authentication = apns::authentication::certificate;
#elif MUST_FAIL == 3
    r.type = apns::push_type::voip;
    r.bundle_id = "com.example.acme.voip";
#elif MUST_FAIL == 4
    r.payload.relevance_score = 100;
#elif MUST_FAIL == 5
    r.type = apns::push_type::widgets;
#elif MUST_FAIL == 6
    text long_text = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    for (int i = 0; i < 7; ++i) long_text = detail::join(long_text.view(), long_text.view());
    r.payload.alert.body = long_text;
#else
    r.priority = apns::priority::immediately;  // the twin
#endif
    return r;
};

constexpr auto& push = apns::static_push<make>;
static_assert(push.headers.find("apns-topic") == "com.example.acme");

}  // namespace
