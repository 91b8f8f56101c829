#pragma once

// Calls of NIM's SDKs and of its server API in a log, and their answers.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

using delivery::detail::scanned;

struct method {
    call what = call::none;
    std::string_view texts{};
};
// clang-format off
/// The SDKs' methods, as the plugin's channel and Android's InvocationMgr name them.
inline constexpr method methods[] = {
    {call::initialize, "InitializeService.initialize|InitializeService/initialize|NimCore.initialize|NIMClient.init|NIMClient/init|nim_core.initialize"},
    {call::login, "AuthService.login|AuthService/login|LoginService.login|LoginService/login|V2NIMLoginService.login"},
    {call::logout, "AuthService.logout|AuthService/logout|LoginService.logout|LoginService/logout|V2NIMLoginService.logout"},
    {call::notify, "SystemMessageService.sendCustomNotification|MsgService/sendCustomNotification|SystemNotificationManager sendCustomNotification|NotificationService.sendCustomNotification|NotificationService/sendCustomNotification|sendCustomNotification"},
    {call::send, "MessageService.sendMessage|MessageService/sendMessage|MsgService/sendMessage|MsgService.sendMessage|ChatManager.sendMessage|chat : sendMessage|[chat] sendMessage|chatManager sendMessage|NIMChat sendMessage"},
    {call::token, "SettingsService.updateAPNSToken|SettingsService/updateAPNSToken|ApnsService.updateApnsToken|APNSService.updateApnsToken|updateApnsTokenWithCustomKey|updateApnsTokenWithCustomContentKey|updateAPNSToken|updateAPNsToken|updateApnsToken|updateApnsDeviceToken|updatePushToken"},
    {call::disturb, "setPushNoDisturbConfig|setPushNoDisturb|setNoDisturbing|SettingService.setDndConfig|setDndConfig|setApnsDndConfig|setPushDndConfig|MixPushService/setPushNoDisturbConfig|updateApnsSetting|updateAPNSSetting"},
    {call::mute, "UserService.setMute|UserService/setMute|FriendService/setMessageNotify|setMessageNotify|TeamService.muteTeam|TeamService/muteTeam|muteTeam|setP2PMessageMuteMode|setTeamMessageMuteMode|setConversationMute|updateTeamNotifyState|notifyForNewMsg|addMuteListUser|setMuteList|updateNotifyState|setTeamNotifyType|setUserMute|setSessionMute|muteConversation|muteSession"},
    {call::desktop, "updateMultiportPushConfig|enableMobilePushWhenPCOnline|enableMobilePushOnPCOnline|setMultiportPushConfig|setAppBackground|pushWhenDesktopOnline|setPushMobileOnDesktopOnline|shouldPushWhenPCOnline|shouldPushNotificationWhenPCOnline|MultiportConfig|updateMultiport|pushWhenPCOnline|whenPCOnline|WhenDesktopOnline"},
    {call::block, "UserService.addToBlackList|FriendService/addToBlackList|addToBlackList|addUserToBlockList|addToBlacklist"},
};
/// NIM's server API.
inline constexpr std::string_view server_sends = "sendMsg|sendBatchMsg|sendAttachMsg|msg/sendMsg.action|sendMessage|nim send|im send|send message|发送消息|发消息|发送派单消息|派单消息|发送推送消息|发送云信消息|发送通知消息|/im/v2/messages|/im/v2.1/messages|msg/send|批量发送消息|发送订单消息|发送IM消息|发送 IM 消息";
inline constexpr std::string_view receiver_keys = "sessionId|session_id|receiverId|receiver|toAccid|toAccids|toAccount|to|session|teamId|target|targetId";
inline constexpr std::string_view account_keys = "account|accountId|account_id|accid|accId|userId|user_id|uid|user";
inline constexpr std::string_view certificate_keys = "apnsCername|apnsCerName|apnsCertName|apnsCertificateName|apns_cername|apns_cer_name|apnsCert|cername|cerName|certName|certificateName|pushCerName|pushCertName|certificate";
inline constexpr std::string_view app_key_keys = "appKey|app_key|app-key|nimAppKey|nim_app_key";
// clang-format on

constexpr bool is_success(std::int64_t code) noexcept { return code == 0 || code == 200; }

/// `1|1|vip_88`: whom a V2 conversation id names, and who looks at it.
constexpr void read_conversation(std::string_view id, event& made) noexcept {
    const std::size_t first = id.find('|'), last = id.rfind('|');
    if (first == npos || first == last) return;
    made.from = id.substr(0, first);
    made.is_team = id.substr(first + 1, last - first - 1) != "1";
    made.account = id.substr(last + 1);
}

