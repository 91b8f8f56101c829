#pragma once

// nimpush explain: reads a scenario and says who is pushed, who is not, and why.

#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>

#include "command_line.hpp"
#include "verdict_text.hpp"

namespace nimpush_examples {

/// What --json prints.
struct verdict_list {
    std::vector<delivery::verdict> verdicts{};

    using described_by = nimpush::field_list<nimpush::field<"verdicts", &verdict_list::verdicts>>;
};

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

inline int explain(arguments& args) {
    const bool for_machines = args.flag("--json");
    delivery::explain_options options;
    if (!read_language(args, options.in)) return wrong_usage;
    return with_verdicts(args, options, [&](const delivery::scenario&, std::vector<delivery::verdict> verdicts) -> int {
        if (for_machines) return print(verdict_list{std::move(verdicts)}, {.max_depth = 256});
        for (const delivery::verdict& one : verdicts) std::cout << verdict_text(one, {}, options.in, true);
        return fine;
    });
}

}  // namespace nimpush_examples
