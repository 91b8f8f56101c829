// The command-line tool: reads a file or standard input, prints JSON or hexadecimal digits on standard
// output and problems on standard error as `path: what is wrong`. Exit 0 fine, 1 input at fault, 2 usage.

#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include <nimpush/nimpush.hpp>

#include "support/apns_commands.hpp"
#include "support/apns_push_commands.hpp"
#include "support/command_line.hpp"
#include "support/explain_command.hpp"
#include "support/preview_command.hpp"
#include "support/server_commands.hpp"
#include "support/tagged_json.hpp"
#include "support/why_command.hpp"

namespace {

using namespace nimpush_examples;
namespace channel = nimpush::flutter_channel;
using nimpush::json::to_string;
using nimpush::spelling;
using nimpush::value;

constexpr std::string_view usage =
    "usage: nimpush token [FILE]\n"
    "       nimpush channel encode|decode [--method|--envelope] [FILE]\n"
    "       nimpush channel call CALL [--platform ios|android|windows|macos] [--now MS] [FILE]\n"
    "       nimpush channel reply CALL [FILE]\n"
    "       nimpush channel event [FILE]\n"
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
    "FILE - or none is standard input; so is a TEXT.\n";

int print_hex(const nimpush::result<std::vector<std::uint8_t>>& bytes) {
    if (!bytes) {
        print_problem(bytes.error());
        return input_at_fault;
    }
    std::cout << tagged::hex_of(*bytes) << '\n';
    return fine;
}

template <class F> int with_bytes(arguments& args, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        std::vector<std::uint8_t> bytes;
        return from_hex(input, bytes) ? use(bytes) : input_at_fault;
    });
}

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

/// {"local": …}: what Dart answers itself.
template <class T> int print_local(const channel::reply<T>& reply) {
    const auto inner = to_string<spelling::api>(channel::reply_view<T>{reply});
    if (!inner) return input_at_fault;
    std::cout << "{\"local\":" << *inner << "}\n";
    return fine;
}

template <class Call> int make_call(const value& input, const channel::context& world) {
    Call call{};
    if (!print_problems(nimpush::read_parameters(input, call))) return input_at_fault;
    if (!print_problems(nimpush::check<spelling::api>(call))) return input_at_fault;
    if (const auto local = answered_locally(call, world.platform)) return print_local(*local);
    return print_hex(channel::encode(call, world));
}

std::int64_t now_in_milliseconds() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// A whole number of milliseconds; none is the clock's.
bool read_milliseconds(std::string_view s, std::int64_t& to) {
    if (s.empty()) return to = now_in_milliseconds(), true;
    const std::string_view digits = s.substr(s.front() == '-');
    return !digits.empty() && nimpush::only<nimpush::digits>::fault(digits) == nimpush::npos &&
           nimpush::read_int64(s, to);
}

int channel_call(arguments& args) {
    const std::string_view name = args.next();
    std::string_view platform_name = "ios";
    std::string_view now;
    std::string_view uuid;  // taken and not used: no call makes a uuid (nim_core's uuid.dart is dead code)
    channel::context world;
    if (!args.option("--platform", platform_name) || !args.option("--now", now) || !args.option("--uuid", uuid) ||
        !nimpush::from_name(platform_name, world.platform) || !read_milliseconds(now, world.now))
        return wrong_usage;
    int status = wrong_usage;
    channel::with_call(name, world.platform, [&]<class Call>() {
        status = with_json(args, {}, [&](const value& input) { return make_call<Call>(input, world); });
    });
    return status;
}

/// {"throws": …}: the exception that Dart throws.
int print_throws(const channel::failure& failed, value into = value::map()) {
    value thrown = value::map({{"type", value(nimpush::text::from(exception_name(failed.kind)).value())}});
    if (failed.kind == channel::failure_kind::platform_error) {
        thrown.append("code", value(failed.platform.code));
        thrown.append("message", value(failed.platform.message));
        thrown.append("details", failed.platform.details);
        thrown.append("stacktrace", value(failed.platform.stacktrace.value_or(nimpush::text())));
    } else {
        thrown.append("why", value(to_text(failed.what)));
    }
    into.append("throws", std::move(thrown));
    return print(into);
}

