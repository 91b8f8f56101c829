#pragma once

// A transport that takes no more than so many requests a second of another.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <nimpush/transport/http.hpp>

namespace nimpush_tool {

/// `rate` requests a second, repetitions among them; 0: as many as there is room for. No more than a tenth of a second's
/// are begun at once.
template <nimpush::http_transport Inner> class paced_transport {
    using clock = std::chrono::steady_clock;
    Inner& inner_;
    double rate_;
    double most_;
    double left_;
    clock::time_point filled_at_ = clock::now();

    void fill() {
        const auto now = clock::now();
        left_ = std::min(most_, left_ + rate_ * std::chrono::duration<double>(now - filled_at_).count());
        filled_at_ = now;
    }

  public:
    paced_transport(Inner& inner, std::int64_t rate)
        : inner_(inner), rate_(static_cast<double>(rate)), most_(std::max(1.0, rate_ / 10)), left_(1) {}

    std::size_t room() {
        if (rate_ <= 0) return inner_.room();
        fill();
        return std::min(inner_.room(), static_cast<std::size_t>(left_));
    }
    bool submit(const nimpush::http::request& r, std::uint64_t tag) {
        if (!inner_.submit(r, tag)) return false;
        left_ -= 1;
        return true;
    }
    template <class Done> void poll(int wait_ms, Done&& done) {
        if (rate_ > 0 && left_ < 1 && inner_.room() != 0)
            wait_ms = std::min(wait_ms, static_cast<int>(std::min(1'000.0, std::ceil((1 - left_) / rate_ * 1'000))));
        inner_.poll(wait_ms, std::forward<Done>(done));
    }
    void reopen() { inner_.reopen(); }
};

}  // namespace nimpush_tool
