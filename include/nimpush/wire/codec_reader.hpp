#pragma once

// Flutter's StandardMessageCodec and StandardMethodCodec, inwards.
//
// Strict: refuses what no writer sends, and says at which byte. Longer size forms, the int64 form of a
// small number, NaN with other bits and a key given twice are all seen in real traffic and pass.
// Nothing is allocated on the word of a size: what it claims must be there.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/array.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {

namespace detail::codec {

class reader {
    span<const std::uint8_t> data_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    errc code_{};
    std::size_t fault_at_ = 0;

    // In front of read(), since clang 14 to 19 call no template while compiling that is defined further down.
    template <class T> constexpr bool read_list(value (*make)(span<const T>), value& to) {
        std::size_t n = 0;
        if (!sized(sizeof(T), sizeof(T), n) || !skip_padding(sizeof(T))) return false;
        using bits_type = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        auto elements = array<T>::of(n);
        for (std::size_t i = 0; i < n; ++i) {
            std::uint64_t bits = 0;
            little(sizeof(T), bits);
            elements[i] = std::bit_cast<T>(static_cast<bits_type>(bits));
        }
        to = make(std::as_const(elements).elements());
        return true;
    }

  public:
    constexpr explicit reader(span<const std::uint8_t> data) noexcept : data_(data) {}

    constexpr std::size_t offset() const noexcept { return at_; }
    constexpr std::size_t left() const noexcept { return data_.size() - at_; }
    constexpr bool failed() const noexcept { return code_ != errc{}; }
    constexpr nimpush::error failure() const {
        return {code_, {}, join(name_of(code_), " at offset ", count_text(fault_at_)), fault_at_};
    }
    constexpr bool fault(errc code, std::size_t at) noexcept {
        if (!failed()) {
            code_ = code;
            fault_at_ = at;
        }
        return false;
    }
    constexpr bool byte(std::uint8_t& to) noexcept {
        if (left() == 0) return fault(errc::truncated, at_);
        to = data_[at_++];
        return true;
    }
    constexpr bool at_end() noexcept { return left() == 0 || fault(errc::trailing_bytes, at_); }

    constexpr bool read(value& to) {
        const std::size_t start = at_;
        std::uint8_t tag = 0;
        if (!byte(tag)) return false;
        switch (tag) {
            case null_tag: to = value(); return true;
            case true_tag: to = value(true); return true;
            case false_tag: to = value(false); return true;
            case int32_tag: {
                std::uint64_t bits = 0;
                if (!little(4, bits)) return false;
                to = value(std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(bits)));
                return true;
            }
            case int64_tag: {
                std::uint64_t bits = 0;
                if (!little(8, bits)) return false;
                to = value(std::bit_cast<std::int64_t>(bits));
                return true;
            }
            case float64_tag: {
                std::uint64_t bits = 0;
                if (!skip_padding(8) || !little(8, bits)) return false;
                to = value(std::bit_cast<double>(bits));
                return true;
            }
            case bigint_tag:
            case string_tag: return read_text(tag == bigint_tag, to);
            case uint8_list_tag: {
                std::size_t n = 0;
                if (!sized(1, 1, n)) return false;
                to = value::bytes(data_.subspan(at_, n));
                at_ += n;
                return true;
            }
            case int32_list_tag: return read_list<std::int32_t>(&value::int32_list, to);
            case int64_list_tag: return read_list<std::int64_t>(&value::int64_list, to);
            case float32_list_tag: return read_list<float>(&value::float32_list, to);
            case float64_list_tag: return read_list<double>(&value::float64_list, to);
            case list_tag:
            case map_tag: {
                if (depth_ == deepest) return fault(errc::too_deep, start);
                ++depth_;
                const bool good = tag == list_tag ? read_items(to) : read_pairs(to);
                --depth_;
                return good;
            }
            default: return fault(errc::unknown_type, start);
        }
    }

