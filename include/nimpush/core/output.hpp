#pragma once

// The end of a walk outwards that lies in memory: a buffer that is filled as far as it reaches, and a count of all there
// is. So one walk fills a caller's buffer or tells how large it must be.
//
// A sink on it is two pointers, which a walk takes and gives back by value (core/emit.hpp): behind a reference each
// character that is written might be the place where the next one goes, and it would be loaded again for each piece.

#include <array>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include <nimpush/core/error.hpp>
#include <nimpush/core/version.hpp>

namespace nimpush::inline v1 {
namespace detail {

// Only where it is optimized: elsewhere a walk in one piece would be more to compile.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_INLINED [[gnu::always_inline]]
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_INLINED
#define NIMPUSH_APART
#endif

/// Bytes of what is mostly sent: so much is written on the stack before the one allocation of its exact size.
inline constexpr std::size_t usual_size = 2048;

/// Room that is kept behind each key, text and comma, so that the short value which follows need not look for its own.
inline constexpr std::size_t value_room = 32;
/// A piece that is longer is written in parts.
inline constexpr std::size_t longest_piece = 96;

template <class Char> constexpr void copy_as(const auto* from, std::size_t n, Char* to) noexcept {
    if (std::is_constant_evaluated())
        for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<Char>(from[i]);
    else if (n != 0)
        std::memcpy(to, from, n);
}

/// All of an output but the place where it stands. Where the buffer ends, and behind that, pieces are put into a spare
/// one, from which as much is taken over as the buffer holds.
template <class Char> class output_state {
    Char* begin_;
    std::size_t size_;
    Char spare_[longest_piece + value_room];

  public:
    Char* origin;           // where `at` is counted from: the buffer or the spare one
    Char* end;              // value_room before the end of either
    std::size_t taken = 0;  // pieces that have gone through the spare buffer
    std::size_t depth = 0;
    std::size_t max_depth;
    errc failure{};  // what the wire cannot carry; a buffer that is too small is none
    schema::version spoken{};

    constexpr output_state(Char* begin, std::size_t size, std::size_t deepest) noexcept
        : begin_(begin), size_(size), origin(begin), max_depth(deepest) {
        if (size >= value_room)
            end = begin + (size - value_room);
        else
            origin = spare_, end = spare_ + longest_piece;
    }
    output_state(const output_state&) = delete;
    output_state& operator=(const output_state&) = delete;

    /// Takes over what was put into the spare buffer; it is empty then, and has room for any piece.
    NIMPUSH_APART constexpr Char* turn_over(Char* at) noexcept {
        const auto n = static_cast<std::size_t>(at - origin);
        if (origin == spare_) fill(spare_, n);
        taken += n;
        origin = spare_;
        end = spare_ + longest_piece;
        return spare_;
    }
    /// The same with more behind it.
    template <class From> constexpr Char* turn_over(Char* at, const From* from, std::size_t n) noexcept {
        at = turn_over(at);
        fill(from, n);
        taken += n;
        return at;
    }
    /// Overwrites a character.
    NIMPUSH_APART constexpr void patch(std::size_t where, Char one) noexcept {
        if (where >= taken)
            origin[where - taken] = one;
        else if (where < size_)
            begin_[where] = one;
    }
    /// All characters are there, as far as the buffer holds them: how many.
    constexpr std::size_t finish(Char* at) noexcept {
        if (origin == spare_) at = turn_over(at);
        return taken + static_cast<std::size_t>(at - origin);
    }

  private:
    template <class From> constexpr void fill(const From* from, std::size_t n) noexcept {
        if (taken >= size_) return;
        copy_as(from, n < size_ - taken ? n : size_ - taken, begin_ + taken);
    }
};

/// Pieces. What has a size that is known while compiling, and is at most value_room, does not look for room: key(),
/// item() and texts leave it.
template <class Char> struct output {
    Char* at;
    output_state<Char>* state;

    /// Characters so far.
    NIMPUSH_INLINED constexpr std::size_t offset() const noexcept {
        return static_cast<std::size_t>(at - state->origin) + state->taken;
    }
    /// Is there room for so many, and for a value behind them?
    NIMPUSH_INLINED constexpr bool has_room(std::size_t n) const noexcept {
        return state->end - at >= static_cast<std::ptrdiff_t>(n);
    }
    NIMPUSH_INLINED constexpr void make_room(std::size_t n) noexcept {
        if (!has_room(n)) at = state->turn_over(at);
    }
    /// A few, for which there is room.
    template <class From> NIMPUSH_INLINED constexpr void put(const From* from, std::size_t n) noexcept {
        copy_as(from, n, at);
        at += n;
    }
    NIMPUSH_INLINED constexpr void put(Char one) noexcept { *at++ = one; }
    /// Any number.
    template <class From> NIMPUSH_INLINED constexpr void copy(const From* from, std::size_t n) noexcept {
        if (has_room(n))
            put(from, n);
        else
            at = state->turn_over(at, from, n);
    }
    template <std::size_t N> NIMPUSH_INLINED constexpr void rendered(const std::array<Char, N>& key) noexcept {
        if constexpr (N <= longest_piece) {
            make_room(N);
            put(key.data(), N);
        } else {
            copy(key.data(), N);
        }
    }

    /// What a list or map does first. Where a described type is too deep the whole is refused; its members, which are
    /// of a bounded depth, are still walked.
    NIMPUSH_INLINED constexpr void enter() noexcept {
        if (state->depth++ >= state->max_depth) refuse(errc::too_deep);
    }
    constexpr void refuse(errc code) noexcept {
        if (state->failure == errc{}) state->failure = code;
    }
};

#undef NIMPUSH_INLINED
#undef NIMPUSH_APART

}  // namespace detail
}  // namespace nimpush::v1
