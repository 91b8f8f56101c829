#pragma once

// JSON in: strict RFC 8259, every fault with its offset and its path.
//
// Integers are exact in 64 bits and refused beyond; a number with a point or an exponent is a double.
// Half a surrogate pair, ill-formed UTF-8, a key given twice and too much nesting are faults. Options let
// unsigned numbers and keys given twice pass, for peers that send them.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/find_members.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/lanes.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/wire/json_characters.hpp>

namespace nimpush::inline v1 {

namespace json {

/// Which whole numbers are read; others are faults.
enum class integers : std::uint8_t {
    of_int64,
    of_uint64,  // beyond int64 as a bigint of 16 hexadecimal digits
    any,        // beyond that as the nearest double
};

/// How JSON is read.
struct read_options {
    /// Containers that may stand in each other; the outermost counts.
    std::size_t max_depth = 128;
    json::integers integers = json::integers::of_int64;
    /// A key that stands twice is no fault: value::find() gives the last.
    bool last_key_counts = false;
};

}  // namespace json

// Only where it is optimized: elsewhere a walk in one piece would be more to compile.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_APART
#endif

namespace detail::json {

/// Most texts have fewer values, and fewer bytes: those take no memory but what they leave behind.
inline constexpr std::size_t usual_values = 128;
inline constexpr std::size_t usual_size = 1024;

/// Reads text in place: escapes become what they mean where they stand. The values lie in the room and have their
/// characters in the text, where a zero may be put behind each; while compiling they own what they have.
///
/// What reads from `at` on gives where it ended, a null pointer for a fault: a position that is passed on and not kept
/// in the reader stays in a register.
class reader {
    char* begin_;
    char* end_;
    std::size_t padding_;
    const char* blocks_end_;  // before it a quote and a block may be looked at
    std::size_t depth_;
    nimpush::json::read_options options_;
    nimpush::error error_{};
    // Values of containers that are not closed yet, and where those of closed ones go.
    value* open_;
    std::size_t places_;
    std::size_t count_ = 0;
    value_rooms& closed_;
    array<value> growing_{};  // what open_ is in where it was too small

  public:
    /// `padding` zeros stand behind the text.
    constexpr reader(span<char> text, std::size_t padding, value* open, std::size_t places, value_rooms& closed,
                     nimpush::json::read_options options) noexcept
        : begin_(text.data()), end_(begin_ + text.size()), padding_(padding),
          blocks_end_(text.size() + padding <= block_size ? begin_ : end_ + padding - block_size),
          depth_(options.max_depth), options_(options), open_(open), places_(places), closed_(closed) {}

    constexpr bool whole(value& to) {
        const place root;
        const std::size_t first = reserve(1);
        char* at = read(skip_space(begin_), first, root);
        if (at == nullptr) return false;
        at = skip_space(at);
        put_value(to, std::move(open_[first]));
        return at == end_ || fault(errc::not_json, at, root, "something stands after the value") != nullptr;
    }
    constexpr nimpush::error&& failure() { return std::move(error_); }

