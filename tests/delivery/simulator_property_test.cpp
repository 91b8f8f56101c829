// Ten thousand random actions: what the simulator pushes is what the rules say of a world that this test keeps by
// itself, action by action.

#include <nimpush/delivery/simulator.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

namespace delivery = nimpush::delivery;
using delivery::app_state;
using delivery::device_platform;
using delivery::login_state;
using nimpush::text;
using nimpush::value;

constexpr std::string_view names[] = {"alice", "bob", "carol", "dave"};
constexpr device_platform platforms[] = {device_platform::ios, device_platform::ios, device_platform::android,
                                         device_platform::windows, device_platform::harmony};
constexpr std::size_t devices_each = std::size(platforms);
constexpr std::string_view certificates[] = {"acme_prod", "acme_prod", "acme_prod",
                                             "acme_prod", "acme_prod", "acme_dev",
                                             "acme_prd",  "",          "0123456789abcdef0123456789abcdefX"};

value string(std::string_view s) { return value(*text::from(s)); }
text some(std::string_view s) { return *text::from(s); }

bool is_phone(device_platform p) { return p != device_platform::windows; }

struct unread {
    std::size_t account;
    std::string session;
    std::string uuid;
};
struct sent_message {
    std::string uuid;
    std::size_t from;
    value map;
};

/// The simulator, and what this test knows of the same world.
class world {
  public:
    explicit world(std::uint64_t seed) : chance_(seed), known_(begin(chance_)), nim_(known_) {
        awake_.resize(std::size(names) * devices_each);
        for (std::size_t i = 0; i < awake_.size(); ++i) {
            const auto& one = device(i);
            awake_[i] = one.initialized && one.app != app_state::killed;
        }
    }

    void act() {
        switch (chance_.below(20)) {
            case 0: return move(app_state::killed);
            case 1:
            case 2: return move(app_state::background);
            case 3: return move(app_state::foreground);
            case 4: return lose_connection();  // or worse
            case 5:
            case 6: return initialize();
            case 7: return upload_token();
            case 8: return log_in();
            case 9: return chance_.one_in(6) ? log_out() : log_in();
            case 10: return set_account_switch();
            case 11: return set_no_disturb();
            case 12: return mute();
            case 13: return change_people();
            case 14: return read();
            case 15: return recall();
            default: return send();
        }
    }
    std::size_t pushed() const { return pushed_; }
    std::size_t sent() const { return sent_; }
    std::size_t rules_seen() const {
        std::size_t n = 0;
        for (const bool one : seen_) n += one;
        return n;
    }

  private:
    test::random chance_;
    delivery::scenario known_;
    delivery::simulator nim_;
    std::vector<bool> awake_{};
    std::vector<unread> unread_{};
    std::vector<sent_message> messages_{};
    std::size_t sent_ = 0, pushed_ = 0;
    bool seen_[delivery::rule_count]{};

    static delivery::scenario begin(test::random& chance) {
        delivery::scenario s{.now = *delivery::moment::from("2026-11-23T14:00:00+08:00"),
                             .console = {.apns = {{"acme_prod", "com.example.acme", delivery::environment::production},
                                                  {"acme_dev", "com.example.acme", delivery::environment::sandbox}}}};
        for (const std::string_view name : names) {
            delivery::account one{.nickname = chance.one_in(2) ? some("N") : text()};
            for (const device_platform on : platforms) {
                delivery::device d{.platform = on, .initialized = chance.one_in(2), .login = login_state::never};
                if (on == device_platform::ios && chance.one_in(4))
                    d.token_environment = delivery::environment::sandbox;
                one.devices.push_back(std::move(d));
            }
            s.accounts.set(some(name), std::move(one));
        }
        s.teams.set("7001", {.members = {"alice", "bob", "carol"}, .managers = {"alice"}});
        return s;
    }

