// `nimpush desktop encode|decode`: the texts of the desktop's C SDK, written and read.

#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "push_payload_input.hpp"

namespace nimpush_tool {

namespace {

constexpr option form_to_encode = {
    "--form", "FORM",
    "encode message: builder, full, local, stop; setting: message, sysmsg; sysmsg: builder, full;\n"
    "client_config: init, login, multiport, kick",
    true};
constexpr option form_to_decode = {
    "--form", "FORM",
    "decode receive: message, list, sysmsg, sysmsg.list, attach.image, attach.audio, attach.video,\n"
    "attach.file, attach.location; result: ack, recall, login, kickout, multispot, multiport,\n"
    "broadcast",
    true};
constexpr option rescode_option = {"--rescode", "N", "the code beside the text of multiport; 200 where none is given"};

namespace sdk = nimpush::desktop_sdk;

template <class T, sdk::form Form = sdk::form::send> int encode_input(const nimpush::value& input) {
    T made{};
    std::string text;
    if (!take(nimpush::read_parameters<T>(input), made)) return input_at_fault;
    if (!take(sdk::encode_all<Form>(made), text)) return input_at_fault;
    warn_of_push_payloads(input);
    return print_line(text);
}

struct kind_alone {
    sdk::message_number msg_type{};
    using described_by =
        nimpush::field_list<nimpush::field<"msg_type", &kind_alone::msg_type, nimpush::schema::required>>;
};

/// A message to send: its `msg_type` says which, and the rest are that one's parameters.
int encode_message(const nimpush::value& input) {
    nimpush::value rest = nimpush::value::map();
    nimpush::value type = nimpush::value::map();
    for (const auto& one : input.members()) (one.key.chars() == "msg_type" ? type : rest).append(one.key, one.val);
    kind_alone kind;
    if (!take(nimpush::read_parameters<kind_alone>(input.is(nimpush::value::kind::map) ? type : input), kind))
        return input_at_fault;
    int status = input_at_fault;
    const bool is_sent =
        sdk::with_builder(kind.msg_type, [&]<class Builder>() { status = encode_input<Builder>(rest); });
    if (!is_sent) print_problem({nimpush::errc::not_supported, "msg_type", "a message of this type is not to be sent"});
    return status;
}

int encode(const arguments& args) {
    using form = sdk::form;
    const std::string_view kind = args.name();
    const std::string_view name = args.value(form_to_encode);
    struct row {
        std::string_view kind, form;
        int (*run)(const nimpush::value&);
    };
    static constexpr row rows[] = {
        {"message", "builder", encode_message},
        {"message", "full", encode_input<sdk::message>},
        {"message", "local", encode_input<sdk::message, form::local>},
        {"message", "stop", encode_input<sdk::stop_message>},
        {"setting", "message", encode_input<sdk::message_setting>},
        {"setting", "sysmsg", encode_input<sdk::notification_setting>},
        {"sysmsg", "builder", encode_input<sdk::custom_notification>},
        {"sysmsg", "full", encode_input<sdk::system_message>},
        {"client_config", "init", encode_input<sdk::client_config>},
        {"client_config", "login", encode_input<sdk::login_data>},
        {"client_config", "multiport", encode_input<sdk::multiport_push>},
        {"client_config", "kick", encode_input<sdk::kick_other>},
    };
    for (const row& one : rows)
        if (one.kind == kind && one.form == name)
            return with_json(args, {.integers = nimpush::json::integers::of_uint64}, one.run);
    return wrong_usage;
}

/// What was read; each element of a list that could not be read is a warning.
template <sdk::form Form, class T> int show_read(const nimpush::result<nimpush::parsed<T>>& read) {
    if (read) print_problems(read->found);
    return print_line(read.transform([](const nimpush::parsed<T>& one) { return sdk::show<Form>(one.made); }));
}
template <class T, sdk::form Form = sdk::form::shown> int show_one(const std::string& input) {
    return show_read<Form>(sdk::decode_all<T>(input));
}
template <class T> int show_list(const std::string& input) {
    return show_read<sdk::form::shown>(sdk::decode_list_all<T>(input));
}

int decode(const arguments& args) {
    const std::string_view kind = args.name();
    const std::string_view name = args.value(form_to_decode);
    std::int64_t rescode = 0;
    if (!read_digits(args.value(rescode_option, "200"), rescode)) return wrong_usage;
    if (kind == "result" && name == "multiport")
        return with_input(args, [rescode](const std::string& input) {
            return print_line(sdk::decode_multiport(rescode, input).transform([](const sdk::multiport_answer& one) {
                return sdk::show(one);
            }));
        });
    struct row {
        std::string_view kind, form;
        int (*run)(const std::string&);
    };
    constexpr auto whole = sdk::form::whole;
    static constexpr row rows[] = {
        {"receive", "message", show_one<sdk::message>},
        {"receive", "list", show_list<sdk::message>},
        {"receive", "sysmsg", show_one<sdk::system_message>},
        {"receive", "sysmsg.list", show_one<sdk::system_messages>},
        {"receive", "attach.image", show_one<sdk::image, whole>},
        {"receive", "attach.audio", show_one<sdk::audio, whole>},
        {"receive", "attach.video", show_one<sdk::video, whole>},
        {"receive", "attach.file", show_one<sdk::file, whole>},
        {"receive", "attach.location", show_one<sdk::location, whole>},
        {"result", "ack", show_one<sdk::send_ack>},
        {"result", "recall", show_list<sdk::recall_notice>},
        {"result", "login", show_one<sdk::login_result>},
        {"result", "kickout", show_one<sdk::kickout>},
        {"result", "multispot", show_one<sdk::multispot>},
        {"result", "broadcast", show_one<sdk::broadcast>},
    };
    for (const row& one : rows)
        if (one.kind == kind && one.form == name) return with_input(args, one.run);
    return wrong_usage;
}

constexpr option encode_options[] = {form_to_encode};
constexpr option decode_options[] = {form_to_decode, rescode_option};
constexpr form forms[] = {
    {.verb = "encode", .name = "message|setting|sysmsg|client_config", .options = encode_options, .run = encode},
    {.verb = "decode", .name = "receive|result", .options = decode_options, .run = decode},
};

}  // namespace

constexpr command desktop_command = {
    .name = "desktop",
    .summary = "Writes and reads the JSON of NIM's desktop C SDK",
    .about =
        "encode reads parameters as a JSON object and prints the text for the SDK; of a message to be built,\n"
        "msg_type says which. decode reads a text of the SDK and prints what it means as JSON; an element of a list "
        "that\n"
        "cannot be read is a warning, and the others are printed.",
    .forms = forms,
    .example =
        {"{\"msg_type\": 0, \"to_type\": 0, \"to_accid\": \"bob\", \"client_msg_id\": \"m1\", \"msg_body\": \"hello\"}",
         "desktop encode message --form builder"},
};

}  // namespace nimpush_tool
