#pragma once

// What becomes of a message that was sent, in V2's MessageService: taken back, changed, commented; and who hears of it.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/sending_v2.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/messages.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/delivery/simulator/v2_auth.hpp>
#include <nimpush/delivery/simulator/v2_events.hpp>
#include <nimpush/delivery/simulator/v2_messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// The apps with V2's plugin that hear of what the caller has just done in a session: the receivers' whose connection is
/// alive, as the verdicts have it, and those of the caller's own account on other devices. Of recalls and changes the
/// vendor says so (doc.yunxin.163.com TQ3ODYzODc, 2024-11-20; jg1NjE1NDY, 2025-01-15; V2NIMMessageServiceProtocol.h), of
/// comments it is inferred. Whether the caller's own app hears too is unverified.
template <class From> std::vector<of_caller<From, app>*> v2_hearers(const From& from) {
    std::vector<of_caller<From, app>*> found = v2_clients(from, false);
    for (const auto& each : from.nim.verdicts) {
        if (each.outcome != outcome::connection || !each.device) continue;
        auto* to = listener(from.all, from.nim, each.account.view(), static_cast<std::size_t>(*each.device));
        if (to != nullptr && form_of(from.nim, *to).is_v2()) found.push_back(to);
    }
    return found;
}

/// A message that the caller names in full: what it is called, and its server's id.
struct named_message {
    text client_id{};
    value server_id{};
};
template <class Message = v2::message> named_message name_in(const value& map) {
    const reading::part<Message> part(map);
    named_message made;
    made.client_id = part.template text<&Message::message_client_id>();
    made.server_id = value(part.template text<&Message::message_server_id>());
    return made;
}
/// What an app is told a message is called.
template <class Known>
value refer_map(const Known& known, const named_message& name, const native_form& form, std::string_view owner) {
    using refer = v2::message_refer;
    value made = empty_map_of<refer>(form.plugin);
    put_refer(made, known, name.server_id, form, owner);
    put<&refer::message_client_id>(made, value(name.client_id));
    return form.is_ios() ? without_nulls(made) : made;
}

/// The code for a message that is not there, or is not the caller's own.
inline native_reply recall_failed(native_reply made) {
    if (made.code == -1) made.code = 107404;
    if (made.code == 403) made.code = 107303;
    return with_v2_code(std::move(made));
}
/// A recall is one for both sides (doc.yunxin.163.com TQ3ODYzODc).
constexpr v2::revoke_type revoke_type_of(session_kind kind) noexcept {
    return kind == session_kind::p2p    ? v2::revoke_type::p2p_bothway
           : kind == session_kind::team ? v2::revoke_type::team_bothway
                                        : v2::revoke_type::super_team_bothway;
}
/// Text and payload of the push are the recall's own.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::revoke_message>& asked) {
    using params = v2::revoke_params;
    using notification = v2::revoke_notification;
    const value* message = asked.template find<&v2::revoke_message::message>();
    if (message == nullptr || !message->is(value::kind::map)) return v2_bad_parameter();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const bool is_lost =
        (from.on() == device_platform::android || from.form().is_arkts()) && from.self.plugin < v2::revoke_params_since;
    const value with = is_lost ? value() : inner_map<&v2::revoke_message::revoke_params>(asked);
    const asked_of<From, params> said(with);
    sending recall{.from = owner->name, .is_notification = true, .enable_push_nick = false};
    recall.push_text = said.template text<&params::push_content>();
    if (auto payload = payload_in(said.template text<&params::push_payload>()))
        recall.push_payload = *std::move(payload);
    const named_message name = name_in<of_caller<From, v2::message>>(*message);
    const auto* found = from.nim.find_message(name.client_id.view());
    const known_message known = found == nullptr ? known_message{} : *found;
    native_reply made = recall_failed(from.nim.recall(name.client_id, std::move(recall)));
    if (made.code != 0) return made;
    for (app* one : v2_hearers(from)) {
        const auto form = form_of(from.nim, *one);
        value told = empty_map_of<notification>(form.plugin);
        put<&notification::message_refer>(told, refer_map(known, name, form, one->account.view()));
        put<&notification::server_extension>(told, given<&params::server_extension>(said));
        put<&notification::revoke_account_id>(told, value(owner->name));
        put<&notification::postscript>(told, given<&params::postscript>(said));
        put<&notification::revoke_type>(told, value(number_of(revoke_type_of(known.session_type))));
        tell_list<v2::messages_revoked>(*one, form, form.is_ios() ? without_nulls(told) : std::move(told));
    }
    return made;
}

