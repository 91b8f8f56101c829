#include <nimpush/delivery/simulator.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/dialect/flutter_channel.hpp>
#include <nimpush/dialect/flutter_channel_v2.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/v2_world.hpp"

using namespace test;

TEST_CASE("the guide on each version, and what leaves for APNs is the same") {
    for (const version plugin : v2::known_versions) {
        CAPTURE(nimpush::schema::version_text(plugin).c_str());
        world w;
        const auto bobs = w.phone_of("bob", plugin);
        w.nim.kill(bobs);
        const auto alices = w.phone_of("alice", plugin);
        v2::send_message_params with;
        with.push_config.emplace().push_payload = R"({"sessionId":"alice"})";
        const auto sent = w.send_text(alices, "alice|1|bob", with);
        CHECK(sent.ok());
        REQUIRE(sent.data);
        CHECK(sent.data->message->message_server_id == "2");
        CHECK(sent.data->message->sender_id == "alice");
        CHECK(sent.data->message->create_time.value() == 1795406400000);
        REQUIRE(w.nim.verdicts().size() == 1);
        CHECK(w.last_rule() == rule::pushed);
        CHECK(*nimpush::json::to_string(w.nim.verdicts()[0].request->payload) ==
              R"({"aps":{"alert":{"body":"Alice:hello"},"badge":1},"sessionId":"alice"})");
    }
}

TEST_CASE("before initialize each platform says so in its own form") {
    // Success envelope, map of pairs: docs/facts/codec.md.
    const bytes ios = from_hex(
        "000d020704636f646503ffffffff070c6572726f7244657461696c73071473646b20697320756e696e697469616c697a6564");
    const bytes arkts =
        from_hex("000d020704636f646503ffffffff070c6572726f7244657461696c73071153444b20556e696e697469616c697a6564");
    const bytes android = from_hex(
        "000d030704636f646503ffffffff070c6572726f7244657461696c73071153444b20556e696e697469616c697a65640704646174"
        "6100");
    world w;
    for (const version plugin : v2::known_versions) CHECK(w.send(w.device(plugin), v2::logout{}) == ios);
    CHECK(w.send(w.device(v2::v10_3_1, device_platform::android), v2::logout{}) == android);
    CHECK(w.send(w.device(v2::v10_9_90, device_platform::harmony), v2::logout{}) == arkts);
    // Success in ArkTS: code, then data, a null too.
    const auto phone = w.device(v2::v10_9_90, device_platform::harmony);
    CHECK(w.send(phone, world::options()) == from_hex("000d020704636f6465030000000007046461746100"));
}

TEST_CASE("what the native sides never answer") {
    world w;
    const auto phone = w.phone_of("bob", v2::v10_3_1);
    const auto newest = w.phone_of("bob");
    // A good token for calls: iOS never answers. A bad one it does.
    CHECK(w.send(phone, v2::update_push_kit_token{nimpush::octets(token.bytes())}).empty());
    CHECK(w.raw(newest, "updatePushKitToken", value::map({{"token", value(1)}, {"serviceName", "APNSService"}})) !=
          bytes());
    // Methods that a version does not have.
    const value modify =
        value::map({{"message", value::map()}, {"params", value::map()}, {"serviceName", "MessageService"}});
    CHECK(w.raw(phone, "modifyMessage", modify).empty());
    CHECK_FALSE(w.raw(newest, "modifyMessage", modify).empty());
    const value service = value::map({{"serviceName", "SettingsService"}});
    CHECK(w.raw(phone, "getPushMobileOnDesktopOnline", service).empty());
    CHECK_FALSE(w.raw(newest, "getPushMobileOnDesktopOnline", service).empty());
    // APNSService is iOS's alone; 1.7.7's services are not V2's, and the other way round.
    const auto android = w.device(v2::v10_9_90, device_platform::android);
    CHECK(w.call(android, world::options()).ok());
    CHECK(w.send(android, v2::update_apns_token{nimpush::octets(token.bytes())}).empty());
    CHECK(w.raw(newest, "updateAPNSToken", value::map({{"serviceName", "SettingsService"}})).empty());
    const auto old = w.old_phone_of("bob");
    CHECK(w.nim.handle(old, v2::name, *v2::encode(v2::logout{})).empty());
    // No service, an unknown one.
    CHECK(w.raw(newest, "login", value::map()).empty());
    CHECK(w.raw(newest, "login", value::map({{"serviceName", "AuthService"}})).empty());
}

