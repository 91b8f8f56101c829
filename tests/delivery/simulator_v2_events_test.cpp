#include <nimpush/delivery/simulator.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/dialect/flutter_channel_v2.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/v2_world.hpp"

using namespace test;

namespace {

/// Two phones and a desktop of two accounts, awake and with nothing left to hear.
struct talk : world {
    std::size_t alices, desktop, bobs;

    explicit talk(version plugin = v2::v10_9_90, device_platform of_bob = device_platform::ios)
        : alices(client("alice", v2::v10_9_90, device_platform::ios)),
          desktop(client("alice", v2::v10_9_90, device_platform::windows)), bobs(client("bob", plugin, of_bob)) {
        for (const auto id : {alices, desktop, bobs}) nim.take_events(id);
    }
    std::size_t client(nimpush::text account, version plugin, device_platform on) {
        const std::size_t id = device(plugin, on);
        CHECK(call(id, options()).ok());
        CHECK(call(id, v2::login{account, "x"}).ok());
        return id;
    }
    std::vector<std::string> lines(std::size_t id) {
        heard all;
        all.take(nim, id, true);
        return all.lines;
    }
    /// Sends and forgets that it was heard.
    v2::message sent(std::size_t from, nimpush::text to) {
        auto made = send_text(from, to);
        REQUIRE(made.data);
        for (const auto id : {alices, desktop, bobs}) nim.take_events(id);
        return *made.data->message;
    }
    /// What a reply says, before Dart reads it.
    value reply(std::size_t id, std::string_view service, std::string_view method) {
        const bytes made =
            raw(id, method, value::map({{"serviceName", value::string(nimpush::detail::unchecked{}, service)}}));
        REQUIRE_FALSE(made.empty());
        return nimpush::standard_codec::decode_envelope(made)->data;
    }
};
using all = std::vector<std::string>;

}  // namespace

TEST_CASE("how the login, the connection and the data stand") {
    for (const auto on :
         {device_platform::ios, device_platform::android, device_platform::harmony, device_platform::windows})
        for (const version plugin : v2::known_versions) {
            world w;
            const auto phone = w.device(plugin, on);
            CHECK(w.call(phone, world::options()).ok());
            CHECK(w.call(phone, v2::get_connect_status{}).data == v2::connect_status::disconnected);
            CHECK(w.call(phone, v2::get_data_sync{}).data->empty());
            CHECK_FALSE(w.call(phone, v2::get_kicked_offline_detail{}).data);
            CHECK(w.call(phone, v2::login{"bob", "x"}).ok());
            CHECK(w.call(phone, v2::get_connect_status{}).data == v2::connect_status::connected);
            const auto synced = w.call(phone, v2::get_data_sync{}).data;
            REQUIRE(synced->size() == 1);
            CHECK(synced->front().type == v2::data_sync_type::main);
            CHECK(synced->front().state == v2::data_sync_state::completed);
            w.nim.lose_connection(phone);
            CHECK(w.call(phone, v2::get_connect_status{}).data == v2::connect_status::waiting);
            w.nim.bring_to_foreground(phone);
            w.nim.kick_out(phone);
            CHECK(w.call(phone, v2::get_connect_status{}).data == v2::connect_status::disconnected);
            const auto why = w.call(phone, v2::get_kicked_offline_detail{}).data;
            REQUIRE(why);
            CHECK(why->reason == v2::kicked_offline_reason::server);
            w.nim.kill(phone);
            w.nim.bring_to_foreground(phone);
            CHECK(w.call(phone, world::options()).ok());
            CHECK_FALSE(w.call(phone, v2::get_kicked_offline_detail{}).data);
        }
}

