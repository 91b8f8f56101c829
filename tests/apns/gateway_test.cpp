#include <nimpush/apns/gateway.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::literals;
using apns::arriving_request;
using apns::environment;
using apns::gateway;
using apns::gateway_settings;
using apns::header;
using apns::push_type;
using apns::reason;
using apns::response;

constexpr std::int64_t now = 1'700'000'000'000;  // milliseconds
constexpr std::string_view token_text = "11aa01229f15f0f0c52029d8cf8cd0aeaf2365fe4cebc4af26cd6d76b7919ef7";
constexpr device_token token = "11aa01229f15f0f0c52029d8cf8cd0aeaf2365fe4cebc4af26cd6d76b7919ef7"_token;
constexpr std::string_view id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";

/// A gateway to which every token is registered and `VALID` is good.
gateway open_gateway(environment e = environment::production) {
    gateway made(gateway_settings{.environment = e, .knows_every_token = true});
    made.accept_provider_token("VALID");
    return made;
}

/// One request and what is wrong with it. A header given as null is left out.
struct row {
    std::string why;
    reason expected = reason::none;
    std::string method = "POST";
    std::string path = "/3/device/" + std::string(token_text);
    std::vector<std::pair<std::string, std::optional<std::string>>> changes{};
    std::size_t body = 2;
};

/// The usual headers with the changes of a row.
std::vector<std::pair<std::string, std::string>> headers_of(const row& r) {
    std::vector<std::pair<std::string, std::string>> made = {
        {"authorization", "bearer VALID"}, {"apns-topic", "com.example.app"}, {"apns-push-type", "alert"}};
    for (const auto& [name, changed] : r.changes) {
        bool is_new = true;
        for (std::size_t i = 0; i < made.size(); ++i) {
            if (made[i].first != name) continue;
            is_new = false;
            if (changed)
                made[i].second = *changed;
            else
                made.erase(made.begin() + static_cast<std::ptrdiff_t>(i--));
        }
        if (is_new && changed) made.emplace_back(name, *changed);
    }
    return made;
}
response answer(gateway& apple, const row& r, const apns::message_id& made_id = {}, std::int64_t at = now) {
    const auto owned = headers_of(r);
    return apple.answer({r.method, r.path, owned, {}, r.body}, at, made_id);
}

