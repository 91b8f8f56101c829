#pragma once

// What people find in their logs when a push did not come: what it is, why, and what to do.
//
// Sources, named above the rows: [guide] NetEase's Flutter guide "implement APNs offline push" and its
// questions; [plugin] the code of nim_core 1.7.7 and nim_core_v2 10.3.1; [codes] the server API's status page
// and NIMResCode, meanings in model/result_code.hpp; [RESP], [ERR] Apple's pages, meanings in
// apns/response.hpp; else a public issue, where somebody found it. What is our own reading is unverified.

#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/words.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/result_code.hpp>

namespace nimpush::inline v1 {
namespace delivery {

// The sentences below spell these numbers.
static_assert(limits::push_text == 500 && limits::push_payload == 2048 && limits::forced_accounts == 100 &&
              limits::certificate_name == 32);

/// Who says it: `device` iOS, Android or a vendor's SDK on the phone; `plugin` the Flutter plugin nim_core or
/// its channel; `sdk` NIM's SDK on the device; `login`, `send` and `server_api` NIM, to a login, to the sender
/// of a message, to the app's own server; `apns` Apple, to whoever pushes.
enum class failure_source : std::uint8_t { device, plugin, sdk, login, send, server_api, apns };

/// One row: what to look for in a log, and what it means. All texts are literals.
struct known_failure {
    std::string_view texts{};  // any of these, separated by `|`, whatever the case; a space is any white space
    std::int32_t code = 0;     // or this number; 0: none
    std::int32_t v2_code = 0;  // or this one, the same in V2
    failure_source source{};
    words cause{};
    words remedy{};
    std::optional<delivery::rule> rule{};  // the rule that `nimpush explain` would name
    delivery::confidence confidence = delivery::confidence::documented;
};

/// What is said of the codes from `first` on that have no row of their own.
struct code_family {
    std::int32_t first = 0;
    failure_source source{};
    std::string_view topic{};  // in Chinese: meanings of codes are English
    words remedy{};
};

namespace detail {

constexpr words mend(rule which) noexcept { return words_of(which).remedy; }

/// A code whose meaning in result_code.hpp says the cause, and its twin of V2.
constexpr known_failure of_code(result_code code, failure_source source, std::string_view cause_zh, words remedy,
                                std::optional<delivery::rule> rule = {}, result_code v2 = {}) {
    return {{},     static_cast<std::int32_t>(code), static_cast<std::int32_t>(v2),
            source, {meaning_of(code), cause_zh},    remedy,
            rule};
}

/// A reason of Apple's, whose meaning in apns/response.hpp says the cause.
constexpr known_failure of_reason(apns::reason reason, std::string_view cause_zh, words remedy,
                                  std::optional<delivery::rule> rule = {}, std::string_view texts = {}) {
    const apns::reason_facts facts = apns::facts_of(reason);
    return {texts.empty() ? facts.name : texts, 0, 0, failure_source::apns, {facts.meaning, cause_zh}, remedy, rule};
}

/// A status of Apple's whose reason is not in the log.
constexpr known_failure of_status(std::int32_t status, std::string_view cause_zh, words remedy,
                                  std::optional<delivery::rule> rule = {}) {
    return {{},     status, 0, failure_source::apns, {apns::facts_of(apns::reason::none, status).meaning, cause_zh},
            remedy, rule};
}

inline constexpr words log_in_again{"Let the user log in again, with an account and a token that this app key has.",
                                    "请让用户用该 AppKey 下的账号和 token 重新登录。"};
inline constexpr words read_the_reason{"Look for \"reason\" in the answer's body: that name says what is wrong.",
                                       "请查看响应体中的 \"reason\"，它说明具体原因。"};
inline constexpr words send_again_later{
    "Send the same push again later, after 15 minutes at first; nothing is wrong with it.",
    "推送本身没有问题：请稍后重发，首次间隔 15 分钟。"};
inline constexpr words mend_provider{
    "Whoever makes the request to APNs must mend it, your own server or a test tool; where NIM made it, tell NetEase's "
    "support.",
    "请修正向 APNs 发起的请求（您的服务器或测试工具）；若由 NIM 发出，请联系网易云信技术支持。"};
inline constexpr words mend_broadcast{"Mend the request for broadcasts or channels; a push to one device needs none.",
                                      "请修正广播或频道的请求；向单个设备推送不需要广播。"};
inline constexpr words renew_certificate{
    "Upload a valid APNs certificate of this app and of the right environment to the console, under the name that "
    "apnsCername has.",
    "请在控制台上传该应用对应环境的有效推送证书，名称与 apnsCername 一致。"};

}  // namespace detail

// clang-format off
/// Every known failure; rows for the same code stand in the order in which they are told.
inline constexpr known_failure known_failures[] = {
    // [guide] question 3. The words are those of Huawei's com.huawei.hms.common.internal.Preconditions.
    {"query token with exception must not refer to a null object|must not refer to a null object|query token with exception", 0, 0, failure_source::device, {"The push SDK was not registered in the app's main process, or too late: it had no token to give (on Android the words come from Huawei's HMS).", "推送 SDK 没有在应用主进程中注册，或注册过晚，因此取不到设备令牌（Android 上该报错来自华为 HMS）。"}, {"Initialise the SDK in the main process as soon as the app starts (on Android in Application.onCreate), and hand the token over afterwards.", "请在应用启动时于主进程初始化 SDK（Android 在 Application.onCreate 中），之后再上传令牌。"}, rule::no_token},
    // CrossGeeks/FirebasePushNotificationPlugin#181, one-tea/APNS_test#1; the capability: Xcode's words
    {"aps-environment|Push Notifications capability", 3000, 0, failure_source::device, {"The app is signed without the entitlement aps-environment, so iOS gives it no device token.", "应用签名中没有 aps-environment 权限，iOS 不会下发设备令牌。"}, {"Add the capability Push Notifications in Xcode, enable it for the App ID, and sign with a profile made after that; a free Personal Team has no push.", "请在 Xcode 中添加 Push Notifications 能力，在 App ID 中启用推送，并用更新后的描述文件重新签名；免费的 Personal Team 不支持推送。"}, rule::no_token},
    // darylrowland/react-native-remote-push#12, evollu/react-native-fcm#64; capacitor-plugins#2025
    {"not supported in the simulator|REMOTE_NOTIFICATION_SIMULATOR_NOT_SUPPORTED_NSERROR_DESCRIPTION", 3010, 0, failure_source::device, {"This simulator cannot register for remote notifications.", "该模拟器无法注册远程推送。"}, {"Test on a real device; only simulators from iOS 16 with Xcode 14 on Apple silicon or T2 get a token, and one of the sandbox.", "请使用真机测试；仅 Apple 芯片或 T2 机型上 Xcode 14、iOS 16 及以上的模拟器可获得（沙盒）令牌。"}, rule::no_token},
    // UIApplicationDelegate; one-tea/APNS_test#1, dotnet and Apple's own wordings
    {"didFailToRegisterForRemoteNotificationsWithError|fail to register for remote notifications|failed to register for remote notifications", 0, 0, failure_source::device, {"iOS gave no device token; the error beside this text says why.", "iOS 未下发设备令牌，原因见同一条日志中的错误信息。"}, {"Look at the error itself, such as aps-environment; where it speaks of the network, try another one.", "请查看其中的错误信息（如 aps-environment）；若为网络原因，请更换网络。"}, rule::no_token},
    // firebase/flutterfire#11946, #11630, chemerisuk/cordova-plugin-firebase-messaging#247
    {"APNS device token not set|APNS token has not been set yet|apns-token-not-set|No APNS token specified|Could not get APNS token|Failed to fetch APNS token", 0, 0, failure_source::device, {"Firebase was asked for its token before iOS gave one of APNs, or iOS gave none.", "在 iOS 下发 APNs 令牌之前就向 Firebase 取令牌，或 iOS 根本没有下发。"}, {"NIM needs the APNs token, not Firebase's: hand over the bytes that didRegisterForRemoteNotificationsWithDeviceToken gets; with Firebase in the app set FirebaseAppDelegateProxyEnabled to NO, or pass the token on to both.", "NIM 需要的是 APNs 令牌而非 Firebase 令牌：请上传 didRegisterForRemoteNotificationsWithDeviceToken 得到的字节；应用含 Firebase 时，请关闭 FirebaseAppDelegateProxyEnabled 或将令牌同时交给两者。"}, rule::no_token, confidence::unverified},
    // mozilla-mobile/mozilla-vpn-client#6106, expo/expo#23947
    {"Notifications are not allowed for this application|UNErrorDomain Code=1", 0, 0, failure_source::device, {"The user did not allow notifications: pushes arrive and are not shown.", "用户未允许通知：推送会到达设备，但不显示。"}, {"Ask the user to allow notifications of this app in the system's settings.", "请引导用户在系统设置中允许该应用的通知。"}},
    // dsxNiubility/SXNews#33, Pushwoosh/pushwoosh-phonegap-plugin#78
    {"list of your supported UIBackgroundModes", 0, 0, failure_source::device, {"The app lacks the background mode remote-notification; pushes with an alert come without it.", "应用未开启 remote-notification 后台模式；带提醒的推送不受影响。"}, {"Not why a push is missing. Turn Background Modes, Remote notifications on only where the app uses silent pushes.", "这不是收不到推送的原因；仅在使用静默推送时才需开启 Background Modes 的 Remote notifications。"}},

    // [plugin] NimCore.swift:65-82, NimCore.kt:97-121; NIMResCode
    {"sdk is uninitialized|SDK Uninitialized", 20000, 0, failure_source::plugin, {"A service was called before initialize had succeeded.", "在 initialize 成功之前调用了 SDK 的服务。"}, {"Await NimCore.instance.initialize and look at isSuccess before anything else, updateAPNSToken above all.", "请先等待 NimCore.instance.initialize 返回并确认 isSuccess，再调用 updateAPNSToken 等接口。"}, rule::not_initialized},
    // [plugin] FLTSettingsService.swift, FLTBaseService.swift:156 and FLTConstant.kt:10 (199414)
    {"parameter error|parameter is error|param error|params error|error params|parameter is nil|arguments invalid|invalid arguments", 199414, 0, failure_source::plugin, {"The plugin did not get a parameter, or got one of another type; updateAPNSToken takes the token as bytes alone.", "插件缺少参数或参数类型不符；updateAPNSToken 的令牌只接受字节。"}, {"Hand the token over as Uint8List (on the native side FlutterStandardTypedData), not as text or a list of numbers.", "请以 Uint8List（原生侧 FlutterStandardTypedData）传递令牌，不要使用字符串或数字列表。"}, rule::no_token},
    // [plugin] service.dart:32-38; flutter/flutter#61096
    {"channel-error|Unable to establish connection on channel", 0, 0, failure_source::plugin, {"The channel answered with null: the native side of the plugin is not registered with this engine.", "通道返回空：该 Flutter 引擎未注册插件的原生部分。"}, {"Call GeneratedPluginRegistrant in AppDelegate or MainActivity, rebuild the app after adding the plugin, and make no calls from a background isolate.", "请在 AppDelegate 或 MainActivity 中调用 GeneratedPluginRegistrant，添加插件后完整重新编译，且不要在后台 isolate 中调用。"}, rule::not_initialized, confidence::unverified},
    // [plugin] docs/facts/flutter_channel.md, Dispatch; flutter's MissingPluginException
    {"MissingPluginException|No implementation found for method", 0, 0, failure_source::plugin, {"Nothing on the native side handles this method: the platform does not have it, the plugin is not registered, or the channel's name differs.", "原生侧没有处理该方法：当前平台不支持、插件未注册，或两侧通道名不一致。"}, {"Rebuild after adding the plugin; for updateAPNsToken use the same channel name in AppDelegate and Dart; call what is for one platform on that platform alone.", "请添加插件后完整重新编译；updateAPNsToken 的通道名在 AppDelegate 与 Dart 两侧须一致；平台专有接口只在该平台调用。"}},
    // [plugin] settings_service_mobile.dart:37-143, method_channel_settings_service.dart
    {"Support iOS platform only|Support Android platform only|Support Mobile platform only", 0, 0, failure_source::plugin, {"The plugin has this call for another platform and sent nothing.", "该接口不支持当前平台，插件没有发出任何请求。"}, {"Call updateAPNSToken on iOS alone; on Android the vendor's push is set up in mixPushConfig.", "updateAPNSToken 只在 iOS 调用；Android 的厂商推送通过 mixPushConfig 配置。"}},
    // [plugin] Initializer.kt:305
    {"AppKey cannot be empty", 0, 0, failure_source::plugin, {"initialize got an empty appKey.", "initialize 的 appKey 为空。"}, {"Pass the app key that the console shows.", "请传入控制台中的 AppKey。"}, rule::not_initialized},
    // [plugin] FLTAuthService.swift:62
    {"dynamic login with empty token", 0, 0, failure_source::plugin, {"A login with a dynamic token had no token.", "动态 token 登录时 token 为空。"}, detail::log_in_again, rule::never_logged_in},
    // [plugin] FLTMessageService.swift:411-440
    {"resend message not exist", 0, 0, failure_source::plugin, {"iOS was to send a message again that it does not have; a missing resend means that too.", "iOS 要重发的消息在本地不存在；未传 resend 时也会如此。"}, {"Send what createMessage returned, with resend false.", "请发送 createMessage 返回的消息，并将 resend 设为 false。"}},
    // [plugin] FLTMessageService.swift, MessageHelper.kt
    {"create message error|convert nim message failed|init message failed|convert message error", 0, 0, failure_source::plugin, {"The plugin could not make the message, so nothing was sent and nobody is pushed.", "插件无法构造消息，消息未发出，因此不会推送。"}, {"Make the message with MessageBuilder, then set pushPayload on what it returned; give messageAttachment as {} where there is none.", "请用 MessageBuilder 创建消息，再在返回的消息上设置 pushPayload；没有附件时 messageAttachment 传 {}。"}},
    // [plugin] method_channel_apns_service.dart:44-59 of 10.3.1; flutter's StandardMessageCodec
    {"Invalid argument: Instance of", 0, 0, failure_source::plugin, {"An object was put on the channel that its codec cannot write; updateApnsSetting and updateApnsMultiportConfig of nim_core_v2 10.3.1 always do so.", "通道无法编码该对象；nim_core_v2 10.3.1 的 updateApnsSetting 与 updateApnsMultiportConfig 必然如此。"}, {"Use SettingsService.setDndConfig and setPushMobileOnDesktopOnline instead.", "请改用 SettingsService.setDndConfig 与 setPushMobileOnDesktopOnline。"}},
    // [plugin] NimResult, FLTBaseService: whatever the plugin itself refuses
    {{}, -1, 0, failure_source::plugin, {"The plugin itself refused the call, or an SDK call failed without a code.", "插件自身拒绝了调用，或 SDK 调用失败但没有错误码。"}, {"Look at the text in errorDetails: it says what is wrong.", "请查看 errorDetails 中的文字，它说明具体原因。"}},

    // netease-kit/nim-uikit-ios#312; NIMResCode
    {"You should call login api before calling any im related api", 20001, 0, failure_source::sdk, {"Nobody is logged in: without a login NIM has no device to push to.", "当前没有账号登录：未登录的设备不会收到推送。"}, {"Log in before calling other services; after a logout call none.", "请先登录再调用其他服务；登出后不要再调用。"}, rule::never_logged_in},
    detail::of_code(result_code::illegal_state, failure_source::sdk, "SDK 当前状态不允许该调用（未初始化或未登录）。", {"Initialise, then log in, then call.", "请按初始化、登录、调用的顺序执行。"}, rule::not_initialized),
    detail::of_code(result_code::invalid_parameter, failure_source::sdk, "参数错误。", {"Compare the call with the documentation: limits are 500 characters of push text, 2,048 bytes of payload, 100 forced accounts.", "请对照文档检查参数：推送文案 500 字符、payload 2,048 字节、强推列表 100 个账号。"}),

    // [guide] step 3; NIMSDK.h
    {{}, 500, 0, failure_source::login, {"Answered to a login: the push certificate's name (apnsCername) has more than 32 characters.", "登录返回 500：推送证书名（apnsCername）超过 32 个字符。"}, detail::mend(rule::certificate_name_too_long), rule::certificate_name_too_long},
    // [codes]; NIMGlobalDefs.h; FLTAuthService.swift:126-141 (pwdError)
    {"pwdError|NIMRemoteErrorCodeInvalidPass", 302, 102302, failure_source::login, {"Account or token is wrong, or they do not belong to this app key: the device is not logged in and gets no push.", "账号或 token 错误，或不属于该 AppKey：设备未登录，不会收到推送。"}, detail::log_in_again, rule::never_logged_in},
    detail::of_code(result_code::account_not_found, failure_source::login, "账号不存在。", {"Create the account with the server API under this app key first.", "请先用服务端 API 在该 AppKey 下注册账号。"}, rule::never_logged_in),
    detail::of_code(result_code::app_key_not_found, failure_source::login, "AppKey 不存在。", {"Pass the app key that the console shows.", "请传入控制台中的 AppKey。"}, rule::not_initialized),
    detail::of_code(result_code::bundle_id_refused, failure_source::login, "Bundle ID 或包名不在控制台登记的列表中。", {"Add the app's bundle id to the console.", "请在控制台登记该应用的 Bundle ID。"}, rule::never_logged_in),
    // FLTAuthService.swift:126-141, NIMRemoteErrorCodeExist
    {"NIMRemoteErrorCodeExist", 417, 0, failure_source::login, {"The automatic login was refused: the account is logged in on another device.", "自动登录被拒绝：账号已在其他设备登录。"}, {"Let the user log in by hand on this device; until then it gets no push.", "请让用户在该设备手动登录；此前该设备不会收到推送。"}, rule::kicked_out},
    detail::of_code(result_code::account_disabled, failure_source::login, "账号已被禁用，不会收到推送。", {"Unblock the account in the console or with user/unblock.action, then log in again.", "请在控制台或通过 user/unblock.action 解禁账号后重新登录。"}, rule::kicked_out, result_code::account_banned),
    // FLTAuthService.swift:143-204, LoginService of 10.3.1
    {"kickOutByOtherClient|kickOut|onKickedOffline|NIMKickReasonByClient|KICK_BY_OTHER_CLIENT", 0, 0, failure_source::login, {"The account was kicked out on this device: it gets no push from then on.", "账号在该设备被踢下线，此后不会收到推送。"}, {"Let the user log in again; for several devices at once change the console's multi-device policy.", "请让用户重新登录；如需多设备同时在线，请调整控制台的多端登录策略。"}, rule::kicked_out},
    // netease-kit/nim-uikit-android#40, #45: an initialisation outside the main process was a cause
    {"NIMRemoteErrorCodeTimeoutError", 408, 0, failure_source::login, {"The request timed out: no network, a blocked port, or an SDK that was initialised in the wrong process.", "请求超时：网络不通、端口被拦截，或 SDK 在错误的进程中初始化。"}, {"Check the network, and initialise the SDK in the main process alone.", "请检查网络，并确认只在主进程初始化 SDK。"}, rule::never_logged_in, confidence::unverified},

    // [guide] question 4, [codes]
    {{}, 403, 0, failure_source::send, {"Answered to a message: the two are not friends and the console refuses strangers, or the app's callback refused it.", "发送返回 403：双方不是好友且控制台不允许陌生人发消息，或被第三方回调拒绝。"}, {"Make the two friends, or let strangers send in the console; else look at what the callback server answered.", "请先互加好友，或在控制台允许非好友发消息；否则请检查第三方回调的返回。"}, rule::not_friends},
    // nim-uikit-ios#343, NIMGlobalDefs.h
    {"NIMRemoteErrorCodeForbidden", 403, 0, failure_source::login, {"Answered to a login: the account or the app may not log in.", "登录返回 403：账号或应用无权登录。"}, {"See whether the account is disabled and whether IM is switched on for the app key in the console.", "请在控制台检查账号是否被禁用、该 AppKey 是否已开通 IM。"}, rule::never_logged_in, confidence::unverified},
    detail::of_code(result_code::friend_not_found, failure_source::send, "双方不是好友。", detail::mend(rule::not_friends), rule::not_friends),
    // [guide] question 4, [codes]
    {{}, 7101, 102426, failure_source::send, {"The receiver has the sender on the blacklist: the message is not delivered and not pushed.", "发送方在接收方的黑名单中：消息不会送达，也不会推送。"}, detail::mend(rule::blocked), rule::blocked},
    // message.dart:960-962, server API
    detail::of_code(result_code::force_push_list_too_long, failure_source::send, "强制推送列表过长，最多 100 个账号：消息未发出。", {"Name at most 100 accounts in forcePushList (V2: forcePushAccountIds), or leave it out to force the push for the whole team.", "forcePushList（V2 为 forcePushAccountIds）最多 100 个账号；如需推送全员，请不传该列表。"}, {}, result_code::force_push_list_limit),
    // message.dart:960-962 (414: a malformed list), FLTBaseService.swift:135-139 (1 becomes 414)
    {"NIMRemoteErrorCodeParameterError", 414, 0, failure_source::send, {"Answered to a message or another call of the SDK: a parameter is wrong, such as a forcePushList that is no list of accounts, or push text or payload over its limit.", "SDK 调用返回 414：参数错误，例如 forcePushList 不是账号列表，或推送文案、payload 超出长度限制。"}, {"Check the list, pushContent (500 characters; the old iOS SDK 200 bytes) and pushPayload (2,048 bytes of JSON).", "请检查强推列表、pushContent（500 字符，旧版 iOS SDK 为 200 字节）与 pushPayload（2,048 字节 JSON）。"}},
    // server API, "interface overview": CheckSum
    {{}, 414, 0, failure_source::server_api, {"Answered to the server API: a parameter is wrong, or the CheckSum is, or CurTime is more than 5 minutes off.", "服务端 API 返回 414：参数错误、CheckSum 错误，或 CurTime 与当前时间相差超过 5 分钟。"}, {"Compute SHA1(AppSecret + Nonce + CurTime) in lower-case hexadecimal, CurTime in seconds of UTC; set the server's clock; desc names a parameter.", "请用 SHA1(AppSecret + Nonce + CurTime) 计算小写十六进制的 CheckSum，CurTime 为 UTC 秒；校准服务器时钟；desc 会指出具体参数。"}},
    detail::of_code(result_code::not_in_team, failure_source::send, "发送方不在群中：消息被拒绝，不会推送。", detail::mend(rule::not_in_team), rule::not_in_team, result_code::team_member_not_found),
    detail::of_code(result_code::team_access_denied, failure_source::send, "在该群中没有权限。", {"Give the sender the right to speak in the team, or let a manager send.", "请为发送方授权，或由管理员发送。"}),
    detail::of_code(result_code::team_muted, failure_source::send, "群已禁言：消息被拒绝，不会推送。", detail::mend(rule::chat_banned), rule::chat_banned, result_code::team_all_banned),
    detail::of_code(result_code::team_normal_members_banned, failure_source::send, "群普通成员已禁言：消息被拒绝，不会推送。", detail::mend(rule::chat_banned), rule::chat_banned),
    detail::of_code(result_code::team_member_chat_banned, failure_source::send, "发送方在群中被禁言：消息被拒绝，不会推送。", detail::mend(rule::chat_banned), rule::chat_banned),
    detail::of_code(result_code::account_muted, failure_source::send, "发送方账号被禁言。", {"Lift the account's ban with user/mute.action or in the console.", "请通过 user/mute.action 或控制台解除账号禁言。"}, {}, result_code::account_chat_banned),
    detail::of_code(result_code::refused_by_callback, failure_source::send, "被应用自己的第三方回调拒绝。", {"Look at what the callback server answered to this message.", "请检查第三方回调对该消息的返回。"}),
    detail::of_code(result_code::message_hit_antispam, failure_source::send, "消息命中反垃圾，未送达，不会推送。", {"Change the text, or the anti-spam rules in the console.", "请修改内容，或调整控制台的反垃圾规则。"}),
    // a support article of NetEase's, "notifyId"
    {{}, 500, 0, failure_source::send, {"Answered to a message: pushPayload.notifyId is a text, and must be a number.", "发送返回 500：pushPayload.notifyId 为字符串，应为数字。"}, {"Write notifyId as a number of 32 bits.", "请将 notifyId 写为 32 位整数。"}, std::nullopt, confidence::unverified},

    // [codes]
    {{}, 403, 0, failure_source::server_api, {"Answered to the server API: no permission, no friend with checkFriend on, or the callback said no.", "服务端 API 返回 403：无权限、开启 checkFriend 而双方不是好友，或被回调拒绝。"}, {"Read desc; see whether the feature is switched on for the app key, and whether the two are friends.", "请查看 desc；检查该 AppKey 是否开通此功能、双方是否为好友。"}, rule::not_friends},
    detail::of_code(result_code::too_frequent, failure_source::server_api, "调用过于频繁。", {"Send at most 100 messages a second, 120 batches a minute; after an excess wait 10 seconds.", "单发每秒不超过 100 次，批量每分钟不超过 120 次；超限后请等待 10 秒。"}),
    detail::of_code(result_code::repeated_request, failure_source::server_api, "重复的 HTTP 请求。", {"Send no request twice: give each a RequestId and a Nonce of its own.", "请勿重复发送同一请求：每个请求使用不同的 RequestId 与 Nonce。"}),
    detail::of_code(result_code::parameter_too_long, failure_source::server_api, "参数过长。", {"Keep to 5,000 characters of body, 500 of pushcontent, 2,048 of payload, 1,024 of ext.", "请遵守限制：body 5,000、pushcontent 500、payload 2,048、ext 1,024 字符。"}),
    {{}, 500, 0, failure_source::server_api, {"Answered to the server API: internal error of NIM.", "服务端 API 返回 500：NIM 服务器内部错误。"}, {"Send the request again; where it stays, give NetEase's support the request's trace id.", "请重试；若持续出现，请将请求的 trace id 提供给网易云信技术支持。"}},
    {{}, 200, 0, failure_source::server_api, {"Success: NIM took the message. It says nothing about the push.", "成功：NIM 已接收消息，但不代表已推送。"}, {"See with nimpush explain what stops the push.", "请用 nimpush explain 查看推送被什么阻止。"}},

    // [RESP]
    detail::of_reason(apns::reason::bad_device_token, "设备令牌格式错误，或属于另一环境。", detail::mend(rule::environment_mismatch), rule::environment_mismatch),
    detail::of_reason(apns::reason::device_token_not_for_topic, "设备令牌属于另一应用或另一类推送。", {"Upload the certificate of this bundle id, and a token of this very app.", "请上传该 Bundle ID 的证书，并使用该应用自己的令牌。"}),
    detail::of_reason(apns::reason::unregistered, "该设备令牌已失效（应用被卸载或令牌已更换）。", detail::mend(rule::token_unregistered), rule::token_unregistered),
    detail::of_reason(apns::reason::expired_token, "设备令牌已过期。", detail::mend(rule::token_unregistered), rule::token_unregistered),
    detail::of_reason(apns::reason::payload_too_large, "负载超过该推送类型的上限（4,096 字节；VoIP 为 5,120）。", detail::mend(rule::payload_too_large), rule::payload_too_large),
    detail::of_reason(apns::reason::bad_certificate, "推送证书无效。", detail::renew_certificate),
    detail::of_reason(apns::reason::bad_certificate_environment, "推送证书属于另一环境。", detail::renew_certificate, rule::environment_mismatch),
    detail::of_reason(apns::reason::topic_disallowed, "该证书或密钥不允许推送此 topic。", {"Push to the bundle id that the certificate was made for; broadcasts take the bare bundle id.", "topic 须为证书对应的 Bundle ID；广播不带后缀。"}),
    detail::of_reason(apns::reason::bad_topic, "topic 格式错误。", detail::mend_provider),
    detail::of_reason(apns::reason::missing_topic, "缺少 topic，且证书并非只有一个 topic。", detail::mend_provider),
    detail::of_reason(apns::reason::invalid_push_type, "apns-push-type 无效。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_priority, "apns-priority 无效或不适用于该推送类型。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_expiration_date, "apns-expiration 无效。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_message_id, "apns-id 不是规范的 UUID。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_collapse_id, "apns-collapse-id 超过 64 字节。", detail::mend_provider),
    detail::of_reason(apns::reason::duplicate_headers, "请求头重复。", detail::mend_provider),
    detail::of_reason(apns::reason::missing_device_token, "路径中没有设备令牌。", {"A device without a token was pushed to: let the app register and hand its token over.", "向没有令牌的设备推送：请让应用注册并上传令牌。"}, rule::no_token),
    detail::of_reason(apns::reason::payload_empty, "请求体为空。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_path, "请求路径错误。", detail::mend_provider),
    detail::of_reason(apns::reason::method_not_allowed, "请求方法错误。", detail::mend_provider),
    detail::of_reason(apns::reason::expired_provider_token, "provider token 超过一小时。", {"Sign a new token every 20 to 60 minutes, and set the server's clock.", "请每 20 至 60 分钟重新签发 token，并校准服务器时钟。"}),
    detail::of_reason(apns::reason::invalid_provider_token, "provider token 无效或签名校验失败。", {"Check key, key id and team id of the .p8 file in the console or on your server.", "请检查 .p8 密钥、Key ID 与 Team ID。"}),
    detail::of_reason(apns::reason::missing_provider_token, "既没有证书也没有 provider token。", detail::renew_certificate),
    detail::of_reason(apns::reason::unrelated_key_id_in_token, "密钥与该连接首次使用的不同。", {"Use one key for each connection, or open another connection.", "每个连接只使用一个密钥，或新建连接。"}),
    detail::of_reason(apns::reason::bad_environment_key_id_in_token, "密钥属于另一环境。", {"Use a key that is for both environments, or for that of the host.", "请使用对应环境（或两个环境通用）的密钥。"}, rule::environment_mismatch, "BadEnvironmentKeyIdInToken|BadEnvironmentKeyInToken"),
    detail::of_reason(apns::reason::forbidden, "操作不被允许。", {"See that the certificate or key may push to this app, and is not revoked.", "请确认证书或密钥有权推送该应用且未被吊销。"}),
    detail::of_reason(apns::reason::too_many_provider_token_updates, "provider token 更换过于频繁。", {"Share one token between all connections and renew it at most every 20 minutes.", "所有连接共用一个 token，且至少间隔 20 分钟再更换。"}),
    detail::of_reason(apns::reason::too_many_requests, "对同一设备令牌的请求过多。", {"Send less often to the same device.", "请降低向同一设备推送的频率。"}),
    detail::of_reason(apns::reason::idle_timeout, "连接空闲过久被关闭。", {"Open a new connection and send again.", "请重新建立连接后重发。"}),
    detail::of_reason(apns::reason::internal_server_error, "苹果服务器内部错误。", detail::send_again_later),
    detail::of_reason(apns::reason::service_unavailable, "苹果推送服务不可用。", detail::send_again_later),
    detail::of_reason(apns::reason::shutdown, "苹果服务器正在关闭。", {"Open a new connection and send again.", "请重新建立连接后重发。"}),
    // [ERR]
    detail::of_reason(apns::reason::feature_not_enabled, "该 Bundle ID 未开启广播。", detail::mend_broadcast, {}, "FeatureNotEnabled|BroadcastFeatureNotEnabled"),
    detail::of_reason(apns::reason::missing_channel_id, "缺少频道 ID。", detail::mend_broadcast),
    detail::of_reason(apns::reason::bad_channel_id, "频道 ID 格式错误。", detail::mend_broadcast),
    detail::of_reason(apns::reason::channel_not_registered, "该环境中没有此频道。", detail::mend_broadcast),
    detail::of_reason(apns::reason::bad_request_params, "请求参数错误。", detail::mend_broadcast),
    detail::of_reason(apns::reason::bad_request_payload, "请求体错误。", detail::mend_broadcast),
    detail::of_reason(apns::reason::missing_push_type, "缺少推送类型。", detail::mend_broadcast),
    detail::of_reason(apns::reason::cannot_create_channel_config, "该应用已有 10,000 个频道。", detail::mend_broadcast),
    detail::of_reason(apns::reason::topic_mismatch, "路径中的 Bundle ID 与提供方不符。", detail::mend_broadcast),
    // [RESP], where the log has the status alone
    detail::of_status(400, "苹果拒绝了该请求。", detail::read_the_reason),
    detail::of_status(403, "苹果拒绝了该请求（证书或 token）。", detail::read_the_reason),
    detail::of_status(410, "设备令牌已失效。", detail::mend(rule::token_unregistered), rule::token_unregistered),
    detail::of_status(413, "负载过大。", detail::mend(rule::payload_too_large), rule::payload_too_large),
    detail::of_status(429, "请求过多。", {"Send less often to the same device, and share one provider token.", "请降低推送频率，并共用一个 provider token。"}),
    detail::of_status(500, "苹果服务器错误。", detail::send_again_later),
    detail::of_status(503, "苹果推送服务不可用。", detail::send_again_later),
};

/// By the first code, rising.
inline constexpr code_family code_families[] = {
    {0, failure_source::send, "NIM 通用返回码", {"The call failed, so a message in it was not sent and nobody is pushed; mend the call first.", "调用失败，消息未发出，因此不会推送；请先修正该调用。"}},
    {800, failure_source::send, "群组", {"Mend the team's or the member's state; a message that is refused is not pushed.", "请先处理群或成员的状态；被拒绝的消息不会推送。"}},
    {997, failure_source::sdk, "协议", {"Update the SDK; a message in the call was not sent.", "请升级 SDK；该调用中的消息未发出。"}},
    {9000, failure_source::sdk, "音视频呼叫", {"This is about a call, not about the push of messages.", "与音视频呼叫有关，与消息推送无关。"}},
    {10000, failure_source::sdk, "SDK 本地错误", {"Mend it on the sender's device: a message that was not sent is not pushed.", "请在发送方设备上处理：未发出的消息不会推送。"}},
    {10201, failure_source::sdk, "呼叫与信令", {"Where it was a call, the callee's device decides: see that it is logged in and handed its token over.", "若为呼叫，请确认被叫方设备已登录并上传令牌。"}},
    {10206, failure_source::sdk, "SDK 本地错误", {"Mend it on the device that reports it: a message that was not sent is not pushed.", "请在报错的设备上处理：未发出的消息不会推送。"}},
    {11000, failure_source::sdk, "音视频呼叫", {"This is about a call, not about the push of messages.", "与音视频呼叫有关，与消息推送无关。"}},
    {13000, failure_source::send, "聊天室", {"Chat rooms have no offline push.", "聊天室没有离线推送。"}},
    {20000, failure_source::sdk, "SDK 调用顺序", {"Initialise, then log in, then call; a device that is not logged in gets no push.", "请按初始化、登录、调用的顺序执行；未登录的设备不会收到推送。"}},
    {101000, failure_source::login, "应用配置", {"Put the app's settings in the console right; until the login succeeds the device gets no push.", "请修正控制台中的应用配置；登录成功前设备不会收到推送。"}},
    {102000, failure_source::login, "账号", {"Put the account right with the server API or in the console, then log in again.", "请通过服务端 API 或控制台处理该账号，再重新登录。"}},
    {103000, failure_source::sdk, "用户资料与关系", {"This is about profiles, friends or lists; it stops a push only where strangers may not send.", "与用户资料、好友或名单有关；仅在不允许陌生人发消息时影响推送。"}},
    {107000, failure_source::send, "消息", {"The message was not sent or not found, so nobody is pushed; mend the call first.", "消息未发出或不存在，因此不会推送；请先修正该调用。"}},
    {108000, failure_source::send, "群组", {"Mend the team's or the member's state; a message that is refused is not pushed.", "请先处理群或成员的状态；被拒绝的消息不会推送。"}},
    {110000, failure_source::sdk, "会话与广播", {"This is about conversations or broadcasts, not about the push of a message.", "与会话或广播有关，与消息推送无关。"}},
    {113000, failure_source::send, "聊天室", {"Chat rooms have no offline push.", "聊天室没有离线推送。"}},
    {116000, failure_source::sdk, "会话分组与信令", {"Where a call was not seen, the callee's device decides: see that it is logged in and handed its token over.", "若呼叫未被看到，请确认被叫方设备已登录并上传令牌。"}},
    {189000, failure_source::sdk, "收藏与反垃圾文件", {"This is about what the app stores, not about a push.", "与应用存储的数据有关，与推送无关。"}},
    {190000, failure_source::sdk, "SDK 内部", {"Look at the order and the parameters of the calls; a call that failed sent nothing.", "请检查调用顺序与参数；失败的调用没有发出任何内容。"}},
    {192000, failure_source::sdk, "网络连接", {"Check the device's network; while it is offline it is pushed to, if it is still logged in.", "请检查设备网络；离线但仍处于登录状态的设备会收到推送。"}},
    {193000, failure_source::sdk, "本地数据库与文件", {"Check the device's storage; a message that was not sent is not pushed.", "请检查设备存储；未发出的消息不会推送。"}},
    {195000, failure_source::send, "反垃圾", {"Change the text, or the anti-spam rules in the console.", "请修改内容，或调整控制台的反垃圾规则。"}},
    {400000, failure_source::sdk, "插件", {"Add the SDK's plugin to the app.", "请在应用中添加该 SDK 插件。"}},
};
// clang-format on

}  // namespace delivery

template <> struct names<delivery::failure_source> {
    static constexpr std::string_view list[] = {"device", "plugin", "sdk", "login", "send", "server_api", "apns"};
};

}  // namespace nimpush::v1
