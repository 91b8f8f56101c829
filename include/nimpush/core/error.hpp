#pragma once

// What went wrong, where, and what to do about it.
//
// Whatever can fail returns result<T>; nothing throws. An error can be shown to a support engineer
// as it is: "certificate: 40 characters, at most 32: the login would fail with code 500".

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/result.hpp>  // IWYU pragma: export
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

template <std::same_as<problem> Problem = problem>
constexpr bool has_errors(const std::vector<Problem>& found) noexcept {
    for (const auto& one : found)
        if (one.how == degree::error) return true;
    return false;
}

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
/// Would it change how a terminal shows what is around it? Those that break a line, marks of direction (U+061C, U+200E
/// to U+200F, U+202A to U+202E, U+2066 to U+2069), the byte order mark, annotations (U+FFF9 to U+FFFB). Joiners stay,
/// which scripts and emoji need.
constexpr bool is_unseen(std::string_view s, std::size_t i, std::size_t length) noexcept {
    if (breaks_line(s, i, length)) return true;
    if (length == 2) return s.substr(i, 2) == "\xD8\x9C";
    if (length != 3) return false;
    const unsigned pair = byte_at(s, i) << 8 | byte_at(s, i + 1);
    const unsigned last = byte_at(s, i + 2);
    if (pair == 0xE280) return last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE);
    if (pair == 0xE281) return last >= 0xA6 && last <= 0xA9;
    return (pair == 0xEFBB && last == 0xBF) || (pair == 0xEFBF && last >= 0xB9 && last <= 0xBB);
}

/// Foreign text for a sentence or a path: what is_unseen() becomes `?`, ill-formed bytes too, and no more than `most`
/// bytes are kept: nothing that reaches a log may break its line or turn it around.
constexpr text printable(std::string_view s, std::size_t most = 80) {
    const bool cut = s.size() > most;
    auto buffer = array<char>::blank((s.size() < most ? s.size() : most) + 4);
    std::size_t n = 0;
    for (std::size_t i = 0; i < s.size() && i < most;) {
        const std::size_t length = sequence_length(s, i);
        if (i + length > most) break;
        if (length == 0 || is_unseen(s, i, length)) {
            buffer[n++] = '?';
            i += length == 0 ? 1 : length;
            continue;
        }
        copy_chars(s.data() + i, length, buffer.data() + n);
        n += length;
        i += length;
    }
    for (int dots = 0; cut && dots < 3; ++dots) buffer[n++] = '.';
    return text(unchecked{}, chars_at(buffer.data(), n));
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
