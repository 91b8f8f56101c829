#pragma once

// application/x-www-form-urlencoded, both ways, and the escapes of a URL's path.
//
// A form is written as java.net.URLEncoder writes it: a space is `+`; all but letters, digits and `-_.*` is
// `%XX` in upper case, byte by byte of UTF-8. Reading takes what any encoder writes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

/// Forms and escapes of URLs.
namespace form {

/// What stays as it is: a form's texts, or one part of a path (RFC 3986, without what some servers treat
/// as a separator).
enum class place : std::uint8_t { form, path };

constexpr bool is_plain(char c, place p) noexcept {
    const bool letter = nimpush::detail::is_letter(c) || schema::digits::has(c);
    return letter || c == '-' || c == '_' || c == '.' || (p == place::form ? c == '*' : c == '~' || c == '@');
}

/// Appends the escaped text.
inline void append_escaped(std::string_view s, std::string& to, place p = place::form) {
    constexpr char upper[] = "0123456789ABCDEF";
    for (const char c : s) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_plain(c, p) || (c == ' ' && p == place::form))
            to += c == ' ' ? '+' : c;
        else
            to.append({'%', upper[byte >> 4], upper[byte & 15]});
    }
}

/// Appends `key=value`, behind an `&` where something stands already.
inline void append(std::string_view key, std::string_view val, std::string& to) {
    if (!to.empty()) to += '&';
    append_escaped(key, to);
    to += '=';
    append_escaped(val, to);
}

/// One pair of a form.
struct field {
    text key{};
    text val{};

    friend constexpr bool operator==(const field&, const field&) = default;
};

namespace detail {

inline result<text> unescaped(std::string_view s, std::size_t from) {
    std::string plain;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] != '%') {
            plain += s[i] == '+' ? ' ' : s[i];
        } else if (i + 2 < s.size() && hex_value(s[i + 1]) >= 0 && hex_value(s[i + 2]) >= 0) {
            plain += static_cast<char>(static_cast<unsigned char>(hex_value(s[i + 1]) * 16 + hex_value(s[i + 2])));
            i += 2;
        } else {
            return nimpush::detail::fail(errc::not_hex, "two hexadecimal digits must follow %", from + i);
        }
    }
    if (is_utf8(plain)) return text(nimpush::detail::unchecked{}, plain);
    return nimpush::detail::fail(errc::bad_utf8, "the escapes are not UTF-8", from);
}

}  // namespace detail

/// The pairs of a form in their order; a key without `=` has an empty value, empty pairs are passed over.
/// The error has the offset in bytes of a bad escape, or of the text whose bytes are not UTF-8.
inline result<std::vector<field>> read(std::string_view s) {
    std::vector<field> all;
    for (std::size_t at = 0, end = 0; at < s.size(); at = end + 1) {
        end = s.find('&', at) == npos ? s.size() : s.find('&', at);
        const std::string_view pair = s.substr(at, end - at);
        const std::size_t equals = pair.find('=') == npos ? pair.size() : pair.find('=');
        const std::size_t value_at = equals == pair.size() ? equals : equals + 1;
        auto key = detail::unescaped(pair.substr(0, equals), at);
        auto val = detail::unescaped(pair.substr(value_at), at + value_at);
        if (!key || !val) return unexpected(!key ? std::move(key).error() : std::move(val).error());
        if (!pair.empty()) all.push_back({*std::move(key), *std::move(val)});
    }
    return all;
}

/// The value of the first pair with this key, null pointer where there is none.
constexpr const text* find(span<const field> all, std::string_view key) noexcept {
    for (const field& one : all)
        if (one.key == key) return &one.val;
    return nullptr;
}

}  // namespace form
}  // namespace nimpush::v1
