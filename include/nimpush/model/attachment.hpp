#pragma once

// What a message carries beside its text.

#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/core/one_of.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

/// A file (NIMFileAttachment). `size` in bytes; `expire` in seconds; `nos_scene` a storage scene.
struct file_attachment {
    text path{};
    text url{};
    text base64{};
    natural size{};
    text md5{};
    text display_name{};
    text extension{};
    std::optional<std::int64_t> expire{};
    text nos_scene = "defaultIm";
    bool force_upload = false;

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
    std::optional<std::int64_t> expire{};
    nimpush::text nos_scene = "defaultIm";
    bool force_upload = false;
    natural duration{};
    std::optional<bool> auto_transform{};
    nimpush::text text{};  // what was said

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
    std::optional<std::int64_t> expire{};
    text nos_scene = "defaultIm";
    bool force_upload = false;
    natural duration{};
    natural width{};
    natural height{};
    text thumb_path{};
    text thumb_url{};

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
    std::optional<std::int64_t> expire{};
    text nos_scene = "defaultIm";
    text base64{};
    bool force_upload = false;
    text thumb_path{};
    text thumb_url{};
    natural width{};
    natural height{};

    friend constexpr bool operator==(const image_attachment&, const image_attachment&) = default;
};

/// A place (NIMLocationAttachment), in degrees.
struct location_attachment {
    double latitude = 0;
    double longitude = 0;
    text address{};

    friend constexpr bool operator==(const location_attachment&, const location_attachment&) = default;
};

/// The app's own data (NIMCustomMessageAttachment). On the wire the map itself, with `messageType`
/// set to `custom` in it; so a map that was read has that key.
struct custom_attachment {
    free_map data{};

    friend constexpr bool operator==(const custom_attachment&, const custom_attachment&) = default;
};

/// What NIM tells of a team or chatroom; comes in, never goes out. The map as it came.
struct notification_attachment {
    free_map data{};

    friend constexpr bool operator==(const notification_attachment&, const notification_attachment&) = default;
};

namespace detail {

// The four kinds of file have the same keys in four orders (message.g.dart:264-419).
template <class A> using path_field = field<"path", &A::path, omit_null>;
template <class A> using url_field = field<"url", &A::url, omit_null>;
template <class A> using base64_field = field<"base64", &A::base64, omit_null>;
template <class A> using size_field = field<"size", &A::size, required>;
template <class A> using md5_field = field<"md5", &A::md5, omit_null>;
template <class A> using name_field = field<"displayName", &A::display_name, wire_key<"name">>;
template <class A> using ext_field = field<"extension", &A::extension, wire_key<"ext">>;
template <class A> using expire_field = field<"expire", &A::expire>;
template <class A>
using scene_field = field<"nosScene", &A::nos_scene, wire_key<"sen">, not_null, if_missing<fixed_string("defaultIm")>>;
template <class A> using force_field = field<"forceUpload", &A::force_upload, wire_key<"force_upload">, strict>;
template <class A> using duration_field = field<"duration", &A::duration, wire_key<"dur">>;
template <class A> using width_field = field<"width", &A::width, wire_key<"w">>;
template <class A> using height_field = field<"height", &A::height, wire_key<"h">>;

}  // namespace detail

template <>
struct fields<file_attachment> : field_list<detail::path_field<file_attachment>, detail::url_field<file_attachment>,
                                            detail::base64_field<file_attachment>, detail::size_field<file_attachment>,
                                            detail::md5_field<file_attachment>, detail::name_field<file_attachment>,
                                            detail::ext_field<file_attachment>, detail::expire_field<file_attachment>,
                                            detail::scene_field<file_attachment>, detail::force_field<file_attachment>,
                                            constant<"messageType", "file">> {};
template <>
struct fields<audio_attachment>
    : field_list<detail::path_field<audio_attachment>, detail::url_field<audio_attachment>,
                 detail::size_field<audio_attachment>, detail::md5_field<audio_attachment>,
                 detail::base64_field<audio_attachment>, detail::name_field<audio_attachment>,
                 detail::ext_field<audio_attachment>, detail::expire_field<audio_attachment>,
                 detail::scene_field<audio_attachment>, detail::force_field<audio_attachment>,
                 detail::duration_field<audio_attachment>, field<"autoTransform", &audio_attachment::auto_transform>,
                 field<"text", &audio_attachment::text>, constant<"messageType", "audio">> {};
