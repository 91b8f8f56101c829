#include <nimpush/apns/request.hpp>

#include <array>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::authentication;
using apns::environment;
using apns::hpack;
using apns::priority;
using apns::push_type;
using apns::request;
using test::lines;

constexpr std::string_view sample_token = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
constexpr std::string_view sample_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";

/// A request of this type without fault.
constexpr request good(push_type type = push_type::alert) {
    request r{.type = type, .bundle_id = "com.example.MyApp", .token = *device_token::from_hex(sample_token)};
    switch (type) {
        case push_type::alert: r.payload.alert.plain = "Hello"; break;
        case push_type::background:
            r.payload.content_available = true;
            r.priority = priority::power_aware;
            break;
        case push_type::controls:
        case push_type::widgets: r.payload.content_changed = true; break;
        case push_type::liveactivity:
            r.payload.timestamp = 1700000000;
            r.payload.event = apns::event::update;
            r.payload.content_state = free_map::empty_map();
            break;
        case push_type::mdm:
            r.bundle_id = nullptr;
            r.topic = "com.apple.mgmt.External.11111111-2222-3333-4444-555555555555";
            r.authentication = authentication::certificate;
            r.payload.mdm = "magic";
            break;
        default: break;
    }
    return r;
}

// [PT] "Know when to use push types": what each type adds to the bundle id, and what it takes.
struct type_row {
    push_type type;
    std::string_view spelt;
    std::string_view topic;
    std::string_view priorities;  // 1, 5, 10
    bool token;
    bool certificate;
};
constexpr type_row types[] = {
    {push_type::alert, "alert", "com.example.MyApp", "yyy", true, true},
    {push_type::background, "background", "com.example.MyApp", "yyn", true, true},
    {push_type::complication, "complication", "com.example.MyApp.complication", "yyy", true, true},
    {push_type::controls, "controls", "com.example.MyApp.push-type.controls", "yyy", true, true},
    {push_type::fileprovider, "fileprovider", "com.example.MyApp.pushkit.fileprovider", "yyy", true, false},
    {push_type::liveactivity, "liveactivity", "com.example.MyApp.push-type.liveactivity", "nyy", true, true},
    {push_type::location, "location", "com.example.MyApp.location-query", "yyy", true, false},
    {push_type::mdm, "mdm", "com.apple.mgmt.External.11111111-2222-3333-4444-555555555555", "yyy", false, true},
    {push_type::pushtotalk, "pushtotalk", "com.example.MyApp.voip-ptt", "yyy", true, true},
    {push_type::voip, "voip", "com.example.MyApp.voip", "yyy", true, true},
    {push_type::widgets, "widgets", "com.example.MyApp.push-type.widgets", "yyy", true, true},
};
static_assert(std::size(types) == 11);

/// The errors at one path.
constexpr std::size_t findings_at(const problems& found, std::string_view path) {
    std::size_t count = 0;
    for (const problem& p : found) count += p.how == degree::error && p.what.path.view() == path;
    return count;
}

constexpr bool holds(const type_row& row) {
    const request r = good(row.type);
    if (!check(r).empty()) return false;
    const auto list = headers(r);
    if (list.find("apns-push-type") != row.spelt || list.find("apns-topic") != row.topic) return false;
    const priority all[] = {priority::power_first, priority::power_aware, priority::immediately};
    for (std::size_t i = 0; i < 3; ++i) {
        request asked = r;
        asked.priority = all[i];
        if (findings_at(check(asked), "priority") != (row.priorities[i] == 'n')) return false;
    }
    request absent = r;
    absent.priority.reset();  // counts as 10
    if (findings_at(check(absent), "priority") != (row.priorities[2] == 'n')) return false;
    request by_token = r;
    by_token.authentication = authentication::token;
    request by_certificate = r;
    by_certificate.authentication = authentication::certificate;
    return findings_at(check(by_token), "authentication") == !row.token &&
           findings_at(check(by_certificate), "authentication") == !row.certificate;
}

TEST_CASE("topic, priorities and authentication of each push type") {
    for (const type_row& row : types) {
        CAPTURE(row.spelt);
        CHECK(holds(row));
    }
}
static_assert(holds(types[0]) && holds(types[5]) && holds(types[7]));  // and while compiling

