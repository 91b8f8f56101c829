#pragma once

// ES256 and SHA-1 by OpenSSL: the key that signs provider tokens, one that verifies them, the hash of NIM's server API.
//
//     const auto key = openssl::signing_key::from_pem(p8);
//     const auto token = apns::provider_token::make(team, id, now, *key);
//
// Needs OpenSSL 3.0 or later; link libcrypto (CMake: OpenSSL::Crypto). No file is read here, and nobody is ever asked for
// a passphrase on a terminal. No error quotes anything of a key. What OpenSSL notes of a failure does not stay in the
// thread's queue, where SSL_get_error() of whoever uses TLS would find it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <openssl/pem.h>
#include <openssl/types.h>
#include <openssl/x509.h>

#include <nimpush/apns/signature.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>

#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "nimpush/interop/openssl.hpp needs OpenSSL 3.0 or later"
#endif

namespace nimpush::inline v1 {
namespace openssl {

namespace detail {

using nimpush::detail::fail;

/// Takes out of the thread's queue what comes in while it lives.
class queue_guard {
  public:
    queue_guard() noexcept { ERR_set_mark(); }
    queue_guard(const queue_guard&) = delete;
    queue_guard& operator=(const queue_guard&) = delete;
    ~queue_guard() { ERR_pop_to_mark(); }
};

template <auto Free> struct freed_by {
    template <class T> void operator()(T* one) const noexcept { (void)Free(one); }
};
template <class T, auto Free> using owned = std::unique_ptr<T, freed_by<Free>>;
using owned_bio = owned<BIO, &BIO_free>;
using owned_context = owned<EVP_MD_CTX, &EVP_MD_CTX_free>;
using owned_key_context = owned<EVP_PKEY_CTX, &EVP_PKEY_CTX_free>;
using owned_certificate = owned<X509, &X509_free>;

/// A key of OpenSSL's. Copies share it: it is counted, and never changes.
class shared_key {
    owned<EVP_PKEY, &EVP_PKEY_free> held_{};

  public:
    shared_key() = default;
    explicit shared_key(EVP_PKEY* taken) noexcept : held_(taken) {}
    shared_key(const shared_key& other) noexcept : held_(other.held_.get()) {
        if (held_) EVP_PKEY_up_ref(held_.get());
    }
    shared_key(shared_key&&) noexcept = default;
    shared_key& operator=(shared_key other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }
    ~shared_key() = default;

