// Keys that nobody knows stay, are told, and stand nowhere twice; and what check() says of Live Activities.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using apns::authentication;
using apns::notification;
using apns::push_type;
using test::lines;

notification read(std::string_view json) {
    auto read = apns::read_notification(json::read(json).value());
    REQUIRE(test::lines_of(read.found) == lines{});
    return std::move(read.made);
}
lines told(std::string_view json, std::optional<push_type> type = {}, std::optional<std::int64_t> now = {}) {
    return test::lines_of(check(read(json), type, now));
}
bool tells(const lines& all, std::string_view what) {
    for (const std::string& one : all)
        if (one.find(what) != std::string::npos) return true;
    return false;
}

TEST_CASE("unknown keys are kept at every level") {
    for (const std::string_view json :
         {R"({"aps":{"alert":{"uuid":"u1","incoming_caller_id":"u7"}}})",
          R"({"aps":{"alert":{"title":"t","x":{"y":[1,null]}},"sound":{"name":"a.caf","z":1},"own":true}})",
          R"({"aps":{"alert":{"title":{"loc-key":"K","extra":1},"body":{"loc-key":"B","loc-args":[],"more":null}}}})",
          R"({"aps":{"alert":{}}})", R"({"aps":{}})", "{}", R"({"aps":{"sound":{}}})", R"({"mdm":"M"})",
          R"({"aps":{"alert":{"sound":{"name":"n","own":2}}},"custom":{"aps":1}})"}) {
        CAPTURE(json);
        CHECK(json::to_string(read(json)).value() == json);
    }
}

TEST_CASE("unknown keys are told, with the key that was meant") {
    struct row {
        std::string_view json;
        std::string_view says;
    };
    for (const row& r :
         {row{R"({"aps":{"alert":{"bodi":"x"}}})",
              "aps.alert.bodi: no key of Apple's, so iOS does nothing with it: `body`"},
          row{R"({"aps":{"content_available":1}})", "`content-available` was likely meant"},
          row{R"({"aps":{"alert":"x","mutableContent":1}})", "`mutable-content` was likely meant"},
          row{R"({"aps":{"alert":{"uuid":"u"}}})", "aps.alert.uuid: no key of Apple's: sent as it is"},
          row{R"({"aps":{"sound":{"name":"n","volum":1}}})", "aps.sound.volum"},
          row{R"({"aps":{"alert":{"title":{"loc-key":"k","loc_args":[]}}}})", "aps.alert.title.loc_args"},
          row{R"({"aps":{"title":"x"}})", "it belongs in aps.alert"},
          row{R"({"aps":{"alert":{"badge":1}}})", "it belongs in aps"},
          row{R"({"aps":{"alert":"x"},"mutable-content":1})", "iOS does nothing with it beside aps"},
          row{R"({"aps":{"alert":"x"},"content_available":1})", "`content-available` inside of it was likely meant"},
          row{R"({"aps":{"bodi":"x"}})", "`body` in aps.alert was likely meant"},
          row{R"({"aps":{"alert":{"body":"b","thread_id":"t"}}})", "`thread-id` in aps was likely meant"},
          row{R"({"Aps":{"alert":"x"}})", "iOS reads `aps` alone"}}) {
        CAPTURE(r.json);
        const lines all = told(r.json);
        CAPTURE(all);
        CHECK(tells(all, r.says));
        CHECK_FALSE(has_errors(check(read(r.json))));
    }
    CHECK(told(R"({"aps":{"alert":"x"},"badge":1,"alert":2,"session":"s"})") == lines{});
}

TEST_CASE("a null counts as absent, and is told") {
    for (const std::string_view json :
         {R"({"aps":{"badge":null}})", R"({"aps":{"alert":{"title":null,"body":"b"}}})",
          R"({"aps":{"alert":null,"sound":null}})", R"({"aps":{"sound":{"name":"n","volume":null}}})",
          R"({"aps":{"alert":{"title":{"loc-key":"T","loc-args":null}}}})"}) {
        const auto read = apns::read_notification(json::read(json).value());
        CHECK(read.ok());
        CHECK(tells(test::lines_of(read.found), "null: it counts as absent"));
    }
    for (const std::string_view json :
         {R"({"aps":{"alert":{"action-loc-key":null}}})", R"({"aps":{"own":null}})", R"({"own":null})"})
        CHECK(json::to_string(read(json)).value() == json);
}

