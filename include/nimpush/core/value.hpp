#pragma once

// A tree of what a wire can carry: what readers give and free-form maps are made of.
//
// Kinds are those of the richest wire (docs/facts/codec.md), which has more than JSON: bytes, typed lists and
// keys of any kind. Integers are exact in 64 bits, and 1 is not 1.0. Map members keep their order.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/construct.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/whole_number.hpp>

namespace nimpush::inline v1 {

namespace detail {

template <class T> constexpr const T* duplicate(span<const T> from) {
    return array<T>::copy_of(from, from.size()).release();
}

/// Elements that the array of a list or map of so many has room for: it follows from the size and needs no member.
constexpr std::size_t room_for(std::size_t n) noexcept { return n <= 4 ? 4 : std::bit_ceil(n); }

struct borrowed_value;

}  // namespace detail

class free_map;

/// One value of any kind. A regular type: copies are deep, == compares kind and content (doubles by
/// their bits, so that NaN equals itself and 0.0 is not -0.0), literals are not copied.
class value {
  public:
    /// What a value holds. `bigint` is the hexadecimal text of a number of any size, kept as it came.
    enum class kind : std::uint8_t {
        null,
        boolean,
        int64,
        float64,
        string,
        bigint,
        bytes,
        int32_list,
        int64_list,
        float32_list,
        float64_list,
        list,
        map,
    };
    /// One pair of a map. A key is text everywhere but in hand-made codec messages.
    struct member;

  private:
    union content {
        bool boolean;
        std::int64_t int64;
        double float64;
        const char* chars;
        const std::uint8_t* bytes;
        const std::int32_t* int32s;
        const std::int64_t* int64s;
        const float* floats;
        const double* doubles;
        value* items;
        member* members;
    } content_{.int64 = 0};
    std::size_t size_ = 0;
    kind kind_ = kind::null;
    detail::holding holding_ = detail::holding::lasting;

  public:
    constexpr value() noexcept = default;
    constexpr value(std::nullptr_t) noexcept {}
    constexpr value(std::same_as<bool> auto b) noexcept : content_{.boolean = b}, kind_(kind::boolean) {}
    /// Any integer that int64 holds; std::uint64_t is left out, since it may be too large, and characters, since
    /// 'a' is meant as a text.
    template <detail::whole_number Integer>
    requires(sizeof(Integer) < 8 || std::signed_integral<Integer>) constexpr value(Integer i) noexcept
        : content_{.int64 = static_cast<std::int64_t>(i)}, kind_(kind::int64) {}
    /// A long double is left out: it may be more exact than what is sent.
    template <std::floating_point Real>
    requires(sizeof(Real) <= sizeof(double)) constexpr value(Real d) noexcept
        : content_{.float64 = static_cast<double>(d)}, kind_(kind::float64) {}
    template <std::size_t N>
    consteval value(const char (&literal)[N])
        : content_{.chars = literal}, size_(detail::literal_chars(literal).size()), kind_(kind::string) {
        any_text::demand({literal, N - 1});
    }
    /// A null text becomes a null.
    template <class Rule> constexpr value(const basic_text<Rule>& t) {
        if (t.is_literal()) {
            content_.chars = t.view().data();
            size_ = t.size();
            kind_ = kind::string;
        } else if (t.has_value()) {
            take_text(t.view());
        }
    }

