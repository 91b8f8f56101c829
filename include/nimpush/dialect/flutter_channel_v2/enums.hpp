#pragma once

// The enumerators of V2, each with its name in Dart and its number on the wire.
//
// An enumerator's name here is what Dart's has beside the name of its enum: loginClientTypePC is
// login_client_type::pc; and Message is left out of the names of the enums of messages.

#include <cstdint>

#include <nimpush/core/schema.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

namespace detail {

// Within a class, as g++ 12 says of the enumerator of an enum class in a namespace that it shadows nimpush::text.
struct enums {
    enum class message_type : std::uint8_t {
        invalid,
        text,
        image,
        audio,
        video,
        location,
        notification,
        file,
        av_chat,
        tip,
        robot,
        call,
        custom,
        chatroom_notification
    };
};
using nim_kind = nimpush::message_kind;
inline constexpr std::int64_t of_chatroom_notification = 105;  // no kind of message that is sent
template <nim_kind... Kinds>
using message_numbers = schema::listed_numbers<-1, number_of(Kinds)..., of_chatroom_notification>;
schema::numbered_texts<message_numbers<nim_kind::text, nim_kind::image, nim_kind::audio, nim_kind::video,
                                       nim_kind::location, nim_kind::notification, nim_kind::file, nim_kind::avchat,
                                       nim_kind::tip, nim_kind::robot, nim_kind::netcall, nim_kind::custom>,
                       "invalid", "text", "image", "audio", "video", "location", "notification", "file", "avChat",
                       "tip", "robot", "call", "custom", "chatroomNotification">
    enum_names(enums::message_type);
schema::later<enums::message_type::chatroom_notification, 10, 5, 0> enum_versions(enums::message_type);

}  // namespace detail

enum class ai_role_type : std::uint8_t { system, user, assistant };
schema::counted<0, "system", "user", "assistant"> enum_names(ai_role_type);
enum class asymmetric_algorithm : std::uint8_t { rsa, sm2 };
schema::counted<1, "nimAsymmetricEncryptionAlgorithmRSA", "nimAsymmetricEncryptionAlgorithmSM2"> enum_names(
    asymmetric_algorithm);
enum class client_antispam_operate_type : std::uint8_t { none, replace, client_shield, server_shield };
schema::counted<0, "none", "replace", "clientShield", "serverShield"> enum_names(client_antispam_operate_type);
enum class connect_status : std::uint8_t { disconnected, connected, connecting, waiting };
schema::counted<0, "nimConnectStatusDisconnected", "nimConnectStatusConnected", "nimConnectStatusConnecting",
                "nimConnectStatusWaiting">
    enum_names(connect_status);
enum class conversation_type : std::uint8_t { unknown, p2p, team, super_team };
schema::numbered_texts<
    schema::listed_numbers<0, conversation_number(session_kind::p2p), conversation_number(session_kind::team),
                           conversation_number(session_kind::super_team)>,
    "unknown", "p2p", "team", "superTeam">
    enum_names(conversation_type);
enum class data_sync_level : std::uint8_t { full, basic };
schema::counted<0, "dataSyncLevelFull", "dataSyncLevelBasic"> enum_names(data_sync_level);
enum class data_sync_state : std::uint8_t { waiting, in_syncing, completed };
schema::counted<1, "nimDataSyncStateWaiting", "nimDataSyncStateInSyncing", "nimDataSyncStateCompleted"> enum_names(
    data_sync_state);
enum class data_sync_type : std::uint8_t { unknown, main, team_member, super_team_member };
schema::counted<0, "nimDataSyncUnknown", "nimDataSyncMain", "nimDataSyncTeamMember", "nimDataSyncSuperTeamMember">
    enum_names(data_sync_type);
enum class fcs_auth_type : std::uint8_t { none, refer, time_token, url_token, custom };
schema::counted<0, "NIMFCSAuthTypeNone", "NIMFCSAuthTypeRefer", "NIMFCSAuthTypeTimeToken", "NIMFCSAuthTypeUrlToken",
                "NIMFCSAuthTypeCustom">
    enum_names(fcs_auth_type);
