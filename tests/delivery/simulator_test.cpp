#include <nimpush/delivery/simulator.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/dialect/flutter_channel/all_calls.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/read_file.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace delivery = nimpush::delivery;
using nimpush::value;
using bytes = std::vector<std::uint8_t>;

bytes from_hex(std::string_view digits) {
    bytes all(digits.size() / 2);
    nimpush::read_hex(digits, all.data());
    return all;
}

// Written by hand from docs/facts/codec.md, Calls and replies: success envelope, map of pairs.
const bytes ios_success = from_hex("000d010704636f64650300000000");
const bytes ios_uninitialized =
    from_hex("000d020704636f646503ffffffff070c6572726f7244657461696c73071473646b20697320756e696e697469616c697a6564");
const bytes android_uninitialized = from_hex(
    "000d030704636f646503ffffffff070c6572726f7244657461696c73071153444b20556e696e697469616c697a65640704646174"
    "6100");

const nimpush::device_token token = *nimpush::device_token::from_hex("d5c1f1a0");
constexpr std::string_view noon = "2026-11-23T12:00:00+08:00";

struct world {
    delivery::simulator nim{{.app_key = "key",
                             .apns = {{"acme_prod", "com.example.acme", delivery::environment::production}},
                             .custom_content_keys = {{"quiet", "Something new"}}},
                            *delivery::moment::from(noon)};

    world() {
        nim.add_account("alice", {.nickname = "Alice"});
        nim.add_account("bob", {.nickname = "Bob"});
        nim.add_account("carol", {});
        nim.add_team("7001", {.members = {"alice", "bob", "carol"}});
    }

    template <class Call> bytes send(delivery::simulator::device_id id, const Call& one) {
        return nim.handle(id, channel::name, *channel::encode(one, {.now = nim.now().milliseconds()}));
    }
    /// What Dart gets.
    template <class Call> auto call(delivery::simulator::device_id id, const Call& one) {
        auto reply = channel::read_reply<Call>(send(id, one));
        REQUIRE(reply);
        return *std::move(reply);
    }
    bytes raw(delivery::simulator::device_id id, std::string_view method, const value& arguments) {
        return nim.handle(id, channel::name, *nimpush::standard_codec::encode_method_call(method, arguments));
    }

    /// A phone with the app on it, initialised, with a token and somebody logged in.
    delivery::simulator::device_id phone_of(nimpush::text account, nimpush::cert_name certificate = "acme_prod") {
        const auto id = nim.add_device();
        CHECK(call(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{{.common = {.app_key = "key"},
                                                                                       .apns_cername = certificate}})
                  .ok());
        CHECK(call(id, channel::update_apns_token{token}).ok());
        CHECK(call(id, channel::login{{.account = account, .token = "secret"}}).ok());
        return id;
    }
    channel::reply<nimpush::flutter_channel::message> send_text(
        delivery::simulator::device_id from, nimpush::text to,
        nimpush::flutter_channel::session_type type = nimpush::flutter_channel::session_type::p2p) {
        auto created = call(from, channel::create_text_message{to, type, "hello"});
        REQUIRE(created.data);
        return call(from, channel::send_message{*created.data});
    }
    delivery::rule last_rule() const {
        REQUIRE(nim.verdicts().size() == 1);
        return nim.verdicts()[0].rule;
    }
};

nimpush::flutter_channel::ios_sdk_options options_with(std::string_view certificate) {
    nimpush::flutter_channel::ios_sdk_options made{.common = {.app_key = "key"}};
    made.apns_cername = nimpush::cert_name(nimpush::detail::unchecked{}, certificate);
    return made;
}

}  // namespace

