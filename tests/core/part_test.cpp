#include <nimpush/core/part.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

struct inner {
    text name{};
    std::int64_t count = 7;

    using described_by = field_list<field<"name", &inner::name>, field<"count", &inner::count, schema::wire_key<"n">>>;
};
struct outer {
    inner flattened{};
    inner nested{};
    std::optional<bool> is_on{};
    bool by_default = true;
    text unlisted{};

    using described_by =
        field_list<schema::constant<"kind", "outer">, field<"flattened", &outer::flattened, schema::flat>,
                   field<"nested", &outer::nested>, field<"isOn", &outer::is_on>,
                   field<"byDefault", &outer::by_default, schema::if_missing<false>>>;
};
struct open_type {
    text known{};
    free_map other{};
    using open_fields = field_list<field<"known", &open_type::known>>;
};

static_assert(schema::key_of<&inner::count> == "n");
static_assert(schema::key_of<&open_type::known> == "known");
static_assert(schema::key_of_type<&inner::name, outer>);  // flat
static_assert(schema::key_of_type<&outer::nested, outer>);
static_assert(!schema::key_of_type<&outer::nested, inner>);
static_assert(!schema::listed_member<&outer::unlisted>);
static_assert(!schema::key_of_type<&outer::unlisted, outer>);

value map_of(std::initializer_list<free_map::entry> entries) { return free_map(entries).as_value(); }

}  // namespace

TEST_CASE("absent, null, of another type, and there are four things") {
    const auto of = [](const value& map) {
        const reading::part<outer> part(map);
        return std::string(part.came<&outer::is_on>() ? "came " : "absent ") + (!part.get<&outer::is_on>()   ? "nothing"
                                                                                : *part.get<&outer::is_on>() ? "true"
                                                                                                             : "false");
    };
    CHECK(of(value()) == "absent nothing");
    CHECK(of(map_of({})) == "absent nothing");
    CHECK(of(map_of({{"isOn", nullptr}})) == "came nothing");
    CHECK(of(map_of({{"isOn", 1}})) == "came nothing");
    CHECK(of(map_of({{"isOn", false}})) == "came false");
    CHECK(of(map_of({{"isOn", true}})) == "came true");
}

TEST_CASE("members that are flat on the wire have their keys in the map around them") {
    const value map = map_of({{"name", "bob"}, {"n", 5}, {"nested", map_of({{"name", "carol"}})}});
    const reading::part<outer> part(map);
    CHECK(part.text<&inner::name>() == "bob");
    CHECK(part.get<&inner::count>() == 5);
    CHECK(reading::part<inner>(*part.find<&outer::nested>()).text<&inner::name>() == "carol");
    CHECK_FALSE(reading::part<inner>(map_of({{"name", 5}})).text<&inner::name>().has_value());
}

TEST_CASE("one key is read as the walk reads it, faults with their path") {
    const value map = map_of({{"byDefault", nullptr}, {"n", "five"}, {"isOn", true}});
    const reading::part<outer> part(map);
    detail::fault_list faults;
    const detail::place root;
    bool by_default = true, is_on = false;
    std::int64_t count = 1;
    part.read<&outer::by_default>(by_default, root.at("here"), faults);  // if_missing
    part.read<&outer::is_on>(is_on, root.at("here"), faults);
    CHECK_FALSE(by_default);
    CHECK(is_on);
    CHECK(faults.empty());
    part.read<&inner::count>(count, root.at("here"), faults);
    CHECK(count == 1);
    REQUIRE(faults.all().size() == 1);
    CHECK(to_text(faults.all()[0].what) == "here.n: a text, must be a whole number");
}
