// The commands of Apple's leg drop nothing, and a warning is a line that begins so.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../support/run_tool.hpp"

namespace {

using test::run_tool;

bool has(std::string_view where, std::string_view what) { return where.find(what) != std::string_view::npos; }
std::string times(std::size_t n, std::string_view s) {
    std::string made;
    for (; n != 0; --n) made += s;
    return made;
}
/// Whether each line of standard error is a warning.
bool only_warns(std::string_view err) {
    while (!err.empty()) {
        if (!err.starts_with("warning: $")) return false;
        err.remove_prefix(err.find('\n') + 1);
    }
    return true;
}

TEST_CASE("a warning begins with it, exits with 0, and with --strict with 1") {
    struct row {
        std::vector<std::string_view> words;
        std::string input;
    };
    const std::vector<row> rows = {
        {{"payload", "--push-type", "alert"}, R"({"aps":{"alert":"x","content_available":1,"mutableContent":1}})"},
        {{"request"},
         R"({"push_type":"alert","bundle_id":"com.example.my_app","token":"00ff","payload":{"aps":{"alert":"x"}}})"},
        {{"request"},
         R"({"push_type":"liveactivity","authentication":"certificate","bundle_id":"com.example","token":"00ff","payload":)"
         R"({"aps":{"timestamp":1700000000,"event":"update","content-state":{}}}})"},
        {{"token"},
         "6435633166316130326238653464366639613062316332643365346635303631"
         "3732383339346135623663376438653966613062316332643365346635613662"},
        {{"convert", "--from", "channel", "--to", "server2"},
         R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","fromAccount":"alice","content":"hi","timestamp":1})"},
        {{"payload", "--push-type", "liveactivity", "--now", "1700000200"},
         R"({"aps":{"timestamp":1700000000,"event":"update","content-state":{}}})"},
    };
    for (row r : rows) {
        CAPTURE(r.input);
        const auto lenient = run_tool(r.words, r.input);
        CAPTURE(lenient.err);
        CHECK(lenient.status == 0);
        CHECK_FALSE(lenient.out.empty());
        CHECK_FALSE(lenient.err.empty());
        CHECK(only_warns(lenient.err));
        r.words.push_back("--strict");
        CHECK(run_tool(r.words, r.input).status == 1);
        // One run's warnings are not the next one's.
        CHECK(run_tool({"payload", "--strict"}, R"({"aps":{"alert":"x"}})").status == 0);
    }
    CHECK(run_tool({"payload", "--strict", "--strict"}, "{}").status == 2);
    CHECK(run_tool({"check", "options", "ios"}, R"({"appKey":"k","apnsCername":"c"})").out == "ok\n");
}

TEST_CASE("fit leaves what fits byte for byte") {
    for (const std::string_view given :
         {"{}", R"({"aps":{"alert":{"uuid":"u1"}}})", R"({ "aps" : {"alert":"caf\u00e9"} , "n":1e2 })",
          R"({"aps":{"badge":null},"x":[1.0,2]})"})
        CHECK(run_tool({"fit", "--limit", "100"}, "\n" + std::string(given) + " \n").out == std::string(given) + "\n");
    const auto cut = run_tool({"fit", "--limit", "45"}, R"({"aps":{"alert":{"body":"a rather long sentence","x":1}}})");
    CHECK(cut.out == "{\"aps\":{\"alert\":{\"body\":\"a rathe\u2026\",\"x\":1}}}\n");
    CHECK(cut.out.size() - 1 <= 45);
    CHECK(run_tool({"fit", "--limit", "10"}, "7").status == 1);
}

TEST_CASE("payload tells both sizes where they differ") {
    CHECK(run_tool({"payload"}, R"({"aps":{"alert":"\u4f60"}})").out ==
          "{\"bytes\":23,\"bytes_as_given\":26,\"limit\":4096}\n");
    CHECK(run_tool({"payload"}, "{ \"aps\" :\n{\"alert\":\"a \\\\ b\"}}").out == "{\"bytes\":26,\"limit\":4096}\n");
    const auto escaped = run_tool({"payload"}, R"({"aps":{"alert":")" + times(800, "\\u4f60") + "\"}}");
    CHECK(escaped.status == 0);
    CHECK(has(escaped.err, "2420 bytes, 4820 as it is spelt here, at most 4096"));
    // Numbers that grow when they are written: what was given fits, and is not refused.
    const auto grown =
        run_tool({"payload", "--push-type", "alert"}, R"({"aps":{"alert":"x"},"n":[1e2)" + times(900, ",1e2") + "]}");
    CHECK(grown.status == 0);
    CHECK(has(grown.err, "as it is spelt here"));
    const auto spaced =
        run_tool({"payload", "--push-type", "alert"}, "{\"aps\":" + times(5000, " ") + "{\"alert\":\"x\"}}");
    CHECK(spaced.status == 0);
    CHECK(has(spaced.err, "5021 with the white space between"));
    // Without a type the larger limit may be meant.
    CHECK(has(run_tool({"payload"}, "{\"call\":\"" + times(4300, "a") + "\"}").err, "but for voip and broadcasts"));
    CHECK(run_tool({"payload"}, "{\"call\":\"" + times(5300, "a") + "\"}").status == 1);
    CHECK(run_tool({"fit", "--push-type", "voip"}, "{\"call\":\"" + times(4300, "a") + "\"}").status == 0);
    CHECK(run_tool({"payload", "--push-type", "voip"}, "{\"call\":\"" + times(5109, "a") + "\"}").status == 0);
    CHECK(run_tool({"payload", "--push-type", "voip"}, "{\"call\":\"" + times(5110, "a") + "\"}").status == 1);
}

