#pragma once

// Who talks to whom, on what: sessions, clients and logins of NIM.

#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {

/// The systems that the Flutter plugin runs on.
enum class platform : std::uint8_t { ios, android, windows, macos };
template <> struct names<platform> {
    static constexpr std::string_view list[] = {"ios", "android", "windows", "macos"};
};

constexpr bool is_mobile(platform p) noexcept { return p == platform::ios || p == platform::android; }

/// Kind of conversation (NIMSessionType).
enum class session_type : std::uint8_t { none, p2p, team, super_team, system, ysf, chat_room };
template <> struct names<session_type> {
    static constexpr std::string_view list[] = {"none", "p2p", "team", "superTeam", "system", "ysf", "chatRoom"};
};

/// What kind of client sent something or is logged in (NIMClientType).
enum class client_type : std::uint8_t { unknown, android, ios, windows, wp, web, rest, macos };
template <> struct names<client_type> {
    static constexpr std::string_view list[] = {"unknown", "android", "ios", "windows", "wp", "web", "rest", "macos"};
};

/// How an account proves itself (NIMAuthType); on the channel it is its position.
enum class auth_type : std::uint8_t { auth_type_default, auth_type_dynamic, auth_type_third_party };
template <> struct names<auth_type> {
    static constexpr std::string_view list[] = {"authTypeDefault", "authTypeDynamic", "authTypeThirdParty"};
};

/// An account and its token (NIMLoginInfo).
struct login_info {
    text account{};
    text token{};
    nimpush::auth_type auth_type = auth_type::auth_type_default;
    text login_ext{};                                  // read for auth_type_third_party alone
    std::optional<std::int64_t> custom_client_type{};  // 0 and less count as none

    friend constexpr bool operator==(const login_info&, const login_info&) = default;
};
template <>
struct fields<login_info>
    : field_list<field<"account", &login_info::account, required, not_null, strict>,
                 field<"token", &login_info::token, required, not_null, strict>,
                 field<"authType", &login_info::auth_type, by_index>, field<"loginExt", &login_info::login_ext>,
                 field<"customClientType", &login_info::custom_client_type>> {};

/// Another client of the account that is logged in (NIMOnlineClient).
struct online_client {
    text os{};
    nimpush::client_type client_type = client_type::unknown;
    std::int64_t login_time = 0;  // milliseconds
    text custom_tag{};

    friend constexpr bool operator==(const online_client&, const online_client&) = default;
};
template <>
struct fields<online_client>
    : field_list<field<"os", &online_client::os, required, not_null, strict>,
                 field<"clientType", &online_client::client_type, required, strict, otherwise<client_type::unknown>>,
                 field<"loginTime", &online_client::login_time, required, strict>,
                 field<"customTag", &online_client::custom_tag>> {};

}  // namespace nimpush::v1
