#pragma once

// From what a log says to what it means: diagnose("login failed, code=500").
//
// A log is full of numbers. In one a code counts where a word beside it says so (`code: 414`, `HTTP/2 410`,
// `错误码414`), never as part of a longer number, a time, a version or an id; in a short question it counts
// anywhere. Texts are found whatever their case and white space. Nothing is allocated, and the time grows
// with the log alone.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/known_failures.hpp>  // IWYU pragma: export
#include <nimpush/delivery/rule.hpp>
#include <nimpush/model/result_code.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// One thing that a log says. Borrows from the log.
struct diagnosis {
    std::string_view found{};  // a code's digits as in the log, or the text as the table has it
    known_failure what{};      // of a code without a row: its meaning in English, in Chinese its topic
    std::size_t line = 1;      // the first one that says it, from 1
    std::size_t at = 0;        // bytes of the log before the first place
    std::size_t weight = 0;    // how specific it is
    std::size_t lines = 1;     // how many say it
    std::size_t last_line = line;
};

/// What was found, the most specific first: long texts before short ones, texts before codes, and of the
/// meanings of a code first the one that the words around it fit.
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
            known.lines += known.last_line < one.line;
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

using nimpush::detail::is_letter, nimpush::detail::lower;
constexpr bool is_word(char c) noexcept { return is_letter(c) || schema::digits::has(c) || c == '_'; }
constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr std::string_view trimmed(std::string_view s) noexcept {
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    return s;
}

/// Bytes of `s` from `at` on that `pattern` takes; 0: it does not stand there. A space takes all white space.
constexpr std::size_t match(std::string_view s, std::size_t at, std::string_view pattern) noexcept {
    std::size_t i = at;
    for (const char c : pattern) {
        if (i >= s.size() || (c == ' ' ? !is_space(s[i]) : lower(s[i]) != lower(c))) return 0;
        for (++i; c == ' ' && i < s.size() && is_space(s[i]);) ++i;
    }
    return i - at;
}
/// Calls f with each part between bars until it says true; says so too.
template <class F> constexpr bool any_part(std::string_view texts, F f) {
    for (std::size_t bar = 0; bar != npos; texts.remove_prefix(bar == npos ? 0 : bar + 1)) {
        bar = texts.find('|');
        if (!texts.empty() && f(texts.substr(0, bar))) return true;
    }
    return false;
}
constexpr bool contains(std::string_view s, std::string_view texts) {
    return any_part(texts, [&](std::string_view one) {
        for (std::size_t i = 0; i < s.size(); ++i)
            if (match(s, i, one) != 0) return true;
        return false;
    });
}

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
inline constexpr auto needles = [] {
    std::array<needle, needle_count> all{};
    std::size_t n = 0;
    for (std::size_t row = 0; row < std::size(known_failures); ++row)
        any_part(known_failures[row].texts, [&](std::string_view one) { return all[n++] = {one, row}, false; });
    return all;
}();

// Ends of what makes the number behind it a code (errorCode, onFailed), what does so behind it, units that
// make it none, and what the words nearby say of who answered.
inline constexpr std::string_view before_codes =
    "code|error|err|errno|status|failed|fail|failure|login|result|ret|exception|response|returned|returns|answered|"
    "reason|apns|http|http/1.1|http/1.0|http/2|http/2.0|http/3|code is|code was|status is|status of|failed with|"
    "error is|码|错误|失败|状态|返回|报错|code为|码为|码是";
inline constexpr std::string_view behind_codes = "error|forbidden|错误|报错";
inline constexpr std::string_view units =
    "ms|s|sec|seconds|bytes|byte|b|kb|mb|px|fps|messages|items|rows|users|times|毫秒|秒|字节|条|次|个";
inline constexpr std::string_view nearby[] = {"",
                                              "plugin|channel|errorDetails",
                                              "sdk",
                                              "login|登录|登陆|auth",
                                              "send|发送|message|消息|msgid",
                                              ".action|checksum|/im/v2|nimserver|\"desc\"|http",
                                              "apns|/3/device|push.apple.com|apple"};
static_assert(std::size(nearby) == std::size(names<failure_source>::list));
/// Reasons that are everyday words count in a log only in Apple's spelling, near what is Apple's.
inline constexpr std::string_view everyday = "Forbidden|Shutdown|Unregistered";
inline constexpr std::string_view near_apple = "reason|apns|apple|/3/device|410 unregistered|503 shutdown";

class log_reader {
    std::string_view log_;
    bool is_question_ = false;
    std::size_t line_ = 1;
    diagnoses found_{};

    static constexpr std::size_t reach = 160;  // bytes to either side that count as nearby
    static constexpr std::size_t said = 64;    // what a text weighs at least, and no code

    constexpr char at(std::size_t i) const noexcept { return i < log_.size() ? log_[i] : ' '; }
    constexpr char before(std::size_t i) const noexcept { return i == 0 ? ' ' : log_[i - 1]; }
    constexpr std::string_view around(std::size_t i) const noexcept {
        return log_.substr(i < reach ? 0 : i - reach, i < reach ? i + reach : 2 * reach);
    }

    /// One line too short for a log, without a clock, a date or the head that a logger writes.
    constexpr bool looks_like_a_question() const noexcept {
        const std::string_view s = trimmed(log_);
        for (std::size_t i = 1; i + 1 < s.size() && i < 64; ++i)
            if ((s[i] == ':' || s[i] == '-') && schema::digits::has(s[i - 1]) && schema::digits::has(s[i + 1]))
                return false;
        return s.size() <= 48 && s.find('\n') == npos && s.find("): ") == npos && !(s.size() > 1 && s[1] == '/');
    }

