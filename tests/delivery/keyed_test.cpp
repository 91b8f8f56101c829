#include <nimpush/delivery/scenario/keyed.hpp>

#include <string>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/read_into.hpp"

namespace {

using numbers = nimpush::delivery::keyed<std::int64_t>;

nimpush::text name(std::size_t i) { return nimpush::text(nimpush::detail::unchecked{}, "n" + std::to_string(i)); }

constexpr bool finds_while_compiling() {
    numbers some{{"one", 1}, {"two", 2}, {"one", 3}};
    numbers copy = some;
    copy.set("three", 4);
    return some.size() == 2 && some.find("one")->val == 3 && some.find("three") == nullptr &&
           copy.find("three")->val == 4 && !(copy == some) && some.entries()[0].name == "one";
}
static_assert(finds_while_compiling());

constexpr bool finds_many_while_compiling() {
    numbers many;
    for (std::int64_t i = 0; i < 40; ++i) {
        const char key[] = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26), '\0'};
        many.set(nimpush::text(nimpush::detail::unchecked{}, {key, 2}), i);
    }
    return many.size() == 40 && many.find("aa")->val == 0 && many.find("nb")->val == 39 && many.find("ob") == nullptr;
}
static_assert(finds_many_while_compiling());

}  // namespace

TEST_CASE("few and many are found, those that are not there are not") {
    numbers all;
    for (std::size_t i = 0; i < 3000; ++i) {
        all.set(name(i), static_cast<std::int64_t>(i));
        REQUIRE(all.size() == i + 1);
        REQUIRE(all.find(name(i).view())->val == static_cast<std::int64_t>(i));
        REQUIRE(all.find(name(i / 2).view())->val == static_cast<std::int64_t>(i / 2));
        REQUIRE(all.find(name(i + 1).view()) == nullptr);
    }
    const numbers copy = all;
    CHECK(copy == all);
    all.set("n2999", -1);
    CHECK_FALSE(copy == all);
    CHECK(all.size() == 3000);
    CHECK(copy.find("n2999")->val == 2999);
    CHECK(numbers().find("") == nullptr);
}

TEST_CASE("the order is that of the input, and every fault has its path") {
    numbers read;
    CHECK(test::read_parameters(*nimpush::json::read(R"({"b":1,"":2,"a":3})"), read).empty());
    CHECK(*nimpush::json::to_string(read) == R"({"b":1,"":2,"a":3})");

    const auto found = test::read_parameters(*nimpush::json::read(R"({"b":null,"c":"1","d":4})"), read);
    REQUIRE(found.size() == 2);
    CHECK(to_text(found[0].what) == "b: null, which it cannot be");
    CHECK(to_text(found[1].what) == "c: a text, must be a whole number");
    const auto whole = test::read_parameters(*nimpush::json::read("[]"), read);
    REQUIRE(whole.size() == 1);
    CHECK(to_text(whole[0].what) == "a list, must be a map");
}
