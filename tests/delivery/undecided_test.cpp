// explain_open(): verdicts where not all is known.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/delivery/undecided.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/read_file.hpp"

namespace {

using namespace nimpush::delivery;

scenario named(std::string_view name) {
    auto read = read_scenario(test::read_file(NIMPUSH_SOURCE_DIR "/examples/scenarios/" + std::string(name) + ".json"));
    REQUIRE(read.has_value());
    return *std::move(read);
}
std::vector<open_verdict> open(scenario s, std::vector<unknown_fact> unknown) {
    s.unknown = std::move(unknown);
    auto made = explain_open(s);
    REQUIRE(made.has_value());
    return *std::move(made);
}
insight said(const open_verdict& one, rule which) {
    for (const weighed& row : one.considered)
        if (row.rule == which) return row.result;
    return insight::passes;
}
constexpr unknown_fact all_facts[] = {unknown_fact::receiver_blacklist,   unknown_fact::friends_and_strangers_setting,
                                      unknown_fact::console_app_key,      unknown_fact::receiver_login_state,
                                      unknown_fact::receiver_app_state,   unknown_fact::message_config,
                                      unknown_fact::console_certificates, unknown_fact::receiver_token_uploaded,
                                      unknown_fact::receiver_dnd,         unknown_fact::receiver_mutes,
                                      unknown_fact::build_environment,    unknown_fact::reinstall_time};
static_assert(std::size(all_facts) == std::size(nimpush::names<unknown_fact>::list));

}  // namespace

TEST_CASE("what leaves nothing open is decided as explain() decides it") {
    for (const std::string_view name : {"kicked_out", "pushed", "no_token", "blocked", "do_not_disturb", "sender_muted",
                                        "in_the_foreground", "logged_out", "token_unregistered"}) {
        CAPTURE(name);
        const scenario s = named(name);
        const auto closed = explain(s);
        REQUIRE(closed.has_value());
        const auto made = open(s, {});
        REQUIRE(made.size() == closed->size());
        for (std::size_t i = 0; i < made.size(); ++i) {
            CHECK(made[i].rule == (*closed)[i].rule);
            CHECK(made[i].depends_on.empty());
            CHECK(!made[i].ask.has_value());
        }
    }
}

TEST_CASE("each fact opens rules, and only where it matters") {
    const scenario s = named("pushed");
    for (const unknown_fact one : all_facts) {
        CAPTURE(name_of(one));
        const open_verdict made = open(s, {one})[0];
        if (one == unknown_fact::console_app_key) continue;  // the app of the scenario names none
        CHECK(!made.rule.has_value());
        CHECK(made.depends_on == std::vector{one});
        CHECK(made.ask == one);
    }
    const open_verdict made = open(s, {unknown_fact::receiver_login_state})[0];
    CHECK(said(made, rule::kicked_out) == insight::cannot_know);
    CHECK(said(made, rule::logged_out) == insight::cannot_know);
    CHECK(said(made, rule::never_logged_in) == insight::cannot_know);
    CHECK(said(made, rule::no_token) == insight::passes);
}

TEST_CASE("what stops the push before decides, whatever is open behind it") {
    const open_verdict blocked =
        open(named("blocked"), {unknown_fact::receiver_dnd, unknown_fact::receiver_login_state})[0];
    CHECK(blocked.rule == rule::blocked);
    CHECK(blocked.depends_on.empty());
    // Behind what is open it stops in any case, for one reason or the other.
    const open_verdict quiet = open(named("do_not_disturb"), {unknown_fact::receiver_token_uploaded})[0];
    CHECK(quiet.rule == rule::do_not_disturb);
    CHECK(quiet.depends_on == std::vector{unknown_fact::receiver_token_uploaded});
}

TEST_CASE("the question is the one that most rules hang on") {
    const open_verdict made = open(named("pushed"), {unknown_fact::receiver_dnd, unknown_fact::receiver_login_state,
                                                     unknown_fact::reinstall_time})[0];
    CHECK(made.ask == unknown_fact::receiver_login_state);
    CHECK(made.depends_on.size() == 3);
}

TEST_CASE("a scenario's unknown is read and written by name, and a slip is told") {
    scenario s = named("pushed");
    s.unknown = std::vector{unknown_fact::receiver_dnd};
    const auto text = nimpush::json::to_string(s);
    REQUIRE(text.has_value());
    CHECK(text->find(R"("unknown":["receiver_dnd"])") != text->npos);
    const auto again = read_scenario(*text);
    REQUIRE(again.has_value());
    CHECK(*again == s);
    std::string slip = *text;
    slip.replace(slip.find("receiver_dnd"), 12, "receiver_dmd");
    CHECK(!read_scenario(slip).has_value());
}
