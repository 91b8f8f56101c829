#pragma once

// Letters of ASCII, whatever the locale.

#include <cstddef>
#include <string_view>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

/// Equal but for the case of ASCII letters.
constexpr bool same_but_for_case(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

}  // namespace detail
}  // namespace nimpush::v1
