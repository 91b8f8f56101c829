// `nimpush send` over real TLS and HTTP/2 on loopback: every token has one final result, whatever happens to the sender.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <unistd.h>

#include <nimpush/core/value.hpp>
#include <nimpush/interop/nghttp2_server.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/certificates.hpp"
#include "../support/forked_tool.hpp"
#include "../support/loopback_server.hpp"
#include "../support/read_file.hpp"
#include "../support/run_tool.hpp"
#include "../support/scratch.hpp"

namespace {

using namespace nimpush;
using test::loopback_server;
using words = std::vector<std::string>;

const test::authority& ca() {
    static const test::authority one("nimpush test CA");
    return one;
}
bool has(std::string_view all, std::string_view part) { return all.find(part) != all.npos; }

/// Sixty-four digits.
std::string token(int n) {
    std::string made = std::to_string(n);
    return std::string(64 - made.size(), 'a') + made;
}
std::string tokens(int from, int to) {
    std::string made;
    for (int i = from; i < to; ++i) made += token(i) + "\n";
    return made;
}

const std::string news = R"({"aps": {"alert": {"body": "hello"}}})";

struct stage {
    test::scratch folder;
    loopback_server server;
    std::map<std::string, std::vector<std::string>> bodies{};  // by token, as they came
    std::map<std::string, std::string> authorizations{};
    std::map<std::string, int> refusals{};  // statuses to answer with, once each, by token
    std::string reason = R"({"reason":"Unregistered","timestamp":1700000000000})";
    std::size_t limit = 1'000'000;  // requests that are answered
    std::size_t requests = 0;
    loopback_server::handler handle = [this](loopback_server::peer& from, const nghttp2::arrived& one) {
        if (++requests > limit) return;
        const std::string to(one.path.substr(10));
        bodies[to].emplace_back(one.body);
        for (const http::header& h : one.headers)
            if (h.name == "authorization") authorizations[to] = h.value;
        const std::string id = "0b30557a-9fc4-e90e-b7d6-" + to.substr(52);
        const http::header answer[] = {{"apns-id", id}};
        if (const auto refused = refusals.find(to); refused != refusals.end()) {
            CHECK(from.http.answer(one.stream, refused->second, answer, reason));
            if (refused->second >= 500) refusals.erase(refused);
            return;
        }
        CHECK(from.http.answer(one.stream, 200, answer, {}));
    };

    explicit stage(bool wants_certificates = false) : server(context(wants_certificates)) {
        folder.file("ca.pem", ca().pem());
        folder.file("AuthKey_ABC123DEFG.p8", openssl::signing_key::generate().value().secret_pem().value().view());
    }
    static openssl::tls_context context(bool wants_certificates) {
        const test::issued leaf = ca().issue("localhost");
        return openssl::tls_context::server({leaf.certificate, leaf.key, {}}, wants_certificates ? ca().pem() : "")
            .value();
    }

