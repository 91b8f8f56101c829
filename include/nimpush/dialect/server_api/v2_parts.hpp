#pragma once

// v2: the objects that calls share, keys as they are on the wire (`mutil_sync_enabled` is misspelt there).

#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/body.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace server_api {

namespace detail {

/// `sender|type|receiver`: two accounts or an account and a team; type 1 an account, 2 a team, 3 a super team.
struct conversation_rule {
    static constexpr void demand(std::string_view s) {
        if (test(s)) text_does_not_hold_what_this_parameter_needs();
    }
    static constexpr maybe<nimpush::error> test(std::string_view s) {
        const auto parts = nimpush::conversation_id::split(s);
        if (!parts)
            return nimpush::error{errc::bad_character, {}, "must be sender|type|receiver, with a type from 1 to 3"};
        for (const std::string_view one : {parts->sender, parts->receiver})
            if (const auto fine = accid::from(one); !fine) return fine.error();
        return {};
    }
};

}  // namespace detail

/// `alice|1|bob`, `alice|2|123456`. In a path the bars go out as `%7C`.
using conversation_id = basic_text<detail::conversation_rule>;

/// What a push says and who gets it. Messages and notifications take all of it, batches of messages and streams
/// the first four, quick comments three; pushes to everybody and calls have their own. Pushing and the nickname
/// are on where absent, for notifications too, and force is off. `push_forcepush_all` is for teams.
struct push_config {
    flag push_enabled{}, push_nick_enabled{}, push_forcepush_enable{}, push_forcepush_all{};
    push_string push_content{}, push_forcepush_content{};
    push_fields push_payload{};
    forced_accounts push_forcepush_ids{};

    using me = push_config;
    using described_by =
        field_list<may<"push_enabled", &me::push_enabled>, may<"push_nick_enabled", &me::push_nick_enabled>,
                   may<"push_content", &me::push_content>, may<"push_payload", &me::push_payload>,
                   may<"push_forcepush_all", &me::push_forcepush_all>,
                   may<"push_forcepush_ids", &me::push_forcepush_ids>,
                   may<"push_forcepush_content", &me::push_forcepush_content>,
                   may<"push_forcepush_enable", &me::push_forcepush_enable>>;
};

namespace detail {

/// A limit that depends on another parameter: what is no text or tip has a text to be searched by.
struct searched_text {
    template <class Body, class Text>
    static constexpr void at(const Body& one, const Text& said, const place& here, fault_list& faults) {
        const auto kind = one.message_type.value();
        const bool is_text = kind == number_of(nimpush::message_kind::text);
        if (is_text || kind == number_of(nimpush::message_kind::tip)) {
            // What is modified may keep its text.
            if constexpr (requires { one.message_client_id; })
                if (!said.has_value())
                    faults.add(here, nimpush::error{errc::missing, {}, "missing: it is what the message shows"},
                               is_text ? degree::error : degree::warning);
            return;
        }
        if (auto fine = limited<limits::message_description>::from(said.view()); !fine)
            faults.add(here, std::move(fine).error());
    }
};

}  // namespace detail

/// A message: `text` for texts and tips, an object for the rest; `sub_type` for custom ones.
struct message_body {
    message_kind message_type{};
    number sub_type{};
    limited<limits::message_body> text{};
    free_map attachment{};
    nimpush::text message_client_id{};

    using described_by = field_list<
        must<"message_type", &message_body::message_type>, may<"sub_type", &message_body::sub_type>,
        may<"text", &message_body::text, schema::checked_by<detail::searched_text>>,
        may<"attachment", &message_body::attachment, holds_attachment, schema::checked_by<detail::attachment_of_kind>>,
        may<"message_client_id", &message_body::message_client_id>>;
};

/// All on where they are absent; `unread_enabled` counts for the badge, without `offline_enabled` nobody is pushed.
struct message_switches {
    flag unread_enabled{}, mutil_sync_enabled{}, offline_enabled{}, history_enabled{}, roaming_enabled{},
        conversation_update_enabled{};

    using described_by = field_list<may<"unread_enabled", &message_switches::unread_enabled>,
                                    may<"mutil_sync_enabled", &message_switches::mutil_sync_enabled>,
                                    may<"offline_enabled", &message_switches::offline_enabled>,
                                    may<"history_enabled", &message_switches::history_enabled>,
                                    may<"roaming_enabled", &message_switches::roaming_enabled>,
                                    may<"conversation_update_enabled", &message_switches::conversation_update_enabled>>;
};

/// A message for part of a team: for these, or (not `inclusive`) for everybody else.
struct target_option {
    maybe<std::vector<account>> receiver_account_ids{};
    flag inclusive{}, check_team_member_valid{}, visible_to_new_member{};

    using described_by = field_list<may<"receiver_account_ids", &target_option::receiver_account_ids>,
                                    may<"inclusive", &target_option::inclusive>,
                                    may<"check_team_member_valid", &target_option::check_team_member_valid>,
                                    may<"visible_to_new_member", &target_option::visible_to_new_member>>;
};

/// A copy to the app's server.
struct route_config {
    flag route_enabled{};
    text route_environment{};

