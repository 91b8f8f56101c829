#include <nimpush/core/ranged.hpp>

#include <concepts>
#include <cstdint>
#include <limits>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

using percent = ranged<0, 100>;
using signed_range = ranged<-5, 5>;
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
using anything = ranged<lowest>;

static_assert(std::regular<percent>);
// Whole numbers alone: what would be cut or is meant as something else is not taken.
template <class T>
concept takes_literal = requires {
    percent(T(2));
};
static_assert(takes_literal<int> && takes_literal<std::uint64_t> && takes_literal<std::int8_t>);
static_assert(!takes_literal<double> && !takes_literal<float> && !takes_literal<char> && !takes_literal<bool> &&
              !takes_literal<char8_t> && !takes_literal<wchar_t>);
static_assert(!percent().has_value() && percent().value() == 0 && percent() == percent(nullptr));
static_assert(percent(0).has_value() && percent(0) != percent() && percent(0).value() == 0);
static_assert(percent(100).value() == 100 && signed_range(-5).value() == -5);
static_assert(anything(lowest).value() == lowest && anything(highest).value() == highest);
static_assert(natural(highest).value() == highest);

// A number that is no literal goes through from().
template <class T> constexpr bool takes(std::int64_t n) { return T::from(n).has_value(); }
static_assert(takes<percent>(0) && takes<percent>(100) && !takes<percent>(-1) && !takes<percent>(101));
static_assert(takes<natural>(0) && takes<natural>(highest) && !takes<natural>(-1) && !takes<natural>(lowest));
static_assert(takes<anything>(lowest) && takes<anything>(highest));

static_assert(percent::from(-1).error().detail == "-1, at least 0");
static_assert(percent::from(101).error().detail == "101, at most 100");
static_assert(natural::from(lowest).error().detail == "-9223372036854775808, at least 0");
static_assert(signed_range::from(-6).error().detail == "-6, at least -5");
static_assert(percent::from(101).error().code == errc::out_of_range);
static_assert(*percent::from(7) == percent(7));

// What a peer sent is kept as it came, and test() looks.
static_assert(percent::unchecked(300).value() == 300 && percent::unchecked(300).has_value());
static_assert(percent::unchecked(300).test().error().detail == "300, at most 100");
static_assert(percent::unchecked(30).test() && *percent::unchecked(30).test() == percent(30));
static_assert(percent().test() && *percent().test() == percent());

static_assert(detail::number_text(0) == "0" && detail::number_text(-1) == "-1");
static_assert(detail::number_text(highest) == "9223372036854775807");
static_assert(detail::number_text(lowest) == "-9223372036854775808");

}  // namespace

TEST_CASE("a number outside its limits is an error that gives both") {
    CHECK(percent::from(100).value() == percent(100));
    CHECK(to_text(percent::from(101).error()) == "101, at most 100");
    CHECK(to_text(percent::from(-1).error()) == "-1, at least 0");
}

TEST_CASE("null is no number and obeys every limit") {
    CHECK_FALSE(percent().has_value());
    CHECK(percent().test().has_value());
    CHECK(ranged<5, 10>().test().has_value());
    CHECK(ranged<5, 10>().value() == 0);
}
