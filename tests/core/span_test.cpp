// core/span.hpp: what converts to it and from it, and that it shows what was passed.

#include <nimpush/core/span.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

using nimpush::span;

namespace {

template <class From, class To> inline constexpr bool converts = std::is_convertible_v<From, To>;

// Owners: a temporary only where nothing can be written to what is about to go.
static_assert(converts<std::vector<int>&, span<int>>);
static_assert(converts<const std::vector<int>&, span<const int>>);
static_assert(converts<std::vector<int>, span<const int>>);
static_assert(!converts<std::vector<int>, span<int>>);
static_assert(!converts<const std::vector<int>&, span<int>>);
static_assert(converts<std::array<char, 3>&, span<char>>);
static_assert(converts<int (&)[2], span<int>>);
static_assert(converts<const int (&)[2], span<const int>>);
static_assert(!converts<const int (&)[2], span<int>>);
static_assert(converts<std::string&, span<char>>);

// Views, whole or temporary.
static_assert(converts<std::span<int>, span<int>>);
static_assert(converts<std::span<int>, span<const int>>);
static_assert(!converts<std::span<const int>, span<int>>);
static_assert(converts<std::string_view, span<const char>>);
static_assert(converts<span<int>, span<const int>>);
static_assert(!converts<span<const int>, span<int>>);
static_assert(converts<span<const int>, std::span<const int>>);

// Elements of another type are not shown, though their pointers may convert or be as wide.
struct base {};
struct derived : base {};
static_assert(!converts<std::vector<derived>&, span<base>>);
static_assert(!converts<std::vector<std::uint8_t>&, span<std::int8_t>>);
static_assert(!converts<int, span<int>>);

static_assert(std::is_trivially_copyable_v<span<int>>);

constexpr int numbers[] = {1, 2, 3, 4};
constexpr span all = numbers;
static_assert(all.size() == 4 && !all.empty() && all.front() == 1 && all.back() == 4 && all[2] == 3);
static_assert(all.first(0).empty() && all.first(4).data() == numbers);
static_assert(all.subspan(1, 2).size() == 2 && all.subspan(1, 2)[0] == 2);
static_assert(span<int>().empty() && span<int>().data() == nullptr && span<int>().begin() == span<int>().end());
constexpr int sum(span<const int> of) {
    int made = 0;
    for (const int one : of) made += one;
    return made;
}
static_assert(sum(numbers) == 10 && sum(all.subspan(2, 2)) == 7);
static_assert(sum(std::array<int, 2>{5, 6}) == 11);

}  // namespace

TEST_CASE("a span writes to what it was made of") {
    std::vector<int> owner{1, 2, 3};
    const span shown(owner);
    static_assert(std::is_same_v<decltype(shown), const span<int>>);
    shown[1] = 7;
    CHECK(owner == std::vector<int>{1, 7, 3});
    const std::span<const int> standard = shown;
    CHECK(standard.data() == owner.data());
    CHECK(standard.size() == 3);
}
