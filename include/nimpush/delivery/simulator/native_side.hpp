#pragma once

// How the native sides of nim_core 1.7.7 and of nim_core_v2 answer: the reply map of each platform.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// A reply before it has the form of a platform.
struct native_reply {
    std::int64_t code = 0;
    value data{};
    text details{};
    bool never_comes = false;  // no bytes
};

/// Which native side writes: the plugin's version, and the language of the platform.
struct native_form {
    device_platform on = device_platform::ios;
    plugin::plugin_version plugin{};

    constexpr bool is_v2() const noexcept { return plugin_release{plugin}.is_v2(); }
    /// HarmonyOS, where V2 alone runs.
    constexpr bool is_arkts() const noexcept { return is_v2() && on == device_platform::harmony; }
    constexpr bool is_ios() const noexcept { return on == device_platform::ios; }
};

/// All numbers are JavaScript's there, whose value chooses the bytes: what is whole and safe is written as an int, all
/// else as a double, and -0 loses its sign (`StandardMessageCodec` of `@ohos/flutter_ohos`).
inline void as_arkts(value& v) {
    constexpr std::int64_t safe = (std::int64_t{1} << 53) - 1;
    if (const auto whole = v.as_int()) {
        if (*whole > safe || *whole < -safe) v = value(static_cast<double>(*whole));
    } else if (const auto real = v.as_double()) {
        if (*real >= -static_cast<double>(safe) && *real <= static_cast<double>(safe)) {
            const auto cut = static_cast<std::int64_t>(*real);
            if (static_cast<double>(cut) == *real) v = value(cut);
        }
    }
    for (value& one : v.items()) as_arkts(one);
    for (value::member& one : v.members()) as_arkts(one.val);
}

/// iOS leaves out what is null (NimResult.swift:19), Android writes it (NimResult.kt:21), the desktop
/// has an empty text for no details. HarmonyOS has either data or details (FLTService.ets).
struct reply_map {
    const native_reply& reply;
    native_form form;

    template <class Out> constexpr void emit_to(Out& out) const {
        const device_platform on = form.on;
        const bool omits = on == device_platform::ios;
        bool has_data = !omits || !reply.data.is_null();
        bool has_details = !omits || reply.details.has_value();
        if (form.is_arkts()) {
            has_data = reply.code == 0;
            has_details = !has_data;
        }
        auto mark = out.begin_map(std::size_t{1} + has_data + has_details);
        out.template key<plugin::detail::code_key>();
        out.integer(reply.code);
        if (on == device_platform::android) write_details(out);
        if (has_data) {
            out.template key<plugin::detail::data_key>();
            schema::write(out, reply.data);
        }
        if (has_details && on != device_platform::android) write_details(out);
        out.end_map(mark);
    }

  private:
    template <class Out> constexpr void write_details(Out& out) const {
        out.template key<plugin::detail::details_key>();
        const bool is_desktop = form.on != device_platform::ios && form.on != device_platform::android;
        if (is_desktop && !reply.details.has_value())
            out.string("");
        else
            schema::write(out, reply.details);
    }
};

/// A reply that the codec cannot carry is one that says so: no bytes would mean that nobody listens.
inline std::vector<std::uint8_t> encode_reply(native_reply reply, const native_form& form) {
    if (reply.never_comes) return {};
    if (form.is_arkts()) as_arkts(reply.data);
    auto bytes = standard_codec::encode_success(reply_map{reply, form});
    if (!bytes) return encode_reply({-1, {}, bytes.error().detail}, form);
    return *std::move(bytes);
}

/// Before initialize (NimCore.swift, NimCore.kt, NimCore.ets); iOS and the desktop write it small.
inline native_reply uninitialized(const native_form& form) {
    const bool is_loud = form.on == device_platform::android || form.is_arkts();
    return {-1, {}, is_loud ? text("SDK Uninitialized") : text("sdk is uninitialized")};
}

inline native_reply nested_too_deep() { return {-1, {}, "nested too deep: the reply could not be written"}; }
/// Deeper than what a reply can carry around it: the map of the reply, its data and what is told of an app.
inline bool is_too_deep(const value& v, std::size_t left = nimpush::detail::codec::deepest - 4) {
    if (!v.is(value::kind::map) && !v.is(value::kind::list)) return false;
    if (left == 0) return true;
    for (const value& one : v.items())
        if (is_too_deep(one, left - 1)) return true;
    for (const value::member& one : v.members())
        if (is_too_deep(one.key, left - 1) || is_too_deep(one.val, left - 1)) return true;
    return false;
}

template <class Data> struct key_of_data;
template <schema::fixed_string Key, class T, bool Required, class Policy>
struct key_of_data<plugin::under_key<Key, T, Required, Policy>> {
    static constexpr std::string_view key = Key.view();
};

inline value name_value(std::string_view name) { return value::string(nimpush::detail::unchecked{}, name); }

/// A map with one pair.
inline value map_of(std::string_view key, value v) {
    value made = value::map();
    made.append(name_value(key), std::move(v));
    return made;
}
/// Each pair of a call's map but for its serviceName and one more key that is the call's alone.
template <class F> void each_own(const value& call, std::string_view but, F&& f) {
    for (const value::member& one : call.members())
        if (one.key.chars() != plugin::detail::spelt<plugin::detail::service_key>() && one.key.chars() != but) f(one);
}

/// What a described type looks like in a reply; null where no tree can hold it.
template <class T> value tree_of(const T& x) {
    auto tree = to_value(x);
    return tree ? *std::move(tree) : value();
}
/// The data of a reply to C, whose one key counts.
template <class C> value under_key_of(value v) {
    return map_of(key_of_data<typename plugin::detail::call_traits<C>::data>::key, std::move(v));
}
template <class C> value data_under_key(const plugin::data_of<C>& x) { return under_key_of<C>(tree_of(x)); }

/// An id in the form of a UUID that counts up, so that two runs are the same.
inline text counted_uuid(std::uint64_t n) {
    char chars[] = "00000000-0000-4000-8000-000000000000";
    for (std::size_t i = sizeof chars - 2; n != 0; n /= 10) chars[i--] = static_cast<char>('0' + n % 10);
    return text(nimpush::detail::unchecked{}, {chars, sizeof chars - 1});
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
