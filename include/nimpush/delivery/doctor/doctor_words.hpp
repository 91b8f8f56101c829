#pragma once

// What the doctor says of each cause and asks for each fact, in the languages of those who ask. Remedies are those of
// `explain`'s rules and of `why`'s failures: each stands in one place.

#include <cstddef>
#include <string_view>

#include <nimpush/core/maybe.hpp>
#include <nimpush/delivery/diagnosis/known_failures.hpp>
#include <nimpush/delivery/doctor/answer.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/words.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

struct cause_row {
    doctor::cause cause{};
    words says{};
    maybe<delivery::rule> rule{};  // whose remedy it is
    std::string_view failure{};    // or one of the texts of that
    words remedy{};                // or its own
    fact next{};
};
// clang-format off
/// In the order of `cause`.
inline constexpr cause_row cause_rows[] = {
    {cause::token_never_uploaded, {"No device token was handed over to NIM on this phone before the push.", "推送之前，该手机没有把设备令牌（deviceToken）上传给云信。"}, rule::no_token, {}, {}, fact::receiver_token_uploaded},
    {cause::token_uploaded_before_init_lost, {"The token was handed over before the SDK was initialised, so it was lost, and was not handed over again.", "设备令牌在 SDK 初始化之前上传，因而丢失，之后没有重新上传。"}, {}, {}, {"Keep the token and hand it over after initialize has succeeded, once in each start of the app.", "请保存设备令牌，在 initialize 成功之后再上传，每次启动上传一次。"}, fact::app_calls_update_token},
    {cause::token_wrong_form, {"The token was handed over in a form that NIM refused: it must be the bytes that iOS gave.", "设备令牌的类型不对，被云信拒绝：应传入 iOS 返回的原始字节。"}, rule::token_is_text, {}, {}, fact::app_calls_update_token},
    {cause::no_entitlement, {"The app is signed without aps-environment: iOS gives it no device token.", "应用签名中没有 aps-environment，iOS 不下发设备令牌。"}, {}, "Missing Push Notification Entitlement", {}, fact::build_environment},
    {cause::simulator, {"This is a simulator that cannot register for remote notifications.", "这是无法注册远程推送的模拟器。"}, {}, "not supported in the simulator", {}, fact::build_environment},
    {cause::vendor_fingerprint, {"The phone's maker gives no token: the fingerprint of the app's signature is not in its console.", "厂商没有下发令牌：应用签名证书的指纹没有配置到厂商控制台。"}, {}, "certificate fingerprint error", {}, fact::vendor_console_fingerprint},
    {cause::hms_missing, {"The phone lacks its maker's push service, or has one that is too old: there is no token.", "手机上没有厂商推送服务（HMS、Google Play 服务等）或版本过低，取不到令牌。"}, {}, {}, {"Install or update the maker's service on the phone (HMS Core, Google Play services) and start the app again.", "请在手机上安装或升级厂商服务（HMS Core、Google Play 服务），然后重新启动应用。"}, fact::vendor_answer},
    {cause::not_initialized, {"The SDK was not initialised when the push was due.", "推送时 SDK 尚未初始化。"}, rule::not_initialized, {}, {}, fact::receiver_login_state},
    {cause::no_certificate_name, {"The SDK was initialised without apnsCername.", "初始化时没有传入推送证书名（apnsCername）。"}, rule::no_certificate_name, {}, {}, fact::console_certificates},
    {cause::wrong_certificate_name, {"The app names a certificate that the console does not have.", "应用传入的推送证书名在控制台中不存在。"}, rule::certificate_unknown, {}, {}, fact::console_certificates},
    {cause::certificate_name_too_long, {"The certificate's name has more than 32 characters: the login answers 500.", "推送证书名超过 32 个字符：登录返回 500。"}, rule::certificate_name_too_long, {}, {}, fact::console_certificates},
    {cause::app_key_mismatch, {"The phone and the server that sends use two app keys.", "手机与发送消息的服务器使用了不同的 AppKey。"}, rule::another_app_key, {}, {}, fact::console_app_key},
    {cause::never_logged_in, {"Nobody logged in on this phone before the push.", "推送之前，该手机没有账号登录成功。"}, rule::never_logged_in, {}, {}, fact::receiver_login_state},
    {cause::login_failed_wrong_token, {"The login failed: account and token do not fit each other or the app key.", "登录失败：账号与 token 不匹配，或不属于该 AppKey。"}, {}, "PWD_ERROR", {}, fact::nim_token_of_account},
    {cause::login_failed_network, {"The login failed for the network and was not made good before the push.", "登录因网络失败，推送之前没有恢复。"}, {}, "NIMRemoteErrorCodeTimeoutError", {}, fact::receiver_login_state},
    {cause::logged_out, {"The account was logged out on this phone and did not log in again before the push.", "该账号在手机上已登出，推送之前没有再次登录。"}, rule::logged_out, {}, {}, fact::receiver_login_state},
    {cause::kicked_out, {"The account was kicked out on this phone and did not log in again before the push.", "该账号在手机上被踢下线，推送之前没有再次登录。"}, rule::kicked_out, {}, {}, fact::receiver_login_state},
    {cause::in_foreground, {"The app was in the foreground and connected: the message came over the connection, without a push.", "应用在前台且保持连接：消息经长连接送达，不会推送。"}, {}, {}, {"Nothing is to be mended: to show something in the foreground the app must do so itself when the message arrives.", "无需处理：在前台时如需提示，请由应用在收到消息时自行展示。"}, fact::receiver_app_state},
    {cause::alive_in_background, {"The app was alive and connected in the background: the message came over the connection, without a push.", "应用在后台存活且保持连接：消息经长连接送达，不会推送。"}, rule::alive_in_background, {}, {}, fact::receiver_app_state},
    {cause::desktop_online, {"A desktop or web client is online, and the push is off for that.", "桌面端或 Web 端在线，且已设置此时不推送手机。"}, rule::desktop_online, {}, {}, fact::receiver_app_state},
    {cause::do_not_disturb, {"The push was due in the hours in which the receiver is not to be disturbed.", "推送时处于接收方设置的免打扰时段。"}, rule::do_not_disturb, {}, {}, fact::receiver_dnd},
    {cause::muted_conversation, {"The receiver has muted the sender or the team.", "接收方对发送方或该群设置了消息免打扰。"}, rule::sender_muted, {}, {}, fact::receiver_mutes},
    {cause::blocked, {"NIM refused the message: one of the two has the other on the blacklist.", "云信拒绝了该消息：双方中有一方把另一方加入了黑名单。"}, rule::blocked, {}, {}, fact::receiver_blacklist},
    {cause::not_friends, {"NIM refused the message: the two are not friends, and strangers may not write.", "云信拒绝了该消息：双方不是好友，且不允许陌生人发消息。"}, rule::not_friends, {}, {}, fact::friends_and_strangers_setting},
    {cause::send_failed_antispam, {"The message hit the anti-spam rules and was not sent.", "消息命中反垃圾，没有发出。"}, {}, {}, {"Change the text, or the anti-spam rules in the console.", "请修改内容，或调整控制台的反垃圾规则。"}, fact::sender_result},
    {cause::send_failed, {"NIM refused the message: it was not sent.", "云信拒绝了该消息，没有发出。"}, {}, {}, {"Mend what the code beside it says (`nimpush why CODE`) and send again.", "请按错误码的含义处理（nimpush why 错误码）后重新发送。"}, fact::sender_result},
    {cause::push_disabled_in_config, {"The message itself switches its push off (enablePush false).", "该消息自身关闭了推送（enablePush 为 false）。"}, rule::push_off, {}, {}, fact::message_config},
    {cause::online_only, {"The message is for those alone who are online.", "该消息只发给在线用户，不推送。"}, rule::online_only, {}, {}, fact::message_config},
    {cause::no_push_text, {"It is a custom notification without a text to push.", "这是没有推送文案的自定义通知。"}, rule::no_push_text, {}, {}, fact::push_text},
    {cause::environment_mismatch, {"The token is of one of Apple's environments and the certificate of the other.", "设备令牌与推送证书属于苹果的不同环境（开发/生产）。"}, rule::environment_mismatch, {}, {}, fact::build_environment},
    {cause::profile_environment, {"The build was refused for the aps-environment of its profile.", "安装包因描述文件的 aps-environment 不符而被拒绝。"}, {}, "ITMS-90046", {}, fact::build_environment},
    {cause::certificate_revoked, {"Apple closed the connection: the push certificate is revoked.", "苹果拒绝建立连接：推送证书已被吊销。"}, {}, "certificate_revoked", {}, fact::console_certificates},
    {cause::certificate_expired, {"Apple closed the connection: the push certificate has expired.", "苹果拒绝建立连接：推送证书已过期。"}, {}, "certificate_expired", {}, fact::console_certificates},
    {cause::unregistered_token, {"Apple no longer knew this token: the app was removed, or has another token since.", "苹果已不认识该设备令牌：应用被卸载，或令牌已更换。"}, rule::token_unregistered, {}, {}, fact::reinstall_time},
    {cause::wrong_topic, {"Token, topic and certificate are not of one app.", "设备令牌、topic 与证书不属于同一应用。"}, {}, "DeviceTokenNotForTopic", {}, fact::console_certificates},
    {cause::payload_too_large, {"Apple refused the push: its payload is too large.", "苹果拒绝了该推送：负载过大。"}, rule::payload_too_large, {}, {}, fact::payload_of_push},
    {cause::provider_token_expired, {"Apple refused the provider token: it is older than an hour.", "苹果拒绝了 provider token：已超过一小时。"}, {}, "ExpiredProviderToken", {}, fact::provider_setup},
    {cause::too_many_provider_token_updates, {"Apple refused the push: the provider token is renewed too often, as where each node signs its own.", "苹果拒绝了推送：provider token 更换过于频繁，例如每个节点各自签发。"}, {}, "TooManyProviderTokenUpdates", {}, fact::provider_setup},
    {cause::apns_server_trouble, {"Apple's servers failed at the push.", "苹果服务器处理该推送时出错。"}, {}, "ServiceUnavailable", {}, fact::provider_answer},
    {cause::permission_denied_by_user, {"The user does not allow the app's notifications to be shown.", "用户未允许显示该应用的通知。"}, {}, "Notifications are not allowed for this application", {}, fact::notification_permission},
    {cause::network_timeout_recovered, {"The only faults were of the network, and had passed before the message was sent; whether the push came the logs do not say.", "日志中只有网络故障，且在发送之前已恢复；推送是否到达，日志无法说明。"}, {}, {}, {"Nothing in these logs is to be mended; look at what Apple or the phone's maker answered to the push.", "日志中没有需要处理的问题；请查看苹果或厂商对该推送的应答。"}, fact::provider_answer},
    {cause::not_a_push_problem, {"The push was taken and the phone showed it.", "推送已被接受，手机也已展示。"}, {}, {}, {"The push works: look at what else was expected, such as the badge or the sound.", "推送本身正常：请确认期望的其他表现，例如角标或声音。"}, fact::badge_expected},
    {cause::cannot_know, {"These logs do not decide it: the part that would is missing.", "这些日志无法判断：缺少能够判断的部分。"}, {}, {}, {"Ask for what is missing.", "请补充缺少的信息。"}, fact::receiver_log},
};

