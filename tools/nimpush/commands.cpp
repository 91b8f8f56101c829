// The table of commands, and what is made from it: usage, help, the choice of one.

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/span.hpp>

#include "command.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

constexpr const command* table[] = {
    &token_command,   &channel_command,  &channel2_command, &check_command,   &payload_command, &request_command,
    &answer_command,  &response_command, &fit_command,      &server_command,  &jwt_command,     &explain_command,
    &preview_command, &why_command,      &doctor_command,   &desktop_command, &convert_command,
#if defined(NIMPUSH_TOOL_NETWORK)
    &gateway_command, &send_command,     &cert_command,
#endif
};

/// What network/ has, also where it was not built.
constexpr std::string_view names_of_network[] = {"gateway", "send", "cert"};

const command* find(std::string_view name) {
    for (const command* one : table)
        if (one->name == name) return one;
    return nullptr;
}

std::string padded(std::string_view s, std::size_t width) {
    std::string made(s);
    made.resize(std::max(made.size() + 2, width), ' ');
    return made;
}

/// `--lang en|zh`.
std::string spelt(const option& one) {
    return std::string(one.name) + (one.value.empty() ? "" : " ") + std::string(one.value);
}

/// One way to call it, with further lines indented where one would be too long.
std::string usage_of(const command& one, const form& how, std::string_view lead) {
    std::string made = std::string(lead) + "nimpush " + std::string(one.name);
    std::size_t line = 0;
    const auto add = [&](const std::string& piece) {
        if (made.size() + 1 + piece.size() - line > 100) {
            line = made.size() + 1;
            made += "\n              ";
        }
        made += ' ' + piece;
    };
    if (!how.verb.empty()) add(std::string(how.verb));
    if (!how.name.empty()) add(std::string(how.name));
    for (const option& which : how.options) add(which.is_required ? spelt(which) : '[' + spelt(which) + ']');
    if (!how.operand.empty()) add(std::string(how.operand));
    return made + '\n';
}

std::string usage_of(const command& one) {
    std::string made;
    for (const form& how : one.forms) made += usage_of(one, how, made.empty() ? "usage: " : "       ");
    return made;
}

/// The options of all forms; one that means the same in several is there once.
std::vector<const option*> options_of(const command& one) {
    std::vector<const option*> found;
    for (const form& how : one.forms)
        for (const option& which : how.options)
            if (std::none_of(found.begin(), found.end(),
                             [&](const option* o) { return o->name == which.name && o->meaning == which.meaning; }))
                found.push_back(&which);
    return found;
}

std::string help_of_options(const command& one) {
    const auto options = options_of(one);
    if (options.empty()) return {};
    std::size_t width = 0;
    for (const option* which : options) width = std::max(width, spelt(*which).size() + 4);
    width = std::min(width, std::size_t{28});
    std::string made = "\nOptions:\n";
    for (const option* which : options) {
        made += "  " + spelt(*which);
        // A long one has a line of its own.
        if (spelt(*which).size() + 4 > width)
            made.append("\n").append(width, ' ');
        else
            made.append(width - spelt(*which).size() - 2, ' ');
        for (const char c : which->meaning) c == '\n' ? made.append("\n").append(width, ' ') : made += c;
        made += '\n';
    }
    return made;
}

std::string overview() {
    std::string made =
        "usage: nimpush COMMAND [ARGUMENT...]\n"
        "       nimpush help [COMMAND]\n"
        "       nimpush --version\n"
        "\n"
        "Commands:\n";
    for (const command* one : table)
        made += padded("  " + std::string(one->name), 12) + std::string(one->summary) + '\n';
    return made +
           "\n"
           "FILE - or none is standard input. Problems go to standard error, as `path: what is wrong`, and what is no\n"
           "fault as `warning: path: what is wrong`; with --strict, which each command takes, that is one too.\n"
           "Exit 0 fine, 1 the input is at fault, 2 wrong usage.\n"
           "`nimpush help COMMAND` says what a command reads, takes and prints, with an example.\n";
}

