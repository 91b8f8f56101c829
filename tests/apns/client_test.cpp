// A sender over a transport that does what it is told, before Apple's gateway: one result for each push, whatever happens.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/model/device_token_rows.hpp>

#include "../support/faults.hpp"
#include "../support/tokens.hpp"

namespace {

using namespace nimpush;
using test::tokens_of;

/// Keeps what it is given; `decide` says what becomes of each when it is polled.
struct fake_transport {
    struct kept {
        std::uint64_t tag;
        std::string path, body;
        std::vector<std::pair<std::string, std::string>> headers;
    };
    std::size_t most = 10;
    std::deque<kept> taken{};
    std::vector<kept> seen{};
    std::size_t answers_a_poll = 1000;
    int last_wait = -1;
    /// Of one that was taken: what is told of it.
    struct verdict {
        http::fate fate = http::fate::answered;
        int status = 200;
        std::string body{};
    };
    std::vector<verdict> script{};  // for those to come, in order; then 200
    std::size_t told = 0;

    std::size_t room() const { return taken.size() < most ? most - taken.size() : 0; }
    bool submit(const http::request& r, std::uint64_t tag) {
        if (room() == 0) return false;
        CHECK(r.method == "POST");
        kept one{tag, std::string(r.path), std::string(r.body), {}};
        for (const http::header& h : r.headers) {
            one.headers.emplace_back(h.name, h.value);
            CHECK((h.name == "authorization") == (h.treatment == http::hpack::never_index));
        }
        seen.push_back(one);
        taken.push_back(std::move(one));
        return true;
    }
    template <class Done> void poll(int wait, Done&& done) {
        last_wait = wait;
        for (std::size_t n = 0; n < answers_a_poll && !taken.empty(); ++n) {
            const kept one = std::move(taken.front());
            taken.pop_front();
            const verdict v = told < script.size() ? script[told] : verdict{};
            ++told;
            done(http::outcome{one.tag, v.fate, v.status, {}, v.body, v.fate == http::fate::answered ? "" : "why"});
        }
    }
};
static_assert(http_transport<fake_transport>);

fake_transport::verdict answer(int status, std::string_view reason) {
    return {http::fate::answered, status, "{\"reason\":\"" + std::string(reason) + "\"}"};
}
const fake_transport::verdict refused{http::fate::not_processed, 0, {}};
const fake_transport::verdict lost{http::fate::unsure, 0, {}};

apns::request news() { return {.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}, .badge = 1}}; }
const apns::campaign& campaign() {
    static const apns::campaign one = apns::prepare(news()).value();
    return one;
}
const auto sign = [](span<const std::uint8_t>) -> result<apns::signature> { return apns::signature{1, 2, 3}; };
auto with_token() { return apns::token_provider("DEF123GHIJ", "ABC123DEFG", sign); }

/// A sender, its transport and its clock.
template <class Provider = apns::certificate_provider> struct stage {
    fake_transport transport{};
    apns::instant now{1'000, 1'700'000'000};
    std::map<std::size_t, std::vector<apns::push_result>> results{};
    apns::client<fake_transport, Provider> sender;

    explicit stage(apns::client_options options = {}, Provider provider = {})
        : sender(transport, std::move(provider), options) {}
    auto listener() {
        return [this](const apns::push_result& one) { results[one.index].push_back(one); };
    }
    void step(std::int64_t ms = 10) {
        now.monotonic_ms += ms;
        now.unix_seconds += ms / 1000;
        CHECK(sender.step(now, 50).has_value());
    }
    void run(int most = 10'000, std::int64_t ms = 10) {
        for (int n = 0; n < most && !sender.is_idle(); ++n) step(ms);
        CHECK(sender.is_idle());
    }
    const apns::push_result& only(std::size_t index) {
        REQUIRE(results[index].size() == 1);
        return results[index][0];
    }
};

}  // namespace

