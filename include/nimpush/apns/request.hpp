#pragma once

// One push as an HTTP/2 request: where to, with which headers, with what body.
//
// Nothing is sent. The topic follows from the bundle id and the push type, expiration 0 and none are two
// things, each header says how HPACK should treat it, and nothing but printable ASCII reaches a header.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/header.hpp>  // IWYU pragma: export
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Printable ASCII with inner spaces: what a header may hold.
struct header_characters {
    static constexpr std::string_view name = "printable ASCII";
    static constexpr bool has(char c) noexcept { return c >= 0x20 && c < 0x7F; }
};

/// `apns-collapse-id`: at most 64 bytes.
using collapse_id = basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<64, schema::bytes>,
                                              schema::only<header_characters>>>;
/// The topic of MDM: the UID of the push certificate's subject, which no bundle id gives.
using mdm_topic = basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<155, schema::bytes>,
                                            schema::only<schema::visible_ascii>>>;

namespace detail {

inline void apns_id_is_not_a_canonical_uuid() {}

/// 8-4-4-4-12 hexadecimal digits, lower case where `canonical`.
constexpr bool is_uuid(std::string_view s, bool canonical) noexcept {
    if (s.size() != 36) return false;
    for (std::size_t i = 0; i < 36; ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? s[i] != '-' : hex_value(s[i]) < 0 || (canonical && s[i] >= 'A' && s[i] <= 'F')) return false;
    }
    return true;
}
struct uuid_rule {
    static constexpr void require(std::string_view s) {
        if (!is_uuid(s, true)) apns_id_is_not_a_canonical_uuid();
    }
    static constexpr std::optional<error> test(std::string_view s) {
        if (is_uuid(s, true)) return {};
        return error{
            errc::bad_character, {}, "no canonical UUID (8-4-4-4-12 lower-case digits): Apple answers BadMessageId"};
    }
};

}  // namespace detail

/// `apns-id`, `apns-request-id`: a canonical UUID in lower case.
using message_id = basic_text<detail::uuid_rule>;

/// A UUID in either case as a message_id, in lower case as Apple wants it.
constexpr result<message_id> make_message_id(std::string_view s) {
    if (!detail::is_uuid(s, false)) return message_id::from(s);
    char lower[36]{};
    for (std::size_t i = 0; i < 36; ++i) lower[i] = nimpush::detail::lower(s[i]);
    return message_id::from({lower, 36});
}

/// A push to one device.
///
/// The provider token is no part of it: whoever sends adds `authorization: bearer …`, never indexed,
/// and keeps it out of every log. With a certificate there is none.
struct request {
    push_type type = push_type::alert;
    apns::bundle_id bundle_id{};
    mdm_topic topic{};  // MDM alone
    device_token token{};
    apns::environment environment = environment::production;
    std::optional<apns::priority> priority{};  // absent counts as 10
    std::optional<std::int64_t> expiration{};  // seconds since 1970; 0: one attempt, never stored
    message_id apns_id{};                      // absent: Apple makes one
    apns::collapse_id collapse_id{};
    apns::authentication authentication = authentication::token;
    notification payload{};
};

/// `api.push.apple.com` and its sandbox; port 443, or 2197 where 443 is closed.
constexpr std::string_view host(environment e) noexcept {
    return e == environment::production ? "api.push.apple.com" : "api.sandbox.push.apple.com";
}
inline constexpr std::uint16_t default_port = 443;
inline constexpr std::uint16_t alternative_port = 2197;
constexpr std::string_view origin(environment e) noexcept {
    return e == environment::production ? "https://api.push.apple.com" : "https://api.sandbox.push.apple.com";
}

inline constexpr std::size_t longest_path = device_path.size() + 2 * device_token::most;

/// Writes `/3/device/` and the token in lower-case digits; returns the size. Room: longest_path.
constexpr std::size_t write_path(const device_token& token, std::array<char, longest_path>& to) noexcept {
    nimpush::detail::copy_chars(device_path.data(), device_path.size(), to.data());
    const char* end = write_hex(token.bytes(), to.data() + device_path.size());
    return static_cast<std::size_t>(end - to.data());
}

