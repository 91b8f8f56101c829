#pragma once

// The remedies of nim_core_v2, where they differ from nim_core's: by the version that the app has.

#include <nimpush/core/text.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/words.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Whose app is to be mended.
enum class mended : bool { receiver, sender };

struct versioned_words {
    delivery::rule rule{};
    schema::version since{};
    mended whose{};
    words remedy{};  // one sentence
};

inline constexpr schema::version v2_first{10, 0, 0};
// The sentences below spell these.
static_assert(flutter_channel_v2::automatic_token_since == schema::version(10, 9, 6));

/// Of rows for one rule the last whose version is reached counts.
inline constexpr versioned_words v2_words[] = {
    {rule::push_off,
     v2_first,
     mended::sender,
     {"The sender's app must leave params.pushConfig.pushEnabled out or set it to true.",
      "发送方应用不要设置 params.pushConfig.pushEnabled，或将其设为 true。"}},
    {rule::online_only,
     v2_first,
     mended::sender,
     {"The sender's app must send for clients that are offline too: params.messageConfig.offlineEnabled, or "
      "params.notificationConfig.offlineEnabled of a notification, must not be false.",
      "发送方应用需要允许离线接收：params.messageConfig.offlineEnabled（通知为 "
      "params.notificationConfig.offlineEnabled）不能为 false。"}},
    {rule::no_push_text,
     v2_first,
     mended::sender,
     {"The sender's app must give the notification a params.pushConfig.pushContent: without one it is never pushed.",
      "发送方应用需要为通知设置 params.pushConfig.pushContent：没有它就不会推送。"}},
    {rule::do_not_disturb,
     v2_first,
     mended::sender,
     {"The user must end or move the hours without pushes; in a team the sender's app can force the push with "
      "params.pushConfig.forcePush, which is off by default.",
      "用户需要关闭或调整免打扰时段；在群里发送方应用可以用 params.pushConfig.forcePush（默认关闭）强制推送。"}},
    {rule::conversation_muted,
     v2_first,
     mended::sender,
     {"The user must unmute the team, or the sender's app must force the push with params.pushConfig.forcePush, which "
      "is off by default.",
      "用户需要取消该群的免打扰，或由发送方应用用 params.pushConfig.forcePush（默认关闭）强制推送。"}},
    {rule::payload_too_large,
     v2_first,
     mended::sender,
     {"The sender's app must make params.pushConfig.pushPayload or the text smaller: APNs takes at most 4,096 bytes "
      "and answers 413 for more.",
      "发送方应用需要缩小 params.pushConfig.pushPayload 或推送文本：APNs 最多接受 4096 字节，超过时返回 413。"}},
    {rule::no_token,
     v2_first,
     mended::receiver,
     {"The app must register for remote notifications in its main process, and hand the token over with "
      "APNSService.updateApnsToken once initialize has succeeded, which nim_core_v2 does itself since 10.9.6.",
      "应用需要在主进程注册远程通知，并在 initialize 成功后用 APNSService.updateApnsToken 上传令牌；nim_core_v2 自 "
      "10.9.6 "
      "起会自行上传。"}},
    {rule::no_token,
     flutter_channel_v2::automatic_token_since,
     mended::receiver,
     {"The app must register for remote notifications, and since 10.9.6 the plugin hands the token over itself: an "
      "AppDelegate that overrides didRegisterForRemoteNotificationsWithDeviceToken must call super, and with "
      "autoUpdateApnsToken false the app must call APNSService.updateApnsToken once initialize has succeeded.",
      "应用需要注册远程通知，10.9.6 起由插件自行上传令牌：AppDelegate 如果重写了 "
      "didRegisterForRemoteNotificationsWithDeviceToken 必须调用 super；autoUpdateApnsToken 为 false 时，应用需在 "
      "initialize 成功后调用 APNSService.updateApnsToken。"}},
    {rule::token_is_text,
     v2_first,
     mended::receiver,
     {"The app must hand over with APNSService.updateApnsToken the very bytes that iOS gave it, not the text of their "
      "hexadecimal digits encoded once more, or since 10.9.6 leave it to the plugin: APNs answers 400 BadDeviceToken "
      "to such a token, which is twice as long.",
      "应用需要用 APNSService.updateApnsToken 上传 iOS 给出的原始字节，而不是把十六进制文本再编码一次，10.9.6 "
      "起也可交给插件自行上传：这样的令牌长了一倍，APNs 返回 400 BadDeviceToken。"}},
    {rule::token_unregistered,
     v2_first,
     mended::receiver,
     {"The app must hand over a fresh token with APNSService.updateApnsToken when it next starts, which nim_core_v2 "
      "does itself since 10.9.6: APNs answers 410 Unregistered, since the app was removed or its token replaced.",
      "应用需要在下次启动时用 APNSService.updateApnsToken 上传新令牌（nim_core_v2 自 10.9.6 起会自行上传）："
      "应用已被卸载或令牌已更换，APNs 返回 410 Unregistered。"}},
    {rule::desktop_online,
     v2_first,
     mended::receiver,
     {"The user must allow pushes while a desktop client is online (SettingsService.setPushMobileOnDesktopOnline), or "
      "log out there.",
      "用户需要允许桌面端在线时推送（SettingsService.setPushMobileOnDesktopOnline），或在桌面端登出。"}},
    {rule::sender_muted,
     v2_first,
     mended::receiver,
     {"The user must take the sender off the list of muted accounts (SettingsService.setP2PMessageMuteMode).",
      "用户需要把发送者移出免打扰名单（SettingsService.setP2PMessageMuteMode）。"}},
};

}  // namespace detail

/// What whoever can mend it may do, where sender and receiver have these versions of the plugin; none in particular is
/// nim_core 1.7.7.
constexpr text remedy_of(rule which, language in, schema::version sender, schema::version receiver) noexcept {
    const detail::versioned_words* found = nullptr;
    for (const detail::versioned_words& row : detail::v2_words)
        if (row.rule == which && (row.whose == detail::mended::sender ? sender : receiver) >= row.since) found = &row;
    return found == nullptr ? remedy_of(which, in) : text(nimpush::detail::lasting{}, found->remedy.in(in));
}

}  // namespace delivery
}  // namespace nimpush::v1
