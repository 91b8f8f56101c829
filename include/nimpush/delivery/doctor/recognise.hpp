#pragma once

// One line of a log in, one event out. Nothing is allocated.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/failure.hpp>
#include <nimpush/delivery/doctor/apple_leg.hpp>
#include <nimpush/delivery/doctor/calls.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/marks.hpp>
#include <nimpush/delivery/doctor/prefilter.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

struct status_word {
    event_kind kind = event_kind::note;
    std::string_view texts{};
    std::int64_t code = no_code;
};
/// NIMAuthStatus, StatusCode and V2NIMLoginStatus.
inline constexpr status_word status_words[] = {
    {event_kind::kicked_out,
     "KICKOUT|KICK_BY_OTHER_CLIENT|kickOut|kickOutByOtherClient|kickedOut|kicked|KICKED|kick_out|kickedOffline"},
    {event_kind::login_failed, "PWD_ERROR|pwdError|passwordError", 302},
    {event_kind::login_failed, "FORBIDDEN|forbidden", 403},
    {event_kind::disconnected, "NET_BROKEN|netBroken|DISCONNECTED|disconnected"},
    {event_kind::logged_in, "LOGINED|loggedIn|logined|LOGGED_IN|LOGIN_SUCCESS|V2NIM_LOGIN_STATUS_LOGINED"},
};

/// What a listener for the login's state is told.
constexpr event read_status(const scanned& line) {
    event made;
    const place_found head = find_text(line, status_heads);
    if (!head) return made;
    const std::string_view tail = line.text().substr(head.at + head.size);
    for (const status_word& one : status_words) {
        const place_found word = find_text(scanned(tail.substr(0, 64)), one.texts);
        if (!word || is_denied(tail, word.at, word.size)) continue;
        made.kind = one.kind;
        made.code = one.code;
        made.account = field(line.text(), account_keys);
        made.is_there = true;
        return made;
    }
    return made;
}

/// Logins as the SDKs for iOS and desktops write them, and apps that hand on what they said.
constexpr event read_login(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    if (!contains(line, login_texts) || !contains(line, nims)) return made;
    if (find_text(line, "logout|POST /|GET /|multi login|wechat|alipay|sms code|loginClients")) return made;
    made.account = field(s, account_keys);
    made.code = number_of(s, "code|result|登录返回值|登录返回|resCode|errorCode|error|登录失败");
    const bool is_answer = contains(line,
                                    "onLogin|loginResp|login resp|LoginFailed|LoginFail|LoginResult|LoginError|login "
                                    "result|login response|登录返回|登录结果|"
                                    "login failed|login fail|login error|login ok|login success|登录失败|登录成功|"
                                    "login done|autoLogin failed|login step|login code|login returned");
    const bool is_start = contains(line,
                                   "login:token:|[login] login|login : login|login : autoLogin|login : manual|"
                                   "autoLogin|login account|开始登录|正在登录|login start|doLogin|logging in|login:");
    if (made.code == no_code && is_answer) {
        if (find_text(line, "login ok|login success|login done|登录成功",
                      [&](std::size_t at, std::size_t size) { return !is_denied(s, at, size); }))
            made.code = 200;
        else if (find_text(line, "login failed|login fail|登录失败",
                           [&](std::size_t at, std::size_t size) { return !is_denied(s, at, size); }))
            made.code = -1;
    }
    made.what = call::login;
    if (made.code != no_code && is_answer) {
        if (made.code < 200 && made.code > 0) return event{};
        made.kind = is_success(made.code) ? event_kind::logged_in : event_kind::login_failed;
        made.is_there = true;
        made.is_reply = true;
    } else if (is_start && !made.account.empty()) {
        made.kind = event_kind::login_started;
        made.is_there = true;
        made.is_call = true;
    }
    return made;
}

/// Heads of the lines of servers' loggers.
inline constexpr std::string_view servers =
    " --- [|\"level\":|acme.nim|nio-8080|.go:|celery|django|uvicorn|gunicorn|flask|express|\"logger\":|NimClient :|"
    "NimClient  |INFO nim|service=|c.e.|o.s.|winston|pino|zap";

