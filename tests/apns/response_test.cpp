#include <nimpush/apns/response.hpp>

#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::advice;
using apns::read_response;
using apns::reason;
using apns::response;
using apns::retry;

// The table of [RESP] and [ERR], written down from Apple's pages.
struct reason_row {
    std::string_view spelt;
    reason meant;
    int status;
    apns::retry again;
    apns::advice what;
    bool reopen = false;
};
constexpr reason_row reasons[] = {
    {"BadCollapseId", reason::bad_collapse_id, 400, retry::after_fix, advice::fix_request},
    {"BadDeviceToken", reason::bad_device_token, 400, retry::never, advice::fix_request},
    {"BadExpirationDate", reason::bad_expiration_date, 400, retry::after_fix, advice::fix_request},
    {"BadMessageId", reason::bad_message_id, 400, retry::after_fix, advice::fix_request},
    {"BadPriority", reason::bad_priority, 400, retry::after_fix, advice::fix_request},
    {"BadTopic", reason::bad_topic, 400, retry::after_fix, advice::fix_request},
    {"DeviceTokenNotForTopic", reason::device_token_not_for_topic, 400, retry::never, advice::fix_request},
    {"DuplicateHeaders", reason::duplicate_headers, 400, retry::after_fix, advice::fix_request},
    {"IdleTimeout", reason::idle_timeout, 400, retry::delay, advice::retry_later, true},
    {"InvalidPushType", reason::invalid_push_type, 400, retry::after_fix, advice::fix_request},
    {"MissingDeviceToken", reason::missing_device_token, 400, retry::after_fix, advice::fix_request},
    {"MissingTopic", reason::missing_topic, 400, retry::after_fix, advice::fix_request},
    {"PayloadEmpty", reason::payload_empty, 400, retry::after_fix, advice::fix_request},
    {"TopicDisallowed", reason::topic_disallowed, 400, retry::after_fix, advice::fix_request},
    {"BadCertificate", reason::bad_certificate, 403, retry::after_fix, advice::fix_request, true},
    {"BadCertificateEnvironment", reason::bad_certificate_environment, 403, retry::after_fix, advice::fix_request,
     true},
    {"ExpiredProviderToken", reason::expired_provider_token, 403, retry::after_fix, advice::renew_provider_token},
    {"Forbidden", reason::forbidden, 403, retry::never, advice::fix_request},
    {"InvalidProviderToken", reason::invalid_provider_token, 403, retry::after_fix, advice::fix_request},
    {"MissingProviderToken", reason::missing_provider_token, 403, retry::after_fix, advice::fix_request},
    {"UnrelatedKeyIdInToken", reason::unrelated_key_id_in_token, 403, retry::after_fix, advice::fix_request, true},
    {"BadEnvironmentKeyIdInToken", reason::bad_environment_key_id_in_token, 403, retry::after_fix, advice::fix_request},
    {"BadPath", reason::bad_path, 404, retry::after_fix, advice::fix_request},
    {"MethodNotAllowed", reason::method_not_allowed, 405, retry::after_fix, advice::fix_request},
    {"ExpiredToken", reason::expired_token, 410, retry::never, advice::drop_token},
    {"Unregistered", reason::unregistered, 410, retry::never, advice::drop_token},
    {"PayloadTooLarge", reason::payload_too_large, 413, retry::never, advice::fix_request},
    {"TooManyProviderTokenUpdates", reason::too_many_provider_token_updates, 429, retry::delay, advice::slow_down},
    {"TooManyRequests", reason::too_many_requests, 429, retry::delay, advice::slow_down},
    {"InternalServerError", reason::internal_server_error, 500, retry::after_15_min, advice::retry_later, true},
    {"ServiceUnavailable", reason::service_unavailable, 503, retry::after_15_min, advice::retry_later, true},
    {"Shutdown", reason::shutdown, 503, retry::after_15_min, advice::retry_later, true},
    {"FeatureNotEnabled", reason::feature_not_enabled, 400, retry::after_fix, advice::fix_request},
    {"MissingChannelId", reason::missing_channel_id, 400, retry::after_fix, advice::fix_request},
    {"BadChannelId", reason::bad_channel_id, 400, retry::after_fix, advice::fix_request},
    {"ChannelNotRegistered", reason::channel_not_registered, 400, retry::after_fix, advice::fix_request},
    {"BadRequestParams", reason::bad_request_params, 400, retry::after_fix, advice::fix_request},
    {"BadRequestPayload", reason::bad_request_payload, 400, retry::after_fix, advice::fix_request},
    {"MissingPushType", reason::missing_push_type, 400, retry::after_fix, advice::fix_request},
    {"CannotCreateChannelConfig", reason::cannot_create_channel_config, 400, retry::after_fix, advice::fix_request},
    {"MissingChannelQueueSize", reason::missing_channel_queue_size, 400, retry::after_fix, advice::fix_request},
    {"TopicMismatch", reason::topic_mismatch, 403, retry::after_fix, advice::fix_request},
    // The other spellings.
    {"Service Unavailable", reason::service_unavailable, 503, retry::after_15_min, advice::retry_later, true},
    {"BadEnvironmentKeyInToken", reason::bad_environment_key_id_in_token, 403, retry::after_fix, advice::fix_request},
    {"BroadcastFeatureNotEnabled", reason::feature_not_enabled, 400, retry::after_fix, advice::fix_request},
};
static_assert(std::size(reasons) == static_cast<std::size_t>(reason::unknown) - 1 + 3, "every reason has a row");