  private:
    constexpr std::size_t offset_of(const char* at) const noexcept { return static_cast<std::size_t>(at - begin_); }
    NIMPUSH_APART constexpr char* fault(errc code, const char* at, const place& here, std::string_view what) {
        error_ = {code, here.path(), join(what, " at offset ", count_text(offset_of(at))), offset_of(at)};
        return nullptr;
    }
    constexpr char peek(const char* at) const noexcept { return at == end_ ? '\0' : *at; }
    static constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    constexpr char* skip_space(char* at) const noexcept {
        if (at != end_ && static_cast<unsigned char>(*at) > 0x20) return at;
        while (at != end_ && is_space(*at)) ++at;
        return at;
    }
    /// Behind this character and white space before it; a null pointer where another is the next.
    constexpr char* pass(char c, char* at) const noexcept {
        if (at != end_ && *at == c) return at + 1;
        at = skip_space(at);
        return peek(at) == c && at != end_ ? at + 1 : nullptr;
    }
    NIMPUSH_APART constexpr char* unexpected_here(const char* at, const place& here) {
        return at == end_ ? fault(errc::truncated, at, here, "the text ends too early")
                          : fault(errc::not_json, at, here, "this cannot stand here");
    }
    /// The first place of so many more values, which are not made yet.
    constexpr std::size_t reserve(std::size_t n) {
        if (places_ - count_ < n) grow();
        return std::exchange(count_, count_ + n);
    }
    NIMPUSH_APART constexpr void grow() {
        places_ = places_ == 0 ? 8 : places_ * 2;
        auto more = array<value>::blank(places_);
        for (std::size_t i = 0; i < count_; ++i) more[i] = std::move(open_[i]);
        growing_ = std::move(more);
        open_ = growing_.data();
    }
    /// The values from `first` on, which a container that ends here has.
    value* close(std::size_t first) {
        const std::size_t n = count_ - first;
        value* const closed = closed_.take(n);
        const value* const from = open_ + first;
        for (std::size_t i = 0; i < n; ++i) borrowed_value::put_same(closed[i], from[i]);
        count_ = first;
        return closed;
    }
    constexpr char* close_list(std::size_t first, std::size_t to, char* at) {
        const std::size_t n = count_ - first;
        if (!std::is_constant_evaluated()) return put_value(open_[to], borrowed_value::list(close(first), n)), at;
        value made = value::list();
        for (std::size_t i = first; i < count_; ++i) made.push_back(std::move(open_[i]));
        count_ = first;
        return open_[to] = std::move(made), at;
    }
    constexpr char* close_map(std::size_t first, std::size_t to, char* at) {
        const std::size_t n = (count_ - first) / 2;
        static_assert(sizeof(value::member) == 2 * sizeof(value));
        if (!std::is_constant_evaluated()) {
            auto* const members = reinterpret_cast<value::member*>(close(first));
            return borrowed_value::put_map(open_[to], members, n), at;
        }
        value made = value::map();
        for (std::size_t i = first; i < count_; i += 2) made.append(std::move(open_[i]), std::move(open_[i + 1]));
        count_ = first;
        return open_[to] = std::move(made), at;
    }
    /// What stands behind an empty one is the quote, or a zero while compiling.
    static constexpr std::uint64_t bit_of(std::string_view key) noexcept {
        const auto byte = [s = key.data()](std::size_t i) { return static_cast<unsigned char>(s[i]); };
        return std::uint64_t{1} << ((byte(0) + byte(key.size() / 2) * 3u + key.size()) % 64);
    }
    /// Does the key at `last` stand before it in the object whose values begin at `first`? Few are looked through.
    NIMPUSH_APART constexpr bool repeats(std::size_t first, std::size_t last, key_index& keys) {
        const std::size_t n = (last - first) / 2 + 1;
        if (n > key_index::few) return keys.repeats(n, [&](std::size_t i) { return open_[first + 2 * i].chars(); });
        for (std::size_t i = first; i < last; i += 2)
            if (same_key(open_[i].chars(), open_[last].chars())) return true;
        return false;
    }
    constexpr char* keyword(std::string_view w, value v, char* at, std::size_t to, const place& here) {
        for (const char c : w) {
            if (at == end_ || *at != c) return unexpected_here(at, here);
            ++at;
        }
        return put_value(open_[to], std::move(v)), at;
    }

    /// What begins here, into the place of this number.
    constexpr char* read(char* at, std::size_t to, const place& here) {
        switch (peek(at)) {
            case '{':
            case '[': return nested(at, to, here);
            case '"': return string(at, to, here);
            case 't': return keyword("true", value(true), at, to, here);
            case 'f': return keyword("false", value(false), at, to, here);
            case 'n': return keyword("null", value(), at, to, here);
            default: return number(at, to, here);
        }
    }

