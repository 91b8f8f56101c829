#include <nimpush/model/push_payload.hpp>

#include <string>
#include <string_view>

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
    R"("honorPassThroughField":{"b":1},"honorField":{"notification":{"title":"x"}},)"
    R"("vivoField":{"skipType":1,"skipContent":"s","classification":1,"networkType":-1,"pushMode":0,"category":"IM","own":1},)"
    R"("oppoField":{"channel_id":"c","category":"IM","notify_level":2,"click_action_type":0,"click_action_activity":"a",)"
    R"("click_action_url":"u","action_parameters":"p","style":1,"sub_title":"s","network_type":0,"template_id":"9",)"
    R"("template_parameters":{"n":"Bob"},"own":[1]},"fcmField":{"x":1},"fcmFieldV1":{"message":{}},)"
    R"("harmonyField":{"payload":{"notification":{"category":"IM","title":"t","body":"b","clickAction":{"actionType":0},)"
    R"("badge":{"addNum":1},"notifyId":3,"own":true},"own":1},"pushOptions":{"testMessage":true},"own":2},)"
    R"("channel_id":"x","channel_name":"X","sound":"s","ticker":"t","notify_foreground":"1","notify_effect":"1",)"
    R"("intent_uri":"i","web_uri":"w","jobkey":"j","app_version":"1","app_version_not_in":"2","connpt":"wifi",)"
    R"("only_send_once":"1","sessionId":"alice","sessionType":"p2p","mzField":{"k":1}})";

}  // namespace

TEST_CASE("all parts are read and written as they were") {
    push_payload read;
    CHECK(read_push_payload(*nimpush::json::read(everything), read).empty());
    CHECK(read.hw_field->android_config->urgency == "HIGH");
    CHECK(*read.hw_field->android_config->other.find("ttl") == value("60s"));
    CHECK(read.vivo->classification == 1);
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
    push_payload read;
    const auto found = read_push_payload(
        *nimpush::json::read(R"({"vivoField":{"classification":"IM"},"notifyId":"7","oppoField":[],"pushTitle":1})"),
        read);
    std::string all;
    for (const auto& one : found) all += std::string(to_text(one.what).view()) + "\n";
    CHECK(all ==
          "pushTitle: a whole number, must be a text\n"
          "notifyId: a text, must be a whole number\n"
          "vivoField.classification: a text, must be a whole number\n"
          "oppoField: a list, must be a map\n");
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
