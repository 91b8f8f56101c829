#pragma once

// How much room the values of a message in Flutter's codec take: what a reader asks where it had too little.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace detail::codec {

using bytes_at = const std::uint8_t*;

template <std::size_t Bytes> constexpr std::uint64_t little(bytes_at from) noexcept {
    std::uint64_t bits = 0;
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
        for (std::size_t i = 0; i < Bytes; ++i) bits |= static_cast<std::uint64_t>(from[i]) << (8 * i);
    else
        std::memcpy(&bits, from, Bytes);
    return bits;
}

/// A size of one, three or five bytes, which are passed; false where they are not there, `at` then being where more
/// were wanted.
constexpr bool size_at(bytes_at& at, bytes_at end, std::uint64_t& n) noexcept {
    if (at == end) return false;
    n = *at++;
    if (n < 254) return true;
    const std::ptrdiff_t bytes = n == 254 ? 2 : 4;
    if (end - at < bytes) return false;
    n = bytes == 2 ? little<2>(at) : little<4>(at);
    at += bytes;
    return true;
}

/// Places of values that so many elements of a typed list take.
constexpr std::size_t places_of(std::size_t elements, std::size_t size) noexcept {
    return (elements * size + sizeof(value) - 1) / sizeof(value);
}

/// Bytes of each of what a size counts, of lists and maps at least; 0 for what is no tag with a size.
constexpr std::size_t element_size(std::uint8_t tag) noexcept {
    switch (tag) {
        case string_tag:
        case bigint_tag:
        case uint8_list_tag:
        case list_tag: return 1;
        case map_tag: return 2;
        case int32_list_tag:
        case float32_list_tag: return 4;
        case int64_list_tag:
        case float64_list_tag: return 8;
        default: return 0;
    }
}

/// Places that a reader takes for the values from there to the end of a message, npos where it would find a fault. Not
/// every fault is seen, but sizes that claim more than there is never count: each place is a byte of the message at
/// least.
inline std::size_t count_places(span<const std::uint8_t> message, std::size_t from) noexcept {
    const bytes_at end = message.data() + message.size();
    bytes_at at = message.data() + from;
    const auto left = [&] { return static_cast<std::size_t>(end - at); };
    const auto padding_to = [&](std::size_t to) { return padding(static_cast<std::size_t>(at - message.data()), to); };
    std::size_t places = 0;
    std::size_t open = 0;  // values that lists and maps still want
    while (at != end) {
        const std::uint8_t tag = *at++;
        open -= open != 0 ? 1 : 0;
        std::size_t bytes = 0;
        switch (tag) {
            case null_tag:
            case true_tag:
            case false_tag: continue;
            case int32_tag: bytes = 4; break;
            case int64_tag: bytes = 8; break;
            case float64_tag: bytes = padding_to(8) + 8; break;
            default: {
                const std::size_t each = element_size(tag);
                std::uint64_t n = 0;
                if (each == 0 || !size_at(at, end, n) || n * each > left()) return npos;
                bytes = static_cast<std::size_t>(n) * each;
                if (tag == list_tag || tag == map_tag) {
                    places += bytes;
                    open += bytes;
                    if (open > left()) return npos;
                    continue;
                }
                if (each > 1) {
                    places += places_of(static_cast<std::size_t>(n), each);
                    bytes += padding_to(each);
                }
            }
        }
        if (bytes > left()) return npos;
        at += bytes;
    }
    return open == 0 ? places : npos;
}

}  // namespace detail::codec
}  // namespace nimpush::v1
