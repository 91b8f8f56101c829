# What an old compiler is told: one sentence, and nothing after it.
# cmake -DCXX=g++ "-DFLAGS=-Iinclude" -DSCRATCH=<folder> -P language.cmake

cmake_minimum_required(VERSION 3.20)

file(MAKE_DIRECTORY "${SCRATCH}")
set(source "${SCRATCH}/language.cpp")
file(WRITE "${source}" "#include <nimpush/nimpush.hpp>\n")
list(FILTER FLAGS EXCLUDE REGEX "^-std=")

function(expect sentence)
    execute_process(COMMAND ${CXX} ${FLAGS} ${ARGN} -fdiagnostics-color=never -fsyntax-only "${source}"
        RESULT_VARIABLE status ERROR_VARIABLE log)
    string(REGEX MATCHALL "error: " errors "${log}")
    list(LENGTH errors errors)
    string(FIND "${log}" "${sentence}" at)
    # The second one is the file that ends it.
    if(status EQUAL 0 OR at EQUAL -1 OR NOT errors EQUAL 2)
        message("${log}")
        message(FATAL_ERROR "${ARGN}: not the one sentence '${sentence}'")
    endif()
    message(STATUS "${ARGN}: ${sentence}")
endfunction()

foreach(language c++11 c++17)
    expect("nimpush needs C++20: compile with -std=c++20" -std=${language})
endforeach()
execute_process(COMMAND ${CXX} ${FLAGS} -std=c++20 -dM -E -x c++ "${source}" OUTPUT_VARIABLE macros ERROR_QUIET)
if(macros MATCHES "_GLIBCXX_RELEASE 12\n")
    expect("nimpush does not compile with _GLIBCXX_DEBUG on libstdc++ 12" -std=c++20 -D_GLIBCXX_DEBUG)
endif()
if(NOT FLAGS MATCHES "libc\\+\\+")
    expect("nimpush needs libc++ 15 or later" -std=c++20 -D_LIBCPP_VERSION=14000)
endif()
