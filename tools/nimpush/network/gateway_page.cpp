#include "gateway_page.hpp"

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/interop/apns_server.hpp>
#include <nimpush/transport/http.hpp>
#include <nimpush/wire/json.hpp>

#include "../lock_screen.hpp"
#include "../scenario_screen.hpp"

#if defined(NIMPUSH_TOOL_PAGE)
#include <cstring>

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace nimpush_tool {

namespace {

constexpr std::size_t most_rows = 50, most_cards = 5;

struct page_list {
    std::int64_t changes = 0;
    std::vector<page_row> rows{};

    using described_by =
        nimpush::field_list<nimpush::field<"changes", &page_list::changes>, nimpush::field<"rows", &page_list::rows>>;
};

std::string_view header_of(const nimpush::interop::served& one, std::string_view name) {
    for (const nimpush::http::header& h : one.headers)
        if (nimpush::http::is_named(h, name)) return h.value;
    return {};
}
nimpush::text shown(std::string_view s) { return nimpush::detail::printable(s, 200); }

/// A text of the alert, or the key of one that the app has.
std::string text_in(const nimpush::value& alert, std::string_view key, std::string_view loc_key) {
    const nimpush::value* const held = alert.find(key);
    if (held != nullptr && held->is(nimpush::value::kind::string)) return std::string(held->chars());
    const nimpush::value* const localized = alert.find(loc_key);
    return localized != nullptr && localized->is(nimpush::value::kind::string) ? std::string(localized->chars())
                                                                               : std::string();
}
/// False where nothing is seen.
bool card_of(const nimpush::interop::served& one, lock_screen_card& to) {
    const auto body = nimpush::json::read(one.body, {.integers = nimpush::json::integers::any});
    const nimpush::value* const aps = body && body->is(nimpush::value::kind::map) ? body->find("aps") : nullptr;
    if (aps == nullptr || !aps->is(nimpush::value::kind::map)) return false;
    const nimpush::value* const alert = aps->find("alert");
    if (alert == nullptr) return false;
    to.app = app_name(header_of(one, "apns-topic"));
    if (alert->is(nimpush::value::kind::string)) {
        to.body = alert->chars();
    } else if (alert->is(nimpush::value::kind::map)) {
        to.title = text_in(*alert, "title", "title-loc-key");
        to.subtitle = text_in(*alert, "subtitle", "subtitle-loc-key");
        to.body = text_in(*alert, "body", "loc-key");
    }
    if (const nimpush::value* const badge = aps->find("badge")) to.badge = badge->as_int().value_or(0);
    return !to.title.empty() || !to.body.empty();
}

}  // namespace

void gateway_page::take(const nimpush::interop::served& one) {
    constexpr std::string_view device = "/3/device/";
    const std::string_view path = one.path;
    ++changes_;
    const std::time_t seconds = static_cast<std::time_t>(one.at_ms / 1000);
    std::tm local{};
    (void)::localtime_r(&seconds, &local);
    const nimpush::delivery::moment now{
        one.at_ms / 1000, nimpush::delivery::utc_offset::of_minutes(static_cast<int>(local.tm_gmtoff / 60))};
    clock_ = clock_of(now);
    date_ = date_of(now);
    std::string answer = one.answer.status == 0 ? std::string() : std::to_string(one.answer.status);
    if (one.answer.reason_text.has_value()) answer += " " + std::string(one.answer.reason_text.view());
    if (one.fault != nimpush::interop::fault::none)
        answer += (answer.empty() ? "" : ", ") + std::string(nimpush::name_of(one.fault));
    rows_.push_front({static_cast<std::int64_t>(one.number), shown(clock_), shown(header_of(one, "apns-topic")),
                      shown(header_of(one, "apns-push-type")),
                      shown(path.starts_with(device) ? path.substr(device.size()) : path), shown(answer)});
    if (rows_.size() > most_rows) rows_.pop_back();
    lock_screen_card card;
    if (!one.answer.ok() || !card_of(one, card)) return;
    card.time = clock_;
    cards_.push_front(std::move(card));
    if (cards_.size() > most_cards) cards_.pop_back();
}

std::string gateway_page::list() const {
    const page_list made{static_cast<std::int64_t>(changes_), {rows_.begin(), rows_.end()}};
    return nimpush::json::to_string<nimpush::schema::spelling::api>(made).value_or("{}");
}
std::string gateway_page::screen() const {
    return draw({.clock = clock_, .date = date_, .cards = {cards_.begin(), cards_.end()}});
}

#if defined(NIMPUSH_TOOL_PAGE)

namespace {

constexpr std::string_view page_html = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>nimpush gateway</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<img id="screen" alt="The last pushes on a lock screen" src="/screen.svg">
<main>
<h1>nimpush gateway</h1>
<p id="state">nothing has come yet</p>
<table>
<thead><tr><th>#</th><th>time</th><th>topic</th><th>type</th><th>token</th><th>answer</th></tr></thead>
<tbody id="rows"></tbody>
</table>
</main>
<script src="/page.js"></script>
</body>
</html>
)";
constexpr std::string_view page_css =
    R"(body { font: 15px/1.4 system-ui, sans-serif; margin: 0; display: flex; flex-wrap: wrap; gap: 24px;
  padding: 24px; background: #f2f2f7; color: #1c1c1e; }
#screen { width: 393px; max-width: 100%; align-self: flex-start; border-radius: 36px; box-shadow: 0 8px 30px #0003; }
main { flex: 1 1 400px; min-width: 0; }
h1 { font-size: 20px; margin: 0 0 4px; }
#state { margin: 0 0 16px; color: #636366; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: 6px 10px 6px 0; border-bottom: 1px solid #d1d1d6; }
td { overflow-wrap: anywhere; }
td:last-child { white-space: nowrap; }
tr.refused td:last-child { color: #c5221f; }
)";
constexpr std::string_view page_js = R"("use strict";
let seen = -1;
async function look() {
  try {
    const list = await (await fetch("/pushes.json", {cache: "no-store"})).json();
    if (list.changes !== seen) {
      seen = list.changes;
      document.getElementById("screen").src = "/screen.svg?" + seen;
      document.getElementById("state").textContent =
        seen === 0 ? "nothing has come yet" : seen === 1 ? "1 request" : seen + " requests";
      document.getElementById("rows").replaceChildren(...list.rows.map(one => {
        const row = document.createElement("tr");
        if (!one.answer.startsWith("200")) row.className = "refused";
        for (const key of ["number", "time", "topic", "type", "token", "answer"])
          row.appendChild(document.createElement("td")).textContent = one[key];
        return row;
      }));
      document.body.dataset.changes = seen;
    }
  } catch (gone) {
    document.getElementById("state").textContent = "the gateway has ended";
  }
  setTimeout(look, 300);
}
look();
)";