enum class ip_protocol_version : std::uint8_t { unspecified, ipv4, ipv6 };
schema::counted<0, "NIMIPProtocolVersionUnspecified", "NIMIPProtocolVersionIPv4", "NIMIPProtocolVersionIPv6">
    enum_names(ip_protocol_version);
enum class kicked_offline_reason : std::uint8_t { client_exclusive, server, client };
schema::counted<1, "kickedOfflineReasonClientExclusive", "kickedOfflineReasonServer", "kickedOfflineReasonClient">
    enum_names(kicked_offline_reason);
enum class login_auth_type : std::uint8_t { default_, dynamic_token, third_party };
schema::counted<0, "authTypeDefault", "authTypeDynamicToken", "authTypeThirdParty"> enum_names(login_auth_type);
enum class login_client_change : std::uint8_t { list, login, logout };
schema::counted<1, "nimLoginClientChangeList", "nimLoginClientChangeLogin", "nimLoginClientChangeLogout"> enum_names(
    login_client_change);
enum class login_client_type : std::uint8_t { unknown, android, ios, pc, win_phone, web, restful, mac, harmony };
schema::numbered_texts<schema::listed_numbers<0, 1, 2, 4, 8, 16, 32, 64, 65>, "loginClientTypeUnknown",
                       "loginClientTypeAndroid", "loginClientTypeIOS", "loginClientTypePC", "loginClientTypeWinPhone",
                       "loginClientTypeWeb", "loginClientTypeRestful", "loginClientTypeMac", "loginClientTypeHarmony">
    enum_names(login_client_type);
enum class login_status : std::uint8_t { logout, logined, logining, unlogin };
schema::counted<0, "loginStatusLogout", "loginStatusLogined", "loginStatusLogining", "loginStatusUnlogin"> enum_names(
    login_status);
enum class ai_status : std::uint8_t { unknow, at, response };
schema::counted<0, "unknow", "at", "response"> enum_names(ai_status);
enum class attachment_upload_state : std::uint8_t { unknown, succeed, failed, uploading };
schema::counted<0, "unknown", "succeed", "failed", "uploading"> enum_names(attachment_upload_state);
enum class notification_type : std::uint8_t {
    team_invite,
    team_kick,
    team_leave,
    team_update_t_info,
    team_dismiss,
    team_apply_pass,
    team_owner_transfer,
    team_add_manager,
    team_remove_manager,
    team_invite_accept,
    team_banned_team_member,
    super_team_invite,
    super_team_kick,
    super_team_leave,
    super_team_update_tinfo,
    super_team_dismiss,
    super_team_owner_transfer,
    super_team_add_manager,
    super_team_remove_manager,
    super_team_banned_team_member,
    super_team_apply_pass,
    super_team_invite_accept
};
schema::numbered_texts<
    schema::listed_numbers<0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411>,
    "teamInvite", "teamKick", "teamLeave", "teamUpdateTInfo", "teamDismiss", "teamApplyPass", "teamOwnerTransfer",
    "teamAddManager", "teamRemoveManager", "teamInviteAccept", "teamBannedTeamMember", "superTeamInvite",
    "superTeamKick", "superTeamLeave", "superTeamUpdateTinfo", "superTeamDismiss", "superTeamOwnerTransfer",
    "superTeamAddManager", "superTeamRemoveManager", "superTeamBannedTeamMember", "superTeamApplyPass",
    "superTeamInviteAccept">
    enum_names(notification_type);
enum class pin_state : std::uint8_t { not_pinned, pinned, updated };
schema::counted<0, "notPinned", "pinned", "updated"> enum_names(pin_state);
enum class quick_comment_type : std::uint8_t { add, remove };
schema::counted<1, "add", "remove"> enum_names(quick_comment_type);
enum class revoke_type : std::uint8_t {
    undefined,
    p2p_bothway,
    team_bothway,
    super_team_bothway,
    p2p_oneway,
    team_oneway
};
schema::counted<0, "undefined", "p2pBothway", "teamBothway", "superTeamBothway", "p2pOneway", "teamOneway"> enum_names(
    revoke_type);
