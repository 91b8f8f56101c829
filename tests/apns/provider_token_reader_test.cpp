#include <nimpush/apns/provider_token_reader.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/signature.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/rows.hpp"
#include "vectors.hpp"

namespace {

using namespace nimpush;
using apns::read_provider_token;
using apns::signature;

// As pushy would write it, signed by `openssl dgst -sha256 -sign` with a key that is gone.
constexpr std::string_view in_der =
    "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IktFWUlEMTIzNDUifQ."
    "eyJpc3MiOiJURUFNSUQxMjM0IiwiaWF0IjoxNzAwMDAwMDAwfQ."
    "MEQCIC2nxRyJLwjHZU-LddrEMkVMvT5J2-MXQKlddU4MBP2qAiBNfNUlCxHrfvdIQ8u9RodiNDf2l1dtio5Oy4OX4sbC2A";
constexpr bool reads_while_compiling() {
    const auto read = read_provider_token(in_der);
    return read && read->team == "TEAMID1234" && read->key == "KEYID12345" && read->issued_at == 1700000000 &&
           read->is_der && !read->is_padded && read->jwt.data() == in_der.data() &&
           in_der.starts_with(read->signing_input) && read->signing_input.size() == in_der.rfind('.');
}
static_assert(reads_while_compiling());
static_assert(!schema::described<apns::provider_token_parts>, "a secret: nothing prints it");
static_assert(!std::convertible_to<apns::provider_token_parts, std::string_view>);

std::string base64url(std::string_view s) {
    const std::vector<std::uint8_t> bytes(s.begin(), s.end());
    std::string made(base64_size(bytes.size(), base64_alphabet::url), '?');
    write_base64(bytes, made.data(), base64_alphabet::url);
    return made;
}
std::string plain_base64(std::string_view s) {
    const std::vector<std::uint8_t> bytes(s.begin(), s.end());
    std::string made(base64_size(bytes.size()), '?');
    write_base64(bytes, made.data());
    return made;
}
std::string raw_signature() {
    std::string made;
    for (int i = 0; i < 64; ++i) made += static_cast<char>(i + 0xA0);
    return made;
}
constexpr std::string_view good_header = R"({"alg":"ES256","kid":"KEYID12345"})";
constexpr std::string_view good_claims = R"({"iss":"TEAMID1234","iat":1700000000})";
std::string token_of(std::string_view header, std::string_view claims, const std::string& sign = raw_signature()) {
    return base64url(header) + "." + base64url(claims) + "." + base64url(sign);
}

/// No word of the token may be in what is said of it.
bool is_quoted(const error& e) {
    const std::string said = std::string(to_text(e).view());
    for (const std::string_view word : {"SECRET", "TEAMID", "KEYID", "eyJ", "1700000000", "1459143580650"})
        if (said.find(word) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("a token of our own is read back") {
    signature signed_as{};
    for (std::size_t i = 0; i < signed_as.size(); ++i) signed_as[i] = static_cast<std::uint8_t>(i + 1);
    const auto made =
        apns::provider_token::make("TEAMID1234", "KEYID12345", 1700000000,
                                   [&](span<const std::uint8_t>) -> result<signature> { return signed_as; });
    const auto read = read_provider_token(made->authorization());
    REQUIRE(read);
    CHECK(read->team == "TEAMID1234");
    CHECK(read->key == "KEYID12345");
    CHECK(read->issued_at == 1700000000);
    CHECK(read->jwt == made->authorization().substr(7));
    CHECK(read->signing_input == apns::signing_input::make("TEAMID1234", "KEYID12345", 1700000000)->view());
    CHECK(read->signature == signed_as);
    CHECK_FALSE(read->is_der);
    CHECK_FALSE(read->is_padded);
}

TEST_CASE("DER is read, and said") {
    const auto read = read_provider_token(in_der);
    REQUIRE(read);
    CHECK(read->is_der);
    std::vector<std::uint8_t> der(70);
    read_base64(in_der.substr(in_der.rfind('.') + 1), der.data());
    const auto back = apns::signature_to_der(read->signature);  // what OpenSSL verifies
    CHECK(std::vector<std::uint8_t>(back->bytes().begin(), back->bytes().end()) == der);
}

TEST_CASE("what clients send and Apple answers is read") {
    struct good_row {
        std::string_view why;
        std::string given;
        bool is_padded = false;
        std::int64_t issued_at = 1700000000;
    };
    const std::string plain = token_of(good_header, good_claims);
    const good_row rows[] = {
        {"alone", plain},
        {"with the scheme", "bearer " + plain},
        {"in another case", "Bearer " + plain},
        {"in capitals", "BEARER " + plain},
        {"typ (node-apn, apns2, pushy)", token_of(R"({"alg":"ES256","typ":"JWT","kid":"KEYID12345"})", good_claims)},
        {"a fraction (PyAPNs2: time.time())", token_of(good_header, R"({"iss":"TEAMID1234","iat":1700000000.9312})")},
        {"kid among the claims as well (APNSwift)",
         token_of(good_header, R"({"iss":"TEAMID1234","iat":1700000000,"kid":"another"})")},
        {"members of any size", token_of(good_header, R"({"exp":1e300,"n":99999999999999999999999,
            "iss":"TEAMID1234","iat":1700000000,"x":[{}]})")},
        {"blanks", token_of(R"({ "alg" : "ES256", "kid" : "KEYID12345" })", good_claims)},
        {"padding and plain base64 (a2)",
         plain_base64(good_header) + "." + plain_base64(good_claims) + "." + plain_base64(raw_signature()), true},
        {"plain base64 in the signature alone",
         base64url(good_header) + "." + base64url(good_claims) + "." + plain_base64(raw_signature()), true},
        {"the first second", token_of(good_header, R"({"iss":"TEAMID1234","iat":0})"), false, 0},
        {"the last", token_of(good_header, R"({"iss":"TEAMID1234","iat":99999999999})"), false, 99'999'999'999},
    };
    for (const good_row& r : rows) {
        CAPTURE(r.why);
        const auto read = read_provider_token(r.given);
        REQUIRE(read);
        CHECK(read->team == "TEAMID1234");
        CHECK(read->key == "KEYID12345");
        CHECK(read->issued_at == r.issued_at);
        CHECK(read->is_padded == r.is_padded);
        CHECK(read->signature[63] == 0xDF);
        CHECK(std::string(read->signing_input) + r.given.substr(r.given.rfind('.')) == read->jwt);
    }
}

TEST_CASE("what is no provider token is refused with its place") {
    struct bad_row {
        std::string_view why;
        std::string given;
        errc expected;
        std::string_view path;
    };
    const auto claims = [](std::string_view iat) {
        return token_of(good_header, R"({"iss":"TEAMID1234","iat":)" + std::string(iat) + "}");
    };
    const std::string signed_part = base64url(good_header) + "." + base64url(good_claims) + ".";
    const bad_row rows[] = {
        {"nothing", "", errc::truncated, ""},
        {"the scheme alone", "bearer ", errc::truncated, ""},
        {"one part", "SECRET", errc::truncated, ""},
        {"two parts", "SECRET.SECRET", errc::truncated, ""},
        {"four parts", token_of(good_header, good_claims) + ".SECRET", errc::trailing_bytes, ""},
        {"longer than any", std::string(4097, 'a'), errc::too_long, ""},
        {"two blanks", "bearer  " + token_of(good_header, good_claims), errc::not_base64, "header"},
        {"another scheme", "basic " + token_of(good_header, good_claims), errc::not_base64, "header"},
        {"a line end behind it", token_of(good_header, good_claims) + "\n", errc::not_base64, "signature"},
        {"a sign that base64 has not", "SE!RET.SECRET.SECRET", errc::not_base64, "header"},
        {"padding that is too much", base64url(good_header) + "=.SECRET.SECRET", errc::not_base64, "header"},
        {"claims cut short", base64url(good_header) + ".eyJpc.SECRET", errc::not_base64, "claims"},
        {"no JSON", token_of("SECRET", good_claims), errc::not_json, "header"},
        {"an empty header", "." + base64url(good_claims) + ".SECR", errc::truncated, "header"},
        {"a list", token_of("[1]", good_claims), errc::wrong_type, "header"},
        {"a text of claims", token_of(good_header, R"("SECRET")"), errc::wrong_type, "claims"},
        {"a key that stands twice",
         token_of(good_header, R"({"iss":"TEAMID1234","iss":"TEAMID1235","iat":1700000000})"), errc::duplicate_key,
         "claims"},
        {"no alg", token_of(R"({"kid":"KEYID12345"})", good_claims), errc::missing, "alg"},
        {"another alg", token_of(R"({"alg":"HS256","kid":"KEYID12345"})", good_claims), errc::bad_enumerator, "alg"},
        {"none", token_of(R"({"alg":"none","kid":"KEYID12345"})", good_claims), errc::bad_enumerator, "alg"},
        {"alg in lower case", token_of(R"({"alg":"es256","kid":"KEYID12345"})", good_claims), errc::bad_enumerator,
         "alg"},
        {"an alg of another type", token_of(R"({"alg":256,"kid":"KEYID12345"})", good_claims), errc::bad_enumerator,
         "alg"},
        {"no kid", token_of(R"({"alg":"ES256"})", good_claims), errc::missing, "kid"},
        {"a kid of nine", token_of(R"({"alg":"ES256","kid":"SECRET123"})", good_claims), errc::wrong_length, "kid"},
        {"a kid with a hyphen", token_of(R"({"alg":"ES256","kid":"SECRET-123"})", good_claims), errc::bad_character,
         "kid"},
        {"a kid that is a number", token_of(R"({"alg":"ES256","kid":1234567890})", good_claims), errc::wrong_type,
         "kid"},
        {"no iss", token_of(good_header, R"({"iat":1700000000})"), errc::missing, "iss"},
        {"iss is the bundle id", token_of(good_header, R"({"iss":"com.SECRET.app","iat":1700000000})"),
         errc::wrong_length, "iss"},
        {"a null iss", token_of(good_header, R"({"iss":null,"iat":1700000000})"), errc::wrong_type, "iss"},
        {"no iat", token_of(good_header, R"({"iss":"TEAMID1234"})"), errc::missing, "iat"},
        {"iat as a text (APNSwift)", claims("\"1700000000\""), errc::wrong_type, "iat"},
        {"iat as a text in milliseconds (Apple's sample)", claims("\"1459143580650\""), errc::wrong_type, "iat"},
        {"iat in milliseconds", claims("1459143580650"), errc::out_of_range, "iat"},
        {"the first that is no second", claims("100000000000"), errc::out_of_range, "iat"},
        {"iat before 1970", claims("-1"), errc::out_of_range, "iat"},
        {"iat beyond 64 bits", claims("99999999999999999999"), errc::out_of_range, "iat"},
        {"iat beyond a double's whole numbers", claims("1e300"), errc::out_of_range, "iat"},
        {"iat null", claims("null"), errc::wrong_type, "iat"},
        {"no signature", signed_part, errc::truncated, "signature"},
        {"63 bytes", token_of(good_header, good_claims, raw_signature().substr(1)), errc::unknown_type, "signature"},
        {"65 bytes", token_of(good_header, good_claims, raw_signature() + "x"), errc::unknown_type, "signature"},
        {"DER with a byte behind it", std::string(in_der) + "AA", errc::trailing_bytes, "signature"},
        {"DER cut short", std::string(in_der.substr(0, in_der.size() - 2)), errc::size_past_end, "signature"},
    };
    for (const bad_row& r : rows) {
        CAPTURE(r.why);
        const auto read = read_provider_token(r.given);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == r.expected);
        CHECK(text(read.error().path.empty() ? std::string_view() : read.error().path.view()) == text(r.path));
        CHECK_FALSE(read.error().detail.empty());
        CHECK_FALSE(is_quoted(read.error()));
        CHECK((read.error().offset == npos || read.error().offset <= r.given.size()));
    }
    const auto offset_of = [](const std::string& s) { return read_provider_token(s).error().offset; };
    CHECK(offset_of("bearer AB!D.x.y") == 9);
    CHECK(offset_of(base64url(good_header) + ".A!") == base64url(good_header).size() + 3);
    CHECK(to_text(read_provider_token(claims("\"1\"")).error()) ==
          "iat: a text: it has to be a number of seconds since 1970 (Apple's printed sample has a text, and in "
          "milliseconds: it is not to be imitated)");
    CHECK(to_text(read_provider_token(claims("1459143580650")).error()) ==
          "iat: too large for seconds since 1970, milliseconds perhaps (as in Apple's printed sample)");
}

TEST_CASE("Apple's printed sample is refused part by part") {
    for (const test::apns_row& row : test::apns_rows("jwt")) {
        if (row.id != "apple-jwt-sample") continue;
        const std::string jwt(test::text_of(row.input, "jwt"));
        CHECK(read_provider_token(jwt).error().path == "alg");
        const std::string with_alg = base64url(R"({"alg":"ES256","kid":"8YL3G3RRX7"})") + jwt.substr(jwt.find('.'));
        CHECK(read_provider_token(with_alg).error().path == "iat");
        const std::string with_time = base64url(R"({"alg":"ES256","kid":"8YL3G3RRX7"})") + "." +
                                      base64url(R"({"iss":"C86NV9JX3D","iat":1459143580})") +
                                      jwt.substr(jwt.rfind('.'));
        const auto read = read_provider_token(with_time);
        REQUIRE(read);
        CHECK(read->is_der);
        CHECK(apns::signature_to_der(read->signature)->bytes().size() == 72);
        return;
    }
    FAIL("the vector is gone");
}

TEST_CASE("no damaged token crashes, is quoted, or says another team") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        CAPTURE(i);
        std::string given = "bearer " + std::string(in_der);
        for (std::size_t n = 1 + random.below(3); n != 0; --n) {
            const std::size_t at = random.below(given.size());
            if (random.one_in(3))
                given.erase(at, 1 + random.below(8));
            else
                given[at] = static_cast<char>(random.byte());
            if (given.empty()) given = ".";
        }
        const auto read = read_provider_token(given);
        if (!read) {
            REQUIRE_FALSE(is_quoted(read.error()));
            continue;
        }
        REQUIRE(read->team.view().size() == 10);
        REQUIRE(given.find(read->signing_input) != std::string::npos);
    }
    for (const std::size_t size : {std::size_t{4095}, std::size_t{4096}, std::size_t{4097}})
        for (const std::string& piece : {std::string("."), std::string("W1tb"), std::string("bearer ")}) {
            std::string given;
            while (given.size() < size) given += piece;
            given.resize(size);
            CHECK_FALSE(read_provider_token(given).has_value());
        }
    // Brackets that stand in each other up to the longest part.
    CHECK_FALSE(read_provider_token(token_of(std::string(2000, '['), good_claims)).has_value());
}
