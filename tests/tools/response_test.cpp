// `nimpush response`: answers, and the GOAWAY that ends a connection.

#include <string>
#include <string_view>

#include "../support/print.hpp"
#include "../support/run_tool.hpp"

namespace {

using namespace nimpush_tool;

test::ran run(const std::string& input) { return test::run_command("response", {}, input); }

constexpr std::string_view rest_of_goaway =
    R"("apns_id":null,"apns_unique_id":null,"apns_request_id":null,"timestamp_ms":null,)";

}  // namespace

TEST_CASE("the id of a new channel is shown, and only there") {
    for (const std::string_view name : {"apns-channel-id", "Apns-Channel-Id"})
        CHECK(
            run(R"({"status":201,"headers":{")" + std::string(name) + R"(":"dHN0LXNyY2gtY2hubA=="},"body":""})").out ==
            R"({"success":true,"reason":null,"apns_id":null,"apns_unique_id":null,"apns_request_id":null,)"
            R"("apns_channel_id":"dHN0LXNyY2gtY2hubA==","timestamp_ms":null,"retry":"never","drop_token":false})"
            "\n");
    CHECK(run(R"({"status":200})").out.find("channel") == std::string::npos);
}

TEST_CASE("a timestamp that cannot be used is a warning") {
    const auto answer = [](std::string_view timestamp) {
        return run(R"({"status":410,"body":"{\"reason\":\"Unregistered\",\"timestamp\":)" + std::string(timestamp) +
                   R"(}"})");
    };
    for (const std::string_view odd :
         {R"(\"1712800000000\")", "-1", "1712800000000.5", "1.7e12", "true", "[]", "99999999999999999999", "1e999"}) {
        CAPTURE(odd);
        const test::ran made = answer(odd);
        CHECK(made.status == fine);
        CHECK(made.err.find("warning: ") != std::string::npos);
        CHECK(made.err.find("body.timestamp") != std::string::npos);
        CHECK(made.out.find(R"("timestamp_ms":null,"retry":"never","drop_token":true)") != std::string::npos);
    }
    for (const std::string_view good : {"1712800000000", "0", "null", R"(\"x\",\"timestamp\":5)"}) {
        CAPTURE(good);
        CHECK(answer(good).err.empty());
    }
}

TEST_CASE("a GOAWAY in hexadecimal and in parts says the same") {
    // 5 and ENHANCE_YOUR_CALM, {"reason":"TooManyRequests"}; by hand.
    const std::string payload = "800000050000000b7b22726561736f6e223a22546f6f4d616e795265717565737473227d";
    const std::string expected = R"({"success":false,"reason":"TooManyRequests",)" + std::string(rest_of_goaway) +
                                 R"("retry":"delay","drop_token":false,)"
                                 R"("goaway":{"last_stream_id":5,"error_code":"ENHANCE_YOUR_CALM"},)"
                                 R"("send_again":[7,9],"unsure":[3,5]})"
                                 "\n";
    CHECK(run(R"({"goaway":")" + payload + R"(","streams":[3,5,7,9]})").out == expected);
    for (const std::string_view code : {"11", "\"ENHANCE_YOUR_CALM\""})
        CHECK(run(R"({"status":0,"goaway":{"last_stream_id":5,"error_code":)" + std::string(code) +
                  R"(,"debug":"{\"reason\":\"TooManyRequests\"}"},"streams":[3,5,7,9]})")
                  .out == expected);
}

TEST_CASE("a GOAWAY of any kind is told") {
    CHECK(run(R"({"goaway":"7fffffff00000000"})").out ==
          R"({"success":false,"reason":null,)" + std::string(rest_of_goaway) +
              R"("retry":"delay","drop_token":false,"goaway":{"last_stream_id":2147483647,"error_code":"NO_ERROR"}})"
              "\n");
    CHECK(run(R"({"goaway":"0000000000000099AABB","streams":[1]})")
              .out.find(R"("error":"malformed_body","goaway":{"last_stream_id":0,"error_code":153},"send_again":[1],)"
                        R"("unsure":[]})") != std::string::npos);
    CHECK(run(R"({"goaway":{"last_stream_id":1}})").out.find(R"("error_code":null)") != std::string::npos);
    CHECK(run(R"({"status":0,"body":"{\"reason\":\"Shutdown\"}"})").out.find(R"("retry":"after_15_min")") !=
          std::string::npos);
    const test::ran dead =
        run(R"({"goaway":{"last_stream_id":1,"debug":"{\"reason\":\"ExpiredToken\",\"timestamp\":\"x\"}"}})");
    CHECK(dead.err.find("goaway.debug.timestamp") != std::string::npos);
    CHECK(dead.status == fine);
}

