#pragma once

// The times at the head of a log's lines, as Xcode, logcat, Flutter, NIM's SDKs and servers write them.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/scenario/clock.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// When a line was written. What the line does not say is said elsewhere, or not known.
struct log_time {
    std::int64_t ms = 0;  // since 1970-01-01 in the zone of the log; without a date since midnight, without a year
                          // since January 1st of 1972, a leap year
    bool is_there = false;
    bool has_date = false;
    bool has_year = false;
    bool has_zone = false;
    std::int32_t zone = 0;  // minutes east of UTC
    std::size_t begin = 0;  // bytes of the line that it takes
    std::size_t end = 0;

    /// In UTC; for what has a zone.
    constexpr std::int64_t utc() const noexcept { return ms - std::int64_t{zone} * 60000; }
};

namespace detail {

using delivery::detail::days_from_civil, delivery::detail::days_in_month;
using delivery::detail::is_digit, delivery::detail::is_word;

inline constexpr std::int32_t leap_year = 1972;
inline constexpr std::int64_t ms_of_day = 86400000;

/// Takes numbers off the front.
class time_reader {
    std::string_view s_;
    std::size_t at_ = 0;

  public:
    constexpr time_reader(std::string_view s, std::size_t at) noexcept : s_(s), at_(at) {}
    constexpr std::size_t at() const noexcept { return at_; }
    constexpr char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < s_.size() ? s_[at_ + ahead] : '\0';
    }
    constexpr bool take(char c) noexcept { return peek() == c && (++at_, true); }
    constexpr bool take_any(std::string_view set) noexcept {
        return peek() != '\0' && set.find(peek()) != npos && (++at_, true);
    }
    /// `n` digits that make a number from least to most; -1 for none, and then nothing is taken.
    constexpr std::int32_t number(std::size_t n, std::int32_t least, std::int32_t most) noexcept {
        std::int32_t made = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (!is_digit(peek(i))) return -1;
            made = made * 10 + (peek(i) - '0');
        }
        if (made < least || made > most) return -1;
        at_ += n;
        return made;
    }
};

constexpr std::int32_t month_named(std::string_view s, std::size_t at) noexcept {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (at + 3 > s.size()) return 0;
    for (std::size_t i = 0; i < months.size(); i += 3)
        if (s.substr(at, 3) == months.substr(i, 3)) return static_cast<std::int32_t>(i / 3 + 1);
    return 0;
}

/// `+0800`, `+08:00`, `Z`, ` UTC`.
constexpr void read_zone(time_reader& in, log_time& made) noexcept {
    time_reader ahead = in;
    ahead.take(' ');
    if (ahead.peek() == 'Z' && !is_word(ahead.peek(1))) {
        ahead.take('Z');
        made.has_zone = true;
    } else if ((ahead.peek() == 'U' && ahead.peek(1) == 'T' && ahead.peek(2) == 'C') ||
               (ahead.peek() == 'G' && ahead.peek(1) == 'M' && ahead.peek(2) == 'T')) {
        for (int i = 0; i < 3; ++i) ahead.take(ahead.peek());
        made.has_zone = true;
    } else if (ahead.peek() == '+' || ahead.peek() == '-') {
        const bool west = ahead.take('-');
        if (!west) ahead.take('+');
        const auto hours = ahead.number(2, 0, 14);
        ahead.take(':');
        const auto rest = hours < 0 ? -1 : ahead.number(2, 0, 59);
        if (rest < 0 || is_digit(ahead.peek())) return;
        made.zone = (hours * 60 + rest) * (west ? -1 : 1);
        made.has_zone = true;
    } else {
        return;
    }
    in = ahead;
}

/// `10:01:02`, with `.231594`, `,020` or `:118` behind it.
constexpr bool read_clock(time_reader& in, log_time& made) noexcept {
    const auto hours = in.number(2, 0, 23);
    if (hours < 0 || !in.take(':')) return false;
    const auto minutes = in.number(2, 0, 59);
    if (minutes < 0 || !in.take(':')) return false;
    const auto seconds = in.number(2, 0, 60);
    if (seconds < 0 || is_digit(in.peek())) return false;
    std::int64_t ms = 0;
    if ((in.peek() == '.' || in.peek() == ',' || in.peek() == ':') && is_digit(in.peek(1))) {
        in.take_any(".,:");
        for (std::int64_t scale = 100; is_digit(in.peek()); scale /= 10) {
            ms += (in.peek() - '0') * scale;
            in.take(in.peek());
        }
    }
    made.ms += ((hours * 60LL + minutes) * 60 + seconds) * 1000 + ms;
    return true;
}

