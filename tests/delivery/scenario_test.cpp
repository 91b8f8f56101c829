#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/read_file.hpp"

namespace {

namespace delivery = nimpush::delivery;

// One member a line, so that a row can replace what it names.
constexpr std::string_view sound = R"({
"now": "2026-11-23T14:00:00+08:00",
"console": {"appKey": "key", "apns": [{"certificate": "acme_prod", "bundleId": "com.example.acme", "environment": "production"}],
            "customContentKeys": {"quiet": "Something new"}},
"accounts": {
"alice": {"nickname": "Alice", "friends": ["bob"], "devices": []},
"bob": {"unread": 3, "teams": {"7001": "mute"}, "devices": [{"platform": "android"}, {"platform": "ios", "token": "d5c1", "connected": false}]}
},
"teams": {"7001": {"name": "Lunch", "members": ["alice", "bob"], "managers": ["alice"]}},
"send": {"from": "alice", "message": {"sessionId": "bob", "sessionType": "p2p", "content": "hello"}}
})";

std::string with(std::string_view old, std::string_view fresh) {
    std::string json(sound);
    const std::size_t at = json.find(old);
    REQUIRE_MESSAGE(at != json.npos, "the row replaces something that is not there: ", std::string(old));
    return json.replace(at, old.size(), fresh);
}

std::vector<std::string> problems_of(std::string_view json) {
    std::vector<std::string> lines;
    const auto read = delivery::read_scenario(json);
    if (!read)
        for (const auto& [what, how] : read.error()) lines.emplace_back(to_text(what).view());
    return lines;
}

struct row {
    std::string_view why;
    std::string_view old;
    std::string_view fresh;
    std::vector<std::string> expected;
};

