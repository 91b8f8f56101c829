#pragma once

// ConversationService and ConversationIdUtil of V2: what is unread, and how a conversation is called.

#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/part.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/delivery/simulator/v2_auth.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// The session that a conversation's id names for its owner; null for what is no id.
inline text session_in(std::string_view conversation) {
    const auto parts = conversation_id::split(conversation);
    if (!parts) return {};
    const text other = copied(parts->receiver);
    return session_of(parts->kind, other, other);
}

template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_total_unread_count>&) {
    const auto* owner = from.logged_in();
    return owner == nullptr ? v2_not_logged_in() : reply_with(value(owner->val.unread.value()));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::clear_total_unread_count>&) {
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    from.nim.read(*owner, nullptr);
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::get_unread_count_by_ids>& asked) {
    const value* ids = asked.template find<&v2::get_unread_count_by_ids::conversation_ids>();
    if (ids == nullptr || !ids->is(value::kind::list)) return v2_bad_parameter();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    std::int64_t sum = 0;
    for (const value& one : ids->items()) sum += from.nim.unread_in(owner->name.view(), session_in(one.chars()).view());
    return reply_with(value(sum));
}
/// Those that are no ids come back with an error.
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::clear_unread_count_by_ids>& asked) {
    using failed = v2::operation_result;
    const value* ids = asked.template find<&v2::clear_unread_count_by_ids::conversation_ids>();
    if (ids == nullptr || !ids->is(value::kind::list)) return v2_bad_parameter();
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    value list = value::list();
    for (const value& one : ids->items()) {
        const text session = session_in(one.chars());
        if (session.has_value()) {
            from.nim.read(*owner, session);
            continue;
        }
        value error = map_of(schema::key_of<&v2::sdk_error::code>, value(191004));
        value entry = map_of(schema::key_of<&failed::conversation_id>, one);
        put<&failed::error>(entry, std::move(error));
        list.push_back(std::move(entry));
    }
    return reply_with(map_of("conversationOperationResult", std::move(list)));
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::clear_unread_count_by_types>& asked) {
    const value* types = asked.template find<&v2::clear_unread_count_by_types::conversation_types>();
    if (types == nullptr || !types->is(value::kind::list)) return v2_bad_parameter();
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    for (const value& one : types->items()) {
        const auto kind = from_conversation_number(one.as_int().value_or(0));
        if (!kind) continue;
        from.nim.read_where(
            *owner, [&](std::string_view session) { return session.substr(0, session.find(':')) == name_of(*kind); });
    }
    return fine();
}
/// Answers the time until which it is read.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::mark_conversation_read>& asked) {
    const text session = session_in(asked.template text<&v2::mark_conversation_read::conversation_id>().view());
    if (!session.has_value()) return v2_bad_parameter();
    auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    from.nim.read(*owner, session);
    return reply_with(value(from.nim.now.milliseconds()));
}

template <class From> native_reply named_conversation(const From& from, session_kind kind, const text& other) {
    if (other.empty()) return v2_bad_parameter();
    return reply_with(value(conversation_text(from.as_author().account.view(), kind, other.view())));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::p2p_conversation_id>& asked) {
    return named_conversation(from, session_kind::p2p, asked.template text<&v2::p2p_conversation_id::account_id>());
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::team_conversation_id>& asked) {
    return named_conversation(from, session_kind::team, asked.template text<&v2::team_conversation_id::team_id>());
}
template <class From>
native_reply answer(const From& from, const asked_of<From, v2::super_team_conversation_id>& asked) {
    return named_conversation(from, session_kind::super_team,
                              asked.template text<&v2::super_team_conversation_id::super_team_id>());
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
