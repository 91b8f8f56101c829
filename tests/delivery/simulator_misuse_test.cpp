// The simulator in the hands of somebody who holds it wrong.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/print.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace delivery = nimpush::delivery;
using delivery::simulator;
using nimpush::text;
using nimpush::value;

simulator world() {
    simulator made({.apns = {{"acme_prod", "com.example.acme"}}}, {});
    made.add_account("alice");
    made.add_account("bob", {.nickname = "Bob"});
    return made;
}

std::vector<std::uint8_t> login_of(text account) {
    return *channel::encode(channel::login{{.account = std::move(account), .token = "t"}}, channel::context{});
}

/// A phone of the account, with the app running.
simulator::device_id start_phone(simulator& nim, text account) {
    const auto id = nim.add_device();
    (void)nim.handle(id, channel::name,
                     *channel::encode(channel::initialize<channel::ios_sdk_options>{{.common = {.app_key = "k"}}},
                                      channel::context{}));
    (void)nim.handle(id, channel::name, login_of(std::move(account)));
    REQUIRE(nim.device(id).login == delivery::login_state::in);
    return id;
}

/// The arguments of a sendMessage of a text.
value text_message(value to, value type) {
    return value::map({{"sessionId", std::move(to)},
                       {"sessionType", std::move(type)},
                       {"messageType", "text"},
                       {"uuid", "u1"},
                       {"content", "hi"},
                       {"resend", false},
                       {"serviceName", "MessageService"}});
}
std::vector<std::uint8_t> send(simulator& nim, simulator::device_id from, const value& message) {
    return nim.handle(from, channel::name, *nimpush::standard_codec::encode_method_call("sendMessage", message));
}

value nested(std::size_t depth) {
    value made = 1;
    for (std::size_t i = 0; i < depth; ++i) made = value::list({made});
    return made;
}

template <class S>
concept shows_a_temporary = requires(S&& s) {
    static_cast<S&&>(s).device(0);
}
|| requires(S&& s) { static_cast<S&&>(s).find_account("bob"); };
static_assert(!shows_a_temporary<simulator> && shows_a_temporary<simulator&> && shows_a_temporary<const simulator&>);

}  // namespace

TEST_CASE("a device that nobody made does nothing, and says so") {
    simulator nim = world();
    const auto phone = start_phone(nim, "bob");
    for (const simulator::device_id id : {phone + 1, simulator::device_id{7}, nimpush::npos}) {
        CHECK_FALSE(nim.kill(id));
        CHECK_FALSE(nim.bring_to_foreground(id));
        CHECK_FALSE(nim.send_to_background(id));
        CHECK_FALSE(nim.lose_connection(id));
        CHECK_FALSE(nim.kick_out(id));
        CHECK_FALSE(nim.unregister_token(id));
        CHECK(nim.handle(id, channel::name, login_of("bob")).empty());
        CHECK(nim.device(id).login == delivery::login_state::never);
        CHECK_FALSE(nim.device(id).initialized);
    }
    CHECK(nim.device(phone).login == delivery::login_state::in);
    CHECK(nim.kill(phone));
    CHECK(nim.device(phone).app == delivery::app_state::killed);
    nim.mark_read("nobody", channel::session_type::p2p, "bob");
    nim.mark_all_read("nobody");
    CHECK(nim.retry() == 0);
}

TEST_CASE("an account that was found stays that account, whatever is added") {
    simulator nim = world();
    const auto bob = nim.find_account("bob");
    const auto nobody = nim.find_account("nobody");
    CHECK(nobody == nullptr);
    for (int i = 0; i < 1000; ++i) nim.add_account(text("account " + std::to_string(i)));
    REQUIRE(bob);
    CHECK(bob->nickname == "Bob");
    bob->blacklist = {"alice"};
    CHECK(std::as_const(nim).find_account("bob")->blacklist.size() == 1);
    nim.add_account("nobody", {.nickname = "Somebody now"});
    CHECK(nobody->nickname == "Somebody now");
}

TEST_CASE("a copy of a simulator stands alone") {
    simulator nim = world();
    const auto phone = start_phone(nim, "bob");
    simulator copy = nim;
    CHECK(copy.kill(phone));
    copy.find_account("bob")->nickname = "Robert";
    CHECK(nim.device(phone).app == delivery::app_state::foreground);
    CHECK(nim.find_account("bob")->nickname == "Bob");
    nim = copy;
    CHECK(nim.find_account("bob")->nickname == "Robert");
    const simulator moved = std::move(copy);
    CHECK(moved.find_account("bob")->nickname == "Robert");
    CHECK(moved.device(phone).app == delivery::app_state::killed);
    copy = world();  // NOLINT(bugprone-use-after-move): that is what is tried
    CHECK(copy.find_account("bob")->nickname == "Bob");
    CHECK_FALSE(copy.kill(phone));
}

