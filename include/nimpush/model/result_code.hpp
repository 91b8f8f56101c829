#pragma once

// Every result code that NIM answers with, on any wire, by number: name and meaning.
//
// Up to 999 come from the server API's status page and NIMResCode (C SDK 8.3.1, node-nim 10.9), 10000 to
// 20999 from NIMResCode, six digits from V2NIMErrorCode (node-nim 10.9, the iOS and HarmonyOS SDKs). A
// number that is not here is no error: it stays a number. A CheckSum is good for 5 minutes, then it is 414.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

// clang-format off
// A row is a code: number, name, meaning. Sorted by number. Where wires disagree, the meaning says both.
#define NIMPUSH_RESULT_CODES(row) \
    row(0, unknown_error, "Unknown error; on the Flutter channel 0 is success too.") \
    row(3, push_sdk_not_registered, "The vendor's push SDK could not be registered (HarmonyOS).") \
    row(200, success, "Success.") \
    row(201, wrong_version, "The client's version is wrong; V2: the handshake failed.") \
    row(202, asymmetric_encryption_failed, "The server does not take the asymmetric encryption (V2).") \
    row(203, symmetric_encryption_failed, "The server does not take the symmetric encryption (V2).") \
    row(204, handshake_needs_fallback, "The handshake must fall back to an older protocol (V2).") \
    row(301, banned, "The account is banned.") \
    row(302, wrong_account_or_token, "Account or token is wrong, or they do not belong to this app key.") \
    row(315, address_not_allowed, "Requests from this IP address are not allowed.") \
    row(398, temporarily_forbidden, "The server refuses requests for a while (V2).") \
    row(399, server_unit_error, "A unit of the server failed (V2).") \
    row(402, checksum_failed, "The CheckSum is wrong (older clients: a parameter is).") \
    row(403, forbidden, "Forbidden: no permission, no friend, or the callback said no.") \
    row(404, not_found, "Account, team or message is not there.") \
    row(405, parameter_too_long, "A parameter is too long.") \
    row(406, not_modified, "Nothing changed since the last query; server API: read-only.") \
    row(408, timeout, "The request timed out.") \
    row(413, sms_verification_failed, "The code sent by SMS was wrong.") \
    row(414, bad_parameter, "A parameter is wrong; server API: or CheckSum is, or the accid exists.") \
    row(415, client_network, "The client's network has a problem.") \
    row(416, too_frequent, "Rate limit: too many calls; the server API then blocks for a while.") \
    row(417, repeated, "Exists or was done before; V2: a second login is forbidden.") \
    row(418, sms_unavailable, "The channel for SMS is not available.") \
    row(419, over_limit, "A count is over its limit.") \
    row(422, account_disabled, "The account is disabled.") \
    row(423, account_muted, "The account may not speak.") \
    row(431, repeated_request, "The server API had this HTTP request already.") \
    row(449, retry_needed, "The request must be sent again (V2).") \
    row(463, refused_by_callback, "The app's own callback server refused it (V2).") \
    row(500, server_error, "Internal error of the server, or a cause that it does not tell.") \
    row(501, server_data_error, "The server's data is at fault.") \
    row(503, server_busy, "The server is busy.") \
    row(508, too_late, "The time for it is over, such as that for recalling a message.") \
    row(509, invalid_protocol, "The protocol is invalid or not allowed.") \
    row(511, app_unreachable, "The app's own server cannot be reached (V2).") \
    row(514, service_unavailable, "The service is not available.") \
    row(599, filtered, "The protocol was dropped by a rule of the server (V2).") \
    row(700, partly_failed, "Part of a batch failed.") \
    row(801, team_full, "The team has as many members as it may.") \
    row(802, team_access_denied, "No permission in this team.") \
    row(803, team_not_found, "The team is not there, or has not changed.") \
    row(804, not_in_team, "The account is not in the team.") \
    row(805, wrong_team_type, "The team is of another kind.") \
    row(806, too_many_teams, "The account created as many teams as it may.") \
    row(807, wrong_member_state, "The member's state in the team does not allow it.") \
    row(808, team_application_sent, "The application was sent: success.") \
    row(809, already_in_team, "The account is in the team already.") \
    row(810, team_invitation_sent, "The invitation was sent: success.") \
    row(811, force_push_list_too_long, "The list of accounts to push by force is too long: at most 100.") \
    row(812, team_muted, "The team may not speak.") \
    row(813, team_partly_joined, "Done, but some of the accounts are in too many teams.") \
    row(814, team_receipts_disabled, "Read receipts are off for this team.") \
    row(815, too_many_team_managers, "The team has as many managers as it may.") \
    row(816, team_partly_found, "Part of the teams asked for were found.") \
    row(997, protocol_expired, "The protocol is no longer valid; V2: the app may not use it.") \
    row(998, unpack_error, "The packet could not be read.") \
    row(999, pack_error, "The packet could not be written.") \
    row(7101, blocked_by_receiver, "The sender is on the receiver's blacklist.") \
    row(9102, call_channel_gone, "The channel of the call is gone.") \
    row(9103, call_answered_elsewhere, "The call was answered on another device.") \
    row(10000, local_error, "Numbers above this one come from the SDK itself.") \
    row(10001, chatroom_entry_needed, "The right to enter the chat room must be asked for again.") \
    row(10010, local_network_error, "The SDK finds no network.") \
    row(10200, upload_paused, "The upload was paused.") \
    row(10201, signalling_peer_offline, "The callee is not online.") \
    row(10202, signalling_push_unreachable, "The callee cannot be reached by push either.") \
    row(10206, download_paused, "The download was paused.") \
    row(10207, download_check_failed, "The downloaded file is not as large as announced.") \
    row(10403, file_access_denied, "The local file may not be read.") \
    row(10404, file_or_room_not_found, "The local file is missing; in signalling the room is not there.") \
    row(10405, signalling_room_exists, "The room exists already.") \
    row(10406, not_in_signalling_room, "The account is not in the room.") \
    row(10407, already_in_signalling_room, "The account is in the room already.") \
    row(10408, signalling_invitation_not_found, "The invitation is not there or has expired.") \
    row(10409, signalling_invitation_rejected, "The invitation was rejected before.") \
    row(10410, signalling_invitation_accepted, "The invitation was accepted before.") \
    row(10414, local_bad_parameter, "A parameter is wrong, such as an address to download from.") \
    row(10416, local_too_frequent, "The SDK was called too often.") \
    row(10417, file_exists_or_uid_taken, "The local file exists already; in signalling the uid is taken.") \
    row(10419, signalling_room_full, "The room has as many members as it may.") \
    row(10420, in_signalling_room_elsewhere, "The account is in the room with another device.") \
    row(10431, console_bad_email, "The text is no mail address (console).") \
    row(10432, console_bad_mobile, "The text is no mobile number (console).") \
    row(10433, console_passwords_differ, "The two passwords differ (console).") \
    row(10434, console_company_not_found, "The company is not there (console).") \
    row(10435, console_wrong_login, "Account or password is wrong (console).") \
    row(10436, console_app_not_found, "The app is not there (console).") \
    row(10437, console_email_taken, "The mail address is registered already (console).") \
    row(10438, console_mobile_taken, "The mobile number is registered already (console).") \
    row(10441, console_app_name_taken, "The app's name is taken (console).") \
    row(10450, bad_argument, "An argument of the SDK's function is wrong.") \
    row(10502, upload_failed, "The file of the message could not be uploaded.") \
    row(10508, local_too_late, "The time for it is over, or a parameter is missing.") \
    row(10600, import_key_mismatch, "Imported history belongs to another account or key.") \
    row(10601, import_write_failed, "Imported history could not be written.") \
    row(10602, team_members_not_synced, "The team's members are not synchronised yet.") \
    row(10700, signalling_partly_done, "Part of a signalling operation succeeded.") \
    row(11001, callee_offline, "The callee is offline and cannot be reached.") \
    row(11100, rts_error, "Unknown error of a real-time session.") \
    row(11101, rts_session_not_found, "The real-time session is not there.") \
    row(11417, rts_call_exists, "A call exists already beside the real-time session.") \
    row(11501, rts_wrong_state, "The channel of the real-time session is in the wrong state.") \
    row(11510, rts_channel_not_found, "The channel of the real-time session is not there.") \
    row(13001, chatroom_link_error, "The main connection of the chat room failed.") \
    row(13002, chatroom_wrong_state, "The chat room is in the wrong state.") \
    row(13003, chatroom_blocked, "The account is on the chat room's blacklist.") \
    row(13004, chatroom_muted, "The account may not speak in the chat room.") \
    row(13005, chatroom_profile_refused, "The anti-spam check refused facts of the member.") \
    row(13006, chatroom_all_muted, "Only managers may speak in the chat room.") \
    row(20000, sdk_not_initialized, "The SDK is not initialised.") \
    row(20001, not_logged_in, "Nobody is logged in.") \
    row(20002, already_logged_in, "The account is logged in already.") \
    row(20003, wrong_sdk_version, "The SDK's version does not fit.") \
    row(20004, chatroom_mixed_8, "A chat room was entered both logged in and anonymously (C SDK 8.3.1).") \
    row(20005, chatroom_mixed, "A chat room was entered both logged in and anonymously (since 10).") \
    row(20006, login_retries_used_up, "The login failed as often as it may.") \
    row(20007, no_address_left, "None of the server's addresses could be reached.") \
    row(101301, im_disabled, "IM is not switched on for this app in the console.") \
    row(101302, invalid_service_address, "The address of the service is invalid.") \
    row(101303, app_key_not_found, "The app key is not there.") \
    row(101304, bundle_id_refused, "The bundle id or package name is not among those of the console.") \
    row(101305, illegal_auth_type, "The app does not allow this way of logging in.") \
    row(101403, app_key_blocked, "The app key is blocked.") \
    row(101404, app_key_not_found_ios, "The app key is not there (first V2 SDKs for iOS).") \
    row(101414, bundle_id_refused_ios, "The bundle id is not in the console (first V2 SDKs for iOS).") \
    row(102301, login_record_not_found, "No device logged in with this account before.") \
    row(102302, invalid_token, "The token is wrong.") \
    row(102303, robot_not_allowed, "A robot's account may not log in.") \
    row(102403, robot_not_allowed_ios, "A robot's account may not log in (first V2 SDKs for iOS).") \
    row(102404, account_not_found, "The account is not there.") \
    row(102405, account_exists, "The account exists already.") \
    row(102421, account_chat_banned, "The account may not speak.") \
    row(102422, account_banned, "The account is banned.") \
    row(102426, account_in_block_list, "The sender is on the receiver's block list.") \
    row(102434, too_many_accounts, "The app has as many accounts as it may.") \
    row(102449, account_retry_needed, "The operation on the account must be tried again.") \
    row(103404, profile_not_found, "The user's profile is not there.") \
    row(103451, profile_hit_antispam, "The anti-spam check refused the user's profile.") \
    row(104301, peer_has_too_many_friends, "The other account has as many friends as it may.") \
    row(104302, friend_application_not_found, "The friend application is not there.") \
    row(104404, friend_not_found, "The two are no friends.") \
    row(104405, friend_exists, "The two are friends already.") \
    row(104429, friend_is_self, "Nobody can befriend oneself.") \
    row(104435, too_many_friends, "The account has as many friends as it may.") \
    row(104449, friend_too_frequent, "Friend operations are too frequent.") \
    row(104451, friend_hit_antispam, "The anti-spam check refused the friend operation.") \
    row(105429, mute_is_self, "Nobody can mute oneself.") \
    row(105435, mute_list_full, "The mute list is full.") \
    row(106429, block_is_self, "Nobody can block oneself.") \
    row(106435, block_list_full, "The block list is full.") \
    row(107301, third_party_message_recall, "A third party's message cannot be recalled.") \
    row(107302, team_receipt_failed, "Not sent: the team is too large for read receipts.") \
    row(107303, recall_needs_sender_or_manager, "Only the sender or a manager may recall the message.") \
    row(107304, high_priority_too_frequent, "Messages of high priority are too frequent.") \
    row(107305, ack_needs_high_priority, "A message to be acknowledged must have high priority.") \
    row(107306, duplicate_client_message_id, "The client's message id was used before.") \
    row(107307, short_url_failed, "The short address could not be resolved.") \
    row(107308, invalid_url, "The address is invalid.") \
    row(107309, duration_out_of_range, "The duration is out of its range.") \
    row(107310, file_facts_unavailable, "Nothing could be learnt about the file.") \
    row(107311, audio_too_large, "The audio file is too large.") \
    row(107312, voice_to_text_timeout, "Turning voice into text took too long.") \
    row(107313, voice_to_text_failed, "Voice could not be turned into text.") \
    row(107314, recall_too_late, "The message is too old to be recalled.") \
    row(107315, recall_not_allowed, "The message may not be recalled by this account.") \
    row(107316, force_push_list_limit, "The list of accounts to push by force is too long: at most 100.") \
    row(107317, team_receipt_too_frequent, "Read receipts of the team are too frequent.") \
    row(107318, snapshot_not_found, "The snapshot is not there.") \
    row(107319, too_many_pins, "As many messages are pinned as may be.") \
    row(107320, pin_not_found, "The pinned message is not there.") \
    row(107321, too_many_quick_comments, "The message has as many quick comments as it may.") \
    row(107322, pin_exists, "The message is pinned already.") \
    row(107323, messages_too_frequent, "Messages are too frequent.") \
    row(107324, team_receipts_off, "Read receipts of teams are off for this app.") \
    row(107325, p2p_receipts_off, "Read receipts between two are off for this app.") \
    row(107326, quick_comments_off, "Quick comments are off for this app.") \
    row(107327, pins_off, "Pinned messages are off for this app.") \
    row(107328, message_to_self_delete, "A message to oneself cannot be deleted.") \
    row(107329, not_a_chatbot, "The account is no chatbot.") \
    row(107330, message_for_nobody, "Sender and receiver cannot both be kept from noticing the message.") \
    row(107331, team_receipts_not_enabled, "Read receipts are off for this team.") \
    row(107332, team_receipt_not_found, "The read receipt of the team is not there.") \
    row(107333, voice_to_text_off, "Voice to text is off for this app.") \
    row(107334, server_search_off, "Searching on the server is off for this app.") \
    row(107335, one_way_delete_off, "Deleting for one side is off for this app.") \
    row(107404, message_not_found, "The message is not there.") \
    row(107406, unsent_message_expired, "The message waited too long to be sent.") \
    row(107410, messaging_off, "Sending messages is off for this app.") \
    row(107429, message_to_self_recall, "A message to oneself cannot be recalled.") \
    row(107439, invalid_time_range, "The span of time is invalid.") \
    row(107451, message_hit_antispam, "The anti-spam check refused the message.") \
    row(107452, message_hit_client_antispam, "The client's own anti-spam check refused the message.") \
    row(108301, team_receipt_not_found_v10, "The read receipt of the team is not there (HarmonyOS).") \
    row(108302, not_an_advanced_team, "The team is no advanced team.") \
    row(108303, team_manager_limit, "The team has as many managers as it may.") \
    row(108304, extended_super_team_not_configured, "The app has no number of extended super teams.") \
    row(108305, joined_team_limit, "The account is in as many teams as it may be.") \
    row(108306, team_normal_members_banned, "Normal members of the team may not speak.") \
    row(108307, invited_account_no_friend, "The invited account is no friend.") \
    row(108308, team_takes_no_applications, "The team takes no applications.") \
    row(108309, team_size_not_allowed, "A team of that size may not be created.") \
    row(108310, already_team_owner, "The account owns the team already.") \
    row(108311, super_teams_off, "Super teams are off for this app.") \
    row(108312, team_receipts_off_v10, "Read receipts of teams are off (HarmonyOS).") \
    row(108313, extended_super_team_not_allowed, "Only the server may create an extended super team.") \
    row(108314, team_query_limit, "Too many teams were asked for at once.") \
    row(108404, v2_team_not_found, "The team is not there.") \
    row(108406, online_count_off, "Counting members online is off for this app.") \
    row(108420, team_already_banned, "The team may not speak already.") \
    row(108423, team_all_banned, "Nobody in the team may speak.") \
    row(108430, owner_as_manager, "The owner cannot be made a manager.") \
    row(108434, extended_super_team_limit, "The app has as many extended super teams as it may.") \
    row(108435, created_team_limit, "The account created as many teams as it may.") \
    row(108437, team_invitation_limit, "The team has as many members as it may.") \
    row(108449, team_retry_needed, "The operation on the team must be tried again.") \
    row(108451, team_hit_antispam, "The anti-spam check refused the team.") \
    row(109301, ban_list_has_no_member, "The list of members to ban has somebody who is none.") \
    row(109303, ban_list_has_operator, "The list of members to ban has the one who bans.") \
    row(109304, ban_list_has_owner, "The list of members to ban has the team's owner.") \
    row(109305, manager_not_operable, "A manager of the team cannot be changed so.") \
    row(109306, no_invite_permission, "The account may not invite into the team.") \
    row(109307, owner_cannot_leave, "The owner cannot leave the team.") \
    row(109308, owner_in_kick_list, "The owner cannot be removed from the team.") \
    row(109309, robot_cannot_be_invited, "A robot's account cannot be invited.") \
    row(109310, operator_in_kick_list, "Nobody can remove oneself from the team.") \
    row(109311, team_member_exists, "The account is in the team already.") \
    row(109312, member_is_self, "Nobody can change one's own membership so.") \
    row(109313, team_invitation_not_found, "The invitation or application is not there.") \
    row(109314, owner_not_operable, "The owner of the team cannot be changed so.") \
    row(109404, team_member_not_found, "The account is not in the team.") \
    row(109423, team_member_banned_ios, "The member may not speak in the team (first V2 SDKs for iOS).") \
    row(109424, team_member_chat_banned, "The member may not speak in the team.") \
    row(109427, team_owner_needed, "Only the team's owner may do this.") \
    row(109432, team_owner_or_manager_needed, "Only the team's owner or a manager may do this.") \
    row(109449, team_member_retry_needed, "Members were changed at the same time: try again.") \
    row(109451, team_member_hit_antispam, "The anti-spam check refused the member's facts.") \
    row(110301, conversation_accounts_differ, "The conversations belong to several accounts.") \
    row(110302, conversation_of_another, "The conversation belongs to another account.") \
    row(110303, too_many_on_top, "As many conversations are on top as may be.") \
    row(110304, too_many_groups_of_conversation, "The conversation is in as many groups as it may be.") \
    row(110305, conversation_not_on_top, "The conversation is not on top.") \
    row(110306, stick_top_off, "Conversations on top are off for this app.") \
    row(110404, conversation_not_found, "The conversation is not there.") \
    row(110449, conversation_retry_needed, "The operation on the conversation must be tried again.") \
    row(111404, broadcast_not_found, "The broadcast is not there.") \
    row(111410, broadcasts_off, "Broadcasts are off for this app.") \
    row(113301, v2_chatroom_temporarily_banned, "The chat room may not speak for a while.") \
    row(113302, v2_chatroom_tag_banned, "Members with this tag may not speak in the chat room.") \
    row(113303, v2_chatroom_closing, "The chat room is being closed and cannot be opened.") \
    row(113304, v2_chatroom_link_failed, "There is no address of the chat room's server.") \
    row(113305, v2_im_connection_abnormal, "The connection of IM is in the wrong state.") \
    row(113306, v2_chatroom_illegal_auth_type, "The chat room does not allow this way of logging in.") \
    row(113307, v2_chatroom_unchanged, "The chat room has these values already.") \
    row(113308, v2_chatroom_notices_off, "Notices of who comes and goes are off for the chat room.") \
    row(113309, v2_chatroom_broadcast_hit_antispam, "The anti-spam check refused the broadcast.") \
    row(113310, v2_chatroom_broadcasts_off, "Broadcasts to chat rooms are off for this app.") \
    row(113404, v2_chatroom_not_found, "The chat room is not there.") \
    row(113406, v2_chatroom_closed, "The chat room is closed.") \
    row(113409, v2_chatroom_repeated, "That was done to the chat room before.") \
    row(113410, v2_chatrooms_off, "Chat rooms are off for this app.") \
    row(113423, v2_chatroom_all_banned, "Nobody in the chat room may speak.") \
    row(113428, v2_chatroom_manager_needed, "Only a manager of the chat room may do this.") \
    row(113434, v2_too_many_chatrooms, "There are as many chat rooms as there may be.") \
    row(113451, v2_chatroom_hit_antispam, "The anti-spam check refused the chat room's facts.") \
    row(114301, v2_chatroom_member_blocked_or_banned, "The account is blocked or banned in the chat room.") \
    row(114303, v2_anonymous_not_allowed, "An anonymous member may not do this.") \
    row(114304, v2_chatroom_member_offline, "The member of the chat room is not online.") \
    row(114404, v2_chatroom_member_not_found, "The member of the chat room is not there.") \
    row(114405, v2_chatroom_member_repeated, "That was done to the member before.") \
    row(114408, v2_chatroom_member_deleted, "The member of the chat room was deleted before.") \
    row(114421, v2_chatroom_member_banned, "The member may not speak in the chat room.") \
    row(114426, v2_in_chatroom_block_list, "The account is on the chat room's block list.") \
    row(114427, v2_chatroom_owner_needed, "Only the owner of the chat room may do this.") \
    row(114429, v2_chatroom_member_is_self, "The list of members has the one who asks.") \
    row(114432, v2_chatroom_owner_or_manager_needed, "Only owner or managers of the chat room may do this.") \
    row(114437, v2_chatroom_full, "The chat room has as many members as it may.") \
    row(114449, v2_chatroom_member_retry_needed, "Members were changed at the same time: try again.") \
    row(114451, v2_chatroom_member_hit_antispam, "The anti-spam check refused the member's facts.") \
    row(116404, conversation_group_not_found, "The group of conversations is not there.") \
    row(116435, too_many_conversation_groups, "There are as many groups of conversations as may be.") \
    row(116437, conversation_group_full, "The group has as many conversations as it may.") \
    row(118301, v2_signalling_room_exists, "The room exists already.") \
    row(118302, v2_signalling_invitation_accepted, "The invitation was accepted before.") \
    row(118303, v2_signalling_member_not_found, "The account is not in the room.") \
    row(118304, v2_signalling_member_exists, "The account is in the room already.") \
    row(118305, v2_signalling_member_elsewhere, "The account is in the room with another device.") \
    row(118306, v2_signalling_uid_taken, "The uid is taken.") \
    row(118307, v2_signalling_invitation_rejected, "The invitation was rejected before.") \
    row(118308, v2_signalling_pushed, "The callee is offline, but was reached by push.") \
    row(118309, v2_signalling_unreachable, "The callee is offline and cannot be reached by push.") \
    row(118310, v2_signalling_invitation_not_found, "The invitation is not there.") \
    row(118404, v2_signalling_room_not_found, "The room is not there.") \
    row(118410, v2_signalling_off, "Signalling is off for this app.") \
    row(118437, v2_signalling_room_full, "The room has as many members as it may.") \
    row(189301, too_many_collected, "As much is collected as may be.") \
    row(189302, collected_not_found, "What was collected is not there.") \
    row(189303, antispam_file_unchanged, "The client's anti-spam file has not changed.") \
    row(189304, antispam_file_too_large, "The client's anti-spam file is too large.") \
    row(189449, collected_retry_needed, "The collection was changed at the same time: try again.") \
    row(190001, internal_error, "Internal error of the SDK.") \
    row(190002, illegal_state, "The SDK is in a state that does not allow this.") \
    row(191001, misuse, "The call is not meant to be used so.") \
    row(191002, cancelled, "The operation was cancelled.") \
    row(191003, callback_failed, "The app's callback failed.") \
    row(191004, invalid_parameter, "A parameter is wrong.") \
    row(191005, v2_timeout, "The request timed out.") \
    row(191006, resource_not_found, "The resource is not there.") \
    row(191007, resource_exists, "The resource exists already.") \
    row(192001, connect_failed, "The connection could not be made.") \
    row(192002, connect_timeout, "Connecting took too long.") \
    row(192003, disconnected, "The connection was lost.") \
    row(192004, protocol_timeout, "The server did not answer in time.") \
    row(192005, protocol_send_failed, "The packet could not be sent.") \
    row(192006, request_failed, "The request failed.") \
    row(193001, database_open_failed, "The database could not be opened.") \
    row(193002, database_upgrade_failed, "The database could not be upgraded.") \
    row(193003, database_write_failed, "The database could not be written.") \
    row(193004, database_read_failed, "The database could not be read.") \
    row(194001, file_not_found, "The file is not there.") \
    row(194002, file_create_failed, "The file could not be created.") \
    row(194003, file_open_failed, "The file could not be opened.") \
    row(194004, file_write_failed, "The file could not be written.") \
    row(194005, file_read_failed, "The file could not be read.") \
    row(194006, file_upload_failed, "The file could not be uploaded.") \
    row(194007, file_download_failed, "The file could not be downloaded.") \
    row(195001, client_antispam, "The client's anti-spam check struck.") \
    row(195002, server_antispam, "The server's anti-spam check struck.") \
    row(199414, plugin_bad_parameter, "The Flutter plugin of V2 got a wrong parameter.") \
    row(400404, plugin_not_found, "The SDK has no such plugin (HarmonyOS).")