    constexpr char* nested(char* at, std::size_t to, const place& here) {
        if (depth_ == 0) return fault(errc::too_deep, at, here, "too many nested containers");
        --depth_;
        put_made(open_[to], nullptr);  // grow() moves it before there is what it becomes
        at = *at == '{' ? pairs(at + 1, to, here) : items(at + 1, to, here);
        ++depth_;
        return at;
    }
    constexpr char* items(char* at, std::size_t to, const place& here) {
        const std::size_t first = count_;
        if (char* const end = pass(']', at)) return close_list(first, to, end);
        for (;;) {
            const std::size_t item = reserve(1);
            at = read(skip_space(at), item, here.at(item - first));
            if (at == nullptr) return at;
            if (char* const more = pass(',', at)) {
                at = more;
                continue;
            }
            if (char* const end = pass(']', at)) return close_list(first, to, end);
            return unexpected_here(skip_space(at), here);
        }
    }
    constexpr char* pairs(char* at, std::size_t to, const place& here) {
        const std::size_t first = count_;
        key_index keys;
        std::uint64_t seen = 0;  // a bit for each key, which others may have too
        if (char* const end = pass('}', at)) return close_map(first, to, end);
        for (;;) {
            const std::size_t key = reserve(2);
            char* key_at = at;
            std::string_view name;
            at = short_string(key_at, name);
            if (at != nullptr) {
                put_chars(open_[key], value::kind::string, name);
            } else {
                key_at = skip_space(key_at);
                if (peek(key_at) != '"') return unexpected_here(key_at, here);
                at = string(key_at, key, here);
                if (at == nullptr) return at;
                name = open_[key].chars();
            }
            if (char* const behind = pass(':', at))
                at = behind;
            else
                return unexpected_here(skip_space(at), here);
            const std::uint64_t bit = bit_of(name);
            if ((seen & bit) != 0 && !options_.last_key_counts && repeats(first, key, keys))
                return fault(errc::duplicate_key, key_at, here.at(name), "this key stands twice");
            seen |= bit;
            std::string_view text;
            if (char* const behind = short_string(at, text)) {
                put_chars(open_[key + 1], value::kind::string, text);
                at = behind;
            } else {
                at = read(skip_space(at), key + 1, here.at(name));
                if (at == nullptr) return at;
            }
            if (char* const more = pass(',', at)) {
                at = more;
                continue;
            }
            if (char* const end = pass('}', at)) return close_map(first, to, end);
            return unexpected_here(skip_space(at), here);
        }
    }

    constexpr char* number(char* at, std::size_t to, const place& here) {
        char* const start = at;
        const auto some_digits = [&] {
            const char* const first = at;
            while (schema::digits::has(peek(at))) ++at;
            return at != first;
        };
        if (peek(at) == '-') ++at;
        if (peek(at) == '0')
            ++at;
        else if (!some_digits())
            return unexpected_here(at, here);
        bool whole = true;
        if (peek(at) == '.') {
            whole = false;
            ++at;
            if (!some_digits()) return unexpected_here(at, here);
        }
        if (peek(at) == 'e' || peek(at) == 'E') {
            whole = false;
            ++at;
            if (peek(at) == '+' || peek(at) == '-') ++at;
            if (!some_digits()) return unexpected_here(at, here);
        }
        const std::string_view spelt = chars_at(start, static_cast<std::size_t>(at - start));
        if (whole) {
            using nimpush::json::integers;
            std::int64_t i = 0;
            std::uint64_t u = 0;
            if (scanned_int64(spelt, i)) return put_made(open_[to], i), at;
            if (options_.integers != integers::of_int64 && spelt[0] != '-' && scanned_digits(spelt, UINT64_MAX, u))
                return put_natural(u, to), at;
            if (options_.integers != integers::any)
                return fault(errc::out_of_range, start, here, "a whole number outside 64 bits");
        }
        const auto read = scanned_double(spelt);
        if (!read.finite) return fault(errc::out_of_range, start, here, "a number beyond the largest double");
        return put_made(open_[to], read.value), at;
    }
    /// One beyond int64, which is a text and in no place of this one.
    constexpr void put_natural(std::uint64_t n, std::size_t to) {
        value made = unsigned_value(n);
        if (std::is_constant_evaluated()) {
            open_[to] = std::move(made);
        } else {
            char* const digits =
                reinterpret_cast<char*>(closed_.take((made.size() + sizeof(value) - 1) / sizeof(value)));
            const std::string_view spelt = made.chars();
            copy_chars(spelt.data(), spelt.size(), digits);
            put_chars(open_[to], value::kind::bigint, chars_at(digits, spelt.size()));
        }
    }

