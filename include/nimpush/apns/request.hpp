#pragma once

// One push as an HTTP/2 request: where to, with which headers, with what body.
//
// Nothing is sent. The topic follows from the bundle id and the push type, expiration 0 and none are two
// things, each header says how HPACK should treat it, and nothing but printable ASCII reaches a header.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/header.hpp>  // IWYU pragma: export
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/lanes.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// `apns-collapse-id`: at most 64 bytes, says Apple. That it is printable ASCII without blanks at the ends is ours: HTTP
/// drops the blanks (RFC 9113, 8.2.1), and what a proxy makes of other bytes nobody knows.
using collapse_id = basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<64, schema::bytes>,
                                              schema::only<header_characters>, schema::trimmed>>;

namespace detail {

inline void apns_id_is_not_a_canonical_uuid() {}

/// All bits where a UUID has its dashes.
inline constexpr auto uuid_dashes = [] {
    std::array<std::uint8_t, 36> made{};
    for (const std::size_t at : {8u, 13u, 18u, 23u}) made[at] = 0xFF;
    return made;
}();
/// 8-4-4-4-12 hexadecimal digits, lower case where `canonical`.
constexpr bool is_uuid(std::string_view s, bool canonical) noexcept {
    namespace lanes = nimpush::detail::lanes;
    if (s.size() != uuid_dashes.size() || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-') return false;
    // Without a branch for each: digits of ids are as good as random.
    if (lanes::are_here && !std::is_constant_evaluated()) {
        const auto wrong_in = [&](std::size_t at) {
            return lanes::no_digits(s.data() + at, uuid_dashes.data() + at, canonical);
        };
        return !lanes::any(wrong_in(0) | wrong_in(lanes::block) | wrong_in(s.size() - lanes::block));
    }
    int values = 0;
    int characters = 0x20;  // digits and lower-case letters have this bit
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (uuid_dashes[i] != 0) continue;
        values |= hex_value(s[i]);
        characters &= s[i];
    }
    return values >= 0 && (!canonical || characters != 0);
}
struct uuid_rule {
    static constexpr void demand(std::string_view s) {
        if (!is_uuid(s, true)) apns_id_is_not_a_canonical_uuid();
    }
    static constexpr maybe<error> test(std::string_view s) {
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
    return message_id::from(nimpush::detail::chars_at(lower, sizeof lower));
}

/// What Apple answers to a topic, for pushes of this type; none where it can be one of them. Without a type only its
/// characters and its size are looked at.
///
/// InvalidPushType for an alert to `.voip` was seen (pushy #719, PyAPNs2 #87, sideshow/apns2 #148, apnotic #87), and is
/// inferred from it for the other suffixes; TopicDisallowed for a VoIP push without its suffix was seen before there
/// were push types (PyAPNs2 #70).
[[nodiscard]] constexpr reason judge_topic(maybe<push_type> type, std::string_view topic) noexcept {
    if (topic.empty()) return reason::missing_topic;
    if (schema::only<bundle_id_characters>::fault(topic) != npos) return reason::bad_topic;
    if (topic.size() > longest_topic) return reason::bad_topic;
    if (!type) return reason::none;
    const auto id = *type == push_type::mdm ? maybe(topic) : bundle_id_in(*type, topic);
    if (id && id->size() > longest_bundle_id) return reason::bad_topic;
    if (topic_suits(*type, topic)) return reason::none;
    const auto of = push_type_of_topic(topic);
    return of && of != type ? reason::invalid_push_type : reason::topic_disallowed;
}

/// A push to one device.
///
/// The provider token is no part of it: whoever sends adds `authorization: bearer …`, never indexed,
/// and keeps it out of every log. With a certificate there is none.
struct request {
    push_type type = push_type::alert;
    apns::bundle_id bundle_id{};  // gives the topic
    push_topic topic{};           // in its place: MDM's, or that of an app whose id ends as a topic does
    device_token token{};
    apns::environment environment = environment::production;
    maybe<apns::priority> priority{};  // absent counts as 10
    maybe<std::int64_t> expiration{};  // seconds since 1970; 0: one attempt, never stored
    message_id apns_id{};              // absent: Apple makes one
    apns::collapse_id collapse_id{};
    apns::authentication authentication = authentication::token;
    notification payload{};
    using own_check = void;
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

/// The headers of a request but for `authorization`. Send only what passed check(): of anything else ok() may be
/// false.
[[nodiscard]] constexpr header_list headers(const request& r) noexcept {
    header_list list;
    if (r.topic.has_value())
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
constexpr bool check_expiration(const maybe<std::int64_t>& date, const place& root, fault_list& faults) {
    if (!date.has_value() || are_seconds(*date)) return true;
    // That Apple refuses milliseconds is not known: a date thirty thousand years off is no date that anybody meant.
    faults.add(root.at("expiration"), errc::out_of_range,
               *date < 0 ? text("seconds since 1970: Apple answers BadExpirationDate")
                         : text("seconds since 1970, these are milliseconds"));
    return false;
}

constexpr void warn(const place& here, errc code, text detail, fault_list& faults) {
    faults.add(here, nimpush::error{code, {}, std::move(detail)}, degree::warning);
}
template <class Rule> constexpr void check_id(const basic_text<Rule>& id, const place& here, fault_list& faults) {
    check_text(id, here, faults);
    if (id.view().find('_') != std::string_view::npos)
        warn(here, errc::bad_character, "an underscore: Apple's documentation has none in a bundle id, apps in use do",
             faults);
}
/// Whether Apple's answer to this pair was seen; of others it is inferred (judge_topic).
constexpr bool was_seen(push_type type, push_type of) noexcept {
    return of == push_type::voip && (type == push_type::alert || type == push_type::background);
}
/// A bundle id that ends as a topic does is a topic already, in all likelihood.
constexpr void check_bundle_id(std::string_view id, push_type type, const place& here, fault_list& faults) {
    const auto of = push_type_of_topic(id);
    if (!of) return;
    const std::string_view suffix = rules_of(type).topic_suffix;
    const std::string_view has = *of == push_type::mdm ? mdm_topic_prefix : rules_of(*of).topic_suffix;
    const text topic = join(id, suffix);
    faults.add(here, errc::bad_character,
               *of == type
                   ? join("has ", has, " already, which is added: a topic that has it twice is nobody's")
                   : join("has ", has, ", of the topics of ", name_of(*of), " pushes: Apple ",
                          was_seen(type, *of) ? "" : "likely ", "answers ", name_of(judge_topic(type, topic.view())),
                          ". Of an app that is really called so, give the topic instead"));
}
constexpr void check_whole_topic(const request& r, const place& topic, fault_list& faults) {
    const std::string_view given = r.topic.view();
    const reason answer = judge_topic(r.type, given);
    const bool is_mdm = r.type == push_type::mdm;
    const auto id = bundle_id_in(r.type, given);
    if (answer == reason::none || !push_topic::from(given)) return;  // or told already
    if (answer == reason::bad_topic)
        faults.add(topic, errc::too_long,
                   join("the bundle id in it has more than ", nimpush::detail::count_text(longest_bundle_id),
                        " bytes: Apple answers BadTopic"));
    else if (is_mdm || !id)
        faults.add(topic, errc::bad_character,
                   join("the topic of ", name_of(r.type), " pushes ", is_mdm ? "begins with " : "ends in ",
                        is_mdm ? mdm_topic_prefix : rules_of(r.type).topic_suffix, ": Apple likely answers ",
                        name_of(answer)));
    else
        warn(topic, errc::bad_character,
             join("the bundle id in it ends as a topic of ", name_of(*push_type_of_topic(*id)),
                  " pushes does: right for an app that is really called so, else Apple ",
                  was_seen(r.type, *push_type_of_topic(*id)) ? "" : "likely ", "answers ", name_of(answer)),
             faults);
}
constexpr void check_topic(const request& r, const place& root, fault_list& faults) {
    const place topic = root.at("topic");
    const place bundle = root.at("bundle_id");
    check_id(r.bundle_id, bundle, faults);
    check_id(r.topic, topic, faults);
    if (r.topic.has_value()) {
        const bool follows = r.type != push_type::mdm && bundle_id_in(r.type, r.topic.view()) == r.bundle_id.view();
        if (r.bundle_id.has_value() && !follows)
            faults.add(bundle, errc::unknown_key, "another topic follows from it: give one of the two");
        check_whole_topic(r, topic, faults);
    } else if (r.type == push_type::mdm) {
        faults.add(topic, errc::missing, "missing: the topic of MDM is the UID of its certificate");
    } else if (!r.bundle_id.has_value()) {
        faults.add(bundle, errc::missing, "missing: Apple answers MissingTopic");
    } else {
        check_bundle_id(r.bundle_id.view(), r.type, bundle, faults);
    }
}
constexpr void check_message_id(const message_id& id, const place& here, fault_list& faults) {
    if (id.has_value() && is_uuid(id.view(), false) && !is_uuid(id.view(), true))
        warn(here, errc::bad_character, "upper case: Apple writes lower case, and has taken either", faults);
    else
        check_text(id, here, faults);
}

}  // namespace detail

/// Every problem of a request: topic, token, priority, authentication, dates and the payload (whose
/// paths begin with `payload`). `now`: seconds since 1970, where the caller has a clock.
template <std::same_as<request> Request = request>
[[nodiscard]] constexpr problems(check)(const Request& r, maybe<std::int64_t> now = {}) {
    nimpush::detail::fault_list faults;
    const detail::place root;
    if (static_cast<std::size_t>(r.type) >= std::size(names<push_type>::list))
        faults.add(root.at("type"), errc::bad_enumerator, "none of Apple's push types: Apple answers InvalidPushType");
    detail::check_topic(r, root, faults);
    detail::check_message_id(r.apns_id, root.at("apns_id"), faults);
    detail::check_text(r.collapse_id, root.at("collapse_id"), faults);
    if (!r.token.has_value()) faults.add(root.at("token"), errc::missing, "missing: Apple answers MissingDeviceToken");
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
    else if (is_unsettled(r.type, r.authentication))
        detail::warn(
            root.at("authentication"), errc::not_supported,
            "a Live Activity over a certificate: not supported, say engineers of Apple's and WWDC23 10185, Apple's "
            "page on sending allows it; a provider token is safe",
            faults);
    (void)detail::check_expiration(r.expiration, root, faults);
    for (const problem& one : (check)(r.payload, r.type, now)) faults.add(root.at("payload"), one.what, one.how);
    return faults.take();
}

namespace detail {

/// The same for a request whose token comes later.
template <std::same_as<request> Request>
constexpr problems check_without_token(Request r, maybe<std::int64_t> now = {}) {
    const std::uint8_t stand_in[1] = {0};
    r.token = *device_token::from(stand_in);
    return (check)(r, now);
}

}  // namespace detail

}  // namespace apns
}  // namespace nimpush::v1
