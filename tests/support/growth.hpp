#pragma once

// How work grows with its input, whatever the machine: seconds would depend on it, and on what else it does.

#include <cstddef>
#include <ctime>

namespace test {

/// Between linear and quadratic, of growth().
inline constexpr double linear = 100;

/// CPU time of f(16 * n) over that of f(n), each the least of some runs, more of them where a busy machine spoils it: about 16 where the work is linear, up to 50
/// where its memory outgrows a cache, 256 where it is quadratic.
template <class F> double growth(std::size_t n, F&& f) {
    double of_one = 0, of_sixteen = 0;
    const auto least = [&](std::size_t size, double& known) {
        const std::clock_t began = std::clock();
        f(size);
        const auto spent = static_cast<double>(std::clock() - began);
        if (known == 0 || spent < known) known = spent;
    };
    for (int i = 0; i < 30; ++i) {
        least(n, of_one);
        least(16 * n, of_sixteen);
        if (i > 0 && of_sixteen < (i < 6 ? 24 : linear) * of_one) break;
    }
    return of_one == 0 ? 1 : of_sixteen / of_one;
}

}  // namespace test