enum class last_message_state : std::uint8_t { normal, revoked, client_fill };
schema::counted<0, "defaultState", "revoke", "clientFill"> enum_names(last_message_state);
enum class sending_state : std::uint8_t { unknown, succeeded, failed, sending };
schema::counted<0, "unknown", "succeeded", "failed", "sending"> enum_names(sending_state);
using message_type = detail::enums::message_type;
enum class p2p_message_mute_mode : std::uint8_t { off, on };
schema::counted<0, "p2pMessageMuteModeOff", "p2pMessageMuteModeOn"> enum_names(p2p_message_mute_mode);
enum class push_notification_display_type : std::uint8_t { detail, no_detail };
schema::counted<1, "pushNotificationDisplayTypeDetail", "pushNotificationDisplayTypeNoDetail"> enum_names(
    push_notification_display_type);
enum class push_notification_profile : std::uint8_t {
    not_set,
    enable_all,
    only_high_and_medium_level,
    only_high_level,
    disable_all,
    platform_default
};
schema::counted<0, "pushNotificationProfileNotSet", "pushNotificationProfileEnableAll",
                "pushNotificationProfileOnlyHighAndMediumLevel", "pushNotificationProfileOnlyHighLevel",
                "pushNotificationProfileDisableAll", "pushNotificationProfilePlatformDefault">
    enum_names(push_notification_profile);
enum class sdk_log_level : std::uint8_t { fatal, error, warn, app, pro };
schema::numbered_texts<schema::listed_numbers<1, 2, 3, 5, 6>, "nimSdkLogLevelFatal", "nimSdkLogLevelError",
                       "nimSdkLogLevelWarn", "nimSdkLogLevelApp", "nimSdkLogLevelPro">
    enum_names(sdk_log_level);
enum class sql_cipher_version : std::uint8_t { v3, v4 };
schema::counted<3, "NIMSqlCipherVersion3", "NIMSqlCipherVersion4"> enum_names(sql_cipher_version);
enum class symmetric_algorithm : std::uint8_t { rc4, aes128, sm4 };
schema::numbered_texts<schema::listed_numbers<1, 2, 4>, "nimSymmetricEncryptionAlgorithmRC4",
                       "nimSymmetricEncryptionAlgorithmAES128", "nimSymmetricEncryptionAlgorithmSM4">
    enum_names(symmetric_algorithm);
enum class team_agree_mode : std::uint8_t { auth, no_auth, unknown };
schema::numbered_texts<schema::listed_numbers<0, 1, -1>, "agreeModeAuth", "agreeModeNoAuth", "unknown"> enum_names(
    team_agree_mode);
schema::later<team_agree_mode::unknown, 10, 9, 2> enum_versions(team_agree_mode);
enum class team_invite_mode : std::uint8_t { manager, all, unknown };
schema::numbered_texts<schema::listed_numbers<0, 1, -1>, "inviteModeManager", "inviteModeAll", "unknown"> enum_names(
    team_invite_mode);
schema::later<team_invite_mode::unknown, 10, 9, 2> enum_versions(team_invite_mode);
enum class team_join_mode : std::uint8_t { free, apply, invite, unknown };
schema::numbered_texts<schema::listed_numbers<0, 1, 2, -1>, "joinModeFree", "joinModeApply", "joinModeInvite",
                       "unknown">
    enum_names(team_join_mode);
schema::later<team_join_mode::unknown, 10, 9, 2> enum_versions(team_join_mode);
enum class team_message_mute_mode : std::uint8_t { off, on, manager_off };
schema::counted<0, "teamMessageMuteModeOff", "teamMessageMuteModeOn", "teamMessageMuteModeManagerOff"> enum_names(
    team_message_mute_mode);
enum class team_type : std::uint8_t { invalid, normal, super };
schema::counted<0, "typeInvalid", "typeNormal", "typeSuper"> enum_names(team_type);
enum class team_update_extension_mode : std::uint8_t { manager, all, unknown };
schema::numbered_texts<schema::listed_numbers<0, 1, -1>, "updateExtensionModeManager", "updateExtensionModeAll",
                       "unknown">
    enum_names(team_update_extension_mode);
