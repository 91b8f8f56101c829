// A scenario with a call of nim_core_v2: what it says, and the version where that matters.

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/words_v2.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using delivery::language;
using delivery::outcome;
using delivery::rule;

std::string scenario(std::string_view send, std::string_view bob = "", std::string_view device = "") {
    return R"({"now":"2026-11-23T18:30:00+08:00","console":{"apns":[{"certificate":"acme_prod","bundleId":)"
           R"("com.example.acme","environment":"production"}],"customContentKeys":{"quiet":"Something new"}},)"
           R"("accounts":{"alice":{"nickname":"Alice"},"carol":{},"bob":{)" +
           std::string(bob) + R"("unread":3,"devices":[{"platform":"ios","options":{"apnsCername":"acme_prod"},)" +
           std::string(device) +
           R"("token":"d5c1f1a0"}]}},"teams":{"7001":{"name":"Crew","members":["alice","bob"]}},)" +
           R"("send":{"from":"alice",)" + std::string(send) + "}}";
}
constexpr std::string_view plain = R"("conversationId":"alice|1|bob","message":{"messageType":0,"text":"hello"})";
std::string with(std::string_view params, std::string_view id = "alice|1|bob") {
    return R"("conversationId":")" + std::string(id) + R"(","message":{"messageType":0,"text":"hello"},"params":)" +
           std::string(params);
}
delivery::verdict verdict(const std::string& s, language in = language::en) {
    const auto read = delivery::read_scenario(std::string_view(s));
    if (!read) FAIL_CHECK(to_text(read.error()[0].what).view());
    REQUIRE(read);
    return (*delivery::explain(*read, {.in = in}))[0];
}
std::string lines(const problems& found) {
    std::string made;
    for (const std::string& one : test::lines_of(found)) made += one + "\n";
    return made;
}
std::string faults(const std::string& s) {
    const auto read = delivery::read_scenario(std::string_view(s));
    return read ? lines(delivery::check(*read)) : lines(read.error());
}
bool has(std::string_view s, std::string_view what) { return s.find(what) != s.npos; }

}  // namespace

