// `nimpush convert`: what it prints, where, and how it ends.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../support/run_tool.hpp"

namespace {

test::ran convert(std::vector<std::string_view> words, std::string_view input) {
    return test::run_command("convert", std::move(words), std::string(input));
}

constexpr std::string_view message =
    R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","fromAccount":"alice","content":"hi","timestamp":7})";

}  // namespace

TEST_CASE("the other form on standard output, what is not carried on standard error") {
    const auto made = convert({"--from", "channel", "--to", "server2"}, message);
    CHECK(made.status == 0);
    CHECK(made.out == R"({"conversation_id":"alice|1|bob","message":{"message_type":0,"text":"hi"}})"
                      "\n");
    CHECK(made.err == "$.timestamp: not carried by server2\n");
    CHECK(convert({"--from", "channel", "--to", "server2", "--strict"}, message).status == 1);
    const auto whole = convert({"--from", "server2", "--to", "server", "--strict"}, made.out);
    CHECK(whole.status == 0);
    CHECK(whole.out == "from=alice&ope=0&to=bob&type=0&body=%7B%22msg%22%3A%22hi%22%7D\n");
    const auto back = convert({"--from", "server", "--to", "desktop", "--client-msg-id", "m1"}, whole.out);
    CHECK(back.out == R"({"anti_spam_using_yidun":1,"client_msg_id":"m1","msg_body":"hi","msg_type":0,"talk_id":"bob",)"
                      R"("to_accid":"bob","to_type":0})"
                      "\n");
    CHECK(back.err == "$.from: not carried by desktop\n");
}

TEST_CASE("a notification and the options go to the desktop") {
    const auto made =
        convert({"--from", "channel", "--to", "desktop", "--method", "sendCustomNotification", "--client-msg-id", "n1"},
                R"({"customNotification":{"sessionId":"bob","sessionType":"p2p","content":"{}","apnsText":"New"}})");
    CHECK(made.status == 0);
    CHECK(made.out.find(R"("custom_apns_text":"New")") != std::string::npos);
    CHECK(convert({"--from", "channel", "--to", "server", "--method", "sendCustomNotification"}, "{}").status == 2);
}

TEST_CASE("faults, and wrong use") {
    const auto none = convert({"--from", "server", "--to", "desktop"}, "ope=0&to=bob&type=0");
    CHECK(none.status == 1);
    CHECK(none.out.empty());
    CHECK(none.err == "$.uuid: missing: the desktop names each message, with client_msg_id where it has no name yet\n");
    CHECK(convert({"--from", "channel", "--to", "server"}, "{").status == 1);
    CHECK(convert({"--from", "channel"}, message).status == 2);
    CHECK(convert({"--from", "channel", "--to", "fax"}, message).status == 2);
    CHECK(convert({"--from", "channel", "--to", "server", "--method", "nonsense"}, message).status == 2);
    CHECK(convert({"--from", "channel", "--to", "server", "file1", "file2"}, message).status == 2);
}