std::vector<row> single_faults() {
    const std::string same = "/3/device/" + std::string(token_text);
    return {
        {"nothing is wrong"},
        {"GET", reason::method_not_allowed, "GET"},
        {"methods are upper case", reason::method_not_allowed, "post"},
        {"no method", reason::method_not_allowed, ""},
        {"another version", reason::bad_path, "POST", "/2/device/" + std::string(token_text)},
        {"no path", reason::bad_path, "POST", ""},
        {"the root", reason::bad_path, "POST", "/"},
        {"a word too long", reason::bad_path, "POST", "/3/devices/" + std::string(token_text)},
        {"no token", reason::missing_device_token, "POST", "/3/device/"},
        {"and no slash", reason::missing_device_token, "POST", "/3/device"},
        {"no hexadecimal digits", reason::bad_device_token, "POST", "/3/device/zz"},
        {"an odd number of them", reason::bad_device_token, "POST", "/3/device/abc"},
        {"a query behind it", reason::bad_device_token, "POST", same + "?x"},
        {"a slash behind it", reason::bad_device_token, "POST", same + "/"},
        {"more than 100 bytes", reason::bad_device_token, "POST", "/3/device/" + std::string(202, 'a')},
        {"upper case is a token", reason::none, "POST", "/3/device/ABCDEF"},
        {"6 digits are, too: Apple says no size", reason::none, "POST", "/3/device/abc123"},
        {"so are 200", reason::none, "POST", "/3/device/" + std::string(200, 'a')},
        {"a header twice", reason::duplicate_headers, "POST", same, {{"Apns-Topic", "com.example.app"}}},
        {"an id", reason::none, "POST", same, {{"apns-id", std::string(id)}}},
        {"an id in upper case", reason::none, "POST", same, {{"apns-id", "EABEAE54-14A8-11E5-B60B-1697F925EC7B"}}},
        {"11 digits at the end",
         reason::bad_message_id,
         "POST",
         same,
         {{"apns-id", "123e4567-e89b-12d3-a456-42665544000"}}},
        {"letters that are no digits",
         reason::bad_message_id,
         "POST",
         same,
         {{"apns-id", "zabeae54-14a8-11e5-b60b-1697f925ec7b"}}},
        {"an empty id", reason::bad_message_id, "POST", same, {{"apns-id", ""}}},
        {"no push type: older than iOS 13", reason::none, "POST", same, {{"apns-push-type", std::nullopt}}},
        {"a push type of nobody", reason::invalid_push_type, "POST", same, {{"apns-push-type", "silent"}}},
        {"in another case", reason::invalid_push_type, "POST", same, {{"apns-push-type", "Alert"}}},
        {"an empty one", reason::invalid_push_type, "POST", same, {{"apns-push-type", ""}}},
        {"no topic", reason::missing_topic, "POST", same, {{"apns-topic", std::nullopt}}},
        {"an empty topic", reason::missing_topic, "POST", same, {{"apns-topic", ""}}},
        {"a topic with a space", reason::bad_topic, "POST", same, {{"apns-topic", "com example"}}},
        {"a wildcard", reason::bad_topic, "POST", same, {{"apns-topic", "com.example.*"}}},
        {"expiration 0", reason::none, "POST", same, {{"apns-expiration", "0"}}},
        {"a date", reason::none, "POST", same, {{"apns-expiration", "1700000000"}}},
        {"before 1970", reason::bad_expiration_date, "POST", same, {{"apns-expiration", "-1"}}},
        {"no number", reason::bad_expiration_date, "POST", same, {{"apns-expiration", "soon"}}},
        {"an empty one", reason::bad_expiration_date, "POST", same, {{"apns-expiration", ""}}},
        {"beyond 64 bits", reason::bad_expiration_date, "POST", same, {{"apns-expiration", "99999999999999999999"}}},
        {"priority 10", reason::none, "POST", same, {{"apns-priority", "10"}}},
        {"priority 5", reason::none, "POST", same, {{"apns-priority", "5"}}},
        {"priority 1", reason::none, "POST", same, {{"apns-priority", "1"}}},
        {"priority 3", reason::bad_priority, "POST", same, {{"apns-priority", "3"}}},
        {"priority 05", reason::bad_priority, "POST", same, {{"apns-priority", "05"}}},
        {"an empty one", reason::bad_priority, "POST", same, {{"apns-priority", ""}}},
        {"64 bytes of collapse id", reason::none, "POST", same, {{"apns-collapse-id", std::string(64, 'a')}}},
        {"65", reason::bad_collapse_id, "POST", same, {{"apns-collapse-id", std::string(65, 'a')}}},
        {"64 characters in 128 bytes",
         reason::bad_collapse_id,
         "POST",
         same,
         {{"apns-collapse-id",
           [] {
               std::string s;
               for (int i = 0; i < 64; ++i) s += "é";
               return s;
           }()}}},
        {"no provider token", reason::missing_provider_token, "POST", same, {{"authorization", std::nullopt}}},
        {"an empty one", reason::missing_provider_token, "POST", same, {{"authorization", ""}}},
        {"another", reason::invalid_provider_token, "POST", same, {{"authorization", "bearer OTHER"}}},
        {"no bearer", reason::invalid_provider_token, "POST", same, {{"authorization", "VALID"}}},
        {"another scheme", reason::invalid_provider_token, "POST", same, {{"authorization", "basic VALID"}}},
        {"nothing behind it", reason::invalid_provider_token, "POST", same, {{"authorization", "bearer "}}},
        {"Bearer: a scheme has no case", reason::none, "POST", same, {{"authorization", "Bearer VALID"}}},
        {"no body", reason::payload_empty, "POST", same, {}, 0},
        {"4096 bytes", reason::none, "POST", same, {}, 4096},
        {"4097", reason::payload_too_large, "POST", same, {}, 4097},
        {"names of headers have no case", reason::bad_priority, "POST", same, {{"APNS-PRIORITY", "3"}}},
        {"a header that nobody knows", reason::none, "POST", same, {{"user-agent", "nimpush"}}},
    };
}

}  // namespace

