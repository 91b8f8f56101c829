#pragma once

// MessageService and SystemMessageService: what is sent, taken back and read.

#include <cstdint>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/part.hpp>
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

inline native_reply answer(const caller& from, const reading::part<flutter_channel::create_message>& asked) {
    return reply_with(created_message(asked, from.as_author(), counted_uuid(++from.counter), from.nim.now));
}

using sending_reader = sending (*)(text, const value&, const place&, fault_list&);
/// Why NIM does not take what was sent: 811 is documented; 414 for the other limits is unverified.
inline native_reply refused_for(const fault_list& faults) {
    for (const problem& one : faults.all())
        if (one.how == degree::error) return {one.what.code == errc::too_many ? 811 : 414, {}, to_text(one.what)};
    return {};
}
inline native_reply deliver(const caller& from, const value& map, sending_reader read) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    fault_list faults;
    const sending sent = read(owner->name, map, place{}, faults);
    if (has_errors(faults.all())) return refused_for(faults);
    const text id = sent.is_notification ? text() : reading::part<message>(map).text<&message::uuid>();
    native_reply made = from.nim.send(sent, id);
    if (made.code != 0) return made;
    const author by = from.as_author();
    tell_receivers(from, {sent, by, id, static_cast<std::int64_t>(++from.counter), from.nim.now, false, map});
    return made;
}

inline native_reply answer(const caller& from, const reading::part<flutter_channel::send_message>& asked) {
    // An absent `resend` takes the branch that looks the message up (FLTMessageService.swift:411).
    if (from.on() == device_platform::ios && asked.get<&flutter_channel::send_message::resend>() != false)
        return {-1, {}, "resend message not exist"};
    native_reply made = deliver(from, asked.map(), &read_message);
    if (made.code == 0) made.data = sent_message(asked, from.as_author(), from.counter, from.nim.now);
    return made;
}
inline native_reply answer(const caller& from, const reading::part<flutter_channel::send_custom_notification>& asked) {
    const value* notification = asked.find<&flutter_channel::send_custom_notification::notification>();
    if (notification == nullptr || !notification->is(value::kind::map)) return none();
    return deliver(from, *notification, &read_notification);
}

/// Reads the text, payload and count of the recall; session and sender are the message's own.
inline native_reply answer(const caller& from, const reading::part<flutter_channel::revoke_message>& asked) {
    using call = flutter_channel::revoke_message;
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    sending recall{.from = owner->name, .is_notification = true, .enable_push_nick = false};
    recall.push_text = asked.text<&call::custom_apns_text>();
    recall.enable_unread_count = asked.get<&call::should_notify_be_count>().value_or(true);
    if (auto payload = asked.get<&message::push_payload>()) recall.push_payload = *std::move(payload);
    return from.nim.recall(asked.text<&message::uuid>(), std::move(recall));
}

/// Opening a session reads it (FLTMessageService.swift:782); `none` and `all` are no sessions.
inline native_reply answer(const caller& from, const reading::part<flutter_channel::set_chatting_account>& asked) {
    using call = flutter_channel::set_chatting_account;
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    const text id = asked.text<&call::session_id>();
    const auto type = asked.get<&call::session_type>();
    if (id.has_value() && type) from.nim.read_session(*owner, *type, id);
    return fine();
}
inline native_reply answer(const caller& from, const reading::part<flutter_channel::query_total_unread_count>&) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    return reply_with(data_under_key<flutter_channel::query_total_unread_count>(owner->val.unread.value()));
}
inline native_reply answer(const caller& from, const reading::part<flutter_channel::clear_all_session_unread_count>&) {
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    from.nim.read(*owner, nullptr);
    return fine();
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
