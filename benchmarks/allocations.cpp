#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;

}  // namespace

namespace bench {

std::size_t allocations() { return count; }

}  // namespace bench

#if defined(__GLIBC__)

// glibc lets a program take its place; operator new, and what asks for memory in C, end here.
extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t items, std::size_t size);
void* __libc_realloc(void* room, std::size_t size);

void* malloc(std::size_t size) noexcept {
    ++count;
    return __libc_malloc(size);
}
void* calloc(std::size_t items, std::size_t size) noexcept {
    ++count;
    return __libc_calloc(items, size);
}
void* realloc(void* room, std::size_t size) noexcept {
    ++count;
    return __libc_realloc(room, size);
}

}  // extern "C"

#else

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

#endif
