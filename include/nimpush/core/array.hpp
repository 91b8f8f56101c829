#pragma once

// Owned elements: the one place where memory is asked for and given back.
//
// Whatever holds text, items, members or entries holds them by this, so that an allocation that fails frees
// what was half made and leaves the rest as it was.

#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/construct.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// The characters as a std::string_view; of braces with a char* a compiler looks whether it is the begin of a range,
/// which is 150 instantiations.
constexpr std::string_view chars_at(const char* first, std::size_t size) noexcept { return {first, size}; }

/// std::swap of plain values, without the ten instantiations a type with which that looks for who may.
template <class T> constexpr void change_over(T& a, T& b) noexcept {
    const T first = a;
    a = b;
    b = first;
}

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
        if (is_copied_as_bytes<T> && !std::is_constant_evaluated() && from.size() != 0)
            std::memcpy(static_cast<void*>(made.data_), from.data(), from.size() * sizeof(T));  // x87 changes some NaN
        else
            for (std::size_t i = 0; i < from.size(); ++i) made.data_[i] = from[i];
        return made;
    }
    /// Gives up the elements: free() them.
    constexpr T* release() noexcept {
        size_ = room_ = 0;
        T* const first = data_;
        data_ = nullptr;
        return first;
    }
    static constexpr void free(const T* released) noexcept { delete[] released; }

    constexpr void swap(array& other) noexcept {
        change_over(data_, other.data_);
        change_over(size_, other.size_);
        change_over(room_, other.room_);
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
    constexpr T& push_back(T element) { return push_blank() = std::move(element); }
    /// One more, as its type begins.
    constexpr T& push_blank() {
        if (size_ == room_) reserve(size_ < 4 ? 8 : size_ * 2);
        return data_[size_++];
    }
};

}  // namespace detail
}  // namespace nimpush::v1
