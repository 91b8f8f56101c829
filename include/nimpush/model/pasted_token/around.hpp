#pragma once

// What stands around a token that is pasted: blanks, quotes, brackets, 0x, labels.

#include <cstddef>
#include <string_view>

#include <nimpush/core/hex.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// Digits of the usual token of 32 bytes: a word or line of so many is a whole token.
inline constexpr std::size_t usual_digits = 64;

constexpr bool is_latin(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_decimal(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr char in_lower_case(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Does `what`, in lower case, stand at i?
constexpr bool says_at(std::string_view s, std::size_t i, std::string_view what) noexcept {
    if (i > s.size() || s.size() - i < what.size()) return false;
    for (std::size_t k = 0; k < what.size(); ++k)
        if (in_lower_case(s[i + k]) != what[k]) return false;
    return true;
}

/// Bytes of the blank at i, 0 for none: white space, no-break and wide spaces, the byte order mark.
constexpr std::size_t blank_at(std::string_view s, std::size_t i) noexcept {
    const char c = s[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    const std::string_view two = s.substr(i, 2);
    const std::string_view three = s.substr(i, 3);
    if (two == "\xC2\xA0") return 2;
    if (three == "\xE2\x80\xAF" || three == "\xE2\x81\xA0" || three == "\xE3\x80\x80" || three == "\xEF\xBB\xBF")
        return 3;
    return two == "\xE2\x80" && three.size() == 3 && byte_at(s, i + 2) <= 0x8B ? 3 : 0;
}
/// Bytes of the quote at i, 0 for none; a backslash in front of one counts as one.
constexpr std::size_t quote_at(std::string_view s, std::size_t i) noexcept {
    const char c = s[i];
    if (c == '"' || c == '\'' || c == '`' || c == '\\') return 1;
    const std::string_view two = s.substr(i, 2);
    const std::string_view three = s.substr(i, 3);
    if (two == "\xC2\xAB" || two == "\xC2\xBB") return 2;
    if (three == "\u300C" || three == "\u300D") return 3;
    return three.size() == 3 && two == "\xE2\x80" && byte_at(s, i + 2) >= 0x98 && byte_at(s, i + 2) <= 0x9F ? 3 : 0;
}
constexpr bool is_bracket(char c) noexcept {
    return c == '<' || c == '>' || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
}
/// Bytes of what may stand in front of a token, 0 for none.
constexpr std::size_t decoration_at(std::string_view s, std::size_t i) noexcept {
    if (is_bracket(s[i]) || s[i] == '@') return 1;
    const std::size_t blank = blank_at(s, i);
    return blank != 0 ? blank : quote_at(s, i);
}
/// Bytes of what may stand behind it.
constexpr std::size_t trailing_at(std::string_view s, std::size_t i) noexcept {
    if (s[i] == ',' || s[i] == ';' || s[i] == '.') return 1;
    const std::string_view three = s.substr(i, 3);
    if (three == "\u3002" || three == "\uFF0C" || three == "\uFF1B") return 3;
    return decoration_at(s, i);
}
/// Bytes of what may stand between groups of digits, other than is_joint().
constexpr std::size_t separator_at(std::string_view s, std::size_t i) noexcept {
    return s[i] == ',' || s[i] == ';' || s[i] == '|' ? 1 : decoration_at(s, i);
}
/// Does this separator part whole tokens from each other, as a line end does?
constexpr bool parts_tokens(std::string_view s, std::size_t i) noexcept {
    return s[i] == '\n' || s[i] == '\r' || blank_at(s, i) == 0;
}
/// What may stand between bytes; the hyphen is a letter of Base64 too.
constexpr bool is_joint(char c) noexcept { return c == ':' || c == '-'; }
/// Does 0x and a digit stand at i?
constexpr bool has_prefix(std::string_view s, std::size_t i) noexcept {
    return s.size() - i > 2 && s[i] == '0' && (s[i + 1] == 'x' || s[i + 1] == 'X') && hex_value(s[i + 2]) >= 0;
}
constexpr bool is_ellipsis(std::string_view s, std::size_t i) noexcept {
    return s.substr(i, 2) == ".." || s.substr(i, 3) == "\u2026";
}

/// Where the value behind `key =` begins, i being where the key stands; npos where none does.
constexpr std::size_t value_of(std::string_view s, std::size_t i, std::string_view key) noexcept {
    const auto skip_blanks = [&] {
        while (i < s.size() && blank_at(s, i) != 0) i += blank_at(s, i);
    };
    if (!says_at(s, i, key)) return npos;
    i += key.size();
    skip_blanks();
    if (i == s.size() || s[i] != '=') return npos;
    ++i;
    skip_blanks();
    return i;
}
/// Where iOS 13's `length = 32, bytes = 0x...` stands.
struct described_bytes {
    std::size_t at = npos;     // of `length`
    std::size_t length = 0;    // as it is said
    std::size_t bytes = npos;  // of what stands behind `bytes =`
};
constexpr described_bytes described_in(std::string_view s) noexcept {
    constexpr std::size_t too_many = 100'000;
    for (std::size_t at = 0; at < s.size(); ++at) {
        std::size_t i = value_of(s, at, "length");
        if (i == npos) continue;
        std::size_t length = 0;
        for (; i < s.size() && is_decimal(s[i]); ++i)
            if (length < too_many) length = length * 10 + static_cast<std::size_t>(hex_value(s[i]));
        while (i < s.size() && (s[i] == ',' || blank_at(s, i) != 0)) i += s[i] == ',' ? 1 : blank_at(s, i);
        if (const std::size_t bytes = value_of(s, i, "bytes"); bytes != npos) return {at, length, bytes};
    }
    return {};
}

/// Is what stands in front of a label a token itself? One of 16 digits, or three groups of 8.
constexpr bool looks_like_token(std::string_view s) noexcept {
    std::size_t digits = 0;
    std::size_t groups = 0;
    for (const char c : s) {
        digits = hex_value(c) >= 0 ? digits + 1 : 0;
        groups += digits == 8 ? 1u : 0u;
        if (digits == 16 || groups == 3) return true;
    }
    return false;
}

/// Where the word of a label that begins at i ends; i where it could be part of a token: a word has two letters that
/// are no hexadecimal digits, or is not in Latin letters.
constexpr std::size_t label_word_end(std::string_view s, std::size_t i) noexcept {
    std::size_t end = i;
    std::size_t sure = 0;
    for (; end < s.size() && end - i < 60; ++end) {
        if (!is_latin(s[end]) && (byte_at(s, end) < 0x80 || blank_at(s, end) != 0 || quote_at(s, end) != 0 ||
                                  s.substr(end, 3) == "\uFF1A" || s.substr(end, 3) == "\u2192"))
            break;
        sure += byte_at(s, end) >= 0x80 ? 2u : hex_value(s[end]) < 0 ? 1u : 0u;
    }
    if (end < s.size() && (is_decimal(s[end]) || s[end] == '+' || s[end] == '/')) return i;
    for (const std::string_view known : {"data", "id", "of", "no"})
        if (end - i == known.size() && says_at(s, i, known)) return end;
    return sure >= 2 ? end : i;
}
/// Bytes of what ends a label: a colon, an equals sign or an arrow, and more of them; 0 for none.
constexpr std::size_t label_sign_at(std::string_view s, std::size_t i) noexcept {
    const auto sign = [s](std::size_t k) noexcept -> std::size_t {
        const std::string_view three = s.substr(k, 3);
        if (three == "\uFF1A" || three == "\u2192") return 3;
        return s[k] == ':' || s[k] == '=' ? 1 : s.substr(k, 2) == "->" ? 2 : 0;
    };
    std::size_t end = i + sign(i);
    if (end == i) return 0;
    while (end < s.size() && (sign(end) != 0 || s[end] == '>')) end += s[end] == '>' ? 1 : sign(end);
    return end - i;
}
/// Where the words of a label end that begin at i, behind its sign where there is one.
struct label_end {
    std::size_t at = 0;
    bool has_words = false;
    bool has_sign = false;
};
constexpr label_end end_of_label(std::string_view s, std::size_t i) noexcept {
    constexpr std::size_t reach = 100;
    label_end found{i};
    const std::size_t start = i;
    while (i < s.size() && i - start < reach) {
        if (const std::size_t sign = label_sign_at(s, i); sign != 0) {
            // What has nothing behind it is no label, as the padding of Base64 has not.
            if (i + sign == s.size() && found.has_words) return found;
            return {i + sign, found.has_words, true};
        }
        if (const std::size_t word = label_word_end(s, i); word != i) {
            found = {i = word, true, false};
            continue;
        }
        // A number is a label's where a word stands behind it (32 bytes) or a # in front.
        std::size_t number = i;
        while (number < s.size() && number - i < 4 && is_decimal(s[number])) ++number;
        const bool is_numbered = i > start && s[i - 1] == '#';
        const bool is_counted = number + 1 < s.size() && s[number] == ' ' && label_word_end(s, number + 1) > number + 1;
        if (number != i && number - i <= 3 && (is_numbered || is_counted))
            i = number;
        else if (s[i] == '_' || s[i] == '#')
            ++i;
        else if (const std::size_t length = s[i] == '<' ? 0 : decoration_at(s, i); length != 0)
            i += length;
        else
            break;
    }
    return found;
}

/// Bytes of the word that names a token at i, 0 for none.
constexpr std::size_t token_word_at(std::string_view s, std::size_t i) noexcept {
    if (s.substr(i, 6) == "\u4EE4\u724C") return 6;
    if (!says_at(s, i, "token")) return 0;
    // Base64 may have these five letters by chance.
    std::size_t end = i + 5;
    while (end < s.size() && end - i < 25 && (is_latin(s[end]) || is_decimal(s[end]))) ++end;
    return end - i < 25 ? 5 : 0;
}
/// Where the token begins, behind its label: everything up to the last `token` that no token stands in front of and
/// the words and sign behind it, else some words and a sign.
constexpr std::size_t token_label_end(std::string_view s) noexcept {
    std::size_t begin = 0;
    bool is_named = false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const std::size_t length = token_word_at(s, i);
        if (length == 0) continue;
        if (looks_like_token(s.substr(begin, i - begin))) break;
        begin = i + length;
        if (begin < s.size() && is_decimal(s[begin]) && label_sign_at(s, begin + 1 < s.size() ? begin + 1 : begin) != 0)
            ++begin;  // token1:
        begin = end_of_label(s, begin).at;
        is_named = true;
        i = begin - 1;
    }
    for (bool again = !is_named; again;) {
        const label_end end = end_of_label(s, begin);
        again = end.has_words && end.has_sign;
        if (again) begin = end.at;
    }
    std::size_t i = begin;
    while (i < s.size() && decoration_at(s, i) != 0) i += decoration_at(s, i);
    return says_at(s, i, "optional(") ? i + 8 : begin;
}

/// Where a quoted value ends that begins behind i, if another member of the same JSON object follows; else npos.
constexpr std::size_t end_of_json_value(std::string_view s, std::size_t i) noexcept {
    // The byte behind this character and the blanks in front of it, npos where another stands there.
    const auto behind = [s](std::size_t k, char c) noexcept {
        while (k < s.size() && blank_at(s, k) != 0) k += blank_at(s, k);
        return k < s.size() && s[k] == c ? k + 1 : npos;
    };
    const std::size_t value = behind(i, '"');
    if (value == npos) return npos;
    const std::size_t end = s.find('"', value);
    if (end == npos) return npos;
    const std::size_t comma = behind(end + 1, ',');
    const std::size_t key = comma == npos ? npos : behind(comma, '"');
    if (key == npos) return npos;
    const std::size_t end_of_key = s.find('"', key);
    const std::size_t colon = end_of_key == npos ? npos : behind(end_of_key + 1, ':');
    return colon == npos || looks_like_token(s.substr(colon)) ? npos : end;
}

}  // namespace detail
}  // namespace nimpush::v1
