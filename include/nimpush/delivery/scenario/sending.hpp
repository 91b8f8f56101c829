#pragma once

// What was sent, with the plugin's defaults filled in: a message or a custom notification, as far as it
// decides a push.
//
// The maps are those of sendMessage and sendCustomNotification (nim_core 1.7.7), of whose field lists a part is
// read, as the plugin reads: keys that decide nothing pass, absent ones have the default that it documents.

#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/when_used.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/model/push_text.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// Whom of a team a message is for: those that are listed, or all but them (targetConfig of V2).
struct directed_to {
    bool inclusive = true;
    std::vector<text> receivers{};

    friend constexpr bool operator==(const directed_to&, const directed_to&) = default;
};

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
    maybe<flutter_channel::member_push_option> force{};
    plugin_release plugin{};        // what it was sent with, where that is said; nim_core where it is not
    maybe<directed_to> directed{};  // null: all of the session

    constexpr bool is_to_team() const noexcept { return session_type != session_kind::p2p; }
    /// A forced push passes over do-not-disturb, in teams alone; a null list is everyone, an empty one
    /// nobody (unverified). See docs/facts/delivery.md, Forced push.
    constexpr bool is_forced_for(std::string_view account) const noexcept {
        return is_forced([&](const std::vector<text>& list) {
            for (const text& one : list)
                if (one.view() == account) return true;
            return false;
        });
    }
    /// The same, where is_listed(list) says whether the account is on the list that there is.
    template <class IsListed> constexpr bool is_forced(IsListed&& is_listed) const {
        if (!force.has_value() || !force->is_force_push || !is_to_team()) return false;
        return !force->force_push_list.has_value() || is_listed(*force->force_push_list);
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
using nimpush::detail::when_used;

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

/// What is wrong with the kind of a session.
constexpr void refuse_session_type(const value* type, const place& there, fault_list& faults) {
    if (type == nullptr || type->is_null())
        faults.add(there, errc::missing, "missing: p2p, team or superTeam");
    else if (!type->is(value::kind::string))
        faults.wrong_type(there, *type, "p2p, team or superTeam");
    else
        faults.add(
            there, errc::bad_enumerator,
            join("`", printable(type->chars()).view(), "` is none of p2p, team, superTeam: only these are pushed"));
}
/// The session that a message or a notification is for, by what stands under its two keys.
template <class Sending>
constexpr void read_session(const value* id, const value* type, Sending& to, const place& id_at, const place& type_at,
                            fault_list& faults) {
    if (id == nullptr || id->is_null())
        faults.add(id_at, errc::missing, "missing: nobody would get it");
    else
        nimpush::detail::read_into<reading::lenient>(*id, to.session_id, id_at, faults);
    if (type == nullptr || !type->is(value::kind::string) ||
        !nimpush::detail::take_name(type->chars(), to.session_type))
        refuse_session_type(type, type_at, faults);
}
template <auto Id, auto Type, class Part, class Sending>
constexpr void read_session(const Part& from, Sending& to, const place& here, fault_list& faults) {
    read_session(from.template find<Id>(), from.template find<Type>(), to, here.at(schema::key_of<Id>),
                 here.at(schema::key_of<Type>), faults);
}

/// The limits past which NIM refuses to send, and never gets to a push.
template <class When, class Sending>
constexpr void check_limits(const Sending& sent, const place& here, fault_list& faults) {
    using m = typename When::template type<message>;
    using n = typename When::template type<custom_notification>;
    using option = typename When::template type<flutter_channel::member_push_option>;
    if (const auto fine = push_text::from(sent.push_text.view()); !fine)
        faults.add(here.at(sent.is_notification ? schema::key_of<&n::apns_text> : schema::key_of<&m::push_content>),
                   fine.error());
    flutter_channel::detail::payload_limit::at(sent, sent.push_payload, here.at(schema::key_of<&m::push_payload>),
                                               faults);
    if (sent.force.has_value()) {
        const place force = here.at(schema::key_of<&m::member_push_option>);
        flutter_channel::detail::forced_accounts_limit::at(*sent.force, sent.force->force_push_list,
                                                           force.at(schema::key_of<&option::force_push_list>), faults);
    }
}

/// What to do with a map that is of another wire, told by keys that the channel has not; empty for the channel's own.
/// convert reads messages to one session; of notifications and of calls for many it has none.
template <class Value> constexpr text said_of_other_wire(const Value& map, bool is_notification) {
    const auto has = [&map](std::string_view key) { return map.find(key) != nullptr; };
    const auto any = [&](auto... key) { return (has(key) || ...); };
    if (has(schema::key_of<&message::session_id>)) return {};
    constexpr std::string_view key = schema::key_of<&message::message_type>;
    const value* inner = map.find("message");
    std::string_view wire;
    if (any("attach", "msgtype", "sender_id", "to_account", "from_account", "custom_apns_text"))
        return is_notification
                   ? text(
                         "a custom notification of another wire, which `nimpush convert` has none for: write it "
                         "as the map of sendCustomNotification, with sessionId, sessionType, content, apnsText, "
                         "pushPayload and config")
                   : text(
                         "a custom notification of another wire, which `nimpush convert` has none for: write it "
                         "as customNotification instead of message, the map of sendCustomNotification, with "
                         "sessionId, sessionType, content, apnsText, pushPayload and config");
    if (any("toAccids", "receiver_ids", "tid"))
        return "a call of NIM's server for many, or for a super team: write it as a message to one session, with "
               "sessionId "
               "and sessionType; `nimpush convert --from server --to channel` reads msg/sendMsg alone";
    if (any("ope") || (has("to") && has("type")))
        wire = "server";
    else if (any("talk_id", "msg_type", "to_accid"))
        wire = "desktop";
    else if (any("conversationId", "messageClientId", "params", "receiverId") || (inner != nullptr && inner->find(key)))
        wire = "channel2";
    else if (has("conversation_id") || inner != nullptr)
        wire = "server2";
    if (wire.empty()) return {};
    return join("a message of another wire: `nimpush convert --from ", wire,
                " --to channel` makes it one of the channel's, which is read here",
                is_notification ? ", as message instead of customNotification"
                : wire == "channel2"
                    ? "; or write the call's own `message`, `conversationId` and `params` beside `from`"
                    : "");
}

template <class Value>
constexpr bool is_of_other_wire(const Value& map, bool is_notification, const place& here, fault_list& faults) {
    text other = said_of_other_wire(map, is_notification);
    if (other.empty()) return false;
    faults.add(here, errc::unknown_key, std::move(other));
    return true;
}

/// The map of sendMessage.
template <class When = when_used>
// NOLINTNEXTLINE(performance-unnecessary-value-param): moved into what depends
constexpr sending read_message(text from, const typename When::template type<value>& map, const place& here,
                               fault_list& faults) {
    using m = typename When::template type<message>;
    typename When::template type<sending> sent{.from = std::move(from)};
    const reading::parts<m, &m::session_id, &m::session_type, &m::message_type, &m::content, &m::config,
                         &m::push_payload, &m::push_content, &m::member_push_option>
        part(map);
    if (part.template find<&m::session_id>() == nullptr && is_of_other_wire(map, false, here, faults)) return sent;
    typename When::template type<flutter_channel::message_config> config;
    read_session<&m::session_id, &m::session_type>(part, sent, here, faults);
    part.template read<&m::message_type>(sent.message_type, here, faults);
    part.template read<&m::content>(sent.content, here, faults);
    part.template read<&m::push_content>(sent.push_text, here, faults);
    part.template read<&m::push_payload>(sent.push_payload, here, faults);
    part.template read<&m::member_push_option>(sent.force, here, faults);
    part.template read<&m::config>(config, here, faults);
    sent.enable_push = config.enable_push;
    sent.enable_push_nick = config.enable_push_nick;
    sent.enable_unread_count = config.enable_unread_count;
    sent.online_only = !config.enable_persist;
    check_limits<When>(sent, here, faults);
    return sent;
}

/// The map of sendCustomNotification. Without a config the SDK's defaults hold: push, no nickname,
/// counted (NIMCustomSystemNotificationSetting.h; the plugin's own field initialisers say the same).
template <class When = when_used>
// NOLINTNEXTLINE(performance-unnecessary-value-param): moved into what depends
constexpr sending read_notification(text from, const typename When::template type<value>& map, const place& here,
                                    fault_list& faults) {
    using n = typename When::template type<custom_notification>;
    using switches = typename When::template type<flutter_channel::custom_notification_config>;
    typename When::template type<sending> sent{
        .from = std::move(from), .is_notification = true, .enable_push_nick = false};
    if (is_of_other_wire(map, true, here, faults)) return sent;
    const reading::part<n> part(map);
    typename When::template type<free_map> config;
    read_session<&n::session_id, &n::session_type>(part, sent, here, faults);
    part.template read<&n::send_to_online_user_only>(sent.online_only, here, faults);
    part.template read<&n::apns_text>(sent.push_text, here, faults);
    part.template read<&n::push_payload>(sent.push_payload, here, faults);
    part.template read<&n::config>(config, here, faults);
    const reading::part<switches> set(config.as_value());
    const place there = here.at(schema::key_of<&n::config>);
    read_switch<&switches::enable_push>(set, sent.enable_push, there, faults);
    read_switch<&switches::enable_push_nick>(set, sent.enable_push_nick, there, faults);
    read_switch<&switches::enable_unread_count>(set, sent.enable_unread_count, there, faults);
    check_limits<When>(sent, here, faults);
    return sent;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
