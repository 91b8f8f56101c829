# What including nimpush.hpp costs, in preprocessed lines: <string>, <vector>, <optional> and 15,000 more.
# Lines and not seconds, because lines are the same on every run.
# cmake -DCXX=g++ "-DFLAGS=-std=c++20;-Iinclude" -DSCRATCH=<folder> -P line_budget.cmake

cmake_minimum_required(VERSION 3.20)

set(budget 15000)

function(count_lines includes into)
    file(WRITE "${SCRATCH}/probe.cpp" "${includes}")
    execute_process(COMMAND ${CXX} ${FLAGS} -E -P "${SCRATCH}/probe.cpp"
        OUTPUT_FILE "${SCRATCH}/probe.ii" RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "the preprocessor failed on:\n${includes}")
    endif()
    file(READ "${SCRATCH}/probe.ii" text)
    string(REGEX MATCHALL "\n" lines "${text}")
    list(LENGTH lines count)
    set(${into} ${count} PARENT_SCOPE)
endfunction()

count_lines("#include <string>\n#include <vector>\n#include <optional>\n" ground)
count_lines("#include <nimpush/nimpush.hpp>\n" ours)
math(EXPR added "${ours} - ${ground}")
message(STATUS "nimpush.hpp: ${ours} lines")
message(STATUS "over <string>+<vector>+<optional> (${ground}): ${added}, at most ${budget}")
if(added GREATER budget)
    message(FATAL_ERROR "over the budget")
endif()