/// The headers of a request but for `authorization`. Write only what passed check().
constexpr header_list headers(const request& r) noexcept {
    header_list list;
    if (r.type == push_type::mdm)
        detail::add_type_and_topic(list, r.type, r.topic.view());
    else
        detail::add_type_and_topic(list, r.type, r.bundle_id.view(), rules_of(r.type).topic_suffix);
    if (r.apns_id.has_value()) list.add("apns-id", hpack::index_once, r.apns_id.view());
    if (r.expiration.has_value()) list.add_number("apns-expiration", hpack::index_once, *r.expiration);
    if (r.priority.has_value()) detail::add_priority(list, *r.priority);
    if (r.collapse_id.has_value()) list.add("apns-collapse-id", hpack::index_once, r.collapse_id.view());
    return list;
}

namespace detail {

template <class Rule> constexpr void check_text(const basic_text<Rule>& t, const place& here, fault_list& faults) {
    if (!t.has_value()) return;
    if (auto fine = basic_text<Rule>::from(t.view()); !fine) faults.add(here, fine.error());
}
constexpr bool check_expiration(const std::optional<std::int64_t>& date, const place& root, fault_list& faults) {
    if (!date.has_value() || are_seconds(*date)) return true;
    faults.add(root.at("expiration"), errc::out_of_range, "seconds since 1970: Apple answers BadExpirationDate");
    return false;
}

}  // namespace detail

/// Every problem of a request: topic, token, priority, authentication, dates and the payload (whose
/// paths begin with `payload`).
constexpr problems check(const request& r) {
    nimpush::detail::fault_list faults;
    const detail::place root;
    const push_type_rules rules = rules_of(r.type);
    detail::check_text(r.bundle_id, root.at("bundle_id"), faults);
    detail::check_text(r.topic, root.at("topic"), faults);
    detail::check_text(r.apns_id, root.at("apns_id"), faults);
    detail::check_text(r.collapse_id, root.at("collapse_id"), faults);
    if (!r.token.has_value()) faults.add(root.at("token"), errc::missing, "missing: Apple answers MissingDeviceToken");
    if (r.type == push_type::mdm) {
        if (!r.topic.has_value())
            faults.add(root.at("topic"), errc::missing, "missing: the topic of MDM is the UID of its certificate");
    } else {
        if (!r.bundle_id.has_value())
            faults.add(root.at("bundle_id"), errc::missing, "missing: Apple answers MissingTopic");
        if (r.topic.has_value())
            faults.add(root.at("topic"), errc::unknown_key, "the topic follows from the bundle id, but for MDM");
        if (!rules.topic_suffix.empty() && r.bundle_id.view().ends_with(rules.topic_suffix))
            faults.add(
                root.at("bundle_id"), errc::bad_character,
                nimpush::detail::join("ends in ", rules.topic_suffix, ", which is added: Apple answers BadTopic"));
    }
    const apns::priority asked = r.priority.value_or(priority::immediately);
    if (!allows(r.type, asked))
        faults.add(root.at("priority"), errc::out_of_range,
                   nimpush::detail::join(name_of(r.type), " pushes take no priority ",
                                         nimpush::detail::count_text(static_cast<std::uint64_t>(asked)),
                                         r.priority.has_value() ? "" : " (absent counts as 10)"));
    if (!allows(r.type, r.authentication))
        faults.add(root.at("authentication"), errc::not_supported,
                   nimpush::detail::join(name_of(r.type), r.authentication == authentication::token
                                                              ? " pushes need their certificate"
                                                              : " pushes need a provider token"));
    (void)detail::check_expiration(r.expiration, root, faults);
    for (const problem& one : check(r.payload, r.type)) faults.add(root.at("payload"), one.what, one.how);
    return faults.take();
}

namespace detail {

/// The same for a request whose token comes later.
constexpr problems check_without_token(request r) {
    const std::uint8_t stand_in[1] = {0};
    r.token = *device_token::from(stand_in);
    return check(r);
}

}  // namespace detail

}  // namespace apns
}  // namespace nimpush::v1
