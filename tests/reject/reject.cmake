# Judges a file that must not compile: its twin compiles, and each bad form fails with the rule's name.
# cmake -DCXX=g++ "-DFLAGS=-std=c++20;-Iinclude" -DSOURCE=<file> -P reject.cmake
#
# "// expect: NAME" opens the file. One bad form stands under #ifdef MUST_FAIL; several stand under
# #if MUST_FAIL == 1, #elif MUST_FAIL == 2 ..., with one expect line for all or one for each, in order.
# The twin stands under the #else.

cmake_minimum_required(VERSION 3.20)

file(READ "${SOURCE}" text)
string(REGEX MATCHALL "// expect: [^\n]*" names "${text}")
list(TRANSFORM names REPLACE "^// expect: " "")
list(TRANSFORM names STRIP)
string(REGEX MATCHALL "MUST_FAIL == [0-9]+" forms "${text}")
list(TRANSFORM forms REPLACE "MUST_FAIL == " "")
if(NOT forms AND text MATCHES "MUST_FAIL")
    set(forms 1)
endif()
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

set(command ${CXX} ${FLAGS} -fdiagnostics-color=never -fsyntax-only)
execute_process(COMMAND ${command} "${SOURCE}" RESULT_VARIABLE status ERROR_VARIABLE log)
if(NOT status EQUAL 0)
    message("${log}")
    message(FATAL_ERROR "the twin does not compile")
endif()

set(index 0)
foreach(form IN LISTS forms)
    list(GET names ${index} name)
    if(name_count GREATER 1)
        math(EXPR index "${index} + 1")
    endif()
    execute_process(COMMAND ${command} -DMUST_FAIL=${form} "${SOURCE}"
        RESULT_VARIABLE status ERROR_VARIABLE log)
    if(status EQUAL 0)
        message(FATAL_ERROR "form ${form}: the guard has stopped firing")
    endif()
    string(FIND "${log}" "${name}" at)
    if(at EQUAL -1)
        message("${log}")
        message(FATAL_ERROR "form ${form}: another reason than '${name}'")
    endif()
    # A misspelt bad form can fail beside its rule, and would hide the day the rule no longer does.
    if(log MATCHES "error: [^\n]*(undeclared|not declared|not been declared|no member named|file not found)")
        message("${log}")
        message(FATAL_ERROR "form ${form}: misspelt?")
    endif()
    message(STATUS "form ${form}: ${name}")
endforeach()
