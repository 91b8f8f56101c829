#pragma once

// A value or none.

#include <cstdlib>
#include <optional>  // IWYU pragma: export
#include <type_traits>
#include <utility>

#include <nimpush/core/construct.hpp>
#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

template <class T> class maybe;

namespace detail {

[[noreturn]] inline void maybe_has_no_value() { std::abort(); }

template <class> inline constexpr bool may_be_empty = false;
template <class T> inline constexpr bool may_be_empty<maybe<T>> = true;
template <class T> inline constexpr bool may_be_empty<std::optional<T>> = true;

/// What is had of a maybe or std::optional that is passed on.
template <class Other> using inside = decltype(*std::declval<Other>());

/// What maybe stands on: the place and whether something is in it. Two, because clang 14 knows no destructor under a
/// condition, and what is copied as bytes shall be so in here too.
template <class T, bool = is_copied_as_bytes<T>> struct maybe_room {
    union {
        char nothing_;
        T value_;
    };
    bool has_ = false;

    constexpr maybe_room() noexcept : nothing_{} {}
    constexpr void end() noexcept { has_ = false; }
};

template <class T> struct maybe_room<T, false> {
    union {
        char nothing_;
        T value_;
    };
    bool has_ = false;

    constexpr maybe_room() noexcept : nothing_{} {}
    constexpr maybe_room(const maybe_room& other) : nothing_{} {
        if (other.has_) detail::construct_at(&value_, other.value_);
        has_ = other.has_;
    }
    constexpr maybe_room(maybe_room&& other) noexcept : nothing_{} {
        if (other.has_) detail::construct_at(&value_, std::move(other.value_));
        has_ = other.has_;
    }
    constexpr maybe_room& operator=(const maybe_room& other) {
        if (has_ && other.has_) {
            value_ = other.value_;
        } else if (other.has_) {
            detail::construct_at(&value_, other.value_);
            has_ = true;
        } else {
            end();
        }
        return *this;
    }
    constexpr maybe_room& operator=(maybe_room&& other) noexcept {
        if (has_ && other.has_) {
            value_ = std::move(other.value_);
        } else if (other.has_) {
            detail::construct_at(&value_, std::move(other.value_));
            has_ = true;
        } else {
            end();
        }
        return *this;
    }
    constexpr ~maybe_room() {
        if (has_) value_.~T();  // not end(), which each type that is only a member would have compiled
    }

    constexpr void end() noexcept {
        if (has_) detail::destroy_at(&value_);
        has_ = false;
    }
};

}  // namespace detail

/// A value or none: std::optional's interface, and converted to and from it, at a fifth of what a compiler pays for
/// each type of that. std::nullopt is none here too.
///
/// value() ends the program where there is none, as result's does; `*` and `->` look for nothing. What is moved from
/// keeps its value, moved from. What is copied as bytes is so in here too.
template <class T> class maybe : detail::maybe_room<T> {
    template <class... Args> constexpr void begin(Args&&... args) {
        detail::construct_at(&this->value_, std::forward<Args>(args)...);
        this->has_ = true;
    }

  public:
    using value_type = T;

    constexpr maybe() noexcept = default;
    constexpr maybe(std::nullopt_t) noexcept {}
    template <class U = T>
    requires(!detail::may_be_empty<std::remove_cvref_t<U>> &&
             detail::is_made_of<T, U>) constexpr explicit(!detail::becomes<U, T>) maybe(U&& made) {
        begin(std::forward<U>(made));
    }
    /// Of another maybe, or a std::optional.
    template <class Other>
    requires(
        detail::may_be_empty<std::remove_cvref_t<Other>> && !std::is_same_v<std::remove_cvref_t<Other>, maybe> &&
        detail::is_made_of<T, detail::inside<Other>>) constexpr explicit(!detail::becomes<detail::inside<Other>, T>)
        maybe(Other&& other) {
        if (other.has_value()) begin(*std::forward<Other>(other));
    }
    template <class... Args> constexpr explicit maybe(std::in_place_t, Args&&... args) {
        begin(std::forward<Args>(args)...);
    }

    constexpr maybe& operator=(std::nullopt_t) noexcept {
        this->end();
        return *this;
    }
    /// Not of braces for a number or the like: `m = {}` is none.
    template <class U = T>
    requires(!detail::may_be_empty<std::remove_cvref_t<U>> && detail::is_made_of<T, U> &&
             !(std::is_scalar_v<T> && std::is_same_v<T, std::decay_t<U>>)) constexpr maybe&
    operator=(U&& made) {
        if (this->has_)
            this->value_ = std::forward<U>(made);
        else
            begin(std::forward<U>(made));
        return *this;
    }

    /// To a std::optional of the same or what is made of it. In `std::optional<bool>(m)` std::optional takes m for the
    /// bool that says whether it has a value: write `std::optional<bool> o = m`.
    template <class U>
    requires detail::becomes<const T&, U>
    constexpr operator std::optional<U>() const {
        std::optional<U> copy;
        if (this->has_) copy.emplace(this->value_);
        return copy;
    }

    constexpr bool has_value() const noexcept { return this->has_; }
    constexpr explicit operator bool() const noexcept { return this->has_; }

    constexpr T& operator*() & noexcept { return this->value_; }
    constexpr const T& operator*() const& noexcept { return this->value_; }
    constexpr T&& operator*() && noexcept { return std::move(this->value_); }
    constexpr const T&& operator*() const&& noexcept { return std::move(this->value_); }
    constexpr T* operator->() noexcept { return &this->value_; }
    constexpr const T* operator->() const noexcept { return &this->value_; }

    constexpr T& value() & {
        look();
        return this->value_;
    }
    constexpr const T& value() const& {
        look();
        return this->value_;
    }
    constexpr T&& value() && {
        look();
        return std::move(this->value_);
    }
    template <class U> constexpr T value_or(U&& other) const& {
        if (this->has_) return this->value_;
        return static_cast<T>(std::forward<U>(other));
    }
    template <class U> constexpr T value_or(U&& other) && {
        if (this->has_) return std::move(this->value_);
        return static_cast<T>(std::forward<U>(other));
    }

    template <class... Args> constexpr T& emplace(Args&&... args) {
        this->end();
        begin(std::forward<Args>(args)...);
        return this->value_;
    }
    constexpr void reset() noexcept { this->end(); }

    friend constexpr bool operator==(const maybe& a, const maybe& b) {
        if (a.has_ != b.has_) return false;
        return !a.has_ || a.value_ == b.value_;
    }
    friend constexpr bool operator==(const maybe& a, std::nullopt_t) noexcept { return !a.has_; }
    template <class U> friend constexpr bool operator==(const maybe& a, const std::optional<U>& b) {
        return same(a, b);
    }
    /// With another maybe, or what T is made of. Of nothing else: clang 14 takes this one, turned round, before another
    /// type's own `==` for anything on its right (doctest's expressions).
    template <class U>
    requires(!std::is_same_v<U, maybe> &&
             (detail::may_be_empty<U> || detail::is_made_of<T, const U&>)) friend constexpr bool
    operator==(const maybe& a, const U& b) {
        if constexpr (detail::may_be_empty<U>)
            return same(a, b);
        else
            return a.has_ && a.value_ == b;
    }

  private:
    template <class Other> static constexpr bool same(const maybe& a, const Other& b) {
        if (a.has_ != b.has_value()) return false;
        return !a.has_ || a.value_ == *b;
    }
    constexpr void look() const {
        if (!this->has_) detail::maybe_has_no_value();
    }
};

template <class T> maybe(T) -> maybe<T>;

}  // namespace nimpush::inline v1