    words to_server(words more) const {
        words all{
            "send", "--host", "localhost", "--port", std::to_string(server.port()), "--ca", folder.path("ca.pem")};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    /// With the .p8, to these tokens.
    words usual(const std::string& to, words more = {}) const {
        words all = to_server({"--to", folder.file("tokens", to), "--topic", "com.example.acme", "--team", "DEF123GHIJ",
                               "--key", folder.path("AuthKey_ABC123DEFG.p8")});
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    test::ran run(const words& all, const std::string& input = news) {
        return test::forked_tool(folder, all, input).finish(server, handle);
    }
};

/// The lines that are results, by token and line.
std::vector<value> results_of(const std::string& text) {
    std::vector<value> made;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        REQUIRE(end != text.npos);
        const auto line = json::read(std::string_view(text).substr(at, end - at));
        REQUIRE(line.has_value());
        if (line->find("nimpush_send") == nullptr) made.push_back(*line);
        at = end + 1;
    }
    return made;
}
/// How many final results each token has.
std::map<std::string, int> final_results(const std::string& text) {
    std::map<std::string, int> made;
    for (const value& one : results_of(text))
        if (one.find("final")->as_bool().value()) ++made[std::string(one.find("token")->chars())];
    return made;
}

}  // namespace

TEST_CASE("each token gets the push, and has a line") {
    stage on;
    const test::ran made = on.run(on.usual(tokens(0, 3)));
    CHECK(made.status == 0);
    CHECK(on.bodies.size() == 3);
    CHECK(on.bodies[token(1)] == words{R"({"aps":{"alert":{"body":"hello"}}})"});
    CHECK(on.authorizations[token(0)].starts_with("bearer eyJ"));
    CHECK(on.authorizations[token(0)] == on.authorizations[token(2)]);
    CHECK(has(made.err, "3 accepted; "));
    CHECK(has(made.err, " over 1 connection\n"));
    const auto lines = results_of(made.out);
    REQUIRE(lines.size() == 3);
    CHECK(has(made.out, R"({"line":2,"token":")" + token(1) + R"(","status":200,"apns_id":"0b30557a-9fc4-e90e-b7d6-)" +
                            token(1).substr(52) +
                            R"(","fate":"answered","sent":1,"advice":"delivered","final":true})"));
}

TEST_CASE("a refused token says what to do, a line without a token is a result too") {
    stage on;
    on.refusals[token(1)] = 410;
    const test::ran made = on.run(on.usual(token(0) + "\n\nnonsense!\n" + token(1) + "\n"));
    CHECK(made.status == 1);
    CHECK(has(made.err, "1 accepted; refused: 1 Unregistered; 1 lines without a token; "));
    CHECK(has(made.out, R"("status":410,"reason":"Unregistered",)"));
    CHECK(has(made.out, R"("advice":"drop_token","timestamp":1700000000000,"final":true})"));
    CHECK(made.out.starts_with(R"({"line":3,"token":null,"error":")"));
}

TEST_CASE("a push that cannot be taken at the moment is sent again") {
    stage on;
    on.refusals[token(1)] = on.refusals[token(2)] = 503;
    on.reason = R"({"reason":"ServiceUnavailable"})";
    const test::ran made = on.run(on.usual(tokens(0, 5), {"--retry-after", "0"}));
    CHECK(made.status == 0);
    CHECK(on.bodies[token(1)].size() == 2);
    CHECK(on.bodies[token(3)].size() == 1);
    CHECK(has(made.out, token(2) + R"(","status":200)"));
    CHECK(has(made.err, "; 2 sent once more; "));

    on.refusals[token(1)] = 503;
    const test::ran never = on.run(on.usual(tokens(0, 5), {"--retries", "0"}));
    CHECK(never.status == 1);
    CHECK(has(never.out, R"("advice":"retry_later","final":false})"));
}

TEST_CASE("CSV: languages, badges and keys of a device's own") {
    stage on;
    const std::string csv = "locale;token;badge;custom.room;what\r\nzh-Hant-TW;" + token(0) + ";3;;x\r\nfr;" +
                            token(1) + ";;;x\r\nen_US;<" + token(2) + ">;;\"a \"\"b\"\";\";x\r\n;" + token(3) +
                            ";120;r;x\r\nen;" + token(4) + ";-1;;x\r\nen;" + token(5) + "\r\n";
    const test::ran made =
        on.run(on.usual(csv), R"({"aps": {"sound": "default"}, "texts": {"en": {"title": "Hi", "body": "hello"},
                                 "zh": {"body": "你好"}}, "room": "all"})");
    CHECK(made.status == 1);
    const auto body = [&](int n) { return on.bodies[token(n)].at(0); };
    CHECK(body(0) == R"({"aps":{"alert":{"body":"你好"},"badge":3,"sound":"default"},"room":"all"})");
    CHECK(body(1) == R"({"aps":{"alert":{"title":"Hi","body":"hello"},"sound":"default"},"room":"all"})");
    CHECK(body(2) == R"({"aps":{"alert":{"title":"Hi","body":"hello"},"sound":"default"},"room":"a \"b\";"})");
    CHECK(body(3) == R"({"aps":{"alert":{"title":"Hi","body":"hello"},"badge":120,"sound":"default"},"room":"r"})");
    CHECK(has(made.out, R"({"line":6,"token":null,"error":"badge: must be a whole number)"));
    CHECK(has(made.out, R"({"line":7,"token":null,"error":"2 cells, where the header line has 5")"));
    CHECK(has(made.err, "nobody reads the column what"));
    CHECK(results_of(made.out).size() == 6);
}

