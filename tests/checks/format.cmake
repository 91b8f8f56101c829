# Every source of ours is as clang-format 14 lays it out by .clang-format; other versions differ, so the check
# is skipped where that one is not installed.
# cmake -DROOT=<repository> -P format.cmake

cmake_minimum_required(VERSION 3.20)

find_program(formatter NAMES clang-format-14 clang-format)
if(formatter)
    execute_process(COMMAND "${formatter}" --version OUTPUT_VARIABLE version)
endif()
if(NOT version MATCHES "version 14\\.")
    message(STATUS "skipped: no clang-format 14 here")
    return()
endif()

set(sources "")
foreach(folder benchmarks examples include tests tools)
    file(GLOB_RECURSE found "${ROOT}/${folder}/*.hpp" "${ROOT}/${folder}/*.cpp")
    list(APPEND sources ${found})
endforeach()
execute_process(COMMAND "${formatter}" --dry-run --Werror ${sources}
    RESULT_VARIABLE status ERROR_VARIABLE faults)
if(NOT status EQUAL 0)
    message("${faults}")
    message(FATAL_ERROR "clang-format 14 would lay these out otherwise: ${formatter} -i FILE")
endif()
list(LENGTH sources count)
message(STATUS "${count} files, laid out by .clang-format")
