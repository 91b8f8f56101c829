#include <nimpush/delivery/rules.hpp>
#include <nimpush/delivery/words.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/delivery/words.hpp>

#include "../support/print.hpp"
#include "../support/read_file.hpp"

namespace {

namespace delivery = nimpush::delivery;
using delivery::consideration;
using delivery::outcome;
using delivery::rule;

/// A push that nothing stops, for rows to change.
struct fixture {
    delivery::console console{.apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}};
    delivery::sending sending{.from = "alice", .session_id = "bob", .message_type = "text", .content = "hello"};
    delivery::keyed<delivery::account>::entry sender{"alice", {}};
    delivery::keyed<delivery::account>::entry receiver{"bob", {}};
    delivery::device device{.options = {{"apnsCername", "acme_prod"}},
                            .token = *nimpush::device_token::from_hex("d5c1")};
    bool has_device = true;
    delivery::keyed<delivery::team> teams{
        {"7001", {.name = "Crew", .members = {"alice", "bob", "carol"}, .managers = {"alice"}}}};
    delivery::moment now = *delivery::moment::from("2026-11-23T14:00:00+08:00");

    /// As explain() looks it up.
    constexpr delivery::ruling judge() const {
        auto owner = receiver;
        if (has_device) owner.val.devices.insert(owner.val.devices.begin(), device);
        const delivery::detail::sender_side side(sending, sender);
        return delivery::judge({.now = now,
                                .console = console,
                                .sending = sending,
                                .sender = sender,
                                .receiver = owner,
                                .device = has_device ? &owner.val.devices[0] : nullptr,
                                .standing = side.standing(teams),
                                .relation = side.to(owner)});
    }
    constexpr void to_team() {
        sending.session_type = nimpush::session_kind::team;
        sending.session_id = "7001";
    }
    constexpr void force() {
        to_team();
        sending.force = nimpush::flutter_channel::member_push_option{};
    }
    constexpr void quiet_hours(std::string_view from, std::string_view to) {
        receiver.val.do_not_disturb = {
            .enable = true, .start_time = delivery::clock_time::from(from), .end_time = delivery::clock_time::from(to)};
    }
};

struct row {
    std::string_view why;
    void (*change)(fixture&);
    rule decides;
    outcome becomes = outcome::none;
    delivery::confidence confidence = delivery::confidence::documented;
};
constexpr auto unverified = delivery::confidence::unverified;

constexpr delivery::device desktop(delivery::device_platform platform = delivery::device_platform::windows) {
    return {.platform = platform, .app = delivery::app_state::foreground};
}

/// The text of so many digits as a token's bytes.
constexpr nimpush::device_token text_token(std::size_t digits) {
    std::uint8_t text[nimpush::device_token::most]{};
    for (std::size_t i = 0; i < digits; ++i) text[i] = static_cast<std::uint8_t>("0123456789abcdef"[i % 16]);
    return *nimpush::device_token::from({text, digits});
}

