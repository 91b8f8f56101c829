#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;
using apns::device_push;
using apns::finding;
using apns::reason;
using apns::tally;

constexpr apns::response accepted() { return {.status = 200}; }
constexpr apns::response refused(reason r) { return {.status = apns::facts_of(r, 400).status, .reason = r}; }

constexpr tally tally_of(std::uint64_t bad, std::uint64_t good, reason r = reason::bad_device_token) {
    tally made;
    made.add(refused(r), bad);
    made.add(accepted(), good);
    return made;
}

static_assert(tally().finding() == finding::nothing);
static_assert(tally_of(20, 0).finding() == finding::wrong_environment_likely);
static_assert(tally_of(19, 0).finding() == finding::nothing);
static_assert(tally_of(50, 50).finding() == finding::nothing && tally_of(51, 50).finding() != finding::nothing);

/// Tokens that exist nowhere.
std::vector<device_token> tokens(std::size_t count) {
    std::vector<device_token> made;
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::uint8_t, 32> bytes{};
        bytes[0] = 0xAB;
        bytes[31] = static_cast<std::uint8_t>(i);
        made.push_back(*device_token::from(bytes));
    }
    return made;
}

/// Sends a campaign to a gateway and counts what it says; `each` sees each answer.
template <class Each>
tally played(apns::gateway& to, const std::vector<device_token>& devices, std::string_view bearer, Each&& each) {
    const apns::campaign push =
        apns::prepare({.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}}).value();
    tally made;
    std::size_t position = 0;
    const auto sent = apns::fan_out(push, devices, position, npos, [&](const device_push& one) {
        apns::header_list headers = one.headers;
        headers.add("authorization", apns::hpack::never_index, bearer);
        const apns::response answer =
            to.answer({.method = "POST", .path = one.path, .headers = headers, .body = one.body}, 1'700'000'000'000);
        made.add(answer);
        each(answer);
        return true;
    });
    CHECK(sent == devices.size());
    return made;
}

}  // namespace

