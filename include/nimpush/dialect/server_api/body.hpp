#pragma once

// What NIM's own kinds of message have in v1's `body` and v2's `attachment`, which may be any object to the server
// (docs/facts/server_api.md, body).

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/message_kind.hpp>

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
    maybe<double> lng{}, lat{};

    using described_by = field_list<may<"title", &location_body::title>, may<"lng", &location_body::lng>,
                                    may<"lat", &location_body::lat>>;
};

namespace detail {

/// What a body of this kind has not, and what was likely meant: told, as it may be any object to the server. Without its
/// text a text message is lost.
template <class Body>
constexpr void check_body(const free_map& tree, const place& here, fault_list& faults,
                          std::initializer_list<std::string_view> needed, degree how, std::string_view why) {
    const auto warn = [&](const place& there, errc code, text said, degree as = degree::warning) {
        faults.add(there, nimpush::error{code, {}, std::move(said)}, as);
    };
    for (const std::string_view key : needed)
        if (const value* found = tree.find(key); found == nullptr || found->is_null())
            warn(here.at(key), errc::missing, join("missing: ", why), how);
    // No more are told, and a name that is near takes long.
    for (const value::member& one :
         tree.members().first(tree.size() < fault_list::most ? tree.size() : fault_list::most))
        if (const std::string_view meant = nearest(one.key.chars(), fields<Body>::names()); !meant.empty())
            warn(here.at(one.key.chars()), errc::unknown_key,
                 join("no key of this kind of message: `", meant, "` was likely meant"));
    Body typed{};
    fault_list odd;
    nimpush::detail::read_into<reading::lenient>(tree.as_value(), typed, place{}, odd);
    for (const problem& one : odd.all()) faults.add(here, one.what, degree::warning);
}
/// The same by the number of the kind. What is said stands in the body on v1, beside it on v2.
template <class Kinds = nimpush::message_kind, std::same_as<free_map> Tree>
constexpr void check_body(std::int64_t kind, bool has_text, const Tree& tree, const place& here, fault_list& faults) {
    constexpr std::string_view unloaded = "without it nobody can load the file";
    if (!tree.has_value()) return;
    if (has_text && kind == number_of(Kinds::text))
        check_body<text_body>(tree, here, faults, {"msg"}, degree::error, "a text message shows what it says");
    else if (has_text && kind == number_of(Kinds::tip))
        check_body<text_body>(tree, here, faults, {"msg"}, degree::warning, "what a tip shows (unverified)");
    else if (kind == number_of(Kinds::image))
        check_body<image_body>(tree, here, faults, {"url"}, degree::warning, unloaded);
    else if (kind == number_of(Kinds::audio))
        check_body<audio_body>(tree, here, faults, {"url"}, degree::warning, unloaded);
    else if (kind == number_of(Kinds::video))
        check_body<video_body>(tree, here, faults, {"url"}, degree::warning, unloaded);
    else if (kind == number_of(Kinds::file))
        check_body<file_body>(tree, here, faults, {"url"}, degree::warning, unloaded);
    else if (kind == number_of(Kinds::location))
        check_body<location_body>(tree, here, faults, {"lng", "lat"}, degree::warning, "a place without its degrees");
}
struct body_of_kind {
    template <class One, class Body>
    static constexpr void at(const One& one, const Body& body, const place& here, fault_list& faults) {
        if (const auto tree = body.tree()) check_body(one.type.value(), true, *tree, here, faults);
    }
};
struct attachment_of_kind {
    template <class One>
    static constexpr void at(const One& one, const free_map& tree, const place& here, fault_list& faults) {
        check_body(one.message_type.value(), false, tree, here, faults);
    }
};

}  // namespace detail

using holds_attachment = holds<file_body, image_body, audio_body, video_body, location_body>;
using holds_body = holds<text_body, file_body, image_body, audio_body, video_body, location_body>;

}  // namespace server_api
}  // namespace nimpush::v1