constexpr bool holds(const reason_row& r) {
    response answer{.status = r.status};
    answer.reason = apns::reason_from(r.spelt);
    return answer.reason == r.meant && apns::facts_of(r.meant).status == r.status && answer.retry() == r.again &&
           answer.advice() == r.what && answer.should_reopen() == r.reopen && !answer.meaning().empty();
}
constexpr bool all_hold() {
    for (const reason_row& r : reasons)
        if (!holds(r)) return false;
    return true;
}
static_assert(all_hold());
static_assert(apns::reason_from("") == reason::unknown && apns::reason_from("badtopic") == reason::unknown &&
              apns::reason_from("BadTopic ") == reason::unknown && apns::reason_from("Badness") == reason::unknown);
static_assert(name_of(reason::none).empty() && name_of(reason::unknown).empty());
static_assert(name_of(retry::after_15_min) == "after_15_min" && name_of(advice::drop_token) == "drop_token");

// What a body gives.
struct body_row {
    std::string_view why;
    int status;
    std::string_view body;
    reason meant;
    std::string_view spelt;  // empty: null
    std::optional<std::int64_t> timestamp{};
    bool malformed = false;
};
constexpr body_row bodies[] = {
    {"success has none", 200, "", reason::none, ""},
    {"white space is none", 400, " \r\n\t", reason::none, ""},
    {"an empty object", 400, "{}", reason::none, ""},
    {"a reason", 400, R"({"reason":"BadTopic"})", reason::bad_topic, "BadTopic"},
    {"white space everywhere", 400, " { \"reason\" : \"BadTopic\" } ", reason::bad_topic, "BadTopic"},
    {"escapes in key and text", 400, "{\"re\\u0061son\":\"Bad\\u0054opic\"}", reason::bad_topic, "BadTopic"},
    {"a reason of tomorrow", 400, R"({"reason":"Badness"})", reason::unknown, "Badness"},
    {"not ASCII", 400, R"({"reason":"böse"})", reason::unknown, "böse"},
    {"another case is another reason", 400, R"({"reason":"badtopic"})", reason::unknown, "badtopic"},
    {"empty text", 400, R"({"reason":""})", reason::unknown, ""},
    {"with a timestamp", 410, R"({"reason":"Unregistered","timestamp":1458114061260})", reason::unregistered,
     "Unregistered", 1458114061260},
    {"in the other order", 410, R"({"timestamp":1458114061260,"reason":"Unregistered"})", reason::unregistered,
     "Unregistered", 1458114061260},
    {"a timestamp of text (apns2 lost the reason)", 410, R"({"reason":"Unregistered","timestamp":"2016-01-16"})",
     reason::unregistered, "Unregistered"},
    {"a timestamp beyond 64 bits", 410, R"({"timestamp":99999999999999999999,"reason":"Unregistered"})",
     reason::unregistered, "Unregistered"},
    {"a fraction", 410, R"({"reason":"Unregistered","timestamp":1458114061.26})", reason::unregistered, "Unregistered"},
    {"before 1970", 410, R"({"reason":"Unregistered","timestamp":-1})", reason::unregistered, "Unregistered"},
    {"null", 410, R"({"reason":"Unregistered","timestamp":null})", reason::unregistered, "Unregistered"},
    {"wrong types are left out (pushy)", 400, R"({"reason":17,"timestamp":false})", reason::none, ""},
    {"extra keys pass", 400, R"({"a":[{"reason":"x"},"]}"],"reason":"BadTopic","z":{"reason":1}})", reason::bad_topic,
     "BadTopic"},
    {"a key given twice: the last that can be used", 400, R"({"reason":"BadTopic","reason":"BadPath","reason":1})",
     reason::bad_path, "BadPath"},
    {"no JSON", 200, "{{MalformedJSON}}", reason::none, "", {}, true},
    {"HTML of a proxy", 503, "<html>Bad Gateway</html>", reason::none, "", {}, true},
    {"a list", 400, R"(["BadTopic"])", reason::none, "", {}, true},
    {"a text", 400, R"("BadTopic")", reason::none, "", {}, true},
    {"cut off behind the reason", 400, R"({"reason":"BadTopic")", reason::bad_topic, "BadTopic", {}, true},
    {"cut off inside it", 400, R"({"reason":"BadTop)", reason::none, "", {}, true},
    {"something behind it", 400, R"({"reason":"BadTopic"}x)", reason::bad_topic, "BadTopic", {}, true},
    {"a comma too much", 400, R"({"reason":"BadTopic",})", reason::bad_topic, "BadTopic", {}, true},
    {"a member that is no JSON", 400, R"({"a":nope,"reason":"BadTopic"})", reason::bad_topic, "BadTopic", {}, true},
    {"a brace that closes nothing", 400, "}", reason::none, "", {}, true},
    {"half an escape at the end", 400, "{\"reason\":\"\\", reason::none, "", {}, true},
};
constexpr bool holds(const body_row& r) {
    const response got = read_response(r.status, {}, r.body);
    return got.status == r.status && got.reason == r.meant && got.reason_text.view() == r.spelt &&
           got.timestamp_ms == r.timestamp && got.malformed_body.has_value() == r.malformed &&
           (!r.malformed || got.malformed_body == r.body);
}
constexpr bool all_bodies_hold() {
    for (const body_row& r : bodies)
        if (!holds(r)) return false;
    return true;
}
static_assert(all_bodies_hold());

