#pragma once

// What was decoded: a tree of values that lies in one block of memory, to be looked at or read into a type.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>  // IWYU pragma: keep
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/construct.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

/// A tree of values that is not edited. All of it lies in one block of its own, so that it costs one allocation however
/// many values there are; a borrowed one has its texts and bytes in what was decoded, which must outlast it.
///
/// Moves, and is not copied: a copy of root(), or of any value in it, is a value that owns what it has and may be edited.
class value_tree {
    detail::array<std::uint8_t> block_{};
    value root_{};

  public:
    constexpr value_tree() noexcept = default;
    constexpr value_tree(detail::array<std::uint8_t> block, value root) noexcept
        : block_(std::move(block)), root_(std::move(root)) {}

    /// The outermost value; it and all in it end with the tree.
    constexpr const value& root() const& noexcept { return root_; }
    void root() const&& = delete;

    constexpr const value& operator*() const& noexcept { return root_; }
    constexpr const value* operator->() const& noexcept { return &root_; }

    /// Bytes of memory that it holds, beside what it borrows.
    constexpr std::size_t held() const noexcept { return block_.size(); }

    friend constexpr bool operator==(const value_tree& a, const value_tree& b) noexcept { return a.root_ == b.root_; }
};

namespace detail {

/// Values whose content lies in memory of somebody else, which must outlast them. A copy is its own.
struct borrowed_value {
    using kind = value::kind;

    static constexpr value chars(kind k, std::string_view s, holding how = holding::borrowed) noexcept {
        value v(k, s.size(), how);
        v.content_.chars = s.data();
        return v;
    }
    static constexpr value list(value* items, std::size_t n, holding how = holding::borrowed) noexcept {
        value v(kind::list, n, how);
        v.content_.items = items;
        return v;
    }
    static constexpr value map(value::member* members, std::size_t n, holding how = holding::borrowed) noexcept {
        value v(kind::map, n, how);
        v.content_.members = members;
        return v;
    }
    /// The same as another, whatever it is, without a copy of anything. It is not to be edited, but a copy of it is.
    static constexpr value view(const value& of) noexcept {
        value v(of.kind_, of.size_, of.holding_ == holding::lasting ? holding::lasting : holding::borrowed);
        v.content_ = of.content_;
        return v;
    }
    // Made where no value is alive, or one that owns nothing, and at run time: of one that is passed on, whose destructor
    // might have to free, clang keeps each part in memory.
    static void put_chars(value& to, kind k, std::string_view s) noexcept {
        (new (&to) value(k, s.size(), holding::borrowed))->content_.chars = s.data();
    }
    static void put_map(value& to, value::member* members, std::size_t n) noexcept {
        (new (&to) value(kind::map, n, holding::borrowed))->content_.members = members;
    }
    /// The same as another that owns nothing, and lasts as long.
    static void put_same(value& to, const value& of) noexcept {
        (new (&to) value(of.kind_, of.size_, of.holding_))->content_ = of.content_;
    }
    /// A map, or a null, that nobody looks at.
    static constexpr free_map free(value map) noexcept { return free_map(unchecked{}, std::move(map)); }
    template <class T> static constexpr value elements(const T* first, std::size_t n, holding how) noexcept {
        value v(kind::bytes, n, how);
        if constexpr (std::is_same_v<T, std::uint8_t>)
            v.content_.bytes = first;
        else if constexpr (std::is_same_v<T, std::int32_t>)
            v.kind_ = kind::int32_list, v.content_.int32s = first;
        else if constexpr (std::is_same_v<T, std::int64_t>)
            v.kind_ = kind::int64_list, v.content_.int64s = first;
        else if constexpr (std::is_same_v<T, float>)
            v.kind_ = kind::float32_list, v.content_.floats = first;
        else
            v.kind_ = kind::float64_list, v.content_.doubles = first;
        return v;
    }
};

/// A map of so many members that are null yet, which owns them.
constexpr value map_of_size(std::size_t n) {
    if (n == 0) return value::map();
    return borrowed_value::map(array<value::member>::blank(room_for(n)).release(), n, holding::owned);
}

/// A copy that borrows the characters of strings, and owns everything else.
constexpr value copy_that_borrows(const value& v) {
    switch (v.type()) {
        case value::kind::list: {
            value made = value::list();
            for (const value& item : v.items()) made.push_back(copy_that_borrows(item));
            return made;
        }
        case value::kind::map: {
            value made = value::map();
            for (const value::member& one : v.members())
                made.append(copy_that_borrows(one.key), copy_that_borrows(one.val));
            return made;
        }
        case value::kind::string: return borrowed_value::chars(value::kind::string, v.chars());
        default: return v;  // what a reader may have put elsewhere
    }
}

/// Memory for values that are made in place. At run time they are not destroyed: they borrow what they have.
template <std::size_t Values> struct value_places {
    static constexpr std::size_t size = Values;
    alignas(value) unsigned char bytes[Values * sizeof(value)];

    value* begin() noexcept { return reinterpret_cast<value*>(bytes); }
};

/// The same that grows, by more rooms of twice the size each.
class value_rooms {
    value* next_;
    value* end_;
    std::size_t grown_ = 0;
    array<array<std::uint8_t>> more_{};

