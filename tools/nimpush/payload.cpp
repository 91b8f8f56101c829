// `nimpush payload`: what Apple would make of a payload.

#include <iostream>
#include <optional>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

int payload(const arguments& args) {
    std::optional<nimpush::apns::push_type> type;
    if (!read_push_type(args, type)) return wrong_usage;
    return with_json(args, {}, [type](const nimpush::value& json) -> int {
        nimpush::apns::notification n;
        if (!print_problems(nimpush::apns::read_notification(json, n))) return input_at_fault;
        if (!print_problems(nimpush::apns::check(n, type))) return input_at_fault;
        const auto limit = nimpush::apns::rules_of(type.value_or(nimpush::apns::push_type::alert)).payload_limit;
        std::cout << "{\"bytes\":" << nimpush::json::size(json).value() << ",\"limit\":" << limit << "}\n";
        return fine;
    });
}

constexpr option options[] = {push_type_option};
constexpr form forms[] = {{.options = options, .run = payload}};

}  // namespace

constexpr command payload_command = {
    .name = "payload",
    .summary = "Checks a payload of APNs: keys, types, values and size",
    .about =
        "Reads the payload as JSON, with aps in it.\n"
        "Prints {\"bytes\",\"limit\"}: its size without white space, and what the push type allows; on standard error\n"
        "each problem with its path, and warnings, which are no fault.",
    .forms = forms,
    .at_fault = "the payload is at fault",
    .example = {"{\"aps\": {\"alert\": {\"title\": \"Acme\", \"body\": \"hello\"}, \"badge\": 1}}",
                "payload --push-type alert"},
};

}  // namespace nimpush_tool
