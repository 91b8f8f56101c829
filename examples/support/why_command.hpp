#pragma once

// nimpush why: from what a log says to cause and remedy.

#include <cstddef>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/diagnosis.hpp>

#include "command_line.hpp"
#include "explain_command.hpp"

namespace nimpush_examples {
namespace detail {

using delivery::diagnoses;
using delivery::diagnosis;
using delivery::language;
using delivery::words;

inline constexpr words sources[] = {{"the device", "设备"},
                                    {"the Flutter plugin", "Flutter 插件"},
                                    {"NIM's SDK", "NIM SDK"},
                                    {"NIM, to a login", "NIM，登录时"},
                                    {"NIM, to the sender", "NIM，发送时"},
                                    {"NIM, to the app's server", "NIM，服务端 API"},
                                    {"APNs", "苹果 APNs"}};
static_assert(std::size(sources) == std::size(nimpush::names<delivery::failure_source>::list));

inline nimpush::value to_value(std::string_view s) { return nimpush::value(nimpush::text::from(s).value()); }

inline nimpush::value to_value(const diagnosis& one, language in) {
    nimpush::value made = nimpush::value::map();
    made.append("found", to_value(one.found));
    made.append("source", to_value(name_of(one.what.source)));
    made.append("cause", to_value(one.what.cause.in(in)));
    made.append("remedy", to_value(one.what.remedy.in(in)));
    made.append("rule", one.what.rule ? to_value(name_of(*one.what.rule)) : nimpush::value());
    made.append("confidence", to_value(name_of(one.what.confidence)));
    made.append("line", static_cast<std::int64_t>(one.line));
    made.append("lines", static_cast<std::int64_t>(one.lines));
    return made;
}

inline void print_for_people(const diagnosis& one, language in, bool is_log) {
    const auto say = [in](std::string_view en, std::string_view zh) { return words{en, zh}.in(in); };
    std::cout << one.found << " (" << sources[static_cast<std::size_t>(one.what.source)].in(in) << ')';
    if (is_log) std::cout << say(", line ", "，第 ") << one.line << say("", " 行");
    if (one.lines > 1) std::cout << say(" and ", "，另有 ") << one.lines - 1 << say(" more", " 行");
    std::cout << '\n' << say("  cause:  ", "  原因：") << one.what.cause.in(in);
    std::cout << '\n' << say("  remedy: ", "  处理：") << one.what.remedy.in(in) << '\n';
    if (one.what.rule) std::cout << say("  rule:   ", "  规则：") << name_of(*one.what.rule) << '\n';
    if (one.what.confidence == delivery::confidence::unverified)
        std::cout << say("  unverified: our reading, not NetEase's or Apple's word\n", "  未经官方证实，仅供参考\n");
}

inline int print_found(const diagnoses& found, std::string_view asked, bool for_machines, language in) {
    const bool is_log = asked.empty() || asked.find('\n') != asked.npos;
    if (for_machines) {
        nimpush::value list = nimpush::value::list();
        for (const diagnosis& one : found) list.push_back(to_value(one, in));
        print(list);
    } else {
        for (const diagnosis& one : found) {
            if (&one != found.begin()) std::cout << '\n';
            print_for_people(one, in, is_log);
        }
    }
    if (!found.complete()) std::cerr << "$: more than 32 different failures; ask for a part of the log\n";
    if (!found.empty()) return fine;
    std::cerr << "$: nothing is known about " << (is_log ? "this log" : nimpush::detail::printable(asked).view())
              << '\n';
    return input_at_fault;
}

/// Whether somebody would have to type the input.
inline bool is_terminal() {
#ifdef _WIN32
    return _isatty(_fileno(stdin)) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

}  // namespace detail

/// `why [--json] [--lang en|zh] [TEXT…]`: the words are one text; `-` or none is standard input.
inline int why(arguments& args) {
    const bool for_machines = args.flag("--json");
    delivery::language in{};
    if (!read_language(args, in)) return wrong_usage;
    if (args.words.empty() && detail::is_terminal()) return wrong_usage;
    std::string asked;
    for (const std::string_view word : args.words) asked.append(asked.empty() ? "" : " ").append(word);
    if (args.words.empty() || asked == "-")
        asked.assign(std::istreambuf_iterator<char>(std::cin), {});
    else if (trimmed(asked).empty())
        return wrong_usage;
    return detail::print_found(delivery::diagnose(asked), trimmed(asked), for_machines, in);
}

}  // namespace nimpush_examples
