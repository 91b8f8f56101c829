#pragma once

// A map with text keys that keeps its order: accounts by their names, teams by their ids.
//
// A lookup takes one step however many there are, so that a scenario of 100,000 accounts is as quick to
// answer as one of two, a reader for each of them.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/hash.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// `.accounts = {{"alice", {.nickname = "Alice"}}, {"bob", {}}}`. Of a name that stands twice the last
/// counts. Adding an entry moves the others: keep names, not pointers.
template <class T> class keyed {
  public:
    struct entry {
        text name{};
        T val{};

        friend constexpr bool operator==(const entry&, const entry&) = default;
    };

    constexpr keyed() noexcept = default;
    constexpr keyed(std::initializer_list<entry> entries) {
        for (const entry& one : entries) set(one.name, one.val);
    }
    constexpr keyed(const keyed& other) {
        reserve(other.size_);
        for (const entry& one : other.entries()) add(one.name, one.val);
    }
    constexpr keyed(keyed&& other) noexcept { swap(other); }
    constexpr keyed& operator=(keyed other) noexcept {
        swap(other);
        return *this;
    }
    constexpr ~keyed() {
        delete[] entries_;
        delete[] slots_;
    }
    constexpr void swap(keyed& other) noexcept {
        std::swap(entries_, other.entries_);
        std::swap(slots_, other.slots_);
        std::swap(size_, other.size_);
        std::swap(room_, other.room_);
    }

    constexpr std::size_t size() const noexcept { return size_; }
    constexpr span<const entry> entries() const noexcept { return {entries_, size_}; }
    constexpr span<entry> entries() noexcept { return {entries_, size_}; }

    /// The entry of this name, a null pointer where there is none.
    constexpr const entry* find(std::string_view name) const noexcept {
        const std::size_t at = position(name);
        return at == npos ? nullptr : entries_ + at;
    }
    constexpr entry* find(std::string_view name) noexcept {
        const std::size_t at = position(name);
        return at == npos ? nullptr : entries_ + at;
    }
    /// Overwrites or appends.
    constexpr entry& set(text name, T val) {
        if (entry* known = find(name.view())) {
            known->val = std::move(val);
            return *known;
        }
        if (size_ == room_) reserve(size_ < few ? few : size_ * 2);
        return add(std::move(name), std::move(val));
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_map(size_);
        for (const entry& one : entries()) {
            out.key(one.name.view());
            schema::write(out, one.val);
        }
        out.end_map(mark);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        keyed made;
        made.reserve(v.size());
        for (const value::member& one : v.members()) {
            const auto there = here.at(one.key.chars());
            entry& read = made.set(text(nimpush::detail::unchecked{}, one.key.chars()), T{});
            if (!one.key.is(value::kind::string))
                faults.wrong_type(there, one.key, "a text as key");
            else if (one.val.is_null())
                faults.add(there, errc::null_value, "null, which it cannot be");
            else
                nimpush::detail::read_into<Policy>(one.val, read.val, there, faults);
        }
        swap(made);
    }

    friend constexpr bool operator==(const keyed& a, const keyed& b) {
        if (a.size_ != b.size_) return false;
        for (std::size_t i = 0; i < a.size_; ++i)
            if (!(a.entries_[i] == b.entries_[i])) return false;
        return true;
    }

  private:
    // Arrays of our own: std::vector costs a hundred functions for each T to compile.
    entry* entries_ = nullptr;
    std::uint32_t* slots_ = nullptr;  // a position plus one, or 0; twice the room or more, none for a few
    std::size_t size_ = 0;
    std::size_t room_ = 0;

    static constexpr std::size_t few = 8;

    constexpr std::size_t last_slot() const noexcept { return std::bit_ceil(room_ * 2) - 1; }
    /// The slot of this name, or the empty one where it would be.
    constexpr std::uint32_t& slot(std::string_view name) const noexcept {
        std::size_t at = nimpush::detail::hash_of(name) & last_slot();
        while (slots_[at] != 0 && entries_[slots_[at] - 1].name.view() != name) at = (at + 1) & last_slot();
        return slots_[at];
    }
    constexpr std::size_t position(std::string_view name) const noexcept {
        if (slots_ != nullptr) {
            const std::uint32_t found = slot(name);
            return found == 0 ? npos : found - 1;
        }
        for (std::size_t i = 0; i < size_; ++i)
            if (entries_[i].name.view() == name) return i;
        return npos;
    }
    constexpr void reserve(std::size_t room) {
        if (room <= room_) return;
        entry* moved = new entry[room];
        for (std::size_t i = 0; i < size_; ++i) moved[i] = std::move(entries_[i]);
        delete[] std::exchange(entries_, moved);
        room_ = room;
        if (room <= few) return;
        delete[] slots_;
        slots_ = new std::uint32_t[last_slot() + 1]();
        for (std::size_t i = 0; i < size_; ++i) slot(entries_[i].name.view()) = static_cast<std::uint32_t>(i + 1);
    }
    constexpr entry& add(text name, T val) {
        entry& last = entries_[size_++];
        last.name = std::move(name);
        last.val = std::move(val);
        if (slots_ != nullptr) slot(last.name.view()) = static_cast<std::uint32_t>(size_);
        return last;
    }
};

}  // namespace delivery
}  // namespace nimpush::v1
