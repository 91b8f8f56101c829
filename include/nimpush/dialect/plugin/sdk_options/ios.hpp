#pragma once

// What the SDK is told on iOS (NIMIOSSDKOptions).

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/server_config.hpp>
#include <nimpush/model/cert_name.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::plugin {

namespace detail {

/// 10.9.2 has it right behind `enableFcs`.
template <class O>
using ios_cloud_conversation = field<"enableV2CloudConversation", &O::enable_v2_cloud_conversation,
                                     schema::since<10, 9, 2>, schema::here_since<10, 9, 90>>;

}  // namespace detail

/// Options of iOS, of all versions of the plugin: 1.7.7, and nim_core_v2 from 10.3.1 (33 keys) to 10.9.90 (38).
/// `apns_cername` names the push certificate of the Yunxin console, exactly.
///
/// Null bools reach the SDK as NO (see common_sdk_options): set enabled_https_for_info and
/// enabled_https_for_message to true, or the SDK speaks plain HTTP.
struct ios_sdk_options {
    common_sdk_options common{};
    maybe<bool> use_asset_server_address_config{};  // ignored by iOS
    bool enable_fcs = true;
    maybe<plugin::server_config> server_config{};
    cert_name apns_cername{};
    cert_name pk_cername{};  // PushKit, for calls
    maybe<bool> disable_traceroute{};
    natural max_upload_log_size{};  // bytes, 0: no limit
    maybe<bool> enable_fetch_attachment_automatically_after_receiving_in_chatroom{};
    maybe<bool> enable_file_protection_none{};
    maybe<bool> enabled_https_for_info{};               // SDK's default: on
    maybe<bool> enabled_https_for_message{};            // SDK's default: on
    maybe<std::int64_t> max_auto_login_retry_times{};   // 0: for ever
    ranged<limits::least_log_days> maximum_log_days{};  // SDK's default: 7
    maybe<bool> disable_reconnect_in_background_state{};
    maybe<bool> enable_team_receipt{};
    maybe<bool> enable_file_quick_transfer{};  // SDK's default: on
    maybe<bool> enable_async_load_recent_session{};
    maybe<bool> link_quick_switch{};
    maybe<bool> enabled_qchat_message_cache{};
    maybe<bool> disable_background_task{};
    bool enable_server_v2_friend_add_application = false;
    bool enable_server_v2_team_join_action_info = false;
    bool enable_v2_cloud_conversation = false;  // the badge then counts the conversations of the cloud
    /// The plugin takes the device token itself and hands it over, without a custom key: set it to false where one is
    /// used (FLTAPNSService.swift of 10.9.90).
    bool auto_update_apns_token = true;

    using described_by = schema::joined<
        detail::sdk_head<ios_sdk_options>, detail::sdk_misspelt<ios_sdk_options>, detail::sdk_switches<ios_sdk_options>,
        field_list<field<"useAssetServerAddressConfig", &ios_sdk_options::use_asset_server_address_config>,
                   schema::stood<detail::sdk_fcs<ios_sdk_options>>,
                   schema::stood<detail::ios_cloud_conversation<ios_sdk_options>>>,
        detail::sdk_login<ios_sdk_options>,
        field_list<field<"serverConfig", &ios_sdk_options::server_config>, detail::sdk_fcs<ios_sdk_options>,
                   field<"apnsCername", &ios_sdk_options::apns_cername>,
                   field<"pkCername", &ios_sdk_options::pk_cername>,
                   field<"disableTraceroute", &ios_sdk_options::disable_traceroute>,
                   field<"maxUploadLogSize", &ios_sdk_options::max_upload_log_size>,
                   field<"enableFetchAttachmentAutomaticallyAfterReceivingInChatroom",
                         &ios_sdk_options::enable_fetch_attachment_automatically_after_receiving_in_chatroom>,
                   field<"enableFileProtectionNone", &ios_sdk_options::enable_file_protection_none>,
                   field<"enabledHttpsForInfo", &ios_sdk_options::enabled_https_for_info>,
                   field<"enabledHttpsForMessage", &ios_sdk_options::enabled_https_for_message>,
                   field<"maxAutoLoginRetryTimes", &ios_sdk_options::max_auto_login_retry_times>,
                   field<"maximumLogDays", &ios_sdk_options::maximum_log_days>,
                   field<"disableReconnectInBackgroundState", &ios_sdk_options::disable_reconnect_in_background_state>,
                   field<"disableBackgroundTask", &ios_sdk_options::disable_background_task, schema::since<10, 9, 90>>,
                   field<"enableTeamReceipt", &ios_sdk_options::enable_team_receipt>,
                   field<"enableFileQuickTransfer", &ios_sdk_options::enable_file_quick_transfer>,
                   field<"enableAsyncLoadRecentSession", &ios_sdk_options::enable_async_load_recent_session>,
                   field<"linkQuickSwitch", &ios_sdk_options::link_quick_switch>,
                   field<"enabledQChatMessageCache", &ios_sdk_options::enabled_qchat_message_cache>,
                   field<"enableServerV2FriendAddApplication",
                         &ios_sdk_options::enable_server_v2_friend_add_application, schema::since<10, 9, 90>>,
                   field<"enableServerV2TeamJoinActionInfo", &ios_sdk_options::enable_server_v2_team_join_action_info,
                         schema::since<10, 9, 90>>,
                   detail::ios_cloud_conversation<ios_sdk_options>,
                   field<"autoUpdateApnsToken", &ios_sdk_options::auto_update_apns_token, schema::since<10, 9, 6>>>>;
    friend constexpr bool operator==(const ios_sdk_options&, const ios_sdk_options&) = default;
};

// Order of nim_sdk_ios_options.g.dart:58-107, and of the same file in 10.9.2 and 10.9.90.

}  // namespace nimpush::v1::plugin