/// Who hears of something in the session of a message that is not pushed. What the rules say of a push is dropped.
template <class From>
std::vector<of_caller<From, app>*> quiet_hearers(const From& from, const text& by, const known_message& known) {
    sending silent{.from = by, .is_notification = true, .session_type = known.session_type};
    silent.session_id = silent.is_to_team() || known.from == by ? known.session_id : known.from;
    silent.enable_push = false;
    silent.enable_unread_count = false;
    silent.directed = known.directed;
    from.nim.send(silent, nullptr);
    std::vector<of_caller<From, app>*> found = v2_hearers(from);
    from.nim.verdicts.clear();
    from.nim.pushes.clear();
    return found;
}

/// The message as it is now. 10.3.1 has no such event in Dart, and its native sides send it all the same, Android under
/// another name (FLTMessageService.swift:778, FLTMessageService.kt:137).
template <class App>
void tell_modified(App& to, const native_form& form, const value& changed, const known_message& known,
                   const named_message& name, const moment& now) {
    using m = v2::message;
    using event = v2::messages_modified;
    const std::string_view owner = to.account.view();
    value made = v2_message_of(changed, form);
    put_refer(made, known, name.server_id, form, owner);
    put<&m::is_self>(made, value(owner == known.from.view()));
    if (made.find(schema::key_of<&m::modify_time>) != nullptr) put<&m::modify_time>(made, time_value(now, form));
    const bool is_older = form.on == device_platform::android && form.plugin < event::info.since;
    tell_as(to, form, event::info.service, is_older ? "onReceiveMessageModified" : event::info.method,
            list_of_one<event>(as_native(std::move(made), form)));
}

/// Changes a message that was sent. It is pushed again where the parameters bring a push config, and counts as read or
/// unread as before: both unverified.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::modify_message>& asked) {
    using m = v2::message;
    using params = v2::modify_params;
    const value* message = asked.template find<&v2::modify_message::message>();
    const value with = inner_map<&v2::modify_message::params>(asked);
    if (message == nullptr || !message->is(value::kind::map) || with.is_null()) return v2_bad_parameter();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const named_message name = name_in<of_caller<From, v2::message>>(*message);
    const auto* found = from.nim.find_message(name.client_id.view());
    if (found == nullptr || !found->from.has_value()) return {107404, {}, "no such message"};
    if (found->from != owner->name) return {191004, {}, "somebody else's message"};
    const known_message known = *found;

    const asked_of<From, params> changes(with);
    value back = v2_message_of(*message, from.form());
    if (changes.template came<&params::text>()) put<&m::text>(back, given<&params::text>(changes));
    if (changes.template came<&params::attachment>()) put<&m::attachment>(back, given<&params::attachment>(changes));
    if (changes.template came<&params::sub_type>()) put<&m::sub_type>(back, given<&params::sub_type>(changes));
    if (changes.template came<&params::server_extension>())
        put<&m::server_extension>(back, given<&params::server_extension>(changes));
    if (back.find(schema::key_of<&m::modify_time>) != nullptr) {
        put<&m::modify_time>(back, time_value(from.nim.now, from.form()));
        put<&m::modify_account_id>(back, value(owner->name));
    }
    native_reply made;
    std::vector<of_caller<From, app>*> hearers;
    if (const value push = inner_map<&params::push_config>(changes); !push.is_null()) {
        fault_list faults;
        const value again = map_of(schema::key_of<&v2::send_message_params::push_config>, push);
        const text conversation = conversation_text(owner->name.view(), known.session_type, known.session_id.view());
        sending sent = read_v2_message(owner->name, back, conversation.view(), again, place{}, faults);
        if (has_errors(faults.all())) return with_v2_code(refused_for(faults));
        sent.enable_unread_count = false;
        sent.directed = known.directed;
        made = with_v2_code(from.nim.send(sent, nullptr));
        if (made.code != 0) return made;
        hearers = v2_hearers(from);
    } else {
        hearers = quiet_hearers(from, owner->name, known);
    }
    for (app* one : hearers) tell_modified(*one, form_of(from.nim, *one), back, known, name, from.nim.now);
    using result_of = v2::modify_message_result;
    value data = empty_map_of<result_of>(from.self.plugin);
    put<&result_of::message>(data, as_native(std::move(back), from.form()));
    put<&result_of::error_code>(data, value(200));
    made.data = from.form().is_ios() ? without_nulls(data) : std::move(data);
    return made;
}

