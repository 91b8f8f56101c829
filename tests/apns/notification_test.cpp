#include <nimpush/apns/notification.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/check.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/read_into.hpp"
#include "../support/rows.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::notification;
using test::lines;

template <std::size_t N> constexpr std::string_view view_of(const std::array<char, N>& chars) {
    return {chars.data(), chars.size()};
}

// Rendered while compiling, keys in the order of the description.
constexpr auto shown = render<[] {
    return notification{.alert = {.title = "Bob", .body = "hello"}, .badge = 3, .custom = {{"sessionId", "bob"}}};
}>();
static_assert(view_of(shown) == R"({"aps":{"alert":{"title":"Bob","body":"hello"},"badge":3},"sessionId":"bob"})");
constexpr auto nothing = render<[] { return notification{}; }>();
static_assert(view_of(nothing) == "{}");
constexpr auto empty_aps = render<[] { return notification{.other = free_map::empty_map()}; }>();
static_assert(view_of(empty_aps) == R"({"aps":{}})");
constexpr auto managed = render<[] { return notification{.mdm = "push magic"}; }>();
static_assert(view_of(managed) == R"({"mdm":"push magic"})");

std::string written(const notification& n) { return json::to_string(n).value(); }

notification read_back(std::string_view payload) {
    notification n;
    CHECK(test::lines_of(test::put(apns::read_notification(json::read(payload).value()), n)) == lines{});
    return n;
}

/// Everything that a payload can hold.
notification full() {
    notification n{.alert = {.title = "title",
                             .subtitle = "subtitle",
                             .body = apns::localized{"BODY", std::vector<text>{"one", "two"}},
                             .launch_image = "launch.png",
                             .title_loc_key = "TITLE",
                             .title_loc_args = std::vector<text>{"a"},
                             .subtitle_loc_key = "SUBTITLE",
                             .subtitle_loc_args = std::vector<text>{},
                             .loc_key = "LOC",
                             .loc_args = std::vector<text>{"b", ""},
                             .sound = "inside.aiff",
                             .action = "action",
                             .action_loc_key = text("ACTION"),
                             .summary_arg = "summary",
                             .summary_arg_count = 2},
                   .badge = 0,
                   .sound = apns::sound::critical("alarm.aiff", 0.5),
                   .thread_id = "thread",
                   .category = "category",
                   .content_available = true,
                   .mutable_content = false,
                   .target_content_id = "window",
                   .interruption_level = apns::interruption_level::time_sensitive,
                   .relevance_score = 0.25,
                   .filter_criteria = "work",
                   .stale_date = 1700000001,
                   .timestamp = 1700000000,
                   .event = apns::event::end,
                   .dismissal_date = -1,
                   .content_state = {{"score", 3}, {"name", nullptr}},
                   .attributes_type = "Game",
                   .attributes = free_map::empty_map(),
                   .input_push_channel = "dHN0LXNyY2gtY2hubA==",
                   .input_push_token = true,
                   .content_changed = false,
                   .url_args = std::vector<text>{"x"},
                   .custom = {{"list", value::list({1, 2.5, nullptr, "é"})}, {"", false}}};
    n.other.set("new-key-of-apple", 1);
    return n;
}

TEST_CASE("every key of Apple's tables is spelt as there") {
    CHECK(
        written(full()) ==
        R"({"aps":{"alert":{"title":"title","subtitle":"subtitle","body":{"loc-key":"BODY","loc-args":["one","two"]},)"
        R"("launch-image":"launch.png","title-loc-key":"TITLE","title-loc-args":["a"],"subtitle-loc-key":"SUBTITLE",)"
        R"("subtitle-loc-args":[],"loc-key":"LOC","loc-args":["b",""],"sound":"inside.aiff","action":"action",)"
        R"("action-loc-key":"ACTION","summary-arg":"summary","summary-arg-count":2},"badge":0,)"
        R"("sound":{"critical":1,"name":"alarm.aiff","volume":0.5},"thread-id":"thread","category":"category",)"
        R"("content-available":1,"mutable-content":0,"target-content-id":"window",)"
        R"("interruption-level":"time-sensitive","relevance-score":0.25,"filter-criteria":"work",)"
        R"("stale-date":1700000001,"timestamp":1700000000,"event":"end","dismissal-date":-1,)"
        R"("content-state":{"score":3,"name":null},"attributes-type":"Game","attributes":{},)"
        R"("input-push-channel":"dHN0LXNyY2gtY2hubA==","input-push-token":1,"content-changed":false,)"
        R"("url-args":["x"],"new-key-of-apple":1},"list":[1,2.5,null,"é"],"":false})");
}

