#pragma once

// What a call of the Flutter plugin is, in both of its dialects, and how it becomes the bytes of one message.
//
// A call is an aggregate with the parameters of the public Dart method. On the wire its members make
// one flat map, with `serviceName` as the last pair (service.dart:28).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// The one channel of the plugin, both ways (service.dart:90).
inline constexpr std::string_view name = "flutter.yunxin.163.com/nim_core";

namespace detail {

// The keys around a call's arguments (service.dart:28), and those of a NIMResult (nim_base.dart:111).
inline constexpr schema::fixed_string service_key = "serviceName";
inline constexpr schema::fixed_string code_key = "code";
inline constexpr schema::fixed_string data_key = "data";
inline constexpr schema::fixed_string details_key = "errorDetails";

}  // namespace detail

/// Where Dart lets a call go out at all; elsewhere it answers itself, with code -1 and this text.
enum class guard : std::uint8_t { none, mobile, mobile_files, android, ios };

constexpr std::string_view refusal(guard g) noexcept {
    switch (g) {
        case guard::mobile: return "Support Mobile platform only";
        case guard::mobile_files: return "Support mobile platform only";
        case guard::android: return "Support Android platform only";
        case guard::ios: return "Support iOS platform only";
        default: return {};
    }
}
constexpr bool lets_pass(guard g, platform p) noexcept {
    switch (g) {
        case guard::mobile:
        case guard::mobile_files: return is_mobile(p);
        case guard::android: return p == platform::android;
        case guard::ios: return p == platform::ios;
        default: return true;
    }
}

/// Names of a call: the Dart API, another name of it, service and method on the wire.
struct call_info {
    std::string_view api;
    std::string_view service;
    std::string_view method;
    plugin::guard guard = guard::none;
    std::string_view also = {};
};

/// What a call needs to know of the world.
struct context {
    plugin::platform platform = platform::ios;
    std::int64_t now = 0;  // milliseconds since 1970; read by the message builders
};

namespace detail {

/// The halves of `Service.method`. Not with find(): g++ 12 calls what that does with the text of a template
/// argument no constant expression where -fsanitize=undefined is on.
constexpr std::size_t dot_in(std::string_view api) noexcept {
    std::size_t i = 0;
    while (i < api.size() && api[i] != '.') ++i;
    return i;
}
// NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the size is beside it
constexpr std::string_view before_dot(std::string_view api) noexcept { return {api.data(), dot_in(api)}; }
constexpr std::string_view after_dot(std::string_view api) noexcept {
    return {api.data() + dot_in(api) + 1, api.size() - dot_in(api) - 1};
}

}  // namespace detail

/// The fields of a call with its name in the API and what its answer carries; service and method on the wire
/// are the name's halves. For calls that have no `info` and `data` of their own.
template <schema::fixed_string Api, class Data, class... F> struct call_fields : field_list<F...> {
    static constexpr call_info info{Api.view(), detail::before_dot(Api.view()), detail::after_dot(Api.view())};
    using data = Data;
};

namespace detail {

template <class C> struct call_traits : fields<C> {};
template <class C>
requires requires { C::info; }
struct call_traits<C> {
    static constexpr const call_info& info = C::info;
    using data = typename C::data;
};

}  // namespace detail

/// The names of a call.
template <class C> inline constexpr const call_info& info_of = detail::call_traits<C>::info;
/// The type of what the answer to a call carries.
template <class C> using data_of = typename detail::call_traits<C>::data::type;

/// A type with the plugin's parameters as its members, and the names of the call.
template <class C>
concept call = schema::described<C> && requires {
    detail::call_traits<C>::info.method;
};

