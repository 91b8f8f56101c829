#pragma once

// Each call of V2 of each version, as each other reads it: a share of them, so that a program of them compiles in bearable
// time.

#include <nimpush/dialect/flutter_channel_v2.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/wire/json.hpp>

#include "faults.hpp"
#include "rows.hpp"
#include "version_walks.hpp"

namespace test {

struct seen_calls {
    int calls = 0, refused_calls = 0, equal = 0, refused = 0;
};

/// Where a walk is. Asserts stand here, once, not in what is instantiated for every call.
struct walk_place {
    std::string_view call;
    nimpush::schema::version writer, reader{};

    void expect(bool holds, std::string_view what, const std::string& found = {}) const {
        INFO(std::string(call), " written by ", std::string(nimpush::schema::version_text(writer).view()), ", read by ",
             std::string(nimpush::schema::version_text(reader).view()), ": ", std::string(what), ": ", found);
        CHECK(holds);
    }
    void expect_none(const nimpush::problems& found) const {
        expect(found.empty(), "no faults", found.empty() ? std::string() : line_of(found.front()));
    }
};

template <class... Calls> constexpr std::size_t size_of(nimpush::call_list<Calls...>) { return sizeof...(Calls); }

/// Call `n` of all is looked at where n % Shares is Share.
template <std::size_t Share, std::size_t Shares> seen_calls check_calls() {
    using namespace nimpush;
    namespace channel = nimpush::flutter_channel_v2;
    seen_calls seen;
    const auto look = [&]<class Call>() {
        ++seen.calls;
        const Call full = test::filled<Call>();
        for (const auto writer : channel::known_versions) {
            const plugin::context world{.plugin = writer};
            walk_place here{plugin::info_of<Call>.api, writer};
            const auto at_once = channel::encode(full, world);
            if (!at_once) {  // with a path, or the call's name, and the version
                const std::string why = test::line_of(at_once.error());
                const std::string version(schema::version_text(writer).view());
                here.expect(why.find("version " + version + " ") != why.npos, "names the version", why);
            }
            Call ours = test::stripped(full, writer);
            if (!plugin::has_call<Call>(world)) {
                ++seen.refused_calls;
                here.expect(!at_once, "refused");
                continue;
            }
            const auto bytes = channel::encode(ours, world);
            if (!bytes) {  // both setters of APNSService, until 10.9.90
                here.expect(bytes.error().code == errc::not_representable, "cannot be said", line_of(bytes.error()));
                continue;
            }
            const auto whole = standard_codec::decode_method_call(*bytes);
            if (here.expect(whole.has_value(), "a call"); !whole) continue;
            const value& tree = whole->arguments;
            here.expect(*standard_codec::encode_method_call(whole->method.view(), tree) == *bytes, "the same bytes");
            // What the version's own names make of it is the same call, but for what never goes out.
            const auto as_parameters =
                read_parameters<Call>(test::tree_of(schema::as_spoken<Call>{ours, writer}), writer);
            here.expect_none(as_parameters.found);
            here.expect(as_parameters.made == ours, "the same by parameters");
            for (const auto reader : channel::known_versions) {
                here.reader = reader;
                const auto read = read_wire<Call, plugin::dart_num>(tree, reader);
                if (!read) {
                    here.expect(reader < writer && read.error().code == errc::bad_enumerator, "an enumerator too new",
                                line_of(read.error()));
                    ++seen.refused;
                    continue;
                }
                ++seen.equal;
                here.expect(*read == test::stripped(ours, reader), "the same by the wire");
            }
        }
    };
    [&]<class... Calls, std::size_t... N>(call_list<Calls...>, std::index_sequence<N...>) {
        (
            [&] {
                if constexpr (N % Shares == Share) look.template operator()<Calls>();
            }(),
            ...);
    }(channel::all_calls{}, std::make_index_sequence<size_of(channel::all_calls{})>{});
    return seen;
}

/// Every other call of all.
template <std::size_t Share> void check_half_of_calls() {
    const seen_calls seen = check_calls<Share, 2>();
    CHECK(seen.calls > 40);
    CHECK(seen.refused_calls > 10);
    CHECK(seen.equal > 250);
    CHECK(seen.refused > 0);
}

}  // namespace test
