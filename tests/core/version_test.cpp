#include <nimpush/core/version.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nimpush/core/check.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/spoken.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/faults.hpp"

namespace colors {

enum class color : std::uint8_t { red, green, ultraviolet };
nimpush::schema::counted<0, "red", "green", "ultraviolet"> enum_names(color);
nimpush::schema::later<color::ultraviolet, 2, 1, 0> enum_versions(color);

}  // namespace colors

namespace {

using namespace nimpush;
using colors::color;
using schema::version;
using test::lines, test::lines_of;

/// Reads any number as its double, so that a test sees that it was asked.
struct twice {
    template <class Policy>
    static constexpr void read(const value* found, std::int64_t& to, const nimpush::detail::place& here,
                               nimpush::detail::fault_list& faults) {
        if (found == nullptr) return void(to = -1);
        if (!found->is(value::kind::int64)) return faults.wrong_type(here, *found, "a whole number");
        to = 2 * *found->as_int();
    }
};
struct inner {
    std::int64_t x = 0;
    std::optional<bool> late{};
    using described_by = field_list<field<"x", &inner::x>, field<"late", &inner::late, schema::since<2, 0, 0>>>;
    friend constexpr bool operator==(const inner&, const inner&) = default;
};
struct sample {
    std::int64_t a = 1;
    basic_text<schema::at_most<8, schema::characters>> moving{};
    bool early = false;
    bool young = true;
    std::int64_t carried = 0;
    std::int64_t doubled = 0;
    std::optional<color> tint{};
    std::optional<inner> inside{};

    using moved = field<"moving", &sample::moving, schema::here_since<2, 0, 0>>;
    using described_by = field_list<schema::stood<moved>, field<"a", &sample::a>, moved,
                                    field<"early", &sample::early, schema::until<2, 0, 0>>,
                                    field<"young", &sample::young, schema::since<1, 5, 0, 2>>,
                                    field<"carried", &sample::carried, schema::carried_since<1, 2, 0>>,
                                    field<"doubled", &sample::doubled, schema::read_by<twice>>,
                                    field<"tint", &sample::tint>, field<"inside", &sample::inside>>;
    friend constexpr bool operator==(const sample&, const sample&) = default;
};

constexpr version one_one{1, 1, 0}, one_five{1, 5, 0}, one_five_two{1, 5, 0, 2}, two{2, 0, 0}, three{3, 0, 255};

// Versions are ordered by their numbers, the build last; none in particular is before all.
static_assert(version{} < one_one && one_one < one_five && one_five < one_five_two && one_five_two < two &&
              two < three);
static_assert(!version{}.is_said() && one_one.is_said());
static_assert(three.number(0) == 3 && three.number(1) == 0 && three.number(2) == 255 && one_five_two.number(3) == 2);
static_assert(version{1, 5, 0} == one_five && version{1, 5, 0, 2} != one_five);

// Only what versions differ in is walked for them.
struct plain {
    std::optional<std::vector<text>> texts{};
    using described_by = field_list<field<"texts", &plain::texts>>;
};
static_assert(nimpush::detail::varies<sample>() && nimpush::detail::varies<std::vector<std::optional<inner>>>());
static_assert(nimpush::detail::varies<color>() && !nimpush::detail::varies<plain>());

// A place that is left is no name of its own.
static_assert(fields<sample>::names().size() == 8);

std::string keys_of(const sample& x, version spoken) {
    std::string keys;
    const value tree = *to_value(schema::as_spoken<sample>{x, spoken});
    for (const value::member& one : tree.members()) keys += std::string(one.key.chars()) + " ";
    const auto bytes = standard_codec::encode(schema::as_spoken<sample>{x, spoken});  // the count before the pairs fits
    REQUIRE(bytes.has_value());
    CHECK(*standard_codec::decode(*bytes) == tree);
    CHECK(json::read(*json::to_string<schema::spelling::wire>(schema::as_spoken<sample>{x, spoken})) == tree);
    return keys;
}
lines missing_in(const sample& x, version spoken) { return lines_of(find_unspoken(x, spoken)); }

/// One in a version of its own, and one in that of who writes.
struct both {
    sample first, second;
    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_list(2);
        out.item();
        schema::write(out, schema::as_spoken<sample>{first, one_one});
        out.item();
        schema::write(out, second);
        out.end_list(mark);
    }
};

}  // namespace

TEST_CASE("a version from text") {
    using nimpush::schema::read_version;
    static_assert(read_version("10.9.90") == version(10, 9, 90) && read_version("0.0.1") == version(0, 0, 1));
    static_assert(read_version("10.9.5+1") == version(10, 9, 5, 1) && read_version("255.255.255+255").has_value());
    for (const version one : {version{1, 7, 7}, version{10, 3, 1}, version{10, 9, 5, 1}})
        CHECK(read_version(nimpush::schema::version_text(one).view()) == one);
    for (const std::string_view wrong :
         {"", "10", "10.9", "10.9.", "10.9.90.", "10.9.90.1", "10.9.256", "1000.1.1", ".9.90", "v10.9.90", "10.9.90 ",
          "10.9.90+", "10.9.90+1+2", "10,9,90", "-1.0.0", "10.9.x", "+1.2.3", "10.9.5+1 "})
        CHECK_FALSE(read_version(wrong).has_value());
}