TEST_CASE("who hands the token over") {
    struct row {
        version plugin;
        bool auto_update, before_initialize, has_token;
    };
    for (const row& r : {row{v2::v10_3_1, true, false, false}, row{v2::v10_9_2, true, true, false},
                         row{version{10, 9, 6}, true, false, true}, row{v2::v10_9_90, true, true, true},
                         row{v2::v10_9_90, false, false, false}, row{v2::v10_9_90, false, true, false}}) {
        world w;
        const auto id = w.device(r.plugin);
        if (r.before_initialize) CHECK(w.nim.register_device_token(id, token));
        auto initialize = world::options();
        if (r.plugin >= version{10, 9, 6}) initialize.options.auto_update_apns_token = r.auto_update;
        CHECK(w.call(id, initialize).ok());
        if (!r.before_initialize) CHECK(w.nim.register_device_token(id, token));
        CHECK(w.nim.device(id).token.has_value() == r.has_token);
    }
    world w;
    CHECK_FALSE(w.nim.register_device_token(7, token));
    CHECK_FALSE(w.nim.register_device_token(w.device(v2::v10_9_90, device_platform::android), token));
    const auto phone = w.phone_of("bob");
    w.nim.kill(phone);
    CHECK_FALSE(w.nim.register_device_token(phone, other_token));
    // A process that starts anew knows nothing of the flag: the next token waits for initialize.
    w.nim.bring_to_foreground(phone);
    CHECK(w.nim.register_device_token(phone, other_token));
    CHECK(w.nim.device(phone).token == token);
    CHECK(w.call(phone, world::options()).ok());
    CHECK(w.nim.device(phone).token == other_token);
}

TEST_CASE("iOS of 10.3.1 loses the custom key") {
    for (const version plugin : v2::known_versions) {
        world w;
        const auto bobs = w.phone_of("bob", plugin);
        CHECK(w.call(bobs, v2::update_apns_token_with_custom_key{nimpush::octets(token.bytes()), "quiet"}).ok());
        CHECK(w.call(bobs, v2::set_dnd_config{{.show_detail = false}}).ok());
        w.nim.kill(bobs);
        w.send_text(w.phone_of("alice", plugin), "alice|1|bob");
        CHECK(w.nim.verdicts()[0].alert->body == (plugin == v2::v10_3_1 ? "你收到一条新消息" : "Something new"));
    }
}