    delivery::account& account(std::size_t i) { return known_.accounts.entries()[i].val; }
    delivery::device& device(std::size_t i) { return account(i / devices_each).devices[i % devices_each]; }
    std::size_t any_device() { return chance_.below(awake_.size()); }
    /// The first of an account is an iPhone.
    std::size_t any_iphone() { return chance_.below(std::size(names)) * devices_each; }
    bool answers(std::size_t i) { return device(i).app != app_state::killed && awake_[i]; }
    bool speaks(std::size_t i) { return answers(i) && device(i).login == login_state::in; }

    /// The code of the reply; nothing where there is none.
    std::optional<std::int64_t> call(std::size_t from, std::string_view service, std::string_view method, value map) {
        map.set("serviceName", string(service));
        const auto bytes = nim_.handle(from, nimpush::flutter_channel::name,
                                       *nimpush::standard_codec::encode_method_call(method, map));
        if (bytes.empty()) return {};
        const auto envelope = nimpush::standard_codec::decode_envelope(bytes);
        REQUIRE(envelope);
        return envelope->data.find("code")->as_int();
    }

    void move(app_state to) {
        const std::size_t i = any_device();
        const bool starts = to == app_state::foreground && device(i).app == app_state::killed;
        if (to == app_state::killed || starts) awake_[i] = false;
        device(i).app = to;
        device(i).connected.reset();
        if (to == app_state::killed) nim_.kill(i);
        if (to == app_state::background) nim_.send_to_background(i);
        if (to == app_state::foreground) nim_.bring_to_foreground(i);
    }
    void lose_connection() {
        const std::size_t i = any_device();
        switch (chance_.below(8)) {
            default: device(i).connected = false; return (void)nim_.lose_connection(i);
            case 0:
                if (device(i).login == login_state::in) device(i).login = login_state::kicked;
                return (void)nim_.kick_out(i);
            case 1: device(i).token_state = delivery::token_state::unregistered; return (void)nim_.unregister_token(i);
        }
    }
    void initialize() {
        const std::size_t i = chance_.one_in(2) ? any_device() : any_iphone();
        value options = value::map(
            {{"appKey", "key"}, {"apnsCername", string(certificates[chance_.below(std::size(certificates))])}});
        if (chance_.one_in(3)) options.append("shouldConsiderRevokedMessageUnreadCount", true);
        const auto code = call(i, "InitializeService", "initialize", options);
        CHECK(code.has_value() == (device(i).app != app_state::killed));
        if (!code) return;
        device(i).options = *nimpush::free_map::from(options);
        device(i).initialized = true;
        awake_[i] = true;
    }
    void upload_token() {
        const std::size_t i = chance_.one_in(4) ? any_device() : any_iphone();
        std::vector<std::uint8_t> bytes = {static_cast<std::uint8_t>(i), chance_.byte()};
        if (chance_.one_in(8)) bytes.assign(64, static_cast<std::uint8_t>('0' + i % 10));  // the text of a token
        const auto code = call(i, "SettingsService", "updateAPNSToken", value::map({{"token", value::bytes(bytes)}}));
        if (!answers(i) || device(i).platform != device_platform::ios) {
            CHECK(code != 0);
            return;
        }
        CHECK(code == 0);
        const auto token = *nimpush::device_token::from(bytes);
        if (device(i).token != token) device(i).token_state = delivery::token_state::valid;
        device(i).token = token;
    }
    void log_in() {
        const std::size_t i = chance_.one_in(2) ? any_device() : any_iphone();
        const auto code = call(
            i, "AuthService", "login",
            value::map(
                {{"account", string(names[i / devices_each])}, {"token", "secret"}, {"authType", std::int64_t{0}}}));
        if (!answers(i)) {
            CHECK(code != 0);
            return;
        }
        if (device(i).certificate_name().size() > 32) {
            CHECK(code == 500);
            return;
        }
        CHECK(code == 0);
        for (delivery::device& other : account(i / devices_each).devices)
            if (&other != &device(i) && other.login == login_state::in &&
                is_phone(other.platform) == is_phone(device(i).platform))
                other.login = login_state::kicked;
        device(i).login = login_state::in;
    }
    void log_out() {
        const std::size_t i = any_device();
        const auto code = call(i, "AuthService", "logout", value::map());
        CHECK((code == 0) == answers(i));
        if (answers(i) && device(i).login == login_state::in) device(i).login = login_state::out;
    }
    void set_account_switch() {
        const std::size_t i = any_device();
        const bool on = chance_.one_in(2);
        const bool detail = chance_.one_in(2);
        const auto code = call(i, "SettingsService", detail ? "enablePushShowDetail" : "enableMobilePushWhenPCOnline",
                               value::map({{"enable", on}}));
        CHECK((code == 0) == speaks(i));
        if (!speaks(i)) return;
        auto& owner = account(i / devices_each);
        (detail ? owner.show_detail : owner.push_when_desktop_online) = on;
    }
    void set_no_disturb() {
        const std::size_t i = any_device();
        const bool on = chance_.one_in(5);
        constexpr std::string_view times[] = {"00:00", "08:00", "13:00", "14:00", "15:30", "22:00"};
        const auto from = times[chance_.below(6)];
        const auto to = times[chance_.below(6)];
        const auto code = call(i, "SettingsService", "setPushNoDisturbConfig",
                               value::map({{"enable", on}, {"startTime", string(from)}, {"endTime", string(to)}}));
        CHECK((code == 0) == speaks(i));
        if (!speaks(i)) return;
        auto& owner = account(i / devices_each);
        owner.do_not_disturb = {
            .enable = on, .start_time = delivery::clock_time::from(from), .end_time = delivery::clock_time::from(to)};
        if (device(i).platform == device_platform::ios) owner.show_detail = true;
    }
    void mute() {
        const std::size_t i = any_device();
        auto& owner = account(i / devices_each);
        if (chance_.one_in(2)) {
            const auto type =
                static_cast<nimpush::flutter_channel::team_notify_type>(chance_.one_in(3) ? chance_.below(3) : 0);
            const auto code = call(i, "TeamService", "muteTeam",
                                   value::map({{"teamId", "7001"}, {"notifyType", string(nimpush::name_of(type))}}));
            CHECK((code == 0) == speaks(i));
            if (speaks(i)) owner.teams.set("7001", type);
            return;
        }
        const text whom = some(names[chance_.below(4)]);
        const bool on = chance_.one_in(6);
        const auto code = call(i, "UserService", "setMute", value::map({{"userId", value(whom)}, {"isMute", on}}));
        CHECK((code == 0) == speaks(i));
        if (!speaks(i)) return;
        std::vector<text> others;
        for (const text& one : owner.muted_accounts)
            if (one != whom) others.push_back(one);
        if (on) others.push_back(whom);
        owner.muted_accounts = others;
    }
    /// What other services of the plugin and the console set.
    void change_people() {
        const std::size_t i = chance_.below(4);
        const text other = some(names[chance_.below(4)]);
        std::vector<text> list;
        if (chance_.one_in(2)) list.push_back(other);
        switch (chance_.below(4)) {
            case 0:
                if (!chance_.one_in(6)) list.clear();
                account(i).blacklist = list;
                nim_.find_account(names[i])->blacklist = list;
                break;
            case 1:
                account(i).friends = list;
                nim_.find_account(names[i])->friends = list;
                break;
            case 2: {
                delivery::team crew{.members = {"alice", "bob", "carol"}, .managers = list};
                if (chance_.one_in(3)) crew.members.push_back("dave");
                if (chance_.one_in(10)) crew.chat_banned = {other};
                known_.teams.set("7001", crew);
                nim_.add_team("7001", crew);
                break;
            }
            default: known_.now.seconds += static_cast<std::int64_t>(chance_.below(5 * 3600)); nim_.set_now(known_.now);
        }
    }

