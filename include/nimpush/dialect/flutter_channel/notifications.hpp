#pragma once

// SystemMessageService, and the push switches of the user, team and circle services.

#include <optional>
#include <vector>

#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/model/custom_notification.hpp>
#include <nimpush/model/settings.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// Sends a custom system notification, as a nested map.
struct send_custom_notification {
    custom_notification notification{};

    static constexpr call_info info{"SystemMessageService.sendCustomNotification", "SystemMessageService",
                                    "sendCustomNotification"};
    using data = anything;
    using described_by = field_list<
        field<"notification", &send_custom_notification::notification, wire_key<"customNotification">, required>>;
};

/// Mutes an account: its p2p messages are not pushed. Dart takes null for `is_mute` too; iOS reads a
/// null as false, Android as true.
struct set_mute {
    text user_id{};
    std::optional<bool> is_mute{};

    static constexpr call_info info{"UserService.setMute", "UserService", "setMute"};
    using data = anything;
    using described_by = field_list<field<"userId", &set_mute::user_id, required, not_null>,
                                    field<"isMute", &set_mute::is_mute, required>>;
};
struct is_mute {
    text user_id{};

    static constexpr call_info info{"UserService.isMute", "UserService", "isMute"};
    using data = cast<bool>;
    using described_by = field_list<field<"userId", &is_mute::user_id, required, not_null>>;
};
struct get_mute_list {
    static constexpr call_info info{"UserService.getMuteList", "UserService", "getMuteList"};
    using data = under_key<"userIdList", std::vector<text>, false>;
    using described_by = field_list<>;
};

/// Which messages of a team are pushed. The reply must carry no data (its type is a map of texts).
struct mute_team {
    text team_id{};
    team_notify_type notify_type = team_notify_type::all;

    static constexpr call_info info{"TeamService.muteTeam", "TeamService", "muteTeam"};
    using data = nothing;
    using described_by = field_list<field<"teamId", &mute_team::team_id, required, not_null>,
                                    field<"notifyType", &mute_team::notify_type, required>>;
};
/// The same of a super team.
struct mute_super_team {
    text team_id{};
    team_notify_type notify_type = team_notify_type::all;

    static constexpr call_info info{"SuperTeamService.muteTeam", "SuperTeamService", "muteTeam"};
    using data = nothing;
    using described_by = field_list<field<"teamId", &mute_super_team::team_id, required, not_null>,
                                    field<"notifyType", &mute_super_team::notify_type, required>>;
};

/// Push settings of circles.
struct set_push_config {
    qchat_push_config param{};

    static constexpr call_info info{"QChatPushService.setPushConfig", "QChatPushService", "setPushConfig"};
    using data = anything;
    using described_by = field_list<field<"param", &set_push_config::param, required, flat>>;
};
struct get_push_config {
    static constexpr call_info info{"QChatPushService.getPushConfig", "QChatPushService", "getPushConfig"};
    using data = converted<qchat_push_config>;
    using described_by = field_list<>;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