constexpr void read_message(std::string_view s, event& made) {
    made.account = field(s, receiver_keys);
    if (const std::string_view id = field(s, "conversationId"); !id.empty()) read_conversation(id, made);
    if (made.from.empty()) made.from = field(s, "from|fromAccount|fromAccid|sender|senderId");
    made.id = field(s, "msgid|msgId|messageId|messageClientId|uuid|msgidClient|messageServerId|msg_id");
    const std::string_view type = field(s, "sessionType|session_type|type|conversationType");
    made.is_team = made.is_team || same_but_for_case(type, "team") || same_but_for_case(type, "superTeam") ||
                   number_of(s, "ope") == 1;
    made.message.push = flag(s, "enablePush|pushEnabled|push_enabled|isEnablePush|apnsEnabled|push|pushEnable");
    made.message.online_only = flag(s, "sendToOnlineUserOnly|sendToOnlineUsersOnly|onlineOnly|isSendToOnlineUserOnly");
    const said persists = flag(s, "enablePersist|persistEnabled|persist|offlineEnabled|isEnablePersist|enableOffline");
    if (persists == said::no) made.message.online_only = said::yes;
    // `msgtype`-less notifications of the server API: `save` 1 is online only.
    if (number_of(s, "save") == 1 && made.what == call::notify) made.message.online_only = said::yes;
    const said force = flag(s, "isForcePush|forcePush|forcepushall|forcePushAll");
    made.message.is_forced = force == said::yes;
}
/// Whether a custom notification says that it has no text to push.
constexpr bool has_push_text_key(std::string_view s) noexcept {
    return has_field(s, "apnsText|apnsContent|pushContent|pushcontent|apns_text");
}
constexpr bool lacks_push_text(std::string_view s) noexcept {
    for (const std::string_view key : {"apnsText", "apnsContent", "pushContent", "pushcontent", "apns_text"}) {
        const std::size_t at = value_of(s, key);
        if (at == npos) continue;
        const std::string_view value = word_at(s, at);
        return is_nothing(value) && !(value.empty() && at < s.size() && s.substr(at).starts_with("{")) ? true : false;
    }
    return false;
}

constexpr std::int16_t minutes_at(std::string_view s, std::string_view keys) noexcept {
    std::int16_t found = -1;
    any_part(keys, [&](std::string_view key) {
        const std::size_t at = value_of(s, key);
        if (at == npos) return false;
        std::int32_t hours = 0, minutes = 0;
        std::size_t i = at, digits = 0;
        for (; i < s.size() && is_digit(s[i]) && digits < 2; ++i, ++digits) hours = hours * 10 + (s[i] - '0');
        if (digits == 0) return false;
        if (i < s.size() && s[i] == ':') {
            digits = 0;
            for (++i; i < s.size() && is_digit(s[i]) && digits < 2; ++i, ++digits)
                minutes = minutes * 10 + (s[i] - '0');
        }
        if (hours < 24 && minutes < 60) found = static_cast<std::int16_t>(hours * 60 + minutes);
        return found >= 0;
    });
    return found;
}
constexpr quiet_hours read_hours(std::string_view s) noexcept {
    quiet_hours made;
    made.on = flag(s, "enable|enabled|noDisturbing|isOpen|open|dndOn|isOn|on|switch|opened|noDisturb|dnd|dndEnabled");
    made.start = minutes_at(s, "startTime|start|from|begin|beginTime|startHour|noDisturbingStartH|fromH|startH|开始");
    made.end = minutes_at(s, "endTime|end|to|stop|stopTime|endHour|noDisturbingEndH|toH|endH|结束");
    const std::int16_t start_minute = minutes_at(s, "noDisturbingStartM|fromM|startM|startMinute|fromMin"),
                       end_minute = minutes_at(s, "noDisturbingEndM|toM|endM|endMinute|toMin");
    if (made.start >= 0 && start_minute >= 0) made.start = static_cast<std::int16_t>(made.start + start_minute / 60);
    if (made.end >= 0 && end_minute >= 0) made.end = static_cast<std::int16_t>(made.end + end_minute / 60);
    return made;
}

