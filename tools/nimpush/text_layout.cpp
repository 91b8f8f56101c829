#include "text_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/fit.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush_tool {

namespace {

using nimpush::apns::detail::cluster_length;

enum class direction : std::uint8_t { neutral, left_to_right, right_to_left };

/// Characters that are drawn alike.
struct character_class {
    char32_t first = 0;
    char32_t last = 0;
    std::uint8_t width = 12;  // twentieths of an em
    nimpush_tool::direction direction = direction::left_to_right;
    bool is_wide = false;  // Chinese and emoji: a line breaks on both sides of it
};

constexpr std::uint8_t emoji_width = 25;

/// What is not listed is a letter of 0.6 em. The first row that fits counts.
constexpr character_class character_classes[] = {
    // Spaces, signs and accents of Europe.
    {0x0080, 0x009F, 0, direction::neutral},
    {0x00A0, 0x00A0, 6, direction::neutral},
    {0x00AD, 0x00AD, 0, direction::neutral},
    {0x00A1, 0x00A9, 12, direction::neutral},
    {0x00AB, 0x00B4, 10, direction::neutral},
    {0x00B6, 0x00B9, 10, direction::neutral},
    {0x00BB, 0x00BF, 12, direction::neutral},
    {0x00D7, 0x00D7, 12, direction::neutral},
    {0x00F7, 0x00F7, 12, direction::neutral},
    {0x02B9, 0x02FF, 8, direction::neutral},
    {0x0400, 0x052F, 14},
    // Hebrew and Arabic with their kin; digits and a few signs are not strong.
    {0x0600, 0x0607, 11, direction::neutral},
    {0x0609, 0x060A, 11, direction::neutral},
    {0x060C, 0x060C, 6, direction::neutral},
    {0x060E, 0x060F, 11, direction::neutral},
    {0x061C, 0x061C, 0, direction::right_to_left},
    {0x0660, 0x066C, 11, direction::neutral},
    {0x06DD, 0x06DE, 20, direction::neutral},
    {0x06E9, 0x06E9, 20, direction::neutral},
    {0x06F0, 0x06F9, 11, direction::neutral},
    {0x07F6, 0x07F9, 11, direction::neutral},
    {0x0590, 0x08FF, 11, direction::right_to_left},
    {0xFD3E, 0xFD3F, 8, direction::neutral},
    {0xFDFD, 0xFDFD, 200, direction::neutral},
    {0xFB1D, 0xFDFF, 11, direction::right_to_left},
    {0xFE70, 0xFEFE, 11, direction::right_to_left},
    {0x10800, 0x10FFF, 12, direction::right_to_left},
    {0x1E800, 0x1EFFF, 12, direction::right_to_left},
    // India and its neighbours.
    {0x0900, 0x0DFF, 13},
    {0x1000, 0x109F, 16},
    {0x1780, 0x17FF, 14},
    // Hangul, of which the first letter alone takes room.
    {0x1100, 0x115F, 20},
    // What is not seen, and punctuation.
    {0x180E, 0x180E, 0, direction::neutral},
    {0x200B, 0x200D, 0, direction::neutral},
    {0x200E, 0x200E, 0, direction::left_to_right},
    {0x200F, 0x200F, 0, direction::right_to_left},
    {0x202A, 0x202E, 0, direction::neutral},
    {0x2060, 0x206F, 0, direction::neutral},
    {0xFEFF, 0xFEFF, 0, direction::neutral},
    {0xFFF9, 0xFFFB, 0, direction::neutral},
    {0xE0000, 0xE0FFF, 0, direction::neutral},
    {0x2014, 0x2015, 20, direction::neutral},
    {0x2026, 0x2026, 17, direction::neutral},
    {0x2000, 0x206F, 10, direction::neutral},
    // Emoji; the halves of a flag are letters to annex 9.
    {0x231A, 0x231B, emoji_width, direction::neutral, true},
    {0x23E9, 0x23F3, emoji_width, direction::neutral, true},
    {0x25FD, 0x25FE, emoji_width, direction::neutral, true},
    {0x2600, 0x27BF, emoji_width, direction::neutral, true},
    {0x2B1B, 0x2B1C, emoji_width, direction::neutral, true},
    {0x2B50, 0x2B55, emoji_width, direction::neutral, true},
    {0x1F1E6, 0x1F1FF, emoji_width, direction::left_to_right, true},
    {0x1F000, 0x1FAFF, emoji_width, direction::neutral, true},
    {0x2070, 0x2BFF, 14, direction::neutral},
    // East Asia.
    {0x2E80, 0x3004, 20, direction::neutral, true},
    {0x3008, 0x3020, 20, direction::neutral, true},
    {0x4DC0, 0x4DFF, 20, direction::neutral, true},
    {0x3005, 0xA4CF, 20, direction::left_to_right, true},
    {0xA960, 0xA97F, 20},
    {0xAC00, 0xD7A3, 20, direction::left_to_right, true},
    {0xF900, 0xFAFF, 20, direction::left_to_right, true},
    {0xFE30, 0xFE6F, 20, direction::neutral, true},
    {0xFF01, 0xFF20, 20, direction::neutral, true},
    {0xFF21, 0xFF60, 20, direction::left_to_right, true},
    {0xFF61, 0xFFDC, 10, direction::left_to_right, true},
    {0xFFE0, 0xFFFD, 20, direction::neutral, true},
    {0x1B000, 0x1B2FF, 20, direction::left_to_right, true},
    {0x20000, 0x3FFFF, 20, direction::left_to_right, true},
};

/// U+0020 to U+007E, `@` for none, `A` for a twentieth (Inter 4.0 Regular).
constexpr std::string_view ascii_widths =
    "FFHMMPMDGGJMFIFGLILMMLLKLLFFMMMJSNMONLLOOEKMKROOMOMMMONSMMLGGGIIJKLKLLGLLEEKEQLLLLGJGLKPKKKGGGM";
static_assert(ascii_widths.size() == 95);

constexpr character_class class_of(char32_t c) noexcept {
    if (c >= 0x20 && c <= 0x7E) {
        const bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        return {c, c, static_cast<std::uint8_t>(ascii_widths[c - 0x20] - '@'),
                is_letter ? direction::left_to_right : direction::neutral};
    }
    for (const character_class& one : character_classes)
        if (c >= one.first && c <= one.last) return one;
    return {c, c};
}

constexpr bool is_one_of(char32_t c, std::u32string_view list) noexcept { return list.find(c) != list.npos; }

/// What a line may end with and no longer shows.
constexpr bool is_space(char32_t c) noexcept {
    return c == ' ' || c == 0x1680 || c == 0x205F || c == 0x3000 || (c >= 0x2000 && c <= 0x200A && c != 0x2007);
}
constexpr bool ends_paragraph(char32_t c) noexcept {
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}
/// What XML 1.0 forbids or advises against: control characters and what Unicode calls no characters.
constexpr bool is_unfit(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEu) == 0xFFFEu;
}

