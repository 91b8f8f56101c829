// A provider token that outlives its process, and several processes that share one.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;
using apns::key_id;
using apns::provider_token;
using apns::signature;
using apns::team_id;

constexpr team_id team = "TEAMID1234";
constexpr key_id key = "KEYID12345";
constexpr std::int64_t start = 1700000000;
constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t six_hours = 360;  // in minutes

struct no_mutex {
    void lock() {}
    void unlock() {}
};
using cache = apns::provider_token_cache<no_mutex>;

/// Signs with a number, and counts.
struct counting_signer {
    int* calls;
    result<signature> operator()(span<const std::uint8_t>) const {
        signature made{};
        made[31] = made[63] = static_cast<std::uint8_t>(++*calls);
        return made;
    }
};
result<signature> refuse(span<const std::uint8_t>) {
    return unexpected(error{errc::refused, {}, "this process has no key"});
}

/// What stands where secrets are kept.
struct stored {
    std::string authorization{};
    std::int64_t issued_at = 0;
};
stored store(const provider_token& made) { return {std::string(made.authorization()), made.issued_at()}; }
stored made_at(std::int64_t at, const team_id& of_team = team, const key_id& of_key = key) {
    int calls = 0;
    return store(*provider_token::make(of_team, of_key, at, counting_signer{&calls}));
}

/// Apple's gateway, to which every token of ours is good.
struct judge {
    apns::gateway gateway{apns::gateway_settings{.knows_every_token = true}};

    void learn(const provider_token& made) {
        gateway.accept_provider_token(text(made.authorization().substr(7)), made.issued_at());
    }
    apns::reason answer(const provider_token& sent, std::int64_t now) {
        const apns::header headers[] = {{"authorization", sent.authorization()}, {"apns-topic", "com.example.app"}};
        return gateway
            .answer({.method = "POST", .path = "/3/device/00ff", .headers = headers, .body = "{\"aps\":{}}"},
                    now * 1000)
            .reason;
    }
};

}  // namespace

TEST_CASE("a restart goes on with the stored token, whose age counts from its issue") {
    for (const bool with_clock : {false, true}) {
        CAPTURE(with_clock);
        for (const std::int64_t down : {0, 1, 10, 19, 49}) {
            CAPTURE(down);
            int calls = 0;
            const counting_signer sign{&calls};
            const stored kept = made_at(start);
            cache after(team, key);
            const std::int64_t now = start + down * minute;
            CHECK((with_clock ? after.restore(kept.authorization, kept.issued_at, now)
                              : after.restore(kept.authorization, kept.issued_at))
                      .has_value());
            CHECK(after.token(now, sign)->authorization() == kept.authorization);
            CHECK(after.token(start + 50 * minute - 1, sign)->issued_at() == start);
            CHECK(calls == 0);
            CHECK(after.token(start + 50 * minute, sign)->issued_at() == start + 50 * minute);
            CHECK(calls == 1);
        }
    }
    // Without a restore the gateway refuses what comes ten minutes after.
    judge apple;
    int calls = 0;
    cache before(team, key);
    cache after(team, key);
    const auto first = *before.token(start, counting_signer{&calls});
    const auto second = *after.token(start + 10 * minute, counting_signer{&calls});
    apple.learn(first);
    apple.learn(second);
    CHECK(apple.answer(first, start) == apns::reason::none);
    CHECK(apple.answer(second, start + 10 * minute) == apns::reason::too_many_provider_token_updates);
}