constexpr event read_initialization(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    const place_found found = find_text(line, init_texts);
    if (!found || !contains(line, "nim|appKey|云信|app_key|registerWithOption|yunxin")) return made;
    if (is_denied_here(s, found.at, found.size)) return made;
    made.what = call::initialize;
    read_arguments(s, made);
    made.is_there = true;
    if (contains(line, servers)) {
        made.what = call::none;
        made.kind = event_kind::console_config;
        made.is_there = !made.app_key.empty() || !made.certificate.empty();
        return made;
    }
    if (find_text(line, "failed|失败|error~1|exception|not initialized")) {
        made.kind = event_kind::note;
        made.hint = cause::not_initialized;
    }
    return made;
}

/// A device token that iOS gave, in hexadecimal beside its name.
constexpr event read_token(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    if (!contains(line, token_texts)) return made;
    if (contains(line, "saved to|NSUserDefaults|cached|topic|status|reason|accepted|rejected|POST /|stored|sha|hash"))
        return made;
    made.token = hex_in(s, 32);
    if (made.token.empty() || contains(line, "\"account\"|\"accid\"")) return made;
    made.kind = event_kind::token_got;
    made.is_there = true;
    return made;
}

/// What the user allows.
constexpr event read_permission(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    if (!contains(line, permission_texts)) return made;
    if (contains(line, "camera|microphone|location|photo|contacts|bluetooth|相机|麦克风|相册")) return made;
    said allowed = flag(s,
                        "granted|isGranted|authorized|allowed|result|POST_NOTIFICATIONS|status|authorizationStatus|"
                        "notificationPermission|通知权限|permission|settings");
    if (allowed == said::nothing) {
        if (contains(line, "authorizationStatus~2|authorized|PERMISSION_GRANTED|已授权|已开启|允许"))
            allowed = said::yes;
        if (contains(line, "denied|not authorized|notAuthorized|PERMISSION_DENIED|未授权|未开启|拒绝|不允许|已关闭"))
            allowed = said::no;
    } else if (contains(line, "authorizationStatus~1")) {
        allowed = said::no;  // UNAuthorizationStatus: 0 not asked, 1 denied, 2 authorised
    }
    if (allowed == said::nothing) return made;
    made.kind = allowed == said::yes ? event_kind::permission_granted : event_kind::permission_denied;
    made.is_there = true;
    return made;
}

/// Hours without pushes, muted people and clients on desktops, in other words than the calls'.
constexpr event read_setting(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    if (contains(line, mute_texts)) {
        made.what = call::mute;
        read_arguments(s, made);
        made.is_there = !made.from.empty() && made.message.push != said::nothing;
        return made;
    }
    if (contains(line, hours_texts)) {
        made.what = call::disturb;
        read_arguments(s, made);
        // What is read and off changes nothing.
        made.is_there = made.hours.start >= 0 && made.hours.end >= 0;
        if (!made.is_there && made.hours.on == said::no && contains(line, "set|update|close|关闭|off")) {
            made.is_there = !contains(line, "get push setting|read|syncSetting");
        }
        return made;
    }
    if (contains(line, desktop_texts)) {
        const bool is_desktop = contains(line,
                                         "windows|macos|mac|pc|web|desktop|clientType~4|clientType~16|"
                                         "clientType~64|电脑|桌面");
        if (is_desktop && !find_text(line, "offline|logged out|下线|leave|clients=[]|clients: []|empty|none")) {
            made.what = call::none;
            made.kind = event_kind::note;
            made.hint = cause::desktop_online;
            made.is_there = true;
        }
    }
    return made;
}

/// The name of an app that a system's line is about: `[com.example.acme]`, `'com.example.acme'`.
constexpr std::string_view bundle_in(std::string_view s) noexcept {
    for (const std::string_view lead : {"com.", "cn.", "net.", "org.", "io."}) {
        for (std::size_t at = s.find(lead); at != npos; at = s.find(lead, at + 1)) {
            if (at > 0 && (is_name(s[at - 1]) || s[at - 1] == '.')) continue;
            std::size_t end = at, dots = 0;
            for (; end < s.size() && (is_name(s[end]) || s[end] == '.'); ++end) dots += s[end] == '.';
            while (end > at && s[end - 1] == '.') --end;
            const std::string_view found = s.substr(at, end - at);
            if (dots >= 1 && !found.starts_with("com.apple.") && !found.starts_with("com.android.")) return found;
        }
    }
    return {};
}