struct page_answer {
    unsigned status = MHD_HTTP_OK;
    const char* type = "text/plain; charset=utf-8";
    std::string body{};
};

/// Another site's name may be made to point at 127.0.0.1: its pages say so by Host.
bool is_ours(std::string_view host) {
    host = host.substr(0, host.rfind(':') == host.npos ? host.size() : host.rfind(':'));
    return host == "127.0.0.1" || host == "localhost";
}
page_answer answer_to(const gateway_page& page, std::string_view method, std::string_view url, const char* host) {
    if (host == nullptr || !is_ours(host)) return {.status = MHD_HTTP_FORBIDDEN, .body = "another host\n"};
    if (method != "GET" && method != "HEAD") return {.status = MHD_HTTP_METHOD_NOT_ALLOWED, .body = "GET alone\n"};
    if (url == "/") return {.type = "text/html; charset=utf-8", .body = std::string(page_html)};
    if (url == "/page.css") return {.type = "text/css; charset=utf-8", .body = std::string(page_css)};
    if (url == "/page.js") return {.type = "text/javascript; charset=utf-8", .body = std::string(page_js)};
    if (url == "/pushes.json") return {.type = "application/json", .body = page.list()};
    if (url == "/screen.svg") return {.type = "image/svg+xml", .body = page.screen()};
    return {.status = MHD_HTTP_NOT_FOUND, .body = "nothing is here\n"};
}