TEST_CASE("what is not the cache's token is refused, and changes nothing") {
    const stored kept = made_at(start);
    struct row {
        std::string_view why;
        stored given;
        errc expected;
        std::string_view path;
        std::int64_t now = start;
    };
    const auto claims_of = [&](std::size_t blanks) {  // longer than any client makes it
        return "bearer " + std::string(blanks, 'A') + kept.authorization.substr(7);
    };
    const row rows[] = {
        {"another team", made_at(start, "TEAMID1235"), errc::refused, "iss"},
        {"another key", made_at(start, team, "KEYID12346"), errc::refused, "kid"},
        {"ids in another case are others", made_at(start, "teamid1234"), errc::refused, "iss"},
        {"a time that is not its own", {kept.authorization, start + 1}, errc::refused, "iat"},
        {"milliseconds beside it", {kept.authorization, start * 1000}, errc::refused, "iat"},
        {"no token", {"bearer VALID", start}, errc::truncated, ""},
        {"nothing", {"", start}, errc::truncated, ""},
        {"a damaged one", {claims_of(8), start}, errc::not_json, "header"},
        {"a line end, which would leave the header",
         {kept.authorization + "\r\nx: y", start},
         errc::not_base64,
         "signature"},
        {"an hour old", kept, errc::refused, "iat", start + 60 * minute},
        {"of tomorrow", kept, errc::refused, "iat", start - 24 * hour},
        {"of two minutes ahead", kept, errc::refused, "iat", start - 2 * minute},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        int calls = 0;
        const counting_signer sign{&calls};
        cache empty(team, key);
        const auto outcome = empty.restore(r.given.authorization, r.given.issued_at, r.now);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == r.expected);
        CHECK((r.path.empty() ? outcome.error().path.empty() : outcome.error().path == text(r.path)));
        CHECK(std::string(to_text(outcome.error()).view()).find("eyJ") == std::string::npos);
        CHECK(empty.token(r.now, sign)->issued_at() == r.now);
        CHECK(calls == 1);

        cache full(team, key);
        const auto own = full.token(r.now - 1, sign);
        CHECK_FALSE(full.restore(r.given.authorization, r.given.issued_at, r.now).has_value());
        CHECK(full.token(r.now, sign)->authorization() == own->authorization());
    }
    cache fits(team, key);
    CHECK(fits.restore(kept.authorization, start, start + 60 * minute - 1).has_value());
    CHECK(fits.restore(kept.authorization, start, start - 1).has_value());  // clocks differ a little
}

TEST_CASE("tokens of other programs are taken as they are") {
    // typ, and a signature in DER: made by openssl.
    const std::string jwt =
        "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IktFWUlEMTIzNDUifQ."
        "eyJpc3MiOiJURUFNSUQxMjM0IiwiaWF0IjoxNzAwMDAwMDAwfQ."
        "MEQCIC2nxRyJLwjHZU-LddrEMkVMvT5J2-MXQKlddU4MBP2qAiBNfNUlCxHrfvdIQ8u9RodiNDf2l1dtio5Oy4OX4sbC2A";
    for (const std::string& given : {jwt, "bearer " + jwt, "Bearer " + jwt}) {
        cache one(team, key);
        CHECK(one.restore(given, start).has_value());
        CHECK(one.token(start + 1, refuse)->authorization() == "bearer " + jwt);
    }
    // {"iss":"TEAMID1234","iat":1700000000,"x":"…"} with 300 more: read, but not kept.
    std::string claims = R"({"iss":"TEAMID1234","iat":1700000000,"x":")" + std::string(300, 'x') + "\"}";
    std::string part(base64_size(claims.size(), base64_alphabet::url), '?');
    write_base64(std::vector<std::uint8_t>(claims.begin(), claims.end()), part.data(), base64_alphabet::url);
    const std::string longer = jwt.substr(0, jwt.find('.') + 1) + part + jwt.substr(jwt.rfind('.'));
    CHECK(apns::read_provider_token(longer).has_value());
    cache one(team, key);
    CHECK(one.restore(longer, start).error().code == errc::too_long);
}

