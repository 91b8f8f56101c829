#pragma once

// What the native side of V2 asks Dart, and waits for: tokens, delays, texts of notifications. An absent provider
// answers null, the absent filter false; then, and when the time is over, the native side goes on without.

#include <cstdint>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

using plugin::event_info;

/// What a provider is asked; a question without the account, or the delay, is none.
template <class Data, class Policy = plugin::dart> struct question : Data {
    using described_by = fields<Data>;
    static constexpr bool read(const value& arguments, question& to, detail::fault_list& faults) {
        nimpush::detail::read_members<Policy>(arguments, to, detail::place{}, faults);
        if constexpr (requires { to.is_asked(); }) return to.is_asked();
        return true;
    }
};

namespace detail {

struct account_asked {
    text account{};
    using described_by = field_list<field<"account", &account_asked::account, schema::wire_key<"accountId">>>;
    constexpr bool is_asked() const noexcept { return account.has_value(); }
};
struct delay_asked {
    maybe<std::int64_t> delay{};
    using described_by = field_list<field<"delay", &delay_asked::delay>>;
    constexpr bool is_asked() const noexcept { return delay.has_value(); }
};
template <schema::fixed_string Who, schema::fixed_string Key> struct notice_asked {
    text who{};
    maybe<flutter_channel_v2::message> message{};
    using described_by =
        field_list<field<Who, &notice_asked::who>, field<"message", &notice_asked::message, schema::wire_key<Key>>>;
};
struct title_asked {
    maybe<flutter_channel_v2::message> message{};
    using described_by = field_list<field<"message", &title_asked::message>>;
};
template <class T>
using session_type_field =
    field<"sessionType", &T::session_type, schema::text_first, schema::otherwise<plugin::session_type::p2p>,
          schema::if_missing<plugin::session_type::p2p>>;
struct name_asked {
    text account{}, session_id{};
    plugin::session_type session_type = session_type::p2p;
    using described_by = field_list<field<"account", &name_asked::account>, field<"sessionId", &name_asked::session_id>,
                                    session_type_field<name_asked>>;
};
struct avatar_asked {
    plugin::session_type session_type = session_type::p2p;
    text session_id{};
    using described_by = field_list<session_type_field<avatar_asked>, field<"sessionId", &avatar_asked::session_id>>;
};
/// `donNotDisturb` is spelt so.
struct channel_asked {
    maybe<bool> don_not_disturb{}, too_fast{}, ring{}, vibrate{};
    using described_by =
        field_list<field<"donNotDisturb", &channel_asked::don_not_disturb>, field<"tooFast", &channel_asked::too_fast>,
                   field<"ring", &channel_asked::ring>, field<"vibrate", &channel_asked::vibrate>>;
};
template <class Vendor, class Reader> struct vendor_asked {
    maybe<Vendor> suggested_push_type{};
    using described_by =
        field_list<field<"suggestedPushType", &vendor_asked::suggested_push_type, schema::read_by<Reader>>>;
    constexpr bool is_asked() const noexcept { return suggested_push_type.has_value(); }
};
/// `as int?`, then looked up: an ArgumentError where there is none, no question where it is absent.
struct known_vendor {
    template <class Policy>
    static constexpr void read(const value* found, maybe<suggested_vendor>& to, const place& here, fault_list& faults) {
        to = {};
        if (found == nullptr || found->is_null()) return;
        if (!found->is(value::kind::int64)) return faults.wrong_type(here, *found, "a whole number");
        to = from_number<suggested_vendor>(*found->as_int());
        if (!to) faults.add(here, errc::bad_enumerator, nimpush::detail::unknown_enumerator<suggested_vendor>(*found));
    }
};
struct message_ignored {
    flutter_channel_v2::message message{};
    using described_by = field_list<field<"message", &message_ignored::message, schema::strict>>;
};

}  // namespace detail

/// No flag is needed.
struct always_asked {
    static constexpr std::string_view key{};
};
/// The member of the options, or of login's option, without which nobody asks; in versions that have no such member
/// the native side asks always.
template <auto Member> struct needs { static constexpr std::string_view key = schema::key_of<Member>; };

