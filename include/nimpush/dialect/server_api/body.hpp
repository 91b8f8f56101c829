#pragma once

// What NIM's own kinds of message have in v1's `body` and v2's `attachment`, which may be any object to the server
// (docs/facts/server_api.md, body).

#include <optional>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/server_api/values.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// An option of a field: the types whose keys may stand in its map.
template <class... Parts> struct holds {};

/// v1's `body` of a text, and of a tip (unverified).
struct text_body {
    text msg{};

    using described_by = field_list<may<"msg", &text_body::msg>>;
};

namespace detail {

template <class B>
using file_keys = field_list<may<"name", &B::name>, may<"md5", &B::md5>, may<"url", &B::url>, may<"ext", &B::ext>,
                             may<"size", &B::size>>;
template <class B> using size_keys = field_list<may<"w", &B::w>, may<"h", &B::h>>;
template <class B> using length_keys = field_list<may<"dur", &B::dur>>;

}  // namespace detail

// Of files: `size` in bytes, `dur` in milliseconds, width and height in pixels.

struct file_body {
    text name{}, md5{}, url{}, ext{};
    number size{};

    using described_by = detail::file_keys<file_body>;
};
struct image_body {
    text name{}, md5{}, url{}, ext{};
    number size{}, w{}, h{};

    using described_by = schema::joined<detail::file_keys<image_body>, detail::size_keys<image_body>>;
};
struct audio_body {
    text name{}, md5{}, url{}, ext{};
    number size{}, dur{};

    using described_by = schema::joined<detail::file_keys<audio_body>, detail::length_keys<audio_body>>;
};
struct video_body {
    text name{}, md5{}, url{}, ext{};
    number size{}, dur{}, w{}, h{};

    using described_by =
        schema::joined<detail::file_keys<video_body>, detail::length_keys<video_body>, detail::size_keys<video_body>>;
};
/// A place, in degrees.
struct location_body {
    text title{};
    std::optional<double> lng{}, lat{};

    using described_by = field_list<may<"title", &location_body::title>, may<"lng", &location_body::lng>,
                                    may<"lat", &location_body::lat>>;
};

using holds_attachment = holds<file_body, image_body, audio_body, video_body, location_body>;
using holds_body = holds<text_body, file_body, image_body, audio_body, video_body, location_body>;

}  // namespace server_api
}  // namespace nimpush::v1
