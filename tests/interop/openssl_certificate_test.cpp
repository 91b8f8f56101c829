// What a certificate for pushes says of itself, and that no size in an extension of it is believed. Certificates are
// made here, with the extensions as Apple's have them.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/err.h>

#include <nimpush/interop/openssl_certificate.hpp>

#include "../support/certificates.hpp"
#include "../support/faults.hpp"

namespace {

using namespace nimpush;
using apns::push_type;
using openssl::push_certificate;

const test::authority& ca() {
    static const test::authority one("nimpush test CA");
    return one;
}

std::string der(char tag, const std::string& contents) {
    std::string made(1, tag);
    if (contents.size() < 0x80) return made + static_cast<char>(contents.size()) + contents;
    return made + '\x82' + static_cast<char>(contents.size() >> 8) + static_cast<char>(contents.size() & 0xFF) +
           contents;
}
std::string utf8(const std::string& s) { return der('\x0C', s); }
std::string sequence(const std::string& s) { return der('\x30', s); }

const std::string development = "1.2.840.113635.100.6.3.1", production = "1.2.840.113635.100.6.3.2",
                  of_voip = "1.2.840.113635.100.6.3.4", all_topics = "1.2.840.113635.100.6.3.6";
const std::string null = {'\x05', '\0'};

std::string usual_topics() {
    return sequence(utf8("com.example.acme") + sequence(utf8("app")) + utf8("com.example.acme.voip") +
                    sequence(utf8("voip")) + utf8("com.example.acme.complication") + sequence(utf8("complication")));
}
test::apple_parts parts(std::vector<std::pair<std::string, std::string>> extensions) {
    return {"com.example.acme", "DEF123GHIJ", "Acme Ltd.", std::move(extensions)};
}
push_certificate read(const test::apple_parts& apple, int days = 5) {
    const auto made =
        push_certificate::from_pem(ca().issue("Apple Push Services: com.example.acme", days, apple).certificate);
    REQUIRE(made.has_value());
    CHECK(ERR_peek_error() == 0);
    return *made;
}
bool reads(const std::string& topics, std::vector<openssl::certificate_topic>& to) {
    // Of exact size, so that a sanitizer sees a byte that is read behind it.
    const std::vector<std::uint8_t> bytes(topics.begin(), topics.end());
    return openssl::detail::read_topics(bytes, to);
}
bool reads(const std::string& topics) {
    std::vector<openssl::certificate_topic> any;
    return reads(topics, any);
}

}  // namespace

