#pragma once

// The walk outwards: hands a described type, or a value, to a wire's sink piece by piece.
//
// A sink has null, boolean, integer, real, string, bytes, typed lists, and begin/end of lists and maps;
// wire/json.hpp and wire/standard_codec.hpp have the real ones, each also as one that only counts. A
// sink says in `api` whether it wants the names of the API or the keys of the wire.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: elsewhere a walk in one piece would be more to compile.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_INLINED [[gnu::always_inline]]
#define NIMPUSH_FLATTENED [[gnu::flatten, gnu::noinline]]
#if defined(__clang__)  // which flattens what is called here, and not what that calls
#define NIMPUSH_FLAT [[gnu::flatten, gnu::always_inline]]
#else
#define NIMPUSH_FLAT [[gnu::flatten]]
#endif
#else
#define NIMPUSH_INLINED
#define NIMPUSH_FLATTENED
#define NIMPUSH_FLAT
#endif

namespace detail {

template <class> inline constexpr bool is_text = false;
template <class Rule> inline constexpr bool is_text<basic_text<Rule>> = true;
template <class> inline constexpr bool is_ranged = false;
template <std::int64_t Min, std::int64_t Max> inline constexpr bool is_ranged<ranged<Min, Max>> = true;
/// A described type of a user's may have maybe as well.
template <class T> inline constexpr bool is_optional = may_be_empty<T>;
template <class> inline constexpr bool is_vector = false;
template <class T> inline constexpr bool is_vector<std::vector<T>> = true;

/// True where the wire has a null for this member.
template <class T> constexpr bool is_null(const T& x) noexcept {
    if constexpr (requires { x.has_value(); })
        return !x.has_value();
    else if constexpr (std::is_same_v<T, value>)
        return x.is_null();
    else
        return false;
}

/// A list or map begins in the sink. Where a described type is too deep the whole is refused; its members, which are
/// of a bounded depth, are still walked.
template <class Out> constexpr void enter(Out& out) noexcept {
    if (out.depth >= out.max_depth && out.failure == errc{}) out.failure = errc::too_deep;
    ++out.depth;
}

/// A sink that is two pointers (core/output.hpp). A walk takes it by value and gives back where it stands, so that they
/// stay in registers; all that stands between two calls of emitted() and walked() is inlined to that end, and no more.
template <class Out>
concept by_value = requires(const Out& out) {
    out.state->depth;
};
template <class Out> constexpr bool is_too_deep(const Out& out) noexcept {
    if constexpr (by_value<Out>)
        return out.state->depth >= out.state->max_depth;
    else
        return out.depth >= out.max_depth;
}

template <class Out> constexpr void emit_tree(Out& out, const value& v);
template <class Out> NIMPUSH_FLATTENED constexpr auto walked_tree(Out out, const value& v) {
    emit_tree(out, v);
    return out.at;
}
template <class Out> NIMPUSH_INLINED constexpr void emit_value(Out& out, const value& v) {
    if constexpr (!by_value<Out>)
        emit_tree(out, v);
    else if (v.is(value::kind::string))
        out.string(v.chars());
    else
        out.at = walked_tree(out, v);
}

template <class Out> constexpr void emit_tree(Out& out, const value& v) {
    if ((v.is(value::kind::list) || v.is(value::kind::map)) && is_too_deep(out)) return out.fault(errc::too_deep);
    switch (v.type()) {
        case value::kind::null: return out.null();
        case value::kind::boolean: return out.boolean(*v.as_bool());
        case value::kind::int64: return out.integer(*v.as_int());
        case value::kind::float64: return out.real(*v.as_double());
        case value::kind::string: return out.string(v.chars());
        case value::kind::bigint: return out.bigint(v.chars());
        case value::kind::bytes: return out.bytes(v.as_bytes());
        case value::kind::int32_list: return out.typed_list(v.int32s());
        case value::kind::int64_list: return out.typed_list(v.int64s());
        case value::kind::float32_list: return out.typed_list(v.floats());
        case value::kind::float64_list: return out.typed_list(v.doubles());
        case value::kind::list: {
            auto mark = out.begin_list(v.size());
            for (const value& item : v.items()) {
                out.item();
                emit_value(out, item);
            }
            return out.end_list(mark);
        }
        case value::kind::map: {
            auto mark = out.begin_map(v.size());
            for (const value::member& one : v.members()) {
                if (one.key.is(value::kind::string))
                    out.key(one.key.chars());
                else
                    out.odd_key([&](auto& sink) { emit_value(sink, one.key); });
                emit_value(out, one.val);
            }
            return out.end_map(mark);
        }
    }
}

}  // namespace detail

namespace schema {

template <class Out, class T> NIMPUSH_INLINED constexpr void write(Out& out, const T& x);

}  // namespace schema

