#pragma once

// A buffer with canaries behind its end, to see what a writer leaves there.

#include <cstddef>
#include <vector>

#include <nimpush/core/span.hpp>

namespace test {

template <class Char> class guarded_buffer {
    static constexpr std::size_t guards = 64;
    static constexpr Char canary = static_cast<Char>(0xA5);
    std::vector<Char> all_;
    std::size_t size_;

  public:
    explicit guarded_buffer(std::size_t size) : all_(size + guards, canary), size_(size) {}

    nimpush::span<Char> span() { return nimpush::span(all_).first(size_); }
    bool is_overrun() const {
        for (std::size_t i = size_; i < all_.size(); ++i)
            if (all_[i] != canary) return true;
        return false;
    }
    bool is_untouched() const {
        for (const Char c : all_)
            if (c != canary) return false;
        return true;
    }
};

}  // namespace test
