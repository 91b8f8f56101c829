#pragma once

// In: what the desktop's C SDK hands to its callbacks, read as its wrapper's parser does, without its slips.
//
// A null key counts as absent, a number where a text is wanted becomes its text and a text where a number is
// wanted its number, a whole double is an integer, of equal keys the last counts. A payload that is no JSON is
// left out, as it is by the wrapper.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/write.hpp>

namespace nimpush::inline v1::desktop_sdk {

namespace detail {

template <class T, class... F>
void take_fields(const value& v, const value& around, T& to, const place& here, fault_list& faults,
                 const field_list<F...>&);

/// As jsoncpp's asInt64, but that a text which is no number and a number that does not fit are refused.
inline maybe<std::int64_t> whole_of(const value& v) {
    if (v.is(value::kind::boolean)) return *v.as_bool();
    if (v.is(value::kind::string)) return nimpush::read_int64(v.chars());
    if (const auto d = v.as_double(); v.is(value::kind::float64) && *d >= -0x1p63 && *d < 0x1p63)
        return static_cast<std::int64_t>(*d);
    return v.as_int();
}
/// A text as it is, anything else as its JSON.
template <class Value> text text_of(const Value& v) {
    std::string made(v.chars());
    fault_list none;
    if (!v.is(value::kind::string)) put_value(made, v, place{}, none);
    return text(unchecked{}, made);
}

/// The elements that can be read; what is wrong with the others is a warning each.
template <class Items, class Take>
void take_each(const value& list, Items& to, const place& here, fault_list& faults, Take&& take) {
    for (std::size_t i = 0; i < list.items().size(); ++i) {
        typename Items::value_type one{};
        fault_list wrong;
        take(list.items()[i], one, place{}, wrong);
        for (const problem& bad : wrong.all()) faults.add(here.at(i), bad.what, degree::warning);
        if (wrong.empty()) to.push_back(std::move(one));
    }
}
template <class F, class T> void take(const value& v, T& to, const place& here, fault_list& faults) {
    if constexpr (is_text<T>) {
        to = T(unchecked{}, text_of(v).view());
    } else if constexpr (requires { T::object_only; }) {
        auto read = T::object_only && v.is(value::kind::string) ? read_json(v.chars())
                    : T::object_only                            ? v
                                                                : value(text_of(v));
        if (read) to = T::of(*std::move(read));
    } else if constexpr (is_vector<T>) {
        const auto read = F::template has<as_text> ? read_json(v.chars()) : result<value>(v);
        if (!F::template has<as_text> && !v.is(value::kind::list)) return faults.wrong_type(here, v, "a list");
        if (read)
            take_each(*read, to, here, faults, [](const value& one, auto& item, const place& there, fault_list& wrong) {
                take<F>(one, item, there, wrong);
            });
    } else if constexpr (schema::described<T>) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "an object");
        take_fields(v, v, to, here, faults, fields<T>{});
    } else if constexpr (std::is_same_v<T, double>) {
        const auto number = v.is(value::kind::string) ? decimal_in(v.chars()) : v;
        if (!number.as_double()) return faults.wrong_type(here, v, "a number");
        to = *number.as_double();
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        auto u = as_unsigned(v);
        if (const auto n = whole_of(v); !u && n && *n >= 0) u = static_cast<std::uint64_t>(*n);
        if (!u) return faults.wrong_type(here, v, "a whole number from 0 on");
        to = *u;
    } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, maybe<bool>>) {
        constexpr bool any = F::template has<any_nonzero> || (std::is_same_v<T, bool> && !F::template has<one_or_two>);
        to = any ? whole_of(v).value_or(0) != 0 : whole_of(v) == 1;
    } else {
        const auto n = whole_of(v);
        if (!n) return faults.wrong_type(here, v, "a whole number of 64 bits");
        if constexpr (requires { T::unchecked(std::int64_t{}); })
            to = T::unchecked(*n);
        else
            to = *n;  // NOLINT(bugprone-optional-value-conversion): where T is an optional, too
    }
}