TEST_CASE("an older token never replaces a newer one") {
    int calls = 0;
    const counting_signer sign{&calls};
    const stored older = made_at(start);
    const stored newer = made_at(start + 50 * minute);
    cache one(team, key);
    CHECK(one.restore(newer.authorization, newer.issued_at, start + 51 * minute).has_value());
    CHECK(one.restore(older.authorization, older.issued_at, start + 51 * minute).has_value());
    CHECK(one.token(start + 51 * minute, sign)->authorization() == newer.authorization);
    // The other way round it does, and what was there is gone.
    cache other(team, key);
    CHECK(other.restore(older.authorization, older.issued_at).has_value());
    const auto first = *other.token(start + 51 * minute - 2 * minute, sign);
    CHECK(other.restore(newer.authorization, newer.issued_at).has_value());
    CHECK(other.token(start + 51 * minute, sign)->authorization() == newer.authorization);
    other.expired(first);  // of the old one, which is no longer there
    CHECK(other.token(start + 99 * minute, sign)->authorization() == newer.authorization);
    CHECK(calls == 0);
    CHECK(other.token(start + 100 * minute, sign)->issued_at() == start + 100 * minute);
    // Again and again is no fault, nor does it make the token young.
    cache often(team, key);
    for (int i = 0; i < 50; ++i) {
        CHECK(often.restore(older.authorization, older.issued_at, start + i * minute).has_value());
        CHECK(often.token(start + i * minute, sign)->authorization() == older.authorization);
    }
    CHECK(often.token(start + 50 * minute, sign)->issued_at() == start + 50 * minute);
}

TEST_CASE("expired() of a restored token allows one new one") {
    int calls = 0;
    const counting_signer sign{&calls};
    const stored kept = made_at(start);
    cache one(team, key);
    CHECK(one.restore(kept.authorization, kept.issued_at).has_value());
    const auto restored = *one.token(start + 5 * minute, sign);
    one.expired(restored);
    CHECK(one.restore(kept.authorization, kept.issued_at).has_value());  // the same does not come back
    const auto second = *one.token(start + 6 * minute, sign);
    CHECK(second.issued_at() == start + 6 * minute);
    for (int i = 0; i < 100; ++i) one.expired(restored);
    CHECK(one.token(start + 7 * minute, sign)->authorization() == second.authorization());
    one.expired(second);  // refused as well: it rests
    CHECK(one.token(start + 8 * minute, sign)->authorization() == second.authorization());
    CHECK(calls == 1);
    CHECK(one.token(start + 26 * minute, sign)->issued_at() == start + 26 * minute);
    // Refused, and another process has a newer one already.
    cache other(team, key);
    CHECK(other.restore(kept.authorization, kept.issued_at).has_value());
    other.expired(*other.token(start + minute, refuse));
    CHECK_FALSE(other.token(start + minute, refuse).has_value());
    const stored newer = made_at(start + 2 * minute);
    CHECK(other.restore(newer.authorization, newer.issued_at).has_value());
    CHECK(other.token(start + 2 * minute, refuse)->authorization() == newer.authorization);
}

TEST_CASE("a restored token and a clock that steps") {
    int calls = 0;
    const counting_signer sign{&calls};
    const stored kept = made_at(start);
    SUBCASE("back by two hours after the restart: it lives on for as long as it may, and no longer") {
        cache one(team, key);
        CHECK(one.restore(kept.authorization, kept.issued_at, start + 10 * minute).has_value());
        const std::int64_t corrected = start + 10 * minute - 120 * minute;
        CHECK(one.token(corrected, sign)->issued_at() == start);
        CHECK(one.token(corrected + 10 * minute - 1, sign)->issued_at() == start);
        CHECK(one.token(corrected + 10 * minute, sign)->issued_at() == corrected + 10 * minute);
    }
    SUBCASE("ahead of a cache that has not looked at the clock for long") {
        cache one(team, key);
        CHECK(one.token(start - 40 * minute, sign).has_value());
        CHECK(one.restore(kept.authorization, kept.issued_at).has_value());
        CHECK(one.token(start + 50 * minute - 1, sign)->authorization() == kept.authorization);
        CHECK(one.token(start + 50 * minute, sign)->issued_at() == start + 50 * minute);
    }
    SUBCASE("too old without a clock: the next token() makes a new one") {
        cache one(team, key);
        CHECK(one.restore(kept.authorization, kept.issued_at).has_value());
        CHECK(one.token(start + 24 * hour, sign)->issued_at() == start + 24 * hour);
    }
    SUBCASE("at its ends") {
        for (const std::int64_t now : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
            cache one(team, key);
            CHECK_FALSE(one.restore(kept.authorization, kept.issued_at, now).has_value());
            CHECK(one.restore(kept.authorization, kept.issued_at, start).has_value());
            CHECK(one.token(start, sign)->issued_at() == start);
        }
    }
}