constexpr row rows[] = {
    {"nothing stops it", [](fixture&) {}, rule::pushed, outcome::apns},
    {"the app is in the background", [](fixture& f) { f.device.app = delivery::app_state::background; }, rule::pushed,
     outcome::apns},
    {"6", [](fixture& f) { f.device.initialized = false; }, rule::not_initialized},
    {"7, 33 characters",
     [](fixture& f) {
         f.device.options = {{"apnsCername", "0123456789abcdef0123456789abcdefX"}};
     },
     rule::certificate_name_too_long},
    {"7, 32 characters in 96 bytes",
     [](fixture& f) {
         f.device.options = {{"apnsCername", "证证证证证证证证证证证证证证证证证证证证证证证证证证证证证证证证"}};
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
    {"1", [](fixture& f) { f.sending.session_id = f.receiver.name = "alice"; }, rule::to_oneself},
    {"1, in a team one's name as id is no message to oneself",
     [](fixture& f) {
         f.sending.session_type = nimpush::session_kind::team;
         f.sending.session_id = "alice";
     },
     rule::pushed, outcome::apns},
    {"2, by the receiver",
     [](fixture& f) {
         f.receiver.val.blacklist = {"carol", "alice"};
     },
     rule::blocked, outcome::refused},
    {"2, by the sender", [](fixture& f) { f.sender.val.blacklist = {"bob"}; }, rule::blocked, outcome::refused},
    {"2, others", [](fixture& f) { f.sender.val.blacklist = f.receiver.val.blacklist = {"carol"}; }, rule::pushed,
     outcome::apns},
    {"3", [](fixture& f) { f.console.strangers_may_message = false; }, rule::not_friends, outcome::refused},
    {"3, a friend of the sender",
     [](fixture& f) {
         f.console.strangers_may_message = false;
         f.sender.val.friends = {"bob"};
     },
     rule::pushed, outcome::apns},
    {"3, a friend of the receiver",
     [](fixture& f) {
         f.console.strangers_may_message = false;
         f.receiver.val.friends = {"alice"};
     },
     rule::pushed, outcome::apns},
    {"3, p2p alone",
     [](fixture& f) {
         f.console.strangers_may_message = false;
         f.to_team();
     },
     rule::pushed, outcome::apns},
    {"4",
     [](fixture& f) {
         f.to_team();
         f.teams.find("7001")->val.members = {"bob"};
     },
     rule::not_in_team, outcome::refused},
    {"5",
     [](fixture& f) {
         f.to_team();
         f.teams.find("7001")->val.chat_banned = {"alice"};
     },
     rule::chat_banned, outcome::refused},
    {"5, somebody else",
     [](fixture& f) {
         f.to_team();
         f.teams.find("7001")->val.chat_banned = {"bob"};
     },
     rule::pushed, outcome::apns},
    {"12, android",
     [](fixture& f) {
         f.device = {
             .platform = delivery::device_platform::android, .app = delivery::app_state::background, .connected = true};
     },
     rule::alive_in_background, outcome::connection},
    {"12, not iOS",
     [](fixture& f) {
         f.device.app = delivery::app_state::background;
         f.device.connected = true;
     },
     rule::pushed, outcome::apns},
    {"16, android", [](fixture& f) { f.device.platform = delivery::device_platform::android; },
     rule::not_an_apns_device, outcome::vendor},
    {"16, harmony", [](fixture& f) { f.device = {.platform = delivery::device_platform::harmony}; },
     rule::not_an_apns_device, outcome::vendor},
    {"16, macos", [](fixture& f) { f.device.platform = delivery::device_platform::macos; }, rule::not_an_apns_device},
    {"16, windows", [](fixture& f) { f.device.platform = delivery::device_platform::windows; },
     rule::not_an_apns_device},
    {"16, web", [](fixture& f) { f.device.platform = delivery::device_platform::web; }, rule::not_an_apns_device},
    {"20",
     [](fixture& f) {
         f.receiver.val.push_when_desktop_online = false;
         f.receiver.val.devices = {desktop()};
     },
     rule::desktop_online},
    {"20, macos in the background that is connected",
     [](fixture& f) {
         f.receiver.val.push_when_desktop_online = false;
         f.receiver.val.devices = {
             {.platform = delivery::device_platform::macos, .app = delivery::app_state::background, .connected = true}};
     },
     rule::desktop_online},
    {"20, a forced push does not pass (unverified)",
     [](fixture& f) {
         f.force();
         f.receiver.val.push_when_desktop_online = false;
         f.receiver.val.devices = {desktop(delivery::device_platform::web)};
     },
     rule::desktop_online, outcome::none, unverified},
    {"20, the account wants the push", [](fixture& f) { f.receiver.val.devices = {desktop()}; }, rule::pushed,
     outcome::apns},
    {"20, logged out there",
     [](fixture& f) {
         f.receiver.val.push_when_desktop_online = false;
         f.receiver.val.devices = {desktop()};
         f.receiver.val.devices[0].login = delivery::login_state::out;
     },
     rule::pushed, outcome::apns},
    {"20, not connected there",
     [](fixture& f) {
         f.receiver.val.push_when_desktop_online = false;
         f.receiver.val.devices = {desktop()};
         f.receiver.val.devices[0].connected = false;
     },
     rule::pushed, outcome::apns},
    {"20, another phone is no desktop",
     [](fixture& f) {
         f.receiver.val.push_when_desktop_online = false;
         f.receiver.val.devices = {desktop(delivery::device_platform::android)};
     },
     rule::pushed, outcome::apns},
    {"21", [](fixture& f) { f.quiet_hours("13:00", "15:00"); }, rule::do_not_disturb},
    {"21, the start is inside", [](fixture& f) { f.quiet_hours("14:00", "14:01"); }, rule::do_not_disturb},
    {"21, the end is outside", [](fixture& f) { f.quiet_hours("13:00", "14:00"); }, rule::pushed, outcome::apns},
    {"21, across midnight", [](fixture& f) { f.quiet_hours("14:00", "13:59"); }, rule::do_not_disturb},
    {"21, across midnight, outside", [](fixture& f) { f.quiet_hours("14:01", "14:00"); }, rule::pushed, outcome::apns},
    {"21, equal times are a whole day", [](fixture& f) { f.quiet_hours("03:00", "03:00"); }, rule::do_not_disturb,
     outcome::none, unverified},
    {"21, in its own offset",
     [](fixture& f) {
         f.quiet_hours("22:00", "22:30");
         f.receiver.val.do_not_disturb.utc_offset = delivery::utc_offset::from("-08:00");
     },
     rule::do_not_disturb},
    {"21, off",
     [](fixture& f) {
         f.quiet_hours("00:00", "23:59");
         f.receiver.val.do_not_disturb.enable = false;
     },
     rule::pushed, outcome::apns},
    {"21, forced",
     [](fixture& f) {
         f.force();
         f.quiet_hours("13:00", "15:00");
     },
     rule::pushed, outcome::apns},
    {"22, mute",
     [](fixture& f) {
         f.to_team();
         f.receiver.val.teams = {{"7001", nimpush::flutter_channel::team_notify_type::mute}};
     },
     rule::conversation_muted},
    {"22, managers alone, and the sender is one",
     [](fixture& f) {
         f.to_team();
         f.receiver.val.teams = {{"7001", nimpush::flutter_channel::team_notify_type::manager}};
     },
     rule::pushed, outcome::apns},
    {"22, managers alone, and the sender is none",
     [](fixture& f) {
         f.to_team();
         f.teams.find("7001")->val.managers = {"bob"};
         f.receiver.val.teams = {{"7001", nimpush::flutter_channel::team_notify_type::manager}};
     },
     rule::conversation_muted},
    {"22, another team",
     [](fixture& f) {
         f.to_team();
         f.receiver.val.teams = {{"7002", nimpush::flutter_channel::team_notify_type::mute}};
     },
     rule::pushed, outcome::apns},
    {"22, forced",
     [](fixture& f) {
         f.force();
         f.receiver.val.teams = {{"7001", nimpush::flutter_channel::team_notify_type::mute}};
     },
     rule::pushed, outcome::apns},
    {"23", [](fixture& f) { f.receiver.val.muted_accounts = {"alice"}; }, rule::sender_muted},
    {"23, p2p alone",
     [](fixture& f) {
         f.to_team();
         f.receiver.val.muted_accounts = {"alice"};
     },
     rule::pushed, outcome::apns},
    {"24", [](fixture& f) { f.device.token = text_token(64); }, rule::token_is_text},
    {"24, of a longer token", [](fixture& f) { f.device.token = text_token(96); }, rule::token_is_text},
    {"24, before the environment",
     [](fixture& f) {
         f.device.token = text_token(64);
         f.device.token_environment = delivery::environment::sandbox;
     },
     rule::token_is_text},
    {"24, half a token is none", [](fixture& f) { f.device.token = text_token(32); }, rule::pushed, outcome::apns},
    {"25, a sandbox token", [](fixture& f) { f.device.token_environment = delivery::environment::sandbox; },
     rule::environment_mismatch},
    {"25, a sandbox certificate", [](fixture& f) { f.console.apns[0].environment = delivery::environment::sandbox; },
     rule::environment_mismatch},
    {"26", [](fixture& f) { f.device.token_state = delivery::token_state::unregistered; }, rule::token_unregistered},
    {"2, in a team (unverified)",
     [](fixture& f) {
         f.to_team();
         f.receiver.val.blacklist = {"alice"};
     },
     rule::blocked, outcome::refused, unverified},
    {"21, forced for nobody (unverified)",
     [](fixture& f) {
         f.force();
         f.sending.force->force_push_list.emplace();
         f.quiet_hours("13:00", "15:00");
     },
     rule::do_not_disturb, outcome::none, unverified},
    {"21, forced for others",
     [](fixture& f) {
         f.force();
         f.sending.force->force_push_list = {"carol"};
         f.quiet_hours("13:00", "15:00");
     },
     rule::do_not_disturb},
    {"2 before 21",
     [](fixture& f) {
         f.receiver.val.blacklist = {"alice"};
         f.quiet_hours("13:00", "15:00");
     },
     rule::blocked, outcome::refused},
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
           delivery::remedy_of(r.decides).has_value() ==
               (r.decides != rule::pushed && r.decides != rule::in_foreground);
}
// Each row is a constant of its own, since compilers bound the steps of one.
template <std::size_t Row> inline constexpr bool row_holds = holds(rows[Row]);
template <std::size_t... Row> constexpr bool all_hold(std::index_sequence<Row...>) { return (row_holds<Row> && ...); }
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
        CHECK(name_of(ruled.confidence) == name_of(r.confidence));
    }
}