constexpr event read_marks(const scanned& line, std::uint64_t triggered) {
    const std::string_view s = line.text();
    const auto stands = [&](std::size_t at, std::size_t size) {
        return !is_denied_here(s, at, size) && !is_quoted(s, at);
    };
    event made;
    for (std::size_t i = 0; i < std::size(marks); ++i) {
        if ((triggered & bit_of_mark(i)) == 0) continue;
        const mark& row = marks[i];
        const bool is_kick = row.kind == event_kind::kicked_out;
        place_found found;
        if (is_kick) {
            found = find_text(line, kick_texts, stands);
            if (!found) found = find_text(line, kick_words, stands);
            if (!found || contains(line, nimpush::delivery::detail::no_kick)) continue;
            if (contains(
                    line,
                    "kicked=|kick=|kicked:|others|another user|kickOther|kick_other|kickOtherOut|踢掉其他|踢其他") &&
                !contains(line, "onKick|reason"))
                continue;
        } else {
            found = find_text(line, row.texts, stands);
            if (!found) continue;
            if (!row.beside.empty() && !contains(line, row.beside)) continue;
            if (!row.unless.empty() && contains(line, row.unless)) continue;
        }
        made.kind = row.kind;
        made.hint = row.hint;
        made.is_there = true;
        made.is_words = true;
        made.account = field(s, account_keys);
        made.code = number_of(s, "code|reason");
        if (made.kind == event_kind::token_got) {
            made.token = hex_in(s, 32);
            if (contains(line, "token~null|token=null|token: nil")) made.kind = event_kind::token_failed;
        }
        if (made.kind == event_kind::push_received || made.kind == event_kind::push_shown ||
            made.kind == event_kind::permission_denied)
            made.topic = bundle_in(s);
        if (made.kind == event_kind::message_received)
            made.from = field(s, "from|fromAccount|sender|session|sessionId");
        return made;
    }
    return made;
}

/// What a build is signed for, and what the console or a server is set up with.
constexpr event read_config(const scanned& line) {
    event made;
    made.environment = service_in(line);
    const bool is_build = contains(line, "aps-environment");
    const bool is_console = contains(line, "console|控制台|certificates|证书列表|cert list") &&
                            contains(line, "certificate|certificates|cername|证书|appKey|certs") &&
                            (contains(line, nims) || contains(line, "push|apns|推送|console|控制台"));
    const bool is_key = contains(line, nims) && has_field(line.text(), app_key_keys);
    if (is_build && made.environment != service::unknown) {
        made.is_there = true;
    } else if (is_console || is_key) {
        made.kind = event_kind::console_config;
        made.app_key = field(line.text(), app_key_keys);
        made.certificate = field(line.text(), certificate_keys);
        made.is_there = is_console || !made.app_key.empty() || !made.certificate.empty();
    }
    return made;
}

}  // namespace detail

/// What a line tells, if anything. `head` is the last line before it with a time of its own, where it has none: what a
/// stack's lines are about. Of a line past 4,096 bytes the rest is not looked at.
constexpr event recognise(std::string_view text, std::string_view head = {}) {
    using namespace detail;
    constexpr std::size_t longest = 4096;
    const scanned line(text.substr(0, longest));
    const std::uint64_t triggered = triggers_in(line.text());
    if (triggered == 0) return {};
    const auto read = [&](trigger_group of, auto how) { return (triggered & bit_of(of)) == 0 ? event{} : how(); };
    event found = read(trigger_group::calls, [&] { return read_call(line); });
    if (!found.is_there)
        found = read(trigger_group::apple, [&] { return read_apple_leg(line, head.substr(0, longest)); });
    if (!found.is_there) found = read(trigger_group::server, [&] { return read_server_send(line); });
    if (!found.is_there) found = read(trigger_group::start, [&] { return read_initialization(line); });
    if (!found.is_there) found = read(trigger_group::status, [&] { return read_status(line); });
    if (!found.is_there) found = read(trigger_group::login, [&] { return read_login(line); });
    if (!found.is_there) found = read(trigger_group::permission, [&] { return read_permission(line); });
    if (!found.is_there) found = read(trigger_group::setting, [&] { return read_setting(line); });
    if (!found.is_there) {
        found = read_marks(line, triggered);
        if (found.is_there && found.environment == service::unknown) found.environment = service_in(line);
    }
    if (!found.is_there) found = read(trigger_group::token, [&] { return read_token(line); });
    if (!found.is_there) found = read(trigger_group::config, [&] { return read_config(line); });
    return found.is_there && contains(line, about_words) ? event{} : found;
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
