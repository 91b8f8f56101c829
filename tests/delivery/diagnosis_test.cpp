#include <nimpush/delivery/diagnosis.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

namespace delivery = nimpush::delivery;
using delivery::diagnose;
using delivery::diagnosis;
using delivery::failure_source;
using delivery::known_failure;
using delivery::known_failures;
using delivery::rule;

/// `source:found`, in the order in which they are told.
using told = std::vector<std::string>;
told tell(std::string_view log) {
    told all;
    for (const diagnosis& one : diagnose(log))
        all.push_back(std::string(name_of(one.what.source)) + ":" + std::string(one.found));
    return all;
}

bool knows(std::string_view log, const known_failure& row) {
    for (const diagnosis& one : diagnose(log))
        if (one.what.cause.en == row.cause.en && one.what.source == row.source) return true;
    return false;
}

std::vector<std::string_view> texts_of(const known_failure& row) {
    std::vector<std::string_view> all;
    delivery::detail::any_part(row.texts, [&](std::string_view one) { return all.push_back(one), false; });
    return all;
}

std::vector<std::string> codes_of(const known_failure& row) {
    std::vector<std::string> all;
    for (const std::int32_t code : {row.code, row.v2_code})
        if (code != 0) all.push_back(std::to_string(code));
    return all;
}

// What the issue names, while compiling.
constexpr bool first_is(std::string_view log, failure_source source, std::string_view found) {
    const delivery::diagnoses all = diagnose(log);
    return !all.empty() && all[0].what.source == source && all[0].found == found;
}
static_assert(first_is("login 500", failure_source::login, "500"));
static_assert(first_is("login failed, code=500", failure_source::login, "500"));
static_assert(first_is("302", failure_source::login, "302"));
static_assert(first_is("403", failure_source::send, "403"));
static_assert(first_is("414", failure_source::send, "414"));
static_assert(first_is("811", failure_source::send, "811"));
static_assert(first_is("7101", failure_source::send, "7101"));
static_assert(first_is("sdk is uninitialized", failure_source::plugin, "sdk is uninitialized"));
static_assert(first_is("parameter error", failure_source::plugin, "parameter error"));
static_assert(first_is("must not refer to a null", failure_source::device,
                       "query token with exception must not refer to a null object"));
static_assert(first_is("channel-error", failure_source::plugin, "channel-error"));
static_assert(first_is("MissingPluginException", failure_source::plugin, "MissingPluginException"));
static_assert(first_is("BadDeviceToken", failure_source::apns, "BadDeviceToken"));
static_assert(first_is("107316", failure_source::send, "107316"));
static_assert(diagnose("login failed, code=500")[0].what.rule == rule::certificate_name_too_long);
static_assert(diagnose("hello").empty() && diagnose("").empty());

// The table stands by itself: every row says everything, and no two rows are the same.
constexpr bool is_sound() {
    for (std::size_t i = 0; i < std::size(known_failures); ++i) {
        const known_failure& row = known_failures[i];
        if (row.texts.empty() && row.code == 0) return false;
        for (const std::string_view said : {row.cause.en, row.cause.zh, row.remedy.en, row.remedy.zh})
            if (said.empty() || !nimpush::is_utf8(said)) return false;
        if (!row.remedy.en.ends_with('.') || !row.remedy.zh.ends_with("。")) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (known_failures[j].code == row.code && known_failures[j].cause.en == row.cause.en) return false;
    }
    for (std::size_t i = 0; i < std::size(delivery::code_families); ++i) {
        const delivery::code_family& one = delivery::code_families[i];
        if (one.topic.empty() || one.remedy.en.empty() || one.remedy.zh.empty()) return false;
        if (i > 0 && delivery::code_families[i - 1].first >= one.first) return false;
    }
    return true;
}
static_assert(is_sound());

struct line {
    std::string_view log;
    told expected;
};

}  // namespace

TEST_CASE("every row is found by each of its own texts and codes, alone and in a line") {
    for (const known_failure& row : known_failures) {
        CAPTURE(row.cause.en);
        for (const std::string_view text : texts_of(row)) {
            CAPTURE(text);
            CHECK(knows(text, row));
            std::string upper(text);
            for (char& c : upper)
                if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
            CHECK(knows(upper, row));
            const std::string logged =
                "2026-11-24 10:15:32.500123+0800 Runner[414:403] [apns] \"reason\": " + std::string(text) +
                ", and more that makes the line as long as a line of a log is";
            CHECK(knows(logged, row));
        }
        for (const std::string& code : codes_of(row)) {
            CAPTURE(code);
            CHECK(knows(code, row));
            if (code == "200") continue;  // a success says nothing in a log
            for (const char* before :
                 {"code: ", "code=", "\"code\":", "\"code\":\"", "errorCode = ", "Code=", "resCode ",
                  "PlatformException(", "error code is ", "错误码：", "HTTP/2 ", "onFailed(", "result: "}) {
                CAPTURE(before);
                CHECK(
                    knows("11-24 10:15:32.500   811   302 E NIM: " + std::string(before) + code + ", and so on", row));
            }
        }
    }
}

