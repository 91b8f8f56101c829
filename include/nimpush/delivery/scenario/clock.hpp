#pragma once

// The clock of a scenario: a moment with its offset from UTC, and hours of the day.
//
// Time is a number of seconds that comes in from outside; nothing here asks the system for it.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/emit.hpp>  // IWYU pragma: keep
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/saturate.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/clock_time.hpp>
#include <utility>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

using nimpush::detail::fault_list;
using nimpush::detail::join;
using nimpush::detail::place;
using nimpush::detail::printable;

/// Takes digits and separators from the front of a text, and remembers whether all of them were there.
class clock_reader {
    std::string_view left_;
    bool ok_ = true;

  public:
    constexpr explicit clock_reader(std::string_view s) noexcept : left_(s) {}

    constexpr bool ok() const noexcept { return ok_; }
    constexpr bool ended() const noexcept { return left_.empty(); }
    constexpr std::string_view rest() const noexcept { return left_; }
    constexpr bool take(char c) noexcept {
        if (left_.empty() || left_.front() != c) return false;
        left_.remove_prefix(1);
        return true;
    }
    constexpr void want(char c) noexcept { ok_ = take(c) && ok_; }
    /// Exactly `n` digits, a number from least to most.
    constexpr std::int32_t number(std::size_t n, std::int32_t least, std::int32_t most) noexcept {
        std::int32_t found = 0;
        if (left_.size() < n) return fail();
        for (std::size_t i = 0; i < n; ++i) {
            if (!schema::digits::has(left_[i])) return fail();
            found = found * 10 + (left_[i] - '0');
        }
        left_.remove_prefix(n);
        return found < least || found > most ? fail() : found;
    }
    constexpr void skip_digits() noexcept {
        ok_ = ok_ && !left_.empty() && schema::digits::has(left_.front());
        while (!left_.empty() && schema::digits::has(left_.front())) left_.remove_prefix(1);
    }

  private:
    constexpr std::int32_t fail() noexcept {
        ok_ = false;
        return 0;
    }
};

constexpr char* write_digits(std::int64_t n, std::size_t count, char* out) noexcept {
    for (std::size_t i = count; i-- != 0; n /= 10) out[i] = static_cast<char>('0' + n % 10);
    return out + count;
}

/// Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant's algorithm).
constexpr std::int64_t days_from_civil(std::int64_t year, std::int32_t month, std::int32_t day) noexcept {
    year -= month <= 2;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t of_era = year - era * 400;
    const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil_date {
    std::int64_t year;
    std::int64_t month;
    std::int64_t day;
};
/// The way back.
constexpr civil_date civil_from_days(std::int64_t days) noexcept {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t of_era = days - era * 146097;
    const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const std::int64_t month = (5 * of_year + 2) / 153;
    return {year + era * 400 + (month >= 10), month + (month < 10 ? 3 : -9), of_year - (153 * month + 2) / 5 + 1};
}

constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) noexcept {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2) return leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace detail

/// How far clocks are ahead of UTC, written `+08:00`; null by default, which counts as UTC.
class utc_offset {
    std::int16_t minutes_ = 0;
    bool has_value_ = false;

  public:
    constexpr utc_offset() noexcept = default;
    /// Null for a text that is no offset.
    [[nodiscard]] static constexpr utc_offset from(std::string_view s) noexcept {
        detail::clock_reader in(s);
        const bool west = in.take('-');
        if (!west) in.want('+');
        const auto hours = in.number(2, 0, 23);
        in.want(':');
        const auto rest = in.number(2, 0, 59);
        return in.ok() && in.ended() ? of_minutes((hours * 60 + rest) * (west ? -1 : 1)) : utc_offset();
    }
    /// At most 23:59 either way: what is further is that.
    static constexpr utc_offset of_minutes(std::int32_t east) noexcept {
        constexpr std::int32_t most = 24 * 60 - 1;
        utc_offset made;
        made.minutes_ = static_cast<std::int16_t>(east > most ? most : east < -most ? -most : east);
        made.has_value_ = true;
        return made;
    }

    constexpr bool has_value() const noexcept { return has_value_; }
    /// Minutes east of UTC.
    constexpr std::int32_t minutes() const noexcept { return minutes_; }

    /// Six characters.
    constexpr char* write(char* out) const noexcept {
        const std::int32_t size = minutes_ < 0 ? -minutes_ : minutes_;
        *out++ = minutes_ < 0 ? '-' : '+';
        out = detail::write_digits(size / 60, 2, out);
        *out++ = ':';
        return detail::write_digits(size % 60, 2, out);
    }
    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value_) return out.null();
        char chars[6]{};
        write(chars);
        out.string({chars, 6});
    }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "an offset such as +08:00");
        *this = from(v.chars());
        if (!has_value_)
            faults.add(here, errc::bad_character,
                       detail::join("`", detail::printable(v.chars()).view(), "` is no offset such as +08:00"));
    }

    friend constexpr bool operator==(const utc_offset&, const utc_offset&) = default;
};

/// A time of the day, written `HH:mm`; null by default.
class clock_time {
    std::int16_t minutes_ = -1;

  public:
    constexpr clock_time() noexcept = default;
    /// Null for a text that is not HH:mm.
    [[nodiscard]] static constexpr clock_time from(std::string_view s) noexcept {
        clock_time made;
        if (const auto minutes = clock_minutes(s)) made.minutes_ = static_cast<std::int16_t>(*minutes);
        return made;
    }

