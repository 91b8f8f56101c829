// Broadcasts and channels as the gateway answers them, and the requests of a real client.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;
using apns::gateway;
using apns::reason;
using apns::response;

constexpr std::int64_t now = 1'700'000'000'000;
constexpr std::string_view app = "com.example.MyApp";
constexpr std::string_view broadcast_path = "/4/broadcasts/apps/com.example.MyApp";
constexpr std::string_view channels_path = "/1/apps/com.example.MyApp/channels";
constexpr std::string_view all_channels_path = "/1/apps/com.example.MyApp/all-channels";
constexpr std::string_view channel = "dHN0LXNyY2gtY2hubA==";
constexpr std::string_view update = R"({"aps":{"timestamp":1700000000,"event":"update","content-state":{"s":1}}})";

using headers = std::vector<std::pair<std::string, std::string>>;

gateway apple(apns::message_storage storage = apns::message_storage::most_recent) {
    gateway made(apns::gateway_settings{.knows_every_token = true});
    made.accept_provider_token("VALID");
    made.register_channel(text(app), apns::channel_id::from(channel).value(), storage);
    return made;
}
headers usual(const headers& more = {}, std::string_view without = {}) {
    headers made{{"authorization", "bearer VALID"},
                 {"apns-channel-id", std::string(channel)},
                 {"apns-push-type", "liveactivity"}};
    headers kept;
    for (auto& one : made) {
        bool replaced = one.first == without;
        for (const auto& other : more) replaced = replaced || other.first == one.first;
        if (!replaced) kept.push_back(one);
    }
    for (const auto& one : more) kept.push_back(one);
    return kept;
}
response ask(gateway& to, std::string_view method, std::string_view path, const headers& list,
             std::string_view body = {}) {
    return to.answer({.method = method, .path = path, .headers = list, .body = body}, now);
}

TEST_CASE("a broadcast's checks come in the order of APNSwift's test server") {
    struct row {
        std::string_view why;
        reason expected;
        headers list;
        std::string body;
    };
    const std::string large(5121, ' ');
    // Each is at fault in all that follows it too.
    const std::vector<row> rows = {
        {"no channel",
         reason::missing_channel_id,
         {{"authorization", "bearer VALID"}, {"apns-expiration", "x"}, {"apns-priority", "1"}},
         ""},
        {"no push type",
         reason::missing_push_type,
         {{"authorization", "bearer VALID"},
          {"apns-channel-id", "AAAA"},
          {"apns-expiration", "x"},
          {"apns-priority", "1"}},
         ""},
        {"another push type", reason::invalid_push_type,
         usual({{"apns-push-type", "alert"},
                {"apns-channel-id", "AAAA"},
                {"apns-expiration", "x"},
                {"apns-priority", "1"}}),
         ""},
        {"no date", reason::bad_expiration_date,
         usual({{"apns-channel-id", "AAAA"}, {"apns-expiration", "x"}, {"apns-priority", "1"}}), ""},
        {"priority 1", reason::bad_priority, usual({{"apns-channel-id", "AAAA"}, {"apns-priority", "1"}}), ""},
        {"another channel", reason::channel_not_registered, usual({{"apns-channel-id", "AAAA"}}), ""},
        {"no body", reason::payload_empty, usual(), ""},
        {"too large", reason::payload_too_large, usual(), large},
        {"no JSON", reason::payload_empty, usual(), "hello"},
        {"no object", reason::payload_empty, usual(), "[1]"},
        {"nothing", reason::none, usual(), std::string(update)},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        gateway to = apple();
        const response got = ask(to, "POST", broadcast_path, r.list, r.body);
        CHECK(name_of(got.reason) == name_of(r.expected));
        CHECK(got.status == (r.expected == reason::none ? 200 : apns::facts_of(r.expected).status));
        CHECK(got.apns_request_id.has_value());
    }
}

TEST_CASE("what else a broadcast may not have") {
    gateway to = apple();
    for (const std::string_view spelt : {"liveactivity", "Liveactivity", "LiveActivity"})
        CHECK(ask(to, "POST", broadcast_path, usual({{"apns-push-type", std::string(spelt)}}), update).ok());
    for (const std::string_view suffixed :
         {"com.example.MyApp.push-type.liveactivity", "com.example.MyApp.voip", "com.example.MyApp.voip-ptt"})
        CHECK(ask(to, "POST", "/4/broadcasts/apps/" + std::string(suffixed), usual(), update).reason ==
              reason::topic_disallowed);
    CHECK(ask(to, "POST", "/4/broadcasts/apps/", usual(), update).reason == reason::bad_path);
    CHECK(ask(to, "GET", broadcast_path, usual(), update).reason == reason::method_not_allowed);
    CHECK(ask(to, "POST", "/4/broadcasts", usual(), update).reason == reason::bad_path);
    CHECK(ask(to, "POST", broadcast_path, usual({{"apns-channel-id", "not base64!"}}), update).reason ==
          reason::bad_channel_id);
    CHECK(ask(to, "POST", broadcast_path, usual({{"apns-request-id", "7"}}), update).reason == reason::bad_message_id);
    CHECK(ask(to, "POST", broadcast_path, usual({{"authorization", "bearer NONE"}}), update).reason ==
          reason::invalid_provider_token);
    CHECK(ask(to, "POST", broadcast_path, usual({{"apns-expiration", "1700003600"}}), update).ok());
    gateway stores_nothing = apple(apns::message_storage::none);
    CHECK(ask(stores_nothing, "POST", broadcast_path, usual({{"apns-expiration", "1700003600"}}), update).reason ==
          reason::bad_expiration_date);
    CHECK(ask(stores_nothing, "POST", broadcast_path, usual({{"apns-expiration", "0"}}), update).ok());

    gateway by_certificate(apns::gateway_settings{.certificate_topics = {text("com.example.other")}});
    by_certificate.register_channel(text(app), apns::channel_id::from(channel).value(),
                                    apns::message_storage::most_recent);
    CHECK(ask(by_certificate, "POST", broadcast_path, usual(), update).reason == reason::topic_mismatch);
    gateway listed(apns::gateway_settings{.certificate_topics = {text(app)}});
    listed.register_channel(text(app), apns::channel_id::from(channel).value(), apns::message_storage::most_recent);
    CHECK(ask(listed, "POST", broadcast_path, usual(), update).ok());
}