TEST_CASE("one fault, one reason, and the status that Apple gives it") {
    for (const row& r : single_faults()) {
        CAPTURE(r.why);
        gateway apple = open_gateway();
        const response got = answer(apple, r);
        CHECK(got.reason == r.expected);
        CHECK(got.reason_text.view() == name_of(r.expected));
        CHECK(got.status == (r.expected == reason::none ? 200 : apns::facts_of(r.expected).status));
        CHECK(got.apns_id.has_value());
        CHECK_FALSE(got.apns_unique_id.has_value());
        CHECK_FALSE(got.timestamp_ms.has_value());
    }
}

TEST_CASE("of two faults the earlier check speaks") {
    // In the order of the checks; each row after the first has one fault less.
    row r{"everything is wrong", reason::method_not_allowed, "GET", "/2/device/zz", {}, 0};
    r.changes = {{"apns-id", "x"},
                 {"Apns-Id", "x"},
                 {"apns-push-type", "x"},
                 {"apns-topic", std::nullopt},
                 {"apns-expiration", "x"},
                 {"apns-priority", "x"},
                 {"apns-collapse-id", std::string(65, 'a')},
                 {"authorization", std::nullopt}};
    const auto drop = [&](std::string_view name, std::optional<std::string> to) {
        for (auto& [given, held] : r.changes)
            if (given == name) held = to;
    };
    gateway apple;
    apple.accept_provider_token("VALID");
    std::vector<reason> seen;
    const auto ask = [&] { seen.push_back(answer(apple, r).reason); };
    ask();
    r.method = "POST";
    ask();
    r.path = "/3/device/zz";
    ask();
    drop("Apns-Id", std::nullopt);
    ask();
    drop("apns-id", std::nullopt);
    ask();
    drop("apns-push-type", "voip");
    ask();
    drop("apns-topic", "a b");
    ask();
    drop("apns-topic", "com.example.app");
    ask();
    drop("apns-topic", "com.example.app.voip");
    ask();
    drop("apns-expiration", std::nullopt);
    ask();
    drop("apns-priority", std::nullopt);
    ask();
    drop("apns-collapse-id", std::nullopt);
    ask();
    r.path = "/3/device/" + std::string(token_text);
    ask();
    drop("authorization", "bearer x");
    ask();
    drop("authorization", "bearer VALID");
    ask();
    r.body = 5121;
    ask();
    r.body = 5120;
    ask();
    apple.register_token(token, "com.example.app");
    ask();
    apple.register_token(token, "com.example.app.voip");
    apple.unregister_token(token, 1);
    ask();
    apple.expire_token(token, 1);
    ask();
    apple.register_token(token, "com.example.app.voip");
    ask();
    const std::vector<reason> expected = {reason::method_not_allowed,
                                          reason::bad_path,
                                          reason::duplicate_headers,
                                          reason::bad_message_id,
                                          reason::invalid_push_type,
                                          reason::missing_topic,
                                          reason::bad_topic,
                                          reason::topic_disallowed,
                                          reason::bad_expiration_date,
                                          reason::bad_priority,
                                          reason::bad_collapse_id,
                                          reason::bad_device_token,
                                          reason::missing_provider_token,
                                          reason::invalid_provider_token,
                                          reason::payload_empty,
                                          reason::payload_too_large,
                                          reason::bad_device_token,
                                          reason::device_token_not_for_topic,
                                          reason::unregistered,
                                          reason::expired_token,
                                          reason::none};
    REQUIRE(seen.size() == expected.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CAPTURE(i);
        CHECK(name_of(seen[i]) == name_of(expected[i]));
    }
}

