#pragma once

// What a message of 1.7.7 carries beside its text.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/one_of.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/plugin/any_attachment.hpp>
#include <nimpush/model/storage_scene.hpp>

namespace nimpush::inline v1::flutter_channel {

namespace detail {

// The four kinds of file have the same keys in four orders (message.g.dart:264-419).
template <class A> using path_field = field<"path", &A::path, schema::omit_null>;
template <class A> using url_field = field<"url", &A::url, schema::omit_null>;
template <class A> using base64_field = field<"base64", &A::base64, schema::omit_null>;
template <class A> using size_field = field<"size", &A::size, schema::required>;
template <class A> using md5_field = field<"md5", &A::md5, schema::omit_null>;
template <class A> using name_field = field<"displayName", &A::display_name, schema::wire_key<"name">>;
template <class A> using ext_field = field<"extension", &A::extension, schema::wire_key<"ext">>;
template <class A> using expire_field = field<"expire", &A::expire>;
template <class A>
using scene_field = field<"nosScene", &A::nos_scene, schema::wire_key<"sen">, schema::not_null,
                          schema::if_missing<schema::fixed_string(storage_scene::im)>>;
template <class A>
using force_field = field<"forceUpload", &A::force_upload, schema::wire_key<"force_upload">, schema::strict>;
template <class A> using duration_field = field<"duration", &A::duration, schema::wire_key<"dur">>;
template <class A> using width_field = field<"width", &A::width, schema::wire_key<"w">>;
template <class A> using height_field = field<"height", &A::height, schema::wire_key<"h">>;

}  // namespace detail

/// A file (NIMFileAttachment). `size` in bytes; `expire` in seconds; `nos_scene` a storage scene.
struct file_attachment {
    text path{};
    text url{};
    text base64{};
    natural size{};
    text md5{};
    text display_name{};
    text extension{};
    maybe<std::int64_t> expire{};
    text nos_scene = storage_scene::im;
    bool force_upload = false;

    static constexpr std::string_view class_name = "NIMFileAttachment", type_name = "file";
    using described_by = field_list<
        detail::path_field<file_attachment>, detail::url_field<file_attachment>, detail::base64_field<file_attachment>,
        detail::size_field<file_attachment>, detail::md5_field<file_attachment>, detail::name_field<file_attachment>,
        detail::ext_field<file_attachment>, detail::expire_field<file_attachment>, detail::scene_field<file_attachment>,
        detail::force_field<file_attachment>, schema::constant<"messageType", "file">>;
    friend constexpr bool operator==(const file_attachment&, const file_attachment&) = default;
};

/// A voice message (NIMAudioAttachment); `duration` in milliseconds.
struct audio_attachment {
    nimpush::text path{};
    nimpush::text url{};
    natural size{};
    nimpush::text md5{};
    nimpush::text base64{};
    nimpush::text display_name{};
    nimpush::text extension{};
    maybe<std::int64_t> expire{};
    nimpush::text nos_scene = storage_scene::im;
    bool force_upload = false;
    natural duration{};
    maybe<bool> auto_transform{};
    nimpush::text text{};  // what was said

    static constexpr std::string_view class_name = "NIMAudioAttachment", type_name = "audio";
    using described_by =
        field_list<detail::path_field<audio_attachment>, detail::url_field<audio_attachment>,
                   detail::size_field<audio_attachment>, detail::md5_field<audio_attachment>,
                   detail::base64_field<audio_attachment>, detail::name_field<audio_attachment>,
                   detail::ext_field<audio_attachment>, detail::expire_field<audio_attachment>,
                   detail::scene_field<audio_attachment>, detail::force_field<audio_attachment>,
                   detail::duration_field<audio_attachment>, field<"autoTransform", &audio_attachment::auto_transform>,
                   field<"text", &audio_attachment::text>, schema::constant<"messageType", "audio">>;
    friend constexpr bool operator==(const audio_attachment&, const audio_attachment&) = default;
};

/// A film (NIMVideoAttachment); `duration` in milliseconds, width and height in pixels.
struct video_attachment {
    text path{};
    text url{};
    natural size{};
    text md5{};
    text display_name{};
    text base64{};
    text extension{};
    maybe<std::int64_t> expire{};
    text nos_scene = storage_scene::im;
    bool force_upload = false;
    natural duration{};
    natural width{};
    natural height{};
    text thumb_path{};
    text thumb_url{};

    static constexpr std::string_view class_name = "NIMVideoAttachment", type_name = "video";
    using described_by =
        field_list<detail::path_field<video_attachment>, detail::url_field<video_attachment>,
                   detail::size_field<video_attachment>, detail::md5_field<video_attachment>,
                   detail::name_field<video_attachment>, detail::base64_field<video_attachment>,
                   detail::ext_field<video_attachment>, detail::expire_field<video_attachment>,
                   detail::scene_field<video_attachment>, detail::force_field<video_attachment>,
                   detail::duration_field<video_attachment>, detail::width_field<video_attachment>,
                   detail::height_field<video_attachment>, field<"thumbPath", &video_attachment::thumb_path>,
                   field<"thumbUrl", &video_attachment::thumb_url>, schema::constant<"messageType", "video">>;
    friend constexpr bool operator==(const video_attachment&, const video_attachment&) = default;
};

/// A picture (NIMImageAttachment); width and height in pixels.
struct image_attachment {
    text path{};
    text url{};
    natural size{};
    text md5{};
    text display_name{};
    text extension{};
    maybe<std::int64_t> expire{};
    text nos_scene = storage_scene::im;
    text base64{};
    bool force_upload = false;
    text thumb_path{};
    text thumb_url{};
    natural width{};
    natural height{};

