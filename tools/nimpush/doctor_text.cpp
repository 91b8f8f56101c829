#include "doctor_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/doctor/doctor_words.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario/clock.hpp>

#include "log_text.hpp"

namespace nimpush_tool {

namespace {

namespace doc = nimpush::delivery::doctor;
using nimpush::delivery::language;

nimpush::value to_value(std::string_view s) { return nimpush::value(nimpush::text::from(s).value()); }

std::string two(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

/// With the zone of its log where that is known.
std::string time_text(const doc::timeline& all, const doc::entry& one) {
    if (!one.has_time) return {};
    const doc::log_file& file = all.files()[one.file];
    constexpr std::int64_t day = 86400000;
    const std::int64_t local = one.at + std::int64_t{file.zone} * 60000;
    const std::int64_t days = (local >= 0 ? local : local - day + 1) / day, ms = local - days * day;
    const auto date = nimpush::delivery::detail::civil_from_days(days);
    std::string made = std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day) + "T" +
                       two(ms / 3600000) + ":" + two(ms / 60000 % 60) + ":" + two(ms / 1000 % 60) + "." +
                       std::to_string(1000 + ms % 1000).substr(1);
    if (!file.knows_zone) return made;
    const std::int64_t zone = file.zone < 0 ? -file.zone : file.zone;
    return made + (file.zone < 0 ? "-" : "+") + two(zone / 60) + ":" + two(zone % 60);
}

std::string safe_words(const doc::entry& one) {
    if (!one.words.has_value()) return {};
    std::size_t at = 0;
    return without_secrets(one.words.view(), at);
}

nimpush::value line_value(const doc::timeline& all, const doc::entry& one) {
    nimpush::value made = nimpush::value::map();
    made.append("file", to_value(all.files()[one.file].name.view()));
    made.append("line", static_cast<std::int64_t>(one.line));
    return made;
}

nimpush::value entry_value(const doc::timeline& all, const doc::entry& one) {
    nimpush::value made = line_value(all, one);
    made.append("kind", to_value(name_of(one.kind)));
    if (one.account.has_value() && !one.account.view().empty()) made.append("account", to_value(one.account.view()));
    if (const std::string time = time_text(all, one); !time.empty()) made.append("time", to_value(time));
    made.append("text", to_value(safe_words(one)));
    return made;
}

constexpr std::size_t most_shown = 5000;

}  // namespace

nimpush::value answer_value(const doc::timeline& all, const doc::answer& said, language in) {
    nimpush::value made = nimpush::value::map();
    made.append("cause", to_value(name_of(said.main.cause)));
    made.append("sure", to_value(name_of(said.main.sure)));
    if (said.about.account.has_value()) made.append("account", to_value(said.about.account.view()));
    made.append("says", to_value(doc::says(said.main.cause, in)));
    made.append("remedy", to_value(doc::remedy(said.main.cause, in)));
    nimpush::value lines = nimpush::value::list();
    for (const doc::entry* one : said.main.lines) lines.push_back(line_value(all, *one));
    made.append("lines", std::move(lines));
    nimpush::value events = nimpush::value::list();
    std::size_t shown = 0;
    for (const doc::entry& one : all.entries())
        if (one.kind != doc::event_kind::note && ++shown <= most_shown) events.push_back(entry_value(all, one));
    made.append("timeline", std::move(events));
    const auto next = doc::next_question(said.main);
    made.append("next", next ? to_value(name_of(*next)) : nimpush::value());
    nimpush::value absent = nimpush::value::list();
    if (said.main.absent) absent.push_back(to_value(name_of(*said.main.absent)));
    made.append("absent", std::move(absent));
    nimpush::value others = nimpush::value::list();
    for (const doc::finding& one : said.others) {
        nimpush::value other = nimpush::value::map();
        other.append("cause", to_value(name_of(one.cause)));
        other.append("sure", to_value(name_of(one.sure)));
        others.push_back(std::move(other));
    }
    made.append("others", std::move(others));
    nimpush::value whole = nimpush::value::map();
    whole.append("answer", std::move(made));
    return whole;
}

std::string answer_text(const doc::timeline& all, const doc::answer& said, language in) {
    std::string made = std::string(name_of(said.main.cause)) + " (" + std::string(name_of(said.main.sure)) + ")\n";
    made += std::string(doc::says(said.main.cause, in)) + "\n";
    (void)all;
    return made;
}

}  // namespace nimpush_tool
