#pragma once

// Each type described once: fields<T> lists its members in wire order, names<E> an enum's texts, with its
// numbers where the wire has those.
//
//     struct login_info {
//         text account{};
//         …
//         using described_by = field_list<field<"account", &login_info::account, schema::required>,
//                                         field<"authType", &login_info::auth_type, schema::by_index>>;
//     };
//
// Every wire and every reader is one walk over these lists (core/emit.hpp, core/read.hpp). A field has
// the name that the public API of the peer uses; where a wire spells it otherwise it has a wire_key. What can be
// said of a field stands in `schema`, so that nimpush itself has no name that a user would take.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/version.hpp>  // IWYU pragma: export

namespace nimpush::inline v1 {

/// What is said of fields, and of texts: options, units, rules.
namespace schema {

/// Which names a described type is written with: the wire's keys, or the API's parameter names (with all
/// enumerators by name, bytes as hexadecimal text and attachments under their class).
enum class spelling : std::uint8_t { wire, api };

/// Text as a template argument.
template <std::size_t N> struct fixed_string {
    char chars[N]{};
    consteval fixed_string(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) chars[i] = literal[i];
    }
    constexpr std::string_view view() const noexcept { return {chars, N - 1}; }
};

// What can be said of a field beside its name and member.

/// The key on the wire, where it differs from the name in the API.
template <fixed_string Key> struct wire_key {};
/// The API demands the parameter (as null, perhaps).
struct required {};
/// The API takes no null, although the member could hold one.
struct not_null {};
/// check() misses it where it is null; of texts that are required and not_null it does so anyway.
struct demanded {};
/// On the wire a null is left out, not written.
struct omit_null {};
/// On the wire an enumerator is its position, not its name.
struct by_index {};
/// On the wire the members of this one stand in the map around it.
struct flat {};
/// On the wire absent or null is a fault.
struct strict {};
/// On the wire an unknown name becomes this enumerator.
template <auto Enumerator> struct otherwise { static constexpr auto enumerator = Enumerator; };
/// On the wire an enumerator that is no text has a wrong type; it is not an unknown name.
struct text_first {};
/// On the wire absent or null becomes this, not the member's default.
template <auto Value> struct if_missing { static constexpr auto substitute = Value; };
/// A free-form map that takes no nulls.
struct no_nulls {};
/// On the wire a null is written as an empty map.
struct empty_map_for_null {};
/// check() also asks `Look::at(whole, member, here, faults)`: what no type can say of its own member.
template <class Look> struct checked_by { using look = Look; };
/// A parameter that the API takes and never writes.
struct api_only {};
/// A parameter that the API takes and loses: the wire always has a null.
struct lost {};
/// From the wire it is read by `Reader::read<Policy>(found, member, here, faults)`, found being null where the key is
/// absent: for what the peer reads as no other field.
template <class Reader> struct read_by { using reader = Reader; };

/// A member of a member: `via<&phone_options::common, &common_options::key>`.
template <auto Outer, auto Inner> struct via_path {};
template <auto Outer, auto Inner> inline constexpr via_path<Outer, Inner> via{};

/// `x ->* member` reaches a member of a member, as it does a plain one.
template <class T, auto Outer, auto Inner> constexpr auto& operator->*(T* x, via_path<Outer, Inner>) noexcept {
    return x->*Outer.*Inner;
}

/// What a constant field "reaches": its text or number, whatever the object.
template <fixed_string Text> struct constant_text {
    template <class Out> constexpr void emit_to(Out& out) const { out.string(Text.view()); }
};
template <std::int64_t Number> struct constant_number {
    template <class Out> constexpr void emit_to(Out& out) const { out.integer(Number); }
};
template <class T, fixed_string Text>
constexpr constant_text<Text> operator->*(T*, constant_text<Text> fixed) noexcept {
    return fixed;
}
template <class T, std::int64_t Number>
constexpr constant_number<Number> operator->*(T*, constant_number<Number> fixed) noexcept {
    return fixed;
}

}  // namespace schema

namespace detail {

template <class> inline constexpr bool is_wire_key = false;
template <schema::fixed_string Key> inline constexpr bool is_wire_key<schema::wire_key<Key>> = true;
template <class> inline constexpr bool is_otherwise = false;
template <auto Enumerator> inline constexpr bool is_otherwise<schema::otherwise<Enumerator>> = true;
template <class> inline constexpr bool is_if_missing = false;
template <auto Value> inline constexpr bool is_if_missing<schema::if_missing<Value>> = true;

template <class> inline constexpr bool is_checked_by = false;
template <class Look> inline constexpr bool is_checked_by<schema::checked_by<Look>> = true;
template <class> inline constexpr bool is_read_by = false;
template <class Reader> inline constexpr bool is_read_by<schema::read_by<Reader>> = true;

struct wire_key_probe {
    template <class Option> static constexpr bool found = is_wire_key<Option>;
};
struct otherwise_probe {
    template <class Option> static constexpr bool found = is_otherwise<Option>;
};
struct if_missing_probe {
    template <class Option> static constexpr bool found = is_if_missing<Option>;
};
struct checked_by_probe {
    template <class Option> static constexpr bool found = is_checked_by<Option>;
};
struct read_by_probe {
    template <class Option> static constexpr bool found = is_read_by<Option>;
};
template <class Probe, class... Options> struct find_option { using type = void; };
template <class Probe, class First, class... Rest> struct find_option<Probe, First, Rest...> {
    using type = std::conditional_t<Probe::template found<First>, First, typename find_option<Probe, Rest...>::type>;
};

/// The key on the wire, by the wire_key among the options, or void.
template <schema::fixed_string Name, class Option> struct wire_name { static constexpr decltype(Name) text = Name; };
template <schema::fixed_string Name, schema::fixed_string Key> struct wire_name<Name, schema::wire_key<Key>> {
    static constexpr decltype(Key) text = Key;
};

}  // namespace detail

