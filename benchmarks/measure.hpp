#pragma once

// One row of a benchmark: time, bytes, allocations of one run.

#include <cstddef>

#include <benchmark/benchmark.h>

#include "allocations.hpp"

namespace nimpush_benchmarks {

/// Runs f, which returns the bytes that it made or read, over and over.
template <class F> void measure(benchmark::State& state, F&& f) {
    std::size_t size = f();
    const std::size_t before = allocations();
    for (auto _ : state) benchmark::DoNotOptimize(size = f());
    state.counters["bytes"] = static_cast<double>(size);
    state.counters["allocations"] =
        static_cast<double>(allocations() - before) / static_cast<double>(state.iterations());
}

}  // namespace nimpush_benchmarks
