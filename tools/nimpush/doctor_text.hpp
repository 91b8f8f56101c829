#pragma once

// What the doctor says: as text, as Markdown to paste, and as JSON.

#include <string>

#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/language.hpp>

namespace nimpush_tool {

/// How an answer is shown.
struct doctor_style {
    nimpush::delivery::language in = nimpush::delivery::language::en;
    bool is_markdown = false;
};

/// {"answer": {…}}.
nimpush::value answer_value(const nimpush::delivery::doctor::timeline& all,
                            const nimpush::delivery::doctor::answer& said, nimpush::delivery::language in);

/// For people, in lines.
std::string answer_text(const nimpush::delivery::doctor::timeline& all, const nimpush::delivery::doctor::answer& said,
                        const doctor_style& how);

}  // namespace nimpush_tool
