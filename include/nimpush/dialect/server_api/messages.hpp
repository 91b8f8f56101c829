#pragma once

// v1: messages, one, many and to super teams; broadcasts; recalling, deleting and marking as read.
//
// The lists are in the order of the vendor's request classes. Limits are those of the documents.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/answer.hpp>
#include <nimpush/dialect/server_api/body.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// What a message may do. All are on where they are absent, but `need_push_nick` of notifications, which
/// know `badge`, `need_push_nick` and `route` alone. Without `push` nobody is pushed, without `persistent` only
/// those get it who are online; `badge` counts it as unread, `need_push_nick` puts the sender's nickname before
/// the push text, `route` sends a copy to the app's server.
struct message_option {
    flag push{}, badge{}, need_push_nick{}, persistent{};
    flag roam{}, history{}, sender_sync{}, route{}, session_update{};

    using me = message_option;
    using described_by = field_list<may<"push", &me::push>, may<"roam", &me::roam>, may<"history", &me::history>,
                                    may<"sendersync", &me::sender_sync>, may<"route", &me::route>,
                                    may<"badge", &me::badge>, may<"needPushNick", &me::need_push_nick>,
                                    may<"persistent", &me::persistent>, may<"sessionUpdate", &me::session_update>>;
};
using option_text = json_text<message_option>;

/// One message to an account (`ope` 0) or a team (1). `body` is `{"msg": …}` for texts, the file's facts for
/// files. Without `push_content` a text message pushes its text, others a phrase for their type.
/// `force_push_all` (everybody but the sender), `force_push_list` and `mark_read` are for teams alone; who is
/// pushed by force is shown `force_push_content`, whatever was muted.
struct send_msg {
    account from{}, to{};
    ranged<0, 1> ope{};
    message_kind type{};
    json_object<limits::message_body> body{};
    json_object<limits::antispam_content> antispam_custom{};
    limited<limits::message_description> msg_desc{};
    option_text option{};
    push_string push_content{}, force_push_content{};
    push_fields payload{};
    json_or_text<limits::server_extension> ext{};
    flag force_push_all{}, antispam{}, async{}, check_friend{};
    json_text<forced_accounts> force_push_list{};
    number use_yidun{};  // 0: the general anti-spam check
    json_object<limits::antispam_extension> yidun_anti_cheating{}, yidun_anti_spam_ext{};
    ranged<0, 1> mark_read{}, msg_sender_no_sense{}, msg_receiver_no_sense{};
    ranged<limits::least_sub_type> sub_type{};
    text bid{}, env{}, robot_account{}, robot_topic{}, robot_function{}, robot_custom_content{};

    using me = send_msg;
    using described_by =
        v1_call<"msg/sendMsg", message_sent, must<"from", &me::from>, must<"ope", &me::ope>, must<"to", &me::to>,
                must<"type", &me::type>, must<"body", &me::body, holds_body, schema::checked_by<detail::body_of_kind>>,
                may<"msgDesc", &me::msg_desc>, may<"antispam", &me::antispam>,
                may<"antispamCustom", &me::antispam_custom>, may<"option", &me::option>,
                may<"pushcontent", &me::push_content, schema::wire_key<"pushContent">>, may<"payload", &me::payload>,
                may<"ext", &me::ext>, may<"forcepushall", &me::force_push_all, schema::wire_key<"forcePushAll">>,
                may<"forcepushlist", &me::force_push_list, schema::wire_key<"forcePushList">>,
                may<"forcepushcontent", &me::force_push_content, schema::wire_key<"forcePushContent">>,
                may<"useYidun", &me::use_yidun>, may<"bid", &me::bid>,
                may<"yidunAntiCheating", &me::yidun_anti_cheating>, may<"yidunAntiSpamExt", &me::yidun_anti_spam_ext>,
                may<"markRead", &me::mark_read>, may<"async", &me::async>, may<"checkFriend", &me::check_friend>,
                may<"subType", &me::sub_type>, may<"msgSenderNoSense", &me::msg_sender_no_sense>,
                may<"msgReceiverNoSense", &me::msg_receiver_no_sense>, may<"env", &me::env>,
                may<"robotAccount", &me::robot_account>, may<"robotTopic", &me::robot_topic>,
                may<"robotFunction", &me::robot_function>, may<"robotCustomContent", &me::robot_custom_content>>;
};

