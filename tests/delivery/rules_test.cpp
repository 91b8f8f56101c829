#include <nimpush/delivery/rules.hpp>

#include <string>
#include <string_view>

#include "../support/print.hpp"

namespace {

namespace delivery = nimpush::delivery;
using delivery::consideration;
using delivery::outcome;
using delivery::rule;

/// A push that nothing stops, for rows to change.
struct fixture {
    delivery::console console{.apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}};
    delivery::sending sending{
        .from = "alice", .session_id = "bob", .message_type = "text", .content = "hello"};
    delivery::keyed<delivery::account>::entry sender{"alice", {}};
    delivery::keyed<delivery::account>::entry receiver{"bob", {}};
    delivery::device device{.options = {{"apnsCername", "acme_prod"}},
                            .token = *nimpush::device_token::from_hex("d5c1")};
    bool has_device = true;

    constexpr delivery::ruling judge() const {
        return delivery::judge({.now = {},
                                .console = console,
                                .sending = sending,
                                .sender = sender,
                                .receiver = receiver,
                                .device = has_device ? &device : nullptr});
    }
};

struct row {
    std::string_view why;
    void (*change)(fixture&);
    rule decides;
    outcome becomes = outcome::none;
};

constexpr row rows[] = {
    {"nothing stops it", [](fixture&) {}, rule::pushed, outcome::apns},
    {"the app is in the background", [](fixture& f) { f.device.app = delivery::app_state::background; },
     rule::pushed, outcome::apns},
    {"6", [](fixture& f) { f.device.initialized = false; }, rule::not_initialized},
    {"7, 33 characters",
     [](fixture& f) {
         f.device.options = {{"apnsCername", "0123456789abcdef0123456789abcdefX"}};
     },
     rule::certificate_name_too_long},
    {"7, 32 characters in 96 bytes",
     [](fixture& f) {
         f.device.options = {
             {"apnsCername", "证证证证证证证证证证证证证证证证证证证证证证证证证证证证证证证证"}};
     },
     rule::certificate_unknown},
    {"8", [](fixture& f) { f.device.login = delivery::login_state::never; }, rule::never_logged_in},
    {"8, no device at all", [](fixture& f) { f.has_device = false; }, rule::never_logged_in},
    {"9", [](fixture& f) { f.device.login = delivery::login_state::out; }, rule::logged_out},
    {"10", [](fixture& f) { f.device.login = delivery::login_state::kicked; }, rule::kicked_out},
    {"11", [](fixture& f) { f.device.app = delivery::app_state::foreground; }, rule::in_foreground,
     outcome::connection},
    {"11, but the network is gone",
     [](fixture& f) {
         f.device.app = delivery::app_state::foreground;
         f.device.connected = false;
     },
     rule::pushed, outcome::apns},
    {"13", [](fixture& f) { f.sending.enable_push = false; }, rule::push_off},
    {"14", [](fixture& f) { f.sending.online_only = true; }, rule::online_only},
    {"15, null", [](fixture& f) { f.sending.is_notification = true; }, rule::no_push_text},
    {"15, empty",
     [](fixture& f) {
         f.sending.is_notification = true;
         f.sending.push_text = "";
     },
     rule::no_push_text},
    {"15, with a text",
     [](fixture& f) {
         f.sending.is_notification = true;
         f.sending.push_text = "New order";
     },
     rule::pushed, outcome::apns},
    {"17, absent", [](fixture& f) { f.device.options = {}; }, rule::no_certificate_name},
    {"17, empty",
     [](fixture& f) {
         f.device.options = {{"apnsCername", ""}};
     },
     rule::no_certificate_name},
    {"17, null",
     [](fixture& f) {
         f.device.options = {{"apnsCername", nullptr}};
     },
     rule::no_certificate_name},
    {"17, no text",
     [](fixture& f) {
         f.device.options = {{"apnsCername", 5}};
     },
     rule::no_certificate_name},
    {"18",
     [](fixture& f) {
         f.device.options = {{"apnsCername", "acme_prd"}};
     },
     rule::certificate_unknown},
    {"18, case counts",
     [](fixture& f) {
         f.device.options = {{"apnsCername", "Acme_prod"}};
     },
     rule::certificate_unknown},
    {"18, an empty console", [](fixture& f) { f.console = {}; }, rule::certificate_unknown},
    {"19", [](fixture& f) { f.device.token = {}; }, rule::no_token},
    {"the first decides",
     [](fixture& f) {
         f.device.login = delivery::login_state::out;
         f.device.token = {};
         f.sending.enable_push = false;
     },
     rule::logged_out},
};

