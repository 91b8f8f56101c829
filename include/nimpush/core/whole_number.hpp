#pragma once

// What counts as a number when a literal is one.

#include <concepts>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

/// An integer that is meant as a number: neither a bool nor a character, whose 'a' would be 97.
template <class T>
concept whole_number =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

}  // namespace detail
}  // namespace nimpush::v1
