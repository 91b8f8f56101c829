// expect: a_rule_has_no_row_in_its_place
// What is said of the rules has a row for each, in its place.
#include <nimpush/delivery/rule.hpp>

using nimpush::delivery::rule;

struct row {
    nimpush::delivery::rule rule{};
    int weight = 0;
};

constexpr nimpush::delivery::detail::by_rule<row, 4> table{{
#if MUST_FAIL == 1
    {rule::to_oneself, 1}, {rule::blocked, 2}, {rule::not_friends, 3},  // and no more
#elif MUST_FAIL == 2
    {rule::to_oneself, 1},
    {rule::not_friends, 3},
    {rule::blocked, 2},
    {rule::not_in_team, 4},
#else
    {rule::to_oneself, 1},
    {rule::blocked, 2},
    {rule::not_friends, 3},
    {rule::not_in_team, 4},
#endif
}};
static_assert(table[rule::not_in_team].weight == 4);
