#pragma once

// Honor's part of a push payload, `honorField`: the `android` of a message of Honor's.
//
// The keys are those of the payload page (see push_payload/fcm.hpp for its dates) and of Honor's page "downlink
// message" as others copied it, whose limits are warnings therefore, and unverified: docs/facts/flutter_channel.md,
// Honor.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/push_payload/unknown_keys.hpp>
#include <nimpush/model/push_payload/vendor_values.hpp>

namespace nimpush::inline v1 {

namespace detail {

inline constexpr std::string_view unknown_to_honor =
    "no key of Honor's that is known here: what it does with it is unverified";

template <class Faults> constexpr void honor_says(Faults& faults, const place& here, errc code, const text& says) {
    warn(faults, here, code, join(says.view(), " (Honor's page at second hand, unverified)"));
}
template <class Faults>
constexpr void honor_range(Faults& faults, const place& here, const digits_or_number& n, std::int64_t least,
                           std::int64_t most) {
    if (!n.is_within(least, most))
        honor_says(faults, here, errc::out_of_range,
                   join(number_text(n.value()).view(), ", must be from ", number_text(least).view(), " to ",
                        number_text(most).view()));
}
template <class Faults> constexpr void honor_https(Faults& faults, const place& here, const text& url) {
    if (!url.empty() && !url.view().starts_with("https://"))
        honor_says(faults, here, errc::bad_character, "must begin with https://");
}
template <class Faults>
constexpr void honor_length(Faults& faults, const place& here, const text& said, std::size_t most) {
    if (schema::characters::count(said.view()) > most)
        honor_says(faults, here, errc::too_long, length_detail<schema::characters>(said.view(), "at most", most));
}

}  // namespace detail

/// What a tap does: type 1 opens a page of the app (by `intent`, or by `action`), 2 a URL, 3 the app.
struct honor_click_action {
    digits_or_number type{};
    text intent{}, url{}, action{};
    free_map other{};

    using me = honor_click_action;
    using open_fields =
        field_list<field<"type", &me::type, schema::omit_null>, field<"intent", &me::intent, schema::omit_null>,
                   field<"url", &me::url, schema::omit_null>, field<"action", &me::action, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_honor);
        if (!type.has_value())
            detail::honor_says(faults, here.at("type"), errc::missing, "missing: 1 opens a page, 2 a URL, 3 the app");
        detail::honor_range(faults, here.at("type"), type, 1, 3);
        if (type.value() == 1 && intent.empty() && action.empty())
            detail::honor_says(faults, here.at("intent"), errc::missing, "type 1 needs an intent or an action");
        if (type.value() == 2 && url.empty())
            detail::honor_says(faults, here.at("url"), errc::missing, "type 2 needs a url");
        if (type.value() == 2) detail::honor_https(faults, here.at("url"), url);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// A button of the notification: `action_type` 0 opens the app, 1 a page of it (by intent with `intent_type` 0, by action
/// with 1), 2 a URL, which stands in `intent`.
struct honor_button {
    text name{};  // at most limits::honor_button_name characters
    digits_or_number action_type{}, intent_type{};
    text intent{}, data{};  // data: at most limits::honor_button_data characters
    free_map other{};

    using me = honor_button;
    using open_fields =
        field_list<field<"name", &me::name, schema::omit_null>,
                   field<"actionType", &me::action_type, schema::omit_null>,
                   field<"intentType", &me::intent_type, schema::omit_null>,
                   field<"intent", &me::intent, schema::omit_null>, field<"data", &me::data, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_honor);
        if (name.empty())
            detail::honor_says(faults, here.at("name"), errc::missing, "missing: a button needs its name");
        detail::honor_length(faults, here.at("name"), name, limits::honor_button_name);
        detail::honor_length(faults, here.at("data"), data, limits::honor_button_data);
        if (!action_type.has_value())
            detail::honor_says(faults, here.at("actionType"), errc::missing,
                               "missing: 0 opens the app, 1 a page, 2 a URL");
        detail::honor_range(faults, here.at("actionType"), action_type, 0, 2);
        detail::honor_range(faults, here.at("intentType"), intent_type, 0, 1);
        if (action_type.value() == 1 && !intent_type.has_value())
            detail::honor_says(faults, here.at("intentType"), errc::missing, "actionType 1 needs it");
        if (action_type.value() != 0 && intent.empty())
            detail::honor_says(faults, here.at("intent"), errc::missing, "actionType 1 and 2 need it");
        if (action_type.value() == 2) detail::honor_https(faults, here.at("intent"), intent);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// The number at the app's icon: `add_num` is added, `set_num` set, which wins.
struct honor_badge {
    digits_or_number add_num{};
    text badge_class{};  // the app's first activity, with its package
    digits_or_number set_num{};
    free_map other{};

