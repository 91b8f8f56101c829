#pragma once

// Which lines may tell something: those that have one of the words of all tables. One pass over the bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/utf8.hpp>
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
    "login|登录|登陆|apnsCername|appKey=|appKey:|appkey\"|app_key|aps-environment|deviceToken|device "
    "token|device_token|"
    "requestAuthorization|requestPermission|requestNotificationPermission|POST_NOTIFICATIONS|通知权限|"
    "notification permission|notificationPermission|authorizationStatus|noDisturb|do not "
    "disturb|doNotDisturb|dnd|免打扰|"
    "session muted|mute session|conversation muted|mute conversation|team muted|[mute]|mute user|otherClients|"
    "other clients|loginClients|OnlineClient|multiport|多端登录|其他端|apns|push.apple.com|/3/device|pushy|push id=|"
    "push account=|push to=|push token=|push failed|push rejected|push accepted|push sent|APNS_HTTP2|node-apn|"
    "apn sent|apn |推送失败|推送成功|苹果|timeZoneOffset|request-id|requestId|request_id|msgid|messageId|控制台|"
    "console cert|certificates|证书列表|cert list|PushSender|push_sender|push-sender|apple";

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
    for (const std::string_view texts :
         {kick_texts, kick_words, server_sends, init_texts, status_heads, revoked, expired, other_triggers})
        all(texts);
}
inline constexpr std::size_t trigger_count = [] {
    std::size_t n = 0;
    each_trigger([&](std::string_view) { ++n; });
    return n;
}();
inline constexpr auto trigger_texts = [] {
    std::array<std::string_view, trigger_count> made{};
    std::size_t n = 0;
    each_trigger([&](std::string_view one) { made[n++] = one; });
    return made;
}();

/// How often a byte stands in logs, roughly: the pair of the rarest bytes is looked for.
inline constexpr auto commonness = [] {
    std::array<std::uint16_t, 256> made{};
    for (std::size_t c = 0; c < made.size(); ++c) made[c] = c >= 0x80 ? 2 : 12;
    for (std::size_t c = '0'; c <= '9'; ++c) made[c] = 26;
    std::uint16_t often = 30;
    for (const char c : {' ', 'e', 't', 'a', 'o', 'i', 'n', 's', 'r', 'h', 'l', 'd', 'c', 'u',
                         'm', 'f', 'p', 'g', 'w', 'y', 'b', 'v', 'k', 'x', 'j', 'q', 'z'}) {
        made[static_cast<unsigned char>(c)] = often;
        if (c != ' ') made[static_cast<unsigned char>(c - 32)] = often;
        --often;
    }
    return made;
}();
/// Where in a text its rarest pair of bytes stands.
inline constexpr auto trigger_pairs = [] {
    std::array<std::uint8_t, trigger_count> made{};
    for (std::size_t n = 0; n < trigger_count; ++n) {
        const std::string_view s = trigger_texts[n];
        unsigned least = ~0u;
        for (std::size_t i = 0; i + 1 < s.size() && i < 32; ++i) {
            const unsigned here = unsigned{commonness[static_cast<unsigned char>(s[i])]} *
                                  commonness[static_cast<unsigned char>(s[i + 1])];
            if (here >= least) continue;
            least = here;
            made[n] = static_cast<std::uint8_t>(i);
        }
    }
    return made;
}();
/// Pairs in 4,096 buckets, whatever the case of letters.
constexpr std::size_t pair_bucket(char a, char b) noexcept {
    return ((static_cast<unsigned char>(a) | 0x20u) * 37u + (static_cast<unsigned char>(b) | 0x20u)) & 4095u;
}

/// The triggers by the bucket of their pair.
struct trigger_table {
    std::array<std::uint16_t, trigger_count> order{};
    std::array<std::uint16_t, 4097> first{};  // where in `order` a bucket's begin
};
inline constexpr trigger_table triggers = [] {
    trigger_table made;
    const auto bucket = [](std::size_t n) {
        const std::string_view s = trigger_texts[n];
        return pair_bucket(s[trigger_pairs[n]], s[trigger_pairs[n] + std::size_t{1}]);
    };
    for (std::size_t n = 0; n < trigger_count; ++n) ++made.first[bucket(n) + 1];
    for (std::size_t i = 1; i < made.first.size(); ++i)
        made.first[i] = static_cast<std::uint16_t>(made.first[i] + made.first[i - 1]);
    auto next = made.first;
    for (std::size_t n = 0; n < trigger_count; ++n) made.order[next[bucket(n)]++] = static_cast<std::uint16_t>(n);
    return made;
}();

/// Whether a trigger stands around the pair at `i`.
constexpr bool trigger_at(std::string_view s, std::size_t i) noexcept {
    const std::size_t bucket = pair_bucket(s[i], s[i + 1]);
    for (std::size_t n = triggers.first[bucket]; n < triggers.first[bucket + 1]; ++n) {
        const std::string_view text = trigger_texts[triggers.order[n]];
        const std::size_t pair = trigger_pairs[triggers.order[n]];
        if (i < pair || s.size() - (i - pair) < text.size()) continue;
        if (same_but_for_case(s.substr(i - pair, text.size()), text)) return true;
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
