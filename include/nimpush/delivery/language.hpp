#pragma once

// Words in the languages of those who ask why there was no push.

#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// English, or Chinese in simplified characters.
enum class language : std::uint8_t { en, zh };

/// The same said in each language; null for nothing to say.
struct words {
    text en{};
    text zh{};

    constexpr const text& in(language which) const noexcept { return which == language::zh ? zh : en; }
};

}  // namespace delivery

template <>
struct names<delivery::language> {
    static constexpr std::string_view list[] = {"en", "zh"};
};

}  // namespace nimpush::v1
