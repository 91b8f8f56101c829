#include <nimpush/dialect/flutter_channel/custom_notification.hpp>

#include <string>

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

constexpr bool defaults_keep_it_online() {
    const custom_notification n;
    return n.send_to_online_user_only == true && !n.config.has_value() && !n.push_payload.has_value();
}
static_assert(defaults_keep_it_online());

}  // namespace

TEST_CASE("eleven keys, all always written, as in example E9") {
    const custom_notification n{
        .session_id = "bob",
        .session_type = session_type::p2p,
        .from_account = "alice",
        .time = 1712800000000,
        .content = R"({"id":1})",
        .send_to_online_user_only = false,
        .apns_text = "typing…",
        .push_payload = {{"k", "v"}},
        .config = custom_notification_config{true, false, true},
    };
    CHECK(json_of<schema::spelling::wire>(n) ==
          R"({"sessionId":"bob","sessionType":"p2p","fromAccount":"alice","time":1712800000000,)"
          R"("content":"{\"id\":1}","sendToOnlineUserOnly":false,"apnsText":"typing…","pushPayload":{"k":"v"},)"
          R"("config":{"enablePush":true,"enablePushNick":false,"enableUnreadCount":true},)"
          R"("antiSpamOption":null,"env":null})");
    CHECK(json_of<schema::spelling::wire>(custom_notification{.session_type = session_type::team}) ==
          R"({"sessionId":null,"sessionType":"team","fromAccount":null,"time":null,"content":null,)"
          R"("sendToOnlineUserOnly":true,"apnsText":null,"pushPayload":null,"config":null,)"
          R"("antiSpamOption":null,"env":null})");
}

TEST_CASE("a config that is made without arguments has three nulls, as in Dart") {
    CHECK(json_of<schema::spelling::wire>(custom_notification_config{}) ==
          R"({"enablePush":null,"enablePushNick":null,"enableUnreadCount":null})");
    CHECK(from_parameters<custom_notification>(value::map({{"sessionType", "p2p"}, {"config", value::map()}})).config ==
          custom_notification_config{});
}

TEST_CASE("as parameters: only the session type is required; null is for all but that") {
    CHECK(from_parameters<custom_notification>(value::map({{"sessionType", "superTeam"}})) ==
          custom_notification{.session_type = session_type::super_team});
    CHECK(from_parameters<custom_notification>(
              value::map({{"sessionType", "p2p"}, {"sendToOnlineUserOnly", nullptr}, {"apnsText", nullptr}})) ==
          custom_notification{.send_to_online_user_only = std::nullopt});
    CHECK(test::faults_of_parameters<custom_notification>(value::map()) ==
          lines{"missing sessionType: missing: it is required"});
    CHECK(test::faults_of_parameters<custom_notification>(value::map({{"sessionType", nullptr}})) ==
          lines{"null_value sessionType: null, which it cannot be"});
    CHECK(test::faults_of_parameters<custom_notification>(value::map(
              {{"pushContent", "x"}, {"sessionType", "p2p"}, {"config", value::map({{"enableHistory", true}})}})) ==
          lines{"unknown_key pushContent: there is no such parameter",
                "unknown_key config.enableHistory: there is no such parameter"});
}

TEST_CASE("from the wire: the session type must be a text that Dart knows, a missing switch is true") {
    CHECK(from_wire<custom_notification, nimpush::plugin::dart>(value::map({{"sessionType", "team"}})) ==
          custom_notification{.session_type = session_type::team});
    CHECK(from_wire<custom_notification, nimpush::plugin::dart>(
              value::map({{"sessionType", "p2p"}, {"sendToOnlineUserOnly", nullptr}}))
              .send_to_online_user_only == true);
    CHECK(test::fault_of_wire<custom_notification, nimpush::plugin::dart>(value::map()) ==
          "wrong_type sessionType: null, must be a text");
    CHECK(test::fault_of_wire<custom_notification, nimpush::plugin::dart>(value::map({{"sessionType", 1}})) ==
          "wrong_type sessionType: a whole number, must be a text");
    CHECK(test::fault_of_wire<custom_notification, nimpush::plugin::dart>(value::map({{"sessionType", "P2P"}})) ==
          "bad_enumerator sessionType: `P2P` is none of none, p2p, team, superTeam, system, ysf, chatRoom");
}