TEST_CASE("the settings of APNSService are those of the pushes") {
    talk t;
    using setting = v2::apns_setting;
    CHECK(t.call(t.bobs, v2::update_apns_setting{{.type = v2::push_notification_display_type::no_detail,
                                                  .no_disturbing = true,
                                                  .no_disturbing_start_h = 22,
                                                  .no_disturbing_start_m = 5,
                                                  .no_disturbing_end_h = 7}})
              .ok());
    const auto bob = t.nim.find_account("bob");
    CHECK_FALSE(bob->show_detail);
    CHECK(bob->do_not_disturb.enable);
    const auto dnd = t.call(t.bobs, v2::get_dnd_config{}).data;
    CHECK(dnd->from_h.value() == 22);
    CHECK(dnd->from_m.value() == 5);
    CHECK(dnd->to_h.value() == 7);
    // A time that there is not: the SDK is handed it, and Dart hears of success.
    setting late{};
    late.no_disturbing_start_h = decltype(late.no_disturbing_start_h)::unchecked(25);
    CHECK(t.call(t.bobs, v2::update_apns_setting{late}).ok());
    CHECK(bob->do_not_disturb.enable);

    // The account's other clients hear of the desktop, from 10.9.2 on; the one that set it does not.
    CHECK(t.call(t.alices, v2::update_apns_multiport_config{{true}}).ok());
    CHECK(t.nim.find_account("alice")->push_when_desktop_online);
    CHECK(t.lines(t.desktop) == all{R"({"stream":"onPushMobileOnDesktopOnline","value":true})"});
    CHECK(t.lines(t.alices).empty());
    CHECK(t.call(t.desktop, v2::set_push_mobile_on_desktop_online{false}).ok());
    CHECK(t.lines(t.alices) == all{R"({"stream":"onPushMobileOnDesktopOnline","value":false})"});

    // Dart takes null alone: what comes before a login is fine, and a TypeError after it.
    const auto fresh = t.device(v2::v10_9_90);
    CHECK(t.call(fresh, world::options()).ok());
    CHECK(t.call(fresh, v2::current_setting{}).ok());
    CHECK(t.call(fresh, v2::current_multiport_config{}).ok());
    CHECK(t.call(fresh, v2::update_apns_setting{}).ok());
    const value now = *t.reply(t.bobs, "APNSService", "currentSetting").find("data");
    CHECK(now.find("type")->as_int() == 2);
    CHECK(now.find("noDisturbingStartH")->as_int() == 22);
    CHECK(now.find("profile") == nullptr);
    CHECK_FALSE(v2::read_reply<v2::current_setting>(t.send(t.bobs, v2::current_setting{})));
    CHECK_FALSE(v2::read_reply<v2::current_multiport_config>(t.send(t.bobs, v2::current_multiport_config{})));

    // Not a map; and no APNSService but on iOS.
    for (const std::string_view method : {"updateApnsSetting", "updateApnsMultiportConfig"})
        CHECK(t.reply(t.bobs, "APNSService", method).find("code")->as_int() == 199414);
    CHECK(t.send(t.desktop, v2::current_setting{}).empty());
    CHECK(t.send(t.desktop, v2::current_multiport_config{}).empty());
    CHECK(t.send(t.desktop, v2::update_apns_setting{}).empty());
    CHECK(t.send(t.desktop, v2::update_apns_multiport_config{}).empty());
}

TEST_CASE("every client of an account hears of its mutes") {
    for (const version plugin : v2::known_versions) {
        talk t(plugin);
        const auto second = t.client("bob", v2::v10_9_90, device_platform::macos);
        t.nim.take_events(second);
        CHECK(t.call(second, v2::set_p2p_message_mute_mode{"alice", v2::p2p_message_mute_mode::on}).ok());
        CHECK(t.call(t.bobs, v2::set_team_message_mute_mode{.team_id = "7001",
                                                            .team_type = v2::team_type::normal,
                                                            .mute_mode = v2::team_message_mute_mode::manager_off})
                  .ok());
        const all told{
            R"({"stream":"onP2PMessageMuteModeChanged","value":{"accountId":"alice","muteMode":1}})",
            R"({"stream":"onTeamMessageMuteModeChanged","value":{"teamId":"7001","teamType":1,"muteMode":2}})"};
        CHECK(t.lines(second) == told);
        CHECK(t.lines(t.bobs) == told);
        CHECK(t.lines(t.alices).empty());
        // Nobody who is logged out, without a connection or gone.
        CHECK(t.call(t.bobs, v2::logout{}).ok());
        t.nim.take_events(t.bobs);
        CHECK(t.call(second, v2::set_p2p_message_mute_mode{"alice", v2::p2p_message_mute_mode::off}).ok());
        CHECK(t.lines(t.bobs).empty());
        CHECK(t.lines(second).size() == 1);
    }
}