TEST_CASE("the guide, step by step, as bytes") {
    world w;
    const auto bobs = w.nim.add_device();
    CHECK(w.send(bobs, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prod")}) ==
          ios_success);
    CHECK(w.send(bobs, channel::update_apns_token{token}) == ios_success);
    CHECK(w.send(bobs, channel::login{{.account = "bob", .token = "secret"}}) == ios_success);
    w.nim.kill(bobs);

    const auto alices = w.phone_of("alice");
    auto created =
        w.call(alices, channel::create_text_message{"bob", nimpush::flutter_channel::session_type::p2p, "hello"});
    REQUIRE(created.data);
    created.data->push_payload = {{"sessionId", "alice"}, {"sessionType", "p2p"}};
    CHECK(w.call(alices, channel::send_message{*created.data}).ok());

    REQUIRE(w.nim.verdicts().size() == 1);
    const auto& verdict = w.nim.verdicts()[0];
    CHECK(verdict.account == "bob");
    CHECK(verdict.device == 0);
    CHECK(verdict.rule == delivery::rule::pushed);
    REQUIRE(verdict.request);
    CHECK(verdict.request->path == "/3/device/d5c1f1a0");
    CHECK(verdict.request->headers.topic == "com.example.acme");
    CHECK(*nimpush::json::to_string(verdict.request->payload) ==
          R"({"aps":{"alert":{"body":"Alice:hello"},"badge":1},"sessionId":"alice","sessionType":"p2p"})");
}

TEST_CASE("two runs give the same bytes") {
    const auto run = [] {
        world w;
        const auto id = w.phone_of("alice");
        bytes all = w.send(id, channel::create_tip_message{.session_id = "bob", .content = "x"});
        for (const std::uint8_t byte : w.send(id, channel::create_tip_message{.session_id = "bob"}))
            all.push_back(byte);
        return all;
    };
    CHECK(run() == run());
}

TEST_CASE("before initialize, and on other channels") {
    world w;
    const auto ios = w.nim.add_device();
    CHECK(w.send(ios, channel::login{{.account = "bob", .token = "secret"}}) == ios_uninitialized);
    const auto android = w.nim.add_device(delivery::device_platform::android);
    CHECK(w.send(android, channel::logout{}) == android_uninitialized);

    const auto call =
        *channel::encode(channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prod")});
    CHECK(w.nim.handle(ios, "com.netease.NIM.demo/settings", call).empty());
    CHECK(w.nim.handle(77, channel::name, call).empty());
    CHECK(w.nim.handle(ios, channel::name, bytes{}).empty());
    CHECK(w.nim.handle(ios, channel::name, bytes(call.begin(), call.end() - 1)).empty());
    CHECK(w.raw(ios, "initialize", value()).empty());
    CHECK(w.raw(ios, "initialize", value::map({{"serviceName", 5}})).empty());

    CHECK(w.nim.handle(ios, channel::name, call) == ios_success);
    CHECK(w.raw(ios, "hello", value::map({{"serviceName", "MessageService"}})).empty());
    CHECK(w.raw(ios, "login", value::map({{"serviceName", "Nobody"}})).empty());
    w.nim.kill(ios);
    CHECK(w.nim.handle(ios, channel::name, call).empty());
}

TEST_CASE("an app that was killed must initialise again, and is still logged in for NIM") {
    world w;
    const auto bobs = w.phone_of("bob");
    w.nim.send_to_background(bobs);
    w.nim.bring_to_foreground(bobs);
    CHECK(w.call(bobs, channel::is_push_show_detail_enabled{}).data == true);
    w.nim.kill(bobs);
    w.nim.bring_to_foreground(bobs);
    CHECK(w.send(bobs, channel::logout{}) == ios_uninitialized);
    CHECK(w.nim.device(bobs).login == delivery::login_state::in);
    CHECK(w.nim.device(bobs).initialized);
}

TEST_CASE("the login: certificate names, accounts, what iOS never answers") {
    world w;
    const auto id = w.nim.add_device();
    w.send(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{
                   options_with("0123456789abcdef0123456789abcdefX")});
    const auto refused = w.call(id, channel::login{{.account = "bob", .token = "secret"}});
    CHECK(refused.code == 500);
    CHECK(refused.error_details == "apnsCername has more than 32 characters");
    CHECK(w.nim.device(id).login == delivery::login_state::never);

    w.send(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{
                   options_with("0123456789abcdef0123456789abcdef")});
    CHECK(w.call(id, channel::login{{.account = "nobody", .token = "secret"}}).code == 302);
    CHECK(w.send(id, channel::login{{.account = "bob"}}).empty());
    CHECK(w.raw(id, "login", value::map({{"account", "bob"}, {"token", "t"}, {"serviceName", "AuthService"}})).empty());
    CHECK(w.call(id, channel::login{{.account = "bob", .token = "secret"}}).ok());

    const auto android = w.nim.add_device(delivery::device_platform::android);
    w.send(android, channel::initialize<nimpush::flutter_channel::android_sdk_options>{{.common = {.app_key = "key"}}});
    const auto reply = w.call(android, channel::login{{.account = "bob", .token = "secret"}});
    REQUIRE(reply.data);
    CHECK(*nimpush::json::to_string(*reply.data) ==
          R"({"account":"bob","token":"secret","loginExt":null,"customClientType":null,"authType":0})");
    CHECK(w.nim.find_account("bob")->devices.size() == 2);
}

TEST_CASE("one rule after the other, by what happens to the phone") {
    world w;
    const auto alices = w.phone_of("alice");
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::never_logged_in);  // no device
    CHECK_FALSE(w.nim.verdicts()[0].device.has_value());

    const auto bobs = w.nim.add_device();
    w.send(bobs, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("")});
    w.send(bobs, channel::login{{.account = "bob", .token = "secret"}});
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::in_foreground);
    CHECK(w.nim.verdicts()[0].outcome == delivery::outcome::connection);

    w.nim.lose_connection(bobs);
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::no_certificate_name);
    w.nim.bring_to_foreground(bobs);
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::in_foreground);

    w.send(bobs, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prd")});
    w.nim.send_to_background(bobs);
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::certificate_unknown);
    w.send(bobs, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prod")});
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::no_token);
    w.send(bobs, channel::update_apns_token{token});
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::pushed);

    w.nim.kick_out(bobs);
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::kicked_out);
    w.nim.bring_to_foreground(bobs);
    w.send(bobs, channel::login{{.account = "bob", .token = "secret"}});
    w.send(bobs, channel::logout{});
    w.nim.kill(bobs);
    w.send_text(alices, "bob");
    CHECK(w.last_rule() == delivery::rule::logged_out);
}

