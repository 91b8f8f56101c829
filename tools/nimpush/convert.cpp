// `nimpush convert`: a message of one wire in the form of another.

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/message.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/v2_messages.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/dialect/translate.hpp>
#include <nimpush/dialect/translation/desktop_from_channel.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

constexpr option from_option = {"--from", "WIRE", "channel, channel2, desktop, server (REST v1) or server2", true};
constexpr option to_option = {"--to", "WIRE", "one of the same", true};
constexpr option method_option = {
    "--method", "METHOD",
    "sendMessage where none is given; from channel to desktop also sendCustomNotification\nor initialize"};
constexpr option client_msg_id_option = {"--client-msg-id", "ID",
                                         "the message's name for the desktop, where it has none yet"};

/// A notification, or the options, of the channel for the desktop's C SDK; messages are translated.
int convert_call(const arguments& args, std::string_view method, const nimpush::text& client_msg_id) {
    return with_json(args, {.integers = nimpush::json::integers::of_uint64}, [&](const nimpush::value& call) -> int {
        const auto made = nimpush::desktop_sdk::from_channel(method, call, client_msg_id);
        if (!made) {
            print_problem(made.error());
            return input_at_fault;
        }
        std::cout << *made << '\n';
        return fine;
    });
}

/// What a member holds, where that has keys of its own.
template <class T> struct holding { using type = T; };
template <class T> struct holding<nimpush::maybe<T>> : holding<T> {};
template <class T, std::size_t Limit> struct holding<nimpush::server_api::json_text<T, Limit>> : holding<T> {};

/// The key among these that was likely meant by one that is not among them, or by a step inside one of them.
template <class T> nimpush::text meant_among(std::string_view path) {
    const std::size_t dot = path.find('.');
    const std::string_view first = path.substr(0, dot);
    const std::string_view meant = nimpush::nearest(first, nimpush::fields<T>::names());
    if (!meant.empty()) return nimpush::text(nimpush::detail::unchecked{}, meant);
    nimpush::text found;
    if (dot == path.npos) return found;
    nimpush::fields<T>::each([&]<class P>(P part) {
        using member = std::remove_cvref_t<decltype(std::declval<T*>()->*P::member)>;
        using inner = typename holding<member>::type;
        if constexpr (nimpush::schema::described<inner>)
            if (part.name.view() == first && !found.has_value())
                if (const auto below = meant_among<inner>(path.substr(dot + 1)); below.has_value())
                    found = nimpush::detail::join(first, ".", below.view());
    });
    return found;
}

/// The same of a wire.
nimpush::text meant_by(nimpush::nim_wire wire, std::string_view path) {
    switch (wire) {
        case nimpush::nim_wire::channel: return meant_among<nimpush::flutter_channel::message>(path);
        case nimpush::nim_wire::desktop: return meant_among<nimpush::desktop_sdk::message>(path);
        case nimpush::nim_wire::server: return meant_among<nimpush::server_api::send_msg>(path);
        case nimpush::nim_wire::server2: return meant_among<nimpush::server_api::send_message>(path);
        case nimpush::nim_wire::channel2: return {};
    }
    return {};
}

/// What is not carried is a warning each.
int convert(const arguments& args) {
    const std::string_view wire_to = args.value(to_option);
    const std::string_view method = args.value(method_option, "sendMessage");
    nimpush::nim_wire from{}, to{};
    if (!nimpush::detail::take_name(args.value(from_option), from) || !nimpush::detail::take_name(wire_to, to))
        return wrong_usage;
    const auto client_msg_id = nimpush::text::from(args.value(client_msg_id_option));
    if (!client_msg_id) {
        print_problem(client_msg_id.error());
        return input_at_fault;
    }
    if (method != "sendMessage") {
        const bool is_call = method == "sendCustomNotification" || method == "initialize";
        if (!is_call || from != nimpush::nim_wire::channel || to != nimpush::nim_wire::desktop) return wrong_usage;
        return convert_call(args, method, *client_msg_id);
    }
    return with_input(args, [&](const std::string& input) -> int {
        const auto made = nimpush::translate(from, to, trimmed(input), *client_msg_id);
        if (!made) {
            print_problem(made.error());
            return input_at_fault;
        }
        std::cout << made->text << '\n';
        std::size_t looked_up = 0;  // a name that is near takes long
        for (std::size_t i = 0; i < made->not_carried.size(); ++i) {
            const nimpush::text& path = made->not_carried[i];
            const nimpush::text& why = made->reasons[i];
            nimpush::text meant;
            if (why.empty() && ++looked_up <= 100) meant = meant_by(from, path.view());
            print_problem(
                {nimpush::errc::not_supported, path,
                 meant.has_value()
                     ? nimpush::detail::join("not carried by ", wire_to, ": `", meant.view(), "` was likely meant")
                     : nimpush::detail::join("not carried by ", wire_to, why.empty() ? "" : ": ", why.view())},
                nimpush::degree::warning);
        }
        return fine;
    });
}

constexpr option options[] = {from_option, to_option, method_option, client_msg_id_option};
constexpr form forms[] = {{.options = options, .run = convert}};

}  // namespace

constexpr command convert_command = {
    .name = "convert",
    .summary = "Puts a message of one NIM wire into the form of another",
    .about =
        "Reads the message as its wire has it: JSON; for server a form, or the parameters as JSON.\n"
        "Prints it in the other form; on standard error a warning with the path of each part that the other cannot "
        "carry.",
    .forms = forms,
    .example = {"{\"sessionId\": \"bob\", \"sessionType\": \"p2p\", \"messageType\": \"text\", \"fromAccount\": "
                "\"alice\", \"content\": \"hi\"}",
                "convert --from channel --to server2"},
};

}  // namespace nimpush_tool