// clang-format on

/// What NIM answers, by number. A number without an enumerator can be held too.
enum class result_code : std::int32_t {
// NOLINTNEXTLINE(bugprone-macro-parentheses): an enumerator takes none
#define NIMPUSH_ROW(number, name, meaning) name = number,
    NIMPUSH_RESULT_CODES(NIMPUSH_ROW)
#undef NIMPUSH_ROW
};

/// What is known of one code.
struct result_code_facts {
    result_code code;
    std::string_view name;     // the enumerator's
    std::string_view meaning;  // one sentence
};

/// All of them, by number.
inline constexpr result_code_facts all_result_codes[] = {
#define NIMPUSH_ROW(number, name, meaning) {result_code::name, #name, meaning},
    NIMPUSH_RESULT_CODES(NIMPUSH_ROW)
#undef NIMPUSH_ROW
};
#undef NIMPUSH_RESULT_CODES

static_assert(limits::forced_accounts == 100, "two meanings say how many");

namespace detail {

/// Where it stands in the table, npos for nowhere. Not a pointer: g++ 12 takes its test for null for no constant under
/// -fsanitize=undefined.
constexpr std::size_t position_of_code(std::int64_t number) noexcept {
    std::size_t low = 0;
    for (std::size_t high = std::size(all_result_codes); low != high;) {
        const std::size_t middle = low + (high - low) / 2;
        const auto here = static_cast<std::int64_t>(all_result_codes[middle].code);
        if (here == number) return middle;
        if (here < number)
            low = middle + 1;
        else
            high = middle;
    }
    return npos;
}

}  // namespace detail