TEST_CASE("a certificate for all of an app's pushes names its topics") {
    const auto one = read(parts({{development, null}, {production, null}, {all_topics, usual_topics()}}));
    CHECK(one.common_name == "Apple Push Services: com.example.acme");
    CHECK(one.uid == "com.example.acme");
    CHECK(one.team == "DEF123GHIJ");
    CHECK(one.organization == "Acme Ltd.");
    CHECK(one.issuer == "nimpush test CA");
    CHECK(one.not_after - one.not_before == 7 * 86'400);
    CHECK((one.is_for_development && one.is_for_production && one.names_topics && one.is_for_pushes()));
    CHECK(!one.has_damaged_topics);
    REQUIRE(one.topics.size() == 3);
    CHECK(one.topics[1] == openssl::certificate_topic{"com.example.acme.voip", {{"voip"}}});
    CHECK(one.has_topic("com.example.acme.voip"));
    CHECK(!one.has_topic("com.example.acm"));
    CHECK(one.push_types() ==
          std::vector{push_type::alert, push_type::background, push_type::complication, push_type::voip});
    CHECK(!one.may_push(push_type::fileprovider));
}

TEST_CASE("a certificate without a list has its UID for a topic") {
    const auto one = read(parts({{development, null}}));
    CHECK((one.is_for_development && !one.is_for_production && !one.names_topics));
    CHECK(one.topics == std::vector{openssl::certificate_topic{"com.example.acme", {}}});
    CHECK(one.push_types() == std::vector{push_type::alert, push_type::background});

    const auto mdm = read({.uid = "com.apple.mgmt.External.1234", .extensions = {{production, null}}});
    CHECK(mdm.push_types() == std::vector{push_type::mdm});

    const auto voip = read(parts({{of_voip, sequence(utf8("com.example.acme.voip") + sequence(utf8("voip")))}}));
    CHECK(voip.push_types() == std::vector{push_type::voip});

    const auto none = read({});
    CHECK(!none.is_for_pushes());
    CHECK(none.uid == nullptr);
    CHECK(none.push_types().empty());
    CHECK(read(parts({}), -1).not_after > read(parts({}), -1).not_before);
}

TEST_CASE("a key belongs to its certificate, and another does not") {
    const auto leaf = ca().issue("any"), other = ca().issue("any");
    const auto one = push_certificate::from_pem(leaf.certificate).value();
    CHECK(one.belongs_to(leaf.key).value());
    CHECK(one.belongs_to(leaf.certificate + leaf.key).value());
    CHECK(!one.belongs_to(other.key).value());
    CHECK(test::line_of(one.belongs_to(leaf.certificate).error()) == "missing no block PRIVATE KEY");
    std::string damaged = leaf.key;
    damaged[40] = damaged[40] == 'A' ? 'B' : 'A';
    damaged[50] = damaged[50] == 'A' ? 'B' : 'A';
    CHECK(test::line_of(one.belongs_to(damaged).error()) ==
          "refused the private key is damaged, or encrypted and no passphrase given");
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("what is no certificate is told") {
    const auto fault = [](std::string_view pem) { return test::line_of(push_certificate::from_pem(pem).error()); };
    const auto leaf = ca().issue("any");
    CHECK(fault(leaf.key) == "missing no block CERTIFICATE: a key alone says nothing of topics or time");
    CHECK(fault("") == "missing no PEM block: a line `-----BEGIN PRIVATE KEY-----` opens that of Apple's .p8");
    CHECK(fault("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n") ==
          "refused damaged: OpenSSL reads no certificate in the block");
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("texts of a certificate are fit for a log") {
    const auto one = push_certificate::from_pem(
        ca().issue("evil\nname\x1B[31m", 5, parts({{all_topics, sequence(utf8("a\nb") + sequence(""))}})).certificate);
    CHECK(one->common_name == "evil?name?[31m");
    CHECK(one->topics[0].name == "a?b");
}

TEST_CASE("no size in the list of topics is believed") {
    CHECK(reads(usual_topics()));
    CHECK(reads(sequence("")));
    for (const std::string& wrong :
         {std::string(), std::string("\x30"), std::string("\x30\x80\0\0", 4), std::string("\x30\x84\xFF\xFF\xFF\xFF"),
          std::string("\x30\x05\x0C\x05"), utf8("a"), sequence(utf8("a")), sequence(utf8("a") + utf8("app")),
          sequence(utf8("\xFF") + sequence("")), sequence(utf8(std::string(256, 'a')) + sequence("")),
          usual_topics() + '\0', sequence(utf8("a") + std::string("\x30\x82\xFF\xFF"))}) {
        CAPTURE(wrong.size());
        CHECK(!reads(wrong));
    }
    std::string many;
    for (int i = 0; i < 1'001; ++i) many += utf8("a") + sequence("");
    std::vector<openssl::certificate_topic> kept;
    CHECK(!reads(sequence(many), kept));
    CHECK(kept.size() == 1'000);

    const std::string whole = usual_topics();
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(!reads(whole.substr(0, size)));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            (void)reads(changed);
        }
    const auto one = read(parts({{all_topics, "\x30\x7F"}}));
    CHECK(one.has_damaged_topics);
    CHECK(one.topics == std::vector{openssl::certificate_topic{"com.example.acme", {}}});
}
