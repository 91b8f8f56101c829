#pragma once

// The clocks of several logs made one.
//
// A log may lack the year, the date or the zone, and its clock may be off. What two logs share, such as a request's id,
// says by how much. Without such a thing zones are taken as they fit: so that the logs are of one time.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>
#include <nimpush/delivery/scenario/clock.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

class aligner {
    timeline& of_;
    maybe<std::int64_t> wanted_;  // about when the push was, where somebody says so

    static constexpr std::int64_t year_ms = 365 * ms_of_day;

    /// A date for times that have none, and a year for dates that have none: those of the others.
    constexpr void complete_dates() {
        std::int64_t year = 0, day = 0;
        bool has_year = false, has_day = false;
        for (const log_file& one : of_.files_) {
            if (!one.has_time || !one.first.has_date || !one.first.has_year) continue;
            if (!has_year) year = delivery::detail::civil_from_days(floor_day(one.first.ms) / ms_of_day).year;
            has_year = true;
            if (!has_day)
                day =
                    floor_day(one.first.ms + std::int64_t{one.first.has_zone && one.first.zone == 0 ? 480 : 0} * 60000);
            has_day = true;
        }
        if (wanted_ && !has_year) {
            year = delivery::detail::civil_from_days(floor_day(*wanted_) / ms_of_day).year;
            has_year = true;
        }
        if (!has_year) year = leap_year;
        if (!has_day) {
            for (const log_file& one : of_.files_)
                if (one.has_time && one.first.has_date && !has_day) {
                    day = with_year(one.first.ms, year) / ms_of_day * ms_of_day;
                    has_day = true;
                }
            if (!has_day && wanted_) day = floor_day(*wanted_ + std::int64_t{480} * 60000);
        }
        const auto complete = [&](log_time& t) {
            if (!t.is_there) return;
            if (!t.has_date)
                t.ms += day;
            else if (!t.has_year)
                t.ms = with_year(t.ms, year);
        };
        for (log_file& one : of_.files_) {
            const bool is_short = one.has_time && !one.first.has_date;
            complete(one.first);
            complete(one.last);
            // A clock that goes backwards by hours has passed midnight.
            if (is_short && one.last.ms + ms_of_day / 2 < one.first.ms) one.last.ms += ms_of_day;
        }
        std::vector<std::int64_t> added(of_.files_.size(), 0), before(of_.files_.size(), INT64_MIN);
        for (entry& one : of_.entries_) {
            const bool is_short = one.has_time && !one.clock.has_date;
            complete(one.clock);
            if (!is_short) continue;
            if (before[one.file] != INT64_MIN && one.clock.ms + added[one.file] + ms_of_day / 2 < before[one.file])
                added[one.file] += ms_of_day;
            one.clock.ms += added[one.file];
            before[one.file] = one.clock.ms;
        }
    }
    static constexpr std::int64_t floor_day(std::int64_t ms) noexcept {
        return ms - ((ms % ms_of_day) + ms_of_day) % ms_of_day;
    }
    static constexpr std::int64_t with_year(std::int64_t ms, std::int64_t year) noexcept {
        const auto date = delivery::detail::civil_from_days(floor_day(ms) / ms_of_day);
        return delivery::detail::days_from_civil(year, static_cast<std::int32_t>(date.month),
                                                 static_cast<std::int32_t>(date.day)) *
                   ms_of_day +
               (ms - floor_day(ms));
    }

    /// What is to be added to the times of `i` so that what it shares with `k` is at one time; false where they share
    /// nothing.
    constexpr bool shared(std::size_t i, std::size_t k, std::int64_t& to) const {
        std::int64_t best = 0;
        bool found = false;
        for (const anchor& mine : of_.anchors_[i]) {
            for (const anchor& other : of_.anchors_[k]) {
                if (mine.hash != other.hash) continue;
                const std::int64_t here = as_utc(k, other.ms) - as_utc(i, mine.ms);
                if (!found || magnitude(here) < magnitude(best)) best = here;
                found = true;
                break;
            }
        }
        to = best;
        return found;
    }
    static constexpr std::int64_t magnitude(std::int64_t n) noexcept { return n < 0 ? -n : n; }
    /// Of an anchor, whose time was kept before dates were completed.
    constexpr std::int64_t as_utc(std::size_t i, std::int64_t ms) const noexcept {
        const log_file& f = of_.files_[i];
        return f.first.has_zone ? ms + f.behind : ms - std::int64_t{f.zone} * 60000 + f.behind;
    }
    constexpr bool has_full_date(std::size_t i) const noexcept {
        return of_.files_[i].has_time && of_.files_[i].first.has_date && of_.files_[i].first.has_year;
    }
    constexpr void set_span(std::size_t i) noexcept {
        log_file& f = of_.files_[i];
        const std::int64_t zone = std::int64_t{f.zone} * 60000;
        f.begin = f.first.ms - zone + f.behind;
        f.end = f.last.ms - (f.last.has_zone ? std::int64_t{f.last.zone} * 60000 : zone) + f.behind;
    }
    constexpr bool overlaps(std::size_t i, std::int64_t slack) const noexcept {
        bool any = wanted_.has_value();
        bool fits = any && of_.files_[i].begin <= *wanted_ + slack && *wanted_ <= of_.files_[i].end + slack;
        for (std::size_t k = 0; k < of_.files_.size(); ++k) {
            const log_file& other = of_.files_[k];
            if (k == i || !other.has_time || !is_placed_[k]) continue;
            any = true;
            fits = fits || (of_.files_[i].begin <= other.end + slack && other.begin <= of_.files_[i].end + slack);
        }
        return !any || fits;
    }
    std::vector<bool> is_placed_{};

