#pragma once

// What the native side tells: logins, messages, receipts, notifications, and the device token.
//
//     flutter_channel::event_call call = *flutter_channel::decode_event(bytes);
//     flutter_channel::read_event(call, overloaded{
//         [](const flutter_channel::auth_status_event& e) { … },
//         [](const flutter_channel::messages_received& e) { … }});
//
// Each event is a type with its service, method and Dart stream; read_event makes only those that the
// visitor takes, and answers as Dart would where the arguments are at fault.

#include <concepts>
#include <cstdint>
#include <string_view>

#include <nimpush/core/octets.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel/reply.hpp>
#include <nimpush/wire/codec_reader.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// A call of the native side, before it is made a type. `service` is null where the arguments name
/// none in a way that Dart could read.
struct event_call {
    text service{};
    text method{};
    value arguments{};
    bool is_broken = false;  // the arguments are no map, or their serviceName is no text
};

/// A list of event types.
template <class... Events> struct event_list {
    /// Calls f.operator()<Event>() for each until one answers true.
    template <class F> static constexpr bool any(F&& f) { return (f.template operator()<Events>() || ...); }
};
using all_events =
    event_list<auth_status_event, online_clients_updated, dynamic_token_asked, messages_received,
               message_status_changed, message_receipts, team_message_receipts, message_revoked, attachment_progressed,
               broadcast_received, sessions_updated, session_deleted, message_pin_added, message_pin_removed,
               message_pin_updated, my_session_updated, quick_comment_added, quick_comment_removed,
               stick_top_sessions_synced, stick_top_session_added, stick_top_session_removed, stick_top_session_updated,
               messages_deleted, all_messages_read, system_message_received, system_unread_count_changed,
               custom_notification_received, mute_list_changed, black_list_changed, users_changed, friends_changed,
               friends_deleted, teams_updated, team_members_updated, team_members_removed, chatroom_status_changed,
               chatroom_kicked_out, chatroom_messages_received, chatroom_message_status_changed,
               chatroom_attachment_progressed>;

/// What became of an event.
enum class event_outcome : std::uint8_t {
    handled,    // the visitor had it
    unhandled,  // a known event that the visitor does not take
    dropped,    // Dart puts nothing on any stream: no such service, no arguments, nothing in them
};

/// Bytes of a call of the native side; the error is for bytes that are no call.
constexpr result<event_call> decode_event(span<const std::uint8_t> message) {
    auto call = standard_codec::decode_method_call(message);
    if (!call) return unexpected(call.error());
    event_call made;
    made.method = std::move(call->method);
    made.arguments = std::move(call->arguments);
    if (made.arguments.is(kind::map)) {
        const value* service = made.arguments.find("serviceName");
        if (service == nullptr || service->is_null())
            made.service = "";
        else if (service->is(kind::string))
            made.service = text(nimpush::detail::unchecked{}, service->chars());
        else
            made.is_broken = true;
    } else {
        made.is_broken = !made.arguments.is_null();
    }
    return made;
}

namespace detail {

/// The events of nim_core 1.7.7.
struct event_dialect {
    using events = all_events;
    /// Whether the service throws for a method that it does not know, or passes it in silence.
    static constexpr bool throws_for_unknown(std::string_view service) noexcept {
        for (const std::string_view one : {"AuthService", "MessageService", "ChatroomService", "SettingsService"})
            if (one == service) return true;
        return false;
    }
    /// What Dart knows and has no type here: what a chatroom that is entered without a login asks.
    static constexpr bool is_known(std::string_view service, std::string_view method) noexcept {
        return service == "ChatroomService" &&
               (method == "getIndependentModeLinkAddress" || method == "getChatRoomDynamicToken");
    }
};

template <class Dialect, class Visitor>
constexpr result<event_outcome, failure> read_event_of(const event_call& call, Visitor& visit) {
    if (call.arguments.is(kind::bytes) && call.method == apns_token_handed_over::method) {
        if constexpr (std::invocable<Visitor&, const apns_token_handed_over&>) {
            visit(apns_token_handed_over{octets(call.arguments.as_bytes())});
            return event_outcome::handled;
        }
        return event_outcome::unhandled;
    }
    if (call.is_broken)
        return unexpected(failure{failure_kind::wrong_type,
                                  {errc::wrong_type, {}, "the arguments are no map, or their serviceName is no text"},
                                  {}});
    event_outcome outcome = event_outcome::dropped;
    failure failed{};
    const bool known = Dialect::events::any([&]<class E>() {
        if (!(call.service == E::info.service && call.method == E::info.method)) return false;
        if constexpr (std::invocable<Visitor&, const E&>) {
            E event{};
            fault_list faults;
            if (E::read(call.arguments, event, faults) && faults.empty()) {
                visit(event);
                outcome = event_outcome::handled;
            } else if (!faults.empty()) {
                const nimpush::error& first = faults.all().front().what;
                failed = failure{kind_of(first.code), first, {}};
            }
        } else {
            outcome = event_outcome::unhandled;
        }
        return true;
    });
    if (!known && Dialect::is_known(call.service.view(), call.method.view())) return event_outcome::unhandled;
    if (!known && call.service.has_value() && Dialect::throws_for_unknown(call.service.view()))
        failed = failure{failure_kind::unimplemented,
                         {errc::not_supported, {}, nimpush::detail::join(call.service.view(), " knows no such event")},
                         {}};
    if (failed.kind != failure_kind{}) return unexpected(std::move(failed));
    return outcome;
}

}  // namespace detail

/// Makes the event's type and calls visit with it, if visit takes it; else says what Dart would do.
template <class Visitor> constexpr result<event_outcome, failure> read_event(const event_call& call, Visitor&& visit) {
    return detail::read_event_of<detail::event_dialect>(call, visit);
}

}  // namespace flutter_channel
}  // namespace nimpush::v1