TEST_CASE("the verdict of V2's call is that of nim_core's map") {
    const auto v2 = verdict(scenario(with(R"({"pushConfig":{"pushContent":"hi","pushPayload":"{\"k\":1}"}})")));
    const auto v1 =
        verdict(scenario(R"("message":{"sessionId":"bob","sessionType":"p2p","messageType":"text","content":"hello",)"
                         R"("pushContent":"hi","pushPayload":{"k":1}})"));
    CHECK(v2 == v1);
    CHECK(v2.alert->body == "Alice:hi");
    CHECK(verdict(scenario(plain)).alert->body == "Alice:hello");
    CHECK(verdict(scenario(plain)).badge == 4);
}

TEST_CASE("what decides of V2's params, with its defaults") {
    struct row {
        std::string_view params;
        rule decides;
        std::string_view body;
    };
    for (const row& r :
         {row{"{}", rule::pushed, "Alice:hello"}, row{R"({"pushConfig":null})", rule::pushed, "Alice:hello"},
          row{R"({"pushConfig":{"pushEnabled":false}})", rule::push_off, ""},
          row{R"({"pushConfig":{"pushEnabled":null}})", rule::pushed, "Alice:hello"},
          row{R"({"pushConfig":{"pushNickEnabled":false}})", rule::pushed, "hello"},
          row{R"({"messageConfig":{"offlineEnabled":false}})", rule::online_only, ""},
          row{R"({"pushConfig":{"pushPayload":"no JSON"}})", rule::pushed, "Alice:hello"}}) {
        CAPTURE(r.params);
        const auto one = verdict(scenario(with(r.params)));
        CHECK(name_of(one.rule) == name_of(r.decides));
        if (!r.body.empty()) CHECK(one.alert->body == r.body);
    }
    CHECK(verdict(scenario(with(R"({"messageConfig":{"unreadEnabled":false}})"))).badge == 3);
    CHECK(has(faults(scenario(with(R"({"pushConfig":{"pushPayload":"[1]"}})"))),
              "send.params.pushConfig.pushPayload: no JSON object: the push comes without it"));
}

TEST_CASE("a key of V2's call that nobody reads is told, and the verdict stays") {
    const std::string slips = scenario(
        R"("conversationId":"alice|1|bob","message":{"messageType":0,"text":"hello","txt":"x","attachment":{"a":1},)"
        R"("topicRefer":{"topicID":1}},"params":{"pushConfg":{},"pushConfig":{"pushContnt":"hi"},)"
        R"("aiConfig":{"messages":[{"type":0},{"type":0,"colour":1}]}})");
    CHECK(verdict(slips).alert->body == "Alice:hello");
    CHECK(faults(slips) ==
          "warning: unknown_key send.message.txt: not read: there is no such key: `text` was likely meant\n"
          "warning: unknown_key send.message.topicRefer.topicID: not read: there is no such key: `topicId` was likely "
          "meant\n"
          "warning: unknown_key send.params.pushConfg: not read: there is no such key: `pushConfig` was likely meant\n"
          "warning: unknown_key send.params.pushConfig.pushContnt: not read: there is no such key: `pushContent` was "
          "likely meant\n"
          "warning: unknown_key send.params.aiConfig.messages[1].colour: not read: there is no such key\n");
    CHECK(faults(scenario(R"("conversationId":"alice|1|bob","content":"c","params":{"notificationConfg":{}})")) ==
          "warning: unknown_key send.params.notificationConfg: not read: there is no such key: `notificationConfig` "
          "was likely meant\n");
    CHECK(faults(scenario(plain)).empty());
}

TEST_CASE("options that the device's plugin does not have are told with the version") {
    const auto device = [](std::string_view of, std::string_view options) {
        return R"({"now":"2026-11-23T18:30:00+08:00","console":{},"accounts":{"alice":{},"bob":{"devices":[{)" +
               std::string(of) + R"(,"options":{)" + std::string(options) + R"(}}]}},"send":{"from":"alice",)" +
               std::string(plain) + "}}";
    };
    constexpr std::string_view no_auto = R"("autoUpdateApnsToken":false)";
    const std::string told = "warning: not_supported accounts.bob.devices[0].options.";
    CHECK(faults(device(R"("platform":"ios","plugin":"10.9.2")", no_auto)) ==
          told + "autoUpdateApnsToken: version 10.9.2 does not have it: known since 10.9.6\n");
    CHECK(faults(device(R"("platform":"ios","plugin":"1.7.7")", no_auto)) ==
          told + "autoUpdateApnsToken: version 1.7.7 does not have it: known since 10.9.6\n");
    CHECK(faults(device(R"("platform":"ios","plugin":"10.3.1")", R"("autoLoginInfo":{})")) ==
          told + "autoLoginInfo: version 10.3.1 has it no more: gone since 10.3.1\n");
    CHECK(faults(device(R"("platform":"android","plugin":"10.3.1")", R"("enableUserInfoProvider":true)")) ==
          told + "enableUserInfoProvider: version 10.3.1 does not have it: known since 10.9.0\n");
    for (const std::string_view fine : {R"("platform":"ios","plugin":"10.9.6")", R"("platform":"ios")",
                                        R"("platform":"ios","plugin":"10.9.90")", R"("platform":"windows")"})
        CHECK(faults(device(fine, no_auto)).empty());
    CHECK(faults(device(R"("platform":"ios","plugin":"1.7.7")", R"("autoLoginInfo":{},"enableFcs":true)")).empty());
}

TEST_CASE("targetConfig where it means nothing, and where the documentation forbids it") {
    CHECK(faults(scenario(with(R"({"targetConfig":{"receiverIds":["carol"]}})"))) ==
          "warning: refused send.params.targetConfig: only messages of a team are directed to some: the receiver "
          "counts as meant "
          "(unverified)\n");
    CHECK(faults(scenario(with(R"({"targetConfig":{"inclusive":false,"receiverIds":["carol"]}})", "alice|3|7001"))) ==
          "warning: refused send.params.targetConfig.inclusive: false, which it must not be for a super team (the "
          "plugin's own "
          "documentation)\n");
    for (const std::string_view fine : {R"({"targetConfig":{"receiverIds":["bob"]}})", R"({"targetConfig":{}})",
                                        R"({"targetConfig":{"inclusive":false,"receiverIds":["bob"]}})"})
        CHECK(faults(scenario(with(fine, "alice|2|7001"))).empty());
}

TEST_CASE("a forced push of V2 is off unless it is said") {
    const auto team = [](std::string_view push) {
        return verdict(scenario(with(R"({"pushConfig":)" + std::string(push) + "}", "alice|2|7001"),
                                R"("teams":{"7001":"mute"},)"));
    };
    CHECK(team(R"({"forcePushContent":"now"})").rule == rule::conversation_muted);
    CHECK(team(R"({"forcePush":true,"forcePushContent":"now"})").alert->body == "now");
    CHECK(team(R"({"forcePush":true,"forcePushAccountIds":["bob",null]})").outcome == outcome::apns);
    CHECK(team(R"({"forcePush":true,"forcePushAccountIds":["carol"]})").rule == rule::conversation_muted);
    CHECK(has(team("{}").remedy.view(), "params.pushConfig.forcePush"));
}

TEST_CASE("a notification of V2: content, conversationId and params") {
    const auto note = [](std::string_view params) {
        return scenario(R"("conversationId":"alice|1|bob","content":"{}","params":)" + std::string(params));
    };
    CHECK(verdict(note(R"({"pushConfig":{"pushContent":"hi"}})")).outcome == outcome::apns);
    CHECK(verdict(note("{}")).rule == rule::no_push_text);
    CHECK(has(verdict(note("{}")).remedy.view(), "params.pushConfig.pushContent"));
    CHECK(verdict(note(R"({"notificationConfig":{"offlineEnabled":false},"pushConfig":{"pushContent":"hi"}})")).rule ==
          rule::online_only);
}

TEST_CASE("the session: of the call, of the message, or of its receiver") {
    const auto sent = [](std::string_view message) {
        return scenario(R"("params":{},"message":)" + std::string(message));
    };
    CHECK(verdict(sent(R"({"messageType":0,"text":"x","conversationId":"alice|1|bob"})")).rule == rule::pushed);
    CHECK(verdict(sent(R"({"messageType":0,"text":"x","receiverId":"bob","conversationType":1})")).rule ==
          rule::pushed);
    CHECK(verdict(scenario(R"("conversationId":"|1|bob","message":{"messageType":1})")).alert->body == "Alice:[图片]");
    struct row {
        std::string_view send;
        std::string_view says;
    };
    for (const row& r :
         {row{R"("params":{},"message":{"messageType":0})", "send.conversationId: missing"},
          row{R"("params":{},"conversationId":null,"message":{"receiverId":"bob"})", "send.conversationId: missing"},
          row{R"("params":{},"conversationId":"bob","message":{})", "sender|type|receiver"},
          row{R"("conversationId":"alice|4|bob","message":{})", "its type 1, 2 or 3"},
          row{R"("conversationId":"alice|1|dave","message":{})", "send.conversationId: `dave` is not in accounts"},
          row{R"("conversationId":"alice|2|7","message":{})", "send.conversationId: `7` is not in teams"},
          row{R"("conversationId":"alice|1|bob")", "send.message: missing"},
          row{R"("conversationId":"alice|1|bob","message":{"messageType":"note"})", "send.message.messageType"},
          row{R"("conversationId":"alice|1|bob","message":{},"content":"x")", "both a message and the content"},
          row{R"("conversationId":"alice|1|bob","message":{},"customNotification":{})", "send.customNotification"},
          row{R"("conversationId":"alice|1|bob","message":{},"params":{"pushConfig":{"pushEnabled":"no"}})",
              "send.params.pushConfig.pushEnabled"}}) {
        CAPTURE(r.send);
        CHECK(has(faults(scenario(r.send)), r.says));
        CHECK_FALSE(delivery::read_scenario(std::string_view(scenario(r.send))));
    }
    CHECK(has(faults(scenario(R"("conversationId":"carol|1|bob","message":{})")), "its sender is `carol`"));
}

TEST_CASE("limits as everywhere, at V2's places") {
    const auto over = [](std::string_view params) { return faults(scenario(with(params))); };
    CHECK(has(over(R"({"pushConfig":{"pushContent":")" + std::string(501, 'x') + R"("}})"),
              "send.params.pushConfig.pushContent: 501"));
    CHECK(has(over(R"({"pushConfig":{"pushPayload":"{\"k\":\")" + std::string(2048, 'x') + R"(\"}"}})"),
              "send.params.pushConfig.pushPayload: 2056 bytes"));
    std::string many;
    for (int i = 0; i < 101; ++i) many += (i == 0 ? "\"a" : ",\"a") + std::to_string(i) + "\"";
    CHECK(has(over(R"({"pushConfig":{"forcePush":true,"forcePushAccountIds":[)" + many + "]}}"),
              "send.params.pushConfig.forcePushAccountIds: 101 accounts"));
}

