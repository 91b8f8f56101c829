// `nimpush channel2`: what nim_core_v2 says on the plugin's channel, 10.3.1 to 10.9.90.

#include "channel2_dialect.hpp"
#include "channel_verbs.hpp"
#include "command.hpp"

namespace nimpush_tool {

namespace {

constexpr form forms[] = {call_form<v2_dialect>, reply_form<v2_dialect>, event_form<v2_dialect>};

}  // namespace

constexpr command channel2_command = {
    .name = "channel2",
    .summary = "Speaks the channel of the Flutter plugin nim_core_v2, 10.3.1 to 10.9.90",
    .about =
        ""
        "call reads the parameters of a call of the plugin's API (such as APNSService.updateApnsToken) as a\n"
        "JSON object, keys as in Dart, and prints the bytes that Dart sends, in hexadecimal digits, or\n"
        "{\"local\":...} where Dart answers itself.\n"
        "reply reads the bytes of an answer in hexadecimal digits and prints what Dart makes of it:\n"
        "{\"code\",\"isSuccess\",\"data\",\"errorDetails\"}, or {\"throws\":...}.\n"
        "event reads the bytes that the native side sends by itself and prints {\"service\",\"method\",\"event\"}.\n"
        "What the version does not have is refused, with the first version that is known to have it. Of 10.9.2 some\n"
        "places are read of the fork for HarmonyOS alone (docs/facts/flutter_channel_v2.md, Versions).",
    .forms = forms,
    .example = {"000d010704636f646504c800000000000000", "channel2 reply LoginService.logout"},
};

}  // namespace nimpush_tool
