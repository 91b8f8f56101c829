#pragma once

// Push settings that an app changes after the login.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {

/// When pushes are silenced (NIMPushNoDisturbConfig). Times are `HH:mm`; an end before the start lies
/// on the next day (documented for Android's status bar, unverified for the server).
///
/// iOS ignores both times unless both are given, and answers code 0 even where the server refused
/// (FLTSettingsService.swift:145); the code then stands in `data`.
struct push_no_disturb_config {
    bool enable = false;
    text start_time{};
    text end_time{};

    friend constexpr bool operator==(const push_no_disturb_config&, const push_no_disturb_config&) = default;
};
template <>
struct fields<push_no_disturb_config> : field_list<field<"enable", &push_no_disturb_config::enable, required, strict>,
                                                   field<"startTime", &push_no_disturb_config::start_time>,
                                                   field<"endTime", &push_no_disturb_config::end_time>> {};

namespace detail {

/// `HH:mm` from 00:00 to 23:59.
constexpr bool is_clock_time(std::string_view s) noexcept {
    if (s.size() != 5 || s[2] != ':') return false;
    for (const std::size_t i : {0u, 1u, 3u, 4u})
        if (!digits::has(s[i])) return false;
    return (s[0] - '0') * 10 + (s[1] - '0') < 24 && s[3] < '6';
}

}  // namespace detail

/// Which messages of a team are pushed (NIMTeamMessageNotifyTypeEnum).
enum class team_notify_type : std::uint8_t { all, manager, mute };
template <> struct names<team_notify_type> { static constexpr std::string_view list[] = {"all", "manager", "mute"}; };

/// Which unread messages are counted (NIMUnreadCountQueryType); its position on the channel.
enum class unread_count_query_type : std::uint8_t { all, notify_only, no_disturb_only };
template <> struct names<unread_count_query_type> {
    static constexpr std::string_view list[] = {"all", "notifyOnly", "noDisturbOnly"};
};

/// Kind of file in the SDK's cache (NIMDirCacheFileType).
enum class dir_cache_file_type : std::uint8_t { image, video, thumb, audio, log, other };
template <> struct names<dir_cache_file_type> {
    static constexpr std::string_view list[] = {"image", "video", "thumb", "audio", "log", "other"};
};

/// Which resource files are meant (NIMResourceQueryOption).
struct resource_query_option {
    std::optional<std::vector<text>> extensions{};  // null: all of them
    std::optional<std::int64_t> time_interval{};    // milliseconds before now; null: 7 days

    friend constexpr bool operator==(const resource_query_option&, const resource_query_option&) = default;
};
template <>
struct fields<resource_query_option> : field_list<field<"extensions", &resource_query_option::extensions>,
                                                  field<"timeInterval", &resource_query_option::time_interval>> {};

/// A file that searchResourceFiles found (NIMCacheQueryResult).
struct cache_query_result {
    text path{};
    std::int64_t file_length = 0;                 // bytes
    std::optional<std::int64_t> creation_date{};  // milliseconds

    friend constexpr bool operator==(const cache_query_result&, const cache_query_result&) = default;
};
template <>
struct fields<cache_query_result> : field_list<field<"path", &cache_query_result::path>,
                                               field<"fileLength", &cache_query_result::file_length, required, strict>,
                                               field<"creationDate", &cache_query_result::creation_date>> {};

/// Which messages of circles are pushed (QChatPushMsgType).
enum class qchat_push_msg_type : std::uint8_t { all, high_mid_level, high_level, none, inherit };
template <> struct names<qchat_push_msg_type> {
    static constexpr std::string_view list[] = {"all", "highMidLevel", "highLevel", "none", "inherit"};
};

/// Push settings of circles (QChatPushConfig).
struct qchat_push_config {
    bool is_push_show_no_detail = false;
    std::optional<bool> is_no_disturb_open{};
    text start_no_disturb_time{};
    text stop_no_disturb_time{};
    std::optional<qchat_push_msg_type> push_msg_type{};

    friend constexpr bool operator==(const qchat_push_config&, const qchat_push_config&) = default;
};
template <>
struct fields<qchat_push_config>
    : field_list<field<"isPushShowNoDetail", &qchat_push_config::is_push_show_no_detail, required, strict>,
                 field<"isNoDisturbOpen", &qchat_push_config::is_no_disturb_open>,
                 field<"startNoDisturbTime", &qchat_push_config::start_no_disturb_time>,
                 field<"stopNoDisturbTime", &qchat_push_config::stop_no_disturb_time>,
                 field<"pushMsgType", &qchat_push_config::push_msg_type>> {};

}  // namespace nimpush::v1