TEST_CASE("NIM answers a code where it refuses, and where the login fails") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        fixture one;
        r.change(one);
        const auto code = one.judge().code;
        switch (r.decides) {
            case rule::blocked: CHECK(code == 7101); break;
            case rule::not_friends: CHECK(code == 403); break;
            case rule::not_in_team: CHECK(code == 804); break;
            case rule::chat_banned: CHECK(code == 812); break;
            case rule::certificate_name_too_long: CHECK(code == 500); break;
            default: CHECK_FALSE(code.has_value());
        }
    }
}

TEST_CASE("a payload of 4,096 bytes leaves, one of 4,097 does not") {
    for (const std::size_t size : {4096u, 4097u}) {
        fixture f;
        const std::string_view empty = R"({"aps":{"alert":{"body":"alice:hello"},"badge":1},"k":""})";
        f.sending.push_payload = {{"k", *nimpush::text::from(std::string(size - empty.size(), 'x'))}};
        const auto ruled = f.judge();
        CHECK(name_of(ruled.rule) == (size == 4096 ? "pushed" : "payload_too_large"));
        if (size > 4096) CHECK(ruled.confidence == unverified);
    }
}

TEST_CASE("all rules are considered, whichever decides") {
    fixture f;
    f.device.initialized = false;
    f.device.options = {};
    f.device.token = {};
    const auto ruled = f.judge();
    CHECK(ruled.rule == rule::not_initialized);
    CHECK(ruled.considered.all().size() == 31);
    CHECK(ruled.considered.find(rule::to_oneself) == consideration::passes);
    CHECK(ruled.considered.find(rule::not_initialized) == consideration::stops);
    CHECK(ruled.considered.find(rule::push_off) == consideration::passes);
    CHECK(ruled.considered.find(rule::no_certificate_name) == consideration::stops);
    CHECK(ruled.considered.find(rule::certificate_unknown) == consideration::unreached);
    CHECK(ruled.considered.find(rule::no_token) == consideration::stops);
    CHECK(ruled.considered.find(rule::environment_mismatch) == consideration::unreached);
    CHECK(ruled.considered.find(rule::payload_too_large) == consideration::unreached);
    CHECK_FALSE(ruled.considered.find(rule::pushed).has_value());

    f.has_device = false;
    CHECK(f.judge().rule == rule::never_logged_in);
    for (const rule one : {rule::not_initialized, rule::in_foreground, rule::not_an_apns_device, rule::no_token,
                           rule::desktop_online, rule::token_unregistered})
        CHECK(f.judge().considered.find(one) == consideration::unreached);

    fixture phone;  // nothing of Apple's is asked of it
    phone.device.platform = delivery::device_platform::android;
    for (const rule one : {rule::no_certificate_name, rule::certificate_unknown, rule::no_token, rule::token_is_text,
                           rule::environment_mismatch, rule::token_unregistered, rule::payload_too_large})
        CHECK(phone.judge().considered.find(one) == consideration::unreached);
    CHECK(phone.judge().considered.find(rule::desktop_online) == consideration::passes);
}

