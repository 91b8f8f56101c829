#pragma once

// What the desktop's Flutter plugin makes of a channel's call: the text for the C SDK.
//
// Messages follow the table of places; notifications and options have small ones here, of what the plugin reads
// (FLTConvert.cpp and its kin of 1.7.7). The plugin's own slips are left out: its custom message carries the whole call,
// its notification goes to the sender, and sub-type, thread, push text and a time in milliseconds are lost.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/builders.hpp>
#include <nimpush/dialect/desktop_sdk/client.hpp>
#include <nimpush/dialect/desktop_sdk/message.hpp>
#include <nimpush/dialect/desktop_sdk/notification.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/write.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/translation/places.hpp>
#include <nimpush/dialect/translation/trees.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/model/storage_scene.hpp>

namespace nimpush::inline v1 {
namespace detail::translation {

/// A place in a type of the channel, and in one of the desktop's.
template <class Channel, class Desktop> struct place_pair {
    place channel{};
    place desktop{};

    consteval place_pair(std::string_view in_channel, std::string_view on_desktop)
        : channel(known(place_in(types<Channel>{}, in_channel))),
          desktop(known(place_in(types<Desktop>{}, on_desktop))) {}
};

// Beside the table of places: whom a message is for.
template <class Wires>
inline constexpr place session_pair[2] = {on<Wires>::channel("sessionId"), on<Wires>::desktop("to_accid")};

/// What stands where in a custom notification; N and S are the channel's type and the desktop's.
template <class N, class S>
inline constexpr place_pair<N, S> notification_places[] = {{"config.enablePush", "push_enable"},
                                                           {"config.enableUnreadCount", "push_need_badge"},
                                                           {"config.enablePushNick", "push_prefix"},
                                                           {"apnsText", "custom_apns_text"},
                                                           {"pushPayload", "push_payload"},
                                                           {"antiSpamOption.enable", "anti_spam_enable"},
                                                           {"antiSpamOption.content", "anti_spam_content"},
                                                           {"env", "env_config"},
                                                           {"sessionId", "to_account"},
                                                           {"content", "attach"},
                                                           {"time", "msg_time"}};

/// The same of the options of initialize, of which macOS has all.
template <class O, class S>
inline constexpr place_pair<O, S> option_places[] = {
    {"appKey", "app_key"},
    {"databaseEncryptKey", "global_config.db_encrypt_key"},
    {"pushCertName", "global_config.push_cer_name"},
    {"pushToken", "global_config.push_token"},
    {"enablePreloadMessageAttachment", "global_config.preload_attach"},
    {"preloadImageQuality", "global_config.preload_image_quality"},
    {"preloadImageResize", "global_config.preload_image_resize"},
    {"preloadImageNameTemplate", "global_config.preload_image_name_template"},
    {"shouldSyncUnreadCount", "global_config.sync_session_ack"},
    {"maxAutoLoginRetryTimes", "global_config.login_retry_max_times"},
    {"enabledHttps", "global_config.use_https"},
    {"shouldTeamNotificationMessageMarkUnread", "global_config.team_notification_unread_count"},
    {"shouldVchatMissMessageMarkUnread", "global_config.vchat_miss_unread_count"},
    {"shouldConsiderRevokedMessageUnreadCount", "global_config.reset_unread_count_when_recall"},
    {"enableAnimatedImageThumbnail", "global_config.animated_image_thumbnail_enabled"},
    {"enableClientAntispam", "global_config.client_antispam"},
    {"customClientType", "global_config.custom_client_type"},
    {"enableTeamMessageReadReceipt", "global_config.team_msg_ack"},
    {"needUpdateLbsBeforeRelogin", "global_config.need_update_lbs_befor_relogin"},
    {"enableDatabaseBackup", "global_config.enable_user_datafile_backup"}};

// The tables, each as a type: each_pair(f) calls f(channel's place, desktop's place).

template <class Wires> struct message_table {
    template <class F> static constexpr void each_pair(F&& f) {
        f(session_pair<Wires>[0], session_pair<Wires>[1]);
        const auto pair = [&](const auto& row) { f(row.at[0], row.at[2]); };
        each_row<Wires>(message_type::undef, pair);
        for (const auto& row : custom_places<Wires>) pair(row);
    }
};
/// The calls beside sendMessage, as types that the tables are templates of.
struct desktop_calls {
    using notification = flutter_channel::custom_notification;
    using desktop_notification = desktop_sdk::custom_notification;
    using options = flutter_channel::macos_sdk_options;
    using desktop_options = desktop_sdk::client_config;
};
template <class Calls> struct notification_table {
    using channel_type = typename Calls::notification;
    template <class F> static constexpr void each_pair(F&& f) {
        for (const auto& one : notification_places<channel_type, typename Calls::desktop_notification>)
            f(one.channel, one.desktop);
    }
};
template <class Calls> struct option_table {
    using channel_type = typename Calls::options;
    template <class F> static constexpr void each_pair(F&& f) {
        for (const auto& one : option_places<channel_type, typename Calls::desktop_options>)
            f(one.channel, one.desktop);
    }
};

/// Where the channel has what the desktop has under this key, beneath another one perhaps.
template <class Table> consteval place channel_place(std::string_view around, std::string_view key) {
    place found{};
    Table::each_pair([&](const place& channel, const place& desktop) {
        const std::size_t before = around.empty() ? 0 : around.size() + 1;
        if (desktop.path.size() != before + key.size() || desktop.path.substr(before) != key) return;
        if (before == 0 || (desktop.path.substr(0, around.size()) == around && desktop.path[around.size()] == '.'))
            found = channel;
    });
    return found;
}
template <class Table, schema::fixed_string Around, schema::fixed_string Key>
inline constexpr place channel_place_of = channel_place<Table>(Around.view(), Key.view());

/// A call or a map in it, and what is wrong with it.
template <class Table> struct converter {
    const value& call;
    fault_list& faults;
    nimpush::detail::place root{};

    /// What stands at a path of the call; nothing for null.
    const value* find(std::string_view path) {
        const value* here = &call;
        for (std::size_t at = 0, dot = 0; here != nullptr && !here->is_null(); at = dot + 1) {
            if (!here->is(value::kind::map))
                return faults.wrong_type(root.at(path.substr(0, dot)), *here, "a map"), nullptr;
            dot = path.find('.', at);
            here = here->find(path.substr(at, dot - at));
            if (dot == npos) break;
        }
        return here == nullptr || here->is_null() ? nullptr : here;
    }
    /// What stands there, if anything, into `to`.
    template <class T> bool take(const place& at, T& to) {
        const value* found = find(at.path);
        if (found == nullptr) return false;
        const auto here = root.at(at.path);
        // What takes any JSON takes a map alone where the channel has one.
        constexpr bool is_any = requires { requires !T::object_only; };
        if (is_any && at.what == shape::map && !found->is(value::kind::map))
            faults.wrong_type(here, *found, "a map");
        else
            read_into<reading::parameters>(*found, to, here, faults);
        return true;
    }
    template <schema::fixed_string Around, class F, class T> void take_field(T& to) {
        auto&& m = &to->*F::member;
        using M = std::remove_cvref_t<decltype(m)>;
        if constexpr (std::is_same_v<M, maybe<desktop_sdk::thread_info>>) {
            desktop_sdk::thread_info thread;
            take_fields<F::key>(thread, fields<desktop_sdk::thread_info>{});
            if (thread != desktop_sdk::thread_info{}) m = std::move(thread);
        } else if constexpr (schema::described<M>) {
            take_fields<F::key>(m, fields<M>{});
        } else if constexpr (!F::is_constant) {
            if constexpr (constexpr place at = channel_place_of<Table, Around, F::key>; !at.empty()) take(at, m);
        }
    }
    template <schema::fixed_string Around, class T, class... F> void take_fields(T& to, const field_list<F...>&) {
        (take_field<Around, F>(to), ...);
    }
    template <class T> void take_all(T& to) { take_fields<"">(to, fields<T>{}); }

    /// p2p, team and super team, of which the first is the default.
    template <class E> E session_at(const place& at, std::initializer_list<E> three) {
        flutter_channel::session_type type = flutter_channel::session_type::p2p;
        take(at, type);
        session_kind kind{};
        if (nimpush::detail::take_name(name_of(type), kind)) return three.begin()[static_cast<std::size_t>(kind)];
        faults.add(root.at(at.path), errc::bad_enumerator, "neither p2p, team nor superTeam");
        return {};
    }
    /// The text, or the first problem, which has the channel's path.
    template <class T> result<std::string> text_of(const T& x) {
        std::string made;
        if (!faults.empty()) return unexpected(faults.all().front().what);
        fault_list found;
        desktop_sdk::detail::put<desktop_sdk::form::partial>(made, x, nimpush::detail::place{}, found);
        if (found.empty()) return made;
        error first = found.all().front().what;
        const text spelt = first.path;
        Table::each_pair([&](const place& channel, const place& desktop) {
            if (desktop.empty() || !is_inside(spelt.view(), desktop.path)) return;
            const text around = root.path();
            first.path =
                join(around.view(), around.empty() ? "" : ".", channel.path, spelt.view().substr(desktop.path.size()));
        });
        return unexpected(std::move(first));
    }
};

// Templates, so that only who converts pays for compiling it.
template <class Wires> result<std::string> message_for_desktop(const value& call, const text& client_msg_id) {
    using at = on<Wires>;
    using desktop_sdk::message_kind, desktop_sdk::session;
    fault_list faults;
    converter<message_table<Wires>> from{call, faults};
    message_type type = message_type::undef;
    flutter_channel::message_status status{};
    bool is_deleted = false;
    constexpr place type_place = at::channel("messageType");
    from.take(type_place, type);
    from.take(at::channel("status"), status);
    from.take(at::channel("isDeleted"), is_deleted);
    result<std::string> made;
    const auto kind =
        sends(nim_wire::desktop, type) ? static_cast<message_kind>(number_of(type)) : message_kind::unknown;
    const bool is_sent = desktop_sdk::with_builder(kind, [&]<class Builder>() {
        Builder b{.to_type =
                      from.session_at(at::channel("sessionType"), {session::p2p, session::team, session::super_team})};
        from.take_all(b);
        if (b.client_msg_id.empty()) b.client_msg_id = client_msg_id;
        if (b.thread_info.has_value()) b.thread_info->deleted = is_deleted ? 1 : 0;
        if constexpr (requires { b.local_res_path; }) {
            if (!b.local_res_path.has_value()) b.local_res_path = "";
            text& scene = b.msg_attach.upload_tag;
            scene = text(unchecked{}, storage_scene::to_sdk(scene.view()));
        }
        made = from.text_of(b);
    });
    if (is_sent) return made;
    faults.add(from.root.at(type_place.path), errc::not_supported, "the desktop sends no such message");
    return unexpected(faults.all().front().what);
}

template <class Calls> result<std::string> notification_for_desktop(const value& call, const text& client_msg_id) {
    using to = desktop_sdk::notification_kind;
    using table = notification_table<Calls>;
    constexpr auto at = [](std::string_view path) consteval {
        return known(place_in(types<typename table::channel_type>{}, path));
    };
    fault_list faults;
    converter<table> around{call, faults};
    const nimpush::detail::place here = around.root.at("customNotification");
    const value* found = around.find(here.name);
    if (found == nullptr) return unexpected(error{errc::missing, here.path(), "missing: it is required"});
    if (!found->is(value::kind::map)) faults.wrong_type(here, *found, "a map");
    converter<table> from{*found, faults, here};
    typename Calls::desktop_notification n{.client_msg_id = client_msg_id};
    bool only_online = false;
    n.msg_type = from.session_at(at("sessionType"), {to::p2p, to::team, to::super_team});
    from.take_all(n);
    if (from.take(at("sendToOnlineUserOnly"), only_online)) n.setting.custom_save_flag = !only_online;
    return from.text_of(n);
}

template <class Calls> result<std::string> options_for_desktop(const value& call) {
    using table = option_table<Calls>;
    constexpr auto at = [](std::string_view path) consteval {
        return known(place_in(types<typename table::channel_type>{}, path));
    };
    fault_list faults;
    converter<table> from{call, faults};
    typename Calls::desktop_options c{
        .global_config = {.db_encrypt_key = ""}};  // which is what the plugin sends without one
    bool is_on = false;
    from.take_all(c);
    if (from.take(at("shouldSyncStickTopSessionInfos"), is_on))
        c.global_config.sync_data_type_config = {{.key = 28, .value = is_on}};
    is_on = false;
    if (from.take(at("useAssetServerConfig"), is_on); is_on) c.private_server_setting.emplace();
    return from.text_of(c);
}

}  // namespace detail::translation

namespace desktop_sdk {

/// The text for the C SDK that a call of the channel becomes: `sendMessage`, `sendCustomNotification` or `initialize`,
/// with the call's arguments. A notification, and a message without a uuid, take client_msg_id.
///
/// An error has the channel's path. What the SDK has no key for is left out: thumbnails, base64 and expiry of a file,
/// `callbackExtension`, the options of a phone.
template <class Map>
requires std::is_same_v<Map, value> result<std::string> from_channel(std::string_view method, const Map& arguments,
                                                                     const text& client_msg_id = {}) {
    namespace to = nimpush::detail::translation;
    if (!arguments.is(value::kind::map)) return detail::fail(errc::wrong_type, "the arguments of a call are a map");
    if (method == "sendMessage") return to::message_for_desktop<to::nim_wires>(arguments, client_msg_id);
    if (method == "sendCustomNotification")
        return to::notification_for_desktop<to::desktop_calls>(arguments, client_msg_id);
    if (method == "initialize") return to::options_for_desktop<to::desktop_calls>(arguments);
    return detail::fail(errc::not_supported, "neither sendMessage, sendCustomNotification nor initialize");
}

}  // namespace desktop_sdk
}  // namespace nimpush::v1