/// Android's arguments by their place: `parms: [maple, false]`; the n-th of them, empty for none.
constexpr std::string_view argument(std::string_view s, std::size_t n) noexcept {
    std::size_t at = s.find("parms: [");
    if (at == npos) return {};
    for (at += 8; n > 0; --n) {
        at = s.find(',', at);
        if (at == npos) return {};
        ++at;
    }
    while (at < s.size() && s[at] == ' ') ++at;
    const std::size_t end = s.find_first_of(",]", at);
    return end == npos ? std::string_view() : s.substr(at, end - at);
}
/// `[true, 22:00, 08:00]`.
constexpr void read_places(std::string_view s, quiet_hours& made) noexcept {
    const auto clock = [](std::string_view given) -> std::int16_t {
        if (given.size() != 5 || given[2] != ':') return -1;
        for (const std::size_t i : {0u, 1u, 3u, 4u})
            if (!is_digit(given[i])) return -1;
        const int minutes = ((given[0] - '0') * 10 + given[1] - '0') * 60 + (given[3] - '0') * 10 + given[4] - '0';
        return static_cast<std::int16_t>(minutes < 1440 ? minutes : -1);
    };
    if (made.on == said::nothing) made.on = yes_or_no(argument(s, 0));
    if (made.start < 0) made.start = clock(argument(s, 1));
    if (made.end < 0) made.end = clock(argument(s, 2));
}

/// Fills in what the arguments of a call say.
constexpr void read_arguments(std::string_view s, event& made) {
    switch (made.what) {
        case call::initialize:
            made.kind = event_kind::initialized;
            made.app_key = field(s, app_key_keys);
            made.certificate = field(s, certificate_keys);
            made.has_certificate_field = has_field(s, "apnsCername|apnsCerName|apnsCertName|apnsCertificateName");
            return;
        case call::login:
            made.kind = event_kind::login_started;
            made.account = field(s, account_keys);
            return;
        case call::logout: made.kind = event_kind::logged_out; return;
        case call::send:
            made.kind = event_kind::message_sent;
            read_message(s, made);
            return;
        case call::notify:
            made.kind = event_kind::message_sent;
            read_message(s, made);
            made.message.lacks_text = lacks_push_text(s);
            made.message.tells_text = has_push_text_key(s);
            return;
        case call::token:
            made.kind = event_kind::token_handed_over;
            made.token = hex_in(s, 32);
            if (contains(s, "token: String|token: \"|token=\"|NSString|token: text|(String)|String(64)")) {
                made.hint = cause::token_wrong_form;
            }
            if (has_field(s, "token") && field(s, "token").empty() && made.token.empty() && contains(s, "token~null"))
                made.kind = event_kind::token_failed;
            return;
        case call::disturb:
            made.kind = event_kind::setting_changed;
            made.hours = read_hours(s);
            read_places(s, made.hours);
            return;
        case call::mute: {
            made.kind = event_kind::setting_changed;
            made.from =
                field(s, "account|userId|accountId|accid|sessionId|teamId|targetId|conversationId|user|session");
            if (const std::size_t bar = made.from.rfind('|'); bar != npos) made.from = made.from.substr(bar + 1);
            const said place = yes_or_no(argument(s, 1));
            if (made.from.empty()) made.from = argument(s, 0);
            said mute = flag(s, "isMute|mute|muted|isMuted|muteMode");
            if (mute == said::nothing &&
                contains(s, "mute~mute|notifyType~mute|MuteMode~on|MUTE_MODE_ON|notifyType: none"))
                mute = said::yes;
            const said notify = flag(s, "needNotify|isNotify|notify|checkNotify|notifyForNewMsg|needTip");
            if (mute == said::nothing && notify != said::nothing) mute = notify == said::no ? said::yes : said::no;
            if (mute == said::nothing && place != said::nothing) mute = place == said::no ? said::yes : said::no;
            if (mute == said::nothing && same_but_for_case(argument(s, 1), "mute")) mute = said::yes;
            made.message.push = mute == said::yes ? said::no : mute == said::no ? said::yes : said::nothing;
            return;
        }
        case call::desktop:
            made.kind = event_kind::setting_changed;
            made.message.push = flag(s,
                                     "shouldPushNotificationWhenPCOnline|whenPCOnline|pushWhenPCOnline|"
                                     "WhenDesktopOnline|isPushWhenPCOnline|enable|push|shouldPush|"
                                     "pushWhenDesktopOnline|isOpen|enabled|open|value");
            if (made.message.push == said::nothing) made.message.push = yes_or_no(argument(s, 0));
            return;
        case call::block:
            made.kind = event_kind::setting_changed;
            made.from = field(s, account_keys);
            return;
        case call::none: return;
    }
}
/// What its answer says, given that the code is there.
constexpr void read_result(std::string_view s, event& made) {
    if (is_success(made.code)) {
        if (made.what == call::login) made.kind = event_kind::logged_in;
        return;
    }
    switch (made.what) {
        case call::initialize:
            made.kind = event_kind::note;
            made.hint = cause::not_initialized;
            return;
        case call::login:
            made.kind = event_kind::login_failed;
            if (made.code == 20000 || contains(s, "uninitialized|not initialized|未初始化"))
                made.hint = cause::not_initialized;
            return;
        case call::send:
        case call::notify: made.kind = event_kind::send_failed; return;
        case call::token: {
            made.kind = event_kind::token_refused;
            const bool is_early =
                made.code == 20000 || contains(s, "uninitialized|not initialized|未初始化|before init");
            const bool is_form = made.code == 199414 || made.code == 414 ||
                                 contains(s, "parameter|param error|is not a subtype|参数|invalid token|wrong type");
            made.hint = is_early  ? cause::token_uploaded_before_init_lost
                        : is_form ? cause::token_wrong_form
                                  : cause::cannot_know;
            return;
        }
        default: made.kind = event_kind::note; return;
    }
}

