#include <nimpush/apns/broadcast.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::broadcast;
using apns::channel_target;
using apns::create_channel;
using apns::delete_channel;
using apns::environment;
using apns::list_channels;
using apns::message_storage;
using apns::read_channel;

constexpr std::string_view app_path = "/1/apps/com.example.MyApp/channels";

// Apple's samples, made while compiling.
constexpr bool create_holds() {
    const create_channel r{.target = {.bundle_id = "com.example.MyApp",
                                      .environment = environment::development,
                                      .request_id = "2288cf3f-70d8-46a6-97d7-dd5d00867127"},
                           .storage = message_storage::most_recent};
    return check(r).empty() && r.method == "POST" && r.success_status == 201 && path_of(r) == app_path &&
           origin_of(r) == "https://api-manage-broadcast.sandbox.push.apple.com:2195" && headers(r).size() == 1 &&
           headers(r).find("apns-request-id") == "2288cf3f-70d8-46a6-97d7-dd5d00867127";
}
static_assert(create_holds());
constexpr auto create_body = render<[] { return body_of(create_channel{.storage = message_storage::most_recent}); }>();
static_assert(std::string_view(create_body.data(), create_body.size()) ==
              R"({"message-storage-policy":1,"push-type":"LiveActivity"})");
constexpr auto no_storage_body = render<[] { return body_of(create_channel{}); }>();
static_assert(std::string_view(no_storage_body.data(), no_storage_body.size()) ==
              R"({"message-storage-policy":0,"push-type":"LiveActivity"})");

constexpr bool others_hold() {
    const read_channel read{.target = {.bundle_id = "com.example.MyApp"}, .channel = "dHN0LXNyY2gtY2hubA=="};
    const delete_channel gone{.target = {.bundle_id = "com.example.MyApp"}, .channel = "dHN0LXNyY2gtY2hubA=="};
    const list_channels list{.target = {.bundle_id = "com.example.MyApp"}};
    return check(read).empty() && check(gone).empty() && check(list).empty() && read.method == "GET" &&
           read.success_status == 200 && path_of(read) == app_path &&
           headers(read).find("apns-channel-id") == "dHN0LXNyY2gtY2hubA==" && gone.method == "DELETE" &&
           gone.success_status == 204 && path_of(gone) == app_path &&
           headers(gone).find("apns-channel-id") == "dHN0LXNyY2gtY2hubA==" && list.method == "GET" &&
           path_of(list) == "/1/apps/com.example.MyApp/all-channels" && headers(list).size() == 0 &&
           origin_of(list) == "https://api-manage-broadcast.push.apple.com:2196";
}
static_assert(others_hold());

/// A broadcast without fault.
constexpr broadcast good() {
    return {.target = {.bundle_id = "com.example.MyApp"},
            .channel = "dHN0LXNyY2gtY2hubA==",
            .priority = apns::priority::power_aware,
            .expiration = 0,
            .payload = {.timestamp = 1700000000, .event = apns::event::update, .content_state = {{"score", 3}}}};
}
constexpr bool broadcast_holds() {
    const broadcast r = good();
    const auto list = headers(r);
    return check(r).empty() && r.method == "POST" && path_of(r) == "/4/broadcasts/apps/com.example.MyApp" &&
           origin_of(r) == "https://api.push.apple.com" && list.size() == 4 &&
           list.find("apns-channel-id") == "dHN0LXNyY2gtY2hubA==" && list.find("apns-push-type") == "liveactivity" &&
           list.find("apns-expiration") == "0" && list.find("apns-priority") == "5" && list.find("apns-topic").empty();
}
static_assert(broadcast_holds());

/// The first problem of a broadcast, `path: detail`; null for none.
text problem_of(const broadcast& r) {
    const problems found = check(r);
    return found.empty() ? text() : to_text(found.front().what);
}

}  // namespace

TEST_CASE("an origin can be replaced, for [BCAST]'s other name and for mocks") {
    broadcast r = good();
    r.target.environment = environment::development;
    CHECK(origin_of(r) == "https://api.sandbox.push.apple.com");
    r.target.origin = "https://api-broadcast.sandbox.push.apple.com";
    CHECK(origin_of(r) == "https://api-broadcast.sandbox.push.apple.com");
    CHECK(check(r).empty());
    CHECK(origin_of(list_channels{.target = {.origin = "http://localhost:8443"}}) == "http://localhost:8443");
}

