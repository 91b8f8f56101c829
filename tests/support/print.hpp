#pragma once

// How doctest shows nimpush's types where a check fails. Included before the first check.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>

namespace doctest {

template <> struct StringMaker<std::string_view> {
    static String convert(std::string_view s) { return std::string(s).c_str(); }
};

template <class Rule> struct StringMaker<nimpush::basic_text<Rule>> {
    static String convert(const nimpush::basic_text<Rule>& t) {
        return t.has_value() ? StringMaker<std::string_view>::convert(t.view()) : "(null)";
    }
};

template <> struct StringMaker<nimpush::error> {
    static String convert(const nimpush::error& e) {
        return (std::string(nimpush::name_of(e.code)) + " {" + std::string(nimpush::to_text(e).view()) + "} offset " +
                (e.offset == nimpush::npos ? std::string("none") : std::to_string(e.offset)))
            .c_str();
    }
};

template <> struct StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string all;
        for (const std::string& line : lines) all += "\n    " + line;
        return all.c_str();
    }
};

}  // namespace doctest

namespace nimpush {

inline doctest::String toString(errc code) { return std::string(name_of(code)).c_str(); }

}  // namespace nimpush
