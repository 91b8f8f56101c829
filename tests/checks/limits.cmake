# A limit of NIM stands in model/limits.hpp and nowhere else, read from the headers' text.
# cmake -DINCLUDE=include -P limits.cmake
#
# What a header of model/ or dialect/ may not write as digits: an argument of the templates that bound a text, a list or
# a header; a bound of two digits or more that a size is compared with; three digits or more in ranged<>, where fewer
# are an enumeration's or a clock's; and a number in a sentence about a limit, unless the header says that it is the one
# of limits.hpp: static_assert(limits::NAME == NUMBER). 0 and 1 say empty and not empty.

cmake_minimum_required(VERSION 3.20)

set(bounded "at_most|at_least|exactly|limited|json_text|json_object|json_or_text|accounts|header_text")
set(many "([2-9]|[1-9]['0-9]+)")
set(forms
    "(^|[^A-Za-z0-9_])(${bounded})<([^<>()\"]*[^<>()\"A-Za-z0-9_])?${many}[uUlLzZ]*[ ]*[,>]"
    "(^|[^A-Za-z0-9_])ranged<[^<>()\"]*[0-9]['0-9][0-9]"
    "(size|count|length|duration|value|characters|bytes)(\\(\\))?[ ]*[<>]=?[ ]*[1-9]['0-9]+[^'0-9.]"
    "constexpr (std::size_t|std::int64_t|std::uint64_t|int|auto) [a-z_]*(most|least|limit|longest|largest|max|min)[a-z_]* = [1-9]['0-9]+[ ]*[|,]")

file(GLOB_RECURSE headers RELATIVE "${INCLUDE}"
    "${INCLUDE}/nimpush/model/*.hpp" "${INCLUDE}/nimpush/dialect/*.hpp")
list(FILTER headers EXCLUDE REGEX "^nimpush/model/limits[./]")
if(NOT headers)
    message(FATAL_ERROR "no headers in ${INCLUDE}")
endif()

set(sentence "\"[^\"]*(at most|at least|more than|no more than|up to) ([0-9][0-9,]*)")

set(faults "")
foreach(header IN LISTS headers)
    file(READ "${INCLUDE}/${header}" text)
    string(REGEX REPLACE "[][;\\]" "|" text "${text}")  # what means something in a list
    string(REPLACE "\n" ";" lines "${text}")
    set(number 0)
    foreach(line IN LISTS lines)
        math(EXPR number "${number} + 1")
        # What looks at numbers, and is no limit, is not code but a comment.
        string(REGEX REPLACE "(^|[ ])//.*$" "" line "${line}")
        foreach(form IN LISTS forms)
            if(line MATCHES "${form}")
                string(STRIP "${line}" line)
                list(APPEND faults "${header}:${number}: ${line}")
                break()
            endif()
        endforeach()
        if(NOT line MATCHES "[0-9] bits" AND line MATCHES "${sentence}")
            string(REPLACE "," "" limit "${CMAKE_MATCH_2}")
            if(NOT text MATCHES "static_assert\\(limits::[a-z_]+ == ${limit}[,)]")
                string(STRIP "${line}" line)
                list(APPEND faults "${header}:${number}: ${line}")
            endif()
        endif()
    endforeach()
endforeach()

if(faults)
    list(JOIN faults "\n" text)
    list(LENGTH faults count)
    message("${text}")
    message(FATAL_ERROR "${count} limits beside those of model/limits.hpp")
endif()
list(LENGTH headers count)
message(STATUS "${count} headers, no limit written anew")
