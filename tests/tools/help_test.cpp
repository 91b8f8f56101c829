// What every command of the table owes: help that names all it takes, and no for what it does not.

#include "../../tools/nimpush/command.hpp"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../support/print.hpp"
#include "../support/read_file.hpp"
#include "../support/run_tool.hpp"

namespace {

using namespace nimpush_tool;
using words = std::vector<std::string_view>;

bool has(std::string_view all, std::string_view part) { return all.find(part) != all.npos; }

/// The words that choose this form.
words words_of(const command& one, const form& how) {
    words made{one.name};
    if (!how.verb.empty()) made.push_back(how.verb);
    if (!how.name.empty()) made.push_back("any");
    return made;
}

template <class F> void each_form(F&& f) {
    for (const command* one : all_commands()) {
        for (const form& how : one->forms) {
            CAPTURE(one->name);
            CAPTURE(how.verb);
            f(*one, how);
        }
    }
}

}  // namespace

TEST_CASE("without a command the usage goes to standard error") {
    const test::ran made = test::run_tool({});
    CHECK(made.status == wrong_usage);
    CHECK(made.out.empty());
    CHECK(made.err == test::run_tool({"help"}).out);
}

TEST_CASE("the usage names every command, with what it does") {
    const test::ran made = test::run_tool({"--help"});
    CHECK(made.status == fine);
    CHECK(made.err.empty());
    CHECK(made.out == test::run_tool({"help"}).out);
    CHECK(made.out.starts_with("usage: nimpush COMMAND [ARGUMENT...]\n"));
#if defined(NIMPUSH_TOOL_NETWORK)
    CHECK(all_commands().size() == 20);
#else
    CHECK(all_commands().size() == 17);
#endif
    for (const command* one : all_commands()) {
        CAPTURE(one->name);
        CHECK(has(made.out, "\n  " + std::string(one->name) + "  "));
        CHECK(has(made.out, "  " + std::string(one->summary) + "\n"));
    }
}

TEST_CASE("the help of a command names its forms, its options and its exits") {
    each_form([](const command& one, const form& how) {
        const test::ran made = test::run_tool({"help", one.name});
        CHECK(made.status == fine);
        CHECK(made.err.empty());
        CHECK(made.out.starts_with("usage: nimpush " + std::string(one.name)));
        CHECK(has(made.out, one.about));
        CHECK(has(made.out, "\nExit 0 fine, 1 " + std::string(one.at_fault) + ", 2 wrong usage.\n"));
        CHECK(
            has(made.out, " nimpush " + std::string(one.name) + (how.verb.empty() ? "" : " ") + std::string(how.verb)));
        CHECK(has(made.out, how.name));
        CHECK(has(made.out, how.operand));
        for (const option& which : how.options) {
            CAPTURE(which.name);
            CHECK(!which.meaning.empty());
            CHECK(has(made.out, "\n  " + std::string(which.name) + " " + std::string(which.value)));
            CHECK(has(made.out, which.meaning.substr(0, which.meaning.find('\n'))));
        }
    });
}

TEST_CASE("no line of help is longer than a wide terminal") {
    for (const command* one : all_commands()) {
        std::istringstream help(help_of(*one));
        for (std::string line; std::getline(help, line);) {
            CAPTURE(line);
            CHECK((line.size() <= 112 || has(line, "| nimpush ")));
        }
    }
}

TEST_CASE("--help says the same wherever it stands") {
    each_form([](const command& one, const form& how) {
        const std::string help = test::run_tool({"help", one.name}).out;
        CHECK(test::run_tool({one.name, "--help"}).out == help);
        if (how.takes_text()) return;
        words all = words_of(one, how);
        all.push_back("--help");
        const test::ran made = test::run_tool(all);
        CHECK(made.status == fine);
        CHECK(made.out == help);
        if (!how.verb.empty()) CHECK(test::run_tool({one.name, how.verb, "--help"}).out == help);
    });
    CHECK(test::run_tool({"explain", "--lang", "--help"}).status == wrong_usage);
    CHECK(test::run_tool({"why", "unknown", "--help"}).err == "$: nothing is known about unknown --help\n");
}

