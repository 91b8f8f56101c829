#pragma once

// A certificate for pushes, read by OpenSSL: until when it is good, for which environments and topics, and whose it is.
//
//     const auto one = openssl::push_certificate::from_pem(pem);
//     if (one && !one->may_push(apns::push_type::voip)) …
//
// Needs OpenSSL 3.0 or later; link libcrypto (CMake: OpenSSL::Crypto). Apple's extensions have no page of their own that
// we know: the numbers below are those that its page on sending names (6.3.4, 6.3.6) and that many clients cite from its
// WWDR practice statement (6.3.1, 6.3.2); the form of 6.3.6 is as pushy's test certificates have it.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/types.h>
#include <openssl/x509.h>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/interop/openssl.hpp>

namespace nimpush::inline v1 {
namespace openssl {

/// One topic that a certificate names, and for what: `app`, `voip`, `complication` …
struct certificate_topic {
    text name{};
    std::vector<text> kinds{};

    friend bool operator==(const certificate_topic&, const certificate_topic&) = default;
};

namespace detail {

/// Walks over DER (X.690) inside of what is there: no size is believed that goes past its end.
class der_reader {
    span<const std::uint8_t> left_;

  public:
    static constexpr std::uint8_t utf8_string = 0x0C, sequence = 0x30;

    explicit der_reader(span<const std::uint8_t> bytes) noexcept : left_(bytes) {}

    bool empty() const noexcept { return left_.empty(); }
    /// Whether what comes next has this tag.
    bool is_next(std::uint8_t tag) const noexcept { return !left_.empty() && left_[0] == tag; }
    /// The contents of the next element; none where the bytes are no whole one.
    maybe<span<const std::uint8_t>> take() noexcept {
        if (left_.size() < 2) return {};
        std::size_t size = left_[1], head = 2;
        if (size >= 0x80) {
            const std::size_t digits = size & 0x7F;
            if (digits == 0 || digits > 3 || left_.size() < head + digits) return {};
            size = 0;
            for (std::size_t i = 0; i < digits; ++i) size = size << 8 | left_[head + i];
            head += digits;
        }
        if (size > left_.size() - head) return {};
        const auto contents = left_.subspan(head, size);
        left_ = left_.subspan(head + size, left_.size() - head - size);
        return contents;
    }
};

/// More topics than any certificate has; a topic key of Apple's has 400 at most.
inline constexpr std::size_t most_topics = 1'000;

inline maybe<text> take_utf8(der_reader& from) {
    if (!from.is_next(der_reader::utf8_string)) return {};
    const auto contents = from.take();
    if (!contents || contents->size() > 255) return {};
    const std::string_view chars(reinterpret_cast<const char*>(contents->data()), contents->size());
    if (!is_utf8(chars)) return {};
    return nimpush::detail::printable(chars, 255);
}
/// A SEQUENCE of pairs: a UTF8String, and a SEQUENCE of UTF8Strings. False where it is none; those before stay.
inline bool read_topics(span<const std::uint8_t> der, std::vector<certificate_topic>& to) {
    der_reader whole(der);
    if (!whole.is_next(der_reader::sequence)) return false;
    const auto inner = whole.take();
    if (!inner || !whole.empty()) return false;
    for (der_reader pairs(*inner); !pairs.empty();) {
        auto name = take_utf8(pairs);
        if (!name || to.size() == most_topics || !pairs.is_next(der_reader::sequence)) return false;
        certificate_topic one{*std::move(name), {}};
        const auto kinds = pairs.take();
        if (!kinds) return false;
        for (der_reader each(*kinds); !each.empty();) {
            auto kind = take_utf8(each);
            if (!kind || one.kinds.size() == most_topics) return false;
            one.kinds.push_back(*std::move(kind));
        }
        to.push_back(std::move(one));
    }
    return true;
}

/// Seconds since 1970; none of what is no time.
inline maybe<std::int64_t> seconds_of(const ASN1_TIME* time) noexcept {
    const owned<ASN1_TIME, &ASN1_TIME_free> epoch(ASN1_TIME_set(nullptr, 0));
    int days = 0, seconds = 0;
    if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return {};
    return std::int64_t{days} * 86'400 + seconds;
}

/// The first entry of this kind in a name, for people; null where there is none.
inline text entry_of(const X509_NAME* name, int nid) {
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    if (at < 0) return {};
    unsigned char* chars = nullptr;
    const int size = ASN1_STRING_to_UTF8(&chars, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) return {};
    text made = nimpush::detail::printable({reinterpret_cast<const char*>(chars), static_cast<std::size_t>(size)}, 255);
    OPENSSL_free(chars);
    return made;
}

/// The contents of an extension of this number; none where it is not there.
inline maybe<span<const std::uint8_t>> extension_of(const X509* one, const char* number) noexcept {
    const owned<ASN1_OBJECT, &ASN1_OBJECT_free> id(OBJ_txt2obj(number, 1));
    const int at = id ? X509_get_ext_by_OBJ(one, id.get(), -1) : -1;
    if (at < 0) return {};
    const ASN1_OCTET_STRING* const held = X509_EXTENSION_get_data(X509_get_ext(one, at));
    return span<const std::uint8_t>(ASN1_STRING_get0_data(held), static_cast<std::size_t>(ASN1_STRING_length(held)));
}

}  // namespace detail

/// What a client certificate for APNs says of itself; nothing of a key. Whether Apple has signed it is not looked at.
/// Texts of it are fit for a log. Copies share the public key.
class push_certificate {
    detail::shared_key key_{};

