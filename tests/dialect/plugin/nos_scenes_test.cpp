#include <nimpush/dialect/plugin/nos_scenes.hpp>

#include <string>
#include <vector>

#include <nimpush/dialect/plugin/dart.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::plugin;
using test::lines;

constexpr nos_scenes three = {{"defaultIm", 0}, {"mine", 7}, {"defaultIm", 30}};
static_assert(three.scenes().size() == 2 && three.scenes()[0] == nos_scene{"defaultIm", 30});
constexpr nos_scenes none;
constexpr nos_scenes empty({});
static_assert(!none.has_value() && empty.has_value() && empty.scenes().empty() && empty != none);

std::vector<nos_scene> custom(std::size_t n) {
    std::vector<nos_scene> list;
    for (std::size_t i = 0; i < n; ++i) list.push_back({text::from("scene" + std::to_string(i)).value(), 1});
    return list;
}
value map_of(const std::vector<nos_scene>& list) {
    value v = value::map();
    for (const nos_scene& one : list) v.append(value(one.name), one.days);
    return v;
}

}  // namespace

TEST_CASE("at most 10 scenes beside the four of the SDK, which do not count") {
    auto list = custom(10);
    for (const std::string_view built_in : nos_scenes::built_in) list.push_back({text::from(built_in).value(), 1});
    CHECK(nos_scenes::from(list).value().scenes().size() == 14);
    CHECK(test::faults_of_parameters<nos_scenes>(map_of(list)) == lines{});

    list.push_back({"an eleventh", 1});
    CHECK(nos_scenes::from(list).error() ==
          error{errc::too_many, {}, "more than 10 scenes beside the four of the SDK"});
    CHECK(test::faults_of_parameters<nos_scenes>(map_of(list)) ==
          lines{"too_many more than 10 scenes beside the four of the SDK"});
}

TEST_CASE("a scene that stands twice counts once, with its last days, at its first place") {
    auto list = custom(10);
    list.push_back({"scene0", 99});
    const auto made = nos_scenes::from(list);
    REQUIRE(made.has_value());
    CHECK(made->scenes().size() == 10);
    CHECK(made->scenes()[0] == nos_scene{"scene0", 99});
}

TEST_CASE("days are whole and not negative; the path is the scene") {
    CHECK(nos_scenes::from(std::vector<nos_scene>{{"ok", 0}, {"bad", -1}}).error() ==
          error{errc::out_of_range, "bad", "-1 days, at least 0"});
    CHECK(test::faults_of_parameters<nos_scenes>(
              value::map({{"ok", 0}, {"bad", -1}, {"text", "7"}, {"double", 7.0}, {"none", nullptr}})) ==
          lines{"out_of_range bad: -1 days, at least 0", "wrong_type text: a text, must be a whole number of days",
                "wrong_type double: a double, must be a whole number of days",
                "wrong_type none: null, must be a whole number of days"});
    CHECK(test::faults_of_parameters<nos_scenes>(value::list()) ==
          lines{"wrong_type a list, must be a map from scene to days"});
}

TEST_CASE("what a peer sent is kept, negative days too") {
    CHECK(test::from_wire<nos_scenes, nimpush::plugin::dart>(value::map({{"a", -1}})).scenes()[0] ==
          nos_scene{"a", -1});
}

TEST_CASE("a map from scene to days, null where there is none, in the order given") {
    CHECK(test::json_of<schema::spelling::wire>(three) == R"({"defaultIm":30,"mine":7})");
    CHECK(test::json_of<schema::spelling::wire>(nos_scenes({})) == "{}");
    CHECK(test::json_of<schema::spelling::wire>(nos_scenes()) == "null");
    CHECK(test::from_parameters<nos_scenes>(test::tree_of(three)) == three);
}

TEST_CASE("the order of scenes counts, as it is the order on the wire") {
    CHECK(nos_scenes({{"a", 1}, {"b", 2}}) == nos_scenes({{"a", 1}, {"b", 2}}));
    CHECK(nos_scenes({{"a", 1}, {"b", 2}}) != nos_scenes({{"b", 2}, {"a", 1}}));
}
