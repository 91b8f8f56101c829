#pragma once

// Value trees by dotted paths, and the parts of a message between their forms.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/translation/places.hpp>
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

/// The scenes that have two names (docs/facts/translation.md, Storage scenes; of V2 unverified).
inline constexpr std::string_view scenes[][2] = {{"defaultIm", "nim_default_im"},
                                                 {"defaultProfile", "nim_default_profile_icon"}};

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
            for (const auto& [channel, elsewhere] : scenes)
                if (v.chars() == elsewhere) return string_of(channel);
            return v;
        }
    }
    return {};
}
/// The way back; `path` is the place on the wire.
inline std::optional<value> from_channel(part what, const value& v, nim_wire wire, std::string_view path) {
    const bool in_form = wire == nim_wire::server && path.find('.') == npos;
    switch (what) {
        case part::flag: {
            const auto on = v.as_bool();
            if (!on) return {};
            if (wire == nim_wire::desktop) return value(std::int64_t{*on});
            if (in_form) return string_of(path == "markRead" ? (*on ? "1" : "0") : (*on ? "true" : "false"));
            return v;
        }
        case part::number:
        case part::id:
            if (!v.is(value::kind::int64) && (in_form || what == part::id || !v.is(value::kind::float64))) return {};
            if (in_form || (what == part::id && wire == nim_wire::channel2)) return value(number_text(*v.as_int()));
            return v;
        case part::object:
            if (!v.is(value::kind::map)) return {};
            return path == "msg_attach" || path == "body" || path == "message.attachment" ? v : closed(v);
        case part::list:
            if (!v.is(value::kind::list)) return {};
            return wire == nim_wire::desktop || wire == nim_wire::server ? closed(v) : v;
        case part::scene: {
            if (!v.is(value::kind::string)) return {};
            for (const auto& [channel, elsewhere] : scenes)
                if (v.chars() == channel) return string_of(elsewhere);
            return v;
        }
        default: return v.is(value::kind::string) ? std::optional(v) : std::nullopt;
    }
}

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
           (path.size() == place.size() || path[place.size()] == '.');
}

/// A path of V2 as a message has it that stands alone, or in the arguments of sendMessage.
inline std::string spelt(std::string_view path, bool alone) {
    if (path.empty() || (path[0] != '%' && path[0] != '@' && path[0] != '<')) return std::string(path);
    const std::string_view before = alone || path[0] == '<' ? "" : path[0] == '%' ? "message." : "params.";
    return std::string(before).append(path.substr(1));
}

}  // namespace detail::translation
}  // namespace nimpush::v1
