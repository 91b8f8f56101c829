#pragma once

// A message on its way: what each receiver's dialect is told of it, and the map of a message as V2's native side has it.
//
// An attachment and the extensions travel within one dialect; to a device of the other one a message comes with its
// kind and its text.

#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/service.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

namespace v2 = nimpush::flutter_channel_v2;
using nimpush::detail::borrowed_value;

/// Borrows.
struct letter {
    const sending& sent;
    const author& by;
    const text& client_id;
    std::int64_t number = 0;
    moment time{};
    bool is_v2 = false;
    const value& carried;  // the sender's own map
};

/// V2's code for a failure that service has 1.7.7's code of. Which of them V2's SDKs give for a push text that is too
/// long, and for who is not logged in, is unverified; 500 has no counterpart that anybody names.
constexpr std::int64_t v2_code(std::int64_t code) noexcept {
    switch (code) {
        case 302: return 102302;
        case 403: return 104404;
        case 404: return 102404;
        case 414: return 191004;
        case 803: return 108404;
        case 804: return 109404;
        case 811: return 107316;
        case 812: return 109424;
        case 7101: return 102426;
        case 20001: return 190002;
        default: return code;
    }
}

/// What stands under a member's key as a number, and as the enumerator of that number.
template <auto Member, class T> maybe<std::int64_t> number_at(const reading::part<T>& of) {
    const value* found = of.template find<Member>();
    return found == nullptr ? std::nullopt : found->as_int();
}
template <class E> struct plain_enum { using type = E; };
template <class E> struct plain_enum<maybe<E>> { using type = E; };
template <auto Member, class T> auto enum_at(const reading::part<T>& of) {
    using type = typename plain_enum<nimpush::detail::member_type<Member>>::type;
    const auto number = number_at<Member>(of);
    return number ? from_number<type>(*number) : maybe<type>();
}

struct key_row {
    std::string_view key;
    nimpush::detail::lifetime life;
};
template <class List> struct key_rows;
template <class... F> struct key_rows<field_list<F...>> {
    static constexpr key_row list[] = {{F::is_constant ? std::string_view() : F::key.view(), F::life}...};
};
inline value keys_of(span<const key_row> rows, plugin::plugin_version spoken) {
    value made = value::map();
    for (const key_row& one : rows)
        if (!one.key.empty() && one.life.stands(spoken)) made.append(name_value(one.key), value());
    return made;
}
/// A map with all keys of a type in a version, each with a null.
template <class T> value empty_map_of(plugin::plugin_version spoken) {
    return keys_of(key_rows<nimpush::detail::list_of<T>>::list, spoken);
}

/// iOS puts no null into a map (V2NIMMessage.swift, `dic[key] = nil`).
inline value without_nulls(const value& map) {
    value made = value::map();
    for (const value::member& one : map.members())
        if (!one.val.is_null()) made.append(one.key, one.val);
    return made;
}
/// What a platform does not write of a message: HarmonyOS five keys (V2NIMMessage.ets), iOS what is null.
template <class Form, class M = v2::message> value as_native(value message, const Form& form) {
    if (form.is_ios()) return without_nulls(message);
    if (!form.is_arkts()) return message;
    value made = value::map();
    for (value::member& one : message.members()) {
        bool left_out = false;
        for (const std::string_view key :
             {schema::key_of<&M::serial_id>, schema::key_of<&M::sub_status>, schema::key_of<&M::topic_refer>,
              schema::key_of<&M::message_source>, schema::key_of<&M::ios_serial>})
            left_out = left_out || one.key.chars() == key;
        if (!left_out) made.append(std::move(one.key), std::move(one.val));
    }
    return made;
}
/// A time in milliseconds: iOS has seconds, and multiplies.
inline value time_value(const moment& time, const native_form& form) {
    if (form.is_ios()) return value(static_cast<double>(time.milliseconds()));
    return value(time.milliseconds());
}

/// The map of a message in the version, with those keys of `from` that it has.
template <class Form> value v2_message_of(const value& from, const Form& form) {
    value made = empty_map_of<v2::message>(form.plugin);
    for (value::member& one : made.members())
        if (const value* given = from.find(one.key.chars())) one.val = borrowed_value::view(*given);
    return made;
}
inline text conversation_text(std::string_view owner, session_kind kind, std::string_view other) {
    return join(owner, "|", nimpush::detail::number_text(conversation_number(kind)).view(), "|", other);
}
inline value type_number(const text& name) {
    message_kind kind{};
    return nimpush::detail::take_name(name.view(), kind) ? value(number_of(kind)) : value();
}

