#pragma once

// Keys of a tree that no field of a described type has: who reads the type passes them over.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1::detail {

/// A type that is read field by field; what reads itself, such as an attachment, has keys of its own.
template <class T>
concept read_by_fields =
    schema::described<T> && !requires(T & x, const value& v, const place& here, fault_list& faults) {
    x.template read_from<reading::lenient>(v, here, faults);
};

template <class T> constexpr void tell_unread(const value& v, const place& here, fault_list& faults);

template <class T, class... F>
constexpr void tell_unread_in(const value& v, const place& here, fault_list& faults, const field_list<F...>&) {
    constexpr std::array<std::string_view, sizeof...(F)> known{F::key.view()...};
    for (const value::member& one : v.members()) {
        if (faults.all().size() == fault_list::most) return;  // no more are told, and a name that is near takes long
        const std::string_view key = one.key.chars();
        if (((F::key.view() == key) || ...)) continue;
        const std::string_view meant = nearest(key, known);
        faults.add(
            here.at(key),
            nimpush::error{errc::unknown_key,
                           {},
                           meant.empty() ? text("not read: there is no such key")
                                         : join("not read: there is no such key: `", meant, "` was likely meant")},
            degree::warning);
    }
    const auto inside = [&]<class One>(One) {
        if constexpr (!One::is_constant)
            if (const value* found = v.find(One::key.view()))
                tell_unread<std::remove_cvref_t<decltype(std::declval<const T*>()->*One::member)>>(
                    *found, here.at(One::key.view()), faults);
    };
    (inside(F{}), ...);
}

/// A warning for each key of `v`, and of what is in it, that T does not have, with the one that was likely meant. What
/// has another type than T is not looked at.
template <class T> constexpr void tell_unread(const value& v, const place& here, fault_list& faults) {
    if constexpr (is_optional<T>) {
        tell_unread<typename T::value_type>(v, here, faults);
    } else if constexpr (is_vector<T>) {
        if (v.is(value::kind::list))
            for (std::size_t i = 0; i < v.size(); ++i)
                tell_unread<typename T::value_type>(v.items()[i], here.at(i), faults);
    } else if constexpr (read_by_fields<T>) {
        if (v.is(value::kind::map)) tell_unread_in<T>(v, here, faults, fields<T>{});
    }
}

}  // namespace nimpush::v1::detail