TEST_CASE("what was written reads back as the same aggregate") {
    const notification n = full();
    CHECK(read_back(written(n)) == n);
    notification less = n;
    less.alert = {.plain = "only text"};
    less.sound = "default";
    CHECK(read_back(written(less)) == less);
    CHECK(read_back(written(notification{})) == notification{});
    CHECK(read_back(written(notification{.mdm = "magic"})) == notification{.mdm = "magic"});
    CHECK_FALSE(less == n);
}

TEST_CASE("0 and false are written, what was not set is not") {
    CHECK(written({.badge = 0}) == R"({"aps":{"badge":0}})");
    CHECK(written({.content_available = false}) == R"({"aps":{"content-available":0}})");
    CHECK(written({.content_state = free_map::empty_map()}) == R"({"aps":{"content-state":{}}})");
    CHECK(written({.alert = {.body = ""}}) == R"({"aps":{"alert":{"body":""}}})");
}

TEST_CASE("a legacy action-loc-key keeps its three states: absent, null, text") {
    CHECK(written({.alert = {.action_loc_key = std::optional<text>(std::in_place)}}) ==
          R"({"aps":{"alert":{"action-loc-key":null}}})");
    CHECK(read_back(R"({"aps":{"alert":{"action-loc-key":null}}})").alert.action_loc_key ==
          std::optional<text>(std::in_place));
    CHECK(read_back(R"({"aps":{"alert":{"action-loc-key":"A"}}})").alert.action_loc_key ==
          std::optional<text>(text("A")));
    CHECK(read_back(R"({"aps":{"alert":{"body":"b"}}})").alert.action_loc_key == std::nullopt);
}

TEST_CASE("keys of aps that nobody knows and the app's own come back in their places") {
    constexpr std::string_view payload =
        R"({"aps":{"badge":1,"future":{"a":[1]},"later":null},"app":{"aps":1},"n":null})";
    const notification n = read_back(payload);
    CHECK(n.other.size() == 2);
    CHECK(n.custom.keys().size() == 2);
    CHECK(written(n) == payload);
}

TEST_CASE("a wrong type comes back with its path, all of them at once") {
    const auto faults = [](std::string_view payload) {
        notification n;
        return test::lines_of(test::put(apns::read_notification(json::read(payload).value()), n));
    };
    const lines found =
        faults(R"({"aps":{"alert":{"title":1,"loc-args":["a",2]},"badge":"3","content-available":true,"sound":[],)"
               R"("interruption-level":"loud","timestamp":1.5,"content-state":[],"relevance-score":"0.5"}})");
    REQUIRE(found.size() == 9);
    const std::string_view paths[] = {"aps.alert.title",     "aps.alert.loc-args[1]", "aps.badge",
                                      "aps.sound",           "aps.content-available", "aps.interruption-level",
                                      "aps.relevance-score", "aps.timestamp",         "aps.content-state"};
    for (std::size_t i = 0; i < found.size(); ++i) {
        CAPTURE(found[i]);
        CHECK(found[i].find(" " + std::string(paths[i]) + ": ") != std::string::npos);
    }
    CHECK(faults("[]").size() == 1);
    CHECK(faults(R"({"aps":[]})").size() == 1);
    CHECK(faults(R"({"aps":{"alert":7}})").size() == 1);
    CHECK(faults(R"({})") == lines{});
}

TEST_CASE("a custom key named aps is refused where it is written and where it is checked") {
    free_map keys;
    keys.set("aps", "mine");
    const notification n{.alert = {.body = "hello"}, .custom = apns::custom_keys(std::move(keys))};
    REQUIRE_FALSE(json::to_string(n));
    CHECK(json::to_string(n).error().code == errc::duplicate_key);
    CHECK(test::lines_of(apns::check(n)).front() == "duplicate_key aps: a custom key cannot be aps");
}