TEST_CASE("what response cannot take is refused with its place") {
    struct bad_row {
        std::string_view given;
        std::string_view err;
    };
    const bad_row rows[] = {
        {R"({"body":"x"})", "$.status: missing: it is required where there is no goaway\n"},
        {R"({"status":null})", "$.status: null, which it cannot be\n"},
        {R"({"status":99})", "$.status: three digits, or 0 where the body is the data of a GOAWAY\n"},
        {R"({"status":-1})", "$.status: three digits, or 0 where the body is the data of a GOAWAY\n"},
        {R"({"status":1000})", "$.status: three digits, or 0 where the body is the data of a GOAWAY\n"},
        {R"({"status":200,"boddy":""})", "$.boddy: there is no such parameter: `body` was likely meant\n"},
        {R"({"status":200,"streams":[1]})", "$.streams: needs a goaway, which says what was processed\n"},
        {R"({"status":503,"goaway":"0000000100000000"})",
         "$.status: a GOAWAY is no answer to a request: ask for the two one by one\n"},
        {R"({"body":"","goaway":"0000000100000000"})",
         "$.body: a GOAWAY is no answer to a request: ask for the two one by one\n"},
        {R"({"headers":{},"goaway":"0000000100000000"})",
         "$.headers: a GOAWAY is no answer to a request: ask for the two one by one\n"},
        {R"({"goaway":"00000001000000"})", "$.goaway: a GOAWAY has eight bytes and the debug data\n"},
        {R"({"goaway":""})", "$.goaway: a GOAWAY has eight bytes and the debug data\n"},
        {R"({"goaway":"000000010000000g"})", "$.goaway: no hexadecimal digit at byte 15\n"},
        {R"({"goaway":5})",
         "$.goaway: a whole number, must be the payload of the frame as hexadecimal text, or a map\n"},
        {R"({"goaway":{}})", "$.goaway.last_stream_id: missing: it is required\n"},
        {R"({"goaway":{"last_stream_id":2147483648}})", "$.goaway.last_stream_id: 2147483648, at most 2147483647\n"},
        {R"({"goaway":{"last_stream_id":1,"error_code":-1}})",
         "$.goaway.error_code: the name of an error code, or a number of 32 bits\n"},
        {R"({"goaway":{"last_stream_id":1,"error_code":4294967296}})",
         "$.goaway.error_code: the name of an error code, or a number of 32 bits\n"},
        {R"({"goaway":{"last_stream_id":1,"debug":{}}})", "$.goaway.debug: a map, must be a text\n"},
        {R"({"goaway":{"last_stream_id":1,"reason":"x"}})", "$.goaway.reason: there is no such parameter\n"},
        {R"({"goaway":{"last_stream_id":1},"streams":[1,2]})",
         "$.streams[1]: a client's stream is an odd number of 31 bits\n"},
        {R"({"goaway":{"last_stream_id":1},"streams":[-1]})",
         "$.streams[0]: a client's stream is an odd number of 31 bits\n"},
        {R"({"goaway":{"last_stream_id":1},"streams":[2147483649]})",
         "$.streams[0]: a client's stream is an odd number of 31 bits\n"},
        {R"({"goaway":{"last_stream_id":1},"streams":["1"]})", "$.streams[0]: a text, must be a whole number\n"},
    };
    for (const bad_row& r : rows) {
        CAPTURE(r.given);
        const test::ran made = run(std::string(r.given));
        CHECK(made.status == input_at_fault);
        CHECK(made.err == std::string(r.err));
        CHECK(made.out.empty());
    }
    CHECK(run(R"({"goaway":{"last_stream_id":1,"error_code":"no_error"}})").err.find("is none of NO_ERROR, ") !=
          std::string::npos);
}
