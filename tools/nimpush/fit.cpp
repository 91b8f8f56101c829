// `nimpush fit`: a payload whose text is cut to so many bytes.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>

#include <nimpush/apns/fit.hpp>
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

constexpr option limit_option = {"--limit", "BYTES", "the most that the payload may have", true};

int fit(const arguments& args) {
    std::optional<nimpush::apns::push_type> type;
    std::int64_t limit = 0;
    if (!read_push_type(args, type) || !read_digits(args.value(limit_option), limit)) return wrong_usage;
    return with_json(args, {}, [limit](const nimpush::value& json) -> int {
        nimpush::apns::notification n;
        if (!print_problems(nimpush::apns::read_notification(json, n))) return input_at_fault;
        const auto size = nimpush::apns::fit(n, static_cast<std::size_t>(limit));
        if (!size) {
            print_problem(size.error());
            return input_at_fault;
        }
        std::cout << *nimpush::json::to_string(n) << '\n';
        return fine;
    });
}

constexpr option options[] = {limit_option, push_type_option};
constexpr form forms[] = {{.options = options, .run = fit}};

}  // namespace

constexpr command fit_command = {
    .name = "fit",
    .summary = "Cuts the text of a payload so that it fits, between characters and with an ellipsis",
    .about =
        "Reads the payload as JSON.\n"
        "Prints it with its alert's body cut to what there is room for.",
    .forms = forms,
    .at_fault = "it is too long without its text, or no payload",
    .example = {"{\"aps\": {\"alert\": \"a rather long sentence that does not fit\"}}", "fit --limit 45"},
};

}  // namespace nimpush_tool