  public:
    constexpr aligner(timeline& of, maybe<std::int64_t> wanted) : of_(of), wanted_(wanted) {}

    constexpr void run() {
        complete_dates();
        auto& files = of_.files_;
        is_placed_.assign(files.size(), false);
        for (std::size_t i = 0; i < files.size(); ++i) {
            log_file& f = files[i];
            if (!f.has_time) continue;
            if (f.first.has_zone) {
                f.zone = f.first.zone;
                f.knows_zone = true;
            }
            if (!f.knows_zone) continue;
            f.is_aligned = true;
            set_span(i);
            is_placed_[i] = true;
        }
        // Those without a zone take that of another log in which they are of one time with the others.
        std::int32_t usual = 480;
        for (const log_file& f : files)
            if (f.knows_zone && f.zone != 0) usual = f.zone;
        for (std::size_t i = 0; i < files.size(); ++i) {
            log_file& f = files[i];
            if (!f.has_time || is_placed_[i]) continue;
            f.zone = usual;
            set_span(i);
            if (!overlaps(i, std::int64_t{15} * 60000)) {
                f.zone = 0;
                set_span(i);
                if (!overlaps(i, std::int64_t{15} * 60000)) {
                    f.zone = usual;
                    set_span(i);
                }
            }
            is_placed_[i] = true;
        }
        // What two logs share tells how far a clock is off; a phone's clock is the one that the user sees.
        std::size_t first = 0;
        for (std::size_t i = files.size(); i-- > 0;)
            if (files[i].has_time && files[i].is_device) first = i;
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (i == first || !files[i].has_time || !has_full_date(i) || !has_full_date(first)) continue;
            std::int64_t off = 0;
            if (!shared(i, first, off)) continue;
            files[i].is_aligned = true;
            if (magnitude(off) < 1500) continue;
            files[i].behind = off;
            set_span(i);
        }
        for (entry& one : of_.entries_) {
            const log_file& f = files[one.file];
            const std::int64_t zone = one.clock.has_zone ? one.clock.zone : f.zone;
            one.at = one.clock.ms - zone * 60000 + f.behind;
        }
        sort();
    }

    /// By time; what has none stays behind what stands before it in its log.
    constexpr void sort() {
        auto& all = of_.entries_;
        std::int64_t last = INT64_MIN;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i > 0 && all[i].file != all[i - 1].file) last = INT64_MIN;
            if (!all[i].has_time) all[i].at = last == INT64_MIN ? 0 : last;
            last = all[i].at;
        }
        std::vector<entry> spare(all.size());
        merge_sort(all, spare, 0, all.size());
    }
    static constexpr void merge_sort(std::vector<entry>& all, std::vector<entry>& spare, std::size_t from,
                                     std::size_t to) {
        if (to - from < 2) return;
        const std::size_t middle = from + (to - from) / 2;
        merge_sort(all, spare, from, middle);
        merge_sort(all, spare, middle, to);
        if (all[middle - 1].at <= all[middle].at) return;
        std::size_t a = from, b = middle;
        for (std::size_t i = from; i < to; ++i) {
            const bool takes_a = a < middle && (b >= to || all[a].at <= all[b].at);
            spare[i] = std::move(takes_a ? all[a++] : all[b++]);
        }
        for (std::size_t i = from; i < to; ++i) all[i] = std::move(spare[i]);
    }
};

}  // namespace detail

/// Puts all entries on one clock and in order; once, after the last log. `wanted`, ms since 1970 in UTC, is about when
/// the push in question was, where that is known.
constexpr void align(timeline& of, maybe<std::int64_t> wanted = {}) { detail::aligner(of, wanted).run(); }

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
