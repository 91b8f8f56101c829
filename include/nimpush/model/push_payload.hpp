#pragma once

// The push payload with a part for each vendor: what stands in `pushPayload`, `push_payload` and `payload` on every
// wire of NIM.
//
// Keys are those of docs/facts/flutter_channel.md, Push payload: the payload page, of which the newest copy with a date
// is of 2024-07-17, and a later one of its source without (beside articles updated on 2026-03-20). None dated 2026 was
// to be had. What a vendor documents is typed, what else it takes is kept in `other`. Meizu has no part of its own: it
// gets the app's own keys.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/push_payload/fcm.hpp>            // IWYU pragma: export
#include <nimpush/model/push_payload/honor.hpp>          // IWYU pragma: export
#include <nimpush/model/push_payload/unknown_keys.hpp>   // IWYU pragma: export
#include <nimpush/model/push_payload/vendor_values.hpp>  // IWYU pragma: export

namespace nimpush::inline v1 {

/// Huawei's `androidConfig`; `urgency` HIGH or NORMAL, `category` the class that Huawei granted.
struct huawei_android_config {
    text urgency{}, category{}, data{};
    maybe<std::int64_t> collapse_key{};
    free_map other{};

    using me = huawei_android_config;
    using open_fields =
        field_list<field<"collapse_key", &me::collapse_key, schema::omit_null>,
                   field<"urgency", &me::urgency, schema::omit_null>,
                   field<"category", &me::category, schema::omit_null>, field<"data", &me::data, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};
/// `hwField`: Huawei's android.notification in `other`, beside its androidConfig.
struct huawei_field {
    maybe<huawei_android_config> android_config{};
    free_map other{};

    using open_fields = field_list<field<"androidConfig", &huawei_field::android_config, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const huawei_field&, const huawei_field&) = default;
};
/// `vivoField`. `classification` is a number, or its digits: 0 an operation's message, 1 one of the system; a word is
/// refused.
struct vivo_field {
    digits_or_number skip_type{}, classification{}, network_type{}, push_mode{};
    text skip_content{}, category{};
    free_map other{};

    using me = vivo_field;
    using open_fields = field_list<field<"skipType", &me::skip_type, schema::omit_null>,
                                   field<"skipContent", &me::skip_content, schema::omit_null>,
                                   field<"classification", &me::classification, schema::omit_null>,
                                   field<"networkType", &me::network_type, schema::omit_null>,
                                   field<"pushMode", &me::push_mode, schema::omit_null>,
                                   field<"category", &me::category, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};
/// `oppoField`; a private template is named by `category`, `template_id` and `template_parameters`.
struct oppo_field {
    text channel_id{}, category{}, sub_title{}, template_id{};
    text click_action_activity{}, click_action_url{}, action_parameters{};
    digits_or_number notify_level{}, click_action_type{}, style{}, network_type{};
    free_map template_parameters{};
    free_map other{};

    using me = oppo_field;
    using open_fields =
        field_list<field<"channel_id", &me::channel_id, schema::omit_null>,
                   field<"category", &me::category, schema::omit_null>,
                   field<"notify_level", &me::notify_level, schema::omit_null>,
                   field<"click_action_type", &me::click_action_type, schema::omit_null>,
                   field<"click_action_activity", &me::click_action_activity, schema::omit_null>,
                   field<"click_action_url", &me::click_action_url, schema::omit_null>,
                   field<"action_parameters", &me::action_parameters, schema::omit_null>,
                   field<"style", &me::style, schema::omit_null>, field<"sub_title", &me::sub_title, schema::omit_null>,
                   field<"network_type", &me::network_type, schema::omit_null>,
                   field<"template_id", &me::template_id, schema::omit_null>,
                   field<"template_parameters", &me::template_parameters, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};
/// `harmonyField`'s notification; without a category HarmonyOS limits the push.
struct harmony_notification {
    text category{}, title{}, body{};
    free_map click_action{}, badge{};
    maybe<std::int64_t> notify_id{};
    free_map other{};

    using me = harmony_notification;
    using open_fields =
        field_list<field<"category", &me::category, schema::omit_null>, field<"title", &me::title, schema::omit_null>,
                   field<"body", &me::body, schema::omit_null>,
                   field<"clickAction", &me::click_action, schema::omit_null>,
                   field<"badge", &me::badge, schema::omit_null>, field<"notifyId", &me::notify_id, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};
struct harmony_payload {
    maybe<harmony_notification> notification{};
    free_map other{};

    using open_fields = field_list<field<"notification", &harmony_payload::notification, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const harmony_payload&, const harmony_payload&) = default;
};
struct harmony_field {
    maybe<harmony_payload> payload{};
    free_map push_options{};
    free_map other{};

    using open_fields = field_list<field<"payload", &harmony_field::payload, schema::omit_null>,
                                   field<"pushOptions", &harmony_field::push_options, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults);
    }
    friend constexpr bool operator==(const harmony_field&, const harmony_field&) = default;
};

