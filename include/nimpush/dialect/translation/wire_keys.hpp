#pragma once

// The keys of NIM's wires as their field lists have them, to be looked up by dotted paths while compiling.
//
// A path that no list has calls a function that is not constexpr, so that it does not compile. Everything here is a
// template on the wires' types, as a constant of a plain name would be worked out wherever this is included.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/builders.hpp>
#include <nimpush/dialect/desktop_sdk/message.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/plugin/any_attachment.hpp>
#include <nimpush/dialect/server_api/body.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/v2_messages.hpp>
#include <nimpush/dialect/server_api/values.hpp>

namespace nimpush::inline v1 {

/// The five forms in which NIM knows a message.
enum class nim_wire : std::uint8_t {
    channel,   // nim_core 1.7.7: the map of sendMessage
    channel2,  // nim_core_v2 10.9.90: the map of its sendMessage, or its NIMMessage alone
    desktop,   // the C SDK's JSON
    server,    // REST v1: the form body of sendMsg.action
    server2,   // REST v2: the body of send_message, and the conversation_id of its path
};
template <> struct names<nim_wire> {
    static constexpr std::string_view list[] = {"channel", "channel2", "desktop", "server", "server2"};
};

namespace detail::translation {

template <class... T> struct types {};

/// The types that have the keys of each wire.
struct nim_wires {
    using channel = types<flutter_channel::send_message>;
    using channel2 = types<flutter_channel_v2::send_message>;
    using channel2_alone = types<flutter_channel_v2::message>;
    /// What is sent: these three have the keys of all kinds of message.
    using desktop = types<desktop_sdk::text_message, desktop_sdk::video_message, desktop_sdk::location_message>;
    /// With what the SDK tells and nobody gives.
    using desktop_received = types<desktop_sdk::message>;
    using server = types<server_api::send_msg>;
    using server2 = types<server_api::send_message>;

    /// What a channel's message is read into, and what sends it.
    using message = flutter_channel::message;
    using call = flutter_channel::send_message;
};

/// What stands under a key, by the type of its member. bit: a flag that is 1 or 0. real: a number
/// with a fraction. json: the JSON of a map or list, as a
/// text.
enum class shape : std::uint8_t { none, text, flag, bit, number, real, map, list, json };

/// A key of a field list, with the keys beneath it. One without a name has its own in the map around it.
struct known_key {
    std::string_view name{};
    std::string_view key{};
    shape what{};
    span<const known_key> inner{};
};

template <class M> constexpr shape shape_of() {
    if constexpr (is_optional<M>)
        return shape_of<typename M::value_type>();
    else if constexpr (std::is_same_v<M, bool>)
        return shape::flag;
    else if constexpr (is_text<
                           M>)  // NOLINTNEXTLINE(bugprone-branch-clone): what is named comes behind what has a number
        return shape::text;
    else if constexpr (std::is_floating_point_v<M>)
        return shape::real;
    else if constexpr (std::is_same_v<M, ranged<0, 1>>)
        return shape::bit;
    else if constexpr (
        is_ranged<M> || std::is_arithmetic_v<M> || schema::numbered<M> || requires(const M& m) { m.number(); } ||
        requires { M::is_allowed(0); })
        return shape::number;
    else if constexpr (schema::named<M>)
        return shape::text;
    else if constexpr (
        requires(const M& m) { m.tree(); } || requires(const M& m) { m.held(); })
        return shape::json;
    else if constexpr (is_vector<M> || requires(const M& m) { m.items(); })
        return shape::list;
    else if constexpr (std::is_same_v<M, free_map> || schema::described<M> || requires { M::holds_described; })
        return shape::map;
    else
        return shape::none;
}

template <class T> struct keys_of;
/// The keys of several types in a row.
template <class... T> struct keys_of_all {
    static constexpr std::array<known_key, sizeof...(T)> list{known_key{{}, {}, {}, keys_of<T>::list}...};
};

template <class... A> keys_of_all<A...> alternatives(const plugin::detail::any_attachment<A...>*);
template <class... P> keys_of_all<P...> alternatives(const server_api::holds<P...>*);
template <class T, std::size_t Limit>
keys_of<T> alternatives(const server_api::json_text<T, Limit>*) requires schema::described<T>;

/// The keys of what stands in a member; none where it is free-form.
template <class M> constexpr span<const known_key> keys_in() {
    if constexpr (is_optional<M>)
        return keys_in<typename M::value_type>();
    else if constexpr (requires(const M* m) { alternatives(m); })
        return decltype(alternatives(std::declval<const M*>()))::list;
    else if constexpr (schema::described<M>)
        return keys_of<M>::list;
    else
        return {};
}

// By the type of the pointer, as `->*` is a function for each member of a member.
template <class Pointer> struct pointed { using type = void; };
template <class M, class T> struct pointed<M T::*> { using type = M; };
template <auto Outer, auto Inner> struct pointed<schema::via_path<Outer, Inner>> : pointed<decltype(Inner)> {};

template <class M> struct keys_under {
    static constexpr shape what = shape_of<M>();
    static constexpr span<const known_key> inner = keys_in<M>();
};
template <> struct keys_under<void> {
    static constexpr shape what = shape::none;
    static constexpr span<const known_key> inner{};
};
/// What stands under a key: by its options where those say it, else by its type.
template <class F> constexpr known_key key_of() {
    using M = typename pointed<std::remove_cv_t<decltype(F::member)>>::type;
    using under = keys_under<M>;
    if constexpr (schema::described<M>) {
        if (F::template has<schema::flat>) return {{}, {}, {}, under::inner};
    } else if constexpr (under::what == shape::map || under::what == shape::json) {
        using body = server_api::holds_body;
        using attachment = server_api::holds_attachment;
        constexpr bool has_body = F::template has<body>;
        if constexpr (has_body || F::template has<attachment>)
            return {F::name.view(), F::key.view(), shape::map,
                    keys_under<std::conditional_t<has_body, body, attachment>>::inner};
    }
    return {F::name.view(), F::key.view(), under::what, under::inner};
}
template <class List> struct listed_keys;
template <class... F> struct listed_keys<field_list<F...>> {
    static constexpr std::array<known_key, sizeof...(F)> list{key_of<F>()...};
};
template <class... F> field_list<F...> list_type(const field_list<F...>*);
template <class T> struct keys_of : listed_keys<decltype(list_type(static_cast<const fields<T>*>(nullptr)))> {};

/// What stands at a path; a null pointer where no list has it. v1 is written as its documents spell it, which is by name.
constexpr const known_key* find_key(span<const known_key> keys, std::string_view path, bool by_name = false) {
    std::size_t end = 0;
    while (end < path.size() && path[end] != '.') ++end;
    for (const known_key& one : keys) {
        const known_key* found = nullptr;
        if (one.name.empty())
            found = find_key(one.inner, path, by_name);
        else if ((by_name ? one.name : one.key) != path.substr(0, end))
            continue;
        else
            found = end == path.size() ? &one : find_key(one.inner, path.substr(end + 1), by_name);
        if (found != nullptr) return found;
    }
    return nullptr;
}

inline void this_key_is_in_no_field_list_of_its_wire() {}

/// A path that some field list has.
struct place {
    std::string_view path{};
    shape what{};
    bool is_given = false;    // nobody gives what the desktop's SDK alone tells
    bool is_in_call = false;  // V2: of the call, and of no message that stands alone

