#pragma once

// MessageService: send, revoke, forward, answer, comment, count.

#include <cstdint>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// Asks the SDK to make a message of these 41 keys; it reads the session, the type, the text, the
/// attachment and, for custom messages, the config, and ignores everything about push.
struct create_message {
    flutter_channel::message message{};

    using described_by = call_fields<"MessageService.createMessage", converted<flutter_channel::message>,
                                     field<"message", &create_message::message, schema::required, schema::flat>>;
};
/// Sends. `resend` is always written: iOS takes an absent one for true. With true, iOS sends the
/// stored message and loses every change made to it (FLTMessageService.swift:436).
struct send_message {
    flutter_channel::message message{};
    bool resend = false;

    using described_by = call_fields<"MessageService.sendMessage", converted<flutter_channel::message>,
                                     field<"message", &send_message::message, schema::required, schema::flat>,
                                     field<"resend", &send_message::resend>>;
};
/// Takes a message back. `push_payload` replaces the message's own, with null too.
struct revoke_message {
    flutter_channel::message message{};
    text custom_apns_text{};
    free_map push_payload{};
    maybe<bool> should_notify_be_count{};  // null counts as true
    text postscript{};
    text attach{};

    using described_by =
        call_fields<"MessageService.revokeMessage", anything,
                    field<"message", &revoke_message::message, schema::required, schema::flat>,
                    field<"customApnsText", &revoke_message::custom_apns_text>,
                    field<"pushPayload", &revoke_message::push_payload, schema::api_only, schema::no_nulls,
                          schema::checked_by<detail::payload_limit>>,
                    field<"shouldNotifyBeCount", &revoke_message::should_notify_be_count>,
                    field<"postscript", &revoke_message::postscript>, field<"attach", &revoke_message::attach>>;
    constexpr revoke_message prepared(const context&) const {
        revoke_message ready = *this;
        ready.message.push_payload = push_payload;
        return ready;
    }
};
/// Sends a message to another session, which is written over the message's own.
struct forward_message {
    flutter_channel::message message{};
    text session_id{};
    plugin::session_type session_type = session_type::p2p;

    using described_by = call_fields<
        "MessageService.forwardMessage", anything,
        field<"message", &forward_message::message, schema::required, schema::flat>,
        field<"sessionId", &forward_message::session_id, schema::required, schema::not_null, schema::api_only>,
        field<"sessionType", &forward_message::session_type, schema::required, schema::api_only>>;
    constexpr forward_message prepared(const context&) const {
        forward_message ready = *this;
        ready.message.session_id = session_id;
        ready.message.session_type = session_type;
        return ready;
    }
};
/// Tells the peer of a p2p session that the message was read.
struct send_message_receipt {
    text session_id{};
    flutter_channel::message message{};

    using described_by = call_fields<
        "MessageService.sendMessageReceipt", anything,
        field<"sessionId", &send_message_receipt::session_id, schema::required, schema::not_null, schema::api_only>,
        field<"message", &send_message_receipt::message, schema::required, schema::flat>>;
    constexpr send_message_receipt prepared(const context&) const {
        send_message_receipt ready = *this;
        ready.message.session_id = session_id;
        return ready;
    }
};
struct send_team_message_receipt {
    flutter_channel::message message{};

    using described_by =
        call_fields<"MessageService.sendTeamMessageReceipt", anything,
                    field<"message", &send_team_message_receipt::message, schema::required, schema::flat>>;
};
/// Stores a message without sending it, as if `from_account` had written it.
struct save_message {
    flutter_channel::message message{};
    text from_account{};

    using described_by = call_fields<
        "MessageService.saveMessage", converted<flutter_channel::message>,
        field<"message", &save_message::message, schema::required, schema::flat>,
        field<"fromAccount", &save_message::from_account, schema::required, schema::not_null, schema::api_only>>;
    constexpr save_message prepared(const context&) const {
        save_message ready = *this;
        ready.message.from_account = from_account;
        return ready;
    }
};
/// Sends `msg` as an answer to `reply_msg`; both are nested maps.
struct reply_message {
    message msg{};
    message reply_msg{};
    bool resend = false;

    using described_by = call_fields<"MessageService.replyMessage", anything,
                                     field<"msg", &reply_message::msg, schema::wire_key<"message">, schema::required>,
                                     field<"replyMsg", &reply_message::reply_msg, schema::required>,
                                     field<"resend", &reply_message::resend, schema::required>>;
};
/// Names the open chat, which then shows no notification; session `none` closes it.
struct set_chatting_account {
    text session_id{};
    plugin::session_type session_type = session_type::p2p;

    using described_by =
        call_fields<"MessageService.setChattingAccount", anything,
                    field<"sessionId", &set_chatting_account::session_id, schema::required, schema::not_null>,
                    field<"sessionType", &set_chatting_account::session_type, schema::required>>;
};
struct query_total_unread_count {
    unread_count_query_type query_type = unread_count_query_type::all;

    using described_by = call_fields<"MessageService.queryTotalUnreadCount", under_key<"count", std::int64_t, true>,
                                     field<"queryType", &query_total_unread_count::query_type, schema::by_index>>;
};
struct clear_all_session_unread_count {
    using described_by = call_fields<"MessageService.clearAllSessionUnreadCount", anything>;
};
/// Puts a quick comment on a message, with a push of its own.
struct add_quick_comment {
    message msg{};
    std::int64_t reply_type = 0;
    text ext{};
    bool need_push = false;
    bool need_badge = false;
    text push_title{};
    text push_content{};
    free_map push_payload{};

    using described_by =
        call_fields<"MessageService.addQuickComment", under_key<"result", std::int64_t, true>,
                    field<"msg", &add_quick_comment::msg, schema::required>,
                    field<"replyType", &add_quick_comment::reply_type, schema::required>,
                    field<"ext", &add_quick_comment::ext, schema::required, schema::not_null>,
                    field<"needPush", &add_quick_comment::need_push, schema::required>,
                    field<"needBadge", &add_quick_comment::need_badge, schema::required>,
                    field<"pushTitle", &add_quick_comment::push_title, schema::required, schema::not_null>,
                    field<"pushContent", &add_quick_comment::push_content, schema::required, schema::not_null>,
                    field<"pushPayload", &add_quick_comment::push_payload, schema::required, schema::not_null,
                          schema::no_nulls, schema::checked_by<detail::payload_limit>>>;
};
/// Takes a quick comment away. On the wire `ext` stands two places later than in add_quick_comment.
struct remove_quick_comment {
    message msg{};
    std::int64_t reply_type = 0;
    text ext{};
    bool need_push = false;
    bool need_badge = false;
    text push_title{};
    text push_content{};
    free_map push_payload{};

    using described_by =
        call_fields<"MessageService.removeQuickComment", anything,
                    field<"msg", &remove_quick_comment::msg, schema::required>,
                    field<"replyType", &remove_quick_comment::reply_type, schema::required>,
                    field<"needPush", &remove_quick_comment::need_push, schema::required>,
                    field<"needBadge", &remove_quick_comment::need_badge, schema::required>,
                    field<"ext", &remove_quick_comment::ext, schema::required, schema::not_null>,
                    field<"pushTitle", &remove_quick_comment::push_title, schema::required, schema::not_null>,
                    field<"pushContent", &remove_quick_comment::push_content, schema::required, schema::not_null>,
                    field<"pushPayload", &remove_quick_comment::push_payload, schema::required, schema::not_null,
                          schema::no_nulls>>;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
