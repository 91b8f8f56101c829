#pragma once

// FCM's part of a push payload, `fcmFieldV1`: what Google's FCM HTTP v1 takes, and one switch of NIM's own.
//
// The keys are those of the payload page (dated copies of 2023-06-09, 2024-03-18 and 2024-07-17; a later copy of its
// source without a date; none of 2026 was to be had) and, inside of `android`, of Google's reference
// (projects.messages, a state that has bandwidth_constrained_ok): docs/facts/flutter_channel.md, FCM. NIM hands the
// part on as it is (the page says so), and FCM answers 400 to what it cannot read: the push is lost.

#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/push_payload/unknown_keys.hpp>
#include <nimpush/model/push_payload/vendor_values.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// A rule whose breach FCM answers.
template <class... Rules> struct fcm_rule : schema::all_of<Rules...> {
    static constexpr std::string_view consequence = "FCM answers 400, and the push is lost";
};
struct fcm_label_characters {
    static constexpr std::string_view name = "letters, digits and -_.~%";
    static constexpr bool has(char c) noexcept {
        return schema::digits::has(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
               c == '.' || c == '~' || c == '%';
    }
};
struct moment_form {
    static constexpr void demand(std::string_view s) {
        if (!is_moment(s)) text_is_no_moment_of_rfc_3339();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (is_moment(s)) return {};
        return error{errc::bad_character,
                     {},
                     join(quoted(s).view(), " is no moment of RFC 3339, as in 2014-10-02T15:01:23.045Z")};
    }
};

}  // namespace detail

/// When FCM delivers: `high` wakes the device, `normal` may wait. Google's reference has both spellings.
using fcm_priority = basic_text<detail::fcm_rule<schema::among<"normal", "high", "NORMAL", "HIGH">>>;
/// How much the notification asks for attention once it is there.
using fcm_notification_priority =
    basic_text<detail::fcm_rule<schema::among<"PRIORITY_UNSPECIFIED", "PRIORITY_MIN", "PRIORITY_LOW",
                                              "PRIORITY_DEFAULT", "PRIORITY_HIGH", "PRIORITY_MAX">>>;
/// What a locked screen shows of it.
using fcm_visibility =
    basic_text<detail::fcm_rule<schema::among<"VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET">>>;
/// Whether Android's services may show it for the app.
using fcm_proxy =
    basic_text<detail::fcm_rule<schema::among<"PROXY_UNSPECIFIED", "ALLOW", "DENY", "IF_PRIORITY_LOWERED">>>;
/// Seconds with an s, `3.5s`; how long FCM keeps the push is rounded down to whole seconds, `0s` is now or never.
using fcm_duration = basic_text<detail::fcm_rule<detail::duration_form>>;
/// The same of at most limits::fcm_ttl.
using fcm_ttl = basic_text<detail::fcm_rule<detail::duration_form, detail::duration_within<limits::fcm_ttl>>>;
/// `#rrggbb`.
using fcm_color = basic_text<detail::fcm_rule<detail::color_form>>;
/// `2014-10-02T15:01:23.045123456Z`.
using fcm_moment = basic_text<detail::fcm_rule<detail::moment_form>>;
/// What pushes are counted by: at most limits::fcm_label letters, digits and -_.~%.
using fcm_label = basic_text<
    detail::fcm_rule<schema::at_least<1, schema::characters>, schema::at_most<limits::fcm_label, schema::characters>,
                     schema::only<detail::fcm_label_characters>>>;

namespace detail {

/// What stands behind every key that FCM's reference does not have.
inline constexpr std::string_view unknown_to_fcm =
    "no key of FCM's that is known here: FCM answers 400 to keys that it does not know (Cannot find field)";

inline constexpr std::string_view only_of_google[] = {"token", "topic",   "condition",  "name",
                                                      "apns",  "webpush", "fcm_options"};
inline constexpr std::string_view not_of_the_page =
    "a key of FCM's that the payload page does not have: whether NIM hands it on is unverified";

/// `data`: texts alone, and no key that FCM keeps for itself.
struct fcm_data {
    template <class T, class Faults>
    static constexpr void at(const T&, const free_map& data, const place& here, Faults& faults) {
        for (const value::member& one : data.members()) {
            const std::string_view key = one.key.chars();
            if (!one.val.is(value::kind::string))
                faults.add(here.at(key), errc::wrong_type,
                           join(kind_name(one.val.type()), ", must be a text: FCM answers 400 (TYPE_STRING)"));
            if (key == "from" || key == "message_type" || key.starts_with("google.") ||
                key.starts_with("gcm.notification"))
                faults.add(here.at(key), errc::unknown_key, "a key that FCM keeps for itself: it refuses the push");
            else if (key.starts_with("google") || key.starts_with("gcm"))
                warn(faults, here.at(key), errc::unknown_key,
                     "an older page of Google's keeps all that begins so for FCM: it may refuse the push (unverified)");
        }
    }
};
struct fcm_count {
    template <class T, class Faults>
    static constexpr void at(const T&, const digits_or_number& n, const place& here, Faults& faults) {
        if (!n.is_within(0, INT32_MAX))
            faults.add(here, errc::out_of_range, "must be from 0 on and fit 32 bits: FCM answers 400");
    }
};
struct fcm_rgba {
    template <class T, class Faults>
    static constexpr void at(const T&, const free_map& color, const place& here, Faults& faults) {
        for (const value::member& one : color.members()) {
            const auto share = one.val.as_double();
            const std::string_view key = one.key.chars();
            if (key != "red" && key != "green" && key != "blue" && key != "alpha")
                warn(faults, here.at(key), errc::unknown_key, "red, green, blue and alpha alone: FCM answers 400");
            else if (!share || !(*share >= 0 && *share <= 1))
                faults.add(here.at(key), errc::out_of_range, "must be a number from 0 to 1");
        }
    }
};

}  // namespace detail

