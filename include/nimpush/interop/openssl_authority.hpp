#pragma once

// A certificate authority of one's own, for local services and tests: it signs for servers on loopback, and client
// certificates such as Apple gives to those who push.
//
// Source of what a push certificate has: UID is the bundle id, 1.2.840.113635.100.6.3.1 and .2 say for which environment
// it is, .6 lists topics and what each is for (docs/facts/apns.md).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/types.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <nimpush/apns/header.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/openssl.hpp>

namespace nimpush::inline v1 {
namespace openssl {

/// A certificate and its key, as PEM. The key is a secret.
struct issued {
    text certificate{};
    text key{};
};

/// What a certificate is to be for.
struct leaf {
    text name{};                // the common name
    std::vector<text> hosts{};  // of a server: names and IPv4 addresses
    text bundle_id{};           // of a client that pushes: the app; null: of none
    text team{};                // likewise: OU
    bool is_production = true;  // likewise: or for development
    int days = 365;             // from yesterday on; below 1 it has expired
};

namespace detail {

using owned_key = owned<EVP_PKEY, &EVP_PKEY_free>;
using owned_extension = owned<X509_EXTENSION, &X509_EXTENSION_free>;

inline bool put_name(X509* to, const char* field, std::string_view held) {
    return X509_NAME_add_entry_by_txt(X509_get_subject_name(to), field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(held.data()),
                                      static_cast<int>(held.size()), -1, 0) == 1;
}
/// One that OpenSSL knows by number, as its configuration spells it.
inline bool extend(X509* to, X509* issuer, int nid, const std::string& held) {
    X509V3_CTX context{};
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    const owned_extension made(X509V3_EXT_conf_nid(nullptr, &context, nid, held.c_str()));
    return made && X509_add_ext(to, made.get(), -1) == 1;
}
/// Another, by its object id and DER.
inline bool extend(X509* to, const char* id, const std::vector<std::uint8_t>& der) {
    const owned<ASN1_OBJECT, &ASN1_OBJECT_free> object(OBJ_txt2obj(id, 1));
    const owned<ASN1_OCTET_STRING, &ASN1_OCTET_STRING_free> held(ASN1_OCTET_STRING_new());
    if (!object || !held || ASN1_OCTET_STRING_set(held.get(), der.data(), static_cast<int>(der.size())) != 1)
        return false;
    const owned_extension made(X509_EXTENSION_create_by_OBJ(nullptr, object.get(), 0, held.get()));
    return made && X509_add_ext(to, made.get(), -1) == 1;
}

/// A DER element: tag, size, bytes; up to 65,535 of them.
inline void put_der(std::vector<std::uint8_t>& to, std::uint8_t tag, const std::uint8_t* bytes, std::size_t size) {
    to.push_back(tag);
    if (size > 0xFF) to.push_back(0x82);
    if (size > 0xFF) to.push_back(static_cast<std::uint8_t>(size >> 8));
    if (size > 0x7F && size <= 0xFF) to.push_back(0x81);
    to.push_back(static_cast<std::uint8_t>(size));
    to.insert(to.end(), bytes, bytes + size);
}
inline void put_der_text(std::vector<std::uint8_t>& to, std::string_view s) {
    put_der(to, V_ASN1_UTF8STRING, reinterpret_cast<const std::uint8_t*>(s.data()), s.size());
}
/// Topics and what each is for, as the extension .6.3.6 lists them: pairs of a text and a list of texts.
inline std::vector<std::uint8_t> der_of_topics(std::string_view bundle_id) {
    struct kind {
        std::string_view suffix, name;
    };
    std::vector<std::uint8_t> inner;
    for (const kind one : {kind{"", "app"}, kind{".voip", "voip"}, kind{".complication", "complication"}}) {
        std::vector<std::uint8_t> names;
        put_der_text(inner, std::string(bundle_id) + std::string(one.suffix));
        put_der_text(names, one.name);
        put_der(inner, V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED, names.data(), names.size());
    }
    std::vector<std::uint8_t> made;
    put_der(made, V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED, inner.data(), inner.size());
    return made;
}

inline bool write_certificate(BIO* to, X509* one) { return PEM_write_bio_X509(to, one) == 1; }
inline bool write_secret(BIO* to, EVP_PKEY* key) {
    return PEM_write_bio_PKCS8PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
}

}  // namespace detail

/// Signs certificates with keys on P-256 that it makes for each. Its own key is a secret. It moves, and belongs to one
/// thread at a time.
class authority {
    detail::owned_key key_;
    detail::owned_certificate certificate_;

