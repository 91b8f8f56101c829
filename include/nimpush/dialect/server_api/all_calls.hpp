#pragma once

// Every call of the dialect, to look one up by its name.

#include <string_view>

#include <nimpush/dialect/call_list.hpp>
#include <nimpush/dialect/server_api/accounts.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/notifications.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/v2_calls.hpp>
#include <nimpush/dialect/server_api/v2_messages.hpp>

namespace nimpush::inline v1 {
namespace server_api {

using all_calls =
    call_list<send_msg, send_batch_msg, superteam_send_msg, broadcast_msg, delete_broadcast_msg, recall_msg,
              superteam_recall_msg, delete_msg_one_way, delete_msg, delete_roam_session, mark_read_msg,
              mark_read_team_msg, send_attach_msg, send_batch_attach_msg, superteam_send_attach_msg, user_create,
              user_update_uinfo, user_update, user_refresh_token, user_unblock, user_list_black_and_mute_list,
              user_block, user_mute, user_mute_module, user_set_donnop, user_set_special_relation, team_mute_team,
              superteam_update_tlist, team_mute_tlist, team_mute_tlist_all, send_message, batch_send_p2p_message,
              stream_message, modify_message, withdraw_message, add_quick_comment, custom_notification,
              custom_notification_batch, push_notification, get_push_notification, broadcast_notification,
              set_push_config, refresh_token, add_mute_contact, remove_mute_contact, update_team_member, signal_invite,
              signal_cancel_invite>;

/// Finds the call with this name (`msg/sendMsg` on v1, `send_message` on v2) and calls f.operator()<Call>();
/// false where there is none.
template <class F> constexpr bool with_call(std::string_view name, api version, F&& f) {
    return all_calls::any([&]<class C>() {
        if (C::described_by::name != name || C::described_by::version != version) return false;
        f.template operator()<C>();
        return true;
    });
}

}  // namespace server_api
}  // namespace nimpush::v1
