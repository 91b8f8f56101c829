#pragma once

// Numbers as decimal text, there and back, exactly and while compiling too.
//
// A double is written as JavaScript prints it, with the fewest digits that read back to the
// same double, and is read to the nearest double however many digits it has. The standard's
// from_chars and to_chars are not constexpr in C++20, and libc++ lacks the former for doubles.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/platform.hpp>  // IWYU pragma: keep

namespace nimpush::inline v1 {

/// The most characters that write_decimal writes: for a double as in -0.0000012345678901234567, for an
/// int64 as in -9223372036854775808.
inline constexpr std::size_t longest_double = 25;
inline constexpr std::size_t longest_int64 = 20;

namespace detail {

/// What scanned_double found. `finite` is false where the number is beyond the largest double; `value`
/// is then an infinity of its sign. What is too close to zero for a double is a zero of its sign.
struct scanned_double_result {
    double value;
    bool finite;
};

inline constexpr std::uint64_t powers_of_ten[20] = {1,
                                                    10,
                                                    100,
                                                    1'000,
                                                    10'000,
                                                    100'000,
                                                    1'000'000,
                                                    10'000'000,
                                                    100'000'000,
                                                    1'000'000'000,
                                                    10'000'000'000,
                                                    100'000'000'000,
                                                    1'000'000'000'000,
                                                    10'000'000'000'000,
                                                    100'000'000'000'000,
                                                    1'000'000'000'000'000,
                                                    10'000'000'000'000'000,
                                                    100'000'000'000'000'000,
                                                    1'000'000'000'000'000'000,
                                                    10'000'000'000'000'000'000u};
inline constexpr std::uint32_t powers_of_five[14] = {1,     5,      25,      125,     625,      3125,      15625,
                                                     78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125};
inline constexpr char digit_pairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

inline constexpr std::uint64_t hidden_bit = std::uint64_t{1} << 52;  // of a double's mantissa
inline constexpr std::uint64_t infinity_bits = std::uint64_t{0x7FF} << 52;

constexpr std::size_t count_digits(std::uint64_t n) noexcept {
    n |= 1;  // one digit for 0; no other number of digits changes
    const auto least = static_cast<std::size_t>((64 - std::countl_zero(n)) * 1233 >> 12);  // times log10(2)
    return least + (n >= powers_of_ten[least] ? 1 : 0);
}

constexpr void write_pair(std::size_t below_100, char* out) noexcept {
    out[0] = digit_pairs[below_100 * 2];
    out[1] = digit_pairs[below_100 * 2 + 1];
}

constexpr char* write_digits(std::uint64_t n, char* out) noexcept {
    char* const end = out + count_digits(n);
    char* at = end;
    for (; n >= 10'000; n /= 10'000) {
        const auto four = static_cast<std::uint32_t>(n % 10'000);
        write_pair(four % 100, at -= 2);
        write_pair(four / 100, at -= 2);
    }
    auto rest = static_cast<std::uint32_t>(n);
    for (; rest >= 10; rest /= 100) write_pair(rest % 100, at -= 2);
    if (at != out) *out = static_cast<char>('0' + rest);
    return end;
}

constexpr std::uint64_t magnitude(std::int64_t n) noexcept {
    return n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
}

/// A natural number, exact, of at most Limbs * 32 bits: who uses it sees to that.
template <std::size_t Limbs> struct natural {
    std::uint32_t limb[Limbs];  // least first; those from `size` on are zero
    std::size_t size;           // without leading zeros

    constexpr explicit natural(std::uint64_t n) noexcept
        : limb{static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(n >> 32)}, size(2) {
        trim();
    }

    constexpr void trim() noexcept {
        while (size != 0 && limb[size - 1] == 0) --size;
    }

    constexpr int bits() const noexcept {  // not of 0
        return static_cast<int>(size) * 32 - std::countl_zero(limb[size - 1]);
    }

    constexpr void multiply_add(std::uint32_t factor, std::uint32_t addend) noexcept {
        std::uint64_t carry = addend;
        for (std::size_t i = 0; i < size; ++i, carry >>= 32) {
            carry += std::uint64_t{limb[i]} * factor;
            limb[i] = static_cast<std::uint32_t>(carry);
        }
        if (carry != 0) limb[size++] = static_cast<std::uint32_t>(carry);
    }

    constexpr void multiply_by_power_of_five(int exponent) noexcept {
        for (; exponent > 13; exponent -= 13) multiply_add(powers_of_five[13], 0);
        multiply_add(powers_of_five[exponent], 0);
    }

    constexpr void shift_left(int count) noexcept {
        const auto limbs = static_cast<std::size_t>(count / 32);
        size += limbs + 1;
        for (std::size_t i = size; i-- > 0;) {
            const std::uint64_t high = i >= limbs ? limb[i - limbs] : 0;
            const std::uint64_t low = i > limbs ? limb[i - limbs - 1] : 0;
            limb[i] = static_cast<std::uint32_t>(((high << 32 | low) << count % 32) >> 32);
        }
        trim();
    }

    /// Adds other * factor * 2^(32 * at).
    constexpr void add_multiple(const natural& other, std::uint32_t factor, std::size_t at = 0) noexcept {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < other.size || carry != 0; ++i, ++at, carry >>= 32) {
            carry += limb[at] + (i < other.size ? std::uint64_t{other.limb[i]} * factor : 0);
            limb[at] = static_cast<std::uint32_t>(carry);
        }
        if (size < at) size = at;
        trim();
    }

    constexpr void subtract_multiple(const natural& other, std::uint32_t factor, std::size_t at) noexcept {
        std::uint64_t carry = 0;
        for (std::size_t i = at; i < size; ++i) {
            if (i - at < other.size) carry += std::uint64_t{other.limb[i - at]} * factor;
            const auto theirs = static_cast<std::uint32_t>(carry);
            carry = (carry >> 32) + (limb[i] < theirs ? 1 : 0);
            limb[i] -= theirs;
        }
        trim();
    }

    /// Is this less than (negative), equal to (0) or more than other * 2^(32 * at)?
    constexpr int compare(const natural& other, std::size_t at = 0) const noexcept {
        if (size != other.size + at) return size < other.size + at ? -1 : 1;
        for (std::size_t i = size; i-- > 0;) {
            const std::uint32_t theirs = i >= at ? other.limb[i - at] : 0;
            if (limb[i] != theirs) return limb[i] < theirs ? -1 : 1;
        }
        return 0;
    }

    /// Leaves the remainder and returns the quotient, which must fit; `by` must fill its highest limb.
    constexpr std::uint64_t divide(const natural& by) noexcept {
        std::uint64_t quotient = 0;
        for (std::size_t at = 2; at-- > 0;) {
            const std::size_t top = by.size + at;
            const std::uint64_t ours = std::uint64_t{limb[top]} << 32 | limb[top - 1];
            // At most four too low, as the highest limb of `by` is at least 2^31 and taken as one more.
            auto digit = static_cast<std::uint32_t>(ours / (by.limb[by.size - 1] + std::uint64_t{1}));
            subtract_multiple(by, digit, at);
            for (; compare(by, at) >= 0; ++digit) subtract_multiple(by, 1, at);
            quotient = quotient << 32 | digit;
        }
        return quotient;
    }
};

/// number * 10^exponent as ECMAScript's Number::toString, with ".0" where that would be an integer's.
constexpr char* write_layout(std::uint64_t number, int exponent, char* out) noexcept {
    for (; number % 10 == 0; number /= 10) ++exponent;
    char digits[longest_int64]{};
    const auto count = static_cast<int>(write_digits(number, digits) - digits);
    const int point = count + exponent;  // how many digits stand before it
    const bool scientific = point < -5 || point > 21;
    const int whole = scientific ? 1 : point;
    const int first = whole > 0 ? 0 : whole - 1;  // zeros before the digits, and after them
    const int last = scientific || whole < count ? count : whole + 1;
    for (int i = first; i < last; ++i) {
        if (i == whole) *out++ = '.';
        *out++ = i >= 0 && i < count ? digits[i] : '0';
    }
    if (!scientific) return out;
    *out++ = 'e';
    *out++ = point < 1 ? '-' : '+';
    return write_digits(magnitude(point - 1), out);
}

/// Writes the shortest decimal that reads back to mantissa * 2^exponent, the closest of several.
///
/// As in Giulietti's "The Schubfach way to render doubles": the interval that reads back to a double is
/// longer than some 10^k and shorter than 10^(k + 1). It holds at most one multiple of the latter, which
/// is then shortest; else a neighbour of the double among the multiples of the former is. Schubfach has
/// a table of 617 approximate powers of ten; here they are computed, and exact.
constexpr char* write_shortest(std::uint64_t mantissa, int exponent, char* out) noexcept {
    const bool is_power_of_two = mantissa == hidden_bit && exponent > -1074;  // below it, doubles are denser
    // The logarithm of 2^exponent, or of three quarters of it, rounded down.
    const int k = (exponent * 315'653 - (is_power_of_two ? 131'008 : 0)) >> 20;
    // 10^k is `whole`, 2^exponent four times `quarter`. The largest of these numbers is 5^324 times the
    // mantissa: 807 bits, and up to 31 more for the division.
    natural<28> quarter(1), whole(1), rest(0), below(0), distance(0);
    (k < 0 ? quarter : whole).multiply_by_power_of_five(k < 0 ? -k : k);
    const int twos = exponent - 2 - k;
    const int to_limb = 31 * (whole.bits() + (twos < 0 ? -twos : 0)) % 32;
    quarter.shift_left((twos > 0 ? twos : 0) + to_limb);
    whole.shift_left((twos < 0 ? -twos : 0) + to_limb);
    rest.add_multiple(quarter, static_cast<std::uint32_t>(mantissa << 2));
    rest.add_multiple(quarter, static_cast<std::uint32_t>(mantissa >> 30), 1);
    const std::uint64_t quotient = rest.divide(whole);

