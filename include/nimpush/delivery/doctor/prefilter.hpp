#pragma once

// Which lines may tell something: those that have one of the words of all tables. One pass over the bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <nimpush/delivery/doctor/calls.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/marks.hpp>
#include <nimpush/delivery/doctor/recognise.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

/// What recognise() looks for beside its tables, in stems that are rare in other lines.
inline constexpr std::string_view other_triggers =
    "login|登录|登陆|apnsCername|appKey=|appKey:|appkey\"|app_key|aps-environment|deviceToken|device token|device_token|"
    "requestAuthorization|requestPermission|requestNotificationPermission|POST_NOTIFICATIONS|通知权限|"
    "notification permission|notificationPermission|authorizationStatus|noDisturb|do not disturb|doNotDisturb|dnd|免打扰|"
    "session muted|mute session|conversation muted|mute conversation|team muted|[mute]|mute user|otherClients|"
    "other clients|loginClients|OnlineClient|multiport|多端登录|其他端|apns|push.apple.com|/3/device|pushy|push id=|"
    "push account=|push to=|push token=|push failed|push rejected|push accepted|push sent|APNS_HTTP2|node-apn|"
    "apn sent|apn |推送失败|推送成功|苹果|timeZoneOffset|request-id|requestId|request_id|msgid|messageId|控制台|"
    "console cert|certificates|证书列表|cert list|PushSender|push_sender|push-sender|apple";

struct trigger {
    std::string_view text{};
    std::size_t pair = 0;  // where in it the pair of bytes stands that it is found by
};

/// The part of a pattern that stands in the line as it is.
constexpr std::string_view literal_part(std::string_view pattern) noexcept {
    return pattern.substr(0, pattern.find('~'));
}
template <class F> constexpr void each_trigger(F f) {
    const auto all = [&](std::string_view texts) {
        any_part(texts, [&](std::string_view one) {
            if (literal_part(one).size() > 1) f(literal_part(one));
            return false;
        });
    };
    for (const mark& row : marks) all(row.texts);
    for (const method& row : methods) all(row.texts);
    for (const reason_hint& row : reason_hints) all(row.word);
    for (const std::string_view texts : {kick_texts, kick_words, server_sends, init_texts, status_heads, revoked, expired,
                                         other_triggers})
        all(texts);
}
inline constexpr std::size_t trigger_count = [] {
    std::size_t n = 0;
    each_trigger([&](std::string_view) { ++n; });
    return n;
}();

/// How often a byte stands in logs, roughly: the pair of the rarest bytes is looked for.
constexpr unsigned commonness(char c) noexcept {
    constexpr std::string_view common = " etaoinsrhldcumfpgwybvkxjqz";
    const std::size_t at = common.find(lower(c));
    if (at != npos) return static_cast<unsigned>(30 - at);
    if (is_digit(c)) return 26;
    return static_cast<unsigned char>(c) >= 0x80 ? 2 : 12;
}
constexpr std::size_t rarest_pair(std::string_view s) noexcept {
    std::size_t best = 0;
    unsigned least = ~0u;
    for (std::size_t i = 0; i + 1 < s.size(); ++i) {
        const unsigned here = commonness(s[i]) * commonness(s[i + 1]);
        if (here < least) {
            least = here;
            best = i;
        }
    }
    return best;
}
/// Pairs in 4,096 buckets, whatever the case of letters.
constexpr std::size_t pair_bucket(char a, char b) noexcept {
    return ((static_cast<unsigned char>(a) | 0x20u) * 37u + (static_cast<unsigned char>(b) | 0x20u)) & 4095u;
}

struct trigger_table {
    std::array<trigger, trigger_count> all{};
    std::array<std::uint16_t, 4097> first{};  // by bucket
};
inline constexpr trigger_table triggers = [] {
    trigger_table made;
    each_trigger([&](std::string_view one) {
        const std::size_t pair = rarest_pair(one);
        ++made.first[pair_bucket(one[pair], one[pair + 1]) + 1];
    });
    for (std::size_t i = 1; i < made.first.size(); ++i)
        made.first[i] = static_cast<std::uint16_t>(made.first[i] + made.first[i - 1]);
    auto next = made.first;
    each_trigger([&](std::string_view one) {
        const std::size_t pair = rarest_pair(one);
        made.all[next[pair_bucket(one[pair], one[pair + 1])]++] = {one, pair};
    });
    return made;
}();

/// Whether a trigger stands around the pair at `i`; `to` becomes its place.
constexpr bool trigger_at(std::string_view s, std::size_t i) noexcept {
    const std::size_t bucket = pair_bucket(s[i], s[i + 1]);
    for (std::size_t n = triggers.first[bucket]; n < triggers.first[bucket + 1]; ++n) {
        const trigger& one = triggers.all[n];
        if (i < one.pair || s.size() - (i - one.pair) < one.text.size()) continue;
        if (same_but_for_case(s.substr(i - one.pair, one.text.size()), one.text)) return true;
    }
    return false;
}
/// The first place from `from` on around which a trigger stands; npos for none.
constexpr std::size_t next_trigger(std::string_view s, std::size_t from = 0) noexcept {
    for (std::size_t i = from; i + 1 < s.size(); ++i) {
        const std::size_t bucket = pair_bucket(s[i], s[i + 1]);
        if (triggers.first[bucket] != triggers.first[bucket + 1] && trigger_at(s, i)) return i;
    }
    return npos;
}

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