TEST_CASE("push type, topic, priority and size go together") {
    struct type_row {
        push_type type;
        std::string_view topic;
        std::size_t limit;
        bool takes_10;
        bool takes_1;
    };
    const type_row rows[] = {
        {push_type::alert, "com.example.app", 4096, true, true},
        {push_type::background, "com.example.app", 4096, false, true},
        {push_type::complication, "com.example.app.complication", 4096, true, true},
        {push_type::controls, "com.example.app.push-type.controls", 4096, true, true},
        {push_type::fileprovider, "com.example.app.pushkit.fileprovider", 4096, true, true},
        {push_type::liveactivity, "com.example.app.push-type.liveactivity", 4096, true, false},
        {push_type::location, "com.example.app.location-query", 4096, true, true},
        {push_type::pushtotalk, "com.example.app.voip-ptt", 4096, true, true},
        {push_type::voip, "com.example.app.voip", 5120, true, true},
        {push_type::widgets, "com.example.app.push-type.widgets", 4096, true, true},
    };
    gateway apple = open_gateway();
    for (const type_row& t : rows) {
        CAPTURE(name_of(t.type));
        row r{"one of each"};
        r.changes = {{"apns-push-type", std::string(name_of(t.type))},
                     {"apns-topic", std::string(t.topic)},
                     {"apns-priority", "5"}};
        CHECK(answer(apple, r).reason == reason::none);
        r.body = t.limit;
        CHECK(answer(apple, r).reason == reason::none);
        r.body = t.limit + 1;
        CHECK(answer(apple, r).status == 413);
        r.body = 2;
        r.changes[2].second = "10";
        CHECK((answer(apple, r).reason == reason::none) == t.takes_10);
        r.changes[2].second = std::nullopt;  // counts as 10
        CHECK((answer(apple, r).reason == reason::none) == t.takes_10);
        r.changes[2].second = "1";
        CHECK((answer(apple, r).reason == reason::none) == t.takes_1);
        r.changes[2].second = "5";
        if (t.topic == "com.example.app") continue;
        r.changes[1].second = "com.example.app";
        CHECK(answer(apple, r).reason == reason::topic_disallowed);
        r.changes[1].second = std::string(t.topic) + std::string(t.topic.substr(15));  // dotAPNS#90: .voip.voip
        CHECK(answer(apple, r).reason == reason::topic_disallowed);
        r.changes[1].second = std::string(t.topic.substr(15));
        CHECK(answer(apple, r).reason == reason::topic_disallowed);
    }
    row voip{"a topic of VoIP without a type"};
    voip.changes = {{"apns-push-type", std::nullopt}, {"apns-topic", "com.example.app.voip"}};
    voip.body = 5120;
    CHECK(answer(apple, voip).reason == reason::none);
}

TEST_CASE("a client certificate has its topics, and outweighs the header") {
    const auto with = [](std::vector<text> topics) {
        return gateway(gateway_settings{.knows_every_token = true, .certificate_topics = std::move(topics)});
    };
    row r{"no provider token"};
    r.changes = {{"authorization", std::nullopt}};
    gateway single = with({"com.example.app"});
    CHECK(answer(single, r).reason == reason::none);
    r.changes = {{"authorization", "bearer NONSENSE"}, {"apns-topic", std::nullopt}};
    CHECK(answer(single, r).reason == reason::none);  // a single topic is the default
    r.changes = {{"apns-topic", "com.example.other"}};
    CHECK(answer(single, r).reason == reason::topic_disallowed);

    gateway several = with({"com.example.app", "com.example.app.voip", "com.example.app.location-query"});
    r.changes = {{"apns-topic", std::nullopt}};
    CHECK(answer(several, r).reason == reason::missing_topic);
    r.changes = {{"apns-topic", "com.example.app.voip"}, {"apns-push-type", "voip"}};
    CHECK(answer(several, r).reason == reason::none);
    r.changes = {{"apns-topic", "com.example.app.location-query"}, {"apns-push-type", "location"}};
    CHECK(answer(several, r).reason == reason::topic_disallowed);  // token only

    const std::string uid = "com.apple.mgmt.External.3c2d1e0f-0000-4000-8000-000000000001";
    gateway mdm = with({*text::from(uid)});
    r.changes = {{"apns-topic", uid}, {"apns-push-type", "mdm"}};
    CHECK(answer(mdm, r).reason == reason::none);
    gateway tokens = open_gateway();
    CHECK(answer(tokens, r).reason == reason::topic_disallowed);
}

