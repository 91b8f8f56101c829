#include <nimpush/apns/check.hpp>

#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/request.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/read_into.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::notification;
using apns::push_type;
using test::lines;

constexpr push_type all_types[] = {push_type::alert,    push_type::background,   push_type::complication,
                                   push_type::controls, push_type::fileprovider, push_type::liveactivity,
                                   push_type::location, push_type::mdm,          push_type::pushtotalk,
                                   push_type::voip,     push_type::widgets};
static_assert(std::size(all_types) == std::size(names<push_type>::list));

notification payload_of(std::string_view json) {
    notification n;
    CHECK(test::lines_of(test::put(apns::read_notification(json::read(json).value()), n)) == lines{});
    return n;
}

/// 'e' for an error at this path, 'w' for a warning, '.' for neither.
char finding_at(const problems& found, std::string_view path) {
    char worst = '.';
    for (const problem& p : found) {
        if (p.what.path.view() != path) continue;
        if (p.how == degree::error) return 'e';
        worst = 'w';
    }
    return worst;
}

// What Apple's pages (docs/facts/apns.md, Pages) say of a payload of each push type: one column a type, in the order
// of all_types.
//    alert background complication controls fileprovider liveactivity location mdm pushtotalk voip widgets
struct rule_row {
    std::string_view payload;
    std::string_view path;
    std::string_view findings;
};
constexpr rule_row rules[] = {
    // [BG] "The aps dictionary with only content-available"; [T1] the keys of their types.
    {R"({"aps":{}})", "aps.content-available", ".e........."},
    {R"({"aps":{"content-available":0}})", "aps.content-available", ".e........."},
    {R"({"aps":{"content-available":1}})", "aps.content-available", "..........."},
    {R"({"aps":{"content-available":1,"badge":1}})", "aps",
     ""
     ".e........."},
    {R"({"aps":{"content-available":1,"alert":"x"}})", "aps", ".e........."},
    {R"({"aps":{"content-available":1,"sound":"x"}})", "aps", ".e........."},
    {R"({"aps":{"content-available":1,"mutable-content":1}})", "aps", "we........."},
    {R"({"aps":{"content-available":1,"unknown":1}})", "aps", "we........."},
    {R"({"aps":{"content-available":1},"mine":1})", "aps", "w.........."},
    {R"({"aps":{"alert":"x"}})", "aps", ".e........."},
    {R"({"aps":{"thread-id":"x"}})", "aps", "we........."},
    // [T1] content-changed: widgets and controls.
    {R"({"aps":{}})", "aps.content-changed", "...e......e"},
    {R"({"aps":{"content-changed":false}})", "aps.content-changed", "eeeeeeeeeee"},
    {R"({"aps":{"content-changed":true}})", "aps.content-changed", "eee.eeeeee."},
    // MDM: {"mdm": PushMagic} and nothing else.
    {R"({"aps":{}})", "mdm", ".......e..."},
    {R"({"mdm":"magic"})", "mdm", "eeeeeee.eee"},
    {R"({"mdm":"magic","aps":{"badge":1}})", "mdm", "eeeeeeeeeee"},
    {R"({"mdm":"magic","mine":1})", "mdm", "eeeeeeeeeee"},
    // [T1] relevance-score: 0 to 1, any number for Live Activities.
    {R"({"aps":{"relevance-score":0}})", "aps.relevance-score", "..........."},
    {R"({"aps":{"relevance-score":1}})", "aps.relevance-score", "..........."},
    {R"({"aps":{"relevance-score":1.01}})", "aps.relevance-score", "eeeee.eeeee"},
    {R"({"aps":{"relevance-score":-0.01}})", "aps.relevance-score", "eeeee.eeeee"},
    {R"({"aps":{"relevance-score":75}})", "aps.relevance-score", "eeeee.eeeee"},
    // Live Activities: their keys are theirs.
    {R"({"aps":{"event":"update"}})", "aps.event", "eeeee.eeeee"},
    {R"({"aps":{"timestamp":1}})", "aps.timestamp", "eeeee.eeeee"},
    {R"({"aps":{"stale-date":1}})", "aps.stale-date", "eeeee.eeeee"},
    {R"({"aps":{"event":"end","dismissal-date":1}})", "aps.dismissal-date", "eeeee.eeeee"},
    {R"({"aps":{"event":"update","dismissal-date":1}})", "aps.dismissal-date", "eeeeeweeeee"},
    {R"({"aps":{"content-state":{}}})", "aps.content-state", "eeeee.eeeee"},
    {R"({"aps":{"attributes-type":"A"}})", "aps.attributes-type", "eeeee.eeeee"},
    {R"({"aps":{"attributes":{}}})", "aps.attributes", "eeeee.eeeee"},
    {R"({"aps":{"event":"start","input-push-channel":"c"}})", "aps.input-push-channel", "eeeee.eeeee"},
    {R"({"aps":{"event":"start","input-push-token":1}})", "aps.input-push-token", "eeeee.eeeee"},
    {R"({"aps":{"event":"update","input-push-token":1}})", "aps.input-push-token", "eeeeeweeeee"},
    {R"({"aps":{"alert":{"title":{"loc-key":"T"}}}})", "aps.alert", "eeeee.eeeee"},
    {R"({"aps":{"alert":{"body":{"loc-key":"T"}}}})", "aps.alert", "eeeee.eeeee"},
    {R"({"aps":{"alert":{"body":"b","sound":"x"}}})", "aps.alert.sound", "eeeee.eeeee"},
    {R"({"aps":{"sound":"x"}})", "aps.sound", ".....w....."},
    // … and they need them.
    {R"({"aps":{}})", "aps.timestamp", ".....e....."},
    {R"({"aps":{}})", "aps.event", ".....e....."},
    {R"({"aps":{"event":"start"}})", "aps.alert", ".....e....."},
    {R"({"aps":{"event":"start"}})", "aps.attributes-type", ".....e....."},
    {R"({"aps":{"event":"start"}})", "aps.attributes", ".....e....."},
    {R"({"aps":{"event":"update"}})", "aps.content-state", ".....e....."},
    {R"({"aps":{"event":"update"}})", "aps.alert", "..........."},
    {R"({"aps":{"event":"end"}})", "aps.content-state", ".....w....."},
    // What holds for every type.
    {R"({"aps":{"badge":-1}})", "aps.badge", "eeeeeeeeeee"},
    {R"({"aps":{"badge":0}})", "aps.badge", "..........."},
    {R"({"aps":{"sound":{"critical":1}}})", "aps.sound.name", "eeeeeeeeeee"},
    {R"({"aps":{"sound":{"critical":1,"name":""}}})", "aps.sound.name", "eeeeeeeeeee"},
    {R"({"aps":{"sound":{"critical":0,"name":""}}})", "aps.sound.name", "eeeeeeeeeee"},
    {R"({"aps":{"sound":{"critical":1,"name":"n","volume":1.01}}})", "aps.sound.volume", "eeeeeeeeeee"},
    {R"({"aps":{"sound":{"critical":1,"name":"n","volume":-0.5}}})", "aps.sound.volume", "eeeeeeeeeee"},
    {R"({"aps":{"sound":{"critical":1,"name":"n","volume":0}}})", "aps.sound.volume", "..........."},
    {R"({"aps":{"timestamp":1700000000000}})", "aps.timestamp", "eeeeeeeeeee"},
    {R"({"aps":{"stale-date":1700000000000}})", "aps.stale-date", "eeeeeeeeeee"},
    {R"({"aps":{"dismissal-date":1700000000000}})", "aps.dismissal-date", "eeeeeeeeeee"},
    {R"({"aps":{"event":"start","input-push-channel":"c","input-push-token":1}})", "aps.input-push-token",
     "eeeeeeeeeee"},
    {R"({"aps":{"alert":{"body":"b","title-loc-args":["a"]}}})", "aps.alert.title-loc-args", "wwwwwwwwwww"},
    {R"({"aps":{"alert":{"body":"b","subtitle-loc-args":["a"]}}})", "aps.alert.subtitle-loc-args", "wwwwwwwwwww"},
    {R"({"aps":{"alert":{"body":"b","loc-args":["a"]}}})", "aps.alert.loc-args", "wwwwwwwwwww"},
    {R"({"aps":{"alert":{"loc-key":"K","loc-args":["a"]}}})", "aps.alert.loc-args", "..........."},
    // A push that nobody notices.
    {R"({"aps":{}})", "aps", "w.........."},
    {R"({"aps":{"badge":1}})", "aps", ".e........."},
    {R"({"aps":{"sound":"x"}})", "aps", ".e........."},
};