/// A call of the SDK by its name, or its answer.
constexpr event read_call(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    std::size_t at = npos, size = 0;
    for (const method& one : methods) {
        const place_found found = find_text(line, one.texts);
        if (!found) continue;
        made.what = one.what;
        at = found.at;
        size = found.size;
        break;
    }
    if (at == npos) return made;
    const std::string_view head = s.substr(0, at), tail = s.substr(at + size);
    made.is_reply = ends_with(head.substr(head.size() < 4 ? 0 : head.size() - 4), "<- |<-|<= ") ||
                    contains(line, "execution result|NIMResult(|V2NIMError|result:|completion|callback|onResult");
    made.is_call = !made.is_reply;
    // A method's name in somebody's sentence is no call of it.
    const bool is_marked = contains(line,
                                    "->|<-|Transaction:|[NIM]|(NIMSDK)|NIMSDK|[nim]|invoke|InvocationMgr|nim_core|"
                                    "MethodChannel|[apns]|V2NIM|NimCore|NIMLog|[chat]|calling|called|call ");
    if (!is_marked ||
        find_text(line, "not call|never call|did not|forgot|TODO|should call|please call|未调用|没有调用|忘记"))
        return event{};
    made.is_there = true;
    made.id = field(s, "id|requestId|serial|ser");
    read_arguments(tail, made);
    if (made.what == call::send || made.what == call::notify) {
        if (made.id.empty()) made.id = field(s, "id");
    }
    made.code = number_of(tail, "code|result|resCode|errorCode|error code|error");
    if (made.code == no_code && made.is_reply && contains(line, "isSuccess: false|success: false|isSuccess=false"))
        made.code = -1;
    if (made.code == no_code && made.is_reply && contains(line, "isSuccess: true|success: true|status: success"))
        made.code = 0;
    // iOS writes `error:(null)` where it went well.
    if (made.code == no_code && made.what == call::token && contains(line, "error:(null)|error=(null)|error: null"))
        made.code = 200;
    if (made.code == no_code && made.what == call::token && made.kind == event_kind::token_handed_over &&
        find_text(line, "failed|error:|refused|失败|not initialized|uninitialized|ignored|dropped|before init"))
        made.code = -1;
    if (made.code != no_code) read_result(s, made);
    return made;
}

/// A message that an app's server gives to NIM, or NIM's answer to it.
constexpr event read_server_send(const scanned& line) {
    event made;
    const std::string_view s = line.text();
    const bool is_nims =
        contains(line, "nim|msg/send|sendMsg|sendBatchMsg|sendAttachMsg|NimClient|云信|acme.nim|im/v2|netease|im");
    if (!is_nims || !find_text(line, server_sends)) return made;
    made.what = find_text(line, "sendAttachMsg") ? call::notify : call::send;
    made.is_team = static_cast<bool>(find_text(line, "sendBatchMsg|批量"));  // to many
    made.kind = event_kind::message_sent;
    read_message(s, made);
    if (made.account.empty()) made.account = field(s, account_keys);
    made.code = number_of(s, "code|result|返回|ret|rc|返回码|返回值|错误码|status");
    if (made.account.empty() && made.code == no_code) return made;
    made.is_there = true;
    made.is_server = !contains(line, "[NIM]|(NIMSDK)|[nim]|InvocationMgr");
    made.is_call = made.code == no_code;
    made.is_reply = !made.is_call;
    if (made.what == call::notify) {
        made.message.lacks_text = lacks_push_text(s);
        made.message.tells_text = has_push_text_key(s);
    }
    if (made.code != no_code) read_result(s, made);
    made.reason = field(s, "desc|reason|msg|error");
    return made;
}

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
