#include <nimpush/wire/form.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/random.hpp"

namespace {

using namespace nimpush;

std::string escaped(std::string_view s, form::place p = form::place::form) {
    std::string to;
    form::append_escaped(s, to, p);
    return to;
}

struct row {
    const char* why;
    std::string_view plain;
    std::string_view in_form;
    std::string_view in_path;
};

// The forms were printed by java.net.URLEncoder (tests/data/server.json has more); the paths follow RFC 3986.
constexpr row rows[] = {
    {"letters and digits", "aZ09", "aZ09", "aZ09"},
    {"a space", "a b", "a+b", "a%20b"},
    {"what stays", "-_.~*@", "-_.%7E*%40", "-_.~%2A@"},
    {"separators of a form", "k=v&w;+%", "k%3Dv%26w%3B%2B%25", "k%3Dv%26w%3B%2B%25"},
    {"separators of a path", "a/b?c#d|e", "a%2Fb%3Fc%23d%7Ce", "a%2Fb%3Fc%23d%7Ce"},
    {"quotes", "\"'`<>", "%22%27%60%3C%3E", "%22%27%60%3C%3E"},
    {"line ends", "l1\r\nl2\t", "l1%0D%0Al2%09", "l1%0D%0Al2%09"},
    {"controls", "\x01\x1f\x7f", "%01%1F%7F", "%01%1F%7F"},
    {"Chinese", "推送", "%E6%8E%A8%E9%80%81", "%E6%8E%A8%E9%80%81"},
    {"beyond the BMP", "😀", "%F0%9F%98%80", "%F0%9F%98%80"},
    {"nothing", "", "", ""},
};

}  // namespace

TEST_CASE("a text in a form and in a path") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(escaped(r.plain) == r.in_form);
        CHECK(escaped(r.plain, form::place::path) == r.in_path);
        const auto back = form::read(escaped(r.plain) + "=" + escaped(r.plain));
        REQUIRE(back.has_value());
        if (r.plain.empty()) {
            CHECK(back->size() == 1);
            continue;
        }
        REQUIRE(back->size() == 1);
        CHECK((*back)[0].key == r.plain);
        CHECK((*back)[0].val == r.plain);
    }
}

TEST_CASE("pairs keep their order, and an empty value is written") {
    std::string to;
    form::append("from", "alice", to);
    form::append("pushcontent", "", to);
    form::append("from", "a&b=c", to);
    CHECK(to == "from=alice&pushcontent=&from=a%26b%3Dc");
    const auto read = form::read(to);
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 3);
    CHECK((*read)[1] == form::field{"pushcontent", ""});
    CHECK(*form::find(*read, "from") == "alice");
    CHECK(form::find(*read, "to") == nullptr);
}

TEST_CASE("what other encoders write is read too") {
    const auto all = form::read("a=%7e~*&&b&=c&d=e=f&%61=1&");  // small digits, no `=`, no key, two of them
    REQUIRE(all.has_value());
    REQUIRE(all->size() == 5);
    CHECK((*all)[0] == form::field{"a", "~~*"});
    CHECK((*all)[1] == form::field{"b", ""});
    CHECK((*all)[2] == form::field{"", "c"});
    CHECK((*all)[3] == form::field{"d", "e=f"});
    CHECK((*all)[4] == form::field{"a", "1"});
    CHECK(form::read("").value().empty());
    CHECK(form::read("&&").value().empty());
}

TEST_CASE("a bad escape is told by its offset") {
    const auto fault = [](std::string_view s) { return form::read(s).error(); };
    CHECK(fault("a=%") == error{errc::not_hex, {}, "two hexadecimal digits must follow %", 2});
    CHECK(fault("a=1&b=x%4") == error{errc::not_hex, {}, "two hexadecimal digits must follow %", 7});
    CHECK(fault("%zz=1").offset == 0);
    CHECK(fault("a=%+1").offset == 2);
    CHECK(fault("a=b&c=%E6%8E") == error{errc::bad_utf8, {}, "the escapes are not UTF-8", 6});
    CHECK(fault("a=\xff").code == errc::bad_utf8);
}

TEST_CASE("any bytes are read or refused, and what was read is written to be read again") {
    test::random random(20240711);
    for (int round = 0; round < 20000; ++round) {
        std::string s;
        for (auto n = random.below(24); n != 0; --n) s += "%&=+ab1F\xe6\x8e\xa8"[random.below(11)];
        CAPTURE(s);
        const auto read = form::read(s);
        if (!read) continue;
        std::string again;
        for (const form::field& one : *read) form::append(one.key.view(), one.val.view(), again);
        CHECK(form::read(again) == read);
    }
}

TEST_CASE("what stands behind the end of the text is not looked at") {
    const std::string_view longer = "a=%41";
    CHECK(form::read(longer).value()[0] == form::field{"a", "A"});
    for (const std::size_t size : {std::size_t{3}, std::size_t{4}}) {
        const auto read = form::read(longer.substr(0, size));
        REQUIRE_FALSE(read);
        CHECK(read.error() == error{errc::not_hex, {}, "two hexadecimal digits must follow %", 2});
    }
}
