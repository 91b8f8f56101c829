#pragma once

// Owned elements: the one place where memory is asked for and given back.
//
// Whatever holds text, items, members or entries holds them by this, so that an allocation that fails frees
// what was half made and leaves the rest as it was.

#include <cstddef>
#include <utility>

#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// Elements that move as a whole and are copied only on request. std::vector costs a hundred functions for each
/// T to compile.
template <class T> class array {
    T* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t room_ = 0;

    constexpr array(T* data, std::size_t size) noexcept : data_(data), size_(size), room_(size) {}
    // Without a branch, from which g++ 12 would conclude that a size plus one can be none, and warn.
    static constexpr std::size_t at_least_one(std::size_t size) noexcept {
        return size + static_cast<std::size_t>(size == 0);
    }

  public:
    constexpr array() noexcept = default;
    array(const array&) = delete;
    array& operator=(const array&) = delete;
    constexpr array(array&& other) noexcept { swap(other); }
    constexpr array& operator=(array&& other) noexcept {
        array taken(std::move(other));  // first, as it may stand inside of *this
        swap(taken);
        return *this;
    }
    constexpr ~array() { free(data_); }

    /// Elements that are zero, or as their type begins.
    static constexpr array of(std::size_t size) { return {new T[at_least_one(size)](), size}; }
    /// Elements that must be written before they are read, where T is a number.
    static constexpr array blank(std::size_t size) { return {new T[at_least_one(size)], size}; }
    static constexpr array copy_of(span<const T> from, std::size_t room) {
        array made = blank(room);
        for (std::size_t i = 0; i < from.size(); ++i) made.data_[i] = from[i];
        return made;
    }
    /// Gives up the elements: free() them.
    constexpr T* release() noexcept {
        size_ = room_ = 0;
        return std::exchange(data_, nullptr);
    }
    static constexpr void free(const T* released) noexcept { delete[] released; }

    constexpr void swap(array& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(room_, other.room_);
    }

    constexpr std::size_t size() const noexcept { return size_; }
    constexpr T* data() noexcept { return data_; }
    constexpr const T* data() const noexcept { return data_; }
    constexpr T& operator[](std::size_t i) noexcept { return data_[i]; }
    constexpr const T& operator[](std::size_t i) const noexcept { return data_[i]; }
    constexpr span<const T> elements() const noexcept { return {data_, size_}; }
    constexpr span<T> elements() noexcept { return {data_, size_}; }

    /// Room for so many; the elements move. T's move assignment does not throw.
    constexpr void reserve(std::size_t room) {
        if (room <= room_) return;
        array grown = blank(room);
        for (std::size_t i = 0; i < size_; ++i) grown.data_[i] = std::move(data_[i]);
        grown.size_ = size_;
        swap(grown);
    }
    constexpr T& push_back(T element) {
        if (size_ == room_) reserve(size_ < 4 ? 8 : size_ * 2);
        return data_[size_++] = std::move(element);
    }
};

}  // namespace detail
}  // namespace nimpush::v1
