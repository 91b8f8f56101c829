#pragma once

// Push settings that an app changes after the login.

#include <cstdint>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/plugin/clock_text.hpp>

namespace nimpush::inline v1::flutter_channel {

namespace detail {

/// One of two times that iOS wants both.
struct time_pair {
    template <class T>
    static constexpr void at(const T& config, const text& time, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        plugin::detail::check_clock(time, here, faults);
        if (config.enable && !time.has_value() && (config.start_time.has_value() || config.end_time.has_value()))
            faults.add(here, {errc::missing, {}, "null, but not the other time: iOS then ignores both"},
                       degree::warning);
    }
};

}  // namespace detail

/// When pushes are silenced (NIMPushNoDisturbConfig). Times are `HH:mm`; an end before the start lies
/// on the next day (documented for Android's status bar, unverified for the server).
///
/// iOS ignores both times unless both are given, and answers code 0 even where the server refused
/// (FLTSettingsService.swift:145); the code then stands in `data`.
struct push_no_disturb_config {
    bool enable = false;
    text start_time{};
    text end_time{};

    using described_by =
        field_list<field<"enable", &push_no_disturb_config::enable, schema::required, schema::strict>,
                   field<"startTime", &push_no_disturb_config::start_time, schema::checked_by<detail::time_pair>>,
                   field<"endTime", &push_no_disturb_config::end_time, schema::checked_by<detail::time_pair>>>;
    friend constexpr bool operator==(const push_no_disturb_config&, const push_no_disturb_config&) = default;
};

/// Which messages of a team are pushed (NIMTeamMessageNotifyTypeEnum).
enum class team_notify_type : std::uint8_t { all, manager, mute };
schema::texts<"all", "manager", "mute"> enum_names(team_notify_type);

/// Which unread messages are counted (NIMUnreadCountQueryType); its position on the channel.
enum class unread_count_query_type : std::uint8_t { all, notify_only, no_disturb_only };
schema::texts<"all", "notifyOnly", "noDisturbOnly"> enum_names(unread_count_query_type);

/// Kind of file in the SDK's cache (NIMDirCacheFileType).
enum class dir_cache_file_type : std::uint8_t { image, video, thumb, audio, log, other };
schema::texts<"image", "video", "thumb", "audio", "log", "other"> enum_names(dir_cache_file_type);

/// Which resource files are meant (NIMResourceQueryOption).
struct resource_query_option {
    maybe<std::vector<text>> extensions{};  // null: all of them
    maybe<std::int64_t> time_interval{};    // milliseconds before now; null: 7 days

    using described_by = field_list<field<"extensions", &resource_query_option::extensions>,
                                    field<"timeInterval", &resource_query_option::time_interval>>;
    friend constexpr bool operator==(const resource_query_option&, const resource_query_option&) = default;
};

/// A file that searchResourceFiles found (NIMCacheQueryResult).
struct cache_query_result {
    text path{};
    std::int64_t file_length = 0;         // bytes
    maybe<std::int64_t> creation_date{};  // milliseconds

    using described_by =
        field_list<field<"path", &cache_query_result::path>,
                   field<"fileLength", &cache_query_result::file_length, schema::required, schema::strict>,
                   field<"creationDate", &cache_query_result::creation_date>>;
    friend constexpr bool operator==(const cache_query_result&, const cache_query_result&) = default;
};

/// Which messages of circles are pushed (QChatPushMsgType).
enum class qchat_push_msg_type : std::uint8_t { all, high_mid_level, high_level, none, inherit };
schema::texts<"all", "highMidLevel", "highLevel", "none", "inherit"> enum_names(qchat_push_msg_type);

/// Push settings of circles (QChatPushConfig).
struct qchat_push_config {
    bool is_push_show_no_detail = false;
    maybe<bool> is_no_disturb_open{};
    text start_no_disturb_time{};
    text stop_no_disturb_time{};
    maybe<qchat_push_msg_type> push_msg_type{};

    using described_by = field_list<
        field<"isPushShowNoDetail", &qchat_push_config::is_push_show_no_detail, schema::required, schema::strict>,
        field<"isNoDisturbOpen", &qchat_push_config::is_no_disturb_open>,
        field<"startNoDisturbTime", &qchat_push_config::start_no_disturb_time>,
        field<"stopNoDisturbTime", &qchat_push_config::stop_no_disturb_time>,
        field<"pushMsgType", &qchat_push_config::push_msg_type>>;
    friend constexpr bool operator==(const qchat_push_config&, const qchat_push_config&) = default;
};

}  // namespace nimpush::v1::flutter_channel
