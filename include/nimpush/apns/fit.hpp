#pragma once

// Shortens what is shown until the payload fits.
//
// One pass over the text: its bytes as JSON are summed from the start, and the last boundary between
// user-perceived characters at which text and ellipsis still fit is taken, looked for near the end alone.
// Without Unicode's tables a boundary is told by ranges: never inside a code point, before a combining mark, a
// variation selector, a skin tone or a tag, beside a zero-width joiner, or between the two halves of a flag.

#include <cstddef>
#include <string_view>
#include <utility>

#include <nimpush/apns/alert.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

/// Code point of the well-formed sequence at s[0].
constexpr char32_t code_point(std::string_view s, std::size_t length) noexcept {
    using nimpush::detail::byte_at;
    char32_t c = byte_at(s, 0) & (length == 1 ? 0x7Fu : 0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = c << 6 | (byte_at(s, i) & 0x3Fu);
    return c;
}

struct range {
    char32_t first;
    char32_t last;
};
/// Characters that belong to the one before them: what Unicode 15 calls Extend, SpacingMark, ZWJ, V and T
/// (Grapheme_Cluster_Break), in order. That is combining marks, vowel signs, variation selectors, skin tones,
/// tags, and the later letters of a Hangul syllable.
inline constexpr range joins_the_one_before[] = {
    {0x0300, 0x036F},   {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2},
    {0x05C4, 0x05C5},   {0x05C7, 0x05C7},   {0x0610, 0x061A},   {0x064B, 0x065F},   {0x0670, 0x0670},
    {0x06D6, 0x06DC},   {0x06DF, 0x06E4},   {0x06E7, 0x06E8},   {0x06EA, 0x06ED},   {0x0711, 0x0711},
    {0x0730, 0x074A},   {0x07A6, 0x07B0},   {0x07EB, 0x07F3},   {0x07FD, 0x07FD},   {0x0816, 0x0819},
    {0x081B, 0x0823},   {0x0825, 0x0827},   {0x0829, 0x082D},   {0x0859, 0x085B},   {0x0898, 0x089F},
    {0x08CA, 0x08E1},   {0x08E3, 0x0903},   {0x093A, 0x093C},   {0x093E, 0x094F},   {0x0951, 0x0957},
    {0x0962, 0x0963},   {0x0981, 0x0983},   {0x09BC, 0x09BC},   {0x09BE, 0x09CD},   {0x09D7, 0x09D7},
    {0x09E2, 0x09E3},   {0x09FE, 0x0A03},   {0x0A3C, 0x0A51},   {0x0A70, 0x0A71},   {0x0A75, 0x0A75},
    {0x0A81, 0x0A83},   {0x0ABC, 0x0ABC},   {0x0ABE, 0x0ACD},   {0x0AE2, 0x0AE3},   {0x0AFA, 0x0B03},
    {0x0B3C, 0x0B3C},   {0x0B3E, 0x0B57},   {0x0B62, 0x0B63},   {0x0B82, 0x0B82},   {0x0BBE, 0x0BCD},
    {0x0BD7, 0x0BD7},   {0x0C00, 0x0C04},   {0x0C3C, 0x0C3C},   {0x0C3E, 0x0C56},   {0x0C62, 0x0C63},
    {0x0C81, 0x0C83},   {0x0CBC, 0x0CBC},   {0x0CBE, 0x0CD6},   {0x0CE2, 0x0CE3},   {0x0CF3, 0x0D03},
    {0x0D3B, 0x0D3C},   {0x0D3E, 0x0D4D},   {0x0D57, 0x0D57},   {0x0D62, 0x0D63},   {0x0D81, 0x0D83},
    {0x0DCA, 0x0DDF},   {0x0DF2, 0x0DF3},   {0x0E31, 0x0E31},   {0x0E33, 0x0E3A},   {0x0E47, 0x0E4E},
    {0x0EB1, 0x0EB1},   {0x0EB3, 0x0EBC},   {0x0EC8, 0x0ECE},   {0x0F18, 0x0F19},   {0x0F35, 0x0F35},
    {0x0F37, 0x0F37},   {0x0F39, 0x0F39},   {0x0F3E, 0x0F3F},   {0x0F71, 0x0F84},   {0x0F86, 0x0F87},
    {0x0F8D, 0x0FBC},   {0x0FC6, 0x0FC6},   {0x102D, 0x1037},   {0x1039, 0x103E},   {0x1056, 0x1059},
    {0x105E, 0x1060},   {0x1071, 0x1074},   {0x1082, 0x1082},   {0x1084, 0x1086},   {0x108D, 0x108D},
    {0x109D, 0x109D},   {0x1160, 0x11FF},   {0x135D, 0x135F},   {0x1712, 0x1715},   {0x1732, 0x1734},
    {0x1752, 0x1753},   {0x1772, 0x1773},   {0x17B4, 0x17D3},   {0x17DD, 0x17DD},   {0x180B, 0x180D},
    {0x180F, 0x180F},   {0x1885, 0x1886},   {0x18A9, 0x18A9},   {0x1920, 0x193B},   {0x1A17, 0x1A1B},
    {0x1A55, 0x1A60},   {0x1A62, 0x1A62},   {0x1A65, 0x1A7F},   {0x1AB0, 0x1ACE},   {0x1B00, 0x1B04},
    {0x1B34, 0x1B44},   {0x1B6B, 0x1B73},   {0x1B80, 0x1B82},   {0x1BA1, 0x1BAD},   {0x1BE6, 0x1BF3},
    {0x1C24, 0x1C37},   {0x1CD0, 0x1CD2},   {0x1CD4, 0x1CE8},   {0x1CED, 0x1CED},   {0x1CF4, 0x1CF4},
    {0x1CF7, 0x1CF9},   {0x1DC0, 0x1DFF},   {0x200C, 0x200D},   {0x20D0, 0x20F0},   {0x2CEF, 0x2CF1},
    {0x2D7F, 0x2D7F},   {0x2DE0, 0x2DFF},   {0x302A, 0x302F},   {0x3099, 0x309A},   {0xA66F, 0xA672},
    {0xA674, 0xA67D},   {0xA69E, 0xA69F},   {0xA6F0, 0xA6F1},   {0xA802, 0xA802},   {0xA806, 0xA806},
    {0xA80B, 0xA80B},   {0xA823, 0xA827},   {0xA82C, 0xA82C},   {0xA880, 0xA881},   {0xA8B4, 0xA8C5},
    {0xA8E0, 0xA8F1},   {0xA8FF, 0xA8FF},   {0xA926, 0xA92D},   {0xA947, 0xA953},   {0xA980, 0xA983},
    {0xA9B3, 0xA9C0},   {0xA9E5, 0xA9E5},   {0xAA29, 0xAA36},   {0xAA43, 0xAA43},   {0xAA4C, 0xAA4D},
    {0xAA7C, 0xAA7C},   {0xAAB0, 0xAAB0},   {0xAAB2, 0xAAB4},   {0xAAB7, 0xAAB8},   {0xAABE, 0xAABF},
    {0xAAC1, 0xAAC1},   {0xAAEB, 0xAAEF},   {0xAAF5, 0xAAF6},   {0xABE3, 0xABEA},   {0xABEC, 0xABED},
    {0xD7B0, 0xD7FB},   {0xFB1E, 0xFB1E},   {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F},   {0xFF9E, 0xFF9F},
    {0x101FD, 0x101FD}, {0x102E0, 0x102E0}, {0x10376, 0x1037A}, {0x10A01, 0x10A0F}, {0x10A38, 0x10A3F},
    {0x10AE5, 0x10AE6}, {0x10D24, 0x10D27}, {0x10EAB, 0x10EAC}, {0x10EFD, 0x10EFF}, {0x10F46, 0x10F50},
    {0x10F82, 0x10F85}, {0x11000, 0x11002}, {0x11038, 0x11046}, {0x11070, 0x11070}, {0x11073, 0x11074},
    {0x1107F, 0x11082}, {0x110B0, 0x110BA}, {0x110C2, 0x110C2}, {0x11100, 0x11102}, {0x11127, 0x11134},
    {0x11145, 0x11146}, {0x11173, 0x11173}, {0x11180, 0x11182}, {0x111B3, 0x111C0}, {0x111C9, 0x111CC},
    {0x111CE, 0x111CF}, {0x1122C, 0x11237}, {0x1123E, 0x11241}, {0x112DF, 0x112EA}, {0x11300, 0x11303},
    {0x1133B, 0x1133C}, {0x1133E, 0x1134D}, {0x11357, 0x11357}, {0x11362, 0x11374}, {0x11435, 0x11446},
    {0x1145E, 0x1145E}, {0x114B0, 0x114C3}, {0x115AF, 0x115C0}, {0x115DC, 0x115DD}, {0x11630, 0x11640},
    {0x116AB, 0x116B7}, {0x1171D, 0x1171F}, {0x11722, 0x1172B}, {0x1182C, 0x1183A}, {0x11930, 0x1193E},
    {0x11940, 0x11940}, {0x11942, 0x11943}, {0x119D1, 0x119E0}, {0x119E4, 0x119E4}, {0x11A01, 0x11A0A},
    {0x11A33, 0x11A39}, {0x11A3B, 0x11A3E}, {0x11A47, 0x11A47}, {0x11A51, 0x11A5B}, {0x11A8A, 0x11A99},
    {0x11C2F, 0x11C3F}, {0x11C92, 0x11CB6}, {0x11D31, 0x11D45}, {0x11D47, 0x11D47}, {0x11D8A, 0x11D97},
    {0x11EF3, 0x11EF6}, {0x11F00, 0x11F03}, {0x11F34, 0x11F42}, {0x13440, 0x13455}, {0x16AF0, 0x16AF4},
    {0x16B30, 0x16B36}, {0x16F4F, 0x16F4F}, {0x16F51, 0x16F92}, {0x16FE4, 0x16FF1}, {0x1BC9D, 0x1BC9E},
    {0x1CF00, 0x1CF46}, {0x1D165, 0x1D169}, {0x1D16D, 0x1D172}, {0x1D17B, 0x1D182}, {0x1D185, 0x1D18B},
    {0x1D1AA, 0x1D1AD}, {0x1D242, 0x1D244}, {0x1DA00, 0x1DA36}, {0x1DA3B, 0x1DA6C}, {0x1DA75, 0x1DA75},
    {0x1DA84, 0x1DA84}, {0x1DA9B, 0x1DAAF}, {0x1E000, 0x1E02A}, {0x1E08F, 0x1E08F}, {0x1E130, 0x1E136},
    {0x1E2AE, 0x1E2AE}, {0x1E2EC, 0x1E2EF}, {0x1E4EC, 0x1E4EF}, {0x1E8D0, 0x1E8D6}, {0x1E944, 0x1E94A},
    {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF},
};
/// Where the next of them are farthest apart: Chinese and Japanese stand there.
inline constexpr range widest_gap = [] {
    range widest{0, 0};
    for (std::size_t i = 1; i < sizeof(joins_the_one_before) / sizeof(range); ++i) {
        const range gap{joins_the_one_before[i - 1].last + 1, joins_the_one_before[i].first - 1};
        if (gap.first < 0x10000 && gap.last - gap.first > widest.last - widest.first) widest = gap;
    }
    return widest;
}();
constexpr bool joins_before(char32_t c) noexcept {
    std::size_t first = 0;
    std::size_t last = sizeof(joins_the_one_before) / sizeof(range);
    if (c < joins_the_one_before[0].first || (c >= widest_gap.first && c <= widest_gap.last)) return false;
    while (last - first > 1) {
        const std::size_t middle = first + (last - first) / 2;
        (c < joins_the_one_before[middle].first ? last : first) = middle;
    }
    return c <= joins_the_one_before[first].last;
}
/// A consonant that opens a Hangul syllable.
constexpr bool opens_syllable(char32_t c) noexcept {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0xA960 && c <= 0xA97C);
}
/// Whether `before` takes the next one with it: the joiner, a virama a letter of its own script, and an
/// opening consonant another one or a whole syllable.
constexpr bool joins_after(char32_t before, char32_t c) noexcept {
    switch (before) {
        case 0x200D: return true;
        case 0x094D:
        case 0x09CD:
        case 0x0A4D:
        case 0x0ACD:
        case 0x0B4D:
        case 0x0C4D:
        case 0x0CCD:
        case 0x0D4D:
        case 0x1039:
        case 0x17D2: return c >> 7 == before >> 7;
        default: return opens_syllable(before) && (opens_syllable(c) || (c >= 0xAC00 && c <= 0xD7A3));
    }
}
constexpr bool is_flag_half(char32_t c) noexcept { return c >= 0x1F1E6 && c <= 0x1F1FF; }

