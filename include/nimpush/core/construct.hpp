#pragma once

// An object's beginning and end in storage that is there already, while compiling too.
//
// std::construct_at alone may do the first in a constant expression. <memory> has it, and 15,000 lines more on
// libstdc++; <optional> brings it on every library, but std::destroy_at on libstdc++ and libc++ alone.

#include <optional>     // IWYU pragma: keep
#include <type_traits>  // IWYU pragma: keep
#include <utility>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

template <class T, class... Args> constexpr T* construct_at(T* place, Args&&... args) {
    return std::construct_at(place, std::forward<Args>(args)...);
}

template <class T> constexpr void destroy_at(T* object) noexcept { object->~T(); }

// What std's traits answer by five to ten instantiations a type, by one or none.
#if defined(__GNUC__) || defined(_MSC_VER)
template <class T> inline constexpr bool is_copied_as_bytes = __is_trivially_copyable(T);
template <class T, class... Args> inline constexpr bool is_made_of = __is_constructible(T, Args...);
#else
template <class T> inline constexpr bool is_copied_as_bytes = std::is_trivially_copyable_v<T>;
template <class T, class... Args> inline constexpr bool is_made_of = std::is_constructible_v<T, Args...>;
#endif
/// Becomes a From an object of type To without a cast?
template <class From, class To>
concept becomes = requires(void (*take)(To), From&& from) {
    take(static_cast<From&&>(from));
};

}  // namespace detail
}  // namespace nimpush::inline v1
