// `nimpush preview`: what a scenario's receivers see on their lock screens, as SVG.

#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>

#include "command.hpp"
#include "lock_screen.hpp"
#include "scenario_input.hpp"
#include "scenario_screen.hpp"
#include "verdict_text.hpp"

namespace nimpush_tool {

namespace {

constexpr option app_option = {"--app", "NAME", "the app's name on the cards; otherwise the end of its bundle id"};
constexpr option file_option = {"-o", "FILE", "where the drawing goes; - or none is standard output"};

constexpr delivery::words nobody = {"nobody is to get this message", "没有人会收到这条消息"};

std::string why_unseen(const delivery::verdict& one, delivery::language in) {
    static constexpr delivery::words no_text = {"The alert has no text of its own: there is nothing to draw.",
                                                "alert 中没有文本，没有可画的内容。"};
    std::string why = verdict_text(one, {}, in);
    if (one.outcome == delivery::outcome::apns) why.append("  ").append(no_text.in(in)).append("\n");
    return why;
}

int write_to(std::string_view file, const std::string& drawing) {
    if (file.empty() || file == "-") {
        std::cout << drawing;
        return fine;
    }
    std::ofstream out(std::string(file), std::ios::binary);
    if (out << drawing && out.flush()) return fine;
    std::cerr << "cannot write " << foreign(file) << '\n';
    return input_at_fault;
}

int preview(const arguments& args) {
    delivery::explain_options options;
    if (!read_language(args, options.in)) return wrong_usage;
    return with_verdicts(
        args, options, [&](const auto& scenario, const std::vector<delivery::verdict>& verdicts) -> int {
            const lock_screen screen = screen_of(scenario, verdicts, args.value(app_option), options.in);
            if (!screen.cards.empty()) return write_to(args.value(file_option), draw(screen));
            if (verdicts.empty()) std::cerr << nobody.in(options.in) << '\n';
            for (const auto& one : verdicts) std::cerr << why_unseen(one, options.in);
            return input_at_fault;
        });
}

constexpr option options[] = {app_option, language_option, file_option};
constexpr form forms[] = {{.options = options, .operand = "[SCENARIO]", .run = preview}};

}  // namespace

constexpr command preview_command = {
    .name = "preview",
    .summary = "Draws what the receivers see on their lock screens",
    .about =
        "Reads a scenario as JSON, as explain does.\n"
        "Prints an SVG drawing with a card for each device that shows the push, up to five; where nobody sees one,\n"
        "it says why on standard error, for each device.",
    .forms = forms,
    .at_fault = "nobody sees a push, or the scenario is at fault",
    .example = {"", "preview examples/scenarios/lock_screen.json"},
};

}  // namespace nimpush_tool
