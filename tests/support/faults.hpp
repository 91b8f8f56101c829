#pragma once

// Findings as lines, as a tool would print them, with the code before: `too_long apnsCername: 40 characters,
// …`.

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/value.hpp>

#include "print.hpp"
#include "read_into.hpp"

namespace test {

using lines = std::vector<std::string>;

inline std::string line_of(const nimpush::error& e) {
    return std::string(name_of(e.code)) + " " + std::string(to_text(e).view());
}
inline std::string line_of(const nimpush::problem& p) {
    return (p.how == nimpush::degree::warning ? "warning: " : "") + line_of(p.what);
}
inline lines lines_of(const nimpush::problems& found) {
    lines all;
    for (const nimpush::problem& p : found) all.push_back(line_of(p));
    return all;
}

/// Whether one of the findings has this path, spelt with `$.` before it as in the vectors.
inline bool names_path(const nimpush::problems& found, std::string_view path) {
    for (const nimpush::problem& p : found)
        if ("$." + std::string(p.what.path.view()) == path) return true;
    return false;
}

/// What is wrong with parameters of a T.
template <class T> lines faults_of_parameters(const nimpush::value& v) {
    T x{};
    return lines_of(test::read_parameters(v, x));
}
/// A T of parameters that are fine.
template <class T> T from_parameters(const nimpush::value& v) {
    T x{};
    CHECK(lines_of(test::read_parameters(v, x)) == lines{});
    return x;
}

/// Why the wire's map is no T, "none" where it is.
template <class T, class Policy = nimpush::reading::lenient> std::string fault_of_wire(const nimpush::value& v) {
    const auto made = nimpush::read_wire<T, Policy>(v);
    return made ? "none" : line_of(made.error());
}
/// A T of a map of the wire that is fine.
template <class T, class Policy = nimpush::reading::lenient> T from_wire(const nimpush::value& v) {
    const auto made = nimpush::read_wire<T, Policy>(v);
    if (!made) FAIL(line_of(made.error()));
    return *made;
}

}  // namespace test
