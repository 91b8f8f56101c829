// dialect/translate.hpp: what nim_core_v2 has since 10.6.0, where it goes and where it is told.

#include <nimpush/dialect/translate.hpp>

#include <string>
#include <string_view>

#include "../../support/print.hpp"

namespace {

using nimpush::nim_wire;

/// The text, then each path behind a line end.
std::string outcome(nim_wire from, nim_wire to, std::string_view message) {
    const auto made = nimpush::translate(from, to, message, "given");
    if (!made) return "error " + std::string(to_text(made.error()).view());
    std::string all = made->text;
    for (const nimpush::text& path : made->not_carried) all += "\n" + std::string(path.view());
    return all;
}
std::string lost(nim_wire from, nim_wire to, std::string_view message) {
    const std::string all = outcome(from, to, message);
    return all.find('\n') == all.npos ? std::string() : all.substr(all.find('\n') + 1);
}

constexpr std::string_view directed =
    R"({"message":{"messageType":0,"text":"hi"},"conversationId":"alice|2|7001","params":{"targetConfig":)"
    R"({"inclusive":false,"receiverIds":["bob","carol"],"newMemberVisible":true}}})";
constexpr std::string_view streamed =
    R"({"message":{"messageType":0,"text":"hi","serialId":7,"subStatus":1,"topicRefer":{"conversationId":"alice|1|bob",)"
    R"("topicId":12,"createTime":1700000000000},"aiConfig":{"accountId":"ai","aiStream":true},"modifyTime":5,)"
    R"("modifyAccountId":"bob","streamConfig":{"status":4,"lastChunk":{"content":"x","index":2},"rags":[{"name":"n"}]},)"
    R"("messageSource":1,"iosSerial":{"hidden":{"a":1}}},"conversationId":"alice|1|bob",)"
    R"("params":{"aiConfig":{"accountId":"ai","content":{"msg":"q","type":0}}}})";

}  // namespace

TEST_CASE("a message for some of a team goes to REST v2 and back, and is told elsewhere") {
    constexpr std::string_view v2 =
        R"({"conversation_id":"alice|2|7001","message":{"message_type":0,"text":"hi"},"target_option":)"
        R"({"inclusive":false,"receiver_account_ids":["bob","carol"],"visible_to_new_member":true}})";
    CHECK(lost(nim_wire::channel2, nim_wire::server2, directed).empty());
    const std::string sent = outcome(nim_wire::channel2, nim_wire::server2, directed);
    CHECK(sent.find(R"("target_option":{"inclusive":false,"receiver_account_ids":["bob","carol"],)"
                    R"("visible_to_new_member":true})") != sent.npos);
    const std::string back = outcome(nim_wire::server2, nim_wire::channel2, v2);
    CHECK(back.find(R"("targetConfig":{"inclusive":false,"receiverIds":["bob","carol"],"newMemberVisible":true})") !=
          back.npos);
    CHECK(back.find('\n') == back.npos);
    for (const nim_wire to : {nim_wire::channel, nim_wire::desktop, nim_wire::server}) {
        CHECK(lost(nim_wire::channel2, to, directed)
                  .find("params.targetConfig.inclusive\nparams.targetConfig.receiverIds\nparams.targetConfig."
                        "newMemberVisible") == 0);
        CHECK(lost(nim_wire::server2, to, v2)
                  .find("target_option.inclusive\ntarget_option.receiver_account_ids\ntarget_option.visible_to_new_"
                        "member") == 0);
    }
    CHECK(outcome(nim_wire::channel2, nim_wire::channel2, directed).find(R"("receiverIds":["bob","carol"])") !=
          std::string::npos);
    CHECK(lost(nim_wire::channel2, nim_wire::channel2, directed).empty());
}

TEST_CASE("what Dart has by default is said, and what is no list of accounts is told") {
    const auto with = [](std::string_view config) {
        return R"({"message":{"messageType":0,"text":"hi"},"conversationId":"alice|2|7001","params":{"targetConfig":)" +
               std::string(config) + "}}";
    };
    const std::string sent = outcome(nim_wire::channel2, nim_wire::server2, with(R"({"receiverIds":["bob"]})"));
    CHECK(sent.find(R"("target_option":{"inclusive":true,"receiver_account_ids":["bob"]})") != sent.npos);
    CHECK(outcome(nim_wire::channel2, nim_wire::server2, with("{}")).find("target") == std::string::npos);
    CHECK(outcome(nim_wire::channel2, nim_wire::server2, with("null")).find("target") == std::string::npos);
    CHECK(lost(nim_wire::channel2, nim_wire::server2, with(R"({"receiverIds":[true]})")) ==
          "params.targetConfig.receiverIds");
    CHECK(lost(nim_wire::channel2, nim_wire::server2, with(R"({"own":1})")) == "params.targetConfig.own");
    CHECK(lost(nim_wire::server2, nim_wire::channel2,
               R"({"conversation_id":"a|2|7","message":{"message_type":0,"text":"hi"},)"
               R"("target_option":{"check_team_member_valid":true}})") == "target_option.check_team_member_valid");
}

TEST_CASE("topics, streams, AIs and the like stay within V2, and are told end by end elsewhere") {
    CHECK(lost(nim_wire::channel2, nim_wire::channel2, streamed).empty());
    const std::string again = outcome(nim_wire::channel2, nim_wire::channel2, streamed);
    for (const std::string_view part :
         {R"("topicRefer":{"conversationId":"alice|1|bob","topicId":12,"createTime":1700000000000})",
          R"("streamConfig":{"status":4,"lastChunk":{"content":"x","index":2},"rags":[{"name":"n"}]})",
          R"("messageSource":1)", R"("iosSerial":{"hidden":{"a":1}})", R"("modifyAccountId":"bob")",
          R"("aiConfig":{"accountId":"ai","content":{"msg":"q","type":0}})"})
        CHECK(again.find(part) != again.npos);
    for (const nim_wire to : {nim_wire::channel, nim_wire::desktop, nim_wire::server, nim_wire::server2}) {
        const std::string told = "\n" + lost(nim_wire::channel2, to, streamed) + "\n";
        CAPTURE(told);
        for (const std::string_view path :
             {"params.aiConfig.accountId", "params.aiConfig.content.msg", "message.aiConfig.aiStream",
              "message.topicRefer.conversationId", "message.topicRefer.topicId", "message.streamConfig.status",
              "message.streamConfig.lastChunk.content", "message.streamConfig.rags", "message.serialId",
              "message.subStatus", "message.modifyTime", "message.modifyAccountId", "message.messageSource",
              "message.iosSerial.hidden.a"})
            CHECK(told.find("\n" + std::string(path) + "\n") != told.npos);
    }
}

TEST_CASE("a message that stands alone has no target, and 1.7.7 none of these") {
    CHECK(lost(nim_wire::channel2, nim_wire::server2,
               R"({"conversationId":"alice|2|7","messageType":0,"text":"hi","targetConfig":{"receiverIds":["b"]}})") ==
          "targetConfig.receiverIds");
    CHECK(lost(nim_wire::channel2, nim_wire::server,
               R"({"conversationId":"alice|1|b","messageType":0,"text":"hi","topicRefer":{"topicId":3}})") ==
          "topicRefer.topicId");
    CHECK(lost(nim_wire::channel, nim_wire::server2,
               R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","fromAccount":"a","content":"hi",)"
               R"("params":{"targetConfig":{"inclusive":true}},"message":{"serialId":1}})") ==
          "params.targetConfig.inclusive\nmessage.serialId");
}
