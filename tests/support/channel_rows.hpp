#pragma once

// Rows of calls, refusals, replies and events on the plugin's channel, for every dialect: a Dialect has with_call
// and read_event of its namespace, and perhaps the version `plugin` that it speaks now.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/check.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>

#include "allocations.hpp"
#include "faults.hpp"
#include "guarded_buffer.hpp"
#include "mutate.hpp"
#include "random.hpp"
#include "read_into.hpp"
#include "rows.hpp"

namespace test {

namespace channel = nimpush::flutter_channel;
using nimpush::value;

inline constexpr nimpush::flutter_channel::platform platforms[] = {
    nimpush::flutter_channel::platform::ios, nimpush::flutter_channel::platform::android,
    nimpush::flutter_channel::platform::windows, nimpush::flutter_channel::platform::macos};

/// The world of a dialect that speaks one of several versions.
template <class Dialect> channel::context world_of_dialect() {
    channel::context world;
    if constexpr (requires { Dialect::plugin; }) world.plugin = Dialect::plugin;
    return world;
}

template <class Dialect> channel::context world_of(const value& row) {
    channel::context world = world_of_dialect<Dialect>();
    if (row.find("platform") != nullptr) REQUIRE(nimpush::detail::take_name(text_of(row, "platform"), world.platform));
    if (const value* now = row.find("now")) world.now = *now->as_int();
    return world;
}

/// Calls f with the call of the row, made of its input; what was wrong with that is handed over too.
template <class Dialect, class F> void with_row(const value& row, nimpush::flutter_channel::platform p, F&& f) {
    const bool known = Dialect::with_call(text_of(row, "call"), p, [&]<class Call>() {
        Call call{};
        const channel::context world = world_of_dialect<Dialect>();
        nimpush::problems found =
            put(nimpush::read_parameters<Call>(*row.find("input"), nimpush::plugin::version_for<Call>(world)), call);
        if (found.empty()) found = nimpush::plugin::check<nimpush::schema::spelling::api>(call, world);
        f(call, found);
    });
    REQUIRE(known);
}

/// The same bytes, one buffer after the other: a vector, one of that size, one that is too small.
template <class Call> std::string encoded(const Call& call, const channel::context& world) {
    const auto bytes = encode(call, world);
    REQUIRE(bytes.has_value());

    guarded_buffer<std::uint8_t> exact(bytes->size());
    nimpush::result<std::size_t> size;
    const auto allocated = allocations_of([&] { size = encode(call, exact.span(), world); });
    CHECK(size == bytes->size());
    CHECK_FALSE(exact.is_overrun());
    CHECK(hex_of(exact.span()) == hex_of(*bytes));
    constexpr bool copies_itself = channel::builder<Call> || requires { call.prepared(world); };
    if (!copies_itself) CHECK(allocated.count == 0);

    guarded_buffer<std::uint8_t> small(bytes->size() - 1);
    const auto too_small = encode(call, small.span(), world);
    REQUIRE_FALSE(too_small.has_value());
    CHECK(too_small.error() ==
          nimpush::error{nimpush::errc::buffer_too_small, {}, "the buffer does not hold the message"});
    CHECK_FALSE(small.is_overrun());
    return hex_of(*bytes);
}

template <class T>
std::string json_of_reply(const channel::reply<T>& reply) {  // clang 14 deduces no aggregate's arguments
    return json_of(channel::reply_view<T>{reply});
}

/// Hex of the message, or what Dart answers as JSON.
template <class Dialect>
std::string outcome_on(const value& row, channel::context world, nimpush::flutter_channel::platform p) {
    world.platform = p;
    std::string outcome;
    with_row<Dialect>(row, p, [&](const auto& call, const nimpush::problems& found) {
        CAPTURE(lines_of(found));
        CHECK_FALSE(has_errors(found));
        if (const auto local = answered_locally(call, p))
            outcome = json_of_reply(*local);
        else
            outcome = encoded(call, world);
    });
    return outcome;
}

/// Every call of the file: its bytes, into every kind of buffer, or its local answer.
template <class Dialect> void check_calls(const std::string& file) {
    const value rows = read_rows(file, "calls");
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const channel::context world = world_of<Dialect>(row);
        const std::string outcome = outcome_on<Dialect>(row, world, world.platform);
        if (const value* local = row.find("local")) {
            const auto answered = nimpush::json::read(outcome);
            REQUIRE(answered.has_value());
            CHECK(same_json(*answered, *local));
        } else {
            CHECK(outcome == text_of(row, "hex"));
        }
        if (row.find("platform") == nullptr)  // the same everywhere
            for (const nimpush::flutter_channel::platform p : platforms)
                CHECK(outcome_on<Dialect>(row, world, p) == outcome);
    }
}

