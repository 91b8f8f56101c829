// `nimpush gateway` as its users have it: a process that says where it listens, and pushes over real HTTP/2.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <nimpush/apns/client.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/interop/http2_transport.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_certificate.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/background_tool.hpp"
#include "../support/run_tool.hpp"
#include "../support/tokens.hpp"

namespace {

namespace apns = nimpush::apns;
namespace interop = nimpush::interop;
namespace openssl = nimpush::openssl;

/// A folder of its own for each test.
struct scratch {
    std::string path;

    scratch() {
        std::string made = (std::filesystem::temp_directory_path() / "nimpush-gateway-XXXXXX").string();
        REQUIRE(::mkdtemp(made.data()) != nullptr);
        path = made;
    }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() { std::filesystem::remove_all(path); }
    std::string of(std::string_view name) const { return path + "/" + std::string(name); }
};
std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
unsigned mode_of(const std::string& file) {
    struct stat held {};
    REQUIRE(::stat(file.c_str(), &held) == 0);
    return held.st_mode & 0777;
}

nimpush::value json_of(const std::string& line) {
    CAPTURE(line);
    auto read = nimpush::json::read(line);
    REQUIRE(read.has_value());
    return *std::move(read);
}
std::string text_in(const nimpush::value& map, std::string_view key) {
    const nimpush::value* const held = map.find(key);
    return held == nullptr || !held->is(nimpush::value::kind::string) ? std::string() : std::string(held->chars());
}
std::int64_t number_in(const nimpush::value& map, std::string_view key) {
    const nimpush::value* const held = map.find(key);
    return held == nullptr ? -1 : held->as_int().value_or(-1);
}

apns::instant now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count(), std::time(nullptr)};
}
/// Sends so many pushes as the ready line says; gives how many were accepted.
std::size_t send(const nimpush::value& ready, std::size_t count, std::string_view bundle_id = "com.example.acme") {
    auto tls = openssl::tls_context::client(text_of(text_in(ready, "ca")));
    REQUIRE(tls.has_value());
    interop::http2_transport to({.host = nimpush::text::from(text_in(ready, "ready")).value(),
                                 .port = static_cast<std::uint16_t>(number_in(ready, "port")),
                                 .tls = *std::move(tls)});
    apns::client sender(to,
                        apns::token_provider(*apns::team_id::from(text_in(ready, "team")),
                                             *apns::key_id::from(text_in(ready, "key_id")),
                                             openssl::signing_key::from_pem(text_of(text_in(ready, "key"))).value()));
    const apns::request r{.bundle_id = apns::bundle_id::from(bundle_id).value(),
                          .payload = {.alert = {.title = "Anna", .body = "hello <b>"}}};
    const apns::campaign push = apns::prepare(r).value();
    const auto tokens = test::tokens_of(count);
    std::size_t accepted = 0;
    sender.fan_out(push, tokens, 0, [&](const apns::push_result& one) { accepted += one.ok(); });
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!sender.is_idle() && std::chrono::steady_clock::now() < end) REQUIRE(sender.step(now(), 20).has_value());
    return accepted;
}

TEST_CASE("two lines of anybody's CI: it says where it is, and ends well once it has what it expects") {
    const scratch folder;
    const std::string dir = folder.of("keys");
    test::background_tool gateway({"gateway", "--dir", dir, "--expect", "3", "--log", folder.of("log")});
    const auto ready = json_of(gateway.line());
    CHECK(text_in(ready, "ready") == "localhost");
    CHECK(text_in(ready, "key_id") == "LOCALKEY01");
    CHECK(send(ready, 3) == 3);
    CHECK(gateway.wait() == 0);
    // What came, a line each.
    std::ifstream log(folder.of("log"));
    std::string line;
    std::size_t lines = 0;
    while (std::getline(log, line)) {
        const auto one = json_of(line);
        CHECK(number_in(one, "number") == static_cast<std::int64_t>(++lines));
        CHECK(number_in(one, "status") == 200);
        CHECK(text_in(one, "path").starts_with("/3/device/"));
        CHECK(text_in(one, "key") == "LOCALKEY01");
        CHECK(one.find("reason") == nullptr);
        CHECK(*one.find("body") == json_of(R"({"aps":{"alert":{"title":"Anna","body":"hello <b>"}}})"));
        CHECK(line.find("bearer") == line.npos);
    }
    CHECK(lines == 3);
    // Keys are their owner's alone; what is to be trusted is anybody's.
    CHECK(mode_of(dir) == 0700);
    CHECK(mode_of(dir + "/AuthKey_LOCALKEY01.p8") == 0600);
    CHECK(mode_of(dir + "/ca-key.pem") == 0600);
    CHECK(mode_of(dir + "/ca.pem") == 0644);
}

