#pragma once

// The tagged JSON form of what StandardMessageCodec carries, both ways.
//
// {"t":"int","v":"5"} names the type, which plain JSON cannot: bytes, typed lists, numbers of 64 bits, keys of
// any type. One value has one text, so that a codec in another language can be compared as text; the
// command-line tool and the tests speak it. Faults have the JSON path: `v[0][1].v: an odd number of digits`.

#include <cstddef>

#include <nimpush/core/error.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

namespace nimpush_tool {

/// Containers that may stand in each other, as the codec has it.
inline constexpr std::size_t deepest_value = 64;

/// JSON's own nesting for that: a map takes three containers (object, array, pair), an error two around them.
inline constexpr std::size_t deepest_tagged_json = deepest_value * 3 + 3;
inline constexpr nimpush::json::read_options read_tagged_json{.max_depth = deepest_tagged_json};
inline constexpr nimpush::json::write_options write_tagged_json{.max_depth = deepest_tagged_json};

/// The tagged form of a value. Of a key that stands twice the last value counts, at the first place, as in Dart.
nimpush::value to_tagged(const nimpush::value& v);
nimpush::value to_tagged(const nimpush::standard_codec::method_call& call);
nimpush::value to_tagged(const nimpush::standard_codec::envelope& reply);

/// The value that a tagged form stands for; a key that stands twice is a fault.
nimpush::result<nimpush::value> from_tagged(const nimpush::value& json);
nimpush::result<nimpush::standard_codec::method_call> call_from_tagged(const nimpush::value& json);
nimpush::result<nimpush::standard_codec::envelope> envelope_from_tagged(const nimpush::value& json);

}  // namespace nimpush_tool