// Apple's own sample.
constexpr request sample() {
    request r = good();
    r.environment = environment::development;
    r.apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    r.expiration = 0;
    r.priority = priority::immediately;
    return r;
}
constexpr bool sample_holds() {
    const request r = sample();
    const auto list = headers(r);
    std::array<char, apns::longest_path> path{};
    const std::string_view written(path.data(), apns::write_path(r.token, path));
    return written == "/3/device/00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0" &&
           list.size() == 5 && list.find("apns-id") == sample_id && list.find("apns-push-type") == "alert" &&
           list.find("apns-expiration") == "0" && list.find("apns-priority") == "10" &&
           list.find("apns-topic") == "com.example.MyApp" && list.find("authorization").empty() &&
           apns::origin(r.environment) == "https://api.sandbox.push.apple.com";
}
static_assert(sample_holds());
static_assert(apns::host(environment::production) == "api.push.apple.com" &&
              apns::host(environment::development) == "api.sandbox.push.apple.com" &&
              apns::origin(environment::production) == "https://api.push.apple.com" && apns::default_port == 443 &&
              apns::alternative_port == 2197);

TEST_CASE("what nobody asked for is not written; expiration 0 is not none") {
    request r = good();
    auto list = headers(r);
    CHECK(list.size() == 2);
    CHECK(list.find("apns-expiration").empty());
    r.expiration = 0;
    list = headers(r);
    CHECK(list.size() == 3);
    CHECK(list.find("apns-expiration") == "0");
    r.expiration = 1700000000;
    CHECK(headers(r).find("apns-expiration") == "1700000000");
    CHECK(check(r).empty());
}

TEST_CASE("each header says how HPACK should treat it") {
    request r = sample();
    r.collapse_id = "game";
    const auto list = headers(r);
    REQUIRE(list.size() == 6);
    struct row {
        std::string_view name;
        hpack treatment;
    };
    // [HDR] "Use HPACK": the static ones indexed, those that may differ for each push once.
    constexpr row rows[] = {{"apns-push-type", hpack::always}, {"apns-topic", hpack::always},
                            {"apns-id", hpack::index_once},    {"apns-expiration", hpack::index_once},
                            {"apns-priority", hpack::always},  {"apns-collapse-id", hpack::index_once}};
    for (std::size_t i = 0; i < list.size(); ++i) {
        CHECK(list[i].name == rows[i].name);
        CHECK(list[i].treatment == rows[i].treatment);
    }
}

TEST_CASE("the path holds the token in lower case, up to its longest") {
    std::array<char, apns::longest_path> path{};
    const auto shown = [&](std::string_view token) {
        return std::string(path.data(), apns::write_path(device_token::from_hex(token).value(), path));
    };
    CHECK(shown("ABCDEF01") == "/3/device/abcdef01");
    CHECK(shown(std::string(200, 'F')) == "/3/device/" + std::string(200, 'f'));
    CHECK(apns::longest_path == 210);
}

TEST_CASE("a message id is a UUID; its digits go out in lower case") {
    CHECK(apns::make_message_id("EABEAE54-14A8-11E5-B60B-1697F925EC7B").value().view() == sample_id);
    CHECK(apns::make_message_id(sample_id).value().view() == sample_id);
    const std::string_view bad[] = {"",
                                    "eabeae54-14a8-11e5-b60b-1697f925ec7",
                                    "eabeae54-14a8-11e5-b60b-1697f925ec7bb",
                                    "eabeae5414a811e5b60b1697f925ec7b",
                                    "{abeae54-14a8-11e5-b60b-1697f925ec7}",
                                    "gabeae54-14a8-11e5-b60b-1697f925ec7b",
                                    "eabeae54-14a8-11e5-b60b-1697f925ec7\n",
                                    "eabeae541-4a8-11e5-b60b-1697f925ec7b"};
    for (const std::string_view id : bad) {
        CAPTURE(id);
        const auto refused = apns::make_message_id(id);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == errc::bad_character);
    }
    CHECK_FALSE(apns::message_id::from("EABEAE54-14A8-11E5-B60B-1697F925EC7B"));
}

TEST_CASE("each character of a message id is a digit or a dash, by its place") {
    const auto is_among = [](char c, std::string_view all) { return all.find(c) != npos; };
    for (std::size_t at = 0; at < sample_id.size(); ++at)
        for (int i = 0; i < 256; ++i) {
            CAPTURE(at);
            CAPTURE(i);
            const char c = static_cast<char>(i);
            std::string id(sample_id);
            id[at] = c;
            const bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
            CHECK(apns::message_id::from(id).has_value() == is_among(c, is_dash ? "-" : "0123456789abcdef"));
            CHECK(apns::make_message_id(id).has_value() == is_among(c, is_dash ? "-" : "0123456789abcdefABCDEF"));
        }
}

