#pragma once

// Names that the headers of others define as macros, defined as rubbish. To be included before ours: one use of
// such a name, even as the name of a parameter, is an error.

// The standard's own come first. They are not ours to keep clean, and where they meet such macros, they have their ways.
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// windows.h with rpcndr.h, sal.h, mmsystem.h, winsock2.h, wingdi.h, and the A/W pairs of winuser.h
#undef small
#define small @
#undef hyper
#define hyper @
#undef near
#define near @
#undef far
#define far @
#undef NEAR
#define NEAR @
#undef FAR
#define FAR @
#undef pascal
#define pascal @
#undef cdecl
#define cdecl @
#undef interface
#define interface @
#undef IN
#define IN @
#undef OUT
#define OUT @
#undef OPTIONAL
#define OPTIONAL @
#undef CONST
#define CONST @
#undef VOID
#define VOID @
#undef TRUE
#define TRUE @
#undef FALSE
#define FALSE @
#undef STRICT
#define STRICT @
#undef ERROR
#define ERROR @
#undef NO_ERROR
#define NO_ERROR @
#undef NO_DATA
#define NO_DATA @
#undef DELETE
#define DELETE @
#undef IGNORE
#define IGNORE @
#undef ABSOLUTE
#define ABSOLUTE @
#undef RELATIVE
#define RELATIVE @
#undef UNICODE
#define UNICODE @
#undef OVERFLOW
#define OVERFLOW @
#undef UNDERFLOW
#define UNDERFLOW @
#undef DOMAIN
#define DOMAIN @
#undef OPAQUE
#define OPAQUE @
#undef TRANSPARENT
#define TRANSPARENT @
#undef ALTERNATE
#define ALTERNATE @
#undef WINDING
#define WINDING @
#undef PASSTHROUGH
#define PASSTHROUGH @
#undef DIFFERENCE
#define DIFFERENCE @
#undef THIS
#define THIS @
#undef THIS_
#define THIS_ @
#undef PURE
#define PURE @
#undef MAX_PATH
#define MAX_PATH @
#undef INFINITE
#define INFINITE @
#undef CALLBACK
#define CALLBACK @
#undef WINAPI
#define WINAPI @
#undef APIENTRY
#define APIENTRY @
#undef s_addr
#define s_addr @
#undef s_host
#define s_host @
#undef GetMessage
#define GetMessage @
#undef SendMessage
#define SendMessage @
#undef PostMessage
#define PostMessage @
#undef DispatchMessage
#define DispatchMessage @
#undef CreateWindow
#define CreateWindow @
#undef CreateFile
#define CreateFile @
#undef DeleteFile
#define DeleteFile @
#undef CopyFile
#define CopyFile @
#undef MoveFile
#define MoveFile @
#undef LoadString
#define LoadString @
#undef LoadImage
#define LoadImage @
#undef LoadIcon
#define LoadIcon @
#undef GetObject
#define GetObject @
#undef GetUserName
#define GetUserName @
#undef GetClassName
#define GetClassName @
#undef GetCommandLine
#define GetCommandLine @
#undef DrawText
#define DrawText @
#undef StartDoc
#define StartDoc @
#undef ReportEvent
#define ReportEvent @
#undef CreateEvent
#define CreateEvent @
#undef CreateService
#define CreateService @
#undef FindText
#define FindText @
#undef Yield
#define Yield @
#undef PlaySound
#define PlaySound @
#undef SendNotification
#define SendNotification @
#undef GetTextMetrics
#define GetTextMetrics @
#undef GetCurrentTime
#define GetCurrentTime @
#undef GetFreeSpace
#define GetFreeSpace @
#undef EncryptFile
#define EncryptFile @
#undef DefineDosDevice
#define DefineDosDevice @
#undef RegisterClass
#define RegisterClass @
#undef UpdateResource
#define UpdateResource @
#undef min
#define min(...) @
#undef max
#define max(...) @
#undef TEXT
#define TEXT(...) @
#undef GetRValue
#define GetRValue(...) @

// Qt
#undef signals
#define signals @
#undef slots
#define slots @
#undef Q_SIGNALS
#define Q_SIGNALS @
#undef Q_SLOTS
#define Q_SLOTS @
#undef emit
#define emit @
#undef forever
#define forever @
#undef foreach
#define foreach(...) @
#undef SIGNAL
#define SIGNAL(...) @
#undef SLOT
#define SLOT(...) @

