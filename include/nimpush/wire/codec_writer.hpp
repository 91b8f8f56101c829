#pragma once

// Flutter's StandardMessageCodec and StandardMethodCodec, outwards.
//
// Alignment counts from the first byte of the message, so a call or a reply is written in one go; its
// parts cannot be encoded alone and joined. Padding stands behind empty typed lists too, as Dart,
// Java, Objective-C and GLib write it; the C++ client wrapper alone leaves it out (standard_codec.cc
// WriteVector) and misreads what follows.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

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
/// how large it must be.
class sink {
    std::uint8_t* to_ = nullptr;
    std::size_t capacity_ = 0;
    std::size_t offset_ = 0;

  public:
    static constexpr bool api = false;
    schema::version spoken{};
    static constexpr std::size_t max_depth = deepest;
    template <schema::fixed_string Key> static constexpr auto spelt = rendered_key<Key>;
    std::size_t depth = 0;
    errc failure{};

    constexpr sink() noexcept = default;
    constexpr explicit sink(span<std::uint8_t> to) noexcept : to_(to.data()), capacity_(to.size()) {}

    /// Bytes so far, written or not; what alignment goes by.
    constexpr std::size_t offset() const noexcept { return offset_; }

    constexpr void put(std::uint8_t byte) noexcept {
        if (has_room(1)) to_[offset_] = byte;
        ++offset_;
    }
    constexpr void put(const std::uint8_t* from, std::size_t n) noexcept {
        if (has_room(n) && n != 0) {
            if (std::is_constant_evaluated())
                for (std::size_t i = 0; i < n; ++i) to_[offset_ + i] = from[i];
            else
                std::memcpy(to_ + offset_, from, n);
        }
        offset_ += n;
    }
    constexpr void chars(std::string_view s) noexcept {
        if (has_room(s.size()) && !s.empty()) {
            if (std::is_constant_evaluated())
                for (std::size_t i = 0; i < s.size(); ++i) to_[offset_ + i] = static_cast<std::uint8_t>(s[i]);
            else
                std::memcpy(to_ + offset_, s.data(), s.size());
        }
        offset_ += s.size();
    }
    template <std::size_t N> constexpr void little(std::uint64_t bits) noexcept {
        if (has_room(N)) {
            if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
                for (std::size_t i = 0; i < N; ++i) to_[offset_ + i] = static_cast<std::uint8_t>(bits >> (8 * i));
            else
                std::memcpy(to_ + offset_, &bits, N);
        }
        offset_ += N;
    }

    constexpr void fault(errc code) noexcept {
        if (failure == errc{}) failure = code;
        null();
    }
    constexpr void size(std::size_t n) noexcept {
        if (n < 254) {
            put(static_cast<std::uint8_t>(n));
        } else if (n <= 0xFFFF) {
            put(std::uint8_t{254});
            little<2>(n);
        } else {
            if (n > 0xFFFFFFFFu && failure == errc{}) failure = errc::not_representable;
            put(std::uint8_t{255});
            little<4>(n);
        }
    }
    constexpr void align(std::size_t to) noexcept {
        for (std::size_t n = padding(offset(), to); n != 0; --n) put(std::uint8_t{0});
    }

