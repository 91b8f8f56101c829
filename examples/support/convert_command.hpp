#pragma once

// `convert --from WIRE --to WIRE`: what is said on one wire, in the words of another.

#include <string_view>

#include <nimpush/dialect/desktop_sdk/from_channel.hpp>

#include "command_line.hpp"
#include "desktop_commands.hpp"

namespace nimpush_examples {

/// A call of the channel for the desktop's C SDK.
inline int channel_to_desktop(arguments& args) {
    std::string_view method;
    std::string_view id;
    if (!args.option("--method", method) || !args.option("--client-msg-id", id)) return wrong_usage;
    if (method != "sendMessage" && method != "sendCustomNotification" && method != "initialize") return wrong_usage;
    return with_json(args, {.integers = nimpush::json::integers::of_uint64}, [&](const nimpush::value& call) {
        const auto client_msg_id = nimpush::text::from(id);
        if (client_msg_id) return print_line(sdk::from_channel(method, call, *client_msg_id));
        print_problem(client_msg_id.error());
        return static_cast<int>(input_at_fault);
    });
}

/// One pair of wires; `run` takes the options of its own and the input.
struct conversion_row {
    std::string_view from, to;
    int (*run)(arguments&);
};
inline constexpr conversion_row conversions[] = {
    {"channel", "desktop", channel_to_desktop},
};

inline int convert(arguments& args) {
    std::string_view from;
    std::string_view to;
    if (!args.option("--from", from) || !args.option("--to", to)) return wrong_usage;
    for (const conversion_row& one : conversions)
        if (one.from == from && one.to == to) return one.run(args);
    return wrong_usage;
}

}  // namespace nimpush_examples