/// How the light of the device blinks; Google demands all three. `color` has red, green, blue and alpha, from 0 to 1.
struct fcm_light_settings {
    free_map color{};
    fcm_duration light_on_duration{}, light_off_duration{};
    free_map other{};

    using me = fcm_light_settings;
    using open_fields = field_list<
        field<"color", &me::color, schema::omit_null, schema::demanded, schema::checked_by<detail::fcm_rgba>>,
        field<"light_on_duration", &me::light_on_duration, schema::omit_null, schema::demanded>,
        field<"light_off_duration", &me::light_off_duration, schema::omit_null, schema::demanded>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `message.android.notification`. `channel_id` names a channel that the app has made; an unknown one falls back to
/// that of its manifest.
struct fcm_android_notification {
    text title{}, body{}, icon{};
    fcm_color color{};
    text sound{}, tag{}, click_action{}, body_loc_key{};
    maybe<std::vector<text>> body_loc_args{};
    text title_loc_key{};
    maybe<std::vector<text>> title_loc_args{};
    text channel_id{}, ticker{};
    maybe<bool> sticky{};  // stays when it is tapped
    fcm_moment event_time{};
    maybe<bool> local_only{};
    fcm_notification_priority notification_priority{};
    maybe<bool> default_sound{}, default_vibrate_timings{}, default_light_settings{};
    maybe<std::vector<fcm_duration>> vibrate_timings{};
    fcm_visibility visibility{};
    digits_or_number notification_count{};
    maybe<fcm_light_settings> light_settings{};
    text image{};
    fcm_proxy proxy{};
    free_map other{};

    using me = fcm_android_notification;
    using open_fields = field_list<
        field<"title", &me::title, schema::omit_null>, field<"body", &me::body, schema::omit_null>,
        field<"icon", &me::icon, schema::omit_null>, field<"color", &me::color, schema::omit_null>,
        field<"sound", &me::sound, schema::omit_null>, field<"tag", &me::tag, schema::omit_null>,
        field<"click_action", &me::click_action, schema::omit_null>,
        field<"body_loc_key", &me::body_loc_key, schema::omit_null>,
        field<"body_loc_args", &me::body_loc_args, schema::omit_null>,
        field<"title_loc_key", &me::title_loc_key, schema::omit_null>,
        field<"title_loc_args", &me::title_loc_args, schema::omit_null>,
        field<"channel_id", &me::channel_id, schema::omit_null>, field<"ticker", &me::ticker, schema::omit_null>,
        field<"sticky", &me::sticky, schema::omit_null>, field<"event_time", &me::event_time, schema::omit_null>,
        field<"local_only", &me::local_only, schema::omit_null>,
        field<"notification_priority", &me::notification_priority, schema::omit_null>,
        field<"default_sound", &me::default_sound, schema::omit_null>,
        field<"default_vibrate_timings", &me::default_vibrate_timings, schema::omit_null>,
        field<"default_light_settings", &me::default_light_settings, schema::omit_null>,
        field<"vibrate_timings", &me::vibrate_timings, schema::omit_null>,
        field<"visibility", &me::visibility, schema::omit_null>,
        field<"notification_count", &me::notification_count, schema::omit_null, schema::checked_by<detail::fcm_count>>,
        field<"light_settings", &me::light_settings, schema::omit_null>, field<"image", &me::image, schema::omit_null>,
        field<"proxy", &me::proxy, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const;
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `fcm_options` of `message.android`.
struct fcm_android_options {
    fcm_label analytics_label{};
    free_map other{};

    using me = fcm_android_options;
    using open_fields = field_list<field<"analytics_label", &me::analytics_label, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `message.android`. FCM keeps messages of at most four collapse keys at a time for a device.
struct fcm_android_config {
    text collapse_key{};
    fcm_priority priority{};
    fcm_ttl ttl{};  // four weeks where none is given
    text restricted_package_name{};
    free_map data{};  // texts alone; where it is given message.data does not count
    maybe<fcm_android_notification> notification{};
    maybe<fcm_android_options> fcm_options{};
    maybe<bool> direct_boot_ok{}, bandwidth_constrained_ok{}, restricted_satellite_ok{};
    free_map other{};

