// `nimpush explain`: reads a scenario and says who is pushed, who is not, and why.

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "output.hpp"
#include "scenario_input.hpp"
#include "terminal.hpp"
#include "verdict_text.hpp"

namespace nimpush_tool {

namespace {

constexpr option json_option = {"--json", "", "for machines: {\"verdicts\":[...]}"};

int print_in_words(const std::vector<delivery::verdict>& verdicts, delivery::language in) {
    for (const delivery::verdict& one : verdicts) std::cout << verdict_text(one, {}, in, true);
    return fine;
}
/// One by one: of 100,000 accounts the whole text has 150 MB.
int print_as_json(const std::vector<delivery::verdict>& verdicts) {
    std::cout << "{\"verdicts\":[";
    std::string text;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        text.assign(i == 0 ? 0 : 1, ',');
        const auto written = nimpush::json::append(verdicts[i], text, {.max_depth = 256});
        if (!written) {
            print_problem(written.error());
            return input_at_fault;
        }
        std::cout << shown_json(text);
    }
    std::cout << "]}\n";
    return fine;
}

int explain(const arguments& args) {
    const bool for_machines = args.has(json_option);
    delivery::explain_options options;
    if (!read_language(args, options.in)) return wrong_usage;
    return with_verdicts(args, options,
                         [&](const delivery::scenario&, const std::vector<delivery::verdict>& verdicts) -> int {
                             return for_machines ? print_as_json(verdicts) : print_in_words(verdicts, options.in);
                         });
}

constexpr option options[] = {json_option, language_option};
constexpr form forms[] = {{.options = options, .operand = "[SCENARIO]", .run = explain}};

}  // namespace

constexpr command explain_command = {
    .name = "explain",
    .summary = "Says who is pushed, who is not, and why",
    .about =
        "Reads a scenario as JSON: the time, the console, the accounts with their devices, and what is sent;\n"
        "examples/scenarios has one for each rule.\n"
        "Prints a verdict for each device of each receiver: the rule that decides, what to do about it, each rule\n"
        "in NIM's order, and what leaves for Apple. On standard error each problem of the scenario.",
    .forms = forms,
    .at_fault = "the scenario is at fault",
    .example = {"", "explain examples/scenarios/kicked_out.json"},
};

}  // namespace nimpush_tool