TEST_CASE("a channel is made, read, listed, used and deleted for ever") {
    gateway to(apns::gateway_settings{});
    to.accept_provider_token("VALID");
    const headers who{{"authorization", "bearer VALID"}};
    const auto body = json::to_string(body_of(apns::create_channel{.storage = apns::message_storage::most_recent}));
    const response made = ask(to, "POST", channels_path, who, *body);
    CHECK(made.status == 201);
    REQUIRE(made.apns_channel_id.has_value());
    const std::string id(made.apns_channel_id.view());
    CHECK(apns::headers(made).find("apns-channel-id") == id);
    CHECK(ask(to, "POST", channels_path, who, *body).apns_channel_id != made.apns_channel_id);

    const headers named{{"authorization", "bearer VALID"}, {"apns-channel-id", id}};
    const response read = ask(to, "GET", channels_path, named);
    CHECK(read.status == 200);
    const auto config = apns::read_channel_config(*json::to_string(body_of(read)));
    REQUIRE(config);
    CHECK(config->storage == apns::message_storage::most_recent);
    const response all = ask(to, "GET", all_channels_path, who);
    const auto ids = apns::read_channel_list(*json::to_string(body_of(all)));
    REQUIRE(ids);
    CHECK(ids->size() == 2);
    // What the gateway answers reads back as it was.
    CHECK(apns::read_response(all.status, apns::headers(all), *json::to_string(body_of(all))) == all);

    const headers sent = usual({{"apns-channel-id", id}});
    CHECK(ask(to, "POST", broadcast_path, sent, update).ok());
    CHECK(ask(to, "POST", "/4/broadcasts/apps/com.example.other", sent, update).reason ==
          reason::channel_not_registered);
    CHECK(ask(to, "DELETE", channels_path, named).status == 204);
    CHECK(ask(to, "DELETE", channels_path, named).reason == reason::channel_not_registered);
    CHECK(ask(to, "GET", channels_path, named).reason == reason::channel_not_registered);
    CHECK(ask(to, "POST", broadcast_path, sent, update).reason == reason::channel_not_registered);
    CHECK(ask(to, "GET", channels_path, who).reason == reason::missing_channel_id);
    CHECK(ask(to, "PUT", channels_path, named).reason == reason::method_not_allowed);
    CHECK(ask(to, "POST", all_channels_path, who).reason == reason::method_not_allowed);
}

TEST_CASE("what a channel is made with") {
    struct row {
        std::string_view body;
        reason expected;
    };
    for (const row& r : {row{R"({"message-storage-policy":1,"push-type":"LiveActivity"})", reason::none},
                         row{R"({"message-storage-policy":0,"push-type":"liveactivity"})", reason::none},
                         row{R"({"push-type":"LiveActivity"})", reason::missing_channel_queue_size},
                         row{R"({"message-storage-policy":1})", reason::missing_push_type},
                         row{R"({"message-storage-policy":1,"push-type":"alert"})", reason::invalid_push_type},
                         row{R"({"message-storage-policy":1,"push-type":7})", reason::invalid_push_type},
                         row{R"({"message-storage-policy":2,"push-type":"LiveActivity"})", reason::bad_request_payload},
                         row{"", reason::payload_empty}, row{"hello", reason::payload_empty}}) {
        CAPTURE(r.body);
        gateway to(apns::gateway_settings{});
        to.accept_provider_token("VALID");
        CHECK(name_of(ask(to, "POST", channels_path, {{"authorization", "bearer VALID"}}, r.body).reason) ==
              name_of(r.expected));
    }
}

