#pragma once

// MessageCreator: what asks the SDK for a message. The session comes with the sending.

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

namespace detail {

/// The service has a longer name on the wire than in the API.
template <schema::fixed_string Api, class... F> struct creator_fields : call_fields<Api, converted<message>, F...> {
    static constexpr call_info info{Api.view(), "MessageCreatorService", after_dot(Api.view())};
};

}  // namespace detail

/// A file of the web, which the channel does not reach: always null.
struct web_file {
    static constexpr bool has_value() noexcept { return false; }
    template <class Out> constexpr void emit_to(Out& out) const { out.null(); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        faults.wrong_type(here, v, "null: files of the web do not pass the channel");
    }
    friend constexpr bool operator==(const web_file&, const web_file&) = default;
};

/// What makes a message of a text alone.
template <schema::fixed_string Api> struct text_creator {
    nimpush::text text{};
    using described_by = detail::creator_fields<Api, needed<"text", &text_creator::text>>;
};
/// A text.
using create_text_message = text_creator<"MessageCreator.createTextMessage">;
/// A line between the messages.
using create_tips_message = text_creator<"MessageCreator.createTipsMessage">;
/// A picture; width and height in pixels. A null name or scene is the SDK's.
struct create_image_message {
    text image_path{};
    web_file image_obj{};
    text name{}, scene_name{};
    natural width{}, height{};
    using described_by = detail::creator_fields<
        "MessageCreator.createImageMessage", needed<"imagePath", &create_image_message::image_path>,
        field<"imageObj", &create_image_message::image_obj>, given<"name", &create_image_message::name>,
        given<"sceneName", &create_image_message::scene_name>, needed<"width", &create_image_message::width>,
        needed<"height", &create_image_message::height>>;
};
/// A voice message; duration in milliseconds.
struct create_audio_message {
    text audio_path{}, name{}, scene_name{};
    natural duration{};
    web_file audio_obj{};
    using described_by = detail::creator_fields<
        "MessageCreator.createAudioMessage", needed<"audioPath", &create_audio_message::audio_path>,
        given<"name", &create_audio_message::name>, given<"sceneName", &create_audio_message::scene_name>,
        needed<"duration", &create_audio_message::duration>, field<"audioObj", &create_audio_message::audio_obj>>;
};
/// A film.
struct create_video_message {
    text video_path{}, name{}, scene_name{};
    natural duration{}, width{}, height{};
    web_file video_obj{};
    using described_by = detail::creator_fields<
        "MessageCreator.createVideoMessage", needed<"videoPath", &create_video_message::video_path>,
        given<"name", &create_video_message::name>, given<"sceneName", &create_video_message::scene_name>,
        needed<"duration", &create_video_message::duration>, needed<"width", &create_video_message::width>,
        needed<"height", &create_video_message::height>, field<"videoObj", &create_video_message::video_obj>>;
};
/// Any other file.
struct create_file_message {
    text file_path{}, name{}, scene_name{};
    web_file file_obj{};
    using described_by =
        detail::creator_fields<"MessageCreator.createFileMessage", needed<"filePath", &create_file_message::file_path>,
                               given<"name", &create_file_message::name>,
                               given<"sceneName", &create_file_message::scene_name>,
                               field<"fileObj", &create_file_message::file_obj>>;
};
/// A place, in degrees.
struct create_location_message {
    double latitude = 0, longitude = 0;
    text address{};
    using described_by = detail::creator_fields<
        "MessageCreator.createLocationMessage", given<"latitude", &create_location_message::latitude>,
        given<"longitude", &create_location_message::longitude>, needed<"address", &create_location_message::address>>;
};
/// The app's own kind of message; the attachment is a text, JSON by convention.
struct create_custom_message {
    nimpush::text text{}, raw_attachment{};
    using described_by =
        detail::creator_fields<"MessageCreator.createCustomMessage", needed<"text", &create_custom_message::text>,
                               needed<"rawAttachment", &create_custom_message::raw_attachment>>;
};
namespace detail {

struct cannot_be_forwarded {
    template <class T>
    static constexpr void at(const T&, const flutter_channel_v2::message& one, const place& here, fault_list& faults) {
        using type = enums::message_type;
        for (const type never : {type::notification, type::robot, type::tip, type::av_chat})
            if (one.message_type == never)
                faults.add(here.at("messageType"), errc::bad_enumerator,
                           join(name_of(never), ", a message of this type cannot be forwarded"));
    }
};

}  // namespace detail

/// A message once more, for another conversation. The plugin sends any; NIM takes no notification, robot, tip or
/// avChat (message_creator.dart:137).
struct create_forward_message {
    flutter_channel_v2::message message{};
    using described_by = detail::creator_fields<
        "MessageCreator.createForwardMessage",
        given<"message", &create_forward_message::message, schema::checked_by<detail::cannot_be_forwarded>>>;
};
/// What became of a call; the numbers are the app's own.
struct create_call_message {
    std::int64_t type = 0;
    nimpush::text channel_id{};
    std::int64_t status = 0;
    maybe<std::vector<call_duration>> durations{};
    nimpush::text text{};
    using described_by = detail::creator_fields<
        "MessageCreator.createCallMessage", given<"type", &create_call_message::type>,
        needed<"channelId", &create_call_message::channel_id>, given<"status", &create_call_message::status>,
        given<"durations", &create_call_message::durations>, given<"text", &create_call_message::text>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
