#pragma once

// What the SDK is told on HarmonyOS (NIMOHOSSDKOptions), since 10.9.7. A phone of it takes the device token itself: no
// call hands one over.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>  // IWYU pragma: keep, it compares models
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/server_config.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// What is written to the log (LogLevel).
enum class ohos_log_level : std::uint8_t { debug, info, warn, error };
schema::counted<0, "Debug", "Info", "Warn", "Error"> enum_names(ohos_log_level);
enum class protocol_family : std::uint8_t { ipv4, ipv6, dual_stack };
schema::counted<0, "IPV4", "IPV6", "DUAL_STACK"> enum_names(protocol_family);

/// A list of texts that may be absent, with none of them null.
using service_names = maybe<std::vector<text>>;

/// How the SDK logs in and connects (NIMOHLoginServiceConfig); intervals in milliseconds.
struct ohos_login_config {
    service_names services{}, lbs_urls{};
    text link_url{};
    maybe<std::int64_t> custom_client_type{};
    text custom_tag{};
    maybe<bool> is_https{};
    maybe<protocol_family> support_protocol_family{};
    natural lbs_cache_expiration_interval{}, lbs_cache_refresh_interval{};
    using described_by =
        field_list<field<"services", &ohos_login_config::services>, field<"lbsUrls", &ohos_login_config::lbs_urls>,
                   field<"linkUrl", &ohos_login_config::link_url>,
                   field<"customClientType", &ohos_login_config::custom_client_type>,
                   field<"customTag", &ohos_login_config::custom_tag>, field<"isHttps", &ohos_login_config::is_https>,
                   field<"supportProtocolFamily", &ohos_login_config::support_protocol_family>,
                   field<"lbsCacheExpirationInterval", &ohos_login_config::lbs_cache_expiration_interval>,
                   field<"lbsCacheRefreshInterval", &ohos_login_config::lbs_cache_refresh_interval>>;
};
/// NIMMessageServiceConfig; its filter is a function, which stays in Dart.
struct ohos_message_config {
    service_names services{};
    using described_by = field_list<field<"services", &ohos_message_config::services>>;
};
/// NIMFriendServiceConfig.
struct ohos_friend_config {
    service_names services{};
    maybe<bool> enable_server_v2_friend_add_application{};
    using described_by = field_list<
        field<"services", &ohos_friend_config::services>,
        field<"enableServerV2FriendAddApplication", &ohos_friend_config::enable_server_v2_friend_add_application>>;
};
/// Push (NIMPushServiceConfig). `harmony_certificate_name` names the push certificate of the Yunxin console, exactly;
/// `custom_push_content_type` the console's copy for hidden details.
struct ohos_push_config {
    service_names services{};
    text harmony_certificate_name{}, custom_push_content_type{};
    using described_by = field_list<
        field<"services", &ohos_push_config::services>,
        field<"harmonyCertificateName", &ohos_push_config::harmony_certificate_name>,
        field<"customPushContentType", &ohos_push_config::custom_push_content_type, schema::since<10, 9, 90>>>;
};
/// NIMHttpServiceConfig.
struct ohos_http_config {
    service_names services{};
    text chunk_upload_host{}, upload_replace_format{};
    using described_by = field_list<field<"services", &ohos_http_config::services>,
                                    field<"chunkUploadHost", &ohos_http_config::chunk_upload_host>,
                                    field<"uploadReplaceFormat", &ohos_http_config::upload_replace_format>>;
};
/// The database (DatabaseOptions); `app_key` must be that of the options.
struct ohos_database_options {
    service_names services{};
    text app_key{};
    maybe<std::int64_t> security_level{};
    maybe<bool> encrypt{}, backup_enabled{};
    natural backup_retention_count{}, backup_interval_hours{};
    maybe<bool> health_check_on_open{}, auto_recover_on_open_failure{};
    using described_by =
        field_list<field<"services", &ohos_database_options::services>,
                   field<"appKey", &ohos_database_options::app_key, schema::required, schema::not_null, schema::strict>,
                   field<"securityLevel", &ohos_database_options::security_level>,
                   field<"encrypt", &ohos_database_options::encrypt>,
                   field<"backupEnabled", &ohos_database_options::backup_enabled>,
                   field<"backupRetentionCount", &ohos_database_options::backup_retention_count>,
                   field<"backupIntervalHours", &ohos_database_options::backup_interval_hours>,
                   field<"healthCheckOnOpen", &ohos_database_options::health_check_on_open>,
                   field<"autoRecoverOnOpenFailure", &ohos_database_options::auto_recover_on_open_failure>>;
};
/// NIMStorageServiceConfig.
struct ohos_storage_config {
    service_names services{};
    text download_host{}, download_replace_format{};
    maybe<bool> http_request_download{};
    using described_by = field_list<field<"services", &ohos_storage_config::services>,
                                    field<"downloadHost", &ohos_storage_config::download_host>,
                                    field<"downloadReplaceFormat", &ohos_storage_config::download_replace_format>,
                                    field<"httpRequestDownload", &ohos_storage_config::http_request_download>>;
};
/// V2NIMConversationConfig.
struct ohos_conversation_config {
    service_names services{};
    natural load_history_conversation_limit{};
    maybe<bool> enable_v2_conversation_incremental_sync_notify{};
    using described_by =
        field_list<field<"services", &ohos_conversation_config::services>,
                   field<"loadHistoryConversationLimit", &ohos_conversation_config::load_history_conversation_limit>,
                   field<"enableV2ConversationIncrementalSyncNotify",
                         &ohos_conversation_config::enable_v2_conversation_incremental_sync_notify>>;
};
/// LocalConversationConfig.
struct ohos_local_conversation_config {
    service_names services{};
    maybe<bool> use_last_message_on_revoke{}, clear_unread_after_delete_conversation{};
    using described_by =
        field_list<field<"services", &ohos_local_conversation_config::services>,
                   field<"useLastMessageOnRevoke", &ohos_local_conversation_config::use_last_message_on_revoke>,
                   field<"clearUnreadAfterDeleteConversation",
                         &ohos_local_conversation_config::clear_unread_after_delete_conversation>>;
};
/// V2NIMTeamConfig.
struct ohos_team_config {
    service_names services{};
    maybe<bool> enable_server_v2_team_join_action_info{};
    using described_by = field_list<
        field<"services", &ohos_team_config::services>,
        field<"enableServerV2TeamJoinActionInfo", &ohos_team_config::enable_server_v2_team_join_action_info>>;
};
/// V2NIMSearchConfig.
struct ohos_search_config {
    service_names services{};
    maybe<bool> search_account_id_enabled{};
    using described_by = field_list<field<"services", &ohos_search_config::services>,
                                    field<"searchAccountIdEnabled", &ohos_search_config::search_account_id_enabled>>;
};
/// DataReporterConfig.
struct ohos_data_reporter_config {
    service_names services{};
    bool is_close_data_reporter = false;
    text data_reporter_address{};
    using described_by =
        field_list<field<"services", &ohos_data_reporter_config::services>,
                   field<"isCloseDataReporter", &ohos_data_reporter_config::is_close_data_reporter, schema::required>,
                   field<"dataReporterAddress", &ohos_data_reporter_config::data_reporter_address>>;
};
/// ABTConfig.
struct ohos_abt_config {
    service_names services{};
    text abt_url{};
    using described_by =
        field_list<field<"services", &ohos_abt_config::services>,
                   field<"abtUrl", &ohos_abt_config::abt_url, schema::required, schema::not_null, schema::strict>>;
};

