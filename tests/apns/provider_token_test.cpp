#include <nimpush/apns/provider_token.hpp>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <mutex>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::key_id;
using apns::provider_token;
using apns::signature;
using apns::signature_from_der;
using apns::signing_input;
using apns::team_id;

constexpr team_id team = "TEAMID1234";
constexpr key_id key = "KEYID12345";
using byte_span = nimpush::span<const std::uint8_t>;

// base64url by hand: {"alg":"ES256","kid":"KEYID12345"} and {"iss":"TEAMID1234","iat":1700000000}.
constexpr std::string_view expected_input =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6IktFWUlEMTIzNDUifQ.eyJpc3MiOiJURUFNSUQxMjM0IiwiaWF0IjoxNzAwMDAwMDAwfQ";
static_assert(signing_input::make(team, key, 1700000000)->view() == expected_input, "built while compiling");

struct input_row {
    std::string_view why;
    bool has_team;
    bool has_key;
    std::int64_t issued_at;
    errc expected;
};
constexpr input_row inputs[] = {
    {"as it should be", true, true, 1700000000, {}},
    {"the first second of 1970", true, true, 0, {}},
    {"no team", false, true, 1700000000, errc::missing},
    {"no key", true, false, 1700000000, errc::missing},
    {"before 1970", true, true, -1, errc::out_of_range},
    {"the last second", true, true, 99'999'999'999, {}},
    {"milliseconds, as in Apple's sample", true, true, 1459143580650, errc::out_of_range},
};
constexpr errc outcome(const input_row& r) {
    team_id a;
    key_id b;
    if (r.has_team) a = team;
    if (r.has_key) b = key;
    const auto made = signing_input::make(a, b, r.issued_at);
    if (made) return {};
    return made.error().code;
}
constexpr bool all_inputs_hold() {
    for (const input_row& r : inputs)
        if (outcome(r) != r.expected) return false;
    return true;
}
static_assert(all_inputs_hold());

struct id_row {
    std::string_view why;
    std::string_view given;
    errc expected;
};
constexpr id_row ids[] = {
    {"10 characters", "TEAMID1234", {}},
    {"9", "TEAMID123", errc::wrong_length},
    {"11", "TEAMID12345", errc::wrong_length},
    {"empty", "", errc::wrong_length},
    {"a quote would leave the JSON", "TEAM\"12345", errc::bad_character},
    {"a line end", "TEAMID123\n", errc::bad_character},
    {"a hyphen", "TEAM-12345", errc::bad_character},
    {"10 characters that are not ASCII", "ÄÄÄÄÄÄÄÄÄÄ", errc::bad_character},
    {"10 bytes in 5 characters", "ÄÄÄÄÄ", errc::wrong_length},
};
constexpr bool all_ids_hold() {
    for (const id_row& r : ids) {
        const auto made = team_id::from(r.given);
        if (made.has_value() != (r.expected == errc{}) || (!made && made.error().code != r.expected)) return false;
    }
    return true;
}
static_assert(all_ids_hold());

constexpr signature counting() {
    signature made{};
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<std::uint8_t>(i);
    return made;
}
constexpr result<signature> sign_counted(byte_span) { return counting(); }
constexpr result<signature> sign_never(byte_span) {
    return unexpected(error{errc::refused, "MIGTAgEAMBMG", "the key is MIGTAgEAMBMG"});
}

// 00..3f in base64url, by hand.
constexpr std::string_view counted_text =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";
constexpr bool signs_while_compiling() {
    const auto made = provider_token::make(team, key, 1700000000, sign_counted);
    const std::string_view sent = made->authorization();
    return sent.substr(0, 7) == "bearer " && sent.substr(7, expected_input.size()) == expected_input &&
           sent.substr(7 + expected_input.size()) == std::string("." + std::string(counted_text)) &&
           made->issued_at() == 1700000000;
}

// A token is a secret: nothing prints it.
template <class T>
concept printable = requires(std::ostream& out, const T& t) {
    out << t;
};
template <class T>
concept emits = requires(const T& t, detail::json::writer<schema::spelling::wire>& out) {
    t.emit_to(out);
};
template <class T>
constexpr bool is_closed =
    !schema::described<T> && !schema::named<T> && !printable<T> && !emits<T> &&
    !std::convertible_to<const T&, std::string_view> && !std::convertible_to<const T&, text> &&
    !std::convertible_to<const T&, value> && !std::equality_comparable<T> && !std::is_default_constructible_v<T>;
static_assert(is_closed<provider_token>);
static_assert(is_closed<apns::provider_token_cache<std::mutex>>);
static_assert(!std::copy_constructible<apns::provider_token_cache<std::mutex>>);
static_assert(apns::signer<decltype(sign_counted)> &&
              apns::signer<decltype([](byte_span) -> result<signature> { return counting(); })>);
static_assert(!apns::signer<decltype([](byte_span) { return counting(); })>);

// DER as OpenSSL writes it, from RFC 3279 and X.690.
using bytes_of = std::vector<std::uint8_t>;
bytes_of integer(std::size_t size, std::uint8_t first, std::uint8_t rest = 0x11) {
    bytes_of made{0x02, static_cast<std::uint8_t>(size)};
    for (std::size_t i = 0; i < size; ++i) made.push_back(i == 0 ? first : rest);
    return made;
}
bytes_of padded() {  // 33 bytes: a zero before a top bit
    bytes_of made = integer(33, 0x00);
    made[3] = 0x80;
    return made;
}
bytes_of sequence(const bytes_of& r, const bytes_of& s, int more = 0) {
    bytes_of made{0x30, static_cast<std::uint8_t>(static_cast<int>(r.size() + s.size()) + more)};
    made.insert(made.end(), r.begin(), r.end());
    made.insert(made.end(), s.begin(), s.end());
    return made;
}

struct no_mutex {
    void lock() {}
    void unlock() {}
};
using single_cache = apns::provider_token_cache<no_mutex>;

/// Signs with a number, and counts.
struct counting_signer {
    int* calls;
    bool works = true;
    result<signature> operator()(byte_span) const {
        if (!works) return sign_never({});
        signature made{};
        made[0] = static_cast<std::uint8_t>(++*calls);
        return made;
    }
};

constexpr std::int64_t start = 1700000000;
constexpr std::int64_t minute = 60;

}  // namespace

