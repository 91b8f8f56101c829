// `nimpush why`: from what a log says to cause and remedy.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/diagnosis.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>

#include "command.hpp"
#include "input.hpp"
#include "log_text.hpp"
#include "output.hpp"
#include "scenario_input.hpp"

namespace nimpush_tool {

namespace {

constexpr option json_option = {"--json", "", "for machines: a list of what was found"};

using delivery::diagnoses;
using delivery::diagnosis;
using delivery::language;
using delivery::words;

constexpr words sources[] = {{"the device", "设备"},
                             {"the Flutter plugin", "Flutter 插件"},
                             {"NIM's SDK", "NIM SDK"},
                             {"NIM, to a login", "NIM，登录时"},
                             {"NIM, to the sender", "NIM，发送时"},
                             {"NIM, to the app's server", "NIM，服务端 API"},
                             {"APNs", "苹果 APNs"},
                             {"a phone maker's push server", "厂商推送服务器"}};
static_assert(std::size(sources) == std::size(nimpush::names<delivery::failure_source>::list));

nimpush::value to_value(std::string_view s) { return nimpush::value(nimpush::text::from(s).value()); }

/// The line that says it, printable and without what is secret; where it is long, from a little before that on.
nimpush::text line_of(std::string_view log, const diagnosis& one) {
    constexpr std::size_t shown = 160, lead = 60;
    constexpr std::size_t furthest = 4096;  // longer than a secret, shorter than a log of one line
    const std::size_t start = one.at < furthest ? 0 : one.at - furthest;
    const std::size_t before = log.substr(start, one.at - start).rfind('\n');
    const std::size_t first = before == log.npos ? start : start + before + 1;
    std::string_view line = log.substr(first, one.at - first + furthest);
    line = line.substr(0, line.find('\n', one.at - first));
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::size_t at = one.at - first;
    const std::string safe = without_secrets(line, at);
    std::size_t from = at > lead ? at - lead : 0;
    while (from < at && (static_cast<unsigned char>(safe[from]) & 0xC0U) == 0x80U) ++from;
    return nimpush::detail::printable(std::string_view(safe).substr(from), shown);
}

nimpush::value to_value(std::string_view log, const diagnosis& one, language in) {
    nimpush::value made = nimpush::value::map();
    made.append("found", to_value(one.found));
    made.append("source", to_value(name_of(one.what.source)));
    made.append("cause", to_value(one.what.cause.in(in)));
    made.append("remedy", to_value(one.what.remedy.in(in)));
    made.append("rule", one.what.rule ? to_value(name_of(*one.what.rule)) : nimpush::value());
    made.append("confidence", to_value(name_of(one.what.confidence)));
    made.append("line", static_cast<std::int64_t>(one.line));
    made.append("lines", static_cast<std::int64_t>(one.line_count));
    made.append("text", nimpush::value(line_of(log, one)));
    return made;
}

void print_for_people(std::string_view log, const diagnosis& one, language in, bool is_log) {
    const auto say = [in](std::string_view en, std::string_view zh) { return words{en, zh}.in(in); };
    std::cout << one.found << " (" << sources[static_cast<std::size_t>(one.what.source)].in(in) << ')';
    if (is_log) std::cout << say(", line ", "，第 ") << one.line << say("", " 行");
    if (one.line_count > 1) std::cout << say(" and ", "，另有 ") << one.line_count - 1 << say(" more", " 行");
    if (is_log) std::cout << '\n' << say("  text:   ", "  原文：") << line_of(log, one).view();
    std::cout << '\n' << say("  cause:  ", "  原因：") << one.what.cause.in(in);
    std::cout << '\n' << say("  remedy: ", "  处理：") << one.what.remedy.in(in) << '\n';
    if (one.what.rule) std::cout << say("  rule:   ", "  规则：") << name_of(*one.what.rule) << '\n';
    if (one.what.confidence == delivery::confidence::unverified)
        std::cout << say("  unverified: our reading, not NetEase's or Apple's word\n", "  未经官方证实，仅供参考\n");
}

int print_found(const diagnoses& found, std::string_view log, bool is_input, bool for_machines, language in) {
    const std::string_view asked = trimmed(log);
    const bool is_log = is_input || asked.find('\n') != asked.npos;
    if (for_machines) {
        nimpush::value list = nimpush::value::list();
        for (const diagnosis& one : found) list.push_back(to_value(log, one, in));
        print(list);
    } else {
        for (const diagnosis& one : found) {
            if (&one != found.begin()) std::cout << '\n';
            print_for_people(log, one, in, is_log);
        }
    }
    if (!found.complete()) std::cerr << "$: more than 32 different failures; ask for a part of the log\n";
    if (!found.empty()) return fine;
    std::cerr << "$: nothing is known about " << (is_log ? "this log" : nimpush::detail::printable(asked).view())
              << '\n';
    return input_at_fault;
}

/// Whether somebody would have to type the input.
bool is_terminal() {
#ifdef _WIN32
    return _isatty(_fileno(stdin)) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

int why(const arguments& args) {
    const bool for_machines = args.has(json_option);
    delivery::language in{};
    if (!read_language(args, in)) return wrong_usage;
    if (args.operands().empty() && is_terminal()) return wrong_usage;
    std::string asked;
    for (const std::string_view word : args.operands()) asked.append(asked.empty() ? "" : " ").append(word);
    const bool is_input = args.operands().empty() || asked == "-";
    if (is_input)
        asked.assign(std::istreambuf_iterator<char>(std::cin), {});
    else if (trimmed(asked).empty())
        return wrong_usage;
    asked = in_utf8(std::move(asked));
    return print_found(delivery::diagnose(asked), asked, is_input, for_machines, in);
}

constexpr option options[] = {json_option, language_option};
constexpr form forms[] = {{.options = options, .operand = "[TEXT...]", .run = why}};

}  // namespace

constexpr command why_command = {
    .name = "why",
    .summary = "Says cause and remedy of what a log says",
    .about =
        "Reads a text: the words, which are one, or standard input where there are none or `-`. It knows the\n"
        "logins' codes, NIM's of both versions, the plugin's texts and every reason of Apple's. A number in a log\n"
        "is a code only where a word beside it says so. Logs in UTF-16 are read, of those in GBK what is ASCII.\n"
        "Prints what was found, a log's line, cause, remedy and the rule of `nimpush explain`: causes first, then\n"
        "what follows from them. What looks like a password or a token is not shown.",
    .forms = forms,
    .at_fault = "nothing is known about it",
    .example = {"", "why must not refer to a null"},
};

}  // namespace nimpush_tool