// A timestamp that is there and cannot be used is told.
constexpr bool is_unusable(std::string_view body) { return read_response(410, {}, body).unusable_timestamp; }
static_assert(is_unusable(R"({"timestamp":"1458114061260"})") && is_unusable(R"({"timestamp":-1})") &&
              is_unusable(R"({"timestamp":1.5})") && is_unusable(R"({"timestamp":99999999999999999999})"));
static_assert(!is_unusable(R"({"timestamp":0})") && !is_unusable(R"({"timestamp":null})") && !is_unusable("{}") &&
              !is_unusable("") && !is_unusable(R"(["timestamp"])"));
static_assert(!is_unusable(R"({"timestamp":"x","timestamp":5})") && !is_unusable(R"({"timestamp":5,"timestamp":"x"})"));

// What the status alone says, where there is no reason that is known.
struct status_row {
    int status;
    bool success;
    apns::retry again;
    apns::advice what;
    bool reopen;
};
constexpr status_row statuses[] = {
    {200, true, retry::never, advice::delivered, false},
    {201, true, retry::never, advice::delivered, false},  // a channel was created
    {204, true, retry::never, advice::delivered, false},  // a channel was deleted
    {400, false, retry::after_fix, advice::fix_request, false},
    {403, false, retry::after_fix, advice::fix_request, false},
    {404, false, retry::after_fix, advice::fix_request, false},
    {410, false, retry::never, advice::drop_token, false},
    {413, false, retry::never, advice::fix_request, false},
    {429, false, retry::delay, advice::slow_down, false},
    {500, false, retry::after_15_min, advice::retry_later, true},
    {503, false, retry::after_15_min, advice::retry_later, true},
    {599, false, retry::after_15_min, advice::retry_later, true},
    {0, false, retry::delay, advice::retry_later, true},  // the connection ended
};
constexpr bool all_statuses_hold() {
    for (const status_row& r : statuses) {
        for (const std::string_view body : {"", R"({"reason":"Badness"})", "{{"}) {
            const response got = read_response(r.status, {}, body);
            if (got.ok() != r.success || got.retry() != r.again || got.advice() != r.what ||
                got.should_reopen() != r.reopen)
                return false;
        }
    }
    return true;
}
static_assert(all_statuses_hold());

