#include <nimpush/delivery/diagnosis.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../support/growth.hpp"
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

/// The text as a log has it.
std::string logged(std::string_view text) {
    std::string made(text);
    if (const std::size_t sign = made.find('~'); sign != made.npos) made.replace(sign, 1, " = ");
    return made;
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
bool is_sound() {
    for (std::size_t i = 0; i < std::size(known_failures); ++i) {
        const known_failure& row = known_failures[i];
        if (row.texts.empty() && row.code == 0) return false;
        for (const std::string_view text : texts_of(row))  // where a search begins
            if (!nimpush::detail::is_letter(text[0]) && static_cast<unsigned char>(text[0]) < 0xC0) return false;
        for (const std::string_view said : {row.cause.en, row.cause.zh, row.remedy.en, row.remedy.zh})
            if (said.empty() || !nimpush::is_utf8(said)) return false;
        if (!row.remedy.en.ends_with('.') || !row.remedy.zh.ends_with("。")) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (known_failures[j].code == row.code && known_failures[j].cause.en == row.cause.en) return false;
    }
    for (std::size_t i = 0; i < std::size(delivery::code_families); ++i) {
        const delivery::code_family& one = delivery::code_families[i];
        if (one.remedy.en.empty() || one.remedy.zh.empty()) return false;
        if (i > 0 && delivery::code_families[i - 1].first >= one.first) return false;
    }
    return true;
}

struct line {
    std::string_view log;
    told expected;
};

}  // namespace

TEST_CASE("the table is sound") { CHECK(is_sound()); }  // clang counts too many steps for a static_assert

