// What the simulator asks for, and what it keeps: a message's bytes end with the call, and a message costs few
// allocations, however many accounts there are.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/failing_new.hpp"
#include "../support/print.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace v2 = nimpush::flutter_channel_v2;
namespace delivery = nimpush::delivery;
using nimpush::text;
using bytes = std::vector<std::uint8_t>;

const nimpush::device_token token = *nimpush::device_token::from_hex("d5c1f1a0");

/// Bob and more accounts, whose phones do not run.
delivery::simulator world(std::size_t accounts, const nimpush::apns::bundle_id& topic = "com.example.acme") {
    delivery::simulator nim({.app_key = "key", .apns = {{"acme_prod", topic, delivery::environment::production}}},
                            *delivery::moment::from("2026-11-23T12:00:00+08:00"));
    nim.add_account("alice", {.nickname = "Alice of the long nickname"});
    delivery::device phone{.options = {{"apnsCername", "acme_prod"}}};
    phone.token = token;
    nim.add_account("bob", {.devices = {phone}});
    for (std::size_t i = 0; i < accounts; ++i)
        nim.add_account(text("account " + std::to_string(i)), {.devices = {phone}});
    nim.add_team("7001", {.members = {"alice", "bob"}});
    return nim;
}

/// Calls as bytes: an app that wakes up, logs in, sets and sends.
std::vector<bytes> calls_of_1_7_7(std::string_view account) {
    std::vector<bytes> all;
    const auto add = [&](const auto& call) { all.push_back(*channel::encode(call, channel::context{})); };
    add(channel::initialize<channel::ios_sdk_options>{{.common = {.app_key = "key"}, .apns_cername = "acme_prod"}});
    add(channel::login{{.account = text(account), .token = "a token that is a secret"}});
    add(channel::update_apns_token{token, "a key of the console's that is rather long"});
    add(channel::set_push_no_disturb_config{{.enable = false, .start_time = "22:00", .end_time = "08:00"}});
    add(channel::set_mute{"an account that is muted, with a long name", true});
    channel::send_message message;
    message.message.session_id = account == "alice" ? text("bob") : text("alice");
    message.message.session_type = channel::session_type::p2p;
    message.message.message_type = channel::message_type::text;
    message.message.content = "a text that is longer than the room inside of a string";
    message.message.uuid = text("a name of the message that is owned, by " + std::string(account));
    message.message.push_payload = {{"pushTitle", "a title that is rather long"},
                                    {"apsField", nimpush::value::map({{"sound", "a sound of some length.caf"}})},
                                    {"a key that is the app's own", "with a text of some length"}};
    message.message.remote_extension = {{"kind", nimpush::value::list({"a text of some length", 1, 0.5})}};
    add(message);
    message.message.session_id = "7001";
    message.message.session_type = channel::session_type::team;
    message.message.uuid = text("another name of a message that is owned");
    channel::member_push_option& forced = message.message.member_push_option.emplace();
    forced.is_force_push = true;
    forced.force_push_content = "a text for those who are forced";
    forced.force_push_list.emplace() = {"bob", "alice"};
    add(message);
    channel::send_custom_notification note;
    note.notification.session_id = "bob";
    note.notification.session_type = channel::session_type::p2p;
    note.notification.content = "a content that is longer than a string's room";
    note.notification.apns_text = "a push text that is longer than a string's room";
    note.notification.send_to_online_user_only = false;
    add(note);
    return all;
}
std::vector<bytes> calls_of_v2() {
    std::vector<bytes> all;
    const auto add = [&](const auto& call) { all.push_back(*v2::encode(call)); };
    add(v2::initialize<v2::ios_sdk_options>{.options = {.common = {.app_key = "key"}, .apns_cername = "acme_prod"}});
    add(v2::login{"bob", "a token that is a secret"});
    v2::message one;
    one.message_client_id = "a name of the message that is owned";
    one.text = "a text that is longer than the room inside of a string";
    v2::send_message_params with;
    with.push_config.emplace().push_payload = R"({"a key of some length":"and a text of some length"})";
    with.push_config->push_content = "a push text that is longer than a string's room";
    add(v2::send_message{one, "bob|1|alice", with});
    v2::modify_params changes;
    changes.text = "a text that is owned, and rather long";
    changes.push_config.emplace().push_content = "another push text that is longer than a string's room";
    add(v2::modify_message{one, changes});
    add(v2::add_quick_comment{one, 1, "x"});
    add(v2::revoke_message{one, v2::revoke_params{.postscript = "taken back with a long postscript"}});
    add(v2::set_p2p_message_mute_mode{"an account with a rather long name", v2::p2p_message_mute_mode::on});
    return all;
}