TEST_CASE("the signing input is base64url of header and claims") {
    for (const input_row& r : inputs) {
        CAPTURE(r.why);
        CHECK(outcome(r) == r.expected);
    }
    for (const id_row& r : ids) {
        CAPTURE(r.why);
        CHECK(team_id::from(r.given).has_value() == (r.expected == errc{}));
    }
    std::string buffer(expected_input.size(), '?');
    CHECK(apns::write_signing_input(team, key, start, buffer) == expected_input.size());
    CHECK(buffer == expected_input);
    buffer.pop_back();
    CHECK(apns::write_signing_input(team, key, start, buffer).error().code == errc::buffer_too_small);
    CHECK(apns::write_signing_input({}, key, start, buffer).error().path == "iss");
    CHECK(apns::write_signing_input(team, {}, start, buffer).error().path == "kid");
    CHECK(to_text(apns::write_signing_input(team, key, -1, buffer).error()) == "iat: seconds since 1970");
}

TEST_CASE("the vectors of provider tokens") {
    std::size_t seen = 0;
    for (const test::apns_row& row : test::apns_rows("jwt")) {
        CAPTURE(row.id);
        ++seen;
        if (row.id == "apple-jwt-sample") {  // not to be imitated; its DER is read all the same
            const std::string_view jwt = test::text_of(row.input, "jwt");
            const std::string_view der_text = jwt.substr(jwt.rfind('.') + 1);
            bytes_of der(base64_decoded_size(der_text));
            read_base64(der_text, der.data());
            CHECK(der.size() == 72);
            CHECK(signature_from_der(der).has_value());
            continue;
        }
        const std::int64_t issued_at = row.input.find("issued_at")->as_int().value();
        if (const value* claims = row.expected.find("claims")) {
            const auto key_given =
                row.input.find("key_id") == nullptr ? key : *key_id::from(test::text_of(row.input, "key_id"));
            const auto input =
                signing_input::make(*team_id::from(test::text_of(row.input, "team_id")), key_given, issued_at);
            REQUIRE(input);
            const std::string_view part = input->view().substr(input->view().find('.') + 1);
            std::vector<std::uint8_t> chars(base64_decoded_size(part));
            read_base64(part, chars.data());
            CHECK(json::read({reinterpret_cast<const char*>(chars.data()), chars.size()}) == *claims);
            continue;
        }
        int calls = 0;
        apns::provider_token_cache<no_mutex> cache(team, key, 55 * 60);  // APNSwift's limit
        const std::string first(cache.token(issued_at, counting_signer{&calls})->authorization());
        const auto again = cache.token(row.input.find("ask_at")->as_int().value(), counting_signer{&calls});
        CHECK((again->authorization() == first) == row.expected.find("reused")->as_bool());
    }
    CHECK(seen == 5);
}

