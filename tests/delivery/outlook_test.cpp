#include <nimpush/delivery/outlook.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#include "../support/faults.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using delivery::language;
using flutter_channel::ios_sdk_options;
using test::lines;

ios_sdk_options options(std::string_view app_key, std::string_view name) {
    ios_sdk_options made;
    made.common.app_key = text::from(app_key).value();
    if (!name.empty()) made.apns_cername = cert_name(nimpush::detail::unchecked{}, name);
    return made;
}
delivery::console console() {
    return {.app_key = "key",
            .apns = {{.certificate = "acme_prod", .bundle_id = "com.example.acme"},
                     {.certificate = "acme_dev", .bundle_id = "com.example.acme"}}};
}
bool tells(const problems& found, std::string_view path, std::string_view what) {
    for (const problem& one : found)
        if (one.how == degree::warning && one.what.path == path &&
            one.what.detail.view().find(what) != std::string_view::npos)
            return true;
    return false;
}

TEST_CASE("what keeps pushes from ever coming") {
    struct row {
        std::string_view app_key;
        std::string_view name;
        std::string_view path;
        std::string_view says;
    };
    for (const row& r : {row{"", "acme_prod", "appKey", "empty"},
                         row{"<#app key#>", "acme_prod", "appKey", "placeholder"},
                         row{"YOUR_APP_KEY", "acme_prod", "appKey", "placeholder"},
                         row{"your app key", "acme_prod", "appKey", "placeholder"},
                         row{"xxxxxxxx", "acme_prod", "appKey", "placeholder"},
                         row{"${APP_KEY}", "acme_prod", "appKey", "placeholder"},
                         row{"key ", "acme_prod", "appKey", "blank"},
                         row{"other", "acme_prod", "appKey", "console's app key"},
                         row{"key", "", "apnsCername", "no push certificate"},
                         row{"key", "<#push certificate#>", "apnsCername", "placeholder"},
                         row{"key", "<name>", "apnsCername", "placeholder"},
                         row{"key", " acme_prod", "apnsCername", "blank"},
                         row{"key", "ACME_PROD", "apnsCername", "likely meant is `acme_prod`"},
                         row{"key", "acme_prod ", "apnsCername", "likely meant is `acme_prod`"},
                         row{"key", "acme_dve", "apnsCername", "likely meant is `acme_dev`"},
                         row{"key", "ACME_DVE", "apnsCername", "likely meant is `acme_dev`"},
                         row{"key", "acme_prod\u3000", "apnsCername", "blank"},
                         row{"key", "acme_prod\u3000", "apnsCername", "likely meant is `acme_prod`"},
                         row{"\u00A0key", "acme_prod", "appKey", "blank"},
                         row{"key\u200B", "acme_prod", "appKey", "blank"},
                         row{"key\n", "acme_prod", "appKey", "blank"},
                         row{"\u3000 ", "acme_prod", "appKey", "blanks alone"},
                         row{"KEY", "acme_prod", "appKey", "case or blanks alone"},
                         row{"yourAppKey", "acme_prod", "appKey", "placeholder"},
                         row{"TODO", "acme_prod", "appKey", "placeholder"},
                         row{"app_key", "acme_prod", "appKey", "placeholder"},
                         row{"\u4F60\u7684AppKey", "acme_prod", "appKey", "placeholder"},
                         row{"key", "null", "apnsCername", "placeholder"},
                         row{"key", "apnsCername ", "apnsCername", "placeholder"},
                         row{"key", "somebody_else", "apnsCername", "no certificate of this name"}}) {
        CAPTURE(r.app_key);
        CAPTURE(r.name);
        const delivery::console known = console();
        const problems found = delivery::push_outlook(options(r.app_key, r.name), &known);
        CAPTURE(test::lines_of(found));
        CHECK(tells(found, r.path, r.says));
        CHECK_FALSE(has_errors(found));
        const problems zh = delivery::push_outlook(options(r.app_key, r.name), &known, language::zh);
        REQUIRE(zh.size() == found.size());
        for (const problem& one : zh) CHECK(one.what.detail.view().find("\xE7") != std::string_view::npos);
    }
    const delivery::console known = console();
    CHECK(delivery::push_outlook(options("key", "acme_prod"), &known).empty());
    CHECK(delivery::push_outlook(options("yourself", "xylophone")).empty());
    CHECK(delivery::push_outlook(options("45c6af3c98409b18a84451215d0bdd6e", "keyboard_prod")).empty());
    // A name that the console has is no placeholder, and one that it has twice is told.
    const delivery::console twice{.apns = {{.certificate = "todo", .bundle_id = "com.a"},
                                           {.certificate = "b", .bundle_id = "com.a"},
                                           {.certificate = "b", .bundle_id = "com.b"}}};
    CHECK(delivery::push_outlook(options("key", "todo"), &twice).empty());
    CHECK(tells(delivery::push_outlook(options("key", "b"), &twice), "apnsCername", "more than one"));
    flutter_channel::android_sdk_options android;
    android.common.app_key = "key";
    CHECK(delivery::push_outlook(android).empty());
    android.mix_push_config = plugin::mix_push_config{.xm_app_id = "<#id#>", .xm_app_key = "k\u3000"};
    android.mix_push_config->hw_certificate_name = "huawei";
    const problems makers = delivery::push_outlook(android);
    CHECK(makers.size() == 2);
    CHECK(tells(makers, "mixPushConfig.xmAppId", "placeholder"));
    CHECK(tells(makers, "mixPushConfig.xmAppKey", "blank"));
    CHECK(delivery::push_outlook(flutter_channel::windows_sdk_options{.common = {.app_key = "k"}}).empty());
    // What the console has not said is not compared.
    const delivery::console empty{.apns = {{.certificate = "acme_prod", .bundle_id = "com.example.acme"}}};
    CHECK(delivery::push_outlook(options("other", "acme_prod"), &empty).empty());
}

