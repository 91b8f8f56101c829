#pragma once

// What was sent, with the plugin's defaults filled in: a message or a custom notification, as far as it
// decides a push.
//
// The maps are those of sendMessage and sendCustomNotification (nim_core 1.7.7), of whose field lists a part is
// read, as the plugin reads: keys that decide nothing pass, absent ones have the default that it documents.

#include <optional>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/model/push_text.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// What was sent, and to whom.
struct sending {
    text from{};
    bool is_notification = false;
    session_kind session_type = session_kind::p2p;
    text session_id{};
    text message_type{};  // as on the wire; null for a notification
    text content{};
    text push_text{};  // pushContent, or apnsText
    free_map push_payload{};
    bool enable_push = true;
    bool enable_push_nick = true;
    bool enable_unread_count = true;
    bool online_only = false;
    std::optional<flutter_channel::member_push_option> force{};

    constexpr bool is_to_team() const noexcept { return session_type != session_kind::p2p; }
    /// A forced push passes over do-not-disturb, in teams alone; a null list is everyone, an empty one
    /// nobody (unverified). See docs/facts/delivery.md, Forced push.
    constexpr bool is_forced_for(std::string_view account) const noexcept {
        if (!force.has_value() || !force->is_force_push || !is_to_team()) return false;
        if (!force->force_push_list.has_value()) return true;
        for (const text& one : *force->force_push_list)
            if (one.view() == account) return true;
        return false;
    }

    friend constexpr bool operator==(const sending&, const sending&) = default;
};

namespace detail {

using flutter_channel::custom_notification;
using flutter_channel::message;
using nimpush::detail::fault_list;
using nimpush::detail::join;
using nimpush::detail::place;
using nimpush::detail::printable;

/// A switch of a notification's config. Absent it has its default; a null is read as NO on iOS
/// (NSObject+YXModel.m:750), which turns a push off that nobody meant to.
template <auto Member, class Part>
constexpr void read_switch(const Part& config, bool& to, const place& here, fault_list& faults) {
    const value* found = config.template find<Member>();
    if (found != nullptr && found->is_null())
        to = false;
    else
        config.template read<Member>(to, here, faults);
}

/// The session that a message or a notification is for.
template <auto Id, auto Type, class Part>
constexpr void read_session(const Part& from, sending& to, const place& here, fault_list& faults) {
    const value* id = from.template find<Id>();
    if (id == nullptr || id->is_null())
        faults.add(here.at(schema::key_of<Id>), errc::missing, "missing: nobody would get it");
    else
        from.template read<Id>(to.session_id, here, faults);

    const place there = here.at(schema::key_of<Type>);
    const value* type = from.template find<Type>();
    if (type == nullptr || type->is_null()) return faults.add(there, errc::missing, "missing: p2p, team or superTeam");
    if (!type->is(value::kind::string)) return faults.wrong_type(there, *type, "p2p, team or superTeam");
    if (!from_name(type->chars(), to.session_type))
        faults.add(
            there, errc::bad_enumerator,
            join("`", printable(type->chars()).view(), "` is none of p2p, team, superTeam: only these are pushed"));
}

/// The limits past which NIM refuses to send, and never gets to a push.
constexpr void check_limits(const sending& sent, const place& here, fault_list& faults) {
    if (const auto fine = push_text::from(sent.push_text.view()); !fine)
        faults.add(here.at(sent.is_notification ? schema::key_of<&custom_notification::apns_text>
                                                : schema::key_of<&message::push_content>),
                   fine.error());
    flutter_channel::detail::payload_limit::at(sent, sent.push_payload, here.at(schema::key_of<&message::push_payload>),
                                               faults);
    if (sent.force.has_value()) {
        const place force = here.at(schema::key_of<&message::member_push_option>);
        flutter_channel::detail::forced_accounts_limit::at(
            *sent.force, sent.force->force_push_list,
            force.at(schema::key_of<&flutter_channel::member_push_option::force_push_list>), faults);
    }
}

/// The map of sendMessage.
constexpr sending read_message(text from, const value& map, const place& here, fault_list& faults) {
    sending sent{.from = std::move(from)};
    const reading::part<message> part(map);
    flutter_channel::message_config config;
    read_session<&message::session_id, &message::session_type>(part, sent, here, faults);
    part.read<&message::message_type>(sent.message_type, here, faults);
    part.read<&message::content>(sent.content, here, faults);
    part.read<&message::push_content>(sent.push_text, here, faults);
    part.read<&message::push_payload>(sent.push_payload, here, faults);
    part.read<&message::member_push_option>(sent.force, here, faults);
    part.read<&message::config>(config, here, faults);
    sent.enable_push = config.enable_push;
    sent.enable_push_nick = config.enable_push_nick;
    sent.enable_unread_count = config.enable_unread_count;
    sent.online_only = !config.enable_persist;
    check_limits(sent, here, faults);
    return sent;
}

/// The map of sendCustomNotification. Without a config the SDK's defaults hold: push, no nickname,
/// counted (NIMCustomSystemNotificationSetting.h; the plugin's own field initialisers say the same).
constexpr sending read_notification(text from, const value& map, const place& here, fault_list& faults) {
    using switches = flutter_channel::custom_notification_config;
    sending sent{.from = std::move(from), .is_notification = true, .enable_push_nick = false};
    const reading::part<custom_notification> part(map);
    free_map config;
    read_session<&custom_notification::session_id, &custom_notification::session_type>(part, sent, here, faults);
    part.read<&custom_notification::send_to_online_user_only>(sent.online_only, here, faults);
    part.read<&custom_notification::apns_text>(sent.push_text, here, faults);
    part.read<&custom_notification::push_payload>(sent.push_payload, here, faults);
    part.read<&custom_notification::config>(config, here, faults);
    const reading::part<switches> set(config.as_value());
    const place there = here.at(schema::key_of<&custom_notification::config>);
    read_switch<&switches::enable_push>(set, sent.enable_push, there, faults);
    read_switch<&switches::enable_push_nick>(set, sent.enable_push_nick, there, faults);
    read_switch<&switches::enable_unread_count>(set, sent.enable_unread_count, there, faults);
    check_limits(sent, here, faults);
    return sent;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
