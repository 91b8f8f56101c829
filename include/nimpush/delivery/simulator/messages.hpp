#pragma once

// MessageService and SystemMessageService: what is sent, taken back and read.

#include <cstdint>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::create_message>& asked) {
    return reply_with(
        created_message<typename From::when>(asked, from.as_author(), counted_uuid(++from.counter), from.nim.now));
}

using sending_reader = sending (*)(text, const value&, const place&, fault_list&);
/// Why NIM does not take what was sent: 811 is documented; 414 for the other limits is unverified.
inline native_reply refused_for(const fault_list& faults) {
    for (const problem& one : faults.all())
        if (one.how == degree::error) return {one.what.code == errc::too_many ? 811 : 414, {}, to_text(one.what)};
    return {};
}
template <class From> native_reply deliver(const From& from, const value& map, sending_reader read) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    fault_list faults;
    faults.views = true;  // what is kept of it, the service copies
    const sending sent = read(borrowed_text(owner->name), map, place{}, faults);
    if (has_errors(faults.all())) return refused_for(faults);
    const text id = sent.is_notification ? text() : asked_of<From, message>(map).template text<&message::uuid>();
    native_reply made = from.nim.send(sent, id);
    if (made.code != 0) return made;
    const author by = from.as_author();
    tell_receivers(from, {sent, by, id, static_cast<std::int64_t>(++from.counter), from.nim.now, false, map});
    return made;
}

template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::send_message>& asked) {
    // An absent `resend` takes the branch that looks the message up (FLTMessageService.swift:411).
    if (from.on() == device_platform::ios && asked.template get<&flutter_channel::send_message::resend>() != false)
        return {-1, {}, "resend message not exist"};
    native_reply made = deliver(from, asked.map(), &read_message<typename From::when>);
    if (made.code != 0) return made;
    take_sent_message(from.own, asked, from.as_author(), from.counter, from.nim.now);
    made.own = &from.own;
    return made;
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::send_custom_notification>& asked) {
    const value* notification = asked.template find<&flutter_channel::send_custom_notification::notification>();
    if (notification == nullptr || !notification->is(value::kind::map)) return none();
    return deliver(from, *notification, &read_notification<typename From::when>);
}

/// Reads the text, payload and count of the recall; session and sender are the message's own.
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::revoke_message>& asked) {
    using call = flutter_channel::revoke_message;
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    sending recall{.from = owner->name, .is_notification = true, .enable_push_nick = false};
    recall.push_text = asked.template text<&call::custom_apns_text>();
    recall.enable_unread_count = asked.template get<&call::should_notify_be_count>().value_or(true);
    if (auto payload = asked.template get<&message::push_payload>()) recall.push_payload = *std::move(payload);
    return from.nim.recall(asked.template text<&message::uuid>(), std::move(recall));
}

/// Opening a session reads it (FLTMessageService.swift:782); `none` and `all` are no sessions.
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::set_chatting_account>& asked) {
    using call = flutter_channel::set_chatting_account;
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    const text id = asked.template text<&call::session_id>();
    const auto type = asked.template get<&call::session_type>();
    if (id.has_value() && type) from.nim.read_session(*owner, *type, id);
    return fine();
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::query_total_unread_count>&) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    return reply_with(under_key_of<flutter_channel::query_total_unread_count>(value(owner->val.unread.value())));
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::clear_all_session_unread_count>&) {
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    from.nim.read(*owner, nullptr);
    return fine();
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