namespace detail {

using batch_receivers = accounts<limits::batch_accounts>;

struct fewer_with_ids {
    template <class T, class To>
    static constexpr void at(const T& one, const To& to, const place& here, fault_list& faults) {
        if (!one.return_msgid.value_or(false)) return;
        const std::size_t size = to.tree().value_or(batch_receivers()).items().size();
        if (size > limits::batch_accounts_with_ids)
            faults.add(here, errc::too_many,
                       join(count_text(size), " accounts, at most ", count_text(limits::batch_accounts_with_ids),
                            " with returnMsgid"));
    }
};

}  // namespace detail

/// One message to at most limits::batch_accounts, fewer where `return_msgid` asks for their ids. No force push.
struct send_batch_msg {
    account from{};
    json_text<detail::batch_receivers> to{};
    message_kind type{};
    json_object<limits::message_body> body{};
    limited<limits::message_description> msg_desc{};
    option_text option{};
    push_string push_content{};
    push_fields payload{};
    json_or_text<limits::server_extension> ext{};
    number use_yidun{};
    json_object<limits::antispam_extension> yidun_anti_cheating{}, yidun_anti_spam_ext{};
    flag return_msgid{};
    ranged<0, 1> msg_sender_no_sense{};
    text bid{}, env{};

    using me = send_batch_msg;
    using described_by = v1_call<
        "msg/sendBatchMsg", batch_sent, must<"fromAccid", &me::from>,
        must<"toAccids", &me::to, schema::checked_by<detail::fewer_with_ids>>, must<"type", &me::type>,
        must<"body", &me::body, holds_body, schema::checked_by<detail::body_of_kind>>, may<"msgDesc", &me::msg_desc>,
        may<"option", &me::option>, may<"pushcontent", &me::push_content, schema::wire_key<"pushContent">>,
        may<"payload", &me::payload>, may<"ext", &me::ext>, may<"useYidun", &me::use_yidun>, may<"bid", &me::bid>,
        may<"yidunAntiCheating", &me::yidun_anti_cheating>, may<"yidunAntiSpamExt", &me::yidun_anti_spam_ext>,
        may<"returnMsgid", &me::return_msgid>, may<"env", &me::env>, may<"msgSenderNoSense", &me::msg_sender_no_sense>>;
};

/// One message to a super team, whose push keys are spelt in a third way.
struct superteam_send_msg {
    natural tid{};
    account from{};
    message_kind type{};
    json_object<limits::message_body> body{};
    json_object<limits::antispam_content> antispam_custom{};
    limited<limits::message_description> msg_desc{};
    option_text option{};
    push_string push_content{}, force_push_content{};
    push_fields push_payload{};
    json_or_text<limits::server_extension> ext{};
    flag is_force_push{}, force_push_all{}, antispam{}, is_check_mute{};
    json_text<forced_accounts> force_push_list{};
    number use_yidun{};
    json_object<limits::antispam_extension> yidun_anti_cheating{}, yidun_anti_spam_ext{};
    ranged<limits::least_sub_type> sub_type{};
    text bid{}, env{};

    using me = superteam_send_msg;
    using described_by =
        v1_call<"superteam/sendMsg", message_sent, must<"tid", &me::tid>, must<"fromAccid", &me::from>,
                must<"type", &me::type>, must<"body", &me::body, holds_body, schema::checked_by<detail::body_of_kind>>,
                may<"msgDesc", &me::msg_desc>, may<"antispam", &me::antispam>,
                may<"antispamCustom", &me::antispam_custom>, may<"useYidun", &me::use_yidun>,
                may<"yidunAntiCheating", &me::yidun_anti_cheating>, may<"yidunAntiSpamExt", &me::yidun_anti_spam_ext>,
                may<"bid", &me::bid>, may<"option", &me::option>, may<"ext", &me::ext>,
                may<"pushContent", &me::push_content>, may<"pushPayload", &me::push_payload>,
                may<"isForcePush", &me::is_force_push>, may<"forcePushContent", &me::force_push_content>,
                may<"forcePushAll", &me::force_push_all>, may<"forcePushList", &me::force_push_list>,
                may<"subType", &me::sub_type>, may<"env", &me::env>, may<"isCheckMute", &me::is_check_mute>>;
};

/// A message to everybody, not pushed. It is for those who are online unless `is_offline`; `ttl` in hours, 7 days
/// where absent; `target_os` of ios, aos, pc, web, mac, all where absent.
struct broadcast_msg {
    limited<limits::broadcast_body> body{};
    account from{};
    flag is_offline{};
    natural ttl{};
    json_text<std::vector<text>> target_os{};