    static constexpr value bytes(span<const std::uint8_t> b) {
        value v(kind::bytes, b.size());
        v.content_.bytes = detail::duplicate(b);
        return v;
    }
    static constexpr value int32_list(span<const std::int32_t> a) {
        value v(kind::int32_list, a.size());
        v.content_.int32s = detail::duplicate(a);
        return v;
    }
    static constexpr value int64_list(span<const std::int64_t> a) {
        value v(kind::int64_list, a.size());
        v.content_.int64s = detail::duplicate(a);
        return v;
    }
    static constexpr value float32_list(span<const float> a) {
        value v(kind::float32_list, a.size());
        v.content_.floats = detail::duplicate(a);
        return v;
    }
    static constexpr value float64_list(span<const double> a) {
        value v(kind::float64_list, a.size());
        v.content_.doubles = detail::duplicate(a);
        return v;
    }
    /// Text of tag 5: an optional minus and hexadecimal digits; nothing for any other text.
    [[nodiscard]] static constexpr maybe<value> bigint(std::string_view digits) {
        if (detail::bigint_fault(digits) != npos) return {};
        return bigint(detail::unchecked{}, digits);
    }
    static constexpr value bigint(detail::unchecked, std::string_view digits) {
        value v = string(detail::unchecked{}, digits);
        v.kind_ = kind::bigint;
        return v;
    }
    /// A string of text that is known to be UTF-8.
    static constexpr value string(detail::unchecked, std::string_view s) {
        value v;
        v.take_text(s);
        return v;
    }
    static constexpr value list() noexcept { return value(kind::list); }
    static constexpr value list(std::initializer_list<value> items);
    static constexpr value map() noexcept { return value(kind::map); }
    static constexpr value map(std::initializer_list<member> members);

    constexpr value(const value& other);
    constexpr value(value&& other) noexcept
        : content_(other.content_), size_(other.size_), kind_(other.kind_), holding_(other.holding_) {
        other.size_ = 0;
        other.kind_ = kind::null;
        other.holding_ = detail::holding::lasting;
    }
    constexpr value& operator=(const value& other) {
        if (this != &other) value(other).swap(*this);
        return *this;
    }
    constexpr value& operator=(value&& other) noexcept {
        value taken(std::move(other));  // first, as it may stand inside of *this
        swap(taken);
        return *this;
    }
    constexpr ~value() {
        if (detail::is_ours(holding_)) free_content();
    }

    constexpr void swap(value& other) noexcept {
        detail::change_over(content_, other.content_);
        detail::change_over(size_, other.size_);
        detail::change_over(kind_, other.kind_);
        detail::change_over(holding_, other.holding_);
    }

    constexpr kind type() const noexcept { return kind_; }
    constexpr bool is(kind k) const noexcept { return kind_ == k; }
    constexpr bool is_null() const noexcept { return kind_ == kind::null; }

    constexpr maybe<bool> as_bool() const noexcept {
        return is(kind::boolean) ? maybe(content_.boolean) : std::nullopt;
    }
    constexpr maybe<std::int64_t> as_int() const noexcept {
        return is(kind::int64) ? maybe(content_.int64) : std::nullopt;
    }
    /// A double as it is, an integer converted.
    constexpr maybe<double> as_double() const noexcept {
        if (is(kind::int64)) return static_cast<double>(content_.int64);
        return is(kind::float64) ? maybe(content_.float64) : std::nullopt;
    }
    constexpr maybe<std::string_view> as_text() const noexcept {
        return is(kind::string) ? maybe(chars()) : std::nullopt;
    }
    /// The characters of a string or bigint, empty for another kind.
    constexpr std::string_view chars() const noexcept {
        return is(kind::string) || is(kind::bigint) ? std::string_view(content_.chars, size_) : std::string_view();
    }
    /// The content of a typed list, empty for another kind.
    constexpr span<const std::uint8_t> as_bytes() const noexcept {
        return is(kind::bytes) ? span(content_.bytes, size_) : span<const std::uint8_t>();
    }
    constexpr span<const std::int32_t> int32s() const noexcept {
        return is(kind::int32_list) ? span(content_.int32s, size_) : span<const std::int32_t>();
    }
    constexpr span<const std::int64_t> int64s() const noexcept {
        return is(kind::int64_list) ? span(content_.int64s, size_) : span<const std::int64_t>();
    }
    constexpr span<const float> floats() const noexcept {
        return is(kind::float32_list) ? span(content_.floats, size_) : span<const float>();
    }
    constexpr span<const double> doubles() const noexcept {
        return is(kind::float64_list) ? span(content_.doubles, size_) : span<const double>();
    }
    /// Items of a list, none for another kind.
    constexpr span<const value> items() const noexcept;
    constexpr span<value> items() noexcept;
    /// Members of a map in their order, none for another kind.
    constexpr span<const member> members() const noexcept;
    constexpr span<member> members() noexcept;