template <>
struct fields<video_attachment>
    : field_list<detail::path_field<video_attachment>, detail::url_field<video_attachment>,
                 detail::size_field<video_attachment>, detail::md5_field<video_attachment>,
                 detail::name_field<video_attachment>, detail::base64_field<video_attachment>,
                 detail::ext_field<video_attachment>, detail::expire_field<video_attachment>,
                 detail::scene_field<video_attachment>, detail::force_field<video_attachment>,
                 detail::duration_field<video_attachment>, detail::width_field<video_attachment>,
                 detail::height_field<video_attachment>, field<"thumbPath", &video_attachment::thumb_path>,
                 field<"thumbUrl", &video_attachment::thumb_url>, constant<"messageType", "video">> {};
template <>
struct fields<image_attachment>
    : field_list<detail::path_field<image_attachment>, detail::url_field<image_attachment>,
                 detail::size_field<image_attachment>, detail::md5_field<image_attachment>,
                 detail::name_field<image_attachment>, detail::ext_field<image_attachment>,
                 detail::expire_field<image_attachment>, detail::scene_field<image_attachment>,
                 detail::base64_field<image_attachment>, detail::force_field<image_attachment>,
                 field<"thumbPath", &image_attachment::thumb_path, omit_null>,
                 field<"thumbUrl", &image_attachment::thumb_url, omit_null>, detail::width_field<image_attachment>,
                 detail::height_field<image_attachment>, constant<"messageType", "image">> {};
template <>
struct fields<location_attachment>
    : field_list<field<"latitude", &location_attachment::latitude, wire_key<"lat">, required, strict>,
                 field<"longitude", &location_attachment::longitude, wire_key<"lng">, required, strict>,
                 field<"address", &location_attachment::address, wire_key<"title">, required, not_null, strict>,
                 constant<"messageType", "location">> {};
template <> struct fields<custom_attachment> : field_list<field<"data", &custom_attachment::data>> {};
template <> struct fields<notification_attachment> : field_list<field<"data", &notification_attachment::data>> {};