TEST_CASE("the sender's other clients get a message, unless it says otherwise") {
    talk t;
    CHECK(t.send_text(t.alices, "alice|1|bob").ok());
    const auto synced = t.lines(t.desktop);
    REQUIRE(synced.size() == 1);
    CHECK(synced[0].find(R"("stream":"onReceiveMessages","value":[{"senderId":"alice","receiverId":"bob")") !=
          std::string::npos);
    CHECK(synced[0].find(R"("conversationId":"alice|1|bob")") != std::string::npos);
    CHECK(synced[0].find(R"("isSelf":true)") != std::string::npos);
    CHECK(t.lines(t.alices).empty());
    v2::send_message_params alone;
    alone.message_config.emplace().online_sync_enabled = false;
    CHECK(t.send_text(t.alices, "alice|1|bob", alone).ok());
    CHECK(t.lines(t.desktop).empty());
}

TEST_CASE("receivers and the sender's other clients hear of a recall") {
    talk t;
    const v2::message one = t.sent(t.alices, "alice|1|bob");
    CHECK(t.call(t.alices, v2::revoke_message{one, v2::revoke_params{.postscript = "sorry", .server_extension = "{}"}})
              .ok());
    const auto refer = [&](std::string_view conversation, std::string_view time) {
        std::string all = R"("messageRefer":{"senderId":"alice","receiverId":"bob","messageClientId":")";
        all += one.message_client_id.view();
        all += R"(","messageServerId":")";
        all += one.message_server_id.view();
        all += R"(","conversationType":1,"conversationId":")";
        all += conversation;
        return all + R"(","createTime":)" + std::string(time) + "}";
    };
    const auto told = [&](std::string_view conversation) {
        return R"({"stream":"onMessageRevokeNotifications","value":[{)" + refer(conversation, "1795406400000") +
               R"(,"serverExtension":"{}","revokeAccountId":"alice","postscript":"sorry","revokeType":1,)"
               R"("callbackExtension":null}]})";
    };
    CHECK(t.lines(t.bobs) == all{told("bob|1|alice")});
    CHECK(t.lines(t.desktop) == all{told("alice|1|bob")});
    CHECK(t.lines(t.alices).empty());
    // What was refused nobody hears of.
    CHECK(t.call(t.alices, v2::revoke_message{one}).code == 107303);
    CHECK(t.lines(t.bobs).empty());

    const v2::message of_team = t.sent(t.alices, "alice|2|7001");
    CHECK(t.call(t.alices, v2::revoke_message{of_team}).ok());
    CHECK(t.lines(t.bobs)[0].find(R"("conversationId":"bob|2|7001")") != std::string::npos);
    CHECK(t.lines(t.desktop)[0].find(R"("revokeType":2)") != std::string::npos);

    // Who was not among the receivers of a directed message hears of no recall, and is not pushed.
    v2::send_message_params directed;
    directed.target_config.emplace().receiver_ids = {{"carol"}};
    const auto to_carol = t.send_text(t.alices, "alice|2|7001", directed);
    REQUIRE(to_carol.data);
    t.nim.take_events(t.bobs);
    CHECK(t.call(t.alices, v2::revoke_message{*to_carol.data->message}).ok());
    CHECK(t.lines(t.bobs).empty());
}

TEST_CASE("the push text of a recall is lost where the native side looks for another key") {
    for (const auto on :
         {device_platform::ios, device_platform::android, device_platform::harmony, device_platform::windows})
        for (const version plugin : v2::known_versions) {
            world w;
            const auto bobs = w.phone_of("bob");
            w.nim.kill(bobs);
            const auto alices = w.device(plugin, on);
            CHECK(w.call(alices, world::options()).ok());
            CHECK(w.call(alices, v2::login{"alice", "x"}).ok());
            const auto sent = w.send_text(alices, "alice|1|bob");
            CHECK(w.call(alices, v2::revoke_message{*sent.data->message, v2::revoke_params{.push_content = "gone"}})
                      .ok());
            const bool is_lost =
                (on == device_platform::android || on == device_platform::harmony) && plugin < v2::revoke_params_since;
            CHECK(w.last_rule() == (is_lost ? rule::no_push_text : rule::pushed));
        }
}

