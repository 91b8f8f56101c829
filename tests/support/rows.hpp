#pragma once

// Rows of a JSON file of test vectors, and how the values of two rows compare.

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "read_file.hpp"

namespace test {

/// The text under a key of a map, empty where there is none.
inline std::string_view text_of(const nimpush::value& map, std::string_view key) {
    const nimpush::value* found = map.find(key);
    return found == nullptr ? std::string_view() : found->chars();
}

inline std::vector<std::uint8_t> bytes_of_hex(std::string_view digits) {
    REQUIRE(nimpush::hex_fault(digits) == nimpush::npos);
    std::vector<std::uint8_t> bytes(digits.size() / 2);
    nimpush::read_hex(digits, bytes.data());
    return bytes;
}
inline std::string hex_of(nimpush::span<const std::uint8_t> bytes) {
    std::string digits(bytes.size() * 2, '0');
    nimpush::write_hex(bytes, digits.data());
    return digits;
}

/// Are both the same as JSON? The order of members does not count, and 1 is 1.0, but not true.
inline bool same_json(const nimpush::value& a, const nimpush::value& b) {
    using nimpush::value;
    if (a.is(value::kind::map) && b.is(value::kind::map)) {
        if (a.size() != b.size()) return false;
        for (const nimpush::value::member& one : a.members()) {
            const nimpush::value* other = b.find(one.key.chars());
            if (other == nullptr || !same_json(one.val, *other)) return false;
        }
        return true;
    }
    if (a.is(value::kind::list) && b.is(value::kind::list)) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!same_json(a.items()[i], b.items()[i])) return false;
        return true;
    }
    if (const auto x = a.as_double(), y = b.as_double(); x && y) return *x == *y;
    return a == b;
}

/// A JSON file of tests/data.
inline nimpush::value read_json_data(const std::string& name, nimpush::json::read_options options = {}) {
    const auto read = nimpush::json::read(read_data(name), options);
    if (!read) FAIL(name << ": " << std::string(to_text(read.error()).view()));
    return *read;
}

/// The rows of one list of a JSON file of tests/data.
inline nimpush::value read_rows(const std::string& name, std::string_view list,
                                nimpush::json::read_options options = {}) {
    const nimpush::value whole = read_json_data(name, options);
    const nimpush::value* rows = whole.find(list);
    REQUIRE(rows != nullptr);
    REQUIRE(rows->size() != 0);
    return *rows;
}

/// x as JSON text, for a failing check to show.
template <nimpush::schema::spelling Spelling = nimpush::schema::spelling::api, class T>
std::string json_of(const T& x) {
    const auto text = nimpush::json::to_string<Spelling>(x);
    return text ? *text : "no JSON: " + std::string(text.error().detail.view());
}
/// x as the tree that its JSON text stands for.
template <nimpush::schema::spelling Spelling = nimpush::schema::spelling::api, class T>
nimpush::value tree_of(const T& x) {
    const auto read = nimpush::json::read(json_of<Spelling>(x));
    REQUIRE(read.has_value());
    return *read;
}

}  // namespace test
