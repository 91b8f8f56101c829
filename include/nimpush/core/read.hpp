#pragma once

// The walk inwards: a value tree into a described type, every fault with its path.
//
// A policy says what null, missing, unknown and wrong types mean. Here are two that suit anybody: `parameters`
// is how a caller's input is taken (unknown and missing ones, nulls and wrong types are faults, limits are looked
// at, all faults are collected), `lenient` how what a peer sent is taken (unknown keys pass, absent and null are
// the same, an unknown enumerator has its fallback, what a rule forbids is kept for check()). A dialect whose peer
// reads otherwise derives a policy of its own.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {

/// What a walk inwards makes of what it meets.
namespace reading {

/// What a peer sent: by the wire's keys.
struct lenient {
    /// Is it a caller's input, by the names of the API, of which nothing unknown, missing or over a limit passes?
    static constexpr bool is_input = false;
    /// The number that an integer member gets; nothing, and a fault, where it is none.
    static constexpr std::optional<std::int64_t> whole(const value& v, const detail::place& here,
                                                       detail::fault_list& faults) {
        if (!v.is(value::kind::int64)) faults.wrong_type(here, v, "a whole number");
        return v.as_int();
    }
    /// May a text member be made of it?
    static constexpr bool is_text(const value& v) noexcept { return v.is(value::kind::string); }
    /// What is said where a value must be there and is not.
    static constexpr text missing() { return "missing: it must be there"; }
    /// May a list of T hold a null?
    template <class T> static constexpr bool takes_null_item = std::is_same_v<T, text_or_null>;
};

/// A caller's input.
struct parameters : lenient {
    static constexpr bool is_input = true;
    template <class T>
    static constexpr bool takes_null_item = detail::is_optional<T> || std::is_same_v<T, text_or_null>;
};

}  // namespace reading

namespace detail {

template <class Policy, class T> constexpr void read_into(const value& v, T& to, const place& here, fault_list& faults);

template <class E> constexpr text allowed_names() {
    text all;
    for (const std::string_view one : names<E>::list) all = join(all.view(), all.empty() ? "" : ", ", one);
    return all;
}

template <class E> constexpr text not_among(const value& v) {
    if (!v.is(value::kind::string)) return join(kind_name(v.type()), ", must be one of ", allowed_names<E>().view());
    return join("`", printable(v.chars()).view(), "` is none of ", allowed_names<E>().view());
}

template <class T> constexpr void read_enum_name(const value& v, T& to, const place& here, fault_list& faults) {
    if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "the name of an enumerator");
    T made{};
    if (!nimpush::detail::take_name(v.chars(), made)) return faults.add(here, errc::bad_enumerator, not_among<T>(v));
    if (!knows(faults.spoken, made))
        return faults.add(here, errc::bad_enumerator,
                          join(printable(v.chars()).view(), ": ", unspoken(faults.spoken, first_version(made)).view()));
    to = made;
}

/// The enumerator that the wire means, by name or by number; 1.0 is 1. One that the version does not know is none.
template <schema::named E> constexpr bool from_wire(const value& v, E& to, schema::version spoken) noexcept {
    E made{};
    bool found = false;
    if constexpr (!schema::numbered<E>) {
        found = v.is(value::kind::string) && nimpush::detail::take_name(v.chars(), made);
    } else {
        for (std::size_t i = 0; i < std::size(names<E>::list) && !found; ++i)
            if (const auto d = v.as_double(); d && *d == static_cast<double>(names<E>::number(i)))
                made = static_cast<E>(i), found = true;
    }
    if (!found || !knows(spoken, made)) return false;
    to = made;
    return true;
}
template <schema::named E> constexpr text unknown_enumerator(const value& v) {
    if constexpr (!schema::numbered<E>)
        return not_among<E>(v);
    else
        return v.is(value::kind::int64) ? join(number_text(*v.as_int()).view(), " is no number of an enumerator")
                                        : join(kind_name(v.type()), ", must be the number of an enumerator");
}

template <class T> inline constexpr bool is_optional_enum = false;
template <schema::named E> inline constexpr bool is_optional_enum<std::optional<E>> = true;

