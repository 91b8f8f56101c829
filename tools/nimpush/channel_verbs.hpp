#pragma once

// `call`, `reply` and `event` on the plugin's channel, for every dialect: a Dialect has with_call and
// read_event of its namespace.

#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

inline constexpr option platform_option = {"--platform", "ios|android|windows|macos",
                                           "where the app runs; ios where none is given"};
inline constexpr option now_option = {"--now", "MS",
                                      "the clock in milliseconds since 1970; otherwise it is the machine's"};
// nim_core's uuid.dart is dead code.
inline constexpr option uuid_option = {"--uuid", "UUID", "taken and not used: no call makes one"};
inline constexpr option call_options[] = {platform_option, now_option, uuid_option};

namespace detail {

namespace channel = nimpush::flutter_channel;
using nimpush::value;

/// {"local": …}: what Dart answers itself.
template <class T> int print_local(const channel::reply<T>& reply) {
    const auto inner = nimpush::json::to_string<nimpush::schema::spelling::api>(channel::reply_view<T>{reply});
    if (!inner) return input_at_fault;
    std::cout << "{\"local\":" << *inner << "}\n";
    return fine;
}

template <class Call> int make_call(const value& input, const channel::context& world) {
    Call call{};
    if (!print_problems(nimpush::read_parameters(input, call))) return input_at_fault;
    if (!print_problems(nimpush::check<nimpush::schema::spelling::api>(call))) return input_at_fault;
    if (const auto local = answered_locally(call, world.platform)) return print_local(*local);
    return print_hex(encode(call, world));
}

/// A whole number of milliseconds; none is the clock's.
inline bool read_milliseconds(std::string_view s, std::int64_t& to) {
    using namespace std::chrono;
    if (s.empty()) return to = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count(), true;
    const std::string_view digits = s.substr(s.front() == '-');
    return !digits.empty() && nimpush::schema::only<nimpush::schema::digits>::fault(digits) == nimpush::npos &&
           nimpush::read_int64(s, to);
}

/// {"throws": …}: the exception that Dart throws.
inline int print_throws(const channel::failure& failed, value into = value::map()) {
    value thrown = value::map({{"type", value(nimpush::text::from(exception_name(failed.kind)).value())}});
    if (failed.kind == channel::failure_kind::platform_error) {
        thrown.append("code", value(failed.platform.code));
        thrown.append("message", value(failed.platform.message));
        thrown.append("details", failed.platform.details);
        thrown.append("stacktrace", value(failed.platform.stacktrace.value_or(nimpush::text())));
    } else {
        thrown.append("why", value(to_text(failed.what)));
    }
    into.append("throws", std::move(thrown));
    return print(into);
}

/// What becomes of an event, as JSON; null where it cannot be JSON.
struct event_printer {
    std::string& event;

    template <class E> void operator()(const E& e) const {
        const auto shown = nimpush::json::to_string<nimpush::schema::spelling::api>(channel::event_view<E>{e});
        if (shown) event = *shown;
    }
};

}  // namespace detail

template <class Dialect> int channel_call(const arguments& args) {
    nimpush::flutter_channel::context world;
    if (!nimpush::from_name(args.value(platform_option, "ios"), world.platform) ||
        !detail::read_milliseconds(args.value(now_option), world.now))
        return wrong_usage;
    int status = wrong_usage;
    Dialect::with_call(args.name(), world.platform, [&]<class Call>() {
        status =
            with_json(args, {}, [&](const nimpush::value& input) { return detail::make_call<Call>(input, world); });
    });
    return status;
}

template <class Dialect> int channel_reply(const arguments& args) {
    namespace channel = nimpush::flutter_channel;
    int status = wrong_usage;
    Dialect::with_call(args.name(), nimpush::flutter_channel::platform::ios, [&]<class Call>() {
        status = with_bytes(args, [](const std::vector<std::uint8_t>& bytes) -> int {
            const auto reply = channel::read_reply<Call>(bytes);
            if (reply) return print(channel::reply_view<channel::data_of<Call>>{*reply});
            if (reply.error().kind != channel::failure_kind::malformed) return detail::print_throws(reply.error());
            print_problem(reply.error().what);
            return input_at_fault;
        });
    });
    return status;
}

template <class Dialect> int channel_event(const arguments& args) {
    using nimpush::value;
    using nimpush::json::to_string;
    return with_bytes(args, [](const std::vector<std::uint8_t>& bytes) -> int {
        const auto call = nimpush::flutter_channel::decode_event(bytes);
        if (!call) {
            print_problem(call.error());
            return input_at_fault;
        }
        std::string event = "null";
        const auto outcome = Dialect::read_event(*call, detail::event_printer{event});
        value head = value::map({{"service", value(call->service)}, {"method", value(call->method)}});
        if (!outcome) return detail::print_throws(outcome.error(), std::move(head));
        std::cout << "{\"service\":" << *to_string(call->service) << ",\"method\":" << *to_string(call->method)
                  << ",\"event\":" << event << "}\n";
        return fine;
    });
}

/// The forms of the three.
template <class Dialect>
inline constexpr form call_form = {
    .verb = "call", .name = "CALL", .options = call_options, .run = channel_call<Dialect>};
template <class Dialect>
inline constexpr form reply_form = {.verb = "reply", .name = "CALL", .run = channel_reply<Dialect>};
template <class Dialect> inline constexpr form event_form = {.verb = "event", .run = channel_event<Dialect>};

}  // namespace nimpush_tool