TEST_CASE("provider tokens expire after an hour") {
    gateway apple(gateway_settings{.knows_every_token = true});
    apple.accept_provider_token("VALID", now / 1000 - 3600);
    apple.accept_provider_token("OLD", now / 1000 - 3601);
    apple.expire_provider_token("DEAD");
    CHECK(answer(apple, {"an hour"}).reason == reason::none);
    for (const char* old : {"bearer OLD", "bearer DEAD"}) {
        row r{"over an hour"};
        r.changes = {{"authorization", old}};
        CHECK(answer(apple, r).reason == reason::expired_provider_token);
        CHECK(answer(apple, r).status == 403);
    }
}

TEST_CASE("two provider tokens within 20 minutes are too many (pigeon#226)") {
    gateway apple(gateway_settings{.knows_every_token = true});
    apple.accept_provider_token("VALID", now / 1000 - 1800);
    apple.accept_provider_token("SOON", now / 1000 - 1800 + 1199);
    apple.accept_provider_token("LATER", now / 1000 - 1800 + 1200);
    row soon{"another worker's"};
    soon.changes = {{"authorization", "bearer SOON"}};
    row later{"20 minutes later"};
    later.changes = {{"authorization", "bearer LATER"}};
    CHECK(answer(apple, {"the first"}).reason == reason::none);
    CHECK(answer(apple, soon).reason == reason::too_many_provider_token_updates);
    CHECK(answer(apple, {"the first again"}).reason == reason::none);
    CHECK(answer(apple, later).reason == reason::none);
    CHECK(answer(apple, soon).status == 429);
}

TEST_CASE("a dead token is 410 since its time, until it registers again") {
    gateway apple;
    apple.accept_provider_token("VALID");
    apple.register_token(token, "com.example.app");
    CHECK(answer(apple, {"registered"}).status == 200);
    apple.unregister_token(token, 1458114061260);
    const response gone = answer(apple, {"removed"});
    CHECK(gone.status == 410);
    CHECK(gone.timestamp_ms == 1458114061260);
    CHECK(json::to_string(body_of(gone)).value() == R"({"reason":"Unregistered","timestamp":1458114061260})");
    CHECK(should_drop(gone, 1458114061259));
    CHECK_FALSE(should_drop(gone, 1458114061261));
    apple.expire_token(token, 7);
    CHECK(json::to_string(body_of(answer(apple, {"expired"}))).value() == R"({"reason":"ExpiredToken","timestamp":7})");
    apple.register_token(token, "com.example.app");
    CHECK(answer(apple, {"again"}).status == 200);
    apple.register_token(token, nullptr);
    CHECK(answer(apple, {"for any topic"}).status == 200);
    row other{"another app's topic"};
    other.changes = {{"apns-topic", "com.example.other"}};
    CHECK(answer(apple, other).status == 200);
    apple.register_token(token, "com.example.app");
    CHECK(answer(apple, other).reason == reason::device_token_not_for_topic);
}

TEST_CASE("many tokens keep their standing") {
    gateway apple;
    apple.accept_provider_token("VALID");
    test::random random(20261102);
    std::vector<device_token> tokens;
    for (int i = 0; i < 500; ++i) {
        std::vector<std::uint8_t> bytes(1 + random.below(3));
        for (auto& one : bytes) one = static_cast<std::uint8_t>(random.below(8));
        tokens.push_back(*device_token::from(bytes));
        apple.register_token(tokens.back(), "com.example.app");
    }
    for (std::size_t i = 0; i < tokens.size(); i += 2) apple.expire_token(tokens[i], 1);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        bool expired = false;
        for (std::size_t k = 0; k < tokens.size(); k += 2) expired = expired || tokens[k] == tokens[i];
        row r{"one of them"};
        r.path = "/3/device/" + std::string(tokens[i].to_hex().view());
        CHECK(answer(apple, r).status == (expired ? 410 : 200));
    }
}

