#pragma once

// The work of nimpush that is measured twice: its time in the benchmarks, its instructions by .ci/instructions. Its
// subjects are made at run time, as they come in a program.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/notification.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

namespace bench {

namespace apns = nimpush::apns;
namespace channel = nimpush::flutter_channel;

/// The compiler takes it that x is read, or written, here.
template <class T> inline void keep(const T& x) { asm volatile("" : : "r"(&x) : "memory"); }

[[noreturn]] inline void not_expected() { std::abort(); }
template <class R> auto expected(R&& r) {
    if (!r) not_expected();
    return *std::forward<R>(r);
}

inline nimpush::text run_time_text(std::string_view s) { return expected(nimpush::text::from(s)); }

/// What a push says.
struct push_words {
    std::string_view title, body, sound, thread_id, session_id, session_type;
    std::int64_t badge;
};
inline constexpr push_words plain_words{"Alice in Wonderland",
                                        "meeting at five in room four, bring the big red book",
                                        "default",
                                        "team-7001",
                                        "alice",
                                        "p2p",
                                        3};
inline constexpr push_words chinese_words{
    "爱丽丝·梦游", "{\"会议\":\"五点\",\"room\":4} \"请带上红书\"", "default", "team-7001", "爱丽丝", "p2p", 3};

inline apns::notification notification_of(const push_words& words) {
    apns::notification made;
    made.alert.title = apns::alert_text(run_time_text(words.title));
    made.alert.body = apns::alert_text(run_time_text(words.body));
    made.badge = expected(nimpush::natural::from(words.badge));
    made.sound = apns::sound(run_time_text(words.sound));
    made.thread_id = run_time_text(words.thread_id);
    nimpush::free_map beside;
    beside.set(run_time_text("sessionId"), nimpush::value(run_time_text(words.session_id)));
    beside.set(run_time_text("sessionType"), nimpush::value(run_time_text(words.session_type)));
    made.custom = apns::custom_keys(std::move(beside));
    return made;
}

/// sendMessage of a text with its push, as an app sends it that has the message made by the plugin before: 1,172 bytes.
inline channel::send_message message_to_send() {
    channel::send_message made;
    channel::message& m = made.message;
    m.message_id = run_time_text("2f1e9c3a-7d54-4b0e-9a61-0c8d5e7f1a2b");
    m.session_id = run_time_text("bob.the.builder");
    m.session_type = channel::session_type::p2p;
    m.message_type = channel::message_type::text;
    m.status = channel::message_status::sending;
    m.from_account = run_time_text("alice.in.wonderland");
    m.content = run_time_text("meeting at five in room four, bring the big red book");
    m.timestamp = 1'712'800'000'000;
    m.attachment_status = channel::attachment_status::transferred;
    m.uuid = run_time_text("6b0d3c52-91f8-4a7e-8c35-d2e14f906b7a");
    m.server_id = 0;
    m.config.emplace();
    nimpush::free_map extension;
    extension.set(run_time_text("kind"), nimpush::value(run_time_text("meeting")));
    extension.set(run_time_text("room"), nimpush::value(run_time_text("four")));
    extension.set(run_time_text("floor"), nimpush::value(run_time_text("third, to the left of the kitchen")));
    m.remote_extension = std::move(extension);
    nimpush::free_map payload;
    payload.set(run_time_text("sessionId"), nimpush::value(run_time_text("alice.in.wonderland")));
    payload.set(run_time_text("sessionType"), nimpush::value(run_time_text("p2p")));
    m.push_payload = std::move(payload);
    m.push_content = expected(nimpush::push_text::from("Alice: meeting at five"));
    m.sender_client_type = channel::client_type::ios;
    m.from_nickname = run_time_text("Alice");
    return made;
}

template <class Bytes> nimpush::span<const std::uint8_t> octets_of(const Bytes& bytes) {
    return {bytes.data(), bytes.size()};
}

// One function each, not inlined, so that every caller measures the same code.

[[gnu::noinline]] inline std::size_t write_push(const apns::notification& push, nimpush::span<char> to) {
    return expected(nimpush::json::write(push, to));
}
[[gnu::noinline]] inline nimpush::parsed<apns::notification> read_push(std::string_view json) {
    return nimpush::json::read_as<apns::notification>(json);
}
/// The same that overwrites the text and borrows from it.
[[gnu::noinline]] inline nimpush::parsed<apns::notification> read_push_in_place(nimpush::span<char> json) {
    return nimpush::json::read_in_place<apns::notification>(json);
}
[[gnu::noinline]] inline nimpush::value_tree read_json_tree(std::string_view json) {
    return expected(nimpush::json::read_tree(json));
}
[[gnu::noinline]] inline std::size_t encode_message(const channel::send_message& call, nimpush::span<std::uint8_t> to) {
    return expected(channel::encode(call, to));
}
[[gnu::noinline]] inline nimpush::standard_codec::call_tree decode_message_tree(
    nimpush::span<const std::uint8_t> bytes) {
    return expected(nimpush::standard_codec::decode_call_tree(bytes));
}
[[gnu::noinline]] inline nimpush::standard_codec::call_tree borrow_message(nimpush::span<const std::uint8_t> bytes) {
    return expected(nimpush::standard_codec::borrow_call_tree(bytes));
}
[[gnu::noinline]] inline channel::send_message decode_message_struct(nimpush::span<const std::uint8_t> bytes) {
    const auto call = borrow_message(bytes);
    return expected(nimpush::read_wire<channel::send_message>(call.arguments()));
}
[[gnu::noinline]] inline nimpush::value_tree decode_tree(nimpush::span<const std::uint8_t> bytes) {
    return expected(nimpush::standard_codec::decode_tree(bytes));
}
[[gnu::noinline]] inline nimpush::value_tree borrow_tree(nimpush::span<const std::uint8_t> bytes) {
    return expected(nimpush::standard_codec::borrow_tree(bytes));
}

}  // namespace bench
