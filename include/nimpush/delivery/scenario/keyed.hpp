#pragma once

// A map with text keys that keeps its order: accounts by their names, teams by their ids.
//
// A lookup looks at no more places than the name has bits, however many there are and however they were chosen.

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/key_index.hpp>
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
        entries_.reserve(other.size());
        for (const entry& one : other.entries()) add(one.name).val = one.val;
    }
    constexpr keyed(keyed&&) noexcept = default;
    constexpr keyed& operator=(keyed other) noexcept {
        swap(other);
        return *this;
    }
    constexpr ~keyed() = default;
    constexpr void swap(keyed& other) noexcept {
        entries_.swap(other.entries_);
        index_.swap(other.index_);
    }

    constexpr std::size_t size() const noexcept { return entries_.size(); }
    constexpr span<const entry> entries() const noexcept { return entries_.elements(); }
    constexpr span<entry> entries() noexcept { return entries_.elements(); }

    /// The entry of this name, a null pointer where there is none.
    constexpr const entry* find(std::string_view name) const noexcept {
        const std::size_t at = position(name);
        return at == npos ? nullptr : entries_.data() + at;
    }
    constexpr entry* find(std::string_view name) noexcept {
        const std::size_t at = position(name);
        return at == npos ? nullptr : entries_.data() + at;
    }
    /// Overwrites or appends.
    constexpr entry& set(text name, T val) {
        entry* known = find(name.view());
        if (known == nullptr) known = &add(std::move(name));
        known->val = std::move(val);
        return *known;
    }
    /// The entry of this name, which is appended as T begins where there is none.
    constexpr entry& at(std::string_view name) {
        entry* known = find(name);
        return known != nullptr ? *known : add(text(nimpush::detail::unchecked{}, name));
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_map(size());
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
        made.entries_.reserve(v.size());
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
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!(a.entries_[i] == b.entries_[i])) return false;
        return true;
    }

  private:
    nimpush::detail::array<entry> entries_{};
    nimpush::detail::key_index index_{};

    constexpr auto name_at() const noexcept {
        return [this](std::size_t i) { return entries_[i].name.view(); };
    }
    constexpr std::size_t position(std::string_view name) const noexcept {
        return index_.find(name, size(), name_at());
    }
    constexpr entry& add(text name) {
        entry& last = entries_.push_blank();
        last.name = std::move(name);
        index_.learn_all(size(), name_at());
        return last;
    }
};

}  // namespace delivery
}  // namespace nimpush::v1