    using me = honor_badge;
    using open_fields = field_list<field<"addNum", &me::add_num, schema::omit_null>,
                                   field<"badgeClass", &me::badge_class, schema::omit_null>,
                                   field<"setNum", &me::set_num, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_honor);
        if (badge_class.empty())
            detail::honor_says(faults, here.at("badgeClass"), errc::missing,
                               "missing: the number needs the app's activity");
        detail::honor_range(faults, here.at("addNum"), add_num, 1, limits::honor_badge);
        detail::honor_range(faults, here.at("setNum"), set_num, 0, limits::honor_badge);
        if (add_num.has_value() && set_num.has_value())
            detail::honor_says(faults, here.at("addNum"), errc::duplicate_key, "setNum wins where both are given");
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `honorField.notification`. `importance` NORMAL is a message of service and communication, LOW marketing, which is
/// shown silently. Style 1 shows a long text, and needs `big_title` and `big_body`.
struct honor_notification {
    text title{}, body{};
    maybe<honor_click_action> click_action{};
    text image{};
    digits_or_number style{};
    text big_title{}, big_body{}, importance{}, when{};
    maybe<std::vector<honor_button>> button_list{};  // at most limits::honor_buttons
    maybe<honor_badge> badge{};
    digits_or_number notify_id{};  // the same one replaces the notification
    text tag{}, group{};
    free_map other{};

    using me = honor_notification;
    using open_fields = field_list<
        field<"title", &me::title, schema::omit_null>, field<"body", &me::body, schema::omit_null>,
        field<"clickAction", &me::click_action, schema::omit_null>, field<"image", &me::image, schema::omit_null>,
        field<"style", &me::style, schema::omit_null>, field<"bigTitle", &me::big_title, schema::omit_null>,
        field<"bigBody", &me::big_body, schema::omit_null>, field<"importance", &me::importance, schema::omit_null>,
        field<"when", &me::when, schema::omit_null>, field<"buttons", &me::button_list, schema::omit_null>,
        field<"badge", &me::badge, schema::omit_null>, field<"notifyId", &me::notify_id, schema::omit_null>,
        field<"tag", &me::tag, schema::omit_null>, field<"group", &me::group, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        using of_importance = schema::among<"LOW", "NORMAL">;
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_honor);
        if (importance.has_value() && !of_importance::has(importance.view()))
            detail::honor_says(faults, here.at("importance"), errc::bad_enumerator,
                               of_importance::none_of(importance.view()));
        detail::honor_range(faults, here.at("style"), style, 0, 1);
        if (style.value() == 1 && (big_title.empty() || big_body.empty()))
            detail::honor_says(faults, here.at("style"), errc::missing, "1 needs bigTitle and bigBody");
        if (!when.empty() && !detail::is_moment(when.view()))
            detail::honor_says(faults, here.at("when"), errc::bad_character,
                               detail::join(detail::quoted(when.view()).view(),
                                            " is no moment, as in 2014-10-02T15:01:23.045123456Z"));
        if (button_list.has_value() && button_list->size() > limits::honor_buttons)
            detail::honor_says(faults, here.at("buttons"), errc::too_many,
                               detail::join(detail::count_text(button_list->size()), " buttons, at most ",
                                            detail::count_text(limits::honor_buttons)));
        detail::honor_https(faults, here.at("image"), image);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

/// `honorField`. `ttl` is seconds with an s, `86400s` where none is given, at most limits::honor_ttl; `target_user_type`
/// 1 marks a test, which counts towards no limit of the device.
struct honor_field {
    text ttl{}, bi_tag{}, data{};
    maybe<honor_notification> notification{};
    digits_or_number target_user_type{};
    free_map other{};

    using me = honor_field;
    using open_fields =
        field_list<field<"ttl", &me::ttl, schema::omit_null>, field<"biTag", &me::bi_tag, schema::omit_null>,
                   field<"data", &me::data, schema::omit_null>,
                   field<"notification", &me::notification, schema::omit_null>,
                   field<"targetUserType", &me::target_user_type, schema::omit_null>>;
    template <class Faults> constexpr void add_faults(const detail::place& here, Faults& faults) const {
        constexpr detail::other_home homes[] = {
            {detail::names_of<honor_notification::open_fields, Faults>(), "notification"}};
        detail::check_members_of(*this, here, faults);
        detail::tell_unknown(other, detail::names_of<open_fields, Faults>(), here, faults, detail::unknown_to_honor,
                             homes);
        using within = schema::all_of<detail::duration_form, detail::duration_within<limits::honor_ttl>>;
        if (ttl.has_value())
            if (const auto broken = within::test(ttl.view()))
                detail::honor_says(faults, here.at("ttl"), broken->code, broken->detail);
        detail::honor_range(faults, here.at("targetUserType"), target_user_type, 0, 1);
    }
    friend constexpr bool operator==(const me&, const me&) = default;
};

}  // namespace nimpush::v1
