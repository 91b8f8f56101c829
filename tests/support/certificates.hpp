#pragma once

// Authorities and certificates for tests, made anew in each run: none is kept in the repository.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace test {

/// What `write` writes into what it is given.
template <class Write> std::string pem_of(Write&& write) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
    REQUIRE(write(out.get()) == 1);
    char* chars = nullptr;
    const long size = BIO_get_mem_data(out.get(), &chars);
    return {chars, static_cast<std::size_t>(size)};
}

/// A certificate and its key, as PEM.
struct issued {
    std::string certificate{};
    std::string key{};
};

/// What Apple puts into a certificate for pushes.
struct apple_parts {
    std::string uid{};
    std::string team{};
    std::string organization{};
    std::vector<std::pair<std::string, std::string>> extensions{};  // number and DER
};

class authority {
    struct free_all {
        void operator()(EVP_PKEY* one) const { EVP_PKEY_free(one); }
        void operator()(X509* one) const { X509_free(one); }
    };
    using own_key = std::unique_ptr<EVP_PKEY, free_all>;
    using own_certificate = std::unique_ptr<X509, free_all>;
    own_key key_;
    own_certificate certificate_;
    mutable long serial_ = 1;

    static own_certificate make(EVP_PKEY* key, std::string_view name, const X509* issuer, EVP_PKEY* signer, long serial,
                                int days, const apple_parts& apple = {}) {
        own_certificate one(X509_new());
        X509_set_version(one.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(one.get()), serial);
        X509_gmtime_adj(X509_getm_notBefore(one.get()), -2L * 86'400);
        X509_gmtime_adj(X509_getm_notAfter(one.get()), 86'400L * days);
        X509_set_pubkey(one.get(), key);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(one.get()), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(name.data()), static_cast<int>(name.size()),
                                   -1, 0);
        const auto add = [&](const char* field, const std::string& held) {
            if (!held.empty())
                X509_NAME_add_entry_by_txt(X509_get_subject_name(one.get()), field, MBSTRING_UTF8,
                                           reinterpret_cast<const unsigned char*>(held.data()),
                                           static_cast<int>(held.size()), -1, 0);
        };
        add("UID", apple.uid);
        add("OU", apple.team);
        add("O", apple.organization);
        X509_set_issuer_name(one.get(), X509_get_subject_name(issuer == nullptr ? one.get() : issuer));
        const std::string names = "DNS:" + std::string(name);
        X509V3_CTX context;
        X509V3_set_ctx_nodb(&context);
        X509V3_set_ctx(&context, one.get(), one.get(), nullptr, nullptr, 0);
        const bool is_authority = issuer == nullptr;
        const auto extend = [&](int nid, const char* value) {
            X509_EXTENSION* const made = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
            REQUIRE(made != nullptr);
            X509_add_ext(one.get(), made, -1);
            X509_EXTENSION_free(made);
        };
        extend(NID_basic_constraints, is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
        if (!is_authority && name.find(' ') == name.npos) extend(NID_subject_alt_name, names.c_str());
        for (const auto& [number, der] : apple.extensions) {
            const std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> id(OBJ_txt2obj(number.c_str(), 1),
                                                                               &ASN1_OBJECT_free);
            const std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> held(ASN1_OCTET_STRING_new(),
                                                                                             &ASN1_OCTET_STRING_free);
            ASN1_OCTET_STRING_set(held.get(), reinterpret_cast<const unsigned char*>(der.data()),
                                  static_cast<int>(der.size()));
            X509_EXTENSION* const made = X509_EXTENSION_create_by_OBJ(nullptr, id.get(), 0, held.get());
            X509_add_ext(one.get(), made, -1);
            X509_EXTENSION_free(made);
        }
        REQUIRE(X509_sign(one.get(), signer, EVP_sha256()) > 0);
        return one;
    }

  public:
    explicit authority(std::string_view name)
        : key_(EVP_EC_gen("P-256")), certificate_(make(key_.get(), name, nullptr, key_.get(), 1, 10)) {}

    std::string pem() const {
        return pem_of([&](BIO* out) { return PEM_write_bio_X509(out, certificate_.get()); });
    }
    /// For a server of this name, or a client; good for so many days, expired where there are fewer than 0.
    issued issue(std::string_view name, int days = 5, const apple_parts& apple = {}) const {
        const own_key key(EVP_EC_gen("P-256"));
        const auto made = make(key.get(), name, certificate_.get(), key_.get(), ++serial_, days, apple);
        return {pem_of([&](BIO* out) { return PEM_write_bio_X509(out, made.get()); }), pem_of([&](BIO* out) {
                    return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
                })};
    }
};

}  // namespace test