/// Can the member hold a null?
template <class T>
inline constexpr bool nullable = is_text<T> || is_ranged<T> || is_optional<T> || std::is_same_v<T, value> ||
                                 std::is_same_v<T, free_map> || requires(const T& t) {
    t.has_value();
};

/// What a walk must know of a field; fields of the same type and the same mind share one function.
struct read_rules {
    bool required = false;
    bool not_null = false;
    bool no_nulls = false;
    bool lost = false;
    bool api_only = false;
    bool flat = false;
    bool strict = false;
    bool text_first = false;
    bool by_index = false;
    lifetime life{};
};
template <class F>
inline constexpr read_rules read_rules_of{F::template has<schema::required>, F::template has<schema::not_null>,
                                          F::template has<schema::no_nulls>, F::template has<schema::lost>,
                                          F::template has<schema::api_only>, F::template has<schema::flat>,
                                          F::template has<schema::strict>,   F::template has<schema::text_first>,
                                          F::template has<schema::by_index>, F::life};

/// One member as a caller's parameter.
template <class T>
constexpr void read_parameter(const value* v, T& to, const read_rules& rules, const place& here, fault_list& faults) {
    if (!rules.life.stands(faults.spoken)) {
        if (v != nullptr && !rules.life.exists(faults.spoken) && !rules.life.moved_away.is_said())
            faults.add(here, errc::not_supported, unspoken(faults.spoken, rules.life));
        return;
    }
    if (v == nullptr) {
        if (rules.required) faults.add(here, errc::missing, "missing: it is required");
        return;
    }
    if (v->is_null()) {
        if constexpr (nullable<T>)
            if (!rules.not_null) {
                to = T{};
                return;
            }
        return faults.add(here, errc::null_value, "null, which it cannot be");
    }
    read_into<reading::parameters>(*v, to, here, faults);
    if (rules.lost) to = T{};
    if (rules.no_nulls)
        for (const value::member& one : v->members())
            if (one.val.is_null())
                faults.add(here.at(one.key.chars()), errc::null_value, "null, which this map cannot hold");
}

/// An absent or null key, where that is no fault.
template <class IfMissing, class T> constexpr void substitute(T& to) {
    if constexpr (!std::is_void_v<IfMissing>) {
        if constexpr (is_text<T>)
            to = T(IfMissing::substitute.chars);
        else
            to = IfMissing::substitute;
    } else if constexpr (nullable<T>) {
        to = T{};
    }
}

/// An enumerator from the wire.
template <read_rules Rules, class Otherwise, class E>
constexpr void read_enumerator(const value& v, E& to, const place& here, fault_list& faults) {
    if constexpr (Rules.by_index) {
        if (!v.is(value::kind::int64)) return faults.wrong_type(here, v, "a whole number");
        // A number out of range is the first enumerator.
        const auto i = *v.as_int();
        to = i >= 0 && static_cast<std::uint64_t>(i) < std::size(names<E>::list) ? static_cast<E>(i) : E{};
    } else if (!from_wire(v, to, faults.spoken)) {
        if constexpr (!std::is_void_v<Otherwise>)
            to = Otherwise::enumerator;
        else
            faults.add(here, errc::bad_enumerator, unknown_enumerator<E>(v));
    }
}

/// One member from the wire.
template <class Policy, read_rules Rules, class Otherwise, class IfMissing, class T>
constexpr void read_key(const value& around, std::string_view key, T& to, const place& whole, fault_list& faults) {
    if constexpr (Rules.api_only) return;
    if constexpr (Rules.life.varies())
        if (!Rules.life.stands(faults.spoken)) return;
    if constexpr (Rules.flat) {
        read_into<Policy>(around, to, whole, faults);
    } else if constexpr (!Rules.api_only) {
        const value* v = around.find(key);
        const place here = whole.at(key);
        const bool is_nothing = v == nullptr || v->is_null();
        if constexpr (schema::named<T> || is_optional_enum<T>) {
            constexpr bool takes_nothing = !std::is_void_v<IfMissing>;
            if (Rules.text_first && (is_nothing ? !takes_nothing : !v->is(value::kind::string)))
                return is_nothing ? faults.add(here, errc::wrong_type, "null, must be a text")
                                  : faults.wrong_type(here, *v, "a text");
            if (is_nothing) {
                if (Rules.strict) return faults.add(here, errc::bad_enumerator, Policy::missing());
                return substitute<IfMissing>(to);
            }
            if constexpr (is_optional<T>)
                read_enumerator<Rules, Otherwise>(*v, to.emplace(), here, faults);
            else
                read_enumerator<Rules, Otherwise>(*v, to, here, faults);
        } else {
            if (is_nothing) {
                if (Rules.strict) return faults.wrong_type(here, value(), "present");
                return substitute<IfMissing>(to);
            }
            read_into<Policy>(*v, to, here, faults);
            if constexpr (Rules.lost) to = T{};
        }
    }
}

