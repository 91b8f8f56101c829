#include <nimpush/core/one_of.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/text.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

struct image {
    text path{};
    friend constexpr bool operator==(const image&, const image&) = default;
};
struct audio {
    int duration = 0;
    friend constexpr bool operator==(const audio&, const audio&) = default;
};
using attachment = one_of<image, audio, text>;

static_assert(std::regular<attachment>);
static_assert(std::is_nothrow_move_constructible_v<attachment>);
static_assert(!std::constructible_from<attachment, int> && !std::constructible_from<attachment, std::string>);
static_assert(!attachment().has_value() && attachment(nullptr) == attachment());
static_assert(attachment(audio{7}).has_value() && attachment(audio{7}).get_if<audio>()->duration == 7);
static_assert(attachment(audio{7}).get_if<image>() == nullptr && attachment().get_if<audio>() == nullptr);
static_assert(attachment(audio{7}) == attachment(audio{7}) && attachment(audio{7}) != attachment(audio{8}));
static_assert(attachment(audio{}) != attachment(image{}) && attachment(audio{}) != attachment());

constexpr bool lives_while_compiling() {
    attachment a = image{text(detail::unchecked{}, "owned")};
    attachment b = a;
    attachment c = std::move(a);
    b = audio{3};
    a = b;
    b = c;
    int visited = 0;
    b.visit([&](const auto& x) { visited += std::is_same_v<decltype(x), const image&> ? 1 : 100; });
    attachment().visit([&](const auto&) { visited += 1000; });
    return a.get_if<audio>()->duration == 3 && b.get_if<image>()->path == "owned" && b == c && visited == 1;
}
static_assert(lives_while_compiling());

}  // namespace

TEST_CASE("one of several types is held, or none") {
    attachment a;
    CHECK_FALSE(a.has_value());
    a = image{"a.png"};
    REQUIRE(a.get_if<image>() != nullptr);
    CHECK(a.get_if<image>()->path == "a.png");
    CHECK(a.get_if<audio>() == nullptr);
    a = text("bare");
    CHECK(*a.get_if<text>() == "bare");
    a = nullptr;
    CHECK_FALSE(a.has_value());
}

TEST_CASE("what is held can be changed in place") {
    attachment a = audio{1};
    a.get_if<audio>()->duration = 2;
    a.visit([](auto& x) {
        if constexpr (std::is_same_v<decltype(x), audio&>) x.duration *= 10;
    });
    CHECK(a == attachment(audio{20}));
}

TEST_CASE("copies are deep, moves leave something valid, self-assignment changes nothing") {
    const attachment source = image{text::from("an owned path").value()};
    attachment copy = source;
    copy.get_if<image>()->path = "other";
    CHECK(source.get_if<image>()->path == "an owned path");

    attachment a = source;
    const attachment& same = a;
    a = same;
    CHECK(a == source);
    attachment& itself = a;
    a = std::move(itself);
    CHECK(a == source);

    attachment moved = std::move(a);
    CHECK(moved == source);
    a = moved;
    CHECK(a == source);
}

TEST_CASE("every change of what is held destroys it once") {
    using shared = std::shared_ptr<int>;
    const auto counted = std::make_shared<int>(0);
    {
        one_of<std::vector<shared>, shared> a = counted;
        CHECK(counted.use_count() == 2);
        auto b = a;
        CHECK(counted.use_count() == 3);
        a = std::vector<shared>{counted, counted};
        CHECK(counted.use_count() == 4);
        b = std::move(a);
        CHECK(counted.use_count() == 3);
        a = {};
        b = nullptr;
        CHECK(counted.use_count() == 1);
        a = counted;
    }
    CHECK(counted.use_count() == 1);
}

TEST_CASE("each of eight positions holds its own type") {
    using eight = one_of<int, text, double, image, audio, std::string, std::vector<int>, char>;
    const eight all[] = {1,
                         text::from("owned").value(),
                         2.5,
                         image{text::from("path").value()},
                         audio{3},
                         std::string(100, 's'),
                         std::vector<int>{4, 5},
                         'c'};
    for (const eight& one : all) {
        eight copy = one;
        CHECK(copy == one);
        int visited = 0;
        copy.visit([&](auto&) { ++visited; });
        CHECK(visited == 1);
        for (const eight& other : all) {
            CHECK((one == other) == (&one == &other));
            copy = other;
            CHECK(copy == other);
            eight moved = one;
            moved = std::move(copy);
            CHECK(moved == other);
        }
    }
    CHECK(*all[5].get_if<std::string>() == std::string(100, 's'));
    CHECK(all[5].get_if<char>() == nullptr);
    CHECK(*all[7].get_if<char>() == 'c');
}
