#pragma once

// Device tokens that differ.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <nimpush/model/device_token.hpp>

namespace test {

inline std::vector<nimpush::device_token> tokens_of(std::size_t count) {
    std::vector<nimpush::device_token> all;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint8_t bytes[32]{};
        bytes[0] = static_cast<std::uint8_t>(i >> 8);
        bytes[1] = static_cast<std::uint8_t>(i);
        all.push_back(nimpush::device_token::from(bytes).value());
    }
    return all;
}

}  // namespace test