    constexpr void null() noexcept { put(null_tag); }
    constexpr void boolean(bool b) noexcept { put(b ? true_tag : false_tag); }
    constexpr void integer(std::int64_t i) noexcept {
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
    constexpr void string(std::string_view s) noexcept {
        put(string_tag);
        size(s.size());
        chars(s);
    }
    constexpr void bigint(std::string_view digits) noexcept {
        put(bigint_tag);
        size(digits.size());
        chars(digits);
    }
    constexpr void bytes(span<const std::uint8_t> b) noexcept {
        put(uint8_list_tag);
        size(b.size());
        put(b.data(), b.size());
    }
    template <class T> constexpr void typed_list(span<const T> elements) noexcept {
        put(list_tag_of<T>);
        size(elements.size());
        align(sizeof(T));
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        for (const T element : elements) little<sizeof(T)>(std::bit_cast<bits>(element));
    }
    template <std::size_t N> constexpr void rendered(const std::array<std::uint8_t, N>& key_bytes) noexcept {
        put(key_bytes.data(), N);
    }
    template <schema::fixed_string Key> constexpr void key() noexcept { rendered(rendered_key<Key>); }
    constexpr void key(std::string_view s) noexcept { string(s); }
    template <class F> constexpr void odd_key(F&& write) { write(*this); }
    constexpr bool begin_map(std::size_t pairs) noexcept {
        enter(*this);
        put(map_tag);
        size(pairs);
        return true;
    }
    constexpr void end_map(bool) noexcept { --depth; }
    constexpr bool begin_list(std::size_t items) noexcept {
        enter(*this);
        put(list_tag);
        size(items);
        return true;
    }
    constexpr void item() noexcept {}
    constexpr void end_list(bool) noexcept { --depth; }

  private:
    /// Once something does not fit nothing more is written, even if it would.
    constexpr bool has_room(std::size_t n) noexcept {
        if (n <= capacity_ && offset_ <= capacity_ - n) return true;
        capacity_ = 0;
        return false;
    }
};

template <class Out, class T> constexpr void emit_call(Out& out, std::string_view method, const T& arguments) {
    if (out.failure == errc{} && !is_utf8(method)) out.failure = errc::bad_utf8;
    out.string(method);
    schema::write(out, arguments);
}

/// One message, counted.
template <class Emit> constexpr result<std::size_t> measure(Emit&& emit_all) {
    sink count;
    emit_all(count);
    if (count.failure != errc{}) return fail(count.failure, "the codec cannot carry this value");
    return count.offset();
}
/// One message into a caller's buffer.
template <class Emit> constexpr result<std::size_t> into(span<std::uint8_t> buffer, Emit&& emit_all) {
    sink write(buffer);
    emit_all(write);
    if (write.failure != errc{}) return fail(write.failure, "the codec cannot carry this value");
    if (write.offset() > buffer.size()) return fail(errc::buffer_too_small, "the buffer does not hold the message");
    return write.offset();
}
/// One message into a vector of its size.
template <class Emit> constexpr result<std::vector<std::uint8_t>> to_vector(Emit&& emit_all) {
    const auto size = measure(emit_all);
    if (!size) return unexpected(size.error());
    std::vector<std::uint8_t> message;
    if (std::is_constant_evaluated())  // clang 14 does not evaluate libstdc++ 12's vector(n) and resize(n)
        for (std::size_t i = 0; i < *size; ++i) message.push_back(0);
    else
        message.resize(*size);
    sink write(message);
    emit_all(write);
    return message;
}

}  // namespace detail::codec

/// StandardMessageCodec and StandardMethodCodec. See wire/standard_codec.hpp.
namespace standard_codec {

/// Size in bytes of x as a whole message.
///
/// Fails for more than 64 nested containers (too_deep) and for sizes over 2^32 - 1 (not_representable).
template <class T> constexpr result<std::size_t> encoded_size(const T& x) {
    return detail::codec::measure([&](auto& out) { schema::write(out, x); });
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
    std::optional<text> stacktrace{};

    friend constexpr bool operator==(const platform_error&, const platform_error&) = default;
};

constexpr result<std::vector<std::uint8_t>> encode_error(const platform_error& error) {
    return detail::codec::to_vector([&](auto& out) {
        out.put(std::uint8_t{1});
        out.string(error.code.view());  // a null code would be no envelope: readers demand a text
        schema::write(out, error.message);
        schema::write(out, error.details);
        if (error.stacktrace.has_value()) schema::write(out, *error.stacktrace);
    });
}

}  // namespace standard_codec
}  // namespace nimpush::v1
