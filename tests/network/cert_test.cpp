// `nimpush cert`: what certificates and keys are, in lines and as JSON, and what is wrong with them in words.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "../support/certificates.hpp"
#include "../support/run_tool.hpp"
#include "../support/scratch.hpp"

namespace {

const std::string null = {'\x05', '\0'};
const std::string development = "1.2.840.113635.100.6.3.1", production = "1.2.840.113635.100.6.3.2";

const test::authority& ca() {
    static const test::authority one("nimpush test CA");
    return one;
}
test::issued issue(int days = 60) {
    return ca().issue("Apple Push Services: com.example.acme", days,
                      {"com.example.acme", "DEF123GHIJ", "Acme Ltd.", {{production, null}}});
}
bool has(std::string_view all, std::string_view part) { return all.find(part) != all.npos; }

/// A new private key, encrypted where there is a passphrase.
std::string key_of(const char* curve, const char* passphrase = nullptr) {
    EVP_PKEY* const key = EVP_EC_gen(curve);
    const std::string made = test::pem_of([&](BIO* out) {
        return PEM_write_bio_PKCS8PrivateKey(out, key, passphrase == nullptr ? nullptr : EVP_aes_256_cbc(), nullptr, 0,
                                             nullptr, const_cast<char*>(passphrase));
    });
    EVP_PKEY_free(key);
    return made;
}

}  // namespace

TEST_CASE("a certificate with its key") {
    const test::scratch folder;
    const auto leaf = issue();
    const std::string file = folder.file("push.pem", leaf.certificate + leaf.key);
    const auto made = test::run_tool({"cert", file});
    CHECK(made.status == 0);
    CHECK(made.err == "");
    CHECK(has(made.out, "a client certificate for pushes\n"));
    CHECK(has(made.out, "\n  team:           DEF123GHIJ, Acme Ltd.\n"));
    CHECK(has(made.out, " days left\n"));
    CHECK(has(made.out, "\n  environments:   production\n"));
    CHECK(has(made.out, "\n  topics:         com.example.acme\n"));
    CHECK(has(made.out, "\n  may push:       alert, background\n"));
    CHECK(has(made.out, "\n  private key:    belongs to it\n"));
    CHECK(!has(made.out, leaf.key.substr(40, 20)));

    const auto json = test::run_tool({"cert", file, "--json"});
    CHECK(has(
        json.out,
        R"("topics":[{"topic":"com.example.acme","kinds":[]}],"push_types":["alert","background"],"key":"belongs"})"));
}

TEST_CASE("a key in another file, that of another certificate, and none") {
    const test::scratch folder;
    const auto leaf = issue(), other = issue();
    const std::string certificate = folder.file("cert.pem", leaf.certificate);
    CHECK(has(test::run_tool({"cert", certificate}).out, "private key:    not in the file"));
    CHECK(test::run_tool({"cert", certificate}).status == 0);
    CHECK(test::run_tool({"cert", certificate, "--key", folder.file("key.pem", leaf.key)}).status == 0);
    const auto wrong = test::run_tool({"cert", certificate, "--key", folder.file("other.pem", other.key)});
    CHECK(wrong.status == 1);
    CHECK(wrong.err == "$: private key: that of another certificate: no connection can be made with the two\n");
    CHECK(has(test::run_tool({"cert", certificate, "--json", "--key", folder.path("other.pem")}).out,
              R"("key":"another"})"));
    const auto no_key = test::run_tool({"cert", certificate, "--key", certificate});
    CHECK(no_key.status == 1);
    CHECK(has(no_key.err, "no block PRIVATE KEY"));
}

TEST_CASE("time runs out") {
    const test::scratch folder;
    const std::string old = folder.file("old.pem", issue(-1).certificate);
    const auto expired = test::run_tool({"cert", old});
    CHECK(expired.status == 1);
    CHECK(has(expired.out, ": expired 1 day ago\n"));
    CHECK(expired.err == "$: the certificate has expired: Apple ends the connection\n");
    const auto soon = test::run_tool({"cert", folder.file("soon.pem", issue(29).certificate)});
    CHECK(soon.status == 0);
    CHECK(has(soon.err, "warning: $: it expires in 2"));
    CHECK(test::run_tool({"cert", folder.path("soon.pem"), "--strict"}).status == 1);
    CHECK(has(test::run_tool({"cert", old, "--now", "1000000000"}).err, "not good yet"));
    CHECK(test::run_tool({"cert", old, "--now", "1000000000000"}).status == 2);
}

