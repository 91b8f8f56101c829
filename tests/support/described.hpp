#pragma once

// A small type that is described with every option of core/schema.hpp.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nimpush/core/octets.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/cert_name.hpp>

namespace test {

enum class color : std::uint8_t { red, green, blue };

struct point {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend constexpr bool operator==(const point&, const point&) = default;
};

struct sample {
    nimpush::cert_name name{};
    nimpush::text renamed{};
    nimpush::text short_note{};
    color by_name = color::red;
    color position = color::red;
    std::optional<color> perhaps{};
    std::optional<color> perhaps_position{};
    color fallback = color::red;
    color from_text = color::red;
    color enum_or_blue = color::red;
    nimpush::text text_or_p2p{};
    bool flag = true;
    std::int64_t count = 0;
    double ratio = 0;
    std::optional<std::int64_t> size{};
    nimpush::ranged<0, 100> percent{};
    nimpush::free_map payload{};
    nimpush::free_map extras{};
    std::int64_t never_written = 0;
    nimpush::text lost_on_the_way{};
    point around{};
    point inside{};
    point outer{};
    std::vector<point> points{};
    std::vector<nimpush::text> accounts{};
    nimpush::octets token{};
    nimpush::value anything{};

    friend constexpr bool operator==(const sample&, const sample&) = default;
};

/// What a peer demands, and where it takes anything.
struct demanding {
    std::int64_t id = 0;
    nimpush::text title{};
    color kind = color::red;
    color position = color::blue;
    color anything = color::green;
    std::optional<color> null_for_missing = color::green;
    nimpush::text kept_default = "default";
    bool on = true;

    friend constexpr bool operator==(const demanding&, const demanding&) = default;
};

}  // namespace test

template <> struct nimpush::names<test::color> { static constexpr std::string_view list[] = {"red", "green", "blue"}; };
template <>
struct nimpush::fields<test::point> : field_list<field<"x", &test::point::x>, field<"y", &test::point::y>> {};
template <>
struct nimpush::fields<test::sample>
    : field_list<
          field<"name", &test::sample::name, schema::required, schema::not_null>,  //
          field<"renamed", &test::sample::renamed, schema::wire_key<"re_named">>,
          field<"shortNote", &test::sample::short_note, schema::omit_null>, field<"byName", &test::sample::by_name>,  //
          field<"position", &test::sample::position, schema::by_index>, field<"perhaps", &test::sample::perhaps>,
          field<"perhapsPosition", &test::sample::perhaps_position, schema::by_index, schema::omit_null>,
          field<"fallback", &test::sample::fallback, schema::otherwise<test::color::blue>>,
          field<"fromText", &test::sample::from_text, schema::text_first, schema::otherwise<test::color::green>>,
          field<"enumOrBlue", &test::sample::enum_or_blue, schema::if_missing<test::color::blue>>,
          field<"textOrP2p", &test::sample::text_or_p2p, schema::if_missing<schema::fixed_string("p2p")>>,
          schema::constant<"messageType", "sample">,  //
          field<"flag", &test::sample::flag>,
          field<"count", &test::sample::count, schema::wire_key<"n">, schema::omit_null>,
          field<"ratio", &test::sample::ratio>,  //
          field<"size", &test::sample::size>, field<"percent", &test::sample::percent>,
          field<"payload", &test::sample::payload, schema::no_nulls>,
          field<"extras", &test::sample::extras, schema::empty_map_for_null>,
          field<"neverWritten", &test::sample::never_written, schema::api_only>,
          field<"lostOnTheWay", &test::sample::lost_on_the_way, schema::lost>,
          field<"around", &test::sample::around, schema::flat>,  //
          field<"inside", &test::sample::inside>, field<"outerX", schema::via<&test::sample::outer, &test::point::x>>,
          field<"points", &test::sample::points>,                                            //
          field<"accounts", &test::sample::accounts>, field<"token", &test::sample::token>,  //
          field<"anything", &test::sample::anything>> {};
template <>
struct nimpush::fields<test::demanding>
    : field_list<
          field<"id", &test::demanding::id, schema::strict>,  //
          field<"title", &test::demanding::title, schema::strict>,
          field<"kind", &test::demanding::kind, schema::strict>,
          field<"position", &test::demanding::position, schema::by_index, schema::strict>,
          field<"anything", &test::demanding::anything, schema::otherwise<test::color::blue>>,
          field<"nullForMissing", &test::demanding::null_for_missing>,
          field<"keptDefault", &test::demanding::kept_default, schema::if_missing<schema::fixed_string("substitute")>>,
          field<"on", &test::demanding::on>> {};
