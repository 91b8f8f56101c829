#pragma once

// What a Dart caller gets for the bytes of a reply: a result, or one of the failures that Dart knows.

#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// Why there is no result.
enum class failure_kind : std::uint8_t {
    malformed,       // the bytes are no reply
    missing_plugin,  // no bytes: nobody listens, or the method is not implemented
    platform_error,  // an error envelope; or a success with null ("channel-error")
    wrong_type,      // what came has another type than Dart's code casts it to
    bad_argument,    // an enumerator that Dart does not know and has no fallback for
    unimplemented,   // an event that the service does not know
    bad_format,      // text that Dart parses at once and cannot
    bad_state,       // a number that Dart looks up in a list and does not find
    no_such_method,  // a method that the value does not have, called without looking
    unsupported,     // NaN or infinity where Dart makes a whole number
};

/// The name of the exception that Dart throws; empty for malformed bytes.
constexpr std::string_view exception_name(failure_kind k) noexcept {
    switch (k) {
        case failure_kind::missing_plugin: return "MissingPluginException";
        case failure_kind::platform_error: return "PlatformException";
        case failure_kind::wrong_type: return "TypeError";
        case failure_kind::bad_argument: return "ArgumentError";
        case failure_kind::unimplemented: return "UnimplementedError";
        case failure_kind::bad_format: return "FormatException";
        case failure_kind::bad_state: return "StateError";
        case failure_kind::no_such_method: return "NoSuchMethodError";
        case failure_kind::unsupported: return "UnsupportedError";
        default: return {};
    }
}

/// A failed call: its kind, what was wrong and where, and for platform_error what the platform said.
struct failure {
    failure_kind kind{};
    nimpush::error what{};
    standard_codec::platform_error platform{};

    friend constexpr bool operator==(const failure&, const failure&) = default;
};

namespace detail {

constexpr failure_kind kind_of(errc code) noexcept {
    switch (code) {
        case errc::bad_enumerator: return failure_kind::bad_argument;
        case errc::not_json: return failure_kind::bad_format;
        case errc::out_of_range: return failure_kind::bad_state;
        case errc::not_supported: return failure_kind::no_such_method;
        case errc::not_representable: return failure_kind::unsupported;
        default: return failure_kind::wrong_type;
    }
}

using nimpush::detail::fault_list;
using nimpush::detail::place;

/// Dart's `Map<String, dynamic>.from`: throws for what is no map, and for a key that is no text.
constexpr bool is_dart_map(const value& v, const place& here, fault_list& faults) {
    bool fine = v.is(value::kind::map);
    for (const value::member& one : v.members()) fine = fine && one.key.is(value::kind::string);
    if (!fine) faults.wrong_type(here, v, "a map with text keys");
    return fine;
}

/// Dart's `as T?`: a null passes.
template <class Policy = plugin::dart, class T>
constexpr void read_nullable(const value* v, maybe<T>& to, const place& here, fault_list& faults) {
    if (v != nullptr && !v->is_null()) nimpush::detail::read_into<Policy>(*v, to.emplace(), here, faults);
}

/// What is missing where Dart demands it: an ArgumentError of an enumerator, else a TypeError.
template <class T> constexpr void add_missing(const place& here, fault_list& faults) {
    if constexpr (schema::named<T>)
        faults.add(here, errc::bad_enumerator, "missing: Dart demands a value here");
    else
        faults.wrong_type(here, value(), "present");
}

template <class T> constexpr void read_data(anything, const value* v, maybe<T>& to, const place&, fault_list&) {
    if (v != nullptr && !v->is_null()) to = *v;
}
template <class T> constexpr void read_data(nothing, const value* v, maybe<T>&, const place& here, fault_list& faults) {
    if (v != nullptr && !v->is_null()) faults.wrong_type(here, *v, "null");
}
template <class T>
constexpr void read_data(cast<T>, const value* v, maybe<T>& to, const place& here, fault_list& faults) {
    read_nullable(v, to, here, faults);
}
template <class T, class Policy>
constexpr void read_data(converted<T, Policy>, const value* v, maybe<T>& to, const place& here, fault_list& faults) {
    if (v != nullptr && !v->is_null() && is_dart_map(*v, here, faults)) read_nullable<Policy>(v, to, here, faults);
}
template <schema::fixed_string Key, class T, bool Required, class Policy>
constexpr void read_data(under_key<Key, T, Required, Policy>, const value* v, maybe<T>& to, const place& here,
                         fault_list& faults) {
    if (v == nullptr || v->is_null() || !is_dart_map(*v, here, faults)) return;
    const value* inside = v->find(Key.view());
    const place there = here.at(Key.view());
    if (Required && (inside == nullptr || inside->is_null())) return add_missing<T>(there, faults);
    read_nullable<Policy>(inside, to, there, faults);
}
template <schema::fixed_string Key, class E>
constexpr void read_data(looked_up<Key, E>, const value* v, maybe<E>& to, const place& here, fault_list& faults) {
    if (v == nullptr || v->is_null() || !is_dart_map(*v, here, faults)) return;
    const value* inside = v->find(Key.view());
    const place there = here.at(Key.view());
    if (inside == nullptr || inside->is_null()) return;
    if (!inside->is(value::kind::int64) && !inside->is(value::kind::float64))
        return faults.add(there, errc::not_supported,
                          nimpush::detail::join(nimpush::detail::kind_name(inside->type()), ", which has no toInt()"));
    const auto number = dart_num::whole(*inside, there, faults);
    if (!number) return;
    to = from_number<E>(*number);
    if (!to) faults.add(there, errc::out_of_range, nimpush::detail::unknown_enumerator<E>(value(*number)));
}

}  // namespace detail

