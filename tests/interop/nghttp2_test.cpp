// Both ends of an HTTP/2 connection in one process, without a socket: what is told of each request, however the
// connection ends.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/interop/nghttp2.hpp>
#include <nimpush/interop/nghttp2_server.hpp>

#include "../support/faults.hpp"

namespace {

using namespace nimpush;
using nghttp2::arrived, nghttp2::client_session, nghttp2::server_session;
using bytes = std::vector<std::uint8_t>;

struct seen {
    http::fate fate{};
    int status = 0;
    std::string body{}, reason{};
    std::map<std::string, std::string> headers{};
};

/// The two ends, and what carries bytes between them.
struct pair {
    client_session client;
    server_session server;
    std::map<std::uint64_t, seen> outcomes{};

    explicit pair(nghttp2::client_settings mine = {.authority = "api.push.apple.com"},
                  nghttp2::server_settings theirs = {})
        : client(std::move(mine)), server(theirs) {}

    void drain() {
        client.drain([&](const http::outcome& one) {
            CHECK(outcomes.count(one.tag) == 0);
            seen& to = outcomes[one.tag];
            to = {one.fate, one.status, std::string(one.body), std::string(one.reason)};
            for (const http::header& h : one.headers) to.headers[std::string(h.name)] = std::string(h.value);
        });
    }
    bytes to_server() { return taken(client); }
    bytes to_client() { return taken(server); }
    template <class Session> static bytes taken(Session& from) {
        bytes all;
        for (auto part = from.take_bytes(); !part.empty(); part = from.take_bytes())
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }
    /// Until nothing moves.
    template <class F> void run(F&& on_request) {
        for (bool moved = true; moved;) {
            const bytes there = to_server();
            CHECK(server.feed(there).has_value());
            server.requests(on_request);
            const bytes back = to_client();
            CHECK(client.feed(back).has_value());
            moved = !there.empty() || !back.empty();
        }
        drain();
    }
    void run() {
        run([](const arrived&) {});
    }
    bool post(std::uint64_t tag, std::string_view body = "{}") {
        return client.submit({.method = "POST", .path = "/3/device/00", .body = body}, tag);
    }
};
const auto accept = [](server_session& server) {
    return [&server](const arrived& one) { CHECK(server.answer(one.stream, 200, {}, {})); };
};

}  // namespace

struct transport {
    std::size_t room();
    bool submit(const http::request&, std::uint64_t);
    void poll(int, nimpush::detail::any_outcome);
};
static_assert(http_transport<transport> && !http_transport<client_session>);