/// Tells of a quick comment that came or went. Comments are not kept, so that one that is not there goes all the same:
/// unverified, as is who may comment. No source says whom NIM pushes a comment to: there are no verdicts of it.
template <class From>
native_reply tell_comment(const From& from, const value& map, const value& index, const value& extension,
                          v2::quick_comment_type type) {
    using comment = v2::quick_comment;
    using notification = v2::quick_comment_notification;
    if (from.on() == device_platform::ios && !index.as_int()) return v2_bad_parameter();  // FLTMessageService.swift
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    const named_message name = name_in<of_caller<From, v2::message>>(map);
    const auto* found = from.nim.find_message(name.client_id.view());
    if (found == nullptr || !found->from.has_value()) return {107404, {}, "no such message"};
    const known_message known = *found;
    if (known.session_type == session_kind::p2p && known.from != owner->name && known.session_id != owner->name)
        return {107404, {}, "a message between others"};
    const std::int64_t number = index.as_int().value_or(0);
    for (app* one : quiet_hearers(from, owner->name, known)) {
        const auto form = form_of(from.nim, *one);
        value made = empty_map_of<comment>(form.plugin);
        put<&comment::message_refer>(made, refer_map(known, name, form, one->account.view()));
        put<&comment::operator_id>(made, value(owner->name));
        // iOS has a double (V2NIMMessageQuickComment.swift).
        put<&comment::index>(made, form.is_ios() ? value(static_cast<double>(number)) : value(number));
        put<&comment::create_time>(made, time_value(from.nim.now, form));
        put<&comment::server_extension>(made, extension);
        value told = map_of(schema::key_of<&notification::operation_type>, value(number_of(type)));
        put<&notification::quick_comment>(told, form.is_ios() ? without_nulls(made) : std::move(made));
        tell<v2::quick_comment_changed>(*one, form, std::move(told));
    }
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::add_quick_comment>& asked) {
    using call = v2::add_quick_comment;
    const value* message = asked.template find<&call::message>();
    if (message == nullptr || !message->is(value::kind::map)) return v2_bad_parameter();
    return tell_comment(from, *message, given<&call::index>(asked), given<&call::server_extension>(asked),
                        v2::quick_comment_type::add);
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::remove_quick_comment>& asked) {
    using call = v2::remove_quick_comment;
    const value* refer = asked.template find<&call::message_refer>();
    if (refer == nullptr || !refer->is(value::kind::map)) return v2_bad_parameter();
    return tell_comment(from, *refer, given<&call::index>(asked), given<&call::server_extension>(asked),
                        v2::quick_comment_type::remove);
}
}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
