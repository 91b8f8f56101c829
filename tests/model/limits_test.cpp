#include <nimpush/model/limits.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/dialect/desktop_sdk/builders.hpp>
#include <nimpush/dialect/desktop_sdk/client.hpp>
#include <nimpush/dialect/desktop_sdk/setting.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/plugin/nos_scenes.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/dialect/server_api/accounts.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/notifications.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/v2_calls.hpp>
#include <nimpush/dialect/server_api/v2_messages.hpp>
#include <nimpush/model/cert_name.hpp>
#include <nimpush/model/database_key.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/push_payload.hpp>
#include <nimpush/model/push_text.hpp>

#include "../support/print.hpp"

namespace {

using nimpush::errc;
namespace desktop = nimpush::desktop_sdk;
namespace limits = nimpush::limits;
namespace server = nimpush::server_api;
namespace v2 = nimpush::flutter_channel_v2;

// The numbers, by hand from the pages of docs/facts/.
static_assert(limits::push_text == 500 && limits::push_text_bytes == 200 && limits::push_payload == 2048 &&
              limits::forced_accounts == 100 && limits::xiaomi_extras == 8 && limits::sound_name == 30);
static_assert(limits::fcm_ttl == 4 * 7 * 24 * 3600 && limits::fcm_label == 50 && limits::honor_ttl == 15 * 24 * 3600 &&
              limits::honor_buttons == 3 && limits::honor_button_name == 40 && limits::honor_button_data == 1024 &&
              limits::honor_badge == 99);
static_assert(limits::certificate_name == 32 && limits::database_key == 32 && limits::custom_tag == 32 &&
              limits::device_token == 100 && limits::custom_storage_scenes == 10 && limits::least_log_days == 2 &&
              limits::least_server_time_interval == 1000 && limits::most_image_quality == 100);
static_assert(limits::message_body == 5000 && limits::message_description == 500 && limits::server_extension == 1024 &&
              limits::antispam_content == 5000 && limits::antispam_extension == 1024 &&
              limits::comment_extension == 8 && limits::recall_reason == 128 && limits::recall_attach == 5000 &&
              limits::broadcast_body == 4096 && limits::notification_content == 4096 &&
              limits::notification_antispam_bytes == 5000 && limits::shortest_voice == 1000);
static_assert(limits::batch_accounts == 500 && limits::batch_accounts_with_ids == 100 &&
              limits::notification_batch_accounts == 5000 && limits::v2_batch_accounts == 100 &&
              limits::v2_notification_batch_accounts == 500);
static_assert(limits::account == 32 && limits::account_token == 128 && limits::account_name == 64 &&
              limits::account_email == 64 && limits::account_icon == 1024 && limits::account_sign == 256 &&
              limits::account_birth == 16 && limits::account_mobile == 32 && limits::account_extension == 1024 &&
              limits::account_props == 1024 && limits::member_nick == 32 && limits::member_custom == 32);
static_assert(limits::call_title == 32 && limits::call_payload == 4096 && limits::call_request_id == 128 &&
              limits::call_extension == 4096 && limits::header_nonce == 128 && limits::header_app_key == 128 &&
              limits::header_time == 20);

constexpr char filler[6000]{};
/// n characters, of two bytes each where a limit counts characters, so that bytes would be too many.
template <class Text> bool takes(std::size_t n, std::string_view one) {
    std::string s;
    while (n-- != 0) s += one;
    const auto made = Text::from(s);
    return made.has_value() || made.error().code != errc::too_long;
}
template <class Text> constexpr bool ends_at_characters(std::size_t limit) {
    const auto fits = Text::from(std::string_view(filler, limit)), is_more = Text::from({filler, limit + 1});
    return (fits || fits.error().code != errc::too_long) && !is_more && is_more.error().code == errc::too_long;
}

// Limit and one more, while compiling: texts that have no other rule than their length (or name it first).
static_assert(ends_at_characters<nimpush::push_text>(limits::push_text));
static_assert(ends_at_characters<nimpush::cert_name>(limits::certificate_name));
static_assert(ends_at_characters<nimpush::desktop_database_key>(limits::database_key));
static_assert(ends_at_characters<server::push_string>(limits::push_text));
static_assert(ends_at_characters<server::account>(limits::account));
static_assert(ends_at_characters<decltype(server::user_create::token)>(limits::account_token));
static_assert(ends_at_characters<decltype(server::user_create::name)>(limits::account_name));
static_assert(ends_at_characters<decltype(server::user_create::email)>(limits::account_email));
static_assert(ends_at_characters<decltype(server::user_create::icon)>(limits::account_icon));
static_assert(ends_at_characters<decltype(server::user_create::sign)>(limits::account_sign));
static_assert(ends_at_characters<decltype(server::user_create::birth)>(limits::account_birth));
static_assert(ends_at_characters<decltype(server::user_update_uinfo::mobile)>(limits::account_mobile));
static_assert(ends_at_characters<decltype(server::superteam_update_tlist::nick)>(limits::member_nick));
static_assert(ends_at_characters<decltype(server::send_msg::msg_desc)>(limits::message_description));
static_assert(ends_at_characters<decltype(server::recall_msg::msg)>(limits::recall_reason));
static_assert(ends_at_characters<decltype(server::recall_msg::attach)>(limits::recall_attach));
static_assert(ends_at_characters<decltype(server::broadcast_msg::body)>(limits::broadcast_body));
static_assert(ends_at_characters<decltype(server::send_attach_msg::sound)>(limits::sound_name));
static_assert(ends_at_characters<decltype(server::message_body::text)>(limits::message_body));
static_assert(ends_at_characters<decltype(server::modified_body::text)>(limits::message_body));
static_assert(ends_at_characters<decltype(server::custom_notification::sound)>(limits::sound_name));
static_assert(ends_at_characters<decltype(server::signal_push_config::push_title)>(limits::call_title));
static_assert(ends_at_characters<decltype(server::signal_invite::request_id)>(limits::call_request_id));
static_assert(ends_at_characters<desktop::body_text>(limits::message_body));
static_assert(ends_at_characters<desktop::push_text>(limits::push_text_bytes));
static_assert(ends_at_characters<v2::tag_text>(limits::custom_tag));
static_assert(ends_at_characters<v2::antispam_text>(limits::antispam_extension));
static_assert(ends_at_characters<v2::antispam_notification_text>(limits::notification_antispam_bytes));
static_assert(ends_at_characters<v2::revoke_push_text>(limits::push_text));
static_assert(ends_at_characters<v2::revoke_payload_text>(limits::push_payload));
static_assert(ends_at_characters<v2::comment_text>(limits::comment_extension));
static_assert(ends_at_characters<v2::notification_text>(limits::notification_content));

/// From Min on, up to Max.
template <class Number> constexpr bool begins_at(std::int64_t least) {
    return Number::from(least).has_value() && !Number::from(least - 1);
}
template <class Number> constexpr bool ends_at(std::int64_t most) {
    return Number::from(most).has_value() && !Number::from(most + 1);
}
static_assert(begins_at<decltype(nimpush::plugin::ios_sdk_options::maximum_log_days)>(limits::least_log_days));
static_assert(begins_at<decltype(nimpush::plugin::android_sdk_options::fetch_server_time_interval)>(
    limits::least_server_time_interval));
static_assert(begins_at<nimpush::flutter_channel::image_quality>(limits::least_image_quality) &&
              ends_at<nimpush::flutter_channel::image_quality>(limits::most_image_quality));
static_assert(begins_at<desktop::image_quality>(limits::image_quality_unset) &&
              ends_at<desktop::image_quality>(limits::most_image_quality));
static_assert(begins_at<desktop::client_type>(limits::least_client_type));
static_assert(begins_at<decltype(server::send_msg::sub_type)>(limits::least_sub_type));
static_assert(begins_at<decltype(server::add_quick_comment::index)>(limits::least_comment_index));
static_assert(ends_at<decltype(v2::dnd_config::from_h)>(limits::last_hour) &&
              ends_at<decltype(v2::dnd_config::to_m)>(limits::last_minute));

std::string message_of(const auto& call) {
    const auto found = nimpush::check(call);
    for (const auto& one : found)
        if (one.what.code == errc::too_many || one.what.code == errc::too_long)
            return std::string(nimpush::to_text(one.what).view());
    return "";
}
template <std::size_t Most> server::accounts<Most> people(std::size_t n) {
    return std::vector<server::account>(n, server::account("a"));
}

}  // namespace

