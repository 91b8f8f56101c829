#include <nimpush/model/push_payload/fcm.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/push_payload.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

/// What reading and check() say of `fcmFieldV1`, a line each, warnings with a `?` before them.
std::string said(std::string_view field) {
    const auto read = read_push_payload(*json::read("{\"fcmFieldV1\":" + std::string(field) + "}"));
    std::string all;
    const auto add = [&](const problems& found) {
        for (const auto& one : found) {
            std::string line(to_text(one.what).view());
            if (line.starts_with("fcmFieldV1.")) line.erase(0, 11);
            all += (one.how == degree::warning ? "?" : "") + line + "\n";
        }
    };
    add(read.found);
    add(check(read.made));
    return all;
}
std::string of_android(std::string_view android) {
    std::string all = said("{\"message\":{\"android\":" + std::string(android) + "}}");
    for (std::size_t at; (at = all.find("message.android.")) != all.npos;) all.erase(at, 16);
    return all;
}
std::string of_shown(std::string_view pair) {
    std::string all = of_android("{\"notification\":{" + std::string(pair) + "}}");
    for (std::size_t at; (at = all.find("notification.")) != all.npos;) all.erase(at, 13);
    return all;
}

template <class Text> constexpr errc outcome(std::string_view s) {
    const auto made = Text::from(s);
    return made ? errc{} : made.error().code;
}

struct row {
    std::string_view given;
    errc expected;
};
constexpr row lives[] = {
    {"3s", {}},
    {"3.5s", {}},
    {"0s", {}},
    {"3.000000001s", {}},
    {"2419200s", {}},
    {"2419200.9s", {}},  // rounded down to whole seconds
    {"2419201s", errc::out_of_range},
    {"999999999999s", errc::out_of_range},
    {"1000000000000s", errc::bad_character},
    {"", errc::bad_character},
    {"s", errc::bad_character},
    {"3", errc::bad_character},
    {"3S", errc::bad_character},
    {"3 s", errc::bad_character},
    {"-3s", errc::bad_character},
    {"+3s", errc::bad_character},
    {".5s", errc::bad_character},
    {"3.s", errc::bad_character},
    {"3.5.1s", errc::bad_character},
    {"3.0000000001s", errc::bad_character},
    {"3ms", errc::bad_character},
    {"３s", errc::bad_character},
};
constexpr row moments[] = {
    {"2014-10-02T15:01:23.045123456Z", {}},
    {"2014-10-02T15:01:23Z", {}},
    {"2014-10-02T15:01:23.1+08:00", {}},
    {"2014-12-31T23:59:59-05:30", {}},
    {"", errc::bad_character},
    {"2014-10-02", errc::bad_character},
    {"2014-10-02T15:01:23", errc::bad_character},
    {"2014-13-02T15:01:23Z", errc::bad_character},
    {"2014-10-32T15:01:23Z", errc::bad_character},
    {"2014-10-00T15:01:23Z", errc::bad_character},
    {"2014-10-02T24:01:23Z", errc::bad_character},
    {"2014-10-02T15:60:23Z", errc::bad_character},
    {"2014-10-02T15:01:60Z", errc::bad_character},
    {"2014-10-02 15:01:23Z", errc::bad_character},
    {"2014-10-02T15:01:23.Z", errc::bad_character},
    {"2014-10-02T15:01:23.0451234567Z", errc::bad_character},
    {"2014-10-02T15:01:23+24:00", errc::bad_character},
    {"2014-10-02T15:01:23+0800", errc::bad_character},
    {"2014-10-02T15:01:23ZZ", errc::bad_character},
};
template <class Text, const auto& Rows> constexpr bool all_hold() {
    for (const row& one : Rows)
        if (outcome<Text>(one.given) != one.expected) return false;
    return true;
}
static_assert(all_hold<fcm_ttl, lives>() && all_hold<fcm_moment, moments>());
static_assert(outcome<fcm_duration>("2419201s") == errc{});  // of what blinks and shakes
static_assert(outcome<fcm_color>("#1a73E8") == errc{} && outcome<fcm_color>("#fff") == errc::bad_character &&
              outcome<fcm_color>("1a73e8") == errc::bad_character &&
              outcome<fcm_color>("#1a73eg") == errc::bad_character);
