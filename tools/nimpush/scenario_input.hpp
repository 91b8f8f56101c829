#pragma once

// What the commands on scenarios share: a scenario read and explained, and --lang.

#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/schema.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario.hpp>

#include "arguments.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace delivery = nimpush::delivery;

inline constexpr option language_option = {"--lang", "en|zh", "the language; English where none is given"};

/// False where --lang names neither.
inline bool read_language(const arguments& args, delivery::language& to) {
    return nimpush::detail::take_name(args.value(language_option, "en"), to);
}

/// Reads a scenario and hands its verdicts on, or prints its problems.
template <class F> int with_verdicts(const arguments& args, const delivery::explain_options& options, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        const auto scenario = delivery::read_scenario(std::string_view(input));
        if (!scenario) {
            print_problems(scenario.error());
            return input_at_fault;
        }
        print_problems(check(*scenario));  // warnings, which keep nobody from a verdict
        auto verdicts = delivery::explain(*scenario, options);
        if (verdicts) return use(*scenario, *std::move(verdicts));
        print_problems(verdicts.error());
        return input_at_fault;
    });
}

}  // namespace nimpush_tool