int channel_reply(arguments& args) {
    const std::string_view name = args.next();
    int status = wrong_usage;
    channel::with_call(name, nimpush::platform::ios, [&]<class Call>() {
        status = with_bytes(args, [](const std::vector<std::uint8_t>& bytes) -> int {
            const auto reply = channel::read_reply<Call>(bytes);
            if (reply) return print(channel::reply_view<typename Call::data::type>{*reply});
            if (reply.error().kind != channel::failure_kind::malformed) return print_throws(reply.error());
            print_problem(reply.error().what);
            return input_at_fault;
        });
    });
    return status;
}

/// What the stream of an event carries, as JSON.
struct event_printer {
    std::string& event;

    template <class E> void operator()(const E& e) const {
        if constexpr (std::is_same_v<E, channel::apns_token_handed_over>) {
            event = "{\"token\":" + *to_string<spelling::api>(e.token) + "}";
        } else if constexpr (std::is_same_v<E, channel::dynamic_token_asked>) {
            event = "{\"asks\":\"dynamicTokenProvider\",\"account\":" + *to_string<spelling::api>(e) + "}";
        } else {
            const auto carried = to_string<spelling::api>(e);
            event = "{\"stream\":\"" + std::string(E::info.stream) +
                    "\",\"value\":" + (carried ? *carried : std::string("null")) + "}";
        }
    }
};

int channel_event(arguments& args) {
    return with_bytes(args, [](const std::vector<std::uint8_t>& bytes) -> int {
        const auto call = channel::decode_event(bytes);
        if (!call) {
            print_problem(call.error());
            return input_at_fault;
        }
        std::string event = "null";
        const auto outcome = channel::read_event(*call, event_printer{event});
        value head = value::map({{"service", value(call->service)}, {"method", value(call->method)}});
        if (!outcome) return print_throws(outcome.error(), std::move(head));
        std::cout << "{\"service\":" << *to_string(call->service) << ",\"method\":" << *to_string(call->method)
                  << ",\"event\":" << event << "}\n";
        return fine;
    });
}

template <class Options> int check_these(const value& input) {
    Options options{};
    auto found = nimpush::read_parameters(input, options);
    for (auto& one : nimpush::check<spelling::api>(options)) {
        bool known = false;  // what could not be read is missing, which check() need not say again
        for (const auto& earlier : found) known = known || earlier.what.path == one.what.path;
        if (!known) found.push_back(std::move(one));
    }
    if (!print_problems(found)) return input_at_fault;
    std::cout << "ok\n";
    return fine;
}

int check_options(arguments& args) {
    nimpush::platform platform{};
    if (args.next() != "options" || !nimpush::from_name(args.next(), platform)) return wrong_usage;
    return with_json(args, {}, [platform](const value& input) -> int {
        switch (platform) {
            case nimpush::platform::ios: return check_these<nimpush::ios_sdk_options>(input);
            case nimpush::platform::android: return check_these<nimpush::android_sdk_options>(input);
            case nimpush::platform::windows: return check_these<nimpush::windows_sdk_options>(input);
            default: return check_these<nimpush::macos_sdk_options>(input);
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
    if (command == "explain") return explain(args);
    if (command == "preview") return preview(args);
    if (command == "server") return server_command(args);
    if (command == "why") return why(args);
    if (command != "channel") return wrong_usage;
    const std::string_view verb = args.next();
    if (verb == "encode") return channel_encode(args);
    if (verb == "decode") return channel_decode(args);
    if (verb == "call") return channel_call(args);
    if (verb == "reply") return channel_reply(args);
    if (verb == "event") return channel_event(args);
    return wrong_usage;
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
