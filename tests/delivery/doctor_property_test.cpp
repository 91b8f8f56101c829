// delivery/doctor: what holds of any log: cut, mutated, fed in pieces.

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/undecided.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/read_file.hpp"

namespace {

using namespace nimpush::delivery::doctor;
using nimpush::value;

struct log_of_case {
    std::string name;
    std::string bytes;
};
struct one_case {
    std::string name;
    std::string cause;
    std::vector<std::string> accepted;
    std::vector<log_of_case> logs;
};

std::string chars(const value& map, std::string_view key) {
    const value* found = map.find(key);
    return found == nullptr ? std::string() : std::string(found->chars());
}

/// Those whose logs are in UTF-8: the tool makes that of others.
const std::vector<one_case>& cases() {
    static const std::vector<one_case> all = [] {
        std::vector<one_case> made;
        for (const auto& folder : std::filesystem::directory_iterator(NIMPUSH_TEST_DATA "/doctor")) {
            const auto read = nimpush::json::read(test::read_file((folder.path() / "case.json").string()));
            if (!read) continue;
            one_case one{folder.path().filename().string(), chars(*read->find("expect"), "cause"), {}, {}};
            for (const value& also : read->find("expect")->find("also_ok")->items())
                one.accepted.emplace_back(also.chars());
            bool is_utf8 = true;
            for (const value& file : read->find("files")->items()) {
                is_utf8 = is_utf8 && chars(file, "encoding") == "utf-8";
                one.logs.push_back(
                    {chars(file, "name"), test::read_file((folder.path() / chars(file, "name")).string())});
            }
            if (is_utf8) made.push_back(std::move(one));
        }
        std::sort(made.begin(), made.end(), [](const one_case& a, const one_case& b) { return a.name < b.name; });
        return made;
    }();
    return all;
}

answer ask(const std::vector<log_of_case>& logs, timeline& all) {
    for (const log_of_case& one : logs) {
        all.begin(one.name);
        all.add(one.bytes);
    }
    align(all);
    return diagnose(all, find_complaint(all));
}

}  // namespace

TEST_CASE("a log that was cut proves nothing else") {
    test::random from(20261130);
    REQUIRE(cases().size() > 30);
    for (const one_case& one : cases()) {
        CAPTURE(one.name);
        for (int round = 0; round < 12; ++round) {
            std::vector<log_of_case> logs = one.logs;
            log_of_case& cut = logs[from.below(logs.size())];
            const std::size_t at = cut.bytes.find('\n', from.below(cut.bytes.size()));
            const bool keeps_head = from.below(2) == 0;
            CAPTURE(at);
            CAPTURE(keeps_head);
            if (at != cut.bytes.npos) cut.bytes = keeps_head ? cut.bytes.substr(0, at + 1) : cut.bytes.substr(at + 1);
            timeline all;
            const answer said = ask(logs, all);
            const std::string cause(name_of(said.main.cause));
            if (said.main.sure != sureness::proved) continue;
            // Without the words beside it a refused send is a refused send.
            const bool is_vaguer = cause == "send_failed" && one.cause == "not_friends";
            // Of these the other reading is right where what mends the fault was cut off.
            const bool is_mended_later = one.name == "own-50-two-phones" ||
                                         one.name == "own-55-refused-then-accepted" ||
                                         one.name == "own-59-send-retried";
            if (is_mended_later) continue;
            CHECK(
                (is_vaguer || cause == one.cause || std::count(one.accepted.begin(), one.accepted.end(), cause) != 0));
        }
    }
}

TEST_CASE("no bytes make it stumble, and each entry is of a line that is there") {
    test::random from(7);
    for (const one_case& one : cases()) {
        CAPTURE(one.name);
        std::vector<log_of_case> logs = one.logs;
        for (log_of_case& log : logs) {
            for (std::size_t n = log.bytes.size() / 64; n > 0; --n) {
                const std::size_t at = from.below(log.bytes.size());
                log.bytes[at] = from.below(4) == 0 ? '\n' : static_cast<char>(from.below(256));
            }
        }
        timeline all;
        const answer said = ask(logs, all);
        CHECK(static_cast<std::size_t>(said.main.cause) < cause_count);
        for (const entry& made : all.entries()) {
            CHECK(made.line >= 1);
            CHECK(made.line <= all.files()[made.file].lines);
            CHECK(made.words.view().size() < 1024);
            CHECK(made.words.view().find('\n') == nimpush::npos);
        }
        for (const log_file& file : all.files()) {
            const auto& bytes = logs[static_cast<std::size_t>(&file - all.files().data())].bytes;
            const auto ends = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
            CHECK(file.lines == ends + (bytes.ends_with('\n') ? 0 : 1));
        }
    }
}

TEST_CASE("a quiet log beside the others changes nothing") {
    std::string quiet;
    for (int i = 10; i < 60; ++i) quiet += "2026-11-20 10:00:" + std::to_string(i) + ".000+0800 tick\n";
    for (const one_case& one : cases()) {
        CAPTURE(one.name);
        timeline before, after;
        const cause expected = ask(one.logs, before).main.cause;
        std::vector<log_of_case> logs = one.logs;
        logs.push_back({"quiet.log", quiet});
        CHECK(ask(logs, after).main.cause == expected);
    }
}

TEST_CASE("what the logs prove is a scenario that explain reads, and its rules say no other") {
    using namespace nimpush::delivery;
    for (const one_case& one : cases()) {
        CAPTURE(one.name);
        timeline all;
        const answer said = ask(one.logs, all);
        const scenario made = as_scenario(all, said);
        const auto text = nimpush::json::to_string(made);
        REQUIRE(text.has_value());
        const auto read = read_scenario(*text);
        REQUIRE(read.has_value());
        CHECK(*read == made);
        const auto open = explain_open(*read);
        REQUIRE(open.has_value());
        REQUIRE(open->size() == 1);
        // A rule that the answer proves does not pass in the scenario; those on lists of the console need these.
        const auto by = rule_of(said.main.cause);
        if (!by.has_value() || said.main.sure != sureness::proved) continue;
        constexpr nimpush::delivery::rule others[] = {
            nimpush::delivery::rule::certificate_unknown, nimpush::delivery::rule::token_is_text,
            nimpush::delivery::rule::desktop_online,      nimpush::delivery::rule::payload_too_large,
            nimpush::delivery::rule::token_unregistered,  nimpush::delivery::rule::not_initialized};
        if (std::count(std::begin(others), std::end(others), *by) != 0) continue;
        CAPTURE(name_of(*by));
        for (const weighed& row : (*open)[0].considered)
            if (row.rule == *by) CHECK(row.result != insight::passes);
    }
}
