# What including our headers costs, in preprocessed lines over <string>, <vector> and <optional>.
# Lines and not seconds, because lines are the same on every run.
# cmake -DCXX=g++ "-DFLAGS=-std=c++20;-Iinclude" -DSCRATCH=<folder> -P line_budget.cmake
#
# nimpush.hpp had 15,000 as long as it knew one NIM wire; with all five, a field a line and each header
# including what it uses, 18,420 on libstdc++; 19,000 since result and text have the face of the standard's; 21,140 with
# channels, connections, provider tokens read and what is pasted; 23,120 with FCM's and Honor's parts of a push payload;
# 26,850 with all versions of V2, its client and its side of the simulator, whose calls scenarios read, too; 27,150 with
# who hears of V2's recalls, changes, comments and mutes, and 19,170 of the simulator's own with it; 27,490 with
# its conversations and the keys of a call that nobody reads, 19,420 of the simulator's. Who needs
# one part includes that part; translation and simulator know several wires. Lines are cheap (1 % of the umbrella's
# time): the budget is there so that no outside header slips in unseen.

cmake_minimum_required(VERSION 3.20)

set(budget 27600)
set(budget_of_a_part 13500)
set(budget_of_the_simulator 19600)
set(parts apns/fanout apns/gateway delivery/diagnosis delivery/simulator dialect/desktop_sdk
    dialect/flutter_channel dialect/flutter_channel/client dialect/flutter_channel_v2 dialect/server_api
    dialect/translate)

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

set(ground_includes "#include <string>\n#include <vector>\n#include <optional>\n")
count_lines("${ground_includes}" ground)
set(over FALSE)
foreach(part IN LISTS parts ITEMS nimpush)
    count_lines("${ground_includes}#include <nimpush/${part}.hpp>\n" ours)
    math(EXPR added "${ours} - ${ground}")
    set(most ${budget_of_a_part})
    if(part STREQUAL nimpush)
        set(most ${budget})
    elseif(part STREQUAL delivery/simulator)
        set(most ${budget_of_the_simulator})
    endif()
    message(STATUS "${part}.hpp: ${added} lines over the three (${ground}), at most ${most}")
    if(added GREATER most)
        set(over TRUE)
    endif()
endforeach()
if(over)
    message(FATAL_ERROR "over the budget")
endif()