  private:
    constexpr bool little(std::size_t bytes, std::uint64_t& to) noexcept {
        if (left() < bytes) return fault(errc::truncated, at_);
        to = 0;
        if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
            for (std::size_t i = 0; i < bytes; ++i) to |= static_cast<std::uint64_t>(data_[at_ + i]) << (8 * i);
        else
            std::memcpy(&to, data_.data() + at_, bytes);
        at_ += bytes;
        return true;
    }
    constexpr bool skip_padding(std::size_t to) noexcept {
        const std::size_t n = padding(at_, to);
        if (left() < n) return fault(errc::truncated, at_);
        for (std::size_t i = 0; i < n; ++i)
            if (data_[at_ + i] != 0) return fault(errc::bad_padding, at_ + i);
        at_ += n;
        return true;
    }
    /// Reads a count of elements that each take at least `least` bytes, padding to `alignment` before
    /// them, and looks whether they can be there.
    constexpr bool sized(std::size_t least, std::size_t alignment, std::size_t& count) noexcept {
        const std::size_t field = at_;
        std::uint8_t first = 0;
        if (!byte(first)) return false;
        std::uint64_t n = first;
        if (first >= 254 && !little(first == 254 ? 2 : 4, n)) return false;
        // 64-bit product: 2^30 elements of 4 bytes are 0 in 32 bits.
        if (n != 0 && (left() < padding(at_, alignment) || n * least > left() - padding(at_, alignment)))
            return fault(errc::size_past_end, field);
        count = static_cast<std::size_t>(n);
        return true;
    }
    constexpr bool read_text(bool bigint, value& to) {
        std::size_t n = 0;
        if (!sized(1, 1, n)) return false;
        array<char> copy;  // while compiling bytes are no characters
        std::string_view chars;
        if (std::is_constant_evaluated()) {
            copy = array<char>::blank(n);
            for (std::size_t i = 0; i < n; ++i) copy[i] = static_cast<char>(data_[at_ + i]);
            chars = {copy.data(), n};
        } else {
            chars = {reinterpret_cast<const char*>(data_.data()) + at_, n};
        }
        bool good = true;
        if (bigint) {
            if (const std::size_t bad = bigint_fault(chars); bad != npos) good = fault(errc::bad_bigint, at_ + bad);
            if (good) to = value::bigint(unchecked{}, chars);
        } else {
            if (const std::size_t bad = utf8_fault(chars); bad != npos) good = fault(errc::bad_utf8, at_ + bad);
            if (good) to = value::string(unchecked{}, chars);
        }
        if (good) at_ += n;
        return good;
    }
    constexpr bool read_items(value& to) {
        std::size_t n = 0;
        if (!sized(1, 1, n)) return false;
        to = value::list();
        for (; n != 0; --n)
            if (!read(to.push_back(value()))) return false;
        return true;
    }
    constexpr bool read_pairs(value& to) {
        std::size_t n = 0;
        if (!sized(2, 1, n)) return false;
        to = value::map();
        for (; n != 0; --n) {
            to.append(value(), value());
            value::member& last = to.members().back();
            if (!read(last.key) || !read(last.val)) return false;
        }
        return true;
    }
};

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
    detail::codec::reader in(message);
    value v;
    if (!in.read(v) || !in.at_end()) return unexpected(in.failure());
    return v;
}

constexpr result<method_call> decode_method_call(span<const std::uint8_t> message) {
    detail::codec::reader in(message);
    value name;
    method_call call;
    if (!in.read(name)) return unexpected(in.failure());
    if (!name.is(value::kind::string)) {
        in.fault(errc::bad_method_name, 0);
        return unexpected(in.failure());
    }
    if (!in.read(call.arguments) || !in.at_end()) return unexpected(in.failure());
    call.method = text(detail::unchecked{}, name.chars());
    return call;
}

/// Reads a reply; no bytes are `not_implemented`.
constexpr result<envelope> decode_envelope(span<const std::uint8_t> message) {
    envelope reply;
    if (message.empty()) return reply;
    detail::codec::reader in(message);
    const auto nullable_text = [&](const value& v, std::size_t at, text& to) {
        if (v.is(value::kind::string)) to = text(detail::unchecked{}, v.chars());
        return v.is(value::kind::string) || v.is_null() || in.fault(errc::bad_envelope, at);
    };
    std::uint8_t first = 0;
    in.byte(first);
    if (first == 0) {
        reply.what = envelope::outcome::success;
        if (!in.read(reply.data) || !in.at_end()) return unexpected(in.failure());
        return reply;
    }
    if (first != 1) {
        in.fault(errc::bad_envelope, 0);
        return unexpected(in.failure());
    }
    reply.what = envelope::outcome::error;
    value code;
    value message_text;
    const std::size_t code_at = in.offset();
    if (!in.read(code)) return unexpected(in.failure());
    if (!code.is(value::kind::string)) {
        in.fault(errc::bad_envelope, code_at);
        return unexpected(in.failure());
    }
    reply.error.code = text(detail::unchecked{}, code.chars());
    const std::size_t message_at = in.offset();
    if (!in.read(message_text) || !nullable_text(message_text, message_at, reply.error.message) ||
        !in.read(reply.error.details))
        return unexpected(in.failure());
    if (in.left() != 0) {
        const std::size_t trace_at = in.offset();
        value trace;
        text as_text;
        if (!in.read(trace) || !nullable_text(trace, trace_at, as_text) || !in.at_end())
            return unexpected(in.failure());
        reply.error.stacktrace = as_text;
    }
    return reply;
}

/// Bytes of a reply as it was read: an empty vector for `not_implemented`.
constexpr result<std::vector<std::uint8_t>> encode_envelope(const envelope& reply) {
    switch (reply.what) {
        case envelope::outcome::success: return encode_success(reply.data);
        case envelope::outcome::error: return encode_error(reply.error);
        default: return std::vector<std::uint8_t>();
    }
}

}  // namespace standard_codec
}  // namespace nimpush::v1
