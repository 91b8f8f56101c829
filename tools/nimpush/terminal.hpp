#pragma once

// JSON that may be looked at: it says the same, and a terminal shows it as it is.

#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush_tool {

/// JSON text with each character that a terminal would obey, or turn the line around for, as `\u202e`. In well-formed
/// JSON of ours they stand in texts only, where the escape means the same.
inline std::string shown_json(std::string_view json) {
    std::string made;
    made.reserve(json.size());
    for (std::size_t i = 0; i < json.size();) {
        std::size_t length = nimpush::detail::sequence_length(json, i);
        if (length == 0) length = 1;
        if (!nimpush::detail::is_unseen(json, i, length)) {
            made += json.substr(i, length);
        } else {
            constexpr std::string_view digits = "0123456789abcdef";
            const auto byte = [&](std::size_t k) { return nimpush::detail::byte_at(json, i + k); };
            const unsigned unit = length == 1   ? byte(0)
                                  : length == 2 ? (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu)
                                                : (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
            made += "\\u";
            for (const unsigned shift : {12u, 8u, 4u, 0u}) made += digits[unit >> shift & 15u];
        }
        i += length;
    }
    return made;
}

}  // namespace nimpush_tool