TEST_CASE("a token is bearer, input, and the signature as r and s") {
    CHECK(signs_while_compiling());
    bytes_of seen;
    const auto made = provider_token::make(team, key, start, [&](byte_span b) -> result<signature> {
        seen.assign(b.begin(), b.end());
        return counting();
    });
    REQUIRE(made);
    CHECK(std::string(seen.begin(), seen.end()) == expected_input);
    const std::string_view sent = made->authorization();
    const std::string_view signed_part = sent.substr(sent.rfind('.') + 1);
    CHECK(signed_part.size() == 86);  // 64 bytes, no padding; DER would be 94 to 96
}

TEST_CASE("what a signer says never comes out") {
    const auto failed = provider_token::make(team, key, start, sign_never);
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == error{errc::refused, {}, "the provider token could not be signed"});
    int calls = 0;
    single_cache cache(team, key);
    const auto from_cache = cache.token(start, counting_signer{&calls, false});
    REQUIRE_FALSE(from_cache);
    std::ostringstream printed;
    printed << to_text(from_cache.error()).view();
    CHECK(printed.str().find("MIGT") == std::string::npos);
    // doctest prints what it cannot print as {?}.
    const auto made = provider_token::make(team, key, start, sign_counted);
    CHECK(std::string(doctest::toString(*made).c_str()) == "{?}");
}

TEST_CASE("DER becomes r and s") {
    struct der_row {
        std::string_view why;
        bytes_of given;
        errc expected;
        std::size_t offset = npos;
    };
    const der_row rows[] = {
        {"32 bytes each", sequence(integer(32, 0x7F), integer(32, 0x01)), {}},
        {"33 bytes each, with the zero", sequence(padded(), padded()), {}},
        {"short ones", sequence(integer(1, 0x01), integer(31, 0x7F)), {}},
        {"nothing", {}, errc::truncated, 0},
        {"a tag alone", {0x30}, errc::truncated, 1},
        {"an empty sequence", {0x30, 0x00}, errc::truncated, 2},
        {"another tag", {0x31, 0x00}, errc::unknown_type, 0},
        {"64 raw bytes", bytes_of(64, 0x11), errc::unknown_type, 0},
        {"the long form of the size", {0x30, 0x81, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01}, errc::out_of_range, 1},
        {"a size past the end", sequence(integer(1, 1), integer(1, 1), 1), errc::size_past_end, 1},
        {"bytes behind", sequence(integer(1, 1), integer(1, 1), -1), errc::trailing_bytes, 7},
        {"bytes behind s", {0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00}, errc::trailing_bytes, 8},
        {"r alone", {0x30, 0x03, 0x02, 0x01, 0x01}, errc::truncated, 5},
        {"r reaches into s", {0x30, 0x06, 0x02, 0x05, 0x01, 0x02, 0x01, 0x01}, errc::size_past_end, 3},
        {"an integer of another tag", {0x30, 0x06, 0x04, 0x01, 0x01, 0x02, 0x01, 0x01}, errc::unknown_type, 2},
        {"no bytes", {0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x01}, errc::truncated, 4},
        {"negative", sequence(integer(32, 0x80), integer(32, 0x01)), errc::out_of_range, 4},
        {"zero", sequence(integer(1, 0x00), integer(1, 0x01)), errc::out_of_range, 4},
        {"s is zero", sequence(integer(1, 0x01), integer(1, 0x00)), errc::out_of_range, 7},
        {"a zero too much", sequence(integer(2, 0x00), integer(1, 0x01)), errc::bad_padding, 4},
        {"33 bytes without a zero", sequence(integer(33, 0x01), integer(1, 0x01)), errc::out_of_range, 4},
    };
    for (const der_row& r : rows) {
        CAPTURE(r.why);
        const auto made = signature_from_der(bytes_of(r.given));
        CHECK(made.has_value() == (r.expected == errc{}));
        if (made) continue;
        CHECK(made.error().code == r.expected);
        CHECK(made.error().offset == r.offset);
    }
    const signature whole = *signature_from_der(sequence(integer(1, 0x05), padded()));
    for (std::size_t i = 0; i < 31; ++i) CHECK(whole[i] == 0);
    CHECK(whole[31] == 0x05);
    CHECK(whole[32] == 0x80);
    CHECK(whole[63] == 0x11);
    // No prefix of a good one is good, and none is read past its end.
    const bytes_of good = sequence(padded(), integer(32, 0x01));
    for (std::size_t n = 0; n < good.size(); ++n)
        CHECK_FALSE(
            signature_from_der(bytes_of(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n))).has_value());
}

