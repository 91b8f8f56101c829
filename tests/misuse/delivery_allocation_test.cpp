#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/delivery/diagnosis.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>
#include <nimpush/delivery/doctor/recognise.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/outlook.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/allocation_table.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace delivery = nimpush::delivery;
using nimpush::text;
using nimpush::value;
using test::long_text;

constexpr std::string_view scenario_text =
    R"({"now":"2026-11-23T12:00:00+08:00","console":{"apns":[{"certificate":"acme_prod","bundleId":"com.example.acme",
    "environment":"production"}],"customContentKeys":{"quiet":"a text for those who hide details"}},
    "accounts":{"alice":{"nickname":"Alice of the long nickname"},"bob":{"devices":[{"platform":"ios","token":"00ff",
    "options":{"apnsCername":"acme_prod"}}],"blacklist":["mallory"]}},
    "teams":{"7001":{"members":["alice","bob"]}},
    "send":{"from":"alice","message":{"sessionId":"7001","sessionType":"team","messageType":"text",
    "content":"a text that is longer than the room inside of a string","memberPushOption":{"isForcePush":true,
    "forcePushList":["bob"]},"pushPayload":{"pushTitle":"a title of some length","apsField":{"sound":"x"}}}}})";

constexpr std::string_view v2_text =
    R"({"now":"2026-11-23T12:00:00+08:00","console":{"harmony":["a certificate of HarmonyOS",{"certificate":"b"}]},
    "accounts":{"alice":{},"bob":{"customContentKey":"quiet","devices":[{"platform":"ios","plugin":"10.3.1"},
    {"platform":"harmony","options":{"serverOptions":{"pushServiceConfig":{"harmonyCertificateName":
    "a certificate of HarmonyOs"}}}}]}},"teams":{"7001":{"members":["alice","bob"]}},
    "send":{"from":"alice","conversationId":"carol|2|7001","message":{"messageType":0,"text":"a text of some length"},
    "params":{"pushConfig":{"pushContent":"a push text of some length","pushPayload":"{\"k\":[1]}","forcePush":true,
    "forcePushAccountIds":["bob",null]}}}})";

const delivery::scenario& scenario() {
    static const delivery::scenario made = *delivery::read_scenario(scenario_text);
    return made;
}
const std::vector<std::uint8_t>& message() {
    // Made in a function of its own: in the initialiser of a static, clang 14 destroys the temporaries of braces that
    // hold literals at each return (see README, Compilers).
    static const std::vector<std::uint8_t> made = [] {
        return *nimpush::standard_codec::encode_method_call("sendMessage",
                                                            value::map({{"sessionId", "7001"},
                                                                        {"sessionType", "team"},
                                                                        {"messageType", "text"},
                                                                        {"uuid", "a name of the message that is owned"},
                                                                        {"content", "hello"},
                                                                        {"resend", false},
                                                                        {"serviceName", "MessageService"}}));
    }();
    return made;
}
/// Wakes up, logs in, creates, sends, comments, changes, takes back, mutes and sets.
const std::vector<std::vector<std::uint8_t>>& v2_calls() {
    namespace v2 = nimpush::flutter_channel_v2;
    static const std::vector<std::vector<std::uint8_t>> made = [] {
        std::vector<std::vector<std::uint8_t>> all;
        all.push_back(*v2::encode(v2::initialize<v2::ios_sdk_options>{.options = {.common = {.app_key = "key"}}}));
        all.push_back(*v2::encode(v2::login{"alice", "t"}));
        all.push_back(*v2::encode(v2::create_text_message{"hello"}));
        v2::send_message_params with;
        with.push_config.emplace().push_payload = R"({"a":"b"})";
        with.target_config.emplace().receiver_ids.emplace().push_back("bob");
        v2::message one;
        one.message_client_id = "a name of the message that is owned";
        all.push_back(*v2::encode(v2::send_message{one, "alice|2|7001", with}));
        all.push_back(*v2::encode(v2::add_quick_comment{one, 1, "x"}));
        all.push_back(*v2::encode(v2::modify_message{one, {.text = "a text that is owned, and rather long"}}));
        all.push_back(*v2::encode(v2::revoke_message{one, v2::revoke_params{.postscript = "taken back"}}));
        all.push_back(*v2::encode(v2::set_p2p_message_mute_mode{"bob", v2::p2p_message_mute_mode::on}));
        all.push_back(*v2::encode(v2::update_apns_setting{}));
        all.push_back(*v2::encode(v2::current_setting{}));
        return all;
    }();
    return made;
}
delivery::doctor::timeline logs() {
    delivery::doctor::timeline made;
    made.begin("a name of a log that is owned");
    made.add("2026-11-20 10:00:00.000 I NIM login : onLoginResp account=an account of some length code=302\n");
    delivery::doctor::align(made);
    return made;
}
delivery::simulator world() {
    delivery::simulator made(scenario());
    return made;
}