TEST_CASE("what JSON cannot carry is an error, not a wrong payload") {
    const double bad[] = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()};
    for (const double d : bad) {
        const auto refused = json::to_string(notification{.relevance_score = d});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == errc::not_representable);
    }
}

TEST_CASE("a payload goes into a caller's buffer, or says how large it must be") {
    const notification n{.alert = {.plain = "length"}};
    CHECK(json::size(n).value() == 26);
    std::array<char, 26> room{};
    CHECK(json::write(n, room).value() == 26);
    CHECK(view_of(room) == R"({"aps":{"alert":"length"}})");
    std::array<char, 25> little{};
    const auto refused = json::write(n, little);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == errc::buffer_too_small);
}

TEST_CASE("vectors: every payload of the peers reads, and is written again with the same members") {
    std::size_t compared = 0;
    for (const test::apns_row& row : test::apns_rows("payload")) {
        CAPTURE(row.id);
        const value* payload = row.expected.is(value::kind::map) ? row.expected.find("payload") : nullptr;
        if (payload == nullptr || !payload->is(value::kind::map)) continue;
        notification n;
        REQUIRE(test::lines_of(test::put(apns::read_notification(*payload), n)) == lines{});
        value again = json::read(written(n)).value();
        // Pushes without aps are the peers' habit; Apple's table has aps in each but those of MDM.
        if (payload->find("aps") == nullptr && payload->find("mdm") == nullptr) {
            value with = value::map({{"aps", value::map()}});
            for (const value::member& one : payload->members()) with.append(one.key, one.val);
            CHECK(test::same_json(again, with));
        } else {
            CHECK(test::same_json(again, *payload));
        }
        ++compared;
    }
    CHECK(compared >= 100);
}

TEST_CASE("vectors: what a payload must not be is refused") {
    const auto refused = [](const value& payload, std::optional<apns::push_type> type) {
        notification n;
        if (!test::put(apns::read_notification(payload), n).empty()) return true;
        for (const problem& p : apns::check(n, type))
            if (p.how == degree::error) return true;
        return !json::to_string(n);
    };
    // Their inputs are calls of the peers' builders, so the payloads that they would make stand here.
    CHECK(refused(json::read(R"({"aps":{"sound":{"critical":1,"volume":0.5}}})").value(), {}));  // pushy
    CHECK(refused(json::read(R"({"aps":{"sound":{"name":"t","critical":1,"volume":4}}})").value(), {}));
    CHECK(refused(json::read(R"({"aps":{"badge":"hello"}})").value(), {}));  // node-apn
    CHECK(refused(json::read(R"({"aps":{"sound":5}})").value(), {}));
    CHECK(refused(json::read(R"({"mdm":"abcd","aps":{"badge":5}})").value(), {}));
    CHECK(refused(json::read(R"({"aps":{"relevance-score":75}})").value(), apns::push_type::alert));
    CHECK_FALSE(refused(json::read(R"({"aps":{"alert":"x","relevance-score":1}})").value(), apns::push_type::alert));
}

TEST_CASE("vectors: texts are escaped as RFC 8259 needs, no more") {
    std::size_t compared = 0;
    for (const test::apns_row& row : test::apns_rows("json_string")) {
        CAPTURE(row.id);
        const notification n{.alert = {.plain = text::from(test::text_of(row.input, "string")).value()}};
        const std::string shown_text = written(n);
        CHECK(shown_text.substr(16, shown_text.size() - 18) == test::text_of(row.expected, "json_text"));
        ++compared;
    }
    CHECK(compared == 5);
}

TEST_CASE("vectors: sizes are those of the bytes that go out") {
    std::size_t compared = 0;
    for (const test::apns_row& row : test::apns_rows("size")) {
        const value* bytes = row.expected.find("bytes");
        if (bytes == nullptr) continue;
        CAPTURE(row.id);
        notification n;
        CHECK(test::lines_of(test::put(apns::read_notification(row.input), n)) == lines{});
        CHECK(static_cast<std::int64_t>(json::size(n).value()) == bytes->as_int().value());
        CHECK(written(n) == test::text_of(row.expected, "payload_text"));
        ++compared;
    }
    CHECK(compared == 2);
}

}  // namespace
