// Several teams in one sender: each over its own transport, stepped with one wait.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/teams.hpp>

#include "../support/faults.hpp"
#include "../support/tokens.hpp"

namespace {

using namespace nimpush;
using test::tokens_of;

/// What all transports of a test tell.
struct diary {
    std::map<std::string, std::map<std::string, int>> seen{};  // by transport, by authorization
    int waited = 0;
    int waits = 0;
    std::map<std::string, int> status{};  // by transport, where it is not 200
};

/// Answers at the next poll; without a wait for several.
struct slow {
    diary& all;
    std::string name;
    std::vector<std::uint64_t> taken{};

    std::size_t room() const { return taken.size() < 3 ? 3 - taken.size() : 0; }
    bool submit(const http::request& r, std::uint64_t tag) {
        if (room() == 0) return false;
        taken.push_back(tag);
        ++all.seen[name][std::string(r.headers[0].value)];
        return true;
    }
    template <class Done> void poll(int wait, Done&& done) {
        all.waited += wait;
        ++all.waits;
        const auto now = std::exchange(taken, {});
        const int status = all.status.contains(name) ? all.status[name] : 200;
        for (const std::uint64_t tag : now)
            done(http::outcome{
                tag, http::fate::answered, status, {}, status == 200 ? "" : R"({"reason":"InvalidProviderToken"})"});
    }
};
/// The same, and they are waited for together.
struct together : slow {
    explicit together(slow of) : slow(std::move(of)) {}
    static void wait(span<together* const> of, int ms) {
        REQUIRE_FALSE(of.empty());
        ++of[0]->all.waits;
        of[0]->all.waited += ms;
    }
};

struct key {
    std::uint8_t first;
    result<apns::signature> operator()(span<const std::uint8_t>) const {
        if (first == 0) return nimpush::detail::fail(errc::refused, "no key");
        return apns::signature{first, 2, 3};
    }
};
using provider = apns::token_provider<key>;
const apns::campaign& campaign() {
    // Another request in braces here undoes clang 14.
    static const apns::request news{.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
    static const apns::campaign one = apns::prepare(news).value();
    return one;
}

template <class Transport> struct stage {
    diary all{};
    apns::teams<Transport, provider> senders{};
    std::map<std::string, std::size_t> ok{}, failed{};
    apns::instant now{1'000, 1'700'000'000};

    void add(const char* team, std::uint8_t first) {
        REQUIRE(senders.add(text(std::string_view(team)),
                            provider(apns::team_id::from(team).value(), "ABC123DEFG", key{first}), [&] {
                                return Transport(slow{all, team});
                            }));
    }
    void send(const std::string& team, const std::vector<device_token>& tokens) {
        REQUIRE(senders.find(team) != nullptr);
        senders.find(team)->fan_out(campaign(), tokens, 0,
                                    [this, team](const apns::push_result& one) { ++(one.ok() ? ok : failed)[team]; });
    }
    void run() {
        for (int n = 0; n < 10'000 && !senders.is_idle(); ++n) {
            now.monotonic_ms += 1;
            CHECK(senders.step(now, 10).has_value());
        }
        CHECK(senders.is_idle());
    }
};

}  // namespace

static_assert(http_transport<slow> && http_transport<together>);

TEST_CASE_TEMPLATE("each push leaves over its team's connections, signed by its team, and is told once", Transport,
                   slow, together) {
    stage<Transport> it;
    it.add("TEAM000001", 1);
    it.add("TEAM000002", 2);
    it.add("TEAM000003", 3);
    const auto few = tokens_of(10), many = tokens_of(200);
    it.send("TEAM000001", few);
    it.send("TEAM000002", many);
    it.send("TEAM000001", many);
    it.run();
    CHECK(it.ok == std::map<std::string, std::size_t>{{"TEAM000001", 210}, {"TEAM000002", 200}});
    CHECK(it.failed.empty());
    REQUIRE(it.all.seen.size() == 2);
    for (const auto& [name, tokens] : it.all.seen) CHECK(tokens.size() == 1);
    CHECK(it.all.seen["TEAM000001"].begin()->first != it.all.seen["TEAM000002"].begin()->first);

    CHECK(it.senders.stats().begun == 410);
    CHECK(it.senders.stats().answers.accepted() == 410);
    CHECK(it.senders.stats().latency.count() == 410);
    CHECK(it.senders.find("TEAM000002")->stats().begun == 200);
    const text shown = it.senders.to_prometheus();
    const auto has = [&](std::string_view line) { return shown.view().find(line) != std::string_view::npos; };
    CHECK(has("nimpush_apns_pushes_total{team=\"TEAM000001\",reason=\"accepted\"} 210\n"));
    CHECK(has("nimpush_apns_in_flight{team=\"TEAM000003\"} 0\n"));
    CHECK(has("nimpush_apns_latency_seconds_count{team=\"TEAM000002\"} 200\n"));
    CHECK(shown.view().find("# TYPE nimpush_apns_waiting gauge") == shown.view().rfind("# TYPE nimpush_apns_waiting"));
}

TEST_CASE_TEMPLATE("a step of several waits no longer than that of one", Transport, slow, together) {
    stage<Transport> it;
    for (const char* const team : {"TEAM000001", "TEAM000002", "TEAM000003", "TEAM000004"}) it.add(team, 1);
    CHECK(it.senders.step(it.now, 40).has_value());
    CHECK(it.all.waited == 40);
    // Where something can be begun there is no wait before it.
    it.all.waited = 0;
    const auto tokens = tokens_of(2);
    it.send("TEAM000004", tokens);
    CHECK(it.senders.step(it.now, 40).has_value());
    CHECK(it.all.waited <= 10);
    CHECK(it.ok["TEAM000004"] == 2);
}

TEST_CASE("a team's fault is its own") {
    stage<together> it;
    it.add("TEAM000001", 1);
    it.add("TEAM000002", 0);  // no key
    it.add("TEAM000003", 3);
    it.all.status["TEAM000003"] = 403;
    const auto tokens = tokens_of(30);
    for (const char* const team : {"TEAM000001", "TEAM000002", "TEAM000003"}) it.send(team, tokens);
    result<void> last{};
    for (int n = 0; n < 100; ++n) last = it.senders.step(it.now, 5);
    CHECK(test::line_of(last.error()) == "refused TEAM000002: the provider token could not be signed");
    CHECK(it.ok == std::map<std::string, std::size_t>{{"TEAM000001", 30}});
    CHECK(it.failed["TEAM000003"] <= 12);  // a refused key halts
    CHECK(it.senders.find("TEAM000003")->finding() == apns::finding::provider_fault);
    CHECK(it.senders.find("TEAM000003")->problem() == meaning(apns::finding::provider_fault));
    CHECK(it.senders.find("TEAM000001")->problem().empty());
    it.senders.stop();
    CHECK(it.senders.step(it.now, 5).has_value());
    CHECK(it.senders.is_idle());
}

TEST_CASE("teams come and go, each name once") {
    stage<slow> it;
    it.add("TEAM000001", 1);
    const auto again = it.senders.add("TEAM000001", provider("TEAM000001", "ABC123DEFG", key{1}), [&] {
        return slow{it.all, "x"};
    });
    CHECK(test::line_of(again.error()) == "refused there is a team of this name: TEAM000001");
    const auto tokens = tokens_of(5);
    it.send("TEAM000001", tokens);
    CHECK_FALSE(it.senders.remove("TEAM000001"));  // it has something to do
    CHECK_FALSE(it.senders.remove("TEAM000002"));
    it.run();
    CHECK(it.senders.remove("TEAM000001"));
    CHECK(it.senders.size() == 0);
    CHECK(it.senders.find("TEAM000001") == nullptr);
    CHECK(it.senders.transport_of("TEAM000001") == nullptr);
    CHECK(it.senders.step(it.now, 0).has_value());
    it.add("TEAM000001", 1);
    // A label that has what ends one.
    REQUIRE(it.senders.add("a\"b\\c\n", provider("TEAM000001", "ABC123DEFG", key{1}), [&] {
        return slow{it.all, "x"};
    }));
    CHECK(it.senders.to_prometheus().view().find("nimpush_apns_waiting{team=\"a\\\"b\\\\c\\n\"} 0\n") !=
          std::string_view::npos);
}