// Whether the token goes.
struct drop_row {
    std::string_view why;
    int status;
    std::string_view body;
    std::int64_t registered_at;
    bool drop;
};
constexpr drop_row drops[] = {
    {"registered before", 410, R"({"reason":"Unregistered","timestamp":1458114061260})", 1458114061259, true},
    {"in the same millisecond: not later", 410, R"({"reason":"Unregistered","timestamp":1458114061260})", 1458114061260,
     true},
    {"renewed since", 410, R"({"reason":"Unregistered","timestamp":1458114061260})", 1458114061261, false},
    {"expired, renewed since", 410, R"({"reason":"ExpiredToken","timestamp":5})", 6, false},
    {"no timestamp", 410, R"({"reason":"ExpiredToken"})", 1458114061261, true},
    {"a timestamp that cannot be used", 410, R"({"reason":"Unregistered","timestamp":"x"})", 1, true},
    {"a reason of tomorrow", 410, R"({"reason":"Badness","timestamp":5})", 5, true},
    {"no body", 410, "", 5, true},
    {"an environment mixed up is not dropped", 400, R"({"reason":"BadDeviceToken"})", 0, false},
    {"nor a token of another app", 400, R"({"reason":"DeviceTokenNotForTopic"})", 0, false},
    {"a timestamp alone does not drop", 400, R"({"reason":"BadTopic","timestamp":5})", 0, false},
    {"delivered", 200, "", 0, false},
    {"delivered, whatever the body says", 200, R"({"reason":"Unregistered"})", 0, false},
};
constexpr bool all_drops_hold() {
    for (const drop_row& r : drops)
        if (should_drop(read_response(r.status, {}, r.body), r.registered_at) != r.drop) return false;
    return true;
}
static_assert(all_drops_hold());

}  // namespace

TEST_CASE("every reason of Apple's pages has its status, advice and retry") {
    for (const reason_row& r : reasons) {
        CAPTURE(r.spelt);
        CHECK(holds(r));
        const response got = read_response(r.status, {}, "{\"reason\": \"" + std::string(r.spelt) + "\"}");
        CHECK(got.reason == r.meant);
        CHECK(got.reason_text == r.spelt);
        CHECK_FALSE(got.ok());
    }
}

TEST_CASE("names are those of Apple, each once") {
    std::set<std::string_view> seen;
    for (std::size_t i = 1; i < static_cast<std::size_t>(reason::unknown); ++i) {
        const auto one = static_cast<reason>(i);
        CHECK(seen.insert(name_of(one)).second);
        CHECK(apns::reason_from(name_of(one)) == one);
    }
}

TEST_CASE("a body gives what can be used of it") {
    for (const body_row& r : bodies) {
        CAPTURE(r.why);
        CHECK(holds(r));
    }
}

TEST_CASE("without a known reason the status decides") {
    for (const status_row& r : statuses) {
        CAPTURE(r.status);
        const response got = read_response(r.status, {}, "");
        CHECK(got.ok() == r.success);
        CHECK(got.retry() == r.again);
        CHECK(got.advice() == r.what);
        CHECK(got.should_reopen() == r.reopen);
    }
}

TEST_CASE("a dead token is dropped unless the device registered it again") {
    for (const drop_row& r : drops) {
        CAPTURE(r.why);
        CHECK(should_drop(read_response(r.status, {}, r.body), r.registered_at) == r.drop);
    }
}

TEST_CASE("headers are read in either case, and others pass") {
    const apns::header headers[] = {
        {"Apns-Id", "9F595474-356C-485E-B67F-9870BAE68702"}, {"apns-unique-id", "u"}, {"APNS-REQUEST-ID", "r"},
        {"apns-channel-id", "dHN0LXNyY2gtY2hubA=="},         {"apns-idx", "no"},      {"date", "no"}};
    const response got = read_response(201, headers, "");
    CHECK(got.apns_id == "9F595474-356C-485E-B67F-9870BAE68702");
    CHECK(got.apns_unique_id == "u");
    CHECK(got.apns_request_id == "r");
    CHECK(got.apns_channel_id == "dHN0LXNyY2gtY2hubA==");
    CHECK_FALSE(read_response(200, {}, "").apns_id.has_value());
}

TEST_CASE("bytes that are no text stay out") {
    const apns::header headers[] = {{"apns-id", "a\xff"}};
    CHECK(read_response(200, headers, "").apns_id == "a?");
    CHECK(read_response(200, {}, "\xff{").malformed_body == "?{");
    CHECK_FALSE(read_response(400, {}, "{\"reason\":\"\xff\"}").reason_text.has_value());
}

