#pragma once

// Out: one walk over fields<T> writes every text of the desktop's C SDK, and looks at every limit on its way.

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::desktop_sdk {

namespace detail {

constexpr bool is_shown(form f) noexcept { return f == form::shown || f == form::whole; }

template <form Form, class T, class... F> constexpr bool has_none_of(const T& x, const field_list<F...>&);

/// Null, empty, 0; for a number that goes out, below 0 too.
template <form Form, class F, class M> constexpr bool is_unset(const M& m) {
    if constexpr (requires { m.empty(); })
        return m.empty();
    else if constexpr (std::is_same_v<M, maybe<std::int64_t>>)
        return m.value_or(-1) < 0;
    else if constexpr (requires { m.has_value(); })
        return !m.has_value();
    else if constexpr (!std::is_void_v<typename F::if_missing_option>)
        return m == F::if_missing_option::substitute;
    else if constexpr (schema::described<M>)
        return has_none_of<Form>(m, fields<M>{});
    else
        return m == M{} || (std::is_same_v<M, std::int64_t> && !is_shown(Form) && m < M{});
}
template <form Form, class T, class... F> constexpr bool has_none_of(const T& x, const field_list<F...>&) {
    return (is_unset<Form, F>(&x->*F::member) && ...);
}

template <form Form, class T, class... F>
void put_fields(std::string& out, const T& x, const place& here, fault_list& faults, const field_list<F...>&);

template <form Form, class M> void put(std::string& out, const M& m, const place& here, fault_list& faults) {
    if constexpr (std::is_same_v<M, bool>) {
        out += m ? "true" : "false";
    } else if constexpr (std::is_same_v<M, maybe<bool>>) {
        const bool on = m.value_or(false);
        out += is_shown(Form) ? (on ? "true" : "false") : on ? "1" : "0";
    } else if constexpr (std::is_same_v<M, std::int64_t> || std::is_same_v<M, std::uint64_t>) {
        put_number(out, m);
    } else if constexpr (std::is_same_v<M, double>) {
        put_number(out, m, here, faults);
    } else if constexpr (requires { m.number(); }) {
        put_number(out, m.number());
    } else if constexpr (is_text<M>) {
        if (auto made = M::from(m.view()); m.has_value() && !made) faults.add(here, std::move(made).error());
        put_string(out, m.view());
    } else if constexpr (is_ranged<M>) {
        if (const auto fine = m.test(); !fine) faults.add(here, fine.error());
        put_number(out, m.value());
    } else if constexpr (is_optional<M>) {
        put<Form>(out, m.has_value() ? *m : typename M::value_type{}, here, faults);
    } else if constexpr (requires { m.put_text(out, here, faults); }) {
        is_shown(Form) ? put_value(out, m.held(), here, faults) : m.put_text(out, here, faults);
    } else if constexpr (is_vector<M>) {
        put_list(out, m, [&](const auto& item, std::size_t i) { put<Form>(out, item, here.at(i), faults); });
    } else {
        out += '{';
        put_fields<Form>(out, m, here, faults, fields<M>{});
        out += '}';
    }
}

/// What a caller must give, and how much at most.
template <form Form, class F, class M> void demand(const M& m, const place& here, fault_list& faults) {
    if constexpr (F::template has<schema::required> && requires { m.has_value(); })
        if (!m.has_value() && (is_text<M> || Form != form::partial))
            faults.add(here, errc::missing, "missing: it is required");
    if constexpr (F::template has<never_sent>)
        if (!is_unset<form::shown, F>(m))
            faults.add(here, errc::out_of_range, "must not be given: the SDK alone sets it");
    if constexpr (F::template has<not_empty>)
        if (m.size() == 0 && !nimpush::detail::is_null(m))
            faults.add(here, errc::missing, "empty: the SDK would do nothing");
    if constexpr (F::template has<limited_accounts>)
        if (m.size() > limits::forced_accounts)
            faults.add(here, errc::too_many,
                       join(count_text(m.size()), " accounts, at most ", count_text(limits::forced_accounts),
                            ": NIM answers 811"));
    if constexpr (F::template has<limited_accounts>)
        for (std::size_t i = 0; i < m.size(); ++i)
            if (m[i].empty()) faults.add(here.at(i), errc::missing, "empty: no account");
}

template <form Form, class F, class T>
void put_field(std::string& out, const T& x, const place& whole, fault_list& faults) {
    constexpr bool shows = is_shown(Form);
    constexpr bool is_local = F::template has<local>;
    constexpr bool stays =
        Form == form::whole || F::template has<always> || (!shows && (F::template has<written> || is_local));
    if constexpr (shows ||
                  !(F::template has<received> || F::template has<outer> || (is_local && Form != form::local))) {
        const auto& m = &x->*F::member;
        const place here = whole.at(F::name.view());
        if constexpr (!shows) demand<Form, F>(m, here, faults);
        if (!stays && is_unset<Form, F>(m)) return;
        put_key(out, shows ? F::name.view() : F::key.view());
        if constexpr (F::template has<as_text> && !shows) {
            std::string inner;
            put<Form>(inner, m, here, faults);
            put_string(out, inner);
        } else if constexpr (F::template has<by_key>) {
            auto ordered = m;
            sort(ordered, [](const auto& a, const auto& b) { return a.key < b.key; });
            put<Form>(out, ordered, here, faults);
        } else if constexpr (F::template has<one_or_two> && !shows) {
            out += m ? '1' : '2';
        } else {
            put<Form>(out, m, here, faults);
        }
    }
}
template <form Form, class T, class... F>
void put_fields(std::string& out, const T& x, const place& here, fault_list& faults, const field_list<F...>&) {
    (put_field<Form, F>(out, x, here, faults), ...);
}

}  // namespace detail

/// The text that the SDK takes, with every problem; where one is an error, the text is not to be used. Paths are spelt as
/// on the wire.
template <form Form = form::send, class T> [[nodiscard]] parsed<std::string> encode_all(const T& x) {
    parsed<std::string> written;
    detail::fault_list faults;
    detail::put<Form>(written.made, x, detail::place{}, faults);
    written.found = faults.take();
    return written;
}
/// The text that the SDK takes, or the first problem.
template <form Form = form::send, class T> [[nodiscard]] result<std::string> encode(const T& x) {
    auto written = encode_all<Form>(x);
    if (!written.ok()) return unexpected(std::move(written.found.front().what));
    return std::move(written.made);
}

}  // namespace nimpush::v1::desktop_sdk