struct fact_row {
    doctor::fact fact{};
    words asks{};
};
/// In the order of `fact`.
inline constexpr fact_row fact_rows[] = {
    {fact::token_handed_over, {"Where in its log does the receiver's app hand the token over to NIM?", "接收方应用在哪里把设备令牌上传给云信？"}},
    {fact::logged_in_again, {"Did the account log in again on this phone before the push?", "推送之前，该账号是否在这台手机上重新登录？"}},
    {fact::receiver_log, {"Please send the log of the receiver's phone, from the start of the app until after the push.", "请提供接收方手机的日志：从启动应用到推送之后。"}},
    {fact::receiver_log_at_send, {"Please send the receiver's log of the time of the push: the one at hand does not cover it.", "请提供推送时刻的接收方日志：现有日志没有覆盖该时间。"}},
    {fact::receiver_token_uploaded, {"Was a token handed over to NIM on the receiver's phone, and what was the result?", "接收方手机是否把设备令牌上传给云信？结果如何？"}},
    {fact::app_calls_update_token, {"Does the app call updateApnsToken with the token's bytes after initialising, and where?", "应用是否在初始化之后用令牌的原始字节调用 updateApnsToken？在哪里调用？"}},
    {fact::receiver_login_state, {"Was the account logged in on the receiver's phone when the push was due?", "推送时该账号在接收方手机上是否处于登录状态？"}},
    {fact::receiver_app_state, {"Was the receiver's app in the foreground, in the background or killed?", "推送时接收方应用处于前台、后台还是已被杀死？"}},
    {fact::receiver_dnd, {"Which hours has the receiver set as not to be disturbed, and in which time zone?", "接收方设置的免打扰时段是什么？在哪个时区？"}},
    {fact::receiver_mutes, {"Whom and which teams has the receiver muted?", "接收方对哪些用户或群设置了免打扰？"}},
    {fact::receiver_blacklist, {"Who is on the receiver's blacklist?", "接收方的黑名单中有谁？"}},
    {fact::friends_and_strangers_setting, {"Are the two friends, and does the console let strangers write?", "双方是否为好友？控制台是否允许陌生人发消息？"}},
    {fact::nim_token_of_account, {"Which NIM token does the app's server give for the account, and since when?", "应用服务器为该账号下发的云信 token 是什么？何时更新的？"}},
    {fact::console_certificates, {"Which push certificates does the console have: name, environment, bundle id, valid until?", "控制台中有哪些推送证书（名称、环境、Bundle ID、有效期）？"}},
    {fact::console_app_key, {"Which app key do the app and the server that sends use?", "应用与发送消息的服务器各使用哪个 AppKey？"}},
    {fact::build_environment, {"How is the build signed: which aps-environment, from Xcode or the App Store?", "安装包如何签名：aps-environment 的值是什么？来自 Xcode 还是 App Store？"}},
    {fact::notification_permission, {"Are notifications of the app allowed in the phone's settings?", "手机设置中是否允许该应用的通知？"}},
    {fact::sender_result, {"What did NIM answer to the send: which code?", "发送消息时云信返回了什么错误码？"}},
    {fact::message_config, {"With which config was the message sent: enablePush, persistence, online only?", "该消息发送时的配置是什么（enablePush、离线保存、仅在线）？"}},
    {fact::push_text, {"Which push text has the notification?", "该通知的推送文案是什么？"}},
    {fact::payload_of_push, {"What is the whole payload of the push?", "该推送的完整负载是什么？"}},
    {fact::badge_expected, {"What was expected of the push beyond being shown: badge, sound, a page?", "除展示之外还期望什么：角标、声音、跳转页面？"}},
    {fact::provider_answer, {"What did Apple or the phone's maker answer to the push? NetEase's support can look it up by message id.", "苹果或厂商对该推送的应答是什么？可凭消息 ID 请云信技术支持查询。"}},
    {fact::provider_setup, {"How many nodes push to Apple, and does each sign its own provider token?", "有几个节点向苹果推送？是否各自签发 provider token？"}},
    {fact::vendor_answer, {"What does the maker's service on the phone answer, and which version is it?", "手机上的厂商服务返回了什么？版本是多少？"}},
    {fact::vendor_console_fingerprint, {"Which SHA-256 fingerprint has the maker's console, and which the build's signature?", "厂商控制台配置的 SHA-256 指纹与安装包签名的指纹各是什么？"}},
    {fact::reinstall_time, {"When was the app removed or installed anew on the receiver's phone?", "接收方何时卸载或重新安装了应用？"}},
};
// clang-format on

