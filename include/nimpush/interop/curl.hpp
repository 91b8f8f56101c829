#pragma once

// An http_transport over libcurl's multi interface, for those who have it at hand. No thread.
//
//     interop::curl_transport to_apple({.host = "api.push.apple.com"});
//     apns::client sender(to_apple, …);
//
// What it cannot promise, and http2_transport.hpp can:
//  - Which requests a server has not looked at (last stream id of GOAWAY, REFUSED_STREAM) libcurl does not tell. A request
//    is `not_processed` only where libcurl has not asked for its body: none has arrived whole then. Error codes prove
//    nothing, since libcurl sends a request again by itself where a connection that is used again has died
//    (CURLOPT_FORBID_RETRY_ON_REUSE's page), and a refused connection may be the second attempt's. So each body is given
//    once: asked to rewind it (CURLOPT_SEEKFUNCTION), we refuse, and libcurl ends the request. One without a body may be
//    sent again by libcurl before 8.16.0, and is `unsure` whatever ends it.
//  - Headers are indexed as libcurl likes. What is beyond the server's limit of streams waits within libcurl.
//  - There is no ping: a connection that is dead is found by answer_within.
//  - libcurl 7.88 resets streams whose answer has come. A server that bounds resets, as nghttp2's since its answer to
//    CVE-2023-44487, ends the connection after a thousand and more; what is in flight then may be unsure.
//  - 20,000 pushes took 0.9 s of CPU time, twenty times as much.
// Needs libcurl 7.77 or later with HTTP/2 and, for certificates in memory, OpenSSL beneath it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <curl/curl.h>
#include <curl/curlver.h>
#include <curl/easy.h>
#include <curl/multi.h>
#include <curl/system.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/socket.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace interop {

/// Whom to trust and who one is, as PEM.
struct curl_tls {
    text authorities{};  // null: libcurl's
    text certificate{};  // of the client, for certificate-based pushes; null: none
    text key{};          // of the certificate
    text passphrase{};   // of the key
};

struct curl_settings {
    text host{};               // name or address; what the server's certificate has
    std::uint16_t port = 443;  // APNs takes 2197 too, where 443 is closed
    curl_tls tls{};
    text proxy{};                        // as CURLOPT_PROXY has it; null: none, whatever the environment says
    std::size_t most_connections = 1;    // libcurl opens more where streams run out
    std::size_t most_in_flight = 1000;   // those that wait within libcurl too
    std::size_t longest_body = 1 << 20;  // bytes of an answer
    // Milliseconds.
    std::int64_t connect_within = 10'000;
    std::int64_t answer_within = 60'000;
    std::int64_t first_back_off = 1'000;  // after a request that could not leave; doubled each time
    std::int64_t longest_back_off = 60'000;
};

namespace detail {

template <auto Free> struct freed_by_curl {
    template <class T> void operator()(T* one) const noexcept { (void)Free(one); }
};

/// One request and its answer. It does not move.
struct curl_exchange {
    std::unique_ptr<CURL, freed_by_curl<&curl_easy_cleanup>> easy{curl_easy_init()};
    std::unique_ptr<curl_slist, freed_by_curl<&curl_slist_free_all>> headers{};
    std::shared_ptr<const curl_tls> tls{};  // what the handle was made with
    CURLM* within = nullptr;
    std::uint64_t tag = 0;
    std::string_view body{};
    std::size_t given = 0;  // of the body
    std::string url{};
    std::vector<std::pair<std::string, std::string>> came{};
    std::string answer{};
    std::size_t longest_answer = 0;
    bool is_too_long = false;
    char problem[CURL_ERROR_SIZE]{};

