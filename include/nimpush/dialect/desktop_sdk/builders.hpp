#pragma once

// Messages to send, one type for each kind: the keys of the wrapper's Talk::Create…Message for nim_talk_send_msg.
//
//     encode(desktop_sdk::text_message{.to_type = session::team, .to_accid = "123456", .client_msg_id = id,
//                                      .msg_body = "hello", .setting = {.push_content = "Alice: hello"}})

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/message.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/setting.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/storage_scene.hpp>

namespace nimpush::inline v1::desktop_sdk {

namespace detail {

// What the kinds of file and the kinds of message have in common.
template <class A, class... Options>
using file_fields = field_list<may<"name", &A::name, Options...>, may<"ext", &A::ext>, may<"md5", &A::md5>,
                               may<"url", &A::url>, may<"size", &A::size>, may<"upload_tag", &A::upload_tag>>;
template <class A> using dur_field = kept<"dur", &A::dur, schema::required>;
template <class A> using wh_fields = field_list<kept<"w", &A::w, schema::required>, kept<"h", &A::h, schema::required>>;
template <class B>
using common_fields =
    lists<fields_in<&B::setting, message_setting>,
          field_list<kept<"to_type", &B::to_type, schema::required>,
                     kept<"to_accid", &B::to_accid, schema::required, schema::not_null, not_empty>,
                     kept<"client_msg_id", &B::client_msg_id, schema::required, schema::not_null>,
                     may<"time", &B::time>, may<"msg_sub_type", &B::msg_sub_type>, may<"thread_info", &B::thread_info>,
                     kept<"msg_type", constant_number<B::kind>{}, echo>, kept<"talk_id", &B::to_accid, echo>>>;

}  // namespace detail

/// The `msg_attach` of a file of any kind. `ext` has no dot; `size` is filled in by the SDK (bytes as in REST;
/// nim_talk_def.h:205 says KB).
struct file {
    text name{}, ext{}, md5{}, url{};
    std::int64_t size = 0;
    text upload_tag = storage_scene::im_of_sdk;

    using described_by = merged<detail::file_fields<file, always>>;
};
/// The `msg_attach` of a picture: a file; width and height in pixels.
struct image {
    natural w{}, h{};
    text name{}, ext{}, md5{}, url{};
    std::int64_t size = 0;
    text upload_tag = storage_scene::im_of_sdk;

    using described_by = merged<detail::file_fields<image>, detail::wh_fields<image>>;
};
/// The `msg_attach` of a voice message: a file; `dur` in milliseconds.
struct audio {
    natural dur{};
    text name{}, ext{}, md5{}, url{};
    std::int64_t size = 0;
    text upload_tag = storage_scene::im_of_sdk;

    using described_by = merged<detail::file_fields<audio>, field_list<detail::dur_field<audio>>>;
};
/// The `msg_attach` of a film: a file; `dur` in milliseconds, width and height in pixels.
struct video {
    natural dur{}, w{}, h{};
    text name{}, ext{}, md5{}, url{};
    std::int64_t size = 0;
    text upload_tag = storage_scene::im_of_sdk;

    using described_by =
        merged<detail::file_fields<video>, detail::wh_fields<video>, field_list<detail::dur_field<video>>>;
};
/// The `msg_attach` of a place, in degrees.
struct location {
    double lat = 0, lng = 0;
    text title{};

