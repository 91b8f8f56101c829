#pragma once

// What a push says: text with NIM's rule.

#include <cstddef>
#include <string_view>

#include <nimpush/core/text.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

/// The rule of a push text: at most 500 characters, with a warning from 200 bytes on (limits::push_text).
struct push_content_rule : schema::at_most<limits::push_text, schema::characters> {
    static constexpr std::size_t warn_bytes = limits::push_text_warn_bytes;
    static constexpr std::string_view warning = "the plugin's documents allow no more, newer ones do";
    static constexpr std::string_view consequence = "NIM refuses the message";
};
using push_text = basic_text<push_content_rule>;

}  // namespace nimpush::v1
