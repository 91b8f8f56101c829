#include <nimpush/delivery/push_view.hpp>

#include <string>
#include <string_view>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"

namespace {

namespace delivery = nimpush::delivery;

/// A push from Alice to Bob, for rows to change.
struct fixture {
    delivery::console console{.apns = {{"acme_prod", "com.example.acme", delivery::environment::production}},
                              .custom_content_keys = {{"quiet", "Something new in Acme"}}};
    delivery::sending sending{.from = "alice", .session_id = "bob", .message_type = "text", .content = "hello"};
    delivery::keyed<delivery::account>::entry sender{"alice", {.nickname = "Alice"}};
    delivery::keyed<delivery::account>::entry receiver{"bob", {}};
    delivery::device device{.options = {{"apnsCername", "acme_prod"}},
                            .token = *nimpush::device_token::from_hex("D5C1")};

    constexpr fixture() { receiver.val.unread = 3; }
    constexpr delivery::situation situation() const {
        return {.console = console,
                .sending = sending,
                .sender = sender,
                .receiver = receiver,
                .device = &device,
                .relation = delivery::detail::sender_side(sending, sender).to(receiver)};
    }
    constexpr delivery::push_view see() const { return delivery::see(situation()); }
};

struct row {
    std::string_view why;
    void (*change)(fixture&);
    std::string_view payload;
};

void to_team(fixture& f) {
    f.sending.session_type = nimpush::session_kind::team;
    f.sending.force = nimpush::flutter_channel::member_push_option{};
}

const row rows[] = {
    {"text with the sender's nickname", [](fixture&) {}, R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4}})"},
    {"the account where there is no nickname", [](fixture& f) { f.sender.val.nickname = {}; },
     R"({"aps":{"alert":{"body":"alice:hello"},"badge":4}})"},
    {"no prefix", [](fixture& f) { f.sending.enable_push_nick = false; },
     R"({"aps":{"alert":{"body":"hello"},"badge":4}})"},
    {"not counted", [](fixture& f) { f.sending.enable_unread_count = false; },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":3}})"},
    {"pushContent", [](fixture& f) { f.sending.push_text = "You have mail"; },
     R"({"aps":{"alert":{"body":"Alice:You have mail"},"badge":4}})"},
    {"an empty pushContent is none", [](fixture& f) { f.sending.push_text = ""; },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4}})"},
    {"a tip", [](fixture& f) { f.sending.message_type = "tip"; },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4}})"},
    {"a text of nothing", [](fixture& f) { f.sending.content = nullptr; },
     R"({"aps":{"alert":{"body":"Alice:[新消息]"},"badge":4}})"},
    {"a picture has the phrase of its kind", [](fixture& f) { f.sending.message_type = "image"; },
     R"({"aps":{"alert":{"body":"Alice:[图片]"},"badge":4}})"},
    {"so has a kind that nobody knows", [](fixture& f) { f.sending.message_type = "hologram"; },
     R"({"aps":{"alert":{"body":"Alice:[新消息]"},"badge":4}})"},

    {"forced, with a text of its own",
     [](fixture& f) {
         to_team(f);
         f.sending.push_text = "You have mail";
         f.sending.force->force_push_content = "Fire drill";
     },
     R"({"aps":{"alert":{"body":"Fire drill"},"badge":4}})"},
    {"forced, without: no prefix either", to_team, R"({"aps":{"alert":{"body":"hello"},"badge":4}})"},
    {"forced for others",
     [](fixture& f) {
         to_team(f);
         f.sending.force->force_push_list.emplace();
     },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4}})"},

    {"hidden detail", [](fixture& f) { f.receiver.val.show_detail = false; },
     R"({"aps":{"alert":{"body":"你收到一条新消息"},"badge":4}})"},
    {"hidden detail with a text of the console",
     [](fixture& f) {
         f.receiver.val.show_detail = false;
         f.receiver.val.custom_content_key = "quiet";
     },
     R"({"aps":{"alert":{"body":"Something new in Acme"},"badge":4}})"},
    {"a key that the console does not have",
     [](fixture& f) {
         f.receiver.val.show_detail = false;
         f.receiver.val.custom_content_key = "loud";
     },
     R"({"aps":{"alert":{"body":"你收到一条新消息"},"badge":4}})"},
    {"the key counts where details are hidden alone", [](fixture& f) { f.receiver.val.custom_content_key = "quiet"; },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4}})"},

    {"a title",
     [](fixture& f) {
         f.sending.push_payload = {{"pushTitle", "Acme"}, {"room", 7}};
     },
     R"({"aps":{"alert":{"title":"Acme","body":"Alice:hello"},"badge":4},"room":7})"},
    {"what the app says of aps goes over it",
     [](fixture& f) {
         f.sending.push_payload = {
             {"k", "v"},
             {"apsField", nimpush::value::map({{"sound", "ping.caf"}, {"badge", 9}, {"thread-id", "p2p-alice"}})}};
     },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":9,"sound":"ping.caf","thread-id":"p2p-alice"},"k":"v"})"},
    {"an alert too",
     [](fixture& f) {
         f.sending.push_payload = {
             {"apsField", nimpush::value::map({{"alert", nimpush::value::map({{"loc-key", "HELLO"}})}})}};
     },
     R"({"aps":{"alert":{"loc-key":"HELLO"},"badge":4}})"},
    {"an apsField that is no map says nothing",
     [](fixture& f) {
         f.sending.push_payload = {{"apsField", "x"}};
     },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4}})"},
    {"other vendors' fields stay behind, the app's keys keep their order",
     [](fixture& f) {
         const nimpush::value some = nimpush::value::map({{"k", 1}});
         f.sending.push_payload = {{"z", 1},
                                   {"hwField", some},
                                   {"hwPassThroughField", some},
                                   {"honorField", some},
                                   {"honorPassThroughField", some},
                                   {"vivoField", some},
                                   {"oppoField", some},
                                   {"fcmField", some},
                                   {"fcmFieldV1", some},
                                   {"harmonyField", some},
                                   {"channel_id", "c"},
                                   {"pushkitFirst", true},
                                   {"notifyId", 3},
                                   {"a", nullptr}};
     },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4},"z":1,"channel_id":"c","pushkitFirst":true,"notifyId":3,"a":null})"},
    {"a member aps would stand there twice",
     [](fixture& f) {
         f.sending.push_payload = {{"aps", 1}, {"b", 2}};
     },
     R"({"aps":{"alert":{"body":"Alice:hello"},"badge":4},"b":2})"},
};

