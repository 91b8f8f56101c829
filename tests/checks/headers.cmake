# One header alone: includes what it needs, warns of nothing, works without exceptions and RTTI.
# cmake -DCXX=g++ "-DFLAGS=-std=c++20;-Iinclude;-Wall" -DINCLUDE=include -DHEADER=nimpush/core/text.hpp
#       -DSCRATCH=<folder> [-DJUDGE=<command>] -P headers.cmake
#
# A judge is a command that compiles the header with the same strictness and looks for more (.ci/tidy --alone).

cmake_minimum_required(VERSION 3.20)

# Through a file, because compiling the header itself warns of its #pragma once. Twice, to test that one.
string(REGEX REPLACE "[/.]" "_" name "${HEADER}")
set(source "${SCRATCH}/${name}.cpp")
file(WRITE "${source}" "#include <${HEADER}>\n#include <${HEADER}>\n")
set(mode -Werror -fno-exceptions -fno-rtti)

# interop/ is tested where its outside library is installed, on that library's terms.
if(HEADER MATCHES "^nimpush/interop/")
    file(STRINGS "${INCLUDE}/${HEADER}" outside REGEX "^#include <")
    list(FILTER outside EXCLUDE REGEX "<nimpush/")
    list(JOIN outside "\n" outside)
    file(WRITE "${SCRATCH}/${name}_outside.cpp" "${outside}\n")
    execute_process(COMMAND ${CXX} ${FLAGS} -fsyntax-only "${SCRATCH}/${name}_outside.cpp"
        RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
    if(NOT status EQUAL 0)
        message(STATUS "skipped: what ${HEADER} includes from outside is not installed")
        return()
    endif()
    set(mode -Werror)
endif()

if(JUDGE)
    execute_process(COMMAND ${JUDGE} "${INCLUDE}/${HEADER}" RESULT_VARIABLE status)
else()
    execute_process(COMMAND ${CXX} ${FLAGS} ${mode} -fsyntax-only "${source}" RESULT_VARIABLE status)
endif()
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${HEADER} does not compile alone")
endif()