TEST_CASE("a request and a scenario say more than a notification") {
    stage on;
    words all = on.to_server({"--to", on.folder.file("tokens", tokens(0, 1)), "--team", "DEF123GHIJ", "--key",
                              on.folder.path("AuthKey_ABC123DEFG.p8")});
    CHECK(on.run(all, R"({"push_type": "voip", "bundle_id": "com.acme", "payload": {"call": 1}})").status == 0);
    CHECK(on.bodies[token(0)].back() == R"({"call":1})");
    all.push_back("--scenario");
    CHECK(on.run(all, test::read_file(NIMPUSH_SOURCE_DIR "/examples/scenarios/lock_screen.json")).status == 0);
    CHECK(has(on.bodies[token(0)].back(), R"({"aps":{"alert":)"));
    const auto nothing = on.run(all, test::read_file(NIMPUSH_SOURCE_DIR "/examples/scenarios/blocked.json"));
    CHECK(nothing.status == 1);
    CHECK(has(nothing.err, "nothing of this scenario leaves for APNs"));
}

TEST_CASE("a client certificate, and one that is for something else") {
    stage on(true);
    const std::string null = {'\x05', '\0'};
    const test::apple_parts apple{"com.example.acme", "DEF123GHIJ", "", {{"1.2.840.113635.100.6.3.2", null}}};
    const test::issued leaf = ca().issue("Apple Push Services: com.example.acme", 5, apple);
    const std::string file = on.folder.file("push.pem", leaf.certificate + leaf.key);
    const words all = on.to_server({"--to", on.folder.file("tokens", tokens(0, 2)), "--topic", "com.example.acme"});
    const auto with = [&](words more, words base = {}) {
        if (base.empty()) base = all;
        base.insert(base.end(), more.begin(), more.end());
        return on.run(base);
    };
    CHECK(with({"--certificate", file}).status == 0);
    CHECK(on.authorizations.empty());
    const words bare{"send", "--to", on.folder.path("tokens"), "--topic", "com.example.other"};
    CHECK(has(with({"--certificate", file, "--production"}, bare).err, "is not for the topic com.example.other"));
    CHECK(has(with({"--certificate", file, "--development"}, bare).err, "is for the other environment"));
    const std::string old = on.folder.file("old.pem", ca().issue("x", -1, apple).certificate);
    CHECK(has(with({"--certificate", old}).err, "the certificate has expired"));
    const std::string half = on.folder.file("half.pem", leaf.certificate);
    const std::string other = on.folder.file("other.pem", ca().issue("x").key);
    CHECK(has(with({"--certificate", half, "--key", other}).err, "the private key is not that of the certificate"));
    CHECK(has(with({"--certificate", half}).err, "no block PRIVATE KEY"));
}

TEST_CASE("keys: passphrases, ids, and what is no key") {
    stage on;
    EVP_PKEY* const key = EVP_EC_gen("P-256");
    std::string secret = "correct horse";
    on.folder.file("AuthKey_ABC123DEFG.p8", test::pem_of([&](BIO* out) {
                       return PEM_write_bio_PKCS8PrivateKey(out, key, EVP_aes_256_cbc(), nullptr, 0, nullptr,
                                                            secret.data());
                   }));
    EVP_PKEY_free(key);
    CHECK(has(on.run(on.usual(tokens(0, 1))).err, "encrypted, and no passphrase was given"));
    const std::string right = on.folder.file("right", secret + "\n"), wrong = on.folder.file("wrong", "no horse\n");
    CHECK(on.run(on.usual(tokens(0, 1), {"--passphrase-file", right})).status == 0);
    const auto refused = on.run(on.usual(tokens(0, 1), {"--passphrase-file", wrong}));
    CHECK(refused.status == 1);
    CHECK(has(refused.err, "the passphrase does not fit"));
    CHECK(!has(refused.err, "no horse"));
    CHECK(has(on.run(on.usual(tokens(0, 1), {"--passphrase-file", right, "--key-id", "short"})).err, "--key-id: "));
}

