#pragma once

// MessageBuilder: what create…Message, and the first message of send…Message, send.
//
// Each builder makes a whole message (build()) and asks the SDK to create it. The clock comes in.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/storage_scene.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

namespace detail {

/// What all builders set (message.dart:238-435).
constexpr message outgoing(const text& session_id, session_type type, message_type kind, std::int64_t now) {
    message m;
    m.session_id = session_id;
    m.session_type = type;
    m.message_type = kind;
    m.status = message_status::sending;
    m.timestamp = now;
    return m;
}

/// Dart's `split('.').last`: what follows the last dot, the whole path where there is none, even if the
/// dot belongs to a folder.
constexpr text extension_of(const text& path) {
    const std::size_t dot = path.view().rfind('.');
    return text(nimpush::detail::unchecked{}, dot == npos ? path.view() : path.view().substr(dot + 1));
}

/// The parts that builders of files share.
template <class A, class B> constexpr A file_of(const B& from) {
    A file;
    file.path = from.file_path;
    file.size = from.file_size;
    file.base64 = from.base64;
    file.extension = extension_of(from.file_path);
    file.nos_scene = from.nos_scene;
    return file;
}

template <class B>
using session_fields = field_list<field<"sessionId", &B::session_id, schema::required, schema::not_null>,
                                  field<"sessionType", &B::session_type, schema::required>>;
template <class B> using scene_parameter = field<"nosScene", &B::nos_scene, schema::not_null>;
template <class B> using path_parameter = field<"filePath", &B::file_path, schema::required, schema::not_null>;
template <class B> using size_parameter = field<"fileSize", &B::file_size>;
template <class B> using needed_size_parameter = field<"fileSize", &B::file_size, schema::required, schema::not_null>;
template <class B> using base64_parameter = field<"base64", &B::base64>;
template <class B> using name_parameter = field<"displayName", &B::display_name>;
template <class B>
using needed_name_parameter = field<"displayName", &B::display_name, schema::required, schema::not_null>;
template <class B> using duration_parameter = field<"duration", &B::duration, schema::required, schema::not_null>;

}  // namespace detail

/// A text.
struct create_text_message {
    nimpush::text session_id{};
    plugin::session_type session_type = session_type::p2p;
    nimpush::text text{};