/// One member of a described type: API name, pointer to member, options.
template <schema::fixed_string Name, auto Member, class... Options> struct field {
    // No `auto`: what must be deduced is instantiated with the class.
    static constexpr decltype(Name) name = Name;
    using key_option = typename detail::find_option<detail::wire_key_probe, Options...>::type;
    static constexpr decltype(detail::wire_name<Name, key_option>::text) key =
        detail::wire_name<Name, key_option>::text;
    /// Reached by `&x->*F::member`.
    static constexpr decltype(Member) member = Member;
    template <class Option> static constexpr bool has = (std::is_same_v<Option, Options> || ...);
    static constexpr bool is_constant = false;
    /// In which versions of the peer it is there, and here.
    static constexpr nimpush::detail::lifetime life = nimpush::detail::lifetime_of<Options...>();

    /// The types schema::otherwise<…> and schema::if_missing<…> among the options, or void.
    using otherwise_option = typename detail::find_option<detail::otherwise_probe, Options...>::type;
    using if_missing_option = typename detail::find_option<detail::if_missing_probe, Options...>::type;
    using checked_by_option = typename detail::find_option<detail::checked_by_probe, Options...>::type;
    using read_by_option = typename detail::find_option<detail::read_by_probe, Options...>::type;
};
/// One without options, as most are.
template <schema::fixed_string Name, auto Member> struct field<Name, Member> {
    static constexpr decltype(Name) name = Name;
    static constexpr decltype(Name) key = Name;
    static constexpr decltype(Member) member = Member;
    template <class> static constexpr bool has = false;
    static constexpr bool is_constant = false;
    static constexpr nimpush::detail::lifetime life{};
    using otherwise_option = void;
    using if_missing_option = void;
    using checked_by_option = void;
    using read_by_option = void;
};

namespace detail {

template <schema::fixed_string Key, class Reached> struct constant_field {
    static constexpr auto key = Key;
    static constexpr auto name = Key;
    static constexpr auto member = Reached{};
    template <class Option> static constexpr bool has = false;
    static constexpr bool is_constant = true;
    static constexpr lifetime life{};
};

}  // namespace detail

namespace schema {

/// Where a field stood before it moved to where its here_since<…> has it.
template <class F> struct stood : F {
    static_assert(F::life.moved_here.is_said(), "a field stood elsewhere only where it is here_since a version");
    static constexpr nimpush::detail::lifetime life = [] {
        nimpush::detail::lifetime before = F::life;
        before.moved_away = F::life.moved_here;
        before.moved_here = {};
        return before;
    }();
};

/// A pair that the wire has and the API has not: `schema::constant<"messageType", "text">`.
template <schema::fixed_string Key, schema::fixed_string Value>
using constant = detail::constant_field<Key, schema::constant_text<Value>>;
/// The same with a number: `numeric_constant<"kind", 6>`.
template <schema::fixed_string Key, std::int64_t Value>
using numeric_constant = detail::constant_field<Key, schema::constant_number<Value>>;

}  // namespace schema

namespace detail {

/// The names of a list that the API takes: neither what only the wire has nor the place that a field has left. Apart, so
/// that a list is known without its fields.
template <class... Fields> struct api_names {
    template <class F> static constexpr bool is_name = !F::is_constant && !F::life.moved_away.is_said();
    static constexpr std::size_t count = (is_name<Fields> + ... + 0);
    static constexpr std::array<std::string_view, count + 1> list = [] {
        std::array<std::string_view, count + 1> all{};
        std::size_t n = 0;
        ((is_name<Fields> ? void(all[n++] = Fields::name.view()) : void()), ...);
        return all;
    }();
};

}  // namespace detail

/// The members of a type in wire order.
template <class... Fields> struct field_list {
    static constexpr std::size_t size = sizeof...(Fields);
    /// Calls f(Field{}) for each in order.
    template <class F> static constexpr void each(F&& f) { (f(Fields{}), ...); }
    /// The names that the API takes.
    static constexpr span<const std::string_view> names() noexcept {
        using all = detail::api_names<Fields...>;
        return {all::list.data(), all::count};
    }
};

