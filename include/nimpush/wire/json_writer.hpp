#pragma once

// JSON out: the exact size, bytes into a caller's buffer, text, or an array made while compiling.
//
// One walk for all of it, in which each piece looks for its room. Texts are UTF-8 already, so only quotes,
// backslashes and controls need a look, sixteen bytes at a time.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/lanes.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/output.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/wire/json_characters.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: elsewhere a walk in one piece would be more to compile.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_INLINED [[gnu::always_inline]]
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_INLINED
#define NIMPUSH_APART
#endif

namespace json {

/// How JSON is written.
struct write_options {
    /// Containers that may stand in each other; the outermost counts. As read_options has it.
    std::size_t max_depth = 128;
};

}  // namespace json

namespace detail::json {

constexpr std::size_t escaped_size(char c) noexcept { return !is_special(c) ? 1 : escape_of(c) != 'u' ? 2 : 6; }

constexpr char* write_escape(char c, char* at) noexcept {
    at[0] = '\\';
    at[1] = escape_of(c);
    if (at[1] != 'u') return at + 2;
    at[2] = at[3] = '0';
    const std::uint8_t byte[] = {static_cast<std::uint8_t>(c)};
    return write_hex(byte, at + 4);
}

constexpr char* write_slowly(const char* from, std::size_t n, char* at) noexcept {
    for (std::size_t i = 0; i < n; ++i) {
        if (is_special(from[i]))
            at = write_escape(from[i], at);
        else
            *at++ = from[i];
    }
    return at;
}

/// By how many bytes a block grows when it is escaped.
template <class Block> inline std::size_t escape_growth(const char* from) noexcept {
    const auto b = load<Block>(from);
    if (is_plain(b)) return 0;
    if constexpr (std::is_same_v<Block, std::uint64_t>) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < sizeof b; ++i) n += escaped_size(from[i]) - 1;
        return n;
    } else {  // one for a short escape, five for any other
        const Block is_short = (Block)((b == '"') | (b == 0x5C) | ((b - '\b' <= '\r' - '\b') & (b != 0x0B)));
        return lanes::sum(((Block)(b < 0x20) | is_short) & (5 - (is_short & 4)));
    }
}
/// Bytes of a text with its escapes, without the quotes.
constexpr std::size_t inner_size(std::string_view s) noexcept {
    std::size_t n = s.size();
    std::size_t i = 0;
    if (!std::is_constant_evaluated()) {
        for (; s.size() - i >= block_size; i += block_size) n += escape_growth<block>(s.data() + i);
        for (; s.size() - i >= 8; i += 8) n += escape_growth<std::uint64_t>(s.data() + i);
    }
    for (; i < s.size(); ++i) n += escaped_size(s[i]) - 1;
    return n;
}
constexpr std::size_t quoted_size(std::string_view s) noexcept { return inner_size(s) + 2; }

/// Fewer than sixteen bytes, if they need no escape.
inline bool copy_short(const char* from, std::size_t n, char* at) noexcept {
    if (n >= 8) {
        const auto low = load<std::uint64_t>(from);
        const auto high = load<std::uint64_t>(from + n - 8);
        if (!is_plain(lanes::joined(low, high))) return false;
        std::memcpy(at, &low, 8);
        std::memcpy(at + n - 8, &high, 8);
    } else if (n >= 4) {
        const auto low = load<std::uint32_t>(from);
        const auto high = load<std::uint32_t>(from + n - 4);
        const std::uint64_t both = low | static_cast<std::uint64_t>(high) << 32;
        if (!is_plain(lanes::joined(both, both))) return false;
        std::memcpy(at, &low, 4);
        std::memcpy(at + n - 4, &high, 4);
    } else if (n != 0) {  // first, middle and last are all of them; a zero byte would count as special
        const auto byte_at = [from](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(from[i])}; };
        const std::uint64_t all = 0x2020202020000000u | byte_at(0) << 16 | byte_at(n / 2) << 8 | byte_at(n - 1);
        if (!is_plain(lanes::joined(all, all))) return false;
        at[0] = from[0];
        at[n / 2] = from[n / 2];
        at[n - 1] = from[n - 1];
    }
    return true;
}