TEST_CASE("nothing is written twice") {
    std::vector<notification> twice(6);
    twice[0].other = {{"badge", 1}};
    twice[1].alert = {.title = "t", .other = {{"title", "u"}}};
    twice[2].alert.title = apns::localized{.key = "K", .other = {{"loc-key", "L"}}};
    twice[3].custom = {{"mdm", 1}};
    twice[3].mdm = "M";
    twice[4].badge = 1;
    twice[4].other = {{"badge", 2}};
    twice[5].alert.other = {{"body", "b"}};
    for (const notification& n : twice) {
        const auto written = json::to_string(n);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == errc::duplicate_key);
        CHECK(has_errors(check(n)));
    }
    // With mdm not set it is a key as any other.
    CHECK(json::to_string(notification{.custom = {{"mdm", 1}}}).value() == R"({"mdm":1})");
}

TEST_CASE("what a push without aps may be") {
    CHECK_FALSE(has_errors(check(read("{}"), push_type::alert)));  // Wallet; a warning that nothing is shown
    CHECK(told(R"({"call":"7"})", push_type::voip) == lines{});
    CHECK(told(R"({"mdm":"M"})", push_type::mdm) == lines{});
    CHECK(has_errors(check(read(R"({"aps":{},"mdm":"M"})"), push_type::mdm)));
    CHECK(has_errors(check(read(R"({"mdm":"M","x":1})"), push_type::mdm)));
    CHECK(json::to_string(notification{.custom = {{"call", 7}}}).value() == R"({"call":7})");
    CHECK(json::to_string(notification{.alert = {.title = apns::localized{.key = "T"}}}).value() ==
          R"({"aps":{"alert":{"title":{"loc-key":"T"}}}})");
}

TEST_CASE("Live Activities") {
    constexpr std::string_view start =
        R"({"aps":{"timestamp":1700000000,"event":"start","content-state":{"s":1},"attributes-type":"R",)"
        R"("attributes":{"id":"1"},"alert":{"title":"t","body":"b"}}})";
    CHECK(told(start, push_type::liveactivity) == lines{});
    struct row {
        std::string_view from;
        std::string_view to;
        std::string_view says;
        bool error;
    };
    for (const row& r :
         {row{R"("content-state":{"s":1},)", "", "holds its first state", false},
          row{R"("attributes-type":"R")", R"("attributes-type":"")", "name of the Swift type", false},
          row{R"({"title":"t","body":"b"})", R"("hello")", "plain text", false},
          row{R"({"title":"t","body":"b"})", R"({"title":"","body":"b"})", "no title", false},
          row{R"({"title":"t","body":"b"})", R"({"body":"b"})", "no title", false},
          row{R"({"title":"t","body":"b"})", R"({"title":{"loc-key":""}})", "no title", false},
          row{"1700000000", "-1", "and not before", true}, row{"1700000000", "1700000000000", "milliseconds", true}}) {
        std::string json(start);
        json.replace(json.find(r.from), r.from.size(), r.to);
        CAPTURE(json);
        const lines all = told(json, push_type::liveactivity);
        CAPTURE(all);
        CHECK(tells(all, r.says));
        CHECK(has_errors(check(read(json), push_type::liveactivity)) == r.error);
        // Without a push type nothing of this is said, but of milliseconds, which no date is.
        CHECK(tells(told(json), r.says) == (r.says == "milliseconds"));
    }
    CHECK(told(R"({"aps":{"timestamp":1,"event":"update","content-state":{},"alert":{"title":{"loc-key":"T"}}}})",
               push_type::liveactivity) == lines{});
    CHECK(told(R"({"aps":{"timestamp":1,"event":"update","content-state":{},"alert":{"title-loc-key":"T"}}})",
               push_type::liveactivity) == lines{});
    CHECK(told(R"({"aps":{"timestamp":1,"event":"update","content-state":{},"alert":{"body":"b"}}})",
               push_type::liveactivity) == lines{});
    CHECK(tells(told(R"({"aps":{"timestamp":1,"event":"update","content-state":{},"alert":{"title":""}}})",
                     push_type::liveactivity),
                "an empty title"));
    CHECK(
        tells(told(R"({"alert":"x","sound":"default"})", push_type::alert), "sound: iOS does nothing with it beside"));
}