TEST_CASE("settings go in and come back, and decide") {
    world w;
    const auto bobs = w.phone_of("bob");
    CHECK(w.call(bobs,
                 v2::set_dnd_config{
                     {.show_detail = true, .dnd_on = true, .from_h = 11, .from_m = 30, .to_h = 13, .to_m = 0}})
              .ok());
    const auto dnd = w.call(bobs, v2::get_dnd_config{});
    REQUIRE(dnd.data);
    CHECK(dnd.data->dnd_on == true);
    CHECK(dnd.data->from_h.value() == 11);
    CHECK(dnd.data->from_m.value() == 30);
    CHECK(dnd.data->to_h.value() == 13);
    w.nim.kill(bobs);
    const auto alices = w.phone_of("alice");
    w.send_text(alices, "alice|1|bob");
    CHECK(w.last_rule() == rule::do_not_disturb);

    w.nim.bring_to_foreground(bobs);
    CHECK(w.call(bobs, world::options()).ok());
    CHECK(w.call(bobs, v2::set_dnd_config{}).ok());
    CHECK(w.call(bobs, v2::set_p2p_message_mute_mode{"alice", v2::p2p_message_mute_mode::on}).ok());
    CHECK(w.call(bobs, v2::get_p2p_message_mute_mode{"alice"}).data == v2::p2p_message_mute_mode::on);
    CHECK(w.call(bobs, v2::get_p2p_message_mute_mode{"carol"}).data == v2::p2p_message_mute_mode::off);
    CHECK(w.call(bobs, v2::get_p2p_message_mute_list{}).data == std::vector<nimpush::text>{"alice"});
    CHECK(w.call(bobs, v2::get_conversation_mute_status{"bob|1|alice"}).data == true);
    for (const auto mode :
         {v2::team_message_mute_mode::on, v2::team_message_mute_mode::manager_off, v2::team_message_mute_mode::off}) {
        CHECK(w.call(bobs, v2::set_team_message_mute_mode{"7001", v2::team_type::normal, mode}).ok());
        CHECK(w.call(bobs, v2::get_team_message_mute_mode{"7001", v2::team_type::normal}).data == mode);
    }
    CHECK(w.call(bobs, v2::get_conversation_mute_status{"bob|2|7001"}).data == false);
    CHECK(w.call(bobs, v2::set_team_message_mute_mode{"7002", v2::team_type::normal}).code == 108404);
    CHECK(w.call(bobs, v2::set_push_mobile_on_desktop_online{false}).ok());
    CHECK(w.call(bobs, v2::get_push_mobile_on_desktop_online{}).data == false);
    CHECK_FALSE(w.nim.find_account("bob")->push_when_desktop_online);
    w.nim.send_to_background(bobs);
    w.send_text(alices, "alice|1|bob");
    CHECK(w.last_rule() == rule::sender_muted);
    // What is missing: 199414, and -1 of Android's SettingsService.
    const value nothing = value::map({{"serviceName", "SettingsService"}});
    w.nim.bring_to_foreground(bobs);
    CHECK(v2::read_reply<v2::set_dnd_config>(w.raw(bobs, "setDndConfig", nothing))->code == 199414);
    const auto android = w.device(v2::v10_9_90, device_platform::android);
    CHECK(w.call(android, world::options()).ok());
    CHECK(v2::read_reply<v2::set_dnd_config>(w.raw(android, "setDndConfig", nothing))->code == -1);
}

