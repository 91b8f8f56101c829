#pragma once

// Value trees by dotted paths, and the parts of a message between their forms.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/translation/places.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/model/storage_scene.hpp>
#include <nimpush/wire/json.hpp>

namespace nimpush::inline v1 {
namespace detail::translation {

inline value string_of(std::string_view s) { return value::string(unchecked{}, s); }

/// What stands at a path; a null pointer where nothing does, or null.
constexpr const value* find_at(const value& tree, std::string_view path) noexcept {
    const value* here = &tree;
    for (;;) {
        const std::size_t dot = path.find('.');
        if (!here->is(value::kind::map)) return nullptr;
        here = here->find(path.substr(0, dot));
        if (here == nullptr || here->is_null()) return nullptr;
        if (dot == npos) return here;
        path.remove_prefix(dot + 1);
    }
}
/// Puts it there, with the maps on the way.
inline void put_at(value& tree, std::string_view path, value item) {
    value* here = &tree;
    for (;;) {
        const std::size_t dot = path.find('.');
        const std::string_view key = path.substr(0, dot);
        if (dot == npos) return static_cast<void>(here->set(string_of(key), std::move(item)));
        value* next = here->find(key);
        here = next != nullptr && next->is(value::kind::map) ? next : &here->set(string_of(key), value::map());
        path.remove_prefix(dot + 1);
    }
}

/// The tree without what stands at a path.
inline value without(const value& tree, std::string_view path) {
    const std::size_t dot = path.find('.');
    value made = value::map();
    for (const value::member& one : tree.members()) {
        const bool is_step = one.key.chars() == path.substr(0, dot);
        if (is_step && dot == npos) continue;
        made.append(one.key,
                    is_step && one.val.is(value::kind::map) ? without(one.val, path.substr(dot + 1)) : one.val);
    }
    return made;
}

/// JSON in a text, if it is of this kind.
inline maybe<value> opened(const value& v, value::kind as) {
    if (v.is(as)) return v;
    if (!v.is(value::kind::string)) return {};
    auto read = nimpush::json::read(v.chars(), {.integers = nimpush::json::integers::of_uint64});
    if (!read || !read->is(as)) return {};
    return *std::move(read);
}
inline maybe<value> closed(const value& v) {
    const auto made = nimpush::json::to_string(v);
    if (!made) return {};
    return string_of(*made);
}
inline maybe<value> number_in(const value& v) {
    if (const auto n = read_int64(v.chars()); n && v.is(value::kind::string)) return value(*n);
    if (v.is(value::kind::int64) || v.is(value::kind::float64)) return v;
    return {};
}

/// The same of any number.
inline maybe<value> real_in(const value& v) {
    return number_in(v.is(value::kind::string) ? desktop_sdk::detail::decimal_in(v.chars()) : v);
}
/// Accounts that are numbers, which PHP and JavaScript make of their digits, as texts; nothing for what no account is.
inline maybe<value> accounts_in(const value& list) {
    if (!list.is(value::kind::list)) return {};
    value made = value::list();
    for (const value& one : list.items()) {
        if (const auto n = one.as_int(); n && one.is(value::kind::int64))
            made.push_back(value(number_text(*n)));
        else if (one.is(value::kind::string) && one.size() != 0)
            made.push_back(one);
        else
            return {};
    }
    return made;
}

/// A whole number, which a double may be, too.
constexpr maybe<std::int64_t> whole_of(const value& v) noexcept {
    if (v.is(value::kind::int64)) return v.as_int();
    const auto d = v.as_double();
    if (!v.is(value::kind::float64) || !(*d > -0x1p63 && *d < 0x1p63)) return {};
    const auto n = static_cast<std::int64_t>(*d);
    return static_cast<double>(n) == *d ? maybe(n) : std::nullopt;
}
/// What a part must be, for people.
constexpr std::string_view wanted_of(part what) noexcept {
    switch (what) {
        case part::text:
        case part::scene: return "a text";
        case part::flag: return "true or false (or 1 or 0)";
        case part::number:
        case part::id: return "a whole number of 64 bits, in decimal digits";
        case part::real: return "a number, in decimal digits with a point";
        case part::object: return "a JSON object";
        case part::list: return "a list of accounts, texts each";
    }
    return {};
}
/// What stands there, with its beginning where that helps.
inline text found_of(const value& v) {
    constexpr std::size_t room = 40;
    if (!v.is(value::kind::string)) return join(kind_name(v.type()));
    return v.chars().empty() ? text("an empty text") : join("the text `", printable(v.chars(), room).view(), "`");
}

/// A part as the channel has it; nothing for what it cannot be.
inline maybe<value> to_channel(part what, const value& v) {
    switch (what) {
        case part::text:
            if (v.is(value::kind::string)) return v;
            return v.is(value::kind::int64) ? maybe(value(number_text(*v.as_int()))) : std::nullopt;
        case part::flag: {
            if (v.is(value::kind::boolean)) return v;
            // Python's clients send True.
            if (v.is(value::kind::string) && same_but_for_case(v.chars(), "true")) return value(true);
            if (v.is(value::kind::string) && same_but_for_case(v.chars(), "false")) return value(false);
            const auto n = number_in(v);
            return n && (*n == value(0) || *n == value(1)) ? maybe(value(*n == value(1))) : std::nullopt;
        }
        case part::number:
        case part::id: {
            const auto n = number_in(v);
            const auto whole = n ? whole_of(*n) : std::nullopt;
            return whole ? maybe(value(*whole)) : std::nullopt;
        }
        case part::real: return real_in(v);
        case part::object: return opened(v, value::kind::map);
        case part::list: {
            const auto list = opened(v, value::kind::list);
            return list ? accounts_in(*list) : std::nullopt;
        }
        case part::scene: {
            if (!v.is(value::kind::string)) return {};
            return string_of(storage_scene::from_sdk(v.chars()));
        }
    }
    return {};
}
/// The way back, to a place of another wire than the channel. What stands in v1's form itself is a text.
inline maybe<value> from_channel(part what, const value& v, const place& to, bool in_form) {
    switch (what) {
        case part::flag: {
            const auto on = v.as_bool();
            if (!on) return {};
            if (in_form) return string_of(to.what == shape::bit ? (*on ? "1" : "0") : (*on ? "true" : "false"));
            return v;
        }
        case part::number:
        case part::id: {
            const bool as_text = in_form || to.what == shape::text;
            const auto n = whole_of(v);
            if (!n || (!v.is(value::kind::int64) && what == part::id)) return {};
            return as_text ? value(number_text(*n)) : value(*n);
        }
        case part::real: return v.is(value::kind::int64) || v.is(value::kind::float64) ? maybe(v) : std::nullopt;
        case part::object:
            if (!v.is(value::kind::map)) return {};
            return to.what == shape::map ? v : closed(v);
        case part::list:
            if (auto list = accounts_in(v)) {
                if (to.what == shape::list) return list;
                return closed(*list);
            }
            return {};
        case part::scene:
            if (!v.is(value::kind::string)) return {};
            return string_of(storage_scene::to_sdk(v.chars()));
        default: return v.is(value::kind::string) ? maybe(v) : std::nullopt;
    }
}

/// The tree that JSON of it would be read as: bytes are texts there, typed lists are lists.
struct json_tree_sink : tree_sink<schema::spelling::wire> {
    void bytes(span<const std::uint8_t> b) {
        std::string digits(b.size() * 2, '0');
        write_hex(b, digits.data());
        string(digits);
    }
    template <class T> constexpr void typed_list(span<const T> elements) {
        auto list = begin_list(elements.size());
        for (const T one : elements) {
            item();
            if constexpr (std::is_floating_point_v<T>)
                real(static_cast<double>(one));
            else
                integer(std::int64_t{one});
        }
        end_list(std::move(list));
    }
};

/// More of a path than any place has and than is told of it. What lies deeper is not spelt: a long key over many ends
/// would be written as often as there are ends.
inline constexpr std::size_t path_room = 400;

/// Calls f(path, value) for each end of the tree: what is no map, and empty maps. Trees from JSON are 128 deep at most.
template <class F> void each_end(const value& v, std::string& path, F&& f) {
    if (!v.is(value::kind::map) || v.size() == 0) return f(std::string_view(path), v);
    const std::size_t outer = path.size();
    for (const value::member& one : v.members()) {
        if (outer != 0 && outer < path_room) path += '.';
        path.append(one.key.chars().substr(0, path_room - path.size()));
        each_end(one.val, path, f);
        path.resize(outer);
    }
}
constexpr bool is_inside(std::string_view path, std::string_view place) noexcept {
    return !place.empty() && path.substr(0, place.size()) == place &&
           (path.size() == place.size() || path[place.size()] == '.' || path[place.size()] == '[');
}

/// A path of V2 as a message has it that stands alone, or in the arguments of sendMessage.
constexpr std::string_view spelt(std::string_view path, bool alone) noexcept {
    return alone ? without_step(path) : path;
}

}  // namespace detail::translation
}  // namespace nimpush::v1