TEST_CASE("most tokens refused alike are one fault, from as many answers on as the caller says") {
    struct row {
        std::string_view why;
        std::uint64_t refused;
        std::uint64_t accepted;
        apns::tally_limits limits;
        bool is_found;
    };
    const row rows[] = {
        {"none", 0, 0, {}, false},
        {"none, and none is enough", 0, 0, {.least = 0, .more_than_percent = 0}, false},
        {"one dead token", 1, 0, {}, false},
        {"one fewer than is enough", 19, 0, {}, false},
        {"enough", 20, 0, {}, true},
        {"enough with those that were accepted", 11, 9, {}, true},
        {"half are not most", 10, 10, {}, false},
        {"a large campaign with some of another environment", 4'000, 6'000, {}, false},
        {"a large campaign, one over half", 5'001, 5'000, {}, true},
        {"three are enough for this caller", 3, 0, {.least = 3}, true},
        {"nine of ten are too few for this caller", 90, 10, {.more_than_percent = 90}, false},
        {"more than nine of ten", 91, 9, {.more_than_percent = 90}, true},
        {"all but one", 199, 1, {.more_than_percent = 99}, true},
        {"one of 101 at one percent", 1, 100, {.more_than_percent = 1}, false},
        {"two of 101 at one percent", 2, 99, {.more_than_percent = 1}, true},
        {"switched off", 1'000, 0, {.more_than_percent = 100}, false},
        {"switched off twice", 1'000, 0, {.more_than_percent = UINT64_MAX}, false},
        {"as many as can be counted", UINT64_MAX, 0, {}, true},
        {"as many as can be counted, on both sides", UINT64_MAX, UINT64_MAX, {}, true},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        for (const auto& [of, found] : {std::pair{reason::bad_device_token, finding::wrong_environment_likely},
                                        std::pair{reason::device_token_not_for_topic, finding::wrong_topic_likely}}) {
            const tally seen = tally_of(r.refused, r.accepted, of);
            CHECK(seen.finding(r.limits) == (r.is_found ? found : finding::nothing));
            CHECK(seen.shows(found, r.limits) == r.is_found);
            CHECK(seen.shows(finding::provider_fault, r.limits) == false);
        }
    }
}

TEST_CASE("what tells nothing of a token neither makes a finding nor hides one") {
    tally seen = tally_of(20, 0);
    for (const reason r : {reason::service_unavailable, reason::expired_provider_token, reason::bad_topic,
                           reason::payload_too_large, reason::none, reason::unknown, reason::internal_server_error})
        seen.add(refused(r), 1'000);
    CHECK(seen.about_tokens() == 20);
    CHECK(seen.finding() == finding::wrong_environment_likely);
    // Tokens that were known here once, and those that are pushed to too often, are of this environment.
    for (const reason r : {reason::unregistered, reason::expired_token, reason::too_many_requests}) {
        tally known = seen;
        known.add(refused(r), 20);
        CHECK(known.about_tokens() == 40);
        CHECK(known.shows(finding::wrong_environment_likely) == false);
    }
    tally bare = seen;
    bare.add(apns::read_response(410, {}, ""), 20);  // dead, though Apple did not say why
    CHECK(bare.about_tokens() == 40);
    CHECK(tally_of(500, 0, reason::unregistered).finding() == finding::nothing);
    CHECK(tally_of(500, 0, reason::payload_too_large).finding() == finding::nothing);
    CHECK(tally_of(500, 0, reason::service_unavailable).finding() == finding::nothing);
}

TEST_CASE("a fault of the provider is one, until a push is accepted") {
    constexpr reason of_provider[] = {reason::expired_provider_token,
                                      reason::invalid_provider_token,
                                      reason::missing_provider_token,
                                      reason::too_many_provider_token_updates,
                                      reason::bad_environment_key_id_in_token,
                                      reason::unrelated_key_id_in_token,
                                      reason::bad_certificate,
                                      reason::bad_certificate_environment};
    std::size_t count = 0;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(reason::unknown); ++i)
        count += apns::is_provider_fault(static_cast<reason>(i));
    CHECK(count == std::size(of_provider));
    for (const reason r : of_provider) {
        tally seen = tally_of(0, 5'000);
        seen.add(refused(r));
        CHECK(seen.finding() == finding::provider_fault);
        CHECK(seen.finding({.provider_faults = 2}) == finding::nothing);
        CHECK(seen.finding({.provider_faults = 0}) == finding::provider_fault);
        CHECK(seen.last_provider_fault() == r);
        seen.add(refused(reason::unregistered));  // says nothing of the provider
        CHECK(seen.finding() == finding::provider_fault);
        seen.add(refused(r));
        CHECK(seen.finding({.provider_faults = 2}) == finding::provider_fault);
        seen.add(accepted());
        CHECK(seen.finding({.provider_faults = 0}) == finding::nothing);
        CHECK(seen.count(r) == 2);
    }
    // Both at once: the tokens come first, as each answer says already that the provider is at fault.
    tally both = tally_of(30, 1);
    both.add(refused(reason::expired_provider_token));
    CHECK(both.finding() == finding::wrong_environment_likely);
    CHECK(both.shows(finding::provider_fault));
}

TEST_CASE("counts are by reason, and stop at the largest number") {
    tally seen;
    seen.add(accepted(), 3);
    seen.add(apns::read_response(400, {}, R"({"reason":"BadDeviceToken"})"));
    seen.add(apns::read_response(410, {}, R"({"reason":"Unregistered","timestamp":1712800000000})"), 2);
    seen.add(apns::read_response(400, {}, R"({"reason":"NewOfApple"})"));
    seen.add(apns::read_response(500, {}, ""));
    seen.add(apns::read_response(200, {}, R"({"reason":"BadDeviceToken"})"));  // success outweighs a reason
    seen.add(apns::read_response(0, {}, R"({"reason":"Shutdown"})"));          // GOAWAY answers no push
    seen.add(refused(reason::bad_topic), 0);
    CHECK(seen.accepted() == 4);
    CHECK(seen.count(reason::bad_device_token) == 1);
    CHECK(seen.count(reason::unregistered) == 2);
    CHECK(seen.count(reason::unknown) == 1);
    CHECK(seen.count(reason::none) == 1);
    CHECK(seen.count(reason::shutdown) == 0);
    CHECK(seen.count(reason::bad_topic) == 0);
    CHECK(seen.refused() == 5);
    CHECK(seen.answered() == 9);
    CHECK(seen.about_tokens() == 7);
    tally much;
    for (const reason r : {reason::bad_device_token, reason::invalid_provider_token, reason::unknown}) {
        much.add(refused(r), UINT64_MAX - 1);
        much.add(refused(r));
        CHECK(much.count(r) == UINT64_MAX);
        much.add(refused(r));
        much.add(refused(r), UINT64_MAX);
        CHECK(much.count(r) == UINT64_MAX);
    }
    much.add(accepted(), UINT64_MAX);
    much.add(accepted());
    CHECK(much.accepted() == UINT64_MAX);
    CHECK(much.refused() == UINT64_MAX);
    CHECK(much.answered() == UINT64_MAX);
    CHECK(much.about_tokens() == UINT64_MAX);
    // A value that is no enumerator counts as one that nobody knows.
    tally odd;
    odd.add({.status = 400, .reason = static_cast<reason>(255)});
    CHECK(odd.count(reason::unknown) == 1);
    CHECK(odd.count(static_cast<reason>(200)) == 1);
    odd = {};
    CHECK(odd == tally());
}

TEST_CASE("of tokens the order of answers changes nothing") {
    constexpr std::uint64_t seed = 20261108;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 200; ++round) {
        std::vector<apns::response> answers;
        for (std::size_t n = random.below(80); n != 0; --n) {
            const reason r = random.one_in(2)
                                 ? reason::bad_device_token
                                 : static_cast<reason>(random.below(static_cast<std::size_t>(reason::unknown) + 1));
            answers.push_back(random.one_in(4) ? accepted() : refused(r));
        }
        tally forward, backward;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            forward.add(answers[i]);
            backward.add(answers[answers.size() - 1 - i]);
        }
        std::size_t about = 0, bad = 0;
        for (const apns::response& one : answers) {
            bad += !one.ok() && one.reason == reason::bad_device_token;
            about += one.ok() || one.reason == reason::bad_device_token ||
                     one.reason == reason::device_token_not_for_topic || one.reason == reason::unregistered ||
                     one.reason == reason::expired_token || one.reason == reason::too_many_requests;
        }
        CHECK(forward.answered() == answers.size());
        for (const finding f : {finding::wrong_environment_likely, finding::wrong_topic_likely})
            CHECK(forward.shows(f) == backward.shows(f));
        CHECK(forward.shows(finding::wrong_environment_likely) == (about >= 20 && bad * 2 > about));
    }
}

TEST_CASE("the words tell the numbers, mark a guess and say what to do") {
    CHECK(to_text(tally()) == "no fault that these answers have in common");
    CHECK(to_text(tally_of(200, 0)) ==
          "200 of 200 answers about a token are BadDeviceToken: likely the tokens are of the other environment than "
          "this connection (builds that Xcode installs get tokens of development, TestFlight and the App Store those "
          "of production), or all of them were stored wrongly: keep them, send to the other environment or mend how "
          "they are stored");
    CHECK(to_text(tally_of(30, 5, reason::device_token_not_for_topic)) ==
          "30 of 35 answers about a token are DeviceTokenNotForTopic: likely the topic is not that of these tokens "
          "(another app's bundle id, or another kind of push, whose tokens are others): keep them and mend the topic");
    tally provider = tally_of(100, 1, reason::expired_provider_token);  // that one was renewed
    provider.add(refused(reason::invalid_provider_token), 3);
    CHECK(to_text(provider) ==
          "3 refusals of the provider since the last accepted push, the last one InvalidProviderToken: one fault of "
          "the provider, not one of each request: stop, mend its token, key or certificate, and send those again");
    CHECK(to_text(tally_of(3, 0), {.least = 3}) != meaning(finding::nothing));
    CHECK(name_of(finding::wrong_environment_likely) == "wrong_environment_likely");
    CHECK(name_of(finding::provider_fault) == "provider_fault");
}

TEST_CASE("a campaign sent to a gateway of the other environment loses no token") {
    apns::gateway development({.environment = apns::environment::development});
    development.accept_provider_token("abc");
    std::size_t dropped = 0;
    const auto count_dropped = [&](const apns::response& answer) {
        // Whenever the device registered: before, at and after any time that Apple could name.
        for (const std::int64_t registered : {INT64_MIN, std::int64_t{0}, std::int64_t{1'700'000'000'000}, INT64_MAX})
            dropped += should_drop(answer, registered);
    };
    tally seen = played(development, tokens(200), "bearer abc", count_dropped);
    CHECK(seen.count(reason::bad_device_token) == 200);
    CHECK(seen.answered() == 200);
    CHECK(seen.finding() == finding::wrong_environment_likely);
    CHECK(to_text(seen).view().starts_with("200 of 200 answers about a token are BadDeviceToken: likely "));
    CHECK(dropped == 0);

    SUBCASE("nor one that the gateway knows of another topic") {
        for (const device_token& one : tokens(200)) development.register_token(one, "com.example.other");
        seen = played(development, tokens(200), "bearer abc", count_dropped);
        CHECK(seen.count(reason::device_token_not_for_topic) == 200);
        CHECK(seen.finding() == finding::wrong_topic_likely);
        CHECK(dropped == 0);
    }
    SUBCASE("nor where the provider is at fault") {
        for (const std::string_view bearer : {"bearer other", "bearer old", ""}) {
            CAPTURE(bearer);
            development.expire_provider_token("old");
            seen = played(development, tokens(200), bearer, count_dropped);
            CHECK(seen.provider_faults_in_a_row() == 200);
            CHECK(seen.about_tokens() == 0);
            CHECK(seen.finding() == finding::provider_fault);
            CHECK(dropped == 0);
        }
    }
    SUBCASE("while those that are dead are dropped one by one") {
        for (const device_token& one : tokens(200)) development.register_token(one, "com.example.acme");
        for (const device_token& one : tokens(120)) development.unregister_token(one, 1'600'000'000'000);
        seen = played(development, tokens(200), "bearer abc",
                      [&](const apns::response& answer) { dropped += should_drop(answer, 1'500'000'000'000); });
        CHECK(seen.count(reason::unregistered) == 120);
        CHECK(seen.accepted() == 80);
        CHECK(seen.finding() == finding::nothing);
        CHECK(dropped == 120);
    }
}
