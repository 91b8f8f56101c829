#include <nimpush/model/result_code.hpp>

#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace nimpush;

// The numbers stand in the peers' tables; written here by hand, so that a slip in ours shows.
constexpr std::int64_t server_api[] = {  // status page and NIMResCode, up to the packing codes
    200,   201,   301,   302,   315,   403,   404,   405,   406,   408,   413,   414,   415,   416,   417,
    418,   419,   422,   423,   431,   500,   501,   503,   508,   509,   514,   801,   802,   803,   804,
    805,   806,   807,   808,   809,   810,   811,   812,   813,   814,   815,   816,   998,   999,   7101,
    10431, 10432, 10433, 10434, 10435, 10436, 10437, 10438, 10441, 13001, 13002, 13003, 13004, 13005, 13006};
constexpr std::int64_t res_code[] = {  // NIMResCode: what the list above has not
    0,     997,   10404, 10405, 10406, 10407, 10408, 10409, 10410, 10201, 10202, 10417, 10419, 10420,
    10000, 10001, 10010, 10200, 10206, 10207, 10403, 10414, 10416, 10450, 10502, 10508, 10600, 10601,
    10602, 11100, 11101, 11417, 11501, 11510, 20000, 20001, 20002, 20003, 20004, 20005, 20006, 20007};
constexpr std::int64_t v2[] = {463,    511,    102421, 102422, 102426, 107316,
                               107404, 107451, 108404, 109404, 109424, 191004};

constexpr bool is_known(std::int64_t number) {
    const auto* found = find_result_code(number);
    return found != nullptr && static_cast<std::int64_t>(found->code) == number;
}
template <std::size_t N> constexpr bool are_known(const std::int64_t (&numbers)[N]) {
    for (const std::int64_t number : numbers)
        if (!is_known(number)) return false;
    return true;
}
static_assert(are_known(server_api) && are_known(res_code) && are_known(v2));

constexpr bool is_sorted() {
    for (std::size_t i = 1; i < std::size(all_result_codes); ++i)
        if (all_result_codes[i - 1].code >= all_result_codes[i].code) return false;
    return true;
}
static_assert(is_sorted(), "find_result_code() halves the table; two codes with one number are one row");

static_assert(static_cast<int>(result_code::force_push_list_too_long) == 811);
static_assert(static_cast<int>(result_code::force_push_list_limit) == 107316);
static_assert(static_cast<int>(result_code::too_frequent) == 416);
static_assert(name_of(result_code::success) == "success");
static_assert(meaning_of(result_code{20011}).empty() && name_of(result_code{20011}).empty());

}  // namespace

TEST_CASE("each code has a name of its own and one sentence") {
    std::set<std::string_view> seen;
    for (const result_code_facts& one : all_result_codes) {
        CAPTURE(std::string(one.name));
        CHECK(seen.insert(one.name).second);
        REQUIRE_FALSE(one.meaning.empty());
        CHECK(one.meaning.back() == '.');
        CHECK(one.meaning.find(". ") == std::string_view::npos);
        CHECK(name_of(one.code) == one.name);
        CHECK(meaning_of(one.code) == one.meaning);
        CHECK(find_result_code(static_cast<std::int64_t>(one.code)) == &one);
    }
}

TEST_CASE("a number that nobody knows stays a number") {
    for (const std::int64_t number : {std::int64_t{20011}, std::int64_t{-1}, std::int64_t{1}, std::int64_t{999999},
                                      (std::int64_t{1} << 32) + 200, INT64_MIN, INT64_MAX}) {
        CAPTURE(number);
        CHECK(find_result_code(number) == nullptr);
        CHECK(describe_result_code(number) == std::to_string(number));
    }
    CHECK(find_result_code(static_cast<std::int64_t>(all_result_codes[0].code)) == &all_result_codes[0]);
}

TEST_CASE("a code for a log: number, name and meaning") {
    CHECK(describe_result_code(result_code::force_push_list_too_long) == describe_result_code(811));
    CHECK(describe_result_code(811) ==
          "811 (force_push_list_too_long): The list of accounts to push by force is too long: at most 100.");
    CHECK(describe_result_code(0) == "0 (unknown_error): Unknown error; on the Flutter channel 0 is success too.");
}

TEST_CASE("two meanings of one number are both told") {
    const auto tells = [](std::int64_t number, std::string_view part) {
        return find_result_code(number)->meaning.find(part) != std::string_view::npos;
    };
    CHECK(tells(414, "CheckSum"));
    CHECK(tells(414, "accid exists"));
    CHECK(tells(10404, "file"));
    CHECK(tells(10404, "room"));
    CHECK(tells(10417, "file"));
    CHECK(tells(10417, "uid"));
    CHECK(tells(417, "V2"));
}