TEST_CASE("ids are echoed, given, or counted") {
    gateway apple = open_gateway(environment::development);
    CHECK(answer(apple, {"the first"}).apns_id == "00000000-0000-4000-8000-000000000001");
    const response second = answer(apple, {"the second"});
    CHECK(second.apns_id == "00000000-0000-4000-8000-000000000002");
    CHECK(second.apns_unique_id == "00000000-0000-4000-9000-000000000002");
    CHECK(answer(apple, {"given"}, "2288cf3f-70d8-46a6-97d7-dd5d00867127").apns_id ==
          "2288cf3f-70d8-46a6-97d7-dd5d00867127");
    row r{"echoed"};
    r.changes = {{"apns-id", "EABEAE54-14a8-11e5-b60b-1697f925ec7b"}};
    CHECK(answer(apple, r).apns_id == "EABEAE54-14a8-11e5-b60b-1697f925ec7b");
    r.changes = {{"apns-id", "no id"}};
    const response bad = answer(apple, r);
    CHECK(bad.apns_id == "00000000-0000-4000-8000-000000000005");
    CHECK(headers(bad).size() == 2);
    CHECK(headers(bad).find("apns-id") == "00000000-0000-4000-8000-000000000005");
    gateway again = open_gateway(environment::development);
    CHECK(answer(again, {"the same every time"}).apns_id == "00000000-0000-4000-8000-000000000001");
}

TEST_CASE("a test can have any answer once") {
    gateway apple = open_gateway();
    for (const reason r :
         {reason::too_many_requests, reason::shutdown, reason::idle_timeout, reason::internal_server_error}) {
        apple.answer_next_with(r);
        const response got = answer(apple, {"nothing is wrong"});
        CHECK(got.reason == r);
        CHECK(got.status == apns::facts_of(r).status);
        CHECK(answer(apple, {"nothing is wrong"}).status == 200);
    }
}

TEST_CASE("what request.hpp writes, the gateway takes, and the answer reads back") {
    gateway apple(gateway_settings{.environment = environment::development});
    apple.accept_provider_token("JWT");
    apple.register_token(token, "com.example.MyApp.voip");
    const apns::request r{.type = push_type::voip,
                          .bundle_id = "com.example.MyApp",
                          .token = token,
                          .expiration = 0,
                          .apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b",
                          .payload = {.custom = {{"call", 7}}}};
    const apns::header_list written = headers(r);
    std::vector<header> list = {{"authorization", "bearer JWT", apns::hpack::never_index}};
    for (std::size_t i = 0; i < written.size(); ++i) list.push_back(written[i]);
    std::array<char, apns::longest_path> path{};
    const std::string_view path_text(path.data(), apns::write_path(r.token, path));
    const std::string body = json::to_string(r.payload).value();
    const response got = apple.answer({"POST", path_text, list, body}, now);
    CHECK(got.status == 200);
    std::vector<header> back;
    const apns::header_list answered = headers(got);
    for (std::size_t i = 0; i < answered.size(); ++i) back.push_back(answered[i]);
    CHECK(apns::read_response(got.status, back, "") == got);
    apple.expire_token(token, 9);
    const response dead = apple.answer({"POST", path_text, list, body}, now);
    CHECK(apns::read_response(dead.status, {}, json::to_string(body_of(dead)).value()).reason == reason::expired_token);
}

