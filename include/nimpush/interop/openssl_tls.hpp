#pragma once

// TLS by OpenSSL without a socket: what the peer sent goes in, what it is to get comes out.
//
//     const auto context = openssl::tls_context::client();  // or with a client certificate, or a CA of one's own
//     auto tls = openssl::tls_session::to_server(*context, "api.push.apple.com");
//     tls->write(plain); socket.write(tls->take_bytes()); tls->feed(socket.read()); plain = tls->read();
//
// TLS 1.2 at least, HTTP/2 alone (ALPN `h2`), as APNs wants it. Needs OpenSSL 3.0 or later; link libssl (CMake:
// OpenSSL::SSL). A client verifies the server's name and chain always. No error quotes a key.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/tls1.h>
#include <openssl/types.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/interop/openssl.hpp>

namespace nimpush::inline v1 {
namespace openssl {

/// A certificate and the key that belongs to it, as PEM: the leaf first, then those that it was signed by, if any. One
/// text may hold both.
struct certificate_and_key {
    std::string_view certificates{};
    std::string_view key{};
    maybe<std::string_view> passphrase{};
};

namespace detail {

/// SSL_get_error() reads the thread's whole queue, so that it has to be empty before: what others left there goes too.
class empty_queue {
  public:
    empty_queue() noexcept { ERR_clear_error(); }
    empty_queue(const empty_queue&) = delete;
    empty_queue& operator=(const empty_queue&) = delete;
    ~empty_queue() { ERR_clear_error(); }
};

using owned_tls = owned<SSL, &SSL_free>;
using owned_tls_context = owned<SSL_CTX, &SSL_CTX_free>;

/// Why OpenSSL failed, in its words; nothing of what it was given.
inline text last_reason() {
    const unsigned long code = ERR_peek_last_error();
    const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    if (reason == nullptr) return "OpenSSL gives no reason";
    return nimpush::detail::printable(reason, 100);
}

inline result<void> use(SSL_CTX* context, const certificate_and_key& own) {
    const owned_bio in = reading(own.certificates);
    if (!in) return out_of_memory();
    if (const auto fine = check_pem(own.certificates); !fine) return unexpected(fine.error());
    for (bool is_leaf = true;; is_leaf = false) {
        const owned_certificate one = next_certificate(in.get());
        if (!one && is_leaf) return fail(errc::refused, "no certificate that OpenSSL reads");
        if (!one) break;
        if (is_leaf ? SSL_CTX_use_certificate(context, one.get()) != 1
                    : SSL_CTX_add1_chain_cert(context, one.get()) != 1)
            return fail(errc::refused, nimpush::detail::join("the certificate cannot be used: ", last_reason()));
    }
    if (const auto fine = check_pem(own.key); !fine) return unexpected(fine.error());
    const pem_block block = find_block(own.key, "PRIVATE KEY");
    if (block.at == npos) return fail(errc::missing, "no block PRIVATE KEY");
    const owned_bio key_in = reading(from_block(own.key, block));
    if (!key_in) return out_of_memory();
    maybe<std::string_view> passphrase = own.passphrase;
    const shared_key key(PEM_read_bio_PrivateKey(key_in.get(), nullptr, &give_passphrase, &passphrase));
    if (!key) return fail(errc::refused, "the private key is damaged, or a passphrase is missing or does not fit");
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1)
        return fail(errc::refused, "the private key is not that of the certificate");
    return {};
}
inline result<void> trust(SSL_CTX* context, std::string_view authorities) {
    const owned_bio in = reading(authorities);
    if (!in) return out_of_memory();
    int count = 0;
    while (const owned_certificate one = next_certificate(in.get())) {
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), one.get()) != 1) return out_of_memory();
        ++count;
    }
    if (count == 0) return fail(errc::refused, "no certificate of an authority that OpenSSL reads");
    return {};
}

/// `h2`, as ALPN spells it: a byte of size before each name.
inline constexpr unsigned char only_h2[] = {2, 'h', '2'};