/// What each service is told (NIMServiceOptions).
struct ohos_service_options {
    maybe<ohos_login_config> login_service_config{};
    maybe<ohos_message_config> message_service_config{};
    maybe<ohos_friend_config> friend_service_config{};
    maybe<ohos_push_config> push_service_config{};
    maybe<ohos_http_config> http_service_config{};
    maybe<ohos_database_options> database_options{};
    maybe<ohos_storage_config> storage_service_config{};
    maybe<ohos_conversation_config> conversation_config{};
    maybe<ohos_local_conversation_config> local_conversation_config{};
    maybe<ohos_team_config> team_service_config{};
    maybe<ohos_search_config> search_service_config{};
    maybe<ohos_data_reporter_config> data_reporter_config{};
    maybe<ohos_abt_config> abt_service_config{};
    using described_by = field_list<
        field<"loginServiceConfig", &ohos_service_options::login_service_config>,
        field<"messageServiceConfig", &ohos_service_options::message_service_config>,
        field<"friendServiceConfig", &ohos_service_options::friend_service_config>,
        field<"pushServiceConfig", &ohos_service_options::push_service_config>,
        field<"httpServiceConfig", &ohos_service_options::http_service_config>,
        field<"databaseOptions", &ohos_service_options::database_options, schema::wire_key<"databaseServiceConfig">>,
        field<"storageServiceConfig", &ohos_service_options::storage_service_config>,
        field<"conversationConfig", &ohos_service_options::conversation_config,
              schema::wire_key<"conversationServiceConfig">>,
        field<"localConversationConfig", &ohos_service_options::local_conversation_config,
              schema::wire_key<"localConversationServiceConfig">>,
        field<"teamServiceConfig", &ohos_service_options::team_service_config>,
        field<"searchServiceConfig", &ohos_service_options::search_service_config>,
        field<"dataReporterConfig", &ohos_service_options::data_reporter_config>,
        field<"abtServiceConfig", &ohos_service_options::abt_service_config>>;
};