// As @parse/node-apn 8.1.0 sends them: priority and expiration wherever they are set, `liveactivity` in the body.
TEST_CASE("the requests of node-apn are answered") {
    gateway to(apns::gateway_settings{});
    to.accept_provider_token("VALID");
    const response made = ask(to, "POST", channels_path,
                              {{"authorization", "bearer VALID"}, {"apns-priority", "10"}, {"apns-expiration", "0"}},
                              R"({"message-storage-policy":1,"push-type":"liveactivity"})");
    CHECK(made.status == 201);
    const std::string id(made.apns_channel_id.view());
    CHECK(ask(to, "POST", broadcast_path,
              {{"authorization", "bearer VALID"},
               {"apns-channel-id", id},
               {"apns-expiration", "1700003600"},
               {"apns-priority", "10"},
               {"apns-push-type", "liveactivity"}},
              update)
              .status == 200);
    CHECK(ask(to, "GET", all_channels_path, {{"authorization", "bearer VALID"}, {"apns-priority", "10"}}).status ==
          200);
    CHECK(ask(to, "DELETE", channels_path, {{"authorization", "bearer VALID"}, {"apns-channel-id", id}}).status == 204);
    // A push of theirs whose body is no JSON.
    gateway open(apns::gateway_settings{.knows_every_token = true});
    open.accept_provider_token("VALID");
    CHECK(
        ask(open, "POST", "/3/device/00ff", {{"authorization", "bearer VALID"}, {"apns-topic", "com.example"}}, "hello")
            .reason == reason::payload_empty);
}

TEST_CASE("both spellings of a channel's push type are read, and no other type") {
    for (const std::string_view spelt : {"LiveActivity", "liveactivity", "Liveactivity"})
        CHECK(apns::read_channel_config(R"({"message-storage-policy":0,"push-type":")" + std::string(spelt) + "\"}"));
    for (const std::string_view other : {"\"alert\"", "7", "\"\""}) {
        const auto refused =
            apns::read_channel_config(R"({"message-storage-policy":0,"push-type":)" + std::string(other) + "}");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().path == "push-type");
    }
}

TEST_CASE("two keys in turn, a token of the future, one that was accepted and has expired") {
    const apns::provider_key one{.id = "KEY0000001", .team = "TEAM000001"};
    const apns::provider_key two{.id = "KEY0000002", .team = "TEAM000001"};
    gateway to(apns::gateway_settings{.knows_every_token = true});
    to.accept_provider_token("ONE", now / 1000 - 60, one);
    to.accept_provider_token("TWO", now / 1000 - 30, two);
    to.accept_provider_token("AGAIN", now / 1000 - 10, one);
    to.accept_provider_token("LATER", now / 1000 + 60, two);
    const auto push = [&](std::string_view bearer) {
        return ask(to, "POST", "/3/device/00ff",
                   {{"authorization", "bearer " + std::string(bearer)}, {"apns-topic", "com.example"}}, "{}")
            .reason;
    };
    for (int turn = 0; turn < 3; ++turn) {
        CHECK(push("ONE") == reason::none);
        CHECK(push("TWO") == reason::none);
    }
    CHECK(push("AGAIN") == reason::too_many_provider_token_updates);
    CHECK(push("ONE") == reason::none);
    CHECK(push("LATER") == reason::expired_provider_token);
    to.expire_provider_token("ONE");
    CHECK(push("ONE") == reason::expired_provider_token);
    CHECK(push("TWO") == reason::none);
}

TEST_CASE("what the first push binds, and what a new connection frees") {
    apns::provider_key team{.id = "KEY0000001", .team = "TEAM000001"};
    apns::provider_key topic{
        .id = "KEY0000002", .team = "TEAM000001", .scope = apns::key_scope::topics, .topics = {text("com.example")}};
    apns::provider_key related = topic;
    related.id = "KEY0000003";
    related.related = "KEY0000002";
    apns::provider_key other_side = team;
    other_side.environment = apns::environment::development;
    apns::connection on;
    CHECK(judge_key(on, other_side, "com.example") == reason::bad_environment_key_id_in_token);
    CHECK_FALSE(needs_new_connection(on, topic));
    on.bind(team);
    CHECK(judge_key(on, team, "com.example") == reason::none);
    CHECK(judge_key(on, topic, "com.example") == reason::unrelated_key_id_in_token);
    CHECK(needs_new_connection(on, topic));
    CHECK(apns::facts_of(reason::unrelated_key_id_in_token).reopen);
    on = apns::connection();
    on.bind(topic);
    on.bind(team);  // the first one counts
    CHECK(judge_key(on, topic, "com.example") == reason::none);
    CHECK(judge_key(on, topic, "com.example.voip") == reason::topic_disallowed);
    CHECK(judge_key(on, related, "com.example") == reason::none);
    CHECK(judge_key(on, team, "com.example") == reason::unrelated_key_id_in_token);
    apns::provider_key stranger = related;
    stranger.related = nullptr;
    CHECK(judge_key(on, stranger, "com.example") == reason::unrelated_key_id_in_token);
    const problems found = check(apns::request{.bundle_id = "com.example",
                                               .token = *device_token::from_hex("00ff"),
                                               .environment = apns::environment::development,
                                               .payload = {.badge = 1}},
                                 on, team);
    REQUIRE(found.size() == 2);
    CHECK(found[0].what.path == "environment");
    CHECK(found[1].what.path == "authentication");
}

}  // namespace
