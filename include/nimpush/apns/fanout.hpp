#pragma once

// One notification for many devices: body and headers rendered once, per device only the path.
//
//     apns::campaign push = *apns::prepare(request, body_buffer);
//     apns::fan_out(push, tokens, position, 10'000, [&](const apns::device_push& one) { … return true; });
//
// Nothing is allocated per device. Where the campaign stands is a plain number, so that it can be stored
// and taken up again.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <nimpush/apns/request.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// What all devices get: headers, and the body in the caller's buffer.
struct campaign {
    header_list headers{};
    std::string_view body{};
};

/// Renders a request once. The token of the request is not looked at; everything else must pass check(),
/// or the first error comes back. The body lies in `buffer`, which must outlive the campaign.
constexpr result<campaign> prepare(request r, std::span<char> buffer) {
    const std::uint8_t stand_in[1] = {0};
    r.token = *device_token::from(stand_in);
    for (const problem& one : check(r))
        if (one.how == degree::error) return unexpected(one.what);
    const auto size = json::write(r.payload, buffer);
    if (!size) return unexpected(size.error());
    return campaign{headers(r), {buffer.data(), *size}};
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

}  // namespace apns
}  // namespace nimpush::v1
