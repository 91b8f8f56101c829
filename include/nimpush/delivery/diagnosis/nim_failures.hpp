#pragma once

// What NIM's SDK and its servers say. [guide], [codes]: see known_failures.hpp.

#include <nimpush/core/maybe.hpp>
#include <nimpush/delivery/diagnosis/failure.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/model/result_code.hpp>

namespace nimpush::inline v1 {
namespace delivery {

// clang-format off
/// Rows for the same code stand in the order in which they are told.
inline constexpr known_failure nim_failures[] = {
    // netease-kit/nim-uikit-ios#312; NIMResCode
    {"You should call login api before calling any im related api", 20001, 0, failure_source::sdk, {"Nobody is logged in: without a login NIM has no device to push to.", "当前没有账号登录：未登录的设备不会收到推送。"}, {"Log in before calling other services; after a logout call none.", "请先登录再调用其他服务；登出后不要再调用。"}, rule::never_logged_in, confidence::documented, {}, {}, failure_rank::symptom},
    detail::of_code(result_code::illegal_state, failure_source::sdk, "SDK 当前状态不允许该调用（未初始化或未登录）。", {"Initialise, then log in, then call.", "请按初始化、登录、调用的顺序执行。"}, rule::not_initialized),
    detail::of_code(result_code::invalid_parameter, failure_source::sdk, "参数错误。", {"Compare the call with the documentation: limits are 500 characters of push text, 2,048 bytes of payload, 100 forced accounts.", "请对照文档检查参数：推送文案 500 字符、payload 2,048 字节、强推列表 100 个账号。"}),

    // [guide] step 3; NIMSDK.h
    {{}, 500, 0, failure_source::login, {"Answered to a login: the push certificate's name (apnsCername) has more than 32 characters.", "登录返回 500：推送证书名（apnsCername）超过 32 个字符。"}, detail::mend(rule::certificate_name_too_long), rule::certificate_name_too_long},
    // [codes]; NIMGlobalDefs.h; FLTAuthService.swift:126-141 (pwdError)
    {"pwdError|PWD_ERROR|RES_EUIDPASS|NIMRemoteErrorCodeInvalidPass|kNIMResUidPassError|NIM_ResUidPassError", 302, 102302, failure_source::login, {"Account or token is wrong, or they do not belong to this app key: the device is not logged in and gets no push.", "账号或 token 错误，或不属于该 AppKey：设备未登录，不会收到推送。"}, detail::log_in_again, rule::never_logged_in},
    detail::of_code(result_code::account_not_found, failure_source::login, "账号不存在。", {"Create the account with the server API under this app key first.", "请先用服务端 API 在该 AppKey 下注册账号。"}, rule::never_logged_in),
    detail::of_code(result_code::app_key_not_found, failure_source::login, "AppKey 不存在。", {"Pass the app key that the console shows.", "请传入控制台中的 AppKey。"}, rule::not_initialized),
    detail::of_code(result_code::bundle_id_refused, failure_source::login, "Bundle ID 或包名不在控制台登记的列表中。", {"Add the app's bundle id to the console.", "请在控制台登记该应用的 Bundle ID。"}, rule::never_logged_in),
    // FLTAuthService.swift:126-141, NIMRemoteErrorCodeExist
    {"NIMRemoteErrorCodeExist", 417, 0, failure_source::login, {"The automatic login was refused: the account is logged in on another device.", "自动登录被拒绝：账号已在其他设备登录。"}, {"Let the user log in by hand on this device; until then it gets no push.", "请让用户在该设备手动登录；此前该设备不会收到推送。"}, rule::kicked_out},
    detail::of_code(result_code::account_disabled, failure_source::login, "账号已被禁用，不会收到推送。", {"Unblock the account in the console or with user/unblock.action, then log in again.", "请在控制台或通过 user/unblock.action 解禁账号后重新登录。"}, rule::kicked_out, result_code::account_banned),
    // FLTAuthService.swift:143-204, LoginService of 10.3.1
    {"kickOutByOtherClient|kickOut|kicked out|kicked offline|kicked off|onKickedOffline|onKickout|onKick|onKicked|NIMKickReasonByClient|NIMKickReasonByClientManually|NIMKickReasonByServer|V2NIM_KICKED_OFFLINE_REASON_CLIENT_EXCLUSIVE|V2NIM_KICKED_OFFLINE_REASON_SERVER|V2NIM_KICKED_OFFLINE_REASON_CLIENT|KICK_BY_OTHER_CLIENT|kNIMLogoutKickout|KICKED_OFFLINE|KICKED_OUT|isKickedOut~true|isKickedOut~yes|isKicked~true|isKicked~yes|kickedOffline|被踢下线|被踢出|被踢|被挤下线|被挤|被顶下线|被顶|顶号", 0, 0, failure_source::login, {"The account was kicked out on this device: it gets no push from then on.", "账号在该设备被踢下线，此后不会收到推送。"}, {"Let the user log in again; for several devices at once change the console's multi-device policy.", "请让用户重新登录；如需多设备同时在线，请调整控制台的多端登录策略。"}, rule::kicked_out, confidence::documented, {}, detail::no_kick},
    // netease-kit/nim-uikit-android#40, #45: an initialisation outside the main process was a cause
    {"NIMRemoteErrorCodeTimeoutError|RES_ETIMEOUT|kNIMResTimeoutError", 408, 0, failure_source::login, {"The request timed out: no network, a blocked port, or an SDK that was initialised in the wrong process.", "请求超时：网络不通、端口被拦截，或 SDK 在错误的进程中初始化。"}, {"Check the network, and initialise the SDK in the main process alone.", "请检查网络，并确认只在主进程初始化 SDK。"}, rule::never_logged_in, confidence::unverified},

    // [guide] question 4, [codes]
    {{}, 403, 0, failure_source::send, {"Answered to a message: the two are not friends and the console refuses strangers, or the app's callback refused it.", "发送返回 403：双方不是好友且控制台不允许陌生人发消息，或被第三方回调拒绝。"}, {"Make the two friends, or let strangers send in the console; else look at what the callback server answered.", "请先互加好友，或在控制台允许非好友发消息；否则请检查第三方回调的返回。"}, rule::not_friends},
    // nim-uikit-ios#343, NIMGlobalDefs.h
    {"NIMRemoteErrorCodeForbidden|StatusCode.FORBIDDEN|NIMAuthClientStatus.forbidden|status changed to: FORBIDDEN", 403, 0, failure_source::login, {"Answered to a login: the account or the app may not log in.", "登录返回 403：账号或应用无权登录。"}, {"See whether the account is disabled and whether IM is switched on for the app key in the console.", "请在控制台检查账号是否被禁用、该 AppKey 是否已开通 IM。"}, rule::never_logged_in, confidence::unverified},
    detail::of_code(result_code::friend_not_found, failure_source::send, "双方不是好友。", detail::mend(rule::not_friends), rule::not_friends),
    // [guide] question 4, [codes]
    {{}, 7101, 102426, failure_source::send, {"The receiver has the sender on the blacklist: the message is not delivered and not pushed.", "发送方在接收方的黑名单中：消息不会送达，也不会推送。"}, detail::mend(rule::blocked), rule::blocked},
    // message.dart:960-962, server API
    detail::of_code(result_code::force_push_list_too_long, failure_source::send, "强制推送列表过长，最多 100 个账号：消息未发出。", {"Name at most 100 accounts in forcePushList (V2: forcePushAccountIds), or leave it out to force the push for the whole team.", "forcePushList（V2 为 forcePushAccountIds）最多 100 个账号；如需推送全员，请不传该列表。"}, {}, result_code::force_push_list_limit),
    // message.dart:960-962 (414: a malformed list), FLTBaseService.swift:135-139 (1 becomes 414)
    {"NIMRemoteErrorCodeParameterError|RES_EPARAM|kNIMResParameterError", 414, 0, failure_source::send, {"Answered to a message or another call of the SDK: a parameter is wrong, such as a forcePushList that is no list of accounts, or push text or payload over its limit.", "SDK 调用返回 414：参数错误，例如 forcePushList 不是账号列表，或推送文案、payload 超出长度限制。"}, {"Check the list, pushContent (500 characters; the old iOS SDK 200 bytes) and pushPayload (2,048 bytes of JSON).", "请检查强推列表、pushContent（500 字符，旧版 iOS SDK 为 200 字节）与 pushPayload（2,048 字节 JSON）。"}},
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
    {{}, 500, 0, failure_source::send, {"Answered to a message: NIM's server failed at it; one known cause is a pushPayload whose notifyId is a text and must be a number.", "发送返回 500：NIM 服务器处理失败；已知原因之一是 pushPayload.notifyId 为字符串，应为数字。"}, {"Write notifyId as a number of 32 bits where the payload has it; else send again, and where it stays give NetEase's support the time and the account.", "payload 中有 notifyId 时请写为 32 位整数；否则请重试，若持续出现，请将时间与账号提供给网易云信技术支持。"}, std::nullopt, confidence::unverified},

    // [codes]
    {{}, 403, 0, failure_source::server_api, {"Answered to the server API: no permission, no friend with checkFriend on, or the callback said no.", "服务端 API 返回 403：无权限、开启 checkFriend 而双方不是好友，或被回调拒绝。"}, {"Read desc; see whether the feature is switched on for the app key, and whether the two are friends.", "请查看 desc；检查该 AppKey 是否开通此功能、双方是否为好友。"}, rule::not_friends},
    detail::of_code(result_code::too_frequent, failure_source::server_api, "调用过于频繁。", {"Send at most 100 messages a second, 120 batches a minute; after an excess wait 10 seconds.", "单发每秒不超过 100 次，批量每分钟不超过 120 次；超限后请等待 10 秒。"}),
    detail::of_code(result_code::repeated_request, failure_source::server_api, "重复的 HTTP 请求。", {"Send no request twice: give each a RequestId and a Nonce of its own.", "请勿重复发送同一请求：每个请求使用不同的 RequestId 与 Nonce。"}),
    detail::of_code(result_code::parameter_too_long, failure_source::server_api, "参数过长。", {"Keep to 5,000 characters of body, 500 of pushcontent, 2,048 of payload, 1,024 of ext.", "请遵守限制：body 5,000、pushcontent 500、payload 2,048、ext 1,024 字符。"}),
    {{}, 500, 0, failure_source::server_api, {"Answered to the server API: internal error of NIM.", "服务端 API 返回 500：NIM 服务器内部错误。"}, {"Send the request again; where it stays, give NetEase's support the request's trace id.", "请重试；若持续出现，请将请求的 trace id 提供给网易云信技术支持。"}},
    {{}, 200, 0, failure_source::server_api, {"Success: NIM took the message. It says nothing about the push.", "成功：NIM 已接收消息，但不代表已推送。"}, {"See with nimpush explain what stops the push.", "请用 nimpush explain 查看推送被什么阻止。"}},
    // StatusCode of the Android SDK, the demos' logs
    {.texts = "UNLOGIN|kNIMLogoutChangeAccout|未登录|没有登录|尚未登录|not logged in|V2NIM_LOGIN_STATUS_LOGOUT", .source = failure_source::sdk, .cause = {"The SDK says that nobody is logged in on this device: it gets no push.", "SDK 显示该设备没有账号登录：不会收到推送。"}, .remedy = {"Look in the log for the login that failed or for the logout before this; let the user log in.", "请在日志中查找此前失败的登录或登出；让用户重新登录。"}, .rule = rule::never_logged_in, .confidence = confidence::unverified, .rank = failure_rank::symptom},
    {.texts = "VER_ERROR|versionError", .source = failure_source::sdk, .cause = {"The server refused the client's version.", "服务器不接受该客户端的版本。"}, .remedy = {"Update the SDK; until then the device cannot log in and gets no push.", "请升级 SDK；此前设备无法登录，也不会收到推送。"}, .rule = rule::never_logged_in, .confidence = confidence::unverified, .beside = "status|login|nim|登录"},
    {.texts = "NET_BROKEN|kNIMLogoutRelogin|netBroken", .source = failure_source::sdk, .cause = {"The connection to NIM is broken; a device that is still logged in is pushed to.", "与 NIM 的连接已断开；仍处于登录状态的设备会收到推送。"}, .remedy = {"Check the network; this alone is not why a push is missing.", "请检查网络；这本身不是收不到推送的原因。"}, .confidence = confidence::unverified, .rank = failure_rank::symptom},
};
// clang-format on

}  // namespace delivery
}  // namespace nimpush::v1
