#pragma once

// What the commands of Apple's leg share: headers as JSON, and --push-type.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "arguments.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

inline constexpr option push_type_option = {
    "--push-type", "TYPE",
    "Apple's apns-push-type, such as alert, background or voip: without one only what holds for\nall is looked at"};

inline constexpr option now_option = {"--now", "SECONDS",
                                      "the time of sending, in seconds since 1970: is a Live Activity's too old?"};

/// The time of --now, if there is one; false where it is no number.
bool read_now(const arguments& args, nimpush::maybe<std::int64_t>& to);

/// The type of --push-type, if there is one; false where Apple has none of this name.
bool read_push_type(const arguments& args, nimpush::maybe<nimpush::apns::push_type>& to);

/// The headers of the input; a null is one that is not there. False, with the problems printed, where a
/// value is no text.
bool read_headers(const nimpush::free_map& map, std::vector<nimpush::apns::header>& to);

/// The input as a payload: use(its text as given, without white space around, what was read).
template <class F> int with_notification(const arguments& args, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        const std::string_view given = trimmed(input);
        const auto json = nimpush::json::read(given);
        if (!json) {
            print_problem(json.error());
            return input_at_fault;
        }
        nimpush::apns::notification n;
        return take(nimpush::apns::read_notification(*json), n) ? use(given, std::move(n)) : input_at_fault;
    });
}

nimpush::value headers_as_value(const nimpush::apns::header_list& list);

}  // namespace nimpush_tool
