#pragma once

// What the SDK is told on Windows and macOS (NIMWINDOWSSDKOptions, NIMMACOSSDKOptions).

#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/model/sdk_options/common.hpp>

namespace nimpush::inline v1 {

namespace detail {

inline void image_size_is_not_like_100x50() {}

/// `100x50`: two positive numbers around an x.
struct image_size_rule {
    static constexpr bool holds(std::string_view s) noexcept {
        const std::size_t x = s.find('x');
        if (x == npos || x == 0 || x + 1 == s.size()) return false;
        return only<digits>::fault(s.substr(0, x)) == npos && only<digits>::fault(s.substr(x + 1)) == npos;
    }
    static constexpr void require(std::string_view s) {
        if (!holds(s)) image_size_is_not_like_100x50();
    }
    static constexpr std::optional<error> test(std::string_view s) {
        if (holds(s)) return {};
        return error{errc::bad_character, {}, "not like 100x50"};
    }
};

}  // namespace detail

/// The desktop's key of its database: at most 32 characters, 32 advised (nim_sdk_windows_options.dart:16).
using desktop_database_key = basic_text<at_most<32, characters>>;
/// `100x50`.
using image_size = basic_text<detail::image_size_rule>;

/// Options of Windows.
struct windows_sdk_options {
    common_sdk_options common{};
    desktop_database_key database_encrypt_key{};
    ranged<0, 100> preload_image_quality{};
    image_size preload_image_resize{};
    text preload_image_name_template{};                          // with the token {filename}
    std::optional<std::int64_t> max_auto_login_retry_times = 0;  // 0: the SDK's default
    std::optional<bool> enabled_https = true;
    std::optional<bool> should_vchat_miss_message_mark_unread = false;
    std::optional<bool> enable_client_antispam = false;
    std::optional<bool> need_update_lbs_before_relogin = false;
    std::optional<bool> use_asset_server_config{};

    friend constexpr bool operator==(const windows_sdk_options&, const windows_sdk_options&) = default;
};

/// Options of macOS. `push_token` is text there; whether hexadecimal or base64 is unverified.
struct macos_sdk_options {
    common_sdk_options common{};
    desktop_database_key database_encrypt_key{};
    ranged<0, 100> preload_image_quality{};
    image_size preload_image_resize{};
    text preload_image_name_template{};
    std::optional<std::int64_t> max_auto_login_retry_times = 0;
    std::optional<bool> enabled_https = true;
    std::optional<bool> should_vchat_miss_message_mark_unread = false;
    std::optional<bool> enable_client_antispam = false;
    std::optional<bool> need_update_lbs_before_relogin = false;
    cert_name push_cert_name{};
    text push_token{};
    std::optional<bool> enable_app_nap = false;
    std::optional<bool> use_asset_server_config = false;

    friend constexpr bool operator==(const macos_sdk_options&, const macos_sdk_options&) = default;
};

namespace detail {

template <class O>
using desktop_head = joined<
    sdk_head<O>, sdk_misspelt<O>, sdk_switches<O>, sdk_login<O>,
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

template <>
struct fields<windows_sdk_options>
    : joined<detail::desktop_head<windows_sdk_options>, detail::desktop_tail<windows_sdk_options>> {};
template <>
struct fields<macos_sdk_options> : joined<detail::desktop_head<macos_sdk_options>,
                                          field_list<field<"pushCertName", &macos_sdk_options::push_cert_name>,
                                                     field<"pushToken", &macos_sdk_options::push_token>,
                                                     field<"enableAppNap", &macos_sdk_options::enable_app_nap>>,
                                          detail::desktop_tail<macos_sdk_options>> {};

}  // namespace nimpush::v1