    /// Entries of a list or map, elements of a typed list, bytes of a text; 0 for the rest.
    constexpr std::size_t size() const noexcept { return size_; }

    /// The value under a text key, null pointer where there is none. Of several the last counts.
    constexpr const value* find(std::string_view key) const noexcept;
    constexpr value* find(std::string_view key) noexcept;

    /// Appends to a list; anything else becomes an empty list first.
    constexpr value& push_back(value item);
    /// Appends to a map without looking for the key; anything else becomes an empty map first.
    constexpr value& append(value key, value item);
    /// Overwrites the value under the key in its place (the one that find() gives), or appends it.
    constexpr value& set(value key, value item);

    friend constexpr bool operator==(const value& a, const value& b) noexcept;

  private:
    friend struct detail::borrowed_value;
    friend class free_map;

    constexpr void free_content() noexcept;
    constexpr explicit value(kind k) noexcept : content_{.items = nullptr}, kind_(k), holding_(detail::holding::owned) {
        if (k == kind::map) content_.members = nullptr;
    }

    constexpr void take_text(std::string_view s) {
        content_.chars = detail::terminated(s).release();
        size_ = s.size();
        kind_ = kind::string;
        holding_ = detail::holding::owned;
    }
    constexpr value(kind k, std::size_t size, detail::holding how = detail::holding::owned) noexcept
        : size_(size), kind_(k), holding_(how) {}
    /// Room grows by powers of two from 4.
    static constexpr bool is_full(std::size_t size) noexcept {
        return size == 0 || (size >= 4 && (size & (size - 1)) == 0);  // popcount is no instruction of x86-64's base
    }
    template <class T> static constexpr T* grown(T* from, std::size_t size) {
        auto room = detail::array<T>::blank(size == 0 ? 4 : size * 2);
        for (std::size_t i = 0; i < size; ++i) room[i] = std::move(from[i]);
        detail::array<T>::free(from);
        return room.release();
    }
    /// Over one that owns nothing yet. A copy that fails leaves one that owns nothing, too.
    static constexpr void put(value& to, value from) noexcept {
        if (std::is_constant_evaluated())
            to = std::move(from);
        else
            detail::construct_at(&to, std::move(from));
    }
    static constexpr void put_copy(value& to, const value& from) { put(to, value(from)); }
    static constexpr void put_copy(member& to, const member& from);
    template <class T> static constexpr T* copied(const T* from, std::size_t size) {
        if (size == 0) return nullptr;
        auto made = detail::array<T>::blank(detail::room_for(size));
        for (std::size_t i = 0; i < size; ++i) put_copy(made[i], from[i]);
        return made.release();
    }
};

struct value::member {
    value key{};
    value val{};