    constexpr bool empty() const noexcept { return path.empty(); }
};

template <class... T> constexpr place place_in(types<T...>, std::string_view path, bool by_name = false) {
    const known_key* found = find_key(keys_of_all<T...>::list, path, by_name);
    return found == nullptr ? place{} : place{path, found->what, true};
}
constexpr place known(place p) {
    if (p.empty()) this_key_is_in_no_field_list_of_its_wire();
    return p;
}

/// `message.text` and `params.pushConfig` of V2, as a message has it that stands alone.
constexpr std::string_view without_step(std::string_view path) noexcept {
    for (const std::string_view step : {"message.", "params."})
        if (path.substr(0, step.size()) == step) return path.substr(step.size());
    return path;
}

/// Places on the wires of these types.
template <class Wires> struct on {
    static consteval place channel(std::string_view path) { return known(place_in(typename Wires::channel{}, path)); }
    static consteval place channel2(std::string_view path) {
        if (without_step(path) != path) known(place_in(typename Wires::channel2_alone{}, without_step(path)));
        return known(place_in(typename Wires::channel2{}, path));
    }
    /// Of V2 alone: a message that stands alone may not have it.
    static consteval place of_channel2(std::string_view path) {
        place found = known(place_in(typename Wires::channel2{}, path));
        found.is_in_call = place_in(typename Wires::channel2_alone{}, without_step(path)).empty();
        return found;
    }
    static consteval place desktop(std::string_view path) {
        place given = place_in(typename Wires::desktop{}, path);
        if (!given.empty()) return given;
        given = known(place_in(typename Wires::desktop_received{}, path));
        given.is_given = false;
        return given;
    }
    static consteval place server(std::string_view path) {
        return known(place_in(typename Wires::server{}, path, true));
    }
    static consteval place server2(std::string_view path) { return known(place_in(typename Wires::server2{}, path)); }
    static consteval place at(nim_wire wire, std::string_view path) {
        switch (wire) {
            case nim_wire::channel: return channel(path);
            case nim_wire::channel2: return channel2(path);
            case nim_wire::desktop: return desktop(path);
            case nim_wire::server: return server(path);
            case nim_wire::server2: return server2(path);
        }
        return {};
    }
};

}  // namespace detail::translation
}  // namespace nimpush::v1
