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
    CHECK(made.err == "warning: $.timestamp: not carried by server2\n");
    CHECK(convert({"--from", "channel", "--to", "server2", "--strict"}, message).status == 1);
    const auto whole = convert({"--from", "server2", "--to", "server", "--strict"}, made.out);
    CHECK(whole.status == 0);
    CHECK(whole.out == "from=alice&ope=0&to=bob&type=0&body=%7B%22msg%22%3A%22hi%22%7D\n");
    const auto back = convert({"--from", "server", "--to", "desktop", "--client-msg-id", "m1"}, whole.out);
    CHECK(back.out == R"({"anti_spam_using_yidun":1,"client_msg_id":"m1","msg_body":"hi","msg_type":0,"talk_id":"bob",)"
                      R"("to_accid":"bob","to_type":0})"
                      "\n");
    CHECK(back.err == "warning: $.from: not carried by desktop\n");
}

TEST_CASE("a push payload goes through every wire as it is, unknown keys too") {
    for (const std::string_view payload :
         {R"({"fcmFieldV1":{"message":{"android":{"ttl":"3.5s","own":1,"data":{"n":1}},"own":null}},"sessionId":"a"})",
          R"({"honorField":{"notification":{"importance":"HIGH","own":[1.5,"x"]},"own":{}}})",
          R"({"vivoField":{"skipType":"1","classification":1},"fcmfieldv1":true})"}) {
        const std::string whole =
            R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","fromAccount":"alice",)"
            R"("content":"hi","pushPayload":)" +
            std::string(payload) + "}";
        std::string now = whole;
        std::string_view from = "channel";
        for (const std::string_view to : {"server2", "server", "server2", "channel"}) {
            CAPTURE(to);
            const auto made = convert({"--from", from, "--to", to}, now);
            REQUIRE(made.status == 0);
            now = made.out;
            from = to;
        }
        CHECK(now.find("\"pushPayload\":" + std::string(payload)) != std::string::npos);
        CHECK(convert({"--from", "channel", "--to", "channel2"}, whole).status == 0);
    }
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
    const auto of_v2 = convert({"--from", "channel2", "--to", "desktop"},
                               R"({"conversationId":"a|1|b","message":{"messageType":0,"text":"hi"}})");
    CHECK(of_v2.err ==
          "$.message.messageClientId: missing: the desktop names each message, with client_msg_id where it has no name "
          "yet\n");
    CHECK(convert({"--from", "channel", "--to", "server"}, "{").status == 1);
    CHECK(convert({"--from", "channel"}, message).status == 2);
    CHECK(convert({"--from", "channel", "--to", "fax"}, message).status == 2);
    CHECK(convert({"--from", "channel", "--to", "server", "--method", "nonsense"}, message).status == 2);
    CHECK(convert({"--from", "channel", "--to", "server", "file1", "file2"}, message).status == 2);
}

TEST_CASE("what a type of the other side has no member for is told") {
    struct row {
        std::string_view from, to, input, told;
    };
    const row rows[] = {
        {"channel", "channel",
         R"({"messageType":"text","sessionId":"b","sessionType":"p2p","content":"x","messageAttachment":{"url":"u"}})",
         "warning: $.messageAttachment.url: not carried by channel\n"},
        {"channel", "channel",
         R"({"messageType":"image","sessionId":"b","sessionType":"p2p","messageAttachment":{"url":"u","dur":5}})",
         "warning: $.messageAttachment.dur: not carried by channel\n"},
        {"channel", "channel",
         R"({"messageType":"text","sessionId":"b","sessionType":"p2p","content":"x","resend":"true"})",
         "warning: $.resend: not carried by channel\n"},
        {"desktop", "desktop",
         R"({"msg_type":0,"to_type":0,"to_accid":"b","client_msg_id":"c","msg_body":"x","msg_attach":"{\"url\":\"u\"}"})",
         "warning: $.msg_attach.url: not carried by desktop\n"},
    };
    for (const row& r : rows) {
        CAPTURE(std::string(r.input));
        const auto made = convert({"--strict", "--from", r.from, "--to", r.to}, r.input);
        CHECK(made.err == r.told);
        CHECK(made.status == 1);
    }
    const auto whole = convert({"--strict", "--from", "channel", "--to", "channel"},
                               R"({"messageType":"image","sessionId":"b","sessionType":"p2p",)"
                               R"("messageAttachment":{"url":"u","w":3,"h":4,"name":"n"}})");
    CHECK(whole.err.empty());
    CHECK(whole.status == 0);
    const auto large =
        convert({"--strict", "--from", "server", "--to", "server2"},
                "from=a&ope=0&to=b&type=0&body=%7B%22msg%22%3A%22x%22%7D&ext=%7B%22n%22%3A18446744073709551615%7D");
    CHECK(large.out.find("18446744073709551615") != std::string::npos);
}

TEST_CASE("v1's parameters do as JSON") {
    const auto made = convert({"--from", "server", "--to", "server2"},
                              R"( {"from":"a","ope":0,"to":"b","type":0,"body":{"msg":"hi"},"pushContent":"p"} )");
    CHECK(made.out ==
          R"({"conversation_id":"a|1|b","message":{"message_type":0,"text":"hi"},"push_config":{"push_content":"p"}})"
          "\n");
    CHECK(made.err.empty());
}

TEST_CASE("a wrong key gets the one that was meant") {
    const auto told = [](std::string_view from, std::string_view input) {
        return convert({"--from", from, "--to", "channel2"}, input).err;
    };
    CHECK(told("server", "from=a&ope=0&to=b&type=0&body=%7B%22msg%22%3A%22x%22%7D&pushcontnet=p") ==
          "warning: $.pushcontnet: not carried by channel2: `pushcontent` was likely meant\n");
    CHECK(told("desktop", R"({"to_type":0,"to_accid":"b","msg_type":0,"msg_body":"x","push_conten":"p"})") ==
          "warning: $.push_conten: not carried by channel2: `push_content` was likely meant\n");
    CHECK(told("server2",
               R"({"conversation_id":"a|1|b","message":{"message_type":0,"text":"x"},"pushConfig":{"k":1}})") ==
          "warning: $.pushConfig.k: not carried by channel2: `push_config` was likely meant\n");
    CHECK(told("channel", R"({"sessionId":"b","sessionType":"p2p","messageType":"text","content":"x","zzz":1})") ==
          "warning: $.zzz: not carried by channel2\n");
}
