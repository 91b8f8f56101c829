#pragma once

// HarmonyOS's side of the channel: a value as ArkTS's StandardMessageCodec writes it, apart from our own writer.
//
// In JavaScript all numbers are doubles, so the value chooses the form: a whole one is an int32 or an int64, -0 the
// int 0, and one beyond 2^53 - 1, with a fraction or not finite, a float64. No whole number can be sent as a double. A
// bigint is an int64, however small, and tag 5 beyond. Read from the compiled codec of @ohos/flutter_ohos, not run.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/value.hpp>

namespace test {

/// Of our kinds, int64 and float64 are numbers of JavaScript (an int64 beyond 2^53 - 1 is rounded, as it is where it
/// is made), bigint is a bigint, the typed lists are Uint8Array, Int32Array, BigInt64Array, Float32Array, Float64Array.
class arkts_writer {
    std::vector<std::uint8_t> out_;

    static constexpr double last_safe = 9007199254740991;

    void byte(unsigned b) { out_.push_back(static_cast<std::uint8_t>(b)); }
    void little(std::uint64_t bits, unsigned bytes) {
        for (; bytes-- != 0; bits >>= 8) byte(static_cast<unsigned>(bits & 0xFF));
    }
    void pad(std::size_t to) {
        while (out_.size() % to != 0) byte(0);
    }
    void size(std::size_t n) {
        if (n < 254)
            byte(static_cast<unsigned>(n));
        else
            byte(n <= 0xFFFF ? 254 : 255), little(n, n <= 0xFFFF ? 2 : 4);
    }
    void string(std::string_view s) {
        size(s.size());
        out_.insert(out_.end(), s.begin(), s.end());
    }
    void int64(std::int64_t n) {
        byte(4);
        little(static_cast<std::uint64_t>(n), 8);
    }
    void number(double d) {
        if (d != std::floor(d) || !(d >= -last_safe && d <= last_safe)) {
            byte(6);
            pad(8);
            return little(std::bit_cast<std::uint64_t>(d), 8);
        }
        const auto n = static_cast<std::int64_t>(d);  // of -0 too
        if (n != static_cast<std::int32_t>(n)) return int64(n);
        byte(3);
        little(static_cast<std::uint64_t>(n), 4);
    }
    void bigint(std::string_view digits) {
        const bool is_negative = digits.starts_with('-');
        if (is_negative) digits.remove_prefix(1);
        while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
        std::string lower;
        std::uint64_t n = 0;
        for (char c : digits) {
            if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
            n = n << 4 | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
            lower += c;
        }
        const std::uint64_t most = std::uint64_t{INT64_MAX} + (is_negative ? 1u : 0u);
        if (lower.size() <= 16 && n <= most) return int64(static_cast<std::int64_t>(is_negative ? 0 - n : n));
        byte(5);
        string((is_negative ? "-" : "") + lower);
    }
    template <class Elements, class One> void typed(unsigned tag, unsigned width, const Elements& all, One one) {
        byte(tag);
        size(all.size());
        pad(width);  // also where there is none
        for (const auto element : all) little(one(element), width);
    }

  public:
    const std::vector<std::uint8_t>& bytes() const { return out_; }

    void write(const nimpush::value& v) {
        using kind = nimpush::value::kind;
        switch (v.type()) {
            case kind::null: return byte(0);
            case kind::boolean: return byte(*v.as_bool() ? 1 : 2);
            case kind::int64: return number(static_cast<double>(*v.as_int()));
            case kind::float64: return number(*v.as_double());
            case kind::string: byte(7); return string(v.chars());
            case kind::bigint: return bigint(v.chars());
            case kind::bytes: return typed(8, 1, v.as_bytes(), [](std::uint8_t b) { return b; });
            case kind::int32_list:
                return typed(9, 4, v.int32s(), [](std::int32_t n) { return static_cast<std::uint32_t>(n); });
            case kind::int64_list:
                return typed(10, 8, v.int64s(), [](std::int64_t n) { return static_cast<std::uint64_t>(n); });
            case kind::float64_list:
                return typed(11, 8, v.doubles(), [](double d) { return std::bit_cast<std::uint64_t>(d); });
            case kind::float32_list:
                return typed(14, 4, v.floats(), [](float f) { return std::bit_cast<std::uint32_t>(f); });
            case kind::list:
                byte(12);
                size(v.size());
                for (const nimpush::value& one : v.items()) write(one);
                return;
            case kind::map:
                byte(13);
                size(v.size());
                for (const nimpush::value::member& one : v.members()) write(one.key), write(one.val);
                return;
        }
    }
    /// The first byte of a reply that is no error.
    void success() { byte(0); }
};

/// A message of HarmonyOS.
inline std::vector<std::uint8_t> arkts_message(const nimpush::value& v) {
    arkts_writer made;
    made.write(v);
    return made.bytes();
}
/// A reply of NIM's on HarmonyOS: `{code: 0, data}`, both always there.
inline std::vector<std::uint8_t> arkts_reply(const nimpush::value& data) {
    arkts_writer made;
    made.success();
    made.write(nimpush::value::map({{"code", 0}, {"data", data}}));
    return made.bytes();
}

}  // namespace test
