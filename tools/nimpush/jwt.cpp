// `nimpush jwt`: what the key of a provider token has to sign.

#include <cstdint>
#include <iostream>
#include <string_view>
#include <utility>

#include <nimpush/apns/provider_token.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

constexpr option team_option = {"--team", "TEAM", "the team's id: ten letters and digits", true};
constexpr option key_option = {"--key-id", "KEY", "the id of the signing key: ten letters and digits", true};
constexpr option at_option = {"--at", "SECONDS", "when it is issued, in seconds since 1970", true};
constexpr option options[] = {team_option, key_option, at_option};

int jwt(const arguments& args) {
    using namespace nimpush::apns;
    const std::string_view team_given = args.value(team_option);
    const std::string_view key_given = args.value(key_option);
    std::int64_t at = 0;
    if (!read_digits(args.value(at_option), at)) return wrong_usage;
    const auto fault = [](nimpush::error e, nimpush::text path) -> int {
        e.path = std::move(path);
        print_problem(e);
        return input_at_fault;
    };
    const auto team = team_id::from(team_given);
    if (!team) return fault(team.error(), "team");
    const auto key = key_id::from(key_given);
    if (!key) return fault(key.error(), "key_id");
    const auto input = signing_input::make(*team, *key, at);
    if (!input) return fault(input.error(), "at");
    std::cout << input->view() << '\n';
    return fine;
}

constexpr form forms[] = {{.options = options, .operand = "", .run = jwt}};

}  // namespace

constexpr command jwt_command = {
    .name = "jwt",
    .summary = "Prints what the key of a provider token has to sign",
    .about =
        "Reads nothing.\n"
        "Prints the signing input of a provider token, to be signed with ES256: openssl dgst -sha256 -sign key.p8,\n"
        "whose DER signature nimpush::apns::signature_from_der() turns into r and s.",
    .forms = forms,
    .at_fault = "an id is none, or the time is out of range",
    .example = {"", "jwt --team DEF123GHIJ --key-id ABC123DEFG --at 1437179036"},
};

}  // namespace nimpush_tool
