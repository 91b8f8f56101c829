#pragma once

// application/x-www-form-urlencoded, both ways, and the escapes of a URL's path.
//
// A form is written as java.net.URLEncoder writes it: a space is `+`; all but letters, digits and `-_.*` is
// `%XX` in upper case, byte by byte of UTF-8. Reading takes what any encoder writes.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

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
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digits::has(c);
    return letter || c == '-' || c == '_' || c == '.' || (p == place::form ? c == '*' : c == '~' || c == '@');
}

/// Bytes of the escaped text.
constexpr std::size_t escaped_size(std::string_view s, place p = place::form) noexcept {
    std::size_t n = 0;
    for (const char c : s) n += is_plain(c, p) || (c == ' ' && p == place::form) ? 1u : 3u;
    return n;
}

/// Writes escaped_size() bytes and returns the end.
constexpr char* write_escaped(std::string_view s, char* at, place p = place::form) noexcept {
    for (const char c : s) {
        if (is_plain(c, p)) {
            *at++ = c;
        } else if (c == ' ' && p == place::form) {
            *at++ = '+';
        } else {
            constexpr char upper[] = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            *at++ = '%';
            *at++ = upper[byte >> 4];
            *at++ = upper[byte & 15];
        }
    }
    return at;
}

/// Appends the escaped text to a std::string or another container of char.
template <class Container>
constexpr void append_escaped(std::string_view s, Container& to, place p = place::form) {
    const std::size_t before = to.size();
    to.resize(before + escaped_size(s, p));
    write_escaped(s, to.data() + before, p);
}

/// Appends `key=value`, behind an `&` where something stands already.
template <class Container> constexpr void append(std::string_view key, std::string_view val, Container& to) {
    if (to.size() != 0) to.push_back('&');
    append_escaped(key, to);
    to.push_back('=');
    append_escaped(val, to);
}

/// One pair of a form.
struct field {
    text key{};
    text val{};

    friend constexpr bool operator==(const field&, const field&) = default;
};

namespace detail {

constexpr result<text> unescaped(std::string_view s, std::size_t from) {
    char* copy = new char[s.size() + 1];
    std::size_t n = 0;
    nimpush::error bad{};
    for (std::size_t i = 0; i < s.size() && bad.code == errc{}; ++i) {
        if (s[i] != '%') {
            copy[n++] = s[i] == '+' ? ' ' : s[i];
        } else if (i + 2 >= s.size() || hex_value(s[i + 1]) < 0 || hex_value(s[i + 2]) < 0) {
            bad = {errc::not_hex, {}, "two hexadecimal digits must follow %", from + i};
        } else {
            copy[n++] = static_cast<char>(static_cast<unsigned char>(hex_value(s[i + 1]) * 16 + hex_value(s[i + 2])));
            i += 2;
        }
    }
    if (bad.code == errc{} && utf8_fault({copy, n}) != npos)
        bad = {errc::bad_utf8, {}, "the escapes are not UTF-8", from};
    text made = bad.code == errc{} ? text(nimpush::detail::unchecked{}, std::string_view(copy, n)) : text();
    delete[] copy;
    if (bad.code != errc{}) return unexpected(std::move(bad));
    return made;
}

}  // namespace detail

/// The pairs of a form in their order; a key without `=` has an empty value, empty pairs are passed over.
/// The error has the offset in bytes of a bad escape, or of the text whose bytes are not UTF-8.
constexpr result<std::vector<field>> read(std::string_view s) {
    std::vector<field> all;
    for (std::size_t at = 0; at < s.size();) {
        const std::size_t end = s.find('&', at) == npos ? s.size() : s.find('&', at);
        const std::string_view pair = s.substr(at, end - at);
        const std::size_t equals = pair.find('=') == npos ? pair.size() : pair.find('=');
        const std::size_t value_at = equals == pair.size() ? equals : equals + 1;
        auto key = detail::unescaped(pair.substr(0, equals), at);
        auto val = detail::unescaped(pair.substr(value_at), at + value_at);
        if (!key || !val) return unexpected(!key ? std::move(key).error() : std::move(val).error());
        if (!pair.empty()) all.push_back({*std::move(key), *std::move(val)});
        at = end + 1;
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
