// `nimpush why`: what it prints, where, and how it ends.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/run_tool.hpp"

namespace {

using namespace nimpush_tool;

test::ran run(std::vector<std::string_view> words, const std::string& input = {}) {
    return test::run_command("why", std::move(words), input);
}

}  // namespace

TEST_CASE("words are one text") {
    const test::ran made = run({"resCode", "7101"});
    CHECK(made.status == fine);
    CHECK(made.err.empty());
    CHECK(made.out ==
          "7101 (NIM, to the sender)\n"
          "  cause:  The receiver has the sender on the blacklist: the message is not delivered and not pushed.\n"
          "  remedy: One of the two must take the other off the blacklist: until then NIM refuses the message with "
          "code 7101.\n"
          "  rule:   blocked\n");
    CHECK(run({"sdk", "is", "uninitialized"}).out == run({"sdk is uninitialized"}).out);
}

TEST_CASE("in Chinese") {
    const test::ran made = run({"--lang", "zh", "resCode", "7101"});
    CHECK(made.out ==
          "7101 (NIM，发送时)\n"
          "  原因：发送方在接收方的黑名单中：消息不会送达，也不会推送。\n"
          "  处理：需要把对方移出黑名单，否则 NIM 以错误码 7101 拒绝该消息。\n"
          "  规则：blocked\n");
    CHECK(run({"--lang", "fr", "414"}).status == wrong_usage);
    CHECK(run({"414", "--lang"}).status == wrong_usage);
}

TEST_CASE("a code that means several things is printed with an empty line between") {
    const test::ran made = run({"414"});
    CHECK(made.status == fine);
    CHECK(made.out.find("414 (NIM, to the sender)\n") == 0);
    CHECK(made.out.find("\n\n414 (NIM, to the app's server)\n") != std::string::npos);
    CHECK(run({"-1"}).out.find("-1 (the Flutter plugin)\n") == 0);
}

TEST_CASE("a log comes from standard input, with its lines") {
    std::string log = "starting\nlogin failed, code=302\nagain: login failed, code=302\n\n\xFF";
    log += '\0';
    const test::ran made = run({"-"}, log + " BadDeviceToken\n");
    CHECK(made.status == fine);
    CHECK(made.out.find("BadDeviceToken (APNs), line 5\n") == 0);
    CHECK(made.out.find("\n302 (NIM, to a login), line 2 and 1 more\n") != std::string::npos);
    const test::ran chinese = run({"-", "--lang", "zh"}, "starting\nlogin failed, code=302\n");
    CHECK(chinese.out.find("302 (NIM，登录时)，第 2 行\n") == 0);
}

TEST_CASE("a log's line is shown, printable, where it says so and without what is secret") {
    const std::string jwt = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJBQkNERTEyMzQ1In0.c2lnbmF0dXJl";
    const test::ran made = run({"-"}, "starting\nauthorization: bearer " + jwt + " AppSecret=0123456789ab \x1B[31m" +
                                          "{\"password\":\"hunter22\"} BadDeviceToken\r\n");
    CHECK(made.out.find("BadDeviceToken (APNs), line 2\n  text:   ") == 0);
    for (const std::string_view secret : {"eyJ", "c2lnbmF0dXJl", "0123456789ab", "hunter22", "\x1B", "\r"}) {
        CAPTURE(secret);
        CHECK(made.out.find(secret) == std::string::npos);
    }
    CHECK(made.out.find("AppSecret=*** ") != std::string::npos);
    // Of a long line what is said, and what stands a little before it.
    const std::string filler(4000, 'x');
    const test::ran cut = run({"-"}, "\n" + filler + " reason: BadDeviceToken " + filler + "\n");
    CHECK(cut.out.find("x reason: BadDeviceToken x") != std::string::npos);
    CHECK(cut.out.size() < 800);
    CHECK(run({"-", "--lang", "zh"}, "\n登录失败，错误码：302\n").out.find("\n  原文：登录失败，错误码：302\n") !=
          std::string::npos);
    CHECK(run({"--json", "-"}, "\nlogin code: 302 token=abcdefgh\n").out.find("login code: 302 token=***") !=
          std::string::npos);
}

TEST_CASE("what is secret is not shown, however it is called, and what is none is") {
    const struct {
        std::string line, hidden;
    } rows[] = {{"clientSecret=abcdef123456 login code: 302", "abcdef123456"},
                {"imToken=abcdef123456 login code: 302", "abcdef123456"},
                {"accessToken: \"abcdef123456\" login code: 302", "abcdef123456"},
                {"密码：hunter22 登录错误码：302", "hunter22"},
                {"token为 abcdef123456 login code: 302", "abcdef123456"},
                {"Authorization: Basic dXNlcjpwYXNz login code: 302", "dXNlcjpwYXNz"},
                {"Cookie: SESSION=abcdef123456 login code: 302", "abcdef123456"},
                {"https://user:hunter22@example.com/ login code: 302", "hunter22"},
                {"POST /3/device/" + std::string(64, 'a') + " status 410", "aaaa"},
                {"secretKey=abcdef123456; passphrase: hunter22 login code: 302", "hunter22"}};
    for (const auto& row : rows) {
        CAPTURE(row.line);
        const test::ran made = run({"-"}, row.line + "\n");
        CHECK(made.status == fine);
        CHECK(made.out.find("***") != std::string::npos);
        CHECK(made.out.find(row.hidden) == std::string::npos);
    }
    for (const std::string shown : {"{\"token\":null,\"code\":302}", "invalid token: code=302",
                                    "token is nil, login code: 302", "tokenizer: fine, login code: 302"}) {
        CAPTURE(shown);
        CHECK(run({"-"}, shown + "\n").out.find(shown) != std::string::npos);
    }
}