TEST_CASE("every row is found by each of its own texts and codes, alone and in a line") {
    for (const known_failure& row : known_failures) {
        CAPTURE(row.cause.en);
        for (const std::string_view text : texts_of(row)) {
            CAPTURE(text);
            CHECK(knows(logged(text), row));
            std::string upper = logged(text);
            for (char& c : upper)
                if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
            CHECK(knows(upper, row));
            if (is_question(row.rank)) continue;  // answered where somebody asks
            const std::string line =
                "2026-11-24 10:15:32.500123+0800 Runner[414:403] [apns] \"reason\": " + logged(text) + ", " +
                std::string(row.beside.substr(0, row.beside.find('|'))) +
                " and more that makes the line as long as a line of a log is";
            CHECK(knows(line, row));
        }
        for (const std::string& code : codes_of(row)) {
            CAPTURE(code);
            CHECK(knows(code, row));
            if (code == "200") continue;  // a success says nothing in a log
            for (const char* before :
                 {"code: ", "code=", "\"code\":", "\"code\":\"", "errorCode = ", "Code=", "resCode ",
                  "PlatformException(", "error code is ", "错误码：", "HTTP/2 ", "onFailed(", "result: "}) {
                CAPTURE(before);
                if (code == "302" && std::string_view(before) == "HTTP/2 ") continue;  // a redirect
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
            const std::string line = logged(text);
            const delivery::diagnoses found = diagnose(line);
            REQUIRE_FALSE(found.empty());
            CHECK(found[0].what.cause.en == row.cause.en);
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
         {"device:must not refer to a null object"}},
        {"03-07 10:15:32.302  7101  7101 D dalvikvm: VM Shutdown in 414 ms, Forbidden planet, Unregistered receiver",
         {}},
        // the server API
        {"2026-11-24 10:00:00 POST /nimserver/msg/sendMsg.action -> {\"code\":414,\"desc\":\"bad checksum\"}",
         {"server_api:414"}},
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

TEST_CASE("a text counts for what it proves: what denies it beside it, and the value beside a key, are read") {
    const line lines[] = {
        {"I/login: state changed, kickOut=false", {}},
        {"state=LOGINED, kickOut: 0", {}},
        {"{\"kickOut\":false,\"status\":\"logined\"}", {}},
        {"账号没有被踢下线，一切正常", {}},
        {"NIMSDK.shared().loginManager.add(self) registered onKickedOffline listener", {}},
        {"addLoginListener(onKickedOffline)", {}},
        {"override func onKickout(_ result: NIMLoginKickoutResult) {", {}},
        {"I/login: onKickedOffline, reason=1", {"login:onKickedOffline"}},
        {"no MissingPluginException since the last build", {}},
        {"BadDeviceToken: 0, sent: 12", {}},
        {"MissingPluginException: No handler", {"plugin:MissingPluginException"}},
        // the entitlement
        {"<key>aps-environment</key><string>production</string>", {"device:aps-environment"}},
        {"[Key] aps-environment\n\t[Value]\n\t\t[String] development\n", {"device:aps-environment"}},
        {"value 'development' for key 'aps-environment' in 'Payload/A.app' is not supported",
         {"device:value 'development' for key 'aps-environment'"}},
        {"2026-11-24 10:15:32.500 reads aps-environment of the profile", {}},
        {"aps-environment ok", {}},
        {"aps-environment entitlement present", {}},
        // the prefix of NIM's SDK, and what the vendor threw
        {"query token with exception: SERVICE_NOT_AVAILABLE", {"device:query token with exception"}},
        {"query token with exception 6003: certificate fingerprint error", {"device:query token with exception 6003"}},
        {"com.huawei.hms.common.ApiException: 907135000: arguments invalid", {"device:907135000"}},
    };
    for (const line& one : lines) {
        CAPTURE(one.log);
        told found = tell(one.log);
        if (one.expected.size() == 1 && found.size() > 1) found.resize(1);
        CHECK(found == one.expected);
    }
    const auto says = [](std::string_view log, std::string_view words) {
        for (const diagnosis& one : diagnose(log))
            if (one.what.cause.en.find(words) != words.npos) return true;
        return false;
    };
    for (const std::string_view there :
         {"<key>aps-environment</key><string>production</string>", "\"aps-environment\" = development;",
          "aps-environment: production", "entitlement aps-environment found: development",
          "aps-environment is set to production", "value 'development' for key 'aps-environment' is not supported"}) {
        CAPTURE(there);
        CHECK(says(there, "is there"));
        CHECK_FALSE(says(there, "without the entitlement"));
    }
    for (const std::string_view lacks :
         {"no valid 'aps-environment' entitlement string found for application", "aps-environment = (null)",
          "Provisioning profile \"x\" doesn't support the Push Notifications capability."}) {
        CAPTURE(lacks);
        CHECK(says(lacks, "without the entitlement"));
    }
}

TEST_CASE("words of everybody are Apple's near what is Apple's alone, and hide no code of NIM's") {
    for (const std::string_view log :
         {"<Error><Code>MethodNotAllowed</Code><Message>not allowed against this resource.</Message></Error>",
          "An error occurred (ExpiredToken) when calling the ListObjects operation",
          "{\"kind\":\"Status\",\"reason\":\"Forbidden\",\"code\":403}",
          "com.zaxxer.hikari.HikariConfig : idleTimeout.....................600000",
          "AmazonS3Exception: Service Unavailable (Service: Amazon S3; Status Code: 503; ServiceUnavailable)",
          "2026-11-20 10:00:00.000 java.lang.IllegalStateException: Shutdown in progress", "S3 403 Forbidden",
          "spring boot Shutdown initiated", "nginx: status 413",
          "TooManyRequestsException: Rate exceeded (Service: AWSLambda; Status Code: 429)",
          "auth0: {\"error\":\"Unauthorized\",\"reason\":\"ExpiredToken\"}",
          "{\"error\":{\"code\":403,\"message\":\"SenderId mismatch\",\"status\":\"PERMISSION_DENIED\"}}"}) {
        CAPTURE(log);
        CHECK(tell(log).empty());
    }
    CHECK(tell("msg/sendMsg.action failed HttpServerErrorException$InternalServerError: 500 : {\"code\":500}") ==
          told{"server_api:500"});
    CHECK(tell("2026-11-20 10:00:00 apns answered 405 MethodNotAllowed") == told{"apns:MethodNotAllowed"});
    CHECK(tell("2026-11-20 10:00:00 POST /3/device/ab: InternalServerError") == told{"apns:InternalServerError"});
    CHECK(tell("2026-11-20 10:00:00 {\"reason\":\"TooManyRequests\"}") == told{"apns:TooManyRequests"});
}

TEST_CASE("who answered is read from the line") {
    const line lines[] = {
        {"I InvocationMgr: execution result: Transaction: [id: 40,  method: AuthService/login, result: 415]",
         {"login:415"}},
        {"I InvocationMgr: execution result: Transaction: [method: AuthService/login, result: 414]", {"login:414"}},
        {"I InvocationMgr: execution result: Transaction: [method: MsgService/sendMessage, result: 414]", {"send:414"}},
        {"POST /nimserver/user/create.action answered {\"code\":302}", {"server_api:302"}},
        {"POST /nimserver/msg/sendMsg.action answered {\"code\":403,\"desc\":\"x\"}", {"server_api:403"}},
        {"login Error Domain=NIMRemoteErrorDomain Code=403 \"(null)\"", {"login:403"}},
        {"Error Domain=NIMRemoteErrorDomain Code=500 \"(null)\"", {"login:500", "send:500"}},
        {"2026-11-20 10:00:00 POST /3/device/ab12 answered status 403", {"apns:403"}},
        {"2026-11-20 10:00:00 POST /3/device/ab12 answered status 302", {}},
    };
    for (const line& one : lines) {
        CAPTURE(one.log);
        CHECK(tell(one.log) == one.expected);
    }
    CHECK(diagnose("AuthService/login, result: 415 and more")[0].what.remedy.en.find("log in again") != nimpush::npos);
}

TEST_CASE("other domains, other libraries, redirects and processes have no codes of NIM's") {
    for (const std::string_view log :
         {"Error Domain=NSURLErrorDomain Code=-1009 \"The Internet connection appears to be offline.\"",
          "Error Domain=NSPOSIXErrorDomain Code=414", "Error Domain=com.example.errors Code=302 \"x\"",
          "Error Domain=NIMLocalErrorDomain Code=1", "2026-11-20 FMDB error 414: no such table",
          "2026-11-20 sqlite error code 302", "Exited with code 302", "2026-11-20 OSStatus error 403",
          "HTTP/1.1 302 Found", "HTTP/1.1 301 Moved Permanently", "2026-11-20 GET /login HTTP status 302",
          "I/Login  (  500): start", "D/NimLogin(  302): login begins", "Nov 20 10:00:00 host login[500]: opened",
          "2026-11-20 密码：302", "2026-11-20 INFO order 1234 status: 500 paid", "2026-11-20 订单状态 500 已支付",
          "2026-11-20 WebSocket handshake: Unexpected response code: 403",
          "2026-11-20 elasticsearch: response code 404"}) {
        CAPTURE(log);
        CHECK(tell(log).empty());
    }
}

TEST_CASE("a code is found however it is written") {
    for (const std::string_view written : {"登录返回值 302",
                                           "登录返回值：302，",
                                           "login code -> 302",
                                           "login code->302",
                                           "登录错误号：302",
                                           "登录 错误码=302",
                                           "login errorCode → 302",
                                           "login failed (302)",
                                           "login failed [302]",
                                           "login error_302",
                                           "login code302",
                                           "登录结果 302",
                                           "login code 为 302",
                                           "login errcode|302",
                                           "登录 (302) 账号密码错误",
                                           "登录 [302]账号密码错误",
                                           "登录 302（账号密码错误）",
                                           "登录 302(account error)",
                                           "登录代码【302】",
                                           "login code “302”",
                                           "login rc=302",
                                           "登录提示302",
                                           "登录失败-302",
                                           "登录 错误编码 302",
                                           "login code ⇒ 302",
                                           "login code＝＞302",
                                           "login code 等于 302",
                                           "login 錯誤碼：302",
                                           "login 錯誤代碼 302",
                                           "登录 code 是：302",
                                           "登录报错：302"}) {
        CAPTURE(written);
        const std::string log = "11-24 10:15:32.500   811   500 D NIM: " + std::string(written);
        CHECK(tell(log) == told{"login:302"});
        CHECK(tell(written) == told{"login:302"});
    }
}

TEST_CASE("who answered: other services of the SDK, and what is the SDK's own, are no message and no server API") {
    const line lines[] = {
        {"Transaction: [id: 9,  method: TeamService/addMembers, result: 403]", {"sdk:403"}},
        {"Transaction: [id: 9,  method: FriendService/addFriend, result: 403]", {"sdk:403"}},
        {"Transaction: [id: 9,  method: UserService/fetchUserInfo, result: 404]", {"sdk:404"}},
        {"Transaction: [id: 9,  method: MixPushService/enable, result: 414]", {"sdk:414"}},
        {"Transaction: [id: 9,  method: TeamService/create, result: 801]", {"sdk:801"}},
        {"NIMResult(code: 403, data: null, errorDetails: null)", {"send:403", "login:403"}},
        {"onLogin step 5, error: NIMRemoteErrorDomain 302", {"login:302"}},
        {"E/MyApp: doLogin errorCode=500", {"login:500"}},
        {"E/MyApp: LoginActivity: code 403", {"login:403"}},
        {"E/MyApp: sendText code=500", {"send:500"}},
        // a key of JSON is no word of a message
        {"NIM.getInstance onerror: {code: 302, message: 'account or password'}", {"login:302"}},
        {"2026-11-24 10:15:32.500 send message failed, code: 403", {"send:403"}},
    };
    for (const line& one : lines) {
        CAPTURE(one.log);
        CHECK(tell(one.log) == one.expected);
    }
}

TEST_CASE("what web servers and HTTP's libraries say of their requests is no code of NIM's") {
    for (const std::string_view log :
         {"{\"msg\":\"request completed\",\"method\":\"POST\",\"url\":\"/v2/track\",\"statusCode\":204}",
          "{\"method\":\"GET\",\"url\":\"/favicon.ico\",\"statusCode\":404,\"responseTime\":1}",
          "127.0.0.1 - - [20/Nov/2026:10:00:00 +0800] \"POST /api/push HTTP/1.1\" 500 612", "GET /index.html 404",
          "HTTP Status 405 \u2013 Method Not Allowed", "2026-11-20 upstream answered status 500 Internal Server Error",
          "2026-11-20 status: 414 URI Too Long", "axios: Request failed with status code 403",
          "DioException [bad response]: status code of 404", "I/OkHttp: <-- status 403 https://example.com/api",
          "AFNetworking Request failed: not found (404)", "2026-11-20 Servlet.service() threw: status 500"}) {
        CAPTURE(log);
        CHECK(tell(log).empty());
    }
    // NIM's answer in such a line is NIM's.
    CHECK(tell("D/OkHttp: {\"code\":414,\"desc\":\"bad CheckSum\"}") == told{"server_api:414"});
    CHECK(tell("POST https://api.netease.im/nimserver/msg/sendMsg.action HTTP/1.1 200 {\"code\":403}") ==
          told{"server_api:403"});
    CHECK(tell("\"POST /3/device/ab HTTP/2.0\" 410 0") == told{"apns:410"});
    CHECK(tell("413 Payload Too Large") == told{"apns:413"});
}

TEST_CASE("a number in a question that counts or names something is no code") {
    for (const std::string_view asked :
         {"port 414 opened", "version 3.0.2 build 302", "order 414 created", "line 302: syntax", "thread 500 exited",
          "pid=500 tid=414", "userId=302 logged in", "accid 403 login", "http://host:500/login", "302 mAh left",
          "端口 500", "第 302 行", "500 accounts online"}) {
        CAPTURE(asked);
        CHECK(tell(asked).empty());
    }
    for (const std::string_view asked :
         {"nim 302", "login 302", "sdk 302", "login=302", "onFailed i=302", "安卓 302"}) {
        CAPTURE(asked);
        CHECK(tell(asked) == told{"login:302"});
    }
    // In a log a number below 200 is one where the vendor's push is spoken of.
    CHECK(tell("11-20 09:30:50.079  1482  2120 D BatteryService: level:54 status:3 health:2").empty());
    CHECK(tell("11-20 09:30:50.079  1482  2120 W Slow operation: code: 3").empty());
    CHECK(tell("11-20 09:30:50.079  1482  2120 E V2NIM: register push sdk failed, code: 3") == told{"send:3"});
}

TEST_CASE("full-width digits are digits") {
    CHECK(tell("错误码：４１４") == told{"send:４１４", "server_api:４１４"});
    CHECK(tell("11-24 10:15:32.500 登录失败，错误码：３０２，请重试") == told{"login:３０２"});
    CHECK(tell("登录返回：３０2") == told{"login:３０2"});
    CHECK(tell("2026-11-24 １２３４５６７８９０３０２ code").empty());
}

TEST_CASE("a listener, code and a kick of others are no kick") {
    for (const std::string_view log : {"onKickout listener removed",
                                       "kickout listener unregistered",
                                       "kickout reason: none",
                                       "nobody was kicked out",
                                       "multi-port login: onKickedOffline not called",
                                       "case StatusCode.KICKOUT:",
                                       "if (status == KICKOUT) {",
                                       "KickOut other client done",
                                       "{\"kickout\":\"N\"}",
                                       "note: test 'kicked out' copy for the release page",
                                       "被踢状态：否",
                                       "kickout? no",
                                       "kickout -> false",
                                       "KICKOUT(no)",
                                       "KICKOUT count: 0",
                                       "未检测到被踢",
                                       "防止被踢下线",
                                       "如果被踢下线，请重新登录",
                                       "isKickedOut: NO",
                                       "user has never been kicked out"}) {
        CAPTURE(log);
        CHECK(tell(log).empty());
    }
    for (const std::string_view log :
         {"isKickedOut: YES", "isKicked=true", "kickout: true", "kicked out by other client",
          "V2NIM onKickedOffline {reason: 1, clientType: 1}", "wontAutoLogin: KICKOUT"}) {
        CAPTURE(log);
        CHECK(diagnose(log)[0].what.rule == rule::kicked_out);
    }
}

TEST_CASE("a class in a stack or a path is not missing") {
    for (const std::string_view log :
         {"Process: com.netease.nim.demo, PID: 1\njava.lang.ClassNotFoundException: Didn't find class \"com.acme.P\" "
          "on "
          "path: DexPathList[[zip file \"/data/app/com.netease.nim.demo-1/base.apk\"]]",
          "java.lang.NoSuchMethodError: No static method a() in class Lcom/acme/Foo;\n\tat "
          "com.huawei.hms.push.M.b(M.java)",
          "at com.netease.nimlib.b.a.a(SourceFile:8)",
          "I HwPush: com.huawei.hms.push started\njava.lang.ClassNotFoundException: com.acme.Bar"}) {
        CAPTURE(log);
        CHECK(tell(log).empty());
    }
    CHECK(tell("R8: Missing class com.vivo.push.A (referenced from: void com.netease.nimlib.mixpush.B)") ==
          told{"device:com.vivo.push", "device:Missing class"});
    CHECK(tell("java.lang.NoClassDefFoundError: Failed resolution of: Lcom/vivo/push/PushClient;\n"
               "\tat com.netease.nimlib.mixpush.a(SourceFile:1)") == told{"device:Lcom/vivo/push"});
}

TEST_CASE("two codes have one sentence in Chinese only where they have one in English") {
    for (const nimpush::result_code_facts& one : nimpush::all_result_codes) {
        const delivery::words ours = delivery::meanings_of(one.code);
        CAPTURE(one.name);
        CHECK(ours.en == one.meaning);
        CHECK(ours.zh.ends_with("。"));
        for (const nimpush::result_code_facts& other : nimpush::all_result_codes)
            CHECK((delivery::meanings_of(other.code).zh == ours.zh) == (other.meaning == one.meaning));
    }
    CHECK(delivery::meanings_of(static_cast<nimpush::result_code>(12345)).zh.empty());
    CHECK(diagnose("code: 415")[0].what.cause.zh == "客户端网络有问题。");
}

TEST_CASE("what comes before Apple answers, on other makers' phones, and in Flutter") {
    const struct {
        std::string_view log, remedy;
    } rows[] = {
        {"APNS_HTTP2_PUSH_FAIL: SSLHandshakeException: Received fatal alert: certificate_revoked", "new certificate"},
        {"apns: write EPROTO: tlsv1 alert certificate revoked:SSL alert number 44", "new certificate"},
        {"javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_expired", "new push certificate"},
        {"Error [ERR_HTTP2_GOAWAY_SESSION]: New streams cannot be created after receiving a GOAWAY", "new connection"},
        {"http2: server sent GOAWAY and closed the connection; ErrCode=NO_ERROR", "new connection"},
        {"apn: stream ended unexpectedly with status null and empty body", "new connection"},
        {"-[FlutterStandardTypedData length]: unrecognized selector sent to instance 0x2813f0a40", ".data"},
        {"Could not cast value of type 'FlutterStandardTypedData' (0x1) to 'NSData' (0x2).", ".data"},
        {"type 'List<dynamic>' is not a subtype of type 'Uint8List' in type cast", "Uint8List.fromList"},
        {"FormatException: Message corrupted", "same codec"},
        {"java.lang.IllegalArgumentException: Unsupported value: 'x' of type 'class a.b.C'", "codec takes"},
        {"com.huawei.hms.common.ApiException: 6003: certificate fingerprint error", "SHA-256"},
        {"com.huawei.hms.common.ApiException: 907135702: fingerprint", "SHA-256"},
        {"com.huawei.hms.common.ApiException: 907135999: something new", "Huawei's list"},
        {"query token with exception 907122045: unknown", "Huawei's list"},
        {"HMS getToken failed, resultCode: 6003", "SHA-256"},
        {"Huawei getToken error: 6003", "SHA-256"},
        {"ApiException:6003", "SHA-256"},
        {"java.security.cert.CertificateRevokedException: Certificate has been revoked, apns", "new certificate"},
        {"curl: (16) Error in the HTTP2 framing layer https://api.push.apple.com", "new connection"},
        {"OpenSSL error:0308010C:digital envelope routines::unsupported p12", "-legacy"},
        {"-[__NSArrayM data]: unrecognized selector sent to instance 0x1", "Uint8List.fromList"},
        {"type '_Map<Object?, Object?>' is not a subtype of type 'Map<String, dynamic>'", "from(map)"},
        {"PlatformException(907122045, 6003: certificate fingerprint error, null, null)", "SHA-256"},
        {"com.huawei.hms.common.ApiException: 6004: no permission", "Push Kit"},
        {"TokenTask failed, ErrorCode:907122036", "Push Kit"},
        {"doExecute, uri:push.gettoken, errorCode:907135003, transactionId:1", "HMS Core"},
        {"{\"message\":\"907135700: get scope error\",\"code\":\"907122045\"}", "AppGallery"},
        {"{\"code\":\"80300007\",\"msg\":\"All tokens are invalid\"}", "token anew"},
        {"Get push token catch error: 1000900008", "ArkTS"},
        {"ERROR ITMS-90078: Missing Push Notification Entitlement - Your app", "Add the capability"},
        {"Provisioning profile doesn't match the entitlements file's value for the aps-environment entitlement.",
         "distribution"},
        {"[SSL: SSLV3_ALERT_CERTIFICATE_REVOKED] sslv3 alert", "new certificate"},
        {"SSL_ERROR_EXPIRED_CERT_ALERT", "new push certificate"},
        {"javax.net.ssl.SSLException: Received fatal alert: unknown_ca", "private key"},
        {"Error: connect ETIMEDOUT 17.188.182.78:443", "2197"},
        {"java.net.ConnectException: Connection refused: api.push.apple.com", "2197"},
        {"curl: (6) Could not resolve host: api.sandbox.push.apple.com", "2197"},
        {"apns error: read ECONNRESET", "new connection"},
        {"ResponseCode.RES_EUIDPASS", "token"},
        {"{\"code\":\"80300002\",\"msg\":\"No permission\"}", "Push Kit"},
        {"java.lang.NoClassDefFoundError: Failed resolution of: Lcom/vivo/push/PushClient;", "proguard-rules"},
        {"java.lang.ClassNotFoundException: Didn't find class \"com.heytap.msp.push.HeytapPushManager\"",
         "proguard-rules"},
        {"ERROR: R8: Missing class com.example.a (referenced from: void b.c())", "proguard-rules"},
        {"D/LOG: User status changed to: PWD_ERROR", "token"},
        {"state: kNIMLogoutKickout", "log in again"},
        {"StatusCode.KICKOUT", "log in again"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.log);
        const delivery::diagnoses found = diagnose(row.log);
        REQUIRE_FALSE(found.empty());
        CHECK(found[0].what.remedy.en.find(row.remedy) != nimpush::npos);
        CHECK(found[0].what.remedy.en != found[0].what.remedy.zh);
    }
}

TEST_CASE("a question without a code gets what to look at first, where nothing else is found") {
    for (const std::string_view asked : {"收不到推送", "我的 iOS 应用在后台收不到推送消息，为什么？",
                                         "why do I not receive push notifications on iPhone", "no push"}) {
        CAPTURE(asked);
        const delivery::diagnoses found = diagnose(asked);
        REQUIRE(found.size() == 1);
        CHECK(found[0].what.rank == delivery::failure_rank::question);
        for (const std::string_view one : {"令牌", "证书", "登录"})
            CHECK(found[0].what.remedy.zh.find(one) != nimpush::npos);
    }
    const struct {
        std::string_view asked, remedy;
    } rows[] = {
        {"没有声音", "sound"},
        {"为什么推送没有声音", "sound"},
        {"push without sound", "sound"},
        {"角标不对", "badge"},
        {"角标不清零", "badge"},
        {"badge count is wrong", "badge"},
        {"华为收不到", "mixPushConfig"},
        {"小米手机收不到推送", "mixPushConfig"},
        {"cannot receive offline push on vivo", "mixPushConfig"},
        {"推送延迟", "low power"},
        {"notifications come late", "low power"},
        {"很久才收到", "low power"},
        {"推送重复", "enablePush"},
        {"I get the push twice", "enablePush"},
        {"收到两条", "enablePush"},
        {"推送点击没反应", "sessionId"},
        {"推送内容不显示", "pushContent"},
        {"前台收不到推送", "background"},
        {"token 上传失败", "updateAPNSToken"},
        {"证书上传失败", "private key"},
        {"发送消息失败", "7101"},
        {"TestFlight 收不到推送", "certificate"},
        {"卸载重装后收不到推送", "token"},
        {"apnsCername 填什么", "apnsCername"},
        {"华为角标不显示", "badge"},
        {"荣耀手机推送没有声音", "sound"},
        {"频繁掉线", "onKickedOffline"},
        {"登录超时", "408"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.asked);
        const delivery::diagnoses found = diagnose(row.asked);
        REQUIRE_FALSE(found.empty());
        CHECK(found[0].what.remedy.en.find(row.remedy) != nimpush::npos);
        CHECK(is_question(found[0].what.rank));
    }
    // Of a part, and of both.
    CHECK(tell("推送没有声音").size() == 1);
    CHECK(tell("iOS 收不到推送但安卓可以") == told{"sdk:收不到推送"});
    CHECK(tell("我被踢下线了怎么办") == told{"login:被踢下线"});
    CHECK(tell("收不到推送 login 302") == told{"login:302"});
    CHECK(tell("2026-11-24 10:15:32.500 no push for this one").empty());
}

TEST_CASE("what depends on the version of nim_core_v2 is said with it, where nothing else is found") {
    const struct {
        std::string_view asked;
        std::string_view cause;
        std::string_view remedy;
    } rows[] = {
        {"updateApnsTokenWithCustomKey has no effect", "iOS of 10.3.1 loses its key", "since 10.9.6 set autoUpdate"},
        {"custom content key is not used", "since 10.9.6 the plugin hands the token over itself",
         "10.9.2 reads the key"},
        {"what is autoUpdateApnsToken", "true, which it is by default", "updateApnsTokenWithCustomKey once initialize"},
        {"didRegisterForRemoteNotificationsWithDeviceToken is not called", "does not call super", "1. Call super."},
        {"onManuallyProvidePushToken never comes", "before initialize the call is refused", "10.9.5+1 or later"},
        {"harmonyCertificateName", "since 10.9.7", "nimpush check options ohos"},
        {"\u9e3f\u8499\u63a8\u9001\u8bc1\u4e66", "since 10.9.7", "at most 32 characters"},
        {"Invalid argument: Instance of 'NIMPushNotificationSetting'", "up to 10.9.2", "10.9.90, which sends both"},
        {"Invalid argument(s): `-1` is not one of the supported values: 0, 5, 6, 7", "ArgumentError", "MixPushService"},
        {"Support Android platform only", "for another platform", "enableNotificationAndroid"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.asked);
        const auto found = diagnose(row.asked);
        REQUIRE(found.size() == 1);
        CHECK(found[0].what.cause.en.find(row.cause) != row.cause.npos);
        CHECK(found[0].what.remedy.en.find(row.remedy) != row.remedy.npos);
        CHECK_FALSE(found[0].what.cause.zh.empty());
    }
    // A stack that only names the method explains nothing.
    const auto log = diagnose("didRegisterForRemoteNotificationsWithDeviceToken\ncode: 302, login failed");
    REQUIRE(log.size() == 1);
    CHECK(log[0].found == "302");
}

TEST_CASE("the cause comes before what follows from it") {
    const told found = tell(
        "login failed, code=302\n"
        "You should call login api before calling any im related api\n"
        "fail to register for remote notifications\n");
    REQUIRE(found.size() == 3);
    CHECK(found[0] == "login:302");
    // A time-out that passed is told after what stayed.
    CHECK(tell("ConnectTimeoutException: connection timed out: api.push.apple.com/192.0.2.10:443\n"
               "SSLHandshakeException: Received fatal alert: certificate_revoked\n") ==
          told{"apns:certificate_revoked", "apns:ConnectTimeoutException"});
    CHECK(tell("fail to register for remote notifications: no valid 'aps-environment' entitlement")[0] ==
          "device:aps-environment");
    CHECK(tell("MissingPluginException\nparameter error\nsdk is uninitialized\n")[0] == "plugin:sdk is uninitialized");
    CHECK(tell("updateAPNSToken: parameter error\nCode=3000 no valid 'aps-environment' entitlement string\n")[0] ==
          "device:aps-environment");
    CHECK(tell("PlatformException(-1) code: -1\nsdk is uninitialized")[0] == "plugin:sdk is uninitialized");
}

TEST_CASE("a code that means several things is told in all its meanings, first the one that fits") {
    CHECK(tell("414") == told{"send:414", "server_api:414"});
    CHECK(tell("CheckSum code 414") == told{"server_api:414"});
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
    CHECK(tell("3 retries").empty());
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
    CHECK(found[1].line_count == 2);
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

TEST_CASE("the time grows as a hostile log does") {
    for (const std::string_view one :
         {std::string_view("5"), std::string_view("\0", 1), std::string_view("\xFF"), std::string_view(" "),
          std::string_view("m "), std::string_view("414 "), std::string_view("code 414 "),
          std::string_view("login code 500\n"), std::string_view("-"), std::string_view("must not refer to a "),
          std::string_view("sdk is                   "), std::string_view("错误码"), std::string_view("Unregistered "),
          std::string_view("reason BadDeviceToken ")}) {
        CAPTURE(one);
        CHECK(test::growth(20'000, [&](std::size_t n) {
                  std::string log;
                  while (log.size() < n) log += one;
                  CHECK(diagnose(log).size() < 8);
              }) < test::linear);
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
