#pragma once

// What of a described type a version of the peer does not have: fields that are set, enumerators.
//
// A walk of its own, and not a part of check(): who writes asks it each time, and types that no version changes are not
// walked at all.

#include <cstddef>
#include <type_traits>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {

namespace detail {

template <class T> constexpr bool varies();
template <class F, class T> constexpr bool field_varies() {
    if constexpr (F::is_constant)
        return false;
    else
        return F::life.is_bounded() || requires { F::checked_by_option::look::is_of_version; }
    || varies<std::remove_cvref_t<decltype(std::declval<const T*>()->*F::member)>>();
}
template <class T, class... F> constexpr bool any_varies(const field_list<F...>*) {
    return (field_varies<F, T>() || ...);
}
/// Do versions of the peer differ in anything of it?
template <class T> constexpr bool varies() {
    if constexpr (is_optional<T> || is_vector<T>)
        return varies<typename T::value_type>();
    else if constexpr (std::is_enum_v<T>)
        return grown_enum<T>;
    else if constexpr (requires { T::holds_described; })
        return T::any([]<class One>() { return varies<One>(); });
    else if constexpr (schema::described<T>)
        return any_varies<T>(static_cast<fields<T>*>(nullptr));
    else
        return false;
}

template <schema::spelling Spelling, class T>
constexpr void find_unspoken(const T& x, const place& here, fault_list& faults);

template <schema::spelling Spelling, class F> constexpr place place_of(const place& here) noexcept {
    constexpr bool is_flat = Spelling == schema::spelling::wire && F::template has<schema::flat>;
    if constexpr (is_flat)
        return here;
    else
        return here.at(Spelling == schema::spelling::api ? F::name.view() : F::key.view());
}

/// A field that the version lacks, where it is something else than by default.
template <schema::spelling Spelling, class F, class T>
constexpr void find_set(const T& x, const T& none, const place& here, fault_list& faults) {
    if constexpr (F::life.is_bounded() && !F::life.moved_away.is_said())
        if (!F::life.exists(faults.spoken) && !equal_member<F>(x, none))
            faults.add(place_of<Spelling, F>(here), errc::not_supported, unspoken(faults.spoken, F::life));
}
/// What is wrong with a field that it has, or within.
template <schema::spelling Spelling, class F, class T>
constexpr void find_unspoken_of(const T& x, const place& here, fault_list& faults) {
    if constexpr (field_varies<F, T>()) {
        if (!F::life.stands(faults.spoken)) return;
        const place there = place_of<Spelling, F>(here);
        if constexpr (F::life.carried.is_said())
            if (!F::life.is_carried(faults.spoken))
                return faults.add(there, errc::not_representable, unspoken(faults.spoken, F::life));
        using M = std::remove_cvref_t<decltype(&x->*F::member)>;
        if constexpr (requires { F::checked_by_option::look::is_of_version; })
            F::checked_by_option::look::at(x, &x->*F::member, there, faults);
        if constexpr (varies<M>()) find_unspoken<Spelling>(&x->*F::member, there, faults);
    }
}
template <schema::spelling Spelling, class T, class... F>
constexpr void find_unspoken_in(const T& x, const place& here, fault_list& faults, const field_list<F...>&) {
    if ((!F::life.exists(faults.spoken) || ...)) {
        const T none{};
        (find_set<Spelling, F>(x, none, here, faults), ...);
    }
    (find_unspoken_of<Spelling, F>(x, here, faults), ...);
}

/// Every place where x has what the version of `faults` has not.
template <schema::spelling Spelling, class T>
constexpr void find_unspoken(const T& x, const place& here, fault_list& faults) {
    if constexpr (is_optional<T>) {
        if (x.has_value()) find_unspoken<Spelling>(*x, here, faults);
    } else if constexpr (is_vector<T>) {
        for (std::size_t i = 0; i < x.size(); ++i) find_unspoken<Spelling>(x[i], here.at(i), faults);
    } else if constexpr (std::is_enum_v<T>) {
        if (!knows(faults.spoken, x))
            faults.add(here, errc::bad_enumerator,
                       join(name_of(x), ": ", unspoken(faults.spoken, first_version(x)).view()));
    } else if constexpr (requires { T::holds_described; }) {
        x.visit([&](const auto& one) { find_unspoken<Spelling>(one, here, faults); });
    } else if constexpr (varies<T>()) {
        find_unspoken_in<Spelling>(x, here, faults, fields<T>{});
    }
}

}  // namespace detail

/// What of x a version of the peer does not have, with its path: fields that are set and enumerators (not_supported,
/// bad_enumerator), and what it could not send (not_representable). Empty where there is nothing, or no version is said.
template <schema::spelling Spelling = schema::spelling::wire, class T>
[[nodiscard]] constexpr problems find_unspoken(const T& x, schema::version spoken) {
    detail::fault_list faults(spoken);
    if constexpr (detail::varies<T>())
        if (spoken.is_said()) detail::find_unspoken<Spelling>(x, detail::place{}, faults);
    return faults.take();
}

}  // namespace nimpush::v1
