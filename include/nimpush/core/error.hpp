#pragma once

// What went wrong, where, and what to do about it.
//
// Whatever can fail returns result<T>; nothing throws. An error can be shown to a support engineer
// as it is: "certificate: 40 characters, at most 32: the login would fail with code 500".

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>  // IWYU pragma: keep, it brings std::construct_at without the whole of <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

/// What kind of fault it is; the detail of an error says the rest.
enum class errc : std::uint8_t {
    too_long = 1,       // over the limit of the text's rule
    too_short,          // under it
    wrong_length,       // a rule of an exact length
    bad_character,      // outside the rule's class of characters
    bad_utf8,           // ill-formed text
    not_hex,            // an odd number of digits, or something that is no digit
    not_base64,         // outside the alphabet, or padding that does not fit
    out_of_range,       // a number outside what is allowed
    too_many,           // more entries than allowed
    missing,            // a required parameter or key is absent
    unknown_key,        // no such parameter
    null_value,         // null where there can be none
    wrong_type,         // another kind of value
    bad_enumerator,     // not one of the names
    duplicate_key,      // the same key twice
    not_json,           // breaks RFC 8259
    not_representable,  // a value that the wire cannot carry (NaN in JSON, a list as a JSON key)
    too_deep,           // more nested containers than allowed
    buffer_too_small,   // the caller's buffer does not hold the bytes
    truncated,          // the data end inside a value
    size_past_end,      // a size claims more than is left
    unknown_type,       // a tag that the codec does not know
    bad_padding,        // a padding byte that is not zero
    bad_bigint,         // text of tag 5 that is no hexadecimal number
    trailing_bytes,     // bytes after the end
    bad_method_name,    // the first value of a call is no text
    bad_envelope,       // a reply that is neither success nor error
    not_supported,      // the peer does not have it
    refused,            // the service says no; the detail has its code
};

/// The enumerator's name, as the documents of the wires spell it (`size_past_end`).
constexpr std::string_view name_of(errc code) noexcept {
    constexpr std::string_view names[] = {
        "none",       "too_long",         "too_short",       "wrong_length",  "bad_character", "bad_utf8",
        "not_hex",    "not_base64",       "out_of_range",    "too_many",      "missing",       "unknown_key",
        "null_value", "wrong_type",       "bad_enumerator",  "duplicate_key", "not_json",      "not_representable",
        "too_deep",   "buffer_too_small", "truncated",       "size_past_end", "unknown_type",  "bad_padding",
        "bad_bigint", "trailing_bytes",   "bad_method_name", "bad_envelope",  "not_supported", "refused"};
    const auto index = static_cast<std::size_t>(code);
    return index < std::size(names) ? names[index] : names[0];
}

/// One failure: what, where, and a sentence for people.
///
/// `path` is spelt as on the wire (`payload.alert.title`, `names[1]`), so that a search
/// in a capture finds it; null when the fault is in no single field. `detail` says what was found,
/// what is allowed and what would happen otherwise. Neither carries a control character or a secret.
/// `offset` counts bytes from the start of what was decoded; npos where nothing was.
struct error {
    errc code{};
    text path{};
    text detail{};
    std::size_t offset = npos;

    friend constexpr bool operator==(const error&, const error&) = default;
};

/// How bad a finding of check() is: an error is refused by the peer, a warning may be.
enum class degree : std::uint8_t { error, warning };

/// One finding of check().
struct problem {
    nimpush::error what{};
    nimpush::degree how = nimpush::degree::error;

    friend constexpr bool operator==(const problem&, const problem&) = default;
};

/// Every finding, in the order of the fields.
using problems = std::vector<problem>;

constexpr bool has_errors(const problems& found) noexcept {
    for (const auto& one : found)
        if (one.how == degree::error) return true;
    return false;
}

namespace detail {

[[noreturn]] inline void result_has_no_value() { std::abort(); }
[[noreturn]] inline void result_has_no_error() { std::abort(); }

}  // namespace detail

/// Makes a result of a failure: `return unexpected(error{…});`
template <class E> struct unexpected {
    E failure;
    constexpr explicit unexpected(E e) : failure(std::move(e)) {}
};

