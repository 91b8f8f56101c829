// `nimpush check payload`, and what calls that carry a push payload say of it.

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/print.hpp"
#include "../support/run_tool.hpp"

namespace {

test::ran judged(std::string_view payload) { return test::run_tool({"check", "payload"}, std::string(payload)); }

constexpr std::string_view a_count = R"({"fcmFieldV1":{"message":{"android":{"data":{"n":1}}}}})";
constexpr std::string_view a_count_said =
    "fcmFieldV1.message.android.data.n: a whole number, must be a text: FCM answers 400 (TYPE_STRING)\n";

}  // namespace

TEST_CASE("a payload that everybody takes") {
    for (
        const std::string_view fine :
        {R"({})", R"({"sessionId":"alice","apsField":{"badge":1}})",
         R"({"pushTitle":"A","fcmFieldV1":{"message":{"android":{"priority":"high"}}}})",
         R"({"honorField":{"notification":{"importance":"NORMAL","clickAction":{"type":3}}},"vivoField":{"skipType":"1"}})"}) {
        const auto ran = judged(fine);
        CHECK(ran.status == 0);
        CHECK(ran.out == "ok\n");
        CHECK(ran.err.empty());
    }
}

TEST_CASE("errors are the input's fault, warnings are not") {
    CHECK(judged(a_count).status == 1);
    CHECK(judged(a_count).err == "$." + std::string(a_count_said));
    const auto warned = judged(R"({"fcmFieldV1":{"validate_only":true}})");
    CHECK(warned.status == 0);
    CHECK(warned.out.empty());
    CHECK(warned.err ==
          "warning: $.fcmFieldV1.validate_only: true: FCM tests the message and delivers it to nobody, so no device "
          "shows "
          "a push\n");
    CHECK(test::run_tool({"check", "payload", "--strict"}, R"({"fcmFieldV1":{"validate_only":true}})").status == 1);
    for (const std::string_view none : {"", "[]", "1", "\"x\"", "{", "null", "\xFF"}) CHECK(judged(none).status == 1);
}

TEST_CASE("what could not be read is said once") {
    CHECK(judged(R"({"hwField":"{"})").err == "$.hwField: a text, must be a map\n");
    CHECK(judged(R"({"honorField":{"notification":{"clickAction":[]}}})").err ==
          "$.honorField.notification.clickAction: a list, must be a map\n");
    CHECK(judged(R"({"honorField":{"notification":{"buttons":{}}}})").err ==
          "$.honorField.notification.buttons: a map, must be a list\n");
}

TEST_CASE("a payload over 2,048 bytes") {
    const auto of_size = [](std::size_t size) {
        const std::string begin = R"({"k":")";
        return begin + std::string(size - begin.size() - 2, 'x') + "\"}";
    };
    CHECK(judged(of_size(2048)).status == 0);
    CHECK(judged(of_size(2049)).err == "$: 2049 bytes as JSON, at most 2048: NIM refuses the message\n");
    CHECK(judged(" " + of_size(2048) + "\n").status == 0);
}

TEST_CASE("a part that came as the text of an object") {
    const auto ran = judged(R"({"harmonyField":"{\"payload\":{\"notification\":{\"catgory\":\"IM\"}}}"})");
    CHECK(ran.status == 0);
    CHECK(ran.err ==
          "warning: $.harmonyField: a text that holds an object: the payload page shows the object itself, and whether "
          "NIM "
          "takes the text is unverified\n"
          "warning: $.harmonyField.payload.notification.catgory: not known here: `category` was likely meant\n");
    CHECK(judged(R"({"fcmFieldV1":"{\"validate_only\":false}"})").status == 0);
    CHECK(judged(R"({"fcmFieldV1":"[]"})").status == 1);
    CHECK(judged(R"({"apsField":"{}"})").status == 1);
}

TEST_CASE("calls warn of the payloads that they carry") {
    const std::string count(a_count);
    const auto says = [&](const test::ran& ran, std::string_view path) {
        CHECK(ran.status == 0);
        CHECK(ran.err.find("warning: $." + std::string(path) + "." + std::string(a_count_said)) != std::string::npos);
    };
    says(test::run_tool({"channel", "call", "SystemMessageService.sendCustomNotification"},
                        R"({"notification":{"sessionType":"p2p","pushPayload":)" + count + "}}"),
         "notification.pushPayload");
    std::string as_text;
    for (const char c : count) as_text += c == '"' ? "\\\"" : std::string(1, c);
    says(test::run_tool(
             {"channel2", "call", "MessageService.sendMessage"},
             R"({"message":{},"conversationId":"a|1|b","params":{"pushConfig":{"pushPayload":")" + as_text + "\"}}}"),
         "params.pushConfig.pushPayload");
    says(test::run_tool({"server", "request", "msg/sendMsg", "--api", "v1", "--app-key", "k", "--nonce", "n", "--time",
                         "1735689600", "--app-secret", "s"},
                        R"({"from":"a","ope":0,"to":"b","type":0,"body":{"msg":"x"},"payload":)" + count + "}"),
         "payload");
    says(test::run_tool({"desktop", "encode", "setting", "--form", "message"}, R"({"push_payload":)" + count + "}"),
         "push_payload");
    // An app's own `payload`, and what is no payload.
    const auto own = test::run_tool({"desktop", "encode", "setting", "--form", "message"},
                                    R"({"server_ext":{"payload":)" + count + "}}");
    CHECK(own.status == 0);
    CHECK(own.err.empty());
}