    using me = fcm_android_config;
    using open_fields =
        field_list<field<"collapse_key", &me::collapse_key, schema::omit_null>,
                   field<"priority", &me::priority, schema::omit_null>, field<"ttl", &me::ttl, schema::omit_null>,
                   field<"restricted_package_name", &me::restricted_package_name, schema::omit_null>,
                   field<"data", &me::data, schema::omit_null, schema::checked_by<detail::fcm_data>>,
                   field<"notification", &me::notification, schema::omit_null>,
                   field<"fcm_options", &me::fcm_options, schema::omit_null>,
                   field<"direct_boot_ok", &me::direct_boot_ok, schema::omit_null>,
                   field<"bandwidth_constrained_ok", &me::bandwidth_constrained_ok, schema::omit_null>,
                   field<"restricted_satellite_ok", &me::restricted_satellite_ok, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        constexpr detail::other_home homes[] = {
            {detail::names_of<fcm_android_notification::open_fields, Faults>(), "android.notification"}};
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm,
                             homes);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

template <class Faults>
constexpr void fcm_android_notification::add_faults(const detail::place& here, Faults& faults) const {
    detail::check_members_of(*this, here, faults);
    constexpr detail::other_home homes[] = {{detail::names_of<fcm_android_config::open_fields, Faults>(), "android"}};
    detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm, homes);
    if (body_loc_args.has_value() && !body_loc_key.has_value())
        detail::warn(faults, here.at("body_loc_args"), errc::missing, "arguments without their key do nothing");
    if (title_loc_args.has_value() && !title_loc_key.has_value())
        detail::warn(faults, here.at("title_loc_args"), errc::missing, "arguments without their key do nothing");
}

/// `message.notification`, for every platform; what stands in `android.notification` wins on Android.
struct fcm_notification {
    text title{}, body{}, image{};
    free_map other{};

    using me = fcm_notification;
    using open_fields =
        field_list<field<"title", &me::title, schema::omit_null>, field<"body", &me::body, schema::omit_null>,
                   field<"image", &me::image, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        constexpr detail::other_home homes[] = {
            {detail::names_of<fcm_android_notification::open_fields, Faults>(), "message.android.notification"}};
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm,
                             homes);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `message`. NIM fills the notification with the push's title and text; for a message that the app itself is handed
/// `need_notification` must be false (NIM's own key, true where none is given).
struct fcm_message {
    maybe<bool> need_notification{};
    maybe<fcm_notification> notification{};
    free_map data{};  // texts alone
    maybe<fcm_android_config> android{};
    free_map other{};

    using me = fcm_message;
    using open_fields = field_list<field<"needNotification", &me::need_notification, schema::omit_null>,
                                   field<"notification", &me::notification, schema::omit_null>,
                                   field<"data", &me::data, schema::omit_null, schema::checked_by<detail::fcm_data>>,
                                   field<"android", &me::android, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        constexpr detail::other_home homes[] = {
            {detail::only_of_google, {}, detail::not_of_the_page},
            {detail::names_of<fcm_android_config::open_fields, Faults>(), "message.android"},
            {detail::names_of<fcm_android_notification::open_fields, Faults>(), "message.android.notification"}};
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm,
                             homes);
        const bool of_android = android.has_value() && android->data.size() != 0;
        if (data.size() != 0 && of_android)
            detail::warn(faults, here.at("data"), errc::duplicate_key,
                         "not handed to the app: android.data takes its place on Android");
        if (need_notification == false && data.size() == 0 && !of_android)
            detail::warn(faults, here.at("needNotification"), errc::missing,
                         "false, and there is no data: the app is handed an empty message");
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `fcmFieldV1`: for certificates of FCM HTTP v1; those of the legacy protocol are read from `fcmField`.
struct fcm_v1_field {
    maybe<bool> validate_only{};  // true: FCM looks at the message and delivers it to nobody
    maybe<fcm_message> message{};
    free_map other{};

    using me = fcm_v1_field;
    using open_fields = field_list<field<"validate_only", &me::validate_only, schema::omit_null>,
                                   field<"message", &me::message, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::check_members_of(*this, here, faults);
        constexpr detail::other_home homes[] = {
            {detail::names_of<fcm_message::open_fields, Faults>(), "message"},
            {detail::names_of<fcm_android_config::open_fields, Faults>(), "message.android"}};
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_fcm,
                             homes);
        if (validate_only == true)
            detail::warn(faults, here.at("validate_only"), errc::refused,
                         "true: FCM tests the message and delivers it to nobody, so no device shows a push");
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

}  // namespace nimpush::v1
