#pragma once

// What the doctor says of each cause, in the languages of those who ask.

#include <cstddef>
#include <string_view>

#include <nimpush/core/maybe.hpp>
#include <nimpush/delivery/doctor/answer.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/language.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
constexpr std::string_view says(cause which, language) noexcept { return name_of(which); }
constexpr std::string_view remedy(cause which, language) noexcept { return name_of(which); }
constexpr maybe<fact> next_question(const finding& one) noexcept { return one.next; }
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
