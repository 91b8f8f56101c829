// send_message.cpp's message with the same keys by nlohmann/json, as .ci/run compares what compiling them takes.
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

using nlohmann::json;

std::string send(std::string_view to, std::string_view words) {
    json m;
    m["messageId"] = "-1";
    m["sessionId"] = to;
    m["sessionType"] = "p2p";
    m["messageType"] = "undef";
    m["messageSubType"] = nullptr;
    m["status"] = nullptr;
    m["messageDirection"] = "outgoing";
    m["fromAccount"] = nullptr;
    m["content"] = words;
    m["timestamp"] = 0;
    m["messageAttachment"] = json::object();
    m["attachmentStatus"] = nullptr;
    m["uuid"] = nullptr;
    m["serverId"] = nullptr;
    m["config"] = nullptr;
    m["remoteExtension"] = nullptr;
    m["localExtension"] = nullptr;
    m["callbackExtension"] = nullptr;
    m["pushPayload"] = {{"sessionId", to}, {"sessionType", "p2p"}};
    m["pushContent"] = words;
    m["memberPushOption"] = nullptr;
    m["senderClientType"] = nullptr;
    m["antiSpamOption"] = nullptr;
    m["messageAck"] = false;
    m["hasSendAck"] = false;
    m["ackCount"] = 0;
    m["unAckCount"] = 0;
    m["clientAntiSpam"] = false;
    m["isInBlackList"] = false;
    m["isChecked"] = false;
    m["sessionUpdate"] = true;
    m["messageThreadOption"] = nullptr;
    m["quickCommentUpdateTime"] = nullptr;
    m["isDeleted"] = false;
    m["yidunAntiCheating"] = nullptr;
    m["env"] = nullptr;
    m["fromNickname"] = nullptr;
    m["isRemoteRead"] = false;
    m["yidunAntiSpamRes"] = nullptr;
    m["yidunAntiSpamExt"] = nullptr;
    m["robotInfo"] = nullptr;
    m["resend"] = false;
    m["serviceName"] = "MessageService";
    return m.dump();
}
