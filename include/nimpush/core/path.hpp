#pragma once

// Where in a tree a fault lies: steps on the stack, made into text only when there is one.

#include <cstddef>
#include <string_view>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// A place in a tree: the place around it, and a name or an index.
struct place {
    const place* around = nullptr;
    std::string_view name{};
    std::size_t index = npos;

    /// `options.server.port`, `names[1]`; null at the root.
    constexpr text path() const {
        text whole;
        for (const place* here = this; here != nullptr; here = here->around) {
            if (here->index != npos)
                whole = join("[", count_text(here->index), "]", dot(whole), whole.view());
            else if (here->around != nullptr)
                whole = join(printable(here->name).view(), dot(whole), whole.view());
        }
        return whole;
    }
    constexpr place at(std::string_view key) const noexcept { return {this, key}; }
    constexpr place at(std::size_t i) const noexcept { return {this, {}, i}; }

  private:
    static constexpr std::string_view dot(const text& rest) noexcept {
        return rest.empty() || rest.view()[0] == '[' ? "" : ".";
    }
};

}  // namespace detail
}  // namespace nimpush::v1