TEST_CASE("receivers and the sender's other clients hear of a change") {
    talk t;
    const v2::message one = t.sent(t.alices, "alice|1|bob");
    CHECK(t.call(t.alices, v2::modify_message{one, {.text = "hello!"}}).ok());
    CHECK(t.nim.verdicts().empty());
    const auto heard_by = [&](std::size_t id) {
        const auto lines = t.lines(id);
        REQUIRE(lines.size() == 1);
        return lines[0];
    };
    const auto has = [](const std::string& line, std::string_view part) {
        CHECK_MESSAGE(line.find(part) != std::string::npos, line);
    };
    const std::string by_bob = heard_by(t.bobs), by_desktop = heard_by(t.desktop);
    has(by_bob, R"({"stream":"onReceiveMessagesModified","value":[{"senderId":"alice")");
    has(by_bob, R"("conversationId":"bob|1|alice")");
    has(by_bob, R"("isSelf":false)");
    has(by_bob, R"("text":"hello!")");
    has(by_bob, R"("modifyAccountId":"alice")");
    has(by_desktop, R"("conversationId":"alice|1|bob")");
    has(by_desktop, R"("isSelf":true)");
    CHECK(t.lines(t.alices).empty());
    // With a push config it is pushed, and heard of all the same.
    v2::modify_params again{.text = "hello again"};
    again.push_config.emplace();
    CHECK(t.call(t.alices, v2::modify_message{one, again}).ok());
    CHECK(t.nim.verdicts().size() == 1);
    has(heard_by(t.bobs), R"("text":"hello again")");
    CHECK(t.call(t.bobs, v2::modify_message{one, again}).code == 191004);
    CHECK(t.lines(t.alices).empty());
}

TEST_CASE("10.3.1 is told of a change by a name that its Dart does not know") {
    for (const auto on : {device_platform::ios, device_platform::android}) {
        talk t(v2::v10_3_1, on);
        const v2::message one = t.sent(t.alices, "alice|1|bob");
        CHECK(t.call(t.alices, v2::modify_message{one, {.text = "hello!"}}).ok());
        const auto events = t.nim.take_events(t.bobs);
        REQUIRE(events.size() == 1);
        const auto event = nimpush::plugin::decode_event(events[0]);
        CHECK(event->method == (on == device_platform::ios ? "onReceiveMessagesModified" : "onReceiveMessageModified"));
        CHECK_FALSE(v2::read_event(*event, [](const auto&) {}, {.plugin = v2::v10_3_1}));
    }
}

TEST_CASE("quick comments come and go") {
    for (const auto on : {device_platform::ios, device_platform::android, device_platform::harmony}) {
        talk t(v2::v10_9_90, on);
        const v2::message one = t.sent(t.alices, "alice|1|bob");
        CHECK(t.call(t.bobs, v2::add_quick_comment{one, 5, "x"}).ok());
        CHECK(t.nim.verdicts().empty());
        for (const auto id : {t.alices, t.desktop}) {
            const auto lines = t.lines(id);
            REQUIRE(lines.size() == 1);
            CHECK(lines[0].find(R"({"stream":"onMessageQuickCommentNotification","value":{"operationType":1,)"
                                R"("quickComment":{"messageRefer":{"senderId":"alice","receiverId":"bob",)") == 0);
            CHECK(lines[0].find(R"("conversationId":"alice|1|bob")") != std::string::npos);
            CHECK(
                lines[0].find(R"("operatorId":"bob","index":5,"createTime":1795406400000,"serverExtension":"x"}}})") !=
                std::string::npos);
        }
        CHECK(t.lines(t.bobs).empty());
        const v2::message_refer refer{.message_client_id = one.message_client_id};
        CHECK(t.call(t.alices, v2::remove_quick_comment{refer, 5}).ok());
        const auto lines = t.lines(t.bobs);
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].find(R"("operationType":2)") != std::string::npos);
        CHECK(t.lines(t.desktop).size() == 1);

        CHECK(t.call(t.bobs, v2::add_quick_comment{}).code == 107404);
        const auto carols = t.client("carol", v2::v10_9_90, on);
        CHECK(t.call(carols, v2::add_quick_comment{one}).code == 107404);
        CHECK(t.call(t.bobs, v2::logout{}).ok());
        CHECK_FALSE(t.call(t.bobs, v2::add_quick_comment{one}).ok());
        // iOS asks for a number, the others take 0.
        const value no_index = value::map({{"message", value::map()}, {"serviceName", "MessageService"}});
        const auto code = nimpush::standard_codec::decode_envelope(t.raw(carols, "addQuickComment", no_index))->data;
        CHECK(code.find("code")->as_int() == (on == device_platform::ios ? 199414 : 107404));
    }
}