inline void a_row_is_not_in_its_place() {}
consteval bool are_in_order() {
    for (std::size_t i = 0; i < cause_count; ++i)
        if (cause_rows[i].cause != static_cast<cause>(i)) a_row_is_not_in_its_place();
    for (std::size_t i = 0; i < fact_count; ++i)
        if (fact_rows[i].fact != static_cast<fact>(i)) a_row_is_not_in_its_place();
    return std::size(cause_rows) == cause_count && std::size(fact_rows) == fact_count;
}
static_assert(are_in_order());

constexpr bool has_text(const known_failure& row, std::string_view text) noexcept {
    return any_part(row.texts, [&](std::string_view one) { return one == text; });
}
/// The failure of `why` that has this text; a null pointer for none.
constexpr const known_failure* failure_of(std::string_view text) noexcept {
    for (const known_failure& row : known_failures)
        if (has_text(row, text)) return &row;
    return nullptr;
}
consteval bool names_failures() {
    for (const cause_row& row : cause_rows) {
        bool is_there = row.failure.empty();
        for (const known_failure& one : known_failures) is_there = is_there || has_text(one, row.failure);
        if (!is_there) return false;
    }
    return true;
}
static_assert(names_failures());

}  // namespace detail

/// What became of the push, in one sentence.
constexpr std::string_view says(cause which, language in) noexcept {
    return detail::cause_rows[static_cast<std::size_t>(which)].says.in(in);
}
/// What to do about it.
constexpr std::string_view remedy(cause which, language in) noexcept {
    const detail::cause_row& row = detail::cause_rows[static_cast<std::size_t>(which)];
    if (row.rule.has_value()) return delivery::detail::words_of(*row.rule).remedy.in(in);
    if (!row.failure.empty()) return detail::failure_of(row.failure)->remedy.in(in);
    return row.remedy.in(in);
}
/// The rule of `nimpush explain` that says the same, where there is one.
constexpr maybe<rule> rule_of(cause which) noexcept { return detail::cause_rows[static_cast<std::size_t>(which)].rule; }
/// A fact as a question to whoever may know it.
constexpr std::string_view asks(fact which, language in) noexcept {
    return detail::fact_rows[static_cast<std::size_t>(which)].asks.in(in);
}
/// What would confirm the finding, or settle it.
constexpr fact next_question(const finding& one) noexcept {
    return one.next ? *one.next : detail::cause_rows[static_cast<std::size_t>(one.cause)].next;
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
