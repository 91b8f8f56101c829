#pragma once

// A message of NIM, and one of a chatroom.

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/push_text.hpp>

namespace nimpush::inline v1::flutter_channel {

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
schema::texts<"undef", "text", "image", "audio", "video", "location", "file", "avchat", "notification", "tip", "robot",
              "netcall", "custom", "appCustom", "qiyuCustom">
    enum_names(message_enums::message_type);

}  // namespace detail

/// Kind of message (NIMMessageType).
using message_type = detail::message_enums::message_type;
enum class message_status : std::uint8_t { draft, sending, success, fail, read, unread };
schema::texts<"draft", "sending", "success", "fail", "read", "unread"> enum_names(message_status);
enum class message_direction : std::uint8_t { outgoing, received };
schema::texts<"outgoing", "received"> enum_names(message_direction);
enum class attachment_status : std::uint8_t { initial, failed, transferring, transferred, cancel };
schema::texts<"initial", "failed", "transferring", "transferred", "cancel"> enum_names(attachment_status);

namespace detail {

struct same_member {
    template <auto Member> static constexpr auto of = Member;
};
template <auto Outer> struct member_of {
    template <auto Member> static constexpr auto of = schema::via<Outer, Member>;
};

/// The 38 keys that both kinds of message begin with (message.g.dart:75-112).
template <class M, class From>
using message_head = field_list<
    field<"messageId", From::template of<&M::message_id>, schema::if_missing<schema::fixed_string("-1")>>,
    field<"sessionId", From::template of<&M::session_id>>,
    field<"sessionType", From::template of<&M::session_type>, schema::otherwise<session_type::p2p>>,
    field<"messageType", From::template of<&M::message_type>, schema::required, schema::otherwise<message_type::undef>>,
    field<"messageSubType", From::template of<&M::message_sub_type>>,
    field<"status", From::template of<&M::status>, schema::otherwise<message_status::sending>>,
    field<"messageDirection", From::template of<&M::message_direction>, schema::required, schema::strict,
          schema::otherwise<message_direction::outgoing>>,
    field<"fromAccount", From::template of<&M::from_account>>, field<"content", From::template of<&M::content>>,
    field<"timestamp", From::template of<&M::timestamp>, schema::required, schema::strict>,
    field<"messageAttachment", From::template of<&M::message_attachment>, schema::empty_map_for_null>,
    field<"attachmentStatus", From::template of<&M::attachment_status>,
          schema::otherwise<attachment_status::transferred>>,
    field<"uuid", From::template of<&M::uuid>>, field<"serverId", From::template of<&M::server_id>>,
    field<"config", From::template of<&M::config>>, field<"remoteExtension", From::template of<&M::remote_extension>>,
    field<"localExtension", From::template of<&M::local_extension>>,
    field<"callbackExtension", From::template of<&M::callback_extension>>,
    field<"pushPayload", From::template of<&M::push_payload>, schema::checked_by<payload_limit>>,
    field<"pushContent", From::template of<&M::push_content>>,
    field<"memberPushOption", From::template of<&M::member_push_option>>,
    field<"senderClientType", From::template of<&M::sender_client_type>, schema::otherwise<client_type::unknown>>,
    field<"antiSpamOption", From::template of<&M::anti_spam_option>>,
    field<"messageAck", From::template of<&M::message_ack>>, field<"hasSendAck", From::template of<&M::has_send_ack>>,
    field<"ackCount", From::template of<&M::ack_count>>, field<"unAckCount", From::template of<&M::un_ack_count>>,
    field<"clientAntiSpam", From::template of<&M::client_anti_spam>>,
    field<"isInBlackList", From::template of<&M::is_in_black_list>>,
    field<"isChecked", From::template of<&M::is_checked>>,
    field<"sessionUpdate", From::template of<&M::session_update>>,
    field<"messageThreadOption", From::template of<&M::message_thread_option>>,
    field<"quickCommentUpdateTime", From::template of<&M::quick_comment_update_time>>,
    field<"isDeleted", From::template of<&M::is_deleted>>,
    field<"yidunAntiCheating", From::template of<&M::yidun_anti_cheating>>, field<"env", From::template of<&M::env>>,
    field<"fromNickname", From::template of<&M::from_nickname>>,
    field<"isRemoteRead", From::template of<&M::is_remote_read>>>;

}  // namespace detail

