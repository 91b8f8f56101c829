#include <nimpush/core/near.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/random.hpp"

namespace {

using namespace nimpush;

constexpr std::string_view known[] = {"body", "content-available", "mutable-content", "badge", "id"};

static_assert(nearest("bodi", known) == "body");
static_assert(nearest("content_available", known) == "content-available");
static_assert(nearest("mutableContent", known) == "mutable-content");
static_assert(nearest("body", known).empty());
static_assert(nearest("uuid", known).empty());

TEST_CASE("the name that was meant, or none") {
    struct row {
        std::string_view found;
        std::string_view meant;
    };
    for (const row& r :
         {row{"BODY", "body"}, row{"bdoy", "body"}, row{"boddy", "body"}, row{"bdge", "badge"},
          row{"content available", "content-available"}, row{"ContentAvailable", "content-available"},
          row{"contnt-availabel", "content-available"}, row{"mutable.content", "mutable-content"}, row{"title", ""},
          row{"", ""}, row{"b", ""}, row{"incoming_caller_id", ""}, row{"ie", ""}, row{"I_D", "id"}}) {
        CAPTURE(r.found);
        CHECK(nearest(r.found, known) == r.meant);
    }
    CHECK(nearest(std::string(1'000'000, 'a'), known).empty());
}

TEST_CASE("distances are those of single steps") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    for (std::size_t round = 0; round < 2000; ++round) {
        std::string a;
        for (std::size_t n = 1 + random.below(20); n != 0; --n) a += static_cast<char>('a' + random.below(4));
        std::string b = a;
        const std::size_t at = random.below(a.size());
        switch (random.below(4)) {
            case 0: b.erase(at, 1); break;
            case 1: b.insert(at, 1, 'z'); break;
            case 2: b[at] = 'z'; break;
            default:
                if (at + 1 < a.size()) std::swap(b[at], b[at + 1]);
        }
        CAPTURE(a);
        CAPTURE(b);
        CHECK(detail::distance(a, b) == (a == b ? 0 : 1));
        CHECK(detail::distance(a, b) == detail::distance(b, a));
    }
}

}  // namespace
