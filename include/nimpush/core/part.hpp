#pragma once

// A part of a described type: single members of it, looked up in a map by the keys of its field list.
//
//     const reading::part<set_mute> asked(arguments);
//     asked.came<&set_mute::is_mute>()    // was there such a key, a null too?
//     asked.get<&set_mute::user_id>()     // what came, where it is of the member's type
//
// For whoever must tell absent from null and false, or looks at a few of forty members. The keys are those of the
// list: a member that stands in no list of the type does not compile.

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/find_members.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

namespace detail {

template <class... F> constexpr field_list<F...> plain_list(const field_list<F...>*);
template <class T> struct list_of_type { using type = decltype(plain_list(static_cast<fields<T>*>(nullptr))); };
template <schema::open T> struct list_of_type<T> { using type = typename T::open_fields; };
template <class T> using list_of = typename list_of_type<T>::type;

// The field of a member is found by deduction, which instantiates none of the others.
template <class F> struct field_tag { using type = F; };
template <class List> struct field_tags;
template <class... F> struct field_tags<field_list<F...>> : field_tag<F>... {};
template <auto Member, schema::fixed_string Name, class... Options>
field_tag<field<Name, Member, Options...>> tag_of(const field_tag<field<Name, Member, Options...>>*);

template <class T, class M> T owner_of(M T::*);
template <auto Outer, auto Inner> decltype(owner_of(Outer)) owner_of(schema::via_path<Outer, Inner>);
/// The type whose member it is.
template <auto Member> using owner = decltype(owner_of(Member));
template <auto Member> using member_type = std::remove_cvref_t<decltype(std::declval<owner<Member>*>()->*Member)>;

template <class T, class X, class List> inline constexpr bool flat_in_list = false;
/// Do X's keys stand among those of T on the wire?
template <class T, class X> inline constexpr bool lies_flat_in = flat_in_list<T, X, list_of<T>>;
template <class X, class... F> inline constexpr bool lies_flat_in<X, field_list<F...>> = false;
template <class T> inline constexpr bool lies_flat_in<T, T> = true;
template <class X, class F> constexpr bool is_flat_way() {
    if constexpr (!F::is_constant) {
        if constexpr (F::template has<schema::flat>) return lies_flat_in<member_type<F::member>, X>;
    }
    return false;
}
template <class T, class X, class... F>
inline constexpr bool flat_in_list<T, X, field_list<F...>> = (is_flat_way<X, F>() || ...);

}  // namespace detail

namespace schema {

/// Does the type that the member is of have it in its list?
template <auto Member>
concept listed_member = requires {
    detail::tag_of<Member>(static_cast<detail::field_tags<detail::list_of<detail::owner<Member>>>*>(nullptr));
};
/// Does a map of T have a key for the member: one of T's own, or of a member that is flat in it?
template <auto Member, class T>
concept key_of_type = listed_member<Member> && detail::lies_flat_in<T, detail::owner<Member>>;

/// The field of a member.
template <auto Member>
requires listed_member<Member>
using field_of = typename decltype(detail::tag_of<Member>(
    static_cast<detail::field_tags<detail::list_of<detail::owner<Member>>>*>(nullptr)))::type;

/// The wire's key of a member: `key_of<&message::uuid>`.
template <auto Member>
requires listed_member<Member>
inline constexpr std::string_view key_of = field_of<Member>::key.view();

/// A field with the key of another type's: `same_key<&message::uuid, &own::uuid>`.
template <auto As, auto Member, class... Options> using same_key = field<field_of<As>::key, Member, Options...>;

}  // namespace schema