TEST_CASE("it ends with 1 where too few come, too many, or one is refused") {
    const scratch folder;
    const std::string dir = folder.of("keys");
    {
        test::background_tool few({"gateway", "--dir", dir, "--expect", "2", "--within", "1", "--log", "/dev/null"});
        CHECK(send(json_of(few.line()), 1) == 1);
        CHECK(few.wait() == 1);
    }
    {
        test::background_tool many({"gateway", "--dir", dir, "--expect", "2", "--log", "/dev/null"});
        CHECK(send(json_of(many.line()), 3) == 3);
        CHECK(many.wait() == 1);
    }
    {
        const std::string answers = folder.of("answers");
        char digits[64]{};
        nimpush::write_hex(test::tokens_of(2)[1].bytes(), digits);
        std::ofstream(answers) << std::string(digits, 64) << " Unregistered\n";
        test::background_tool one(
            {"gateway", "--dir", dir, "--expect", "1", "--answers", answers, "--log", "/dev/null"});
        CHECK(send(json_of(one.line()), 2) == 1);
        CHECK(one.wait() == 1);
    }
}

TEST_CASE("its authority and keys stay, and two at once agree") {
    const scratch folder;
    const std::string dir = folder.of("keys");
    test::background_tool first({"gateway", "--dir", dir, "--bundle-id", "com.example.acme"});
    test::background_tool second({"gateway", "--dir", dir});
    const auto one = json_of(first.line()), other = json_of(second.line());
    CHECK(number_in(one, "port") != number_in(other, "port"));
    const std::string authority = text_of(text_in(one, "ca")), key = text_of(text_in(one, "key"));
    CHECK(send(one, 5) == 5);
    CHECK(send(other, 5) == 5);
    first.send(SIGTERM);
    second.send(SIGINT);
    CHECK(first.wait() == 0);
    CHECK(second.wait() == 0);
    test::background_tool third({"gateway", "--dir", dir});
    const auto again = json_of(third.line());
    CHECK(text_of(text_in(again, "ca")) == authority);
    CHECK(text_of(text_in(again, "key")) == key);
    const auto client = openssl::push_certificate::from_pem(text_of(text_in(one, "certificate")));
    REQUIRE(client.has_value());
    CHECK(client->has_topic("com.example.acme"));
    CHECK(client->may_push(apns::push_type::voip));
    CHECK(client->is_for_production);
    CHECK(mode_of(text_in(one, "certificate")) == 0600);
}

TEST_CASE("words and files that it cannot use") {
    const scratch folder;
    const auto refused = [&](std::vector<std::string_view> words) {
        words.insert(words.end(), {"--dir", folder.path});
        const auto ran = test::run_command("gateway", words);
        CHECK(ran.out.empty());
        return std::to_string(ran.status) + " " + ran.err.substr(0, ran.err.find('\n'));
    };
    CHECK(refused({"--port", "65536"}) == "2 --port: a number from 0 to 65535");
    CHECK(refused({"--faults", "cut"}).starts_with("2 --faults: 'cut' is none"));
    CHECK(refused({"--faults", "cut=1"}).starts_with("2 --faults: 'cut=1' is none"));
    CHECK(refused({"--faults", "all=20%"}) == "2 --faults: more than 100 % together");
    CHECK(refused({"--faults", "cut=60%,slow=60%"}) == "2 --faults: more than 100 % together");
    CHECK(refused({"--bundle-id", "../evil"}).starts_with("1 --bundle-id: "));
    CHECK(
        refused({"--key", "/nonexistent/AuthKey_ABCDEFGHIJ.p8", "--team", "ABCDEFGHIJ"}).starts_with("1 cannot read"));
    CHECK(refused({"--key", "key.p8"}).starts_with("1 --key-id: "));
    std::ofstream(folder.of("bad")) << "not a token\n";
    const std::string bad = folder.of("bad");
    CHECK(refused({"--answers", bad}).ends_with("bad:1: no token and reason of Apple's"));
    const scratch damaged;
    std::ofstream(damaged.of("ca-key.pem")) << "-----BEGIN CERTIFICATE-----\ndamaged\n";
    REQUIRE(::chmod(damaged.of("ca-key.pem").c_str(), 0644) == 0);
    const auto open = test::run_command("gateway", {"--dir", damaged.path});
    CHECK(open.status == 1);
    CHECK(open.err.starts_with("warning: others may read"));
    CHECK(open.err.find("damaged: no certificate") != std::string::npos);
    const std::string file = folder.of("file");
    std::ofstream(file) << "x";
    const auto ran = test::run_command("gateway", {"--dir", file});
    CHECK(ran.status == 1);
    CHECK(ran.err.find("a file has this name") != std::string::npos);
}

TEST_CASE("another's key is believed where it is named") {
    const scratch folder;
    const std::string file = folder.of("AuthKey_ABCDEFGHIJ.p8");
    const auto mine = openssl::signing_key::generate().value();
    std::ofstream(file) << mine.secret_pem().value().view();
    test::background_tool gateway(
        {"gateway", "--dir", folder.of("keys"), "--key", file, "--team", "MYTEAM0001", "--log", "/dev/null"});
    auto ready = json_of(gateway.line());
    *ready.find("key") = nimpush::value(nimpush::text::from(file).value());
    *ready.find("key_id") = "ABCDEFGHIJ";
    *ready.find("team") = "MYTEAM0001";
    CHECK(send(ready, 2) == 2);
    *ready.find("team") = "MYTEAM0002";
    CHECK(send(ready, 1) == 0);
}

}  // namespace
