#pragma once

// InitializeService: the options of V2. Those of iOS and Android are of all versions of the plugin, 1.7.7 too.

#include <cstdint>
#include <type_traits>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/extras.hpp>
#include <nimpush/dialect/plugin/nos_scenes.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

using plugin::android_sdk_options, plugin::common_sdk_options, plugin::ios_sdk_options;
using plugin::nos_scene, plugin::nos_scenes;

namespace detail {

// 10.9.2 had these three at the end, in another order.
template <class T>
using pc_cloud_conversation = field<"enableCloudConversation", &T::enable_cloud_conversation, schema::since<10, 9, 2>,
                                    schema::here_since<10, 9, 90>>;
template <class T>
using pc_reduce_unread = field<"reduceUnreadOnMessageRecall", &T::reduce_unread_on_message_recall,
                               schema::since<10, 9, 2>, schema::here_since<10, 9, 90>>;
template <class T>
using pc_team_badge =
    field<"teamNotificationBadge", &T::team_notification_badge, schema::since<10, 9, 2>, schema::here_since<10, 9, 90>>;

}  // namespace detail

/// What the desktop is told at least (NIMBasicOption): 7 keys in 10.3.1, 10 in 10.9.2, 18 in 10.9.90.
struct basic_option {
    bool use_https = true, use_httpdns = true;
    maybe<std::int64_t> custom_client_type{};
    tag_text custom_tag{};
    natural log_reserve_days = 30;
    flutter_channel_v2::sdk_log_level sdk_log_level = sdk_log_level::app;
    bool disable_app_nap = true;
    bool enable_cloud_conversation = false;
    bool enable_cloud_friend_add_application = false;
    bool enable_cloud_team_join_action_info = false;
    natural log_max_size{};  // bytes
    text customize_log_collection_directory{};
    bool enable_compass = true;
    maybe<bool> team_notification_badge{};
    bool reduce_unread_on_message_recall = false;
    bool conversation_snapshot = true;
    text compass_data_endpoint{}, ab_test_endpoint{};
    using described_by = field_list<
        field<"useHttps", &basic_option::use_https>, field<"useHttpdns", &basic_option::use_httpdns>,
        detail::pc_cloud_conversation<basic_option>,
        field<"enableCloudFriendAddApplication", &basic_option::enable_cloud_friend_add_application,
              schema::since<10, 9, 90>>,
        field<"enableCloudTeamJoinActionInfo", &basic_option::enable_cloud_team_join_action_info,
              schema::since<10, 9, 90>>,
        field<"customClientType", &basic_option::custom_client_type>, field<"customTag", &basic_option::custom_tag>,
        field<"logMaxSize", &basic_option::log_max_size, schema::since<10, 9, 90>>,
        field<"logReserveDays", &basic_option::log_reserve_days>, field<"sdkLogLevel", &basic_option::sdk_log_level>,
        field<"customizeLogCollectionDirectory", &basic_option::customize_log_collection_directory,
              schema::since<10, 9, 90>>,
        field<"disableAppNap", &basic_option::disable_app_nap>,
        schema::stood<detail::pc_cloud_conversation<basic_option>>,
        field<"enableCompass", &basic_option::enable_compass, schema::since<10, 9, 90>>,
        detail::pc_team_badge<basic_option>, detail::pc_reduce_unread<basic_option>,
        schema::stood<detail::pc_reduce_unread<basic_option>>, schema::stood<detail::pc_team_badge<basic_option>>,
        field<"conversationSnapshot", &basic_option::conversation_snapshot, schema::since<10, 9, 90>>,
        field<"compassDataEndpoint", &basic_option::compass_data_endpoint, schema::since<10, 9, 90>>,
        field<"abTestEndpoint", &basic_option::ab_test_endpoint, schema::since<10, 9, 90>>>;
};

/// How the desktop connects (NIMLinkOption); times in milliseconds.
struct link_option {
    natural link_timeout = 3000, protocol_timeout = 3000;
    asymmetric_algorithm asymmetric_encryption_algorithm = asymmetric_algorithm::rsa;
    symmetric_algorithm symmetric_encryption_algorithm = symmetric_algorithm::rc4;
    using described_by =
        field_list<field<"linkTimeout", &link_option::link_timeout, schema::not_null>,
                   field<"protocolTimeout", &link_option::protocol_timeout, schema::not_null>,
                   field<"asymmetricEncryptionAlgorithm", &link_option::asymmetric_encryption_algorithm>,
                   field<"symmetricEncryptionAlgorithm", &link_option::symmetric_encryption_algorithm>>;
};

/// The database of the desktop (NIMDatabaseOption).
struct database_option {
    text encryption_key{};
    bool enable_backup = true, enable_restore = true;
    text backup_folder{};
    sql_cipher_version sqlcipher_version = sql_cipher_version::v3;
    using described_by = field_list<field<"encryptionKey", &database_option::encryption_key>,
                                    field<"enableBackup", &database_option::enable_backup>,
                                    field<"enableRestore", &database_option::enable_restore>,
                                    field<"backupFolder", &database_option::backup_folder>,
                                    field<"sqlcipherVersion", &database_option::sqlcipher_version>>;
};