TEST_CASE("a campaign goes to each token once, in order, no more in flight than the transport takes") {
    stage it;
    const auto tokens = tokens_of(1'000);
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.run();
    CHECK(it.results.size() == 1'000);
    REQUIRE(it.transport.seen.size() == 1'000);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        CHECK(it.only(i).ok());
        CHECK(it.only(i).sent == 1);
        CHECK(it.transport.seen[i].path == "/3/device/" + std::string(tokens[i].to_hex().view()));
        CHECK(it.transport.seen[i].body == campaign().body());
        CHECK(it.transport.seen[i].headers.size() == campaign().headers().size());
    }
    CHECK(it.sender.stats().begun == 1'000);
    CHECK(it.sender.stats().answers.accepted() == 1'000);
    CHECK(it.sender.stats().latency.count() == 1'000);
}

TEST_CASE("from a position on, from rows, and with what is each device's own") {
    stage it;
    const auto tokens = tokens_of(10);
    std::string rows;
    for (const device_token& one : tokens) rows.append(reinterpret_cast<const char*>(one.bytes().data()), 32);
    const auto table = device_token_rows::of({reinterpret_cast<const std::uint8_t*>(rows.data()), rows.size()}).value();
    const std::string id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    it.sender.fan_out(
        campaign(), table, 7,
        [&](std::size_t i) {
            return apns::personal{.apns_id = id, .badge = natural::from(static_cast<std::int64_t>(i * 100)).value()};
        },
        it.listener());
    it.run();
    CHECK(it.results.size() == 3);
    REQUIRE(it.transport.seen.size() == 3);
    CHECK(it.transport.seen[1].path == "/3/device/" + std::string(tokens[8].to_hex().view()));
    CHECK(it.transport.seen[1].body.find("\"badge\":800") != std::string::npos);
    CHECK(it.transport.seen[1].headers.back() == std::pair<std::string, std::string>("apns-id", id));
}

TEST_CASE("a device that cannot get it has its result, and the others theirs") {
    stage it;
    auto tokens = tokens_of(3);
    tokens[1] = device_token();
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.run();
    CHECK(it.only(0).ok());
    CHECK_FALSE(it.only(1).ok());
    CHECK(it.only(1).fate == http::fate::not_processed);
    CHECK(it.only(1).sent == 0);
    CHECK(it.only(2).ok());
    CHECK(it.sender.stats().faulty == 1);
}

TEST_CASE("one push, with a token that is signed once for all") {
    stage<decltype(with_token())> it({}, with_token());
    apns::request one = news();
    CHECK(test::line_of(it.sender.send(one, it.listener()).error()) ==
          "missing token: missing: Apple answers MissingDeviceToken");
    one.token = tokens_of(1)[0];
    one.bundle_id = {};
    CHECK_FALSE(it.sender.send(one, it.listener()).has_value());
    one.bundle_id = "com.example.acme";
    for (int n = 0; n < 5; ++n) REQUIRE(it.sender.send(one, it.listener()).has_value());
    it.run();
    CHECK(it.results[0].size() == 5);
    REQUIRE(it.transport.seen.size() == 5);
    const auto& first = it.transport.seen[0].headers[0];
    CHECK(first.first == "authorization");
    CHECK(first.second.starts_with("bearer "));
    for (const auto& each : it.transport.seen) CHECK(each.headers[0] == first);
    // An hour later it is another.
    REQUIRE(it.sender.send(one, it.listener()).has_value());
    it.step(3'600'000);
    it.run();
    CHECK(it.transport.seen[5].headers[0] != first);
}

TEST_CASE("an answer that asks for it is followed by another sending, later each time, and no more than allowed") {
    stage it({.most_repetitions = 2});
    const auto tokens = tokens_of(1);
    it.transport.script = {answer(503, "ServiceUnavailable"), answer(429, "TooManyRequests")};
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.step();
    CHECK(it.sender.stats().waiting == 1);
    it.step(899'000);
    CHECK(it.transport.seen.size() == 1);  // a quarter of an hour, and up to half of it more
    CHECK(it.transport.last_wait <= 50);
    it.step(451'000);
    CHECK(it.transport.seen.size() == 2);
    it.step(119'000);
    CHECK(it.transport.seen.size() == 2);  // a minute, doubled
    it.step(61'000);
    CHECK(it.transport.seen.size() == 3);
    CHECK(it.only(0).ok());
    CHECK(it.only(0).sent == 3);
    CHECK(it.sender.stats().repeated == 2);

    stage other({.most_repetitions = 1,
                 .delay = [](const apns::response&, unsigned, std::uint64_t) { return std::int64_t{5}; }});
    other.transport.script = {answer(503, "Shutdown"), answer(503, "Shutdown")};
    other.sender.fan_out(campaign(), tokens, 0, other.listener());
    other.run();
    CHECK(other.only(0).fate == http::fate::answered);
    CHECK(other.only(0).answer.reason == apns::reason::shutdown);
    CHECK(other.only(0).sent == 2);
    CHECK(other.sender.stats().answers.count(apns::reason::shutdown) == 1);
}

TEST_CASE("what was answered for good is never sent again") {
    struct row {
        int status;
        std::string_view reason;
    };
    for (const row& r : {row{200, ""}, row{400, "BadDeviceToken"}, row{410, "Unregistered"},
                         row{413, "PayloadTooLarge"}, row{403, "Forbidden"}, row{400, "SomethingNew"}}) {
        CAPTURE(r.reason);
        stage it({.repeat_unsure = true});
        const auto tokens = tokens_of(1);
        it.transport.script = {answer(r.status, r.reason)};
        it.sender.fan_out(campaign(), tokens, 0, it.listener());
        it.run();
        it.step(10'000'000);
        CHECK(it.transport.seen.size() == 1);
        CHECK(it.only(0).answer.status == r.status);
    }
}

TEST_CASE(
    "without an answer: what was not looked at goes again at once, what may have been carried out only if asked") {
    const auto tokens = tokens_of(2);
    stage it;
    it.transport.script = {refused, lost, refused};
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.run();
    CHECK(it.only(0).ok());
    CHECK(it.only(0).sent == 1);  // the two before never arrived
    CHECK(it.only(1).fate == http::fate::unsure);
    CHECK(it.only(1).reason == "its stream or connection ended without an answer");
    CHECK(it.sender.stats().restarted == 2);
    CHECK(it.sender.stats().unsure == 1);

    stage bold({.repeat_unsure = true});
    bold.transport.script = {lost, lost};
    bold.sender.fan_out(campaign(), tokens, 0, bold.listener());
    bold.run();
    CHECK((bold.only(0).ok() && bold.only(1).ok()));
    CHECK(bold.only(0).sent == 2);
    CHECK(bold.sender.stats().repeated_unsure == 2);

    stage in_vain({.most_restarts = 3});
    in_vain.transport.script = {refused, refused, refused, refused, refused, refused, refused, refused};
    in_vain.sender.fan_out(campaign(), tokens, 0, in_vain.listener());
    in_vain.run();
    CHECK(in_vain.only(0).fate == http::fate::not_processed);
    CHECK(in_vain.only(0).sent == 0);

    // Once nobody knows, it stays so, whatever comes after.
    stage mixed({.most_restarts = 1, .repeat_unsure = true});
    mixed.transport.script = {lost, refused};
    mixed.sender.fan_out(campaign(), tokens, 1, mixed.listener());
    mixed.run();
    CHECK(mixed.only(1).fate == http::fate::unsure);
}

TEST_CASE("an expired token is renewed once for all who had it, and each push goes again") {
    stage<decltype(with_token())> it({}, with_token());
    it.transport.most = 4;
    const auto tokens = tokens_of(8);
    for (int n = 0; n < 4; ++n) it.transport.script.push_back(answer(403, "ExpiredProviderToken"));
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.step();
    it.step(2'000);
    it.run();
    for (std::size_t i = 0; i < 8; ++i) CHECK(it.only(i).ok());
    std::map<std::string, int> used;
    for (const auto& one : it.transport.seen) ++used[one.headers[0].second];
    CHECK(used.size() == 2);
}

TEST_CASE("a key that is replaced is used from the next push on; one that cannot sign begins nothing") {
    bool works = true;
    const auto by = [&works](span<const std::uint8_t>) -> result<apns::signature> {
        if (!works) return unexpected(error{errc::refused, {}, "no key"});
        return apns::signature{1, 2, 3};
    };
    using provider = apns::token_provider<decltype(by)>;
    fake_transport transport;
    apns::client sender(transport, provider("DEF123GHIJ", "ABC123DEFG", by));
    const auto tokens = tokens_of(3);
    int done = 0;
    works = false;
    sender.fan_out(campaign(), tokens, 0, [&](const apns::push_result& one) { done += one.ok(); });
    CHECK(test::line_of(sender.step({1, 1'700'000'000}, 0).error()) ==
          "refused the provider token could not be signed");
    CHECK(transport.seen.empty());
    works = true;
    transport.most = 1;
    CHECK(sender.step({2, 1'700'000'000}, 0).has_value());
    sender.provider().replace("DEF123GHIJ", "0123456789", by);
    CHECK(sender.step({3, 1'700'000'001}, 0).has_value());
    CHECK(sender.step({4, 1'700'000'001}, 0).has_value());
    CHECK(done == 3);
    CHECK(transport.seen[0].headers[0] != transport.seen[1].headers[0]);
    CHECK(transport.seen[1].headers[0] == transport.seen[2].headers[0]);
}

TEST_CASE("one fault of all halts, so that not every token meets it, and goes on when told") {
    stage it;
    const auto tokens = tokens_of(500);
    for (int n = 0; n < 500; ++n) it.transport.script.push_back(answer(400, "BadDeviceToken"));
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.run();
    CHECK(it.sender.finding() == apns::finding::wrong_environment_likely);
    CHECK(it.results.size() <= 40);
    it.transport.script.clear();
    it.sender.resume();
    CHECK_FALSE(it.sender.is_idle());
    it.run();
    CHECK(it.results.size() == 500);

    stage never({.halts = false});
    never.transport.script = it.transport.script;
    for (int n = 0; n < 500; ++n) never.transport.script.push_back(answer(400, "BadDeviceToken"));
    never.sender.fan_out(campaign(), tokens, 0, never.listener());
    never.run();
    CHECK(never.results.size() == 500);
}

TEST_CASE("a stop begins nothing more; what waits and what is in flight has its result") {
    stage it;
    const auto tokens = tokens_of(100);
    it.transport.script = {answer(503, "Shutdown"), refused};
    it.transport.answers_a_poll = 3;
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.step();
    CHECK(it.results.size() == 1);
    it.sender.stop();
    it.run();
    CHECK(it.results.size() == 10);
    CHECK(it.only(0).answer.reason == apns::reason::shutdown);
    CHECK(it.only(0).reason == "it was not sent again");
    CHECK(it.only(1).fate == http::fate::not_processed);
    CHECK(it.transport.seen.size() == 10);
}

TEST_CASE("a single push does not wait for a campaign's end, and a callback may send") {
    stage it;
    const auto tokens = tokens_of(200);
    apns::request one = news();
    one.token = tokens[0];
    std::size_t at = 0, more = 0;
    it.sender.fan_out(campaign(), tokens, 0, [&](const apns::push_result& r) {
        it.results[r.index].push_back(r);
        if (r.index % 50 == 0) REQUIRE(it.sender.send(one, [&](const apns::push_result&) { ++more; }).has_value());
    });
    REQUIRE(it.sender.send(one, [&](const apns::push_result&) { at = it.results.size(); }).has_value());
    it.run();
    CHECK(it.results.size() == 200);
    CHECK(at < 20);
    CHECK(more == 4);
}

TEST_CASE("no more wait for a repetition than allowed") {
    stage it({.most_waiting = 5});
    it.transport.most = 100;
    const auto tokens = tokens_of(1'000);
    for (int n = 0; n < 200; ++n) it.transport.script.push_back(answer(503, "Shutdown"));
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    for (int n = 0; n < 20; ++n) it.step();
    CHECK(it.sender.stats().begun <= 105);
    it.run(10'000, 60'000);
    CHECK(it.results.size() == 1'000);
}

TEST_CASE("whatever becomes of each sending, each push has one result, and no answered one came again") {
    constexpr std::uint32_t seed = 20261130;
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 50; ++round) {
        stage<decltype(with_token())> it({.repeat_unsure = random() % 2 == 0, .halts = false}, with_token());
        it.transport.most = 1 + random() % 30;
        const auto tokens = tokens_of(1 + random() % 200);
        for (std::size_t n = 0; n < 3 * tokens.size(); ++n) {
            const fake_transport::verdict all[] = {{},
                                                   {},
                                                   {},
                                                   refused,
                                                   lost,
                                                   answer(503, "Shutdown"),
                                                   answer(429, "TooManyRequests"),
                                                   answer(410, "Unregistered"),
                                                   answer(403, "ExpiredProviderToken"),
                                                   answer(500, "InternalServerError"),
                                                   {http::fate::answered, 502, "<html>"}};
            it.transport.script.push_back(all[random() % std::size(all)]);
        }
        it.transport.answers_a_poll = 1 + random() % 10;
        it.sender.fan_out(campaign(), tokens, 0, it.listener());
        it.run(100'000, static_cast<std::int64_t>(1 + random() % 100'000));
        CHECK(it.results.size() == tokens.size());
        for (std::size_t i = 0; i < tokens.size(); ++i) (void)it.only(i);
        const auto& seen = it.sender.stats();
        CHECK(seen.begun == tokens.size());
        CHECK(seen.answers.answered() + seen.not_processed + seen.unsure == seen.begun);
        CHECK(seen.in_flight + seen.waiting == 0);
        CHECK(it.transport.seen.size() == seen.begun + seen.repeated + seen.restarted + seen.repeated_unsure);
    }
}

TEST_CASE("the counts as Prometheus reads them") {
    stage it;
    const auto tokens = tokens_of(3);
    it.transport.script = {answer(200, ""), answer(410, "Unregistered"), lost};
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    it.run();
    const std::string page(to_prometheus(it.sender.stats()).view());
    for (const std::string_view line :
         {"# TYPE nimpush_apns_pushes_total counter\n", "nimpush_apns_pushes_total{reason=\"accepted\"} 1\n",
          "nimpush_apns_pushes_total{reason=\"Unregistered\"} 1\n", "nimpush_apns_pushes_total{reason=\"unsure\"} 1\n",
          "nimpush_apns_in_flight 0\n", "nimpush_apns_latency_seconds_bucket{le=\"0.001\"} 2\n",
          "nimpush_apns_latency_seconds_bucket{le=\"+Inf\"} 2\n", "nimpush_apns_latency_seconds_sum 0.0\n",
          "nimpush_apns_latency_seconds_count 2\n"}) {
        CAPTURE(line);
        CHECK(page.find(line) != std::string::npos);
    }
    apns::latency_buckets times;
    for (const std::int64_t ms : {-5, 0, 1, 2, 3, 16'384, 16'385}) times.add(ms);
    CHECK((times[0] == 3 && times[1] == 1 && times[2] == 1 && times[14] == 1 && times[15] == 1));
}

TEST_CASE("a stopped client tells what it did not begin of single pushes, and can give up what is in flight") {
    stage it;
    it.transport.most = 3;
    it.transport.answers_a_poll = 0;
    apns::request one = news();
    one.token = tokens_of(1)[0];
    for (int n = 0; n < 5; ++n) REQUIRE(it.sender.send(one, it.listener()).has_value());
    it.step();
    CHECK(it.sender.stats().in_flight == 3);
    CHECK(it.sender.unfinished() == 2);
    it.sender.stop();
    CHECK_FALSE(it.sender.is_idle());
    it.step();
    REQUIRE(it.results[0].size() == 2);
    for (const auto& r : it.results[0]) {
        CHECK(r.fate == http::fate::not_processed);
        CHECK(r.sent == 0);
        CHECK(r.reason == "it was not begun: the client was stopped");
    }
    it.sender.abandon();
    REQUIRE(it.results[0].size() == 5);
    for (std::size_t i = 2; i < 5; ++i) {
        CHECK(it.results[0][i].fate == http::fate::unsure);
        CHECK(it.results[0][i].sent == 1);
    }
    CHECK(it.sender.is_idle());
    // An answer that comes all the same is nobody's.
    it.transport.answers_a_poll = 10;
    it.step();
    CHECK(it.results[0].size() == 5);
    const apns::client_stats& s = it.sender.stats();
    CHECK(s.begun == 5);
    CHECK(s.begun == s.answers.answered() + s.not_processed + s.unsure + s.faulty + s.in_flight + s.waiting);
}

TEST_CASE("many single pushes among a campaign: each is told once, its callback goes with it") {
    stage it;
    it.transport.most = 7;
    const auto tokens = tokens_of(500);
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    const auto alive = std::make_shared<int>(0);
    int told = 0;
    apns::request one = news();
    for (std::size_t i = 0; i < 500; ++i) {
        one.token = tokens[i];
        REQUIRE(it.sender.send(one, [alive, &told](const apns::push_result& r) { told += r.ok(); }).has_value());
    }
    CHECK(alive.use_count() == 501);
    for (int n = 0; n < 501 / 7 + 1; ++n) it.step();
    CHECK(it.results.size() > 0);  // the campaign has its turn beside them
    CHECK(it.results.size() < 10);
    it.run();
    CHECK(told == 500);
    CHECK(it.results.size() == 500);
    CHECK(alive.use_count() == 1);
    CHECK(it.sender.unfinished() == 0);
}

TEST_CASE("a campaign is over with its last result, whatever becomes of the connection") {
    stage it;
    const auto tokens = tokens_of(10);
    it.sender.fan_out(campaign(), tokens, 10, it.listener());  // to nobody
    CHECK(it.sender.is_idle());
    it.sender.fan_out(campaign(), tokens, 0, it.listener());
    CHECK_FALSE(it.sender.is_idle());
    it.step();
    it.transport.most = 0;
    CHECK(it.results.size() == 10);
    CHECK(it.sender.is_idle());
    CHECK(it.sender.problem().empty());
}