    friend constexpr bool operator==(const member&, const member&) = default;
};

constexpr void value::put_copy(member& to, const member& from) {
    put_copy(to.key, from.key);
    put_copy(to.val, from.val);
}

constexpr value value::list(std::initializer_list<value> items) {
    value v(kind::list);
    for (const value& item : items) v.push_back(item);
    return v;
}
constexpr value value::map(std::initializer_list<member> members) {
    value v(kind::map);
    for (const member& one : members) v.append(one.key, one.val);
    return v;
}

constexpr value::value(const value& other) : content_(other.content_), size_(other.size_), kind_(other.kind_) {
    switch (kind_) {
        case kind::list: content_.items = copied(other.content_.items, size_); break;
        case kind::map: content_.members = copied(other.content_.members, size_); break;
        case kind::string:
        case kind::bigint:
            if (other.holding_ == detail::holding::lasting) return;
            content_.chars = detail::terminated(other.chars()).release();
            break;
        case kind::bytes: content_.bytes = detail::duplicate(other.as_bytes()); break;
        case kind::int32_list: content_.int32s = detail::duplicate(other.int32s()); break;
        case kind::int64_list: content_.int64s = detail::duplicate(other.int64s()); break;
        case kind::float32_list: content_.floats = detail::duplicate(other.floats()); break;
        case kind::float64_list: content_.doubles = detail::duplicate(other.doubles()); break;
        default: return;
    }
    holding_ = detail::holding::owned;
}

constexpr void value::free_content() noexcept {
    if (holding_ == detail::holding::packed)  // a map, which is where its block begins
        return detail::array<std::uint8_t>::free(reinterpret_cast<const std::uint8_t*>(content_.members));
    switch (kind_) {
        case kind::list: detail::array<value>::free(content_.items); break;
        case kind::map: detail::array<member>::free(content_.members); break;
        case kind::string:
        case kind::bigint: detail::array<char>::free(content_.chars); break;
        case kind::bytes: detail::array<std::uint8_t>::free(content_.bytes); break;
        case kind::int32_list: detail::array<std::int32_t>::free(content_.int32s); break;
        case kind::int64_list: detail::array<std::int64_t>::free(content_.int64s); break;
        case kind::float32_list: detail::array<float>::free(content_.floats); break;
        case kind::float64_list: detail::array<double>::free(content_.doubles); break;
        default: break;
    }
}

constexpr span<const value> value::items() const noexcept {
    return is(kind::list) && size_ != 0 ? span<const value>(content_.items, size_) : span<const value>();
}
constexpr span<value> value::items() noexcept {
    return is(kind::list) && size_ != 0 ? span<value>(content_.items, size_) : span<value>();
}
constexpr span<const value::member> value::members() const noexcept {
    return is(kind::map) && size_ != 0 ? span<const member>(content_.members, size_) : span<const member>();
}
constexpr span<value::member> value::members() noexcept {
    return is(kind::map) && size_ != 0 ? span<member>(content_.members, size_) : span<member>();
}

constexpr const value* value::find(std::string_view key) const noexcept {
    const auto all = members();
    for (std::size_t i = all.size(); i-- != 0;)
        if (all[i].key.is(kind::string) && all[i].key.chars() == key) return &all[i].val;
    return nullptr;
}
constexpr value* value::find(std::string_view key) noexcept {
    return const_cast<value*>(std::as_const(*this).find(key));
}

constexpr value& value::push_back(value item) {
    if (!is(kind::list)) *this = list();
    if (is_full(size_)) content_.items = grown(content_.items, size_);
    put(content_.items[size_], std::move(item));
    return content_.items[size_++];
}
constexpr value& value::append(value key, value item) {
    if (!is(kind::map)) *this = map();
    if (is_full(size_)) content_.members = grown(content_.members, size_);
    member& last = content_.members[size_++];
    put(last.key, std::move(key));
    put(last.val, std::move(item));
    return last.val;
}
constexpr value& value::set(value key, value item) {
    const auto all = members();
    for (std::size_t i = all.size(); i-- != 0;)
        if (all[i].key == key) return all[i].val = std::move(item);
    return append(std::move(key), std::move(item));
}

namespace detail {

template <class T> constexpr bool same_elements(span<const T> a, span<const T> b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if constexpr (std::is_same_v<T, double>) {
            if (std::bit_cast<std::uint64_t>(a[i]) != std::bit_cast<std::uint64_t>(b[i])) return false;
        } else if constexpr (std::is_same_v<T, float>) {
            if (std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i])) return false;
        } else if (!(a[i] == b[i])) {
            return false;
        }
    }
    return true;
}

}  // namespace detail