namespace detail {

/// The names of a list, in the body of a template over When: looked up when that is used, as when_used.hpp says.
template <class List, class> constexpr span<const std::string_view> names_of() noexcept { return List::names(); }

template <class... Lists> struct join_lists;
template <class... A> struct join_lists<field_list<A...>> { using type = field_list<A...>; };
template <class... A, class... B, class... Rest> struct join_lists<field_list<A...>, field_list<B...>, Rest...> {
    using type = typename join_lists<field_list<A..., B...>, Rest...>::type;
};

}  // namespace detail

namespace schema {

/// Several lists in a row, for members that types share.
template <class... Lists> using joined = typename detail::join_lists<Lists...>::type;

}  // namespace schema

/// To be specialised for each type, deriving from a field_list; or the type has one as `described_by`.
template <class T> struct fields;
template <class T>
requires requires { typename T::described_by; }
struct fields<T> : T::described_by {};

namespace schema {

template <class T>
concept described = requires {
    fields<T>::size;
};

}  // namespace schema

namespace detail {

template <class F, class T> constexpr bool equal_member(const T& a, const T& b) {
    if constexpr (F::is_constant && !requires { (&a->*F::member) == (&b->*F::member); })
        return true;  // a text of the wire, no member
    else
        return (&a->*F::member) == (&b->*F::member);
}
template <class T, class... F> constexpr bool same_all(const T& a, const T& b, const field_list<F...>&) {
    return (equal_member<F>(a, b) && ...);
}
/// Whether all members of a described type are the same, for types that are too many to say so one by one.
template <schema::described T> constexpr bool same_members(const T& a, const T& b) {
    return same_all(a, b, fields<T>{});
}

}  // namespace detail

namespace schema {

/// A type whose keys are not all known: `open_fields` lists those that are, its free_map `other` keeps the rest.
template <class T>
concept open = requires(T& x) {
    T::open_fields::size;
    x.other;
};

}  // namespace schema

/// To be specialised for each enum: `static constexpr std::string_view list[]`, by position from 0.
template <class E> struct names;

namespace schema {

template <class E>
concept named = std::is_enum_v<E> && requires {
    names<E>::list[0];
};

}  // namespace schema

/// The enumerator's text; empty for a value that is none.
template <schema::named E> constexpr std::string_view name_of(E e) noexcept {
    const auto index = static_cast<std::size_t>(e);
    return index < std::size(names<E>::list) ? names<E>::list[index] : std::string_view();
}

/// The enumerator with this text; case counts.
template <schema::named E> [[nodiscard]] constexpr maybe<E> from_name(std::string_view spelt) noexcept {
    for (std::size_t i = 0; i < std::size(names<E>::list); ++i)
        if (names<E>::list[i] == spelt) return static_cast<E>(i);
    return {};
}

namespace detail {

/// The same into what is there, which is left as it is where there is none such.
template <schema::named E> constexpr bool take_name(std::string_view spelt, E& to) noexcept {
    const auto found = from_name<E>(spelt);
    if (found) to = *found;
    return found.has_value();
}

}  // namespace detail

namespace schema {

/// names<E> of an enum: its texts, by position from 0.
template <fixed_string... Texts> struct texts {
    static constexpr std::string_view list[sizeof...(Texts)] = {Texts.view()...};
};
/// names<E> of an enum that is a number on the wire: its texts, whose numbers count up from First.
template <std::int64_t First, fixed_string... Texts> struct counted : texts<Texts...> {
    static constexpr std::int64_t number(std::size_t position) noexcept {
        return First + static_cast<std::int64_t>(position);
    }
};
/// The same with a number for each: `numbered_texts<listed_numbers<1, 2, 4>, "rsa", "sm2", "sm4">`.
template <std::int64_t... All> struct listed_numbers {
    static constexpr std::int64_t list[sizeof...(All)] = {All...};
};
template <class Numbers, fixed_string... Texts> struct numbered_texts : counted<0, Texts...> {
    static constexpr std::int64_t number(std::size_t position) noexcept { return Numbers::list[position]; }
};

}  // namespace schema

/// An enum can name itself by the type of a function that is found beside it and never called:
/// `schema::counted<0, "login", "logout"> enum_names(change);`, or `schema::texts<…>` where it is no number.
template <class E>
requires requires { enum_names(E{}); }
struct names<E> : decltype(enum_names(E{})) {};

namespace schema {

template <class E>
concept numbered = named<E> && requires {
    names<E>::number(std::size_t{});
};

}  // namespace schema

/// The enumerator's number on the wire.
template <schema::numbered E> constexpr std::int64_t number_of(E e) noexcept {
    return names<E>::number(static_cast<std::size_t>(e));
}

/// The enumerator with this number.
template <schema::numbered E> [[nodiscard]] constexpr maybe<E> from_number(std::int64_t number) noexcept {
    for (std::size_t i = 0; i < std::size(names<E>::list); ++i)
        if (names<E>::number(i) == number) return static_cast<E>(i);
    return {};
}

}  // namespace nimpush::v1
