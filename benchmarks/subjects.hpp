#pragma once

// What is rendered and read: the options of a login, 180 bytes of JSON, and a custom notification of 310;
// each in plain ASCII and with quotes and Chinese in its texts; and how each of the others does it.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <boost/json.hpp>
#include <nlohmann/json.hpp>

#include <nimpush/nimpush.hpp>

namespace nimpush_benchmarks {

enum class which { ascii, quotes_and_chinese };

inline nimpush::text run_time_text(std::string_view s) { return nimpush::text::from(s).value(); }

inline nimpush::flutter_channel::login_info login(which w) {
    const bool plain = w == which::ascii;
    nimpush::flutter_channel::login_info info;
    info.account = run_time_text(plain ? "alice.in.wonderland" : "爱丽丝·梦游");
    info.token = run_time_text("c2f9e1d07a6b45c8a3f1d2e4b5c60798");
    info.login_ext = run_time_text(plain ? "region=eu-central-1; build 20260711; channel store"
                                         : "{\"地区\":\"杭州\",\"build\":20260711,\"渠道\":\"商店\"}");
    info.custom_client_type = 3;
    return info;
}

/// Texts made at run time, as they come in a program.
inline nimpush::flutter_channel::custom_notification notification(which w) {
    nimpush::flutter_channel::custom_notification n;
    const bool plain = w == which::ascii;
    n.session_id = run_time_text("bob");
    n.from_account = run_time_text(plain ? "alice" : "爱丽丝");
    n.time = 1712800000000;
    n.content = run_time_text(plain ? "meeting at five in room four" : "{\"会议\":\"五点\",\"room\":4}");
    n.send_to_online_user_only = false;
    n.apns_text = nimpush::push_text::from(plain ? "Alice: see you" : "爱丽丝: \"见\"").value();
    n.config = nimpush::flutter_channel::custom_notification_config{true, false, true};
    return n;
}

inline rapidjson::SizeType size_of(std::string_view s) { return static_cast<rapidjson::SizeType>(s.size()); }

template <class Writer> void key(Writer& writer, std::string_view k) { writer.Key(k.data(), size_of(k)); }
template <class Writer> void put(Writer& writer, const auto& t) {
    if (t.has_value())
        writer.String(t.view().data(), size_of(t.view()));
    else
        writer.Null();
}
template <class Writer> void put_bool(Writer& writer, const std::optional<bool>& b) {
    if (b.has_value())
        writer.Bool(*b);
    else
        writer.Null();
}

/// RapidJSON as one writes it by hand: no tree, keys as literals with their sizes.
inline void rapidjson_write(const nimpush::flutter_channel::custom_notification& n, rapidjson::StringBuffer& buffer) {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.StartObject();
    key(writer, "sessionId");
    put(writer, n.session_id);
    key(writer, "sessionType");
    writer.String("p2p", 3);
    key(writer, "fromAccount");
    put(writer, n.from_account);
    key(writer, "time");
    writer.Int64(*n.time);
    key(writer, "content");
    put(writer, n.content);
    key(writer, "sendToOnlineUserOnly");
    put_bool(writer, n.send_to_online_user_only);
    key(writer, "apnsText");
    put(writer, n.apns_text);
    key(writer, "pushPayload");
    writer.Null();
    key(writer, "config");
    writer.StartObject();
    key(writer, "enablePush");
    put_bool(writer, n.config->enable_push);
    key(writer, "enablePushNick");
    put_bool(writer, n.config->enable_push_nick);
    key(writer, "enableUnreadCount");
    put_bool(writer, n.config->enable_unread_count);
    writer.EndObject();
    key(writer, "antiSpamOption");
    writer.Null();
    key(writer, "env");
    put(writer, n.env);
    writer.EndObject();
}

inline void rapidjson_write(const nimpush::flutter_channel::login_info& info, rapidjson::StringBuffer& buffer) {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.StartObject();
    key(writer, "account");
    put(writer, info.account);
    key(writer, "token");
    put(writer, info.token);
    key(writer, "authType");
    writer.Int64(static_cast<std::int64_t>(info.auth_type));
    key(writer, "loginExt");
    put(writer, info.login_ext);
    key(writer, "customClientType");
    writer.Int64(*info.custom_client_type);
    writer.EndObject();
}

template <class Json> Json tree_text(const auto& t) {
    return t.has_value() ? Json(std::string(t.view())) : Json(nullptr);
}

inline nlohmann::ordered_json nlohmann_tree(const nimpush::flutter_channel::login_info& info) {
    using json = nlohmann::ordered_json;
    json all;
    all["account"] = tree_text<json>(info.account);
    all["token"] = tree_text<json>(info.token);
    all["authType"] = static_cast<std::int64_t>(info.auth_type);
    all["loginExt"] = tree_text<json>(info.login_ext);
    all["customClientType"] = *info.custom_client_type;
    return all;
}
inline nlohmann::ordered_json nlohmann_tree(const nimpush::flutter_channel::custom_notification& n) {
    using json = nlohmann::ordered_json;
    json config;
    config["enablePush"] = *n.config->enable_push;
    config["enablePushNick"] = *n.config->enable_push_nick;
    config["enableUnreadCount"] = *n.config->enable_unread_count;
    json all;
    all["sessionId"] = tree_text<json>(n.session_id);
    all["sessionType"] = "p2p";
    all["fromAccount"] = tree_text<json>(n.from_account);
    all["time"] = *n.time;
    all["content"] = tree_text<json>(n.content);
    all["sendToOnlineUserOnly"] = *n.send_to_online_user_only;
    all["apnsText"] = tree_text<json>(n.apns_text);
    all["pushPayload"] = nullptr;
    all["config"] = std::move(config);
    all["antiSpamOption"] = nullptr;
    all["env"] = nullptr;
    return all;
}

inline boost::json::value boost_text(const auto& t) {
    return t.has_value() ? boost::json::value(boost::json::string_view(t.view().data(), t.size()))
                         : boost::json::value(nullptr);
}
inline boost::json::value boost_tree(const nimpush::flutter_channel::login_info& info) {
    boost::json::object all;
    all["account"] = boost_text(info.account);
    all["token"] = boost_text(info.token);
    all["authType"] = static_cast<std::int64_t>(info.auth_type);
    all["loginExt"] = boost_text(info.login_ext);
    all["customClientType"] = *info.custom_client_type;
    return all;
}
inline boost::json::value boost_tree(const nimpush::flutter_channel::custom_notification& n) {
    boost::json::object all;
    all["sessionId"] = boost_text(n.session_id);
    all["sessionType"] = "p2p";
    all["fromAccount"] = boost_text(n.from_account);
    all["time"] = *n.time;
    all["content"] = boost_text(n.content);
    all["sendToOnlineUserOnly"] = *n.send_to_online_user_only;
    all["apnsText"] = boost_text(n.apns_text);
    all["pushPayload"] = nullptr;
    all["config"] = {{"enablePush", *n.config->enable_push},
                     {"enablePushNick", *n.config->enable_push_nick},
                     {"enableUnreadCount", *n.config->enable_unread_count}};
    all["antiSpamOption"] = nullptr;
    all["env"] = nullptr;
    return all;
}

/// Whatever is rendered or read must come out the same everywhere.
template <class T> void same_or_abort(const T& expected, const T& made, const char* by) {
    if (expected == made) return;
    std::fprintf(stderr, "not the same work: %s\n", by);
    std::abort();
}

}  // namespace nimpush_benchmarks
