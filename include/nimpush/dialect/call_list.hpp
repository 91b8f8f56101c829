#pragma once

// A list of call types, to look one up among them.

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

/// A list of call types.
template <class... Calls> struct call_list {
    /// Calls f.operator()<Call>() for each until one answers true.
    template <class F> static constexpr bool any(F&& f) { return (f.template operator()<Calls>() || ...); }
};

}  // namespace nimpush::v1