/// What Dart makes of the reply map of a call C.
template <class C>
constexpr result<reply<data_of<C>>, failure> read_result(const value& data, const context& world = {}) {
    using detail::place;
    reply<data_of<C>> made;
    detail::fault_list faults(version_for<C>(world));
    const place root;
    if (!data.is(value::kind::map)) {
        faults.wrong_type(root, data, "a map");
    } else if constexpr (requires { detail::call_traits<C>::data::is_reply_ignored; }) {
        return made;
    } else {
        const value* code = data.find(detail::spelt<detail::code_key>());
        if (code == nullptr || !code->is(value::kind::int64))
            faults.wrong_type(root.at(detail::spelt<detail::code_key>()), code == nullptr ? value() : value(*code),
                              "a whole number");
        else
            made.code = *code->as_int();
        detail::read_data(typename detail::call_traits<C>::data{}, data.find(detail::spelt<detail::data_key>()),
                          made.data, root.at(detail::spelt<detail::data_key>()), faults);
        if (const value* details = data.find(detail::spelt<detail::details_key>());
            details != nullptr && !details->is_null())
            nimpush::detail::read_into<plugin::dart>(*details, made.error_details,
                                                     root.at(detail::spelt<detail::details_key>()), faults);
    }
    if (!faults.empty()) {
        const nimpush::error& first = faults.all().front().what;
        return unexpected(failure{detail::kind_of(first.code), first, {}});
    }
    return made;
}

/// What Dart makes of the bytes that answered a call C. No bytes are a MissingPluginException; a
/// success with null is a PlatformException `channel-error` (service.dart:32). Models are read as the version that
/// speaks reads them.
template <class C>
constexpr result<reply<data_of<C>>, failure> read_reply(span<const std::uint8_t> message, const context& world = {}) {
    using made = result<reply<data_of<C>>, failure>;
    if (message.empty())
        return unexpected(
            failure{failure_kind::missing_plugin,
                    {errc::not_supported, {}, "no bytes: nobody listens, or the method is not implemented"},
                    {}});
    return nimpush::detail::codec::read_message(message, [&](nimpush::detail::codec::reader& in) -> made {
        standard_codec::envelope read;
        value data;
        if (!standard_codec::detail::read_envelope(in, read, data))
            return unexpected(failure{failure_kind::malformed, in.failure(), {}});
        if (read.what == standard_codec::envelope::outcome::error)
            return unexpected(failure{failure_kind::platform_error,
                                      {errc::refused, {}, "the platform answered with an error"},
                                      std::move(read.error)});
        if (data.is_null())
            return unexpected(failure{failure_kind::platform_error,
                                      {errc::refused, {}, "a success without a map"},
                                      {"channel-error", "Unable to establish connection on channel.", {}, {}}});
        return read_result<C>(data, world);
    });
}

}  // namespace plugin
}  // namespace nimpush::v1
