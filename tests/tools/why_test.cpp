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
