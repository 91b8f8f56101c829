// The command-line tool: reads a file or standard input, prints JSON or hexadecimal digits on standard
// output and problems on standard error as `path: what is wrong`. Exit 0 fine, 1 input at fault, 2 usage.

#include <iostream>
#include <string>
#include <string_view>

#include <nimpush/nimpush.hpp>

#include "support/apns_commands.hpp"
#include "support/apns_push_commands.hpp"
#include "support/channel_commands.hpp"
#include "support/command_line.hpp"
#include "support/convert_command.hpp"
#include "support/desktop_commands.hpp"
#include "support/explain_command.hpp"
#include "support/preview_command.hpp"
#include "support/server_commands.hpp"
#include "support/tagged_json.hpp"
#include "support/why_command.hpp"

namespace {

using namespace nimpush_examples;
using nimpush::value;
using nimpush::schema::spelling;

constexpr std::string_view usage =
    "usage: nimpush token [FILE]\n"
    "       nimpush channel encode|decode [--method|--envelope] [FILE]\n"
    "       nimpush channel call CALL [--platform ios|android|windows|macos] [--now MS] [FILE]\n"
    "       nimpush channel reply CALL [FILE]\n"
    "       nimpush channel event [FILE]\n"
    "       nimpush channel2 call|reply|event ...: the same with version 2 of the plugin\n"
    "       nimpush check options ios|android|windows|macos [FILE]\n"
    "       nimpush payload [--push-type TYPE] [FILE]\n"
    "       nimpush request [FILE]\n"
    "       nimpush answer [FILE]\n"
    "       nimpush response [FILE]\n"
    "       nimpush fit --limit BYTES [--push-type TYPE] [FILE]\n"
    "       nimpush server request NAME --api v1|v2 --app-key KEY --nonce NONCE --time SECONDS\n"
    "               [--app-secret SECRET, or NIM_APP_SECRET] [--keys documented|sdk]\n"
    "               [--curl [--address URL]] [FILE]\n"
    "       nimpush server response NAME --api v1|v2 [FILE]\n"
    "       nimpush jwt --team TEAM --key-id KEY --at SECONDS\n"
    "       nimpush explain [--json] [--lang en|zh] [SCENARIO]\n"
    "       nimpush preview [--app NAME] [--lang en|zh] [-o FILE] [SCENARIO]\n"
    "       nimpush why [--json] [--lang en|zh] [TEXT...]\n"
    "       nimpush desktop encode message|setting|sysmsg|client_config --form FORM [FILE]\n"
    "       nimpush desktop decode receive|result --form FORM [--rescode N] [FILE]\n"
    "       nimpush convert --from WIRE --to WIRE [--method METHOD] [--client-msg-id ID] [--strict] [FILE]\n"
    "WIRE is channel, channel2, desktop, server (REST v1) or server2; FILE - or none is standard input, so is a "
    "TEXT.\n";

int token(arguments& args) {
    return with_input(args, [](const std::string& input) -> int {
        const auto token = nimpush::device_token::parse(trimmed(input));
        if (!token) {
            print_problem(token.error());
            return input_at_fault;
        }
        return print(value::map({{"hex", value(token->to_hex())},
                                 {"base64", value(token->to_base64())},
                                 {"bytes", static_cast<std::int64_t>(token->size())}}));
    });
}

/// --method, --envelope or neither.
enum class form { one_value, method, envelope };

bool read_form(arguments& args, form& to) {
    const bool method = args.flag("--method");
    const bool envelope = args.flag("--envelope");
    to = method ? form::method : envelope ? form::envelope : form::one_value;
    return !(method && envelope);
}

int channel_encode(arguments& args) {
    form what{};
    if (!read_form(args, what)) return wrong_usage;
    return with_json(args, read_tagged_json, [what](const value& json) -> int {
        const auto encode = [](const auto& read, auto&& how) -> int {
            if (read) return print_hex(how(*read));
            print_problem(read.error());
            return input_at_fault;
        };
        namespace codec = nimpush::standard_codec;
        if (what == form::method)
            return encode(call_from_tagged(json),
                          [](const auto& c) { return codec::encode_method_call(c.method.view(), c.arguments); });
        if (what == form::envelope)
            return encode(envelope_from_tagged(json), [](const auto& e) { return codec::encode_envelope(e); });
        return encode(from_tagged(json), [](const auto& v) { return codec::encode(v); });
    });
}

int channel_decode(arguments& args) {
    form what{};
    if (!read_form(args, what)) return wrong_usage;
    return with_bytes(args, [what](const std::vector<std::uint8_t>& bytes) -> int {
        const auto decode = [](const auto& read) -> int {
            if (!read) {
                print_problem(read.error());
                return input_at_fault;
            }
            return print(to_tagged(*read), write_tagged_json);
        };
        namespace codec = nimpush::standard_codec;
        if (what == form::method) return decode(codec::decode_method_call(bytes));
        if (what == form::envelope) return decode(codec::decode_envelope(bytes));
        return decode(codec::decode(bytes));
    });
}

template <class Options> int check_these(const value& input) {
    Options options{};
    auto found = nimpush::read_parameters(input, options);
    for (auto& one : nimpush::check<nimpush::schema::spelling::api>(options)) {
        bool known = false;  // what could not be read is missing, which check() need not say again
        for (const auto& earlier : found) known = known || earlier.what.path == one.what.path;
        if (!known) found.push_back(std::move(one));
    }
    if (!print_problems(found)) return input_at_fault;
    std::cout << "ok\n";
    return fine;
}

int check_options(arguments& args) {
    nimpush::flutter_channel::platform platform{};
    if (args.next() != "options" || !nimpush::from_name(args.next(), platform)) return wrong_usage;
    return with_json(args, {}, [platform](const value& input) -> int {
        switch (platform) {
            case nimpush::flutter_channel::platform::ios:
                return check_these<nimpush::flutter_channel::ios_sdk_options>(input);
            case nimpush::flutter_channel::platform::android:
                return check_these<nimpush::flutter_channel::android_sdk_options>(input);
            case nimpush::flutter_channel::platform::windows:
                return check_these<nimpush::flutter_channel::windows_sdk_options>(input);
            default: return check_these<nimpush::flutter_channel::macos_sdk_options>(input);
        }
    });
}

int run(arguments& args) {
    const std::string_view command = args.next();
    if (command == "token") return token(args);
    if (command == "check") return check_options(args);
    if (command == "payload") return apns_payload(args);
    if (command == "request") return with_parameters<request_input>(args, apns_request);
    if (command == "answer") return with_parameters<answer_input>(args, apns_answer);
    if (command == "response") return with_parameters<response_input>(args, apns_response);
    if (command == "fit") return apns_fit(args);
    if (command == "jwt") return apns_jwt(args);
    if (command == "channel2") return channel_verb<channel_v2_dialect>(args.next(), args);
    if (command == "explain") return explain(args);
    if (command == "preview") return preview(args);
    if (command == "server") return server_command(args);
    if (command == "why") return why(args);
    if (command == "desktop") return desktop(args);
    if (command == "convert") return convert(args);
    if (command != "channel") return wrong_usage;
    const std::string_view verb = args.next();
    if (verb == "encode") return channel_encode(args);
    if (verb == "decode") return channel_decode(args);
    return channel_verb<channel_dialect>(verb, args);
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    arguments args;
    for (int i = 1; i < argc; ++i) args.words.emplace_back(argv[i]);
    const int status = run(args);
    if (status == wrong_usage) std::cerr << usage;
    return status;
}
