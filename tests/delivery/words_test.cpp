#include <nimpush/delivery/words.hpp>

#include <string>
#include <string_view>

#include "../support/print.hpp"

namespace {

namespace delivery = nimpush::delivery;
using delivery::language;
using delivery::rule;

constexpr bool is_said(rule which) {
    const bool mends = which != rule::pushed && which != rule::in_foreground;
    for (const language in : {language::en, language::zh})
        if (describe(which, in).empty() || remedy_of(which, in).has_value() != mends) return false;
    return true;
}
template <std::size_t... I> constexpr bool all_are_said(std::index_sequence<I...>) {
    return (is_said(static_cast<rule>(I)) && ...);
}
static_assert(all_are_said(std::make_index_sequence<delivery::rule_count>()));

std::size_t count(std::string_view s, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = s.find(what); at != s.npos; at = s.find(what, at + what.size())) ++found;
    return found;
}

}  // namespace

TEST_CASE("a remedy is one sentence in each language") {
    for (std::size_t i = 0; i < delivery::rule_count; ++i) {
        const auto which = static_cast<rule>(i);
        CAPTURE(name_of(which));
        const std::string_view en = remedy_of(which).view();
        if (en.empty()) continue;
        CHECK(en.back() == '.');
        CHECK(count(en, ". ") == 0);
        const std::string_view zh = remedy_of(which, language::zh).view();
        CHECK(zh.substr(zh.size() - 3) == "。");
        CHECK(count(zh, "。") == 1);
    }
}

TEST_CASE("texts, as a support engineer sends them on") {
    CHECK(describe(rule::no_token) == "no device token was uploaded");
    CHECK(describe(rule::pushed) == "nothing stops it");
    CHECK(describe(rule::no_token, language::zh) == "没有上传过设备令牌");
    CHECK(remedy_of(rule::certificate_name_too_long).view() ==
          "Give the certificate a name of at most 32 characters, in the console and in apnsCername: with a longer one "
          "the login fails with code 500.");
}

TEST_CASE("names of languages") {
    language in = language::en;
    CHECK(nimpush::detail::take_name("zh", in));
    CHECK(in == language::zh);
    CHECK_FALSE(nimpush::detail::take_name("ZH", in));
}
