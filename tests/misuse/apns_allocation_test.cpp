#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/client.hpp>
#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/fit.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/goaway.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/provider_token_reader.hpp>
#include <nimpush/apns/read_elsewhere.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/allocation_table.hpp"

namespace {

using namespace nimpush;
using test::long_text;

const value& payload() {
    static const value made = *json::read(
        R"({"aps":{"alert":{"title":"a title that is longer than the room","loc-args":["one","two"]},"badge":3,
        "sound":{"critical":1,"name":"a sound that is longer than the room.aiff"},"new-key-of-apple":[1]},
        "custom":{"deep":[1,2,{"x":"y"}]}})");
    return made;
}
apns::request request() {
    return {.bundle_id = "com.example.acme",
            .token = *device_token::from_hex("00ff"),
            .collapse_id = "news",
            .payload = apns::read_notification(payload()).made};
}

constexpr std::string_view provider_token =
    "bearer eyJhbGciOiJFUzI1NiIsImtpZCI6IktFWUlEMTIzNDUifQ.eyJpc3MiOiJURUFNSUQxMjM0IiwiaWF0IjoxNzAwMDAwMDAwfQ."
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";
struct no_mutex {
    void lock() {}
    void unlock() {}
};

struct no_signer {
    nimpush::result<apns::signature> operator()(nimpush::span<const std::uint8_t>) const { return apns::signature{1}; }
};

