#pragma once

// What the native side tells Dart, in both versions of the plugin: how an event arrives, how its arguments are read,
// what Dart makes of it.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/plugin/any_attachment.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/wire/codec_reader.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// Where an event comes from, and the Dart stream that carries it, or the provider that is asked.
struct event_info {
    std::string_view service;
    std::string_view method;
    std::string_view stream;
    std::string_view asks = {};
    schema::version since = {};   // the first version that knows it
    std::string_view needs = {};  // the key of the options without which it is not asked
    std::int64_t wait = 0;        // milliseconds until the native side goes on without an answer; 0: not known
};

// How the arguments of an event are read.

/// The whole map as T.
template <class T, class Policy = plugin::dart> struct whole {
    T data{};
    static constexpr bool read(const value& arguments, whole& to, detail::fault_list& faults) {
        if (detail::is_dart_map(arguments, detail::place{}, faults))
            nimpush::detail::read_into<Policy>(arguments, to.data, detail::place{}, faults);
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const {
        if constexpr (requires { T::class_name; })
            detail::emit_with_class(out, data, T::class_name);
        else
            schema::write(out, data);
    }
};
/// What Dart does without the list (`as List`, or `as List?`), and with an item that is no map.
enum class list_rule : std::uint8_t {
    may_be_missing,
    may_be_missing_maps_only,
    must_be_there,
    must_be_there_maps_only
};
/// A list of T under Key.
template <schema::fixed_string Key, class T, list_rule Rule = list_rule::may_be_missing, class Policy = plugin::dart>
struct listed {
    std::vector<T> data{};
    static constexpr bool read(const value& arguments, listed& to, detail::fault_list& faults) {
        const detail::place root;
        const detail::place there = root.at(Key.view());
        const value* all = arguments.find(Key.view());
        if (all == nullptr || all->is_null()) {
            if (Rule >= list_rule::must_be_there) faults.wrong_type(there, value(), "a list");
            return false;
        }
        if (!all->is(value::kind::list)) {
            faults.wrong_type(there, *all, "a list");
            return false;
        }
        for (std::size_t i = 0; i < all->size(); ++i) {
            const value& one = all->items()[i];
            if (maps_only && !one.is(value::kind::map)) continue;
            T item{};
            if (is_text || detail::is_dart_map(one, there.at(i), faults))
                nimpush::detail::read_into<Policy>(one, item, there.at(i), faults);
            to.data.push_back(std::move(item));
        }
        return true;
    }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, data); }

  private:
    static constexpr bool is_text = std::is_same_v<T, text>;
    static constexpr bool maps_only =
        Rule == list_rule::may_be_missing_maps_only || Rule == list_rule::must_be_there_maps_only;
};
/// Nothing but the event itself.
struct bare {
    static constexpr bool read(const value&, bare&, detail::fault_list&) { return true; }
    template <class Out> constexpr void emit_to(Out& out) const { out.null(); }
};

/// What Dart makes of an event, as JSON: {"stream", "value"}, {"asks", what it tells the provider} or, for the
/// app's own channel, {"token"}.
template <class E> struct event_view {
    const E& of;
    plugin_version spoken{};  // whose keys are shown; all of them where none is said

    template <class Out> constexpr void emit_to(Out& out) const {
        nimpush::detail::speak(out, spoken);
        if constexpr (!requires { E::info; }) {
            schema::write(out, of);
        } else if constexpr (!E::info.asks.empty()) {
            auto mark = out.begin_map(nimpush::detail::count_for(out, of) + 1);
            out.template key<"asks">();
            out.string(E::info.asks);
            nimpush::detail::emit_members(out, of);
            out.end_map(mark);
        } else {
            auto mark = out.begin_map(2);
            out.template key<"stream">();
            out.string(E::info.stream);
            out.template key<"value">();
            schema::write(out, of);
            out.end_map(mark);
        }
    }
};

