#pragma once

// The version of NIM's Flutter plugin that a device or a sender has, where a scenario says it.

#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// A version as text, such as `10.9.90`; null where none is said. 1.7.7 and what is before 10 is nim_core, 10 and later
/// nim_core_v2.
struct plugin_release {
    schema::version number{};

    constexpr bool has_value() const noexcept { return number.is_said(); }
    /// nim_core_v2 of some version.
    constexpr bool is_v2() const noexcept { return number >= schema::version(10, 0, 0); }

    template <class Out> constexpr void emit_to(Out& out) const {
        has_value() ? out.string(schema::version_chars(number).view()) : out.null();
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "a version as text, such as 10.9.90");
        const auto read = schema::read_version(v.chars());
        if (!read || !read->is_said())
            return faults.add(here, errc::bad_enumerator, "no version of the plugin, such as 1.7.7 or 10.9.90");
        number = *read;
    }
    friend constexpr bool operator==(const plugin_release&, const plugin_release&) = default;
};

}  // namespace delivery
}  // namespace nimpush::v1