/// Blocks with escapes among them: the places come from one mask, so that no load waits for the escape before it. An
/// escape has at least as much room as what it stands for, so a whole block is stored where a part of it counts.
inline char* write_quickly(const char* from, std::size_t left, char* at) noexcept {
    while (left >= block_size) {
        auto b = load<block>(from);
        std::memcpy(at, &b, block_size);
        std::size_t done = 0;
        for (unsigned places = lanes::places(specials(b)); places != 0; places &= places - 1) {
            const auto place = static_cast<std::size_t>(std::countr_zero(places));
            at = write_escape(from[place], at + (place - done));
            done = place + 1;
            if (left - done < block_size) return write_slowly(from + done, left - done, at);
            b = load<block>(from + done);
            std::memcpy(at, &b, block_size);
        }
        from += block_size;
        left -= block_size;
        at += block_size - done;
    }
    return write_slowly(from, left, at);
}

constexpr char* write_rest(std::string_view s, char* at) noexcept {
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
        return write_slowly(s.data(), s.size(), at);
    return write_quickly(s.data(), s.size(), at);
}

/// Copies what needs no escape, and says how much: all of it, or at most what stands before the first escape. `at` has
/// room for all of s.
constexpr std::size_t copy_plain(std::string_view s, char* at) noexcept {
    const char* from = s.data();
    const std::size_t n = s.size();
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
        std::size_t i = 0;
        for (; i != n && !is_special(from[i]); ++i) at[i] = from[i];
        return i;
    }
    if (n >= block_size) {
        std::size_t i = 0;
        for (; n - i >= block_size; i += block_size) {
            const auto b = load<block>(from + i);
            std::memcpy(at + i, &b, block_size);
            if (!is_plain(b)) return i;
        }
        if (i == n) return n;
        const auto b = load<block>(from + n - block_size);  // it overlaps what was copied already
        if (!is_plain(b)) return i;
        std::memcpy(at + n - block_size, &b, block_size);
        return n;
    }
    return copy_short(from, n, at) ? n : 0;
}

constexpr char* write_string(std::string_view s, char* at) noexcept {
    *at++ = '"';
    const std::size_t plain = copy_plain(s, at);
    at += plain;
    if (plain != s.size()) at = write_rest(s.substr(plain), at);
    *at++ = '"';
    return at;
}

/// `,"name":` rendered while compiling, so that a key is one copy of a constant size.
template <schema::fixed_string Key>
inline constexpr auto rendered_key = [] {
    constexpr std::size_t size = quoted_size(Key.view()) + 2;
    std::array<char, size> out{};
    out[0] = ',';
    *write_string(Key.view(), out.data() + 1) = ':';
    return out;
}();

/// Writes while the buffer holds it, and counts in any case. What is not inlined takes it by value, as the walk does.
struct text_output : output<char> {
  private:  // first: clang 19 does not evaluate a template whose body stands behind its use
    template <class Number> NIMPUSH_APART static constexpr char* written(Number n, char* to) noexcept {
        return write_decimal(n, to);
    }

  public:
    static constexpr bool is_uncounted = true;

