#pragma once

// A message of V2, with what it carries.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_parts.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/plugin/any_attachment.hpp>
#include <nimpush/dialect/plugin/dart_text.hpp>
#include <nimpush/model/message_kind.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

namespace detail {

template <class T>
using refer_fields =
    field_list<field<"senderId", &T::sender_id>, field<"receiverId", &T::receiver_id>,
               field<"messageClientId", &T::message_client_id>, field<"messageServerId", &T::message_server_id>,
               field<"conversationType", &T::conversation_type>, field<"conversationId", &T::conversation_id>,
               field<"createTime", &T::create_time>>;
template <class T>
using file_fields =
    field_list<field<"raw", &T::raw>, field<"path", &T::path>, field<"size", &T::size>, field<"md5", &T::md5>,
               field<"url", &T::url>, field<"ext", &T::ext>, field<"name", &T::name>,
               field<"sceneName", &T::scene_name>, field<"uploadState", &T::upload_state>>;
template <message_kind Kind> using type_field = schema::numeric_constant<"nimCoreMessageType", number_of(Kind)>;

}  // namespace detail

/// What tells one message from all others (NIMMessageRefer).
struct message_refer {
    text sender_id{}, receiver_id{}, message_client_id{}, message_server_id{};
    maybe<flutter_channel_v2::conversation_type> conversation_type{};
    text conversation_id{};
    natural create_time{};  // milliseconds
    using described_by = detail::refer_fields<message_refer>;
};

/// Any attachment by its text (NIMMessageAttachment); that of custom messages.
struct raw_attachment {
    text raw{};
    static constexpr std::string_view class_name = "NIMMessageAttachment";
    using described_by = field_list<field<"raw", &raw_attachment::raw>>;
};
/// A file (NIMMessageFileAttachment).
struct file_attachment {
    nimpush::text raw{}, path{};
    natural size{};  // bytes
    nimpush::text md5{}, url{}, ext{}, name{}, scene_name{};
    maybe<attachment_upload_state> upload_state{};
    static constexpr std::string_view class_name = "NIMMessageFileAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::file);
    using described_by =
        schema::joined<detail::file_fields<file_attachment>, field_list<detail::type_field<message_kind::file>>>;
};
/// A picture; width and height in pixels (NIMMessageImageAttachment).
struct image_attachment {
    nimpush::text raw{}, path{};
    natural size{};  // bytes
    nimpush::text md5{}, url{}, ext{}, name{}, scene_name{};
    maybe<attachment_upload_state> upload_state{};
    natural width{}, height{};
    static constexpr std::string_view class_name = "NIMMessageImageAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::image);
    using described_by =
        schema::joined<detail::file_fields<image_attachment>,
                       field_list<field<"width", &image_attachment::width>, field<"height", &image_attachment::height>,
                                  detail::type_field<message_kind::image>>>;
};
/// A voice message; duration in milliseconds (NIMMessageAudioAttachment).
struct audio_attachment {
    nimpush::text raw{}, path{};
    natural size{};  // bytes
    nimpush::text md5{}, url{}, ext{}, name{}, scene_name{};
    maybe<attachment_upload_state> upload_state{};
    natural duration{};
    static constexpr std::string_view class_name = "NIMMessageAudioAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::audio);
    using described_by =
        schema::joined<detail::file_fields<audio_attachment>, field_list<field<"duration", &audio_attachment::duration>,
                                                                         detail::type_field<message_kind::audio>>>;
};
/// A film (NIMMessageVideoAttachment).
struct video_attachment {
    nimpush::text raw{}, path{};
    natural size{};  // bytes
    nimpush::text md5{}, url{}, ext{}, name{}, scene_name{};
    maybe<attachment_upload_state> upload_state{};
    natural duration{}, width{}, height{};
    static constexpr std::string_view class_name = "NIMMessageVideoAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::video);
    using described_by = schema::joined<
        detail::file_fields<video_attachment>,
        field_list<field<"duration", &video_attachment::duration>, field<"width", &video_attachment::width>,
                   field<"height", &video_attachment::height>, detail::type_field<message_kind::video>>>;
};
/// A place, in degrees (NIMMessageLocationAttachment).
struct location_attachment {
    text raw{};
    maybe<double> longitude{}, latitude{};
    text address{};
    using described_by =
        field_list<field<"raw", &location_attachment::raw>, field<"longitude", &location_attachment::longitude>,
                   field<"latitude", &location_attachment::latitude>, field<"address", &location_attachment::address>,
                   detail::type_field<message_kind::location>>;
    static constexpr std::string_view class_name = "NIMMessageLocationAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::location);
};
/// What changed of a team (NIMUpdatedTeamInfo).
struct updated_team_info {
    text name{};
    maybe<std::int64_t> member_limit{};
    text intro{}, announcement{}, avatar{}, server_extension{};
    maybe<team_join_mode> join_mode{};
    maybe<team_agree_mode> agree_mode{};
    maybe<team_invite_mode> invite_mode{};
    maybe<team_update_info_mode> update_info_mode{};
    maybe<team_update_extension_mode> update_extension_mode{};
    maybe<std::int64_t> chat_banned_mode{};
    text customer_extension{};
    using described_by =
        field_list<field<"name", &updated_team_info::name>, field<"memberLimit", &updated_team_info::member_limit>,
                   field<"intro", &updated_team_info::intro>, field<"announcement", &updated_team_info::announcement>,
                   field<"avatar", &updated_team_info::avatar>,
                   field<"serverExtension", &updated_team_info::server_extension>,
                   field<"joinMode", &updated_team_info::join_mode>, field<"agreeMode", &updated_team_info::agree_mode>,
                   field<"inviteMode", &updated_team_info::invite_mode>,
                   field<"updateInfoMode", &updated_team_info::update_info_mode>,
                   field<"updateExtensionMode", &updated_team_info::update_extension_mode>,
                   field<"chatBannedMode", &updated_team_info::chat_banned_mode>,
                   field<"customerExtension", &updated_team_info::customer_extension, schema::since<10, 9, 2>>>;
};
namespace detail {

/// 10.3.1 takes nulls among the accounts, later versions do not (re_new_target_null of nim2_10.9.90_calls.json).
struct no_null_accounts {
    static constexpr bool is_of_version = true;
    static constexpr bool is_refused(schema::version spoken) noexcept { return spoken >= v10_9_2; }
    template <class T, class Accounts>
    static constexpr void at(const T&, const Accounts& accounts, const place& here, fault_list& faults) {
        if (!is_refused(faults.spoken) || !accounts.has_value()) return;
        for (std::size_t i = 0; i < accounts->size(); ++i)
            if (!(*accounts)[i].has_value())
                faults.add(here.at(i), errc::null_value, "null, which this list cannot hold since 10.9.2");
    }
    template <class Policy, class Accounts>
    static constexpr void read(const value* found, Accounts& to, const place& here, fault_list& faults) {
        to = {};
        if (found == nullptr || found->is_null()) return;
        nimpush::detail::read_into<Policy>(*found, to.emplace(), here, faults);
        if (is_refused(faults.spoken) && found->is(value::kind::list))
            for (std::size_t i = 0; i < found->size(); ++i)
                if (found->items()[i].is_null()) faults.wrong_type(here.at(i), found->items()[i], "no null");
    }
};

/// Since 10.9.90 whatever came is made a text, as Dart's toString() does.
struct any_as_text {
    template <class Policy>
    static constexpr void read(const value* found, text& to, const place& here, fault_list& faults) {
        to = nullptr;
        if (found == nullptr || found->is_null()) return;
        if (faults.spoken >= v10_9_90)
            to = plugin::dart_text(*found);
        else
            nimpush::detail::read_into<Policy>(*found, to, here, faults);
    }
};

}  // namespace detail

