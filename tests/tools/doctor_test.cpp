// `nimpush doctor` on the logs of tests/data/doctor: the answers that case.json says are right.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/read_file.hpp"
#include "../support/run_tool.hpp"

namespace {

using namespace nimpush_tool;
using nimpush::value;

const std::filesystem::path data = NIMPUSH_TEST_DATA "/doctor";

std::vector<std::filesystem::path> cases() {
    std::vector<std::filesystem::path> all;
    for (const auto& one : std::filesystem::directory_iterator(data))
        if (one.is_directory()) all.push_back(one.path());
    std::sort(all.begin(), all.end());
    return all;
}

std::string_view chars(const value& map, std::string_view key) {
    const value* found = map.find(key);
    return found == nullptr ? std::string_view() : found->chars();
}
std::int64_t number(const value& map, std::string_view key) {
    const value* found = map.find(key);
    return found == nullptr ? 0 : found->as_int().value_or(0);
}
const value& list(const value& map, std::string_view key) {
    static const value none = value::list();
    const value* found = map.find(key);
    return found == nullptr ? none : *found;
}
bool has(const value& names, std::string_view name) {
    for (const value& one : names.items())
        if (one.chars() == name) return true;
    return false;
}
std::string last_part(std::string_view file) { return std::filesystem::path(file).filename().string(); }

value json_of(const std::string& text) {
    auto read = nimpush::json::read(text);
    REQUIRE(read.has_value());
    return *std::move(read);
}

/// The words of the call: the files, and the complaint where it is to be told.
std::vector<std::string> words_for(const std::filesystem::path& folder, const value& told, bool with_complaint) {
    std::vector<std::string> words{"doctor", "--json"};
    const value* about = told.find("about");
    if (with_complaint && about != nullptr && about->is(value::kind::map)) {
        words.insert(words.end(), {"--account", std::string(chars(*about, "account"))});
        words.insert(words.end(), {"--at", std::string(chars(*about, "at"))});
    }
    for (const value& file : list(told, "files").items()) words.push_back((folder / chars(file, "name")).string());
    return words;
}
value run(const std::vector<std::string>& words) {
    const test::ran made = test::run_tool(std::vector<std::string_view>(words.begin(), words.end()));
    CHECK(made.err.empty());
    REQUIRE(made.status == fine);
    const value whole = json_of(made.out);
    REQUIRE(whole.find("answer") != nullptr);
    return *whole.find("answer");
}

void check_lines(const value& expected, const value& said) {
    for (const value& file : list(expected, "lines").items()) {
        bool is_cited = false;
        for (const value& line : list(said, "lines").items()) {
            if (last_part(chars(line, "file")) != chars(file, "file")) continue;
            for (const value& one : list(file, "lines").items())
                is_cited = is_cited || std::abs(one.as_int().value_or(0) - number(line, "line")) <= 1;
        }
        CAPTURE(chars(file, "file"));
        CHECK(is_cited);
    }
}
void check_timeline(const value& expected, const value& said) {
    for (const value& event : list(expected, "timeline").items()) {
        CAPTURE(chars(event, "kind"));
        CAPTURE(number(event, "line"));
        CHECK(std::any_of(list(said, "timeline").items().begin(), list(said, "timeline").items().end(),
                          [&](const value& one) {
                              const std::string_view who = chars(event, "account"), told = chars(one, "account");
                              return last_part(chars(one, "file")) == chars(event, "file") &&
                                     chars(one, "kind") == chars(event, "kind") &&
                                     std::abs(number(one, "line") - number(event, "line")) <= 1 &&
                                     (who.empty() || told.empty() || who == told);
                          }));
    }
}
void check_answer(const value& expected, const value& said) {
    const std::string_view cause = chars(said, "cause"), sure = chars(said, "sure");
    CHECK((cause == chars(expected, "cause") || has(list(expected, "also_ok"), cause)));
    CHECK((sure == chars(expected, "sure") || has(list(expected, "sure_ok"), sure)));
    for (const value& other : list(said, "others").items())
        if (chars(other, "sure") == "proved") CHECK(!has(list(expected, "must_not"), chars(other, "cause")));
    check_lines(expected, said);
    check_timeline(expected, said);
    if (!list(expected, "next_question").items().empty())
        CHECK((has(list(expected, "next_question"), chars(said, "next")) || sure == "proved"));
}

}  // namespace

TEST_CASE("each case has its answer, whether the complaint is told or found") {
    std::size_t count = 0;
    for (const std::filesystem::path& folder : cases()) {
        CAPTURE(folder.filename().string());
        const value told = json_of(test::read_file((folder / "case.json").string()));
        const value* expected = told.find("expect");
        REQUIRE(expected != nullptr);
        for (const bool with_complaint : {false, true})
            check_answer(*expected, run(words_for(folder, told, with_complaint)));
        ++count;
    }
    CHECK(count >= 40);
}

TEST_CASE("the answer does not hang on the order of the files") {
    for (const std::filesystem::path& folder : cases()) {
        CAPTURE(folder.filename().string());
        const value told = json_of(test::read_file((folder / "case.json").string()));
        std::vector<std::string> words = words_for(folder, told, false);
        const std::string_view before = "cause";
        const std::string first(chars(run(words), before));
        std::reverse(words.begin() + 2, words.end());
        CHECK(chars(run(words), before) == first);
    }
}