    // How far from the quotient the interval reaches; its ends belong to even mantissas.
    below.add_multiple(quarter, is_power_of_two ? 1 : 2);
    auto above = rest;
    above.add_multiple(quarter, 2);
    const int within = mantissa % 2 == 0 ? 0 : -1;
    const auto last = static_cast<std::uint32_t>(quotient % 10);
    distance.add_multiple(whole, 10 - last);
    const bool upper_ten = distance.compare(above) <= within;
    distance = rest;
    distance.add_multiple(whole, last);
    if (upper_ten || distance.compare(below) <= within)
        return write_layout(quotient / 10 + (upper_ten ? 1 : 0), k + 1, out);
    const bool down = rest.compare(below) <= within;
    const bool up = whole.compare(above) <= within;
    rest.add_multiple(rest, 1);
    const int over_half = rest.compare(whole);
    const bool nearer = over_half > 0 || (over_half == 0 && quotient % 2 != 0);
    return write_layout(quotient + (up && (!down || nearer) ? 1 : 0), k, out);
}

/// mantissa / 2^shift, for a shift of at most 63: digit by digit, in one word.
constexpr char* write_fixed_point(std::uint64_t mantissa, int shift, char* out) noexcept {
    out = write_digits(mantissa >> shift, out);
    *out++ = '.';
    // In halves of the mantissa's unit: what is left to write, and how far the numbers that read back
    // reach. (Less far below a power of two, which changes nothing: those from 2^-11 up end in time. Nor
    // do the ends themselves matter, which have a digit more than the mantissa's last bit.)
    std::uint64_t rest = (mantissa & ((std::uint64_t{1} << shift) - 1)) * 2;
    std::uint64_t reach = 1;
    for (;; --shift) {
        // Ten times as much is five times as much of half the unit. No overflow: after n digits the rest
        // is below both 2^54 * 5^n and 2^(64 - n).
        rest *= 5;
        reach *= 5;
        const std::uint64_t one = std::uint64_t{1} << shift;
        const std::uint64_t digit = rest >> shift;
        rest &= one - 1;
        const bool down = rest < reach;
        const bool up = rest + reach > one;
        const bool nearer = rest * 2 > one || (rest * 2 == one && digit % 2 != 0);
        *out++ = static_cast<char>('0' + digit + (up && (!down || nearer) ? 1 : 0));
        if (down || up) return out;
    }
}

/// quotient * 2^exponent, and a little more where there is a remainder, as the nearest double.
constexpr double nearest_double(std::uint64_t quotient, bool remainder, int exponent) noexcept {
    const int leading = std::countl_zero(quotient);
    quotient <<= leading;
    exponent += 63 - leading;                                       // now of the highest bit
    const int drop = exponent < -1022 ? 11 - 1022 - exponent : 11;  // more of a subnormal
    if (drop > 64) return 0.0;
    const std::uint64_t half = std::uint64_t{1} << (drop - 1);
    const std::uint64_t dropped = quotient & (half | (half - 1));
    std::uint64_t bits = drop == 64 ? 0 : quotient >> drop;
    if (dropped > half || (dropped == half && (remainder || bits % 2 != 0))) ++bits;
    // The highest bit of the mantissa, or the carry out of it, adds one to the exponent.
    if (exponent >= -1022) bits += static_cast<std::uint64_t>(exponent + 1022) << 52;
    return std::bit_cast<double>(bits < infinity_bits ? bits : infinity_bits);
}

}  // namespace detail

