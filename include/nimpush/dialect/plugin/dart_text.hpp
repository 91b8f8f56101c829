#pragma once

// What Dart's toString() makes of a value that came over the channel.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {
namespace plugin {

namespace detail {

class dart_writer {
    std::vector<char> chars_{};

  public:
    constexpr std::string_view view() const noexcept { return {chars_.data(), chars_.size()}; }

    constexpr void put(std::string_view s) {
        for (const char c : s) chars_.push_back(c);
    }
    constexpr void put(std::int64_t n) {
        char digits[24]{};
        put(std::string_view(digits, static_cast<std::size_t>(write_decimal(n, digits) - digits)));
    }
    constexpr void put(double d) {
        const bool is_ordinary = d - d == 0;
        if (!is_ordinary) return put(d != d ? std::string_view("NaN") : d > 0 ? "Infinity" : "-Infinity");
        char digits[64]{};
        put(std::string_view(digits, static_cast<std::size_t>(write_decimal(d, digits) - digits)));
    }
    template <class Elements> constexpr void put_list(const Elements& elements) {
        put("[");
        bool is_first = true;
        for (const auto& one : elements) {
            if (!is_first) put(", ");
            is_first = false;
            put_one(one);
        }
        put("]");
    }
    constexpr void put_one(std::uint8_t n) { put(static_cast<std::int64_t>(n)); }
    constexpr void put_one(std::int32_t n) { put(static_cast<std::int64_t>(n)); }
    constexpr void put_one(std::int64_t n) { put(n); }
    constexpr void put_one(float d) { put(static_cast<double>(d)); }
    constexpr void put_one(double d) { put(d); }
    constexpr void put_one(const value& v) {
        switch (v.type()) {
            case value::kind::null: return put("null");
            case value::kind::boolean: return put(*v.as_bool() ? "true" : "false");
            case value::kind::int64: return put(*v.as_int());
            case value::kind::float64: return put(*v.as_double());
            case value::kind::string:
            case value::kind::bigint: return put(v.chars());
            case value::kind::bytes: return put_list(v.as_bytes());
            case value::kind::int32_list: return put_list(v.int32s());
            case value::kind::int64_list: return put_list(v.int64s());
            case value::kind::float32_list: return put_list(v.floats());
            case value::kind::float64_list: return put_list(v.doubles());
            case value::kind::list: return put_list(v.items());
            case value::kind::map: break;
        }
        put("{");
        bool is_first = true;
        for (const value::member& one : v.members()) {
            if (!is_first) put(", ");
            is_first = false;
            put_one(one.key);
            put(": ");
            put_one(one.val);
        }
        put("}");
    }
};

}  // namespace detail

/// `812`, `1.0`, `true`, `[1, 2]`, `{a: null}`; a text as it is. As deep as the value is, which the codec bounds.
constexpr text dart_text(const value& v) {
    detail::dart_writer made;
    made.put_one(v);
    return text(nimpush::detail::unchecked{}, made.view());
}

/// What Dart's int.parse() reads: a whole number with a sign or none, in digits or behind `0x` in hexadecimal ones,
/// between spaces or not. Nothing where it throws a FormatException.
[[nodiscard]] constexpr maybe<std::int64_t> dart_int(std::string_view s) noexcept {
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    const bool is_negative = !s.empty() && s.front() == '-';
    if (!s.empty() && (s.front() == '-' || s.front() == '+')) s.remove_prefix(1);
    const bool is_hex = s.size() > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (is_hex) s.remove_prefix(2);
    if (s.empty()) return {};
    const std::uint64_t base = is_hex ? 16 : 10;
    const std::uint64_t most = is_hex ? UINT64_MAX : static_cast<std::uint64_t>(INT64_MAX) + (is_negative ? 1 : 0);
    std::uint64_t n = 0;
    for (const char c : s) {
        const std::uint64_t digit = c >= '0' && c <= '9'             ? static_cast<std::uint64_t>(c - '0')
                                    : is_hex && c >= 'a' && c <= 'f' ? static_cast<std::uint64_t>(c - 'a' + 10)
                                    : is_hex && c >= 'A' && c <= 'F' ? static_cast<std::uint64_t>(c - 'A' + 10)
                                                                     : base;
        if (digit == base || n > (most - digit) / base) return {};
        n = n * base + digit;
    }
    return static_cast<std::int64_t>(is_negative ? 0 - n : n);
}

}  // namespace plugin
}  // namespace nimpush::v1