    static constexpr std::string_view class_name = "NIMImageAttachment", type_name = "image";
    using described_by = field_list<
        detail::path_field<image_attachment>, detail::url_field<image_attachment>, detail::size_field<image_attachment>,
        detail::md5_field<image_attachment>, detail::name_field<image_attachment>, detail::ext_field<image_attachment>,
        detail::expire_field<image_attachment>, detail::scene_field<image_attachment>,
        detail::base64_field<image_attachment>, detail::force_field<image_attachment>,
        field<"thumbPath", &image_attachment::thumb_path, schema::omit_null>,
        field<"thumbUrl", &image_attachment::thumb_url, schema::omit_null>, detail::width_field<image_attachment>,
        detail::height_field<image_attachment>, schema::constant<"messageType", "image">>;
    friend constexpr bool operator==(const image_attachment&, const image_attachment&) = default;
};

/// A place (NIMLocationAttachment), in degrees.
struct location_attachment {
    double latitude = 0;
    double longitude = 0;
    text address{};

    static constexpr std::string_view class_name = "NIMLocationAttachment", type_name = "location";
    using described_by = field_list<
        field<"latitude", &location_attachment::latitude, schema::wire_key<"lat">, schema::required, schema::strict>,
        field<"longitude", &location_attachment::longitude, schema::wire_key<"lng">, schema::required, schema::strict>,
        field<"address", &location_attachment::address, schema::wire_key<"title">, schema::required, schema::not_null,
              schema::strict>,
        schema::constant<"messageType", "location">>;
    friend constexpr bool operator==(const location_attachment&, const location_attachment&) = default;
};

/// The app's own data (NIMCustomMessageAttachment). On the wire the map itself, with `messageType`
/// set to `custom` in it; so a map that was read has that key.
struct custom_attachment {
    free_map data{};

    static constexpr std::string_view class_name = "NIMCustomMessageAttachment", type_name = "custom";
    using described_by = field_list<field<"data", &custom_attachment::data>>;
    friend constexpr bool operator==(const custom_attachment&, const custom_attachment&) = default;
};

/// What NIM tells of a team or chatroom; comes in, never goes out. The map as it came.
struct notification_attachment {
    free_map data{};

    static constexpr std::string_view class_name = "NIMNotificationAttachment", type_name = "notification";
    static constexpr bool comes_in_only = true;
    using described_by = field_list<field<"data", &notification_attachment::data>>;
    friend constexpr bool operator==(const notification_attachment&, const notification_attachment&) = default;
};

/// One attachment of any class, or none: `attachment a = image_attachment{.path = "/p/a.jpg"};`
class attachment
    : public plugin::detail::any_attachment<file_attachment, audio_attachment, video_attachment, image_attachment,
                                            location_attachment, custom_attachment, notification_attachment> {
  public:
    using any_attachment::any_attachment;
    constexpr attachment() noexcept = default;
    constexpr attachment(std::nullptr_t) noexcept {}

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value()) return out.null();
        visit([&](const auto& one) {
            using class_of = std::remove_cvref_t<decltype(one)>;
            if constexpr (Out::api)
                plugin::detail::emit_with_class(out, one, class_of::class_name);
            else if constexpr (requires { one.data; })
                emit_data(out, one.data, class_of::type_name);
            else
                schema::write(out, one);
        });
    }

    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        held_ = {};
        if constexpr (Policy::is_input)
            this->template read_class<Policy>(v, here, faults);
        else
            this->template read_type<Policy>(v, here, faults);
    }

    friend constexpr bool operator==(const attachment&, const attachment&) = default;

  private:
    /// Numbers of teams, chatrooms and super teams (message.dart:517); Dart makes nothing of others.
    static constexpr bool is_notification(std::int64_t type) noexcept {
        return (type >= 0 && type <= 10) || (type >= 301 && type <= 320) || (type >= 401 && type <= 411);
    }
    /// The caller's map; Dart sets messageType in it, in its place where it is there already.
    template <class Out> static constexpr void emit_data(Out& out, const free_map& data, std::string_view type) {
        const bool has_type = data.find("messageType") != nullptr;
        auto mark = out.begin_map(data.size() + !has_type);
        for (const value::member& one : data.members()) {
            out.key(one.key.chars());
            if (one.key.chars() == "messageType")
                out.string(type);
            else
                schema::write(out, one.val);
        }
        if (!has_type) {
            out.template key<"messageType">();
            out.string(type);
        }
        out.end_map(mark);
    }

    template <class Policy>
    constexpr void read_type(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        const value* type = v.find("messageType");
        if (type == nullptr || type->is_null()) return;
        if (!type->is(value::kind::string)) return faults.wrong_type(here.at("messageType"), *type, "a text");
        if (type->chars() == "notification") {
            const value* number = v.find("type");
            if (number == nullptr || number->is_null()) return;
            if (!number->is(value::kind::int64)) return faults.wrong_type(here.at("type"), *number, "a whole number");
            if (!is_notification(*number->as_int())) return;
        }
        const auto match = [&]<class A>() { return A::type_name == type->chars(); };
        read_matching<Policy>(match, v, here, faults);
    }
};

}  // namespace nimpush::v1::flutter_channel
