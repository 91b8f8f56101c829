#pragma once

// The walk inwards: a value tree into a described type, every fault with its path.
//
// Three manners. `api` is how a caller's parameters are taken: unknown and missing ones, nulls and wrong
// types are faults, limits are looked at, all faults are collected. `wire` is how Dart's generated
// fromMap reads what the native side sent: unknown keys pass, absent and null are the same, an unknown
// enumerator has its fallback; a cast that would throw in Dart is a fault of the same kind
// (wrong_type for TypeError, bad_enumerator for ArgumentError). `wire_num` is the same with whole numbers
// by `(x as num).toInt()`: a double is cut towards zero.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

enum class manner : std::uint8_t { wire, api, wire_num };

namespace detail {

constexpr std::string_view kind_name(kind k) noexcept {
    constexpr std::string_view list[] = {"null",     "a bool", "a whole number", "a double", "a text",
                                         "a bigint", "bytes",  "a list",         "a list",   "a list",
                                         "a list",   "a list", "a map"};
    return list[static_cast<std::size_t>(k)];
}

/// Collects what is wrong, with a bound: input can be at fault in a million places.
class fault_list {
    problems found_{};

  public:
    static constexpr std::size_t most = 100;

    constexpr void add(const place& here, nimpush::error e, degree how = degree::error) {
        if (found_.size() == most) return;
        const text there = here.path();
        if (!e.path.empty())  // what is inside the value that was looked at
            e.path = join(there.view(), there.empty() || e.path.view()[0] == '[' ? "" : ".", e.path.view());
        else
            e.path = there;
        found_.push_back(problem{std::move(e), how});
    }
    constexpr void add(const place& here, errc code, text detail) {
        add(here, nimpush::error{code, {}, std::move(detail), npos});
    }
    constexpr void wrong_type(const place& here, const value& v, std::string_view wanted) {
        add(here, errc::wrong_type, join(kind_name(v.kind()), ", must be ", wanted));
    }
    constexpr bool empty() const noexcept { return found_.empty(); }
    constexpr problems&& take() noexcept { return std::move(found_); }
    constexpr const problems& all() const noexcept { return found_; }
};

template <manner M, class T> constexpr void read_into(const value& v, T& to, const place& here, fault_list& faults);

template <class E> constexpr text allowed_names() {
    text all;
    for (const std::string_view one : names<E>::list) all = join(all.view(), all.empty() ? "" : ", ", one);
    return all;
}

template <class E> constexpr text not_among(const value& v) {
    if (!v.is(kind::string)) return join(kind_name(v.kind()), ", must be one of ", allowed_names<E>().view());
    return join("`", printable(v.chars()).view(), "` is none of ", allowed_names<E>().view());
}

template <class T> constexpr void read_enum_name(const value& v, T& to, const place& here, fault_list& faults) {
    if (!v.is(kind::string)) return faults.wrong_type(here, v, "the name of an enumerator");
    if (!from_name(v.chars(), to)) faults.add(here, errc::bad_enumerator, not_among<T>(v));
}

/// The enumerator that the wire means, by name or by number; 1.0 is 1, as in Dart.
template <named E> constexpr bool from_wire(const value& v, E& to) noexcept {
    if constexpr (!numbered<E>) {
        return v.is(kind::string) && from_name(v.chars(), to);
    } else {
        for (std::size_t i = 0; i < std::size(names<E>::list); ++i)
            if (const auto d = v.as_double(); d && *d == static_cast<double>(names<E>::number(i)))
                return to = static_cast<E>(i), true;
        return false;
    }
}
template <named E> constexpr text unknown_enumerator(const value& v) {
    if constexpr (!numbered<E>)
        return not_among<E>(v);
    else
        return v.is(kind::int64) ? join(number_text(*v.as_int()).view(), " is no number of an enumerator")
                                 : join(kind_name(v.kind()), ", must be the number of an enumerator");
}

/// A whole number, in the manner of the reader. Dart's toInt() keeps to what 64 bits hold, and throws for
/// NaN and infinity.
template <manner M>
constexpr std::optional<std::int64_t> read_whole(const value& v, const place& here, fault_list& faults) {
    if (M == manner::wire_num && v.is(kind::float64)) {
        const double d = *v.as_double();
        constexpr double most = 0x1.fffffffffffffp1023;
        if (!(d >= -most && d <= most)) {
            faults.add(here, errc::not_representable, "not finite: Dart makes no whole number of it");
            return {};
        }
        if (d >= 0x1p63) return INT64_MAX;
        return d < -0x1p63 ? INT64_MIN : static_cast<std::int64_t>(d);
    }
    if (!v.is(kind::int64)) faults.wrong_type(here, v, M == manner::wire_num ? "a number" : "a whole number");
    return v.as_int();
}

template <class T> inline constexpr bool is_optional_enum = false;
template <named E> inline constexpr bool is_optional_enum<std::optional<E>> = true;

/// Can the member hold a null?
template <class T>
inline constexpr bool nullable = is_text<T> || is_ranged<T> || is_optional<T> || std::is_same_v<T, value> ||
                                 std::is_same_v<T, free_map> || requires(const T& t) {
    t.has_value();
};

/// Can a list hold a null in the place of one of these? Dart writes a null of `List<T?>` and casts those that
/// it reads to T, but for texts.
template <class T, manner M> inline constexpr bool takes_null_item = is_optional<T>&& M == manner::api;
template <manner M> inline constexpr bool takes_null_item<text_or_null, M> = true;

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
};
template <class F>
inline constexpr read_rules read_rules_of{
    F::template has<required>, F::template has<not_null>,   F::template has<no_nulls>,
    F::template has<lost>,     F::template has<api_only>,   F::template has<flat>,
    F::template has<strict>,   F::template has<text_first>, F::template has<by_index>};

