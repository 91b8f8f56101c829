#pragma once

// Many keys of one map at once: where each stands, in one pass over map and keys and not in one for each key.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: what is seldom needed would take the registers of what is done for each key.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_APART
#endif

namespace detail {

/// Keys are short, and those that are compared are mostly the same: eight or four bytes at a time beat a call of
/// memcmp.
constexpr bool same_key(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    if (std::is_constant_evaluated() || a.size() < 4) {
        for (std::size_t i = 0; i < a.size(); ++i)
            if (a[i] != b[i]) return false;
        return true;
    }
    const char* const x = a.data();
    const char* const y = b.data();
    const std::size_t n = a.size();
    if (n < 8)
        return ((load<std::uint32_t>(x) ^ load<std::uint32_t>(y)) |
                (load<std::uint32_t>(x + n - 4) ^ load<std::uint32_t>(y + n - 4))) == 0;
    std::size_t i = 0;
    do {
        if (load<std::uint64_t>(x + i) != load<std::uint64_t>(y + i)) return false;
        i += 8;
    } while (i + 8 < n);
    return load<std::uint64_t>(x + n - 8) == load<std::uint64_t>(y + n - 8);
}

/// A bit for each size that a key has, the highest for all from 63 on.
using sizes_of_keys = std::uint64_t;
constexpr sizes_of_keys size_bit(std::size_t size) noexcept { return sizes_of_keys{1} << (size < 63 ? size : 63); }

constexpr sizes_of_keys sizes_of(span<const std::string_view> keys) noexcept {
    sizes_of_keys sizes = 0;
    for (const std::string_view key : keys) sizes |= size_bit(key.size());
    return sizes;
}

/// Which of the keys it is, from one of them on and round; npos for none.
NIMPUSH_APART constexpr std::size_t place_of_key(std::string_view key, span<const std::string_view> keys,
                                                 std::size_t from) noexcept {
    for (std::size_t at = from; at < keys.size(); ++at)
        if (same_key(key, keys[at])) return at;
    for (std::size_t at = 0; at < from; ++at)
        if (same_key(key, keys[at])) return at;
    return npos;
}

/// The value under one key, from the last member on; a null pointer where there is none.
constexpr const value* find_member(span<const value::member> map, std::string_view key) noexcept {
    for (std::size_t i = map.size(); i-- != 0;)
        if (map[i].key.size() == key.size() && map[i].key.is(value::kind::string) && same_key(map[i].key.chars(), key))
            return &map[i].val;
    return nullptr;
}

/// The values under text keys of a map, in the order of the keys; a null pointer for one that it has not. Of a key that
/// stands twice the last counts, as find() has it. True where the map has no other keys for certain.
///
/// `keys` are known while compiling, so the work is bounded by the map. A map that was written from the same list has
/// its keys in the same order: each is looked for behind the one before it. One of a size that none of them has, by
/// `sizes`, is not looked for. A key or two are looked for in the map, not each of its keys among them.
constexpr bool find_members(span<const value::member> map, span<const std::string_view> keys, bool keys_differ,
                            const value** found, sizes_of_keys sizes = ~sizes_of_keys{0}) noexcept {
    if (keys.size() <= 2) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            found[i] = find_member(map, keys[i]);
            count += found[i] != nullptr;
        }
        return keys_differ && count == map.size();
    }
    for (std::size_t i = 0; i < keys.size(); ++i) found[i] = nullptr;
    bool is_all = true;
    std::size_t next = 0;
    for (const value::member& one : map) {
        if (!one.key.is(value::kind::string)) {
            is_all = false;
            continue;
        }
        const std::string_view key = one.key.chars();
        if (next == keys.size() || !same_key(key, keys[next])) {
            const std::size_t at = (sizes & size_bit(key.size())) != 0 ? place_of_key(key, keys, next) : npos;
            if (at == npos) {
                is_all = false;
                continue;
            }
            next = at;
        }
        found[next++] = &one.val;
    }
    for (std::size_t i = 0; i < keys.size() && !keys_differ; ++i)
        for (std::size_t k = 0; k < keys.size() && found[i] == nullptr; ++k)
            if (keys[k] == keys[i]) found[i] = found[k];
    return is_all;
}

}  // namespace detail

#undef NIMPUSH_APART

}  // namespace nimpush::v1
