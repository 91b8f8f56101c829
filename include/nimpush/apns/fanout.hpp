#pragma once

// One notification for many devices: body and headers rendered once, per device only the path.
//
//     apns::campaign push = *apns::prepare(request, body_buffer);
//     apns::fan_out(push, tokens, position, 10'000, [&](const apns::device_push& one) { … return true; });
//
// Nothing is allocated per device, not even where each gets its own apns-id and badge (`fan_out` with
// `personal`). Where the campaign stands is a plain number, so that it can be stored and taken up again.

#include <array>
#include <cstddef>
#include <string_view>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// What all devices get: headers, and the body; prepare() fills it. The rest is for badges of their own:
/// without a buffer (a static_push) there are none.
struct campaign {
    header_list headers{};
    std::string_view body{};
    span<char> buffer{};                // where the body lies
    std::size_t limit = payload_limit;  // bytes, of the push type
    std::size_t badge_at = npos;        // offset of its digits in the body; npos without a badge
    natural badge{};                    // what those get that have none of their own

    /// Puts another number behind `badge`. False where the push has no badge, or where the body would
    /// outgrow its push type or the buffer; it is then as it was.
    constexpr bool set_badge(const natural& number) noexcept {
        if (badge_at == npos || !number.has_value() || number.value() < 0) return false;
        char digits_of[longest_int64]{};
        const auto length = static_cast<std::size_t>(write_decimal(number.value(), digits_of) - digits_of);
        const std::size_t rest_at = body.find_first_not_of("0123456789", badge_at);
        const std::size_t badge_size = rest_at - badge_at;
        const std::size_t grown = body.size() - badge_size + length;
        if (grown > limit || grown > buffer.size()) return false;
        char* const place = buffer.data() + badge_at;
        const std::size_t rest = body.size() - rest_at;
        for (std::size_t k = 0; k < rest && length < badge_size; ++k) place[length + k] = place[badge_size + k];
        for (std::size_t k = rest; k > 0 && length > badge_size; --k) place[length + k - 1] = place[badge_size + k - 1];
        nimpush::detail::copy_chars(digits_of, length, place);
        body = {buffer.data(), grown};
        return true;
    }
};

/// Renders a request once. The token of the request is not looked at; everything else must pass check(),
/// or the first error comes back. The body lies in `buffer`, which must outlive the campaign.
constexpr result<campaign> prepare(const request& r, span<char> buffer) {
    for (const problem& one : detail::check_without_token(r))
        if (one.how == degree::error) return unexpected(one.what);
    const auto size = json::write(r.payload, buffer);
    if (!size) return unexpected(size.error());
    campaign made{headers(r), {buffer.data(), *size}, buffer, rules_of(r.type).payload_limit};
    if (!r.payload.badge.has_value()) return made;
    // The first of them is that of aps: before it stands the alert, whose keys are known, and no text
    // has a quote that is not escaped.
    constexpr std::string_view key = "\"badge\":";
    made.badge = r.payload.badge;
    made.badge_at = made.body.find(key) + key.size();
    return made;
}

/// One push of a campaign; the views live until the sink returns.
struct device_push {
    std::size_t index;  // of the token in its range
    std::string_view path;
    const header_list& headers;
    std::string_view body;
};

/// Hands the pushes for tokens[position …] to the sink, at most `most` of them, and moves `position` on.
///
/// The sink answers whether to go on; a push that it refused is offered again next time. Returns how many
/// it took. The order is that of the range, which needs size() and operator[] giving device_tokens.
template <class Tokens, class Sink>
constexpr std::size_t fan_out(const campaign& push, const Tokens& tokens, std::size_t& position, std::size_t most,
                              Sink&& sink) {
    std::array<char, longest_path> path{};
    std::size_t taken = 0;
    for (; taken < most && position < tokens.size(); ++taken, ++position) {
        const std::size_t size = write_path(tokens[position], path);
        if (!sink(device_push{position, {path.data(), size}, push.headers, push.body})) break;
    }
    return taken;
}

/// What one device gets of its own.
struct personal {
    std::string_view apns_id{};  // a canonical UUID; empty: that of all, or Apple's
    natural badge{};             // null: that of all
};

/// The same, where `personal_of(index)` says what each device has of its own.
///
/// An error, with the position at the device that it is about: an id that is no canonical UUID or stands in the
/// headers of all, a badge where the push has none or that makes the body too long.
template <class Tokens, class Personal, class Sink>
constexpr result<std::size_t> fan_out(campaign& push, const Tokens& tokens, std::size_t& position, std::size_t most,
                                      Personal&& personal_of, Sink&& sink) {
    std::size_t taken = 0;
    for (; taken < most && position < tokens.size(); ++taken) {
        const personal own = personal_of(position);
        campaign one = push;
        if (!own.apns_id.empty()) {
            if (!detail::is_uuid(own.apns_id, true) || !push.headers.find("apns-id").empty())
                return nimpush::detail::fail(errc::bad_character,
                                             "apns_id: one canonical UUID (8-4-4-4-12 lower-case digits)");
            one.headers.add("apns-id", hpack::index_once, own.apns_id);
        }
        if (own.badge.has_value() || push.badge.has_value()) {
            if (!push.set_badge(own.badge.has_value() ? own.badge : push.badge))
                return nimpush::detail::fail(errc::too_long, "badge: the push has none, or no room for this one");
            one.body = push.body;
        }
        if (fan_out(one, tokens, position, 1, sink) == 0) break;
    }
    return taken;
}

}  // namespace apns
}  // namespace nimpush::v1