/// The app's own channel: its native side hands the device token over, as bytes that are the whole
/// argument (AppDelegate.swift:39 of the plugin's example).
struct apns_token_handed_over {
    octets token{};
    static constexpr std::string_view method = "updateAPNsToken";
    using described_by = field_list<field<"token", &apns_token_handed_over::token>>;
};

/// A call of the native side, before it is made a type. `service` is null where the arguments name
/// none in a way that Dart could read.
struct event_call {
    text service{};
    text method{};
    value arguments{};
    bool is_broken = false;  // the arguments are no map, or their serviceName is no text
};

/// A list of event types.
template <class... Events> struct event_list {
    /// Calls f.operator()<Event>() for each until one answers true.
    template <class F> static constexpr bool any(F&& f) { return (f.template operator()<Events>() || ...); }
};

/// What became of an event.
enum class event_outcome : std::uint8_t {
    handled,    // the visitor had it
    unhandled,  // a known event that the visitor does not take
    dropped,    // Dart puts nothing on any stream: no such service, no arguments, nothing in them
};

/// Bytes of a call of the native side; the error is for bytes that are no call.
constexpr result<event_call> decode_event(span<const std::uint8_t> message) {
    auto call = standard_codec::decode_method_call(message);
    if (!call) return unexpected(call.error());
    event_call made;
    made.method = std::move(call->method);
    made.arguments = std::move(call->arguments);
    if (made.arguments.is(value::kind::map)) {
        const value* service = made.arguments.find(detail::spelt<detail::service_key>());
        if (service == nullptr || service->is_null())
            made.service = "";
        else if (service->is(value::kind::string))
            made.service = text(nimpush::detail::unchecked{}, service->chars());
        else
            made.is_broken = true;
    } else {
        made.is_broken = !made.arguments.is_null();
    }
    return made;
}

/// What an event dialect (its events, and what its services do with others) makes of one.
template <class Dialect, class Visitor>
constexpr result<event_outcome, failure> read_event_of(const event_call& call, Visitor& visit,
                                                       plugin_version spoken = {}) {
    if (call.arguments.is(value::kind::bytes) && call.method == apns_token_handed_over::method) {
        if constexpr (std::invocable<Visitor&, const apns_token_handed_over&>) {
            visit(apns_token_handed_over{octets(call.arguments.as_bytes())});
            return event_outcome::handled;
        }
        return event_outcome::unhandled;
    }
    if (call.is_broken)
        return unexpected(failure{failure_kind::wrong_type,
                                  {errc::wrong_type, {}, "the arguments are no map, or their serviceName is no text"},
                                  {}});
    event_outcome outcome = event_outcome::dropped;
    failure failed{};
    const bool known = Dialect::events::any([&]<class E>() {
        if (!(call.service == E::info.service && call.method == E::info.method)) return false;
        if (spoken.is_said() && spoken < E::info.since) return false;
        if constexpr (std::invocable<Visitor&, const E&>) {
            E event{};
            detail::fault_list faults(spoken);
            if (E::read(call.arguments, event, faults) && faults.empty()) {
                visit(event);
                outcome = event_outcome::handled;
            } else if (!faults.empty()) {
                const nimpush::error& first = faults.all().front().what;
                failed = failure{detail::kind_of(first.code), first, {}};
            }
        } else {
            outcome = event_outcome::unhandled;
        }
        return true;
    });
    if (!known && Dialect::is_known(call.service.view(), call.method.view())) return event_outcome::unhandled;
    if (!known && call.service.has_value() && Dialect::throws_for_unknown(call.service.view()))
        failed = failure{failure_kind::unimplemented,
                         {errc::not_supported, {}, nimpush::detail::join(call.service.view(), " knows no such event")},
                         {}};
    if (failed.kind != failure_kind{}) return unexpected(std::move(failed));
    return outcome;
}

}  // namespace plugin
}  // namespace nimpush::v1