static_assert(outcome<fcm_label>("im-1_a.b~c%") == errc{} && outcome<fcm_label>("") == errc::too_short &&
              outcome<fcm_label>("a b") == errc::bad_character && outcome<fcm_label>("推送") == errc::bad_character);

constexpr fcm_v1_field acme() {
    return {.message = fcm_message{.data = {{"sessionId", "alice"}},
                                   .android = fcm_android_config{.priority = "high",
                                                                 .ttl = "86400s",
                                                                 .notification = fcm_android_notification{
                                                                     .color = "#1a73e8",
                                                                     .channel_id = "im",
                                                                     .notification_priority = "PRIORITY_HIGH",
                                                                     .visibility = "PRIVATE",
                                                                     .notification_count = 3}}}};
}
constexpr std::size_t faults_while_compiling(const fcm_v1_field& of) {
    return check(push_payload{.fcm_v1 = of}).size();
}
static_assert(faults_while_compiling(acme()) == 0);
constexpr std::size_t faults_of_a_count() {
    return faults_while_compiling({.message = fcm_message{.data = {{"count", 3}}}});
}
static_assert(faults_of_a_count() == 1);

}  // namespace

TEST_CASE("each way to write a duration, a moment") {
    for (const row& one : lives) {
        CAPTURE(one.given);
        CHECK(outcome<fcm_ttl>(one.given) == one.expected);
    }
    for (const row& one : moments) {
        CAPTURE(one.given);
        CHECK(outcome<fcm_moment>(one.given) == one.expected);
    }
    CHECK(to_text(fcm_ttl::from("2419201s").error()) ==
          "`2419201s`, at most 2419200s: FCM answers 400, and the push is lost");
    CHECK(to_text(fcm_ttl::from(std::string(200, '1')).error()) ==
          "a long text is no duration: seconds and an s, as in 3.5s: FCM answers 400, and the push is lost");
    CHECK(outcome<fcm_label>(std::string(limits::fcm_label, 'a')) == errc{});
    CHECK(outcome<fcm_label>(std::string(limits::fcm_label + 1, 'a')) == errc::too_long);
}

TEST_CASE("a message is written as the payload page has it") {
    CHECK(*json::to_string(push_payload{.fcm_v1 = acme()}) ==
          R"({"fcmFieldV1":{"message":{"data":{"sessionId":"alice"},"android":{"priority":"high","ttl":"86400s",)"
          R"("notification":{"color":"#1a73e8","channel_id":"im","notification_priority":"PRIORITY_HIGH",)"
          R"("visibility":"PRIVATE","notification_count":3}}}}})");
}

TEST_CASE("nothing is said of what the page and NetEase's samples have") {
    for (
        const std::string_view fine :
        {R"({})", R"({"validate_only":false,"message":{}})",
         R"({"message":{"needNotification":false,"data":{"name":"wrench","mass":"1.3kg","count":"3"}}})",
         R"({"message":{"notification":{"image":"https://i"},"android":{"restricted_package_name":"p",)"
         R"("data":{"string":"string"},"notification":{"channel_id":"c","color":"#00FF00"},)"
         R"("fcm_options":{"analytics_label":"a"},"direct_boot_ok":true}}})",
         R"({"message":{"android":{"priority":"high","data":{"sessionType":"1","sessionId":"a"},)"
         R"("notification":{"click_action":"android.intent.action.MAIN"}}}})",
         R"({"message":{"android":{"priority":"HIGH","collapse_key":"","notification":{"notification_count":"0"}}}})"}) {
        CAPTURE(fine);
        CHECK(said(fine) == "");
    }
}

