#pragma once

// Keys and their values in a line: `account=u1`, `"to": "u1"`, `{sessionId: u1, …}`, `parms: [LoginInfo{account=u1}]`.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

using delivery::detail::any_part, delivery::detail::contains, delivery::detail::is_denied;
using delivery::detail::ends_with, delivery::detail::is_digit, delivery::detail::is_letter, delivery::detail::is_word;
using delivery::detail::lower, delivery::detail::match;
using nimpush::detail::same_but_for_case;

constexpr bool is_name(char c) noexcept { return is_word(c) || c == '-'; }

/// Where the value of a key begins, from `from` on; npos for none. A key is a whole word, whatever its case, and a
/// `=` or `:` stands between.
constexpr std::size_t value_of(std::string_view s, std::string_view key, std::size_t from = 0) noexcept {
    for (std::size_t i = from; i + key.size() < s.size(); ++i) {
        if (lower(s[i]) != lower(key[0]) || (i > 0 && is_name(s[i - 1]))) continue;
        if (!same_but_for_case(s.substr(i, key.size()), key)) continue;
        std::size_t at = i + key.size();
        if (at < s.size() && is_name(s[at])) continue;
        bool has_sign = false;
        for (; at < s.size(); ++at) {
            const bool is_sign = s[at] == '=' || s[at] == ':';
            if (is_sign && has_sign) break;
            has_sign = has_sign || is_sign;
            if (!is_sign && s[at] != ' ' && s[at] != '"' && s[at] != '\'' && s[at] != '\\') break;
        }
        if (has_sign) return at;
        if (s.substr(i + key.size()).starts_with("：")) return i + key.size() + 3;
    }
    return npos;
}
constexpr std::string_view word_at(std::string_view s, std::size_t at) noexcept {
    constexpr std::string_view ends = " \t\"'\\,;&)}]<({[\r\n";
    const std::size_t end = s.find_first_of(ends, at);
    std::string_view made = s.substr(at, end == npos ? npos : end - at);
    // `：`, `，` and `。` end a value too.
    for (const std::string_view mark : {"，", "。", "；", "）", "】"})
        if (const std::size_t found = made.find(mark); found != npos) made = made.substr(0, found);
    while (!made.empty() && (made.back() == '.' || made.back() == ':')) made.remove_suffix(1);
    return made;
}
constexpr bool is_nothing(std::string_view value) noexcept {
    for (const std::string_view one : {"", "null", "nil", "none", "undefined", "(null", "<null>", "<nil>", "NULL"})
        if (same_but_for_case(value, one)) return true;
    return false;
}
/// The value of the first of these keys that the line has; empty for none, for null and for "".
constexpr std::string_view field(std::string_view s, std::string_view keys) noexcept {
    std::string_view found;
    any_part(keys, [&](std::string_view key) {
        const std::size_t at = value_of(s, key);
        if (at == npos) return false;
        found = word_at(s, at);
        return !is_nothing(found) || (found = {}, false);
    });
    return found;
}
constexpr bool has_field(std::string_view s, std::string_view keys) noexcept {
    return any_part(keys, [&](std::string_view key) { return value_of(s, key) != npos; });
}

enum class said : std::uint8_t { nothing, no, yes };
constexpr said yes_or_no(std::string_view value) noexcept {
    for (const std::string_view one : {"true", "yes", "1", "on", "y", "open", "enabled", "granted", "是", "开"})
        if (same_but_for_case(value, one)) return said::yes;
    for (const std::string_view one :
         {"false", "no", "0", "off", "n", "close", "closed", "disabled", "denied", "否", "关"})
        if (same_but_for_case(value, one)) return said::no;
    return said::nothing;
}
/// What the line says of a key that is true or false.
constexpr said flag(std::string_view s, std::string_view keys) noexcept {
    said found = said::nothing;
    any_part(keys, [&](std::string_view key) {
        const std::size_t at = value_of(s, key);
        return at != npos && (found = yes_or_no(word_at(s, at))) != said::nothing;
    });
    return found;
}

inline constexpr std::int64_t no_code = INT64_MIN;
constexpr std::int64_t to_number(std::string_view s) noexcept {
    const bool is_negative = s.starts_with('-');
    if (is_negative) s.remove_prefix(1);
    std::int64_t made = 0;
    std::size_t i = 0;
    for (; i < s.size() && is_digit(s[i]) && i < 15; ++i) made = made * 10 + (s[i] - '0');
    if (i == 0 || (i < s.size() && (is_word(s[i])))) return no_code;
    return is_negative ? -made : made;
}
/// The number behind the first of these keys, `=`, `:`, `->` or a blank between.
constexpr std::int64_t number_of(std::string_view s, std::string_view keys) noexcept {
    std::int64_t found = no_code;
    any_part(keys, [&](std::string_view key) {
        for (std::size_t i = 0; i + key.size() < s.size(); ++i) {
            if (lower(s[i]) != lower(key[0]) || (i > 0 && is_word(key[0]) && is_word(s[i - 1]))) continue;
            if (!same_but_for_case(s.substr(i, key.size()), key)) continue;
            std::size_t at = i + key.size();
            constexpr std::string_view between = " =:\"'\\>-([";
            const std::size_t furthest = at + 8;
            while (at < s.size() && at < furthest && between.find(s[at]) != npos) ++at;
            if (at == i + key.size() || at >= s.size() || !is_digit(s[at])) continue;
            if (s[at - 1] == '-' && s[at - 2] != '-') --at;
            found = to_number(word_at(s, at));
            if (found != no_code) return true;
        }
        return false;
    });
    return found;
}

/// The first number in hexadecimal of at least `least` digits; groups of eight with blanks between, as iOS prints
/// them, are one of their own first group only.
constexpr std::string_view hex_in(std::string_view s, std::size_t least) noexcept {
    for (std::size_t i = 0; i < s.size();) {
        std::size_t end = i;
        while (end < s.size() && nimpush::hex_value(s[end]) >= 0) ++end;
        const bool is_whole = (i == 0 || !is_word(s[i - 1])) && (end == s.size() || !is_word(s[end]));
        if (is_whole && end - i >= least) return s.substr(i, end - i);
        i = end == i ? i + 1 : end;
    }
    return {};
}

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