TEST_CASE("what the version has not is refused with the version") {
    const auto target = [](std::string_view plugin) {
        return faults(scenario(R"("plugin":")" + std::string(plugin) + "\"," +
                               with(R"({"targetConfig":{"receiverIds":["bob"]}})", "alice|2|7001")));
    };
    CHECK(has(target("10.3.1"), "version 10.3.1 does not have it: known since 10.6.0"));
    CHECK_FALSE(has(target("10.6.0"), "does not have it"));
    CHECK_FALSE(has(target("10.9.90"), "does not have it"));
    CHECK(has(faults(scenario(R"("plugin":"1.7.7",)" + std::string(plain))), "send.plugin"));
    CHECK(has(faults(scenario(R"("plugin":"10.9.90","message":{"sessionId":"bob","sessionType":"p2p"})")),
              "send.plugin"));
    for (const std::string_view wrong : {R"("10.9")", R"("")", "10", "null", R"("0.0.0")"})
        CHECK(has(faults(scenario(R"("plugin":)" + std::string(wrong) + "," + std::string(plain))), "send.plugin") ==
              (wrong != "null"));
}

TEST_CASE("a message for some of a team decides for the others") {
    const auto directed = [](std::string_view config) {
        return verdict(scenario(with(R"({"targetConfig":)" + std::string(config) + "}", "alice|2|7001"))).rule;
    };
    CHECK(directed(R"({"receiverIds":["bob"]})") == rule::pushed);
    CHECK(directed(R"({"receiverIds":["carol"]})") == rule::not_meant);
    CHECK(directed(R"({"receiverIds":["carol"],"inclusive":false})") == rule::pushed);
    CHECK(directed(R"({"receiverIds":["bob"],"inclusive":false})") == rule::not_meant);
    CHECK(directed(R"({"receiverIds":null})") == rule::pushed);
}