TEST_CASE("a Live Activity's time, where there is a clock") {
    constexpr std::string_view update = R"({"aps":{"timestamp":1700000000,"event":"update","content-state":{"s":1}}})";
    for (const std::int64_t now : {INT64_MIN, std::int64_t{0}, std::int64_t{1700000000}, std::int64_t{1700000049}})
        CHECK(told(update, push_type::liveactivity, now) == lines{});
    for (const std::int64_t now : {std::int64_t{1700000050}, std::int64_t{1700000200}, INT64_MAX})
        CHECK(tells(told(update, push_type::liveactivity, now), "seconds old"));
    CHECK(told(update, {}, 1700000200) == lines{});
}

TEST_CASE("the push type of a topic") {
    struct row {
        std::string_view topic;
        std::optional<push_type> type;
    };
    for (const row& r : {row{"com.example", {}}, row{"com.example.voip", push_type::voip},
                         row{"com.example.voip-ptt", push_type::pushtotalk},
                         row{"com.example.push-type.liveactivity", push_type::liveactivity},
                         row{"com.example.push-type.widgets", push_type::widgets},
                         row{"com.example.complication", push_type::complication}, row{".voip", {}}, row{"", {}},
                         row{"com.apple.mgmt.External.1", push_type::mdm}, row{"com.example.voipx", {}}}) {
        CAPTURE(r.topic);
        CHECK((apns::push_type_of_topic(r.topic) == r.type));
    }
}

TEST_CASE("a bundle id or a topic of another type is found") {
    const auto request = [](push_type type, std::string_view id, std::string_view topic = {}) {
        apns::request r{.type = type, .token = *device_token::from_hex("00ff"), .payload = {.badge = 1}};
        if (!id.empty()) r.bundle_id = apns::bundle_id::from(id).value();
        if (!topic.empty()) r.topic = apns::push_topic::from(topic).value();
        return check(r);
    };
    CHECK(tells(test::lines_of(request(push_type::alert, "com.example.voip")), "InvalidPushType"));
    CHECK(tells(test::lines_of(request(push_type::alert, "com.example.push-type.widgets")), "InvalidPushType"));
    CHECK(has_errors(request(push_type::voip, "com.example.voip-ptt")));
    CHECK(has_errors(request(push_type::voip, "com.example.voip")));
    CHECK(has_errors(request(push_type::alert, "com.example", "com.example.voip")));  // two that differ
    CHECK_FALSE(has_errors(request(push_type::alert, "", "com.example.voip")));       // an app really called so
    CHECK(tells(test::lines_of(request(push_type::alert, "", "com.example.voip")), "really called so"));
    CHECK(request(push_type::voip, "", "com.example.voip").empty());
    CHECK(request(push_type::voip, "com.example", "com.example.voip").empty());
    CHECK_FALSE(has_errors(request(push_type::voip, "", "com.example.voip.voip")));
    CHECK(tells(test::lines_of(request(push_type::voip, "", "com.example")), "TopicDisallowed"));
    CHECK(tells(test::lines_of(request(push_type::voip, "", "com.example.voip-ptt")), "InvalidPushType"));
    const problems underscore = request(push_type::alert, "com.example.my_app");
    REQUIRE(underscore.size() == 1);
    CHECK(underscore[0].how == degree::warning);
}

TEST_CASE("who may authenticate how") {
    apns::request r{.type = push_type::fileprovider,
                    .bundle_id = "com.example",
                    .token = *device_token::from_hex("00ff"),
                    .authentication = authentication::certificate,
                    .payload = {.custom = {{"container-identifier", "c"}}}};
    CHECK(tells(test::lines_of(check(r)), "fileprovider pushes need a provider token"));
    CHECK(has_errors(check(r)));
    r.type = push_type::location;
    CHECK(has_errors(check(r)));
    r.type = push_type::liveactivity;
    r.payload = read(R"({"aps":{"timestamp":1700000000,"event":"update","content-state":{}}})");
    CHECK_FALSE(has_errors(check(r)));
    CHECK(tells(test::lines_of(check(r)), "a Live Activity over a certificate"));
    r.authentication = authentication::token;
    CHECK(check(r).empty());
}

}  // namespace