TEST_CASE("a forced push passes over do-not-disturb and a muted team, and says so") {
    fixture f;
    f.force();
    f.quiet_hours("13:00", "15:00");
    f.receiver.val.teams = {{"7001", nimpush::flutter_channel::team_notify_type::mute}};
    const auto ruled = f.judge();
    CHECK(ruled.rule == rule::pushed);
    CHECK(ruled.considered.find(rule::do_not_disturb) == consideration::overridden);
    CHECK(ruled.considered.find(rule::conversation_muted) == consideration::overridden);
    CHECK(ruled.considered.find(rule::sender_muted) == consideration::passes);
}

TEST_CASE("rules stand in the order of the closed list") {
    std::size_t i = 0;
    const auto ruled = fixture().judge();
    for (const auto& one : ruled.considered.all()) CHECK(static_cast<std::size_t>(one.rule) == i++);
    CHECK(std::size(nimpush::names<rule>::list) == 32);
    CHECK(name_of(rule::to_oneself) == "to_oneself");
    CHECK(name_of(rule::not_an_apns_device) == "not_an_apns_device");
    CHECK(name_of(rule::pushed) == "pushed");
}

// The page has several rules in one row, `8, 9, 10`.
TEST_CASE("docs/facts/delivery.md has the rules in the same order") {
    const std::string page = test::read_file(NIMPUSH_SOURCE_DIR "/docs/facts/delivery.md");
    const std::size_t begin = page.find("\n## Rules\n"), end = page.find("\n## ", begin + 1);
    REQUIRE(begin != page.npos);
    std::size_t next = 0;
    for (std::size_t line = page.find("\n| ", begin); line < end; line = page.find("\n| ", line + 1)) {
        const std::size_t number = page.find('|', line), names = page.find('|', number + 1);
        if (page.find('`', number) > page.find('|', names + 1)) continue;  // the head
        const std::string cell = page.substr(names, page.find('|', names + 1) - names);
        for (std::size_t at = cell.find('`'); at != cell.npos; at = cell.find('`', cell.find('`', at + 1) + 1)) {
            REQUIRE(next < delivery::rule_count);
            CHECK(cell.substr(at + 1, cell.find('`', at + 1) - at - 1) == name_of(static_cast<rule>(next++)));
        }
    }
    CHECK(next == delivery::rule_count);
}