bool is_near(std::string_view name, std::string_view word) {
    if (word.size() > 2 * name.size() + 2) return false;
    return nimpush::detail::distance(name, word) <= 2 ||
           (word.size() >= 2 && (name.starts_with(word) || word.starts_with(name)));
}

int refuse(std::string_view word) {
    if (std::find(std::begin(names_of_network), std::end(names_of_network), word) != std::end(names_of_network)) {
        std::cerr << "nimpush " << word << ": not in this build, which found no OpenSSL 3, nghttp2 and POSIX sockets\n";
        return wrong_usage;
    }
    std::cerr << "nimpush: no command is called '" << nimpush::detail::printable(word).view() << "'";
    const auto list = [](std::string_view lead, auto&& is_listed) {
        bool any = false;
        for (const command* one : table) {
            if (!is_listed(*one)) continue;
            std::cerr << (any ? std::string_view(", ") : lead) << one->name;
            any = true;
        }
        return any;
    };
    if (!list("; near it: ", [&](const command& one) { return is_near(one.name, word); }))
        list("; there are: ", [](const command&) { return true; });
    std::cerr << "\nusage: nimpush COMMAND [ARGUMENT...]\n`nimpush help` lists the commands.\n";
    return wrong_usage;
}

/// What went wrong where it is known, and how to call it.
int refuse(const command& one, const form* how, std::string_view why) {
    if (!why.empty()) std::cerr << "nimpush " << one.name << ": " << why << '\n';
    std::cerr << (how == nullptr ? usage_of(one) : usage_of(one, *how, "usage: "));
    std::cerr << "`nimpush help " << one.name << "` says more.\n";
    return wrong_usage;
}

int say(std::string_view what) {
    std::cout << what;
    return fine;
}

int help(nimpush::span<const std::string_view> topics) {
    if (topics.empty()) return say(overview());
    const command* one = find(topics[0]);
    if (one == nullptr) return refuse(topics[0]);
    if (topics.size() == 1) return say(help_of(*one));
    std::cerr << "usage: nimpush help [COMMAND]\n";
    return wrong_usage;
}

int run(const command& one, nimpush::span<const std::string_view> words) {
    if (!words.empty() && words[0] == "--help") return say(help_of(one));
    for (const form& how : one.forms) {
        if (!how.verb.empty() && (words.empty() || words[0] != how.verb)) continue;
        const std::size_t first = how.verb.empty() ? 0 : 1;
        const arguments given(how, words.subspan(first, words.size() - first));
        if (given.asks_for_help()) return say(help_of(one));
        if (!given.fault().empty()) return refuse(one, &how, given.fault());
        const int status = how.run(given);
        if (status == wrong_usage) return refuse(one, &how, {});
        return status == fine && given.is_strict() && has_warned() ? input_at_fault : status;
    }
    return refuse(one, nullptr, {});
}

}  // namespace

nimpush::span<const command* const> all_commands() { return table; }

std::string help_of(const command& one) {
    std::string made = usage_of(one) + '\n' + std::string(one.summary) + ".\n\n" + std::string(one.about) + '\n';
    made += help_of_options(one);
    made += "\nExit 0 fine, 1 " + std::string(one.at_fault) + ", 2 wrong usage.\n\nExample:\n  ";
    if (!one.example.input.empty()) made += "echo '" + std::string(one.example.input) + "' | ";
    return made + "nimpush " + std::string(one.example.words) + '\n';
}

int dispatch(const std::vector<std::string_view>& words) {
    forget_warnings();
    const nimpush::span<const std::string_view> all(words);
    if (all.empty()) {
        std::cerr << overview();
        return wrong_usage;
    }
    const auto rest = all.subspan(1, all.size() - 1);
    if (all[0] == "help" || all[0] == "--help") return help(rest);
    if (all[0] == "--version" && rest.empty()) return say(std::string(version()) + '\n');
    const command* one = find(all[0]);
    return one == nullptr ? refuse(all[0]) : run(*one, rest);
}

}  // namespace nimpush_tool
