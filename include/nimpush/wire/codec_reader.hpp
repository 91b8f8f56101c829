#pragma once

// Flutter's StandardMessageCodec and StandardMethodCodec, inwards.
//
// Strict: refuses what no writer sends, and says at which byte. Longer size forms, the int64 form of a
// small number, NaN with other bits and a key given twice are all seen in real traffic and pass.
// Nothing is allocated on the word of a size: what it claims must be there.
//
// What is read borrows its texts from the message; its arrays lie in a room that the reader was given. Who needs more
// room than there is counts what the message has, and reads once more into as much.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/array.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/lanes.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/wire/codec_places.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {

// Only where it is optimized: elsewhere a walk in one piece would be more to compile.
#if defined(__OPTIMIZE__) && defined(__GNUC__)
#define NIMPUSH_APART [[gnu::noinline]]
#else
#define NIMPUSH_APART
#endif

namespace detail::codec {

class reader {
    bytes_at begin_;
    bytes_at end_;
    bytes_at at_;
    std::size_t depth_ = 0;
    value* room_ = nullptr;  // the next free place; none while compiling, where every value owns what it has
    value* room_end_ = nullptr;
    std::size_t taken_ = 0;  // places that what stands before at_ has taken
    bool is_looking_ = false;
    bool is_full_ = false;
    errc code_{};
    std::size_t fault_at_ = 0;

  public:
    /// Only looks; what it reads of lists and maps is empty.
    constexpr explicit reader(span<const std::uint8_t> data) noexcept
        : begin_(data.data()), end_(begin_ + data.size()), at_(begin_), is_looking_(true) {}
    constexpr reader(span<const std::uint8_t> data, value* room, std::size_t places) noexcept
        : begin_(data.data()), end_(begin_ + data.size()), at_(begin_), room_(room), room_end_(room + places) {}

    constexpr std::size_t offset() const noexcept { return offset_of(at_); }
    constexpr std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    /// There was too little room: no fault of the message, of which nothing is known behind this.
    constexpr bool is_full() const noexcept { return is_full_; }
    constexpr bool failed() const noexcept { return code_ != errc{}; }
    constexpr errc code() const noexcept { return code_; }
    /// As much room as all of the message needs, after there was too little; npos where it is at fault for certain.
    std::size_t wanted() const noexcept {
        const std::size_t rest = count_places({begin_, static_cast<std::size_t>(end_ - begin_)}, offset());
        return rest == npos ? npos : taken_ + rest;
    }
    /// So many places in a row, none where it only looks; false where there are not so many.
    bool reserve(std::size_t places, value*& first) noexcept {
        if (is_looking_) return true;
        if (!take(places, first)) return false;
        taken_ += places;
        return true;
    }
    constexpr nimpush::error failure() const {
        return {code_, {}, join(name_of(code_), " at offset ", count_text(fault_at_)), fault_at_};
    }
    constexpr bool fault(errc code, std::size_t at) noexcept {
        if (code_ == errc{}) {
            code_ = code;
            fault_at_ = at;
        }
        return false;
    }
    constexpr bool byte(std::uint8_t& to) noexcept {
        if (at_ == end_) return fault(errc::truncated, offset());
        to = *at_++;
        return true;
    }
    constexpr bool at_end() noexcept { return at_ == end_ || fault(errc::trailing_bytes, offset()); }

    /// Into a place where no value is alive yet, or one that owns nothing.
    constexpr bool read(value& to) {
        const value* const before = room_;
        const bytes_at end = values_at(at_, &to, 1);
        if (end == nullptr) return false;
        at_ = end;
        if (!std::is_constant_evaluated()) taken_ += static_cast<std::size_t>(room_ - before);
        return true;
    }

  private:
    // What reads from `at` on gives where it ended, a null pointer for a fault: a position that is passed on and not
    // kept in the reader stays in a register.