TEST_CASE("a phone that changes hands is logged out for the account before, and known when it comes back") {
    world w;
    const auto id = w.phone_of("bob");
    w.send(id, channel::logout{});
    w.send(id, channel::login{{.account = "carol", .token = "secret"}});
    CHECK(w.nim.find_account("bob")->devices[0].login == delivery::login_state::out);
    CHECK(w.nim.find_account("carol")->devices[0].login == delivery::login_state::in);
    CHECK(w.nim.find_account("carol")->devices[0].token == token);
    w.send(id, channel::login{{.account = "bob", .token = "secret"}});
    CHECK(w.nim.find_account("bob")->devices.size() == 1);
    CHECK(w.nim.find_account("bob")->devices[0].login == delivery::login_state::in);
    CHECK(w.nim.find_account("carol")->devices[0].login == delivery::login_state::out);
}

TEST_CASE("settings are kept and answered") {
    world w;
    const auto id = w.phone_of("bob");
    const auto bob = [&]() -> const delivery::account& { return *w.nim.find_account("bob"); };

    CHECK(w.call(id, channel::is_push_show_detail_enabled{}).data == true);
    w.send(id, channel::enable_push_show_detail{false});
    CHECK(w.call(id, channel::is_push_show_detail_enabled{}).data == false);

    CHECK(w.send(id, channel::set_push_no_disturb_config{{true, "22:00", "07:30"}}) == ios_success);
    const auto window = w.call(id, channel::get_push_no_disturb_config{});
    CHECK(window.data == nimpush::flutter_channel::push_no_disturb_config{true, "22:00", "07:30"});
    CHECK(bob().show_detail);  // iOS makes a new setting object
    w.send(id, channel::set_push_no_disturb_config{{true, "22:00", nullptr}});
    CHECK(w.call(id, channel::get_push_no_disturb_config{}).data ==
          nimpush::flutter_channel::push_no_disturb_config{true, "00:00", "00:00"});
    CHECK(w.raw(id, "setPushNoDisturbConfig", value::map({{"enable", 1}, {"serviceName", "SettingsService"}})).empty());

    w.send(id, channel::enable_mobile_push_when_pc_online{false});
    CHECK(w.call(id, channel::is_mobile_push_enabled_when_pc_online{}).data == false);
    CHECK_FALSE(bob().push_when_desktop_online);

    w.send(id, channel::register_badge_count{5});
    w.send(id, channel::register_badge_count{-1});
    CHECK(bob().unread.value() == 5);

    w.send(id, channel::set_mute{"alice", true});
    w.send(id, channel::set_mute{"alice", true});
    w.send(id, channel::set_mute{"carol", true});
    CHECK(w.call(id, channel::is_mute{"alice"}).data == true);
    CHECK(w.call(id, channel::get_mute_list{}).data == std::vector<nimpush::text>{"alice", "carol"});
    w.send(id, channel::set_mute{"alice", false});
    CHECK(w.call(id, channel::is_mute{"alice"}).data == false);

    CHECK(w.send(id, channel::mute_team{"7001", nimpush::flutter_channel::team_notify_type::manager}) == ios_success);
    CHECK(bob().teams.find("7001")->val == nimpush::flutter_channel::team_notify_type::manager);
    CHECK(w.call(id, channel::mute_team{"7002", nimpush::flutter_channel::team_notify_type::mute}).code == 803);

    w.send(id, channel::logout{});
    CHECK(w.call(id, channel::set_mute{"alice", true}).code == 20001);
}

