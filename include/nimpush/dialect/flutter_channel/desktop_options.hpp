#pragma once

// What the SDK is told on Windows and macOS (NIMWINDOWSSDKOptions, NIMMACOSSDKOptions).

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/model/cert_name.hpp>
#include <nimpush/model/database_key.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::flutter_channel {

using plugin::common_sdk_options;

namespace detail {

inline void image_size_is_not_like_100x50() {}

/// `100x50`: two positive numbers around an x.
struct image_size_rule {
    static constexpr bool holds(std::string_view s) noexcept {
        const std::size_t x = s.find('x');
        if (x == npos || x == 0 || x + 1 == s.size()) return false;
        return schema::only<schema::digits>::fault(s.substr(0, x)) == npos &&
               schema::only<schema::digits>::fault(s.substr(x + 1)) == npos;
    }
    static constexpr void demand(std::string_view s) {
        if (!holds(s)) image_size_is_not_like_100x50();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (holds(s)) return {};
        return error{errc::bad_character, {}, "not like 100x50"};
    }
};

}  // namespace detail

/// `100x50`.
using image_size = basic_text<detail::image_size_rule>;
using image_quality = ranged<limits::least_image_quality, limits::most_image_quality>;

namespace detail {

template <class O>
using desktop_head = schema::joined<
    plugin::detail::sdk_head<O>, plugin::detail::sdk_misspelt<O>, plugin::detail::sdk_switches<O>,
    plugin::detail::sdk_login<O>,
    field_list<
        field<"databaseEncryptKey", &O::database_encrypt_key>, field<"preloadImageQuality", &O::preload_image_quality>,
        field<"preloadImageResize", &O::preload_image_resize>,
        field<"preloadImageNameTemplate", &O::preload_image_name_template>,
        field<"maxAutoLoginRetryTimes", &O::max_auto_login_retry_times>, field<"enabledHttps", &O::enabled_https>,
        field<"shouldVchatMissMessageMarkUnread", &O::should_vchat_miss_message_mark_unread>,
        field<"enableClientAntispam", &O::enable_client_antispam>,
        field<"needUpdateLbsBeforeRelogin", &O::need_update_lbs_before_relogin>>>;
template <class O> using desktop_tail = field_list<field<"useAssetServerConfig", &O::use_asset_server_config>>;

}  // namespace detail

/// Options of Windows.
struct windows_sdk_options {
    common_sdk_options common{};
    desktop_database_key database_encrypt_key{};
    image_quality preload_image_quality{};
    image_size preload_image_resize{};
    text preload_image_name_template{};                  // with the token {filename}
    maybe<std::int64_t> max_auto_login_retry_times = 0;  // 0: the SDK's default
    maybe<bool> enabled_https = true;
    maybe<bool> should_vchat_miss_message_mark_unread = false;
    maybe<bool> enable_client_antispam = false;
    maybe<bool> need_update_lbs_before_relogin = false;
    maybe<bool> use_asset_server_config{};

    using described_by =
        schema::joined<detail::desktop_head<windows_sdk_options>, detail::desktop_tail<windows_sdk_options>>;
    friend constexpr bool operator==(const windows_sdk_options&, const windows_sdk_options&) = default;
};

/// Options of macOS. `push_token` is text there; whether hexadecimal or base64 is unverified.
struct macos_sdk_options {
    common_sdk_options common{};
    desktop_database_key database_encrypt_key{};
    image_quality preload_image_quality{};
    image_size preload_image_resize{};
    text preload_image_name_template{};
    maybe<std::int64_t> max_auto_login_retry_times = 0;
    maybe<bool> enabled_https = true;
    maybe<bool> should_vchat_miss_message_mark_unread = false;
    maybe<bool> enable_client_antispam = false;
    maybe<bool> need_update_lbs_before_relogin = false;
    cert_name push_cert_name{};
    text push_token{};
    maybe<bool> enable_app_nap = false;
    maybe<bool> use_asset_server_config = false;

    using described_by = schema::joined<detail::desktop_head<macos_sdk_options>,
                                        field_list<field<"pushCertName", &macos_sdk_options::push_cert_name>,
                                                   field<"pushToken", &macos_sdk_options::push_token>,
                                                   field<"enableAppNap", &macos_sdk_options::enable_app_nap>>,
                                        detail::desktop_tail<macos_sdk_options>>;
    friend constexpr bool operator==(const macos_sdk_options&, const macos_sdk_options&) = default;
};

}  // namespace nimpush::v1::flutter_channel
