#pragma once

// What the desktop's Flutter plugin makes of a channel's call: the text for the C SDK.
//
// Each field of the SDK's types names the place of its value in a call. The plugin's own slips (1.7.7) are left out:
// its custom message carries the whole call, its notification goes to the sender, and sub-type, thread, push text
// and a time in milliseconds are lost.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/builders.hpp>
#include <nimpush/dialect/desktop_sdk/client.hpp>
#include <nimpush/dialect/desktop_sdk/notification.hpp>
#include <nimpush/dialect/desktop_sdk/write.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>

namespace nimpush::inline v1::desktop_sdk {

namespace detail {

using flutter_channel::message_status, flutter_channel::message_type, flutter_channel::session_type;

/// A call or a map in it, and what is wrong with it.
struct converter {
    const value& call;
    fault_list& faults;
    place root{};

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
    template <class T, bool OnlyMap = schema::described<T>> bool take(std::string_view path, T& to) {
        const value* found = find(path);
        if (found == nullptr) return false;
        const place here = root.at(path);
        if (OnlyMap && !found->is(value::kind::map))
            faults.wrong_type(here, *found, "a map");
        else if constexpr (schema::described<T>)
            converter{*found, faults, here}.take_fields(to, fields<T>{});
        else
            read_into<reading::parameters>(*found, to, here, faults);
        return true;
    }
    template <class F, class T> void take_field(T& to) {
        auto&& m = &to->*F::member;
        using M = std::remove_cvref_t<decltype(m)>;
        using option = typename F::channel_option;
        if constexpr (std::is_same_v<M, std::optional<thread_info>>) {
            thread_info thread;
            if (take(option::path, thread) && thread != thread_info{}) m = std::move(thread);
        } else if constexpr (!std::is_void_v<option>) {
            take<M, schema::described<M> || F::template has<only_map>>(option::path, m);
        } else if constexpr (schema::described<M>) {
            take_fields(m, fields<M>{});
        }
    }
    template <class T, class... F> void take_fields(T& to, const field_list<F...>&) { (take_field<F>(to), ...); }

    /// p2p, team and super team, of which the first is the default.
    template <class E> E session_at(std::string_view path, std::initializer_list<E> three) {
        session_type type = session_type::p2p;
        take(path, type);
        const auto at = static_cast<std::size_t>(type) - static_cast<std::size_t>(session_type::p2p);
        if (at < three.size()) return three.begin()[at];
        faults.add(root.at(path), errc::bad_enumerator, "neither p2p, team nor superTeam");
        return {};
    }
    /// The text, or the first problem.
    template <class T> result<std::string> text_of(const T& x) {
        std::string made;
        if (faults.empty()) put<form::converted>(made, x, root, faults);
        if (!faults.empty()) return unexpected(faults.all().front().what);
        return made;
    }
};

/// The kinds of the channel by position; `unknown` where the plugin sends none.
inline constexpr message_kind kinds_of_channel[] = {
    message_kind::unknown,  message_kind::text,    message_kind::image,   message_kind::audio,   message_kind::video,
    message_kind::location, message_kind::file,    message_kind::unknown, message_kind::unknown, message_kind::tip,
    message_kind::unknown,  message_kind::unknown, message_kind::custom,  message_kind::unknown, message_kind::unknown};

// Templates, so that only who converts pays for compiling it.
template <class Converter> result<std::string> message_from(Converter from, const text& client_msg_id) {
    message_type type = message_type::undef;
    message_status status{};
    bool is_deleted = false;
    from.take("messageType", type);
    from.take("status", status);
    from.take("isDeleted", is_deleted);
    result<std::string> made;
    const bool is_sent = with_builder(kinds_of_channel[static_cast<std::size_t>(type)], [&]<class Builder>() {
        Builder b{.to_type = from.session_at("sessionType", {session::p2p, session::team, session::super_team})};
        from.take_fields(b, fields<Builder>{});
        if (b.client_msg_id.empty()) b.client_msg_id = client_msg_id;
        if (b.thread_info.has_value()) b.thread_info->deleted = is_deleted ? 1 : 0;
        if constexpr (requires { b.local_res_path; }) {
            if (!b.local_res_path.has_value()) b.local_res_path = "";
            text& scene = b.msg_attach.upload_tag;
            if (scene == "defaultIm") scene = "nim_default_im";
            if (scene == "defaultProfile") scene = "nim_default_profile_icon";
        }
        made = from.text_of(b);
    });
    if (is_sent) return made;
    from.faults.add(from.root.at("messageType"), errc::not_supported, "the desktop sends no such message");
    return unexpected(from.faults.all().front().what);
}

template <class Converter> result<std::string> notification_from(Converter call, const text& client_msg_id) {
    using to = notification_kind;
    const place here = call.root.at("customNotification");
    const value* found = call.find(here.name);
    if (found == nullptr) return unexpected(error{errc::missing, here.path(), "missing: it is required"});
    if (!found->is(value::kind::map)) call.faults.wrong_type(here, *found, "a map");
    Converter from{*found, call.faults, here};
    custom_notification n{.client_msg_id = client_msg_id};
    bool only_online = false;
    n.msg_type = from.session_at("sessionType", {to::p2p, to::team, to::super_team});
    from.take_fields(n, fields<custom_notification>{});
    if (from.take("sendToOnlineUserOnly", only_online)) n.setting.custom_save_flag = !only_online;
    return from.text_of(n);
}

template <class Converter> result<std::string> config_from(Converter from) {
    client_config c{.global_config = {.db_encrypt_key = ""}};  // which is what the plugin sends without one
    bool is_on = false;
    from.take_fields(c, fields<client_config>{});
    if (from.take("shouldSyncStickTopSessionInfos", is_on))
        c.global_config.sync_data_type_config = {{.key = 28, .value = is_on}};
    is_on = false;
    if (from.take("useAssetServerConfig", is_on); is_on) c.private_server_setting.emplace();
    return from.text_of(c);
}

}  // namespace detail

/// The text for the C SDK that a call of the channel becomes: `sendMessage`, `sendCustomNotification` or `initialize`,
/// with the call's arguments. A notification, and a message without a uuid, take client_msg_id.
///
/// An error has the channel's path. What the SDK has no key for is left out: thumbnails, base64 and expiry of a file,
/// `callbackExtension`, the options of a phone.
template <class Map>
requires std::is_same_v<Map, value> result<std::string> from_channel(std::string_view method, const Map& arguments,
                                                                     const text& client_msg_id = {}) {
    if (!arguments.is(value::kind::map)) return detail::fail(errc::wrong_type, "the arguments of a call are a map");
    detail::fault_list faults;
    detail::converter from{arguments, faults};
    if (method == "sendMessage") return detail::message_from(from, client_msg_id);
    if (method == "sendCustomNotification") return detail::notification_from(from, client_msg_id);
    if (method == "initialize") return detail::config_from(from);
    return detail::fail(errc::not_supported, "neither sendMessage, sendCustomNotification nor initialize");
}

}  // namespace nimpush::v1::desktop_sdk