    authority(detail::owned_key key, detail::owned_certificate certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}

  public:
    /// A new one of this name, good for ten years.
    static result<authority> make(std::string_view name) {
        const detail::queue_guard clean;
        detail::owned_key key(EVP_EC_gen("P-256"));
        if (!key) return detail::out_of_memory();
        constexpr int ten_years = 3'650;
        auto made = begin(key.get(), name, ten_years);
        if (!made || X509_set_issuer_name(made.get(), X509_get_subject_name(made.get())) != 1 ||
            !detail::extend(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE") ||
            !detail::extend(made.get(), made.get(), NID_key_usage, "critical,keyCertSign,cRLSign") ||
            !detail::extend(made.get(), made.get(), NID_subject_key_identifier, "hash") ||
            X509_sign(made.get(), key.get(), EVP_sha256()) <= 0)
            return detail::out_of_memory();
        return authority(std::move(key), std::move(made));
    }
    /// One that was kept: its certificate, and its secret_pem().
    static result<authority> from_pem(std::string_view certificate, std::string_view secret) {
        const detail::queue_guard clean;
        for (const std::string_view one : {certificate, secret})
            if (const auto fine = detail::check_pem(one); !fine) return unexpected(fine.error());
        const detail::owned_bio certificate_in = detail::reading(certificate);
        const detail::owned_bio secret_in = detail::reading(secret);
        if (!certificate_in || !secret_in) return detail::out_of_memory();
        maybe<std::string_view> none;
        auto read = detail::next_certificate(certificate_in.get());
        detail::owned_key key(PEM_read_bio_PrivateKey(secret_in.get(), nullptr, &detail::give_passphrase, &none));
        if (!read || !key) return detail::fail(errc::refused, "damaged: no certificate with a key that OpenSSL reads");
        if (X509_check_private_key(read.get(), key.get()) != 1)
            return detail::fail(errc::refused, "the key is not that of the certificate");
        if (X509_check_ca(read.get()) == 0) return detail::fail(errc::refused, "no authority: it may not sign others");
        return authority(std::move(key), std::move(read));
    }

    /// What those have to trust who are to believe what it signs.
    result<text> to_pem() const {
        return pem_of([this](BIO* to) { return detail::write_certificate(to, certificate_.get()); });
    }
    /// Secret: for a file that its owner alone may read.
    result<text> secret_pem() const {
        return pem_of([this](BIO* to) { return detail::write_secret(to, key_.get()); });
    }

    /// A certificate with a key of its own. An error where a name is none: the common name has 1 to 64 bytes (RFC 5280,
    /// ub-common-name), a host letters, digits, dots and dashes.
    result<issued> issue(const leaf& what) const {
        const detail::queue_guard clean;
        if (const auto fine = check(what); !fine) return unexpected(fine.error());
        const detail::owned_key key(EVP_EC_gen("P-256"));
        if (!key) return detail::out_of_memory();
        const auto made = begin(key.get(), what.name.view(), what.days);
        if (!made || X509_set_issuer_name(made.get(), X509_get_subject_name(certificate_.get())) != 1 ||
            !describe(made.get(), what) || X509_sign(made.get(), key_.get(), EVP_sha256()) <= 0)
            return detail::out_of_memory();
        auto certificate = pem_of([&](BIO* to) { return detail::write_certificate(to, made.get()); });
        auto secret = pem_of([&](BIO* to) { return detail::write_secret(to, key.get()); });
        if (!certificate) return unexpected(certificate.error());
        if (!secret) return unexpected(secret.error());
        return issued{*std::move(certificate), *std::move(secret)};
    }

  private:
    static result<void> check(const leaf& what) {
        const auto is_name = [](const text& s, std::size_t most) { return !s.empty() && s.view().size() <= most; };
        constexpr std::size_t longest = 64;
        if (!is_name(what.name, longest)) return nimpush::detail::fail(errc::too_long, "name: 1 to 64 bytes");
        if (what.team.has_value() && !is_name(what.team, longest))
            return nimpush::detail::fail(errc::too_long, "team: 1 to 64 bytes");
        if (what.bundle_id.has_value() && !is_name(what.bundle_id, apns::longest_bundle_id))
            return nimpush::detail::fail(errc::too_long, "bundle_id: 1 to 155 bytes");
        for (const text& host : what.hosts)
            for (const char c : host.view())
                if (!nimpush::detail::is_letter(c) && !schema::digits::has(c) && c != '.' && c != '-')
                    return nimpush::detail::fail(errc::bad_character, "hosts: letters, digits, dots and dashes");
        return {};
    }
    template <class Write> static result<text> pem_of(Write&& write) {
        const detail::queue_guard clean;
        const detail::owned_bio out(BIO_new(BIO_s_secmem()));
        if (!out || !write(out.get())) return detail::out_of_memory();
        return detail::written(out);
    }
    static detail::owned_certificate begin(EVP_PKEY* key, std::string_view name, int days) {
        constexpr long day = 86'400;
        detail::owned_certificate one(X509_new());
        std::array<unsigned char, 16> random{};
        if (!one || RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) return nullptr;
        random[0] &= 0x7F;  // a serial is no negative number
        const detail::owned<BIGNUM, &BN_free> number(
            BN_bin2bn(random.data(), static_cast<int>(random.size()), nullptr));
        if (!number || BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(one.get())) == nullptr ||
            X509_set_version(one.get(), 2) != 1 ||  // 3, that is
            X509_gmtime_adj(X509_getm_notBefore(one.get()), -2 * day) == nullptr ||
            X509_gmtime_adj(X509_getm_notAfter(one.get()), day * (days < 1 ? -1 : days)) == nullptr ||
            X509_set_pubkey(one.get(), key) != 1 || !detail::put_name(one.get(), "CN", name))
            return nullptr;
        return one;
    }
    bool describe(X509* made, const leaf& what) const {
        const bool is_client = what.bundle_id.has_value();
        if (is_client && !detail::put_name(made, "UID", what.bundle_id.view())) return false;
        if (what.team.has_value() && !detail::put_name(made, "OU", what.team.view())) return false;
        std::string hosts;
        for (const text& host : what.hosts) {
            const bool is_address = host.view().find_first_not_of("0123456789.") == std::string_view::npos;
            hosts += (hosts.empty() ? "" : ",") + std::string(is_address ? "IP:" : "DNS:") + std::string(host.view());
        }
        if (!detail::extend(made, certificate_.get(), NID_basic_constraints, "critical,CA:FALSE") ||
            !detail::extend(made, certificate_.get(), NID_ext_key_usage,
                            is_client ? "clientAuth" : "serverAuth,clientAuth") ||
            !detail::extend(made, certificate_.get(), NID_authority_key_identifier, "keyid"))
            return false;
        if (!hosts.empty() && !detail::extend(made, certificate_.get(), NID_subject_alt_name, hosts)) return false;
        if (!is_client) return true;
        const std::vector<std::uint8_t> null_der = {V_ASN1_NULL, 0};
        return detail::extend(made, what.is_production ? "1.2.840.113635.100.6.3.2" : "1.2.840.113635.100.6.3.1",
                              null_der) &&
               detail::extend(made, "1.2.840.113635.100.6.3.6", detail::der_of_topics(what.bundle_id.view()));
    }
};

}  // namespace openssl
}  // namespace nimpush::v1