/// What NIM tells of a team (NIMMessageNotificationAttachment).
struct notification_attachment {
    text raw{};
    maybe<notification_type> type{};
    text server_extension{};
    maybe<std::vector<text_or_null>> target_ids{};
    maybe<bool> chat_banned{};
    maybe<flutter_channel_v2::updated_team_info> updated_team_info{};
    using described_by =
        field_list<field<"raw", &notification_attachment::raw>, field<"type", &notification_attachment::type>,
                   field<"serverExtension", &notification_attachment::server_extension>,
                   field<"targetIds", &notification_attachment::target_ids,
                         schema::checked_by<detail::no_null_accounts>, schema::read_by<detail::no_null_accounts>>,
                   field<"chatBanned", &notification_attachment::chat_banned>,
                   field<"updatedTeamInfo", &notification_attachment::updated_team_info>,
                   detail::type_field<message_kind::notification>>;
    static constexpr std::string_view class_name = "NIMMessageNotificationAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::notification);
};
/// How long an account was in a call (NIMMessageCallDuration).
struct call_duration {
    text account_id{};
    natural duration{};
    using described_by =
        field_list<field<"accountId", &call_duration::account_id>, field<"duration", &call_duration::duration>>;
};
/// What became of a call (NIMMessageCallAttachment).
struct call_attachment {
    text raw{};
    maybe<std::int64_t> type{};
    text channel_id{};
    maybe<std::int64_t> status{};
    maybe<std::vector<maybe<call_duration>>> durations{};
    using described_by =
        field_list<field<"raw", &call_attachment::raw>, field<"type", &call_attachment::type>,
                   field<"channelId", &call_attachment::channel_id, schema::read_by<detail::any_as_text>>,
                   field<"status", &call_attachment::status>, field<"durations", &call_attachment::durations>,
                   detail::type_field<message_kind::netcall>>;
    static constexpr std::string_view class_name = "NIMMessageCallAttachment";
    static constexpr std::int64_t type_number = number_of(message_kind::netcall);
};