TEST_CASE("every rule of a payload, for each push type") {
    for (const rule_row& row : rules) {
        CAPTURE(row.payload);
        CAPTURE(row.path);
        const notification n = payload_of(row.payload);
        std::string findings;
        for (const push_type type : all_types) findings += finding_at(apns::check(n, type), row.path);
        CHECK(findings == row.findings);
    }
}

struct fine_row {
    push_type type;
    std::string_view payload;
};
// Samples of Apple's pages, for each type one that breaks nothing.
constexpr fine_row fine[] = {
    {push_type::alert,
     R"({"aps":{"alert":{"title":"Game Request","subtitle":"Five Card Draw","body":"Bob wants to play poker"},"category":"GAME_INVITATION"},"gameID":"12345678"})"},
    {push_type::alert, R"({"aps":{"badge":9,"sound":"bingbong.aiff"},"messageID":"ABCDEFGHIJ"})"},
    {push_type::alert, R"({"aps":{"alert":{"loc-key":"GAME_PLAY_REQUEST_FORMAT","loc-args":["Shelly","Rick"]}}})"},
    {push_type::background, R"({"aps":{"content-available":1},"acme1":"bar","acme2":42})"},
    {push_type::complication, R"({"aps":{}})"},
    {push_type::controls, R"({"aps":{"content-changed":true}})"},
    {push_type::fileprovider,
     R"({"container-identifier":"NSFileProviderWorkingSetContainerItemIdentifier","domain":"d"})"},
    {push_type::liveactivity,
     R"({"aps":{"timestamp":1234,"event":"start","content-state":{"currentHealthLevel":100},"attributes-type":"AdventureAttributes","attributes":{"currentHealthLevel":100},"alert":{"title":{"loc-key":"%@ is on an adventure!","loc-args":["Power Panda"]},"body":{"loc-key":"%@ found a sword!","loc-args":["Power Panda"]},"sound":"chime.aiff"}}})"},
    {push_type::liveactivity,
     R"({"aps":{"timestamp":1234,"event":"update","relevance-score":75,"stale-date":1650998941,"content-state":{"a":0.941}}})"},
    {push_type::liveactivity,
     R"({"aps":{"timestamp":1234,"event":"end","dismissal-date":1663177260,"content-state":{}}})"},
    {push_type::location, R"({"aps":{}})"},
    {push_type::mdm, R"({"mdm":"push magic"})"},
    {push_type::pushtotalk, R"({"activeSpeaker":"Bob"})"},
    {push_type::voip, R"({"caller":"Bob","uuid":"u"})"},
    {push_type::widgets, R"({"aps":{"content-changed":true}})"},
};