TEST_CASE("what is absent is not written, and 0 is not absent") {
    broadcast r = good();
    r.expiration.reset();
    r.priority.reset();
    CHECK(headers(r).size() == 2);
    r.expiration = 0;
    CHECK(headers(r).find("apns-expiration") == "0");
    r.target.request_id = "2288cf3f-70d8-46a6-97d7-dd5d00867127";
    CHECK(headers(r).find("apns-request-id") == "2288cf3f-70d8-46a6-97d7-dd5d00867127");
    CHECK(headers(r).find("apns-id").empty());
}

TEST_CASE("the longest headers have room") {
    broadcast r = good();
    r.channel = *apns::channel_id::from(std::string(512, 'x'));
    r.target.request_id = "2288cf3f-70d8-46a6-97d7-dd5d00867127";
    r.expiration = 99'999'999'999;
    CHECK(headers(r).find("apns-channel-id").size() == 512);
    CHECK(headers(r).find("apns-expiration") == "99999999999");
    CHECK(headers(r).find("apns-priority") == "5");
    CHECK_FALSE(apns::channel_id::from(std::string(513, 'x')).has_value());
}

TEST_CASE("each rule of a broadcast") {
    struct row {
        const char* why;
        void (*change)(broadcast&);
        std::string_view problem;
    };
    const row rows[] = {
        {"no bundle id", [](broadcast& r) { r.target.bundle_id = {}; }, "bundle_id: missing: it is part of the path"},
        {"no channel", [](broadcast& r) { r.channel = {}; }, "channel: missing: Apple answers MissingChannelId"},
        {"a channel id that would end the header",
         [](broadcast& r) {
             r.channel = {detail::unchecked{}, "a\r\nb"};
         },
         "channel: byte 1 is outside visible ASCII"},
        {"a bundle id that would leave the path",
         [](broadcast& r) {
             r.target.bundle_id = {detail::unchecked{}, "a/../b"};
         },
         "bundle_id: byte 1 is outside letters, digits, dots, hyphens and underscores"},
        {"priority 1", [](broadcast& r) { r.priority = apns::priority::power_first; },
         "priority: a Live Activity takes 5 or 10"},
        {"nothing is stored, but should be kept",
         [](broadcast& r) {
             r.storage = message_storage::none;
             r.expiration = 1700000000;
         },
         "expiration: only 0 on a channel that stores nothing: Apple answers BadExpirationDate"},
        {"before 1970", [](broadcast& r) { r.expiration = -1; },
         "expiration: seconds since 1970: Apple answers BadExpirationDate"},
        {"milliseconds", [](broadcast& r) { r.expiration = 1700000000000; },
         "expiration: seconds since 1970, these are milliseconds"},
        {"no time", [](broadcast& r) { r.payload.timestamp.reset(); },
         "payload.aps.timestamp: a Live Activity needs the time, in seconds"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        broadcast changed = good();
        r.change(changed);
        CHECK(problem_of(changed) == r.problem);
    }
}

TEST_CASE("what a broadcast may and other requests may not") {
    broadcast r = good();
    r.storage = message_storage::none;
    CHECK(check(r).empty());  // expiration 0
    r.expiration.reset();
    CHECK(check(r).empty());
    r.storage = message_storage::most_recent;
    r.expiration = 1700000000;
    CHECK(check(r).empty());

    // 5,120 bytes, not the 4,096 of other Live Activities.
    r.payload.content_state = {{"s", ""}};
    const std::size_t frame = *json::size(r.payload);
    r.payload.content_state = {{"s", value(*text::from(std::string(5120 - frame, 'x')))}};
    CHECK(json::size(body_of(r)) == std::size_t{5120});
    CHECK(check(r).empty());
    r.payload.content_state = {{"s", value(*text::from(std::string(5121 - frame, 'x')))}};
    CHECK(problem_of(r) == "payload: 5121 bytes, at most 5120: Apple answers 413 PayloadTooLarge");
}

TEST_CASE("a broadcast starts nothing") {
    broadcast r = good();
    r.payload.event = apns::event::start;
    bool found = false;
    for (const problem& one : check(r))
        found = found || (one.what.path == "payload.aps.event" && one.what.code == errc::not_supported);
    CHECK(found);
}

TEST_CASE("each request has its own success") {
    CHECK(ok(create_channel{}, {.status = 201}));
    CHECK_FALSE(ok(create_channel{}, {.status = 200}));
    CHECK(ok(delete_channel{}, {.status = 204}));
    CHECK(ok(read_channel{}, {.status = 200}));
    CHECK_FALSE(ok(broadcast{}, {.status = 400}));
    const apns::header made[] = {{"apns-channel-id", "dHN0LXNyY2gtY2hubA=="}, {"apns-request-id", "r"}};
    CHECK(apns::read_response(201, made, "").apns_channel_id == "dHN0LXNyY2gtY2hubA==");
}

TEST_CASE("the configuration of a channel is read") {
    using apns::read_channel_config;
    const auto made = read_channel_config(R"({"message-storage-policy":1,"push-type":"LiveActivity","new":[]})");
    CHECK(made == apns::channel_config{message_storage::most_recent});
    CHECK(read_channel_config(R"({"message-storage-policy":0})")->storage == message_storage::none);
    CHECK_FALSE(read_channel_config(R"({"message-storage-policy":0})")->push_type.has_value());
    struct row {
        std::string_view body;
        errc expected;
    };
    for (const row& r : {row{"", errc::truncated}, row{"[]", errc::wrong_type}, row{"{}", errc::bad_enumerator},
                         row{R"({"message-storage-policy":2})", errc::bad_enumerator},
                         row{R"({"message-storage-policy":"1"})", errc::bad_enumerator}}) {
        CAPTURE(r.body);
        CHECK(read_channel_config(r.body).error().code == r.expected);
    }
}

TEST_CASE("the list of channels is read") {
    using apns::read_channel_list;
    CHECK(read_channel_list(R"({"channels":[],"new":1})")->empty());
    struct row {
        std::string_view body;
        errc expected;
        std::string_view path;
    };
    for (const row& r :
         {row{"", errc::truncated, ""}, row{"[]", errc::wrong_type, ""}, row{"{}", errc::wrong_type, "channels"},
          row{R"({"channels":{}})", errc::wrong_type, "channels"},
          row{R"({"channels":["a",1]})", errc::wrong_type, "channels[1]"},
          row{R"({"channels":["a","b\r\n"]})", errc::bad_character, "channels[1]"}}) {
        CAPTURE(r.body);
        CHECK(read_channel_list(r.body).error().code == r.expected);
        CHECK(read_channel_list(r.body).error().path.view() == r.path);
    }
}

namespace {

template <class T> void compare(const T& r, const value& expected) {
    for (const value::member& want : expected.members()) {
        const std::string_view name = want.key.chars();
        CAPTURE(name);
        if (name == "method")
            CHECK(T::method == want.val.chars());
        else if (name == "origin")
            CHECK(origin_of(r) == want.val.chars());
        else if (name == "path")
            CHECK(path_of(r) == want.val.chars());
        else if (name == "success_status")
            CHECK(T::success_status == want.val.as_int());
        else if (name == "headers")
            for (const value::member& one : want.val.members())
                CHECK(headers(r).find(one.key.chars()) == one.val.chars());
        else if (name == "absent")
            for (const value& one : want.val.items()) CHECK(headers(r).find(one.chars()).empty());
        else if (name == "body") {
            if constexpr (requires { body_of(r); })
                CHECK(json::read(json::to_string(body_of(r)).value()) == want.val);
            else
                FAIL("this request has no body");
        } else
            CHECK(name == "channel_id_in");
    }
}

}  // namespace

TEST_CASE("the vectors of channels and hosts") {
    std::size_t seen = 0;
    for (const test::apns_row& row : test::apns_rows("channel")) {
        CAPTURE(row.id);
        ++seen;
        channel_target target;
        if (const auto app = test::text_of(row.input, "bundle_id"); !app.empty())
            target.bundle_id = *apns::bundle_id::from(app);
        if (const auto id = test::text_of(row.input, "request_id"); !id.empty())
            target.request_id = *apns::message_id::from(id);
        if (test::text_of(row.input, "environment") == "development") target.environment = environment::development;
        const std::string_view op = test::text_of(row.input, "op");
        if (op == "create") {
            const bool keeps = row.input.find("message_storage_policy")->as_int() == 1;
            compare(create_channel{target, keeps ? message_storage::most_recent : message_storage::none}, row.expected);
        } else if (op == "read") {
            compare(read_channel{target, *apns::channel_id::from(test::text_of(row.input, "channel_id"))},
                    row.expected);
        } else if (row.input.find("response_body") != nullptr) {
            const auto read = apns::read_channel_list(test::text_of(row.input, "response_body"));
            REQUIRE(read);
            const auto expected = row.expected.find("channels")->items();
            REQUIRE(read->size() == expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i) CHECK((*read)[i] == expected[i].chars());
        } else {
            REQUIRE(op == "read_all");
            compare(list_channels{target}, row.expected);
        }
    }
    CHECK(seen == 7);
    for (const test::apns_row& row : test::apns_rows("host")) {
        CAPTURE(row.id);
        const bool develops = test::text_of(row.input, "environment") == "development";
        CHECK(apns::broadcast_origin(develops ? environment::development : environment::production) ==
              test::text_of(row.expected, "origin"));
    }
}