    constexpr std::size_t offset_of(bytes_at at) const noexcept { return static_cast<std::size_t>(at - begin_); }
    NIMPUSH_APART constexpr bytes_at refuse(errc code, bytes_at at) noexcept {
        fault(code, offset_of(at));
        return nullptr;
    }
    constexpr bool has(std::size_t n, bytes_at at) const noexcept { return static_cast<std::size_t>(end_ - at) >= n; }
    /// So many values that stand in a row, or all in one place where they are only looked at.
    constexpr bytes_at values_at(bytes_at at, value* to, std::size_t n, std::size_t step = 1) {
        const bytes_at end = end_;
        for (; n != 0; --n, to += step) {
            if (at == end) return refuse(errc::truncated, at);
            const std::uint8_t tag = *at++;
            switch (tag) {
                case null_tag: put_made(*to, nullptr); break;
                case true_tag:
                case false_tag: put_made(*to, tag == true_tag); break;
                case int32_tag:
                    if (end - at < 4) return refuse(errc::truncated, at);
                    put_made(*to, std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(little<4>(at))));
                    at += 4;
                    break;
                case int64_tag:
                    if (end - at < 8) return refuse(errc::truncated, at);
                    put_made(*to, std::bit_cast<std::int64_t>(little<8>(at)));
                    at += 8;
                    break;
                case float64_tag: {
                    const std::size_t before = padding(offset_of(at), 8);
                    // All at once, for what is as it should be.
                    if (end - at < 16 || (little<8>(at) & ((std::uint64_t{1} << (8 * before)) - 1)) != 0) {
                        at = skip_padding(8, at);
                        if (at == nullptr) return at;
                        if (!has(8, at)) return refuse(errc::truncated, at);
                    } else {
                        at += before;
                    }
                    put_made(*to, std::bit_cast<double>(little<8>(at)));
                    at += 8;
                    break;
                }
                case string_tag:
                    if (is_short_ascii(at)) {
                        const std::size_t size = *at++;
                        put_chars(*to, value::kind::string, {reinterpret_cast<const char*>(at), size});
                        at += size;
                        break;
                    }
                    at = text_at(at, value::kind::string, *to);
                    if (at == nullptr) return at;
                    break;
                default:
                    at = other_at(at, tag, *to);
                    if (at == nullptr) return at;
            }
        }
        return at;
    }
    /// Does a text of a few bytes begin here with its size, of which a look at as many as a block has is enough?
    constexpr bool is_short_ascii(bytes_at at) const noexcept {
        if (std::is_constant_evaluated() || std::endian::native != std::endian::little) return false;
        constexpr std::size_t most = sizeof(lanes::widest);
        if (static_cast<std::size_t>(end_ - at) <= most || *at > most) return false;
        const auto chars = load<lanes::widest>(reinterpret_cast<const char*>(at + 1));
        return (lanes::places(chars) & ((1u << *at) - 1)) == 0;
    }
    // Before its use: clang instantiates it there, for constant evaluation, only where its body has been seen.
    template <class T> constexpr bytes_at elements_at(bytes_at at, value& to) {
        std::size_t n = 0;
        at = sized(at, sizeof(T), sizeof(T), n);
        if (at != nullptr) at = skip_padding(sizeof(T), at);
        if (at == nullptr) return at;
        using bits_type = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        const auto bits = [at](std::size_t i) { return static_cast<bits_type>(little<sizeof(T)>(at + i * sizeof(T))); };
        if (std::is_constant_evaluated()) {
            auto elements = array<T>::of(n);
            for (std::size_t i = 0; i < n; ++i) elements[i] = std::bit_cast<T>(bits(i));
            to = borrowed_value::elements<T>(elements.release(), n, holding::owned);
        } else {  // in the message they may not be aligned
            const std::size_t places = places_of(n, sizeof(T));
            value* first = nullptr;
            if (!is_looking_ && !take(places, first)) return nullptr;
            T* const elements = reinterpret_cast<T*>(first);
            for (std::size_t i = 0; i < n && !is_looking_; ++i) {
                const bits_type one = bits(i);  // not as a T: x87 changes some NaN
                std::memcpy(elements + i, &one, sizeof one);
            }
            put_value(to, borrowed_value::elements<T>(elements, is_looking_ ? 0 : n, holding::borrowed));
        }
        return at + n * sizeof(T);
    }
    NIMPUSH_APART constexpr bytes_at other_at(bytes_at at, std::uint8_t tag, value& to) {
        switch (tag) {
            case bigint_tag: return text_at(at, value::kind::bigint, to);
            case uint8_list_tag: {
                std::size_t n = 0;
                at = sized(at, 1, 1, n);
                if (at == nullptr) return at;
                if (std::is_constant_evaluated())
                    to = value::bytes({at, n});
                else
                    put_value(to, borrowed_value::elements(at, n, holding::borrowed));
                return at + n;
            }
            case int32_list_tag: return elements_at<std::int32_t>(at, to);
            case int64_list_tag: return elements_at<std::int64_t>(at, to);
            case float32_list_tag: return elements_at<float>(at, to);
            case float64_list_tag: return elements_at<double>(at, to);
            case list_tag:
            case map_tag: {
                if (depth_ == deepest) return refuse(errc::too_deep, at - 1);
                ++depth_;
                const bytes_at end = tag == list_tag ? items_at(at, to) : pairs_at(at, to);
                --depth_;
                return end;
            }
            default: return refuse(errc::unknown_type, at - 1);
        }
    }
    constexpr bytes_at skip_padding(std::size_t to, bytes_at at) noexcept {
        const std::size_t n = padding(offset_of(at), to);
        if (!has(n, at)) return refuse(errc::truncated, at);
        for (std::size_t i = 0; i < n; ++i)
            if (at[i] != 0) return refuse(errc::bad_padding, at + i);
        return at + n;
    }
    /// A count of elements that each take at least `least` bytes, padding to `alignment` before them, if they can be
    /// there.
    constexpr bytes_at sized(bytes_at at, std::size_t least, std::size_t alignment, std::size_t& count) noexcept {
        const bytes_at field = at;
        std::uint64_t n = 0;
        if (!size_at(at, end_, n)) return refuse(errc::truncated, at);
        const std::size_t before = alignment == 1 ? 0 : padding(offset_of(at), alignment);
        // 64-bit product: 2^30 elements of 4 bytes are 0 in 32 bits.
        if (n != 0 && (!has(before, at) || n * least > static_cast<std::size_t>(end_ - at) - before))
            return refuse(errc::size_past_end, field);
        count = static_cast<std::size_t>(n);
        return at;
    }
    /// So many places in a row, or none where there are not so many.
    bool take(std::size_t places, value*& first) noexcept {
        is_full_ = static_cast<std::size_t>(room_end_ - room_) < places;
        if (!is_full_) first = std::exchange(room_, room_ + places);
        return !is_full_;
    }
    NIMPUSH_APART constexpr bytes_at text_at(bytes_at at, value::kind kind, value& to) {
        std::size_t n = 0;
        at = sized(at, 1, 1, n);
        if (at == nullptr) return at;
        if (std::is_constant_evaluated()) return text_of(at, n, kind, to);
        const std::string_view chars(reinterpret_cast<const char*>(at), n);
        if (kind == value::kind::bigint || !is_ascii(chars))
            if (!is_good(at, chars, kind)) return nullptr;
        put_chars(to, kind, chars);
        return at + n;
    }
    NIMPUSH_APART constexpr bool is_good(bytes_at at, std::string_view chars, value::kind kind) noexcept {
        const bool is_number = kind == value::kind::bigint;
        const std::size_t bad = is_number ? bigint_fault(chars) : utf8_fault(chars);
        return bad == npos || fault(is_number ? errc::bad_bigint : errc::bad_utf8, offset_of(at) + bad);
    }
    /// While compiling, where bytes are no characters.
    constexpr bytes_at text_of(bytes_at at, std::size_t n, value::kind kind, value& to) {
        auto copy = array<char>::blank(n + 1);
        for (std::size_t i = 0; i < n; ++i) copy[i] = static_cast<char>(at[i]);
        copy[n] = '\0';
        if (!is_good(at, nimpush::detail::chars_at(copy.data(), n), kind)) return nullptr;
        to = borrowed_value::chars(kind, {copy.release(), n}, holding::owned);
        return at + n;
    }
    constexpr bytes_at items_at(bytes_at at, value& to) {
        std::size_t n = 0;
        at = sized(at, 1, 1, n);
        if (at == nullptr) return at;
        if (std::is_constant_evaluated()) {
            auto items = array<value>::blank(room_for(n));
            at = values_at(at, items.data(), n);
            if (at != nullptr) to = borrowed_value::list(items.release(), n, holding::owned);
            return at;
        }
        if (is_looking_) return past(at, n, borrowed_value::list(nullptr, 0), to);
        value* items = nullptr;
        if (!take(n, items)) return nullptr;
        at = values_at(at, items, n);
        if (at != nullptr) put_value(to, borrowed_value::list(items, n));
        return at;
    }
    constexpr bytes_at pairs_at(bytes_at at, value& to) {
        std::size_t n = 0;
        at = sized(at, 2, 1, n);
        if (at == nullptr) return at;
        if (std::is_constant_evaluated()) {
            auto members = array<value::member>::blank(room_for(n));
            for (std::size_t i = 0; i < n && at != nullptr; ++i) {
                at = values_at(at, &members[i].key, 1);
                if (at != nullptr) at = values_at(at, &members[i].val, 1);
            }
            if (at != nullptr) to = borrowed_value::map(members.release(), n, holding::owned);
            return at;
        }
        if (is_looking_) return past(at, n * 2, borrowed_value::map(nullptr, 0), to);
        static_assert(sizeof(value::member) == 2 * sizeof(value));
        value* first = nullptr;
        if (!take(n * 2, first)) return nullptr;
        at = values_at(at, first, n * 2);
        if (at != nullptr) put_value(to, borrowed_value::map(reinterpret_cast<value::member*>(first), n));
        return at;
    }
    /// So many values that are only looked at.
    bytes_at past(bytes_at at, std::size_t n, value empty, value& to) {
        value passed;
        at = values_at(at, &passed, n, 0);
        put_value(to, std::move(empty));
        return at;
    }
};

