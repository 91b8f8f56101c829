#pragma once

// MessageCreator, MessageService and NotificationService of V2: what is made and sent.

#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/sending_v2.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/events.hpp>
#include <nimpush/delivery/simulator/letter.hpp>
#include <nimpush/delivery/simulator/messages.hpp>
#include <nimpush/delivery/simulator/native_message.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/simulator/v2_auth.hpp>
#include <nimpush/delivery/simulator/v2_events.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/model/message_kind.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// What came under a member's key, as it came.
template <auto Member, class C> value given(const reading::part<C>& asked) {
    const value* found = asked.template find<Member>();
    return found == nullptr ? value() : *found;
}
template <auto... Members, class C> bool are_texts(const reading::part<C>& asked) {
    return (given<Members>(asked).is(value::kind::string) && ...);
}
template <auto... Members, class C> bool are_numbers(const reading::part<C>& asked) {
    return (given<Members>(asked).as_double().has_value() && ...);
}
/// HarmonyOS takes 0 and "" for missing (FLTMessageCreatorService.ets).
template <auto... Members, class C> bool are_empty_to_arkts(const caller& from, const reading::part<C>& asked) {
    if (!from.form().is_arkts()) return false;
    const auto is_empty = [](const value& v) {
        return v.is(value::kind::string) ? v.chars().empty() : v.as_double() == 0.0;
    };
    return (is_empty(given<Members>(asked)) || ...);
}

template <class Attachment, class From> value attachment_map(const From& from) {
    value made = empty_map_of<Attachment>(from.self.plugin);
    if constexpr (requires { Attachment::type_number; })
        made.append(name_value("nimCoreMessageType"), value(Attachment::type_number));
    return made;
}
/// A message that the SDK has just made. What it says of a push comes with the sending.
template <class From> native_reply created(const From& from, message_kind kind, value said, value attachment = {}) {
    using m = v2::message;
    const native_form form = from.form();
    value made = empty_map_of<m>(form.plugin);
    if (form.is_ios()) attachment = attachment.is_null() ? value() : without_nulls(attachment);
    put<&m::sender_id>(made, value(from.as_author().account));
    put<&m::message_client_id>(made, value(counted_uuid(++from.counter)));
    put<&m::create_time>(made, time_value(from.nim.now, form));
    put<&m::is_self>(made, value(true));
    put<&m::attachment_upload_state>(made, value(number_of(v2::attachment_upload_state::unknown)));
    put<&m::sending_state>(made, value(number_of(v2::sending_state::unknown)));
    put<&m::message_type>(made, value(number_of(kind)));
    put<&m::sub_type>(made, value(0));
    put<&m::text>(made, std::move(said));
    put<&m::attachment>(made, std::move(attachment));
    return reply_with(as_native(std::move(made), form));
}

template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_text_message>& asked) {
    using call = v2::create_text_message;
    if (!are_texts<&call::text>(asked) || are_empty_to_arkts<&call::text>(from, asked)) return v2_bad_parameter();
    return created(from, message_kind::text, given<&call::text>(asked));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_tips_message>& asked) {
    using call = v2::create_tips_message;
    if (!are_texts<&call::text>(asked)) return v2_bad_parameter();
    return created(from, message_kind::tip, given<&call::text>(asked));
}