  public:
    text common_name{};           // `Apple Push Services: com.example.acme`
    text uid{};                   // the bundle id, or the topic of MDM
    text team{};                  // the organizational unit
    text organization{};          // who the team is
    text issuer{};                // the common name of who signed it
    std::int64_t not_before = 0;  // seconds since 1970
    std::int64_t not_after = 0;   // likewise
    bool is_for_development = false;
    bool is_for_production = false;
    bool names_topics = false;                // it has an extension for them, and is not for one topic alone
    bool has_damaged_topics = false;          // they are not in the form that is known
    std::vector<certificate_topic> topics{};  // those of the extension; else its UID, without kinds

    /// Of the first block `CERTIFICATE` in a text; what else stands there is passed over.
    static result<push_certificate> from_pem(std::string_view pem) {
        const detail::queue_guard clean;
        if (const auto fine = detail::check_pem(pem); !fine) return unexpected(fine.error());
        const detail::pem_block block = detail::find_block(pem, "CERTIFICATE");
        if (block.at == npos)
            return detail::fail(errc::missing, "no block CERTIFICATE: a key alone says nothing of topics or time");
        const detail::owned_bio in = detail::reading(detail::from_block(pem, block));
        if (!in) return detail::out_of_memory();
        const detail::owned_certificate read = detail::next_certificate(in.get());
        if (!read) return detail::fail(errc::refused, "damaged: OpenSSL reads no certificate in the block");
        push_certificate made;
        made.key_ = detail::shared_key(X509_get_pubkey(read.get()));
        if (!made.key_) return detail::fail(errc::refused, "damaged: its public key cannot be read");
        const auto begins = detail::seconds_of(X509_get0_notBefore(read.get()));
        const auto ends = detail::seconds_of(X509_get0_notAfter(read.get()));
        if (!begins || !ends) return detail::fail(errc::refused, "damaged: its times are none");
        made.not_before = *begins;
        made.not_after = *ends;
        const X509_NAME* const subject = X509_get_subject_name(read.get());
        made.common_name = detail::entry_of(subject, NID_commonName);
        made.uid = detail::entry_of(subject, NID_userId);
        made.team = detail::entry_of(subject, NID_organizationalUnitName);
        made.organization = detail::entry_of(subject, NID_organizationName);
        made.issuer = detail::entry_of(X509_get_issuer_name(read.get()), NID_commonName);
        made.read_extensions(read.get());
        return made;
    }

    /// Whether this is the certificate of the first private key in the text. An error where that cannot be read.
    result<bool> belongs_to(std::string_view key_pem, maybe<std::string_view> passphrase = {}) const {
        const detail::queue_guard clean;
        if (const auto fine = detail::check_pem(key_pem); !fine) return unexpected(fine.error());
        const detail::pem_block block = detail::find_block(key_pem, "PRIVATE KEY");
        if (block.at == npos) return detail::fail(errc::missing, "no block PRIVATE KEY");
        const detail::owned_bio in = detail::reading(detail::from_block(key_pem, block));
        if (!in) return detail::out_of_memory();
        const detail::shared_key key(PEM_read_bio_PrivateKey(in.get(), nullptr, &detail::give_passphrase, &passphrase));
        if (!key)
            return detail::fail(errc::refused,
                                passphrase ? text("the passphrase does not fit, or the private key is damaged")
                                           : text("the private key is damaged, or encrypted and no passphrase given"));
        return key_ && EVP_PKEY_eq(key_.get(), key.get()) == 1;
    }

    /// Whether one of its topics is for pushes of this type, and Apple takes these over a certificate at all.
    bool may_push(apns::push_type type) const noexcept {
        if (!apns::allows(type, apns::authentication::certificate)) return false;
        for (const certificate_topic& one : topics)
            if (apns::topic_suits(type, one.name.view())) return true;
        return false;
    }
    /// All types that may_push() has, in Apple's order.
    std::vector<apns::push_type> push_types() const {
        std::vector<apns::push_type> made;
        for (std::size_t i = 0; i < std::size(names<apns::push_type>::list); ++i)
            if (may_push(static_cast<apns::push_type>(i))) made.push_back(static_cast<apns::push_type>(i));
        return made;
    }
    /// Whether the extensions or the UID say that it is for pushes.
    bool is_for_pushes() const noexcept { return is_for_development || is_for_production || names_topics; }
    bool has_topic(std::string_view topic) const noexcept {
        for (const certificate_topic& one : topics)
            if (one.name.view() == topic) return true;
        return false;
    }

  private:
    void read_extensions(const X509* from) {
        is_for_development = detail::extension_of(from, "1.2.840.113635.100.6.3.1").has_value();
        is_for_production = detail::extension_of(from, "1.2.840.113635.100.6.3.2").has_value();
        // 6.3.4 is of VoIP; that it has the form of 6.3.6 is unverified, so another form of it is no fault.
        if (const auto all = detail::extension_of(from, "1.2.840.113635.100.6.3.6")) {
            names_topics = true;
            has_damaged_topics = !detail::read_topics(*all, topics);
        }
        if (const auto voip = detail::extension_of(from, "1.2.840.113635.100.6.3.4"))
            (void)detail::read_topics(*voip, topics);
        if (topics.empty() && uid.has_value()) topics.push_back({uid, {}});
    }
};

}  // namespace openssl
}  // namespace nimpush::v1
