// HarmonyOS's own channel: rules, warnings, and what keeps a push from ever coming.

#include <string>
#include <string_view>

#include <nimpush/core/part.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/outlook.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using delivery::language;
using delivery::outcome;
using delivery::rule;

std::string scenario(std::string_view console, std::string_view device) {
    return R"({"now":"2026-11-23T18:30:00+08:00","console":)" + std::string(console) +
           R"(,"accounts":{"alice":{},"bob":{"devices":[)" + std::string(device) +
           R"(]}},"send":{"from":"alice","message":{"sessionId":"bob","sessionType":"p2p","messageType":"text",)"
           R"("content":"hello"}}})";
}
std::string phone(std::string_view push, std::string_view rest = "") {
    return R"({"platform":"harmony","options":{"serverOptions":{"pushServiceConfig":)" + std::string(push) + "}}" +
           std::string(rest) + "}";
}
delivery::verdict verdict(std::string_view console, std::string_view device, language in = language::en) {
    const auto read = delivery::read_scenario(scenario(console, device));
    REQUIRE(read);
    return (*delivery::explain(*read, {.in = in}))[0];
}
bool has(const text& t, std::string_view what) { return t.view().find(what) != std::string_view::npos; }
std::string warned(const problems& found) {
    std::string made;
    for (const std::string& one : test::lines_of(found)) made += one + "\n";
    return made;
}

constexpr std::string_view listed = R"({"harmony":[{"certificate":"acme_harmony"},"acme_second"]})";
constexpr std::string_view named = R"({"harmonyCertificateName":"acme_harmony"})";

}  // namespace

TEST_CASE("without a pushServiceConfig nothing changes") {
    for (const std::string_view device :
         {R"({"platform":"harmony"})", R"({"platform":"harmony","options":{"serverOptions":null}})",
          R"({"platform":"harmony","options":{"serverOptions":{"pushServiceConfig":null}}})",
          R"({"platform":"harmony","options":{"serverOptions":{"loginServiceConfig":{}}}})",
          R"({"platform":"harmony","options":{"serverOptions":"x"}})"})
        for (const std::string_view console : {std::string_view("{}"), listed}) {
            const auto one = verdict(console, device);
            CHECK(one.rule == rule::not_an_apns_device);
            CHECK(one.outcome == outcome::vendor);
            CHECK(one.considered.find(rule::no_harmony_certificate_name) == delivery::consideration::unreached);
        }
    // The rules are HarmonyOS's alone.
    CHECK(verdict(listed, R"({"platform":"android","options":{"serverOptions":{"pushServiceConfig":{}}}})").rule ==
          rule::not_an_apns_device);
    CHECK(verdict(listed, R"({"platform":"ios","options":{"serverOptions":{"pushServiceConfig":{}}}})").rule ==
          rule::no_certificate_name);
}

TEST_CASE("a name that is missing, or that the console has not") {
    for (const std::string_view push :
         {R"({})", R"({"harmonyCertificateName":null})", R"({"harmonyCertificateName":""})",
          R"({"harmonyCertificateName":7})", R"({"services":[],"customPushContentType":"x"})"}) {
        CAPTURE(push);
        const auto one = verdict("{}", phone(push));
        CHECK(one.rule == rule::no_harmony_certificate_name);
        CHECK(one.outcome == outcome::none);
        CHECK(one.confidence == delivery::confidence::unverified);
        CHECK(has(one.remedy, "harmonyCertificateName"));
    }
    CHECK(verdict("{}", phone(named)).outcome == outcome::vendor);
    CHECK(verdict(R"({"harmony":null})", phone(named)).outcome == outcome::vendor);
    CHECK(verdict(listed, phone(named)).outcome == outcome::vendor);
    CHECK(verdict(listed, phone(R"({"harmonyCertificateName":"acme_second"})")).outcome == outcome::vendor);
    for (const std::string_view name : {"acme_harmny", "Acme_Harmony", "acme_harmony ", "acme-harmony"}) {
        CAPTURE(name);
        const auto push = R"({"harmonyCertificateName":")" + std::string(name) + "\"}";
        const auto one = verdict(listed, phone(push));
        CHECK(one.rule == rule::harmony_certificate_unknown);
        CHECK(one.outcome == outcome::none);
        CHECK(has(one.remedy, "Likely it is `acme_harmony`"));
        CHECK(has(verdict(listed, phone(push), language::zh).remedy, "\u5f88\u53ef\u80fd"));
    }
    const auto far_off = verdict(listed, phone(R"({"harmonyCertificateName":"other"})"));
    CHECK(far_off.rule == rule::harmony_certificate_unknown);
    CHECK_FALSE(has(far_off.remedy, "Likely"));
    CHECK(verdict(R"({"harmony":[]})", phone(named)).rule == rule::harmony_certificate_unknown);
}

