#pragma once

// Text that is a literal or owned, may be absent, and obeys a rule.
//
// A literal is checked while compiling and never copied. Anything else is copied and checked at run
// time by from(), which is in core/text.hpp with the rules. This header holds the storage alone, so
// that core/error.hpp can be built on it.

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: copies are many, and each would bring what an owned one takes.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_APART
#endif

struct error;
template <class T, class E = error> class result;
template <class Rule> class basic_text;

namespace detail {

// Called while compiling only, when a literal breaks its rule: not constexpr, so the compiler stops
// and prints the name, which is the whole message.
inline void text_is_not_valid_utf8() {}
inline void text_literal_is_not_terminated() {}
inline void text_literal_ends_with_zeros_as_an_array_does() {}

struct unchecked {};
struct taken {};
struct literal_tag {};
struct lasting {};
struct borrowed {};

/// Whose memory the characters or elements are in.
enum class holding : std::uint8_t {
    lasting,   // the program's own: copies share it
    owned,     // ours: freed with what holds it, and copied with it
    borrowed,  // somebody else's that outlasts what holds it, but perhaps not its copies: they own theirs
    packed,    // ours, in one block with all that stands in it, which borrows from there
};
constexpr bool is_ours(holding how) noexcept { return (static_cast<unsigned>(how) & 1u) != 0; }

template <class> inline constexpr bool is_basic_text = false;
template <class Rule> inline constexpr bool is_basic_text<basic_text<Rule>> = true;

constexpr void copy_chars(const char* from, std::size_t n, char* to) noexcept {
    if (std::is_constant_evaluated()) {
        for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
    } else if (n != 0) {
        std::memcpy(to, from, n);
    }
}

/// Characters of our own with a zero behind them.
constexpr array<char> terminated(std::string_view s) {
    auto copy = array<char>::blank(s.size() + 1);
    copy_chars(s.data(), s.size(), copy.data());
    copy[s.size()] = '\0';
    return copy;
}

/// The characters with U+FFFD for each byte that is ill-formed.
constexpr array<char> well_formed(std::string_view s) {
    if (is_utf8(s)) return terminated(s);
    auto copy = array<char>::blank(s.size() * 3 + 1);
    std::size_t n = 0;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t length = sequence_length(s, i);
        const std::string_view next = length == 0 ? "\xEF\xBF\xBD" : s.substr(i, length);
        copy_chars(next.data(), next.size(), copy.data() + n);
        n += next.size();
        i += length == 0 ? 1 : length;
    }
    return terminated(chars_at(copy.data(), n));
}

/// Characters of a literal. An array of more room than its text cannot be told from one, and would bring its zeros.
// Not consteval: clang 14 leaves a call of it in the object file, where nothing answers.
template <std::size_t N> constexpr std::string_view literal_chars(const char (&literal)[N]) {
    if (literal[N - 1] != '\0') text_literal_is_not_terminated();
    if (N > 1 && literal[N < 2 ? 0 : N - 2] == '\0') text_literal_ends_with_zeros_as_an_array_does();
    return {literal, N - 1};
}

}  // namespace detail

/// The rule of plain text: well-formed UTF-8, of any length.
struct any_text {
    static constexpr void demand(std::string_view s) {
        if (!is_utf8(s)) detail::text_is_not_valid_utf8();
    }
};

