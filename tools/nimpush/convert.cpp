// `nimpush convert`: a message of one wire in the form of another.

#include <iostream>
#include <string>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/translate.hpp>
#include <nimpush/dialect/translation/desktop_from_channel.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

constexpr option from_option = {"--from", "WIRE", "channel, channel2, desktop, server (REST v1) or server2", true};
constexpr option to_option = {"--to", "WIRE", "one of the same", true};
constexpr option method_option = {
    "--method", "METHOD",
    "sendMessage where none is given; from channel to desktop also sendCustomNotification\nor initialize"};
constexpr option client_msg_id_option = {"--client-msg-id", "ID",
                                         "the message's name for the desktop, where it has none yet"};
constexpr option strict_option = {"--strict", "", "exit 1 where something is not carried"};

/// A notification, or the options, of the channel for the desktop's C SDK; messages are translated.
int convert_call(const arguments& args, std::string_view method, const nimpush::text& client_msg_id) {
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
int convert(const arguments& args) {
    const std::string_view wire_to = args.value(to_option);
    const std::string_view method = args.value(method_option, "sendMessage");
    nimpush::nim_wire from{}, to{};
    if (!nimpush::from_name(args.value(from_option), from) || !nimpush::from_name(wire_to, to)) return wrong_usage;
    const auto client_msg_id = nimpush::text::from(args.value(client_msg_id_option));
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
            std::cerr << whole_path(path) << ": not carried by " << wire_to << '\n';
        return args.has(strict_option) && !made->not_carried.empty() ? input_at_fault : fine;
    });
}

constexpr option options[] = {from_option, to_option, method_option, client_msg_id_option, strict_option};
constexpr form forms[] = {{.options = options, .run = convert}};

}  // namespace

constexpr command convert_command = {
    .name = "convert",
    .summary = "Puts a message of one NIM wire into the form of another",
    .about =
        "Reads the message as its wire has it: JSON, or a form for server.\n"
        "Prints it in the other form; on standard error the path of each part that the other cannot carry.",
    .forms = forms,
    .example = {"{\"sessionId\": \"bob\", \"sessionType\": \"p2p\", \"messageType\": \"text\", \"fromAccount\": "
                "\"alice\", \"content\": \"hi\"}",
                "convert --from channel --to server2"},
};

}  // namespace nimpush_tool