/// A file that is not uploaded yet.
template <class Attachment, auto Path, class Call>
value file_map(const caller& from, const reading::part<Call>& asked) {
    value made = attachment_map<Attachment>(from);
    put<&Attachment::path>(made, given<Path>(asked));
    put<&Attachment::name>(made, given<&Call::name>(asked));
    put<&Attachment::scene_name>(made, given<&Call::scene_name>(asked));
    put<&Attachment::upload_state>(made, value(number_of(v2::attachment_upload_state::unknown)));
    return made;
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_image_message>& asked) {
    using call = v2::create_image_message;
    if (!are_texts<&call::image_path>(asked) || !are_numbers<&call::width, &call::height>(asked))
        return v2_bad_parameter();
    value file = file_map<v2::image_attachment, &call::image_path>(from, asked);
    put<&v2::image_attachment::width>(file, given<&call::width>(asked));
    put<&v2::image_attachment::height>(file, given<&call::height>(asked));
    return created(from, message_kind::image, {}, std::move(file));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_audio_message>& asked) {
    using call = v2::create_audio_message;
    if (!are_texts<&call::audio_path>(asked) || !are_numbers<&call::duration>(asked)) return v2_bad_parameter();
    value file = file_map<v2::audio_attachment, &call::audio_path>(from, asked);
    put<&v2::audio_attachment::duration>(file, given<&call::duration>(asked));
    return created(from, message_kind::audio, {}, std::move(file));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_video_message>& asked) {
    using call = v2::create_video_message;
    if (!are_texts<&call::video_path>(asked) || !are_numbers<&call::duration, &call::width, &call::height>(asked))
        return v2_bad_parameter();
    value file = file_map<v2::video_attachment, &call::video_path>(from, asked);
    put<&v2::video_attachment::duration>(file, given<&call::duration>(asked));
    put<&v2::video_attachment::width>(file, given<&call::width>(asked));
    put<&v2::video_attachment::height>(file, given<&call::height>(asked));
    return created(from, message_kind::video, {}, std::move(file));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_file_message>& asked) {
    using call = v2::create_file_message;
    if (!are_texts<&call::file_path>(asked)) return v2_bad_parameter();
    return created(from, message_kind::file, {}, file_map<v2::file_attachment, &call::file_path>(from, asked));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_location_message>& asked) {
    using call = v2::create_location_message;
    using place_of = v2::location_attachment;
    if (!are_numbers<&call::latitude, &call::longitude>(asked) || !are_texts<&call::address>(asked) ||
        are_empty_to_arkts<&call::latitude, &call::longitude, &call::address>(from, asked))
        return v2_bad_parameter();
    value at = attachment_map<place_of>(from);
    put<&place_of::latitude>(at, given<&call::latitude>(asked));
    put<&place_of::longitude>(at, given<&call::longitude>(asked));
    put<&place_of::address>(at, given<&call::address>(asked));
    return created(from, message_kind::location, {}, std::move(at));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_custom_message>& asked) {
    using call = v2::create_custom_message;
    if (!are_texts<&call::text, &call::raw_attachment>(asked)) return v2_bad_parameter();
    value raw = attachment_map<v2::raw_attachment>(from);
    put<&v2::raw_attachment::raw>(raw, given<&call::raw_attachment>(asked));
    return created(from, message_kind::custom, given<&call::text>(asked), std::move(raw));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_call_message>& asked) {
    using call = v2::create_call_message;
    using made_of = v2::call_attachment;
    if (!are_numbers<&call::type, &call::status>(asked) || !are_texts<&call::channel_id>(asked) ||
        are_empty_to_arkts<&call::type, &call::status>(from, asked))
        return v2_bad_parameter();
    value one = attachment_map<made_of>(from);
    put<&made_of::type>(one, given<&call::type>(asked));
    put<&made_of::channel_id>(one, given<&call::channel_id>(asked));
    put<&made_of::status>(one, given<&call::status>(asked));
    put<&made_of::durations>(one, given<&call::durations>(asked));
    return created(from, message_kind::netcall, given<&call::text>(asked), std::move(one));
}
/// The same content once more, under a name of its own.
template <class From> native_reply answer(const From& from, const asked_of<From, v2::create_forward_message>& asked) {
    using m = v2::message;
    const value* message = asked.template find<&v2::create_forward_message::message>();
    if (message == nullptr || !message->is(value::kind::map)) return v2_bad_parameter();
    const asked_of<From, m> old(*message);
    native_reply made = created(from, message_kind::text, given<&m::text>(old), given<&m::attachment>(old));
    if (old.template came<&m::message_type>()) put<&m::message_type>(made.data, given<&m::message_type>(old));
    if (old.template came<&m::server_extension>())
        put<&m::server_extension>(made.data, given<&m::server_extension>(old));
    return made;
}