constexpr std::size_t decimal_size(std::int64_t n) noexcept {
    return detail::count_digits(detail::magnitude(n)) + (n < 0 ? 1 : 0);
}

/// Writes an integer and returns the end; nothing is written beyond it.
constexpr char* write_decimal(std::int64_t n, char* out) noexcept {
    if (n < 0) *out++ = '-';
    return detail::write_digits(detail::magnitude(n), out);
}

/// Writes a finite double (others give digits without meaning) and returns the end; nothing is
/// written beyond it. The text is the shortest that reads back to the same double, and always a
/// double's: 1.0, -0.0, 0.1, 1e-7, 123456789012345680000.0, 1e+21.
constexpr char* write_decimal(double value, char* out) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    if (bits >> 63 != 0) *out++ = '-';
    const auto biased = static_cast<int>(bits >> 52 & 0x7FF);
    const std::uint64_t mantissa = (bits & (detail::hidden_bit - 1)) | (biased != 0 ? detail::hidden_bit : 0);
    const int exponent = (biased != 0 ? biased : 1) - 1075;  // value is mantissa * 2^exponent
    if (mantissa == 0) return detail::write_fixed_point(0, 0, out);
    if (exponent <= 0 && exponent >= -63) return detail::write_fixed_point(mantissa, -exponent, out);
    return detail::write_shortest(mantissa, exponent, out);
}

