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
        const auto token = nimpush::device_token::parse(input);
        if (!token) {
            print_problem(token.error());
            return input_at_fault;
        }
        if (!print_problems(check(*token))) return input_at_fault;
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
        "Reads hexadecimal digits, NSData's description with brackets and spaces, iOS 13's where it is whole, or\n"
        "Base64; blanks, line ends, quotes, 0x and a label (deviceToken: ...) may stand around them.\n"
        "Refuses what is cut or damaged, two tokens, and the registration ids of other push services.\n"
        "Prints {\"hex\",\"base64\",\"bytes\"}: the token in digits, in Base64, and its size; on standard error a\n"
        "warning where the bytes are the ASCII text of a token's digits.",
    .forms = forms,
    .at_fault = "the input is no device token",
    .example = {"<0b30557a 9fc4e90e>", "token"},
};

}  // namespace nimpush_tool
