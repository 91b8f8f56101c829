#pragma once

// How the native side of nim_core 1.7.7 answers: the reply map of each platform.

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
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/dialect/plugin/call.hpp>
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

/// iOS leaves out what is null (NimResult.swift:19), Android writes it (NimResult.kt:21), the desktop
/// has an empty text for no details.
struct reply_map {
    const native_reply& reply;
    device_platform on;

    template <class Out> constexpr void emit_to(Out& out) const {
        const bool omits = on == device_platform::ios;
        const bool has_data = !omits || !reply.data.is_null();
        const bool has_details = !omits || reply.details.has_value();
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
        const bool is_desktop = on != device_platform::ios && on != device_platform::android;
        if (is_desktop && !reply.details.has_value())
            out.string("");
        else
            schema::write(out, reply.details);
    }
};

inline std::vector<std::uint8_t> encode_reply(const native_reply& reply, device_platform on) {
    if (reply.never_comes) return {};
    auto bytes = standard_codec::encode_success(reply_map{reply, on});
    return bytes ? *std::move(bytes) : std::vector<std::uint8_t>();
}

template <class Data> struct key_of_data;
template <schema::fixed_string Key, class T, bool Required, class Policy>
struct key_of_data<plugin::under_key<Key, T, Required, Policy>> {
    static constexpr std::string_view key = Key.view();
};

inline value name_value(std::string_view name) { return value::string(nimpush::detail::unchecked{}, name); }

/// What a described type looks like in a reply; null where no tree can hold it.
template <class T> value tree_of(const T& x) {
    auto tree = to_value(x);
    return tree ? *std::move(tree) : value();
}
/// The data of a reply to C, whose one key counts.
template <class C> value data_under_key(const plugin::data_of<C>& x) {
    value data = value::map();
    data.append(name_value(key_of_data<typename plugin::detail::call_traits<C>::data>::key), tree_of(x));
    return data;
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
