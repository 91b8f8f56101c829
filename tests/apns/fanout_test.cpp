#include <nimpush/apns/fanout.hpp>
#include <nimpush/core/span.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/model/device_token.hpp>
#include <nimpush/model/device_token_rows.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/allocations.hpp"
#include "../support/faults.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"

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

constexpr apns::request any_request() {
    return {.bundle_id = "com.example.acme",
            .expiration = 0,
            .collapse_id = "news",
            .payload = {.alert = {.body = "hello"}}};
}

campaign any_campaign() { return prepare(any_request()).value(); }

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
    (void)fan_out(*prepare(any_request()), numbered_tokens{3}, position, 9, [&](const device_push& one) {
        path_chars += one.path.size();
        return true;
    });
    return path_chars;
}
static_assert(count_while_compiling() == 2 * 74);

}  // namespace

TEST_CASE("headers and body are rendered once, and the path for each device") {
    const campaign push = prepare(any_request()).value();
    CHECK(push.body() == R"({"aps":{"alert":{"body":"hello"}}})");
    CHECK(push.headers().size() == 4);
    CHECK(push.headers().find("apns-push-type") == "alert");
    CHECK(push.headers().find("apns-topic") == "com.example.acme");
    CHECK(push.headers().find("apns-expiration") == "0");
    CHECK(push.headers().find("apns-collapse-id") == "news");
    std::size_t position = 0;
    const auto taken = fan_out(push, numbered_tokens{200}, position, 1000, [&](const device_push& one) {
        CHECK(&one.headers == &push.headers());
        CHECK(one.body.data() == push.body().data());
        CHECK(one.body.size() == push.body().size());
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
        (void)fan_out(any_campaign(), tokens, position, 1, [&](const device_push& one) {
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
        CHECK(fan_out(any_campaign(), numbered_tokens{10}, position, asked[i], sink) == counts[i]);
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
        CHECK(fan_out(any_campaign(), numbered_tokens{10}, position, npos, sink) == r.end - r.first);
        CHECK(position == r.to);
        CHECK(sink.seen == from_to(r.first, r.end));
    }
}

TEST_CASE("what the sink refuses is offered again") {
    record sink;
    std::size_t position = 0;
    sink.stop_at = 0;
    CHECK(fan_out(any_campaign(), numbered_tokens{10}, position, 8, sink) == 0);
    CHECK(position == 0);
    sink.stop_at = 5;
    CHECK(fan_out(any_campaign(), numbered_tokens{10}, position, 8, sink) == 5);
    CHECK(position == 5);
    CHECK(fan_out(any_campaign(), numbered_tokens{10}, position, 8, sink) == 0);
    CHECK(position == 5);
    sink.stop_at = npos;
    CHECK(fan_out(any_campaign(), numbered_tokens{10}, position, 8, sink) == 5);
    CHECK(sink.seen == from_to(0, 10));
}

TEST_CASE("no tokens, no pushes") {
    record sink;
    std::size_t position = 0;
    CHECK(fan_out(any_campaign(), std::vector<device_token>{}, position, 8, sink) == 0);
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
        CHECK(fan_out(any_campaign(), tokens, position, 8, sink) == tokens.size());
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
    const campaign push = prepare(any_request()).value();
    std::size_t position = 0;
    std::size_t chars = 0;
    const test::allocations made = test::allocations_of([&] {
        (void)fan_out(push, numbered_tokens{10'000}, position, npos, [&](const device_push& one) {
            chars += one.path.size() + one.body.size();
            return true;
        });
    });
    CHECK(position == 10'000);
    CHECK(chars == 10'000 * (74 + push.body().size()));
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
    for (const row& r : rows) {
        CAPTURE(r.why);
        const auto made = prepare(r.given);
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
    CHECK(prepare(fine).has_value());
    fine.payload.alert = {.plain = text::from(std::string(4076, 'x')).value()};
    CHECK(prepare(fine)->body().size() == 4096);
    fine.payload = {};  // a warning alone
    CHECK(prepare(fine)->body() == R"({})");
}

/// A request with a badge, and with text that looks like one.
apns::request badged() {
    return {
        .bundle_id = "com.example.acme",
        .payload = {.alert = {.title = "\"badge\":1", .body = ",\"badge\":2"}, .badge = 7, .custom = {{"badge", 3}}}};
}

TEST_CASE("rows of tokens give the pushes of device_tokens, with what is a device's own too") {
    const campaign push = prepare(badged()).value();
    std::vector<std::uint8_t> all(5 * device_token::usual);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i * 73 + 5);
    const auto rows = *device_token_rows::of(all);
    std::vector<device_token> tokens;
    for (std::size_t i = 0; i < rows.size(); ++i) tokens.push_back(rows[i]);

    constexpr std::string_view ids[] = {"eabeae54-14a8-11e5-b60b-1697f925ec7b", "", "", "", ""};
    constexpr std::string_view other = "00000000-0000-4000-8000-00000000000f";
    const auto own_of = [&](std::size_t i) {
        return apns::personal{i == 3 ? other : ids[i], i % 2 == 0 ? natural() : natural(1000)};
    };
    const auto lines_of = [&](const auto& range) {
        test::lines seen;
        std::size_t position = 0;
        const auto taken = fan_out(push, range, position, 9, own_of, [&](const device_push& one) {
            seen.push_back(std::string(one.path) + " " + std::string(one.headers.find("apns-id")) + " " +
                           std::string(one.body));
            return true;
        });
        CHECK(taken == 5);
        return seen;
    };
    const test::lines of_rows = lines_of(rows);
    CHECK(of_rows == lines_of(tokens));
    CHECK(of_rows[0].find(ids[0]) != npos);
    CHECK(of_rows[1].find("  {") != npos);  // no id
    CHECK(of_rows[3].find(other) != npos);
    CHECK(of_rows[3].find(ids[0]) == npos);
}

TEST_CASE("each device gets its own id and badge, the rest stays") {
    constexpr std::string_view ids[] = {"eabeae54-14a8-11e5-b60b-1697f925ec7b", "",
                                        "00000000-0000-0000-0000-000000000003", ""};
    const natural badges[] = {0, 123456, nullptr, natural::unchecked(INT64_MAX)};
    constexpr std::string_view shown[] = {"0", "123456", "7", "9223372036854775807"};
    const campaign push = prepare(badged()).value();
    const auto whole = [](std::string_view badge) {
        return R"({"aps":{"alert":{"title":"\"badge\":1","body":",\"badge\":2"},"badge":)" + std::string(badge) +
               R"(},"badge":3})";
    };
    CHECK(push.body() == whole("7"));
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
    CHECK(taken == 4);
    CHECK(position == 4);
    CHECK(push.headers().size() == 2);
}

TEST_CASE("an id or a badge that cannot be stops the campaign at its device") {
    const auto stopped = [&](const apns::request& r, const apns::personal& third) {
        const campaign push = prepare(r).value();
        std::size_t position = 0;
        const auto taken = fan_out(
            push, numbered_tokens{9}, position, 9, [&](std::size_t i) { return i == 2 ? third : apns::personal{}; },
            [](const device_push&) { return true; });
        CHECK(position == 2);
        return taken ? std::string("none") : test::line_of(taken.error());
    };
    constexpr std::string_view id = "bad_character apns_id: one canonical UUID (8-4-4-4-12 lower-case digits)";
    constexpr std::string_view badge = "too_long badge: the push has none, or no room for this one";
    CHECK(stopped(badged(), {.apns_id = "EABEAE54-14A8-11E5-B60B-1697F925EC7B"}) == id);
    CHECK(stopped(badged(), {.apns_id = "x\r\ny"}) == id);
    apns::request with_id = badged();
    with_id.apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    CHECK(stopped(with_id, {.apns_id = "00000000-0000-0000-0000-000000000003"}) == id);
    CHECK(stopped(any_request(), {.badge = 1}) == badge);
    CHECK(stopped(badged(), {.badge = natural::unchecked(-1)}) == badge);
    // At the limit of the push type one digit more is one too many.
    apns::request full = badged();
    full.payload.alert = {.plain = text::from(std::string(4096 - 40, 'x')).value()};
    CHECK(json::size(full.payload).value() == 4096);
    CHECK(stopped(full, {.badge = 10}) == badge);
}

TEST_CASE("a device without a token is told, and the rest can go on") {
    const std::vector<device_token> tokens = {numbered_tokens{9}[0], device_token(), numbered_tokens{9}[2]};
    record sink;
    std::size_t position = 0;
    test::lines told;
    while (position < tokens.size())
        if (const auto taken = fan_out(any_campaign(), tokens, position, 9, sink); !taken) {
            told.push_back(std::to_string(position) + " " + test::line_of(taken.error()));
            ++position;
        }
    CHECK(told == test::lines{"1 missing token: missing: Apple answers MissingDeviceToken"});
    CHECK(sink.seen == test::lines{"0 " + path_of(0), "2 " + path_of(2)});
}

TEST_CASE("what one device gets is not what the next one gets, nor a copy") {
    const campaign push = prepare(badged()).value();
    const campaign copy = push;
    const std::string body(push.body());
    std::vector<std::string> seen;
    const auto keep = [&](const device_push& one) {
        seen.emplace_back(one.body);
        return true;
    };
    std::size_t position = 0;
    (void)fan_out(
        push, numbered_tokens{3}, position, 9,
        [](std::size_t i) { return apns::personal{.badge = i == 1 ? natural(1000) : natural()}; }, keep);
    CHECK(seen.size() == 3);
    CHECK(seen[0] == body);
    CHECK(seen[1].find("\"badge\":1000}") != npos);
    CHECK(seen[2] == body);
    seen.clear();
    position = 0;
    (void)fan_out(push, numbered_tokens{1}, position, 9, keep);
    (void)fan_out(copy, numbered_tokens{2}, position, 9, keep);
    CHECK(seen == std::vector<std::string>{body, body});
    CHECK(copy.body().data() != push.body().data());
}

TEST_CASE("a campaign that was moved from sends nothing, and says so") {
    campaign push = any_campaign();
    const campaign taken = std::move(push);
    record sink;
    std::size_t position = 0;
    const auto sent = fan_out(push, numbered_tokens{3}, position, 9, sink);  // NOLINT(bugprone-use-after-move)
    REQUIRE_FALSE(sent.has_value());
    CHECK(test::line_of(sent.error()) == "missing this campaign was moved from: nothing would be sent");
    CHECK(position == 0);
    CHECK(taken.body() == R"({"aps":{"alert":{"body":"hello"}}})");
}

template <class C>
concept shows_a_temporary = requires(C&& c) {
    static_cast<C&&>(c).body();
}
|| requires(C&& c) { static_cast<C&&>(c).headers(); };
static_assert(!shows_a_temporary<campaign> && !shows_a_temporary<const campaign> && shows_a_temporary<campaign&>);

TEST_CASE("nothing is allocated per device, with ids and badges neither") {
    const campaign push = prepare(badged()).value();
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

namespace {

/// All that reaches a device, on lines.
std::string whole_of(std::string_view path, const apns::header_list& headers, std::string_view body) {
    std::string made = std::string(path) + "\n";
    for (const auto& [name, value, treatment] : headers)
        made +=
            std::string(name) + ": " + std::string(value) + " " + std::to_string(static_cast<int>(treatment)) + "\n";
    return made + std::string(body);
}
std::string whole_of(const device_push& one) { return whole_of(one.path, one.headers, one.body); }
std::string whole_of(const apns::single_push& one) { return whole_of(one.path(), one.headers(), one.body()); }

template <class C>
concept takes_campaign = requires(C&& push, const device_token& token) {
    apns::push_for(static_cast<C&&>(push), token);
};
template <class C>
concept takes_campaign_and_own = requires(C&& push, const device_token& token, const apns::personal& own) {
    apns::push_for(static_cast<C&&>(push), token, own);
};
static_assert(takes_campaign<campaign&> && takes_campaign<const campaign&>);
static_assert(!takes_campaign<campaign> && !takes_campaign<const campaign>);
static_assert(takes_campaign_and_own<const campaign&> && !takes_campaign_and_own<campaign> &&
              !takes_campaign_and_own<const campaign>);
template <class S>
concept shows_a_temporary_push = requires(S&& one) {
    static_cast<S&&>(one).path();
}
|| requires(S&& one) { static_cast<S&&>(one).headers(); }
|| requires(S&& one) { static_cast<S&&>(one).body(); }
|| requires(S&& one) { static_cast<S&&>(one).as_device(0); };
static_assert(!shows_a_temporary_push<apns::single_push> && !shows_a_temporary_push<const apns::single_push> &&
              shows_a_temporary_push<const apns::single_push&>);

constexpr std::size_t one_while_compiling() {
    const campaign push = *prepare(any_request());
    const auto one = apns::push_for(push, numbered_tokens{1}[0]);
    return one->path().size() + one->body().size();
}
static_assert(one_while_compiling() == 74 + 34);

}  // namespace

TEST_CASE("push_for gives a device what fan_out gave it") {
    constexpr std::uint64_t seed = 20261107;
    CAPTURE(seed);
    test::random random(seed);
    std::vector<device_token> tokens;
    std::vector<std::string> ids;
    std::vector<natural> badges;
    for (int i = 0; i < 500; ++i) {
        std::vector<std::uint8_t> bytes(1 + random.below(device_token::most));
        for (std::uint8_t& one : bytes) one = random.byte();
        tokens.push_back(*device_token::from(bytes));
        std::string id;
        if (random.one_in(2))
            for (std::size_t k = 0; k < 36; ++k)
                id += k == 8 || k == 13 || k == 18 || k == 23 ? '-' : "0123456789abcdef"[random.below(16)];
        ids.push_back(id);
        badges.push_back(random.one_in(2) ? natural() : natural::unchecked(random.integer() & INT64_MAX));
    }
    const campaign push = prepare(badged()).value();
    const auto own_of = [&](std::size_t i) { return apns::personal{ids[i], badges[i]}; };
    std::size_t position = 0;
    std::vector<apns::single_push> kept;
    std::vector<std::string> sent;
    const auto taken = fan_out(push, tokens, position, npos, own_of, [&](const device_push& one) {
        auto again = apns::push_for(push, tokens[one.index], own_of(one.index));
        REQUIRE(again.has_value());
        CHECK(whole_of(*again) == whole_of(one));
        const device_push shown = again->as_device(one.index);
        CHECK(shown.index == one.index);
        CHECK(whole_of(shown) == whole_of(one));
        CHECK((again->body().data() == push.body().data()) == !badges[one.index].has_value());
        sent.push_back(whole_of(one));
        kept.push_back(std::move(*again));  // moves those before, too, as the vector grows
        return true;
    });
    CHECK(taken == tokens.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        CAPTURE(i);
        CHECK(whole_of(kept[i]) == sent[i]);
    }
}

TEST_CASE("push_for refuses what fan_out refuses, in the same words") {
    struct row {
        std::string_view why;
        apns::request given;
        device_token token;
        apns::personal own;
        std::string_view expected;
    };
    const device_token token = numbered_tokens{1}[0];
    apns::request with_id = badged();
    with_id.apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    const row rows[] = {
        {"no token", any_request(), {}, {}, "missing token: missing: Apple answers MissingDeviceToken"},
        {"upper case",
         badged(),
         token,
         {.apns_id = "EABEAE54-14A8-11E5-B60B-1697F925EC7B"},
         "bad_character apns_id: one canonical UUID (8-4-4-4-12 lower-case digits)"},
        {"an id beside that of all",
         with_id,
         token,
         {.apns_id = "00000000-0000-0000-0000-000000000003"},
         "bad_character apns_id: one canonical UUID (8-4-4-4-12 lower-case digits)"},
        {"a badge where there is none",
         any_request(),
         token,
         {.badge = 1},
         "too_long badge: the push has none, or no room for this one"},
        {"a negative badge",
         badged(),
         token,
         {.badge = natural::unchecked(-1)},
         "too_long badge: the push has none, or no room for this one"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        const campaign push = prepare(r.given).value();
        const auto one = apns::push_for(push, r.token, r.own);
        REQUIRE_FALSE(one.has_value());
        CHECK(test::line_of(one.error()) == r.expected);
        std::size_t position = 0;
        const auto all = fan_out(
            push, std::vector<device_token>{r.token}, position, 1, [&](std::size_t) { return r.own; },
            [](const device_push&) { return true; });
        REQUIRE_FALSE(all.has_value());
        CHECK(all.error() == one.error());
    }
    campaign gone = any_campaign();
    const campaign heir = std::move(gone);
    const auto none = apns::push_for(gone, token);  // NOLINT(bugprone-use-after-move)
    REQUIRE_FALSE(none.has_value());
    CHECK(test::line_of(none.error()) == "missing this campaign was moved from: nothing would be sent");
    CHECK(apns::push_for(heir, token).has_value());
}

TEST_CASE("a push of one device is right when it is copied and moved, and stands alone") {
    const campaign push = prepare(badged()).value();
    constexpr std::string_view id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    const apns::single_push whole[] = {
        apns::push_for(push, numbered_tokens{9}[1], {.badge = 1000}).value(),
        apns::push_for(push, numbered_tokens{9}[2], {.apns_id = id}).value(),
        apns::push_for(push, numbered_tokens{9}[3], {.apns_id = id, .badge = 0}).value(),
        apns::push_for(push, numbered_tokens{9}[4]).value(),
    };
    for (const apns::single_push& from : whole)
        for (const apns::single_push& to : whole) {
            const std::string expected = whole_of(from);
            const bool has_own_body = from.body().data() != push.body().data();
            std::vector<apns::single_push> scratch = {from, to};
            CHECK(whole_of(scratch[0]) == expected);
            CHECK((scratch[0].body().data() == from.body().data()) == !has_own_body);
            CHECK(scratch[0].path().data() != from.path().data());
            apns::single_push assigned = to;
            assigned = from;
            CHECK(whole_of(assigned) == expected);
            apns::single_push moved = to;
            moved = std::move(scratch[0]);
            CHECK(whole_of(moved) == expected);
            // Not the body that the other had, under a path that is not its.
            CHECK(scratch[0].body() ==
                  (has_own_body ? std::string_view() : push.body()));  // NOLINT(bugprone-use-after-move)
            apns::single_push& itself = moved;
            moved = std::move(itself);
            CHECK(whole_of(moved) == expected);
            moved = itself;
            CHECK(whole_of(moved) == expected);
            const apns::single_push built = std::move(moved);
            CHECK(whole_of(built) == expected);
            using std::swap;
            apns::single_push left = from;
            apns::single_push right = to;
            swap(left, right);
            CHECK(whole_of(right) == expected);
            CHECK(whole_of(left) == whole_of(to));
        }
}

TEST_CASE("a device gets byte for byte what a request of its own is, whatever the ones before it got") {
    constexpr std::uint64_t seed = 20261130;
    CAPTURE(seed);
    test::random random(seed);
    apns::request full = badged();
    full.payload.alert = {.plain = text::from(std::string(4096 - 45, 'x')).value()};
    for (const apns::request& shared : {badged(), full}) {
        const campaign push = prepare(shared).value();
        for (int i = 0; i < 2000; ++i) {
            CAPTURE(i);
            // A few in one go, so that each finds in the room what another left there.
            std::vector<apns::request> own(6, shared);
            std::vector<device_token> tokens;
            std::vector<apns::personal> personals;
            for (apns::request& one : own) {
                std::vector<std::uint8_t> bytes(random.one_in(2) ? 32 : 1 + random.below(device_token::most));
                for (std::uint8_t& byte : bytes) byte = random.byte();
                one.token = *device_token::from(bytes);
                if (random.one_in(2)) {
                    std::string id;
                    for (std::size_t k = 0; k < 36; ++k)
                        id += k == 8 || k == 13 || k == 18 || k == 23 ? '-' : "0123456789abcdef"[random.below(16)];
                    one.apns_id = apns::message_id::from(id).value();
                }
                if (random.one_in(2))
                    one.payload.badge = natural::unchecked((random.integer() & INT64_MAX) >> random.below(63));
                tokens.push_back(one.token);
                personals.push_back({one.apns_id.view(), one.payload.badge});
            }
            std::size_t position = 0;
            while (position < own.size()) {
                const auto taken = fan_out(
                    push, tokens, position, npos, [&](std::size_t k) { return personals[k]; },
                    [&](const device_push& one) {
                        const apns::request& expected = own[one.index];
                        std::array<char, apns::longest_path> path{};
                        CHECK(one.path == std::string_view(path.data(), apns::write_path(expected.token, path)));
                        CHECK(one.body == json::to_string(expected.payload).value());
                        const apns::header_list headers = apns::headers(expected);
                        CHECK(one.headers.size() == headers.size());
                        for (const auto& [name, value, treatment] : headers) CHECK(one.headers.find(name) == value);
                        return true;
                    });
                if (taken) continue;
                CHECK(json::size(own[position].payload).value() > push.limit());
                ++position;
            }
        }
    }
}
