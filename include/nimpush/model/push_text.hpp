#pragma once

// What a push says: text with NIM's rule.

#include <cstddef>
#include <string_view>

#include <nimpush/core/text.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

/// The rule of a push text: an error over limits::push_text, a warning over limits::push_text_bytes.
struct push_content_rule : schema::at_most<limits::push_text, schema::characters> {
    static constexpr std::size_t warn_bytes = limits::push_text_bytes;
    static constexpr std::string_view warning = "the plugin's documents allow no more, newer ones do";
    static constexpr std::string_view consequence = "NIM refuses the message";
};
using push_text = basic_text<push_content_rule>;

}  // namespace nimpush::v1
