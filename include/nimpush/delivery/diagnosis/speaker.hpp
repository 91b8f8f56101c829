#pragma once

// Who answered, read from the words of a line, and whose words and numbers are none of NIM's or Apple's.

#include <array>
#include <cstddef>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/failure.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace detail {

// By failure_source: what only that one says or is called by, and what hints at it.
inline constexpr std::string_view certain[] = {
    "",
    "errorDetails",
    "TeamService/|UserService/|FriendService/|MixPushService/",
    "AuthService/|LoginService|loginManager|LoginCallback|onLoginFailed|NIMLogin|autoLogin",
    "MsgService/|sendMessage|MessageService|chatManager|onSendMessage",
    ".action|checksum|/im/v2|/nimserver|api.netease.im|api.yunxinapi.com",
    "/3/device|/4/broadcasts|push.apple.com",
    ""};
inline constexpr std::string_view hints[] = {
    "",
    "plugin|channel",
    "sdk",
    "login|logins|onLogin|doLogin|loginFail|loginError|loginResp|LoginHelper|LoginActivity|登录|登陆|登入|auth",
    "send|sending|sendMsg|sendText|sendFail|onSend|发送|message |messages|消息|msgid|发消息",
    "desc|服务端|server api",
    "apns|apple|苹果",
    "hms|honor|oppo|vivo|xiaomi|meizu"};
static_assert(std::size(certain) == std::size(names<failure_source>::list) && std::size(hints) == std::size(certain));

/// What a line says of who answered: 0 nothing, 4 for what hints, 64 for what is certain.
using speakers = std::array<std::size_t, std::size(hints)>;
inline constexpr std::size_t is_certain = 64;
inline constexpr auto apns_speaker = static_cast<std::size_t>(failure_source::apns);
inline constexpr auto sdk_speaker = static_cast<std::size_t>(failure_source::sdk);

constexpr speakers speakers_of(const scanned& line) {
    speakers all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        any_part(hints[i], [&](std::string_view one) { return all[i] += contains(line, one) ? 4u : 0u, false; });
        if (contains(line, certain[i])) all[i] += is_certain;
    }
    return all;
}
/// Who said it first of those that answer in numbers below 1000, and how sure that is.
constexpr std::size_t first_of(const speakers& all) noexcept {
    constexpr auto begin = static_cast<std::size_t>(failure_source::login);
    std::size_t first = all[sdk_speaker] < is_certain ? begin : sdk_speaker;
    for (std::size_t i = begin; i <= apns_speaker; ++i)
        if (all[i] > all[first]) first = i;
    return first;
}
constexpr std::size_t most(const speakers& all) noexcept { return all[first_of(all)]; }
/// Whether it is NIM's SDK that hands on what NIM answered to it.
constexpr bool hands_on(const scanned& line) { return contains(line, "NIMRemoteErrorDomain|V2NIMError|NIMResult("); }

/// The line says it, and where it does not the lines around it.
constexpr speakers speakers_beside(const scanned& line, std::string_view around) {
    speakers found = speakers_of(line);
    if (most(found) == 0 && line.text().size() != around.size()) found = speakers_of(around);
    if (hands_on(line)) found[apns_speaker] = found[static_cast<std::size_t>(failure_source::server_api)] = 0;
    return found;
}

/// Before a number in its line: then it is no code of NIM's or Apple's.
inline constexpr std::string_view others_numbers =
    "order|订单|elasticsearch|WebSocket|URL returned error|Unexpected response code|pod "
    "install|npm|fmdb|sqlite|wcdb|realm|OpenGL|MediaPlayer|MediaCodec|ExoPlayer|AVPlayer|alipay|wechat|支付|osstatus|"
    "posix|"
    "cfnetwork|mysql|redis|mongo|mongodb|kafka|exited with|exit with|exit code|exit "
    "status|signal|ORA-|status of "
    "process";
/// A redirect is no answer of NIM's.
inline constexpr std::string_view redirects = "Found|Moved|See Other|Temporary Redirect|Permanent Redirect|redirect";
/// Services that use Apple's words and HTTP's numbers for themselves, and what else stands near such words.
inline constexpr std::string_view other_services =
    "amazon|amazonaws|aws|s3|<Error>|<Code>|kubernetes|k8s|\"kind\"|azure|dynamodb|sts|oss|aliyun|aliyuncs|minio|"
    "cloudfront|graphql|okta|auth0|keycloak|cognito|qiniu|AWSLambda|(Service: "
    "|PERMISSION_DENIED|RESOURCE_EXHAUSTED|fcm.googleapis|Requested entity was not "
    "found|ListObjects|PutObject|GetObject";
/// Libraries that tell HTTP's statuses: NIM's server API answers 200 to all that it reads, with its code in the body.
inline constexpr std::string_view http_libraries =
    "axios|DioError|DioException|okhttp|retrofit|AFNetworking|alamofire|servlet|tomcat|nginx|uni.request|wx.request|"
    "Http status error|status code of|Request failed with status code|urllib|requests.exceptions|Whitelabel";
inline constexpr std::string_view other_frameworks = "springframework|hikari|tomcat|nginx|google|firebase|okhttp|axios";
inline constexpr std::string_view beside_apple = "apns|apple|/3/device|410 unregistered|503 shutdown|苹果";

/// Reasons that are words of everybody count in a log only in Apple's spelling, near what is Apple's.
constexpr bool is_everyday(std::string_view reason) noexcept {
    for (const std::string_view own :
         {"DeviceToken", "ProviderToken", "KeyIdInToken", "KeyInToken", "Topic", "CertificateEnvironment", "CollapseId",
          "PushType", "ChannelConfig", "ChannelQueueSize", "BroadcastFeature"})
        if (reason.find(own) != npos) return reason == "MissingTopic" || reason == "BadTopic";
    return true;
}

/// The word before `at` in its line that names a domain of errors, or nothing.
constexpr std::string_view domain_before(std::string_view line, std::size_t at) noexcept {
    const std::size_t found = line.substr(0, at).rfind("Domain");
    if (found == npos || at - found > 64) return {};
    std::size_t first = found, last = found + 6;
    while (first > 0 && is_word(line[first - 1])) --first;
    while (last < at && is_word(line[last])) ++last;
    if (first != found || last != found + 6) return line.substr(first, last - first);
    // `Domain=com.example.errors`
    while (last < at && !is_letter(line[last])) ++last;
    for (first = last; last < at && (is_word(line[last]) || line[last] == '.');) ++last;
    return line.substr(first, last - first);
}
constexpr bool is_our_domain(std::string_view domain) {
    return domain.empty() || (contains(domain, "nimremote|v2nim|nimsdk|yunxin|com.netease|nim") &&
                              !contains(domain, "NIMLocalErrorDomain"));
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
