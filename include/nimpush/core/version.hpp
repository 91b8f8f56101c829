#pragma once

// Versions of a peer, as data: since which one a field, a call, an event or an enumerator is there.
//
//     field<"startsItself", &options::starts_itself, schema::since<10, 9, 6>>
//
// One description serves all versions. Who walks it says which one is spoken: a sink by its member `spoken` or that of
// its `state`, the walk inwards and the checks by that of their fault_list. Where none is said, everything counts that
// any version has.

#include <compare>  // IWYU pragma: keep
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>

namespace nimpush::inline v1 {
namespace schema {

/// A version of a peer, such as 10.9.5+1. The one that is made of nothing stands for none in particular, and is less
/// than all others.
struct version {
    std::uint32_t packed = 0;

    constexpr version() noexcept = default;
    constexpr version(std::uint8_t first, std::uint8_t second, std::uint8_t third, std::uint8_t build = 0) noexcept
        : packed((((first * 256u + second) * 256u) + third) * 256u + build) {}

    /// False for none in particular.
    constexpr bool is_said() const noexcept { return packed != 0; }
    /// One of its numbers: 0, 1, 2, or 3 for the one behind the plus sign.
    constexpr std::uint8_t number(unsigned position) const noexcept {
        return static_cast<std::uint8_t>(packed >> (24 - 8 * position) & 0xFFu);
    }

    friend constexpr bool operator==(const version&, const version&) = default;
    friend constexpr auto operator<=>(const version&, const version&) = default;
};

/// The text of a version without an allocation: `10.9.5+1`, or `10.9.6` where the build is 0.
class version_chars {
    char chars_[16]{};
    std::size_t size_ = 0;

    constexpr void put(std::string_view s) noexcept {
        for (const char c : s) chars_[size_++] = c;
    }

  public:
    constexpr explicit version_chars(version v) noexcept {
        for (unsigned i = 0; i < (v.number(3) == 0 ? 3u : 4u); ++i) {
            if (i != 0) put(i == 3 ? "+" : ".");
            put(nimpush::detail::count_text(v.number(i)));
        }
    }
    constexpr std::string_view view() const noexcept { return {chars_, size_}; }
};
constexpr text version_text(version v) { return nimpush::detail::join(version_chars(v).view()); }

/// The version that a text names, such as `10.9.90` or `10.9.5+1`; nothing for any other text.
[[nodiscard]] constexpr maybe<version> read_version(std::string_view s) noexcept {
    std::uint32_t packed = 0;
    for (unsigned i = 0; i < 4; ++i) {
        unsigned n = 0, digits = 0;
        for (; !s.empty() && s[0] >= '0' && s[0] <= '9' && digits < 3; ++digits, s.remove_prefix(1))
            n = n * 10 + static_cast<unsigned>(s[0] - '0');
        if (digits == 0 || n > 255) return {};
        packed = packed * 256 + n;
        if (i == 2 && s.empty()) {
            packed *= 256;
            break;
        }
        if (i == 3 ? !s.empty() : s.empty() || s[0] != (i == 2 ? '+' : '.')) return {};
        if (i != 3) s.remove_prefix(1);
    }
    version made;
    made.packed = packed;
    return made;
}

/// The field is there since this version.
template <std::uint8_t... Numbers> struct since { static constexpr version first{Numbers...}; };
/// The field is gone since this version.
template <std::uint8_t... Numbers> struct until { static constexpr version gone{Numbers...}; };
/// The field stands here since this version; where it stood before is a schema::stood of the same field.
template <std::uint8_t... Numbers> struct here_since { static constexpr version moved{Numbers...}; };
/// The API takes it in every version that has it, but the wire carries it only since this one.
template <std::uint8_t... Numbers> struct carried_since { static constexpr version carried{Numbers...}; };

/// Enumerators that came later than their enum, declared beside it and never called:
/// `schema::later<kind::call, 10, 5, 0> enum_versions(kind);`
template <auto Enumerator, std::uint8_t... Numbers> struct later {
    static constexpr version of(decltype(Enumerator) e) noexcept {
        return e == Enumerator ? version{Numbers...} : version{};
    }
};

}  // namespace schema

namespace detail {

/// In which versions a field exists, and in which it stands at this place.
struct lifetime {
    schema::version first{}, gone{}, moved_here{}, moved_away{}, carried{};

