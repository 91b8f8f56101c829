# What a floor knows, read from the words of its headers, comments included.
# cmake -DINCLUDE=include -P words.cmake
#
# core/ knows no NIM, no Dart and no Apple; wire/ and transport/ know none of NIM or Apple, and a peer's runtime in the
# headers of its codec alone; model/ has no wire's keys. Words are looked at as whole ones and in their case, stems
# anywhere and in any case.

cmake_minimum_required(VERSION 3.20)

set(vendors NIM NIMSDK Apple APNs Yunxin NetEase HarmonyOS PushKit Xiaomi Huawei)
set(runtimes Dart Flutter Swift Kotlin Java iOS Android Uint8List)
set(vendor_stems apns pushpayload push_payload servicename nimcore nim_core nosscene ios_sdk yunxin netease)
set(runtime_stems standardmessagecodec standardmethodcodec)
set(wire_options wire_key if_missing)

set(words_core ${vendors} ${runtimes})
set(stems_core ${vendor_stems} ${runtime_stems})
set(words_wire ${vendors} ${runtimes})
set(stems_wire ${vendor_stems} ${runtime_stems})
set(words_codec ${vendors})
set(stems_codec ${vendor_stems})
set(words_transport ${vendors})
set(stems_transport ${vendor_stems})
set(words_model ${wire_options})
set(stems_model "")

# `core` for core/, and so on; the codec's headers may say whose codec it is.
function(kind_of header into)
    string(REGEX REPLACE "^nimpush/([^/]+)/.*$" "\\1" kind "${header}")
    if(header MATCHES "^nimpush/wire/(standard_codec|codec_[a-z]+)")
        set(kind codec)
    endif()
    set(${into} "${kind}" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE headers RELATIVE "${INCLUDE}"
    "${INCLUDE}/nimpush/core/*.hpp" "${INCLUDE}/nimpush/wire/*.hpp" "${INCLUDE}/nimpush/transport/*.hpp"
    "${INCLUDE}/nimpush/model/*.hpp")
if(NOT headers)
    message(FATAL_ERROR "no headers in ${INCLUDE}")
endif()

set(faults "")
foreach(header IN LISTS headers)
    kind_of("${header}" kind)
    file(READ "${INCLUDE}/${header}" text)
    string(REGEX REPLACE "[][;\\]" "|" text "${text}")  # what means something in a list
    string(REPLACE "\n" ";" lines "${text}")
    list(JOIN words_${kind} "|" words)
    list(JOIN stems_${kind} "|" stems)
    set(number 0)
    foreach(line IN LISTS lines)
        math(EXPR number "${number} + 1")
        set(found "")
        if(line MATCHES "(^|[^A-Za-z0-9_])(${words})([^A-Za-z0-9_]|$)")
            set(found "${CMAKE_MATCH_2}")
        elseif(stems)
            string(TOLOWER "${line}" lower)
            if(lower MATCHES "(^|[^a-z])(${stems})")
                set(found "${CMAKE_MATCH_2}")
            endif()
        endif()
        if(found)
            list(APPEND faults "${header}:${number}: says ${found}, which its floor does not know")
        endif()
    endforeach()
endforeach()

if(faults)
    list(JOIN faults "\n" text)
    list(LENGTH faults count)
    message("${text}")
    message(FATAL_ERROR "${count} words on a floor that does not know them")
endif()
list(LENGTH headers count)
message(STATUS "${count} headers, each in the words of its floor")