TEST_CASE("data holds texts, under keys that are not FCM's own") {
    CHECK(said(R"({"message":{"data":{"a":1,"b":true,"c":1.5,"d":null,"e":[],"f":{},"g":"1"}}})") ==
          "message.data.a: a whole number, must be a text: FCM answers 400 (TYPE_STRING)\n"
          "message.data.b: a bool, must be a text: FCM answers 400 (TYPE_STRING)\n"
          "message.data.c: a double, must be a text: FCM answers 400 (TYPE_STRING)\n"
          "message.data.d: null, must be a text: FCM answers 400 (TYPE_STRING)\n"
          "message.data.e: a list, must be a text: FCM answers 400 (TYPE_STRING)\n"
          "message.data.f: a map, must be a text: FCM answers 400 (TYPE_STRING)\n");
    CHECK(of_android(R"({"data":{"sessionType":0}})") ==
          "data.sessionType: a whole number, must be a text: FCM answers 400 (TYPE_STRING)\n");
    for (const std::string_view own : {"from", "message_type", "google.x", "gcm.notification.title"}) {
        CAPTURE(own);
        CHECK(of_android("{\"data\":{\"" + std::string(own) + "\":\"x\"}}")
                  .find(": a key that FCM keeps for itself: it refuses the push\n") != std::string::npos);
    }
    for (const std::string_view older : {"googlex", "gcm", "gcm.x"}) {
        CAPTURE(older);
        CHECK(of_android("{\"data\":{\"" + std::string(older) + "\":\"x\"}}").starts_with("?data."));
    }
    for (const std::string_view fine : {"From", "fromAccount", "message_types", "my.google"})
        CHECK(of_android("{\"data\":{\"" + std::string(fine) + "\":\"x\"}}") == "");
    CHECK(said(R"({"message":{"data":[]}})") == "message.data: a list, must be a map with text keys\n");
}

TEST_CASE("words that are not FCM's") {
    CHECK(of_android(R"({"priority":""})") ==
          "priority: `` is none of normal, high, NORMAL, HIGH: FCM answers 400, and the push is lost\n");
    for (const std::string_view none : {"High", "PRIORITY_HIGH", "10"})
        CHECK(of_android("{\"priority\":\"" + std::string(none) + "\"}").starts_with("priority: `"));
    for (const std::string_view none : {"HIGH", "high", "PRIORITY_URGENT", ""})
        CHECK(of_shown("\"notification_priority\":\"" + std::string(none) + "\"")
                  .starts_with("notification_priority: `"));
    for (const std::string_view none : {"public", "VISIBILITY_PUBLIC", "0"})
        CHECK(of_shown("\"visibility\":\"" + std::string(none) + "\"").starts_with("visibility: `"));
    for (const std::string_view none : {"allow", "YES", ""})
        CHECK(of_shown("\"proxy\":\"" + std::string(none) + "\"").starts_with("proxy: `"));
    CHECK(of_android(R"({"priority":10})") == "priority: a whole number, must be a text\n");
    CHECK(of_android(R"({"ttl":86400})") == "ttl: a whole number, must be a text\n");
    CHECK(of_shown(R"("sticky":"true")") == "sticky: a text, must be a bool\n");
}

TEST_CASE("numbers, lights and arguments") {
    for (const std::string_view none : {"-1", "2147483648", "\"-1\""})
        CHECK(of_shown("\"notification_count\":" + std::string(none)) ==
              "notification_count: must be from 0 on and fit 32 bits: FCM answers 400\n");
    CHECK(of_shown(R"("notification_count":2147483647)") == "");
    CHECK(of_shown(R"("notification_count":1.5)") == "notification_count: a double, must be a whole number\n");
    CHECK(of_shown(R"("light_settings":{"light_on_duration":"1s"})") ==
          "light_settings.color: missing: it is required\n"
          "light_settings.light_off_duration: missing: it is required\n");
    CHECK(
        of_shown(R"("light_settings":{"color":{"red":2,"green":-0.1,"blue":"1","alpha":0.5,"pink":1},)"
                 R"("light_on_duration":"1","light_off_duration":"1s"})") ==
        "light_settings.color.red: must be a number from 0 to 1\n"
        "light_settings.color.green: must be a number from 0 to 1\n"
        "light_settings.color.blue: must be a number from 0 to 1\n"
        "?light_settings.color.pink: red, green, blue and alpha alone: FCM answers 400\n"
        "light_settings.light_on_duration: `1` is no duration: seconds and an s, as in 3.5s: FCM answers 400, and the "
        "push is lost\n");
    CHECK(of_shown(R"("vibrate_timings":["1s","x",null])") ==
          "vibrate_timings[2]: null, must be no null\n"
          "vibrate_timings[1]: `x` is no duration: seconds and an s, as in 3.5s: FCM answers 400, and the push is "
          "lost\n");
    CHECK(of_shown(R"("body_loc_args":["a"],"title_loc_args":[])") ==
          "?body_loc_args: arguments without their key do nothing\n"
          "?title_loc_args: arguments without their key do nothing\n");
    CHECK(of_shown(R"("body_loc_args":["a"],"body_loc_key":"k")") == "");
}

