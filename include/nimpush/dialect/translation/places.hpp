#pragma once

// Where each part of a message stands on each of NIM's wires: one table.
//
// Sources: docs/facts/translation.md. The channel of 1.7.7 has a place for everything here, so its paths are the names
// of the parts.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>

namespace nimpush::inline v1 {

/// The five forms in which NIM knows a message.
enum class nim_wire : std::uint8_t {
    channel,   // nim_core 1.7.7: the map of sendMessage
    channel2,  // nim_core_v2 10.3.1: the map of its sendMessage, or its NIMMessage alone
    desktop,   // the C SDK's JSON
    server,    // REST v1: the form body of sendMsg.action
    server2,   // REST v2: the body of send_message, and the conversation_id of its path
};
template <> struct names<nim_wire> {
    static constexpr std::string_view list[] = {"channel", "channel2", "desktop", "server", "server2"};
};

namespace detail::translation {

using flutter_channel::message_type, flutter_channel::session_type;

/// What stands at a place. flag: true or false, on the desktop 1 or 0. id: a number, in V2 its digits. object: a map,
/// elsewhere its JSON as text. list: a list, on the desktop and in v1 its JSON as text. scene: a storage scene.
enum class part : std::uint8_t { text, number, flag, id, object, list, scene };

/// A part, and its place on each wire in the order of nim_wire; empty where there is none. Before a path of the desktop,
/// `<` says that the SDK tells it and nobody gives it. In V2 `%` is the message, `@` the parameters beside it.
struct place_row {
    part what;
    std::string_view at[5];
};

inline constexpr place_row places[] = {
    {part::text, {"fromAccount", "%senderId", "<from_id", "from", ""}},
    {part::text, {"uuid", "%messageClientId", "client_msg_id", "", "message.message_client_id"}},
    {part::id, {"serverId", "%messageServerId", "<server_msg_id", "", ""}},
    {part::number, {"timestamp", "%createTime", "time", "", ""}},
    {part::number, {"messageSubType", "%subType", "msg_sub_type", "subType", "message.sub_type"}},
    {part::text, {"pushContent", "@pushConfig.pushContent", "push_content", "pushcontent", "push_config.push_content"}},
    {part::object, {"pushPayload", "@pushConfig.pushPayload", "push_payload", "payload", "push_config.push_payload"}},
    {part::flag,
     {"config.enablePush", "@pushConfig.pushEnabled", "push_enable", "option.push", "push_config.push_enabled"}},
    {part::flag,
     {"config.enablePushNick", "@pushConfig.pushNickEnabled", "push_prefix", "option.needPushNick",
      "push_config.push_nick_enabled"}},
    {part::flag,
     {"config.enableUnreadCount", "@messageConfig.unreadEnabled", "push_need_badge", "option.badge",
      "message_config.unread_enabled"}},
    {part::flag,
     {"config.enablePersist", "@messageConfig.offlineEnabled", "offline_msg", "option.persistent",
      "message_config.offline_enabled"}},
    {part::flag,
     {"config.enableHistory", "@messageConfig.historyEnabled", "cloud_history", "option.history",
      "message_config.history_enabled"}},
    {part::flag,
     {"config.enableRoaming", "@messageConfig.roamingEnabled", "roam_msg", "option.roam",
      "message_config.roaming_enabled"}},
    {part::flag,
     {"config.enableSelfSync", "@messageConfig.onlineSyncEnabled", "sync_msg", "option.sendersync",
      "message_config.mutil_sync_enabled"}},
    {part::flag,
     {"config.enableRoute", "@routeConfig.routeEnabled", "routable_msg", "option.route", "route_config.route_enabled"}},
    {part::text, {"env", "@routeConfig.routeEnvironment", "env_config", "env", "route_config.route_environment"}},
    {part::flag,
     {"sessionUpdate", "@messageConfig.lastMessageUpdateEnabled", "is_update_session", "option.sessionUpdate",
      "message_config.conversation_update_enabled"}},
    {part::flag,
     {"memberPushOption.isForcePush", "@pushConfig.forcePush", "is_force_push", "",
      "push_config.push_forcepush_enable"}},
    {part::list,
     {"memberPushOption.forcePushList", "@pushConfig.forcePushAccountIds", "force_push_list", "forcepushlist",
      "push_config.push_forcepush_ids"}},
    {part::text,
     {"memberPushOption.forcePushContent", "@pushConfig.forcePushContent", "force_push_content", "forcepushcontent",
      "push_config.push_forcepush_content"}},
    {part::object, {"remoteExtension", "%serverExtension", "server_ext", "ext", "extension"}},
    {part::object, {"localExtension", "%localExtension", "local_ext", "", ""}},
    {part::text, {"callbackExtension", "%callbackExtension", "<third_party_callback_ext", "", ""}},
    {part::flag,
     {"antiSpamOption.enable", "@antispamConfig.antispamEnabled", "anti_spam_enable", "",
      "antispam_config.antispam_enabled"}},
    {part::text,
     {"antiSpamOption.content", "@antispamConfig.antispamCustomMessage", "anti_spam_content", "",
      "antispam_config.antispam_custom_message"}},
    {part::text,
     {"antiSpamOption.antiSpamConfigId", "@antispamConfig.antispamBusinessId", "anti_spam_business_id", "bid",
      "antispam_config.antispam_business_id"}},
    {part::object,
     {"yidunAntiCheating", "@antispamConfig.antispamCheating", "yidun_anti_cheating", "yidunAntiCheating",
      "antispam_config.antispam_cheating"}},
    {part::text,
     {"yidunAntiSpamExt", "@antispamConfig.antispamExtension", "", "yidunAntiSpamExt",
      "antispam_config.antispam_extension"}},
    {part::flag,
     {"messageAck", "@messageConfig.readReceiptEnabled", "team_msg_ack", "markRead", "team_option.mark_as_read"}},
    {part::flag, {"hasSendAck", "%messageStatus.readReceiptSent", "team_msg_ack_sent", "", ""}},
    {part::number, {"unAckCount", "", "team_msg_unread_count", "", ""}},
    {part::flag, {"clientAntiSpam", "", "client_anti_spam_hitting", "", ""}},
    {part::flag, {"resend", "", "resend_flag", "", ""}},
    {part::text, {"fromNickname", "", "<from_nick", "", ""}},
    {part::text, {"robotInfo.account", "@robotConfig.accountId", "", "robotAccount", "robot_config.robot_account_id"}},
    {part::text, {"robotInfo.topic", "@robotConfig.topic", "", "robotTopic", "robot_config.robot_topic"}},
    {part::text, {"robotInfo.function", "@robotConfig.function", "", "robotFunction", "robot_config.robot_function"}},
    {part::text,
     {"robotInfo.customContent", "@robotConfig.customContent", "", "robotCustomContent",
      "robot_config.robot_custom_content"}},
    {part::text,
     {"messageThreadOption.replyMessageFromAccount", "%threadReply.senderId", "thread_info.reply_msg_from_account", "",
      "thread_config.thread_reply.sender_id"}},
    {part::text,
     {"messageThreadOption.replyMessageToAccount", "%threadReply.receiverId", "thread_info.replymsg_to_account", "",
      "thread_config.thread_reply.receiver_id"}},
    {part::number,
     {"messageThreadOption.replyMessageTime", "%threadReply.createTime", "thread_info.reply_msg_time", "",
      "thread_config.thread_reply.create_time"}},
    {part::id,
     {"messageThreadOption.replyMessageIdServer", "%threadReply.messageServerId", "thread_info.reply_msg_id_server", "",
      "thread_config.thread_reply.message_server_id"}},
    {part::text,
     {"messageThreadOption.replyMessageIdClient", "%threadReply.messageClientId", "thread_info.reply_msg_id_client", "",
      "thread_config.thread_reply.message_client_id"}},
    {part::text,
     {"messageThreadOption.threadMessageFromAccount", "%threadRoot.senderId", "thread_info.thread_msg_from_account", "",
      "thread_config.thread_root.sender_id"}},
    {part::text,
     {"messageThreadOption.threadMessageToAccount", "%threadRoot.receiverId", "thread_info.thread_msg_to_account", "",
      "thread_config.thread_root.receiver_id"}},
    {part::number,
     {"messageThreadOption.threadMessageTime", "%threadRoot.createTime", "thread_info.thread_msg_time", "",
      "thread_config.thread_root.create_time"}},
    {part::id,
     {"messageThreadOption.threadMessageIdServer", "%threadRoot.messageServerId", "thread_info.thread_msg_id_server",
      "", "thread_config.thread_root.message_server_id"}},
    {part::text,
     {"messageThreadOption.threadMessageIdClient", "%threadRoot.messageClientId", "thread_info.thread_msg_id_client",
      "", "thread_config.thread_root.message_client_id"}},
};

/// A message's text: v1 has one for texts and tips, the desktop for custom messages too.
inline constexpr place_row text_places[] = {{part::text, {"content", "%text", "msg_body", "body.msg", "message.text"}}};
/// What files and places carry. A file's path is of the device that sends it.
inline constexpr place_row file_places[] = {
    {part::text, {"messageAttachment.path", "%attachment.path", "local_res_path", "", ""}},
    {part::text, {"messageAttachment.url", "%attachment.url", "msg_attach.url", "body.url", "message.attachment.url"}},
    {part::text,
     {"messageAttachment.name", "%attachment.name", "msg_attach.name", "body.name", "message.attachment.name"}},
    {part::text, {"messageAttachment.md5", "%attachment.md5", "msg_attach.md5", "body.md5", "message.attachment.md5"}},
    {part::text, {"messageAttachment.ext", "%attachment.ext", "msg_attach.ext", "body.ext", "message.attachment.ext"}},
    {part::number,
     {"messageAttachment.size", "%attachment.size", "msg_attach.size", "body.size", "message.attachment.size"}},
    {part::scene, {"messageAttachment.sen", "%attachment.sceneName", "msg_attach.upload_tag", "", ""}},
    {part::number, {"messageAttachment.w", "%attachment.width", "msg_attach.w", "body.w", "message.attachment.w"}},
    {part::number, {"messageAttachment.h", "%attachment.height", "msg_attach.h", "body.h", "message.attachment.h"}},
    {part::number,
     {"messageAttachment.dur", "%attachment.duration", "msg_attach.dur", "body.dur", "message.attachment.dur"}},
    {part::number,
     {"messageAttachment.lat", "%attachment.latitude", "msg_attach.lat", "body.lat", "message.attachment.lat"}},
    {part::number,
     {"messageAttachment.lng", "%attachment.longitude", "msg_attach.lng", "body.lng", "message.attachment.lng"}},
    {part::text,
     {"messageAttachment.title", "%attachment.address", "msg_attach.title", "body.title", "message.attachment.title"}},
};
/// A custom message's own data, whole.
inline constexpr place_row custom_places[] = {
    {part::object, {"messageAttachment", "%attachment.raw", "msg_attach", "body", "message.attachment"}}};

/// Keys that session and type stand in, and what is the same elsewhere; a comma after each.
inline constexpr std::string_view spoken_for[] = {
    "sessionId,sessionType,messageType,serviceName,messageAttachment.messageType,",
    "conversationId,%conversationId,%conversationType,%receiverId,%messageType,%attachment.nimCoreMessageType,",
    "to_type,to_accid,talk_id,msg_type,res_id,",
    "ope,to,type,forcepushall,",
    "conversation_id,message.message_type,push_config.push_forcepush_all,",
};

/// The number of a kind of message on all wires but the channel; -1 where none has it. V2 alone has 7.
constexpr std::int64_t number_of(message_type type) noexcept {
    switch (type) {
        case message_type::text: return 0;
        case message_type::image: return 1;
        case message_type::audio: return 2;
        case message_type::video: return 3;
        case message_type::location: return 4;
        case message_type::notification: return 5;
        case message_type::file: return 6;
        case message_type::avchat: return 7;
        case message_type::tip: return 10;
        case message_type::robot: return 11;
        case message_type::netcall: return 12;
        case message_type::custom: return 100;
        default: return -1;
    }
}
/// Does the wire send messages of this kind?
constexpr bool sends(nim_wire wire, message_type type) noexcept {
    const std::int64_t n = number_of(type);
    if (wire == nim_wire::channel) return true;
    if (wire == nim_wire::channel2) return n >= 0;
    return n >= 0 && n != 5 && n != 7 && n < 11 ? true : n == 100;
}

}  // namespace detail::translation
}  // namespace nimpush::v1