TEST_CASE("limits count characters where they say so, and bytes where they say so") {
    CHECK(takes<nimpush::push_text>(limits::push_text, "é"));
    CHECK_FALSE(takes<nimpush::push_text>(limits::push_text + 1, "é"));
    CHECK(takes<v2::notification_text>(limits::notification_content, "é"));
    CHECK(takes<desktop::push_text>(limits::push_text_bytes / 2, "é"));
    CHECK_FALSE(takes<desktop::push_text>(limits::push_text_bytes / 2 + 1, "é"));
    CHECK(takes<v2::antispam_notification_text>(limits::notification_antispam_bytes / 2, "é"));
    CHECK_FALSE(takes<v2::antispam_notification_text>(limits::notification_antispam_bytes / 2 + 1, "é"));
}

TEST_CASE("batches of the server API end at their own numbers, and say them") {
    server::send_batch_msg batch{.from = "alice", .to = people<limits::batch_accounts>(limits::batch_accounts)};
    CHECK(message_of(batch) == "");
    batch.to = people<limits::batch_accounts>(limits::batch_accounts + 1);
    CHECK(message_of(batch) == "toAccids: 501 accounts, at most 500");
    batch.return_msgid = true;
    batch.to = people<limits::batch_accounts>(limits::batch_accounts_with_ids);
    CHECK(message_of(batch) == "");
    batch.to = people<limits::batch_accounts>(limits::batch_accounts_with_ids + 1);
    CHECK(message_of(batch) == "toAccids: 101 accounts, at most 100 with returnMsgid");

    server::send_batch_attach_msg notes{
        .from = "alice", .to = people<limits::notification_batch_accounts>(limits::notification_batch_accounts)};
    CHECK(message_of(notes) == "");
    notes.to = people<limits::notification_batch_accounts>(limits::notification_batch_accounts + 1);
    CHECK(message_of(notes) == "toAccids: 5001 accounts, at most 5000");

    server::custom_notification_batch notify{
        .sender_id = "alice",
        .receiver_ids = people<limits::v2_notification_batch_accounts>(limits::v2_notification_batch_accounts)};
    CHECK(message_of(notify) == "");
    notify.receiver_ids = people<limits::v2_notification_batch_accounts>(limits::v2_notification_batch_accounts + 1);
    CHECK(message_of(notify) == "receiver_ids: 501 accounts, at most 500");

    server::batch_send_p2p_message send{.sender_id = "alice",
                                        .receiver_ids = people<limits::v2_batch_accounts>(limits::v2_batch_accounts)};
    CHECK(message_of(send) == "");
    send.receiver_ids = people<limits::v2_batch_accounts>(limits::v2_batch_accounts + 1);
    CHECK(message_of(send) == "receiver_ids: 101 accounts, at most 100");
}

