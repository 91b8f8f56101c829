#pragma once

// v2: notifications, pushes and broadcasts to everybody, push switches, mute lists and call invitations.

#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/v2_messages.hpp>
#include <nimpush/dialect/server_api/v2_parts.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// Both on where absent; without `offline_enabled` nobody is pushed.
struct notification_config {
    flag offline_enabled{}, unread_enabled{};

    using described_by = field_list<may<"offline_enabled", &notification_config::offline_enabled>,
                                    may<"unread_enabled", &notification_config::unread_enabled>>;
};

/// To an account (`type` 1), a team (2) or a super team (3). Without a push text nobody is pushed.
struct custom_notification {
    account sender_id{}, receiver_id{};
    ranged<1, 3> type{};
    json_or_text<limits::notification_content> content{};  // JSON by convention
    limited<limits::sound_name> sound{};
    maybe<server_api::notification_config> notification_config{};
    maybe<server_api::push_config> push_config{};
    maybe<server_api::route_config> route_config{};

    using me = custom_notification;
    using described_by = v2_call<"custom_notification", method::post, "/im/v2/custom_notification", value,
                                 must<"sender_id", &me::sender_id>, must<"type", &me::type>,
                                 must<"receiver_id", &me::receiver_id>, must<"content", &me::content>,
                                 may<"sound", &me::sound>, may<"notification_config", &me::notification_config>,
                                 may<"push_config", &me::push_config>, may<"route_config", &me::route_config>>;
};

/// The same to many accounts, at most limits::v2_notification_batch_accounts.
struct custom_notification_batch {
    account sender_id{};
    accounts<limits::v2_notification_batch_accounts> receiver_ids{};
    json_or_text<limits::notification_content> content{};  // JSON by convention
    limited<limits::sound_name> sound{};
    maybe<server_api::notification_config> notification_config{};
    maybe<server_api::push_config> push_config{};
    maybe<server_api::route_config> route_config{};

    using me = custom_notification_batch;
    using described_by = v2_call<"custom_notification_batch", method::post, "/im/v2/custom_notification/batch",
                                 v2_batch_sent<text>, must<"sender_id", &me::sender_id>,
                                 must<"receiver_ids", &me::receiver_ids>, must<"content", &me::content>,
                                 may<"sound", &me::sound>, may<"notification_config", &me::notification_config>,
                                 may<"push_config", &me::push_config>, may<"route_config", &me::route_config>>;
};

/// What a push to everybody says; `push_badge_enabled` stands here alone.
struct system_push_config {
    flag push_nick_enabled{}, push_badge_enabled{};
    push_string push_content{};
    push_fields push_payload{};

    using described_by = field_list<may<"push_nick_enabled", &system_push_config::push_nick_enabled>,
                                    may<"push_badge_enabled", &system_push_config::push_badge_enabled>,
                                    may<"push_content", &system_push_config::push_content>,
                                    may<"push_payload", &system_push_config::push_payload>>;
};

/// A push to everybody, or to some kinds of devices.
struct push_notification {
    json_or_text<> content{};
    maybe<system_push_config> push_config{};
    account sender_account_id{};
    number target_type{}, roam_expire_after{};
    maybe<std::vector<text>> target_os{};
    flag roam_enabled{};

    using me = push_notification;
    using described_by =
        v2_call<"push_notification", method::post, "/im/v2/push_notification", value, may<"content", &me::content>,
                may<"push_config", &me::push_config>, may<"sender_account_id", &me::sender_account_id>,
                may<"target_type", &me::target_type>, may<"target_os", &me::target_os>,
                may<"roam_enabled", &me::roam_enabled>, may<"roam_expire_after", &me::roam_expire_after>>;
};

struct get_push_notification {
    natural push_id{};

    using described_by = v2_call<"get_push_notification", method::get, "/im/v2/push_notification/{push_id}", value,
                                 in_path<"push_id", &get_push_notification::push_id>>;
};

/// A message to everybody, not pushed. `ttl` is in hours on v1; the Go SDK's comment on v2 says seconds.
struct broadcast_notification {
    json_or_text<limits::broadcast_body> content{};
    account from_account_id{};
    flag offline_enabled{};
    natural ttl{};
    maybe<std::vector<text>> target_os{};