    EVP_PKEY* get() const noexcept { return held_.get(); }
    explicit operator bool() const noexcept { return held_ != nullptr; }
};

/// More is no key: the usual ones have 240 bytes to 2 KB. Ours.
inline constexpr std::size_t longest_pem = std::size_t{64} * 1024;
inline constexpr std::string_view begin_mark = "-----BEGIN ";
inline constexpr std::string_view end_mark = "-----";

inline auto out_of_memory() { return fail(errc::refused, "OpenSSL could not: most likely memory has run out"); }

/// What stands behind BEGIN of the first block whose label ends in `kind`, and where the block begins. Empty where there
/// is none.
struct pem_block {
    std::string_view label{};
    std::size_t at = npos;
};
inline pem_block find_block(std::string_view pem, std::string_view kind, std::size_t from = 0) {
    while (true) {
        const std::size_t at = pem.find(begin_mark, from);
        if (at == npos) return {};
        const std::size_t label = at + begin_mark.size();
        const std::size_t end = pem.find(end_mark, label);
        if (end == npos) return {};
        const std::string_view name = pem.substr(label, end - label);
        if (name.ends_with(kind)) return {name, at};
        from = end;
    }
}

/// Whether the text can be PEM at all: what people paste instead has its own words.
inline result<void> check_pem(std::string_view pem) {
    if (pem.size() > longest_pem)
        return fail(errc::too_long, "over 64 KB: no file of a key, whose largest have some 3 KB");
    const pem_block first = find_block(pem, {});
    if (first.at == npos && pem.find('\0') != npos)
        return fail(errc::wrong_type,
                    "DER or another binary form, no PEM: openssl pkey -inform DER makes PEM of a key");
    if (first.at == npos)
        return fail(errc::missing, "no PEM block: a line `-----BEGIN PRIVATE KEY-----` opens that of Apple's .p8");
    const std::size_t behind = first.at + begin_mark.size() + first.label.size() + end_mark.size();
    if (pem.substr(behind, 2) == "\\n" || pem.substr(behind, 2) == "\\r")
        return fail(errc::bad_character, "line breaks written as `\\n`: a variable or JSON that was not decoded");
    const std::size_t next = pem.find_first_not_of(" \t", behind);
    if (next == npos || (pem[next] != '\n' && pem[next] != '\r'))
        return fail(errc::bad_character, "the line breaks are lost: PEM has them behind BEGIN, before END and between");
    return {};
}
inline owned_bio reading(std::string_view pem) noexcept {
    return owned_bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

/// A file that another program wrote as UTF-8 with a mark, or with something on the line before BEGIN, begins at BEGIN.
inline std::string_view from_block(std::string_view pem, const pem_block& block) noexcept {
    return pem.substr(block.at);
}

/// Only ECDSA on P-256 is ES256.
inline result<void> check_p256(EVP_PKEY* key) {
    if (EVP_PKEY_is_a(key, "EC") != 1) {
        const char* const type = EVP_PKEY_get0_type_name(key);
        return fail(errc::wrong_type, nimpush::detail::join("a key of type ", type == nullptr ? "unknown" : type,
                                                            ": APNs takes signatures of ECDSA on P-256 (ES256) alone"));
    }
    std::array<char, 64> group{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1)
        return fail(errc::wrong_type, "an EC key without the name of a curve: APNs takes P-256 (ES256) alone");
    const std::string_view name(group.data());
    if (name != "prime256v1" && name != "P-256")
        return fail(errc::wrong_type, nimpush::detail::join("an EC key on ", name, ": APNs takes P-256 (ES256) alone"));
    const owned_key_context context(EVP_PKEY_CTX_new(key, nullptr));
    if (!context) return out_of_memory();
    if (EVP_PKEY_public_check(context.get()) != 1) return fail(errc::refused, "damaged: its point is not on the curve");
    return {};
}

/// OpenSSL asks for the passphrase by this; without a callback it would ask on the terminal.
inline int give_passphrase(char* to, int room, int, void* from) noexcept {
    const auto& passphrase = *static_cast<const maybe<std::string_view>*>(from);
    if (!passphrase || passphrase->size() > static_cast<std::size_t>(room)) return -1;
    std::memcpy(to, passphrase->data(), passphrase->size());
    return static_cast<int>(passphrase->size());
}

/// The next certificate, passing over other blocks; null where there is none.
inline owned_certificate next_certificate(BIO* in) noexcept {
    maybe<std::string_view> none;
    return owned_certificate(PEM_read_bio_X509(in, nullptr, &give_passphrase, &none));
}

inline result<text> written(const owned_bio& out) {
    char* chars = nullptr;
    const long size = BIO_get_mem_data(out.get(), &chars);
    return text::from({chars, static_cast<std::size_t>(size)});
}

}  // namespace detail

/// A public key on P-256: verifies what the signing key that belongs to it has signed. Copies share it; any number of
/// threads may verify with one. One that was moved from verifies nothing.
class verifying_key {
    detail::shared_key key_{};

    friend class signing_key;
    explicit verifying_key(detail::shared_key key) noexcept : key_(std::move(key)) {}

