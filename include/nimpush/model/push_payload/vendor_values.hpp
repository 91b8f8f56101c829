#pragma once

// What single values of the vendors' parts look like: one of several words, a duration, a color, a time, and a number
// that may come as a text.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/whole_number.hpp>

namespace nimpush::inline v1 {

namespace detail {

inline void text_is_none_of_the_words_that_are_allowed() {}
inline void text_is_no_duration_such_as_3_5s() {}
inline void duration_is_longer_than_its_limit() {}
inline void text_is_no_color_such_as_rrggbb() {}
inline void text_is_no_moment_of_rfc_3339() {}

constexpr std::size_t leading_digits(std::string_view s) noexcept {
    std::size_t n = 0;
    while (n < s.size() && schema::digits::has(s[n])) ++n;
    return n;
}
/// What was found, where it is short enough to be a slip.
constexpr text quoted(std::string_view s) {
    if (s.size() > longest_name) return "a long text";  // no `? :`, whose result g++ 12 destroys too early
    return join("`", printable(s).view(), "`");
}

/// Seconds with an `s` behind them, as protobuf's Duration is in JSON: `3s`, `3.5s`, nine digits of a fraction.
struct duration_form {
    /// The whole seconds; nothing where it is no duration.
    static constexpr maybe<std::int64_t> seconds(std::string_view s) noexcept {
        if (s.empty() || s.back() != 's') return {};
        s.remove_suffix(1);
        const std::size_t whole = leading_digits(s);
        if (whole == 0 || whole > 12) return {};
        if (whole != s.size()) {
            const std::string_view fraction = s.substr(whole + 1);
            if (s[whole] != '.' || fraction.empty() || fraction.size() > 9 ||
                leading_digits(fraction) != fraction.size())
                return {};
        }
        return read_int64(s.substr(0, whole));
    }
    static constexpr void demand(std::string_view s) {
        if (!seconds(s)) text_is_no_duration_such_as_3_5s();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (seconds(s)) return {};
        return error{errc::bad_character, {}, join(quoted(s).view(), " is no duration: seconds and an s, as in 3.5s")};
    }
};
/// A duration of at most so many seconds; a fraction of one is not counted.
template <std::int64_t Most> struct duration_within {
    static constexpr bool is_longer(std::string_view s) noexcept {
        return duration_form::seconds(s).value_or(0) > Most;
    }
    static constexpr void demand(std::string_view s) {
        if (is_longer(s)) duration_is_longer_than_its_limit();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (!is_longer(s)) return {};
        return error{errc::out_of_range, {}, join(quoted(s).view(), ", at most ", number_text(Most).view(), "s")};
    }
};

/// `#rrggbb`.
struct color_form {
    static constexpr bool holds(std::string_view s) noexcept {
        return s.size() == 7 && s[0] == '#' && schema::only<schema::hex_digits>::fault(s.substr(1)) == npos;
    }
    static constexpr void demand(std::string_view s) {
        if (!holds(s)) text_is_no_color_such_as_rrggbb();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (holds(s)) return {};
        return error{errc::bad_character, {}, join(quoted(s).view(), " is no color, as in #1a73e8")};
    }
};

/// The number of two digits at a place where there are such.
constexpr int two_digits(std::string_view s, std::size_t at) noexcept { return (s[at] - '0') * 10 + (s[at + 1] - '0'); }
/// Has a text the digits and signs of another at its begin?
constexpr bool begins_as(std::string_view s, std::string_view shape) noexcept {
    if (s.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (schema::digits::has(shape[i]) ? !schema::digits::has(s[i]) : s[i] != shape[i]) return false;
    return true;
}
/// A moment of RFC 3339: `2014-10-02T15:01:23.045123456Z`, with Z or an offset.
constexpr bool is_moment(std::string_view s) noexcept {
    constexpr std::string_view shape = "2014-10-02T15:01:23";
    if (!begins_as(s, shape)) return false;
    const int month = two_digits(s, 5), day = two_digits(s, 8);
    if (month < 1 || month > 12 || day < 1 || day > 31 || two_digits(s, 11) > 23 || two_digits(s, 14) > 59 ||
        two_digits(s, 17) > 59)
        return false;
    s.remove_prefix(shape.size());
    if (s.starts_with('.')) {
        const std::size_t fraction = leading_digits(s.substr(1));
        if (fraction == 0 || fraction > 9) return false;
        s.remove_prefix(1 + fraction);
    }
    if (s == "Z") return true;
    constexpr std::string_view offset = "+08:00";
    return s.size() == offset.size() && (begins_as(s, offset) || begins_as(s, "-08:00")) && two_digits(s, 1) <= 23 &&
           two_digits(s, 4) <= 59;
}

}  // namespace detail

namespace schema {

/// One of some words, in their case.
template <fixed_string... Words> struct among {
    static constexpr std::array<std::string_view, sizeof...(Words)> list{Words.view()...};
    static constexpr bool has(std::string_view s) noexcept {
        for (const std::string_view one : list)
            if (one == s) return true;
        return false;
    }
    static constexpr void demand(std::string_view s) {
        if (!has(s)) detail::text_is_none_of_the_words_that_are_allowed();
    }
    static constexpr text none_of(std::string_view s) {
        text all;
        for (const std::string_view one : list) all = detail::join(all.view(), all.empty() ? "" : ", ", one);
        return detail::join(detail::quoted(s).view(), " is none of ", all.view());
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (has(s)) return {};
        return error{errc::bad_enumerator, {}, none_of(s)};
    }
};

}  // namespace schema

/// A whole number that a vendor takes as a number and as a text of its digits: the payload page has `"skipType":"1"`
/// for vivo and `"style":0` for Honor. Null by default; it is written as it came.
class digits_or_number {
    std::int64_t number_ = 0;
    bool has_value_ = false;
    bool is_text_ = false;

  public:
    constexpr digits_or_number() noexcept = default;
    template <detail::whole_number Integer>
    constexpr digits_or_number(Integer n) noexcept : number_(static_cast<std::int64_t>(n)), has_value_(true) {}
    /// The number as a text: `"1"`.
    static constexpr digits_or_number digits(std::int64_t n) noexcept {
        digits_or_number made(n);
        made.is_text_ = true;
        return made;
    }
    constexpr bool has_value() const noexcept { return has_value_; }
    /// The number, 0 for null.
    constexpr std::int64_t value() const noexcept { return number_; }
    /// Does it stand as a text?
    constexpr bool is_text() const noexcept { return is_text_; }
    /// Null, or from Least to Most.
    constexpr bool is_within(std::int64_t least, std::int64_t most) const noexcept {
        return !has_value_ || (number_ >= least && number_ <= most);
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value_) return out.null();
        is_text_ ? out.string(detail::number_text(number_).view()) : out.integer(number_);
    }
    template <class Policy>
    constexpr void read_from(const nimpush::value& v, const detail::place& here, detail::fault_list& faults) {
        *this = {};
        if (v.is(nimpush::value::kind::int64)) {
            *this = digits_or_number(*v.as_int());
        } else {
            const auto n = v.is(nimpush::value::kind::string) ? read_int64(v.chars()) : std::nullopt;
            if (!n || detail::number_text(*n).view() != v.chars()) return faults.wrong_type(here, v, "a whole number");
            *this = digits(*n);
        }
    }
    friend constexpr bool operator==(const digits_or_number&, const digits_or_number&) = default;
};

}  // namespace nimpush::v1