TEST_CASE("no row is shadowed: alone, its text comes first") {
    for (const known_failure& row : known_failures)
        for (const std::string_view text : texts_of(row)) {
            CAPTURE(text);
            CHECK(diagnose(text)[0].what.cause.en == row.cause.en);
        }
}

TEST_CASE("every reason of APNs has an answer, in each of its spellings, alone and in a body") {
    for (const nimpush::apns::reason_facts& facts : nimpush::apns::detail::all_reasons) {
        if (facts.name.empty()) continue;
        CAPTURE(facts.name);
        const told expected{"apns:" + std::string(facts.name)};
        CHECK(tell(facts.name) == expected);
        CHECK(tell("{\"reason\":\"" + std::string(facts.name) + "\"}") == expected);
        // The status beside it says nothing more.
        CHECK(tell("apns answered with status " + std::to_string(facts.status) + ": {\"reason\":\"" +
                   std::string(facts.name) + "\"}") == expected);
        CHECK(diagnose(facts.name)[0].what.cause.en == facts.meaning);
    }
    for (const auto& other : nimpush::apns::detail::other_spellings) {
        CAPTURE(other.spelt);
        if (other.spelt.find(' ') == nimpush::npos)
            CHECK(diagnose(other.spelt)[0].what.cause.en == nimpush::apns::facts_of(other.meant).meaning);
    }
}

TEST_CASE("every code of NIM has an answer, those of V2 too, and it is the code's own meaning where no row says more") {
    std::size_t generic = 0;
    for (const nimpush::result_code_facts& facts : nimpush::all_result_codes) {
        const auto number = static_cast<std::int64_t>(facts.code);
        if (number == 0) continue;
        CAPTURE(number);
        const std::string log = "code: " + std::to_string(number);
        const delivery::diagnoses found = diagnose(log);
        REQUIRE_FALSE(found.empty());
        CHECK(found[0].found == std::to_string(number));
        CHECK_FALSE(found[0].what.remedy.en.empty());
        CHECK_FALSE(found[0].what.cause.zh.empty());
        bool has_row = false;
        for (const known_failure& row : known_failures)
            has_row = has_row || row.code == number || row.v2_code == number;
        if (has_row) continue;
        ++generic;
        REQUIRE(found.size() == 1);
        CHECK(found[0].what.cause.en == facts.meaning);
    }
    CHECK(generic > 250);
    CHECK(tell("code: 113404") == told{"send:113404"});
    CHECK(diagnose("code: 113404")[0].what.remedy.en == "Chat rooms have no offline push.");
}

TEST_CASE("rows that stand for a rule name it") {
    const struct {
        std::string_view log;
        rule expected;
    } rows[] = {{"login code: 500", rule::certificate_name_too_long},
                {"send message code: 403", rule::not_friends},
                {"code: 104404", rule::not_friends},
                {"resCode 7101", rule::blocked},
                {"code: 102426", rule::blocked},
                {"code: 804", rule::not_in_team},
                {"code: 109404", rule::not_in_team},
                {"code: 812", rule::chat_banned},
                {"code: 109424", rule::chat_banned},
                {"code: 20000", rule::not_initialized},
                {"code: 20001", rule::never_logged_in},
                {"login code: 302", rule::never_logged_in},
                {"login code: 417", rule::kicked_out},
                {"aps-environment", rule::no_token},
                {"BadDeviceToken", rule::environment_mismatch},
                {"Unregistered", rule::token_unregistered},
                {"PayloadTooLarge", rule::payload_too_large}};
    for (const auto& row : rows) {
        CAPTURE(row.log);
        CHECK(diagnose(row.log)[0].what.rule == row.expected);
    }
}