/// Handles the call with its bytes in memory of their own, which is overwritten and given back at once.
bytes handle_and_forget(delivery::simulator& nim, delivery::simulator::device_id from, const bytes& call) {
    const auto own = std::make_unique<std::uint8_t[]>(call.size());
    std::memcpy(own.get(), call.data(), call.size());
    bytes reply = nim.handle(from, channel::name, {own.get(), call.size()});
    std::memset(own.get(), 0xFF, call.size());
    return reply;
}

}  // namespace

TEST_CASE("the bytes of a message may be freed as soon as it was handled") {
    delivery::simulator kept = world(0);
    delivery::simulator freed = kept;
    std::vector<bytes> all;  // alive to the end
    std::size_t pushed = 0, told = 0;
    const auto say = [&](std::size_t device, const bytes& call) {
        all.push_back(call);
        CHECK(handle_and_forget(freed, device, call) == kept.handle(device, channel::name, all.back()));
        CHECK(freed.verdicts() == kept.verdicts());
        CHECK(freed.pushes() == kept.pushes());
        CHECK(freed.waiting() == kept.waiting());
        pushed += kept.pushes().size();
    };
    const auto same_events = [&](std::size_t device) {
        const auto events = kept.take_events(device);
        told += events.size();
        CHECK(freed.take_events(device) == events);
        CHECK(freed.device(device).options == kept.device(device).options);
        CHECK(freed.device(device).token == kept.device(device).token);
    };
    const auto phone = kept.add_device();
    CHECK(freed.add_device() == phone);
    const auto tablet = kept.add_device(delivery::device_platform::android);
    CHECK(freed.add_device(delivery::device_platform::android) == tablet);
    kept.throttle(2);
    freed.throttle(2);
    for (const bytes& call : calls_of_1_7_7("alice")) say(phone, call);
    for (const bytes& call : calls_of_1_7_7("bob")) say(tablet, call);
    for (const bytes& call : calls_of_1_7_7("alice")) say(phone, call);  // bob hears of these
    for (const auto platform : {delivery::device_platform::ios, delivery::device_platform::harmony}) {
        const auto newer = kept.add_device(platform, delivery::environment::production, v2::v10_9_90);
        CHECK(freed.add_device(platform, delivery::environment::production, v2::v10_9_90) == newer);
        for (const bytes& call : calls_of_v2()) say(newer, call);
        for (const bytes& call : calls_of_1_7_7("alice")) say(phone, call);
        same_events(newer);
    }
    for (const std::size_t device : {phone, tablet}) same_events(device);
    CHECK(freed.retry() == kept.retry());
    CHECK(freed.find_account("bob")->muted_accounts == kept.find_account("bob")->muted_accounts);
    CHECK(freed.find_account("bob")->custom_content_key == kept.find_account("bob")->custom_content_key);
    const delivery::simulator copy = freed;
    CHECK(copy.verdicts() == kept.verdicts());
    CHECK(pushed > 3);
    CHECK(told > 20);
}

