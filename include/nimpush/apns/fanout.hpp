#pragma once

// One notification for many devices: body and headers rendered once, per device only the path.
//
//     const apns::campaign push = *apns::prepare(request);
//     apns::fan_out(push, tokens, position, 10'000, [&](const apns::device_push& one) { … return true; });
//
// Nothing is allocated per device, not even where each gets its own apns-id and badge (`fan_out` with
// `personal`). Where the campaign stands is a plain number, so that it can be stored and taken up again;
// push_for() makes the push of one device once more.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/lanes.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/device_token_rows.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

/// Where a body has the digits of its badge; npos for none.
struct badge_place {
    std::size_t at = npos;
    std::size_t size = 0;
};

/// By writing the body with two badges of one digit, which differ there alone: what a text in it looks like does not
/// matter.
constexpr badge_place badge_place_of(const notification& payload, std::size_t most) {
    if (!payload.badge.has_value()) return {};
    notification one = payload;
    one.badge = 0;
    auto zero = nimpush::detail::array<char>::of(most);
    const auto size = json::write(one, span<char>(zero.data(), most));
    one.badge = 1;
    auto other = nimpush::detail::array<char>::of(most);
    if (!size || !json::write(one, span<char>(other.data(), most))) return {};
    char digits_of[longest_int64]{};
    const char* const end = write_decimal(payload.badge.value(), digits_of);
    for (std::size_t i = 0; i < *size; ++i)
        if (zero[i] != other[i]) return {i, static_cast<std::size_t>(end - digits_of)};
    return {};
}

}  // namespace detail

class campaign;
template <std::same_as<request> Request = request> constexpr result<campaign> prepare(const Request& r);

/// What all devices get: headers and body, rendered once by prepare(). It never changes: copies share nothing that
/// does, and what is a device's own stands beside it (personal). One that was moved from has no body and sends nothing.
class campaign {
    header_list headers_{};
    text body_{};
    std::size_t limit_ = payload_limit;
    natural badge_{};
    detail::badge_place place_{};

    constexpr campaign(const header_list& list, text body, std::size_t limit, const natural& badge,
                       detail::badge_place place)
        : headers_(list), body_(std::move(body)), limit_(limit), badge_(badge), place_(place) {}
    template <std::same_as<request> Request> friend constexpr result<campaign> prepare(const Request& r);
    template <auto Make> friend constexpr campaign prepare();

  public:
    constexpr const header_list& headers() const& noexcept { return headers_; }
    const header_list& headers() const&& = delete;
    /// JSON, as it leaves where a device has no badge of its own.
    constexpr std::string_view body() const& noexcept { return body_.view(); }
    std::string_view body() const&& = delete;
    /// Most bytes that its push type allows.
    constexpr std::size_t limit() const noexcept { return limit_; }
    /// What those get that have none of their own; null where the push has none.
    constexpr natural badge() const noexcept { return badge_; }
    /// Offset and size of the badge's digits in the body.
    constexpr detail::badge_place place() const noexcept { return place_; }
};

/// Renders a request once. The token of the request is not looked at; everything else must pass check(),
/// or the first error comes back.
template <std::same_as<request> Request> [[nodiscard]] constexpr result<campaign> prepare(const Request& r) {
    for (const problem& one : detail::check_without_token(r))
        if (one.how == degree::error) return unexpected(one.what);
    const auto size = json::size(r.payload);
    if (!size) return unexpected(size.error());
    auto body = nimpush::detail::array<char>::of(*size + 1);
    if (const auto written = json::write(r.payload, span<char>(body.data(), *size)); !written)
        return unexpected(written.error());
    const header_list list = headers(r);
    if (!list.ok()) return nimpush::detail::fail(errc::bad_character, "a value of the request cannot be a header");
    return campaign(list, text(nimpush::detail::taken{}, std::move(body)), rules_of(r.type).payload_limit,
                    r.payload.badge, detail::badge_place_of(r.payload, *size + longest_int64));
}

/// One push of a campaign; the views live until the sink returns.
struct device_push {
    std::size_t index;  // of the token in its range
    std::string_view path;
    const header_list& headers;
    std::string_view body;
};

/// What one device gets of its own.
struct personal {
    std::string_view apns_id{};  // a canonical UUID; empty: that of all, or Apple's
    natural badge{};             // null: that of all
};

namespace detail {

/// The body with another badge, in room of its own: what stands before the digits is copied once, what stands behind
/// them where their number changes.
class personal_body {
    std::array<char, voip_payload_limit + longest_int64> room_;  // not filled: most campaigns need none of it
    std::size_t digits_ = 0;                                     // of the badge that it has; 0 for none
    bool has_front_ = false;

