#pragma once

// `convert --from WIRE --to WIRE`: a message of one wire in the form of another.

#include <iostream>
#include <string>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/translate.hpp>
#include <nimpush/dialect/translation/desktop_from_channel.hpp>

#include "command_line.hpp"

namespace nimpush_examples {

/// A notification, or the options, of the channel for the desktop's C SDK; messages are translated.
inline int convert_call(arguments& args, std::string_view method, const nimpush::text& client_msg_id) {
    return with_json(args, {.integers = nimpush::json::integers::of_uint64}, [&](const nimpush::value& call) -> int {
        const auto made = nimpush::desktop_sdk::from_channel(method, call, client_msg_id);
        if (!made) {
            print_problem(made.error());
            return input_at_fault;
        }
        std::cout << *made << '\n';
        return fine;
    });
}

/// What is not carried goes to standard error, and with --strict makes it a failure.
inline int convert(arguments& args) {
    const bool is_strict = args.flag("--strict");
    std::string_view from_name_of, to_name_of, id, method = "sendMessage";
    nimpush::nim_wire from{}, to{};
    if (!args.option("--from", from_name_of) || !args.option("--to", to_name_of) || !args.option("--method", method) ||
        !args.option("--client-msg-id", id) || !nimpush::from_name(from_name_of, from) ||
        !nimpush::from_name(to_name_of, to))
        return wrong_usage;
    const auto client_msg_id = nimpush::text::from(id);
    if (!client_msg_id) {
        print_problem(client_msg_id.error());
        return input_at_fault;
    }
    if (method != "sendMessage") {
        const bool is_call = method == "sendCustomNotification" || method == "initialize";
        if (!is_call || from != nimpush::nim_wire::channel || to != nimpush::nim_wire::desktop) return wrong_usage;
        return convert_call(args, method, *client_msg_id);
    }
    return with_input(args, [&](const std::string& input) -> int {
        const auto made = nimpush::translate(from, to, trimmed(input), *client_msg_id);
        if (!made) {
            print_problem(made.error());
            return input_at_fault;
        }
        std::cout << made->text << '\n';
        for (const nimpush::text& path : made->not_carried)
            std::cerr << whole_path(path) << ": not carried by " << to_name_of << '\n';
        return is_strict && !made->not_carried.empty() ? input_at_fault : fine;
    });
}

}  // namespace nimpush_examples