namespace detail {

// Once for each type, and not for each member of it.

template <class As> constexpr maybe<As> read_found(const value* found) {
    if (found == nullptr || found->is_null()) return {};
    if constexpr (schema::named<As> && !schema::numbered<As>) {  // with no fault that nobody hears of
        if (!found->is(value::kind::string)) return {};
        return from_name<As>(found->chars());
    }
    As made{};  // and no optional of it, of which g++ 12 says falsely at -O2 that it may be uninitialised
    fault_list faults;
    read_into<reading::lenient>(*found, made, place{}, faults);
    if (!faults.empty()) return {};
    return maybe<As>(std::move(made));
}
/// What stands under a member's key, or that nothing does, as the walk reads it.
template <auto Member, class To>
constexpr void read_member(const value& map, const value* found, To& to, const place& here, fault_list& faults) {
    using F = schema::field_of<Member>;
    read_key<reading::lenient, read_rules_of<F>, typename F::otherwise_option, typename F::if_missing_option>(
        map, found, F::key.view(), to, here, faults);
}
template <class Text = text> constexpr Text text_found(const value* found) {
    auto read = read_found<Text>(found);
    Text made;  // no `? :`, whose result g++ 12 destroys too early while compiling
    if (read) made = *std::move(read);
    return made;
}

}  // namespace detail

namespace reading {

/// See the head of this file. Borrows the map.
template <class T> class part {
    const value& map_;

    template <class M> struct held { using type = M; };
    template <class M>
    requires detail::is_optional<M>
    struct held<M> {
        using type = typename M::value_type;
    };

  public:
    constexpr explicit part(const value& map) noexcept : map_(map) {}

    /// All that came.
    constexpr const value& map() const noexcept { return map_; }

    /// What stands under the member's key, a null pointer for nothing.
    template <auto Member>
    requires schema::key_of_type<Member, T>
    constexpr const value* find() const noexcept { return map_.find(schema::key_of<Member>); }
    /// Is the member's key there, with a null perhaps?
    template <auto Member> constexpr bool came() const noexcept { return find<Member>() != nullptr; }

    /// What came, as the walk reads it; nothing where it is absent, null, or nothing that the walk could read.
    template <auto Member, class As = typename held<detail::member_type<Member>>::type>
    constexpr maybe<As> get() const {
        return detail::read_found<As>(find<Member>());
    }
    /// The same of a text: null for nothing.
    template <auto Member> constexpr nimpush::text text() const { return detail::text_found(find<Member>()); }

    /// The walk for this one key: as read_wire() would read it, into `to`, which may be of a type that keeps more
    /// than the member's. Absent and null leave what cannot be null as it is.
    template <auto Member, class To>
    requires schema::key_of_type<Member, T>
    constexpr void read(To& to, const detail::place& here, detail::fault_list& faults) const {
        detail::read_member<Member>(map_, find<Member>(), to, here, faults);
    }
};

/// Some members of a type, looked up in one pass: a part whose find() costs nothing. Of a map that was written from the
/// type's list they are found soonest in the list's order. Borrows the map.
template <class T, auto... Members> class parts {
    const value& map_;
    const value* found_[sizeof...(Members)]{};

    static constexpr std::string_view keys_[] = {schema::key_of<Members>...};
    template <auto Member> static constexpr std::size_t place_of() noexcept {
        std::size_t at = 0;
        std::size_t i = 0;
        ((std::is_same_v<schema::field_of<Members>, schema::field_of<Member>> ? void(at = i++) : void(i++)), ...);
        return at;
    }

  public:
    constexpr explicit parts(const value& map) noexcept : map_(map) {
        static_assert((schema::key_of_type<Members, T> && ...));
        detail::find_members(map.members(), keys_, true, found_, detail::sizes_of(keys_));
    }
    template <auto Member> constexpr const value* find() const noexcept {
        static_assert((std::is_same_v<schema::field_of<Members>, schema::field_of<Member>> || ...));
        return found_[place_of<Member>()];
    }
    /// As part::read().
    template <auto Member, class To>
    constexpr void read(To& to, const detail::place& here, detail::fault_list& faults) const {
        detail::read_member<Member>(map_, find<Member>(), to, here, faults);
    }
};

}  // namespace reading
}  // namespace nimpush::v1