TEST_CASE("a call of more values than are read in place, and its bytes freed") {
    channel::send_message large;
    large.message.session_id = "bob";
    large.message.session_type = channel::session_type::p2p;
    large.message.uuid = "a name of the message that is owned";
    nimpush::free_map wide;
    for (int i = 0; i < 300; ++i) wide.set(text("a key of some length " + std::to_string(i)), i);
    large.message.remote_extension = wide;
    delivery::simulator kept = world(0);
    delivery::simulator freed = kept;
    const auto phone = kept.add_device();
    (void)freed.add_device();
    std::vector<bytes> all = calls_of_1_7_7("alice");
    all.push_back(*channel::encode(large, channel::context{}));
    for (const bytes& call : all)
        CHECK(handle_and_forget(freed, phone, call) == kept.handle(phone, channel::name, call));
    CHECK(kept.pushes().size() == 1);
    CHECK(freed.verdicts() == kept.verdicts());
}

TEST_CASE("a message that becomes a push costs at most 40 allocations, however many accounts there are") {
    std::vector<std::size_t> counts;
    for (const std::size_t accounts : {std::size_t{2}, std::size_t{2000}}) {
        delivery::simulator nim = world(accounts);
        const auto phone = nim.add_device();
        std::vector<bytes> calls = calls_of_1_7_7("alice");
        calls.resize(2);
        for (const bytes& call : calls) (void)nim.handle(phone, channel::name, call);
        channel::send_message message;
        message.message.session_id = "bob";
        message.message.session_type = channel::session_type::p2p;
        message.message.message_type = channel::message_type::text;
        message.message.content = "a text that is longer than the room inside of a string";
        message.message.uuid = "a name of the message that is owned";
        message.message.push_content = "a push text that is longer than a string's room";
        message.message.push_payload = {{"sessionId", "alice"}, {"sessionType", "p2p"}};
        message.message.config.emplace();
        const bytes call = *channel::encode(message, channel::context{});
        for (int i = 0; i < 5; ++i) (void)nim.handle(phone, channel::name, call);  // room that stays
        std::size_t most = 0;
        for (int i = 0; i < 20; ++i) {
            test::asked = 0;
            (void)nim.handle(phone, channel::name, call);
            (void)nim.take_events(phone);
            if (test::asked > most) most = test::asked;
            CHECK(nim.pushes().size() == 1);
        }
        CHECK(most <= 40);
        counts.push_back(most);
    }
    CHECK(counts[0] == counts[1]);
}

TEST_CASE("a push is answered as the gateway would answer it") {
    namespace apns = nimpush::apns;
    for (const std::string& topic : {std::string("com.example.acme"), std::string("com.example.acme.voip"),
                                     std::string("com.example.acme.pushtalk"), std::string("com.apple.mgmt.External.1"),
                                     std::string("com.example.push-type.liveactivity"), std::string(),
                                     std::string(300, 'a'), std::string(2000, 'a')})
        for (const std::size_t throttled : {std::size_t{0}, std::size_t{1}}) {
            CAPTURE(topic);
            CAPTURE(throttled);
            const apns::bundle_id id(nimpush::detail::unchecked{}, topic);
            delivery::simulator nim = world(0, id);
            const auto phone = nim.add_device();
            nim.throttle(throttled);
            std::vector<bytes> calls = calls_of_1_7_7("alice");
            calls.resize(6);
            for (const bytes& call : calls) (void)nim.handle(phone, channel::name, call);
            REQUIRE(nim.pushes().size() == 1);
            const delivery::sent_push& push = nim.pushes()[0];
            apns::gateway gateway({.knows_every_token = true, .certificate_topics = {text(id)}});
            if (throttled != 0) gateway.answer_next_with(apns::reason::too_many_requests);
            const apns::header_list headers = push.request.headers.list();
            const auto answer =
                gateway.answer({.method = push.request.method.view(),
                                .path = push.request.path.view(),
                                .headers = headers,
                                .body_size = *nimpush::json::size(push.request.payload)},
                               nim.now().milliseconds(), *apns::message_id::from(push.answer.apns_id.view()));
            CHECK(push.answer == answer);
        }
}
