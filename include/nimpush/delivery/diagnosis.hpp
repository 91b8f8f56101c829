#pragma once

// From what a log says to what it means: diagnose("login failed, code=500").
//
// A log is full of numbers. In one a code counts where a word beside it says so (`code: 414`, `HTTP/2 410`,
// `错误码414`), never as part of a longer number, a time, a version, an id or a redirect, nor where it is of
// another domain of errors; in a short question it counts anywhere. Who answered is read from its line. Texts
// are found whatever their case and white space, and only for what they prove: not where they are denied, nor
// Apple's words where others say them. Nothing is allocated, and the time grows with the log alone.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/code_meanings.hpp>   // IWYU pragma: export
#include <nimpush/delivery/diagnosis/known_failures.hpp>  // IWYU pragma: export
#include <nimpush/delivery/diagnosis/log_codes.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/diagnosis/speaker.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/model/result_code.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// One thing that a log says. Borrows from the log.
struct diagnosis {
    std::string_view found{};    // a code's digits as in the log, or the text as the table has it
    known_failure what{};        // of a code without a row: its meaning
    std::size_t line = 1;        // the first one that says it, from 1
    std::size_t at = 0;          // bytes of the log before the first place
    std::size_t weight = 0;      // how specific it is
    std::size_t line_count = 1;  // how many say it
    std::size_t last_line = line;
};

/// What was found, causes before what follows from them (no SDK, no entitlement above all), and the most specific
/// first: long texts before short ones, texts before codes, and of the meanings of a code first the one that the words
/// around it fit.
class diagnoses {
    std::array<diagnosis, 32> list_{};
    std::size_t size_ = 0;
    bool complete_ = true;

