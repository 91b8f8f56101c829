#pragma once

// Whole numbers beyond int64, as values: a bigint of 16 hexadecimal digits.

#include <cstddef>
#include <cstdint>

#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// A number beyond int64 as a bigint of 16 digits, any other as a whole number.
constexpr value unsigned_value(std::uint64_t u) {
    if (u <= INT64_MAX) return value(static_cast<std::int64_t>(u));
    std::uint8_t bytes[8]{};
    for (std::size_t i = 8; i-- > 0; u >>= 8) bytes[i] = static_cast<std::uint8_t>(u);
    char digits[16]{};
    write_hex(bytes, digits);
    return value::bigint(unchecked{}, chars_at(digits, 16));
}
/// The number of a whole one or of a bigint; nothing below 0 and beyond 64 bits.
constexpr maybe<std::uint64_t> as_unsigned(const value& v) noexcept {
    if (const auto i = v.as_int()) return *i < 0 ? std::nullopt : maybe(static_cast<std::uint64_t>(*i));
    if (!v.is(value::kind::bigint)) return {};
    std::uint64_t u = 0;
    for (const char c : v.chars()) {
        if (c == '-' || u >> 60 != 0) return {};
        u = u << 4 | static_cast<std::uint64_t>(hex_value(c));
    }
    return u;
}

}  // namespace detail

}  // namespace nimpush::v1
