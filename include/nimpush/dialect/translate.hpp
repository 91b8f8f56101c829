#pragma once

// A message of any NIM wire in the form of any other, with a list of what the other cannot carry.
//
//     auto made = translate(nim_wire::channel, nim_wire::server2, json);
//     if (made) { send(made->text); for (const text& path : made->not_carried) warn(path); }

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/translation/copy.hpp>
#include <nimpush/dialect/translation/original.hpp>
#include <nimpush/dialect/translation/places.hpp>  // IWYU pragma: export
#include <nimpush/dialect/translation/trees.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {

/// A message in another form.
struct translation {
    std::string text{};
    /// Paths of the original that are not in it; what has its default is nothing to lose.
    std::vector<nimpush::text> not_carried{};
    /// Why not, for each of them: what was found and what is allowed; empty where the other has no place for it, or nobody
    /// knows the key.
    std::vector<nimpush::text> reasons{};
};

/// The message of one wire in the form of another; of the same, too, which lists what is not understood.
///
/// channel: the map of sendMessage; channel2: that of V2's sendMessage, or its message alone; desktop: the C SDK's JSON;
/// server: a form body of msg/sendMsg.action, or its parameters as JSON; server2: the body of send_message with the conversation_id of its path.
/// What a server call would refuse, as over a limit, is left out and listed, too, but for the text of a message.
/// An error is what cannot be read, or a kind of message that the other wire does not send. `client_msg_id` names a
/// message for the desktop that has no name yet.
template <class Text>
requires std::is_convertible_v<const Text&, std::string_view> result<translation> translate(
    nim_wire from, nim_wire to, const Text& message, const text& client_msg_id = {}) {
    using wires = detail::translation::nim_wires;
    detail::translation::original<wires> read(from);
    if (auto wrong = read.read(std::string_view(message))) return unexpected(*std::move(wrong));
    auto made = detail::translation::copy<wires>(read, to).write(client_msg_id);
    if (!made) return unexpected(std::move(made).error());
    return translation{*std::move(made), read.take_lost(), read.take_reasons()};
}

/// A message as the channel of 1.7.7 has it, in types.
struct understood {
    flutter_channel::message message{};
    std::vector<text> not_carried{};
    std::vector<text> reasons{};  // as of translation
};
template <class Text>
requires std::is_convertible_v<const Text&, std::string_view> result<understood> read_message(nim_wire from,
                                                                                              const Text& message) {
    using wires = detail::translation::nim_wires;
    detail::translation::original<wires> read(from);
    if (auto wrong = read.read(std::string_view(message))) return unexpected(*std::move(wrong));
    detail::translation::copy<wires> copy(read, nim_wire::channel);
    auto call = copy.to_call();
    if (!call) return unexpected(std::move(call).error());
    return understood{std::move(call->message), read.take_lost(), read.take_reasons()};
}
/// A message of the channel in the form of a wire. Paths are those of the channel.
template <class Message>
requires std::is_same_v<Message, flutter_channel::message> result<translation> write_message(
    nim_wire to, const Message& m, const text& client_msg_id = {}) {
    using wires = detail::translation::nim_wires;
    if (const auto size = json::size(m); !size) return unexpected(size.error());  // JSON must carry it
    detail::translation::json_tree_sink sink;
    schema::write(sink, m);
    detail::translation::original<wires> read(nim_wire::channel);
    if (auto wrong = read.read(sink.take())) return unexpected(*std::move(wrong));
    auto made = detail::translation::copy<wires>(read, to).write(client_msg_id);
    if (!made) return unexpected(std::move(made).error());
    return translation{*std::move(made), read.take_lost(), read.take_reasons()};
}

}  // namespace nimpush::v1
