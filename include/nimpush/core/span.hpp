#pragma once

// Elements that stand in a row and belong to somebody else.
//
// std::span without its header, which alone costs 4,606 of libc++'s lines: it converts from whatever has
// data() and size(), std::span among them, and to std::span where the elements are const.

#include <cstddef>
#include <type_traits>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

namespace detail {

/// A pointer to F may be read as one to T: the same type, or the same made const.
template <class F, class T>
concept may_show = requires(void (*take)(T (*)[]), F (*from)[]) {
    take(from);
};

/// Shows T as well where it is const itself: a view, not an owner.
template <class C, class T>
concept view_of = requires(const C& c) {
    requires may_show<std::remove_pointer_t<decltype(c.data())>, T>;
};

/// Has elements to show. A temporary is taken where T is const, as an argument may be, or where it is a view.
template <class C, class T>
concept shown_by = requires(C& c) {
    {c.data() + c.size()};
    requires may_show<std::remove_pointer_t<decltype(c.data())>, T>;
}
&&(std::is_const_v<T> || std::is_lvalue_reference_v<C> || view_of<C, T>);

}  // namespace detail

/// A view of `size()` elements. Copies cheaply, owns nothing: what it shows must outlive it.
template <class T> class span {
    T* data_ = nullptr;
    std::size_t size_ = 0;

  public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;

    constexpr span() noexcept = default;
    constexpr span(T* first, std::size_t size) noexcept : data_(first), size_(size) {}
    template <std::size_t N> constexpr span(T (&array)[N]) noexcept : data_(array), size_(N) {}
    template <class F>
    requires detail::may_show<F, T>
    constexpr span(const span<F>& other) noexcept : data_(other.data()), size_(other.size()) {}
    template <class C>
    requires detail::shown_by<C, T>
    constexpr span(C&& container) noexcept : data_(container.data()), size_(container.size()) {}

    constexpr T* data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T* begin() const noexcept { return data_; }
    constexpr T* end() const noexcept { return data_ + size_; }
    constexpr T& operator[](std::size_t i) const noexcept { return data_[i]; }
    constexpr T& front() const noexcept { return data_[0]; }
    constexpr T& back() const noexcept { return data_[size_ - 1]; }

    /// The first `n` elements; there must be as many.
    constexpr span first(std::size_t n) const noexcept { return {data_, n}; }
    /// `n` elements from `at` on; there must be as many.
    constexpr span subspan(std::size_t at, std::size_t n) const noexcept { return {data_ + at, n}; }
};

template <class T, std::size_t N> span(T (&)[N]) -> span<T>;
template <class C> span(C&& c) -> span<std::remove_pointer_t<decltype(c.data())>>;

}  // namespace nimpush::v1