constexpr bool seen_while_compiling() {
    fixture f;
    f.sending.push_payload = {{"pushTitle", "Acme"}};
    const auto seen = f.see();
    return seen.alert.title == "Acme" && seen.alert.body == "Alice:hello" && seen.badge == 4 &&
           delivery::request_for(f.situation(), seen.payload).path == "/3/device/d5c1";
}
static_assert(seen_while_compiling());

}  // namespace

TEST_CASE("what the receiver sees") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        fixture f;
        r.change(f);
        CHECK(*nimpush::json::to_string(f.see().payload) == r.payload);
    }
}

TEST_CASE("the alert and the badge are those that are shown") {
    fixture f;
    f.sending.push_payload = {
        {"apsField",
         nimpush::value::map({{"alert", nimpush::value::map({{"title", "T"}, {"body", "B"}})}, {"badge", 0}})}};
    CHECK(f.see().alert == delivery::push_alert{"T", "B"});
    CHECK(f.see().badge == 0);
    f.sending.push_payload = {{"apsField", nimpush::value::map({{"alert", "plain"}, {"badge", nullptr}})}};
    CHECK(f.see().alert == delivery::push_alert{nullptr, "plain"});
    CHECK(f.see().badge == 4);
}

TEST_CASE("the caller can set the default phrases") {
    fixture f;
    f.sending.message_type = "audio";
    f.sending.enable_push_nick = false;
    CHECK(delivery::see(f.situation(), {.audio = "sent a voice message"}).alert.body == "sent a voice message");
    f.receiver.val.show_detail = false;
    CHECK(delivery::see(f.situation(), {.hidden = "New message"}).alert.body == "New message");
}

TEST_CASE("the request that leaves") {
    const fixture f;
    const auto request = delivery::request_for(f.situation(), f.see().payload);
    CHECK(
        *nimpush::json::to_string(request) ==
        R"({"method":"POST","path":"/3/device/d5c1","headers":{"apns-topic":"com.example.acme","apns-push-type":"alert",)"
        R"("apns-priority":"10"},"payload":{"aps":{"alert":{"body":"Alice:hello"},"badge":4}}})");
}
