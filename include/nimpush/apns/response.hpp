#pragma once

// What APNs answers: status, ids, the reason, and what to do about it.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/apns/header.hpp>
#include <nimpush/apns/reason.hpp>  // IWYU pragma: export
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// The answer to one request, or the debug data of a GOAWAY frame (status 0).
struct response {
    int status = 0;
    text apns_id{};
    text apns_unique_id{};   // development alone; the key into Apple's delivery log
    text apns_request_id{};  // broadcasts and channels
    text apns_channel_id{};  // of the channel that was created
    apns::reason reason = reason::none;
    text reason_text{};                  // as it came, in Apple's spelling of the day
    maybe<std::int64_t> timestamp_ms{};  // since when the token is dead; with 410 alone
    text malformed_body{};               // a body that is no JSON object, as it came
    value content{};                     // the body of a success, where it has one: a channel's, the list of them
    bool unusable_timestamp = false;     // there was one, but no whole number from 0 on

    /// Whether Apple took it: a status of 200 to 299.
    constexpr bool ok() const noexcept { return status >= 200 && status < 300; }
    /// Success outweighs a reason, a known reason outweighs the status.
    constexpr reason_facts facts() const noexcept {
        reason_facts known = facts_of(ok() ? reason::none : reason, status);
        if (status == 0) known.reopen = true;
        return known;
    }
    constexpr apns::advice advice() const noexcept { return facts().advice; }
    constexpr apns::retry retry() const noexcept { return facts().retry; }
    /// Before repetition `attempt` (0: the first); doubles each time, four times at most. "Back-off" is
    /// Apple's word for 5xx, the doubling is ours.
    constexpr std::int64_t delay_seconds(unsigned attempt = 0) const noexcept {
        return facts().delay_seconds << (attempt < 4 ? attempt : 4);
    }
    constexpr bool should_reopen() const noexcept { return facts().reopen; }
    constexpr std::string_view meaning() const noexcept { return facts().meaning; }

    friend constexpr bool operator==(const response&, const response&) = default;
};

/// Whether the token is to be forgotten: it is dead, and was registered no later than Apple says.
///
/// `registered_at_ms`: when the device handed the token over last, in milliseconds since 1970, as the
/// timestamp is. Without a timestamp a dead token is to be dropped.
[[nodiscard]] constexpr bool should_drop(const response& r, std::int64_t registered_at_ms) noexcept {
    return r.advice() == advice::drop_token && (!r.timestamp_ms.has_value() || registered_at_ms <= *r.timestamp_ms);
}

namespace detail {

/// Text from outside: as it is where it is UTF-8, else without what is not.
constexpr text text_from_wire(std::string_view s) {
    if (is_utf8(s)) return text(nimpush::detail::unchecked{}, s);
    return nimpush::detail::printable(s, s.size());
}

/// The members of a JSON object that cannot be read as a whole, each as the characters that it has. Looks no deeper,
/// so that a member at fault (a number too large, a key given twice) does not take the others with it.
class raw_members {
    std::string_view s_;
    std::size_t at_ = 0;

    constexpr void skip_space() noexcept {
        while (at_ < s_.size() && (s_[at_] == ' ' || s_[at_] == '\n' || s_[at_] == '\r' || s_[at_] == '\t')) ++at_;
    }
    constexpr bool take(char c) noexcept {
        skip_space();
        if (at_ == s_.size() || s_[at_] != c) return false;
        ++at_;
        return true;
    }
    constexpr std::string_view take_value() noexcept {
        skip_space();
        const std::size_t start = at_;
        std::size_t depth = 0;
        for (; at_ < s_.size(); ++at_) {
            const char c = s_[at_];
            if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':')) break;
            if (c == '{' || c == '[') ++depth;
            if (c == '}' || c == ']') --depth;
            if (c != '"') continue;
            for (++at_; at_ < s_.size() && s_[at_] != '"'; ++at_)
                if (s_[at_] == '\\') ++at_;
            if (at_ >= s_.size()) break;
        }
        if (at_ > s_.size()) at_ = s_.size();
        return s_.substr(start, at_ - start);
    }

  public:
    constexpr explicit raw_members(std::string_view s) noexcept : s_(s) {}

    /// Calls f(key, value) with the characters of each; false where this is no object.
    template <class F> constexpr bool each(F&& f) {
        if (!take('{')) return false;
        if (!take('}')) {
            do {
                const std::string_view key = take_value();
                if (!take(':')) return false;
                f(key, take_value());
            } while (take(','));
            if (!take('}')) return false;
        }
        skip_space();
        return at_ == s_.size();
    }
};