TEST_CASE("JSON that is a text ends at its own numbers") {
    const auto text_of = [](std::size_t n) { return std::string(n, 'x'); };
    using attach = decltype(server::send_attach_msg::attach);
    CHECK(attach::from(text_of(limits::notification_content)).has_value());
    CHECK(to_text(attach::from(text_of(limits::notification_content + 1)).error()) == "4097 characters, at most 4096");
    using extension = decltype(server::send_msg::ext);
    CHECK(extension::from(text_of(limits::server_extension)).has_value());
    CHECK_FALSE(extension::from(text_of(limits::server_extension + 1)).has_value());
    const auto object_of = [](std::size_t n) { return "{\"a\":\"" + std::string(n - 8, 'x') + "\"}"; };
    using body = decltype(server::send_msg::body);
    CHECK(body::from(object_of(limits::message_body)).has_value());
    CHECK(to_text(body::from(object_of(limits::message_body + 1)).error()) == "5001 characters, at most 5000");
    CHECK(server::push_fields::from(object_of(limits::push_payload)).has_value());
    CHECK_FALSE(server::push_fields::from(object_of(limits::push_payload + 1)).has_value());
    using call_payload = decltype(server::signal_push_config::push_payload);
    CHECK(call_payload::from(object_of(limits::call_payload)).has_value());
    CHECK_FALSE(call_payload::from(object_of(limits::call_payload + 1)).has_value());
}

TEST_CASE("storage scenes, tokens and Xiaomi's extras say their limits") {
    std::vector<nimpush::plugin::nos_scene> scenes;
    for (std::size_t i = 0; i <= limits::custom_storage_scenes; ++i)
        scenes.push_back({nimpush::text(nimpush::detail::unchecked{}, "s" + std::to_string(i)), 1});
    const auto too_many = nimpush::plugin::nos_scenes::from(scenes);
    REQUIRE_FALSE(too_many.has_value());
    CHECK(to_text(too_many.error()) == "more than 10 scenes beside the four of the SDK");
    scenes.pop_back();
    CHECK(nimpush::plugin::nos_scenes::from(scenes).has_value());
    scenes[0].days = limits::least_storage_days - 1;
    CHECK(to_text(nimpush::plugin::nos_scenes::from(scenes).error()) == "s0: -1 days, at least 0");

    const std::vector<std::uint8_t> bytes(limits::device_token + 1, 7);
    CHECK(nimpush::device_token::from({bytes.data(), limits::device_token}).has_value());
    CHECK(to_text(nimpush::device_token::from(bytes).error()) == "101 bytes, from 1 to 100");

    nimpush::push_payload payload{.channel_id = "1",
                                  .channel_name = "2",
                                  .sound = "3",
                                  .ticker = "4",
                                  .notify_foreground = "5",
                                  .notify_effect = "6",
                                  .intent_uri = "7",
                                  .web_uri = "8"};
    CHECK(nimpush::check(payload).empty());
    payload.jobkey = "9";
    CHECK(to_text(nimpush::check(payload)[0].what) == "9 extras for Xiaomi, at most 8: it refuses more");
}