/// Whether these two are of one character wherever they stand; halves of flags are asked for apart.
constexpr bool belong_together(char32_t before, char32_t c) noexcept {
    return joins_before(c) || joins_after(before, c) || (before == '\r' && c == '\n');
}

/// Bytes of the user-perceived character at the front of well-formed text; 0 where there is none.
constexpr std::size_t cluster_length(std::string_view s) noexcept {
    char32_t before = 0;
    bool half_a_flag = false;
    std::size_t i = 0;
    while (i < s.size()) {
        const std::size_t length = nimpush::detail::sequence_length(s, i);
        const char32_t c = code_point(s.substr(i), length);
        const bool pairs = half_a_flag && is_flag_half(c);
        if (i != 0 && !pairs && !belong_together(before, c)) break;
        half_a_flag = is_flag_half(c) && !pairs;
        before = c;
        i += length;
    }
    return i;
}

/// Where the code point that has this byte begins.
constexpr std::size_t sequence_start(std::string_view s, std::size_t i) noexcept {
    while (i != 0 && (nimpush::detail::byte_at(s, i) & 0xC0u) == 0x80u) --i;
    return i;
}
/// The last place at or before this one where a character begins or the text ends, whatever stands before it.
constexpr std::size_t sure_boundary(std::string_view s, std::size_t i) noexcept {
    const auto starting_at = [s](std::size_t at) {
        return code_point(s.substr(at), nimpush::detail::sequence_length(s, at));
    };
    if (i == s.size()) return i;
    i = sequence_start(s, i);
    for (char32_t c = starting_at(i); i != 0;) {
        const std::size_t one_before = sequence_start(s, i - 1);
        const char32_t before = starting_at(one_before);
        if (!belong_together(before, c) && !(is_flag_half(before) && is_flag_half(c))) break;
        i = one_before;
        c = before;
    }
    return i;
}

