#pragma once

// InitializeService: the options of V2. Those of phones are the ones of 1.7.7.

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
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

template <class... F> struct drop_auto_login {
    using type = schema::joined<std::conditional_t<F::key.view() == "autoLoginInfo", field_list<>, field_list<F>>...>;
};
template <class... F> drop_auto_login<F...> drop_from(const field_list<F...>&);
template <class Options> using without_auto_login = typename decltype(drop_from(std::declval<fields<Options>>()))::type;

}  // namespace detail

/// Options of a phone, those of 1.7.7 but for the automatic login, which V2 does not have: what is in
/// `common.auto_login_info` is not sent. Made of one braced inside another, or of an ios_sdk_options that is there:
/// `initialize<ios_sdk_options>{.options = {{.common = {.app_key = "key"}, .apns_cername = "acme_prod"}}}`.
template <class Options> struct phone_options : Options { using described_by = detail::without_auto_login<Options>; };

/// What the desktop is told at least (NIMBasicOption).
struct basic_option {
    bool use_https = true, use_httpdns = true;
    std::optional<std::int64_t> custom_client_type{};
    tag_text custom_tag{};
    natural log_reserve_days = 30;
    flutter_channel_v2::sdk_log_level sdk_log_level = sdk_log_level::app;
    bool disable_app_nap = true;
    using described_by = field_list<
        field<"useHttps", &basic_option::use_https>, field<"useHttpdns", &basic_option::use_httpdns>,
        field<"customClientType", &basic_option::custom_client_type>, field<"customTag", &basic_option::custom_tag>,
        field<"logReserveDays", &basic_option::log_reserve_days>, field<"sdkLogLevel", &basic_option::sdk_log_level>,
        field<"disableAppNap", &basic_option::disable_app_nap>>;
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
    std::optional<std::vector<text>> lbs_addresses{};
    text nos_lbs_address{}, default_link_address{}, default_link_address_ipv6{}, default_nos_upload_address{},
        default_nos_upload_host{}, nos_download_address{};
    std::optional<std::vector<text>> nos_accelerate_hosts{};
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
    std::optional<flutter_channel_v2::link_option> link_option{};
    std::optional<flutter_channel_v2::database_option> database_option{};
    std::optional<flutter_channel_v2::fcs_option> fcs_option{};
    std::optional<flutter_channel_v2::private_server_option> private_server_option{};
    using described_by =
        field_list<field<"appKey", &pc_sdk_options::app_key, schema::required, schema::not_null>,
                   field<"sdkRootDir", &pc_sdk_options::sdk_root_dir>, field<"enableFcs", &pc_sdk_options::enable_fcs>,
                   field<"basicOption", &pc_sdk_options::basic_option, schema::required>,
                   field<"linkOption", &pc_sdk_options::link_option>,
                   field<"databaseOption", &pc_sdk_options::database_option>,
                   field<"fcsOption", &pc_sdk_options::fcs_option>,
                   field<"privateServerOption", &pc_sdk_options::private_server_option>>;
};

/// Wakes the SDK up: the options' map, `extras` and the service name.
template <class Options> struct initialize {
    static constexpr bool is_pc = std::is_same_v<Options, pc_sdk_options>;
    std::conditional_t<is_pc, pc_sdk_options, phone_options<Options>> options{};
    plugin::basic_extras<1031, "10.3.1"> extras = extras.of_plugin();

    static constexpr bool is_for(platform p) {
        if constexpr (is_pc)
            return !is_mobile(p);
        else
            return p == (std::is_same_v<Options, ios_sdk_options> ? platform::ios : platform::android);
    }
    using described_by = call_fields<"InitializeService.initialize", anything,
                                     field<"options", &initialize::options, schema::required, schema::flat>,
                                     field<"extras", &initialize::extras>>;
};
/// Lets the SDK of the desktop go.
struct release_desktop {
    using described_by = call_fields<"InitializeService.releaseDesktop", anything>;
};

}  // namespace nimpush::v1::flutter_channel_v2
