#pragma once

// What was sent, with the plugin's defaults filled in: a message or a custom notification, as far as it
// decides a push.
//
// The maps are those of sendMessage and sendCustomNotification (nim_core 1.7.7). They are read as the
// plugin reads: keys that decide nothing pass, absent ones have the default that it documents.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

using flutter_channel::session_type;

/// What was sent, and to whom.
struct sending {
    text from{};
    bool is_notification = false;
    flutter_channel::session_type session_type = session_type::p2p;  // p2p, team or super_team
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

    constexpr bool is_to_team() const noexcept { return session_type != session_type::p2p; }
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

using nimpush::detail::fault_list;
using nimpush::detail::join;
using nimpush::detail::place;
using nimpush::detail::printable;

/// The keys of sendMessage that decide a push; the other thirty are nobody's business here.
struct message_part {
    text message_type{};
    text content{};
    text push_content{};
    free_map push_payload{};
    std::optional<flutter_channel::member_push_option> force{};
    flutter_channel::message_config config{};

    using described_by =
        field_list<field<"messageType", &message_part::message_type>, field<"content", &message_part::content>,
                   field<"pushContent", &message_part::push_content>, field<"pushPayload", &message_part::push_payload>,
                   field<"memberPushOption", &message_part::force>, field<"config", &message_part::config>>;
};
/// The same of sendCustomNotification.
struct notification_part {
    bool send_to_online_user_only = true;
    text apns_text{};
    free_map push_payload{};
    free_map config{};

    using described_by =
        field_list<field<"sendToOnlineUserOnly", &notification_part::send_to_online_user_only>,
                   field<"apnsText", &notification_part::apns_text>,
                   field<"pushPayload", &notification_part::push_payload>, field<"config", &notification_part::config>>;
};

/// A switch of a notification's config. Absent it has its default; a null is read as NO on iOS
/// (NSObject+YXModel.m:750), which turns a push off that nobody meant to.
constexpr void read_switch(const free_map& config, std::string_view key, bool& to, const place& here,
                           fault_list& faults) {
    const value* found = config.find(key);
    if (found == nullptr) return;
    if (found->is_null())
        to = false;
    else
        nimpush::detail::read_into<reading::lenient>(*found, to, here.at(key), faults);
}

constexpr void read_session(const value& from, sending& to, const place& here, fault_list& faults) {
    const value* id = from.find("sessionId");
    if (id == nullptr || id->is_null())
        faults.add(here.at("sessionId"), errc::missing, "missing: nobody would get it");
    else
        nimpush::detail::read_into<reading::lenient>(*id, to.session_id, here.at("sessionId"), faults);

    const place there = here.at("sessionType");
    const value* type = from.find("sessionType");
    if (type == nullptr || type->is_null()) return faults.add(there, errc::missing, "missing: p2p, team or superTeam");
    if (!type->is(value::kind::string)) return faults.wrong_type(there, *type, "p2p, team or superTeam");
    const bool known = from_name(type->chars(), to.session_type);
    if (!known || (to.session_type != session_type::p2p && to.session_type != session_type::team &&
                   to.session_type != session_type::super_team))
        faults.add(
            there, errc::bad_enumerator,
            join("`", printable(type->chars()).view(), "` is none of p2p, team, superTeam: only these are pushed"));
}

/// The limits past which NIM refuses to send, and never gets to a push.
constexpr void check_limits(const sending& sent, const place& here, fault_list& faults) {
    if (const auto fine = push_text::from(sent.push_text.view()); !fine)
        faults.add(here.at(sent.is_notification ? "apnsText" : "pushContent"), fine.error());
    flutter_channel::detail::payload_limit::at(sent, sent.push_payload, here.at("pushPayload"), faults);
    if (sent.force.has_value())
        flutter_channel::detail::forced_accounts_limit::at(*sent.force, sent.force->force_push_list,
                                                           here.at("memberPushOption").at("forcePushList"), faults);
}

/// The map of sendMessage.
constexpr sending read_message(text from, const value& map, const place& here, fault_list& faults) {
    sending sent{.from = std::move(from)};
    read_session(map, sent, here, faults);
    message_part part;
    nimpush::detail::read_into<reading::lenient>(map, part, here, faults);
    sent.message_type = std::move(part.message_type);
    sent.content = std::move(part.content);
    sent.push_text = std::move(part.push_content);
    sent.push_payload = std::move(part.push_payload);
    sent.enable_push = part.config.enable_push;
    sent.enable_push_nick = part.config.enable_push_nick;
    sent.enable_unread_count = part.config.enable_unread_count;
    sent.online_only = !part.config.enable_persist;
    sent.force = std::move(part.force);
    check_limits(sent, here, faults);
    return sent;
}

/// The map of sendCustomNotification. Without a config the SDK's defaults hold: push, no nickname,
/// counted (NIMCustomSystemNotificationSetting.h; the plugin's own field initialisers say the same).
constexpr sending read_notification(text from, const value& map, const place& here, fault_list& faults) {
    sending sent{.from = std::move(from), .is_notification = true, .enable_push_nick = false};
    read_session(map, sent, here, faults);
    notification_part part;
    nimpush::detail::read_into<reading::lenient>(map, part, here, faults);
    sent.push_text = std::move(part.apns_text);
    sent.push_payload = std::move(part.push_payload);
    sent.online_only = part.send_to_online_user_only;
    const place there = here.at("config");
    read_switch(part.config, "enablePush", sent.enable_push, there, faults);
    read_switch(part.config, "enablePushNick", sent.enable_push_nick, there, faults);
    read_switch(part.config, "enableUnreadCount", sent.enable_unread_count, there, faults);
    check_limits(sent, here, faults);
    return sent;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