/// The front of a text: its bytes, and those that it takes as JSON, without quotes.
struct front {
    std::size_t size = 0;
    std::size_t written = 0;
};
/// The longest front of whole characters that takes at most so many bytes as JSON.
constexpr front longest_front(std::string_view s, std::size_t room) noexcept {
    using nimpush::detail::json::inner_size;
    front found;
    const auto takes = [&](std::size_t size) {
        const std::size_t written = inner_size(s.substr(found.size, size));
        if (written > room - found.written) return false;
        found.size += size;
        found.written += written;
        return true;
    };
    // Bytes are summed faster than characters are told apart, so only the end is looked at by them.
    for (std::size_t block = 256; block >= 16; block /= 2)
        while (s.size() - found.size >= block && takes(block)) {
        }
    const std::size_t boundary = sure_boundary(s, found.size);
    found.written -= inner_size(s.substr(boundary, found.size - boundary));
    found.size = boundary;
    while (found.size != s.size() && takes(cluster_length(s.substr(found.size)))) {
    }
    return found;
}

constexpr std::string_view shown_in(const text& t) noexcept { return t.view(); }
constexpr std::string_view shown_in(const alert_text& t) noexcept { return t.plain().view(); }

/// Shortens one text of a notification; an error leaves it as it was.
template <class Shown>
constexpr result<std::size_t> shorten(notification& n, Shown& place, std::size_t limit, std::string_view ellipsis) {
    Shown given = std::exchange(place, Shown(text("")));
    auto without = json::size(n);
    place = std::move(given);
    if (!without) return without;
    if (*without > limit) return nimpush::detail::fail(errc::too_long, "the payload does not fit without this text");
    const std::string_view shown = shown_in(place);
    const std::size_t room = limit - *without;
    const std::size_t mark = nimpush::detail::json::inner_size(ellipsis);
    const bool has_mark = mark <= room;
    const front kept = longest_front(shown, has_mark ? room - mark : room);
    const std::string_view rest = shown.substr(kept.size);
    const std::size_t left = room - kept.written;
    if (rest.size() <= left)
        if (const std::size_t more = nimpush::detail::json::inner_size(rest); more <= left)
            return *without + kept.written + more;
    place = Shown(nimpush::detail::join(shown.substr(0, kept.size), has_mark ? ellipsis : std::string_view()));
    return *without + kept.written + (has_mark ? mark : 0);
}

}  // namespace detail

