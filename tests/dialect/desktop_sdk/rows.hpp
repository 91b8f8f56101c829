#pragma once

// The rows of desktop.json: what the vendor's wrapper and plugin make of an input, or what they should.

#include <string>
#include <string_view>

#include "../../support/rows.hpp"

namespace test {

/// The rows of a list, unsigned numbers included.
inline nimpush::value desktop_rows(std::string_view list) {
    return read_rows("desktop.json", list, {.integers = nimpush::json::integers::of_uint64});
}

struct expectation {
    bool refused = false;
    std::string text{};
};

/// What the vendor's code gave, or where that is a fault of its own, what is right.
inline expectation expected_of(const nimpush::value& row) {
    const bool differs = text_of(row, "conformance") == "divergent";
    return {row.find(differs ? "conforming_refused" : "refused") != nullptr,
            std::string(text_of(row, differs ? "conforming_json" : "json"))};
}

inline nimpush::value without(const nimpush::value& map, std::string_view key) {
    nimpush::value rest = nimpush::value::map();
    for (const nimpush::value::member& one : map.members())
        if (one.key.chars() != key) rest.append(one.key, one.val);
    return rest;
}

}  // namespace test