TEST_CASE("a line of megabytes is read at once, and NUL bytes are bytes") {
    std::string log(4'000'000, 'x');
    log.replace(3'000'000, 26, " reason: BadDeviceToken, no");
    log[100] = '\0';
    const test::ran made = run({"-"}, log);
    CHECK(made.out.find("BadDeviceToken (APNs), line 1\n") == 0);
    CHECK(made.out.size() < 1000);
    CHECK(run({"-"}, std::string(3000, '\0') + "login code: 302\n").out.find("302 (NIM, to a login)") == 0);
}

TEST_CASE("logs in UTF-16 are read, with a mark and without") {
    const std::string_view log = "12-20 10:00 E/apns: {\"reason\":\"BadDeviceToken\"}\r\n";
    std::string little, big;
    for (const char c : log) {
        little.append({c, '\0'});
        big.append({'\0', c});
    }
    const std::string chinese("\x7B\x76\x55\x5F\x31\x59\x25\x8D\x34\0\x30\0\x32\0",
                              14);  // 登录失败402, but for a character
    for (const std::string& bytes : {"\xFF\xFE" + little, "\xFE\xFF" + big, little, big, little + chinese}) {
        const test::ran made = run({"-"}, bytes);
        CHECK(made.status == fine);
        CHECK(made.out.find("BadDeviceToken (APNs)") == 0);
        CHECK(made.err.empty());
    }
    // 一, whose low byte is zero, among the first characters
    const std::string one("\0\x4E", 2), eno("\x4E\0", 2);
    CHECK(run({"-"}, little.substr(0, 8) + one + little.substr(8)).out.find("BadDeviceToken (APNs)") == 0);
    CHECK(run({"-"}, big.substr(0, 8) + eno + big.substr(8)).out.find("BadDeviceToken (APNs)") == 0);
    // Cut in the middle, of half a character, of nothing: no harm.
    for (const std::string& bytes : {std::string("\xFF\xFE"), std::string("\xFF\xFE\x00", 3),
                                     std::string("\xFF\xFE\x3D\xD8", 4), std::string("\xFE\xFF\xDC\x00\xD8", 5)})
        CHECK(run({"-"}, bytes).status == input_at_fault);
}

TEST_CASE("a log in GBK is named, and its ASCII is read") {
    const std::string gbk = "2026-11-24 \xB5\xC7\xC2\xBC\xCA\xA7\xB0\xDC code: 302\nlogin BadDeviceToken\n";
    const test::ran made = run({"-"}, gbk);
    CHECK(made.status == fine);
    CHECK(made.out.find("BadDeviceToken (APNs), line 2\n") == 0);
    CHECK(made.out.find("302 (NIM, to a login), line 1\n") != std::string::npos);
    CHECK(made.err.find("warning: ") == 0);
    CHECK(made.err.find("GBK") != std::string::npos);
    CHECK(run({"-"}, "login code: 302\n\xFF\n").err.empty());        // no GBK either
    CHECK(run({"-"}, "登录失败，错误码：302\n").err.empty());        // UTF-8
    CHECK(run({"-"}, "\xEF\xBB\xBFlogin code: 302\n").err.empty());  // with a mark
}

TEST_CASE("a question without a code, in Chinese") {
    const test::ran made = run({"--lang", "zh", "收不到推送"});
    CHECK(made.status == fine);
    for (const std::string_view one : {"令牌", "证书", "登录"}) CHECK(made.out.find(one) != std::string::npos);
    CHECK(run({"--lang", "zh", "code: 415"}).out.find("原因：客户端网络有问题。") != std::string::npos);
}

TEST_CASE("for machines") {
    const test::ran made = run({"--json", "BadDeviceToken"});
    CHECK(made.status == fine);
    const auto read = nimpush::json::read(made.out);
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    const nimpush::value& one = read->items()[0];
    CHECK(one.find("found")->chars() == "BadDeviceToken");
    CHECK(one.find("source")->chars() == "apns");
    CHECK(one.find("cause")->chars() == "The device token is malformed, or of the other environment.");
    CHECK(one.find("rule")->chars() == "environment_mismatch");
    CHECK(one.find("confidence")->chars() == "documented");
    CHECK(one.find("line")->as_int() == 1);
    CHECK(one.find("lines")->as_int() == 1);
    CHECK(run({"--json", "811"}).out.find("\"rule\":null") != std::string::npos);
}

TEST_CASE("unknown text says so, exits with 1 and is not echoed as it is") {
    const test::ran made = run({"\x1B[31mboo\xFF\n414abc"});
    CHECK(made.status == input_at_fault);
    CHECK(made.out.empty());
    CHECK(made.err == "$: nothing is known about this log\n");
    CHECK(run({"\x1B[31mboo\xFF"}).err == "$: nothing is known about ?[31mboo?\n");
    CHECK(run({"-"}, "all is well\nlogin ok, code 200\n").status == input_at_fault);
    CHECK(run({"-"}, "").status == input_at_fault);
    const test::ran machine = run({"--json", "boo"});
    CHECK(machine.status == input_at_fault);
    CHECK(machine.out == "[]\n");
}

TEST_CASE("an empty text is wrong usage") { CHECK(run({""}).status == wrong_usage); }