    void take_unread(std::size_t i, const auto& is) {
        std::int64_t gone = 0;
        std::vector<unread> left;
        for (const unread& one : unread_)
            if (one.account == i && is(one))
                ++gone;
            else
                left.push_back(one);
        unread_ = std::move(left);
        account(i).unread = *nimpush::natural::from(account(i).unread.value() - gone);
    }
    void read() {
        const std::size_t i = any_device();
        const bool all = chance_.one_in(3);
        const bool team = chance_.one_in(2);
        const std::string_view id = team ? "7001" : names[chance_.below(4)];
        value session_map = value::map();
        session_map.append("sessionId", string(id));
        session_map.append("sessionType", string(team ? "team" : "p2p"));
        const auto code = call(i, "MessageService", all ? "clearAllSessionUnreadCount" : "setChattingAccount",
                               std::move(session_map));
        CHECK((code == 0) == speaks(i));
        if (!speaks(i)) return;
        const std::string session = (team ? "team:" : "p2p:") + std::string(id);
        take_unread(i / devices_each, [&](const unread& one) { return all || one.session == session; });
    }

    /// Sends, and holds what became of it against the rules.
    void compare(const delivery::scenario& asked, std::optional<std::int64_t> code, bool counted,
                 const std::string& uuid) {
        const auto wanted = delivery::explain(asked);
        REQUIRE(wanted);
        ++sent_;
        const delivery::verdict* refusal = nullptr;
        const bool to_team = asked.send.message.has_value()
                                 ? *asked.send.message.find("sessionType") == string("team")
                                 : *asked.send.custom_notification.find("sessionType") == string("team");
        for (const auto& one : *wanted)
            if (refusal == nullptr && one.outcome == delivery::outcome::refused &&
                !(to_team && one.rule == delivery::rule::blocked))
                refusal = &one;
        CHECK(code == (refusal == nullptr ? 0 : refusal->code.value()));
        CHECK(nim_.verdicts() == *wanted);

        std::size_t leave = 0;
        for (const auto& one : *wanted) {
            seen_[static_cast<std::size_t>(one.rule)] = true;
            if (refusal != nullptr || one.outcome != delivery::outcome::apns) continue;
            REQUIRE(leave < nim_.pushes().size());
            const auto& push = nim_.pushes()[leave++];
            CHECK(push.account == one.account);
            CHECK(push.device == one.device);
            CHECK(push.request == one.request);
            CHECK(push.answer.status == 200);
        }
        CHECK(nim_.pushes().size() == leave);
        pushed_ += leave;

        if (refusal == nullptr && counted) {
            std::string last;
            for (const auto& one : *wanted) {
                const std::string name(one.account.view());
                if (name == last || one.outcome == delivery::outcome::refused || one.rule == delivery::rule::to_oneself)
                    continue;
                last = name;
                std::size_t i = 0;
                while (names[i] != name) ++i;
                account(i).unread = *nimpush::natural::from(account(i).unread.value() + 1);
                unread_.push_back({i, to_team ? "team:7001" : "p2p:" + std::string(asked.send.from.view()), uuid});
            }
        }
        for (std::size_t i = 0; i < std::size(names); ++i)
            CHECK(nim_.find_account(names[i])->unread.value() == account(i).unread.value());
    }
    void send() {
        std::size_t i = any_device();
        for (int tries = 0; tries < 8 && !speaks(i); ++tries) i = any_device();
        delivery::scenario asked = known_;
        asked.send.from = some(names[i / devices_each]);
        const bool team = chance_.one_in(2);
        value map = value::map({{"sessionId", string(team ? "7001" : names[chance_.below(4)])},
                                {"sessionType", string(team ? "team" : "p2p")}});
        const auto maybe = [&](std::string_view key, value v) {
            if (chance_.one_in(3)) map.append(string(key), std::move(v));
        };
        maybe("pushPayload", value::map({{"pushTitle", "T"}, {"apsField", value::map({{"sound", "x.caf"}})}}));
        value switches = value::map({{"enablePush", !chance_.one_in(12)}, {"enablePushNick", chance_.one_in(2)}});
        const bool counts = !chance_.one_in(3);
        switches.append("enableUnreadCount", counts);

        if (chance_.one_in(4)) {
            const bool online_only = chance_.one_in(3);
            map.append("sendToOnlineUserOnly", online_only);
            maybe("apnsText", string(chance_.one_in(3) ? "" : "New order"));
            map.append("config", switches);
            asked.send.custom_notification = *nimpush::free_map::from(map);
            const auto code =
                call(i, "SystemMessageService", "sendCustomNotification", value::map({{"customNotification", map}}));
            if (!speaks(i)) {
                CHECK(code != 0);
                return;
            }
            return compare(asked, code, counts && !online_only, {});
        }
        const bool kept = !chance_.one_in(12);
        switches.append("enablePersist", kept);
        map.append("messageType", string(chance_.one_in(3) ? "image" : "text"));
        map.append("content", string(chance_.text(6)));
        map.append("config", switches);
        const std::string uuid = "m" + std::to_string(sent_) + "-" + std::to_string(messages_.size());
        map.append("uuid", string(uuid));
        maybe("pushContent", string(chance_.text(4)));
        if (chance_.one_in(3)) {
            value force = value::map({{"isForcePush", !chance_.one_in(4)}, {"forcePushContent", "!"}});
            if (chance_.one_in(2)) force.append("forcePushList", value::list({string("bob"), string("carol")}));
            map.append("memberPushOption", force);
        }
        asked.send.message = *nimpush::free_map::from(map);
        value arguments = map;
        arguments.append("resend", false);
        const auto code = call(i, "MessageService", "sendMessage", arguments);
        if (!speaks(i)) {
            CHECK(code != 0);
            return;
        }
        compare(asked, code, counts && kept, uuid);
        if (code == 0) messages_.push_back({uuid, i / devices_each, map});
    }
    void recall() {
        if (messages_.empty()) return;
        const std::size_t at = chance_.below(messages_.size());
        const sent_message message = messages_[at];
        std::size_t i = any_device();
        for (int tries = 0; tries < 12 && !(speaks(i) && i / devices_each == message.from); ++tries) i = any_device();
        const bool counts = chance_.one_in(2);
        value map = message.map;
        const bool has_text = chance_.one_in(2);
        if (has_text) map.append("customApnsText", "gone");
        map.set("pushPayload", nullptr);
        map.append("shouldNotifyBeCount", counts);
        const auto code = call(i, "MessageService", "revokeMessage", map);
        if (!speaks(i)) {
            CHECK(code != 0);
            return;
        }
        if (i / devices_each != message.from) {
            CHECK(code == 403);
            return;
        }
        messages_.erase(messages_.begin() + static_cast<std::ptrdiff_t>(at));

        for (std::size_t who = 0; who < std::size(names); ++who) {
            bool considers = false;
            for (const auto& one : account(who).devices)
                considers = considers || one.options.find("shouldConsiderRevokedMessageUnreadCount") != nullptr;
            bool receives = false;  // whoever left the team is not told
            const auto& members = known_.teams.find("7001")->val.members;
            for (const auto& one : members) receives = receives || one.view() == names[who];
            receives = *message.map.find("sessionType") == string("team")
                           ? receives
                           : *message.map.find("sessionId") == string(names[who]);
            const bool to_team = *message.map.find("sessionType") == string("team");
            if (considers && receives && !(to_team && who == message.from))
                take_unread(who, [&](const unread& one) { return one.uuid == message.uuid; });
        }
        delivery::scenario asked = known_;
        asked.send.from = some(names[message.from]);
        value note = value::map({{"sessionId", *message.map.find("sessionId")},
                                 {"sessionType", *message.map.find("sessionType")},
                                 {"sendToOnlineUserOnly", false},
                                 {"config", value::map({{"enablePush", true}, {"enableUnreadCount", counts}})}});
        if (has_text) note.append("apnsText", "gone");
        asked.send.custom_notification = *nimpush::free_map::from(note);
        compare(asked, code, counts, {});
    }
};

}  // namespace

TEST_CASE("after any actions, what is pushed is what the rules say") {
    constexpr std::uint64_t seed = 20261124;
    CAPTURE(seed);
    world w(seed);
    for (int i = 0; i < 10000; ++i) {
        CAPTURE(i);
        w.act();
    }
    MESSAGE("seed " << seed << ": " << w.sent() << " messages, " << w.pushed() << " pushes, " << w.rules_seen()
                    << " rules decided");
    CHECK(w.sent() > 500);
    CHECK(w.pushed() > 100);
    CHECK(w.rules_seen() >= 20);
}