TEST_CASE("the token and its custom content key") {
    world w;
    const auto id = w.nim.add_device();
    w.send(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prod")});
    CHECK(w.send(id, channel::update_apns_token{token, "quiet"}) == ios_success);  // before the login
    w.send(id, channel::login{{.account = "bob", .token = "secret"}});
    CHECK(w.nim.find_account("bob")->custom_content_key == "quiet");
    w.send(id, channel::update_apns_token{token, nullptr});
    CHECK(w.nim.find_account("bob")->custom_content_key == "quiet");
    w.send(id, channel::update_apns_token{token, ""});
    CHECK(w.nim.find_account("bob")->custom_content_key == "");

    const auto wrong =
        w.raw(id, "updateAPNSToken", value::map({{"token", "d5c1"}, {"serviceName", "SettingsService"}}));
    const auto reply = channel::read_reply<channel::update_apns_token>(wrong);
    REQUIRE(reply);
    CHECK(reply->code == -1);
    CHECK(reply->error_details == "parameter error");
    CHECK(w.nim.device(id).token == token);
}

TEST_CASE("createMessage answers the message as iOS does, without what was said of the push") {
    world w;
    const auto id = w.phone_of("alice");
    auto builder = channel::create_text_message{"bob", nimpush::flutter_channel::session_type::p2p, "hello"}.build(1);
    builder.push_payload = {{"k", "v"}};
    builder.push_content = "lost";
    const auto made = w.call(id, channel::create_message{builder});
    CHECK(made.code == 0);
    REQUIRE(made.data);
    CHECK(made.data->message_id == "00000000-0000-4000-8000-000000000001");
    CHECK(made.data->uuid == made.data->message_id);
    CHECK(made.data->content == "hello");
    CHECK(made.data->session_id == "bob");
    CHECK(made.data->message_type == nimpush::flutter_channel::message_type::text);
    CHECK(made.data->from_account == "alice");
    CHECK(made.data->from_nickname == "Alice");
    CHECK(made.data->timestamp == 1795406400000);
    CHECK(made.data->status == nimpush::flutter_channel::message_status::sending);
    CHECK(made.data->attachment_status == nimpush::flutter_channel::attachment_status::initial);
    CHECK(made.data->config == nimpush::flutter_channel::message_config{});
    CHECK(made.data->push_content == "");
    CHECK_FALSE(made.data->push_payload.has_value());

    const auto sent = w.call(id, channel::send_message{*made.data});
    REQUIRE(sent.data);
    CHECK(sent.data->status == nimpush::flutter_channel::message_status::success);
    CHECK(sent.data->server_id == 2);
    CHECK(sent.data->message_id == made.data->message_id);

    const auto picture =
        w.call(id, channel::create_image_message{.session_id = "bob", .file_path = "/p/a.jpg", .file_size = 9});
    REQUIRE(picture.data);
    CHECK(picture.data->attachment_status == nimpush::flutter_channel::attachment_status::transferred);
    const auto* file = picture.data->message_attachment.get_if<nimpush::flutter_channel::image_attachment>();
    REQUIRE(file != nullptr);
    CHECK(file->path == "/p/a.jpg");
}

TEST_CASE("what NIM refuses to send") {
    world w;
    const auto id = w.phone_of("alice");
    auto message =
        *w.call(id, channel::create_text_message{"bob", nimpush::flutter_channel::session_type::team, "hello"}).data;
    CHECK(w.call(id, channel::send_message{message}).code == 803);
    message.session_type = nimpush::flutter_channel::session_type::p2p;
    message.session_id = "nobody";
    CHECK(w.call(id, channel::send_message{message}).code == 404);
    CHECK(w.call(id, channel::send_message{message, true}).error_details == "resend message not exist");
    CHECK(w.nim.verdicts().empty());

    message.session_id = "7001";
    message.session_type = nimpush::flutter_channel::session_type::team;
    message.member_push_option =
        nimpush::flutter_channel::member_push_option{.force_push_list = std::vector<nimpush::text>(101, "bob")};
    const auto crowded = w.call(id, channel::send_message{message});
    CHECK(crowded.code == 811);
    CHECK(crowded.error_details == "memberPushOption.forcePushList: 101 accounts, at most 100: NIM answers 811");
    message.member_push_option.reset();
    message.push_content = nimpush::push_text(nimpush::detail::unchecked{}, std::string(501, 'a'));
    CHECK(w.call(id, channel::send_message{message}).code == 414);
    message.push_content = nullptr;
    CHECK(w.call(id, channel::send_message{message}).code == 0);
    CHECK(w.nim.verdicts().size() == 2);  // bob and carol

    w.send(id, channel::logout{});
    CHECK(w.call(id, channel::send_message{message}).code == 20001);
}

TEST_CASE("unread messages add up until the app says how many there are") {
    world w;
    const auto alices = w.phone_of("alice");
    const auto bobs = w.phone_of("bob");
    w.nim.send_to_background(bobs);
    w.send_text(alices, "bob");
    CHECK(w.nim.verdicts()[0].badge == 1);
    w.send_text(alices, "7001", nimpush::flutter_channel::session_type::team);
    CHECK(w.nim.verdicts()[0].badge == 2);
    w.send(bobs, channel::register_badge_count{0});
    w.send_text(alices, "bob");
    CHECK(w.nim.verdicts()[0].badge == 1);
}

TEST_CASE("custom notifications") {
    world w;
    const auto alices = w.phone_of("alice");
    const auto bobs = w.phone_of("bob");
    w.nim.kill(bobs);
    nimpush::flutter_channel::custom_notification note{.session_id = "bob", .content = "{}", .apns_text = "New order"};
    CHECK(w.send(alices, channel::send_custom_notification{note}) == ios_success);
    CHECK(w.last_rule() == delivery::rule::online_only);
    note.send_to_online_user_only = false;
    w.send(alices, channel::send_custom_notification{note});
    CHECK(w.last_rule() == delivery::rule::pushed);
    CHECK(w.nim.verdicts()[0].alert->body == "New order");
    note.config = nimpush::flutter_channel::custom_notification_config{};  // three nulls
    w.send(alices, channel::send_custom_notification{note});
    CHECK(w.last_rule() == delivery::rule::push_off);
    CHECK(w.raw(alices, "sendCustomNotification", value::map({{"serviceName", "SystemMessageService"}})).empty());
}

TEST_CASE("no bytes do it harm") {
    world w;
    const auto alices = w.phone_of("alice");
    const auto bobs = w.phone_of("bob");
    w.nim.kill(bobs);
    const auto message = *w.call(alices, channel::create_text_message{.session_id = "bob", .text = "hello"}).data;
    const bytes sound[] = {*channel::encode(channel::send_message{message}),
                           *channel::encode(channel::set_push_no_disturb_config{{true, "22:00", "07:30"}}),
                           *channel::encode(channel::login{{.account = "carol", .token = "secret"}}),
                           *channel::encode(channel::update_apns_token{token, "quiet"})};
    test::random chance(7);
    for (int i = 0; i < 4000; ++i) {
        bytes broken = sound[chance.below(std::size(sound))];
        for (std::size_t n = chance.below(4); n != 0; --n) broken[chance.below(broken.size())] = chance.byte();
        if (chance.one_in(4)) broken.resize(chance.below(broken.size() + 1));
        const bytes reply = w.nim.handle(alices, channel::name, broken);
        if (!reply.empty()) REQUIRE(nimpush::standard_codec::decode_envelope(reply));
    }
}

// A route of the simulator is a call of the dialect, under its names, and no call has two.
TEST_CASE("each route is a call of the dialect, and reads what the dialect writes") {
    using routes = delivery::detail::route_table<delivery::detail::answered_calls>;
    std::size_t at = 0;
    delivery::detail::answered_calls::any([&]<class C>() {
        const delivery::detail::route& one = routes::list[at++];
        CHECK(one.service == channel::info_of<C>.service);
        CHECK(one.method == channel::info_of<C>.method);
        CHECK(channel::with_call(channel::info_of<C>.api, channel::platform::ios, [&]<class Known>() {
            CHECK(channel::info_of<Known>.service == one.service);
            CHECK(channel::info_of<Known>.method == one.method);
        }));
        // The call as Dart writes it finds this route: nobody is logged in, or it is answered; what iOS leaves
        // unanswered has no bytes.
        world w;
        const auto id = w.nim.add_device();
        w.send(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prod")});
        const auto reply = w.send(id, C{});
        if (!reply.empty()) CHECK(nimpush::standard_codec::decode_envelope(reply));
        return false;
    });
    CHECK(at == std::size(routes::list));
    for (std::size_t i = 0; i < at; ++i)
        for (std::size_t j = 0; j < i; ++j)
            CHECK_FALSE((routes::list[i].service == routes::list[j].service &&
                         routes::list[i].method == routes::list[j].method));
}

// NimMessage.swift:660: iOS's keys in iOS's order, by hand.
TEST_CASE("a blank message of iOS, as bytes") {
    world w;
    const auto id = w.nim.add_device();
    w.send(id, channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options_with("acme_prod")});
    const auto reply = w.raw(id, "createMessage", value::map({{"serviceName", "MessageService"}}));
    const auto read = nimpush::standard_codec::decode_envelope(reply);
    REQUIRE(read);
    CHECK(*nimpush::json::to_string(*read->data.find("data")) ==
          R"({"messageId":"00000000-0000-4000-8000-000000000001","messageType":null,"text":null,"content":null,)"
          R"("serverId":0,"senderClientType":"ios","status":"sending","attachmentStatus":"initial","messageSubType":0,)"
          R"("sessionUpdate":true,"messageAck":false,"isChecked":false,"ackCount":0,"unAckCount":0,)"
          R"("clientAntiSpam":false,"messageThreadOption":{"replyMessageFromAccount":"","replyMessageToAccount":"",)"
          R"("replyMessageTime":0,"replyMessageIdServer":0,"replyMessageIdClient":"","threadMessageFromAccount":"",)"
          R"("threadMessageToAccount":"","threadMessageTime":0,"threadMessageIdServer":0,)"
          R"("threadMessageIdClient":""},"config":{"enableUnreadCount":true,"enableRoaming":true,)"
          R"("enableSelfSync":true,"enablePushNick":true,"enableHistory":true,"enablePersist":true,)"
          R"("enableRoute":true,"enablePush":true},"sessionType":null,"sessionId":null,)"
          R"("messageDirection":"outgoing","timestamp":1795406400000,"fromAccount":null,)"
          R"("uuid":"00000000-0000-4000-8000-000000000001","fromNickname":null,"quickCommentUpdateTime":0,)"
          R"("yidunAntiCheating":{},"yidunAntiSpamRes":"","extension":{},"pushContent":"","isDeleted":false,)"
          R"("isRemoteRead":false,"hasSendAck":false,"isInBlackList":false})");
}

// The simulator and explain() must never disagree.
TEST_CASE("a scenario that is played gives the verdicts that are explained") {
    const auto cases = nimpush::json::read(test::read_data("delivery_cases.json"));
    REQUIRE(cases);
    for (const value& one : cases->items()) {
        CAPTURE(std::string(one.find("id")->chars()));
        const auto read = delivery::read_scenario(*one.find("scenario"));
        REQUIRE(read);
        delivery::simulator nim(*read);
        value arguments = read->send.message.as_value();
        std::string_view method = "sendMessage";
        if (read->send.message.has_value()) {
            arguments.set("resend", false);
            arguments.set("serviceName", "MessageService");
        } else {
            method = "sendCustomNotification";
            arguments = value::map({{"customNotification", read->send.custom_notification.as_value()},
                                    {"serviceName", "SystemMessageService"}});
        }
        // Alice's is the first device of all.
        const auto reply = channel::read_reply<channel::logout>(
            nim.handle(0, channel::name, *nimpush::standard_codec::encode_method_call(method, arguments)));
        REQUIRE(reply);
        const auto explained = *delivery::explain(*read);
        const bool refused = explained[0].outcome == delivery::outcome::refused;
        CHECK(reply->code == (refused ? explained[0].code.value() : 0));
        CHECK(nim.verdicts() == explained);
    }
}