/// As much work as writing it.
constexpr std::size_t decimal_size(double value) noexcept {
    char buffer[longest_double]{};
    return static_cast<std::size_t>(write_decimal(value, buffer) - buffer);
}

namespace detail {

/// Reads what JSON's reader has scanned as a number to the nearest double, ties to even. The time grows with the
/// length of the text, not with the exponent it names.
constexpr scanned_double_result scanned_double(std::string_view json_number) noexcept {
    const char* at = json_number.data();
    const char* const end = at + json_number.size();
    const bool negative = at != end && *at == '-';
    if (negative) ++at;
    const auto result = [=](double v, bool finite) { return scanned_double_result{negative ? -v : v, finite}; };

    // The number is leading * 10^exponent, and a little more where there is more.
    std::uint64_t leading = 0;
    std::int64_t exponent = 0;
    int count = 0;                 // of the digits in leading
    const char* others = nullptr;  // where those begin that are not
    bool more = false, fraction = false;
    for (; at != end && *at != 'e' && *at != 'E'; ++at) {
        if (*at == '.') {
            fraction = true;
        } else if (count < 19) {
            leading = leading * 10 + static_cast<std::uint64_t>(*at - '0');
            count += leading != 0 ? 1 : 0;
            exponent -= fraction ? 1 : 0;
            others = at + 1;
        } else {
            more = more || *at != '0';
            exponent += fraction ? 0 : 1;
        }
    }
    if (leading == 0) return result(0.0, true);
    const char* const digits_end = more ? at : others;
    if (at != end) {
        ++at;
        const bool down = at != end && *at == '-';
        if (at != end && (down || *at == '+')) ++at;
        std::int64_t named = 0;
        for (; at != end; ++at)
            if (named < 100'000'000'000'000'000) named = named * 10 + (*at - '0');  // no text is as long
        exponent += down ? -named : named;
    }
// Not on the x87, which rounds twice (FLT_EVAL_METHOD 2), nor where division may become multiplication.
// Nothing else here depends on the rounding mode that the program has set.
#if !defined(__FAST_MATH__) && !defined(_M_FP_FAST) && !(defined(_M_IX86_FP) && _M_IX86_FP < 2) && \
    !(defined(__FLT_EVAL_METHOD__) && (__FLT_EVAL_METHOD__ < 0 || __FLT_EVAL_METHOD__ == 2))
    const std::uint64_t power = detail::magnitude(exponent);
    if (!more && leading >> 53 == 0 && power <= 19) {  // both are doubles, and only the result is rounded
        const auto ten = static_cast<double>(detail::powers_of_ten[power]);
        const auto exact = static_cast<double>(leading);
        return result(exponent < 0 ? exact / ten : exact * ten, true);
    }
#endif
    const std::int64_t point = count + exponent;  // the number is below 10^point, and at least a tenth of it
    if (point > 309) return result(std::bit_cast<double>(detail::infinity_bits), false);
    if (point < -323) return result(0.0, true);
    // The largest of these is 5^(323 + 769), which has 2,536 bits, with up to 31 + 63 more.
    detail::natural<84> over(leading), under(1);
    bool remainder = false;
    std::uint32_t piece = 0, scale = 1;
    for (; others != digits_end; ++others) {
        if (*others == '.') continue;
        if (count == 769) {  // halfway between two doubles takes at most 768; what follows breaks a tie
            remainder = remainder || *others != '0';
            continue;
        }
        if (scale == 1'000'000'000) {
            over.multiply_add(scale, piece);
            piece = 0;
            scale = 1;
        }
        piece = piece * 10 + static_cast<std::uint32_t>(*others - '0');
        scale *= 10;
        ++count;
    }
    over.multiply_add(scale, piece);
    const auto tens = static_cast<int>(point) - count;
    (tens < 0 ? under : over).multiply_by_power_of_five(tens < 0 ? -tens : tens);
    // Shifted so that the quotient has 63 or 64 bits, and the divisor its highest at the top of a limb.
    const int over_bits = over.bits(), under_bits = under.bits();
    const int longer = under_bits > over_bits - 63 ? under_bits : over_bits - 63;
    const int length = (longer + 31) / 32 * 32;
    under.shift_left(length - under_bits);
    over.shift_left(length + 63 - over_bits);
    const std::uint64_t quotient = over.divide(under);
    remainder = remainder || over.size != 0;
    const double value = detail::nearest_double(quotient, remainder, tens + over_bits - under_bits - 63);
    return result(value, std::bit_cast<std::uint64_t>(value) != detail::infinity_bits);
}

}  // namespace detail

/// The most characters that write_17_digits writes, as in -1.2345678901234567e-308.
inline constexpr std::size_t longest_17_digits = 24;

/// Writes a finite double as printf's %.17g does, rounded exactly: 0.10000000000000001, 30, 1e+21.
constexpr char* write_17_digits(double value, char* out) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    if (bits >> 63 != 0) *out++ = '-';
    const auto biased = static_cast<int>(bits >> 52 & 0x7FF);
    const std::uint64_t mantissa = (bits & (detail::hidden_bit - 1)) | (biased != 0 ? detail::hidden_bit : 0);
    const int exponent = (biased != 0 ? biased : 1) - 1075;  // value is mantissa * 2^exponent
    if (mantissa == 0) return detail::write_digits(0, out);
    // The power of ten of the first digit: the logarithm of the highest bit, rounded down, or one more.
    int power = ((64 - std::countl_zero(mantissa) + exponent - 1) * 315'653) >> 20;
    std::uint64_t digits = 0;
    for (;; ++power) {
        // digits is the value over 10^scale. No number here has more than 837 bits.
        const int scale = power - 16;
        detail::natural<28> over(mantissa), under(1);
        (scale < 0 ? over : under).multiply_by_power_of_five(scale < 0 ? -scale : scale);
        const int twos = exponent - scale;
        under.shift_left(twos < 0 ? -twos : 0);
        const int to_limb = (32 - under.bits() % 32) % 32;
        under.shift_left(to_limb);
        over.shift_left((twos > 0 ? twos : 0) + to_limb);
        digits = over.divide(under);
        if (digits >= detail::powers_of_ten[17]) continue;
        over.add_multiple(over, 1);
        const int over_half = over.compare(under);
        if (over_half > 0 || (over_half == 0 && digits % 2 != 0)) ++digits;
        if (digits < detail::powers_of_ten[17]) break;
    }
    while (digits % 10 == 0) digits /= 10;
    char plain[longest_int64]{};
    const int count = static_cast<int>(detail::write_digits(digits, plain) - plain);
    const bool scientific = power < -4 || power >= 17;
    const int point = scientific ? 1 : power + 1;  // how many digits stand before it
    if (point <= 0)
        for (int i = point - 1; i <= 0; ++i) *out++ = i == point ? '.' : '0';
    for (int i = 0; i < count || i < point; ++i) {
        if (i == point && i != 0) *out++ = '.';
        *out++ = i < count ? plain[i] : '0';
    }
    if (!scientific) return out;
    *out++ = 'e';
    *out++ = power < 0 ? '-' : '+';
    if (power > -10 && power < 10) *out++ = '0';
    return detail::write_digits(detail::magnitude(power), out);
}

namespace detail {

/// Reads what was scanned as digits, to at most `most`; false where the number is larger.
constexpr bool scanned_digits(std::string_view digits, std::uint64_t most, std::uint64_t& out) noexcept {
    std::uint64_t value = 0;
    for (const char c : digits) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (value > most / 10 || value * 10 > most - digit) return false;
        value = value * 10 + digit;
    }
    out = value;
    return true;
}

/// Reads what was scanned as -?digits. False, with `out` as it was, where the number is out of range.
constexpr bool scanned_int64(std::string_view digits, std::int64_t& out) noexcept {
    const bool negative = !digits.empty() && digits.front() == '-';
    if (negative) digits.remove_prefix(1);
    std::uint64_t value = 0;
    if (!scanned_digits(digits, (std::uint64_t{1} << 63) - (negative ? 0 : 1), value)) return false;
    out = static_cast<std::int64_t>(negative ? 0 - value : value);
    return true;
}

}  // namespace detail

/// The number that a text is, all of it: a `-` or none, then digits, of which zeros may come first. Nothing for any
/// other text, the empty one and a lone `-` too, and for a number beyond 64 bits.
[[nodiscard]] constexpr maybe<std::int64_t> read_int64(std::string_view s) noexcept {
    const std::size_t sign = !s.empty() && s[0] == '-';
    if (s.size() == sign) return {};
    for (std::size_t i = sign; i < s.size(); ++i)
        if (s[i] < '0' || s[i] > '9') return {};
    std::int64_t n = 0;
    return detail::scanned_int64(s, n) ? maybe(n) : std::nullopt;
}
/// The same of a number that has no sign.
[[nodiscard]] constexpr maybe<std::int64_t> read_natural(std::string_view s) noexcept {
    return !s.empty() && s[0] == '-' ? std::nullopt : read_int64(s);
}

}  // namespace nimpush::v1
