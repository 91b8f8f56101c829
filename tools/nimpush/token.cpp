// `nimpush token`: a device token in all its forms.

#include <cstdint>
#include <string>

#include <nimpush/core/value.hpp>
#include <nimpush/model/device_token.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

using nimpush::value;

int token(const arguments& args) {
    return with_input(args, [](const std::string& input) -> int {
        const auto token = nimpush::device_token::parse(trimmed(input));
        if (!token) {
            print_problem(token.error());
            return input_at_fault;
        }
        return print(value::map({{"hex", value(token->to_hex())},
                                 {"base64", value(token->to_base64())},
                                 {"bytes", static_cast<std::int64_t>(token->size())}}));
    });
}

constexpr form forms[] = {{.run = token}};

}  // namespace

constexpr command token_command = {
    .name = "token",
    .summary = "Reads a device token in any form that logs have it in",
    .about =
        "Reads hexadecimal digits, NSData's description with brackets and spaces, or Base64.\n"
        "Prints {\"hex\",\"base64\",\"bytes\"}: the token in digits, in Base64, and its size.",
    .forms = forms,
    .at_fault = "the input is no device token",
    .example = {"<0b30557a 9fc4e90e>", "token"},
};

}  // namespace nimpush_tool
