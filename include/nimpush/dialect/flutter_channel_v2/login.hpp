#pragma once

// LoginService.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// How to log in (NIMLoginOption); null leaves the SDK's default. The SDK asks for a token and for the extension of a
/// login only where the flag says that there is who gives it; Dart sets both where a provider is set. 10.3.1 has no
/// such flags, and its Android asks always.
struct login_option {
    maybe<std::int64_t> retry_count{};
    natural timeout{};
    maybe<bool> force_mode{}, offline_mode{};
    maybe<login_auth_type> auth_type{};
    maybe<data_sync_level> sync_level{};
    bool extension_provider = false, token_provider = false;
    using described_by =
        field_list<field<"retryCount", &login_option::retry_count>, field<"timeout", &login_option::timeout>,
                   field<"forceMode", &login_option::force_mode>,
                   field<"offlineMode", &login_option::offline_mode, schema::since<10, 9, 3>>,
                   field<"authType", &login_option::auth_type>, field<"syncLevel", &login_option::sync_level>,
                   field<"extensionProvider", &login_option::extension_provider, schema::since<10, 9, 2>>,
                   field<"tokenProvider", &login_option::token_provider, schema::since<10, 9, 2>>>;
};
/// A client of the account that is logged in (NIMLoginClient); the time in milliseconds.
struct login_client {
    maybe<login_client_type> type{};
    text os{};
    natural timestamp{};
    tag_text custom_tag{};
    maybe<std::int64_t> custom_client_type{};
    text client_id{}, client_ip{};  // the address is filled in since 10.9.4+1
    using described_by =
        field_list<field<"type", &login_client::type>, field<"os", &login_client::os>,
                   field<"timestamp", &login_client::timestamp>, field<"customTag", &login_client::custom_tag>,
                   field<"customClientType", &login_client::custom_client_type>,
                   field<"clientId", &login_client::client_id>,
                   field<"clientIP", &login_client::client_ip, schema::since<10, 9, 2>>>;
};
/// Why this client was logged out (NIMKickedOfflineDetail).
struct kicked_offline_detail {
    maybe<kicked_offline_reason> reason{};
    text reason_desc{};
    maybe<login_client_type> client_type{};
    maybe<std::int64_t> custom_client_type{};
    using described_by = field_list<field<"reason", &kicked_offline_detail::reason>,
                                    field<"reasonDesc", &kicked_offline_detail::reason_desc>,
                                    field<"clientType", &kicked_offline_detail::client_type>,
                                    field<"customClientType", &kicked_offline_detail::custom_client_type>>;
};
/// What is fetched after a login, and how far that is (NIMDataSyncDetail).
struct data_sync_detail {
    maybe<data_sync_type> type{};
    maybe<data_sync_state> state{};
    using described_by = field_list<field<"type", &data_sync_detail::type>, field<"state", &data_sync_detail::state>>;
};
/// Logs an account in.
struct login {
    text account_id{}, token{};
    login_option option{};
    using described_by = call_fields<"LoginService.login", anything, needed<"accountId", &login::account_id>,
                                     needed<"token", &login::token>, given<"option", &login::option>>;
};
/// Logs out; from then on there is no offline push.
struct logout {
    using described_by = call_fields<"LoginService.logout", anything>;
};
/// Logs another client of the account out.
struct kick_offline {
    login_client client{};
    using described_by = call_fields<"LoginService.kickOffline", anything, given<"client", &kick_offline::client>>;
};
struct get_login_user {
    using described_by = call_fields<"LoginService.getLoginUser", cast<text>>;
};
struct get_login_status {
    using described_by = call_fields<"LoginService.getLoginStatus", under_key<"status", login_status, true>>;
};
struct get_login_clients {
    using described_by =
        call_fields<"LoginService.getLoginClients", under_key<"loginClient", std::vector<login_client>>>;
};
/// This client as the others see it.
struct get_current_login_client {
    using described_by =
        later_call<schema::since<10, 9, 2>, "LoginService.getCurrentLoginClient", converted<login_client>>;
};
struct get_kicked_offline_detail {
    using described_by = call_fields<"LoginService.getKickedOfflineDetail", converted<kicked_offline_detail>>;
};
struct get_connect_status {
    using described_by = call_fields<"LoginService.getConnectStatus", under_key<"status", connect_status, true>>;
};
struct get_data_sync {
    using described_by = call_fields<"LoginService.getDataSync", under_key<"dataSync", std::vector<data_sync_detail>>>;
};
struct get_chatroom_link_address {
    text room_id{};
    using described_by = call_fields<"LoginService.getChatroomLinkAddress", under_key<"linkAddress", std::vector<text>>,
                                     needed<"roomId", &get_chatroom_link_address::room_id>>;
};
/// The provider stays in Dart; the SDK then asks with reconnect_delay_asked.
struct set_reconnect_delay_provider {
    using described_by = call_fields<"LoginService.setReconnectDelayProvider", anything>;
};

}  // namespace nimpush::v1::flutter_channel_v2