TEST_CASE("threads that restore while others send") {
    apns::provider_token_cache<std::mutex> shared(team, key);
    std::atomic<int> calls{0};
    std::atomic<int> wrong{0};
    const auto sign = [&](span<const std::uint8_t>) -> result<signature> {
        signature made{};
        made[31] = made[63] = static_cast<std::uint8_t>(++calls);
        return made;
    };
    const stored kept = made_at(start);
    const stored newer = made_at(start + 20 * minute);
    REQUIRE(shared.restore(kept.authorization, kept.issued_at).has_value());
    std::vector<std::thread> workers;
    workers.reserve(4);
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&, w] {
            for (int i = 0; i < 500; ++i) {
                const std::int64_t now = start + 21 * minute + i % 3;
                const stored& given = (w + i) % 2 == 0 ? kept : newer;
                if (w < 2 && !shared.restore(given.authorization, given.issued_at, now)) ++wrong;
                const auto made = shared.token(now, sign);
                if (!made ||
                    (made->authorization() != kept.authorization && made->authorization() != newer.authorization))
                    ++wrong;
            }
        });
    for (std::thread& one : workers) one.join();
    CHECK(wrong == 0);
    CHECK(calls == 0);
    CHECK(shared.token(start + 22 * minute, sign)->authorization() == newer.authorization);
}

TEST_CASE("one process has the key, the other takes what is stored: no two tokens within 20 minutes") {
    judge apple;
    int calls = 0;
    const counting_signer sign{&calls};
    std::optional<cache> maker(std::in_place, team, key);
    std::optional<cache> taker(std::in_place, team, key);
    stored shared;
    std::int64_t last_issue = 0;
    for (std::int64_t at = 0; at < six_hours; ++at) {
        CAPTURE(at);
        const std::int64_t now = start + at * minute;
        if (at % 7 == 6) {  // a restart
            maker.emplace(team, key);
            REQUIRE(maker->restore(shared.authorization, shared.issued_at, now).has_value());
        }
        if (at % 11 == 10) taker.emplace(team, key);
        const auto made = maker->token(now, sign);
        REQUIRE(made);
        if (made->authorization() != shared.authorization) {
            CHECK(now - last_issue >= apns::shortest_renewal);
            last_issue = now;
            shared = store(*made);
            apple.learn(*made);
        }
        REQUIRE(taker->restore(shared.authorization, shared.issued_at, now + 1).has_value());
        const auto taken = taker->token(now + 1, refuse);
        REQUIRE(taken);
        REQUIRE(apple.answer(*made, now) == apns::reason::none);
        REQUIRE(apple.answer(*taken, now + 1) == apns::reason::none);
    }
    CHECK(calls == six_hours / 50 + 1);
}

TEST_CASE("all processes have the key, and make tokens under one lock over the store") {
    judge apple;
    int calls = 0;
    const counting_signer sign{&calls};
    cache first(team, key);
    cache second(team, key, 30 * 60);
    stored shared;
    std::int64_t last_issue = 0;
    for (std::int64_t at = 0; at < six_hours; ++at) {
        CAPTURE(at);
        const std::int64_t now = start + at * minute;
        for (cache* const one : {&first, &second}) {  // the lock
            if (!shared.authorization.empty())
                REQUIRE(one->restore(shared.authorization, shared.issued_at, now).has_value());
            const auto made = one->token(now, sign);
            REQUIRE(made);
            if (made->authorization() != shared.authorization) {
                CHECK(now - last_issue >= apns::shortest_renewal);
                last_issue = now;
                shared = store(*made);
                apple.learn(*made);
            }
            REQUIRE(apple.answer(*made, now) == apns::reason::none);
        }
    }
    CHECK(calls == six_hours / 30);
    // Those that do not look at the store make two.
    cache stranger(team, key);
    const auto own = *stranger.token(last_issue + 5 * minute, sign);
    apple.learn(own);
    CHECK(apple.answer(own, last_issue + 5 * minute) == apns::reason::too_many_provider_token_updates);
}
