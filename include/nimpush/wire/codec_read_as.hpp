#pragma once

// StandardMessageCodec in, straight into a described type: no tree that one would have to keep.

#include <cstdint>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/wire/codec_reader.hpp>

namespace nimpush::inline v1::standard_codec {

/// Reads one value that is the whole message into T, by the keys of the wire: what decode() and read_wire() do together.
/// Bytes that are no message are the error, with their offset; every fault of what they say is in `found`. One allocation
/// for each text that T keeps, and for its lists and free-form maps.
template <class T, class Policy = reading::lenient>
constexpr result<parsed<T>> read_as(span<const std::uint8_t> message, schema::version spoken = {}) {
    return nimpush::detail::codec::read_message(message, [&](nimpush::detail::codec::reader& in) -> result<parsed<T>> {
        value root;
        result<parsed<T>> read;
        if (in.read(root) && in.at_end())
            read->found = nimpush::detail::read_fresh<Policy>(root, read->made, spoken);
        else
            read = unexpected(in.failure());
        return read;
    });
}

}  // namespace nimpush::inline v1::standard_codec
