#include "gateway_log.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/interop/apns_server.hpp>
#include <nimpush/transport/http.hpp>
#include <nimpush/wire/json.hpp>

#include "../terminal.hpp"

namespace nimpush_tool {

namespace {

struct log_line {
    std::int64_t number = 0;
    std::int64_t at_ms = 0;  // since 1970
    std::int64_t connection = 0;
    std::int64_t stream = 0;
    nimpush::text method{};
    nimpush::text path{};
    nimpush::value headers{};
    nimpush::value body{};
    nimpush::text team{};
    nimpush::text key{};
    nimpush::maybe<std::int64_t> status{};  // absent where the request got no answer
    nimpush::text reason{};
    nimpush::text apns_id{};  // of the answer
    bool taken = false;       // by Apple, without an answer too
    nimpush::text fault{};
    nimpush::text note{};

    using described_by =
        nimpush::field_list<nimpush::field<"number", &log_line::number>, nimpush::field<"at_ms", &log_line::at_ms>,
                            nimpush::field<"connection", &log_line::connection>,
                            nimpush::field<"stream", &log_line::stream>, nimpush::field<"method", &log_line::method>,
                            nimpush::field<"path", &log_line::path>, nimpush::field<"headers", &log_line::headers>,
                            nimpush::field<"body", &log_line::body>,
                            nimpush::field<"team", &log_line::team, nimpush::schema::omit_null>,
                            nimpush::field<"key", &log_line::key, nimpush::schema::omit_null>,
                            nimpush::field<"status", &log_line::status, nimpush::schema::omit_null>,
                            nimpush::field<"reason", &log_line::reason, nimpush::schema::omit_null>,
                            nimpush::field<"apns_id", &log_line::apns_id, nimpush::schema::omit_null>,
                            nimpush::field<"taken", &log_line::taken>,
                            nimpush::field<"fault", &log_line::fault, nimpush::schema::omit_null>,
                            nimpush::field<"note", &log_line::note, nimpush::schema::omit_null>>;
};

/// Bytes from outside as text: what is no UTF-8 is replaced.
nimpush::text text_of(std::string_view s) {
    if (nimpush::is_utf8(s)) return nimpush::text(nimpush::detail::unchecked{}, s);
    return nimpush::detail::printable(s, s.size());
}
nimpush::value body_of(const nimpush::interop::served& one) {
    if (one.body.empty()) return {};
    auto read = nimpush::json::read(one.body, {.integers = nimpush::json::integers::any});
    return read ? *std::move(read) : nimpush::value(text_of(one.body));
}

}  // namespace

nimpush::result<std::string> line_of(const nimpush::interop::served& one) {
    log_line made{.number = static_cast<std::int64_t>(one.number),
                  .at_ms = one.at_ms,
                  .connection = static_cast<std::int64_t>(one.connection),
                  .stream = one.stream,
                  .method = text_of(one.method),
                  .path = text_of(one.path),
                  .headers = nimpush::value::map(),
                  .body = body_of(one),
                  .team = one.team,
                  .key = one.key,
                  .reason = one.answer.reason_text,
                  .apns_id = one.answer.apns_id,
                  .taken = one.is_taken,
                  .note = one.note};
    for (const nimpush::http::header& h : one.headers)
        made.headers.append(nimpush::value(text_of(h.name)), nimpush::value(text_of(h.value)));
    if (one.answer.status != 0) made.status = one.answer.status;
    if (one.fault != nimpush::interop::fault::none)
        made.fault = nimpush::text(nimpush::detail::unchecked{}, nimpush::name_of(one.fault));
    return nimpush::json::to_string(made).transform(shown_json);
}

}  // namespace nimpush_tool