/// Options of HarmonyOS: 24 keys, all always written. Times in milliseconds. The defaults are those of Dart's
/// constructor; what its annotations say (30000, Debug, empty lists) holds only where a map is read.
struct ohos_sdk_options {
    plugin::common_sdk_options common{};
    maybe<bool> use_asset_server_address_config{};
    maybe<plugin::server_config> server_config{};
    bool enable_fcs = true;
    maybe<ohos_log_level> log_level{};
    natural xhr_connect_timeout = 30000;
    natural socket_connect_timeout = 2000;
    bool is_open_console_log = false;
    bool is_filtering_log = false;
    maybe<ohos_service_options> server_options{};
    using described_by = schema::joined<
        plugin::detail::sdk_head<ohos_sdk_options>,
        field_list<field<"cdnTrackInterval",
                         schema::via<&ohos_sdk_options::common, &plugin::common_sdk_options::cdn_track_interval>>>,
        plugin::detail::sdk_switches<ohos_sdk_options>,
        field_list<field<"useAssetServerAddressConfig", &ohos_sdk_options::use_asset_server_address_config>>,
        plugin::detail::sdk_scenes<ohos_sdk_options>,
        field_list<field<"serverConfig", &ohos_sdk_options::server_config>,
                   field<"enableFcs", &ohos_sdk_options::enable_fcs>, field<"logLevel", &ohos_sdk_options::log_level>,
                   field<"xhrConnectTimeout", &ohos_sdk_options::xhr_connect_timeout, schema::not_null>,
                   field<"socketConnectTimeout", &ohos_sdk_options::socket_connect_timeout, schema::not_null>,
                   field<"isOpenConsoleLog", &ohos_sdk_options::is_open_console_log>,
                   field<"isFilteringLog", &ohos_sdk_options::is_filtering_log>,
                   field<"serverOptions", &ohos_sdk_options::server_options>>>;
};

// Order of nim_sdk_ohos_options.g.dart of 10.9.90.

}  // namespace nimpush::v1::flutter_channel_v2