  public:
    constexpr const diagnosis* begin() const noexcept { return list_.data(); }
    constexpr const diagnosis* end() const noexcept { return list_.data() + size_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr const diagnosis& operator[](std::size_t i) const noexcept { return list_[i]; }
    /// False where the log has more than 32 different things; the later ones are left out.
    constexpr bool complete() const noexcept { return complete_; }
    constexpr void add(const diagnosis& one) noexcept {
        for (diagnosis& known : list_) {
            if (known.what.code != one.what.code || known.what.cause.en != one.what.cause.en) continue;
            known.line_count += known.last_line < one.line;
            known.last_line = known.last_line < one.line ? one.line : known.last_line;
            return;
        }
        complete_ = size_ < list_.size();
        if (!complete_) return;
        std::size_t place = size_++;
        for (; place > 0 && list_[place - 1].weight < one.weight; --place) list_[place] = list_[place - 1];
        list_[place] = one;
    }
};

namespace detail {

/// A text of the table, and its row.
struct needle {
    std::string_view text{};
    std::size_t row = 0;
};
inline constexpr std::size_t needle_count = [] {
    std::size_t n = 0;
    for (const known_failure& row : known_failures) any_part(row.texts, [&](std::string_view) { return ++n, false; });
    return n;
}();
constexpr std::size_t first_byte(std::string_view s) noexcept { return static_cast<unsigned char>(lower(s[0])); }
/// Where in `needles` those begin that begin with a byte, upper case taken for lower.
inline constexpr auto needle_places = [] {
    std::array<std::size_t, 257> places{};
    for (const known_failure& row : known_failures)
        any_part(row.texts, [&](std::string_view one) { return ++places[first_byte(one) + 1], false; });
    for (std::size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
    return places;
}();
/// By their first byte, those of one in the order of the table.
inline constexpr auto needles = [] {
    std::array<needle, needle_count> all{};
    std::array<std::size_t, 257> next = needle_places;
    for (std::size_t row = 0; row < std::size(known_failures); ++row)
        any_part(known_failures[row].texts, [&](std::string_view one) {
            return all[next[first_byte(one)]++] = {one, row}, false;
        });
    return all;
}();

class log_reader {
    std::string_view log_;
    bool is_question_ = false;  // short enough for one: then a number counts anywhere
    bool is_asked_ = false;     // one line in somebody's own words
    std::size_t line_ = 1;
    diagnoses found_{};

    static constexpr std::size_t reach = 160;  // bytes to either side that count as nearby
    static constexpr std::size_t said = 64;    // what a text weighs at least, and no code

    constexpr char at(std::size_t i) const noexcept { return i < log_.size() ? log_[i] : ' '; }
    constexpr char before(std::size_t i) const noexcept { return i == 0 ? ' ' : log_[i - 1]; }
    constexpr std::string_view around(std::size_t i) const noexcept {
        return log_.substr(i < reach ? 0 : i - reach, i < reach ? i + reach : 2 * reach);
    }
    /// What is nearby and in the same line, up to `i` and as a whole.
    constexpr std::string_view line_before(std::size_t i) const noexcept {
        std::size_t first = i;
        while (first > 0 && i - first < reach && log_[first - 1] != '\n') --first;
        return log_.substr(first, i - first);
    }
    constexpr std::string_view line_around(std::size_t i) const noexcept {
        const std::size_t first = i - line_before(i).size();
        std::size_t last = i;
        while (last < log_.size() && last - i < reach && log_[last] != '\n') ++last;
        return log_.substr(first, last - first);
    }

    /// More than a line, or one with a clock, a date or the head that a logger writes.
    static constexpr bool looks_like_a_log(std::string_view s) noexcept {
        for (std::size_t i = 1; i + 1 < s.size() && i < 64; ++i)
            if ((s[i] == ':' || s[i] == '-') && is_digit(s[i - 1]) && is_digit(s[i + 1])) return true;
        return s.find('\n') != npos || s.find("): ") != npos || (s.size() > 1 && s[1] == '/');
    }

    static constexpr bool is_general(std::int32_t code) noexcept { return code > 0 && code < 1000; }
    constexpr void add_code(std::int32_t code, std::string_view found, std::size_t where, const scanned& line) {
        const speakers speaking = speakers_beside(line, around(where));
        if (code == 0 || is_told(code, where, speaking)) return;
        const bool is_sdks = hands_on(line);
        // A web server's or a framework's status is not Apple's.
        const std::string_view tail = line.text().substr(line_before(where).size() + found.size());
        const bool is_status = is_general(code) && is_http_status(tail) && most(speaking) < is_certain;
        const bool is_apples =
            speaking[apns_speaker] != 0 || (!contains(line, other_frameworks) && (is_question_ || !is_status));
        // Numbers below 1000 mean one thing to a login and another to a message.
        const auto fits = [&](failure_source source) {
            if (source == failure_source::apns && (!is_apples || is_sdks)) return false;
            if (source == failure_source::server_api && is_sdks) return false;
            if (source != failure_source::apns && is_status) return false;
            return !is_general(code) || most(speaking) == 0 ||
                   speaking[static_cast<std::size_t>(source)] >= (most(speaking) < is_certain ? 1 : is_certain);
        };
        bool has_row = false, has_fitting = false, has_nims = false;
        for (const known_failure& row : known_failures) {
            if (row.code != code && row.v2_code != code) continue;
            has_row = true;
            has_nims = has_nims || row.source != failure_source::apns;
            has_fitting = has_fitting || fits(row.source);
        }
        // Where no row fits, the code's own meaning says what is known. Apple answers with nothing but its own.
        const std::size_t speaker = first_of(speaking);
        if (!has_fitting && (is_status || (speaker == apns_speaker && most(speaking) >= is_certain))) return;
        if (has_row && !has_nims && !is_apples) return;
        if (has_row && (has_fitting || speaker == apns_speaker)) {
            for (const known_failure& row : known_failures) {
                if ((row.code != code && row.v2_code != code) || (has_fitting && !fits(row.source))) continue;
                if (contains(line, row.unless)) continue;
                const std::size_t documented = row.confidence == confidence::documented ? 2 : 1;
                const std::size_t weight = documented + speaking[static_cast<std::size_t>(row.source)];
                found_.add({found, row, line_, where, row.rank == failure_rank::symptom ? 0 : weight});
            }
            return;
        }
        add_meaning(code, found, where, speaking);
    }
    /// A code of which no more is known than what it means.
    constexpr void add_meaning(std::int32_t code, std::string_view found, std::size_t where, const speakers& speaking) {
        const result_code_facts* facts = find_result_code(code);
        if (facts == nullptr) return;
        const code_family* family = &code_families[0];
        for (const code_family& one : code_families)
            if (one.first <= code) family = &one;
        failure_source source = family->source;
        words remedy = family->remedy;
        if (code < 1000 && most(speaking) != 0 && first_of(speaking) != apns_speaker) {
            source = static_cast<failure_source>(first_of(speaking));
            if (source == failure_source::login) remedy = mend_the_login;
            if (source == failure_source::server_api) remedy = mend_the_request;
        }
        const words cause = meanings_of(facts->code);
        found_.add({found, {{}, code, 0, source, cause, remedy}, line_, where, 1});
    }
    /// Whether a text beside the code says the same: Apple's reason with this status, or the plugin's own words.
    constexpr bool is_told(std::int64_t code, std::size_t where, const speakers& speaking) const noexcept {
        const bool is_apples = most(speaking) < is_certain || first_of(speaking) == apns_speaker;
        for (const diagnosis& one : found_) {
            if (one.weight < said || one.at + reach < where || where + reach < one.at) continue;
            if (code < 0 && one.what.source == failure_source::plugin) return true;
            if (one.what.source != failure_source::apns || !is_apples) continue;
            if (apns::facts_of(apns::reason_from(one.found)).status == code) return true;
        }
        return false;
    }
    static constexpr bool has_row(std::int64_t code) noexcept {
        for (const known_failure& row : known_failures)
            if (row.code == code) return true;
        return false;
    }
    /// Reads the number that begins at `first`; returns its end.
    constexpr std::size_t read_number(std::size_t first) {
        std::size_t last = first, digits = 0;
        std::int64_t code = 0, digit = 0;  // a code of 0 is none
        for (std::size_t size = 1; (size = size_of_digit(log_, last, digit)) != 0; last += size)
            code = ++digits <= 10 ? code * 10 + digit : 0;
        const bool is_signed =
            before(first) == '-' && !is_word(before(first - 1)) && !is_dash_of_a_sentence(log_, first - 1);
        const std::size_t start = is_signed ? first - 1 : first;
        const std::string_view found = log_.substr(start, last - start);
        if (digits > 10 || !is_whole_number(log_, start, last)) return last;
        if (start != first) code = -code;
        if (digits > 6) {
            for (const known_failure& row : known_failures)
                if (row.code == code || (stands_for(row.code, code) && !has_row(code)))
                    return found_.add({found, row, line_, start, said}), last;
            return last;
        }
        const bool is_success = code == 200 || code == 808 || code == 810;     // of no interest in a log
        const bool is_low = code > 0 && code < 200 && trimmed(log_) != found;  // `3 retries`
        if ((is_low || !is_question_) && (is_success || !says_code(log_, start, last))) return last;
        const scanned line(line_around(start));
        if (is_low && !is_question_ && !contains(line, "nim|V2NIM|push|推送|云信")) return last;
        if (is_question_ && !says_code(log_, start, last) && is_counted(log_, start)) return last;
        if (!is_of_others(line_before(start), line, last - start, code))
            add_code(static_cast<std::int32_t>(code), found, start, line);
        return last;
    }

    /// The place in the table of the longest text that stands at `i`; npos for none.
    constexpr std::size_t longest_at(std::size_t i, std::size_t& size) const noexcept {
        std::size_t longest = npos;
        const std::size_t first = first_byte(log_.substr(i));
        for (std::size_t n = needle_places[first]; n < needle_places[first + 1]; ++n) {
            const needle& one = needles[n];
            const std::size_t taken = match(log_, i, one.text);
            if (taken <= size || (is_word(one.text.back()) && is_word(at(i + taken)))) continue;
            size = taken;
            longest = n;
        }
        return longest;
    }
    /// What stands at the beginning of a chain of failures outweighs longer texts.
    static constexpr std::size_t weight_of(const known_failure& row, std::string_view text) noexcept {
        if (row.rank != failure_rank::cause) return row.rank == failure_rank::narrow_question ? 1 : 0;
        const std::size_t early = row.rule == rule::not_initialized ? 64 : 0;
        return said + text.size() + early + (row.is_lack ? 32 : 0);
    }
    /// Whether a question has nothing beside these bytes but a status: `HTTP/1.1 403 Forbidden`.
    constexpr bool is_alone(std::size_t i, std::size_t size) const noexcept {
        std::string_view head = trimmed(log_.substr(0, i)), tail = log_.substr(i + size);
        if (const std::size_t http = match(head, 0, "http"); http != 0) head.remove_prefix(http);
        for (const char c : head)
            if (is_letter(c)) return false;
        for (const char c : tail)
            if (is_letter(c)) return false;
        return true;
    }
    constexpr void read_texts(std::size_t i, bool questions) {
        std::size_t size = 0;
        const std::size_t place = longest_at(i, size);
        if (place == npos) return;
        const std::string_view text = needles[place].text;
        const known_failure& row = known_failures[needles[place].row];
        if (is_question(row.rank) != questions) return;
        const scanned line(line_around(i));
        const bool is_class = text.size() > 4 && (text[3] == '.' || text[3] == '/' || text[4] == '/');
        if (is_class &&
            (before(i) == '/' || ends_with(line_before(i), "at ") || contains(line_before(i), "referenced from")))
            return;  // of a stack, of a path, or who misses one
        if (contains(line, row.unless) || (!row.is_lack && !questions && is_denied(log_, i, size))) return;
        bool is_sure = row.beside.empty() || contains(is_class ? line : scanned(around(i)), row.beside);
        if (apns::facts_of(apns::reason_from(text)).name == text && is_everyday(text)) {
            if ((contains(line, other_services) || contains(line, other_frameworks))) return;
            is_sure = log_.substr(i, size) == text &&
                      (contains(around(i), beside_apple) || ends_with(without_signs(line_before(i)), "reason"));
            if (!is_sure && !is_alone(i, size)) return;
        }
        if (!is_sure && (!is_question_ || (is_class && trimmed(log_).size() > size + 24))) return;
        const std::size_t sign = text.find('~');
        const bool is_value = sign != npos && is_digit(text[sign + 1]);
        const std::string_view found = is_value ? text.substr(sign + 1) : text.substr(0, sign);
        found_.add({found, row, line_, i, is_sure || !row.beside.empty() ? weight_of(row, text) : 0});
    }
    constexpr void read_all_texts(bool questions) {
        line_ = 1;
        for (std::size_t i = 0; i < log_.size(); ++i) {
            const bool begins_wide = (static_cast<unsigned char>(log_[i]) & 0xC0U) == 0xC0U;
            if (begins_wide || (is_letter(log_[i]) && !is_word(before(i)))) read_texts(i, questions);
            line_ += log_[i] == '\n';
        }
    }
    /// A part of a text that is too short to hold the whole of it.
    constexpr void read_fragment(std::string_view part) {
        if (part.size() < 8) return;
        for (const known_failure& row : known_failures) {
            std::string_view whole{};
            const auto has_it = [&](std::string_view one) { return whole = one, contains(one, part); };
            if (!is_question(row.rank) && any_part(row.texts, has_it)) found_.add({whole, row, line_, 0, part.size()});
        }
    }

  public:
    constexpr explicit log_reader(std::string_view log) noexcept : log_(log) {
        const std::string_view s = trimmed(log);
        is_asked_ = s.size() <= 240 && !looks_like_a_log(s);
        is_question_ = is_asked_ && s.size() <= 48;
    }

    /// Texts first: they say what the codes beside them mean.
    constexpr diagnoses read() {
        read_all_texts(false);
        line_ = 1;
        for (std::size_t i = 0; i < log_.size(); ++i) {
            if (std::int64_t digit = 0; size_of_digit(log_, i, digit) != 0) i = read_number(i);
            line_ += at(i) == '\n';
        }
        if (found_.empty() && is_asked_) read_all_texts(true);
        if (found_.empty() && is_question_) read_fragment(trimmed(log_));
        return found_;
    }
};

}  // namespace detail

/// What is known about a log, a line of one, or a question such as `login 500`.
///
/// Any bytes are taken, UTF-8 or not. Finds nothing where nothing is known.
[[nodiscard]] constexpr diagnoses diagnose(std::string_view log) { return detail::log_reader(log).read(); }
/// Not of a text that would be gone: a diagnosis shows the words that it was made of.
template <class Log>
requires(std::is_convertible_v<Log, std::string_view>&& std::is_rvalue_reference_v<Log&&> &&
         !std::is_trivially_destructible_v<Log>) void diagnose(Log&& log) = delete;

}  // namespace delivery
}  // namespace nimpush::v1