    using described_by =
        v2_call<"broadcast_notification", method::post, "/im/v2/broadcast_notification", value,
                must<"content", &broadcast_notification::content>,
                may<"from_account_id", &broadcast_notification::from_account_id>,
                may<"offline_enabled", &broadcast_notification::offline_enabled>,
                may<"ttl", &broadcast_notification::ttl>, may<"target_os", &broadcast_notification::target_os>>;
};

/// Whether the phone is pushed although a desktop is online: the reverse of v1's user_set_donnop.
struct set_push_config {
    accid account_id{};
    flag push_enabled_when_desktop_online{};

    using described_by =
        v2_call<"set_push_config", method::patch, "/im/v2/accounts/{account_id}/actions/push_config", value,
                in_path<"account_id", &set_push_config::account_id>,
                must<"push_enabled_when_desktop_online", &set_push_config::push_enabled_when_desktop_online>>;
};

struct refresh_token {
    accid account_id{};

    using described_by = v2_call<"refresh_token", method::patch, "/im/v2/accounts/{account_id}/actions/refresh_token",
                                 value, in_path<"account_id", &refresh_token::account_id>>;
};

/// Puts an account onto another's mute list: its messages are not pushed.
struct add_mute_contact {
    account account_id{}, contact_account_id{};

    using described_by = v2_call<"add_mute_contact", method::post, "/im/v2/mute_contacts", value,
                                 must<"account_id", &add_mute_contact::account_id>,
                                 must<"contact_account_id", &add_mute_contact::contact_account_id>>;
};

struct remove_mute_contact {
    accid account_id{};
    account contact_account_id{};

    using described_by = v2_call<"remove_mute_contact", method::del, "/im/v2/mute_contacts/{account_id}", value,
                                 in_path<"account_id", &remove_mute_contact::account_id>,
                                 must<"contact_account_id", &remove_mute_contact::contact_account_id>>;
};

/// A member's name in a team, and whether the team pushes this member.
struct update_team_member {
    accid account_id{};
    account operator_id{};
    natural team_id{}, team_type{};
    text team_nick{}, extension{}, server_extension{};
    flag chat_banned{};
    number message_notify_state{};

    using me = update_team_member;
    using described_by =
        v2_call<"update_team_member", method::patch, "/im/v2.1/team_members/{account_id}", value,
                in_path<"account_id", &me::account_id>, must<"operator_id", &me::operator_id>,
                must<"team_id", &me::team_id>, must<"team_type", &me::team_type>, may<"team_nick", &me::team_nick>,
                may<"chat_banned", &me::chat_banned>, may<"message_notify_state", &me::message_notify_state>,
                may<"extension", &me::extension>, may<"server_extension", &me::server_extension>>;
};

/// What the push of a call says; off where `push_enabled` is absent.
struct signal_push_config {
    flag push_enabled{};
    limited<limits::call_title> push_title{};
    push_string push_content{};
    json_text<vendor_fields, limits::call_payload> push_payload{};

    using described_by = field_list<
        may<"push_enabled", &signal_push_config::push_enabled>, may<"push_title", &signal_push_config::push_title>,
        may<"push_content", &signal_push_config::push_content>, may<"push_payload", &signal_push_config::push_payload>>;
};

/// Invites into a call, or takes the invitation back.
template <schema::fixed_string Name, schema::fixed_string Path> struct signal_call {
    text channel_id{};
    account inviter_account_id{}, invitee_account_id{};
    limited<limits::call_request_id> request_id{};
    json_or_text<limits::call_extension> server_extension{};
    maybe<server_api::route_config> route_config{};
    flag offline_enabled{}, unread_enabled{};
    maybe<signal_push_config> push_config{};

    using me = signal_call;
    using described_by = v2_call<Name, method::post, Path, value, must<"channel_id", &me::channel_id>,
                                 must<"inviter_account_id", &me::inviter_account_id>,
                                 must<"invitee_account_id", &me::invitee_account_id>,
                                 must<"request_id", &me::request_id>, may<"server_extension", &me::server_extension>,
                                 may<"route_config", &me::route_config>, may<"offline_enabled", &me::offline_enabled>,
                                 may<"unread_enabled", &me::unread_enabled>, may<"push_config", &me::push_config>>;
};
using signal_invite = signal_call<"signal_invite", "/im/v2/signalling_room/actions/invite">;
using signal_cancel_invite = signal_call<"signal_cancel_invite", "/im/v2/signalling_room/actions/cancel_invite">;

}  // namespace server_api
}  // namespace nimpush::v1