MHD_Result handle(void* page, MHD_Connection* from, const char* url, const char* method, const char*, const char*,
                  std::size_t* size, void** seen) {
    static char mark = 0;
    if (*seen == nullptr) {  // the headers alone have come
        *seen = &mark;
        return MHD_YES;
    }
    if (*size != 0) {  // a body, which nobody looks at
        *size = 0;
        return MHD_YES;
    }
    const page_answer made = answer_to(*static_cast<const gateway_page*>(page), method, url,
                                       MHD_lookup_connection_value(from, MHD_HEADER_KIND, "Host"));
    MHD_Response* const response =
        MHD_create_response_from_buffer(made.body.size(), const_cast<char*>(made.body.data()), MHD_RESPMEM_MUST_COPY);
    if (response == nullptr) return MHD_NO;
    const auto add = [&](const char* name, const char* held) { (void)MHD_add_response_header(response, name, held); };
    add("Content-Type", made.type);
    add("Cache-Control", "no-store");
    add("X-Content-Type-Options", "nosniff");
    add("Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-ancestors 'none'");
    const MHD_Result queued = MHD_queue_response(from, made.status, response);
    MHD_destroy_response(response);
    return queued;
}

}  // namespace

struct gateway_page::daemon {
    MHD_Daemon* held = nullptr;

    daemon() = default;
    daemon(const daemon&) = delete;
    daemon& operator=(const daemon&) = delete;
    ~daemon() {
        if (held != nullptr) MHD_stop_daemon(held);
    }
};

gateway_page::gateway_page(std::unique_ptr<daemon> taken) : daemon_(std::move(taken)) {}
gateway_page::~gateway_page() = default;

std::unique_ptr<gateway_page> gateway_page::open(std::uint16_t port) {
    std::unique_ptr<gateway_page> made(new gateway_page(std::make_unique<daemon>()));
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    constexpr unsigned most_connections = 50, seconds = 30;
    made->daemon_->held =
        MHD_start_daemon(MHD_USE_EPOLL, port, nullptr, nullptr, &handle, made.get(), MHD_OPTION_SOCK_ADDR,
                         reinterpret_cast<sockaddr*>(&at), MHD_OPTION_CONNECTION_LIMIT, most_connections,
                         MHD_OPTION_CONNECTION_TIMEOUT, seconds, MHD_OPTION_END);
    if (made->daemon_->held != nullptr) return made;
    std::cerr << "cannot show a page on port " << port << " of 127.0.0.1\n";
    return nullptr;
}
std::uint16_t gateway_page::port() const {
    const MHD_DaemonInfo* const known = MHD_get_daemon_info(daemon_->held, MHD_DAEMON_INFO_BIND_PORT);
    return known == nullptr ? std::uint16_t{0} : known->port;
}
int gateway_page::descriptor() const {
    const MHD_DaemonInfo* const known = MHD_get_daemon_info(daemon_->held, MHD_DAEMON_INFO_EPOLL_FD);
    return known == nullptr ? -1 : known->epoll_fd;
}
void gateway_page::work() { (void)MHD_run(daemon_->held); }

#else

struct gateway_page::daemon {};
gateway_page::gateway_page(std::unique_ptr<daemon> taken) : daemon_(std::move(taken)) {}
gateway_page::~gateway_page() = default;
std::unique_ptr<gateway_page> gateway_page::open(std::uint16_t) {
    std::cerr << "--page: not in this build, which found no libmicrohttpd\n";
    return nullptr;
}
std::uint16_t gateway_page::port() const { return 0; }
int gateway_page::descriptor() const { return -1; }
void gateway_page::work() {}

#endif

}  // namespace nimpush_tool
