#include <nimpush/core/value_tree.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "../support/allocations.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/random_value.hpp"

namespace {

using namespace nimpush;

static_assert(!std::is_copy_constructible_v<value_tree> && std::is_nothrow_move_constructible_v<value_tree>);
constexpr bool begins_empty() {
    const value_tree none;
    return none->is_null() && none.held() == 0;
}
static_assert(begins_empty());

template <class Tree>
concept gives_a_root = requires(Tree&& tree) {
    std::forward<Tree>(tree).root();
};
static_assert(gives_a_root<value_tree&> && !gives_a_root<value_tree>, "the root of a temporary would dangle");

}  // namespace

TEST_CASE("value_tree: one block for all of it, equal to the value, and its copies stand alone") {
    constexpr std::uint64_t seed = 14;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 500; ++i) {
        const value original = test::random_message(from);
        value copy;
        {
            value_tree tree;
            const auto used = test::allocations_of([&] { tree = detail::tree_copier().copy(original); });
            CHECK(used.count == 1);
            CHECK(tree.root() == original);
            value_tree moved = std::move(tree);
            CHECK(*moved == original);
            CHECK(tree->is_null());
            copy = *moved;
        }
        CHECK(copy == original);
        copy = value::list({copy, copy});  // it may be edited: what it has is its own
        copy.push_back(1);
        CHECK(copy.items()[0] == original);
    }
}

TEST_CASE("a borrowed text: its copies own their characters, a move borrows on") {
    char characters[] = "abc";
    text borrowed(detail::borrowed{}, {characters, 3});
    const text copy = borrowed;
    const value held(borrowed);
    const text moved = std::move(borrowed);
    CHECK_FALSE(moved.is_literal());
    CHECK(moved.c_str() == characters);
    characters[0] = 'X';
    CHECK(moved == "Xbc");
    CHECK(copy == "abc");
    CHECK(held.chars() == "abc");
}