constexpr bool holds(const row& r) {
    fixture f;
    r.change(f);
    const auto ruled = f.judge();
    return ruled.rule == r.decides && ruled.outcome == r.becomes &&
           ruled.remedy.has_value() == (r.decides != rule::pushed && r.decides != rule::in_foreground);
}
template <std::size_t... Row>
constexpr bool all_hold(std::index_sequence<Row...>) {
    return (holds(rows[Row]) && ...);
}
static_assert(all_hold(std::make_index_sequence<std::size(rows)>()));

}  // namespace

TEST_CASE("each rule stops what it should, in its order") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        fixture f;
        r.change(f);
        const auto ruled = f.judge();
        CHECK(name_of(ruled.rule) == name_of(r.decides));
        CHECK(name_of(ruled.outcome) == name_of(r.becomes));
        CHECK(ruled.confidence == delivery::confidence::documented);
    }
}

TEST_CASE("a stop has a remedy of one sentence, and a code where NIM answers one") {
    fixture f;
    f.device.options = {{"apnsCername", "0123456789abcdef0123456789abcdefX"}};
    const auto ruled = f.judge();
    CHECK(ruled.code == 500);
    CHECK(ruled.remedy ==
          "Give the certificate a name of at most 32 characters, in the console and in apnsCername: with a "
          "longer one the login fails with code 500.");
    for (const row& r : rows) {
        fixture one;
        r.change(one);
        const auto text = std::string(one.judge().remedy.view());
        CAPTURE(text);
        CHECK((text.empty() ||
               (text.find('.') != text.npos && text.find(". ") == text.npos && text.back() == '.')));
        if (r.decides != rule::certificate_name_too_long) CHECK_FALSE(one.judge().code.has_value());
    }
}

TEST_CASE("all rules are considered, whichever decides") {
    fixture f;
    f.device.initialized = false;
    f.device.options = {};
    f.device.token = {};
    const auto ruled = f.judge();
    CHECK(ruled.rule == rule::not_initialized);
    CHECK(ruled.considered.all().size() == 12);
    CHECK(ruled.considered.find(rule::not_initialized) == consideration::stops);
    CHECK(ruled.considered.find(rule::push_off) == consideration::passes);
    CHECK(ruled.considered.find(rule::no_certificate_name) == consideration::stops);
    CHECK(ruled.considered.find(rule::certificate_unknown) == consideration::unreached);
    CHECK(ruled.considered.find(rule::no_token) == consideration::stops);
    CHECK_FALSE(ruled.considered.find(rule::pushed).has_value());
    CHECK_FALSE(ruled.considered.find(rule::blocked).has_value());  // a later issue's

    f.has_device = false;
    CHECK(f.judge().rule == rule::never_logged_in);
    CHECK(f.judge().considered.find(rule::not_initialized) == consideration::unreached);
    CHECK(f.judge().considered.find(rule::in_foreground) == consideration::unreached);
}

TEST_CASE("rules stand in the order of the closed list") {
    auto before = rule::to_oneself;
    const auto ruled = fixture().judge();
    for (const auto& one : ruled.considered.all()) {
        CHECK(before < one.rule);
        before = one.rule;
    }
    CHECK(std::size(nimpush::names<rule>::list) == 27);
    CHECK(name_of(rule::to_oneself) == "to_oneself");
    CHECK(name_of(rule::not_an_apns_device) == "not_an_apns_device");
    CHECK(name_of(rule::pushed) == "pushed");
    CHECK(describe(rule::no_token) == "no device token was uploaded");
    CHECK(describe(rule::pushed) == "nothing stops it");
}

TEST_CASE("whether a forced push passes over push_off is unverified") {
    fixture f;
    f.sending.enable_push = false;
    f.sending.session_type = nimpush::session_type::team;
    f.sending.force = nimpush::member_push_option{};
    CHECK(f.judge().rule == rule::push_off);
    CHECK(f.judge().confidence == delivery::confidence::unverified);
}

TEST_CASE("a push is forced in teams, for everyone or for those in the list") {
    delivery::sending sent{.session_type = nimpush::session_type::team,
                           .force = nimpush::member_push_option{}};
    CHECK(sent.is_forced_for("bob"));
    sent.session_type = nimpush::session_type::super_team;
    CHECK(sent.is_forced_for("bob"));
    sent.session_type = nimpush::session_type::p2p;
    CHECK_FALSE(sent.is_forced_for("bob"));
    sent.session_type = nimpush::session_type::team;
    sent.force->force_push_list = {"carol", "bob"};
    CHECK(sent.is_forced_for("bob"));
    CHECK_FALSE(sent.is_forced_for("dave"));
    sent.force->force_push_list->clear();
    CHECK_FALSE(sent.is_forced_for("bob"));
    sent.force->force_push_list.reset();
    sent.force->is_force_push = false;
    CHECK_FALSE(sent.is_forced_for("bob"));
    sent.force.reset();
    CHECK_FALSE(sent.is_forced_for("bob"));
}
