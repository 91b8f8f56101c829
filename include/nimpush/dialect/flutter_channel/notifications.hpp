#pragma once

// SystemMessageService, and the push switches of the user, team and circle services.

#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// Sends a custom system notification, as a nested map.
struct send_custom_notification {
    custom_notification notification{};

    using described_by = call_fields<"SystemMessageService.sendCustomNotification", anything,
                                     field<"notification", &send_custom_notification::notification,
                                           schema::wire_key<"customNotification">, schema::required>>;
};

/// Mutes an account: its p2p messages are not pushed. Dart takes null for `is_mute` too; iOS reads a
/// null as false, Android as true.
struct set_mute {
    text user_id{};
    maybe<bool> is_mute{};

    using described_by = call_fields<"UserService.setMute", anything,
                                     field<"userId", &set_mute::user_id, schema::required, schema::not_null>,
                                     field<"isMute", &set_mute::is_mute, schema::required>>;
};
struct is_mute {
    text user_id{};

    using described_by = call_fields<"UserService.isMute", cast<bool>,
                                     field<"userId", &is_mute::user_id, schema::required, schema::not_null>>;
};
struct get_mute_list {
    using described_by = call_fields<"UserService.getMuteList", under_key<"userIdList", std::vector<text>, false>>;
};

/// Which messages of a team are pushed. The reply must carry no data (its type is a map of texts).
struct mute_team {
    text team_id{};
    team_notify_type notify_type = team_notify_type::all;

    using described_by = call_fields<"TeamService.muteTeam", nothing,
                                     field<"teamId", &mute_team::team_id, schema::required, schema::not_null>,
                                     field<"notifyType", &mute_team::notify_type, schema::required>>;
};
/// The same of a super team.
struct mute_super_team {
    text team_id{};
    team_notify_type notify_type = team_notify_type::all;

    using described_by = call_fields<"SuperTeamService.muteTeam", nothing,
                                     field<"teamId", &mute_super_team::team_id, schema::required, schema::not_null>,
                                     field<"notifyType", &mute_super_team::notify_type, schema::required>>;
};

/// Push settings of circles.
struct set_push_config {
    qchat_push_config param{};

    using described_by = call_fields<"QChatPushService.setPushConfig", anything,
                                     field<"param", &set_push_config::param, schema::required, schema::flat>>;
};
struct get_push_config {
    using described_by = call_fields<"QChatPushService.getPushConfig", converted<qchat_push_config>>;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