TEST_CASE("a version as text") {
    CHECK(schema::version_text(one_one) == "1.1.0");
    CHECK(schema::version_text(one_five_two) == "1.5.0+2");
    CHECK(schema::version_text(three) == "3.0.255");
    CHECK(schema::version_text({}) == "0.0.0");
}

TEST_CASE("what each version writes, and where; none in particular writes all of it once") {
    const sample x;
    CHECK(keys_of(x, one_one) == "moving a early carried doubled tint inside ");
    CHECK(keys_of(x, one_five) == "moving a early carried doubled tint inside ");
    CHECK(keys_of(x, one_five_two) == "moving a early young carried doubled tint inside ");
    CHECK(keys_of(x, two) == "a moving young carried doubled tint inside ");
    CHECK(keys_of(x, {}) == "a moving early young carried doubled tint inside ");
}

TEST_CASE("the version of a sink is back when what it was said for is written") {
    const value made = *to_value(both{});
    CHECK(made.items()[0].size() == 7);
    CHECK(made.items()[1].size() == 8);
}

TEST_CASE("what is set and a version lacks, with its path") {
    CHECK(missing_in({}, one_one) ==
          lines{"not_representable carried: version 1.1.0 cannot send it, nothing goes out: it can "
                "since 1.2.0"});
    CHECK(missing_in({}, two).empty());
    CHECK(missing_in({.moving = "m", .early = true, .young = false, .carried = 5}, {}).empty());
    CHECK(missing_in({.moving = "m"}, one_five).empty());
    CHECK(missing_in({.early = true}, two) ==
          lines{"not_supported early: version 2.0.0 has it no more: gone since 2.0.0"});
    CHECK(missing_in({.young = false}, one_five) ==
          lines{"not_supported young: version 1.5.0 does not have it: known since 1.5.0+2"});
    CHECK(missing_in({.tint = color::ultraviolet}, two) ==
          lines{"bad_enumerator tint: ultraviolet: version 2.0.0 does not have it: known since 2.1.0"});
    CHECK(missing_in({.tint = color::ultraviolet}, three).empty());
    CHECK(missing_in({.inside = inner{.late = false}}, one_five_two) ==
          lines{"not_supported inside.late: version 1.5.0+2 does not have it: known since 2.0.0"});
}

TEST_CASE("from the wire: a key that the version lacks passes unread, an enumerator that it lacks is none") {
    const value all = json::read(R"({"a":7,"moving":"m","early":true,"young":false,"doubled":4,"tint":2,
                                     "inside":{"x":1,"late":true}})")
                          .value();
    const auto old = read_wire<sample>(all, one_one);
    REQUIRE_FALSE(old.has_value());
    CHECK(test::line_of(old.error()) == "bad_enumerator tint: 2 is no number of an enumerator");
    value rest = all;
    *rest.find("tint") = 1;
    CHECK(*read_wire<sample>(rest, one_one) ==
          sample{.a = 7, .moving = "m", .early = true, .doubled = 8, .tint = color::green, .inside = inner{.x = 1}});
    CHECK(*read_wire<sample>(all, three) == sample{.a = 7,
                                                   .moving = "m",
                                                   .young = false,
                                                   .doubled = 8,
                                                   .tint = color::ultraviolet,
                                                   .inside = inner{.x = 1, .late = true}});
    CHECK(read_wire<sample>(all)->early);
    CHECK(read_wire<sample>(value::map())->doubled == -1);
    CHECK(test::line_of(read_wire<sample>(value::map({{"doubled", "x"}})).error()) ==
          "wrong_type doubled: a text, must be a whole number");
}

TEST_CASE("as parameters: what the version lacks is a fault, given as null or as its default too") {
    const auto found = [](std::string_view json, version spoken) {
        return lines_of(read_parameters<sample>(json::read(json).value(), spoken).found);
    };
    CHECK(found(R"({"young":true})", one_one) ==
          lines{"not_supported young: version 1.1.0 does not have it: known since 1.5.0+2"});
    CHECK(found(R"({"young":null})", one_one).size() == 1);
    CHECK(found(R"({"young":true})", two).empty());
    CHECK(found(R"({"young":true,"early":true})", {}).empty());
    CHECK(found(R"({"early":false})", two) ==
          lines{"not_supported early: version 2.0.0 has it no more: gone since 2.0.0"});
    CHECK(found(R"({"moving":"m"})", one_one).empty());
    CHECK(found(R"({"moving":"m"})", three).empty());
    CHECK(found(R"({"tint":"ultraviolet"})", two) ==
          lines{"bad_enumerator tint: ultraviolet: version 2.0.0 does not have it: known since 2.1.0"});
    CHECK(found(R"({"inside":{"late":true}})", one_one) ==
          lines{"not_supported inside.late: version 1.1.0 does not have it: known since 2.0.0"});
}

TEST_CASE("check() looks at a field that moved once") {
    sample x;
    x.moving = decltype(x.moving)(nimpush::detail::unchecked{}, "nine char");
    CHECK(lines_of(check(x)) == lines{"too_long moving: 9 characters, at most 8"});
}