constexpr bool is_blank(std::string_view s) noexcept {
    for (const char c : s)
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return false;
    return true;
}

constexpr bool is_known_member(const value& key) noexcept {
    return key.as_text() == "reason" || key.as_text() == "timestamp";
}
/// What one member of a body says, where it can be used: of a key given twice the last that can.
constexpr void take_member(const value& key, const value& held, response& to) {
    if (key.as_text() == "timestamp") {
        if (const auto at = held.as_int(); at && *at >= 0) to.timestamp_ms = at;
        to.unusable_timestamp = !to.timestamp_ms && !held.is_null();
    } else if (key.as_text() == "reason" && held.as_text()) {
        to.reason_text = text(nimpush::detail::unchecked{}, held.chars());
        to.reason = reason_from(held.chars());
    }
}

/// Whether what json::read said makes the whole body malformed, and not one member of it unusable.
constexpr bool is_malformed(errc code) noexcept {
    return code == errc::not_json || code == errc::truncated || code == errc::bad_utf8;
}

}  // namespace detail

/// Reads an answer: status, headers, and the body, of which success has none.
///
/// Nothing is ever refused: a body that is no JSON is kept in malformed_body, a timestamp of another type
/// is left out and told in unusable_timestamp, and keys that nobody knows pass. For a GOAWAY frame: status 0,
/// no headers, its debug data (apns/goaway.hpp).
[[nodiscard]] constexpr response read_response(int status, const header_views& headers, std::string_view body) {
    response r;
    r.status = status;
    for (const header& h : headers) {
        if (is_named(h, "apns-id")) r.apns_id = detail::text_from_wire(h.value);
        if (is_named(h, "apns-unique-id")) r.apns_unique_id = detail::text_from_wire(h.value);
        if (is_named(h, "apns-request-id")) r.apns_request_id = detail::text_from_wire(h.value);
        if (is_named(h, "apns-channel-id")) r.apns_channel_id = detail::text_from_wire(h.value);
    }
    if (detail::is_blank(body)) return r;
    const auto whole = json::read(body);
    bool well_formed = true;
    if (whole) {
        if (r.ok() && whole->is(value::kind::map)) r.content = *whole;
        well_formed = whole->is(value::kind::map);
        for (const value::member& one : whole->members()) detail::take_member(one.key, one.val, r);
    } else {
        well_formed = detail::raw_members(body).each([&](std::string_view key, std::string_view chars) {
            const auto name = json::read(key);
            if (!name || !detail::is_known_member(*name)) return;
            if (const auto held = json::read(chars))
                detail::take_member(*name, *held, r);
            else
                detail::take_member(*name, value(false), r);  // no use either
        });
        if (detail::is_malformed(whole.error().code)) well_formed = false;
    }
    if (!well_formed) r.malformed_body = detail::text_from_wire(body);
    return r;
}

/// The body that Apple sends with an answer: `{"reason":…}`, with the timestamp where there is one; null
/// for an answer without a reason, but for its content.
[[nodiscard]] constexpr value body_of(const response& r) {
    if (!r.reason_text.has_value()) return r.content;
    value body = value::map();
    body.append("reason", value(r.reason_text));
    if (r.timestamp_ms.has_value()) body.append("timestamp", *r.timestamp_ms);
    return body;
}

}  // namespace apns
}  // namespace nimpush::v1
