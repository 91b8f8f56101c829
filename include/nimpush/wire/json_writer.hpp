#pragma once

// JSON out: the exact size, bytes into a caller's buffer, text, or an array made while compiling.
//
// A quick bound is summed first (a key is a constant, a text at most six times its size). Where the
// buffer holds it nothing is checked again; else the exact size decides. Texts are UTF-8 already, so
// only quotes, backslashes and controls need a look, eight bytes at a time.

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
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {

namespace json {

/// How JSON is written.
struct write_options {
    /// Containers that may stand in each other; the outermost counts. As read_options has it.
    std::size_t max_depth = 128;
};

}  // namespace json

namespace detail::json {

constexpr bool is_special(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

/// The letter of a two-character escape, 0 where there is none.
constexpr char short_escape(char c) noexcept {
    switch (c) {
        case '"': return '"';
        case '\\': return '\\';
        case '\b': return 'b';
        case '\f': return 'f';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        default: return 0;
    }
}

constexpr std::size_t escaped_size(char c) noexcept { return !is_special(c) ? 1 : short_escape(c) != 0 ? 2 : 6; }

/// The top bit of each byte that needs an escape. Exact up to and including the lowest one set.
constexpr std::uint64_t special_bytes(std::uint64_t word) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    constexpr std::uint64_t tops = 0x8080808080808080u;
    const std::uint64_t quote = word ^ (ones * 0x22u);
    const std::uint64_t slash = word ^ (ones * 0x5Cu);
    const std::uint64_t low = (word - ones * 0x20u) & ~word;
    return (low | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops;
}

constexpr std::size_t quoted_size(std::string_view s) noexcept {
    std::size_t n = 2;
    std::size_t i = 0;
    if (!std::is_constant_evaluated()) {
        for (; s.size() - i >= 8; i += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, s.data() + i, 8);
            n += 8;
            if (special_bytes(word) != 0)
                for (std::size_t k = i; k < i + 8; ++k) n += escaped_size(s[k]) - 1;
        }
    }
    for (; i < s.size(); ++i) n += escaped_size(s[i]);
    return n;
}

constexpr char* write_escape(char c, char* at) noexcept {
    *at++ = '\\';
    if (c == '"' || c == '\\') {
        *at++ = c;
        return at;
    }
    if (const char letter = short_escape(c); letter != 0) {
        *at++ = letter;
        return at;
    }
    for (const char one : {'u', '0', '0'}) *at++ = one;
    const std::uint8_t byte[] = {static_cast<std::uint8_t>(c)};
    return write_hex(byte, at);
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

template <class Word> inline Word load(const char* from) noexcept {
    Word word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// Fewer than eight bytes.
inline char* write_tail(const char* from, std::size_t n, char* at) noexcept {
    if (n >= 4) {
        const auto low = load<std::uint32_t>(from);
        const auto high = load<std::uint32_t>(from + n - 4);
        if (special_bytes(low | (static_cast<std::uint64_t>(high) << 32)) != 0) return write_slowly(from, n, at);
        std::memcpy(at, &low, 4);
        std::memcpy(at + n - 4, &high, 4);
    } else if (n != 0) {
        // First, middle and last are all of them; a zero byte would count as special.
        const char middle = from[n / 2];
        const char last = from[n - 1];
        if (is_special(from[0]) || is_special(middle) || is_special(last)) return write_slowly(from, n, at);
        at[0] = from[0];
        at[n / 2] = middle;
        at[n - 1] = last;
    }
    return at + n;
}

/// Sixteen bytes at a time where the machine has such registers, eight elsewhere.
using block = lanes::widest;
template <class Block> inline bool is_plain(const Block& b) noexcept {
    if constexpr (std::is_same_v<Block, std::uint64_t>)
        return special_bytes(b) == 0;
    else
        return !lanes::any((b < 0x20) | (b == '"') | (b == 0x5C));
}
inline constexpr std::size_t block_size = sizeof(block);

/// The top bit of each zero byte, exact in all of them.
constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
    constexpr std::uint64_t rest = 0x7F7F7F7F7F7F7F7Fu;
    return ~(((word & rest) + rest) | word | rest);
}

/// Eight bytes with escapes among them, with at least as many behind: the places come from one mask, so
/// that no load waits for the escape before it. `at` has room for eight bytes at each store.
inline char* write_escaped_word(std::uint64_t word, char* at) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    std::uint64_t special =
        zero_bytes(word ^ (ones * 0x22u)) | zero_bytes(word ^ (ones * 0x5Cu)) | zero_bytes(word & (ones * 0xE0u));
    unsigned done = 0;
    while (special != 0) {
        const unsigned place = static_cast<unsigned>(std::countr_zero(special)) / 8;
        const std::uint64_t rest = word >> (8 * done);
        std::memcpy(at, &rest, 8);
        at = write_escape(static_cast<char>(static_cast<unsigned char>(word >> (8 * place))), at + (place - done));
        done = place + 1;
        special &= special - 1;
    }
    if (done < 8) {
        const std::uint64_t rest = word >> (8 * done);
        std::memcpy(at, &rest, 8);
        at += 8 - done;
    }
    return at;
}

inline char* write_quickly(const char* from, std::size_t left, char* at) noexcept {
    const char* plain_since = from;  // what lies behind it was copied as it is
    for (;;) {
        while (left >= block_size) {
            block b;
            std::memcpy(&b, from, block_size);
            std::memcpy(at, &b, block_size);  // an escape needs at least as much room as what it stands for
            if (!is_plain(b)) break;
            from += block_size;
            at += block_size;
            left -= block_size;
        }
        if (left < 16) break;
        at = write_escaped_word(load<std::uint64_t>(from), at);
        from += 8;
        left -= 8;
        plain_since = from;
    }
    while (left >= 8) {
        const auto word = load<std::uint64_t>(from);
        std::memcpy(at, &word, 8);
        const std::uint64_t special = special_bytes(word);
        if (special == 0) {
            from += 8;
            at += 8;
            left -= 8;
            continue;
        }
        const auto plain = static_cast<std::size_t>(std::countr_zero(special)) / 8;
        at = write_escape(from[plain], at + plain);
        from += plain + 1;
        left -= plain + 1;
        plain_since = from;
    }
    if (left != 0 && static_cast<std::size_t>(from - plain_since) >= 8 - left) {
        // The last eight bytes overlap what was copied already.
        const auto word = load<std::uint64_t>(from + left - 8);
        if (special_bytes(word) == 0) {
            std::memcpy(at + left - 8, &word, 8);
            return at + left;
        }
    }
    return write_tail(from, left, at);
}

constexpr char* write_string(std::string_view s, char* at) noexcept {
    *at++ = '"';
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
        at = write_slowly(s.data(), s.size(), at);
    else
        at = write_quickly(s.data(), s.size(), at);
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

/// What all sinks of JSON share: kinds that JSON does not have.
template <class Self, schema::spelling Spelling> struct sink {
  private:
    constexpr sink() noexcept = default;
    friend Self;

  public:
    static constexpr bool api = Spelling == schema::spelling::api;
    schema::version spoken{};
    template <schema::fixed_string Key> static constexpr auto spelt = rendered_key<Key>;
    std::size_t max_depth = nimpush::json::write_options{}.max_depth;
    std::size_t depth = 0;
    errc failure{};

    constexpr void fault(errc code) noexcept {
        if (failure == errc{}) failure = code;
        self().null();
    }
    /// What a reader of JSON made of a number beyond int64 is that number again; others are their text.
    constexpr void bigint(std::string_view digits) noexcept {
        std::uint64_t n = 0;
        for (const char c : digits.size() == 16 ? digits : std::string_view())
            n = n << 4 | static_cast<std::uint64_t>(hex_value(c) & 15);
        n >> 63 != 0 && digits[0] != '-' ? self().natural(n) : self().string(digits);
    }
    template <class F> constexpr void odd_key(F&&) noexcept {  // a JSON key is text
        if (failure == errc{}) failure = errc::not_representable;
        self().key("");
    }
    template <class T> constexpr void typed_list(span<const T> elements) noexcept {
        if (depth >= max_depth) return fault(errc::too_deep);
        auto mark = self().begin_list(elements.size());
        for (const T element : elements) {
            self().item();
            schema::write(self(), element);
        }
        self().end_list(mark);
    }
    constexpr Self& self() noexcept { return static_cast<Self&>(*this); }

    /// By its bits: arithmetic that gives a NaN is no constant expression.
    static constexpr bool is_finite(double d) noexcept {
        return (std::bit_cast<std::uint64_t>(d) >> 52 & 0x7FF) != 0x7FF;
    }
};

/// Counts. Exact: the size that the writer writes. Not exact: a bound on it, without looking at texts.
template <schema::spelling Spelling> struct counter : sink<counter<Spelling>, Spelling> {
    std::size_t size = 0;
    bool exact;

    constexpr explicit counter(bool is_exact) noexcept : exact(is_exact) {}

    constexpr void null() noexcept { size += 4; }
    constexpr void boolean(bool b) noexcept { size += b ? 4 : 5; }
    constexpr void integer(std::int64_t i) noexcept { size += exact ? decimal_size(i) : longest_int64; }
    constexpr void natural(std::uint64_t n) noexcept { size += exact ? count_digits(n) : longest_int64; }
    constexpr void real(double d) noexcept {
        if (!this->is_finite(d)) return this->fault(errc::not_representable);
        size += exact ? decimal_size(d) : longest_double;
    }
    constexpr void string(std::string_view s) noexcept { size += exact ? quoted_size(s) : s.size() * 6 + 2; }
    constexpr void bytes(span<const std::uint8_t> b) noexcept { size += b.size() * 2 + 2; }
    template <std::size_t N> constexpr void rendered(const std::array<char, N>&) noexcept { size += N; }
    template <schema::fixed_string Key> constexpr void key() noexcept { size += rendered_key<Key>.size(); }
    constexpr void key(std::string_view s) noexcept {
        size += 2;
        string(s);
    }
    constexpr bool begin_map(std::size_t pairs) noexcept {
        enter(*this);
        size += pairs == 0 ? 2 : 1;  // the first comma becomes the brace
        return true;
    }
    constexpr void end_map(bool) noexcept { --this->depth; }
    constexpr bool begin_list(std::size_t items) noexcept { return begin_map(items); }
    constexpr void item() noexcept { ++size; }
    constexpr void end_list(bool) noexcept { --this->depth; }
};

/// Writes without looking at the end of the buffer: the caller has counted.
template <schema::spelling Spelling> struct writer : sink<writer<Spelling>, Spelling> {
    char* at;

    constexpr explicit writer(char* begin) noexcept : at(begin) {}

    template <std::size_t N> constexpr void raw(const char (&literal)[N]) noexcept {
        copy_chars(literal, N - 1, at);
        at += N - 1;
    }
    constexpr void null() noexcept { raw("null"); }
    constexpr void boolean(bool b) noexcept {
        if (b)
            raw("true");
        else
            raw("false");
    }
    constexpr void integer(std::int64_t i) noexcept { at = write_decimal(i, at); }
    constexpr void natural(std::uint64_t n) noexcept { at = write_digits(n, at); }
    constexpr void real(double d) noexcept {
        if (!this->is_finite(d)) return this->fault(errc::not_representable);
        at = write_decimal(d, at);
    }
    constexpr void string(std::string_view s) noexcept { at = write_string(s, at); }
    constexpr void bytes(span<const std::uint8_t> b) noexcept {
        *at++ = '"';
        at = write_hex(b, at);
        *at++ = '"';
    }
    template <std::size_t N> constexpr void rendered(const std::array<char, N>& key_chars) noexcept {
        copy_chars(key_chars.data(), N, at);
        at += N;
    }
    template <schema::fixed_string Key> constexpr void key() noexcept { rendered(rendered_key<Key>); }
    constexpr void key(std::string_view s) noexcept {
        *at++ = ',';
        at = write_string(s, at);
        *at++ = ':';
    }
    constexpr char* begin_map(std::size_t) noexcept {
        ++this->depth;
        return at;
    }
    constexpr void end_map(char* mark) noexcept { close(mark, '{', '}'); }
    constexpr char* begin_list(std::size_t) noexcept { return begin_map(0); }
    constexpr void item() noexcept { *at++ = ','; }
    constexpr void end_list(char* mark) noexcept { close(mark, '[', ']'); }

  private:
    constexpr void close(char* mark, char open, char end) noexcept {
        --this->depth;
        if (at == mark) ++at;
        *mark = open;
        *at++ = end;
    }
};

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
    detail::json::counter<Spelling> counter(true);
    counter.max_depth = options.max_depth;
    schema::write(counter, x);
    if (counter.failure != errc{}) return detail::json::refusal(counter.failure);
    return counter.size;
}

/// Writes x into the caller's buffer and returns the number of bytes. Allocates nothing.
///
/// buffer_too_small where the buffer does not hold it; what is in it is then unspecified.
template <schema::spelling Spelling = schema::spelling::wire, class T>
constexpr result<std::size_t> write(const T& x, span<char> buffer, write_options options = {}) {
    detail::json::counter<Spelling> bound(false);
    bound.max_depth = options.max_depth;
    schema::write(bound, x);
    if (bound.failure != errc{}) return detail::json::refusal(bound.failure);
    if (bound.size > buffer.size()) {
        const auto exact = size<Spelling>(x, options);
        if (!exact || *exact > buffer.size())
            return detail::fail(errc::buffer_too_small, "the buffer does not hold the JSON text");
    }
    detail::json::writer<Spelling> writer(buffer.data());
    writer.max_depth = options.max_depth;
    schema::write(writer, x);
    return static_cast<std::size_t>(writer.at - buffer.data());
}

/// Appends x to a std::string, or to any container of char with size(), resize() and data().
template <schema::spelling Spelling = schema::spelling::wire, class T, class Container>
constexpr result<std::size_t> append(const T& x, Container& to, write_options options = {}) {
    auto more = size<Spelling>(x, options);
    if (!more) return more;
    const std::size_t before = to.size();
    to.resize(before + *more);
    detail::json::writer<Spelling> writer(to.data() + before);
    writer.max_depth = options.max_depth;
    schema::write(writer, x);
    return *more;
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

}  // namespace nimpush::v1