constexpr bool operator==(const value& a, const value& b) noexcept {
    if (a.kind_ != b.kind_) return false;
    switch (a.kind_) {
        case value::kind::null: return true;
        case value::kind::boolean: return a.content_.boolean == b.content_.boolean;
        case value::kind::int64: return a.content_.int64 == b.content_.int64;
        case value::kind::float64:
            return std::bit_cast<std::uint64_t>(a.content_.float64) == std::bit_cast<std::uint64_t>(b.content_.float64);
        case value::kind::string:
        case value::kind::bigint: return a.chars() == b.chars();
        case value::kind::bytes: return detail::same_elements(a.as_bytes(), b.as_bytes());
        case value::kind::int32_list: return detail::same_elements(a.int32s(), b.int32s());
        case value::kind::int64_list: return detail::same_elements(a.int64s(), b.int64s());
        case value::kind::float32_list: return detail::same_elements(a.floats(), b.floats());
        case value::kind::float64_list: return detail::same_elements(a.doubles(), b.doubles());
        case value::kind::list: return detail::same_elements(a.items(), b.items());
        case value::kind::map: return detail::same_elements(a.members(), b.members());
    }
    return false;
}

/// A nullable map with text keys: whatever a peer takes that has no type of ours. One that was read is one block of
/// memory until it is edited.
///
/// `.extension = {{"id", "bob"}, {"kind", "p2p"}}`; null by default, which is not
/// the empty map (`free_map::empty_map()`).
class free_map {
    value held_{};
    detail::key_index index_{};

  public:
    /// One pair, for initialiser lists.
    struct entry {
        text key;
        value val;
    };

    constexpr free_map() noexcept = default;
    constexpr free_map(std::nullptr_t) noexcept {}
    constexpr free_map(std::initializer_list<entry> entries) : held_(value::map()) {
        for (const entry& one : entries) set(one.key, one.val);
    }
    static constexpr free_map empty_map() { return free_map(detail::unchecked{}, value::map()); }
    /// A map whose keys are texts, or null; nothing for any other value.
    [[nodiscard]] static constexpr maybe<free_map> from(value v) {
        if (!v.is(value::kind::map) && !v.is_null()) return {};
        for (const value::member& one : v.members())
            if (!one.key.is(value::kind::string)) return {};
        return free_map(detail::unchecked{}, std::move(v));
    }

    constexpr bool has_value() const noexcept { return !held_.is_null(); }
    constexpr std::size_t size() const noexcept { return held_.size(); }
    constexpr span<const value::member> members() const noexcept { return held_.members(); }
    constexpr const value* find(std::string_view key) const noexcept { return held_.find(key); }
    /// Overwrites or appends; a null key counts as an empty one, so that all keys are texts.
    constexpr value& set(const text& key, value item) {
        unpack();
        const std::size_t known = place_of(key.view());
        if (known != npos) return held_.members()[known].val = std::move(item);
        return held_.append(key.has_value() ? value(key) : value(""), std::move(item));
    }
    /// The same with a key that is a value: a string that a reader gave.
    constexpr value& set(detail::unchecked, value key, value item) {
        unpack();
        const std::size_t known = place_of(key.chars());
        if (known != npos) return held_.members()[known].val = std::move(item);
        return held_.append(std::move(key), std::move(item));
    }
    constexpr const value& as_value() const noexcept { return held_; }

    friend constexpr bool operator==(const free_map& a, const free_map& b) noexcept { return a.held_ == b.held_; }

  private:
    friend struct detail::borrowed_value;
    constexpr free_map(detail::unchecked, value v) noexcept : held_(std::move(v)) {}
    /// What is in a packed one may not be edited, or leave it.
    constexpr void unpack() {
        if (held_.holding_ == detail::holding::packed) held_ = value(held_);
    }
    constexpr std::size_t place_of(std::string_view key) {
        const auto key_at = [this](std::size_t i) { return held_.members()[i].key.chars(); };
        index_.learn_all(size(), key_at);
        return index_.find(key, size(), key_at);
    }
};

}  // namespace nimpush::v1