TEST_CASE("remedies speak by the version") {
    const auto no_token = [](std::string_view send, std::string_view plugin) {
        std::string s = scenario(send, "", plugin.empty() ? "" : R"("plugin":")" + std::string(plugin) + "\",");
        s.replace(s.find("\"token\":\"d5c1f1a0\""), 18, "\"token\":null");
        return std::string(verdict(s).remedy.view());
    };
    constexpr std::string_view old =
        R"("message":{"sessionId":"bob","sessionType":"p2p","messageType":"text","content":"x"})";
    CHECK(has(no_token(old, ""), "updateAPNSToken"));
    CHECK(has(no_token(old, "1.7.7"), "updateAPNSToken"));
    CHECK(has(no_token(old, "10.3.1"), "APNSService.updateApnsToken"));
    CHECK_FALSE(has(no_token(old, "10.3.1"), "super"));
    CHECK(has(no_token(old, "10.9.6"), "must call super"));
    CHECK(has(no_token(plain, ""), "must call super"));  // the newest, as the sender's app
    CHECK(has(no_token(plain, "10.9.2"), "does itself since 10.9.6"));
    for (const auto& row : delivery::detail::v2_words)
        for (const language in : {language::en, language::zh}) {
            const std::string_view said = remedy_of(row.rule, in, row.since, row.since).view();
            CAPTURE(said);
            CHECK(said == row.remedy.in(in));
            CHECK(said != remedy_of(row.rule, in).view());
            CHECK(remedy_of(row.rule, in, {}, {}) == remedy_of(row.rule, in));
            CHECK(said.substr(said.size() - (in == language::zh ? 3 : 1)) == (in == language::zh ? "。" : "."));
            CHECK(said.find(in == language::zh ? "。" : ". ") == (in == language::zh ? said.size() - 3 : said.npos));
        }
}

TEST_CASE("a custom content key: lost on 10.3.1, in danger since 10.9.6") {
    constexpr std::string_view hidden = R"("showDetail":false,"customContentKey":"quiet",)";
    const auto with_plugin = [&](std::string_view plugin, std::string_view more = "") {
        std::string s = scenario(plain, hidden, R"("plugin":")" + std::string(plugin) + "\",");
        s.replace(s.find("\"acme_prod\"},"), 13, "\"acme_prod\"" + std::string(more) + "},");
        return s;
    };
    const auto body = [](const std::string& s) { return std::string(verdict(s).alert->body.view()); };
    CHECK(body(scenario(plain, hidden)) == "Something new");
    CHECK(body(with_plugin("1.7.7")) == "Something new");
    CHECK(body(with_plugin("10.3.1")) == "你收到一条新消息");
    CHECK(body(with_plugin("10.9.2")) == "Something new");
    CHECK(has(faults(with_plugin("10.3.1")), "accounts.bob.customContentKey: lost: iOS of 10.3.1"));
    CHECK(faults(with_plugin("10.9.2")).empty());
    CHECK(has(faults(with_plugin("10.9.90")), "accounts.bob.customContentKey: may be lost: 10.9.90 hands"));
    CHECK(faults(with_plugin("10.9.90", R"(,"autoUpdateApnsToken":false)")).empty());
    CHECK(faults(scenario(plain, hidden)).empty());
}