TEST_CASE("creators answer as each native side does") {
    world w;
    const auto ios = w.phone_of("alice");
    const auto android = w.device(v2::v10_9_90, device_platform::android);
    const auto harmony = w.device(v2::v10_9_90, device_platform::harmony);
    for (const auto id : {android, harmony}) CHECK(w.call(id, world::options()).ok());
    for (const auto id : {ios, android, harmony}) {
        const auto place = w.call(id, v2::create_location_message{30, 120.5, "x"});
        REQUIRE(place.data);
        const auto* at = place.data->attachment.get_if<v2::location_attachment>();
        REQUIRE(at != nullptr);
        CHECK(at->latitude == 30);
        CHECK(at->longitude == 120.5);
        const auto image = w.call(id, v2::create_image_message{.image_path = "/a.jpg", .width = 3, .height = 4});
        REQUIRE(image.data);
        CHECK(image.data->attachment.get_if<v2::image_attachment>()->width.value() == 3);
        CHECK(w.call(id, v2::create_custom_message{"x", "{}"}).data->message_type == v2::message_type::custom);
        CHECK(w.call(id, v2::create_call_message{.type = 1, .channel_id = "c", .status = 2}).data->message_type ==
              v2::message_type::call);
        CHECK(w.call(id, v2::create_forward_message{*image.data}).data->message_type == v2::message_type::image);
    }
    // Whole doubles are ints to ArkTS, and 0 and "" are missing.
    const bytes place = w.send(harmony, v2::create_location_message{30, 120.5, "x"});
    const auto read = nimpush::standard_codec::decode_envelope(place);
    REQUIRE(read);
    CHECK(read->data.find("data")->find("attachment")->find("latitude")->is(value::kind::int64));
    CHECK(read->data.find("data")->find("attachment")->find("longitude")->is(value::kind::float64));
    CHECK(read->data.find("data")->find("serialId") == nullptr);
    CHECK(w.call(harmony, v2::create_location_message{0, 1, "x"}).code == 199414);
    CHECK(w.call(harmony, v2::create_text_message{""}).code == 199414);
    CHECK(w.call(harmony, v2::create_call_message{.type = 0, .channel_id = "c", .status = 2}).code == 199414);
    CHECK(w.call(android, v2::create_location_message{0, 1, "x"}).ok());
    CHECK(w.call(ios, v2::create_text_message{""}).ok());
    // As many keys as the version has, on Android with their nulls.
    for (const auto& [plugin, keys] : {std::pair{v2::v10_3_1, 26u}, {v2::v10_9_2, 29u}, {v2::v10_9_90, 34u}}) {
        const auto id = w.device(plugin, device_platform::android);
        CHECK(w.call(id, world::options()).ok());
        const auto text = nimpush::standard_codec::decode_envelope(w.send(id, v2::create_text_message{"x"}));
        CHECK(text->data.find("data")->size() == keys);
    }
}

TEST_CASE("sending is judged by the same rules") {
    world w;
    const auto bobs = w.phone_of("bob");
    w.nim.kill(bobs);
    const auto alices = w.phone_of("alice");
    v2::send_message_params with;
    with.push_config.emplace().push_enabled = false;
    CHECK(w.send_text(alices, "alice|1|bob", with).ok());
    CHECK(w.last_rule() == rule::push_off);
    with = {};
    with.message_config.emplace().offline_enabled = false;
    CHECK(w.send_text(alices, "alice|1|bob", with).ok());
    CHECK(w.last_rule() == rule::online_only);
    with = {};
    with.push_config.emplace().push_content = "look";
    with.push_config->push_nick_enabled = false;
    with.message_config.emplace().unread_enabled = false;
    CHECK(w.send_text(alices, "alice|1|bob", with).ok());
    CHECK(w.nim.verdicts()[0].alert->body == "look");
    CHECK(w.nim.verdicts()[0].badge == 1);  // that of the first message, which was counted

    // A payload that is no JSON object is left away.
    for (const std::string_view payload : {"", "[]", "{", "{\"a\":1}"}) {
        with.push_config->push_payload = *nimpush::text::from(payload);
        CHECK(w.send_text(alices, "alice|1|bob", with).ok());
        CHECK(w.nim.verdicts()[0].request->payload.size() == (payload == "{\"a\":1}" ? 2 : 1));
    }
    // Refusals have V2's codes.
    CHECK(w.send_text(alices, "alice|1|nobody").code == 102404);
    CHECK(w.send_text(alices, "alice|2|7002").code == 108404);
    CHECK(w.send_text(alices, "bob").code == 191004);
    CHECK(w.send_text(alices, "alice|4|bob").code == 191004);
    w.nim.find_account("bob")->blacklist = {"alice"};
    CHECK(w.send_text(alices, "alice|1|bob").code == 102426);
    with.push_config->force_push = true;
    with.push_config->force_push_account_ids.emplace(101);
    for (auto& one : *with.push_config->force_push_account_ids) one = "x";
    CHECK(w.send_text(alices, "alice|2|7001", with).code == 107316);
    CHECK(w.call(alices, v2::logout{}).ok());
    CHECK(w.send_text(alices, "alice|1|bob").code == 190002);
    CHECK(w.call(alices, v2::login{"nobody", "x"}).code == 102302);
    CHECK(w.call(alices, v2::login{"alice", ""}).code == 199414);
}

