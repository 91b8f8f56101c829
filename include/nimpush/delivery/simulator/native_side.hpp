#pragma once

// How the native side of nim_core 1.7.7 answers: the reply map of each platform, and the map of a message
// that it made.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/wire/codec_writer.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// A reply before it has the form of a platform.
struct native_reply {
    std::int64_t code = 0;
    value data{};
    text details{};
    bool never_comes = false;  // no bytes
};

/// iOS leaves out what is null (NimResult.swift:19), Android writes it (NimResult.kt:21), the desktop
/// has an empty text for no details.
inline std::vector<std::uint8_t> encode_reply(const native_reply& reply, device_platform on) {
    if (reply.never_comes) return {};
    value map = value::map();
    map.append("code", value(reply.code));
    if (on == device_platform::ios) {
        if (!reply.data.is_null()) map.append("data", reply.data);
        if (reply.details.has_value()) map.append("errorDetails", value(reply.details));
    } else if (on == device_platform::android) {
        map.append("errorDetails", value(reply.details));
        map.append("data", reply.data);
    } else {
        map.append("data", reply.data);
        map.append("errorDetails", value(reply.details.has_value() ? reply.details : text("")));
    }
    auto bytes = standard_codec::encode_success(map);
    return bytes ? *std::move(bytes) : std::vector<std::uint8_t>();
}

/// An id in the form of a UUID that counts up, so that two runs are the same.
inline text counted_uuid(std::uint64_t n) {
    char chars[] = "00000000-0000-4000-8000-000000000000";
    for (std::size_t i = sizeof chars - 2; n != 0; n /= 10) chars[i--] = static_cast<char>('0' + n % 10);
    return text(nimpush::detail::unchecked{}, {chars, sizeof chars - 1});
}

inline value name_value(std::string_view name) { return value::string(nimpush::detail::unchecked{}, name); }

/// Who asks for a message.
struct author {
    text account{};  // null: nobody is logged in
    text nickname{};
    device_platform platform = device_platform::ios;
};

/// A message as iOS makes it (NimMessage.swift:660): its keys in its order, before anything is filled in.
inline constexpr std::string_view blank_message =
    R"({"messageId":null,"messageType":null,"text":null,"content":null,"serverId":0,"senderClientType":null,)"
    R"("status":"sending","attachmentStatus":"initial","messageSubType":0,"sessionUpdate":true,"messageAck":false,)"
    R"("isChecked":false,"ackCount":0,"unAckCount":0,"clientAntiSpam":false,"messageThreadOption":{)"
    R"("replyMessageFromAccount":"","replyMessageToAccount":"","replyMessageTime":0,"replyMessageIdServer":0,)"
    R"("replyMessageIdClient":"","threadMessageFromAccount":"","threadMessageToAccount":"","threadMessageTime":0,)"
    R"("threadMessageIdServer":0,"threadMessageIdClient":""},"config":{"enableUnreadCount":true,)"
    R"("enableRoaming":true,"enableSelfSync":true,"enablePushNick":true,"enableHistory":true,"enablePersist":true,)"
    R"("enableRoute":true,"enablePush":true},"sessionType":null,"sessionId":null,"messageDirection":"outgoing",)"
    R"("timestamp":0,"fromAccount":null,"uuid":null,"fromNickname":null,"quickCommentUpdateTime":0,)"
    R"("yidunAntiCheating":{},"yidunAntiSpamRes":"","extension":{},"pushContent":"","isDeleted":false,)"
    R"("isRemoteRead":false,"hasSendAck":false,"isInBlackList":false})";

/// What createMessage answers, on every platform as on iOS. Only session, type, text, attachment and
/// config of the request are read (FLTMessageService.swift:457): what it says of a push is lost.
inline value created_message(const value& asked, const author& by, std::uint64_t number, moment now) {
    const text id = counted_uuid(number);
    value made = *nimpush::json::read(blank_message);
    for (const std::string_view key :
         {"messageType", "content", "sessionType", "sessionId", "config", "messageAttachment"})
        if (const value* given = asked.find(key);
            given != nullptr && !given->is_null() && (key != "messageAttachment" || given->size() != 0))
            made.set(name_value(key), *given);
    made.set("text", *made.find("content"));
    if (made.find("messageAttachment") != nullptr) made.set("attachmentStatus", "transferred");
    made.set("messageId", value(id));
    made.set("uuid", value(id));
    made.set("senderClientType", name_value(name_of(by.platform)));
    made.set("timestamp", now.milliseconds());
    made.set("fromAccount", value(by.account));
    made.set("fromNickname", value(by.nickname));
    return made;
}

/// What sendMessage answers: the message as it was sent, with what the server adds.
inline value sent_message(const value& sent, const author& by, std::uint64_t number, moment now) {
    value made = value::map();
    for (const value::member& one : sent.members())
        if (one.key.chars() != "serviceName" && one.key.chars() != "resend") made.append(one.key, one.val);
    made.set("status", "success");
    made.set("serverId", static_cast<std::int64_t>(number));
    made.set("fromAccount", value(by.account));
    made.set("fromNickname", value(by.nickname));
    made.set("timestamp", now.milliseconds());
    return made;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
