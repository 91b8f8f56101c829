#pragma once

// Text that is a literal or owned, may be absent, and obeys a rule.
//
// A literal is checked while compiling and never copied. Anything else is copied and checked at run
// time by from(), which is in core/text.hpp with the rules. This header holds the storage alone, so
// that core/error.hpp can be built on it.

#include <concepts>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

struct error;
template <class T, class E = error> class result;

namespace detail {

// Called while compiling only, when a literal breaks its rule: not constexpr, so the compiler stops
// and prints the name, which is the whole message.
inline void text_is_not_valid_utf8() {}
inline void text_literal_is_not_terminated() {}

struct unchecked {};
struct literal_tag {};
struct lasting {};

constexpr void copy_chars(const char* from, std::size_t n, char* to) noexcept {
    if (std::is_constant_evaluated()) {
        for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
    } else if (n != 0) {
        std::memcpy(to, from, n);
    }
}

}  // namespace detail

/// The rule of plain text: well-formed UTF-8, of any length.
struct any_text {
    static constexpr void require(std::string_view s) {
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
    bool owned_ = false;

    template <class> friend class basic_text;

  public:
    using rule = Rule;

    constexpr basic_text() noexcept = default;
    constexpr basic_text(std::nullptr_t) noexcept {}

    /// A literal that breaks the rule does not compile; the compiler prints the rule's name.
    template <std::size_t N> consteval basic_text(const char (&literal)[N]) : data_(literal), size_(N - 1) {
        if (literal[N - 1] != '\0') detail::text_literal_is_not_terminated();
        // Not view(): under -fsanitize=undefined g++ 12 takes its test for null for no constant.
        any_text::require(std::string_view(literal, N - 1));
        if constexpr (!std::is_same_v<Rule, any_text>) Rule::require(std::string_view(literal, N - 1));
    }

    /// Copies text that is known to obey the rule already (the caller has looked).
    constexpr basic_text(detail::unchecked, std::string_view s) : size_(s.size()), owned_(true) {
        char* copy = new char[s.size() + 1];
        detail::copy_chars(s.data(), s.size(), copy);
        copy[s.size()] = '\0';
        data_ = copy;
    }

    /// A literal that came as a view, looked at by the caller. Consteval, so it cannot dangle.
    consteval basic_text(detail::literal_tag, std::string_view s) : data_(s.data()), size_(s.size()) {}

    /// Text of a table that lasts as long as the program: not copied. The caller answers for that.
    constexpr basic_text(detail::lasting, std::string_view s) noexcept : data_(s.data()), size_(s.size()) {}

    /// Text of any rule is plain text too.
    template <class Other>
    requires(std::is_same_v<Rule, any_text> &&
             !std::is_same_v<Other, any_text>) constexpr basic_text(const basic_text<Other>& other)
        : data_(other.data_), size_(other.size_) {
        if (other.owned_) *this = basic_text(detail::unchecked{}, other.view());
    }

    constexpr basic_text(const basic_text& other) : data_(other.data_), size_(other.size_) {
        if (other.owned_) *this = basic_text(detail::unchecked{}, other.view());
    }
    constexpr basic_text(basic_text&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)),
          owned_(std::exchange(other.owned_, false)) {}
    constexpr basic_text& operator=(const basic_text& other) {
        if (this != &other) *this = basic_text(other);
        return *this;
    }
    constexpr basic_text& operator=(basic_text&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(owned_, other.owned_);
        return *this;
    }
// g++ 12 at -O2 takes the arms of a union that are not alive for read here (gcc bug 80635 and its kin).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
    constexpr ~basic_text() {
        if (owned_) delete[] data_;
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
    constexpr bool is_literal() const noexcept { return data_ != nullptr && !owned_; }
    /// Zero-terminated; "" for null. Text may hold U+0000 inside.
    constexpr const char* c_str() const noexcept { return data_ == nullptr ? "" : data_; }

    /// Null equals null only.
    friend constexpr bool operator==(const basic_text& a, const basic_text& b) noexcept {
        return a.has_value() == b.has_value() && a.view() == b.view();
    }
    template <std::convertible_to<std::string_view> Other>
    requires(!std::same_as<Other, std::nullptr_t>)  // that is a null, not a view of no characters
        friend constexpr bool
        operator==(const basic_text& a, const Other& b) noexcept {
        return a.has_value() && a.view() == std::string_view(b);
    }
};

using text = basic_text<any_text>;

namespace detail {

/// One owned text of all the pieces, which are known to be UTF-8.
template <class... Pieces> constexpr text join(const Pieces&... pieces) {
    const std::string_view all[] = {std::string_view(pieces)...};
    std::size_t size = 0;
    for (const auto& piece : all) size += piece.size();
    char* buffer = new char[size + 1];
    std::size_t at = 0;
    for (const auto& piece : all) {
        copy_chars(piece.data(), piece.size(), buffer + at);
        at += piece.size();
    }
    text joined(unchecked{}, std::string_view(buffer, size));
    delete[] buffer;
    return joined;
}

}  // namespace detail
}  // namespace nimpush::v1
