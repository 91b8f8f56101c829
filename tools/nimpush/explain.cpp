// `nimpush explain`: reads a scenario and says who is pushed, who is not, and why.

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor/doctor_words.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/undecided.hpp>
#include <nimpush/delivery/words.hpp>
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

constexpr delivery::words insights[] = {{"passes", "通过"}, {"stops", "阻止"}, {"cannot know", "无法判断"}};

/// What the doctor would ask for.
std::string_view question(delivery::unknown_fact which, delivery::language in) {
    delivery::doctor::fact found{};
    return nimpush::detail::take_name(name_of(which), found) ? delivery::doctor::asks(found, in) : name_of(which);
}
void print_open(const delivery::open_verdict& one, delivery::language in) {
    const auto say = [in](std::string_view en, std::string_view zh) { return delivery::words{en, zh}.in(in); };
    std::cout << foreign(one.account.view());
    if (one.device.has_value()) std::cout << say(", device ", "，设备 ") << *one.device;
    std::cout << say(": ", "：");
    const char* mark = "";
    if (one.rule.has_value() && one.depends_on.empty()) {
        std::cout << describe(*one.rule, in) << " [" << name_of(*one.rule) << "]\n";
    } else {
        if (one.rule.has_value())
            std::cout << say("not pushed in any case, by ", "无论如何都不会推送：") << name_of(*one.rule)
                      << say(" at the latest; before it depends on ", "；更早的规则取决于 ");
        else
            std::cout << say("not decided: it depends on ", "无法判断，取决于 ");
        for (const delivery::unknown_fact fact : one.depends_on) {
            std::cout << mark << name_of(fact);
            mark = ", ";
        }
        std::cout << '\n';
    }
    if (one.ask.has_value()) std::cout << say("  Ask next: ", "  下一步请确认：") << question(*one.ask, in) << '\n';
    std::cout << say("  Rules:\n", "  规则：\n");
    for (const delivery::weighed& rule : one.considered)
        std::cout << "    " << name_of(rule.rule) << ": " << insights[static_cast<std::size_t>(rule.result)].in(in)
                  << '\n';
}
/// A scenario that leaves something open.
int explain_open(const delivery::scenario& s, bool for_machines, delivery::language in) {
    const auto made = delivery::explain_open(s);
    if (!made) {
        print_problems(made.error());
        return input_at_fault;
    }
    if (!for_machines) {
        for (const delivery::open_verdict& one : *made) print_open(one, in);
        return fine;
    }
    nimpush::value list = nimpush::value::list();
    for (const delivery::open_verdict& one : *made)
        if (auto tree = nimpush::to_value<nimpush::schema::spelling::api>(one)) list.push_back(*std::move(tree));
    nimpush::value whole = nimpush::value::map();
    whole.append("open", std::move(list));
    return print(whole);
}

int explain(const arguments& args) {
    const bool for_machines = args.has(json_option);
    delivery::explain_options options;
    if (!read_language(args, options.in)) return wrong_usage;
    return with_verdicts(args, options,
                         [&](const delivery::scenario& s, const std::vector<delivery::verdict>& verdicts) -> int {
                             if (s.unknown.has_value() && !s.unknown->empty())
                                 return explain_open(s, for_machines, options.in);
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
        "in NIM's order, and what leaves for Apple. What `unknown` names is left open: then a rule may say that it\n"
        "cannot know, and what to ask next is told. On standard error each problem of the scenario.",
    .forms = forms,
    .at_fault = "the scenario is at fault",
    .example = {"", "explain examples/scenarios/kicked_out.json"},
};

}  // namespace nimpush_tool