schema::later<team_update_extension_mode::unknown, 10, 9, 2> enum_versions(team_update_extension_mode);
enum class team_update_info_mode : std::uint8_t { manager, all, unknown };
schema::numbered_texts<schema::listed_numbers<0, 1, -1>, "updateInfoModeManager", "updateInfoModeAll", "unknown">
    enum_names(team_update_info_mode);
schema::later<team_update_info_mode::unknown, 10, 9, 2> enum_versions(team_update_info_mode);

/// Where a message came from.
enum class message_source : std::uint8_t { unknown, online, offline, roaming };
schema::counted<0, "unknown", "online", "offline", "roaming"> enum_names(message_source);
/// How far a message is that is streamed, by whom it may be.
enum class stream_status : std::uint8_t { streaming, none, placeholder, stopped, updated, generated, aborted };
schema::counted<-1, "V2NIM_MESSAGE_STREAM_STATUS_STREAMING", "V2NIM_MESSAGE_STREAM_STATUS_NONE",
                "V2NIM_MESSAGE_STREAM_STATUS_PLACEHOLDER", "V2NIM_MESSAGE_STREAM_STATUS_STOPPED",
                "V2NIM_MESSAGE_STREAM_STATUS_UPDATED", "V2NIM_MESSAGE_STREAM_STATUS_GENERATED",
                "V2NIM_MESSAGE_STREAM_STATUS_ABORTED">
    enum_names(stream_status);
/// The same of an AI's answer; the plugin has names of their own for it.
enum class ai_stream_status : std::uint8_t { streaming, none, placeholder, stopped, updated, generated, aborted };
schema::counted<-1, "V2NIM_MESSAGE_AI_STREAM_STATUS_STREAMING", "V2NIM_MESSAGE_AI_STREAM_STATUS_NONE",
                "V2NIM_MESSAGE_AI_STREAM_STATUS_PLACEHOLDER", "V2NIM_MESSAGE_AI_STREAM_STATUS_STOPPED",
                "V2NIM_MESSAGE_AI_STREAM_STATUS_UPDATED", "V2NIM_MESSAGE_AI_STREAM_STATUS_GENERATED",
                "V2NIM_MESSAGE_AI_STREAM_STATUS_ABORTED">
    enum_names(ai_stream_status);
enum class ai_stop_operation : std::uint8_t { default_, revoke, update };
schema::counted<0, "V2NIM_MESSAGE_AI_STREAM_STOP_OP_DEFAULT", "V2NIM_MESSAGE_AI_STREAM_STOP_OP_REVOKE",
                "V2NIM_MESSAGE_AI_STREAM_STOP_OP_UPDATE">
    enum_names(ai_stop_operation);
enum class ai_regen_operation : std::uint8_t { update, new_ };
schema::counted<1, "V2NIM_MESSAGE_AI_REGEN_OP_UPDATE", "V2NIM_MESSAGE_AI_REGEN_OP_NEW"> enum_names(ai_regen_operation);
/// Whose push an Android phone has (NIMPushType of MixPushService).
enum class push_vendor : std::uint8_t { unknown, disable, xiaomi, huawei, meizu, fcm, vivo, oppo, honor };
schema::numbered_texts<schema::listed_numbers<-1, 0, 5, 6, 7, 8, 9, 10, 11>, "unknown", "disable", "xiaomi", "huawei",
                       "meizu", "fcm", "vivo", "oppo", "honor">
    enum_names(push_vendor);
/// The same in the older question of the initialisation (MixPushTypeEnum), where 0 is unknown, and the SDK's own -1 is
/// an ArgumentError.
enum class suggested_vendor : std::uint8_t { unknown, xiaomi, huawei, meizu, fcm, vivo, oppo, honor };
schema::numbered_texts<schema::listed_numbers<0, 5, 6, 7, 8, 9, 10, 11>, "unknown", "xiaoMi", "huaWei", "meiZu", "fcm",
                       "vivo", "oppo", "honor">
    enum_names(suggested_vendor);

}  // namespace nimpush::v1::flutter_channel_v2