/// What f makes of a message: f(reader) reads all of it, says by result<…> how that went and keeps nothing of what was
/// read but copies. It is called once, and once more where the message needs more room than there is at once.
template <class F> constexpr auto read_message(span<const std::uint8_t> message, F&& f) {
    if (std::is_constant_evaluated()) {
        reader in(message, nullptr, 0);
        return f(in);
    }
    value_places<256> room;
    reader in(message, room.begin(), room.size);
    auto made = f(in);
    if (in.is_full()) {
        const std::size_t wanted = in.wanted();
        array<std::uint8_t> more;
        reader again(message);
        if (wanted != npos) {
            more = array<std::uint8_t>::blank(wanted * sizeof(value));
            again = reader(message, reinterpret_cast<value*>(more.data()), wanted);
        }
        made = f(again);
    }
    return made;
}

}  // namespace detail::codec

namespace standard_codec {

/// A call as it came: method and arguments.
struct method_call {
    text method{};
    value arguments{};

    friend constexpr bool operator==(const method_call&, const method_call&) = default;
};

/// A reply as it came: success with a value, a platform error, or not implemented (no bytes).
struct envelope {
    enum class outcome : std::uint8_t { success, error, not_implemented };
    outcome what = outcome::not_implemented;
    value data{};
    platform_error error{};

