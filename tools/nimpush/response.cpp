// `nimpush response`: what an answer of APNs means, or the GOAWAY that ends a connection.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/goaway.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

using nimpush::apns::http2_error;

/// An error code of HTTP/2, by number or by name.
struct error_code {
    std::int64_t number = 0;

    template <class Policy>
    void read_from(const nimpush::value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (v.is(nimpush::value::kind::string)) {
            http2_error named{};
            nimpush::detail::read_enum_name(v, named, here, faults);
            number = nimpush::number_of(named);
        } else if (const auto given = v.as_int(); given && *given >= 0 && *given <= UINT32_MAX) {
            number = *given;
        } else {
            faults.add(here, nimpush::errc::out_of_range, "the name of an error code, or a number of 32 bits");
        }
    }
};

using stream_number = nimpush::ranged<0, std::int64_t{nimpush::apns::highest_stream_id}>;

/// A GOAWAY in parts.
struct goaway_parts {
    stream_number last_stream_id{};
    nimpush::maybe<nimpush_tool::error_code> error_code{};
    nimpush::text debug{};

    using described_by = nimpush::field_list<nimpush::field<"last_stream_id", &goaway_parts::last_stream_id,
                                                            nimpush::schema::required, nimpush::schema::not_null>,
                                             nimpush::field<"error_code", &goaway_parts::error_code>,
                                             nimpush::field<"debug", &goaway_parts::debug>>;
};

/// A GOAWAY in parts, or the payload of its frame as hexadecimal text.
struct goaway_input {
    nimpush::apns::goaway made{};
    bool has_code = true;

    template <class Policy>
    void read_from(const nimpush::value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (v.is(nimpush::value::kind::map)) {
            goaway_parts parts;
            nimpush::detail::read_into<Policy>(v, parts, here, faults);
            if (!parts.last_stream_id.has_value()) return;  // told
            has_code = parts.error_code.has_value();
            made = nimpush::apns::make_goaway(static_cast<std::uint32_t>(parts.last_stream_id.value()),
                                              has_code ? static_cast<std::uint32_t>(parts.error_code->number) : 0,
                                              parts.debug.empty() ? std::string_view() : parts.debug.view());
            return;
        }
        if (!v.is(nimpush::value::kind::string))
            return faults.wrong_type(here, v, "the payload of the frame as hexadecimal text, or a map");
        nimpush::octets payload;
        const std::size_t before = faults.all().size();
        payload.read_from<Policy>(v, here, faults);
        if (faults.all().size() != before) return;
        auto read = nimpush::apns::read_goaway(payload.bytes());
        if (!read) return faults.add(here, read.error());
        made = *std::move(read);
    }
};

/// The input of `response`.
struct response_input {
    nimpush::maybe<std::int64_t> status{};
    nimpush::free_map headers{};
    nimpush::text body{};
    nimpush::maybe<goaway_input> goaway{};
    nimpush::maybe<std::vector<std::int64_t>> streams{};

    using described_by = nimpush::field_list<
        nimpush::field<"status", &response_input::status, nimpush::schema::not_null>,
        nimpush::field<"headers", &response_input::headers>, nimpush::field<"body", &response_input::body>,
        nimpush::field<"goaway", &response_input::goaway>, nimpush::field<"streams", &response_input::streams>>;
};

bool is_told(nimpush::errc code, nimpush::text path, nimpush::text what) {
    print_problem({code, std::move(path), std::move(what)});
    return false;
}

/// What cannot stand beside each other, and numbers that are none of a stream.
bool is_consistent(const response_input& input) {
    using nimpush::errc;
    const bool has_body = input.body.has_value();
    const bool has_headers = input.headers.has_value();
    if (!input.goaway) {
        if (!input.status) return is_told(errc::missing, "status", "missing: it is required where there is no goaway");
        if (*input.status != 0 && (*input.status < 100 || *input.status > 999))
            return is_told(errc::out_of_range, "status", "three digits, or 0 where the body is the data of a GOAWAY");
        if (input.streams)
            return is_told(errc::not_supported, "streams", "needs a goaway, which says what was processed");
        return true;
    }
    const bool has_status = input.status && *input.status != 0;
    if (has_status || has_headers || has_body) {
        const std::string_view other = has_status ? "status" : has_headers ? "headers" : "body";
        return is_told(errc::not_supported, nimpush::text(other),
                       "a GOAWAY is no answer to a request: ask for the two one by one");
    }
    bool good = true;
    const nimpush::detail::place root;
    const nimpush::detail::place streams = root.at("streams");
    for (std::size_t i = 0; input.streams && i < input.streams->size(); ++i) {
        const std::int64_t one = (*input.streams)[i];
        if (one > 0 && one <= nimpush::apns::highest_stream_id && one % 2 == 1) continue;
        if (good)
            (void)is_told(errc::out_of_range, streams.at(i).path(), "a client's stream is an odd number of 31 bits");
        good = false;
    }
    return good;
}