/// A value or why there is none; the interface of std::expected<T, E>, in C++20.
///
/// value() on a failure ends the program, as does error() on a value: look first.
template <class T, class E> class [[nodiscard]] result {
    union {
        T value_;
        E failure_;
    };
    bool good_;

  public:
    using value_type = T;
    using error_type = E;

    constexpr result() requires std::is_default_constructible_v<T> : value_(), good_(true) {}
    constexpr result(T value) : value_(std::move(value)), good_(true) {}
    constexpr result(unexpected<E> bad) : failure_(std::move(bad.failure)), good_(false) {}
    constexpr result(const result& other) : good_(other.good_) {
        if (good_)
            std::construct_at(&value_, other.value_);
        else
            std::construct_at(&failure_, other.failure_);
    }
    constexpr result(result&& other) noexcept : good_(other.good_) {
        if (good_)
            std::construct_at(&value_, std::move(other.value_));
        else
            std::construct_at(&failure_, std::move(other.failure_));
    }
    constexpr result& operator=(const result& other) {
        if (this != &other) *this = result(other);
        return *this;
    }
    constexpr result& operator=(result&& other) noexcept {
        if (this != &other) {
            clear();
            good_ = other.good_;
            if (good_)
                std::construct_at(&value_, std::move(other.value_));
            else
                std::construct_at(&failure_, std::move(other.failure_));
        }
        return *this;
    }
    constexpr ~result() { clear(); }

    constexpr bool has_value() const noexcept { return good_; }
    constexpr explicit operator bool() const noexcept { return good_; }

    constexpr T& value() & {
        if (!good_) detail::result_has_no_value();
        return value_;
    }
    constexpr const T& value() const& {
        if (!good_) detail::result_has_no_value();
        return value_;
    }
    constexpr T&& value() && {
        if (!good_) detail::result_has_no_value();
        return std::move(value_);
    }
    constexpr T& operator*() & { return value(); }
    constexpr const T& operator*() const& { return value(); }
    constexpr T&& operator*() && { return std::move(*this).value(); }
    constexpr T* operator->() { return &value(); }
    constexpr const T* operator->() const { return &value(); }

    constexpr const E& error() const& {
        if (good_) detail::result_has_no_error();
        return failure_;
    }
    constexpr E&& error() && {
        if (good_) detail::result_has_no_error();
        return std::move(failure_);
    }

    template <class U> constexpr T value_or(U&& other) const& {
        return good_ ? value_ : static_cast<T>(std::forward<U>(other));
    }
    /// f(value) for a success, the failure as it is otherwise; f returns a result.
    template <class F> constexpr auto and_then(F&& f) const& -> decltype(f(std::declval<const T&>())) {
        if (good_) return f(value_);
        return unexpected(failure_);
    }
    /// f(value) made a result for a success, the failure as it is otherwise.
    template <class F>
    constexpr auto transform(F&& f) const& -> result<std::remove_cvref_t<decltype(f(std::declval<const T&>()))>, E> {
        if (good_) return f(value_);
        return unexpected(failure_);
    }

    friend constexpr bool operator==(const result& a, const result& b) {
        if (a.good_ != b.good_) return false;
        return a.good_ ? a.value_ == b.value_ : a.failure_ == b.failure_;
    }

  private:
    constexpr void clear() {
        if (good_)
            value_.~T();
        else
            failure_.~E();
    }
};

namespace detail {

/// Decimal digits of a count, for sentences.
class count_text {
    char digits_[20]{};
    std::size_t at_ = 20;

  public:
    constexpr explicit count_text(std::uint64_t n) noexcept {
        do digits_[--at_] = static_cast<char>('0' + n % 10);
        while ((n /= 10) != 0);
    }
    constexpr operator std::string_view() const noexcept { return {digits_ + at_, 20 - at_}; }
};

/// Is the well-formed sequence at i a control (C0, DEL, C1) or one of U+2028 and U+2029, which end a line?
constexpr bool breaks_line(std::string_view s, std::size_t i, std::size_t length) noexcept {
    const unsigned lead = byte_at(s, i);
    if (length == 1) return lead < 0x20 || lead == 0x7F;
    if (length == 2) return lead == 0xC2 && byte_at(s, i + 1) < 0xA0;
    return lead == 0xE2 && byte_at(s, i + 1) == 0x80 && (byte_at(s, i + 2) & 0xFEu) == 0xA8;
}

/// Foreign text for a sentence or a path: control characters and line ends become `?`, ill-formed bytes
/// too, and no more than `most` bytes are kept: nothing that reaches a log may break its line.
constexpr text printable(std::string_view s, std::size_t most = 80) {
    const bool cut = s.size() > most;
    char* buffer = new char[most + 3];
    std::size_t n = 0;
    for (std::size_t i = 0; i < s.size() && i < most;) {
        const std::size_t length = sequence_length(s, i);
        if (i + length > most) break;
        if (length == 0 || breaks_line(s, i, length)) {
            buffer[n++] = '?';
            i += length == 0 ? 1 : length;
            continue;
        }
        copy_chars(s.data() + i, length, buffer + n);
        n += length;
        i += length;
    }
    for (int dots = 0; cut && dots < 3; ++dots) buffer[n++] = '.';
    text shown(unchecked{}, std::string_view(buffer, n));
    delete[] buffer;
    return shown;
}

constexpr auto fail(errc code, text detail, std::size_t offset = npos) {
    return unexpected(nimpush::error{code, {}, std::move(detail), offset});
}

}  // namespace detail

/// "path: detail", or the one that there is: the line that a tool prints.
constexpr text to_text(const error& e) {
    if (!e.path.has_value() || e.path.empty()) return e.detail;
    return detail::join(e.path.view(), ": ", e.detail.view());
}

}  // namespace nimpush::v1