/// Every refusal of the file: an error at the path of the fault.
template <class Dialect> void check_refusals(const std::string& file) {
    const value rows = read_rows(file, "refused");
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        with_row<Dialect>(row, world_of<Dialect>(row).platform, [&](const auto&, const nimpush::problems& found) {
            CHECK(has_errors(found));
            bool is_named = false;
            for (const nimpush::problem& one : found)
                is_named = is_named || "$." + std::string(one.what.path.view()) == text_of(row, "path");
            CAPTURE(lines_of(found));
            CHECK(is_named);
        });
    }
}

inline value type_of(channel::failure_kind kind) {
    return value::map({{"type", value(nimpush::text::from(exception_name(kind)).value())}});
}

/// What became of a reply, in the form of the rows: the result, {"throws": …}, or a text for what is no
/// reply.
template <class Call> value reply_outcome(nimpush::span<const std::uint8_t> bytes, const channel::context& world = {}) {
    const auto reply = channel::read_reply<Call>(bytes, world);
    if (reply)
        return tree_of(channel::reply_view<channel::data_of<Call>>{*reply, nimpush::plugin::version_for<Call>(world)});
    const channel::failure& failed = reply.error();
    if (failed.kind == channel::failure_kind::malformed) return "malformed";
    value thrown = type_of(failed.kind);
    if (failed.kind == channel::failure_kind::platform_error) {
        thrown.append("code", value(failed.platform.code));
        thrown.append("message", value(failed.platform.message));
        thrown.append("details", failed.platform.details);
        thrown.append("stacktrace", value(failed.platform.stacktrace.value_or(nimpush::text())));
    }
    return value::map({{"throws", thrown}});
}

/// Every reply of the file: the result, or what Dart throws.
template <class Dialect> void check_replies(const std::string& file) {
    const value rows = read_rows(file, "replies");
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const auto bytes = bytes_of_hex(text_of(row, "hex"));
        value outcome;
        REQUIRE(Dialect::with_call(text_of(row, "call"), nimpush::flutter_channel::platform::ios, [&]<class Call>() {
            outcome = reply_outcome<Call>(bytes, world_of_dialect<Dialect>());
        }));
        CAPTURE(json_of(outcome));
        if (row.find("exit") != nullptr)
            CHECK(outcome == value("malformed"));
        else if (const value* thrown = row.find("throws"))
            CHECK(same_json(outcome, value::map({{"throws", *thrown}})));
        else
            CHECK(same_json(outcome, *row.find("result")));
    }
}

/// Every reply of the file, broken: a result, an exception of Dart's or an error, and nothing worse.
template <class Dialect> void check_broken_replies(const std::string& file, std::uint64_t seed) {
    CAPTURE(seed);
    random from(seed);
    int malformed = 0, others = 0;
    const value rows = read_rows(file, "replies");
    for (const value& row : rows.items()) {
        const auto whole = bytes_of_hex(text_of(row, "hex"));
        for (int i = 0; i < 100; ++i)
            Dialect::with_call(text_of(row, "call"), nimpush::flutter_channel::platform::ios, [&]<class Call>() {
                ++(reply_outcome<Call>(mutated(whole, from), world_of_dialect<Dialect>()) == value("malformed")
                       ? malformed
                       : others);
            });
    }
    CHECK(malformed > 100);
    CHECK(others > 100);
}

/// A success envelope around a map, read as the reply of a Call.
template <class Call>
nimpush::result<channel::reply<channel::data_of<Call>>, channel::failure> reply_with(const value& map) {
    return channel::read_reply<Call>(*nimpush::standard_codec::encode_success(map));
}
/// Dart's exception and the fault that nimpush found, or "none".
template <class Call> std::string thrown_for(const value& map) {
    const auto reply = reply_with<Call>(map);
    return reply ? "none" : std::string(exception_name(reply.error().kind)) + " " + line_of(reply.error().what);
}
inline value with_data(value data) { return value::map({{"code", 0}, {"data", std::move(data)}}); }

