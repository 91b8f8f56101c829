#pragma once

// A message of NIM, and one of a chatroom.

#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/attachment.hpp>
#include <nimpush/model/push.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {

namespace detail {

// Within a class, as g++ 12 says of the enumerator of an enum class in a namespace that it shadows nimpush::text.
struct message_enums {
    enum class message_type : std::uint8_t {
        undef,
        text,
        image,
        audio,
        video,
        location,
        file,
        avchat,
        notification,
        tip,
        robot,
        netcall,
        custom,
        app_custom,
        qiyu_custom,
    };
};

}  // namespace detail

/// Kind of message (NIMMessageType).
using message_type = detail::message_enums::message_type;
template <> struct names<message_type> {
    static constexpr std::string_view list[] = {"undef",    "text",    "image",  "audio",        "video",
                                                "location", "file",    "avchat", "notification", "tip",
                                                "robot",    "netcall", "custom", "appCustom",    "qiyuCustom"};
};
enum class message_status : std::uint8_t { draft, sending, success, fail, read, unread };
template <> struct names<message_status> {
    static constexpr std::string_view list[] = {"draft", "sending", "success", "fail", "read", "unread"};
};
enum class message_direction : std::uint8_t { outgoing, received };
template <> struct names<message_direction> { static constexpr std::string_view list[] = {"outgoing", "received"}; };
enum class attachment_status : std::uint8_t { initial, failed, transferring, transferred, cancel };
template <> struct names<attachment_status> {
    static constexpr std::string_view list[] = {"initial", "failed", "transferring", "transferred", "cancel"};
};

/// A message (NIMMessage): 41 keys, all always written. Times in milliseconds since 1970.
///
/// What the plugin does with the push fields: createMessage ignores them (FLTMessageService.swift:457);
/// set them on the message that it answers, then send. An absent `resend` is a resend on iOS.
struct message {
    text message_id{};  // on Android a decimal number, on iOS a UUID
    text session_id{};
    std::optional<nimpush::session_type> session_type{};
    nimpush::message_type message_type = message_type::undef;
    std::optional<std::int64_t> message_sub_type{};
    std::optional<message_status> status{};
    nimpush::message_direction message_direction = message_direction::outgoing;
    text from_account{};
    text content{};
    std::int64_t timestamp = 0;
    attachment message_attachment{};
    std::optional<nimpush::attachment_status> attachment_status{};
    text uuid{};
    std::optional<std::int64_t> server_id{};
    std::optional<message_config> config{};
    free_map remote_extension{};
    free_map local_extension{};
    text callback_extension{};
    free_map push_payload{};  // at most 2,048 bytes as JSON
    push_text push_content{};
    std::optional<nimpush::member_push_option> member_push_option{};
    std::optional<client_type> sender_client_type{};
    std::optional<nimpush::anti_spam_option> anti_spam_option{};
    bool message_ack = false;
    bool has_send_ack = false;
    std::int64_t ack_count = 0;
    std::int64_t un_ack_count = 0;
    bool client_anti_spam = false;
    bool is_in_black_list = false;
    bool is_checked = false;
    bool session_update = true;
    std::optional<nimpush::message_thread_option> message_thread_option{};
    std::optional<std::int64_t> quick_comment_update_time{};
    bool is_deleted = false;
    free_map yidun_anti_cheating{};
    text env{};
    text from_nickname{};
    std::optional<bool> is_remote_read{};
    text yidun_anti_spam_res{};
    text yidun_anti_spam_ext{};
    std::optional<message_robot_info> robot_info{};

    friend constexpr bool operator==(const message&, const message&) = default;
};