/// One attachment of any class, or none: `message_attachment a = image_attachment{.path = "/p/a.jpg"};`
class message_attachment
    : public plugin::detail::any_attachment<raw_attachment, file_attachment, image_attachment, audio_attachment,
                                            video_attachment, location_attachment, notification_attachment,
                                            call_attachment> {
  public:
    using any_attachment::any_attachment;
    constexpr message_attachment() noexcept = default;
    constexpr message_attachment(std::nullptr_t) noexcept {}

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value()) return out.null();
        visit([&](const auto& one) {
            if constexpr (Out::api)
                plugin::detail::emit_with_class(out, one, one.class_name);
            else
                schema::write(out, one);
        });
    }
    /// A type without a class of its own is a raw_attachment, one that is no number of message_type an
    /// ArgumentError (message.dart:21).
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        held_ = {};
        if constexpr (Policy::is_input) {
            this->template read_class<Policy>(v, here, faults);
        } else {
            message_type type = message_type::invalid;
            const value* number = v.find("nimCoreMessageType");
            if (number != nullptr && !number->is_null())
                nimpush::detail::read_into<Policy>(*number, type, here.at("nimCoreMessageType"), faults);
            const auto match = [&]<class A>() {
                if constexpr (requires { A::type_number; }) return A::type_number == number_of(type);
                return false;
            };
            if (!read_matching<Policy>(match, v, here, faults)) read_as<raw_attachment, Policy>(v, here, faults);
        }
    }
};

/// A message (NIMMessage): 26 keys in 10.3.1, 29 in 10.9.2, 34 in 10.9.90, all always written, null or not. Times in
/// milliseconds since 1970. `ios_serial` has hidden fields of the native message of iOS, for the SDK's own use.
///
/// The push fields of a message that was created are null: give them to send_message, as `params`.
struct message {
    nimpush::text sender_id{}, receiver_id{}, message_client_id{}, message_server_id{};
    maybe<flutter_channel_v2::conversation_type> conversation_type{};
    nimpush::text conversation_id{};
    natural create_time{};
    maybe<bool> is_self{};
    maybe<flutter_channel_v2::attachment_upload_state> attachment_upload_state{};
    maybe<flutter_channel_v2::sending_state> sending_state{};
    maybe<flutter_channel_v2::message_type> message_type{};
    maybe<std::int64_t> sub_type{};
    nimpush::text text{};
    message_attachment attachment{};
    nimpush::text server_extension{}, local_extension{}, callback_extension{};
    maybe<flutter_channel_v2::message_config> message_config{};
    maybe<message_push_config> push_config{};
    maybe<flutter_channel_v2::route_config> route_config{};
    maybe<flutter_channel_v2::antispam_config> antispam_config{};
    maybe<flutter_channel_v2::robot_config> robot_config{};
    maybe<message_refer> thread_root{}, thread_reply{};
    maybe<flutter_channel_v2::ai_config> ai_config{};
    maybe<flutter_channel_v2::message_status> message_status{};
    maybe<std::int64_t> serial_id{}, sub_status{};
    maybe<flutter_channel_v2::topic_refer> topic_refer{};
    natural modify_time{};
    nimpush::text modify_account_id{};
    maybe<flutter_channel_v2::stream_config> stream_config{};
    maybe<flutter_channel_v2::message_source> message_source{};
    free_map ios_serial{};
    using described_by = schema::joined<
        detail::refer_fields<message>,
        field_list<field<"isSelf", &message::is_self>, field<"serialId", &message::serial_id, schema::since<10, 9, 2>>,
                   field<"subStatus", &message::sub_status, schema::since<10, 9, 90>>,
                   field<"attachmentUploadState", &message::attachment_upload_state,
                         schema::otherwise<attachment_upload_state::unknown>>,
                   field<"sendingState", &message::sending_state>, field<"messageType", &message::message_type>,
                   field<"subType", &message::sub_type>, field<"text", &message::text>,
                   field<"attachment", &message::attachment>, field<"serverExtension", &message::server_extension>,
                   field<"localExtension", &message::local_extension>,
                   field<"callbackExtension", &message::callback_extension>,
                   field<"messageConfig", &message::message_config>, field<"pushConfig", &message::push_config>,
                   field<"routeConfig", &message::route_config>, field<"antispamConfig", &message::antispam_config>,
                   field<"robotConfig", &message::robot_config>, field<"threadRoot", &message::thread_root>,
                   field<"threadReply", &message::thread_reply>,
                   field<"topicRefer", &message::topic_refer, schema::since<10, 9, 8>>,
                   field<"aiConfig", &message::ai_config>, field<"messageStatus", &message::message_status>,
                   field<"modifyTime", &message::modify_time, schema::since<10, 9, 2>>,
                   field<"modifyAccountId", &message::modify_account_id, schema::since<10, 9, 2>>,
                   field<"streamConfig", &message::stream_config, schema::since<10, 9, 5, 1>>,
                   field<"messageSource", &message::message_source, schema::since<10, 9, 6>,
                         schema::otherwise<message_source::unknown>>,
                   field<"iosSerial", &message::ios_serial, schema::since<10, 9, 90>>>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
