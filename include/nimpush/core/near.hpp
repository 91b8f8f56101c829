#pragma once

// Which name was meant by one that nobody knows.

#include <array>
#include <cstddef>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// Longer texts are no names: they are near to nothing, and looking at them has a bound.
inline constexpr std::size_t longest_name = 64;

/// Single characters to insert, remove or replace, or two neighbours to swap, the case of letters aside; more than any
/// two names where one is too long for a name.
constexpr std::size_t distance(std::string_view a, std::string_view b) noexcept {
    const auto same = [](char x, char y) { return lower(x) == lower(y); };
    if (a.size() > longest_name || b.size() > longest_name) return 2 * longest_name;
    std::array<std::size_t, longest_name + 1> before_last{};
    std::array<std::size_t, longest_name + 1> last{};
    std::array<std::size_t, longest_name + 1> row{};
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last = last;
        last = row;
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t least = last[j - 1] + !same(a[i - 1], b[j - 1]);
            if (last[j] + 1 < least) least = last[j] + 1;
            if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
            const bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
            if (swapped && before_last[j - 2] + 1 < least) least = before_last[j - 2] + 1;
            row[j] = least;
        }
    }
    return row[b.size()];
}

constexpr bool is_separator(char c) noexcept { return c == '-' || c == '_' || c == ' ' || c == '.'; }

/// Equal but for the case of letters and what stands between the words: `content_available`, `contentAvailable`.
constexpr bool same_words(std::string_view a, std::string_view b) noexcept {
    std::size_t i = 0;
    std::size_t j = 0;
    while (true) {
        while (i < a.size() && is_separator(a[i])) ++i;
        while (j < b.size() && is_separator(b[j])) ++j;
        if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
        if (lower(a[i++]) != lower(b[j++])) return false;
    }
}

}  // namespace detail

/// The one of `known` that `found` was likely meant to be: spelt with other separators or in another case, or one slip
/// away, two where it has eight characters or more. Empty where none is near, or where it is one of them. A guess:
/// say so.
constexpr std::string_view nearest(std::string_view found, span<const std::string_view> known) noexcept {
    std::string_view best;
    std::size_t least = found.size() < 3 ? 0 : found.size() < 8 ? 1 : 2;
    for (const std::string_view name : known) {
        if (name == found) return {};
        if (detail::same_words(name, found)) return name;
    }
    ++least;
    for (const std::string_view name : known) {
        const std::size_t apart = detail::distance(name, found);
        if (apart < least) {
            least = apart;
            best = name;
        }
    }
    return best;
}

}  // namespace nimpush::v1