  public:
    /// Of a block `PUBLIC KEY` or `CERTIFICATE`, the first in the text; what else stands there is passed over.
    static result<verifying_key> from_pem(std::string_view pem) {
        const detail::queue_guard clean;
        if (const auto fine = detail::check_pem(pem); !fine) return unexpected(fine.error());
        const detail::pem_block bare = detail::find_block(pem, "PUBLIC KEY");
        const detail::pem_block in_certificate = detail::find_block(pem, "CERTIFICATE");
        const bool is_bare = bare.at != npos && (in_certificate.at == npos || bare.at < in_certificate.at);
        if (!is_bare && in_certificate.at == npos)
            return detail::fail(errc::missing, "no block PUBLIC KEY or CERTIFICATE");
        const detail::owned_bio in = detail::reading(detail::from_block(pem, is_bare ? bare : in_certificate));
        if (!in) return detail::out_of_memory();
        detail::shared_key read;
        if (is_bare) {
            maybe<std::string_view> none;
            read = detail::shared_key(PEM_read_bio_PUBKEY(in.get(), nullptr, &detail::give_passphrase, &none));
        } else if (const detail::owned_certificate one = detail::next_certificate(in.get())) {
            read = detail::shared_key(X509_get_pubkey(one.get()));
        }
        if (!read) return detail::fail(errc::refused, "damaged: OpenSSL reads no public key in it");
        if (const auto fine = detail::check_p256(read.get()); !fine) return unexpected(fine.error());
        return verifying_key(std::move(read));
    }

    /// Whether the signing key has signed these bytes: r and s as a JWT has them. A signature in DER goes through
    /// apns::signature_from_der() first.
    [[nodiscard]] bool verifies(span<const std::uint8_t> bytes, const apns::signature& signed_by) const {
        const detail::queue_guard clean;
        if (!key_) return false;
        const auto der = apns::signature_to_der(signed_by);
        const detail::owned_context context(EVP_MD_CTX_new());
        return der && context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
               EVP_DigestVerify(context.get(), der->bytes().data(), der->bytes().size(), bytes.data(), bytes.size()) ==
                   1;
    }

    /// A block `PUBLIC KEY`. No secret.
    result<text> to_pem() const {
        const detail::queue_guard clean;
        const detail::owned_bio out(BIO_new(BIO_s_mem()));
        if (!key_) return detail::fail(errc::missing, "this key was moved from");
        if (!out || PEM_write_bio_PUBKEY(out.get(), key_.get()) != 1) return detail::out_of_memory();
        return detail::written(out);
    }

    friend bool operator==(const verifying_key& a, const verifying_key& b) noexcept {
        const detail::queue_guard clean;
        if (!a.key_ || !b.key_) return !a.key_ && !b.key_;
        return EVP_PKEY_eq(a.key_.get(), b.key_.get()) == 1;
    }
};

/// A private key on P-256, as Apple's `.p8` has it: an apns::signer. A secret: it has no text but secret_pem(), and no
/// comparison. Copies share it; any number of threads may sign with one at once. One that was moved from signs nothing.
class signing_key {
    detail::shared_key key_{};

    explicit signing_key(detail::shared_key key) noexcept : key_(std::move(key)) {}

