#include <nimpush/delivery/explain.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/read_file.hpp"

namespace {

namespace delivery = nimpush::delivery;
using nimpush::value;

/// What tests/data/delivery_cases.json says of a verdict: the keys that it names.
void check_verdict(const value& wanted, const delivery::verdict& found) {
    for (const nimpush::value::member& one : wanted.members()) {
        const std::string_view key = one.key.chars();
        CAPTURE(std::string(key));
        const auto is_text = [&](const nimpush::text& t) { return one.val == value(t); };
        if (key == "account")
            CHECK(is_text(found.account));
        else if (key == "device")
            CHECK(one.val.as_int() == found.device);
        else if (key == "outcome")
            CHECK(one.val.chars() == name_of(found.outcome));
        else if (key == "rule")
            CHECK(one.val.chars() == name_of(found.rule));
        else if (key == "body")
            CHECK(is_text(found.alert.value().body));
        else if (key == "title")
            CHECK(is_text(found.alert.value().title));
        else if (key == "badge")
            CHECK(one.val.as_int() == found.badge);
        else if (key == "path")
            CHECK(is_text(found.request.value().path));
        else if (key == "topic")
            CHECK(is_text(found.request.value().headers.topic));
        else if (key == "aps") {
            for (const nimpush::value::member& inside : one.val.members())
                CHECK(*found.request.value().payload.find("aps")->find(inside.key.chars()) == inside.val);
        } else if (key == "beside") {
            value beside = value::map();
            for (const nimpush::value::member& inside : found.request.value().payload.members())
                if (inside.key.chars() != "aps") beside.append(inside.key, inside.val);
            CHECK(beside == one.val);
        } else
            FAIL("a member that this test does not know");
    }
}

/// An iOS device for each of n accounts, all of them in a team.
std::string crowd(std::size_t n, std::string_view to) {
    std::string accounts;
    std::string members;
    for (std::size_t i = 0; i < n; ++i) {
        const std::string name = "\"user-" + std::to_string(i) + "\"";
        accounts += (i == 0 ? "" : ",") + name +
                    R"(:{"devices":[{"platform":"ios","options":{"apnsCername":"acme_prod"},"token":"d5c1f1a0"}]})";
        members += (i == 0 ? "" : ",") + name;
    }
    return R"({"now":"2026-11-23T14:00:00+08:00","console":{"apns":[{"certificate":"acme_prod","bundleId":"a.b",)"
           R"("environment":"production"}]},"accounts":{)" +
           accounts + R"(},"teams":{"t":{"members":[)" + members + R"(]}},"send":{"from":"user-0","message":{)" +
           std::string(to) + R"(,"messageType":"text","content":"hi"}}})";
}

constexpr delivery::scenario small() {
    return {.console = {.apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}},
            .accounts = {{"alice", {}},
                         {"bob",
                          {.devices = {{.options = {{"apnsCername", "acme_prod"}},
                                        .token = *nimpush::device_token::from_hex("d5c1")},
                                       {.login = delivery::login_state::out}}}}},
            .send = {.from = "alice",
                     .message = {
                         {"sessionId", "bob"}, {"sessionType", "p2p"}, {"messageType", "text"}, {"content", "hello"}}}};
}
constexpr bool explains_while_compiling() {
    const auto verdicts = delivery::explain(small());
    return verdicts && verdicts->size() == 2 && (*verdicts)[0].rule == delivery::rule::pushed &&
           (*verdicts)[0].alert->body == "alice:hello" && (*verdicts)[0].badge == 1 &&
           (*verdicts)[1].rule == delivery::rule::logged_out && !(*verdicts)[1].request.has_value();
}
static_assert(explains_while_compiling());

}  // namespace

TEST_CASE("every case of delivery_cases.json") {
    const auto cases = nimpush::json::read(test::read_data("delivery_cases.json"));
    REQUIRE(cases);
    for (const value& one : cases->items()) {
        CAPTURE(std::string(one.find("id")->chars()));
        const auto read = delivery::read_scenario(*one.find("scenario"));
        REQUIRE(read);
        const auto found = delivery::explain(*read);
        REQUIRE(found);
        const auto wanted = one.find("verdicts")->items();
        REQUIRE(found->size() == wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) check_verdict(wanted[i], (*found)[i]);
    }
    CHECK(cases->size() == 57);
}

