#include <nimpush/apns/fanout.hpp>
#include <nimpush/core/span.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "../support/allocations.hpp"
#include "../support/faults.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;
using apns::campaign;
using apns::device_push;
using apns::fan_out;
using apns::prepare;

/// Tokens that exist nowhere: 32 bytes, the index in the last of them.
struct numbered_tokens {
    std::size_t count;

    constexpr std::size_t size() const noexcept { return count; }
    constexpr device_token operator[](std::size_t i) const {
        std::array<std::uint8_t, 32> made{};
        made[0] = 0xAB;
        made[31] = static_cast<std::uint8_t>(i);
        return *device_token::from(made);
    }
};

std::string path_of(std::size_t i) {
    const char digits[] = {"0123456789abcdef"[i / 16], "0123456789abcdef"[i % 16]};
    return "/3/device/ab" + std::string(60, '0') + std::string(digits, 2);
}

apns::request any_request() {
    return {.bundle_id = "com.example.acme",
            .expiration = 0,
            .collapse_id = "news",
            .payload = {.alert = {.body = "hello"}}};
}

/// What went past, as `index path`.
struct record {
    test::lines seen{};
    std::size_t stop_at = npos;

    bool operator()(const device_push& one) {
        if (one.index == stop_at) return false;
        seen.push_back(std::to_string(one.index) + " " + std::string(one.path));
        return true;
    }
};
test::lines from_to(std::size_t first, std::size_t end) {
    test::lines all;
    for (; first < end; ++first) all.push_back(std::to_string(first) + " " + path_of(first));
    return all;
}

constexpr std::size_t count_while_compiling() {
    std::size_t position = 1;
    std::size_t path_chars = 0;
    fan_out(campaign{}, numbered_tokens{3}, position, 9, [&](const device_push& one) {
        path_chars += one.path.size();
        return true;
    });
    return path_chars;
}
static_assert(count_while_compiling() == 2 * 74);

}  // namespace

TEST_CASE("headers and body are rendered once, and the path for each device") {
    std::array<char, 64> buffer{};
    const campaign push = prepare(any_request(), buffer).value();
    CHECK(push.body == R"({"aps":{"alert":{"body":"hello"}}})");
    CHECK(push.headers.size() == 4);
    CHECK(push.headers.find("apns-push-type") == "alert");
    CHECK(push.headers.find("apns-topic") == "com.example.acme");
    CHECK(push.headers.find("apns-expiration") == "0");
    CHECK(push.headers.find("apns-collapse-id") == "news");
    std::size_t position = 0;
    const std::size_t taken = fan_out(push, numbered_tokens{200}, position, 1000, [&](const device_push& one) {
        CHECK(&one.headers == &push.headers);
        CHECK(one.body.data() == buffer.data());
        CHECK(one.body.size() == push.body.size());
        CHECK(one.path == path_of(one.index));
        return true;
    });
    CHECK(taken == 200);
    CHECK(position == 200);
}

TEST_CASE("a path holds tokens of 1, 32 and 100 bytes") {
    for (const std::size_t size : {std::size_t{1}, std::size_t{32}, std::size_t{100}}) {
        CAPTURE(size);
        const std::vector<std::uint8_t> full(size, 0xF0);
        const std::vector<device_token> tokens = {*device_token::from(full)};
        std::string expected = "/3/device/";
        for (std::size_t i = 0; i < size; ++i) expected += "f0";
        std::size_t position = 0;
        fan_out(campaign{}, tokens, position, 1, [&](const device_push& one) {
            CHECK(one.path == expected);
            return true;
        });
        CHECK(position == 1);
    }
}

TEST_CASE("batches follow each other in the order of the range") {
    record sink;
    std::size_t position = 0;
    const std::size_t counts[] = {4, 0, 4, 2, 0};
    const std::size_t positions[] = {4, 4, 8, 10, 10};
    const std::size_t asked[] = {4, 0, 4, 4, 4};
    for (std::size_t i = 0; i < std::size(counts); ++i) {
        CAPTURE(i);
        CHECK(fan_out(campaign{}, numbered_tokens{10}, position, asked[i], sink) == counts[i]);
        CHECK(position == positions[i]);
    }
    CHECK(sink.seen == from_to(0, 10));
}

TEST_CASE("a campaign goes on from a stored position") {
    struct row {
        std::string_view why;
        std::size_t from;
        std::size_t to;
        std::size_t first;
        std::size_t end;
    };
    for (const row& r : {row{"the middle", 7, 10, 7, 10}, row{"the last", 9, 10, 9, 10}, row{"done", 10, 10, 0, 0},
                         row{"tokens were removed meanwhile", 12, 12, 0, 0}}) {
        CAPTURE(r.why);
        record sink;
        std::size_t position = r.from;
        CHECK(fan_out(campaign{}, numbered_tokens{10}, position, npos, sink) == r.end - r.first);
        CHECK(position == r.to);
        CHECK(sink.seen == from_to(r.first, r.end));
    }
}

