#pragma once

// A message was read on one device: its notification goes from the others.
//
// APNs has no request that takes a notification away. The app can: a background push wakes it, and names what to
// remove. The device takes the collapse id of a push as the identifier of its notification, so each message gets a
// collapse id that can be made again from the message's own id.
//
//     // A message arrives: push it to all devices of its user.
//     push.collapse_id = apns::collapse_id_for(message.id);
//     // It was read: push this to the other devices, by prepare() and fan_out() as any request.
//     const auto gone = apns::read_elsewhere("com.example.acme", {message.id});
//
// What the app does with it, in application(_:didReceiveRemoteNotification:fetchCompletionHandler:), with the
// background mode "remote notifications":
//
//     if let ids = userInfo["read-elsewhere"] as? [String] {
//         UNUserNotificationCenter.current().removeDeliveredNotifications(withIdentifiers: ids)
//     }
//
// This is best effort. Apple delivers background pushes late or not at all, no more than two or three an hour, and
// keeps but the newest for a device that is not connected: so do not send one for each message, and name in each one
// everything that was read lately. The app should look for what was read when it is opened, too.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

/// FNV-1a of 128 bits, highest byte first. In 32-bit parts, so that it is the same on every machine.
constexpr std::array<std::uint8_t, 16> fnv1a_128(std::string_view s) noexcept {
    constexpr std::uint64_t low = 0x13B;  // the prime is 2^88 + 0x13B
    constexpr std::uint64_t part = 0xFFFFFFFF;
    std::uint64_t h[4] = {0x6295C58D, 0x62B82175, 0x07BB0142, 0x6C62272E};  // lowest first
    for (std::size_t i = 0; i < s.size(); ++i) {
        h[0] ^= nimpush::detail::byte_at(s, i);
        // Times 2^88 is 24 bits up behind two parts; what is beyond 128 bits is dropped.
        const std::uint64_t up[4] = {0, 0, h[0] << 24 & part, (h[1] << 24 | h[0] >> 8) & part};
        std::uint64_t carry = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            carry += h[k] * low + up[k];
            h[k] = carry & part;
            carry >>= 32;
        }
    }
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t k = 0; k < 16; ++k) bytes[k] = static_cast<std::uint8_t>(h[3 - k / 4] >> (24 - k % 4 * 8));
    return bytes;
}

}  // namespace detail

/// The collapse id of a message, given its id: that itself where it can be one (see collapse_id), else `fnv1a128-` and
/// the 32 lower-case digits of its bytes' FNV-1a. Null for an empty id.
///
/// It never changes, on no machine and in no version of nimpush: notifications of yesterday are found by it. The
/// collapse id of a collapse id is itself. FNV keeps apart ids that differ by chance; who chooses the ids could make
/// two that are alike, so let no stranger choose them.
[[nodiscard]] constexpr collapse_id collapse_id_for(std::string_view message) {
    if (message.empty()) return {};
    if (auto same = collapse_id::from(message)) return *std::move(same);
    constexpr std::string_view prefix = "fnv1a128-";
    char made[prefix.size() + 32]{};
    nimpush::detail::copy_chars(prefix.data(), prefix.size(), made);
    write_hex(detail::fnv1a_128(message), made + prefix.size());
    return {nimpush::detail::unchecked{}, {made, sizeof made}};
}

/// The key that names what to remove, unless the caller has one of its own.
inline constexpr text read_elsewhere_key = "read-elsewhere";

namespace detail {

constexpr notification removal_of(const text& key, value ids) {
    notification made{.content_available = true};
    made.custom.set(key, std::move(ids));
    return made;
}

/// What a removal names: as many collapse ids from the first on as fit, and what all of them would take.
struct removal {
    value ids = value::list();
    std::size_t count = 0;
    std::size_t bytes = 0;
};
inline constexpr std::size_t most_of_removal = rules_of(push_type::background).payload_limit;

template <class Ids> constexpr result<removal> name_all(const Ids& message_ids, const text& key) {
    const place root;
    const place list = root.at("message_ids");
    if (key.empty()) return nimpush::detail::fail(errc::missing, "key: the app finds the identifiers by it");
    const auto empty = json::size(removal_of(key, value::list()));
    if (!empty) return unexpected(empty.error());
    removal made;
    made.bytes = *empty;
    for (const auto& one : message_ids) {
        const value id = collapse_id_for(std::string_view(one));
        if (id.is_null())
            return unexpected(nimpush::error{errc::missing, list.at(made.count).path(), "a message without an id"});
        const auto size = json::size(id);
        if (!size) return unexpected(size.error());
        made.bytes += *size + (made.count == 0 ? 0 : 1);  // a comma
        if (made.bytes <= most_of_removal) made.ids.push_back(id);
        ++made.count;
    }
    if (made.count == 0) return unexpected(nimpush::error{errc::missing, list.path(), "nothing to take away"});
    return made;
}

}  // namespace detail

/// The background push that lets the app remove the notifications of these messages, named by their collapse ids
/// under `key` beside `aps`: priority 5, content-available 1 and no collapse id, as Apple wants it.
///
/// `message_ids` is a range of text. Whoever sends adds token, environment and expiration. An error where they do not
/// fit into a payload (too_long: it says how many do; give the newest first and those that fit), for none at all, an
/// empty id or an empty key (missing), and where check() has one (a key `aps`, no bundle id). The app has to do the
/// rest, see above; there is no promise that it is woken.
template <class Ids>
[[nodiscard]] constexpr result<request> read_elsewhere(const bundle_id& app, const Ids& message_ids,
                                                       const text& key = read_elsewhere_key) {
    auto named = detail::name_all(message_ids, key);
    if (!named) return unexpected(named.error());
    if (named->ids.size() != named->count) {
        using nimpush::detail::count_text;
        return unexpected(nimpush::error{
            errc::too_long, "message_ids",
            nimpush::detail::join(count_text(named->bytes), " bytes, at most ", count_text(detail::most_of_removal),
                                  ": the first ", count_text(named->ids.size()), " of ", count_text(named->count),
                                  " fit")});
    }
    request made{.type = push_type::background, .bundle_id = app, .priority = priority::power_aware};
    made.payload = detail::removal_of(key, std::move(named->ids));
    for (const problem& one : detail::check_without_token(made))
        if (one.how == degree::error) return unexpected(one.what);
    return made;
}
/// The same for ids in braces.
[[nodiscard]] constexpr result<request> read_elsewhere(const bundle_id& app,
                                                       std::initializer_list<std::string_view> message_ids,
                                                       const text& key = read_elsewhere_key) {
    return read_elsewhere<std::initializer_list<std::string_view>>(app, message_ids, key);
}

/// How many of these, from the first on, one such push can name. The same errors but for too_long, and for what
/// check() has.
template <class Ids>
[[nodiscard]] constexpr result<std::size_t> read_elsewhere_fitting(const Ids& message_ids,
                                                                   const text& key = read_elsewhere_key) {
    auto named = detail::name_all(message_ids, key);
    if (!named) return unexpected(named.error());
    return named->ids.size();
}

}  // namespace apns
}  // namespace nimpush::v1