/// Whether a line may end between these two, neither of them a space.
constexpr bool may_break(char32_t before, char32_t c) noexcept {
    constexpr std::u32string_view glue = U"\u00A0\u2007\u202F\u2060\uFEFF";
    constexpr std::u32string_view opening = U"([{<$¥£€«‘“〈《「『【〔〖〘〝\uFF08\uFF3B\uFF5B\uFF62\uFFE5";
    constexpr std::u32string_view closing =
        U".,:;!?)]}>%…—’”»·、。〉》」』】〕〗〙〞・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ°¢"
        U"\uFF01\uFF05\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\uFF3D\uFF5D\uFF5E\uFF61\uFF63\uFF64";
    if (is_one_of(before, glue) || is_one_of(c, glue)) return false;
    if (is_one_of(before, opening) || is_one_of(c, closing)) return false;
    return before == '-' || before == 0x2010 || before == 0x2013 || before == 0x2014 || before == 0x200B ||
           class_of(before).is_wide || class_of(c).is_wide;
}

/// Calls f(code point) for each of well-formed text until it returns true.
template <class F> constexpr void each_character(std::string_view s, F&& f) {
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t length = nimpush::detail::sequence_length(s, i);
        if (f(nimpush::apns::detail::code_point(s.substr(i), length))) return;
        i += length;
    }
}
constexpr char32_t first_of(std::string_view s) noexcept {
    return nimpush::apns::detail::code_point(s, nimpush::detail::sequence_length(s, 0));
}
/// A space with an accent on it is none.
constexpr bool is_blank(std::string_view cluster) noexcept {
    return is_space(first_of(cluster)) && cluster.size() == nimpush::detail::sequence_length(cluster, 0);
}