TEST_CASE("a token is kept for 50 minutes, or for what was asked") {
    int calls = 0;
    single_cache cache(team, key);
    const counting_signer sign{&calls};
    const auto asks = [&](std::int64_t at) { return cache.token(at, sign)->issued_at(); };
    CHECK(asks(start) == start);
    CHECK(asks(start + 50 * minute - 1) == start);
    CHECK(asks(start + 50 * minute) == start + 50 * minute);
    CHECK(calls == 2);
    CHECK(asks(start + 24 * 60 * minute) == start + 24 * 60 * minute);  // a quiet night (pushy#931)

    single_cache quick(team, key, 20 * 60);
    CHECK(quick.token(start, sign)->issued_at() == start);
    CHECK(quick.token(start + 20 * minute - 1, sign)->issued_at() == start);
    CHECK(quick.token(start + 20 * minute, sign)->issued_at() == start + 20 * minute);
    CHECK(apns::renewal::from(20 * 60 - 1).error().code == errc::out_of_range);  // reown-com/a2 PR#44
    CHECK(apns::renewal::from(60 * 60 + 1).error().code == errc::out_of_range);
}

TEST_CASE("expired() allows one new token, whoever says it how often") {
    int calls = 0;
    single_cache cache(team, key);
    const counting_signer sign{&calls};
    const auto first = cache.token(start, sign);
    cache.expired(*first);
    const auto second = cache.token(start + 1, sign);
    CHECK(second->issued_at() == start + 1);
    CHECK(calls == 2);
    for (int i = 0; i < 100; ++i) {  // the other answers to pushes that had the first
        cache.expired(*first);
        CHECK(cache.token(start + 2, sign)->issued_at() == start + 1);
    }
    CHECK(calls == 2);
    // Refused as well: the clocks differ, and another one would earn 429.
    cache.expired(*second);
    CHECK(cache.token(start + 3, sign)->issued_at() == start + 1);
    CHECK(cache.token(start + 20 * minute, sign)->issued_at() == start + 1);
    CHECK(cache.token(start + 20 * minute + 1, sign)->issued_at() == start + 20 * minute + 1);
    CHECK(calls == 3);
}

TEST_CASE("a clock that steps back neither keeps a token for ever nor makes one too soon") {
    int calls = 0;
    const counting_signer sign{&calls};
    SUBCASE("a little: workers that read the clock earlier") {
        single_cache cache(team, key);
        for (int i = 0; i < 3000; ++i) CHECK(cache.token(start + i % 2, sign)->issued_at() == start);
        CHECK(cache.token(start + 49 * minute, sign)->issued_at() == start);  // swinging did not age it
        CHECK(calls == 1);
    }
    SUBCASE("by two hours, when the token is 10 minutes old") {
        single_cache cache(team, key);
        CHECK(cache.token(start, sign)->issued_at() == start);
        CHECK(cache.token(start + 10 * minute, sign)->issued_at() == start);
        const std::int64_t corrected = start + 10 * minute - 120 * minute;
        CHECK(cache.token(corrected, sign)->issued_at() == start);
        CHECK(cache.token(corrected + 10 * minute - 1, sign)->issued_at() == start);
        // 20 minutes went by, and the token says that it is of the future.
        CHECK(cache.token(corrected + 10 * minute, sign)->issued_at() == corrected + 10 * minute);
        CHECK(calls == 2);
    }
    SUBCASE("by some minutes, so that its time of issue is not in the future") {
        single_cache cache(team, key);
        CHECK(cache.token(start, sign)->issued_at() == start);
        CHECK(cache.token(start + 30 * minute, sign)->issued_at() == start);
        CHECK(cache.token(start + 25 * minute, sign)->issued_at() == start);
        for (int i = 26; i < 45; ++i) CHECK(cache.token(start + i * minute, sign)->issued_at() == start);
        CHECK(cache.token(start + 45 * minute, sign)->issued_at() == start + 45 * minute);  // 50 went by
    }
    SUBCASE("not at all: a worker read it before the machine slept") {
        single_cache cache(team, key);
        CHECK(cache.token(start, sign)->issued_at() == start);
        const std::int64_t awake = start + 180 * minute;
        CHECK(cache.token(awake, sign)->issued_at() == awake);
        CHECK(cache.token(start + 1, sign)->issued_at() == awake);
        CHECK(cache.token(awake + 1, sign)->issued_at() == awake);  // not three hours old
        CHECK(cache.token(awake + 50 * minute, sign)->issued_at() == awake + 50 * minute);
        CHECK(calls == 3);
    }
    SUBCASE("again and again") {
        single_cache cache(team, key);
        std::int64_t now = start;
        for (int i = 0; i < 100; ++i) {
            CHECK(cache.token(now, sign).has_value());
            now += 10 * minute;
            CHECK(cache.token(now, sign).has_value());
            now -= 20 * minute;
        }
        CHECK(calls <= 100 * 10 / 20 + 1);  // never within 20 minutes of what went by
    }
}

