#pragma once

// A known failure: what a log has of it, its cause and its remedy.

#include <cstdint>
#include <string_view>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/maybe.hpp>
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
/// of a message, to the app's own server; `apns` Apple, to whoever pushes; `vendor` the push server of another
/// phone maker.
enum class failure_source : std::uint8_t { device, plugin, sdk, login, send, server_api, apns, vendor };

/// What a row explains: a cause; what follows from one and is told after it; or a question, which is answered where
/// nothing else is found, one about a part of the push before the others.
enum class failure_rank : std::uint8_t { cause, symptom, question, narrow_question };
constexpr bool is_question(failure_rank rank) noexcept { return rank >= failure_rank::question; }

/// One row: what to look for in a log, and what it means. All texts are literals.
struct known_failure {
    /// Any of these, separated by `|`, whatever the case; a space is any white space, `~` what stands between a key and
    /// its value, and a text that begins or ends with a letter does so with a word.
    std::string_view texts{};
    std::int32_t code = 0;     // or this number; 0: none
    std::int32_t v2_code = 0;  // or this one, the same in V2
    failure_source source{};
    words cause{};
    words remedy{};
    maybe<delivery::rule> rule{};  // the rule that `nimpush explain` would name
    delivery::confidence confidence = delivery::confidence::documented;
    std::string_view beside{};  // in a log its texts count only beside one of these
    std::string_view unless{};  // and never in a line with one of these
    failure_rank rank = failure_rank::cause;
    bool is_lack = false;  // its texts name what is missing: `no aps-environment` does not deny it
};

namespace detail {

constexpr words mend(rule which) noexcept { return words_of(which).remedy; }

/// A code whose meaning in result_code.hpp says the cause, and its twin of V2.
constexpr known_failure of_code(result_code code, failure_source source, std::string_view cause_zh, words remedy,
                                maybe<delivery::rule> rule = {}, result_code v2 = {}) {
    return {{},     static_cast<std::int32_t>(code), static_cast<std::int32_t>(v2),
            source, {meaning_of(code), cause_zh},    remedy,
            rule};
}

/// A reason of Apple's, whose meaning in apns/response.hpp says the cause.
constexpr known_failure of_reason(apns::reason reason, std::string_view cause_zh, words remedy,
                                  maybe<delivery::rule> rule = {}, std::string_view texts = {}) {
    const apns::reason_facts facts = apns::facts_of(reason);
    return {texts.empty() ? facts.name : texts, 0, 0, failure_source::apns, {facts.meaning, cause_zh}, remedy, rule};
}

/// A status of Apple's whose reason is not in the log.
constexpr known_failure of_status(std::int32_t status, std::string_view cause_zh, words remedy,
                                  maybe<delivery::rule> rule = {}) {
    return {{},     status, 0, failure_source::apns, {apns::facts_of(apns::reason::none, status).meaning, cause_zh},
            remedy, rule};
}

/// Words of a listener for an event or of its declaration and none of the event itself, and of a kick out of a team.
inline constexpr std::string_view no_kick =
    "register|registered|registering|addListener|add listener|setListener|set listener|addObserver|add observer|"
    "removeListener|Listener(|subscribe|subscribed|observe|addDelegate|override |func |void |protocol |监听|注册|订阅|"
    "群|聊天室|房间|team|chatroom|chat room|listener removed|listener unregistered|remove listener|unregister|"
    "unregistered|case |import |if (|switch (|enum |kickout other|kick other|kick out other|移除|取消监听|not "
    "called|reason: none|reason=none|reason: null|reason=null|sample|copy for|文案|示例";

inline constexpr words log_in_again{"Let the user log in again, with an account and a token that this app key has.",
                                    "请让用户用该 AppKey 下的账号和 token 重新登录。"};
inline constexpr words mend_the_login{
    "Mend what the code says and log in again; until a login succeeds the device gets no push.",
    "请按错误码的含义处理后重新登录；登录成功前设备不会收到推送。"};
inline constexpr words mend_the_request{
    "Mend what the code says and send the request again: nobody is pushed for a request that failed.",
    "请按错误码的含义修正后重新请求；失败的请求不会产生推送。"};
/// Whether a row of this code stands for all errors of its kind that have no row of their own: HMS Core's and its Push
/// Kit's on the phone, and those of HarmonyOS's Push Kit.
constexpr bool stands_for(std::int32_t row, std::int64_t code) noexcept {
    if (row == 907135001) return code / 1000 == 907135 || code / 1000 == 907122;
    return row == 1000900001 && code / 1000 == 1000900;
}
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

}  // namespace delivery

template <> struct names<delivery::failure_source> {
    static constexpr std::string_view list[] = {"device", "plugin",     "sdk",  "login",
                                                "send",   "server_api", "apns", "vendor"};
};

}  // namespace nimpush::v1