    using described_by = v1_call<"msg/broadcastMsg", broadcast_sent, must<"body", &broadcast_msg::body>,
                                 may<"from", &broadcast_msg::from>, may<"isOffline", &broadcast_msg::is_offline>,
                                 may<"ttl", &broadcast_msg::ttl>, may<"targetOs", &broadcast_msg::target_os>>;
};

struct delete_broadcast_msg {
    natural broadcast_id{};

    using described_by =
        v1_call<"history/delBroadcastMsgById", value, must<"broadcastId", &delete_broadcast_msg::broadcast_id>>;
};

/// Takes a message back: `type` 7 an account's, 8 a team's; `timetag` is the message's, in milliseconds;
/// `ignore_time` 1 within 30 days. Android shows `push_content` (cut at limits::push_text), iOS only without a payload.
struct recall_msg {
    natural delete_msgid{}, timetag{};
    ranged<7, 8> type{};
    account from{}, to{};
    limited<limits::recall_reason> msg{};
    among<1> ignore_time{};
    text push_content{}, env{};
    push_fields payload{};
    limited<limits::recall_attach> attach{};

    using me = recall_msg;
    using described_by =
        v1_call<"msg/recall", value, must<"deleteMsgid", &me::delete_msgid>, must<"timetag", &me::timetag>,
                must<"type", &me::type>, must<"from", &me::from>, must<"to", &me::to>, may<"msg", &me::msg>,
                may<"ignoreTime", &me::ignore_time>, may<"pushcontent", &me::push_content>,
                may<"payload", &me::payload>, may<"env", &me::env>, may<"attach", &me::attach>>;
};

struct superteam_recall_msg {
    natural delete_msgid{}, timetag{}, to{};
    account from{};
    limited<limits::recall_reason> msg{};
    among<0, 1> ignore_time{};
    push_string push_content{};
    push_fields push_payload{};

    using me = superteam_recall_msg;
    using described_by =
        v1_call<"superteam/recallMsg", value, must<"deleteMsgid", &me::delete_msgid>, must<"timetag", &me::timetag>,
                must<"from", &me::from>, must<"to", &me::to>, may<"msg", &me::msg>, may<"ignoreTime", &me::ignore_time>,
                may<"pushContent", &me::push_content>, may<"pushPayload", &me::push_payload>>;
};

/// Takes a message from one side: `type` 13 an account's, 14 a team's.
struct delete_msg_one_way {
    natural delete_msgid{}, timetag{};
    ranged<13, 14> type{};
    account from{}, to{};
    limited<limits::recall_reason> msg{};

    using described_by = v1_call<"msg/delMsgOneWay", value, must<"deleteMsgid", &delete_msg_one_way::delete_msgid>,
                                 must<"timetag", &delete_msg_one_way::timetag>, must<"type", &delete_msg_one_way::type>,
                                 must<"from", &delete_msg_one_way::from>, must<"to", &delete_msg_one_way::to>,
                                 may<"msg", &delete_msg_one_way::msg>>;
};

/// Deletes a message everywhere, without notice.
struct delete_msg {
    natural delete_msgid{}, timetag{};
    ranged<7, 8> type{};
    account from{}, to{};

    using described_by = v1_call<"msg/delMsg", value, must<"deleteMsgid", &delete_msg::delete_msgid>,
                                 must<"timetag", &delete_msg::timetag>, must<"type", &delete_msg::type>,
                                 must<"from", &delete_msg::from>, must<"to", &delete_msg::to>>;
};

/// `type` 1: with an account, 2: of a team, 3: of a super team.
struct delete_roam_session {
    ranged<1, 3> type{};
    account from{}, to{};

    using described_by = v1_call<"msg/delRoamSession", value, must<"type", &delete_roam_session::type>,
                                 must<"from", &delete_roam_session::from>, must<"to", &delete_roam_session::to>>;
};

/// `from` is who read it.
struct mark_read_msg {
    account from{}, to{};
    text msgid_client{};

    using described_by = v1_call<"msg/markReadMsg", value, must<"from", &mark_read_msg::from>,
                                 must<"to", &mark_read_msg::to>, must<"msgidClient", &mark_read_msg::msgid_client>>;
};

struct mark_read_team_msg {
    server_api::account accid{};
    natural tid{};
    json_text<std::vector<std::int64_t>> msgids{};

    using described_by = v1_call<"msg/markReadTeamMsg", value, must<"accid", &mark_read_team_msg::accid>,
                                 must<"tid", &mark_read_team_msg::tid>, must<"msgids", &mark_read_team_msg::msgids>>;
};

}  // namespace server_api
}  // namespace nimpush::v1
