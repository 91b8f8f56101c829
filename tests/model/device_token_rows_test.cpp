#include <nimpush/model/device_token_rows.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/model/device_token.hpp>

#include "../support/faults.hpp"
#include "../support/print.hpp"

namespace {

using namespace nimpush;

constexpr std::array<std::uint8_t, 6> six = {1, 2, 3, 4, 5, 6};
constexpr device_token_rows pairs = *device_token_rows::of(six, 2);
static_assert(pairs.size() == 3 && !pairs.empty());
static_assert(device_token(pairs[1]) == *device_token::from(std::array<std::uint8_t, 2>{3, 4}));
static_assert(pairs[2].bytes().data() == six.data() + 4 && pairs[2].bytes().size() == 2);
static_assert(device_token_rows().empty() && device_token_rows().size() == 0);
static_assert(device_token_rows::of({})->empty());
static_assert(device_token_rows::of(six, 0).error().code == errc::out_of_range);
static_assert(device_token_rows::of(six, device_token::most + 1).error().code == errc::out_of_range);
static_assert(device_token_rows::of(six, 4).error().code == errc::wrong_length);

}  // namespace

TEST_CASE("rows are the tokens that stand there, from one byte to the most") {
    for (const std::size_t width : {std::size_t{1}, device_token::usual, device_token::most}) {
        CAPTURE(width);
        std::vector<std::uint8_t> all(3 * width);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i * 7 + 1);
        const auto rows = device_token_rows::of(all, width);
        REQUIRE(rows.has_value());
        REQUIRE(rows->size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto token = device_token::from(span<const std::uint8_t>(all.data() + i * width, width));
            CHECK(device_token((*rows)[i]) == token);
        }
    }
}

TEST_CASE("what is no whole rows is refused, with where the rest stands") {
    const std::vector<std::uint8_t> all(70);
    const auto torn = device_token_rows::of(all);
    REQUIRE_FALSE(torn.has_value());
    CHECK(test::line_of(torn.error()) ==
          "wrong_length 70 bytes are no whole rows of 32: the tokens behind would all be wrong");
    CHECK(torn.error().offset == 64);
    CHECK(test::line_of(device_token_rows::of(all, 101).error()) ==
          "out_of_range rows of 101 bytes, where a token has from 1 to 100");
}
