#include <nimpush/transport/presence.hpp>

#include <optional>
#include <type_traits>
#include <utility>

#include <doctest/doctest.h>

namespace {

using nimpush::detail::presence;
using witness = presence::witness;

static_assert(!std::is_copy_constructible_v<presence> && !std::is_move_constructible_v<presence>);
static_assert(std::is_nothrow_copy_constructible_v<witness> && std::is_nothrow_move_constructible_v<witness>);

}  // namespace

TEST_CASE("a witness says whether the owner is there, and outlives it") {
    CHECK_FALSE(static_cast<bool>(witness()));
    std::optional<presence> owner;
    owner.emplace();
    witness first = owner->seen();
    const witness copy = first;
    CHECK(static_cast<bool>(first));
    const witness moved = std::move(first);
    CHECK_FALSE(static_cast<bool>(first));
    CHECK(static_cast<bool>(moved));
    first = copy;
    CHECK(static_cast<bool>(first));
    first = *&first;
    CHECK(static_cast<bool>(first));
    const witness taken = std::exchange(first, {});
    CHECK_FALSE(static_cast<bool>(first));
    owner.reset();
    CHECK_FALSE(static_cast<bool>(copy));
    CHECK_FALSE(static_cast<bool>(moved));
    CHECK_FALSE(static_cast<bool>(taken));
}

TEST_CASE("a witness of one owner is none of the next") {
    std::optional<presence> owner;
    owner.emplace();
    witness old = owner->seen();
    owner.reset();
    owner.emplace();
    CHECK_FALSE(static_cast<bool>(old));
    old = owner->seen();
    CHECK(static_cast<bool>(old));
}