template <class F, class T>
void take_field(const value& v, const value& around, T& to, const place& here, fault_list& faults) {
    const value* found = (F::template has<outer> ? around : v).find(F::key.view());
    if (found != nullptr && !found->is_null()) take<F>(*found, &to->*F::member, here.at(F::key.view()), faults);
}
template <class T, class... F>
void take_fields(const value& v, const value& around, T& to, const place& here, fault_list& faults,
                 const field_list<F...>&) {
    (take_field<F>(v, around, to, here, faults), ...);
}

/// One object: what is in its `content`, which may be a text (nim_talk_def.h:114) or an object (nim_talk_helper.cpp),
/// and beside it; without one all of it.
template <class T> void take_received(const value& v, T& to, const place& here, fault_list& faults) {
    const value* content = v.find("content");
    result<value> opened;
    if constexpr (requires { to.came(true); }) {
        const bool is_wrapped = content != nullptr && !content->is_null();
        to.came(is_wrapped);
        if (is_wrapped && content->is(value::kind::string)) opened = read_json(content->chars());
        if (!opened) return faults.add(here.at("content"), opened.error());
        if (is_wrapped && content->is(value::kind::string)) content = &*opened;
        if (is_wrapped && !content->is(value::kind::map))
            return faults.wrong_type(here.at("content"), *content, "an object");
        if (is_wrapped) return take_fields(*content, v, to, here, faults, fields<T>{});
    }
    if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "an object");
    take_fields(v, v, to, here, faults, fields<T>{});
}

template <class T, class Take> result<parsed<T>> decoded(std::string_view json, Take&& take) {
    auto v = read_json(json);
    if (!v) return unexpected(std::move(v).error());
    parsed<T> read;
    fault_list faults;
    take(*v, read.made, place{}, faults);
    // Where it is full, an error may have found no room.
    if (has_errors(faults.all()) || faults.all().size() == fault_list::most)
        return unexpected(faults.all().front().what);
    read.found = faults.take();
    return read;
}
/// Nothing is left out without a word.
template <class T> result<T> whole_of(result<parsed<T>> read) {
    if (!read) return unexpected(std::move(read).error());
    if (!read->found.empty()) return unexpected(std::move(read->found.front().what));
    return std::move(read->made);
}
/// A list of such objects; of what is no list there is none, which is told, but of recalls it is a fault.
template <class T> void take_list(const value& v, std::vector<T>& to, const place& root, fault_list& faults) {
    if constexpr (requires { T::is_told_in_lists; })
        if (!v.is(value::kind::list)) return faults.wrong_type(root, v, "a list");
    if (!v.is(value::kind::list))
        return faults.add(
            root,
            nimpush::error{
                errc::wrong_type, {}, join(kind_name(v.type()), ", must be a list: nothing is read of it"), npos},
            degree::warning);
    take_each(v, to, root, faults, take_received<T>);
}

}  // namespace detail

/// Reads the text of a callback as decode() does, but that an element of a list which cannot be read is left out, and
/// told in `found`.
template <class T> [[nodiscard]] result<parsed<T>> decode_all(std::string_view json) {
    return detail::decoded<T>(json, detail::take_received<T>);
}
/// The same of a list of them.
template <class T> [[nodiscard]] result<parsed<std::vector<T>>> decode_list_all(std::string_view json) {
    return detail::decoded<std::vector<T>>(json, detail::take_list<T>);
}
/// Reads the text of a callback. The error has the path of what is at fault, or the offset where the text is no
/// JSON.
template <class T> [[nodiscard]] result<T> decode(std::string_view json) {
    return detail::whole_of(decode_all<T>(json));
}
/// Reads a list of them. What is no list gives no message, as in the wrapper; of recalls it is wrong_type.
template <class T> [[nodiscard]] result<std::vector<T>> decode_list(std::string_view json) {
    auto read = decode_list_all<T>(json);
    const bool is_none = read && read->found.size() == 1 && read->found.front().what.path.empty();
    return is_none ? std::vector<T>() : detail::whole_of(std::move(read));
}

/// What was read, for people: switches as true and false, payloads as JSON, the keys that are set.
template <form Form = form::shown, class T> [[nodiscard]] std::string show(const T& x) {
    std::string made;
    detail::fault_list none;
    detail::put<Form>(made, x, detail::place{}, none);
    return made;
}

}  // namespace nimpush::v1::desktop_sdk