  public:
    constexpr value_rooms(value* first, std::size_t places) noexcept : next_(first), end_(first + places) {}

    constexpr bool has_grown() const noexcept { return grown_ != 0; }

    /// So many places in a row.
    value* take(std::size_t places) {
        if (static_cast<std::size_t>(end_ - next_) < places) {
            const std::size_t least = grown_ == 0 ? 512 : grown_ * 2;
            grown_ = places < least ? least : places;
            next_ =
                reinterpret_cast<value*>(more_.push_back(array<std::uint8_t>::blank(grown_ * sizeof(value))).data());
            end_ = next_ + grown_;
        }
        return std::exchange(next_, next_ + places);
    }
};

/// What a reader made, as a value that may outlast what it was read from.
constexpr value kept(value& read) {
    if (std::is_constant_evaluated()) return std::move(read);
    return read;
}

/// A value put where none is alive, or one that owns nothing.
constexpr void put_value(value& to, value made) noexcept {
    if (std::is_constant_evaluated())
        to = std::move(made);
    else
        construct_at(&to, std::move(made));
}

/// The same of a number or bool, made there: g++ would store a bool elsewhere and load eight bytes at once, which wait
/// for it.
template <class Number> constexpr void put_made(value& to, Number made) noexcept {
    if (std::is_constant_evaluated())
        to = value(made);
    else
        construct_at(&to, made);
}
/// The same of characters that the value borrows.
constexpr void put_chars(value& to, value::kind k, std::string_view s) noexcept {
    if (std::is_constant_evaluated())
        to = borrowed_value::chars(k, s);
    else
        borrowed_value::put_chars(to, k, s);
}

/// Copies values into one block: the values first, behind them what they have of characters and elements.
class tree_copier {
    bool borrows_ = false;  // characters of strings
    std::size_t values_ = 0;
    std::size_t bytes_ = 0;
    value* next_ = nullptr;
    std::uint8_t* at_ = nullptr;

    static constexpr std::size_t aligned(std::size_t n) noexcept { return (n + 7) & ~std::size_t{7}; }

