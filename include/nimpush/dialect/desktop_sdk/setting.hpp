#pragma once

// How a message or a custom notification is kept and pushed: the settings of the desktop's C SDK.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1::desktop_sdk {

/// A push text: fewer bytes here than the server allows characters (limits::push_text_bytes).
using push_text = basic_text<schema::at_most<limits::push_text_bytes, schema::bytes>>;
/// A push payload: an object of at most limits::push_payload characters as JSON.
using json_payload = json_text<limits::push_payload, true>;
/// The app's extension: an object of at most limits::server_extension characters as JSON.
using server_ext_json = json_text<limits::server_extension, true>;
/// A switch that leaves the SDK's default while it is null. Written as 0 and 1.
using toggle = maybe<bool>;

/// Settings of a message (MessageSetting). Switches are on by default unless it is said otherwise.
struct message_setting {
    // push_enable off: Android shows none of its own either. push_need_badge off: the badge does not grow.
    // push_prefix: the sender's nickname before the text.
    toggle push_enable{}, push_need_badge{}, push_prefix{};
    push_text push_content{};
    json_payload push_payload{};
    toggle is_force_push{};               // off; teams only: past do-not-disturb
    std::vector<text> force_push_list{};  // none: every member
    text force_push_content{};
    // offline_msg off: only for who is online, so no push. routable_msg: as the app is set. Off: resend_flag,
    // anti_spam_enable, client_anti_spam_hitting. is_update_session: documented as a bool.
    toggle offline_msg{}, cloud_history{}, roam_msg{}, sync_msg{}, routable_msg{}, resend_flag{}, is_update_session{};
    server_ext_json server_ext{};
    json_text<limits::local_extension> local_ext{};
    json_text<limits::antispam_content> anti_spam_content{};
    json_text<limits::antispam_extension> yidun_anti_cheating{};
    text anti_spam_business_id{}, env_config{};
    std::int64_t anti_spam_using_yidun = 1;
    toggle anti_spam_enable{}, client_anti_spam_hitting{}, team_msg_ack{}, team_msg_ack_sent{};
    maybe<std::int64_t> team_msg_unread_count{};

    using me = message_setting;
    using described_by =
        sorted<may<"push_enable", &me::push_enable>, may<"push_need_badge", &me::push_need_badge>,
               may<"push_prefix", &me::push_prefix>, may<"push_content", &me::push_content>,
               may<"push_payload", &me::push_payload>, may<"is_force_push", &me::is_force_push>,
               may<"force_push_list", &me::force_push_list, as_text, limited_accounts>,
               may<"force_push_content", &me::force_push_content>, may<"offline_msg", &me::offline_msg>,
               may<"cloud_history", &me::cloud_history>, may<"roam_msg", &me::roam_msg>, may<"sync_msg", &me::sync_msg>,
               may<"routable_msg", &me::routable_msg>, may<"resend_flag", &me::resend_flag>,
               may<"is_update_session", &me::is_update_session, any_nonzero>, may<"server_ext", &me::server_ext>,
               may<"local_ext", &me::local_ext>, may<"anti_spam_enable", &me::anti_spam_enable>,
               may<"anti_spam_content", &me::anti_spam_content>,
               may<"anti_spam_business_id", &me::anti_spam_business_id>,
               sent<"anti_spam_using_yidun", &me::anti_spam_using_yidun, schema::if_missing<std::int64_t{1}>>,
               may<"client_anti_spam_hitting", &me::client_anti_spam_hitting>,
               may<"yidun_anti_cheating", &me::yidun_anti_cheating>, may<"env_config", &me::env_config>,
               may<"team_msg_ack", &me::team_msg_ack>, may<"team_msg_ack_sent", &me::team_msg_ack_sent>,
               may<"team_msg_unread_count", &me::team_msg_unread_count>>;
};
/// Settings of a custom notification (SysMessageSetting). There is no forced push.
struct notification_setting {
    // push_prefix: off. custom_save_flag on: kept for those who are offline.
    toggle push_enable{}, push_need_badge{}, push_prefix{}, custom_save_flag{};
    push_text custom_apns_text{};  // none: nobody is pushed
    json_payload push_payload{};
    toggle anti_spam_enable{};  // "not open yet"
    json_text<limits::antispam_content> anti_spam_content{};
    text env_config{};

    using me = notification_setting;
    using described_by = sorted<may<"push_enable", &me::push_enable>, may<"push_need_badge", &me::push_need_badge>,
                                may<"push_prefix", &me::push_prefix>, may<"custom_save_flag", &me::custom_save_flag>,
                                may<"custom_apns_text", &me::custom_apns_text>, may<"push_payload", &me::push_payload>,
                                may<"anti_spam_enable", &me::anti_spam_enable>,
                                may<"anti_spam_content", &me::anti_spam_content>, may<"env_config", &me::env_config>>;
};

}  // namespace nimpush::v1::desktop_sdk