TEST_CASE("lines as they are in logs") {
    const line lines[] = {
        // Flutter
        {"I/flutter (  500): MessageService send message code: 7101", {"send:7101"}},
        {"flutter: {code: -1, errorDetails: sdk is uninitialized}", {"plugin:sdk is uninitialized"}},
        {"flutter: {code: -1, data: null, errorDetails: SDK Uninitialized}", {"plugin:SDK Uninitialized"}},
        {"I/flutter (11708): updateAPNSToken: {code: -1, errorDetails: parameter error}", {"plugin:parameter error"}},
        {"I/flutter (11708): enableMobilePush: {code: -1, errorDetails: null}, which says nothing", {"plugin:-1"}},
        {"E/flutter (11708): [ERROR:flutter/runtime/dart_vm_initializer.cc(41)] Unhandled Exception: "
         "MissingPluginException(No implementation found for method updateAPNsToken on channel "
         "com.netease.NIM.demo/settings)",
         {"plugin:MissingPluginException"}},
        {"[VERBOSE-2:dart_vm_initializer.cc(414)] Unhandled Exception: PlatformException(channel-error, Unable to "
         "establish "
         "connection on channel., null, null)",
         {"plugin:channel-error"}},
        {"#0      MethodChannel._invokeMethod (package:flutter/src/services/platform_channel.dart:414:7)", {}},
        {"I/flutter (11708): Unhandled Exception: PlatformException(7101, in the blacklist, null, null)",
         {"send:7101"}},
        // Xcode
        {"2026-03-07 10:15:32.414123+0800 Runner[414:500] login failed Error Domain=NIMRemoteErrorDomain Code=302 "
         "\"(null)\"",
         {"login:302"}},
        {"2017-11-02 11:20:16.254486+0800 APNsDemo[409:207725] Regist failError Domain=NSCocoaErrorDomain Code=3000 "
         "\"未找到应用程序的“aps-environment”的授权字符串\"",
         {"device:aps-environment"}},
        {"Error Domain=NSCocoaErrorDomain Code=3000 \"no valid 'aps-environment' entitlement string found for "
         "application\"",
         {"device:aps-environment"}},
        {"Failed to register for remote notifs: Error Domain=NSCocoaErrorDomain Code=3010 \"remote notifications are "
         "not "
         "supported in the simulator\"",
         {"device:not supported in the simulator"}},
        {"10.9.0 - [FirebaseMessaging][I-FCM002022] APNS device token not set before retrieving FCM Token for Sender "
         "ID "
         "'808662265677'.",
         {"device:APNS device token not set"}},
        {"2022-07-30 20:53:31.315448+0800 app[4555:1941600] You should call login api before calling any im related "
         "api",
         {"sdk:You should call login api before calling any im related api"}},
        // logcat
        {"03-07 10:15:32.500   500   414 E NIM     : InvocationMgr: 2462/execution result: Transaction: [id: 40,  "
         "method: "
         "AuthService/login, result: 408]",
         {"login:408"}},
        {"03-07 10:15:32.302  7101  7101 W PushClient: query token with exception: must not refer to a null object",
         {"device:query token with exception"}},
        {"03-07 10:15:32.302  7101  7101 D dalvikvm: VM Shutdown in 414 ms, Forbidden planet, Unregistered receiver",
         {}},
        // the server API
        {"2026-11-24 10:00:00 POST /nimserver/msg/sendMsg.action -> {\"code\":414,\"desc\":\"bad checksum\"}",
         {"server_api:414", "send:414"}},
        {"2026-11-24 10:00:00 {\"code\":416,\"desc\":\"too frequent\",\"data\":{\"msgid\":414302500}}",
         {"server_api:416"}},
        {"2026-11-24 10:00:00 {\"code\":200,\"data\":{\"msgid\":7101,\"timetag\":1735689600123,\"antispam\":false}}",
         {}},
        {"V2NIMError(code: 107451, desc: hit antispam, detail: {}) in sendMessage", {"send:107451"}},
        // APNs
        {"[ { device: 'bb58454cee9ad7515bb779d7f1a6bc3a07e51fea241796b376', status: '400', response: { reason: "
         "'BadDeviceToken' } } ]",
         {"apns:BadDeviceToken"}},
        {"{\"reason\":\"Unregistered\",\"timestamp\":1735689600123}", {"apns:Unregistered"}},
        {"127.0.0.1 - - [24/Nov/2026:10:15:32 +0000] \"POST /3/device/aaaa HTTP/2.0\" 410 403", {"apns:410"}},
        {"11:02:03 apns 429 TooManyProviderTokenUpdates", {"apns:TooManyProviderTokenUpdates"}},
        // Chinese
        {"登录失败，错误码：302，请检查账号与密码是否正确，如有疑问请联系客服", {"login:302"}},
        {"03-07 10:15:32.302 code为7101", {"send:7101"}},
        // numbers that are no codes
        {"2026-11-24 10:15:32.500 took 414 ms, wrote 500 bytes to 10.0.0.403:302, version 9.15.414", {}},
        {"2026-11-24 10:15:32.500 accepted 414 messages, 403 failed later", {}},
        {"2026-11-24 10:15:32.500 error 4140, code 302.5, status 40-403, token a414b and 0x414", {}},
        {"2026-11-24 10:15:32.500 code 102421000 and 5024210, code 4294967710 is 414 in 32 bits", {}},
        {"2026-11-24 10:15:32.500 error 414:7, code 414-7, status 403/7, errors 403% and 403 ms, the secret 302", {}},
        {"NimService(  500): started with 302 accounts", {}},
        {"/3/device/414 and 403% and $302", {}},
    };
    for (const line& one : lines) {
        CAPTURE(one.log);
        CHECK(tell(one.log) == one.expected);
    }
}