/// A push payload, at most limits::push_payload. `other` holds the app's own keys, which come back beside `aps`.
///
/// Xiaomi's extras stand at the top; it does not take all of them (limits::xiaomi_extras). `apns_field` is merged into
/// `aps`. A pass through part wins over the plain one. Of FCM's two parts the certificate decides: `fcm_v1` is read for
/// those of HTTP v1, `fcm_field` for those of the legacy protocol.
///
/// check() says what the types cannot: too many extras, what FCM and Honor would refuse, a part that is not read, and
/// keys that look like a slip.
struct push_payload {
    text push_title{};
    free_map aps_field{};
    maybe<bool> pushkit_first{};      // iOS: VoIP before the ordinary push
    maybe<std::int64_t> notify_id{};  // 32 bits; replaces the push of the same id; as a text NIM answers 500
    free_map hw_pass_through_field{}, honor_pass_through_field{}, fcm_field{};
    maybe<huawei_field> hw_field{};
    maybe<honor_field> honor{};
    maybe<vivo_field> vivo{};
    maybe<oppo_field> oppo{};
    maybe<fcm_v1_field> fcm_v1{};
    maybe<harmony_field> harmony{};
    text channel_id{}, channel_name{}, sound{}, ticker{}, notify_foreground{}, notify_effect{}, intent_uri{}, web_uri{},
        jobkey{}, app_version{}, app_version_not_in{}, connpt{}, only_send_once{};
    free_map other{};

    using me = push_payload;
    /// What the makers of Android phones and of HarmonyOS read.
    using vendor_fields = field_list<
        field<"hwPassThroughField", &me::hw_pass_through_field, schema::omit_null>,
        field<"hwField", &me::hw_field, schema::omit_null>,
        field<"honorPassThroughField", &me::honor_pass_through_field, schema::omit_null>,
        field<"honorField", &me::honor, schema::omit_null>, field<"vivoField", &me::vivo, schema::omit_null>,
        field<"oppoField", &me::oppo, schema::omit_null>, field<"fcmField", &me::fcm_field, schema::omit_null>,
        field<"fcmFieldV1", &me::fcm_v1, schema::omit_null>, field<"harmonyField", &me::harmony, schema::omit_null>>;
    using xiaomi_fields =
        field_list<field<"channel_id", &me::channel_id, schema::omit_null>,
                   field<"channel_name", &me::channel_name, schema::omit_null>,
                   field<"sound", &me::sound, schema::omit_null>, field<"ticker", &me::ticker, schema::omit_null>,
                   field<"notify_foreground", &me::notify_foreground, schema::omit_null>,
                   field<"notify_effect", &me::notify_effect, schema::omit_null>,
                   field<"intent_uri", &me::intent_uri, schema::omit_null>,
                   field<"web_uri", &me::web_uri, schema::omit_null>, field<"jobkey", &me::jobkey, schema::omit_null>,
                   field<"app_version", &me::app_version, schema::omit_null>,
                   field<"app_version_not_in", &me::app_version_not_in, schema::omit_null>,
                   field<"connpt", &me::connpt, schema::omit_null>,
                   field<"only_send_once", &me::only_send_once, schema::omit_null>>;
    using common_fields = field_list<field<"pushTitle", &me::push_title, schema::omit_null>,
                                     field<"apsField", &me::aps_field, schema::omit_null>,
                                     field<"pushkitFirst", &me::pushkit_first, schema::omit_null>,
                                     field<"notifyId", &me::notify_id, schema::omit_null>>;
    using open_fields = schema::joined<common_fields, vendor_fields, xiaomi_fields>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const;
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// Reads a payload: each key of the wrong type comes back with its path.
template <class P = push_payload> [[nodiscard]] constexpr parsed<P> read_push_payload(const value& from) {
    return detail::read_whole<reading::lenient, P>(from);
}

/// The map that a message carries: `message.push_payload = to_map({.push_title = "Acme"})`. Null where nothing is set.
template <class P = push_payload> constexpr free_map to_map(const std::type_identity_t<P>& p) {
    free_map made;
    if (auto tree = to_value(p); tree && tree->size() != 0) made = *free_map::from(*std::move(tree));
    return made;
}

/// Is this a part that another vendor than Apple reads?
constexpr bool is_of_vendor(std::string_view key) noexcept {
    for (const std::string_view one : push_payload::vendor_fields::names())
        if (one == key) return true;
    return false;
}

template <class Faults> constexpr void push_payload::add_faults(const detail::place& here, Faults& faults) const {
    const std::size_t extras = detail::count_all<false>(*this, xiaomi_fields{});
    if (extras > limits::xiaomi_extras)
        faults.add(here, errc::too_many,
                   detail::join(detail::count_text(extras), " extras for Xiaomi, at most ",
                                detail::count_text(limits::xiaomi_extras), ": it refuses more"));
    if (notify_id.has_value() && (*notify_id < INT32_MIN || *notify_id > INT32_MAX))
        faults.add(here.at("notifyId"), errc::out_of_range,
                   detail::join(detail::number_text(*notify_id).view(), ", must fit 32 bits"));
    detail::check_members_of(*this, here, faults);
    const auto tell_unread = [&](bool is_there, std::string_view key, std::string_view winner) {
        if (is_there)
            detail::warn(faults, here.at(key), errc::duplicate_key,
                         detail::join("not read: ", winner, " is given too, and wins"));
    };
    tell_unread(hw_field.has_value() && hw_pass_through_field.has_value(), "hwField", "hwPassThroughField");
    tell_unread(honor.has_value() && honor_pass_through_field.has_value(), "honorField", "honorPassThroughField");
    // All other keys are the app's own, so only what looks like a name of a part is told: not Xiaomi's short ones.
    using named = schema::joined<common_fields, vendor_fields>;
    std::size_t left = limits::push_payload;  // a payload has no more keys than bytes, and to look takes long
    for (const value::member& one : other.members()) {
        if (left-- == 0) return;
        const std::string_view key = one.key.chars();
        if (const std::string_view meant = nearest(key, named::names()); !meant.empty())
            detail::warn(faults, here.at(key), errc::unknown_key,
                         detail::join("a key of the app's own to NIM: `", meant, "` was likely meant"));
    }
}

}  // namespace nimpush::v1
