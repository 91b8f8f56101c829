# Judges the files that must not compile: their twins compile, and each bad form fails with the rule's name.
# cmake -DCXX=g++ "-DFLAGS=-std=c++20;-Iinclude" "-DSOURCES=<files>" -DSCRATCH=<folder> -P reject.cmake
# cmake -DSOURCE=<file> -DSCRATCH=<folder> -P reject.cmake
#
# "// expect: NAME" opens a file. One bad form stands under #ifdef MUST_FAIL; several stand under
# #if MUST_FAIL == 1, #elif MUST_FAIL == 2 ..., with one expect line for all or one for each, in order.
# The twin stands under the #else.
#
# The first call compiles all twins in one translation unit and all bad forms in another, since nearly all of the time
# is the headers'; the second judges what the compiler said of one file. Each form is a file of its own name in a
# namespace of its own, so that every fault names its form.

cmake_minimum_required(VERSION 3.20)

# How many bad forms a file's text has.
function(forms_of text into)
    string(REGEX MATCHALL "MUST_FAIL == [0-9]+" forms "${text}")
    list(TRANSFORM forms REPLACE "MUST_FAIL == " "")
    if(NOT forms AND text MATCHES "MUST_FAIL")
        set(forms 1)
    endif()
    set(${into} "${forms}" PARENT_SCOPE)
endfunction()

# What clang and g++ write of a misspelt form, at a line of its own: clang 14 says such things of our headers too, where
# it drops a member behind the rule's fault. A form can fail beside its rule, and would hide the day the rule no longer
# does.
set(misspelt "[.]cpp:[0-9]+:[0-9]+: (fatal )?error: [^\n]*(undeclared|not declared|not been declared|no member named|not a member of|no type named|not name a type|file not found)")

if(SOURCES)
    file(REMOVE_RECURSE "${SCRATCH}")
    file(MAKE_DIRECTORY "${SCRATCH}")
    set(headers "")
    set(twins "")
    set(bad "")
    foreach(source IN LISTS SOURCES)
        cmake_path(GET source STEM name)
        file(READ "${source}" text)
        string(REGEX MATCHALL "#include <[^>\n]*>" includes "${text}")
        list(APPEND headers ${includes})
        string(REGEX MATCHALL "\n#define [A-Z0-9_]+" macros "${text}")
        list(TRANSFORM macros REPLACE "\n#define " "#undef ")
        list(JOIN macros "\n" macros)
        string(APPEND twins "namespace twin_${name} {\n#include \"${source}\"\n}\n${macros}\n")
        forms_of("${text}" forms)
        foreach(form IN LISTS forms)
            configure_file("${source}" "${SCRATCH}/${name}.${form}.cpp" COPYONLY)
            string(APPEND bad "#define MUST_FAIL ${form}\nnamespace ${name}_${form} {\n"
                "#include \"${name}.${form}.cpp\"\n}\n#undef MUST_FAIL\n${macros}\n")
        endforeach()
    endforeach()
    list(REMOVE_DUPLICATES headers)
    list(JOIN headers "\n" headers)
    file(WRITE "${SCRATCH}/twins.cpp" "${headers}\n${twins}")
    file(WRITE "${SCRATCH}/bad.cpp" "${headers}\n${bad}")

    set(command ${CXX} ${FLAGS} -fdiagnostics-color=never -fsyntax-only)
    execute_process(COMMAND ${command} "${SCRATCH}/twins.cpp" RESULT_VARIABLE status ERROR_VARIABLE log)
    if(NOT status EQUAL 0)
        message("${log}")
        message(FATAL_ERROR "a twin does not compile")
    endif()
    set(speaker g++)
    execute_process(COMMAND ${CXX} --version OUTPUT_VARIABLE version)
    if(version MATCHES "clang")
        set(speaker clang)
        list(APPEND command -ferror-limit=0)
    endif()
    execute_process(COMMAND ${command} "${SCRATCH}/bad.cpp" RESULT_VARIABLE status ERROR_VARIABLE log)
    if(status EQUAL 0)
        message(FATAL_ERROR "all guards have stopped firing")
    endif()
    file(WRITE "${SCRATCH}/said.log" "${speaker} says:\n${log}")
    return()
endif()

cmake_path(GET SOURCE STEM stem)
file(READ "${SOURCE}" text)
string(REGEX MATCHALL "// expect: [^\n]*" names "${text}")
list(TRANSFORM names REPLACE "^// expect: " "")
list(TRANSFORM names STRIP)
forms_of("${text}" forms)
list(LENGTH names name_count)
list(LENGTH forms form_count)
if(form_count EQUAL 0 OR NOT (name_count EQUAL 1 OR name_count EQUAL form_count))
    message(FATAL_ERROR "${form_count} bad forms and ${name_count} expected names")
endif()

# A file that spells the name itself would find it in the compiler's excerpt of its own line.
string(REGEX REPLACE "// expect: [^\n]*" "" body "${text}")
foreach(name IN LISTS names)
    string(FIND "${body}" "${name}" at)
    if(name STREQUAL "" OR NOT at EQUAL -1)
        message(FATAL_ERROR "'${name}' must stand on its expect line alone")
    endif()
endforeach()

# clang names the form at an error or in a note behind it; g++ before it, so that each name stands for what follows,
# and a line `In …` or `At …` waits for its name.
file(READ "${SCRATCH}/said.log" said)
string(REGEX REPLACE "[][;\\]" "|" said "${said}")  # what means something in a list
string(REPLACE "\n" ";" lines "${said}")
if(said MATCHES "^clang ")
    set(begin "error: ")
    set(first_counts TRUE)
else()
    set(begin "^[^ ]+: (In|At) |^In file included ")
    set(first_counts FALSE)
endif()
set(key "")
set(fault "")
foreach(line IN LISTS lines)
    if(line MATCHES "${begin}")
        set(key "")
        set(fault "")
    endif()
    string(APPEND fault "${line}\n")
    if(NOT (key AND first_counts) AND line MATCHES "[/ ]([a-z0-9_]+)\\.([0-9]+)\\.cpp:[0-9]")
        set(key "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}")
    endif()
    if(key MATCHES "^${stem}\\.([0-9]+)$")
        string(APPEND said_of_${CMAKE_MATCH_1} "${fault}")
        set(fault "")
    endif()
endforeach()

set(index 0)
foreach(form IN LISTS forms)
    list(GET names ${index} name)
    if(name_count GREATER 1)
        math(EXPR index "${index} + 1")
    endif()
    set(log "${said_of_${form}}")
    if(NOT log MATCHES "error: ")
        message(FATAL_ERROR "form ${form}: the guard has stopped firing")
    endif()
    string(FIND "${log}" "${name}" at)
    if(at EQUAL -1)
        message("${log}")
        message(FATAL_ERROR "form ${form}: another reason than '${name}'")
    endif()
    if(log MATCHES "${misspelt}")
        message("${log}")
        message(FATAL_ERROR "form ${form}: misspelt?")
    endif()
    message(STATUS "form ${form}: ${name}")
endforeach()
