// The questions of NetEase's guide (docs/facts/delivery.md, The guide), by name, and the rules that answer them.

#include <string_view>

#include <nimpush/delivery/explain.hpp>

#include "../support/print.hpp"

namespace {

namespace delivery = nimpush::delivery;
using delivery::outcome;
using delivery::rule;

/// Alice writes to Bob, whose app was killed.
delivery::scenario guide() {
    return {.now = *delivery::moment::from("2026-11-23T14:00:00+08:00"),
            .console = {.apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}},
            .accounts = {{"alice", {.nickname = "Alice"}},
                         {"bob",
                          {.devices = {{.options = {{"apnsCername", "acme_prod"}},
                                        .token = *nimpush::device_token::from_hex("d5c1")}}}}},
            .send = {.from = "alice",
                     .message = {
                         {"sessionId", "bob"}, {"sessionType", "p2p"}, {"messageType", "text"}, {"content", "hello"}}}};
}
delivery::account& bob(delivery::scenario& s) { return s.accounts.find("bob")->val; }
delivery::verdict verdict(const delivery::scenario& s) {
    const auto all = delivery::explain(s);
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    return (*all)[0];
}
void check(const delivery::scenario& s, rule decides, outcome becomes) {
    const auto found = verdict(s);
    CHECK(name_of(found.rule) == name_of(decides));
    CHECK(name_of(found.outcome) == name_of(becomes));
}

}  // namespace

TEST_CASE("What triggers an offline push?") {
    auto s = guide();
    auto& phone = bob(s).devices[0];
    for (const auto app : {delivery::app_state::killed, delivery::app_state::background}) {
        phone.app = app;
        check(s, rule::pushed, outcome::apns);
    }
    phone.app = delivery::app_state::foreground;
    check(s, rule::in_foreground, outcome::connection);
    phone.connected = false;  // the network is gone and the connection ended by time-out
    check(s, rule::pushed, outcome::apns);
}

TEST_CASE("When is there no offline push?") {
    auto s = guide();
    auto& phone = bob(s).devices[0];
    phone.login = delivery::login_state::never;
    check(s, rule::never_logged_in, outcome::none);
    phone.login = delivery::login_state::out;
    check(s, rule::logged_out, outcome::none);
    phone.login = delivery::login_state::kicked;
    check(s, rule::kicked_out, outcome::none);
    phone.login = delivery::login_state::in;
    phone.app = delivery::app_state::foreground;
    check(s, rule::in_foreground, outcome::connection);
}

TEST_CASE("What does \"query token with exception must not refer to a null object\" mean?") {
    constexpr std::string_view log = "query token with exception must not refer to a null object";
    auto s = guide();
    auto& phone = bob(s).devices[0];
    phone.initialized = false;
    check(s, rule::not_initialized, outcome::none);
    CHECK(verdict(s).remedy.view().find(log) != log.npos);
    CHECK(verdict(s).remedy.view().find("main process") != log.npos);
    phone.initialized = true;
    phone.token = {};
    check(s, rule::no_token, outcome::none);
    CHECK(verdict(s).remedy.view().find(log) != log.npos);
    CHECK(verdict(s).remedy.view().find("main process") != log.npos);
}

TEST_CASE("Why do others get the push of the same message, and one user does not?") {
    auto s = guide();
    s.console.strangers_may_message = false;
    check(s, rule::not_friends, outcome::refused);
    bob(s).friends = {"alice"};
    check(s, rule::pushed, outcome::apns);
    bob(s).blacklist = {"alice"};
    check(s, rule::blocked, outcome::refused);
    bob(s).blacklist.clear();

    bob(s).do_not_disturb = {.enable = true,
                             .start_time = delivery::clock_time::from("13:00"),
                             .end_time = delivery::clock_time::from("15:00")};
    check(s, rule::do_not_disturb, outcome::none);
    s.teams.set("7001", {.members = {"alice", "bob"}});
    s.send.message.set("sessionId", "7001");
    s.send.message.set("sessionType", "team");
    check(s, rule::do_not_disturb, outcome::none);
    s.send.message.set("memberPushOption", nimpush::value::map({{"isForcePush", true}}));
    check(s, rule::pushed, outcome::apns);
    CHECK(verdict(s).considered.find(rule::do_not_disturb) == delivery::consideration::overridden);
}
