#pragma once

// Finds a text among the keys of a list, however the keys were chosen.
//
// A crit-bit tree (D. J. Bernstein, cr.yp.to/critbit.html): a lookup looks at no more nodes than the key has
// bits. Keys that collide, which would make a hash without a seed quadratic, do not exist for it, and it needs no
// seed, which would end constexpr.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: what few keys do without would otherwise stand at each place that looks for one.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_APART
#endif

namespace detail {

/// Positions of keys by their texts. The keys stay where they are: `at(i)` gives the one of a position. It learns
/// them as it is asked, and a copy of the list begins with an index that has learnt nothing.
class key_index {
    /// A place where two keys differ first: bit 9 * byte for "there is a byte", the next eight are its own.
    struct node {
        std::size_t child[2]{};  // position * 2 + 1 of a key, or index * 2 of a node
        std::size_t byte = 0;
        std::uint16_t mask = 0;
    };
    static constexpr std::uint16_t is_there = 0x100;

    array<node> nodes_{};
    std::size_t root_ = 0;
    std::size_t learnt_ = 0;

    static constexpr bool side(const node& n, std::string_view key) noexcept {
        return n.byte < key.size() && ((byte_at(key, n.byte) | is_there) & n.mask) != 0;
    }
    NIMPUSH_APART constexpr std::size_t nearest(std::string_view key) const noexcept {
        std::size_t here = root_;
        while (here % 2 == 0) here = nodes_[here / 2].child[side(nodes_[here / 2], key)];
        return here / 2;
    }
    /// Enters the key of a position behind the first, `known` being the nearest; of equal keys the last counts.
    NIMPUSH_APART constexpr void learn(std::size_t position, std::string_view key, std::string_view known) {
        node made;
        while (made.byte < key.size() && made.byte < known.size() && key[made.byte] == known[made.byte]) ++made.byte;
        std::size_t* here = &root_;
        if (made.byte < key.size() || made.byte < known.size()) {
            made.mask = is_there;
            if (made.byte < key.size() && made.byte < known.size()) {
                const unsigned differ = byte_at(key, made.byte) ^ byte_at(known, made.byte);
                for (made.mask = 0x80; (differ & made.mask) == 0;)
                    made.mask = static_cast<std::uint16_t>(made.mask >> 1);
            }
            const bool ours = side(made, key);
            made.child[ours] = position * 2 + 1;
            nodes_.push_back(made);  // first, as it may move them
            const std::size_t last = nodes_.size() - 1;
            while (*here % 2 == 0) {
                node& there = nodes_[*here / 2];
                if (there.byte > made.byte || (there.byte == made.byte && there.mask < made.mask)) break;
                here = &there.child[side(there, key)];
            }
            nodes_[last].child[!ours] = std::exchange(*here, last * 2);
            return;
        }
        while (*here % 2 == 0) {
            node& there = nodes_[*here / 2];
            here = &there.child[side(there, key)];
        }
        *here = position * 2 + 1;
    }

    template <class At> NIMPUSH_APART constexpr void learn_many(std::size_t size, const At& at) {
        for (; learnt_ < size; ++learnt_) {
            const std::string_view key = at(learnt_);
            if (learnt_ == 0)
                root_ = 1;
            else
                learn(learnt_, key, at(nearest(key)));
        }
    }

  public:
    /// So many keys are looked through one by one, which needs no memory.
    static constexpr std::size_t few = 16;

    constexpr key_index() noexcept = default;
    constexpr key_index(const key_index&) noexcept {}
    constexpr key_index(key_index&& other) noexcept { swap(other); }
    constexpr key_index& operator=(key_index other) noexcept {
        swap(other);
        return *this;
    }
    constexpr ~key_index() = default;
    constexpr void swap(key_index& other) noexcept {
        nodes_.swap(other.nodes_);
        change_over(root_, other.root_);
        change_over(learnt_, other.learnt_);
    }

    /// Learns the first `size` keys. An allocation that fails leaves what was learnt before.
    template <class At> constexpr void learn_all(std::size_t size, const At& at) {
        if (size > few) learn_many(size, at);
    }
    /// The last position of this key among the first `size`, npos for none. Steps through those not learnt.
    template <class At>
    constexpr std::size_t find(std::string_view key, std::size_t size, const At& at) const noexcept {
        for (std::size_t i = size; i > learnt_; --i)
            if (at(i - 1) == key) return i - 1;
        if (learnt_ == 0) return npos;
        const std::size_t closest = nearest(key);
        return at(closest) == key ? closest : npos;
    }
    /// Whether the last of the first `size` keys stands among those before it; learns it.
    template <class At> constexpr bool repeats(std::size_t size, const At& at) {
        const bool known = find(at(size - 1), size - 1, at) != npos;
        learn_all(size, at);
        return known;
    }
};

}  // namespace detail

#undef NIMPUSH_APART

}  // namespace nimpush::v1