/// One member as a caller's parameter.
template <class T>
constexpr void read_parameter(const value* v, T& to, const read_rules& rules, const place& here, fault_list& faults) {
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
    read_into<manner::api>(*v, to, here, faults);
    if (rules.lost) to = T{};
    if (rules.no_nulls)
        for (const member& one : v->members())
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

/// An enumerator from the wire. With text_first what is no text is a TypeError (Dart: `as String`), else
/// it is an unknown name.
template <read_rules Rules, class Otherwise, class E>
constexpr void read_enumerator(const value& v, E& to, const place& here, fault_list& faults) {
    if constexpr (Rules.by_index) {
        if (!v.is(kind::int64)) return faults.wrong_type(here, v, "a whole number");
        // `firstWhere(index, orElse: first)`: a number out of range is the first enumerator.
        const auto i = *v.as_int();
        to = i >= 0 && static_cast<std::uint64_t>(i) < std::size(names<E>::list) ? static_cast<E>(i) : E{};
    } else if (!from_wire(v, to)) {
        if constexpr (!std::is_void_v<Otherwise>)
            to = Otherwise::enumerator;
        else
            faults.add(here, errc::bad_enumerator, unknown_enumerator<E>(v));
    }
}

/// One member from the wire, as Dart's generated code takes it.
template <manner M, read_rules Rules, class Otherwise, class IfMissing, class T>
constexpr void read_key(const value& around, std::string_view key, T& to, const place& whole, fault_list& faults) {
    if constexpr (Rules.api_only) return;
    if constexpr (Rules.flat) {
        read_into<M>(around, to, whole, faults);
    } else if constexpr (!Rules.api_only) {
        const value* v = around.find(key);
        const place here = whole.at(key);
        const bool is_nothing = v == nullptr || v->is_null();
        if constexpr (named<T> || is_optional_enum<T>) {
            constexpr bool takes_nothing = !std::is_void_v<IfMissing>;
            if (Rules.text_first && (is_nothing ? !takes_nothing : !v->is(kind::string)))
                return is_nothing ? faults.add(here, errc::wrong_type, "null, must be a text")
                                  : faults.wrong_type(here, *v, "a text");
            if (is_nothing) {
                if (Rules.strict) return faults.add(here, errc::bad_enumerator, "missing: Dart demands a value here");
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
            read_into<M>(*v, to, here, faults);
            if constexpr (Rules.lost) to = T{};
        }
    }
}

template <manner M, class F, class T>
constexpr void read_field(const value& v, T& to, const place& here, fault_list& faults) {
    if constexpr (!F::is_constant) {
        if constexpr (M == manner::api)
            read_parameter(v.find(F::name.view()), &to->*F::member, read_rules_of<F>, here.at(F::name.view()), faults);
        else
            read_key<M, read_rules_of<F>, typename F::otherwise_option, typename F::if_missing_option>(
                v, F::key.view(), &to->*F::member, here, faults);
    }
}

template <manner M, class T, class... F>
constexpr void read_all(const value& v, T& to, const place& here, fault_list& faults, const field_list<F...>&) {
    (read_field<M, F>(v, to, here, faults), ...);
}
template <manner M, described T>
constexpr void read_members(const value& v, T& to, const place& here, fault_list& faults) {
    read_all<M>(v, to, here, faults, fields<T>{});
}

/// A parameter that no field has is a fault; `known` are the fields' names.
constexpr void refuse_unknown(const value& v, const place& here, fault_list& faults,
                              span<const std::string_view> known) {
    for (const member& one : v.members()) {
        const std::string_view name = one.key.chars();
        bool found = false;
        for (const std::string_view field_name : known) found = found || field_name == name;
        if (!found || !one.key.is(kind::string))
            faults.add(here.at(name), errc::unknown_key, "there is no such parameter");
    }
}

/// The pairs that no field has, null where there are none.
constexpr free_map unknown_pairs(const value& v, span<const std::string_view> known) {
    value unknown = value::map();
    for (const member& one : v.members()) {
        bool found = !one.key.is(kind::string);
        for (const std::string_view name : known) found = found || name == one.key.chars();
        if (!found) unknown.set(one.key, one.val);
    }
    return unknown.size() == 0 ? free_map() : *free_map::from(std::move(unknown));
}

/// A value that is there and not null into a member of type T.
template <manner M, class T> constexpr void read_into(const value& v, T& to, const place& here, fault_list& faults) {
    if constexpr (requires { to.template read_from<M>(v, here, faults); }) {
        to.template read_from<M>(v, here, faults);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!v.is(kind::boolean)) return faults.wrong_type(here, v, "a bool");
        to = *v.as_bool();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        if (const auto whole = read_whole<M>(v, here, faults)) to = *whole;
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        const auto u = as_unsigned(v);
        if (!u) return faults.wrong_type(here, v, "a whole number from 0 on");
        to = *u;
    } else if constexpr (std::is_same_v<T, double>) {
        const auto d = v.as_double();
        if (!d) return faults.wrong_type(here, v, "a number");
        to = *d;
    } else if constexpr (is_text<T>) {
        // Dart takes the text of tag 5 for a text (message_codecs.dart).
        if (!v.is(kind::string) && !(M != manner::api && v.is(kind::bigint)))
            return faults.wrong_type(here, v, "a text");
        if constexpr (M != manner::api) {  // what a peer sent is kept; check() looks at it
            to = T(unchecked{}, v.chars());
            return;
        }
        auto made = T::from(v.chars());
        if (!made) return faults.add(here, std::move(made).error());
        to = *std::move(made);
    } else if constexpr (is_ranged<T>) {
        const auto whole = read_whole<M>(v, here, faults);
        if (!whole) return;
        if constexpr (M != manner::api) {
            to = T::unchecked(*whole);
            return;
        }
        auto made = T::from(*whole);
        if (!made) return faults.add(here, std::move(made).error());
        to = *made;
    } else if constexpr (is_optional<T>) {
        read_into<M>(v, to.emplace(), here, faults);
    } else if constexpr (std::is_same_v<T, value>) {
        to = v;
    } else if constexpr (std::is_same_v<T, free_map>) {
        auto made = free_map::from(v);
        if (!made) return faults.wrong_type(here, v, "a map with text keys");
        to = *std::move(made);
    } else if constexpr (numbered<T> && M != manner::api) {
        if (!from_wire(v, to)) faults.add(here, errc::bad_enumerator, unknown_enumerator<T>(v));
    } else if constexpr (named<T>) {
        read_enum_name(v, to, here, faults);
    } else if constexpr (is_vector<T>) {
        if (!v.is(kind::list)) return faults.wrong_type(here, v, "a list");
        to.clear();
        to.reserve(v.size());
        for (std::size_t i = 0; i < v.size(); ++i) {
            typename T::value_type item{};
            if (!v.items()[i].is_null() || std::is_same_v<typename T::value_type, value>)
                read_into<M>(v.items()[i], item, here.at(i), faults);
            else if (!takes_null_item<typename T::value_type, M>)
                faults.wrong_type(here.at(i), v.items()[i], "no null");
            to.push_back(std::move(item));
        }
    } else if constexpr (open<T>) {
        if (!v.is(kind::map)) return faults.wrong_type(here, v, "a map");
        read_all<M>(v, to, here, faults, typename T::open_fields{});
        to.other = unknown_pairs(v, T::open_fields::names());
    } else {
        static_assert(described<T>, "this type has no fields<T>");
        if (!v.is(kind::map)) return faults.wrong_type(here, v, "a map");
        if constexpr (M == manner::api) refuse_unknown(v, here, faults, fields<T>::names());
        read_members<M>(v, to, here, faults);
    }
}

}  // namespace detail

/// Reads parameters as the API of the peer takes them; every fault comes back, with its path.
template <class T> constexpr problems read_parameters(const value& v, T& to) {
    detail::fault_list faults;
    detail::read_into<manner::api>(v, to, detail::place{}, faults);
    return faults.take();
}

/// Reads what came over the wire as the peer's own code reads it; the first fault comes back.
template <class T> constexpr result<T> read_wire(const value& v) {
    T made{};
    detail::fault_list faults;
    detail::read_into<manner::wire>(v, made, detail::place{}, faults);
    if (!faults.empty()) return unexpected(faults.all().front().what);
    return made;
}

}  // namespace nimpush::v1