const std::vector<row> rows = {
    {"unknown keys, wherever they stand",
     R"("nickname": "Alice")",
     R"("nick": "Alice")",
     {"accounts.alice.nick: there is no such parameter"}},
    {"in the scenario itself",
     R"("teams": {"7001": {"n)",
     R"("team": {}, "teams": {"7001": {"n)",
     {"team: there is no such parameter: `teams` was likely meant"}},
    {"in a device",
     R"("connected": false)",
     R"("tokenSate": "valid")",
     {"accounts.bob.devices[1].tokenSate: there is no such parameter: `tokenState` was likely meant"}},
    {"beside the message",
     R"("from": "alice", )",
     R"("from": "alice", "to": "bob", )",
     {"send.to: there is no such parameter"}},

    {"required keys", R"("now": "2026-11-23T14:00:00+08:00",)", "", {"now: missing: it is required"}},
    {"no platform", R"({"platform": "android"})", "{}", {"accounts.bob.devices[0].platform: missing: it is required"}},
    {"no environment",
     R"(, "environment": "production")",
     "",
     {"console.apns[0].environment: missing: it is required"}},
    {"nobody sends", R"("from": "alice", )", "", {"send.from: missing: it is required"}},
    {"nothing is sent",
     R"(, "message": {"sessionId": "bob", "sessionType": "p2p", "content": "hello"})",
     "",
     {"send: neither a message nor a customNotification"}},
    {"null is nothing",
     R"({"sessionId": "bob", "sessionType": "p2p", "content": "hello"})",
     "null",
     {"send: neither a message nor a customNotification"}},
    {"two things are sent",
     R"("from": "alice", )",
     R"("from": "alice", "customNotification": {}, )",
     {"send: both a message and a customNotification: one of them is sent"}},

    {"wrong types", R"("unread": 3)", R"("unread": "3")", {"accounts.bob.unread: a text, must be a whole number"}},
    {"below zero", R"("unread": 3)", R"("unread": -1)", {"accounts.bob.unread: -1, at least 0"}},
    {"a list for a map",
     R"("friends": ["bob"])",
     R"("friends": {})",
     {"accounts.alice.friends: a map, must be a list"}},
    {"a name that is none",
     R"("friends": ["bob"])",
     R"("friends": ["bob", 5])",
     {"accounts.alice.friends[1]: a whole number, must be a text"}},
    {"null where there can be none",
     R"("unread": 3)",
     R"("unread": null)",
     {"accounts.bob.unread: null, which it cannot be"}},
    {"a text for a bool",
     R"("connected": false)",
     R"("connected": "no")",
     {"accounts.bob.devices[1].connected: a text, must be a bool"}},
    {"options that are no map",
     R"("connected": false)",
     R"("options": [])",
     {"accounts.bob.devices[1].options: a list, must be a map with text keys"}},
    {"the teams are no map",
     R"("teams": {"7001": {"name")",
     R"("teams": [], "team": {"7001": {"name")",
     {"team: there is no such parameter: `teams` was likely meant", "teams: a list, must be a map"}},

    {"enumerators",
     R"("platform": "android")",
     R"("platform": "Android")",
     {"accounts.bob.devices[0].platform: `Android` is none of ios, android, harmony, windows, macos, web"}},
    {"a login that is none",
     R"("connected": false)",
     R"("login": "yes")",
     {"accounts.bob.devices[1].login: `yes` is none of never, in, out, kicked"}},
    {"an app state that is none",
     R"("connected": false)",
     R"("app": "suspended")",
     {"accounts.bob.devices[1].app: `suspended` is none of foreground, background, killed"}},
    {"an environment that is none",
     R"("environment": "production")",
     R"("environment": "development")",
     {"console.apns[0].environment: `development` is none of production, sandbox"}},
    {"a token state that is none",
     R"("connected": false)",
     R"("tokenState": "expired")",
     {"accounts.bob.devices[1].tokenState: `expired` is none of valid, unregistered"}},
    {"a notify type that is none",
     R"("7001": "mute")",
     R"("7001": "none")",
     {"accounts.bob.teams.7001: `none` is none of all, manager, mute"}},

    {"dates",
     "2026-11-23T14:00:00+08:00",
     "2026-11-23T14:00:00",
     {"now: `2026-11-23T14:00:00` has no offset from UTC, such as Z or +08:00"}},
    {"a number for a date",
     R"("2026-11-23T14:00:00+08:00")",
     "1795413600",
     {"now: a whole number, must be a moment such as 2026-11-23T14:00:00+08:00"}},
    {"windows",
     R"("unread": 3)",
     R"("doNotDisturb": {"enable": true, "startTime": "7:00", "endTime": "24:00", "utcOffset": "8"})",
     {"accounts.bob.doNotDisturb.startTime: `7:00` is not HH:mm",
      "accounts.bob.doNotDisturb.endTime: `24:00` is not HH:mm",
      "accounts.bob.doNotDisturb.utcOffset: `8` is no offset such as +08:00",
      "accounts.bob.doNotDisturb.startTime: missing: do-not-disturb is on",
      "accounts.bob.doNotDisturb.endTime: missing: do-not-disturb is on"}},
    {"a window that is on without its ends",
     R"("unread": 3)",
     R"("doNotDisturb": {"enable": true, "startTime": "07:00"})",
     {"accounts.bob.doNotDisturb.endTime: missing: do-not-disturb is on"}},
    {"on or off must be said",
     R"("unread": 3)",
     R"("doNotDisturb": {})",
     {"accounts.bob.doNotDisturb.enable: missing: it is required"}},
    {"tokens",
     R"("d5c1")",
     R"("d5c")",
     {"accounts.bob.devices[1].token: an odd number of hexadecimal digits: 3, and two are a byte (the usual token has "
      "64): one is missing or too many, paste it once more"}},
    {"no digit",
     R"("d5c1")",
     R"("d5g1")",
     {"accounts.bob.devices[1].token: no hexadecimal digit at byte 2: `g`, where 0 to 9 and a to f are allowed: the "
      "token is damaged, paste it once more"}},
    {"an empty token",
     R"("d5c1")",
     R"("")",
     {"accounts.bob.devices[1].token: no token is there: the app sent none, as it did not register or could not"}},

    {"receivers",
     R"("sessionId": "bob")",
     R"("sessionId": "bop")",
     {"send.message.sessionId: `bop` is not in accounts"}},
    {"the sender", R"("from": "alice")", R"("from": "alise")", {"send.from: `alise` is not in accounts"}},
    {"a team that is not there",
     R"("sessionId": "bob", "sessionType": "p2p")",
     R"("sessionId": "7002", "sessionType": "team")",
     {"send.message.sessionId: `7002` is not in teams"}},
    {"no session", R"("sessionId": "bob", )", "", {"send.message.sessionId: missing: nobody would get it"}},
    {"no kind of session",
     R"("sessionType": "p2p", )",
     "",
     {"send.message.sessionType: missing: p2p, team or superTeam"}},
    {"a kind that gets no push",
     R"("sessionType": "p2p")",
     R"("sessionType": "chatRoom")",
     {"send.message.sessionType: `chatRoom` is none of p2p, team, superTeam: only these are pushed"}},
    {"a kind that is none",
     R"("sessionType": "p2p")",
     R"("sessionType": "P2P")",
     {"send.message.sessionType: `P2P` is none of p2p, team, superTeam: only these are pushed"}},
    {"what the plugin could not send",
     R"("content": "hello")",
     R"("pushContent": 5, "config": {"enablePush": 1})",
     {"send.message.pushContent: a whole number, must be a text",
      "send.message.config.enablePush: a whole number, must be a bool"}},

    {"problems in every part come together",
     R"("from": "alice", )",
     R"("from": "nobody", "x": 1, )",
     {"send.x: there is no such parameter"}},
};