TEST_CASE("keys that are unknown, or at home elsewhere") {
    const std::string_view rest =
        ": no key of FCM's that is known here: FCM answers 400 to keys that it does not know (Cannot find field)\n";
    CHECK(of_shown(R"("channelId":"c","colour":"x","vibrate":1)") ==
          "?channelId: not known here: `channel_id` was likely meant\n"
          "?colour: not known here: `color` was likely meant\n"
          "?vibrate" +
              std::string(rest));
    CHECK(of_shown(R"("priority":"high","ttl":"1s")") ==
          "?priority: no key of this place: it belongs in android\n"
          "?ttl: no key of this place: it belongs in android\n");
    CHECK(of_android(R"({"title":"t","notification_priority":"PRIORITY_HIGH","time_to_live":1})") ==
          "?title: no key of this place: it belongs in android.notification\n"
          "?notification_priority: no key of this place: it belongs in android.notification\n"
          "?time_to_live" +
              std::string(rest));
    CHECK(said(R"({"message":{"priority":"high","channel_id":"c","topic":"t","apns":{},"neednotification":false}})") ==
          "?message.priority: no key of this place: it belongs in message.android\n"
          "?message.channel_id: no key of this place: it belongs in message.android.notification\n"
          "?message.topic: a key of FCM's that the payload page does not have: whether NIM hands it on is unverified\n"
          "?message.apns: a key of FCM's that the payload page does not have: whether NIM hands it on is unverified\n"
          "?message.neednotification: not known here: `needNotification` was likely meant\n");
    CHECK(said(R"({"android":{},"data":{},"priority":"high","validateOnly":true})") ==
          "?android: no key of this place: it belongs in message\n"
          "?data: no key of this place: it belongs in message\n"
          "?priority: no key of this place: it belongs in message.android\n"
          "?validateOnly: not known here: `validate_only` was likely meant\n");
    CHECK(said(R"({"message":{"notification":{"channel_id":"c","data":{}}}})") ==
          "?message.notification.channel_id: no key of this place: it belongs in message.android.notification\n"
          "?message.notification.data" +
              std::string(rest));
}

TEST_CASE("pushes that nobody would see") {
    CHECK(said(R"({"validate_only":true})") ==
          "?validate_only: true: FCM tests the message and delivers it to nobody, so no device shows a push\n");
    for (const std::string_view none : {R"({"needNotification":false})", R"({"needNotification":false,"data":{}})",
                                        R"({"needNotification":false,"android":{"notification":{"title":"t"}}})"})
        CHECK(said("{\"message\":" + std::string(none) + "}") ==
              "?message.needNotification: false, and there is no data: the app is handed an empty message\n");
    CHECK(said(R"({"message":{"needNotification":false,"android":{"data":{"a":"b"}}}})") == "");
    CHECK(said(R"({"message":{"data":{"a":"b"},"android":{"data":{"c":"d"}}}})") ==
          "?message.data: not handed to the app: android.data takes its place on Android\n");
    CHECK(said(R"({"message":{"data":{"a":"b"},"android":{"data":{}}}})") == "");
}
