#pragma once

// check(): every rule of Apple that a payload breaks, for its push type.
//
// Without a push type only what holds for all types is looked at. An error is what Apple refuses or
// drops; a warning is what does nothing, or something else than it looks like: a key that nobody knows among them,
// since `bodi` is kept and sent, and shows nothing.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/apns/alert.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/saturate.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

using nimpush::detail::fault_list;
using nimpush::detail::join;
using nimpush::detail::place;

/// Seconds after which the time of a Live Activity is told as old. Reports have 50 to 200 (§12 of the survey; Apple
/// gives no number).
inline constexpr std::int64_t oldest_live_timestamp = 50;

/// The findings of one payload. A template, as who only writes does not pay for compiling it.
template <std::same_as<notification> N> class payload_check {
    const N& n_;
    fault_list& faults_;
    place root_{};
    place aps_ = root_.at("aps");
    place alert_ = aps_.at("alert");
    place sound_ = aps_.at("sound");

  public:
    constexpr payload_check(const N& n, fault_list& faults) : n_(n), faults_(faults) {}

    constexpr void shape() {
        if (n_.custom.has_reserved_key()) error(aps_, errc::duplicate_key, "a custom key cannot be aps");
        if (n_.mdm.has_value() && n_.custom.keys().find("mdm") != nullptr)
            error(root_.at("mdm"), errc::duplicate_key, "mdm is set already: it would stand there twice");
        unknown_keys();
        check_localized(n_.alert.title, alert_.at("title"));
        check_localized(n_.alert.body, alert_.at("body"));
        if (auto fine = n_.badge.test(); !fine) faults_.add(aps_.at("badge"), fine.error());
        check_sound(n_.sound, sound_);
        check_sound(n_.alert.sound, alert_.at("sound"));
        if (n_.alert.plain.has_value() && n_.alert.is_object())
            error(alert_, errc::unknown_key, "plain text and an object at once: only the text is written");
        if (n_.mdm.has_value() && (n_.has_aps() || n_.custom.keys().size() != 0))
            error(root_.at("mdm"), errc::unknown_key, "an MDM payload holds nothing but mdm");
        if (n_.input_push_channel.has_value() && n_.input_push_token.has_value())
            error(aps_.at("input-push-token"), errc::unknown_key, "either input-push-channel or input-push-token");
        check_date("timestamp", n_.timestamp);
        check_date("stale-date", n_.stale_date);
        check_date("dismissal-date", n_.dismissal_date);
        warn_args(alert_.at("title-loc-args"), n_.alert.title_loc_args.has_value(), n_.alert.title_loc_key);
        warn_args(alert_.at("subtitle-loc-args"), n_.alert.subtitle_loc_args.has_value(), n_.alert.subtitle_loc_key);
        warn_args(alert_.at("loc-args"), n_.alert.loc_args.has_value(), n_.alert.loc_key);
    }

    /// `now`: seconds since 1970, where the caller has a clock.
    constexpr void of_type(push_type type, maybe<std::int64_t> now) {
        const bool live = type == push_type::liveactivity;
        if (!live) {
            if (n_.relevance_score.has_value() && !(*n_.relevance_score >= 0 && *n_.relevance_score <= 1))
                error(aps_.at("relevance-score"), errc::out_of_range, "from 0 to 1, but for Live Activities");
            if (n_.alert.title.is_localized() || n_.alert.body.is_localized())
                error(alert_, errc::wrong_type,
                      "title and body are objects in Live Activities alone: nothing is shown");
            if (n_.alert.sound.has_value())
                error(alert_.at("sound"), errc::unknown_key,
                      "inside the alert in Live Activities alone: it stays silent");
            refuse_live_keys();
        }
        const bool pulls = type == push_type::widgets || type == push_type::controls;
        if (pulls && n_.content_changed != true)
            error(aps_.at("content-changed"), errc::missing, "must be true: nothing is reloaded otherwise");
        if (!pulls && n_.content_changed.has_value())
            error(aps_.at("content-changed"), errc::unknown_key, "for widgets and controls alone");
        if ((type == push_type::mdm) != n_.mdm.has_value())
            n_.mdm.has_value() ? error(root_.at("mdm"), errc::unknown_key, "for the push type mdm alone")
                               : error(root_.at("mdm"), errc::missing, "an MDM push needs it");
        if (live) live_activity(now);
        if (type == push_type::background) background();
        if (type == push_type::alert && !n_.alert.has_value() && !n_.badge.has_value() && !n_.sound.has_value())
            beside_aps();
    }

    /// Nothing is shown: because what would be stands beside `aps`?
    constexpr void beside_aps() {
        warn(aps_, errc::missing, "no alert, badge or sound: the user notices nothing");
        for (const std::string_view name : {"alert", "badge", "sound"})
            if (n_.custom.keys().find(name) != nullptr)
                warn(root_.at(name), errc::unknown_key, "iOS does nothing with it beside aps: it belongs inside");
    }

    constexpr void size(std::size_t limit) {
        const auto bytes = json::size(n_);
        if (!bytes)
            faults_.add(root_, bytes.error());
        else if (*bytes > limit)
            error(root_, errc::too_long,
                  join(nimpush::detail::count_text(*bytes), " bytes, at most ", nimpush::detail::count_text(limit),
                       ": Apple answers 413 PayloadTooLarge"));
    }

  private:
    constexpr void error(const place& here, errc code, text detail) { faults_.add(here, code, std::move(detail)); }
    constexpr void warn(const place& here, errc code, text detail) {
        faults_.add(here, nimpush::error{code, {}, std::move(detail)}, degree::warning);
    }
    constexpr void check_date(std::string_view key, const maybe<std::int64_t>& date) {
        if (date.has_value() && *date >= surely_milliseconds)
            error(aps_.at(key), errc::out_of_range, "seconds since 1970, these are milliseconds");
    }
    constexpr void check_sound(const sound& s, const place& here) {
        if (!s.volume().holds()) error(here.at("volume"), errc::out_of_range, "from 0 to 1");
        if (s.is_object() && s.name().empty()) error(here.at("name"), errc::missing, "a sound needs its name");
    }
    constexpr void check_localized(const alert_text& shown, const place& here) {
        if (!shown.is_localized()) return;
        if (!shown.object()->key.has_value())
            error(here.at("loc-key"), errc::missing, "a localized text needs its key");
        unknown(shown.object()->other, localized::open_fields::names(), here);
    }
    /// Keys that no field has: kept and sent, read by nobody at Apple's.
    constexpr void unknown(const free_map& other, span<const std::string_view> known, const place& here,
                           span<const std::string_view> elsewhere = {}, std::string_view where = {}) {
        for (const value::member& one : other.members()) {
            const std::string_view key = one.key.chars();
            bool is_known = false;
            for (const std::string_view name : known) is_known = is_known || name == key;
            if (is_known) {
                error(here.at(key), errc::duplicate_key, "has a member of its own: it would stand there twice");
                continue;
            }
            bool is_there = false;
            for (const std::string_view name : elsewhere) is_there = is_there || name == key;
            const std::string_view meant = is_there ? std::string_view() : nearest(key, known);
            const std::string_view meant_there = is_there ? key : nearest(key, elsewhere);
            warn(here.at(key), errc::unknown_key,
                 is_there
                     ? join("no key of Apple's in this place, where iOS does nothing with it: it belongs in ", where)
                 : !meant.empty()
                     ? join("no key of Apple's, so iOS does nothing with it: `", meant, "` was likely meant")
                 : !meant_there.empty()
                     ? join("no key of Apple's, so iOS does nothing with it: `", meant_there, "` in ", where,
                            " was likely meant")
                     : join("no key of Apple's: sent as it is, and read by the app alone, if at all"));
        }
    }
    constexpr void unknown_keys() {
        constexpr span<const std::string_view> in_aps = notification::aps_fields::names();
        constexpr span<const std::string_view> in_alert = alert::object_fields::names();
        unknown(n_.other, in_aps, aps_, in_alert, "aps.alert");
        unknown(n_.alert.other, in_alert, alert_, in_aps, "aps");
        unknown(n_.sound.other(), sound::object_fields::names(), sound_);
        unknown(n_.alert.sound.other(), sound::object_fields::names(), alert_.at("sound"));
        // Beside aps all keys are the app's own; those that only Apple writes so were surely meant for aps.
        for (const value::member& one : n_.custom.keys().members()) {
            const std::string_view key = one.key.chars();
            if (nimpush::detail::same_words(key, "aps") && key != "aps")
                warn(root_.at(key), errc::unknown_key, "iOS reads `aps` alone, spelt so");
            for (const std::string_view name : in_aps)
                if (name.find('-') != name.npos && nimpush::detail::same_words(key, name))
                    warn(root_.at(key), errc::unknown_key,
                         join("iOS does nothing with it beside aps: `", name, "` inside of it was likely meant"));
        }
    }
    constexpr void warn_args(const place& here, bool has_args, const text& key) {
        if (has_args && !key.has_value()) warn(here, errc::missing, "arguments without their key do nothing");
    }
    constexpr void refuse_live(bool has_it, std::string_view key) {
        if (has_it) error(aps_.at(key), errc::unknown_key, "for Live Activities alone");
    }
    constexpr void refuse_live_keys() {
        refuse_live(n_.event.has_value(), "event");
        refuse_live(n_.timestamp.has_value(), "timestamp");
        refuse_live(n_.stale_date.has_value(), "stale-date");
        refuse_live(n_.dismissal_date.has_value(), "dismissal-date");
        refuse_live(n_.content_state.has_value(), "content-state");
        refuse_live(n_.attributes_type.has_value(), "attributes-type");
        refuse_live(n_.attributes.has_value(), "attributes");
        refuse_live(n_.input_push_channel.has_value(), "input-push-channel");
        refuse_live(n_.input_push_token.has_value(), "input-push-token");
    }
    constexpr void need(bool has_it, std::string_view key, text why) {
        if (!has_it) error(aps_.at(key), errc::missing, std::move(why));
    }
    constexpr void live_alert() {
        const place title = alert_.at("title");
        const alert_text& shown = n_.alert.title;
        const bool is_empty = shown.is_localized() ? shown.object()->key.empty()
                                                   : shown.plain().empty() && n_.alert.title_loc_key.empty();
        if (n_.alert.plain.has_value())
            warn(
                alert_, errc::wrong_type,
                "plain text: the alert of a Live Activity is an object with title and body, else nothing may be shown");
        else if (is_empty && n_.event == event::start)
            warn(title, errc::missing,
                 "no title: a start with an empty alert was seen to get 200 and to show nothing (APNSwift#232)");
        else if (is_empty && shown.has_value())
            warn(title, errc::missing, "an empty title: it may be that nothing is shown");
    }
    constexpr void live_time(std::int64_t now) {
        const std::int64_t age = nimpush::detail::saturated_difference(now, n_.timestamp.value_or(now));
        if (age >= oldest_live_timestamp)
            warn(aps_.at("timestamp"), errc::out_of_range,
                 join(nimpush::detail::count_text(static_cast<std::uint64_t>(age)),
                      " seconds old: updates from 50 seconds on have been seen to be dropped; write the time of "
                      "sending"));
    }
    constexpr void live_activity(maybe<std::int64_t> now) {
        if (n_.timestamp.has_value() && *n_.timestamp < 0)
            error(aps_.at("timestamp"), errc::out_of_range, "seconds since 1970, and not before");
        if (n_.alert.has_value()) live_alert();
        if (now.has_value() && are_seconds(n_.timestamp.value_or(-1))) live_time(*now);
        need(n_.timestamp.has_value(), "timestamp", "a Live Activity needs the time, in seconds");
        need(n_.event.has_value(), "event", "a Live Activity needs start, update or end");
        if (n_.sound.has_value())
            warn(sound_, errc::unknown_key, "the sound of a Live Activity belongs inside the alert");
        if (!n_.event.has_value()) return;
        const bool starts = *n_.event == event::start;
        if (starts) {
            need(n_.alert.has_value(), "alert", "the start of a Live Activity needs an alert");
            need(n_.attributes_type.has_value(), "attributes-type",
                 "the start of a Live Activity needs its Swift type");
            need(n_.attributes.has_value(), "attributes", "the start of a Live Activity needs its attributes");
            if (n_.attributes_type.has_value() && n_.attributes_type.empty())
                warn(aps_.at("attributes-type"), errc::missing, "empty: it must be the name of the Swift type");
            if (!n_.content_state.has_value())
                warn(aps_.at("content-state"), errc::missing, "the start of a Live Activity holds its first state");
        } else if (n_.input_push_channel.has_value() || n_.input_push_token.has_value()) {
            warn(aps_.at("input-push-token"), errc::unknown_key, "read at the start of a Live Activity alone");
        }
        if (*n_.event == event::update)
            need(n_.content_state.has_value(), "content-state", "the update of a Live Activity needs its state");
        if (*n_.event == event::end && !n_.content_state.has_value())
            warn(aps_.at("content-state"), errc::missing, "the last state stays on the screen: send the final one");
        if (*n_.event != event::end && n_.dismissal_date.has_value())
            warn(aps_.at("dismissal-date"), errc::unknown_key, "read at the end of a Live Activity alone");
    }
    constexpr void background() {
        need(n_.content_available.is_on(), "content-available", "must be 1: the app is not woken otherwise");
        if (n_.aps_size() != static_cast<std::size_t>(n_.content_available.has_value()))
            error(aps_, errc::unknown_key, "aps of a background push holds content-available and nothing else");
    }
};

}  // namespace detail

/// Every problem of a payload. With a push type its own rules and its limit of size are looked at too, and with a clock
/// (seconds since 1970) whether a Live Activity's time is too old.
template <std::same_as<notification> N = notification>
[[nodiscard]] constexpr problems(check)(const N& n, maybe<push_type> type = {}, maybe<std::int64_t> now = {}) {
    nimpush::detail::fault_list faults;
    detail::payload_check look(n, faults);
    look.shape();
    if (type.has_value()) {
        look.of_type(*type, now);
        look.size(rules_of(*type).payload_limit);
    } else {
        look.size(voip_payload_limit);
    }
    return faults.take();
}

/// Whether a rendered payload is within the limit of its push type.
template <class Bytes> constexpr bool fits(const Bytes& payload, push_type type = push_type::alert) noexcept {
    return payload.size() <= rules_of(type).payload_limit;
}

}  // namespace apns
}  // namespace nimpush::v1
