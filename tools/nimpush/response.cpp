// `nimpush response`: what an answer of APNs means.

#include <cstdint>
#include <vector>

#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

/// The input of `response`.
struct response_input {
    std::int64_t status = 0;
    nimpush::free_map headers{};
    nimpush::text body{};

    using described_by = nimpush::field_list<
        nimpush::field<"status", &response_input::status, nimpush::schema::required, nimpush::schema::not_null>,
        nimpush::field<"headers", &response_input::headers>, nimpush::field<"body", &response_input::body>>;
};

int meaning_of(const response_input& input) {
    using namespace nimpush::apns;
    std::vector<header> headers;
    if (!read_headers(input.headers, headers)) return input_at_fault;
    if (input.status < 100 || input.status > 999) {
        print_problem({nimpush::errc::out_of_range, "status", "three digits"});
        return input_at_fault;
    }
    const response r = read_response(static_cast<int>(input.status), headers, input.body.view());
    nimpush::value made = nimpush::value::map();
    made.append("success", r.success());
    made.append("reason", nimpush::value(r.reason_text));
    if (r.reason != reason::none && r.reason != reason::unknown && !(r.reason_text == nimpush::name_of(r.reason)))
        made.append("canonical", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(r.reason)));
    made.append("apns_id", nimpush::value(r.apns_id));
    made.append("apns_unique_id", nimpush::value(r.apns_unique_id));
    made.append("apns_request_id", nimpush::value(r.apns_request_id));
    made.append("timestamp_ms", r.timestamp_ms ? nimpush::value(*r.timestamp_ms) : nimpush::value());
    made.append("retry", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(r.retry())));
    made.append("drop_token", r.advice() == advice::drop_token);
    if (r.malformed_body.has_value()) made.append("error", "malformed_body");
    return print(made);
}

int response(const arguments& args) { return with_parameters<response_input>(args, meaning_of); }

constexpr form forms[] = {{.run = response}};

}  // namespace

constexpr command response_command = {
    .name = "response",
    .summary = "Says what an answer of APNs means and what to do next",
    .about =
        "Reads {\"status\",\"headers\",\"body\"}: the answer as it came.\n"
        "Prints "
        "{\"success\",\"reason\",\"apns_id\",\"apns_unique_id\",\"apns_request_id\",\"timestamp_ms\",\"retry\",\n"
        "\"drop_token\"}; canonical is Apple's documented spelling where another one came, and error tells of "
        "a body\n"
        "that is no JSON object.",
    .forms = forms,
    .example = {"{\"status\": 400, \"body\": \"{\\\"reason\\\":\\\"BadDeviceToken\\\"}\"}", "response"},
};

}  // namespace nimpush_tool
