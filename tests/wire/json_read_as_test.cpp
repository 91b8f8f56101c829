#include <nimpush/wire/json_read_as.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/alert.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>

#include "../support/allocations.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/random_value.hpp"

namespace {

using namespace nimpush;

constexpr std::string_view ascii =
    R"({"aps":{"alert":{"title":"Alice","body":"meeting at five"},"badge":3,"sound":"default"},"sessionId":"alice"})";
constexpr std::string_view escaped =
    R"({"aps":{"alert":{"title":"爱丽丝","body":"{\"会议\":\"五点\"}\n\u4f60"},"badge":3},"other":[1,{"k":"\u00e9"}]})";
constexpr std::string_view faulty = R"({"aps":{"badge":"three","alert":{"title":7}},"x":1})";

struct row {
    std::string_view why;
    std::string_view given;
};
constexpr row rows[] = {
    {"ASCII", ascii},
    {"escapes and Chinese", escaped},
    {"wrong types, each with its path", faulty},
    {"no JSON", R"({"aps":{"badge":1},"a":[tru]})"},
    {"cut", R"({"aps":{"badge":1)"},
    {"a key twice", R"({"aps":{"badge":1,"badge":2}})"},
    {"no object", "[1]"},
    {"nothing", ""},
    {"a null of a known key", R"({"aps":{"badge":null}})"},
    {"an empty aps", R"({"aps":{}})"},
};

/// What the tree gives, by the two steps that read_as() and read_in_place() make one.
constexpr parsed<apns::notification> by_tree(std::string_view s) {
    const auto tree = json::read(s);
    if (tree) return apns::read_notification(*tree);
    parsed<apns::notification> failed;
    failed.found.push_back({tree.error(), degree::error});
    return failed;
}
constexpr bool same(const parsed<apns::notification>& a, const parsed<apns::notification>& b) {
    return a.made == b.made && a.found == b.found;
}
constexpr bool is_same(std::string_view s) {
    const auto read = json::read_as<apns::notification>(s);
    const auto wanted = by_tree(s);
    return same(read, wanted);
}
static_assert(is_same(ascii) && is_same(faulty) && is_same(escaped));

}  // namespace

TEST_CASE("read_as and read_in_place: the same notification and the same faults as by a tree") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        const auto wanted = by_tree(r.given);
        CHECK(same(json::read_as<apns::notification>(r.given), wanted));
        std::vector<char> buffer(r.given.begin(), r.given.end());
        buffer.shrink_to_fit();  // the address sanitizer sees every byte that is touched behind it
        CHECK(same(json::read_in_place<apns::notification>(buffer), wanted));
    }
}

TEST_CASE("read_in_place: texts lie in the buffer, each with a zero behind it; copies stand alone") {
    std::string buffer(escaped);
    auto read = json::read_in_place<apns::notification>(span<char>(buffer.data(), buffer.size()));
    REQUIRE(read.ok());
    const text& title = read.made.alert.title.plain();
    CHECK(title.view().data() > buffer.data());
    CHECK(title.view().data() < buffer.data() + buffer.size());
    CHECK(std::string(title.c_str()) == "爱丽丝");
    CHECK(std::string(read.made.alert.body.plain().c_str()) == "{\"会议\":\"五点\"}\n你");
    const apns::notification copy = read.made;
    buffer.assign(buffer.size(), '#');
    CHECK(copy == by_tree(escaped).made);
    CHECK(json::to_string(copy).value() == json::to_string(by_tree(escaped).made).value());
}

TEST_CASE("read_in_place: a number beyond int64 that becomes a text is in no text to be borrowed from") {
    std::string buffer = R"({"loc-key":18446744073709551615,"beside":[18446744073709551614]})";
    const auto read = json::read_in_place<apns::localized, plugin::dart>(span<char>(buffer.data(), buffer.size()),
                                                                         {.integers = json::integers::of_uint64});
    REQUIRE(read.ok());
    CHECK(read.made.key == "ffffffffffffffff");
    CHECK(read.made.other.find("beside")->items()[0].chars() == "fffffffffffffffe");
}

TEST_CASE("read_as: an allocation for each text and free-form map, none besides; read_in_place: maps alone") {
    (void)json::read_as<apns::notification>(ascii);
    // title, body, sound; the map of the custom keys with all that is in it
    CHECK(test::allocations_of([] { (void)json::read_as<apns::notification>(ascii); }).count == 4);
    std::string buffer(ascii);
    CHECK(test::allocations_of([&] {
              (void)json::read_in_place<apns::notification>(span<char>(buffer.data(), buffer.size()));
          }).count == 1);
}

TEST_CASE("json::read_tree: one allocation, and what read() gives") {
    const auto used =
        test::allocations_of([] { CHECK(json::read_tree(escaped)->root() == json::read(escaped).value()); });
    CHECK(used.count > 1);
    CHECK(test::allocations_of([] { (void)json::read_tree(escaped); }).count == 1);
    CHECK(json::read_tree("[1,").error() == json::read("[1,").error());

    constexpr std::uint64_t seed = 14;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 300; ++i) {
        const value original = test::random_json(from);
        const std::string spelt = json::to_string(original).value();
        const auto tree = json::read_tree(spelt);
        REQUIRE(tree.has_value());
        CHECK(tree->root() == original);
        CHECK(json::read(spelt).value() == original);
    }
}

TEST_CASE("many values, large and deep ones: more room than the reader begins with") {
    std::string wide = "[";
    for (int i = 0; i < 5000; ++i)
        wide += (i == 0 ? "" : ",") + std::string(R"({"k":[)") + std::to_string(i) + R"(,"t\n"]})";
    wide += "]";
    const auto made = json::read(wide);
    REQUIRE(made.has_value());
    CHECK(made->size() == 5000);
    CHECK(made->items()[4999].find("k")->items()[0] == value(4999));
    CHECK(made->items()[17].find("k")->items()[1].chars() == "t\n");
    CHECK(json::read_tree(wide)->root() == *made);
    // Short, but of more values than a text of its length has by and large.
    std::string dense = "[";
    for (int i = 0; i < 300; ++i) dense += "1,";
    dense.back() = ']';
    CHECK(json::read_tree(dense)->root() == json::read(dense).value());
}

TEST_CASE("strings of every length, with every kind of byte at every place") {
    for (std::size_t length = 0; length < 50; ++length) {
        for (std::size_t place = 0; place <= length; ++place) {
            for (const std::string_view put :
                 {"", "\\n", "\\\"", "\\u4f60", "é", "你", "\xf0\x9f\x98\x80", "\x01", "\xff", "\xe4\xbd"}) {
                std::string content(length, 'x');
                content.insert(place, put);
                const std::string spelt = "\"" + content + "\"";
                const bool is_bad = put == "\x01" || put == "\xff" || put == "\xe4\xbd";
                const auto made = json::read(spelt);
                CHECK(made.has_value() == !is_bad);
                if (is_bad) {
                    CHECK(made.error().offset == place + 1);
                    continue;
                }
                std::string wanted(length, 'x');
                wanted.insert(place, put == "\\n" ? "\n" : put == "\\\"" ? "\"" : put == "\\u4f60" ? "你" : put);
                CHECK(made->chars() == wanted);
            }
        }
    }
}
