#pragma once

// What can be said of a field of the desktop's C SDK, and the order of its keys: the SDK's wrapper sorts
// them by byte at every level, so each list of fields is sorted while compiling.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>

/// The JSON of NIM's desktop C SDK 8.3.1, as its C++ wrapper writes and reads it.
namespace nimpush::inline v1::desktop_sdk {

/// What a text is for. `send` goes to the SDK; `local` too, with the keys that a server has filled in; `partial` is
/// `send` for what may lack a number that is required. `shown` is what was read, for people:
/// switches as true and false, JSON as JSON; `whole` is that with every key.
enum class form : std::uint8_t { send, local, partial, shown, whole };

// Options of a field. Without one of the first three it is left out while it is null, empty, 0 or, in what is sent,
// below.

/// if_set: as without an option. always: there in any case. written: written in any case, shown only where it is set.
/// local: as written, in the local form alone.
struct if_set {};
struct always {};
struct written {};
struct local {};
/// received: comes from the SDK, goes nowhere. outer: the same, from the object around `content`. echo: another member
/// decides it. None of these is a parameter.
struct received {};
struct outer {};
struct echo {};
/// as_text: JSON as a text in the JSON. by_key: in the order of its entries' keys. any_nonzero: a switch that any
/// number but 0 turns on, where others take 1 alone. one_or_two: a switch that is 1 for on and 2 for off.
struct as_text {};
struct by_key {};
struct any_nonzero {};
struct one_or_two {};
/// never_sent: the SDK alone gives it; what goes out has to be 0 or empty.
struct never_sent {};
/// limited_accounts: at most limits::forced_accounts (nim_talk.h:48). not_empty: the wrapper's call would do nothing,
/// or a message would go to nobody (its C# twin asserts that there is a receiver).
struct limited_accounts {};
struct not_empty {};

namespace detail {

template <class Option>
inline constexpr bool is_decided =
    std::is_same_v<Option, echo> || std::is_same_v<Option, outer> || std::is_same_v<Option, received>;

}  // namespace detail

/// A field of the SDK. Nobody may give what another member or the SDK decides.
template <schema::fixed_string Key, auto Member, class... Options> struct may : field<Key, Member, Options...> {
    static constexpr bool is_constant = (detail::is_decided<Options> || ...);
    /// The same field of the type that has this one's as its member Outer.
    template <auto Outer> using within = may<Key, schema::via<Outer, Member>, Options...>;
};
// The same with one of the options above.
template <schema::fixed_string Key, auto Member, class... Options> using kept = may<Key, Member, always, Options...>;
template <schema::fixed_string Key, auto Member, class... Options> using sent = may<Key, Member, written, Options...>;
template <auto N> struct constant_number {};
template <class T, auto N> constexpr std::int64_t operator->*(T*, constant_number<N>) noexcept {
    return static_cast<std::int64_t>(N);
}

/// An enum of the SDK as the number that it is. A caller may give a known one; what the SDK sends is kept.
template <class E, E... Known> class numbered {
    E e_{};

  public:
    constexpr numbered() noexcept = default;
    constexpr numbered(E e) noexcept : e_(e) {}
    static constexpr numbered unchecked(std::int64_t n) noexcept { return static_cast<E>(n); }
    constexpr operator E() const noexcept { return e_; }
    constexpr std::int64_t number() const noexcept { return static_cast<std::int64_t>(e_); }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        using namespace nimpush::detail;
        if (!v.is(value::kind::int64)) return faults.wrong_type(here, v, "a whole number");
        e_ = static_cast<E>(*v.as_int());
        if (((e_ == Known) || ...)) return;
        text all = join(number_text(number()).view(), ", must be one of");
        ((all = join(all.view(), " ", number_text(static_cast<std::int64_t>(Known)).view())), ...);
        faults.add(here, errc::bad_enumerator, std::move(all));
    }
    friend constexpr bool operator==(const numbered&, const numbered&) = default;
    friend constexpr bool operator==(const numbered& a, E b) noexcept { return a.e_ == b; }
};

namespace detail {

using nimpush::detail::join_lists;
using nimpush::detail::list_of;

template <std::size_t At, class F> struct indexed {};
template <class Indices, class... F> struct indexed_fields;
template <std::size_t... At, class... F> struct indexed_fields<std::index_sequence<At...>, F...> : indexed<At, F>... {};
template <std::size_t At, class F> F field_at(const indexed<At, F>&);

template <class List> struct sort_fields;
template <class... F> struct sort_fields<field_list<F...>> {
    using indices = std::make_index_sequence<sizeof...(F)>;
    static constexpr auto order = [] {
        const std::string_view keys[] = {F::key.view()...};
        std::array<std::size_t, sizeof...(F)> sorted{};
        for (std::size_t i = 0, at = 0; i < sorted.size(); sorted[at] = i++)
            for (at = i; at != 0 && keys[i] < keys[sorted[at - 1]]; --at) sorted[at] = sorted[at - 1];
        return sorted;
    }();
    template <std::size_t... At>
    static auto pick(std::index_sequence<At...>)
        -> field_list<decltype(field_at<order[At]>(std::declval<const indexed_fields<indices, F...>&>()))...>;
    using type = decltype(pick(indices{}));
};

template <auto Outer, class List> struct move_fields;
template <auto Outer, class... F> struct move_fields<Outer, field_list<F...>> {
    using type = field_list<typename F::template within<Outer>...>;
};

}  // namespace detail

// These name lists, and are them once somebody looks: a type that is only included sorts nothing.

/// The fields of T in the type that has a T as its member Outer.
template <auto Outer, class T> struct fields_in {};
/// Several lists in a row.
template <class... Lists> struct lists {};

namespace detail {

template <class List> struct named_list;
template <class... F> struct named_list<field_list<F...>> { using type = field_list<F...>; };
template <auto Outer, class T> struct named_list<fields_in<Outer, T>> : move_fields<Outer, list_of<T>> {};
template <class... Lists> struct named_list<lists<Lists...>> : join_lists<typename named_list<Lists>::type...> {};

}  // namespace detail

/// The fields of several lists, and these fields, by the bytes of their keys.
template <class... Lists>
struct merged : detail::sort_fields<typename detail::named_list<lists<Lists...>>::type>::type {};
template <class... F> struct sorted : detail::sort_fields<field_list<F...>>::type {};

/// Whether all members of two messages, settings, results … are the same.
template <schema::described T> constexpr bool operator==(const T& a, const T& b) {
    return nimpush::detail::same_members(a, b);
}

}  // namespace nimpush::v1::desktop_sdk
