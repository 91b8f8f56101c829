#pragma once

// What is found wrong, place by place, while something is walked through.

#include <cstddef>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {
namespace detail {

constexpr std::string_view kind_name(value::kind k) noexcept {
    constexpr std::string_view list[] = {"null",     "a bool", "a whole number", "a double", "a text",
                                         "a bigint", "bytes",  "a list",         "a list",   "a list",
                                         "a list",   "a list", "a map"};
    return list[static_cast<std::size_t>(k)];
}

/// Collects what is wrong, with a bound: input can be at fault in a million places.
class fault_list {
    problems found_{};

  public:
    static constexpr std::size_t most = 100;
    /// The version of the peer that the walk goes by, none in particular where that does not matter.
    schema::version spoken{};
    /// What is read outlasts what it is read into, which may borrow its texts.
    bool lends = false;
    /// The same where nothing may be written behind the texts, which end with no zero then, and where free-form values
    /// are borrowed too.
    bool views = false;
    /// What is read into was made for this walk, so that nothing in it has to be taken back first.
    bool is_fresh = false;

    constexpr fault_list() = default;
    constexpr explicit fault_list(schema::version by) noexcept : spoken(by) {}

    constexpr void add(const place& here, nimpush::error e, degree how = degree::error) {
        if (found_.size() == most) return;
        const text there = here.path();
        if (!e.path.empty())  // what is inside the value that was looked at
            e.path = join(there.view(), there.empty() || e.path.view()[0] == '[' ? "" : ".", e.path.view());
        else
            e.path = there;
        found_.push_back(problem{std::move(e), how});
    }
    constexpr void add(const place& here, errc code, text detail) {
        add(here, nimpush::error{code, {}, std::move(detail), npos});
    }
    constexpr void wrong_type(const place& here, const value& v, std::string_view wanted) {
        add(here, errc::wrong_type, join(kind_name(v.type()), ", must be ", wanted));
    }
    constexpr bool empty() const noexcept { return found_.empty(); }
    constexpr problems&& take() noexcept { return std::move(found_); }
    constexpr const problems& all() const noexcept { return found_; }
};

}  // namespace detail
}  // namespace nimpush::v1