    void count(const value& v) {
        using kind = value::kind;
        switch (v.type()) {
            case kind::null:
            case kind::boolean:
            case kind::int64:
            case kind::float64: break;
            case kind::list:
                for (const value& item : v.items()) count(item);
                values_ += v.size();
                break;
            case kind::map:
                for (const value::member& one : v.members()) {
                    count(one.key);
                    count(one.val);
                }
                values_ += 2 * v.size();
                break;
            case kind::string: bytes_ += borrows_ ? 0 : aligned(v.size()); break;
            case kind::bigint:
            case kind::bytes: bytes_ += aligned(v.size()); break;
            case kind::int32_list:
            case kind::float32_list: bytes_ += aligned(v.size() * 4); break;
            case kind::int64_list:
            case kind::float64_list: bytes_ += v.size() * 8; break;
        }
    }
    template <class T> const T* content(const T* from, std::size_t n) {
        if (n != 0) std::memcpy(at_, from, n * sizeof(T));
        return reinterpret_cast<const T*>(std::exchange(at_, at_ + aligned(n * sizeof(T))));
    }
    value copied(const value& v) {
        using kind = value::kind;
        switch (v.type()) {
            case kind::null: return {};
            case kind::boolean: return value(*v.as_bool());
            case kind::int64: return value(*v.as_int());
            case kind::float64: return value(*v.as_double());
            case kind::string:
            case kind::bigint: {
                const std::string_view s = v.chars();
                const bool is_there = borrows_ && v.is(kind::string);
                return borrowed_value::chars(v.type(), {is_there ? s.data() : content(s.data(), s.size()), s.size()});
            }
            case kind::bytes: return elements(v.as_bytes());
            case kind::int32_list: return elements(v.int32s());
            case kind::int64_list: return elements(v.int64s());
            case kind::float32_list: return elements(v.floats());
            case kind::float64_list: return elements(v.doubles());
            case kind::list: {
                value* const items = std::exchange(next_, next_ + v.size());
                for (std::size_t i = 0; i < v.size(); ++i) put(items[i], v.items()[i]);
                return borrowed_value::list(items, v.size());
            }
            case kind::map: {
                value::member* const members = places_of(v.size());
                for (std::size_t i = 0; i < v.size(); ++i) put(members[i], v.members()[i].key, v.members()[i].val);
                return borrowed_value::map(members, v.size());
            }
        }
        return {};
    }
    template <class T> value elements(span<const T> from) {
        return borrowed_value::elements(content(from.data(), from.size()), from.size(), holding::borrowed);
    }

    value::member* places_of(std::size_t members) {
        return reinterpret_cast<value::member*>(std::exchange(next_, next_ + 2 * members));
    }
    void put(value::member& to, const value& key, const value& val) {
        put(to.key, key);
        put(to.val, val);
    }
    void put(value& to, const value& from) {
        if (!from.is(value::kind::string)) return put_value(to, copied(from));
        const std::string_view s = from.chars();
        borrowed_value::put_chars(to, value::kind::string,
                                  {borrows_ ? s.data() : content(s.data(), s.size()), s.size()});
    }
    array<std::uint8_t> begin() {
        auto block = array<std::uint8_t>::blank(aligned(values_ * sizeof(value)) + bytes_);
        next_ = reinterpret_cast<value*>(block.data());
        at_ = block.data() + aligned(values_ * sizeof(value));
        return block;
    }

  public:
    /// One pair of a map to be.
    struct pair {
        const value* key;
        const value* val;
    };

    constexpr explicit tree_copier(bool borrows_strings = false) noexcept : borrows_(borrows_strings) {}

    value_tree copy(const value& root) {
        count(root);
        auto block = begin();
        return value_tree(std::move(block), copied(root));
    }
    /// A map that has all in one block, which it owns. A free_map alone may have it, which gives nobody a part to edit.
    value packed(const value& map) {
        if (map.size() == 0) return value::map();
        count(map);
        auto block = begin();
        value made = copied(map);
        (void)block.release();
        return borrowed_value::map(made.members().data(), map.size(), holding::packed);
    }
    value packed(span<const pair> pairs) {
        if (pairs.empty()) return value::map();
        for (const pair& one : pairs) {
            count(*one.key);
            count(*one.val);
        }
        values_ += 2 * pairs.size();
        auto block = begin();
        value::member* const members = places_of(pairs.size());
        for (std::size_t i = 0; i < pairs.size(); ++i) put(members[i], *pairs[i].key, *pairs[i].val);
        (void)block.release();
        return borrowed_value::map(members, pairs.size(), holding::packed);
    }
};

}  // namespace detail
}  // namespace nimpush::v1