/// A message (NIMMessage): 41 keys, all always written. Times in milliseconds since 1970.
///
/// What the plugin does with the push fields: createMessage ignores them (FLTMessageService.swift:457);
/// set them on the message that it answers, then send. An absent `resend` is a resend on iOS.
struct message {
    text message_id{};  // on Android a decimal number, on iOS a UUID
    text session_id{};
    maybe<plugin::session_type> session_type{};
    flutter_channel::message_type message_type = message_type::undef;
    maybe<std::int64_t> message_sub_type{};
    maybe<message_status> status{};
    flutter_channel::message_direction message_direction = message_direction::outgoing;
    text from_account{};
    text content{};
    std::int64_t timestamp = 0;
    attachment message_attachment{};
    maybe<flutter_channel::attachment_status> attachment_status{};
    text uuid{};
    maybe<std::int64_t> server_id{};
    maybe<message_config> config{};
    free_map remote_extension{};
    free_map local_extension{};
    text callback_extension{};
    free_map push_payload{};  // as JSON at most limits::push_payload
    push_text push_content{};
    maybe<flutter_channel::member_push_option> member_push_option{};
    maybe<client_type> sender_client_type{};
    maybe<flutter_channel::anti_spam_option> anti_spam_option{};
    bool message_ack = false;
    bool has_send_ack = false;
    std::int64_t ack_count = 0;
    std::int64_t un_ack_count = 0;
    bool client_anti_spam = false;
    bool is_in_black_list = false;
    bool is_checked = false;
    bool session_update = true;
    maybe<flutter_channel::message_thread_option> message_thread_option{};
    maybe<std::int64_t> quick_comment_update_time{};
    bool is_deleted = false;
    free_map yidun_anti_cheating{};
    text env{};
    text from_nickname{};
    maybe<bool> is_remote_read{};
    text yidun_anti_spam_res{};
    text yidun_anti_spam_ext{};
    maybe<message_robot_info> robot_info{};

    using described_by = schema::joined<
        detail::message_head<message, detail::same_member>,
        field_list<field<"yidunAntiSpamRes", &message::yidun_anti_spam_res>,
                   field<"yidunAntiSpamExt", &message::yidun_anti_spam_ext>, field<"robotInfo", &message::robot_info>>>;
    friend constexpr bool operator==(const message&, const message&) = default;
};

/// Who sent a chatroom message (NIMChatroomMessageExtension).
struct chatroom_message_extension {
    text nickname{};
    text avatar{};
    free_map sender_extension{};

    using described_by = field_list<field<"nickname", &chatroom_message_extension::nickname>,
                                    field<"avatar", &chatroom_message_extension::avatar>,
                                    field<"senderExtension", &chatroom_message_extension::sender_extension>>;
    friend constexpr bool operator==(const chatroom_message_extension&, const chatroom_message_extension&) = default;
};

/// A chatroom message (NIMChatroomMessage): 43 keys. The robot of `common` is not among them, and the
/// two yidun results are lost, since the Dart constructor does not pass them on (message.dart:1110).
struct chatroom_message {
    message common{};
    bool enable_history = true;
    bool is_high_priority_message = false;
    maybe<chatroom_message_extension> extension{};

    using described_by = schema::joined<
        detail::message_head<message, detail::member_of<&chatroom_message::common>>,
        field_list<field<"yidunAntiSpamExt", schema::via<&chatroom_message::common, &message::yidun_anti_spam_ext>,
                         schema::lost>,
                   field<"yidunAntiSpamRes", schema::via<&chatroom_message::common, &message::yidun_anti_spam_res>,
                         schema::lost>,
                   field<"enableHistory", &chatroom_message::enable_history>,
                   field<"isHighPriorityMessage", &chatroom_message::is_high_priority_message>,
                   field<"extension", &chatroom_message::extension>>>;
    friend constexpr bool operator==(const chatroom_message&, const chatroom_message&) = default;
};
}  // namespace nimpush::v1::flutter_channel
