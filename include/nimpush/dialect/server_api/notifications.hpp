#pragma once

// v1: custom system notifications, to one, to many and to super teams.

#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/answer.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// A notification to an account (`msgtype` 0) or a team (1). Without `push_content` nobody is pushed, nor is
/// anybody with `save` 1, for those who are online; absent counts as 2, stored. `sound` is a file of the app.
/// `force_push_all` and `force_push_list` are for teams alone.
struct send_attach_msg {
    account from{}, to{};
    ranged<0, 1> msgtype{};
    json_or_text<limits::notification_content> attach{};  // JSON by convention
    push_string push_content{}, force_push_content{};
    push_fields payload{};
    limited<limits::sound_name> sound{};
    ranged<1, 2> save{};
    option_text option{};
    flag is_force_push{}, force_push_all{}, check_accid_async_enable{};
    json_text<forced_accounts> force_push_list{};
    text env{};

    using me = send_attach_msg;
    using described_by =
        v1_call<"msg/sendAttachMsg", value, must<"from", &me::from>, must<"msgtype", &me::msgtype>, must<"to", &me::to>,
                must<"attach", &me::attach>, may<"pushcontent", &me::push_content>, may<"payload", &me::payload>,
                may<"sound", &me::sound>, may<"save", &me::save>, may<"option", &me::option>,
                may<"isForcePush", &me::is_force_push>, may<"forcePushContent", &me::force_push_content>,
                may<"forcePushAll", &me::force_push_all>, may<"forcePushList", &me::force_push_list>,
                may<"env", &me::env>, may<"checkAccidAsyncEnable", &me::check_accid_async_enable>>;
};

/// A notification to many accounts, at most limits::notification_batch_accounts.
struct send_batch_attach_msg {
    account from{};
    json_text<accounts<limits::notification_batch_accounts>> to{};
    json_or_text<limits::notification_content> attach{};
    push_string push_content{}, force_push_content{};
    push_fields payload{};
    limited<limits::sound_name> sound{};
    ranged<1, 2> save{};
    option_text option{};
    flag is_force_push{}, check_accid_async_enable{};
    text env{};

    using me = send_batch_attach_msg;
    using described_by =
        v1_call<"msg/sendBatchAttachMsg", batch_sent, must<"fromAccid", &me::from>, must<"toAccids", &me::to>,
                must<"attach", &me::attach>, may<"pushcontent", &me::push_content>, may<"payload", &me::payload>,
                may<"sound", &me::sound>, may<"save", &me::save>, may<"option", &me::option>,
                may<"isForcePush", &me::is_force_push>, may<"forcePushContent", &me::force_push_content>,
                may<"env", &me::env>, may<"checkAccidAsyncEnable", &me::check_accid_async_enable>>;
};

/// A notification to a super team.
struct superteam_send_attach_msg {
    account from{};
    natural to{};
    json_or_text<limits::notification_content> attach{};
    push_string push_content{}, force_push_content{};
    push_fields push_payload{};
    limited<limits::sound_name> sound{};
    ranged<1, 2> save{};
    option_text option{};
    flag is_force_push{}, force_push_all{};
    json_text<forced_accounts> force_push_list{};

    using me = superteam_send_attach_msg;
    using described_by =
        v1_call<"superteam/sendAttachMsg", value, must<"from", &me::from>, must<"to", &me::to>,
                must<"attach", &me::attach>, may<"pushContent", &me::push_content>,
                may<"pushPayload", &me::push_payload>, may<"sound", &me::sound>, may<"save", &me::save>,
                may<"option", &me::option>, may<"isForcePush", &me::is_force_push>,
                may<"forcePushContent", &me::force_push_content>, may<"forcePushAll", &me::force_push_all>,
                may<"forcePushList", &me::force_push_list>>;
};

}  // namespace server_api
}  // namespace nimpush::v1