TEST_CASE("delays double, four times at most") {
    const response busy = read_response(503, {}, R"({"reason":"ServiceUnavailable"})");
    CHECK(busy.delay_seconds() == 15 * 60);
    CHECK(busy.delay_seconds(1) == 30 * 60);
    CHECK(busy.delay_seconds(4) == 4 * 60 * 60);
    CHECK(busy.delay_seconds(5) == 4 * 60 * 60);
    CHECK(busy.delay_seconds((std::numeric_limits<unsigned>::max)()) == 4 * 60 * 60);
    CHECK(read_response(429, {}, R"({"reason":"TooManyRequests"})").delay_seconds() == 60);
    CHECK(read_response(429, {}, R"({"reason":"TooManyProviderTokenUpdates"})").delay_seconds() == 20 * 60);
    CHECK(read_response(400, {}, R"({"reason":"BadTopic"})").delay_seconds(9) == 0);
}

TEST_CASE("the debug data of a GOAWAY frame are read by the same function") {
    const response gone = read_response(0, {}, R"({"reason":"Shutdown"})");
    CHECK(gone.reason == reason::shutdown);
    CHECK(gone.should_reopen());
    CHECK_FALSE(gone.ok());
    // pushy#878: one without status and reason; and one that blames the last request.
    CHECK(read_response(0, {}, "").advice() == advice::retry_later);
    const response blamed = read_response(0, {}, R"({"reason":"BadDeviceToken"})");
    CHECK(blamed.advice() == advice::fix_request);
    CHECK(blamed.should_reopen());
}

TEST_CASE("a body is written as Apple writes it, and reads back") {
    for (const body_row& r : bodies) {
        if (r.malformed || r.spelt.empty()) continue;
        CAPTURE(r.why);
        response first = read_response(r.status, {}, r.body);
        first.unusable_timestamp = false;  // is not written
        CHECK(read_response(r.status, {}, json::to_string(body_of(first)).value()) == first);
    }
    CHECK(json::to_string(body_of(read_response(410, {}, bodies[10].body))).value() == bodies[10].body);
    CHECK(body_of(read_response(200, {}, "")).is_null());
}

TEST_CASE("no body whatever ends badly, and the reason survives what stands behind it") {
    test::random random(20261101);
    constexpr std::string_view pieces[] = {
        "{", "}", "[",    "]", ",",     ":",    "\"", "\\", "reason", "\"reason\":", "\"timestamp\":", "\"BadTopic\"",
        "1", "-", "null", " ", "\\u12", "\xff", "é"};
    for (int i = 0; i < 20000; ++i) {
        std::string made;
        for (std::size_t n = random.below(12); n != 0; --n) made += pieces[random.below(std::size(pieces))];
        const std::vector<char> exact(made.begin(), made.end());  // so that an overread shows
        const response got = read_response(400, {}, {exact.data(), exact.size()});
        CHECK((!got.malformed_body.has_value() || is_utf8(got.malformed_body.view())));
        const response kept = read_response(400, {}, "{\"reason\":\"BadTopic\",\"x\":" + made);
        CHECK((kept.reason == reason::bad_topic || made.find("reason") != made.npos));
    }
}

TEST_CASE("the vectors of responses and retries") {
    std::size_t seen = 0;
    for (const std::string_view kind : {"response", "retry"}) {
        for (const test::apns_row& row : test::apns_rows(kind)) {
            CAPTURE(row.id);
            ++seen;
            const response got =
                read_response(static_cast<int>(row.input.find("status")->as_int().value()),
                              test::headers_of(row.input.find("headers")), test::text_of(row.input, "body"));
            for (const value::member& want : row.expected.members()) {
                const std::string_view key = want.key.chars();
                CAPTURE(key);
                if (key == "success")
                    CHECK(got.ok() == want.val.as_bool());
                else if (key == "reason")
                    CHECK(value(got.reason_text) == want.val);
                else if (key == "canonical")
                    CHECK(name_of(got.reason) == want.val.chars());
                else if (key == "apns_id")
                    CHECK(value(got.apns_id) == want.val);
                else if (key == "apns_unique_id")
                    CHECK(value(got.apns_unique_id) == want.val);
                else if (key == "apns_request_id")
                    CHECK(value(got.apns_request_id) == want.val);
                else if (key == "timestamp_ms")
                    CHECK(got.timestamp_ms == want.val.as_int());
                else if (key == "timestamp_s")
                    CHECK(*got.timestamp_ms / 1000 == want.val.as_int());
                else if (key == "drop_token")
                    CHECK((got.advice() == advice::drop_token) == want.val.as_bool());
                else if (key == "retry")
                    CHECK(name_of(got.retry()) == want.val.chars());
                else if (key == "error")
                    CHECK((want.val == value("malformed_body") && got.malformed_body.has_value()));
                else
                    FAIL("a key that the test does not know");
            }
        }
    }
    CHECK(seen == 42);
}