/// What tells a message from all others, as its owner, one of the two sides, has it: a message's own keys, and all of
/// message_refer's but the client's id.
template <class Known>
void put_refer(value& map, const Known& known, value server_id, const native_form& form, std::string_view owner) {
    using m = v2::message;
    const bool by_sender = known.session_type == session_kind::p2p && owner != known.from.view();
    put<&m::sender_id>(map, value(known.from));
    put<&m::receiver_id>(map, value(known.session_id));
    put<&m::message_server_id>(map, std::move(server_id));
    put<&m::conversation_type>(map, value(conversation_number(known.session_type)));
    put<&m::conversation_id>(map, value(conversation_text(owner, known.session_type,
                                                          by_sender ? known.from.view() : known.session_id.view())));
    put<&m::create_time>(map, time_value(known.time, form));
}
/// What the server and the two sides know of a message that was sent.
template <class Letter>
void put_envelope(value& message, const Letter& one, const native_form& form, bool is_own, std::string_view owner) {
    using m = v2::message;
    put_refer(message, known_of(one.sent, one.time), value(nimpush::detail::number_text(one.number)), form, owner);
    put<&m::is_self>(message, value(is_own));
    put<&m::sending_state>(message, value(number_of(v2::sending_state::succeeded)));
}

/// The message for a receiver whose plugin is V2's, or for another client of the sender.
template <class Letter, class Form>
value arrived_v2_message(const Letter& one, const Form& form, const text& receiver) {
    using m = v2::message;
    value made = one.is_v2 ? v2_message_of(one.carried, form) : empty_map_of<m>(form.plugin);
    if (!one.is_v2) {
        put<&m::text>(made, value(one.sent.content));
        put<&m::message_type>(made, type_number(one.sent.message_type));
    }
    put<&m::message_client_id>(made, value(one.client_id));
    put_envelope(made, one, form, receiver == one.sent.from, receiver.view());
    if (made.find(schema::key_of<&m::message_source>) != nullptr)
        put<&m::message_source>(made, value(number_of(v2::message_source::online)));
    return as_native(std::move(made), form);
}
template <class Letter, class Form>
value arrived_v2_notification(const Letter& one, const Form& form, const text& receiver) {
    using n = v2::custom_notification;
    using params = v2::custom_notification_params;
    value made = empty_map_of<n>(form.plugin);
    put<&n::sender_id>(made, value(one.sent.from));
    put<&n::receiver_id>(made, value(one.sent.is_to_team() ? one.sent.session_id : receiver));
    put<&n::conversation_type>(made, value(conversation_number(one.sent.session_type)));
    put<&n::timestamp>(made, time_value(one.time, form));
    put<&n::content>(made, value(one.sent.content));
    if (one.is_v2)
        for (const std::string_view key :
             {schema::key_of<&params::notification_config>, schema::key_of<&params::push_config>,
              schema::key_of<&params::antispam_config>, schema::key_of<&params::route_config>})
            if (const value* given = one.carried.find(key)) made.set(name_value(key), *given);
    return form.is_ios() ? without_nulls(made) : made;
}

/// The session of a message as its receiver has it: the sender, or the team.
inline value arrived_in(const letter& one) {
    return view_of(one.sent.is_to_team() ? one.sent.session_id : one.sent.from);
}
/// The message for a receiver whose plugin is 1.7.7's.
template <class When, class Letter> value arrived_message(const Letter& one) {
    using m = flutter_channel::message;
    value made = blank_message<When>();
    if (one.is_v2) {
        put<&m::message_type>(made, view_of(one.sent.message_type));
        put<&m::content>(made, view_of(one.sent.content));
        put_at(made, "text", view_of(one.sent.content));
    } else {
        each_own(one.carried, schema::key_of<&flutter_channel::send_message::resend>, [&](const value::member& given) {
            made.set(borrowed_value::view(given.key), borrowed_value::view(given.val));
        });
    }
    put<&m::message_id>(made, view_of(one.client_id));
    put<&m::uuid>(made, view_of(one.client_id));
    put<&m::server_id>(made, value(one.number));
    put<&m::session_type>(made, lasting_value(name_of(one.sent.session_type)));
    put<&m::session_id>(made, arrived_in(one));
    put<&m::from_account>(made, view_of(one.sent.from));
    put<&m::from_nickname>(made, view_of(one.by.nickname));
    put<&m::sender_client_type>(made, lasting_value(name_of(one.by.platform)));
    put<&m::timestamp>(made, value(one.time.milliseconds()));
    put<&m::status>(made, lasting_value(name_of(flutter_channel::message_status::success)));
    put<&m::message_direction>(made, lasting_value(name_of(flutter_channel::message_direction::received)));
    return made;
}
template <class Letter> value arrived_notification(const Letter& one) {
    using n = flutter_channel::custom_notification;
    value made = value::map();
    if (!one.is_v2)
        for (const value::member& given : one.carried.members())
            made.append(borrowed_value::view(given.key), borrowed_value::view(given.val));
    put<&n::session_id>(made, arrived_in(one));
    put<&n::session_type>(made, lasting_value(name_of(one.sent.session_type)));
    put<&n::from_account>(made, view_of(one.sent.from));
    put<&n::time>(made, value(one.time.milliseconds()));
    put<&n::content>(made, view_of(one.sent.content));
    put<&n::send_to_online_user_only>(made, value(one.sent.online_only));
    put<&n::apns_text>(made, view_of(one.sent.push_text));
    return made;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