    using described_by = field_list<may<"route_enabled", &route_config::route_enabled>,
                                    may<"route_environment", &route_config::route_environment>>;
};

struct antispam_config {
    flag antispam_enabled{}, antispam_custom_message_enabled{};
    text antispam_business_id{}, antispam_extension{}, antispam_cheating{}, antispam_custom_message{};

    using described_by =
        field_list<may<"antispam_enabled", &antispam_config::antispam_enabled>,
                   may<"antispam_business_id", &antispam_config::antispam_business_id>,
                   may<"antispam_extension", &antispam_config::antispam_extension>,
                   may<"antispam_cheating", &antispam_config::antispam_cheating>,
                   may<"antispam_custom_message_enabled", &antispam_config::antispam_custom_message_enabled>,
                   may<"antispam_custom_message", &antispam_config::antispam_custom_message>>;
};

struct p2p_option {
    flag check_friend{};

    using described_by = field_list<may<"check_friend", &p2p_option::check_friend>>;
};

/// Of a team; super teams have no `mark_as_read`, with which come read receipts.
struct team_option {
    flag mark_as_read{}, ignore_chat_banned{}, ignore_member_chat_banned{}, check_team_member_valid{};

    using described_by = field_list<may<"mark_as_read", &team_option::mark_as_read>,
                                    may<"ignore_chat_banned", &team_option::ignore_chat_banned>,
                                    may<"ignore_member_chat_banned", &team_option::ignore_member_chat_banned>,
                                    may<"check_team_member_valid", &team_option::check_team_member_valid>>;
};

struct robot_config {
    account robot_account_id{};
    text robot_topic{}, robot_function{}, robot_custom_content{};

    using described_by =
        field_list<may<"robot_account_id", &robot_config::robot_account_id>,
                   may<"robot_topic", &robot_config::robot_topic>, may<"robot_function", &robot_config::robot_function>,
                   may<"robot_custom_content", &robot_config::robot_custom_content>>;
};

/// Names a message; quick comments alone need `conversation_type`.
struct message_ref {
    text sender_id{}, receiver_id{}, message_client_id{};
    number conversation_type{}, create_time{}, message_server_id{};

    using described_by =
        field_list<may<"conversation_type", &message_ref::conversation_type>, may<"sender_id", &message_ref::sender_id>,
                   may<"receiver_id", &message_ref::receiver_id>, may<"create_time", &message_ref::create_time>,
                   may<"message_server_id", &message_ref::message_server_id>,
                   may<"message_client_id", &message_ref::message_client_id>>;
};

struct thread_config {
    maybe<message_ref> thread_root{}, thread_reply{};

    using described_by =
        field_list<may<"thread_root", &thread_config::thread_root>, may<"thread_reply", &thread_config::thread_reply>>;
};

struct ai_params {
    text account{}, content{}, messages{}, prompt_variables{}, config{};
    flag send_original{};

    using described_by =
        field_list<may<"account", &ai_params::account>, may<"content", &ai_params::content>,
                   may<"messages", &ai_params::messages>, may<"prompt_variables", &ai_params::prompt_variables>,
                   may<"config", &ai_params::config>, may<"send_original", &ai_params::send_original>>;
};

/// What may stand beside a message, however it is sent. One message takes all of it; batches take no team,
/// thread or robot; streams no check for spam; changes no thread and no target.
struct message_settings {
    maybe<message_switches> message_config{};
    maybe<server_api::target_option> target_option{};
    maybe<server_api::route_config> route_config{};
    maybe<server_api::push_config> push_config{};
    maybe<server_api::antispam_config> antispam_config{};
    maybe<server_api::p2p_option> p2p_option{};
    maybe<server_api::team_option> team_option{}, superteam_option{};
    maybe<server_api::robot_config> robot_config{};
    maybe<server_api::thread_config> thread_config{};
    flag sender_no_sense{}, receiver_no_sense{};
    json_or_text<> extension{};
};
template <schema::fixed_string Name, class C, auto Member>
using of_settings = may<Name, schema::via<&C::settings, Member>>;
template <class C>
using settings_fields = field_list<of_settings<"message_config", C, &message_settings::message_config>,
                                   of_settings<"target_option", C, &message_settings::target_option>,
                                   of_settings<"route_config", C, &message_settings::route_config>,
                                   of_settings<"push_config", C, &message_settings::push_config>,
                                   of_settings<"antispam_config", C, &message_settings::antispam_config>,
                                   of_settings<"p2p_option", C, &message_settings::p2p_option>,
                                   of_settings<"team_option", C, &message_settings::team_option>,
                                   of_settings<"superteam_option", C, &message_settings::superteam_option>,
                                   of_settings<"robot_config", C, &message_settings::robot_config>,
                                   of_settings<"thread_config", C, &message_settings::thread_config>,
                                   of_settings<"sender_no_sense", C, &message_settings::sender_no_sense>,
                                   of_settings<"receiver_no_sense", C, &message_settings::receiver_no_sense>,
                                   of_settings<"extension", C, &message_settings::extension>>;

}  // namespace server_api
}  // namespace nimpush::v1