TEST_CASE("a directed message is pushed to whom it is directed") {
    struct row {
        bool inclusive;
        std::optional<std::vector<nimpush::text>> receivers;
        bool bob, carol;
    };
    for (const row& r :
         {row{true, {{"bob"}}, true, false}, row{false, {{"bob"}}, false, true}, row{true, {}, true, true},
          row{false, {}, true, true}, row{true, std::vector<nimpush::text>{}, false, false},
          row{false, std::vector<nimpush::text>{}, true, true}}) {
        world w;
        for (const std::string_view name : {"bob", "carol"}) w.nim.kill(w.phone_of(*nimpush::text::from(name)));
        v2::send_message_params with;
        with.target_config = v2::target_config{.inclusive = r.inclusive, .receiver_ids = r.receivers};
        CHECK(w.send_text(w.phone_of("alice"), "alice|2|7001", with).ok());
        REQUIRE(w.nim.verdicts().size() == 2);
        CHECK(w.nim.verdicts()[0].rule == (r.bob ? rule::pushed : rule::not_meant));
        CHECK(w.nim.verdicts()[1].rule == (r.carol ? rule::pushed : rule::not_meant));
        CHECK(w.nim.find_account("bob")->unread.value() == (r.bob ? 1 : 0));
        CHECK(w.nim.find_account("carol")->unread.value() == (r.carol ? 1 : 0));
        if (!r.bob) CHECK(w.nim.verdicts()[0].confidence == delivery::confidence::unverified);
    }
}

TEST_CASE("taking back, changing and notifying") {
    world w;
    const auto bobs = w.phone_of("bob");
    w.nim.kill(bobs);
    const auto alices = w.phone_of("alice");
    auto sent = w.send_text(alices, "alice|1|bob");
    const v2::message one = *sent.data->message;
    const auto changed = w.call(alices, v2::modify_message{one, {.text = "hello!"}});
    CHECK(changed.ok());
    CHECK(changed.data->message->text == "hello!");
    CHECK(changed.data->message->modify_account_id == "alice");
    CHECK(w.nim.verdicts().empty());
    v2::modify_params again{.text = "hello again"};
    again.push_config.emplace();
    CHECK(w.call(alices, v2::modify_message{one, again}).ok());
    CHECK(w.nim.verdicts()[0].alert->body == "Alice:hello again");
    CHECK(w.nim.find_account("bob")->unread.value() == 1);
    const auto carols = w.phone_of("carol");
    CHECK(w.call(carols, v2::modify_message{one, again}).code == 191004);
    CHECK(w.call(carols, v2::revoke_message{one}).code == 107303);

    CHECK(w.call(alices, v2::revoke_message{one, v2::revoke_params{.push_content = "taken back"}}).ok());
    CHECK(w.nim.verdicts()[0].alert->body == "taken back");
    CHECK(w.call(alices, v2::revoke_message{one}).code == 107303);
    CHECK(w.call(alices, v2::revoke_message{}).code == 107404);
    CHECK(w.call(alices, v2::modify_message{one, again}).code == 107404);

    v2::custom_notification_params params;
    CHECK(w.call(alices, v2::send_custom_notification{"alice|1|bob", "{}", params}).ok());
    CHECK(w.last_rule() == rule::no_push_text);
    params.push_config.emplace().push_content = "ring";
    CHECK(w.call(alices, v2::send_custom_notification{"alice|1|bob", "{}", params}).ok());
    CHECK(w.nim.verdicts()[0].alert->body == "Alice:ring");
    params.notification_config.emplace().offline_enabled = false;
    CHECK(w.call(alices, v2::send_custom_notification{"alice|1|bob", "{}", params}).ok());
    CHECK(w.last_rule() == rule::online_only);
}

