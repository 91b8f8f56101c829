#pragma once

// How the desktop's C SDK is set up and logs in, and whether phones are pushed beside it.

#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/read.hpp>
#include <nimpush/model/database_key.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::desktop_sdk {

using image_quality = ranged<limits::image_quality_unset, limits::most_image_quality>;
using client_type = ranged<limits::least_client_type>;
using auth_number = ranged<0, 2>;

/// Options of one kind of data: whether it is synchronised at login. Key 28: sessions on top.
struct sync_data_type {
    std::int64_t key = 0, value = 0;

    using described_by = sorted<kept<"key", &sync_data_type::key, schema::required>,
                                kept<"value", &sync_data_type::value, schema::required>>;
};
/// What the SDK does (`global_config`). Switches are true and false here. Defaults are those of the wrapper's
/// SDKConfig.
struct global_config {
    desktop_database_key db_encrypt_key{};
    // push_…: "no effect on a PC"; macOS: unverified. preload_image_resize: 100x50.
    text push_cer_name{}, push_token{}, preload_image_resize{}, user_datafile_localbackup_folder{};
    text preload_image_name_template = "thumb_";
    image_quality preload_image_quality = limits::image_quality_unset;
    client_type custom_client_type{};  // with 0 and less the SDK would not start
    // sdk_log_level: 1 fatal, 2 error, 3 warning, 5 app, 6 pro. login_retry_max_times 0: the SDK's own.
    // caching_markread_time: milliseconds, caching_markread_count: messages. nego_key_neca: 1 RSA, 2 SM2.
    // comm_enca: 1 RC4, 2 AES128, 4 SM4. ip_protocol_version: 0 IPv4, 1 IPv6, 2 either.
    std::int64_t sdk_log_level = 5, login_retry_max_times = 0, caching_markread_time = 1000, hand_shake_type = 1;
    std::int64_t caching_markread_count = 10, nego_key_neca = 1, comm_enca = 1, ip_protocol_version = 0;
    // Spelt so on the wire: dedicated_cluste_flag (documented as a number, written as a bool), befor_relogin.
    bool preload_attach = true, sync_session_ack = true, use_https = true, enable_user_datafile_backup = true;
    bool priority_use_cdn_host = true, team_notification_unread_count = false, vchat_miss_unread_count = false;
    bool reset_unread_count_when_recall = false, upload_sdk_events_after_login = false;
    bool animated_image_thumbnail_enabled = false, client_antispam = false, team_msg_ack = false;
    bool caching_markread_enabled = false, enable_user_datafile_restore = false, dedicated_cluste_flag = false;
    bool enable_user_datafile_defrestoreproc = false, need_update_lbs_befor_relogin = false;
    std::vector<sync_data_type> sync_data_type_config{};

    using me = global_config;
    using described_by =
        sorted<kept<"db_encrypt_key", &me::db_encrypt_key, schema::required, schema::not_null>,
               kept<"push_cer_name", &me::push_cer_name>, kept<"push_token", &me::push_token>,
               kept<"preload_attach", &me::preload_attach>,
               kept<"preload_image_quality", &me::preload_image_quality, schema::not_null>,
               kept<"preload_image_resize", &me::preload_image_resize>,
               kept<"preload_image_name_template", &me::preload_image_name_template>,
               kept<"sdk_log_level", &me::sdk_log_level>, kept<"sync_session_ack", &me::sync_session_ack>,
               kept<"login_retry_max_times", &me::login_retry_max_times>, kept<"use_https", &me::use_https>,
               kept<"team_notification_unread_count", &me::team_notification_unread_count>,
               kept<"vchat_miss_unread_count", &me::vchat_miss_unread_count>,
               kept<"reset_unread_count_when_recall", &me::reset_unread_count_when_recall>,
               kept<"upload_sdk_events_after_login", &me::upload_sdk_events_after_login>,
               kept<"animated_image_thumbnail_enabled", &me::animated_image_thumbnail_enabled>,
               kept<"client_antispam", &me::client_antispam>, may<"custom_client_type", &me::custom_client_type>,
               kept<"team_msg_ack", &me::team_msg_ack>,
               kept<"need_update_lbs_befor_relogin", &me::need_update_lbs_befor_relogin>,
               kept<"caching_markread_enabled", &me::caching_markread_enabled>,
               kept<"caching_markread_time", &me::caching_markread_time>,
               kept<"caching_markread_count", &me::caching_markread_count>,
               kept<"enable_user_datafile_backup", &me::enable_user_datafile_backup>,
               kept<"enable_user_datafile_restore", &me::enable_user_datafile_restore>,
               kept<"enable_user_datafile_defrestoreproc", &me::enable_user_datafile_defrestoreproc>,
               kept<"user_datafile_localbackup_folder", &me::user_datafile_localbackup_folder>,
               kept<"dedicated_cluste_flag", &me::dedicated_cluste_flag>, kept<"hand_shake_type", &me::hand_shake_type>,
               kept<"nego_key_neca", &me::nego_key_neca>, kept<"comm_enca", &me::comm_enca>,
               kept<"ip_protocol_version", &me::ip_protocol_version>,
               kept<"priority_use_cdn_host", &me::priority_use_cdn_host>,
               may<"sync_data_type_config", &me::sync_data_type_config, by_key>>;
};
/// A private deployment. Every single key is written once the section is there.
struct private_server {
    text lbs{}, nos_lbs{}, link{}, link_ipv6{}, nos_uploader{}, nos_uploader_host{}, module{}, nos_downloader{};
    text nos_accelerate_host{}, nos_accelerate{}, nego_key_enca_key_parta{}, nego_key_enca_key_partb{};
    text probe_ipv4_url{}, probe_ipv6_url{};
    std::vector<text> nos_accelerate_host_list{}, httpdns_server_interface{}, lbs_backup{};
    std::int64_t version = 0, nego_key_enca_key_version = 0;