TEST_CASE("a call, and another one after it") {
    gateway apple(gateway_settings{.knows_every_token = true});
    const auto asked = [&](std::int64_t at) { return answer(apple, {"nothing is wrong"}, {}, at).reason; };
    CHECK(asked(now) == reason::invalid_provider_token);
    apple.accept_provider_token("VALID", now / 1000);
    CHECK(asked(now) == reason::none);
    apple.accept_provider_token("VALID", now / 1000);  // the same token again is no second one
    CHECK(asked(now) == reason::none);
    apple.expire_provider_token("VALID");  // the last word counts
    CHECK(asked(now) == reason::expired_provider_token);
    apple.accept_provider_token("VALID", now / 1000 - 2000);
    CHECK(asked(now) == reason::none);
    apple.expire_token(token, 1);
    apple.unregister_token(token, 2);
    CHECK(asked(now) == reason::unregistered);
    apple.register_token(token, "com.example.other");
    CHECK(asked(now) == reason::device_token_not_for_topic);
    apple.register_token(token, nullptr);
    CHECK(asked(now) == reason::none);

    gateway copy = apple;
    copy.expire_token(token, 3);
    CHECK(asked(now) == reason::none);
    CHECK(answer(copy, {"nothing is wrong"}).reason == reason::expired_token);
    const gateway moved = std::move(copy);
    gateway again = moved;
    CHECK(answer(again, {"nothing is wrong"}).reason == reason::expired_token);
}

TEST_CASE("a clock at its ends") {
    for (const std::int64_t at : {INT64_MIN, INT64_MIN + 1, std::int64_t{0}, INT64_MAX - 1, INT64_MAX})
        for (const std::int64_t issued : {INT64_MIN, std::int64_t{0}, INT64_MAX}) {
            CAPTURE(at);
            CAPTURE(issued);
            gateway apple(gateway_settings{.knows_every_token = true});
            apple.accept_provider_token("OTHER", now / 1000);
            apple.accept_provider_token("VALID", issued);
            // One of the future is not within the last hour either.
            const bool is_old = issued != 0 || at < 0 || at > 3600 * 1000;
            CHECK((answer(apple, {"nothing is wrong"}, {}, at).reason == reason::expired_provider_token) == is_old);
        }
}

TEST_CASE("many tokens, many headers, in an order that was chosen for it") {
    gateway apple = open_gateway();
    const auto numbered = [](std::size_t i) {
        const std::uint8_t bytes[] = {static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
        return *device_token::from(bytes);
    };
    for (std::size_t i = 20000; i-- > 0;) apple.register_token(numbered(i), text("topic" + std::to_string(i)));
    std::vector<header> list = {{"authorization", "bearer VALID"}, {"apns-topic", "topic777"}};
    std::vector<std::string> names;
    for (int i = 0; i < 20000; ++i) names.push_back("x-" + std::to_string(i));
    for (const std::string& name : names) list.push_back({name, "y"});
    CHECK(apple.answer({"POST", "/3/device/0309", list, "{}"}, now).status == 200);
    list.push_back({"X-7", "y"});
    CHECK(apple.answer({"POST", "/3/device/0309", list, "{}"}, now).reason == reason::duplicate_headers);
}

TEST_CASE("the vectors of servers") {
    std::size_t seen = 0;
    for (const test::apns_row& one : test::apns_rows("server_check")) {
        CAPTURE(one.id);
        ++seen;
        const std::vector<header> list = test::headers_of(one.input.find("headers"));
        arriving_request r{test::text_of(one.input, "method"),
                           test::text_of(one.input, "path"),
                           list,
                           test::text_of(one.input, "body"),
                           {}};
        if (const value* size = one.input.find("body_size")) r.body_size = static_cast<std::size_t>(*size->as_int());
        gateway apple = open_gateway();
        const response got = apple.answer(r, now);
        if (one.expected.is_null()) {  // a token of 6 digits: the note says not to reject it for its size
            CHECK(one.id == "swift-srv-token-short");
            CHECK(got.ok());
        } else if (const value* success = one.expected.find("success")) {
            CHECK(got.ok() == success->as_bool());
        } else if (one.expected.find("error") != nullptr) {
            CHECK(test::text_of(one.expected, "error") == "topic_or_priority_mismatch");
            CHECK((got.reason == reason::topic_disallowed || got.reason == reason::bad_priority));
        } else {
            CHECK(got.status == one.expected.find("status")->as_int());
            if (const value* why = one.expected.find("reason")) CHECK(got.reason_text == why->chars());
        }
    }
    CHECK(seen == 28);
}