    NIMPUSH_INLINED constexpr void null() noexcept { put("null", 4); }
    NIMPUSH_INLINED constexpr void boolean(bool b) noexcept { b ? put("true", 4) : put("false", 5); }
    NIMPUSH_INLINED constexpr void integer(std::int64_t i) noexcept {
        if (i >= 0 && i < 10)
            put(static_cast<char>('0' + i));
        else
            at = written(i, at);
    }
    constexpr void natural(std::uint64_t n) noexcept { at = write_digits(n, at); }
    constexpr void real(double d) noexcept {
        if (!is_finite(d)) return fault(errc::not_representable);
        at = written(d, at);
    }
    constexpr void string(std::string_view s) noexcept { at = quoted(*this, s); }
    /// What a reader of JSON made of a number beyond int64 is that number again; others are their text.
    constexpr void bigint(std::string_view digits) noexcept {
        std::uint64_t n = 0;
        for (const char c : digits.size() == 16 ? digits : std::string_view())
            n = n << 4 | static_cast<std::uint64_t>(hex_value(c) & 15);
        n >> 63 != 0 && digits[0] != '-' ? natural(n) : string(digits);
    }
    constexpr void bytes(span<const std::uint8_t> b) noexcept {
        put('"');
        for (std::size_t i = 0; i < b.size(); i += longest_piece / 2) {
            make_room(longest_piece);
            at = write_hex(b.subspan(i, b.size() - i < longest_piece / 2 ? b.size() - i : longest_piece / 2), at);
        }
        put('"');
        make_room(0);
    }
    template <class T> constexpr void typed_list(span<const T> elements) noexcept {
        if (state->depth >= state->max_depth) return fault(errc::too_deep);
        const std::size_t mark = begin_list(elements.size());
        for (const T element : elements) {
            item();
            if constexpr (std::is_integral_v<T>)
                integer(element);
            else
                real(static_cast<double>(element));
        }
        end_list(mark);
    }
    constexpr void fault(errc code) noexcept {
        refuse(code);
        null();
    }
    template <schema::fixed_string Key> NIMPUSH_INLINED constexpr void key() noexcept { rendered(rendered_key<Key>); }
    NIMPUSH_INLINED constexpr void key(std::string_view s) noexcept {
        item();
        string(s);
        put(':');
    }
    template <class F> constexpr void odd_key(F&&) noexcept {  // a JSON key is text
        refuse(errc::not_representable);
        key("");
    }
    NIMPUSH_INLINED constexpr std::size_t begin_map(std::size_t) noexcept {
        enter();
        return offset();
    }
    NIMPUSH_INLINED constexpr void end_map(std::size_t mark) noexcept { close(mark, "{}"); }
    NIMPUSH_INLINED constexpr std::size_t begin_list(std::size_t) noexcept { return begin_map(0); }
    NIMPUSH_INLINED constexpr void item() noexcept {
        make_room(1);
        put(',');
    }
    NIMPUSH_INLINED constexpr void end_list(std::size_t mark) noexcept { close(mark, "[]"); }

    /// By its bits: arithmetic that gives a NaN is no constant expression.
    static constexpr bool is_finite(double d) noexcept {
        return (std::bit_cast<std::uint64_t>(d) >> 52 & 0x7FF) != 0x7FF;
    }

  private:
    /// The first comma becomes the bracket.
    NIMPUSH_INLINED constexpr void close(std::size_t mark, const char* brackets) noexcept {
        --state->depth;
        make_room(2);
        if (offset() == mark) return put(brackets, 2);
        state->taken == 0 ? void(state->origin[mark] = brackets[0]) : state->patch(mark, brackets[0]);
        put(brackets[1]);
    }
    NIMPUSH_APART static constexpr char* quoted(text_output out, std::string_view s) noexcept {
        if (!out.has_room(s.size())) [[unlikely]]
            return escaped(out, s, 0);
        const std::size_t plain = copy_plain(s, out.at + 1);
        if (plain != s.size()) [[unlikely]]
            return escaped(out, s, plain);
        *out.at = '"';
        out.at[s.size() + 1] = '"';
        return out.at + s.size() + 2;
    }
    /// A text with escapes, or one of which the end may be beyond the buffer's. So many characters stand there already.
    NIMPUSH_APART static constexpr char* escaped(text_output out, std::string_view s, std::size_t plain) noexcept {
        constexpr std::size_t part = longest_piece / 6;
        out.put('"');
        out.at += plain;
        s.remove_prefix(plain);
        if (out.has_room(s.size() * 6 + 1)) {
            out.at = write_rest(s, out.at);
        } else {
            for (; s.size() > part; s.remove_prefix(part)) {
                out.make_room(longest_piece);
                out.at = write_rest(s.substr(0, part), out.at);
            }
            out.make_room(longest_piece);
            out.at = write_rest(s, out.at);
        }
        out.put('"');
        out.make_room(0);
        return out.at;
    }
};