TEST_CASE("the example of each command works") {
    for (const command* one : all_commands()) {
        CAPTURE(one->name);
        std::vector<std::string> kept;
        std::istringstream split{std::string(one->example.words)};
        for (std::string word; split >> word;)
            kept.push_back(word.starts_with("examples/") ? NIMPUSH_SOURCE_DIR "/" + word : word);
        REQUIRE(!kept.empty());
        CHECK(kept[0] == one->name);
        const test::ran made = test::run_tool(words(kept.begin(), kept.end()), std::string(one->example.input) + "\n");
        CHECK(made.status == fine);
        CHECK(made.err.empty());
        CHECK(!made.out.empty());
        CHECK(!has(one->example.input, "'"));
    }
}

TEST_CASE("an option that is listed is taken, another is refused") {
    each_form([](const command& one, const form& how) {
        const std::string refused = "nimpush " + std::string(one.name) + ": no such option: '--nonsense'\nusage: ";
        for (const option& which : how.options) {
            CAPTURE(which.name);
            words all = words_of(one, how);
            all.push_back(which.name);
            if (!which.value.empty()) {
                const test::ran bare = test::run_tool(all);
                CHECK(bare.status == wrong_usage);
                CHECK(has(bare.err, std::string(which.name) + " needs a value: " + std::string(which.value)));
                all.push_back("1");
            }
            if (how.takes_text()) {
                CHECK(!has(test::run_tool(all).err, "no such option"));
                continue;
            }
            words twice = all;
            twice.push_back(which.name);
            if (!which.value.empty()) twice.push_back("1");
            CHECK(has(test::run_tool(twice).err, ": twice: '" + std::string(which.name) + "'\n"));
            // What follows is refused, so nothing runs: some commands write files, and some never end.
            all.push_back("--nonsense");
            CHECK(test::run_tool(all).err.starts_with(refused));
        }
        if (how.takes_text()) return;
        words all = words_of(one, how);
        all.push_back("--nonsense");
        const test::ran made = test::run_tool(all);
        CHECK(made.status == wrong_usage);
        CHECK(made.out.empty());
        CHECK(made.err.starts_with(refused));
    });
}

TEST_CASE("an option that is required and too many words are told") {
    CHECK(test::run_tool({"jwt"}).err ==
          "nimpush jwt: missing: --team TEAM\n"
          "usage: nimpush jwt --team TEAM --key-id KEY --at SECONDS\n"
          "`nimpush help jwt` says more.\n");
    CHECK(test::run_tool({"fit", "--limit", ""}).status == wrong_usage);
    CHECK(has(test::run_tool({"channel", "call"}).err, "nimpush channel: missing: CALL\n"));
    CHECK(has(test::run_tool({"token", "a", "b\n"}).err, "nimpush token: too many words: 'b?'\n"));
    CHECK(has(test::run_tool({"jwt", "--team", "t", "--key-id", "k", "--at", "1", "file"}).err,
              "nimpush jwt: too many words: 'file'\n"));
    const test::ran none = test::run_tool({"desktop", "draw"});
    CHECK(none.status == wrong_usage);
    CHECK(has(none.err, "usage: nimpush desktop encode "));
    CHECK(has(none.err, "\n       nimpush desktop decode "));
}

TEST_CASE("an unknown command or topic names those near it") {
    CHECK(test::run_tool({"explan"}).err ==
          "nimpush: no command is called 'explan'; near it: explain\n"
          "usage: nimpush COMMAND [ARGUMENT...]\n"
          "`nimpush help` lists the commands.\n");
    CHECK(test::run_tool({"help", "explan"}).err == test::run_tool({"explan"}).err);
    CHECK(has(test::run_tool({"channels"}).err, "near it: channel, channel2\n"));
    CHECK(has(test::run_tool({"conv"}).err, "near it: convert\n"));
    for (const words& all :
         {words{"nothing-like-it"}, words{"help", "nothing-like-it"}, words{""}, words{"--verbose"}}) {
        const test::ran made = test::run_tool(all);
        CHECK(made.status == wrong_usage);
        CHECK(made.out.empty());
        CHECK(has(made.err, "; there are: token, "));
        CHECK(has(made.err, ", convert"));
    }
    CHECK(has(test::run_tool({"\x1B[31m"}).err, "'?[31m'"));
    CHECK(test::run_tool({"help", "explain", "preview"}).status == wrong_usage);
}

TEST_CASE("the version is that of version.txt") {
    const test::ran made = test::run_tool({"--version"});
    CHECK(made.status == fine);
    CHECK(made.out == "nimpush " + test::read_file(NIMPUSH_SOURCE_DIR "/version.txt"));
    CHECK(test::run_tool({"--version", "more"}).status == wrong_usage);
}