/// A question: who is asked in Dart, since when, with which flag, and how long the native side waits, in milliseconds
/// (10.9.90; 0: without limit).
template <schema::fixed_string Api, class Data, schema::fixed_string Asks, std::int64_t Wait = 500,
          class Needs = always_asked, class Since = schema::since<0, 0, 0>>
struct ask : Data {
    static constexpr event_info info{
        detail::before_dot(Api.view()), detail::after_dot(Api.view()), {}, Asks.view(), Since::first, Needs::key, Wait};
};

/// The SDK asks for a token of the account; the reply is the token as text, or null. Android waits 30 s (500 ms in
/// 10.3.1), iOS without limit.
using token_asked = ask<"LoginService.getToken", question<detail::account_asked>, "tokenProvider", 30000,
                        needs<&login_option::token_provider>>;
using login_extension_asked = ask<"LoginService.getLoginExtension", question<detail::account_asked>,
                                  "loginExtensionProvider", 30000, needs<&login_option::extension_provider>>;
/// Milliseconds until the next attempt; the reply is others, or null.
using reconnect_delay_asked =
    ask<"LoginService.getReconnectDelay", question<detail::delay_asked>, "reconnectDelayProvider">;

namespace detail {

using android = plugin::android_sdk_options;
using user_info = needs<&android::enable_user_info_provider>;
using customization = needs<&android::enable_message_notifier_customization>;
using channels = needs<&android::enable_notification_channel_provider>;
using manual_token = needs<&plugin::mix_push_config::manual_provide_push_token>;
template <schema::fixed_string Who, schema::fixed_string Key>
using notice_question = question<notice_asked<Who, Key>, plugin::dart_num>;

}  // namespace detail

/// What Android asks for its notifications, all with null for an answer that leaves it as it is.
using display_name_asked = ask<"InitializeService.onGetDisplayNameForMessageNotifier", question<detail::name_asked>,
                               "displayNameForMessageNotifierProvider", 500, detail::user_info>;
using avatar_asked = ask<"InitializeService.onGetAvatarForMessageNotifier", question<detail::avatar_asked>,
                         "avatarForMessageNotifierProvider", 500, detail::user_info>;
using display_title_asked =
    ask<"InitializeService.onGetDisplayTitleForMessageNotifier", question<detail::title_asked, plugin::dart_num>,
        "displayTitleForMessageNotifierProvider", 500, detail::user_info>;
using notify_content_asked = ask<"InitializeService.onMakeNotifyContent", detail::notice_question<"nick", "message">,
                                 "makeNotifyContentProvider", 500, detail::customization>;
using ticker_asked = ask<"InitializeService.onMakeTicker", detail::notice_question<"nick", "message">,
                         "makeTickerProvider", 500, detail::customization>;
using revoke_tip_asked = ask<"InitializeService.onMakeRevokeMsgTip", detail::notice_question<"revokeAccount", "item">,
                             "makeRevokeMsgTipProvider", 500, detail::customization>;
using category_asked = ask<"InitializeService.onMakeCategory", question<detail::title_asked, plugin::dart_num>,
                           "makeCategoryProvider", 500, detail::customization, schema::since<10, 9, 3>>;
using channel_id_asked = ask<"InitializeService.onGetChannelId", question<detail::channel_asked>,
                             "notificationChannelProvider", 500, detail::channels, schema::since<10, 9, 3>>;
/// Which token the app provides, where the options say that it does; the reply is a provided_push_token, or null.
using provided_token_asked = ask<"InitializeService.onManualProvidePushToken",
                                 question<detail::vendor_asked<suggested_vendor, detail::known_vendor>>,
                                 "manualProvidePushTokenProvider", 500, detail::manual_token, schema::since<10, 9, 0>>;
/// The same since there is MixPushService; the reply is a mix_push_token, or null.
using manually_provided_token_asked =
    ask<"MixPushService.onManuallyProvidePushToken", question<detail::vendor_asked<push_vendor, detail::any_vendor>>,
        "onManuallyProvidePushToken", 30000, always_asked, schema::since<10, 9, 5, 1>>;
/// Whether a message is ignored, where set_message_filter was called; the reply is a bool.
using ignoring_asked = ask<"MessageService.shouldIgnore", question<detail::message_ignored, plugin::dart_num>,
                           "shouldIgnore", 500, always_asked, schema::since<10, 9, 0>>;

}  // namespace nimpush::v1::flutter_channel_v2
