# Runs one scenario and compares what it prints, byte for byte: with <name>.expected, or with
# <name>.<language>.expected where a language is given.
# cmake "-DPROGRAM=<program>;<its words>" -DSCENARIO=<name>.json [-DLANGUAGE=zh] -DSCRATCH=<folder> -P scenario.cmake

cmake_minimum_required(VERSION 3.20)

cmake_path(GET SCENARIO STEM LAST_ONLY name)
cmake_path(GET SCENARIO PARENT_PATH folder)
set(scenario "${name}.json")
if(DEFINED LANGUAGE)
    string(APPEND name ".${LANGUAGE}")
    list(APPEND PROGRAM --lang ${LANGUAGE})
endif()
set(expected "${folder}/${name}.expected")
set(printed "${SCRATCH}/${name}.printed")

set(exit 0)
if(EXISTS "${folder}/${name}.exit")
    file(STRINGS "${folder}/${name}.exit" exit LIMIT_COUNT 1)
    string(STRIP "${exit}" exit)
endif()

# By its bare name from its own folder: a path in the output is the same on every machine.
file(MAKE_DIRECTORY "${SCRATCH}")
execute_process(COMMAND ${PROGRAM} "${scenario}" WORKING_DIRECTORY "${folder}"
    OUTPUT_FILE "${printed}" ERROR_VARIABLE problems RESULT_VARIABLE status)

if(NOT EXISTS "${expected}")
    message(FATAL_ERROR "${expected} is missing; what was printed is in ${printed}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${expected}" "${printed}"
    RESULT_VARIABLE differs ERROR_QUIET)
if(NOT differs EQUAL 0)
    file(READ "${printed}" text)
    find_program(diff diff)
    if(diff)
        execute_process(COMMAND "${diff}" -u "${expected}" "${printed}" OUTPUT_VARIABLE text)
    endif()
    message("${text}${problems}")
    message(FATAL_ERROR "printed something else than ${expected}")
endif()
if(NOT status STREQUAL exit)
    message("${problems}")
    message(FATAL_ERROR "exit ${status}, expected ${exit}")
endif()
