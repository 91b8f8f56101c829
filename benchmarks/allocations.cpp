#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;

}  // namespace

namespace nimpush_benchmarks {

std::size_t allocations() { return count; }

}  // namespace nimpush_benchmarks

void* operator new(std::size_t size) {
    ++count;
    if (void* room = std::malloc(size == 0 ? 1 : size)) return room;
    std::abort();
}
void* operator new[](std::size_t size) { return ::operator new(size); }
void operator delete(void* room) noexcept { std::free(room); }
void operator delete[](void* room) noexcept { std::free(room); }
void operator delete(void* room, std::size_t) noexcept { std::free(room); }
void operator delete[](void* room, std::size_t) noexcept { std::free(room); }
