#include "scenario_screen.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>

#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/read.hpp>
#include "lock_screen.hpp"
#include "verdict_text.hpp"

namespace nimpush_tool {

std::string app_name(std::string_view bundle_id) {
    const std::size_t last = bundle_id.find_last_not_of('.');
    if (last == bundle_id.npos) return "App";
    std::string name(bundle_id.substr(0, last + 1));
    name.erase(0, name.rfind('.') + 1);
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
    return name;
}

std::string date_of(const delivery::moment& now, delivery::language in) {
    static constexpr delivery::words days[] = {{"Thursday", "星期四"}, {"Friday", "星期五"}, {"Saturday", "星期六"},
                                               {"Sunday", "星期日"},   {"Monday", "星期一"}, {"Tuesday", "星期二"},
                                               {"Wednesday", "星期三"}};
    static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const std::int64_t local = now.seconds + std::int64_t{now.offset.minutes()} * 60;
    const std::int64_t day = (local - (local % 86400 + 86400) % 86400) / 86400;
    const auto date = delivery::detail::civil_from_days(day);
    const std::string weekday(days[(day % 7 + 7) % 7].in(in));
    if (in == delivery::language::zh)
        return std::to_string(date.month) + "月" + std::to_string(date.day) + "日 " + weekday;
    return weekday + ", " + std::string(months[date.month - 1]) + " " + std::to_string(date.day);
}

std::string clock_of(const delivery::moment& now) {
    char chars[5] = {0, 0, ':', 0, 0};
    const auto minute = now.minute_of_day(now.offset);
    delivery::detail::write_digits(minute / 60, 2, chars);
    delivery::detail::write_digits(minute % 60, 2, chars + 3);
    return std::string(chars, sizeof chars);
}

namespace {

/// Cards that one screen has room for.
constexpr std::size_t most_cards = 5;

/// What the alert's object says beside title and body.
std::string subtitle_of(const delivery::verdict& one) {
    const auto member = [](const nimpush::value* map, std::string_view key) -> const nimpush::value* {
        return map == nullptr || !map->is(nimpush::value::kind::map) ? nullptr : map->find(key);
    };
    const auto* subtitle = member(member(member(&one.request->payload, "aps"), "alert"), "subtitle");
    return subtitle == nullptr ? std::string() : std::string(subtitle->chars());
}

/// Pushed, and with a text that iOS shows.
bool is_seen(const delivery::verdict& one) {
    return one.alert.has_value() && !(one.alert->title.empty() && one.alert->body.empty());
}

}  // namespace

lock_screen screen_of(const delivery::scenario& scenario, nimpush::span<const delivery::verdict> verdicts,
                      std::string_view app, delivery::language in) {
    const bool chinese = in == delivery::language::zh;
    lock_screen screen{.clock = clock_of(scenario.now), .date = date_of(scenario.now, in)};
    std::size_t seen = 0;
    for (const delivery::verdict& one : verdicts) seen += is_seen(one);
    for (const delivery::verdict& one : verdicts) {
        if (!is_seen(one) || screen.cards.size() == most_cards) continue;
        screen.cards.push_back({.app = app.empty() ? app_name(one.request->headers.topic.view()) : std::string(app),
                                .title = std::string(one.alert->title.view()),
                                .subtitle = subtitle_of(one),
                                .body = std::string(one.alert->body.view()),
                                .badge = one.badge.value_or(0),
                                .time = chinese ? "现在" : "now",
                                .caption = seen > 1 ? device_text(one, in) : std::string()});
    }
    if (seen > most_cards) {
        const std::string more = std::to_string(seen - most_cards);
        screen.footer = chinese ? "还有 " + more + " 台设备" : "and " + more + " more";
    }
    return screen;
}

}  // namespace nimpush_tool