inline int choose_h2(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                     unsigned offered_size, void*) noexcept {
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, size, only_h2, sizeof only_h2, offered, offered_size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace detail

/// What many connections share: whom to trust, and who one is. Copies share it.
class tls_context {
    std::shared_ptr<SSL_CTX> held_;

    friend class tls_session;
    explicit tls_context(std::shared_ptr<SSL_CTX> held) : held_(std::move(held)) {}

  public:
    /// Of a client. `authorities`: the certificates to trust as PEM; empty: those of the system. `own`: the client
    /// certificate, for certificate-based pushes.
    static result<tls_context> client(std::string_view authorities = {}, const maybe<certificate_and_key>& own = {}) {
        const detail::queue_guard clean;
        auto made = begin(TLS_client_method());
        if (made == nullptr) return detail::out_of_memory();
        SSL_CTX_set_verify(made.get(), SSL_VERIFY_PEER, nullptr);
        if (authorities.empty()) {
            if (SSL_CTX_set_default_verify_paths(made.get()) != 1) return detail::out_of_memory();
        } else if (const auto fine = detail::trust(made.get(), authorities); !fine) {
            return unexpected(fine.error());
        }
        if (own) {
            if (const auto fine = detail::use(made.get(), *own); !fine) return unexpected(fine.error());
        }
        if (SSL_CTX_set_alpn_protos(made.get(), detail::only_h2, sizeof detail::only_h2) != 0)
            return detail::out_of_memory();
        return tls_context(std::move(made));
    }
    /// Of a server. `client_authorities`: where it asks for a client certificate, who may have signed it; a client
    /// without one is let in all the same.
    static result<tls_context> server(const certificate_and_key& own, std::string_view client_authorities = {}) {
        const detail::queue_guard clean;
        auto made = begin(TLS_server_method());
        if (made == nullptr) return detail::out_of_memory();
        if (const auto fine = detail::use(made.get(), own); !fine) return unexpected(fine.error());
        if (!client_authorities.empty()) {
            if (const auto fine = detail::trust(made.get(), client_authorities); !fine) return unexpected(fine.error());
            SSL_CTX_set_verify(made.get(), SSL_VERIFY_PEER, nullptr);
            // Without a name of its own a session is not taken up again where clients are asked for certificates.
            static constexpr unsigned char name[] = "nimpush";
            if (SSL_CTX_set_session_id_context(made.get(), name, sizeof name - 1) != 1) return detail::out_of_memory();
        }
        SSL_CTX_set_alpn_select_cb(made.get(), &detail::choose_h2, nullptr);
        return tls_context(std::move(made));
    }

  private:
    static std::shared_ptr<SSL_CTX> begin(const SSL_METHOD* method) {
        detail::owned_tls_context made(SSL_CTX_new(method));
        if (!made || SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION) != 1) return nullptr;
        return std::shared_ptr<SSL_CTX>(made.release(), &SSL_CTX_free);
    }
};

/// One TLS connection. It belongs to one thread at a time.
class tls_session {
    std::shared_ptr<SSL_CTX> context_;
    detail::owned_tls held_;
    std::vector<std::uint8_t> out_{};
    std::vector<std::uint8_t> plain_{};
    std::vector<std::uint8_t> early_{};  // written before the handshake was done
    bool is_ready_ = false;
    bool is_closed_ = false;

    tls_session(std::shared_ptr<SSL_CTX> context, detail::owned_tls held)
        : context_(std::move(context)), held_(std::move(held)) {}

  public:
    /// Towards a server: of this name, which its certificate must have. Its first bytes are there to be taken.
    static result<tls_session> to_server(const tls_context& context, std::string_view host) {
        const detail::empty_queue clean;
        auto made = begin(context);
        if (!made) return detail::out_of_memory();
        const std::string name(host);
        SSL_set_connect_state(made.get());
        if (SSL_set_tlsext_host_name(made.get(), name.c_str()) != 1 || SSL_set1_host(made.get(), name.c_str()) != 1)
            return detail::out_of_memory();
        tls_session session(context.held_, std::move(made));
        if (const auto fine = session.shake(); !fine) return unexpected(fine.error());
        return session;
    }
    /// Towards a client.
    static result<tls_session> to_client(const tls_context& context) {
        const detail::empty_queue clean;
        auto made = begin(context);
        if (!made) return detail::out_of_memory();
        SSL_set_accept_state(made.get());
        return tls_session(context.held_, std::move(made));
    }

    /// What the peer sent. An error ends the connection: what is left to take tells the peer why.
    result<void> feed(span<const std::uint8_t> bytes) {
        const detail::empty_queue clean;
        if (is_closed_) return {};
        for (std::size_t at = 0; at < bytes.size();) {
            constexpr std::size_t most = 1 << 20;
            const std::size_t size = bytes.size() - at < most ? bytes.size() - at : most;
            const int taken = BIO_write(SSL_get_rbio(held_.get()), bytes.data() + at, static_cast<int>(size));
            if (taken <= 0) return over(detail::out_of_memory().error());
            at += static_cast<std::size_t>(taken);
        }
        if (!is_ready_) {
            if (auto fine = shake(); !fine) return fine;
            if (!is_ready_) return {};
            if (auto fine = put(std::exchange(early_, {})); !fine) return fine;
        }
        return read_all();
    }
    /// What came from the peer and was not taken yet, until the next call of feed() or read().
    std::vector<std::uint8_t> read() { return std::exchange(plain_, {}); }

