#pragma once

// What is kept of a log: an event with its place, its time and its words, owned.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// An event of one of several logs. Its texts are printable.
struct entry {
    event_kind kind = event_kind::note;
    cause hint = cause::cannot_know;
    call what = call::none;
    service environment = service::unknown;
    bool is_answered = false;  // of a call: its answer is in the log
    bool is_team = false;
    bool is_server = false;  // an app's server says it
    bool is_words = false;
    bool has_time = false;
    bool has_certificate_field = false;
    std::uint32_t file = 0;
    std::size_t line = 0;       // from 1
    std::size_t call_line = 0;  // of an answer: where it was asked
    log_time clock{};
    std::int64_t at = 0;  // ms since 1970 in UTC, by the clock of the first log; from align() on
    std::int64_t code = detail::no_code;
    message_options message{};
    quiet_hours hours{};
    text account{};
    text from{};
    text id{};
    text certificate{};
    text app_key{};
    text token{};
    text topic{};
    text reason{};
    text words{};
};

/// One log.
struct log_file {
    text name{};
    std::size_t lines = 0;
    bool has_time = false;
    log_time first{};
    log_time last{};
    std::int64_t begin = 0;  // as entry::at; from align() on
    std::int64_t end = 0;
    std::int32_t zone = 0;    // minutes east of UTC that its lines are in
    bool knows_zone = false;  // they say so, or another log does
    bool is_aligned = false;  // its clock was compared with another log's, or each has its zone
    std::int64_t behind = 0;  // ms to be added to its clock
    bool is_device = false;   // of a phone with NIM's SDK
    bool is_android = false;
    bool is_ios = false;
    text owner{};             // who logs in there, the last one
    text process{};           // Android's package or pid
    std::size_t dropped = 0;  // events that found no room
};

namespace detail {

constexpr text kept(std::string_view s, std::size_t most = 160) {
    return s.empty() ? text() : nimpush::detail::printable(s, most);
}
constexpr bool is(const text& a, std::string_view b) noexcept { return a.has_value() && a.view() == b; }
constexpr bool has(const text& a) noexcept { return a.has_value() && !a.view().empty(); }

/// A value that two logs may share, such as a request's id, and when each saw it.
struct anchor {
    std::uint64_t hash = 0;
    std::int64_t ms = 0;
};
constexpr std::uint64_t hash_of(std::string_view s) noexcept {
    std::uint64_t made = 14695981039346656037u;
    for (const char c : s) made = (made ^ static_cast<unsigned char>(lower(c))) * 1099511628211u;
    return made;
}

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
