#pragma once

// Custom notifications of the desktop's C SDK, and the system messages that come in.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/setting.hpp>

namespace nimpush::inline v1::desktop_sdk {

/// Who gets a custom notification (NIMSysMsgType).
enum class notification_kind : std::int64_t { p2p = 100, team = 101, super_team = 103 };
using notification_number =
    numbered<notification_kind, notification_kind::p2p, notification_kind::team, notification_kind::super_team>;

/// A notification to send (nim_sysmsg_send_custom_notification). Nobody is pushed without `setting.custom_apns_text`.
/// `msg_time` in milliseconds, left out where it is 0.
struct custom_notification {
    notification_number msg_type = notification_kind::p2p;
    text to_account{}, client_msg_id{};
    json_text<> attach{};
    std::int64_t msg_time = 0;
    notification_setting setting{};

    using described_by = merged<
        fields_in<&custom_notification::setting, notification_setting>,
        field_list<kept<"msg_type", &custom_notification::msg_type, schema::required>,
                   kept<"to_account", &custom_notification::to_account, schema::required, schema::not_null, not_empty>,
                   kept<"client_msg_id", &custom_notification::client_msg_id, schema::required, schema::not_null>,
                   kept<"attach", &custom_notification::attach>, may<"msg_time", &custom_notification::msg_time>>>;
};

/// What comes in (SysMessage): a custom notification, or what a team or a friend did. `msg_time` in milliseconds.
struct system_message {
    maybe<std::int64_t> rescode{}, feature{}, unread_count{};                   // null within a list
    std::int64_t msg_type = 0, msg_time = 0, log_status = 0;                    // type 0 to 6: of teams and friends
    text to_account{}, from_account{}, client_msg_id{}, msg{}, callback_ext{};  // the SDK does not pass msg on
    json_text<> attach{};
    std::uint64_t msg_id = 0;
    notification_setting setting{};

    /// Before it is read alone: it has all three.
    constexpr void came(bool) noexcept { rescode = feature = unread_count = 0; }
    using me = system_message;
    using described_by = merged<
        fields_in<&me::setting, notification_setting>,
        field_list<may<"rescode", &me::rescode, outer>, may<"feature", &me::feature, outer>,
                   may<"unread_count", &me::unread_count, outer>, kept<"msg_type", &me::msg_type, schema::required>,
                   sent<"to_account", &me::to_account>, sent<"from_account", &me::from_account>,
                   sent<"client_msg_id", &me::client_msg_id>, sent<"msg", &me::msg>, sent<"attach", &me::attach>,
                   sent<"msg_id", &me::msg_id, never_sent>, sent<"msg_time", &me::msg_time>,
                   sent<"log_status", &me::log_status>, may<"callback_ext", &me::callback_ext, received>>>;
};

/// What a query gives: the messages, and how many are unread in all.
struct system_messages {
    std::vector<system_message> content{};
    std::int64_t unread_count = 0;

    using described_by =
        sorted<kept<"content", &system_messages::content>, kept<"unread_count", &system_messages::unread_count>>;
};

}  // namespace nimpush::v1::desktop_sdk