    constexpr bool has_value() const noexcept { return minutes_ >= 0; }
    /// Minutes since midnight; 0 for null.
    constexpr std::int32_t minutes() const noexcept { return has_value() ? minutes_ : 0; }
    /// `HH:mm`, and `00:00` for null.
    constexpr text to_text() const {
        char chars[5]{};
        *detail::write_digits(minutes() / 60, 2, chars) = ':';
        detail::write_digits(minutes() % 60, 2, chars + 3);
        return text(nimpush::detail::unchecked{}, {chars, 5});
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        has_value() ? schema::write(out, to_text()) : out.null();
    }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "a time as HH:mm");
        *this = from(v.chars());
        if (!has_value())
            faults.add(here, errc::bad_character,
                       detail::join("`", detail::printable(v.chars()).view(), "` is not HH:mm"));
    }

    friend constexpr bool operator==(const clock_time&, const clock_time&) = default;
};

/// A moment: seconds since 1970 UTC, and the offset of whoever looked at the clock.
///
/// Written as ISO 8601 with an offset, `2026-11-23T14:00:00+08:00` or `…Z`; seconds may be left out, and
/// fractions of them are dropped. Of seconds that ISO 8601 has no four digits of a year for, the first or the last
/// moment that it has is written.
struct moment {
    std::int64_t seconds = 0;
    utc_offset offset{};

    /// 0000-01-01T00:00:00 and 9999-12-31T23:59:59, where the clock was looked at.
    static constexpr std::int64_t first_local = detail::days_from_civil(0, 1, 1) * 86400,
                                  last_local = detail::days_from_civil(10000, 1, 1) * 86400 - 1;

    static constexpr result<moment> from(std::string_view s) {
        detail::clock_reader in(s);
        const auto year = in.number(4, 0, 9999);
        in.want('-');
        const auto month = in.number(2, 1, 12);
        in.want('-');
        const auto day = in.number(2, 1, 31);
        in.want('T');
        const auto hour = in.number(2, 0, 23);
        in.want(':');
        const auto minute = in.number(2, 0, 59);
        std::int32_t second = 0;
        if (in.take(':')) {
            second = in.number(2, 0, 59);
            if (in.take('.') || in.take(',')) in.skip_digits();
        }
        if (!in.ok()) return no_moment(s, " is no moment such as 2026-11-23T14:00:00+08:00");
        if (day > detail::days_in_month(year, month)) return no_moment(s, " is a day that its month does not have");
        if (in.ended()) return no_moment(s, " has no offset from UTC, such as Z or +08:00");

        moment made;
        if (!in.take('Z')) {
            made.offset = utc_offset::from(in.rest());
            if (!made.offset.has_value()) return no_moment(s, " ends in no offset such as Z or +08:00");
        } else if (!in.ended()) {
            return no_moment(s, " goes on behind its Z");
        }
        made.seconds = detail::days_from_civil(year, month, day) * 86400 + std::int64_t{hour} * 3600 +
                       std::int64_t{minute} * 60 + second - std::int64_t{made.offset.minutes()} * 60;
        return made;
    }
    /// Minutes since midnight where clocks differ from UTC by this offset.
    constexpr std::int32_t minute_of_day(utc_offset where) const noexcept {
        const std::int64_t minutes = seconds / 60 - (seconds % 60 < 0) + where.minutes();
        return static_cast<std::int32_t>((minutes % 1440 + 1440) % 1440);
    }
    /// INT64_MAX or INT64_MIN where milliseconds have no room for it.
    constexpr std::int64_t milliseconds() const noexcept {
        if (seconds > INT64_MAX / 1000) return INT64_MAX;
        return seconds < INT64_MIN / 1000 ? INT64_MIN : seconds * 1000;
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        const std::int64_t asked = nimpush::detail::saturated_sum(seconds, std::int64_t{offset.minutes()} * 60);
        const std::int64_t local = asked < first_local ? first_local : asked > last_local ? last_local : asked;
        const std::int64_t of_day = (local % 86400 + 86400) % 86400;
        const auto date = detail::civil_from_days((local - of_day) / 86400);

        char chars[25]{};
        char* to = chars;
        const auto part = [&](std::int64_t n, std::size_t count, char behind) {
            to = detail::write_digits(n, count, to);
            *to++ = behind;
        };
        part(date.year, 4, '-');
        part(date.month, 2, '-');
        part(date.day, 2, 'T');
        part(of_day / 3600, 2, ':');
        part(of_day / 60 % 60, 2, ':');
        to = detail::write_digits(of_day % 60, 2, to);
        offset.write(to);
        out.string({chars, 25});
    }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "a moment such as 2026-11-23T14:00:00+08:00");
        auto read = from(v.chars());
        if (!read) return faults.add(here, std::move(read).error());
        *this = *read;
    }

    friend constexpr bool operator==(const moment&, const moment&) = default;

  private:
    static constexpr unexpected<error> no_moment(std::string_view s, std::string_view why) {
        return nimpush::detail::fail(errc::bad_character, detail::join("`", detail::printable(s).view(), "`", why));
    }
};

}  // namespace delivery
}  // namespace nimpush::v1