std::string repeated(std::size_t n, std::string_view s) {
    std::string all;
    for (std::size_t i = 0; i < n; ++i) all += s;
    return all;
}

constexpr delivery::scenario made_by_hand() {
    return {.now = *delivery::moment::from("2026-11-23T14:00:00+08:00"),
            .accounts = {{"alice", {}}, {"bob", {.devices = {{.platform = delivery::device_platform::ios}}}}},
            .send = {.from = "alice", .message = {{"sessionId", "bob"}, {"sessionType", "p2p"}}}};
}
static_assert(delivery::check(made_by_hand()).empty());

}  // namespace

TEST_CASE("a sound scenario has no problems, and its defaults") {
    const auto read = delivery::read_scenario(sound);
    REQUIRE(read);
    CHECK(delivery::check(*read).empty());
    const auto& bob = read->accounts.find("bob")->val;
    CHECK(bob.push_when_desktop_online);
    CHECK(bob.show_detail);
    CHECK_FALSE(bob.do_not_disturb.enable);
    CHECK_FALSE(bob.nickname.has_value());
    REQUIRE(bob.devices.size() == 2);
    const auto& phone = bob.devices[1];
    CHECK(phone.initialized);
    CHECK(phone.login == delivery::login_state::in);
    CHECK(phone.app == delivery::app_state::killed);
    CHECK_FALSE(phone.is_connected());
    CHECK(phone.options.size() == 0);
    CHECK(phone.options.has_value());
    CHECK(phone.token.to_hex() == "d5c1");
    CHECK(delivery::device{.app = delivery::app_state::foreground}.is_connected());
    CHECK_FALSE(delivery::device{.app = delivery::app_state::background}.is_connected());
}

TEST_CASE("a token is read as people paste it") {
    for (const std::string_view pasted : {"<d5c1>", "token: 0xD5 C1", "{length = 2, bytes = 0xd5c1}", "1cE="}) {
        CAPTURE(pasted);
        const auto read = delivery::read_scenario(with(R"("d5c1")", '"' + std::string(pasted) + '"'));
        REQUIRE(read);
        CHECK(read->accounts.find("bob")->val.devices[1].token.to_hex() == "d5c1");
    }
    for (const std::string_view pasted : {"0xd5c1 ... c1d5", "(null)", "OPPO_CN_00112233445566778899aabbccddeeff"}) {
        CAPTURE(pasted);
        const auto read = delivery::read_scenario(with(R"("d5c1")", '"' + std::string(pasted) + '"'));
        REQUIRE_FALSE(read);
        CHECK(read.error().at(0).what.path == "accounts.bob.devices[1].token");
    }
}

TEST_CASE("every problem of a faulty scenario has its path and a sentence") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(problems_of(with(r.old, r.fresh)) == r.expected);
    }
}

TEST_CASE("what the app sent is kept, faults included") {
    for (const std::string& json :
         {with(R"("connected": false)",
               R"("options": {"apnsCername": "0123456789abcdef0123456789abcdefX", "nonsense": [1]})"),
          with(R"("connected": false)", R"("options": {"apnsCername": 5})"),
          with(R"("content": "hello")", R"("pushPaylod": {}, "messageDirection": null, "config": null)")}) {
        CHECK(problems_of(json) == std::vector<std::string>());
    }
}

