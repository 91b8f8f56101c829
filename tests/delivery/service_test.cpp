// The simulator beyond one message: kick-outs, reads, recalls, Apple's answers.

#include <nimpush/delivery/simulator.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>

#include "../support/print.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace delivery = nimpush::delivery;
using delivery::device_platform;
using delivery::login_state;
using delivery::outcome;
using delivery::rule;
using nimpush::flutter_channel::session_type;

struct world {
    delivery::simulator nim{{.apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}},
                            *delivery::moment::from("2026-11-23T14:00:00+08:00")};
    std::uint8_t tokens = 0;

    world() {
        for (const char* name : {"alice", "bob", "carol"}) nim.add_account(*nimpush::text::from(name));
        nim.add_team("7001", {.members = {"alice", "bob", "carol"}});
    }
    template <class Call> auto call(delivery::simulator::device_id id, const Call& one) {
        auto reply = channel::read_reply<Call>(
            nim.handle(id, channel::name, *channel::encode(one, {.now = nim.now().milliseconds()})));
        REQUIRE(reply);
        return *std::move(reply);
    }
    /// A device with a token of its own, initialised and logged in.
    delivery::simulator::device_id device_of(nimpush::text account, device_platform on = device_platform::ios,
                                             bool counts_recalls = false) {
        const auto id = nim.add_device(on);
        nimpush::flutter_channel::ios_sdk_options options{.common = {.app_key = "key"}, .apns_cername = "acme_prod"};
        if (counts_recalls) options.common.should_consider_revoked_message_unread_count = true;
        CHECK(call(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options}).ok());
        if (on == device_platform::ios) {
            const std::uint8_t bytes[] = {0xd5, ++tokens};
            CHECK(call(id, channel::update_apns_token{*nimpush::device_token::from(bytes)}).ok());
        }
        CHECK(call(id, channel::login{{.account = account, .token = "secret"}}).ok());
        return id;
    }
    /// The message as it was sent.
    nimpush::flutter_channel::message send(delivery::simulator::device_id from, nimpush::text to,
                                           session_type type = session_type::p2p) {
        auto created = call(from, channel::create_text_message{to, type, "hello"});
        REQUIRE(created.data);
        auto sent = call(from, channel::send_message{*created.data});
        REQUIRE(sent.ok());
        return *sent.data;
    }
    std::int64_t unread(std::string_view account) const { return nim.find_account(account)->unread.value(); }
    std::int64_t badge() const { return nim.verdicts().at(0).badge.value(); }
};

}  // namespace

TEST_CASE("a second login ends those that the policy does not let stand") {
    struct row {
        delivery::login_policy policy;
        device_platform first, second;
        login_state becomes;
    };
    using enum delivery::login_policy;
    constexpr auto ios = device_platform::ios;
    constexpr auto android = device_platform::android;
    constexpr auto windows = device_platform::windows;
    constexpr auto web = device_platform::web;
    constexpr row rows[] = {
        {one_of_each_kind, ios, ios, login_state::kicked},
        {one_of_each_kind, ios, android, login_state::kicked},
        {one_of_each_kind, android, device_platform::harmony, login_state::kicked},
        {one_of_each_kind, ios, windows, login_state::in},
        {one_of_each_kind, windows, web, login_state::kicked},
        {one_of_each_kind, device_platform::macos, ios, login_state::in},
        {one, ios, windows, login_state::kicked},
        {one, web, android, login_state::kicked},
        {every_device, ios, ios, login_state::in},
        {every_device, windows, web, login_state::in},
    };
    for (const row& r : rows) {
        CAPTURE(name_of(r.first));
        CAPTURE(name_of(r.second));
        world w;
        w.nim.set_login_policy(r.policy);
        const auto first = w.device_of("bob", r.first);
        const auto second = w.device_of("bob", r.second);
        CHECK(w.nim.device(first).login == r.becomes);
        CHECK(w.nim.device(second).login == login_state::in);
    }
}

