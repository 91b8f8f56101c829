#include "result_lines.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/tally.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/transport/http.hpp>
#include <nimpush/wire/json.hpp>

#include "../terminal.hpp"
#include "token_list.hpp"

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;

void append_number(std::int64_t n, std::string& to) {
    char digits[nimpush::longest_int64]{};
    const char* const end = nimpush::write_decimal(n, digits);
    to.append(digits, static_cast<std::size_t>(end - digits));
}
/// A text as JSON. Nearly all are plain letters.
void append_text(std::string_view s, std::string& to) {
    const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
    if (std::all_of(s.begin(), s.end(), is_plain)) {
        to.append(1, '"').append(s).append(1, '"');
        return;
    }
    to += shown_json(nimpush::json::to_string(nimpush::text(s)).value());
}
void append_head(std::uint32_t line, nimpush::span<const std::uint8_t> token, std::string& to) {
    to += R"({"line":)";
    append_number(line, to);
    if (token.empty()) {
        to += R"(,"token":null)";
        return;
    }
    to += R"(,"token":")";
    const std::size_t at = to.size();
    to.resize(at + 2 * token.size());
    nimpush::write_hex(token, to.data() + at);
    to += '"';
}
void append_member(std::string_view key, std::string_view held, std::string& to) {
    to.append(R"(,")").append(key).append(R"(":)");
    append_text(held, to);
}

}  // namespace

bool is_final(const apns::push_result& one) {
    if (one.sent == 0) return one.fate != nimpush::http::fate::not_processed;
    if (one.fate != nimpush::http::fate::answered) return one.fate == nimpush::http::fate::unsure;
    if (!one.answer.ok() && apns::is_provider_fault(one.answer.reason)) return false;
    switch (one.answer.advice()) {
        case apns::advice::delivered:
        case apns::advice::fix_request:
        case apns::advice::drop_token: return true;
        default: return false;
    }
}

void append_result(const recipient& of, nimpush::span<const std::uint8_t> token, const apns::push_result& one,
                   std::string& to) {
    append_head(of.line, token, to);
    const apns::response& answer = one.answer;
    const bool is_answered = one.fate == nimpush::http::fate::answered;
    if (is_answered) {
        to += R"(,"status":)";
        append_number(answer.status, to);
        if (answer.reason_text.has_value()) append_member("reason", answer.reason_text, to);
        if (answer.apns_id.has_value()) append_member("apns_id", answer.apns_id, to);
    }
    append_member("fate", nimpush::name_of(one.fate), to);
    if (!one.reason.empty()) append_member("error", one.reason, to);
    to += R"(,"sent":)";
    append_number(one.sent, to);
    if (is_answered) {
        append_member("advice", nimpush::name_of(answer.advice()), to);
        if (answer.timestamp_ms.has_value()) {
            to += R"(,"timestamp":)";
            append_number(*answer.timestamp_ms, to);
        }
    }
    to += is_final(one) ? R"(,"final":true})" : R"(,"final":false})";
    to += '\n';
}

void append_fault(std::uint32_t line, nimpush::span<const std::uint8_t> token, std::string_view why, std::string& to) {
    append_head(line, token, to);
    append_member("error", why, to);
    to += R"(,"sent":0,"final":true})";
    to += '\n';
}

}  // namespace nimpush_tool
