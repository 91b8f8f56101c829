#pragma once

// check(): every rule that a described type breaks, with its path, not the first only.
//
// Literals are checked while compiling; this is for what came at run time, and for what no type can
// say. An error is what the peer refuses or loses; a warning is where sources disagree or where the
// call does something else than it looks like.

#include <cstddef>
#include <type_traits>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// Has the type a check() that knows more than its fields do?
template <class T>
concept checked_apart = requires {
    typename T::own_check;
};

template <schema::spelling Spelling, class T>
constexpr void check_into(const T& x, const place& here, fault_list& faults);

/// Nothing of a plain number or of text without a rule can be wrong, but that it is missing.
template <class M>
inline constexpr bool may_be_wrong = !(std::is_arithmetic_v<M> || std::is_enum_v<M> || std::is_same_v<M, text> ||
                                       std::is_same_v<M, value> || std::is_same_v<M, free_map>);
template <class M>
requires is_optional<M>
inline constexpr bool may_be_wrong<M> = may_be_wrong<typename M::value_type>;
template <class M> inline constexpr bool may_be_wrong<std::vector<M>> = may_be_wrong<M>;

template <schema::spelling Spelling, class F, class T>
constexpr void check_field(const T& x, const place& here, fault_list& faults) {
    if constexpr (!F::is_constant && !F::life.moved_away.is_said()) {
        using M = std::remove_cvref_t<decltype(&x->*F::member)>;
        constexpr bool must_be_there =
            F::template has<schema::demanded> ||
            (is_text<M> && F::template has<schema::required> && F::template has<schema::not_null>);
        // What is wrong in some versions alone is find_unspoken()'s.
        constexpr bool is_looked_at = !std::is_void_v<typename F::checked_by_option> && !requires {
            F::checked_by_option::look::is_of_version;
        };
        if constexpr (Spelling == schema::spelling::wire && F::template has<schema::flat>) {
            check_into<Spelling>(&x->*F::member, here, faults);
        } else if constexpr (must_be_there || is_looked_at || may_be_wrong<M>) {
            const place there = here.at(Spelling == schema::spelling::api ? F::name.view() : F::key.view());
            if constexpr (must_be_there)
                if (is_null(&x->*F::member)) faults.add(there, errc::missing, "missing: it is required");
            if constexpr (is_looked_at) F::checked_by_option::look::at(x, &x->*F::member, there, faults);
            if constexpr (may_be_wrong<M>) check_into<Spelling>(&x->*F::member, there, faults);
        }
    }
}

template <schema::spelling Spelling, class T, class... F>
constexpr void check_all(const T& x, const place& here, fault_list& faults, const field_list<F...>&) {
    (check_field<Spelling, F>(x, here, faults), ...);
}

template <schema::spelling Spelling, schema::described T>
constexpr void check_members(const T& x, const place& here, fault_list& faults) {
    check_all<Spelling>(x, here, faults, fields<T>{});
}

template <schema::spelling Spelling, class T>
constexpr void check_into(const T& x, const place& here, fault_list& faults) {
    if constexpr (requires { x.add_faults(here, faults); }) {
        x.add_faults(here, faults);
    } else if constexpr (is_text<T>) {
        if (!x.has_value()) return;
        using rule = typename T::rule;
        if constexpr (!std::is_same_v<rule, any_text>) {
            if (auto made = T::from(x.view()); !made) return faults.add(here, made.error());
            if constexpr (requires { rule::warn_bytes; })
                if (x.size() > rule::warn_bytes)
                    faults.add(here,
                               {errc::too_long,
                                {},
                                join(count_text(x.size()), " bytes, more than ", count_text(rule::warn_bytes), ": ",
                                     rule::warning)},
                               degree::warning);
        }
    } else if constexpr (is_ranged<T>) {
        if (auto fine = x.test(); !fine) faults.add(here, fine.error());
    } else if constexpr (is_optional<T>) {
        if (x.has_value()) check_into<Spelling>(*x, here, faults);
    } else if constexpr (is_vector<T>) {
        for (std::size_t i = 0; i < x.size(); ++i) check_into<Spelling>(x[i], here.at(i), faults);
    } else if constexpr (requires { T::holds_described; }) {
        x.visit([&](const auto& one) { check_members<Spelling>(one, here, faults); });
    } else if constexpr (schema::described<T>) {
        check_members<Spelling>(x, here, faults);
    }
}

}  // namespace detail

/// Every problem of a model or a call, in the order of its fields; empty where there is none.
///
/// Paths are spelt as on the wire, or with the names of the peer's API. Not for a type whose check() stands in a header of
/// its own, which says so with `own_check`.
template <schema::spelling Spelling = schema::spelling::wire, class T>
requires(!detail::checked_apart<T>) [[nodiscard]] constexpr problems(check)(const T& x) {
    detail::fault_list faults;
    detail::check_into<Spelling>(x, detail::place{}, faults);
    return faults.take();
}

}  // namespace nimpush::v1
