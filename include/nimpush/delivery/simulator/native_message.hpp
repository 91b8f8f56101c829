#pragma once

// The map of a message as the native side makes it (NimMessage.swift:660), and as it stands once it was sent.

#include <cstdint>

#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Who asks for a message.
struct author {
    text account{};  // null: nobody is logged in
    text nickname{};
    device_platform platform = device_platform::ios;
};

/// A message's switches in the order of iOS.
struct native_config {
    flutter_channel::message_config all{};

    using from = flutter_channel::message_config;
    template <auto Member> using at = field<schema::field_of<Member>::key, schema::via<&native_config::all, Member>>;
    using described_by = field_list<at<&from::enable_unread_count>, at<&from::enable_roaming>,
                                    at<&from::enable_self_sync>, at<&from::enable_push_nick>, at<&from::enable_history>,
                                    at<&from::enable_persist>, at<&from::enable_route>, at<&from::enable_push>>;
};

/// A message of iOS: its keys in its order, before anything is filled in. They are those of the dialect's message but
/// for two, which Dart does not read. What was asked for is kept as it came.
struct native_message {
    text message_id{};
    value message_type{};
    value own_text{};
    value content{};
    std::int64_t server_id = 0;
    device_platform sender_client_type = device_platform::ios;
    flutter_channel::message_status status = flutter_channel::message_status::sending;
    flutter_channel::attachment_status attachment_status = flutter_channel::attachment_status::initial;
    std::int64_t message_sub_type = 0;
    bool session_update = true, message_ack = false, is_checked = false;
    std::int64_t ack_count = 0, un_ack_count = 0;
    bool client_anti_spam = false;
    flutter_channel::message_thread_option message_thread_option{
        .reply_message_time = 0, .reply_message_id_server = 0, .thread_message_time = 0, .thread_message_id_server = 0};
    value config{};
    value session_type{};
    value session_id{};
    flutter_channel::message_direction message_direction = flutter_channel::message_direction::outgoing;
    std::int64_t timestamp = 0;
    text from_account{}, uuid{}, from_nickname{};
    std::int64_t quick_comment_update_time = 0;
    free_map yidun_anti_cheating = free_map::empty_map();
    text yidun_anti_spam_res = "";
    free_map extension = free_map::empty_map();
    text push_content = "";
    bool is_deleted = false, is_remote_read = false, has_send_ack = false, is_in_black_list = false;
    value message_attachment{};  // left out where there is none

    using me = native_message;
    using as = flutter_channel::message;
    template <auto As, auto Member, class... Options> using at = schema::same_key<As, Member, Options...>;
    using described_by = field_list<
        at<&as::message_id, &me::message_id>, at<&as::message_type, &me::message_type>, field<"text", &me::own_text>,
        at<&as::content, &me::content>, at<&as::server_id, &me::server_id>,
        at<&as::sender_client_type, &me::sender_client_type>, at<&as::status, &me::status>,
        at<&as::attachment_status, &me::attachment_status>, at<&as::message_sub_type, &me::message_sub_type>,
        at<&as::session_update, &me::session_update>, at<&as::message_ack, &me::message_ack>,
        at<&as::is_checked, &me::is_checked>, at<&as::ack_count, &me::ack_count>,
        at<&as::un_ack_count, &me::un_ack_count>, at<&as::client_anti_spam, &me::client_anti_spam>,
        at<&as::message_thread_option, &me::message_thread_option>, at<&as::config, &me::config>,
        at<&as::session_type, &me::session_type>, at<&as::session_id, &me::session_id>,
        at<&as::message_direction, &me::message_direction>, at<&as::timestamp, &me::timestamp>,
        at<&as::from_account, &me::from_account>, at<&as::uuid, &me::uuid>, at<&as::from_nickname, &me::from_nickname>,
        at<&as::quick_comment_update_time, &me::quick_comment_update_time>,
        at<&as::yidun_anti_cheating, &me::yidun_anti_cheating>, at<&as::yidun_anti_spam_res, &me::yidun_anti_spam_res>,
        field<"extension", &me::extension>, at<&as::push_content, &me::push_content>,
        at<&as::is_deleted, &me::is_deleted>, at<&as::is_remote_read, &me::is_remote_read>,
        at<&as::has_send_ack, &me::has_send_ack>, at<&as::is_in_black_list, &me::is_in_black_list>,
        at<&as::message_attachment, &me::message_attachment, schema::omit_null>>;
};

/// What createMessage answers, on every platform as on iOS. Only session, type, text, attachment and
/// config of the request are read (FLTMessageService.swift:457): what it says of a push is lost.
template <class C> value created_message(const reading::part<C>& asked, const author& by, const text& id, moment now) {
    using as = flutter_channel::message;
    const auto given = [](const value* found) { return found == nullptr ? value() : *found; };
    native_message made;
    made.message_type = given(asked.template find<&as::message_type>());
    made.content = made.own_text = given(asked.template find<&as::content>());
    made.session_type = given(asked.template find<&as::session_type>());
    made.session_id = given(asked.template find<&as::session_id>());
    made.config = given(asked.template find<&as::config>());
    if (made.config.is_null()) made.config = tree_of(native_config{});
    const value* attachment = asked.template find<&as::message_attachment>();
    if (attachment != nullptr && attachment->size() != 0) {
        made.message_attachment = *attachment;
        made.attachment_status = flutter_channel::attachment_status::transferred;
    }
    made.message_id = made.uuid = id;
    made.sender_client_type = by.platform;
    made.timestamp = now.milliseconds();
    made.from_account = by.account;
    made.from_nickname = by.nickname;
    return tree_of(made);
}

/// What sendMessage answers: the message as it was sent, with what the server adds.
template <class C>
value sent_message(const reading::part<C>& sent, const author& by, std::uint64_t number, moment now) {
    using as = flutter_channel::message;
    value made = value::map();
    each_own(sent.map(), schema::key_of<&C::resend>, [&](const value::member& one) { made.append(one.key, one.val); });
    made.set(name_value(schema::key_of<&as::status>), name_value(name_of(flutter_channel::message_status::success)));
    made.set(name_value(schema::key_of<&as::server_id>), static_cast<std::int64_t>(number));
    made.set(name_value(schema::key_of<&as::from_account>), value(by.account));
    made.set(name_value(schema::key_of<&as::from_nickname>), value(by.nickname));
    made.set(name_value(schema::key_of<&as::timestamp>), now.milliseconds());
    return made;
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
