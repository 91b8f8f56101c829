#pragma once

// How often the program has allocated: allocations.cpp replaces operator new.

#include <cstddef>

namespace nimpush_benchmarks {

std::size_t allocations();

}  // namespace nimpush_benchmarks
