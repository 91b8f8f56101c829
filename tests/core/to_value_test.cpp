#include <nimpush/core/to_value.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/full_models.hpp"
#include "../support/print.hpp"
#include "../support/random_value.hpp"

namespace {

using nimpush::to_value;
using nimpush::value;

constexpr bool makes_a_tree_while_compiling() {
    const auto made = to_value(nimpush::flutter_channel::member_push_option{.force_push_content = "now"});
    return made && made->size() == 3 && *made->find("forcePushContent") == value("now") &&
           made->find("forcePushList")->is_null() && *made->find("isForcePush") == value(true);
}
static_assert(makes_a_tree_while_compiling());

}  // namespace

TEST_CASE("the tree is what the JSON says") {
    const auto message = test::full_message();
    const auto tree = to_value(message);
    REQUIRE(tree);
    CHECK(*nimpush::json::to_string(*tree) == *nimpush::json::to_string(message));
    const auto api = to_value<nimpush::schema::spelling::api>(message);
    REQUIRE(api);
    CHECK(*nimpush::json::to_string(*api) == *nimpush::json::to_string<nimpush::schema::spelling::api>(message));
}

TEST_CASE("a tree of any values stays as it is") {
    constexpr std::uint64_t seed = 20261124;
    MESSAGE("seed " << seed);
    test::random chance(seed);
    for (int i = 0; i < 500; ++i) {
        const value any = test::random_message(chance);
        const auto made = to_value(any);
        REQUIRE(made);
        CHECK(nimpush::standard_codec::encode(*made) == nimpush::standard_codec::encode(any));
    }
}

TEST_CASE("plain values, and what is too deep") {
    CHECK(*to_value(nimpush::text()) == value());
    CHECK(*to_value(std::vector<std::int64_t>{1, 2}) == value::list({1, 2}));
    value deep = value::list();
    for (int i = 0; i < 200; ++i) {
        value around = value::list();
        around.push_back(std::move(deep));
        deep = std::move(around);
    }
    const auto made = to_value(deep);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == nimpush::errc::too_deep);
}