TEST_CASE("what the sink refuses is offered again") {
    record sink;
    std::size_t position = 0;
    sink.stop_at = 0;
    CHECK(fan_out(campaign{}, numbered_tokens{10}, position, 8, sink) == 0);
    CHECK(position == 0);
    sink.stop_at = 5;
    CHECK(fan_out(campaign{}, numbered_tokens{10}, position, 8, sink) == 5);
    CHECK(position == 5);
    CHECK(fan_out(campaign{}, numbered_tokens{10}, position, 8, sink) == 0);
    CHECK(position == 5);
    sink.stop_at = npos;
    CHECK(fan_out(campaign{}, numbered_tokens{10}, position, 8, sink) == 5);
    CHECK(sink.seen == from_to(0, 10));
}

TEST_CASE("no tokens, no pushes") {
    record sink;
    std::size_t position = 0;
    CHECK(fan_out(campaign{}, std::vector<device_token>{}, position, 8, sink) == 0);
    CHECK(position == 0);
    CHECK(sink.seen == test::lines{});
}

TEST_CASE("any range with a size and an index") {
    const numbered_tokens generated{5};
    std::vector<device_token> held;
    for (std::size_t i = 0; i < generated.size(); ++i) held.push_back(generated[i]);
    const auto through = [](const auto& tokens) {
        record sink;
        std::size_t position = 0;
        CHECK(fan_out(campaign{}, tokens, position, 8, sink) == tokens.size());
        return sink.seen;
    };
    const std::array<device_token, 5> fixed = {held[0], held[1], held[2], held[3], held[4]};
    CHECK(through(generated) == from_to(0, 5));
    CHECK(through(held) == from_to(0, 5));
    CHECK(through(nimpush::span<const device_token>(held)) == from_to(0, 5));
    CHECK(through(nimpush::span<device_token>(held).first(2)) == from_to(0, 2));
    CHECK(through(fixed) == from_to(0, 5));
}

TEST_CASE("nothing is allocated per device") {
    std::array<char, 64> buffer{};
    const campaign push = prepare(any_request(), buffer).value();
    std::size_t position = 0;
    std::size_t chars = 0;
    const test::allocations made = test::allocations_of([&] {
        fan_out(push, numbered_tokens{10'000}, position, npos, [&](const device_push& one) {
            chars += one.path.size() + one.body.size();
            return true;
        });
    });
    CHECK(position == 10'000);
    CHECK(chars == 10'000 * (74 + push.body.size()));
    CHECK(made.count == 0);
}

TEST_CASE("prepare() refuses what check() refuses, and looks at no token") {
    struct row {
        std::string_view why;
        apns::request given;
        errc code;
        std::string_view path;
    };
    const row rows[] = {
        {"no bundle id", {.payload = {.badge = 1}}, errc::missing, "bundle_id"},
        {"the suffix twice",
         {.type = apns::push_type::voip, .bundle_id = "com.example.voip"},
         errc::bad_character,
         "bundle_id"},
        {"a priority that is an error",
         {.type = apns::push_type::background, .bundle_id = "a", .payload = {.content_available = true}},
         errc::out_of_range,
         "priority"},
        {"milliseconds", {.bundle_id = "a", .expiration = 1'700'000'000'000}, errc::out_of_range, "expiration"},
        {"a payload too large",
         {.bundle_id = "a", .payload = {.alert = {.plain = text::from(std::string(4077, 'x')).value()}}},
         errc::too_long,
         "payload"},
        {"a rule of the payload",
         {.bundle_id = "a", .payload = {.relevance_score = 2}},
         errc::out_of_range,
         "payload.aps.relevance-score"},
    };
    std::vector<char> buffer(8192);
    for (const row& r : rows) {
        CAPTURE(r.why);
        const auto made = prepare(r.given, buffer);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == r.code);
        CHECK(made.error().path == r.path);
        apns::request with_token = r.given;
        with_token.token = numbered_tokens{1}[0];
        bool found = false;
        for (const problem& one : check(with_token)) found = found || one.what == made.error();
        CHECK(found);
    }
    apns::request fine = any_request();
    CHECK(prepare(fine, buffer).has_value());
    fine.payload.alert = {.plain = text::from(std::string(4076, 'x')).value()};
    CHECK(prepare(fine, buffer).value().body.size() == 4096);
    fine.payload = {};  // a warning alone
    CHECK(prepare(fine, buffer).value().body == R"({"aps":{}})");
}

TEST_CASE("a buffer too small is an error") {
    std::array<char, 34> exact{};
    CHECK(prepare(any_request(), exact).value().body.size() == 34);
    const auto made = prepare(any_request(), nimpush::span<char>(exact).first(33));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == errc::buffer_too_small);
}

