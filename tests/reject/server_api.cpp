// expect: text_is_longer_than_its_limit
// expect: text_is_longer_than_its_limit
// expect: number_is_none_of_those_allowed
// expect: number_is_above_its_maximum
// expect: text_has_a_character_outside_its_class
// expect: text_does_not_hold_what_this_parameter_needs
// expect: text_does_not_hold_what_this_parameter_needs
// expect: text_does_not_hold_what_this_parameter_needs
// expect: text_does_not_hold_what_this_parameter_needs
// expect: text_is_longer_than_its_limit
// expect: text_has_a_character_outside_its_class
// The server API's limits, in literals.
#include <nimpush/dialect/server_api.hpp>

using namespace nimpush::server_api;

#define TEN(text) text text text text text text text text text text
#define TEXT_OF_500 TEN(TEN("推送消息！"))

#if MUST_FAIL == 1
constexpr push_string bad = TEXT_OF_500 "X";
#elif MUST_FAIL == 2
constexpr send_msg bad{.from = "0123456789abcdef0123456789abcdefX"};
#elif MUST_FAIL == 3
constexpr send_msg bad{.type = 5};
#elif MUST_FAIL == 4
constexpr send_msg bad{.ope = 2};
#elif MUST_FAIL == 5
constexpr set_push_config bad{.account_id = "a/b"};
#elif MUST_FAIL == 6
constexpr set_push_config bad{.account_id = ".."};
#elif MUST_FAIL == 7
constexpr send_message bad{.conversation_id = "alice|4|bob"};
#elif MUST_FAIL == 8
constexpr send_msg bad{.body = "hello"};
#elif MUST_FAIL == 9
constexpr send_msg bad{.payload = R"({"notifyId":"12"})"};
#elif MUST_FAIL == 10
constexpr send_attach_msg bad{.attach = TEN(TEN(TEN("01234")))};
#elif MUST_FAIL == 11
constexpr credentials bad{.app_key = "key\r\nX-Other: 1"};
#else
constexpr push_string written = TEXT_OF_500;
const send_msg message{.from = "0123456789abcdef0123456789abcdef",
                       .ope = 1,
                       .type = 100,
                       .body = R"({"msg":"hello"})",
                       .payload = R"({"notifyId":12})"};
const set_push_config config{.account_id = "a_@.-9"};
const send_message conversation{.conversation_id = "alice|3|9876543210"};
const send_attach_msg notification{.attach = "any text"};
const credentials who{.app_key = "key"};
static_assert(written.size() == 1500);
#endif