TEST_CASE("a server that is not trusted, or not there, is given up") {
    stage on;
    words all = on.usual(tokens(0, 3), {"--give-up-after", "1"});
    on.folder.file("ca.pem", test::authority("another CA").pem());
    const test::ran wrong = on.run(all);
    CHECK(wrong.status == 1);
    CHECK(has(wrong.err, "no connection: the peer's certificate is refused: "));
    CHECK(has(wrong.err, "given up: no connection for 1 s"));
    CHECK(has(wrong.err, "; 3 without a result; "));
    CHECK(wrong.out == "");
    on.server.stop_listening();
    const test::ran none = on.run(all);
    CHECK(none.status == 1);
    CHECK(has(none.err, "no connection: Connection refused\n"));
}

TEST_CASE("a torn last line is no harm, and what has a final result is not sent again") {
    stage on;
    const std::string results = on.folder.path("results");
    on.refusals[token(1)] = 410;
    CHECK(on.run(on.usual(tokens(0, 4), {"--results", results})).status == 1);
    std::string text = test::read_file(results);
    CHECK(text.starts_with(R"({"nimpush_send":1,"tokens":")"));
    CHECK(results_of(text).size() == 4);

    const auto again = on.run(on.usual(tokens(0, 4), {"--results", results}));
    CHECK(again.status == 1);
    CHECK(has(again.err, "results: is there already: --resume goes on"));
    CHECK(on.requests == 4);

    text.resize(text.size() - 20);
    const std::string torn = text.substr(text.rfind('\n') + 1);
    on.folder.file("results", text);
    const auto resumed = on.run(on.usual(tokens(0, 4), {"--results", results, "--resume"}));
    CHECK(resumed.status == 1);  // one of the others is refused for good
    CHECK(on.requests == 5);
    CHECK(has(resumed.err, "3 have a final result; the others are sent"));
    const std::string whole = test::read_file(results);
    CHECK(whole.starts_with(text.substr(0, text.size() - torn.size())));
    const auto finals = final_results(whole);
    CHECK(finals.size() == 4);
    for (const auto& [which, count] : finals) CHECK(count == 1);

    // Killed before its first line was whole.
    on.folder.file("results", R"({"nimpush_send":1,"tok)");
    CHECK(on.run(on.usual(tokens(0, 4), {"--results", results, "--resume"})).status == 1);
    CHECK(results_of(test::read_file(results)).size() == 4);
}

TEST_CASE("what nobody has yet is sent again by --resume") {
    stage on;
    on.refusals[token(1)] = 503;
    on.reason = R"({"reason":"ServiceUnavailable"})";
    const words more{"--results", on.folder.path("results"), "--resume", "--retries", "0"};
    CHECK(on.run(on.usual(tokens(0, 3), more)).status == 1);
    CHECK(on.run(on.usual(tokens(0, 3), more)).status == 0);
    CHECK(on.bodies[token(0)].size() == 1);
    CHECK(on.bodies[token(1)].size() == 2);
    CHECK(results_of(test::read_file(on.folder.path("results"))).size() == 4);
    CHECK(final_results(test::read_file(on.folder.path("results"))).size() == 3);
}

TEST_CASE("through a proxy, and over several connections") {
    stage on;
    on.server.proxy_answer = "HTTP/1.1 200 OK\r\n\r\n";
    words all = on.usual(tokens(0, 2), {"--proxy", "localhost:" + std::to_string(on.server.port())});
    *(std::find(all.begin(), all.end(), "--port") + 1) = "2197";
    CHECK(on.run(all).status == 0);
    CHECK(on.requests == 2);
    on.server.proxy_answer = "HTTP/1.1 403 No\r\n\r\n";
    all.insert(all.end(), {"--give-up-after", "1"});
    CHECK(has(on.run(all).err, "no connection: the proxy refuses: HTTP/1.1 403 No"));

    stage wide;
    wide.server.settings.most_streams = 5;
    const auto made = wide.run(wide.usual(tokens(0, 500), {"--connections", "3"}));
    CHECK(made.status == 0);
    CHECK(has(made.err, " over 3 connections\n"));
}

TEST_CASE("results of something else are refused, and so is a second writer") {
    stage on;
    const std::string results = on.folder.path("results");
    const words resumed{"--results", results, "--resume"};
    CHECK(on.run(on.usual(tokens(0, 2), resumed)).status == 0);
    CHECK(has(on.run(on.usual(tokens(0, 3), resumed)).err, "of another file of tokens"));
    CHECK(has(on.run(on.usual(tokens(0, 2), resumed), R"({"aps": {"alert": "other"}})").err,
              "of another notification, topic or server"));
    const auto nothing = on.run(on.usual(tokens(0, 2), resumed));
    CHECK(nothing.status == 0);
    CHECK(has(nothing.err, "0 accepted; 2 had a final result before; 0 a second over 0 connections"));
    CHECK(on.requests == 2);

    const std::string text = test::read_file(results);
    const auto with = [&](const std::string& changed) {
        on.folder.file("results", changed);
        const auto made = on.run(on.usual(tokens(0, 2), resumed));
        CHECK(made.status == 1);
        CHECK(test::read_file(results) == changed);
        return made.err;
    };
    CHECK(has(with("what\n"), "line 1 is no JSON"));
    CHECK(has(with("{}\n"), "no file of results"));
    CHECK(has(with(text + "{\"line\":9,\"token\":\"" + token(1) + "\",\"final\":true}\n"), "line 4 is of no token"));
    CHECK(has(with(text + "{\"line\":1,\"token\":\"" + token(1) + "\",\"final\":true}\n"), "line 4 is of no token"));
    CHECK(has(with(text + "[]\n"), "line 4 is of no token"));
    CHECK(on.requests == 2);

    const std::string full = "/dev/full";
    CHECK(has(on.run(on.usual(tokens(0, 2), {"--results", full})).err, "/dev/full: No space left on device"));
    on.limit = 0;
    test::forked_tool first(on.folder, on.usual(tokens(0, 2), {"--results", on.folder.path("held")}), news);
    for (int n = 0; n < 20'000 && on.requests == 2; ++n) {
        on.server.step(on.handle);
        ::usleep(200);
    }
    const test::scratch aside;
    test::forked_tool second(aside, on.usual(tokens(0, 2), {"--results", on.folder.path("held"), "--resume"}), news);
    CHECK(has(second.finish(on.server, on.handle).err, "another process writes to it"));
    first.kill(SIGKILL);
}

TEST_CASE("killed twice: one final result for each token, and nobody answered gets it again") {
    stage on;
    constexpr int count = 3'000;
    const std::string results = on.folder.path("results");
    const words all = on.usual(tokens(0, count), {"--results", results, "--resume"});
    std::size_t repeats = 0;
    for (const std::size_t kill_after : {700u, 1'900u}) {
        test::forked_tool one(on.folder, all, news);
        while (on.requests < kill_after && !one.is_over()) on.server.step(on.handle);
        REQUIRE(!one.is_over());
        one.kill(SIGKILL);
        on.server.peers.clear();
        const std::string text = test::read_file(results);
        // The last line may be torn.
        repeats += on.requests - results_of(text.substr(0, text.rfind('\n') + 1)).size() - repeats;
    }
    CHECK(on.run(all).status == 0);
    const auto finals = final_results(test::read_file(results));
    CHECK(finals.size() == count);
    for (const auto& [which, n] : finals) CHECK(n == 1);
    CHECK(on.bodies.size() == count);
    CHECK(on.requests - count == repeats);
    CHECK(repeats <= 2'000);  // what the connection had in flight, twice
}

TEST_CASE("interrupted, it waits for what is in flight and begins nothing more") {
    stage on;
    on.server.settings.most_streams = 10;
    test::forked_tool one(on.folder, on.usual(tokens(0, 5'000)), news);
    while (on.requests < 100 && !one.is_over()) on.server.step(on.handle);
    one.signal(SIGTERM);
    const test::ran made = one.finish(on.server, on.handle);
    CHECK(made.status == 1);
    CHECK(has(made.err, "stopping: what is in flight has 15 s"));
    CHECK(on.requests < 5'000);
    CHECK(results_of(made.out).size() == on.requests);
    CHECK(has(made.err, "; " + std::to_string(5'000 - on.requests) + " without a result; "));
}

TEST_CASE("answers that show one fault of all stop it") {
    stage on;
    for (int i = 0; i < 5'000; ++i) on.refusals[token(i)] = 400;
    on.reason = R"({"reason":"BadDeviceToken"})";
    on.server.settings.most_streams = 20;
    const test::ran made = on.run(on.usual(tokens(0, 5'000)));
    CHECK(made.status == 1);
    CHECK(has(made.err, "stopping: 20 of 20 answers about a token are BadDeviceToken: likely "));
    CHECK(on.requests < 200);

    stage other;
    other.refusals[token(0)] = 403;
    other.reason = R"({"reason":"InvalidProviderToken"})";
    const test::ran refused = other.run(other.usual(tokens(0, 1)));
    CHECK(has(refused.err, "refusals of the provider"));
    CHECK(has(refused.out, R"("reason":"InvalidProviderToken")"));
    CHECK(has(refused.out, R"("final":false})"));
}

TEST_CASE("a rate is kept") {
    stage on;
    const auto before = std::chrono::steady_clock::now();
    CHECK(on.run(on.usual(tokens(0, 60), {"--rate", "100"})).status == 0);
    const auto took = std::chrono::steady_clock::now() - before;
    CHECK(took > std::chrono::milliseconds(450));
    CHECK(took < std::chrono::seconds(10));
}

TEST_CASE("a dry run prints what would leave, and needs no key") {
    const test::scratch folder;
    const auto dry = [&](const std::string& to, const std::string& input = news,
                         std::vector<std::string_view> more = {}) {
        const std::string file = folder.file("tokens", to);
        std::vector<std::string_view> all{"send", "--to", file, "--dry-run"};
        if (more.empty()) more = {"--topic", "com.example.acme"};
        all.insert(all.end(), more.begin(), more.end());
        return test::run_tool(all, input);
    };
    const auto made = dry(tokens(0, 2));
    CHECK(made.status == 0);
    CHECK(made.err == "");
    CHECK(made.out == R"({"tokens":2,"faulty":0,"pushes":[{"locale":null,"tokens":2,"bytes":34}],"with_own_keys":0})"
                      "\n"
                      R"({"method":"POST","origin":"https://api.push.apple.com","path":"/3/device/)" +
                          token(0) +
                          R"(","headers":{"apns-push-type":"alert","apns-topic":"com.example.acme"},)"
                          R"("body":{"aps":{"alert":{"body":"hello"}}}})"
                          "\n");
    const auto again = dry("\xEF\xBB\xBFtoken\n" + token(1) + "\nxyz\n" + token(1));
    CHECK(again.status == 1);
    CHECK(has(again.err, "tokens: line 3: "));
    CHECK(has(again.err, "1 token stands there again, first in lines 2 and 4: each is sent\n"));
    CHECK(has(dry("token\n\"" + token(1) + "\nxyz\n").err, "line 2: a quote that is not closed"));
    CHECK(has(dry("token,token\n").err, "the column token stands there twice"));
    CHECK(has(dry("token,custom.aps\n").err, "no key of an app's own"));
    CHECK(has(dry("token,custom.k\n" + token(0) + "," + std::string(4'100, 'a') + "\n").err, "line 2: payload: "));
    CHECK(dry("").status == 0);
    // What the notification and the options say.
    CHECK(has(dry(tokens(0, 1), news, {"--production"}).err, "topic: missing"));
    CHECK(has(dry(tokens(0, 1), news, {"--topic", "com.acme", "--type", "voice"}).err, "push_type"));
    CHECK(has(dry(tokens(0, 1), news, {"--topic", "com.acme", "--type", "background", "--priority", "10"}).err,
              "background pushes take no priority 10"));
    CHECK(has(dry(tokens(0, 1), news,
                  {"--topic", "com.acme.voip", "--type", "voip", "--priority", "5", "--expiration", "0",
                   "--collapse-id", "a", "--development"})
                  .out,
              R"("headers":{"apns-push-type":"voip","apns-topic":"com.acme.voip","apns-expiration":"0",)"
              R"("apns-priority":"5","apns-collapse-id":"a"})"));
    const std::string request = R"({"push_type": "alert", "bundle_id": "com.acme", "payload": {}, )";
    CHECK(
        has(dry(tokens(0, 1), request + R"("token": "ab"})", {"--production"}).err, "token: the tokens are those of"));
    CHECK(has(dry(tokens(0, 1), request + R"("apns_id": "x"})", {"--production"}).err, "all have the same id"));
    CHECK(has(dry(tokens(0, 1), request + R"("resource": "broadcast"})", {"--production"}).err, "devices alone"));
    CHECK(has(dry(tokens(0, 1), request + R"("priority": 5})").err, "--topic: the input says it itself"));
    CHECK(has(dry(tokens(0, 1), R"({"aps": {}, "texts": {"en": {"titel": "a"}}})").err, "texts.en.titel"));
    CHECK(has(dry(tokens(0, 1), R"({"aps": {}, "texts": []})").err, "texts: a map of languages"));
    CHECK(has(dry("token,locale\n" + token(0) + ",de-AT\n",
                  R"({"aps": {"alert": "hello"}, "texts": {"DE": {"title": "Hallo", "body": ")" +
                      std::string(4'100, 'a') + "\"}}}")
                  .err,
              "for the locale de-AT: "));
    CHECK(has(dry(tokens(0, 1), "[1]").err, "a notification or a request is a map"));
}

TEST_CASE("what is missing or stands there twice is wrong usage, and --strict refuses faults") {
    stage on;
    const std::string file = on.folder.file("tokens", tokens(0, 1));
    const auto err = [&](std::vector<std::string_view> more, int status) {
        std::vector<std::string_view> all{"send", "--to", file, "--topic", "com.acme"};
        all.insert(all.end(), more.begin(), more.end());
        const auto made = test::run_tool(all, news);
        CHECK(made.status == status);
        CHECK(made.out == "");
        return made.err;
    };
    CHECK(has(err({}, 2), "where to?"));
    CHECK(has(err({"--production"}, 1), "who sends?"));
    CHECK(has(err({"--production", "--development"}, 2), "give one of them"));
    CHECK(has(err({"--production", "--port", "80"}, 2), "Apple's are 443 and 2197"));
    CHECK(has(err({"--host", "a b"}, 2), "--host: "));
    CHECK(has(err({"--production", "--proxy", "localhost"}, 2), "--proxy: "));
    CHECK(has(err({"--production", "--rate", "0"}, 2), "--rate: "));
    CHECK(has(err({"--production", "--resume"}, 2), "--resume: "));
    CHECK(has(err({"--production", "--team", "DEF123GHIJ", "--certificate", file}, 1), "are of a .p8"));
    CHECK(has(err({"--production", "--key", file}, 1), "no PEM block"));

    const auto strict = on.run(on.usual(tokens(0, 1) + "nonsense!\n", {"--strict"}));
    CHECK(strict.status == 1);
    CHECK(has(strict.err, "--strict: nothing was sent"));
    CHECK(on.requests == 0);
}