/// What stands in the answer, and what to do.
nimpush::value as_value(const nimpush::apns::response& r) {
    using nimpush::apns::reason;
    nimpush::value made = nimpush::value::map();
    made.append("success", r.ok());
    made.append("reason", nimpush::value(r.reason_text));
    if (r.reason != reason::none && r.reason != reason::unknown && !(r.reason_text == nimpush::name_of(r.reason)))
        made.append("canonical", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(r.reason)));
    made.append("apns_id", nimpush::value(r.apns_id));
    made.append("apns_unique_id", nimpush::value(r.apns_unique_id));
    made.append("apns_request_id", nimpush::value(r.apns_request_id));
    if (r.apns_channel_id.has_value()) made.append("apns_channel_id", nimpush::value(r.apns_channel_id));
    made.append("timestamp_ms", r.timestamp_ms ? nimpush::value(*r.timestamp_ms) : nimpush::value());
    made.append("retry", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(r.retry())));
    // A GOAWAY names no token.
    made.append("drop_token", r.status != 0 && r.advice() == nimpush::apns::advice::drop_token);
    if (!r.content.is_null()) made.append("body", r.content);
    if (r.malformed_body.has_value()) made.append("error", "malformed_body");
    return made;
}

/// The GOAWAY itself, and what became of the streams.
void append_goaway(const response_input& input, nimpush::value& to) {
    const nimpush::apns::goaway& said = input.goaway->made;
    nimpush::value goaway = nimpush::value::map();
    goaway.append("last_stream_id", std::int64_t{said.last_stream_id});
    const auto named = nimpush::from_number<http2_error>(said.error_code);
    if (!input.goaway->has_code)
        goaway.append("error_code", nimpush::value());
    else if (named)
        goaway.append("error_code", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(*named)));
    else
        goaway.append("error_code", std::int64_t{said.error_code});
    to.append("goaway", goaway);
    if (!input.streams) return;
    nimpush::apns::connection_end end;
    end.take(said);
    nimpush::value again = nimpush::value::list();
    nimpush::value unsure = nimpush::value::list();
    for (const std::int64_t one : *input.streams)
        (end.fate_of(static_cast<std::uint32_t>(one)) == nimpush::apns::stream_fate::not_processed ? again : unsure)
            .push_back(one);
    to.append("send_again", again);
    to.append("unsure", unsure);
}

/// What a body has that is not what it looks like.
void warn_of_members(std::string_view body, const nimpush::apns::response& r) {
    const auto json = nimpush::json::read(body);
    const nimpush::value* reason = json ? json->find("reason") : nullptr;
    if (reason != nullptr && !reason->as_text())
        print_problem({nimpush::errc::wrong_type, "body.reason", "left out: a reason is a text"},
                      nimpush::degree::warning);
    constexpr std::int64_t surely_a_date = 100'000'000;  // in seconds, 1973; small numbers are those of tests
    if (r.timestamp_ms && *r.timestamp_ms >= surely_a_date &&
        *r.timestamp_ms < nimpush::apns::detail::surely_milliseconds)
        print_problem({nimpush::errc::out_of_range, "body.timestamp",
                       "likely seconds, where Apple has milliseconds since 1970: no token would be dropped by it"},
                      nimpush::degree::warning);
}

int meaning_of(const response_input& input) {
    std::vector<nimpush::apns::header> headers;
    if (!is_consistent(input) || !read_headers(input.headers, headers)) return input_at_fault;
    const nimpush::apns::response r =
        input.goaway ? input.goaway->made.said
                     : nimpush::apns::read_response(static_cast<int>(*input.status), headers, input.body.view());
    if (r.unusable_timestamp)
        print_problem(
            {nimpush::errc::wrong_type, nimpush::text(input.goaway ? "goaway.debug.timestamp" : "body.timestamp"),
             "left out: it has to be a whole number, the milliseconds since 1970"},
            nimpush::degree::warning);
    warn_of_members(input.body.view(), r);
    nimpush::value made = as_value(r);
    if (input.goaway) append_goaway(input, made);
    return print(made);
}

int response(const arguments& args) { return with_parameters<response_input>(args, meaning_of); }

constexpr form forms[] = {{.run = response}};

}  // namespace

constexpr command response_command = {
    .name = "response",
    .summary = "Says what an answer of APNs means and what to do next",
    .about =
        "Reads {\"status\",\"headers\",\"body\"}: the answer as it came. Or, of a connection that ended,\n"
        "{\"goaway\",\"streams\"}: the payload of the GOAWAY frame as hexadecimal text, or its parts as\n"
        "{\"last_stream_id\",\"error_code\",\"debug\"}, and the streams whose requests have no answer.\n"
        "Prints "
        "{\"success\",\"reason\",\"apns_id\",\"apns_unique_id\",\"apns_request_id\",\"timestamp_ms\",\"retry\",\n"
        "\"drop_token\"}; apns_channel_id is that of a new channel, canonical is Apple's documented spelling where\n"
        "another one came, and error tells of a body that is no JSON object. A timestamp that cannot be used is a\n"
        "warning on standard error. With a goaway also {\"goaway\"} and, with streams, {\"send_again\",\"unsure\"}:\n"
        "those that APNs has not processed, and those that may come twice when they are sent again.",
    .forms = forms,
    .example = {"{\"status\": 400, \"body\": \"{\\\"reason\\\":\\\"BadDeviceToken\\\"}\"}", "response"},
};

}  // namespace nimpush_tool
