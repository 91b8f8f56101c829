#pragma once

// What is said of codes of NIM that have no row of their own.

#include <cstdint>

#include <nimpush/delivery/diagnosis/failure.hpp>
#include <nimpush/delivery/language.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// What is said of the codes from `first` on that have no row of their own.
struct code_family {
    std::int32_t first = 0;
    failure_source source{};
    words remedy{};
};

// clang-format off
/// By the first code, rising.
inline constexpr code_family code_families[] = {
    {0, failure_source::send, {"The call failed, so a message in it was not sent and nobody is pushed; mend the call first.", "调用失败，消息未发出，因此不会推送；请先修正该调用。"}},
    {800, failure_source::send, {"Mend the team's or the member's state; a message that is refused is not pushed.", "请先处理群或成员的状态；被拒绝的消息不会推送。"}},
    {997, failure_source::sdk, {"Update the SDK; a message in the call was not sent.", "请升级 SDK；该调用中的消息未发出。"}},
    {9000, failure_source::sdk, {"This is about a call, not about the push of messages.", "与音视频呼叫有关，与消息推送无关。"}},
    {10000, failure_source::sdk, {"Mend it on the sender's device: a message that was not sent is not pushed.", "请在发送方设备上处理：未发出的消息不会推送。"}},
    {10201, failure_source::sdk, {"Where it was a call, the callee's device decides: see that it is logged in and handed its token over.", "若为呼叫，请确认被叫方设备已登录并上传令牌。"}},
    {10206, failure_source::sdk, {"Mend it on the device that reports it: a message that was not sent is not pushed.", "请在报错的设备上处理：未发出的消息不会推送。"}},
    {11000, failure_source::sdk, {"This is about a call, not about the push of messages.", "与音视频呼叫有关，与消息推送无关。"}},
    {13000, failure_source::send, {"Chat rooms have no offline push.", "聊天室没有离线推送。"}},
    {20000, failure_source::sdk, {"Initialise, then log in, then call; a device that is not logged in gets no push.", "请按初始化、登录、调用的顺序执行；未登录的设备不会收到推送。"}},
    {101000, failure_source::login, {"Put the app's settings in the console right; until the login succeeds the device gets no push.", "请修正控制台中的应用配置；登录成功前设备不会收到推送。"}},
    {102000, failure_source::login, {"Put the account right with the server API or in the console, then log in again.", "请通过服务端 API 或控制台处理该账号，再重新登录。"}},
    {103000, failure_source::sdk, {"This is about profiles, friends or lists; it stops a push only where strangers may not send.", "与用户资料、好友或名单有关；仅在不允许陌生人发消息时影响推送。"}},
    {107000, failure_source::send, {"The message was not sent or not found, so nobody is pushed; mend the call first.", "消息未发出或不存在，因此不会推送；请先修正该调用。"}},
    {108000, failure_source::send, {"Mend the team's or the member's state; a message that is refused is not pushed.", "请先处理群或成员的状态；被拒绝的消息不会推送。"}},
    {110000, failure_source::sdk, {"This is about conversations or broadcasts, not about the push of a message.", "与会话或广播有关，与消息推送无关。"}},
    {113000, failure_source::send, {"Chat rooms have no offline push.", "聊天室没有离线推送。"}},
    {116000, failure_source::sdk, {"Where a call was not seen, the callee's device decides: see that it is logged in and handed its token over.", "若呼叫未被看到，请确认被叫方设备已登录并上传令牌。"}},
    {189000, failure_source::sdk, {"This is about what the app stores, not about a push.", "与应用存储的数据有关，与推送无关。"}},
    {190000, failure_source::sdk, {"Look at the order and the parameters of the calls; a call that failed sent nothing.", "请检查调用顺序与参数；失败的调用没有发出任何内容。"}},
    {192000, failure_source::sdk, {"Check the device's network; while it is offline it is pushed to, if it is still logged in.", "请检查设备网络；离线但仍处于登录状态的设备会收到推送。"}},
    {193000, failure_source::sdk, {"Check the device's storage; a message that was not sent is not pushed.", "请检查设备存储；未发出的消息不会推送。"}},
    {195000, failure_source::send, {"Change the text, or the anti-spam rules in the console.", "请修改内容，或调整控制台的反垃圾规则。"}},
    {400000, failure_source::sdk, {"Add the SDK's plugin to the app.", "请在应用中添加该 SDK 插件。"}},
};
// clang-format on

}  // namespace delivery
}  // namespace nimpush::v1