TEST_CASE("nothing but printable ASCII reaches a header or a path") {
    for (int c = 0; c < 256; ++c) {
        CAPTURE(c);
        const std::string piece = "a" + std::string(1, static_cast<char>(c)) + "b";
        const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        CHECK(apns::bundle_id::from(piece).has_value() == (letter || c == '.' || c == '-' || c == '_'));
        CHECK(apns::collapse_id::from(piece).has_value() == (c >= 0x20 && c < 0x7F));
        CHECK(apns::push_topic::from(piece).has_value() == (letter || c == '.' || c == '-' || c == '_'));
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        const std::string id = "eabeae54-14a8-11e5-b60b-1697f925ec7" + std::string(1, static_cast<char>(c));
        CHECK(apns::make_message_id(id).has_value() == hex);
    }
    for (const std::string_view evil :
         {"com.acme\r\napns-priority: 10", "com.acme\n", "com/../acme", "com acme", "com.acmé", ""})
        CHECK_FALSE(apns::bundle_id::from(evil));
    CHECK_FALSE(apns::collapse_id::from("id\r\nauthorization: bearer x"));
}

TEST_CASE("limits count bytes: 64 of a collapse id, 155 of a bundle id") {
    CHECK(apns::collapse_id::from(std::string(64, 'c')));
    const auto refused = apns::collapse_id::from(std::string(65, 'c'));
    REQUIRE_FALSE(refused);
    CHECK(test::line_of(refused.error()).find("65 bytes, at most 64") != std::string::npos);
    CHECK(apns::bundle_id::from(std::string(155, 'b')));
    CHECK_FALSE(apns::bundle_id::from(std::string(156, 'b')));
}

TEST_CASE("the longest headers of all fit into the list") {
    request r = good();
    r.type = push_type::liveactivity;
    r.bundle_id = apns::bundle_id::from(std::string(155, 'b')).value();
    r.apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    r.expiration = (std::numeric_limits<std::int64_t>::min)();
    r.priority = priority::immediately;
    r.collapse_id = apns::collapse_id::from(std::string(64, 'c')).value();
    const auto list = headers(r);
    CHECK(list.size() == 6);
    CHECK(list.find("apns-topic") == std::string(155, 'b') + ".push-type.liveactivity");
    CHECK(list.find("apns-expiration") == "-9223372036854775808");
    CHECK(list.find("apns-collapse-id") == std::string(64, 'c'));
}

TEST_CASE("each finding of a request has its path, and what Apple would answer") {
    CHECK(test::lines_of(check(request{.payload = {.alert = {.plain = "x"}}})) ==
          lines{"missing bundle_id: missing: Apple answers MissingTopic",
                "missing token: missing: Apple answers MissingDeviceToken"});

    request r = good(push_type::voip);
    r.bundle_id = "com.example.MyApp.voip";
    CHECK(test::lines_of(check(r)) ==
          lines{"bad_character bundle_id: has .voip already, which is added: a topic that has it twice is nobody's"});

    r = good();
    r.topic = "com.example";
    CHECK(test::lines_of(check(r)) ==
          lines{"unknown_key bundle_id: another topic follows from it: give one of the two"});

    r = good(push_type::mdm);
    r.topic = nullptr;
    CHECK(test::lines_of(check(r)) == lines{"missing topic: missing: the topic of MDM is the UID of its certificate"});

    r = good(push_type::background);
    r.priority.reset();
    CHECK(test::lines_of(check(r)) ==
          lines{"out_of_range priority: background pushes take no priority 10 (absent counts as 10)"});

    r = good(push_type::location);
    r.authentication = authentication::certificate;
    CHECK(test::lines_of(check(r)) == lines{"not_supported authentication: location pushes need a provider token"});

    r = good(push_type::mdm);
    r.authentication = authentication::token;
    CHECK(test::lines_of(check(r)) == lines{"not_supported authentication: mdm pushes need their certificate"});

    r = good();
    r.payload.badge = natural::unchecked(-1);
    CHECK(test::lines_of(check(r)) == lines{"out_of_range payload.aps.badge: -1, at least 0"});
}

