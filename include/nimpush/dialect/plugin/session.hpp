#pragma once

// Who talks to whom, on what: sessions, clients and logins of NIM.

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1::plugin {

/// A version of the plugin: nim_core 1.7.7, nim_core_v2 10.3.1 to 10.9.90.
using plugin_version = schema::version;

/// The systems that the Flutter plugin runs on.
enum class platform : std::uint8_t { ios, android, windows, macos, ohos };
schema::texts<"ios", "android", "windows", "macos", "ohos"> enum_names(platform);
schema::later<platform::ohos, 10, 9, 7> enum_versions(platform);  // HarmonyOS

constexpr bool is_mobile(platform p) noexcept { return p == platform::ios || p == platform::android; }

/// Kind of conversation (NIMSessionType).
enum class session_type : std::uint8_t { none, p2p, team, super_team, system, ysf, chat_room };
schema::texts<"none", "p2p", "team", "superTeam", "system", "ysf", "chatRoom"> enum_names(session_type);

/// What kind of client sent something or is logged in (NIMClientType).
enum class client_type : std::uint8_t { unknown, android, ios, windows, wp, web, rest, macos };
schema::texts<"unknown", "android", "ios", "windows", "wp", "web", "rest", "macos"> enum_names(client_type);

/// How an account proves itself (NIMAuthType); on the channel it is its position.
enum class auth_type : std::uint8_t { auth_type_default, auth_type_dynamic, auth_type_third_party };
schema::texts<"authTypeDefault", "authTypeDynamic", "authTypeThirdParty"> enum_names(auth_type);

/// An account and its token (NIMLoginInfo).
struct login_info {
    text account{};
    text token{};
    plugin::auth_type auth_type = auth_type::auth_type_default;
    text login_ext{};                          // read for auth_type_third_party alone
    maybe<std::int64_t> custom_client_type{};  // 0 and less count as none

    using described_by =
        field_list<field<"account", &login_info::account, schema::required, schema::not_null, schema::strict>,
                   field<"token", &login_info::token, schema::required, schema::not_null, schema::strict>,
                   field<"authType", &login_info::auth_type, schema::by_index>,
                   field<"loginExt", &login_info::login_ext>,
                   field<"customClientType", &login_info::custom_client_type>>;
    friend constexpr bool operator==(const login_info&, const login_info&) = default;
};

/// Another client of the account that is logged in (NIMOnlineClient).
struct online_client {
    text os{};
    plugin::client_type client_type = client_type::unknown;
    std::int64_t login_time = 0;  // milliseconds
    text custom_tag{};

    using described_by = field_list<field<"os", &online_client::os, schema::required, schema::not_null, schema::strict>,
                                    field<"clientType", &online_client::client_type, schema::required, schema::strict,
                                          schema::otherwise<client_type::unknown>>,
                                    field<"loginTime", &online_client::login_time, schema::required, schema::strict>,
                                    field<"customTag", &online_client::custom_tag>>;
    friend constexpr bool operator==(const online_client&, const online_client&) = default;
};

}  // namespace nimpush::v1::plugin