namespace detail {

// What a walk must know of a field. Fields of the same type and the same mind share one function: functions
// are what compiling costs, and a message has 41 fields.
struct emit_rules {
    bool constant = false;
    bool api_only = false;
    bool flat = false;
    bool omit_null = false;
    bool lost = false;
    bool empty_map_for_null = false;
    bool by_index = false;
    lifetime life{};
};
template <class F>
inline constexpr emit_rules emit_rules_of{F::is_constant,
                                          F::template has<schema::api_only>,
                                          F::template has<schema::flat>,
                                          F::template has<schema::omit_null>,
                                          F::template has<schema::lost>,
                                          F::template has<schema::empty_map_for_null>,
                                          F::template has<schema::by_index>,
                                          F::life};

template <class Out, class F>
inline constexpr auto spelt_key = [] {
    if constexpr (Out::api)
        return Out::template spelt<F::name>;
    else
        return Out::template spelt<F::key>;
}();

template <class Out, schema::described T> NIMPUSH_INLINED constexpr void emit_members(Out& out, const T& x);
template <bool Api, schema::described T> constexpr std::size_t count_members(const T& x, schema::version spoken);

/// Pairs that one member writes.
template <emit_rules Rules, bool Api, class M>
constexpr std::size_t count_pairs(const M& m, [[maybe_unused]] schema::version spoken) {
    if constexpr (Rules.life.varies())
        if (!Rules.life.stands(spoken)) return 0;
    if constexpr (Api || Rules.constant)
        return Api != Rules.constant;
    else if constexpr (Rules.flat)
        return count_members<Api>(m, spoken);
    else if constexpr (Rules.omit_null)
        return !is_null(m);
    else
        return !Rules.api_only;
}
template <bool Api, class T, class... F>
constexpr std::size_t count_all(const T& x, const field_list<F...>&, [[maybe_unused]] schema::version spoken = {}) {
    return (count_pairs<emit_rules_of<F>, Api>(&x->*F::member, spoken) + ... + 0);
}

/// Number of pairs that a described type writes in a version.
template <bool Api, schema::described T> constexpr std::size_t count_members(const T& x, schema::version spoken) {
    return count_all<Api>(x, fields<T>{}, spoken);
}
/// The same for what a sink wants; not counted where it asks for no numbers.
template <class Out, class T, class Fields>
NIMPUSH_INLINED constexpr std::size_t count_for(const Out& out, const T& x, const Fields& known) {
    if constexpr (requires { requires Out::is_uncounted; })
        return 0;
    else
        return count_all<Out::api>(x, known, spoken_by(out));
}
template <class Out, schema::described T> constexpr std::size_t count_for(const Out& out, const T& x) {
    return count_for(out, x, fields<T>{});
}
/// Whether the walk has one pair at least.
template <bool Api, class T, class... F> constexpr bool has_pairs(const T& x, const field_list<F...>&) {
    return ((count_pairs<emit_rules_of<F>, Api>(&x->*F::member, {}) != 0) || ...);
}

/// An enumerator as its position.
template <class Out, class T> NIMPUSH_INLINED constexpr void emit_position(Out& out, const T& x) {
    if constexpr (is_optional<T>)
        x.has_value() ? emit_position(out, *x) : out.null();
    else
        out.integer(static_cast<std::int64_t>(x));
}

template <emit_rules Rules, class Out, class Key, class M>
NIMPUSH_INLINED constexpr void emit_pair(Out& out, const Key& key, const M& m) {
    if constexpr (Rules.life.varies())
        if (!Rules.life.stands(spoken_by(out))) return;
    if constexpr (Rules.constant) {
        if constexpr (!Out::api) {
            out.rendered(key);
            schema::write(out, m);
        }
    } else if constexpr (Out::api) {
        out.rendered(key);
        schema::write(out, m);
    } else if constexpr (Rules.flat) {
        emit_members(out, m);
    } else if constexpr (!Rules.api_only) {
        if constexpr (Rules.omit_null)
            if (is_null(m)) return;
        out.rendered(key);
        if constexpr (Rules.lost)
            out.null();
        else if constexpr (Rules.empty_map_for_null)
            is_null(m) ? out.end_map(out.begin_map(0)) : schema::write(out, m);
        else if constexpr (Rules.by_index)
            emit_position(out, m);
        else
            schema::write(out, m);
    }
}

template <class Out, class T, class... F>
NIMPUSH_INLINED constexpr void emit_all(Out& out, const T& x, const field_list<F...>&) {
    (emit_pair<emit_rules_of<F>>(out, spelt_key<Out, F>, &x->*F::member), ...);
}

template <class Out, schema::described T> NIMPUSH_INLINED constexpr void emit_members(Out& out, const T& x) {
    emit_all(out, x, fields<T>{});
}
/// The pairs of a free map, inside of another.
template <class Out> NIMPUSH_INLINED constexpr void emit_pairs(Out& out, const free_map& map) {
    for (const value::member& one : map.members()) {
        out.key(one.key.chars());
        schema::write(out, one.val);
    }
}
/// The first key of `other` that a field has already: written, it would stand there twice. Null where there is none.
constexpr const value* known_key_in(const free_map& other, span<const std::string_view> known) noexcept {
    for (const value::member& one : other.members())
        for (const std::string_view name : known)
            if (one.key.chars() == name) return &one.key;
    return nullptr;
}

}  // namespace detail