/// A request with a badge, and with text that looks like one.
apns::request badged() {
    return {
        .bundle_id = "com.example.acme",
        .payload = {.alert = {.title = "\"badge\":1", .body = ",\"badge\":2"}, .badge = 7, .custom = {{"badge", 3}}}};
}

TEST_CASE("each device gets its own id and badge, the rest stays") {
    constexpr std::string_view ids[] = {"eabeae54-14a8-11e5-b60b-1697f925ec7b", "",
                                        "00000000-0000-0000-0000-000000000003", ""};
    const natural badges[] = {0, 123456, nullptr, natural::unchecked(INT64_MAX)};
    constexpr std::string_view shown[] = {"0", "123456", "7", "9223372036854775807"};
    std::array<char, 128> buffer{};
    campaign push = prepare(badged(), buffer).value();
    const auto whole = [](std::string_view badge) {
        return R"({"aps":{"alert":{"title":"\"badge\":1","body":",\"badge\":2"},"badge":)" + std::string(badge) +
               R"(},"badge":3})";
    };
    CHECK(push.body == whole("7"));
    std::size_t position = 0;
    std::size_t seen = 0;
    const auto taken = fan_out(
        push, numbered_tokens{4}, position, 9,
        [&](std::size_t i) {
            return apns::personal{ids[i], badges[i]};
        },
        [&](const device_push& one) {
            CAPTURE(one.index);
            CHECK(one.index == seen);
            CHECK(one.path == path_of(one.index));
            CHECK(one.body == whole(shown[one.index]));
            CHECK(one.headers.find("apns-id") == ids[one.index]);
            CHECK(one.headers.size() == (ids[one.index].empty() ? 2 : 3));
            CHECK(one.headers.find("apns-topic") == "com.example.acme");
            ++seen;
            return true;
        });
    CHECK(taken.value() == 4);
    CHECK(position == 4);
    CHECK(push.headers.size() == 2);
}

TEST_CASE("an id or a badge that cannot be stops the campaign at its device") {
    std::array<char, 128> buffer{};
    const auto stopped = [&](const apns::request& r, const apns::personal& third, nimpush::span<char> room) {
        campaign push = prepare(r, room).value();
        std::size_t position = 0;
        const auto taken = fan_out(
            push, numbered_tokens{9}, position, 9, [&](std::size_t i) { return i == 2 ? third : apns::personal{}; },
            [](const device_push&) { return true; });
        CHECK(position == 2);
        return taken ? std::string("none") : test::line_of(taken.error());
    };
    constexpr std::string_view id = "bad_character apns_id: one canonical UUID (8-4-4-4-12 lower-case digits)";
    constexpr std::string_view badge = "too_long badge: the push has none, or no room for this one";
    CHECK(stopped(badged(), {.apns_id = "EABEAE54-14A8-11E5-B60B-1697F925EC7B"}, buffer) == id);
    CHECK(stopped(badged(), {.apns_id = "x\r\ny"}, buffer) == id);
    apns::request with_id = badged();
    with_id.apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    CHECK(stopped(with_id, {.apns_id = "00000000-0000-0000-0000-000000000003"}, buffer) == id);
    CHECK(stopped(any_request(), {.badge = 1}, buffer) == badge);
    CHECK(stopped(badged(), {.badge = 10}, nimpush::span<char>(buffer).first(json::size(badged().payload).value())) ==
          badge);
    // At the limit of the push type one digit more is one too many.
    std::vector<char> large(8192);
    apns::request full = badged();
    full.payload.alert = {.plain = text::from(std::string(4096 - 40, 'x')).value()};
    CHECK(json::size(full.payload).value() == 4096);
    CHECK(stopped(full, {.badge = 10}, large) == badge);
}

TEST_CASE("nothing is allocated per device, with ids and badges neither") {
    std::array<char, 128> buffer{};
    campaign push = prepare(badged(), buffer).value();
    std::size_t position = 0;
    const test::allocations made = test::allocations_of([&] {
        (void)fan_out(
            push, numbered_tokens{10'000}, position, npos,
            [](std::size_t i) {
                return apns::personal{"eabeae54-14a8-11e5-b60b-1697f925ec7b",
                                      natural::unchecked(static_cast<std::int64_t>(i * i))};
            },
            [](const device_push& one) { return one.headers.size() == 3; });
    });
    CHECK(position == 10'000);
    CHECK(made.count == 0);
}