namespace detail {

struct same_member {
    template <auto Member> static constexpr auto of = Member;
};
template <auto Outer> struct member_of { template <auto Member> static constexpr auto of = via<Outer, Member>; };

/// The 38 keys that both kinds of message begin with (message.g.dart:75-112).
template <class From>
using message_head = field_list<
    field<"messageId", From::template of<&message::message_id>, if_missing<fixed_string("-1")>>,
    field<"sessionId", From::template of<&message::session_id>>,
    field<"sessionType", From::template of<&message::session_type>, otherwise<session_type::p2p>>,
    field<"messageType", From::template of<&message::message_type>, required, otherwise<message_type::undef>>,
    field<"messageSubType", From::template of<&message::message_sub_type>>,
    field<"status", From::template of<&message::status>, otherwise<message_status::sending>>,
    field<"messageDirection", From::template of<&message::message_direction>, required, strict,
          otherwise<message_direction::outgoing>>,
    field<"fromAccount", From::template of<&message::from_account>>,
    field<"content", From::template of<&message::content>>,
    field<"timestamp", From::template of<&message::timestamp>, required, strict>,
    field<"messageAttachment", From::template of<&message::message_attachment>, empty_map_for_null>,
    field<"attachmentStatus", From::template of<&message::attachment_status>,
          otherwise<attachment_status::transferred>>,
    field<"uuid", From::template of<&message::uuid>>, field<"serverId", From::template of<&message::server_id>>,
    field<"config", From::template of<&message::config>>,
    field<"remoteExtension", From::template of<&message::remote_extension>>,
    field<"localExtension", From::template of<&message::local_extension>>,
    field<"callbackExtension", From::template of<&message::callback_extension>>,
    field<"pushPayload", From::template of<&message::push_payload>>,
    field<"pushContent", From::template of<&message::push_content>>,
    field<"memberPushOption", From::template of<&message::member_push_option>>,
    field<"senderClientType", From::template of<&message::sender_client_type>, otherwise<client_type::unknown>>,
    field<"antiSpamOption", From::template of<&message::anti_spam_option>>,
    field<"messageAck", From::template of<&message::message_ack>>,
    field<"hasSendAck", From::template of<&message::has_send_ack>>,
    field<"ackCount", From::template of<&message::ack_count>>,
    field<"unAckCount", From::template of<&message::un_ack_count>>,
    field<"clientAntiSpam", From::template of<&message::client_anti_spam>>,
    field<"isInBlackList", From::template of<&message::is_in_black_list>>,
    field<"isChecked", From::template of<&message::is_checked>>,
    field<"sessionUpdate", From::template of<&message::session_update>>,
    field<"messageThreadOption", From::template of<&message::message_thread_option>>,
    field<"quickCommentUpdateTime", From::template of<&message::quick_comment_update_time>>,
    field<"isDeleted", From::template of<&message::is_deleted>>,
    field<"yidunAntiCheating", From::template of<&message::yidun_anti_cheating>>,
    field<"env", From::template of<&message::env>>, field<"fromNickname", From::template of<&message::from_nickname>>,
    field<"isRemoteRead", From::template of<&message::is_remote_read>>>;

}  // namespace detail

template <>
struct fields<message> : joined<detail::message_head<detail::same_member>,
                                field_list<field<"yidunAntiSpamRes", &message::yidun_anti_spam_res>,
                                           field<"yidunAntiSpamExt", &message::yidun_anti_spam_ext>,
                                           field<"robotInfo", &message::robot_info>>> {};

/// Who sent a chatroom message (NIMChatroomMessageExtension).
struct chatroom_message_extension {
    text nickname{};
    text avatar{};
    free_map sender_extension{};

    friend constexpr bool operator==(const chatroom_message_extension&, const chatroom_message_extension&) = default;
};
template <>
struct fields<chatroom_message_extension>
    : field_list<field<"nickname", &chatroom_message_extension::nickname>,
                 field<"avatar", &chatroom_message_extension::avatar>,
                 field<"senderExtension", &chatroom_message_extension::sender_extension>> {};

/// A chatroom message (NIMChatroomMessage): 43 keys. The robot of `common` is not among them, and the
/// two yidun results are lost, since the Dart constructor does not pass them on (message.dart:1110).
struct chatroom_message {
    message common{};
    bool enable_history = true;
    bool is_high_priority_message = false;
    std::optional<chatroom_message_extension> extension{};

    friend constexpr bool operator==(const chatroom_message&, const chatroom_message&) = default;
};
template <>
struct fields<chatroom_message>
    : joined<detail::message_head<detail::member_of<&chatroom_message::common>>,
             field_list<field<"yidunAntiSpamExt", via<&chatroom_message::common, &message::yidun_anti_spam_ext>, lost>,
                        field<"yidunAntiSpamRes", via<&chatroom_message::common, &message::yidun_anti_spam_res>, lost>,
                        field<"enableHistory", &chatroom_message::enable_history>,
                        field<"isHighPriorityMessage", &chatroom_message::is_high_priority_message>,
                        field<"extension", &chatroom_message::extension>>> {};

}  // namespace nimpush::v1