// X11
#undef Success
#define Success @
#undef None
#define None @
#undef Bool
#define Bool @
#undef Status
#define Status @
#undef Always
#define Always @
#undef True
#define True @
#undef False
#define False @
#undef Above
#define Above @
#undef Below
#define Below @
#undef Never
#define Never @
#undef Unsorted
#define Unsorted @
#undef Complex
#define Complex @
#undef Convex
#define Convex @
#undef Nonconvex
#define Nonconvex @
#undef Bad
#define Bad @
#undef Good
#define Good @
#undef CursorShape
#define CursorShape @
#undef FocusIn
#define FocusIn @
#undef FocusOut
#define FocusOut @
#undef KeyPress
#define KeyPress @
#undef KeyRelease
#define KeyRelease @
#undef Expose
#define Expose @
#undef GrayScale
#define GrayScale @
#undef Opposite
#define Opposite @
#undef Button1
#define Button1 @
#undef CurrentTime
#define CurrentTime @
#undef NoSymbol
#define NoSymbol @
#undef Display
#define Display @
#undef Screen
#define Screen @
#undef Time
#define Time @

// complex.h
#undef I
#define I @
#undef complex
#define complex @
#undef imaginary
#define imaginary @

// term.h: the names of capabilities
#undef lines
#define lines @
#undef columns
#define columns @
#undef tab
#define tab @
#undef bell
#define bell @
#undef buttons
#define buttons @
#undef tone
#define tone @
#undef pulse
#define pulse @
#undef hangup
#define hangup @
#undef newline
#define newline @
#undef user0
#define user0 @
#undef over_strike
#define over_strike @
#undef generic_type
#define generic_type @
#undef clear_screen
#define clear_screen @
#undef print_screen
#define print_screen @
#undef key_home
#define key_home @
#undef key_end
#define key_end @
#undef line_feed
#define line_feed @
#undef form_feed
#define form_feed @
#undef label_width
#define label_width @
#undef label_height
#define label_height @
#undef create_window
#define create_window @
#undef goto_window
#define goto_window @
#undef set_clock
#define set_clock @
#undef display_clock
#define display_clock @
#undef box_chars_1
#define box_chars_1 @
#undef memory_lock
#define memory_lock @
#undef color_names
#define color_names @

// AssertMacros.h, Unreal
#undef check
#define check(...) @
#undef require
#define require(...) @
#undef verify
#define verify(...) @
#undef ncheck
#define ncheck(...) @
#undef nrequire
#define nrequire(...) @
#undef check_noerr
#define check_noerr(...) @
#undef require_noerr
#define require_noerr(...) @
#undef require_action
#define require_action(...) @
#undef require_quiet
#define require_quiet(...) @
#undef verify_noerr
#define verify_noerr(...) @
#undef checkf
#define checkf(...) @
#undef ensure
#define ensure(...) @
#undef unimplemented
#define unimplemented(...) @

// sys/sysmacros.h, sys/param.h, Objective-C, Arduino, the predefined ones of GNU's dialects
#undef nil
#define nil @
#undef Nil
#define Nil @
#undef YES
#define YES @
#undef NO
#define NO @
#undef PI
#define PI @
#undef BOOL
#define BOOL @
#undef unix
#define unix @
#undef linux
#define linux @
#undef i386
#define i386 @
#undef sun
#define sun @
#undef mips
#define mips @
#undef hpux
#define hpux @
#undef vax
#define vax @
#undef BLOCK_SIZE
#define BLOCK_SIZE @
#undef B0
#define B0 @
#undef CR
#define CR @
#undef ECHO
#define ECHO @
#undef major
#define major(...) @
#undef minor
#define minor(...) @
#undef makedev
#define makedev(...) @
#undef isset
#define isset(...) @
#undef setbit
#define setbit(...) @
#undef clrbit
#define clrbit(...) @
#undef roundup
#define roundup(...) @
#undef howmany
#define howmany(...) @
#undef powerof2
#define powerof2(...) @
#undef sq
#define sq(...) @
#undef bit
#define bit(...) @
#undef word
#define word(...) @
#undef lowByte
#define lowByte(...) @
#undef highByte
#define highByte(...) @
#undef radians
#define radians(...) @
#undef degrees
#define degrees(...) @
#undef round
#define round(...) @
#undef abs
#define abs(...) @
#undef constrain
#define constrain(...) @
#undef Min
#define Min(...) @
#undef Max
#define Max(...) @
#undef Abs
#define Abs(...) @
#undef MIN
#define MIN(...) @
#undef MAX
#define MAX(...) @
#undef ABS
#define ABS(...) @
#undef CLAMP
#define CLAMP(...) @
#undef ASSERT
#define ASSERT(...) @
#undef TRACE
#define TRACE(...) @
#undef VERIFY
#define VERIFY(...) @
#undef CHECK
#define CHECK(...) @
#undef REQUIRE
#define REQUIRE(...) @
#undef LOG
#define LOG(...) @