TEST_CASE("nothing is found in what Apple shows as samples") {
    for (const fine_row& row : fine) {
        CAPTURE(row.payload);
        CHECK(test::lines_of(apns::check(payload_of(row.payload), row.type)) == lines{});
    }
}

TEST_CASE("each finding says what it is and what would happen") {
    CHECK(test::lines_of(apns::check(payload_of(R"({"aps":{"alert":"x"}})"), push_type::background)) ==
          lines{"missing aps.content-available: must be 1: the app is not woken otherwise",
                "unknown_key aps: aps of a background push holds content-available and nothing else"});
    CHECK(
        test::lines_of(apns::check(payload_of(R"({"aps":{"alert":"x","content-changed":true}})"), push_type::alert)) ==
        lines{"unknown_key aps.content-changed: for widgets and controls alone"});
    CHECK(test::lines_of(
              apns::check(payload_of(R"({"aps":{"alert":{"body":"b","loc-args":["a"]}}})"), push_type::alert)) ==
          lines{"warning: missing aps.alert.loc-args: arguments without their key do nothing"});
    CHECK(test::lines_of(apns::check(payload_of(R"({"aps":{"badge":-1}})"))) ==
          lines{"out_of_range aps.badge: -1, at least 0"});
}

TEST_CASE("plain text and an object at once: only the text is written, so it is said") {
    const notification n{.alert = {.plain = "text", .title = "title"}};
    CHECK(test::lines_of(apns::check(n)) ==
          lines{"unknown_key aps.alert: plain text and an object at once: only the text is written"});
}

TEST_CASE("without a push type nothing is said of types") {
    for (const std::string_view payload : {R"({"aps":{}})", R"({"mdm":"m"})", R"({"aps":{"event":"start"}})",
                                           R"({"aps":{"content-changed":true,"relevance-score":75}})"}) {
        CAPTURE(payload);
        CHECK(test::lines_of(apns::check(payload_of(payload))) == lines{});
    }
}

/// A payload of exactly so many bytes.
notification of_size(std::size_t bytes, push_type type) {
    notification n = type == push_type::mdm          ? notification{.mdm = "m"}
                     : type == push_type::background ? notification{.content_available = true}
                     : type == push_type::controls || type == push_type::widgets ? notification{.content_changed = true}
                                                                                 : notification{};
    if (type == push_type::mdm)
        n.mdm = text::from(std::string(bytes - std::string_view(R"({"mdm":""})").size(), 'm')).value();
    else {
        n.custom.set("k", value(""));
        n.custom.set("k", value(text::from(std::string(bytes - json::size(n).value(), 'x')).value()));
    }
    REQUIRE(json::size(n).value() == bytes);
    return n;
}
bool too_large(const notification& n, push_type type) {
    for (const problem& p : apns::check(n, type))
        if (p.what.code == errc::too_long && p.what.path.empty()) return true;
    return false;
}

