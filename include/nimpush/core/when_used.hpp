#pragma once

// For bodies that cost nothing where they are only included.
//
// A compiler looks up and instantiates what does not depend on a template's parameter as soon as it reads the template,
// even constexpr bodies. `typename When::template type<T>` is T, and depends: a class template over `class When`, used
// as when_used alone, is read and not worked on until somebody uses it.

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {
namespace detail {

struct when_used {
    template <class T> using type = T;
};

}  // namespace detail
}  // namespace nimpush::v1