  public:
    constexpr personal_body() noexcept {
        if (std::is_constant_evaluated()) room_ = {};
    }
    /// Empty where the push has no badge or where it would outgrow its push type.
    constexpr std::string_view with(const campaign& push, std::int64_t badge) noexcept {
        const badge_place place = push.place();
        const std::string_view body = push.body();
        if (place.at == npos || badge < 0 || body.size() > voip_payload_limit) return {};
        char* const at = room_.data() + place.at;
        const auto digits = static_cast<std::size_t>(write_decimal(badge, at) - at);
        const std::size_t size = body.size() - place.size + digits;
        if (digits != digits_) {
            digits_ = 0;
            if (size > push.limit()) return {};
            const char* const front = body.data();
            if (!has_front_) nimpush::detail::copy_chars(front, place.at, room_.data());
            has_front_ = true;
            const std::string_view rest = body.substr(place.at + place.size);
            nimpush::detail::copy_chars(rest.data(), rest.size(), at + digits);
            digits_ = digits;
        }
        return {room_.data(), size};
    }
};

/// Why a device gets nothing.
enum class device_fault : std::uint8_t { none, moved_from, no_token, bad_id, bad_badge };

constexpr error error_of(device_fault fault) {
    switch (fault) {
        case device_fault::moved_from:
            return {errc::missing, {}, "this campaign was moved from: nothing would be sent"};
        case device_fault::no_token: return {errc::missing, {}, "token: missing: Apple answers MissingDeviceToken"};
        case device_fault::bad_id:
            return {errc::bad_character, {}, "apns_id: one canonical UUID (8-4-4-4-12 lower-case digits)"};
        default: return {errc::too_long, {}, "badge: the push has none, or no room for this one"};
    }
}

constexpr span<const std::uint8_t> bytes_of(const device_token& token) noexcept { return token.bytes(); }
constexpr span<const std::uint8_t> bytes_of(const device_token_rows::row& row) noexcept { return row.bytes(); }

/// What one device gets of a campaign, in room that the next one uses again; and what can be wrong with it.
class device_room {
    const campaign* push_;
    std::array<char, longest_path> path_{};
    header_list own_headers_{};  // the campaign's and an id, once a device has one
    personal_body own_body_{};

    constexpr bool take_id(std::string_view id) noexcept {
        if (!is_uuid(id, true)) return false;
        if (!own_headers_.empty()) {
            const char* const chars = id.data();
            own_headers_.overwrite_last({chars, uuid_dashes.size()});  // a size that the compiler knows
            return true;
        }
        if (!push_->headers().find("apns-id").empty()) return false;
        header_list made = push_->headers();
        if (!made.add("apns-id", hpack::index_once, id)) return false;
        own_headers_ = made;
        return true;
    }

    constexpr std::string_view path_to(span<const std::uint8_t> token) noexcept {
        namespace lanes = nimpush::detail::lanes;
        char* const digits = path_.data() + device_path.size();
        if (!lanes::are_here || std::is_constant_evaluated() || token.size() != device_token::usual) [[unlikely]]
            return {path_.data(), static_cast<std::size_t>(write_hex(token, digits) - path_.data())};
        static_assert(device_token::usual % lanes::block == 0);
        for (std::size_t i = 0; i < device_token::usual; i += lanes::block)
            lanes::write_hex(token.data() + i, digits + 2 * i);
        return {path_.data(), device_path.size() + 2 * device_token::usual};
    }

  public:
    /// Of one device: by value, so that it need not go through memory.
    struct contents {
        std::string_view path;
        const header_list* headers;
        std::string_view body;
        device_fault fault;

        constexpr device_push at(std::size_t index) const noexcept { return {index, path, *headers, body}; }
    };

    constexpr explicit device_room(const campaign& push) noexcept : push_(&push) {
        nimpush::detail::copy_chars(device_path.data(), device_path.size(), path_.data());
    }
    device_room(const device_room&) = delete;  // it shows parts of itself
    device_room& operator=(const device_room&) = delete;
    constexpr ~device_room() = default;

    /// What a device gets that has nothing of its own but its token.
    constexpr contents fill(span<const std::uint8_t> token) noexcept {
        return {path_to(token), &push_->headers(), push_->body(),
                token.empty() ? device_fault::no_token : device_fault::none};
    }
    /// And what it has.
    constexpr void make_personal(const personal& own, contents& made) noexcept {
        if (made.fault != device_fault::none) return;
        if (!own.apns_id.empty()) {
            made.headers = &own_headers_;
            if (!take_id(own.apns_id)) made.fault = device_fault::bad_id;
        }
        if (own.badge.has_value() && made.fault == device_fault::none) {
            made.body = own_body_.with(*push_, own.badge.value());
            if (made.body.empty()) made.fault = device_fault::bad_badge;
        }
    }
};

}  // namespace detail