    /// Whether a number stands by itself, and counts nothing.
    constexpr bool is_whole(std::size_t first, std::size_t last) const noexcept {
        const char b = before(first), a = at(last);
        if (is_word(b) || is_word(a) || b == '.' || b == '/' || b == '$' || b == '-' || a == '%') return false;
        if ((a == '.' || a == ':' || a == '-' || a == '/') && schema::digits::has(at(last + 1))) return false;
        return !any_part(units, [&](std::string_view one) {
            const std::size_t unit = a == ' ' ? last + 1 : last, size = match(log_, unit, one);
            return size != 0 && !(is_word(one.back()) && is_word(at(unit + size)));
        });
    }
    /// Whether the words beside a number make it a code.
    constexpr bool says_code(std::size_t first, std::size_t last) const noexcept {
        std::string_view head = log_.substr(first < 32 ? 0 : first - 32, first < 32 ? first : 32);
        // The last bytes are those of full-width colon, equals sign and bracket.
        head = head.substr(0, head.find_last_not_of(" \t\"'\\:=([{<>#,\xEF\xBC\x9A\x9D\x88") + 1);
        const bool told = any_part(before_codes, [&](std::string_view one) {
            if (head.size() < one.size()) return false;
            const std::size_t start = head.size() - one.size();
            const bool is_end = start > 0 && is_letter(one[0]) && is_word(head[start - 1]);  // of a longer word
            return match(head, start, one) != 0 && (one.size() > 3 || !is_end);
        });
        const std::size_t next = at(last) == ' ' ? last + 1 : last;
        return told || any_part(behind_codes, [&](std::string_view one) { return match(log_, next, one) != 0; });
    }
    /// Whether a text beside the code says the same: Apple's reason with this status, or the plugin's own words.
    constexpr bool is_told(std::int64_t code, std::size_t where) const noexcept {
        for (const diagnosis& one : found_) {
            if (one.weight < said || one.at + reach < where || where + reach < one.at) continue;
            if (code < 0 && one.what.source == failure_source::plugin) return true;
            if (one.what.source != failure_source::apns) continue;
            if (apns::facts_of(apns::reason_from(one.found)).status == code) return true;
        }
        return false;
    }

    constexpr void add_code(std::int32_t code, std::string_view found, std::size_t where) {
        if (code == 0 || is_told(code, where)) return;
        bool has_row = false;
        for (const known_failure& row : known_failures) {
            if (row.code != code && row.v2_code != code) continue;
            has_row = true;
            std::size_t weight = row.confidence == confidence::documented ? 2 : 1;
            any_part(nearby[static_cast<std::size_t>(row.source)],
                     [&](std::string_view one) { return weight += contains(around(where), one) ? 4u : 0u, false; });
            found_.add({found, row, line_, where, weight});
        }
        const result_code_facts* facts = has_row ? nullptr : find_result_code(code);
        if (facts == nullptr) return;
        const code_family* family = &code_families[0];
        for (const code_family& one : code_families)
            if (one.first <= code) family = &one;
        const words cause{facts->meaning, family->topic};
        found_.add({found, {{}, code, 0, family->source, cause, family->remedy}, line_, where, 1});
    }
    /// Reads the number that begins at `first`; returns its end.
    constexpr std::size_t read_number(std::size_t first) {
        std::size_t last = first;
        while (schema::digits::has(at(last))) ++last;
        const std::size_t start = before(first) == '-' && !is_word(before(first - 1)) ? first - 1 : first;
        const std::string_view found = log_.substr(start, last - start);
        std::int64_t code = 0;
        if (last - first > 6 || !is_whole(start, last) || !read_int64(found, code)) return last;
        const bool is_success = code == 200 || code == 808 || code == 810;  // of no interest in a log
        if (is_question_ || (!is_success && says_code(start, last)))
            add_code(static_cast<std::int32_t>(code), found, start);
        return last;
    }
    constexpr void read_texts(std::size_t i) {
        for (const needle& one : needles) {
            if (lower(one.text[0]) != lower(log_[i])) continue;
            const std::size_t size = match(log_, i, one.text);
            if (size == 0 || (is_word(one.text.back()) && is_word(at(i + size)))) continue;
            const bool is_sure = !any_part(everyday, [&](std::string_view word) { return word == one.text; }) ||
                                 (log_.substr(i, size) == one.text && contains(around(i), near_apple));
            if (!is_sure && !is_question_) continue;
            found_.add({one.text, known_failures[one.row], line_, i, is_sure ? said + one.text.size() : 0});
        }
    }
    /// A part of a text that is too short to hold the whole of it.
    constexpr void read_fragment(std::string_view part) {
        for (const needle& one : needles)
            if (part.size() >= 8 && contains(one.text, part))
                found_.add({one.text, known_failures[one.row], line_, 0, part.size()});
    }

  public:
    constexpr explicit log_reader(std::string_view log) noexcept : log_(log), is_question_(looks_like_a_question()) {}

    /// Texts first: they say what the codes beside them mean.
    constexpr diagnoses read() {
        for (std::size_t i = 0; i < log_.size(); ++i) {
            if (is_letter(log_[i]) && !is_word(before(i))) read_texts(i);
            line_ += log_[i] == '\n';
        }
        line_ = 1;
        for (std::size_t i = 0; i < log_.size(); ++i) {
            if (schema::digits::has(log_[i])) i = read_number(i);
            line_ += at(i) == '\n';
        }
        if (found_.empty() && is_question_) read_fragment(trimmed(log_));
        return found_;
    }
};

}  // namespace detail

/// What is known about a log, a line of one, or a question such as `login 500`.
///
/// Any bytes are taken, UTF-8 or not. Finds nothing where nothing is known.
constexpr diagnoses diagnose(std::string_view log) { return detail::log_reader(log).read(); }

}  // namespace delivery
}  // namespace nimpush::v1