/// One that the peer reads as no other.
template <class Policy, class F, class M>
constexpr void read_by(const value& around, M& to, const place& whole, fault_list& faults) {
    if (F::life.stands(faults.spoken))
        F::read_by_option::reader::template read<Policy>(around.find(F::key.view()), to, whole.at(F::key.view()),
                                                         faults);
}

template <class Policy, class F, class T>
constexpr void read_field(const value& v, T& to, const place& here, fault_list& faults) {
    if constexpr (!F::is_constant) {
        if constexpr (Policy::is_input)
            read_parameter(v.find(F::name.view()), &to->*F::member, read_rules_of<F>, here.at(F::name.view()), faults);
        else if constexpr (!std::is_void_v<typename F::read_by_option>)
            read_by<Policy, F>(v, &to->*F::member, here, faults);
        else
            read_key<Policy, read_rules_of<F>, typename F::otherwise_option, typename F::if_missing_option>(
                v, F::key.view(), &to->*F::member, here, faults);
    }
}

template <class Policy, class T, class... F>
constexpr void read_all(const value& v, T& to, const place& here, fault_list& faults, const field_list<F...>&) {
    (read_field<Policy, F>(v, to, here, faults), ...);
}
template <class Policy, schema::described T>
constexpr void read_members(const value& v, T& to, const place& here, fault_list& faults) {
    read_all<Policy>(v, to, here, faults, fields<T>{});
}

constexpr text no_such_parameter(std::string_view name, span<const std::string_view> known) {
    const std::string_view meant = nearest(name, known);
    return meant.empty() ? text("there is no such parameter")
                         : join("there is no such parameter: `", meant, "` was likely meant");
}
/// A parameter that no field has is a fault; `known` are the fields' names.
constexpr void refuse_unknown(const value& v, const place& here, fault_list& faults,
                              span<const std::string_view> known) {
    for (const value::member& one : v.members()) {
        if (faults.all().size() == fault_list::most) return;  // no more are told, and a name that is near takes long
        const std::string_view name = one.key.chars();
        bool found = false;
        for (const std::string_view field_name : known) found = found || field_name == name;
        if (!found || !one.key.is(value::kind::string))
            faults.add(here.at(name), errc::unknown_key, no_such_parameter(name, known));
    }
}

/// The pairs that no field has, null where there are none.
constexpr free_map unknown_pairs(const value& v, span<const std::string_view> known) {
    free_map unknown;
    for (const value::member& one : v.members()) {
        bool found = !one.key.is(value::kind::string);
        for (const std::string_view name : known) found = found || name == one.key.chars();
        if (!found) unknown.set(text(unchecked{}, one.key.chars()), one.val);
    }
    return unknown;
}

