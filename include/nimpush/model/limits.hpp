#pragma once

// Every limit of NIM, once, whatever wire it is met on.
//
// Each says its unit, what happens beyond it and where the fact comes from; text rules, checks and sentences take the
// numbers from here. Two facts that have the same number have two names. Where nothing else is said, what is longer
// than the server's limits is refused with code 414 (docs/facts/server_api.md, Status codes; which of them it
// enforces is unverified, no server was asked). "Java" is the server SDK 1.2.0, "v1 tables" the tables of 2021
// (docs/facts/README.md, Peers). Apple's limits stand in apns/.

#include <cstddef>
#include <cstdint>

#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

/// NIM's limits, as numbers.
namespace limits {

// What a push says, and to whom.

/// Characters of a push text. Newer headers and the server API say 500 characters, message.dart:95 says 200 bytes:
/// over 500 characters is an error (docs/facts/flutter_channel.md, Limits), for a message of V2, whose documents name
/// no limit, a warning. That of a recall on v1 is cut there.
inline constexpr std::size_t push_text = 500;
/// Bytes of a push text in older documents (message.dart:95; iOS headers 5.3) and on the desktop
/// (nim_talk_def.h:141): a warning of check() on the channel, an error on the desktop.
inline constexpr std::size_t push_text_bytes = 200;
/// Bytes of a push payload as JSON ("2K", message.dart:91; the server API says 2,048 characters, the payload page
/// 2,048 bytes: the smaller one is taken). REST and the desktop count characters. NIM refuses the message.
inline constexpr std::size_t push_payload = 2048;
/// Accounts in a forced-push list; NIM answers 811 beyond, on v2 107316 (message.dart:960; on sendMsg itself
/// unverified).
inline constexpr std::size_t forced_accounts = 100;
/// Xiaomi's extras of one push: Xiaomi allows ten, Yunxin uses two of them; it refuses more (the payload page).
inline constexpr std::size_t xiaomi_extras = 8;
/// Seconds that FCM keeps a push for a device that is offline: four weeks (Google's reference of FCM HTTP v1,
/// AndroidConfig.ttl; docs/facts/flutter_channel.md, FCM). FCM answers 400.
inline constexpr std::int64_t fcm_ttl = 2'419'200;
/// Characters of the label that FCM counts pushes by (firebase-admin-python, _messaging_encoder.py).
inline constexpr std::size_t fcm_label = 50;
/// Seconds that Honor keeps a push for a device that is offline, 15 days; buttons of a notification, characters of a
/// button's name and of what it hands to the app; the number at an app's icon (copies of Honor's page,
/// docs/facts/flutter_channel.md, Honor; unverified: what Honor does beyond is not told).
inline constexpr std::int64_t honor_ttl = 1'296'000;
inline constexpr std::size_t honor_buttons = 3;
inline constexpr std::size_t honor_button_name = 40;
inline constexpr std::size_t honor_button_data = 1024;
inline constexpr std::int64_t honor_badge = 99;
/// Characters of a sound file's name (`sound` of a notification; v1 tables).
inline constexpr std::size_t sound_name = 30;

// Options of the SDK, and the device's token.

/// Bytes of a device token: ours, as the plugin takes any length. Tokens have 32 bytes today; Apple says not to
/// hard-code the size ("APNs device tokens are of variable length", registerForRemoteNotifications), and tokens of 80
/// bytes have been reported.
inline constexpr std::size_t device_token = 100;

/// Characters of a push certificate's name; the login answers 500 beyond (NIMSDK's header; the Flutter guide
/// "implement APNs offline push"). The plugin sends a longer one.
inline constexpr std::size_t certificate_name = 32;
/// Characters of the desktop's key of its database, which is advised to have them all
/// (nim_sdk_windows_options.dart:16).
inline constexpr std::size_t database_key = 32;
/// Characters of the tag that the account's other clients see (nim_sdk_pc_options.dart:85).
inline constexpr std::size_t custom_tag = 32;
/// Storage scenes of the app's own, beside the SDK's four (nim_sdk_options.dart:72), and the least days of one; 0 is
/// for ever.
inline constexpr std::size_t custom_storage_scenes = 10;
inline constexpr std::int64_t least_storage_days = 0;
/// Days that logs are kept, at least (nim_sdk_ios_options.dart:53).
inline constexpr std::int64_t least_log_days = 2;
/// Milliseconds between two questions for the server's time, at least (nim_sdk_android_options.dart:55).
inline constexpr std::int64_t least_server_time_interval = 1000;
/// Quality of preloaded pictures (nim_sdk_windows_options.dart); the desktop's own JSON has -1 for unset.
inline constexpr std::int64_t least_image_quality = 0;
inline constexpr std::int64_t image_quality_unset = -1;
inline constexpr std::int64_t most_image_quality = 100;
/// The least number of a client type of the app's own: with 0 and less the desktop would not start
/// (docs/facts/desktop_sdk.md, Client options).
inline constexpr std::int64_t least_client_type = 1;
/// Hours and minutes of do-not-disturb; hour 24 is unverified (docs/facts/flutter_channel_v2.md, Unverified).
inline constexpr std::int64_t last_hour = 23;
inline constexpr std::int64_t last_minute = 59;

// Messages.

/// Characters of a message's text, and of any other body as JSON (v1 tables; nim_talk_def.h:130, where the wrapper's
/// comment says 10,000).
inline constexpr std::size_t message_body = 5000;
/// Characters of what a message that is no text is searched by: `msgDesc` on v1, `text` on v2 (v1 tables).
inline constexpr std::size_t message_description = 500;
/// Characters of the app's extension: `ext`, `server_ext` (v1 tables; nim_talk_def.h:140, which names no unit).
inline constexpr std::size_t server_extension = 1024;
/// Characters of the app's extension that stays on its device: `local_ext` (comment at MessageSetting,
/// nim_talk_helper.h).
inline constexpr std::size_t local_extension = 1024;
/// Characters of what is searched for spam in place of a message: `antispamCustom`, `anti_spam_content`
/// (nim_talk_def.h:150).
inline constexpr std::size_t antispam_content = 5000;
/// Characters of what the anti-spam service gets beside it: `yidunAntiCheating`, `yidunAntiSpamExt`,
/// `antispamCheating`, `antispamExtension` (v1 tables; message.dart:615, which names no unit).
inline constexpr std::size_t antispam_extension = 1024;
/// The least number of a sub-type of the app's own (Java).
inline constexpr std::int64_t least_sub_type = 1;
/// Milliseconds of the shortest voice message: Dart makes a shorter one as long (message.dart:238-435).
inline constexpr std::int64_t shortest_voice = 1000;
/// Characters of a quick comment's `serverExtension`, and its least number (message_service.dart:243; Java).
inline constexpr std::size_t comment_extension = 8;
inline constexpr std::int64_t least_comment_index = 1;
/// Conversations that are cleared of their roaming messages at once (method_channel_message_service.dart of 10.9.90).
inline constexpr std::size_t cleared_conversations = 50;
/// Characters of a recall's reason (`msg`; Java) and of what goes with it (`attach`; v1 tables).
inline constexpr std::size_t recall_reason = 128;
inline constexpr std::size_t recall_attach = 5000;
/// Characters of a broadcast (v1 tables).
inline constexpr std::size_t broadcast_body = 4096;

// Custom notifications.

/// Characters of a notification: `attach` on v1, `content` on v2 and the channel (v1 tables;
/// notification_service.dart:36, which names no unit).
inline constexpr std::size_t notification_content = 4096;
/// Bytes of what is searched for spam in place of a notification (message_notification_v2.dart:55).
inline constexpr std::size_t notification_antispam_bytes = 5000;

// Batches of the server API.

/// Accounts of v1's sendBatchMsg, and with `returnMsgid` (v1 tables).
inline constexpr std::size_t batch_accounts = 500;
inline constexpr std::size_t batch_accounts_with_ids = 100;
/// Accounts of v1's sendBatchAttachMsg (SendBatchAttachMsgRequestV1.java:18; the v1 tables said 500: the larger one is
/// let pass).
inline constexpr std::size_t notification_batch_accounts = 5000;
/// Accounts of v2's batches, of messages and of notifications (Java).
inline constexpr std::size_t v2_batch_accounts = 100;
inline constexpr std::size_t v2_notification_batch_accounts = 500;

// Accounts and teams (v1 tables).

/// Characters of an accid, or of a team's id as text.
inline constexpr std::size_t account = 32;
/// Characters of an account's token.
inline constexpr std::size_t account_token = 128;
/// Characters of what others see of an account.
inline constexpr std::size_t account_name = 64;
inline constexpr std::size_t account_email = 64;
inline constexpr std::size_t account_icon = 1024;
inline constexpr std::size_t account_sign = 256;
inline constexpr std::size_t account_birth = 16;
inline constexpr std::size_t account_mobile = 32;
inline constexpr std::size_t account_extension = 1024;
/// Characters of `props`, which is deprecated.
inline constexpr std::size_t account_props = 1024;
/// Accounts whose names are asked for at once (v1 tables: getUinfos).
inline constexpr std::size_t asked_accounts = 200;
/// Of a team that is created: members beside the owner, who counts among the most of 200 that a team has by default, and
/// the least that `teamMemberLimit` may say; characters of its texts (v1 tables: team/create).
inline constexpr std::size_t team_members = 200;
inline constexpr std::int64_t least_team_members = 2;
inline constexpr std::size_t team_name = 64;
inline constexpr std::size_t team_announcement = 1024;
inline constexpr std::size_t team_intro = 512;
inline constexpr std::size_t team_invitation = 150;
inline constexpr std::size_t team_custom = 1024;
inline constexpr std::size_t team_icon = 1024;
inline constexpr std::size_t team_attach = 512;
/// Characters of a member's name in a super team, and of the app's own text about it.
inline constexpr std::size_t member_nick = 32;
inline constexpr std::size_t member_custom = 32;

// Invitations to calls, v2.

/// Characters of the title, and of the payload as JSON (Java; docs/facts/server_api.md, push_config).
inline constexpr std::size_t call_title = 32;
inline constexpr std::size_t call_payload = 4096;
/// Characters of the id that the app gives, and of the app's extension (Java; unverified).
inline constexpr std::size_t call_request_id = 128;
inline constexpr std::size_t call_extension = 4096;

// Headers of the server API.

/// Characters of the nonce (docs/facts/server_api.md, Headers); those of the app key and of the seconds are ours, so
/// that no header is without an end.
inline constexpr std::size_t header_nonce = 128;
inline constexpr std::size_t header_app_key = 128;
inline constexpr std::size_t header_time = 20;

}  // namespace limits
}  // namespace nimpush::v1
