#pragma once

// Bytes that are broken somewhere: one changed, taken out or put in, or the end cut off.

#include <cstdint>
#include <vector>

#include "random.hpp"

namespace test {

inline std::vector<std::uint8_t> mutated(std::vector<std::uint8_t> bytes, random& from) {
    for (std::size_t n = 1 + from.below(3); n != 0; --n) {
        if (bytes.empty()) {
            bytes.push_back(from.byte());
            continue;
        }
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(from.below(bytes.size()));
        switch (from.below(5)) {
            case 0: *at = from.byte(); break;
            case 1: *at ^= static_cast<std::uint8_t>(1u << from.below(8)); break;
            case 2: bytes.erase(at); break;
            case 3: bytes.insert(at, from.byte()); break;
            default: bytes.erase(at, bytes.end()); break;
        }
    }
    bytes.shrink_to_fit();  // so that AddressSanitizer sees a byte read past the end
    return bytes;
}

}  // namespace test