namespace schema {

/// An object whose keys are not all known: the fields that are set, and behind them the pairs of its `other`, which
/// must have none of their keys.
template <class Out, class T, class Fields>
NIMPUSH_INLINED constexpr void write_open(Out& out, const T& x, const Fields& known) {
    if (detail::known_key_in(x.other, known.names()) != nullptr) return out.fault(errc::duplicate_key);
    auto mark = out.begin_map(detail::count_for(out, x, known) + x.other.size());
    detail::emit_all(out, x, known);
    detail::emit_pairs(out, x.other);
    out.end_map(mark);
}

}  // namespace schema

namespace detail {

/// What is walked as a whole: an object, or a vector.
template <class Out, class T> constexpr void emit_whole(Out& out, const T& x) {
    if constexpr (is_vector<T>) {
        auto mark = out.begin_list(x.size());
        for (const auto& item : x) {
            out.item();
            schema::write<Out, typename T::value_type>(out, item);  // named, as libc++'s vector<bool> gives proxies
        }
        out.end_list(mark);
    } else if constexpr (schema::open<T>) {
        schema::write_open(out, x, typename T::open_fields{});
    } else {
        static_assert(schema::described<T>, "this type has no fields<T>");
        auto mark = out.begin_map(count_for(out, x));
        emit_members(out, x);
        out.end_map(mark);
    }
}
template <class Out, class T, class Tail>
constexpr void emit_with_tail(Out& out, const T& x, std::size_t pairs, const Tail& tail) {
    auto mark = out.begin_map(count_for(out, x) + pairs);
    emit_members(out, x);
    tail(out);
    out.end_map(mark);
}
template <class Out, class T, class Tail>
NIMPUSH_FLATTENED constexpr auto walked_with_tail(Out out, const T& x, std::size_t pairs, const Tail& tail) {
    emit_with_tail(out, x, pairs, tail);
    return out.at;
}
template <class Out, class T> NIMPUSH_FLATTENED constexpr auto walked(Out out, const T& x) {
    emit_whole(out, x);
    return out.at;
}
template <class Out, class T> NIMPUSH_FLAT constexpr auto emitted(Out out, const T& x) {
    x.emit_to(out);
    return out.at;
}

}  // namespace detail

namespace schema {

/// Hands x to the sink.
template <class Out, class T> constexpr void write(Out& out, const T& x) {
    if constexpr (requires { x.emit_to(out); }) {
        if constexpr (detail::by_value<Out>)
            out.at = detail::emitted(out, x);
        else
            x.emit_to(out);
    } else if constexpr (std::is_same_v<T, bool>) {
        out.boolean(x);
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        detail::emit_value(out, detail::unsigned_value(x));
    } else if constexpr (std::is_integral_v<T>) {
        out.integer(static_cast<std::int64_t>(x));
    } else if constexpr (std::is_floating_point_v<T>) {
        out.real(static_cast<double>(x));
    } else if constexpr (detail::is_text<T>) {
        x.has_value() ? out.string(x.view()) : out.null();
    } else if constexpr (detail::is_ranged<T>) {
        x.has_value() ? out.integer(x.value()) : out.null();
    } else if constexpr (detail::is_optional<T>) {
        if (x.has_value())
            schema::write(out, *x);
        else
            out.null();
    } else if constexpr (std::is_same_v<T, value>) {
        detail::emit_value(out, x);
    } else if constexpr (std::is_same_v<T, free_map>) {
        detail::emit_value(out, x.as_value());
    } else if constexpr (schema::numbered<T> && !Out::api) {
        out.integer(number_of(x));
    } else if constexpr (schema::named<T>) {
        out.string(name_of(x));
    } else if constexpr (detail::by_value<Out>) {
        out.at = detail::walked(out, x);
    } else {
        detail::emit_whole(out, x);
    }
}

template <class T> template <class Out> constexpr void as_spoken<T>::emit_to(Out& out) const {
    const version around = detail::spoken_by(out);
    detail::speak(out, spoken);
    schema::write(out, of);
    detail::speak(out, around);
}

/// The same for a described type with more pairs behind its own: tail(out) writes `pairs` of them.
template <class Out, schema::described T, class Tail>
constexpr void write_with_tail(Out& out, const T& x, std::size_t pairs, Tail&& tail) {
    if constexpr (detail::by_value<Out>)
        out.at = detail::walked_with_tail(out, x, pairs, tail);
    else
        detail::emit_with_tail(out, x, pairs, tail);
}

}  // namespace schema

#undef NIMPUSH_INLINED
#undef NIMPUSH_FLATTENED
#undef NIMPUSH_FLAT

}  // namespace nimpush::v1
