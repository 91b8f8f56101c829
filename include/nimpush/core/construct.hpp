#pragma once

// An object's beginning and end in storage that is there already, while compiling too.
//
// std::construct_at alone may do the first in a constant expression. <memory> has it, and 15,000 lines more on
// libstdc++; <optional> brings it on every library, but std::destroy_at on libstdc++ and libc++ alone.

#include <optional>  // IWYU pragma: keep
#include <utility>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

template <class T, class... Args> constexpr T* construct_at(T* place, Args&&... args) {
    return std::construct_at(place, std::forward<Args>(args)...);
}

template <class T> constexpr void destroy_at(T* object) noexcept { object->~T(); }

}  // namespace detail
}  // namespace nimpush::inline v1
