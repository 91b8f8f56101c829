#pragma once

// What the callbacks of the desktop's C SDK are handed. Codes are numbers of NIMResCode.

#include <cstdint>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>

namespace nimpush::inline v1::desktop_sdk {

/// What became of a message or a notification that was sent (nim_talk_reg_ack_cb,
/// nim_sysmsg_reg_custom_notification_ack_cb). `rescode` 200 is success, 811 more accounts in the forced list than
/// allowed; `msg_timetag` in milliseconds.
struct send_ack {
    std::int64_t rescode = 0, msg_timetag = 0;
    text msg_id{}, talk_id{}, third_party_callback_ext{};

    using me = send_ack;
    using described_by =
        sorted<kept<"rescode", &me::rescode>, may<"msg_id", &me::msg_id>, may<"talk_id", &me::talk_id>,
               may<"msg_timetag", &me::msg_timetag>, may<"third_party_callback_ext", &me::third_party_callback_ext>>;
};
/// A message was taken back; nim_talk_reg_recall_msg_cb gives a list of them. `time` is that of the recall, in
/// milliseconds as `msg_time` is; `msg_exist`: is the message on this machine?
struct recall_notice {
    static constexpr bool is_told_in_lists = true;
    std::int64_t to_type = 0, feature = 0, time = 0, msg_time = 0;
    text from_id{}, to_id{}, msg_id{}, notify{}, from_nick{}, operator_id{}, callback_ext{}, attach{};
    bool msg_exist = false;

    using me = recall_notice;
    using described_by =
        sorted<kept<"to_type", &me::to_type>, kept<"feature", &me::feature>, may<"from_id", &me::from_id>,
               may<"to_id", &me::to_id>, may<"msg_id", &me::msg_id>, may<"notify", &me::notify>, may<"time", &me::time>,
               kept<"msg_exist", &me::msg_exist>, may<"msg_time", &me::msg_time>, may<"from_nick", &me::from_nick>,
               may<"operator_id", &me::operator_id>, may<"callback_ext", &me::callback_ext>,
               may<"attach", &me::attach>>;
};
/// Another client of the account that is logged in. `client_type` is a NIMClientType: 1 Android, 2 iOS, 4 Windows,
/// 16 web, 64 macOS; `login_time` in milliseconds. The wrapper fills what the SDK leaves out: "" and 0.
struct other_client {
    text app_account{}, client_os{}, mac{}, device_id{}, custom_tag{};
    std::int64_t client_type = 0, login_time = 0, custom_client_type = 0;

    using me = other_client;
    using described_by =
        sorted<kept<"app_account", &me::app_account>, kept<"client_type", &me::client_type>,
               kept<"client_os", &me::client_os>, kept<"mac", &me::mac>, kept<"device_id", &me::device_id>,
               kept<"login_time", &me::login_time>, kept<"custom_tag", &me::custom_tag>,
               kept<"custom_client_type", &me::custom_client_type>>;
};
/// What became of a login (nim_client_login). `err_code` 302: wrong token; `login_step` 3: the server has answered;
/// `retrying`: the SDK goes on by itself.
struct login_result {
    std::int64_t err_code = 0, login_step = 0;
    bool relogin = false, retrying = false;
    std::vector<other_client> other_clients_pres{};

    using me = login_result;
    using described_by =
        sorted<kept<"err_code", &me::err_code>, kept<"login_step", &me::login_step>, kept<"relogin", &me::relogin>,
               kept<"retrying", &me::retrying>, kept<"other_clients_pres", &me::other_clients_pres>>;
};
/// This client was logged out (nim_client_reg_kickout_cb). `reason_code` 1: another of its kind, 2: the server,
/// 3: another of one's own.
struct kickout {
    std::int64_t client_type = 0, reason_code = 0, custom_client_type = 0;
    text reason_description{};

    using described_by = sorted<kept<"client_type", &kickout::client_type>, kept<"reason_code", &kickout::reason_code>,
                                may<"reason_description", &kickout::reason_description>,
                                kept<"custom_client_type", &kickout::custom_client_type>>;
};
/// Other clients were logged out, at one's own wish (nim_client_reg_kickout_other_client_cb).
struct kick_result {
    std::int64_t err_code = 0;
    std::vector<text> device_ids{};

    using described_by = sorted<kept<"err_code", &kick_result::err_code>, kept<"device_ids", &kick_result::device_ids>>;
};
/// Another client logged in or out (nim_client_reg_multispot_login_notify_cb). `multi_spot_notiy_type`, spelt so on
/// the wire, is 2 for in and 3 for out.
struct multispot {
    std::int64_t multi_spot_notiy_type = 0;
    std::vector<other_client> other_clients_pres{};

    using described_by = sorted<kept<"multi_spot_notiy_type", &multispot::multi_spot_notiy_type>,
                                kept<"other_clients_pres", &multispot::other_clients_pres>>;
};
/// A message to everybody (nim_talk_reg_receive_broadcast_cb). `time` in milliseconds.
struct broadcast {
    std::uint64_t id = 0;
    text from_accid{}, body{};
    std::int64_t time = 0;

    using me = broadcast;
    using described_by =
        sorted<may<"id", &me::id>, may<"from_accid", &me::from_accid>, may<"time", &me::time>, may<"body", &me::body>>;
};

}  // namespace nimpush::v1::desktop_sdk
