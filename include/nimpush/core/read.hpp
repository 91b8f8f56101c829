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
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/find_members.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: most members of what comes are absent, and to see that shall take no call.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_INLINED [[gnu::always_inline]]
#else
#define NIMPUSH_INLINED
#endif

/// What a walk inwards makes of what it meets.
namespace reading {

/// What a peer sent: by the wire's keys.
struct lenient {
    /// Is it a caller's input, by the names of the API, of which nothing unknown, missing or over a limit passes?
    static constexpr bool is_input = false;
    /// The number that an integer member gets; nothing, and a fault, where it is none.
    static constexpr maybe<std::int64_t> whole(const value& v, const detail::place& here, detail::fault_list& faults) {
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
template <class T>
requires is_optional<T>
inline constexpr bool is_optional_enum<T> = schema::named<typename T::value_type>;

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
template <class IfMissing, class T> NIMPUSH_INLINED constexpr void substitute(T& to) {
    if constexpr (!std::is_void_v<IfMissing>) {
        if constexpr (is_text<T>)
            to = T(IfMissing::substitute.chars);
        else
            to = IfMissing::substitute;
    } else if constexpr (nullable<T>) {
        if (!is_null(to)) to = T{};
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

/// One member from the wire, whose key is there and not null.
template <class Policy, read_rules Rules, class Otherwise, class T>
constexpr void read_present(const value& v, std::string_view key, T& to, const place& whole, fault_list& faults) {
    const place here = whole.at(key);
    if constexpr (schema::named<T> || is_optional_enum<T>) {
        if (Rules.text_first && !v.is(value::kind::string)) return faults.wrong_type(here, v, "a text");
        if constexpr (is_optional<T>)
            read_enumerator<Rules, Otherwise>(v, to.emplace(), here, faults);
        else
            read_enumerator<Rules, Otherwise>(v, to, here, faults);
    } else {
        read_into<Policy>(v, to, here, faults);
        if constexpr (Rules.lost) to = T{};
    }
}
/// One that is absent or null.
template <class Policy, read_rules Rules, class IfMissing, class T>
NIMPUSH_INLINED constexpr void read_absent(std::string_view key, T& to, const place& whole, fault_list& faults) {
    constexpr bool is_enum = schema::named<T> || is_optional_enum<T>;
    if constexpr (is_enum && Rules.text_first && std::is_void_v<IfMissing>)
        faults.add(whole.at(key), errc::wrong_type, "null, must be a text");
    else if constexpr (is_enum && Rules.strict)
        faults.add(whole.at(key), errc::bad_enumerator, Policy::missing());
    else if constexpr (Rules.strict)
        faults.wrong_type(whole.at(key), value(), "present");
    else
        substitute<IfMissing>(to);
}

/// One member from the wire; `v` is what stands under its key, if anything does.
template <class Policy, read_rules Rules, class Otherwise, class IfMissing, class T>
NIMPUSH_INLINED constexpr void read_key(const value& around, const value* v, std::string_view key, T& to,
                                        const place& whole, fault_list& faults) {
    if constexpr (Rules.api_only) return;
    if constexpr (Rules.life.varies())
        if (!Rules.life.stands(faults.spoken)) return;
    if constexpr (Rules.flat)
        read_into<Policy>(around, to, whole, faults);
    else if constexpr (!Rules.api_only)
        v != nullptr && !v->is_null() ? read_present<Policy, Rules, Otherwise>(*v, key, to, whole, faults)
                                      : read_absent<Policy, Rules, IfMissing>(key, to, whole, faults);
}

/// One that the peer reads as no other.
template <class Policy, class F, class M>
constexpr void read_by(const value* found, M& to, const place& whole, fault_list& faults) {
    if (F::life.stands(faults.spoken))
        F::read_by_option::reader::template read<Policy>(found, to, whole.at(F::key.view()), faults);
}

template <class Policy, class F, class T>
constexpr void read_field(const value& around, const value* found, T& to, const place& here, fault_list& faults) {
    if constexpr (!F::is_constant) {
        if constexpr (Policy::is_input)
            read_parameter(found, &to->*F::member, read_rules_of<F>, here.at(F::name.view()), faults);
        else if constexpr (!std::is_void_v<typename F::read_by_option>)
            read_by<Policy, F>(found, &to->*F::member, here, faults);
        else
            read_key<Policy, read_rules_of<F>, typename F::otherwise_option, typename F::if_missing_option>(
                around, found, F::key.view(), &to->*F::member, here, faults);
    }
}

/// The keys of a list's fields in its order. A field that has moved has its key twice.
template <bool Api, class... F>
inline constexpr std::string_view keys_of_fields[] = {(Api ? F::name.view() : F::key.view())...};
template <bool Api, class... F> inline constexpr sizes_of_keys sizes_of_fields = sizes_of(keys_of_fields<Api, F...>);
template <class... F> inline constexpr bool keys_differ = !(F::life.moved_away.is_said() || ...);

/// Reads the fields of a map. True where the map has no keys beside theirs.
template <class Policy, class T, class... F>
constexpr bool read_all(const value& v, T& to, const place& here, fault_list& faults, const field_list<F...>&) {
    const value* found[sizeof...(F)];
    const bool is_all = find_members(v.members(), keys_of_fields<Policy::is_input, F...>, keys_differ<F...>, found,
                                     sizes_of_fields<Policy::is_input, F...>);
    std::size_t i = 0;
    (read_field<Policy, F>(v, found[i++], to, here, faults), ...);
    return is_all;
}
template <class Policy, schema::described T>
constexpr void read_members(const value& v, T& to, const place& here, fault_list& faults) {
    if constexpr (fields<T>::size != 0) read_all<Policy>(v, to, here, faults, fields<T>{});
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

/// What is kept of what was read: a copy, or one that borrows.
constexpr value kept_value(const value& v, const fault_list& faults) {
    if (faults.lends) return copy_that_borrows(v);
    if (faults.views) return borrowed_value::view(v);
    return v;
}

/// Characters that a text may borrow, with the zero behind them for which a reader that lends has left a place. Not put
/// there while it read, since who loads what was just stored in part waits for it.
constexpr std::string_view lent(std::string_view s) noexcept {
    const_cast<char*>(s.data())[s.size()] = '\0';
    return s;
}

/// The same of a map that is to be a free_map's: in one block.
constexpr value kept_map(const value& v, const fault_list& faults) {
    if (std::is_constant_evaluated() || faults.views || !v.is(value::kind::map)) return kept_value(v, faults);
    return tree_copier(faults.lends).packed(v);
}
/// The pairs of a map but those that are left out, null where there are none. Of a key that stands twice the last
/// counts.
template <class LeftOut>
constexpr free_map pairs_but(const value& v, const fault_list& faults, const LeftOut& is_left_out) {
    if (!std::is_constant_evaluated() && !faults.views) {
        tree_copier::pair found[key_index::few];
        std::size_t n = 0;
        std::size_t at = 0;
        for (const value::member& one : v.members()) {
            if (is_left_out(one)) continue;
            for (at = 0; at != n && !same_key(found[at].key->chars(), one.key.chars());) ++at;
            if (at == key_index::few) break;
            found[at] = {at == n ? &one.key : found[at].key, &one.val};
            n += at == n;
        }
        if (at != key_index::few)
            return n == 0 ? free_map() : borrowed_value::free(tree_copier(faults.lends).packed({found, n}));
    }
    free_map made;
    for (const value::member& one : v.members())
        if (!is_left_out(one)) made.set(unchecked{}, kept_value(one.key, faults), kept_value(one.val, faults));
    return made;
}
/// Those that no field has.
constexpr free_map unknown_pairs(const value& v, span<const std::string_view> known, const fault_list& faults) {
    return pairs_but(v, faults, [known](const value::member& one) {
        bool found = !one.key.is(value::kind::string);
        for (const std::string_view name : known) found = found || name == one.key.chars();
        return found;
    });
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
            // Not `? :`, whose temporaries g++ 12 destroys twice while compiling.
            if (faults.lends && v.is(value::kind::string))
                to = T(borrowed{}, lent(v.chars()));
            else if (faults.views && v.is(value::kind::string))
                to = T(borrowed{}, v.chars());
            else
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
        to = kept_value(v, faults);
    } else if constexpr (std::is_same_v<T, free_map>) {
        auto made = free_map::from(kept_map(v, faults));
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
        const bool is_all = read_all<Policy>(v, to, here, faults, typename T::open_fields{});
        to.other = is_all ? free_map() : unknown_pairs(v, T::open_fields::names(), faults);
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

/// A value from its outermost place on into one that was just made, every fault with its path.
template <class Policy, class T> constexpr problems read_fresh(const value& v, T& made, schema::version spoken) {
    fault_list faults(spoken);
    faults.is_fresh = true;
    read_into<Policy>(v, made, place{}, faults);
    return faults.take();
}
template <class Policy, class T> constexpr parsed<T> read_whole(const value& v, schema::version spoken = {}) {
    parsed<T> read;
    read.found = read_fresh<Policy>(v, read.made, spoken);
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
    result<T> read;
    problems found = detail::read_fresh<Policy>(v, *read, spoken);
    if (!found.empty()) read = unexpected(std::move(found.front().what));
    return read;
}

#undef NIMPUSH_INLINED

}  // namespace nimpush::v1