/// The sender's other clients get a message too, unless it says otherwise (onlineSyncEnabled, true by default:
/// V2NIMMessageConfig). That it comes as any other new message is inferred.
template <class From> void tell_other_clients(const From& from, const letter& one, const value& params) {
    using params_of = v2::send_message_params;
    using config = v2::message_config;
    const value given_config = inner_map<&params_of::message_config>(asked_of<From, params_of>(params));
    const asked_of<From, config> part(given_config);
    if (!part.template get<&config::online_sync_enabled>().value_or(true)) return;
    for (app* each : v2_clients(from, false)) {
        const auto form = form_of(from.nim, *each);
        tell_list<v2::messages_received>(*each, form, arrived_v2_message(one, form, one.sent.from));
    }
}
/// Sends a message into a conversation; what comes back is the message as it was sent.
template <class From>
native_reply send_v2(const From& from, const value* message, const text& conversation, const value& params) {
    using m = v2::message;
    using result_of = v2::send_message_result;
    if (message == nullptr || !message->is(value::kind::map) || !conversation.has_value()) return v2_bad_parameter();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    fault_list faults;
    const sending sent = read_v2_message(owner->name, *message, conversation.view(), params, place{}, faults);
    if (has_errors(faults.all())) return with_v2_code(refused_for(faults));
    const text id = asked_of<From, m>(*message).template text<&m::message_client_id>();
    native_reply made = with_v2_code(from.nim.send(sent, id));
    if (made.code != 0) return made;
    const author by = from.as_author();
    const letter one{sent, by, id, static_cast<std::int64_t>(++from.counter), from.nim.now, true, *message};
    tell_receivers(from, one);
    tell_other_clients(from, one, params);
    value back = v2_message_of(*message, from.form());
    put_envelope(back, one, from.form(), true, owner->name.view());
    const asked_of<From, v2::send_message_params> with(params);
    if (const value* push = with.template find<&v2::send_message_params::push_config>())
        put<&m::push_config>(back, *push);
    if (const value* set = with.template find<&v2::send_message_params::message_config>())
        put<&m::message_config>(back, *set);
    value data = empty_map_of<result_of>(from.self.plugin);
    put<&result_of::message>(data, as_native(std::move(back), from.form()));
    made.data = from.form().is_ios() ? without_nulls(data) : std::move(data);
    return made;
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::send_message>& asked) {
    using call = v2::send_message;
    return send_v2(from, asked.template find<&call::message>(), asked.template text<&call::conversation_id>(),
                   inner_map<&call::params>(asked));
}
template <class From> native_reply answer(const From& from, const asked_of<From, v2::reply_message>& asked) {
    using call = v2::reply_message;
    const value old = inner_map<&call::replied_to>(asked);
    return send_v2(from, asked.template find<&call::message>(),
                   asked_of<From, v2::message>(old).template text<&v2::message::conversation_id>(),
                   inner_map<&call::params>(asked));
}

template <class From> native_reply answer(const From& from, const asked_of<From, v2::send_custom_notification>& asked) {
    using call = v2::send_custom_notification;
    const text conversation = asked.template text<&call::conversation_id>();
    const value params = inner_map<&call::params>(asked);
    text content = asked.template text<&call::content>();
    if (!conversation.has_value() || !content.has_value() || params.is_null()) return v2_bad_parameter();
    const auto* owner = from.logged_in();
    if (owner == nullptr) return v2_not_logged_in();
    fault_list faults;
    const sending sent =
        read_v2_notification(owner->name, conversation.view(), std::move(content), params, place{}, faults);
    if (has_errors(faults.all())) return with_v2_code(refused_for(faults));
    native_reply made = with_v2_code(from.nim.send(sent, nullptr));
    if (made.code != 0) return made;
    const author by = from.as_author();
    const text no_id;
    tell_receivers(from, {sent, by, no_id, static_cast<std::int64_t>(++from.counter), from.nim.now, true, params});
    return made;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
