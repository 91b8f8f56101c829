#include "doctor_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/doctor/doctor_words.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
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
    const doc::fact next = doc::next_question(said.main);
    made.append("next", to_value(name_of(next)));
    made.append("asks", to_value(doc::asks(next, in)));
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

namespace {

using nimpush::delivery::words;

constexpr words sure_words[] = {{"Proved by these lines", "由以下日志行证实"},
                                {"Likely", "很可能"},
                                {"Possible", "可能"},
                                {"Not decided", "无法判断"}};

/// Writes what is said, in the form that was asked for.
class writer {
    const doc::timeline& all_;
    const doctor_style& how_;
    std::string made_{};

    std::string_view say(std::string_view en, std::string_view zh) const { return words{en, zh}.in(how_.in); }
    std::string code(std::string_view s) const {
        if (!how_.is_markdown) return std::string(s);
        std::string made = "`";
        for (const char c : s) made += c == '`' ? '\'' : c;
        return made + "`";
    }
    void head(std::string_view s) {
        made_ += how_.is_markdown ? "\n**" + std::string(s) + "**\n\n"
                                  : "\n" + std::string(s) + std::string(say(":", "：")) + "\n";
    }
    void line(std::string_view s) { made_ += (how_.is_markdown ? "- " : "  ") + std::string(s) + "\n"; }
    std::string place(const doc::entry& one) const {
        return std::string(all_.files()[one.file].name.view()) + ":" + std::to_string(one.line);
    }
    void event(const doc::entry& one) {
        const std::string time = time_text(all_, one);
        std::string made = code(place(one)) + "  ";
        if (!time.empty()) made += time + "  ";
        made += name_of(one.kind);
        if (one.account.has_value() && !one.account.view().empty()) made += " " + code(one.account.view());
        const std::string text = safe_words(one);
        if (!text.empty()) made += "  " + code(text);
        line(made);
    }
    /// Whether an event is of the phone or the account in question: of a server's log the others are left out.
    static bool matters(const doc::answer& said, const doc::entry& one) {
        if (one.kind == doc::event_kind::note) return false;
        if (said.phone.has_log() && one.file == said.phone.file) return true;
        if (!one.account.has_value() || !said.about.account.has_value()) return one.kind != doc::event_kind::push_sent;
        return one.account.view() == said.about.account.view();
    }
    void clocks() {
        bool is_told = false;
        for (const doc::log_file& one : all_.files()) {
            const bool is_off = one.behind <= -1500 || one.behind >= 1500;
            const bool is_unknown = all_.files().size() > 1 && !one.is_aligned;
            if (!is_off && !is_unknown && one.has_time && one.dropped == 0) continue;
            if (!is_told) head(say("Clocks", "时钟"));
            is_told = true;
            const std::string name = std::string(one.name.view());
            if (!one.has_time)
                line(name + std::string(say(": its lines have no time", "：日志行没有时间")));
            else if (is_off)
                line(name +
                     std::string(say(": compared by what both saw; to its clock are added ",
                                     "：已按双方共同的标识对齐，时钟加上 ")) +
                     std::to_string(one.behind / 1000) + std::string(say(" s", " 秒")));
            else if (is_unknown)
                line(name +
                     std::string(say(": not compared with another clock; taken as UTC", "：未与其他日志对齐，按 UTC")) +
                     (one.zone < 0 ? "-" : "+") + std::to_string((one.zone < 0 ? -one.zone : one.zone) / 60));
            if (one.dropped != 0)
                line(name + ": " + std::to_string(one.dropped) +
                     std::string(say(" usual events were left out", " 条普通事件未保留")));
        }
    }

  public:
    writer(const doc::timeline& all, const doctor_style& how) : all_(all), how_(how) {}

    std::string write(const doc::answer& said) {
        const auto cause = said.main.cause;
        const std::string_view sure = sure_words[static_cast<std::size_t>(said.main.sure)].in(how_.in);
        made_ = how_.is_markdown ? "### " : "";
        made_ += std::string(sure) + std::string(say(": ", "：")) + std::string(doc::says(cause, how_.in)) + " [" +
                 std::string(name_of(cause)) + "]\n";
        if (said.about.account.has_value() && !said.about.account.view().empty()) {
            const doc::entry* asked = said.about.sent != nullptr ? said.about.sent : said.about.pushed;
            made_ +=
                (how_.is_markdown ? "\n" : "") + std::string(say("Of ", "账号 ")) + code(said.about.account.view());
            if (asked != nullptr) made_ += std::string(say(", the push of ", "，推送时间 ")) + time_text(all_, *asked);
            made_ += "\n";
        }
        if (!said.main.lines.empty()) head(say("These lines say so", "依据"));
        for (const doc::entry* one : said.main.lines) event(*one);
        if (said.main.absent) {
            head(say("What is not in the logs", "日志中没有"));
            line(name_of(*said.main.absent));
        }
        head(say("What to do", "处理办法"));
        line(doc::remedy(cause, how_.in));
        head(said.main.sure == doc::sureness::cannot_know ? say("What to ask next", "下一步请确认")
                                                          : say("What would confirm it", "如需确认，请询问"));
        line(doc::asks(doc::next_question(said.main), how_.in));
        if (!said.others.empty()) head(say("Beside it", "此外"));
        for (const doc::finding& one : said.others)
            line(std::string(sure_words[static_cast<std::size_t>(one.sure)].in(how_.in)) +
                 std::string(say(": ", "：")) + std::string(doc::says(one.cause, how_.in)) + " [" +
                 std::string(name_of(one.cause)) + "]");
        if (!said.recovered.empty()) head(say("Faults that had passed before", "此前已恢复的故障"));
        for (const doc::entry* one : said.recovered) event(*one);
        clocks();
        head(say("Timeline", "时间线"));
        constexpr std::size_t most = 120;
        std::size_t shown = 0, left_out = 0;
        for (const doc::entry& one : all_.entries()) {
            if (!matters(said, one)) continue;
            if (++shown <= most)
                event(one);
            else
                ++left_out;
        }
        if (left_out != 0)
            line(std::to_string(left_out) + std::string(say(" more; --json has them", " 条未显示，见 --json")));
        return std::move(made_);
    }
};

}  // namespace

std::string answer_text(const doc::timeline& all, const doc::answer& said, const doctor_style& how) {
    return writer(all, how).write(said);
}

}  // namespace nimpush_tool