TEST_CASE("a code that means several things is told in all its meanings, first the one that fits") {
    CHECK(tell("414") == told{"send:414", "server_api:414"});
    CHECK(tell("CheckSum code 414") == told{"server_api:414", "send:414"});
    CHECK(tell("403") == told{"send:403", "server_api:403", "apns:403", "login:403"});
    CHECK(tell("login 403")[0] == "login:403");
    CHECK(tell("apns status 403")[0] == "apns:403");
    CHECK(tell("HTTP/1.1 403 Forbidden").size() == 5);  // and Apple's Forbidden last, for nothing here is Apple's
    CHECK(tell("HTTP/1.1 403 Forbidden").back() == "apns:Forbidden");
    CHECK(tell("410 Unregistered") == told{"apns:Unregistered"});
    CHECK(tell("500") == told{"login:500", "server_api:500", "apns:500", "send:500"});
}

TEST_CASE("a question may be a part of a text") {
    CHECK(tell("null object") == told{"device:query token with exception must not refer to a null object"});
    CHECK(tell("  uninitialized\n") == told{"plugin:sdk is uninitialized"});
    CHECK(tell("DeviceToken").size() == 3);
    CHECK(tell("error").empty());  // too little to say anything
    CHECK(tell("something else").empty());
}

TEST_CASE("white space is one space, also across lines") {
    CHECK(tell("sdk \t is\r\nuninitialized") == told{"plugin:sdk is uninitialized"});
    CHECK(tell("sdkis uninitialized").empty());
}

TEST_CASE("a log tells where it says a thing first, and in how many lines") {
    const delivery::diagnoses found =
        diagnose("nothing\nlogin code: 302 and code: 302\n\nlogin code: 302\nBadDeviceToken\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].found == "BadDeviceToken");
    CHECK(found[0].line == 5);
    CHECK(found[1].found == "302");
    CHECK(found[1].line == 2);
    CHECK(found[1].lines == 2);
    CHECK(found[1].at == 20);
    CHECK(found.complete());
}

TEST_CASE("more than 32 different things are cut, and that is said") {
    std::string log;
    for (const nimpush::apns::reason_facts& facts : nimpush::apns::detail::all_reasons)
        log += "reason: " + std::string(facts.name) + "\n";
    const delivery::diagnoses found = diagnose(log);
    CHECK(found.size() == 32);
    CHECK_FALSE(found.complete());
    for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i - 1].weight >= found[i].weight);
}

TEST_CASE("hostile logs take no time") {
    const auto repeated = [](std::string_view one) {
        std::string log;
        while (log.size() < (one.size() == 1 ? 1'000'000 : 200'000)) log += one;
        return log;
    };
    for (const std::string_view one :
         {std::string_view("5"), std::string_view("\0", 1), std::string_view("\xFF"), std::string_view(" "),
          std::string_view("m "), std::string_view("414 "), std::string_view("code 414 "),
          std::string_view("login code 500\n"), std::string_view("-"), std::string_view("must not refer to a "),
          std::string_view("sdk is                   "), std::string_view("错误码"), std::string_view("Unregistered "),
          std::string_view("reason BadDeviceToken ")}) {
        CAPTURE(one);
        const auto start = std::chrono::steady_clock::now();
        const delivery::diagnoses found = diagnose(repeated(one));
        const auto took = std::chrono::steady_clock::now() - start;
        CHECK(found.size() < 8);
        CHECK(std::chrono::duration_cast<std::chrono::seconds>(took).count() < 20);  // unoptimised and sanitized too
    }
}

TEST_CASE("random bytes and mangled lines are taken; what is found is the table's or digits") {
    const std::uint64_t seed = 0x6E696D7075736801;
    CAPTURE(seed);
    test::random random(seed);
    const std::string_view pieces[] = {"code",           ": ", "414",    "-1",     "\n", "\xE9\x94", "错误码",
                                       "BadDeviceToken", " ",  "reason", "sdk is", "\0"};
    for (int round = 0; round < 3000; ++round) {
        std::string log;
        for (std::size_t n = random.below(12); n > 0; --n) {
            if (random.one_in(3))
                log += static_cast<char>(random.byte());
            else
                log += pieces[random.below(std::size(pieces))];
        }
        for (const diagnosis& one : diagnose(log)) {
            CHECK(nimpush::is_utf8(one.found));
            CHECK_FALSE(one.found.empty());
            CHECK(one.at < log.size());
        }
    }
}
