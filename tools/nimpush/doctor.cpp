// `nimpush doctor`: from several logs to one answer.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "doctor_text.hpp"
#include "log_stream.hpp"
#include "output.hpp"
#include "redact.hpp"
#include "scenario_input.hpp"
#include "terminal.hpp"

namespace nimpush_tool {

namespace {

namespace doc = nimpush::delivery::doctor;

constexpr option json_option = {"--json", "", "for machines: {\"answer\":{...}}"};
constexpr option markdown_option = {"--markdown", "", "the text as Markdown, to be pasted"};
constexpr option scenario_option = {
    "--scenario", "",
    "the scenario of `nimpush explain` that the logs prove, to be edited; what they do\n"
    "not say stands in its `unknown`"};
constexpr option redact_option = {"--redact", "",
                                  "print the logs themselves, with stand-ins for tokens, accounts, app keys,\n"
                                  "phone numbers, addresses and secrets: the doctor says the same of them"};
constexpr option account_option = {"--account", "ACCOUNT", "who did not get the push"};
constexpr option at_option = {"--at", "TIME", "about when it was sent, such as 2026-11-20T10:12:33+08:00"};

/// A time as people write it; without a zone it is China's.
bool read_at(std::string_view given, nimpush::maybe<std::int64_t>& to) {
    if (given.empty()) return true;
    const doc::log_time read = doc::read_log_time(given);
    if (!read.is_there || !read.has_year || read.begin != 0) {
        std::cerr << "--at: `" << nimpush::detail::printable(given).view()
                  << "` is no time such as 2026-11-20T10:12:33+08:00\n";
        return false;
    }
    to = read.has_zone ? read.utc() : read.ms - 480 * std::int64_t{60000};
    return true;
}

/// Prints the logs themselves, with stand-ins.
int redact(const arguments& args) {
    redactor made;
    std::string kept;  // of standard input, which is there once
    for (const std::string_view file : args.operands()) {
        const bool is_read = each_block_of(file, [&](std::string_view block) {
            made.learn(block);
            if (file == "-") kept += block;
        });
        if (!is_read) return input_at_fault;
    }
    std::size_t number = 0;
    for (const std::string_view file : args.operands()) {
        // Names of files name people too.
        if (args.operands().size() > 1) std::cout << "==> log " << ++number << " <==\n";
        if (file == "-")
            std::cout << made.redacted(kept);
        else if (!each_block_of(file, [&](std::string_view block) { std::cout << made.redacted(block); }))
            return input_at_fault;
    }
    return fine;
}

int doctor(const arguments& args) {
    if (args.has(redact_option) && !args.operands().empty()) return redact(args);
    delivery::language in{};
    nimpush::maybe<std::int64_t> at;
    if (!read_language(args, in) || args.operands().empty()) return wrong_usage;
    if (!read_at(args.value(at_option), at)) return wrong_usage;
    doc::timeline all;
    for (const std::string_view file : args.operands()) {
        all.begin(file);
        if (!each_block_of(file, [&](std::string_view block) { all.add(block); })) return input_at_fault;
    }
    doc::align(all, at);
    const doc::complaint about = doc::find_complaint(all, args.value(account_option), at);
    const doc::answer said = doc::diagnose(all, about);
    if (args.has(scenario_option))
        return print_line(nimpush::json::to_string(doc::as_scenario(all, said)).transform(shown_json));
    if (args.has(json_option)) return print(answer_value(all, said, in), {.max_depth = 64});
    std::cout << answer_text(all, said, {in, args.has(markdown_option)});
    return fine;
}

constexpr option options[] = {json_option,     markdown_option, account_option, at_option,
                              language_option, scenario_option, redact_option};
constexpr form forms[] = {{.options = options, .operand = "LOG...", .run = doctor}};

}  // namespace

constexpr command doctor_command = {
    .name = "doctor",
    .summary = "Says from several logs why there was no push",
    .about =
        "Reads the logs of the phone, of the sender, of the app's server and of who pushes to Apple, any of them: of\n"
        "Xcode, logcat, Flutter, NIM's SDKs, servers, also as JSON lines; in UTF-8, UTF-16 or GBK, of any size.\n"
        "Prints one answer: the cause, how sure it is and by which lines, what to do, what would confirm it, what to\n"
        "ask next, and the events that bear on it in the order of time.",
    .forms = forms,
    .at_fault = "a log cannot be read",
    .example = {"2026-11-20 10:00:00.000 I InvocationMgr: execution result: Transaction: [id: 7, method: "
                "AuthService/login, result: 302]",
                "doctor -"},
};

}  // namespace nimpush_tool
