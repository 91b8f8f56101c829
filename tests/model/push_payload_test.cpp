#include <nimpush/model/push_payload.hpp>

#include <string>
#include <string_view>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"

namespace {

using nimpush::push_payload;
using nimpush::value;

constexpr push_payload acme() {
    return {.push_title = "Acme",
            .aps_field = {{"sound", "ping.caf"}},
            .vivo = nimpush::vivo_field{.classification = 1},
            .oppo = nimpush::oppo_field{.channel_id = "im"},
            .other = {{"sessionId", "alice"}}};
}
constexpr bool is_a_map_while_compiling() {
    const nimpush::free_map made = to_map(acme());
    return made.size() == 5 && *made.find("pushTitle") == value("Acme") && made.find("hwField") == nullptr;
}
static_assert(is_a_map_while_compiling());
static_assert(!to_map(push_payload{}).has_value());
static_assert(nimpush::is_of_vendor("fcmFieldV1") && !nimpush::is_of_vendor("apsField"));
static_assert(!nimpush::is_of_vendor("channel_id") && !nimpush::is_of_vendor("sessionId"));

/// Every key that is typed, and one in each part that is not.
constexpr std::string_view everything =
    R"({"pushTitle":"T","apsField":{"badge":3},"pushkitFirst":true,"notifyId":7,"hwPassThroughField":{"a":1},)"
    R"("hwField":{"androidConfig":{"collapse_key":-1,"urgency":"HIGH","category":"IM","data":"d","ttl":"60s"},"tag":"t"},)"
    R"("honorPassThroughField":{"b":1},"honorField":{"ttl":"90s","biTag":"b","data":"{}","notification":{"title":"x",)"
    R"("body":"y","clickAction":{"type":1,"intent":"i","url":"u","action":"a","own":1},"image":"https://i","style":1,)"
    R"("bigTitle":"x","bigBody":"y","importance":"LOW","when":"2026-03-20T08:00:00Z","buttons":[{"name":"n",)"
    R"("actionType":"1","intentType":0,"intent":"i","data":"d","own":1}],"badge":{"addNum":1,"badgeClass":"c",)"
    R"("setNum":2,"own":1},"notifyId":7,"tag":"t","group":"g","own":1},"targetUserType":1,"own":1},)"
    R"("vivoField":{"skipType":1,"skipContent":"s","classification":1,"networkType":-1,"pushMode":0,"category":"IM","own":1},)"
    R"("oppoField":{"channel_id":"c","category":"IM","notify_level":2,"click_action_type":0,"click_action_activity":"a",)"
    R"("click_action_url":"u","action_parameters":"p","style":1,"sub_title":"s","network_type":0,"template_id":"9",)"
    R"("template_parameters":{"n":"Bob"},"own":[1]},"fcmField":{"x":1},)"
    R"("fcmFieldV1":{"validate_only":false,"message":{"needNotification":true,"notification":{"title":"t","body":"b",)"
    R"("image":"i","own":1},"data":{"k":"v"},"android":{"collapse_key":"c","priority":"high","ttl":"3.5s",)"
    R"("restricted_package_name":"p","data":{"k":"v"},"notification":{"title":"t","body":"b","icon":"i",)"
    R"("color":"#1a73e8","sound":"default","tag":"g","click_action":"a","body_loc_key":"k","body_loc_args":["1"],)"
    R"("title_loc_key":"k","title_loc_args":["2"],"channel_id":"im","ticker":"t","sticky":true,)"
    R"("event_time":"2026-03-20T08:00:00.5+08:00","local_only":false,"notification_priority":"PRIORITY_HIGH",)"
    R"("default_sound":true,"default_vibrate_timings":false,"default_light_settings":false,)"
    R"("vibrate_timings":["0.5s","1s"],"visibility":"PRIVATE","notification_count":3,"light_settings":{"color":)"
    R"({"red":1,"green":0.5},"light_on_duration":"1s","light_off_duration":"2s","own":1},"image":"i","proxy":"DENY",)"
    R"("own":1},"fcm_options":{"analytics_label":"im-1","own":1},"direct_boot_ok":true,)"
    R"("bandwidth_constrained_ok":true,"restricted_satellite_ok":false,"own":1},"own":1},"own":1},)"
    R"("harmonyField":{"payload":{"notification":{"category":"IM","title":"t","body":"b","clickAction":{"actionType":0},)"
    R"("badge":{"addNum":1},"notifyId":3,"own":true},"own":1},"pushOptions":{"testMessage":true},"own":2},)"
    R"("channel_id":"x","channel_name":"X","sound":"s","ticker":"t","notify_foreground":"1","notify_effect":"1",)"
    R"("intent_uri":"i","web_uri":"w","jobkey":"j","app_version":"1","app_version_not_in":"2","connpt":"wifi",)"
    R"("only_send_once":"1","sessionId":"alice","sessionType":"p2p","mzField":{"k":1}})";

}  // namespace

