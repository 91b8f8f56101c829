#pragma once

// How the native sides of nim_core 1.7.7 and of nim_core_v2 answer: the reply map of each platform.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/find_members.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

using nimpush::detail::same_key;

/// Each pair of a call's map but for its serviceName and one more key that is the call's alone.
template <class F> void each_own(const value& call, std::string_view but, F&& f) {
    constexpr std::string_view service = plugin::detail::spelt<plugin::detail::service_key>();
    for (const value::member& one : call.members())
        if (!same_key(one.key.chars(), service) && !same_key(one.key.chars(), but)) f(one);
}

/// Another value for a key.
struct replacement {
    std::string_view key{};  // of the program's own
    value val{};
};
/// The pairs of a call's map but for its serviceName and one more key that is the call's alone, with some values put in
/// their place, or behind: what is written in a reply without being made. Borrows the call.
struct own_pairs {
    static constexpr std::size_t put = 5;
    const value* call = nullptr;
    std::string_view but{};
    replacement all[put]{};

    template <class Out> void emit_to(Out& out) const {
        std::string_view keys[put];
        const value* found[put];
        for (std::size_t i = 0; i < put; ++i) keys[i] = all[i].key;
        nimpush::detail::find_members(call->members(), keys, true, found, nimpush::detail::sizes_of(keys));
        std::size_t n = 0;
        each_own(*call, but, [&](const value::member&) { ++n; });
        for (const value* one : found) n += one == nullptr;
        auto mark = out.begin_map(n);
        each_own(*call, but, [&](const value::member& one) {
            if (one.key.is(value::kind::string))
                out.key(one.key.chars());
            else
                out.odd_key([&](auto& sink) { schema::write(sink, one.key); });
            std::size_t i = 0;
            while (i < put && found[i] != &one.val) ++i;
            schema::write(out, i < put ? all[i].val : one.val);
        });
        for (std::size_t i = 0; i < put; ++i) {
            if (found[i] != nullptr) continue;
            out.key(all[i].key);
            schema::write(out, all[i].val);
        }
        out.end_map(mark);
    }
};

/// A reply before it has the form of a platform. Its data may borrow from the call, and from what is known of accounts.
struct native_reply {
    std::int64_t code = 0;
    value data{};
    text details{};
    bool never_comes = false;        // no bytes
    const own_pairs* own = nullptr;  // in place of data; of 1.7.7 alone
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

/// The same of what may be borrowed, and is left as it is.
inline value arkts_copy(const value& v) {
    value made = v;
    as_arkts(made);
    return made;
}

/// iOS leaves out what is null (NimResult.swift:19), Android writes it (NimResult.kt:21), the desktop
/// has an empty text for no details. HarmonyOS has either data or details (FLTService.ets).
template <class Form> struct reply_map {
    const native_reply& reply;
    Form form;

    template <class Out> constexpr void emit_to(Out& out) const {
        const device_platform on = form.on;
        const bool omits = on == device_platform::ios;
        bool has_data = !omits || !reply.data.is_null() || reply.own != nullptr;
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
            if (reply.own != nullptr)
                schema::write(out, *reply.own);
            else
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
template <class Form> std::vector<std::uint8_t> encode_reply(native_reply reply, const Form& form) {
    if (reply.never_comes) return {};
    if (form.is_arkts()) reply.data = arkts_copy(reply.data);
    auto bytes = standard_codec::encode_success(reply_map<Form>{reply, form});
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
    const auto goes_down = [left](const value& inner) {
        return (inner.is(value::kind::map) || inner.is(value::kind::list)) &&
               (left <= 1 || is_too_deep(inner, left - 1));
    };
    for (const value& one : v.items())
        if (goes_down(one)) return true;
    for (const value::member& one : v.members())
        if (goes_down(one.key) || goes_down(one.val)) return true;
    return false;
}

template <class Data> struct key_of_data;
template <schema::fixed_string Key, class T, bool Required, class Policy>
struct key_of_data<plugin::under_key<Key, T, Required, Policy>> {
    static constexpr std::string_view key = Key.view();
};

inline value name_value(std::string_view name) { return value::string(nimpush::detail::unchecked{}, name); }

/// A text as a value that borrows it; null for null.
constexpr value view_of(const text& t) noexcept {
    using nimpush::detail::holding;
    if (!t.has_value()) return {};
    return nimpush::detail::borrowed_value::chars(value::kind::string, t.view(),
                                                  t.is_literal() ? holding::lasting : holding::borrowed);
}
/// A text that is not copied.
inline text borrowed_text(const text& t) noexcept {
    if (!t.has_value()) return {};
    if (t.is_literal()) return text(nimpush::detail::lasting{}, t.view());
    return text(nimpush::detail::borrowed{}, t.view());
}
/// The name of an enumerator, or a key: text that lasts as long as the program.
constexpr value lasting_value(std::string_view name) noexcept {
    return nimpush::detail::borrowed_value::chars(value::kind::string, name, nimpush::detail::holding::lasting);
}

/// A map with one pair.
inline value map_of(std::string_view key, value v) {
    value made = value::map();
    made.append(name_value(key), std::move(v));
    return made;
}
/// Texts in a list, which borrows them.
inline value list_of(const std::vector<text>& all) {
    value made = value::list();
    for (const text& one : all) made.push_back(view_of(one));
    return made;
}
/// The data of a reply to C, whose one key counts.
template <class C> value under_key_of(value v) {
    return map_of(key_of_data<typename plugin::detail::call_traits<C>::data>::key, std::move(v));
}

/// An id in the form of a UUID that counts up, so that two runs are the same.
inline text counted_uuid(std::uint64_t n) {
    char chars[] = "00000000-0000-4000-8000-000000000000";
    for (std::size_t i = sizeof chars - 2; n != 0; n /= 10) chars[i--] = static_cast<char>('0' + n % 10);
    return text(nimpush::detail::unchecked{}, {chars, sizeof chars - 1});
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