constexpr test::trial table[] = {
    {"apns::alert_text::alert_text", [] { const apns::alert_text made{text(long_text)}; }},
    {"apns::collapse_id_for",
     [] {
         (void)apns::collapse_id_for("eabeae54-14a8-11e5-b60b-1697f925ec7b");
         (void)apns::collapse_id_for("\n");
     }},
    {"apns::custom_keys::set",
     [] {
         apns::custom_keys made;
         made.set("page", text(long_text));
         const apns::custom_keys copy = made;
     }},
    {"apns::gateway::accept_provider_token",
     [] {
         apns::gateway made;
         for (int i = 0; i < 20; ++i) made.accept_provider_token(text("token " + std::to_string(i)));
         const apns::gateway copy = made;
     }},
    {"apns::gateway::expire_provider_token",
     [] {
         apns::gateway made;
         made.expire_provider_token(text(long_text));
     }},
    {"apns::gateway::register_channel",
     [] {
         apns::gateway to(apns::gateway_settings{});
         to.register_channel(text(long_text), apns::channel_id::from("dHN0").value(), apns::message_storage::none);
     }},
    {"apns::gateway::register_token",
     [] {
         apns::gateway made({.certificate_topics = {"com.example.acme"}});
         for (std::uint8_t i = 0; i < 20; ++i)
             made.register_token(*device_token::from(std::array<std::uint8_t, 1>{i}), "com.example.acme");
         made.unregister_token(*device_token::from_hex("07"), 5);
         (void)made.answer({.method = "POST",
                            .path = "/3/device/07",
                            .headers = {{"apns-topic", "com.example.acme"}, {"apns-id", long_text}},
                            .body = "{}"},
                           0);
     }},
    {"apns::header_list::add",
     [] {
         apns::header_list made;
         (void)made.add("apns-topic", apns::hpack::always, long_text);
     }},
    {"apns::header_list::add_number",
     [] {
         apns::header_list made;
         (void)made.add_number("apns-priority", apns::hpack::always, 5);
     }},
    {"apns::header_list::find", [] { (void)apns::header_list().find("apns-topic"); }},
    {"apns::make_goaway", [] { (void)apns::make_goaway(1, 0, long_text); }},
    {"apns::make_message_id",
     [] {
         (void)apns::make_message_id("EABEAE54-14A8-11E5-B60B-1697F925EC7B");
         (void)apns::make_message_id("no id");
     }},
    {"apns::provider_token_cache::restore",
     [] {
         apns::provider_token_cache<no_mutex> made("TEAMID1234", "KEYID12345");
         (void)made.restore(provider_token, 1700000000);
         (void)made.restore(provider_token, 1700000001);
         (void)made.restore("no token", 1700000000);
     }},
    {"apns::token_provider::restore",
     [] {
         apns::token_provider made("TEAMID1234", "KEYID12345", no_signer());
         (void)made.restore(provider_token, 1700000000);
         (void)made.restore("no token", 1700000000);
         (void)made.authorization(1700000060);
         (void)made.authorization(1700004000);
     }},
    {"apns::read_channel_config",
     [] {
         (void)apns::read_channel_config(R"({"message-storage-policy":1,"push-type":"LiveActivity"})");
         (void)apns::read_channel_config("[");
     }},
    {"apns::read_channel_list",
     [] {
         (void)apns::read_channel_list(R"({"channels":["dHN0LXNyY2gtY2hubA==","dHN0LXNyY2gtY2hubB=="]})");
         (void)apns::read_channel_list(R"({"channels":[1]})");
     }},
    {"apns::read_elsewhere",
     [] {
         (void)apns::read_elsewhere("com.example.acme", {long_text, "\n"}, text(long_text));
         (void)apns::read_elsewhere("com.example.acme", std::vector<std::string>(200, std::string(60, 'x')));
         (void)apns::read_elsewhere("com.example.acme", {long_text, ""});
     }},
    {"apns::read_elsewhere_fitting",
     [] {
         (void)apns::read_elsewhere_fitting(std::vector<std::string>{"one", std::string(long_text)});
     }},
    {"apns::read_goaway",
     [] {
         (void)apns::read_goaway(std::vector<std::uint8_t>(64, 'x'));
         (void)apns::read_goaway(std::vector<std::uint8_t>(7, 'x'));
     }},
    {"apns::read_notification",
     [] {
         (void)apns::read_notification(payload());
         (void)apns::read_notification(value::map({{"aps", 1}}));
     }},
    {"apns::read_provider_token",
     [] {
         (void)apns::read_provider_token(provider_token);
         (void)apns::read_provider_token(provider_token.substr(0, provider_token.size() - 4));
         (void)apns::read_provider_token("bearer W10.W10.W10");
     }},
    {"apns::read_response",
     [] {
         const std::vector<std::pair<std::string, std::string>> headers = {{"apns-id", std::string(long_text)}};
         (void)apns::read_response(410, headers, R"({"reason":"Unregistered","timestamp":1712800000000})");
         (void)apns::read_response(500, {}, R"({"reason":"InternalServerError","x":1,"x":2})");
         (void)apns::read_response(502, {{"apns-id", "x"}}, "<html>a page that is longer than the room inside</html>");
     }},
    {"apns::reason_from", [] { (void)apns::reason_from("Unregistered"); }},
    {"apns::signature_from_der",
     [] {
         (void)apns::signature_from_der(std::vector<std::uint8_t>{0x30, 0x06});
     }},
    {"apns::sound::critical", [] { (void)apns::sound::critical(text(long_text)); }},
    {"apns::sound::sound", [] { const apns::sound made{text(long_text)}; }},
    {"apns::topic_suits", [] { (void)apns::topic_suits(apns::push_type::voip, "com.example.acme.voip"); }},
    // Of types of ours, and so not found by the types that they take.
    {"apns::check", [] { (void)apns::check(request()); }},
    {"apns::fit",
     [] {
         apns::notification one{.alert = {.body = text(std::string(5000, 'x'))}, .custom = {{"a", 1}}};
         (void)apns::fit(one, 4096);
     }},
    {"apns::prepare",
     [] {
         auto push = apns::prepare(request());
         const apns::campaign copy = *push;
         const std::vector<device_token> tokens(2, *device_token::from_hex("00ff"));
         std::size_t position = 0;
         (void)apns::fan_out(
             copy, tokens, position, 9, [](std::size_t) { return apns::personal{.badge = 5}; },
             [](const apns::device_push&) { return true; });
         (void)apns::prepare({});
     }},
    {"apns::to_text",
     [] {
         apns::tally seen;
         seen.add({.status = 400, .reason = apns::reason::bad_device_token}, 30);
         (void)apns::to_text(seen);
     }},
    {"apns::push_for",
     [] {
         const apns::notification badged{.alert = {.body = text(long_text)}, .badge = 1};
         const apns::campaign push = *apns::prepare({.bundle_id = "com.example.acme", .payload = badged});
         auto one = apns::push_for(push, *device_token::from_hex("00ff"), {.badge = 5});
         apns::single_push copy = *one;
         copy = *one;
         copy = std::move(*one);
     }},
};

constexpr test::excuse excuses[] = {
    {"apns::alert::read_from", "called by read_notification"},
    {"apns::bundle_id_in", "looks at views alone"},
    {"apns::gateway::knows_provider_token", "looks at views alone"},
    {"apns::judge_key", "looks at views alone"},
    {"apns::judge_topic", "looks at views alone"},
    {"apns::provider_key::is_for", "looks at views alone"},
    {"apns::push_type_of_topic", "looks at views alone"},
    {"apns::teams::add", "holds std::unique_ptr and std::vector, as the client does"},
    {"apns::teams::find", "looks at views alone"},
    {"apns::teams::remove", "looks at views alone"},
    {"apns::teams::transport_of", "looks at views alone"},
};

}  // namespace

TEST_CASE("Apple's leg: no call leaks or frees twice, whichever of its allocations fails") {
    CHECK(test::run_table(table) > 100);
}

TEST_CASE("Apple's leg: every public function that takes bytes or text is in the table") {
    test::check_complete(table, excuses, {"apns"});
}