TEST_CASE("a push arrives as it was made, and its answer too") {
    pair both;
    CHECK(both.client.room() == 0);  // the server has said nothing yet
    CHECK_FALSE(both.post(1));
    both.run();
    CHECK(both.client.room() == 1000);

    const apns::request push{.bundle_id = "com.example.acme",
                             .token = *device_token::from_hex("0b30557a9fc4e90e"),
                             .expiration = 0,
                             .apns_id = "eabeae54-14a8-11e5-b60b-1697f925ec7b",
                             .payload = {.alert = {.body = "hello"}}};
    const apns::header_list rendered = apns::headers(push);
    std::vector<http::header> headers{{"authorization", "bearer secret", http::hpack::never_index}};
    for (const http::header& h : rendered) headers.push_back(h);
    const std::string body(9'000, 'x');
    REQUIRE(both.client.submit({"POST", "/3/device/0b30557a9fc4e90e", headers, body}, 7));
    CHECK(both.client.in_flight() == 1);
    CHECK(both.client.room() == 999);
    both.run([&](const arrived& one) {
        CHECK(one.method == "POST");
        CHECK(one.path == "/3/device/0b30557a9fc4e90e");
        CHECK(one.body == body);
        CHECK(one.body_size == body.size());
        REQUIRE(one.headers.size() == headers.size());
        for (std::size_t i = 0; i < headers.size(); ++i) {
            CHECK(one.headers[i].name == headers[i].name);
            CHECK(one.headers[i].value == headers[i].value);
        }
        const http::header made[] = {{"apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7b"}};
        CHECK(both.server.answer(one.stream, 410, made, R"({"reason":"Unregistered","timestamp":1})"));
    });
    seen& told = both.outcomes[7];
    CHECK(told.fate == http::fate::answered);
    CHECK(told.status == 410);
    CHECK(told.body == R"({"reason":"Unregistered","timestamp":1})");
    CHECK(told.headers["apns-id"] == "eabeae54-14a8-11e5-b60b-1697f925ec7b");
    CHECK(both.client.in_flight() == 0);
    CHECK(both.server.open_streams() == 0);
}

TEST_CASE("each header is indexed as its hint says") {
    pair both;
    both.run();
    nghttp2_hd_inflater* inflater = nullptr;
    REQUIRE(nghttp2_hd_inflate_new(&inflater) == 0);
    const auto literal = [&](int n) {
        const std::string id = "eabeae54-14a8-11e5-b60b-00000000000" + std::to_string(n);
        const http::header headers[] = {{"authorization", "bearer secret", http::hpack::never_index},
                                        {"apns-push-type", "alert", http::hpack::always},
                                        {"apns-id", id, http::hpack::index_once}};
        REQUIRE(both.client.submit({"POST", "/3/device/00", headers, "{}"}, static_cast<std::uint64_t>(n)));
        bytes sent = both.to_server();
        // The first frame is HEADERS: nine bytes, then the block.
        REQUIRE(sent[3] == NGHTTP2_HEADERS);
        std::uint8_t* in = sent.data() + 9;
        std::size_t left = std::size_t{sent[0]} << 16 | std::size_t{sent[1]} << 8 | sent[2];
        std::map<std::string, bool> never;
        int flags = 0;
        while (left != 0) {
            nghttp2_nv one;
            const auto used = nghttp2_hd_inflate_hd2(inflater, &one, &flags, in, left, 1);
            REQUIRE(used >= 0);
            in += used;
            left -= static_cast<std::size_t>(used);
            if (flags & NGHTTP2_HD_INFLATE_EMIT)
                never[std::string(reinterpret_cast<char*>(one.name), one.namelen)] =
                    one.flags & NGHTTP2_NV_FLAG_NO_INDEX;
            if (flags & NGHTTP2_HD_INFLATE_FINAL) break;
        }
        nghttp2_hd_inflate_end_headers(inflater);
        CHECK(both.server.feed(sent).has_value());
        return never;
    };
    auto first = literal(1);
    const std::size_t table = nghttp2_hd_inflate_get_dynamic_table_size(inflater);
    auto second = literal(2), third = literal(3);
    CHECK((first["authorization"] && second["authorization"]));
    CHECK_FALSE((first["apns-push-type"] || second["apns-push-type"]));
    CHECK((!first["apns-id"] && second["apns-id"] && third["apns-id"]));
    CHECK(nghttp2_hd_inflate_get_dynamic_table_size(inflater) == table);
    for (std::size_t i = 62; const nghttp2_nv* one = nghttp2_hd_inflate_get_table_entry(inflater, i); ++i)
        CHECK(std::string_view(reinterpret_cast<char*>(one->value), one->valuelen).find("secret") ==
              std::string_view::npos);
    nghttp2_hd_inflate_del(inflater);
}

TEST_CASE("the server's limit of streams holds, also when it changes, and the caller's own") {
    pair both({.authority = "a", .most_in_flight = 5}, {.most_streams = 1});
    both.run();
    CHECK(both.client.room() == 1);
    CHECK(both.post(1));
    CHECK_FALSE(both.post(2));
    both.run(accept(both.server));
    CHECK(both.client.room() == 1);
    both.server.allow(1000);
    both.run();
    CHECK(both.client.room() == 5);
    for (std::uint64_t n = 10; n < 15; ++n) CHECK(both.post(n));
    CHECK_FALSE(both.post(15));
    both.run();  // nobody answers
    CHECK(both.client.in_flight() == 5);
    both.server.allow(3);
    both.run();
    CHECK(both.client.room() == 0);
    CHECK(both.outcomes.size() == 1);
}

TEST_CASE("GOAWAY: what stands above its last stream was not looked at, the rest may still be answered") {
    pair both;
    both.run();
    for (std::uint64_t n = 1; n <= 6; ++n) REQUIRE(both.post(n));  // streams 1, 3, 5, 7, 9, 11
    std::vector<std::int32_t> there;
    both.run([&](const arrived& one) { there.push_back(one.stream); });
    REQUIRE(there.size() == 6);
    both.server.answer(1, 200, {}, {});
    both.server.go_away(5, NGHTTP2_NO_ERROR, R"({"reason":"Shutdown"})");
    both.run();
    CHECK(both.client.is_ending());
    CHECK(both.client.room() == 0);
    CHECK_FALSE(both.post(7));
    REQUIRE(both.client.goaway().has_value());
    CHECK(both.client.goaway()->said.reason == apns::reason::shutdown);
    CHECK(both.outcomes[1].fate == http::fate::answered);
    for (const std::uint64_t n : {4u, 5u, 6u}) {
        CHECK(both.outcomes[n].fate == http::fate::not_processed);
        CHECK(both.outcomes[n].reason == "REFUSED_STREAM");
    }
    CHECK(both.outcomes.size() == 4);
    both.server.answer(3, 200, {}, {});
    both.run();
    CHECK(both.outcomes[2].fate == http::fate::answered);
    both.client.end("the connection was closed");
    both.drain();
    CHECK(both.outcomes[3].fate == http::fate::unsure);
    CHECK(both.outcomes[3].reason == "the connection was closed");
    CHECK(both.outcomes.size() == 6);
    CHECK(both.client.is_over());
}

TEST_CASE("a stream that is reset: REFUSED_STREAM alone says that nothing was done") {
    pair both;
    both.run();
    for (std::uint64_t n = 1; n <= 3; ++n) REQUIRE(both.post(n));
    both.run([&](const arrived& one) {
        if (one.stream == 1) both.server.reset(1, NGHTTP2_REFUSED_STREAM);
        if (one.stream == 3) both.server.reset(3, NGHTTP2_INTERNAL_ERROR);
        if (one.stream == 5) both.server.reset(5, 4711);
    });
    CHECK(both.outcomes[1].fate == http::fate::not_processed);
    CHECK(both.outcomes[1].reason == "REFUSED_STREAM");
    CHECK(both.outcomes[2].fate == http::fate::unsure);
    CHECK(both.outcomes[2].reason == "INTERNAL_ERROR");
    CHECK(both.outcomes[3].fate == http::fate::unsure);
    CHECK(both.outcomes[3].reason == "an error that HTTP/2 does not name");
    CHECK_FALSE(both.client.is_ending());
    CHECK(both.client.room() == 1000);
}

TEST_CASE("a connection that breaks: what never left was not processed, of the rest nobody knows") {
    pair both;
    both.run();
    REQUIRE(both.post(1));
    const bytes left = both.to_server();
    REQUIRE(both.post(2));
    both.client.end("the connection broke");
    both.client.end("twice");
    both.drain();
    CHECK(both.outcomes[1].fate == http::fate::unsure);
    CHECK(both.outcomes[2].fate == http::fate::not_processed);
    CHECK(both.outcomes[2].reason == "the connection broke");
    CHECK_FALSE(both.post(3));
    CHECK(both.client.take_bytes().empty());
    CHECK(both.client.feed(left).has_value());
    CHECK(both.client.in_flight() == 0);
}

TEST_CASE("an answer without its end, one that is too long, one that comes before the body has left") {
    pair both({.authority = "a", .longest_body = 100});
    both.run();
    REQUIRE(both.post(1));
    both.run([&](const arrived& one) { CHECK(both.server.answer(one.stream, 200, {}, std::string(101, 'x'))); });
    CHECK(both.outcomes[1].fate == http::fate::unsure);
    CHECK(both.outcomes[1].status == 200);
    CHECK(both.outcomes[1].reason == "an answer longer than is taken");

    const std::string large(200'000, 'x');  // over the window
    REQUIRE(both.post(2, large));
    const bytes first = both.to_server();
    CHECK(first.size() < large.size());
    CHECK(both.server.feed(first).has_value());
    CHECK(both.server.answer(3, 413, {}, "{}"));
    both.run();
    CHECK(both.outcomes[2].fate == http::fate::answered);
    CHECK(both.outcomes[2].status == 413);
    CHECK(both.outcomes[2].body == "{}");
}

TEST_CASE("what is not HTTP/2 ends the connection with an outcome for each") {
    pair both;
    both.run();
    REQUIRE(both.post(1));
    (void)both.to_server();
    const std::string_view old = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    (void)both.client.feed({reinterpret_cast<const std::uint8_t*>(old.data()), old.size()});
    (void)both.to_server();  // a GOAWAY of ours
    both.drain();
    CHECK(both.client.is_over());
    CHECK(both.outcomes.size() == 1);
    CHECK(both.outcomes[1].fate == http::fate::unsure);

    server_session server;
    const auto come = server.feed({reinterpret_cast<const std::uint8_t*>(old.data()), old.size()});
    REQUIRE_FALSE(come.has_value());
    CHECK(test::line_of(come.error()) == "unknown_type the client does not speak HTTP/2");
}

TEST_CASE("thousands over one connection, each begun from the outcome of another") {
    pair both({.authority = "a", .most_in_flight = 50});
    both.run();
    std::uint64_t begun = 0, done = 0;
    const auto more = [&] {
        while (begun < 5'000 && both.post(begun)) ++begun;
    };
    more();
    for (bool moved = true; moved;) {
        const bytes there = both.to_server();
        CHECK(both.server.feed(there).has_value());
        both.server.requests(accept(both.server));
        const bytes back = both.to_client();
        CHECK(both.client.feed(back).has_value());
        both.client.drain([&](const http::outcome& one) {
            ++done;
            CHECK(one.fate == http::fate::answered);
            more();
        });
        moved = !there.empty() || !back.empty();
    }
    CHECK(begun == 5'000);
    CHECK(done == 5'000);
}

TEST_CASE("a ping is answered, and a connection ends when what is in flight is done") {
    pair both;
    both.run();
    both.client.ping();
    CHECK(both.client.is_waiting_for_ping());
    both.run();
    CHECK_FALSE(both.client.is_waiting_for_ping());
    REQUIRE(both.post(1));
    both.client.finish();
    CHECK_FALSE(both.post(2));
    both.run(accept(both.server));
    CHECK(both.outcomes[1].fate == http::fate::answered);
    CHECK(both.client.is_ending());
}

TEST_CASE("whatever comes, each request has one outcome, and no answered one is called unsure") {
    constexpr std::uint32_t seed = 20261130;
    CAPTURE(seed);
    std::mt19937 random(seed);
    int broken = 0, answered = 0;
    for (int round = 0; round < 300; ++round) {
        pair both;
        both.run();
        for (std::uint64_t n = 1; n <= 5; ++n) REQUIRE(both.post(n));
        CHECK(both.server.feed(both.to_server()).has_value());
        both.server.requests(accept(both.server));
        bytes back = both.to_client();
        back.insert(back.end(), back.begin(), back.begin() + 20);
        for (int changes = 1 + static_cast<int>(random() % 4); changes > 0; --changes)
            back[random() % back.size()] = static_cast<std::uint8_t>(random());
        for (std::size_t at = 0; at < back.size();) {
            std::size_t size = 1 + random() % 30;
            if (size > back.size() - at) size = back.size() - at;
            (void)both.client.feed(span<const std::uint8_t>(back).subspan(at, size));
            at += size;
            (void)both.to_server();
        }
        broken += both.client.is_over();
        both.drain();
        both.client.end("over");
        both.drain();
        CHECK(both.outcomes.size() == 5);
        for (const auto& [tag, one] : both.outcomes) {
            CHECK((one.fate == http::fate::answered) == one.reason.empty());
            answered += one.fate == http::fate::answered;
        }
    }
    CHECK(broken > 100);
    CHECK((answered > 300 && answered < 1'400));
}
