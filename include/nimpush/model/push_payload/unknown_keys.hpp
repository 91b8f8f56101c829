#pragma once

// What is said of keys that a vendor's part has and its list has not. They are kept and sent.

#include <string_view>
#include <utility>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1::detail {

template <class Faults> constexpr void warn(Faults& faults, const place& here, errc code, text says) {
    faults.add(here, error{code, {}, std::move(says)}, degree::warning);
}

constexpr bool is_among(std::string_view key, span<const std::string_view> names) noexcept {
    for (const std::string_view one : names)
        if (one == key) return true;
    return false;
}

/// Keys that are known, but not of this object: where they are at home, or what else is to be said of them.
struct other_home {
    span<const std::string_view> names{};
    std::string_view where{};
    std::string_view says{};
};

/// Each key of `other` that is near a known one, or at home elsewhere, is told with it; with `rest` the others too.
template <class Faults>
constexpr void tell_unknown(const free_map& other, span<const std::string_view> known, const place& here,
                            Faults& faults, std::string_view rest = {}, span<const other_home> elsewhere = {}) {
    for (const value::member& one : other.members()) {
        if (faults.all().size() == Faults::most) return;  // no more are told, and a name that is near takes long
        const std::string_view key = one.key.chars();
        if (is_among(key, known)) {
            faults.add(here.at(key), errc::duplicate_key, "has a member of its own: it would stand there twice");
            continue;
        }
        const other_home* home = nullptr;
        for (const other_home& next : elsewhere)
            if (home == nullptr && is_among(key, next.names)) home = &next;
        const std::string_view meant = home == nullptr ? nearest(key, known) : std::string_view();
        if (home != nullptr && !home->says.empty())
            warn(faults, here.at(key), errc::unknown_key, text(unchecked{}, home->says));
        else if (home != nullptr)
            warn(faults, here.at(key), errc::unknown_key, join("no key of this place: it belongs in ", home->where));
        else if (!meant.empty())
            warn(faults, here.at(key), errc::unknown_key, join("not known here: `", meant, "` was likely meant"));
        else if (!rest.empty())
            warn(faults, here.at(key), errc::unknown_key, text(unchecked{}, rest));
    }
}

/// What its own members have wrong, each by its rule.
template <class Part, class Faults> constexpr void check_members_of(const Part& x, const place& here, Faults& faults) {
    check_all<schema::spelling::wire>(x, here, faults, typename Part::open_fields{});
}

}  // namespace nimpush::v1::detail
