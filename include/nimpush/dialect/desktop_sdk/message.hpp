#pragma once

// A message of the desktop's C SDK with all of its keys: what is received, recalled or forwarded (IMMessage).

#include <cstdint>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/setting.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1::desktop_sdk {

/// Where a message goes (NIMSessionType).
enum class session : std::int64_t {
    p2p = nimpush::session_number(session_kind::p2p),
    team = nimpush::session_number(session_kind::team),
    super_team = nimpush::session_number(session_kind::super_team)
};
using session_number = numbered<session, session::p2p, session::team, session::super_team>;

namespace detail {

// Within a class, as model/message_kind.hpp has it.
struct sdk_enums {
    using nim = nimpush::message_kind;
    enum class message_kind : std::int64_t {
        text = number_of(nim::text),
        image = number_of(nim::image),
        audio = number_of(nim::audio),
        video = number_of(nim::video),
        location = number_of(nim::location),
        notification = number_of(nim::notification),
        file = number_of(nim::file),
        tip = number_of(nim::tip),
        robot = number_of(nim::robot),
        net_call = number_of(nim::netcall),
        custom = number_of(nim::custom),
        unknown = 1000
    };
    using k = message_kind;
    using number = numbered<k, k::text, k::image, k::audio, k::video, k::location, k::notification, k::file, k::tip,
                            k::robot, k::net_call, k::custom, k::unknown>;
};

}  // namespace detail

/// Kind of message (NIMMessageType); `unknown` is local only.
using message_kind = detail::sdk_enums::message_kind;
using message_number = detail::sdk_enums::number;

/// Which message another one answers, and the first of its thread. Ids of the server are unsigned, times in
/// milliseconds; `replymsg_to_account` is spelt so on the wire.
struct thread_info {
    text reply_msg_from_account{}, replymsg_to_account{}, reply_msg_id_client{};
    text thread_msg_from_account{}, thread_msg_to_account{}, thread_msg_id_client{};
    std::uint64_t reply_msg_time = 0, reply_msg_id_server = 0, thread_msg_time = 0, thread_msg_id_server = 0;
    std::int64_t deleted = 0;

    using me = thread_info;
    using described_by =
        sorted<sent<"reply_msg_from_account", &me::reply_msg_from_account>,
               sent<"replymsg_to_account", &me::replymsg_to_account>, sent<"reply_msg_time", &me::reply_msg_time>,
               sent<"reply_msg_id_server", &me::reply_msg_id_server>,
               sent<"reply_msg_id_client", &me::reply_msg_id_client>,
               sent<"thread_msg_from_account", &me::thread_msg_from_account>,
               sent<"thread_msg_to_account", &me::thread_msg_to_account>, sent<"thread_msg_time", &me::thread_msg_time>,
               sent<"thread_msg_id_server", &me::thread_msg_id_server>,
               sent<"thread_msg_id_client", &me::thread_msg_id_client>, sent<"deleted", &me::deleted>>;
};
/// A message (IMMessage). `decode<message>()` reads it with or without the object around it; `encode<form::local>()`
/// writes it for nim_talk_recall_msg and its like, `encode()` without what a server filled in. `time` in milliseconds.
struct message {
    session_number to_type{};
    message_number msg_type = message_kind::unknown;
    text to_accid{}, from_id{}, from_device_id{}, from_nick{}, msg_body{}, client_msg_id{}, local_res_path{}, talk_id{};
    text res_id{}, third_party_callback_ext{};
    json_text<> msg_attach{};  // as it came: decode<image>(msg_attach.view()) opens it
    std::uint64_t server_msg_id = 0;
    // rescode 414: bad url of the attachment, 417: the file is there. feature 1: offline, 2: roaming, 3: from another
    // client, 4: passed through.
    std::int64_t rescode = 200, feature = 0, from_client_type = 0, time = 0, log_status = 0, log_sub_status = 0;
    std::int64_t msg_sub_type = 0;
    desktop_sdk::thread_info thread_info{};
    message_setting setting{};

    /// Before it is read: what missing keys mean.
    constexpr void came(bool wrapped) noexcept {
        rescode = wrapped ? 0 : 200;
        msg_type = message_kind::text;
    }
    using me = message;
    using described_by = merged<
        fields_in<&me::setting, message_setting>,
        field_list<kept<"rescode", &me::rescode, outer>, kept<"feature", &me::feature, outer>,
                   kept<"to_type", &me::to_type>, sent<"to_accid", &me::to_accid>, sent<"from_id", &me::from_id>,
                   may<"from_client_type", &me::from_client_type, local>,
                   may<"from_device_id", &me::from_device_id, local>, may<"from_nick", &me::from_nick, local>,
                   sent<"time", &me::time>, kept<"msg_type", &me::msg_type>, sent<"msg_body", &me::msg_body>,
                   sent<"msg_attach", &me::msg_attach>, sent<"client_msg_id", &me::client_msg_id>,
                   may<"server_msg_id", &me::server_msg_id, local>, sent<"local_res_path", &me::local_res_path>,
                   sent<"talk_id", &me::talk_id>, sent<"res_id", &me::res_id>, sent<"log_status", &me::log_status>,
                   sent<"log_sub_status", &me::log_sub_status>, sent<"msg_sub_type", &me::msg_sub_type>,
                   may<"third_party_callback_ext", &me::third_party_callback_ext, local>,
                   sent<"thread_info", &me::thread_info>>>;
};

}  // namespace nimpush::v1::desktop_sdk
