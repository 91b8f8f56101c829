# What work of size n, 2n and 4n costs in instructions, which are the same on every run: the second step may cost at
# most 2.5 times the first, where linear work costs 2 times and quadratic 4.
# cmake -DPROGRAM=<linear> -DVALGRIND=<valgrind> -DSCRATCH=<folder> -P linear.cmake

cmake_minimum_required(VERSION 3.20)

set(n 400)
set(allowed_percent 250)

file(MAKE_DIRECTORY "${SCRATCH}")
function(count_instructions name size into)
    execute_process(COMMAND ${VALGRIND} --tool=callgrind "--callgrind-out-file=${SCRATCH}/callgrind.out"
            ${PROGRAM} ${name} ${size}
        RESULT_VARIABLE status ERROR_VARIABLE log OUTPUT_QUIET)
    if(NOT status EQUAL 0 OR NOT log MATCHES "Collected : ([0-9]+)")
        message(FATAL_ERROR "${name} ${size} ended with ${status}:\n${log}")
    endif()
    set(${into} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

execute_process(COMMAND ${PROGRAM} list OUTPUT_VARIABLE names RESULT_VARIABLE status)
if(NOT status EQUAL 0 OR names STREQUAL "")
    message(FATAL_ERROR "the program knows no case")
endif()
string(REGEX REPLACE ";$" "" names "${names}")
set(over FALSE)
math(EXPR n2 "2 * ${n}")
math(EXPR n4 "4 * ${n}")
foreach(name IN LISTS names)
    count_instructions(${name} ${n} once)
    count_instructions(${name} ${n2} twice)
    count_instructions(${name} ${n4} four_times)
    math(EXPR first "${twice} - ${once}")
    math(EXPR percent "(${four_times} - ${twice}) * 100 / ${first}")
    message(STATUS "${name}: ${once}, ${twice}, ${four_times} instructions at ${n}, ${n2}, ${n4}: step ${percent} %")
    if(percent GREATER allowed_percent)
        set(over TRUE)
    endif()
endforeach()
if(over)
    message(FATAL_ERROR "over ${allowed_percent} %: not linear")
endif()
