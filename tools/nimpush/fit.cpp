// `nimpush fit`: a payload whose text is cut to so many bytes.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string_view>

#include <nimpush/apns/fit.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/wire/json.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

constexpr option limit_option = {"--limit", "BYTES",
                                 "the most that the payload may have; what the push type allows where none is given"};
constexpr option type_option = {push_type_option.name, push_type_option.value,
                                "whose limit holds; alert's where none is given"};

int fit(const arguments& args) {
    nimpush::maybe<nimpush::apns::push_type> type;
    if (!read_push_type(args, type)) return wrong_usage;
    auto limit = static_cast<std::int64_t>(
        nimpush::apns::rules_of(type.value_or(nimpush::apns::push_type::alert)).payload_limit);
    if (args.has(limit_option) && !read_digits(args.value(limit_option), limit)) return wrong_usage;
    return with_notification(args, [limit](std::string_view given, nimpush::apns::notification n) -> int {
        if (given.size() <= static_cast<std::size_t>(limit)) {  // byte for byte, since nothing else is asked for
            std::cout << given << '\n';
            return fine;
        }
        const auto size = nimpush::apns::fit(n, static_cast<std::size_t>(limit));
        if (!size) {
            print_problem(size.error());
            return input_at_fault;
        }
        std::cout << *nimpush::json::to_string(n) << '\n';
        return fine;
    });
}

constexpr option options[] = {limit_option, type_option};
constexpr form forms[] = {{.options = options, .run = fit}};

}  // namespace

constexpr command fit_command = {
    .name = "fit",
    .summary = "Cuts the text of a payload so that it fits, between characters and with an ellipsis",
    .about =
        "Reads the payload as JSON.\n"
        "Prints what fits as it is, byte for byte; else it is written without white space and escapes, and its "
        "alert's\n"
        "body cut to what there is room for.",
    .forms = forms,
    .at_fault = "it is too long without its text, or no payload",
    .example = {"{\"aps\": {\"alert\": \"a rather long sentence that does not fit\"}}", "fit --limit 45"},
};

}  // namespace nimpush_tool
