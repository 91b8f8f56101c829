#pragma once

// The rows of tests/data/flutter_vectors.json, with their compact forms expanded.
//
// A hex field is a text or a list of pieces: a text, {"repeat":HEX,"n":N} or {"int_keys":N,"value":HEX}. A value's v
// may be {"repeat":X,"n":N} or {"int_keys":N,"value":VALUE}, and {"nest":"list"|"map","depth":D,"v":VALUE} wraps a value.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/hex.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "read_file.hpp"
#include "rows.hpp"

namespace test {

using byte_vector = std::vector<std::uint8_t>;

inline byte_vector bytes_of(std::string_view hex) {
    byte_vector made(hex.size() / 2);
    if (nimpush::hex_fault(hex) == nimpush::npos) nimpush::read_hex(hex, made.data());
    return made;
}

inline nimpush::value text_value(std::string_view s) { return nimpush::text::from(s).value(); }

inline std::int64_t number_of(const nimpush::value& v, std::string_view key) { return v.find(key)->as_int().value(); }

inline std::string int_form(std::int64_t i) {
    std::string made = "03";
    for (int byte = 0; byte < 4; ++byte) {
        const auto one = static_cast<std::uint8_t>(i >> (8 * byte));
        made += hex_of(byte_vector{one});
    }
    return made;
}

inline byte_vector expand_hex(const nimpush::value& field) {
    if (const auto whole = field.as_text()) return bytes_of(*whole);
    std::string all;
    for (const nimpush::value& piece : field.items()) {
        if (const auto part = piece.as_text()) {
            all += *part;
        } else if (const nimpush::value* part_repeated = piece.find("repeat")) {
            for (std::int64_t n = number_of(piece, "n"); n != 0; --n) all += part_repeated->chars();
        } else {
            for (std::int64_t i = 0; i < number_of(piece, "int_keys"); ++i)
                all += int_form(i) + std::string(piece.find("value")->chars());
        }
    }
    return bytes_of(all);
}

inline nimpush::value expand_value(const nimpush::value& v);

/// The v of a compact value.
inline nimpush::value expand_content(const nimpush::value& compact) {
    using nimpush::value;
    value made = value::list();
    if (const value* repeated = compact.find("repeat")) {
        const std::int64_t n = number_of(compact, "n");
        if (repeated->is(nimpush::value::kind::string)) {
            std::string all;
            for (std::int64_t i = 0; i < n; ++i) all += repeated->chars();
            return text_value(all);
        }
        for (std::int64_t i = 0; i < n; ++i)
            for (const value& one : repeated->items()) made.push_back(one);
        return made;
    }
    for (std::int64_t i = 0; i < number_of(compact, "int_keys"); ++i) {
        value key = value::map({{"t", "int"}});
        key.append("v", text_value(std::to_string(i)));
        value pair = value::list();
        pair.push_back(std::move(key));
        pair.push_back(*compact.find("value"));
        made.push_back(std::move(pair));
    }
    return made;
}

inline nimpush::value expand_value(const nimpush::value& v) {
    using nimpush::value;
    if (const value* nest = v.find("nest")) {
        value made = expand_value(*v.find("v"));
        for (std::int64_t i = 0; i < number_of(v, "depth"); ++i) {
            value inner = std::move(made);
            value content = value::list();
            if (nest->as_text() == "list") {
                content.push_back(std::move(inner));
            } else {
                value pair = value::list({value::map({{"t", "string"}, {"v", "k"}})});
                pair.push_back(std::move(inner));
                content.push_back(std::move(pair));
            }
            made = value::map();
            made.append("t", *nest);
            made.append("v", std::move(content));
        }
        return made;
    }
    const value* type = v.find("t");
    const value* content = v.find("v");
    if (type == nullptr || content == nullptr) return v;
    value expanded = content->is(nimpush::value::kind::map) ? expand_content(*content) : *content;
    if (type->as_text() == "list")
        for (value& one : expanded.items()) one = expand_value(one);
    if (type->as_text() == "map")
        for (value& pair : expanded.items())
            for (value& one : pair.items()) one = expand_value(one);
    value made = value::map();
    made.append("t", *type);
    made.append("v", std::move(expanded));
    return made;
}

enum class message_kind { value, method_call, envelope };

struct flutter_row {
    std::string id{};
    message_kind kind{};
    byte_vector hex{};
    nimpush::value subject{};  // tagged JSON; null in malformed rows
    bool non_canonical = false;
    byte_vector canonical_hex{};
    std::string reason{};  // malformed rows alone
    std::size_t offset = 0;
    std::string json{};  // encode_errors alone
};

inline message_kind kind_of(const nimpush::value& row) {
    const auto name = row.find("kind")->as_text();
    return name == "value"         ? message_kind::value
           : name == "method_call" ? message_kind::method_call
                                   : message_kind::envelope;
}

/// What a row is about, as tagged JSON.
inline nimpush::value subject_of(const nimpush::value& row) {
    using nimpush::value;
    if (const value* v = row.find("value")) return expand_value(*v);
    value made = value::map();
    if (const value* method = row.find("method")) {
        made.append("method", *method);
        made.append("args", expand_value(*row.find("args")));
        return made;
    }
    if (const value* reply = row.find("envelope")) {
        made = *reply;
        if (value* data = made.find("success")) *data = expand_value(*data);
        if (value* error = made.find("error")) *error->find("details") = expand_value(*error->find("details"));
        return made;
    }
    return {};
}

/// The rows of one list of the file: `vectors`, `malformed` or `encode_errors`.
inline std::vector<flutter_row> flutter_rows(std::string_view list) {
    static const nimpush::value whole = nimpush::json::read(read_data("flutter_vectors.json")).value();
    std::vector<flutter_row> rows;
    for (const nimpush::value& row : whole.find(list)->items()) {
        flutter_row made{std::string(row.find("id")->chars()), kind_of(row)};
        if (const auto* hex = row.find("hex")) made.hex = expand_hex(*hex);
        made.subject = subject_of(row);
        made.non_canonical = row.find("non_canonical") != nullptr;
        if (const auto* hex = row.find("canonical_hex")) made.canonical_hex = expand_hex(*hex);
        if (const auto* reason = row.find("reason")) made.reason = reason->chars();
        if (const auto* offset = row.find("offset")) made.offset = static_cast<std::size_t>(offset->as_int().value());
        if (const auto* json = row.find("json")) made.json = json->chars();
        rows.push_back(std::move(made));
    }
    return rows;
}

}  // namespace test
