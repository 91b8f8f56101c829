// check(): the walk over described types, without any dialect.

#include <nimpush/core/check.hpp>

#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;
using short_text = basic_text<schema::at_most<3, schema::characters>>;

struct no_seven {
    template <class T>
    static constexpr void at(const T&, const std::int64_t& n, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        if (n == 7) faults.add(here, {errc::out_of_range, {}, "7, which this one is not"}, degree::warning);
    }
};
struct inner {
    short_text said{};
    using described_by = field_list<field<"said", &inner::said, schema::wire_key<"s">>>;
};
struct outer {
    text name{};
    text code{};
    std::int64_t number = 0;
    ranged<2> days{};
    std::optional<inner> one{};
    std::vector<inner> all{};
    using described_by = field_list<field<"name", &outer::name, schema::required, schema::not_null>,
                                    field<"code", &outer::code, schema::demanded>,
                                    field<"number", &outer::number, schema::checked_by<no_seven>>,
                                    field<"days", &outer::days>, field<"one", &outer::one>, field<"all", &outer::all>>;
};

/// What came over a wire, where no rule was looked at.
short_text unlooked(std::string_view s) { return short_text(nimpush::detail::unchecked{}, s); }
std::string all_of(const problems& found) {
    std::string made;
    for (const problem& one : found) {
        made += one.how == degree::warning ? "warning " : "";
        made += to_text(one.what).view();
        made += '\n';
    }
    return made;
}

constexpr outer fine{.name = "n", .code = "c", .days = 2};
static_assert(check(fine).empty());

}  // namespace

TEST_CASE("all problems come, in the order of the fields, each with its path") {
    outer bad{.number = 7, .days = ranged<2>::unchecked(1)};
    bad.one.emplace().said = unlooked("four");
    bad.all = {inner{"fit"}, inner{unlooked("证书证书")}};
    CHECK(all_of(check(bad)) ==
          "name: missing: it is required\n"
          "code: missing: it is required\n"
          "warning number: 7, which this one is not\n"
          "days: 1, at least 2\n"
          "one.s: 4 characters, at most 3\n"
          "all[1].s: 4 characters, at most 3\n");
    CHECK(all_of(check<schema::spelling::api>(bad)).find("one.said: 4 characters") != std::string::npos);
}

TEST_CASE("an empty text is there; a null one is missing") {
    CHECK(all_of(check(outer{.name = "", .code = nullptr})) == "code: missing: it is required\n");
}