/// How fit() shortens.
struct fit_options {
    text ellipsis = "…";      // stands where something was cut, if it fits
    bool also_title = false;  // the title too, once the body is gone
};

/// Shortens the body until the payload has at most `limit` bytes, and then the title if asked.
///
/// Returns the size in bytes. What fits is left as it is; otherwise the longest text that fits with the
/// ellipsis stands there. too_long where nothing that may be shortened is left; n is then as it was.
constexpr result<std::size_t> fit(notification& n, std::size_t limit, const fit_options& options = {}) {
    alert& shown = n.alert;
    const bool is_plain = shown.plain.has_value();
    // As JSON it has at least as many bytes: what is longer by itself need not be counted whole.
    if ((is_plain ? shown.plain.size() : shown.body.plain().size()) <= limit) {
        auto whole = json::size(n);
        if (!whole || *whole <= limit) return whole;
    }
    const std::string_view ellipsis = options.ellipsis.view();
    if (is_plain) return detail::shorten(n, shown.plain, limit, ellipsis);
    result<std::size_t> tried = nimpush::detail::fail(errc::too_long, "there is no text that could be shortened");
    const bool has_body = shown.body.plain().has_value();
    if (has_body) {
        tried = detail::shorten(n, shown.body, limit, ellipsis);
        if (tried) return tried;
    }
    if (options.also_title && shown.title.plain().has_value()) {
        alert_text body;
        if (has_body) std::swap(body, shown.body);
        tried = detail::shorten(n, shown.title, limit, ellipsis);
        if (!tried && has_body) std::swap(body, shown.body);
    }
    return tried;
}

/// The same to the limit of a push type.
constexpr result<std::size_t> fit(notification& n, push_type type, const fit_options& options = {}) {
    return fit(n, rules_of(type).payload_limit, options);
}

}  // namespace apns
}  // namespace nimpush::v1