TEST_CASE("an expiration is seconds since 1970") {
    request r = good();
    for (const std::int64_t fine :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{1700000000}, std::int64_t{99'999'999'999}}) {
        r.expiration = fine;
        CHECK(check(r).empty());
    }
    for (const std::int64_t bad :
         {std::int64_t{-1}, std::int64_t{100'000'000'000}, std::int64_t{1700000000000},
          (std::numeric_limits<std::int64_t>::max)(), (std::numeric_limits<std::int64_t>::min)()}) {
        r.expiration = bad;
        CHECK(test::lines_of(check(r)) ==
              lines{bad < 0 ? "out_of_range expiration: seconds since 1970: Apple answers BadExpirationDate"
                            : "out_of_range expiration: seconds since 1970, these are milliseconds"});
    }
}

TEST_CASE("vectors: topics") {
    std::size_t compared = 0;
    for (const test::apns_row& row : test::apns_rows("topic")) {
        CAPTURE(row.id);
        request r = good();
        REQUIRE(nimpush::detail::take_name(test::text_of(row.input, "push_type"), r.type));
        if (row.input.find("bundle_id") != nullptr)
            r.bundle_id = apns::bundle_id::from(test::text_of(row.input, "bundle_id")).value();
        if (row.input.find("mdm_topic") != nullptr)
            r.topic = apns::push_topic::from(test::text_of(row.input, "mdm_topic")).value();
        CHECK(headers(r).find("apns-topic") == test::text_of(row.expected, "topic"));
        ++compared;
    }
    CHECK(compared == 10);
}

/// The settings of a vector's input, over a request that is whole; an error where one is refused.
std::optional<error> take(const value& in, request& r) {
    if (const auto type = test::text_of(in, "push_type"); !type.empty() && !nimpush::detail::take_name(type, r.type))
        return error{errc::bad_enumerator};
    if (test::text_of(in, "environment") == "development") r.environment = environment::development;
    if (const value* token = in.find("device_token")) {
        auto made = device_token::from_hex(token->chars());
        if (!made) return made.error();
        r.token = *made;
    }
    if (const value* id = in.find("apns_id")) {
        auto made = apns::make_message_id(id->chars());
        if (!made) return made.error();
        r.apns_id = *std::move(made);
    }
    if (const value* collapse = in.find("collapse_id")) {
        auto made = apns::collapse_id::from(collapse->chars());
        if (!made) return made.error();
        r.collapse_id = *std::move(made);
    }
    for (const std::string_view key : {"topic", "bundle_id"})
        if (in.find(key) != nullptr) r.bundle_id = apns::bundle_id::from(test::text_of(in, key)).value();
    if (const value* number = in.find("priority")) r.priority = static_cast<priority>(number->as_int().value());
    if (const value* date = in.find("expiration"); date != nullptr && !date->is_null()) r.expiration = date->as_int();
    return {};
}

void compare(const test::apns_row& row, const request& r) {
    const auto list = headers(r);
    if (const value* wanted = row.expected.find("headers")) {
        for (const auto& one : test::headers_of(wanted)) {
            // Apple does not ask for a content-type, and the authorization is the sender's.
            if (one.name == "content-type" || one.name == "authorization" || one.name == "content-encoding") continue;
            // What node-apn writes without being asked: Apple's default.
            if (one.name == "apns-priority" && !r.priority.has_value()) continue;
            CAPTURE(one.name);
            CHECK(list.find(one.name) == one.value);
        }
    }
    if (const value* absent = row.expected.find("absent")) {
        for (const value& name : absent->items()) {
            // The peers leave these to the caller; ours always knows them.
            if (name.chars() == "apns-topic" || name.chars() == "apns-push-type") continue;
            CAPTURE(name.chars());
            CHECK(list.find(name.chars()).empty());
        }
    }
}

TEST_CASE("vectors: headers") {
    std::size_t compared = 0;
    for (const test::apns_row& row : test::apns_rows("headers")) {
        CAPTURE(row.id);
        if (row.input.find("channel_id") != nullptr) continue;  // broadcast_test.cpp
        request r = good();
        const auto refused = take(row.input, r);
        CHECK(refused.has_value() == (row.expected.find("error") != nullptr));
        if (!refused) compare(row, r);
        ++compared;
    }
    CHECK(compared == 18);
}

TEST_CASE("vectors: requests") {
    std::size_t compared = 0;
    for (const test::apns_row& row : test::apns_rows("request")) {
        CAPTURE(row.id);
        value in = row.input;
        if (const auto resource = test::text_of(in, "resource"); !resource.empty()) {
            if (resource != "device") continue;  // broadcast_test.cpp
            in.append("device_token", value(*in.find("id")));
        }
        request r = good();
        const auto refused = take(in, r);
        CHECK(refused.has_value() == (row.expected.find("error") != nullptr));
        ++compared;
        if (refused) continue;
        compare(row, r);
        std::array<char, apns::longest_path> path{};
        const std::string_view written(path.data(), apns::write_path(r.token, path));
        if (row.expected.find("path") != nullptr) CHECK(written == test::text_of(row.expected, "path"));
        if (row.expected.find("origin") != nullptr)
            CHECK(apns::origin(r.environment) == test::text_of(row.expected, "origin"));
    }
    CHECK(compared == 6);
}

}  // namespace
