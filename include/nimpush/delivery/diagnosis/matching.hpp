#pragma once

// Texts in a log: where one stands, what stands around it, and whether it is denied there.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace detail {

using nimpush::detail::is_letter, nimpush::detail::lower;
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_word(char c) noexcept { return is_letter(c) || is_digit(c) || c == '_'; }
constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr std::string_view trimmed(std::string_view s) noexcept {
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    return s;
}

/// Calls f with each part between bars until it says true; says so too.
template <class F> constexpr bool any_part(std::string_view texts, F f) {
    for (std::size_t bar = 0; bar != npos; texts.remove_prefix(bar == npos ? 0 : bar + 1)) {
        bar = texts.find('|');
        if (!texts.empty() && f(texts.substr(0, bar))) return true;
    }
    return false;
}

constexpr std::size_t match(std::string_view s, std::size_t at, std::string_view pattern) noexcept;

/// Bytes between a key and its value: signs, white space, and the tags of a property list.
constexpr std::size_t size_between(std::string_view s, std::size_t at) noexcept {
    constexpr std::size_t furthest = 64;
    std::size_t i = at;
    while (i < s.size() && i - at < furthest && !is_digit(s[i])) {
        if (!is_letter(s[i])) {
            ++i;
            continue;
        }
        std::size_t tag = 0;
        for (const std::string_view one : {"key", "string", "value", "is", "entitlement", "found", "set", "to"})
            if (match(s, i, one) != 0 && (i + one.size() >= s.size() || !is_word(s[i + one.size()]))) tag = one.size();
        if (tag == 0) break;
        i += tag;
    }
    return i - at;
}

/// Bytes of `s` from `at` on that `pattern` takes; 0: it does not stand there. A space takes all white space, `~` what
/// stands between a key and its value.
constexpr std::size_t match(std::string_view s, std::size_t at, std::string_view pattern) noexcept {
    std::size_t i = at;
    for (const char c : pattern) {
        if (c == '~') {
            const std::size_t size = size_between(s, i);
            if (size == 0) return 0;
            i += size;
            continue;
        }
        if (i >= s.size() || (c == ' ' ? !is_space(s[i]) : lower(s[i]) != lower(c))) return 0;
        for (++i; c == ' ' && i < s.size() && is_space(s[i]);) ++i;
    }
    return i - at;
}

/// A text and which pairs of bytes it has: of what is looked for in it most is not there, and is told by that at once.
class scanned {
    static constexpr std::size_t buckets = 2048;
    std::string_view text_;
    std::array<std::uint64_t, buckets / 64> pairs_{};

    static constexpr std::size_t bucket_of(char a, char b) noexcept {
        return (static_cast<unsigned char>(lower(a)) * 67u + static_cast<unsigned char>(lower(b))) % buckets;
    }

  public:
    constexpr scanned(std::string_view s) noexcept : text_(s) {  // NOLINT(google-explicit-constructor)
        for (std::size_t i = 1; i < s.size(); ++i) {
            const std::size_t bucket = bucket_of(s[i - 1], s[i]);
            pairs_[bucket / 64] |= std::uint64_t{1} << bucket % 64;
        }
    }
    constexpr std::string_view text() const noexcept { return text_; }
    /// False where the pattern of `match` is nowhere in it.
    constexpr bool may_have(std::string_view pattern) const noexcept {
        if (pattern.size() < 2 || pattern[0] == ' ' || pattern[1] == ' ' || pattern[1] == '~') return true;
        const std::size_t bucket = bucket_of(pattern[0], pattern[1]);
        return (pairs_[bucket / 64] >> bucket % 64 & 1u) != 0;
    }
};

/// Whether `line` has one of the texts, anywhere; one in letters alone, of at most five, stands as a word.
constexpr bool contains(const scanned& line, std::string_view texts) {
    const std::string_view s = line.text();
    return any_part(texts, [&](std::string_view one) {
        if (!line.may_have(one)) return false;
        bool is_short = one.size() <= 5;
        for (const char c : one) is_short = is_short && is_letter(c);
        for (std::size_t i = 0; i < s.size(); ++i) {
            if (lower(s[i]) != lower(one[0])) continue;
            const std::size_t size = match(s, i, one);
            if (size == 0) continue;
            if (!is_short) return true;
            if ((i == 0 || !is_letter(s[i - 1])) && (i + size >= s.size() || !is_letter(s[i + size]))) return true;
        }
        return false;
    });
}

/// Whether `s` ends with one of the texts, at the beginning of a word.
constexpr bool ends_with(std::string_view s, std::string_view texts) {
    return any_part(texts, [&](std::string_view one) {
        if (s.size() < one.size()) return false;
        const std::size_t start = s.size() - one.size();
        if (start > 0 && is_letter(one[0]) && is_word(s[start - 1])) return false;
        return match(s, start, one) != 0;
    });
}

/// `s` without the signs at its end that may stand between a word and the number that it is about.
constexpr std::string_view without_signs(std::string_view s) noexcept {
    constexpr std::string_view signs = " \t\"'\\:=([{<>#,-|~";
    constexpr std::string_view wide[] = {"：", "（", "＝", "【", "「", "→",  "“", "‘",
                                         "，", "《", "＞", "⇒",  "·",  "－", "—", "～"};
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (; !s.empty() && signs.find(s.back()) != npos; is_changed = true) s.remove_suffix(1);
        for (const std::string_view one : wide)
            for (; s.ends_with(one); is_changed = true) s.remove_suffix(one.size());
    }
    return s;
}

inline constexpr std::string_view denials =
    "no|not|never|if|prevent|avoid|未检测到|没有检测到|未发现|未收到|没有收到|防止|避免|如果|假如|nobody was|no one "
    "was|never been|not been|hasn't been|haven't been|without "
    "being|isn't|wasn't|aren't|didn't|without|未|没有|没|不是|并非|无|已解决|fixed|resolved";
inline constexpr std::string_view no_values = "false|no|n|0|off|none|nil|否|未|无";

/// Whether the words around `size` bytes at `at` say that it is not so: `kickOut=false`, `not kickOut`, `未被踢`.
constexpr bool is_denied(std::string_view s, std::size_t at, std::size_t size) {
    std::string_view head = s.substr(at < 24 ? 0 : at - 24, at < 24 ? at : 24);
    while (!head.empty() && (is_space(head.back()) || head.back() == '"' || head.back() == '\'')) head.remove_suffix(1);
    if (ends_with(head, denials)) return true;
    std::size_t i = at + size;
    any_part(" count| flag| status| state|状态|记录|标志", [&](std::string_view one) {
        const std::size_t name = match(s, i, one);
        return i += name, name != 0;
    });
    bool has_sign = false;
    for (const std::size_t first = i; i < s.size() && i - first < 8; ++i) {
        constexpr std::string_view signs = "=:>?(";
        has_sign = has_sign || signs.find(s[i]) != npos;
        if (signs.find(s[i]) == npos && s[i] != '-' && s[i] != '"' && s[i] != '\'' && s[i] != ' ') break;
    }
    if (constexpr std::string_view wide = "："; s.substr(i).starts_with(wide)) {
        has_sign = true;
        i += wide.size();
    }
    const auto at_or_space = [&](std::size_t k) { return k < s.size() ? s[k] : ' '; };
    return has_sign && any_part(no_values, [&](std::string_view one) {
               const std::size_t end = i + one.size();
               if (match(s, i, one) == 0 || is_word(at_or_space(end))) return false;
               return one != "no" || at_or_space(end) != ' ' || !is_letter(at_or_space(end + 1));  // of a sentence
           });
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