    static std::size_t give(char* to, std::size_t size, std::size_t count, void* user) noexcept {
        auto& me = *static_cast<curl_exchange*>(user);
        const std::string_view part = me.body.substr(me.given, size * count);
        part.copy(to, part.size());
        me.given += part.size();
        return part.size();
    }
    /// Before anything was given there is nothing to rewind.
    static int rewind(void* user, curl_off_t, int) noexcept {
        return static_cast<curl_exchange*>(user)->given == 0 ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
    }
    static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
        auto& me = *static_cast<curl_exchange*>(user);
        me.is_too_long = size * count > me.longest_answer - me.answer.size();
        if (me.is_too_long) return 0;
        return guarded(size * count, [&] { me.answer.append(bytes, size * count); });
    }
    static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
        auto& me = *static_cast<curl_exchange*>(user);
        std::string_view line(bytes, size * count);
        return guarded(line.size(), [&] {
            if (line.starts_with("HTTP/")) return me.came.clear();  // of an answer after a 1xx
            while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
            const std::size_t colon = line.find(':');
            if (colon == line.npos || me.came.size() == 100) return;
            std::string_view value = line.substr(colon + 1);
            while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
            me.came.emplace_back(line.substr(0, colon), value);
        });
    }

  private:
    /// libcurl is C: nothing may be thrown through it.
    template <class F> static std::size_t guarded(std::size_t taken, F&& f) noexcept {
#if defined(__cpp_exceptions)
        try {
            f();
        } catch (...) {
            return 0;
        }
#else
        f();
#endif
        return taken;
    }
};

/// No byte that would end a line.
inline bool is_one_line(std::string_view s) noexcept {
    return s.find_first_of(std::string_view("\r\n\0", 3)) == s.npos;
}

}  // namespace detail

/// See the head of this file. It belongs to one thread at a time and does not move.
///
/// While no answer has come, at first and after a request that could not leave, room() is 1 at most.
class curl_transport {
    using exchange = detail::curl_exchange;
    using owned_multi = std::unique_ptr<CURLM, detail::freed_by_curl<&curl_multi_cleanup>>;

    curl_settings settings_;
    std::shared_ptr<const curl_tls> tls_;
    std::vector<owned_multi> multis_{};  // the last takes requests, those before it end
    std::vector<std::unique_ptr<exchange>> all_{};
    std::vector<exchange*> free_{};
    std::vector<std::pair<exchange*, CURLcode>> ended_{};
    std::vector<http::header> shown_{};
    detail::waker wake_{};
    text problem_{};
    std::int64_t retry_at_ms_ = 0;
    std::int64_t back_off_ms_ = 0;
    bool is_connected_ = false;

