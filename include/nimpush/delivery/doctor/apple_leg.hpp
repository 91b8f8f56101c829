#pragma once

// Whoever pushes to Apple: its settings, its pushes, Apple's answers, and TLS before these.

#include <cstddef>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/log_codes.hpp>
#include <nimpush/delivery/diagnosis/speaker.hpp>
#include <nimpush/delivery/doctor/calls.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/marks.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

/// For which of Apple's services a build or a connection is.
constexpr service service_in(const scanned& line) {
    if (contains(line,
                 "api.sandbox.push.apple.com|api.development.push.apple.com|gateway.sandbox.push.apple.com|"
                 "environment~sandbox|environment~development|environment~dev|aps-environment~development|"
                 "production~false|sandbox~true|isProduction~false|env~sandbox|env~development"))
        return service::development;
    if (contains(line,
                 "api.push.apple.com|gateway.push.apple.com|environment~production|environment~prod|"
                 "production~true|sandbox~false|isProduction~true|env~production|env~prod"))
        return service::production;
    return service::unknown;
}

/// Apple's reason in its own spelling, as a whole word; nothing for none.
constexpr const reason_hint* find_reason(std::string_view s, bool is_apples) noexcept {
    for (const reason_hint& one : reason_hints) {
        if (!is_apples && delivery::detail::is_everyday(one.word)) continue;
        for (std::size_t at = s.find(one.word); at != npos; at = s.find(one.word, at + 1)) {
            const std::size_t end = at + one.word.size();
            const bool starts = at == 0 || (!is_word(s[at - 1]) && s[at - 1] != '$' && s[at - 1] != '.');
            if (starts && (end == s.size() || !is_word(s[end])) && !is_denied(s, at, one.word.size())) return &one;
        }
    }
    return nullptr;
}

/// Lines of the phone that have Apple's words.
inline constexpr std::string_view phones =
    "[NIM]|(NIMSDK)|updateApnsToken|updateAPNSToken|registerWithOption|didRegister|didFailToRegister|apsd:|SpringBoard|"
    "apnsCername|deviceToken=|apns deviceToken|aps-environment|apns syncSetting|Acme[|embedded.mobileprovision";

constexpr event read_apple_leg(const scanned& line, std::string_view head) {
    event made;
    const std::string_view s = line.text();
    if (contains(line, phones)) return made;
    if (delivery::detail::is_web_request(line) && !contains(line, "/3/device|push.apple.com")) return made;
    const bool is_apples = contains(line, apples);
    const bool is_beneath = !is_apples && !head.empty() && contains(scanned(head), apples);
    const reason_hint* reason = find_reason(s, is_apples);
    if (!is_apples && !is_beneath && reason == nullptr) return made;
    if (find_text(line, "retried ok|second try ok|then ok|other_services")) return made;
    made.account = field(s, "account|accid|accountId|user|userId|uid|to");
    made.id = field(s, "push id|id|apns-id|apnsId|apns_id|apns_unique_id|pushId|requestId|request_id|uuid");
    made.token = field(s, "token|device|deviceToken|device_token");
    if (made.token.size() < 16) made.token = hex_in(s, 40);
    made.topic = field(s, "topic|apns-topic|bundleId|bundle_id");
    made.certificate = field(s, "certificate|cert|certName|cername|p12|certificateName");
    made.environment = service_in(line);
    const auto stands = [&](std::size_t at, std::size_t size) { return !is_denied(s, at, size); };
    const bool is_revoked = static_cast<bool>(find_text(line, revoked, stands));
    const bool is_expired = !is_revoked && static_cast<bool>(find_text(line, expired, stands));
    const bool is_about_one = !made.account.empty() || !made.id.empty() || !made.token.empty();
    if (is_revoked || is_expired) {
        made.hint = is_revoked ? cause::certificate_revoked : cause::certificate_expired;
        const bool is_push = is_apples && (is_about_one || contains(line, "push|APNS_HTTP2_PUSH_FAIL|推送"));
        made.kind = is_push && contains(line, refusals) ? event_kind::push_refused : event_kind::tls_failed;
        made.is_there = true;
        return made;
    }
    if (reason != nullptr) {
        made.kind = event_kind::push_refused;
        made.hint = reason->hint;
        made.reason = reason->word;
        made.code = number_of(s, "status|statusCode|status code|HTTP/2|code|http|:status");
        made.is_there = true;
        return made;
    }
    if (!is_apples) return made;
    const bool is_in_vain = static_cast<bool>(find_text(
        line,
        "timed out|timeout|ConnectTimeoutException|SocketTimeoutException|ETIMEDOUT|ECONNREFUSED|ECONNRESET|GOAWAY|"
        "connection reset|Failed to create channel|connection refused|UnknownHostException|network unreachable|超时|"
        "handshake timed out|i/o timeout|no route to host|channel inactive|connection closed",
        stands));
    if (is_in_vain) {
        made.kind = event_kind::disconnected;
        made.hint = cause::network_timeout_recovered;
        made.is_there = true;
        return made;
    }
    if (find_text(line, "connected to|channel active|connection established|reconnected|连接成功", stands)) {
        made.kind = event_kind::connected;
        made.is_there = true;
        return made;
    }
    made.code = number_of(s, "status|statusCode|status code|HTTP/2|code|http|:status|response");
    const bool has_failures = contains(line, "\"failed\":[{|failed: [{|\"failed\": [{");
    const bool has_sent = contains(line, "\"sent\":[{|sent: [{|\"sent\": [{");
    if (made.code >= 400 || has_failures) {
        made.kind = event_kind::push_refused;
        made.hint = hint_of_status(made.code);
        made.is_there = true;
        return made;
    }
    const bool is_push = is_about_one || contains(line, "push|推送");
    if (is_push && (has_sent || made.code == 200 || find_text(line, acceptances, stands)) &&
        !find_text(line, "client started|config|loaded|pool|certificate valid")) {
        made.kind = event_kind::push_accepted;
        made.is_there = true;
        return made;
    }
    const bool is_setting =
        contains(line, "started|config|loaded|using|client|init|启动|配置|credential|provider options");
    if (is_setting && (!made.topic.empty() || !made.certificate.empty() || made.environment != service::unknown)) {
        made.kind = event_kind::console_config;
        made.is_there = true;
        return made;
    }
    if (is_about_one && is_push && find_text(line, refusals, stands)) {
        made.kind = event_kind::push_refused;
        made.is_there = true;
    } else if (is_about_one && is_push) {
        made.kind = event_kind::push_sent;
        made.is_there = true;
    } else if (made.environment != service::unknown) {
        made.kind = event_kind::console_config;
        made.is_there = true;
    }
    return made;
}

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
