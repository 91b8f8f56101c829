// `nimpush channel2`: what nim_core_v2 10.3.1 says on the plugin's channel.

#include <string_view>

#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel_v2.hpp>

#include "channel_verbs.hpp"
#include "command.hpp"

namespace nimpush_tool {

namespace {

/// nim_core_v2 10.3.1.
struct dialect {
    template <class F> static bool with_call(std::string_view api, nimpush::flutter_channel::platform p, F&& f) {
        return nimpush::flutter_channel_v2::with_call(api, p, f);
    }
    template <class Visitor> static auto read_event(const nimpush::flutter_channel::event_call& call, Visitor&& visit) {
        return nimpush::flutter_channel_v2::read_event(call, visit);
    }
};

constexpr form forms[] = {call_form<dialect>, reply_form<dialect>, event_form<dialect>};

}  // namespace

constexpr command channel2_command = {
    .name = "channel2",
    .summary = "Speaks the channel of the Flutter plugin nim_core_v2 10.3.1",
    .about =
        ""
        "call reads the parameters of a call of the plugin's API (such as APNSService.updateApnsToken) as a\n"
        "JSON object, keys as in Dart, and prints the bytes that Dart sends, in hexadecimal digits, or\n"
        "{\"local\":...} where Dart answers itself.\n"
        "reply reads the bytes of an answer in hexadecimal digits and prints what Dart makes of it:\n"
        "{\"code\",\"isSuccess\",\"data\",\"errorDetails\"}, or {\"throws\":...}.\n"
        "event reads the bytes that the native side sends by itself and prints {\"service\",\"method\",\"event\"}.",
    .forms = forms,
    .example = {"000d010704636f646504c800000000000000", "channel2 reply LoginService.logout"},
};

}  // namespace nimpush_tool
