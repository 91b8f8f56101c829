#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/dialect/desktop_sdk.hpp>
#include <nimpush/dialect/flutter_channel.hpp>
#include <nimpush/dialect/flutter_channel/client.hpp>
#include <nimpush/dialect/flutter_channel_v2/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel_v2/client.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/plugin/dart_text.hpp>
#include <nimpush/dialect/server_api.hpp>
#include <nimpush/dialect/translate.hpp>
#include <nimpush/transport/http.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/allocation_table.hpp"

namespace {

namespace nim = nimpush::flutter_channel;
namespace v2 = nimpush::flutter_channel_v2;
namespace sdk = nimpush::desktop_sdk;
namespace server = nimpush::server_api;
using nimpush::nim_wire;
using nimpush::value;
using test::long_text;

constexpr std::string_view message_text =
    R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","fromAccount":"alice",
    "content":"a text that is longer than the room inside of a string","pushContent":"a push text of some length",
    "pushPayload":{"sessionId":"alice","apsField":{"sound":"a sound that has a long name.aiff"}},"unknown":[1,2],
    "memberPushOption":{"isForcePush":true,"forcePushList":["bob"]}})";

/// An event of the native side, as bytes.
std::vector<std::uint8_t> event_bytes(std::string_view service, std::string_view method, value arguments) {
    arguments.set("serviceName", value(nimpush::text(service)));
    return *nimpush::standard_codec::encode_method_call(method, arguments);
}
template <class Event> void read_event(const value& arguments) {
    Event event{};
    nimpush::detail::fault_list faults;
    (void)Event::read(arguments, event, faults);
}
value list_of(std::string_view key, value item) {
    return value::map({{nimpush::text(key), value::list({std::move(item)})}});
}

std::vector<std::uint8_t> answer_at_once(std::string_view, nimpush::message_bytes) {
    return *nimpush::standard_codec::encode_success(value::map({{"code", 0}, {"data", nullptr}}));
}

struct hash_of_nothing {
    std::array<std::uint8_t, 20> operator()(std::string_view) const { return {}; }
};