TEST_CASE("request says what leaves, and drops nothing") {
    const auto wallet =
        run_tool({"request"}, R"({"push_type":"alert","bundle_id":"pass.com.example","token":"00ff","payload":{}})");
    CHECK(wallet.status == 0);
    CHECK(has(wallet.out, "\"body\":{}"));
    CHECK(run_tool({"request"}, R"({"push_type":"alert","bundle_id":"com.example.voip","token":"00ff","payload":{}})")
              .status == 1);
    CHECK(has(
        run_tool({"request"}, R"({"push_type":"alert","topic":"com.example.voip","token":"00ff","payload":{}})").out,
        "\"apns-topic\":\"com.example.voip\""));
    CHECK(
        run_tool(
            {"request"},
            R"({"push_type":"fileprovider","authentication":"certificate","bundle_id":"c","token":"00ff","payload":{}})")
            .status == 1);
    CHECK(run_tool({"request"}, R"({"push_type":"alert","bundle_id":"c","token":"<00ff 0a>","payload":{}})").status ==
          0);

    const auto create = [](std::string_view payload, std::string_view more = "") {
        return run_tool({"request"}, R"({"resource":"create_channel","bundle_id":"com.example","payload":)" +
                                         std::string(payload) + std::string(more) + "}");
    };
    CHECK(create(R"({"message-storage-policy":1,"push-type":"LiveActivity"})").status == 0);
    CHECK(create(R"({"message-storage-policy":1,"push-type":"LiveActivity"})").err.empty());
    CHECK(has(create(R"({"message-storage-policy":1})").err, "warning: $.payload.push-type: missing"));
    CHECK(has(create(R"({"message-storage-policy":1,"push-type":"liveactivity"})").err, "whether another spelling"));
    CHECK(create(R"({"message-storage-policy":1})", R"(,"authentication":"certificate")").status == 0);
    CHECK(create(R"({"message-storage-policy":"1"})").err == "$.payload.message-storage-policy: neither 0 nor 1\n");
    const auto unknown = create(R"({"message-storage-policy":1,"storage":2})");
    CHECK(unknown.status == 1);
    CHECK(has(unknown.err, "$.payload.storage: a channel has no such key"));
    CHECK(create(R"({"message-storage-policy":1,"push-type":"alert"})").status == 1);
    CHECK(create(R"({"message-storage-policy":1})", R"(,"channel_id":"AAAA")").status == 1);
    CHECK(create(R"({"message-storage-policy":1})", R"(,"priority":5)").status == 1);
    CHECK(create(R"({"message-storage-policy":1})", R"(,"push_type":"alert")").status == 1);
    CHECK(run_tool({"request"}, R"({"resource":"list_channels","bundle_id":"com.example","payload":{"x":1}})").status ==
          1);
    CHECK(run_tool({"request"}, R"({"resource":"list_channels","bundle_id":"com.example.voip"})").status == 1);
}

TEST_CASE("response shows what came") {
    CHECK(has(run_tool({"response"}, R"({"status":201,"headers":{"apns-channel-id":"dHN0"},"body":""})").out,
              "\"apns_channel_id\":\"dHN0\""));
    CHECK(has(run_tool({"response"}, R"({"status":200,"body":"{\"channels\":[\"dHN0\"]}"})").out,
              "\"body\":{\"channels\":[\"dHN0\"]}"));
    CHECK(has(
        run_tool({"response"}, R"({"status":410,"body":"{\"reason\":\"Unregistered\",\"timestamp\":1700000000000}"})")
            .out,
        "\"timestamp_ms\":1700000000000"));
}

TEST_CASE("response tells what is not what it looks like") {
    CHECK(has(run_tool({"response"}, R"({"status":400,"body":"{\"reason\":5}"})").err, "warning: $.body.reason"));
    CHECK(has(
        run_tool({"response"}, R"({"status":410,"body":"{\"reason\":\"Unregistered\",\"timestamp\":1700000000}"})").err,
        "likely seconds"));
    CHECK(has(run_tool({"response"}, R"({"status":0,"body":"{\"reason\":\"Unregistered\"}"})").out,
              "\"drop_token\":false"));
    CHECK(run_tool({"payload", "--now", "1700000000000"}, "{}").status == 2);
}

TEST_CASE("answer knows broadcasts and channels") {
    CHECK(has(run_tool({"answer"}, R"({"method":"POST","path":"/3/device/00ff","headers":{"apns-topic":)"
                                   R"("com.example.pushkit.fileprovider","apns-push-type":"fileprovider"},"body":"{}",)"
                                   R"("state":{"certificate_topics":["com.example.pushkit.fileprovider"]}})")
                  .out,
              "TopicDisallowed"));
    const auto answer = run_tool(
        {"answer"}, R"({"method":"POST","path":"/1/apps/com.example/channels","headers":{"authorization":)"
                    R"("bearer VALID"},"body":"{\"message-storage-policy\":1,\"push-type\":\"LiveActivity\"}"})");
    CHECK(has(answer.out, "\"status\":201"));
    CHECK(has(answer.out, "\"apns-channel-id\":"));
    CHECK(has(
        run_tool({"answer"},
                 R"({"method":"POST","path":"/3/device/00ff","headers":{"authorization":"bearer VALID","apns-topic":)"
                 R"("com.example.voip","apns-push-type":"background","apns-priority":"5"},"body":"{}"})")
            .out,
        "InvalidPushType"));
}

}  // namespace
