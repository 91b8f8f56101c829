#pragma once

// What the receiver of a push sees, and the request to APNs that carries it.
//
// Row by row the table of docs/facts/delivery.md, What the receiver sees. Unverified: the default phrases, the badge's
// increment, hidden detail of forced pushes, and whether NIM strips what other vendors read.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/apns/header.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/model/push_payload.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// Texts of pushes that have none of their own. The words for the kinds of message are those that
/// NetEase's own chat lists use for them; what its server writes is unverified.
struct default_phrases {
    text image = "[图片]";
    text audio = "[语音]";
    text video = "[视频]";
    text location = "[位置]";
    text file = "[文件]";
    text other = "[新消息]";
    text hidden = "你收到一条新消息";  // for receivers who hide details (NIMSDK.h)

    constexpr const text& of(std::string_view message_type) const noexcept {
        message_kind kind{};
        if (!nimpush::detail::take_name(message_type, kind)) return other;
        switch (kind) {
            case message_kind::image: return image;
            case message_kind::audio: return audio;
            case message_kind::video: return video;
            case message_kind::location: return location;
            case message_kind::file: return file;
            default: return other;
        }
    }
};

/// What stands on the screen.
struct push_alert {
    text title{};  // null: none
    text body{};

    using described_by = field_list<field<"title", &push_alert::title>, field<"body", &push_alert::body>>;
    friend constexpr bool operator==(const push_alert&, const push_alert&) = default;
};

/// A push as its receiver gets it.
struct push_view {
    push_alert alert{};
    std::int64_t badge = 0;
    value payload{};  // `aps`, and what stands beside it

    friend constexpr bool operator==(const push_view&, const push_view&) = default;
};

/// The headers that NIM must send, in Apple's own types.
struct push_headers {
    apns::bundle_id topic{};
    apns::push_type push_type = apns::push_type::alert;
    apns::priority priority = apns::priority::immediately;

    /// As they leave.
    constexpr apns::header_list list() const noexcept {
        apns::header_list all;
        apns::detail::add_type_and_topic(all, push_type, topic.view(), apns::rules_of(push_type).topic_suffix);
        apns::detail::add_priority(all, priority);
        return all;
    }
    /// A map of texts.
    template <class Out> constexpr void emit_to(Out& out) const {
        const apns::header_list all = list();
        auto mark = out.begin_map(3);
        for (const std::string_view name : {"apns-topic", "apns-push-type", "apns-priority"}) {
            out.key(name);
            out.string(all.find(name));
        }
        out.end_map(mark);
    }
    friend constexpr bool operator==(const push_headers&, const push_headers&) = default;
};

/// The request that leaves for APNs.
struct apns_request {
    text method = "POST";
    text path{};
    push_headers headers{};
    value payload{};

    using described_by = field_list<field<"method", &apns_request::method>, field<"path", &apns_request::path>,
                                    field<"headers", &apns_request::headers>, field<"payload", &apns_request::payload>>;
    friend constexpr bool operator==(const apns_request&, const apns_request&) = default;
};

namespace detail {

/// Members of a push payload that do not stand beside `aps`: two are for NIM itself, the others for the makers of
/// Android phones and of HarmonyOS. Xiaomi's extras and pushkitFirst look like keys of the app and stay. A member
/// `aps` would stand there twice.
constexpr bool stays_behind(std::string_view key) noexcept {
    return key == "aps" || key == schema::key_of<&push_payload::aps_field> ||
           key == schema::key_of<&push_payload::push_title> || is_of_vendor(key);
}

constexpr text copied(std::string_view s) { return text(nimpush::detail::unchecked{}, s); }

/// A text member of a map that may be null; null for anything else.
constexpr text text_member(const value& map, std::string_view key) {
    const value* found = map.find(key);
    if (found == nullptr || !found->is(value::kind::string)) return {};
    return copied(found->chars());
}

/// The text before the prefix, and without regard to hidden detail.
constexpr const text& own_text(const sending& sent, bool forced, const default_phrases& phrases) noexcept {
    if (forced && !sent.force->force_push_content.empty()) return sent.force->force_push_content;
    if (!sent.push_text.empty()) return sent.push_text;
    message_kind kind{};
    const bool is_text = nimpush::detail::take_name(sent.message_type.view(), kind) &&
                         (kind == message_kind::text || kind == message_kind::tip);
    if (is_text && !sent.content.empty()) return sent.content;
    return phrases.of(sent.message_type.view());
}

constexpr text shown_text(const situation& s, const default_phrases& phrases) {
    const account& to = s.receiver.val;
    if (!to.show_detail) {
        const auto* custom = s.console.custom_content_keys.find(to.custom_content_key.view());
        const bool is_lost = s.device != nullptr && s.device->loses_custom_key();
        return to.custom_content_key.empty() || is_lost || custom == nullptr ? phrases.hidden : custom->val;
    }
    const bool forced = s.relation.is_forced;
    const text& own = own_text(s.sending, forced, phrases);
    if (forced || !s.sending.enable_push_nick) return own;
    const text& nickname = s.sender.val.nickname;
    return join(nickname.has_value() ? nickname.view() : s.sender.name.view(), ":", own.view());
}

/// What the app itself put into `aps` is what is shown.
constexpr void take_aps(const value& own, push_view& made, value& aps) {
    free_map whole = *free_map::from(std::move(aps));
    for (const value::member& one : own.members()) whole.set(copied(one.key.chars()), one.val);
    aps = whole.as_value();
    const value& shown = *aps.find("alert");
    if (shown.is(value::kind::string)) made.alert = {nullptr, copied(shown.chars())};
    if (shown.is(value::kind::map)) made.alert = {text_member(shown, "title"), text_member(shown, "body")};
    made.badge = aps.find("badge")->as_int().value_or(made.badge);
}

}  // namespace detail

/// What the receiver sees, should the push be sent.
constexpr push_view see(const situation& s, const default_phrases& phrases = {}) {
    const value& payload = s.sending.push_payload.as_value();
    push_view made;
    made.alert.title = reading::part<push_payload>(payload).text<&push_payload::push_title>();
    made.alert.body = detail::shown_text(s, phrases);
    made.badge = detail::unread_after(s.receiver.val, s.sending).value();

    value alert = value::map();
    if (made.alert.title.empty())
        made.alert.title = {};
    else
        alert.append("title", value(made.alert.title));
    alert.append("body", value(made.alert.body));
    made.payload = value::map();
    value& aps = made.payload.append("aps", value::map());
    aps.append("alert", std::move(alert));
    aps.append("badge", value(made.badge));
    const value* own = reading::part<push_payload>(payload).find<&push_payload::aps_field>();
    if (own != nullptr && own->size() != 0 && own->is(value::kind::map)) detail::take_aps(*own, made, aps);
    for (const value::member& one : payload.members())
        if (!detail::stays_behind(one.key.chars())) made.payload.append(one.key, one.val);
    return made;
}

/// The request that carries it; for a device with a token, whose certificate the console knows.
constexpr apns_request request_for(const situation& s, value payload) {
    apns_request made;
    char digits[2 * device_token::most]{};
    const char* const end = write_hex(s.device->token.bytes(), digits);
    made.path = detail::join(apns::device_path, std::string_view(digits, static_cast<std::size_t>(end - digits)));
    if (const push_certificate* certificate = s.certificate()) made.headers.topic = certificate->bundle_id;
    made.payload = std::move(payload);
    return made;
}

}  // namespace delivery
}  // namespace nimpush::v1
