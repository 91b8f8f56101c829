#pragma once

// A model through every codec and back.

#include <string>

#include <doctest/doctest.h>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "faults.hpp"
#include "read_into.hpp"
#include "rows.hpp"

namespace test {

/// x as the codec's bytes and as JSON with the wire's keys; both read back as `read`.
template <class T> void check_wires(const T& x, const T& read) {
    const auto bytes = nimpush::standard_codec::encode(x);
    REQUIRE(bytes.has_value());
    const auto decoded = nimpush::standard_codec::decode(*bytes);
    REQUIRE(decoded.has_value());
    CHECK(*nimpush::standard_codec::encode(*decoded) == *bytes);
    CAPTURE(json_of<nimpush::schema::spelling::wire>(x));
    CHECK(fault_of_wire<T>(*decoded) == "none");
    CHECK(nimpush::read_wire<T>(*decoded) == nimpush::result<T>(read));

    const nimpush::value tree = tree_of<nimpush::schema::spelling::wire>(x);
    CHECK(tree == *decoded);
    CHECK(nimpush::read_wire<T>(tree) == nimpush::result<T>(read));
}
/// x as JSON with the API's names; it reads back as `read`.
template <class T> void check_api(const T& x, const T& read) {
    CAPTURE(json_of(x));
    T made{};
    CHECK(lines_of(test::read_parameters(tree_of(x), made)) == lines{});
    CHECK(made == read);
}

/// A model that loses nothing, anywhere.
template <class T> void check_round_trips(const T& x) {
    check_wires(x, x);
    check_api(x, x);
}

/// Whether every field that the version has is something else than what it is by default.
template <class T> void check_all_set(const T& x, nimpush::schema::version spoken = {}) {
    const T none{};
    nimpush::fields<T>::each([&](auto one) {
        using F = decltype(one);
        if constexpr (!F::is_constant) {
            CAPTURE(F::name.view());
            if (!F::life.exists(spoken)) return;
            CHECK_FALSE((&x->*F::member) == (&none->*F::member));
        }
    });
}

}  // namespace test
