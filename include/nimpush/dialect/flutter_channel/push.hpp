#pragma once

// What decides how a message of 1.7.7 is pushed, and what the push says. The payload's parts for each vendor stand in
// model/push_payload.hpp.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/model/push_payload.hpp>  // IWYU pragma: export
#include <nimpush/model/push_text.hpp>     // IWYU pragma: export

namespace nimpush::inline v1::flutter_channel {

/// Switches of a message (NIMCustomMessageConfig); everything is on by default.
struct message_config {
    bool enable_history = true;
    bool enable_roaming = true;
    bool enable_self_sync = true;
    bool enable_push = true;
    bool enable_push_nick = true;     // the sender's nickname before the text
    bool enable_unread_count = true;  // off: the badge does not grow
    bool enable_route = true;
    bool enable_persist = true;  // off: for clients that are online, so never pushed

    using described_by = field_list<
        field<"enableHistory", &message_config::enable_history>,
        field<"enableRoaming", &message_config::enable_roaming>,
        field<"enableSelfSync", &message_config::enable_self_sync>, field<"enablePush", &message_config::enable_push>,
        field<"enablePushNick", &message_config::enable_push_nick>,
        field<"enableUnreadCount", &message_config::enable_unread_count>,
        field<"enableRoute", &message_config::enable_route>, field<"enablePersist", &message_config::enable_persist>>;
    friend constexpr bool operator==(const message_config&, const message_config&) = default;
};

/// A push that passes over the receiver's do-not-disturb (NIMMemberPushOption), in teams only
/// (docs/facts/delivery.md, Forced push). A null list means everyone.
struct member_push_option {
    maybe<std::vector<text>> force_push_list{};  // at most limits::forced_accounts
    text force_push_content{};                   // null: the message's own push text
    bool is_force_push = true;

    using described_by = field_list<
        field<"forcePushList", &member_push_option::force_push_list, schema::checked_by<detail::forced_accounts_limit>>,
        field<"forcePushContent", &member_push_option::force_push_content>,
        field<"isForcePush", &member_push_option::is_force_push>>;
    friend constexpr bool operator==(const member_push_option&, const member_push_option&) = default;
};

/// What the anti-spam service looks at (NIMAntiSpamOption). On by default here; absent on the wire it
/// is off (message.g.dart:537).
struct anti_spam_option {
    bool enable = true;
    text content{};
    text anti_spam_config_id{};

    using described_by = field_list<field<"enable", &anti_spam_option::enable, schema::if_missing<false>>,
                                    field<"content", &anti_spam_option::content, schema::required>,
                                    field<"antiSpamConfigId", &anti_spam_option::anti_spam_config_id>>;
    friend constexpr bool operator==(const anti_spam_option&, const anti_spam_option&) = default;
};

/// Which message this one answers, and the first of its thread (NIMMessageThreadOption).
struct message_thread_option {
    text reply_message_from_account = "";
    text reply_message_to_account = "";
    maybe<std::int64_t> reply_message_time{};
    maybe<std::int64_t> reply_message_id_server{};
    text reply_message_id_client = "";
    text thread_message_from_account = "";
    text thread_message_to_account = "";
    maybe<std::int64_t> thread_message_time{};
    maybe<std::int64_t> thread_message_id_server{};
    text thread_message_id_client = "";

    using described_by =
        field_list<field<"replyMessageFromAccount", &message_thread_option::reply_message_from_account,
                         schema::not_null, schema::strict>,
                   field<"replyMessageToAccount", &message_thread_option::reply_message_to_account, schema::not_null,
                         schema::strict>,
                   field<"replyMessageTime", &message_thread_option::reply_message_time>,
                   field<"replyMessageIdServer", &message_thread_option::reply_message_id_server>,
                   field<"replyMessageIdClient", &message_thread_option::reply_message_id_client, schema::not_null,
                         schema::strict>,
                   field<"threadMessageFromAccount", &message_thread_option::thread_message_from_account,
                         schema::not_null, schema::strict>,
                   field<"threadMessageToAccount", &message_thread_option::thread_message_to_account, schema::not_null,
                         schema::strict>,
                   field<"threadMessageTime", &message_thread_option::thread_message_time>,
                   field<"threadMessageIdServer", &message_thread_option::thread_message_id_server>,
                   field<"threadMessageIdClient", &message_thread_option::thread_message_id_client, schema::not_null,
                         schema::strict>>;
    friend constexpr bool operator==(const message_thread_option&, const message_thread_option&) = default;
};

/// A message for a robot (NIMMessageRobotInfo).
struct message_robot_info {
    text function{};
    text topic{};
    text custom_content{};
    text account{};

    using described_by =
        field_list<field<"function", &message_robot_info::function>, field<"topic", &message_robot_info::topic>,
                   field<"customContent", &message_robot_info::custom_content>,
                   field<"account", &message_robot_info::account>>;
    friend constexpr bool operator==(const message_robot_info&, const message_robot_info&) = default;
};

}  // namespace nimpush::v1::flutter_channel
