#include <nimpush/core/path.hpp>

#include <string>

#include "../support/print.hpp"

namespace {

using nimpush::text;
using nimpush::detail::place;

constexpr place root;
constexpr place options = root.at("options");
constexpr place scenes = options.at("nosSceneConfig");
constexpr place scene = scenes.at("s");

// In a function, since g++ 12 takes no address of a temporary in a static_assert.
constexpr bool steps_are_spelt_as_on_the_wire() {
    return root.at(std::size_t{0}).path() == "[0]" &&
           root.at("force_push_list").at(std::size_t{1}).path() == "force_push_list[1]" &&
           root.at(std::size_t{12}).at(std::size_t{0}).at("a").at(std::size_t{3}).at("b").path() == "[12][0].a[3].b";
}
static_assert(root.path() == nullptr);
static_assert(options.path() == "options");
static_assert(scene.path() == "options.nosSceneConfig.s");
static_assert(steps_are_spelt_as_on_the_wire());

}  // namespace

TEST_CASE("the root has no path, steps are spelt as on the wire") {
    CHECK_FALSE(root.path().has_value());
    CHECK(scene.path() == "options.nosSceneConfig.s");
    CHECK(root.at(std::size_t{12}).at(std::size_t{0}).at("a").path() == "[12][0].a");
    CHECK(root.at("a").at("").at("b").path() == "a..b");
    CHECK(root.at("list").at(std::size_t{4294967294u}).path() == "list[4294967294]");
    if constexpr (sizeof(std::size_t) == 8)
        CHECK(root.at("list").at(static_cast<std::size_t>(18446744073709551614u)).path() ==
              "list[18446744073709551614]");
}

TEST_CASE("a foreign key cannot break the line, nor fill the log") {
    CHECK(root.at("a\r\nb").at("c").path() == "a??b.c");
    CHECK(root.at("\xff").path() == "?");
    const std::string lengthy(1000, 'k');
    CHECK(root.at(lengthy).at("c").path() == std::string(80, 'k') + "....c");
}
