#include <nimpush/apns/header.hpp>

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/response.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;
using apns::header;
using apns::header_list;
using apns::header_views;
using apns::hpack;

constexpr bool refuses(std::string_view name, std::string_view value) {
    header_list list;
    const bool taken = list.add(name, hpack::always, value);
    return !taken && !list.ok() && list.size() == 0 && list.add("a", hpack::always, "b") && !list.ok() &&
           list[0].name == "a" && list[0].value == "b";
}
static_assert(refuses("", "x") && refuses("a b", "x") && refuses("a\r\nb", "x") && refuses("a\x7f", "x"));
static_assert(refuses("apns-topic", "com.acme\r\nauthorization: bearer x") && refuses("x", "a\nb") &&
              refuses("x", std::string_view("a\0b", 3)) && refuses("x", "\u4f60") && refuses("x", "a\tb"));
static_assert(refuses("x", " a") && refuses("x", "a ") && refuses("x", " "));
static_assert([] {
    header_list list;
    return list.add("x", hpack::always, "a b", " c") && list.add("empty", hpack::always, "") && list.ok() &&
           list.find("x") == "a b c" && list.find("empty").empty();
}());

}  // namespace

TEST_CASE("an eleventh header and a value beyond the room are refused, and nothing is cut") {
    header_list list;
    for (int i = 0; i < 10; ++i) CHECK(list.add("n" + std::to_string(i), hpack::always, "v"));
    CHECK(list.ok());
    CHECK_FALSE(list.add("n10", hpack::always, "v"));
    CHECK_FALSE(list.ok());
    CHECK(list.size() == 10);
    CHECK(list.find("n10").empty());

    for (const std::size_t size : {std::size_t{767}, std::size_t{768}, std::size_t{70000}}) {
        CAPTURE(size);
        header_list one;
        CHECK(one.add("n", hpack::always, std::string(size, 'v')) == (size == 767));
        CHECK(one.size() == (size == 767 ? 1 : 0));
        CHECK(one.find("n").size() == (size == 767 ? size : 0));
    }
    header_list split;
    CHECK_FALSE(split.add("n", hpack::always, std::string(400, 'a'), std::string(400, 'b')));
    CHECK(split.add("n", hpack::always, std::string(760, 'a')));
}

TEST_CASE("a list of headers is a range, and copies stand alone") {
    header_list list;
    CHECK(list.empty());
    CHECK(list.add("apns-topic", hpack::always, "com.acme"));
    CHECK(list.add_number("apns-priority", hpack::index_once, -5));
    std::string seen;
    for (const auto& [name, value, treatment] : list) seen += std::string(name) + "=" + std::string(value) + ";";
    CHECK(seen == "apns-topic=com.acme;apns-priority=-5;");
    header_list copy = list;
    CHECK(copy.add("more", hpack::always, "x"));
    CHECK(list.size() == 2);
    list = header_list();
    CHECK(copy.find("apns-topic") == "com.acme");
}

TEST_CASE("headers come in any range of names and values") {
    constexpr std::string_view id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    const auto id_of = [](const header_views& all) {
        return std::string(apns::read_response(200, all, "").apns_id.view());
    };
    const header array[] = {{"content-type", "x"}, {"apns-id", id}};
    const std::vector<header> vector(std::begin(array), std::end(array));
    const std::vector<std::pair<std::string, std::string>> pairs = {{"apns-id", std::string(id)}, {"b", "c"}};
    const std::map<std::string, std::string> map(pairs.begin(), pairs.end());
    header_list list;
    CHECK(list.add("apns-id", hpack::always, id));
    CHECK(id_of(array) == id);
    CHECK(id_of(vector) == id);
    CHECK(id_of(span<const header>(vector)) == id);
    CHECK(id_of(std::array<header, 1>{{{"apns-id", id}}}) == id);
    CHECK(id_of(pairs) == id);
    CHECK(id_of(map) == id);
    CHECK(id_of(std::multimap<std::string_view, std::string_view>{{"APNS-ID", id}}) == id);
    CHECK(id_of(list) == id);
    CHECK(id_of({{"a", "b"}, {"Apns-Id", id}}) == id);
    CHECK(id_of({}).empty());
    CHECK(apns::read_response(200, {}, "").ok());
    const header_views copied = pairs;
    header_views other = copied;
    other = header_views();
    CHECK(copied.size() == 2);
    CHECK(copied[0].value == id);
}