TEST_CASE("a clock at its ends gives an error or a token, and the cache goes on") {
    constexpr std::int64_t ends[] = {INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX - 1, INT64_MAX};
    for (const std::int64_t first : ends)
        for (const std::int64_t second : ends) {
            CAPTURE(first);
            CAPTURE(second);
            int calls = 0;
            counting_signer sign{&calls};
            single_cache cache("DEF123GHIJ", "ABC123DEFG");
            for (const std::int64_t at : {first, second, first}) {
                const auto made = cache.token(at, sign);
                if (!made) CHECK(to_text(made.error()) == "iat: seconds since 1970");
            }
            const auto after = cache.token(start, sign);
            REQUIRE(after.has_value());
            CHECK(after->issued_at() <= start);
            CHECK(calls <= 3);
        }
}

TEST_CASE("where signing fails the old token serves as long as it is good") {
    int calls = 0;
    single_cache cache(team, key);
    const counting_signer good{&calls};
    const counting_signer bad{&calls, false};
    CHECK_FALSE(cache.token(start, bad).has_value());
    CHECK(cache.token(start, good)->issued_at() == start);
    CHECK(cache.token(start + 60 * minute - 1, bad)->issued_at() == start);
    CHECK_FALSE(cache.token(start + 60 * minute, bad).has_value());
    CHECK(cache.token(start + 60 * minute, good)->issued_at() == start + 60 * minute);
    cache.expired(*cache.token(start + 60 * minute, good));
    CHECK_FALSE(cache.token(start + 61 * minute, bad).has_value());
    CHECK(cache.token(start + 61 * minute, good)->issued_at() == start + 61 * minute);
}

TEST_CASE("many threads share one token") {
    apns::provider_token_cache<std::mutex> cache(team, key);
    std::atomic<int> calls{0};
    std::atomic<int> inside{0};
    std::atomic<int> wrong{0};
    const auto sign = [&](byte_span) -> result<signature> {
        if (inside.fetch_add(1) != 0) ++wrong;  // one signer at a time
        signature made{};
        made[0] = static_cast<std::uint8_t>(++calls);
        std::this_thread::yield();
        inside.fetch_sub(1);
        return made;
    };
    std::mutex seen_mutex;
    std::set<std::string> seen;
    std::vector<int> calls_at;
    for (const std::int64_t at : {0, 10, 20, 49, 50, 51, 100}) {
        std::vector<std::thread> workers;
        for (int w = 0; w < 8; ++w) {
            workers.emplace_back([&, w] {
                std::set<std::string> mine;
                for (int i = 0; i < 500; ++i) {
                    const std::int64_t now = start + at * minute + (w + i) % 3;
                    const auto token = cache.token(now, sign);
                    if (!token || now - token->issued_at() >= apns::longest_use) ++wrong;
                    if (token) mine.emplace(token->authorization());
                    if (token && at == 20 && i >= 250) cache.expired(*token);
                }
                const std::lock_guard<std::mutex> hold(seen_mutex);
                seen.insert(mine.begin(), mine.end());
            });
        }
        for (std::thread& one : workers) one.join();
        calls_at.push_back(calls);
    }
    CHECK(wrong == 0);
    // Minute 20: thousands of refusals, one new token, which is refused as well and rests until minute 40.
    CHECK(calls_at == std::vector<int>{1, 1, 2, 3, 3, 3, 4});
    CHECK(static_cast<int>(seen.size()) == calls);
}

TEST_CASE("while somebody signs, the others go on with the old token") {
    apns::provider_token_cache<std::mutex> cache(team, key);
    CHECK(cache.token(start, sign_counted).has_value());
    std::atomic<bool> signing{false};
    std::atomic<bool> may_end{false};
    std::thread slow([&] {
        const auto made = cache.token(start + 50 * minute, [&](byte_span) -> result<signature> {
            signing = true;
            while (!may_end) std::this_thread::yield();
            return counting();
        });
        CHECK(made->issued_at() == start + 50 * minute);
    });
    while (!signing) std::this_thread::yield();
    CHECK(cache.token(start + 51 * minute, sign_never)->issued_at() == start);
    may_end = true;
    slow.join();
    CHECK(cache.token(start + 52 * minute, sign_never)->issued_at() == start + 50 * minute);
}