/// Twentieths of an em of one user-perceived character.
constexpr std::size_t cluster_width(std::string_view cluster) noexcept {
    std::size_t width = 0;
    bool is_emoji = false;
    each_character(cluster, [&](char32_t c) {
        const bool joins = nimpush::apns::detail::joins_before(c);
        if (!joins) width += class_of(c).width;
        is_emoji = is_emoji || c == 0xFE0F || (!joins && class_of(c).width == emoji_width);
        return false;
    });
    return is_emoji ? emoji_width : width;
}

/// Annex 9, rules P2 and P3: whatever stands in an isolate does not count.
constexpr bool runs_right_to_left(std::string_view paragraph) noexcept {
    direction found = direction::neutral;
    std::size_t isolates = 0;
    each_character(paragraph, [&](char32_t c) {
        if (c >= 0x2066 && c <= 0x2068) ++isolates;
        if (c == 0x2069 && isolates != 0) --isolates;
        if (isolates == 0 && !nimpush::apns::detail::joins_before(c)) found = class_of(c).direction;
        return found != direction::neutral;
    });
    return found == direction::right_to_left;
}

/// Bytes that a line shows, and bytes until the next one.
struct line_end {
    std::size_t shown = 0;
    std::size_t next = 0;
};
/// Fills a line of `room` twentieths: to the last place where it may break, or within a word that is longer.
constexpr line_end fill_line(std::string_view paragraph, std::size_t room) noexcept {
    std::size_t width = 0;
    line_end last{};  // where it may break
    std::size_t end = 0;
    std::string_view before;
    for (std::size_t i = 0; i < paragraph.size();) {
        const std::string_view cluster = paragraph.substr(i, cluster_length(paragraph.substr(i)));
        const std::size_t wide = cluster_width(cluster);
        if (!is_blank(cluster)) {
            if (i != 0 && (is_blank(before) || may_break(first_of(before), first_of(cluster)))) last = {end, i};
            if (i != 0 && width + wide > room) return last.shown != 0 ? last : line_end{end, i};
            end = i + cluster.size();
        }
        width += wide;
        before = cluster;
        i += cluster.size();
    }
    return {end, paragraph.size()};
}

/// As much as fits with an ellipsis behind it, in the middle of a word if need be.
std::string cut_line(std::string_view paragraph, std::size_t room) {
    std::size_t width = cluster_width(ellipsis);
    std::size_t end = 0;
    for (std::size_t i = 0; i < paragraph.size();) {
        const std::string_view cluster = paragraph.substr(i, cluster_length(paragraph.substr(i)));
        width += cluster_width(cluster);
        if (width > room) break;
        i += cluster.size();
        if (!is_blank(cluster)) end = i;
    }
    return std::string(paragraph.substr(0, end)).append(ellipsis);
}

}  // namespace

std::size_t text_width(std::string_view s) noexcept {
    std::size_t width = 0;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t length = cluster_length(s.substr(i));
        width += cluster_width(s.substr(i, length));
        i += length;
    }
    return width;
}

std::string fit_text(std::string_view s) {
    std::string made;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t length = nimpush::detail::sequence_length(s, i);
        const char32_t c = length == 0 ? 0 : nimpush::apns::detail::code_point(s.substr(i), length);
        if (s.substr(i, 2) == "\r\n") ++i;
        if (ends_paragraph(c))
            made += '\n';
        else if (c == '\t')
            made += ' ';
        else if (is_unfit(c))
            made += "\uFFFD";
        else
            made += s.substr(i, length);
        i += length == 0 ? 1 : length;
    }
    const std::size_t first = made.find_first_not_of(" \n");
    return first == made.npos ? std::string() : made.substr(first, made.find_last_not_of(" \n") - first + 1);
}

std::vector<text_line> wrap(std::string_view s, std::size_t room, std::size_t most) {
    std::vector<text_line> lines;
    while (!s.empty()) {
        const std::size_t size = s.find('\n');
        std::string_view paragraph = s.substr(0, size);
        s = size == s.npos ? std::string_view() : s.substr(size + 1);
        const bool right_to_left = runs_right_to_left(paragraph);
        do {
            const line_end end = fill_line(paragraph, room);
            if (lines.size() + 1 == most && (end.next < paragraph.size() || !s.empty())) {
                lines.push_back({cut_line(paragraph, room), right_to_left});
                return lines;
            }
            lines.push_back({std::string(paragraph.substr(0, end.shown)), right_to_left});
            paragraph = paragraph.substr(end.next);
        } while (!paragraph.empty());
    }
    return lines;
}

}  // namespace nimpush_tool
