// `nimpush channel`: the bytes of Flutter's codec, and what nim_core 1.7.7 says with them.

#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "channel_verbs.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "tagged_json.hpp"

namespace nimpush_tool {

namespace {

constexpr option method_option = {"--method", "", "a method call: {\"method\",\"args\"}"};
constexpr option envelope_option = {"--envelope", "", "a reply: {\"success\"}, {\"error\"} or {\"not_implemented\"}"};

/// --method, --envelope or neither.
enum class message_kind { one_value, method, envelope };

bool read_kind(const arguments& args, message_kind& to) {
    const bool method = args.has(method_option);
    const bool envelope = args.has(envelope_option);
    to = method ? message_kind::method : envelope ? message_kind::envelope : message_kind::one_value;
    return !(method && envelope);
}

int encode(const arguments& args) {
    message_kind what{};
    if (!read_kind(args, what)) return wrong_usage;
    return with_json(args, read_tagged_json, [what](const nimpush::value& json) -> int {
        const auto print_encoded = [](const auto& read, auto&& how) -> int {
            if (read) return print_hex(how(*read));
            print_problem(read.error());
            return input_at_fault;
        };
        namespace codec = nimpush::standard_codec;
        if (what == message_kind::method)
            return print_encoded(call_from_tagged(json),
                                 [](const auto& c) { return codec::encode_method_call(c.method.view(), c.arguments); });
        if (what == message_kind::envelope)
            return print_encoded(envelope_from_tagged(json), [](const auto& e) { return codec::encode_envelope(e); });
        return print_encoded(from_tagged(json), [](const auto& v) { return codec::encode(v); });
    });
}

int decode(const arguments& args) {
    message_kind what{};
    if (!read_kind(args, what)) return wrong_usage;
    return with_bytes(args, [what](const std::vector<std::uint8_t>& bytes) -> int {
        const auto print_decoded = [](const auto& read) -> int {
            if (!read) {
                print_problem(read.error());
                return input_at_fault;
            }
            return print(to_tagged(*read), write_tagged_json);
        };
        namespace codec = nimpush::standard_codec;
        if (what == message_kind::method) return print_decoded(codec::decode_method_call(bytes));
        if (what == message_kind::envelope) return print_decoded(codec::decode_envelope(bytes));
        return print_decoded(codec::decode(bytes));
    });
}

/// nim_core 1.7.7.
struct dialect {
    using calls = nimpush::flutter_channel::all_calls;
    template <class F> static bool with_call(std::string_view api, nimpush::flutter_channel::platform p, F&& f) {
        return nimpush::flutter_channel::with_call(api, p, f);
    }
    static constexpr nimpush::plugin::plugin_version versions[] = {{1, 7, 7}};
    template <class Visitor>
    static auto read_event(const nimpush::flutter_channel::event_call& call, Visitor&& visit,
                           const nimpush::flutter_channel::context&) {
        return nimpush::flutter_channel::read_event(call, visit);
    }
};

constexpr option kind_options[] = {method_option, envelope_option};
constexpr form forms[] = {
    {.verb = "encode", .options = kind_options, .run = encode},
    {.verb = "decode", .options = kind_options, .run = decode},
    call_form<dialect>,
    reply_form<dialect>,
    event_form<dialect>,
};

}  // namespace

constexpr command channel_command = {
    .name = "channel",
    .summary = "Speaks the channel of the Flutter plugin nim_core 1.7.7",
    .about =
        "encode reads tagged JSON, such as {\"t\":\"int\",\"v\":\"5\"}, and prints the bytes of Flutter's codec in\n"
        "hexadecimal digits; decode does the reverse.\n"
        "call reads the parameters of a call of the plugin's API (such as SettingsService.updateAPNSToken) as a\n"
        "JSON object, keys as in Dart, and prints the bytes that Dart sends, in hexadecimal digits, or\n"
        "{\"local\":...} where Dart answers itself.\n"
        "reply reads the bytes of an answer in hexadecimal digits and prints what Dart makes of it:\n"
        "{\"code\",\"isSuccess\",\"data\",\"errorDetails\"}, or {\"throws\":...}.\n"
        "event reads the bytes that the native side sends by itself and prints {\"service\",\"method\",\"event\"}.",
    .forms = forms,
    .example = {"{\"token\": \"0b30557a9fc4e90e\", \"customContentKey\": null}",
                "channel call SettingsService.updateAPNSToken"},
};

}  // namespace nimpush_tool