// The bundle id becomes a header of the request to APNs.
TEST_CASE("a bundle id with anything but Apple's characters is a problem, and reaches no header") {
    const auto bundle = [](std::string_view id) {
        return problems_of(with(R"("bundleId": "com.example.acme")", "\"bundleId\": \"" + std::string(id) + "\""));
    };
    using lines = std::vector<std::string>;
    CHECK(bundle("com.example.acme") == lines{});
    CHECK(bundle(repeated(155, "a")) == lines{});
    for (const std::string& id :
         {std::string("com.example\\r\\nevil: 1"), std::string("com example"), std::string("com.example/x"),
          std::string("com.\xC3\xA9"), std::string(), repeated(156, "a")}) {
        CAPTURE(id);
        const auto found = bundle(id);
        REQUIRE(found.size() == 1);
        CHECK(found[0].starts_with("console.apns[0].bundleId: "));
    }
    CHECK(bundle("com.example\\r\\nevil: 1") ==
          lines{"console.apns[0].bundleId: byte 11 is outside letters, digits, dots, hyphens and underscores"});

    auto by_hand = *delivery::read_scenario(sound);
    by_hand.console.apns[0].bundle_id =
        nimpush::apns::bundle_id(nimpush::detail::unchecked{}, "com.example\r\nevil: 1");
    const auto found = delivery::check(by_hand);
    REQUIRE(found.size() == 1);
    CHECK(found[0].what.path == "console.apns[0].bundleId");
    CHECK_FALSE(delivery::explain(by_hand));
}

// docs/facts/delivery.md, Rules: absent has the default, null is NO on iOS.
TEST_CASE("a switch of a notification is absent, null, true or false") {
    const auto read = [](std::string_view config) {
        const auto map =
            *nimpush::json::read(R"({"sessionId": "bob", "sessionType": "p2p")" + std::string(config) + "}");
        nimpush::detail::fault_list faults;
        auto sent = delivery::detail::read_notification("alice", map, nimpush::detail::place{}, faults);
        CHECK(faults.empty());
        return sent;
    };
    struct config_row {
        std::string_view config;
        bool push, nick, count;
    };
    constexpr config_row of_config[] = {
        {"", true, false, true},
        {R"(, "config": null)", true, false, true},
        {R"(, "config": {})", true, false, true},
        {R"(, "config": {"enablePush": null, "enablePushNick": null, "enableUnreadCount": null})", false, false, false},
        {R"(, "config": {"enablePush": null})", false, false, true},
        {R"(, "config": {"enablePush": false, "enablePushNick": true, "enableUnreadCount": false})", false, true,
         false},
        {R"(, "config": {"enablePush": true, "enablePushNick": false})", true, false, true},
    };
    for (const config_row& r : of_config) {
        CAPTURE(r.config);
        const auto sent = read(r.config);
        CHECK(sent.enable_push == r.push);
        CHECK(sent.enable_push_nick == r.nick);
        CHECK(sent.enable_unread_count == r.count);
    }
    CHECK(read("").online_only);
    CHECK(read(R"(, "sendToOnlineUserOnly": null)").online_only);
    CHECK_FALSE(read(R"(, "sendToOnlineUserOnly": false)").online_only);
}

TEST_CASE("an environment is spelt as before: production or sandbox") {
    const auto read = [](std::string_view name) {
        return delivery::read_scenario(with(R"("environment": "production")", "\"environment\": " + std::string(name)));
    };
    CHECK(read("\"sandbox\"")->console.apns[0].environment.of == nimpush::apns::environment::development);
    CHECK(read("\"sandbox\"")->console.apns[0].environment == delivery::environment::sandbox);
    CHECK(*nimpush::json::to_string(delivery::environment::sandbox) == "\"sandbox\"");
    CHECK(*nimpush::json::to_string(delivery::environment::production) == "\"production\"");
    CHECK(to_text(read("\"development\"").error()[0].what) ==
          "console.apns[0].environment: `development` is none of production, sandbox");
    CHECK(to_text(read("1").error()[0].what) ==
          "console.apns[0].environment: a whole number, must be the name of an enumerator");
    CHECK(to_text(read("null").error()[0].what) == "console.apns[0].environment: null, which it cannot be");
}

