// The calls and refusals of nim_calls.json: which bytes nim_core 1.7.7 sends, and what it cannot be given.

#include <nimpush/dialect/flutter_channel/all_calls.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/check.hpp>

#include "../../support/allocations.hpp"
#include "../../support/faults.hpp"
#include "../../support/guarded_buffer.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel;
using test::text_of;

constexpr platform platforms[] = {platform::ios, platform::android, platform::windows, platform::macos};

channel::context world_of(const value& row) {
    channel::context world;
    if (row.find("platform") != nullptr) REQUIRE(from_name(text_of(row, "platform"), world.platform));
    if (const value* now = row.find("now")) world.now = *now->as_int();
    return world;
}

/// Calls f with the call of the row, made of its input; what was wrong with that is handed over too.
template <class F>
void with_row(const value& row, platform p, F&& f) {
    const bool known = channel::with_call(text_of(row, "call"), p, [&]<class Call>() {
        Call call{};
        problems found = read_parameters(*row.find("input"), call);
        if (found.empty()) found = check<spelling::api>(call);
        f(call, found);
    });
    REQUIRE(known);
}

/// The same bytes, one buffer after the other: a vector, one of that size, one that is too small.
template <class Call>
std::string encoded(const Call& call, const channel::context& world) {
    const auto bytes = encode(call, world);
    REQUIRE(bytes.has_value());

    test::guarded_buffer<std::uint8_t> exact(bytes->size());
    result<std::size_t> size;
    const auto allocated = test::allocations_of([&] { size = encode(call, exact.span(), world); });
    CHECK(size == bytes->size());
    CHECK_FALSE(exact.is_overrun());
    CHECK(test::hex_of(exact.span()) == test::hex_of(*bytes));
    constexpr bool copies_itself = channel::builder<Call> || requires { call.prepared(world); };
    if (!copies_itself) CHECK(allocated.count == 0);

    test::guarded_buffer<std::uint8_t> small(bytes->size() - 1);
    const auto too_small = encode(call, small.span(), world);
    REQUIRE_FALSE(too_small.has_value());
    CHECK(too_small.error() == error{errc::buffer_too_small, {}, "the buffer does not hold the message"});
    CHECK_FALSE(small.is_overrun());
    return test::hex_of(*bytes);
}

template <class T>
std::string json_of_reply(const channel::reply<T>& reply) {  // clang 14 deduces no aggregate's arguments
    return test::json_of(channel::reply_view<T>{reply});
}

/// Hex of the message, or what Dart answers as JSON.
std::string outcome_on(const value& row, channel::context world, platform p) {
    world.platform = p;
    std::string outcome;
    with_row(row, p, [&](const auto& call, const problems& found) {
        CAPTURE(test::lines_of(found));
        CHECK_FALSE(has_errors(found));
        if (const auto local = answered_locally(call, p))
            outcome = json_of_reply(*local);
        else
            outcome = encoded(call, world);
    });
    return outcome;
}

}  // namespace

TEST_CASE("every call: the bytes of nim_core 1.7.7, into every kind of buffer, or its local answer") {
    const value rows = test::read_rows("nim_calls.json", "calls");
    CHECK(rows.size() == 148);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const channel::context world = world_of(row);
        const std::string outcome = outcome_on(row, world, world.platform);
        if (const value* local = row.find("local")) {
            const auto answered = json::read(outcome);
            REQUIRE(answered.has_value());
            CHECK(test::same_json(*answered, *local));
        } else {
            CHECK(outcome == text_of(row, "hex"));
        }
        if (row.find("platform") == nullptr)  // the same everywhere
            for (const platform p : platforms) CHECK(outcome_on(row, world, p) == outcome);
    }
}

TEST_CASE("every refusal: an error at the path of the fault") {
    const value rows = test::read_rows("nim_calls.json", "refused");
    CHECK(rows.size() == 47);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        with_row(row, world_of(row).platform, [&](const auto&, const problems& found) {
            CHECK(has_errors(found));
            CAPTURE(test::lines_of(found));
            CHECK(test::names_path(found, text_of(row, "path")));
        });
    }
}

TEST_CASE("a call is found by its name, on the platforms that have it") {
    const auto is_there = [](std::string_view api, platform p) {
        return channel::with_call(api, p, []<class Call>() {});
    };
    for (const platform p : platforms) {
        CHECK(is_there("InitializeService.initialize", p));
        CHECK(is_there("SettingsService.updateAPNSToken", p));  // answered in Dart where it is not iOS
        CHECK(is_there("MessageBuilder.createTextMessage", p));
        CHECK(is_there("MessageService.sendTextMessage", p));  // the first of its two messages
        CHECK_FALSE(is_there("SettingsService.updateAPNsToken", p));
        CHECK_FALSE(is_there("updateAPNSToken", p));
        CHECK_FALSE(is_there("", p));
    }
    channel::with_call("InitializeService.initialize", platform::macos, []<class Call>() {
        CHECK(std::is_same_v<Call, channel::initialize<macos_sdk_options>>);
    });
}
