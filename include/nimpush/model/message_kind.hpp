#pragma once

// What a message is, whatever wire it goes over.

#include <cstdint>

#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {

namespace detail {

// Within a class, as g++ 12 says of the enumerator of an enum class in a namespace that it shadows nimpush::text.
struct message_kinds {
    enum class message_kind : std::uint8_t {
        text,
        image,
        audio,
        video,
        location,
        notification,
        file,
        avchat,
        tip,
        robot,
        netcall,
        custom,
    };
};
/// The numbers that all of NIM's wires but 1.7.7's channel have for them (docs/facts/translation.md).
schema::numbered_texts<schema::listed_numbers<0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 100>, "text", "image", "audio",
                       "video", "location", "notification", "file", "avchat", "tip", "robot", "netcall", "custom">
    enum_names(message_kinds::message_kind);

}  // namespace detail

/// Kinds of message that have a number on NIM's wires; `number_of(kind)` is that number.
using message_kind = detail::message_kinds::message_kind;

}  // namespace nimpush::v1