TEST_CASE("a key of Apple's") {
    const test::scratch folder;
    const std::string pem = key_of("P-256");
    const auto named = test::run_tool({"cert", folder.file("AuthKey_ABC123DEFG.p8", pem)});
    CHECK(named.status == 0);
    CHECK(has(named.out, "a P-256 key"));
    CHECK(has(named.out, "\n  key id:         ABC123DEFG\n"));
    CHECK(!has(named.out, "mdm"));
    CHECK(has(test::run_tool({"cert", folder.file("AuthKey_abc123DEFG.p8", pem)}).out, "key id:         not known"));
    CHECK(has(test::run_tool({"cert", folder.path("AuthKey_ABC123DEFG.p8"), "--json"}).out,
              R"({"kind":"provider_key","curve":"P-256","key_id":"ABC123DEFG","push_types":["alert",)"));
    CHECK(has(test::run_tool({"cert", folder.file("p384.p8", key_of("P-384"))}).err,
              "p384.p8: an EC key on secp384r1: APNs takes P-256 (ES256) alone\n"));
}

TEST_CASE("passphrases come from a file or the environment") {
    const test::scratch folder;
    const std::string key = folder.file("key.pem", key_of("P-256", "correct horse"));
    CHECK(has(test::run_tool({"cert", key}).err, "encrypted, and no passphrase was given"));
    CHECK(test::run_tool({"cert", key, "--passphrase-file", folder.file("right", "correct horse\r\n")}).status == 0);
    const auto wrong = test::run_tool({"cert", key, "--passphrase-file", folder.file("wrong", "secret horse\n")});
    CHECK(wrong.status == 1);
    CHECK(has(wrong.err, "the passphrase does not fit, or the key is damaged"));
    CHECK(!has(wrong.err, "secret horse"));
    ::setenv("NIMPUSH_TEST_PASSPHRASE", "correct horse", 1);
    CHECK(test::run_tool({"cert", key, "--passphrase-env", "NIMPUSH_TEST_PASSPHRASE"}).status == 0);
    ::unsetenv("NIMPUSH_TEST_PASSPHRASE");
    CHECK(has(test::run_tool({"cert", key, "--passphrase-env", "NIMPUSH_TEST_PASSPHRASE"}).err,
              "the environment has no variable NIMPUSH_TEST_PASSPHRASE\n"));
    CHECK(has(test::run_tool({"cert", key, "--passphrase-env", "A", "--passphrase-file", "b"}).err, "one of the two"));
}

TEST_CASE("what is no PEM, and no certificate for pushes") {
    const test::scratch folder;
    const auto err = [&](std::string_view name, std::string_view contents) {
        const auto made = test::run_tool({"cert", folder.file(name, contents)});
        CHECK(made.status == 1);
        return made.err;
    };
    using namespace std::string_view_literals;
    CHECK(has(err("push.p12", "\x30\x82\x01\x02\x02\x01\x03\x30\x82"sv), ": PKCS #12 (.p12), no PEM"));
    CHECK(has(err("push.p12", "\x30\x82\x01\x02\x02\x01\x03\x30\x82"sv), "openssl pkcs12 -in "));
    CHECK(has(err("push.cer", "\x30\x82\x01\x02\x30\x82\x01\x02\x02"sv), "openssl x509 -inform DER -in "));
    CHECK(has(err("key.der", "\x30\x41\x02\x01\x00\x30\x13\x06\x07"sv), "openssl pkey -inform DER -in "));
    CHECK(has(err("short", "\x30\x82\x01"sv), "no PEM block"));
    CHECK(has(err("long", "\x30\xFF\x01\x01\x01\x01\x01\x01\x01"sv), "no PEM block"));
    CHECK(has(err("server.pem", ca().issue("localhost", 60).certificate), "none of Apple's extensions"));
    CHECK(has(test::run_tool({"cert", folder.path("nowhere")}).err, "cannot read "));
    CHECK(test::run_tool({"cert"}).status == 2);
}
