#pragma once

// Rules for text, and text::from().
//
// A rule says which texts there are: how long in which unit, of which characters. It is checked while
// compiling for literals (the compiler prints the rule's name) and by from() for the rest.

#include <cstddef>
#include <string_view>

#include <nimpush/core/basic_text.hpp>  // IWYU pragma: export
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

namespace detail {

inline void text_is_longer_than_its_limit() {}
inline void text_is_shorter_than_its_limit() {}
inline void text_has_not_its_exact_length() {}
inline void text_has_a_character_outside_its_class() {}
inline void text_begins_or_ends_with_a_blank() {}

}  // namespace detail

namespace schema {

/// Unit of a length: bytes of UTF-8.
struct bytes {
    static constexpr std::string_view name = "bytes";
    static constexpr std::size_t count(std::string_view s) noexcept { return s.size(); }
};
/// Unit of a length: Unicode code points.
struct characters {
    static constexpr std::string_view name = "characters";
    static constexpr std::size_t count(std::string_view s) noexcept { return count_characters(s); }
};
/// Unit of a length: what languages count whose texts are UTF-16.
struct utf16_units {
    static constexpr std::string_view name = "UTF-16 units";
    static constexpr std::size_t count(std::string_view s) noexcept { return count_utf16_units(s); }
};

}  // namespace schema

namespace detail {

template <class Unit> constexpr text length_detail(std::string_view s, std::string_view allowed, std::size_t limit) {
    return join(count_text(Unit::count(s)), " ", Unit::name, ", ", allowed, " ", count_text(limit));
}

}  // namespace detail

namespace schema {

/// At most Limit of Unit.
template <std::size_t Limit, class Unit> struct at_most {
    static constexpr std::size_t limit = Limit;
    static constexpr void demand(std::string_view s) {
        if (Unit::count(s) > Limit) detail::text_is_longer_than_its_limit();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (Unit::count(s) <= Limit) return {};
        return error{errc::too_long, {}, detail::length_detail<Unit>(s, "at most", Limit)};
    }
};

/// At least Limit of Unit.
template <std::size_t Limit, class Unit> struct at_least {
    static constexpr void demand(std::string_view s) {
        if (Unit::count(s) < Limit) detail::text_is_shorter_than_its_limit();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (Unit::count(s) >= Limit) return {};
        return error{errc::too_short, {}, detail::length_detail<Unit>(s, "at least", Limit)};
    }
};

/// Exactly Length of Unit.
template <std::size_t Length, class Unit> struct exactly {
    static constexpr void demand(std::string_view s) {
        if (Unit::count(s) != Length) detail::text_has_not_its_exact_length();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (Unit::count(s) == Length) return {};
        return error{errc::wrong_length, {}, detail::length_detail<Unit>(s, "exactly", Length)};
    }
};

/// Classes of characters for only<…>, by byte; none has a byte of a multi-byte sequence in it.
struct digits {
    static constexpr std::string_view name = "decimal digits";
    static constexpr bool has(char c) noexcept { return c >= '0' && c <= '9'; }
};
struct hex_digits {
    static constexpr std::string_view name = "hexadecimal digits";
    static constexpr bool has(char c) noexcept {
        return schema::digits::has(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
};
/// What a header may carry: U+0021 to U+007E, no space, no CR, no LF.
struct visible_ascii {
    static constexpr std::string_view name = "visible ASCII";
    static constexpr bool has(char c) noexcept { return c > 0x20 && c < 0x7F; }
};

/// Nothing outside a class.
template <class Class> struct only {
    static constexpr std::size_t fault(std::string_view s) noexcept {
        for (std::size_t i = 0; i < s.size(); ++i)
            if (!Class::has(s[i])) return i;
        return npos;
    }
    static constexpr void demand(std::string_view s) {
        if (fault(s) != npos) detail::text_has_a_character_outside_its_class();
    }
    static constexpr maybe<error> test(std::string_view s) {
        const std::size_t at = fault(s);
        if (at == npos) return {};
        return error{
            errc::bad_character, {}, detail::join("byte ", detail::count_text(at), " is outside ", Class::name), at};
    }
};

/// No space or tab at its ends, where HTTP drops them and people do not see them.
struct trimmed {
    static constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
    static constexpr bool holds(std::string_view s) noexcept {
        return s.empty() || !(is_blank(s.front()) || is_blank(s.back()));
    }
    /// The text without the blanks at its ends.
    static constexpr std::string_view of(std::string_view s) noexcept {
        while (!s.empty() && is_blank(s.front())) s.remove_prefix(1);
        while (!s.empty() && is_blank(s.back())) s.remove_suffix(1);
        return s;
    }
    static constexpr void demand(std::string_view s) {
        if (!holds(s)) detail::text_begins_or_ends_with_a_blank();
    }
    static constexpr maybe<error> test(std::string_view s) {
        if (holds(s)) return {};
        return error{errc::bad_character, {}, "begins or ends with a blank"};
    }
};

/// All of several rules, looked at in their order.
template <class... Rules> struct all_of {
    static constexpr void demand(std::string_view s) { (Rules::demand(s), ...); }
    static constexpr maybe<error> test(std::string_view s) {
        maybe<error> first;
        (void)((first = Rules::test(s), first.has_value()) || ...);
        return first;
    }
};

}  // namespace schema

/// Text of a list that may hold nulls too.
struct any_text_or_null : any_text {};
using text_or_null = basic_text<any_text_or_null>;

template <class Rule> constexpr result<basic_text<Rule>> basic_text<Rule>::from(std::string_view s) {
    if (const std::size_t at = utf8_fault(s); at != npos)
        return detail::fail(errc::bad_utf8, detail::join("ill-formed UTF-8 at byte ", detail::count_text(at)), at);
    if constexpr (requires { Rule::test(s); }) {
        if (auto broken = Rule::test(s)) {
            if constexpr (requires { Rule::consequence; })
                broken->detail = detail::join(broken->detail.view(), ": ", Rule::consequence);
            return unexpected(std::move(*broken));
        }
    }
    return basic_text(detail::unchecked{}, s);
}

}  // namespace nimpush::v1