TEST_CASE("limits past which NIM refuses to send are problems") {
    const auto message = [](const std::string& more) { return problems_of(with(R"("content": "hello")", more)); };
    using lines = std::vector<std::string>;

    CHECK(message(R"("pushContent": ")" + repeated(500, "文") + "\"") == lines());
    CHECK(message(R"("pushContent": ")" + repeated(501, "文") + "\"") ==
          lines{"send.message.pushContent: 501 characters, at most 500: NIM refuses the message"});

    // {"k":"…"} is eight bytes around the text.
    CHECK(message(R"("pushPayload": {"k": ")" + repeated(2040, "x") + "\"}") == lines());
    CHECK(message(R"("pushPayload": {"k": ")" + repeated(2041, "x") + "\"}") ==
          lines{"send.message.pushPayload: 2049 bytes as JSON, at most 2048: NIM refuses the message"});

    CHECK(message(R"("memberPushOption": {"forcePushList": [)" + repeated(99, "\"a\",") + "\"a\"]}") == lines());
    CHECK(message(R"("memberPushOption": {"forcePushList": [)" + repeated(100, "\"a\",") + "\"a\"]}") ==
          lines{"send.message.memberPushOption.forcePushList: 101 accounts, at most 100: NIM answers 811"});

    const std::string notification = with(R"("message": {)", R"("customNotification": {)");
    CHECK(problems_of(notification) == lines());
    std::string long_one = notification;
    long_one.replace(long_one.find(R"("content": "hello")"), 18, R"("apnsText": ")" + repeated(501, "a") + "\"");
    CHECK(problems_of(long_one) ==
          lines{"send.customNotification.apnsText: 501 characters, at most 500: NIM refuses the message"});
}

TEST_CASE("each member of the team must be there") {
    std::string json =
        with(R"("sessionId": "bob", "sessionType": "p2p")", R"("sessionId": "7001", "sessionType": "team")");
    CHECK(problems_of(json).empty());
    json.replace(json.find(R"(["alice", "bob"])"), 16, R"(["alice", "dave", "bob", "erin"])");
    CHECK(problems_of(json) == std::vector<std::string>{"teams.7001.members[1]: `dave` is not in accounts",
                                                        "teams.7001.members[3]: `erin` is not in accounts"});
}

TEST_CASE("no more than a hundred problems come back") {
    std::string json(sound);
    std::string many;
    for (int i = 0; i < 500; ++i) many += "\"k" + std::to_string(i) + "\":0,";
    json.insert(1, many);
    CHECK(problems_of(json).size() == 100);
}

TEST_CASE("text that is no JSON, and JSON that is no scenario") {
    CHECK(problems_of("").size() == 1);
    CHECK(problems_of("[]") == std::vector<std::string>{"a list, must be a map"});
    CHECK(problems_of(R"({"now":1,"now":2})") == std::vector<std::string>{"now: this key stands twice at offset 9"});
    CHECK(problems_of("{}") == std::vector<std::string>{"now: missing: it is required",
                                                        "accounts: missing: it is required",
                                                        "send: missing: it is required"});
    const auto broken = delivery::read_scenario(std::string_view(R"({"now": "2026)"));
    REQUIRE_FALSE(broken);
    CHECK(broken.error()[0].what.path == "now");
    CHECK(broken.error()[0].what.offset == 13);
}

TEST_CASE("whatever is read, there is a scenario or a problem in words") {
    test::random chance(20261123);
    constexpr std::string_view letters = "{}[],:\"\\ 01-+.eTtrueZfalsn\n\xc3\xa9";
    for (int i = 0; i < 3000; ++i) {
        std::string json(sound);
        for (std::size_t n = 1 + chance.below(3); n != 0; --n) {
            const std::size_t at = chance.below(json.size());
            if (chance.one_in(2))
                json[at] = letters[chance.below(letters.size())];
            else
                json.erase(at, 1 + chance.below(20));
        }
        const auto read = delivery::read_scenario(std::string_view(json));
        if (read) {
            REQUIRE(delivery::check(*read).empty());
        } else {
            REQUIRE_FALSE(read.error().empty());
            for (const auto& [what, how] : read.error()) REQUIRE_FALSE(what.detail.empty());
        }
    }
}

TEST_CASE("a scenario is written as it is read") {
    const auto cases = nimpush::json::read(test::read_data("delivery_cases.json"));
    REQUIRE(cases);
    for (const nimpush::value& one : cases->items()) {
        CAPTURE(std::string(one.find("id")->chars()));
        const auto read = delivery::read_scenario(*one.find("scenario"));
        REQUIRE(read);
        const auto written = nimpush::json::to_string(*read);
        REQUIRE(written);
        const auto again = delivery::read_scenario(std::string_view(*written));
        REQUIRE(again);
        CHECK(*again == *read);
    }
}
