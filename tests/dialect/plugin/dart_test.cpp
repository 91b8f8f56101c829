// How Dart reads: policies of the walk inwards.

#include <nimpush/dialect/plugin/dart.hpp>

#include <string>

#include <doctest/doctest.h>

#include <nimpush/wire/json_reader.hpp>

#include "../../support/numbered_sample.hpp"
#include "../../support/read_into.hpp"

namespace {

using namespace nimpush;

TEST_CASE("such a number is read as Dart compares: 1.0 is 1, true is not; a list takes nulls where it says so") {
    const auto read = []<class Policy>(const char* text, Policy) {
        const auto v = json::read(text);
        REQUIRE(v.has_value());
        test::numbered_sample x;
        detail::fault_list faults;
        detail::read_into<Policy>(*v, x, detail::place{}, faults);
        return faults.empty() ? std::string("none") : std::string(to_text(faults.all().front().what).view());
    };
    CHECK(read(R"({"what":1.0,"who":65,"all":[4.0,-1],"accounts":["a",null]})", plugin::dart{}) == "none");
    CHECK(read(R"({"what":3})", plugin::dart{}) == "what: 3 is no number of an enumerator");
    CHECK(read(R"({"what":true})", plugin::dart{}) == "what: a bool, must be the number of an enumerator");
    CHECK(read(R"({"all":["pc"]})", plugin::dart{}) == "all[0]: a text, must be the number of an enumerator");
    CHECK(read(R"({"points":[null]})", plugin::dart{}) == "points[0]: null, must be no null");
    CHECK(read(R"({"count":1.9})", plugin::dart{}) == "count: a double, must be a whole number");
    CHECK(read(R"({"count":1.9})", plugin::dart_num{}) == "none");
    test::numbered_sample x;
    const value parameters = *json::read(R"({"what":"logged out","points":[null,{"x":1}],"accounts":[null]})");
    CHECK(test::read_parameters(parameters, x).empty());
    CHECK((x.what == test::change::logout && x.points.size() == 2 && !x.points[0].has_value()));
}

}  // namespace