constexpr test::trial table[] = {
    {"desktop_sdk::decode",
     [] {
         (void)sdk::decode<sdk::send_ack>(R"({"rescode":200,"msg_id":"a name of some length","talk_id":"7001"})");
         (void)sdk::decode<sdk::send_ack>(R"({"rescode":"-"})");
     }},
    {"desktop_sdk::decode_all", [] { (void)sdk::decode_all<sdk::send_ack>(R"({"rescode":200})"); }},
    {"desktop_sdk::decode_list_all", [] { (void)sdk::decode_list_all<sdk::send_ack>(R"([{"rescode":200}])"); }},
    {"desktop_sdk::decode_list", [] { (void)sdk::decode_list<sdk::send_ack>(R"([{"rescode":200}])"); }},
    {"desktop_sdk::decode_multiport", [] { (void)sdk::decode_multiport(200, R"({"switch_open":1})"); }},
    {"desktop_sdk::from_channel", [] { (void)nimpush::translate(nim_wire::channel, nim_wire::desktop, message_text); }},
    {"http::is_named",
     [] {
         (void)nimpush::http::is_named({"A", "b"}, "a");
     }},
    {"flutter_channel::apns_token_sync::apns_token_sync", [] { const nim::apns_token_sync made; }},
    {"flutter_channel::auth_status_event::read",
     [] {
         read_event<nim::auth_status_event>(value::map({{"status", "unLogin"}}));
     }},
    {"flutter_channel::client::client",
     [] {
         nim::client app(answer_at_once, nim::platform::ios);
         app.token_changed(*nimpush::device_token::from_hex("00ff"));
         app.initialize(nim::ios_sdk_options{.common = {.app_key = "a key that is owned"}}, [](const auto&) {});
         app.login({.account = nimpush::text(long_text), .token = "t"}, [](const auto&) {});
     }},
    {"flutter_channel::client::custom_content_key_changed",
     [] {
         nim::client app(answer_at_once, nim::platform::ios);
         app.custom_content_key_changed(nimpush::text(long_text));
     }},
    {"flutter_channel::custom_notification_received::read",
     [] {
         read_event<nim::custom_notification_received>(value::map({{"content", nimpush::text(long_text)}}));
     }},
    {"flutter_channel::dynamic_token_asked::read",
     [] {
         read_event<nim::dynamic_token_asked>(value::map({{"account", nimpush::text(long_text)}}));
     }},
    {"flutter_channel::friends_deleted::read",
     [] { read_event<nim::friends_deleted>(list_of("deletedFriendAccountList", nimpush::text(long_text))); }},
    {"flutter_channel::online_clients_updated::read",
     [] {
         read_event<nim::online_clients_updated>(list_of("clients", value::map({{"os", "iOS"}})));
     }},
    {"flutter_channel::session_deleted::read",
     [] {
         read_event<nim::session_deleted>(value::map({{"sessionId", nimpush::text(long_text)}}));
     }},
    {"flutter_channel::system_message_received::read",
     [] {
         read_event<nim::system_message_received>(value::map({{"content", nimpush::text(long_text)}}));
     }},
    {"flutter_channel::system_unread_count_changed::read",
     [] {
         read_event<nim::system_unread_count_changed>(value::map({{"result", 5}}));
     }},
    {"flutter_channel_v2::client::client",
     [] {
         namespace v2 = nimpush::flutter_channel_v2;
         v2::client app(answer_at_once, v2::context{.plugin = v2::v10_9_2});
         app.token_changed(*nimpush::device_token::from_hex("00ff"));
         app.initialize(v2::ios_sdk_options{.common = {.app_key = "a key that is owned"}}, [](const auto&) {});
         app.custom_content_key_changed(nimpush::text(long_text));
         app.login(nimpush::text(long_text), "t", {}, [](const auto&) {});
         (void)app.on_app_message(event_bytes("MessageService", "onMessage", value::map()));
     }},
    {"plugin::decode_event",
     [] {
         (void)nim::decode_event(
             event_bytes("MessageService", "onMessage", list_of("messageList", *nimpush::json::read(message_text))));
         (void)nim::decode_event(std::vector<std::uint8_t>{7, 1, 'x'});
     }},
    {"plugin::apns_token::apns_token",
     [] {
         nimpush::flutter_channel_v2::apns_token_sync made(nim::platform::ios, nimpush::flutter_channel_v2::v10_3_1,
                                                           nimpush::text(long_text));
         made.initialized();
         made.token_changed(*nimpush::device_token::from_hex("00ff"));
         made.custom_content_key_changed(nimpush::text(long_text));
         (void)made.next();
         (void)made.warnings();
     }},
    {"plugin::apns_token::custom_content_key_changed",
     [] {
         nim::apns_token_sync made;
         (void)made.custom_content_key_changed(nimpush::text(long_text));
     }},
    {"plugin::apns_token::on_message",
     [] {
         nim::apns_token_sync made;
         (void)made.on_message(event_bytes("MessageService", "onMessage", value::map()));
     }},
    {"flutter_channel_v2::apns_token_sync::apns_token_sync",
     [] { const nimpush::flutter_channel_v2::apns_token_sync made; }},
    {"flutter_channel_v2::apns_token_sync::on_message",
     [] {
         nimpush::flutter_channel_v2::apns_token_sync made;
         (void)made.on_message(event_bytes("MessageService", "onMessage", value::map()));
     }},
    {"plugin::dart_text",
     [] {
         (void)nimpush::plugin::dart_text(
             value::list({1.5, value(nimpush::text(long_text)), value::map({{"k", true}})}));
     }},
    {"plugin::read_reply",
     [] {
         const auto bytes = nimpush::standard_codec::encode_success(
             value::map({{"code", 0}, {"data", *nimpush::json::read(message_text)}}));
         (void)nim::read_reply<nim::create_text_message>(*bytes);
         (void)nim::read_reply<nim::login>(std::vector<std::uint8_t>{1});
     }},
    {"read_message", [] { (void)nimpush::read_message(nim_wire::channel, message_text); }},
    {"write_message",
     [] {
         const auto read = nimpush::read_message(nim_wire::channel, message_text);
         (void)nimpush::write_message(nim_wire::server2, read->message);
     }},
    {"translate",
     [] {
         for (const nim_wire to : {nim_wire::channel2, nim_wire::server, nim_wire::server2})
             (void)nimpush::translate(nim_wire::channel, to, message_text);
         (void)nimpush::translate(nim_wire::channel, nim_wire::server, "{");
     }},
    {"server_api::app_secret::app_secret", [] { const server::app_secret made(long_text); }},
    {"server_api::app_secret::checksum",
     [] {
         const server::credentials who{"a key that is longer than the room", server::app_secret(long_text)};
         server::send_msg call{.from = "alice", .to = "bob", .ope = 0, .type = 0, .body = R"({"msg":"hello"})"};
         call.push_content = server::push_string::from(long_text).value();
         (void)server::make_request(call, who, server::stamp::at("nonce", 1712800000), hash_of_nothing{});
         (void)server::make_request(server::send_msg{}, who, server::stamp::at("nonce", 1), hash_of_nothing{});
     }},
    {"plugin::dart_text",
     [] {
         (void)nimpush::plugin::dart_text(value::map({{"a key that is longer than most", value::list({1, 2.5, "x"})}}));
     }},
    {"flutter_channel_v2::encode",
     [] {
         v2::clear_local_message call{v2::clear_local_params{}};
         (void)v2::encode(call, {.plugin = v2::v10_3_1});
         (void)v2::encode(call);
         (void)v2::read_reply<v2::message_deserialization>(
             *nimpush::standard_codec::encode_success(value::map({{"code", 0}, {"data", value::map({{"text", "x"}})}})),
             {.plugin = v2::v10_3_1});
     }},
    {"server_api::read_call",
     [] {
         (void)server::read_call<server::send_msg>(value::map({{"pushContent", "hello"}, {"zzz", 1}}));
     }},
    {"server_api::read_answer",
     [] {
         (void)server::read_answer<server::send_msg>(200, R"({"code":811,"desc":"force push list too long"})");
         (void)server::read_answer<server::send_msg>(502, "<html>");
     }},
};