TEST_CASE("a message of any depth is answered, and what is refused is not delivered") {
    for (std::size_t depth = 1; depth < 64; ++depth) {
        CAPTURE(depth);
        simulator nim = world();
        const auto phone = start_phone(nim, "alice");
        value message = text_message("bob", "p2p");
        message.set("remoteExtension", value::map({{"x", nested(depth)}}));
        const auto call = nimpush::standard_codec::encode_method_call("sendMessage", message);
        if (!call) continue;
        const auto reply = nimpush::standard_codec::decode_envelope(nim.handle(phone, channel::name, *call));
        REQUIRE(reply.has_value());
        REQUIRE(reply->what == nimpush::standard_codec::envelope::outcome::success);
        const bool taken = *reply->data.find("code") == value(0);
        CHECK(taken != nim.verdicts().empty());
        CHECK(taken == (nim.find_account("bob")->unread.value() == 1));
        if (!taken)
            CHECK(reply->data.find("errorDetails")->chars() == "nested too deep: the reply could not be written");
        if (depth < 50) CHECK(taken);
    }
}

TEST_CASE("what is nested deeper than the codec carries is answered too") {
    simulator nim = world();
    const auto phone = start_phone(nim, "alice");
    std::vector<std::uint8_t> call = {7, 1, 'm'};
    for (int i = 0; i < 100; ++i) call.insert(call.end(), {12, 1});
    call.push_back(0);
    const auto reply = nimpush::standard_codec::decode_envelope(nim.handle(phone, channel::name, call));
    REQUIRE(reply.has_value());
    REQUIRE(reply->data.find("errorDetails") != nullptr);
    CHECK(reply->data.find("errorDetails")->chars() == "nested too deep: the reply could not be written");
}

TEST_CASE("clocks and counts at their ends") {
    for (const std::int64_t seconds :
         {INT64_MIN, INT64_MIN / 1000 - 1, std::int64_t{-1}, INT64_MAX / 1000 + 1, INT64_MAX}) {
        CAPTURE(seconds);
        simulator nim = world();
        nim.set_now({.seconds = seconds, .offset = delivery::utc_offset::of_minutes(INT32_MAX)});
        nim.find_account("bob")->unread = nimpush::natural::unchecked(INT64_MAX);
        nim.find_account("bob")->do_not_disturb = {.enable = true,
                                                   .start_time = delivery::clock_time::from("22:00"),
                                                   .end_time = delivery::clock_time::from("08:00"),
                                                   .utc_offset = delivery::utc_offset::of_minutes(INT32_MIN)};
        const auto phone = start_phone(nim, "alice");
        const auto reply = send(nim, phone, text_message("bob", "p2p"));
        CHECK_FALSE(reply.empty());
        CHECK(nim.verdicts().size() == 1);
        CHECK(nim.find_account("bob")->unread.value() == INT64_MAX);
        nim.mark_all_read("bob");
        CHECK(nim.find_account("bob")->unread.value() == 0);
    }
}

TEST_CASE("a team that names a member twice is a problem of a scenario, and has it once in the simulator") {
    delivery::scenario s{.console = {.apns = {{"acme_prod", "com.example.acme"}}},
                         .accounts = {{"alice", {}}, {"bob", {.devices = {{}, {}}}}, {"carol", {}}}};
    s.teams.set("7001", {.members = {"alice", "bob", "carol", "bob", "alice", "bob"}});
    s.send = {.from = "alice",
              .message = *nimpush::free_map::from(*nimpush::json::read(
                  R"({"sessionId":"7001","sessionType":"team","messageType":"text","content":"hi"})"))};
    const auto verdicts = delivery::explain(s);
    REQUIRE_FALSE(verdicts.has_value());
    REQUIRE(verdicts.error().size() == 3);
    CHECK(to_text(verdicts.error()[0].what) == "teams.7001.members[3]: `bob` is named twice: a team has a member once");

    simulator nim(s);
    const auto phone = start_phone(nim, "alice");
    CHECK_FALSE(send(nim, phone, text_message("7001", "team")).empty());
    REQUIRE(nim.verdicts().size() == 3);
    CHECK(nim.verdicts()[0].account == "bob");
    CHECK(nim.verdicts()[1].account == "bob");
    CHECK(nim.verdicts()[2].account == "carol");
}