TEST_CASE("what comes first decides first") {
    CHECK(verdict(listed, phone("{}", R"(,"login":"out")")).rule == rule::logged_out);
    CHECK(verdict(listed, phone("{}", R"(,"app":"foreground")")).rule == rule::in_foreground);
    CHECK(verdict(listed, phone("{}", R"(,"app":"background","connected":true)")).rule == rule::alive_in_background);
}

TEST_CASE("the console's certificates: a name, or a map with it") {
    struct row {
        std::string_view console;
        std::string_view path;
    };
    for (const row& r :
         {row{R"({"harmony":[7]})", "console.harmony[0]"}, row{R"({"harmony":[{}]})", "console.harmony[0].certificate"},
          row{R"({"harmony":[{"certificate":null}]})", "console.harmony[0].certificate"},
          row{R"({"harmony":[{"certificate":"a","name":"b"}]})", "console.harmony[0].name"},
          row{R"({"harmony":"acme"})", "console.harmony"}}) {
        CAPTURE(r.console);
        const auto read = delivery::read_scenario(scenario(r.console, phone("{}")));
        REQUIRE_FALSE(read);
        CHECK(read.error()[0].what.path == r.path);
    }
    const auto read = delivery::read_scenario(scenario(listed, phone(named)));
    REQUIRE(read);
    const auto again = delivery::read_scenario(std::string_view(*json::to_string(*read)));
    REQUIRE(again);
    CHECK(again->console == read->console);
}

TEST_CASE("a name over 32 characters is a warning, and unverified") {
    const auto found = [](std::size_t size) {
        const auto push = R"({"harmonyCertificateName":")" + std::string(size, 'h') + "\"}";
        const auto read = delivery::read_scenario(scenario("{}", phone(push)));
        REQUIRE(read);
        CHECK((*delivery::explain(*read))[0].outcome == outcome::vendor);
        return warned(delivery::check(*read));
    };
    CHECK(found(32).empty());
    CHECK(found(33).find("accounts.bob.devices[0].options.serverOptions.pushServiceConfig.harmonyCertificateName: 33 "
                         "characters: support speaks of at most 32 (unverified)") != std::string::npos);
}

TEST_CASE("the outlook of HarmonyOS's options") {
    using flutter_channel_v2::ohos_sdk_options;
    const auto look = [](std::string_view name, bool with_console, language in = language::en) {
        ohos_sdk_options options{.common = {.app_key = "key"}};
        options.server_options.emplace().push_service_config.emplace().harmony_certificate_name =
            text::from(name).value();
        const delivery::console known{.harmony = {{{{.certificate = "acme_harmony"}}}}};
        return warned(delivery::push_outlook(options, with_console ? &known : nullptr, in));
    };
    constexpr std::string_view path = "serverOptions.pushServiceConfig.harmonyCertificateName: ";
    const auto says = [&](const std::string& all, std::string_view what) {
        return all.find(std::string(path) + std::string(what)) != all.npos;
    };
    CHECK(look("acme_harmony", true).empty());
    CHECK(look("anything", false).empty());
    CHECK(says(look("", false), "no push certificate is named"));
    CHECK(says(look("<#name#>", true), "a placeholder"));
    CHECK(says(look("YOUR_CERTIFICATE", false), "a placeholder"));
    CHECK(says(look("acme_harmony ", false), "begins or ends with a blank"));
    CHECK(look("acme_harmny", true).find("likely meant is `acme_harmony`") != std::string::npos);
    CHECK(says(look("other", true), "the console has no certificate of this name"));
    CHECK(says(look(std::string(33, 'x') + "y", false), "34 characters: support"));
    CHECK(says(look("", false, language::zh), "没有给出鸿蒙推送证书名称"));
    CHECK(says(warned(delivery::push_outlook(ohos_sdk_options{.common = {.app_key = "key"}})), "no push certificate"));
    CHECK(warned(delivery::push_outlook(ohos_sdk_options{})).find("appKey: empty") != std::string::npos);
}
