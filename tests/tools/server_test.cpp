// `nimpush server`: names of calls, answers as they come, and what is told of a request.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../support/run_tool.hpp"

namespace {

test::ran request(std::string_view name, std::string_view time, std::string_view input) {
    return test::run_command(
        "server",
        {"request", name, "--api", "v1", "--app-key", "k", "--nonce", "n", "--time", time, "--app-secret", "s"},
        std::string(input));
}
test::ran response(std::string_view input) {
    return test::run_command("server", {"response", "msg/sendMsg", "--api", "v1"}, std::string(input));
}
bool has(const std::string& all, std::string_view what) { return all.find(what) != all.npos; }

constexpr std::string_view message = R"({"from":"a","ope":0,"to":"b","type":0,"body":{"msg":"x"}})";

}  // namespace

TEST_CASE("a call's name as people have it, and the near ones of what is none") {
    const std::string made = request("msg/sendMsg", "1735689600", message).out;
    CHECK(has(made, "/msg/sendMsg.action"));
    for (const std::string_view name :
         {"msg/sendMsg.action", "/msg/sendMsg.action", "https://api-cn.yunxinapi.com/nimserver/msg/sendMsg.action"})
        CHECK(request(name, "1735689600", message).out == made);
    for (const std::string_view name : {"msg/sendmsg", "sendMsg", "msg/sendMgs", "message/sendMsg.action"}) {
        const auto ran = request(name, "1735689600", message);
        CAPTURE(name);
        CHECK(ran.status == 2);
        CHECK(has(ran.err, "near it: msg/sendMsg, "));
    }
    CHECK(has(request("send_message", "1735689600", message).err, "; v2 has it"));
    CHECK(has(request("nonsense/zzzzzzzzzzzzzzzz", "1735689600", message).err, "there are: msg/sendMsg, "));
}

TEST_CASE("a time that is no count of seconds is signed and told") {
    for (const std::string_view time : {"1735689600.123", "1735689600123", "x"}) {
        const auto ran = request("msg/sendMsg", time, message);
        CHECK(ran.status == 0);
        CHECK(has(ran.out, std::string(R"("CurTime":")") + std::string(time)));
        CHECK(has(ran.err, "warning: $.time: "));
    }
    CHECK(request("msg/sendMsg", "1735689600", message).err.empty());
}

TEST_CASE("an answer raw, with HTTP before it, or wrapped") {
    const std::string wrapped = response(R"({"status":200,"body":"{\"code\":414,\"desc\":\"checksum\"}"})").out;
    CHECK(has(wrapped, R"("explained":"CheckSum is wrong)"));
    for (const std::string_view same :
         {R"({"code":414,"desc":"checksum"})", R"({"status":200,"body":{"code":414,"desc":"checksum"}})",
          "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n{\"code\":414,\"desc\":\"checksum\"}\r\n",
          "HTTP/1.1 100 Continue\n\nHTTP/2 200\n\n{\"code\":414,\"desc\":\"checksum\"}"})
        CHECK(response(same).out == wrapped);
    CHECK(has(response("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>").err, "502"));
    for (const std::string_view none : {"", "<html>", "[]", R"({"status":200})", R"({"status":200,"body":"x"})",
                                        "HTTP/1.1", "HTTP/1.1 200 OK", "\xFF"})
        CHECK(response(none).status == 1);
    const auto odd = response(R"({"code":200,"data":{"msgid":"x"}})");
    CHECK(odd.status == 0);
    CHECK(odd.err == "warning: $.data.msgid: a text, must be a whole number\n");
}
