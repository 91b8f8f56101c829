#pragma once

// nimpush explain: reads a scenario and says who is pushed, who is not, and why.

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/wire/json.hpp>

#include "command_line.hpp"
#include "verdict_text.hpp"

namespace nimpush_examples {

/// Reads a scenario and hands its verdicts on, or prints its problems.
template <class F> int with_verdicts(arguments& args, const delivery::explain_options& options, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        const auto scenario = delivery::read_scenario(std::string_view(input));
        if (!scenario) {
            print_problems(scenario.error());
            return input_at_fault;
        }
        auto verdicts = delivery::explain(*scenario, options);
        if (verdicts) return use(*scenario, *std::move(verdicts));
        print_problems(verdicts.error());
        return input_at_fault;
    });
}

/// --lang en or zh; false for another.
inline bool read_language(arguments& args, delivery::language& to) {
    std::string_view name = "en";
    return args.option("--lang", name) && nimpush::from_name(name, to);
}

inline int print_in_words(const std::vector<delivery::verdict>& verdicts, delivery::language in) {
    for (const delivery::verdict& one : verdicts) std::cout << verdict_text(one, {}, in, true);
    return fine;
}
/// One by one: of 100,000 accounts the whole text has 150 MB.
inline int print_as_json(const std::vector<delivery::verdict>& verdicts) {
    std::cout << "{\"verdicts\":[";
    std::string text;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        text.assign(i == 0 ? 0 : 1, ',');
        const auto written = nimpush::json::append(verdicts[i], text, {.max_depth = 256});
        if (!written) {
            print_problem(written.error());
            return input_at_fault;
        }
        std::cout << text;
    }
    std::cout << "]}\n";
    return fine;
}

inline int explain(arguments& args) {
    const bool for_machines = args.flag("--json");
    delivery::explain_options options;
    if (!read_language(args, options.in)) return wrong_usage;
    return with_verdicts(args, options, [&](const delivery::scenario&, std::vector<delivery::verdict> verdicts) -> int {
        return for_machines ? print_as_json(verdicts) : print_in_words(verdicts, options.in);
    });
}

}  // namespace nimpush_examples
