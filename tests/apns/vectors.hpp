#pragma once

// The rows of tests/data/apns_vectors.json, by kind.

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/request.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/rows.hpp"

namespace test {

struct apns_row {
    std::string id{};
    nimpush::value input{};
    nimpush::value expected{};  // of a divergent row what it conforms to; null where the row has none
    bool divergent = false;
};

inline std::vector<apns_row> apns_rows(std::string_view kind) {
    static const nimpush::value whole = nimpush::json::read(read_data("apns_vectors.json")).value();
    std::vector<apns_row> rows;
    for (const nimpush::value& row : whole.items()) {
        if (row.find("kind")->chars() != kind) continue;
        apns_row made{std::string(row.find("id")->chars()), *row.find("input")};
        made.divergent = row.find("conformance")->chars() == "divergent";
        const nimpush::value* expected = row.find(made.divergent ? "conforming_expected" : "expected");
        if (expected != nullptr) made.expected = *expected;
        rows.push_back(std::move(made));
    }
    return rows;
}

/// The headers of a map; the views live as long as the map.
inline std::vector<nimpush::apns::header> headers_of(const nimpush::value* map) {
    std::vector<nimpush::apns::header> list;
    if (map != nullptr)
        for (const nimpush::value::member& one : map->members()) list.push_back({one.key.chars(), one.val.chars()});
    return list;
}

}  // namespace test
