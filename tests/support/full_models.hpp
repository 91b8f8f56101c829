#pragma once

// Models with every field set to something that is not its default.

#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>

namespace test {

inline nimpush::free_map full_map() {
    using nimpush::value;
    return {{"text", "你好 \"q\" \\ \n"},
            {"int", 9007199254740993},
            {"double", -0.5},
            {"bool", true},
            {"null", nullptr},
            {"list", value::list({1, 1.0, "x", value::list(), value::map()})},
            {"map", value::map({{"", value::map({{"deep", 1}})}})},
            {"", 0}};
}

inline nimpush::flutter_channel::login_info full_login() {
    return {"bob", "token", nimpush::flutter_channel::auth_type::auth_type_third_party, "ext", 7};
}
inline nimpush::flutter_channel::server_config full_server_config() {
    using namespace nimpush;
    using namespace nimpush::flutter_channel;
    return {"m",
            1,
            "lbs",
            "link",
            "up",
            "uplink",
            "nos",
            false,
            "format",
            "down",
            "access",
            nego_key_neca::rsa_oaep_256,
            2,
            "a",
            "b",
            comm_enca::sm4,
            "v6",
            ip_protocol_version::any,
            "p4",
            "p6",
            handshake_type::v0,
            false,
            {{"h1", "h2"}}};
}
inline nimpush::flutter_channel::common_sdk_options full_common_options() {
    return {"key", "/dir", 1,    2,     true, "tag", true,         false,
            true,  false,  true, false, true, false, full_login(), {{"defaultIm", 0}, {"mine", 7}}};
}
inline nimpush::flutter_channel::ios_sdk_options full_ios_options() {
    return {full_common_options(),
            true,
            false,
            full_server_config(),
            "apns",
            "pushkit",
            true,
            5,
            true,
            false,
            true,
            false,
            3,
            9,
            true,
            false,
            true,
            false,
            true,
            false};
}
inline nimpush::flutter_channel::android_sdk_options full_android_options() {
    using namespace nimpush;
    using namespace nimpush::flutter_channel;
    return {full_common_options(),
            false,
            full_server_config(),
            false,
            false,
            true,
            false,
            true,
            true,
            1500,
            "copy",
            "secret",
            100,
            mix_push_config{"x", "xk", "xc", "h", "hc", "m", "mk", "mc", "fc", "vc", "o", "ok", "os", "oc", true, "ho"},
            status_bar_notification_config{false, "snd", false, 1, 2, 3, true, true, "22:00", "07:30", false, "com.x.M",
                                           true, notification_fold_style::contact, -1, false, "t",
                                           notification_extra_type::json_arr_str},
            true};
}
inline nimpush::flutter_channel::windows_sdk_options full_windows_options() {
    return {full_common_options(), "k32", 80, "100x50", "{filename}_1", 3, false, true, true, true, true};
}
inline nimpush::flutter_channel::macos_sdk_options full_macos_options() {
    return {full_common_options(),
            "k32",
            80,
            "100x50",
            "{filename}_1",
            3,
            false,
            true,
            true,
            true,
            "cert",
            "0b30",
            true,
            true};
}

inline nimpush::flutter_channel::file_attachment full_file() { return {"p", "u", "b", 1, "m", "n", "e", 2, "s", true}; }
inline nimpush::flutter_channel::audio_attachment full_audio() {
    return {"p", "u", 1, "m", "b", "n", "e", 2, "s", true, 3, false, "t"};
}
inline nimpush::flutter_channel::video_attachment full_video() {
    return {"p", "u", 1, "m", "n", "b", "e", 2, "s", true, 3, 4, 5, "tp", "tu"};
}
inline nimpush::flutter_channel::image_attachment full_image() {
    return {"p", "u", 1, "m", "n", "e", 2, "s", "b", true, "tp", "tu", 4, 5};
}
inline nimpush::flutter_channel::location_attachment full_location() { return {31.25, -0.125, "西湖"}; }

inline nimpush::flutter_channel::message full_message() {
    using namespace nimpush;
    using namespace nimpush::flutter_channel;
    return {"id",
            "bob",
            session_type::super_team,
            message_type::custom,
            3,
            message_status::read,
            message_direction::received,
            "alice",
            "content",
            1712800000000,
            full_image(),
            attachment_status::failed,
            "uuid",
            -1,
            message_config{false, true, false, true, false, true, false, true},
            full_map(),
            full_map(),
            "cb",
            full_map(),
            "push text",
            member_push_option{{{"bob", "carol"}}, "forced", false},
            client_type::macos,
            anti_spam_option{true, "{}", "cfg"},
            true,
            true,
            4,
            5,
            true,
            true,
            true,
            false,
            message_thread_option{"rf", "rt", 1, 2, "rc", "tf", "tt", 3, 4, "tc"},
            6,
            true,
            full_map(),
            "env",
            "nick",
            false,
            "res",
            "ext",
            message_robot_info{"f", "t", "c", "a"}};
}
inline nimpush::flutter_channel::chatroom_message full_chatroom_message() {
    return {full_message(), false, true,
            nimpush::flutter_channel::chatroom_message_extension{"nick", "avatar", full_map()}};
}
inline nimpush::flutter_channel::custom_notification full_notification() {
    using namespace nimpush;
    using namespace nimpush::flutter_channel;
    return {"bob",
            session_type::team,
            "alice",
            1712800000000,
            "content",
            false,
            "push text",
            full_map(),
            custom_notification_config{true, false, true},
            anti_spam_option{true, "{}", "cfg"},
            "env"};
}

}  // namespace test
