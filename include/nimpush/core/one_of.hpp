#pragma once

// One of several types, or none: std::variant for constant expressions.
//
// clang 14 rejects a std::variant of types with destructors in a constant expression (it lacks P0848),
// and <variant> is the larger part of what this needs.

#include <cstddef>
#include <type_traits>
#include <utility>

#include <nimpush/core/construct.hpp>

namespace nimpush::inline v1 {

namespace detail {

struct no_alternative {};

template <std::size_t At, class... Ts> struct pick { using type = no_alternative; };
template <class T, class... Rest> struct pick<0, T, Rest...> { using type = T; };
template <std::size_t At, class T, class... Rest>
requires(At != 0) struct pick<At, T, Rest...> : pick<At - 1, Rest...> {
};

/// Flat, so that a visit is one function and not one for each alternative.
template <class... Ts> union storage {
    static_assert(sizeof...(Ts) <= 8, "one_of has room for eight alternatives");
    no_alternative none;
    typename pick<0, Ts...>::type a0;
    typename pick<1, Ts...>::type a1;
    typename pick<2, Ts...>::type a2;
    typename pick<3, Ts...>::type a3;
    typename pick<4, Ts...>::type a4;
    typename pick<5, Ts...>::type a5;
    typename pick<6, Ts...>::type a6;
    typename pick<7, Ts...>::type a7;
    constexpr storage() noexcept : none() {}
    constexpr ~storage() {}
};

template <class T, class... Ts>
inline constexpr std::size_t position_of = [] {
    const bool is_it[] = {std::is_same_v<T, Ts>..., true};
    std::size_t i = 0;
    while (!is_it[i]) ++i;
    return i;
}();

}  // namespace detail

/// Holds one Ts, or nothing (null, the default). A regular type where all Ts are.
template <class... Ts> class one_of {
    static constexpr std::size_t none = sizeof...(Ts);
    template <class T> static constexpr std::size_t position = detail::position_of<T, Ts...>;

    detail::storage<Ts...> storage_{};
    std::size_t index_ = none;

  public:
    constexpr one_of() noexcept = default;
    constexpr one_of(std::nullptr_t) noexcept {}
    template <class T>
    requires(position<T> < sizeof...(Ts)) constexpr one_of(T x) : index_(position<T>) { make(std::move(x)); }
    constexpr one_of(const one_of& other) { take(other); }
    constexpr one_of(one_of&& other) noexcept { take(std::move(other)); }
    constexpr one_of& operator=(const one_of& other) {
        if (this != &other) *this = one_of(other);
        return *this;
    }
    constexpr one_of& operator=(one_of&& other) noexcept {
        if (this != &other) {
            clear();
            take(std::move(other));
        }
        return *this;
    }
    constexpr ~one_of() { clear(); }

    constexpr bool has_value() const noexcept { return index_ != none; }
    template <class T> constexpr const T* get_if() const noexcept {
        const T* found = nullptr;
        visit([&](const auto& x) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(x)>, T>) found = &x;
        });
        return found;
    }
    template <class T> constexpr T* get_if() noexcept {
        return const_cast<T*>(std::as_const(*this).template get_if<T>());
    }
    /// Calls f with what is held; does nothing for null.
    template <class F> constexpr void visit(F&& f) const { visit_in(storage_, f); }
    template <class F> constexpr void visit(F&& f) { visit_in(storage_, f); }

    friend constexpr bool operator==(const one_of& a, const one_of& b) {
        if (a.index_ != b.index_) return false;
        bool same = true;
        a.visit([&](const auto& x) { same = x == *b.template get_if<std::remove_cvref_t<decltype(x)>>(); });
        return same;
    }

  private:
    template <class S, class F> constexpr void visit_in(S& s, F& f) const {
        switch (index_) {
            case 0: return call<0>(s.a0, f);
            case 1: return call<1>(s.a1, f);
            case 2: return call<2>(s.a2, f);
            case 3: return call<3>(s.a3, f);
            case 4: return call<4>(s.a4, f);
            case 5: return call<5>(s.a5, f);
            case 6: return call<6>(s.a6, f);
            case 7: return call<7>(s.a7, f);
            default: return;
        }
    }
    template <std::size_t At, class T, class F> static constexpr void call(T& x, F& f) {
        if constexpr (At < sizeof...(Ts)) f(x);
    }
    template <std::size_t At> constexpr auto* slot() noexcept {
        if constexpr (At == 0)
            return &storage_.a0;
        else if constexpr (At == 1)
            return &storage_.a1;
        else if constexpr (At == 2)
            return &storage_.a2;
        else if constexpr (At == 3)
            return &storage_.a3;
        else if constexpr (At == 4)
            return &storage_.a4;
        else if constexpr (At == 5)
            return &storage_.a5;
        else if constexpr (At == 6)
            return &storage_.a6;
        else
            return &storage_.a7;
    }
    template <class T> constexpr void make(T&& x) {
        detail::construct_at(slot<position<std::remove_cvref_t<T>>>(), std::forward<T>(x));
    }
    constexpr void clear() {
        if (index_ == none) return;
        visit([](auto& x) { detail::destroy_at(&x); });
        detail::construct_at(&storage_.none);
        index_ = none;
    }
    template <class Other> constexpr void take(Other&& other) {
        const std::size_t index = other.index_;
        other.visit([&](auto& x) {
            if constexpr (std::is_lvalue_reference_v<Other>)
                make(std::remove_cvref_t<decltype(x)>(x));
            else
                make(std::move(x));
        });
        index_ = index;
    }
};

}  // namespace nimpush::v1
