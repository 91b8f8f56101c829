#pragma once

// `call`, `reply` and `event` on the plugin's channel, for every dialect: a Dialect has the calls, with_call and
// read_event of its namespace, and the versions of the plugin that it speaks, the newest last.

#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "push_payload_input.hpp"

namespace nimpush_tool {

inline constexpr option platform_option = {"--platform", "ios|android|windows|macos|ohos",
                                           "where the app runs; ios where none is given, ohos (HarmonyOS) since\n"
                                           "nim_core_v2 10.9.7"};
inline constexpr option plugin_option = {"--plugin", "10.3.1|10.9.2|10.9.90",
                                         "the version of nim_core_v2; the newest where none is given"};
inline constexpr option now_option = {"--now", "MS",
                                      "the clock in milliseconds since 1970; otherwise it is the machine's"};
// nim_core's uuid.dart is dead code.
inline constexpr option uuid_option = {"--uuid", "UUID", "taken and not used: no call makes one"};
inline constexpr option call_options[] = {platform_option, now_option, uuid_option};
inline constexpr option versioned_call_options[] = {plugin_option, platform_option, now_option, uuid_option};
inline constexpr option versioned_options[] = {plugin_option};

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
    const auto spoken = nimpush::plugin::version_for<Call>(world);
    if (!take(nimpush::read_parameters<Call>(input, spoken), call)) return input_at_fault;
    if (!print_problems(nimpush::plugin::check<nimpush::schema::spelling::api>(call, world))) return input_at_fault;
    warn_of_push_payloads(input);
    if (const auto local = answered_locally(call, world.platform)) return print_local(*local);
    return print_hex(encode(call, world));
}

/// A whole number of milliseconds; none is the clock's.
inline bool read_milliseconds(std::string_view s, std::int64_t& to) {
    using namespace std::chrono;
    if (s.empty()) return to = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count(), true;
    const auto n = nimpush::read_int64(s);
    if (n) to = *n;
    return n.has_value();
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
    nimpush::plugin::plugin_version spoken;

    template <class E> void operator()(const E& e) const {
        const auto shown = nimpush::json::to_string<nimpush::schema::spelling::api>(channel::event_view<E>{e, spoken});
        if (shown) event = *shown;
    }
};

/// The version that is given, one of those that the dialect speaks.
template <class Dialect> bool read_plugin(const arguments& args, channel::context& world) {
    std::string_view given;
    bool is_given = false;
    if constexpr (std::size(Dialect::versions) > 1) {
        given = args.value(plugin_option);
        is_given = args.has(plugin_option);
    }
    for (const auto one : Dialect::versions)
        if (!is_given || nimpush::schema::version_text(one) == given) world.plugin = one;
    if (world.plugin.is_said()) return true;
    std::cerr << "nimpush: --plugin " << nimpush::detail::printable(given).view() << ": there are";
    for (const auto one : Dialect::versions) std::cerr << ' ' << nimpush::schema::version_text(one).view();
    std::cerr << '\n';
    return false;
}
inline bool read_platform(const arguments& args, channel::context& world) {
    const std::string_view given = args.value(platform_option, "ios");
    if (!nimpush::detail::take_name(given, world.platform)) return false;
    if (nimpush::detail::knows(world.plugin, world.platform)) return true;
    const auto first = nimpush::detail::first_version(world.platform);
    std::cerr << "nimpush: --platform " << given << ": " << nimpush::detail::unspoken(world.plugin, first).view()
              << '\n';
    return false;
}
/// Says why where the version does not have the call.
template <class Call> bool is_there(const channel::context& world) {
    if (nimpush::plugin::has_call<Call>(world)) return true;
    const auto& info = nimpush::plugin::info_of<Call>;
    std::cerr << "nimpush: " << info.api << ": " << nimpush::detail::unspoken(world.plugin, info.since).view() << '\n';
    return false;
}