  public:
    explicit curl_transport(curl_settings settings)
        : settings_(std::move(settings)), tls_(std::make_shared<const curl_tls>(std::move(settings_.tls))) {
        static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);  // before any thread of ours has a handle
        (void)once;
        open();
    }
    curl_transport(const curl_transport&) = delete;
    curl_transport& operator=(const curl_transport&) = delete;
    ~curl_transport() {
        for (const auto& one : all_)
            if (one->within != nullptr) (void)curl_multi_remove_handle(one->within, one->easy.get());
    }

    std::size_t room() const noexcept {
        if (now_ms() < retry_at_ms_) return 0;
        const std::size_t most = is_connected_ ? settings_.most_in_flight : 1;
        return in_flight() < most ? most - in_flight() : 0;
    }
    /// False where there is no room, or the request has what would end a line of it.
    bool submit(const http::request& r, std::uint64_t tag) {
        if (room() == 0 || !detail::is_one_line(r.path) || !r.path.starts_with('/')) return false;
        exchange* const one = fresh();
        if (one == nullptr) return false;
        if (!prepare(*one, r) || curl_multi_add_handle(multis_.back().get(), one->easy.get()) != CURLM_OK) {
            free_.push_back(one);
            return false;
        }
        one->within = multis_.back().get();
        one->tag = tag;
        return true;
    }
    /// See http_transport. The wait ends as soon as anything comes.
    template <class Done> void poll(int wait_ms, Done&& done) {
        perform();
        if (ended_.empty()) {
            constexpr int second = 1'000, soon = 10;
            const int most = multis_.size() > 1 ? soon : second;
            const int wait = wait_ms < 0 || wait_ms > most ? most : wait_ms;
            curl_waitfd woken{wake_.fd(), CURL_WAIT_POLLIN, 0};
            (void)curl_multi_poll(multis_.back().get(), &woken, woken.fd < 0 ? 0 : 1, wait, nullptr);
            wake_.clear();
            perform();
        }
        // A callback may submit.
        const auto now = std::exchange(ended_, {});
        bool has_failed = false;
        for (const auto& [one, code] : now) has_failed = tell(*one, code, done) || has_failed;
        if (has_failed) back_off();
        for (std::size_t i = 0; i + 1 < multis_.size();)
            if (is_used(multis_[i].get()))
                ++i;
            else
                multis_.erase(multis_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    /// Ends the wait of poll() at once, or that of the next. Any thread may call it.
    void wake() const noexcept { wake_.wake(); }

    /// No more requests on the connections that are there; new ones are opened.
    void reopen() { open(); }
    /// As http2_transport::replace_tls().
    void replace_tls(curl_tls tls) {
        tls_ = std::make_shared<const curl_tls>(std::move(tls));
        retry_at_ms_ = back_off_ms_ = 0;
        reopen();
    }
    /// Why requests cannot leave; null while they do, or none was tried.
    const text& problem() const noexcept { return problem_; }

  private:
    static std::int64_t now_ms() noexcept {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
    std::size_t in_flight() const noexcept { return all_.size() - free_.size(); }
    bool is_used(const CURLM* by) const noexcept {
        for (const auto& one : all_)
            if (one->within == by) return true;
        return false;
    }
    void open() {
        owned_multi made(curl_multi_init());
        if (made == nullptr) {
            problem_ = "libcurl gives no handle";
            return;
        }
        (void)curl_multi_setopt(made.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
        (void)curl_multi_setopt(made.get(), CURLMOPT_MAX_HOST_CONNECTIONS,
                                static_cast<long>(settings_.most_connections));
        (void)curl_multi_setopt(made.get(), CURLMOPT_MAX_CONCURRENT_STREAMS,
                                static_cast<long>(settings_.most_in_flight));
        multis_.push_back(std::move(made));
    }

    exchange* fresh() {
        if (multis_.empty()) return nullptr;
        if (free_.empty()) {
            all_.push_back(std::make_unique<exchange>());
            free_.reserve(all_.size());
            free_.push_back(all_.back().get());
        }
        exchange* const one = free_.back();
        if (one->easy == nullptr) return nullptr;
        free_.pop_back();
        return one;
    }
    template <class Value> static bool set(const exchange& one, CURLoption option, Value value) {
        return curl_easy_setopt(one.easy.get(), option, value) == CURLE_OK;
    }
    static bool set_blob(const exchange& one, CURLoption option, const text& pem) {
        if (!pem.has_value()) return true;
        // Not copied: what the exchange holds outlasts the handle's use of it.
        curl_blob blob{const_cast<char*>(pem.view().data()), pem.view().size(), CURL_BLOB_NOCOPY};
        return set(one, option, &blob);
    }
    /// What is the same for all requests.
    bool set_up(exchange& one) const {
        curl_easy_reset(one.easy.get());
        one.tls = tls_;
        one.longest_answer = settings_.longest_body;
        const bool is_set =
            set(one, CURLOPT_PRIVATE, &one) && set(one, CURLOPT_ERRORBUFFER, one.problem) &&
            set(one, CURLOPT_NOSIGNAL, 1L) &&
            set(one, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS)) &&
            set(one, CURLOPT_PIPEWAIT, 1L) &&
            set(one, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
            set(one, CURLOPT_PATH_AS_IS, 1L) && set(one, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) &&
            set(one, CURLOPT_PROXY, settings_.proxy.has_value() ? settings_.proxy.c_str() : "") &&
            set(one, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_within)) &&
            set(one, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.answer_within)) &&
            set(one, CURLOPT_READFUNCTION, &exchange::give) && set(one, CURLOPT_READDATA, &one) &&
            set(one, CURLOPT_SEEKFUNCTION, &exchange::rewind) && set(one, CURLOPT_SEEKDATA, &one) &&
            set(one, CURLOPT_WRITEFUNCTION, &exchange::take) && set(one, CURLOPT_WRITEDATA, &one) &&
            set(one, CURLOPT_HEADERFUNCTION, &exchange::take_header) && set(one, CURLOPT_HEADERDATA, &one) &&
            set_blob(one, CURLOPT_CAINFO_BLOB, tls_->authorities) &&
            set_blob(one, CURLOPT_SSLCERT_BLOB, tls_->certificate) && set_blob(one, CURLOPT_SSLKEY_BLOB, tls_->key) &&
            (!tls_->passphrase.has_value() || set(one, CURLOPT_KEYPASSWD, tls_->passphrase.c_str()));
        (void)set(one, CURLOPT_UPLOAD_BUFFERSIZE, 16'384L);  // the least: each request has one
#if LIBCURL_VERSION_NUM >= 0x081000
        (void)set(one, CURLOPT_FORBID_RETRY_ON_REUSE, 1L);
#endif
        return is_set;
    }
    bool prepare(exchange& one, const http::request& r) const {
        if (one.tls != tls_ && !set_up(one)) return false;
        one.given = 0;
        one.body = r.body;
        one.came.clear();
        one.answer.clear();
        one.is_too_long = false;
        one.problem[0] = '\0';
        const std::string_view host = settings_.host.view();
        const bool is_v6 = host.find(':') != host.npos;
        one.url.assign("https://").append(is_v6 ? "[" : "").append(host).append(is_v6 ? "]" : "");
        one.url.append(":").append(std::to_string(settings_.port)).append(r.path);
        one.headers.reset();
        // What libcurl would add.
        bool is_listed = append(one, "Expect:") && append(one, "Accept:");
        bool has_type = false;
        std::string line;
        for (const http::header& h : r.headers) {
            if (!detail::is_one_line(h.name) || !detail::is_one_line(h.value)) return false;
            has_type = has_type || http::is_named(h, "content-type");
            line.assign(h.name).append(h.value.empty() ? ";" : ": ").append(h.value);
            is_listed = is_listed && append(one, line.c_str());
        }
        const std::string method(r.method);
        const bool has_body = !r.body.empty() || method == "POST";
        return is_listed && (has_type || append(one, "Content-Type:")) && set(one, CURLOPT_URL, one.url.c_str()) &&
               set(one, CURLOPT_HTTPHEADER, one.headers.get()) &&
               set(one, has_body ? CURLOPT_POST : CURLOPT_HTTPGET, 1L) &&
               set(one, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(r.body.size())) &&
               set(one, CURLOPT_CUSTOMREQUEST, method == "GET" || method == "POST" ? nullptr : method.c_str());
    }
    static bool append(exchange& one, const char* line) {
        curl_slist* const longer = curl_slist_append(one.headers.get(), line);
        if (longer == nullptr) return false;
        if (one.headers == nullptr) one.headers.reset(longer);  // else it is longer at its other end
        return true;
    }

    void perform() {
        for (const owned_multi& multi : multis_) {
            int running = 0, left = 0;
            (void)curl_multi_perform(multi.get(), &running);
            while (const CURLMsg* const message = curl_multi_info_read(multi.get(), &left)) {
                if (message->msg != CURLMSG_DONE) continue;
                const CURLcode code = message->data.result;
                CURL* const easy = message->easy_handle;
                char* user = nullptr;
                (void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &user);
                auto* const one = reinterpret_cast<exchange*>(user);
                (void)curl_multi_remove_handle(multi.get(), easy);
                one->within = nullptr;
                ended_.emplace_back(one, code);
            }
        }
    }
    /// Whether it could not leave.
    template <class Done> bool tell(exchange& one, CURLcode code, Done& done) {
        long status = 0;
        (void)curl_easy_getinfo(one.easy.get(), CURLINFO_RESPONSE_CODE, &status);
        http::outcome came{.tag = one.tag};
        bool has_failed = false;
        if (code == CURLE_OK && status >= 200) {
            came.fate = http::fate::answered;
            came.status = static_cast<int>(status);
            shown_.clear();
            for (const auto& [name, value] : one.came) shown_.push_back({name, value});
            came.headers = shown_;
            came.body = one.answer;
            is_connected_ = true;
            back_off_ms_ = 0;
            problem_ = {};
        } else {
            has_failed = one.given == 0 && !one.is_too_long;
            const bool is_unsent = has_failed && !one.body.empty();
            came.fate = is_unsent ? http::fate::not_processed : http::fate::unsure;
            came.reason = one.is_too_long ? "an answer longer than is taken" : curl_easy_strerror(code);
            if (has_failed)
                problem_ =
                    nimpush::detail::printable(one.problem[0] != '\0' ? one.problem : curl_easy_strerror(code), 200);
        }
        done(std::as_const(came));
        free_.push_back(&one);
        return has_failed;
    }
    /// The first time after an answer, it may be tried again at once.
    void back_off() {
        is_connected_ = false;
        retry_at_ms_ = now_ms() + back_off_ms_;
        const std::int64_t next = back_off_ms_ == 0 ? settings_.first_back_off : back_off_ms_ * 2;
        back_off_ms_ = next < settings_.longest_back_off ? next : settings_.longest_back_off;
    }
};

}  // namespace interop
}  // namespace nimpush::v1
