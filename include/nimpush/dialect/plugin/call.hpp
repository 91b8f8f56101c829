#pragma once

// What a call of the Flutter plugin is, in both of its dialects, and how it becomes the bytes of one message.
//
// A call is an aggregate with the parameters of the public Dart method. On the wire its members make
// one flat map, with `serviceName` as the last pair (service.dart:28).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/spoken.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
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

/// One of them as text. Of the parameter and not of the constant, which g++ 12 for Windows puts into .data here and
/// into .rdata there when its address is taken, so that two objects do not link.
template <schema::fixed_string Key> constexpr std::string_view spelt() noexcept { return Key.view(); }

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
    schema::version since = {};  // the first version that has it
};

/// What a call needs to know of the world.
struct context {
    plugin::platform platform = platform::ios;
    std::int64_t now = 0;     // milliseconds since 1970; read by the message builders
    plugin_version plugin{};  // which version speaks; the newest that the dialect knows where none is said
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
/// Which version speaks a call in this world: the one that is said, else the newest that the call's dialect knows. A
/// dialect says so by a function `spoken_version(const Call*, plugin_version said)` beside its calls.
template <class C> constexpr plugin_version version_for(const context& world) noexcept {
    if constexpr (requires(const C* call) { spoken_version(call, world.plugin); })
        return spoken_version(static_cast<const C*>(nullptr), world.plugin);
    else
        return world.plugin;
}
/// Does the version that speaks have the call?
template <class C> constexpr bool has_call(const context& world) noexcept {
    const plugin_version spoken = version_for<C>(world);
    return !spoken.is_said() || spoken >= info_of<C>.since;
}

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

/// The method of this very call, where its parameters choose between two.
template <class C> constexpr std::string_view method_of(const C& one) noexcept {
    if constexpr (requires { one.method(); })
        return one.method();
    else
        return info_of<C>.method;
}
template <class C> constexpr auto emitter(const C& ready, plugin_version spoken) {
    return [&ready, spoken](auto& out) {
        nimpush::detail::speak(out, spoken);
        out.string(method_of(ready));
        emit_arguments(out, ready);
    };
}
/// What the version that speaks does not have: the call itself, or the first thing of it.
template <class C> constexpr result<plugin_version> check_version(const C& one, const context& world) {
    const plugin_version spoken = version_for<C>(world);
    if (!has_call<C>(world))
        return nimpush::detail::fail(
            errc::not_supported,
            nimpush::detail::join(info_of<C>.api, ": ", nimpush::detail::unspoken(spoken, info_of<C>.since).view()));
    if constexpr (nimpush::detail::varies<C>()) {
        auto found = find_unspoken(one, spoken);
        if (!found.empty()) return unexpected(std::move(found.front().what));
    }
    return spoken;
}

}  // namespace detail

/// Bytes of the call, exactly as the plugin sends them. A call, a field that is set or an enumerator that the version
/// does not have is an error with its path (not_supported, bad_enumerator), and so is what it cannot send
/// (not_representable).
template <call C> constexpr result<std::vector<std::uint8_t>> encode(const C& one, const context& world = {}) {
    const auto spoken = detail::check_version(one, world);
    if (!spoken) return unexpected(spoken.error());
    decltype(auto) ready = detail::prepared(one, world);
    return nimpush::detail::codec::to_vector(detail::emitter(ready, *spoken));
}
/// The same into the caller's buffer; returns the number of bytes. Allocates nothing, but for the calls
/// that must copy texts of their own to change something (builders, login, upload_logs, revoke, forward,
/// save, receipt).
template <call C>
constexpr result<std::size_t> encode(const C& one, span<std::uint8_t> buffer, const context& world = {}) {
    const auto spoken = detail::check_version(one, world);
    if (!spoken) return unexpected(spoken.error());
    decltype(auto) ready = detail::prepared(one, world);
    return nimpush::detail::codec::into(buffer, detail::emitter(ready, *spoken));
}

/// check() of a call in the version that speaks, with what that version does not have.
template <schema::spelling Spelling = schema::spelling::wire, call C>
[[nodiscard]] constexpr problems(check)(const C& one, const context& world) {
    const plugin_version spoken = version_for<C>(world);
    nimpush::detail::fault_list faults(spoken);
    if (!has_call<C>(world))
        faults.add(nimpush::detail::place{}, errc::not_supported, nimpush::detail::unspoken(spoken, info_of<C>.since));
    nimpush::detail::check_into<Spelling>(one, nimpush::detail::place{}, faults);
    if constexpr (nimpush::detail::varies<C>())
        if (spoken.is_said()) nimpush::detail::find_unspoken<Spelling>(one, nimpush::detail::place{}, faults);
    return faults.take();
}

/// The result of a call (NIMResult): code 0 and 200 are success. `data` is null where there was none.
///
/// Success says nothing of the push: updateAPNSToken is answered before the server has the token, and
/// sendMessage before anybody is pushed.
template <class T = value> struct reply {
    std::int64_t code = 0;
    maybe<T> data{};
    text error_details{};

    constexpr bool ok() const noexcept { return code == 0 || code == 200; }

    friend constexpr bool operator==(const reply&, const reply&) = default;
};

/// What a NIMResult looks like as JSON, with isSuccess as in Dart.
template <class T> struct reply_view {
    const reply<T>& of;
    plugin_version spoken{};  // whose keys are shown; all of them where none is said

    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_map(4);
        out.template key<detail::code_key>();
        out.integer(of.code);
        out.template key<"isSuccess">();
        out.boolean(of.ok());
        out.template key<detail::data_key>();
        schema::write(out, schema::as_spoken<maybe<T>>{of.data, spoken});
        out.template key<detail::details_key>();
        schema::write(out, of.error_details);
        out.end_map(mark);
    }
};

/// What Dart answers itself on this platform, nothing where the call goes out.
template <call C> constexpr maybe<reply<>> answered_locally(const C&, platform p) {
    if (lets_pass(info_of<C>.guard, p)) return {};
    return reply<>{-1, {}, text(nimpush::detail::unchecked{}, refusal(info_of<C>.guard))};
}

}  // namespace plugin
}  // namespace nimpush::v1
