// `nimpush channel2 --plugin`: the same call in each version, and what a version does not have.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../support/run_tool.hpp"

namespace {

using test::run_tool;

bool has(std::string_view s, std::string_view part) { return s.find(part) != s.npos; }

}  // namespace

TEST_CASE("the version is one of three, the newest where none is given") {
    const std::string login = R"({"accountId":"u","token":"t","option":{}})";
    const auto sent = [&](std::vector<std::string_view> more) {
        std::vector<std::string_view> words{"channel2", "call", "LoginService.login"};
        words.insert(words.end(), more.begin(), more.end());
        return run_tool(words, login);
    };
    const std::string newest = sent({}).out;
    CHECK(sent({"--plugin", "10.9.90"}).out == newest);
    CHECK(has(newest, "6f66666c696e654d6f6465"));  // offlineMode
    CHECK_FALSE(has(sent({"--plugin", "10.9.2"}).out, "6f66666c696e654d6f6465"));
    CHECK(has(sent({"--plugin", "10.9.2"}).out, "746f6b656e50726f7669646572"));  // tokenProvider
    CHECK_FALSE(has(sent({"--plugin", "10.3.1"}).out, "746f6b656e50726f7669646572"));
    for (const std::string_view none : {"10.9.6", "1.7.7", "newest", ""}) {
        const auto ran = sent({"--plugin", none});
        CHECK(ran.status == 2);
        CHECK(has(ran.err, ": there are 10.3.1 10.9.2 10.9.90\n"));
    }
    CHECK(run_tool({"channel", "call", "AuthService.logout", "--plugin", "10.3.1"}, "{}").status == 2);
}

TEST_CASE("what a version does not have is refused, with the version named") {
    const auto field = run_tool({"channel2", "call", "InitializeService.initialize", "--plugin", "10.9.2"},
                                R"({"options":{"appKey":"k","autoUpdateApnsToken":false}})");
    CHECK(field.status == 1);
    CHECK(field.out.empty());
    CHECK(field.err == "$.options.autoUpdateApnsToken: version 10.9.2 does not have it: known since 10.9.6\n");

    const auto call = run_tool({"channel2", "call", "OhosPushService.isEnable", "--plugin", "10.9.2"}, "{}");
    CHECK(call.status == 2);
    CHECK(has(call.err, "nimpush: OhosPushService.isEnable: version 10.9.2 does not have it: known since 10.9.7\n"));
    CHECK(run_tool({"channel2", "reply", "OhosPushService.isEnable", "--plugin", "10.3.1"}, "00").status == 2);

    const auto platform =
        run_tool({"channel2", "call", "LoginService.logout", "--plugin", "10.3.1", "--platform", "ohos"}, "{}");
    CHECK(platform.status == 2);
    CHECK(has(platform.err, "nimpush: --platform ohos: version 10.3.1 does not have it: known since 10.9.7\n"));
    CHECK(run_tool({"channel2", "call", "LoginService.logout", "--platform", "ohos"}, "{}").status == 0);
    CHECK(run_tool({"channel", "call", "AuthService.logout", "--platform", "ohos"}, "{}").status == 2);

    const auto setter = run_tool({"channel2", "call", "APNSService.updateApnsMultiportConfig", "--plugin", "10.9.2"},
                                 R"({"config":{"shouldPushNotificationWhenPCOnline":true}})");
    CHECK(setter.status == 1);
    CHECK(setter.err == "$.config: version 10.9.2 cannot send it, nothing goes out: it can since 10.9.90\n");
}

TEST_CASE("a call that nobody knows is told, with the one that was likely meant") {
    const auto said = [](std::string_view command, std::string_view verb, std::string_view call) {
        const auto ran = run_tool({command, verb, call}, "{}");
        CHECK(ran.status == 2);
        CHECK(ran.out.empty());
        return ran.err.substr(0, ran.err.find('\n'));
    };
    CHECK(said("channel2", "call", "MessageService.sendMesage") ==
          "nimpush: no call is called 'MessageService.sendMesage'; did you mean MessageService.sendMessage?");
    CHECK(said("channel2", "reply", "PushService.enable") ==
          "nimpush: no call is called 'PushService.enable'; did you mean OhosPushService.enable?");
    CHECK(said("channel", "call", "NobodysService.nothing\x1B") ==
          "nimpush: no call is called 'NobodysService.nothing?'");
}

TEST_CASE("check options takes a desktop's of both versions of the plugin") {
    for (const char* desktop : {"windows", "macos"}) {
        const auto check = [&](std::string_view options) {
            return run_tool({"check", "options", desktop}, std::string(options));
        };
        CHECK(check(R"({"appKey":"k","basicOption":{"logMaxSize":0,"enableCompass":false}})").out == "ok\n");
        CHECK(check(R"({"appKey":"k","basicOption":{"logMaxSize":-1}})").err ==
              "$.basicOption.logMaxSize: -1, at least 0\n");
        CHECK(check(R"({"appKey":"k","linkOption":{}})").err == "$.basicOption: missing: it is required\n");
        CHECK(check(R"({"appKey":"YOUR_APP_KEY","basicOption":{}})").err ==
              "warning: $.appKey: a placeholder, in whose place the real one was to be put: no push can come\n");
        CHECK(check(R"({"appKey":"k","preloadImageQuality":101})").status == 1);  // nim_core's
        CHECK(check("[]").status == 1);
    }
}

TEST_CASE("check options takes those of HarmonyOS") {
    const auto check = [](const char* name) {
        return run_tool({"check", "options", "ohos"},
                        R"({"appKey":"k","serverOptions":{"pushServiceConfig":{"harmonyCertificateName":)" +
                            std::string(name) + "}}}");
    };
    const auto fine = check("\"acme_harmony\"");
    CHECK(fine.status == 0);
    CHECK(fine.out == "ok\n");
    const auto unnamed = check("null");
    CHECK(unnamed.status == 0);
    CHECK(has(unnamed.err, "warning: $.serverOptions.pushServiceConfig.harmonyCertificateName: "));
    CHECK(run_tool({"check", "options", "ohos"}, R"({"appKey":7})").status == 1);
    CHECK(run_tool({"check", "options", "tizen"}, "{}").status == 2);
}