TEST_CASE("a phone that was kicked out gets no push, the other does") {
    world w;
    const auto old_phone = w.device_of("bob");
    const auto new_phone = w.device_of("bob");
    w.nim.kill(old_phone);
    w.nim.kill(new_phone);
    w.send(w.device_of("alice"), "bob");
    REQUIRE(w.nim.verdicts().size() == 2);
    CHECK(w.nim.verdicts()[0].rule == rule::kicked_out);
    CHECK(w.nim.verdicts()[1].outcome == outcome::apns);
    REQUIRE(w.nim.pushes().size() == 1);
    CHECK(w.nim.pushes()[0].device == 1);
}

TEST_CASE("kickOutOtherOnlineClient ends the logins of a kind of client") {
    world w;
    w.nim.set_login_policy(delivery::login_policy::every_device);
    const auto phone = w.device_of("bob");
    const auto desktop = w.device_of("bob", device_platform::windows);
    const auto kick = [&](nimpush::flutter_channel::client_type type) {
        return w.call(phone, channel::kick_out_other_online_client{{.client_type = type}}).code;
    };
    CHECK(kick(nimpush::flutter_channel::client_type::web) == -1);
    CHECK(kick(nimpush::flutter_channel::client_type::ios) == -1);  // not oneself
    CHECK(w.nim.device(desktop).login == login_state::in);
    CHECK(kick(nimpush::flutter_channel::client_type::windows) == 0);
    CHECK(w.nim.device(desktop).login == login_state::kicked);
}

TEST_CASE("badges count what is unread, session by session") {
    world w;
    const auto alices = w.device_of("alice");
    const auto carols = w.device_of("carol");
    const auto bobs = w.device_of("bob");
    w.nim.kill(bobs);
    w.send(alices, "bob");
    CHECK(w.badge() == 1);
    w.send(alices, "bob");
    w.send(carols, "bob");
    CHECK(w.badge() == 3);
    w.send(alices, "7001", session_type::team);
    CHECK(w.badge() == 4);
    CHECK(w.unread("carol") == 1);

    w.nim.mark_read("bob", session_type::p2p, "alice");
    CHECK(w.unread("bob") == 2);
    w.nim.mark_read("bob", session_type::p2p, "alice");
    CHECK(w.unread("bob") == 2);
    w.nim.mark_read("bob", session_type::team, "7001");
    CHECK(w.unread("bob") == 1);
    w.send(alices, "bob");
    CHECK(w.badge() == 2);
    w.nim.mark_all_read("bob");
    CHECK(w.unread("bob") == 0);
    w.send(alices, "bob");
    CHECK(w.badge() == 1);

    w.nim.bring_to_foreground(bobs);
    CHECK(w.call(bobs, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{{.common = {.app_key = "key"}}})
              .ok());
    CHECK(w.call(bobs, channel::query_total_unread_count{}).data == 1);
    w.send(carols, "bob");
    CHECK(w.call(bobs, channel::set_chatting_account{"alice", session_type::p2p}).ok());
    CHECK(w.call(bobs, channel::query_total_unread_count{}).data == 1);
    CHECK(w.call(bobs, channel::clear_all_session_unread_count{}).ok());
    CHECK(w.call(bobs, channel::query_total_unread_count{}).data == 0);
}

TEST_CASE("a recall is pushed with a text of its own alone, and counts where the app says so") {
    for (const bool counts : {false, true}) {
        CAPTURE(counts);
        world w;
        const auto alices = w.device_of("alice");
        const auto bobs = w.device_of("bob", device_platform::ios, counts);
        w.nim.kill(bobs);
        const auto first = w.send(alices, "bob");
        const auto second = w.send(alices, "bob");
        CHECK(w.unread("bob") == 2);

        CHECK(w.call(alices, channel::revoke_message{.message = first, .should_notify_be_count = false}).ok());
        CHECK(w.nim.verdicts().at(0).rule == rule::no_push_text);
        CHECK(w.unread("bob") == (counts ? 1 : 2));

        CHECK(w.call(alices, channel::revoke_message{.message = second,
                                                     .custom_apns_text = "Alice took a message back",
                                                     .push_payload = {{"recalled", true}},
                                                     .should_notify_be_count = false})
                  .ok());
        CHECK(w.nim.verdicts().at(0).outcome == outcome::apns);
        CHECK(w.nim.verdicts()[0].alert->body == "Alice took a message back");
        CHECK(w.nim.verdicts()[0].request->payload.find("recalled") != nullptr);
        CHECK(w.badge() == (counts ? 0 : 2));

        CHECK(w.call(alices, channel::revoke_message{.message = second}).code != 0);  // once
    }
}

