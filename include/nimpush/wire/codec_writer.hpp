#pragma once

// Flutter's StandardMessageCodec and StandardMethodCodec, outwards.
//
// Alignment counts from the first byte of the message, so a call or a reply is written in one go; its
// parts cannot be encoded alone and joined. Padding stands behind empty typed lists too, as Dart,
// Java, Objective-C and GLib write it; the C++ client wrapper alone leaves it out (standard_codec.cc
// WriteVector) and misreads what follows.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/output.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: elsewhere a walk in one piece would be more to compile.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_INLINED [[gnu::always_inline]]
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_INLINED
#define NIMPUSH_APART
#endif

namespace detail::codec {

enum tag : std::uint8_t {
    null_tag,
    true_tag,
    false_tag,
    int32_tag,
    int64_tag,
    bigint_tag,
    float64_tag,
    string_tag,
    uint8_list_tag,
    int32_list_tag,
    int64_list_tag,
    float64_list_tag,
    list_tag,
    map_tag,
    float32_list_tag,
};

/// Containers that may stand in each other, the outermost counts; calls in use have fewer than ten.
inline constexpr std::size_t deepest = 64;

constexpr std::size_t size_of_size(std::size_t n) noexcept { return n < 254 ? 1 : n <= 0xFFFF ? 3 : 5; }
/// To a power of two.
constexpr std::size_t padding(std::size_t offset, std::size_t to) noexcept { return (to - offset) & (to - 1); }
constexpr bool fits_int32(std::int64_t i) noexcept { return i >= -2147483648 && i <= 2147483647; }

template <class T>
inline constexpr std::uint8_t list_tag_of = std::is_same_v<T, std::int32_t>   ? int32_list_tag
                                            : std::is_same_v<T, std::int64_t> ? int64_list_tag
                                            : std::is_same_v<T, float>        ? float32_list_tag
                                                                              : float64_list_tag;

/// A key with its tag and size, rendered while compiling.
template <schema::fixed_string Key>
inline constexpr auto rendered_key = [] {
    constexpr std::string_view spelt = Key.view();
    static_assert(spelt.size() < 254);
    std::array<std::uint8_t, spelt.size() + 2> out{string_tag, static_cast<std::uint8_t>(spelt.size())};
    for (std::size_t i = 0; i < spelt.size(); ++i) out[i + 2] = static_cast<std::uint8_t>(spelt[i]);
    return out;
}();

/// Writes while the buffer holds it, and counts in any case: one walk fills a caller's buffer or tells
/// how large it must be. What is not inlined takes it by value, as the walk does.
struct sink : output<std::uint8_t> {
  private:  // first: clang 19 does not evaluate a template whose body stands behind its use
    template <class Char>
    NIMPUSH_APART static constexpr std::uint8_t* sized(sink out, tag of, const Char* from, std::size_t n) noexcept {
        out.put(of);
        out.size(n);
        out.copy(from, n);
        out.make_room(0);
        return out.at;
    }

  public:
    static constexpr bool api = false;
    template <schema::fixed_string Key> static constexpr auto spelt = rendered_key<Key>;

    template <std::size_t N> NIMPUSH_INLINED constexpr void little(std::uint64_t bits) noexcept {
        if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
            for (std::size_t i = 0; i < N; ++i) at[i] = static_cast<std::uint8_t>(bits >> (8 * i));
        else
            std::memcpy(at, &bits, N);
        at += N;
    }

    constexpr void fault(errc code) noexcept {
        refuse(code);
        null();
    }
    constexpr void size(std::size_t n) noexcept {
        if (n < 254) {
            put(static_cast<std::uint8_t>(n));
        } else if (n <= 0xFFFF) {
            put(std::uint8_t{254});
            little<2>(n);
        } else {
            if (n > 0xFFFFFFFFu) refuse(errc::not_representable);
            put(std::uint8_t{255});
            little<4>(n);
        }
    }
    constexpr void align(std::size_t to) noexcept {
        for (std::size_t n = padding(offset(), to); n != 0; --n) put(std::uint8_t{0});
    }

