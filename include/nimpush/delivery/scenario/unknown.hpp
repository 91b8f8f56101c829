#pragma once

// What a scenario may leave open: facts that whoever wrote it does not know, and that are not good for that.

#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// By the names that the doctor asks for them with.
enum class unknown_fact : std::uint8_t {
    receiver_blacklist,
    friends_and_strangers_setting,
    console_app_key,
    receiver_login_state,
    receiver_app_state,
    message_config,
    console_certificates,
    receiver_token_uploaded,
    receiver_dnd,
    receiver_mutes,
    build_environment,
    reinstall_time,
};

}  // namespace delivery

template <> struct names<delivery::unknown_fact> {
    static constexpr std::string_view list[] = {"receiver_blacklist",   "friends_and_strangers_setting",
                                                "console_app_key",      "receiver_login_state",
                                                "receiver_app_state",   "message_config",
                                                "console_certificates", "receiver_token_uploaded",
                                                "receiver_dnd",         "receiver_mutes",
                                                "build_environment",    "reinstall_time"};
};

}  // namespace nimpush::v1