constexpr test::excuse excuses[] = {
    {"plugin::client_base::custom_content_key_changed", "called as flutter_channel's and V2's"},
    {"flutter_channel::with_call", "calls what it is given, and allocates nothing"},
    {"flutter_channel_v2::with_call", "calls what it is given, and allocates nothing"},
    {"plugin::bare::read", "called by decode_event"},
    {"plugin::dart_int", "looks at a view alone"},
    {"plugin::dart::is_text", "called by read_reply"},
    {"plugin::dart_num::whole", "called by read_reply"},
    {"plugin::dart_int", "a number, and allocates nothing"},
    {"plugin::find_call", "called by with_call"},
    {"plugin::read_result", "called by read_reply"},
    {"send", "called by the client"},
    {"server_api::call_name", "a view of its text, and allocates nothing"},
    {"server_api::meaning_of_desc", "a constant, and allocates nothing"},
    {"server_api::with_call", "calls what it is given, and allocates nothing"},
};

}  // namespace

TEST_CASE("NIM's wires: no call leaks or frees twice, whichever of its allocations fails") {
    CHECK(test::run_table(table) > 500);
}

TEST_CASE("NIM's wires: every public function that takes bytes or text is in the table") {
    test::check_complete(table, excuses, {"dialect", "transport"});
}