/// Finds the call with this name of the Dart API (`SettingsService.updateAPNSToken`) on this platform in a
/// call_list, and calls f.operator()<Call>(); false where there is none. Platforms matter to initialize alone.
template <class Calls, class F> constexpr bool find_call(std::string_view api, platform p, F&& f) {
    return Calls::any([&]<class C>() {
        if (info_of<C>.api != api && (info_of<C>.also.empty() || info_of<C>.also != api)) return false;
        if constexpr (requires { C::is_for(p); })
            if (!C::is_for(p)) return false;
        f.template operator()<C>();
        return true;
    });
}

// What the `data` of a reply may be (nim_base.dart:111).

/// Whatever came.
struct anything {
    using type = value;
};
/// A value of this type, or null.
template <class T> struct cast { using type = T; };
/// A map that is read into T, or null.
template <class T, class Policy = plugin::dart> struct converted { using type = T; };
/// A map of which one key counts; Required: the key must be there.
template <schema::fixed_string Key, class T, bool Required, class Policy = plugin::dart> struct under_key {
    using type = T;
};
/// A map with the number of an enumerator under one key, or nothing; cut towards zero before it is looked up.
template <schema::fixed_string Key, schema::numbered E> struct looked_up { using type = E; };
/// Null; anything else is a TypeError.
struct nothing {
    using type = value;
};

namespace detail {

template <class C, class Out> constexpr void emit_arguments(Out& out, const C& arguments) {
    schema::write_with_tail(out, arguments, 1, [](auto& sink) {
        sink.template key<service_key>();
        sink.string(info_of<C>.service);
    });
}

template <class C> constexpr decltype(auto) prepared(const C& one, const context& world) {
    if constexpr (requires { one.prepared(world); })
        return one.prepared(world);
    else
        return (one);
}

template <class C> constexpr auto emitter(const C& ready) {
    return [&ready](auto& out) {
        out.string(info_of<C>.method);
        emit_arguments(out, ready);
    };
}

}  // namespace detail

/// Bytes of the call, exactly as the plugin sends them.
template <call C> constexpr result<std::vector<std::uint8_t>> encode(const C& one, const context& world = {}) {
    decltype(auto) ready = detail::prepared(one, world);
    return nimpush::detail::codec::to_vector(detail::emitter(ready));
}
/// The same into the caller's buffer; returns the number of bytes. Allocates nothing, but for the calls
/// that must copy texts of their own to change something (builders, login, upload_logs, revoke, forward,
/// save, receipt).
template <call C>
constexpr result<std::size_t> encode(const C& one, span<std::uint8_t> buffer, const context& world = {}) {
    decltype(auto) ready = detail::prepared(one, world);
    return nimpush::detail::codec::into(buffer, detail::emitter(ready));
}

/// The result of a call (NIMResult): code 0 and 200 are success. `data` is null where there was none.
///
/// Success says nothing of the push: updateAPNSToken is answered before the server has the token, and
/// sendMessage before anybody is pushed.
template <class T = value> struct reply {
    std::int64_t code = 0;
    std::optional<T> data{};
    text error_details{};

    constexpr bool is_success() const noexcept { return code == 0 || code == 200; }

    friend constexpr bool operator==(const reply&, const reply&) = default;
};

/// What a NIMResult looks like as JSON, with isSuccess as in Dart.
template <class T> struct reply_view {
    const reply<T>& of;

    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_map(4);
        out.template key<detail::code_key>();
        out.integer(of.code);
        out.template key<"isSuccess">();
        out.boolean(of.is_success());
        out.template key<detail::data_key>();
        schema::write(out, of.data);
        out.template key<detail::details_key>();
        schema::write(out, of.error_details);
        out.end_map(mark);
    }
};

/// What Dart answers itself on this platform, nothing where the call goes out.
template <call C> constexpr std::optional<reply<>> answered_locally(const C&, platform p) {
    if (lets_pass(info_of<C>.guard, p)) return {};
    return reply<>{-1, {}, text(nimpush::detail::unchecked{}, refusal(info_of<C>.guard))};
}

}  // namespace plugin
}  // namespace nimpush::v1