namespace detail {

/// Class of the attachment in the API, and its type on the wire.
template <class A> struct attachment_traits;
template <class A>
requires requires { A::class_name; }
struct attachment_traits<A> {
    static constexpr std::string_view name = A::class_name;
};
template <> struct attachment_traits<file_attachment> {
    static constexpr std::string_view name = "NIMFileAttachment", type = "file";
};
template <> struct attachment_traits<audio_attachment> {
    static constexpr std::string_view name = "NIMAudioAttachment", type = "audio";
};
template <> struct attachment_traits<video_attachment> {
    static constexpr std::string_view name = "NIMVideoAttachment", type = "video";
};
template <> struct attachment_traits<image_attachment> {
    static constexpr std::string_view name = "NIMImageAttachment", type = "image";
};
template <> struct attachment_traits<location_attachment> {
    static constexpr std::string_view name = "NIMLocationAttachment", type = "location";
};
template <> struct attachment_traits<custom_attachment> {
    static constexpr std::string_view name = "NIMCustomMessageAttachment", type = "custom";
};
template <> struct attachment_traits<notification_attachment> {
    static constexpr std::string_view name = "NIMNotificationAttachment", type = "notification";
    static constexpr bool comes_in_only = true;
};

/// A described type under its class name: {"class": …, its fields}.
template <class Out, class A> constexpr void emit_with_class(Out& out, const A& one, std::string_view name) {
    auto mark = out.begin_map(count_members<Out::api>(one) + 1);
    out.template key<"class">();
    out.string(name);
    emit_members(out, one);
    out.end_map(mark);
}

/// One attachment of any of these classes, or none.
template <class... A> class any_attachment {
  protected:
    one_of<A...> held_{};

  public:
    static constexpr bool is_attachment = true;

    constexpr any_attachment() noexcept = default;
    template <class One>
    requires(std::is_same_v<One, A> || ...) constexpr any_attachment(One one) : held_(std::move(one)) {}

    constexpr bool has_value() const noexcept { return held_.has_value(); }
    /// The attachment if it is of this class, else a null pointer.
    template <class One> constexpr const One* get_if() const noexcept { return held_.template get_if<One>(); }
    template <class One> constexpr One* get_if() noexcept { return held_.template get_if<One>(); }
    /// Calls f with what is held, if anything.
    template <class F> constexpr void visit(F&& f) const { held_.visit(f); }

    friend constexpr bool operator==(const any_attachment&, const any_attachment&) = default;

  protected:
    template <class One, manner M> constexpr bool read_as(const value& v, const place& here, fault_list& faults) {
        One one{};
        if constexpr (M == manner::api) {
            value rest = value::map();  // everything but the class is a parameter
            for (const member& m : v.members())
                if (m.key.chars() != "class") rest.append(m.key, m.val);
            read_into<M>(rest, one, here, faults);
        } else if constexpr (requires { one.data; }) {
            if (auto map = free_map::from(v))
                one.data = *std::move(map);
            else
                faults.wrong_type(here, v, "a map with text keys");
        } else {
            read_into<M>(v, one, here, faults);
        }
        held_ = one_of<A...>(std::move(one));
        return true;
    }
    template <manner M, class Match>
    constexpr bool read_matching(Match&& match, const value& v, const place& here, fault_list& faults) {
        return ((match.template operator()<A>() && read_as<A, M>(v, here, faults)) || ...);
    }
    constexpr void read_class(const value& v, const place& here, fault_list& faults) {
        const value* name = v.find("class");
        if (name == nullptr || !name->is(kind::string))
            return faults.add(here.at("class"), errc::missing, "missing: the class says which attachment it is");
        const auto match = [&]<class One>() {
            return !requires { attachment_traits<One>::comes_in_only; }
            &&attachment_traits<One>::name == name->chars();
        };
        if (!read_matching<manner::api>(match, v, here, faults))
            faults.add(here.at("class"), errc::bad_enumerator, "there is no such attachment class");
    }
};

}  // namespace detail

/// One attachment of any class, or none: `attachment a = image_attachment{.path = "/p/a.jpg"};`
class attachment : public detail::any_attachment<file_attachment, audio_attachment, video_attachment, image_attachment,
                                                 location_attachment, custom_attachment, notification_attachment> {
  public:
    using any_attachment::any_attachment;
    constexpr attachment() noexcept = default;
    constexpr attachment(std::nullptr_t) noexcept {}

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value()) return out.null();
        visit([&](const auto& one) {
            using traits = detail::attachment_traits<std::remove_cvref_t<decltype(one)>>;
            if constexpr (Out::api)
                detail::emit_with_class(out, one, traits::name);
            else if constexpr (requires { one.data; })
                emit_data(out, one.data, traits::type);
            else
                emit(out, one);
        });
    }

    template <manner M>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(kind::map)) return faults.wrong_type(here, v, "a map");
        held_ = {};
        if constexpr (M == manner::api)
            read_class(v, here, faults);
        else
            read_type(v, here, faults);
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
        for (const member& one : data.members()) {
            out.key(one.key.chars());
            if (one.key.chars() == "messageType")
                out.string(type);
            else
                emit(out, one.val);
        }
        if (!has_type) {
            out.template key<"messageType">();
            out.string(type);
        }
        out.end_map(mark);
    }

    constexpr void read_type(const value& v, const detail::place& here, detail::fault_list& faults) {
        const value* type = v.find("messageType");
        if (type == nullptr || type->is_null()) return;
        if (!type->is(kind::string)) return faults.wrong_type(here.at("messageType"), *type, "a text");
        if (type->chars() == "notification") {
            const value* number = v.find("type");
            if (number == nullptr || number->is_null()) return;
            if (!number->is(kind::int64)) return faults.wrong_type(here.at("type"), *number, "a whole number");
            if (!is_notification(*number->as_int())) return;
        }
        const auto match = [&]<class A>() { return detail::attachment_traits<A>::type == type->chars(); };
        read_matching<manner::wire>(match, v, here, faults);
    }
};

}  // namespace nimpush::v1
