#pragma once

// One event of a log, borrowed from its line.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// What is called and answers in lines of their own.
enum class call : std::uint8_t { none, initialize, login, logout, send, notify, token, disturb, mute, desktop, block };

/// Apple's two services.
enum class service : std::uint8_t { unknown, production, development };

/// Hours without pushes, in minutes since midnight.
struct quiet_hours {
    detail::said on = detail::said::nothing;
    std::int16_t start = -1;
    std::int16_t end = -1;
};

/// What a message says of its own push.
struct message_options {
    detail::said push = detail::said::nothing;
    detail::said online_only = detail::said::nothing;
    bool tells_text = false;  // the line has a place for a push text, full or empty
    bool lacks_text = false;  // a custom notification without a push text
    bool is_forced = false;
};

/// One event. Its texts are views of the line.
struct event {
    event_kind kind = event_kind::note;
    bool is_there = false;
    bool is_call = false;    // of something whose answer is in a later line
    bool is_reply = false;   // to such a call
    bool is_team = false;    // a message to a team, which `account` then is
    bool is_server = false;  // an app's server tells it
    bool is_words = false;   // free words say it, and no call, code or name of the SDK's
    call what = call::none;
    cause hint = cause::cannot_know;  // what it speaks for where it stands
    std::int64_t code = detail::no_code;
    std::string_view account{};  // whom it is about: who logs in, who is sent to, who is pushed
    std::string_view from{};
    std::string_view id{};           // of the push, the message or the transaction
    std::string_view certificate{};  // its name
    std::string_view app_key{};
    std::string_view token{};
    std::string_view topic{};
    std::string_view reason{};  // Apple's word, or that of whoever refused it
    service environment = service::unknown;
    message_options message{};
    quiet_hours hours{};
    bool has_certificate_field = false;  // the line has a place for the name, full or empty
};

namespace detail {

/// Where one of the texts stands that is not denied there, as a word where it begins or ends with a letter.
struct place_found {
    std::size_t at = npos;
    std::size_t size = 0;
    constexpr explicit operator bool() const noexcept { return at != npos; }
};
template <class F>
constexpr place_found find_text(const delivery::detail::scanned& line, std::string_view texts, F ok) {
    const std::string_view s = line.text();
    place_found found;
    any_part(texts, [&](std::string_view one) {
        if (!line.may_have(one)) return false;
        for (std::size_t i = 0; i < s.size(); ++i) {
            if (lower(s[i]) != lower(one[0])) continue;
            const std::size_t size = match(s, i, one);
            if (size == 0) continue;
            const bool is_longer = (is_letter(one[0]) && i > 0 && is_letter(s[i - 1]) && is_letter(lower(s[i])) &&
                                    !(s[i] >= 'A' && s[i] <= 'Z')) ||
                                   (is_letter(one.back()) && i + size < s.size() && lower(s[i + size]) == s[i + size] &&
                                    is_letter(s[i + size]));
            if (is_longer || !ok(i, size)) continue;
            found = {i, size};
            return true;
        }
        return false;
    });
    return found;
}
constexpr place_found find_text(const delivery::detail::scanned& line, std::string_view texts) {
    return find_text(line, texts, [](std::size_t, std::size_t) { return true; });
}

/// Whether the words around a text say that it is not so. NIM's SDK for iOS writes `[module : method: :0]`, whose 0 is a
/// process and no value.
constexpr bool is_denied_here(std::string_view s, std::size_t at, std::size_t size) {
    const std::string_view tail = s.substr(at + size);
    if (tail.starts_with(": :0]") || tail.starts_with(" :0]") || tail.starts_with(" : :0]"))
        return is_denied(s.substr(0, at + size), at, size);
    return is_denied(s, at, size);
}

/// Whose words follow these keys: what people wrote to each other, and not what happened.
inline constexpr std::string_view quoting_keys =
    "text|content|body|title|subject|comment|remark|keyword|query|question|feedback|search|caption|pushcontent|"
    "push_content|lastMessage|preview|nickname|attach|ext|note|tip|留言|内容";
constexpr bool is_quoted(std::string_view s, std::size_t at) noexcept {
    bool found = false;
    any_part(quoting_keys, [&](std::string_view key) {
        const std::size_t value = value_of(s.substr(0, at), key);
        return found = value != npos;
    });
    return found;
}
/// Lines about words, settings of tests, or help.
inline constexpr std::string_view about_words =
    "sample|copy for|文案|示例|例如|举例|release page|help page|help center|帮助中心|placeholder|missing key|i18n|"
    "tooltip|unit test|fixture|cfg flags|changelog|release notes|article|工单|FAQ|demo text|faq page|translation|"
    "if user is|if the user is|when the user is|dnd_tip|hint key|storyboard|screenshot";

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