    /// Behind one of ASCII alone whose quotes stand in one block; a null pointer where none begins here.
    constexpr char* short_string(char* at, std::string_view& made) const noexcept {
        if (std::is_constant_evaluated() || std::endian::native != std::endian::little) return nullptr;
        if (at >= blocks_end_ || *at != '"') return nullptr;
        const auto b = load<block>(at + 1);
        const unsigned ends = lanes::places((block)(specials(b) | b));  // what is beyond ASCII has the top bit too
        const auto n = static_cast<std::size_t>(std::countr_zero(ends));
        if (ends == 0 || at[n + 1] != '"') return nullptr;
        made = {at + 1, n};
        return at + n + 2;
    }
    constexpr char* string(char* at, std::size_t to, const place& here) {
        char* const start = at + 1;
        bool is_ascii = true;
        at = begin_ + stretch_end(begin_, offset_of(start), offset_of(end_), offset_of(end_) + padding_, is_ascii);
        char* out = at;
        if (!is_ascii && !is_good(start, at, here)) return nullptr;
        if (at == end_ || *at != '"') at = escaped(at, out, here);
        if (at == nullptr) return at;
        const std::string_view made = chars_at(start, static_cast<std::size_t>(out - start));
        if (std::is_constant_evaluated())  // not `? :`, whose temporaries g++ 12 destroys twice while compiling
            open_[to] = value::string(unchecked{}, made);
        else
            put_chars(open_[to], value::kind::string, made);
        return at + 1;
    }
    /// Is what stands since there well-formed?
    NIMPUSH_APART constexpr bool is_good(const char* since, const char* at, const place& here) {
        const std::size_t bad = utf8_fault(chars_at(since, static_cast<std::size_t>(at - since)));
        return bad == npos || fault(errc::bad_utf8, since + bad, here, "ill-formed UTF-8") != nullptr;
    }
    /// From the first escape of a string to its quote.
    NIMPUSH_APART constexpr char* escaped(char* at, char*& out, const place& here) {
        for (;;) {
            if (at == end_) return fault(errc::truncated, at, here, "the text ends inside a string");
            if (*at == '"') return at;
            if (*at != '\\') return fault(errc::not_json, at, here, "a control character must be escaped");
            at = escape(at, out, here);
            if (at == nullptr) return at;
            const char* const since = at;
            bool is_ascii = true;
            at = begin_ + stretch_end(begin_, offset_of(at), offset_of(end_), offset_of(end_) + padding_, is_ascii);
            if (!is_ascii && !is_good(since, at, here)) return nullptr;
            const auto n = static_cast<std::size_t>(at - since);
            move_down(since, n, out);
            out += n;
        }
    }
    static constexpr void move_down(const char* from, std::size_t n, char* to) noexcept {
        if (std::is_constant_evaluated() || n <= 16)
            for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
        else
            std::memmove(to, from, n);
    }
    constexpr bool hex4(char*& at, std::uint32_t& unit) const noexcept {
        unit = 0;
        for (int i = 0; i < 4; ++i, ++at) {
            const int digit = hex_value(peek(at));
            if (digit < 0) return false;
            unit = unit * 16 + static_cast<std::uint32_t>(digit);
        }
        return true;
    }
    constexpr char* escape(char* at, char*& out, const place& here) {
        const char* const start = at++;
        const char c = peek(at);
        if (const char meant = meanings[static_cast<unsigned char>(c)]; meant != 0 && at != end_) {
            *out++ = meant;
            return at + 1;
        }
        if (c != 'u')
            return at == end_ ? unexpected_here(at, here) : fault(errc::not_json, start, here, "no such escape");
        ++at;
        std::uint32_t unit = 0;
        if (!hex4(at, unit))
            return at == end_ ? unexpected_here(at, here)
                              : fault(errc::not_json, start, here, "four hexadecimal digits must follow \\u");
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            std::uint32_t low = 0;
            bool pair = unit < 0xDC00;
            for (const char wanted : {'\\', 'u'}) {
                pair = pair && peek(at) == wanted;
                at += pair ? 1 : 0;
            }
            pair = pair && hex4(at, low) && low >= 0xDC00 && low <= 0xDFFF;
            if (!pair)
                return at == end_ && unit < 0xDC00 ? unexpected_here(at, here)
                                                   : fault(errc::bad_utf8, start, here, "half a surrogate pair");
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        out = write_utf8(static_cast<char32_t>(unit), out);
        return at;
    }
};

/// What f makes of a text that is read in place: f(root, error), of which the one or the other is no null pointer. It
/// keeps nothing of the root, which lies in a room that ends, but copies.
template <class F>
constexpr auto read_in_place(span<char> text, std::size_t padding, nimpush::json::read_options options, F&& f) {
    const auto with = [&](value* open, value* closed, std::size_t places) {
        value_rooms rooms(closed, places);
        reader in(text, padding, open, places, rooms, options);
        value root;
        if (in.whole(root)) return f(&root, nullptr);
        nimpush::error failed = in.failure();
        return f(nullptr, &failed);
    };
    if (std::is_constant_evaluated()) return with(nullptr, nullptr, 0);
    value_places<usual_values> open;
    value_places<usual_values> closed;
    return with(open.begin(), closed.begin(), usual_values);
}
constexpr void copy_padded(std::string_view s, char* to) noexcept {
    copy_chars(s.data(), s.size(), to);
    for (std::size_t i = 0; i < lanes::block; ++i) to[s.size() + i] = '\0';
}
/// The same with a text that stays as it is: a copy of it is read.
template <class F> constexpr auto read_copy(std::string_view s, nimpush::json::read_options options, F&& f) {
    const auto with = [&](char* copy) {
        copy_padded(s, copy);
        return read_in_place({copy, s.size()}, lanes::block, options, f);
    };
    if (!std::is_constant_evaluated() && s.size() <= usual_size) {
        char copy[usual_size + lanes::block];
        return with(copy);
    }
    auto copy = array<char>::blank(s.size() + lanes::block);
    return with(copy.data());
}

}  // namespace detail::json

namespace json {

/// Reads one JSON text. The error has the offset in bytes and the path of the value that is at fault.
constexpr result<value> read(std::string_view s, read_options options = {}) {
    return detail::json::read_copy(s, options, [](value* root, nimpush::error* failed) -> result<value> {
        if (failed != nullptr) return unexpected(std::move(*failed));
        return detail::kept(*root);
    });
}

/// The same as a tree that is not edited: one allocation for all of it. A text that is long, or has more values than
/// texts of its length have, takes others while it is read.
constexpr result<value_tree> read_tree(std::string_view s, read_options options = {}) {
    using made = result<value_tree>;
    if (std::is_constant_evaluated()) {
        auto read_value = read(s, options);
        return read_value ? made(value_tree({}, *std::move(read_value))) : made(unexpected(read_value.error()));
    }
    if (s.size() > detail::json::usual_size)
        return detail::json::read_copy(s, options, [](value* root, nimpush::error* failed) -> made {
            if (failed != nullptr) return unexpected(std::move(*failed));
            return detail::tree_copier().copy(*root);
        });
    const std::size_t places = s.size() / 8 + 8;
    auto block = detail::array<std::uint8_t>::blank(places * sizeof(value) + s.size() + detail::lanes::block);
    char* const copy = reinterpret_cast<char*>(block.data()) + places * sizeof(value);
    detail::json::copy_padded(s, copy);
    detail::value_places<detail::json::usual_values> open;
    detail::value_rooms rooms(reinterpret_cast<value*>(block.data()), places);
    detail::json::reader in({copy, s.size()}, detail::lanes::block, open.begin(), open.size, rooms, options);
    value root;
    if (!in.whole(root)) return unexpected(in.failure());
    if (rooms.has_grown()) return detail::tree_copier().copy(root);
    return value_tree(std::move(block), std::move(root));
}

}  // namespace json

#undef NIMPUSH_APART

}  // namespace nimpush::v1
