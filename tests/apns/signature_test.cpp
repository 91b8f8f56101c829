#include <nimpush/apns/signature.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;
using apns::der_signature;
using apns::signature;
using apns::signature_from_der;
using apns::signature_to_der;

using bytes_of = std::vector<std::uint8_t>;
bytes_of bytes_in(const der_signature& made) { return {made.bytes().begin(), made.bytes().end()}; }

/// r and s that end with these bytes.
constexpr signature ending_with(span<const std::uint8_t> r, span<const std::uint8_t> s) {
    signature made{};
    for (std::size_t i = 0; i < r.size(); ++i) made[32 - r.size() + i] = r[i];
    for (std::size_t i = 0; i < s.size(); ++i) made[64 - s.size() + i] = s[i];
    return made;
}

constexpr std::uint8_t one[] = {1};
constexpr std::uint8_t top_bit[] = {0x80};
constexpr bool is_made_while_compiling() {
    constexpr std::uint8_t expected[] = {0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x02, 0x00, 0x80};  // X.690, by hand
    const auto made = signature_to_der(ending_with(one, top_bit));
    if (made->bytes().size() != std::size(expected)) return false;
    for (std::size_t i = 0; i < std::size(expected); ++i)
        if (made->bytes()[i] != expected[i]) return false;
    return *signature_from_der(made->bytes()) == ending_with(one, top_bit);
}
static_assert(is_made_while_compiling());
static_assert(signature_to_der(signature{}).error().code == errc::out_of_range);

template <class T>
concept gives_bytes = requires(T&& t) {
    static_cast<T&&>(t).bytes();
};
static_assert(gives_bytes<const der_signature&> && !gives_bytes<der_signature>, "bytes of a temporary would dangle");

}  // namespace

TEST_CASE("r and s become minimal DER") {
    struct to_row {
        std::string_view why;
        bytes_of r;
        bytes_of s;
        bytes_of expected;
    };
    const to_row rows[] = {
        {"one byte each", {1}, {2}, {0x30, 6, 2, 1, 1, 2, 1, 2}},
        {"the largest without a sign", {0x7F}, {0x7F, 0xFF}, {0x30, 7, 2, 1, 0x7F, 2, 2, 0x7F, 0xFF}},
        {"a top bit gets a zero", {0x80}, {0xFF, 0}, {0x30, 9, 2, 2, 0, 0x80, 2, 3, 0, 0xFF, 0}},
        {"zeros inside stay", {1, 0, 0}, {1}, {0x30, 8, 2, 3, 1, 0, 0, 2, 1, 1}},
    };
    for (const to_row& r : rows) {
        CAPTURE(r.why);
        const auto made = signature_to_der(ending_with(r.r, r.s));
        REQUIRE(made);
        CHECK(bytes_in(*made) == r.expected);
    }
    signature longest{};
    longest.fill(0xFF);
    CHECK(signature_to_der(longest)->bytes().size() == der_signature::most);
    CHECK(signature_to_der(ending_with(one, one))->bytes().size() == 8);
}

TEST_CASE("an r or an s of zero is no signature") {
    CHECK(signature_to_der(ending_with({}, one)).error() == error{errc::out_of_range, {}, "r and s are not zero", 0});
    CHECK(signature_to_der(ending_with(one, {})).error() == error{errc::out_of_range, {}, "r and s are not zero", 32});
    CHECK_FALSE(signature_to_der(signature{}).has_value());
}

TEST_CASE("to DER and back is the same signature") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        CAPTURE(i);
        signature given{};
        for (const std::size_t from : {std::size_t{0}, std::size_t{32}}) {
            const std::size_t zeros = random.one_in(2) ? 0 : random.below(32);
            for (std::size_t k = from + zeros; k < from + 32; ++k) given[k] = random.byte();
            if (random.one_in(3)) given[from + zeros] |= 0x80;
            if (given[from + zeros] == 0) given[from + 31] |= 1;
        }
        const auto made = signature_to_der(given);
        REQUIRE(made);
        REQUIRE(made->bytes().size() <= der_signature::most);
        const auto back = signature_from_der(made->bytes());
        REQUIRE(back);
        REQUIRE(*back == given);
        // Strict: DER that differs in one bit is another signature, or none.
        bytes_of broken = bytes_in(*made);
        broken[random.below(broken.size())] ^= static_cast<std::uint8_t>(1u << random.below(8));
        const auto other = signature_from_der(broken);
        REQUIRE((!other || *other != given));
        if (other) REQUIRE(bytes_in(*signature_to_der(*other)) == broken);
    }
}
