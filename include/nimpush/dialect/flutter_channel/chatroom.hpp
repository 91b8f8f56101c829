#pragma once

// ChatroomMessageBuilder and ChatroomService: the flat maps of chatroom builders, and the nested send.

#include <cstdint>
#include <string_view>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/model/storage_scene.hpp>

namespace nimpush::inline v1 {

namespace detail {

struct robot_enums {  // see message_enums
    enum class robot_message_type : std::uint8_t { text, welcome, link };
};

}  // namespace detail

/// Kind of message for a robot (NIMRobotMessageType).
using robot_message_type = detail::robot_enums::robot_message_type;
template <> struct names<robot_message_type> {
    static constexpr std::string_view list[] = {"text", "welcome", "link"};
};

namespace flutter_channel {

namespace detail {

consteval call_info chatroom_builder(std::string_view api) { return {api, "ChatroomService", "createMessage"}; }
template <class B> using room_parameter = field<"roomId", &B::room_id, schema::required, schema::not_null>;

}  // namespace detail

struct create_chatroom_text_message {
    nimpush::text room_id{};
    nimpush::text text{};

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomTextMessage");
    using data = converted<chatroom_message>;
    using described_by =
        field_list<detail::room_parameter<create_chatroom_text_message>,
                   field<"text", &create_chatroom_text_message::text, schema::required, schema::not_null>,
                   schema::constant<"messageType", "text">>;
};
struct create_chatroom_image_message {
    text room_id{};
    text file_path{};
    text display_name{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomImageMessage");
    using data = converted<chatroom_message>;
    using described_by =
        field_list<detail::room_parameter<create_chatroom_image_message>,
                   field<"filePath", &create_chatroom_image_message::file_path, schema::required, schema::not_null>,
                   field<"displayName", &create_chatroom_image_message::display_name>,
                   field<"nosScene", &create_chatroom_image_message::nos_scene, schema::not_null>,
                   schema::constant<"messageType", "image">>;
};
/// There is no shortest duration here, unlike in create_audio_message.
struct create_chatroom_audio_message {
    text room_id{};
    text file_path{};
    natural duration{};  // milliseconds
    text nos_scene = storage_scene::im;

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomAudioMessage");
    using data = converted<chatroom_message>;
    using described_by =
        field_list<detail::room_parameter<create_chatroom_audio_message>,
                   field<"filePath", &create_chatroom_audio_message::file_path, schema::required, schema::not_null>,
                   field<"duration", &create_chatroom_audio_message::duration, schema::required, schema::not_null>,
                   field<"nosScene", &create_chatroom_audio_message::nos_scene, schema::not_null>,
                   schema::constant<"messageType", "audio">>;
};
struct create_chatroom_location_message {
    text room_id{};
    double latitude = 0;
    double longitude = 0;
    text address{};

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomLocationMessage");
    using data = converted<chatroom_message>;
    using described_by =
        field_list<detail::room_parameter<create_chatroom_location_message>,
                   field<"latitude", &create_chatroom_location_message::latitude, schema::required>,
                   field<"longitude", &create_chatroom_location_message::longitude, schema::required>,
                   field<"address", &create_chatroom_location_message::address, schema::required, schema::not_null>,
                   schema::constant<"messageType", "location">>;
};
struct create_chatroom_video_message {
    text room_id{};
    text file_path{};
    natural duration{};  // milliseconds
    natural width{};     // pixels
    natural height{};
    text display_name{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomVideoMessage");
    using data = converted<chatroom_message>;
    using described_by =
        field_list<detail::room_parameter<create_chatroom_video_message>,
                   field<"filePath", &create_chatroom_video_message::file_path, schema::required, schema::not_null>,
                   field<"duration", &create_chatroom_video_message::duration, schema::required, schema::not_null>,
                   field<"width", &create_chatroom_video_message::width, schema::required, schema::not_null>,
                   field<"height", &create_chatroom_video_message::height, schema::required, schema::not_null>,
                   field<"displayName", &create_chatroom_video_message::display_name>,
                   field<"nosScene", &create_chatroom_video_message::nos_scene, schema::not_null>,
                   schema::constant<"messageType", "video">>;
};
struct create_chatroom_file_message {
    text room_id{};
    text file_path{};
    text display_name{};
    text nos_scene = storage_scene::im;

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomFileMessage");
    using data = converted<chatroom_message>;
    using described_by = field_list<
        detail::room_parameter<create_chatroom_file_message>,
        field<"filePath", &create_chatroom_file_message::file_path, schema::required, schema::not_null>,
        field<"displayName", &create_chatroom_file_message::display_name, schema::required, schema::not_null>,
        field<"nosScene", &create_chatroom_file_message::nos_scene, schema::not_null>,
        schema::constant<"messageType", "file">>;
};
struct create_chatroom_tip_message {
    text room_id{};

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomTipMessage");
    using data = converted<chatroom_message>;
    using described_by =
        field_list<detail::room_parameter<create_chatroom_tip_message>, schema::constant<"messageType", "tip">>;
};
struct create_chatroom_robot_message {
    nimpush::text room_id{};
    nimpush::text robot_account{};
    robot_message_type type = robot_message_type::text;
    nimpush::text text{};
    nimpush::text content{};
    nimpush::text target{};
    nimpush::text params{};

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomRobotMessage");
    using data = converted<chatroom_message>;
    using described_by = field_list<
        detail::room_parameter<create_chatroom_robot_message>,
        field<"robotAccount", &create_chatroom_robot_message::robot_account, schema::required, schema::not_null>,
        field<"type", &create_chatroom_robot_message::type, schema::wire_key<"robotMessageType">, schema::required>,
        field<"text", &create_chatroom_robot_message::text>, field<"content", &create_chatroom_robot_message::content>,
        field<"target", &create_chatroom_robot_message::target>,
        field<"params", &create_chatroom_robot_message::params>, schema::constant<"messageType", "robot">>;
};
struct create_chatroom_custom_message {
    text room_id{};
    flutter_channel::attachment attachment{};

    static constexpr call_info info = detail::chatroom_builder("ChatroomMessageBuilder.createChatroomCustomMessage");
    using data = converted<chatroom_message>;
    using described_by = field_list<detail::room_parameter<create_chatroom_custom_message>,
                                    field<"attachment", &create_chatroom_custom_message::attachment>,
                                    schema::constant<"messageType", "custom">>;
};

/// Sends to a chatroom: the message is nested, unlike in send_message.
struct send_chatroom_message {
    chatroom_message message{};
    bool resend = false;

    static constexpr call_info info{"ChatroomService.sendChatroomMessage", "ChatroomService", "sendMessage"};
    using data = converted<chatroom_message>;
    using described_by = field_list<field<"message", &send_chatroom_message::message, schema::required>,
                                    field<"resend", &send_chatroom_message::resend>>;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