    NIMPUSH_INLINED constexpr void null() noexcept { put(null_tag); }
    NIMPUSH_INLINED constexpr void boolean(bool b) noexcept { put(b ? true_tag : false_tag); }
    NIMPUSH_INLINED constexpr void integer(std::int64_t i) noexcept {
        const bool is_narrow = fits_int32(i);
        put(is_narrow ? int32_tag : int64_tag);
        if (is_narrow)
            little<4>(static_cast<std::uint64_t>(i) & 0xFFFFFFFFu);
        else
            little<8>(static_cast<std::uint64_t>(i));
    }
    constexpr void real(double d) noexcept {
        put(float64_tag);
        align(8);
        little<8>(std::bit_cast<std::uint64_t>(d));
    }
    NIMPUSH_INLINED constexpr void string(std::string_view s) noexcept {
        at = sized(*this, string_tag, s.data(), s.size());
    }
    constexpr void bigint(std::string_view digits) noexcept {
        at = sized(*this, bigint_tag, digits.data(), digits.size());
    }
    constexpr void bytes(span<const std::uint8_t> b) noexcept { at = sized(*this, uint8_list_tag, b.data(), b.size()); }
    template <class T> constexpr void typed_list(span<const T> elements) noexcept {
        put(list_tag_of<T>);
        size(elements.size());
        align(sizeof(T));
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        for (const T element : elements) {
            make_room(sizeof(T));
            little<sizeof(T)>(std::bit_cast<bits>(element));
        }
        make_room(0);
    }
    template <schema::fixed_string Key> NIMPUSH_INLINED constexpr void key() noexcept { rendered(rendered_key<Key>); }
    NIMPUSH_INLINED constexpr void key(std::string_view s) noexcept { string(s); }
    template <class F> constexpr void odd_key(F&& write) {
        make_room(0);
        write(*this);
        make_room(0);
    }
    NIMPUSH_INLINED constexpr bool begin_map(std::size_t pairs) noexcept {
        enter();
        put(map_tag);
        size(pairs);
        return true;
    }
    NIMPUSH_INLINED constexpr void end_map(bool) noexcept { --state->depth; }
    NIMPUSH_INLINED constexpr bool begin_list(std::size_t items) noexcept {
        enter();
        put(list_tag);
        size(items);
        return true;
    }
    NIMPUSH_INLINED constexpr void item() noexcept { make_room(0); }
    NIMPUSH_INLINED constexpr void end_list(bool) noexcept { --state->depth; }
};

template <class Out, class T> constexpr void emit_call(Out& out, std::string_view method, const T& arguments) {
    if (!is_utf8(method)) out.refuse(errc::bad_utf8);
    out.string(method);
    schema::write(out, arguments);
}

/// One message into as much of it as there is room for, and its size.
template <class Emit> constexpr result<std::size_t> walk(span<std::uint8_t> to, Emit&& emit_all) {
    output_state<std::uint8_t> state(to.data(), to.size(), deepest);
    sink out{{state.origin, &state}};
    emit_all(out);
    const std::size_t size = state.finish(out.at);
    if (state.failure != errc{}) return fail(state.failure, "the codec cannot carry this value");
    return size;
}
/// One message into a caller's buffer.
template <class Emit> constexpr result<std::size_t> into(span<std::uint8_t> buffer, Emit&& emit_all) {
    auto size = walk(buffer, emit_all);
    if (size && *size > buffer.size()) return fail(errc::buffer_too_small, "the buffer does not hold the message");
    return size;
}
/// One message into a vector of its size.
template <class Emit> constexpr result<std::vector<std::uint8_t>> to_vector(Emit&& emit_all) {
    std::uint8_t most[usual_size];
    const span<std::uint8_t> first(most, std::is_constant_evaluated() ? 0 : sizeof most);
    const auto size = walk(first, emit_all);
    if (!size) return unexpected(size.error());
    if (*size <= first.size()) return std::vector<std::uint8_t>(most, most + *size);
    std::vector<std::uint8_t> message;
    if (std::is_constant_evaluated())  // clang 14 does not evaluate libstdc++ 12's vector(n) and resize(n)
        for (std::size_t i = 0; i < *size; ++i) message.push_back(0);
    else
        message.resize(*size);
    (void)walk(message, emit_all);
    return message;
}

}  // namespace detail::codec

/// StandardMessageCodec and StandardMethodCodec. See wire/standard_codec.hpp.
namespace standard_codec {

/// Size in bytes of x as a whole message.
///
/// Fails for more than 64 nested containers (too_deep) and for sizes over 2^32 - 1 (not_representable).
template <class T> constexpr result<std::size_t> encoded_size(const T& x) {
    return detail::codec::walk({}, [&](auto& out) { schema::write(out, x); });
}
/// Writes x into the caller's buffer and returns the number of bytes. Allocates nothing.
template <class T> constexpr result<std::size_t> encode(const T& x, span<std::uint8_t> buffer) {
    return detail::codec::into(buffer, [&](auto& out) { schema::write(out, x); });
}
template <class T> constexpr result<std::vector<std::uint8_t>> encode(const T& x) {
    return detail::codec::to_vector([&](auto& out) { schema::write(out, x); });
}

/// A call: the method's name, then the arguments; no arguments are a null. The name must be UTF-8.
template <class T>
constexpr result<std::size_t> encode_method_call(std::string_view method, const T& arguments,
                                                 span<std::uint8_t> buffer) {
    return detail::codec::into(buffer, [&](auto& out) { detail::codec::emit_call(out, method, arguments); });
}
template <class T>
constexpr result<std::vector<std::uint8_t>> encode_method_call(std::string_view method, const T& arguments) {
    return detail::codec::to_vector([&](auto& out) { detail::codec::emit_call(out, method, arguments); });
}

/// A reply that carries a value. The reply of a method that is not implemented has no bytes at all.
template <class T> constexpr result<std::vector<std::uint8_t>> encode_success(const T& data) {
    return detail::codec::to_vector([&](auto& out) {
        out.put(std::uint8_t{0});
        schema::write(out, data);
    });
}

/// A reply that carries a platform error. `stacktrace` is the fourth value that only Android's
/// handlers send (encodeErrorEnvelopeWithStacktrace), null on the wire where it holds a null text.
struct platform_error {
    text code{};
    text message{};
    value details{};
    maybe<text> stacktrace{};

    friend constexpr bool operator==(const platform_error&, const platform_error&) = default;
};

template <std::same_as<platform_error> Error = platform_error>
constexpr result<std::vector<std::uint8_t>> encode_error(const Error& error) {
    return detail::codec::to_vector([&](auto& out) {
        out.put(std::uint8_t{1});
        out.string(error.code.view());  // a null code would be no envelope: readers demand a text
        schema::write(out, error.message);
        schema::write(out, error.details);
        if (error.stacktrace.has_value()) schema::write(out, *error.stacktrace);
    });
}

}  // namespace standard_codec
#undef NIMPUSH_INLINED
#undef NIMPUSH_APART

}  // namespace nimpush::v1
