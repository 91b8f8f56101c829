#pragma once

// Value trees by dotted paths, and the parts of a message between their forms.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/hex.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
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

/// JSON in a text, if it is of this kind.
inline std::optional<value> opened(const value& v, value::kind as) {
    if (v.is(as)) return v;
    if (!v.is(value::kind::string)) return {};
    auto read = nimpush::json::read(v.chars());
    if (!read || !read->is(as)) return {};
    return *std::move(read);
}
inline std::optional<value> closed(const value& v) {
    const auto made = nimpush::json::to_string(v);
    if (!made) return {};
    return string_of(*made);
}
inline std::optional<value> number_in(const value& v) {
    std::int64_t n = 0;
    if (v.is(value::kind::string) && !v.chars().empty() && read_int64(v.chars(), n)) return value(n);
    if (v.is(value::kind::int64) || v.is(value::kind::float64)) return v;
    return {};
}

/// A part as the channel has it; nothing for what it cannot be.
inline std::optional<value> to_channel(part what, const value& v) {
    switch (what) {
        case part::text:
            if (v.is(value::kind::string)) return v;
            return v.is(value::kind::int64) ? std::optional(value(number_text(*v.as_int()))) : std::nullopt;
        case part::flag: {
            if (v.is(value::kind::boolean)) return v;
            if (v.is(value::kind::string) && (v.chars() == "true" || v.chars() == "false"))
                return value(v.chars() == "true");
            const auto n = number_in(v);
            return n && (*n == value(0) || *n == value(1)) ? std::optional(value(*n == value(1))) : std::nullopt;
        }
        case part::number:
        case part::id: return number_in(v);
        case part::object: return opened(v, value::kind::map);
        case part::list: return opened(v, value::kind::list);
        case part::scene: {
            if (!v.is(value::kind::string)) return {};
            return string_of(storage_scene::from_sdk(v.chars()));
        }
    }
    return {};
}
/// The way back, to a place of another wire than the channel. What stands in v1's form itself is a text.
inline std::optional<value> from_channel(part what, const value& v, const place& to, bool in_form) {
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
            if (!v.is(value::kind::int64) && (as_text || what == part::id || !v.is(value::kind::float64))) return {};
            return as_text ? value(number_text(*v.as_int())) : v;
        }
        case part::object:
            if (!v.is(value::kind::map)) return {};
            return to.what == shape::map ? v : closed(v);
        case part::list:
            if (!v.is(value::kind::list)) return {};
            return to.what == shape::list ? v : closed(v);
        case part::scene:
            if (!v.is(value::kind::string)) return {};
            return string_of(storage_scene::to_sdk(v.chars()));
        default: return v.is(value::kind::string) ? std::optional(v) : std::nullopt;
    }
}

/// The tree that JSON of it would be read as: bigints and bytes are texts there, typed lists are lists.
struct json_tree_sink : tree_sink<schema::spelling::wire> {
    constexpr void bigint(std::string_view digits) { string(digits); }
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

/// Calls f(path, value) for each end of the tree: what is no map, and empty maps. Trees from JSON are 128 deep at most.
template <class F> void each_end(const value& v, const std::string& path, F&& f) {
    if (!v.is(value::kind::map) || v.size() == 0) return f(std::string_view(path), v);
    for (const value::member& one : v.members()) {
        std::string inner = path;
        if (!inner.empty()) inner += '.';
        each_end(one.val, inner.append(one.key.chars()), f);
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