/// A value that is there and not null into a member of type T.
template <class Policy, class T>
constexpr void read_into(const value& v, T& to, const place& here, fault_list& faults) {
    if constexpr (requires { to.template read_from<Policy>(v, here, faults); }) {
        to.template read_from<Policy>(v, here, faults);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!v.is(value::kind::boolean)) return faults.wrong_type(here, v, "a bool");
        to = *v.as_bool();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        if (const auto whole = Policy::whole(v, here, faults)) to = *whole;
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        const auto u = as_unsigned(v);
        if (!u) return faults.wrong_type(here, v, "a whole number from 0 on");
        to = *u;
    } else if constexpr (std::is_same_v<T, double>) {
        const auto d = v.as_double();
        if (!d) return faults.wrong_type(here, v, "a number");
        to = *d;
    } else if constexpr (is_text<T>) {
        if (!Policy::is_text(v)) return faults.wrong_type(here, v, "a text");
        if constexpr (!Policy::is_input) {  // what a peer sent is kept; check() looks at it
            to = T(unchecked{}, v.chars());
            return;
        }
        auto made = T::from(v.chars());
        if (!made) return faults.add(here, std::move(made).error());
        to = *std::move(made);
    } else if constexpr (is_ranged<T>) {
        const auto whole = Policy::whole(v, here, faults);
        if (!whole) return;
        if constexpr (!Policy::is_input) {
            to = T::unchecked(*whole);
            return;
        }
        auto made = T::from(*whole);
        if (!made) return faults.add(here, std::move(made).error());
        to = *made;
    } else if constexpr (is_optional<T>) {
        read_into<Policy>(v, to.emplace(), here, faults);
    } else if constexpr (std::is_same_v<T, value>) {
        to = v;
    } else if constexpr (std::is_same_v<T, free_map>) {
        auto made = free_map::from(v);
        if (!made) return faults.wrong_type(here, v, "a map with text keys");
        to = *std::move(made);
    } else if constexpr (schema::numbered<T> && !Policy::is_input) {
        if (!from_wire(v, to, faults.spoken)) faults.add(here, errc::bad_enumerator, unknown_enumerator<T>(v));
    } else if constexpr (schema::named<T>) {
        read_enum_name(v, to, here, faults);
    } else if constexpr (is_vector<T>) {
        if (!v.is(value::kind::list)) return faults.wrong_type(here, v, "a list");
        to.clear();
        to.reserve(v.size());
        for (std::size_t i = 0; i < v.size(); ++i) {
            typename T::value_type item{};
            if (!v.items()[i].is_null() || std::is_same_v<typename T::value_type, value>)
                read_into<Policy>(v.items()[i], item, here.at(i), faults);
            else if (!Policy::template takes_null_item<typename T::value_type>)
                faults.wrong_type(here.at(i), v.items()[i], "no null");
            to.push_back(std::move(item));
        }
    } else if constexpr (schema::open<T>) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        read_all<Policy>(v, to, here, faults, typename T::open_fields{});
        to.other = unknown_pairs(v, T::open_fields::names());
    } else {
        static_assert(schema::described<T>, "this type has no fields<T>");
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        if constexpr (Policy::is_input) refuse_unknown(v, here, faults, fields<T>::names());
        read_members<Policy>(v, to, here, faults);
    }
}

}  // namespace detail

/// What was read, and every fault. What is at fault is left as it begins.
template <class T> struct parsed {
    T made{};
    problems found{};

    /// Nothing that the peer would refuse.
    constexpr bool ok() const noexcept { return !has_errors(found); }
};

namespace detail {

/// A value from its outermost place on, every fault with its path.
template <class Policy, class T> constexpr parsed<T> read_whole(const value& v, schema::version spoken = {}) {
    parsed<T> read;
    fault_list faults(spoken);
    read_into<Policy>(v, read.made, place{}, faults);
    read.found = faults.take();
    return read;
}

}  // namespace detail

/// Reads parameters as the API of the peer takes them; every fault comes back, with its path. Where a version is
/// said, what it does not have is a fault (not_supported).
template <class T> [[nodiscard]] constexpr parsed<T> read_parameters(const value& v, schema::version spoken = {}) {
    return detail::read_whole<reading::parameters, T>(v, spoken);
}

/// Reads what came over a wire; the first fault comes back. Where a version is said, keys that it does not have pass
/// unread.
template <class T, class Policy = reading::lenient>
constexpr result<T> read_wire(const value& v, schema::version spoken = {}) {
    auto read = detail::read_whole<Policy, T>(v, spoken);
    if (!read.found.empty()) return unexpected(std::move(read.found.front().what));
    return std::move(read.made);
}

}  // namespace nimpush::v1