    static constexpr call_info info{"MessageBuilder.createTextMessage", "MessageService", "createMessage", guard::none,
                                    "MessageService.sendTextMessage"};
    using data = converted<message>;
    using described_by =
        schema::joined<detail::session_fields<create_text_message>,
                       field_list<field<"text", &create_text_message::text, schema::required, schema::not_null>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::text, now);
        m.content = text;
        m.attachment_status = attachment_status::transferred;
        return m;
    }
};
/// A picture.
struct create_image_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text file_path{};
    natural file_size{};  // bytes
    text display_name{};
    text base64{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info{"MessageBuilder.createImageMessage", "MessageService", "createMessage", guard::none,
                                    "MessageService.sendImageMessage"};
    using data = converted<message>;
    using described_by = schema::joined<
        detail::session_fields<create_image_message>,
        field_list<detail::path_parameter<create_image_message>, detail::needed_size_parameter<create_image_message>,
                   detail::name_parameter<create_image_message>, detail::base64_parameter<create_image_message>,
                   detail::scene_parameter<create_image_message>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::image, now);
        auto file = detail::file_of<image_attachment>(*this);
        file.display_name = display_name;
        m.message_attachment = std::move(file);
        return m;
    }
};
/// A voice message; one under limits::shortest_voice becomes as long, and the display name is dropped, as in Dart.
struct create_audio_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text file_path{};
    natural file_size{};
    natural duration{};  // milliseconds
    text display_name{};
    text base64{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info{"MessageBuilder.createAudioMessage", "MessageService", "createMessage", guard::none,
                                    "MessageService.sendAudioMessage"};
    using data = converted<message>;
    using described_by = schema::joined<
        detail::session_fields<create_audio_message>,
        field_list<detail::path_parameter<create_audio_message>, detail::needed_size_parameter<create_audio_message>,
                   detail::duration_parameter<create_audio_message>, detail::name_parameter<create_audio_message>,
                   detail::base64_parameter<create_audio_message>, detail::scene_parameter<create_audio_message>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::audio, now);
        auto file = detail::file_of<audio_attachment>(*this);
        file.duration =
            natural::unchecked(duration.value() < limits::shortest_voice ? limits::shortest_voice : duration.value());
        m.message_attachment = std::move(file);
        return m;
    }
};
/// A film.
struct create_video_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text file_path{};
    natural file_size{};
    text base64{};
    natural duration{};  // milliseconds
    natural width{};     // pixels
    natural height{};
    text display_name{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info{"MessageBuilder.createVideoMessage", "MessageService", "createMessage", guard::none,
                                    "MessageService.sendVideoMessage"};
    using data = converted<message>;
    using described_by = schema::joined<
        detail::session_fields<create_video_message>,
        field_list<detail::path_parameter<create_video_message>, detail::size_parameter<create_video_message>,
                   detail::base64_parameter<create_video_message>, detail::duration_parameter<create_video_message>,
                   field<"width", &create_video_message::width, schema::required, schema::not_null>,
                   field<"height", &create_video_message::height, schema::required, schema::not_null>,
                   detail::needed_name_parameter<create_video_message>, detail::scene_parameter<create_video_message>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::video, now);
        auto file = detail::file_of<video_attachment>(*this);
        file.display_name = display_name;
        file.duration = duration;
        file.width = width;
        file.height = height;
        m.message_attachment = std::move(file);
        return m;
    }
};
/// Any other file.
struct create_file_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text file_path{};
    natural file_size{};
    text base64{};
    text display_name{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info{"MessageBuilder.createFileMessage", "MessageService", "createMessage", guard::none,
                                    "MessageService.sendFileMessage"};
    using data = converted<message>;
    using described_by = schema::joined<
        detail::session_fields<create_file_message>,
        field_list<detail::path_parameter<create_file_message>, detail::size_parameter<create_file_message>,
                   detail::base64_parameter<create_file_message>, detail::needed_name_parameter<create_file_message>,
                   detail::scene_parameter<create_file_message>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::file, now);
        auto file = detail::file_of<file_attachment>(*this);
        file.display_name = display_name;
        m.message_attachment = std::move(file);
        return m;
    }
};
/// A place.
struct create_location_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    double latitude = 0;
    double longitude = 0;
    text address{};

    static constexpr call_info info{"MessageBuilder.createLocationMessage", "MessageService", "createMessage",
                                    guard::none, "MessageService.sendLocationMessage"};
    using data = converted<message>;
    using described_by = schema::joined<
        detail::session_fields<create_location_message>,
        field_list<field<"latitude", &create_location_message::latitude, schema::required>,
                   field<"longitude", &create_location_message::longitude, schema::required>,
                   field<"address", &create_location_message::address, schema::required, schema::not_null>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::location, now);
        m.message_attachment = location_attachment{latitude, longitude, address};
        m.attachment_status = attachment_status::transferred;
        return m;
    }
};
/// A line between the messages.
struct create_tip_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text content{};

    static constexpr call_info info{"MessageBuilder.createTipMessage", "MessageService", "createMessage", guard::none,
                                    "MessageService.sendTipMessage"};
    using data = converted<message>;
    using described_by = schema::joined<detail::session_fields<create_tip_message>,
                                        field_list<field<"content", &create_tip_message::content>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::tip, now);
        m.content = content;
        return m;
    }
};
/// The app's own kind of message; the only builder whose config reaches the SDK.
struct create_custom_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    text content{};
    flutter_channel::attachment attachment{};
    maybe<message_config> config{};

    static constexpr call_info info{"MessageBuilder.createCustomMessage", "MessageService", "createMessage",
                                    guard::none, "MessageService.sendCustomMessage"};
    using data = converted<message>;
    using described_by = schema::joined<detail::session_fields<create_custom_message>,
                                        field_list<field<"content", &create_custom_message::content>,
                                                   field<"attachment", &create_custom_message::attachment>,
                                                   field<"config", &create_custom_message::config>>>;
    constexpr message build(std::int64_t now) const {
        message m = detail::outgoing(session_id, session_type, message_type::custom, now);
        m.content = content;
        m.message_attachment = attachment;
        m.config = config;
        return m;
    }
};
/// A message that is none, with a time. Never sent to the SDK: the answer is made in Dart.
struct create_empty_message {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;
    std::int64_t timestamp = 0;

    static constexpr call_info info{"MessageBuilder.createEmptyMessage", "MessageService", "createMessage"};
    using data = converted<message>;
    using described_by =
        schema::joined<detail::session_fields<create_empty_message>,
                       field_list<field<"timestamp", &create_empty_message::timestamp, schema::required>>>;
    constexpr message build(std::int64_t) const {
        message m = detail::outgoing(session_id, session_type, message_type::undef, timestamp);
        m.status = std::nullopt;
        m.callback_extension = "empty";  // tells iOS what it is (message.dart:256)
        return m;
    }
};

/// The answer that Dart makes itself.
constexpr maybe<reply<message>> answered_locally(const create_empty_message& one, platform) {
    return reply<message>{0, one.build(0), {}};
}

/// A builder: its bytes are those of create_message with what it builds.
template <class B>
concept builder = call<B> && requires(const B& b) {
    b.build(std::int64_t{});
};

namespace detail {

// Of B, so that who encodes nothing does not pay for compiling it.
template <class B> using created_by = std::conditional_t<builder<B>, create_message, void>;

}  // namespace detail

template <builder B> constexpr result<std::vector<std::uint8_t>> encode(const B& one, const context& world = {}) {
    return encode(detail::created_by<B>{one.build(world.now)}, world);
}
template <builder B>
constexpr result<std::size_t> encode(const B& one, span<std::uint8_t> buffer, const context& world = {}) {
    return encode(detail::created_by<B>{one.build(world.now)}, buffer, world);
}

}  // namespace flutter_channel
}  // namespace nimpush::v1
