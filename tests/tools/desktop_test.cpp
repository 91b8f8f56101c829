// `nimpush desktop`: the forms that its help names are those that it knows.

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../../tools/nimpush/command.hpp"
#include "../support/run_tool.hpp"

namespace {

using namespace nimpush_tool;

/// Takes the part of s before the first `end`.
std::string_view take(std::string_view& s, std::string_view end) {
    const std::size_t at = s.find(end);
    const std::string_view part = s.substr(0, at);
    s = at == s.npos ? std::string_view() : s.substr(at + end.size());
    return part;
}

}  // namespace

TEST_CASE("each form in the help is known, another is not") {
    for (const form& how : desktop_command.forms) {
        std::string lines(how.options[0].meaning);
        for (char& c : lines)
            if (c == '\n') c = ' ';
        std::string_view rest(lines);
        CHECK(take(rest, " ") == how.verb);
        std::size_t known = 0;
        while (!rest.empty()) {
            std::string_view forms = take(rest, "; ");
            const std::string_view kind = take(forms, ": ");
            CHECK(how.name.find(kind) != how.name.npos);
            for (; !forms.empty(); ++known) {
                const std::string_view one = take(forms, ", ");
                CAPTURE(kind);
                CAPTURE(one);
                CHECK(test::run_tool({"desktop", how.verb, kind, "--form", one}, "{}").status != wrong_usage);
            }
            CHECK(test::run_tool({"desktop", how.verb, kind, "--form", "x"}, "{}").status == wrong_usage);
        }
        CHECK(known == (how.verb == "encode" ? 12 : 16));
    }
}
