#pragma once

// `nimpush preview`: what a scenario's receivers see on their lock screens, as SVG.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario.hpp>

#include "command_line.hpp"
#include "explain_command.hpp"
#include "lock_screen.hpp"
#include "verdict_text.hpp"

namespace nimpush_examples {

namespace detail {

/// Cards that one screen has room for.
inline constexpr std::size_t most_cards = 5;

/// `com.example.acme` is Acme.
inline std::string app_name(std::string_view bundle_id) {
    const std::size_t last = bundle_id.find_last_not_of('.');
    if (last == bundle_id.npos) return "App";
    std::string name(bundle_id.substr(0, last + 1));
    name.erase(0, name.rfind('.') + 1);
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
    return name;
}

/// `Monday, November 23` or `11月23日 星期一`, where the scenario's clock hangs.
inline std::string date_of(const delivery::moment& now, delivery::language in = delivery::language::en) {
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
/// `14:00`.
inline std::string clock_of(const delivery::moment& now) {
    char chars[5] = {0, 0, ':', 0, 0};
    const auto minute = now.minute_of_day(now.offset);
    delivery::detail::write_digits(minute / 60, 2, chars);
    delivery::detail::write_digits(minute % 60, 2, chars + 3);
    return std::string(chars, sizeof chars);
}

/// What the alert's object says beside title and body.
inline std::string subtitle_of(const delivery::verdict& one) {
    const auto member = [](const nimpush::value* map, std::string_view key) -> const nimpush::value* {
        return map == nullptr || !map->is(nimpush::value::kind::map) ? nullptr : map->find(key);
    };
    const auto* subtitle = member(member(member(&one.request->payload, "aps"), "alert"), "subtitle");
    return subtitle == nullptr ? std::string() : std::string(subtitle->chars());
}

/// Pushed, and with a text that iOS shows.
inline bool is_seen(const delivery::verdict& one) {
    return one.alert.has_value() && !(one.alert->title.empty() && one.alert->body.empty());
}

inline constexpr delivery::words nobody = {"nobody is to get this message", "没有人会收到这条消息"};

inline std::string why_unseen(const delivery::verdict& one, delivery::language in) {
    static constexpr delivery::words no_text = {"The alert has no text of its own: there is nothing to draw.",
                                                "alert 中没有文本，没有可画的内容。"};
    std::string why = verdict_text(one, {}, in);
    if (one.outcome == delivery::outcome::apns) why.append("  ").append(no_text.in(in)).append("\n");
    return why;
}

}  // namespace detail

/// The screen with a card for each device that shows the push, up to five; each has a caption where there
/// are more than one. `app` is the name on the cards, by default the end of the bundle id.
inline lock_screen screen_of(const delivery::scenario& scenario, nimpush::span<const delivery::verdict> verdicts,
                             std::string_view app = {}, delivery::language in = delivery::language::en) {
    const bool chinese = in == delivery::language::zh;
    lock_screen screen{.clock = detail::clock_of(scenario.now), .date = detail::date_of(scenario.now, in)};
    std::size_t seen = 0;
    for (const delivery::verdict& one : verdicts) seen += detail::is_seen(one);
    for (const delivery::verdict& one : verdicts) {
        if (!detail::is_seen(one) || screen.cards.size() == detail::most_cards) continue;
        screen.cards.push_back(
            {.app = app.empty() ? detail::app_name(one.request->headers.topic.view()) : std::string(app),
             .title = std::string(one.alert->title.view()),
             .subtitle = detail::subtitle_of(one),
             .body = std::string(one.alert->body.view()),
             .badge = one.badge.value_or(0),
             .time = chinese ? "现在" : "now",
             .caption = seen > 1 ? device_text(one, in) : std::string()});
    }
    if (seen > detail::most_cards) {
        const std::string more = std::to_string(seen - detail::most_cards);
        screen.footer = chinese ? "还有 " + more + " 台设备" : "and " + more + " more";
    }
    return screen;
}

/// `nimpush preview [--app NAME] [--lang en|zh] [-o FILE] [SCENARIO]`. Where nobody sees a push it says why,
/// for each device.
inline int preview(arguments& args) {
    std::string_view app;
    std::string_view file;
    delivery::explain_options options;
    if (!args.option("--app", app) || !args.option("-o", file) || !read_language(args, options.in)) return wrong_usage;
    return with_verdicts(args, options,
                         [&](const delivery::scenario& scenario, std::vector<delivery::verdict> verdicts) -> int {
                             const lock_screen screen = screen_of(scenario, verdicts, app, options.in);
                             if (screen.cards.empty()) {
                                 if (verdicts.empty()) std::cerr << detail::nobody.in(options.in) << '\n';
                                 for (const auto& one : verdicts) std::cerr << detail::why_unseen(one, options.in);
                                 return input_at_fault;
                             }
                             if (file.empty() || file == "-") {
                                 std::cout << draw(screen);
                                 return fine;
                             }
                             std::ofstream out(std::string(file), std::ios::binary);
                             if (out << draw(screen) && out.flush()) return fine;
                             std::cerr << "cannot write " << foreign(file) << '\n';
                             return input_at_fault;
                         });
}

}  // namespace nimpush_examples
