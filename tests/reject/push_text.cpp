// expect: text_is_longer_than_its_limit
// A push text has at most 500 characters; over 200 bytes are a warning of check() alone.
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>

#define TEN(text) text text text text text text text text text text
#define TEXT_OF_500 TEN(TEN("01234"))
#define CHINESE_OF_500 TEN(TEN("推送消息！"))

#if MUST_FAIL == 1
constexpr nimpush::push_text written = TEXT_OF_500 "X";
#elif MUST_FAIL == 2
constexpr nimpush::push_text written = CHINESE_OF_500 "。";
#elif MUST_FAIL == 3
constexpr nimpush::flutter_channel::message written{.push_content = TEXT_OF_500 "X"};
#elif MUST_FAIL == 4
constexpr nimpush::flutter_channel::custom_notification written{.apns_text = TEXT_OF_500 "X"};
#else
constexpr nimpush::push_text written = TEXT_OF_500;
constexpr nimpush::push_text chinese = CHINESE_OF_500;
constexpr nimpush::flutter_channel::custom_notification notification{.apns_text = TEXT_OF_500};
static_assert(written.size() == 500 && chinese.size() == 1500);
constexpr auto message = [] {
    return nimpush::flutter_channel::message{.push_content = TEXT_OF_500}.push_content.size();
}();
static_assert(message == 500);
#endif
