#pragma once

// A value, or why there is none.

#include <concepts>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/construct.hpp>
#include <nimpush/core/whole_number.hpp>

namespace nimpush::inline v1 {

namespace detail {

[[noreturn]] inline void result_has_no_value() { std::abort(); }
[[noreturn]] inline void result_has_no_error() { std::abort(); }

}  // namespace detail

/// Makes a result of a failure: `return unexpected(error{…});`
template <class E> struct unexpected {
    E failure;
    constexpr explicit unexpected(E e) : failure(std::move(e)) {}
    constexpr const E& error() const noexcept { return failure; }
};

namespace detail {

template <class> inline constexpr bool is_result = false;
template <class T, class E> inline constexpr bool is_result<result<T, E>> = true;
template <class> inline constexpr bool is_unexpected = false;
template <class E> inline constexpr bool is_unexpected<unexpected<E>> = true;

/// What f gives for these, which for a value of void is for nothing.
template <class F, class... A> using given = std::remove_cvref_t<decltype(std::declval<F>()(std::declval<A>()...))>;

}  // namespace detail

/// A value or why there is none; the interface of std::expected<T, E>, in C++20.
///
/// value() on a failure ends the program, as does error() on a value: look first. Moving from a result leaves it
/// with a value or failure that was moved from.
template <class T, class E> class [[nodiscard]] result {
    union {
        T value_;
        E failure_;
    };
    bool good_;

    template <class, class> friend class result;

  public:
    using value_type = T;
    using error_type = E;

    constexpr result() requires detail::is_made_of<T> : value_(), good_(true) {}
    constexpr result(T value) : value_(std::move(value)), good_(true) {}
    /// What T is made of without a cast: `return "acme_prod";` for a result<std::string>. Not what is checked while
    /// compiling, which is no longer a literal in here.
    template <class U>
    requires(!detail::is_result<std::remove_cvref_t<U>> && !detail::is_unexpected<std::remove_cvref_t<U>> &&
             !std::is_same_v<std::remove_cvref_t<U>, T> && detail::becomes<U, T> &&
             !std::is_arithmetic_v<std::remove_cvref_t<U>> &&
             (!std::is_array_v<std::remove_cvref_t<U>> ||
              std::is_convertible_v<const char*, T>)) constexpr result(U&& made)
        : value_(std::forward<U>(made)), good_(true) {}
    constexpr result(unexpected<E> bad) : failure_(std::move(bad.failure)), good_(false) {}
    /// A result of another value that T is made of.
    template <class U>
    requires(!std::is_same_v<U, T> && !std::is_void_v<U> && detail::becomes<U, T> &&
             !std::is_convertible_v<result<U, E>, T>) constexpr result(result<U, E> other)
        : good_(other.has_value()) {
        if (good_)
            detail::construct_at(&value_, std::move(other.value_));
        else
            detail::construct_at(&failure_, std::move(other.failure_));
    }
    constexpr result(const result& other) : good_(other.good_) {
        if (good_)
            detail::construct_at(&value_, other.value_);
        else
            detail::construct_at(&failure_, other.failure_);
    }
    constexpr result(result&& other) noexcept : good_(other.good_) {
        if (good_)
            detail::construct_at(&value_, std::move(other.value_));
        else
            detail::construct_at(&failure_, std::move(other.failure_));
    }
    constexpr result& operator=(const result& other) {
        if (this != &other) *this = result(other);
        return *this;
    }
    constexpr result& operator=(result&& other) noexcept {
        if (this != &other) {
            clear();
            good_ = other.good_;
            if (good_)
                detail::construct_at(&value_, std::move(other.value_));
            else
                detail::construct_at(&failure_, std::move(other.failure_));
        }
        return *this;
    }
    constexpr ~result() { clear(); }

    constexpr bool has_value() const noexcept { return good_; }
    constexpr explicit operator bool() const noexcept { return good_; }

    constexpr T& value() & {
        if (!good_) detail::result_has_no_value();
        return value_;
    }
    constexpr const T& value() const& {
        if (!good_) detail::result_has_no_value();
        return value_;
    }
    constexpr T&& value() && {
        if (!good_) detail::result_has_no_value();
        return std::move(value_);
    }
    constexpr T& operator*() & { return value(); }
    constexpr const T& operator*() const& { return value(); }
    constexpr T&& operator*() && { return std::move(*this).value(); }
    constexpr T* operator->() { return &value(); }
    constexpr const T* operator->() const { return &value(); }

    constexpr E& error() & {
        if (good_) detail::result_has_no_error();
        return failure_;
    }
    constexpr const E& error() const& {
        if (good_) detail::result_has_no_error();
        return failure_;
    }
    constexpr E&& error() && {
        if (good_) detail::result_has_no_error();
        return std::move(failure_);
    }

    /// Replaces what is held by a value made of the arguments.
    template <class... A> constexpr T& emplace(A&&... arguments) {
        T made(std::forward<A>(arguments)...);  // first: it may throw, or use what is held
        clear();
        good_ = true;
        return *detail::construct_at(&value_, std::move(made));
    }

    [[nodiscard]] constexpr T value_or(T other) const& { return good_ ? value_ : std::move(other); }
    [[nodiscard]] constexpr T value_or(T other) && { return good_ ? std::move(value_) : std::move(other); }
    /// f(value) for a success, the failure as it is otherwise; f returns a result.
    template <class F> constexpr auto and_then(F&& f) const& -> detail::given<F, const T&> {
        if (good_) return f(value_);
        return unexpected(failure_);
    }
    template <class F> constexpr auto and_then(F&& f) && -> detail::given<F, T> {
        if (good_) return f(std::move(value_));
        return unexpected(std::move(failure_));
    }
    /// f(value) made a result for a success, the failure as it is otherwise.
    template <class F> constexpr auto transform(F&& f) const& -> result<detail::given<F, const T&>, E> {
        if (!good_) return unexpected(failure_);
        if constexpr (std::is_void_v<detail::given<F, const T&>>)
            return f(value_), result<void, E>();
        else
            return f(value_);
    }
    template <class F> constexpr auto transform(F&& f) && -> result<detail::given<F, T>, E> {
        if (!good_) return unexpected(std::move(failure_));
        if constexpr (std::is_void_v<detail::given<F, T>>)
            return f(std::move(value_)), result<void, E>();
        else
            return f(std::move(value_));
    }
    /// The value as it is for a success, f(failure) otherwise; f returns a result of T.
    template <class F> constexpr auto or_else(F&& f) const& -> detail::given<F, const E&> {
        if (good_) return value_;
        return f(failure_);
    }
    template <class F> constexpr auto or_else(F&& f) && -> detail::given<F, E> {
        if (good_) return std::move(value_);
        return f(std::move(failure_));
    }
    /// The same with f(failure) as its failure.
    template <class F> constexpr auto transform_error(F&& f) const& -> result<T, detail::given<F, const E&>> {
        if (good_) return value_;
        return unexpected(f(failure_));
    }

    friend constexpr bool operator==(const result& a, const result& b) {
        if (a.good_ != b.good_) return false;
        return a.good_ ? a.value_ == b.value_ : a.failure_ == b.failure_;
    }
    /// A success of this value. A member, so that nothing is made a result for the comparison's sake.
    template <class U>
    requires(!detail::is_result<U> && !detail::is_unexpected<U> &&
             requires(const T& t, const U& u) {
                 { t == u } -> std::convertible_to<bool>;
             }) constexpr bool
    operator==(const U& b) const {
        if constexpr (detail::whole_number<T> && detail::whole_number<U>)
            return good_ && std::cmp_equal(value_, b);
        else
            return good_ && value_ == b;
    }

  private:
    constexpr void clear() {
        if (good_)
            detail::destroy_at(&value_);
        else
            detail::destroy_at(&failure_);
    }
};

/// Success without a value, or why there is none: what std::expected<void, E> is.
template <class E> class [[nodiscard]] result<void, E> {
    result<bool, E> held_{true};

  public:
    using value_type = void;
    using error_type = E;

    constexpr result() = default;
    constexpr result(unexpected<E> bad) : held_(std::move(bad)) {}

    constexpr bool has_value() const noexcept { return held_.has_value(); }
    constexpr explicit operator bool() const noexcept { return held_.has_value(); }
    constexpr void value() const { (void)held_.value(); }
    constexpr void operator*() const { value(); }
    constexpr E& error() & { return held_.error(); }
    constexpr const E& error() const& { return held_.error(); }
    constexpr E&& error() && { return std::move(held_).error(); }
    constexpr void emplace() { held_.emplace(true); }

    template <class F> constexpr auto and_then(F&& f) const& -> detail::given<F> {
        if (held_) return f();
        return unexpected(held_.error());
    }
    template <class F> constexpr auto transform(F&& f) const& -> result<detail::given<F>, E> {
        if (!held_) return unexpected(held_.error());
        if constexpr (std::is_void_v<detail::given<F>>)
            return f(), result<void, E>();
        else
            return f();
    }
    template <class F> constexpr auto or_else(F&& f) const& -> detail::given<F, const E&> {
        if (held_) return {};
        return f(held_.error());
    }
    template <class F> constexpr auto transform_error(F&& f) const& -> result<void, detail::given<F, const E&>> {
        if (held_) return {};
        return unexpected(f(held_.error()));
    }

    friend constexpr bool operator==(const result&, const result&) = default;
};

}  // namespace nimpush::v1
