// A value or none: what std::optional does, this does.
#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>

using nimpush::maybe;

namespace {

// Copied as bytes exactly where its value is; clang 14 too.
static_assert(std::is_trivially_copyable_v<maybe<int>> && std::is_trivially_destructible_v<maybe<bool>>);
static_assert(!std::is_trivially_copyable_v<maybe<std::string>>);
static_assert(std::is_nothrow_move_constructible_v<maybe<std::string>> &&
              std::is_nothrow_move_assignable_v<maybe<int>>);
static_assert(sizeof(maybe<int>) == sizeof(std::optional<int>) && sizeof(maybe<bool>) == 2);

static_assert(std::is_convertible_v<int, maybe<int>> && std::is_convertible_v<const char*, maybe<std::string>>);
static_assert(!std::is_constructible_v<maybe<int>, std::string>);
static_assert(!std::is_assignable_v<maybe<int>&, std::string>);
static_assert(std::is_constructible_v<maybe<std::vector<int>>, int> &&
                  !std::is_convertible_v<int, maybe<std::vector<int>>>,
              "explicit where its value is");
static_assert(std::is_convertible_v<maybe<int>, maybe<long>> &&
              !std::is_constructible_v<maybe<int>, maybe<std::string>>);
static_assert(std::is_convertible_v<std::optional<int>, maybe<int>> &&
              std::is_convertible_v<maybe<int>, std::optional<int>>);
static_assert(!std::is_convertible_v<maybe<int>, bool> &&
              !std::is_convertible_v<maybe<std::string>, std::optional<int>>);
static_assert(std::is_same_v<decltype(maybe(3)), maybe<int>>);

// Another type's `==` for everything is its own: clang 14 took maybe's, turned round, for doctest's expressions.
struct holds_expression {
    const maybe<int>& left;
    template <class U> constexpr std::string_view operator==(const U&& right) const {
        return left == right ? "same" : "other";
    }
    template <class U> constexpr std::string_view operator==(U&& right) const {
        return left == right ? "same" : "other";
    }
};
constexpr maybe<int> three = 3;
constexpr maybe<int> none_here{};
static_assert((holds_expression{three} == none_here) == "other" && (holds_expression{three} == three) == "same");

constexpr bool speaks_while_compiling() {
    maybe<std::vector<int>> list;  // and no std::string, which clang 14 does not make while compiling
    if (list || list != std::nullopt || list.value_or(std::vector{1}) != std::vector{1}) return false;
    list = std::vector{1, 2};
    maybe<std::vector<int>> copy = list;
    if (copy != list || copy != std::vector{1, 2} || copy->size() != 2) return false;
    copy.emplace(2U, 7).push_back(8);
    if (*copy != std::vector{7, 7, 8}) return false;
    list = std::move(copy);
    if (list.value() != std::vector{7, 7, 8} || !copy) return false;
    list = {};
    copy = list;
    if (list || copy) return false;
    maybe<int> n = 4;
    n = 5;
    const maybe<int> same = n;
    n = {};
    return !n && same == 5 && same != n && maybe<long>(same) == 5 && std::optional<int>(maybe<int>(6)) == 6;
}
static_assert(speaks_while_compiling());

struct point {
    int x = 0, y = 0;
    friend constexpr bool operator==(const point&, const point&) = default;
};
struct shape {
    maybe<point> origin{};
    maybe<bool> filled{};
    friend constexpr bool operator==(const shape&, const shape&) = default;
};
constexpr shape made{.origin = {{.x = 1, .y = 2}}, .filled = false};
static_assert(made.origin->y == 2 && made.filled == false && made.filled.has_value() && made != shape{});

/// Counts what is alive, and what was once is gone.
struct counted {
    int n = 0;
    inline static int alive = 0;
    counted(int i) : n(i) { ++alive; }
    counted(const counted& other) : n(other.n) { ++alive; }
    counted(counted&& other) noexcept : n(std::exchange(other.n, -1)) { ++alive; }
    counted& operator=(const counted&) = default;
    counted& operator=(counted&& other) noexcept {
        n = std::exchange(other.n, -1);
        return *this;
    }
    ~counted() { --alive; }
    friend bool operator==(const counted&, const counted&) = default;
};

template <class T> void does_what_optional_does(unsigned seed) {
    CAPTURE(seed);
    std::mt19937 dice(seed);
    std::vector<maybe<T>> ours(4);
    std::vector<std::optional<T>> theirs(4);
    for (int step = 0; step < 20000; ++step) {
        const std::size_t a = dice() % 4, b = dice() % 4;
        const int n = static_cast<int>(dice() % 3);
        switch (dice() % 9) {
            case 0: ours[a] = T(n), theirs[a] = T(n); break;
            case 1: ours[a] = std::nullopt, theirs[a] = std::nullopt; break;
            case 2: ours[a] = ours[b], theirs[a] = theirs[b]; break;
            case 3:
                if (a != b) ours[a] = std::move(ours[b]), theirs[a] = std::move(theirs[b]);
                break;
            case 4: ours[a].emplace(n), theirs[a].emplace(n); break;
            case 5: ours[a] = maybe<T>(ours[b]), theirs[a] = std::optional<T>(theirs[b]); break;
            case 6: std::swap(ours[a], ours[b]), std::swap(theirs[a], theirs[b]); break;
            case 7: ours[a] = theirs[b], theirs[a] = theirs[b]; break;
            default: ours[a].reset(), theirs[a].reset(); break;
        }
        REQUIRE(ours[a] == theirs[a]);
        REQUIRE((ours[a] == ours[b]) == (theirs[a] == theirs[b]));
        REQUIRE((ours[a] == theirs[b]) == (theirs[a] == theirs[b]));
        REQUIRE((ours[a] == T(1)) == (theirs[a] == T(1)));
        REQUIRE((ours[a] != std::nullopt) == theirs[a].has_value());
        const std::optional<T> out = ours[b];
        REQUIRE(out == theirs[b]);
        REQUIRE(ours[b].value_or(7) == theirs[b].value_or(7));
    }
}

TEST_CASE("any order of what is done to it leaves what std::optional has") {
    does_what_optional_does<int>(20261130);
    does_what_optional_does<counted>(20261130);
    CHECK(counted::alive == 0);
}

TEST_CASE("a bool that is false is a value") {
    const maybe<bool> no = false;
    const std::optional<bool> copy = no;
    CHECK((copy.has_value() && !*copy));
    const maybe<bool> back = copy;
    CHECK((back.has_value() && !*back));
    const maybe<bool> none = std::optional<bool>();
    CHECK(!none.has_value());
    CHECK(no != none);
}

TEST_CASE("what is moved out of it is moved, and it keeps what was moved from") {
    maybe<std::string> word(std::in_place, 100, 'x');
    const std::string taken = *std::move(word);
    CHECK(taken.size() == 100);
    REQUIRE(word.has_value());
    CHECK(word->empty());
    word = "y";
    CHECK(std::move(word).value_or("z") == "y");
}

#if defined(__cpp_exceptions)
struct fragile {
    bool bad = false;
    fragile() = default;
    explicit fragile(bool b) : bad(b) {}
    fragile(const fragile& other) : bad(other.bad) {
        if (bad) throw 1;
    }
    fragile(fragile&&) noexcept = default;
    fragile& operator=(const fragile& other) {
        if (other.bad) throw 1;
        bad = other.bad;
        return *this;
    }
    ~fragile() {}
};

TEST_CASE("a copy that throws leaves it empty, or with what it had") {
    maybe<fragile> bad;
    bad.emplace(true);
    maybe<fragile> empty, full;
    full.emplace(false);
    CHECK_THROWS_AS(empty = bad, int);
    CHECK(!empty.has_value());
    CHECK_THROWS_AS(full = bad, int);
    CHECK((full.has_value() && !full->bad));
    CHECK_THROWS_AS(maybe<fragile>{bad}, int);
}
#endif

TEST_CASE("a text in it is checked as a text alone is") {
    maybe<nimpush::text> word = nimpush::text::from(std::string_view("Bob")).value();
    CHECK(word == "Bob");
    maybe<nimpush::text> copy = word;
    word = nimpush::text::from(std::string_view("Eve")).value();
    CHECK((copy == "Bob" && word == "Eve"));
}

}  // namespace
