#pragma once

// check(): every rule of Apple that a payload breaks, for its push type.
//
// Without a push type only what holds for all types is looked at. An error is what Apple refuses or
// drops; a warning is what does nothing, or something else than it looks like.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

using nimpush::detail::fault_list;
using nimpush::detail::join;
using nimpush::detail::place;

/// The findings of one payload.
class payload_check {
    const notification& n_;
    fault_list& faults_;
    place root_{};
    place aps_ = root_.at("aps");
    place alert_ = aps_.at("alert");
    place sound_ = aps_.at("sound");

  public:
    constexpr payload_check(const notification& n, fault_list& faults) : n_(n), faults_(faults) {}

    constexpr void shape() {
        if (n_.custom.has_reserved_key()) error(aps_, errc::duplicate_key, "a custom key cannot be aps");
        if (auto fine = n_.badge.test(); !fine) faults_.add(aps_.at("badge"), fine.error());
        check_sound(n_.sound, sound_);
        check_sound(n_.alert.sound, alert_.at("sound"));
        const auto object_keys = nimpush::detail::count_all<false>(n_.alert, alert::object_fields{});
        if (n_.alert.plain.has_value() && object_keys != 0)
            error(alert_, errc::unknown_key, "plain text and an object at once: only the text is written");
        if (n_.mdm.has_value() && (n_.aps_size() != 0 || n_.custom.keys().size() != 0))
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

    constexpr void of_type(push_type type) {
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
        if (live) live_activity();
        if (type == push_type::background) background();
        if (type == push_type::alert && !n_.alert.has_value() && !n_.badge.has_value() && !n_.sound.has_value())
            warn(aps_, errc::missing, "no alert, badge or sound: the user notices nothing");
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
    constexpr void check_date(std::string_view key, const std::optional<std::int64_t>& date) {
        if (date.has_value() && *date >= surely_milliseconds)
            error(aps_.at(key), errc::out_of_range, "seconds since 1970, these are milliseconds");
    }
    constexpr void check_sound(const sound& s, const place& here) {
        if (!s.volume().holds()) error(here.at("volume"), errc::out_of_range, "from 0 to 1");
        if (s.is_object() && s.name().empty()) error(here.at("name"), errc::missing, "a sound needs its name");
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
    constexpr void live_activity() {
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

/// Every problem of a payload. With a push type its own rules and its limit of size are looked at too.
constexpr problems check(const notification& n, std::optional<push_type> type = {}) {
    nimpush::detail::fault_list faults;
    detail::payload_check look(n, faults);
    look.shape();
    if (type.has_value()) {
        look.of_type(*type);
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
