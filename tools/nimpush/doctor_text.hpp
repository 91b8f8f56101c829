#pragma once

// What the doctor says, as text and as JSON.

#include <string>

#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/language.hpp>

namespace nimpush_tool {

/// {"answer": {…}}.
nimpush::value answer_value(const nimpush::delivery::doctor::timeline& all,
                            const nimpush::delivery::doctor::answer& said, nimpush::delivery::language in);

/// For people, in lines.
std::string answer_text(const nimpush::delivery::doctor::timeline& all, const nimpush::delivery::doctor::answer& said,
                        nimpush::delivery::language in);

}  // namespace nimpush_tool
