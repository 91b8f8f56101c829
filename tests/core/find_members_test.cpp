#include <nimpush/core/find_members.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;

constexpr std::string_view keys[] = {"a", "session", "sessionId", "sessionIx", "", "b"};

constexpr value map_of(std::initializer_list<std::string_view> names) {
    value map = value::map();
    std::int64_t n = 0;
    for (const std::string_view name : names) map.append(value::string(detail::unchecked{}, name), value(n++));
    return map;
}
/// The same answer as one find() for each key.
constexpr bool agrees(const value& map) {
    const value* found[std::size(keys)];
    const bool is_all = detail::find_members(map.members(), keys, true, found);
    std::size_t unknown = 0;
    for (const value::member& one : map.members()) {
        bool known = false;
        for (const std::string_view key : keys)
            known = known || (one.key.is(value::kind::string) && one.key.chars() == key);
        unknown += !known;
    }
    for (std::size_t i = 0; i < std::size(keys); ++i)
        if (found[i] != map.find(keys[i])) return false;
    return is_all == (unknown == 0);
}
static_assert(agrees(map_of({})));
static_assert(agrees(map_of({"a", "session", "sessionId", "sessionIx", "", "b"})), "in order");
static_assert(agrees(map_of({"b", "", "sessionIx", "sessionId", "session", "a"})), "backwards");
static_assert(agrees(map_of({"a", "a", "b", "a"})), "the last counts");
static_assert(agrees(map_of({"a", "unknown", "sessionId", "sessionIy", "b", "behind"})));

}  // namespace

TEST_CASE("find_members: what find() says of each key, for maps of any order") {
    constexpr std::uint64_t seed = 14;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 20'000; ++i) {
        value map = value::map();
        for (std::size_t n = from.below(9); n != 0; --n) {
            const std::size_t which = from.below(std::size(keys) + 2);
            const std::string_view name = which < std::size(keys)    ? keys[which]
                                          : which == std::size(keys) ? "sessionIy"
                                                                     : "c";
            map.append(from.one_in(12) ? value(1) : value::string(detail::unchecked{}, name), value(from.integer()));
        }
        CHECK(agrees(map));
    }
}

TEST_CASE("find_members: a field that has moved has its key twice, and both find it") {
    constexpr std::string_view twice[] = {"moved", "other", "moved"};
    const value map = map_of({"other", "moved"});
    const value* found[3];
    CHECK(detail::find_members(map.members(), twice, false, found));
    CHECK(found[0] == map.find("moved"));
    CHECK(found[1] == map.find("other"));
    CHECK(found[2] == map.find("moved"));
}