/// Nullable UTF-8 text that obeys Rule. Null by default: null and empty are different things.
///
/// From a literal the rule is checked while compiling and nothing is copied; from() (core/text.hpp)
/// copies and checks at run time. A regular type of three words.
template <class Rule> class basic_text {
    const char* data_ = nullptr;
    std::size_t size_ = 0;
    detail::holding holding_ = detail::holding::lasting;

    template <class> friend class basic_text;

    /// A copy in place of the characters of somebody else.
    NIMPUSH_APART constexpr void own() {
        data_ = detail::terminated({data_, size_}).release();
        holding_ = detail::holding::owned;
    }

  public:
    using rule = Rule;

    constexpr basic_text() noexcept = default;
    constexpr basic_text(std::nullptr_t) noexcept {}

    /// A literal that breaks the rule does not compile; the compiler prints the rule's name. Nor does an array of
    /// more room than its text, which would bring its zeros.
    template <std::size_t N>
    consteval basic_text(const char (&literal)[N]) : data_(literal), size_(detail::literal_chars(literal).size()) {
        // Not view(): under -fsanitize=undefined g++ 12 takes its test for null for no constant.
        any_text::demand(std::string_view(literal, N - 1));
        if constexpr (!std::is_same_v<Rule, any_text>) Rule::demand(std::string_view(literal, N - 1));
    }

    /// Any text of run time as plain text, copied: `nimpush::text(name)`. Each ill-formed byte becomes U+FFFD, as a
    /// browser would have it; who wants an error instead takes from(). A null pointer gives null.
    template <std::convertible_to<std::string_view> Chars>
    requires(std::is_same_v<Rule, any_text> && !std::is_same_v<Chars, std::nullptr_t> &&
             !detail::is_basic_text<Chars>) constexpr explicit basic_text(const Chars& chars) {
        if constexpr (std::is_pointer_v<Chars>)
            if (chars == nullptr) return;
        *this = basic_text(detail::taken{}, detail::well_formed(chars));
    }

    /// Copies text that is known to obey the rule already (the caller has looked).
    constexpr basic_text(detail::unchecked, std::string_view s) : basic_text(detail::taken{}, detail::terminated(s)) {}
    /// Takes such text, which ends with a zero, without copying it.
    constexpr basic_text(detail::taken, detail::array<char> chars) noexcept
        : size_(chars.size() - 1), holding_(detail::holding::owned) {
        data_ = chars.release();
    }

    /// A literal that came as a view, looked at by the caller. Consteval, so it cannot dangle.
    consteval basic_text(detail::literal_tag, std::string_view s) : data_(s.data()), size_(s.size()) {}

    /// Text of a table that lasts as long as the program: not copied. The caller answers for that.
    constexpr basic_text(detail::lasting, std::string_view s) noexcept : data_(s.data()), size_(s.size()) {}

    /// Text that lies, with a zero behind it, where it outlasts this one: not copied, though copies of this one are.
    constexpr basic_text(detail::borrowed, std::string_view s) noexcept
        : data_(s.data()), size_(s.size()), holding_(detail::holding::borrowed) {}

    /// Text of any rule is plain text too.
    template <class Other>
    requires(std::is_same_v<Rule, any_text> &&
             !std::is_same_v<Other, any_text>) constexpr basic_text(const basic_text<Other>& other)
        : data_(other.data_), size_(other.size_) {
        if (other.holding_ != detail::holding::lasting) own();
    }

    constexpr basic_text(const basic_text& other) : data_(other.data_), size_(other.size_) {
        if (other.holding_ != detail::holding::lasting) own();
    }
    constexpr basic_text(basic_text&& other) noexcept
        : data_(other.data_), size_(other.size_), holding_(other.holding_) {
        other.data_ = nullptr;
        other.size_ = 0;
        other.holding_ = detail::holding::lasting;
    }
    NIMPUSH_APART constexpr basic_text& operator=(const basic_text& other) {
        if (this != &other) *this = basic_text(other);
        return *this;
    }
    constexpr basic_text& operator=(basic_text&& other) noexcept {
        detail::change_over(data_, other.data_);
        detail::change_over(size_, other.size_);
        detail::change_over(holding_, other.holding_);
        return *this;
    }
// g++ 12 at -O2 takes the arms of a union that are not alive for read here (gcc bug 80635 and its kin), and at -O1
// forgets holding_ of a literal.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wfree-nonheap-object"
#endif
    constexpr ~basic_text() {
        if (holding_ == detail::holding::owned) detail::array<char>::free(data_);
    }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

    /// Copies and checks; the error tells the length found and what is allowed. See core/text.hpp.
    static constexpr result<basic_text> from(std::string_view s);

    constexpr bool has_value() const noexcept { return data_ != nullptr; }
    /// The characters; an empty view for null.
    constexpr std::string_view view() const noexcept { return {data_ == nullptr ? "" : data_, size_}; }
    /// Bytes, without the terminating zero.
    constexpr std::size_t size() const noexcept { return size_; }
    /// True for null and for "".
    constexpr bool empty() const noexcept { return size_ == 0; }
    /// True for a literal: its characters live as long as the program.
    constexpr bool is_literal() const noexcept { return data_ != nullptr && holding_ == detail::holding::lasting; }
    /// Zero-terminated; "" for null. Text may hold U+0000 inside.
    constexpr const char* c_str() const noexcept { return data_ == nullptr ? "" : data_; }

    /// The characters, so that what takes a view takes a text. Empty for null.
    constexpr operator std::string_view() const noexcept { return view(); }

    /// Null equals null only, and comes before all texts; they are ordered by their bytes, which is by code points.
    friend constexpr bool operator==(const basic_text& a, const basic_text& b) noexcept {
        return a.has_value() == b.has_value() && a.view() == b.view();
    }
    friend constexpr std::strong_ordering operator<=>(const basic_text& a, const basic_text& b) noexcept {
        if (a.has_value() != b.has_value()) return a.has_value() <=> b.has_value();
        return a.view() <=> b.view();
    }
    template <std::convertible_to<std::string_view> Other>
    requires(!detail::is_basic_text<Other> &&
             !std::same_as<Other, std::nullptr_t>)  // that is a null, not a view of no characters
        friend constexpr bool
        operator==(const basic_text& a, const Other& b) noexcept {
        return a.has_value() && a.view() == std::string_view(b);
    }
    template <std::convertible_to<std::string_view> Other>
    requires(!detail::is_basic_text<Other> &&
             !std::same_as<Other, std::nullptr_t>) friend constexpr std::strong_ordering
    operator<=>(const basic_text& a, const Other& b) noexcept {
        if (!a.has_value()) return std::strong_ordering::less;
        return a.view() <=> std::string_view(b);
    }
};

/// Text of different rules, by what it says.
template <class Rule, class Other>
requires(!std::is_same_v<Rule, Other>) constexpr bool operator==(const basic_text<Rule>& a,
                                                                 const basic_text<Other>& b) noexcept {
    return a.has_value() == b.has_value() && a.view() == b.view();
}

using text = basic_text<any_text>;

#undef NIMPUSH_APART

namespace detail {

/// One owned text of all the pieces, which are known to be UTF-8.
template <class... Pieces> constexpr text join(const Pieces&... pieces) {
    const std::string_view all[] = {std::string_view(pieces)...};
    std::size_t size = 0;
    for (const auto& piece : all) size += piece.size();
    auto buffer = array<char>::blank(size + 1);
    std::size_t at = 0;
    for (const auto& piece : all) {
        copy_chars(piece.data(), piece.size(), buffer.data() + at);
        at += piece.size();
    }
    buffer[size] = '\0';
    return text(taken{}, std::move(buffer));
}

}  // namespace detail
}  // namespace nimpush::v1

// <string_view> has std::hash too, without what <functional> costs.
// NOLINTBEGIN(misc-include-cleaner)
/// Texts as keys of the standard's unordered containers. Null has the hash of "".
template <class Rule> struct std::hash<nimpush::basic_text<Rule>> {
    std::size_t operator()(const nimpush::basic_text<Rule>& t) const noexcept {
        return std::hash<std::string_view>{}(t.view());
    }
};
// NOLINTEND(misc-include-cleaner)