    friend constexpr bool operator==(const lifetime&, const lifetime&) = default;

    /// Is there a version without it?
    constexpr bool is_bounded() const noexcept { return first.is_said() || gone.is_said() || carried.is_said(); }
    /// Must the walk look at the version at all?
    constexpr bool varies() const noexcept { return is_bounded() || moved_here.is_said() || moved_away.is_said(); }
    constexpr bool exists(schema::version v) const noexcept {
        return !v.is_said() || (v >= first && (!gone.is_said() || v < gone));
    }
    constexpr bool is_carried(schema::version v) const noexcept { return !v.is_said() || v >= carried; }
    /// Does the version have it, at this place?
    constexpr bool stands(schema::version v) const noexcept {
        if (!v.is_said()) return !moved_away.is_said();
        return exists(v) && v >= moved_here && (!moved_away.is_said() || v < moved_away);
    }
};

template <class Option> constexpr void add_bound(lifetime& to) noexcept {
    if constexpr (requires { Option::first; }) to.first = Option::first;
    if constexpr (requires { Option::gone; }) to.gone = Option::gone;
    if constexpr (requires { Option::moved; }) to.moved_here = Option::moved;
    if constexpr (requires { Option::carried; }) to.carried = Option::carried;
}
template <class... Options> constexpr lifetime lifetime_of() noexcept {
    lifetime whole;
    (add_bound<Options>(whole), ...);
    return whole;
}

template <class E>
concept grown_enum = std::is_enum_v<E> && requires(E e) {
    decltype(enum_versions(e))::of(e);
};
/// The first version that knows the enumerator.
template <class E> constexpr schema::version first_version(E e) noexcept {
    if constexpr (grown_enum<E>)
        return decltype(enum_versions(e))::of(e);
    else
        return {};
}
/// Does the version know it?
template <class E> constexpr bool knows(schema::version spoken, E e) noexcept {
    return !spoken.is_said() || spoken >= first_version(e);
}

/// The version that a sink speaks, none in particular where it does not say.
template <class Out> constexpr schema::version spoken_by(const Out& out) noexcept {
    if constexpr (requires { out.state->spoken; })
        return out.state->spoken;
    else if constexpr (requires { out.spoken; })
        return out.spoken;
    else
        return {};
}
/// Lets a sink that knows versions speak one.
template <class Out> constexpr void speak(Out& out, schema::version spoken) noexcept {
    if constexpr (requires { out.state->spoken; })
        out.state->spoken = spoken;
    else if constexpr (requires { out.spoken; })
        out.spoken = spoken;
}

/// Why a version refuses what another has.
constexpr text unspoken(schema::version spoken, const lifetime& life) {
    const text name = schema::version_text(spoken);
    if (life.gone.is_said() && spoken >= life.gone)
        return join("version ", name.view(), " has it no more: gone since ", schema::version_text(life.gone).view());
    if (spoken < life.first)
        return join("version ", name.view(), " does not have it: known since ",
                    schema::version_text(life.first).view());
    return join("version ", name.view(), " cannot send it, nothing goes out: it can since ",
                schema::version_text(life.carried).view());
}
constexpr text unspoken(schema::version spoken, schema::version first) {
    lifetime life;
    life.first = first;
    return unspoken(spoken, life);
}

}  // namespace detail

namespace schema {

/// Writes `of` as one version has it, into any sink that knows versions.
template <class T> struct as_spoken {
    const T& of;
    version spoken{};

    template <class Out> constexpr void emit_to(Out& out) const;
};

}  // namespace schema
}  // namespace nimpush::v1
