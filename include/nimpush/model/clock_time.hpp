#pragma once

// A time of the day as NIM's settings have it: `HH:mm`.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

/// Minutes since midnight of `HH:mm` from 00:00 to 23:59; nothing for any other text.
constexpr maybe<std::int32_t> clock_minutes(std::string_view s) noexcept {
    if (s.size() != 5 || s[2] != ':') return {};
    for (const std::size_t i : {0u, 1u, 3u, 4u})
        if (!schema::digits::has(s[i])) return {};
    const std::int32_t hours = (s[0] - '0') * 10 + (s[1] - '0');
    const std::int32_t minutes = (s[3] - '0') * 10 + (s[4] - '0');
    if (hours > limits::last_hour || minutes > limits::last_minute) return {};
    return hours * 60 + minutes;
}

}  // namespace nimpush::v1
