#pragma once

// operator new that fails when it is told to, and counts what is alive. It is replaced for the whole program, so one
// file of it includes this.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace test {

inline std::int64_t alive = 0;
inline std::size_t asked = 0;
/// The allocation that fails next, counted from 1; 0 for none.
inline std::size_t failing = 0;

/// Runs f with each of its allocations failing in turn. Returns how many there were; `unfreed` tells what f left
/// behind, of which there must be nothing.
template <class F> std::size_t fail_each_allocation(F&& f, std::int64_t& unfreed) {
    for (std::size_t nth = 1;; ++nth) {
        const std::int64_t before = alive;
        asked = 0;
        failing = nth;
        bool failed = false;
        try {
            f();
        } catch (const std::bad_alloc&) {
            failed = true;
        }
        failing = 0;
        unfreed += alive - before;
        if (!failed) return nth - 1;
    }
}

}  // namespace test

// g++ sees free() meet a pointer of operator new where it inlines both of these, and warns.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) {
    if (++test::asked == test::failing) throw std::bad_alloc();
    void* room = std::malloc(size == 0 ? 1 : size);
    if (room == nullptr) std::abort();
    ++test::alive;
    return room;
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* room) noexcept {
    test::alive -= room != nullptr;
    std::free(room);
}
void operator delete[](void* room) noexcept { operator delete(room); }
void operator delete(void* room, std::size_t) noexcept { operator delete(room); }
void operator delete[](void* room, std::size_t) noexcept { operator delete(room); }
