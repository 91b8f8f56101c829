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
#include <nimpush/dialect/flutter_channel.hpp>
#include <nimpush/dialect/flutter_channel_v2.hpp>
#include <nimpush/wire/json.hpp>

#include "command_line.hpp"
#include "tagged_json.hpp"

namespace nimpush_examples {

inline int print_hex(const nimpush::result<std::vector<std::uint8_t>>& bytes) {
    if (!bytes) {
        print_problem(bytes.error());
        return input_at_fault;
    }
    std::cout << tagged::hex_of(*bytes) << '\n';
    return fine;
}

template <class F> int with_bytes(arguments& args, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        std::vector<std::uint8_t> bytes;
        return from_hex(input, bytes) ? use(bytes) : input_at_fault;
    });
}

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

template <class Dialect> int channel_call(arguments& args) {
    const std::string_view name = args.next();
    std::string_view platform_name = "ios";
    std::string_view now;
    std::string_view uuid;  // taken and not used: no call makes a uuid (nim_core's uuid.dart is dead code)
    nimpush::flutter_channel::context world;
    if (!args.option("--platform", platform_name) || !args.option("--now", now) || !args.option("--uuid", uuid) ||
        !nimpush::from_name(platform_name, world.platform) || !detail::read_milliseconds(now, world.now))
        return wrong_usage;
    int status = wrong_usage;
    Dialect::with_call(name, world.platform, [&]<class Call>() {
        status =
            with_json(args, {}, [&](const nimpush::value& input) { return detail::make_call<Call>(input, world); });
    });
    return status;
}

template <class Dialect> int channel_reply(arguments& args) {
    namespace channel = nimpush::flutter_channel;
    const std::string_view name = args.next();
    int status = wrong_usage;
    Dialect::with_call(name, nimpush::flutter_channel::platform::ios, [&]<class Call>() {
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

template <class Dialect> int channel_event(arguments& args) {
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

/// The three by their word; wrong_usage for another.
template <class Dialect> int channel_verb(std::string_view verb, arguments& args) {
    if (verb == "call") return channel_call<Dialect>(args);
    if (verb == "reply") return channel_reply<Dialect>(args);
    if (verb == "event") return channel_event<Dialect>(args);
    return wrong_usage;
}

/// nim_core 1.7.7.
struct channel_dialect {
    template <class F> static bool with_call(std::string_view api, nimpush::flutter_channel::platform p, F&& f) {
        return nimpush::flutter_channel::with_call(api, p, f);
    }
    template <class Visitor> static auto read_event(const nimpush::flutter_channel::event_call& call, Visitor&& visit) {
        return nimpush::flutter_channel::read_event(call, visit);
    }
};

/// nim_core_v2 10.3.1.
struct channel_v2_dialect {
    template <class F> static bool with_call(std::string_view api, nimpush::flutter_channel::platform p, F&& f) {
        return nimpush::flutter_channel_v2::with_call(api, p, f);
    }
    template <class Visitor> static auto read_event(const nimpush::flutter_channel::event_call& call, Visitor&& visit) {
        return nimpush::flutter_channel_v2::read_event(call, visit);
    }
};

}  // namespace nimpush_examples
