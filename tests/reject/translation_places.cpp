// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: these_places_hold_different_kinds_of_part
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: this_key_is_in_no_field_list_of_its_wire
// expect: these_places_hold_different_kinds_of_part
// Places of the translation: each key stands in a field list of its wire, and all of a row hold the same kind of part.
#include <nimpush/dialect/translation/desktop_from_channel.hpp>
#include <nimpush/dialect/translation/places.hpp>

using namespace nimpush::detail::translation;
using row = place_row<nim_wires>;

#if MUST_FAIL == 1
constexpr row bad{"config.enablePushs", "params.pushConfig.pushEnabled", "push_enable", "option.push",
                  "push_config.push_enabled"};
#elif MUST_FAIL == 2
constexpr row bad{"config.enablePush", "params.pushConfig.enabled", "push_enable", "option.push",
                  "push_config.push_enabled"};
#elif MUST_FAIL == 3
constexpr row bad{"config.enablePush", "params.pushConfig.pushEnabled", "pushEnable", "option.push",
                  "push_config.push_enabled"};
#elif MUST_FAIL == 4
constexpr row bad{"config.enablePush", "params.pushConfig.pushEnabled", "push_enable", "option.enable",
                  "push_config.push_enabled"};
#elif MUST_FAIL == 5
constexpr row bad{"messageAttachment.w", "message.attachment.width", "msg_attach.w", "body.w",
                  "message.attachment.width"};
#elif MUST_FAIL == 6
constexpr row bad{"pushContent.more", "", "", "", ""};
#elif MUST_FAIL == 7
constexpr row bad{"config.enablePush", "params.pushConfig.pushContent", "push_enable", "", ""};
#elif MUST_FAIL == 8
constexpr place_pair<nimpush::flutter_channel::custom_notification, nimpush::desktop_sdk::custom_notification> bad{
    "apnsTexts", "custom_apns_text"};
#elif MUST_FAIL == 9
constexpr row bad{no_channel, "params.targetConfig.receivers", "target_option.receiver_account_ids"};
#elif MUST_FAIL == 10
constexpr row bad{no_channel, "params.targetConfig.receiverIds", "target_option.receiver_ids"};
#elif MUST_FAIL == 11
constexpr row bad{no_channel, "params.targetConfig.inclusive", "target_option.receiver_account_ids"};
#else
constexpr row good{"config.enablePush", "params.pushConfig.pushEnabled", "push_enable", "option.push",
                   "push_config.push_enabled"};
constexpr row size{"messageAttachment.w", "message.attachment.width", "msg_attach.w", "body.w", "message.attachment.w"};
constexpr place_pair<nimpush::flutter_channel::custom_notification, nimpush::desktop_sdk::custom_notification> pair{
    "apnsText", "custom_apns_text"};
constexpr row newer{no_channel, "params.targetConfig.receiverIds", "target_option.receiver_account_ids"};
static_assert(newer.what == part::list && newer.is_beyond_channel() && newer.at[1].is_in_call);
static_assert(!row(no_channel, "message.topicRefer", "").at[1].is_in_call);
static_assert(good.what == part::flag && size.what == part::number);
static_assert(good.at[3].path == "option.push" && pair.desktop.path == "custom_apns_text");
#endif
