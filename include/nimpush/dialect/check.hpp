#pragma once

// check(): every limit of NIM that a model breaks, with its path, not the first only.
//
// Literals are checked while compiling; this is for what came at run time, and for what no type can
// say. An error is what the peer refuses or loses; a warning is where sources disagree or where the
// call does something else than it looks like.

#include <string_view>
#include <type_traits>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/push_limits.hpp>
#include <nimpush/model/custom_notification.hpp>
#include <nimpush/model/message.hpp>
#include <nimpush/model/nos_scenes.hpp>
#include <nimpush/model/push.hpp>
#include <nimpush/model/sdk_options.hpp>
#include <nimpush/model/settings.hpp>

namespace nimpush::inline v1 {

namespace detail {

constexpr void check_clock(const text& time, const place& here, fault_list& faults) {
    if (time.has_value() && !is_clock_time(time.view()))
        faults.add(here, {errc::bad_character, {}, join("`", printable(time.view()).view(), "` is not HH:mm")},
                   degree::warning);
}

constexpr void check_scenes(const nos_scenes& scenes, const place& here, fault_list& faults) {
    for (const nos_scene& one : scenes.scenes())
        if (one.days < 0)
            faults.add(here.at(one.name.view()), errc::out_of_range,
                       join(number_text(one.days).view(), " days, at least 0"));
}

// What a type cannot say of its own members: looked at with each field, so that findings keep their order.
constexpr void check_more(const custom_notification& n, std::string_view key, const place& here, fault_list& faults) {
    if (key == "sendToOnlineUserOnly" && n.send_to_online_user_only.value_or(true) && !n.apns_text.empty())
        faults.add(here, {errc::out_of_range, {}, "true: nobody who is offline gets this, apnsText is for nothing"},
                   degree::warning);
    if (key == "config" && n.config.has_value() && !n.config->enable_push.has_value())
        faults.add(here.at("enablePush"), {errc::null_value, {}, "null: iOS reads it as false and pushes nothing"},
                   degree::warning);
}
constexpr void check_more(const member_push_option& option, std::string_view key, const place& here,
                          fault_list& faults) {
    if (key == "forcePushList") check_forced_accounts(option, here, faults);
}
constexpr void check_more(const push_no_disturb_config& config, std::string_view key, const place& here,
                          fault_list& faults) {
    const bool starts = config.start_time.has_value();
    const bool ends = config.end_time.has_value();
    if (key == "startTime") check_clock(config.start_time, here, faults);
    if (key == "endTime") check_clock(config.end_time, here, faults);
    if (config.enable && ((key == "startTime" && !starts && ends) || (key == "endTime" && !ends && starts)))
        faults.add(here, {errc::missing, {}, "null, but not the other time: iOS then ignores both"}, degree::warning);
}
constexpr void check_more(const status_bar_notification_config& config, std::string_view key, const place& here,
                          fault_list& faults) {
    if (key == "downTimeBegin") check_clock(config.down_time_begin, here, faults);
    if (key == "downTimeEnd") check_clock(config.down_time_end, here, faults);
}
template <class T>
concept has_more = requires(const T& x, const place& here, fault_list& faults) {
    check_more(x, std::string_view(), here, faults);
};

template <spelling Spelling, class T> constexpr void check_into(const T& x, const place& here, fault_list& faults);

/// Nothing of a plain number or of text without a rule can be wrong, but that it is missing.
template <class M>
inline constexpr bool may_be_wrong = !(std::is_arithmetic_v<M> || std::is_enum_v<M> || std::is_same_v<M, text> ||
                                       std::is_same_v<M, value> || std::is_same_v<M, free_map>);
template <class M> inline constexpr bool may_be_wrong<std::optional<M>> = may_be_wrong<M>;
template <class M> inline constexpr bool may_be_wrong<std::vector<M>> = may_be_wrong<M>;

template <spelling Spelling, class F, class T>
constexpr void check_field(const T& x, const place& here, fault_list& faults) {
    if constexpr (!F::is_constant) {
        using M = std::remove_cvref_t<decltype(&x->*F::member)>;
        constexpr bool must_be_there =
            F::template has<demanded> || (is_text<M> && F::template has<required> && F::template has<not_null>);
        constexpr bool is_payload = std::is_same_v<M, free_map> && F::key.view() == "pushPayload";
        if constexpr (Spelling == spelling::wire && F::template has<flat>) {
            check_into<Spelling>(&x->*F::member, here, faults);
        } else if constexpr (must_be_there || is_payload || may_be_wrong<M> || has_more<T>) {
            const place there = here.at(Spelling == spelling::api ? F::name.view() : F::key.view());
            if constexpr (must_be_there)
                if (is_null(&x->*F::member)) faults.add(there, errc::missing, "missing: it is required");
            if constexpr (is_payload) check_payload(&x->*F::member, there, faults);
            if constexpr (has_more<T>) check_more(x, F::key.view(), there, faults);
            if constexpr (may_be_wrong<M>) check_into<Spelling>(&x->*F::member, there, faults);
        }
    }
}

template <spelling Spelling, class T, class... F>
constexpr void check_all(const T& x, const place& here, fault_list& faults, const field_list<F...>&) {
    (check_field<Spelling, F>(x, here, faults), ...);
}

template <spelling Spelling, described T>
constexpr void check_members(const T& x, const place& here, fault_list& faults) {
    check_all<Spelling>(x, here, faults, fields<T>{});
}

template <spelling Spelling, class T> constexpr void check_into(const T& x, const place& here, fault_list& faults) {
    if constexpr (requires { x.check(here, faults); }) {
        x.check(here, faults);
    } else if constexpr (is_text<T>) {
        if (!x.has_value()) return;
        using rule = typename T::rule;
        if constexpr (!std::is_same_v<rule, any_text>) {
            if (auto made = T::from(x.view()); !made) return faults.add(here, made.error());
            if constexpr (requires { rule::warn_bytes; })
                if (x.size() > rule::warn_bytes)
                    faults.add(here,
                               {errc::too_long,
                                {},
                                join(count_text(x.size()), " bytes, more than ", count_text(rule::warn_bytes),
                                     ": the plugin's documents allow no more, newer ones do")},
                               degree::warning);
        }
    } else if constexpr (is_ranged<T>) {
        if (auto fine = x.test(); !fine) faults.add(here, fine.error());
    } else if constexpr (is_optional<T>) {
        if (x.has_value()) check_into<Spelling>(*x, here, faults);
    } else if constexpr (is_vector<T>) {
        for (std::size_t i = 0; i < x.size(); ++i) check_into<Spelling>(x[i], here.at(i), faults);
    } else if constexpr (requires { T::is_attachment; }) {
        x.visit([&](const auto& one) { check_members<Spelling>(one, here, faults); });
    } else if constexpr (std::is_same_v<T, nos_scenes>) {
        check_scenes(x, here, faults);
    } else if constexpr (described<T>) {
        check_members<Spelling>(x, here, faults);
    }
}

}  // namespace detail

/// Every problem of a model or a call, in the order of its fields; empty where there is none.
///
/// Paths are spelt as on the wire (`apnsCername`, `memberPushOption.forcePushList`), or with the names
/// of the plugin's API.
template <spelling Spelling = spelling::wire, class T> constexpr problems check(const T& x) {
    detail::fault_list faults;
    detail::check_into<Spelling>(x, detail::place{}, faults);
    return faults.take();
}

}  // namespace nimpush::v1