TEST_CASE("a verdict as JSON is what `nimpush explain --json` prints") {
    auto s = small();
    const auto verdicts = *delivery::explain(s);
    const auto json = *nimpush::json::to_string(verdicts[0]);
    CHECK(
        json.substr(0, json.find("\"considered\"")) ==
        R"({"account":"bob","device":0,"platform":"ios","outcome":"apns","rule":"pushed","code":null,"confidence":"documented",)");
    CHECK(json.find(R"("considered":[{"rule":"to_oneself","result":"passes"},)") != json.npos);
    CHECK(
        json.substr(json.find("\"remedy\"")) ==
        R"("remedy":null,"alert":{"title":null,"body":"alice:hello"},"badge":1,"request":{"method":"POST",)"
        R"("path":"/3/device/d5c1","headers":{"apns-topic":"com.example.acme","apns-push-type":"alert","apns-priority":"10"},)"
        R"("payload":{"aps":{"alert":{"body":"alice:hello"},"badge":1}}}})");

    s.accounts.find("bob")->val.devices.clear();
    const auto none = *delivery::explain(s);
    REQUIRE(none.size() == 1);
    CHECK(none[0].rule == delivery::rule::never_logged_in);
    CHECK_FALSE(none[0].device.has_value());
    CHECK_FALSE(none[0].platform.has_value());
}

TEST_CASE("the text of a token as its bytes is not pushed to") {
    constexpr std::string_view digits = "d5c1f1a02b8e4d6f9a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5a6b";
    auto s = small();
    delivery::device& phone = s.accounts.entries()[1].val.devices[0];
    for (const std::string& text : {std::string(digits), "<" + std::string(digits) + ">"}) {
        phone.token = *nimpush::device_token::from(std::vector<std::uint8_t>(text.begin(), text.end()));
        const auto verdicts = *delivery::explain(s);
        CHECK(verdicts[0].rule == delivery::rule::token_is_text);
        CHECK(verdicts[0].outcome == delivery::outcome::none);
        CHECK_FALSE(verdicts[0].request.has_value());
        CHECK(verdicts[0].remedy.view().find("BadDeviceToken") != std::string_view::npos);
    }
    phone.token = *nimpush::device_token::from_hex(digits);
    CHECK((*delivery::explain(s))[0].rule == delivery::rule::pushed);
}

TEST_CASE("a scenario at fault has no verdicts") {
    auto s = small();
    s.send.from = "nobody";
    const auto found = delivery::explain(s);
    REQUIRE_FALSE(found);
    REQUIRE(found.error().size() == 1);
    CHECK(to_text(found.error()[0].what) == "send.from: `nobody` is not in accounts");
}

TEST_CASE("a fault of an account that gets nothing does not matter, with one that does all of them come back") {
    auto s = small();
    s.accounts.set("carol", {.do_not_disturb = {.enable = true}});
    CHECK(check(s).size() == 2);
    REQUIRE(delivery::explain(s).has_value());
    CHECK(delivery::explain(s) == delivery::explain(small()));

    s.accounts.find("bob")->val.do_not_disturb.enable = true;
    const auto found = delivery::explain(s);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error() == check(s));
    CHECK(found.error().size() == 4);
    CHECK(to_text(found.error()[0].what) == "accounts.bob.doNotDisturb.startTime: missing: do-not-disturb is on");

    auto team = small();
    team.accounts.set("carol", {.do_not_disturb = {.enable = true}});
    team.teams.set("7001", {.members = {"alice", "bob"}});
    team.send.message.set("sessionId", "7001");
    team.send.message.set("sessionType", "team");
    CHECK(delivery::explain(team).has_value());
    team.teams.find("7001")->val.members.push_back("carol");
    CHECK_FALSE(delivery::explain(team).has_value());
}

TEST_CASE("verdicts come in the order of members and devices, without the sender") {
    auto s = small();
    s.accounts.set("carol", {.devices = {{}, {}}});
    s.teams.set("7001", {.members = {"carol", "alice", "bob"}});
    s.send.message.set("sessionId", "7001");
    s.send.message.set("sessionType", "superTeam");
    const auto found = *delivery::explain(s);
    std::string order;
    for (const auto& one : found)
        order += std::string(one.account.view()) + std::to_string(one.device.value_or(-1)) + " ";
    CHECK(order == "carol0 carol1 bob0 bob1 ");
}

// How what it costs grows, check/linear counts.
TEST_CASE("the last of 10,000 accounts is found, and all of a team of them") {
    for (const std::string_view to :
         {R"("sessionId":"user-9999","sessionType":"p2p")", R"("sessionId":"t","sessionType":"team")"}) {
        const std::string json = crowd(10000, to);
        const auto read = delivery::read_scenario(std::string_view(json));
        REQUIRE(read);
        const auto found = delivery::explain(*read);
        REQUIRE(found);
        REQUIRE(found->size() == (to.find("team") == to.npos ? 1 : 9999));
        CHECK(found->back().account == "user-9999");
    }
}