    friend constexpr bool operator==(const envelope&, const envelope&) = default;
};

/// Reads one value that is the whole message. A key given twice stays in the map twice; find() takes
/// the last, as Dart, Java and GLib do.
constexpr result<value> decode(span<const std::uint8_t> message) {
    return detail::codec::read_message(message, [](detail::codec::reader& in) -> result<value> {
        value v;
        if (!in.read(v) || !in.at_end()) return unexpected(in.failure());
        return nimpush::detail::kept(v);
    });
}

namespace detail {

using nimpush::detail::codec::reader;

constexpr bool read_name(reader& in, value& name) {
    return in.read(name) && (name.is(value::kind::string) || in.fault(errc::bad_method_name, 0));
}

/// A text or null of an envelope.
constexpr bool read_nullable_text(reader& in, text& to) {
    const std::size_t at = in.offset();
    value v;
    if (!in.read(v)) return false;
    if (v.is(value::kind::string)) to = text(nimpush::detail::unchecked{}, v.chars());
    return v.is(value::kind::string) || v.is_null() || in.fault(errc::bad_envelope, at);
}

/// An envelope from its first byte on, of which `data` is as the reader gave it.
constexpr bool read_envelope(reader& in, envelope& reply, value& data) {
    std::uint8_t first = 0;
    if (!in.byte(first)) return false;
    if (first > 1) return in.fault(errc::bad_envelope, 0);
    if (first == 0) {
        reply.what = envelope::outcome::success;
        return in.read(data) && in.at_end();
    }
    reply.what = envelope::outcome::error;
    const std::size_t code_at = in.offset();
    value details;
    if (!read_nullable_text(in, reply.error.code)) return false;
    if (!reply.error.code.has_value()) return in.fault(errc::bad_envelope, code_at);
    if (!read_nullable_text(in, reply.error.message) || !in.read(details)) return false;
    reply.error.details = nimpush::detail::kept(details);
    return in.left() == 0 || (read_nullable_text(in, reply.error.stacktrace.emplace()) && in.at_end());
}

}  // namespace detail

constexpr result<method_call> decode_method_call(span<const std::uint8_t> message) {
    return nimpush::detail::codec::read_message(message, [](detail::reader& in) -> result<method_call> {
        value name;
        value arguments;
        if (!detail::read_name(in, name) || !in.read(arguments) || !in.at_end()) return unexpected(in.failure());
        return method_call{text(nimpush::detail::unchecked{}, name.chars()), nimpush::detail::kept(arguments)};
    });
}

/// Reads a reply; no bytes are `not_implemented`.
constexpr result<envelope> decode_envelope(span<const std::uint8_t> message) {
    if (message.empty()) return envelope{};
    return nimpush::detail::codec::read_message(message, [](detail::reader& in) -> result<envelope> {
        envelope reply;
        value data;
        if (!detail::read_envelope(in, reply, data)) return unexpected(in.failure());
        reply.data = nimpush::detail::kept(data);
        return reply;
    });
}

/// Bytes of a reply as it was read: an empty vector for `not_implemented`.
template <std::same_as<envelope> Envelope = envelope>
constexpr result<std::vector<std::uint8_t>> encode_envelope(const Envelope& reply) {
    switch (reply.what) {
        case envelope::outcome::success: return encode_success(reply.data);
        case envelope::outcome::error: return encode_error(reply.error);
        default: return std::vector<std::uint8_t>();
    }
}

}  // namespace standard_codec

#undef NIMPUSH_APART

}  // namespace nimpush::v1
