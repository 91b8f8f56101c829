#pragma once

// Lines of text for a drawing: what may stand in it, how wide it is, where it breaks, which way it runs.
//
// There is no font here, so widths are those of classes of characters, in twentieths of an em: exact for
// Inter's ASCII, close for Chinese and emoji, an average for the rest. A user-perceived character is never
// cut (apns/fit.hpp tells where one ends); lines break as Unicode's annex 14 says, as far as spaces,
// hyphens, Chinese and its punctuation go, and direction is annex 9's first strong character.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nimpush_tool {

/// One line as it is drawn.
struct text_line {
    std::string text{};
    bool right_to_left = false;

    friend bool operator==(const text_line&, const text_line&) = default;
};

inline constexpr std::string_view ellipsis = "…";

/// Twentieths of an em of fit text.
std::size_t text_width(std::string_view s) noexcept;

/// Text that a drawing can hold: UTF-8 with `\n` between paragraphs, without space around it. Whatever XML
/// has no place for, and bytes that are no UTF-8, become U+FFFD; a tab becomes a space.
std::string fit_text(std::string_view s);

/// Lines of fit text, `room` twentieths of an em wide. What does not go into `most` lines is cut with an
/// ellipsis at the end of the last.
std::vector<text_line> wrap(std::string_view s, std::size_t room, std::size_t most);

}  // namespace nimpush_tool
