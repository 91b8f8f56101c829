#pragma once

// Every call of the dialect, to look one up by its name.

#include <cstddef>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/utf8.hpp>
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
              user_block, user_mute, user_mute_module, user_set_donnop, user_set_special_relation, user_get_uinfos,
              team_create, team_mute_team, superteam_update_tlist, team_mute_tlist, team_mute_tlist_all, send_message,
              batch_send_p2p_message, stream_message, modify_message, withdraw_message, add_quick_comment,
              custom_notification, custom_notification_batch, push_notification, get_push_notification,
              broadcast_notification, set_push_config, refresh_token, add_mute_contact, remove_mute_contact,
              update_team_member, signal_invite, signal_cancel_invite>;

/// The name of a call, of what an address, a path or a client's source has for it: `/msg/sendMsg.action`,
/// `POST https://api-cn.yunxinapi.com/nimserver/msg/sendMsg.action?x=1`. Case is left as it is.
constexpr std::string_view call_name(std::string_view given) noexcept {
    constexpr std::string_view root = "nimserver/", host = "://", action = ".action";
    const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!given.empty() && is_blank(given.front())) given.remove_prefix(1);
    if (const std::size_t verb = given.find(' '); verb != npos && given.substr(0, verb).find('/') == npos)
        given.remove_prefix(verb + 1);
    given = given.substr(0, given.find_first_of("?# \t\r\n"));
    if (const std::size_t at = given.find(root); at != npos) {
        given.remove_prefix(at + root.size());
    } else if (const std::size_t of_host = given.find(host); of_host != npos) {
        given.remove_prefix(of_host + host.size());
        given.remove_prefix(given.find('/') == npos ? given.size() : given.find('/'));
    }
    while (!given.empty() && given.front() == '/') given.remove_prefix(1);
    while (!given.empty() && given.back() == '/') given.remove_suffix(1);
    if (given.size() >= action.size() &&
        nimpush::detail::same_but_for_case(given.substr(given.size() - action.size()), action))
        given.remove_suffix(action.size());
    return given;
}

namespace detail {

/// Is this the call's path on v2, whatever stands in its braces?
constexpr bool is_path_of(std::string_view path, std::string_view given) noexcept {
    if (path.empty()) return false;  // v1's calls stand for their own
    path.remove_prefix(1);
    while (!path.empty() && !given.empty()) {
        const std::string_view a = path.substr(0, path.find('/')), b = given.substr(0, given.find('/'));
        if (b.empty() || (a != b && !(a.front() == '{' && a.back() == '}'))) return false;
        path.remove_prefix(a.size() == path.size() ? a.size() : a.size() + 1);
        given.remove_prefix(b.size() == given.size() ? b.size() : b.size() + 1);
    }
    return path.empty() && given.empty();
}

}  // namespace detail

/// Finds the call with this name (`msg/sendMsg` on v1, `send_message` on v2), or this path of v2
/// (`im/v2/conversations/alice|1|bob/messages`), and calls f.operator()<Call>(); false where there is none.
template <class F> constexpr bool with_call(std::string_view name, api version, F&& f) {
    return all_calls::any([&]<class C>() {
        using call = typename C::described_by;
        if (call::version != version || (call::name != name && !detail::is_path_of(call::path, name))) return false;
        f.template operator()<C>();
        return true;
    });
}

}  // namespace server_api
}  // namespace nimpush::v1
