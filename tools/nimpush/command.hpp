#pragma once

// A command of the tool: one constant with its name, help, forms and functions, in a file of its own.
//
// commands.cpp has the table of all of them; usage and help are made from it.

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/span.hpp>

#include "arguments.hpp"  // IWYU pragma: export

namespace nimpush_tool {

/// A call that works: `echo 'INPUT' | nimpush WORDS`, or without the echo where there is no input.
struct example {
    std::string_view input{};
    std::string_view words{};
};

struct command {
    std::string_view name{};
    std::string_view summary{};                           // one line
    std::string_view about{};                             // what it reads and what it prints, in lines
    nimpush::span<const form> forms{};                    // the first without a verb or with this one
    std::string_view at_fault = "the input is at fault";  // when it exits with 1
    struct example example {};
};

extern const command token_command, channel_command, channel2_command, check_command, payload_command, request_command,
    answer_command, response_command, fit_command, server_command, jwt_command, explain_command, preview_command,
    why_command, doctor_command, desktop_command, convert_command;

#if defined(NIMPUSH_TOOL_NETWORK)
/// Of network/, which is built where OpenSSL 3, nghttp2 and POSIX sockets are.
extern const command gateway_command, send_command, cert_command;
#endif

/// All of them, in the order of the usage.
nimpush::span<const command* const> all_commands();

/// `nimpush help NAME`.
std::string help_of(const command& one);

/// `nimpush 0.1.0`, or that it is not known.
std::string_view version();

/// What main() does with the words behind the program's name; gives its exit status.
int dispatch(const std::vector<std::string_view>& words);

}  // namespace nimpush_tool
