#pragma once

// How often the program has asked for memory: with glibc malloc is counted, else operator new.

#include <cstddef>

namespace bench {

std::size_t allocations();

}  // namespace bench
