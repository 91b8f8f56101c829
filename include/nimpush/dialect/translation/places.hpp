#pragma once

// Where each part of a message stands on each of NIM's wires: one table.
//
// Sources: docs/facts/translation.md. The channel of 1.7.7 has a place for everything here, so its paths are the names
// of the parts. Each path is looked up in its wire's field lists while compiling, and its member says what it holds.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/model/message_kind.hpp>

namespace nimpush::inline v1 {
namespace detail::translation {

using flutter_channel::message_type;

/// What a part is. number: a whole one, real: any. id: a number, in V2 its digits. object: a map, or its JSON as text.
/// list: a list of accounts, or its JSON as text. scene: a storage scene.
enum class part : std::uint8_t { text, number, real, flag, id, object, list, scene };

inline void these_places_hold_different_kinds_of_part() {}

constexpr part part_of(const place& channel, const place& channel2) {
    switch (channel.what) {
        case shape::text: return part::text;
        case shape::flag:
        case shape::bit: return part::flag;
        case shape::number: return channel2.what == shape::text ? part::id : part::number;
        case shape::real: return part::real;
        case shape::list: return part::list;
        default: return part::object;
    }
}
/// Can a part of this kind stand there?
constexpr bool may_hold(shape there, part what) noexcept {
    switch (what) {
        case part::text:
        case part::scene: return there == shape::text || there == shape::json;
        case part::flag: return there == shape::flag || there == shape::bit;
        case part::number: return there == shape::number;
        case part::real: return there == shape::real || there == shape::number;
        case part::id: return there == shape::number || there == shape::text;
        case part::object: return there == shape::map || there == shape::json || there == shape::text;
        case part::list: return there == shape::list || there == shape::json;
    }
    return false;
}

/// Says of a row that its text names a storage scene, which no type does.
struct names_a_scene {};
inline constexpr names_a_scene storage_scene_names{};

/// Says of a row that the channel of 1.7.7 has no place for it.
struct beyond_the_channel {};
inline constexpr beyond_the_channel no_channel{};

/// A part, and its place on each wire in the order of nim_wire; empty where there is none. V2's `message.` and `params.`
/// are the arguments of its sendMessage.
template <class Wires> struct place_row {
    part what{};
    place at[5]{};

    consteval place_row(std::string_view channel, std::string_view channel2, std::string_view desktop,
                        std::string_view server, std::string_view server2) {
        const std::string_view paths[] = {channel, channel2, desktop, server, server2};
        for (std::size_t i = 0; i < 5; ++i)
            if (!paths[i].empty()) at[i] = on<Wires>::at(static_cast<nim_wire>(i), paths[i]);
        what = part_of(at[0], at[1]);
        for (const place& one : at)
            if (!one.empty() && !may_hold(one.what, what)) these_places_hold_different_kinds_of_part();
    }
    consteval place_row(std::string_view channel, std::string_view channel2, std::string_view desktop,
                        std::string_view server, std::string_view server2, names_a_scene)
        : place_row(channel, channel2, desktop, server, server2) {
        what = part::scene;
    }
    /// What V2 has of newer things. Its path names the part, in place of the channel's.
    consteval place_row(beyond_the_channel, std::string_view channel2, std::string_view server2) {
        at[1] = on<Wires>::of_channel2(channel2);
        at[0] = at[1];
        at[0].is_given = false;
        if (!server2.empty()) at[4] = on<Wires>::server2(server2);
        what = part_of(at[1], at[1]);
        for (const place& one : at)
            if (!one.empty() && !may_hold(one.what, what)) these_places_hold_different_kinds_of_part();
    }

    /// Only by name: the channel has no such place.
    constexpr bool is_beyond_channel() const noexcept { return !at[0].is_given; }
};

/// Of V2 alone, since its 10.6.0 or later; a message for some of a team is known to REST v2, too.
template <class Wires>
inline constexpr place_row<Wires> new_places[] = {
    {no_channel, "params.targetConfig.inclusive", "target_option.inclusive"},
    {no_channel, "params.targetConfig.receiverIds", "target_option.receiver_account_ids"},
    {no_channel, "params.targetConfig.newMemberVisible", "target_option.visible_to_new_member"},
    {no_channel, "params.aiConfig", ""},
    {no_channel, "message.aiConfig", ""},
    {no_channel, "message.topicRefer", ""},
    {no_channel, "message.streamConfig", ""},
    {no_channel, "message.serialId", ""},
    {no_channel, "message.subStatus", ""},
    {no_channel, "message.modifyTime", ""},
    {no_channel, "message.modifyAccountId", ""},
    {no_channel, "message.messageSource", ""},
    {no_channel, "message.iosSerial", ""},
};
template <class Wires>
inline constexpr place_row<Wires> places[] = {
    {"fromAccount", "message.senderId", "from_id", "from", ""},
    {"uuid", "message.messageClientId", "client_msg_id", "", "message.message_client_id"},
    {"serverId", "message.messageServerId", "server_msg_id", "", ""},
    {"timestamp", "message.createTime", "time", "", ""},
    {"messageSubType", "message.subType", "msg_sub_type", "subType", "message.sub_type"},
    {"pushContent", "params.pushConfig.pushContent", "push_content", "pushcontent", "push_config.push_content"},
    {"pushPayload", "params.pushConfig.pushPayload", "push_payload", "payload", "push_config.push_payload"},
    {"config.enablePush", "params.pushConfig.pushEnabled", "push_enable", "option.push", "push_config.push_enabled"},
    {"config.enablePushNick", "params.pushConfig.pushNickEnabled", "push_prefix", "option.needPushNick",
     "push_config.push_nick_enabled"},
    {"config.enableUnreadCount", "params.messageConfig.unreadEnabled", "push_need_badge", "option.badge",
     "message_config.unread_enabled"},
    {"config.enablePersist", "params.messageConfig.offlineEnabled", "offline_msg", "option.persistent",
     "message_config.offline_enabled"},
    {"config.enableHistory", "params.messageConfig.historyEnabled", "cloud_history", "option.history",
     "message_config.history_enabled"},
    {"config.enableRoaming", "params.messageConfig.roamingEnabled", "roam_msg", "option.roam",
     "message_config.roaming_enabled"},
    {"config.enableSelfSync", "params.messageConfig.onlineSyncEnabled", "sync_msg", "option.sendersync",
     "message_config.mutil_sync_enabled"},
    {"config.enableRoute", "params.routeConfig.routeEnabled", "routable_msg", "option.route",
     "route_config.route_enabled"},
    {"env", "params.routeConfig.routeEnvironment", "env_config", "env", "route_config.route_environment"},
    {"sessionUpdate", "params.messageConfig.lastMessageUpdateEnabled", "is_update_session", "option.sessionUpdate",
     "message_config.conversation_update_enabled"},
    {"memberPushOption.isForcePush", "params.pushConfig.forcePush", "is_force_push", "",
     "push_config.push_forcepush_enable"},
    {"memberPushOption.forcePushList", "params.pushConfig.forcePushAccountIds", "force_push_list", "forcepushlist",
     "push_config.push_forcepush_ids"},
    {"memberPushOption.forcePushContent", "params.pushConfig.forcePushContent", "force_push_content",
     "forcepushcontent", "push_config.push_forcepush_content"},
    {"remoteExtension", "message.serverExtension", "server_ext", "ext", "extension"},
    {"localExtension", "message.localExtension", "local_ext", "", ""},
    {"callbackExtension", "message.callbackExtension", "third_party_callback_ext", "", ""},
    {"antiSpamOption.enable", "params.antispamConfig.antispamEnabled", "anti_spam_enable", "",
     "antispam_config.antispam_enabled"},
    {"antiSpamOption.content", "params.antispamConfig.antispamCustomMessage", "anti_spam_content", "",
     "antispam_config.antispam_custom_message"},
    {"antiSpamOption.antiSpamConfigId", "params.antispamConfig.antispamBusinessId", "anti_spam_business_id", "bid",
     "antispam_config.antispam_business_id"},
    {"yidunAntiCheating", "params.antispamConfig.antispamCheating", "yidun_anti_cheating", "yidunAntiCheating",
     "antispam_config.antispam_cheating"},
    {"yidunAntiSpamExt", "params.antispamConfig.antispamExtension", "", "yidunAntiSpamExt",
     "antispam_config.antispam_extension"},
    {"messageAck", "params.messageConfig.readReceiptEnabled", "team_msg_ack", "markRead", "team_option.mark_as_read"},
    {"hasSendAck", "message.messageStatus.readReceiptSent", "team_msg_ack_sent", "", ""},
    {"unAckCount", "", "team_msg_unread_count", "", ""},
    {"clientAntiSpam", "", "client_anti_spam_hitting", "", ""},
    {"resend", "", "resend_flag", "", ""},
    {"fromNickname", "", "from_nick", "", ""},
    {"robotInfo.account", "params.robotConfig.accountId", "", "robotAccount", "robot_config.robot_account_id"},
    {"robotInfo.topic", "params.robotConfig.topic", "", "robotTopic", "robot_config.robot_topic"},
    {"robotInfo.function", "params.robotConfig.function", "", "robotFunction", "robot_config.robot_function"},
    {"robotInfo.customContent", "params.robotConfig.customContent", "", "robotCustomContent",
     "robot_config.robot_custom_content"},
    {"messageThreadOption.replyMessageFromAccount", "message.threadReply.senderId",
     "thread_info.reply_msg_from_account", "", "thread_config.thread_reply.sender_id"},
    {"messageThreadOption.replyMessageToAccount", "message.threadReply.receiverId", "thread_info.replymsg_to_account",
     "", "thread_config.thread_reply.receiver_id"},
    {"messageThreadOption.replyMessageTime", "message.threadReply.createTime", "thread_info.reply_msg_time", "",
     "thread_config.thread_reply.create_time"},
    {"messageThreadOption.replyMessageIdServer", "message.threadReply.messageServerId",
     "thread_info.reply_msg_id_server", "", "thread_config.thread_reply.message_server_id"},
    {"messageThreadOption.replyMessageIdClient", "message.threadReply.messageClientId",
     "thread_info.reply_msg_id_client", "", "thread_config.thread_reply.message_client_id"},
    {"messageThreadOption.threadMessageFromAccount", "message.threadRoot.senderId",
     "thread_info.thread_msg_from_account", "", "thread_config.thread_root.sender_id"},
    {"messageThreadOption.threadMessageToAccount", "message.threadRoot.receiverId", "thread_info.thread_msg_to_account",
     "", "thread_config.thread_root.receiver_id"},
    {"messageThreadOption.threadMessageTime", "message.threadRoot.createTime", "thread_info.thread_msg_time", "",
     "thread_config.thread_root.create_time"},
    {"messageThreadOption.threadMessageIdServer", "message.threadRoot.messageServerId",
     "thread_info.thread_msg_id_server", "", "thread_config.thread_root.message_server_id"},
    {"messageThreadOption.threadMessageIdClient", "message.threadRoot.messageClientId",
     "thread_info.thread_msg_id_client", "", "thread_config.thread_root.message_client_id"},
};

/// A message's text: v1 has one for texts and tips, the desktop for custom messages too.
template <class Wires>
inline constexpr place_row<Wires> text_places[] = {{"content", "message.text", "msg_body", "body.msg", "message.text"}};
/// What files and places carry. A file's path is of the device that sends it.
template <class Wires>
inline constexpr place_row<Wires> file_places[] = {
    {"messageAttachment.path", "message.attachment.path", "local_res_path", "", ""},
    {"messageAttachment.url", "message.attachment.url", "msg_attach.url", "body.url", "message.attachment.url"},
    {"messageAttachment.name", "message.attachment.name", "msg_attach.name", "body.name", "message.attachment.name"},
    {"messageAttachment.md5", "message.attachment.md5", "msg_attach.md5", "body.md5", "message.attachment.md5"},
    {"messageAttachment.ext", "message.attachment.ext", "msg_attach.ext", "body.ext", "message.attachment.ext"},
    {"messageAttachment.size", "message.attachment.size", "msg_attach.size", "body.size", "message.attachment.size"},
    {"messageAttachment.sen", "message.attachment.sceneName", "msg_attach.upload_tag", "", "", storage_scene_names},
    {"messageAttachment.w", "message.attachment.width", "msg_attach.w", "body.w", "message.attachment.w"},
    {"messageAttachment.h", "message.attachment.height", "msg_attach.h", "body.h", "message.attachment.h"},
    {"messageAttachment.dur", "message.attachment.duration", "msg_attach.dur", "body.dur", "message.attachment.dur"},
    {"messageAttachment.lat", "message.attachment.latitude", "msg_attach.lat", "body.lat", "message.attachment.lat"},
    {"messageAttachment.lng", "message.attachment.longitude", "msg_attach.lng", "body.lng", "message.attachment.lng"},
    {"messageAttachment.title", "message.attachment.address", "msg_attach.title", "body.title",
     "message.attachment.title"},
};
/// A custom message's own data, whole.
template <class Wires>
inline constexpr place_row<Wires> custom_places[] = {
    {"messageAttachment", "message.attachment.raw", "msg_attach", "body", "message.attachment"}};

/// The rows that hold for a message of this kind, in order.
template <class Wires, class F> constexpr void each_row(message_type type, F&& f) {
    for (const auto& row : new_places<Wires>) f(row);
    for (const auto& row : places<Wires>) f(row);
    for (const auto& row : text_places<Wires>) f(row);
    if (type == message_type::custom)
        for (const auto& row : custom_places<Wires>) f(row);
    else
        for (const auto& row : file_places<Wires>) f(row);
}

/// Places that session and type stand in, and what is the same elsewhere.
template <class Wires, nim_wire> inline constexpr place spoken_for[1]{};
template <class Wires>
inline constexpr place spoken_for<Wires, nim_wire::channel>[] = {
    on<Wires>::channel("sessionId"), on<Wires>::channel("sessionType"), on<Wires>::channel("messageType"),
    on<Wires>::channel("messageAttachment.messageType")};
template <class Wires>
inline constexpr place spoken_for<Wires, nim_wire::channel2>[] = {
    on<Wires>::channel2("conversationId"),           on<Wires>::channel2("message.conversationId"),
    on<Wires>::channel2("message.conversationType"), on<Wires>::channel2("message.receiverId"),
    on<Wires>::channel2("message.messageType"),      on<Wires>::channel2("message.attachment.nimCoreMessageType")};
template <class Wires>
inline constexpr place spoken_for<Wires, nim_wire::desktop>[] = {
    on<Wires>::desktop("to_type"), on<Wires>::desktop("to_accid"), on<Wires>::desktop("talk_id"),
    on<Wires>::desktop("msg_type"), on<Wires>::desktop("res_id")};
template <class Wires>
inline constexpr place spoken_for<Wires, nim_wire::server>[] = {
    on<Wires>::server("ope"), on<Wires>::server("to"), on<Wires>::server("type"), on<Wires>::server("forcepushall")};
template <class Wires>
inline constexpr place spoken_for<Wires, nim_wire::server2>[] = {on<Wires>::server2("conversation_id"),
                                                                 on<Wires>::server2("message.message_type"),
                                                                 on<Wires>::server2("push_config.push_forcepush_all")};
template <class Wires> constexpr span<const place> places_spoken_for(nim_wire wire) {
    switch (wire) {
        case nim_wire::channel: return spoken_for<Wires, nim_wire::channel>;
        case nim_wire::channel2: return spoken_for<Wires, nim_wire::channel2>;
        case nim_wire::desktop: return spoken_for<Wires, nim_wire::desktop>;
        case nim_wire::server: return spoken_for<Wires, nim_wire::server>;
        case nim_wire::server2: return spoken_for<Wires, nim_wire::server2>;
    }
    return {};
}

/// The number of a kind of message on all wires but the channel; -1 where none has it. V2 alone has 7.
constexpr std::int64_t number_of(message_type type) noexcept {
    const auto kind = from_name<message_kind>(name_of(type));
    return kind ? nimpush::number_of(*kind) : -1;
}
/// Does the wire send messages of this kind? REST and the desktop's plugin send the same kinds.
constexpr bool sends(nim_wire wire, message_type type) noexcept {
    const std::int64_t n = number_of(type);
    if (wire == nim_wire::channel) return true;
    return wire == nim_wire::channel2 ? n >= 0 : server_api::message_kind::is_allowed(n);
}

}  // namespace detail::translation
}  // namespace nimpush::v1