    using described_by =
        sorted<kept<"lat", &location::lat>, kept<"lng", &location::lng>, kept<"title", &location::title>>;
};

/// The text of a message (limits::message_body).
using body_text = basic_text<schema::at_most<limits::message_body, schema::characters>>;

// Of every message: `time` in milliseconds, which the SDK fills in where it is 0.

/// A message that is its text.
template <message_kind Kind> struct body_message {
    static constexpr message_kind kind = Kind;
    session_number to_type{};
    text to_accid{}, client_msg_id{};
    body_text msg_body{};
    std::int64_t time = 0, msg_sub_type = 0;
    maybe<desktop_sdk::thread_info> thread_info{};
    message_setting setting{};

    using me = body_message;
    using described_by = merged<detail::common_fields<me>, field_list<kept<"msg_body", &me::msg_body>>>;
};
/// A message with a file of this machine, which the SDK uploads. A is `image`, `audio`, `video` or `file`.
template <message_kind Kind, class A> struct upload_message {
    static constexpr message_kind kind = Kind;
    session_number to_type{};
    text to_accid{}, client_msg_id{};
    A msg_attach{};
    text local_res_path{};
    std::int64_t time = 0, msg_sub_type = 0;
    maybe<desktop_sdk::thread_info> thread_info{};
    message_setting setting{};

    using me = upload_message;
    using described_by =
        merged<detail::common_fields<me>,
               field_list<kept<"res_id", &me::client_msg_id, echo>,
                          kept<"msg_attach", &me::msg_attach, schema::required, as_text>,
                          kept<"local_res_path", &me::local_res_path, schema::required, schema::not_null>>>;
};
/// A message that is a place.
struct location_message {
    static constexpr message_kind kind = message_kind::location;
    session_number to_type{};
    text to_accid{}, client_msg_id{};
    location msg_attach{};
    std::int64_t time = 0, msg_sub_type = 0;
    maybe<desktop_sdk::thread_info> thread_info{};
    message_setting setting{};

    using me = location_message;
    using described_by =
        merged<detail::common_fields<me>, field_list<kept<"msg_attach", &me::msg_attach, schema::required, as_text>>>;
};
/// A message whose JSON is the app's own. The wrapper has no builder for `custom`: its keys are those of the one that
/// takes any attachment, and a text where there is one. A robot's text is always there.
template <message_kind Kind, class BodyOption = if_set> struct free_message {
    static constexpr message_kind kind = Kind;
    session_number to_type{};
    text to_accid{}, client_msg_id{};
    json_text<> msg_attach{};
    body_text msg_body{};
    std::int64_t time = 0, msg_sub_type = 0;
    maybe<desktop_sdk::thread_info> thread_info{};
    message_setting setting{};

    using me = free_message;
    using described_by =
        merged<detail::common_fields<me>,
               field_list<kept<"msg_attach", &me::msg_attach>, may<"msg_body", &me::msg_body, BodyOption>>>;
};

/// Stops sending a message (nim_talk_stop_send_msg).
struct stop_message {
    text client_msg_id{};
    message_number msg_type{};

    using described_by =
        sorted<kept<"client_msg_id", &stop_message::client_msg_id, schema::required, schema::not_null, not_empty>,
               kept<"msg_type", &stop_message::msg_type, schema::required>>;
};

using text_message = body_message<message_kind::text>;
using tip_message = body_message<message_kind::tip>;
using image_message = upload_message<message_kind::image, image>;
using audio_message = upload_message<message_kind::audio, audio>;
using video_message = upload_message<message_kind::video, video>;
using file_message = upload_message<message_kind::file, file>;
using custom_message = free_message<message_kind::custom>;
using net_call_message = free_message<message_kind::net_call>;
using robot_message = free_message<message_kind::robot, always>;

namespace detail {

template <class... Builders, class F> constexpr bool with_one_of(message_kind kind, F& f) {
    return ((Builders::kind == kind && (f.template operator()<Builders>(), true)) || ...);
}

}  // namespace detail

/// Calls f.template operator()<…_message>() with the type of this kind; false where none is to be sent: a
/// notification comes from the server, `unknown` is local only.
template <class F> constexpr bool with_builder(message_kind kind, F&& f) {
    return detail::with_one_of<text_message, tip_message, image_message, audio_message, video_message, file_message,
                               location_message, custom_message, net_call_message, robot_message>(kind, f);
}

}  // namespace nimpush::v1::desktop_sdk
