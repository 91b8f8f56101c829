// Keys, signatures and SHA-1 by OpenSSL: what it makes, what it refuses and in which words, and that nothing stays behind
// in its queue. The keys are made here: none is kept in the repository.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <nimpush/apns/provider_token.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/interop/openssl.hpp>

#include "../support/certificates.hpp"
#include "../support/faults.hpp"

namespace {

using namespace nimpush;
using openssl::signing_key, openssl::verifying_key;
using test::pem_of;

// Allocations of OpenSSL's, of which one can be made to fail.
std::size_t allocations = 0, failing = 0;
bool fails_now() { return ++allocations == failing; }
void* make(std::size_t size, const char*, int) { return fails_now() ? nullptr : std::malloc(size); }
void* grow(void* held, std::size_t size, const char*, int) { return fails_now() ? nullptr : std::realloc(held, size); }
void release(void* held, const char*, int) { std::free(held); }
// Before OpenSSL allocates anything, or it keeps its own.
const bool counts = CRYPTO_set_mem_functions(make, grow, release) == 1;

struct free_key {
    void operator()(EVP_PKEY* one) const { EVP_PKEY_free(one); }
};
using own_key = std::unique_ptr<EVP_PKEY, free_key>;

const char* passphrase = "tangerine";
std::string pkcs8(EVP_PKEY* key) {
    return pem_of(
        [&](BIO* out) { return PEM_write_bio_PKCS8PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
}
std::string encrypted(EVP_PKEY* key) {
    return pem_of([&](BIO* out) {
        return PEM_write_bio_PKCS8PrivateKey(out, key, EVP_aes_256_cbc(), passphrase, 9, nullptr, nullptr);
    });
}
std::string sec1(EVP_PKEY* key, const EVP_CIPHER* cipher = nullptr) {
    auto* pass = reinterpret_cast<const unsigned char*>(passphrase);
    return pem_of([&](BIO* out) {
        return PEM_write_bio_PrivateKey_traditional(out, key, cipher, cipher ? pass : nullptr, cipher ? 9 : 0, nullptr,
                                                    nullptr);
    });
}
std::string public_pem(EVP_PKEY* key) {
    return pem_of([&](BIO* out) { return PEM_write_bio_PUBKEY(out, key); });
}
std::string certificate(EVP_PKEY* key) {
    X509* one = X509_new();
    X509_set_pubkey(one, key);
    X509_gmtime_adj(X509_getm_notBefore(one), 0);
    X509_gmtime_adj(X509_getm_notAfter(one), 3600);
    REQUIRE(X509_sign(one, key, EVP_sha256()) > 0);
    std::string made = pem_of([&](BIO* out) { return PEM_write_bio_X509(out, one); });
    X509_free(one);
    return made;
}
own_key p256() { return own_key(EVP_EC_gen("P-256")); }

span<const std::uint8_t> bytes_of(std::string_view chars) {
    return {reinterpret_cast<const std::uint8_t*>(chars.data()), chars.size()};
}
std::string signing_fault(std::string_view pem, maybe<std::string_view> pass = {}) {
    const auto read = signing_key::from_pem(pem, pass);
    CHECK(ERR_peek_error() == 0);
    return read ? "none" : test::line_of(read.error());
}
std::string verifying_fault(std::string_view pem) {
    const auto read = verifying_key::from_pem(pem);
    CHECK(ERR_peek_error() == 0);
    return read ? "none" : test::line_of(read.error());
}
std::string replaced(std::string s, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = s.find(from, at)) != s.npos; at += to.size()) s.replace(at, from.size(), to);
    return s;
}

}  // namespace