// 9,223,372,036,854,775,807 and one more is no number.
TEST_CASE("unread plus one ends where numbers do") {
    delivery::account bob;
    CHECK(delivery::detail::unread_after(bob, {}).value() == 1);
    CHECK(delivery::detail::unread_after(bob, {.enable_unread_count = false}).value() == 0);
    bob.unread = nimpush::natural::unchecked(INT64_MAX);
    CHECK(delivery::detail::unread_after(bob, {}).value() == INT64_MAX);
}

TEST_CASE("whether a forced push passes over push_off is unverified") {
    fixture f;
    f.sending.enable_push = false;
    f.sending.session_type = nimpush::session_kind::team;
    f.sending.force = nimpush::flutter_channel::member_push_option{};
    CHECK(f.judge().rule == rule::push_off);
    CHECK(f.judge().confidence == delivery::confidence::unverified);
}

TEST_CASE("a push is forced in teams, for everyone or for those in the list") {
    delivery::sending sent{.session_type = nimpush::session_kind::team,
                           .force = nimpush::flutter_channel::member_push_option{}};
    CHECK(sent.is_forced_for("bob"));
    sent.session_type = nimpush::session_kind::super_team;
    CHECK(sent.is_forced_for("bob"));
    sent.session_type = nimpush::session_kind::p2p;
    CHECK_FALSE(sent.is_forced_for("bob"));
    sent.session_type = nimpush::session_kind::team;
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