TEST_CASE("unread counts of conversations") {
    world w;
    const auto bobs = w.phone_of("bob");
    const auto alices = w.phone_of("alice");
    w.send_text(alices, "alice|1|bob");
    w.send_text(alices, "alice|1|bob");
    w.send_text(alices, "alice|2|7001");
    CHECK(w.call(bobs, v2::get_total_unread_count{}).data == 3);
    CHECK(w.call(bobs, v2::get_unread_count_by_ids{{"bob|1|alice"}}).data == 2);
    CHECK(w.call(bobs, v2::get_unread_count_by_ids{{"bob|1|alice", "bob|2|7001", "x"}}).data == 3);
    const auto cleared = w.call(bobs, v2::clear_unread_count_by_ids{{"bob|1|alice", "nonsense"}});
    REQUIRE(cleared.data);
    CHECK(cleared.data->size() == 1);
    CHECK(cleared.data->front().conversation_id == "nonsense");
    CHECK(w.call(bobs, v2::get_total_unread_count{}).data == 1);
    CHECK(w.call(bobs, v2::clear_unread_count_by_types{{v2::conversation_type::p2p}}).ok());
    CHECK(w.call(bobs, v2::get_total_unread_count{}).data == 1);
    CHECK(w.call(bobs, v2::clear_unread_count_by_types{{v2::conversation_type::team}}).ok());
    CHECK(w.call(bobs, v2::get_total_unread_count{}).data == 0);
    w.send_text(alices, "alice|1|bob");
    CHECK(w.call(bobs, v2::mark_conversation_read{"bob|1|alice"}).data == 1795406400000);
    CHECK(w.call(bobs, v2::get_total_unread_count{}).data == 0);
    w.send_text(alices, "alice|1|bob");
    CHECK(w.call(bobs, v2::clear_total_unread_count{}).ok());
    CHECK(w.call(bobs, v2::get_total_unread_count{}).data == 0);
    CHECK(w.call(bobs, v2::p2p_conversation_id{"alice"}).data == "bob|1|alice");
    CHECK(w.call(bobs, v2::team_conversation_id{"7001"}).data == "bob|2|7001");
}

TEST_CASE("what Dart hears of its login, in each dialect") {
    world w;
    heard of_v2, of_old, of_second;
    const auto bobs = w.phone_of("bob");
    of_v2.take(w.nim, bobs, true);
    CHECK(of_v2.lines == std::vector<std::string>{R"({"stream":"onLoginStatus","value":2})",
                                                  R"({"stream":"onLoginStatus","value":1})"});
    const auto old = w.old_phone_of("bob");
    of_v2.lines.clear();
    of_v2.take(w.nim, bobs, true);
    CHECK(
        of_v2.lines ==
        std::vector<std::string>{
            R"({"stream":"onKickedOffline","value":{"reason":1,"reasonDesc":"another client","clientType":2,"customClientType":0}})",
            R"({"stream":"onLoginStatus","value":0})"});
    CHECK(w.call(bobs, v2::get_login_status{}).data == v2::login_status::logout);
    w.call(bobs, v2::login{"bob", "x"});
    of_old.take(w.nim, old, false);
    REQUIRE(of_old.lines.size() == 3);
    CHECK(of_old.lines[1] == R"({"stream":"authStatus","value":{"class":"NIMAuthStatusEvent","status":"loggedIn"}})");
    CHECK(of_old.lines[2].find("kickOutByOtherClient") != std::string::npos);
    w.nim.kick_out(bobs);
    of_v2.lines.clear();
    of_v2.take(w.nim, bobs, true);
    CHECK(of_v2.lines[2].find(R"("reason":2)") != std::string::npos);
    CHECK(w.nim.take_events(bobs).empty());
    CHECK(w.nim.take_events(99).empty());

    // kickOffline ends the login of another kind of client.
    const auto desktop = w.device(v2::v10_9_90, device_platform::windows);
    CHECK(w.call(desktop, world::options()).ok());
    CHECK(w.call(desktop, v2::login{"alice", "x"}).ok());
    const auto alices = w.phone_of("alice");
    w.nim.take_events(desktop);
    const auto clients = w.call(alices, v2::get_login_clients{});
    REQUIRE(clients.data->size() == 1);
    CHECK(clients.data->front().type == v2::login_client_type::pc);
    CHECK(w.call(alices, v2::kick_offline{clients.data->front()}).ok());
    of_second.take(w.nim, desktop, true);
    CHECK(of_second.lines.size() == 2);
    CHECK(w.call(alices, v2::kick_offline{clients.data->front()}).code == 191006);
}

