#pragma once

// Which lines may tell something: those that have one of the words of all tables. One pass over the bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/speaker.hpp>
#include <nimpush/delivery/doctor/calls.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/marks.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

/// What looks at the lines that have its triggers; the marks follow, each by itself.
enum class trigger_group : std::uint8_t {
    calls,
    apple,
    server,
    start,
    status,
    login,
    permission,
    setting,
    token,
    config,
    learnt,
    first_mark
};
constexpr std::uint64_t bit_of(trigger_group of) noexcept { return std::uint64_t{1} << static_cast<unsigned>(of); }
constexpr std::uint64_t bit_of_mark(std::size_t row) noexcept { return bit_of(trigger_group::first_mark) << row; }
static_assert(std::size(marks) + static_cast<std::size_t>(trigger_group::first_mark) <= 64);

/// The part of a pattern that stands in the line as it is.
constexpr std::string_view literal_part(std::string_view pattern) noexcept {
    return pattern.substr(0, pattern.find('~'));
}
template <class F> constexpr void each_trigger(F f) {
    const auto all = [&](std::uint64_t bit, std::string_view texts) {
        any_part(texts, [&](std::string_view one) {
            if (literal_part(one).size() > 1) f(literal_part(one), bit);
            return false;
        });
    };
    for (const method& row : methods) all(bit_of(trigger_group::calls), row.texts);
    for (const std::string_view texts : {apples, revoked, expired}) all(bit_of(trigger_group::apple), texts);
    for (const reason_hint& row : reason_hints)  // others count beside Apple's words alone
        if (!delivery::detail::is_everyday(row.word)) all(bit_of(trigger_group::apple), row.word);
    all(bit_of(trigger_group::server), server_sends);
    all(bit_of(trigger_group::start), init_texts);
    all(bit_of(trigger_group::status), status_heads);
    all(bit_of(trigger_group::login), login_texts);
    all(bit_of(trigger_group::permission), permission_texts);
    for (const std::string_view texts : {mute_texts, hours_texts, desktop_texts})
        all(bit_of(trigger_group::setting), texts);
    all(bit_of(trigger_group::token), token_texts);
    all(bit_of(trigger_group::config), config_texts);
    all(bit_of(trigger_group::learnt), learnt_texts);
    for (std::size_t i = 0; i < std::size(marks); ++i) {
        const bool is_kick = marks[i].kind == event_kind::kicked_out;
        all(bit_of_mark(i), is_kick ? kick_texts : marks[i].texts);
        if (is_kick) all(bit_of_mark(i), kick_words);
    }
}
inline constexpr std::size_t trigger_count = [] {
    std::size_t n = 0;
    each_trigger([&](std::string_view, std::uint64_t) { ++n; });
    return n;
}();
inline constexpr auto trigger_texts = [] {
    std::array<std::string_view, trigger_count> made{};
    std::size_t n = 0;
    each_trigger([&](std::string_view one, std::uint64_t) { made[n++] = one; });
    return made;
}();
inline constexpr auto trigger_bits = [] {
    std::array<std::uint64_t, trigger_count> made{};
    std::size_t n = 0;
    each_trigger([&](std::string_view, std::uint64_t bit) { made[n++] = bit; });
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

/// The groups whose triggers stand around the pair at `i`.
constexpr std::uint64_t triggers_at(std::string_view s, std::size_t i, std::uint64_t known = 0) noexcept {
    const std::size_t bucket = pair_bucket(s[i], s[i + 1]);
    for (std::size_t n = triggers.first[bucket]; n < triggers.first[bucket + 1]; ++n) {
        const std::size_t one = triggers.order[n];
        if ((known & trigger_bits[one]) != 0) continue;
        const std::string_view text = trigger_texts[one];
        const std::size_t pair = trigger_pairs[one];
        if (i < pair || s.size() - (i - pair) < text.size()) continue;
        if (same_but_for_case(s.substr(i - pair, text.size()), text)) known |= trigger_bits[one];
    }
    return known;
}
/// The groups that have something in a line.
constexpr std::uint64_t triggers_in(std::string_view line) noexcept {
    std::uint64_t made = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const std::size_t bucket = pair_bucket(line[i], line[i + 1]);
        if (triggers.first[bucket] != triggers.first[bucket + 1]) made = triggers_at(line, i, made);
    }
    return made;
}
/// The first place from `from` on around which a trigger stands; npos for none.
constexpr std::size_t next_trigger(std::string_view s, std::size_t from = 0) noexcept {
    for (std::size_t i = from; i + 1 < s.size(); ++i) {
        const std::size_t bucket = pair_bucket(s[i], s[i + 1]);
        if (triggers.first[bucket] != triggers.first[bucket + 1] && triggers_at(s, i) != 0) return i;
    }
    return npos;
}

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