TEST_CASE("a recall of nothing, and of somebody else's message") {
    world w;
    const auto alices = w.device_of("alice");
    const auto bobs = w.device_of("bob");
    auto sent = w.send(alices, "bob");
    CHECK(w.call(bobs, channel::revoke_message{.message = sent}).code == 403);
    sent.uuid = "never-sent";
    CHECK(w.call(alices, channel::revoke_message{.message = sent}).code == -1);
}

TEST_CASE("Apple answers each push, and puts off what is too much") {
    world w;
    const auto alices = w.device_of("alice");
    w.nim.kill(w.device_of("bob"));
    w.nim.kill(w.device_of("carol"));
    w.nim.throttle(1);
    w.send(alices, "7001", session_type::team);
    REQUIRE(w.nim.pushes().size() == 2);
    CHECK(w.nim.pushes()[0].account == "bob");
    CHECK(w.nim.pushes()[0].answer.status == 429);
    CHECK(w.nim.pushes()[0].answer.reason == nimpush::apns::reason::too_many_requests);
    CHECK(w.nim.pushes()[1].answer.status == 200);
    REQUIRE(w.nim.waiting().size() == 1);

    w.nim.throttle(1);
    CHECK(w.nim.retry() == 0);
    CHECK(w.nim.waiting().size() == 1);
    CHECK(w.nim.retry() == 1);
    CHECK(w.nim.waiting().empty());
    CHECK(w.nim.retry() == 0);
}

TEST_CASE("a token that Apple no longer knows") {
    world w;
    const auto alices = w.device_of("alice");
    const auto bobs = w.device_of("bob");
    w.nim.kill(bobs);
    w.nim.unregister_token(bobs);
    w.send(alices, "bob");
    CHECK(w.nim.verdicts().at(0).rule == rule::token_unregistered);
    CHECK(w.nim.pushes().empty());
    w.nim.bring_to_foreground(bobs);  // the app starts again and gets a new token
    CHECK(w.call(bobs, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{{.common = {.app_key = "key"},
                                                                                       .apns_cername = "acme_prod"}})
              .ok());
    const std::uint8_t fresh[] = {0xfe, 0xed};
    CHECK(w.call(bobs, channel::update_apns_token{*nimpush::device_token::from(fresh)}).ok());
    w.nim.kill(bobs);
    w.send(alices, "bob");
    CHECK(w.nim.verdicts().at(0).outcome == outcome::apns);
}

TEST_CASE("a bundle id that Apple does not take shows in its answer") {
    world w;
    const nimpush::apns::bundle_id unlooked_at(nimpush::detail::unchecked{}, "com example");
    delivery::simulator nim({.apns = {{"acme_prod", unlooked_at, delivery::environment::production}}},
                            *delivery::moment::from("2026-11-23T14:00:00+08:00"));
    std::swap(w.nim, nim);
    w.nim.add_account("alice");
    w.nim.add_account("bob");
    const auto alices = w.device_of("alice");
    w.nim.kill(w.device_of("bob"));
    w.send(alices, "bob");
    CHECK(w.nim.pushes().at(0).answer.reason == nimpush::apns::reason::bad_topic);
    CHECK(w.nim.waiting().empty());
}

TEST_CASE("whom a member of a team blocked still writes to the others") {
    world w;
    const auto alices = w.device_of("alice");
    w.nim.kill(w.device_of("bob"));
    w.nim.kill(w.device_of("carol"));
    w.nim.find_account("bob")->blacklist = {"alice"};
    w.send(alices, "7001", session_type::team);
    CHECK(w.nim.verdicts().at(0).rule == rule::blocked);
    CHECK(w.nim.verdicts().at(1).outcome == outcome::apns);
    CHECK(w.unread("bob") == 0);
    CHECK(w.unread("carol") == 1);
}
