#include <nimpush/dialect/flutter_channel/push.hpp>

#include <string>
#include <string_view>

#include <nimpush/dialect/plugin/dart.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::from_parameters;
using test::from_wire;
using test::json_of;
using test::lines;

std::string times(std::size_t n, const std::string& piece) {
    std::string all;
    for (; n != 0; --n) all += piece;
    return all;
}

static_assert(message_config{} == message_config{true, true, true, true, true, true, true, true});
static_assert(member_push_option{}.is_force_push && !member_push_option{}.force_push_list.has_value());
static_assert(anti_spam_option{}.enable);
static_assert(message_thread_option{}.thread_message_id_client == "");

}  // namespace

TEST_CASE("a push text has at most 500 characters, which are not bytes") {
    struct row {
        std::string_view why;
        std::string given;
        error expected;
    };
    const row rows[] = {
        {"empty", "", {}},
        {"500 characters", times(500, "a"), {}},
        {"500 Chinese characters in 1,500 bytes", times(500, "推"), {}},
        {"500 pairs of UTF-16", times(500, "😀"), {}},
        {"501 characters",
         times(501, "a"),
         {errc::too_long, {}, "501 characters, at most 500: NIM refuses the message"}},
        {"501 Chinese characters",
         times(501, "推"),
         {errc::too_long, {}, "501 characters, at most 500: NIM refuses the message"}},
        {"ill-formed", "a\x80", {errc::bad_utf8, {}, "ill-formed UTF-8 at byte 1", 1}},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        const auto made = push_text::from(r.given);
        CHECK(made.has_value() == (r.expected == error{}));
        if (!made) CHECK(made.error() == r.expected);
        if (made) CHECK(*made == r.given);
    }
}

TEST_CASE("the switches of a message are on, also where they are missing or null") {
    constexpr message_config off{false, false, false, false, false, false, false, false};
    CHECK(json_of<schema::spelling::wire>(off) ==
          R"({"enableHistory":false,"enableRoaming":false,"enableSelfSync":false,"enablePush":false,)"
          R"("enablePushNick":false,"enableUnreadCount":false,"enableRoute":false,"enablePersist":false})");
    CHECK(from_wire<message_config, nimpush::plugin::dart>(value::map()) == message_config{});
    CHECK(from_wire<message_config, nimpush::plugin::dart>(value::map(
              {{"enablePush", nullptr}, {"enablePersist", false}})) == message_config{.enable_persist = false});
    CHECK(test::faults_of_parameters<message_config>(value::map({{"enablePush", nullptr}, {"scene", 1}})) ==
          lines{"unknown_key scene: there is no such parameter", "null_value enablePush: null, which it cannot be"});
}

TEST_CASE("a forced push: everybody where there is no list") {
    CHECK(json_of<schema::spelling::wire>(member_push_option{}) ==
          R"({"forcePushList":null,"forcePushContent":null,"isForcePush":true})");
    CHECK(json_of<schema::spelling::wire>(member_push_option{{{"a", "b"}}, "c", false}) ==
          R"({"forcePushList":["a","b"],"forcePushContent":"c","isForcePush":false})");
    CHECK(from_wire<member_push_option, nimpush::plugin::dart>(value::map({{"forcePushList", value::list()}})) ==
          member_push_option{.force_push_list = std::vector<text>{}});
    CHECK(test::faults_of_parameters<member_push_option>(
              value::map({{"forcePushList", value::list({"a", 1})}, {"isForcePush", nullptr}})) ==
          lines{"wrong_type forcePushList[1]: a whole number, must be a text",
                "null_value isForcePush: null, which it cannot be"});
}

TEST_CASE("the anti-spam switch is on for who makes an option, off where the wire leaves it out") {
    CHECK(json_of<schema::spelling::wire>(anti_spam_option{}) ==
          R"({"enable":true,"content":null,"antiSpamConfigId":null})");
    CHECK(from_parameters<anti_spam_option>(value::map({{"content", nullptr}})) == anti_spam_option{});
    CHECK(test::faults_of_parameters<anti_spam_option>(value::map()) ==
          lines{"missing content: missing: it is required"});
    CHECK(from_wire<anti_spam_option, nimpush::plugin::dart>(value::map()) == anti_spam_option{.enable = false});
    CHECK(from_wire<anti_spam_option, nimpush::plugin::dart>(value::map({{"enable", nullptr}, {"content", "{}"}})) ==
          anti_spam_option{false, "{}", nullptr});
}

TEST_CASE("a thread: six texts that are never null, four numbers that may be") {
    CHECK(json_of<schema::spelling::wire>(message_thread_option{}) ==
          R"({"replyMessageFromAccount":"","replyMessageToAccount":"","replyMessageTime":null,)"
          R"("replyMessageIdServer":null,"replyMessageIdClient":"","threadMessageFromAccount":"",)"
          R"("threadMessageToAccount":"","threadMessageTime":null,"threadMessageIdServer":null,)"
          R"("threadMessageIdClient":""})");
    CHECK(test::faults_of_parameters<message_thread_option>(value::map({{"replyMessageIdClient", nullptr}})) ==
          lines{"null_value replyMessageIdClient: null, which it cannot be"});
    CHECK(from_parameters<message_thread_option>(value::map()) == message_thread_option{});
    value whole = test::tree_of<schema::spelling::wire>(message_thread_option{});
    CHECK(from_wire<message_thread_option, nimpush::plugin::dart>(whole) == message_thread_option{});
    for (const char* key : {"replyMessageFromAccount", "replyMessageToAccount", "replyMessageIdClient",
                            "threadMessageFromAccount", "threadMessageToAccount", "threadMessageIdClient"}) {
        value broken = whole;
        broken.set(text::from(key).value(), nullptr);
        CHECK(test::fault_of_wire<message_thread_option, nimpush::plugin::dart>(broken) ==
              "wrong_type " + std::string(key) + ": null, must be present");
    }
}

TEST_CASE("a robot: four texts, or nulls") {
    CHECK(json_of<schema::spelling::wire>(message_robot_info{"f", "t", "c", "a"}) ==
          R"({"function":"f","topic":"t","customContent":"c","account":"a"})");
    CHECK(json_of<schema::spelling::wire>(message_robot_info{}) ==
          R"({"function":null,"topic":null,"customContent":null,"account":null})");
    CHECK(from_wire<message_robot_info, nimpush::plugin::dart>(value::map()) == message_robot_info{});
}