TEST_CASE("what a key signs is verified by its public half and by no other") {
    const auto key = signing_key::generate();
    REQUIRE(key.has_value());
    const auto other = signing_key::generate();
    const auto made = (*key)(bytes_of("a push"));
    REQUIRE(made.has_value());
    const auto verify = key->public_key();
    REQUIRE(verify.has_value());
    CHECK(verify->verifies(bytes_of("a push"), *made));
    CHECK_FALSE(verify->verifies(bytes_of("a puss"), *made));
    CHECK_FALSE(other->public_key()->verifies(bytes_of("a push"), *made));
    for (std::size_t i = 0; i < made->size(); ++i) {
        apns::signature bent = *made;
        bent[i] ^= 1;
        CHECK_FALSE(verify->verifies(bytes_of("a push"), bent));
    }
    CHECK_FALSE(verify->verifies(bytes_of("a push"), apns::signature{}));
    CHECK((*key)(bytes_of("a push")) != made);  // a nonce of its own
    CHECK((*key)({}).has_value());
    CHECK(*verify == *key->public_key());
    CHECK(*verify != *other->public_key());
    CHECK(*verifying_key::from_pem(verify->to_pem()->view()) == *verify);
    CHECK(*signing_key::from_pem(key->secret_pem()->view())->public_key() == *verify);
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("RFC 7515, A.3: ES256 that somebody else made") {
    std::string der(
        "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00\x04",
        27);
    std::uint8_t room[64];
    for (const std::string_view half :
         {"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}) {
        REQUIRE(base64_decoded_size(half) == 32);
        read_base64(half, room);
        der.append(reinterpret_cast<const char*>(room), 32);
    }
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const own_key theirs(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
    REQUIRE(theirs != nullptr);
    const auto key = verifying_key::from_pem(public_pem(theirs.get()));
    REQUIRE(key.has_value());
    const std::string_view input =
        "eyJhbGciOiJFUzI1NiJ9"
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const std::string_view made =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    apns::signature signed_by{};
    REQUIRE(base64_decoded_size(made) == signed_by.size());
    read_base64(made, signed_by.data());
    CHECK(key->verifies(bytes_of(input), signed_by));
    CHECK_FALSE(key->verifies(bytes_of(input.substr(1)), signed_by));
}

TEST_CASE("a provider token that it signs reads back and is verified") {
    const auto key = signing_key::generate();
    const auto token = apns::provider_token::make("DEF123GHIJ", "ABC123DEFG", 1'437'179'036, *key);
    REQUIRE(token.has_value());
    const auto read = apns::read_provider_token(token->authorization());
    REQUIRE(read.has_value());
    CHECK_FALSE(read->is_der);
    CHECK(key->public_key()->verifies(bytes_of(read->signing_input), read->signature));
}

TEST_CASE("every form that a private key comes in") {
    const own_key key = p256();
    const auto verify = verifying_key::from_pem(public_pem(key.get()));
    const auto same = [&](std::string_view pem, maybe<std::string_view> pass = {}) {
        const auto read = signing_key::from_pem(pem, pass);
        return read.has_value() && *read->public_key() == *verify;
    };
    const std::string p8 = pkcs8(key.get());
    CHECK(same(p8));
    CHECK(same(sec1(key.get())));
    CHECK(same(encrypted(key.get()), "tangerine"));
    CHECK(same(sec1(key.get(), EVP_aes_128_cbc()), "tangerine"));
    CHECK(same(p8, "a passphrase that nothing asks for"));
    CHECK(same(replaced(p8, "\n", "\r\n")));
    CHECK(same(p8.substr(0, p8.size() - 1)));
    CHECK(same("\xEF\xBB\xBF" + p8));
    CHECK(same(replaced(p8, "KEY-----\n", "KEY-----  \n")));
    CHECK(same("Bag Attributes\n    friendlyName: push\n" + certificate(key.get()) + p8 + "\n\n"));
    CHECK(*verifying_key::from_pem(certificate(key.get())) == *verify);
    CHECK(*verifying_key::from_pem(p8 + certificate(key.get())) == *verify);
}

TEST_CASE("what is no key for APNs is refused in words that say what it is") {
    const own_key key = p256();
    const own_key p384(EVP_EC_gen("P-384")), ed25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")),
        rsa(EVP_RSA_gen(1024));
    const std::string p8 = pkcs8(key.get());
    const std::string alone = ": APNs takes signatures of ECDSA on P-256 (ES256) alone";
    CHECK(signing_fault(pkcs8(rsa.get())) == "wrong_type a key of type RSA" + alone);
    CHECK(signing_fault(sec1(rsa.get())) == "wrong_type a key of type RSA" + alone);
    CHECK(signing_fault(pkcs8(ed25519.get())) == "wrong_type a key of type ED25519" + alone);
    CHECK(signing_fault(pkcs8(p384.get())) == "wrong_type an EC key on secp384r1: APNs takes P-256 (ES256) alone");
    CHECK(verifying_fault(public_pem(rsa.get())) == "wrong_type a key of type RSA" + alone);
    CHECK(verifying_fault(certificate(p384.get())) ==
          "wrong_type an EC key on secp384r1: APNs takes P-256 (ES256) alone");

    CHECK(signing_fault(certificate(key.get())) ==
          "wrong_type a certificate, which has no private key: provider tokens need a .p8");
    CHECK(signing_fault(public_pem(key.get())) == "wrong_type a public key, which cannot sign");
    CHECK(verifying_fault(p8) == "missing no block PUBLIC KEY or CERTIFICATE");

    const std::string_view needs = "missing encrypted, and no passphrase was given";
    const std::string_view unfit = "refused the passphrase does not fit, or the key is damaged";
    CHECK(signing_fault(encrypted(key.get())) == needs);
    CHECK(signing_fault(sec1(key.get(), EVP_aes_128_cbc())) == needs);
    CHECK(signing_fault(encrypted(key.get()), "mandarin") == unfit);
    CHECK(signing_fault(encrypted(key.get()), "") == unfit);
    CHECK(signing_fault(encrypted(key.get()), std::string_view("tangerine\0x", 11)) == unfit);
    CHECK(signing_fault(encrypted(key.get()), std::string(5000, 'x')) == unfit);
    CHECK(signing_fault(sec1(key.get(), EVP_aes_128_cbc()), "mandarin") == unfit);
}

TEST_CASE("what people paste in place of a key is told apart") {
    const own_key key = p256();
    const std::string p8 = pkcs8(key.get());
    const std::string_view none =
        "missing no PEM block: a line `-----BEGIN PRIVATE KEY-----` opens that of Apple's .p8";
    CHECK(signing_fault("") == none);
    CHECK(signing_fault("AuthKey_ABC123DEFG.p8") == none);
    CHECK(signing_fault(p8.substr(p8.find('\n') + 1, 120)) == none);
    CHECK(signing_fault("-----BEGIN ") == none);
    CHECK(signing_fault(replaced(p8, "\n", "\\n")) ==
          "bad_character line breaks written as `\\n`: a variable or JSON that was not decoded");
    const std::string_view lost =
        "bad_character the line breaks are lost: PEM has them behind BEGIN, before END and between";
    CHECK(signing_fault(replaced(p8, "\n", " ")) == lost);
    CHECK(signing_fault(replaced(p8, "\n", "")) == lost);
    CHECK(signing_fault("-----BEGIN PRIVATE KEY-----") == lost);
    std::uint8_t* der = nullptr;
    const int size = i2d_PrivateKey(key.get(), &der);
    CHECK(signing_fault(std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(size))) ==
          "wrong_type DER or another binary form, no PEM: openssl pkey -inform DER makes PEM of a key");
    OPENSSL_free(der);
    CHECK(signing_fault(std::string(100'000, '-')) ==
          "too_long over 64 KB: no file of a key, whose largest have some 3 KB");
}

TEST_CASE("a damaged file is refused wherever the damage is, and never read as another key") {
    const own_key key = p256();
    const std::string p8 = pkcs8(key.get());
    const auto verify = verifying_key::from_pem(public_pem(key.get()));
    int refused = 0;
    for (std::size_t i = 0; i < p8.size(); ++i) {
        std::string bent = p8;
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        const auto read = signing_key::from_pem(bent);
        CHECK(ERR_peek_error() == 0);
        if (!read) {
            ++refused;
            // Nothing of the key in the words.
            CHECK(test::line_of(read.error()).find(p8.substr(40, 8)) == std::string::npos);
        } else {
            CHECK(*read->public_key() == *verify);
        }
        (void)signing_key::from_pem(p8.substr(0, i));
    }
    CHECK(refused > 180);
}

TEST_CASE("copies share a key, a moved one does nothing, and errors of others stay in the queue") {
    auto key = signing_key::generate();
    signing_key copy = *key;
    const signing_key taken = std::move(*key);
    CHECK(test::line_of((*key)(bytes_of("x")).error()) == "missing this key was moved from");
    CHECK(test::line_of(key->public_key().error()) == "missing this key was moved from");
    CHECK(test::line_of(key->secret_pem().error()) == "missing this key was moved from");
    CHECK(taken.public_key()->verifies(bytes_of("x"), *copy(bytes_of("x"))));
    copy = *signing_key::generate();
    CHECK_FALSE(taken.public_key()->verifies(bytes_of("x"), *copy(bytes_of("x"))));
    auto verify = taken.public_key();
    const verifying_key gone = std::move(*verify);
    CHECK_FALSE(verify->verifies(bytes_of("x"), *taken(bytes_of("x"))));
    CHECK(*verify != gone);
    *verify = gone;
    CHECK(*verify == gone);
    verify = *verify;
    CHECK(*verify == gone);

    ERR_raise(ERR_LIB_USER, 7);
    CHECK_FALSE(signing_key::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").has_value());
    CHECK_FALSE(gone.verifies(bytes_of("x"), apns::signature{}));
    CHECK(ERR_GET_REASON(ERR_get_error()) == 7);
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("SHA-1, and a request of the server API that it signs") {
    const auto made = openssl::sha1{}("abc");
    REQUIRE(made.has_value());
    char digits[40];
    write_hex(*made, digits);
    CHECK(std::string_view(digits, 40) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    write_hex(*openssl::sha1{}({}), digits);
    CHECK(std::string_view(digits, 40) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    const server_api::app_secret secret("s");
    CHECK(secret.checksum("no", "1", openssl::sha1{})->view() ==
          secret.checksum("", "", [](std::string_view) { return *openssl::sha1{}("sno1"); })->view());
}

TEST_CASE("an allocation of OpenSSL's that fails is an error, wherever it is") {
    REQUIRE(counts);
    const own_key key = p256();
    const std::string p8 = pkcs8(key.get()), pub = public_pem(key.get()), cert = certificate(key.get());
    const auto read = signing_key::from_pem(p8);
    const auto verify = read->public_key();
    const auto made = (*read)(bytes_of("a push"));
    REQUIRE(made.has_value());
    const std::function<bool()> works[] = {
        [&] { return signing_key::from_pem(p8).has_value(); },
        [&] { return verifying_key::from_pem(pub).has_value(); },
        [&] { return verifying_key::from_pem(cert).has_value(); },
        [&] { return (*read)(bytes_of("a push")).has_value(); },
        [&] { return verify->verifies(bytes_of("a push"), *made); },
        [&] { return read->public_key().has_value(); },
        [&] { return read->secret_pem().has_value(); },
        [&] { return verify->to_pem().has_value(); },
        [&] { return openssl::sha1{}("abc").has_value(); },
        [&] { return signing_key::generate().has_value(); },
    };
    for (const auto& work : works) {
        CAPTURE(&work - works);
        CHECK(work());
        allocations = failing = 0;
        CHECK(work());
        const std::size_t all = allocations;
        int failed = 0;
        // Each of the first; of those of the arithmetic, which are thousands, a few.
        for (std::size_t i = 1; i <= all; i += i < 64 ? 1 : 211) {
            allocations = 0;
            failing = i;
            failed += work() ? 0 : 1;
            failing = 0;
            CHECK(ERR_peek_error() == 0);
        }
        CHECK(failed > 0);
        CHECK(work());
    }
}