  public:
    /// Of the first private key in a text of PEM blocks: `PRIVATE KEY` (a `.p8`), `ENCRYPTED PRIVATE KEY`,
    /// `EC PRIVATE KEY`. What stands before, between and behind the blocks is passed over.
    static result<signing_key> from_pem(std::string_view pem, maybe<std::string_view> passphrase = {}) {
        const detail::queue_guard clean;
        if (const auto fine = detail::check_pem(pem); !fine) return unexpected(fine.error());
        const detail::pem_block block = detail::find_block(pem, "PRIVATE KEY");
        if (block.at == npos) {
            const std::string_view label = detail::find_block(pem, {}).label;
            return detail::fail(errc::wrong_type,
                                label.ends_with("CERTIFICATE")
                                    ? text("a certificate, which has no private key: provider tokens need a .p8")
                                : label.ends_with("PUBLIC KEY") ? text("a public key, which cannot sign")
                                                                : text("no block PRIVATE KEY"));
        }
        const std::string_view own = detail::from_block(pem, block);
        const bool is_encrypted =
            block.label == "ENCRYPTED PRIVATE KEY" || own.substr(0, own.find("-----END")).find("ENCRYPTED") != npos;
        if (is_encrypted && !passphrase) return detail::fail(errc::missing, "encrypted, and no passphrase was given");
        const detail::owned_bio in = detail::reading(own);
        if (!in) return detail::out_of_memory();
        detail::shared_key read(PEM_read_bio_PrivateKey(in.get(), nullptr, &detail::give_passphrase, &passphrase));
        if (!read)
            return detail::fail(errc::refused, is_encrypted
                                                   ? text("the passphrase does not fit, or the key is damaged")
                                                   : text("damaged: OpenSSL reads no private key in the block"));
        if (const auto fine = detail::check_p256(read.get()); !fine) return unexpected(fine.error());
        const detail::owned_key_context context(EVP_PKEY_CTX_new(read.get(), nullptr));
        if (!context) return detail::out_of_memory();
        if (EVP_PKEY_pairwise_check(context.get()) != 1)
            return detail::fail(errc::refused, "damaged: its public half is not that of its private one");
        return signing_key(std::move(read));
    }

    /// A new one, of OpenSSL's random numbers: for tests and local services. Apple makes those that it takes itself.
    static result<signing_key> generate() {
        const detail::queue_guard clean;
        detail::shared_key made(EVP_EC_gen("P-256"));
        if (!made) return detail::out_of_memory();
        return signing_key(std::move(made));
    }

    /// Signs with ECDSA on P-256 and SHA-256; two signatures of the same bytes differ.
    result<apns::signature> operator()(span<const std::uint8_t> bytes) const {
        const detail::queue_guard clean;
        if (!key_) return detail::fail(errc::missing, "this key was moved from");
        const detail::owned_context context(EVP_MD_CTX_new());
        std::array<std::uint8_t, apns::der_signature::most> der{};
        std::size_t size = der.size();
        if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
            EVP_DigestSign(context.get(), der.data(), &size, bytes.data(), bytes.size()) != 1)
            return detail::out_of_memory();
        return apns::signature_from_der(span<const std::uint8_t>(der).first(size));
    }

    /// What verifies its signatures; nothing of the secret.
    result<verifying_key> public_key() const {
        const detail::queue_guard clean;
        if (!key_) return detail::fail(errc::missing, "this key was moved from");
        std::uint8_t* der = nullptr;
        const int size = i2d_PUBKEY(key_.get(), &der);
        if (size <= 0) return detail::out_of_memory();
        const std::uint8_t* from = der;
        detail::shared_key made(d2i_PUBKEY(nullptr, &from, size));
        OPENSSL_free(der);
        if (!made) return detail::out_of_memory();
        return verifying_key(std::move(made));
    }

    /// A block `PRIVATE KEY`, not encrypted. Secret: for a file that its owner alone may read.
    result<text> secret_pem() const {
        const detail::queue_guard clean;
        if (!key_) return detail::fail(errc::missing, "this key was moved from");
        const detail::owned_bio out(BIO_new(BIO_s_secmem()));
        if (!out || PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
            return detail::out_of_memory();
        return detail::written(out);
    }
};

/// SHA-1, as server_api::make_request() takes it. An error where OpenSSL is set up without it.
struct sha1 {
    result<std::array<std::uint8_t, 20>> operator()(std::string_view bytes) const {
        const detail::queue_guard clean;
        std::array<std::uint8_t, 20> made{};
        if (EVP_Digest(bytes.data(), bytes.size(), made.data(), nullptr, EVP_sha1(), nullptr) != 1)
            return detail::fail(errc::not_supported, "this OpenSSL makes no SHA-1");
        return made;
    }
};

}  // namespace openssl
}  // namespace nimpush::v1