/// Hands the pushes for tokens[position …] to the sink, at most `most` of them, and moves `position` on.
///
/// The sink answers whether to go on; a push that it refused is offered again next time. Returns how many
/// it took. The order is that of the range, which needs size() and operator[] giving device_tokens or rows of
/// device_token_rows.
///
/// `personal_of(index)` says what each device has of its own. An error, with `position` at the device that it is about
/// (add one to leave it out): a device without a token, an id that is no canonical UUID or stands in the headers of
/// all, a badge where the push has none or that makes the body too long. So is a campaign that was moved from.
template <class Tokens, class Personal, class Sink>
[[nodiscard]] constexpr result<std::size_t> fan_out(const campaign& push, const Tokens& tokens, std::size_t& position,
                                                    std::size_t most, Personal&& personal_of, Sink&& sink) {
    if (push.body().empty()) return unexpected(detail::error_of(detail::device_fault::moved_from));
    detail::device_room room(push);
    std::size_t taken = 0;
    for (; taken < most && position < tokens.size(); ++taken, ++position) {
        const auto& token = tokens[position];
        auto one = room.fill(detail::bytes_of(token));  // by itself, so that it is inlined
        const personal& own = personal_of(position);
        if (!own.apns_id.empty() || own.badge.has_value()) room.make_personal(own, one);
        if (one.fault != detail::device_fault::none) return unexpected(detail::error_of(one.fault));
        if (!sink(one.at(position))) break;
    }
    return taken;
}

/// The same, where all devices get the same.
template <class Tokens, class Sink>
[[nodiscard]] constexpr result<std::size_t> fan_out(const campaign& push, const Tokens& tokens, std::size_t& position,
                                                    std::size_t most, Sink&& sink) {
    return fan_out(
        push, tokens, position, most, [](std::size_t) { return personal{}; }, sink);
}

/// The push of one device, to be kept: while it waits to be sent again, say.
///
/// Path and headers are its own, the body too where the device has a badge of its own; else body() shows that of the
/// campaign, which has to live as long. A copy stands alone. One that was moved from is not to be sent: where the body
/// was its own, it has none.
class single_push {
    std::array<char, longest_path> path_{};
    std::size_t path_size_ = 0;
    header_list headers_{};
    text own_body_{};
    std::string_view shared_body_{};  // not used where the body is its own

    constexpr single_push(const device_push& made, const campaign& push)
        : path_size_(made.path.size()), headers_(made.headers) {
        nimpush::detail::copy_chars(made.path.data(), made.path.size(), path_.data());
        if (made.body.data() == push.body().data())
            shared_body_ = push.body();
        else
            own_body_ = text(nimpush::detail::unchecked{}, made.body);
    }
    friend constexpr result<single_push> push_for(const campaign& push, const device_token& token, const personal& own);

  public:
    constexpr single_push(const single_push&) = default;
    constexpr single_push(single_push&&) noexcept = default;
    constexpr single_push& operator=(const single_push&) = default;
    constexpr single_push& operator=(single_push&& other) noexcept {
        text taken(std::move(other.own_body_));  // assigned at once, the two would be exchanged
        path_ = other.path_;
        path_size_ = other.path_size_;
        headers_ = other.headers_;
        shared_body_ = other.shared_body_;
        own_body_ = std::move(taken);
        return *this;
    }
    constexpr ~single_push() = default;

    constexpr std::string_view path() const& noexcept { return {path_.data(), path_size_}; }
    std::string_view path() const&& = delete;
    constexpr const header_list& headers() const& noexcept { return headers_; }
    const header_list& headers() const&& = delete;
    constexpr std::string_view body() const& noexcept {
        return own_body_.has_value() ? own_body_.view() : shared_body_;
    }
    std::string_view body() const&& = delete;
    /// The same for a sink of fan_out; the index is the caller's. The views live as long as this object.
    constexpr device_push as_device(std::size_t index) const& noexcept { return {index, path(), headers_, body()}; }
    device_push as_device(std::size_t) const&& = delete;
};

/// The push of one device of a campaign, byte for byte what fan_out gives it: to send it again after an answer.
///
/// What fan_out refuses is the same error here. The campaign must outlive what is returned: a temporary one does not
/// compile.
[[nodiscard]] constexpr result<single_push> push_for(const campaign& push, const device_token& token,
                                                     const personal& own = {}) {
    if (push.body().empty()) return unexpected(detail::error_of(detail::device_fault::moved_from));
    detail::device_room room(push);
    auto one = room.fill(token.bytes());
    room.make_personal(own, one);
    if (one.fault != detail::device_fault::none) return unexpected(detail::error_of(one.fault));
    return single_push(one.at(0), push);
}
result<single_push> push_for(const campaign&&, const device_token&, const personal& = {}) = delete;

}  // namespace apns
}  // namespace nimpush::v1
