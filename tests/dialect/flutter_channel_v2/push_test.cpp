#include <nimpush/dialect/flutter_channel_v2/push.hpp>

#include <bit>
#include <string>
#include <string_view>

#include <nimpush/core/check.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>

#include "../../support/channel_rows.hpp"
#include "../../support/read_into.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using test::lines;
using test::lines_of;

// What the README shows: a push config typed, and while compiling.
constexpr channel::message_push_config push{
    .push_content = "Alice says hello", .push_payload = R"({"sessionId":"alice"})", .force_push = true};
static_assert(push.push_content == "Alice says hello" && !push.push_enabled.has_value());

text repeated(std::string_view one, std::size_t times) {
    std::string all;
    for (; times != 0; --times) all += one;
    return text::from(all).value();
}

lines findings_for(const channel::message_push_config& config) {
    return lines_of(check(channel::send_message{.params = channel::send_message_params{.push_config = config}}));
}

}  // namespace

TEST_CASE("a payload is made of a map, as a JSON text") {
    CHECK(channel::json_text(free_map{{"sessionId", "alice"}, {"n", 1}}).value() == R"({"sessionId":"alice","n":1})");
    CHECK(channel::json_text(free_map()).value() == "null");
    const auto bad = channel::json_text(free_map{{"n", std::bit_cast<double>(0x7FF8000000000000)}});
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().code == errc::not_representable);
}

TEST_CASE("what NIM refuses and the plugin sends is a warning, each with its limit") {
    CHECK(findings_for(push) == lines{"missing conversationId: missing: it is required"});
    channel::message_push_config config;
    config.push_content = repeated("推", 500);
    config.push_payload = text::from("{\"k\":\"" + std::string(2040, 'v') + "\"}").value();  // 2,048 bytes
    config.force_push_account_ids.emplace(100);
    CHECK(findings_for(config).size() == 1);
    config.push_content = repeated("推", 501);
    config.push_payload = text::from("{\"k\":\"" + std::string(2041, 'v') + "\"}").value();
    config.force_push_account_ids.emplace(101);
    CHECK(findings_for(config) ==
          lines{"missing conversationId: missing: it is required",
                "warning: too_long params.pushConfig.pushContent: 501 characters, NIM takes at most 500",
                "warning: too_long params.pushConfig.pushPayload: 2049 bytes, NIM takes at most 2048",
                "warning: too_many params.pushConfig.forcePushAccountIds: 101 accounts, NIM takes at most 100"});
    for (const text& no_object : {text("x"), text("[]"), text("{"), text("1")}) {
        config = {.push_payload = no_object};
        CHECK(findings_for(config).back() ==
              "warning: not_json params.pushConfig.pushPayload: no JSON object: the push comes without it");
    }
    for (const text& fine : {text(), text(""), text("{}")}) {
        config = {.push_payload = fine};
        CHECK(findings_for(config).size() == 1);
    }
}

TEST_CASE("the limits that V2's documents have are errors, in their units") {
    struct row {
        std::string_view call, path;
        std::size_t limit;
        std::string_view unit_bytes;  // what to repeat: one unit of the limit
        std::string_view input;       // with % for the text
    };
    const row rows[] = {
        {"MessageService.revokeMessage", "revokeParams.pushContent", 500, "推",
         R"({"message":{},"revokeParams":{"pushContent":"%"}})"},
        {"MessageService.revokeMessage", "revokeParams.pushPayload", 2048, "p",
         R"({"message":{},"revokeParams":{"pushPayload":"%"}})"},
        {"MessageService.addQuickComment", "serverExtension", 8, "字",
         R"({"message":{},"index":1,"serverExtension":"%"})"},
        {"MessageService.removeQuickComment", "serverExtension", 8, "字",
         R"({"messageRefer":{},"index":1,"serverExtension":"%"})"},
        {"NotificationService.sendCustomNotification", "content", 4096, "c",
         R"({"conversationId":"c","content":"%","params":{}})"},
        {"NotificationService.sendCustomNotification", "params.antispamConfig.antispamCustomNotification", 5000, "n",
         R"({"conversationId":"c","content":"","params":{"antispamConfig":{"antispamCustomNotification":"%"}}})"},
        {"MessageService.sendMessage", "params.antispamConfig.antispamCheating", 1024, "c",
         R"({"message":{},"conversationId":"c","params":{"antispamConfig":{"antispamCheating":"%"}}})"},
    };
    for (const row& r : rows) {
        CAPTURE(r.path);
        for (const std::size_t more : {0u, 1u}) {
            std::string input(r.input);
            input.replace(input.find('%'), 1, std::string(repeated(r.unit_bytes, r.limit + more).view()));
            const auto json = json::read(input);
            REQUIRE(json.has_value());
            const auto found_in = [&]<class Call>(Call call) { return test::read_parameters(*json, call); };
            problems found;
            if (r.call == "MessageService.revokeMessage") found = found_in(channel::revoke_message{});
            if (r.call == "MessageService.addQuickComment") found = found_in(channel::add_quick_comment{});
            if (r.call == "MessageService.removeQuickComment") found = found_in(channel::remove_quick_comment{});
            if (r.call == "MessageService.sendMessage") found = found_in(channel::send_message{});
            if (r.call == "NotificationService.sendCustomNotification")
                found = found_in(channel::send_custom_notification{});
            CHECK(found.size() == more);
            if (more == 1) {
                CHECK(found.front().what.code == errc::too_long);
                CHECK(found.front().what.path == r.path);
            }
        }
    }
}

TEST_CASE("the four times of do-not-disturb are needed while it is on, and only then") {
    CHECK(lines_of(check(channel::set_dnd_config{{.dnd_on = true, .from_m = 0, .to_h = 7}})) ==
          lines{"missing config.fromH: missing: it is needed while dndOn is true",
                "missing config.toM: missing: it is needed while dndOn is true"});
    CHECK(check(channel::set_dnd_config{{.dnd_on = false}}).empty());
    CHECK(check(channel::set_dnd_config{}).empty());
    CHECK(check(channel::set_dnd_config{{.dnd_on = true, .from_h = 0, .from_m = 0, .to_h = 23, .to_m = 59}}).empty());
}

TEST_CASE("the hours and minutes of APNSService's setting are those of a clock") {
    const auto found = [](std::string_view times) {
        const auto json = json::read(R"({"setting":{"type":"pushNotificationDisplayTypeDetail","noDisturbing":true,)" +
                                     std::string(times) + R"(,"profile":"pushNotificationProfileNotSet"}})");
        REQUIRE(json.has_value());
        channel::update_apns_setting call;
        return lines_of(test::read_parameters(*json, call));
    };
    CHECK(
        found(R"("noDisturbingStartH":0,"noDisturbingStartM":59,"noDisturbingEndH":23,"noDisturbingEndM":0)").empty());
    CHECK(found(R"("noDisturbingStartH":24,"noDisturbingStartM":60,"noDisturbingEndH":-1,"noDisturbingEndM":-1)") ==
          lines{"out_of_range setting.noDisturbingStartH: 24, at most 23",
                "out_of_range setting.noDisturbingStartM: 60, at most 59",
                "out_of_range setting.noDisturbingEndH: -1, at least 0",
                "out_of_range setting.noDisturbingEndM: -1, at least 0"});
    CHECK(found(R"("noDisturbingStartH":null,"noDisturbingStartM":0,"noDisturbingEndH":1.5)") ==
          lines{"null_value setting.noDisturbingStartH: null, which it cannot be",
                "wrong_type setting.noDisturbingEndH: a double, must be a whole number",
                "missing setting.noDisturbingEndM: missing: it is required"});
}