/// The one of the dialect's calls that was likely meant: near by its name, or the same method of another service.
template <class Dialect> std::string_view likely_call(std::string_view given) {
    std::vector<std::string_view> all;
    Dialect::calls::any([&]<class Call>() { return all.push_back(nimpush::plugin::info_of<Call>.api), false; });
    if (const std::string_view near = nimpush::nearest(given, all); !near.empty()) return near;
    const auto method = [](std::string_view api) { return api.substr(api.find('.') + 1); };
    for (const std::string_view one : all)
        if (method(one) == method(given)) return one;
    return {};
}
template <class Dialect> int no_such_call(std::string_view given) {
    std::cerr << "nimpush: no call is called '" << nimpush::detail::printable(given).view() << '\'';
    if (const std::string_view meant = likely_call<Dialect>(given); !meant.empty())
        std::cerr << "; did you mean " << meant << '?';
    std::cerr << '\n';
    return wrong_usage;
}

}  // namespace detail

template <class Dialect> int channel_call(const arguments& args) {
    nimpush::flutter_channel::context world;
    if (!detail::read_plugin<Dialect>(args, world) || !detail::read_platform(args, world) ||
        !detail::read_milliseconds(args.value(now_option), world.now))
        return wrong_usage;
    int status = wrong_usage;
    const bool is_known = Dialect::with_call(args.name(), world.platform, [&]<class Call>() {
        if (!detail::is_there<Call>(world)) return;
        status =
            with_json(args, {}, [&](const nimpush::value& input) { return detail::make_call<Call>(input, world); });
    });
    return is_known ? status : detail::no_such_call<Dialect>(args.name());
}

template <class Dialect> int channel_reply(const arguments& args) {
    namespace channel = nimpush::flutter_channel;
    channel::context world;
    if (!detail::read_plugin<Dialect>(args, world)) return wrong_usage;
    int status = wrong_usage;
    const bool is_known = Dialect::with_call(args.name(), world.platform, [&]<class Call>() {
        if (!detail::is_there<Call>(world)) return;
        status = with_bytes(args, [&](const std::vector<std::uint8_t>& bytes) -> int {
            const auto reply = channel::read_reply<Call>(bytes, world);
            if (reply) return print(channel::reply_view<channel::data_of<Call>>{*reply, world.plugin});
            if (reply.error().kind != channel::failure_kind::malformed) return detail::print_throws(reply.error());
            print_problem(reply.error().what);
            return input_at_fault;
        });
    });
    return is_known ? status : detail::no_such_call<Dialect>(args.name());
}

template <class Dialect> int channel_event(const arguments& args) {
    using nimpush::value;
    using nimpush::json::to_string;
    nimpush::flutter_channel::context world;
    if (!detail::read_plugin<Dialect>(args, world)) return wrong_usage;
    return with_bytes(args, [&](const std::vector<std::uint8_t>& bytes) -> int {
        const auto call = nimpush::flutter_channel::decode_event(bytes);
        if (!call) {
            print_problem(call.error());
            return input_at_fault;
        }
        std::string event = "null";
        const auto outcome = Dialect::read_event(*call, detail::event_printer{event, world.plugin}, world);
        value head = value::map({{"service", value(call->service)}, {"method", value(call->method)}});
        if (!outcome) return detail::print_throws(outcome.error(), std::move(head));
        std::cout << "{\"service\":" << *to_string(call->service) << ",\"method\":" << *to_string(call->method)
                  << ",\"event\":" << event << "}\n";
        return fine;
    });
}

/// The forms of the three; who speaks several versions is asked for one.
template <class Dialect>
inline constexpr form call_form = {.verb = "call",
                                   .name = "CALL",
                                   .options = std::size(Dialect::versions) > 1
                                                  ? nimpush::span<const option>(versioned_call_options)
                                                  : nimpush::span<const option>(call_options),
                                   .run = channel_call<Dialect>};
template <class Dialect>
inline constexpr nimpush::span<const option> plugin_options = std::size(Dialect::versions) > 1
                                                                  ? nimpush::span<const option>(versioned_options)
                                                                  : nimpush::span<const option>();
template <class Dialect>
inline constexpr form reply_form = {
    .verb = "reply", .name = "CALL", .options = plugin_options<Dialect>, .run = channel_reply<Dialect>};
template <class Dialect>
inline constexpr form event_form = {.verb = "event", .options = plugin_options<Dialect>, .run = channel_event<Dialect>};

}  // namespace nimpush_tool