TEST_CASE("messages, notifications and unread counts arrive in the dialect of the receiver") {
    world w;
    heard bob, carol;
    const auto bobs = w.phone_of("bob", v2::v10_3_1);
    const auto carols = w.old_phone_of("carol");
    const auto alices = w.phone_of("alice");
    const auto olds = [&](nimpush::text to, channel::session_type type) {
        const auto create = channel::create_text_message{to, type, "old"};
        auto made = channel::read_reply<channel::create_text_message>(
            w.nim.handle(carols, channel::name, *channel::encode(create, {.now = 1})));
        REQUIRE(made->data);
        CHECK(channel::read_reply<channel::send_message>(
                  w.nim.handle(carols, channel::name, *channel::encode(channel::send_message{*made->data})))
                  ->ok());
    };
    for (const auto id : {bobs, carols, alices}) w.nim.take_events(id);
    w.send_text(alices, "alice|2|7001");
    bob.take(w.nim, bobs, true);
    carol.take(w.nim, carols, false);
    REQUIRE(bob.lines.size() == 2);
    CHECK(bob.lines[0].find(R"("senderId":"alice","receiverId":"7001")") != std::string::npos);
    CHECK(bob.lines[0].find(R"("conversationId":"bob|2|7001")") != std::string::npos);
    CHECK(bob.lines[0].find(R"("text":"hello")") != std::string::npos);
    CHECK(bob.lines[1] == R"({"stream":"onTotalUnreadCountChanged","value":1})");
    REQUIRE(carol.lines.size() == 2);
    CHECK(carol.lines[0].find(R"("fromAccount":"alice","content":"hello")") != std::string::npos);
    CHECK(carol.lines[0].find(R"("messageDirection":"received")") != std::string::npos);
    CHECK(carol.lines[1].find(R"("unreadCount":1)") != std::string::npos);

    olds("bob", channel::session_type::p2p);
    bob.lines.clear();
    bob.take(w.nim, bobs, true);
    REQUIRE(bob.lines.size() == 2);
    CHECK(bob.lines[0].find(R"("conversationId":"bob|1|carol")") != std::string::npos);
    CHECK(bob.lines[0].find(R"("text":"old")") != std::string::npos);
    CHECK(bob.lines[1] == R"({"stream":"onTotalUnreadCountChanged","value":2})");

    v2::custom_notification_params params;
    CHECK(w.call(alices, v2::send_custom_notification{"alice|2|7001", "{}", params}).ok());
    bob.lines.clear();
    carol.lines.clear();
    bob.take(w.nim, bobs, true);
    carol.take(w.nim, carols, false);
    CHECK(bob.lines[0].find("onReceiveCustomNotifications") != std::string::npos);
    CHECK(carol.lines[0].find("onCustomNotification") != std::string::npos);

    // iOS of 10.9.90 hears of unread counts only with conversations of the cloud; a killed app of nothing.
    w.nim.take_events(alices);
    olds("alice", channel::session_type::p2p);
    CHECK(w.nim.take_events(alices).size() == 1);
    w.nim.kill(bobs);
    olds("bob", channel::session_type::p2p);
    CHECK(w.nim.take_events(bobs).empty());
    w.nim.send_to_background(alices);
    olds("alice", channel::session_type::p2p);
    CHECK(w.nim.take_events(alices).empty());
}