template <schema::spelling Spelling> struct writer : text_output {
    static constexpr bool api = Spelling == schema::spelling::api;
    template <schema::fixed_string Key> static constexpr auto spelt = rendered_key<Key>;
};

/// How many characters x has, of which `to` has those that it holds; and what JSON has not.
struct outcome {
    std::size_t size = 0;
    errc failure{};
};
template <schema::spelling Spelling, class T> constexpr outcome walk(const T& x, span<char> to, std::size_t max_depth) {
    output_state<char> state(to.data(), to.size(), max_depth);
    writer<Spelling> out{{{state.origin, &state}}};
    schema::write(out, x);
    return {state.finish(out.at), state.failure};
}

constexpr auto refusal(errc code) {
    return fail(code, code == errc::too_deep ? text("more nested containers than allowed")
                                             : text("JSON cannot carry this value"));
}

}  // namespace detail::json

namespace json {

/// Exact number of bytes of x in JSON, without a terminating zero.
///
/// Fails for what JSON has not: NaN, infinities, keys that are no text (not_representable), more nested
/// containers than allowed (too_deep). Bytes become lower-case hexadecimal text.
template <schema::spelling Spelling = schema::spelling::wire, class T>
constexpr result<std::size_t> size(const T& x, write_options options = {}) {
    const auto made = detail::json::walk<Spelling>(x, {}, options.max_depth);
    if (made.failure != errc{}) return detail::json::refusal(made.failure);
    return made.size;
}

/// Writes x into the caller's buffer and returns the number of bytes. Allocates nothing.
///
/// buffer_too_small where the buffer does not hold it. Where it fails, what is in the buffer is unspecified.
template <schema::spelling Spelling = schema::spelling::wire, class T>
constexpr result<std::size_t> write(const T& x, span<char> buffer, write_options options = {}) {
    const auto made = detail::json::walk<Spelling>(x, buffer, options.max_depth);
    if (made.failure != errc{}) return detail::json::refusal(made.failure);
    if (made.size > buffer.size())
        return detail::fail(errc::buffer_too_small, "the buffer does not hold the JSON text");
    return made.size;
}

/// Appends x to a std::string, or to any container of char with size(), resize() and data().
template <schema::spelling Spelling = schema::spelling::wire, class T, class Container>
constexpr result<std::size_t> append(const T& x, Container& to, write_options options = {}) {
    char most[detail::usual_size];
    const span<char> first(most, std::is_constant_evaluated() ? 0 : sizeof most);
    const auto made = detail::json::walk<Spelling>(x, first, options.max_depth);
    if (made.failure != errc{}) return detail::json::refusal(made.failure);
    const std::size_t before = to.size();
    to.resize(before + made.size);
    if (made.size <= first.size())
        detail::copy_chars(most, made.size, to.data() + before);
    else
        (void)detail::json::walk<Spelling>(x, {to.data() + before, made.size}, options.max_depth);
    return made.size;
}

/// x as JSON text.
template <schema::spelling Spelling = schema::spelling::wire, class T>
result<std::string> to_string(const T& x, write_options options = {}) {
    std::string made;
    const auto appended = append<Spelling>(x, made, options);
    if (!appended) return unexpected(appended.error());
    return made;
}

}  // namespace json

namespace detail {

inline void json_cannot_carry_this_value() {}

}  // namespace detail

/// JSON of what Make() returns, rendered while compiling: `render<[] { return login_info{…}; }>()`.
/// What JSON cannot carry does not compile.
template <auto Make, schema::spelling Spelling = schema::spelling::wire> consteval auto render() {
    constexpr std::size_t size = [] {
        const auto exact = json::size<Spelling>(Make());
        if (!exact) detail::json_cannot_carry_this_value();
        return *exact;
    }();
    std::array<char, size> out{};
    (void)json::write<Spelling>(Make(), span<char>(out)).value();
    return out;
}

#undef NIMPUSH_INLINED
#undef NIMPUSH_APART

}  // namespace nimpush::v1