/// Takes every event, and keeps it in the form of the rows.
struct event_recorder {
    value& event;
    nimpush::plugin::plugin_version spoken{};

    template <class E> void operator()(const E& e) const { event = tree_of(channel::event_view<E>{e, spoken}); }
};

/// {"event": …}, {"throws": {"type": …}}; the fault that nimpush found is kept apart.
template <class Dialect> value event_outcome_of(const channel::event_call& call, std::string& fault) {
    value event;
    const auto outcome = Dialect::read_event(call, event_recorder{event, world_of_dialect<Dialect>().plugin});
    if (outcome) return value::map({{"event", event}});
    fault = line_of(outcome.error().what);
    return value::map({{"throws", type_of(outcome.error().kind)}});
}

inline channel::event_call call_of(std::string_view method, const value& arguments) {
    const auto call = channel::decode_event(*nimpush::standard_codec::encode_method_call(method, arguments));
    REQUIRE(call.has_value());
    return *call;
}
inline value arguments_of(nimpush::text service, std::initializer_list<nimpush::value::member> more) {
    value map = value::map({{"serviceName", value(service)}});
    for (const nimpush::value::member& one : more) map.append(one.key, one.val);
    return map;
}

/// The event as JSON, or Dart's exception and the fault.
template <class Dialect>
std::string event_text(nimpush::text service, std::string_view method,
                       std::initializer_list<nimpush::value::member> more) {
    std::string fault;
    const value outcome = event_outcome_of<Dialect>(call_of(method, arguments_of(std::move(service), more)), fault);
    if (const value* thrown = outcome.find("throws")) return std::string(text_of(*thrown, "type")) + " " + fault;
    return json_of(*outcome.find("event"));
}

/// Every event of the file: the stream with its value, or what Dart throws.
template <class Dialect> void check_events(const std::string& file) {
    const value rows = read_rows(file, "events");
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const auto call = channel::decode_event(bytes_of_hex(text_of(row, "hex")));
        if (row.find("exit") != nullptr) {
            CHECK_FALSE(call.has_value());
            continue;
        }
        REQUIRE(call.has_value());
        CHECK(call->method == text_of(row, "method"));
        CHECK(value(call->service) == *row.find("service"));
        std::string fault;
        const value outcome = event_outcome_of<Dialect>(*call, fault);
        CAPTURE(fault);
        CAPTURE(json_of(outcome));
        if (const value* thrown = row.find("throws"))
            CHECK(same_json(outcome, value::map({{"throws", *thrown}})));
        else
            CHECK(same_json(outcome, value::map({{"event", *row.find("event")}})));
    }
}

/// Every event of the file, broken: an event, an exception of Dart's or an error with its offset, and nothing
/// worse.
template <class Dialect> void check_broken_events(const std::string& file, std::uint64_t seed) {
    CAPTURE(seed);
    random from(seed);
    int events = 0, exceptions = 0, errors = 0;
    const value rows = read_rows(file, "events");
    for (const value& row : rows.items()) {
        const auto whole = bytes_of_hex(text_of(row, "hex"));
        for (int i = 0; i < 200; ++i) {
            const auto call = channel::decode_event(mutated(whole, from));
            if (!call) {
                ++errors;
                CHECK(call.error().offset != nimpush::npos);
                continue;
            }
            value event;
            const auto outcome = Dialect::read_event(*call, event_recorder{event, world_of_dialect<Dialect>().plugin});
            ++(outcome ? events : exceptions);
            if (!outcome) CHECK_FALSE(exception_name(outcome.error().kind).empty());
        }
    }
    CHECK(events > 100);
    CHECK(exceptions > 100);
    CHECK(errors > 100);
}

/// What happened beside what was expected.
struct happened_row {
    std::string_view why;
    std::string happened;
    std::string_view expected;
};
inline void check_all(std::initializer_list<happened_row> rows) {
    for (const happened_row& r : rows) {
        CAPTURE(r.why);
        CHECK(r.happened == r.expected);
    }
}

}  // namespace test