/// Where files of the desktop lie (NIMFCSOption).
struct fcs_option {
    flutter_channel_v2::fcs_auth_type fcs_auth_type = fcs_auth_type::none;
    text custom_auth_refer{}, custom_auth_ua{};
    using described_by = field_list<field<"fcsAuthType", &fcs_option::fcs_auth_type>,
                                    field<"customAuthRefer", &fcs_option::custom_auth_refer>,
                                    field<"customAuthUA", &fcs_option::custom_auth_ua>>;
};

/// A private deployment, for the desktop (NIMPrivateServerOption).
struct private_server_option {
    flutter_channel_v2::ip_protocol_version ip_protocol_version = ip_protocol_version::ipv4;
    maybe<std::vector<text>> lbs_addresses{};
    text nos_lbs_address{}, default_link_address{}, default_link_address_ipv6{}, default_nos_upload_address{},
        default_nos_upload_host{}, nos_download_address{};
    maybe<std::vector<text>> nos_accelerate_hosts{};
    text nos_accelerate_address{}, probe_ipv4_url{}, probe_ipv6_url{}, asymmetric_encryption_key_a{},
        asymmetric_encryption_key_b{};
    std::int64_t asymmetric_encryption_key_version = 0;
    using described_by =
        field_list<field<"ipProtocolVersion", &private_server_option::ip_protocol_version>,
                   field<"lbsAddresses", &private_server_option::lbs_addresses>,
                   field<"nosLbsAddress", &private_server_option::nos_lbs_address>,
                   field<"defaultLinkAddress", &private_server_option::default_link_address>,
                   field<"defaultLinkAddressIpv6", &private_server_option::default_link_address_ipv6>,
                   field<"defaultNosUploadAddress", &private_server_option::default_nos_upload_address>,
                   field<"defaultNosUploadHost", &private_server_option::default_nos_upload_host>,
                   field<"nosDownloadAddress", &private_server_option::nos_download_address>,
                   field<"nosAccelerateHosts", &private_server_option::nos_accelerate_hosts>,
                   field<"nosAccelerateAddress", &private_server_option::nos_accelerate_address>,
                   field<"probeIpv4Url", &private_server_option::probe_ipv4_url>,
                   field<"probeIpv6Url", &private_server_option::probe_ipv6_url>,
                   field<"asymmetricEncryptionKeyA", &private_server_option::asymmetric_encryption_key_a>,
                   field<"asymmetricEncryptionKeyB", &private_server_option::asymmetric_encryption_key_b>,
                   field<"asymmetricEncryptionKeyVersion", &private_server_option::asymmetric_encryption_key_version>>;
};

/// Options of Windows and macOS (NIMPCSDKOptions). There is nothing of push in them any more.
struct pc_sdk_options {
    text app_key{}, sdk_root_dir{};
    bool enable_fcs = true;
    flutter_channel_v2::basic_option basic_option{};
    maybe<flutter_channel_v2::link_option> link_option{};
    maybe<flutter_channel_v2::database_option> database_option{};
    maybe<flutter_channel_v2::fcs_option> fcs_option{};
    maybe<flutter_channel_v2::private_server_option> private_server_option{};
    using described_by =
        field_list<field<"appKey", &pc_sdk_options::app_key, schema::required, schema::not_null>,
                   field<"sdkRootDir", &pc_sdk_options::sdk_root_dir>, field<"enableFcs", &pc_sdk_options::enable_fcs>,
                   field<"basicOption", &pc_sdk_options::basic_option, schema::required>,
                   field<"linkOption", &pc_sdk_options::link_option>,
                   field<"databaseOption", &pc_sdk_options::database_option>,
                   field<"fcsOption", &pc_sdk_options::fcs_option>,
                   field<"privateServerOption", &pc_sdk_options::private_server_option>>;
};

namespace detail {

template <class Options> constexpr bool are_of(platform p) {
    if constexpr (std::is_same_v<Options, ios_sdk_options>) return p == platform::ios;
    if constexpr (std::is_same_v<Options, android_sdk_options>) return p == platform::android;
    if constexpr (std::is_same_v<Options, ohos_sdk_options>) return p == platform::ohos;
    if constexpr (std::is_same_v<Options, pc_sdk_options>) return p == platform::windows || p == platform::macos;
}

}  // namespace detail

/// Wakes the SDK up: the options' map, `extras` and the service name.
/// `initialize<ios_sdk_options>{.options = {.common = {.app_key = "key"}, .apns_cername = "acme_prod"}}`.
template <class Options> struct initialize {
    Options options{};
    plugin::basic_extras<v10_9_90> extras = extras.of_plugin();

    static constexpr bool is_for(platform p) { return detail::are_of<Options>(p); }
    static constexpr call_info info{
        "InitializeService.initialize",
        "InitializeService",
        "initialize",
        plugin::guard::none,
        {},
        std::is_same_v<Options, ohos_sdk_options> ? nimpush::detail::first_version(platform::ohos) : plugin_version{}};
    using data = anything;
    using described_by = field_list<field<"options", &initialize::options, schema::required, schema::flat>,
                                    field<"extras", &initialize::extras>>;
};
/// Lets the SDK of the desktop go.
struct release_desktop {
    using described_by = call_fields<"InitializeService.releaseDesktop", anything>;
};

}  // namespace nimpush::v1::flutter_channel_v2