std::string scenario(std::string_view console, std::string_view options, std::string_view message) {
    return R"({"now":"2026-11-23T18:30:00+08:00","console":)" + std::string(console) +
           R"(,"accounts":{"alice":{},"bob":{"devices":[{"platform":"ios","options":)" + std::string(options) +
           R"(,"token":"d5c1f1a0"}]}},"send":{"from":"alice","message":)" + std::string(message) + "}}";
}
constexpr std::string_view hello = R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","content":"hello"})";
constexpr std::string_view one_certificate =
    R"({"appKey":"key","apns":[{"certificate":"acme_prod","bundleId":"com.example.acme","environment":"production"}]})";

TEST_CASE("the app key of a device is compared with the console's") {
    const auto rule_for = [](std::string_view options) {
        const auto read = delivery::read_scenario(scenario(one_certificate, options, hello));
        REQUIRE(read);
        return (*delivery::explain(*read))[0].rule;
    };
    CHECK(rule_for(R"({"apnsCername":"acme_prod","appKey":"key"})") == delivery::rule::pushed);
    CHECK(rule_for(R"({"apnsCername":"acme_prod"})") == delivery::rule::pushed);
    CHECK(rule_for(R"({"apnsCername":"acme_prod","appKey":""})") == delivery::rule::pushed);
    CHECK(rule_for(R"({"apnsCername":"acme_prod","appKey":"other"})") == delivery::rule::another_app_key);
    CHECK(rule_for(R"({"apnsCername":"acme_prod","appKey":"key "})") == delivery::rule::another_app_key);
}

TEST_CASE("a name that the console has otherwise is said") {
    const auto remedy = [](std::string_view name, language in) {
        const auto read = delivery::read_scenario(
            scenario(one_certificate, R"({"apnsCername":")" + std::string(name) + "\"}", hello));
        REQUIRE(read);
        const auto verdicts = *delivery::explain(*read, {.in = in});
        CHECK(verdicts[0].rule == delivery::rule::certificate_unknown);
        return std::string(verdicts[0].remedy.view());
    };
    for (const std::string_view name : {"Acme_Prod", "acme_prod ", "acme-prod", "acme_prd"}) {
        CAPTURE(name);
        CHECK(remedy(name, language::en).find("Likely it is `acme_prod`") != std::string::npos);
        CHECK(remedy(name, language::zh).find("\u5f88\u53ef\u80fd") != std::string::npos);
    }
    CHECK(remedy("another", language::en).find("Likely") == std::string::npos);
}

TEST_CASE("certificates of one name are told, and the first counts") {
    const std::string twice =
        R"({"apns":[{"certificate":"a","bundleId":"com.one","environment":"production"},{"certificate":"a","bundleId":)"
        R"("com.two","environment":"sandbox"},{"certificate":"b","bundleId":"com.b","environment":"production"}]})";
    const auto read = delivery::read_scenario(scenario(twice, R"({"apnsCername":"a"})", hello));
    REQUIRE(read);
    const problems found = delivery::check(*read);
    REQUIRE(found.size() == 1);
    CHECK(tells(found, "console.apns[1].certificate", "more than one"));
    const auto verdicts = *delivery::explain(*read);
    CHECK(verdicts[0].rule == delivery::rule::pushed);
}

TEST_CASE("a message of another wire names convert") {
    struct row {
        std::string_view message;
        std::string_view says;
    };
    for (const row& r :
         {row{R"({"from":"alice","ope":0,"to":"bob","type":0,"body":"{}"})", "--from server "},
          row{R"({"conversation_id":"alice|1|bob","message":{"message_type":0}})", "--from server2 "},
          row{R"({"to_accid":"bob","talk_id":"bob","msg_type":0,"msg_body":"hi"})", "--from desktop "},
          row{R"({"conversationId":"alice|1|bob","text":"hi"})", "--from channel2 "},
          row{R"({"conversationId":"alice|1|bob","text":"hi"})", "beside `from`"},
          row{R"({"conversationId":"alice|1|bob","message":{"text":"hi"},"params":{}})", "--from channel2 "},
          row{R"({"message":{"messageType":0,"text":"hi"},"params":{}})", "--from channel2 "},
          row{R"({"message":{"message_type":0,"text":"hi"}})", "--from server2 "},
          row{R"("from=alice&ope=0&to=bob&type=0")", "convert --to channel"},
          row{R"({"from":"alice","msgtype":0,"to":"bob","attach":"{}"})", "as customNotification"},
          row{R"({"sender_id":"alice","type":1,"receiver_id":"bob","content":"{}"})", "customNotification"},
          row{R"({"msg_type":100,"to_account":"bob","attach":"{}"})", "customNotification"},
          row{R"({"fromAccid":"alice","toAccids":["bob"],"type":0})", "for many"},
          row{R"({"fromAccid":"alice","tid":"7","type":0})", "super team"}}) {
        CAPTURE(r.message);
        const auto read = delivery::read_scenario(scenario(one_certificate, "{}", r.message));
        REQUIRE_FALSE(read);
        REQUIRE(read.error().size() == 1);
        CHECK(read.error()[0].what.path == "send.message");
        CHECK(read.error()[0].what.detail.view().find(r.says) != std::string_view::npos);
    }
    const auto missing = delivery::read_scenario(scenario(one_certificate, "{}", R"({"content":"hi"})"));
    REQUIRE_FALSE(missing);
    CHECK(missing.error()[0].what.path == "send.message.sessionId");
}

}  // namespace
