#pragma once

// Counts what operator new hands out. It is replaced for the whole program, so one file of it includes this.

#include <cstddef>
#include <cstdlib>
#include <new>

namespace test {

struct allocations {
    std::size_t count = 0;
    std::size_t bytes = 0;
};

inline allocations allocated_so_far{};

/// What f allocates; freeing does not count.
template <class F> allocations allocations_of(F&& f) {
    const allocations before = allocated_so_far;
    f();
    return {allocated_so_far.count - before.count, allocated_so_far.bytes - before.bytes};
}

}  // namespace test

// g++ sees free() meet a pointer of operator new where it inlines both of these, and warns.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) {
    ++test::allocated_so_far.count;
    test::allocated_so_far.bytes += size;
    if (void* room = std::malloc(size == 0 ? 1 : size)) return room;
    std::abort();
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* room) noexcept { std::free(room); }
void operator delete[](void* room) noexcept { std::free(room); }
void operator delete(void* room, std::size_t) noexcept { std::free(room); }
void operator delete[](void* room, std::size_t) noexcept { std::free(room); }
