#pragma once

// Random trees of values, for the round trips of the wires.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "random.hpp"

namespace test {

inline nimpush::value random_text(random& from) { return nimpush::text::from(from.text()).value(); }

/// What JSON can carry and gives back as it was: no bytes, no typed list, no NaN, each key once.
inline nimpush::value random_json(random& from, std::size_t depth = 5) {
    using nimpush::value;
    switch (from.below(depth == 0 ? 5 : 7)) {
        case 0: return {};
        case 1: return from.one_in(2);
        case 2: return from.integer();
        case 3: return from.finite_double();
        case 4: return random_text(from);
        case 5: {
            value made = value::list();
            for (std::size_t n = from.below(6); n != 0; --n) made.push_back(random_json(from, depth - 1));
            return made;
        }
        default: {
            value made = value::map();
            for (std::size_t n = from.below(from.one_in(20) ? 40 : 6); n != 0; --n)
                made.set(random_text(from), random_json(from, depth - 1));
            return made;
        }
    }
}

/// What StandardMessageCodec can carry: everything.
inline nimpush::value random_message(random& from, std::size_t depth = 5) {
    using nimpush::value;
    const auto fill = [&](auto& elements, auto&& make) {
        for (std::size_t n = from.below(5); n != 0; --n) elements.push_back(make());
    };
    switch (from.below(depth == 0 ? 11 : 13)) {
        case 0: return {};
        case 1: return from.one_in(2);
        case 2: return from.integer();
        case 3: return from.any_double();
        case 4: return random_text(from);
        case 5:
            return *value::bigint((from.one_in(2) ? "-" : "") +
                                  std::string("0123456789abcdefABCDEF").substr(from.below(22)));
        case 6: {
            std::vector<std::uint8_t> octets;
            fill(octets, [&] { return from.byte(); });
            return value::bytes(octets);
        }
        case 7: {
            std::vector<std::int32_t> numbers;
            fill(numbers, [&] { return static_cast<std::int32_t>(from.bits()); });
            return value::int32_list(numbers);
        }
        case 8: {
            std::vector<std::int64_t> numbers;
            fill(numbers, [&] { return from.integer(); });
            return value::int64_list(numbers);
        }
        case 9: {
            std::vector<float> numbers;
            fill(numbers, [&] { return from.any_float(); });
            return value::float32_list(numbers);
        }
        case 10: {
            std::vector<double> numbers;
            fill(numbers, [&] { return from.any_double(); });
            return value::float64_list(numbers);
        }
        case 11: {
            value made = value::list();
            for (std::size_t n = from.below(6); n != 0; --n) made.push_back(random_message(from, depth - 1));
            return made;
        }
        default: {
            value made = value::map();
            for (std::size_t n = from.below(6); n != 0; --n) {
                value key = from.one_in(4) ? random_message(from, depth - 1) : random_text(from);
                made.set(std::move(key), random_message(from, depth - 1));
            }
            return made;
        }
    }
}

}  // namespace test