TEST_CASE("all parts are read and written as they were") {
    const auto whole = read_push_payload(*nimpush::json::read(everything));
    CHECK(whole.ok());
    const push_payload& read = whole.made;
    CHECK(read.hw_field->android_config->urgency == "HIGH");
    CHECK(*read.hw_field->android_config->other.find("ttl") == value("60s"));
    CHECK(read.vivo->classification == 1);
    CHECK(read.honor->notification->button_list->at(0).action_type == nimpush::digits_or_number::digits(1));
    CHECK(read.honor->notification->badge->set_num == 2);
    CHECK(read.fcm_v1->message->android->ttl == "3.5s");
    CHECK(read.fcm_v1->message->android->notification->vibrate_timings->size() == 2);
    CHECK(read.oppo->template_parameters.size() == 1);
    CHECK(read.harmony->payload->notification->notify_id == 3);
    CHECK(read.only_send_once == "1");
    CHECK(read.other.size() == 3);
    CHECK(*nimpush::json::to_string(read) == everything);
    CHECK(*nimpush::json::to_string(to_map(read).as_value()) == everything);
}

TEST_CASE("a message carries it") {
    nimpush::flutter_channel::message message{.push_payload = to_map(acme())};
    CHECK(*nimpush::json::to_string(message.push_payload.as_value()) ==
          R"({"pushTitle":"Acme","apsField":{"sound":"ping.caf"},"vivoField":{"classification":1},)"
          R"("oppoField":{"channel_id":"im"},"sessionId":"alice"})");
}

TEST_CASE("a wrong type says where") {
    const auto read = read_push_payload(
        *nimpush::json::read(R"({"vivoField":{"classification":"IM"},"notifyId":"7","oppoField":[],"pushTitle":1})"));
    CHECK_FALSE(read.ok());
    std::string all;
    for (const auto& one : read.found) all += std::string(to_text(one.what).view()) + "\n";
    CHECK(all ==
          "pushTitle: a whole number, must be a text\n"
          "notifyId: a text, must be a whole number\n"
          "vivoField.classification: a text, must be a whole number\n"
          "oppoField: a list, must be a map\n");
}

TEST_CASE("a number may come as its digits, and goes out as it came") {
    const auto sent = [](std::string_view json) {
        const auto read = read_push_payload(*nimpush::json::read(json));
        return read.ok() ? *nimpush::json::to_string(read.made) : std::string(to_text(read.found[0].what).view());
    };
    for (const std::string_view same :
         {R"({"vivoField":{"skipType":"4","classification":"1","networkType":"-1","pushMode":"0"}})",
          R"({"vivoField":{"skipType":4,"classification":"0","networkType":-1}})",
          R"({"oppoField":{"notify_level":16,"click_action_type":"5","style":"1"}})",
          R"({"oppoField":{"click_action_type":"-9223372036854775808"}})"})
        CHECK(sent(same) == same);
    for (const std::string_view none :
         {R"("")", R"("IM")", R"("01")", R"("+1")", R"("1.0")", R"(" 1")", R"("9223372036854775808")", R"("-0")"}) {
        CAPTURE(none);
        CHECK(sent("{\"oppoField\":{\"style\":" + std::string(none) + "}}") ==
              "oppoField.style: a text, must be a whole number");
    }
    CHECK(sent(R"({"oppoField":{"style":1.0}})") == "oppoField.style: a double, must be a whole number");
    CHECK(sent(R"({"oppoField":{"style":null}})") == R"({"oppoField":{}})");
    static_assert(nimpush::digits_or_number(3).value() == 3 && !nimpush::digits_or_number(3).is_text());
    static_assert(nimpush::digits_or_number::digits(3) != nimpush::digits_or_number(3));
    static_assert(!nimpush::digits_or_number().has_value() && nimpush::digits_or_number().is_within(1, 2));
}