/// What is known of the number that a wire brought; null pointer where it is nothing.
constexpr const result_code_facts* find_result_code(std::int64_t number) noexcept {
    const std::size_t at = detail::position_of_code(number);
    return at == npos ? nullptr : &all_result_codes[at];
}

/// The enumerator's text; empty for a number that has none.
constexpr std::string_view name_of(result_code code) noexcept {
    const std::size_t at = detail::position_of_code(static_cast<std::int64_t>(code));
    return at == npos ? std::string_view() : all_result_codes[at].name;
}

/// One sentence; empty for a number that is not known.
constexpr std::string_view meaning_of(result_code code) noexcept {
    const std::size_t at = detail::position_of_code(static_cast<std::int64_t>(code));
    return at == npos ? std::string_view() : all_result_codes[at].meaning;
}

/// For a log: `811 (force_push_list_too_long): The list …`, or the number alone.
constexpr text describe_result_code(std::int64_t number) {
    const std::size_t at = detail::position_of_code(number);
    text digits = detail::number_text(number);
    if (at == npos) return digits;
    return detail::join(digits.view(), " (", all_result_codes[at].name, "): ", all_result_codes[at].meaning);
}
constexpr text describe_result_code(result_code code) { return describe_result_code(static_cast<std::int64_t>(code)); }

}  // namespace nimpush::v1