    using me = private_server;
    using described_by = sorted<
        kept<"lbs", &me::lbs>, kept<"nos_lbs", &me::nos_lbs>, kept<"link", &me::link>,
        kept<"link_ipv6", &me::link_ipv6>, kept<"nos_uploader", &me::nos_uploader>,
        kept<"nos_uploader_host", &me::nos_uploader_host>, kept<"module", &me::module>, kept<"version", &me::version>,
        kept<"nos_downloader", &me::nos_downloader>, kept<"nos_accelerate_host", &me::nos_accelerate_host>,
        may<"nos_accelerate_host_list", &me::nos_accelerate_host_list>, kept<"nos_accelerate", &me::nos_accelerate>,
        kept<"nego_key_enca_key_parta", &me::nego_key_enca_key_parta>,
        kept<"nego_key_enca_key_partb", &me::nego_key_enca_key_partb>,
        kept<"nego_key_enca_key_version", &me::nego_key_enca_key_version>, kept<"probe_ipv4_url", &me::probe_ipv4_url>,
        kept<"probe_ipv6_url", &me::probe_ipv6_url>, may<"httpdns_server_interface", &me::httpdns_server_interface>,
        may<"lbs.backup", &me::lbs_backup>>;
};
/// The `json_extension` of nim_client_init.
struct client_config {
    text app_key{};
    desktop_sdk::global_config global_config{};
    text server_conf_file_path{};
    maybe<private_server> private_server_setting{};

    using me = client_config;
    using described_by =
        sorted<kept<"app_key", &me::app_key, schema::required, schema::not_null>,
               kept<"global_config", &me::global_config>, may<"server_conf_file_path", &me::server_conf_file_path>,
               may<"private_server_setting", &me::private_server_setting>>;
};
/// The `json_extension` of nim_client_login. `auth_type` 0: the account's token, 1: by app secret, 2: by the app's
/// server, with which alone `login_ex` counts.
struct login_data {
    text custom_tag{}, login_ex{};
    auth_number auth_type = 0;

    using described_by =
        sorted<kept<"custom_tag", &login_data::custom_tag>, kept<"auth_type", &login_data::auth_type, schema::not_null>,
               kept<"login_ex", &login_data::login_ex>>;
};
/// Whether phones are pushed while this desktop is online. `suppress` is the wrapper's switch_on: 1 on the wire,
/// phones are not pushed. (The C# wrapper's `Enabled` is the opposite.)
struct multiport_push {
    bool suppress = false;

    using described_by = field_list<
        kept<"suppress", &multiport_push::suppress, schema::wire_key<"switch_open">, schema::required, one_or_two>>;
};
/// Logs other clients of the account out (nim_client_kick_other_client).
struct kick_other {
    std::vector<text> device_ids{};

    using described_by = field_list<kept<"device_ids", &kick_other::device_ids, schema::required, not_empty>>;
};

/// What the callback of nim_client_get_multiport_push_config is handed. `suppress` is null for any `rescode` but 200: the
/// setting is not known then.
struct multiport_answer {
    std::int64_t rescode = 0;
    maybe<bool> suppress{};

    using described_by = field_list<kept<"rescode", &multiport_answer::rescode>,
                                    may<"suppress", &multiport_answer::suppress, schema::wire_key<"switch_open">>>;
};
/// Reads its text, which is there where the code is 200 and not looked at for any other.
template <class Push = multiport_push>
[[nodiscard]] result<multiport_answer> decode_multiport(std::int64_t rescode, std::string_view json) {
    multiport_answer made{.rescode = rescode};
    if (rescode != 200) return made;
    return decode<Push>(json).transform([&](const Push& read) {
        made.suppress = read.suppress;
        return made;
    });
}

}  // namespace nimpush::v1::desktop_sdk