constexpr test::trial table[] = {
    {"delivery::clock_time::from", [] { (void)delivery::clock_time::from("22:00"); }},
    {"delivery::console::find", [] { (void)scenario().console.find("acme_prod"); }},
    {"delivery::console::find_near", [] { (void)scenario().console.find_near("acme-prod"); }},
    {"delivery::console::harmony_near",
     [] {
         const delivery::console made{.harmony = {{{{.certificate = text(long_text)}}}}};
         (void)made.harmony_near("another name that is rather long");
     }},
    {"delivery::default_phrases::of", [] { (void)delivery::default_phrases{}.of("image"); }},
    {"delivery::diagnose", [] { (void)delivery::diagnose("login failed, code 302\nBadDeviceToken"); }},
    {"delivery::doctor::find_complaint", [] { (void)delivery::doctor::find_complaint(logs(), "ada of a long name"); }},
    {"delivery::doctor::recognise", [] { (void)delivery::doctor::recognise("login failed, code 302"); }},
    {"delivery::doctor::timeline::add", [] { (void)logs(); }},
    {"delivery::doctor::timeline::begin",
     [] {
         delivery::doctor::timeline made;
         made.begin("a name of a log that is owned");
     }},
    {"delivery::keyed::at",
     [] {
         delivery::keyed<text> made;
         made.at("a name that is rather long, and owned").val = text(long_text);
     }},
    {"delivery::keyed::find", [] { (void)scenario().accounts.find("bob"); }},
    {"delivery::keyed::set",
     [] {
         delivery::keyed<text> made;
         for (int i = 0; i < 20; ++i) made.set(text("name " + std::to_string(i)), text(long_text));
         delivery::keyed<text> copy = made;
         copy = made;
     }},
    {"delivery::moment::from",
     [] {
         (void)delivery::moment::from("2026-11-23T14:00:00+08:00");
         (void)delivery::moment::from("now");
     }},
    {"delivery::read_scenario",
     [] {
         (void)delivery::read_scenario(scenario_text);
         const auto v2 = delivery::read_scenario(v2_text);
         if (v2) (void)delivery::explain(*v2);
         (void)delivery::read_scenario(R"({"now":"soon","accounts":{"bob":{"unread":-1}},"x":1})");
     }},
    {"delivery::basic_simulator::add_account",
     [] {
         delivery::simulator nim = world();
         nim.add_account("carol", scenario().accounts.find("bob")->val);
     }},
    {"delivery::basic_simulator::add_team",
     [] {
         delivery::simulator nim = world();
         nim.add_team("7002", {.members = {"alice", "bob"}});
     }},
    {"delivery::basic_simulator::find_account",
     [] {
         delivery::simulator nim = world();
         nim.find_account("bob")->friends = {"alice"};
     }},
    {"delivery::basic_simulator::handle",
     [] {
         delivery::simulator nim = world();
         const auto phone = nim.add_device();
         (void)nim.handle(
             phone, channel::name,
             *channel::encode(channel::initialize<channel::ios_sdk_options>{{.common = {.app_key = "key"}}},
                              channel::context{}));
         (void)nim.handle(phone, channel::name,
                          *channel::encode(channel::login{{.account = "alice", .token = "t"}}, channel::context{}));
         (void)nim.handle(phone, channel::name, message());
     }},
    {"delivery::basic_simulator::handle, V2's",
     [] {
         delivery::simulator nim = world();
         const auto phone = nim.add_device(delivery::device_platform::ios, delivery::environment::production,
                                           nimpush::flutter_channel_v2::v10_9_90);
         const auto desktop = nim.add_device(delivery::device_platform::windows, delivery::environment::production,
                                             nimpush::flutter_channel_v2::v10_9_90);
         for (const auto id : {desktop, phone})
             for (const auto& one : v2_calls()) (void)nim.handle(id, channel::name, one);
         (void)nim.take_events(desktop);
         nim.kick_out(phone);
         (void)nim.take_events(phone);
     }},
    {"delivery::basic_simulator::register_device_token",
     [] {
         delivery::simulator nim = world();
         const auto phone = nim.add_device(delivery::device_platform::ios, delivery::environment::production,
                                           nimpush::flutter_channel_v2::v10_9_90);
         (void)nim.register_device_token(phone, *nimpush::device_token::from_hex("00ff"));
         (void)nim.handle(phone, channel::name, v2_calls()[0]);
     }},
    {"delivery::basic_simulator::mark_all_read",
     [] {
         delivery::simulator nim = world();
         nim.mark_all_read("bob");
     }},
    {"delivery::basic_simulator::mark_read",
     [] {
         delivery::simulator nim = world();
         nim.mark_read("bob", channel::session_type::p2p, long_text);
     }},
    {"delivery::utc_offset::from", [] { (void)delivery::utc_offset::from("+08:00"); }},
    // Of types of ours, and so not found by the types that they take.
    {"delivery::explain", [] { (void)delivery::explain(scenario()); }},
    {"delivery::check", [] { (void)delivery::check(scenario()); }},
    {"delivery::push_outlook",
     [] {
         channel::ios_sdk_options options{};
         options.apns_cername = "acme prod";
         (void)delivery::push_outlook(options, &scenario().console);
     }},
};

constexpr test::excuse excuses[] = {
    {"delivery::doctor::read_log_time", "looks at views alone"},
    {"delivery::account_handle::account_handle", "made by find_account"},
    {"delivery::console::has_harmony", "looks at views alone"},
    {"delivery::request_for", "called by explain"},
    {"delivery::sending::is_forced_for", "called by explain"},
};

}  // namespace

TEST_CASE("delivery: no call leaks or frees twice, whichever of its allocations fails") {
    CHECK(test::run_table(table) > 500);
}

TEST_CASE("delivery: every public function that takes bytes or text is in the table") {
    test::check_complete(table, excuses, {"delivery"});
}