TEST_CASE("HarmonyOS gets a message, and Dart reads it") {
    world w;
    const auto phone = w.device(v2::v10_9_90, device_platform::harmony);
    CHECK(w.call(phone, world::options()).ok());
    CHECK(w.call(phone, v2::login{"bob", "x"}).ok());
    w.nim.take_events(phone);
    const auto alices = w.phone_of("alice");
    w.send_text(alices, "alice|1|bob");
    heard bob;
    bob.take(w.nim, phone, true);
    REQUIRE(bob.lines.size() == 2);
    CHECK(bob.lines[0].find(R"("createTime":1795406400000)") != std::string::npos);
    w.nim.kill(phone);
    w.send_text(alices, "alice|1|bob");
    CHECK(w.nim.verdicts()[0].outcome == delivery::outcome::vendor);
}

TEST_CASE("whatever comes, there is an answer or none") {
    world w;
    const auto phone = w.phone_of("bob");
    const value odd[] = {value(), value(1), value(1.5), value("x"), value::list(), value::map(), value(true)};
    std::size_t answers = 0;
    for (const auto& one : delivery::detail::route_table<delivery::detail::v2_answered_calls>::list)
        for (const value& a : odd)
            for (const value& b : odd) {
                value arguments = value::map();
                for (const std::string_view key : {"message", "messageRefer", "setting", "conversationId", "config",
                                                   "token", "text", "accountId", "muteMode", "client"})
                    arguments.append(value::string(nimpush::detail::unchecked{}, key), a);
                for (const std::string_view key : {"params", "conversationIdList", "revokeParams", "teamId", "latitude",
                                                   "content", "conversationTypeList", "replyMessage", "option"})
                    arguments.append(value::string(nimpush::detail::unchecked{}, key), b);
                arguments.append("serviceName", value::string(nimpush::detail::unchecked{}, one.service));
                answers += !w.raw(phone, one.method, std::move(arguments)).empty();
            }
    CHECK(answers > 1000);
}

TEST_CASE("the push services of Android and HarmonyOS answer on their platform alone") {
    world w;
    const auto options_of = [](auto options) { return v2::initialize<decltype(options)>{.options = options}; };
    const std::size_t android = w.device(v2::v10_9_90, device_platform::android);
    const std::size_t harmony = w.device(v2::v10_9_90, device_platform::harmony);
    const std::size_t iphone = w.device(v2::v10_9_90);
    using registers = v2::register_manually_provide_push_token_callback;
    // Android refuses before initialize, and Dart reports success all the same.
    const value refused = nimpush::standard_codec::decode_envelope(w.send(android, registers{true}))->data;
    CHECK(refused.find("code")->as_int() == -1);
    CHECK(w.call(android, registers{true}).ok());
    REQUIRE(w.call(android, options_of(v2::android_sdk_options{.common = {.app_key = "key"}})).ok());
    REQUIRE(w.call(iphone, w.options()).ok());
    REQUIRE(w.call(harmony, options_of(v2::ohos_sdk_options{.common = {.app_key = "key"}})).ok());
    CHECK(w.call(android, registers{true}).ok());
    CHECK(w.send(android, registers{}).empty());  // a method that no native side knows
    CHECK(w.send(iphone, registers{true}).empty());
    CHECK(w.send(harmony, registers{true}).empty());
    CHECK(w.call(harmony, v2::ohos_push_is_enable{}).data == true);
    CHECK(w.call(harmony, v2::ohos_push_enable{false}).ok());
    CHECK(w.call(harmony, v2::ohos_push_is_enable{}).data == false);
    CHECK(w.send(android, v2::ohos_push_is_enable{}).empty());
    CHECK(w.send(iphone, v2::ohos_push_enable{true}).empty());
}