TEST_CASE("the limit of size is 4096 bytes, of voip 5120") {
    for (const push_type type : all_types) {
        CAPTURE(name_of(type));
        const std::size_t limit = type == push_type::voip ? 5120 : 4096;
        CHECK_FALSE(too_large(of_size(limit, type), type));
        CHECK(too_large(of_size(limit + 1, type), type));
        CHECK(apns::fits(std::string(limit, ' '), type));
        CHECK_FALSE(apns::fits(std::string(limit + 1, ' '), type));
    }
    const lines found = test::lines_of(apns::check(of_size(4097, push_type::alert), push_type::alert));
    CHECK(found.back() == "too_long 4097 bytes, at most 4096: Apple answers 413 PayloadTooLarge");
}

TEST_CASE("the limit counts bytes, not characters") {
    notification n{.alert = {.plain = ""}};
    std::string chinese;
    while (chinese.size() + 3 + 20 <= 4096) chinese += "推";
    n.alert.plain = text::from(chinese).value();
    const std::size_t bytes = json::size(n).value();
    CHECK(bytes > 4090);
    CHECK_FALSE(too_large(n, push_type::alert));
    n.alert.plain = text::from(chinese + "推").value();
    while (json::size(n).value() <= 4096) n.alert.plain = text::from(std::string(n.alert.plain.view()) + "推").value();
    CHECK(too_large(n, push_type::alert));
}

TEST_CASE("what JSON cannot carry is found") {
    const notification n{.alert = {.plain = "x"}, .relevance_score = std::numeric_limits<double>::quiet_NaN()};
    const problems found = apns::check(n, push_type::alert);
    CHECK(finding_at(found, "aps.relevance-score") == 'e');
    CHECK(finding_at(found, "") == 'e');
}

/// The peers' settings of a row as our request; snake_case keys of aps become Apple's.
std::string hyphens(std::string_view key) {
    std::string made(key);
    for (char& c : made)
        if (c == '_') c = '-';
    return made;
}
value wire_of(const value& aps) {
    value made = value::map();
    for (const value::member& one : aps.members()) {
        const std::string key = hyphens(one.key.chars());
        value item = one.val;
        if (key == "content-available") item = value(std::int64_t{1});
        made.append(value(text::from(key).value()), item);
    }
    return value::map({{"aps", made}});
}

TEST_CASE("vectors: pushes that a client must refuse are refused") {
    std::size_t tried = 0;
    for (const test::apns_row& row : test::apns_rows("client_reject")) {
        CAPTURE(row.id);
        const value& in = row.input;
        // Settings of a peer's client, and what needs the channel's policy (broadcast_test.cpp).
        if (in.find("settings") != nullptr || in.find("resource") != nullptr) continue;
        ++tried;
        if (const value* token = in.find("device_token")) {
            CHECK_FALSE(device_token::parse(token->chars()));
            continue;
        }
        if (in.find("apns_id") != nullptr) {
            CHECK_FALSE(apns::make_message_id(test::text_of(in, "apns_id")));
            continue;
        }
        apns::request r{.bundle_id = "com.example.MyApp", .token = device_token::from_hex("ab").value()};
        REQUIRE(nimpush::detail::take_name(test::text_of(in, "push_type"), r.type));
        if (const value* priority = in.find("priority"))
            r.priority = static_cast<apns::priority>(priority->as_int().value());
        if (test::text_of(in, "auth") == "certificate") r.authentication = apns::authentication::certificate;
        if (const value* aps = in.find("aps"))
            CHECK(test::lines_of(test::put(apns::read_notification(wire_of(*aps)), r.payload)) == lines{});
        if (r.type == push_type::background && !r.priority.has_value()) r.priority = apns::priority::power_aware;
        lines errors;
        for (const problem& p : apns::check(r))
            if (p.how == degree::error) errors.push_back(test::line_of(p));
        REQUIRE(!errors.empty());
        const std::string_view wanted = test::text_of(row.expected, "error");
        const std::string_view path = wanted == "priority_not_allowed"               ? "priority"
                                      : wanted == "requires_token_auth"              ? "authentication"
                                      : wanted == "start_requires_attributes"        ? "payload.aps.attributes"
                                      : wanted == "background_with_user_interaction" ? "payload.aps"
                                                                                     : "?";
        CHECK(errors.front().find(" " + std::string(path)) != std::string::npos);
    }
    CHECK(tried == 10);
}

}  // namespace