constexpr bool read_date(time_reader& in, log_time& made) noexcept {
    std::int32_t year = -1, month = -1, day = -1;
    time_reader ahead = in;
    year = ahead.number(4, 1970, 2200);
    if (year >= 0) {
        const char sign = ahead.peek();
        if (!ahead.take_any("-/.")) return false;
        month = ahead.number(2, 1, 12);
        if (month < 0 || !ahead.take(sign)) return false;
        day = ahead.number(2, 1, 31);
    } else if (month = ahead.number(2, 1, 12); month >= 0 && (ahead.peek() == '-' || ahead.peek() == '/')) {
        ahead.take_any("-/");
        day = ahead.number(2, 1, 31);
    } else {
        return false;
    }
    if (day < 0 || day > days_in_month(year < 0 ? leap_year : year, month) || is_digit(ahead.peek())) return false;
    if (!ahead.take('T') && !ahead.take(' ') && !ahead.take('_')) return false;
    while (ahead.take(' ')) {
    }
    made.has_date = true;
    made.has_year = year >= 0;
    made.ms = days_from_civil(year < 0 ? leap_year : year, month, day) * ms_of_day;
    in = ahead;
    return true;
}

/// syslog's `Nov 20 10:01:02`.
constexpr bool read_syslog_date(std::string_view s, time_reader& in, log_time& made) noexcept {
    const std::int32_t month = month_named(s, in.at());
    if (month == 0) return false;
    time_reader ahead(s, in.at() + 3);
    if (!ahead.take(' ')) return false;
    const bool is_short = ahead.take(' ');
    std::int32_t day = is_short ? ahead.number(1, 1, 9) : ahead.number(2, 1, 31);
    if (day < 0) day = ahead.number(1, 1, 9);
    if (day < 0 || !ahead.take(' ')) return false;
    if (day > days_in_month(leap_year, month)) return false;
    made.has_date = true;
    made.ms = days_from_civil(leap_year, month, day) * ms_of_day;
    in = ahead;
    return true;
}

/// Seconds or milliseconds since 1970 as the value of a key of JSON: `"ts":1795176600.905`, `"time":1795151413799`.
constexpr bool read_epoch(std::string_view s, std::size_t at, log_time& made) noexcept {
    std::int64_t number = 0, fraction = 0;
    std::size_t digits = 0, i = at;
    for (; i < s.size() && is_digit(s[i]); ++i, ++digits)
        if (digits < 16) number = number * 10 + (s[i] - '0');
    if (digits != 10 && digits != 13) return false;
    if (digits == 10 && i < s.size() && s[i] == '.')
        for (std::int64_t scale = 100; i + 1 < s.size() && is_digit(s[i + 1]); scale /= 10, ++i)
            fraction += (s[i + 1] - '0') * scale;
    if (i < s.size() && s[i] == '.') ++i;
    made = {.ms = digits == 10 ? number * 1000 + fraction : number,
            .is_there = true,
            .has_date = true,
            .has_year = true,
            .has_zone = true,
            .begin = at,
            .end = i};
    return true;
}

constexpr bool read_time_at(std::string_view s, std::size_t at, log_time& to) noexcept {
    log_time made;
    time_reader in(s, at);
    if (!read_date(in, made)) read_syslog_date(s, in, made);
    if (!read_clock(in, made)) return false;
    if (made.has_date) read_zone(in, made);
    made.is_there = true;
    made.begin = at;
    made.end = in.at();
    to = made;
    return true;
}

inline constexpr std::string_view time_keys[] = {
    "\"timestamp\":", "\"time\":", "\"ts\":", "\"@timestamp\":", "\"t\":", "\"date\":", "\"asctime\":"};

}  // namespace detail

/// The time of a line: at its head, behind a short prefix, or as a key of JSON.
constexpr log_time read_log_time(std::string_view line) noexcept {
    using namespace detail;
    log_time made;
    if (!line.empty() && line[0] == '{') {
        for (const std::string_view key : time_keys) {
            std::size_t at = line.find(key);
            if (at == npos) continue;
            for (at += key.size(); at < line.size() && (line[at] == ' ' || line[at] == '"');) ++at;
            if (read_epoch(line, at, made) || read_time_at(line, at, made)) return made;
        }
        return made;
    }
    // A prefix such as `I/flutter ( 6120): `, `[`, `flutter: `.
    constexpr std::size_t furthest = 48;
    for (std::size_t i = 0; i < line.size() && i < furthest; ++i) {
        if (i > 0 && (is_word(line[i - 1]) || line[i - 1] == '.' || line[i - 1] == ':' || line[i - 1] == '-' ||
                      line[i - 1] == '/'))
            continue;
        const char c = line[i];
        if (!is_digit(c) && !(c >= 'A' && c <= 'S')) continue;
        if (read_time_at(line, i, made)) return made;
    }
    // Seconds since 1970 at the head, as `dmesg`-like and Go's loggers have them.
    std::size_t head = !line.empty() && line[0] == '[' ? 1 : 0;
    if (head < line.size() && is_digit(line[head])) read_epoch(line, head, made);
    return made;
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