    /// What the peer is to get: kept until the handshake is done.
    result<void> write(span<const std::uint8_t> plain) {
        const detail::empty_queue clean;
        if (is_closed_) return nimpush::detail::fail(errc::refused, "the connection has ended");
        if (!is_ready_) {
            early_.insert(early_.end(), plain.begin(), plain.end());
            return {};
        }
        return put(plain);
    }
    /// What is to be sent to the peer now, until the next call of whatever of this.
    span<const std::uint8_t> take_bytes() {
        BIO* const from = SSL_get_wbio(held_.get());
        out_.resize(BIO_ctrl_pending(from));
        if (!out_.empty()) {
            const int size = BIO_read(from, out_.data(), static_cast<int>(out_.size()));
            out_.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        }
        return out_;
    }
    /// Tells the peer that nothing more comes.
    void close() {
        const detail::empty_queue clean;
        if (is_ready_ && !is_closed_) (void)SSL_shutdown(held_.get());
        is_closed_ = true;
    }

    /// Whether both ends know each other.
    bool is_ready() const noexcept { return is_ready_; }
    /// Whether it has ended, by either side or by an error.
    bool is_closed() const noexcept { return is_closed_; }
    /// The peer's certificate as PEM, empty where it showed none.
    text peer_certificate() const {
        const detail::queue_guard clean;
        const detail::owned_certificate one(SSL_get1_peer_certificate(held_.get()));
        const detail::owned_bio out(BIO_new(BIO_s_mem()));
        if (!one || !out || PEM_write_bio_X509(out.get(), one.get()) != 1) return {};
        return detail::written(out).value_or(text());
    }

  private:
    static detail::owned_tls begin(const tls_context& context) {
        detail::owned_tls made(SSL_new(context.held_.get()));
        detail::owned_bio in(BIO_new(BIO_s_mem())), out(BIO_new(BIO_s_mem()));
        if (!made || !in || !out) return nullptr;
        BIO_set_mem_eof_return(in.get(), -1);  // nothing there is no end
        BIO_set_mem_eof_return(out.get(), -1);
        SSL_set_bio(made.get(), in.release(), out.release());
        return made;
    }
    unexpected<error> over(error why) {
        is_closed_ = true;
        return unexpected(std::move(why));
    }
    /// Of what an operation returned: fine where it only waits for the peer.
    result<void> judge(int returned, std::string_view doing) {
        const int why = SSL_get_error(held_.get(), returned);
        if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) return {};
        if (why == SSL_ERROR_ZERO_RETURN) {
            is_closed_ = true;
            return {};
        }
        if (const long verified = SSL_get_verify_result(held_.get()); verified != X509_V_OK)
            return over({errc::refused,
                         {},
                         nimpush::detail::join("the peer's certificate is refused: ",
                                               X509_verify_cert_error_string(verified))});
        return over({errc::refused, {}, nimpush::detail::join("TLS, ", doing, ": ", detail::last_reason())});
    }
    result<void> shake() {
        const int done = SSL_do_handshake(held_.get());
        if (done != 1) return judge(done, "greeting each other");
        const unsigned char* chosen = nullptr;
        unsigned size = 0;
        SSL_get0_alpn_selected(held_.get(), &chosen, &size);
        if (size != 2 || std::memcmp(chosen, "h2", 2) != 0)
            return over({errc::not_supported, {}, "the peer does not speak HTTP/2 (no h2 by ALPN)"});
        is_ready_ = true;
        return {};
    }
    result<void> put(span<const std::uint8_t> plain) {
        for (std::size_t at = 0; at < plain.size();) {
            constexpr std::size_t most = 1 << 20;
            const std::size_t size = plain.size() - at < most ? plain.size() - at : most;
            const int taken = SSL_write(held_.get(), plain.data() + at, static_cast<int>(size));
            if (taken <= 0) {
                auto fine = judge(taken, "sending");
                return fine ? result<void>(over({errc::refused, {}, "TLS takes nothing more"})) : fine;
            }
            at += static_cast<std::size_t>(taken);
        }
        return {};
    }
    result<void> read_all() {
        while (true) {
            std::uint8_t record[16 * 1024];
            const int size = SSL_read(held_.get(), record, static_cast<int>(sizeof record));
            if (size > 0) plain_.insert(plain_.end(), record, record + size);
            if (size <= 0) return judge(size, "receiving");
        }
    }
};

}  // namespace openssl
}  // namespace nimpush::v1
