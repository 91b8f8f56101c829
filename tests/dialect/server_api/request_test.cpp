// The requests and refusals of server.json: what the vendor's own SDKs send, and what the server would not take.

#include <nimpush/dialect/server_api/request.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/dialect/server_api/all_calls.hpp>

#include "../../../examples/support/sha1.hpp"
#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace server = nimpush::server_api;
using nimpush_examples::sha1;
using test::text_of;

server::api api_of(const value& row) {
    server::api version{};
    REQUIRE(from_name(text_of(row, "api"), version));
    return version;
}

/// Calls f with the call of the row, made of its input, and what was wrong with that.
template <class F> void with_row(const value& row, F&& f) {
    const bool known = server::with_call(text_of(row, "name"), api_of(row), [&]<class Call>() {
        Call call{};
        problems found = read_parameters(*row.find("input"), call);
        if (found.empty()) found = check<spelling::api>(call);
        f(call, found);
    });
    REQUIRE(known);
}

/// A text of JSON as its tree, another text as it is.
value tree_or_text(const text& t) {
    const auto read = json::read(t.view());
    return read ? *read : value(t);
}

bool is_among(const value& row, std::string_view list, std::string_view name) {
    const value* all = row.find(list);
    if (all != nullptr)
        for (const value& one : all->items())
            if (one.chars() == name) return true;
    return false;
}

/// The fields in their order; those that held JSON are compared as such.
void check_form(const value& row, std::string_view body, std::string_view list) {
    const auto fields = form::read(body);
    REQUIRE(fields.has_value());
    const value& expected = *row.find(list);
    REQUIRE(fields->size() == expected.size());
    for (std::size_t i = 0; i < fields->size(); ++i) {
        const form::field& one = (*fields)[i];
        const auto pair = expected.items()[i].items();
        CAPTURE(std::string(pair[0].chars()));
        CHECK(one.key == pair[0].chars());
        std::string documented(row.find("fields")->items()[i].items()[0].chars());
        if (is_among(row, "json_fields", documented))
            CHECK(test::same_json(tree_or_text(one.val), tree_or_text(*text::from(pair[1].chars()))));
        else
            CHECK(one.val == pair[1].chars());
    }
}

/// Puts the tree of each text that holds JSON in the place of the text.
value with_trees(value tree, const value& row) {
    const value* pointers = row.find("json_texts");
    if (pointers == nullptr) return tree;
    for (const value& pointer : pointers->items()) {
        value* at = &tree;
        std::string_view rest = pointer.chars();
        while (!rest.empty() && at != nullptr) {
            rest.remove_prefix(1);
            at = at->find(rest.substr(0, rest.find('/')));
            rest = rest.find('/') == rest.npos ? std::string_view() : rest.substr(rest.find('/'));
        }
        if (at != nullptr && at->is(kind::string)) *at = tree_or_text(*text::from(at->chars()));
    }
    return tree;
}

std::vector<std::pair<std::string, std::string>> sorted_query(std::string_view path) {
    std::vector<std::pair<std::string, std::string>> all;
    if (path.find('?') == path.npos) return all;
    const auto read = form::read(path.substr(path.find('?') + 1));
    REQUIRE(read.has_value());
    for (const auto& one : *read) all.emplace_back(one.key.view(), one.val.view());
    std::sort(all.begin(), all.end());
    return all;
}

void check_request(const value& row, const server::request& made, server::keys spelt) {
    CHECK(name_of(made.method) == text_of(row, "method"));
    const std::string path(text_of(row, "path"));
    CHECK(made.path.view().substr(0, made.path.view().find('?')) == path.substr(0, path.find('?')));
    CHECK(sorted_query(made.path.view()) == sorted_query(path));
    const value& headers = *row.find("headers");
    CHECK(made.headers.size() == headers.size());
    for (const member& one : headers.members()) {
        const value* ours = made.headers.find(one.key.chars());
        REQUIRE(ours != nullptr);
        CHECK(*ours == one.val);
    }
    if (api_of(row) == server::api::v1) {
        const bool sdk = spelt == server::keys::sdk && row.find("fields_sdk") != nullptr;
        check_form(row, made.body.view(), sdk ? "fields_sdk" : "fields");
    } else if (const value* expected = row.find("body_json")) {
        const auto body = json::read(made.body.view());
        REQUIRE(body.has_value());
        CHECK(test::same_json(with_trees(*body, row), with_trees(*expected, row)));
    } else {
        CHECK(made.body == text_of(row, "body"));
    }
}

}  // namespace

TEST_CASE("every request: method, path, headers and body of the vendor's SDKs") {
    const value rows = test::read_rows("server.json", "rows");
    CHECK(rows.size() == 107);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const server::credentials who{*server::header_text<128>::from(text_of(row, "app_key")),
                                      server::app_secret(text_of(row, "app_secret"))};
        const server::stamp when{*server::header_text<128>::from(text_of(row, "nonce")),
                                 *server::header_text<20>::from(text_of(row, "time"))};
        with_row(row, [&](const auto& call, const problems& found) {
            CAPTURE(test::lines_of(found));
            CHECK(found.empty());
            for (const server::keys spelt : {server::keys::documented, server::keys::sdk}) {
                const auto made = make_request(call, who, when, sha1, spelt);
                REQUIRE(made.has_value());
                check_request(row, *made, spelt);
            }
        });
    }
}

TEST_CASE("every refusal: an error at the path of the fault, and no request") {
    const value rows = test::read_rows("server.json", "refused");
    CHECK(rows.size() == 34);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        with_row(row, [&](const auto& call, const problems& found) {
            CHECK(has_errors(found));
            bool is_named = false;
            for (const problem& one : found)
                is_named = is_named || "$." + std::string(one.what.path.view()) == text_of(row, "path");
            CAPTURE(test::lines_of(found));
            CHECK(is_named);
            // What could not be read is not in the call: check() alone must see the rest.
            if (has_errors(check<spelling::api>(call)))
                CHECK_FALSE(make_request(call, {}, {}, sha1).has_value());
        });
    }
}
