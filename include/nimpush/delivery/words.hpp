#pragma once

// The rules in words: what each says, and what whoever can mend it may do.

#include <string_view>

#include <nimpush/core/text.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace delivery {

// The sentences below spell these numbers.
static_assert(limits::certificate_name == 32);

namespace detail {

struct rule_words {
    delivery::rule rule{};
    words says{};    // behind "not pushed: "
    words remedy{};  // one sentence; empty where there is nothing to mend
};

inline constexpr by_rule<rule_words, rule_count> all_words{{
    {rule::to_oneself,
     {"the receiver is the sender", "接收者就是发送者"},
     {"Nothing is to be mended: NIM pushes no message to its own sender, whose other devices get it when they connect.",
      "无需处理：NIM 不会把消息推送给发送者自己，其他设备会在连接后收到。"}},
    {rule::blocked,
     {"one of the two has the other on the blacklist", "双方中有一方把另一方加入了黑名单"},
     {"One of the two must take the other off the blacklist: until then NIM refuses the message with code 7101.",
      "需要把对方移出黑名单，否则 NIM 以错误码 7101 拒绝该消息。"}},
    {rule::not_friends,
     {"the two are not friends, and the console refuses strangers", "双方不是好友，且控制台不允许陌生人发消息"},
     {"The two must become friends, or the operator must let strangers message each other in the console.",
      "双方需要先成为好友，或由运营人员在控制台允许陌生人之间发消息。"}},
    {rule::not_in_team,
     {"the sender is not a member of the team", "发送者不是群成员"},
     {"The sender must join the team first: NIM refuses the message with code 804.",
      "发送者需要先加入该群，否则 NIM 以错误码 804 拒绝该消息。"}},
    {rule::chat_banned,
     {"the sender is chat-banned in the team", "发送者在该群中被禁言"},
     {"A manager of the team must lift the sender's ban: until then NIM refuses the message with code 812.",
      "需要群管理员解除对发送者的禁言，否则 NIM 以错误码 812 拒绝该消息。"}},
    {rule::not_meant,
     {"the message is directed to other members of the team (inferred, unverified)",
      "该消息只定向发给群内其他成员（推断，未经证实）"},
     {"The sender must list the account in receiverIds of targetConfig or, where inclusive is false, leave it out: "
      "most "
      "likely NIM pushes nothing to whom a message is not directed, which is inferred and unverified.",
      "发送方需要在 targetConfig 的 receiverIds 中列出该账号（inclusive 为 false 时则不能列出）：NIM "
      "很可能不会向接收范围外"
      "的成员推送，这是推断，未经证实。"}},
    {rule::not_initialized,
     {"the app never initialised the SDK on this device", "应用在该设备上没有初始化 SDK"},
     {"Initialise the SDK in the app's main process as soon as it starts: until then nothing registers for push, "
      "and a log may say \"query token with exception must not refer to a null object\".",
      "请在应用主进程启动后立即初始化 SDK：在此之前不会注册推送，日志中可能出现“query token with exception must "
      "not refer to a null object”。"}},
    {rule::certificate_name_too_long,
     {"apnsCername has more than 32 characters, so the login fails with code 500",
      "apnsCername 超过 32 个字符，登录会以错误码 500 失败"},
     {"Give the certificate a name of at most 32 characters, in the console and in apnsCername: with a longer one the "
      "login fails with code 500.",
      "请在控制台和 apnsCername 中使用不超过 32 个字符的证书名称，否则登录会以错误码 500 失败。"}},
    {rule::another_app_key,
     {"the app key is not the console's", "应用的 appKey 与控制台的不一致"},
     {"The app must initialise the SDK with the app key of this console: another one is another app, with its own "
      "accounts and certificates.",
      "应用需要用该控制台的 appKey 初始化 SDK：不同的 appKey 是另一个应用，账号和证书互不相通。"}},
    {rule::never_logged_in,
     {"the account never logged in on this device", "该账号从未在此设备上登录"},
     {"The user must log in on the device once: NIM pushes to devices with a login alone.",
      "用户需要先在该设备上登录一次：NIM 只向登录过的设备推送。"}},
    {rule::logged_out,
     {"the account has logged out on this device", "该账号已在此设备上登出"},
     {"The user must log in again: a device that logged out gets no push.",
      "用户需要重新登录：已登出的设备收不到推送。"}},
    {rule::kicked_out,
     {"the account was kicked out on this device", "该账号在此设备上被踢下线"},
     {"The user must log in again: a device that was kicked out gets no push.",
      "用户需要重新登录：被踢下线的设备收不到推送。"}},
    {rule::in_foreground, {"the app is in the foreground and connected", "应用在前台且连接正常"}, {}},
    {rule::alive_in_background,
     {"the app is connected in the background, and the SDK shows a notification itself",
      "应用在后台且连接正常，由 SDK 自行弹出通知"},
     {"Nothing is to be pushed: the SDK is connected and shows a notification itself, so where none appears look at "
      "the app's permission for notifications on the device.",
      "无需推送：SDK 保持连接并自行弹出通知，如果没有看到，请检查设备上该应用的通知权限。"}},
    {rule::push_off,
     {"the sender turned the push off", "发送者关闭了推送"},
     {"The sender's app must leave config.enablePush on; a notification's config of nulls turns it off on iOS, so "
      "leave the config out or set all three of its switches.",
      "发送方应用需要保持 config.enablePush 打开；通知的 config 里如果是 null，iOS 会当作关闭，因此请不要传 config，"
      "或把三个开关都写明。"}},
    {rule::online_only,
     {"it goes to clients that are online alone", "该消息只发给在线的客户端"},
     {"The sender's app must send for clients that are offline too: a notification with sendToOnlineUserOnly false "
      "(it is true by default), a message with config.enablePersist true.",
      "发送方应用需要允许离线接收：通知的 sendToOnlineUserOnly 设为 false（默认为 true），消息的 config.enablePersist "
      "设为 true。"}},
    {rule::no_push_text,
     {"the notification has no push text", "该通知没有推送文案"},
     {"The sender's app must give the notification an apnsText: without one it is never pushed.",
      "发送方应用需要为通知设置 apnsText：没有它就不会推送。"}},
    {rule::no_harmony_certificate_name,
     {"the app named no push certificate of HarmonyOS", "应用没有给出鸿蒙推送证书名称"},
     {"The app must pass serverOptions.pushServiceConfig.harmonyCertificateName to initialize: the name that its "
      "HarmonyOS push certificate has in the console.",
      "应用需要在 initialize 时传入 serverOptions.pushServiceConfig.harmonyCertificateName，即鸿蒙推送证书在控制台中的"
      "名称。"}},
    {rule::harmony_certificate_unknown,
     {"the console has no HarmonyOS certificate of the name that the app gave", "控制台没有应用给出的鸿蒙推送证书名称"},
     {"Add the certificate to the console under the name that the app passes as harmonyCertificateName, or pass the "
      "name that the console has, letter by letter.",
      "请以应用传入的 harmonyCertificateName 为名称在控制台添加证书，或传入与控制台完全一致的名称。"}},
    {rule::not_an_apns_device,
     {"APNs does not serve this device", "该设备不由 APNs 服务"},
     {"APNs serves iOS alone: an Android or HarmonyOS phone is pushed by its maker's service, a desktop or web client "
      "gets the message when it is next online.",
      "APNs 只服务 iOS：Android 和鸿蒙手机由厂商通道推送，桌面端和网页端在下次上线时收到消息。"}},
    {rule::no_certificate_name,
     {"the app named no push certificate", "应用没有给出推送证书名称"},
     {"The app must pass apnsCername to initialize: the name that its push certificate has in the console.",
      "应用需要在 initialize 时传入 apnsCername，即推送证书在控制台中的名称。"}},
    {rule::certificate_unknown,
     {"the console has no certificate of the name that the app gave", "控制台没有应用给出的证书名称"},
     {"Upload the certificate to the console under the name that the app passes as apnsCername, or pass the name that "
      "the console has, letter by letter.",
      "请以应用传入的 apnsCername 为名称在控制台上传证书，或传入与控制台完全一致的名称。"}},
    {rule::no_token,
     {"no device token was uploaded", "没有上传过设备令牌"},
     {"The app must register for remote notifications in its main process, and hand the token over with "
      "updateAPNSToken "
      "once the SDK is initialised; a log may say \"query token with exception must not refer to a null object\".",
      "应用需要在主进程注册远程通知，并在 SDK 初始化后用 updateAPNSToken 上传令牌；日志中可能出现“query token with "
      "exception must not refer to a null object”。"}},
    {rule::desktop_online,
     {"the account is online on a desktop and wants no push then", "该账号在桌面端在线，并设置了此时不推送"},
     {"The user must allow pushes while a desktop client is online (enableMobilePushWhenPCOnline), or log out there.",
      "用户需要允许桌面端在线时推送（enableMobilePushWhenPCOnline），或在桌面端登出。"}},
    {rule::do_not_disturb,
     {"the receiver does not want to be disturbed now", "接收者处于免打扰时段"},
     {"The user must end or move the hours without pushes; in a team the sender's app can force the push with "
      "memberPushOption.",
      "用户需要关闭或调整免打扰时段；在群里发送方应用可以用 memberPushOption 强制推送。"}},
    {rule::conversation_muted,
     {"the receiver muted the team", "接收者对该群设置了消息免打扰"},
     {"The user must unmute the team, or the sender's app must force the push with memberPushOption.",
      "用户需要取消该群的免打扰，或由发送方应用用 memberPushOption 强制推送。"}},
    {rule::sender_muted,
     {"the receiver muted the sender", "接收者对发送者设置了免打扰"},
     {"The user must take the sender off the list of muted accounts (UserService.setMute).",
      "用户需要把发送者移出免打扰名单（UserService.setMute）。"}},
    {rule::token_is_text,
     {"the token's bytes are the ASCII text of its digits", "设备令牌的字节是其十六进制数字的 ASCII 文本"},
     {"The app must hand over with updateAPNSToken the very bytes that iOS gave it, not the text of their hexadecimal "
      "digits encoded once more: APNs answers 400 BadDeviceToken to such a token, which is twice as long.",
      "应用需要用 updateAPNSToken 上传 iOS 给出的原始字节，而不是把十六进制文本再编码一次：这样的令牌长了一倍，APNs "
      "返回 "
      "400 BadDeviceToken。"}},
    {rule::environment_mismatch,
     {"the token is not of the certificate's environment", "设备令牌与证书的环境不一致"},
     {"Use a certificate and a token of one environment, since APNs answers 400 BadDeviceToken otherwise: a build from "
      "Xcode gets sandbox tokens, TestFlight and the App Store production ones.",
      "证书与令牌的环境必须一致，否则 APNs 返回 400 BadDeviceToken：Xcode 直接安装的应用得到沙盒令牌，TestFlight 和 "
      "App Store 版本得到生产令牌。"}},
    {rule::token_unregistered,
     {"APNs does not know the token any more", "APNs 已不认识该令牌"},
     {"The app must hand over a fresh token with updateAPNSToken when it next starts: APNs answers 410 Unregistered, "
      "since the app was removed or its token replaced.",
      "应用需要在下次启动时用 updateAPNSToken 上传新令牌：应用已被卸载或令牌已更换，APNs 返回 410 Unregistered。"}},
    {rule::payload_too_large,
     {"the payload is over 4,096 bytes", "推送内容超过 4096 字节"},
     {"The sender's app must make pushPayload or the text smaller: APNs takes at most 4,096 bytes and answers 413 for "
      "more.",
      "发送方应用需要缩小 pushPayload 或推送文本：APNs 最多接受 4096 字节，超过时返回 413。"}},
    {rule::pushed, {"nothing stops it", "没有规则阻止推送"}, {}},
}};

constexpr const rule_words& words_of(rule which) noexcept { return all_words[which]; }

}  // namespace detail

/// The rule in words, behind "not pushed: …".
constexpr std::string_view describe(rule which, language in = language::en) noexcept {
    return detail::words_of(which).says.in(in);
}
/// What whoever can mend it may do: one sentence for the app's developer, a user or the operator. Null for
/// pushed and in_foreground.
constexpr text remedy_of(rule which, language in = language::en) noexcept {
    const std::string_view said = detail::words_of(which).remedy.in(in);
    return said.empty() ? text() : text(nimpush::detail::lasting{}, said);
}

}  // namespace delivery
}  // namespace nimpush::v1