TEST_CASE("what looks like a slip is told, and kept") {
    const auto said = [](std::string_view json) {
        const auto read = read_push_payload(*nimpush::json::read(json));
        REQUIRE(read.ok());
        CHECK(*nimpush::json::to_string(read.made) == json);
        std::string all;
        for (const auto& one : check(read.made)) {
            CHECK(one.how == nimpush::degree::warning);
            all += std::string(to_text(one.what).view()) + "\n";
        }
        return all;
    };
    CHECK(said(R"({"fcmfieldv1":{},"pushtitle":"x","notify_id":1,"honorFeild":{}})") ==
          "fcmfieldv1: a key of the app's own to NIM: `fcmFieldV1` was likely meant\n"
          "pushtitle: a key of the app's own to NIM: `pushTitle` was likely meant\n"
          "notify_id: a key of the app's own to NIM: `notifyId` was likely meant\n"
          "honorFeild: a key of the app's own to NIM: `honorField` was likely meant\n");
    CHECK(
        said(
            R"({"hwField":{"tag":"t","android_config":{}},"vivoField":{"skiptype":1},"oppoField":{"channelId":"c"}})") ==
        "hwField.android_config: not known here: `androidConfig` was likely meant\n"
        "vivoField.skiptype: not known here: `skipType` was likely meant\n"
        "oppoField.channelId: not known here: `channel_id` was likely meant\n");
    CHECK(said(R"({"harmonyField":{"payload":{"notification":{"clickaction":{}}},"push_options":{}}})") ==
          "harmonyField.payload.notification.clickaction: not known here: `clickAction` was likely meant\n"
          "harmonyField.push_options: not known here: `pushOptions` was likely meant\n");
    // The app's own keys, and what a vendor takes beside what is typed.
    CHECK(said(R"({"sessionId":"a","sessionType":"p2p","sounds":1,"title":"t","mzField":{},"payload":{}})").empty());
    CHECK(
        said(R"({"hwField":{"click_action":{"type":1},"badge":{},"style":0},"vivoField":{"notifyType":4,"extra":{}}})")
            .empty());
}

TEST_CASE("a part that is not read, and an id beyond 32 bits") {
    const auto said = [](const push_payload& p) {
        std::string all;
        for (const auto& one : check(p)) all += std::string(to_text(one.what).view()) + "\n";
        return all;
    };
    CHECK(said({.hw_pass_through_field = {{"data", "x"}}, .hw_field = nimpush::huawei_field{}}) ==
          "hwField: not read: hwPassThroughField is given too, and wins\n");
    CHECK(said({.honor_pass_through_field = {{"data", "x"}}, .honor = nimpush::honor_field{}}) ==
          "honorField: not read: honorPassThroughField is given too, and wins\n");
    CHECK(said({.hw_pass_through_field = {{"data", "x"}}, .honor = nimpush::honor_field{}}).empty());
    CHECK(said({.notify_id = 2147483648}) == "notifyId: 2147483648, must fit 32 bits\n");
    CHECK(said({.notify_id = -2147483649}) == "notifyId: -2147483649, must fit 32 bits\n");
    CHECK(said({.notify_id = 2147483647}).empty());
    CHECK(said({.notify_id = -2147483648}).empty());
}

TEST_CASE("Xiaomi takes eight extras") {
    push_payload p{.channel_id = "1",
                   .channel_name = "2",
                   .sound = "3",
                   .ticker = "4",
                   .notify_foreground = "5",
                   .notify_effect = "6",
                   .intent_uri = "7",
                   .web_uri = "8"};
    CHECK(check(p).empty());
    p.jobkey = "9";
    REQUIRE(check(p).size() == 1);
    CHECK(to_text(check(p)[0].what) == "9 extras for Xiaomi, at most 8: it refuses more");
}
