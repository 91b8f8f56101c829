#pragma once

// Words in the languages of those who ask why there was no push.

#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// English, or Chinese in simplified characters.
enum class language : std::uint8_t { en, zh };

/// The same said in each language; empty for nothing to say. Views and no texts, since g++ 12 takes no constant array
/// of what has a destructor under -fsanitize=undefined.
struct words {
    std::string_view en{};
    std::string_view zh{};

    constexpr std::string_view in(language which) const noexcept { return which == language::zh ? zh : en; }
};

}  // namespace delivery

template <> struct names<delivery::language> { static constexpr std::string_view list[] = {"en", "zh"}; };

}  // namespace nimpush::v1
