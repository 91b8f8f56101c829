#pragma once

// What the headers need of compiler and library, told in a sentence instead of by the errors that would follow.
// The headers that include no other of ours include this one, so that it comes first in any order.

#include <cstddef>  // IWYU pragma: keep, it says which library it is

// Microsoft's __cplusplus stays at 199711 without /Zc:__cplusplus. The include, which no file can answer, stops g++ and
// clang from listing what follows.
#if !(defined(_MSVC_LANG) && _MSVC_LANG >= 202002L) && __cplusplus < 202002L
#error "nimpush needs C++20: compile with -std=c++20 (g++ 12 or later, clang 14 or later), with MSVC /std:c++20"
#include <C++20>
#elif defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 15000
#error "nimpush needs libc++ 15 or later: with clang 14 and earlier, compile with -stdlib=libstdc++"
#include <libc++ 15>
#elif defined(_GLIBCXX_DEBUG) && _GLIBCXX_RELEASE < 13  // NOLINT(misc-include-cleaner): no literal types
#error "nimpush does not compile with _GLIBCXX_DEBUG on libstdc++ 12: take -D_GLIBCXX_ASSERTIONS, or a sanitizer"
#include <no _GLIBCXX_DEBUG>
#endif
